"""The first screen."""

from kiosk.flows.home import Home
from kiosk.widgets.choice import Row
from kiosk.widgets.frame import Screen


class HomeScreen(Screen):
    """See home.kv; here the newest notices."""

    def link_words(self, step: Home) -> str:
        if not step.edge_here:
            return self.say("home.edge_gone")
        if step.link_up:
            return self.say("home.link_up")
        if step.waiting_petitions:
            return self.say("home.waiting", count=step.waiting_petitions)
        return self.say("home.link_down")

    def over_notices(self, step: Home) -> str:
        if self.small:
            return ""
        if not step.notices:
            return self.say("home.nothing") if step.edge_here else ""
        return self.say("home.newest")

    def draws(self) -> None:
        rows = [
            Row(
                choice="notice",
                item=line.notice_id,
                icon="affairs",
                words=self.say("home.notice", village=line.village, title=line.title),
                hint=self.words.date(line.as_of),
            )
            for line in self.step.notices
        ]
        self.fill(self.ids.notices, rows)
