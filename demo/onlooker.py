"""What an onlooker can tell of a running face: the step, the words that can be read, what can be touched."""

from collections.abc import Iterator
from typing import Any, Protocol

from kivy.core.window import Window

from demo.finger import Finger
from kiosk.app import KioskApp
from kiosk.photograph import Photograph, photograph_window
from kiosk.render.marks import Layout, Run
from kiosk.render.page import WallPage
from kiosk.wall.app import WallApp
from kiosk.wall.scene import AlarmScene, EmptyScene, PageScene, PatternScene
from kiosk.widgets.choice import Choice
from kiosk.widgets.code import CodeBoxes
from kiosk.widgets.say import Lines, Say
from kiosk.widgets.table import Table
from kiosk.widgets.writing.sheet import WritingSheet


class Onlooker(Protocol):
    """One face, seen from before the glass."""

    def step(self) -> str: ...
    def texts(self) -> list[str]: ...
    def choices(self) -> dict[str, tuple[float, float]]:
        """Name → middle of what can be touched now."""
        ...

    def labels(self) -> dict[str, str]:
        """Name → what stands on it."""
        ...

    def sheet(self) -> tuple[float, float, float] | None:
        """Left, top and width of what can be drawn on; None where there is nothing."""
        ...


class KioskOnlooker:
    """Looks at the screen in front."""

    def __init__(self, app: KioskApp) -> None:
        self._app = app

    def step(self) -> str:
        return type(self._app.step).__name__

    def texts(self) -> list[str]:
        return [text for widget in self._widgets() for text in _texts(widget) if text.strip()]

    def choices(self) -> dict[str, tuple[float, float]]:
        return {widget.name: tuple(widget.to_window(*widget.center)) for widget in self._open()}

    def labels(self) -> dict[str, str]:
        return {widget.name: widget.words for widget in self._open()}

    def sheet(self) -> tuple[float, float, float] | None:
        sheets = (one for one in self._widgets() if isinstance(one, WritingSheet) and not one.disabled)
        found = next(sheets, None)
        return (*found.to_window(found.x, found.top), found.width) if found else None

    def _open(self) -> Iterator[Any]:
        for widget in self._widgets():
            if isinstance(widget, Choice) and widget.choice and widget.height and not widget.disabled:
                yield widget

    def _widgets(self) -> Iterator[Any]:
        screen = self._app.stage.screen
        return iter(screen.walk(restrict=True)) if screen else iter(())


class WallOnlooker:
    """Nothing on a wall can be touched."""

    def __init__(self, app: WallApp) -> None:
        self._director = app.wall.director

    def step(self) -> str:
        scene = self._director.standing
        if isinstance(scene, EmptyScene):
            return "Nothing" if scene.heard else "Starting"
        return _STEPS.get(type(scene), "Starting")

    def texts(self) -> list[str]:
        match self._director.standing:
            case PageScene(page=page, foot=foot):
                return [text for text in (*_heading(page), *_runs(page), foot.told, foot.following) if text]
            case AlarmScene(emergency=emergency):
                return [emergency.headline, *emergency.lines]
            case EmptyScene(told=told):
                return [told]
            case _:
                return []

    def choices(self) -> dict[str, tuple[float, float]]:
        return {}

    def labels(self) -> dict[str, str]:
        return {}

    def sheet(self) -> None:
        return None


_STEPS: dict[type, str] = {PageScene: "Page", AlarmScene: "Emergency", PatternScene: "Pattern"}


def _heading(page: WallPage) -> tuple[str, ...]:
    return page.village, page.period, page.title


def _runs(page: WallPage) -> list[str]:
    """All words that were set, piece by piece."""
    marks = page.layout.marks if isinstance(page.layout, Layout) else ()
    return [mark.text for mark in marks if isinstance(mark, Run)]


def _texts(widget: Any) -> list[str]:
    if isinstance(widget, CodeBoxes):
        return [] if widget.covered else [widget.digits]
    if isinstance(widget, Say):
        return [widget.words] if widget.role != "digits" or len(widget.words) > 1 else []
    if isinstance(widget, Lines):
        return list(widget.lines)
    if isinstance(widget, Table):
        return [*widget.titles, *(cell for row in widget.rows for cell in row)]
    return []


def photograph() -> Photograph:
    """Drawn anew for the picture: after a flip the buffer may hold anything."""
    Window.canvas.ask_update()
    Window.dispatch("on_draw")
    return photograph_window(Window)


def finger_at(place: tuple[float, float]) -> Finger:
    return Finger(*place)
