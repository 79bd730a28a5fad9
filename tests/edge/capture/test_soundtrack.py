"""Sound without gaps, at its place, whatever the blocks' own times say."""

from hypothesis import given
from hypothesis import strategies as st

from edge.capture.soundtrack import SoundTrack
from hardware.ports import SOUND_RATE_HZ, Sound

BLOCK = SOUND_RATE_HZ // 50
TONE = b"\x10\x20" * BLOCK


class _Tape:
    """Refuses what the encoder could not take: a gap or an overlap."""

    def __init__(self) -> None:
        self.samples = b""

    def lay(self, samples: bytes, first_sample: int) -> None:
        assert first_sample == len(self.samples) // 2
        self.samples += samples

    def silence(self) -> int:
        """Samples that are none of the tone."""
        return self.samples.count(b"\x00\x00")


def test_the_first_block_is_cut_to_the_recordings_begin() -> None:
    tape = _Tape()
    track = SoundTrack(100.0, tape.lay)

    track.add(Sound(TONE, 99.97))
    track.add(Sound(TONE, 99.99))

    assert len(tape.samples) == BLOCK // 2 * 2
    assert tape.silence() == 0


def test_a_first_block_that_comes_late_has_silence_before_it() -> None:
    tape = _Tape()

    SoundTrack(100.0, tape.lay).add(Sound(TONE, 100.1))

    assert tape.silence() == SOUND_RATE_HZ // 10
    assert tape.samples.endswith(TONE)


@given(st.lists(st.floats(-0.01, 0.01), min_size=5, max_size=60))
def test_jitter_does_not_touch_the_sound(jitter: list[float]) -> None:
    tape = _Tape()
    track = SoundTrack(0.0, tape.lay)
    track.add(Sound(TONE, 0.0))

    for number, late_s in enumerate(jitter, start=1):
        track.add(Sound(TONE, number * 0.02 + late_s))

    assert tape.samples == TONE * (len(jitter) + 1)


def test_a_hole_is_silence_and_what_follows_is_at_its_place() -> None:
    tape = _Tape()
    track = SoundTrack(0.0, tape.lay)
    track.add(Sound(TONE, 0.0))

    track.add(Sound(TONE, 1.02))

    assert tape.silence() == SOUND_RATE_HZ
    assert track.until_s == 1.04


def test_sound_that_was_filled_already_is_left_out() -> None:
    tape = _Tape()
    track = SoundTrack(0.0, tape.lay)
    track.fill(1.0)

    track.add(Sound(TONE, 0.97))
    track.add(Sound(TONE, 0.99))

    assert track.until_s == 1.01
    assert tape.silence() == SOUND_RATE_HZ


def test_a_sound_card_whose_clock_drifts_is_followed() -> None:
    track = SoundTrack(0.0, _forget)

    # 0.05 % slow: after ten minutes 300 ms would be missing.
    for number in range(30_000):
        track.add(Sound(TONE, number * 0.02 * 1.0005))

    assert abs(track.until_s - 600.3) < 0.03


def test_a_fast_sound_card_is_followed_too() -> None:
    track = SoundTrack(0.0, _forget)

    for number in range(30_000):
        track.add(Sound(TONE, number * 0.02 * 0.9995))

    assert abs(track.until_s - 599.7) < 0.03


def _forget(_samples: bytes, _first_sample: int) -> None:
    pass
