"""Sound goes into Ogg and comes back; strangers' bytes are silence at worst."""

from io import BytesIO

import av
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edge.speech.errors import BadSound
from edge.speech.sound import decoded, encoded, length_s, to_house
from tests.edge.speech.packs import heights, tone

GOOD = encoded(tone(700, 0.3))


def webm(samples: bytes, *, codec: str = "libopus", form: str = "webm") -> bytes:
    """As a browser records it."""
    target = BytesIO()
    with av.open(target, "w", format=form) as container:
        stream = container.add_stream(codec, rate=48_000, layout="mono")
        assert isinstance(stream, av.AudioStream)
        frame = av.AudioFrame.from_ndarray(np.frombuffer(samples, "<i2").reshape(1, -1), format="s16", layout="mono")
        frame.sample_rate = 48_000
        resampler = av.AudioResampler(format=stream.format, layout="mono", frame_size=960)
        for part in resampler.resample(frame):
            container.mux(stream.encode(part))
        container.mux(stream.encode(None))
    return target.getvalue()


def test_what_was_encoded_comes_back() -> None:
    samples = tone(400, 1.0)

    back = b"".join(decoded(encoded(samples)))

    assert heights(back) == [400]
    assert length_s(back) == pytest.approx(1.0, abs=0.05)


def test_the_same_samples_give_the_same_bytes() -> None:
    assert encoded(tone(400)) == encoded(tone(400))


def test_a_browsers_recording_is_understood() -> None:
    assert heights(b"".join(decoded(webm(tone(1000))))) == [1000]


def test_an_engines_rate_becomes_the_houses() -> None:
    at = np.arange(24_000) / 24_000
    samples = to_house((0.3 * np.sin(2 * np.pi * 700 * at)).astype(np.float32), 24_000)

    assert heights(samples) == [700]
    assert length_s(samples) == pytest.approx(1.0, abs=0.01)


@pytest.mark.parametrize(
    "content",
    [
        webm(tone(400), codec="pcm_s16le", form="wav"),
        webm(tone(400), codec="aac", form="mp4"),
        b"#EXTM3U\n#EXTINF:1\nfile:///etc/passwd\n",
        b"ffconcat version 1.0\nfile /etc/passwd\n",
        bytes(33 * 1024 * 1024),
    ],
    ids=["wav", "mp4", "playlist", "concat", "huge"],
)
def test_what_no_browser_records_is_refused(content: bytes) -> None:
    with pytest.raises(BadSound):
        list(decoded(content))


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=400),
        st.integers(0, len(GOOD)).map(lambda end: GOOD[:end]),
        st.tuples(st.integers(0, len(GOOD) - 9), st.binary(min_size=1, max_size=9)).map(
            lambda cut: GOOD[: cut[0]] + cut[1] + GOOD[cut[0] + len(cut[1]) :]
        ),
    )
)
def test_hostile_bytes_are_bad_sound_or_sound(content: bytes) -> None:
    try:
        pieces = list(decoded(content))
    except BadSound:
        return
    assert all(len(piece) % 2 == 0 for piece in pieces)
