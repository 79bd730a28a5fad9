"""Pages of the wall that were looked at and found good. `python -m tests.kiosk.render.golden` draws them all anew.

Each picture holds all pages of one notice, one below the other, as the wall has them, pixel by pixel. What a wall
refuses stands beside it in `refused.txt`.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
from PIL import Image

from kiosk.render.bitmap import Bitmap
from kiosk.render.canvas import on_canvas
from kiosk.render.page import Foot, WallPage
from kiosk.render.patterns import paint_pattern
from tests.kiosk.render.cast import FOOT, SHA256, painter, typesetter, words
from tests.kiosk.render.samples import (
    CONTRACTS,
    PUBLISHED_MS,
    SAMPLES,
    TITLES,
    WALLS,
    emergency,
    ledger,
    notice,
    photograph,
)
from wire.content import Content
from wire.wall.profile import Rectangle, WallProfile
from wire.wall.settings import Pattern

FOLDER = Path(__file__).parents[1] / "golden"
CONTENTS: dict[str, tuple[str, Content]] = {
    **{name: (TITLES[name], content) for name, content in SAMPLES.items()},
    "account": ("7月财务收支", ledger(14)),
    "contracts": ("集体资产承包合同", CONTRACTS),
}
SPECIAL = ("emergency", "drill", "nothing", "silent")
PATTERNS: dict[str, Pattern] = {f"pattern-{name}": name for name in ("grid", "modules", "text", "profile")}
FOLDERS = {
    **{f"wall-zh_CN-{wall}": ("zh_CN", profile) for wall, profile in WALLS.items()},
    **{f"wall-en-{wall}": ("en", WALLS[wall]) for wall in ("256x128", "768x384")},
}
_YARD = WALLS["384x192"]
WALLS_WITH_FAULTS = {
    "dark-module": msgspec.structs.replace(_YARD, dead=(Rectangle(x=160, y=80, width=32, height=16),), tags=True),
    "dark-edge": msgspec.structs.replace(_YARD, dead=(Rectangle(x=0, y=0, width=64, height=64),)),
    "red": msgspec.structs.replace(_YARD, colours="red"),
    "red-green": msgspec.structs.replace(_YARD, colours="red_green", left_px=16, top_px=8),
    "folded": WALLS["1920x64"],
}
TOLD = Foot(following=FOOT.following, told="公布于8月5日，已离线41天")


def names() -> list[tuple[str, str]]:
    """(folder, picture) of every golden page."""
    own = [(folder, name) for folder in FOLDERS for name in (*CONTENTS, *SPECIAL)]
    patterns = [(folder, pattern) for folder in FOLDERS for pattern in PATTERNS if folder.startswith("wall-zh")]
    return [*own, *patterns, *(("wall-canvas", name) for name in WALLS_WITH_FAULTS)]


def drawn(folder: str, name: str) -> Image.Image | None:
    """The picture anew; None for what has no page on that wall."""
    if folder == "wall-canvas":
        return _canvas(WALLS_WITH_FAULTS[name])
    language, profile = FOLDERS[folder]
    if name in PATTERNS:
        return paint_pattern(profile, PATTERNS[name], words(language)).image()
    paint = painter(profile, language)
    return _stacked([paint.paint(page, FOOT, photograph()) for page in _pages(profile, language, name)])


def _pages(profile: WallProfile, language: str, name: str) -> tuple[WallPage, ...]:
    setter = typesetter(profile, language)
    if name == "nothing":
        return (setter.nothing(today="2026-08-06", phone="0351-7654321", published_at_ms=PUBLISHED_MS),)
    if name == "silent":
        return (setter.silent("王家村", today="2026-08-06"),)
    if name in {"emergency", "drill"}:
        return setter.emergency(emergency(drill=name == "drill"))
    title, content = CONTENTS[name]
    return setter.set(notice(content, title=title), SHA256, whole=name == "account").pages


def _canvas(profile: WallProfile) -> Image.Image:
    """As the sender card gets it: folded, masked, reduced, in its place; the news are old."""
    pages = typesetter(profile).set(notice(SAMPLES["ledger"]), SHA256).pages
    sheets = [painter(profile).paint(page, TOLD, tag=number) for number, page in enumerate(pages[:2])]
    found = _stacked([on_canvas(sheet, profile) for sheet in sheets])
    assert found is not None
    return found


def _stacked(sheets: list[Bitmap]) -> Image.Image | None:
    if not sheets:
        return None
    width, height = sheets[0].width, sheets[0].height
    whole = Image.new("RGB", (width, height * len(sheets)))
    for number, sheet in enumerate(sheets):
        whole.paste(sheet.image(), (0, number * height))
    return whole


def refusals(folder: str) -> str:
    """What the wall refuses and why: a line each."""
    language, profile = FOLDERS[folder]
    setter = typesetter(profile, language)
    told = [
        f"{name} {refusal.why}"
        for name, (title, content) in CONTENTS.items()
        for refusal in setter.set(notice(content, title=title), SHA256).refused
    ]
    return "".join(f"{line}\n" for line in told)


def kept(folder: str, name: str) -> Image.Image | None:
    path = FOLDER / folder / f"{name}.png"
    if not path.exists():
        return None
    with Image.open(path) as picture:
        return picture.convert("RGB")


def _write() -> Iterator[Path]:
    for old in FOLDER.glob("wall-*/*"):
        old.unlink()
    for folder, name in names():
        picture = drawn(folder, name)
        if picture is None:
            continue
        path = FOLDER / folder / f"{name}.png"
        path.parent.mkdir(exist_ok=True)
        few = picture.getcolors(256)
        if few is not None:
            exact = picture.quantize(len(few), method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
            picture = exact if exact.convert("RGB").tobytes() == picture.tobytes() else picture
        picture.save(path, optimize=True)
        yield path
    for folder in FOLDERS:
        (FOLDER / folder / "refused.txt").write_text(refusals(folder), encoding="utf-8")


if __name__ == "__main__":
    sys.stdout.write(f"{len(list(_write()))} pictures: now look at them\n")
