"""What can go wrong with one thing on a wall. It is counted, and after three times that thing is left out.

WallError
└── FilmBroken
"""


class WallError(Exception):
    """Any of the below."""


class FilmBroken(WallError):
    """No picture comes out of this file."""
