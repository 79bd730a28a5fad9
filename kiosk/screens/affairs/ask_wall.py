"""The call is on its way to the wall."""

from kiosk.widgets.frame import Screen


class AskWallScreen(Screen):
    """See ask_wall.kv."""
