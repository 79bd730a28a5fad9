"""Pictures and films that officers bring: checked, freed of what they tell about places, kept by their SHA-256.

A file is kept once and for good: the county can always show what was published. What terminals get are its pieces.
"""

import hashlib
import io
from pathlib import Path
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from county.affairs.film import read_film, without_places
from county.affairs.models import MediaFile
from county.durable import write_whole
from county.errors import BadMedia
from wire.content import MAX_MEDIA_BYTES, MAX_PIECE_BYTES, Media

if TYPE_CHECKING:
    from county.officers.models import Officer

MAX_PIXELS: Final = 40_000_000
"""Of a picture as it is brought: decoded it takes 120 MB."""
LONGEST_EDGE: Final = 1920
"""Of a picture as it is published: no wall shows more."""


def keep_picture(content: bytes, officer: "Officer") -> Media:
    """Drawn anew, so that nothing but the picture remains; raises BadMedia."""
    _check_length(content)
    drawn, media_type, size = _redrawn(content)
    return _kept(drawn, officer, _media(drawn, media_type, size=size))


def keep_film(content: bytes, officer: "Officer") -> Media:
    """The film as it is, without places and owners; raises BadMedia."""
    _check_length(content)
    film = read_film(content)
    cleaned = without_places(content)
    media = _media(cleaned, "video/mp4", size=(film.width, film.height), length_ms=film.length_ms)
    return _kept(cleaned, officer, media)


def media_of(sha256: str) -> Media:
    """What was kept under this name; raises BadMedia."""
    row = MediaFile.objects.filter(sha256=sha256).first()
    if row is None:
        raise BadMedia(_("The file is not here any more. Choose it once more."))
    return Media(
        sha256=row.sha256,
        length=row.length,
        media_type=row.media_type,  # type: ignore[arg-type]  # written from such a record
        pieces=list(row.pieces),
        width=row.width,
        height=row.height,
        length_ms=row.length_ms,
    )


def read_media(sha256: str) -> bytes:
    """The file itself; raises OSError."""
    return _place(sha256).read_bytes()


def pieces_of(content: bytes) -> list[bytes]:
    """In order; put together again they are the file."""
    return [content[at : at + MAX_PIECE_BYTES] for at in range(0, len(content), MAX_PIECE_BYTES)]


def _check_length(content: bytes) -> None:
    if not content:
        raise BadMedia(_("The file is empty."))
    if len(content) > MAX_MEDIA_BYTES:
        raise BadMedia(_("The file is larger than %d MB.") % (MAX_MEDIA_BYTES >> 20))


def _redrawn(content: bytes) -> tuple[bytes, str, tuple[int, int]]:
    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as brought:
            if brought.width * brought.height > MAX_PIXELS:
                raise BadMedia(_("The picture has too many pixels. Make it smaller."))
            is_photo = brought.format == "JPEG"
            picture = ImageOps.exif_transpose(brought).convert("RGB")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise BadMedia(_("This is not a PNG or JPEG picture, or it is damaged.")) from error
    picture.thumbnail((LONGEST_EDGE, LONGEST_EDGE))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=88) if is_photo else picture.save(out, "PNG", optimize=True)
    return out.getvalue(), "image/jpeg" if is_photo else "image/png", picture.size


def _media(content: bytes, media_type: str, *, size: tuple[int, int], length_ms: int = 0) -> Media:
    return Media(
        sha256=hashlib.sha256(content).hexdigest(),
        length=len(content),
        media_type=media_type,  # type: ignore[arg-type]  # one of the three words of the record
        pieces=[hashlib.sha256(piece).hexdigest() for piece in pieces_of(content)],
        width=size[0],
        height=size[1],
        length_ms=length_ms,
    )


def _kept(content: bytes, officer: "Officer", media: Media) -> Media:
    settings.COUNTY.media.mkdir(mode=0o700, exist_ok=True)
    if not _place(media.sha256).exists():
        write_whole(_place(media.sha256), content, mode=0o600)
    MediaFile.objects.get_or_create(
        sha256=media.sha256,
        defaults={
            "media_type": media.media_type,
            "length": media.length,
            "pieces": media.pieces,
            "width": media.width,
            "height": media.height,
            "length_ms": media.length_ms,
            "kept_by": officer,
        },
    )
    return media


def _place(sha256: str) -> Path:
    path: Path = settings.COUNTY.media / sha256
    return path
