"""The first screen: where we are, whether the county is there, what is published, and the ways to go."""

from dataclasses import dataclass, replace

from kiosk.flows.step import Destination, FlowName, Heard, Step, Turn
from kiosk.flows.surroundings import Surroundings
from wire import port
from wire.affairs.notice import Notice
from wire.ids import NoticeId


@dataclass(frozen=True)
class NoticeLine:
    """One notice in a list."""

    notice_id: NoticeId
    village: str
    title: str
    period: str
    as_of: str


def notice_line(notice: Notice) -> NoticeLine:
    return NoticeLine(
        notice_id=notice.notice_id,
        village=notice.village,
        title=notice.title,
        period=notice.period,
        as_of=notice.as_of,
    )


@dataclass(frozen=True)
class Home(Step):
    """Nobody's page: nothing on it tells of the visit before."""

    choices = ("petition", "answer", "affairs", "notice", "call", "listen", "help")
    point: str
    edge_here: bool
    link_up: bool
    waiting_petitions: int = 0
    notices: tuple[NoticeLine, ...] = ()
    calls: bool = False
    """Whether an officer can be called now."""

    @property
    def spoken(self) -> tuple[str, ...]:
        return (*super().spoken, "told.home_call") if self.calls else super().spoken

    @property
    def idle_s(self) -> float:
        return 0.0

    @property
    def speaks_first(self) -> bool:
        """Nobody may be there, and the yard is not to be talked to."""
        return False


class HomeFlow:
    """Holds nothing: there is no visit yet."""

    def __init__(self, around: Surroundings, _to: Destination) -> None:
        self._around = around

    def begins(self) -> Turn:
        around = self._around
        newest = sorted(around.notices, key=lambda notice: -notice.published_at_ms)
        return Turn(
            Home(
                point=around.point,
                edge_here=around.edge_here,
                link_up=around.link_up,
                waiting_petitions=around.waiting_petitions,
                calls=around.link_up and around.equipment.calls,
                notices=tuple(map(notice_line, newest[: around.limits.home_notices])),
            )
        )

    def does(self, choice: str, item: str) -> Turn:
        ways = {
            "petition": Destination(FlowName.PETITION),
            "answer": Destination(FlowName.ANSWER),
            "affairs": Destination(FlowName.AFFAIRS),
            "call": Destination(FlowName.CALL),
            "notice": Destination(FlowName.AFFAIRS, item),
        }
        return Turn(self.begins().step, to=ways.get(choice))

    def hears(self, event: Heard) -> Turn:
        del event  # the surroundings have heard it already
        return self._stands()

    def waits(self, seconds: float) -> Turn:
        del seconds  # nothing on this page runs
        return self._stands()

    def _stands(self) -> Turn:
        """Nobody's visit: who is called back is called here."""
        ring = self._around.ring
        to = None if ring is None else Destination(FlowName.CALL, carried=ring)
        return replace(self.begins(), to=to)

    def leaves(self) -> tuple[port.Request, ...]:
        return ()
