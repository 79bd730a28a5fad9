"""Records the demo's clip and looks at what came out: A/V offset, dropped pictures, cost.

Everything between the devices' ports and the opened segments is the real thing; camera and microphone are a film and a
sound file that run in step on the machine's clock, so the true offset is zero.
"""

import io
import os
import resource
import shutil
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from bench.figures import Figure, arguments, report
from demo.slate.check import ClipCheck, check_clip
from demo.slate.clip import make_clip
from edge.capture.drafts import DraftDirectory
from edge.capture.facts import Fact, RecordingEnded
from edge.capture.profile import PROFILES, Profile
from edge.capture.studio import Devices, Studio
from hardware import board
from wire.port_words import TakeKind
from wire.seal.age import DraftIdentity


def main() -> None:
    wishes = arguments("Record a flash-and-beep clip; measure A/V offset, dropped pictures and CPU.")
    folder = Path(tempfile.mkdtemp(prefix="bench-recording-"))
    try:
        figures = measure(folder, seconds=15 if wishes.quick else 120)
    finally:
        shutil.rmtree(folder)
    report("recording", figures, to=wishes.json)


def measure(folder: Path, *, seconds: float) -> dict[str, Figure]:
    """480p without counting decides, as ever; 720p, counting and covering are told beside it."""
    small = _recorded(folder, PROFILES["480p"], seconds=seconds)
    large = _recorded(folder, PROFILES["720p"], seconds=seconds)
    counted = _recorded(folder, PROFILES["720p"], seconds=seconds / 2, how=How("counted", count_faces=True))
    covered = _recorded(folder, PROFILES["480p"], seconds=seconds / 2, how=How("covered", cover=True))
    heard = _recorded(folder, PROFILES["480p"], seconds=seconds / 2, how=How("heard", kind="audio"))
    return {
        "av_offset_ms": small["offset_ms"],
        "av_offset_worst_ms": small["offset_worst_ms"],
        "dropped_frames": small["dropped"],
        "cpu_core_pct": small["cpu_pct"],
        "kbit_per_s": small["kbit_per_s"],
        "seconds": seconds,
        "av_offset_720p_ms": large["offset_ms"],
        "dropped_frames_720p": large["dropped"],
        "cpu_core_720p_pct": large["cpu_pct"],
        "kbit_per_s_720p": large["kbit_per_s"],
        "cpu_core_720p_counting_pct": counted["cpu_pct"],
        "dropped_frames_720p_counting": counted["dropped"],
        "cpu_core_covered_pct": covered["cpu_pct"],
        "cpu_core_sound_only_pct": heard["cpu_pct"],
        "kbit_per_s_sound_only": heard["kbit_per_s"],
    }


@dataclass(frozen=True)
class How:
    """What is done beside recording."""

    name: str = "plain"
    count_faces: bool = False
    cover: bool = False
    """The face and the voice."""
    kind: TakeKind = "video"


PLAIN = How()


def _recorded(folder: Path, profile: Profile, *, seconds: float, how: How = PLAIN) -> dict[str, Figure]:
    film, sound = make_clip(folder)
    identity = DraftIdentity.generate()
    draft = DraftDirectory(folder / f"{profile.name}-{how.name}")
    ended = _Ended()
    devices = Devices(board.camera(str(film), profile.size), board.microphone(str(sound)), board.speaker("none"))
    memory = Path(f"/dev/shm/bench-recording-{os.getpid()}")  # noqa: S108  # the live picture is never on a disk
    studio = Studio(devices, profile=profile, picture_path=memory, post=ended.hear, count_faces=how.count_faces)
    if how.kind == "video":
        studio.start_preview(cover_face=how.cover)
    time.sleep(1)
    cpu_s = _cpu_s()
    wishes = {"cover_face": how.cover, "change_voice": how.cover}
    studio.start_recording(draft, [identity.recipient], max_s=seconds, kind=how.kind, **wishes)
    told = ended.wait(seconds + 30)
    cpu_s = _cpu_s() - cpu_s
    studio.close()
    movie = b"".join(identity.open(path.read_bytes()) for path in draft.segments())
    cost = _cost(told.duration_ms / 1000, cpu_s=cpu_s, length=len(movie))
    if how.kind == "audio":
        return cost
    return _judged(check_clip(io.BytesIO(movie)), told) | cost


def _cost(seconds: float, *, cpu_s: float, length: int) -> dict[str, Figure]:
    return {
        "cpu_pct": round(100 * cpu_s / seconds, 1),
        "kbit_per_s": round(8 * length / seconds / 1000),
    }


def _judged(seen: ClipCheck, told: RecordingEnded) -> dict[str, Figure]:
    return {
        "offset_ms": _rounded(seen.offset_ms),
        "offset_worst_ms": _rounded(seen.worst_offset_ms),
        "dropped": told.dropped_pictures + seen.missing_pictures,
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def _cpu_s() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


class _Ended:
    """Waits for the recording's last fact."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self._fact: RecordingEnded | None = None

    def hear(self, fact: Fact) -> None:
        if isinstance(fact, RecordingEnded):
            self._fact = fact
            self._event.set()

    def wait(self, timeout_s: float) -> RecordingEnded:
        if not self._event.wait(timeout_s) or self._fact is None:
            raise TimeoutError("the recording did not end")
        return self._fact


if __name__ == "__main__":
    main()
