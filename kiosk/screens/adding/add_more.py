"""Four things that may be added, each with what was chosen."""

from kiosk.flows.petition.more_steps import AddMore
from kiosk.screens.adding.names import joined, kept_names
from kiosk.widgets.frame import Screen
from kiosk.widgets.options import Option


class AddMoreScreen(Screen):
    """See add_more.kv; what was given already is marked."""

    def draws(self) -> None:
        told = {
            "recusal": ("keep_out", self._recusal(self.step)),
            "protection": ("protection", self.say("add_more.protected") if self.step.details.protection else ""),
            "group": ("group", self._group(self.step)),
            "source": ("source", self._source(self.step)),
        }
        options = [
            Option(
                choice=name,
                icon=icon,
                words=self.say(f"add_more.{name}"),
                hint=hint or self.say(f"add_more.{name}_hint"),
                marked=bool(hint),
            )
            for name, (icon, hint) in told.items()
        ]
        self.ids.options.offer(options)
        self.adopt(self.ids.options)

    def _recusal(self, step: AddMore) -> str:
        recusal = step.details.recusal
        names = [*kept_names(self.words, recusal.kept_out), *([recusal.names] if recusal.names else [])]
        written = [self.say("add_more.written_name")] if step.written_names else []
        return joined(self.words, [*names, *written])

    def _group(self, step: AddMore) -> str:
        people = len(step.details.representatives) + step.written_representatives
        told = [self.say("add_more.representatives", count=people)] if people else []
        told += [self.say("add_more.others", count=step.details.others)] if step.details.others else []
        return joined(self.words, told)

    def _source(self, step: AddMore) -> str:
        source = step.details.source
        return joined(self.words, [one for one in (source.village, source.title) if one]) if source else ""
