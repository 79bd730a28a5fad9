"""What capture refuses.

CaptureError
├── Occupied
└── BadRecording
"""


class CaptureError(Exception):
    """Capture cannot do what was asked."""


class Occupied(CaptureError):
    """A recording or a replay is running."""


class BadRecording(CaptureError):
    """The bytes are no recording of ours."""
