"""Which ear hears which of the county's words, when they do not come under a topic but by hand."""

from collections.abc import Callable
from dataclasses import dataclass

from edge.affairs.affairs import Affairs
from edge.wall.playlist import Playlists
from wire.affairs.notice import INDEX_CONTEXT, NOTICE_CONTEXT, Notice, NoticeIndex
from wire.codec import from_json
from wire.errors import BadMessage
from wire.seal.signed import Signed
from wire.wall.emergency import EMERGENCY_CONTEXT, Emergency
from wire.wall.playlist import PLAYLIST_CONTEXT
from wire.wall.settings import WALL_CONTEXT


@dataclass(frozen=True)
class Words:
    """`signed_at` is given each time that the county signed, once it was verified."""

    affairs: Affairs
    playlist: Playlists
    settings: Callable[[Signed], None]
    emergency: Callable[[Signed], None]
    signed_at: Callable[[int], None]

    def hear(self, envelope: Signed) -> None:
        """Raises WireError or EdgeError, as the ears do."""
        ears = {
            EMERGENCY_CONTEXT: self._emergency,
            WALL_CONTEXT: self.settings,
            PLAYLIST_CONTEXT: self._playlist,
            NOTICE_CONTEXT: self._notice,
            INDEX_CONTEXT: self._index,
        }
        ear = ears.get(envelope.context)
        if ear is None:
            raise BadMessage("signed for something that does not come by hand")
        ear(envelope)

    def _emergency(self, envelope: Signed) -> None:
        self.emergency(envelope)
        self.signed_at(from_json(envelope.payload, Emergency).issued_at_ms)

    def _playlist(self, envelope: Signed) -> None:
        self.playlist.heard(envelope)
        self.signed_at(self.playlist.published_at_ms())

    def _notice(self, envelope: Signed) -> None:
        self.affairs.heard_notice(from_json(envelope.payload, Notice).notice_id, envelope)

    def _index(self, envelope: Signed) -> None:
        self.affairs.heard_index(envelope, carried=True)
        self.signed_at(from_json(envelope.payload, NoticeIndex).published_at_ms)
