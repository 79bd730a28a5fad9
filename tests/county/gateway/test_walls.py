"""What the gateway makes of walls' messages: only what is enrolled as a wall speaks as one."""

from datetime import timedelta
from queue import SimpleQueue

import pytest
from django.utils import timezone

from county.config import CountyConfig
from county.fleet.models import Terminal
from county.gateway.link import Event
from county.gateway.service import Gateway
from county.keys import CountySigner
from county.officers.models import Officer
from county.outgoing.models import OutgoingMessage
from county.petition.ingest import Ingest
from county.wall.emergencies import LINGERS, Words, approve, ask
from county.wall.looks import ask_look
from county.wall.models import Emergency, EmergencySeen, Entry, Look, Report, Summons
from tests.county.cast import Device
from tests.county.gateway.test_router import FakeLink, heard
from tests.county.wall.stage import Wall
from wire import topics
from wire.codec import from_json, to_json, to_msgpack
from wire.ids import SiteId, TerminalId, new_id
from wire.record import Record
from wire.seal.signed import Signed, verified
from wire.wall.chain import packed
from wire.wall.proof import COUNTERSIGN_CONTEXT, Countersigned, ProofTaken
from wire.wall.settings import WallReport
from wire.wall.summon import SUMMON_CONTEXT, Summon, SummonAnswered


@pytest.fixture
def wall(registered: None) -> Wall:
    """t002, there."""
    device = Device("t002")
    Terminal.objects.create(
        terminal_id="t002",
        site="liuhe",
        certificate=device.certificate,
        enrolled_as="wall",
        online=True,
        heard_at=timezone.now() + timedelta(hours=1),
    )
    return Wall(device)


@pytest.fixture
def link() -> FakeLink:
    return FakeLink()


@pytest.fixture
def events() -> "SimpleQueue[Event]":
    return SimpleQueue()


@pytest.fixture
def gateway(link: FakeLink, events: "SimpleQueue[Event]", ingest: Ingest) -> Gateway:
    return Gateway(link, events, ingest)


def says(gateway: Gateway, row: topics.Row, record: Record, *, owner: str = "t002", subject: str = "") -> None:
    payload = to_msgpack(record) if row.encoding == "msgpack" else to_json(record)
    gateway._events.put(heard(topics.topic(row, owner, subject), payload))
    gateway.step()


def told(link: FakeLink, row: topics.Row, owner: str) -> list[bytes]:
    return [
        payload for topic, payload, _ in link.told if (each := topics.parse(topic)).row == row and each.owner == owner
    ]


def test_a_batch_is_answered_by_the_cursor_after_the_commit(
    gateway: Gateway, link: FakeLink, wall: Wall, home: CountyConfig
) -> None:
    for _ in range(3):
        wall.shows("东书村")

    for _ in range(2):
        says(gateway, topics.PROOF, packed(wall.entries))
    says(gateway, topics.ROOT, wall.signs_root())

    answers = [from_json(payload, ProofTaken) for payload in told(link, topics.PROOF_TAKEN, "t002")]
    assert [(each.upto, each.broken) for each in answers] == [(3, False)] * 2
    assert Entry.objects.count() == 3
    envelope = from_json(told(link, topics.COUNTERSIGNED, "t002")[0], Signed)
    key = CountySigner.read(home.keys).public_key
    assert verified(envelope, Countersigned, key=key, context=COUNTERSIGN_CONTEXT).serial == 0


def test_a_kiosk_does_not_speak_as_a_wall(gateway: Gateway, link: FakeLink, wall: Wall, t001: Device) -> None:
    Terminal.objects.filter(terminal_id="t001").update(enrolled_as="kiosk", role="wall")
    pretender = Wall(t001)
    pretender.shows("东书村")
    report = WallReport(terminal_id=TerminalId("t001"), version=1, status="working")

    says(gateway, topics.PROOF, packed(pretender.entries), owner="t001")
    says(gateway, topics.ROOT, pretender.signs_root(), owner="t001")
    says(gateway, topics.WALL_REPORT, report, owner="t001")
    says(gateway, topics.EMERGENCY_SHOWN, pretender.confirms("e" * 32), owner="t001", subject="e" * 32)

    assert link.told == []
    assert not Entry.objects.exists()
    assert not Report.objects.exists()
    assert not EmergencySeen.objects.exists()


def test_a_report_is_kept_and_anothers_is_dropped(gateway: Gateway, wall: Wall) -> None:
    mine = WallReport(terminal_id=TerminalId("t002"), version=4, status="refused", why="canvas", brightness_pct=30)
    another = WallReport(terminal_id=TerminalId("t003"), version=9, status="working")

    says(gateway, topics.WALL_REPORT, mine)
    says(gateway, topics.WALL_REPORT, another)

    kept = Report.objects.get()
    assert (kept.terminal_id, kept.version, kept.status, kept.why) == ("t002", 4, "refused", "canvas")


def test_a_call_goes_to_the_wall_signed_and_its_answer_back_also_after_a_restart(
    gateway: Gateway, events: "SimpleQueue[Event]", link: FakeLink, *, ingest: Ingest, wall: Wall, home: CountyConfig
) -> None:
    summon = Summon(summon_id=new_id(), site=SiteId("liuhe"), village="东书村", asked_at_ms=0)
    says(gateway, topics.SUMMON, summon, owner="t001", subject=summon.summon_id)
    called = from_json(told(link, topics.CALLED, "t002")[0], Signed)

    restarted, later = (
        Gateway(link, events, ingest),
        SummonAnswered(summon_id=summon.summon_id, terminal_id=TerminalId("t002"), state="soon", starts_in_s=20),
    )
    says(restarted, topics.SUMMON_ANSWER, later, subject=summon.summon_id)

    key = CountySigner.read(home.keys).public_key
    passed_on = verified(called, Summon, key=key, context=SUMMON_CONTEXT)
    assert (passed_on.summon_id, passed_on.village) == (summon.summon_id, summon.village)
    assert passed_on.asked_at_ms > 1_700_000_000_000  # the county's clock: the kiosk's may be wrong
    assert from_json(told(link, topics.SUMMON_ANSWERED, "t001")[0], SummonAnswered) == later


def test_a_call_under_another_id_or_out_of_the_brokers_memory_reaches_no_wall(
    gateway: Gateway, events: "SimpleQueue[Event]", link: FakeLink, wall: Wall
) -> None:
    summon = Summon(summon_id=new_id(), site=SiteId("liuhe"), village="东书村", asked_at_ms=0)

    says(gateway, topics.SUMMON, summon, owner="t001", subject=new_id())
    events.put(heard(topics.topic(topics.SUMMON, "t001", summon.summon_id), to_json(summon), retained=True))
    gateway.step()

    assert link.told == []
    assert not Summons.objects.exists()


def test_a_look_and_its_picture(gateway: Gateway, link: FakeLink, wall: Wall) -> None:
    look = ask_look("t002", Officer.objects.get(username="limin"))
    gateway.step()
    gateway._publisher.look(always=True)

    picture = wall.looked(look.look_id, pixels_sha256="a" * 64, at_ms=1)
    says(gateway, topics.LOOKED, picture, subject=look.look_id)

    assert len(told(link, topics.LOOK, "t002")) == 1
    assert Look.objects.get().pixels_sha256 == "a" * 64


def test_an_expired_emergency_leaves_the_broker_by_itself(gateway: Gateway, link: FakeLink, wall: Wall) -> None:
    limin, zhaoqiang = (Officer.objects.get(username=login) for login in ("limin", "zhaoqiang"))
    emergency = approve(ask(Words("flood", "山洪", (), minutes=5), limin).emergency_id, zhaoqiang)
    Emergency.objects.update(expires_at=timezone.now() - LINGERS - timedelta(seconds=1))

    gateway.step()

    topic = topics.topic(topics.EMERGENCY, "liuhe", emergency.emergency_id)
    assert [payload for name, payload, retain in link.told if name == topic and retain] == [b""]
    assert not OutgoingMessage.objects.filter(topic=topic).exclude(payload=b"").exists()
