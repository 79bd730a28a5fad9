"""What asking for protection does, and what it does not."""

from kiosk.widgets.frame import Screen


class AskProtectionScreen(Screen):
    """See ask_protection.kv."""
