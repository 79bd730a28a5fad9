"""What a start of the edge finds of recordings that the start before it could not promise: they are promised now.

An inquiry's log is closed with `power_cut`, unless it was closed before. A piece of the recording that no link
speaks of yet is written into the log first. Of what is neither recorded nor written nothing is left.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from edge.capture.profile import BOTH_SIDES
from edge.inquiry.kept.chain import Chain, Moment, Stand
from edge.inquiry.kept.delivery import Ending
from edge.inquiry.kept.folder import Folder, Head, file_sha256
from edge.inquiry.kept.keeping import Stores
from edge.inquiry.paper.case import CasePlace
from edge.inquiry.telling import AFTER_A_CUT
from wire.inquiry.log import InquiryEnded, SegmentKept
from wire.inquiry.sheet import InquiryTold

_log = logging.getLogger(__name__)
CUT: Final = "power_cut"
_SEGMENT_MS: Final = round(BOTH_SIDES.segment_s * 1000)


@dataclass(frozen=True)
class Closed:
    """A folder whose log is closed."""

    folder: Folder
    head: Head
    stand: Stand
    pieces: int
    ending: Ending

    @property
    def was_cut(self) -> bool:
        """Otherwise its log was closed before, with a word that this start cannot read."""
        return bool(self.ending.documents)


async def survive(stores: Stores, place: CasePlace, tell: Callable[[InquiryTold], None]) -> None:
    """Whatever cannot be promised stays for the next start. `tell` is told of each inquiry that is kept."""
    for path in sorted(path for path in stores.directory.glob("*") if path.is_dir()):
        try:
            await _promise(stores, path, place=place, tell=tell)
        except Exception as error:  # noqa: BLE001  # the other ones must not wait for this one
            _log.error("a recording of an earlier start is not promised yet", exc_info=error)


async def _promise(stores: Stores, path: Path, *, place: CasePlace, tell: Callable[[InquiryTold], None]) -> None:
    folder = Folder(path)
    if not folder.was_begun:
        folder.remove()
        return
    head = folder.head()
    if stores.spool.find(head.petition_ids[0]):
        folder.remove()
        return
    closed = await asyncio.to_thread(_closed, folder, head, place=place, stamp=stores.stamp())
    if closed is None:
        folder.remove()
        return
    await stores.promise(folder, head, closed.ending)
    _log.warning("a recording that lost its power is promised, of %d pieces", closed.pieces)
    if head.purpose == "inquiry":
        tell(_told(closed))


def _closed(folder: Folder, head: Head, *, place: CasePlace, stamp: tuple[int, bool]) -> Closed | None:
    """None: nothing was recorded. Slow."""
    folder.tidy()
    segments = folder.segments()
    ages = [recipient.age for recipient in head.recipients.recipients]
    chain = Chain(folder, head.inquiry_id, ages)
    if not segments and not chain.stand.links:
        return None
    duration_ms = max(chain.stand.tape_ms, len(segments) * _SEGMENT_MS)
    if head.purpose == "call":
        return Closed(folder, head, chain.stand, len(segments), Ending(duration_ms))
    if not chain.stand.signed:
        folder.drop_signature()
    if chain.stand.ended:
        return Closed(folder, head, chain.stand, len(segments), Ending(duration_ms))
    for index in range(chain.stand.segments, len(segments)):
        kept = SegmentKept(
            index=index,
            from_ms=index * _SEGMENT_MS,
            to_ms=(index + 1) * _SEGMENT_MS,
            sealed_sha256=file_sha256(segments[index]),
        )
        chain.append(kept, Moment(*stamp, kept.to_ms))
    chain.append(InquiryEnded(why=CUT), Moment(*stamp, duration_ms))
    # It waits, as in edge.inquiry.inquiry.
    from edge.inquiry.paper.document import cut_drawn

    said = cut_drawn(head, place, chain.stand, closed_at_ms=stamp[0])
    return Closed(folder, head, chain.stand, len(segments), Ending(duration_ms, documents=(said,)))


def _told(closed: Closed) -> InquiryTold:
    head, stand = closed.head, closed.stand
    return InquiryTold(
        call_id=head.call_id,
        inquiry_id=head.inquiry_id,
        serial=AFTER_A_CUT,
        recipient="",
        tape="kept",
        began_at_ms=head.began_at_ms,
        elapsed_ms=closed.ending.duration_ms,
        segments=stand.segments,
        head=stand.head,
        petition_id=head.petition_ids[0],
        why=CUT if closed.was_cut else "",
    )
