"""How often a terminal may ask for mailboxes. Every question counts, found or not: a hit must not reset a guesser.

Each terminal has a score: one more with each question that was looked up, fifteen less an hour. Above what an honest
point needs, each question makes the next one wait twice as long. All terminals together have a score as well: when
many ask more than a county does, the allowance of each shrinks and their waits grow together. A terminal that asks
now and then waits for nothing even then.
"""

import logging
import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, Protocol

from django.db import OperationalError

from county.petition.models import Asked

log = logging.getLogger(__name__)

ALLOWANCE: Final = 12
PRESSED_ALLOWANCE: Final = 3
"""What is left of it for everybody while the county is pressed."""
FIRST_WAIT_S: Final = 5.0
LONGEST_WAIT_S: Final = 3600.0
EASES_EVERY_S: Final = 240.0
"""One question of a terminal is forgotten after so long: fifteen an hour."""
COUNTY_ALLOWANCE: Final = 300
COUNTY_EASES_EVERY_S: Final = 6.0
"""Six hundred questions an hour: some five times what 300 terminals with 130 petitions a day bring."""
COUNTY_DOUBLES_EVERY: Final = 30
"""The county's excess that makes every wait twice as long."""
_EVERYBODY: Final = ""


@dataclass(frozen=True)
class Standing:
    """How often somebody has asked. Times are Unix seconds."""

    score: float = 0.0
    at: float = 0.0
    until: float = 0.0

    def eased(self, now: float, every_s: float) -> "Standing":
        """As it stands at `now`; a clock that went back eases nothing and keeps nobody waiting longer than it may."""
        less = max(now - self.at, 0.0) / every_s
        return Standing(max(self.score - less, 0.0), now, min(self.until, now + LONGEST_WAIT_S))


class Memory(Protocol):
    """Where standings outlive the gateway."""

    def read(self) -> dict[str, Standing]: ...
    def write(self, whose: str, standing: Standing) -> None: ...


class Throttle:
    """One for the gateway."""

    def __init__(self, clock: Callable[[], float], memory: Memory | None = None) -> None:
        self._clock = clock
        self._memory = memory or StoredStandings()
        self._standings: dict[str, Standing] | None = None

    def wait_s(self, terminal_id: str) -> int:
        """0: look it up, it has been counted. Otherwise the seconds until the terminal may ask again."""
        now = self._clock()
        mine = self._standing(terminal_id).eased(now, EASES_EVERY_S)
        if mine.until > now:
            return math.ceil(mine.until - now)
        county = self._standing(_EVERYBODY).eased(now, COUNTY_EASES_EVERY_S)
        county = replace(county, score=county.score + 1)
        mine = replace(mine, score=mine.score + 1)
        self._keep(_EVERYBODY, county)
        self._keep(terminal_id, replace(mine, until=now + _wait_after(mine.score, county.score)))
        return 0

    def _standing(self, whose: str) -> Standing:
        if self._standings is None:
            self._standings = self._memory.read()
        return self._standings.get(whose, Standing())

    def _keep(self, whose: str, standing: Standing) -> None:
        if self._standings is not None:
            self._standings[whose] = standing
        self._memory.write(whose, standing)


def _wait_after(mine: float, county: float) -> float:
    """Nothing within the allowance; then twice as long with every question, and with the county's excess."""
    pressure = county - COUNTY_ALLOWANCE
    over = mine - (PRESSED_ALLOWANCE if pressure > 0 else ALLOWANCE)
    if over <= 0:
        return 0.0
    doublings = over - 1 + max(pressure, 0.0) / COUNTY_DOUBLES_EVERY
    return float(min(FIRST_WAIT_S * 2 ** min(doublings, 20.0), LONGEST_WAIT_S))


class StoredStandings:
    """In the database. On a full disk the standings in RAM go on alone: a villager's answer is not refused for that."""

    def read(self) -> dict[str, Standing]:
        return {row.terminal_id: Standing(row.score, row.at, row.until) for row in Asked.objects.all()}

    def write(self, whose: str, standing: Standing) -> None:
        facts = {"score": standing.score, "at": standing.at, "until": standing.until}
        try:
            Asked.objects.update_or_create(terminal_id=whose, defaults=facts)
        except OperationalError as error:
            log.error("how often %s asks is not written down: %s", whose or "everybody", error)  # noqa: TRY400  # plain
