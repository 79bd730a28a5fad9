"""`zhitong demo`: the whole system on this machine. With a display in windows, without one by a scripted visit."""

import os
import sys
import tempfile
from pathlib import Path

from demo.cast import cast
from demo.errors import DemoError
from demo.officer import Officer
from demo.options import options
from demo.place import Devices, new_password
from demo.report import Report
from demo.slate.clip import make_clip
from demo.story import Story
from demo.system import Look, System
from demo.visitor import Visitor
from demo.words import said


def main() -> int:
    chosen = options()
    headless = chosen.headless or not os.environ.get("DISPLAY")
    with tempfile.TemporaryDirectory(prefix="zhitong-clip-") as clips:
        film, sound = make_clip(Path(clips))
        devices = Devices(
            camera=chosen.camera or str(film),
            microphone=chosen.microphone or str(sound),
            speaker=chosen.speaker or ("none" if headless else "default"),
            profile=chosen.profile,
        )
        home = (chosen.home or Path(tempfile.mkdtemp(prefix="zhitong-demo-"))).resolve()
        print(said("starting", home=home), flush=True)
        system = System(home, cast(), devices=devices, look=Look(windows=not headless), password=new_password())
        return _scripted(system, chosen.report or home / "report.json") if headless else _shown(system)


def _scripted(system: System, report_path: Path) -> int:
    report = Report(system.place.home, said)
    failed = ""
    try:
        with system:
            _visit(system, report)
    except DemoError as error:
        failed = str(error)
    report.write(report_path, failed=failed)
    print(said("failed", why=failed) if failed else said("done", home=system.place.home, report=report_path))
    return 1 if failed else 0


def _visit(system: System, report: Report) -> None:
    system.place.sockets.mkdir(exist_ok=True)
    kiosk, wall = (system.place.sockets / f"{point.id}.sock" for point in (system.cast.kiosk, system.cast.wall))
    for point, driver in ((system.cast.kiosk, kiosk), (system.cast.wall, wall)):
        system.start_edge(point)
        system.start_face(point, driver=driver)
    officer = Officer(system.console, system.place.home / "officer-browser")
    with Visitor(kiosk, "villager") as villager, Visitor(wall, "onlooker") as onlooker, officer:
        Story(system=system, report=report, villager=villager, onlooker=onlooker, officer=officer).runs()


def _shown(system: System) -> int:
    """Windows until somebody has seen enough."""
    try:
        with system:
            for point in (system.cast.kiosk, system.cast.wall):
                system.start_edge(point)
                system.start_face(point)
            facts = {"login": system.cast.officer.login, "office_key": system.place.office_key}
            print(said("ready", console=system.console, password=system.password, **facts), flush=True)
            system.watch()
    except KeyboardInterrupt:
        return 0
    except DemoError as error:
        print(said("failed", why=error), file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
