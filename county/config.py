"""county.toml as one frozen value. An unknown key, a wrong type or a missing file refuses to start, by name."""

import dataclasses
import ipaddress
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from county.errors import BadConfig

MIB = 1024 * 1024


@dataclass(frozen=True)
class Station:
    """Who this county station is."""

    name: str = ""
    """Shown in the head of every page."""
    site: str = "liuhe"
    """The site whose terminals read what is published here."""


@dataclass(frozen=True)
class Web:
    """The officers' console."""

    host: str = "127.0.0.1"
    port: int = 8000
    tls_cert: str = ""
    """Certificate chain file; with tls_key it makes the console https and its cookies secure."""
    tls_key: str = ""
    allowed_hosts: tuple[str, ...] = ("127.0.0.1", "localhost")


@dataclass(frozen=True)
class Link:
    """The gateway's place at the broker."""

    host: str = "127.0.0.1"
    port: int = 8883
    server_name: str = "localhost"
    keepalive_s: int = 20
    ca: str = "keys/ca.crt"
    """Who signed the broker's certificate; under the home."""


@dataclass(frozen=True)
class Limits:
    """What terminals may ask of the disk; one petition's own limit is in `wire.petition.manifest`."""

    terminal_open_max_bytes: int = 8192 * MIB
    """Offered but not yet complete, all petitions of one terminal together."""
    disk_reserve_bytes: int = 512 * MIB
    """Never given to petitions: the database and the logs live on it."""
    retry_after_s: int = 300
    """How long a terminal waits after a refusal that is not for ever."""


@dataclass(frozen=True)
class Preview:
    """The process that draws how a wall will look: the wall's own typesetter, within bounds."""

    command: tuple[str, ...] = ()
    """How to start it; empty: `kiosk.render` of this installation."""
    limit_s: int = 20
    """A longer question is given up."""
    limit_mib: int = 1024
    """Address space; a larger one ends the process, not the console."""


@dataclass(frozen=True)
class CountyConfig:
    """The whole of county.toml; paths are under the home, which is the folder of the file."""

    home: Path
    station: Station = field(default_factory=Station)
    web: Web = field(default_factory=Web)
    link: Link = field(default_factory=Link)
    limits: Limits = field(default_factory=Limits)
    preview: Preview = field(default_factory=Preview)

    @property
    def keys(self) -> Path:
        return self.home / "keys"

    @property
    def objects(self) -> Path:
        return self.home / "objects"

    @property
    def media(self) -> Path:
        """Published pictures and films, each under its SHA-256."""
        return self.home / "media"

    @property
    def database(self) -> Path:
        return self.home / "db.sqlite3"

    @property
    def speaks_tls(self) -> bool:
        return bool(self.web.tls_cert)


def load(path: Path) -> CountyConfig:
    """Read `county.toml`; the folder it lies in is the county's home."""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadConfig(f"{path}: cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadConfig(f"{path}: {error}") from error
    sections = {"station": Station, "web": Web, "link": Link, "limits": Limits, "preview": Preview}
    unknown = sorted(set(tables) - set(sections))
    if unknown:
        raise BadConfig(f"{path}: unknown section [{unknown[0]}]")
    read = {name: _section(path, kind, name=name, table=tables.get(name, {})) for name, kind in sections.items()}
    config = CountyConfig(home=path.resolve().parent, **read)
    _check(path, config)
    return config


def _section(path: Path, kind: type[Any], *, name: str, table: object) -> Any:
    if not isinstance(table, dict):
        raise BadConfig(f"{path}: {name} must be a section, [{name}]")
    known = {each.name: each for each in dataclasses.fields(kind)}
    return kind(
        **{key: _value(path, f"[{name}] {key}", known=known.get(key), value=value) for key, value in table.items()}
    )


def _value(path: Path, where: str, *, known: dataclasses.Field[Any] | None, value: object) -> object:
    if known is None:
        raise BadConfig(f"{path}: {where}: unknown key")
    if known.type == tuple[str, ...]:
        if isinstance(value, list) and all(isinstance(each, str) for each in value):
            return tuple(value)
        raise BadConfig(f"{path}: {where}: must be a list of strings")
    if not isinstance(known.type, type) or type(value) is not known.type:
        raise BadConfig(
            f"{path}: {where}: must be {known.type.__name__ if isinstance(known.type, type) else known.type}"
        )
    return value


def _check(path: Path, config: CountyConfig) -> None:
    if bool(config.web.tls_cert) != bool(config.web.tls_key):
        raise BadConfig(f"{path}: [web] tls_cert and tls_key belong together")
    if not config.speaks_tls and not _is_loopback(config.web.host):
        raise BadConfig(
            f"{path}: [web] host {config.web.host} needs tls_cert and tls_key: plain http stays on this machine"
        )
    _check_numbers(path, config)
    for name in ("web", "link"):
        if not 0 < getattr(config, name).port < 1 << 16:
            raise BadConfig(f"{path}: [{name}] port must be 1 to 65535")


def _check_numbers(path: Path, config: CountyConfig) -> None:
    for each in dataclasses.fields(config.limits):
        if getattr(config.limits, each.name) < 0:
            raise BadConfig(f"{path}: [limits] {each.name} must not be negative")
    for name in ("limit_s", "limit_mib"):
        if getattr(config.preview, name) <= 0:
            raise BadConfig(f"{path}: [preview] {name} must be more than nought")


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
