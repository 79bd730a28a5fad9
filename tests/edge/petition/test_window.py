"""The window grows on links that carry more, and stays small where it would only fill queues."""

import pytest

from edge.petition.window import LARGEST_BYTES, SMALLEST_BYTES, Window

CHUNK = 64 * 1024


def after(seconds: float, *, bytes_per_s: float, round_trip_s: float) -> int:
    """Play a link of this rate and round trip; the limit that the window comes to."""
    window = Window()
    flying: list[tuple[float, float]] = []
    now, free_at = 0.0, 0.0
    while now < seconds:
        while len(flying) * CHUNK + CHUNK <= window.limit_bytes:
            free_at = max(free_at, now) + CHUNK / bytes_per_s
            flying.append((free_at + round_trip_s, now))
        now, sent_at = flying.pop(0)
        window.arrived(CHUNK, sent_at=sent_at, now=now)
    return window.limit_bytes


def test_a_slow_link_keeps_the_smallest_window() -> None:
    assert after(30, bytes_per_s=50_000, round_trip_s=0.2) == SMALLEST_BYTES


@pytest.mark.parametrize(("rate", "round_trip_s"), [(12_500_000, 0.05), (60_000_000, 0.01)])
def test_a_fast_link_is_filled(rate: float, round_trip_s: float) -> None:
    limit = after(10, bytes_per_s=rate, round_trip_s=round_trip_s)

    assert rate * round_trip_s < limit <= LARGEST_BYTES


@pytest.mark.parametrize("rate", [250_000, 1_250_000])
def test_a_queue_does_not_make_the_window_grow(rate: float) -> None:
    limit = after(30, bytes_per_s=rate, round_trip_s=0.2)

    assert limit <= max(SMALLEST_BYTES, 2 * rate), "at most what the link delivers in two seconds"
