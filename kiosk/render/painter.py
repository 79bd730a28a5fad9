"""Pages into pixels: what was set is drawn once and kept, the foot is drawn at each showing."""

import io
from collections import OrderedDict
from collections.abc import Iterable

from PIL import Image, UnidentifiedImageError

from kiosk.render.bitmap import Bitmap
from kiosk.render.desk import Words
from kiosk.render.head import foot_marks
from kiosk.render.inks import INKS
from kiosk.render.marks import Bar, Box, Code, Film, Layout, Mark, Photo, Run
from kiosk.render.page import Foot, WallPage
from kiosk.render.tag import tag_rows
from wire.wall.profile import WallProfile

_KEPT_BYTES = 16 * 1024 * 1024
_MAX_PIXELS = 8192 * 8192


class Painter:
    """For one wall and one language."""

    def __init__(self, profile: WallProfile, words: Words, *, point: str) -> None:
        self._size = (profile.width_px, profile.height_px)
        self._words, self._point = words, point
        self._kept: OrderedDict[object, Image.Image] = OrderedDict()
        self._room = max(_KEPT_BYTES // (profile.width_px * profile.height_px * 3), 2)

    def paint(self, page: WallPage, foot: Foot, picture: bytes | None = None, *, tag: int | None = None) -> Bitmap:
        """The page at true pixels. `picture` is the file of its photograph; without it a frame stands there."""
        layout = page.layout
        assert isinstance(layout, Layout)  # noqa: S101
        sheet = self._body(layout, picture).copy()
        if layout.foot:
            draw(sheet, foot_marks(layout.foot, foot.told, foot.following))
        if layout.tag and tag is not None and tag >= 0:
            draw(sheet, [_tag(layout.tag, tag)])
        return Bitmap.of(sheet)

    def _body(self, layout: Layout, picture: bytes | None) -> Image.Image:
        key = (layout, picture is None)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        sheet = Image.new("RGB", self._size, INKS["ground"])
        draw(sheet, layout.marks, picture)
        self._kept[key] = sheet
        while len(self._kept) > self._room:
            self._kept.popitem(last=False)
        return sheet


def draw(sheet: Image.Image, marks: Iterable[Mark], picture: bytes | None = None) -> None:
    """Puts marks on a sheet in their order."""
    for mark in marks:
        if isinstance(mark, Run):
            _letters(sheet, mark)
        elif isinstance(mark, Bar):
            _fill(sheet, mark.box, INKS[mark.ink])
        elif isinstance(mark, Code):
            _code(sheet, mark)
        elif isinstance(mark, Photo):
            _photo(sheet, mark, picture)
        elif isinstance(mark, Film):
            _frame(sheet, mark.box)


def _letters(sheet: Image.Image, run: Run) -> None:
    x = run.x
    for char in run.text:
        glyph = run.face.glyph(char)
        if glyph.ink is not None:
            sheet.paste(INKS[run.ink], (x + glyph.left, run.y + glyph.top), glyph.ink)
        x += glyph.advance


def _fill(sheet: Image.Image, box: Box, ink: tuple[int, int, int]) -> None:
    sheet.paste(ink, (box.x, box.y, box.right, box.bottom))


def _code(sheet: Image.Image, code: Code) -> None:
    _fill(sheet, code.box, INKS["white"])
    for row, modules in enumerate(code.rows):
        for column, module in enumerate(modules):
            if module == "1":
                place = Box(code.x + column * code.scale, code.y + row * code.scale, code.scale, code.scale)
                _fill(sheet, place, INKS["ground"])


def _photo(sheet: Image.Image, photo: Photo, picture: bytes | None) -> None:
    opened = _opened(picture) if picture is not None else None
    if opened is None:
        _frame(sheet, photo.box)
        return
    sheet.paste(opened.resize((photo.box.width, photo.box.height), Image.Resampling.BOX), (photo.box.x, photo.box.y))


def _opened(picture: bytes) -> Image.Image | None:
    """None for what is no picture, or one that would fill the memory."""
    try:
        with Image.open(io.BytesIO(picture), formats=("PNG", "JPEG")) as opened:
            if opened.width * opened.height > _MAX_PIXELS:
                return None
            return opened.convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def _frame(sheet: Image.Image, box: Box) -> None:
    """The outline of what is not there yet."""
    ink = INKS["line"]
    _fill(sheet, Box(box.x, box.y, box.width, 1), ink)
    _fill(sheet, Box(box.x, box.bottom - 1, box.width, 1), ink)
    _fill(sheet, Box(box.x, box.y, 1, box.height), ink)
    _fill(sheet, Box(box.right - 1, box.y, 1, box.height), ink)


def _tag(place: Box, number: int) -> Code:
    rows = tag_rows(number)
    return Code(place.x, place.y, place.width // len(rows), rows)
