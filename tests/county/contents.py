"""What a visit may leave: takes of video and voice, papers, handwriting, and all that was told beside them."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import av
import msgspec
import numpy as np
from PIL import Image, ImageDraw

from tests.county.cast import Device, Sealed, fragments
from wire.codec import to_json
from wire.ids import PetitionId, TerminalId, new_id
from wire.petition.details import Contact, Details, Recusal, SourceRow
from wire.petition.manifest import Item, PetitionMeta
from wire.seal.age import seal
from wire.seal.padding import padded_json, padded_mp4

NAMED = Details(
    matter="report",
    contact=Contact(name="王大山", reach="138 0000 2468", callback="neutral"),
    assisted=True,
    recusal=Recusal(kept_out=("village", "township"), names="刘副镇长"),
    protection=True,
    representatives=("王大山", "李桂花", "张有田"),
    others=14,
    source=SourceRow(village="东书村", title="十月收支明细", row="2026-10-12 修井 3560.50 元"),
    text="井修了三次，水还是没有。\n账上记着三千五百六十元五角。",
)


@dataclass
class Visit:
    """A petition to be: items with their plain parts, and details."""

    items: Sequence[tuple[Item, Sequence[bytes]]] = ()
    details: Details = field(default_factory=Details)
    changes: dict[str, Any] = field(default_factory=dict)
    """Fields of the meta as raw JSON values, whatever their type: what a hostile terminal writes."""

    def sealed(self, device: Device, recipients: Sequence[str], *, after: Sealed | None = None) -> Sealed:
        """Sealed and ready to be offered; `after`: under the same code as that one."""
        petition = Sealed(device, PetitionId(new_id()), [])
        if after is not None:
            petition.mailbox, petition.reply_identity = after.mailbox, after.reply_identity
        petition.parts = [seal(part, recipients) for _, parts in self.items for part in parts]
        meta = PetitionMeta(
            petition_id=petition.petition_id,
            terminal_id=TerminalId(device.terminal_id),
            point="柳河镇信访接待点",
            recorded_at_ms=1_795_000_000_000,
            clock_trusted=True,
            reply_recipient=petition.reply_identity.recipient,
            items=tuple(item for item, _ in self.items),
            details=self.details,
        )
        raw = msgspec.to_builtins(meta) | self.changes
        content = to_json(meta) if not self.changes else msgspec.json.encode(raw)
        petition.parts.append(seal(padded_json(content), recipients))
        return petition


def video(*, covered: bool = False) -> tuple[Item, list[bytes]]:
    segments = [padded_mp4(segment) for segment in fragments()]
    return Item(kind="video", parts=len(segments), duration_ms=4000, face_covered=covered), segments


def voice(*, changed: bool = False) -> tuple[Item, list[bytes]]:
    return Item(kind="audio", parts=1, duration_ms=3000, voice_changed=changed), [padded_mp4(_sound())]


def paper(number: int, *, size: tuple[int, int] = (1240, 1754)) -> tuple[Item, list[bytes]]:
    return Item(kind="paper", parts=1), [_page(number, size)]


def handwriting(about: str = "statement") -> tuple[Item, list[bytes]]:
    return Item(kind="writing", parts=1, about=about), [_strokes()]  # type: ignore[arg-type]  # one of About


def whole_visit() -> Visit:
    """Everything there is, once."""
    items = [video(covered=True), video(), voice(changed=True), paper(1), paper(2), paper(3), handwriting("name")]
    return Visit([*items, handwriting()], NAMED)


@cache
def _page(number: int, size: tuple[int, int]) -> bytes:
    sheet = Image.new("RGB", size, (250, 248, 240))
    pen = ImageDraw.Draw(sheet)
    for line in range(1, 20 + number):
        top = size[1] * line // 26
        pen.line((size[0] // 10, top, size[0] * (6 + (line * number) % 3) // 9, top), fill=(40, 40, 60), width=6)
    pen.rectangle((size[0] // 10, size[1] // 60, size[0] // 10 + 60 * number, size[1] // 60 + 30), fill=(160, 30, 30))
    out = io.BytesIO()
    sheet.save(out, "JPEG", quality=80)
    return out.getvalue()


@cache
def _strokes() -> bytes:
    sheet = Image.new("L", (900, 500), 255)
    pen = ImageDraw.Draw(sheet)
    pen.line((100, 120, 800, 120), fill=0, width=14)
    pen.line((450, 40, 450, 460), fill=0, width=14)
    pen.line((200, 260, 700, 260), fill=0, width=14)
    pen.line((120, 440, 780, 440), fill=0, width=14)
    out = io.BytesIO()
    sheet.save(out, "PNG")
    return out.getvalue()


@cache
def _sound() -> bytes:
    out = io.BytesIO()
    flags = {"movflags": "frag_keyframe+empty_moov+default_base_moof", "frag_duration": "1000000"}
    with av.open(out, "w", format="mp4", options=flags) as container:
        stream = container.add_stream("aac", rate=48_000)
        stream.layout = "mono"
        for number in range(150):
            tone = (np.sin((number * 960 + np.arange(960)) / 48_000 * 1760) * 8000).astype(np.int16)
            frame = av.AudioFrame.from_ndarray(tone.reshape(1, -1), format="s16", layout="mono")
            frame.sample_rate, frame.pts = 48_000, number * 960
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return out.getvalue()
