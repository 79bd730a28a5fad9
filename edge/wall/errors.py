"""What a wall's keeper will not take.

BadMessage
└── Stale   it is older than what is kept, has run out, or speaks of another place
"""

from wire.errors import BadMessage


class Stale(BadMessage):
    """True once, and not to be shown here now."""
