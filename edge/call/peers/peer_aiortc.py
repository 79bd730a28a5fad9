"""Calls by aiortc, as published: for machines that the other engine has no wheel for, and should that one end.

It does badly on lossy links: see docs/decisions/0041-two-media-engines.md.
"""

import asyncio
import contextlib
import fractions
import logging
import time
from collections import deque
from collections.abc import Coroutine
from typing import Any, Final

import av
import numpy as np
from aiortc import (
    MediaStreamTrack,
    RTCBundlePolicy,
    RTCConfiguration,
    RTCIceServer,
    RTCIceTransportPolicy,
    RTCPeerConnection,
    RTCRtpSender,
    RTCSessionDescription,
)
from aiortc.mediastreams import MediaStreamError

from edge.call.errors import BadPeer
from edge.call.peers.peer import Counted, Ears, Terms, Way
from hardware.ports import SOUND_RATE_HZ
from wire.call.engine import BLOCK_BYTES, PeerState

_log = logging.getLogger(__name__)
logging.getLogger("aioice").setLevel(logging.WARNING)  # it tells every address it tries
_PICTURE_CLOCK: Final = fractions.Fraction(1, 90_000)
_SOUND_CLOCK: Final = fractions.Fraction(1, SOUND_RATE_HZ)
_BLOCK_SAMPLES: Final = 960
_UNHEARD_BLOCKS: Final = 10


class AiortcPeer:
    """One connection by aiortc. It chooses its ports and its bit rate by itself."""

    def __init__(self, ears: Ears, terms: Terms, way: Way) -> None:
        if terms.first_port:
            _log.warning("this engine chooses its ports by itself: the firewall must let any of them through")
        self._ears: Ears | None = ears
        self._loop = asyncio.get_running_loop()
        self._camera, self._microphone = _Camera(), _Microphone()
        self._way = way
        self._connection = RTCPeerConnection(_configuration(way))
        self._connection.on("connectionstatechange", self._changed)
        self._connection.on("track", self._track)
        self._tasks: set[asyncio.Task[None]] = set()

    async def offer(self) -> str:
        self._connection.addTrack(self._microphone)
        sender = self._connection.addTrack(self._camera)
        _prefer_vp8(self._connection, sender)
        await self._connection.setLocalDescription(await self._connection.createOffer())
        sdp = str(self._connection.localDescription.sdp)
        if self._way.only_relays and "typ relay" not in sdp:
            raise BadPeer("no relay lets us in")
        if "a=candidate" not in sdp:
            raise BadPeer("this machine has no network to call on")
        return sdp

    async def accept(self, sdp: str) -> None:
        try:
            await self._connection.setRemoteDescription(RTCSessionDescription(sdp=sdp, type="answer"))
            # Until it hears that there are no more, it never says that it failed.
            await self._connection.addIceCandidate(None)
        except Exception as error:  # it raises what its parser stumbles over
            raise BadPeer(f"no answer that the engine takes: {type(error).__name__}") from error

    def show(self, rgb: Any) -> None:
        self._loop.call_soon_threadsafe(self._camera.give, rgb)

    def say(self, samples: bytes) -> None:
        self._loop.call_soon_threadsafe(self._microphone.give, samples)

    async def bound(self, most_bps: int) -> None:
        """Its encoders listen to the officer's browser alone."""

    async def count(self) -> Counted:
        packets = lost = rtt_ms = 0
        for stream in (await self._connection.getStats()).values():
            if stream.type == "inbound-rtp":
                packets, lost = packets + stream.packetsReceived, lost + max(0, stream.packetsLost)
            elif stream.type == "remote-inbound-rtp":
                rtt_ms = max(rtt_ms, round(1000 * (stream.roundTripTime or 0)))
        # Which of its ways it uses is known only where there is no other.
        return Counted(packets, lost, rtt_ms, relayed=self._way.only_relays)

    async def close(self) -> None:
        self._ears = None
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._connection.close()

    def _changed(self) -> None:
        state = _STATES.get(self._connection.connectionState)
        if state and self._ears:
            self._ears.changed(state)

    def _track(self, track: MediaStreamTrack) -> None:
        self._begin(self._watch(track) if track.kind == "video" else self._hear(track))

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _watch(self, track: MediaStreamTrack) -> None:
        with contextlib.suppress(MediaStreamError):
            while True:
                frame: Any = await track.recv()
                if self._ears:
                    self._ears.saw(frame.to_ndarray(format="bgr24"))

    async def _hear(self, track: MediaStreamTrack) -> None:
        resampler = av.AudioResampler(format="s16", layout="mono", rate=SOUND_RATE_HZ)
        rest = b""
        with contextlib.suppress(MediaStreamError):
            while True:
                frame: Any = await track.recv()
                rest += b"".join(part.to_ndarray().tobytes() for part in resampler.resample(frame))
                rest = self._heard(rest)

    def _heard(self, sound: bytes) -> bytes:
        """Tell it in whole blocks; what is left. Silence is not told, as the other engine does not tell it either."""
        while len(sound) >= BLOCK_BYTES:
            block, sound = sound[:BLOCK_BYTES], sound[BLOCK_BYTES:]
            if self._ears and any(block):
                self._ears.heard(block)
        return sound


def _configuration(way: Way) -> RTCConfiguration:
    # Without a list it would ask a server of Google's, and wait for it. Of several addresses it takes only the first.
    servers = [
        RTCIceServer(urls=one.urls[0], username=one.username, credential=one.credential) for one in way.relays[:1]
    ]
    policy = RTCIceTransportPolicy.RELAY if way.only_relays else RTCIceTransportPolicy.ALL
    return RTCConfiguration(iceServers=servers, iceTransportPolicy=policy, bundlePolicy=RTCBundlePolicy.MAX_BUNDLE)


class _Camera(MediaStreamTrack):
    """Gives the newest picture, once."""

    kind = "video"

    def __init__(self) -> None:
        super().__init__()
        self._newest: Any = None
        self._came = asyncio.Event()

    def give(self, rgb: Any) -> None:
        self._newest = rgb
        self._came.set()

    async def recv(self) -> Any:
        await self._came.wait()
        self._came.clear()
        frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(self._newest), format="rgb24")
        frame.pts, frame.time_base = int(time.monotonic() * 90_000), _PICTURE_CLOCK
        return frame


class _Microphone(MediaStreamTrack):
    """Gives 20 ms at a time, in the order it came."""

    kind = "audio"

    def __init__(self) -> None:
        super().__init__()
        self._rest = b""
        self._blocks: deque[bytes] = deque(maxlen=_UNHEARD_BLOCKS)
        self._came = asyncio.Event()
        self._pts = 0

    def give(self, samples: bytes) -> None:
        self._rest += samples
        while len(self._rest) >= 2 * BLOCK_BYTES:
            self._blocks.append(self._rest[: 2 * BLOCK_BYTES])
            self._rest = self._rest[2 * BLOCK_BYTES :]
            self._came.set()

    async def recv(self) -> Any:
        while not self._blocks:
            self._came.clear()
            await self._came.wait()
        # Its encoder has two channels, and would make each of them 3 dB weaker than the one.
        block = np.repeat(np.frombuffer(self._blocks.popleft(), "<i2"), 2).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(block, format="s16", layout="stereo")
        frame.sample_rate, frame.pts, frame.time_base = SOUND_RATE_HZ, self._pts, _SOUND_CLOCK
        self._pts += _BLOCK_SAMPLES
        return frame


def _prefer_vp8(connection: RTCPeerConnection, sender: RTCRtpSender) -> None:
    """Its H.264 is set for thirty pictures a second and starves at fifteen."""
    known = [codec for codec in RTCRtpSender.getCapabilities("video").codecs if "H264" not in codec.mimeType]
    for transceiver in connection.getTransceivers():
        if transceiver.sender is sender:
            transceiver.setCodecPreferences(known)


_STATES: Final[dict[str, PeerState]] = {"connecting": "connecting", "connected": "connected", "failed": "failed"}
