"""Who gets in, what every answer carries, and the commands that make log-ins and register terminals."""

from io import StringIO
from pathlib import Path

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.test import Client

from county.affairs.models import Village
from county.config import CountyConfig
from county.fleet.models import Terminal, device_key
from county.officers.models import Officer
from tests.county.cast import Device
from tests.county.conftest import PASSWORD

HOST = "127.0.0.1"
PETITION = "5c1e8d0a94b3f27681d4c09be75a3f62"
"""Nobody's."""


@pytest.fixture
def stranger(home: CountyConfig) -> Client:
    return Client(SERVER_NAME=HOST)


@pytest.fixture
def officer(stranger: Client) -> Client:
    stranger.force_login(Officer.objects.get(username="limin"), "django.contrib.auth.backends.ModelBackend")
    return stranger


ADDRESSES = (
    "/",
    f"/petitions/{PETITION}/",
    f"/petitions/{PETITION}/envelope",
    f"/petitions/{PETITION}/parts/0",
    "/affairs/",
    "/affairs/write",
    "/terminals/",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_nobody_sees_anything_before_the_log_in(stranger: Client, address: str) -> None:
    response = stranger.get(address)

    assert response.status_code == 302
    assert response.headers["Location"].startswith("/login/?next=")


def test_a_page_that_refreshes_itself_is_sent_to_the_log_in_as_a_whole(stranger: Client) -> None:
    response = stranger.get("/?seen=x", headers={"HX-Request": "true"})

    assert response.status_code == 204
    assert response.headers["HX-Refresh"] == "true"


@pytest.mark.parametrize("address", ["/", "/affairs/", "/terminals/", "/nowhere", "/petitions/x/"])
def test_every_answer_forbids_foreign_and_inline_code(officer: Client, address: str) -> None:
    response = officer.get(address)

    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert response.headers["X-Frame-Options"] == "DENY"


def test_a_petition_that_one_may_not_see_is_a_petition_that_is_not_there(officer: Client) -> None:
    Officer.objects.filter(username="limin").update(reads_petitions=False)

    answers = [officer.get(f"/petitions/{PETITION}/{rest}") for rest in ("", "envelope", "parts/0")]

    assert {answer.status_code for answer in answers} == {404}


def test_who_does_not_publish_is_told_so(officer: Client) -> None:
    Officer.objects.filter(username="limin").update(publishes=False)

    response = officer.get("/affairs/write")

    assert response.status_code == 403
    assert "您没有这项职责" in response.content.decode()


def test_an_officer_is_made_with_a_password_that_is_shown_once(home: CountyConfig) -> None:
    said = StringIO()

    call_command("create_officer", "wangfang", "--name", "王芳", "--no-affairs", stdout=said)

    officer = Officer.objects.get(username="wangfang")
    assert officer.check_password(said.getvalue().strip())
    assert (officer.name, officer.reads_petitions, officer.publishes) == ("王芳", True, False)


def test_a_weak_password_makes_no_officer(home: CountyConfig, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", StringIO("123456\n"))

    with pytest.raises(CommandError):
        call_command("create_officer", "wangfang", "--name", "王芳", "--password-stdin")

    assert not Officer.objects.filter(username="wangfang").exists()


def test_a_terminal_is_registered_by_its_own_certificate_only(home: CountyConfig, t001: Device, tmp_path: Path) -> None:
    path = tmp_path / "device.crt"
    path.write_text(t001.certificate)

    call_command("register_terminal", "t001", "--site", "liuhe", "--cert", str(path), "--point", "柳河镇信访接待点")
    with pytest.raises(CommandError):
        call_command("register_terminal", "t002", "--site", "liuhe", "--cert", str(path))

    assert Terminal.objects.get().terminal_id == "t001"
    assert device_key("t001") == t001.key.public_key()
    assert device_key("t002") is None


def test_villages_keep_their_place(home: CountyConfig) -> None:
    call_command("add_villages", "柳河村", "新村")

    assert [village.name for village in Village.objects.all()] == ["东书村", "柳河村", "石桥村", "新村"]


def test_a_log_in_while_the_disk_is_full_says_so(stranger: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    stranger.raise_request_exception = False
    monkeypatch.setattr(SessionStore, "save", _no_room)

    response = stranger.post("/login/", {"username": "limin", "password": PASSWORD})

    assert response.status_code == 503
    assert "存不进东西" in response.content.decode()


def test_another_mistake_of_the_station_is_not_called_a_full_disk(
    stranger: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    stranger.raise_request_exception = False
    monkeypatch.setattr(SessionStore, "save", _locked)

    response = stranger.post("/login/", {"username": "limin", "password": PASSWORD})

    assert response.status_code == 500
    assert "系统出错了" in response.content.decode()


def _no_room(*_: object, **__: object) -> None:
    raise OperationalError("database or disk is full")


def _locked(*_: object, **__: object) -> None:
    raise OperationalError("database is locked")
