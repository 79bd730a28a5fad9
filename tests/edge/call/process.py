"""The engine's real process, and the edge's end of its socket."""

import asyncio
import socket
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from bench.call.marks import Witness, coded, tone
from edge.call.pictures import NearPicture
from edge.capture.picture import LivePicture
from wire.call import engine as words
from wire.port import Frames, frame
from wire.record import Record

W = TypeVar("W", bound=Record)
NEAR_PITCH_HZ = 440.0
PORTS = range(41_000, 41_040)


@dataclass
class EngineProcess:
    """What an edge would hold of it."""

    child: asyncio.subprocess.Process
    far_path: Path
    writer: asyncio.StreamWriter
    told: list[Record] = field(default_factory=list)
    far: Witness = field(default_factory=Witness)
    _tasks: list[asyncio.Task[None]] = field(default_factory=list)

    def order(self, order: Record) -> None:
        self.writer.write(frame(order))

    async def tells(self, kind: type[W], *, within_s: float = 15.0) -> W:
        """The next word of this kind; what came before it is forgotten."""
        end = time.monotonic() + within_s
        while time.monotonic() < end:
            for at, word in enumerate(self.told):
                if isinstance(word, kind):
                    del self.told[: at + 1]
                    return word
            await asyncio.sleep(0.01)
        raise AssertionError(f"no {kind.__name__} in {within_s} s, but {[type(one).__name__ for one in self.told]}")


@asynccontextmanager
async def engine(folder: Path, name: str, *, number: int, inside: Sequence[str] = ()) -> AsyncIterator[EngineProcess]:
    """Running, with a camera that shows `number` and a microphone that hears a pitch, until the test has ended.

    `inside`: the beginning of a command that runs the rest of it elsewhere.
    """
    near = LivePicture(folder / "near")
    ours, theirs = socket.socketpair()
    child = await asyncio.create_subprocess_exec(
        *(
            *inside,
            sys.executable,
            "-m",
            "edge.call",
            "--socket",
            str(theirs.fileno()),
            "--raw-voice",
            "--engine",
            name,
        ),
        *("--near", str(folder / "near"), "--far", str(folder / "far")),
        *("--ports", str(PORTS[0]), str(PORTS[-1])),
        pass_fds=[theirs.fileno()],
    )
    theirs.close()
    reader, writer = await asyncio.open_unix_connection(sock=ours)
    process = EngineProcess(child, folder / "far", writer)
    work = [_listen(process, reader), _film(near, number), _speak(process)]
    tasks = [asyncio.create_task(one) for one in work]
    try:
        yield process
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if child.returncode is None:
            process.order(words.EndEngine())
            await asyncio.wait_for(child.wait(), 10)
        writer.close()
        near.close()


async def watch(process: EngineProcess) -> None:
    """Look at the far picture as the face does, for as long as the caller's task lives."""
    far = NearPicture(process.far_path)
    try:
        while True:
            picture = far.newest()
            if picture is not None:
                process.far.saw(picture)
            await asyncio.sleep(0.02)
    finally:
        far.close()


async def _listen(process: EngineProcess, reader: asyncio.StreamReader) -> None:
    frames = Frames(words.EngineWord)
    while content := await reader.read(65536):
        for word in frames.feed(content):
            if isinstance(word, words.FarHeard):
                process.far.heard(word.samples)
            else:
                process.told.append(word)


async def _film(near: LivePicture, number: int) -> None:
    picture: Any = coded(number)
    while True:
        near.paint(picture, time.monotonic())
        await asyncio.sleep(0.04)


async def _speak(process: EngineProcess) -> None:
    at, begun = 0, time.monotonic()
    while True:
        process.order(words.Listen(samples=tone(NEAR_PITCH_HZ, at, 960)))
        at += 960
        await asyncio.sleep(max(0.0, begun + at / 48_000 - time.monotonic()))
