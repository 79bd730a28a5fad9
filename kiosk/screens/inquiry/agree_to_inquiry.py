"""Two officers would ask formally: who they are, about what, and what it means to agree."""

from kiosk.flows.inquiry.steps import AgreeToInquiry
from kiosk.flows.typeset.lines import shortened
from kiosk.screens.inquiry.officers import officer_rows
from kiosk.widgets.frame import Screen

_SHORT_EM, _LONG_EM = 20.0, 40.0
"""So much is told of what it is about."""


class AgreeToInquiryScreen(Screen):
    """See agree_to_inquiry.kv."""

    def draws(self) -> None:
        step: AgreeToInquiry = self.step
        if getattr(self, "_drawn", None) != step.officers:
            self._drawn = step.officers
            self.fill(self.ids.officers, officer_rows(self, step.officers))

    def about(self, step: AgreeToInquiry) -> str:
        told = shortened(step.about, _SHORT_EM if self.small else _LONG_EM)
        return self.say("agree_to_inquiry.about", about=told) if step.about else ""
