"""What one village shows."""

from kiosk.flows.affairs import ChooseNotice
from kiosk.widgets.choice import Row
from kiosk.widgets.frame import Screen


class ChooseNoticeScreen(Screen):
    """See choose_notice.kv; a row for each notice."""

    def draws(self) -> None:
        rows = [
            Row(
                choice="notice",
                item=line.notice_id,
                icon="affairs",
                words=line.title,
                hint=self.words.date(line.as_of),
            )
            for line in self.step.notices
        ]
        self.fill(self.ids.notices, rows)

    def page_words(self, step: ChooseNotice) -> str:
        return self.say("foot.page", page=step.page + 1, pages=step.pages)
