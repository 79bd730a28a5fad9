"""How one request of a face is done, and which faces may ask for it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from edge.port import Visitor
from wire import port

if TYPE_CHECKING:
    from edge.agent import Agent

Do = Callable[["Agent", Visitor, Any], Awaitable[None]]


@dataclass(frozen=True)
class Route:
    """How one request is done."""

    do: Do
    faces: tuple[port.Face, ...] = ("kiosk",)
