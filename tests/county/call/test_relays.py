"""A relay's credentials are of one call, run out, and are told with the officer, to both ends the same."""

import base64
import dataclasses
import hashlib
import hmac
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import override_settings

from county.call.relays import credentials, for_page, password, with_relays
from county.config import Calls, CountyConfig
from wire.call.signals import Relay, Seat
from wire.codec import from_json, to_json
from wire.ids import CallId, new_id

SECRET = "0123456789abcdef0123456789abcdef"
URLS = ("turn:10.20.0.1:3478?transport=udp", "turns:county.example:5349?transport=tcp")


@pytest.fixture
def relaying(home: CountyConfig) -> Iterator[None]:
    calls = Calls(relays=URLS, relay_secret=SECRET, relay_only=True)
    with override_settings(COUNTY=dataclasses.replace(settings.COUNTY, calls=calls)):
        yield


def test_a_password_is_worked_out_as_the_relay_does_it() -> None:
    username = "1795000000:abc"

    given = password(SECRET, username)

    assert base64.b64decode(given) == hmac.digest(SECRET.encode(), username.encode(), hashlib.sha1)


@pytest.mark.parametrize("now_s", [0, 299, 300, 1_795_000_123])
def test_they_are_good_for_the_whole_lifetime_and_the_same_when_told_again(now_s: int) -> None:
    calls = Calls(relays=URLS, relay_secret=SECRET, relay_lifetime_s=600)

    (first,), (again,) = (credentials(calls, "c1", now_s=at) for at in (now_s, now_s - now_s % 300 + 299))

    expiry, _, whose = first.username.partition(":")
    assert whose == "c1"
    assert 600 < int(expiry) - now_s <= 900
    assert again == first


def test_a_county_without_relays_gives_none() -> None:
    assert credentials(Calls(), "c1", now_s=5) == ()


def test_they_are_told_with_the_officer_and_not_before(relaying: None) -> None:
    waiting, taken = Seat(call_id=CallId(new_id()), ahead=2), Seat(call_id=CallId(new_id()), officer="李敏")

    told = with_relays(taken)

    assert with_relays(waiting) == waiting
    assert told.relay_only
    assert told.relays[0].urls == URLS
    assert from_json(to_json(told), Seat) == told


def test_the_officers_page_is_given_the_same_in_a_browsers_words(relaying: None) -> None:
    call_id = CallId(new_id())

    road = for_page(call_id)

    (relay,) = with_relays(Seat(call_id=call_id, officer="李敏")).relays
    (server,) = road["iceServers"]
    assert road["iceTransportPolicy"] == "relay"
    assert Relay(**server) == relay
