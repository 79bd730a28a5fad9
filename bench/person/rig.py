"""One kiosk with everything behind it: broker, gateway, edge with a film for a camera, and a face that is driven."""

import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Final, Self

from county.fleet.broker import Broker
from demo import station
from demo.cast import cast
from demo.place import (
    Devices,
    Place,
    kiosk_settings,
    make_authority,
    make_office_keys,
    make_terminal,
    new_password,
)
from demo.processes import Child
from demo.slate.clip import make_clip
from demo.slate.sheets import laid, sheet
from demo.slate.table import Table
from demo.system import wait_for_console
from wire.ids import TerminalId

_OFF_SCREEN: Final = {
    "SDL_VIDEODRIVER": "offscreen",
    "KIVY_NO_ARGS": "1",
    "KIVY_NO_CONSOLELOG": "1",
    "KIVY_WINDOW": "sdl2",
}


class VisitRig:
    """County and broker run while the `with` lasts; edge and face are started by the bench."""

    def __init__(self, home: Path, *, furnished: bool = False) -> None:
        """`furnished`: with a document camera, a loudspeaker and a printer as well, and officers who take calls."""
        self.home = home
        self.place = Place(home)
        self.cast = cast()
        self.password = new_password()
        """Of both officers."""
        self._kiosk = self.cast.kiosk
        self._web_port = station.free_port()
        self._authority = make_authority(self.place, self.cast)
        self._broker = Broker(self.place.broker, self._authority, terminals=[TerminalId(self._kiosk.id)])
        self._children: list[Child] = []
        self._table = Table() if furnished else None

    @property
    def console(self) -> str:
        """Address of the officers' pages."""
        return f"http://127.0.0.1:{self._web_port}"

    def start_edge(self) -> Child:
        return self._start("edge", ["edge", "--config", str(self.place.terminal_config(self._kiosk))])

    def start_face(self, module: str, *arguments: str) -> Child:
        """`module` is given --config and `arguments`."""
        config = ["--config", str(self.place.terminal_config(self._kiosk))]
        return self._start("face", [module, *config, *arguments])

    def arrived(self) -> set[str]:
        """Petitions that the county has."""
        return self._listed(self.place.county / "db.sqlite3", "SELECT petition_id FROM petition_petition")

    def waiting(self) -> set[str]:
        """Petitions that the terminal has promised and still keeps."""
        spool = self.place.terminal(self._kiosk) / "spool.sqlite"
        return self._listed(spool, "SELECT petition_id FROM petition WHERE state IN ('sealed', 'sent')")

    def inquiries(self) -> set[str]:
        """Those of which something was recorded; what the county was told of them is a promise."""
        asked = "SELECT inquiry_id FROM inquiry_inquiry WHERE tape IN ('runs', 'stopped', 'kept')"
        return self._listed(self.place.county / "db.sqlite3", asked)

    def filed(self) -> set[str]:
        """Inquiries whose recording, log and document the county has."""
        asked = "SELECT inquiry_id FROM inquiry_inquiry WHERE submission_id IS NOT NULL"
        return self._listed(self.place.county / "db.sqlite3", asked)

    @staticmethod
    def _listed(path: Path, query: str) -> set[str]:
        database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        try:
            return {row[0] for row in database.execute(query)}
        finally:
            database.close()

    def _start(self, name: str, module: list[str]) -> Child:
        child = Child(name, module, log=self.place.logs / f"{name}.log", environment=_OFF_SCREEN)
        child.start()
        self._children.append(child)
        return child

    def __enter__(self) -> Self:
        recipients = make_office_keys(self.place)
        film, sound = make_clip(self.home / "clip")
        devices = Devices(camera=str(film), microphone=str(sound), speaker="none", profile="720p")
        if self._table:
            devices = self._furnish(self._table.__enter__(), devices)
        port = self._broker.port
        settings = kiosk_settings(self.cast, self._kiosk, broker_port=port, devices=devices, fullscreen=False)
        terminal = self.place.terminal(self._kiosk)
        make_terminal(terminal, settings, authority=self._authority, recipients=recipients, county=self.place.county)
        station.make_county(self.place, self.cast, broker_port=port, web_port=self._web_port)
        station.register_terminals(self.place, self.cast, self._kiosk)
        self._broker.start()
        self._start("gateway", ["county.gateway", "--config", str(self.place.county_config)])
        if self._table:
            self._open_the_console()
        return self

    def _open_the_console(self) -> None:
        station.add_officers(self.place, (self.cast.officer, self.cast.colleague), password=self.password)
        self._start("web", ["county.web", "--config", str(self.place.county_config)])
        wait_for_console(self.console)

    def __exit__(self, *_: object) -> None:
        for child in reversed(self._children):
            child.stop()
        self._broker.stop()
        if self._table:
            self._table.__exit__()

    def _furnish(self, table: Table, devices: Devices) -> Devices:
        table.lays(laid(sheet([self._kiosk.point, self.cast.county.short])))
        slips, heard = self.home / "slips", self.home / "heard.wav"
        slips.mkdir()
        return replace(devices, papers=table.address, printer=f"pictures:{slips}", speaker=str(heard))
