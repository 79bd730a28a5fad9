"""The rules as a file: the example in broker-config is the one that the table gives today."""

from pathlib import Path

import pytest

from tests.broker.station import CAST, KIOSK
from wire.acl import acl, may_be_a_terminal
from wire.ids import TerminalId
from wire.topics import COUNTY_CLIENT, PUBLIC, bulk_client

EXAMPLE = Path(__file__).parents[2] / "broker-config" / "county.acl"


def test_the_example_is_what_the_topic_table_gives() -> None:
    assert EXAMPLE.read_text(encoding="utf-8") == acl(CAST), (
        "run: python -m wire.acl t001 t002 > broker-config/county.acl"
    )


def test_there_is_no_rule_that_is_not_somebodys() -> None:
    users = [line for line in acl(CAST).splitlines() if line.startswith("user ")]

    assert users[0] == f"user {COUNTY_CLIENT}"
    assert "pattern" not in acl(CAST)
    assert acl(CAST).index("user ") < acl(CAST).index("topic ")
    assert len(users) == len(set(users)) == 1 + 2 * len(CAST)


def test_the_order_of_terminals_does_not_change_the_rules() -> None:
    assert acl(CAST) == acl([*reversed(CAST), KIOSK])


@pytest.mark.parametrize(
    "name", ["", "T001", "t+", "t/1", "t001 t002", "t001\nuser x", PUBLIC, COUNTY_CLIENT, bulk_client("t1"), "t" * 60]
)
def test_a_name_that_could_be_taken_for_another_is_refused(name: str) -> None:
    assert not may_be_a_terminal(name)
    with pytest.raises(ValueError, match="cannot be the name"):
        acl([TerminalId(name)])
