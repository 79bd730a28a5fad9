"""A villager who tells the edge everything that can be told, and of whom only canaries are left to the test."""

import gc
import io
import secrets
import weakref

from PIL import Image

from tests.edge.terminal import FaceOnWire, Terminal
from tests.journeys.remains.canary import Canary, digits, letters, words
from wire import port
from wire.codec import to_json
from wire.ids import AskId, PageId, PetitionId, ReplyId, TakeId, new_id
from wire.petition.details import Contact, Details, Recusal, SourceRow
from wire.petition.mailbox import ReplyText, SealedReply
from wire.seal.age import DraftIdentity, seal
from wire.seal.padding import padded_json
from wire.seal.receipt_code import code_keys, new_code

_SAID = ("statement", "name", "recusal", "representative", "row")


class Confidant:
    """Everything that one villager says, in the EdgePort's words."""

    def __init__(self) -> None:
        self.petition_id = PetitionId(new_id())
        self.page_ids = [PageId(new_id()) for _ in range(2)]
        self.ask_id = AskId(new_id())
        self.canaries = {name: words(name) for name in _SAID}
        self._keys: list[weakref.ref[DraftIdentity]] = []
        self._add(digits("phone", 11))
        self._add(letters("read aloud"))
        self._add(Canary("handwriting", _png(64)))
        self._add(Canary("slip", _png(576)))

    def _add(self, canary: Canary) -> None:
        self.canaries[canary.name] = canary

    def _said(self, name: str) -> str:
        return self.canaries[name].text

    @property
    def details(self) -> Details:
        return Details(
            matter="report",
            contact=Contact(name=self._said("name"), reach=self._said("phone")),
            recusal=Recusal(names=self._said("recusal")),
            representatives=(self._said("representative"),),
            source=SourceRow(village="东书村", row=self._said("row")),
            text=self._said("statement"),
        )

    async def begins(self, kiosk: FaceOnWire, *, under: Canary | None = None) -> None:
        """A draft, with its code and its key; `under` the code of an earlier petition."""
        kiosk.ask(port.StartDraft(petition_id=self.petition_id, code=under.text if under else ""))
        self._add(Canary("code", (await kiosk.hears(port.DraftStarted)).code))

    async def says_it_all(self, kiosk: FaceOnWire) -> None:
        """A take, a photographed page, handwriting, something read aloud, and a slip."""
        one, take_id = self.petition_id, TakeId(new_id())
        kiosk.ask(port.StartRecording(petition_id=one, take_id=take_id))
        await kiosk.hears(port.RecordingStarted)
        kiosk.ask(port.StopRecording(petition_id=one))
        await kiosk.hears(port.RecordingStopped)
        kiosk.ask(port.StartPreview(of="papers"))
        await kiosk.hears(port.PreviewStarted)
        kiosk.ask(port.TakePage(petition_id=one, page_id=self.page_ids[0]))
        await kiosk.hears(port.PageKept)
        kiosk.ask(port.KeepWriting(petition_id=one, page_id=self.page_ids[1], png=self.canaries["handwriting"].content))
        await kiosk.hears(port.PageKept)
        kiosk.ask(port.ShowPage(petition_id=one, page_id=self.page_ids[1]))
        await kiosk.hears(port.PageShown)
        kiosk.ask(port.Say(say_id="s", prompts=[], text=self._said("read aloud"), private=True))
        await kiosk.hears(port.SayingStarted)
        kiosk.ask(port.PrintSlip(slip_id="one", png=self.canaries["slip"].content))
        await kiosk.hears(port.SlipPrinted)

    async def hands_over_keys(self, terminal: Terminal) -> None:
        """What only the edge knows: the draft's own key, and the one that opens replies."""
        draft = terminal.agent.features.petitions.draft(self.petition_id)
        for name, identity in (("draft key", draft.identity), ("reply key", (await draft.keys).identity)):
            self._add(Canary(name, str(identity._identity)))
            self._keys.append(weakref.ref(identity))

    @property
    def living_keys(self) -> int:
        """How many of them could still open something: what Python cannot look into counts by itself."""
        return sum(key() is not None for key in self._keys)


class Inquirer:
    """Comes back with a code; the county has two replies for it, one of them spoken."""

    def __init__(self) -> None:
        self.ask_id = AskId(new_id())
        self._code = Canary("code", new_code())
        self._there_before = _identities()
        self._reply, self._voice = words("reply", 12), Canary("voice", secrets.token_bytes(600))

    @property
    def canaries(self) -> dict[str, Canary]:
        return {one.name: one for one in (self._code, self._reply, self._voice)}

    @property
    def living_keys(self) -> int:
        """Made since this villager came, and still held by Python."""
        return _identities() - self._there_before

    async def asks(self, terminal: Terminal, kiosk: FaceOnWire) -> None:
        """The answer is read, and half of it was heard."""
        self._county_answers(terminal)
        kiosk.ask(port.AskAnswer(ask_id=self.ask_id, code=self._code.text))
        await terminal.county_answers_until(kiosk, port.AnswerFound)
        found = await kiosk.hears(port.AnswerFound)
        assert [one.spoken for one in found.replies] == [False, True]
        kiosk.ask(port.Say(say_id="s", prompts=[], text=found.replies[0].text, private=True))
        await kiosk.hears(port.SayingStarted)
        kiosk.ask(port.PlayReply(ask_id=self.ask_id, at=1))
        await kiosk.hears(port.SayingStarted)

    def _county_answers(self, terminal: Terminal) -> None:
        keys = code_keys(self._code.text, county=terminal.cast.config.terminal.county)
        replies = [
            ReplyText(text=self._reply.text, office="柳河镇", written_at_ms=7),
            ReplyText(text="", office="柳河镇", written_at_ms=8, voice=self._voice.content),
        ]
        terminal.county.mailboxes[keys.mailbox] = [_sealed(one, keys.identity.recipient) for one in replies]


def _identities() -> int:
    return sum(type(one) is DraftIdentity for one in gc.get_objects())


def _sealed(reply: ReplyText, recipient: str) -> SealedReply:
    return SealedReply(
        reply_id=ReplyId(new_id()),
        sealed=seal(padded_json(to_json(reply)), [recipient]),
        written_at_ms=reply.written_at_ms,
    )


def forgets(terminal: Terminal, *faces: FaceOnWire) -> None:
    """What fakes and faces of the test remember themselves."""
    terminal.speech.said.clear()
    terminal.speech.played.clear()
    terminal.printer.printed.clear()
    terminal.studio.replayed.clear()
    terminal.link.published.clear()
    terminal.bulk.published.clear()
    for face in faces:
        face.events.clear()


def _png(side: int) -> bytes:
    file = io.BytesIO()
    Image.frombytes("L", (side, 16), secrets.token_bytes(side * 16)).save(file, "PNG")
    return file.getvalue()
