"""The EdgePort: what a face (kiosk, wall) and the edge of the same terminal say to each other.

A unix socket; each frame is a 4-byte big-endian length and the msgpack of one tagged record. A face speaks first
(Hello); the edge answers Welcome and then tells events for as long as the face stays. Requests are imperative and
may be sent again: the edge does a thing once per id. Events are past facts.
"""

import struct
from typing import Literal

from wire.affairs.notice import Notice
from wire.codec import from_msgpack, to_msgpack
from wire.errors import BadMessage
from wire.ids import AskId, PetitionId
from wire.record import Record

PROTOCOL = 1
MAX_FRAME_BYTES = 16 * 1024 * 1024
_LENGTH = struct.Struct(">I")

Face = Literal["kiosk", "wall"]
CameraState = Literal["ready", "missing", "stalled", "off"]
SorryReason = Literal[
    "no_camera",
    "no_microphone",
    "camera_lost",
    "disk_full",
    "draft_unknown",
    "nothing_recorded",
    "busy",
    "bad_code",
    "wait",
    "link_down",
    "no_answer_in_time",
    "bad_request",
    "failed",
]


# Requests: from a face to the edge


class Hello(Record, frozen=True, kw_only=True):
    """First frame of a face."""

    face: Face
    protocol: int = PROTOCOL
    version: str = ""


class StartPreview(Record, frozen=True, kw_only=True):
    """Paint the live picture into shared memory until StopPreview."""


class StopPreview(Record, frozen=True, kw_only=True):
    pass


class StartDraft(Record, frozen=True, kw_only=True):
    """Begin a petition; the face makes its id."""

    petition_id: PetitionId
    kind: Literal["video"] = "video"
    anonymous: bool = True


class StartRecording(Record, frozen=True, kw_only=True):
    petition_id: PetitionId


class StopRecording(Record, frozen=True, kw_only=True):
    petition_id: PetitionId


class DiscardRecording(Record, frozen=True, kw_only=True):
    """Throw the recording away, keep the draft and its code: the villager records anew."""

    petition_id: PetitionId


class StartReplay(Record, frozen=True, kw_only=True):
    petition_id: PetitionId


class StopReplay(Record, frozen=True, kw_only=True):
    petition_id: PetitionId


class SubmitDraft(Record, frozen=True, kw_only=True):
    """Answered by Submitted once it is on disk; asked again for the same id, answered again."""

    petition_id: PetitionId


class CancelDraft(Record, frozen=True, kw_only=True):
    """Delete what was recorded and forget its key. Never refused, also for an unknown draft."""

    petition_id: PetitionId


class AskAnswer(Record, frozen=True, kw_only=True):
    """Sixteen digits; the edge forgets them with the answer."""

    ask_id: AskId
    code: str


class WatchNotices(Record, frozen=True, kw_only=True):
    """Answered by NoticesChanged now and after each change."""


class ReportShown(Record, frozen=True, kw_only=True):
    """SHA-256 (hex) over what stands on the screen or wall now."""

    shown_sha256: str


# Events: from the edge to its faces


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
    """About five times a second."""

    petition_id: PetitionId
    elapsed_ms: int
    level: float
    """0 silence, 1 full scale."""
    camera: CameraState = "ready"


class RecordingStopped(Record, frozen=True, kw_only=True):
    """Also sent without StopRecording when the limit is reached or the disk fills up."""

    petition_id: PetitionId
    duration_ms: int
    sealed_bytes: int
    why: Literal["asked", "limit", "disk_full", "devices_lost"] = "asked"


class RecordingDiscarded(Record, frozen=True, kw_only=True):
    petition_id: PetitionId


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


class AnswerFound(Record, frozen=True, kw_only=True):
    """Empty when there is no answer yet or no such code: the two look alike on purpose."""

    ask_id: AskId
    replies: list[Reply]


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


Request = (
    Hello
    | StartPreview
    | StopPreview
    | StartDraft
    | StartRecording
    | StopRecording
    | DiscardRecording
    | StartReplay
    | StopReplay
    | SubmitDraft
    | CancelDraft
    | AskAnswer
    | WatchNotices
    | ReportShown
)
Event = (
    Welcome
    | EdgeStatus
    | PreviewStarted
    | DraftStarted
    | RecordingStarted
    | RecordingProgress
    | RecordingStopped
    | RecordingDiscarded
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
)


def frame(record: Record) -> bytes:
    """Length and msgpack of one request or event; raises BadMessage when it is too long for a frame."""
    content = to_msgpack(record)
    if len(content) > MAX_FRAME_BYTES:
        raise BadMessage(f"a frame of {len(content)} bytes is too long")
    return _LENGTH.pack(len(content)) + content


class Frames:
    """Cuts a byte stream into records of `kind` (Request or Event); remembers the incomplete end."""

    def __init__(self, kind: object) -> None:
        self._kind = kind
        self._rest = bytearray()

    def feed(self, content: bytes) -> list[Record]:
        """All records that are now complete; raises BadMessage, after which the stream is of no more use."""
        self._rest += content
        records: list[Record] = []
        while (end := self._end()) and len(self._rest) >= end:
            records.append(from_msgpack(bytes(self._rest[_LENGTH.size : end]), self._kind))
            del self._rest[:end]
        return records

    def _end(self) -> int:
        if len(self._rest) < _LENGTH.size:
            return 0
        (length,) = _LENGTH.unpack_from(self._rest)
        if length > MAX_FRAME_BYTES:
            raise BadMessage(f"a frame of {length} bytes is too long")
        return int(_LENGTH.size + length)
