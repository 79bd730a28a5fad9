"""Who is let in at all: certificates of ours, of others, expired, revoked, stolen names, old TLS."""

import ssl
from datetime import timedelta
from pathlib import Path

import pytest

from county.fleet.authority import Authority
from county.fleet.errors import BadRevocationList
from tests.broker.peer import NOT_AUTHORIZED, TAKEN, NotLetIn
from tests.broker.station import KIOSK, WALL, Station, a_topic
from wire.topics import COUNTY_CLIENT, OFFER, PING, PONG

pytestmark = pytest.mark.broker


def test_no_certificate_no_connection(station: Station) -> None:
    with pytest.raises(NotLetIn):
        station.peer_with(station.context(None), client_id=KIOSK).connect()


def test_a_certificate_of_a_foreign_authority_is_refused(station: Station, tmp_path: Path) -> None:
    foreign = Authority.create(tmp_path / "foreign")

    with pytest.raises(NotLetIn):
        station.peer(KIOSK, foreign.issue_client(KIOSK)).connect()


def test_a_server_certificate_does_not_pass_as_a_terminal(station: Station) -> None:
    with pytest.raises(NotLetIn):
        station.peer(KIOSK, station.authority.issue_server(KIOSK)).connect()


def test_an_expired_certificate_is_refused(station: Station) -> None:
    yesterday = station.authority.issue_client(KIOSK, lifetime=timedelta(days=-1))

    with pytest.raises(NotLetIn):
        station.peer(KIOSK, yesterday).connect()


def test_a_terminal_refuses_a_broker_of_another_authority(station: Station, tmp_path: Path) -> None:
    foreign = Authority.create(tmp_path / "foreign")
    identity = station.authority.issue_client(KIOSK)
    deceived = station.context(identity, trust=foreign.server_ca)

    with pytest.raises(NotLetIn, match="certificate verify failed"):
        station.peer_with(deceived, client_id=KIOSK).connect()


def test_tls_1_2_is_refused(station: Station) -> None:
    context = station.context(station.authority.issue_client(KIOSK))
    context.maximum_version = ssl.TLSVersion.TLSv1_2

    with pytest.raises(NotLetIn):
        station.peer_with(context, client_id=KIOSK).connect()


def test_a_terminal_that_gives_another_client_id_takes_nothing_over(station: Station) -> None:
    kiosk = station.peer(KIOSK).connect()

    mallory = station.peer(WALL, client_id=KIOSK).connect()
    code = mallory.publish(a_topic(OFFER, KIOSK))

    assert code == NOT_AUTHORIZED
    assert kiosk.publish(a_topic(OFFER, KIOSK)) in TAKEN
    assert not kiosk.lost.is_set()


def test_a_session_is_the_certificates_own_whatever_id_is_given(station: Station) -> None:
    kiosk = station.peer(KIOSK).connect(clean_start=False).subscribe("#")
    kiosk.close()
    county = station.peer(COUNTY_CLIENT).connect()
    county.publish(waiting := a_topic(PONG))

    mallory = station.peer(WALL, client_id=KIOSK).connect(clean_start=False)
    kiosk_again = station.peer(KIOSK).connect(clean_start=False)

    assert not mallory.session_present
    assert kiosk_again.session_present
    kiosk_again.hears(waiting)


def test_a_revoked_terminal_is_refused_after_the_reload(own_station: Station) -> None:
    stolen = own_station.authority.issue_client(KIOSK)
    own_station.peer(KIOSK, stolen).connect().close()

    own_station.authority.revoke(KIOSK)
    own_station.broker.reload()

    with pytest.raises(NotLetIn):
        own_station.peer(KIOSK, stolen).connect()
    own_station.peer(WALL).connect()


def test_a_new_certificate_lets_a_revoked_name_in_again(own_station: Station) -> None:
    own_station.peer(KIOSK, lost := own_station.authority.issue_client(KIOSK)).connect().close()
    own_station.authority.revoke(KIOSK)
    own_station.broker.reload()

    own_station.peer(KIOSK, own_station.authority.issue_client(KIOSK)).connect()

    with pytest.raises(NotLetIn):
        own_station.peer(KIOSK, lost).connect()


def test_a_connected_terminal_that_is_struck_from_the_rules_loses_its_rights_at_once(
    own_station: Station,
) -> None:
    kiosk = own_station.peer(KIOSK).connect().subscribe("#")
    assert kiosk.publish(a_topic(PING)) in TAKEN

    own_station.broker.reload(terminals=[WALL])
    county = own_station.peer(COUNTY_CLIENT).connect()
    county.publish(a_topic(PONG))

    assert kiosk.publish(a_topic(PING)) == NOT_AUTHORIZED
    assert kiosk.heard == []


def test_a_restart_sends_a_revoked_terminal_away(own_station: Station) -> None:
    stolen = own_station.authority.issue_client(KIOSK)
    kiosk = own_station.peer(KIOSK, stolen).connect()

    own_station.authority.revoke(KIOSK)
    own_station.broker.restart()

    assert kiosk.lost.wait(5)
    with pytest.raises(NotLetIn):
        own_station.peer(KIOSK, stolen).connect()


@pytest.mark.parametrize("damage", ["missing", "torn", "foreign"])
def test_a_bad_revocation_list_never_reaches_the_broker(own_station: Station, tmp_path: Path, damage: str) -> None:
    stolen = own_station.authority.issue_client(KIOSK)
    own_station.authority.revoke(KIOSK)
    own_station.broker.reload()
    original = own_station.authority.revocation_list
    if damage == "missing":
        original.unlink()
    elif damage == "torn":
        original.write_bytes(original.read_bytes()[:100])
    else:
        original.write_bytes(Authority.create(tmp_path / "foreign").revocation_list.read_bytes())

    with pytest.raises(BadRevocationList):
        own_station.broker.reload()

    with pytest.raises(NotLetIn):
        own_station.peer(KIOSK, stolen).connect()


def test_resuming_a_tls_session_does_not_outlive_the_revocation(own_station: Station) -> None:
    context = own_station.context(own_station.authority.issue_client(KIOSK))
    first = own_station.peer_with(context, client_id=KIOSK).connect()
    first.publish(a_topic(PING))  # the session ticket comes behind the handshake
    context.resumed = context.made[0].session
    first.close()
    own_station.authority.revoke(KIOSK)
    own_station.broker.reload()

    with pytest.raises(NotLetIn):
        own_station.peer_with(context, client_id=KIOSK).connect()
