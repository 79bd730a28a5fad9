"""What each thing that the edge tells of a call changes on the screen of who talks."""

from dataclasses import replace

from kiosk.flows.call.steps import TalkToOfficer
from kiosk.flows.step import Heard
from wire import port


def changed(talk: TalkToOfficer, event: Heard) -> TalkToOfficer:
    """As it is after `event`; the same for what is not about talking."""
    return _heard(_line(_sides(_company(talk, event), event), event), event)


def _line(talk: TalkToOfficer, event: Heard) -> TalkToOfficer:
    match event:
        case port.CallTaken():
            return replace(talk, officer=event.officer, line="connecting", words=(), quality=None, held=False)
        case port.CallConnected():
            return replace(talk, line="talking")
        case port.CallHealing():
            return replace(talk, line="healing", quality=None, words=())
    return talk


def _heard(talk: TalkToOfficer, event: Heard) -> TalkToOfficer:
    match event:
        case port.SafetyWords():
            return replace(talk, words=event.words)
        case port.CallQuality():
            return replace(talk, quality=event.quality)
        case port.CallPicture():
            return _told(replace(talk, sound_only=event.sent == "none"), talk, "sound_only")
    return talk


def _sides(talk: TalkToOfficer, event: Heard) -> TalkToOfficer:
    match event:
        case port.CallSides():
            return replace(talk, muted=event.muted, hidden=event.camera_off, paper=event.paper)
        case port.EdgeStatus():
            return replace(talk, papers=event.equipment.papers_camera)
        case port.CallRecording():
            return _told(replace(talk, recorded=event.on), talk, "recorded")
    return talk


def _company(talk: TalkToOfficer, event: Heard) -> TalkToOfficer:
    match event:
        case port.CallHeld():
            return _told(replace(talk, held=event.held), talk, "held")
        case port.CallJoined():
            return _told(replace(talk, also=event.also), talk, "also")
    return talk


_NEWS = {
    "sound_only": ("told.call_sound_only", ""),
    "recorded": ("told.call_recorded", "told.call_not_recorded"),
    "held": ("told.call_held", ""),
    "also": ("told.call_joined", ""),
}
"""What is said when it comes, and when it goes."""


def _told(talk: TalkToOfficer, before: TalkToOfficer, name: str) -> TalkToOfficer:
    """Said when it changes, and not again."""
    now = getattr(talk, name)
    if now == getattr(before, name):
        return talk
    said = _NEWS[name][0 if now else 1]
    return replace(talk, told=(said,) if said else ())
