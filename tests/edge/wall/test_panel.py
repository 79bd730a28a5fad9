"""The panel is told what is wished, told again each minute, and counts as lit only while it does not deny it."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from edge.devices import socket_of
from edge.wall.panel.panel import AGAIN_MS, SAMPLE_MS, Devices, OffWhy, Panel
from hardware.panels.connector_fake import FakeConnector
from hardware.panels.dimmer_fake import FakeDimmer
from hardware.panels.dimmer_novastar import NovastarDimmer
from hardware.panels.sensor_fake import FakeSensor
from tests.edge.cast import make_wall_cast
from tests.edge.wall.yard import Watches
from tests.hardware.novastar_card import NovastarCard
from wire.port_wall import PanelChanged
from wire.terminal_config import MatrixSection, WallSection
from wire.wall.profile import WallProfile

ALL_DAY = WallProfile(on_minute=0, off_minute=1440)
NEVER_NOW = WallProfile(on_minute=0, off_minute=1)
NOON_MS = int(datetime(2026, 6, 21, 4, 30, tzinfo=UTC).timestamp() * 1000)
NIGHT_MS = int(datetime(2026, 6, 21, 16, 30, tzinfo=UTC).timestamp() * 1000)


class Lamp:
    """One panel with clocks that a test sets."""

    def __init__(self, dimmer: FakeDimmer | NovastarDimmer | None = None, sensor: FakeSensor | None = None) -> None:
        self.dimmer = FakeDimmer()
        self.watches = Watches(now_ms=NOON_MS)
        self.told: list[tuple[bool, int, OffWhy]] = []
        self.connector = FakeConnector()
        devices = Devices(dimmer or self.dimmer, sensor, connector=self.connector, dims=True)
        self.panel = Panel(devices, self.watches.times(), utc_offset_min=480, changed=self._changed)

    def _changed(self, panel: PanelChanged, why: OffWhy) -> None:
        self.told.append((panel.on, panel.brightness_pct, why))

    def tick(self, profile: WallProfile = ALL_DAY, *, passed_ms: int = 1000, must_be_read: bool = False) -> None:
        self.watches.pass_ms(passed_ms)
        asyncio.run(self.panel.tick(profile, must_be_read=must_be_read))

    @property
    def now(self) -> tuple[bool, int]:
        return self.panel.current().on, self.panel.current().brightness_pct


def test_by_day_it_is_bright_and_by_night_it_is_not() -> None:
    lamp = Lamp()

    lamp.tick()
    day = (lamp.now, lamp.dimmer.brightness_pct)
    lamp.watches.now_ms = NIGHT_MS
    lamp.tick()

    assert day == ((True, 80), 80)
    assert (lamp.now, lamp.dimmer.brightness_pct) == ((True, 8), 8)
    assert lamp.panel.by == "sun"


def test_outside_of_its_hours_it_is_dark_but_for_what_must_be_read() -> None:
    lamp = Lamp()

    lamp.tick(NEVER_NOW)
    dark = (lamp.now[0], lamp.dimmer.on)
    lamp.tick(NEVER_NOW, must_be_read=True)

    assert dark == (False, False)
    assert (lamp.now[0], lamp.dimmer.on) == (True, True)
    assert [why for on, _, why in lamp.told if not on] == ["off_hours"]


def test_a_panel_that_lost_its_power_is_dimmed_again_within_a_minute() -> None:
    lamp = Lamp()
    lamp.watches.now_ms = NIGHT_MS
    lamp.tick()

    lamp.dimmer.lose_power()
    lamp.tick(passed_ms=AGAIN_MS)

    assert lamp.dimmer.brightness_pct == 8


def test_a_dimmer_that_does_not_answer_is_told_and_darkens_nothing() -> None:
    lamp = Lamp()
    lamp.dimmer.plug.pull()

    lamp.tick()
    fault = lamp.panel.fault
    lamp.dimmer.plug.restore()
    lamp.tick(passed_ms=AGAIN_MS)

    assert fault == "dimmer"
    assert (lamp.now, lamp.panel.fault, lamp.dimmer.brightness_pct) == ((True, 80), "", 80)


def test_a_panel_that_says_it_is_dark_counts_as_dark() -> None:
    class SwitchedOffByHand(FakeDimmer):
        """Takes the word and stays dark, and says so."""

        def set_power(self, *, on: bool) -> None:
            del on
            super().set_power(on=False)

    lamp = Lamp(SwitchedOffByHand())

    lamp.tick()

    assert lamp.now[0] is False
    assert lamp.told[-1][2] == "panel"


def test_a_sensor_is_followed_and_its_loss_is_told() -> None:
    sensor = FakeSensor(lux=2.0)
    lamp = Lamp(sensor=sensor)
    lamp.tick()
    followed = (lamp.now, lamp.panel.by)

    sensor.plug.pull()
    lamp.watches.now_ms = NIGHT_MS
    for _ in range(30):
        lamp.tick(passed_ms=SAMPLE_MS)

    assert followed == ((True, 8), "sensor")
    assert (lamp.now, lamp.panel.by) == ((True, 3), "lost")
    assert lamp.panel.fault == "sensor"


def test_without_clock_and_sensor_it_dazzles_nobody_and_stays_lit() -> None:
    lamp = Lamp()
    lamp.watches.trusted = False

    lamp.tick(NEVER_NOW)

    assert (lamp.now, lamp.panel.by) == ((True, 3), "lost")


def test_small_changes_are_not_worth_a_word() -> None:
    lamp = Lamp()
    lamp.tick()

    for _ in range(50):
        lamp.tick()

    assert lamp.told == [(True, 80, "panel")]


def test_what_nothing_dims_is_told_as_it_is() -> None:
    watches = Watches(now_ms=NIGHT_MS)
    panel = Panel(Devices(), watches.times(), utc_offset_min=480, changed=lambda *_: None)

    asyncio.run(panel.tick(ALL_DAY, must_be_read=False))

    assert panel.current() == PanelChanged(on=True, brightness_pct=100)
    assert panel.by == "fixed"


@pytest.mark.parametrize("kind", ["tcp", "serial"])
def test_a_card_at_a_real_line_is_dimmed(kind: str) -> None:
    card = NovastarCard(kind)
    lamp = Lamp(NovastarDimmer(card.address))

    lamp.watches.now_ms = NIGHT_MS
    lamp.tick()
    card.power_cycle()
    lamp.tick(NEVER_NOW, passed_ms=AGAIN_MS)
    dark = card.registers[0x0200_0100]
    lamp.tick(passed_ms=AGAIN_MS)
    card.stop()

    assert dark == 0xFF
    assert (card.registers[0x0200_0100], card.registers[0x0200_0001]) == (0, round(8 * 2.55))


def test_a_cable_that_is_pulled_makes_it_dark_within_a_second_and_is_told() -> None:
    lamp = Lamp()
    lamp.tick()

    lamp.connector.cable.pull()
    lamp.tick()

    assert lamp.now == (False, 80)
    assert lamp.told[-1] == (False, 80, "unplugged")
    assert lamp.panel.fault == "unplugged"


def test_a_cable_that_is_back_lights_it_and_it_is_told_again_how_bright_it_shall_be() -> None:
    lamp = Lamp()
    lamp.tick()
    lamp.connector.cable.pull()
    lamp.tick()
    lamp.dimmer.lose_power()

    lamp.connector.cable.restore()
    lamp.tick()

    assert (lamp.now, lamp.dimmer.brightness_pct, lamp.panel.fault) == ((True, 80), 80, "")


def test_hours_that_end_while_the_cable_is_out_are_the_reason_from_then_on() -> None:
    lamp = Lamp()
    lamp.tick()
    lamp.connector.cable.pull()
    lamp.tick()

    lamp.tick(NEVER_NOW)
    lamp.tick(ALL_DAY)

    assert [why for on, _, why in lamp.told if not on] == ["unplugged", "off_hours", "unplugged"]


def test_a_machine_that_tells_nothing_of_its_socket_is_believed_to_have_a_screen() -> None:
    lamp = Lamp()
    lamp.tick()

    lamp.connector.tells = False
    lamp.connector.cable.pull()
    lamp.tick()

    assert (lamp.now[0], lamp.panel.fault) == (True, "")


@pytest.mark.parametrize(
    ("rows", "connector", "looks_at"),
    [
        (0, "auto", "auto"),
        (32, "auto", "lamps:/dev/shm/w"),
        (32, "drm:card1", "lamps:/dev/shm/w"),
        (32, "none", "none"),
    ],
)
def test_where_lamps_hang_at_the_pins_whoever_lights_them_is_looked_at(
    tmp_path: Path, rows: int, connector: str, looks_at: str
) -> None:
    config = msgspec.structs.replace(
        make_wall_cast(tmp_path, wall=WallSection(connector=connector)).config,
        matrix=MatrixSection(rows=rows, frames="/dev/shm/w"),  # noqa: S108  # nothing is written there
    )

    assert socket_of(config) == looks_at
