"""How the line is, in three words, with some patience: a sign that flickers tells nothing."""

from collections import deque
from typing import Final

from wire import port
from wire.call.engine import Flow

_WINDOW: Final = 10
"""Of two a second."""
_FAIR_LOSS, _POOR_LOSS = 0.02, 0.08
_FAIR_MS, _POOR_MS = 300, 700
_FEW_PICTURES, _HARDLY_ANY = 8.0, 3.0
"""A second."""


class LineQuality:
    """Of one direction: what comes from the officer."""

    def __init__(self) -> None:
        self._flows: deque[Flow] = deque(maxlen=_WINDOW + 1)
        self._told: port.Quality | None = None

    def heard(self, flow: Flow) -> port.Quality | None:
        """The new word when it has changed, else None."""
        if self._flows and self._flows[-1].gen != flow.gen:
            self._flows.clear()
        self._flows.append(flow)
        if len(self._flows) <= _WINDOW // 2:
            return None
        word = self._word()
        if word == self._told:
            return None
        self._told = word
        return word

    def rest(self) -> None:
        """What did not come meanwhile says nothing of the line."""
        self._flows.clear()

    def _word(self) -> port.Quality:
        first, last = self._flows[0], self._flows[-1]
        lost = last.lost - first.lost
        share = lost / max(1, last.packets - first.packets + lost)
        pictures_a_s = (last.pictures - first.pictures) * 2 / (len(self._flows) - 1)
        if share > _POOR_LOSS or last.rtt_ms > _POOR_MS or pictures_a_s < _HARDLY_ANY:
            return "poor"
        if share > _FAIR_LOSS or last.rtt_ms > _FAIR_MS or pictures_a_s < _FEW_PICTURES:
            return "fair"
        return "good"
