"""The whole direct line on one machine: a terminal's edge, broker, gateway, console, and an officer in real Chromium.

Both ends show a picture that carries a number and sound a pitch, so that whoever looks can tell what arrived.
"""

import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, Self

import msgspec
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from bench.call.media import Media, still
from bench.link_emulator import NEAR, LineEmulator
from county.fleet.broker import Broker
from county.fleet.bundle import write_settings
from demo.cast import Cast
from demo.place import Devices
from demo.processes import Child
from demo.system import Look, System
from wire.ids import TerminalId
from wire.terminal_config import load_terminal_config

FLAGS: Final = (
    "--no-sandbox",
    "--autoplay-policy=no-user-gesture-required",
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
    "--disable-background-timer-throttling",
    "--disable-renderer-backgrounding",
    "--disable-backgrounding-occluded-windows",
)
# A pitch is noise to whoever takes noise out.
PLAIN_SOUND: Final = """
const plain = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
navigator.mediaDevices.getUserMedia = (wanted) => plain({...wanted,
  audio: {echoCancellation: false, noiseSuppression: false, autoGainControl: false}});
"""
_SEEN: Final = """() => {
  const video = document.getElementById('far');
  if (!video.videoWidth) return null;
  const canvas = document.createElement('canvas');
  canvas.width = video.videoWidth; canvas.height = video.videoHeight;
  const brush = canvas.getContext('2d', {willReadFrequently: true});
  brush.drawImage(video, 0, 0);
  const bar = canvas.width / 8;
  let number = 0;
  for (let bit = 0; bit < 8; bit += 1) {
    const pixel = brush.getImageData(Math.floor((bit + 0.5) * bar), canvas.height / 2, 1, 1).data;
    if (pixel[0] + pixel[1] + pixel[2] > 381) number |= 1 << bit;
  }
  return number;
}"""
_HEARD: Final = """async () => {
  const stream = document.getElementById('far').srcObject;
  if (!stream || !stream.getAudioTracks().length) return 0;
  const sound = new AudioContext();
  await sound.resume();
  const analyser = sound.createAnalyser();
  analyser.fftSize = 16384;
  sound.createMediaStreamSource(stream).connect(analyser);
  await new Promise((resolve) => setTimeout(resolve, 600));
  const bins = new Float32Array(analyser.frequencyBinCount);
  analyser.getFloatFrequencyData(bins);
  const best = bins.reduce((at, level, bin) => (level > bins[at] ? bin : at), 2);
  const hertz = bins[best] > -80 ? best * sound.sampleRate / analyser.fftSize : 0;
  await sound.close();
  return hertz;
}"""


Finest = Literal["640x480@15", "640x480@25", "1280x720@15", "1280x720@25"]


@dataclass
class Desk:
    """The officer's browser, and all it complained of."""

    page: Page
    console: str
    complaints: list[str]

    def sits(self, login: str, password: str) -> None:
        """Logged in, on duty."""
        self.page.goto(f"{self.console}/login/")
        self.page.fill("#id_username", login)
        self.page.fill("#id_password", password)
        self.page.click("main button[type=submit]")
        self.page.wait_for_url(f"{self.console}/")
        self.page.goto(f"{self.console}/calls/")
        self.page.click("#duty")
        self.until(lambda: self.page.get_attribute("#duty", "aria-pressed") == "true")

    def takes(self) -> None:
        """The call that has waited longest."""
        self.page.click("#waiting li button")

    def number(self) -> int | None:
        """What the villager's picture carries now."""
        seen: int | None = self.page.evaluate(_SEEN)
        return seen

    def pitch_hz(self) -> float:
        return float(self.page.evaluate(_HEARD))

    @property
    def says(self) -> str:
        """What its line of news is about."""
        return self.page.get_attribute("#status", "data-kind") or ""

    @property
    def words(self) -> list[str]:
        return [word for word in (self.page.text_content("#safety-words") or "").split(" · ") if word]

    def until(self, holds: Callable[[], bool], *, within_s: float = 20) -> float:
        """How long it took."""
        begun = time.monotonic()
        while not holds():
            if time.monotonic() - begun > within_s:
                raise TimeoutError(f"the page says {self.says!r}; it complained of {self.complaints}")
            self.page.wait_for_timeout(20)
        return time.monotonic() - begun


@dataclass(frozen=True)
class How:
    """What differs from one trial to the next."""

    media: Callable[[Path], Media] = still
    finest: Finest = "640x480@15"
    """As in the terminal's settings."""
    county: str = ""
    """More of county.toml."""


class _System(System):
    more = ""

    def prepare(self) -> None:
        super().prepare()
        with self.place.county_config.open("a", encoding="utf-8") as file:
            file.write(self.more)


class Line:
    """`with Line(...)`: county, a terminal's edge that may call, and an officer who is logged in and on duty."""

    desk: Desk

    def __init__(
        self, home: Path, people: Cast, *, password: str, over: LineEmulator | None = None, how: How = How()
    ) -> None:
        """`over`: the edge stands at the far end of this line."""
        home.mkdir(parents=True, exist_ok=True)
        self._how, self._media = how, how.media(home)
        devices = Devices(
            camera=str(self._media.film),
            microphone=str(self._media.sound),
            speaker=str(home / "heard.wav"),
            profile="720p" if how.finest.startswith("1280") else "480p",
        )
        self.system = _System(home / "zt", people, devices=devices, look=Look(windows=False), password=password)
        self.system.more = how.county
        self._home, self._people = home, people
        self._over = over
        if over is not None:
            self.system.broker = _broker_for(self.system)
        self._browser: Browser | None = None

    @property
    def heard_path(self) -> Path:
        """What the villager hears."""
        return self._home / "heard.wav"

    @property
    def edge_socket(self) -> Path:
        return self.system.place.terminal(self._people.kiosk) / "run" / "edge.sock"

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            self._start(stack)
            self._ending = stack.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._ending.close()

    def _start(self, stack: ExitStack) -> None:
        stack.enter_context(self.system)
        self._let_call()
        self.edge = self._started_edge()
        if self._over is not None:
            stack.callback(self.edge.stop)
        playwright = sync_playwright().start()
        stack.callback(playwright.stop)
        self._browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=[
                *FLAGS,
                f"--use-file-for-fake-video-capture={self._media.officer_film}",
                f"--use-file-for-fake-audio-capture={self._media.officer_sound}",
            ],
        )
        stack.callback(self._browser.close)
        self.desk = self.opens_desk()

    def opens_desk(self) -> Desk:
        """Another browser profile at the same console, not logged in."""
        assert self._browser is not None
        page = self._browser.new_context(viewport={"width": 1366, "height": 860}, locale="zh-CN").new_page()
        page.add_init_script(PLAIN_SOUND)
        desk = Desk(page, self.system.console, [])

        def hear(message: ConsoleMessage) -> None:
            if message.type in {"error", "warning"}:
                desk.complaints.append(message.text)

        page.on("console", hear)
        page.on("pageerror", lambda error: desk.complaints.append(str(error)))
        return desk

    def _let_call(self) -> None:
        path = self.system.place.terminal_config(self._people.kiosk)
        config = load_terminal_config(path)
        call = msgspec.structs.replace(config.call, engine="reactor", cleans_voice=False, finest=self._how.finest)
        link = msgspec.structs.replace(config.link, host=NEAR) if self._over else config.link
        write_settings(path, msgspec.structs.replace(config, call=call, link=link))

    def _started_edge(self) -> Child:
        if self._over is None:
            return self.system.start_edge(self._people.kiosk)
        config = str(self.system.place.terminal_config(self._people.kiosk))
        log = self.system.place.logs / "far-edge.log"
        edge = Child("edge", ["edge", "--config", config], log=log, environment={})
        edge._command = self._over.far(*edge._command)  # noqa: SLF001  # the same child, at the other end of the line
        edge.start()
        return edge


def _broker_for(system: System) -> Broker:
    """One that is heard at the near end of an emulated line as well."""
    terminals = [TerminalId(point.id) for point in (system.cast.kiosk, system.cast.wall, system.cast.other)]
    return Broker(
        system.place.broker,
        system.authority,
        terminals=terminals,
        address="0.0.0.0",  # noqa: S104  # a network of its own
        server_names=("localhost", "127.0.0.1", NEAR),
    )
