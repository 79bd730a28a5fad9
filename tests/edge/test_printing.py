"""One slip at a time, nothing of it kept, and what the printer says of itself."""

import asyncio
import contextlib
import gc
import struct
import sys
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from edge.errors import NoPaper, NoPrinter
from edge.printing import Printing
from hardware.printers.printer_fake import FakePrinter
from wire.errors import BadMessage

WIDTH = 384


def slip(width: int = WIDTH, height: int = 200) -> bytes:
    png = BytesIO()
    Image.new("1", (width, height), 1).save(png, "PNG")
    return png.getvalue()


@pytest.fixture
def printer() -> FakePrinter:
    return FakePrinter()


@pytest.fixture
def printing(printer: FakePrinter) -> Iterator[Printing]:
    made = Printing(printer, width_px=WIDTH, look_s=0.02)
    yield made
    made.close()


def until(holds: Callable[[], bool]) -> None:
    deadline_s = time.monotonic() + 5
    while not holds():
        assert time.monotonic() < deadline_s
        time.sleep(0.01)


def test_a_slip_is_printed(printing: Printing, printer: FakePrinter) -> None:
    asyncio.run(printing.print(slip()))

    assert printer.slips == [slip()]
    assert printing.state == "ready"


def test_a_terminal_without_a_printer_says_so() -> None:
    printing = Printing(None, width_px=WIDTH)

    assert printing.state == "none"
    with pytest.raises(NoPrinter):
        asyncio.run(printing.print(slip()))
    printing.close()


def test_what_the_printer_says_of_itself_is_known_before_anybody_prints(
    printing: Printing, printer: FakePrinter
) -> None:
    until(lambda: printing.state == "ready")
    printer.has_paper = False
    until(lambda: printing.state == "no_paper")
    printer.has_paper, printer.cover_open = True, True
    until(lambda: printing.state == "failed")
    printer.cover_open = False
    until(lambda: printing.state == "ready")
    printer.plug.pull()
    until(lambda: printing.state == "failed")


def test_without_paper_the_villager_is_told_so(printing: Printing, printer: FakePrinter) -> None:
    printer.has_paper = False

    with pytest.raises(NoPaper):
        asyncio.run(printing.print(slip()))

    assert printing.state == "no_paper"


def test_paper_that_ends_in_the_middle_is_no_slip(printing: Printing, printer: FakePrinter) -> None:
    printer.slips_left = 1
    asyncio.run(printing.print(slip()))

    with pytest.raises(NoPaper):
        asyncio.run(printing.print(slip()))

    assert len(printer.slips) == 1


def test_a_printer_that_hangs_is_no_printer(printing: Printing, printer: FakePrinter) -> None:
    printer.plug.stall()

    with pytest.raises(NoPrinter):
        asyncio.run(printing.print(slip()))

    assert printing.state == "failed"


class _SlowPrinter:
    """Notes how many slips it was given at the same time."""

    def __init__(self) -> None:
        self.at_once, self.most = 0, 0
        self._lock = threading.Lock()

    def look(self) -> None:
        """Always well."""

    def print_picture(self, png: bytes) -> None:
        del png
        with self._lock:
            self.at_once += 1
            self.most = max(self.most, self.at_once)
        time.sleep(0.05)
        with self._lock:
            self.at_once -= 1


def test_slips_are_printed_one_at_a_time() -> None:
    printer = _SlowPrinter()
    printing = Printing(printer, width_px=WIDTH)

    async def both() -> None:
        await asyncio.gather(printing.print(slip()), printing.print(slip()))

    asyncio.run(both())

    assert printer.most == 1
    printing.close()


def test_nothing_of_a_slip_stays_behind(printing: Printing, printer: FakePrinter) -> None:
    canary = slip(height=217)
    held = sys.getrefcount(canary)

    asyncio.run(printing.print(canary))
    printer.slips.clear()
    printer.has_paper = False
    with contextlib.suppress(NoPaper):
        asyncio.run(printing.print(canary))
    gc.collect()

    assert sys.getrefcount(canary) == held


def test_a_slip_wider_or_longer_than_the_paper_is_refused(printing: Printing) -> None:
    for size in ((WIDTH + 1, 10), (WIDTH, 8001)):
        with pytest.raises(BadMessage):
            asyncio.run(printing.print(slip(*size)))


def test_a_bomb_is_judged_by_its_size_before_it_is_unpacked(printing: Printing) -> None:
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 1, 0, 0, 0, 0)
    chunk = b"IHDR" + header
    bomb = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))

    with pytest.raises(BadMessage):
        asyncio.run(printing.print(bomb + bytes(100)))


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.binary(max_size=300), st.tuples(st.integers(8, 110), st.binary(min_size=1, max_size=8))))
def test_hostile_bytes_are_refused_and_nothing_else_happens(found: bytes | tuple[int, bytes]) -> None:
    hostile = found
    if isinstance(found, tuple):
        at, put = found
        good = slip()
        hostile = good[:at] + put + good[at + len(put) :]
    assert isinstance(hostile, bytes)
    printer = FakePrinter()
    printing = Printing(printer, width_px=WIDTH)

    try:
        asyncio.run(printing.print(hostile))
    except BadMessage:
        assert printer.slips == []
    finally:
        printing.close()
