"""The slip as a picture: to copy it, or to photograph it."""

import io

from kivy.core.image import Image as CoreImage
from kivy.uix.image import Image

from kiosk.widgets.frame import Screen


class Picture(Image):
    """As large as fits, never blurred by more than that; kept nowhere."""


class LookAtSlipScreen(Screen):
    """See look_at_slip.kv."""

    def draws(self) -> None:
        png: bytes = self.step.png
        picture = self.ids.slip
        picture.fit_mode = "contain"
        # without Kivy's cache: what stands there dies with this screen
        picture.texture = CoreImage(io.BytesIO(png), ext="png", nocache=True).texture if png else None
