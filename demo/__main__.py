"""`zhitong demo`: the whole system on this machine. With a display in windows, without one by a scripted visit."""

import argparse
import os
import sys
import tempfile
from pathlib import Path

from demo.cast import cast
from demo.place import Devices, Place, new_password
from demo.showing import WHY_NOT, in_windows, scripted
from demo.slate.clip import make_clip
from demo.slate.table import Table
from demo.system import Look, System
from demo.words import said


def main() -> int:
    chosen = _options()
    headless = chosen.headless or not os.environ.get("DISPLAY")
    home = (chosen.home or Path(tempfile.mkdtemp(prefix="zhitong-demo-"))).resolve()
    place = Place(home)
    place.slips.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="zhitong-clip-") as clips, Table() as table:
        film, sound = make_clip(Path(clips))
        devices = Devices(
            camera=chosen.camera or str(film),
            microphone=chosen.microphone or str(sound),
            speaker=chosen.speaker or ("none" if headless else "default"),
            profile=chosen.profile,
            papers=table.address,
            printer=f"pictures:{place.slips}",
            other_speaker=str(place.heard),
        )
        print(said("starting", home=home), flush=True)
        try:
            system = System(home, cast(), devices=devices, look=Look(windows=not headless), password=new_password())
            if headless:
                return scripted(system, table, chosen.report or home / "report.json")
            return in_windows(system, table)
        except WHY_NOT as error:
            print(said("failed", why=error), file=sys.stderr)
            return 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="zhitong demo", description=__doc__)
    parser.add_argument("--headless", action="store_true", help="draw off the screen and follow the script")
    parser.add_argument("--home", type=Path, help="keep everything under this folder")
    parser.add_argument("--report", type=Path, help="write what happened, as JSON")
    parser.add_argument("--camera", default="", help="number, path, address or film; default: a drawn person who talks")
    parser.add_argument("--microphone", default="", help="`default`, a name or a WAV file; default: the person's voice")
    parser.add_argument("--speaker", default="", help="`default`, a name, a WAV file to write, or `none`")
    parser.add_argument("--profile", choices=("480p", "720p"), default="480p")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
