"""The keeper's one door to camera, microphone and speaker.

Every method but `close` returns at once and may be called in any order, from one thread; what happens is told
through `post`, which is called from device threads and must only hand over (loop.call_soon_threadsafe).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from edge.capture.facts import Fact
from edge.capture.profile import Profile
from edge.capture.segments import SegmentSink
from hardware.ports import Camera, Microphone, Speaker
from wire.seal.age import DraftIdentity


@dataclass(frozen=True, slots=True)
class Devices:
    """What the board found."""

    camera: Camera
    microphone: Microphone
    speaker: Speaker


class Studio:
    """Previews, records and replays, one recording or replay at a time."""

    def __init__(self, devices: Devices, *, profile: Profile, picture_path: Path, post: Callable[[Fact], None]) -> None:
        """Make the live picture at `picture_path` (under /dev/shm) and start the device threads, idle."""

    def start_preview(self) -> None:
        """Open camera and microphone; PreviewStarted, then Level ten times a second. Twice is once."""

    def stop_preview(self) -> None:
        """Blank the live picture; the devices are let go unless a recording needs them."""

    def start_recording(self, sink: SegmentSink, recipients: Sequence[str], *, max_s: float = 600) -> None:
        """Record into `sink`, sealed to age `recipients`: RecordingStarted, SegmentKept..., RecordingEnded.

        Raises Occupied while another recording or a replay runs.
        """

    def stop_recording(self) -> None:
        """Keep what is recorded so far; RecordingEnded follows. Without a recording nothing happens."""

    def start_replay(self, parts: Sequence[Path], identity: DraftIdentity) -> None:
        """Play sealed segments, in order, to picture and speaker: ReplayStarted, ReplayProgress..., ReplayEnded.

        Raises Occupied while a recording or another replay runs.
        """

    def stop_replay(self) -> None:
        """End the replay; ReplayEnded(STOPPED) follows. Without a replay nothing happens."""

    def close(self) -> None:
        """Stop all, wait for the threads, remove the live picture."""
