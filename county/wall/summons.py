"""A village called up at a kiosk, passed on to the walls of its site, and their answer back to the kiosk that asked.

A call lives for some minutes in the database; a gateway that starts anew in between still knows where answers go.
"""

from datetime import datetime, timedelta
from typing import Final

import msgspec
from django.conf import settings
from django.db import transaction

from county.fleet.models import Terminal
from county.keys import CountySigner
from county.wall.models import Summons
from county.wall.wanted import walls
from wire import topics
from wire.errors import BadMessage
from wire.ids import TerminalId
from wire.record import Record
from wire.seal.signed import signed
from wire.wall.summon import SUMMON_CONTEXT, Summon, SummonAnswered

LIVES: Final = timedelta(minutes=5)
AT_MOST: Final = 4
"""Calls of one kiosk within a minute: a wall stays three minutes with each."""
Telling = tuple[topics.Row, str, Record]
"""What to tell, whom, and the record."""


def pass_on(kiosk: str, summon: Summon, now: datetime) -> list[Telling]:
    """To every wall of the kiosk's site that is there; to the kiosk itself when nobody can show it."""
    with transaction.atomic():
        if Summons.objects.filter(summon_id=summon.summon_id).exists():
            return []
        site = Terminal.objects.filter(terminal_id=kiosk).values_list("site", flat=True).first()
        if site is None or site != summon.site:
            raise BadMessage("called from another site")
        recent = Summons.objects.filter(kiosk=kiosk, asked_at__gt=now - timedelta(minutes=1)).count()
        there = [wall.terminal_id for wall in walls() if wall.site == site and wall.presence == "there"]
        if recent >= AT_MOST:
            return [_no(summon.summon_id, kiosk)]
        Summons.objects.create(
            summon_id=summon.summon_id,
            kiosk=kiosk,
            village=summon.village[:60],
            asked_at=now,
            walls=there,
            settled=not there,
        )
    if not there:
        return [_no(summon.summon_id, kiosk)]
    # The kiosk's clock may be wrong, and a wall that was away must not take an old call for a new one.
    dated = msgspec.structs.replace(summon, asked_at_ms=int(now.timestamp() * 1000))
    called = signed(dated, CountySigner.read(settings.COUNTY.keys), SUMMON_CONTEXT)
    return [(topics.CALLED, wall, called) for wall in there]


def pass_back(wall: str, answer: SummonAnswered, now: datetime) -> list[Telling]:
    """A wall that will show it settles the call; `no` counts when every wall has said it."""
    if answer.terminal_id != wall:
        raise BadMessage("another wall's answer")
    with transaction.atomic():
        call = Summons.objects.filter(summon_id=answer.summon_id, asked_at__gt=now - LIVES).first()
        if call is None or call.settled or wall not in call.walls:
            return []
        call.walls = [name for name in call.walls if name != wall]
        call.settled = answer.state != "no" or not call.walls
        call.save()
    return [(topics.SUMMON_ANSWERED, call.kiosk, answer)] if call.settled else []


def tidy(now: datetime) -> None:
    """Who called what is forgotten."""
    Summons.objects.filter(asked_at__lt=now - LIVES).delete()


def _no(summon_id: str, kiosk: str) -> Telling:
    return topics.SUMMON_ANSWERED, kiosk, SummonAnswered(summon_id=summon_id, terminal_id=TerminalId(""), state="no")
