"""The two sizes in which petitions are recorded, and the one in which papers are photographed."""

from dataclasses import dataclass
from typing import Final

from hardware.ports import PictureSize


@dataclass(frozen=True, slots=True)
class Profile:
    """How a recording is encoded."""

    name: str
    size: PictureSize
    quality_crf: int
    """x264's constant quality; 25 gives about 0.45 Mbit/s of a person talking at 480p."""
    keyframe_s: float = 2.0
    segment_s: float = 4.0


PROFILES: Final = {
    "480p": Profile("480p", PictureSize(640, 480, 25), quality_crf=25),
    "720p": Profile("720p", PictureSize(1280, 720, 25), quality_crf=25),
}

PAPERS: Final = PictureSize(1920, 1080, 15)
"""What every document camera gives; an A4 page that fills it across has 6 pixels a millimetre."""
