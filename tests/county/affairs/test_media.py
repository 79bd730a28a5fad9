"""Pictures and films: what is published tells nothing of places, goes out in pieces, and leaves with its notice."""

import hashlib
import io
import struct
from datetime import date
from functools import cache

import av
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from county.affairs.film import read_film
from county.affairs.media import MAX_PIXELS, keep_film, keep_picture, read_media
from county.affairs.models import Village
from county.affairs.publishing import Draft, publish, record_of, withdraw
from county.config import CountyConfig
from county.errors import BadMedia
from county.officers.models import Officer
from county.outgoing.models import OutgoingMessage
from tests.county.cast import CANARY, _movie
from wire import topics
from wire.affairs.piece import Piece
from wire.codec import from_msgpack, to_json
from wire.content import MAX_PIECE_BYTES, Content, Media, Picture, Video

PLACE = "35.9871N 113.0023E"


@pytest.fixture
def officer(home: CountyConfig) -> Officer:
    return Officer.objects.get(username="limin")


def photo(width: int = 900, height: int = 700, *, noise: bool = True) -> bytes:
    picture = Image.effect_noise((width, height), 90).convert("RGB") if noise else Image.new("RGB", (width, height))
    exif = Image.Exif()
    exif[0x010E] = PLACE
    exif[0x0112] = 6
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif, quality=95)
    return out.getvalue()


def published(officer: Officer, content: Content, *, notice_id: str = "") -> str:
    village = Village.objects.get(name="东书村")
    draft = Draft(village=village, title="修路", as_of=date(2026, 10, 31), content=(content,), notice_id=notice_id)
    return publish(draft, officer).notice_id


def at_the_broker() -> dict[str, bytes]:
    """Retained pieces by their name."""
    rows = OutgoingMessage.objects.filter(topic__contains="/affairs/piece/", retain=True).exclude(payload=b"")
    return {topics.parse(row.topic).subject_id: from_msgpack(bytes(row.payload), Piece).body for row in rows}


def test_a_photograph_stands_upright_and_tells_no_place(officer: Officer) -> None:
    media = keep_picture(photo(), officer)

    kept = read_media(media.sha256)
    assert (media.width, media.height, media.media_type) == (700, 900, "image/jpeg")
    assert hashlib.sha256(kept).hexdigest() == media.sha256
    assert PLACE.encode() not in kept
    assert not Image.open(io.BytesIO(kept)).getexif()


def test_a_large_picture_is_made_smaller_and_a_drawing_stays_png(officer: Officer) -> None:
    out = io.BytesIO()
    Image.new("RGBA", (4000, 1000), (10, 200, 30, 255)).save(out, "PNG")

    media = keep_picture(out.getvalue(), officer)

    assert (media.width, media.height, media.media_type) == (1920, 480, "image/png")


def test_what_is_no_picture_is_refused(officer: Officer) -> None:
    gif, huge = io.BytesIO(), io.BytesIO()
    Image.new("P", (9, 9)).save(gif, "GIF")
    side = int(MAX_PIXELS**0.5) + 10
    Image.new("1", (side, side)).save(huge, "PNG")

    for content in (b"", b"hello", gif.getvalue(), photo()[:4000], huge.getvalue(), b"\x89PNG\r\n\x1a\n" + b"\0" * 64):
        with pytest.raises(BadMedia):
            keep_picture(content, officer)


def test_a_film_in_fragments_does_not_say_how_long_it_is_and_is_refused(officer: Officer) -> None:
    with pytest.raises(BadMedia):
        keep_film(_movie(), officer)


def test_pieces_are_the_file_and_are_named_by_what_is_in_them(officer: Officer) -> None:
    media = keep_picture(photo(1800, 1400), officer)

    published(officer, Picture(media=media))

    pieces = at_the_broker()
    assert len(media.pieces) > 2
    assert all(hashlib.sha256(body).hexdigest() == name for name, body in pieces.items())
    assert b"".join(pieces[name] for name in media.pieces) == read_media(media.sha256)
    assert max(map(len, pieces.values())) == MAX_PIECE_BYTES


def test_pieces_leave_the_broker_with_the_last_notice_that_shows_them_and_the_file_stays(officer: Officer) -> None:
    shared, other = keep_picture(photo(), officer), keep_picture(photo(800, 800), officer)
    first, second = published(officer, Picture(media=shared)), published(officer, Picture(media=shared))

    withdraw(first, officer)
    one_left = set(at_the_broker())
    published(officer, Picture(media=other), notice_id=second)

    assert one_left == set(shared.pieces)
    assert set(at_the_broker()) == set(other.pieces)
    assert read_media(shared.sha256)


def test_a_notice_comes_back_from_the_database_byte_for_byte(officer: Officer) -> None:
    media = keep_picture(photo(), officer)
    village = Village.objects.get(name="东书村")
    draft = Draft(village=village, title="路", as_of=date(2026, 10, 31), body="好。", content=(Picture(media=media),))

    notice = publish(draft, officer)
    notice.refresh_from_db()

    assert hashlib.sha256(to_json(record_of(notice))).hexdigest() == notice.sha256


def test_a_file_that_is_lost_is_not_published(officer: Officer, home: CountyConfig) -> None:
    media = keep_picture(photo(), officer)
    (home.media / media.sha256).unlink()

    with pytest.raises(BadMedia):
        published(officer, Picture(media=media))

    assert not OutgoingMessage.objects.exists()


@settings(max_examples=150, deadline=None)
@given(junk=st.binary(max_size=400))
def test_no_bytes_make_the_reader_of_films_stumble(junk: bytes) -> None:
    for content in (junk, b"\0\0\0\x10ftypisom\0\0\0\0" + junk):
        try:
            read_film(content)
        except BadMedia:
            continue


def test_a_published_film_carries_its_length(officer: Officer) -> None:
    media = keep_film(whole_film(), officer)

    published(officer, Video(media=media, caption="修路"))

    assert isinstance(media, Media)
    assert (media.width, media.height) == (320, 240)
    assert 3500 < media.length_ms < 4600
    assert CANARY.encode() not in read_media(media.sha256)
    assert len(read_media(media.sha256)) == len(whole_film())


def test_a_film_from_a_telephone_held_upright_is_higher_than_wide() -> None:
    film = bytearray(whole_film())
    begins = film.index(b"tkhd") - 4
    ends = begins + int.from_bytes(film[begins : begins + 4], "big")
    film[ends - 44 : ends - 8] = struct.pack(">9i", 0, 1 << 16, 0, -(1 << 16), 0, 0, 0, 0, 1 << 30)

    read = read_film(bytes(film))

    assert (read.width, read.height) == (240, 320)


@cache
def whole_film() -> bytes:
    """The cast's film in one moov with a comment in it, as a telephone writes it."""
    out = io.BytesIO()
    with av.open(io.BytesIO(_movie()), "r") as brought, av.open(out, "w", format="mp4") as made:
        made.metadata["comment"] = CANARY
        stream = made.add_stream_from_template(brought.streams.video[0])
        for packet in brought.demux(brought.streams.video[0]):
            if packet.dts is not None:
                packet.stream = stream
                made.mux(packet)
    return out.getvalue()
