"""The proof's way to the county: once and in order, over lost answers, months without a link, a county that forgot."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from edge.wall.proof.carrier import LAST_PRESS_MS
from edge.wall.proof.proving import Proving
from edge.wall.proof.roots import DAY_MS
from tests.edge.cast import T002, mallory
from tests.edge.proof.machine import Broker, County, Machine, countersigned, whole
from tests.edge.wall.yard import COUNTY
from tests.wire.wall.shown import page
from wire import topics
from wire.errors import BadSignature
from wire.port_wall import ReportPage
from wire.seal.signed import Signed
from wire.wall.proof import ProofBatch, ProofTaken


@pytest.fixture
def machine() -> Machine:
    return Machine()


@pytest.fixture
def broker() -> Broker:
    return Broker()


@pytest.fixture
def keeper(machine: Machine, broker: Broker, tmp_path: Path) -> Iterator[Proving]:
    keeper = whole(tmp_path, machine, broker)
    yield keeper
    keeper.store.close()


async def some_hours(
    keeper: Proving, machine: Machine, *, hours: float, page_s: int = 120, county: County | None = None
) -> None:
    """A page now and then, and nothing after it; a county that is given answers at once."""
    for number in range(round(hours * 3600 / page_s)):
        keeper.proof.page(ReportPage(page=page(number % 50)))
        machine.passes(5000)
        keeper.proof.page(ReportPage(page=None))
        machine.passes(page_s * 1000 - 5000)
        await goes_on(keeper)
        if county:
            county.hears()


async def goes_on(keeper: Proving) -> None:
    keeper.tick()
    await keeper.carrier.pressed()


def test_a_day_arrives_whole_and_once(keeper: Proving, machine: Machine, broker: Broker) -> None:
    county = County(keeper, broker)

    async def day() -> None:
        keeper.start("0.2.0")
        keeper.carrier.bulk_changed(up=True)
        keeper.carrier.link_changed(up=True)
        await some_hours(keeper, machine, hours=25, page_s=300, county=county)

    asyncio.run(day())

    assert county.entries == list(keeper.store.entries())[: len(county.entries)]
    assert keeper.store.count - len(county.entries) <= 2 * LAST_PRESS_MS / 300_000
    assert county.had == 0
    assert [kept.countersigned is not None for kept in keeper.store.roots()] == [True, True]
    assert county.batches < 20


def test_an_answer_that_was_lost_is_asked_for_again(keeper: Proving, machine: Machine, broker: Broker) -> None:
    county = County(keeper, broker)

    async def evening() -> None:
        keeper.start("0.2.0")
        keeper.carrier.bulk_changed(up=True)
        await goes_on(keeper)
        county.hears(answers=False)
        await goes_on(keeper)
        assert not broker.take(topics.PROOF), "what is under way is not sent again at once"
        machine.passes(200_000)
        await goes_on(keeper)
        county.hears()

    asyncio.run(evening())

    assert county.had == 1
    assert keeper.store.taken == len(county.entries) > 0


@pytest.mark.timeout(120)
def test_half_a_year_offline_goes_up_in_order_and_nothing_is_sent_twice(
    keeper: Proving, machine: Machine, broker: Broker
) -> None:
    county = County(keeper, broker)
    broker.up = False

    async def half_a_year() -> None:
        keeper.start("0.2.0")
        for _ in range(180):
            await some_hours(keeper, machine, hours=24, page_s=8 * 3600)
        broker.up = True
        keeper.carrier.bulk_changed(up=True)
        keeper.carrier.link_changed(up=True)
        for _ in range(3000):
            county.hears()
            machine.passes(1000)
            await goes_on(keeper)
            if not broker.sent and not keeper.store.roots_waiting(1):
                break

    asyncio.run(half_a_year())

    assert county.entries == list(keeper.store.entries())[: len(county.entries)]
    assert len(county.entries) == keeper.store.pressed > 180 * 3
    assert county.had == 0
    roots = keeper.store.roots()
    assert len(roots) >= 180
    assert all(kept.countersigned for kept in roots)


def test_a_county_that_lost_something_is_given_it_again(keeper: Proving, machine: Machine, broker: Broker) -> None:
    county = County(keeper, broker)

    async def evening() -> None:
        keeper.start("0.2.0")
        keeper.carrier.bulk_changed(up=True)
        await some_hours(keeper, machine, hours=4, page_s=600, county=county)
        del county.entries[3:]
        keeper.carrier.taken(ProofTaken(upto=3))
        county.hears()

    asyncio.run(evening())

    assert county.entries == list(keeper.store.entries())[: len(county.entries)]
    assert len(county.entries) == keeper.store.pressed > 3


def test_a_county_that_knows_more_than_we_do_is_an_alarm(
    keeper: Proving, broker: Broker, caplog: pytest.LogCaptureFixture
) -> None:
    keeper.proof.start("0.2.0")

    keeper.carrier.taken(ProofTaken(upto=500))

    assert keeper.carrier.broken
    assert "THE PROOF IS BROKEN" in caplog.text


def test_a_chain_that_does_not_fit_is_an_alarm_and_is_not_sent_over_and_over(
    keeper: Proving, machine: Machine, broker: Broker, caplog: pytest.LogCaptureFixture
) -> None:
    async def evening() -> None:
        keeper.start("0.2.0")
        keeper.carrier.bulk_changed(up=True)
        await some_hours(keeper, machine, hours=0.1)
        broker.take(topics.PROOF)
        keeper.carrier.taken(ProofTaken(upto=0, broken=True))
        for _ in range(100):
            machine.passes(10_000)
            await goes_on(keeper)
        assert len(broker.take(topics.PROOF)) <= 1

    asyncio.run(evening())

    assert keeper.carrier.broken
    assert caplog.text.count("THE PROOF IS BROKEN") == 1


def test_a_root_is_made_at_each_start_and_each_day_however_the_clock_goes(
    keeper: Proving, machine: Machine, broker: Broker, tmp_path: Path
) -> None:
    async def days() -> None:
        keeper.start("0.2.0")
        assert len(keeper.store.roots()) == 1
        for _ in range(200):
            machine.wall_ms += DAY_MS * (1 if machine.mono_ms % 2 else -1)
            machine.passes(601_000)
            await goes_on(keeper)
        wild = len(keeper.store.roots())
        assert 2 <= wild <= 200 * 601 / 3600 + 2, "at most one an hour"
        machine.passes(DAY_MS)
        machine.wall_ms -= DAY_MS
        await goes_on(keeper)
        assert len(keeper.store.roots()) == wild + 1, "after a day by the steady clock"

    asyncio.run(days())


def test_only_the_county_s_word_about_this_root_countersigns_it(
    keeper: Proving, machine: Machine, broker: Broker
) -> None:
    keeper.proof.start("0.2.0")
    keeper.roots.make()
    (kept,) = keeper.store.roots()
    other = whole_root(kept.envelope)

    for wrong in (countersigned(kept.envelope, mallory()), countersigned(other, COUNTY)):
        with pytest.raises(BadSignature):
            keeper.carrier.countersigned(wrong)
    assert keeper.store.roots() == [kept]
    right = countersigned(kept.envelope, COUNTY)
    keeper.carrier.countersigned(right)
    keeper.carrier.countersigned(right)

    assert keeper.store.roots()[0].countersigned == right


def whole_root(envelope: Signed) -> Signed:
    payload = envelope.payload.replace(b'"count":', b'"count":1')
    return Signed(alg=envelope.alg, kid=envelope.kid, context=envelope.context, payload=payload, signature=b"")


def test_batches_are_what_was_pressed_and_stay_small(keeper: Proving, machine: Machine, broker: Broker) -> None:
    async def evening() -> None:
        keeper.start("0.2.0")
        keeper.carrier.bulk_changed(up=True)
        await some_hours(keeper, machine, hours=2)

    asyncio.run(evening())

    sent = broker.take(topics.PROOF)
    assert all(isinstance(batch, ProofBatch) and batch == keeper.store.batch_with(0) for batch in sent)
    assert sent
    assert keeper.store.terminal_id == T002
