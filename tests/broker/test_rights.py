"""Every row of the topic table, both ways, for every kind of client. A SUBACK grants everything and proves nothing."""

from contextlib import suppress

import pytest

from tests.broker.peer import NOT_AUTHORIZED, TAKEN, NotLetIn, Peer
from tests.broker.station import (
    CLIENTS,
    KIOSK,
    MALLORY,
    SITE,
    WALL,
    Station,
    a_topic,
    label,
    rows,
)
from wire.ids import new_id
from wire.topics import (
    CHUNK,
    COUNTY_CLIENT,
    INDEX,
    OFFER,
    PING,
    PONG,
    PREFIX,
    STATE,
    TOPICS,
    Row,
    bulk_client,
    pattern,
    topic,
)

pytestmark = pytest.mark.broker


def may_write(client: str, row: Row) -> bool:
    """The law in words: a terminal writes its own `up`, on the connection the row names; the county the rest."""
    return client == writer_of(row)


def may_read(client: str, row: Row) -> bool:
    """`down` of a terminal is for its link alone, what is public for every admitted one, all for the county."""
    if client == COUNTY_CLIENT:
        return True
    public = {KIOSK, WALL} if row.connection == "link" else {bulk_client(KIOSK), bulk_client(WALL)}
    return client in {"down": {KIOSK}, "public": public, "up": set()}[row.direction]


def writer_of(row: Row) -> str:
    if row.direction != "up":
        return COUNTY_CLIENT
    return KIOSK if row.connection == "link" else bulk_client(KIOSK)


READERS = [(row, client) for row in TOPICS for client in CLIENTS if client == COUNTY_CLIENT or client != writer_of(row)]
"""All but the writer itself: its second connection of the same name would end the first."""


@pytest.fixture
def county(station: Station) -> Peer:
    return station.peer(COUNTY_CLIENT).connect().subscribe("#")


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize("row", TOPICS, ids=label)
def test_only_the_owner_of_a_topic_publishes_to_it(station: Station, county: Peer, row: Row, client: str) -> None:
    writer = county if client == COUNTY_CLIENT else station.peer(client).connect()
    mark = new_id().encode()

    code = writer.publish(a_topic(row), mark)
    county.publish(fence := topic(INDEX, f"fence-{new_id()}"))
    county.hears(fence)

    assert (code in TAKEN) == may_write(client, row)
    assert code in TAKEN or code == NOT_AUTHORIZED
    assert (mark in {heard.payload for heard in county.heard}) == may_write(client, row)


@pytest.mark.parametrize(("row", "client"), READERS, ids=label)
def test_only_those_concerned_receive_a_topic(station: Station, county: Peer, row: Row, client: str) -> None:
    reader = county if client == COUNTY_CLIENT else station.peer(client).connect().subscribe("#", pattern(row))
    writer = county if row.direction != "up" else station.peer(writer_of(row)).connect()
    wanted = a_topic(row)

    assert writer.publish(wanted) in TAKEN
    reader.publish(a_topic(PING))  # the PUBACK, taken or not, comes behind whatever was delivered before

    assert (wanted in reader.topics()) == may_read(client, row)


@pytest.mark.parametrize("row", rows(lambda row: row.retained), ids=label)
def test_a_retained_message_is_given_to_those_concerned_only(station: Station, row: Row) -> None:
    writer = station.peer(KIOSK if row.direction == "up" else COUNTY_CLIENT).connect()
    wanted = a_topic(row)
    assert writer.publish(wanted, b"kept", retain=True) in TAKEN

    wall = station.peer(WALL).connect().subscribe("#")
    wall.publish(a_topic(PING, WALL))
    bulk = station.peer(bulk_client(WALL)).connect().subscribe("#")
    bulk.publish(a_topic(CHUNK, WALL))

    assert (wanted in wall.topics()) == (row.direction == "public" and row.connection == "link")
    assert (wanted in bulk.topics()) == (row.direction == "public" and row.connection == "bulk")


@pytest.mark.parametrize(
    "outside",
    [
        "$SYS/broker/version",
        "#",
        f"{PREFIX}/{KIOSK}/up/petition/unheard/{'0' * 32}",
        f"{PREFIX}/{KIOSK}/up/petition/offer/{'0' * 32}/more",
        f"{PREFIX}/{KIOSK}/up/petition/offer",
        f"{PREFIX}/{KIOSK}/up",
        f"{PREFIX}/public/{SITE}/affairs/notice",
        f"{PREFIX[:-1]}2/{KIOSK}/up/petition/offer/{'0' * 32}",
        "anything",
    ],
)
def test_a_topic_outside_the_table_is_nobodys(station: Station, county: Peer, outside: str) -> None:
    kiosk = station.peer(KIOSK).connect()

    if "#" in outside:
        with pytest.raises(ValueError, match="wildcard"):
            kiosk.publish(outside)
        return
    code = kiosk.publish(outside, b"planted")
    county.publish(fence := topic(INDEX, f"fence-{new_id()}"))
    county.hears(fence)

    assert code == NOT_AUTHORIZED
    assert b"planted" not in {heard.payload for heard in county.heard}


def test_a_shared_subscription_is_no_way_round(station: Station, county: Peer) -> None:
    wall = station.peer(WALL).connect().subscribe(f"$share/mallory/{pattern(PONG, KIOSK)}")

    county.publish(wanted := a_topic(PONG))
    wall.publish(a_topic(PING, WALL))

    assert wanted not in wall.topics()


def test_a_terminal_cannot_leave_a_will_for_another(station: Station, county: Peer) -> None:
    wall = station.peer(WALL)
    wall.mqtt.will_set(topic(STATE, KIOSK), b"t001 is down", qos=1, retain=True)

    with suppress(NotLetIn):
        wall.connect().vanish()
    county.publish(fence := topic(INDEX, f"fence-{new_id()}"))
    county.hears(fence)

    assert b"t001 is down" not in {heard.payload for heard in county.heard}


def test_the_will_of_a_terminal_that_vanishes_reaches_the_county(station: Station, county: Peer) -> None:
    kiosk = station.peer(KIOSK)
    kiosk.mqtt.will_set(topic(STATE, KIOSK), b"gone", qos=1)

    kiosk.connect().vanish()

    county.hears(topic(STATE, KIOSK), b"gone")


def test_who_was_never_admitted_may_connect_but_does_and_hears_nothing(station: Station, county: Peer) -> None:
    mallory = station.peer(MALLORY).connect().subscribe("#")

    codes = {mallory.publish(a_topic(row, MALLORY)) for row in TOPICS}
    county.publish(a_topic(INDEX))
    codes.add(mallory.publish(a_topic(OFFER, MALLORY)))

    assert codes == {NOT_AUTHORIZED}
    assert mallory.heard == []
