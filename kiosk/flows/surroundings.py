"""What is so around a visit: the edge, the link, the published notices. The Visit writes it, flows read it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kiosk.flows.pinyin import NoPinyin, Pinyin
from kiosk.flows.slip import DrawsSlip, draws_nothing
from kiosk.flows.step import EdgeGone, Heard
from kiosk.flows.strokes import DrawsWriting, draws_no_writing
from kiosk.flows.typeset.paging import Paper
from kiosk.flows.typeset.sections import Says, SaysKeys
from wire import port
from wire.affairs.notice import Notice
from wire.language import Language


@dataclass(frozen=True)
class Limits:
    """How much a screen of this panel takes."""

    paper: Paper = field(default_factory=lambda: Paper(width_em=50, height_lines=9))
    """One page of a notice."""
    letter: Paper = field(default_factory=lambda: Paper(width_em=40, height_lines=7))
    """One page of an answer."""
    villages: int = 9
    notices: int = 4
    home_notices: int = 3
    recording_s: int = 600
    record: Paper = field(default_factory=lambda: Paper(width_em=28, height_lines=8))
    """One page of an inquiry's transcript, beside the picture of who asks."""


@dataclass
class Surroundings:
    """Kept by the Visit from what it hears."""

    point: str
    limits: Limits = field(default_factory=Limits)
    edge_here: bool = False
    birth: int = 0
    picture_path: str = ""
    link_up: bool = False
    disk_full: bool = False
    clock_trusted: bool = True
    waiting_petitions: int = 0
    notices: tuple[Notice, ...] = ()
    checked_at_ms: int = 0
    equipment: port.Equipment = field(default_factory=port.Equipment)
    draws_slip: DrawsSlip = draws_nothing
    draws_writing: DrawsWriting = draws_no_writing
    pinyin: Pinyin = field(default_factory=NoPinyin)
    language: Language = "zh_CN"
    """In which the visit goes on."""
    words: Mapping[str, Says] = field(default_factory=dict)
    """For what stands in published tables beside what was published."""
    ring: port.RingsHere | None = None
    """The county calls back, and nobody has come to answer yet."""
    rings_answered: frozenset[str] = frozenset()
    """Rings that somebody has looked at: told again, they are old."""
    duty_person: str = ""
    duty_phone: str = ""
    speaks_first: bool = True
    """Whether screens are read out when they come up."""
    low_limits: Limits | None = None
    """How much fits where a hand reaches from a wheelchair; None where it reaches all of the panel."""

    @property
    def says(self) -> Says:
        return self.words.get(self.language) or SaysKeys()

    @property
    def spells(self) -> bool:
        """Whether there is a dictionary of pinyin."""
        return not isinstance(self.pinyin, NoPinyin)

    def swap_limits(self) -> None:
        """Into low mode and out of it."""
        if self.low_limits is not None:
            self.limits, self.low_limits = self.low_limits, self.limits

    def answers_ring(self) -> None:
        """Somebody looks at it."""
        if self.ring is not None:
            self.rings_answered |= {self.ring.ring_id}
            self.ring = None

    def hears(self, event: Heard) -> None:
        match event:
            case EdgeGone():
                self.edge_here = self.link_up = False
                self.ring = None
            case port.RingsHere() if event.ring_id not in self.rings_answered:
                self.ring = event
            case port.RingOver() if self.ring is not None and event.ring_id == self.ring.ring_id:
                self.ring = None
            case port.Welcome():
                self.edge_here, self.birth, self.picture_path = True, event.birth, event.picture_path
            case port.EdgeStatus():
                self._status(event)
            case port.NoticesChanged():
                self.notices, self.checked_at_ms = tuple(event.notices), event.checked_at_ms
            case _:
                pass

    def _status(self, event: port.EdgeStatus) -> None:
        self.link_up, self.disk_full = event.link_up, event.disk_full
        self.clock_trusted, self.waiting_petitions = event.clock_trusted, event.waiting_petitions
        self.checked_at_ms = event.notices_checked_at_ms or self.checked_at_ms
        self.equipment = event.equipment
