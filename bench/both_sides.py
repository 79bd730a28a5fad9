"""Records both sides of a call as an inquiry does, from two moving pictures and two voices: cost, gaps, size.

The pictures are painted 25 times a second into memory files, as edge and engine paint them; what that costs is measured
by itself first and taken off.
"""

import shutil
import tempfile
import time
from pathlib import Path

import cv2
import numpy as np

from bench.figures import Figure, arguments, report
from edge.capture.facts import Fact, RecordingEnded
from edge.capture.picture import LivePicture
from edge.capture.segments import Sealer
from edge.inquiry.tape.both import BothSides, Look
from hardware.ports import SOUND_RATE_HZ
from wire.seal.age import DraftIdentity

_PERIOD_S = 0.04


class _Kept:
    def __init__(self) -> None:
        self.bytes = 0

    def keep(self, _index: int, sealed: bytes) -> None:
        self.bytes += len(sealed)


def main() -> None:
    wishes = arguments("Record both sides of a call; measure CPU, dropped pictures and size.")
    folder = Path(tempfile.mkdtemp(prefix="bench-both-", dir="/dev/shm"))  # as the edge does
    try:
        figures = measure(folder, seconds=15 if wishes.quick else 120)
    finally:
        shutil.rmtree(folder)
    report("both_sides", figures, to=wishes.json)


def measure(folder: Path, *, seconds: float) -> dict[str, Figure]:
    near, far = LivePicture(folder / "near"), LivePicture(folder / "far")
    scenes = [_scene(1), _scene(2)]
    painting = _played(near, far, scenes, seconds=min(seconds, 20)) / min(seconds, 20)
    kept, facts = _Kept(), list[Fact]()
    look = Look(near.path, far.path, "0" * 32, lambda: (time.time_ns() // 1_000_000, True))
    both = BothSides(look, Sealer(kept, [DraftIdentity.generate().recipient]), facts.append, max_s=seconds * 2)
    both.look(near=True, far=True)
    spent = _played(near, far, scenes, seconds=seconds, both=both)
    both.stop()
    both.join()
    near.close()
    far.close()
    ended = facts[-1]
    if not isinstance(ended, RecordingEnded):
        raise TypeError("the recording has not ended")
    return {
        "cpu_core_pct": round(100 * (spent / seconds - painting), 1),
        "kbit_per_s": round(kept.bytes * 8 / 1000 / seconds),
        "pictures_a_s": round(ended.pictures / seconds, 2),
        "dropped_pictures": ended.dropped_pictures,
        "recorded_s": round(ended.duration_ms / 1000, 1),
        "seconds": seconds,
    }


def _scene(seed: int) -> np.ndarray:
    noise = np.random.default_rng(seed).integers(0, 255, (480, 640, 3), dtype=np.uint8)
    return np.asarray(cv2.normalize(cv2.GaussianBlur(noise, (0, 0), 9), np.zeros_like(noise), 0, 255, cv2.NORM_MINMAX))


def _played(
    near: LivePicture, far: LivePicture, scenes: list[np.ndarray], *, seconds: float, both: BothSides | None = None
) -> float:
    """Seconds of CPU."""
    began_s, spent_s, turn = time.monotonic(), time.process_time(), 0
    samples = round(SOUND_RATE_HZ * _PERIOD_S)
    voice = (4000 * np.sin(np.arange(samples) * 2 * np.pi * 500 / SOUND_RATE_HZ)).astype("<i2").tobytes()
    while time.monotonic() - began_s < seconds:
        for scene, live in zip(scenes, (near, far), strict=True):
            moved = np.roll(scene, turn * 3 % 640, 1)
            cv2.circle(moved, (320, 240), 60 + turn % 40, (60, 180, 90), -1)
            live.paint(moved, time.monotonic())
        if both:
            both.hear_near(voice)
            both.hear_far(voice)
        turn += 1
        time.sleep(max(0.0, began_s + turn * _PERIOD_S - time.monotonic()))
    return time.process_time() - spent_s


if __name__ == "__main__":
    main()
