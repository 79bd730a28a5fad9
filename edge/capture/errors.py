"""What capture refuses.

CaptureError
├── Occupied
├── NotKept
├── BadRecording
├── CannotCover
├── NoPapersCamera
└── BadPage
"""


class CaptureError(Exception):
    """Capture cannot do what was asked."""


class Occupied(CaptureError):
    """A recording or a replay is running."""


class NotKept(CaptureError):
    """A segment could not be written, most often because the disk is full."""


class BadRecording(CaptureError):
    """The bytes are no recording of ours."""


class CannotCover(CaptureError):
    """There is no face model, so nothing can be covered: a recording that was to be covered is not begun."""


class NoPapersCamera(CaptureError):
    """The terminal has no camera for papers."""


class BadPage(CaptureError):
    """The bytes are no picture of a page."""
