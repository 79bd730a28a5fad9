"""One picture of the document camera becomes one page: JPEG bytes in RAM and what is to be said of it."""

from typing import Any, Final

import cv2
import numpy as np

from edge.capture.errors import BadPage
from edge.papers.quality import quality
from edge.papers.sheet import Corners, find_sheet, page_sized, straightened
from wire.port_words import PageQuality

MOST_BYTES: Final = 600_000
_QUALITIES: Final = (85, 75, 65, 50, 35, 20)
_LARGEST_PX: Final = 8192
_EDGE: Final = (96, 200, 64)


def taken(bgr: Any) -> tuple[bytes, PageQuality]:
    """Straightened and cropped where a sheet is found, else the whole picture. Nothing but pixels is in the JPEG."""
    corners = find_sheet(bgr)
    page = page_sized(bgr) if corners is None else straightened(bgr, corners)
    return encoded(page), quality(page, has_sheet=corners is not None)


def encoded(bgr: Any) -> bytes:
    """JPEG as good as fits into MOST_BYTES."""
    jpeg = b""
    for wish in _QUALITIES:
        whole, written = cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, wish, cv2.IMWRITE_JPEG_OPTIMIZE, 1])
        jpeg = written.tobytes() if whole else b""
        if len(jpeg) <= MOST_BYTES:
            break
    return jpeg


def decoded(picture: bytes) -> Any:
    """Pixels of a kept JPEG or PNG; raises BadPage."""
    if not picture.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        raise BadPage("neither JPEG nor PNG")
    try:
        bgr = cv2.imdecode(np.frombuffer(picture, np.uint8), cv2.IMREAD_COLOR)
    except cv2.error as error:
        raise BadPage("the picture cannot be read") from error
    if bgr is None or max(bgr.shape[:2]) > _LARGEST_PX:
        raise BadPage("the picture cannot be read")
    return bgr


def with_edge(bgr: Any, corners: Corners | None) -> Any:
    """A copy with the sheet's edge drawn."""
    picture = bgr.copy()
    if corners is not None:
        width = max(2, max(bgr.shape[:2]) // 200)
        outline = [np.round(corners).astype(np.int32).reshape(-1, 1, 2)]
        cv2.polylines(picture, outline, isClosed=True, color=_EDGE, thickness=width, lineType=cv2.LINE_AA)
    return picture
