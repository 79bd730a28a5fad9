"""Walks to the screens at which a villager is not alone: called back, recorded, inquired. The officers are real.

All of them together come to every screen of walks.IN_COMPANY.
"""

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from demo.cast import InquiryWords
from demo.duty import Duty
from demo.system import System
from demo.visitor import Visitor
from tests.journeys.power.walks import At, Walk
from tests.journeys.switched import Terminal, standing_still

_WITHIN_S: Final = 30.0
_COUNTY: Final = "officer:county"


@dataclass(frozen=True)
class Hearing:
    """The villager's terminal, and the two officers at one desk."""

    system: System
    terminal: Terminal
    villager: Visitor
    duty: Duty

    @property
    def pieces(self) -> list[Path]:
        """Of a recording of both sides that runs."""
        return list((self.terminal.home / "inquiries").glob("*/recording/*.age"))

    @property
    def all_arrived(self) -> bool:
        """Nothing is recorded, and nothing waits."""
        with closing(sqlite3.connect(f"file:{self.terminal.home / 'spool.sqlite'}?mode=ro", uri=True)) as spool:
            waiting = spool.execute("SELECT count(*) FROM petition WHERE state IN ('sealed', 'sent')").fetchone()[0]
        return not waiting and not any((self.terminal.home / "inquiries").iterdir())

    def is_called(self) -> None:
        self.villager.waits_for_choice("call").taps("call").taps(_COUNTY).waits_for("WaitForOfficer")
        self.duty.takes_the_call()
        self.villager.waits_for("TalkToOfficer")
        self.duty.sees_the_villager()

    def is_inquired(self, words: InquiryWords) -> None:
        """Up to the question whether it may be recorded."""
        self.duty.fills_in(words, self.system.cast.colleague, self.system.password)
        self.duty.asks_the_villager()
        self.villager.waits_for("AgreeToInquiry")


def is_called_back(hearing: Hearing) -> Walk:
    """Nobody is there, and then somebody is; between the two the power goes, and the county rings all the same."""
    villager, terminal = hearing.villager, hearing.terminal
    villager.waits_for_choice("call").taps("call").taps(_COUNTY).waits_for("ReadCallEnd").taps("call_back")
    villager.waits_for("ReadCallBack").waits_for_choice("message")
    yield At("ReadCallBack")
    terminal.loses_power()
    terminal.comes_back()
    hearing.duty.sits_down()
    hearing.duty.rings_back()
    yield At("AnswerRing")
    villager.taps("answer").waits_for("TalkToOfficer")
    hearing.duty.is_in_a_call()
    hearing.duty.sees_the_villager()
    yield At("TalkToOfficer")


def is_recorded(hearing: Hearing) -> Walk:
    """In the call that runs, which goes on."""
    villager = hearing.villager
    hearing.duty.asks_to_record()
    yield At("AgreeToRecording")
    villager.taps("allow").waits_for_choice("stop_recording")
    until(lambda: bool(hearing.pieces))
    yield At("TalkToOfficer", recorded="call")
    villager.taps("stop_recording")
    until(lambda: hearing.all_arrived)


def breaks_an_inquiry_off(hearing: Hearing, words: InquiryWords) -> Walk:
    """In the call that runs, which ends with it. The county cannot be reached until the villager has gone."""
    villager = hearing.villager
    hearing.is_inquired(words)
    yield At("AgreeToInquiry")
    villager.taps("agree")
    hearing.duty.is_recorded()
    until(lambda: bool(hearing.pieces))
    yield At("AttendInquiry", recorded="inquiry")
    villager.taps("stop")
    yield At("StopInquiry", recorded="inquiry")
    with standing_still(hearing.system.gateway):
        villager.taps("stop").waits_for_choice("code")
        yield At("ReadInquiryEnd", promised=1)
        villager.taps("home").waits_for("Home")
    until(lambda: hearing.all_arrived)


def signs_an_inquiry(hearing: Hearing, words: InquiryWords) -> Walk:
    """In a call of its own. The villager has signed when it ends, and the officers have not ended it."""
    villager, duty = hearing.villager, hearing.duty
    hearing.is_called()
    hearing.is_inquired(words)
    villager.taps("agree")
    duty.is_recorded()
    for _ in ("credentials", "rights", "identity"):
        villager.taps("understood")
        duty.goes_on()
    duty.types(words.entries)
    villager.waits_for_text(words.entries[-1][1])
    duty.goes_on()
    until(lambda: bool(hearing.pieces))
    yield At("ReadBack", recorded="inquiry")
    villager.taps("right")
    duty.hears_judged("right")
    duty.goes_on()
    villager.waits_for("SignInquiry").draws(words.signature)
    yield At("SignInquiry", recorded="inquiry")
    villager.taps("done").waits_for("AttendInquiry")


def until(true: Callable[[], bool]) -> None:
    ends = time.monotonic() + _WITHIN_S
    while not true():
        assert time.monotonic() < ends, "it never became true"
        time.sleep(0.05)
