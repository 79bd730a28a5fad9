"""What is too large or too much has a clear outcome, and what was kept is there after a restart."""

from pathlib import Path

import pytest

from county.fleet.broker import Broker
from county.fleet.errors import BrokerFailed
from tests.broker.peer import TAKEN
from tests.broker.station import CAST, KIOSK, Station, a_topic
from wire.petition.upload import MAX_CHUNK_BYTES
from wire.topics import CHUNK, COUNTY_CLIENT, MAX_PAYLOAD_BYTES, NOTICE, OFFER, PONG, bulk_client, pattern

pytestmark = pytest.mark.broker


def test_the_largest_chunk_with_its_envelope_goes_through(station: Station) -> None:
    county = station.peer(COUNTY_CLIENT).connect().subscribe(pattern(CHUNK))
    bulk = station.peer(bulk_client(KIOSK)).connect()
    envelope = 1024

    assert bulk.publish(sent := a_topic(CHUNK), bytes(MAX_CHUNK_BYTES + envelope)) in TAKEN

    assert len(county.hears(sent).payload) == MAX_CHUNK_BYTES + envelope


def test_the_largest_payload_of_the_portable_subset_is_taken(station: Station) -> None:
    bulk = station.peer(bulk_client(KIOSK)).connect()

    assert bulk.publish(a_topic(CHUNK), bytes(MAX_PAYLOAD_BYTES)) in TAKEN


def test_a_larger_packet_ends_the_connection_only_of_its_sender(station: Station) -> None:
    other = station.peer(KIOSK).connect()
    bulk = station.peer(bulk_client(KIOSK)).connect()

    bulk.mqtt.publish(a_topic(CHUNK), bytes(MAX_PAYLOAD_BYTES + 16 * 1024), qos=1)

    assert bulk.lost.wait(5)
    assert other.publish(a_topic(OFFER)) in TAKEN


def test_a_burst_to_a_gateway_that_is_away_waits_for_it(station: Station) -> None:
    station.peer(COUNTY_CLIENT).connect(clean_start=False).subscribe(pattern(OFFER)).close()
    kiosk = station.peer(KIOSK).connect()
    sent = [a_topic(OFFER) for _ in range(1500)]  # above Mosquitto's own default of 1000

    for offer in sent[:-1]:
        kiosk.mqtt.publish(offer, b"x", qos=1)
    assert kiosk.publish(sent[-1]) in TAKEN
    county = station.peer(COUNTY_CLIENT).connect(clean_start=False)
    county.hears(sent[-1])

    assert county.topics() == sent


@pytest.mark.parametrize("how", ["restart", "kill after a restart"])
def test_notices_sessions_and_queues_outlive_the_broker(own_station: Station, how: str) -> None:
    own_station.peer(KIOSK).connect(clean_start=False).subscribe("#").close()
    county = own_station.peer(COUNTY_CLIENT).connect()
    notice, waiting = a_topic(NOTICE), a_topic(PONG)
    assert county.publish(notice, b"kept", retain=True) in TAKEN
    assert county.publish(waiting) in TAKEN

    own_station.broker.restart()
    if how.startswith("kill"):
        own_station.broker.kill()
        own_station.broker.start()
    kiosk = own_station.peer(KIOSK).connect(clean_start=False)

    assert kiosk.session_present
    kiosk.hears(waiting)
    assert kiosk.subscribe(pattern(NOTICE)).hears(notice, b"kept")


def test_a_port_that_is_taken_is_said_so(station: Station, tmp_path: Path) -> None:
    second = Broker(tmp_path / "second", station.authority, terminals=CAST, port=station.broker.port)

    with pytest.raises(BrokerFailed, match="ended with"):
        second.start()

    assert second.pid is None
