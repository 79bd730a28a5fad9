"""Which renderer sets which kind of content."""

from collections.abc import Callable
from typing import Any

from kiosk.render.desk import Body, Desk
from kiosk.render.kinds.chart import set_chart
from kiosk.render.kinds.figures import set_summary
from kiosk.render.kinds.ledger import set_ledger
from kiosk.render.kinds.listing import set_listing
from kiosk.render.kinds.media import set_picture, set_video
from kiosk.render.kinds.poster import set_poster
from kiosk.render.kinds.words import set_text
from wire.content import Chart, Content, Ledger, Listing, Picture, Poster, Summary, Text, Video

RENDERERS: dict[type, Callable[[Any, Desk], tuple[Body, ...]]] = {
    Text: set_text,
    Ledger: set_ledger,
    Summary: set_summary,
    Listing: set_listing,
    Poster: set_poster,
    Chart: set_chart,
    Picture: set_picture,
    Video: set_video,
}


def set_content(content: Content, desk: Desk) -> tuple[Body, ...]:
    """Pages of one content; raises Illegible."""
    return RENDERERS[type(content)](content, desk)
