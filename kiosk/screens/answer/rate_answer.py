"""Three faces."""

from kiosk.flows.answer.steps import RATINGS
from kiosk.widgets.choice import Tile
from kiosk.widgets.frame import Screen

_LARGEST = 3.6
"""The face says it all."""


class RateAnswerScreen(Screen):
    """See rate_answer.kv; a touch marks a face, another one changes one's mind."""

    def draws(self) -> None:
        faces = [
            Tile(
                choice="face",
                item=one,
                icon=f"face_{one}",
                words=self.say(f"rate_answer.{one}"),
                look="primary" if one == self.step.chosen else "quiet",
                largest=_LARGEST,
                size_hint_y=1,
            )
            for one in RATINGS
        ]
        self.fill(self.ids.faces, faces)
