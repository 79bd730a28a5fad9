"""The ways to the screens at which a villager is not alone, with the officers who lead there in a real Chromium."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from bench.person.rig import VisitRig
from bench.person.visitor import Person
from demo.duty import Duty
from demo.errors import StepFailed
from demo.officer import Officer

_COUNTY: Final = "officer:county"
_READ_WITHIN_S: Final = 20.0
_RUNS_S: Final = 7.0
"""So long an inquiry runs before a child takes over: a first piece of its recording is sealed then."""


class Company:
    """Li Min at her desk, Zhao Qiang beside her, and whoever leads the villager to where a child shall take over."""

    _duty: Duty

    def __init__(self, rig: VisitRig, person: Person, profile: Path) -> None:
        self.person = person
        self._rig = rig
        self._officer = Officer(rig.console, profile)

    def __enter__(self) -> Self:
        self._officer.__enter__()
        self._duty = Duty(self._officer, self._rig.console)
        self._officer.logs_in(self._rig.cast.officer.login, self._rig.password)
        return self

    def __exit__(self, *_: object) -> None:
        self._officer.__exit__()

    @property
    def complaints(self) -> list[str]:
        """Of the officers' page."""
        return self._officer.complaints

    # How far somebody is led

    def rings(self) -> None:
        self._duty.is_there(on_duty=True)
        self.person.waits_for_choice("call").taps("call").taps(_COUNTY).waits_for("WaitForOfficer")
        self._officer.until("document.querySelector('#waiting li button') !== null")

    def talks(self) -> None:
        self.rings()
        self._duty.takes_the_call()
        self.person.waits_for("TalkToOfficer")
        self._duty.sees_the_villager()

    def is_asked_for_recording(self) -> None:
        self.talks()
        self._duty.asks_to_record()
        self.person.waits_for("AgreeToRecording")

    def is_recorded(self) -> None:
        self.is_asked_for_recording()
        self.person.taps("allow").waits_for_choice("stop_recording")

    def finds_nobody(self) -> None:
        self._duty.is_there(on_duty=False)
        self.person.waits_for_choice("call").taps("call").taps(_COUNTY).waits_for("ReadCallEnd")

    def wishes_to_be_called(self) -> None:
        self.finds_nobody()
        self.person.taps("call_back").waits_for("ReadCallBack").waits_for_choice("home")

    def is_rung(self) -> None:
        self.wishes_to_be_called()
        self.person.taps("home").waits_for("Home")
        self._duty.is_there(on_duty=True)
        self._duty.rings_back()
        self.person.waits_for("AnswerRing")

    def is_asked_formally(self) -> None:
        self.talks()
        self._duty.fills_in(self._rig.cast.inquiry, self._rig.cast.colleague, self._rig.password)
        self._duty.asks_the_villager()
        self.person.waits_for("AgreeToInquiry")

    def is_inquired(self) -> None:
        self.is_asked_formally()
        self.person.taps("agree")
        self._duty.is_recorded()
        time.sleep(_RUNS_S)

    def is_asked_questions(self) -> None:
        self.is_inquired()
        for _ in range(3):
            self.person.taps("understood")
            self._duty.goes_on()
        self._duty.types(self._rig.cast.inquiry.entries)

    def is_read_to(self) -> None:
        self.is_asked_questions()
        self._duty.goes_on()
        self.person.waits_for("ReadBack")

    def signs(self) -> None:
        self.is_read_to()
        self._hears_the_page_out()
        self.person.taps("right")
        self._duty.hears_judged("right")
        self._duty.goes_on()
        self.person.waits_for("SignInquiry")

    def _hears_the_page_out(self) -> None:
        """A page of the transcript may take several of the screen."""
        ends = time.monotonic() + _READ_WITHIN_S
        while "right" not in (choices := self.person.sees()["choices"]):
            if time.monotonic() > ends:
                raise StepFailed("the page cannot be confirmed")
            if "next" in choices:
                self.person.taps("next")


@dataclass(frozen=True)
class Stop:
    """Where a child takes over."""

    name: str
    leads: Callable[[], object]
    """There, from the first page. Raises StepFailed."""


def stops_in_company(company: Company) -> list[Stop]:
    """In the order in which a hurried run takes every other one."""
    ways = (
        company.talks,
        company.rings,
        company.is_asked_for_recording,
        company.is_recorded,
        company.is_rung,
        company.wishes_to_be_called,
        company.is_asked_questions,
        company.is_asked_formally,
        company.signs,
        company.is_read_to,
        company.is_inquired,
    )
    return [Stop(way.__name__, _said(way, company)) for way in ways]


def _said(way: Callable[[], None], company: Company) -> Callable[[], None]:
    """What the officers' page complains of is said with what did not come."""

    def leads() -> None:
        try:
            way()
        except Exception as error:
            raise StepFailed(f"{way.__name__}: {error}; the desk complains of {company.complaints[-3:]}") from error

    return leads
