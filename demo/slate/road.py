"""A photograph of a road between fields that was mended, drawn by Pillow alone; the same pixels every time."""

from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFilter

_SIZE: Final = (960, 540)
_FINER: Final = 2
"""Drawn so much larger, for smooth edges."""
_HORIZON: Final = 0.46
_SKY: Final = ((86, 146, 206), (222, 232, 236))
_FIELD: Final = ((176, 160, 84), (92, 112, 44))
_FURROWS: Final = 11
_DASHES: Final = 9
_TREES: Final = ((0.06, 0.10), (0.15, 0.075), (0.235, 0.055), (0.765, 0.055), (0.85, 0.075), (0.94, 0.10))
"""Where along the picture, and how tall."""

_Colour = tuple[int, int, int]


def photographed(path: Path) -> Path:
    """As PNG at `path`."""
    size = _SIZE[0] * _FINER, _SIZE[1] * _FINER
    picture = Image.new("RGB", size)
    _sky_and_fields(picture)
    _hills(picture)
    _furrows(picture)
    _road(picture)
    _trees(picture)
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.resize(_SIZE, Image.Resampling.LANCZOS).save(path, "PNG", optimize=True)
    return path


def _between(one: _Colour, other: _Colour, part: float) -> _Colour:
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _sky_and_fields(picture: Image.Image) -> None:
    pen, (width, height) = ImageDraw.Draw(picture), picture.size
    horizon = round(height * _HORIZON)
    for y in range(height):
        part = y / horizon if y < horizon else (y - horizon) / (height - horizon)
        pen.line((0, y, width, y), fill=_between(*(_SKY if y < horizon else _FIELD), part))


def _hills(picture: Image.Image) -> None:
    """Two ranges, the farther one paler."""
    width, height = picture.size
    far = ((0, 0.36), (0.14, 0.29), (0.3, 0.37), (0.5, 0.27), (0.68, 0.36), (0.86, 0.28), (1, 0.34))
    near = ((0, 0.42), (0.2, 0.37), (0.42, 0.43), (0.62, 0.39), (0.82, 0.43), (1, 0.38))
    for ridge, colour in ((far, (146, 172, 186)), (near, (92, 124, 108))):
        points = [(x * width, y * height) for x, y in ridge]
        shape = Image.new("L", picture.size, 0)
        foot = height * _HORIZON
        ImageDraw.Draw(shape).polygon([(0, foot), *points, (width, foot)], fill=255)
        picture.paste(colour, (0, 0), shape.filter(ImageFilter.GaussianBlur(3 * _FINER)))
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, height * _HORIZON, width, height * _HORIZON + 4 * _FINER), fill=_FIELD[0])


def _furrows(picture: Image.Image) -> None:
    """Stubble in lines that meet where the road goes."""
    pen, (width, height) = ImageDraw.Draw(picture), picture.size
    start = (width / 2, height * _HORIZON + 2 * _FINER)
    for number in range(-_FURROWS, _FURROWS + 1):
        pen.line((*start, width / 2 + number * width * 0.22, height), fill=(124, 124, 56), width=2 * _FINER)


def _road(picture: Image.Image) -> None:
    """New asphalt, pale kerbs, a broken line in the middle."""
    for half, colour in ((0.34, (214, 208, 194)), (0.31, (70, 72, 76))):
        ImageDraw.Draw(picture).polygon(_strip(picture, half), fill=colour)
    for number in range(_DASHES):
        first, last = ((number + 0.15) / _DASHES) ** 2, ((number + 0.65) / _DASHES) ** 2
        ImageDraw.Draw(picture).polygon(_strip(picture, 0.012, (first, last)), fill=(240, 236, 220))


def _strip(picture: Image.Image, half: float, depths: tuple[float, float] = (0.0, 1.0)) -> list[tuple[float, float]]:
    """In the middle of the ground, so far to either side; in parts of its width and depth. It narrows far away."""
    width, height = picture.size
    horizon, (top, bottom) = height * _HORIZON, depths
    corners = []
    for side, depth in ((-half, top), (half, top), (half, bottom), (-half, bottom)):
        away = side * width * (0.03 + 0.97 * depth)
        corners.append((width / 2 + away, horizon + depth * (height - horizon)))
    return corners


def _trees(picture: Image.Image) -> None:
    """Poplars beside the road."""
    pen, (width, height) = ImageDraw.Draw(picture), picture.size
    for x, tall in _TREES:
        foot = height * (_HORIZON + tall * 1.1)
        middle, reach = x * width, tall * height
        pen.rectangle((middle - reach * 0.06, foot - reach, middle + reach * 0.06, foot), fill=(92, 74, 58))
        for step, colour in enumerate(((66, 92, 44), (84, 112, 52))):
            wide = reach * (0.42 - 0.12 * step)
            pen.ellipse((middle - wide, foot - reach * 3.2, middle + wide, foot - reach * 0.5), fill=colour)
