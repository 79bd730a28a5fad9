"""Which village it is about, or the published line it came from."""

from kiosk.flows.petition.more_steps import ChooseSource
from kiosk.widgets.frame import Screen
from kiosk.widgets.options import Option


class ChooseSourceScreen(Screen):
    """See choose_source.kv; what was chosen already is shown instead of the villages."""

    def title(self, step: ChooseSource) -> str:
        return self.say("choose_source.this" if step.source else "choose_source.title")

    def source(self, step: ChooseSource) -> str:
        if step.source is None:
            return "" if step.villages else self.say("choose_source.nothing")
        return "\n".join(one for one in (step.source.village, step.source.title, step.source.row) if one)

    def draws(self) -> None:
        villages = [] if self.step.source else self.step.villages
        options = [Option(choice="village", item=name, icon="village", words=name) for name in villages]
        self.ids.options.offer(options)
        self.adopt(self.ids.options)
