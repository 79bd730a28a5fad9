"""Which step is read out, and when the terminal falls silent. The edge speaks; here is decided what and to whom."""

from kiosk.flows.manner import Manner
from kiosk.flows.step import Heard, Step
from kiosk.flows.surroundings import Surroundings
from wire import port
from wire.ids import new_id

_WHEN_ASKED = ("digit.", "told.line_", "told.stage_")
"""Digits of a code are as secret as the code; what was added and how far it is concerns nobody in the yard."""


class Voice:
    """Says each screen when it comes up, once; nothing private aloud that nobody has asked to hear."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self._said: tuple[object, ...] = ()
        self._speaking = False

    def can_say(self, manner: Manner) -> bool:
        equipment = self._around.equipment
        return manner.language in equipment.voices or manner.language in equipment.reads_text

    def hears(self, event: Heard) -> None:
        match event:
            case port.SayingStarted():
                self._speaking = True
            case port.SayingEnded():
                self._speaking = False
            case _:
                pass

    def comes_up(self, step: Step, manner: Manner) -> tuple[port.Request, ...]:
        """What is said of a step that has just come up; nothing of one that stands already."""
        facts = (step.name(), step.spoken, step.read_aloud, manner.language)
        if facts == self._said:
            return ()
        self._said = facts
        if not self._around.speaks_first or not step.speaks_first:
            return self.hushes()
        return self._says(step, manner, asked=False) or self.hushes()

    def again(self, step: Step, manner: Manner) -> tuple[port.Request, ...]:
        """Somebody has touched the ear."""
        return self._says(step, manner, asked=True)

    def hushes(self) -> tuple[port.Request, ...]:
        if not self._speaking:
            return ()
        self._speaking = False
        return (port.Hush(),)

    def _says(self, step: Step, manner: Manner, *, asked: bool) -> tuple[port.Request, ...]:
        if not self.can_say(manner):
            return ()
        prompts, text = list(step.spoken), step.read_aloud
        if step.private and not (asked or step.overheard or self._around.equipment.handset):
            # the yard hears the loudspeaker: digits and answers wait for the touch on the ear
            prompts, text = [one for one in prompts if not one.startswith(_WHEN_ASKED)], ""
        if not prompts and not text:
            return ()
        self._speaking = True
        saying = port.Say(say_id=new_id(), prompts=prompts, text=text, language=manner.language, private=step.private)
        return (saying,)
