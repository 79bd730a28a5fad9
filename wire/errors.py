"""What can be wrong with something that came from another process.

WireError
├── BadTopic        a topic that the table does not know
├── BadMessage      bytes that are no message of the expected kind
├── BadSignature    a signature that does not belong to the key, the context or the bytes
├── BadSeal         a sealed part that does not open with this identity
├── BadCode         sixteen digits that cannot be a receipt code
└── BadConfig       a settings file that must not be started with
"""


class WireError(Exception):
    """Something from outside is not what it must be."""


class BadTopic(WireError, ValueError):
    """The topic is in no row of the table."""


class BadMessage(WireError, ValueError):
    """The bytes are no message of the expected kind."""


class BadSignature(WireError, ValueError):
    """The signature does not fit the key, the context or the bytes."""


class BadSeal(WireError, ValueError):
    """The sealed part cannot be opened with this identity."""


class BadCode(WireError, ValueError):
    """The digits are no receipt code: wrong length or wrong check digits."""


class BadConfig(WireError, ValueError):
    """The settings file is wrong; the sentence names the file and the line or key."""
