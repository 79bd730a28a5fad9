"""A county home for every test: its own folder, keys and database, with Django pointed at it."""

import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from county.boot import boot
from county.config import CountyConfig, Limits, load
from county.keys import CountySigner, create_keys
from tests.county.cast import Device, copy_database, write_settings

_HOME = Path(tempfile.mkdtemp(prefix="zhitong-county-"))
create_keys(_HOME / "keys")
_ZONE = os.environ.get("TZ")
boot(write_settings(_HOME))
# Django moves the whole process to the county's time zone; the other tests of this run stay where they were.
os.environ.pop("TZ") if _ZONE is None else os.environ.update(TZ=_ZONE)
time.tzset()

# Playwright keeps an event loop in this thread, beside which Django would refuse its database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

from django.core.management import call_command  # noqa: E402  # only after boot
from django.db import connection  # noqa: E402  # only after boot
from django.test import override_settings  # noqa: E402  # only after boot

from county.affairs.models import Village  # noqa: E402  # only after boot
from county.fleet.models import Terminal, device_key  # noqa: E402  # only after boot
from county.officers.models import Officer  # noqa: E402  # only after boot
from county.petition.ingest import Ingest  # noqa: E402  # only after boot
from county.petition.objects import ObjectStore  # noqa: E402  # only after boot

PASSWORD = "柳河的水很清0931"


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with all tables and the cast in it, to be copied."""
    path = tmp_path_factory.mktemp("county") / "template.sqlite3"
    connection.close()
    connection.settings_dict["NAME"] = path
    call_command("migrate", verbosity=0)
    for login, name in (("limin", "李敏"), ("zhaoqiang", "赵强")):
        Officer.objects.create_user(login, password=PASSWORD, name=name, raises_alarm=True)
    for order, name in enumerate(("东书村", "柳河村", "石桥村")):
        Village.objects.create(name=name, order=order)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return path


@pytest.fixture
def home(tmp_path: Path, migrated: Path) -> Iterator[CountyConfig]:
    """This test's county."""
    create_keys(tmp_path / "keys")
    copy_database(migrated, tmp_path)
    config = load(write_settings(tmp_path))
    connection.close()
    connection.settings_dict["NAME"] = config.database
    with override_settings(COUNTY=config):
        yield config
    connection.close()


@pytest.fixture(scope="session")
def t001() -> Device:
    return Device("t001")


@pytest.fixture(scope="session")
def mallory() -> Device:
    """A terminal with a certificate of its own, and no good in mind."""
    return Device("mallory")


@pytest.fixture
def registered(home: CountyConfig, t001: Device, mallory: Device) -> None:
    for device in (t001, mallory):
        Terminal.objects.create(
            terminal_id=device.terminal_id, site="liuhe", point="柳河镇信访接待点", certificate=device.certificate
        )


@pytest.fixture
def store(home: CountyConfig) -> ObjectStore:
    return ObjectStore(home.objects)


@pytest.fixture
def ingest(home: CountyConfig, store: ObjectStore, registered: None) -> Iterator[Ingest]:
    opened = Ingest(store, CountySigner.read(home.keys), limits=Limits(disk_reserve_bytes=1), device_key=device_key)
    yield opened
    opened.close()
