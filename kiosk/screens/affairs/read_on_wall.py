"""When the village stands on the wall, or why it does not."""

from kiosk.flows.summon import ReadOnWall
from kiosk.widgets.frame import Screen

_MINUTE_S = 60
_SIGNS = {"now": "wall", "soon": "wait", "link_down": "link_down"}


class ReadOnWallScreen(Screen):
    """See read_on_wall.kv."""

    def sign(self, step: ReadOnWall) -> str:
        return _SIGNS.get(step.state, "warning")

    def title(self, step: ReadOnWall) -> str:
        waits_s = -(-max(step.starts_in_s, 1) // _MINUTE_S) * _MINUTE_S
        return self.say(f"read_on_wall.{step.state}", village=step.village, time=self.words.minutes(waits_s))
