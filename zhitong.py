"""The one command: `zhitong ROLE [OPTION...]` runs the module behind the role, and imports no other.

A terminal has no Django and a county has no Kivy, so nothing here may import a role before it is asked for.
"""

import runpy
import sys

ROLES = {
    "demo": "demo",
    "edge": "edge",
    "kiosk": "kiosk",
    "wall": "kiosk.wall",
    "county": "county",
    "doctor": "demo.doctor",
}
USAGE = """\
zhitong demo     kiosk, wall and county station at work on this machine
zhitong edge     the keeper of a terminal: devices, keys, disk and link
zhitong kiosk    the touch screen of a terminal
zhitong wall     the LED wall player
zhitong county   the county station: gateway, web console, administration
zhitong doctor   looks at this machine and says in plain words what is missing

zhitong ROLE --help says more of each."""


def main() -> None:
    """Entry point of the console script; the role sees its own name and options."""
    role = sys.argv[1] if len(sys.argv) > 1 else "--help"
    if role in {"-h", "--help"}:
        print(USAGE)
        return
    if role not in ROLES:
        sys.exit(f'zhitong: there is no role "{role}".\n\n{USAGE}')
    sys.argv[:2] = [f"zhitong {role}"]
    runpy.run_module(ROLES[role], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
