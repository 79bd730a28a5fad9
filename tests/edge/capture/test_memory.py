"""Ten minutes of recording need no more memory than two: nothing is gathered but the list of segments."""

import gc
import resource
import time
from pathlib import Path

import numpy as np

from edge.capture.facts import Fact
from edge.capture.profile import Profile
from edge.capture.segments import Sealer
from edge.capture.tape import Tape, Wish
from hardware.ports import SOUND_RATE_HZ, Picture, PictureSize, Sound
from wire.seal.age import DraftIdentity

SMALL = Profile("small", PictureSize(64, 48, 25), quality_crf=35)


class _Nowhere:
    """Keeps nothing, and counts it."""

    def __init__(self) -> None:
        self.kept = 0

    def keep(self, index: int, sealed: bytes) -> None:
        assert index == self.kept
        assert sealed
        self.kept += 1


def test_memory_stays_flat_over_ten_minutes_of_film_time() -> None:
    sink, facts = _Nowhere(), list[Fact]()
    tape = Tape(Sealer(sink, [DraftIdentity.generate().recipient]), Wish(SMALL, change_voice=True), facts.append)
    random = np.random.default_rng(1)
    pictures = [random.integers(0, 256, (48, 64, 3)).astype(np.uint8).data for _ in range(5)]
    began_s = time.monotonic()
    resident_kb: list[int] = []

    for second in range(600):
        for number in range(25):
            tape.picture(Picture(pictures[number % 5], began_s + second + number / 25))
        tape.sound(Sound(bytes(SOUND_RATE_HZ * 2), began_s + second))
        if second % 60 == 59:
            gc.collect()
            resident_kb.append(_resident_kb())
    tape.finish()

    assert sink.kept == 150
    assert resident_kb[-1] - resident_kb[1] < 6_000


def _resident_kb() -> int:
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize() // 1024
