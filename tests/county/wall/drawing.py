"""`python -m tests.county.wall.drawing`: stands for `kiosk.render`; a page of coloured stripes for every question.

It refuses what the real one refuses (bytes that are no question) and, told to, is slow or hungry.
"""

import io
import sys
import time

from PIL import Image

from wire.port import Frames, frame
from wire.wall.preview import Answer, Drawn, DrawNotice, DrawnPage, PlanDay, PlannedDay, Question

INK = {"DrawNotice": (255, 210, 80), "DrawEmergency": (255, 60, 40), "DrawPattern": (90, 220, 120)}


def drawn(question: Question) -> Answer:
    """Two pages for a notice, one for the rest; a notice called "refuse" cannot be read. It plans no day."""
    if isinstance(question, PlanDay):
        return PlannedDay()
    profile = question.profile
    picture = Image.new("RGB", (profile.width_px, profile.height_px))
    for y in range(2, profile.height_px, 6):
        picture.paste(INK[type(question).__name__], (2, y, profile.width_px - 2, y + 2))
    out = io.BytesIO()
    picture.save(out, "PNG")
    page = DrawnPage(png=out.getvalue(), pixels_sha256="d1" * 32, dwell_ms=9000, kind="Text")
    refused = isinstance(question, DrawNotice) and question.notice.title == "refuse"
    words = "这一页在 15 米外看不清。" if question.language == "zh_CN" else "This cannot be read from 15 m."
    pages = (page, page) if isinstance(question, DrawNotice) else (page,)
    return Drawn(refused=(words,)) if refused else Drawn(pages=pages)


def main() -> None:
    if "slow" in sys.argv:
        time.sleep(30)
    if "hungry" in sys.argv:
        bytearray(4 << 30)
    frames = Frames(Question)
    for question in frames.feed(sys.stdin.buffer.read()):
        sys.stdout.buffer.write(frame(drawn(question)))  # type: ignore[arg-type]  # one of the questions


if __name__ == "__main__":
    main()
