"""What all screens of a running inquiry have: the red band with its steps and its clock."""

from typing import Any

from kivy.uix.widget import Widget

from kiosk.widgets.frame import Screen
from kiosk.widgets.recorded.band import StepsBand
from wire.inquiry.sheet import Step


class InquiredScreen(Screen):
    """`at` is the step that is lit."""

    @property
    def at(self) -> Step:
        raise NotImplementedError

    def names(self, *, lit: bool) -> bool:
        """Whether a step says its name: all where there is room, the present one, or none."""
        if self.small and self.upright:
            return False
        return lit or not (self.small or self.upright)

    def band(self) -> Widget:
        return StepsBand().follow(self)

    def recording_told(self) -> str:
        step: Any = self.step
        minutes, seconds = divmod(step.elapsed_s, 60)
        clock = f"{minutes}:{seconds:02d}"
        return clock if self.small else self.say("inquiry_steps.recording", clock=clock)
