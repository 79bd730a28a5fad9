"""The gateway's side of calls with a clock that a test holds, and the words of one terminal."""

from datetime import UTC, datetime, timedelta

from county.call.desk import CallDesk
from county.call.models import Seat
from county.call.telling import Told
from county.config import CountyConfig
from county.fleet.models import device_key, point_of, township_of
from county.keys import CountySigner
from county.officers.models import Officer
from county.outgoing.models import OutgoingMessage
from tests.county.cast import Device
from wire import topics
from wire.call.signals import (
    CALL_DOWN_CONTEXT,
    CALL_UP_CONTEXT,
    AskCallBack,
    Concerned,
    Invite,
    Leave,
    Level,
    Offer,
    Reveal,
    RingHeard,
    Sent,
)
from wire.codec import from_json
from wire.ids import CallId, new_id
from wire.record import Record
from wire.seal.signed import Signed, signed, verified

ROWS = {
    Invite: topics.INVITE,
    Offer: topics.CALL_OFFER,
    Reveal: topics.REVEAL,
    Leave: topics.LEAVE,
    Sent: topics.SENT,
    AskCallBack: topics.CALL_BACK,
    RingHeard: topics.RING_HEARD,
}


class Station:
    """`hears` what a terminal says, `sweeps` as once a second; `posted` is what the officers' acts have sent."""

    def __init__(self, home: CountyConfig, device: Device) -> None:
        self.now = datetime.now(UTC)
        self.key = CountySigner.read(home.keys)
        self.device = device
        self.starts_anew()

    def starts_anew(self) -> None:
        """The gateway's process; what it knows is in the database."""
        self.desk = CallDesk(
            self.key, device_key=device_key, point_of=point_of, township_of=township_of, now=lambda: self.now
        )

    def passes(self, by: timedelta) -> None:
        """Everybody who sits there goes on sitting there."""
        self.now += by
        Seat.objects.exclude(seen_at=None).update(seen_at=self.now)

    def hears(self, record: Record, *, device: Device | None = None, signer: Device | None = None) -> list[Record]:
        device = device or self.device
        row = ROWS[type(record)]
        subject = str(getattr(record, "call_id", "") or getattr(record, "ring_id", ""))
        address = topics.Address(row, device.terminal_id, subject)
        return self._opened(self.desk.hear(row, address, signed(record, signer or device, CALL_UP_CONTEXT)))

    def sweeps(self) -> list[Record]:
        return self._opened(self.desk.sweep())

    def posted(self) -> list[Record]:
        """Since it was last asked."""
        rows = list(OutgoingMessage.objects.order_by("id"))
        OutgoingMessage.objects.filter(id__in=[row.id for row in rows]).delete()
        return [self._verified(topics.parse(row.topic).row, from_json(bytes(row.payload), Signed)) for row in rows]

    def _opened(self, told: list[Told]) -> list[Record]:
        return [self._verified(one.row, one.record) for one in told]

    def _verified(self, row: topics.Row, envelope: Signed) -> Record:
        return verified(envelope, row.inner or Record, key=self.key.public_key, context=CALL_DOWN_CONTEXT)


def invite(concerns: Concerned = "nobody", *, wanted: Level = "county", answers: str = "") -> Invite:
    return Invite(call_id=CallId(new_id()), concerns=concerns, wanted=wanted, answers=answers)


def seated(login: str, level: str, *, township: str = "", name: str = "") -> Officer:
    """This officer sits there now; one that there is not is made."""
    officer, _ = Officer.objects.get_or_create(username=login, defaults={"name": name or login})
    seat = {"level": level, "township": township, "on_duty": True, "seen_at": datetime.now(UTC)}
    Seat.objects.update_or_create(officer=officer, defaults=seat)
    return officer
