"""The county sees what stands on the wall: a small picture, signed only when the proof names the same page."""

from dataclasses import dataclass, field

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key

from edge.keys import DeviceKey
from edge.wall.asked.looks import MAX_PNG_BYTES, OPEN_MS, Looks
from tests.edge.cast import T002
from tests.edge.wall.yard import OURS, Watches
from wire.codec import to_json
from wire.errors import BadMessage
from wire.ids import new_id
from wire.port_wall import AnswerLook, LookAsked
from wire.seal.signed import Signed, verified
from wire.topics import MAX_PAYLOAD_BYTES
from wire.wall.settings import LOOKED_CONTEXT, Look, Looked

LOOK = "a" * 32
PAGE, OTHER = "1" * 64, "2" * 64
PNG = b"\x89PNG\r\n\x1a\n" + b"pixels"
DEVICE = generate_private_key(SECP256R1())


@dataclass
class Yard:
    """One wall whose proof has PAGE open."""

    shown: str = PAGE
    watches: Watches = field(default_factory=Watches)
    asked: list[LookAsked] = field(default_factory=list)
    sent: list[tuple[str, Signed]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.looks = Looks(
            OURS,
            DeviceKey(DEVICE, T002),
            self._send,
            tell=self.asked.append,
            shown_sha256=lambda: self.shown,
            now_ms=lambda: self.watches.now_ms,
            mono_ms=lambda: self.watches.mono_ms,
        )

    def _send(self, look_id: str, envelope: Signed) -> bool:
        self.sent.append((look_id, envelope))
        return True

    def answer(self, pixels: str = PAGE, *, png: bytes = PNG, look_id: str = LOOK) -> None:
        self.looks.answer(
            AnswerLook(look_id=look_id, pixels_sha256=pixels, png=png, village="东书村", title="十月账目")
        )


def test_a_picture_of_the_page_is_signed_and_sent_once() -> None:
    yard = Yard()
    yard.looks.heard(Look(look_id=LOOK), LOOK)

    yard.answer()
    yard.answer()

    assert [look_id for look_id, _ in yard.sent] == [LOOK]
    looked = verified(yard.sent[0][1], Looked, key=DEVICE.public_key(), context=LOOKED_CONTEXT)
    assert (looked.terminal_id, looked.pixels_sha256, looked.png, looked.village) == (T002, PAGE, PNG, "东书村")


def test_when_the_page_changed_in_between_the_next_picture_is_asked_for() -> None:
    yard = Yard()
    yard.looks.heard(Look(look_id=LOOK), LOOK)

    yard.answer(OTHER)
    yard.shown = OTHER
    yard.answer(OTHER)

    assert len(yard.asked) == 2
    assert len(yard.sent) == 1


def test_a_face_that_shows_something_else_is_given_up() -> None:
    yard = Yard()
    yard.looks.heard(Look(look_id=LOOK), LOOK)

    for _ in range(9):
        yard.answer(OTHER)

    assert (len(yard.asked), yard.sent) == (3, [])


@pytest.mark.parametrize("png", [b"", b"GIF89a", PNG + b"x" * MAX_PNG_BYTES])
def test_what_is_no_small_picture_is_refused(png: bytes) -> None:
    yard = Yard()
    yard.looks.heard(Look(look_id=LOOK), LOOK)

    with pytest.raises(BadMessage):
        yard.answer(png=png)

    assert yard.sent == []


def test_the_largest_picture_fits_the_link() -> None:
    yard = Yard()
    yard.looks.heard(Look(look_id=LOOK), LOOK)

    yard.answer(png=PNG + b"x" * (MAX_PNG_BYTES - len(PNG)))

    assert len(to_json(yard.sent[0][1])) < MAX_PAYLOAD_BYTES


def test_what_nobody_asked_for_or_asked_for_long_ago_is_not_sent() -> None:
    yard = Yard()
    yard.answer()
    yard.looks.heard(Look(look_id=LOOK), LOOK)

    yard.watches.pass_ms(OPEN_MS)
    yard.answer()

    assert yard.sent == []


def test_under_the_topic_of_another_it_is_no_look_and_many_are_bounded() -> None:
    yard = Yard()

    with pytest.raises(BadMessage):
        yard.looks.heard(Look(look_id=LOOK), "b" * 32)
    for _ in range(50):
        look_id = new_id()
        yard.looks.heard(Look(look_id=look_id), look_id)

    assert len(yard.asked) == 8
