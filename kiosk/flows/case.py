"""What one villager has said so far. A value in RAM, handed from chapter to chapter; it dies with the visit."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Literal

from wire.ids import PageId, PetitionId, TakeId, new_id
from wire.petition.details import Details
from wire.port import TakeKind

Field = Literal["statement", "name", "recusal", "representative"]
"""What the writing chapter is asked for."""


class Stage(StrEnum):
    """Where a petition is, honestly."""

    SAVING = "saving"
    KEPT = "kept"
    RECEIVED = "received"
    REFUSED = "refused"


@dataclass(frozen=True)
class Take:
    """One recording that the edge holds."""

    take_id: TakeId
    kind: TakeKind
    duration_ms: int


@dataclass(frozen=True)
class Writing:
    """One picture of handwriting that the edge holds."""

    page_id: PageId
    field: Field


@dataclass(frozen=True)
class Case:
    """One petition, or what follows one."""

    petition_id: PetitionId = field(default_factory=lambda: PetitionId(new_id()))
    details: Details = field(default_factory=Details)
    code: str = ""
    """Sixteen digits: of the earlier petition that this one follows or, once the edge has told it, its own."""
    follows: bool = False
    """Sent under a code that the villager has already."""
    asked: bool = False
    """What was said in a formal inquiry, under a code of its own."""
    practice: bool = False
    """Nothing of it is sent; the draft is cancelled at the end."""
    started: bool = False
    """Whether the edge was asked to hold a draft."""
    kind: TakeKind = "video"
    """Of the next take."""
    wants_take: bool = False
    """One more take is wanted, though there may be some already."""
    cover_face: bool = False
    change_voice: bool = False
    takes: tuple[Take, ...] = ()
    pages: tuple[PageId, ...] = ()
    """Papers, in the order in which they are to be read."""
    writings: tuple[Writing, ...] = ()
    field: Field = "statement"
    """What the writing chapter is asked for now."""
    stage: Stage | None = None
    """None until it was asked to be sent; from then on the villager's wish stands and nothing is cancelled."""

    @property
    def anonymous(self) -> bool:
        return self.details.contact is None

    @property
    def empty(self) -> bool:
        """Whether there is nothing yet that could be sent."""
        return not (self.takes or self.pages or self.writings or self.details.text)

    @property
    def recorded_ms(self) -> int:
        return sum(take.duration_ms for take in self.takes)

    def with_details(self, **changes: object) -> "Case":
        """The same case with other details."""
        return replace(self, details=_changed(self.details, changes))


def _changed(details: Details, changes: dict[str, object]) -> Details:
    kept = {name: getattr(details, name) for name in details.__struct_fields__}
    return Details(**{**kept, **changes})
