"""`python -m bench.walls.desk --config county.toml`: officers who publish and raise alarms when asked to.

A line of JSON in, a line of JSON out. `at_s` is when the officer's hand was on the button, by CLOCK_MONOTONIC.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from county.boot import boot

Word = dict[str, Any]


class Desk:
    """Two officers."""

    def __init__(self, logins: list[str]) -> None:
        # Django's models can be imported only after boot
        from county.officers.models import Officer

        self._officers = [Officer.objects.get(username=login) for login in logins]
        for officer in self._officers:
            officer.raises_alarm = True
            officer.save()

    def publishes(self, word: Word) -> Word:
        # Django's models can be imported only after boot
        from county.affairs.models import Village
        from county.affairs.publishing import Draft, publish

        village = Village.objects.get(name=word["village"])
        draft = Draft(village=village, title=word["title"], as_of=datetime.now(UTC).date(), body=word["body"])
        at_s = time.monotonic()
        publish(draft, self._officers[0])
        return {"at_s": at_s}

    def alarms(self, word: Word) -> Word:
        """Asked for by one officer; the time is that of the second's word."""
        # Django's models can be imported only after boot
        from county.wall.emergencies import Words, approve, ask

        words = Words(kind="flood", headline=word["headline"], lines=(), minutes=60)
        asked = ask(words, self._officers[0])
        at_s = time.monotonic()
        approve(asked.emergency_id, self._officers[1])
        return {"at_s": at_s, "emergency": asked.emergency_id}

    def ends(self, word: Word) -> Word:
        # Django's models can be imported only after boot
        from county.wall.emergencies import end

        at_s = time.monotonic()
        end(word["emergency"], self._officers[0])
        return {"at_s": at_s}


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench.walls.desk", description=__doc__)
    parser.add_argument("--config", type=Path, required=True)
    parser.add_argument("--officers", nargs=2, required=True)
    asked = parser.parse_args()
    boot(asked.config)
    desk = Desk(asked.officers)
    does: dict[str, Callable[[Word], Word]] = {
        "publish": desk.publishes,
        "alarm": desk.alarms,
        "end": desk.ends,
    }
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        word = json.loads(line)
        print(json.dumps(does[word["do"]](word)), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
