"""A villager at the kiosk calls the own village up on the wall: asked at one terminal, answered by another."""

from typing import Literal

from wire.ids import SiteId, TerminalId
from wire.record import Record

SUMMON_CONTEXT = "summon/v1"
SUMMON_S = 180
"""So long the wall stays with a village that was called up; what it got beyond its share it waits for later."""


class Summon(Record, frozen=True, kw_only=True):
    """From the kiosk to the county, which passes it on, signed in SUMMON_CONTEXT, to the walls of the same site."""

    summon_id: str
    site: SiteId
    village: str
    asked_at_ms: int
    """By the kiosk's clock; by the county's when it has passed it on."""


class SummonAnswered(Record, frozen=True, kw_only=True):
    """From the wall to the county, which passes it on to the kiosk that asked."""

    summon_id: str
    terminal_id: TerminalId
    """The wall's."""
    state: Literal["now", "soon", "no"]
    """`no`: nothing is published of this village, it had its call a short while ago, or an emergency is on."""
    starts_in_s: int = 0
