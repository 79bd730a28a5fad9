"""The digit pad as it stands on a screen: as many columns as its panel has height for."""

from kivy.metrics import mm

from kiosk.widgets.code import DigitPad
from kiosk.widgets.frame import Screen

_KEYS = 12


def digit_pad(screen: Screen) -> DigitPad:
    """Of its full height; as wide as it is given."""
    sizes = screen.sizes
    columns = 3 if not screen.small else 4 if screen.upright else 6
    rows = -(-_KEYS // columns)
    return DigitPad(
        columns=columns,
        sizes=sizes,
        size_hint_y=None,
        height=mm(sizes.small_button + sizes.step) * rows - mm(sizes.step),
        clear_words=screen.say("enter_code.clear"),
        erase_words=screen.say("enter_code.erase"),
    )
