"""What is said in one call, and what came of it: the officer alone, then both at once."""

import asyncio
import itertools
import statistics
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from bench.echo.officer import Officer
from bench.echo.talk import Terminal, talking
from edge.speech.sound import decoded
from hardware.ports import SOUND_RATE_HZ
from hardware.room_fake import FakeRoom, Walls  # house: the room is what is measured in, not what is measured

VOICES: Final = Path(__file__).parents[2] / "edge/speech/packs/zh_CN"
OFFICER: Final = "step.read_privacy"
VILLAGER: Final = "step.agree_to_inquiry"
_LOOK_S: Final = 0.1
_STEADY_S: Final = 2.5
"""So long after the officer's first word his echo counts: until then the room is being learnt."""
_GONE_DB: Final = 20.0
_SPOKEN_DB: Final = 40.0
"""Above this a tenth of a second is no pause."""
_FIRST_WORD_S: Final = 5.0
_PIECE: Final = SOUND_RATE_HZ // 2
_LATEST: Final = round(0.8 * SOUND_RATE_HZ)
"""So much later than it was said a word is heard at most."""


@dataclass(frozen=True)
class Asked:
    """One call."""

    engine: str
    delay_s: float = 0.06
    loss_db: float = 8.0
    """After so long what the loudspeaker plays is in the microphone, and by so much weaker."""
    handset: bool = False
    """The officer is heard at the villager's ear, and not in the room."""
    cleans_voice: bool = True
    alone_s: float = 7.0
    both_s: float = 5.0


@dataclass(frozen=True)
class Told:
    """What came of it."""

    erle_db: float | None
    """Echo return loss enhancement: by so much weaker the officer hears himself than the microphone does.

    The median of the half seconds after the room is learnt; None: there was no echo.
    """
    whole_erle_db: float | None
    """The same of all that time together: what comes back at a hitch of the machine weighs most."""
    near_kept_db: float
    """What is left of the villager's voice while both speak: 0 all of it, below that less."""
    converged_s: float | None
    """So long after his first word the officer's echo is weaker by 20 dB for a whole second; None: never."""


@dataclass(frozen=True)
class _Look:
    """How much there was of each at one moment, in bytes."""

    echo: int
    heard: int


async def story(asked: Asked) -> Told:
    room = FakeRoom(Walls(delay_s=asked.delay_s, loss_db=asked.loss_db))
    ear = FakeRoom() if asked.handset else room
    terminal = Terminal(
        asked.engine, ear.speaker, room.microphone, cleans_voice=asked.cleans_voice, handset=asked.handset
    )
    with tempfile.TemporaryDirectory(prefix="echo-") as folder:
        async with talking(Path(folder), terminal) as officer:
            officer.say(voice(OFFICER))
            alone = await _watched(room, officer, ear=ear, seconds=asked.alone_s)
            room.say(voice(VILLAGER))
            said_at, heard_at = len(room.near), len(officer.heard)
            await asyncio.sleep(asked.both_s)
            said, heard = room.near[said_at:], officer.heard[heard_at:]
    echo, back = bytes(room.echo), bytes(officer.heard)
    steady = round(_STEADY_S / _LOOK_S)
    return Told(
        erle_db=_erle_db(alone[steady:], echo, back),
        whole_erle_db=_whole_erle_db(alone[steady:], echo, back),
        near_kept_db=round(_kept_db(_samples(said), _samples(heard)), 1),
        converged_s=_converged_s(alone, echo, back),
    )


def voice(prompt: str) -> bytes:
    """One of the prompts that the terminal speaks."""
    return b"".join(decoded((VOICES / f"{prompt}.ogg").read_bytes()))


async def _watched(room: FakeRoom, officer: Officer, *, ear: FakeRoom, seconds: float) -> list[_Look]:
    """From the officer's first word at the ear on."""
    async with asyncio.timeout(_FIRST_WORD_S):
        before = len(ear.speaker.heard)
        while _power_db(ear.speaker.heard[before:]) < _SPOKEN_DB:
            before = len(ear.speaker.heard)
            await asyncio.sleep(0.02)
    looks = [_Look(len(room.echo), len(officer.heard))]
    for _ in range(round(seconds / _LOOK_S)):
        await asyncio.sleep(_LOOK_S)
        looks.append(_Look(len(room.echo), len(officer.heard)))
    return looks


def _erle_db(looks: Sequence[_Look], echo: bytes, heard: bytes) -> float | None:
    every = [_whole_erle_db(looks[at : at + 6], echo, heard) for at in range(0, len(looks) - 5, 5)]
    spoken = [one for one in every if one is not None]
    return round(statistics.median(spoken), 1) if spoken else None


def _whole_erle_db(looks: Sequence[_Look], echo: bytes, heard: bytes) -> float | None:
    if not looks:
        return None
    first, last = looks[0], looks[-1]
    put_in_db = _power_db(echo[first.echo : last.echo])
    return round(put_in_db - _power_db(heard[first.heard : last.heard]), 1) if put_in_db > _SPOKEN_DB else None


def _converged_s(looks: Sequence[_Look], echo: bytes, heard: bytes) -> float | None:
    spoken = [_power_db(echo[a.echo : b.echo]) for a, b in itertools.pairwise(looks)]
    back = [_power_db(heard[a.heard : b.heard]) for a, b in itertools.pairwise(looks)]
    if not spoken or max(spoken) < _SPOKEN_DB:
        return None
    second = round(1 / _LOOK_S)
    quiet = [max(back[at : at + second]) < max(spoken) - _GONE_DB for at in range(len(back) - second + 1)]
    return round(quiet.index(True) * _LOOK_S, 1) if True in quiet else None


def _kept_db(said: Any, heard: Any) -> float:
    """By the part of what is heard that goes along with what was said; each half second has a lag of its own."""
    was = kept = 0.0
    for at in range(0, len(said) - _PIECE - _LATEST, _PIECE):
        piece, around = said[at : at + _PIECE], heard[at : at + _PIECE + _LATEST]
        if len(around) < _PIECE:
            break
        size = len(piece) + len(around)
        alike = np.fft.irfft(np.fft.rfft(around, size) * np.conj(np.fft.rfft(piece, size)), size)
        power = float(np.dot(piece, piece))
        was += power
        kept += float(np.max(np.abs(alike[: _LATEST + 1]))) ** 2 / max(power, 1.0)
    return float(10 * np.log10((kept + 1) / (was + 1)))


def _samples(sound: bytes | bytearray) -> Any:
    return np.frombuffer(bytes(sound), "<i2").astype(float)


def _power_db(sound: bytes | bytearray) -> float:
    samples = _samples(sound)
    return float(10 * np.log10(np.mean(samples * samples) + 1)) if len(samples) else 0.0
