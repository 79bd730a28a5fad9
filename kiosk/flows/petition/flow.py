"""The petition as a row of chapters: keeps the case, and does what is the same in each of them.

Until SubmitDraft is asked for, leaving throws everything away. After it the villager's wish to send stands: nothing is
cancelled any more, and asking again for the same id is harmless. What is practised is never sent and always cancelled.
"""

from collections.abc import Callable
from dataclasses import replace

from kiosk.flows.case import Case, Stage
from kiosk.flows.chapter import Chapter, ChapterName, Passage
from kiosk.flows.petition.check import CheckChapter
from kiosk.flows.petition.identity import IdentityChapter
from kiosk.flows.petition.kind import KindChapter
from kiosk.flows.petition.matter import MatterChapter
from kiosk.flows.petition.more import MoreChapter
from kiosk.flows.petition.order import first
from kiosk.flows.petition.papers import PapersChapter
from kiosk.flows.petition.privacy import PrivacyChapter
from kiosk.flows.petition.recording import RecordingChapter
from kiosk.flows.petition.sending import SendingChapter
from kiosk.flows.petition.writing import WritingChapter
from kiosk.flows.receipt import ReceiptChapter
from kiosk.flows.step import HOME, Destination, EdgeGone, Heard, ReadTrouble, Step, Trouble, Turn, trouble_from
from kiosk.flows.surroundings import Surroundings
from wire import port
from wire.ids import PetitionId, new_id

CHAPTERS: dict[ChapterName, Callable[[Surroundings], Chapter]] = {
    ChapterName.MATTER: MatterChapter,
    ChapterName.IDENTITY: IdentityChapter,
    ChapterName.PRIVACY: PrivacyChapter,
    ChapterName.KIND: KindChapter,
    ChapterName.RECORDING: RecordingChapter,
    ChapterName.WRITING: WritingChapter,
    ChapterName.PAPERS: PapersChapter,
    ChapterName.MORE: MoreChapter,
    ChapterName.CHECK: CheckChapter,
    ChapterName.SENDING: SendingChapter,
    ChapterName.RECEIPT: ReceiptChapter,
}
"""Name → what makes it. Which comes after which stands in order.py."""
_EVERYWHERE = {"StartPreview", "StartDraft", "StartRecording", "StopRecording", "DiscardRecording", "SubmitDraft"}
"""Requests whose Sorry is trouble in any chapter; the others belong to the chapter that asks them."""
_EDGE_GONE = ReadTrouble(Trouble.EDGE_GONE)
_OTHER_WAY = {Trouble.NO_CAMERA, Trouble.NO_MICROPHONE, Trouble.CAMERA_LOST, Trouble.CANNOT_COVER}
"""What is missing is not needed in every way of saying it."""
_NO_ROOM = {Trouble.PETITION_FULL, Trouble.DISK_FULL}


class PetitionFlow:
    """One petition of one visit, or what follows one."""

    def __init__(self, around: Surroundings, to: Destination) -> None:
        self._around = around
        self._case = to.carried if isinstance(to.carried, Case) else Case()
        self._name = first(self._case)
        self._chapter: Chapter
        self._step = Step()
        self._again = self._name
        """Where trying again leads."""
        self._birth = around.birth
        """Which start of the edge holds the draft."""

    def begins(self) -> Turn:
        return self._enters(first(self._case))

    def does(self, choice: str, item: str) -> Turn:
        if choice not in self._step.choices:
            return self._stays()
        if isinstance(self._step, ReadTrouble):
            return self._answers_trouble(choice)
        return self._takes(self._chapter.does(self._case, choice, item))

    def waits(self, seconds: float) -> Turn:
        if isinstance(self._step, ReadTrouble):
            return self._stays()
        return self._takes(self._chapter.waits(self._case, seconds))

    def leaves(self) -> tuple[port.Request, ...]:
        told = self._chapter.leaves(self._case)
        if not self._is_draft:
            return told
        one = self._case.petition_id
        return (*told, port.StopReplay(petition_id=one), port.StopPreview(), port.CancelDraft(petition_id=one))

    def hears(self, event: Heard) -> Turn:
        if getattr(event, "petition_id", self._case.petition_id) != self._case.petition_id:
            return self._stays()
        match event:
            case EdgeGone() if self._is_draft:
                return self._shows(_EDGE_GONE)
            case port.Welcome() if self._is_draft and event.birth != self._birth:
                return self._loses_the_draft()
            case port.Welcome() if self._step == self._marked(_EDGE_GONE):
                return self._enters(self._name)
            case port.DraftStarted():
                self._case = replace(self._case, code=event.code)
            case port.Sorry():
                return self._hears_sorry(event)
        return self._chapter_hears(event)

    @property
    def _is_draft(self) -> bool:
        """Whether the edge holds something that dies with the visit."""
        return self._case.started and (self._case.stage is None or self._case.practice)

    # Trouble

    def _hears_sorry(self, event: port.Sorry) -> Turn:
        if event.subject_id not in {"", self._case.petition_id}:
            return self._chapter_hears(event)
        if not self._can_still_fail(event):
            return self._chapter_hears(event)
        if event.reason == "draft_unknown":
            return self._loses_the_draft()
        if event.about not in _EVERYWHERE or event.reason == "no_papers_camera":
            return self._chapter_hears(event)
        started = self._case.started and event.about != "StartDraft"
        self._case = replace(self._case, started=started, stage=None)
        # only a question has the county to wait for; here it is a device that hangs
        trouble = Trouble.FAILED if event.reason == "no_answer_in_time" else trouble_from(event.reason)
        if event.about == "StartRecording" and trouble in _NO_ROOM and not self._case.empty:
            return self._has_no_room(trouble)
        return self._troubled(trouble, again=self._anew(event))

    def _anew(self, event: port.Sorry) -> ChapterName:
        """The chapter that can do better."""
        if event.about == "StartDraft":
            return ChapterName.PRIVACY
        nothing = event.about == "SubmitDraft" and event.reason == "nothing_recorded"
        return ChapterName.KIND if nothing else self._name

    def _can_still_fail(self, event: port.Sorry) -> bool:
        """Once it was asked to be sent only that can fail, and once it is kept nothing can."""
        if self._case.stage is Stage.SAVING:
            return event.about == "SubmitDraft"
        return self._case.stage is None

    def _troubled(self, trouble: Trouble, *, again: ChapterName) -> Turn:
        self._again = again
        return self._shows(ReadTrouble(trouble, again=True, other_way=trouble in _OTHER_WAY))

    def _has_no_room(self, trouble: Trouble) -> Turn:
        """For one take more: trying again would end here again, and what was said before need not be lost."""
        return self._shows(ReadTrouble(trouble, send=True, other_way=trouble is Trouble.PETITION_FULL))

    def _loses_the_draft(self) -> Turn:
        """What was recorded is gone with the edge that held its key; what was chosen is still here."""
        case = self._case
        self._case = replace(
            case,
            petition_id=PetitionId(new_id()),
            started=False,
            stage=None,
            takes=(),
            pages=(),
            writings=(),
            code=case.code if case.follows else "",
        )
        return self._troubled(Trouble.DRAFT_LOST, again=ChapterName.PRIVACY)

    def _answers_trouble(self, choice: str) -> Turn:
        if choice == "again" and isinstance(self._step, ReadTrouble) and self._step.again:
            return self._enters(self._again, self._chapter.leaves(self._case))
        if choice == "other_way" and isinstance(self._step, ReadTrouble) and self._step.other_way:
            return self._enters(ChapterName.KIND, self._chapter.leaves(self._case))
        if choice == "send" and isinstance(self._step, ReadTrouble) and self._step.send:
            self._case = replace(self._case, wants_take=False)
            return self._enters(ChapterName.CHECK, self._chapter.leaves(self._case))
        return Turn(self._step, to=HOME if choice == "home" else None)

    # Chapters

    def _chapter_hears(self, event: Heard) -> Turn:
        passage = self._chapter.hears(self._case, event)
        if isinstance(self._step, ReadTrouble) and passage.case == self._case:
            # the sentence stands until it is answered, or until something was kept after all
            return Turn(self._step, self._watched(passage.requests))
        return self._takes(passage)

    def _enters(self, name: ChapterName, requests: tuple[port.Request, ...] = ()) -> Turn:
        self._name = self._again = name
        self._chapter = CHAPTERS[name](self._around)
        passage = self._chapter.begins(self._case)
        return self._takes(replace(passage, requests=(*requests, *passage.requests)))

    def _takes(self, passage: Passage) -> Turn:
        self._case = passage.case
        requests = self._watched(passage.requests)
        if isinstance(passage.to, ChapterName):
            return self._enters(passage.to, (*requests, *self._chapter.leaves(self._case)))
        self._step = self._marked(passage.step)
        return Turn(self._step, requests, passage.to)

    def _watched(self, requests: tuple[port.Request, ...]) -> tuple[port.Request, ...]:
        if any(isinstance(one, port.StartDraft) for one in requests):
            self._birth = self._around.birth
        return requests

    def _shows(self, step: Step) -> Turn:
        self._step = self._marked(step)
        return self._stays()

    def _marked(self, step: Step) -> Step:
        return replace(step, practice=True) if self._case.practice else step

    def _stays(self) -> Turn:
        return Turn(self._step)
