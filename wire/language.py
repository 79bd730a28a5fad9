"""The languages that a terminal shows and speaks, by the names of its catalogues."""

from typing import Literal

Language = Literal["zh_CN", "en"]
