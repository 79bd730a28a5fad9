"""`python -m bench.walls.sound SECONDS`: how far a film's sound is from its picture, from the file to both their ends.

A film flashes and beeps at once. The wall's face presents it in one process; in this one the edge's port and its
player of films write what is heard to a WAV. Both are dated by CLOCK_MONOTONIC. Above 0 the picture is the later one.
"""

import asyncio
import contextlib
import hashlib
import json
import os
import statistics
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bench.walls.dated import DatedSpeaker
from bench.walls.film import Flashes, make_flashes
from edge.port import Port, Visitor
from edge.wall.loudspeaker.films import Films
from hardware.board import speaker
from wire import port
from wire.affairs.notice import Notice
from wire.content import Media, Video
from wire.ids import NoticeId, SiteId
from wire.record import Record
from wire.wall.profile import WallProfile

_WALL = WallProfile(width_px=512, height_px=256, on_minute=0, off_minute=0, loudspeaker=True)
_FILM_S = 8
_FLASHES_S = [0.48 + at * 0.72 for at in range(10)]
"""On a frame each: a picture between two of them could not be in step."""
_APART_S = 0.4
"""A flash without a beep so near it has none."""


@dataclass
class Edge:
    """What of the edge a film needs."""

    film: Path
    films: Films

    async def take(self, visitor: Visitor, request: Record) -> None:
        match request:
            case port.Hello(face=face):
                visitor.face = face
                visitor.tell(port.Welcome(terminal_id="t002", point="the yard", birth=1, picture_path=""))
            case port.WatchWall():
                visitor.tell(port.WallSet(version=1, profile=_WALL))
                visitor.tell(port.MediaKept(paths={_sha256(self.film): str(self.film)}))
            case port.WatchNotices():
                visitor.tell(port.NoticesChanged(serial=1, notices=[_notice(self.film)], checked_at_ms=1))
            case port.PlaySound():
                self.films.play(request)
            case port.StopSound():
                self.films.stop()


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="bench-sound-") as folder:
        home = Path(folder)
        (home / "run").mkdir()
        film = make_flashes(home / "film.mp4", Flashes(_FLASHES_S, _FILM_S, size=(640, 360)))
        dated = DatedSpeaker(speaker(str(home / "heard.wav")))
        films = Films(dated, path_of=lambda _: film, silence=lambda: "")
        white_s = asyncio.run(_shown(home, Edge(film, films), seconds=float(sys.argv[1])))
        films.close()
        sys.stdout.write(json.dumps(_figures(white_s, dated.beeps_s())) + "\n")


async def _shown(home: Path, edge: Edge, *, seconds: float) -> list[float]:
    """When white was presented."""
    door = Port(home / "run" / "edge.sock", edge.take, lambda _: edge.films.stop())
    await door.open()
    environment = os.environ | {"SDL_VIDEODRIVER": "offscreen"}
    command = [sys.executable, "-m", "bench.walls.dark_face", str(home)]
    face = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE, env=environment)
    assert face.stdout is not None
    white_s: list[float] = []
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            async for line in face.stdout:
                word, _, at_s = line.decode().partition(" ")
                white_s += [float(at_s)] if word == "white" else []
    face.terminate()
    await face.communicate()
    await door.close()
    return white_s


def _figures(white_s: list[float], beeps_s: list[float]) -> dict[str, float | int]:
    nearest = [(one, min(beeps_s, key=lambda beep: abs(beep - one))) for one in white_s] if beeps_s else []
    offsets = [(one - beep) * 1000 for one, beep in nearest if abs(one - beep) < _APART_S]
    if not offsets:
        raise SystemExit("nothing was both seen and heard")
    return {
        "av_flashes": len(white_s),
        "av_unheard": len(white_s) - len(offsets),
        "av_offset_ms": round(statistics.median(offsets), 1),
        "av_offset_least_ms": round(min(offsets), 1),
        "av_offset_most_ms": round(max(offsets), 1),
    }


def _notice(film: Path) -> Notice:
    sha256, length = _sha256(film), film.stat().st_size
    media = Media(
        sha256=sha256,
        length=length,
        media_type="video/mp4",
        pieces=[sha256],
        width=640,
        height=360,
        length_ms=_FILM_S * 1000,
    )
    return Notice(
        notice_id=NoticeId("a" * 32),
        version=1,
        site=SiteId("bench"),
        village="Village 01",
        title="A film",
        period="",
        body="",
        content=(Video(media=media),),
        as_of="2026-09-30",
        published_at_ms=1,
    )


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    main()
