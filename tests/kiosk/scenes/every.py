"""All scenes together; a part of a visit is one line."""

from functools import cache

from kiosk.flows.step import Step
from kiosk.flows.surroundings import Limits
from tests.kiosk.scenes.adding import adding_scenes
from tests.kiosk.scenes.affairs import affairs_scenes
from tests.kiosk.scenes.answer import answer_scenes
from tests.kiosk.scenes.call import call_scenes
from tests.kiosk.scenes.first import first_scenes
from tests.kiosk.scenes.inquiry import inquiry_scenes
from tests.kiosk.scenes.opening import opening_scenes
from tests.kiosk.scenes.petition import petition_scenes
from tests.kiosk.scenes.recording import recording_scenes
from tests.kiosk.scenes.writing import writing_scenes

_PARTS = (
    first_scenes,
    opening_scenes,
    recording_scenes,
    adding_scenes,
    petition_scenes,
    answer_scenes,
    affairs_scenes,
    call_scenes,
    inquiry_scenes,
    writing_scenes,
)


@cache
def scenes(limits: Limits) -> dict[str, Step]:
    """A picture's name → the step it shows."""
    return {name: step for part in _PARTS for name, step in part(limits).items()}
