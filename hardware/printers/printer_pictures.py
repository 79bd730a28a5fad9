"""Lays each slip as a picture into a folder. For trials only: codes then lie on the disk, for anybody to read."""

from pathlib import Path

from hardware.errors import NoPrinter


class PicturePrinter:
    """slip-0001.png, slip-0002.png, … in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def look(self) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise NoPrinter(str(self._folder)) from error

    def print_picture(self, png: bytes) -> None:
        self.look()
        number = 1 + max((int(path.stem[5:]) for path in self._folder.glob("slip-[0-9]*.png")), default=0)
        unfinished = self._folder / ".slip"
        try:
            unfinished.write_bytes(png)
            unfinished.replace(self._folder / f"slip-{number:04}.png")
        except OSError as error:
            raise NoPrinter(str(self._folder)) from error
