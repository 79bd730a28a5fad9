"""`python -m county.manage --config county.toml COMMAND`: Django's commands, and the county's own."""

import sys
from pathlib import Path

from county.boot import boot
from county.errors import BadConfig


def main(arguments: list[str] | None = None) -> int:
    words = list(sys.argv[1:] if arguments is None else arguments)
    if len(words) < 3 or words[0] != "--config":  # noqa: PLR2004  # --config FILE COMMAND
        sys.stderr.write("usage: python -m county.manage --config county.toml COMMAND [...]\n")
        return 2
    try:
        boot(Path(words[1]))
    except BadConfig as error:
        sys.stderr.write(f"{error}\n")
        return 2
    # Django's commands can be imported only after boot.
    from django.core.management import execute_from_command_line

    execute_from_command_line(["county.manage", *words[2:]])
    return 0


if __name__ == "__main__":
    sys.exit(main())
