"""The words that requests and events of the EdgePort have in common."""

from typing import Literal

PROTOCOL = 1

Face = Literal["kiosk", "wall"]
CameraState = Literal["ready", "missing", "stalled", "off"]
MicrophoneState = Literal["ready", "missing", "stalled"]
PrinterState = Literal["none", "ready", "no_paper", "failed"]
PreviewOf = Literal["face", "papers"]
TakeKind = Literal["video", "audio"]
PageQuality = Literal["good", "no_sheet", "blurred", "glare", "dark"]
SorryReason = Literal[
    "no_camera",
    "no_microphone",
    "camera_lost",
    "disk_full",
    "petition_full",
    "draft_unknown",
    "nothing_recorded",
    "busy",
    "bad_code",
    "wait",
    "link_down",
    "no_answer_in_time",
    "bad_request",
    "no_papers_camera",
    "cannot_cover",
    "no_printer",
    "no_paper",
    "no_voice",
    "no_engine",
    "failed",
]
