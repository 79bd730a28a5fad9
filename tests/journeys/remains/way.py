"""The way to an object: from a module, a running frame or, failing these, whatever still holds it."""

import gc
import sys
from collections import deque
from types import CoroutineType, FrameType, FunctionType, GeneratorType
from typing import Any

from tests.journeys.remains.frames import frame_locals, is_ours, running_frames

_STEPS_BACK = 8


class Way:
    """Names of what one passes, from the outside in."""

    def __init__(self, names: list[str]) -> None:
        self._names = names

    def __str__(self) -> str:
        return " → ".join(self._names)

    @classmethod
    def to(cls, goals: list[Any]) -> "list[Way]":
        """One for each, in this order. Slow: walks all of memory once."""
        if not goals:
            return []
        starts = _starts()
        parents = _walked(starts, {id(goal) for goal in goals})
        return [cls(_forth(goal, parents, starts) or _back(goal, [goals, starts, parents])) for goal in goals]


def _starts() -> dict[int, tuple[str, Any]]:
    starts = {id(module): (name, module) for name, module in sys.modules.items()}
    for frame in running_frames():
        for name, value in frame_locals(frame).items():
            starts.setdefault(id(value), (f"{frame.f_code.co_qualname}() local {name}", value))
    return starts


def _walked(starts: dict[int, tuple[str, Any]], goals: set[int]) -> dict[int, Any]:
    """Child's id → parent, until all goals are reached."""
    parents: dict[int, Any] = {}
    wanted = goals - starts.keys()
    queue = deque(one for _, one in starts.values())
    while queue and wanted:
        parent = queue.popleft()
        keys = tuple(parent) if issubclass(type(parent), dict) else ()
        for child in (*gc.get_referents(parent), *keys):
            key = id(child)
            if key in parents or key in starts or is_ours(child):
                continue
            parents[key] = parent
            wanted.discard(key)
            queue.append(child)
    return parents


def _forth(goal: Any, parents: dict[int, Any], starts: dict[int, tuple[str, Any]]) -> list[str]:
    chain = [goal]
    while id(chain[-1]) in parents:
        chain.append(parents[id(chain[-1])])
    start = starts.get(id(chain[-1]))
    return [start[0], *_names(chain[::-1])] if start else []


def _back(goal: Any, ours: list[Any]) -> list[str]:
    """Who holds it, though no module and no frame leads there: garbage, or something that only C holds."""
    chain, passed = [goal], {id(held) for held in ours}
    passed.add(id(chain))
    while len(chain) < _STEPS_BACK:
        holders = [held for held in gc.get_referrers(chain[-1]) if id(held) not in passed and not is_ours(held)]
        passed |= {id(holders), *map(id, holders)}
        if not holders:
            break
        chain.append(holders[0])
    return ["(held by no module)", type(chain[-1]).__qualname__, *_names(chain[::-1])]


def _names(chain: list[Any]) -> list[str]:
    """From one to the next; the dict of an instance or a module is passed over."""
    names = []
    at = 0
    while at < len(chain) - 1:
        held: Any = chain[at]
        further: Any = chain[at + 1]
        if at + 2 < len(chain) and getattr(held, "__dict__", None) is further:
            names.append(f"{type(held).__qualname__}{_place(held, chain[at + 2])}")
            at += 2
        else:
            names.append(f"{type(held).__qualname__}{_place(held, further)}")
            at += 1
    return names


def _place(parent: Any, child: Any) -> str:
    if issubclass(type(parent), dict):
        return next((f"[{key!r:.40}]" for key, value in parent.items() if value is child), " key")
    if issubclass(type(parent), (list, tuple, deque)):
        return next((f"[{at}]" for at, value in enumerate(parent) if value is child), "")
    if issubclass(type(parent), (FunctionType, GeneratorType)):
        return f" {parent.__qualname__}"
    if issubclass(type(parent), (FrameType, CoroutineType)):
        return f" {parent!r:.80}"
    held = getattr(parent, "__dict__", {})
    slots = [name for kind in type(parent).__mro__ for name in getattr(kind, "__slots__", ()) or ()]
    names = [name for name, value in dict(held).items() if value is child]
    names += [name for name in slots if isinstance(name, str) and getattr(parent, name, None) is child]
    return f".{names[0]}" if names else ""
