"""What is wrong, and what to do."""

from kiosk.widgets.frame import Screen


class ReadTroubleScreen(Screen):
    """See read_trouble.kv."""
