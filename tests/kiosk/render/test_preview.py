"""The county's preview is a process of the same code: a question in, pages out, and no window anywhere."""

import io
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import get_args, get_type_hints

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kiosk.render
from kiosk.render.page import Foot
from kiosk.render.preview import serve
from kiosk.wall.plan import planned
from kiosk.words import LANGUAGES
from tests.kiosk.render.cast import SHA256, painter, typesetter, words
from tests.kiosk.render.samples import PICTURE, SAMPLES, WALLS, emergency, ledger, notice, photograph
from wire.port import Frames, frame
from wire.record import Record
from wire.wall.emergency import Emergency
from wire.wall.preview import DrawEmergency, Drawn, DrawNotice, DrawPattern

YARD = WALLS["384x192"]


def _asked(*questions: Record, tail: bytes = b"") -> tuple[bool, list[Drawn]]:
    answers = io.BytesIO()
    ended = serve(io.BytesIO(b"".join(map(frame, questions)) + tail), answers, plan=planned)
    drawn = Frames(Drawn).feed(answers.getvalue())
    assert all(isinstance(one, Drawn) for one in drawn)
    return ended, drawn  # type: ignore[return-value]


def test_a_notice_is_drawn_as_the_wall_will_show_it() -> None:
    question = DrawNotice(profile=YARD, notice=notice(SAMPLES["ledger"]))

    ended, (drawn,) = _asked(question)

    pages = typesetter(YARD).set(notice(SAMPLES["ledger"]), SHA256).pages
    wanted = [painter(YARD).paint(page, Foot()) for page in pages]
    assert ended
    assert [page.pixels_sha256 for page in drawn.pages] == [one.sha256 for one in wanted]
    assert [page.png for page in drawn.pages] == [one.png() for one in wanted]
    assert [(page.dwell_ms, page.kind) for page in drawn.pages] == [(page.dwell_ms, page.kind) for page in pages]


def test_pictures_come_with_the_question() -> None:
    with_it = DrawNotice(profile=YARD, notice=notice(PICTURE), media={PICTURE.media.sha256: photograph()})
    without = DrawNotice(profile=YARD, notice=notice(PICTURE))

    _, (one, other) = _asked(with_it, without)

    assert len(one.pages) == len(other.pages) == 1
    assert one.pages[0].png != other.pages[0].png


def test_what_is_refused_is_said_in_the_officers_language() -> None:
    wrong = notice(msgspec.structs.replace(ledger(46), closing_fen=1))

    _, (chinese, english) = _asked(
        DrawNotice(profile=YARD, notice=wrong), DrawNotice(profile=YARD, notice=wrong, language="en")
    )

    assert chinese.refused[0].startswith("账不平")
    assert english.refused[0].startswith("The account does not balance")


def test_emergencies_and_patterns_are_drawn_too() -> None:
    _, (alarm, pattern) = _asked(
        DrawEmergency(profile=YARD, emergency=emergency()), DrawPattern(profile=YARD, pattern="profile")
    )

    assert [page.kind for page in (*alarm.pages, *pattern.pages)] == ["Emergency", "profile"]


@pytest.mark.parametrize("tail", [b"\0", b"\0\0\0\5abc", b"\xff\xff\xff\xff", frame(Drawn()), b"\0\0\0\1\xc1"])
def test_a_torn_or_foreign_frame_ends_it(tail: bytes) -> None:
    ended, drawn = _asked(DrawPattern(profile=YARD, pattern="grid"), tail=tail)

    assert not ended
    assert len(drawn) <= 1


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_hostile_bytes_end_it_quietly(content: bytes) -> None:
    answers = io.BytesIO()

    serve(io.BytesIO(content), answers, plan=planned)

    assert answers.getvalue() == b""


def test_the_process_needs_no_window_and_loads_none() -> None:
    told = "import sys, kiosk.render.__main__; print([m for m in ('kivy', 'cv2', 'numpy', 'av') if m in sys.modules])"
    bare = {key: value for key, value in os.environ.items() if key not in {"DISPLAY", "WAYLAND_DISPLAY"}}

    loaded = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, env=bare, check=True)
    process = subprocess.run(
        [sys.executable, "-m", "kiosk.render"],
        input=frame(DrawPattern(profile=YARD, pattern="text")),
        capture_output=True,
        env=bare,
        check=True,
    )

    assert loaded.stdout.strip() == "[]"
    (drawn,) = Frames(Drawn).feed(process.stdout)
    assert isinstance(drawn, Drawn)
    assert len(drawn.pages) == 1
    assert process.stderr == b""


def test_the_process_ends_with_an_error_on_a_torn_frame() -> None:
    process = subprocess.run([sys.executable, "-m", "kiosk.render"], input=b"\0\0\1", capture_output=True, check=False)

    assert process.returncode == 1
    assert process.stderr == b""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_and_every_kind_of_emergency_has_its_words(language: str) -> None:
    source = "".join(path.read_text("utf-8") for path in Path(kiosk.render.__file__).parent.rglob("*.py"))
    reasons = set(re.findall(r'Illegible\("(\w+)"\)', source))
    kinds = get_args(get_type_hints(Emergency)["kind"])

    keys = words(language).keys

    assert len(reasons) > 2
    assert {f"wall.refused.{reason}" for reason in reasons} <= keys
    assert {f"page.emergency_{kind}" for kind in kinds} <= keys
