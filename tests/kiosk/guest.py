"""A villager at the real screens who leaves something secret wherever a kiosk takes something in.

The test keeps only canaries of it. Whatever the fake edge and the test remember is forgotten with `forgets`.
"""

from typing import Any, Self

from kiosk.flows.strokes import told
from tests.journeys.remains.canary import Canary, digits, words
from tests.kiosk.edge_fake import FakeEdge
from wire import port
from wire.ids import InquiryId
from wire.inquiry.sheet import Inquirer
from wire.inquiry.transcript import Entry
from wire.petition.mailbox import Progress
from wire.record import Record
from wire.seal.receipt_code import new_code

_INQUIRY = InquiryId("b" * 32)
EQUIPMENT = port.Equipment(
    printer="ready",
    slip_width_px=576,
    papers_camera=True,
    counts_faces=True,
    covers_faces=True,
    calls=True,
    voices=("zh_CN",),
    reads_text=("zh_CN",),
)


class SecretEdge(FakeEdge):
    """Tells codes and an answer of its own."""

    def __init__(self, path: Any) -> None:
        super().__init__(path)
        self.equipment = EQUIPMENT
        self.code = Canary("code", new_code())
        self.reply = words("reply", 14)

    @property
    def inquiry_code(self) -> str:
        """Never kept in the clear."""
        return self.code.text

    def answers(self, request: Record) -> list[Record]:
        match request:
            case port.StartDraft():
                return [port.DraftStarted(petition_id=request.petition_id, code=request.code or self.code.text)]
            case port.AskAnswer():
                reply = port.Reply(text=self.reply.text, office="柳河镇", written_at_ms=7)
                progress = Progress(stage="answered", received_at_ms=5, accepted_at_ms=6, review_until="2099-12-20")
                return [port.AnswerFound(ask_id=request.ask_id, replies=[reply], progress=progress)]
            case _:
                return super().answers(request)


class Guest:
    """Touches the screens by their choices."""

    def __init__(self, kiosk: Any) -> None:
        """A LonelyKiosk, or what has as much of one as is used here."""
        self._kiosk = kiosk
        kiosk.edge = SecretEdge(kiosk.edge._path)
        self.canaries = [kiosk.edge.code, kiosk.edge.reply]

    @property
    def step(self) -> Any:
        return self._kiosk.app.step

    def does(self, *choices: str) -> Self:
        """Each `choice` or `choice:item`, with a frame after it."""
        for one in choices:
            choice, _, item = one.partition(":")
            assert choice in (*self.step.choices, "home", "leave", "help", "listen"), f"{one} on {self.step}"
            self._kiosk.app.face.does(choice, item)
            self._kiosk.next_frame()
        return self

    def types(self, name: str, length: int) -> Self:
        """Digits that stand nowhere else."""
        canary = digits(name, length)
        self.canaries.append(canary)
        return self.does(*(f"digit:{one}" for one in canary.text))

    def spells(self, name: str) -> Self:
        """By digits, and a word or two in pinyin, where there is a dictionary."""
        canary = digits(name, 9)
        self.canaries.append(canary)
        self.does("layer:digits", *(f"key:{one}" for one in canary.text))
        if name == "name" and "pinyin" in self.step.layers:
            self.does("layer:pinyin", *(f"key:{one}" for one in "942643"))
            self.canaries.append(Canary(f"{name} as it was spelled", "".join(self.step.composing.candidates[:2])))
            self.does("choose:1")
        return self

    def draws(self, name: str) -> Self:
        """A stroke whose places stand nowhere else."""
        places = [int(one) for one in digits("", 16).text]
        stroke = tuple((1000 + 97 * at + place, 1000 + 61 * place) for at, place in enumerate(places))
        self.canaries.append(Canary(name, told(stroke)))
        return self.does("stroke:" + told(stroke))

    def comes_to(self, step: str, *, way: str = "petition") -> Self:
        """On its way until this step stands there; `shown` ones are the last that can be done before going on."""
        for name, deed in WAYS[way]:
            assert type(self.step).__name__ == name, f"{self.step} stands where {name} should"
            if name == step:
                return self
            deed(self)
        assert step == "Home", f"nobody comes to {step}"
        return self

    def hears(self, event: Any) -> Self:
        self._kiosk.app.face.post(event)
        self._kiosk.next_frame()
        return self

    def waits(self, seconds: int) -> Self:
        for _ in range(seconds):
            self._kiosk.app.face._wait(1.0)
        self._kiosk.next_frame()
        return self

    def is_receipted(self) -> Self:
        return self.hears(port.Receipted(petition_id=self._kiosk.last, received_at_ms=1)).waits(5)

    def is_answered(self) -> Self:
        """An officer takes the call."""
        call_id = next(one.call_id for one in self._kiosk.sent if isinstance(one, port.StartCall))
        officer = words("officer")
        self.canaries.append(officer)
        return self.hears(port.CallTaken(call_id=call_id, officer=officer.text, far_path="/nowhere"))

    def hears_of_call(self, event: type[Any], **facts: Any) -> Self:
        """Something about the newest call."""
        call_id = [one.call_id for one in self._kiosk.sent if isinstance(one, port.StartCall)][-1]
        return self.hears(event(call_id=call_id, **facts))

    def is_asked_formally(self) -> Self:
        names = words("first who asks"), words("second who asks")
        about = words("about")
        self.canaries += [*names, about]
        officers = tuple(Inquirer(name=one.text, office="县纪委", credential="1024") for one in names)
        return self.hears_of_call(port.InquiryAsked, inquiry_id=_INQUIRY, officers=officers, about=about.text)

    def is_read_back_to(self) -> Self:
        """What the villager answered, as it was written down."""
        answer = words("answer", 20)
        self.canaries.append(answer)
        entries = (Entry(who="officer", text="修过没有？"), Entry(who="villager", text=answer.text))
        self.hears(port.InquiryAt(inquiry_id=_INQUIRY, step="questions"))
        self.hears(port.InquiryText(inquiry_id=_INQUIRY, page=1, version=1, entries=entries))
        return self.hears(port.InquiryAt(inquiry_id=_INQUIRY, step="read_back", reading=1, pages=1))

    def comes_to_sign(self) -> Self:
        return self.hears(port.InquiryAt(inquiry_id=_INQUIRY, step="signature", pages=1))

    def enters_code(self) -> Self:
        return self.does(*(f"digit:{one}" for one in self._kiosk.edge.code.text))

    def is_forgotten(self) -> None:
        """By everything that is no kiosk: the fake edge and the test's own window remember what was sent."""
        for request in self._kiosk.sent:
            if isinstance(request, port.KeepWriting | port.PrintSlip | port.SignInquiry):
                self.canaries.append(Canary(type(request).__name__, request.png))
        del request
        self._kiosk.sent.clear()
        self._kiosk.edge.heard.clear()


def _does(*choices: str) -> Any:
    return lambda guest: guest.does(*choices)


WAYS: dict[str, list[tuple[str, Any]]] = {
    "petition": [
        ("Home", _does("petition")),
        ("ChooseMatter", _does("matter:report")),
        ("CheckScope", _does("none")),
        ("ChooseIdentity", _does("identity:named")),
        ("ReadPrivacy", _does("agree")),
        ("WriteByHand", lambda guest: guest.draws("hand").does("undo", "keys")),
        ("WriteWords", lambda guest: guest.spells("name").does("done")),
        ("EnterPhone", lambda guest: guest.types("phone", 9).does("done")),
        ("ChooseCallback", _does("callback:in_person")),
        ("ChooseKind", lambda guest: guest.does("kind:writing").draws("statement").does("done")),
        ("AddMore", _does("recusal")),
        (
            "ChooseKeptOut",
            lambda guest: guest.does("name", "keys").spells("recusal").does("done", "done", "protection"),
        ),
        ("AskProtection", _does("yes", "group")),
        ("GroupOfPeople", lambda guest: guest.does("representative", "keys").spells("other").does("done", "count")),
        ("CountOthers", _does("digit:4", "done", "done", "source")),
        ("ChooseSource", _does("village:东书村")),
        ("ChooseSourceNotice", _does("whole", "check")),
        ("CheckPetition", _does("send")),
        ("Sending", lambda guest: guest.is_receipted()),
        ("ReadReceipt", _does("show", "say", "print", "done")),
        ("TypeBack", lambda guest: guest.enters_code().does("compare")),
        ("ReadThanks", _does("done")),
    ],
    "answer": [
        ("Home", _does("answer")),
        ("EnterCode", lambda guest: guest.enters_code().does("ask")),
        ("ReadProgress", _does("answer")),
        ("ReadAnswer", _does("listen", "done", "rate")),
        ("RateAnswer", _does("face:good", "send")),
        ("ReadRated", _does("done")),
    ],
    "call": [
        ("Home", _does("call")),
        ("ChooseOfficer", _does("concerned")),
        ("ChooseConcerned", _does("concerns:township")),
        ("WaitForOfficer", lambda guest: guest.is_answered()),
        ("TalkToOfficer", lambda guest: guest.hears_of_call(port.RecordingAsked)),
        ("AgreeToRecording", lambda guest: guest.does("allow").hears_of_call(port.CallEnded, why="lost")),
        ("ReadCallEnd", _does("call_back")),
        ("ReadCallBack", _does("home")),
    ],
    "assisted call": [
        ("Home", _does("help", "assisted")),
        ("ChooseAssisted", _does("call")),
        ("ChooseOfficer", _does("officer:county")),
        ("StaffLeaves", _does("alone")),
        ("WaitForOfficer", _does("hang_up")),
    ],
    "inquiry": [
        ("Home", _does("call", "officer:county")),
        ("WaitForOfficer", lambda guest: guest.is_answered().is_asked_formally()),
        ("AgreeToInquiry", _does("agree")),
        ("AttendInquiry", _does("understood", "stop")),
        ("StopInquiry", lambda guest: guest.does("go_on").is_read_back_to()),
        ("ReadBack", lambda guest: guest.does("right").comes_to_sign()),
        ("SignInquiry", lambda guest: guest.draws("signature").does("done")),
        ("ReadInquiryEnd", _does("code")),
        ("ReadReceipt", _does("show")),
    ],
    "video": [
        ("Home", _does("petition", "matter:report", "none", "identity:anonymous", "agree", "kind:video")),
        ("ChooseCover", _does("cover:plain")),
        ("FaceCamera", _does("record")),
        ("Record", _does("stop")),
        ("Review", _does("again")),
    ],
}
"""Steps of a visit, and what leads from each to the next."""
