"""`zhitong preview`: draws for the county what a wall will show; asked on stdin, answering on stdout."""

import sys

from kiosk.render.preview import serve


def main() -> int:
    return 0 if serve(sys.stdin.buffer, sys.stdout.buffer) else 1


if __name__ == "__main__":
    sys.exit(main())
