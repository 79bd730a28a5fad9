"""What cameras and microphones of a trial see and hear: for the terminal a film and a sound, for Chromium the same."""

import wave
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np

from bench.call.marks import HEIGHT, RATE_HZ, WIDTH, coded, tone

VILLAGER: Final = 0b10110010
OFFICER: Final = 0b01001101
VILLAGER_HZ: Final = 440.0
OFFICER_HZ: Final = 1000.0
COUNT: Final = 256
COUNT_HZ: Final = 25
BEEP_EVERY: Final = 50
BROWSER_HZ: Final = 15
_SOUND_S: Final = 4
_GRAIN: Final = 4.0
"""Of a camera's own noise, which is what a codec sweats over."""


@dataclass(frozen=True)
class Media:
    """The villager's for a terminal, the officer's for a browser."""

    film: Path
    sound: Path
    officer_film: Path
    officer_sound: Path


def still(folder: Path) -> Media:
    """One number and one pitch each."""
    numbers = [coded(VILLAGER)] * (25 * _SOUND_S)
    return Media(
        _film(folder / "villager.avi", iter(numbers)), _pitch(folder / "villager.wav", VILLAGER_HZ), *_officer(folder)
    )


def counting(folder: Path) -> Media:
    """A film of 256 numbered pictures, 25 a second, and a sound of the same length that beeps at every fiftieth."""
    film = _film(folder / "counting.avi", (coded(number) for number in range(COUNT)))
    samples = np.zeros(COUNT * RATE_HZ // COUNT_HZ, "<i2")
    beep = np.frombuffer(tone(VILLAGER_HZ * 2, 0, 4800), "<i2")
    for number in range(0, COUNT - 5, BEEP_EVERY):
        start = number * RATE_HZ // COUNT_HZ
        samples[start : start + len(beep)] = beep
    sound = folder / "counting.wav"
    _write_sound(sound, samples.tobytes())
    return Media(film, sound, *_officer(folder))


def lively(width: int = WIDTH, height: int = HEIGHT) -> Callable[[Path], Media]:
    """As much work for a codec as a person before a camera: something large moves, and everything has grain."""

    def made(folder: Path) -> Media:
        film = _film(folder / "lively.avi", _moving(4 * COUNT_HZ, COUNT_HZ, size=(width, height)), (width, height))
        theirs = browser_film(folder / "officer.y4m", _moving(4 * BROWSER_HZ, BROWSER_HZ), BROWSER_HZ)
        sounds = _pitch(folder / "villager.wav", VILLAGER_HZ), _pitch(folder / "officer.wav", OFFICER_HZ)
        return Media(film, sounds[0], theirs, sounds[1])

    return made


def browser_film(path: Path, pictures: Iterator[Any], a_second: int) -> Path:
    """As Chromium takes it for a camera."""
    with path.open("wb") as file:
        file.write(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F{a_second}:1 Ip A1:1 C420jpeg\n".encode())
        for picture in pictures:
            file.write(b"FRAME\n" + np.ascontiguousarray(cv2.cvtColor(picture, cv2.COLOR_BGR2YUV_I420)).tobytes())
    return path


def _officer(folder: Path) -> tuple[Path, Path]:
    film = browser_film(folder / "officer.y4m", iter([coded(OFFICER)] * BROWSER_HZ), BROWSER_HZ)
    return film, _pitch(folder / "officer.wav", OFFICER_HZ)


def _moving(pictures: int, a_second: int, *, size: tuple[int, int] = (WIDTH, HEIGHT)) -> Iterator[Any]:
    """A textured wall, and a head before it that sways once in two seconds; the last picture leads to the first."""
    width, height = size
    chance = np.random.default_rng(1)
    wall, head = (_texture(chance, height, width) for _ in range(2))
    grains = [chance.normal(0, _GRAIN, (height, width, 1)) for _ in range(8)]
    mask = np.zeros((height, width), np.uint8)
    cv2.ellipse(mask, (width // 2, height * 3 // 5), (width // 5, height * 2 // 5), 0, 0, 360, 255, -1)
    for number in range(pictures):
        turn = 2 * np.pi * number / a_second / 2
        shift: Any = np.array([[1, 0, width / 10 * np.sin(turn)], [0, 1, height / 40 * np.sin(2 * turn)]], np.float32)
        moved = cv2.warpAffine(head, shift, size, borderMode=cv2.BORDER_REFLECT)
        where = cv2.warpAffine(mask, shift, size)[..., None] > 127
        picture = np.where(where, moved, wall) + grains[number % len(grains)]
        yield np.clip(picture, 0, 255).astype(np.uint8)


def _texture(chance: np.random.Generator, height: int, width: int) -> Any:
    fine = cv2.GaussianBlur(chance.normal(0, 60, (height, width, 3)), (0, 0), 2)
    coarse = cv2.resize(chance.normal(0, 50, (8, 10, 3)), (width, height), interpolation=cv2.INTER_CUBIC)
    return 120 + fine + coarse


def _film(path: Path, pictures: Iterator[Any], size: tuple[int, int] = (WIDTH, HEIGHT)) -> Path:
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), COUNT_HZ, size)
    for picture in pictures:
        writer.write(picture)
    writer.release()
    return path


def _pitch(path: Path, hertz: float) -> Path:
    _write_sound(path, tone(hertz, 0, RATE_HZ * _SOUND_S))
    return path


def _write_sound(path: Path, samples: bytes) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes(samples)
