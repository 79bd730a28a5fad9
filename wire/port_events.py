"""What the edge tells its faces: past facts."""

from typing import Literal

from wire.affairs.notice import Notice
from wire.call.port import CallEvent
from wire.ids import AskId, PageId, PetitionId, TakeId
from wire.inquiry.port import InquiryEvent
from wire.language import Language
from wire.petition.mailbox import Progress
from wire.port_wall import WallEvent
from wire.port_words import CameraState, MicrophoneState, PageQuality, PrinterState, SorryReason
from wire.record import Record


class Equipment(Record, frozen=True, kw_only=True):
    """What the terminal can do at this moment, beside camera and microphone."""

    printer: PrinterState = "none"
    slip_width_px: int = 384
    papers_camera: bool = False
    counts_faces: bool = False
    """Whether it says who else is before the camera; [faces] count may forbid it."""
    covers_faces: bool = False
    """Whether a model is there that finds faces and covers them."""
    voices: tuple[Language, ...] = ()
    """Languages with recorded prompts."""
    reads_text: tuple[Language, ...] = ()
    """Languages of which an engine reads any text."""
    handset: bool = False
    calls: bool = False
    """Whether an officer can be called: there is a media engine, and settings allow it."""
    room_s: int = 600
    """How many seconds of recording there is room for."""


class Welcome(Record, frozen=True, kw_only=True):
    """Answer to Hello."""

    terminal_id: str
    point: str
    birth: int
    """Which start of the edge this is: drafts of an earlier one are gone, submitted petitions are not."""
    picture_path: str
    """The memory file of wire.picture."""
    version: str = ""


class EdgeStatus(Record, frozen=True, kw_only=True):
    """Sent after Welcome and after each change."""

    link_up: bool
    waiting_petitions: int
    """Submitted, no receipt yet."""
    camera: CameraState = "off"
    disk_full: bool = False
    clock_trusted: bool = True
    notices_checked_at_ms: int = 0
    """When the county last confirmed what is current; 0 for never."""
    equipment: Equipment = Equipment()


class PreviewStarted(Record, frozen=True, kw_only=True):
    width: int
    height: int


class DraftStarted(Record, frozen=True, kw_only=True):
    """`code` is for the face's RAM; it is shown after Submitted and not before."""

    petition_id: PetitionId
    code: str


class RecordingStarted(Record, frozen=True, kw_only=True):
    petition_id: PetitionId
    limit_s: int


class RecordingProgress(Record, frozen=True, kw_only=True):
    """About five times a second, also while it is paused."""

    petition_id: PetitionId
    elapsed_ms: int
    """How long this take is, pauses left out."""
    level: float
    """0 silence, 1 full scale."""
    camera: CameraState = "ready"
    microphone: MicrophoneState = "ready"


class RecordingPaused(Record, frozen=True, kw_only=True):
    petition_id: PetitionId


class RecordingResumed(Record, frozen=True, kw_only=True):
    petition_id: PetitionId


class RecordingStopped(Record, frozen=True, kw_only=True):
    """Also sent without StopRecording when the limit is reached or the disk fills up."""

    petition_id: PetitionId
    duration_ms: int
    sealed_bytes: int
    why: Literal["asked", "limit", "disk_full", "devices_lost"] = "asked"
    take_id: TakeId = TakeId("")


class RecordingDiscarded(Record, frozen=True, kw_only=True):
    petition_id: PetitionId
    take_id: TakeId | None = None


class FacesSeen(Record, frozen=True, kw_only=True):
    """How many people the camera sees, told when it changes while the live picture runs. No picture is kept for it."""

    count: int


class PageKept(Record, frozen=True, kw_only=True):
    """The page is sealed on disk; one that is not `good` is kept as well, until it is replaced or discarded.

    `no_sheet`: no edge of paper was found, the whole picture was kept.
    """

    petition_id: PetitionId
    page_id: PageId
    quality: PageQuality = "good"


class PageShown(Record, frozen=True, kw_only=True):
    petition_id: PetitionId
    page_id: PageId


class PageDiscarded(Record, frozen=True, kw_only=True):
    petition_id: PetitionId
    page_id: PageId


class SayingStarted(Record, frozen=True, kw_only=True):
    say_id: str


class SayingEnded(Record, frozen=True, kw_only=True):
    """Spoken to the end, or broken off."""

    say_id: str


class SlipPrinted(Record, frozen=True, kw_only=True):
    slip_id: str


class ReplayStarted(Record, frozen=True, kw_only=True):
    petition_id: PetitionId
    duration_ms: int


class ReplayProgress(Record, frozen=True, kw_only=True):
    petition_id: PetitionId
    elapsed_ms: int


class ReplayEnded(Record, frozen=True, kw_only=True):
    petition_id: PetitionId


class DraftCancelled(Record, frozen=True, kw_only=True):
    petition_id: PetitionId


class Submitted(Record, frozen=True, kw_only=True):
    """The petition and its directory entry are fsynced: now thank the villager."""

    petition_id: PetitionId
    total_bytes: int


class UploadProgress(Record, frozen=True, kw_only=True):
    """What the county has on its disk."""

    petition_id: PetitionId
    arrived_bytes: int
    total_bytes: int


class Receipted(Record, frozen=True, kw_only=True):
    """The county's signed receipt was checked; the terminal's copy is deleted."""

    petition_id: PetitionId
    received_at_ms: int


class PetitionRefused(Record, frozen=True, kw_only=True):
    """The county does not take it; the terminal keeps it and the technician is told."""

    petition_id: PetitionId
    reason: str
    permanent: bool


class Reply(Record, frozen=True, kw_only=True):
    """One opened reply, in RAM only."""

    text: str
    office: str
    written_at_ms: int
    spoken: bool = False
    """Whether PlayReply has a voice to play."""


class AnswerFound(Record, frozen=True, kw_only=True):
    """Empty when there is no answer yet or no such code: the two look alike on purpose."""

    ask_id: AskId
    replies: list[Reply]
    progress: Progress | None = None
    """None when the county has nothing under this code: no such code, or not arrived yet."""


class NoticesChanged(Record, frozen=True, kw_only=True):
    """All current notices, in the order to show."""

    serial: int
    notices: list[Notice]
    checked_at_ms: int
    """When the county last confirmed this; 0 for never."""


class Sorry(Record, frozen=True, kw_only=True):
    """A request could not be done; nothing was changed by it."""

    about: str
    """Type name of the request, e.g. `SubmitDraft`."""
    reason: SorryReason
    subject_id: str = ""
    """Petition or ask id, where the request had one."""
    retry_after_s: int = 0


Event = (
    Welcome
    | EdgeStatus
    | PreviewStarted
    | DraftStarted
    | RecordingStarted
    | RecordingProgress
    | RecordingPaused
    | RecordingResumed
    | RecordingStopped
    | RecordingDiscarded
    | FacesSeen
    | PageKept
    | PageShown
    | PageDiscarded
    | SayingStarted
    | SayingEnded
    | SlipPrinted
    | ReplayStarted
    | ReplayProgress
    | ReplayEnded
    | DraftCancelled
    | Submitted
    | UploadProgress
    | Receipted
    | PetitionRefused
    | AnswerFound
    | NoticesChanged
    | Sorry
    | WallEvent
    | CallEvent
    | InquiryEvent
)
