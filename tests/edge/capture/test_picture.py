"""The live picture, seen from a face's side."""

import stat
import threading
from pathlib import Path

import numpy as np
import pytest

from edge.capture.picture import LivePicture
from wire.picture import HEADER_BYTES, read_header


def _seen(path: Path) -> tuple[int, np.ndarray[tuple[int, ...], np.dtype[np.uint8]]]:
    content = path.read_bytes()
    header = read_header(content[:HEADER_BYTES])
    assert header is not None
    pixels = np.frombuffer(content[header.offset : header.offset + header.length], np.uint8)
    return header.sequence, pixels.reshape(header.height, header.width, 3)


def test_a_face_sees_what_was_painted_last(tmp_path: Path) -> None:
    live = LivePicture(tmp_path / "picture")
    blue_above = np.zeros((480, 640, 3), np.uint8)
    blue_above[:240] = (255, 0, 0)

    live.paint(np.zeros((480, 640, 3), np.uint8), 1.0)
    live.paint(blue_above, 2.0)

    sequence, pixels = _seen(live.path)
    assert sequence == 2
    assert pixels.shape == (480, 640, 3)
    assert tuple(pixels[0, 0]) == (0, 0, 255)
    assert tuple(pixels[479, 639]) == (0, 0, 0)
    live.close()


def test_nothing_is_seen_before_the_first_picture(tmp_path: Path) -> None:
    live = LivePicture(tmp_path / "picture")

    assert _seen(live.path)[0] == 0
    live.close()


def test_blanking_leaves_no_pixel_in_memory(tmp_path: Path) -> None:
    live = LivePicture(tmp_path / "picture")
    for _ in range(3):
        live.paint(np.full((720, 1280, 3), 200, np.uint8), 1.0)

    live.blank()

    assert not any(live.path.read_bytes()[HEADER_BYTES:])
    live.close()


def test_what_a_killed_edge_painted_is_black_when_the_next_one_starts(tmp_path: Path) -> None:
    killed = LivePicture(tmp_path / "picture")
    killed.paint(np.full((720, 1280, 3), 200, np.uint8), 1.0)

    live = LivePicture(tmp_path / "picture")

    assert not any(live.path.read_bytes()[HEADER_BYTES:])
    live.close()


def test_the_file_is_for_its_owner_alone_and_goes_with_the_edge(tmp_path: Path) -> None:
    live = LivePicture(tmp_path / "picture")

    assert stat.S_IMODE(live.path.stat().st_mode) == 0o600

    live.close()
    assert not live.path.exists()


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "picture").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(OSError, match="symbolic links"):
        LivePicture(tmp_path / "picture")

    assert not (tmp_path / "elsewhere").exists()


def test_a_face_goes_on_seeing_after_the_edge_starts_anew(tmp_path: Path) -> None:
    first = LivePicture(tmp_path / "picture")
    first.paint(np.full((480, 640, 3), 9, np.uint8), 1.0)
    mapped = np.memmap(tmp_path / "picture", np.uint8, "r")

    second = LivePicture(tmp_path / "picture")
    second.paint(np.full((480, 640, 3), 77, np.uint8), 2.0)

    header = read_header(mapped[:HEADER_BYTES].tobytes())
    assert header is not None
    assert header.sequence == 1
    assert mapped[header.offset] == 77
    second.close()


def test_a_picture_too_large_for_the_layout_is_refused(tmp_path: Path) -> None:
    live = LivePicture(tmp_path / "picture")

    with pytest.raises(ValueError, match="1920x1080"):
        live.paint(np.zeros((1080, 1920, 3), np.uint8), 1.0)

    live.close()


def test_a_reader_that_obeys_the_rule_never_sees_a_torn_picture(tmp_path: Path) -> None:
    live = LivePicture(tmp_path / "picture")
    live.paint(np.zeros((480, 640, 3), np.uint8), 0.0)
    mapped = np.memmap(live.path, np.uint8, "r")
    painting = threading.Thread(target=_paint_many, args=(live,), daemon=True)
    painting.start()

    torn = taken = 0
    while painting.is_alive():
        before = read_header(mapped[:HEADER_BYTES].tobytes())
        assert before is not None
        copied = mapped[before.offset : before.offset + before.length].copy()
        after = read_header(mapped[:HEADER_BYTES].tobytes())
        assert after is not None
        if after.sequence == before.sequence:
            taken += 1
            torn += int(copied.min() != copied.max())

    painting.join()
    live.close()
    assert taken > 10
    assert torn == 0


def _paint_many(live: LivePicture) -> None:
    pictures = [np.full((480, 640, 3), shade, np.uint8) for shade in (0, 85, 170, 255)]
    for number in range(1500):
        live.paint(pictures[number % 4], 0.0)
