"""A villager at the kiosk calls the own village up; the wall's face is asked once, and its answer goes back."""

import asyncio
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from edge.errors import LinkDown
from edge.fleet.clock import system_ms
from edge.wall.asked.summons import OLD_MS, Calls, Summons
from edge.wall.errors import Stale
from tests.edge.cast import LIUHE, T001, T002, make_cast, make_wall_cast, mallory, until
from tests.edge.terminal import running
from tests.edge.wall.yard import COUNTY, NOW_MS, OURS, Watches
from wire import port, topics
from wire.codec import from_json, to_json
from wire.errors import BadMessage, BadSignature
from wire.ids import SiteId, new_id
from wire.port_wall import AnswerSummon, CallVillage, VillageCalled
from wire.record import Record
from wire.seal.signed import Signed, Signer, signed
from wire.wall.summon import SUMMON_CONTEXT, Summon, SummonAnswered

CALL = "c" * 32


def called(summon_id: str = CALL, *, site: SiteId = LIUHE, at_ms: int = NOW_MS, signer: Signer = COUNTY) -> Signed:
    summon = Summon(summon_id=summon_id, site=site, village="东书村", asked_at_ms=at_ms)
    return signed(summon, signer, SUMMON_CONTEXT)


def answered(state: str, *, summon_id: str = CALL, starts_in_s: int = 0) -> SummonAnswered:
    return SummonAnswered(summon_id=summon_id, terminal_id=T002, state=state, starts_in_s=starts_in_s)  # type: ignore[arg-type]  # a test's word


@dataclass
class Yard:
    """The wall's side."""

    watches: Watches = field(default_factory=Watches)
    has_face: bool = True
    told: list[VillageCalled] = field(default_factory=list)
    sent: list[SummonAnswered] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.summons = Summons(
            OURS,
            self._send,
            tell=self.told.append,
            has_face=lambda: self.has_face,
            now_ms=lambda: self.watches.now_ms,
            trusted=lambda: self.watches.trusted,
        )

    def _send(self, answer: SummonAnswered) -> bool:
        self.sent.append(answer)
        return True


def test_the_face_is_asked_once_and_its_answer_goes_back_once() -> None:
    yard = Yard()

    for _ in range(3):
        yard.summons.heard(called(), CALL)
    for _ in range(2):
        yard.summons.answer(AnswerSummon(summon_id=CALL, state="soon", starts_in_s=40))

    assert [one.village for one in yard.told] == ["东书村"]
    assert yard.sent == [answered("soon", starts_in_s=40)]


def test_without_a_face_the_answer_is_no() -> None:
    yard = Yard(has_face=False)

    yard.summons.heard(called(), CALL)

    assert (yard.told, yard.sent) == ([], [answered("no")])


def test_what_nobody_called_is_not_answered() -> None:
    yard = Yard()

    yard.summons.answer(AnswerSummon(summon_id=CALL, state="now"))

    assert yard.sent == []


def test_forged_misplaced_and_old_calls_show_nothing() -> None:
    yard = Yard()

    with pytest.raises(BadSignature):
        yard.summons.heard(called(signer=mallory()), CALL)
    with pytest.raises(BadMessage):
        yard.summons.heard(called(), "d" * 32)
    with pytest.raises(Stale):
        yard.summons.heard(called(site=SiteId("shiqiao")), CALL)
    with pytest.raises(Stale):
        yard.summons.heard(called(at_ms=NOW_MS - OLD_MS - 1), CALL)

    assert (yard.told, yard.sent) == ([], [])


def test_without_a_clock_a_call_is_believed_to_be_new() -> None:
    yard = Yard(Watches(now_ms=0, trusted=False))

    yard.summons.heard(called(), CALL)

    assert len(yard.told) == 1


def test_a_thousand_calls_are_forgotten_again() -> None:
    yard = Yard()

    for _ in range(1000):
        summon_id = new_id()
        yard.summons.heard(called(summon_id), summon_id)

    assert len(yard.summons._open) <= 256


def calls(*, takes: bool = True, answer_s: float = 5.0) -> Calls:
    return Calls(OURS, lambda _: takes, lambda: NOW_MS, answer_s=answer_s)


def call(state_by_wall: list[SummonAnswered], **how: object) -> port.VillageOnWall:
    async def visit() -> port.VillageOnWall:
        kiosk = calls(**how)  # type: ignore[arg-type]  # a test's words
        asked = asyncio.ensure_future(kiosk.call(CallVillage(summon_id=CALL, village="东书村")))
        await asyncio.sleep(0)
        for one in state_by_wall:
            kiosk.heard(one)
        return await asked

    return asyncio.run(visit())


def test_the_first_answer_counts() -> None:
    on_wall = call([answered("soon", starts_in_s=9), answered("now")])

    assert (on_wall.state, on_wall.starts_in_s) == ("soon", 9)


def test_a_no_is_an_answer() -> None:
    assert call([answered("no")]).state == "no"


def test_an_answer_to_another_call_is_none() -> None:
    with pytest.raises(TimeoutError):
        call([answered("now", summon_id="d" * 32)], answer_s=0.05)


def test_without_a_link_nobody_is_asked() -> None:
    with pytest.raises(LinkDown):
        call([], takes=False)


@pytest.mark.parametrize(("summon_id", "village"), [("x", "东书村"), (CALL, ""), (CALL, "村" * 61)])
def test_what_is_no_call_is_refused(summon_id: str, village: str) -> None:
    with pytest.raises(BadMessage):
        asyncio.run(calls().call(CallVillage(summon_id=summon_id, village=village)))


def test_a_call_goes_from_the_kiosk_to_the_wall_and_back(tmp_path: Path) -> None:
    kiosk_cast, wall_cast = make_cast(tmp_path / "k"), make_wall_cast(tmp_path / "w")

    async def visit() -> None:
        async with running(kiosk_cast) as kiosk, running(wall_cast) as wall:
            kiosk.connect()
            wall.connect()
            player, screen = await wall.face("wall"), await kiosk.face()
            player.ask(port.WatchWall())
            screen.ask(CallVillage(summon_id=CALL, village="东书村"))
            await until(lambda: bool(heard_by(kiosk.link.published, topics.SUMMON)))
            summon = from_json(heard_by(kiosk.link.published, topics.SUMMON)[0], Summon)
            passes_on(wall, topics.CALLED, signed(summon, wall_cast.county, SUMMON_CONTEXT))
            assert (await player.hears(VillageCalled)).village == "东书村"
            player.ask(AnswerSummon(summon_id=CALL, state="now"))
            await until(lambda: bool(heard_by(wall.link.published, topics.SUMMON_ANSWER)))
            answer = from_json(heard_by(wall.link.published, topics.SUMMON_ANSWER)[0], SummonAnswered)
            passes_on(kiosk, topics.SUMMON_ANSWERED, answer)

            assert (await screen.hears(port.VillageOnWall)).state == "now"
            assert abs(summon.asked_at_ms - system_ms()) < 60_000
            assert (summon.site, answer.terminal_id) == (LIUHE, T002)

    asyncio.run(visit())


def test_a_kiosk_without_a_link_says_so(tmp_path: Path) -> None:
    async def visit() -> None:
        async with running(make_cast(tmp_path)) as kiosk:
            screen = await kiosk.face()
            screen.ask(CallVillage(summon_id=CALL, village="东书村"))
            sorry = await screen.hears(port.Sorry)
            assert (sorry.reason, sorry.subject_id) == ("link_down", CALL)

    asyncio.run(visit())


def heard_by(published: list, row: topics.Row) -> list[bytes]:  # type: ignore[type-arg]  # Published
    return [one.payload for one in published if topics.parse(one.topic).row == row]


def passes_on(terminal: object, row: topics.Row, record: Record) -> None:
    owner = T002 if row == topics.CALLED else T001
    terminal.link.hear(topics.topic(row, owner, CALL), to_json(record))  # type: ignore[attr-defined]  # a Terminal
