"""Plays takes one after the other, from their sealed segments, on a thread of its own. ReplayEnded is the last fact."""

import logging
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from av.error import FFmpegError

from edge.capture.errors import BadRecording
from edge.capture.facts import Fact, ReplayEnd, ReplayEnded, ReplayProgress, ReplayStarted, SpeakerMissing
from edge.capture.playing import Stage, TakePlayer
from edge.capture.screen import Screen
from hardware.ports import Speaker
from wire.seal.age import DraftIdentity

logger = logging.getLogger(__name__)

_PROGRESS_S: Final = 0.2


class Replay:
    """Runs from its making until ReplayEnded."""

    def __init__(
        self,
        takes: Sequence[Sequence[Path]],
        identity: DraftIdentity,
        *,
        screen: Screen,
        speaker: Speaker,
        post: Callable[[Fact], None],
    ) -> None:
        self._takes = tuple(tuple(take) for take in takes)
        self._identity = identity
        self._screen = screen
        self._post = post
        self._stage = Stage(speaker, self._paint, self._moved, self._speaker_missing)
        self._stopping = threading.Event()
        self._player: TakePlayer | None = None
        self._before_s = 0.0
        """How long the takes before the present one are."""
        self._told_s: float | None = None
        self._told_missing = False
        self.ended = threading.Event()
        screen.begin_replay()
        self._thread = threading.Thread(target=self._run, name="capture.replay", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """From any thread."""
        self._stopping.set()
        if self._player is not None:
            self._player.stop()

    def join(self) -> None:
        self._thread.join()

    def _run(self) -> None:
        end = ReplayEnd.BROKEN
        try:
            self._play_all()
            end = ReplayEnd.STOPPED if self._stopping.is_set() else ReplayEnd.PLAYED
        except (BadRecording, FFmpegError) as error:
            logger.warning("the replay broke: %s", type(error).__name__)
        except Exception:  # a replay that breaks must still end
            logger.exception("the replay broke")
        self._screen.end_replay(keep=end is ReplayEnd.PLAYED)
        self.ended.set()
        self._post(ReplayEnded(end))

    def _play_all(self) -> None:
        if not any(self._takes):
            raise BadRecording("there is nothing to replay")
        for take in self._takes:
            self._player = TakePlayer(take, self._identity, self._stage)
            if self._stopping.is_set():  # `stop` may have met the player before this one
                return
            self._before_s += self._player.play()

    def _paint(self, bgr: Any) -> None:
        self._tell_started()
        self._screen.paint("replay", bgr)

    def _moved(self, position_s: float) -> None:
        self._tell_started()
        at_s = self._before_s + position_s
        if self._told_s is None or at_s - self._told_s >= _PROGRESS_S:
            self._told_s = at_s
            self._post(ReplayProgress(round(at_s * 1000)))

    def _tell_started(self) -> None:
        if self._told_s is None:
            self._told_s = -_PROGRESS_S
            self._post(ReplayStarted(self._screen.path))

    def _speaker_missing(self, device: str) -> None:
        if not self._told_missing:
            self._told_missing = True
            self._post(SpeakerMissing(device))
