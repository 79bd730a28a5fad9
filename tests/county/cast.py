"""The cast at the county's desk: terminals with keys, sealed petitions, a home to put them in."""

import hashlib
import io
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from functools import cache
from pathlib import Path

import av
import numpy as np
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from wire.codec import to_json
from wire.ids import MailboxId, PetitionId, TerminalId, new_id
from wire.petition.details import Details
from wire.petition.manifest import MANIFEST_CONTEXT, Item, Manifest, Part, PetitionMeta
from wire.petition.upload import Chunk, PetitionOffer
from wire.seal.age import DraftIdentity, seal
from wire.seal.padding import padded_json, padded_mp4
from wire.seal.signed import Alg, signed

CHUNK = 64 * 1024
CANARY = "canary-7f3k-well-is-dry"


class Device:
    """A terminal's key and certificate."""

    def __init__(self, terminal_id: str) -> None:
        self.terminal_id = terminal_id
        self.key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, terminal_id)])
        start = datetime(2000, 1, 1, tzinfo=UTC)
        self.certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(self.key.public_key())
            .serial_number(1)
            .not_valid_before(start)
            .not_valid_after(start + timedelta(days=36500))
            .sign(self.key, SHA256())
            .public_bytes(Encoding.PEM)
            .decode()
        )

    @property
    def alg(self) -> Alg:
        return "es256"

    @property
    def kid(self) -> str:
        return self.terminal_id

    def sign(self, message: bytes) -> bytes:
        return self.key.sign(message, ec.ECDSA(SHA256()))


@dataclass
class Sealed:
    """A petition as it lies on a terminal, sealed and signed."""

    device: Device
    petition_id: PetitionId
    parts: list[bytes]
    mailbox: MailboxId = field(default_factory=lambda: MailboxId(hashlib.sha256(new_id().encode()).hexdigest()))
    chunk_bytes: int = CHUNK
    reply_identity: DraftIdentity = field(default_factory=DraftIdentity.generate)
    tells_recipient: bool = True
    """False: from a terminal of before, whose manifest names no reply recipient."""

    @property
    def blob(self) -> bytes:
        return b"".join(self.parts)

    @property
    def manifest(self) -> Manifest:
        parts = [
            Part(
                role="meta" if number == len(self.parts) - 1 else "media",
                length=len(part),
                sha256=hashlib.sha256(part).hexdigest(),
            )
            for number, part in enumerate(self.parts)
        ]
        return Manifest(
            petition_id=self.petition_id,
            mailbox=self.mailbox,
            reply_recipient=self.reply_identity.recipient if self.tells_recipient else "",
            recipients_version=1,
            kids=["office-1", "escrow-1"],
            nonce=hashlib.sha256(self.petition_id.encode()).hexdigest()[:32],
            parts=parts,
        )

    @property
    def offer(self) -> PetitionOffer:
        return PetitionOffer(
            petition_id=self.petition_id,
            manifest=signed(self.manifest, self.device, MANIFEST_CONTEXT),
            total_bytes=len(self.blob),
            chunk_bytes=self.chunk_bytes,
        )

    @property
    def chunks(self) -> list[Chunk]:
        blob = self.blob
        bodies = [blob[at : at + self.chunk_bytes] for at in range(0, len(blob), self.chunk_bytes)]
        return [
            Chunk(petition_id=self.petition_id, index=index, sha256=hashlib.sha256(body).digest(), body=body)
            for index, body in enumerate(bodies)
        ]


def bytes_petition(device: Device, *lengths: int) -> Sealed:
    """Parts of nothing but noise: the county cannot tell the difference."""
    parts = [np.random.default_rng(length).bytes(length) for length in (lengths or (150_000, 70_000, 4_000))]
    return Sealed(device, PetitionId(new_id()), parts)


def further(first: Sealed, *lengths: int, device: Device | None = None) -> Sealed:
    """Something that came later under the same code, perhaps from another terminal."""
    later = bytes_petition(device or first.device, *(lengths or (5_000,)))
    later.mailbox, later.reply_identity = first.mailbox, first.reply_identity
    return later


def video_petition(
    device: Device, recipients: Sequence[str], *, text: str = "", petition_id: PetitionId | None = None
) -> Sealed:
    """Four seconds of a moving square with a tone, in two segments, really sealed."""
    petition = Sealed(device, petition_id or PetitionId(new_id()), [])
    segments = [padded_mp4(segment) for segment in fragments()]
    meta = PetitionMeta(
        petition_id=petition.petition_id,
        terminal_id=TerminalId(device.terminal_id),
        point="柳河镇信访接待点",
        recorded_at_ms=1_795_000_000_000,
        clock_trusted=True,
        reply_recipient=petition.reply_identity.recipient,
        items=(Item(kind="video", parts=len(segments), duration_ms=4000),),
        details=Details(text=text),
    )
    petition.parts = [seal(segment, recipients) for segment in segments]
    petition.parts.append(seal(padded_json(to_json(meta)), recipients))
    return petition


@cache
def fragments() -> tuple[bytes, ...]:
    """A fragmented MP4 cut at a fragment boundary: the first piece holds the track descriptions."""
    content = _movie()
    starts = _fragment_starts(content)
    middle = starts[len(starts) // 2]
    return content[:middle], content[middle:]


def _fragment_starts(content: bytes) -> list[int]:
    starts, at = [], 0
    while at < len(content):
        if content[at + 4 : at + 8] == b"moof":
            starts.append(at)
        at += int.from_bytes(content[at : at + 4], "big")
    return starts


def _movie() -> bytes:
    out = io.BytesIO()
    flags = {"movflags": "frag_keyframe+empty_moov+default_base_moof"}
    with av.open(out, "w", format="mp4", options=flags) as container:
        container.metadata["comment"] = CANARY
        video = container.add_stream("libx264", rate=25, options={"g": "25", "preset": "ultrafast"})
        video.width, video.height, video.pix_fmt = 320, 240, "yuv420p"
        audio = container.add_stream("aac", rate=48_000)
        audio.layout = "mono"
        for number in range(100):
            picture = np.full((240, 320, 3), 40, np.uint8)
            picture[80:160, 2 * number : 2 * number + 80] = (220, 200, 120)
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, 25)
            container.mux(video.encode(frame))
            seconds = (number * 1920 + np.arange(1920)) / 48_000
            tone = (np.sin(seconds * 880) * 8000).astype(np.int16)
            sound = av.AudioFrame.from_ndarray(tone.reshape(1, -1), format="s16", layout="mono")
            sound.sample_rate, sound.pts = 48_000, number * 1920
            container.mux(audio.encode(sound))
        container.mux(video.encode())
        container.mux(audio.encode())
    return out.getvalue()


def write_settings(home: Path, *, port: int = 8000, broker_port: int = 8883, more: str = "") -> Path:
    """A county.toml for a throw-away home."""
    path = home / "county.toml"
    path.write_text(
        f'[station]\nname = "柳河县信访局"\nsite = "liuhe"\n[web]\nport = {port}\n[link]\nport = {broker_port}\n{more}',
        encoding="utf-8",
    )
    return path


def copy_database(template: Path, home: Path) -> None:
    shutil.copyfile(template, home / "db.sqlite3")
