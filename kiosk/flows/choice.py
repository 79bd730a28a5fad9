"""Choosing in which way to speak to the county. A kind of petition is one line in KINDS."""

from dataclasses import dataclass

from kiosk.flows.step import HOME, Destination, FlowName, Heard, Step, Turn
from kiosk.flows.surroundings import Surroundings
from wire import port

KINDS: dict[str, FlowName] = {"video": FlowName.PETITION}
"""Kind → its flow, in the order of the buttons; each has an icon and words of the same name."""


@dataclass(frozen=True)
class ChooseKind(Step):
    """The ways that are open at this terminal."""

    choices = ("kind", "back")
    kinds: tuple[str, ...] = tuple(KINDS)


class ChoiceFlow:
    """Holds nothing but the question."""

    def __init__(self, _around: Surroundings, _to: Destination) -> None:
        """The question is the same wherever and whenever it is asked."""

    def begins(self) -> Turn:
        return Turn(ChooseKind())

    def does(self, choice: str, item: str) -> Turn:
        if choice == "kind" and item in KINDS:
            return Turn(ChooseKind(), to=Destination(KINDS[item], item))
        return Turn(ChooseKind(), to=HOME if choice == "back" else None)

    def hears(self, event: Heard) -> Turn:
        del event  # nothing here depends on the edge
        return self.begins()

    def waits(self, seconds: float) -> Turn:
        del seconds  # nothing on this page runs
        return self.begins()

    def leaves(self) -> tuple[port.Request, ...]:
        return ()
