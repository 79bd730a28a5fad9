"""An X server whose screen can be taken away and given back, as the cable to a wall can be pulled."""

import os
import select
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_SETTINGS = """
Section "Device"
  Identifier "card"
  Driver "dummy"
  VideoRam 16000
EndSection
Section "Monitor"
  Identifier "panel"
  HorizSync 5.0-1000.0
  VertRefresh 5.0-200.0
EndSection
Section "Screen"
  Identifier "screen"
  Device "card"
  Monitor "panel"
  DefaultDepth 24
  SubSection "Display"
    Depth 24
    Modes "640x360"
    Virtual 1280 800
  EndSubSection
EndSection
"""
_DRIVER = Path("/usr/lib/xorg/modules/drivers/dummy_drv.so")
_STARTS_S = 20
_SOCKET = "DUMMY0"


def is_installed() -> bool:
    return _DRIVER.exists() and all(map(shutil.which, ("Xorg", "xrandr", "ffmpeg")))


class XScreen:
    """One screen of 640x360."""

    def __init__(self, display: str) -> None:
        self.display = display

    def goes(self) -> None:
        self._says("--off")

    def comes(self, mode: str = "640x360") -> None:
        self._says("--mode", mode)

    def pixels(self) -> bytes:
        """RGB of what stands there, top row first; raises CalledProcessError while there is no such screen."""
        grab = ["ffmpeg", "-v", "error", "-f", "x11grab", "-draw_mouse", "0", "-video_size", "640x360"]
        command = [*grab, "-i", self.display, "-frames:v", "1", "-f", "rawvideo", "-pix_fmt", "rgb24", "-"]
        return subprocess.run(command, capture_output=True, check=True, timeout=20).stdout

    def _says(self, *words: str) -> None:
        command = ["xrandr", "--display", self.display, "--output", _SOCKET, *words]
        subprocess.run(command, check=True, timeout=20)


@contextmanager
def screen(folder: Path) -> Iterator[XScreen]:
    (folder / "xorg.conf").write_text(_SETTINGS, encoding="ascii")
    ours, theirs = os.pipe()
    command = ["Xorg", "-displayfd", str(theirs), "-noreset", "-nolisten", "tcp"]
    command += ["-config", str(folder / "xorg.conf"), "-logfile", str(folder / "log")]
    with (folder / "said").open("wb") as said:
        server = subprocess.Popen(command, stdout=said, stderr=said, pass_fds=(theirs,))
    os.close(theirs)
    try:
        yield XScreen(f":{_told(ours)}")
    finally:
        os.close(ours)
        server.kill()
        server.wait(20)


def _told(pipe: int) -> int:
    """Which number the server has taken, once it listens."""
    assert select.select([pipe], [], [], _STARTS_S)[0], "the X server does not start"
    return int(os.read(pipe, 16))
