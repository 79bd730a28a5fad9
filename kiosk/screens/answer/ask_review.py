"""Whether somebody above shall look at it again."""

from kiosk.widgets.frame import Screen


class AskReviewScreen(Screen):
    """See ask_review.kv."""
