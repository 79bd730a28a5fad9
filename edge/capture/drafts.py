"""A draft's sealed segments as files of one directory: 00000.age, 00001.age, ... One that has its name is whole."""

from pathlib import Path

from edge.store.durable import make_directory, write_durably


class DraftDirectory:
    """Keeps each segment so that it survives a power cut: bytes first, then its name."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        make_directory(directory)

    def keep(self, index: int, sealed: bytes) -> None:
        """Raises OSError, above all ENOSPC, with nothing left behind."""
        write_durably(self._directory / f"{index:05d}.age", lambda file: file.write(sealed))

    def segments(self) -> list[Path]:
        """All kept segments in order."""
        return sorted(self._directory.glob("[0-9]*.age"))
