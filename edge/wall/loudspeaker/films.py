"""Which film is heard: the one that the face says it shows, where nothing forbids it. Silence is never an error."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Final

from edge.wall.loudspeaker.playing import Playing
from hardware.ports import Speaker
from wire.port_wall import PlaySound

_log = logging.getLogger(__name__)
PathOf = Callable[[str], Path | None]
"""From a SHA-256 to a file that was checked; None for one that is not there."""
_NO_SPEAKER: Final = "this terminal has no speaker"


class Films:
    """Owned by the agent's loop; all but `close` return at once."""

    def __init__(self, speaker: Speaker | None, *, path_of: PathOf, silence: Callable[[], str]) -> None:
        """`silence` says why nothing may be heard now; empty when something may."""
        self._speaker = speaker
        self._path_of = path_of
        self._silence = silence
        self._playing: Playing | None = None
        self._of: PlaySound | None = None

    def play(self, request: PlaySound) -> None:
        """In place of the film before. Said again it changes nothing, unless the film fell silent for a reason."""
        if request == self._of:
            return
        self.stop()
        why, path = self._silence(), self._path_of(request.film_sha256)
        if why or path is None or self._speaker is None:
            _log.info("a film is silent: %s", why or ("it is not kept here" if path is None else _NO_SPEAKER))
            return
        began_s = request.began_ms / 1000
        self._of, self._playing = request, Playing(self._speaker, path, began_s=began_s, before=self._playing)

    def stop(self) -> None:
        """Silent at once, for whatever reason."""
        self._of = None
        if self._playing:
            self._playing.stop()

    def looks(self) -> None:
        """Something has changed that may forbid sound."""
        if self._of and (why := self._silence()):
            _log.info("a film falls silent: %s", why)
            self.stop()

    def close(self) -> None:
        """Waits for its threads: call it off the loop."""
        self.stop()
        if self._playing:
            self._playing.join()
