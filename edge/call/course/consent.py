"""The recording of a call: who is asked, who is told, and when the recorder begins and ends."""

from edge.call.course.agreement import Agreement
from edge.call.course.deeds import Deeds, StartRecorder, StopRecorder
from wire import port
from wire.call.signals import RecordingWish
from wire.ids import CallId


class Consent:
    """Of one call."""

    def __init__(self, call_id: CallId, deeds: Deeds, *, possible: bool) -> None:
        """Where it is not possible it is refused, and nobody is asked."""
        self.agreement = Agreement()
        self._call_id = call_id
        self._deeds = deeds
        self._possible = possible

    def wished(self, wish: RecordingWish) -> None:
        """By the officer."""
        before = self.agreement
        self._become(before.with_wish(wish))
        if before.wished or not self.agreement.wished:
            return
        if self._possible:
            self._deeds.tell(port.RecordingAsked(call_id=self._call_id))
        else:
            self._become(self.agreement.answered(allowed=False))

    def answered(self, *, allowed: bool, officer: str) -> None:
        """By the villager; always told how things stand afterwards."""
        before = self.agreement
        after = before.answered(allowed=allowed and self._possible)
        if after.holds and not before.holds:
            self.agreement = after
            self._deeds.add(StartRecorder(officer))  # CallRecording is told once it runs
        elif not self._become(after):
            self._tell()

    def withdrawn(self) -> None:
        """The officer who had it is gone."""
        self._become(Agreement())

    def began(self) -> None:
        """The recorder runs, if it is still wanted."""
        if self.agreement.holds:
            self._become(self.agreement.running())

    def broke(self) -> None:
        """The recorder has ended by itself, or did not begin: nothing is recorded, as if it had been refused."""
        if not self._become(self.agreement.answered(allowed=False)):
            self._tell()

    def _become(self, after: Agreement) -> bool:
        """Whether it was told."""
        before, self.agreement = self.agreement, after
        if before.holds and not after.holds:
            self._deeds.add(StopRecorder())
        if before.runs != after.runs:
            self._tell()
        return before.runs != after.runs

    def _tell(self) -> None:
        self._deeds.tell(port.CallRecording(call_id=self._call_id, on=self.agreement.runs))
