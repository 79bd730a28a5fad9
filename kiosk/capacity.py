"""How much a screen of this panel takes, so that flows can cut pages without knowing pixels."""

from kiosk.flows.surroundings import Limits
from kiosk.flows.typeset.paging import Paper
from kiosk.theme import LARGE, Sizes, lowered, sizes_for
from wire.terminal_config import PanelSection, TerminalConfig

_LINE_EM = 1.45
_UNDER_TITLE_MM = 6.0
"""The separator and its air."""
_BAND = 2.0
"""The red band under the head, in heights of its words."""
_ROW_MM = 250.0
"""As in choice.kv."""
_COLUMN_MM, _SMALL_COLUMN_MM = 80.0, 60.0
"""The least width of a tile: a village's name stands whole in it."""


def limits_for(config: TerminalConfig, panel: PanelSection | None = None) -> Limits:
    """Of the whole panel, or of the part of it that is in use."""
    panel = panel or config.panel
    sizes, upright = sizes_for(panel), panel.height_mm > panel.width_mm
    width = panel.width_mm - 2 * sizes.margin
    free = panel.height_mm - 2 * sizes.margin - _head_mm(sizes, upright=upright) - _foot_mm(sizes, upright=upright)
    dated = 2 if upright and sizes is not LARGE else 1
    under = free - dated * sizes.text * _LINE_EM - 2 * sizes.gap
    tile = sizes.button * (1.6 if sizes is LARGE else 1.2) + sizes.gap
    return Limits(
        paper=Paper(width / sizes.text - 1, under / (sizes.text * _LINE_EM)),
        letter=Paper(width / sizes.speech - 1, under / (sizes.speech * _LINE_EM)),
        villages=columns(width, sizes) * max(int((free + sizes.gap) // tile), 1),
        notices=max(int((free + sizes.step) // (_row_mm(width, sizes) + sizes.step)), 1),
        home_notices=2 if sizes is LARGE else 0,
        recording_s=config.limits.recording_max_s,
        record=_record(panel, sizes, free_mm=free),
    )


def _record(panel: PanelSection, sizes: Sizes, *, free_mm: float) -> Paper:
    """Beside the officers' picture, or above it; the band takes more than the line that it stands for."""
    upright, width = panel.height_mm > panel.width_mm, panel.width_mm - 2 * sizes.margin
    free_mm -= sizes.text * _BAND + sizes.gap
    if upright:
        high, across = (free_mm - 1.5 * sizes.gap) / 1.5, width
    else:
        high, across = free_mm, (width - 1.5 * sizes.gap) / 1.42
    return Paper(across / sizes.speech - 0.5, high / (sizes.speech * _LINE_EM))


def _row_mm(width: float, sizes: Sizes) -> float:
    """A row has two lines where they do not fit beside each other."""
    lines = 2 if width < _ROW_MM else 1
    return max(sizes.small_button, lines * sizes.text * _LINE_EM + 3)


def low_limits_for(config: TerminalConfig) -> Limits | None:
    """Of the part that a hand reaches from a wheelchair; None where that is all of it."""
    low = lowered(config.panel)
    return None if low == config.panel else limits_for(config, low)


def columns(width_mm: float, sizes: Sizes) -> int:
    """How many tiles stand beside each other."""
    least = _COLUMN_MM if sizes is LARGE else _SMALL_COLUMN_MM
    return 3 if width_mm >= 3 * least + 2 * sizes.gap else 2


def _head_mm(sizes: Sizes, *, upright: bool) -> float:
    """With its air; a sentence may take two lines where there is little room beside it."""
    title = sizes.title * _LINE_EM
    if upright:
        words = sizes.small_button + _UNDER_TITLE_MM / 2 + 2 * title
    else:
        words = max(sizes.small_button, title * (1 if sizes is LARGE else 2))
    return words + _UNDER_TITLE_MM + sizes.gap


def _foot_mm(sizes: Sizes, *, upright: bool) -> float:
    return (sizes.small_button + sizes.gap) * (2 if upright else 1)
