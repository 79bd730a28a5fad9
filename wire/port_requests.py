"""What a face asks the edge for: imperatives that may be sent again; the edge does a thing once per id."""

from wire.call.port import CallRequest
from wire.ids import AskId, PageId, PetitionId, TakeId
from wire.inquiry.port import InquiryRequest
from wire.language import Language
from wire.petition.details import Details
from wire.petition.manifest import About
from wire.port_wall import WallRequest
from wire.port_words import PROTOCOL, Face, PreviewOf, TakeKind
from wire.record import Record


class Hello(Record, frozen=True, kw_only=True):
    """First frame of a face."""

    face: Face
    protocol: int = PROTOCOL
    version: str = ""


class StartPreview(Record, frozen=True, kw_only=True):
    """Paint the live picture into shared memory until StopPreview; of `papers`, with the found sheet's edge drawn."""

    of: PreviewOf = "face"
    cover_face: bool = False
    """A solid block over every face; a picture in which none is found is black as a whole."""


class StopPreview(Record, frozen=True, kw_only=True):
    pass


class StartDraft(Record, frozen=True, kw_only=True):
    """Begin a petition; the face makes its id."""

    petition_id: PetitionId
    code: str = ""
    """Sixteen digits of an earlier petition: what is sent now follows it, under the same code. Empty: a new code."""


class StartRecording(Record, frozen=True, kw_only=True):
    """A take that is there already is replaced, once the new one has ended and is not empty."""

    petition_id: PetitionId
    take_id: TakeId = TakeId("")
    kind: TakeKind = "video"
    """`audio` leaves the camera off."""
    cover_face: bool = False
    change_voice: bool = False


class PauseRecording(Record, frozen=True, kw_only=True):
    """Answered by RecordingPaused; what is said from now on is not kept."""

    petition_id: PetitionId


class ResumeRecording(Record, frozen=True, kw_only=True):
    """Answered by RecordingResumed."""

    petition_id: PetitionId


class StopRecording(Record, frozen=True, kw_only=True):
    petition_id: PetitionId


class DiscardRecording(Record, frozen=True, kw_only=True):
    """Throw one take away, or (None) all; the draft and its code stay."""

    petition_id: PetitionId
    take_id: TakeId | None = None


class StartReplay(Record, frozen=True, kw_only=True):
    """One take, or (None) all in order."""

    petition_id: PetitionId
    take_id: TakeId | None = None


class StopReplay(Record, frozen=True, kw_only=True):
    petition_id: PetitionId


class TakePage(Record, frozen=True, kw_only=True):
    """Photograph the sheet under the papers camera, straightened and cropped; answered by PageKept.

    The page then stands in the live picture until the next StartPreview or StopPreview. A page that is there already
    is replaced.
    """

    petition_id: PetitionId
    page_id: PageId


class KeepWriting(Record, frozen=True, kw_only=True):
    """Keep a picture of handwriting as a page; answered by PageKept. A page that is there already is replaced."""

    petition_id: PetitionId
    page_id: PageId
    png: bytes
    about: About = "statement"


class ShowPage(Record, frozen=True, kw_only=True):
    """Open a kept page and paint it into the live picture, until StopPreview."""

    petition_id: PetitionId
    page_id: PageId


class DiscardPage(Record, frozen=True, kw_only=True):
    """Answered by PageDiscarded, also for an unknown page."""

    petition_id: PetitionId
    page_id: PageId


class OrderPages(Record, frozen=True, kw_only=True):
    """All pages of the draft in the order in which they are to be read; ids that are not there are passed over."""

    petition_id: PetitionId
    page_ids: list[PageId]


class SubmitDraft(Record, frozen=True, kw_only=True):
    """Answered by Submitted once it is on disk; asked again for the same id, answered again."""

    petition_id: PetitionId
    details: Details = Details()


class CancelDraft(Record, frozen=True, kw_only=True):
    """Delete what was recorded and forget its key. Never refused, also for an unknown draft."""

    petition_id: PetitionId


class AskAnswer(Record, frozen=True, kw_only=True):
    """Sixteen digits; the edge forgets them with the answer."""

    ask_id: AskId
    code: str


class PlayReply(Record, frozen=True, kw_only=True):
    """Play the voice of one reply of AnswerFound; answered by SayingStarted and SayingEnded with `ask_id` as say_id."""

    ask_id: AskId
    at: int
    """Its place in AnswerFound.replies."""


class ForgetAnswer(Record, frozen=True, kw_only=True):
    """The villager has gone: drop what AnswerFound told, and be silent. Never refused."""

    ask_id: AskId


class Say(Record, frozen=True, kw_only=True):
    """Speak recorded prompts, then `text` where an engine can read it. What is being said is broken off.

    Prompts that a pack lacks are passed over. Answered by SayingStarted, then SayingEnded; Sorry(no_voice) when
    nothing of it can be spoken.
    """

    say_id: str
    prompts: list[str]
    """Ids of the voice pack, e.g. `step.choose_matter`, `digit.7`."""
    text: str = ""
    language: Language = "zh_CN"
    private: bool = False
    """For the handset, where the terminal has one; nothing is said aloud that a handset could say."""


class Hush(Record, frozen=True, kw_only=True):
    """Be silent at once."""


class PrintSlip(Record, frozen=True, kw_only=True):
    """Print a picture (PNG, black on white, as wide as the paper) and keep nothing of it; answered by SlipPrinted."""

    slip_id: str
    png: bytes


class WatchNotices(Record, frozen=True, kw_only=True):
    """Answered by NoticesChanged now and after each change."""


class ReportShown(Record, frozen=True, kw_only=True):
    """SHA-256 (hex) over what stands on the screen or wall now."""

    shown_sha256: str


Request = (
    Hello
    | StartPreview
    | StopPreview
    | StartDraft
    | StartRecording
    | PauseRecording
    | ResumeRecording
    | StopRecording
    | DiscardRecording
    | StartReplay
    | StopReplay
    | TakePage
    | KeepWriting
    | ShowPage
    | DiscardPage
    | OrderPages
    | SubmitDraft
    | CancelDraft
    | AskAnswer
    | PlayReply
    | ForgetAnswer
    | Say
    | Hush
    | PrintSlip
    | WatchNotices
    | ReportShown
    | WallRequest
    | CallRequest
    | InquiryRequest
)
