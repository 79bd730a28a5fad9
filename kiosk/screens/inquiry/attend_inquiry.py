"""The officers lead: beside their picture stands what this step is about, at the questions what is being written."""

from kivy.uix.widget import Widget

from kiosk.flows.inquiry.record import said
from kiosk.flows.inquiry.steps import AttendInquiry
from kiosk.screens.inquiry.inquired import InquiredScreen
from kiosk.screens.inquiry.officers import officer_rows
from kiosk.widgets.notice import Notice
from kiosk.widgets.say import Told
from kiosk.widgets.writing.keyboard import Newest
from wire.inquiry.sheet import Step

_TOLD: dict[Step, str] = {"rights": "rights_short", "identity": "who", "read_back": "reading", "end": "finished"}
_RIGHTS = ("right_recusal", "right_silence", "right_record", "duty_truth")
_ALONE, _ALONE_SMALL = 3.0, 1.6
"""The picture of a sentence that stands alone, in times of its own height."""
_ICONS = {
    "right_recusal": "keep_out",
    "right_silence": "no_microphone",
    "right_record": "edit",
    "duty_truth": "check",
    "rights_short": "rights",
    "rights_count": "listen",
    "who": "named",
    "reading": "read_back",
    "finished": "send",
    "saved_here": "lock",
}


class AttendInquiryScreen(InquiredScreen):
    """See attend_inquiry.kv."""

    NAMED = (Notice,)  # importing it makes its name known to the rules

    @property
    def at(self) -> Step:
        at: Step = self.step.at
        return at

    def title(self, step: AttendInquiry) -> str:
        if not step.line:
            return self.say("attend_inquiry.line")
        if step.saving or not step.recorded:
            return self.say("attend_inquiry.saving" if step.saving else "attend_inquiry.beginning")
        return self.say(f"attend_inquiry.{step.at}")

    def key(self, step: AttendInquiry) -> str:
        """What is done here."""
        if step.at == "end" and not step.saving:
            return "stop"
        return "understood" if step.answered else ""

    def key_words(self, step: AttendInquiry) -> str:
        if not self.key(step):
            return ""
        return self.say("attend_inquiry.finish" if step.at == "end" else f"attend_inquiry.understood_{step.at}")

    def can_stop(self, step: AttendInquiry) -> bool:
        return step.at != "end"

    def draws(self) -> None:
        step: AttendInquiry = self.step
        shown = (step.at, step.officers, step.saving)
        if getattr(self, "_shown", None) != shown:
            self._shown = shown
            self.fill(self.ids.beside, self._beside(step))
        for one in self.ids.beside.children:
            if isinstance(one, Newest):
                one.text = said(step.entries, self.words) or self.say("attend_inquiry.nothing_written")

    def _beside(self, step: AttendInquiry) -> list[Widget]:
        if step.at == "questions" and not step.saving:
            return [Newest(role="text" if self.small else "speech")]
        return [Widget(), *self._told(step), Widget()]

    def _told(self, step: AttendInquiry) -> list[Widget]:
        if step.saving:
            return [self._alone("saved_here")]
        if step.at == "credentials":
            return officer_rows(self, step.officers, numbers=True)
        if step.at == "rights" and not self.small:
            return [*map(self._sentence, (*_RIGHTS, "rights_count"))]
        return [self._alone(_TOLD[step.at])] if step.at in _TOLD else []

    def _alone(self, key: str) -> Told:
        told = self._sentence(key)
        told.larger = _ALONE_SMALL if self.small else _ALONE
        return told

    def _sentence(self, key: str) -> Told:
        quiet = self.small or key == "rights_count"
        return Told(icon=_ICONS[key], words=self.say(f"attend_inquiry.{key}"), role="text" if quiet else "speech")
