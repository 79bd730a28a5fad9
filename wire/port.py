"""The EdgePort: what a face (kiosk, wall) and the edge of the same terminal say to each other.

A unix socket; each frame is a 4-byte big-endian length and the msgpack of one tagged record. A face speaks first
(Hello); the edge answers Welcome and then tells events for as long as the face stays. Requests are imperative and
may be sent again: the edge does a thing once per id. Events are past facts.
"""

import struct

from wire.call.port import (
    AllowRecording,
    CallBackKept,
    CallConnected,
    CallEnd,
    CallEnded,
    CallHealing,
    CallHeld,
    CallJoined,
    CallPicture,
    CallQuality,
    CallRecording,
    CallRinging,
    CallSides,
    CallTaken,
    CameraOff,
    EndCall,
    MuteMe,
    Quality,
    RecordingAsked,
    RefuseRing,
    RingOver,
    RingsHere,
    SafetyWords,
    ShowPaper,
    StartCall,
    WantCallBack,
)
from wire.codec import from_msgpack, to_msgpack
from wire.errors import BadMessage
from wire.inquiry.port import (
    AgreeToInquiry,
    AgreeToStep,
    ConfirmPage,
    InquiryAsked,
    InquiryAt,
    InquiryEnd,
    InquiryOver,
    InquiryTape,
    InquiryText,
    LeaveInquiry,
    SignInquiry,
)
from wire.port_events import (
    AnswerFound,
    DraftCancelled,
    DraftStarted,
    EdgeStatus,
    Equipment,
    Event,
    FacesSeen,
    NoticesChanged,
    PageDiscarded,
    PageKept,
    PageShown,
    PetitionRefused,
    PreviewStarted,
    Receipted,
    RecordingDiscarded,
    RecordingPaused,
    RecordingProgress,
    RecordingResumed,
    RecordingStarted,
    RecordingStopped,
    ReplayEnded,
    ReplayProgress,
    ReplayStarted,
    Reply,
    SayingEnded,
    SayingStarted,
    SlipPrinted,
    Sorry,
    Submitted,
    UploadProgress,
    Welcome,
)
from wire.port_requests import (
    AskAnswer,
    CancelDraft,
    DiscardPage,
    DiscardRecording,
    ForgetAnswer,
    Hello,
    Hush,
    KeepWriting,
    OrderPages,
    PauseRecording,
    PlayReply,
    PrintSlip,
    ReportShown,
    Request,
    ResumeRecording,
    Say,
    ShowPage,
    StartDraft,
    StartPreview,
    StartRecording,
    StartReplay,
    StopPreview,
    StopRecording,
    StopReplay,
    SubmitDraft,
    TakePage,
    WatchNotices,
)
from wire.port_wall import (
    AnswerLook,
    AnswerSummon,
    CallVillage,
    EmergencyChanged,
    LookAsked,
    MediaKept,
    PanelChanged,
    PlaylistChanged,
    PlaySound,
    ReportEmergency,
    ReportPage,
    ReportRefused,
    SharesTold,
    StillShowing,
    StopSound,
    VillageCalled,
    VillageOnWall,
    WallSet,
    WatchWall,
)
from wire.port_words import (
    PROTOCOL,
    CameraState,
    Face,
    MicrophoneState,
    PageQuality,
    PreviewOf,
    PrinterState,
    SorryReason,
    TakeKind,
)
from wire.record import Record

__all__ = [
    "MAX_FRAME_BYTES",
    "PROTOCOL",
    "AgreeToInquiry",
    "AgreeToStep",
    "AllowRecording",
    "AnswerFound",
    "AnswerLook",
    "AnswerSummon",
    "AskAnswer",
    "CallBackKept",
    "CallConnected",
    "CallEnd",
    "CallEnded",
    "CallHealing",
    "CallHeld",
    "CallJoined",
    "CallPicture",
    "CallQuality",
    "CallRecording",
    "CallRinging",
    "CallSides",
    "CallTaken",
    "CallVillage",
    "CameraOff",
    "CameraState",
    "CancelDraft",
    "ConfirmPage",
    "DiscardPage",
    "DiscardRecording",
    "DraftCancelled",
    "DraftStarted",
    "EdgeStatus",
    "EmergencyChanged",
    "EndCall",
    "Equipment",
    "Event",
    "Face",
    "FacesSeen",
    "ForgetAnswer",
    "Frames",
    "Hello",
    "Hush",
    "InquiryAsked",
    "InquiryAt",
    "InquiryEnd",
    "InquiryOver",
    "InquiryTape",
    "InquiryText",
    "KeepWriting",
    "LeaveInquiry",
    "LookAsked",
    "MediaKept",
    "MicrophoneState",
    "MuteMe",
    "NoticesChanged",
    "OrderPages",
    "PageDiscarded",
    "PageKept",
    "PageQuality",
    "PageShown",
    "PanelChanged",
    "PauseRecording",
    "PetitionRefused",
    "PlayReply",
    "PlaySound",
    "PlaylistChanged",
    "PreviewOf",
    "PreviewStarted",
    "PrintSlip",
    "PrinterState",
    "Quality",
    "Receipted",
    "RecordingAsked",
    "RecordingDiscarded",
    "RecordingPaused",
    "RecordingProgress",
    "RecordingResumed",
    "RecordingStarted",
    "RecordingStopped",
    "RefuseRing",
    "ReplayEnded",
    "ReplayProgress",
    "ReplayStarted",
    "Reply",
    "ReportEmergency",
    "ReportPage",
    "ReportRefused",
    "ReportShown",
    "Request",
    "ResumeRecording",
    "RingOver",
    "RingsHere",
    "SafetyWords",
    "Say",
    "SayingEnded",
    "SayingStarted",
    "SharesTold",
    "ShowPage",
    "ShowPaper",
    "SignInquiry",
    "SlipPrinted",
    "Sorry",
    "SorryReason",
    "StartCall",
    "StartDraft",
    "StartPreview",
    "StartRecording",
    "StartReplay",
    "StillShowing",
    "StopPreview",
    "StopRecording",
    "StopReplay",
    "StopSound",
    "SubmitDraft",
    "Submitted",
    "TakeKind",
    "TakePage",
    "UploadProgress",
    "VillageCalled",
    "VillageOnWall",
    "WallSet",
    "WantCallBack",
    "WatchNotices",
    "WatchWall",
    "Welcome",
    "frame",
]

MAX_FRAME_BYTES = 16 * 1024 * 1024
_LENGTH = struct.Struct(">I")


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

    @property
    def waiting(self) -> bool:
        """Whether the beginning of a record is there and its end is not."""
        return bool(self._rest)

    def _end(self) -> int:
        if len(self._rest) < _LENGTH.size:
            return 0
        (length,) = _LENGTH.unpack_from(self._rest)
        if length > MAX_FRAME_BYTES:
            raise BadMessage(f"a frame of {length} bytes is too long")
        return int(_LENGTH.size + length)
