"""Whatever bytes come under a topic of the wall, nothing is shown by them, and the edge goes on."""

import asyncio
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from edge.store.shelf import Shelf
from edge.wall.letters import WALL_READERS
from edge.wall.settings import Settings
from tests.edge.cast import LIUHE, T002, Cast, make_wall_cast, mallory
from tests.edge.terminal import running
from tests.edge.wall import yard
from wire import port, topics
from wire.codec import to_json
from wire.errors import WireError
from wire.seal.signed import Signed, signed
from wire.terminal_config import PanelSection
from wire.wall.summon import SUMMON_CONTEXT, Summon

ID = "f" * 32
_ROWS = sorted(WALL_READERS, key=lambda row: row.kind)


def recorded() -> list[bytes]:
    """True words, torn and changed at many places, and words that are true elsewhere."""
    summon = Summon(summon_id=ID, site=LIUHE, village="东书村", asked_at_ms=yard.NOW_MS)
    whole = [
        to_json(word)
        for word in (
            yard.settings(9),
            yard.playlist(9),
            yard.calls(yard.emergency()),
            signed(summon, yard.COUNTY, SUMMON_CONTEXT),
            yard.calls(yard.emergency(), signer=mallory()),
        )
    ]
    torn = [word[:at] for word in whole for at in range(0, len(word), 97)]
    changed = [word[:at] + bytes([word[at] ^ 1]) + word[at + 1 :] for word in whole for at in range(0, len(word), 61)]
    junk = [b"", b"{}", b"null", b"[" * 100_000, b"\xff\xfe", b'{"type":"Signed"}', b"\xc1", b"\x00" * 1000]
    return [*whole, *torn, *changed, *junk]


@pytest.fixture
def cast(tmp_path: Path) -> Cast:
    return make_wall_cast(tmp_path)


def topic_of(row: topics.Row) -> str:
    return topics.topic(row, T002 if row.direction == "down" else LIUHE, ID if row.has_id else "")


def test_recorded_hostile_bytes_change_nothing_on_any_topic(cast: Cast) -> None:
    """The yard's county is not this terminal's: each of its words is a forgery here."""

    async def storm() -> None:
        async with running(cast) as terminal:
            wall = await terminal.face("wall")
            wall.ask(port.WatchWall())
            await wall.hears(port.SharesTold)
            for row in _ROWS:
                for content in recorded():
                    terminal.link.hear(topic_of(row), content)
                await asyncio.sleep(0)
            await asyncio.sleep(0.1)

            kept = terminal.agent.features.wall
            assert (kept.settings.version, kept.playlist.current().playlist) == (0, None)
            assert kept.emergencies.current().emergency is None
            assert [type(event).__name__ for event in wall.events if not isinstance(event, port.EdgeStatus)] == []

    asyncio.run(storm())


def test_a_face_may_say_anything_and_the_edge_goes_on(cast: Cast) -> None:
    words = (
        port.ReportEmergency(emergency_id="", version=-1, state="shown"),
        port.ReportEmergency(emergency_id="../x", version=2**60, state="ended", pixels_sha256="x" * 10_000),
        port.AnswerSummon(summon_id="", state="now", starts_in_s=-5),
        port.AnswerLook(look_id="", pixels_sha256="", png=b""),
        port.ReportRefused(notice_id="x" * 10_000, version=-1, village="", why=""),
        port.StillShowing(pixels_sha256="", frames=-1),
        port.ReportPage(page=None, frames_before=-1),
        port.PlaySound(film_sha256="../../keys/device.key", began_ms=0),
        port.PlaySound(film_sha256="", began_ms=2**53),
        port.StopSound(),
    )

    async def visit() -> None:
        async with running(cast) as terminal:
            wall = await terminal.face("wall")
            for word in words:
                wall.ask(word)
            wall.ask(port.WatchWall())
            assert (await wall.hears(port.WallSet)).version == 0

    asyncio.run(visit())


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(payload=st.binary(max_size=300), signature=st.binary(max_size=80), context=st.text(max_size=20))
def test_no_envelope_of_any_content_is_believed(
    tmp_path_factory: pytest.TempPathFactory, payload: bytes, signature: bytes, context: str
) -> None:
    kept = Settings(
        Shelf(tmp_path_factory.mktemp("s"), "settings"), yard.OURS, panel=PanelSection(), changed=yard.Heard()
    )
    envelope = Signed(alg="ed25519", kid="county", context=context, payload=payload, signature=signature)

    with pytest.raises(WireError):
        kept.heard(envelope)
