"""What the county says to the wall t002 in the yard, and clocks that a test sets."""

from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from edge.wall.authority import County
from edge.wall.emergencies import Times
from tests.edge.cast import LIUHE, T002, CountyKey
from wire.ids import SiteId, TerminalId
from wire.record import Record
from wire.seal.signed import Signed, signed
from wire.wall.emergency import EMERGENCY_CONTEXT, Emergency
from wire.wall.playlist import PLAYLIST_CONTEXT, Playlist
from wire.wall.profile import WallProfile
from wire.wall.settings import WALL_CONTEXT, WallSettings

COUNTY = CountyKey(Ed25519PrivateKey.generate())
OURS = County(T002, LIUHE, COUNTY.private.public_key())
FLOOD = "f" * 32
NOW_MS = 1_800_000_000_000
HOUR_MS = 3_600_000


def settings(
    version: int = 1, *, width_px: int = 256, signer: CountyKey = COUNTY, terminal: TerminalId = T002
) -> Signed:
    profile = WallProfile(width_px=width_px, height_px=128)
    return signed(WallSettings(terminal_id=terminal, version=version, profile=profile), signer, WALL_CONTEXT)


def playlist(
    serial: int = 1, *, villages: tuple[str, ...] = (), site: SiteId = LIUHE, signer: CountyKey = COUNTY
) -> Signed:
    return signed(
        Playlist(site=site, serial=serial, published_at_ms=serial, villages=villages), signer, PLAYLIST_CONTEXT
    )


def emergency(version: int = 1, *, emergency_id: str = FLOOD, **said: Any) -> Emergency:
    words = {
        "site": LIUHE,
        "headline": "河水上涨，请到高处去",
        "issued_at_ms": NOW_MS,
        "expires_at_ms": NOW_MS + HOUR_MS,
        "officers": ["李敏", "赵强"],
        **said,
    }
    return Emergency(emergency_id=emergency_id, version=version, **words)


def calls(record: Emergency, *, signer: CountyKey = COUNTY) -> Signed:
    return signed(record, signer, EMERGENCY_CONTEXT)


@dataclass
class Watches:
    """Three clocks that stand until they are told to go on."""

    now_ms: int = NOW_MS
    trusted: bool = True
    confirmed: bool = True
    earliest_ms: int = 0
    mono_ms: int = 5_000

    def times(self) -> Times:
        return Times(
            now_ms=lambda: self.now_ms,
            trusted=lambda: self.trusted,
            confirmed=lambda: self.trusted and self.confirmed,
            earliest_ms=lambda: self.earliest_ms,
            mono_ms=lambda: self.mono_ms,
        )

    def pass_ms(self, passed_ms: int) -> None:
        self.now_ms += passed_ms
        self.mono_ms += passed_ms


@dataclass
class Heard:
    """What was told."""

    events: list[Record] = field(default_factory=list)

    def __call__(self, event: Record) -> None:
        self.events.append(event)
