"""What one village shows."""

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
