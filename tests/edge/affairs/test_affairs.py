"""What the county published, and nothing else, is shown; also without a network; never an older state."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from edge.affairs.affairs import Affairs, Source
from edge.store.catalogue import Catalogue
from tests.edge.cast import LIUHE, CountyKey, Told, index, mallory, notice, publish
from wire.affairs.notice import Notice
from wire.codec import to_json
from wire.errors import WireError
from wire.ids import SiteId
from wire.port import NoticesChanged

COUNTY = CountyKey(Ed25519PrivateKey.generate())


class Site:
    """The affairs of one terminal, which may be restarted."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.now_ms = 1_000_000
        self.told = Told()
        self.start()

    def start(self) -> None:
        source = Source(LIUHE, COUNTY.private.public_key())
        self.affairs = Affairs(Catalogue(self.folder), source, now_ms=lambda: self.now_ms, changed=self.told)

    def hears(self, *notices: Notice, signer: CountyKey = COUNTY) -> None:
        for one in notices:
            self.affairs.heard_notice(one.notice_id, publish(one, signer))

    def lists(self, serial: int, *notices: Notice, published_at_ms: int = 10) -> None:
        self.affairs.heard_index(index(serial, *notices, signer=COUNTY, published_at_ms=published_at_ms))

    @property
    def titles(self) -> list[str]:
        return [one.title for one in self.affairs.current().notices]


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


def test_listed_notices_are_shown_in_the_order_of_the_index(site: Site) -> None:
    accounts, water = notice("十月账目"), notice("停水通知")

    site.hears(accounts, water)
    site.lists(1, water, accounts)

    assert site.titles == ["停水通知", "十月账目"]


def test_index_and_notices_may_come_in_any_order(site: Site) -> None:
    accounts = notice("十月账目")

    site.lists(1, accounts)
    assert site.titles == []
    site.hears(accounts)

    assert site.titles == ["十月账目"]
    changed = site.told.events[-1]
    assert isinstance(changed, NoticesChanged)
    assert [one.title for one in changed.notices] == ["十月账目"]


def test_they_are_shown_after_a_restart_without_a_network(site: Site) -> None:
    accounts = notice("十月账目")
    site.hears(accounts)
    site.lists(3, accounts)

    site.start()

    assert site.titles == ["十月账目"]
    assert (site.affairs.serial, site.affairs.checked_at_ms) == (3, 1_000_000)


def test_an_older_index_does_not_bring_back_what_was_withdrawn(site: Site) -> None:
    accounts, water = notice("十月账目"), notice("停水通知")
    site.hears(accounts, water)
    site.lists(5, accounts, water)
    site.lists(6, accounts)

    site.lists(5, accounts, water)

    assert site.titles == ["十月账目"]


def test_a_new_version_replaces_the_old_one_only_when_it_is_here(site: Site) -> None:
    old = notice("十月账目")
    new = notice("十月账目（更正）", version=2, notice_id=old.notice_id)
    site.hears(old)
    site.lists(1, old)

    site.lists(2, new)
    waiting = site.titles
    site.hears(new)

    assert waiting == ["十月账目"]
    assert site.titles == ["十月账目（更正）"]


def test_a_notice_that_no_index_names_is_not_shown_but_kept_for_the_next(site: Site) -> None:
    accounts, water = notice("十月账目"), notice("停水通知", published_at_ms=20)
    site.hears(accounts, water)

    site.lists(1, accounts)
    first = site.titles
    site.start()
    site.lists(2, accounts, water, published_at_ms=20)

    assert first == ["十月账目"]
    assert site.titles == ["十月账目", "停水通知"]


def test_what_was_withdrawn_leaves_the_disk(site: Site) -> None:
    accounts, water = notice("十月账目"), notice("停水通知")
    site.hears(accounts, water)
    site.lists(1, accounts, water)

    site.lists(2, accounts)

    assert [kept.notice_id for kept in Catalogue(site.folder).notices()] == [accounts.notice_id]


def test_mallory_s_notice_and_index_change_nothing(site: Site) -> None:
    accounts, lie = notice("十月账目"), notice("假通知")
    site.hears(accounts)
    site.lists(1, accounts)

    with pytest.raises(WireError):
        site.hears(lie, signer=mallory())
    with pytest.raises(WireError):
        site.affairs.heard_index(index(99, lie, signer=mallory()))

    assert site.titles == ["十月账目"]
    assert site.affairs.serial == 1


def test_a_true_notice_under_a_wrong_topic_or_of_another_site_is_dropped(site: Site) -> None:
    accounts = notice("十月账目")
    elsewhere = Notice(
        notice_id=accounts.notice_id,
        version=1,
        site=SiteId("shiqiao"),
        village="石桥村",
        title="别处",
        as_of="2026-10-31",
        published_at_ms=1,
    )

    with pytest.raises(WireError):
        site.affairs.heard_notice(notice("另一个").notice_id, publish(accounts, COUNTY))
    with pytest.raises(WireError):
        site.hears(elsewhere)


def test_hearing_the_same_again_tells_nobody_and_remembers_the_check(site: Site) -> None:
    accounts = notice("十月账目")
    site.hears(accounts)
    site.lists(1, accounts)
    told = len(site.told.events)

    site.now_ms += 3_600_000
    site.hears(accounts)
    site.lists(1, accounts)

    assert len(site.told.events) == told
    assert site.affairs.checked_at_ms == site.now_ms


def test_a_catalogue_that_somebody_tampered_with_is_not_shown(site: Site) -> None:
    accounts = notice("十月账目")
    site.hears(accounts)
    site.lists(1, accounts)
    stranger = Source(LIUHE, mallory().private.public_key())

    reread = Affairs(Catalogue(site.folder), stranger, now_ms=lambda: 0, changed=Told())

    assert reread.current().notices == []
    assert reread.serial == 0


def test_more_than_fits_a_frame_is_cut_at_the_end_of_the_index(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    notices = [notice(f"通知{number}") for number in range(4)]
    one = len(to_json(notices[0]))
    monkeypatch.setattr("edge.affairs.affairs.MAX_SHOWN_BYTES", 2 * one + one // 2)

    site.hears(*notices)
    site.lists(1, *notices)

    assert site.titles == ["通知0", "通知1"]
