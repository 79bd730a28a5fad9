"""The cast of the edge's tests: terminal t001 at its point, its county, and mallory."""

import asyncio
import base64
import itertools
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from county.fleet.authority import Authority
from county.fleet.bundle import write_terminal_home
from edge.keys import Keys, load_keys
from wire.affairs.notice import INDEX_CONTEXT, NOTICE_CONTEXT, Notice, NoticeEntry, NoticeIndex
from wire.ids import MailboxId, NoticeId, PetitionId, SiteId, TerminalId, new_id
from wire.petition.recipients import RECIPIENTS_CONTEXT, Recipient, RecipientList
from wire.petition.upload import RECEIPT_CONTEXT, Receipt
from wire.record import Record
from wire.seal.age import DraftIdentity
from wire.seal.receipt_code import CodeKeys
from wire.seal.signed import Alg, Signed, payload_sha256, signed
from wire.terminal_config import (
    CameraSection,
    LimitsSection,
    LinkSection,
    SpeakerSection,
    TerminalConfig,
    TerminalSection,
    WallSection,
)

T001 = TerminalId("t001")
T002 = TerminalId("t002")
LIUHE = SiteId("liuhe")
POINT = "柳河镇信访接待点"


@dataclass(frozen=True)
class CountyKey:
    """An Ed25519 key that says it is the county; mallory has one as well."""

    private: Ed25519PrivateKey

    @property
    def alg(self) -> Alg:
        return "ed25519"

    @property
    def kid(self) -> str:
        return "county"

    def sign(self, message: bytes) -> bytes:
        return self.private.sign(message)

    @property
    def public(self) -> bytes:
        return self.private.public_key().public_bytes_raw()


@dataclass(frozen=True)
class Cast:
    """One county and one terminal of it."""

    county: CountyKey
    office: DraftIdentity
    authority: Authority
    home: Path
    config: TerminalConfig

    @property
    def keys(self) -> Keys:
        return load_keys(self.home / "keys", self.config.terminal.id)

    def receipt(self, petition_id: PetitionId, manifest: Signed, *, signer: CountyKey | None = None) -> Signed:
        receipt = Receipt(petition_id=petition_id, manifest_sha256=payload_sha256(manifest), received_at_ms=1)
        return signed(receipt, signer or self.county, RECEIPT_CONTEXT)


def make_cast(folder: Path, *, port: int = 8883, limits: LimitsSection | None = None, not_after_ms: int = 0) -> Cast:
    """A county and the home of its terminal t001, written as the county writes it."""
    config = TerminalConfig(
        terminal=TerminalSection(id=T001, point=POINT, site=LIUHE, county="qinghe"),
        link=LinkSection(host="127.0.0.1", port=port, server_name="localhost"),
        camera=CameraSection(source="no-such-film.mp4"),
        speaker=SpeakerSection(sink="none"),
        limits=limits or LimitsSection(disk_reserve_bytes=1024 * 1024),
    )
    return _cast(folder, config, not_after_ms)


def make_wall_cast(folder: Path, *, wall: WallSection | None = None) -> Cast:
    """The same of the wall t002 in the yard."""
    config = TerminalConfig(
        terminal=TerminalSection(id=T002, role="wall", point="柳河镇大院", site=LIUHE, county="qinghe"),
        link=LinkSection(host="127.0.0.1", server_name="localhost"),
        camera=CameraSection(source="no-such-film.mp4"),
        speaker=SpeakerSection(sink="none"),
        limits=LimitsSection(disk_reserve_bytes=1024 * 1024),
        wall=wall or WallSection(),
    )
    return _cast(folder, config, 0)


def _cast(folder: Path, config: TerminalConfig, not_after_ms: int) -> Cast:
    county = CountyKey(Ed25519PrivateKey.generate())
    office, escrow = DraftIdentity.generate(), DraftIdentity.generate()
    authority = Authority.create(folder / "ca")
    kept = [_recipient("county", office, not_after_ms), _recipient("escrow", escrow, 0)]
    recipients = RecipientList(version=1, recipients=kept)
    home = folder / config.terminal.id
    write_terminal_home(
        home,
        config,
        authority,
        county_key=county.public,
        recipients=signed(recipients, county, RECIPIENTS_CONTEXT),
    )
    return Cast(county, office, authority, home, config)


def mallory() -> CountyKey:
    return CountyKey(Ed25519PrivateKey.generate())


def notice(title: str, *, version: int = 1, notice_id: str = "", published_at_ms: int = 1) -> Notice:
    return Notice(
        notice_id=NoticeId(notice_id or new_id()),
        version=version,
        site=LIUHE,
        village="东书村",
        title=title,
        as_of="2026-10-31",
        published_at_ms=published_at_ms,
    )


def publish(record: Notice | NoticeIndex, signer: CountyKey) -> Signed:
    return signed(record, signer, NOTICE_CONTEXT if isinstance(record, Notice) else INDEX_CONTEXT)


def index(serial: int, *notices: Notice, signer: CountyKey, published_at_ms: int = 10) -> Signed:
    entries = [
        NoticeEntry(notice_id=one.notice_id, version=one.version, sha256=payload_sha256(publish(one, signer)))
        for one in notices
    ]
    listed = NoticeIndex(site=LIUHE, serial=serial, published_at_ms=published_at_ms, entries=entries)
    return publish(listed, signer)


def quick_keys(code: str, *, county: str) -> CodeKeys:
    """In place of Argon2id: the same code leads to the same mailbox, at once. The identity is new each time."""
    mailbox = (code.encode().hex() + county.encode().hex()).ljust(64, "0")[:64]
    return CodeKeys(mailbox=MailboxId(mailbox), identity=DraftIdentity.generate())


class QuickKeys:
    """In place of Argon2id, at once: the same code leads to the same mailbox and the same identity."""

    def __init__(self) -> None:
        self._known: dict[str, CodeKeys] = {}

    def __call__(self, code: str, *, county: str) -> CodeKeys:
        return self._known.setdefault(code, quick_keys(code, county=county))


class Ticks:
    """A clock that stands until it is told to go on."""

    def __init__(self, now: float = 100.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


class Told:
    """Remembers what was told."""

    def __init__(self) -> None:
        self.events: list[Record] = []

    def __call__(self, event: Record) -> None:
        self.events.append(event)

    def of(self, kind: type[Record]) -> list[Record]:
        return [event for event in self.events if isinstance(event, kind)]


async def until(true: Callable[[], bool], *, within_s: float = 10.0) -> None:
    """Raises AssertionError when it never becomes true."""
    for _ in itertools.takewhile(lambda turn: turn * 0.01 < within_s, itertools.count()):
        if true():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it never became true")


def ciphertext(length: int) -> bytes:
    return secrets.token_bytes(length)


def _recipient(role: Literal["county", "escrow"], identity: DraftIdentity, not_after_ms: int) -> Recipient:
    kid = base64.b32encode(secrets.token_bytes(5)).decode().lower()
    return Recipient(role=role, kid=kid, age=identity.recipient, not_after_ms=not_after_ms)
