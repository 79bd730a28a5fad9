"""A socket for tests; its cable can be pulled, and it can be one that tells nothing."""

from hardware.errors import NoConnector
from hardware.plug import Plug


class FakeConnector:
    """`cable` is the test's hand on the cable."""

    def __init__(self) -> None:
        self.cable = Plug()
        self.tells = True

    def look(self) -> bool:
        if not self.tells:
            raise NoConnector("fake connector")
        return self.cable.plugged
