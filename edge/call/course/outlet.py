"""Who was told what of the villager's sides: of each change only what is new to whom, and to a new engine all of it."""

from edge.call.course.agreement import Agreement
from edge.call.course.deeds import Deeds, Look, See
from edge.call.course.sides import FULL, Carried, Sides
from wire import port
from wire.call import engine as words
from wire.call.signals import Sent
from wire.ids import CallId
from wire.port import PreviewOf


class Outlet:
    """Of one call."""

    def __init__(self, call_id: CallId, deeds: Deeds) -> None:
        self.sides = Sides()
        """As they are to be."""
        self._call_id = call_id
        self._deeds = deeds
        self._camera: PreviewOf | None = "face"
        self._is_ready = False
        self._shown = True
        self._plan = FULL
        self._carried: Carried = "full"
        self._sent: Sent | None = None
        self._look: Look | None = None

    def engine_began(self) -> None:
        self._is_ready, self._shown, self._plan = True, True, FULL

    def engine_ended(self) -> None:
        self._is_ready = False

    def begin(self) -> None:
        """An officer is there who has heard nothing yet."""
        self._sent = None

    def settle(self, agreement: Agreement, *, taken: bool) -> None:
        """What is not to be seen any more is hidden first; what is to be seen is painted before it is shown."""
        if not self.sides.is_shown:
            self._show()
        self._see()
        self._order_plan()
        self._show()
        self._tell_carried()
        self._let_look(agreement)
        if taken:
            self._say(agreement, again=False)

    def repeat(self, agreement: Agreement) -> None:
        """To the county, should it have been lost."""
        self._say(agreement, again=True)

    def _see(self) -> None:
        if self._camera != self.sides.camera:
            self._camera = self.sides.camera
            self._deeds.add(See(self._camera))

    def _show(self) -> None:
        if self._is_ready and self._shown != self.sides.is_shown:
            self._shown = self.sides.is_shown
            self._deeds.order(words.ShowNear(shown=self._shown))

    def _order_plan(self) -> None:
        if self._is_ready and self._plan != self.sides.plan:
            self._plan = self.sides.plan
            self._deeds.order(self._plan)

    def _tell_carried(self) -> None:
        if self._carried != self.sides.carried:
            self._carried = self.sides.carried
            self._deeds.tell(port.CallPicture(call_id=self._call_id, sent=self._carried))

    def _let_look(self, agreement: Agreement) -> None:
        look = Look(near=self.sides.is_seen, far=not self.sides.held) if agreement.runs else None
        if look != self._look:
            self._look = look
            if look:
                self._deeds.add(look)

    def _say(self, agreement: Agreement, *, again: bool) -> None:
        sent = self.sides.sent(self._call_id, recording=agreement.runs, refused=agreement.refused)
        if again or sent != self._sent:
            self._sent = sent
            self._deeds.say(sent)
