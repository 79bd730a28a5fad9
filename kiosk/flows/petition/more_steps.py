"""What may be added to a statement; nothing of it is needed."""

from dataclasses import dataclass, field

from kiosk.flows.home import NoticeLine
from kiosk.flows.step import PrivateStep
from wire.petition.details import Details, Kept, SourceRow

MAX_OTHERS_DIGITS = 4


@dataclass(frozen=True)
class AddMore(PrivateStep):
    """Four things, each with what was chosen; then all of it once more."""

    choices = ("recusal", "protection", "group", "source", "say_more", "check", "back", "leave")
    details: Details = field(default_factory=Details)
    written_names: bool = False
    """Names to keep out are there in handwriting."""
    written_representatives: int = 0

    @property
    def spoken(self) -> tuple[str, ...]:
        return (*super().spoken, *(f"choice.{one}" for one in ("recusal", "protection", "group", "source", "check")))


@dataclass(frozen=True)
class ChooseKeptOut(PrivateStep):
    """Whose people must not handle it; several may be marked."""

    choices = ("kept", "name", "done", "back", "leave")
    marked: tuple[Kept, ...] = ()
    names: str = ""
    written: bool = False
    """Names are there in handwriting."""

    @property
    def spoken(self) -> tuple[str, ...]:
        kept = (f"choice.kept_{one}" for one in ("village", "township", "county_office"))
        return (*super().spoken, *kept, "choice.kept_name")


@dataclass(frozen=True)
class AskProtection(PrivateStep):
    """What asking for protection does, and what it does not."""

    choices = ("yes", "no", "back", "leave")
    asked: bool = False

    @property
    def spoken(self) -> tuple[str, ...]:
        return (*super().spoken, "choice.protection_yes", "choice.protection_no")


@dataclass(frozen=True)
class GroupOfPeople(PrivateStep):
    """Who speaks for all, by name, and how many more there are."""

    choices = ("representative", "remove", "count", "done", "back", "leave")
    representatives: tuple[str, ...] = ()
    written: int = 0
    """How many more names are there in handwriting."""
    others: int = 0
    full: bool = False
    """There are as many representatives as the law knows."""

    @property
    def spoken(self) -> tuple[str, ...]:
        return (*super().spoken, "choice.representative", "choice.count")


@dataclass(frozen=True)
class CountOthers(PrivateStep):
    """How many more share the matter."""

    choices = ("digit", "erase", "clear", "done", "back", "leave")
    digits: str = ""


@dataclass(frozen=True)
class ChooseSource(PrivateStep):
    """Which village it is about; or the published line it came from."""

    choices = ("village", "clear", "next", "previous", "done", "back", "leave")
    villages: tuple[str, ...] = ()
    source: SourceRow | None = None
    page: int = 0
    pages: int = 1


@dataclass(frozen=True)
class ChooseSourceNotice(PrivateStep):
    """Which of the village's published accounts; or the village alone."""

    choices = ("notice", "whole", "next", "previous", "back", "leave")
    village: str
    notices: tuple[NoticeLine, ...] = ()
    page: int = 0
    pages: int = 1
