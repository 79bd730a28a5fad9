"""Three sentences before anything is recorded."""

from kiosk.widgets.frame import Screen


class ReadPrivacyScreen(Screen):
    """See read_privacy.kv."""
