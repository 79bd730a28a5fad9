"""Whether all of it is safe, and the way to its code."""

from kiosk.flows.inquiry.steps import ReadInquiryEnd
from kiosk.widgets.frame import Screen


class ReadInquiryEndScreen(Screen):
    """See read_inquiry_end.kv."""

    def told(self, step: ReadInquiryEnd) -> str:
        return self.say(f"read_inquiry_end.{step.why}" if step.kept else "read_inquiry_end.not_kept_told")
