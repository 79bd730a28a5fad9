"""county.toml as one frozen value. An unknown key, a wrong type or a missing file refuses to start, by name."""

import dataclasses
import ipaddress
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from county.errors import BadConfig

MIB = 1024 * 1024
_RELAY = re.compile(r"turns?:[^\s?\"'<>]{1,160}(\?transport=(udp|tcp))?")
_SECRET = re.compile(r"[0-9A-Za-z]{24,120}")
_REALM = re.compile(r"[0-9A-Za-z.-]{1,60}")
_MOST_RELAYS = 4
_MOST_DAYS = 36_500
_SHORTEST_S, _LONGEST_S = 600, 24 * 3600


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
class Calls:
    """How a terminal and an officer's browser reach each other where nothing leads straight from one to the other."""

    relays: tuple[str, ...] = ()
    """TURN servers: `turn:county.example:3478?transport=udp`, `turns:county.example:5349?transport=tcp`."""
    relay_secret: str = ""
    """What relay and county share; nobody else ever sees it."""
    relay_only: bool = False
    """Nothing goes straight, also where it could: for networks that must not meet."""
    relay_lifetime_s: int = 4 * 3600
    """How long a call's credentials let it make new connections."""


@dataclass(frozen=True)
class RelayHere:
    """The relay that `install.sh county` sets up on this machine (coturn)."""

    here: bool = False
    address: str = ""
    """Of this machine, as terminals and officers reach it: a number, no name."""
    networks: tuple[str, ...] = ()
    """Whom it carries for, as `10.20.0.0/16`; nobody else."""
    realm: str = "zhitong"
    port: int = 3478
    tls_port: int = 5349
    """With the console's certificate, where there is one."""
    first_port: int = 49160
    last_port: int = 49259
    """UDP; a call takes up to four."""


@dataclass(frozen=True)
class Keeping:
    """After how many days the county removes what it need not keep; days on which it did not run do not count."""

    wish_open_days: int = 15
    """A wish to be called back that nobody has served."""
    wish_done_days: int = 7
    """One that was answered, or closed by hand."""
    call_days: int = 183
    """That a call was, with its note; and an inquiry of no case, of which nothing was recorded."""


@dataclass(frozen=True)
class CountyConfig:
    """The whole of county.toml; paths are under the home, which is the folder of the file."""

    home: Path
    station: Station = field(default_factory=Station)
    web: Web = field(default_factory=Web)
    link: Link = field(default_factory=Link)
    limits: Limits = field(default_factory=Limits)
    preview: Preview = field(default_factory=Preview)
    calls: Calls = field(default_factory=Calls)
    relay: RelayHere = field(default_factory=RelayHere)
    keeping: Keeping = field(default_factory=Keeping)

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
    sections: dict[str, type[Any]] = {
        "station": Station,
        "web": Web,
        "link": Link,
        "limits": Limits,
        "preview": Preview,
        "calls": Calls,
        "relay": RelayHere,
        "keeping": Keeping,
    }
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
    _check_calls(path, config.calls)
    if config.relay.here:
        _check_relay(path, config)
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
    keeping = config.keeping
    for each in dataclasses.fields(keeping):
        if not 1 <= getattr(keeping, each.name) <= _MOST_DAYS:
            raise BadConfig(f"{path}: [keeping] {each.name} must be 1 to {_MOST_DAYS}")
    if keeping.call_days < max(keeping.wish_open_days, keeping.wish_done_days):
        raise BadConfig(f"{path}: [keeping] call_days must not be less than a wish's: it goes with its call")


def _check_calls(path: Path, calls: Calls) -> None:
    for url in calls.relays:
        if not _RELAY.fullmatch(url):
            raise BadConfig(f"{path}: [calls] relays: {url!r} is not turn:HOST:PORT?transport=udp, nor its like")
    if len(calls.relays) > _MOST_RELAYS:
        raise BadConfig(f"{path}: [calls] relays: at most {_MOST_RELAYS}")
    if calls.relays and not _SECRET.fullmatch(calls.relay_secret):
        raise BadConfig(f"{path}: [calls] relay_secret must be 24 to 120 letters and digits (openssl rand -hex 32)")
    if calls.relay_only and not calls.relays:
        raise BadConfig(f"{path}: [calls] relay_only without relays: no call could ever be made")
    if not _SHORTEST_S <= calls.relay_lifetime_s <= _LONGEST_S:
        raise BadConfig(f"{path}: [calls] relay_lifetime_s must be {_SHORTEST_S} to {_LONGEST_S}")


def _check_relay(path: Path, config: CountyConfig) -> None:
    relay = config.relay
    if not config.calls.relays:
        raise BadConfig(f"{path}: [relay] here without [calls] relays: nobody would be told of it")
    try:
        ipaddress.ip_address(relay.address)
        nets = [ipaddress.ip_network(one) for one in relay.networks]
    except ValueError as error:
        raise BadConfig(f"{path}: [relay] address and networks: {error}") from error
    if not nets:
        raise BadConfig(f"{path}: [relay] networks: whom it carries for must be named")
    if not 1024 <= relay.first_port < relay.last_port < 1 << 16:  # noqa: PLR2004  # below are the system's own
        raise BadConfig(f"{path}: [relay] first_port and last_port must be a range within 1024 to 65535")
    if not all(0 < port < 1 << 16 for port in (relay.port, relay.tls_port)):
        raise BadConfig(f"{path}: [relay] port and tls_port must be 1 to 65535")
    if not _REALM.fullmatch(relay.realm):
        raise BadConfig(f"{path}: [relay] realm must be letters, digits, dots and hyphens")


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
