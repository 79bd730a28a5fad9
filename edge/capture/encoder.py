"""Pictures and sound, or sound alone, to fragmented MP4 (H.264, AAC), written to a file object that only grows.

All tracks begin at 0. A fragment ends before each keyframe, and keyframes come by time, however many pictures come.
"""

from fractions import Fraction
from typing import Any, Final

import av
import cv2
import numpy as np
from av.video.frame import PictureType

from edge.capture.profile import Profile
from edge.capture.segments import Cutter
from hardware.ports import SOUND_RATE_HZ

_PICTURE_CLOCK_HZ: Final = 90_000
# skip_trailer: the index at the end points at byte positions, which padding between segments would move.
_FRAGMENTS: Final = "empty_moov+default_base_moof+skip_trailer"
_MUXER: Final = {"movflags": f"frag_keyframe+{_FRAGMENTS}", "flush_packets": "1"}
# scenecut: a cut, or a cover that comes and goes, must not make keyframes, of which each would end a fragment.
_X264: Final = {"preset": "superfast", "tune": "zerolatency", "forced-idr": "1", "x264-params": "scenecut=0"}


class Encoder:
    """One recording of pictures and sound. Times are seconds since its begin and only grow."""

    def __init__(self, profile: Profile, file: Cutter) -> None:
        self._profile = profile
        self._container = av.open(file, "w", format="mp4", options=dict(_MUXER))
        self._pictures = self._picture_track()
        self._sides = profile.sides
        self._sound = _sound_track(self._container, self._sides)
        self._last_pts = -1
        self._keyframes = 0
        self.fragments_s = 0.0
        """Where the fragment that is growing begins."""

    def picture(self, bgr: Any, at_s: float) -> None:
        """Encode; a picture that is not later than the one before is moved a hair behind it."""
        yuv = cv2.cvtColor(bgr, cv2.COLOR_BGR2YUV_I420)
        frame = av.VideoFrame.from_ndarray(yuv, format="yuv420p")
        frame.pts = self._last_pts = max(self._last_pts + 1, round(at_s * _PICTURE_CLOCK_HZ))
        frame.time_base = Fraction(1, _PICTURE_CLOCK_HZ)
        if at_s >= self._keyframes * self._profile.keyframe_s:
            frame.pict_type = PictureType.I
            self._keyframes = int(at_s / self._profile.keyframe_s) + 1
            self.fragments_s = at_s
        self._container.mux(self._pictures.encode(frame))

    def sound(self, samples: bytes, first_sample: int) -> None:
        """Encode; `first_sample` continues where the call before ended. Two sides come interleaved."""
        self._container.mux(self._sound.encode(_sound_frame(samples, first_sample, self._sides)))

    def finish(self) -> None:
        """Write what the codecs and the muxer still hold."""
        self._container.mux(self._pictures.encode(None))
        self._container.mux(self._sound.encode(None))
        self._container.close()

    def _picture_track(self) -> Any:
        size = self._profile.size
        track = self._container.add_stream("libx264", rate=size.rate_hz)
        track.width, track.height = size.width_px, size.height_px
        track.pix_fmt = "yuv420p"
        track.time_base = track.codec_context.time_base = Fraction(1, _PICTURE_CLOCK_HZ)
        track.codec_context.gop_size = 10_000
        track.codec_context.thread_count = 1
        track.options = {**_X264, "crf": str(self._profile.quality_crf), **self._bound()}
        return track

    def _bound(self) -> dict[str, str]:
        most = self._profile.most_bps
        return {"maxrate": str(most), "bufsize": str(2 * most)} if most else {}


class SoundEncoder:
    """One recording of sound alone; a fragment is as long as one with pictures."""

    def __init__(self, profile: Profile, file: Cutter) -> None:
        muxer = {
            "movflags": _FRAGMENTS,
            "frag_duration": str(round(profile.keyframe_s * 1_000_000)),
            "flush_packets": "1",
        }
        self._container = av.open(file, "w", format="mp4", options=muxer)
        self._sides = profile.sides
        self._sound = _sound_track(self._container, self._sides)
        self.fragments_s = 0.0
        """As Encoder.fragments_s, give or take one block of the codec."""

    def picture(self, bgr: Any, at_s: float) -> None:
        """Nothing is looked at."""

    def sound(self, samples: bytes, first_sample: int) -> None:
        """As Encoder.sound."""
        self.fragments_s = first_sample / SOUND_RATE_HZ
        self._container.mux(self._sound.encode(_sound_frame(samples, first_sample, self._sides)))

    def finish(self) -> None:
        """As Encoder.finish."""
        self._container.mux(self._sound.encode(None))
        self._container.close()


_LAYOUTS: Final = {1: "mono", 2: "stereo"}


def _sound_track(container: Any, sides: int) -> Any:
    return container.add_stream("aac", rate=SOUND_RATE_HZ, layout=_LAYOUTS[sides], bit_rate=64_000 * sides)


def _sound_frame(samples: bytes, first_sample: int, sides: int) -> av.AudioFrame:
    frame = av.AudioFrame.from_ndarray(np.frombuffer(samples, "<i2")[None, :], format="s16", layout=_LAYOUTS[sides])
    frame.sample_rate = SOUND_RATE_HZ
    frame.time_base = Fraction(1, SOUND_RATE_HZ)
    frame.pts = first_sample
    return frame
