"""Which of the lines it is about."""

from kiosk.widgets.frame import Screen
from kiosk.widgets.options import Option


class ChooseRowScreen(Screen):
    """See choose_row.kv."""

    def draws(self) -> None:
        options = [
            Option(choice="row", item=str(at), icon="source", words=row.words, hint=row.rest)
            for at, row in enumerate(self.step.rows)
        ]
        self.ids.options.offer(options)
        self.adopt(self.ids.options)
