"""What can go wrong with an inquiry.

EdgeError
├── OldPage    the page that was confirmed is not the one that is shown
├── NotReady   something must come first: a step, a page that is confirmed right
└── NotKept    the folder of an inquiry cannot be read any more
"""

from edge.errors import EdgeError


class OldPage(EdgeError):
    """The page has changed since it was shown, or there is no such page."""


class NotReady(EdgeError):
    """What must come before it has not come."""


class NotKept(EdgeError):
    """Of this inquiry nothing can be made any more."""
