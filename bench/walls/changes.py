"""`python -m bench.walls.changes COUNT`: every frame of that many page changes is read back, hashed and judged.

A frame must be the page that stands or, until it is covered, the one before. What is neither is black or foreign.
"""

import argparse
import hashlib
import json
import statistics
import sys
import time
from dataclasses import dataclass, field
from typing import Any

from PIL import Image

from bench.walls.quick import FPS, WALL, published, quick_wall
from wire import port

SPEED = 600.0
_VILLAGES = 25
_SETTLED_FRAMES = 60
"""The first ones are the start, which is measured elsewhere."""


@dataclass
class Frames:
    """What was presented."""

    wanted: int
    at_s: list[float] = field(default_factory=list)
    changed: list[int] = field(default_factory=list)
    """Places in `at_s` of each first frame of another page."""
    black: int = 0
    foreign: int = 0
    stands: str = ""
    before: str = ""

    def judge(self, stands: str, seen: str, *, dark: bool) -> None:
        if stands != self.stands:
            self.before, self.stands = self.stands, stands
            self.changed.append(len(self.at_s))
        if seen not in {self.stands, self.before}:
            self.black += dark
            self.foreign += not dark
        self.at_s.append(time.monotonic())

    def figures(self) -> dict[str, float | int]:
        """A gap is counted in frames of a thirtieth of a second that were missed before another page stood there."""
        between = {at: self.at_s[at] - self.at_s[at - 1] for at in range(_SETTLED_FRAMES, len(self.at_s))}
        usual = statistics.median(between.values())
        changed = {at for at in self.changed if at in between}
        lost = sorted(_missed(between[at]) for at in changed)
        steady = [_missed(gap) for at, gap in between.items() if at not in changed]
        jitter = sorted(abs(one - usual) * 1000 for one in between.values())
        return {
            "changes": len(changed),
            "frames": len(self.at_s),
            "black_frames": self.black,
            "foreign_frames": self.foreign,
            "gap_frames_max": lost[-1],
            "gap_frames_p99": _part(lost, 0.99),
            "changes_with_gap": sum(one > 0 for one in lost),
            "gap_frames_max_without_change": max(steady, default=0),
            "frame_ms": round(usual * 1000, 1),
            "jitter_p99_ms": round(_part(jitter, 0.99), 1),
        }


def _missed(seconds: float) -> int:
    return max(round(seconds * FPS) - 1, 0)


def _part(ordered: list[Any], part: float) -> Any:
    return ordered[min(int(len(ordered) * part), len(ordered) - 1)]


class Eye:
    """Reads back each frame just before it is flipped."""

    def __init__(self, app: Any, wanted: int) -> None:
        self._app = app
        self.frames = Frames(wanted)

    def begin(self, *_: Any) -> None:
        # the window is open by now
        from kivy.clock import Clock
        from kivy.core.window import Window

        self._app.wall.hears(port.WallSet(version=1, profile=WALL), self._app.now())
        self._app.wall.hears(published(_VILLAGES), self._app.now())
        # bound after the application's own, so asked before it flips
        Window.bind(on_flip=self._look)
        Clock.schedule_interval(lambda _: Window.canvas.ask_update(), 0)

    def _look(self, *_: Any) -> None:
        drawn = self._app.wall.director.drawn_standing
        if drawn is None or drawn.cut.bitmap.width != WALL.width_px:
            return
        seen = _seen()
        self.frames.judge(
            drawn.cut.bitmap.sha256,
            hashlib.sha256(f"{WALL.width_px}x{WALL.height_px}\n".encode() + seen).hexdigest(),
            dark=not any(seen),
        )
        if len(self.frames.changed) > self.frames.wanted:
            self._app.stop()


def _seen() -> bytes:
    """RGB of the wall's rectangle in the window, top row first."""
    # the window is open by now
    from kivy.core.window import Window
    from kivy.graphics.opengl import GL_RGBA, GL_UNSIGNED_BYTE, glReadPixels

    lower = Window.height - WALL.top_px - WALL.height_px
    content = glReadPixels(WALL.left_px, lower, WALL.width_px, WALL.height_px, GL_RGBA, GL_UNSIGNED_BYTE)
    image = Image.frombytes("RGBA", (WALL.width_px, WALL.height_px), bytes(content))
    return image.transpose(Image.Transpose.FLIP_TOP_BOTTOM).convert("RGB").tobytes()


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench.walls.changes", description=__doc__)
    parser.add_argument("count", type=int)
    app = quick_wall(SPEED)
    eye = Eye(app, parser.parse_args().count)
    app.begins = eye.begin
    app.run()
    print(json.dumps(eye.frames.figures() | {"fps": FPS, "textures": app.player.textures}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
