"""What can be wrong with a face.

FaceError
├── AlreadyShown    another process shows this face
├── NoSuchText      a catalogue lacks a text that a screen asks for
├── NoSuchScreen    a Step has no screen
├── NoPicture       the memory file of the live picture is not there or is none
└── NoDictionary    there is nothing to spell pinyin with
"""


class FaceError(Exception):
    """The face cannot show what it was asked to."""


class AlreadyShown(FaceError):
    """Another process shows this face of this terminal."""


class NoSuchText(FaceError, KeyError):
    """The catalogue has no text of this key, or a fact for it is missing."""


class NoSuchScreen(FaceError, LookupError):
    """No screen shows this Step."""


class NoPicture(FaceError, OSError):
    """There is no live picture to read."""


class NoDictionary(FaceError, OSError):
    """The library of pinyin or its data are not installed, or do not work."""
