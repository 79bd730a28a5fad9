"""Shall it really end here?"""

from kiosk.widgets.frame import Screen


class StopInquiryScreen(Screen):
    """See stop_inquiry.kv."""
