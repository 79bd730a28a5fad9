"""The running system: broker, county, two terminals. Composes and starts; the story and the tests drive it."""

import time
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import msgspec

from county.fleet.broker import Broker
from demo import station
from demo.cast import Cast, Point
from demo.errors import StepFailed
from demo.place import (
    Devices,
    Place,
    kiosk_settings,
    make_authority,
    make_office_keys,
    make_terminal,
    take,
    wall_settings,
)
from demo.processes import Child, Children
from wire.ids import TerminalId
from wire.terminal_config import PanelSection, TerminalConfig

_CONSOLE_WITHIN_S = 30.0


@dataclass(frozen=True)
class Look:
    """How faces are drawn: in windows that fill the screen or not, or off the screen."""

    windows: bool
    fullscreen: bool = False

    def sized(self, settings: TerminalConfig) -> TerminalConfig:
        """Windows are two thirds of the panel, so that kiosk, wall and console fit one desk; millimetres shrink too."""
        if not self.windows or self.fullscreen:
            return settings
        panel = settings.panel
        small = msgspec.structs.replace(panel, width_px=panel.width_px * 2 // 3, height_px=panel.height_px * 2 // 3)
        return msgspec.structs.replace(settings, panel=small)

    @property
    def environment(self) -> dict[str, str]:
        drawn = {} if self.windows else {"SDL_VIDEODRIVER": "offscreen"}
        return {"KIVY_NO_ARGS": "1", "KIVY_NO_CONSOLELOG": "1", "KIVY_WINDOW": "sdl2", "PYTHONUNBUFFERED": "1", **drawn}


class System:
    """Everything that runs, under one folder. `with System(...)` starts the county and the broker only."""

    gateway: Child

    def __init__(self, home: Path, cast: Cast, *, devices: Devices, look: Look, password: str) -> None:
        self.place = Place(home)
        self._lock = take(self.place)
        self.cast = cast
        self.password = password
        """Of both officers; new in each run."""
        self._devices = devices
        self._look = look
        self._web_port = station.free_port()
        self._children = Children(self.place.logs, look.environment)
        self.authority = make_authority(self.place, cast)
        terminals = [TerminalId(point.id) for point in (cast.kiosk, cast.wall, cast.other)]
        self.broker = Broker(self.place.broker, self.authority, terminals=terminals)

    @property
    def console(self) -> str:
        """Address of the officers' pages."""
        return f"http://127.0.0.1:{self._web_port}"

    @property
    def wall_panel(self) -> PanelSection:
        """As the wall's own file tells it."""
        return self._look.sized(self._wall_settings()).panel

    def _wall_settings(self) -> TerminalConfig:
        return wall_settings(self.cast, broker_port=self.broker.port, fullscreen=self._look.fullscreen)

    def prepare(self) -> None:
        """Keys, homes, database, officers; nothing runs yet."""
        recipients = make_office_keys(self.place)
        port = self.broker.port
        fullscreen = self._look.fullscreen
        settings: Sequence[tuple[Point, TerminalConfig]] = (
            *(
                (one, kiosk_settings(self.cast, one, broker_port=port, devices=self._devices, fullscreen=fullscreen))
                for one in (self.cast.kiosk, self.cast.other)
            ),
            (self.cast.wall, self._wall_settings()),
        )
        for point, config in settings:
            make_terminal(
                self.place.terminal(point),
                self._look.sized(config),
                authority=self.authority,
                recipients=recipients,
                county=self.place.county,
            )
        station.make_county(self.place, self.cast, broker_port=port, web_port=self._web_port)
        people = (self.cast.officer, self.cast.colleague)
        station.add_officers(self.place, people, password=self.password)
        station.register_terminals(self.place, self.cast, *(point for point, _ in settings))

    def start_gateway(self) -> Child:
        return self._children.start("gateway", ["county.gateway", "--config", str(self.place.county_config)])

    def start_web(self) -> Child:
        return self._children.start("web", ["county.web", "--config", str(self.place.county_config)])

    def start_edge(self, point: Point) -> Child:
        return self._children.start(f"{point.id}-edge", ["edge", "--config", str(self.place.terminal_config(point))])

    def start_face(self, point: Point, *, driver: Path | None = None) -> Child:
        """The kiosk or the wall; with `driver`, one that a script can touch through that socket."""
        face = "wall" if point is self.cast.wall else "kiosk"
        config = ["--config", str(self.place.terminal_config(point))]
        if driver is not None:
            return self._children.start(f"{point.id}-{face}", ["demo.driven", face, *config, "--driver", str(driver)])
        module = "kiosk" if face == "kiosk" else "kiosk.wall"
        return self._children.start(f"{point.id}-{face}", [module, *config])

    def check(self) -> None:
        """Raises ChildEnded when something that should run does not."""
        self._children.check()

    def watch(self) -> None:
        """Until something ends or somebody interrupts."""
        self._children.watch()

    def __enter__(self) -> Self:
        try:
            self.prepare()
            self.broker.start()
            self.gateway = self.start_gateway()
            self.start_web()
            wait_for_console(self.console, self.check)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._children.__exit__()
        self.broker.stop()
        self._lock.close()


def wait_for_console(address: str, check: Callable[[], None] = lambda: None) -> None:
    """`check` raises when there is nothing to wait for. Raises StepFailed."""
    ends = time.monotonic() + _CONSOLE_WITHIN_S
    while not _answers(f"{address}/health"):
        check()
        if time.monotonic() > ends:
            raise StepFailed(f"the console does not answer at {address}")
        time.sleep(0.05)


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=1):  # noqa: S310  # our own http address
            return True
    except OSError:
        return False
