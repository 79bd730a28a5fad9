"""The two sizes in which petitions are recorded, the one of both sides of a call, and the one of papers."""

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
    most_bps: int = 0
    """Of the pictures, over two seconds; 0: whatever the quality takes."""
    sides: int = 1
    """Sound tracks: 1 lies on one channel, of 2 the first on the left and the second on the right."""


PROFILES: Final = {
    "480p": Profile("480p", PictureSize(640, 480, 25), quality_crf=25),
    "720p": Profile("720p", PictureSize(1280, 720, 25), quality_crf=25),
}

BOTH_SIDES: Final = Profile(
    "both", PictureSize(1280, 512, 10), quality_crf=27, segment_s=6.0, most_bps=800_000, sides=2
)
"""Two pictures of 640 x 480 beside each other, and a band below. An hour fits into one submission, whatever is seen."""

PAPERS: Final = PictureSize(1920, 1080, 15)
"""What every document camera gives; an A4 page that fills it across has 6 pixels a millimetre."""
