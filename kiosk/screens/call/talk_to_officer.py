"""Face to face with an officer."""

from kivy.metrics import mm
from kivy.uix.widget import Widget

from kiosk.flows.call.steps import TalkToOfficer
from kiosk.flows.typeset.lines import shortened
from kiosk.widgets.choice import Choice, Press, SmallPress, UpKey
from kiosk.widgets.foot import Help
from kiosk.widgets.frame import Screen
from kiosk.widgets.notice import Notice
from kiosk.widgets.recorded.band import RecordedBand

_BETWEEN = " · "
"""Stands between the name and the office of who was brought in."""
_OFFICE_EM = 24.0
"""So much of an office is told."""
_SHARE, _SMALL_SHARE, _RECORDED_SHARE = 0.3, 0.4, 0.55
"""Of the width, for what is told beside the picture; a low picture leaves more."""
_INSET = 0.3
_INSET_SHAPE = 4 / 3
_ICONS = {
    "mute": "no_microphone",
    "unmute": "microphone",
    "hide": "no_picture",
    "show": "video",
    "paper": "papers",
    "no_paper": "person",
    "hang_up": "callback_none",
}


class TalkToOfficerScreen(Screen):
    """See talk_to_officer.kv; the keys follow what the terminal has."""

    NAMED = (Notice,)  # importing it makes its name known to the rules

    def band(self) -> Widget:
        stop = SmallPress(choice="stop_recording", icon="stop", words=self.say("talk_to_officer.stop_recording"))
        return RecordedBand(words=self.say("foot.recorded")).with_key(stop)

    def draws(self) -> None:
        step: TalkToOfficer = self.step
        named = [
            "unmute" if step.muted else "mute",
            "show" if step.hidden else "hide",
            *(["no_paper" if step.paper else "paper"] if step.papers else []),
            "hang_up",
        ]
        if getattr(self, "_drawn", None) == named:
            return
        self._drawn = named
        self.fill(self.ids.foot, [*map(self._key, named), Help()])

    def _key(self, choice: str) -> Choice:
        kind = UpKey if self.small else Press
        look = "primary" if choice == "hang_up" else "quiet"
        key: Choice = kind(
            choice=choice, icon=_ICONS[choice], look=look, words=self.say(f"talk_to_officer.{choice}"), height=mm(25)
        )
        return key

    def title(self, step: TalkToOfficer) -> str:
        state = "held" if step.held and step.line == "talking" else step.line
        return self.say(f"talk_to_officer.{state}", officer=step.officer)

    def instead(self, step: TalkToOfficer) -> str:
        """What stands where the officer's picture would."""
        if step.seen:
            return ""
        if step.line != "talking":
            return "wait"
        return "pause" if step.held else "listen"

    def notice(self, step: TalkToOfficer) -> str:
        """The one thing that wants to be known at this moment."""
        if step.line == "healing":
            return self.say("talk_to_officer.stay")
        if step.line == "talking" and step.held:
            return self.say("talk_to_officer.unheard")
        return self.say("talk_to_officer.sound_only") if step.sound_only and step.line == "talking" else ""

    def notice_icon(self, step: TalkToOfficer) -> str:
        return "listen" if step.sound_only and step.line == "talking" and not step.held else "wait"

    def quality(self, step: TalkToOfficer) -> str:
        """Where there is little room, only what is amiss and not said already."""
        if step.quality is None or (self.small and (step.quality == "good" or step.sound_only)):
            return ""
        return self.say(f"talk_to_officer.quality_{step.quality}")

    def quality_icon(self, step: TalkToOfficer) -> str:
        return f"face_{step.quality}" if self.quality(step) else ""

    def also(self, step: TalkToOfficer) -> str:
        """The name, and the office on a line of its own."""
        name, _, office = step.also.partition(_BETWEEN)
        told = self.say("talk_to_officer.also", also=name) if name else ""
        return f"{told}\n{shortened(office, _OFFICE_EM)}" if office else told

    def share(self, step: TalkToOfficer) -> float:
        """Of the width; nothing where nothing is told."""
        if not self.small:
            return _SHARE
        told = self.quality(step), self.also(step), self.safety(step), self.unrecorded(step)
        return (_RECORDED_SHARE if step.recorded else _SMALL_SHARE) if any(told) else 0.0

    def inset(self, width: float, height: float) -> tuple[float, float]:
        """The villager's own picture, in a corner of the officer's."""
        wide = min(width * _INSET, height * _INSET * _INSET_SHAPE)
        return wide, wide / _INSET_SHAPE

    def safety(self, step: TalkToOfficer) -> str:
        return self.say("safety_words.joint").join(self.say(f"safety_words.w{place}") for place in step.words)

    def safety_hint(self, step: TalkToOfficer) -> str:
        return self.say("talk_to_officer.safety_hint") if step.words and not self.small else ""

    def unrecorded(self, step: TalkToOfficer) -> str:
        """The band says the contrary; on a small panel it gives way to what is new."""
        if step.recorded or (self.small and (step.also or self.quality(step) or self.notice(step))):
            return ""
        return self.say("talk_to_officer.not_recorded")
