"""Which chunks are there: bit i is value 1 << (i % 8) of byte i // 8, as in `wire.petition.upload.Have`."""


class Bitmap:
    """A fixed number of bits."""

    def __init__(self, count: int, bits: bytes = b"") -> None:
        self.count = count
        self._bits = bytearray(bits.ljust(-(-count // 8), b"\0"))

    def __bytes__(self) -> bytes:
        return bytes(self._bits)

    def __contains__(self, index: int) -> bool:
        return 0 <= index < self.count and bool(self._bits[index >> 3] & 1 << (index & 7))

    def add(self, index: int) -> None:
        self._bits[index >> 3] |= 1 << (index & 7)

    def discard(self, index: int) -> None:
        self._bits[index >> 3] &= ~(1 << (index & 7)) & 0xFF

    @property
    def is_full(self) -> bool:
        return int.from_bytes(self._bits, "little").bit_count() == self.count
