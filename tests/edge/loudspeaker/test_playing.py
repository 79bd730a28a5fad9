"""A film's sound is heard when its picture is due, whatever the speaker does, and is silent the moment it must be."""

import time
import wave
from collections.abc import Callable
from pathlib import Path

import pytest

from bench.walls.dated import DatedSpeaker
from bench.walls.film import Flashes, beeps_in, make_film, make_flashes
from edge.wall.loudspeaker.playing import DRIFT_S, Playing
from hardware.ports import SOUND_BYTES_PER_SAMPLE, SOUND_RATE_HZ, Speaker
from hardware.speaker_fake import FakeSpeaker
from hardware.speaker_wav import WavSpeaker

BEEPS = (0.1, 0.4, 0.7)
BYTES_A_S = SOUND_BYTES_PER_SAMPLE * SOUND_RATE_HZ
_LATE_S = 0.15
"""So late begins a film of which a test does not look at the first moments."""


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_flashes(tmp_path_factory.mktemp("film") / "film.mp4", Flashes(BEEPS, 0.9))


class SlowSpeaker:
    """Its crystal is slow, by far more than one that may be sold: what is heard comes ever later."""

    def __init__(self) -> None:
        self._until_s = 0.0

    def open(self) -> None:
        self._until_s = time.monotonic()

    def play(self, samples: bytes) -> None:
        self._until_s = max(self._until_s, time.monotonic()) + len(samples) / BYTES_A_S * 1.2
        time.sleep(max(self.delay_s() - 0.1, 0.0))

    def delay_s(self) -> float:
        return max(self._until_s - time.monotonic(), 0.0)

    def close(self) -> None:
        """Nothing is held."""


def heard_from(speaker: DatedSpeaker, began_s: float) -> list[float]:
    """When beeps were heard, in seconds of the film."""
    return [at_s - began_s for at_s in speaker.beeps_s()]


def played(speaker: Speaker, path: Path, *, in_s: float = 0.5) -> float:
    """The whole film, which begins so soon; when it began."""
    began_s = time.monotonic() + in_s
    Playing(speaker, path, began_s=began_s).join()
    return began_s


def until(true: Callable[[], bool]) -> None:
    ends = time.monotonic() + 5
    while not true() and time.monotonic() < ends:
        time.sleep(0.005)
    assert true()


def test_the_wav_has_each_beep_when_its_picture_is_due(film: Path, tmp_path: Path) -> None:
    speaker = DatedSpeaker(WavSpeaker(tmp_path / "heard.wav"))

    began_s = played(speaker, film)

    with wave.open(str(tmp_path / "heard.wav"), "rb") as heard:
        assert heard.readframes(heard.getnframes()) == speaker.heard
    assert heard_from(speaker, began_s) == pytest.approx(BEEPS, abs=DRIFT_S)


def test_what_is_past_already_is_left_out_and_the_rest_is_in_step(film: Path) -> None:
    speaker = DatedSpeaker(FakeSpeaker())

    began_s = played(speaker, film, in_s=-0.1)

    assert heard_from(speaker, began_s)[-2:] == pytest.approx(BEEPS[1:], abs=DRIFT_S)


def test_a_film_that_is_over_already_is_not_heard(film: Path) -> None:
    speaker = FakeSpeaker()

    played(speaker, film, in_s=-5)

    assert beeps_in(bytes(speaker.heard)) == []


def test_a_speaker_that_falls_behind_is_brought_back_into_step(film: Path) -> None:
    speaker = DatedSpeaker(SlowSpeaker())

    began_s = played(speaker, film)

    assert heard_from(speaker, began_s) == pytest.approx(BEEPS, abs=DRIFT_S + 0.04)


def test_it_is_silent_within_a_block_of_being_told(film: Path) -> None:
    speaker = FakeSpeaker()
    playing = Playing(speaker, film, began_s=time.monotonic() - _LATE_S)
    until(lambda: len(speaker.heard) > 0)

    playing.stop()
    playing.join()

    written = len(speaker.heard)
    assert beeps_in(bytes(speaker.heard))[1:] == []
    time.sleep(0.1)
    assert len(speaker.heard) == written


def test_one_that_begins_far_in_the_future_leaves_the_speaker_to_others_until_then(film: Path) -> None:
    speaker = FakeSpeaker()

    playing = Playing(speaker, film, began_s=time.monotonic() + 1e9)
    time.sleep(0.1)
    playing.stop()
    playing.join()

    assert speaker.began_at_s is None


def test_a_jump_takes_the_place_of_what_was_heard_before(film: Path) -> None:
    speaker = DatedSpeaker(FakeSpeaker())
    before = Playing(speaker, film, began_s=time.monotonic() - _LATE_S)
    until(lambda: len(speaker.heard) > 0)

    before.stop()
    began_s = time.monotonic() - 0.2
    Playing(speaker, film, began_s=began_s, before=before).join()

    assert heard_from(speaker, began_s)[-1:] == pytest.approx(BEEPS[2:], abs=DRIFT_S)


def test_a_speaker_that_vanishes_in_the_middle_ends_the_sound_and_the_next_film_is_heard(
    film: Path, caplog: pytest.LogCaptureFixture
) -> None:
    fake = FakeSpeaker()
    speaker = DatedSpeaker(fake)
    playing = Playing(speaker, film, began_s=time.monotonic())
    until(lambda: len(speaker.heard) > 0)

    fake.plug.pull()
    playing.join()
    fake.plug.restore()
    began_s = played(speaker, film, in_s=-0.3)

    assert "NoSpeaker" in caplog.text
    assert heard_from(speaker, began_s)[-1:] == pytest.approx(BEEPS[2:], abs=DRIFT_S)


def test_a_speaker_that_another_holds_stays_with_the_other(film: Path, caplog: pytest.LogCaptureFixture) -> None:
    speaker = FakeSpeaker()
    speaker.plug.occupy()

    played(speaker, film, in_s=0)

    assert speaker.heard == b""
    assert "SpeakerBusy" in caplog.text


def test_a_film_without_sound_opens_no_speaker(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    speaker = FakeSpeaker()

    played(speaker, make_film(tmp_path / "mute.mp4"), in_s=0)

    assert speaker.began_at_s is None
    assert caplog.text == ""


@pytest.mark.parametrize("damage", ["nothing of it", "no film", "the end is missing", "the sound is noise"])
def test_a_broken_track_is_silence_and_a_line_in_the_log(
    film: Path, tmp_path: Path, damage: str, caplog: pytest.LogCaptureFixture
) -> None:
    whole = film.read_bytes()
    middle = len(whole) // 2
    broken = {
        "nothing of it": b"",
        "no film": b"no film" * 999,
        "the end is missing": whole[:middle],
        "the sound is noise": whole[: middle // 2] + b"\xff\x13" * (middle // 2) + whole[middle // 2 * 3 :],
    }[damage]
    path = tmp_path / "film.mp4"
    path.write_bytes(broken)

    played(FakeSpeaker(), path, in_s=-0.8)

    assert "ERROR" not in caplog.text
    assert "broken" in caplog.text
