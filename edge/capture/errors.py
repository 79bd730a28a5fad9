"""What capture refuses.

CaptureError
├── Occupied
├── NotKept
└── BadRecording
"""


class CaptureError(Exception):
    """Capture cannot do what was asked."""


class Occupied(CaptureError):
    """A recording or a replay is running."""


class NotKept(CaptureError):
    """A segment could not be written, most often because the disk is full."""


class BadRecording(CaptureError):
    """The bytes are no recording of ours."""
