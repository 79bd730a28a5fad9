"""Where the demo lives: one folder with a county and two terminals in it, laid out as real ones are.

The only thing a real county would not have here is county/office.agekey: there that key never meets a server.
"""

import fcntl
import secrets
import subprocess
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, Literal

from county.config import CountyConfig, Station
from county.fleet.authority import Authority
from county.fleet.bundle import write_settings, write_terminal_home
from county.fleet.founding import authority_of, found, public_age_key, recipients_of
from county.keys import CountySigner
from demo.cast import Cast, Point
from demo.errors import HomeTaken
from wire.ids import SiteId, TerminalId
from wire.seal.signed import Signed
from wire.terminal_config import (
    CameraSection,
    LimitsSection,
    LinkSection,
    MicrophoneSection,
    PanelSection,
    PapersSection,
    PrinterSection,
    SpeakerSection,
    TerminalConfig,
    TerminalSection,
)

_DISK_RESERVE_BYTES = 64 * 1024 * 1024
Role = Literal["kiosk", "wall"]
Profile = Literal["480p", "720p"]


@dataclass(frozen=True)
class Place:
    """Paths; nothing is made by asking for one."""

    home: Path

    @property
    def county(self) -> Path:
        return self.home / "county"

    @property
    def office_key(self) -> Path:
        return self.county / "office.agekey"

    @property
    def county_config(self) -> Path:
        return self.county / "county.toml"

    @property
    def broker(self) -> Path:
        return self.county / "broker"

    @property
    def sockets(self) -> Path:
        """Of the script's fingers; short enough for a unix socket's name."""
        return self.home / "run"

    @property
    def logs(self) -> Path:
        return self.home / "log"

    @property
    def outside(self) -> Path:
        """What left a terminal in clear by its own slot or loudspeaker: printed slips, and what was heard."""
        return self.home / "outside"

    @property
    def slips(self) -> Path:
        return self.outside / "slips"

    @property
    def heard(self) -> Path:
        """What the second kiosk's loudspeaker gave last."""
        return self.outside / "heard.wav"

    @property
    def photograph(self) -> Path:
        """What the officer puts on the wall; it is meant for everybody."""
        return self.home / "desk" / "road.png"

    def terminal(self, point: Point) -> Path:
        return self.home / point.id

    def terminal_config(self, point: Point) -> Path:
        return self.terminal(point) / "terminal.toml"


@dataclass(frozen=True)
class Devices:
    """What the kiosk sees, hears and speaks with."""

    camera: str
    microphone: str
    speaker: str
    profile: Profile = "480p"
    papers: str = ""
    """Source of the document camera; empty where there is none."""
    printer: str = "none"
    other_speaker: str = "none"
    """Of the second kiosk."""

    def at(self, *, other: bool) -> "Devices":
        """Those of the second kiosk, or of the first."""
        return replace(self, speaker=self.other_speaker) if other else self


def take(place: Place) -> BinaryIO:
    """Nobody else runs here until the file is closed; raises HomeTaken, or OSError."""
    place.home.mkdir(parents=True, exist_ok=True)
    lock = (place.home / "demo.lock").open("ab")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        lock.close()
        raise HomeTaken(f"another demo runs in {place.home}; give this one a --home of its own") from error
    return lock


def make_authority(place: Place, cast: Cast) -> Authority:
    """The throw-away CAs, or those of an earlier run in the same place."""
    return authority_of(CountyConfig(home=place.county, station=Station(name=cast.county.short)))


def make_office_keys(place: Place) -> Signed:
    """Office and escrow identities by Debian's age-keygen, and the county founded on their public halves.

    The escrow's secret half is thrown away here; a real one lies on paper.
    """
    place.county.mkdir(parents=True, exist_ok=True)
    if not place.office_key.exists():
        subprocess.run(["age-keygen", "-o", place.office_key], check=True, capture_output=True)
        with tempfile.TemporaryDirectory() as envelope:
            subprocess.run(["age-keygen", "-o", f"{envelope}/escrow"], check=True, capture_output=True)
            (place.county / "escrow.agepub").write_text(_public(Path(envelope) / "escrow"), encoding="ascii")
        (place.county / "office.agepub").write_text(_public(place.office_key), encoding="ascii")
    config = CountyConfig(home=place.county)
    office, escrow = (public_age_key(place.county / f"{role}.agepub") for role in ("office", "escrow"))
    found(config, office=office, escrow=escrow, names=["localhost"])
    return recipients_of(config)


def kiosk_settings(cast: Cast, point: Point, *, broker_port: int, devices: Devices, fullscreen: bool) -> TerminalConfig:
    """terminal.toml of a kiosk: a 21.5 inch panel."""
    devices = devices.at(other=point is cast.other)
    return TerminalConfig(
        terminal=_section(cast, point, role="kiosk"),
        link=_link(broker_port),
        panel=PanelSection(fullscreen=fullscreen),
        camera=CameraSection(source=devices.camera, profile=devices.profile),
        microphone=MicrophoneSection(source=devices.microphone),
        speaker=SpeakerSection(sink=devices.speaker),
        papers=PapersSection(source=devices.papers),
        printer=PrinterSection(device=devices.printer),
        limits=LimitsSection(disk_reserve_bytes=_DISK_RESERVE_BYTES),
    )


def wall_settings(cast: Cast, *, broker_port: int, fullscreen: bool) -> TerminalConfig:
    """terminal.toml of the wall: 6.4 by 3.2 metres at 5 mm pitch."""
    return TerminalConfig(
        terminal=_section(cast, cast.wall, role="wall"),
        link=_link(broker_port),
        panel=PanelSection(width_px=1280, height_px=640, width_mm=6400, height_mm=3200, fullscreen=fullscreen),
        speaker=SpeakerSection(sink="none"),
        limits=LimitsSection(disk_reserve_bytes=_DISK_RESERVE_BYTES),
    )


def make_terminal(
    home: Path, settings: TerminalConfig, *, authority: Authority, recipients: Signed, county: Path
) -> None:
    """Keys and settings of one terminal; an earlier run's keys are kept, its settings are not."""
    public = CountySigner.read(county / "keys").public_key.public_bytes_raw()
    if (home / "keys").exists():
        write_settings(home / "terminal.toml", settings)
    else:
        write_terminal_home(home, settings, authority, county_key=public, recipients=recipients)


def new_password() -> str:
    """Sixteen letters and digits for the demo's officers; told on the terminal, kept nowhere."""
    return secrets.token_hex(8)


def _section(cast: Cast, point: Point, *, role: Role) -> TerminalSection:
    return TerminalSection(
        id=TerminalId(point.id),
        role=role,
        point=point.point,
        duty_person=point.duty_person,
        site=SiteId(cast.county.site),
        county=cast.county.short,
    )


def _link(broker_port: int) -> LinkSection:
    return LinkSection(host="127.0.0.1", port=broker_port, server_name="localhost")


def _public(key: Path) -> str:
    shown = subprocess.run(["age-keygen", "-y", key], check=True, capture_output=True, text=True)
    return shown.stdout
