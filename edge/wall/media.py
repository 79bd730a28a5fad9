"""Pictures and films that the current notices show."""

from wire.port_wall import MediaKept


class Media:
    """None yet."""

    def current(self) -> MediaKept:
        return MediaKept(paths={})
