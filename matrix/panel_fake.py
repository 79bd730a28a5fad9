"""A panel of lamps that can be looked at; it refuses what the library refuses."""

_FULL_PCT = 100


class FakePanel:
    """As large as it is told."""

    def __init__(self, size: tuple[int, int]) -> None:
        self.size = size
        self.lit: list[tuple[int, int, bytes]] = []
        """Every picture, the newest last."""
        self.brightness_pct = _FULL_PCT

    def shows(self, width: int, height: int, rgb: bytes) -> None:
        if len(rgb) != width * height * 3:
            raise ValueError("not enough image data")
        self.lit.append((width, height, rgb))

    def dims(self, brightness_pct: int) -> None:
        if not 0 <= brightness_pct <= _FULL_PCT:
            raise ValueError("brightness must be a number between 0 and 100")
        self.brightness_pct = brightness_pct
