"""What every printer promises."""

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from hardware.errors import NoPaper, NoPrinter, PrinterBusy, PrinterFailed
from hardware.ports import Printer
from hardware.printers.printer_escpos import EscposPrinter
from hardware.printers.printer_fake import FakePrinter
from hardware.printers.printer_pictures import PicturePrinter
from tests.hardware.escpos_printer import WiredPrinter
from tests.hardware.rigs import Hand, Rig

WIDTH = 384


@dataclass
class PrinterRig(Rig[Printer]):
    """Also what came out of it, and what a person does to a printer."""

    came_out: Callable[[], list[Image.Image]] = list
    take_paper: Hand = None
    open_cover: Hand = None


def slip(seed: int = 1, *, height: int = 300) -> bytes:
    drawn = Image.new("1", (WIDTH, height), 1)
    draw = ImageDraw.Draw(drawn)
    rng = random.Random(seed)  # noqa: S311  # no secret
    for _ in range(40):
        x, y = rng.randrange(WIDTH), rng.randrange(height)
        draw.rectangle((x, y, x + rng.randrange(60), y + rng.randrange(20)), fill=0)
    png = BytesIO()
    drawn.save(png, "PNG")
    return png.getvalue()


def picture(png: bytes) -> Image.Image:
    with Image.open(BytesIO(png)) as opened:
        return opened.convert("L")


def pixels(png: bytes) -> bytes:
    return picture(png).tobytes()


def _fake(_request: pytest.FixtureRequest) -> PrinterRig:
    printer = FakePrinter()
    plug = printer.plug

    def restore() -> None:
        plug.restore()
        printer.has_paper, printer.cover_open = True, False

    return PrinterRig(
        printer,
        unplug=plug.pull,
        stall=plug.stall,
        occupy=plug.occupy,
        restore=restore,
        came_out=lambda: [picture(png) for png in printer.slips],
        take_paper=lambda: setattr(printer, "has_paper", False),
        open_cover=lambda: setattr(printer, "cover_open", True),
    )


def _pictures(request: pytest.FixtureRequest) -> PrinterRig:
    folder: Path = request.getfixturevalue("tmp_path") / "slips"

    def unplug() -> None:
        folder.write_bytes(b"")

    return PrinterRig(
        PicturePrinter(folder),
        unplug=unplug,
        restore=folder.unlink,
        came_out=lambda: [picture(path.read_bytes()) for path in sorted(folder.glob("slip-*.png"))],
    )


def _wired(request: pytest.FixtureRequest, kind: str) -> PrinterRig:
    wired = WiredPrinter(kind)
    request.addfinalizer(wired.stop)
    paper = wired.paper

    def restore() -> None:
        if wired._stopping.is_set():
            wired.start()
        paper.new_roll()
        paper.cover_open = paper.hangs = False
        paper.take(b"")

    return PrinterRig(
        EscposPrinter(wired.address),
        unplug=wired.stop,
        stall=lambda: setattr(paper, "hangs", True),
        restore=restore,
        came_out=lambda: paper.slips,
        take_paper=lambda: setattr(paper, "rows_left", 0),
        open_cover=lambda: setattr(paper, "cover_open", True),
    )


def _tcp(request: pytest.FixtureRequest) -> PrinterRig:
    return _wired(request, "tcp")


def _serial(request: pytest.FixtureRequest) -> PrinterRig:
    rig = _wired(request, "serial")
    rig.restore = lambda: None  # a line that was torn out comes back under another name
    return rig


@pytest.fixture(params=[_fake, _pictures, _tcp, _serial])
def rig(request: pytest.FixtureRequest) -> PrinterRig:
    made: PrinterRig = request.param(request)
    return made


def test_the_slip_comes_out_dot_for_dot(rig: PrinterRig) -> None:
    rig.device.print_picture(slip())

    assert [made.convert("L").tobytes() for made in rig.came_out()] == [pixels(slip())]


def test_slips_come_out_one_after_the_other(rig: PrinterRig) -> None:
    rig.device.look()
    rig.device.print_picture(slip(1))
    rig.device.print_picture(slip(2, height=131))

    assert [made.convert("L").tobytes() for made in rig.came_out()] == [pixels(slip(1)), pixels(slip(2, height=131))]


def test_a_printer_that_is_not_there_says_so(rig: PrinterRig) -> None:
    assert rig.unplug is not None
    rig.unplug()

    with pytest.raises(NoPrinter):
        rig.device.look()
    with pytest.raises(NoPrinter):
        rig.device.print_picture(slip())


def test_a_printer_that_comes_back_prints(rig: PrinterRig, request: pytest.FixtureRequest) -> None:
    if "_serial" in request.node.name:
        pytest.skip("a serial line comes back under another name here")
    assert rig.unplug is not None
    rig.unplug()
    with pytest.raises(NoPrinter):
        rig.device.look()

    rig.restore()
    rig.device.print_picture(slip())

    assert len(rig.came_out()) == 1


def test_without_paper_nothing_is_printed(rig: PrinterRig) -> None:
    if rig.take_paper is None:
        pytest.skip("this printer has no roll")
    rig.take_paper()

    with pytest.raises(NoPaper):
        rig.device.look()
    with pytest.raises(NoPaper):
        rig.device.print_picture(slip())

    assert rig.came_out() == []


def test_an_open_cover_is_told(rig: PrinterRig) -> None:
    if rig.open_cover is None:
        pytest.skip("this printer has no cover")
    rig.open_cover()

    with pytest.raises(PrinterFailed):
        rig.device.print_picture(slip())

    assert rig.came_out() == []


def test_a_printer_that_another_program_holds_says_so(rig: PrinterRig) -> None:
    if rig.occupy is None:
        pytest.skip("nobody else can hold this printer here")
    rig.occupy()

    with pytest.raises(PrinterBusy):
        rig.device.print_picture(slip())


@pytest.fixture
def wired() -> Iterator[WiredPrinter]:
    printer = WiredPrinter("tcp")
    yield printer
    printer.stop()


def test_a_printer_that_hangs_is_given_up_in_time(wired: WiredPrinter) -> None:
    printer = EscposPrinter(wired.address)
    printer.look()
    wired.paper.hangs = True
    began_s = time.monotonic()

    with pytest.raises(PrinterFailed):
        printer.print_picture(slip())

    assert time.monotonic() - began_s < 15


def test_paper_that_ends_in_the_middle_is_told(wired: WiredPrinter) -> None:
    wired.paper.rows_left = 100

    with pytest.raises(NoPaper):
        EscposPrinter(wired.address).print_picture(slip())


def test_a_slip_that_broke_off_is_not_printed_to_its_end_for_the_next_visitor(wired: WiredPrinter) -> None:
    printer = EscposPrinter(wired.address)
    wired.paper.rows_left = 100
    with pytest.raises(NoPaper):
        printer.print_picture(slip(1))

    time.sleep(0.2)
    wired.paper.new_roll()
    printer.print_picture(slip(2))

    assert [made.convert("L").tobytes() for made in wired.paper.slips] == [pixels(slip(2))]


def test_a_cable_that_is_pulled_in_the_middle_is_no_printer(wired: WiredPrinter) -> None:
    wired.power_off_after = 5000

    with pytest.raises(NoPrinter):
        EscposPrinter(wired.address).print_picture(slip(height=3000))


def test_a_printer_that_tells_nothing_is_believed(wired: WiredPrinter) -> None:
    wired.paper.tells = False

    EscposPrinter(wired.address).print_picture(slip())

    deadline_s = time.monotonic() + 5
    while not wired.paper.slips and time.monotonic() < deadline_s:
        time.sleep(0.02)
    assert len(wired.paper.slips) == 1


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "/dev/usb/lp77", "/dev/ttyUSB77@19200", "nowhere"])
def test_what_is_no_printer_is_refused(address: str) -> None:
    with pytest.raises(NoPrinter):
        EscposPrinter(address).look()


def test_a_slip_never_comes_to_lie_in_a_file(tmp_path: Path) -> None:
    mistaken = tmp_path / "lp0"
    mistaken.write_bytes(b"")

    with pytest.raises(NoPrinter):
        EscposPrinter(str(mistaken)).print_picture(slip())

    assert mistaken.read_bytes() == b""


_OPENS = """
import sys
opened = []
def note(event, arguments):
    if event == "open" and isinstance(arguments[2], int) and arguments[2] & 3:
        opened.append(str(arguments[0]))
from hardware.printers.printer_escpos import EscposPrinter
png = sys.stdin.buffer.read()
sys.addaudithook(note)
EscposPrinter(sys.argv[1]).print_picture(png)
print(opened)
"""


def test_printing_opens_no_file_for_writing(wired: WiredPrinter, tmp_path: Path) -> None:
    command = [sys.executable, "-c", _OPENS, wired.address]
    environment = {**os.environ, "TMPDIR": str(tmp_path)}

    done = subprocess.run(command, input=slip(), capture_output=True, check=True, env=environment)

    assert done.stdout.decode().strip() == "[]"
    assert list(tmp_path.iterdir()) == []
    assert len(wired.paper.slips) == 1
