"""The catalogues of texts: a folder for each language, a TOML file for each feature, the same keys in each language.

Code asks by key, it spells no word.
"""

import tomllib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from kiosk.errors import NoSuchText
from kiosk.flows.typeset.lines import shortened, width_em

_FOLDER = Path(__file__).parent / "texts"
LANGUAGES = ("zh_CN", "en")
_HELP_EM = 5.2
"""Of the key of help: with more it touches the way back on the smallest panel. Its page tells it whole."""


class Words:
    """One language."""

    def __init__(self, texts: Mapping[str, str], *, duty_person: str = "") -> None:
        self._texts = dict(texts)
        self._duty_person = duty_person

    @classmethod
    def of(cls, language: str, *, duty_person: str = "") -> "Words":
        files = sorted((_FOLDER / language).glob("*.toml"))
        content = [group for file in files for group in tomllib.loads(file.read_text(encoding="utf-8")).items()]
        texts = {f"{group}.{key}": text for group, texts in content for key, text in texts.items()}
        return cls(texts, duty_person=duty_person)

    @property
    def help(self) -> str:
        """Whom to ask, by name where the terminal knows one."""
        if not self._duty_person:
            return self.say("help.ask")
        room = _HELP_EM - width_em(self.say("help.ask_by_name", name=""))
        return self.say("help.ask_by_name", name=shortened(self._duty_person, room))

    def say(self, key: str, /, **facts: object) -> str:
        """The text with its facts filled in; raises NoSuchText."""
        try:
            return self._texts[key].format(**facts)
        except KeyError as error:
            raise NoSuchText(key) from error

    def date(self, iso: str) -> str:
        """`2026-11-22` as people write it; anything else as it came."""
        try:
            day = datetime.fromisoformat(iso)
        except ValueError:
            return iso
        return self.say("date.day", year=day.year, month=day.month, day=day.day)

    def day(self, at_ms: int) -> str:
        """The ISO date of a moment in this place; nothing for a moment that no calendar has."""
        try:
            return datetime.fromtimestamp(at_ms / 1000).astimezone().date().isoformat()
        except (OverflowError, OSError, ValueError):
            return ""

    def minutes(self, seconds: int) -> str:
        """A length of time as it is spoken."""
        whole, rest = divmod(seconds, 60)
        if not whole:
            return self.say("time.seconds", seconds=rest)
        return self.say("time.minutes" if rest else "time.whole_minutes", minutes=whole, seconds=rest)

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(self._texts)
