"""How a wall is built is what the county signed last, and until then what the terminal's own file says."""

from pathlib import Path

import pytest

from edge.store.shelf import Shelf
from edge.wall.errors import Stale
from edge.wall.settings import Settings
from tests.edge.cast import T001, T002, mallory
from tests.edge.wall.yard import COUNTY, OURS, Heard, settings
from wire.errors import BadMessage, BadSignature
from wire.seal.signed import Signed, signed
from wire.terminal_config import PanelSection
from wire.wall.panel import profile_of
from wire.wall.profile import WallProfile
from wire.wall.settings import WALL_CONTEXT, WallSettings

PANEL = PanelSection(width_px=384, height_px=192, width_mm=3840, height_mm=1920)


class Kept:
    """The settings of one terminal, which may be restarted."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.told = Heard()
        self.start()

    def start(self) -> None:
        self.settings = Settings(Shelf(self.folder, "settings"), OURS, panel=PANEL, changed=self.told)


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(tmp_path)


def test_without_a_word_of_the_county_the_panel_is_believed(kept: Kept) -> None:
    set_ = kept.settings.current()

    assert (set_.version, set_.profile.width_px, set_.profile.height_px) == (0, 384, 192)
    assert set_.profile.pitch_um == 10_000
    assert set_.profile.on_minute % 1440 == set_.profile.off_minute % 1440


def test_the_county_s_word_is_told_and_kept(kept: Kept) -> None:
    kept.settings.heard(settings(1))

    kept.start()

    assert kept.settings.current().profile.width_px == 256
    assert [event.version for event in kept.told.events] == [1]  # type: ignore[attr-defined]  # WallSet


def test_the_same_again_is_no_news(kept: Kept) -> None:
    kept.settings.heard(settings(1))

    kept.settings.heard(settings(1))

    assert len(kept.told.events) == 1


@pytest.mark.parametrize("version", [1, 2])
def test_older_settings_never_come_back(kept: Kept, version: int) -> None:
    kept.settings.heard(settings(2))
    kept.start()

    with pytest.raises(Stale):
        kept.settings.heard(settings(version, width_px=64))

    assert kept.settings.profile.width_px == 256
    assert kept.settings.refused is None


def test_what_mallory_signed_or_another_terminal_was_told_changes_nothing(kept: Kept) -> None:
    with pytest.raises(BadSignature):
        kept.settings.heard(settings(9, signer=mallory()))
    with pytest.raises(Stale):
        kept.settings.heard(settings(9, terminal=T001))

    assert (kept.settings.version, kept.settings.refused, kept.told.events) == (0, None, [])


def test_a_signature_for_another_use_is_none(kept: Kept) -> None:
    other = signed(WallSettings(terminal_id=T002, version=9, profile=WallProfile()), COUNTY, "playlist/v1")

    with pytest.raises(BadSignature):
        kept.settings.heard(other)


def test_what_the_county_signed_and_nobody_can_work_with_is_refused_by_its_reason(kept: Kept) -> None:
    kept.settings.heard(settings(1))
    profile = WallProfile(width_px=1920, height_px=64, canvas_width_px=1280, canvas_height_px=720)
    wrong = signed(WallSettings(terminal_id=T002, version=2, profile=profile), COUNTY, WALL_CONTEXT)

    with pytest.raises(BadMessage):
        kept.settings.heard(wrong)
    refused = kept.settings.refused
    kept.settings.heard(settings(3))

    assert refused == "canvas"
    assert (kept.settings.version, kept.settings.refused) == (3, None)


def test_a_word_of_a_later_version_of_ours_is_refused_by_its_reason(kept: Kept) -> None:
    payload = (
        b'{"profile":{"type":"WallProfile"},"terminal_id":"t002","type":"WallSettings","unheard_of":1,"version":5}'
    )
    message = WALL_CONTEXT.encode() + b"\0" + payload
    newer = Signed(alg="ed25519", kid="county", context=WALL_CONTEXT, payload=payload, signature=COUNTY.sign(message))

    with pytest.raises(BadMessage):
        kept.settings.heard(newer)

    assert kept.settings.refused == "settings"


def test_kept_settings_of_another_county_are_not_believed(kept: Kept) -> None:
    kept.settings.heard(settings(1))
    stranger = type(OURS)(OURS.terminal_id, OURS.site, mallory().private.public_key())

    reread = Settings(Shelf(kept.folder, "settings"), stranger, panel=PANEL, changed=Heard())

    assert reread.version == 0


@pytest.mark.parametrize(
    ("panel", "farthest_m"),
    [
        (PANEL, 15),
        (PanelSection(), 3),
        (PanelSection(width_px=128, height_px=64, width_mm=1280, height_mm=640), 15),
        (PanelSection(width_px=16_384, height_px=64, width_mm=10, height_mm=10), 1),
    ],
)
def test_a_wall_that_nobody_measured_is_set_for_a_distance_that_fits_it(panel: PanelSection, farthest_m: int) -> None:
    assert profile_of(panel).farthest_m == farthest_m
