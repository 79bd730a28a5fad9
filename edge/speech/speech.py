"""What the terminal says and to whom: one thing at a time, the newest; silent the moment it is told to be.

A thread of its own plays. Words and sound are in RAM only, as long as they are said, and in no log.
"""

import contextlib
import logging
import queue
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from edge.errors import NoVoice
from edge.speech.errors import SpeechError
from edge.speech.sound import decoded, silence
from edge.speech.voice import Voice, Words
from hardware.errors import HardwareError
from hardware.ports import SOUND_BYTES_PER_SAMPLE, SOUND_RATE_HZ, Speaker
from wire import port
from wire.language import Language

_log = logging.getLogger(__name__)
Fact = port.SayingStarted | port.SayingEnded
_BLOCK_BYTES: Final = SOUND_RATE_HZ // 50 * SOUND_BYTES_PER_SAMPLE
"""20 ms: after each it looks whether it shall be silent."""
_WAKE: Final = silence(0.1)
"""A sound card that slept swallows the first sound."""
_AHEAD: Final = 16
"""Pieces that are made before they are played: the engine's next sentence, while this one is heard."""


@dataclass(frozen=True)
class Sinks:
    """Who hears it."""

    loudspeaker: Speaker | None
    handset: Speaker | None = None
    """Only who holds it hears it."""


@dataclass
class _Saying:
    """One thing to say, on the sink it is for."""

    say_id: str
    speaker: Speaker
    sound: Callable[[], Iterator[bytes]]
    stop: threading.Event = field(default_factory=threading.Event)


class Speech:
    """Methods are for the agent's loop and return at once; `post` is called from any thread."""

    def __init__(self, voice: Voice, sinks: Sinks, *, post: Callable[[Fact], None]) -> None:
        self._voice = voice
        self._sinks = sinks
        self._post = post
        self._changed = threading.Condition()
        self._waiting: list[_Saying] = []
        self._now: _Saying | None = None
        self._closing = False
        self._thread = threading.Thread(target=self._run, name="speech", daemon=True)
        self._thread.start()

    @property
    def voices(self) -> tuple[Language, ...]:
        return self._voice.recorded if self._can_be_heard else ()

    @property
    def reads_text(self) -> tuple[Language, ...]:
        return self._voice.reads_text if self._can_be_heard else ()

    @property
    def handset(self) -> bool:
        return self._sinks.handset is not None

    def say(self, words: port.Say) -> None:
        """Breaks off what is being said. Raises NoVoice when nothing of it can be spoken."""
        wanted = Words(tuple(words.prompts), words.text, words.language)
        if not self._voice.can_say(wanted):
            raise NoVoice("no recording and no engine for it")
        self._begin(_Saying(words.say_id, self._sink(private=words.private), lambda: self._voice.sound(wanted)))

    def play(self, say_id: str, webm: bytes, *, private: bool) -> None:
        """An officer's voice, WebM with Opus; bytes that are none end at once. Raises NoVoice without a sink."""
        self._begin(_Saying(say_id, self._sink(private=private), lambda: decoded(webm)))

    def hush(self) -> None:
        """Silent within a block."""
        with self._changed:
            self._break_off()

    def close(self) -> None:
        with self._changed:
            self._closing = True
            self._break_off()
            self._changed.notify()
        self._thread.join()

    @property
    def _can_be_heard(self) -> bool:
        return self._sinks.loudspeaker is not None or self._sinks.handset is not None

    def _sink(self, *, private: bool) -> Speaker:
        """What is private goes to the handset and nowhere else, wherever there is one."""
        if private and self._sinks.handset:
            return self._sinks.handset
        if self._sinks.loudspeaker is None:
            raise NoVoice("nothing to speak through")
        return self._sinks.loudspeaker

    def _begin(self, saying: _Saying) -> None:
        with self._changed:
            self._break_off()
            self._waiting.append(saying)
            self._changed.notify()

    def _break_off(self) -> None:
        for saying in (*self._waiting, *([self._now] if self._now else [])):
            saying.stop.set()

    def _run(self) -> None:
        while True:
            with self._changed:
                self._now = None
                self._changed.wait_for(lambda: self._waiting or self._closing)
                if not self._waiting:
                    return
                self._now = saying = self._waiting.pop(0)
            self._post(port.SayingStarted(say_id=saying.say_id))
            ahead = _Ahead(saying)
            _say(saying, ahead)
            self._post(port.SayingEnded(say_id=saying.say_id))
            ahead.join()
            del saying, ahead  # nothing of it stays while nothing is said


def _say(saying: _Saying, pieces: Iterable[bytes]) -> None:
    """Raises nothing: whatever breaks, the next thing can be said."""
    if saying.stop.is_set():
        return
    try:
        saying.speaker.open()
        _play(saying, _WAKE)
        for piece in pieces:
            _play(saying, piece)
        saying.stop.wait(saying.speaker.delay_s())
    except HardwareError as error:
        _log.warning("not heard: %s", type(error).__name__)
    except Exception as error:  # noqa: BLE001  # its words must not come into a log by way of a traceback
        _log.error("speaking broke off: %s", type(error).__name__)  # no traceback, see above
    finally:
        saying.stop.set()
        with contextlib.suppress(HardwareError, OSError):
            saying.speaker.close()


def _play(saying: _Saying, piece: bytes) -> None:
    for at in range(0, len(piece), _BLOCK_BYTES):
        if saying.stop.is_set():
            return
        saying.speaker.play(piece[at : at + _BLOCK_BYTES])


class _Ahead:
    """Makes sound on a thread of its own while what was made before is played."""

    def __init__(self, saying: _Saying) -> None:
        self._saying = saying
        self._made: queue.Queue[bytes | None] = queue.Queue(_AHEAD)
        self._thread = threading.Thread(target=self._make, name="speech.ahead", daemon=True)
        self._thread.start()

    def __iter__(self) -> Iterator[bytes]:
        while not self._saying.stop.is_set():
            try:
                piece = self._made.get(timeout=0.05)
            except queue.Empty:
                continue
            if piece is None:
                return
            yield piece

    def join(self) -> None:
        self._thread.join()

    def _make(self) -> None:
        try:
            for piece in self._saying.sound():
                if not self._put(piece):
                    return
        except SpeechError as error:
            _log.warning("cannot be spoken: %s", type(error).__name__)
        except Exception as error:  # noqa: BLE001  # its words must not come into a log by way of a traceback
            _log.error("no sound could be made: %s", type(error).__name__)  # no traceback, see above
        self._put(None)

    def _put(self, piece: bytes | None) -> bool:
        while not self._saying.stop.is_set():
            try:
                self._made.put(piece, timeout=0.05)
            except queue.Full:
                continue
            return True
        return False
