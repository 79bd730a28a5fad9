"""A PulseAudio of its own with a null sink: what is played to it is what its microphone hears.

A second microphone, `pipe`, hears what is written to a named pipe.
"""

import os
import shutil
import subprocess
import time
from pathlib import Path

_SETTINGS = """
load-module module-native-protocol-unix socket={socket} auth-anonymous=1
load-module module-null-sink sink_name=room rate=48000 format=s16le
set-default-sink room
load-module module-pipe-source source_name=pipe file={pipe} rate=48000 format=s16le channels=1
set-default-source {source}
"""


class PrivatePulse:
    """Runs until `close`; `address` is what PULSE_SERVER must say."""

    def __init__(self, directory: Path, *, source: str = "room.monitor") -> None:
        self._source = source
        self.pipe = directory / "pipe"
        self._directory = directory
        self._socket = directory / "native"
        self.address = f"unix:{self._socket}"
        self._process: subprocess.Popen[bytes] | None = None
        self.start()

    @staticmethod
    def is_installed() -> bool:
        plugins = list(Path("/usr/lib").glob("*/alsa-lib/libasound_module_pcm_pulse.so"))
        return shutil.which("pulseaudio") is not None and bool(plugins)

    def start(self) -> None:
        if self._process is not None:
            return
        settings = self._directory / "room.pa"
        settings.write_text(
            _SETTINGS.format(socket=self._socket, pipe=self.pipe, source=self._source), encoding="ascii"
        )
        command = ["pulseaudio", "-n", "-F", str(settings), "--daemonize=no", "--exit-idle-time=-1"]
        command += ["--disallow-exit", "--use-pid-file=no", "--realtime=no", "--high-priority=no"]
        home = {**os.environ, "PULSE_RUNTIME_PATH": str(self._directory), "HOME": str(self._directory)}
        nowhere = subprocess.DEVNULL
        self._process = subprocess.Popen(command, env=home, stdout=nowhere, stderr=nowhere)
        deadline_s = time.monotonic() + 10
        while not self._socket.exists() and time.monotonic() < deadline_s:
            time.sleep(0.05)

    def close(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            self._socket.unlink(missing_ok=True)
