"""In which way to speak to the county, and how much of oneself to show.

Only who stays unnamed is asked to cover anything. A terminal that cannot find faces offers no covering of them.
"""

from dataclasses import dataclass, replace

from kiosk.flows.assisted import StaffLeaves
from kiosk.flows.case import Case
from kiosk.flows.chapter import ChapterName, Passage
from kiosk.flows.petition.order import WAYS, before
from kiosk.flows.petition.recording_steps import LEAST_S
from kiosk.flows.step import Heard, PrivateStep, ReadTrouble, Step, Trouble
from kiosk.flows.surroundings import Surroundings
from wire import port
from wire.port import TakeKind

COVERS: dict[str, tuple[bool, bool]] = {
    "plain": (False, False),
    "face": (True, False),
    "both": (True, True),
    "voice": (False, True),
}
"""How much to show → whether the face is covered, whether the voice is changed."""
_OF_VIDEO = ("plain", "face", "both")
_OF_AUDIO = ("plain", "voice")
_WITHOUT_FACES = ("plain",)


@dataclass(frozen=True)
class ChooseKind(PrivateStep):
    """The ways that are open at this terminal."""

    choices = ("kind", "back", "leave")
    kinds: tuple[str, ...] = tuple(WAYS)

    @property
    def spoken(self) -> tuple[str, ...]:
        return (*super().spoken, *(f"choice.{kind}" for kind in self.kinds))


@dataclass(frozen=True)
class ChooseCover(PrivateStep):
    """What an anonymous recording shows."""

    choices = ("cover", "back", "leave")
    kind: TakeKind = "video"
    covers: tuple[str, ...] = _OF_VIDEO

    @property
    def spoken(self) -> tuple[str, ...]:
        told = () if self.kind == "audio" or "face" in self.covers else ("told.no_covering",)
        return (*super().spoken, *(f"choice.cover_{cover}" for cover in self.covers), *told)


class KindChapter:
    """Asks for each statement anew: the second may be made in another way."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self._way = ""
        self._step: Step = self._choose_kind()

    def begins(self, case: Case) -> Passage:
        return Passage(self._step, case)

    def does(self, case: Case, choice: str, item: str) -> Passage:
        match self._step:
            case ChooseKind() if choice == "kind" and item in self._step.kinds:
                return self._takes_kind(case, item)
            case ChooseKind() if choice == "back":
                return Passage(self._step, case, to=before(ChapterName.KIND, case))
            case ChooseCover() if choice == "cover" and item in self._step.covers:
                face, voice = COVERS[item]
                return self._left_alone(replace(case, cover_face=face, change_voice=voice))
            case StaffLeaves() if choice == "alone":
                return self._goes_on(case)
            case ChooseCover() | StaffLeaves() if choice == "back":
                return self._shows(self._choose_kind(), case)
        return self.begins(case)

    def hears(self, case: Case, event: Heard) -> Passage:
        del event  # the surroundings have heard it
        if isinstance(self._step, ChooseKind):
            self._step = self._choose_kind()
        return self.begins(case)

    def waits(self, case: Case, seconds: float) -> Passage:
        del seconds  # nothing here runs
        return self.begins(case)

    def leaves(self, case: Case) -> tuple[port.Request, ...]:
        del case  # nothing was begun
        return ()

    def _takes_kind(self, case: Case, kind: str) -> Passage:
        if kind in {"video", "audio"} and (trouble := self._no_time(case)):
            full = ReadTrouble(trouble, send=True, other_way=trouble is Trouble.PETITION_FULL)
            return Passage(full, case)
        self._way = kind
        of: TakeKind = "audio" if kind == "audio" else "video"
        plain = replace(case, kind=of, field="statement", cover_face=False, change_voice=False)
        if kind in {"video", "audio"} and case.anonymous:
            return self._shows(ChooseCover(of, self._covers(of)), plain)
        return self._left_alone(plain)

    def _no_time(self, case: Case) -> Trouble | None:
        """Why nothing more can be recorded, where something is there to be sent."""
        if case.empty:
            return None
        if self._around.limits.recording_s - case.recorded_ms // 1000 < LEAST_S:
            return Trouble.PETITION_FULL
        return Trouble.DISK_FULL if self._around.equipment.room_s < LEAST_S else None

    def _left_alone(self, case: Case) -> Passage:
        """Whoever helped goes before anything is said."""
        if case.details.assisted and case.empty:
            return self._shows(StaffLeaves(), case)
        return self._goes_on(case)

    def _goes_on(self, case: Case) -> Passage:
        return Passage(self._step, replace(case, wants_take=True), to=WAYS[self._way])

    def _choose_kind(self) -> Step:
        lacking = set() if self._around.equipment.papers_camera else {"papers"}
        return ChooseKind(tuple(kind for kind in WAYS if kind not in lacking))

    def _covers(self, kind: TakeKind) -> tuple[str, ...]:
        if kind == "audio":
            return _OF_AUDIO
        return _OF_VIDEO if self._around.equipment.covers_faces else _WITHOUT_FACES

    def _shows(self, step: Step, case: Case) -> Passage:
        self._step = step
        return Passage(step, case)
