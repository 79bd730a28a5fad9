"""What the county publishes, kept on this terminal: shown without a network, never older than it was.

A notice or an index counts only with the county's signature; an index only with a serial above the last one's.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from edge.store.catalogue import Catalogue, KeptNotice
from wire.affairs.notice import INDEX_CONTEXT, NOTICE_CONTEXT, Notice, NoticeEntry, NoticeIndex
from wire.codec import to_json
from wire.errors import BadMessage, WireError
from wire.ids import NoticeId, SiteId
from wire.port import NoticesChanged
from wire.seal.signed import Signed, payload_sha256, verified

_log = logging.getLogger(__name__)
MAX_SHOWN_BYTES = 12 * 1024 * 1024
"""All current notices together must fit one frame of the EdgePort; the last of the index are left out first."""
_REMEMBER_CHECK_MS = 10 * 60 * 1000
"""How old the kept time of the last check may become before the catalogue is written for it alone."""


@dataclass(frozen=True)
class Source:
    """Whose affairs these are, and who may speak for them."""

    site: SiteId
    county: Ed25519PublicKey


class Affairs:
    """All current notices of one site."""

    def __init__(
        self,
        catalogue: Catalogue,
        source: Source,
        *,
        now_ms: Callable[[], int],
        changed: Callable[[NoticesChanged], None],
    ) -> None:
        self._catalogue = catalogue
        self._source = source
        self._now_ms = now_ms
        self._changed = changed
        self._index = NoticeIndex(site=source.site, serial=0, published_at_ms=0, entries=[])
        self._checked_at_ms = 0
        self._held: dict[str, Notice] = {}
        self._load()
        self._last = self.current()

    @property
    def serial(self) -> int:
        return self._index.serial

    @property
    def checked_at_ms(self) -> int:
        return self._checked_at_ms

    def current(self) -> NoticesChanged:
        """In the order to show. A notice whose new version has not arrived yet is shown as it was."""
        return NoticesChanged(serial=self.serial, notices=self._shown(), checked_at_ms=self._checked_at_ms)

    def heard_notice(self, notice_id: NoticeId, envelope: Signed) -> None:
        """Raises WireError for what the county did not sign, or signed for another place."""
        notice = self._notice(envelope)
        if notice.notice_id != notice_id:
            raise BadMessage(f"notice {notice.notice_id} under the topic of {notice_id}")
        digest = payload_sha256(envelope)
        if digest in self._held:
            return
        self._catalogue.keep_notice(KeptNotice(notice_id, notice.version, digest, envelope))
        self._held[digest] = notice
        self._tell()

    def heard_index(self, envelope: Signed, *, carried: bool = False) -> None:
        """Raises WireError like `heard_notice`. An older index than ours changes nothing.

        `carried`: it came by hand, and says how things were when it was signed, not now.
        """
        index = self._read_index(envelope)
        if index.serial < self.serial:
            _log.warning("an index of serial %d came after %d", index.serial, self.serial)
            return
        now_ms = max(self._checked_at_ms, index.published_at_ms) if carried else self._now_ms()
        newer = index.serial > self.serial
        if newer or now_ms - self._checked_at_ms > _REMEMBER_CHECK_MS:
            self._catalogue.keep_index(envelope, now_ms)
        self._checked_at_ms = now_ms
        if newer:
            self._index = index
        self._tell()

    def _load(self) -> None:
        for kept in self._catalogue.notices():
            self._load_notice(kept)
        stored = self._catalogue.index()
        if stored:
            try:
                self._index, self._checked_at_ms = self._read_index(stored[0]), stored[1]
            except WireError as error:
                _log.warning("the kept index is not the county's: %s", error)

    def _load_notice(self, kept: KeptNotice) -> None:
        try:
            self._held[kept.sha256] = self._notice(kept.envelope)
        except WireError as error:
            _log.warning("kept notice %s is not the county's: %s", kept.notice_id, error)

    def _notice(self, envelope: Signed) -> Notice:
        notice = verified(envelope, Notice, key=self._source.county, context=NOTICE_CONTEXT)
        if notice.site != self._source.site:
            raise BadMessage(f"notice of site {notice.site!r}")
        return notice

    def _read_index(self, envelope: Signed) -> NoticeIndex:
        index = verified(envelope, NoticeIndex, key=self._source.county, context=INDEX_CONTEXT)
        if index.site != self._source.site:
            raise BadMessage(f"index of site {index.site!r}")
        return index

    def _shown(self) -> list[Notice]:
        shown: list[Notice] = []
        room = MAX_SHOWN_BYTES
        for notice in filter(None, map(self._best, self._index.entries)):
            room -= len(to_json(notice))
            if room < 0:
                _log.warning("only the first %d of %d notices fit", len(shown), len(self._index.entries))
                break
            shown.append(notice)
        return shown

    def _best(self, entry: NoticeEntry) -> Notice | None:
        exact = self._held.get(entry.sha256)
        if exact:
            return exact
        older = [
            notice
            for notice in self._held.values()
            if notice.notice_id == entry.notice_id and notice.version < entry.version
        ]
        return max(older, key=lambda notice: notice.version, default=None)

    def _tell(self) -> None:
        self._forget_superseded()
        current, last = self.current(), self._last
        self._last = current
        if (current.serial, current.notices) != (last.serial, last.notices):
            self._changed(current)

    def _forget_superseded(self) -> None:
        shown = {id(self._best(entry)) for entry in self._index.entries}
        # A notice may arrive before the index that speaks of it: only what the index is newer than is dropped.
        gone = [
            digest
            for digest, notice in self._held.items()
            if id(notice) not in shown and notice.published_at_ms < self._index.published_at_ms
        ]
        self._catalogue.drop_notices(gone)
        for digest in gone:
            del self._held[digest]
