"""What [panel] in terminal.toml says of a wall: enough to show what can be read until the county says more."""

from wire.terminal_config import PanelSection
from wire.wall.profile import WallProfile

_LINES = 8
"""A wall that nobody measured is set for so many lines, which says how far off one may stand."""
_GLYPH_PX = 16
_METRES_A_MM = 3.44
"""One LED of one millimetre is one minute of arc at this distance."""


def profile_of(panel: PanelSection) -> WallProfile:
    pitch_mm = min(max(panel.width_mm / panel.width_px, 0.2), 50.0)
    stroke_px = max(1.0, panel.height_px / (_LINES * _GLYPH_PX))
    plain = WallProfile()
    farthest_m = int(_METRES_A_MM * pitch_mm * stroke_px * plain.acuity_pct / 100)
    farthest_m = min(max(farthest_m, 1), plain.farthest_m)
    return WallProfile(
        width_px=min(max(panel.width_px, 32), 8192),
        height_px=min(max(panel.height_px, 16), 4096),
        pitch_um=round(pitch_mm * 1000),
        farthest_m=farthest_m,
        nearest_m=min(plain.nearest_m, farthest_m),
        on_minute=0,
        off_minute=1440,
    )
