"""Where something that was sent is by now: told by the edge, never guessed, never going back."""

from kiosk.flows.case import Stage
from kiosk.flows.step import Heard
from wire import port


def further(stage: Stage, event: Heard) -> Stage:
    """The stage after `event`, which must be about the same petition."""
    match event:
        case port.Submitted() if stage is Stage.SAVING:
            return Stage.KEPT
        case port.Receipted():
            return Stage.RECEIVED
        case port.PetitionRefused() if event.permanent:
            return Stage.REFUSED
    return stage
