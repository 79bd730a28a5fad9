"""What a villager sees while writing: keys, or an empty sheet for the finger."""

from dataclasses import dataclass, replace
from typing import Literal

from kiosk.flows.case import Field
from kiosk.flows.pinyin import NOTHING, Composing
from kiosk.flows.step import PrivateStep, Trouble
from kiosk.flows.strokes import Sheet

Layer = Literal["pinyin", "latin", "digits"]
LAYERS: tuple[Layer, ...] = ("pinyin", "latin", "digits")
MAX_SHEETS = 8
MAX_STROKES = 400


@dataclass(frozen=True)
class WriteWords(PrivateStep):
    """Nine keys, the words they may mean, and what is written so far."""

    choices = ("key", "erase", "choose", "narrow", "more", "layer", "finger", "done", "back", "leave")
    field: Field = "statement"
    text: str = ""
    layer: Layer = "pinyin"
    layers: tuple[Layer, ...] = LAYERS
    composing: Composing = NOTHING
    first: int = 0
    """The first candidate that is shown."""
    full: bool = False

    @property
    def idle_s(self) -> float:
        return 180.0


@dataclass(frozen=True)
class WriteByHand(PrivateStep):
    """A sheet for the finger; several one after the other."""

    choices = ("stroke", "undo", "sheet", "previous", "next", "keys", "done", "back", "leave")
    field: Field = "statement"
    sheets: tuple[Sheet, ...] = ((),)
    at: int = 0
    kept: int = 0
    """Sheets of earlier that the edge holds already."""
    saving: bool = False
    trouble: Trouble | None = None

    @property
    def idle_s(self) -> float:
        return 180.0

    @property
    def sheet(self) -> Sheet:
        return self.sheets[self.at]

    @property
    def empty(self) -> bool:
        return not any(self.sheets)

    def with_sheet(self, sheet: Sheet) -> "WriteByHand":
        """The same with another sheet lying on top."""
        return replace(self, sheets=(*self.sheets[: self.at], sheet, *self.sheets[self.at + 1 :]))
