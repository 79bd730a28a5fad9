"""What everything that dims a panel promises."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from hardware import board
from hardware.errors import DimmerBusy, DimmerFailed, NoDimmer
from hardware.panels.dimmer_backlight import BacklightDimmer
from hardware.panels.dimmer_fake import FakeDimmer
from hardware.panels.dimmer_none import UndimmedPanel
from hardware.panels.dimmer_novastar import NovastarDimmer
from hardware.ports import PanelDimmer, PanelState
from tests.hardware.novastar_card import NovastarCard
from tests.hardware.rigs import Hand, Rig, moves

QUICK_S = 0.1


@dataclass
class PanelRig(Rig[PanelDimmer]):
    """Also what is really there, and what may happen to a panel."""

    there: Callable[[], PanelState] = PanelState
    disobey: Hand = None
    lose_power: Hand = None


def _fake(_request: pytest.FixtureRequest) -> PanelRig:
    panel = FakeDimmer()
    plug = panel.plug
    return PanelRig(
        panel,
        unplug=plug.pull,
        stall=plug.stall,
        occupy=plug.occupy,
        restore=plug.restore,
        there=lambda: PanelState(panel.on, panel.brightness_pct),
        disobey=lambda: setattr(panel, "obeys", False),
        lose_power=panel.lose_power,
    )


def _novastar(kind: str) -> Callable[[pytest.FixtureRequest], PanelRig]:
    def made(request: pytest.FixtureRequest) -> PanelRig:
        card = NovastarCard(kind)
        request.addfinalizer(card.stop)
        return PanelRig(
            NovastarDimmer(card.address, answer_s=QUICK_S),
            unplug=card.stop if kind == "tcp" else None,
            stall=lambda: setattr(card, "silent", True),
            restore=card.start,
            there=lambda: PanelState(
                on=card.registers[0x0200_0100] == 0, brightness_pct=round(card.registers[0x0200_0001] / 2.55)
            ),
            disobey=lambda: setattr(card, "obeys", False),
            lose_power=card.power_cycle,
        )

    return made


def _backlight(request: pytest.FixtureRequest) -> PanelRig:
    folder: Path = request.getfixturevalue("tmp_path") / "acpi_video0"
    aside = folder.with_name("aside")
    folder.mkdir()
    (folder / "max_brightness").write_text("937\n")
    (folder / "brightness").write_text("937\n")
    (folder / "bl_power").write_text("0\n")
    return PanelRig(
        BacklightDimmer(folder),
        unplug=moves(folder, aside),
        restore=moves(aside, folder),
        there=lambda: PanelState(
            on=(folder / "bl_power").read_text()[0] == "0",
            brightness_pct=round(int((folder / "brightness").read_text()[:4]) / 9.37),
        ),
    )


KINDS = {
    "fake": _fake,
    "novastar_tcp": _novastar("tcp"),
    "novastar_serial": _novastar("serial"),
    "backlight": _backlight,
}


@pytest.fixture(params=sorted(KINDS))
def rig(request: pytest.FixtureRequest) -> Iterator[PanelRig]:
    return KINDS[request.param](request)  # type: ignore[return-value]  # pytest takes both


@pytest.mark.parametrize("pct", [0, 1, 3, 8, 33, 50, 99, 100])
def test_a_panel_is_as_bright_as_it_was_asked_to_be(rig: PanelRig, pct: int) -> None:
    rig.device.set_brightness(pct)

    assert rig.there().brightness_pct == pct
    assert rig.device.look().brightness_pct == pct


def test_a_panel_goes_dark_and_is_lit_again(rig: PanelRig) -> None:
    rig.device.set_power(on=False)
    dark = (rig.there().on, rig.device.look().on)

    rig.device.set_power(on=True)

    assert dark == (False, False)
    assert (rig.there().on, rig.device.look().on) == (True, True)


def test_darkening_leaves_the_brightness(rig: PanelRig) -> None:
    rig.device.set_brightness(40)

    rig.device.set_power(on=False)
    rig.device.set_power(on=True)

    assert rig.device.look() == PanelState(on=True, brightness_pct=40)


def test_a_panel_that_is_not_there_says_so_and_comes_back(rig: PanelRig) -> None:
    if rig.unplug is None:
        pytest.skip("a serial line comes back under another name here")
    rig.unplug()

    with pytest.raises(NoDimmer):
        rig.device.look()
    with pytest.raises(NoDimmer):
        rig.device.set_brightness(10)
    rig.restore()
    rig.device.set_brightness(10)

    assert rig.there().brightness_pct == 10


def test_a_panel_that_stalls_is_given_up(rig: PanelRig) -> None:
    if rig.stall is None:
        pytest.skip("the kernel's files answer or are gone")
    rig.stall()

    with pytest.raises(DimmerFailed):
        rig.device.set_brightness(10)
    with pytest.raises(DimmerFailed):
        rig.device.look()


def test_a_panel_that_another_program_holds_says_so(rig: PanelRig) -> None:
    if rig.occupy is None:
        pytest.skip("nobody else can hold this panel here")
    rig.occupy()

    with pytest.raises(DimmerBusy):
        rig.device.set_brightness(10)


def test_a_panel_that_does_not_obey_has_failed(rig: PanelRig) -> None:
    if rig.disobey is None:
        pytest.skip("the kernel obeys or refuses")
    rig.disobey()

    with pytest.raises(DimmerFailed):
        rig.device.set_brightness(10)


def test_a_panel_that_lost_its_power_tells_that_it_is_bright_again(rig: PanelRig) -> None:
    if rig.lose_power is None:
        pytest.skip("the kernel remembers")
    rig.device.set_brightness(10)

    rig.lose_power()

    assert rig.device.look() == PanelState(on=True, brightness_pct=100)


def test_a_panel_that_nothing_dims_takes_all_and_tells_nothing() -> None:
    panel = UndimmedPanel()

    panel.set_brightness(10)
    panel.set_power(on=False)

    assert panel.look() == PanelState(on=None, brightness_pct=None)


@pytest.mark.parametrize(
    ("word", "driver"),
    [
        ("none", UndimmedPanel),
        ("novastar:/dev/ttyUSB0", NovastarDimmer),
        ("novastar:tcp://10.0.0.5", NovastarDimmer),
        ("backlight:acpi_video0", BacklightDimmer),
    ],
)
def test_a_word_names_a_dimmer(word: str, driver: type) -> None:
    assert type(board.dimmer(word)) is driver


@pytest.mark.parametrize("word", ["", "novastar", "novastar:", "backlight:", "colorlight:/dev/ttyUSB0"])
def test_what_is_no_dimmer_is_refused(word: str) -> None:
    with pytest.raises(NoDimmer):
        board.dimmer(word)


@pytest.mark.parametrize("broken", [("max_brightness", "0\n"), ("brightness", "dark\n")])
def test_a_backlight_whose_files_are_nonsense_has_failed(tmp_path: Path, broken: tuple[str, str]) -> None:
    for name, content in (("max_brightness", "100\n"), ("brightness", "5\n"), ("bl_power", "0\n"), broken):
        (tmp_path / name).write_text(content)

    with pytest.raises(DimmerFailed):
        BacklightDimmer(tmp_path).look()
