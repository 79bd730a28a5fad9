"""The direct line: whom it concerns, waiting for an officer, talking, and how it ended. Nothing of it is kept here.

The edge connects and heals; here is only shown how things stand. Whatever ends it, the villager may leave a message
instead, which is a petition like any other, or be called back. A formal inquiry within it has a course of its own.
"""

from dataclasses import replace
from datetime import datetime
from typing import Final

from kiosk.flows.assisted import StaffLeaves
from kiosk.flows.call.before import (
    ANSWERED_BY,
    KEPT_OUT,
    OFFICERS,
    AnswerRing,
    Assisting,
    ChooseAssisted,
    ChooseConcerned,
    ChooseOfficer,
)
from kiosk.flows.call.steps import AgreeToRecording, ReadCallBack, ReadCallEnd, TalkToOfficer, WaitForOfficer
from kiosk.flows.call.talk import changed
from kiosk.flows.case import Case
from kiosk.flows.inquiry.course import Inquiry
from kiosk.flows.step import (
    HOME,
    Destination,
    EdgeGone,
    FlowName,
    Heard,
    ReadTrouble,
    Step,
    Trouble,
    Turn,
    trouble_from,
)
from kiosk.flows.surroundings import Surroundings
from wire import port
from wire.call.signals import RINGS_FOR_S, Concerned, Level
from wire.ids import CallId, new_id
from wire.petition.details import Recusal

_GIVE_UP_S: Final = 30
"""The edge answers sooner; if it does not, nobody is left waiting."""
_ASKS: Final[dict[str, Step]] = {"call": ChooseOfficer(), "concerned": ChooseConcerned()}
"""What leads from one question to the next."""


class CallFlow:
    """One call, or several tries."""

    def __init__(self, around: Surroundings, to: Destination) -> None:
        self._around = around
        self._ring = to.carried if isinstance(to.carried, port.RingsHere) else None
        self._assisted = isinstance(to.carried, Assisting)
        self._step: Step = self._first()
        self._concerns: Concerned = "nobody"
        self._wanted: Level = "county"
        self._call_id = CallId("")
        """Empty while there is no call."""
        self._ended_id = CallId("")
        """The call before."""
        self._talk: TalkToOfficer | None = None
        self._inquiry: Inquiry | None = None

    def begins(self) -> Turn:
        return Turn(self._step)

    def _first(self) -> Step:
        if self._ring is None:
            return ChooseAssisted() if self._assisted else ChooseOfficer()
        asked = datetime.fromtimestamp(self._ring.asked_at_ms / 1000).astimezone()
        today = datetime.now().astimezone().date()
        on = "" if asked.date() == today else asked.date().isoformat()
        return AnswerRing(asked_at=f"{asked:%H:%M}", asked_on=on)

    # What the villager does

    def does(self, choice: str, item: str) -> Turn:
        if self._inquiry is not None:
            return self._inquires(self._inquiry.does(choice, item))
        if isinstance(self._step, ChooseAssisted | ChooseOfficer | ChooseConcerned | StaffLeaves):
            return self._chooses(choice, item)
        if isinstance(self._step, WaitForOfficer | TalkToOfficer | AgreeToRecording):
            return self._in_call(choice)
        return self._goes_on(choice)

    def _in_call(self, choice: str) -> Turn:
        if choice == "hang_up":
            return self._ends("hung_up", port.EndCall(call_id=self._call_id))
        if isinstance(self._step, AgreeToRecording):
            return self._answers_recording(choice)
        return self._shows(self._step, *self._switch(choice))

    def _chooses(self, choice: str, item: str) -> Turn:
        if choice in _ASKS:
            return self._shows(_ASKS[choice])
        if choice == "petition":
            return Turn(self._step, to=Destination(FlowName.PETITION, carried=Case().with_details(assisted=True)))
        wanted = next((one for one in OFFICERS if one == item and choice == "officer"), None)
        concerned = next((one for one in ANSWERED_BY if one == item and choice == "concerns"), None)
        if wanted is not None:
            return self._wants(wanted, "nobody")
        if concerned is not None:
            return self._wants(ANSWERED_BY[concerned], concerned)
        if choice == "alone":
            return self._calls()
        return self._goes_back() if choice == "back" else Turn(self._step)

    def _goes_back(self) -> Turn:
        match self._step:
            case ChooseOfficer() if self._assisted:
                return self._shows(ChooseAssisted())
            case ChooseConcerned() | StaffLeaves():
                return self._shows(ChooseOfficer())
        return Turn(self._step, to=HOME)

    def _wants(self, wanted: Level, concerns: Concerned) -> Turn:
        self._wanted, self._concerns = wanted, concerns
        return self._shows(StaffLeaves()) if self._assisted else self._calls()

    def _calls(self) -> Turn:
        if not self._around.edge_here:
            return self._shows(ReadTrouble(Trouble.EDGE_GONE, again=True))
        self._call_id, self._talk = CallId(new_id()), None
        ring, self._ring = self._ring, None
        call = port.StartCall(
            call_id=self._call_id,
            concerns=self._concerns,
            language=self._around.language,
            wanted=self._wanted,
            assisted=self._assisted,
            answers=ring.ring_id if ring else "",
        )
        return self._shows(WaitForOfficer(wanted=self._wanted, answers=ring is not None), call)

    def _switch(self, choice: str) -> tuple[port.Request, ...]:
        """What the edge is asked for; the screen follows when it has done it."""
        one = self._call_id
        asked: dict[str, port.Request] = {
            "mute": port.MuteMe(call_id=one, muted=True),
            "unmute": port.MuteMe(call_id=one, muted=False),
            "hide": port.CameraOff(call_id=one, off=True),
            "show": port.CameraOff(call_id=one, off=False),
            "paper": port.ShowPaper(call_id=one, shown=True),
            "no_paper": port.ShowPaper(call_id=one, shown=False),
            "stop_recording": port.AllowRecording(call_id=one, allowed=False),
        }
        return (asked[choice],) if choice in asked else ()

    def _answers_recording(self, choice: str) -> Turn:
        if choice not in {"allow", "refuse"} or self._talk is None:
            return Turn(self._step)
        return self._shows(self._talk, port.AllowRecording(call_id=self._call_id, allowed=choice == "allow"))

    def _goes_on(self, choice: str) -> Turn:
        """From a ring, an end, or trouble."""
        if choice in {"again", "answer"}:
            return self._calls()
        if choice == "call_back" and self._ended_id:
            return self._shows(ReadCallBack(), port.WantCallBack(call_id=self._ended_id))
        to = {"message": self._message(), "home": HOME, "refuse": HOME}.get(choice)
        return Turn(self._step, to=to)

    def _message(self) -> Destination:
        """A petition in place of the call: whom it concerns must not handle it, and staff may have begun it."""
        kept_out = KEPT_OUT.get(self._concerns)
        recusal = Recusal(kept_out=(kept_out,) if kept_out else ())
        case = Case().with_details(recusal=recusal, assisted=self._assisted)
        return Destination(FlowName.PETITION, carried=case)

    # What it hears

    def hears(self, event: Heard) -> Turn:
        if isinstance(event, EdgeGone):
            return self._loses_edge()
        if self._inquiry is not None:
            self._hears_beside(event)
            return self._inquires(self._inquiry.hears(event))
        if isinstance(event, port.Sorry):
            return self._hears_sorry(event)
        about_papers = isinstance(event, port.EdgeStatus) and self._talk is not None
        if about_papers or (self._call_id and getattr(event, "call_id", "") == self._call_id):
            return self._hears_of_call(event)
        return self._hears_after(event)

    def _hears_after(self, event: Heard) -> Turn:
        """Or before a call."""
        match event:
            case port.RingOver() if self._ring is not None and event.ring_id == self._ring.ring_id:
                self._ring = None
                return Turn(self._step, to=HOME)
            case port.CallBackKept() if event.call_id == self._ended_id:
                return self._called_back(kept=True)
        return Turn(self._step)

    def _loses_edge(self) -> Turn:
        if isinstance(self._step, AnswerRing):
            self._ring = None
            return Turn(self._step, to=HOME)
        if not (self._call_id or self._inquiry or isinstance(self._step, ReadCallBack)):
            return Turn(self._step)
        self._call_id, self._talk, self._inquiry = CallId(""), None, None
        return self._shows(ReadTrouble(Trouble.EDGE_GONE, again=True))

    def _hears_sorry(self, event: port.Sorry) -> Turn:
        if event.about == "StartCall" and self._call_id and event.subject_id in {"", self._call_id}:
            return self._refused(event.reason)
        if event.about == "WantCallBack" and event.subject_id in {"", self._ended_id}:
            return self._called_back(kept=False)
        return Turn(self._step)

    def _called_back(self, *, kept: bool) -> Turn:
        if not isinstance(self._step, ReadCallBack):
            return Turn(self._step)
        return self._shows(ReadCallBack("kept" if kept else "failed"))

    def _hears_of_call(self, event: Heard) -> Turn:
        match event:
            case port.CallEnded():
                return self._ends(event.why)
            case port.CallRinging():
                return self._rings(event.ahead)
            case port.InquiryAsked() if self._talk is not None:
                self._inquiry = Inquiry(self._around, event)
                return self._inquires(())
            case port.CallTaken() if self._talk is None:
                papers = self._around.equipment.papers_camera
                self._talk = TalkToOfficer(event.officer, papers=papers)
            case port.RecordingAsked() if self._talk is not None:
                return self._shows(AgreeToRecording(self._talk.officer, seen=self._talk.seen))
            case _ if self._talk is not None:
                self._talk = changed(self._talk, event)
        return self._talks()

    def _rings(self, ahead: int) -> Turn:
        """Also when an officer has passed the call on, and nobody has taken it yet."""
        waits = self._step if isinstance(self._step, WaitForOfficer) else WaitForOfficer(wanted=self._wanted)
        self._talk = None
        return self._shows(replace(waits, ahead=ahead))

    def _talks(self) -> Turn:
        talk = self._talk
        if talk is None:
            return Turn(self._step)
        if isinstance(self._step, AgreeToRecording):
            return self._shows(replace(self._step, officer=talk.officer, seen=talk.seen))
        return self._shows(talk)

    def _refused(self, reason: port.SorryReason) -> Turn:
        self._call_id = CallId("")
        if reason == "link_down":
            return self._shows(ReadCallEnd("link_down"))
        if reason == "no_engine":
            return self._shows(ReadCallEnd("no_engine"))
        return self._shows(ReadTrouble(trouble_from(reason), again=True))

    def _ends(self, why: port.CallEnd, *requests: port.Request) -> Turn:
        was_recorded = self._talk is not None and self._talk.recorded
        self._ended_id, self._call_id, self._talk = self._call_id, CallId(""), None
        return self._shows(ReadCallEnd(why, was_recorded=was_recorded), *requests)

    # The inquiry within

    def _hears_beside(self, event: Heard) -> None:
        """The call goes on under the inquiry, or ends under it."""
        if getattr(event, "call_id", "") != self._call_id:
            return
        if isinstance(event, port.CallEnded):
            self._ended_id, self._call_id, self._talk = self._call_id, CallId(""), None
        elif self._talk is not None:
            self._talk = changed(self._talk, event)

    def _inquires(self, requests: tuple[port.Request, ...]) -> Turn:
        inquiry = self._inquiry
        if inquiry is None:
            return Turn(self._step, requests)
        if inquiry.declined:
            self._inquiry = None
            return self._declines(requests)
        if inquiry.over and self._call_id:
            # the code is for the villager alone: the officer sees and hears this place no more
            requests = (*requests, port.EndCall(call_id=self._call_id))
            self._ended_id, self._call_id, self._talk = self._call_id, CallId(""), None
        step = inquiry.step(seen=self._talk is not None and self._talk.line != "healing")
        if self._talk is not None and self._talk.recorded:
            step = replace(step, recorded=True)
        self._step = step
        return Turn(step, requests, inquiry.to)

    def _declines(self, requests: tuple[port.Request, ...]) -> Turn:
        """The call goes on as it was."""
        if self._talk is None:
            return self._shows(ReadCallEnd("officer_left"), *requests)
        return self._shows(self._talk, *requests)

    # Time, and leaving

    def waits(self, seconds: float) -> Turn:
        if self._inquiry is not None:
            return self._inquires(self._inquiry.waits(seconds))
        match self._step:
            case WaitForOfficer():
                return self._shows(replace(self._step, waited_s=self._step.waited_s + round(seconds)))
            case AnswerRing():
                return self._rings_on(self._step, round(seconds))
            case ReadCallBack(state="asking") if self._step.waited_s >= _GIVE_UP_S:
                return self._called_back(kept=False)
            case ReadCallBack(state="asking"):
                return self._shows(replace(self._step, waited_s=self._step.waited_s + round(seconds)))
        return Turn(self._step)

    def _rings_on(self, step: AnswerRing, seconds: int) -> Turn:
        """Whoever rings says when it is over; if that is lost, nobody is rung at for ever."""
        after = replace(step, rung_s=step.rung_s + seconds)
        if after.rung_s <= 2 * RINGS_FOR_S:
            return self._shows(after)
        self._ring = None
        return Turn(after, to=HOME)

    def leaves(self) -> tuple[port.Request, ...]:
        told: tuple[port.Request, ...] = ()
        if self._ring is not None:
            told = (port.RefuseRing(ring_id=self._ring.ring_id),)
        if self._inquiry is not None:
            told = (*told, *self._inquiry.leaves())
        return (*told, port.EndCall(call_id=self._call_id)) if self._call_id else told

    def _shows(self, step: Step, *requests: port.Request) -> Turn:
        self._step = step
        return Turn(step, requests)
