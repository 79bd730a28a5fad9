"""The search proves itself: what is planted anywhere is found there, and what was never planted is not."""

import array
import asyncio
import functools
import gc
import io
import mmap
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pytest

from tests.journeys.remains.canary import Canary, digits, letters, words
from tests.journeys.remains.memory import Before, remains
from tests.journeys.remains.places import files_with
from wire import port
from wire.ids import AskId, new_id

pytestmark = pytest.mark.timeout(240)
"""All that a process holds is walked through, and a long run of tests holds much."""


class Shelf:
    """Where things are planted."""

    of_class: ClassVar[list[Any]] = []

    def __init__(self) -> None:
        self.held: dict[str, Any] = {}


class Slotted:
    __slots__ = ("held",)

    def __init__(self, held: Any) -> None:
        self.held = held


SHELF = Shelf()


@functools.lru_cache
def remembered(text: str) -> int:
    return len(text)


def closed_over(text: str) -> Callable[[], str]:
    def inner() -> str:
        return text

    return inner


def halted(text: str) -> Iterator[int]:
    kept = text[:]
    yield 1
    yield len(kept)


def raised(text: str) -> BaseException | None:
    try:
        kept = text.encode()
        assert not kept
    except AssertionError as error:
        return error
    return None


def mapped(content: bytes) -> mmap.mmap:
    memory = mmap.mmap(-1, 4096)
    memory[100 : 100 + len(content)] = content
    return memory


def started(text: str) -> Iterator[int]:
    generator = halted(text)
    next(generator)
    return generator


PLACES: dict[str, Callable[[Canary], Any]] = {
    "attribute": lambda one: one.text,
    "slot": lambda one: Slotted(one.text),
    "closure": lambda one: closed_over(one.text),
    "generator": lambda one: started(one.text),
    "traceback": lambda one: raised(one.text),
    "record": lambda one: port.AskAnswer(ask_id=AskId(new_id()), code=one.text),
    "untracked dict in a tuple": lambda one: ({"code": one.text},),
    "key": lambda one: {one.text: 1},
    "frozen set": lambda one: frozenset([one.text]),
    "partial": lambda one: functools.partial(print, one.text),
    "queue": lambda one: deque([b"x", one.content]),
    "bytes": lambda one: b"<" + one.content + b">",
    "bytearray": lambda one: bytearray(b"<" + one.content),
    "memory view": lambda one: memoryview(bytearray(one.content)),
    "array": lambda one: array.array("B", one.content),
    "pixels": lambda one: np.frombuffer(one.content, np.uint8).copy().reshape(1, -1),
    "mapped memory": lambda one: mapped(one.content),
    "file in memory": lambda one: io.BytesIO(one.content),
    "text in memory": lambda one: io.StringIO(one.text),
    "wide characters": lambda one: one.text.encode("utf-16-le"),
    "base64": lambda one: "x" + Canary("", "y" + one.text).needles.written.__repr__(),
    "letter by letter": lambda one: list(one.text),
    "half of it": lambda one: one.text[: len(one.text) // 2 + 1],
}


def test_what_is_planted_is_found_where_it_was_planted() -> None:
    planted = {place: words(place) for place in PLACES}
    never, before = words("never planted"), Before()

    for place, plant in PLACES.items():
        SHELF.held[place] = plant(planted[place])
    finds = {find.canary: find.way for find in remains([*planted.values(), never], before)}
    SHELF.held.clear()
    gc.collect()

    assert finds.keys() == planted.keys()
    assert {place: way for place, way in finds.items() if f"Shelf.held → dict['{place}']" not in way} == {}
    assert remains(planted.values(), before) == []


def test_digits_are_found_however_they_are_grouped_also_as_a_number() -> None:
    forms = ["{0} {1} {2} {3}", "{0}-{1}-{2}-{3}", "{0}{1}{2}{3}", "code {1}{2}"]
    planted = {form: digits(form, 16) for form in forms} | {"number": Canary("number", "9" + digits("", 15).text)}
    before = Before()

    for form in forms:
        SHELF.held[form] = form.format(*(planted[form].text[at : at + 4] for at in range(0, 16, 4)))
    SHELF.held["number"] = int(planted["number"].text)
    finds = {find.canary for find in remains(planted.values(), before)}
    SHELF.held.clear()

    assert finds == planted.keys()


def test_class_cache_last_error_and_garbage_count_as_well() -> None:
    planted = {name: letters(name) for name in ("class", "cache", "last error", "garbage")}
    before = Before()

    Shelf.of_class.append(planted["class"].text)
    remembered(planted["cache"].text)
    sys.last_value = raised(planted["last error"].text)
    gc.disable()
    loop: list[Any] = [planted["garbage"].text]
    loop.append(loop)
    del loop
    finds = {find.canary: find.way for find in remains(planted.values(), before)}
    gc.enable()
    Shelf.of_class.clear()
    remembered.cache_clear()
    del sys.last_value
    gc.collect()

    assert finds.keys() == planted.keys()
    assert "of_class" in finds["class"]
    assert "lru_cache" in finds["cache"]
    assert "last_value" in finds["last error"]
    assert finds["garbage"].startswith("(held by no module)")
    assert remains(planted.values(), before) == []


def test_a_local_of_another_thread_is_found_and_not_kept_alive() -> None:
    canary, before = words("thread"), Before()
    there, go, gone, end = (threading.Event() for _ in range(4))

    def work() -> None:
        held = canary.text
        there.set()
        go.wait(10)
        held = str(len(held))
        gone.set()
        end.wait(10)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    there.wait(10)
    finds = remains([canary], before)
    go.set()
    gone.wait(10)
    left = remains([canary], before)
    end.set()
    thread.join(10)

    assert "work() local held" in finds[0].way
    assert left == []


def test_a_task_that_waits_is_found() -> None:
    canary, before = words("task"), Before()

    async def holds(text: str) -> int:
        kept = f"<{text}>"
        await asyncio.sleep(60)
        return len(kept)

    async def visit() -> list[str]:
        task = asyncio.create_task(holds(canary.text))
        await asyncio.sleep(0)
        finds = remains([canary], before)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        return [find.canary for find in finds]

    assert asyncio.run(visit()) == ["task"]


def test_files_are_searched_in_every_form(tmp_path: Path) -> None:
    canary = digits("code", 16)
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "clear.log").write_text(f"asked for {canary.text[:4]} {canary.text[4:8]} {canary.text[8:]}")
    (tmp_path / "wide").write_bytes(canary.text.encode("utf-16-le"))
    (tmp_path / f"{canary.text}.age").write_bytes(b"")
    (tmp_path / "harmless").write_bytes(b"nothing")

    found = {Path(line.split(": ", 1)[1]).name for line in files_with([canary], tmp_path)}

    assert found == {"clear.log", "wide", f"{canary.text}.age"}
