"""An officer's end of a call that has no picture to speak of: says what it is made to say, and keeps what it hears."""

import asyncio
import contextlib
import fractions
import time
from typing import Any, Final

import av
import numpy as np
from aiortc import MediaStreamTrack, RTCConfiguration, RTCPeerConnection, RTCSessionDescription
from aiortc.mediastreams import MediaStreamError

from hardware.ports import SOUND_BYTES_PER_SAMPLE, SOUND_RATE_HZ

_FRAME: Final = SOUND_RATE_HZ // 50
_FRAME_BYTES: Final = _FRAME * SOUND_BYTES_PER_SAMPLE


class _Voice(MediaStreamTrack):
    """In real time: what it was given to say, then silence."""

    kind = "audio"

    def __init__(self) -> None:
        super().__init__()
        self.to_say = b""
        self._at = 0
        self._begun = time.monotonic()

    async def recv(self) -> Any:
        await asyncio.sleep(max(0.0, self._begun + self._at / SOUND_RATE_HZ - time.monotonic()))
        said, self.to_say = self.to_say[:_FRAME_BYTES], self.to_say[_FRAME_BYTES:]
        frame = av.AudioFrame(format="s16", layout="mono", samples=_FRAME)
        frame.planes[0].update(said.ljust(_FRAME_BYTES, b"\0"))
        frame.sample_rate, frame.pts, frame.time_base = SOUND_RATE_HZ, self._at, fractions.Fraction(1, SOUND_RATE_HZ)
        self._at += _FRAME
        return frame


class _Face(MediaStreamTrack):
    """Grey, and small."""

    kind = "video"

    async def recv(self) -> Any:
        await asyncio.sleep(0.25)
        frame = av.VideoFrame.from_ndarray(np.full((96, 128, 3), 90, np.uint8), format="rgb24")
        frame.pts, frame.time_base = int(time.monotonic() * 90_000), fractions.Fraction(1, 90_000)
        return frame


class Officer:
    """One peer connection, from answer to close."""

    def __init__(self) -> None:
        self.heard = bytearray()
        self._voice = _Voice()
        self._tasks: list[asyncio.Task[None]] = []
        self._connection = RTCPeerConnection(RTCConfiguration(iceServers=[]))

    def say(self, samples: bytes) -> None:
        """Instead of what was still to be said."""
        self._voice.to_say = samples

    async def answer(self, offer: str) -> str:
        connection = self._connection
        connection.on("track", lambda track: self._tasks.append(asyncio.create_task(self._watch(track))))
        await connection.setRemoteDescription(RTCSessionDescription(sdp=offer, type="offer"))
        connection.addTrack(self._voice)
        connection.addTrack(_Face())
        await connection.setLocalDescription(await connection.createAnswer())
        return str(connection.localDescription.sdp)

    async def leave(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._connection.close()

    async def _watch(self, track: MediaStreamTrack) -> None:
        resampler = av.AudioResampler(format="s16", layout="mono", rate=SOUND_RATE_HZ)
        with contextlib.suppress(MediaStreamError):
            while True:
                frame: Any = await track.recv()
                if track.kind == "audio":
                    self.heard += b"".join(part.to_ndarray().tobytes() for part in resampler.resample(frame))
