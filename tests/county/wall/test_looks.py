"""A look is asked, signed by the wall that was asked, and its pixels are held against the proof."""

import pytest

from county.fleet.models import Terminal
from county.officers.models import Officer
from county.outgoing.models import OutgoingMessage
from county.wall.looks import KEPT, ask_look, keep_looking, note_looked, verdict
from county.wall.models import Look
from county.wall.proofs import take_batch
from tests.county.cast import Device
from tests.county.wall.stage import MORNING_MS, Wall
from wire.errors import BadSignature
from wire.wall.chain import packed
from wire.wall.proof import Shown


def test_pixels_are_equal_unknown_told_or_different(wall: Wall, limin: Officer) -> None:
    entry = wall.shows("东书村")
    assert isinstance(entry.fact, Shown)
    pixels, said = entry.fact.pixels_sha256, []

    look = ask_look("t002", limin)
    note_looked("t002", look.look_id, wall.looked(look.look_id, pixels_sha256=pixels, at_ms=MORNING_MS + 5000))
    look.refresh_from_db()
    said.append(verdict(look))
    Terminal.objects.filter(terminal_id="t002").update(shown_sha256=pixels)
    said.append(verdict(look))
    take_batch("t002", packed(wall.entries))
    said.append(verdict(look))
    Look.objects.update(pixels_sha256="0" * 64)
    look.refresh_from_db()
    said.append(verdict(look))

    assert said == ["not_yet", "told", "equal", "differs"]


def test_only_the_wall_that_was_asked_answers_and_once(wall: Wall, limin: Officer, mallory: Device) -> None:
    look = ask_look("t002", limin)
    honest = wall.looked(look.look_id, pixels_sha256="a" * 64, at_ms=1)
    forged = Wall(mallory).looked(look.look_id, pixels_sha256="b" * 64, at_ms=1)
    unasked = wall.looked("0" * 32, pixels_sha256="a" * 64, at_ms=1)

    with pytest.raises(BadSignature):
        note_looked("t002", look.look_id, forged)
    with pytest.raises(BadSignature):
        note_looked("t002", "0" * 32, unasked)
    note_looked("t002", look.look_id, honest)
    with pytest.raises(BadSignature):
        note_looked("t002", look.look_id, wall.looked(look.look_id, pixels_sha256="c" * 64, at_ms=2))

    assert Look.objects.get().pixels_sha256 == "a" * 64


def test_a_page_that_watches_asks_now_and_then_and_pictures_do_not_pile_up(wall: Wall, limin: Officer) -> None:
    for _ in range(5):
        keep_looking("t002", limin)
    asked = OutgoingMessage.objects.count()

    for _ in range(KEPT + 5):
        ask_look("t002", limin)

    assert asked == 1
    assert Look.objects.count() == KEPT
