"""Emergencies: asked for by one officer, on the walls by the word of a second, confirmed by each wall's frame.

That the second is another person is checked within the transaction that publishes, and once more by the database.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from county.errors import NotAllowed
from county.fleet.models import device_key
from county.keys import CountySigner
from county.officers.models import Officer
from county.outgoing.models import post
from county.wall.models import Emergency, EmergencySeen
from wire import topics
from wire.codec import to_json
from wire.errors import BadSignature
from wire.ids import SiteId, TerminalId, new_id
from wire.seal.signed import Signed, signed, verified
from wire.wall.emergency import EMERGENCY_CONTEXT, EMERGENCY_SHOWN_CONTEXT, EmergencyShown
from wire.wall.emergency import Emergency as EmergencyRecord

log = logging.getLogger(__name__)

ASKED_FOR: Final = timedelta(hours=12)
"""An emergency that no second officer approved by then is none any more."""
LINGERS: Final = timedelta(minutes=5)
"""The broker keeps an expired one a little longer: clocks of walls differ."""


@dataclass(frozen=True)
class Words:
    """What one officer asks to be shown."""

    kind: str
    headline: str
    lines: tuple[str, ...]
    minutes: int
    rank: int = 5
    drill: bool = False
    terminals: tuple[str, ...] = ()


def ask(words: Words, officer: Officer) -> Emergency:
    """Nothing is shown yet: it waits for the second officer."""
    _may(officer)
    return Emergency.objects.create(
        emergency_id=new_id(),
        site=settings.COUNTY.station.site,
        terminals=list(words.terminals),
        kind=words.kind,
        headline=words.headline,
        lines=list(words.lines),
        rank=words.rank,
        drill=words.drill,
        minutes=words.minutes,
        asked_by=officer,
        asked_at=timezone.now(),
    )


def approve(emergency_id: str, officer: Officer) -> Emergency:
    """The second word: it goes to the walls. Raises NotAllowed, also for the officer who asked."""
    _may(officer)
    now = timezone.now()
    try:
        with transaction.atomic():
            emergency = _locked(emergency_id)
            if emergency.asked_by_id == officer.pk:
                raise NotAllowed(_("A second officer must approve it, not the one who asked."))
            if emergency.state != "asked" or now - emergency.asked_at > ASKED_FOR:
                raise NotAllowed(_("It does not wait for anybody any more."))
            emergency.approved_by, emergency.approved_at = officer, now
            emergency.expires_at = now + timedelta(minutes=emergency.minutes)
            emergency.state = "on"
            _publish(emergency, now)
    except IntegrityError as error:
        raise NotAllowed(_("A second officer must approve it, not the one who asked.")) from error
    return emergency


def drop(emergency_id: str, officer: Officer) -> Emergency:
    """Not shown after all; either officer may say so."""
    _may(officer)
    with transaction.atomic():
        emergency = _locked(emergency_id)
        if emergency.state != "asked":
            raise NotAllowed(_("It does not wait for anybody any more."))
        emergency.state, emergency.ended_by, emergency.ended_at = "dropped", officer, timezone.now()
        emergency.save()
    return emergency


def end(emergency_id: str, officer: Officer) -> Emergency:
    """It goes from the walls. One officer is enough: going back to normal harms nobody."""
    _may(officer)
    now = timezone.now()
    with transaction.atomic():
        emergency = _locked(emergency_id)
        if emergency.state != "on":
            raise NotAllowed(_("It is not on the walls."))
        emergency.state, emergency.ended_by, emergency.ended_at = "ended", officer, now
        _publish(emergency, now)
    return emergency


def tidy(now: datetime) -> bool:
    """Take expired ones off the broker, and let go of what nobody approved; whether something was posted."""
    expired = list(Emergency.objects.filter(retained=True, expires_at__lt=now - LINGERS))
    for emergency in expired:
        with transaction.atomic():
            post(topics.topic(topics.EMERGENCY, emergency.site, emergency.emergency_id), b"", retain=True)
            Emergency.objects.filter(pk=emergency.pk).update(retained=False, state="ended")
    Emergency.objects.filter(state="on", expires_at__lt=now).update(state="ended")
    Emergency.objects.filter(state="asked", asked_at__lt=now - ASKED_FOR).update(state="dropped")
    return bool(expired)


def record_of(emergency: Emergency) -> EmergencyRecord:
    """As the walls get it; before the second word, as they would."""
    now = timezone.now()
    return EmergencyRecord(
        emergency_id=emergency.emergency_id,
        version=max(emergency.version, 1),
        site=SiteId(emergency.site),
        terminals=tuple(TerminalId(name) for name in emergency.terminals),
        rank=emergency.rank,
        kind=emergency.kind,  # type: ignore[arg-type]  # the form offers the record's own words
        headline=emergency.headline,
        lines=tuple(emergency.lines),
        drill=emergency.drill,
        ended=emergency.state == "ended",
        issued_at_ms=_ms(emergency.approved_at or now),
        expires_at_ms=_ms(emergency.expires_at or now + timedelta(minutes=emergency.minutes)),
        officers=_two(emergency.asked_by, emergency.approved_by),
    )


def _two(first: Officer, second: Officer | None) -> list[str]:
    """By name; two of one name also by their log-ins, or a wall takes them for one person and shows nothing."""
    if second is None:
        return [first.name, "–"]
    if first.name.strip() != second.name.strip():
        return [first.name, second.name]
    return [f"{one.name} ({one.username})" for one in (first, second)]


def envelope_of(emergency: Emergency) -> Signed:
    return signed(record_of(emergency), CountySigner.read(settings.COUNTY.keys), EMERGENCY_CONTEXT)


def note_shown(terminal_id: str, emergency_id: str, envelope: Signed) -> None:
    """A wall says that the frame stood there, or has gone; raises BadSignature when it was not that wall."""
    key = device_key(terminal_id)
    if key is None:
        raise BadSignature("no such terminal")
    word = verified(envelope, EmergencyShown, key=key, context=EMERGENCY_SHOWN_CONTEXT)
    if (word.terminal_id, word.emergency_id) != (terminal_id, emergency_id):
        raise BadSignature("signed about something else")
    EmergencySeen.objects.get_or_create(
        emergency_id=emergency_id,
        version=word.version,
        terminal_id=terminal_id,
        state=word.state,
        defaults={
            "pixels_sha256": word.pixels_sha256[:64],
            "after_ms": word.after_ms,
            "shown_at_ms": word.shown_at_ms,
            "clock_trusted": word.clock_trusted,
            "signed": to_json(envelope),
        },
    )
    log.info("%s: emergency %s v%d %s after %d ms", terminal_id, emergency_id, word.version, word.state, word.after_ms)


def _publish(emergency: Emergency, now: datetime) -> None:
    emergency.version += 1
    emergency.retained = True
    emergency.save()
    topic = topics.topic(topics.EMERGENCY, emergency.site, emergency.emergency_id)
    post(topic, to_json(envelope_of(emergency)), retain=True)
    log.warning("emergency %s v%d %s at %s", emergency.emergency_id, emergency.version, emergency.state, now)


def _locked(emergency_id: str) -> Emergency:
    """SQLite's immediate transaction is the lock; other databases lock the row."""
    emergency = Emergency.objects.select_for_update().filter(pk=emergency_id).first()
    if emergency is None:
        raise NotAllowed(_("There is no such emergency."))
    return emergency


def _may(officer: Officer) -> None:
    if not officer.raises_alarm or not officer.is_active:
        raise NotAllowed(_("You may not raise emergencies."))


def _ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
