"""Pictures that were looked at and found good. `python -m tests.kiosk.golden` draws them all anew, to be looked at;

names of folders or of scenes behind it draw only those.
"""

import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops

from kiosk.render.page import Foot
from kiosk.wall.scene import PageScene
from kiosk.words import LANGUAGES, Words
from tests.kiosk.cast import NOTICES, POINT
from tests.kiosk.glass import LARGE, SMALL, Glass, limits_of, turned
from tests.kiosk.glass import WIDE as WIDE_PANEL
from tests.kiosk.person import person
from tests.kiosk.scenes.every import scenes
from wire.wall.profile import Rectangle, WallProfile

FOLDER = Path(__file__).parent / "golden"
FAILURES = Path(__file__).parent / "failures"
_SAME = 40
"""A channel may differ by so much: another driver's edges of letters."""
_FEW = 0.002
"""Share of pixels that may differ by more."""
_COLOURS, _COLOURS_OF_A_PERSON = 40, 256
"""Of a kept picture: screens have few, the edges of letters fall to their neighbours well within `_SAME`."""
WITH_PERSON = (
    *("face_camera", "face_camera-beside", "record", "record-paused", "record-soon"),
    *("review-playing", "review_take-playing", "wait_for_officer", "talk_to_officer", "talk_to_officer-poor"),
    *(
        "talk_to_officer-recorded",
        "agree_to_recording",
        "agree_to_inquiry",
        "attend_inquiry",
        "attend_inquiry-questions",
    ),
    *("attend_inquiry-rights", "read_back"),
)
"""Scenes that show the live picture or the replay; of a 720p camera where their name ends so:"""
WIDE = "-wide"
_LOOKS_WITHIN_S = 0.06
"""A screen looks for a new picture 25 times a second."""
ONCE = "zh_CN-upright-800x1280"
"""Here each screen stands once, as it is seen first: the narrowest panel, on which most of it can go wrong."""
KIOSK = {
    **{
        f"{language}-{name}": (language, panel)
        for language in LANGUAGES
        for name, panel in {"1920x1080": LARGE, "32in-1920x1080": WIDE_PANEL, "1280x800": SMALL}.items()
    },
    "zh_CN-upright-1080x1920": ("zh_CN", turned(LARGE)),
    ONCE: ("zh_CN", turned(SMALL)),
}
WALL = {
    "folded": WallProfile(
        width_px=1920,
        height_px=64,
        strips=4,
        left_px=32,
        top_px=16,
        dead=(Rectangle(x=640, y=0, width=64, height=32),),
    ),
    "middle": WallProfile(width_px=384, height_px=192, left_px=100, top_px=40),
}
"""The window as a sender card sees it, of walls that take a part of it."""


def kiosk_names() -> list[tuple[str, str]]:
    """(folder, scene) of every golden picture of the kiosk."""
    return [
        (folder, scene)
        for folder, (_, panel) in KIOSK.items()
        for scene in (first_seen() if folder == ONCE else scenes(limits_of(panel)))
    ]


def first_seen() -> list[str]:
    """Of each screen the scene in which it is met first."""
    met: dict[type, str] = {}
    for scene, step in scenes(limits_of(turned(SMALL))).items():
        met.setdefault(type(step), scene)
    return list(met.values())


def draw_kiosk(glass: Glass, folder: str, scene: str) -> Any:
    language, panel = KIOSK[folder]
    step = scenes(limits_of(panel))[scene]
    if scene.removesuffix(WIDE) not in WITH_PERSON:
        screen = glass.screen(step, panel=panel, language=language)
        return glass.photograph(screen, (panel.width_px, panel.height_px))
    with person(wide=scene.endswith(WIDE)) as picture:
        screen = glass.screen(step, panel=panel, language=language, picture=picture)
        time.sleep(_LOOKS_WITHIN_S)
        return glass.photograph(screen, (panel.width_px, panel.height_px))


def draw_wall(glass: Glass, name: str) -> Any:
    """The first page of the first notice, in the window."""
    # both need the window that the glass has opened
    from kiosk.wall.drawing import Drawing
    from kiosk.wall.screen.player import Player

    profile, words = WALL[name], Words.of("zh_CN")
    drawing = Drawing(profile, words, point=POINT, media=dict)
    (page, *_) = drawing.sets(NOTICES[0]).pages
    foot = Foot(following=words.say("wall.next", village=NOTICES[1].village), told=words.say("wall.checked_now"))
    player = Player(profile)
    player.shows(drawing.draws(PageScene(page, foot)).cut)
    return glass.photograph_with(player)


def _seen(photograph: Any) -> Image.Image:
    return Image.frombytes("RGBA", (photograph.width, photograph.height), photograph.rgba).convert("RGB")


def difference(photograph: Any, folder: str, name: str) -> str:
    """Empty when it is the golden picture; else a sentence, and three pictures under failures/."""
    path = FOLDER / folder / f"{name}.png"
    got = _seen(photograph)
    if not path.exists():
        return f"there is no golden picture {path.name} in {folder}"
    expected = Image.open(path).convert("RGB")
    if expected.size != got.size:
        return _leave(expected, got, folder=folder, name=name, why=f"{got.size} instead of {expected.size}")
    apart = ImageChops.difference(expected, got)
    reds, greens, blues = apart.split()
    worst = ImageChops.lighter(ImageChops.lighter(reds, greens), blues)
    share = sum(worst.histogram()[_SAME + 1 :]) / (got.width * got.height)
    return "" if share <= _FEW else _leave(expected, got, folder=folder, name=name, why=f"{share:.2%} differ")


def _leave(expected: Image.Image, got: Image.Image, *, folder: str, name: str, why: str) -> str:
    place = FAILURES / folder / name
    place.mkdir(parents=True, exist_ok=True)
    expected.save(place / "expected.png")
    got.save(place / "got.png")
    if expected.size == got.size:
        ImageChops.difference(expected, got).save(place / "difference.png")
    return f"{folder}/{name}: {why}; see {place}"


def redraw(wanted: tuple[str, ...]) -> None:
    """All pictures, or those of some folders, or some scenes in all of them."""
    with tempfile.TemporaryDirectory() as home:
        glass = Glass(Path(home))
        for folder, scene in kiosk_names():
            if not wanted or {folder, scene} & {*wanted}:
                _keep(draw_kiosk(glass, folder, scene), folder, scene)
        for name in WALL if not wanted or "wall" in wanted else ():
            _keep(draw_wall(glass, name), "wall", name)


def _keep(photograph: Any, folder: str, name: str) -> None:
    path = FOLDER / folder / f"{name}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    colours = _COLOURS_OF_A_PERSON if name.removesuffix(WIDE) in WITH_PERSON else _COLOURS
    few = _seen(photograph).quantize(colours, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(path, optimize=True)
    sys.stdout.write(f"{folder}/{name}\n")


if __name__ == "__main__":
    redraw(tuple(sys.argv[1:]))
