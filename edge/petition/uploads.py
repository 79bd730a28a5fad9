"""Which chunk goes next, and when to ask again: decided here, without clock, disk or network.

One petition at a time, oldest first. Nothing is sent before the county has said what it has, and nothing twice that
it says it has. Answers may come twice, late or in any order.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from edge.petition.window import Window
from wire.ids import PetitionId
from wire.petition.upload import MAX_CHUNK_BYTES, MIN_CHUNK_BYTES, Have

CHUNK_BYTES = 64 * 1024
STALL_S = 10.0
"""Without any progress for this long, what the broker took is no longer believed to arrive by itself."""
FIRST_RETRY_S = 2.0
LONGEST_RETRY_S = 60.0


@dataclass(frozen=True)
class SendOffer:
    """Tell the county of the petition and ask what it has of it."""

    petition_id: PetitionId
    chunk_bytes: int


@dataclass(frozen=True)
class SendChunk:
    """Send one chunk."""

    petition_id: PetitionId
    index: int
    chunk_bytes: int


@dataclass(frozen=True)
class AllArrived:
    """Every chunk is on the county's disk; its receipt is still to come."""

    petition_id: PetitionId


Action = SendOffer | SendChunk | AllArrived


@dataclass
class _Flight:
    sent_at: float
    taken: bool = False


@dataclass
class Upload:
    """One petition on its way."""

    petition_id: PetitionId
    total_bytes: int
    chunk_bytes: int = CHUNK_BYTES
    have: int = 0
    """Bit i is set when the county keeps chunk i."""
    serial: int = -1
    offer_taken: bool = False
    """The broker has our latest offer."""
    heard: bool = False
    """A map came since our latest offer."""
    not_before: float = 0.0
    ask_at: float = 0.0
    retries: int = 0
    all_told: bool = False
    flights: dict[int, _Flight] = field(default_factory=dict)

    @property
    def answered(self) -> bool:
        """Maps that waited at the broker during a cut come before it takes our offer: both must have happened."""
        return self.offer_taken and self.heard

    def unanswer(self) -> None:
        self.offer_taken = self.heard = False

    @property
    def chunk_count(self) -> int:
        return -(-self.total_bytes // self.chunk_bytes)

    @property
    def complete(self) -> bool:
        return self.have == self._all

    @property
    def arrived_bytes(self) -> int:
        last = self.chunk_count - 1
        missing_tail = self.chunk_count * self.chunk_bytes - self.total_bytes
        return self.have.bit_count() * self.chunk_bytes - (missing_tail if self.have >> last & 1 else 0)

    @property
    def flying_bytes(self) -> int:
        return len(self.flights) * self.chunk_bytes

    def next_missing(self) -> int | None:
        """The lowest chunk that is neither with the county nor on its way."""
        flying = 0
        for index in self.flights:
            flying |= 1 << index
        missing = self._all & ~self.have & ~flying
        return (missing & -missing).bit_length() - 1 if missing else None

    def learn(self, received: bytes) -> int:
        """Take over the county's map; gives the chunks that are new in it."""
        have = int.from_bytes(received, "little") & self._all
        new = have & ~self.have
        self.have = have
        self.all_told = self.all_told and self.complete
        return new

    def recut(self, chunk_bytes: int) -> None:
        """The county keeps this petition in chunks of another size than we offered."""
        self.chunk_bytes, self.have = chunk_bytes, 0
        self.flights.clear()

    @property
    def _all(self) -> int:
        return (1 << self.chunk_count) - 1


class Uploads:
    """All petitions that wait for their receipt. Times are seconds of one monotonic clock."""

    def __init__(self, jitter: Callable[[], float] = lambda: 1.0) -> None:
        """`jitter` gives a factor around 1 for the time until an offer is repeated."""
        self._jitter = jitter
        self._uploads: dict[PetitionId, Upload] = {}
        self._link_up = False
        self._bulk_up = False
        self._window = Window()

    def add(self, petition_id: PetitionId, total_bytes: int) -> None:
        """A second call changes nothing."""
        self._uploads.setdefault(petition_id, Upload(petition_id, total_bytes))

    def forget(self, petition_id: PetitionId) -> None:
        """It is receipted."""
        self._uploads.pop(petition_id, None)

    def find(self, petition_id: PetitionId) -> Upload | None:
        return self._uploads.get(petition_id)

    def link_changed(self, *, up: bool) -> None:
        """After each cut the county is asked anew."""
        self._link_up = up
        self._window = Window()
        for upload in self._uploads.values():
            upload.unanswer()
            upload.ask_at = 0.0
            upload.retries = 0

    def bulk_changed(self, *, up: bool) -> None:
        self._bulk_up = up

    def heard_have(self, have: Have, now: float) -> None:
        """What the county has on its disk; older news than we know is ignored."""
        upload = self._uploads.get(have.petition_id)
        if upload is None or have.serial <= upload.serial:
            return
        upload.serial = have.serial
        if have.chunk_bytes != upload.chunk_bytes:
            if not MIN_CHUNK_BYTES <= have.chunk_bytes <= MAX_CHUNK_BYTES:
                return
            upload.recut(have.chunk_bytes)
        new = upload.learn(have.received)
        self._land(upload, now)
        was_answered, upload.heard = upload.answered, True
        if upload.answered and (new or not was_answered):
            self._progressed(upload, now, first=not was_answered)

    def offer_taken(self, petition_id: PetitionId, now: float) -> None:
        """The broker has our offer."""
        upload = self._uploads.get(petition_id)
        if upload and not upload.offer_taken:
            upload.offer_taken = True
            if upload.answered:
                self._progressed(upload, now, first=True)

    def chunk_taken(self, petition_id: PetitionId, index: int, *, ok: bool, now: float) -> None:
        """The broker has the chunk, or does not want it."""
        upload = self._uploads.get(petition_id)
        flight = upload.flights.get(index) if upload else None
        if upload is None or flight is None:
            return
        flight.taken = True
        if not ok:
            del upload.flights[index]
            self.postpone(petition_id, LONGEST_RETRY_S, now)

    def chunk_not_sent(self, petition_id: PetitionId, index: int) -> None:
        """The link did not take it; it goes with the next opportunity."""
        upload = self._uploads.get(petition_id)
        if upload:
            upload.flights.pop(index, None)

    def postpone(self, petition_id: PetitionId, for_s: float, now: float) -> None:
        """The county cannot take this one now: others may go first."""
        upload = self._uploads.get(petition_id)
        if upload:
            upload.not_before = now + max(for_s, FIRST_RETRY_S)
            upload.unanswer()
            upload.ask_at = upload.not_before

    def next_actions(self, now: float) -> list[Action]:
        """All that is to be done now; it counts as done with this call."""
        upload = self._current(now) if self._link_up else None
        if upload is None:
            return []
        actions: list[Action] = []
        if upload.complete and not upload.all_told:
            upload.all_told = True
            actions.append(AllArrived(upload.petition_id))
        if now >= upload.ask_at:
            actions.append(self._ask(upload, now))
        return actions + self._chunks(upload, now)

    def _current(self, now: float) -> Upload | None:
        ready = (upload for upload in self._uploads.values() if upload.not_before <= now)
        return next(ready, None)

    def _ask(self, upload: Upload, now: float) -> SendOffer:
        wait = min(FIRST_RETRY_S * 2**upload.retries, LONGEST_RETRY_S)
        upload.ask_at = now + wait * self._jitter()
        upload.retries += 1
        upload.unanswer()
        # A county that was set back to an older state counts its answers from there.
        upload.serial = -1
        return SendOffer(upload.petition_id, upload.chunk_bytes)

    def _chunks(self, upload: Upload, now: float) -> list[Action]:
        actions: list[Action] = []
        if not (self._bulk_up and upload.answered):
            return actions
        while upload.flying_bytes + upload.chunk_bytes <= self._window.limit_bytes:
            index = upload.next_missing()
            if index is None:
                break
            upload.flights[index] = _Flight(sent_at=now)
            actions.append(SendChunk(upload.petition_id, index, upload.chunk_bytes))
        return actions

    def _land(self, upload: Upload, now: float) -> None:
        for index in [index for index in upload.flights if upload.have >> index & 1]:
            flight = upload.flights.pop(index)
            self._window.arrived(upload.chunk_bytes, sent_at=flight.sent_at, now=now)

    def _progressed(self, upload: Upload, now: float, *, first: bool) -> None:
        upload.retries = 0
        upload.ask_at = now + STALL_S * self._jitter()
        if first:
            self._drop_lost(upload)

    def _drop_lost(self, upload: Upload) -> None:
        # The county answered an offer that the broker got after these: they will not arrive any more. Chunks that
        # the broker has not taken yet are still in the link's hands, which sends them again by itself.
        for index in [index for index, flight in upload.flights.items() if flight.taken]:
            del upload.flights[index]
