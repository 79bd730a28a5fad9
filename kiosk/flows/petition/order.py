"""The order of the chapters, written here and nowhere else.

The privacy notice stands before anything personal is asked for: the name is written after it, when there is a draft
that can hold a handwritten one.
"""

from kiosk.flows.case import Case
from kiosk.flows.chapter import ChapterName
from kiosk.flows.step import HOME, Destination

WAYS: dict[str, ChapterName] = {
    "video": ChapterName.RECORDING,
    "audio": ChapterName.RECORDING,
    "writing": ChapterName.WRITING,
    "papers": ChapterName.PAPERS,
}
"""Kind of statement → where it is made, in the order of the tiles."""
_AFTER = {
    ChapterName.MATTER: ChapterName.IDENTITY,
    ChapterName.IDENTITY: ChapterName.PRIVACY,
    ChapterName.PRIVACY: ChapterName.KIND,
    ChapterName.KIND: ChapterName.RECORDING,
    ChapterName.RECORDING: ChapterName.MORE,
    ChapterName.WRITING: ChapterName.MORE,
    ChapterName.PAPERS: ChapterName.MORE,
    ChapterName.MORE: ChapterName.CHECK,
    ChapterName.CHECK: ChapterName.SENDING,
    ChapterName.SENDING: ChapterName.RECEIPT,
}
_BEFORE = {
    ChapterName.IDENTITY: ChapterName.MATTER,
    ChapterName.PRIVACY: ChapterName.IDENTITY,
    ChapterName.KIND: ChapterName.IDENTITY,
    ChapterName.RECORDING: ChapterName.KIND,
    ChapterName.WRITING: ChapterName.KIND,
    ChapterName.PAPERS: ChapterName.KIND,
    ChapterName.MORE: ChapterName.KIND,
    ChapterName.CHECK: ChapterName.MORE,
}
_BEFORE_LATER = {
    **_BEFORE,
    ChapterName.MATTER: ChapterName.CHECK,
    ChapterName.IDENTITY: ChapterName.CHECK,
    ChapterName.KIND: ChapterName.PRIVACY,
    ChapterName.CHECK: ChapterName.KIND,
}
"""Of what follows an earlier petition."""
_SAID = {ChapterName.RECORDING, ChapterName.WRITING, ChapterName.PAPERS}
"""Where the statement itself is made."""

_WHO_AND_WHAT = {ChapterName.MATTER, ChapterName.IDENTITY}
"""Changed afterwards, they lead back to where everything is looked at."""


def first(case: Case) -> ChapterName:
    """What comes later under a code is neither sorted nor signed again."""
    return ChapterName.PRIVACY if case.follows else ChapterName.MATTER


def name_is_missing(case: Case) -> bool:
    """Of somebody who wants to give it."""
    contact = case.details.contact
    written = any(one.field == "name" for one in case.writings)
    return contact is not None and not contact.name and not written


def after(chapter: ChapterName, case: Case) -> ChapterName:
    """What is asked next. The writing chapter goes where its `case.field` belongs."""
    if chapter is ChapterName.WRITING and case.field != "statement":
        return _asked_by(case)
    if chapter is ChapterName.PRIVACY and name_is_missing(case):
        return ChapterName.WRITING
    if chapter in _WHO_AND_WHAT and not case.empty:
        return ChapterName.CHECK
    if chapter is ChapterName.IDENTITY and case.started:
        return ChapterName.KIND
    if chapter in _SAID and case.follows:
        return ChapterName.CHECK
    return _AFTER[chapter]


def before(chapter: ChapterName, case: Case) -> ChapterName | Destination:
    """Where `back` leads; out of the petition, from its first chapter."""
    if chapter in _WHO_AND_WHAT and not case.empty:
        return ChapterName.CHECK
    if chapter is first(case):
        return HOME
    if chapter is ChapterName.WRITING and case.field != "statement":
        return _asked_by(case)
    if chapter is ChapterName.KIND and not case.empty:
        return after(ChapterName.RECORDING, case)
    if chapter is ChapterName.MORE and case.takes:
        return ChapterName.RECORDING
    return (_BEFORE_LATER if case.follows else _BEFORE)[chapter]


def _asked_by(case: Case) -> ChapterName:
    return ChapterName.IDENTITY if case.field == "name" else ChapterName.MORE
