"""Wall, kiosk and county at Debian's mosquitto, the gateway a process of its own that may die."""

import hashlib
import io
from datetime import date, timedelta

import pytest
from django.utils import timezone
from PIL import Image

from county.affairs.media import keep_picture
from county.affairs.models import Village
from county.affairs.publishing import Draft, publish, withdraw
from county.fleet.models import Terminal
from county.keys import CountySigner
from county.officers.models import Officer
from county.wall.emergencies import Words, approve, ask, end
from county.wall.looks import ask_look
from county.wall.models import EmergencySeen, Entry, Look
from tests.county.gateway.conftest import Kiosk, Place
from tests.county.gateway.test_at_the_broker import until
from tests.county.wall.stage import Wall
from wire import topics
from wire.affairs.notice import INDEX_CONTEXT, NoticeIndex
from wire.affairs.piece import Piece
from wire.codec import from_json, from_msgpack
from wire.content import Picture
from wire.ids import SiteId, TerminalId, new_id
from wire.seal.signed import Signed, verified
from wire.wall.emergency import EMERGENCY_CONTEXT, Emergency
from wire.wall.proof import ProofTaken
from wire.wall.settings import Look as LookRecord
from wire.wall.summon import SUMMON_CONTEXT, Summon, SummonAnswered

pytestmark = pytest.mark.broker


@pytest.fixture
def wall(yard: Kiosk) -> Wall:
    Terminal.objects.filter(terminal_id="t002").update(online=True, heard_at=timezone.now() + timedelta(hours=1))
    return Wall(yard.device)


@pytest.fixture
def officers(place: Place) -> tuple[Officer, Officer]:
    return Officer.objects.get(username="limin"), Officer.objects.get(username="zhaoqiang")


def opened(place: Place, payload: bytes, kind: type, context: str) -> object:
    key = CountySigner.read(place.config.keys).public_key
    return verified(from_json(payload, Signed), kind, key=key, context=context)


class Held:
    """The last word of each topic, on whichever connection it came."""

    def __init__(self, yard: Kiosk) -> None:
        self._yard = yard
        self._last: dict[str, bytes] = {}

    def words(self) -> dict[str, bytes]:
        while not self._yard.heard.empty():
            topic, payload = self._yard.heard.get()
            self._last[topic] = payload
        return self._last


def _current(place: Place, payload: bytes) -> int:
    index = opened(place, payload, NoticeIndex, INDEX_CONTEXT)
    assert isinstance(index, NoticeIndex)
    return len(index.entries)


def test_a_picture_goes_out_in_pieces_and_leaves_with_its_notice(
    place: Place, yard: Kiosk, officers: tuple[Officer, Officer]
) -> None:
    out = io.BytesIO()
    Image.effect_noise((1200, 900), 90).convert("RGB").save(out, "JPEG", quality=95)
    media = keep_picture(out.getvalue(), officers[0])
    draft = Draft(
        village=Village.objects.get(name="东书村"),
        title="路",
        as_of=date(2026, 10, 31),
        content=(Picture(media=media),),
    )

    pieces = [topics.topic(topics.PIECE, "liuhe", sha256) for sha256 in media.pieces]
    index, held = topics.topic(topics.INDEX, "liuhe"), Held(yard)

    notice = publish(draft, officers[0])
    until("all pieces and the index have come", lambda: {*pieces, index} <= held.words().keys())
    whole = b"".join(from_msgpack(held.words()[topic], Piece).body for topic in pieces)
    withdraw(notice.notice_id, officers[0])
    until("all pieces have gone", lambda: not any(held.words()[topic] for topic in pieces))
    until("the index names nothing", lambda: _current(place, held.words()[index]) == 0)

    assert hashlib.sha256(whole).hexdigest() == media.sha256
    assert len(pieces) > 2


def test_a_call_finds_the_wall_and_its_answer_the_kiosk(place: Place, kiosk: Kiosk, yard: Kiosk, wall: Wall) -> None:
    summon = Summon(summon_id=new_id(), site=SiteId("liuhe"), village="东书村", asked_at_ms=0)

    kiosk.says(topics.SUMMON, summon.summon_id, summon)
    called = opened(place, yard.hears(topics.CALLED), Summon, SUMMON_CONTEXT)
    place.gateway.kill()
    place.gateway.start()
    answer = SummonAnswered(summon_id=summon.summon_id, terminal_id=TerminalId("t002"), state="now")
    yard.says(topics.SUMMON_ANSWER, summon.summon_id, answer)

    assert isinstance(called, Summon)
    assert (called.summon_id, called.village) == (summon.summon_id, "东书村")
    assert from_json(kiosk.hears(topics.SUMMON_ANSWERED), SummonAnswered) == answer


def test_proof_goes_on_where_it_was_after_a_kill(place: Place, yard: Kiosk, wall: Wall) -> None:
    for number in range(8):
        wall.shows("东书村" if number % 2 else "柳河村")
    first, second = wall.batches()
    yard.says(topics.PROOF, "", first)
    before = from_json(yard.hears(topics.PROOF_TAKEN), ProofTaken)

    place.gateway.kill()
    for batch in (first, second, second):
        yard.says(topics.PROOF, "", batch)
    place.gateway.start()
    cursors = [from_json(yard.hears(topics.PROOF_TAKEN), ProofTaken).upto for _ in range(3)]
    yard.says(topics.ROOT, "", wall.signs_root())

    assert yard.hears(topics.COUNTERSIGNED)
    assert (before.upto, cursors[-1], Entry.objects.count()) == (4, 8, 8)


def test_an_emergency_and_its_end_reach_the_wall_and_its_word_comes_back(
    place: Place, yard: Kiosk, wall: Wall, officers: tuple[Officer, Officer]
) -> None:
    limin, zhaoqiang = officers
    asked = ask(Words("flood", "山洪将到", (), minutes=60), limin)

    approve(asked.emergency_id, zhaoqiang)
    shown = opened(place, yard.hears(topics.EMERGENCY), Emergency, EMERGENCY_CONTEXT)
    yard.says(topics.EMERGENCY_SHOWN, asked.emergency_id, wall.confirms(asked.emergency_id))
    until("confirmed", EmergencySeen.objects.exists)
    end(asked.emergency_id, limin)
    ended = opened(place, yard.hears(topics.EMERGENCY), Emergency, EMERGENCY_CONTEXT)

    assert isinstance(shown, Emergency)
    assert isinstance(ended, Emergency)
    assert [(each.version, each.ended) for each in (shown, ended)] == [(1, False), (2, True)]


def test_a_look_is_answered(place: Place, yard: Kiosk, wall: Wall, officers: tuple[Officer, Officer]) -> None:
    ask_look("t002", officers[0])
    look = from_json(yard.hears(topics.LOOK), LookRecord)

    yard.says(topics.LOOKED, look.look_id, wall.looked(look.look_id, pixels_sha256="a" * 64, at_ms=1))

    until("looked", lambda: Look.objects.get().looked_at is not None)
