"""Calls by reactor-webrtc: libwebrtc with its jitter buffers, concealment and bandwidth estimate.

What the binding demands: one factory for the life of the process; no Transceiver is kept; callbacks run on native
threads, swallow what they raise and must only hand over; the last reference to a connection closes it. Its audio
processing is off: it would go by what it decodes, which is not what is played.
"""

import asyncio
import contextlib
from collections.abc import Callable
from functools import cache
from typing import Any, Final

import cv2
import numpy as np
import reactor_webrtc as rw

from edge.call.errors import BadPeer
from edge.call.peers.peer import Counted, Ears, Terms, Way
from edge.call.peers.revival import Revival, Ways
from hardware.ports import SOUND_RATE_HZ
from wire.call.engine import BLOCK_BYTES, PeerState

_FIRST_CANDIDATE_S: Final = 3.0
_RELAY_S: Final = 1.5
"""A relay is asked twice, over a line that may be long. One that is down must not hold up who can do without."""
_ONLY_RELAY_S: Final = 4.0
_QUIET_S: Final = 0.05
"""Candidates that come within this of the last one go into the same offer."""
_LEAST_BPS: Final = 150_000
_MOST_BPS: Final = 1_200_000
_FIRST_BPS: Final = 400_000
_SOUND_BPS: Final = 64_000
"""With its headers."""


@cache
def _factory() -> Any:
    """A second one in a process is refused; dropped together with connections it takes the process down."""
    builder = rw.PeerConnectionFactoryBuilder()
    builder.with_metadata(enabled=False)
    builder.with_synthetic_adm()
    builder.with_apm()  # or it would make one of its own, with everything on
    return builder.build()


class ReactorPeer:
    """One connection by libwebrtc. Once made it comes back with the line, also at another address."""

    def __init__(self, ears: Ears, terms: Terms, way: Way) -> None:
        self._ears: Ears | None = ears
        self._terms, self._way = terms, way
        self._most_bps = _MOST_BPS
        self._loop = asyncio.get_running_loop()
        self._candidates: list[str] = []
        self._connected = False
        self._was_made = False
        self._revival = Revival(self._call_again)
        self._came = asyncio.Event()
        self._factory = _factory()
        self._observer = self._watched()
        self._connection: Any = self._connected_by(self._observer)
        self._camera: Any = self._factory.create_video_track("camera")
        self._microphone: Any = self._make_microphone()
        self._far: list[Any] = []

    async def offer(self) -> str:
        self._connection.add_track(self._microphone)
        self._connection.add_track(self._camera)
        await self.bound(self._most_bps, first_bps=_FIRST_BPS)
        offered = await self._connection.create_offer()
        await self._connection.set_local_description(offered)
        await self._gather()
        return _with_candidates(offered.sdp, self._candidates)

    async def accept(self, sdp: str) -> None:
        try:
            await self._connection.set_remote_description(rw.SessionDescription("answer", sdp))
        except RuntimeError as error:
            raise BadPeer(f"no answer that the engine takes: {error}") from error
        self._revival.ways = Ways.of(sdp)

    async def bound(self, most_bps: int, *, first_bps: int | None = None) -> None:
        self._most_bps = most_bps
        connection = self._connection
        if connection is None:
            return
        most = most_bps + _SOUND_BPS
        await connection.set_bitrate(min(_LEAST_BPS, most), first_bps and min(first_bps, most), most)
        for sender in await connection.transceivers():
            if sender.kind() == rw.MediaKind.Video:
                await sender.set_send_bitrate(max_bps=most_bps)

    def show(self, rgb: Any) -> None:
        camera = self._camera
        if camera is not None:
            height, width = rgb.shape[:2]
            camera.push_video_frame(cv2.cvtColor(rgb, cv2.COLOR_RGB2BGRA).tobytes(), width, height)

    def say(self, samples: bytes) -> None:
        # What is handed over before anybody takes it waits there, and stays behind for the whole call.
        if not self._connected:
            return
        # A block of another length than 10 ms is squeezed into 10 ms.
        for at in range(0, len(samples) - BLOCK_BYTES + 1, BLOCK_BYTES):
            if self._connection is not None:
                self._factory.push_audio_frame(samples[at : at + BLOCK_BYTES], SOUND_RATE_HZ, 1)

    async def count(self) -> Counted:
        connection = self._connection
        if connection is None:
            return Counted(0, 0, 0)
        report = await connection.get_stats()
        trips = [stream.round_trip_time_s for stream in report.outbound_rtp]
        used = [pair for pair in report.candidate_pairs if pair.nominated]
        return Counted(
            packets=sum(stream.packets_received for stream in report.inbound_rtp),
            lost=sum(max(0, stream.packets_lost) for stream in report.inbound_rtp),
            rtt_ms=round(1000 * max(trips, default=0.0)),
            target_bps=round(max((pair.available_outgoing_bitrate_bps for pair in used), default=0.0)),
            relayed=any(pair.local_candidate_type == rw.IceCandidateType.Relay for pair in used),
        )

    async def close(self) -> None:
        self._ears = None
        self._revival.end()
        self._observer.on_connection_state_change = self._observer.on_ice_candidate = self._observer.on_track = None
        self._far.clear()
        self._camera = self._microphone = self._connection = None
        await asyncio.sleep(0)

    def _connected_by(self, observer: Any) -> Any:
        try:
            return self._factory.create_peer_connection(self._configuration(), observer)
        except RuntimeError as error:
            raise BadPeer(f"no relays that the engine takes: {error}") from error

    def _configuration(self) -> Any:
        return rw.RtcConfiguration(
            bundle_policy=rw.BundlePolicy.MaxBundle,
            continual_gathering_policy="continually",
            frame_metadata=False,
            ice_servers=[rw.IceServer(list(one.urls), one.username, one.credential) for one in self._way.relays],
            ice_transport_type="relay" if self._way.only_relays else "all",
            min_port=self._terms.first_port,
            max_port=self._terms.last_port,
        )

    def _make_microphone(self) -> Any:
        return self._factory.create_audio_track_with_options(
            "microphone",
            source=rw.AudioTrackSource.Adm,
            echo_cancellation=False,
            noise_suppression=False,
            auto_gain_control=False,
            high_pass_filter=False,
        )

    def _watched(self) -> Any:
        observer = rw.PeerConnectionObserver()
        observer.on_ice_candidate = self._handed(self._candidate)
        observer.on_connection_state_change = self._handed(self._changed)
        observer.on_track = self._track
        return observer

    def _handed(self, take: Callable[[Any], None]) -> Callable[[Any], None]:
        def hand_over(value: Any) -> None:
            if not self._loop.is_closed():
                self._loop.call_soon_threadsafe(take, value)

        return hand_over

    def _candidate(self, candidate: Any) -> None:
        text = candidate.candidate
        if " udp " not in text or self._came.is_set():
            return
        self._candidates.append(text)
        # What the relay gives comes last; the ways that need none are known by then.
        if not self._way.relays or " typ relay" in text:
            self._loop.call_later(_QUIET_S, self._came.set)

    def _changed(self, state: Any) -> None:
        ears = self._ears
        if ears is None:
            return
        word = _STATES.get(str(state).rsplit(".", 1)[-1])
        self._connected = word == "connected"
        self._was_made |= self._connected
        if self._connected:
            self._revival.end()
        elif word == "failed" and self._was_made:
            self._revival.begin()
            word = "disconnected"
        if word:
            ears.changed(word)

    async def _call_again(self, candidate: str, mid: str) -> None:
        if self._connection is not None:
            await self._connection.add_ice_candidate(rw.IceCandidate(candidate, mid, 0))

    def _track(self, kind: Any, track: Any) -> None:
        """On a native thread. The track is kept, or its frames end."""
        self._far.append(track)
        if kind == rw.MediaKind.Video:
            track.on_video_frame(self._saw)
        else:
            track.on_audio_frame(self._heard)

    def _saw(self, bgra: bytes, width: int, height: int, _metadata: Any = None) -> None:
        ears = self._ears
        if ears:
            ears.saw(cv2.cvtColor(np.frombuffer(bgra, np.uint8).reshape(height, width, 4), cv2.COLOR_BGRA2BGR))

    def _heard(self, pcm: bytes, _rate: int, channels: int, _samples: int) -> None:
        ears = self._ears
        if ears is None:
            return
        mono = pcm if channels == 1 else np.frombuffer(pcm, "<i2").reshape(-1, channels)[:, 0].tobytes()
        if len(mono) == BLOCK_BYTES:
            ears.heard(mono)

    async def _gather(self) -> None:
        only = self._way.only_relays
        wait_s = _ONLY_RELAY_S if only else _RELAY_S if self._way.relays else _FIRST_CANDIDATE_S
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._came.wait(), wait_s)
        self._came.set()
        if not self._candidates:
            raise BadPeer("no relay lets us in" if only else "this machine has no network to call on")


def _with_candidates(sdp: str, candidates: list[str]) -> str:
    """All media share one transport, so the first section carries them."""
    first, separator, rest = sdp.partition("m=video")
    lines = "".join(f"a={candidate}\r\n" for candidate in candidates)
    return f"{first}{lines}a=end-of-candidates\r\n{separator}{rest}"


_STATES: Final[dict[str, PeerState]] = {
    "Connecting": "connecting",
    "Connected": "connected",
    "Disconnected": "disconnected",
    "Failed": "failed",
}
