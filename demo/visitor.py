"""A scripted person before a driven face: sees, taps, types, waits, photographs. Says clearly what did not come."""

import json
import socket
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

from demo.errors import StepFailed

_START_S = 30.0
_ANSWER_S = 40.0
_ON_KEYS = ("abc", "def", "ghi", "jkl", "mno", "pqrs", "tuv", "wxyz")
_NINE_KEYS = {letter: str(key) for key, row in enumerate(_ON_KEYS, 2) for letter in row}
_LOOK_S = 0.1
_MOST_LEAVES = 12
"""Further pages of candidates; a character that is not there by then is not in the dictionary."""


class Visitor:
    """Talks to one `demo.driven`."""

    def __init__(self, driver: Path, name: str = "visitor") -> None:
        self._driver = driver
        self._name = name
        self._socket: socket.socket | None = None
        self._lines: Any = None

    def arrives(self, timeout_s: float = _START_S) -> Self:
        """Waits for the face to be ready to be touched."""
        ends = time.monotonic() + timeout_s
        while self._lines is None:
            self._try_to_reach(ends)
        return self

    def _try_to_reach(self, ends: float) -> None:
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            connection.connect(str(self._driver))
        except OSError as error:
            connection.close()
            if time.monotonic() > ends:
                raise StepFailed(f"{self._name}: no face answers at {self._driver}") from error
            time.sleep(0.1)
            return
        self._socket, self._lines = connection, connection.makefile("rw", encoding="utf-8")

    def leaves(self) -> None:
        if self._socket is not None:
            self._lines.close()
            self._socket.close()
        self._socket = self._lines = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.leaves()

    def sees(self) -> dict[str, Any]:
        """`step`, `texts`, `choices` and what stands on each (`labels`), of this moment."""
        return self._says("see")

    @property
    def step(self) -> str:
        return str(self.sees()["step"])

    @property
    def texts(self) -> list[str]:
        return list(self.sees()["texts"])

    def reads(self, text: str) -> bool:
        """Whether these words stand there."""
        return any(text in one for one in self.texts)

    def taps(self, name: str, timeout_s: float = 10.0) -> Self:
        """Touches what is called so, as soon as it can be touched."""
        self._says("tap", name=name, timeout_s=timeout_s)
        return self

    def types(self, digits: str) -> Self:
        self._says("type", digits=digits)
        return self

    def writes(self, words: str, spelled: Sequence[str]) -> Self:
        """On the nine keys, character after character; `spelled` is the pinyin of each."""
        for character, syllable in zip(words, spelled, strict=True):
            for letter in syllable:
                self.taps(f"key:{_NINE_KEYS[letter]}")
            self._chooses(character)
        return self.waits_for_text(words)

    def _chooses(self, character: str) -> None:
        """Among what the keys may mean, leaf after leaf."""
        for _ in range(_MOST_LEAVES):
            labels: dict[str, str] = self.sees()["labels"]
            found = [name for name, words in labels.items() if name.startswith("choose:") and words == character]
            onward = [name for name in labels if name.startswith("more:")]
            if found or not onward:
                break
            self.taps(onward[0])
        if not found:
            raise StepFailed(f"{self._name}: the keys offer no {character}")
        self.taps(found[0])

    def draws(self, strokes: Sequence[Sequence[tuple[int, int]]]) -> Self:
        """With a finger on the sheet, in thousandths of its width."""
        self._says("draw", strokes=strokes)
        return self

    def waits_for_choice(self, name: str, timeout_s: float = 20.0) -> Self:
        """Until it can be touched; it is not."""
        ends = time.monotonic() + timeout_s
        while name not in (seen := self.sees())["choices"]:
            if time.monotonic() > ends:
                raise StepFailed(f"{self._name}: {name} cannot be touched on {seen['step']}")
            time.sleep(_LOOK_S)
        return self

    def taps_first(self, kind: str, timeout_s: float = 20.0) -> Self:
        """The first of this kind, as soon as there is one."""
        ends = time.monotonic() + timeout_s
        while not (found := [name for name in self.sees()["choices"] if name.startswith(f"{kind}:")]):
            if time.monotonic() > ends:
                raise StepFailed(f"{self._name}: there is no {kind} to be touched")
            time.sleep(_LOOK_S)
        return self.taps(found[0])

    def waits_for(self, step: str, timeout_s: float = 20.0) -> Self:
        self._says("wait_step", name=step, timeout_s=timeout_s)
        return self

    def waits_for_text(self, text: str, timeout_s: float = 20.0) -> Self:
        self._says("wait_text", text=text, timeout_s=timeout_s)
        return self

    def photographs(self, file: Path) -> Path:
        self._says("photograph", file=str(file))
        return file

    def _says(self, word: str, **facts: Any) -> dict[str, Any]:
        if self._socket is None:
            self.arrives()
        assert self._socket is not None  # noqa: S101 - arrives() either sets it or raises
        self._socket.settimeout(float(facts.get("timeout_s", 0)) + _ANSWER_S)
        try:
            self._lines.write(json.dumps({"do": word, **facts}) + "\n")
            self._lines.flush()
            answer: dict[str, Any] = json.loads(self._lines.readline() or "null") or {"error": "the face is gone"}
        except (OSError, ValueError) as error:
            raise StepFailed(f"{self._name}: the face is gone ({error})") from error
        if "error" in answer:
            raise StepFailed(f"{self._name}: {answer['error']} (saw {answer.get('step')}: {answer.get('texts')})")
        return answer
