"""What can stop the terminal from speaking.

SpeechError
├── BadPack         a folder of recordings cannot be used
├── BadSound        bytes that are no sound
└── NoEngine        nothing that reads text is installed here
"""


class SpeechError(Exception):
    """The terminal cannot say this."""


class BadPack(SpeechError):
    """A folder of recordings, or a catalogue of prompts, cannot be used."""


class BadSound(SpeechError):
    """These bytes are no sound."""


class NoEngine(SpeechError):
    """Nothing that reads this language aloud is installed here."""
