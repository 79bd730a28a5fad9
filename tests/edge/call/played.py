"""A course, played by a test: everything it did so far, and the few strings by which the world plays it."""

import itertools

from edge.call.course.course import Course
from edge.call.course.deeds import Deed, StartRecorder, StopRecorder, ToCounty, ToEngine, ToFace
from edge.call.course.line import STILL_S
from edge.call.media_fake import SDP
from wire.call import engine as words
from wire.call.signals import Invite, OfferAnswered, Seat
from wire.ids import CallId
from wire.record import Record

CALL = CallId("c" * 32)
THEIRS = SDP.replace("AB", "CD")
OFFICER_NONCE = "1" * 32


class Played:
    """A course, and everything it did so far."""

    def __init__(self) -> None:
        numbers = itertools.count(1)
        self.now = 1000.0
        self.course = Course(
            Invite(call_id=CALL),
            "/dev/shm/far",  # noqa: S108  # only its name
            make_nonce=lambda: f"{next(numbers):032x}",
            now=self.now,
            records=True,
        )
        self.done: list[Deed] = []
        self.records = False
        self.disk_is_full = False
        self.serial = 0
        self.look()

    @property
    def phase(self) -> str:
        return self.course.phase

    def look(self) -> list[Deed]:
        """What is new; a recorder does as it is told, unless its disk is full."""
        new = self.course.take()
        self.done += new
        for deed in new:
            if isinstance(deed, StopRecorder):
                self.records = False
            elif isinstance(deed, StartRecorder):
                self.records = not self.disk_is_full
                (self.course.recorder_runs if self.records else self.course.recorder_ended)()
                new = [*new, *self.look()]
        return new

    def wait(self, seconds: float) -> None:
        end = self.now + seconds
        while self.now < end:
            self.now = min(end, self.now + 0.25)
            self.course.tick(self.now)
            self.look()

    def said(self, kind: type[Record]) -> list[Record]:
        return [deed.record for deed in self.done if isinstance(deed, ToCounty) and isinstance(deed.record, kind)]

    def told(self, kind: type[Record]) -> list[Record]:
        return [deed.event for deed in self.done if isinstance(deed, ToFace) and isinstance(deed.event, kind)]

    def ordered(self, kind: type[Record]) -> list[Record]:
        return [deed.order for deed in self.done if isinstance(deed, ToEngine) and isinstance(deed.order, kind)]

    def engine(self, word: Record) -> None:
        self.course.engine_said(word, self.now)
        self.look()

    def seat(self, **facts: object) -> None:
        """The next snapshot of the county, with 李敏 there unless it says otherwise."""
        self.serial += 1
        seat = Seat(**{"call_id": CALL, "serial": self.serial, "officer": "李敏", "turn": 1, **facts})  # type: ignore[arg-type]  # facts of a seat
        self.course.heard_seat(seat, self.now)
        self.look()

    def seated(self) -> None:
        self.engine(words.EngineReady(engine="fake"))
        self.seat()

    def offered(self) -> None:
        self.engine(words.PeerOffered(gen=self.course.gen, sdp=SDP))

    def answered(self, gen: int | None = None) -> None:
        answer = OfferAnswered(call_id=CALL, gen=gen or self.course.gen, sdp=THEIRS, nonce=OFFICER_NONCE)
        self.course.heard_answer(answer, self.now)
        self.look()

    def flows(self, seconds: float = 1.0, *, lost: int = 0) -> None:
        for at in range(int(seconds * 2)):
            self.now += 0.5
            packets, pictures = int(self.now * 10) + at, int(self.now * 15)
            self.engine(words.Flow(gen=self.course.gen, packets=packets, pictures=pictures, lost=lost))

    def talking(self) -> None:
        self.seated()
        self.offered()
        self.answered()
        self.engine(words.FarSeen(gen=self.course.gen))
        assert self.course.phase == "talking"

    def is_cut(self) -> None:
        """It was well, then nothing came, and the link is down as well."""
        self.talking()
        self.flows()
        self.wait(STILL_S + 0.5)
        self.course.link_changed(up=False, now=self.now)
        self.wait(10)
        assert (self.course.gen, self.course.phase) == (1, "healing")
