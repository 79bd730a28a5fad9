"""The doctor looks at a machine and says in one line each what is there, worth knowing, or missing."""

import socket
from pathlib import Path

import pytest

from demo import doctor


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


def test_this_machine_can_run_what_these_tests_run() -> None:
    findings = list(doctor.look("demo"))

    missing = [finding.says for finding in findings if finding.state == "missing"]
    assert not missing


def test_a_package_that_is_not_there_is_named() -> None:
    finding = doctor.libraries(("msgspec", "no_such_package"))

    assert finding.state == "missing"
    assert "no_such_package" in finding.says
    assert "msgspec" not in finding.says


def test_a_program_that_is_not_there_says_what_it_is_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda *_, **__: None)

    finding = doctor.program("mosquitto")

    assert finding.state == "missing"
    assert "the broker" in finding.says


def test_a_plugged_camera_is_named_and_none_is_only_a_note(tmp_path: Path) -> None:
    none = doctor.camera(tmp_path)
    (tmp_path / "video0").mkdir()
    (tmp_path / "video0" / "name").write_text("HD Webcam C270\n")

    one = doctor.camera(tmp_path)

    assert none.state == "note"
    assert one.state == "fine"
    assert "C270" in one.says


def test_a_sound_card_is_read_from_the_kernels_list(tmp_path: Path) -> None:
    cards = tmp_path / "cards"
    cards.write_text(" 0 [PCH            ]: HDA-Intel - HDA Intel PCH\n                      at 0xf7 irq 30\n")

    finding = doctor.microphone(cards)

    assert finding.state == "fine"
    assert "HDA Intel PCH" in finding.says


def test_without_gl_nothing_can_be_drawn_and_without_a_card_it_still_can(tmp_path: Path) -> None:
    assert doctor.drawing(tmp_path, lambda _name: None).state == "missing"
    assert "processor" in doctor.drawing(tmp_path, lambda name: name).says


@pytest.mark.parametrize(
    ("now_s", "synchronised", "state"),
    [(0.0, True, "missing"), (1_800_000_000.0, False, "note"), (1_800_000_000.0, True, "fine")],
)
def test_a_clock_at_1970_is_wrong_and_one_without_a_server_is_worth_knowing(
    now_s: float, state: str, *, synchronised: bool
) -> None:
    assert doctor.clock(now_s, synchronised=synchronised).state == state


def test_swap_is_worth_knowing(tmp_path: Path) -> None:
    swaps = tmp_path / "swaps"
    swaps.write_text("Filename Type Size\n/dev/sda2 partition 1000\n")

    assert doctor.swap(swaps).state == "note"
    assert doctor.swap(tmp_path / "none").state == "fine"


def _settings(folder: Path, call: str) -> Path:
    path = folder / "terminal.toml"
    path.write_text(
        '[terminal]\nid = "t001"\npoint = "p"\nsite = "s"\ncounty = "c"\n[link]\nhost = "h"\n[call]\n' + call
    )
    return path


def test_a_port_of_calls_that_another_holds_is_named(tmp_path: Path) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
        other.bind(("", 0))
        taken = other.getsockname()[1]
        first = min(taken, 65535 - 9)

        finding = doctor.media_ports(_settings(tmp_path, f"first_port = {first}\nlast_port = {first + 9}\n"))

    assert finding.state == "missing"
    assert str(taken) in finding.says


@pytest.mark.parametrize(
    ("call", "says"),
    [('engine = "none"\n', "made"), ("first_port = 0\nlast_port = 0\n", "any UDP port")],
)
def test_calls_that_are_not_made_or_take_any_port_are_worth_knowing(tmp_path: Path, call: str, says: str) -> None:
    finding = doctor.media_ports(_settings(tmp_path, call))

    assert finding.state == "note"
    assert says in finding.says


def test_settings_that_are_wrong_are_told_in_their_own_sentence(tmp_path: Path) -> None:
    finding = doctor.media_ports(_settings(tmp_path, "first_port = 41000\n"))

    assert finding.state == "missing"
    assert "call.first_port" in finding.says


ROUTES = "Iface\tDestination\tGateway\neth0\t{}\t0114140A\n"
RELAY = """
[calls]
relays = ["turn:10.20.0.1:3478"]
relay_secret = "0123456789abcdef0123456789abcdef"
[relay]
here = true
address = "10.20.0.1"
networks = ["10.20.0.0/16"]
"""


def test_a_relay_without_a_default_route_is_noted_before_it_drops_a_call(tmp_path: Path) -> None:
    settings, routes = tmp_path / "county.toml", tmp_path / "route"
    settings.write_text(RELAY)
    routes.write_text(ROUTES.format("0000140A"))

    lost = list(doctor.relay(settings, routes))
    routes.write_text(ROUTES.format("00000000"))
    found = list(doctor.relay(settings, routes))

    assert lost[-1].state == "note"
    assert "no default route" in lost[-1].says
    assert found[-1].state == "fine"


def test_a_county_without_a_relay_hears_nothing_of_one(tmp_path: Path) -> None:
    settings = tmp_path / "county.toml"
    settings.write_text("")

    assert not list(doctor.relay(settings, tmp_path / "route"))
