"""Who takes part, and what one act hands to the next.

Codes and pieces of what was said are in this process's RAM only.
"""

from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image

from demo.officer import Officer
from demo.report import Report
from demo.slate.table import Table
from demo.story.arrivals import Arrivals
from demo.system import System
from demo.visitor import Visitor
from kiosk.render.bitmap import Bitmap


@dataclass
class Sent:
    """What a villager sent."""

    petition_id: str = ""
    code: str = ""


@dataclass
class Scene:
    """Two kiosks with a table, a wall, a desk."""

    system: System
    report: Report
    villager: Visitor
    onlooker: Visitor
    """Stands before the wall."""
    elsewhere: Visitor
    """The villager at another terminal, later."""
    driver_elsewhere: Path
    officer: Officer
    table: Table
    """Under the document camera."""
    arrivals: Arrivals
    voice: Sent = field(default_factory=Sent)
    """The anonymous one."""
    video: Sent = field(default_factory=Sent)
    """The named one."""
    inquiry: Sent = field(default_factory=Sent)
    """What came of the formal inquiry."""
    secrets: list[bytes] = field(default_factory=list)
    """Pieces of picture, sound and pages: on a disk only ever sealed."""

    stood: list[tuple[str, str]] = field(default_factory=list)
    """Village and hash of the pixels of each photograph of the wall that the proof must know."""

    def villager_photo(self, name: str) -> None:
        self.villager.photographs(self.report.picture(f"kiosk-{name}"))

    def elsewhere_photo(self, name: str) -> None:
        self.elsewhere.photographs(self.report.picture(f"other-{name}"))

    def desk_photo(self, name: str) -> None:
        self.officer.photographs(self.report.picture(f"desk-{name}"))

    def wall_photo(self, name: str) -> None:
        self.onlooker.photographs(self.report.picture(f"wall-{name}"))

    def stands(self, name: str, village: str) -> None:
        """Takes a photograph of this village's page: the proof must know the pixels that were in the glass."""
        path = self.report.picture(f"wall-{name}")
        self.onlooker.photographs(path)
        with Image.open(path) as photograph:
            self.stood.append((village, Bitmap.of(photograph).sha256))
