"""What can stop the agent from doing what it was asked.

EdgeError
├── BadKeys         a key file is missing, unreadable, or belongs to somebody else
├── BadHome         the terminal's folder cannot be used
├── NoRoom          the disk is too full to promise anything
├── NoDraft         there is no such draft
├── NotRecorded     the draft holds nothing that could be sent
├── LinkDown        the county cannot be reached now
├── NoCamera        there is no camera to record with
├── CameraGone      the camera was there and gives no pictures now
├── NoMicrophone    there is no microphone to record with
├── NoVoice         nothing of it can be spoken
├── NoPrinter       there is no printer, or it does not answer
├── NoPaper         the printer is out of paper
├── TooManyTries    codes were tried too often; retry_after_s says how long to wait
└── AlreadyRunning  another agent keeps this home
"""


class EdgeError(Exception):
    """The agent cannot do this."""


class BadKeys(EdgeError):
    """A key file is missing, unreadable, or does not fit the others."""


class BadHome(EdgeError):
    """The terminal's folder, or something in it, cannot be used."""


class NoRoom(EdgeError):
    """The disk is too full to promise anything."""


class PetitionFull(NoRoom):
    """This petition is as long as one may be; the disk has room for others."""


class NoDraft(EdgeError):
    """There is no draft of this id."""


class NotRecorded(EdgeError):
    """The draft holds nothing that could be sent."""


class LinkDown(EdgeError):
    """The county cannot be reached now."""


class NoCamera(EdgeError):
    """There is no camera to record with."""


class CameraGone(EdgeError):
    """The camera was there, and gives no pictures now."""


class NoMicrophone(EdgeError):
    """There is no microphone to record with."""


class NoVoice(EdgeError):
    """Nothing of it can be spoken on this terminal."""


class NoPrinter(EdgeError):
    """There is no printer, or it does not answer."""


class NoPaper(EdgeError):
    """The printer is out of paper."""


class TooManyTries(EdgeError):
    """Codes were tried too often on this terminal."""

    def __init__(self, retry_after_s: int) -> None:
        super().__init__(f"try again in {retry_after_s} s")
        self.retry_after_s = retry_after_s


class AlreadyRunning(EdgeError):
    """Another agent keeps this home."""
