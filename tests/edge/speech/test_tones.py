"""The ring: heard with the words of any language, and also where a pack lacks them."""

import numpy as np

from edge.speech.tones import NAMES, RING, tone
from edge.speech.voice import Words
from edge.speech.voice_packs import PackVoice


def test_the_ring_is_a_sound_that_begins_and_ends_softly_and_never_clips() -> None:
    samples = np.frombuffer(tone(RING), "<i2").astype(int)

    assert abs(samples).max() < 0.7 * 32767
    assert abs(samples[0]) < 300
    assert abs(samples[-1]) < 900
    assert np.abs(samples).mean() > 300


def test_a_voice_without_any_pack_rings_all_the_same() -> None:
    voice = PackVoice(())
    ring = Words((RING, "step.answer_ring"), "", "en")

    assert voice.can_say(ring)
    assert tone(RING) in list(voice.sound(ring))
    assert not voice.can_say(Words(("step.answer_ring",), "", "en"))


def test_nothing_else_is_a_tone() -> None:
    assert set(NAMES) == {RING}
    assert tone("tone.none") == b""
