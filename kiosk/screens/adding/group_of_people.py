"""Who speaks for all, and how many more there are."""

from kiosk.flows.petition.more_steps import GroupOfPeople
from kiosk.flows.typeset.lines import shortened
from kiosk.screens.adding.names import joined
from kiosk.widgets.frame import Screen
from kiosk.widgets.options import Option
from wire.petition.details import MAX_REPRESENTATIVES

_NAME_EM = 5.0
"""With five of them the answers below keep their height on the smallest panel."""


class GroupOfPeopleScreen(Screen):
    """See group_of_people.kv."""

    def people(self, step: GroupOfPeople) -> str:
        if not (step.representatives or step.written):
            return self.say("group_of_people.nobody", most=MAX_REPRESENTATIVES)
        written = [self.say("group_of_people.written", count=step.written)] if step.written else []
        names = [shortened(name, _NAME_EM) for name in step.representatives]
        return self.say("group_of_people.people", names=joined(self.words, [*names, *written]))

    def draws(self) -> None:
        step: GroupOfPeople = self.step
        add = Option(choice="representative", icon="plus", words=self.say("group_of_people.add"))
        remove = Option(choice="remove", icon="minus", words=self.say("group_of_people.remove"))
        count = Option(
            choice="count",
            icon="group",
            words=self.say("group_of_people.count"),
            hint=self.say("group_of_people.others", count=step.others) if step.others else "",
            marked=step.others > 0,
        )
        some = bool(step.representatives or step.written)
        self.ids.options.offer([*([] if step.full else [add]), *([remove] if some else []), count])
        self.adopt(self.ids.options)
