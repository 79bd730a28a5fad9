"""Does an officer hear himself from the terminal's loudspeaker? Calls in a simulated room, by each engine.

The room is `hardware/room_fake.py`: what is played comes back into the microphone after 30, 60 or 120 ms, 12, 8 or 6 dB
weaker, with its reflections. Calls, engine's process, ear and cleaner are the product's; prompts of the terminal
speak for both. `plain_*` is the same call with nothing taken out, which is what a user of aiortc would have;
`handset_*` has no echo to take out.
"""

import asyncio
from typing import Final

from bench.echo.story import Asked, Told, story
from bench.figures import Figure, arguments, report

_ROOMS: Final = ((0.06, 8.0), (0.03, 12.0), (0.12, 6.0))
"""Delay in seconds, and loss in dB."""
_ENGINES: Final = ("reactor", "aiortc")


def main() -> None:
    asked = arguments("Measure what comes back of an officer's voice, and what is left of the villager's.", _ENGINES)
    rooms = _ROOMS[:1] if asked.quick else _ROOMS
    figures: dict[str, Figure] = {}
    for engine in asked.only or _ENGINES:
        rooms_told = [asyncio.run(story(Asked(engine, delay_s=delay_s, loss_db=loss_db))) for delay_s, loss_db in rooms]
        plain = asyncio.run(story(Asked(engine, cleans_voice=False)))
        handset = asyncio.run(story(Asked(engine, handset=True, alone_s=1.0)))
        figures |= {f"{engine}_{name}": figure for name, figure in _figures(rooms_told, plain, handset).items()}
    report("echo", figures | _worst(figures), to=asked.json)


def _figures(rooms: list[Told], plain: Told, handset: Told) -> dict[str, Figure]:
    """Of the worst of the rooms."""
    erle_db = _least([told.erle_db for told in rooms])
    converged = [told.converged_s for told in rooms]
    return {
        "erle_db": erle_db,
        "whole_erle_db": _least([told.whole_erle_db for told in rooms]),
        "near_kept_db": min(told.near_kept_db for told in rooms),
        "converged_s": None if None in converged else max(one for one in converged if one is not None),
        "plain_erle_db": plain.erle_db,
        "plain_near_kept_db": plain.near_kept_db,
        "handset_near_kept_db": handset.near_kept_db,
        "times_weaker_than_plain": _times(erle_db, plain.erle_db),
    }


def _worst(figures: dict[str, Figure]) -> dict[str, Figure]:
    """Of both engines."""
    worst: dict[str, Figure] = {}
    for name, pick in (("erle_db", min), ("near_kept_db", min), ("converged_s", max)):
        every = [figures[f"{engine}_{name}"] for engine in _ENGINES if f"{engine}_{name}" in figures]
        known = [one for one in every if isinstance(one, float)]
        worst[name] = pick(known) if len(known) == len(every) else None
    return worst


def _least(figures: list[float | None]) -> float | None:
    known = [one for one in figures if one is not None]
    return min(known) if len(known) == len(figures) else None


def _times(erle_db: float | None, plain_db: float | None) -> float | None:
    """In amplitude."""
    return None if erle_db is None or plain_db is None else round(float(10 ** ((erle_db - plain_db) / 20)))


if __name__ == "__main__":
    main()
