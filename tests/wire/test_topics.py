"""Each row of the topic table is built and parsed by the same hand; nothing else is a topic."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wire.errors import BadTopic
from wire.topics import CHUNK, INDEX, OFFER, STATE, TOPICS, Row, bulk_client, parse, pattern, topic

ID = "0123456789abcdef" * 2


@pytest.mark.parametrize("row", TOPICS, ids=lambda row: f"{row.direction}-{row.feature}-{row.kind}")
def test_a_topic_that_was_built_is_parsed_back(row: Row) -> None:
    text = topic(row, "t001", ID if row.has_id else "")

    address = parse(text)

    assert (address.row, address.owner, address.subject_id) == (row, "t001", ID if row.has_id else "")


def test_the_first_places_are_the_same_for_all() -> None:
    assert topic(OFFER, "t001", ID) == f"zt/1/t001/up/petition/offer/{ID}"
    assert topic(STATE, "t001") == "zt/1/t001/up/fleet/state"
    assert topic(INDEX, "liuhe") == "zt/1/public/liuhe/affairs/index"
    assert pattern(CHUNK) == "zt/1/+/up/petition/chunk/+"


@pytest.mark.parametrize("owner", ["", "+", "#", "a/b", "T001", "public", "t001\n", "-t", "x" * 64, "../t"])
def test_an_owner_that_could_mean_something_else_is_refused(owner: str) -> None:
    with pytest.raises(BadTopic):
        topic(STATE, owner)


def test_the_name_of_a_bulk_connection_is_no_terminal() -> None:
    with pytest.raises(BadTopic):
        topic(STATE, bulk_client("t001"))


@pytest.mark.parametrize("subject", ["", "+", "#", "a/b", ID.upper(), ID[:-1], ID + "/"])
def test_an_id_that_is_no_id_is_refused(subject: str) -> None:
    with pytest.raises(BadTopic):
        topic(OFFER, "t001", subject)


def test_a_row_without_id_takes_none() -> None:
    with pytest.raises(BadTopic):
        topic(STATE, "t001", ID)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "zt/2/t001/up/fleet/state",
        "zt/1/t001/down/fleet/state",
        "zt/1/t001/up/fleet/state/" + ID,
        "zt/1/t001/up/petition/offer",
        "zt/1/t001/up/petition/offer/" + ID + "/more",
        "zt/1/public/up/fleet/state",
        "$SYS/broker/uptime",
        "zt/1//up/fleet/state",
    ],
)
def test_what_stands_in_no_row_is_no_topic(text: str) -> None:
    with pytest.raises(BadTopic):
        parse(text)


@given(st.text(max_size=80))
def test_any_text_is_a_topic_of_the_table_or_refused(text: str) -> None:
    try:
        address = parse(text)
    except BadTopic:
        return

    assert topic(address.row, address.owner, address.subject_id) == text


def test_no_two_rows_share_a_place() -> None:
    places = {(row.direction, row.feature, row.kind) for row in TOPICS}

    assert len(places) == len(TOPICS)
