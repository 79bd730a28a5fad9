"""What can go wrong with a call.

EdgeError
├── NoEngine     this terminal cannot call: no engine is installed, or it does not start
├── InACall      there is a call already
└── BadPeer      no peer connection can be made of what was said
"""

from edge.errors import EdgeError


class NoEngine(EdgeError):
    """This terminal cannot call: no engine is installed, or it does not start."""


class InACall(EdgeError):
    """There is a call already."""


class BadPeer(EdgeError):
    """No peer connection can be made of what was said, or on this network."""
