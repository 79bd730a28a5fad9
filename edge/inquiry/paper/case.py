"""What a case document says: all of one inquiry as a value, as it was kept."""

from dataclasses import dataclass

from edge.inquiry.kept.chain import Stand
from edge.inquiry.pages import Shown
from edge.inquiry.procedure import Procedure
from wire.inquiry.sheet import Confirmed, InquirySheet, LineGap, Step


@dataclass(frozen=True)
class CasePlace:
    """Where it was, and by which clock."""

    terminal_id: str
    point: str
    utc_offset_min: int


@dataclass(frozen=True)
class CasePage:
    """One page as it was shown last, and the newest word about it."""

    shown: Shown
    said: Confirmed | None

    @property
    def is_confirmed(self) -> bool:
        """This very version was called right."""
        return self.said is not None and self.said.version == self.shown.page.version and self.said.right


@dataclass(frozen=True)
class Kept:
    """How much of it lies on the disk."""

    stand: Stand
    duration_ms: int
    began_at_ms: int
    clock_trusted: bool
    ended_at_ms: int


@dataclass(frozen=True)
class Case:
    """One inquiry."""

    sheet: InquirySheet
    place: CasePlace
    kept: Kept
    why: str
    """Empty while it goes on."""
    began: dict[Step, int]
    agreed: tuple[Step, ...]
    gaps: tuple[LineGap, ...]
    line: bool
    """Otherwise the last of the gaps lasts, or lasted to the end."""
    pages: tuple[CasePage, ...]
    signature: bytes
    signature_sha256: str
    signed_at_ms: int

    @classmethod
    def of(cls, procedure: Procedure, place: CasePlace, kept: Kept, *, signature: bytes) -> "Case":
        said = {one.page: one for one in procedure.pages.confirmed}
        return cls(
            sheet=procedure.sheet,
            place=place,
            kept=kept,
            why=procedure.why or "",
            began=dict(procedure.began),
            agreed=tuple(procedure.agreed),
            gaps=tuple(procedure.gaps),
            line=procedure.line,
            pages=tuple(CasePage(shown, said.get(shown.page.page)) for shown in procedure.pages.shown),
            signature=signature if procedure.signature_sha256 else b"",
            signature_sha256=procedure.signature_sha256,
            signed_at_ms=procedure.signed_at_ms,
        )

    @property
    def marks(self) -> str:
        """What a program reads of the document: it stands in the PDF's subject, in plain ASCII."""
        pages = ",".join(f"{one.shown.page.page}:{one.shown.page.version}:{one.shown.sha256}" for one in self.pages)
        return " ".join(
            (
                "zhitong-inquiry/1",
                f"inquiry={self.sheet.inquiry_id}",
                f"head={self.kept.stand.head}",
                f"links={self.kept.stand.links}",
                f"segments={self.kept.stand.segments}",
                f"pages={pages or '-'}",
                f"signature={self.signature_sha256 or '-'}",
            )
        )
