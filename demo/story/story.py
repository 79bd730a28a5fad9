"""The order of the acts. Each is a step of the report and leaves pictures; a failed one ends the demo.

Villagers and officer only do what people can do: touch the real screens, use the real pages. While the wall gives the
village that was called up its time, page after page, the petition is made.
"""

from collections.abc import Callable
from typing import Final

from demo.story import desk, inquiry, later, line, proof, video, villages, voice, wall, yard
from demo.story.scene import Scene

ACTS: Final[tuple[Callable[[Scene], None], ...]] = (
    desk.publish_first_notices,
    villages.build_the_wall,
    yard.arrive,
    villages.publish_for_three,
    wall.call_the_village_up,
    voice.leave_a_voice,
    video.choose,
    video.record,
    video.replay,
    video.lay_papers,
    video.add,
    video.send,
    video.take_the_code,
    villages.wait_for_the_largest,
    wall.raise_an_emergency,
    desk.publish_while_all_look_on,
    yard.read_the_accounts,
    desk.open_the_video,
    desk.hear_the_voice,
    desk.answer,
    later.fetch_the_answers,
    later.rate,
    desk.see_the_rating,
    later.say_one_more_word,
    line.call_the_county,
    inquiry.inquire,
    inquiry.open_the_inquiry,
    wall.verify_the_proof,
    proof.check_the_store,
    proof.search_for_plaintext,
)


class Story:
    """One scene, played through."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene

    def runs(self) -> None:
        """All acts; raises StepFailed, ChildEnded or Leaked."""
        for act in ACTS:
            act(self._scene)
