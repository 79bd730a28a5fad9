"""Takes the chains of proof in. Only what fits is kept, nothing is overwritten, and all may come twice or late.

The cursor is told after the commit. What does not fit becomes an alarm with the bytes that came; until an officer has
accepted that the terminal began anew, the chain stays where it is.
"""

import logging
from datetime import UTC, datetime
from typing import Final

from django.db import transaction
from django.utils import timezone

from county.fleet.models import Terminal, device_key
from county.officers.models import Officer
from county.wall.lines import pressed
from county.wall.models import Alarm, Chain, Entry, Root
from wire.codec import from_json, to_json
from wire.errors import BadMessage, WireError
from wire.ids import TerminalId
from wire.seal.signed import Signed, Signer, payload_sha256, signed, verified
from wire.wall.chain import Link, check_batch, check_root
from wire.wall.proof import (
    COUNTERSIGN_CONTEXT,
    FIRST_PREV,
    ROOT_CONTEXT,
    Countersigned,
    Gap,
    ProofBatch,
    ProofRoot,
    ProofTaken,
    Shown,
    Step,
)

log = logging.getLogger(__name__)

EVIDENCE_BYTES: Final = 64 * 1024


def current_chain(terminal_id: str) -> Chain:
    """The chain that this terminal goes on with."""
    chain = Chain.objects.filter(terminal_id=terminal_id).first()
    return chain or Chain.objects.create(terminal_id=terminal_id, head=FIRST_PREV)


def take_batch(terminal_id: str, batch: ProofBatch) -> ProofTaken:
    """Keep what is new in it; the answer holds once this has returned."""
    with transaction.atomic():
        chain = current_chain(terminal_id)
        fit = check_batch(batch, TerminalId(terminal_id), upto=chain.upto, sha256_of=lambda n: _sha256(chain, n) or "")
        if fit.verdict == "broken":
            _raise(terminal_id, "broken", about=f"#{batch.first}", evidence=_evidence(batch.entries))
            return ProofTaken(upto=chain.upto, broken=True)
        if fit.new:
            Entry.objects.bulk_create([_row(chain, link) for link in fit.new])
            chain.upto, chain.head = fit.new[-1].entry.n + 1, fit.new[-1].sha256
        chain.save()
    return ProofTaken(upto=chain.upto)


def take_root(terminal_id: str, envelope: Signed, signer: Signer) -> Signed | None:
    """The county's countersignature; None while something before it is missing, or when it cannot be given."""
    key = device_key(terminal_id)
    try:
        if key is None:
            raise BadMessage("no such terminal")
        root = verified(envelope, ProofRoot, key=key, context=ROOT_CONTEXT)
    except WireError as error:
        _raise(terminal_id, "forged", about=type(error).__name__, evidence=to_json(envelope))
        return None
    with transaction.atomic():
        return _judged(current_chain(terminal_id), envelope, root, signer=signer)


def accept_new_beginning(alarm: Alarm, officer: Officer) -> None:
    """The terminal lost its chain (a new disk, say): what was held stays as it is, and the next chain begins at 0."""
    with transaction.atomic():
        last = current_chain(alarm.terminal_id)
        Chain.objects.create(terminal_id=alarm.terminal_id, number=last.number + 1, head=FIRST_PREV)
        settle(alarm, officer)


def settle(alarm: Alarm, officer: Officer) -> None:
    """Somebody has looked at it; all alarms of that terminal up to now are settled with it."""
    Alarm.objects.filter(terminal_id=alarm.terminal_id, settled_at=None).update(
        settled_by=officer, settled_at=timezone.now()
    )


def _evidence(content: bytes) -> bytes:
    """As much of what came as is worth keeping."""
    return content[:EVIDENCE_BYTES]


def _judged(chain: Chain, envelope: Signed, root: ProofRoot, *, signer: Signer) -> Signed | None:
    known = Root.objects.filter(chain=chain, serial=root.serial).first()
    if known is not None and known.sha256 == payload_sha256(envelope):
        return from_json(bytes(known.countersigned), Signed)
    last = Root.objects.filter(chain=chain).order_by("-serial").first()
    previous = (_inside(last), last.sha256) if last else None
    verdict = check_root(root, TerminalId(chain.terminal_id), previous=previous, sha256_of=lambda n: _sha256(chain, n))
    if verdict == "later":
        return None
    if verdict == "broken":
        about = f"root {root.serial}, #{root.count}"
        _raise(chain.terminal_id, "rollback", about=about, evidence=to_json(envelope))
        return None
    return _countersigned(chain, envelope, root, signer=signer)


def _countersigned(chain: Chain, envelope: Signed, root: ProofRoot, *, signer: Signer) -> Signed:
    now = datetime.now(UTC)
    word = Countersigned(
        terminal_id=root.terminal_id,
        serial=root.serial,
        root_sha256=payload_sha256(envelope),
        at_ms=int(now.timestamp() * 1000),
    )
    answer = signed(word, signer, COUNTERSIGN_CONTEXT)
    certificate = Terminal.objects.values_list("certificate", flat=True).get(terminal_id=chain.terminal_id)
    if certificate not in chain.certificates:
        chain.certificates.append(certificate)
        chain.save()
    Root.objects.create(
        chain=chain,
        serial=root.serial,
        count=root.count,
        head=root.head,
        day=root.day[:10],
        sha256=word.root_sha256,
        signed=to_json(envelope),
        countersigned=to_json(answer),
        at=now,
    )
    log.info("%s: root %d over %d entries countersigned", root.terminal_id, root.serial, root.count)
    return answer


def _inside(root: Root) -> ProofRoot:
    """Its signature was verified when it came."""
    return from_json(from_json(bytes(root.signed), Signed).payload, ProofRoot)


def _sha256(chain: Chain, n: int) -> str | None:
    if n == chain.upto - 1:
        return chain.head
    return Entry.objects.filter(chain=chain, n=n).values_list("sha256", flat=True).first()


def _raise(terminal_id: str, kind: str, *, about: str, evidence: bytes) -> None:
    log.error("%s: proof alarm: %s (%s)", terminal_id, kind, about)
    open_one = Alarm.objects.filter(terminal_id=terminal_id, kind=kind, settled_at=None).first()
    if open_one is None:
        Alarm.objects.create(terminal_id=terminal_id, kind=kind, about=about, evidence=_evidence(evidence))
        return
    open_one.times += 1
    open_one.save()


def _row(chain: Chain, link: Link) -> Entry:
    entry = link.entry
    row = Entry(
        chain=chain,
        n=entry.n,
        pressed=pressed(to_json(entry)),
        sha256=link.sha256,
        began_ms=entry.began.wall_ms,
        ended_ms=entry.ended.wall_ms,
        trusted=entry.began.trusted,
    )
    _fill(row, entry.fact)
    return row


def _fill(row: Entry, fact: Shown | Gap | Step) -> None:
    if isinstance(fact, Shown):
        row.kind, row.why, row.village, row.notice_id = "shown", fact.why, fact.village[:60], fact.notice_id[:32]
        row.version, row.title, row.readable_ms = fact.version, fact.title[:200], fact.readable_ms
        row.pixels_sha256 = fact.pixels_sha256[:64]
    elif isinstance(fact, Gap):
        row.kind, row.why = "gap", fact.why
    else:
        row.kind, row.why, row.title = "step", fact.what, fact.about[:200]
