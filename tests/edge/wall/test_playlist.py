"""A playlist is the county's newest for this site, also after a restart without a network."""

from pathlib import Path

import pytest

from edge.store.shelf import Shelf
from edge.wall.errors import Stale
from edge.wall.playlist import Playlists
from tests.edge.cast import mallory
from tests.edge.wall.yard import OURS, Heard, playlist
from wire.errors import BadSignature
from wire.ids import SiteId


class Kept:
    """The playlist of one terminal, which may be restarted."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.told = Heard()
        self.start()

    def start(self) -> None:
        self.playlists = Playlists(Shelf(self.folder, "playlist"), OURS, changed=self.told)

    @property
    def serial(self) -> int:
        kept = self.playlists.current().playlist
        return kept.serial if kept else 0


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(tmp_path)


def test_there_is_none_until_there_is_one(kept: Kept) -> None:
    assert kept.serial == 0
    assert kept.playlists.published_at_ms() == 0


def test_the_newest_counts_and_is_kept(kept: Kept) -> None:
    kept.playlists.heard(playlist(3, villages=("东书村",)))
    kept.playlists.heard(playlist(4, villages=("东书村", "石桥村")))

    kept.start()

    assert kept.serial == 4
    assert kept.playlists.published_at_ms() == 4
    assert len(kept.told.events) == 2


@pytest.mark.parametrize("serial", [2, 3])
def test_an_older_one_never_comes_back(kept: Kept, serial: int) -> None:
    kept.playlists.heard(playlist(3))
    kept.start()

    with pytest.raises(Stale):
        kept.playlists.heard(playlist(serial, villages=("假村",)))

    assert kept.serial == 3


def test_the_same_again_is_no_news(kept: Kept) -> None:
    for _ in range(3):
        kept.playlists.heard(playlist(3))

    assert len(kept.told.events) == 1


def test_what_is_forged_or_meant_for_another_site_changes_nothing(kept: Kept) -> None:
    with pytest.raises(BadSignature):
        kept.playlists.heard(playlist(3, signer=mallory()))
    with pytest.raises(Stale):
        kept.playlists.heard(playlist(3, site=SiteId("shiqiao")))

    assert (kept.serial, kept.told.events) == (0, [])


def test_a_kept_one_that_is_not_the_county_s_is_not_believed(kept: Kept) -> None:
    kept.playlists.heard(playlist(3))
    stranger = type(OURS)(OURS.terminal_id, OURS.site, mallory().private.public_key())

    reread = Playlists(Shelf(kept.folder, "playlist"), stranger, changed=Heard())

    assert reread.current().playlist is None
