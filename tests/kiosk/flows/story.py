"""A visit told step by step: what the villager sees, does and hears, and what the edge is asked for."""

from typing import Literal, Self, TypeVar

from kiosk.flows.step import Heard, Step
from kiosk.flows.surroundings import Surroundings
from kiosk.flows.visit import Visit
from kiosk.words import Words
from tests.kiosk.cast import CODE, NOTICES, POINT
from tests.kiosk.glass import LARGE, limits_of
from wire import port
from wire.ids import PetitionId

S = TypeVar("S", bound=Step)
R = TypeVar("R", bound=port.Request)


EQUIPMENT = port.Equipment(printer="ready", papers_camera=True, counts_faces=True, covers_faces=True)


class Story:
    """One kiosk whose edge is there, linked, and has the cast's notices."""

    def __init__(self, *, linked: bool = True, here: bool = True, equipment: port.Equipment = EQUIPMENT) -> None:
        self.visit = Visit(Surroundings(POINT, limits=limits_of(LARGE), words={"zh_CN": Words.of("zh_CN")}))
        self.asked: list[port.Request] = []
        if here:
            self.hears(self.welcome(), port.EdgeStatus(link_up=linked, waiting_petitions=0, equipment=equipment))
            self.hears(port.NoticesChanged(serial=1, notices=list(NOTICES), checked_at_ms=1))

    @staticmethod
    def welcome(birth: int = 1) -> port.Welcome:
        return port.Welcome(terminal_id="t001", point=POINT, birth=birth, picture_path="/nowhere")

    def sees(self, kind: type[Step], **facts: object) -> Self:
        step = self.visit.step
        assert type(step) is kind, f"sees {step}, not {kind.__name__}"
        for name, value in facts.items():
            assert getattr(step, name) == value, f"{name} is {getattr(step, name)!r}, not {value!r}"
        return self

    def step(self, kind: type[S]) -> S:
        assert isinstance(self.visit.step, kind)
        return self.visit.step

    def does(self, choice: str, item: str = "") -> Self:
        assert choice in self.visit.step.choices, f"{choice} cannot be touched on {self.visit.step}"
        self.asked += self.visit.does(choice, item)
        return self

    def types(self, digits: str) -> Self:
        for digit in digits:
            self.does("digit", digit)
        return self

    def hears(self, *events: Heard) -> Self:
        for event in events:
            self.asked += self.visit.hears(event)
        return self

    def waits(self, seconds: int) -> Self:
        for _ in range(seconds):
            self.asked += self.visit.waits(1.0)
        return self

    def asks(self, kind: type[R]) -> R:
        """The newest request of this kind."""
        found = [one for one in self.asked if isinstance(one, kind)]
        assert found, f"the edge was never asked for {kind.__name__}"
        return found[-1]

    def never_asks(self, kind: type[port.Request]) -> Self:
        assert not any(isinstance(one, kind) for one in self.asked)
        return self

    def count(self, kind: type[port.Request]) -> int:
        return sum(isinstance(one, kind) for one in self.asked)

    # What several stories have in common

    @property
    def petition(self) -> PetitionId:
        return self.asks(port.StartDraft).petition_id

    def says_what_it_is(self, matter: str = "report") -> Self:
        """Up to who speaks."""
        return self.does("petition").does("matter", matter).does("none")

    def agrees(self) -> Self:
        """Unnamed, and the edge begins a draft."""
        self.says_what_it_is().does("identity", "anonymous").does("agree")
        return self.hears(port.DraftStarted(petition_id=self.petition, code=CODE))

    def faces_the_camera(self) -> Self:
        self.agrees().does("kind", "video").does("cover", "plain")
        return self.hears(port.PreviewStarted(width=640, height=480))

    def records(self, seconds: int = 12) -> Self:
        return self.faces_the_camera().speaks(seconds)

    def speaks(self, seconds: int = 12, *, limit_s: int = 600) -> Self:
        """From the camera into a recording."""
        self.does("record")
        one = self.asks(port.StartRecording).petition_id
        self.hears(port.RecordingStarted(petition_id=one, limit_s=limit_s))
        return self.hears(port.RecordingProgress(petition_id=one, elapsed_ms=seconds * 1000, level=0.4))

    def stops(self, seconds: int = 12) -> Self:
        self.does("stop")
        return self.hears(self.stopped(seconds))

    def stopped(self, seconds: int, why: Literal["asked", "limit", "disk_full", "devices_lost"] = "asked") -> Heard:
        start = self.asks(port.StartRecording)
        return port.RecordingStopped(
            petition_id=start.petition_id,
            take_id=start.take_id,
            duration_ms=seconds * 1000,
            sealed_bytes=99,
            why=why,
        )

    def goes_to_send(self) -> Self:
        """From the recording to the wish to send, adding nothing."""
        self.does("done")
        for choice in ("check", "send"):
            if choice in self.visit.step.choices:
                self.does(choice)
        return self

    def sends(self) -> Self:
        self.records().stops().goes_to_send()
        return self.hears(port.Submitted(petition_id=self.petition, total_bytes=1000))
