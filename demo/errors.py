"""What can go wrong in the demo.

DemoError
├── StepFailed      something the demo promises did not happen
├── ChildEnded      a process of the system ended by itself
├── HomeTaken       another demo runs in the same folder
└── Leaked          plaintext was found where only sealed bytes may lie
"""


class DemoError(Exception):
    """The demo did not show what it promises."""


class StepFailed(DemoError):
    """A step of the story did not happen; the sentence says which."""


class ChildEnded(DemoError):
    """A process of the system ended by itself; the sentence names it and its log."""


class HomeTaken(DemoError):
    """Another demo runs in the same folder."""


class Leaked(DemoError):
    """Plaintext was found; the sentence names the file, never the content."""
