"""The page that was just photographed."""

from kiosk.widgets.frame import Screen


class ReviewPageScreen(Screen):
    """See review_page.kv."""
