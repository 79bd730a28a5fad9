"""A sheet for a name or a thumb, under what was read back."""

from typing import Any

from kiosk.flows.inquiry.steps import SignInquiry
from kiosk.screens.inquiry.inquired import InquiredScreen
from kiosk.widgets.choice import Press
from wire.inquiry.sheet import Step


class SignInquiryScreen(InquiredScreen):
    """See sign_inquiry.kv."""

    @property
    def at(self) -> Step:
        return "signature"

    def on_kv_post(self, base: Any) -> None:
        super().on_kv_post(base)
        self.ids.sheet.does = self.does

    def draws(self) -> None:
        step: SignInquiry = self.step
        if getattr(self, "_drawn", None) == step.thumb:
            return
        self._drawn = step.thumb
        thumb = Press(
            choice="thumb",
            icon="edit" if step.thumb else "fingerprint",
            words=self.say("sign_inquiry.pen" if step.thumb else "sign_inquiry.thumb"),
        )
        undo = Press(choice="undo", icon="undo", words=self.say("sign_inquiry.undo"))
        self.ids.side.show(self, [thumb, undo], across=2)

    def title(self, step: SignInquiry) -> str:
        if step.failed:
            return self.say("sign_inquiry.failed")
        if not step.line:
            return self.say("attend_inquiry.line")
        return self.say("sign_inquiry.thumb_title" if step.thumb else "sign_inquiry.title")
