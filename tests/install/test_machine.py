"""`install.sh kiosk|wall|county --root DIR` writes a whole machine into a folder, where one can look at it."""

import shutil
import stat
import subprocess
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.install.conftest import Install

RELAY = """
[calls]
relays = ["turn:10.20.0.1:3478?transport=udp"]
relay_secret = "0123456789abcdef0123456789abcdef"
[relay]
here = true
address = "10.20.0.1"
networks = ["10.20.0.0/16"]
"""
TerminalToml = Callable[[str], Path]


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_kiosk_gets_its_settings_its_services_and_its_lockdown(
    install: Install, terminal_toml: TerminalToml, tmp_path: Path
) -> None:
    machine = tmp_path / "machine"

    done = install("kiosk", "--config", terminal_toml("kiosk"), "--root", machine)

    assert done.returncode == 0, done.stderr
    home = machine / "var/lib/zhitong"
    assert mode(home) == 0o700
    assert mode(home / "terminal.toml") == 0o600
    assert (machine / "etc/zhitong/terminal.toml").readlink() == Path("/var/lib/zhitong/terminal.toml")
    units = machine / "etc/systemd/system"
    assert "WatchdogSec" in (units / "zhitong-edge.service").read_text()
    assert "kmsdrm" in (units / "zhitong-kiosk.service").read_text()
    assert not (units / "zhitong-wall.service").exists()
    for masked in ("getty@tty1.service", "autovt@.service", "ctrl-alt-del.target", "swap.target"):
        assert (units / masked).readlink() == Path("/dev/null"), masked
    assert "Storage=none" in (machine / "etc/systemd/coredump.conf.d/zhitong.conf").read_text()
    assert "core_pattern" in (machine / "etc/sysctl.d/90-zhitong.conf").read_text()
    assert "RuntimeWatchdogSec" in (machine / "etc/systemd/system.conf.d/zhitong.conf").read_text()


def test_a_wall_gets_the_player_instead_of_the_touch_screen(
    install: Install, terminal_toml: TerminalToml, tmp_path: Path
) -> None:
    machine = tmp_path / "machine"

    done = install("wall", "--config", terminal_toml("wall"), "--root", machine)

    assert done.returncode == 0, done.stderr
    units = {path.name for path in (machine / "etc/systemd/system").glob("zhitong-*")}
    assert units == {"zhitong-edge.service", "zhitong-stick@.service", "zhitong-wall.service"}
    assert "zhitong-stick@" in (machine / "etc/udev/rules.d/90-zhitong-stick.rules").read_text()
    assert "noexec" in (machine / "etc/systemd/system/zhitong-stick@.service").read_text()
    assert mode(machine / "media/zhitong") == 0o755


def test_a_county_keeps_its_consoles_and_has_one_broker(install: Install, county_toml: Path, tmp_path: Path) -> None:
    machine = tmp_path / "machine"

    done = install("county", "--config", county_toml, "--root", machine)

    assert done.returncode == 0, done.stderr
    units = machine / "etc/systemd/system"
    assert {path.name for path in units.glob("zhitong-*")} == {
        "zhitong-broker.service",
        "zhitong-gateway.service",
        "zhitong-web.service",
    }
    assert (units / "mosquitto.service").readlink() == Path("/dev/null")
    assert not (units / "getty@tty1.service").exists()


def test_a_county_that_wants_a_relay_gets_one_and_loses_it_when_it_wants_none(
    install: Install, county_toml: Path, tmp_path: Path
) -> None:
    machine, plain = tmp_path / "machine", county_toml.read_text()
    system = machine / "etc/systemd"
    county_toml.write_text(plain + RELAY)

    done = install("county", "--config", county_toml, "--root", machine)

    assert done.returncode == 0, done.stderr
    assert "LogNamespace" in (system / "system/zhitong-relay.service").read_text()
    assert "Storage=volatile" in (system / "journald@zhitong-relay.conf").read_text()
    assert (system / "system/coturn.service").readlink() == Path("/dev/null")

    county_toml.write_text(plain)
    install("county", "--config", county_toml, "--root", machine)

    assert not (system / "system/zhitong-relay.service").exists()
    assert not (system / "journald@zhitong-relay.conf").exists()


def test_installing_twice_changes_nothing(install: Install, terminal_toml: TerminalToml, tmp_path: Path) -> None:
    machine = tmp_path / "machine"
    config = terminal_toml("kiosk")
    install("kiosk", "--config", config, "--root", machine)
    before = {path: path.lstat().st_size for path in machine.rglob("*")}

    done = install("kiosk", "--root", machine)

    assert done.returncode == 0, done.stderr
    assert {path: path.lstat().st_size for path in machine.rglob("*")} == before


def test_keys_come_in_with_their_bundle_and_are_the_services_alone(
    install: Install, terminal_toml: TerminalToml, tmp_path: Path
) -> None:
    packed = tmp_path / "t001"
    (packed / "keys").mkdir(parents=True)
    (packed / "keys" / "device.key").write_text("a key")
    shutil.copy(terminal_toml("kiosk"), packed / "terminal.toml")
    bundle = tmp_path / "t001.tar"
    with tarfile.open(bundle, "w") as archive:
        archive.add(packed, arcname=".")

    done = install("kiosk", "--bundle", bundle, "--root", tmp_path / "machine")

    assert done.returncode == 0, done.stderr
    key = tmp_path / "machine/var/lib/zhitong/keys/device.key"
    assert key.read_text() == "a key"
    assert mode(key) == 0o600
    assert mode(key.parent) == 0o700


def test_keys_that_are_there_stay(install: Install, terminal_toml: TerminalToml, tmp_path: Path) -> None:
    keys = tmp_path / "machine/var/lib/zhitong/keys"
    keys.mkdir(parents=True)
    (keys / "device.key").write_text("the old key signs what waits in the spool")
    bundle = tmp_path / "bundle"
    (bundle / "keys").mkdir(parents=True)
    (bundle / "keys" / "device.key").write_text("a new key")

    install("kiosk", "--config", terminal_toml("kiosk"), "--bundle", bundle, "--root", tmp_path / "machine")

    assert (keys / "device.key").read_text() == "the old key signs what waits in the spool"


@pytest.mark.parametrize(
    ("change", "names"),
    [
        (('role = "kiosk"', 'role = "wall"'), "terminal.role"),
        (('id = "t001"', 'id = "T 001"'), "terminal.id"),
        (("[link]", "[link]\nspeed = 5"), "speed"),
        (("[link]", "[link"), "TOML"),
    ],
)
def test_a_wrong_config_is_told_in_one_sentence_and_changes_nothing(
    install: Install, terminal_toml: TerminalToml, tmp_path: Path, *, change: tuple[str, str], names: str
) -> None:
    config = terminal_toml("kiosk")
    config.write_text(config.read_text(encoding="utf-8").replace(*change), encoding="utf-8")

    done = install("kiosk", "--config", config, "--root", tmp_path / "machine")

    assert done.returncode == 1
    told = done.stderr.strip()
    assert names.lower() in told.lower() or "expected" in told.lower()
    assert "\n" not in told
    assert not (tmp_path / "machine").exists()


def test_no_config_a_missing_one_and_an_unknown_word_each_have_their_sentence(install: Install, tmp_path: Path) -> None:
    nothing = install("kiosk", "--root", tmp_path / "machine")
    absent = install("kiosk", "--config", tmp_path / "absent.toml", "--root", tmp_path / "machine")
    unknown = install("kiosk", "--bigger")
    role = install("tablet")

    assert "--config" in nothing.stderr
    assert "absent.toml is not there" in absent.stderr
    assert '"--bigger"' in unknown.stderr
    assert '"tablet"' in role.stderr
    assert {done.returncode for done in (nothing, absent, unknown, role)} == {1}


def test_it_speaks_the_readers_language(install: Install) -> None:
    english = install("--help")
    chinese = install("--help", language="zh_CN.UTF-8")

    assert "petition terminal" in english.stdout
    assert "信访终端" in chinese.stdout


def test_systemd_finds_no_fault_in_the_units(
    install: Install, *, terminal_toml: TerminalToml, county_toml: Path, tmp_path: Path
) -> None:
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd-analyze is not here; the units are read by nobody on this machine")
    machine = tmp_path / "machine"
    for role in ("kiosk", "wall"):
        install(role, "--config", terminal_toml(role), "--root", machine)
    install("county", "--config", county_toml, "--root", machine)
    for program in (
        "opt/zhitong/venv/bin/zhitong",
        "usr/sbin/mosquitto",
        "bin/kill",
        *(f"usr/bin/{name}" for name in ("install", "mount", "umount", "rmdir")),
    ):
        (machine / program).parent.mkdir(parents=True, exist_ok=True)
        (machine / program).write_text("#!/bin/sh\n")
        (machine / program).chmod(0o755)
    for target in ("sysinit", "basic", "shutdown", "network-online"):
        (machine / f"etc/systemd/system/{target}.target").write_text("[Unit]\n")
    units = sorted(path.name for path in (machine / "etc/systemd/system").glob("zhitong-*.service"))

    read = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", f"--root={machine}", *units],
        capture_output=True,
        text=True,
        check=False,
    )

    ours = [line for line in read.stderr.splitlines() if "zhitong" in line and "Failed to load" not in line]
    assert not ours, read.stderr
