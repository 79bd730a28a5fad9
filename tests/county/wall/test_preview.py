"""Previews come from a process that the county starts, bounds, and never trusts to answer."""

import io
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.test import override_settings
from django.utils import translation
from PIL import Image

from county.affairs.media import keep_picture
from county.affairs.models import Village
from county.affairs.publishing import Draft, publish, record_of
from county.config import CountyConfig, Preview
from county.errors import NoPreview
from county.officers.models import Officer
from county.wall.preview import draw_emergency, draw_notice, draw_pattern
from wire.affairs.notice import Notice
from wire.content import Content, Ledger, LedgerRow, Picture, Poster
from wire.ids import SiteId
from wire.wall.emergency import Emergency
from wire.wall.profile import WallProfile

PROFILE = WallProfile(width_px=256, height_px=128, pitch_um=10_000, farthest_m=15)
LEDGER = Ledger(
    opening_fen=100_000,
    rows=[
        LedgerRow(day="10-03", summary="土地租金", income_fen=1_200_000),
        LedgerRow(summary="修井", expense_fen=356_050),
    ],
    closing_fen=943_950,
)


def notice(*content: Content) -> Notice:
    village, officer = Village.objects.get(name="东书村"), Officer.objects.get(username="limin")
    draft = Draft(village=village, title="十月收支", period="2026年10月", as_of=date(2026, 10, 31), content=content)
    return record_of(publish(draft, officer))


def size(png: bytes) -> tuple[int, int]:
    return Image.open(io.BytesIO(png)).size


def process(home: CountyConfig, *command: str, limit_s: int = 5, limit_mib: int = 512) -> override_settings:
    """The station with another process for previews."""
    return override_settings(
        COUNTY=replace(home, preview=Preview(command=command, limit_s=limit_s, limit_mib=limit_mib))
    )


def test_the_walls_own_typesetter_draws_every_kind_at_true_pixels(home: CountyConfig) -> None:
    out = io.BytesIO()
    Image.new("RGB", (300, 200), (200, 60, 40)).save(out, "PNG")
    picture = keep_picture(out.getvalue(), Officer.objects.get(username="limin"))
    emergency = Emergency(
        emergency_id="e" * 32,
        version=1,
        site=SiteId("liuhe"),
        headline="山洪将到",
        issued_at_ms=0,
        expires_at_ms=1,
        officers=["李敏", "赵强"],
    )

    drawn = [
        draw_notice(PROFILE, notice(LEDGER, Poster(headline="秋收防火"), Picture(media=picture))),
        draw_emergency(PROFILE, emergency),
        draw_pattern(PROFILE, "grid"),
    ]

    assert [each.refused for each in drawn] == [()] * 3
    assert {page.kind for page in drawn[0].pages} >= {"Ledger", "Poster", "Picture"}
    assert {size(page.png) for each in drawn for page in each.pages} == {(256, 128)}
    assert all(len(page.pixels_sha256) == 64 for each in drawn for page in each.pages)


def test_a_wall_too_small_for_it_says_why_in_the_officers_language(home: CountyConfig) -> None:
    tiny = WallProfile(width_px=32, height_px=16, pitch_um=10_000, farthest_m=100)
    wanted = notice(LEDGER)

    with translation.override("zh-hans"):
        chinese = draw_notice(tiny, wanted).refused
    with translation.override("en"):
        english = draw_notice(tiny, wanted).refused

    assert chinese
    assert english
    assert chinese != english
    assert english[0].isascii()


@pytest.mark.parametrize("manner", ["slow", "hungry"])
def test_a_process_that_is_slow_or_hungry_is_ended(home: CountyConfig, manner: str) -> None:
    with process(home, sys.executable, "-m", "tests.county.wall.drawing", manner, limit_s=3), pytest.raises(NoPreview):
        draw_pattern(PROFILE, "ramp")


@pytest.mark.parametrize("command", [("/nowhere/at/all",), ("true",), ("echo", "no frame at all, certainly not")])
def test_a_process_that_says_nothing_or_nonsense_is_no_preview(home: CountyConfig, command: tuple[str, ...]) -> None:
    with process(home, *command), pytest.raises(NoPreview):
        draw_pattern(PROFILE, "ramp")


def test_the_same_question_is_drawn_once(home: CountyConfig, tmp_path: Path) -> None:
    log = tmp_path / "asked"
    script = f"echo asked >> {log}; exec {sys.executable} -m tests.county.wall.drawing"

    with process(home, "sh", "-c", script):
        first, again = draw_pattern(PROFILE, "text"), draw_pattern(PROFILE, "text")

    assert first == again
    assert log.read_text().count("asked") == 1
