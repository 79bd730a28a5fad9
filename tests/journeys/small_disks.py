"""Visits on disks that really fill up: `python -m tests.journeys.small_disks terminal|county FOLDER`.

To be run in a mount namespace of its own; whatever does not happen as told is an AssertionError or a TimeoutError.
"""

import contextlib
import shutil
import signal
import subprocess
import sys
from pathlib import Path

from demo.cast import cast
from demo.place import Devices
from demo.processes import Child
from demo.slate.clip import make_clip
from demo.station import stored_parts
from demo.system import Look, System
from tests.journeys.terminal_face import TerminalFace
from wire import port
from wire.ids import PetitionId, new_id

_DEMO_RESERVE = "disk_reserve_bytes = 67108864"


class SmallDisk:
    """A file system of a few MiB that can be filled to the last byte."""

    def __init__(self, folder: Path, size_mib: int) -> None:
        self._folder = folder
        folder.mkdir(parents=True)
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size_mib}m,mode=700", "none", folder], check=True)

    def fill(self) -> None:
        with (self._folder / "filler").open("ab", buffering=0) as file, contextlib.suppress(OSError):
            while file.write(bytes(4096)):
                pass
        assert shutil.disk_usage(self._folder).free == 0

    def free(self) -> None:
        (self._folder / "filler").unlink()


def terminal_fills_up(home: Path, devices: Devices) -> None:
    disk = SmallDisk(home / "t001", 24)
    with System(home, cast(), devices=devices, look=Look(windows=False), password="none-needed-here") as system:
        terminal = system.place.terminal(system.cast.kiosk)
        _resettle(terminal / "terminal.toml", "disk_reserve_bytes = 1048576")
        system.broker.stop()
        edge = system.start_edge(system.cast.kiosk)
        with TerminalFace(terminal / "run" / "edge.sock") as kiosk:
            first = kiosk.records(2)
            kiosk.sends(first)
            second = _record_until_full(kiosk, disk)
            _nothing_is_promised(kiosk, second)
            disk.free()
            kiosk.sends(second)
            disk.fill()

        _again(edge, signal.SIGKILL)
        with TerminalFace(terminal / "run" / "edge.sock") as kiosk:
            assert kiosk.hears(port.EdgeStatus).waiting_petitions == 2
            system.broker.start()
            assert {kiosk.hears(port.Receipted).petition_id for _ in range(2)} == {first, second}
            assert {part.parent.name for part in stored_parts(system.place)} == {first, second}
            assert not list((terminal / "blobs").iterdir())

        # What it knows of the receipts it knows for good.
        _again(edge, signal.SIGKILL)
        with TerminalFace(terminal / "run" / "edge.sock") as kiosk:
            assert kiosk.hears(port.EdgeStatus).waiting_petitions == 0


def _record_until_full(kiosk: TerminalFace, disk: SmallDisk) -> PetitionId:
    """The disk fills up while the villager speaks: the recording ends, and what was kept of it stays."""
    petition_id = kiosk.begins_recording()
    kiosk.waits_for(port.RecordingProgress, lambda progress: progress.elapsed_ms > 5000)
    disk.fill()
    stopped = kiosk.hears(port.RecordingStopped)
    assert stopped.why == "disk_full", stopped
    assert stopped.duration_ms > 3000, stopped
    assert kiosk.status.disk_full
    return petition_id


def _nothing_is_promised(kiosk: TerminalFace, petition_id: PetitionId) -> None:
    kiosk.says(port.SubmitDraft(petition_id=petition_id))
    assert kiosk.hears(port.Sorry).reason == "disk_full"
    kiosk.says(port.StartDraft(petition_id=PetitionId(new_id())))
    assert kiosk.hears(port.Sorry).reason == "disk_full"


def county_fills_up(home: Path, devices: Devices) -> None:
    disk = SmallDisk(home / "county", 48)
    with System(home, cast(), devices=devices, look=Look(windows=False), password="none-needed-here") as system:
        _resettle(system.place.county_config, "disk_reserve_bytes = 65536\nretry_after_s = 2")
        _again(system.gateway)
        system.start_edge(system.cast.kiosk)

        with TerminalFace(system.place.terminal(system.cast.kiosk) / "run" / "edge.sock") as kiosk:
            kiosk.waits_for(port.EdgeStatus, lambda status: status.link_up)
            disk.fill()
            petition_id = kiosk.records(2)
            kiosk.sends(petition_id)
            refused = kiosk.hears(port.PetitionRefused)
            assert (refused.reason, refused.permanent) == ("county_full", False)
            _again(system.gateway, signal.SIGKILL)
            kiosk.hears(port.PetitionRefused)

            disk.free()
            assert kiosk.hears(port.Receipted, within_s=30).petition_id == petition_id
            assert {part.parent.name for part in stored_parts(system.place)} == {petition_id}
        system.check()


def _resettle(config: Path, reserve: str) -> None:
    before = config.read_text(encoding="utf-8")
    assert _DEMO_RESERVE in before
    config.write_text(before.replace(_DEMO_RESERVE, reserve), encoding="utf-8")


def _again(child: Child, how: signal.Signals = signal.SIGTERM) -> None:
    child.stop(how)
    child.start()


def main() -> None:
    story, folder = sys.argv[1], Path(sys.argv[2])
    film, sound = make_clip(folder)
    devices = Devices(camera=str(film), microphone=str(sound), speaker="none")
    {"terminal": terminal_fills_up, "county": county_fills_up}[story](folder / "zt", devices)


if __name__ == "__main__":
    main()
