"""Signed words that the county must hear once: kept until the broker took them, also over restarts."""

import logging
from collections.abc import Callable

from edge.errors import NoRoom
from edge.store.shelf import Kept, Shelf
from wire.seal.signed import Signed

_log = logging.getLogger(__name__)
_AGAIN_MS = 60_000
_MOST = 500
Send = Callable[[str, Signed, Callable[[bool], None]], bool]
"""Given the id of the topic, the envelope, and what is called once the broker answered; False: not taken now."""


class Outbox:
    """Sending again does no harm: whoever hears these bears hearing them twice."""

    def __init__(self, shelf: Shelf, *, send: Send, mono_ms: Callable[[], int]) -> None:
        self._shelf = shelf
        self._send = send
        self._mono_ms = mono_ms
        self._waiting = dict(shelf.all())
        self._sent_at_ms: dict[str, int] = {}

    @property
    def waiting(self) -> int:
        return len(self._waiting)

    def put(self, name: str, subject_id: str, envelope: Signed) -> None:
        """A second call with the same name changes nothing. What finds no room on the disk is sent all the same."""
        if name in self._waiting or len(self._waiting) >= _MOST:
            return
        kept = Kept(envelope, {"subject_id": subject_id})
        self._waiting[name] = kept
        try:
            self._shelf.keep(name, kept)
        except NoRoom as error:
            _log.error("a word to the county cannot be kept: %s", error)
        self.go_on()

    def go_on(self) -> None:
        """Called each second and when the link is up."""
        now_ms = self._mono_ms()
        for name, kept in list(self._waiting.items()):
            sent_at_ms = self._sent_at_ms.get(name)
            if sent_at_ms is not None and now_ms - sent_at_ms < _AGAIN_MS:
                continue
            if not self._send(str(kept.notes.get("subject_id", "")), kept.envelope, self._taken(name)):
                return
            self._sent_at_ms[name] = now_ms

    def _taken(self, name: str) -> Callable[[bool], None]:
        def taken(ok: bool) -> None:  # noqa: FBT001  # the one thing a broker answers
            if ok and name in self._waiting:
                del self._waiting[name]
                self._sent_at_ms.pop(name, None)
                self._forget(name)

        return taken

    def _forget(self, name: str) -> None:
        try:
            self._shelf.drop(name)
        except NoRoom:
            _log.warning("a word that was sent cannot be forgotten; it will be sent again after a start")
