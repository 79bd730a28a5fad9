"""`zhitong preview`: tells the county what a wall will show, and when; asked on stdin, answering on stdout."""

import sys

from kiosk.render.preview import serve
from kiosk.wall.plan import planned


def main() -> int:
    return 0 if serve(sys.stdin.buffer, sys.stdout.buffer, plan=planned) else 1


if __name__ == "__main__":
    sys.exit(main())
