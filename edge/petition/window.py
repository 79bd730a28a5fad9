"""How many bytes may be on their way: enough to keep the link busy, few enough to leave it usable.

Starts with 512 KiB and grows only as far as the county's answers prove that the link carries more.
"""

SMALLEST_BYTES = 512 * 1024
"""Two seconds at 2 Mbit/s: with half of it the link ran dry whenever a single answer was lost (bench.upload)."""
LARGEST_BYTES = 6 * 1024 * 1024
_ROUND_S = 0.01
"""Or the quickest answer, where that takes longer: less than a round trip says nothing of the link."""
_FADE = 0.9
_COMMIT_S = 0.02
"""What the county may take to make chunks durable; more of them share one commit on a link that is quicker."""
_RESERVE_S = 0.75
"""A lost packet holds up answers, or chunks, for a retransmission; meanwhile the link must not run dry."""


class Window:
    """Twice what the link delivers while one chunk travels and is answered, and a reserve for lost packets."""

    def __init__(self) -> None:
        self._quickest_s = float("inf")
        self._rate = 0.0
        self._round_began = 0.0
        self._round_bytes = 0

    @property
    def limit_bytes(self) -> int:
        if self._rate == 0.0:
            return SMALLEST_BYTES
        wanted = self._rate * (2 * max(self._quickest_s, _COMMIT_S) + _RESERVE_S)
        return int(min(max(wanted, SMALLEST_BYTES), LARGEST_BYTES))

    def arrived(self, chunk_bytes: int, *, sent_at: float, now: float) -> None:
        """The county has a chunk that was sent at `sent_at`."""
        self._quickest_s = min(self._quickest_s, max(now - sent_at, 0.001))
        if now - self._round_began > 1.0 + 2 * _ROUND_S:  # idle until now: this is no rate
            self._round_began, self._round_bytes = sent_at, 0
        self._round_bytes += chunk_bytes
        elapsed = now - self._round_began
        if elapsed >= max(_ROUND_S, self._quickest_s):
            self._rate = max(self._round_bytes / elapsed, self._rate * _FADE)
            self._round_began, self._round_bytes = now, 0
