"""No emergency without two persons, whoever presses what at the same moment; it ends, runs out and is confirmed."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from county.config import CountyConfig
from county.errors import NotAllowed
from county.keys import CountySigner
from county.officers.models import Officer
from county.outgoing.models import OutgoingMessage
from county.wall.emergencies import LINGERS, Words, approve, ask, drop, end, note_shown, tidy
from county.wall.models import Emergency, EmergencySeen
from tests.county.cast import Device
from tests.county.wall.stage import Wall
from wire import topics
from wire.codec import from_json
from wire.errors import BadSignature
from wire.seal.signed import Signed, verified
from wire.wall.emergency import EMERGENCY_CONTEXT
from wire.wall.emergency import Emergency as EmergencyRecord

FLOOD = Words(kind="flood", headline="山洪将到", lines=("马上上山。",), minutes=60, rank=9)


def on_the_wire(home: CountyConfig, emergency: Emergency) -> EmergencyRecord | None:
    topic = topics.topic(topics.EMERGENCY, "liuhe", emergency.emergency_id)
    row = OutgoingMessage.objects.filter(topic=topic, retain=True).first()
    if row is None or not bytes(row.payload):
        return None
    envelope = from_json(bytes(row.payload), Signed)
    return verified(envelope, EmergencyRecord, key=CountySigner.read(home.keys).public_key, context=EMERGENCY_CONTEXT)


def test_asking_shows_nothing_and_the_second_officer_shows_it(
    home: CountyConfig, limin: Officer, zhaoqiang: Officer
) -> None:
    asked = ask(FLOOD, limin)
    before = on_the_wire(home, asked)

    approve(asked.emergency_id, zhaoqiang)

    record = on_the_wire(home, asked)
    assert before is None
    assert record is not None
    assert (record.version, record.officers, record.ended, record.rank) == (1, ["李敏", "赵强"], False, 9)
    assert record.expires_at_ms - record.issued_at_ms == 3_600_000


def test_two_officers_of_one_name_are_two(home: CountyConfig, limin: Officer, zhaoqiang: Officer) -> None:
    Officer.objects.filter(pk=zhaoqiang.pk).update(name=limin.name)
    zhaoqiang.refresh_from_db()
    asked = ask(FLOOD, limin)

    approve(asked.emergency_id, zhaoqiang)

    record = on_the_wire(home, asked)
    assert record is not None
    assert record.officers == ["李敏 (limin)", "李敏 (zhaoqiang)"]


def test_who_asked_cannot_be_the_second(home: CountyConfig, limin: Officer) -> None:
    asked = ask(FLOOD, limin)

    with pytest.raises(NotAllowed):
        approve(asked.emergency_id, limin)

    assert on_the_wire(home, asked) is None
    assert Emergency.objects.get().state == "asked"


def test_the_database_itself_refuses_one_person_in_both_places(home: CountyConfig, limin: Officer) -> None:
    asked = ask(FLOOD, limin)

    with pytest.raises(IntegrityError):
        Emergency.objects.filter(pk=asked.pk).update(approved_by=limin)


def test_of_many_presses_at_once_one_counts(home: CountyConfig, limin: Officer, zhaoqiang: Officer) -> None:
    asked = ask(FLOOD, limin)
    together = Barrier(6)

    def press(officer: Officer) -> str:
        together.wait()
        try:
            approve(asked.emergency_id, officer)
        except NotAllowed:
            return "no"
        finally:
            connection.close()
        return "yes"

    with ThreadPoolExecutor(6) as pool:
        said = list(pool.map(press, [limin, zhaoqiang] * 3))

    assert sorted(said) == ["no"] * 5 + ["yes"]
    assert [said[number] for number in (0, 2, 4)] == ["no"] * 3
    assert Emergency.objects.get().version == 1
    record = on_the_wire(home, asked)
    assert record is not None
    assert record.officers == ["李敏", "赵强"]


def test_without_the_duty_nobody_asks_approves_or_ends(home: CountyConfig, limin: Officer, zhaoqiang: Officer) -> None:
    asked = ask(FLOOD, limin)
    Officer.objects.filter(pk=zhaoqiang.pk).update(raises_alarm=False)
    zhaoqiang.refresh_from_db()

    with pytest.raises(NotAllowed):
        ask(FLOOD, zhaoqiang)
    with pytest.raises(NotAllowed):
        approve(asked.emergency_id, zhaoqiang)

    assert Emergency.objects.count() == 1


def test_ending_goes_out_as_the_next_version_and_the_broker_forgets_it_after_its_time(
    home: CountyConfig, limin: Officer, zhaoqiang: Officer
) -> None:
    asked = ask(FLOOD, limin)
    approve(asked.emergency_id, zhaoqiang)

    end(asked.emergency_id, limin)
    ended = on_the_wire(home, asked)
    early = tidy(timezone.now())
    late = tidy(timezone.now() + timedelta(hours=1) + LINGERS + timedelta(seconds=1))

    assert ended is not None
    assert (ended.version, ended.ended) == (2, True)
    assert (early, late) == (False, True)
    assert on_the_wire(home, asked) is None


def test_what_nobody_approves_is_let_go(home: CountyConfig, limin: Officer, zhaoqiang: Officer) -> None:
    forgotten, dropped = ask(FLOOD, limin), ask(FLOOD, limin)
    drop(dropped.emergency_id, zhaoqiang)

    tidy(timezone.now() + timedelta(hours=13))

    assert {each.state for each in Emergency.objects.all()} == {"dropped"}
    with pytest.raises(NotAllowed):
        approve(forgotten.emergency_id, zhaoqiang)


def test_a_wall_confirms_by_its_frame_and_its_first_word_counts(
    wall: Wall, limin: Officer, zhaoqiang: Officer, mallory: Device
) -> None:
    asked = ask(FLOOD, limin)
    approve(asked.emergency_id, zhaoqiang)

    note_shown("t002", asked.emergency_id, wall.confirms(asked.emergency_id, after_ms=412))
    note_shown("t002", asked.emergency_id, wall.confirms(asked.emergency_id, after_ms=99_000))
    for forged in (Wall(mallory).confirms(asked.emergency_id), wall.confirms("0" * 32)):
        with pytest.raises(BadSignature):
            note_shown("t002", asked.emergency_id, forged)

    seen = EmergencySeen.objects.get()
    assert (seen.terminal_id, seen.state, seen.after_ms, seen.pixels_sha256) == ("t002", "shown", 412, "ab" * 32)
