"""An officer's browser of a few lines: answers an offer with aiortc, shows numbers, sounds a pitch, and watches."""

import asyncio
import contextlib
import fractions
import time
from dataclasses import dataclass, field
from typing import Any

import av
from aiortc import (
    MediaStreamTrack,
    RTCConfiguration,
    RTCIceServer,
    RTCIceTransportPolicy,
    RTCPeerConnection,
    RTCSessionDescription,
)
from aiortc.mediastreams import MediaStreamError

from bench.call.marks import RATE_HZ, Witness, coded, tone
from wire.call.signals import Relay

PITCH_HZ = 1000.0


class _Picture(MediaStreamTrack):
    kind = "video"

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number

    async def recv(self) -> Any:
        await asyncio.sleep(1 / 15)
        frame = av.VideoFrame.from_ndarray(coded(self._number), format="rgb24")
        frame.pts, frame.time_base = int(time.monotonic() * 90_000), fractions.Fraction(1, 90_000)
        return frame


class _Sound(MediaStreamTrack):
    kind = "audio"

    def __init__(self) -> None:
        super().__init__()
        self._at = 0
        self._begun = time.monotonic()

    async def recv(self) -> Any:
        await asyncio.sleep(max(0.0, self._begun + self._at / RATE_HZ - time.monotonic()))
        frame = av.AudioFrame(format="s16", layout="mono", samples=960)
        frame.planes[0].update(tone(PITCH_HZ, self._at, 960))
        frame.sample_rate, frame.pts, frame.time_base = RATE_HZ, self._at, fractions.Fraction(1, RATE_HZ)
        self._at += 960
        return frame


@dataclass
class Officer:
    """One peer connection, from answer to close."""

    number: int
    saw: Witness = field(default_factory=Witness)
    relays: tuple[Relay, ...] = ()
    """Only by these, when there are any."""
    _tasks: list[asyncio.Task[None]] = field(default_factory=list)
    _connection: Any = None

    async def answer(self, offer: str) -> str:
        self._connection = RTCPeerConnection(self._configuration())
        self._connection.on("track", lambda track: self._tasks.append(asyncio.create_task(self._watch(track))))
        await self._connection.setRemoteDescription(RTCSessionDescription(sdp=offer, type="offer"))
        self._connection.addTrack(_Sound())
        self._connection.addTrack(_Picture(self.number))
        await self._connection.setLocalDescription(await self._connection.createAnswer())
        return str(self._connection.localDescription.sdp)

    async def leave(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._connection:
            await self._connection.close()

    def _configuration(self) -> RTCConfiguration:
        servers = [RTCIceServer(one.urls[0], one.username, one.credential) for one in self.relays]
        policy = RTCIceTransportPolicy.RELAY if servers else RTCIceTransportPolicy.ALL
        return RTCConfiguration(iceServers=servers, iceTransportPolicy=policy)

    async def _watch(self, track: MediaStreamTrack) -> None:
        resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE_HZ)
        with contextlib.suppress(MediaStreamError):
            while True:
                frame: Any = await track.recv()
                if track.kind == "video":
                    self.saw.saw(frame.to_ndarray(format="rgb24"))
                    continue
                for part in resampler.resample(frame):
                    self.saw.heard(part.to_ndarray().tobytes())
