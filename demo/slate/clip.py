"""A stand-in for the villager: ten seconds of a drawn person who talks, as a film and a sound file of equal length.

The same numbers every time, from numpy and OpenCV alone. A lamp in the corner flashes with a beep every two seconds:
`demo.slate.check` finds them again in a recording.
"""

import argparse
import wave
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

import av
import cv2
import numpy as np
from numpy.typing import NDArray

WIDTH: Final = 640
HEIGHT: Final = 480
RATE_HZ: Final = 25
SOUND_RATE_HZ: Final = 48_000
LENGTH_S: Final = 10
SLATE_EVERY_S: Final = 2
SLATE_AT_S: Final = 0.8
"""The lamp's and the beep's begin within each two seconds; falls between two pictures' begin and the next."""
SLATE_LENGTH_S: Final = 0.12
BEEP_HZ: Final = 2_000
LAMP: Final = (slice(76, 140), slice(560, 624))
"""Rows and columns of the lamp in the picture; within the middle that a 16:9 camera keeps."""

LAMP_CORNERS: Final = ((LAMP[1].start, LAMP[0].start), (LAMP[1].stop - 1, LAMP[0].stop - 1))

_SYLLABLE_S: Final = 0.22
_BREATH_EVERY: Final = 9
"""Syllables."""
_BLINK_EVERY_S: Final = 2.6
_BLINK_S: Final = 0.14
# First three formants in Hz of a, i, u, e, o as a man speaks them.
_VOWELS: Final = ((730, 1090, 2440), (270, 2290, 3010), (300, 870, 2240), (530, 1840, 2480), (570, 840, 2410))

Floats = NDArray[np.float64]


def make_clip(directory: Path) -> tuple[Path, Path]:
    """Write person.mp4 and person.wav; returns their paths. Files that are there already are kept."""
    film, sound = directory / "person.mp4", directory / "person.wav"
    if film.exists() and sound.exists():
        return film, sound
    directory.mkdir(parents=True, exist_ok=True)
    voice, mouth = speech()
    for path, write, content in ((sound, write_sound, voice), (film, write_film, mouth)):
        unfinished = path.with_name(f"{path.name}.new")
        write(unfinished, content)
        unfinished.rename(path)
    return film, sound


def speech() -> tuple[Floats, Floats]:
    """Sound in -1..1, and for each picture how far the mouth is open, 0..1."""
    time = np.arange(LENGTH_S * SOUND_RATE_HZ) / SOUND_RATE_HZ
    syllable = (time / _SYLLABLE_S).astype(int)
    within = time / _SYLLABLE_S - syllable
    # The slate is heard alone.
    speaking = np.where(syllable % _BREATH_EVERY == 0, 0.0, np.sin(np.pi * within) ** 0.7) * ~_slate(
        time, margin_s=0.06
    )
    voice = speaking * _voiced(time, syllable)
    voice *= 0.35 / np.abs(voice).max()
    beep = 0.5 * np.sin(2 * np.pi * BEEP_HZ * time) * _slate(time, margin_s=0.0)
    per_picture = speaking.reshape(-1, SOUND_RATE_HZ // RATE_HZ).mean(axis=1)
    return voice + beep, per_picture


def write_sound(path: Path, sound: Floats) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SOUND_RATE_HZ)
        file.writeframes((sound * 32767).astype("<i2").tobytes())


def write_film(path: Path, mouth: Floats) -> None:
    with av.open(str(path), "w", format="mp4") as film:
        track = film.add_stream("libx264", rate=RATE_HZ)
        track.width, track.height, track.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        track.options = {"preset": "veryfast", "crf": "20", "g": str(RATE_HZ), "bf": "0", "threads": "1"}
        for number, opening in enumerate(mouth):
            frame = av.VideoFrame.from_ndarray(draw(number / RATE_HZ, float(opening)), format="bgr24")
            frame.pts, frame.time_base = number, Fraction(1, RATE_HZ)
            film.mux(track.encode(frame))
        film.mux(track.encode(None))


def draw(at_s: float, opening: float) -> NDArray[np.uint8]:
    """One picture (BGR): a room, a nodding head on shoulders, a mouth as far open as the voice is loud."""
    picture: NDArray[np.uint8] = _room()
    turn = 2 * np.pi * at_s / LENGTH_S
    x, y = WIDTH // 2 + round(22 * np.sin(2 * turn)), 215 + round(9 * np.sin(9 * turn))
    _shoulders(picture, x)
    _head(picture, x, y)
    _face(picture, x, y, opening=opening, blink=at_s % _BLINK_EVERY_S < _BLINK_S)
    if _slate(np.array([at_s + 0.5 / RATE_HZ]), margin_s=0.0)[0]:
        picture[LAMP] = 255
    return picture


def _slate(time: Floats, *, margin_s: float) -> NDArray[np.bool_]:
    within = time % SLATE_EVERY_S - SLATE_AT_S
    return (within >= -margin_s) & (within < SLATE_LENGTH_S + margin_s)


def _voiced(time: Floats, syllable: NDArray[np.int_]) -> Floats:
    """A falling and rising pitch whose overtones are as loud as the vowel's formants make them."""
    pitch_hz = 120 + 18 * np.sin(2 * np.pi * time / 1.25) + 8 * (syllable % 4)
    phase = 2 * np.pi * np.cumsum(pitch_hz) / SOUND_RATE_HZ
    # Loudness moves slowly: once a millisecond is enough.
    slow = slice(None, None, SOUND_RATE_HZ // 1000)
    formants = np.array(_VOWELS)[(syllable[slow] * 7 + syllable[slow] // 3) % len(_VOWELS)]
    voice = np.zeros_like(time)
    for overtone in range(1, 26):
        distance = (pitch_hz[slow] * overtone)[:, None] - formants
        loudness = (np.exp(-((distance / 130) ** 2)) * (1.0, 0.5, 0.25)).sum(axis=1) + 0.02
        voice += np.interp(time, time[slow], loudness) / overtone**0.5 * np.sin(overtone * phase)
    return voice


def _room() -> Any:
    shade = np.linspace(196, 150, HEIGHT)[:, None, None] * np.array([0.86, 0.95, 1.0])
    picture = np.ascontiguousarray(np.broadcast_to(shade, (HEIGHT, WIDTH, 3)), dtype=np.uint8)
    cv2.rectangle(picture, (36, 60), (180, 250), (214, 226, 232), -1)
    cv2.rectangle(picture, (36, 60), (180, 250), (96, 116, 138), 5)
    cv2.line(picture, (108, 60), (108, 250), (96, 116, 138), 4)
    cv2.rectangle(picture, LAMP_CORNERS[0], LAMP_CORNERS[1], (40, 40, 40), -1)
    return picture


def _shoulders(picture: Any, x: int) -> None:
    cv2.ellipse(picture, (x, 520), (205, 170), 0, 180, 360, (112, 74, 52), -1, cv2.LINE_AA)
    cv2.ellipse(picture, (x, 362), (52, 40), 0, 0, 360, (112, 146, 190), -1, cv2.LINE_AA)
    collar = np.array([[x - 60, 358], [x, 430], [x + 60, 358], [x + 84, 372], [x, 466], [x - 84, 372]])
    cv2.fillPoly(picture, [collar], (92, 58, 40), cv2.LINE_AA)


def _head(picture: Any, x: int, y: int) -> None:
    cv2.rectangle(picture, (x - 34, y + 70), (x + 34, y + 150), (112, 146, 190), -1)
    cv2.ellipse(picture, (x, y - 12), (96, 118), 0, 0, 360, (58, 60, 66), -1, cv2.LINE_AA)
    cv2.ellipse(picture, (x, y + 12), (84, 106), 0, 0, 360, (134, 168, 214), -1, cv2.LINE_AA)
    for side in (-1, 1):
        cv2.ellipse(picture, (x + side * 86, y + 12), (13, 24), 0, 0, 360, (120, 154, 200), -1, cv2.LINE_AA)


def _face(picture: Any, x: int, y: int, *, opening: float, blink: bool) -> None:
    for side in (-1, 1):
        eye = (x + side * 34, y - 6)
        cv2.ellipse(picture, eye, (15, 2 if blink else 8), 0, 0, 360, (240, 244, 246), -1, cv2.LINE_AA)
        cv2.circle(picture, eye, 2 if blink else 6, (34, 38, 52), -1, cv2.LINE_AA)
        cv2.ellipse(picture, (eye[0], y - 28), (20, 6), 0, 180, 360, (62, 66, 74), 4, cv2.LINE_AA)
    cv2.ellipse(picture, (x, y + 30), (10, 16), 0, 20, 160, (96, 126, 172), 3, cv2.LINE_AA)
    cv2.ellipse(picture, (x, y + 66), (27, 5 + round(17 * opening)), 0, 0, 360, (58, 52, 120), -1, cv2.LINE_AA)
    cv2.ellipse(picture, (x, y + 66), (27, 5 + round(17 * opening)), 0, 0, 360, (88, 96, 168), 3, cv2.LINE_AA)


def main() -> None:
    parser = argparse.ArgumentParser(description="Write the film and the sound of the demo's villager.")
    parser.add_argument("directory", type=Path)
    film, sound = make_clip(parser.parse_args().directory)
    print(f"{film}\n{sound}")


if __name__ == "__main__":
    main()
