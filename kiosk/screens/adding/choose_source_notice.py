"""Which of the village's published accounts."""

from kiosk.widgets.frame import Screen
from kiosk.widgets.options import Option


class ChooseSourceNoticeScreen(Screen):
    """See choose_source_notice.kv."""

    def draws(self) -> None:
        options = [
            Option(choice="notice", item=line.notice_id, icon="affairs", words=line.title, hint=line.period)
            for line in self.step.notices
        ]
        self.ids.options.offer(options)
        self.adopt(self.ids.options)
