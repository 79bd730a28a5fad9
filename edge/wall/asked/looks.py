"""The county looks at the wall: the face draws a small picture of what stands there, the terminal signs it.

Only a picture whose page is the one that the proof has open is signed: the two must not tell different stories.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field

from edge.wall.authority import County
from wire.errors import BadMessage
from wire.ids import is_id
from wire.port_wall import AnswerLook, LookAsked
from wire.seal.signed import Signed, Signer, signed
from wire.wall.settings import LOOKED_CONTEXT, Look, Looked

_log = logging.getLogger(__name__)
MAX_PNG_BYTES = 120 * 1024
OPEN_MS = 60_000
"""So long a question may wait for its picture."""
_MOST_OPEN = 8
_TRIES = 3
_PNG = b"\x89PNG\r\n\x1a\n"
_LONGEST_WORD = 200


@dataclass
class _Open:
    asked_ms: int
    tries: int = 1


@dataclass
class Looks:
    """`shown_sha256` gives the hash of the pixels that the proof has open, empty while it has none."""

    county: County
    signer: Signer
    send: Callable[[str, Signed], bool]
    tell: Callable[[LookAsked], None]
    shown_sha256: Callable[[], str]
    now_ms: Callable[[], int]
    mono_ms: Callable[[], int]
    _open: dict[str, _Open] = field(default_factory=dict)

    def heard(self, look: Look, look_id: str) -> None:
        """Raises BadMessage."""
        if look.look_id != look_id or not is_id(look_id):
            raise BadMessage("a look under the topic of another")
        self._forget_old()
        if len(self._open) < _MOST_OPEN or look_id in self._open:
            self._open[look_id] = _Open(self.mono_ms())
            self.tell(LookAsked(look_id=look_id))

    def answer(self, answer: AnswerLook) -> None:
        """From the face. Raises BadMessage for what is no small picture."""
        self._forget_old()
        asked = self._open.get(answer.look_id)
        if asked is None:
            return
        if len(answer.png) > MAX_PNG_BYTES or not answer.png.startswith(_PNG):
            raise BadMessage("that is no small picture")
        if answer.pixels_sha256 != self.shown_sha256():
            self._ask_again(answer.look_id, asked)
            return
        looked = Looked(
            look_id=answer.look_id,
            terminal_id=self.county.terminal_id,
            at_ms=self.now_ms(),
            pixels_sha256=answer.pixels_sha256,
            png=answer.png,
            village=answer.village[:_LONGEST_WORD],
            title=answer.title[:_LONGEST_WORD],
        )
        del self._open[answer.look_id]
        if not self.send(answer.look_id, signed(looked, self.signer, LOOKED_CONTEXT)):
            _log.info("the link took no picture of the wall")

    def _ask_again(self, look_id: str, asked: _Open) -> None:
        """The page has just changed: the next picture fits."""
        asked.tries += 1
        if asked.tries > _TRIES:
            del self._open[look_id]
            _log.warning("the face shows something else than it reports; no picture is signed")
        else:
            self.tell(LookAsked(look_id=look_id))

    def _forget_old(self) -> None:
        mono_ms = self.mono_ms()
        self._open = {look_id: one for look_id, one in self._open.items() if mono_ms - one.asked_ms < OPEN_MS}
