"""Broker, county gateway and edge as processes that can be killed one by one, and what the county has in the end."""

import hashlib
import signal
import sqlite3
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Self

from county.fleet.broker import Broker
from demo import station
from demo.cast import cast
from demo.place import Devices, Place, kiosk_settings, make_authority, make_office_keys, make_terminal
from demo.processes import Child
from wire.codec import from_json
from wire.ids import PetitionId, TerminalId
from wire.petition.manifest import Manifest
from wire.seal.signed import Signed


class CrashRig:
    """Everything runs while the `with` lasts."""

    def __init__(self, home: Path, *, recording_bytes: int) -> None:
        self.place = Place(home)
        self._cast = cast()
        self._authority = make_authority(self.place, self._cast)
        self.broker = Broker(self.place.broker, self._authority, terminals=[TerminalId(self._cast.kiosk.id)])
        terminal = str(self.place.terminal_config(self._cast.kiosk))
        edge = ["bench.edge_without_devices", "--config", terminal, "--bytes", str(recording_bytes)]
        self.edge = Child("edge", edge, log=self.place.logs / "edge.log", environment={})
        gateway = ["county.gateway", "--config", str(self.place.county_config)]
        self.gateway = Child("gateway", gateway, log=self.place.logs / "gateway.log", environment={})

    @property
    def socket_path(self) -> Path:
        return self.place.terminal(self._cast.kiosk) / "run" / "edge.sock"

    def kill(self, victim: str) -> None:
        """End it by SIGKILL, and at once a new start, as systemd does."""
        if victim == "broker":
            self.broker.kill()
            self.broker.start()
            return
        child = self.edge if victim == "edge" else self.gateway
        child.stop(signal.SIGKILL)
        child.start()

    def arrived(self) -> Counter[PetitionId]:
        """How often the county has each petition whole."""
        with sqlite3.connect(f"file:{self.place.county / 'db.sqlite3'}?mode=ro", uri=True) as database:
            rows = database.execute("SELECT petition_id, manifest FROM petition_petition").fetchall()
        database.close()
        return Counter(PetitionId(row[0]) for row in rows if self._is_whole(row[0], bytes(row[1])))

    def __enter__(self) -> Self:
        recipients = make_office_keys(self.place)
        devices = Devices(camera="0", microphone="default", speaker="none")
        settings = kiosk_settings(
            self._cast, self._cast.kiosk, broker_port=self.broker.port, devices=devices, fullscreen=False
        )
        home = self.place.terminal(self._cast.kiosk)
        make_terminal(home, settings, authority=self._authority, recipients=recipients, county=self.place.county)
        port = self.broker.port
        station.make_county(self.place, self._cast, broker_port=port, web_port=1)
        station.register_terminals(self.place, self._cast, self._cast.kiosk)
        self.broker.start()
        self.gateway.start()
        self.edge.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.edge.stop()
        self.gateway.stop()
        self.broker.stop()

    def _is_whole(self, petition_id: str, envelope: bytes) -> bool:
        manifest = from_json(from_json(envelope, Signed).payload, Manifest)
        folders = [path for path in (self.place.county / "objects").rglob(petition_id) if path.is_dir()]
        kept = _digests(path for folder in folders for path in folder.rglob("*") if path.is_file())
        return len(folders) == 1 and kept == Counter(part.sha256 for part in manifest.parts)


def _digests(paths: Iterable[Path]) -> Counter[str]:
    return Counter(hashlib.sha256(path.read_bytes()).hexdigest() for path in paths)
