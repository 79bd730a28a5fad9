"""How far it is, with its dates, and what can be done now."""

from datetime import datetime

from kiosk.flows.answer.steps import ReadProgress
from kiosk.widgets.frame import Screen
from kiosk.widgets.line.stations import Stations
from kiosk.widgets.options import Option


class ReadProgressScreen(Screen):
    """See read_progress.kv."""

    def draws(self) -> None:
        step: ReadProgress = self.step
        self.fill(self.ids.dates, [Stations(stations=self._stations(step))])
        self.ids.options.offer(self._options(step))
        self.adopt(self.ids.options)

    def _stations(self, step: ReadProgress) -> tuple[tuple[str, str, bool], ...]:
        """Name, day and whether it has been, of each."""
        progress = step.progress
        days = {
            "received": progress.received_at_ms,
            "accepted": progress.accepted_at_ms,
            "answered": progress.answered_at_ms,
        }
        due = progress.due_at_ms if not progress.answered_at_ms else 0
        shown = [(self.say(f"read_progress.at_{name}"), self._day(at_ms), at_ms > 0) for name, at_ms in days.items()]
        if due:
            due_told = "read_progress.due_below" if self.small and self.upright else "read_progress.due"
            waits = next((at for at, (_, _, been) in enumerate(shown) if not been), None)
            if waits is not None:
                shown[waits] = (shown[waits][0], self.say(due_told, day=self._day(due)), False)
        return tuple(shown)

    def _options(self, step: ReadProgress) -> list[Option]:
        last = self._short(step.progress.review_until) if step.progress.review_until else ""
        options = [Option(choice="message", icon="chat", words=self.say("read_progress.message"))]
        if step.can_review:
            hint = self.say("read_progress.reviewed") if step.reviewed else self.say("read_progress.last_day", day=last)
            options.append(
                self._shut(
                    Option(choice="review", icon="review", words=self.say("read_progress.review"), hint=hint),
                    step.reviewed,
                )
            )
        if step.answers:
            hint = self.say(f"rate_answer.{step.rated}") if step.rated else ""
            options.append(
                self._shut(
                    Option(choice="rate", icon="thumb", words=self.say("read_progress.rate"), hint=hint),
                    step.rated is not None,
                )
            )
        return options

    def _shut(self, option: Option, shut: bool) -> Option:  # noqa: FBT001
        option.disabled, option.marked = shut, shut
        return option

    def _day(self, at_ms: int) -> str:
        if not at_ms:
            return ""
        return self._short(self.words.day(at_ms))

    def _short(self, iso: str) -> str:
        try:
            day = datetime.fromisoformat(iso)
        except ValueError:
            return iso
        return self.say("read_progress.day", month=day.month, day=day.day)
