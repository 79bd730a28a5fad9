"""A changed voice: another pitch, the same length, the same moments; by another amount each time."""

import math

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from demo.slate.clip import BEEP_HZ
from edge.capture.facts import RecordingEnded
from edge.capture.voice import ChangedVoice, drawn_shift
from hardware.ports import SOUND_RATE_HZ
from tests.edge.capture.stage import Stage

RATE = SOUND_RATE_HZ
Samples = NDArray[np.float64]


def _hummed(seconds: float) -> bytes:
    """A hum of 400 Hz for the first 0.2 of each second."""
    at_s = np.arange(round(seconds * RATE)) / RATE
    sound = np.where(at_s % 1 < 0.2, 0.5 * np.sin(2 * math.pi * 400 * at_s), 0)
    return (sound * 32767).astype("<i2").tobytes()


def _changed(sound: bytes, shift: float, block: int = 960) -> tuple[Samples, int]:
    """What is laid, and how many samples it ever lagged behind."""
    laid = bytearray()
    lag = 0

    def lay(samples: bytes, first_sample: int) -> None:
        assert first_sample == len(laid) // 2
        laid.extend(samples)

    voice = ChangedVoice(lay, shift=shift)
    for first in range(0, len(sound) // 2, block):
        piece = sound[first * 2 : (first + block) * 2]
        voice.lay(piece, first)
        lag = max(lag, first + len(piece) // 2 - len(laid) // 2)
    voice.finish()
    return np.frombuffer(bytes(laid), "<i2") / 32768, lag


@pytest.mark.parametrize("shift", [0.73, 0.84, 1.19, 1.37])
def test_all_frequencies_move_and_nothing_moves_in_time(shift: float) -> None:
    sound = _hummed(12)

    changed, lag = _changed(sound, shift)

    assert len(changed) == len(sound) // 2
    assert lag < 0.15 * RATE
    assert _loudest_hz(changed) == pytest.approx(400 * shift, rel=0.01)
    assert _power(changed, 400) < 0.02 * _power(changed, 400 * shift)
    begins_s = _begins(changed)
    assert len(begins_s) == 12
    assert max(abs(begin_s - round(begin_s)) for begin_s in begins_s) < 0.03


@pytest.mark.parametrize("block", [1, 7, 480, 48_000])
def test_the_length_is_kept_for_blocks_of_any_size(block: int) -> None:
    sound = _hummed(0.4 if block < 100 else 3)

    changed, _ = _changed(sound[: 20_000 if block < 100 else len(sound)], 1.3, block)

    assert len(changed) == (10_000 if block < 100 else len(sound) // 2)


def test_no_sound_is_no_sound() -> None:
    changed, _ = _changed(b"", 1.3)

    assert len(changed) == 0


def test_each_take_is_moved_by_another_amount_up_or_down_and_never_by_little() -> None:
    shifts = [drawn_shift() for _ in range(400)]

    assert len(set(shifts)) > 300
    assert {shift > 1 for shift in shifts} == {True, False}
    semitones = [abs(12 * math.log2(shift)) for shift in shifts]
    assert min(semitones) >= 2.99
    assert max(semitones) <= 5.51


@pytest.mark.parametrize("kind", ["video", "audio"])
def test_the_voice_of_a_recording_is_changed_and_stays_with_the_picture(clip_stage: Stage, kind: str) -> None:
    clip_stage.record(max_s=5.2, kind="audio" if kind == "audio" else "video", change_voice=True)

    ended = clip_stage.told.wait_for(RecordingEnded)

    sound, flashes_s = _recorded(clip_stage)
    assert len(sound) / RATE == pytest.approx(ended.duration_ms / 1000, abs=0.15)
    beep_hz = _loudest_hz(sound, above_hz=1400)
    assert 2.9 < abs(12 * math.log2(beep_hz / BEEP_HZ)) < 5.6
    beeps_s = _begins(sound, around_hz=beep_hz)
    assert len(beeps_s) >= 2
    for flash_s in flashes_s:
        assert min(abs(beep_s - flash_s) for beep_s in beeps_s) < 0.06


def _recorded(stage: Stage) -> tuple[Samples, list[float]]:
    """Sound, and when the lamp went on; without the last half second, in which a beep may be cut off."""
    blocks, flashes_s, lit = list[Samples](), list[float](), True
    with av.open(stage.movie(), "r") as movie:
        tracks = {"audio": 0, "video": 0} if movie.streams.video else {"audio": 0}
        for frame in movie.decode(**tracks):
            if isinstance(frame, av.AudioFrame):
                blocks.append(frame.to_ndarray().reshape(-1).astype(np.float64))
            elif isinstance(frame, av.VideoFrame):
                lamp = frame.to_ndarray(format="gray")[76:140, 560:624].mean() > 150
                flashes_s += [frame.time or 0.0] if lamp and not lit else []
                lit = bool(lamp)
    return np.concatenate(blocks), [flash_s for flash_s in flashes_s if flash_s < 4.7]


def _loudest_hz(sound: Samples, above_hz: float = 50) -> float:
    spectrum = np.abs(np.fft.rfft(sound))
    hertz = np.fft.rfftfreq(len(sound), 1 / RATE)
    return float(hertz[int(np.argmax(spectrum * (hertz > above_hz)))])


def _power(sound: Samples, hz: float) -> float:
    turns = np.exp(-2j * np.pi * hz * np.arange(len(sound)) / RATE)
    return float(np.abs(sound @ turns) ** 2)


def _begins(sound: Samples, around_hz: float | None = None) -> list[float]:
    """When it becomes loud after at least 0.4 s of silence; of one tone alone, if asked."""
    window = 96
    blocks = sound[: len(sound) // window * window].reshape(-1, window)
    if around_hz is None:
        loud = np.abs(blocks).max(axis=1) > 0.1
    else:
        loud = np.abs(blocks @ np.exp(-2j * np.pi * around_hz * np.arange(window) / RATE)) / (window / 2) > 0.12
    quiet = round(0.4 * RATE / window)
    return [
        float(at * window / RATE)
        for at in np.flatnonzero(loud)
        if at == 0 or not loud[max(0, int(at) - quiet) : int(at)].any()
    ]
