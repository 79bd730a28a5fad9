"""What capture tells the keeper: past facts, posted from device threads through one callback."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from wire.port_words import PageQuality, PreviewOf


@dataclass(frozen=True, slots=True)
class PreviewStarted:
    """The live picture moves."""

    picture_path: Path
    width_px: int
    height_px: int
    of: PreviewOf = "face"


@dataclass(frozen=True, slots=True)
class CameraMissing:
    """There is no camera to start with, or another program holds it; capture goes on trying."""

    device: str


@dataclass(frozen=True, slots=True)
class CameraLost:
    """The camera stalled or was unplugged; the last picture is held while capture goes on trying."""

    device: str


@dataclass(frozen=True, slots=True)
class CameraBack:
    """Pictures come again after CameraMissing or CameraLost."""


@dataclass(frozen=True, slots=True)
class MicrophoneMissing:
    """There is no microphone to start with, or another program holds it; capture goes on trying."""

    device: str


@dataclass(frozen=True, slots=True)
class MicrophoneLost:
    """The microphone stalled or was unplugged; silence is recorded while capture goes on trying."""

    device: str


@dataclass(frozen=True, slots=True)
class MicrophoneBack:
    """Sound comes again after MicrophoneMissing or MicrophoneLost."""


@dataclass(frozen=True, slots=True)
class Level:
    """How loud the microphone hears, ten times a second while it is open."""

    loudness: float
    """0 = silent (-60 dBFS or less) .. 1 = full scale."""


@dataclass(frozen=True, slots=True)
class RecordingStarted:
    """The first picture and its sound are being encoded."""


@dataclass(frozen=True, slots=True)
class RecordingProgress:
    """Five times a second, also while it is paused."""

    elapsed_ms: int
    """How long the recording is; pauses are not in it."""


@dataclass(frozen=True, slots=True)
class RecordingPaused:
    """Nothing is recorded from now on."""


@dataclass(frozen=True, slots=True)
class RecordingResumed:
    """What is seen and heard from now on follows what was recorded before the pause."""


@dataclass(frozen=True, slots=True)
class SegmentKept:
    """One sealed segment lies safely in the sink."""

    index: int
    sealed_bytes: int
    sha256: str
    duration_ms: int
    """How long the recording is with this segment."""


class RecordingEnd(StrEnum):
    """Why a recording ended."""

    STOPPED = "stopped"
    FULL_LENGTH = "full_length"
    DISK_FULL = "disk_full"
    DEVICES_LOST = "devices_lost"
    """Nothing was seen and nothing heard for ten seconds; the segments before that are kept."""
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class DiskFull:
    """A segment could not be kept; RecordingEnded follows, the segments before it are safe."""

    index: int


@dataclass(frozen=True, slots=True)
class RecordingEnded:
    """No more segments come. Always the last fact of a recording."""

    end: RecordingEnd
    segments: tuple[SegmentKept, ...]
    duration_ms: int
    pictures: int
    dropped_pictures: int
    """Pictures the camera gave that could not be encoded in time."""


@dataclass(frozen=True, slots=True)
class FacesSeen:
    """How many faces are before the camera, on change; no picture is kept for it."""

    count: int


@dataclass(frozen=True, slots=True)
class FacesUncounted:
    """Counting failed; until the next start FacesSeen is not told any more."""


@dataclass(frozen=True, slots=True)
class PapersMissing:
    """There is no papers camera to start with, or another program holds it; capture goes on trying."""

    device: str


@dataclass(frozen=True, slots=True)
class PapersLost:
    """The papers camera stalled or was unplugged; capture goes on trying."""

    device: str


@dataclass(frozen=True, slots=True)
class PapersBack:
    """Pictures come again after PapersMissing or PapersLost."""


@dataclass(frozen=True, slots=True)
class PageTaken:
    """The answer to take_page; the page now stands in the live picture."""

    jpeg: bytes
    """In RAM only; no metadata, at most 1600 pixels on its long side."""
    quality: PageQuality


@dataclass(frozen=True, slots=True)
class PageNotTaken:
    """The other answer to take_page: the papers camera gave no picture in time."""


@dataclass(frozen=True, slots=True)
class ReplayStarted:
    """The recording moves in the live picture."""

    picture_path: Path


@dataclass(frozen=True, slots=True)
class ReplayProgress:
    """Five times a second."""

    elapsed_ms: int


@dataclass(frozen=True, slots=True)
class SpeakerMissing:
    """The replay goes on without sound."""

    device: str


class ReplayEnd(StrEnum):
    """Why a replay ended."""

    PLAYED = "played"
    STOPPED = "stopped"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class ReplayEnded:
    """The replay is over. Always the last fact of a replay."""

    end: ReplayEnd


Fact = (
    PreviewStarted
    | CameraMissing
    | CameraLost
    | CameraBack
    | MicrophoneMissing
    | MicrophoneLost
    | MicrophoneBack
    | Level
    | RecordingStarted
    | RecordingProgress
    | RecordingPaused
    | RecordingResumed
    | SegmentKept
    | DiskFull
    | RecordingEnded
    | FacesSeen
    | FacesUncounted
    | PapersMissing
    | PapersLost
    | PapersBack
    | PageTaken
    | PageNotTaken
    | ReplayStarted
    | ReplayProgress
    | SpeakerMissing
    | ReplayEnded
)
