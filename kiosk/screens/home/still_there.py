"""Is anybody there?"""

from kiosk.widgets.frame import Screen


class StillThereScreen(Screen):
    """See still_there.kv."""
