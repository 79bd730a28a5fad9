"""The one command: `zhitong ROLE [OPTION...]` runs the module behind the role, and imports no other.

A terminal has no Django and a county has no Kivy, so nothing here may import a role before it is asked for.
"""

import os
import runpy
import sys
import tomllib
from functools import cache
from pathlib import Path

from wire.wall.verifier import script

ROLES = {
    "demo": "demo",
    "edge": "edge",
    "kiosk": "kiosk",
    "wall": "kiosk.wall",
    "matrix": "matrix",
    "preview": "kiosk.render",
    "county": "county",
    "county gateway": "county.gateway",
    "county web": "county.web",
    "county found": "county.fleet.founding",
    "county manage": "county.manage",
    "voices": "edge.speech",
    "proof": "edge.wall.proof",
    "doctor": "demo.doctor",
}
INSTALLS = {"edge": "kiosk", "voices": "kiosk", "matrix": "wall", "preview": "county", "proof": "wall"}
OURS = {"county", "demo", "edge", "hardware", "kiosk", "matrix", "wire"}


def main() -> int:
    """Entry point of the console script; the role sees its own name and options."""
    arguments = sys.argv[1:]
    if not arguments or arguments[0] in {"-h", "--help"}:
        print(sentence("usage").strip())
        return 0
    for count in (2, 1):  # "county web" before "county"
        role = " ".join(arguments[:count])
        if role in ROLES:
            return _run(role, arguments[count:])
    if arguments[0] == "verify":
        sys.argv = ["zhitong verify", *arguments[1:]]
        runpy.run_path(str(script()), run_name="__main__")
        return 0
    print(sentence("no_role", role=arguments[0]), sentence("usage").strip(), sep="\n\n", file=sys.stderr)
    return 2


def _run(role: str, options: list[str]) -> int:
    sys.argv = [f"zhitong {role}", *options]
    try:
        runpy.run_module(ROLES[role], run_name="__main__", alter_sys=True)
    except ModuleNotFoundError as error:
        missing = (error.name or "").split(".")[0]
        if missing in OURS:
            raise
        first = role.split(maxsplit=1)[0]
        print(
            sentence("role_missing", role=role, missing=missing, installs=INSTALLS.get(first, first)), file=sys.stderr
        )
        return 1
    return 0


def sentence(key: str, **facts: object) -> str:
    """A sentence of the catalogue in the reader's language, which the locale tells as everywhere on Debian."""
    spoken = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return _catalogue()["zh" if spoken.startswith("zh") else "en"][key].format(**facts)


@cache
def _catalogue() -> dict[str, dict[str, str]]:
    path = Path(__file__).parent / "demo" / "texts" / "zhitong.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


if __name__ == "__main__":
    sys.exit(main())
