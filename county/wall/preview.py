"""How a wall will look, drawn by the wall's own typesetter: a process for each question, bounded in time and memory.

The county imports nothing of the kiosk; it speaks records (`wire.wall.preview`) to the process and keeps the last few
answers.
"""

import hashlib
import subprocess
import sys
from collections import OrderedDict
from threading import Lock
from typing import Final

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from county.affairs.media import read_media
from county.affairs.pieces import media_in
from county.errors import NoPreview
from wire.affairs.notice import Notice
from wire.codec import to_msgpack
from wire.errors import BadMessage
from wire.language import Language
from wire.port import Frames, frame
from wire.wall.emergency import Emergency
from wire.wall.preview import Answer, DrawEmergency, Drawn, DrawNotice, DrawPattern, PlanDay, PlannedDay, Question
from wire.wall.profile import WallProfile
from wire.wall.settings import Pattern

KEPT: Final = 12
"""Answers in memory; a notice of forty pages is some hundred kilobytes."""
_kept: "OrderedDict[str, Answer]" = OrderedDict()
_lock: Final = Lock()


def draw_notice(profile: WallProfile, notice: Notice) -> Drawn:
    """All its pages on that wall, or why some cannot be read there. Raises NoPreview."""
    media = {}
    for each in media_in(notice.content):
        if each.media_type != "video/mp4":
            try:
                media[each.sha256] = read_media(each.sha256)
            except OSError:
                continue  # what is missing is drawn as missing
    return _drawn(DrawNotice(profile=profile, notice=notice, media=media, language=_language()))


def draw_emergency(profile: WallProfile, emergency: Emergency) -> Drawn:
    return _drawn(DrawEmergency(profile=profile, emergency=emergency, language=_language()))


def draw_pattern(profile: WallProfile, pattern: Pattern) -> Drawn:
    return _drawn(DrawPattern(profile=profile, pattern=pattern, language=_language()))


def plan_day(question: PlanDay) -> PlannedDay:
    """How the day goes on that wall, by its own rotation and in its own language. Raises NoPreview."""
    answer = _answered(question)
    if not isinstance(answer, PlannedDay):
        raise NoPreview(_("The preview cannot be drawn here."))
    return answer


def _drawn(question: Question) -> Drawn:
    answer = _answered(question)
    if not isinstance(answer, Drawn):
        raise NoPreview(_("The preview cannot be drawn here."))
    return answer


def _answered(question: Question) -> Answer:
    command = settings.COUNTY.preview.command
    key = hashlib.sha256(to_msgpack(question) + repr(command).encode()).hexdigest()
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    drawn = _asked(question)
    with _lock:
        _kept[key] = drawn
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return drawn


def _asked(question: Question) -> Answer:
    bounds = settings.COUNTY.preview
    command = bounds.command or (sys.executable, "-m", "kiosk.render")
    bounded = ("prlimit", f"--as={bounds.limit_mib << 20}", f"--cpu={bounds.limit_s}", "--core=0", "--", *command)
    try:
        done = subprocess.run(bounded, input=frame(question), capture_output=True, timeout=bounds.limit_s, check=False)
        answers = Frames(Answer).feed(done.stdout)
    except subprocess.TimeoutExpired as error:
        raise NoPreview(_("The preview took too long.")) from error
    except (OSError, BadMessage) as error:
        raise NoPreview(_("The preview cannot be drawn here.")) from error
    if not answers or not isinstance(answers[0], Drawn | PlannedDay):
        raise NoPreview(_("The preview cannot be drawn here."))
    return answers[0]


def _language() -> Language:
    return "en" if translation.get_language() == "en" else "zh_CN"
