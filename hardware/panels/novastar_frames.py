"""Frames of NovaStar's sending cards: one register of a card is written or read by each.

    55 AA, status, number, from, to, kind, port, board (2), writes, 0, register (4), length (2), data, sum (2)

Numbers of several bytes begin with the lowest. The computer is address FE; kind 0 is the sending card, 1 a receiving
card; port FF and board FFFF mean all of them. An answer begins with AA 55 and carries the same number; its status is
0 when all is well, 1 for a card that was silent, 2 and 3 for damaged frames, 4 for an order it does not know. The sum
is that of all bytes behind the two of the head, and 5555.

Written from what others found and published: the layout in dietervansteenwegen/Novastar_MCTRL300_basic_controller
(command_layout.md), the frames in bitfocus/companion-module-novastar-controller (choices.js) and the packets in
sarakusha/novastar (packages/codec).
"""

import struct
from dataclasses import dataclass, replace
from typing import Final

ORDER_HEAD: Final = b"\x55\xaa"
ANSWER_HEAD: Final = b"\xaa\x55"
COMPUTER: Final = 0xFE
RECEIVING_CARD: Final = 1
ALL_PORTS, ALL_BOARDS = 0xFF, 0xFFFF
BRIGHTNESS: Final = 0x0200_0001
"""One byte, 0 to 255."""
BLACKOUT: Final = 0x0200_0100
"""One byte: 0 shows the picture, 255 is dark."""
_FIXED: Final = struct.Struct("<BBBBBBHBBIH")
FIXED_BYTES: Final = len(ORDER_HEAD) + _FIXED.size
SUM_BYTES: Final = 2
MOST_DATA: Final = 1024
_SUM_FROM: Final = 0x5555


class BadFrame(Exception):
    """These bytes are no frame."""


@dataclass(frozen=True, kw_only=True)
class Frame:
    """One order or answer; `length` counts the data, or in an order to read what is wanted."""

    head: bytes
    status: int = 0
    number: int
    source: int = COMPUTER
    target: int = 0
    kind: int = RECEIVING_CARD
    port: int = 0
    board: int = 0
    writes: bool = False
    register: int
    length: int
    data: bytes = b""

    def encoded(self) -> bytes:
        fixed = _FIXED.pack(
            *(self.status, self.number, self.source, self.target, self.kind, self.port, self.board),
            *(int(self.writes), 0, self.register, self.length),
        )
        return self.head + fixed + self.data + _sum(fixed + self.data)


def write_order(number: int, register: int, data: bytes) -> Frame:
    """To all receiving cards at all ports."""
    order = Frame(head=ORDER_HEAD, number=number, register=register, length=len(data), data=data, writes=True)
    return replace(order, target=0xFF, port=ALL_PORTS, board=ALL_BOARDS)


def read_order(number: int, register: int, length: int) -> Frame:
    """To the first receiving card at the first port."""
    return Frame(head=ORDER_HEAD, number=number, register=register, length=length)


def data_bytes(fixed: bytes) -> int:
    """How many bytes of data follow these first ones; raises BadFrame."""
    head, writes, length = fixed[:2], fixed[10], int.from_bytes(fixed[16:18], "little")
    if head not in {ORDER_HEAD, ANSWER_HEAD}:
        raise BadFrame("it does not begin like a frame")
    if length > MOST_DATA:
        raise BadFrame(f"{length} bytes of data are too many")
    carries = bool(writes) if head == ORDER_HEAD else not writes
    return length if carries else 0


def decoded(content: bytes) -> Frame:
    """One whole frame; raises BadFrame."""
    if len(content) < FIXED_BYTES + SUM_BYTES:
        raise BadFrame("it is too short")
    inner, said = content[2:-SUM_BYTES], content[-SUM_BYTES:]
    if _sum(inner) != said:
        raise BadFrame("its sum is wrong")
    status, number, source, target, kind, port, board, writes, _, register, length = _FIXED.unpack_from(inner)
    data = inner[_FIXED.size :]
    if len(data) != data_bytes(content[:FIXED_BYTES]):
        raise BadFrame("its length is wrong")
    addressed = Frame(head=content[:2], status=status, number=number, register=register, length=length, data=data)
    return replace(addressed, source=source, target=target, kind=kind, port=port, board=board, writes=bool(writes))


def _sum(inner: bytes) -> bytes:
    return ((_SUM_FROM + sum(inner)) & 0xFFFF).to_bytes(2, "little")
