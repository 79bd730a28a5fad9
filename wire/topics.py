"""Every topic there is, in one table. Topics are built and parsed here and nowhere else.

zt/1/<terminal>/up/<feature>/<kind>[/<id>]      written by that terminal only
zt/1/<terminal>/down/<feature>/<kind>[/<id>]    written by the county only
zt/1/public/<site>/<feature>/<kind>[/<id>]      written by the county, read by every terminal
"""

from dataclasses import dataclass
from typing import Literal

from wire.affairs.notice import Notice, NoticeIndex
from wire.affairs.piece import Piece
from wire.call.signals import (
    AskCallBack,
    Bye,
    CallAnew,
    Invite,
    Leave,
    Offer,
    OfferAnswered,
    Reveal,
    Ring,
    RingHeard,
    Seat,
    Sent,
)
from wire.errors import BadTopic
from wire.fleet.state import Ping, Pong, TerminalState
from wire.ids import is_id, is_name
from wire.inquiry.sheet import InquiryPage, InquirySheet, InquiryTold
from wire.petition.mailbox import MailboxAnswer, MailboxQuestion
from wire.petition.upload import Chunk, Have, PetitionOffer, Receipt, Refused
from wire.record import Record
from wire.seal.signed import Signed
from wire.wall.emergency import Emergency, EmergencyShown
from wire.wall.playlist import Playlist
from wire.wall.proof import Countersigned, ProofBatch, ProofRoot, ProofTaken
from wire.wall.settings import Look, Looked, WallReport, WallSettings
from wire.wall.summon import Summon, SummonAnswered

PREFIX = "zt/1"
PUBLIC = "public"
COUNTY_CLIENT = "county-gateway"
"""Common name of the gateway's certificate."""
BULK_SUFFIX = "-bulk"
MAX_PAYLOAD_BYTES = 256 * 1024

Direction = Literal["up", "down", "public"]
Connection = Literal["link", "bulk"]


@dataclass(frozen=True)
class Row:
    """One kind of topic."""

    direction: Direction
    feature: str
    kind: str
    record: type[Record]
    has_id: bool
    summary: str
    connection: Connection = "link"
    """Which of the terminal's two connections carries it."""
    inner: type[Record] | None = None
    """What a Signed record wraps."""
    retained: bool = False
    qos: Literal[0, 1] = 1
    """0: may be lost; nothing is kept for who is away."""
    encoding: Literal["json", "msgpack"] = "json"


OFFER = Row(
    "up",
    "petition",
    "offer",
    PetitionOffer,
    has_id=True,
    summary="A petition waits here; what do you have of it?",
)
CHUNK = Row(
    "up",
    "petition",
    "chunk",
    Chunk,
    has_id=True,
    connection="bulk",
    encoding="msgpack",
    summary="A piece of a petition.",
)
HAVE = Row("down", "petition", "have", Have, has_id=True, summary="These pieces are on the county's disk.")
RECEIPT = Row("down", "petition", "receipt", Signed, has_id=True, inner=Receipt, summary="The county has it whole.")
REFUSED = Row("down", "petition", "refused", Refused, has_id=True, summary="The county does not take it.")
ASK = Row("up", "petition", "ask", MailboxQuestion, has_id=True, summary="Is there an answer in this mailbox?")
ANSWER = Row("down", "petition", "answer", MailboxAnswer, has_id=True, summary="The sealed answers in a mailbox.")
STATE = Row(
    "up",
    "fleet",
    "state",
    TerminalState,
    has_id=False,
    retained=True,
    summary="The terminal lives, or does not.",
)
PING = Row("up", "fleet", "ping", Ping, has_id=True, summary="Is the county there?")
PONG = Row("down", "fleet", "pong", Pong, has_id=True, summary="The county is there.")
NOTICE = Row(
    "public",
    "affairs",
    "notice",
    Signed,
    has_id=True,
    inner=Notice,
    retained=True,
    summary="One published notice.",
)
INDEX = Row(
    "public",
    "affairs",
    "index",
    Signed,
    has_id=False,
    inner=NoticeIndex,
    retained=True,
    summary="Which notices are current.",
)

PIECE = Row(
    "public",
    "affairs",
    "piece",
    Piece,
    has_id=True,
    connection="bulk",
    retained=True,
    encoding="msgpack",
    summary="A piece of a published picture or film, named by its SHA-256.",
)
WALL_SETTINGS = Row(
    "down",
    "wall",
    "settings",
    Signed,
    has_id=False,
    inner=WallSettings,
    retained=True,
    summary="How this wall is built, and whether it shows a test pattern.",
)
WALL_REPORT = Row(
    "up",
    "wall",
    "report",
    WallReport,
    has_id=False,
    retained=True,
    summary="What the wall made of its settings; its panel and brightness.",
)
LOOK = Row("down", "wall", "look", Look, has_id=True, summary="What stands on the wall now?")
LOOKED = Row("up", "wall", "looked", Signed, has_id=True, inner=Looked, summary="A small picture of what stands there.")
PLAYLIST = Row(
    "public",
    "wall",
    "playlist",
    Signed,
    has_id=False,
    inner=Playlist,
    retained=True,
    summary="Windows, priorities and duties of the walls of a site.",
)
EMERGENCY = Row(
    "public",
    "wall",
    "emergency",
    Signed,
    has_id=True,
    inner=Emergency,
    retained=True,
    summary="What must be read now, alone.",
)
EMERGENCY_SHOWN = Row(
    "up",
    "wall",
    "emergency_shown",
    Signed,
    has_id=True,
    inner=EmergencyShown,
    summary="The frame of an emergency stood on the wall, or has gone.",
)
SUMMON = Row("up", "wall", "summon", Summon, has_id=True, summary="A villager calls the own village up on the wall.")
CALLED = Row("down", "wall", "called", Signed, has_id=True, inner=Summon, summary="The same, passed on to a wall.")
SUMMON_ANSWER = Row("up", "wall", "summon_answer", SummonAnswered, has_id=True, summary="When the village will stand.")
SUMMON_ANSWERED = Row("down", "wall", "summon_answered", SummonAnswered, has_id=True, summary="The same, to the kiosk.")
PROOF = Row(
    "up",
    "wall",
    "proof",
    ProofBatch,
    has_id=False,
    connection="bulk",
    encoding="msgpack",
    summary="Links of the chain of what was shown.",
)
PROOF_TAKEN = Row("down", "wall", "proof_taken", ProofTaken, has_id=False, summary="The county has the chain so far.")
ROOT = Row("up", "wall", "root", Signed, has_id=False, inner=ProofRoot, summary="The chain so far, signed.")
COUNTERSIGNED = Row(
    "down",
    "wall",
    "countersigned",
    Signed,
    has_id=False,
    inner=Countersigned,
    summary="The county has seen this root.",
)

INVITE = Row("up", "call", "invite", Signed, has_id=True, inner=Invite, summary="A villager wants to see an officer.")
SEAT = Row("down", "call", "seat", Signed, has_id=True, inner=Seat, summary="How many wait before, or who took it.")
CALL_OFFER = Row(
    "up", "call", "offer", Signed, has_id=True, inner=Offer, summary="A peer connection, the terminal's half."
)
CALL_ANSWER = Row(
    "down",
    "call",
    "answer",
    Signed,
    has_id=True,
    inner=OfferAnswered,
    summary="The same, the half of the officer's browser.",
)
REVEAL = Row("up", "call", "reveal", Signed, has_id=True, inner=Reveal, summary="The terminal's part of the words.")
CALL_ANEW = Row(
    "down",
    "call",
    "anew",
    Signed,
    has_id=True,
    inner=CallAnew,
    summary="Make a new peer connection.",
    qos=0,
)
"""What the page missed while the terminal was away must not wait for it: by then it may be there again."""
LEAVE = Row("up", "call", "leave", Signed, has_id=True, inner=Leave, summary="The terminal has ended the call.")
BYE = Row("down", "call", "bye", Signed, has_id=True, inner=Bye, summary="The county has ended the call.")
SENT = Row("up", "call", "sent", Signed, has_id=True, inner=Sent, summary="What the officer can see and hear now.")
CALL_BACK = Row("up", "call", "back", Signed, has_id=True, inner=AskCallBack, summary="Ring here when somebody can.")
RING = Row("down", "call", "ring", Signed, has_id=True, inner=Ring, summary="An officer calls the terminal back.")
RING_HEARD = Row("up", "call", "rings", Signed, has_id=True, inner=RingHeard, summary="Whether it rings there.")
INQUIRY = Row(
    "down", "inquiry", "sheet", Signed, has_id=True, inner=InquirySheet, summary="How far the officers are with it."
)
INQUIRY_PAGE = Row(
    "down", "inquiry", "page", Signed, has_id=True, inner=InquiryPage, summary="A sealed page of its transcript."
)
INQUIRY_TOLD = Row(
    "up", "inquiry", "told", Signed, has_id=True, inner=InquiryTold, summary="What the terminal has recorded and heard."
)

TOPICS: tuple[Row, ...] = (
    OFFER,
    CHUNK,
    HAVE,
    RECEIPT,
    REFUSED,
    ASK,
    ANSWER,
    STATE,
    PING,
    PONG,
    NOTICE,
    INDEX,
    PIECE,
    WALL_SETTINGS,
    WALL_REPORT,
    LOOK,
    LOOKED,
    PLAYLIST,
    EMERGENCY,
    EMERGENCY_SHOWN,
    SUMMON,
    CALLED,
    SUMMON_ANSWER,
    SUMMON_ANSWERED,
    PROOF,
    PROOF_TAKEN,
    ROOT,
    COUNTERSIGNED,
    INVITE,
    SEAT,
    CALL_OFFER,
    CALL_ANSWER,
    REVEAL,
    CALL_ANEW,
    LEAVE,
    BYE,
    SENT,
    CALL_BACK,
    RING,
    RING_HEARD,
    INQUIRY,
    INQUIRY_PAGE,
    INQUIRY_TOLD,
)
_BY_PLACE: dict[tuple[str, str, str], Row] = {(row.direction, row.feature, row.kind): row for row in TOPICS}


@dataclass(frozen=True)
class Address:
    """A topic taken apart. `owner` is a terminal id, or a site id for public rows."""

    row: Row
    owner: str
    subject_id: str = ""


def topic(row: Row, owner: str, subject_id: str = "") -> str:
    """The topic of `row` for a terminal (or site); raises BadTopic for ids that cannot be."""
    _check(row, owner, subject_id)
    return _join(row, owner, subject_id)


def pattern(row: Row, owner: str = "+") -> str:
    """A subscription or ACL filter over all ids of a row; `owner` may be `+`."""
    return _join(row, owner, "+" if row.has_id else "")


def parse(text: str) -> Address:
    """Take a topic apart; raises BadTopic."""
    words = text.split("/")
    if "/".join(words[:2]) != PREFIX or len(words) not in (6, 7):
        raise BadTopic(f"no such topic: {text[:120]!r}")
    owner, direction = (words[3], PUBLIC) if words[2] == PUBLIC else (words[2], words[3])
    row = _BY_PLACE.get((direction, words[4], words[5]))
    if row is None:
        raise BadTopic(f"no such topic: {text[:120]!r}")
    subject_id = words[6] if len(words) == 7 else ""  # noqa: PLR2004  # the seventh word is the id
    _check(row, owner, subject_id)
    return Address(row=row, owner=owner, subject_id=subject_id)


def bulk_client(terminal: str) -> str:
    """Client id and certificate name of a terminal's second connection."""
    return terminal + BULK_SUFFIX


def _check(row: Row, owner: str, subject_id: str) -> None:
    if not is_name(owner) or owner == PUBLIC or owner.endswith(BULK_SUFFIX):
        raise BadTopic(f"no such terminal or site: {owner[:80]!r}")
    if row.has_id != bool(subject_id) or (subject_id and not is_id(subject_id)):
        raise BadTopic(f"{row.feature}/{row.kind} with id {subject_id[:80]!r}")


def _join(row: Row, owner: str, subject_id: str) -> str:
    place = f"{PUBLIC}/{owner}" if row.direction == "public" else f"{owner}/{row.direction}"
    text = f"{PREFIX}/{place}/{row.feature}/{row.kind}"
    return f"{text}/{subject_id}" if subject_id else text
