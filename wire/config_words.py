"""What is wrong with a settings file, in the words of whoever wrote it: place, what was found, what is wanted there."""

import difflib
import re
from collections.abc import Callable
from typing import Any, Final, get_args

import msgspec

_PLACE: Final = re.compile(r"(?P<what>.*?)(?: - at `\$\.?(?P<place>[^`]*)`)?\Z", re.DOTALL)
_KINDS: Final = {
    "str": "a text in quotes",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "object": "a section",
    "array": "a list",
    "null": "nothing",
}


def plain(error: msgspec.ValidationError, kind: type[msgspec.Struct]) -> str:
    """One sentence about the first thing that does not fit `kind`, with the setting's full name in it."""
    matched = _PLACE.match(str(error))
    what, place = (matched["what"], matched["place"] or "") if matched else (str(error), "")
    for pattern, say in _SENTENCES:
        if found := pattern.match(what):
            return say(kind, place, *found.groups())
    return f"{place}: {what}"


def _unknown(kind: type[msgspec.Struct], place: str, name: str) -> str:
    known = [field.encode_name for field in msgspec.structs.fields(_section(kind, place))]
    near = difflib.get_close_matches(name, known, 1)
    what = f"[{place}] has no setting" if place else "there is no section"
    return f"{what} {name!r}" + (f"; is {near[0]!r} meant?" if near else f"; there are {', '.join(known)}")


def _missing(_kind: type[msgspec.Struct], place: str, name: str) -> str:
    return f"[{place}] lacks the setting {name!r}" if place else f"the section [{name}] is missing"


def _other_kind(_kind: type[msgspec.Struct], place: str, wanted: str, got: str) -> str:
    return f"{place} must be {_kinds(wanted)}, and is {_kinds(got)}"


def _out_of_range(_kind: type[msgspec.Struct], place: str, limit: str, number: str) -> str:
    return f"{place} must be {'at least' if limit == '>=' else 'at most'} {number}"


def _empty(_kind: type[msgspec.Struct], place: str) -> str:
    return f"{place} must not be empty"


def _too_long(_kind: type[msgspec.Struct], place: str, most: str) -> str:
    return f"{place} must be at most {most} characters long"


def _no_such_word(kind: type[msgspec.Struct], place: str, word: str) -> str:
    section, _, name = place.rpartition(".")
    known = next(field for field in msgspec.structs.fields(_section(kind, section)) if field.encode_name == name)
    return f"{place} must be one of {', '.join(map(str, get_args(known.type)))}, and is {word}"


_SENTENCES: Final[tuple[tuple[re.Pattern[str], Callable[..., str]], ...]] = (
    (re.compile(r"Object contains unknown field `(.*)`\Z", re.DOTALL), _unknown),
    (re.compile(r"Object missing required field `(.*)`\Z"), _missing),
    (re.compile(r"Expected `([^`]*)`, got `([^`]*)`\Z"), _other_kind),
    (re.compile(r"Expected `\w+` (>=|<=) (\S+)\Z"), _out_of_range),
    (re.compile(r"Expected `str` of length >= 1\Z"), _empty),
    (re.compile(r"Expected `str` of length <= (\d+)\Z"), _too_long),
    (re.compile(r"Invalid enum value (.*)\Z", re.DOTALL), _no_such_word),
)


def _section(kind: type[msgspec.Struct], place: str) -> type[Any]:
    """The struct at `place`, e.g. `limits`; the whole one at the empty place."""
    fields = {field.encode_name: field.type for field in msgspec.structs.fields(kind)}
    section: type[Any] = fields.get(place, kind)
    return section


def _kinds(words: str) -> str:
    return " or ".join(_KINDS.get(word.strip(), word.strip()) for word in words.split("|"))
