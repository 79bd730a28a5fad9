"""`python -m edge.wall.proof`, started as `zhitong proof`: writes the log of proof out, and looks at photographs."""

import sys

from edge.errors import EdgeError
from edge.wall.proof import commands
from edge.wall.proof.commands import sentence
from hardware import board
from hardware.errors import HardwareError
from hardware.ports import Camera, PictureSize
from wire.errors import BadConfig

_SIZE = PictureSize(width_px=1920, height_px=1080, rate_hz=5)


def main() -> int:
    arguments = commands.parser().parse_args()
    try:
        if arguments.action == "export":
            return commands.export(arguments, say=_say)
        return commands.see(arguments, say=_say, camera=_camera)
    except (BadConfig, EdgeError, HardwareError, OSError) as error:
        print(sentence("bad", error=error), file=sys.stderr)  # noqa: T201  # the one sentence a technician needs
        return 2


def _say(words: str) -> None:
    print(words)  # noqa: T201  # the answer to a command


def _camera(source: str) -> Camera:
    return board.camera(source, _SIZE)


if __name__ == "__main__":
    sys.exit(main())
