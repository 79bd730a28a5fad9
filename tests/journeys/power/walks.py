"""A visit from screen to screen; each walk says where it is, so that the power can go there.

All of them together come to every screen there is, but for those of IN_COMPANY and one: the one that asks whether
anybody is there comes up by itself over any other, and asks the edge for nothing.
"""

import signal
import time
from collections.abc import Iterator
from typing import NamedTuple

from demo.processes import Child
from demo.story.opening import shown_code
from demo.system import System
from demo.visitor import Visitor
from tests.journeys.power.desk import answers
from tests.journeys.remains.canary import Canary
from tests.journeys.switched import standing_still
from wire.seal.receipt_code import new_code

_TAKE_S = 1.2
IN_COMPANY = frozenset(
    (
        *("TalkToOfficer", "AgreeToRecording", "ReadCallBack", "AnswerRing"),
        *("AgreeToInquiry", "AttendInquiry", "StopInquiry", "ReadBack", "SignInquiry", "ReadInquiryEnd"),
    )
)
"""Nobody comes to them without an officer: see `company`."""
_COMES_WITHIN_S = 20.0


class At(NamedTuple):
    """A screen of the visit."""

    step: str
    promised: int = 0
    """Petitions that the terminal has thanked for and the county does not have."""
    recorded: str = ""
    """What both sides are recorded for at this moment: `call`, `inquiry`, or nothing."""


Walk = Iterator[At]


def reads_what_is_published(villager: Visitor, system: System, village: str) -> Walk:
    """And calls the village up on a wall that does not answer."""
    yield At("Home")
    villager.taps("affairs")
    yield At("ChooseVillage")
    villager.taps(f"village:{village}")
    yield At("ChooseNotice")
    with standing_still(system.gateway):
        villager.taps("wall")
        yield At("AskWall")
        villager.waits_for("ReadOnWall")
    yield At("ReadOnWall")
    villager.taps("back").waits_for("ChooseNotice")
    _takes_first(villager, "notice:")
    yield At("ReadNotice")
    villager.taps("speak")
    yield At("ChooseRow")
    villager.taps("leave")
    yield At("Home")


def is_sent_elsewhere(villager: Visitor) -> Walk:
    villager.taps("petition")
    yield At("ChooseMatter")
    villager.taps("matter:report")
    yield At("CheckScope")
    villager.taps("place:hotline")
    yield At("ReadElsewhere")
    villager.taps("home")


def is_helped_to_say_who(villager: Visitor, name: Canary, phone: Canary) -> Walk:
    villager.waits_for_choice("call").taps("help")
    yield At("ReadHelp")
    villager.taps("assisted").waits_for("ChooseAssisted")
    yield At("ChooseAssisted")
    villager.taps("petition").waits_for("ChooseMatter").taps("matter:report").taps("none")
    yield At("ChooseIdentity")
    villager.taps("identity:named")
    yield At("ReadPrivacy")
    villager.taps("agree")
    yield At("WriteByHand")
    villager.taps("keys").waits_for("WriteWords").taps("layer:latin").taps("layer:digits")
    for digit in name.text:
        villager.taps(f"key:{digit}")
    yield At("WriteWords")
    villager.taps("done").waits_for("EnterPhone").types(phone.text)
    yield At("EnterPhone")
    villager.taps("done")
    yield At("ChooseCallback")
    villager.taps("callback:neutral")
    yield At("ChooseKind")


def speaks_twice(villager: Visitor) -> Walk:
    villager.taps("kind:video")
    yield At("StaffLeaves")
    villager.taps("alone").waits_for_choice("record")
    yield At("FaceCamera")
    villager.taps("record").waits_for("Record")
    time.sleep(_TAKE_S)
    yield At("Record")
    villager.taps("stop")
    yield At("Review")
    villager.taps("more").waits_for_choice("record").taps("record").waits_for("Record")
    time.sleep(_TAKE_S)
    villager.taps("stop").waits_for("Review").taps("parts")
    yield At("ChooseTake")
    _takes_first(villager, "take:")
    yield At("ReviewTake")
    villager.taps("back").waits_for("ChooseTake").taps("back").waits_for("Review").taps("done")
    yield At("AddMore")


def lays_a_paper(villager: Visitor) -> Walk:
    villager.taps("say_more").waits_for("ChooseKind").taps("kind:papers").waits_for_choice("take")
    yield At("PlacePaper")
    villager.taps("take")
    yield At("ReviewPage")
    villager.taps("keep")
    yield At("OrderPages")
    villager.taps("done")


def adds(villager: Visitor, village: str) -> Walk:
    villager.waits_for("AddMore").taps("recusal")
    yield At("ChooseKeptOut")
    villager.taps("kept:village").taps("done").waits_for("AddMore").taps("protection")
    yield At("AskProtection")
    villager.taps("yes").waits_for("AddMore").taps("group")
    yield At("GroupOfPeople")
    villager.taps("count").waits_for("CountOthers").types("4")
    yield At("CountOthers")
    villager.taps("done").waits_for("GroupOfPeople").taps("done").waits_for("AddMore").taps("source")
    yield At("ChooseSource")
    villager.taps(f"village:{village}")
    yield At("ChooseSourceNotice")
    villager.taps("whole").waits_for("AddMore").taps("check")
    yield At("CheckPetition")


def sends_and_takes_the_code(villager: Visitor, system: System, codes: list[Canary]) -> Walk:
    """The county cannot be reached until the villager has gone."""
    system.broker.stop()
    villager.taps("send").waits_for_choice("code")
    yield At("Sending", promised=1)
    villager.taps("code").waits_for("ReadReceipt")
    codes.append(Canary("code", shown_code(villager.taps("show"))))
    yield At("ReadReceipt", promised=1)
    villager.taps("picture")
    yield At("LookAtSlip", promised=1)
    villager.taps("back").waits_for("ReadReceipt").taps("done").waits_for("TypeBack").types(codes[0].text)
    yield At("TypeBack", promised=1)
    villager.taps("compare")
    yield At("ReadThanks", promised=1)
    villager.taps("done")
    yield At("Home", promised=1)
    system.broker.start()


def comes_back(villager: Visitor, system: System, code: Canary) -> Walk:
    answers(system.place, "水泵下周一到货。")
    villager.taps("answer").waits_for("EnterCode").types(code.text)
    yield At("EnterCode")
    with standing_still(system.gateway):
        villager.taps("ask")
        yield At("AskCounty")
    villager.waits_for("ReadProgress").taps("answer")
    yield At("ReadAnswer")
    villager.taps("done")
    yield At("ReadProgress")
    villager.taps("review")
    yield At("AskReview")
    villager.taps("back").waits_for("ReadProgress").taps("rate").waits_for("RateAnswer").taps("face:good")
    yield At("RateAnswer")
    system.broker.stop()
    villager.taps("send").waits_for_choice("done")
    yield At("ReadRated", promised=1)
    system.broker.start()
    villager.taps("done").waits_for("ReadProgress").taps("done").waits_for("Home")


def has_a_wrong_code(villager: Visitor) -> Walk:
    villager.taps("answer").waits_for("EnterCode").types(new_code()).taps("ask")
    yield At("ReadNoAnswer")
    villager.taps("done").waits_for("Home")


def calls_the_county(villager: Visitor, system: System) -> Walk:
    """Nobody takes the call: what is said in one is in `tests/journeys/test_call.py`, where the edge dies in it."""
    villager.waits_for_choice("call").taps("call")
    yield At("ChooseOfficer")
    villager.taps("concerned")
    yield At("ChooseConcerned")
    with standing_still(system.gateway):
        villager.taps("concerns:township")
        yield At("WaitForOfficer")
        villager.taps("hang_up")
        yield At("ReadCallEnd")
    villager.taps("home").waits_for("Home")


def loses_the_edge(villager: Visitor, edge: Child) -> Walk:
    """The last walk: the edge stays away."""
    villager.taps("petition").taps("matter:report").taps("none").taps("identity:anonymous").taps("agree")
    villager.waits_for("ChooseKind").taps("kind:audio")
    yield At("ChooseCover")
    villager.taps("cover:voice").waits_for_choice("record").taps("record").waits_for("Record")
    time.sleep(_TAKE_S)
    edge.stop(signal.SIGKILL)
    yield At("ReadTrouble")


def _takes_first(villager: Visitor, kind: str) -> None:
    """Of several, as soon as they can be touched."""
    ends = time.monotonic() + _COMES_WITHIN_S
    while not (names := [name for name in villager.sees()["choices"] if name.startswith(kind)]):
        assert time.monotonic() < ends, f"no {kind} can be touched"
        time.sleep(0.05)
    villager.taps(names[0])
