"""What the county gives out of an inquiry and takes in by HTTP: sealed bytes, to whom they concern."""

import json
from typing import Any

import pytest
from django.test import Client, override_settings

from county.call.models import Call
from county.inquiry.models import Inquiry
from county.officers.models import Officer
from tests.county.conftest import PASSWORD
from tests.county.inquiry.conftest import led_to, page_of
from tests.county.inquiry.terminal import FakeTerminal
from wire.ids import PetitionId, new_id


def _browser(officer: Officer) -> Client:
    browser = Client(HTTP_HOST="127.0.0.1")
    browser.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    return browser


def _posted(browser: Client, path: str, body: Any) -> tuple[int, str]:
    answer = browser.post(f"/inquiries/{path}", json.dumps(body), content_type="application/json")
    return answer.status_code, answer.json().get("why", "") if answer.content else ""


@pytest.fixture
def stranger(inquiry: Inquiry) -> Client:
    return _browser(Officer.objects.create(username="zhouping", name="周平", reads_petitions=False))


def test_the_second_officer_confirms_with_an_own_password(call: Call, limin: Officer, zhaoqiang: Officer) -> None:
    browser = _browser(limin)
    plan = {
        "call_id": call.call_id,
        "inquiry_id": new_id(),
        "about": "东书村修井款",
        "credential": "纪 0931-07",
        "second_login": "zhaoqiang",
        "second_password": "0" * 12,
        "second_credential": "纪 0931-12",
    }

    assert _posted(browser, "begin", plan) == (409, "second-unknown")
    assert _posted(browser, "begin", {**plan, "second_login": "limin", "second_password": PASSWORD})[1] == "second-same"
    assert _posted(browser, "begin", {**plan, "second_password": PASSWORD}) == (200, "")
    assert _posted(browser, "begin", {**plan, "more": 1})[0] == 400
    assert _posted(browser, "begin", [plan])[0] == 400

    assert (Inquiry.objects.get().first, Inquiry.objects.get().second) == (limin, zhaoqiang)
    assert browser.session["_auth_user_id"] == str(limin.pk)


def test_guessing_the_second_password_locks_as_a_log_in_does(call: Call, limin: Officer, zhaoqiang: Officer) -> None:
    browser = _browser(limin)
    plan = {
        "call_id": call.call_id,
        "inquiry_id": new_id(),
        "about": "东书村修井款",
        "credential": "纪 0931-07",
        "second_login": "zhaoqiang",
        "second_password": "0" * 12,
        "second_credential": "纪 0931-12",
    }

    def posts() -> int:
        return browser.post("/inquiries/begin", json.dumps(plan), content_type="application/json").status_code

    # Without its own hash no password is right, and none takes half a second.
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        tried = [posts() for _ in range(6)]

    assert tried[:4] == [409] * 4
    assert tried[5] == 429
    assert not Inquiry.objects.exists()


def test_who_has_no_part_in_it_learns_nothing(inquiry: Inquiry, terminal: FakeTerminal, stranger: Client) -> None:
    led_to(inquiry, "read_back", terminal, inquiry.first)

    for path in ("", "state", "pages/1/1"):
        assert stranger.get(f"/inquiries/{inquiry.pk}/{path}").status_code == 404
    assert stranger.get(f"/inquiries/of/{inquiry.call_id}").status_code == 204
    assert inquiry.about not in stranger.get("/inquiries/").content.decode()
    for act in ("step", "read", "close"):
        assert _posted(stranger, f"{inquiry.pk}/{act}", {"to": "signature", "page": 1}) == (409, "not-yours")
    assert not Inquiry.objects.get().over


def test_the_two_see_its_record_and_its_sealed_pages(inquiry: Inquiry, terminal: FakeTerminal) -> None:
    led_to(inquiry, "read_back", terminal, inquiry.first)
    page = inquiry.sealed_pages.get()

    for officer in (inquiry.first, inquiry.second):
        browser = _browser(officer)
        assert inquiry.about in browser.get("/inquiries/").content.decode()
        record = browser.get(f"/inquiries/{inquiry.pk}/")
        assert "纪 0931-12" in record.content.decode()
        assert "require-trusted-types-for" in record.headers["Content-Security-Policy"]
        assert browser.get(f"/inquiries/{inquiry.pk}/pages/1/1").content == bytes(page.sealed)
        assert browser.get(f"/inquiries/{inquiry.pk}/pages/2/1").status_code == 404


def test_a_record_that_was_cut_says_where_the_rest_stands(inquiry: Inquiry, terminal: FakeTerminal) -> None:
    led_to(inquiry, "signature", terminal, inquiry.first)
    browser = _browser(inquiry.first)
    whole = browser.get(f"/inquiries/{inquiry.pk}/").content.decode()

    terminal.starts_anew(PetitionId(new_id()))
    cut = browser.get(f"/inquiries/{inquiry.pk}/").content.decode()

    assert 'class="trouble cut"' not in whole
    assert 'class="trouble cut"' in cut
    assert "尚未送达" in cut
    assert "结束原因（终端告知）：</span> 断电" in cut
    assert cut.count("对方认为无误</span>") == whole.count("对方认为无误</span>") == 1


def test_only_a_sealed_page_of_a_bearable_size_is_taken(inquiry: Inquiry, terminal: FakeTerminal) -> None:
    led_to(inquiry, "questions", terminal, inquiry.first)
    sealed = page_of(inquiry, "十月。", recipient=terminal.identity.recipient)
    browser = _browser(inquiry.second)

    def posts(name: str, body: bytes) -> int:
        answer = browser.post(f"/inquiries/{inquiry.pk}/pages/{name}", body, content_type="application/octet-stream")
        return answer.status_code

    assert posts("1/1", "井里没水了".encode()) == 400
    assert posts("1/1", sealed.ljust(70_000, b"0")) == 413
    assert posts("0/1", sealed) == 400
    assert posts("61/1", sealed) == 400
    assert posts("1/1", sealed) == 200
    assert posts("1/1", sealed) == 200
    assert inquiry.sealed_pages.count() == 1
