"""What is more than one submission holds goes into volumes under one code; the first of them is promised last."""

from pathlib import Path

import pytest

from edge.inquiry.kept import delivery
from edge.inquiry.kept.chain import Moment
from edge.inquiry.kept.delivery import Ending
from edge.inquiry.kept.keeping import BYTES_A_S
from tests.edge.cast import Cast
from tests.edge.inquiry.filing import T0, Filing, begun
from tests.edge.inquiry.parcel import Parcel, parcel
from tests.edge.inquiry.stranger import Desk
from wire.inquiry.log import InquiryEnded
from wire.petition.manifest import MAX_PARTS, MAX_PETITION_BYTES


def sent(cast: Cast, pieces: int) -> list[Parcel]:
    """The volumes, in order."""
    filing = Filing(cast)
    folder, chain = filing.begin()
    chain.append(begun(filing.inquiry_id), Moment(T0, clock_trusted=True, tape_ms=0))
    for index in range(pieces):
        filing.records(folder, chain, index)
    chain.append(InquiryEnded(why="done"), Moment(T0, clock_trusted=True, tape_ms=0))
    head = folder.head()
    filing.promise(folder, Ending(6000 * pieces, tuple(chain.lines)))
    volumes = [parcel(cast, filing.spool, filing.blobs, one) for one in head.petition_ids if filing.spool.find(one)]
    assert [one.petition_id for one in filing.promised] == list(reversed(head.petition_ids[: len(volumes)]))
    filing.close()
    return volumes


def test_a_long_inquiry_is_sent_in_volumes(cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "VOLUME_PARTS", 4)

    volumes = sent(cast, 10)

    assert [[(item.kind, item.parts) for item in one.meta.items] for one in volumes] == [
        [("video", 4), ("log", 1)],
        [("video", 4)],
        [("video", 2)],
    ]
    assert len({one.manifest.mailbox for one in volumes}) == 1
    assert len(Desk(tmp_path / "desk", tuple(volumes)).judge().pieces) == 10


def test_a_heavy_inquiry_is_sent_in_volumes(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "VOLUME_BYTES", 2000)

    volumes = sent(cast, 5)

    assert len(volumes) > 1
    assert all(sum(part.length for part in one.manifest.parts[: one.meta.items[0].parts]) <= 2000 for one in volumes)


def test_an_hour_fits_into_one() -> None:
    hour = 3600 / 6

    assert hour < delivery.VOLUME_PARTS < MAX_PARTS
    assert 3600 * BYTES_A_S < delivery.VOLUME_BYTES < MAX_PETITION_BYTES
