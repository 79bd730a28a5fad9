"""Sound in and out of its containers, in RAM: what arrives may be hostile, what leaves is Ogg with Opus.

Samples are the house's: mono, signed 16 bit, SOUND_RATE_HZ.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Final

import av
import numpy as np
from av.error import FFmpegError
from numpy.typing import NDArray

from edge.speech.errors import BadSound
from hardware.ports import SOUND_BYTES_PER_SAMPLE, SOUND_RATE_HZ

LONGEST_S: Final = 15 * 60
"""No answer and no prompt is longer; a file that claims to be is cut."""
LARGEST_BYTES: Final = 32 * 1024 * 1024
_BIT_RATE: Final = 20_000
_FRAME: Final = SOUND_RATE_HZ // 50
_CONTAINERS: Final = "matroska,ogg"
"""WebM is Matroska. The other demuxers of FFmpeg are not offered to strangers' bytes."""
_CODECS: Final = ("opus", "vorbis")


def decoded(content: bytes) -> Iterator[bytes]:
    """Samples in pieces as they are unpacked, LONGEST_S at most; raises BadSound, perhaps after good pieces."""
    if len(content) > LARGEST_BYTES:
        raise BadSound("too large")
    left = LONGEST_S * SOUND_RATE_HZ * SOUND_BYTES_PER_SAMPLE
    try:
        for piece in _unpacked(content):
            yield piece[:left]
            left -= len(piece)
            if left <= 0:
                return
    except (FFmpegError, ValueError, IndexError, OverflowError, MemoryError, EOFError) as error:
        raise BadSound(type(error).__name__) from None


def encoded(samples: bytes) -> bytes:
    """Ogg with Opus at about 20 kbit/s; the same samples give the same bytes."""
    target = BytesIO()
    with av.open(target, "w", format="ogg", options={"fflags": "+bitexact", "serial_offset": "1"}) as container:
        stream = container.add_stream("libopus", rate=SOUND_RATE_HZ, layout="mono")
        stream.bit_rate = _BIT_RATE
        stream.codec_context.options = {"application": "voip"}
        for at in range(0, len(samples), _FRAME * SOUND_BYTES_PER_SAMPLE):
            block = samples[at : at + _FRAME * SOUND_BYTES_PER_SAMPLE]
            frame = av.AudioFrame.from_ndarray(np.frombuffer(block, "<i2").reshape(1, -1), format="s16", layout="mono")
            frame.sample_rate = SOUND_RATE_HZ
            frame.pts = at // SOUND_BYTES_PER_SAMPLE
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return target.getvalue()


def to_house(sound: NDArray[np.float32], rate_hz: int) -> bytes:
    """An engine's sound (-1 to 1, at its own rate) as the house's samples."""
    whole = np.clip(sound, -1.0, 1.0) * 32767
    frame = av.AudioFrame.from_ndarray(whole.astype("<i2").reshape(1, -1), format="s16", layout="mono")
    frame.sample_rate = rate_hz
    resampler = av.AudioResampler(format="s16", layout="mono", rate=SOUND_RATE_HZ)
    return b"".join(_samples(part) for part in (*resampler.resample(frame), *resampler.resample(None)))


def silence(seconds: float) -> bytes:
    return bytes(round(seconds * SOUND_RATE_HZ) * SOUND_BYTES_PER_SAMPLE)


def length_s(samples: bytes) -> float:
    return len(samples) / SOUND_BYTES_PER_SAMPLE / SOUND_RATE_HZ


def _unpacked(content: bytes) -> Iterator[bytes]:
    resampler = av.AudioResampler(format="s16", layout="mono", rate=SOUND_RATE_HZ)
    limits = {"format_whitelist": _CONTAINERS, "protocol_whitelist": ""}
    with av.open(BytesIO(content), "r", options=limits) as container:
        stream = container.streams.audio[0]
        if stream.codec_context.name not in _CODECS:
            raise ValueError("not a codec we take")
        for frame in container.decode(stream):
            for part in resampler.resample(frame):
                yield _samples(part)
        for part in resampler.resample(None):
            yield _samples(part)


def _samples(frame: av.AudioFrame) -> bytes:
    return frame.to_ndarray().astype("<i2").tobytes()
