"""The steps of a matter: begun by its first submission, moved by officers, called back by what comes later.

A further submission changes no state: the villager still reads that the matter was answered. It calls for eyes, with a
date until which somebody must have looked, because it may ask for a review. No step is ever unwritten.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from county.officers.models import Officer
from county.petition.models import ACCEPT_WITHIN, DECIDE_WITHIN, REVIEW_WITHIN, Matter, State, StateChange

OPEN_STATES: Final = (State.RECEIVED, State.ACCEPTED)


@dataclass(frozen=True)
class Step:
    """What an officer may do by a button; answering is done by sending an answer."""

    word: str
    new: State | None = None
    """None: the state stays, somebody has only looked."""
    within: timedelta | None = None


TAKE_UP: Final = Step("accept", State.ACCEPTED, DECIDE_WITHIN)
REVIEW: Final = Step("review", State.ACCEPTED, REVIEW_WITHIN)
CLOSE: Final = Step("close", State.CLOSED)
SEEN: Final = Step("seen")
AGAIN: Final = (Step("again", State.ACCEPTED, DECIDE_WITHIN), REVIEW)


def joined(mailbox: str, *, now: datetime) -> Matter:
    """The matter of this mailbox, with a submission that has just come. Inside the caller's transaction."""
    matter = Matter.objects.filter(mailbox=mailbox).first()
    if matter is None:
        matter = Matter.objects.create(mailbox=mailbox, newest_at=now, due_at=now + ACCEPT_WITHIN)
        StateChange.objects.create(matter=matter, old="", new=State.RECEIVED, officer=None, at=now)
        return matter
    matter.newest_at = max(now, matter.newest_at)
    matter.more_at = matter.more_at or now
    if matter.due_at is None:
        matter.due_at = now + ACCEPT_WITHIN
    matter.save(update_fields=["newest_at", "more_at", "due_at"])
    return matter


def steps(matter: Matter) -> tuple[Step, ...]:
    """What may be done now, the most likely first."""
    seen = (SEEN,) if matter.more_at else ()
    match State(matter.state):
        case State.RECEIVED:
            return (TAKE_UP, *seen)
        case State.ACCEPTED:
            return seen
        case State.ANSWERED:
            return (*seen, *AGAIN, CLOSE) if seen else (CLOSE,)
        case State.CLOSED:
            return (*seen, *AGAIN) if seen else ()


def take(matter: Matter, word: str, *, officer: Officer, now: datetime) -> None:
    """Take the step called `word`; one that this matter does not allow (any more) changes nothing."""
    step = next((each for each in steps(matter) if each.word == word), None)
    if step is None:
        return
    if step.new is None:
        look(matter)
        return
    move(matter, step.new, officer=officer, now=now, within=step.within)


def look(matter: Matter) -> None:
    """Somebody has seen what came; where nothing else runs, the clock it started stops."""
    matter.more_at = None
    if matter.state not in OPEN_STATES:
        matter.due_at = None
    matter.save(update_fields=["more_at", "due_at"])


def move(matter: Matter, new: State, *, officer: Officer, now: datetime, within: timedelta | None = None) -> None:
    """Write the new state, its row, and the clock that runs from it. Inside the caller's transaction."""
    StateChange.objects.create(matter=matter, old=matter.state, new=new, officer=officer, at=now)
    matter.state = new
    matter.due_at = now + within if within else None
    matter.more_at = None
    matter.save(update_fields=["state", "due_at", "more_at"])
