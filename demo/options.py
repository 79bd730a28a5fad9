"""What `zhitong demo` can be told."""

import argparse
from pathlib import Path


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="zhitong demo", description=__doc__)
    parser.add_argument("--headless", action="store_true", help="draw off the screen and follow the script")
    parser.add_argument("--home", type=Path, help="keep everything under this folder")
    parser.add_argument("--report", type=Path, help="write what happened, as JSON")
    parser.add_argument("--camera", default="", help="number, path, address or film; default: a drawn person who talks")
    parser.add_argument("--microphone", default="", help="`default`, a name or a WAV file; default: the person's voice")
    parser.add_argument("--speaker", default="", help="`default`, a name, a WAV file to write, or `none`")
    parser.add_argument("--profile", choices=("480p", "720p"), default="480p")
    return parser.parse_args()
