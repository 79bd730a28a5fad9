"""How much a screen of this panel takes, so that flows can cut pages without knowing pixels."""

from kiosk.flows.paging import Paper
from kiosk.flows.surroundings import Limits
from kiosk.theme import LARGE, Sizes, sizes_for
from wire.terminal_config import TerminalConfig

_LINE_EM = 1.45
_TURNING_MM = 8.0
"""The separator and the air around it."""


def limits_for(config: TerminalConfig) -> Limits:
    panel, sizes = config.panel, sizes_for(config.panel)
    width = panel.width_mm - 2 * sizes.margin
    height = _free_mm(panel.height_mm, sizes) - sizes.text * _LINE_EM - 2 * sizes.gap
    list_mm = _free_mm(panel.height_mm, sizes)
    tile_mm = sizes.button * (1.6 if sizes is LARGE else 1.2) + sizes.gap
    return Limits(
        paper=Paper(width / sizes.text - 1, (height - sizes.gap) / (sizes.text * _LINE_EM)),
        letter=Paper(width / sizes.label - 1, (height - sizes.small_button / 3) / (sizes.label * _LINE_EM)),
        villages=3 * max(int((list_mm + sizes.gap) // tile_mm), 1),
        notices=max(int((list_mm + sizes.step) // (sizes.small_button + sizes.step)), 1),
        home_notices=2 if sizes is LARGE else 1,
        recording_s=config.limits.recording_max_s,
    )


def _free_mm(height: float, sizes: Sizes) -> float:
    """Between head and foot."""
    return height - 2 * sizes.margin - sizes.title * _LINE_EM - sizes.small_button - 2 * sizes.gap - _TURNING_MM
