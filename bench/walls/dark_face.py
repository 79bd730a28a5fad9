"""`python -m bench.walls.dark_face HOME`: the wall's face; it says when a frame of a film that is white was presented.

Times are those of CLOCK_MONOTONIC, which all processes of a machine share.
"""

import sys
from pathlib import Path

from kiosk.window import prepare_fonts, prepare_kivy
from wire.ids import SiteId, TerminalId
from wire.terminal_config import LinkSection, PanelSection, TerminalConfig, TerminalSection

_PANEL = PanelSection(width_px=640, height_px=360, width_mm=6400, height_mm=3600)
_LIGHT = 128


def main() -> None:
    home = Path(sys.argv[1])
    prepare_kivy(_PANEL, home / "kivy")
    prepare_fonts(_PANEL)
    # it opens Kivy's window
    from kiosk.wall.app import WallApp

    class NotingApp(WallApp):
        """Looks at each frame after its flip."""

        was_white = False

        def _flipped(self) -> None:
            super()._flipped()
            playing = self.wall.director.playing
            rgb = playing.frame.rgb if playing else b"\0"
            is_white = rgb[len(rgb) // 2] > _LIGHT
            if is_white and not self.was_white:
                sys.stdout.write(f"white {self.frames.at_s}\n")
                sys.stdout.flush()
            self.was_white = is_white

    terminal = TerminalSection(
        id=TerminalId("t002"), role="wall", point="the yard", site=SiteId("bench"), county="bench"
    )
    NotingApp(TerminalConfig(terminal=terminal, link=LinkSection(host="localhost"), panel=_PANEL), home).run()


if __name__ == "__main__":
    main()
