"""A county with a broker, and the peers that a test sends against it."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from county.fleet.authority import Authority
from county.fleet.broker import Broker
from county.fleet.keys import Identity
from tests.broker.peer import Peer, PeerContext, tls
from wire.ids import TerminalId, new_id
from wire.topics import COUNTY_CLIENT, TOPICS, Row, bulk_client, topic

KIOSK: Final = TerminalId("t001")
WALL: Final = TerminalId("t002")
CAST: Final = (KIOSK, WALL)
SITE: Final = "liuhe"
MALLORY: Final = TerminalId("t666")
"""Holds a certificate of the device CA but was never admitted."""
CLIENTS: Final = (KIOSK, bulk_client(KIOSK), WALL, bulk_client(WALL), MALLORY, COUNTY_CLIENT)


@dataclass
class Station:
    authority: Authority
    broker: Broker
    folder: Path

    def __post_init__(self) -> None:
        self._numbers = itertools.count()
        self._open: list[Peer] = []

    def peer(self, name: str, identity: Identity | None = None, *, client_id: str | None = None) -> Peer:
        """Not yet connected; `identity` is a fresh one for `name` unless given."""
        shown = identity or self.authority.issue_client(name)
        return self.peer_with(self.context(shown), client_id=client_id or name)

    def peer_with(self, context: PeerContext, *, client_id: str) -> Peer:
        peer = Peer(self.broker, context, client_id=client_id)
        self._open.append(peer)
        return peer

    def context(self, identity: Identity | None, *, trust: Path | None = None) -> PeerContext:
        """Shows `identity`; believes brokers of `trust`, which is the county's own CA unless given."""
        folder = self.folder / f"peer{next(self._numbers)}"
        folder.mkdir()
        return tls(folder, identity, trust=trust or self.authority.server_ca)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for peer in self._open:
            peer.close()


def a_topic(row: Row, owner: str = KIOSK) -> str:
    """Some topic of the row, never used before where the row has ids."""
    return topic(row, SITE if row.direction == "public" else owner, new_id() if row.has_id else "")


def rows(wanted: Callable[[Row], bool] = lambda _: True) -> list[Row]:
    return [row for row in TOPICS if wanted(row)]


def label(row: object) -> str:
    return f"{row.direction}-{row.kind}" if isinstance(row, Row) else str(row)
