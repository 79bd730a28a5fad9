"""May it be recorded? Two equal tiles, while the officer is still seen and heard."""

from kiosk.flows.call.steps import AgreeToRecording
from kiosk.widgets.tiles import TilesScreen

_ICONS = {"allow": "record", "refuse": "keep_out"}


class AgreeToRecordingScreen(TilesScreen):
    """See agree_to_recording.kv."""

    def tiles(self, step: AgreeToRecording) -> list[tuple[str, str, str]]:
        del step  # neither is preselected
        return [(one, "", f"agree_to_recording.{one}") for one in _ICONS]

    def icon(self, key: str) -> str:
        return _ICONS[super().icon(key)]
