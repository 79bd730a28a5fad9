"""How much a screen of this panel takes, so that flows can cut pages without knowing pixels."""

from kiosk.flows.paging import Paper
from kiosk.flows.surroundings import Limits
from kiosk.theme import LARGE, Sizes, sizes_for
from wire.terminal_config import TerminalConfig

_LINE_EM = 1.45
_UNDER_TITLE_MM = 6.0
"""The separator and its air."""


def limits_for(config: TerminalConfig) -> Limits:
    panel, sizes = config.panel, sizes_for(config.panel)
    width = panel.width_mm - 2 * sizes.margin
    free = _free_mm(panel.height_mm, sizes, head=sizes.title * _LINE_EM)
    under = free - sizes.text * _LINE_EM - 2 * sizes.gap
    leave = max(sizes.small_button - sizes.title * _LINE_EM, 0)
    tile = sizes.button * (1.6 if sizes is LARGE else 1.2) + sizes.gap
    return Limits(
        paper=Paper(width / sizes.text - 1, under / (sizes.text * _LINE_EM)),
        letter=Paper(width / sizes.speech - 1, (under - leave) / (sizes.speech * _LINE_EM)),
        villages=3 * max(int((free - sizes.gap) // tile), 1),
        notices=max(int((free + sizes.step) // (sizes.small_button + sizes.step)), 1),
        home_notices=2 if sizes is LARGE else 1,
        recording_s=config.limits.recording_max_s,
    )


def _free_mm(height: float, sizes: Sizes, *, head: float) -> float:
    """Between head and foot."""
    return height - 2 * sizes.margin - head - _UNDER_TITLE_MM - sizes.small_button - 2 * sizes.gap
