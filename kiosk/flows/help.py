"""Help: whom to ask, whom to call, and how to see and hear better. It lies over the flow, which goes on underneath."""

from dataclasses import dataclass

from kiosk.flows.call.before import Assisting
from kiosk.flows.case import Case
from kiosk.flows.step import Destination, FlowName, Step
from wire.language import Language


@dataclass(frozen=True)
class ReadHelp(Step):
    """The person on duty, the numbers that help anywhere, and at most four things to change."""

    choices = ("back", "low", "language", "practice", "assisted", "leave")
    duty_person: str = ""
    duty_phone: str = ""
    language: Language = "zh_CN"
    low: bool = False
    can_lower: bool = True
    """Whether some of this panel is out of reach from a wheelchair."""
    at_home: bool = False
    """Nobody's visit has begun: it can be practised, or begun together with the staff."""
    dim: bool = False
    waits_s: float = 120.0
    quiet: bool = False
    """A recording goes on underneath: nothing is said by itself."""

    @property
    def private(self) -> bool:
        return self.dim

    @property
    def idle_s(self) -> float:
        return self.waits_s

    @property
    def leads_home(self) -> bool:
        """Laid over the first page, its way back leads there."""
        return not self.at_home

    @property
    def speaks_first(self) -> bool:
        return not self.quiet


def begun_from_help(choice: str, *, calls: bool = False) -> Destination | None:
    """Practice leaves nothing behind; what staff helps with says so to the county. `calls`: it may also be a call."""
    if choice == "practice":
        return Destination(FlowName.PETITION, carried=Case(practice=True))
    if choice == "assisted" and calls:
        return Destination(FlowName.CALL, carried=Assisting())
    if choice == "assisted":
        return Destination(FlowName.PETITION, carried=Case().with_details(assisted=True))
    return None
