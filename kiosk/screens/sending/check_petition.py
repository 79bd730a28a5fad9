"""Everything that will be sent, with a way back to each."""

from kiosk.flows.petition.check import CheckLine
from kiosk.widgets.frame import Screen
from kiosk.widgets.options import Option

_ICONS = {
    "purpose": "letter",
    "contact": "named",
    "anonymous": "anonymous",
    "takes": "play",
    "text": "keyboard",
    "writings": "edit",
    "papers": "files",
    "recusal": "keep_out",
    "protection": "protection",
    "group": "group",
    "source": "source",
    "assisted": "help",
}


class CheckPetitionScreen(Screen):
    """See check_petition.kv; a touch on a line leads to where it is changed."""

    def draws(self) -> None:
        self.ids.options.offer([self._option(line) for line in self.step.lines])
        self.adopt(self.ids.options)

    def _option(self, line: CheckLine) -> Option:
        words, hint = self._words(line)
        icon = _ICONS.get(line.name) or line.told[0]
        option = Option(choice="line", item=line.name, icon=icon, words=words, hint=hint)
        option.disabled = not line.can_change
        return option

    def _words(self, line: CheckLine) -> tuple[str, str]:
        say, told = self.say, line.told
        match line.name:
            case "matter" | "purpose":
                key = "rated" if len(told) > 1 and told[1] else told[0]
                return say(f"check_petition.{line.name}_{key}"), self._rating(told)
            case "recusal":
                kept = [say(f"choose_kept_out.{one}") for one in told[:-1]]
                names = [one for one in told[-1:] if one] + ([say("add_more.written_name")] if line.count else [])
                return say("check_petition.recusal"), say("add_more.between").join([*kept, *names])
            case "group":
                return say("check_petition.group", count=line.count), self._others(told)
            case "contact" | "source":
                return say(f"check_petition.{line.name}"), say("add_more.between").join(filter(None, told))
        length = self.words.minutes(line.seconds)
        return say(f"check_petition.{line.name}", count=line.count), self._more(line, length)

    def _others(self, told: tuple[str, ...]) -> str:
        return "" if told[0] == "0" else self.say("group_of_people.others", count=told[0])

    def _rating(self, told: tuple[str, ...]) -> str:
        return self.say(f"rate_answer.{told[1]}") if len(told) > 1 and told[1] else ""

    def _more(self, line: CheckLine, length: str) -> str:
        if line.name == "takes":
            return self.say("check_petition.length", length=length)
        return self.say(f"check_petition.{line.name}_hint") if line.name in {"anonymous", "protection"} else ""
