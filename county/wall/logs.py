"""The proof as files that leave the county: the log that anybody can verify, and a table for a spreadsheet."""

import base64
import csv
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import IO, Final

import msgspec
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from county.keys import CountySigner
from county.wall.clocks import told
from county.wall.lines import line_of
from county.wall.models import Chain, Entry
from county.wall.tally import Span, entries
from wire.codec import from_json
from wire.ids import TerminalId
from wire.seal.signed import Signed
from wire.wall.log import ProofLog, write_log
from wire.wall.piece import Days, Mark, cut
from wire.wall.proof import ProofEntry

ALL: Final = Days()
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def write_chain(chain: Chain, file: IO[bytes], days: Days = ALL) -> None:
    """A whole chain, or the piece that tells these days, ended by the county's signature: see `docs/proof`."""
    signer = CountySigner.read(settings.COUNTY.keys)
    head = ProofLog(
        terminal_id=TerminalId(chain.terminal_id),
        certificates=tuple(chain.certificates),
        county_key=base64.b64encode(signer.public_key.public_bytes_raw()).decode(),
        made_by=signer.kid,
        made_at_ms=int(datetime.now(UTC).timestamp() * 1000),
    )
    roots = list(chain.roots.order_by("serial"))
    marks = [Mark(root.count, root.head, root.day, root.sha256) for root in roots]
    piece = cut(marks, days, entries=chain.upto)
    if not days.are_all:
        head = msgspec.structs.replace(head, piece=piece.head)
    within = Entry.objects.filter(chain=chain, n__gte=piece.head.first, n__lt=piece.upto)
    lines = within.order_by("n").values_list("pressed", flat=True)
    write_log(
        file.write,
        head,
        entries=(from_json(line_of(bytes(line)), ProofEntry) for line in lines.iterator(chunk_size=500)),
        roots=(
            (from_json(bytes(root.signed), Signed), from_json(bytes(root.countersigned), Signed))
            for root in roots[piece.head.first_root : piece.upto_root]
        ),
        signer=signer,
    )


def table(span: Span, terminal_id: str) -> Iterator[str]:
    """CSV lines that a spreadsheet opens with Chinese in them; words that look like formulas are made harmless."""
    yield "\ufeff" + _line(
        [
            _("Wall"),
            _("Entry"),
            _("Began"),
            _("Ended"),
            _("What"),
            _("Why"),
            _("Village"),
            _("Title"),
            _("Version"),
            _("Readable seconds"),
            _("Clock confirmed"),
            _("SHA-256 of the pixels"),
            _("SHA-256 of the entry"),
        ]
    )
    for entry in entries(span, terminal_id).iterator(chunk_size=500):
        yield _line(
            [
                entry.chain.terminal_id,
                entry.n,
                _moment(entry.began_ms),
                _moment(entry.ended_ms),
                entry.kind,
                entry.why,
                entry.village,
                entry.title,
                entry.version or "",
                entry.readable_ms // 1000,
                _("yes") if entry.trusted else _("no"),
                entry.pixels_sha256,
                entry.sha256,
            ]
        )


def _line(cells: list[object]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow([_harmless(cell) for cell in cells])
    return out.getvalue()


def _harmless(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _moment(ms: int) -> str:
    zone = timezone.get_default_timezone()
    return told(ms).astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")
