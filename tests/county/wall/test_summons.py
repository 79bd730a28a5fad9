"""A call finds the walls of its site that are there, and the answer finds the kiosk that called."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from county.fleet.models import Terminal
from county.wall.models import Summons
from county.wall.summons import AT_MOST, LIVES, pass_back, pass_on, tidy
from tests.county.cast import Device
from tests.county.wall.stage import Wall
from wire import topics
from wire.errors import BadMessage
from wire.ids import SiteId, TerminalId, new_id
from wire.wall.summon import Summon, SummonAnswered

NOW = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)


@pytest.fixture
def there(wall: Wall, registered: None) -> None:
    """t002 and t003 hang at this site and are there; t004 hangs elsewhere, t005 has left."""
    online = {"online": True, "heard_at": timezone.now() + timedelta(hours=1)}
    Terminal.objects.filter(terminal_id="t002").update(**online)
    for name, site, facts in (("t003", "liuhe", online), ("t004", "shiqiao", online), ("t005", "liuhe", {})):
        Terminal.objects.create(terminal_id=name, site=site, certificate="", enrolled_as="wall", **facts)


def call(site: str = "liuhe") -> Summon:
    return Summon(summon_id=new_id(), site=SiteId(site), village="东书村", asked_at_ms=0)


def answer(summon: Summon, wall: str, state: str) -> SummonAnswered:
    assert state in ("now", "soon", "no")
    return SummonAnswered(summon_id=summon.summon_id, terminal_id=TerminalId(wall), state=state)  # type: ignore[arg-type]


def test_every_wall_of_the_site_that_is_there_is_called(there: None) -> None:
    told = pass_on("t001", call(), NOW)

    assert [(row, whom) for row, whom, _ in told] == [(topics.CALLED, "t002"), (topics.CALLED, "t003")]


def test_the_first_yes_goes_back_to_the_kiosk_and_later_ones_nowhere(there: None) -> None:
    summon = call()
    pass_on("t001", summon, NOW)

    told = pass_back("t002", answer(summon, "t002", "soon"), NOW)
    late = pass_back("t003", answer(summon, "t003", "now"), NOW)

    assert [(row, whom) for row, whom, _ in told] == [(topics.SUMMON_ANSWERED, "t001")]
    assert late == []


def test_no_is_said_when_every_wall_has_said_it(there: None) -> None:
    summon = call()
    pass_on("t001", summon, NOW)

    first = pass_back("t002", answer(summon, "t002", "no"), NOW)
    twice = pass_back("t002", answer(summon, "t002", "no"), NOW)
    last = pass_back("t003", answer(summon, "t003", "no"), NOW)

    assert (first, twice, len(last)) == ([], [], 1)


def test_where_no_wall_is_there_the_kiosk_hears_no_at_once(there: None) -> None:
    Terminal.objects.filter(enrolled_as="wall").update(online=False)

    told = pass_on("t001", call(), NOW)

    assert [(row, whom) for row, whom, _ in told] == [(topics.SUMMON_ANSWERED, "t001")]


def test_a_kiosk_that_calls_without_end_is_told_no_and_no_wall_hears_it(there: None) -> None:
    rows = [[row for row, _, _ in pass_on("t001", call(), NOW)] for _ in range(AT_MOST + 2)]

    assert [topics.CALLED in told for told in rows] == [True] * AT_MOST + [False] * 2
    assert rows[-1] == [topics.SUMMON_ANSWERED]


def test_another_site_an_unknown_kiosk_and_a_repeated_call_reach_no_wall(there: None) -> None:
    known = call()
    pass_on("t001", known, NOW)

    assert pass_on("t001", known, NOW) == []
    for kiosk, summon in (("t001", call("shiqiao")), ("t404", call())):
        with pytest.raises(BadMessage):
            pass_on(kiosk, summon, NOW)


def test_a_wall_answers_only_for_itself_and_in_time(there: None, mallory: Device) -> None:
    summon = call()
    pass_on("t001", summon, NOW)

    with pytest.raises(BadMessage):
        pass_back("mallory", answer(summon, "t002", "now"), NOW)
    uncalled = pass_back("mallory", answer(summon, "mallory", "now"), NOW)
    too_late = pass_back("t002", answer(summon, "t002", "now"), NOW + LIVES + timedelta(seconds=1))
    tidy(NOW + LIVES + timedelta(seconds=1))

    assert (uncalled, too_late) == ([], [])
    assert not Summons.objects.exists()
