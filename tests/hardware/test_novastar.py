"""NovaStar's frames are those that others recorded, and the driver stands what a long cable does to them."""

import contextlib
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.errors import DimmerFailed, NoDimmer
from hardware.panels import novastar_frames as frames
from hardware.panels.dimmer_novastar import NovastarDimmer
from tests.hardware.novastar_card import NovastarCard

RECORDED = {
    "brightness 50 %": ("55aa0000feff01ffffff01000100000201008 0d55a".replace(" ", ""), 0, frames.BRIGHTNESS, 0x80),
    "brightness 100 %": ("55aa0000feff01ffffff0100010000020100ff545b", 0, frames.BRIGHTNESS, 0xFF),
    "brightness 3 %": ("55aa0000feff01ffffff010001000002010008 5d5a".replace(" ", ""), 0, frames.BRIGHTNESS, 0x08),
}
READ_BY_OTHERS = "55aa0032fe000100000000000000000a000191 56".replace(" ", "")
ACKNOWLEDGED = "aa55001500fe010000000100010000020000 6d56".replace(" ", "")


@pytest.fixture(params=["tcp", "serial"])
def card(request: pytest.FixtureRequest) -> Iterator[NovastarCard]:
    made = NovastarCard(request.param)
    yield made
    made.stop()


@pytest.fixture
def panel(card: NovastarCard) -> NovastarDimmer:
    return NovastarDimmer(card.address, answer_s=0.1)


@pytest.mark.parametrize("name", sorted(RECORDED))
def test_our_orders_are_byte_for_byte_those_that_were_recorded(name: str) -> None:
    recorded, number, register, value = RECORDED[name]

    assert frames.write_order(number, register, bytes((value,))).encoded().hex() == recorded


def test_an_answer_that_was_recorded_is_read() -> None:
    answer = frames.decoded(bytes.fromhex(ACKNOWLEDGED))

    assert (answer.status, answer.number, answer.register, answer.data) == (0, 0x15, frames.BRIGHTNESS, b"")


@given(number=st.integers(0, 255), register=st.integers(0, 2**32 - 1), body=st.binary(min_size=1, max_size=64))
def test_every_frame_is_read_back_as_it_was(number: int, register: int, body: bytes) -> None:
    order = frames.write_order(number, register, body)
    answer = replace(
        frames.read_order(number, register, len(body)), head=frames.ANSWER_HEAD, data=body, target=frames.COMPUTER
    )

    assert frames.decoded(order.encoded()) == order
    assert frames.decoded(answer.encoded()) == answer


@given(at=st.integers(0, 20), flip=st.integers(1, 255))
def test_no_frame_with_one_changed_byte_is_believed(at: int, flip: int) -> None:
    whole = bytearray(frames.write_order(7, frames.BRIGHTNESS, b"\x33").encoded())
    whole[at] ^= flip

    with pytest.raises(frames.BadFrame):
        frames.decoded(bytes(whole))


@given(st.binary(max_size=80))
def test_any_bytes_are_a_frame_or_are_refused(content: bytes) -> None:
    with contextlib.suppress(frames.BadFrame):
        assert frames.decoded(content).encoded() == content


def test_damaged_answers_are_asked_for_again(card: NovastarCard, panel: NovastarDimmer) -> None:
    card.garbles = 2

    panel.set_brightness(30)

    assert card.registers[frames.BRIGHTNESS] == 76


def test_answers_that_come_byte_by_byte_behind_noise_are_read(card: NovastarCard, panel: NovastarDimmer) -> None:
    card.slow = True
    card.noise = b"\xaa\xaa\x00\x55\xaa"

    panel.set_brightness(20)

    assert panel.look().brightness_pct == 20


def test_a_card_that_does_not_acknowledge_is_believed_by_what_it_reads(
    card: NovastarCard, panel: NovastarDimmer
) -> None:
    card.acknowledges = False

    panel.set_brightness(20)

    assert card.registers[frames.BRIGHTNESS] == 51


def test_a_card_that_cannot_be_read_is_believed_by_its_acknowledgement(
    card: NovastarCard, panel: NovastarDimmer
) -> None:
    card.readable = False

    panel.set_brightness(20)

    assert card.registers[frames.BRIGHTNESS] == 51


@pytest.mark.parametrize("status", [1, 2, 3, 4])
def test_a_card_that_says_no_has_failed(card: NovastarCard, panel: NovastarDimmer, status: int) -> None:
    card.status = status

    with pytest.raises(DimmerFailed):
        panel.set_brightness(20)


def test_an_order_goes_to_all_cards(card: NovastarCard, panel: NovastarDimmer) -> None:
    panel.set_power(on=False)

    order = next(order for order in card.orders if order.writes)
    assert (order.kind, order.port, order.board, order.data) == (1, 0xFF, 0xFFFF, b"\xff")


def test_a_silent_card_has_failed_and_is_obeyed_again_later(card: NovastarCard, panel: NovastarDimmer) -> None:
    card.silent = True
    with pytest.raises(DimmerFailed):
        panel.set_brightness(20)

    card.silent = False
    panel.set_brightness(20)

    assert card.registers[frames.BRIGHTNESS] == 51


@pytest.mark.parametrize(
    "address", ["tcp://127.0.0.1:1", "/dev/ttyUSB77", "/dev/ttyUSB77@9600", "nowhere", "/dev/null/x"]
)
def test_what_is_no_card_is_refused(address: str) -> None:
    with pytest.raises(NoDimmer):
        NovastarDimmer(address).look()
