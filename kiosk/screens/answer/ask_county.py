"""The question is on its way."""

from kiosk.widgets.frame import Screen


class AskCountyScreen(Screen):
    """See ask_county.kv."""
