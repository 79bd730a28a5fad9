"""Wrong clocks, revoked certificates, a camera that stalls: a whole visit through it, and nothing promised is lost."""

import io
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from county.fleet.authority import CLIENT_LIFETIME
from demo.evidence import opened_by_age, search
from demo.processes import Child
from demo.slate.check import check_clip
from demo.station import register_terminals, stored_parts
from demo.system import System
from edge.petition.throttle import FREE_TRIES
from tests.hardware.mjpeg_server import MjpegServer
from tests.journeys.terminal_face import TerminalFace
from wire import port
from wire.codec import from_json
from wire.ids import AskId, PetitionId, TerminalId, new_id
from wire.petition.manifest import PetitionMeta
from wire.seal.receipt_code import new_code
from wire.terminal_config import load_terminal_config
from wire.topics import bulk_client

pytestmark = [pytest.mark.broker, pytest.mark.timeout(150)]

LONG_AGO, FAR_AHEAD = "@1970-01-02 00:00:00", "@2099-06-01 00:00:00"
_FAKETIME = sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
wrong_clocks = pytest.mark.parametrize("clock", [LONG_AGO, FAR_AHEAD], ids=["1970", "2099"])
needs_faketime = pytest.mark.skipif(not _FAKETIME, reason="WRONG CLOCKS NOT TESTED: apt install faketime")


def under(clock: str) -> dict[str, str]:
    """The environment of a process whose time of day is wrong; what it measures by stays right."""
    return {"LD_PRELOAD": str(_FAKETIME[-1]), "FAKETIME": clock, "FAKETIME_DONT_FAKE_MONOTONIC": "1"}


@contextmanager
def started(system: System, name: str, module: str, config: Path, **environment: str) -> Iterator[Child]:
    """One process of the system, ended with the test."""
    child = Child(
        name, [module, "--config", str(config)], log=system.place.logs / f"{name}.log", environment=environment
    )
    child.start()
    try:
        yield child
    finally:
        child.stop()


@contextmanager
def edge(system: System, **environment: str) -> Iterator[Child]:
    with started(system, "t001-edge", "edge", system.place.terminal_config(system.cast.kiosk), **environment) as child:
        yield child


def face(system: System) -> TerminalFace:
    return TerminalFace(system.place.terminal(system.cast.kiosk) / "run" / "edge.sock")


def enrol(system: System, *, lifetime: timedelta = CLIENT_LIFETIME) -> None:
    """New keys for the kiosk, and the county told of them."""
    terminal = system.cast.kiosk
    keys = system.place.terminal(terminal) / "keys"
    for file, name in (("device", terminal.id), ("bulk", bulk_client(TerminalId(terminal.id)))):
        system.authority.issue_client(name, lifetime=lifetime).write(keys / f"{file}.key", keys / f"{file}.crt")
    register_terminals(system.place, system.cast, terminal)


def promised_without_a_link(kiosk: TerminalFace) -> PetitionId:
    """The villager notices nothing but that it has not arrived."""
    petition_id = kiosk.records(2)
    kiosk.sends(petition_id)
    kiosk.waits_for(port.EdgeStatus, lambda status: status.waiting_petitions == 1)
    assert not kiosk.status.link_up
    return petition_id


def meta(system: System, petition_id: PetitionId) -> PetitionMeta:
    """What lies sealed beside the picture, as the office opens it."""
    parts = [part for part in stored_parts(system.place) if part.parent.name == petition_id]
    return from_json(opened_by_age(system.place.office_key, parts[-1]).rstrip(), PetitionMeta)


def film(system: System, petition_id: PetitionId) -> bytes:
    """Picture and sound as the office opens them."""
    parts = [part for part in stored_parts(system.place) if part.parent.name == petition_id]
    return b"".join(opened_by_age(system.place.office_key, part) for part in parts[:-1])


@contextmanager
def a_camera() -> Iterator[MjpegServer]:
    camera = MjpegServer()
    try:
        yield camera
    finally:
        camera.close()


@contextmanager
def filmed_by(system: System, camera: str) -> Iterator[None]:
    """The kiosk has another camera for a while."""
    config = system.place.terminal_config(system.cast.kiosk)
    before = config.read_text(encoding="utf-8")
    source = load_terminal_config(config).camera.source
    config.write_text(before.replace(json.dumps(source, ensure_ascii=False), json.dumps(camera)), encoding="utf-8")
    try:
        yield
    finally:
        config.write_text(before, encoding="utf-8")


@needs_faketime
@wrong_clocks
def test_a_terminal_whose_clock_is_wrong_serves_the_villager_and_says_so(system: System, clock: str) -> None:
    with edge(system, **under(clock)), face(system) as kiosk:
        kiosk.waits_for(port.EdgeStatus, lambda status: status.link_up)
        petition_id = kiosk.records(2)
        kiosk.sends(petition_id)
        kiosk.hears(port.Receipted)

    assert not kiosk.status.clock_trusted
    assert not meta(system, petition_id).clock_trusted

    # The same terminal, once somebody has set its clock.
    with edge(system), face(system) as kiosk:
        assert kiosk.waits_for(port.EdgeStatus, lambda status: status.link_up).clock_trusted


@needs_faketime
@wrong_clocks
def test_a_county_whose_clock_is_wrong_receipts_and_leaves_terminals_in_their_senses(
    system: System, clock: str
) -> None:
    system.gateway.stop()
    gateway = started(system, "gateway", "county.gateway", system.place.county_config, **under(clock))
    with gateway, edge(system), face(system) as kiosk:
        kiosk.sends(kiosk.records(2))
        kiosk.hears(port.Receipted)
    system.gateway.start()

    with edge(system), face(system) as kiosk:
        assert kiosk.waits_for(port.EdgeStatus, lambda status: status.link_up).clock_trusted


@needs_faketime
@pytest.mark.parametrize(("clock", "lets_in"), [(LONG_AGO, True), (FAR_AHEAD, False)], ids=["1970", "2099"])
def test_a_broker_whose_clock_is_wrong_costs_time_and_no_petition(
    system: System, monkeypatch: pytest.MonkeyPatch, clock: str, *, lets_in: bool
) -> None:
    with monkeypatch.context() as wrong:
        for name, value in under(clock).items():
            wrong.setenv(name, value)
        system.broker.restart()

    with edge(system), face(system) as kiosk:
        if lets_in:
            kiosk.sends(kiosk.records(2))
            kiosk.hears(port.Receipted)
            system.broker.restart()
        else:
            # In 2099 every terminal's certificate has run out.
            promised_without_a_link(kiosk)
            system.broker.restart()
            kiosk.hears(port.Receipted, within_s=40)


def test_a_revoked_terminal_keeps_its_promise_until_it_is_enrolled_again(system: System) -> None:
    with edge(system), face(system) as kiosk:
        kiosk.waits_for(port.EdgeStatus, lambda status: status.link_up)

        system.authority.revoke_terminal(TerminalId(system.cast.kiosk.id))
        system.broker.restart()
        kiosk.waits_for(port.EdgeStatus, lambda status: not status.link_up)
        petition_id = promised_without_a_link(kiosk)

    # The county gives it new keys; what waits was signed with the old one.
    enrol(system)
    with edge(system), face(system) as kiosk:
        # The receipt may come before the face does; then its first status says so.
        kiosk.waits_for(port.EdgeStatus, lambda status: status.link_up and status.waiting_petitions == 0)
    assert meta(system, petition_id).petition_id == petition_id


def test_a_terminal_whose_certificate_ran_out_keeps_its_promise_until_it_has_a_new_one(system: System) -> None:
    enrol(system, lifetime=timedelta(seconds=-1))
    with edge(system), face(system) as kiosk:
        petition_id = promised_without_a_link(kiosk)

    enrol(system)
    with edge(system), face(system) as kiosk:
        # The receipt may come before the face does; then its first status says so.
        kiosk.waits_for(port.EdgeStatus, lambda status: status.link_up and status.waiting_petitions == 0)
    assert meta(system, petition_id).petition_id == petition_id


def test_who_guesses_codes_has_to_wait_and_no_log_tells_them(system: System) -> None:
    codes = [new_code() for _ in range(FREE_TRIES + 1)]
    with edge(system), face(system) as kiosk:
        kiosk.waits_for(port.EdgeStatus, lambda status: status.link_up)
        for code in codes[:-1]:
            kiosk.says(port.AskAnswer(ask_id=AskId(new_id()), code=code))
            assert kiosk.hears(port.AnswerFound).replies == []
        kiosk.says(port.AskAnswer(ask_id=AskId(new_id()), code=codes[-1]))
        sorry = kiosk.hears(port.Sorry)
        kiosk.says(port.AskAnswer(ask_id=AskId(new_id()), code="1" * 16))
        mistyped = kiosk.hears(port.Sorry)

    assert (sorry.reason, sorry.retry_after_s > 20) == ("wait", True)
    assert mistyped.reason == "bad_code"
    assert search(system.place.home, [code.encode() for code in [*codes, "1" * 16]]) > 0


def test_a_camera_that_stalls_in_mid_recording_joins_again(system: System) -> None:
    with a_camera() as camera, filmed_by(system, camera.url), edge(system), face(system) as kiosk:
        petition_id = kiosk.begins_recording()
        time.sleep(1)
        camera.stall()
        kiosk.waits_for(port.RecordingProgress, lambda progress: progress.camera == "stalled")
        camera.restore()
        kiosk.waits_for(port.RecordingProgress, lambda progress: progress.camera == "ready")
        time.sleep(1)
        ended = kiosk.ends_recording(petition_id)
        kiosk.sends(petition_id)
        kiosk.hears(port.Receipted)

    # The film has its whole length, and ends with what the camera saw after it came back.
    found = check_clip(io.BytesIO(film(system, petition_id)))
    assert abs(found.length_s * 1000 - ended.duration_ms) < 500
    assert found.pictures > 25


def test_a_camera_that_stalls_and_never_comes_back_costs_no_word(system: System) -> None:
    with a_camera() as camera, filmed_by(system, camera.url), edge(system), face(system) as kiosk:
        petition_id = kiosk.begins_recording()
        time.sleep(1)
        camera.refuse()
        kiosk.waits_for(port.RecordingProgress, lambda progress: progress.camera == "stalled")
        ended = kiosk.ends_recording(petition_id)
        kiosk.sends(petition_id)
        kiosk.hears(port.Receipted)

    assert ended.why == "asked"
    assert abs(check_clip(io.BytesIO(film(system, petition_id))).length_s * 1000 - ended.duration_ms) < 500
