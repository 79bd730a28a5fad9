"""The ways through the screens that are counted, touch by touch."""

from dataclasses import dataclass
from typing import Final

from bench.person.visitor import Touch

_SPOKEN_S: Final = 4.0
_BEGIN: Final = (
    Touch("petition", "ChooseMatter"),
    Touch("matter:report", "CheckScope"),
    Touch("none", "ChooseIdentity"),
)
_ANONYMOUS: Final = (
    *_BEGIN,
    Touch("identity:anonymous", "ReadPrivacy"),
    Touch("agree", "ChooseKind"),
)
_SPEAK: Final = (Touch("record", "Record", _SPOKEN_S), Touch("stop", "Review"))
_SEND: Final = (
    Touch("done", "AddMore"),
    Touch("check", "CheckPetition"),
    Touch("send", "ReadReceipt"),
)
_HOME_AGAIN: Final = (Touch("done", "TypeBack"), Touch("skip", "ReadThanks"), Touch("done", "Home"))
_AUDIO: Final = (Touch("kind:audio", "ChooseCover"), Touch("cover:plain", "FaceCamera"))
_VIDEO: Final = (Touch("kind:video", "ChooseCover"), Touch("cover:plain", "FaceCamera"))

JOURNEYS: Final[dict[str, tuple[Touch, ...]]] = {
    "anonymous_voice": (*_ANONYMOUS, *_AUDIO, *_SPEAK, *_SEND, *_HOME_AGAIN),
    "anonymous_video": (*_ANONYMOUS, *_VIDEO, *_SPEAK, *_SEND, *_HOME_AGAIN),
    "elsewhere": (
        Touch("petition", "ChooseMatter"),
        Touch("matter:claim", "CheckScope"),
        Touch("place:hotline", "ReadElsewhere"),
        Touch("home", "Home"),
    ),
    "accounts": (Touch("affairs", "ChooseVillage"), Touch("back", "Home")),
}


@dataclass(frozen=True)
class Later:
    """Coming back for the answer."""

    before: tuple[Touch, ...]
    """A petition whose code is shown on the way."""
    digits: int
    found: str


LATER: Final = Later(
    (*_ANONYMOUS, *_AUDIO, *_SPEAK, *_SEND, Touch("show"), *_HOME_AGAIN),
    digits=16,
    found="ReadProgress",
)
RECORDING: Final = (*_ANONYMOUS, *_VIDEO, Touch("record", "Record"))
MEMORY_ROUND: Final = (
    "petition",
    "matter:report",
    "none",
    "identity:anonymous",
    "agree",
    "kind:audio",
    "cover:plain",
    "leave",
)
"""Through the questions, a draft and its devices, and out again at once."""
_QUICKLY: Final = (Touch("record", "Record", 1.5), Touch("stop", "Review"))
WHOLE_ROUND: Final = (*_ANONYMOUS, *_AUDIO, *_QUICKLY, *_SEND, *_HOME_AGAIN)
"""To the end: recorded, sealed, sent, received."""
HAMMERED: Final[tuple[tuple[Touch, ...], ...]] = (
    (*_ANONYMOUS, *_VIDEO, *_QUICKLY, *_SEND, Touch("show"), *_HOME_AGAIN[:-1]),
    (*_ANONYMOUS, *_AUDIO, *_QUICKLY, Touch("more")),
    (*_ANONYMOUS, Touch("kind:writing", "WriteByHand"), Touch("keys", "WriteWords")),
    (*_ANONYMOUS, Touch("kind:papers", "PlacePaper"), Touch("take", "ReviewPage")),
    (*_BEGIN, Touch("identity:named", "ReadPrivacy"), Touch("agree", "WriteByHand"), Touch("keys", "WriteWords")),
    (Touch("petition", "ChooseMatter"), Touch("matter:claim", "CheckScope"), Touch("place:hotline", "ReadElsewhere")),
    (Touch("answer", "EnterCode"),),
    (Touch("affairs", "ChooseVillage"),),
    (Touch("help", "ReadHelp"),),
)
"""Where a child takes over: at each screen of these ways."""
