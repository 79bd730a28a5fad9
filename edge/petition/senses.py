"""What camera and microphone can do now, as far as was heard, and what a face is told of it."""

from collections.abc import Callable
from typing import Final

from edge.capture import facts
from edge.errors import CameraGone, NoCamera, NoMicrophone
from wire import port
from wire.record import Record


class Senses:
    """States in the EdgePort's words; a device that nobody wants is forgiven what it did before."""

    def __init__(self, tell: Callable[[Record], None], changed: Callable[[], None]) -> None:
        """`changed` is called after each change of the camera's state, which every face is told of."""
        self._tell = tell
        self._changed = changed
        self._previewed: port.PreviewOf | None = None
        self.camera: port.CameraState = "off"
        self.microphone: port.MicrophoneState = "ready"
        self.loudness = 0.0

    def previewing(self, of: port.PreviewOf) -> None:
        """A live picture is wished for."""
        self._previewed = of

    def rest(self) -> None:
        """Nobody wants the devices any more."""
        self._previewed = None
        self.microphone, self.loudness = "ready", 0.0
        self._set_camera("off")

    def require(self, kind: port.TakeKind) -> None:
        """What a take needs. Raises NoMicrophone, NoCamera, or CameraGone."""
        if self.microphone == "missing":
            raise NoMicrophone("no microphone answers")
        if kind == "video" and self.camera == "missing":
            raise NoCamera("no camera answers")
        if kind == "video" and self.camera == "stalled":
            raise CameraGone("the camera gives no pictures")

    def recording(self, kind: port.TakeKind) -> None:
        """A recording runs, so its devices are open."""
        if kind == "video" and self.camera == "off":
            self._set_camera("ready")

    def took_place(self, fact: facts.Fact) -> None:
        sense = self._SENSED.get(type(fact))
        if sense:
            sense(self, fact)

    def _preview_started(self, fact: facts.PreviewStarted) -> None:
        if fact.of == "face":
            self._set_camera("ready")
        self._tell(port.PreviewStarted(width=fact.width_px, height=fact.height_px))

    def _camera_missing(self, _fact: facts.CameraMissing) -> None:
        self._set_camera("missing")
        self._say_of_preview("face", "no_camera")

    def _camera_lost(self, _fact: facts.CameraLost) -> None:
        self._set_camera("stalled")

    def _camera_back(self, _fact: facts.CameraBack) -> None:
        self._set_camera("ready")

    def _papers_gone(self, _fact: facts.PapersMissing | facts.PapersLost) -> None:
        self._say_of_preview("papers", "no_papers_camera")

    def _microphone_missing(self, _fact: facts.MicrophoneMissing) -> None:
        self.microphone, self.loudness = "missing", 0.0
        self._say_of_preview("face", "no_microphone")

    def _microphone_lost(self, _fact: facts.MicrophoneLost) -> None:
        self.microphone, self.loudness = "stalled", 0.0

    def _microphone_back(self, _fact: facts.MicrophoneBack) -> None:
        self.microphone = "ready"

    def _heard(self, fact: facts.Level) -> None:
        self.microphone, self.loudness = "ready", fact.loudness

    def _faces_seen(self, fact: facts.FacesSeen) -> None:
        self._tell(port.FacesSeen(count=fact.count))

    def _faces_uncounted(self, _fact: facts.FacesUncounted) -> None:
        self._changed()

    def _say_of_preview(self, of: port.PreviewOf, reason: port.SorryReason) -> None:
        if self._previewed == of:
            self._tell(port.Sorry(about="StartPreview", reason=reason))

    def _set_camera(self, state: port.CameraState) -> None:
        if state != self.camera:
            self.camera = state
            self._changed()

    _SENSED: Final[dict[type, Callable[..., None]]] = {
        facts.PreviewStarted: _preview_started,
        facts.CameraMissing: _camera_missing,
        facts.CameraLost: _camera_lost,
        facts.CameraBack: _camera_back,
        facts.PapersMissing: _papers_gone,
        facts.PapersLost: _papers_gone,
        facts.MicrophoneMissing: _microphone_missing,
        facts.MicrophoneLost: _microphone_lost,
        facts.MicrophoneBack: _microphone_back,
        facts.Level: _heard,
        facts.FacesSeen: _faces_seen,
        facts.FacesUncounted: _faces_uncounted,
    }
