"""The panel: kept lit in its hours and as bright as the day wants, told again each minute, and read back.

Devices wait for their cables, so each word to one is said off the loop. A panel that says it is dark although it was
lit counts as dark; one that says nothing is believed. A dimmer that does not answer is told, and darkens nothing.
While no screen hangs at the machine nobody sees anything; when one hangs there again it is told at once what is wished.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from edge.wall.emergencies import Times
from edge.wall.panel.brightness import By, Light, SeenLight, is_in_hours, light
from hardware.errors import HardwareError
from hardware.ports import Connector, LightSensor, PanelDimmer, PanelState, Speaker
from wire.port_wall import PanelChanged
from wire.wall.profile import WallProfile
from wire.wall.settings import Fault

_log = logging.getLogger(__name__)
AGAIN_MS = 60_000
SAMPLE_MS = 10_000
_STEP_PCT = 2
"""Smaller changes of brightness are not worth a word."""
OffWhy = Literal["off_hours", "panel", "unplugged"]


@dataclass(frozen=True)
class Devices:
    """What hangs at this wall."""

    dimmer: PanelDimmer | None = None
    sensor: LightSensor | None = None
    connector: Connector | None = None
    dims: bool = False
    """Whether anything follows the brightness: a dimmer, or a matrix that the face feeds."""
    loudspeaker: Speaker | None = None
    """For films."""


@dataclass(frozen=True)
class _Wish:
    on: bool
    light: Light


class Panel:
    """Owned by the agent's loop; `changed` is given what the panel is now, and why it is dark."""

    def __init__(
        self,
        devices: Devices,
        times: Times,
        *,
        utc_offset_min: int,
        changed: Callable[[PanelChanged, OffWhy], None],
    ) -> None:
        self._devices = devices
        self._times = times
        self._utc_offset_min = utc_offset_min
        self._changed = changed
        self._seen = SeenLight()
        self._sampled_ms: int | None = None
        self._said: _Wish | None = None
        self._said_ms = 0
        self._is_dark = False
        """The panel itself says so."""
        self._is_plugged = True
        self._fault: Fault = ""
        self._told = PanelChanged(on=True, brightness_pct=100)
        self._why: OffWhy = "panel"

    @property
    def fault(self) -> Fault:
        """What is wrong, in a word for the county; empty when nothing is."""
        return self._fault if self._is_plugged else "unplugged"

    @property
    def by(self) -> By:
        return self._said.light.by if self._said else "fixed"

    def current(self) -> PanelChanged:
        return self._told

    async def tick(self, profile: WallProfile, *, must_be_read: bool) -> None:
        """Called each second. `must_be_read`: an emergency lights a panel outside of its hours."""
        await self._sample()
        await self._look()
        wish = self._wish(profile, must_be_read=must_be_read)
        mono_ms = self._times.mono_ms()
        if self._said and not _differs(self._said, wish) and mono_ms - self._said_ms < AGAIN_MS:
            return
        self._said, self._said_ms = wish, mono_ms
        # Hours and emergencies are told before the cable is waited for: the face lights or darkens by itself.
        self._tell(wish)
        await self._say(wish)
        self._tell(wish)

    def _wish(self, profile: WallProfile, *, must_be_read: bool) -> _Wish:
        at_ms = self._times.now_ms() if self._times.trusted() else None
        on = must_be_read or is_in_hours(profile, at_ms, utc_offset_min=self._utc_offset_min)
        if not self._devices.dims:
            return _Wish(on, Light(100, "fixed"))
        sensor = self._devices.sensor
        lux = self._seen.lux(self._times.mono_ms()) if sensor else None
        return _Wish(on, light(profile, at_ms=at_ms, lux=lux, has_sensor=sensor is not None))

    async def _sample(self) -> None:
        sensor, mono_ms = self._devices.sensor, self._times.mono_ms()
        if sensor is None or (self._sampled_ms is not None and mono_ms - self._sampled_ms < SAMPLE_MS):
            return
        self._sampled_ms = mono_ms
        try:
            self._seen.add(await asyncio.to_thread(sensor.look), mono_ms)
        except HardwareError as error:
            _log.debug("no light is seen: %s", error)

    async def _look(self) -> None:
        """Whether a screen hangs there; a machine that does not tell is believed to have one."""
        connector = self._devices.connector
        try:
            plugged = connector is None or await asyncio.to_thread(connector.look)
        except HardwareError:
            plugged = True
        if plugged == self._is_plugged:
            return
        self._is_plugged = plugged
        if plugged:
            _log.info("panel: a screen hangs there again")
            # what came back may have lost its power, and with it what it was told
            self._said = None
        else:
            _log.error("panel: no screen hangs at this machine")
            self._tell_now()

    def _tell_now(self) -> None:
        if self._said:
            self._tell(self._said)

    async def _say(self, wish: _Wish) -> None:
        try:
            state = await asyncio.to_thread(_order, self._devices.dimmer, wish)
        except HardwareError as error:
            self._note("dimmer", type(error).__name__)
            return
        self._is_dark = state.on is False
        sensor_lost = wish.light.by != "sensor" and self._devices.dims and self._devices.sensor is not None
        self._note("sensor" if sensor_lost else "")

    def _note(self, fault: Fault, about: str = "") -> None:
        if fault and fault != self._fault:
            _log.error("panel: the %s fails %s", fault, about)
        self._fault = fault

    def _tell(self, wish: _Wish) -> None:
        told = PanelChanged(on=wish.on and not self._is_dark and self._is_plugged, brightness_pct=wish.light.pct)
        why = self._why_off(wish)
        # hours that end while a cable is out are another reason, though it is as dark as before
        if told != self._told or (not self._is_plugged and why != self._why):
            self._told, self._why = told, why
            self._changed(told, why)

    def _why_off(self, wish: _Wish) -> OffWhy:
        if not wish.on:
            return "off_hours"
        return "panel" if self._is_plugged else "unplugged"


def _differs(said: _Wish, wish: _Wish) -> bool:
    return said.on != wish.on or abs(said.light.pct - wish.light.pct) >= _STEP_PCT


def _order(dimmer: PanelDimmer | None, wish: _Wish) -> PanelState:
    """In a thread of its own: the dimmer waits for its cable. Dimmed before it is lit, lest it flash."""
    if dimmer is None:
        return PanelState()
    if wish.on:
        dimmer.set_brightness(wish.light.pct)
    dimmer.set_power(on=wish.on)
    return dimmer.look()
