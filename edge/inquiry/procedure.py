"""How far one inquiry is: what the officers lead, what the villager answers. Knows no disk, no link and no clock.

Each word may come twice, late or in another order. A step is never undone, nor is anything that the villager said.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from edge.inquiry.deeds import BeginTape, Deed, Draw, EndTape, ToFace, Write
from edge.inquiry.errors import NotReady
from edge.inquiry.pages import Pages
from wire.errors import BadMessage
from wire.ids import PetitionId, TerminalId
from wire.inquiry import port
from wire.inquiry.log import (
    InquiryBegun,
    LineBack,
    LineBroke,
    PageConfirmed,
    SignatureGiven,
    StepBegun,
    VillagerAgreed,
)
from wire.inquiry.sheet import STEPS, Inquirer, InquirySheet, InquiryTold, LineGap, Step, Tape
from wire.inquiry.transcript import TranscriptPage

RECORDING: Final = "recording"
"""What the villager agrees to before anything else."""
_NOBODYS_WISH: Final = ("line_lost", "disk_full", "devices_lost", "screen_stopped", "terminal_stopped")
"""Whoever was asked and could not answer has refused nothing."""
_MOST_GAPS: Final = 200


@dataclass(frozen=True)
class Moments:
    """When something happens."""

    now_ms: Callable[[], int]
    tape_ms: Callable[[], int]
    """Into the recording."""


@dataclass(frozen=True)
class Place:
    """Where it happens."""

    terminal_id: TerminalId
    point: str


class Procedure:
    """One inquiry from its first sheet to its end."""

    def __init__(self, sheet: InquirySheet, place: Place, moments: Moments, *, recipient: str) -> None:
        """Raises BadMessage for a sheet that none can begin with."""
        if sheet.over:
            raise BadMessage("an inquiry that was never begun here is over")
        _require_two(sheet.officers)
        self.sheet = sheet
        self.place = place
        self.pages = Pages()
        self.tape: Tape = "asked"
        self.why: port.InquiryEnd | None = None
        self.gaps: list[LineGap] = []
        self.agreed: list[Step] = []
        self.began: dict[Step, int] = {}
        """When each step was heard of first."""
        self.signature_sha256 = ""
        self.signed_at_ms = 0
        self.line = True
        self._moments = moments
        self._recipient = recipient
        self._beginning = False
        self._deeds: list[Deed] = []
        self._tell(
            port.InquiryAsked(
                call_id=sheet.call_id, inquiry_id=sheet.inquiry_id, officers=sheet.officers, about=sheet.about
            )
        )

    @property
    def runs(self) -> bool:
        return self.tape == "runs"

    @property
    def is_over(self) -> bool:
        """Nothing more is heard of the officers or the villager."""
        return self.why is not None

    def take(self) -> list[Deed]:
        """The deeds that wait."""
        deeds, self._deeds = self._deeds, []
        return deeds

    def heard_sheet(self, sheet: InquirySheet) -> None:
        """Raises BadMessage for other officers than it was begun with."""
        if sheet.serial <= self.sheet.serial or self.is_over:
            return
        _require_two(sheet.officers)
        if [one.name for one in sheet.officers] != [one.name for one in self.sheet.officers]:
            raise BadMessage("an inquiry is led to its end by the two who began it")
        before, step = self.sheet, max(self.sheet.step, sheet.step, key=STEPS.index)
        self.sheet = InquirySheet(
            call_id=before.call_id,
            inquiry_id=before.inquiry_id,
            serial=sheet.serial,
            step=step,
            officers=sheet.officers,
            about=before.about,
            pages=max(before.pages, sheet.pages),
            reading=sheet.reading,
            over=sheet.over,
        )
        if self.runs and step != before.step:
            self._begin_step()
        if (step, sheet.reading, self.sheet.pages) != (before.step, before.reading, before.pages):
            self._tell_where()
        if sheet.over:
            self._end("done" if step == "end" else "officers_left")

    def heard_page(self, page: TranscriptPage, sha256: str) -> None:
        """A page as it was opened. After the signature no page changes."""
        if self.is_over or self.signature_sha256:
            return
        if self.pages.take(page, sha256):
            self._tell(
                port.InquiryText(inquiry_id=page.inquiry_id, page=page.page, version=page.version, entries=page.entries)
            )

    def agree(self, *, agreed: bool) -> None:
        """Only the first answer counts."""
        if self.tape != "asked" or self._beginning or self.is_over:
            return
        if not agreed:
            self._end("refused")
            return
        self._beginning = True
        self._deeds.append(BeginTape())

    def tape_runs(self) -> None:
        """The first picture is recorded."""
        if not self._beginning or self.is_over:
            return
        self.tape, self._beginning = "runs", False
        begun = InquiryBegun(
            inquiry_id=self.sheet.inquiry_id,
            terminal_id=self.place.terminal_id,
            point=self.place.point,
            officers=self.sheet.officers,
            about=self.sheet.about,
        )
        self._deeds += [Write(begun), Write(VillagerAgreed(what=RECORDING))]
        self._begin_step()
        if not self.line:
            self._line_broke()
        self.tell_tape()
        self._tell_where()

    def agree_to_step(self, step: Step) -> None:
        """Of a step that has not begun, nothing can have been understood."""
        if self.runs and step not in self.agreed and STEPS.index(step) <= STEPS.index(self.sheet.step):
            self.agreed.append(step)
            self._deeds += [Write(VillagerAgreed(what=step)), Draw()]

    def confirm(self, page: int, version: int, *, right: bool) -> None:
        """Raises OldPage, or NotReady before anything is recorded and after the signature."""
        if not self.runs or self.signature_sha256:
            raise NotReady("nothing can be confirmed now")
        said = self.pages.confirm(page, version, right=right, at_ms=self._moments.now_ms())
        if said:
            fact = PageConfirmed(page=said.page, version=said.version, sha256=said.sha256, right=said.right)
            self._deeds += [Write(fact), Draw()]

    def require_signing(self) -> None:
        """Raises NotReady."""
        if not self.runs or self.signature_sha256:
            raise NotReady("nothing can be signed now")
        if STEPS.index(self.sheet.step) < STEPS.index("signature"):
            raise NotReady("it is not yet to be signed")
        self.pages.require_all_right(self.sheet.pages)

    def sign(self, sha256: str) -> None:
        """The picture is on the disk. Raises NotReady."""
        self.require_signing()
        self.signature_sha256, self.signed_at_ms = sha256, self._moments.now_ms()
        self._deeds += [Write(SignatureGiven(sha256=sha256)), Draw()]

    def line_changed(self, *, up: bool) -> None:
        """Whether the officers are seen and heard."""
        if up == self.line or self.is_over:
            return
        self.line = up
        if not self.runs:
            return
        if up:
            self._line_back()
        else:
            self._line_broke()
        self.tell_tape()

    def end(self, why: port.InquiryEnd) -> None:
        """The villager leaves, the call is over, the recording can go no further. Only the first counts.

        At the last step everything has been said: whoever hangs up first then has ended it in order.
        """
        hung_up = why in ("villager_left", "officers_left", "line_lost")
        self._end("done" if hung_up and self.runs and self.sheet.step == "end" else why)

    def kept(self, code: str) -> None:
        """All of it survives a power cut."""
        self._over("kept", kept=True, code=code)

    def failed(self) -> None:
        """Nothing of it is kept, or not yet."""
        self._over("failed", kept=False)

    def tell_tape(self) -> None:
        tape_ms = self._moments.tape_ms() if self.tape != "asked" else 0
        self._tell(port.InquiryTape(inquiry_id=self.sheet.inquiry_id, on=self.runs, elapsed_ms=tape_ms, line=self.line))

    def told(self, *, segments: int, head: str, began_at_ms: int, petition_id: PetitionId | None) -> InquiryTold:
        """The terminal's side as it is now; its serial is set where it is said."""
        return InquiryTold(
            call_id=self.sheet.call_id,
            inquiry_id=self.sheet.inquiry_id,
            serial=1,
            heard=self.sheet.serial,
            recipient=self._recipient,
            tape=self.tape,
            began_at_ms=began_at_ms,
            elapsed_ms=self._moments.tape_ms() if began_at_ms else 0,
            segments=segments,
            head=head,
            gaps=tuple(self.gaps[:_MOST_GAPS]),
            agreed=tuple(self.agreed),
            pages=self.pages.confirmed,
            signature_sha256=self.signature_sha256,
            petition_id=petition_id,
            why=self.why or "",
        )

    def _begin_step(self) -> None:
        """Only what is heard of is written down: a step that was passed over leaves no link."""
        step = self.sheet.step
        if step not in self.began:
            self.began[step] = self._moments.now_ms()
            self._deeds.append(Write(StepBegun(step=step)))

    def _line_broke(self) -> None:
        self.gaps.append(LineGap(began_ms=self._moments.tape_ms()))
        self._deeds += [Write(LineBroke()), Draw()]

    def _line_back(self) -> None:
        self._deeds += [Write(LineBack(out_ms=self._close_gap())), Draw()]

    def _close_gap(self) -> int:
        now_ms = self._moments.tape_ms()
        gap = self.gaps[-1]
        self.gaps[-1] = LineGap(began_ms=gap.began_ms, ended_ms=max(now_ms, gap.began_ms + 1))
        return max(now_ms - gap.began_ms, 0)

    def _end(self, why: port.InquiryEnd) -> None:
        if self.is_over:
            return
        self.why = why
        if self.runs:
            if self.gaps and not self.gaps[-1].ended_ms:
                self._close_gap()
            self.tape = "stopped"
            self._deeds.append(EndTape(why))
            self.tell_tape()
        elif self._beginning:
            self.tape = "stopped"
            self._deeds.append(EndTape(why))
        else:
            self._over("failed" if why in _NOBODYS_WISH else "refused", kept=False)

    def _over(self, tape: Tape, *, kept: bool, code: str = "") -> None:
        self.tape = tape
        self._tell(
            port.InquiryOver(inquiry_id=self.sheet.inquiry_id, why=self.why or "line_lost", kept=kept, code=code)
        )

    def _tell_where(self) -> None:
        if self.runs:
            sheet = self.sheet
            self._tell(
                port.InquiryAt(inquiry_id=sheet.inquiry_id, step=sheet.step, reading=sheet.reading, pages=sheet.pages)
            )

    def _tell(self, event: port.InquiryEvent) -> None:
        self._deeds.append(ToFace(event))


def _require_two(officers: tuple[Inquirer, ...]) -> None:
    """Raises BadMessage."""
    names = {one.name.strip() for one in officers}
    if len(names) != 2 or "" in names:  # noqa: PLR2004  # the law says two
        raise BadMessage("an inquiry is led by two officers")
