"""One page of one notice."""

from kiosk.flows.affairs import ReadNotice
from kiosk.flows.typeset.paging import Field
from kiosk.widgets.frame import Screen


class ReadNoticeScreen(Screen):
    """See read_notice.kv."""

    def under(self, step: ReadNotice) -> str:
        line = step.line
        return self.say("read_notice.subtitle", village=line.village, period=line.period).strip()

    def as_of(self, step: ReadNotice) -> str:
        return self.say("read_notice.as_of", day=self.words.date(step.line.as_of))

    def heads(self, fields: tuple[Field, ...]) -> tuple[str, ...]:
        return tuple(
            self.say("read_notice.money", title=one.title) if one.kind == "money" else one.title for one in fields
        )

    def lines(self, step: ReadNotice) -> tuple[str, ...]:
        if step.content.lines or step.content.rows:
            return step.content.lines
        return (self.say("read_notice.empty"),)
