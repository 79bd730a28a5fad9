"""The tracks of one recording on one time line that begins with the first picture (or the first sound).

Times are the recording's own (edge.capture.timeline): pauses are not in them. One thread works the tape.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from edge.capture.encoder import Encoder, SoundEncoder
from edge.capture.facts import Fact, RecordingStarted
from edge.capture.profile import Profile
from edge.capture.segments import Cutter, Sealer
from edge.capture.soundtrack import Sides
from edge.capture.voice import ChangedVoice, drawn_shift
from hardware.ports import Picture, Sound
from wire.port_words import TakeKind

_FIRST_S: Final = 1.0
"""Without a picture for so long the recording begins with a dark one; without a sound, with silence."""
_HOLD_AFTER_S: Final = 1.0
"""A track silent for so long is filled: with the last picture, or with silence."""
_HOLD_BEHIND_S: Final = 0.5
"""Filling stays so far behind now, so that what was only late still finds its place."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be recorded, and how."""

    profile: Profile
    kind: TakeKind = "video"
    change_voice: bool = False
    cover_face: bool = False
    """The pictures that come are covered already; kept here for who gives them."""
    max_s: float = 600


class Tape:
    """Lays what comes at its place, fills what does not come, and has whole segments sealed."""

    def __init__(self, sealer: Sealer, wish: Wish, post: Callable[[Fact], None]) -> None:
        self._sealer = sealer
        self._profile = wish.profile
        self._post = post
        self._with_pictures = wish.kind == "video"
        self._cutter = Cutter(round(wish.profile.segment_s / wish.profile.keyframe_s))
        encoder = Encoder if self._with_pictures else SoundEncoder
        self._encoder: Encoder | SoundEncoder = encoder(wish.profile, self._cutter)
        self._voice = ChangedVoice(self._encoder.sound, shift=drawn_shift()) if wish.change_voice else None
        self._began_at_s = 0.0
        self._soundtrack: Sides | None = None
        self._early: list[tuple[Sound, int]] = []
        """Heard before the first picture came."""
        self._last: Picture | None = None
        self._last_at_s = 0.0
        self.pictures = 0
        self.late = 0
        """Pictures older than one that was held in their stead."""

    @property
    def has_begun(self) -> bool:
        return self._soundtrack is not None

    @property
    def length_s(self) -> float:
        if self._soundtrack is None:
            return 0.0
        until_s = self._last_at_s if self._with_pictures else self._soundtrack.until_s
        return until_s - self._began_at_s

    def picture(self, picture: Picture) -> None:
        if picture.grabbed_at_s < self._last_at_s:
            self.late += 1
            return
        self.pictures += 1
        self._show(picture, picture.grabbed_at_s)

    def sound(self, sound: Sound, side: int = 0) -> None:
        if self._soundtrack is None and self._with_pictures:
            self._early.append((sound, side))
            return
        track = self._soundtrack or self._begin(sound.began_at_s)
        track.add(sound, side)
        self._keep_segments()

    def hold(self, asked_at_s: float, now_s: float) -> None:
        """Fill a track whose device is silent, so that the other one goes on being sealed."""
        if self._soundtrack is None:
            if now_s - asked_at_s > _FIRST_S:
                self._begin_without(asked_at_s)
            return
        if self._last and now_s - self._last_at_s > _HOLD_AFTER_S:
            self._show(self._last, now_s - _HOLD_BEHIND_S)
        if now_s - self._soundtrack.until_s > _HOLD_AFTER_S:
            self._soundtrack.fill(now_s - _HOLD_BEHIND_S, older_than_s=now_s - _HOLD_AFTER_S)
            self._keep_segments()

    def finish(self) -> None:
        if self._soundtrack is None:
            return
        if self._with_pictures:
            self._soundtrack.fill(self._last_at_s)
        self._soundtrack.finish()
        if self._voice:
            self._voice.finish()
        self._encoder.finish()
        for segment in self._cutter.finish():
            self._post(self._sealer.keep(segment, _ms(self.length_s)))

    def _show(self, picture: Picture, at_s: float) -> None:
        if self._soundtrack is None:
            self._begin(at_s)
        self._last, self._last_at_s = picture, at_s
        self._encoder.picture(np.asarray(picture.bgr), at_s - self._began_at_s)
        self._keep_segments()

    def _begin_without(self, at_s: float) -> None:
        if self._with_pictures:
            self._show(self._dark(), at_s)
        else:
            self._begin(at_s)

    def _begin(self, at_s: float) -> Sides:
        self._began_at_s = self._last_at_s = at_s
        lay = self._voice.lay if self._voice else self._encoder.sound
        self._soundtrack = Sides(at_s, lay, self._profile.sides)
        self._post(RecordingStarted())
        early, self._early = self._early, []
        for sound, side in early:
            self._soundtrack.add(sound, side)
        return self._soundtrack

    def _keep_segments(self) -> None:
        for segment in self._cutter.take():
            self._post(self._sealer.keep(segment, _ms(self._encoder.fragments_s)))

    def _dark(self) -> Picture:
        size = self._profile.size
        return Picture(np.zeros((size.height_px, size.width_px, 3), np.uint8).data, self._began_at_s)


def _ms(seconds: float) -> int:
    return round(seconds * 1000)
