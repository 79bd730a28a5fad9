"""Every way in which a visit ends, each where most has been said by then."""

from collections.abc import Callable

from kiosk.flows.visit import WARNING_S
from tests.kiosk.guest import Guest
from tests.kiosk.lonely import LonelyKiosk, next_frame
from wire import port

End = Callable[[LonelyKiosk, Guest], object]


def does(*choices: str) -> End:
    return lambda _kiosk, guest: guest.does(*choices)


def is_idle(_kiosk: LonelyKiosk, guest: Guest) -> None:
    guest.waits(int(guest.step.idle_s) + WARNING_S)


def asks_for_help_and_is_idle(kiosk: LonelyKiosk, guest: Guest) -> None:
    is_idle(kiosk, guest.does("help"))


def asks_for_help_and_leaves(_kiosk: LonelyKiosk, guest: Guest) -> None:
    """In the middle of a number; the controls stand low by then, and the words are English."""
    guest.types("half a number", 9).does("help", "low", "language", "leave")


def draws_and_leaves(_kiosk: LonelyKiosk, guest: Guest) -> None:
    guest.draws("hand").does("leave")


def loses_the_edge(kiosk: LonelyKiosk, guest: Guest) -> None:
    kiosk.goes()
    next_frame()
    guest.does("leave")
    kiosk.comes()
    next_frame()


def loses_the_edge_and_goes(kiosk: LonelyKiosk, guest: Guest) -> None:
    """Nobody touches anything any more."""
    kiosk.goes()
    next_frame()
    is_idle(kiosk, guest)
    kiosk.comes()
    next_frame()


def loses_the_draft(kiosk: LonelyKiosk, guest: Guest) -> None:
    """The edge begins anew, and the villager is told."""
    kiosk.edge.birth += 1
    kiosk.goes()
    kiosk.comes()
    next_frame()
    guest.does("home")


def types_and_turns_back(_kiosk: LonelyKiosk, guest: Guest) -> None:
    guest.enters_code().does("back")


def asks_in_vain(kiosk: LonelyKiosk, guest: Guest) -> None:
    """The county has not answered yet."""
    kiosk.here = False
    guest.enters_code().does("ask", "leave")
    kiosk.comes()
    next_frame()


def finds_nothing(kiosk: LonelyKiosk, guest: Guest) -> None:
    kiosk.here = False
    guest.enters_code().does("ask")
    (asked,) = {one.ask_id for one in kiosk.sent if isinstance(one, port.AskAnswer)}
    guest.hears(port.AnswerFound(ask_id=asked, replies=[])).does("done")
    kiosk.comes()
    next_frame()


ENDS: dict[str, tuple[str, str, End]] = {
    "drawing, leaves": ("petition", "WriteByHand", draws_and_leaves),
    "spelling, goes": ("petition", "WriteWords", is_idle),
    "dialling, leaves from the help": ("petition", "EnterPhone", asks_for_help_and_leaves),
    "looking over, edge is gone": ("petition", "CheckPetition", loses_the_edge),
    "looking over, draft is lost": ("petition", "CheckPetition", loses_the_draft),
    "looking over, goes from the help": ("petition", "CheckPetition", asks_for_help_and_is_idle),
    "on its way, leaves": ("petition", "Sending", does("leave")),
    "at the receipt, leaves": ("petition", "ReadReceipt", does("show", "say", "say", "print", "picture", "leave")),
    "thanked, is done": ("petition", "ReadThanks", does("done")),
    "digits, turns back": ("answer", "EnterCode", types_and_turns_back),
    "digits, asks in vain": ("answer", "EnterCode", asks_in_vain),
    "digits, nothing found": ("answer", "EnterCode", finds_nothing),
    "progress, is done": ("answer", "ReadProgress", does("done")),
    "answered, leaves": ("answer", "ReadAnswer", does("leave")),
    "answered, edge is gone": ("answer", "ReadAnswer", loses_the_edge_and_goes),
    "rated, is done": ("answer", "ReadRated", does("done", "done")),
    "one more word, leaves": ("answer", "ReadProgress", does("message", "agree", "leave")),
    "recording, leaves": ("video", "Record", does("leave")),
    "replaying, leaves": ("video", "Review", does("replay", "leave")),
    "asked formally, leaves the sheet": ("inquiry", "SignInquiry", draws_and_leaves),
    "asked formally, edge is gone": ("inquiry", "ReadBack", loses_the_edge),
    "asked formally, sees the code": ("inquiry", "ReadReceipt", does("show", "leave")),
    "talked, leaves": ("call", "TalkToOfficer", does("leave")),
}
"""What happens → the way there, the step on it, and how the visit ends."""
