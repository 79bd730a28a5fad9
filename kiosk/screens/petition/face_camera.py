"""The looking-glass before the recording."""

from kiosk.widgets.frame import Screen


class FaceCameraScreen(Screen):
    """See face_camera.kv."""
