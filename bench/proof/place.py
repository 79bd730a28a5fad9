"""The home of a wall, made as the county makes it, and the key its county signs with."""

import base64
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from county.fleet.authority import Authority
from county.fleet.bundle import write_terminal_home
from edge.keys import Keys, load_keys
from wire.ids import SiteId, TerminalId
from wire.petition.recipients import RECIPIENTS_CONTEXT, Recipient, RecipientList
from wire.seal.age import DraftIdentity
from wire.seal.signed import Alg, signed
from wire.terminal_config import LimitsSection, LinkSection, SpeakerSection, TerminalConfig, TerminalSection

T002 = TerminalId("t002")


@dataclass(frozen=True)
class CountySigner:
    """Signs as the county."""

    private: Ed25519PrivateKey

    @property
    def alg(self) -> Alg:
        return "ed25519"

    @property
    def kid(self) -> str:
        return "county"

    def sign(self, message: bytes) -> bytes:
        return self.private.sign(message)

    @classmethod
    def read(cls, path: Path) -> Self:
        return cls(Ed25519PrivateKey.from_private_bytes(path.read_bytes()))


@dataclass(frozen=True)
class WallPlace:
    """One folder for terminal, county and weather."""

    folder: Path

    @property
    def home(self) -> Path:
        return self.folder / "t002"

    @property
    def config(self) -> Path:
        return self.home / "terminal.toml"

    @property
    def county_key(self) -> Path:
        return self.folder / "county.key"

    @property
    def county_store(self) -> Path:
        return self.folder / "county.sqlite"

    @property
    def weather(self) -> Path:
        return self.folder / "weather.json"

    @property
    def keys(self) -> Keys:
        return load_keys(self.home / "keys", T002)

    def make(self) -> None:
        signer = CountySigner(Ed25519PrivateKey.generate())
        self.county_key.write_bytes(signer.private.private_bytes_raw())
        office = DraftIdentity.generate()
        kid = base64.b32encode(secrets.token_bytes(5)).decode().lower()
        recipients = RecipientList(
            version=1, recipients=[Recipient(role="county", kid=kid, age=office.recipient, not_after_ms=0)]
        )
        write_terminal_home(
            self.home,
            _config(),
            Authority.create(self.folder / "ca"),
            county_key=signer.private.public_key().public_bytes_raw(),
            recipients=signed(recipients, signer, RECIPIENTS_CONTEXT),
        )


def _config() -> TerminalConfig:
    return TerminalConfig(
        terminal=TerminalSection(id=T002, role="wall", point="Liuhe", site=SiteId("liuhe"), county="bench"),
        link=LinkSection(host="127.0.0.1"),
        speaker=SpeakerSection(sink="none"),
        limits=LimitsSection(disk_reserve_bytes=1024 * 1024),
    )
