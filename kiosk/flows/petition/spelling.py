"""Typing on nine keys: what each touch makes of the text. The dictionary behind it belongs to the surroundings."""

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

from kiosk.flows.petition.writing_steps import WriteWords
from kiosk.flows.pinyin import NOTHING, Composing, Pinyin

_MARKS = {"pinyin": "，。？！：、；（）", "latin": ".,?!-:@/()"}
_LATIN = {"2": "abc", "3": "def", "4": "ghi", "5": "jkl", "6": "mno", "7": "pqrs", "8": "tuv", "9": "wxyz"}
MOST = {"statement": 3000, "name": 30, "recusal": 110, "representative": 30}
"""How many characters go into each field."""


class Spelling:
    """Holds nothing itself: a step comes in, a step goes out."""

    def __init__(self, pinyin: Pinyin) -> None:
        self._pinyin = pinyin

    def does(self, step: WriteWords, choice: str, item: str) -> WriteWords:
        answer = self._DOES.get(choice)
        return answer(self, step, item) if answer else step

    def ended(self, step: WriteWords) -> WriteWords:
        """What is still being spelled becomes the likeliest word."""
        while step.composing.candidates and step.composing.typed:
            before, step = step, self._choose(step, "0")
            if step.composing == before.composing:
                break
        self._pinyin.clear()
        return replace(step, composing=NOTHING, first=0)

    def _key(self, step: WriteWords, item: str) -> WriteWords:
        if item == "1" and step.layer != "digits":
            return self._offers(self._settled(step), tuple(_MARKS[step.layer]))
        if step.layer == "digits":
            return self._writes(step, item if item.isdigit() and item.isascii() else "")
        if item in {" ", "0"}:
            return self._space(step)
        if step.layer == "latin":
            letters = _LATIN.get(item, "")
            return self._offers(self._settled(step), tuple(letters + letters.upper()))
        step = self._settled(step) if step.composing.candidates and not step.composing.typed else step
        return self._composes(step, self._pinyin.press(item))

    def _space(self, step: WriteWords) -> WriteWords:
        if step.composing.typed:
            return self._choose(step, "0")
        return self._writes(self._settled(step), " " if step.layer == "latin" else "")

    def _erase(self, step: WriteWords, _item: str) -> WriteWords:
        if step.composing.typed:
            return self._composes(step, self._pinyin.erase())
        if step.composing.candidates:
            return self._settled(step)
        return replace(step, text=step.text[:-1], full=False)

    def _choose(self, step: WriteWords, item: str) -> WriteWords:
        at = int(item) if item.isdigit() and item.isascii() else -1
        if not 0 <= at < len(step.composing.candidates):
            return step
        if not step.composing.typed:
            return self._writes(self._settled(step), step.composing.candidates[at])
        return self._composes(step, self._pinyin.choose(at))

    def _narrow(self, step: WriteWords, item: str) -> WriteWords:
        return self._composes(step, self._pinyin.narrow(item)) if item in step.composing.readings else step

    def _more(self, step: WriteWords, item: str) -> WriteWords:
        at = int(item) if item.isdigit() and item.isascii() else 0
        return replace(step, first=at if at < len(step.composing.candidates) else 0)

    def _layer(self, step: WriteWords, item: str) -> WriteWords:
        if item not in step.layers:
            return step
        return replace(self.ended(step), layer=next(one for one in step.layers if one == item))

    def _composes(self, step: WriteWords, composing: Composing) -> WriteWords:
        if composing.done:
            return self._writes(replace(step, composing=NOTHING, first=0), composing.done)
        return replace(step, composing=composing, first=0)

    def _offers(self, step: WriteWords, letters: tuple[str, ...]) -> WriteWords:
        return replace(step, composing=Composing(candidates=letters), first=0)

    def _settled(self, step: WriteWords) -> WriteWords:
        return self.ended(step) if step.composing.typed else replace(step, composing=NOTHING, first=0)

    def _writes(self, step: WriteWords, more: str) -> WriteWords:
        most = MOST[step.field]
        return replace(step, text=(step.text + more)[:most], full=len(step.text + more) > most)

    _DOES: ClassVar[dict[str, Callable[["Spelling", WriteWords, str], WriteWords]]] = {
        "key": _key,
        "erase": _erase,
        "choose": _choose,
        "narrow": _narrow,
        "more": _more,
        "layer": _layer,
    }
