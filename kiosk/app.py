"""The kiosk put together: window, stage, visit, port. Device and network things wait for the first frame."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from kivy.core.window import Window

from kiosk.capacity import limits_for, low_limits_for
from kiosk.edge_port import EdgePort
from kiosk.face import Face
from kiosk.face_app import FaceApp
from kiosk.flows.pinyin import Pinyin
from kiosk.flows.slip import DrawsSlip, Slip
from kiosk.flows.step import Step
from kiosk.flows.surroundings import Surroundings
from kiosk.flows.visit import Visit
from kiosk.handwriting import draw_writing
from kiosk.live_picture import LivePicture
from kiosk.pinyin.later import load_later
from kiosk.pinyin.rime import RimePinyin
from kiosk.stage import Stage
from kiosk.theme import DAY
from kiosk.words import LANGUAGES, Words
from wire.port import Hello
from wire.terminal_config import TerminalConfig


class KioskApp(FaceApp):
    """One terminal's touch screens."""

    def __init__(self, config: TerminalConfig, home: Path, on_ready: Callable[[], None] | None = None) -> None:
        super().__init__(on_ready)
        self.picture, self.far = LivePicture(), LivePicture()
        words = {one: Words.of(one, duty_person=config.terminal.duty_person) for one in LANGUAGES}
        self._visit = Visit(_around(config, words))
        self.stage = Stage(words, config.panel, does=self._does, picture=self.picture.newest, far=self.far.newest)
        self.port = EdgePort(home / "run" / "edge.sock", hello=Hello(face="kiosk"), post=self._post)
        self.face = Face(self._visit, self.stage, picture=self.picture, far=self.far, send=self.port.send)

    @property
    def step(self) -> Step:
        return self._visit.step

    def _does(self, choice: str, item: str) -> None:
        self.face.does(choice, item)

    def _post(self, event: Any) -> None:
        self.face.post(event)

    def build(self) -> Stage:
        Window.clearcolor = DAY.ground
        Window.bind(on_touch_down=self.face.touched)
        self.face.begin()
        return self.stage

    def _ready(self, *_: Any) -> None:
        super()._ready()
        load_later(self._spells)

    def _spells(self, pinyin: Pinyin) -> None:
        self._visit.around.pinyin = pinyin

    def on_stop(self) -> None:
        super().on_stop()
        if isinstance(self._visit.around.pinyin, RimePinyin):
            self._visit.around.pinyin.close()
        self.picture.close()
        self.far.close()


def _around(config: TerminalConfig, words: Mapping[str, Words]) -> Surroundings:
    """What this terminal's settings say of the surroundings of a visit."""
    return Surroundings(
        config.terminal.point,
        limits=limits_for(config),
        language=config.terminal.language,
        words=words,
        duty_person=config.terminal.duty_person,
        duty_phone=config.terminal.duty_phone,
        speaks_first=config.voice.speaks_first,
        low_limits=low_limits_for(config),
        draws_writing=draw_writing,
        draws_slip=_slips(config),
    )


def _slips(config: TerminalConfig) -> DrawsSlip:
    """Slips speak the language of the terminal: whoever helps must be able to read them."""
    place = config.terminal

    def draw(slip: Slip, width_px: int) -> bytes:
        # drawing on paper waits for the first slip, not the first frame
        from kiosk.slip import SlipDrawer

        return SlipDrawer(Words.of(place.language), point=place.point, county=place.county).draw(slip, width_px)

    return draw
