"""Pieces of pictures and films at the broker: there while a current notice refers to them, and no longer.

Called within the transaction that publishes or withdraws.
"""

from collections.abc import Iterable, Iterator

import msgspec
from django.conf import settings

from county.affairs.media import pieces_of, read_media
from county.affairs.models import Notice
from county.errors import BadMedia
from county.outgoing.models import OutgoingMessage, post
from wire import topics
from wire.affairs.piece import Piece
from wire.codec import to_msgpack
from wire.content import Content, Media, Picture, Video


def media_in(content: Iterable[Content]) -> Iterator[Media]:
    """Each picture and film of a notice."""
    for each in content:
        if isinstance(each, Picture | Video):
            yield each.media


def content_of(notice: Notice) -> tuple[Content, ...]:
    """What a notice shows beside its words and its table."""
    return msgspec.convert(notice.content, tuple[Content, ...])


def post_pieces(content: Iterable[Content]) -> None:
    """Those that are not there yet; raises BadMedia when a file is lost."""
    posted = _posted()
    for media in media_in(content):
        try:
            pieces = pieces_of(read_media(media.sha256))
        except OSError as error:
            raise BadMedia(f"the file {media.sha256} is not in the county's store") from error
        for sha256, body in zip(media.pieces, pieces, strict=True):
            topic = _topic(sha256)
            if topic not in posted:
                post(topic, to_msgpack(Piece(body=body)), retain=True)
                posted.add(topic)


def release_pieces() -> None:
    """Take off the broker what no current notice refers to any more."""
    wanted: set[str] = set()
    for notice in Notice.objects.filter(current=True).exclude(content=[]):
        for media in media_in(content_of(notice)):
            wanted |= {_topic(sha256) for sha256 in media.pieces}
    for topic in sorted(_posted() - wanted):
        post(topic, b"", retain=True)


def _posted() -> set[str]:
    beginning = topics.pattern(topics.PIECE, settings.COUNTY.station.site).removesuffix("+")
    there = OutgoingMessage.objects.filter(topic__startswith=beginning, retain=True).exclude(payload=b"")
    return set(there.values_list("topic", flat=True))


def _topic(sha256: str) -> str:
    return topics.topic(topics.PIECE, settings.COUNTY.station.site, sha256)
