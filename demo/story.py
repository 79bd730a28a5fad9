"""The scripted visit, act after act. Each act is a step of the report and leaves a picture; a failed one ends the demo.

Villager and officer only do what people can do: touch the real screens, use the real pages.
"""

import hashlib
import io
import time
from dataclasses import dataclass, field
from pathlib import Path

from demo.errors import Leaked, StepFailed
from demo.evidence import needles, opened_by_age, search
from demo.officer import Officer
from demo.report import Report
from demo.slate.check import check_clip
from demo.station import stored_parts
from demo.system import System
from demo.visitor import Visitor
from wire.codec import from_json
from wire.petition.manifest import PetitionMeta
from wire.seal.receipt_code import DIGITS

RECORD_S = 10.0
_PLAY_S = 2.0
_NOTICE_WITHIN_S = 20.0


@dataclass
class Story:
    """Who takes part, and what one act hands to the next."""

    system: System
    report: Report
    villager: Visitor
    onlooker: Visitor
    """Stands before the wall."""
    officer: Officer
    code: str = ""
    """Only ever here, in RAM."""
    petition_id: str = ""
    stored_before: set[Path] = field(default_factory=set)
    """What an earlier run in the same place left."""
    secrets: list[bytes] = field(default_factory=list)
    """Pieces of picture and sound: only ever sealed, but for this process's RAM."""

    def runs(self) -> None:
        """All acts; raises StepFailed, ChildEnded or Leaked."""
        self.publish_first_notices()
        self.arrive()
        self.choose()
        self.record()
        self.replay()
        self.send()
        self.take_the_code()
        self.open_at_the_desk()
        self.answer()
        self.read_the_answer()
        self.publish_while_all_look_on()
        self.read_the_accounts()
        self.check_the_store()
        self.search_for_plaintext()

    def publish_first_notices(self) -> None:
        with self.report.step("publish"):
            officer = self.system.cast.officer
            self.officer.logs_in(officer.login, self.system.password)
            for words in self.system.cast.notices:
                self.officer.writes_notice(words)
                self.officer.photographs(self.report.picture(f"desk-notice-{len(words.rows)}"))
                self.officer.publishes()
            self.officer.photographs(self.report.picture("desk-notices"))

    def arrive(self) -> None:
        with self.report.step("arrive"):
            self.villager.arrives().waits_for("Home").waits_for_text(self.system.cast.notices[0].title)
            self.villager.photographs(self.report.picture("kiosk-home"))
            self.onlooker.arrives().waits_for("Page").waits_for_text(self.system.cast.notices[0].village, 30)
            self.onlooker.photographs(self.report.picture("wall-first"))

    def choose(self) -> None:
        with self.report.step("choose"):
            self.villager.taps("petition").waits_for("ChooseMatter")
            self.villager.photographs(self.report.picture("kiosk-matter"))
            self.villager.taps("matter:report").waits_for("CheckScope").taps("none").waits_for("ChooseIdentity")
            self.villager.photographs(self.report.picture("kiosk-identity"))
            self.villager.taps("identity:anonymous").waits_for("ReadPrivacy")
            self.villager.photographs(self.report.picture("kiosk-privacy"))
            self.villager.taps("agree").waits_for("ChooseKind")
            self.villager.photographs(self.report.picture("kiosk-choose"))
            self.villager.taps("kind:video").waits_for("ChooseCover").taps("cover:plain").waits_for("FaceCamera")

    def record(self) -> None:
        with self.report.step("record"):
            started = time.monotonic()
            self.villager.taps("record", timeout_s=20).waits_for("Record")
            self.report.figures["seconds_to_recording"] = round(time.monotonic() - started, 2)
            time.sleep(RECORD_S / 2)
            self.villager.photographs(self.report.picture("kiosk-recording"))
            time.sleep(max(0.0, started + RECORD_S + 0.5 - time.monotonic()))
            self.villager.taps("stop").waits_for("Review")
            self.villager.photographs(self.report.picture("kiosk-review"))

    def replay(self) -> None:
        with self.report.step("replay"):
            self.villager.taps("replay")
            time.sleep(2.5)
            self.villager.photographs(self.report.picture("kiosk-replay"))
            self.villager.taps("stop").waits_for("Review")

    def send(self) -> None:
        with self.report.step("send"):
            started = time.monotonic()
            self.stored_before = set(stored_parts(self.system.place))
            self.villager.taps("done").waits_for("AddMore").taps("check").waits_for("CheckPetition")
            self.villager.photographs(self.report.picture("kiosk-check"))
            self.villager.taps("send")
            self.petition_id = self._arrived(within_s=60)
            self.report.figures["seconds_send_to_county"] = round(time.monotonic() - started, 2)
            self.villager.waits_for("ReadReceipt", 60).waits_for_text(self.system.cast.words.received, 30)
            self.report.figures["seconds_send_to_receipt_shown"] = round(time.monotonic() - started, 2)

    def take_the_code(self) -> None:
        with self.report.step("receipt"):
            self.villager.photographs(self.report.picture("kiosk-receipt-covered"))
            self.villager.taps("show")
            self.code = self._shown_code()
            self.villager.photographs(self.report.picture("kiosk-receipt"))
            self.villager.taps("done").waits_for("TypeBack").taps("skip").waits_for("ReadThanks")
            self.villager.taps("done").waits_for("Home")

    def open_at_the_desk(self) -> None:
        with self.report.step("open"):
            self.officer.opens_inbox()
            self.officer.photographs(self.report.picture("desk-inbox"))
            seconds = self.officer.opens(self.petition_id, self.system.place.office_key)
            played = self.officer.plays(_PLAY_S)
            self.officer.photographs(self.report.picture("desk-petition"))
            self.report.figures["seconds_to_open_in_browser"] = round(seconds, 2)
            self.report.figures["browser_video"] = f"{played['width']}x{played['height']}"
            self.report.figures["browser_length_s"] = round(played["length"], 2)
            if not played["width"]:
                raise StepFailed("the browser plays no picture")

    def answer(self) -> None:
        with self.report.step("answer"):
            self.officer.answers(self.system.cast.reply.text)
            self.officer.photographs(self.report.picture("desk-answered"))

    def read_the_answer(self) -> None:
        with self.report.step("read"):
            self.villager.taps("answer").waits_for("EnterCode").types(self.code)
            self.villager.photographs(self.report.picture("kiosk-code"))
            started = time.monotonic()
            self.villager.taps("ask").waits_for("ReadProgress", 30)
            self.villager.photographs(self.report.picture("kiosk-progress"))
            self.villager.taps("answer").waits_for("ReadAnswer")
            self.report.figures["seconds_to_answer"] = round(time.monotonic() - started, 2)
            self.villager.waits_for_text(self.system.cast.reply.text[:6])
            self.villager.photographs(self.report.picture("kiosk-answer"))
            self.villager.taps("done").waits_for("ReadProgress").taps("done").waits_for("Home")

    def publish_while_all_look_on(self) -> None:
        with self.report.step("notice"):
            words = self.system.cast.late_notice
            self.officer.writes_notice(words)
            started = time.monotonic()
            self.officer.publishes()
            self.villager.waits_for_text(words.title, _NOTICE_WITHIN_S)
            self.report.figures["seconds_notice_to_kiosk"] = round(time.monotonic() - started, 2)
            self.onlooker.waits_for_text(words.title, _NOTICE_WITHIN_S)
            self.report.figures["seconds_notice_to_wall"] = round(time.monotonic() - started, 2)
            self.villager.photographs(self.report.picture("kiosk-new-notice"))
            self.onlooker.photographs(self.report.picture("wall-new-notice"))

    def read_the_accounts(self) -> None:
        with self.report.step("affairs"):
            self.villager.taps("affairs").waits_for("ChooseVillage")
            self.villager.photographs(self.report.picture("kiosk-villages"))
            self.villager.taps(f"village:{self.system.cast.notices[0].village}").waits_for("ChooseNotice")
            self.villager.photographs(self.report.picture("kiosk-notices"))
            notice = next(name for name in self.villager.sees()["choices"] if name.startswith("notice:"))
            self.villager.taps(notice).waits_for("ReadNotice")
            self.villager.photographs(self.report.picture("kiosk-accounts"))

    def check_the_store(self) -> None:
        with self.report.step("store"):
            parts = self._stored()
            opened = [opened_by_age(self.system.place.office_key, part) for part in parts]
            metas = [from_json(content.rstrip(), PetitionMeta) for content in opened if content.startswith(b"{")]
            film = b"".join(content for content in opened if not content.startswith(b"{"))
            if not metas:
                raise StepFailed("no part tells what the others are")
            # the address for replies is no secret: the manifest carries it, so that progress can be sealed to it
            self.secrets = needles(film)
            self.report.figures["parts"] = len(parts)
            self.report.figures["sealed_bytes"] = sum(part.stat().st_size for part in parts)
            self._measure(film)

    def search_for_plaintext(self) -> None:
        with self.report.step("search"):
            place = self.system.place
            spoken = [self.code, self.system.cast.reply.text, self.system.password]
            wanted = [*self.secrets, *(text.encode() for text in spoken)]
            self.report.figures["needles"] = len(wanted)
            self.report.figures["searched_bytes"] = search(place.home, wanted)
            if self.officer.complaints:
                raise Leaked(f"the officer's page complained: {self.officer.complaints[0]}")

    def _measure(self, film: bytes) -> None:
        """The film as Debian's age gives it, part after part; the slate is in the demo's own clip only."""
        found = check_clip(io.BytesIO(film))
        self.report.figures["film_seconds"] = round(found.length_s, 2)
        self.report.figures["film_pictures"] = found.pictures
        self.report.figures["dropped_frames"] = found.missing_pictures
        self.report.figures["film_sha256"] = hashlib.sha256(film).hexdigest()
        if found.worst_offset_ms is not None:
            self.report.figures["av_offset_ms"] = round(found.worst_offset_ms, 1)

    def _arrived(self, *, within_s: float) -> str:
        """The id of the petition whose parts are all at the county."""
        ends = time.monotonic() + within_s
        while not (parts := self._stored()) or any(".incoming" in str(part) for part in parts):
            self.system.check()
            if time.monotonic() > ends:
                raise StepFailed("no petition arrived at the county")
            time.sleep(0.02)
        return parts[0].parent.name

    def _stored(self) -> list[Path]:
        return [part for part in stored_parts(self.system.place) if part not in self.stored_before]

    def _shown_code(self) -> str:
        digits = [_digits(text) for text in self.villager.texts]
        codes = [each for each in digits if len(each) == DIGITS]
        if not codes:
            raise StepFailed("the receipt shows no sixteen digits")
        return codes[0]


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())
