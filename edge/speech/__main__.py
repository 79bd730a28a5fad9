"""`python -m edge.speech`, started as `zhitong voices`: records the prompts of a terminal and looks packs over."""

import contextlib
import sys

from edge.speech import commands
from edge.speech.console import Console, TerminalConsole, sentence
from edge.speech.errors import SpeechError
from edge.speech.recorder import Room
from hardware import board
from wire.errors import BadConfig
from wire.terminal_config import TerminalConfig


def main() -> int:
    arguments = commands.parser().parse_args()
    console = TerminalConsole()
    try:
        if arguments.action == "check":
            return commands.check(arguments.pack, console)
        with contextlib.suppress(KeyboardInterrupt):  # what was kept stays
            return commands.record(arguments, console, _room)
    except (BadConfig, SpeechError, OSError) as error:
        print(sentence("bad", error=error), file=sys.stderr)  # noqa: T201  # the one sentence a technician needs
        return 2
    return 0


def _room(config: TerminalConfig, console: Console) -> Room:
    return Room(
        console=console,
        microphone=board.microphone(config.microphone.source),
        speaker=board.speaker(config.speaker.sink),
    )


if __name__ == "__main__":
    sys.exit(main())
