"""What a wall's keeper will not take.

BadMessage
├── Stale           it is older than what is kept, has run out, or speaks of another place
└── NoRoomOnCanvas  the picture is larger than what it is to be shown on
"""

from wire.errors import BadMessage


class Stale(BadMessage):
    """True once, and not to be shown here now."""


class NoRoomOnCanvas(BadMessage):
    """Somebody has to measure this wall again."""
