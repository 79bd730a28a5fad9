"""All colours and sizes of kiosk and wall. Nothing else in the project names a colour; nothing here knows Kivy.

Sizes are millimetres on the panel. Text stands at 7:1 or better on the ground named beside it.
"""

from dataclasses import dataclass

import msgspec

from wire.terminal_config import PanelSection

Colour = tuple[float, float, float, float]


def colour(hexadecimal: str) -> Colour:
    """`#RRGGBB` as Kivy wants it."""
    red, green, blue = (int(hexadecimal[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return (red, green, blue, 1.0)


def faded(one: Colour, alpha: float) -> Colour:
    return (*one[:3], alpha)


@dataclass(frozen=True)
class Palette:
    """One mood. Each pair `x`, `on_x` is a surface and the text on it."""

    ground: Colour
    ink: Colour
    """Text on `ground` and on `quiet`."""
    soft: Colour
    """Second text on `ground` and on `quiet`."""
    primary: Colour
    on_primary: Colour
    quiet: Colour
    line: Colour
    """Hair lines and tracks; carries no meaning of its own."""
    attention: Colour
    on_attention: Colour
    leave: Colour
    on_leave: Colour
    recorded: Colour
    """The frame around whatever is being recorded."""


DAY = Palette(
    ground=colour("#FAF7F0"),
    ink=colour("#1A1F1C"),
    soft=colour("#424C46"),
    primary=colour("#0F4C3A"),
    on_primary=colour("#FFFFFF"),
    quiet=colour("#EFEADD"),
    line=colour("#CFC8B6"),
    attention=colour("#FFE7B3"),
    on_attention=colour("#6B3F00"),
    leave=colour("#A3211B"),
    on_leave=colour("#FFFFFF"),
    recorded=colour("#A3211B"),
)
NIGHT = Palette(
    ground=colour("#0E1B17"),
    ink=colour("#F2EFE6"),
    soft=colour("#B9C4BC"),
    primary=colour("#BFE3D2"),
    on_primary=colour("#0E1B17"),
    quiet=colour("#17302A"),
    line=colour("#2F5147"),
    attention=colour("#FFE7B3"),
    on_attention=colour("#6B3F00"),
    leave=colour("#A3211B"),
    on_leave=colour("#FFFFFF"),
    recorded=colour("#E0453C"),
)
FADE_S = 0.15
REST_S = 0.35
"""So long a new screen takes no touch."""


_FLARE = 0.05
_LINEAR_BELOW = 0.03928


def contrast(one: Colour, other: Colour) -> float:
    """WCAG 2 contrast of two opaque colours, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + _FLARE) / (darker + _FLARE)


def _luminance(one: Colour) -> float:
    red, green, blue = (
        channel / 12.92 if channel <= _LINEAR_BELOW else ((channel + 0.055) / 1.055) ** 2.4 for channel in one[:3]
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@dataclass(frozen=True)
class Sizes:
    """Millimetres. A small panel keeps what a finger and an eye need and gives up air."""

    title: float = 14.0
    text: float = 8.0
    speech: float = 10.0
    """A sentence or two that stand alone."""
    label: float = 10.0
    """Words on buttons."""
    digits: float = 18.0
    icon: float = 16.0
    button: float = 26.0
    """Height of a primary button."""
    large_button: float = 36.0
    """The one thing that most people come to this screen for."""
    small_button: float = 21.0
    """Height of a way back, a page turned, a digit."""
    margin: float = 12.0
    gap: float = 8.0
    step: float = 4.0
    """The grid, and the least air between two targets."""
    corner: float = 3.0


LARGE = Sizes()
SMALL = Sizes(
    title=9.0,
    text=8.0,
    speech=8.0,
    label=8.0,
    digits=12.0,
    icon=10.0,
    button=25.0,
    large_button=25.0,
    small_button=20.0,
    margin=4.0,
    gap=4.0,
    corner=2.5,
)
_LARGE_FROM_MM = 200.0
"""Panels whose shorter side is at least this long take the large sizes."""
IN_REACH_MM = 1220.0
"""Above the floor: so high reaches a hand from a wheelchair, straight ahead or from the side."""
_LEAST_MM = 120.0
"""A strip lower than this holds no screen: then low mode stands as low as it can."""


def sizes_for(panel: PanelSection) -> Sizes:
    return LARGE if min(panel.width_mm, panel.height_mm) >= _LARGE_FROM_MM else SMALL


def lowered(panel: PanelSection) -> PanelSection:
    """The part of the panel that a hand reaches from a wheelchair: the whole, or a lower one at its foot."""
    reach_mm = min(max(IN_REACH_MM - panel.bottom_mm, _LEAST_MM), panel.height_mm)
    height_px = int(panel.height_px * reach_mm / panel.height_mm)
    return msgspec.structs.replace(panel, height_px=height_px, height_mm=reach_mm)


@dataclass(frozen=True)
class WallColours:
    """Full pixels on black."""

    ground: Colour
    amber: Colour
    white: Colour
    green: Colour
    line: Colour
    red: Colour
    """Behind the words that say what an emergency is."""


WALL = WallColours(
    ground=colour("#000000"),
    amber=colour("#FFB000"),
    white=colour("#FFFFFF"),
    green=colour("#00E676"),
    line=colour("#6B5314"),
    red=colour("#A3211B"),
)
