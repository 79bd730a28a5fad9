"""The first questions, the last ones, and the sixteen digits: what every petition goes through."""

from demo.errors import StepFailed
from demo.visitor import Visitor
from wire.seal.receipt_code import DIGITS


def begins(visitor: Visitor, matter: str) -> Visitor:
    """From home to who speaks."""
    visitor.taps("petition").waits_for("ChooseMatter").taps(f"matter:{matter}").waits_for("CheckScope")
    return visitor.taps("none").waits_for("ChooseIdentity")


def stays_unnamed(visitor: Visitor) -> Visitor:
    """To the ways of speaking."""
    return visitor.taps("identity:anonymous").waits_for("ReadPrivacy").taps("agree").waits_for("ChooseKind")


def records(visitor: Visitor) -> Visitor:
    """From before the camera or the microphone, as soon as it is ready."""
    return visitor.taps("record", timeout_s=20).waits_for("Record")


def shown_code(visitor: Visitor) -> str:
    """The digits that can be read now; raises StepFailed."""
    digits = ["".join(filter(str.isdigit, text)) for text in visitor.texts]
    codes = [each for each in digits if len(each) == DIGITS]
    if not codes:
        raise StepFailed("the receipt shows no sixteen digits")
    return codes[0]
