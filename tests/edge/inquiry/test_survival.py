"""Whatever was told to the county is kept, wherever the power goes; the next start closes the log and promises it."""

import contextlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from edge.inquiry.kept import folder as folders
from edge.inquiry.kept.chain import Moment
from tests.edge.cast import Cast, make_cast
from tests.edge.inquiry.cuts import PowerCut, current
from tests.edge.inquiry.filing import PNG, T0, Filing, story
from tests.edge.inquiry.parcel import Parcel, facts, parcel
from tests.edge.inquiry.read_pdf import words
from tests.edge.inquiry.stranger import verify
from wire.codec import to_json
from wire.inquiry.log import InquiryEnded, LineBroke

NEVER = 1_000_000


@pytest.fixture(scope="module")
def cast() -> Iterator[Cast]:
    """In RAM: what is asked of the disk counts here, not how long it takes."""
    with TemporaryDirectory(dir="/dev/shm") as folder:
        yield make_cast(Path(folder))


@pytest.fixture
def filing(cast: Cast) -> Iterator[Filing]:
    filing = Filing(cast)
    yield filing
    filing.close()
    shutil.rmtree(filing.stores.directory)


def goes_on_until_the_cut(filing: Filing, monkeypatch: pytest.MonkeyPatch, *, cut: int) -> tuple[list[str], int, bool]:
    """The heads and the count of pieces that the county may have been told, and whether the power went."""
    heads, pieces = list[str](), 0
    with current(monkeypatch, cut=cut):
        try:
            folder, chain = filing.begin()
            for happens in story(filing):
                happens(folder, chain)
                heads, pieces = [*heads, chain.stand.head], chain.stand.segments
        except PowerCut:
            return heads, pieces, True
    return heads, pieces, False


def starts_until_the_cut(filing: Filing, monkeypatch: pytest.MonkeyPatch, *, cut: int) -> bool:
    """Whether the power went."""
    with current(monkeypatch, cut=cut):
        try:
            filing.next_start()
        except PowerCut:
            return True
    return False


def judged(filing: Filing, heads: list[str], pieces: int) -> Parcel:
    """One matter, in which nothing that was told is missing."""
    assert len(filing.promised) == len(filing.told) == 1
    sent = parcel(filing.cast, filing.spool, filing.blobs, filing.promised[0].petition_id)
    content = b"".join(sent.of("log"))
    log = verify.Log(content)
    log.check_times()
    assert set(heads) <= set(log.heads)
    assert len(log.pieces) >= pieces
    assert [one["sealed_sha256"] for one in log.pieces] == [
        one.sha256 for one in sent.manifest.parts[: len(log.pieces)]
    ]
    verify.check_sealed(sent.opened[len(log.pieces) : -1], log, content, None)
    assert not filing.path.exists()
    return sent


@pytest.mark.timeout(150)
def test_nothing_that_was_told_is_lost_wherever_the_power_goes(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "TOGETHER", 6)
    monkeypatch.setattr("edge.inquiry.kept.chain.TOGETHER", 6)
    cuts = 0
    for cut in range(1, NEVER):
        filing = Filing(cast)
        with contextlib.closing(filing):
            heads, pieces, went = goes_on_until_the_cut(filing, monkeypatch, cut=cut)

            filing.next_start()

            if heads:
                judged(filing, heads, pieces)
        cuts += went
        if not went:
            break
    assert cuts > 40


def test_a_cut_while_the_next_start_promises_doubles_nothing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    cuts = 0
    for cut in range(1, NEVER):
        filing = Filing(cast)
        with contextlib.closing(filing):
            earlier = {one.petition_id for one in filing.spool.waiting()}
            goes_on_until_the_cut(filing, monkeypatch, cut=NEVER)
            went = starts_until_the_cut(filing, monkeypatch, cut=cut)
            promised = [one for one in filing.spool.waiting() if one.petition_id not in earlier]

            filing.next_start()

            now = [one for one in filing.spool.waiting() if one.petition_id not in earlier]
            assert len(now) == 1
            assert promised in ([], now)
            sent = parcel(cast, filing.spool, filing.blobs, now[0].petition_id)
            assert sent.of("writing") == [PNG]
            assert facts(sent.links(filing.inquiry_id))[-1] == "InquiryEnded"
        cuts += went
        if not went:
            break
    assert cuts > 5


def test_a_cut_is_stated_in_log_and_document(filing: Filing, monkeypatch: pytest.MonkeyPatch) -> None:
    heads, pieces, _ = goes_on_until_the_cut(filing, monkeypatch, cut=NEVER)

    filing.next_start()

    sent = judged(filing, heads, pieces)
    last = sent.links(filing.inquiry_id)[-1].fact
    assert last == InquiryEnded(why="power_cut")
    assert [item.kind for item in sent.meta.items] == ["video", "log", "document", "document", "writing"]
    assert sent.of("document")[1] == b"%PDF- as it was"
    assert (filing.told[0].tape, filing.told[0].petition_id) == ("kept", filing.promised[0].petition_id)


def test_a_cut_within_a_break_of_the_line_is_told_by_the_document(filing: Filing) -> None:
    folder, chain = filing.begin()
    story(filing)[0](folder, chain)
    chain.append(LineBroke(), Moment(T0, clock_trusted=True, tape_ms=4_500))
    filing.records(folder, chain, 0)

    filing.next_start()

    sent = judged(filing, [chain.stand.head], 1)
    assert "0:00:04.5 起至结束未恢复" in words(sent.of("document")[0])


def test_a_signature_that_no_link_speaks_of_was_never_given(filing: Filing) -> None:
    folder, chain = filing.begin()
    for happens in story(filing)[:6]:
        happens(folder, chain)

    filing.next_start()

    sent = judged(filing, [chain.stand.head], 2)
    assert sent.of("writing") == []


def test_of_what_never_began_nothing_is_left(filing: Filing) -> None:
    filing.begin()

    filing.next_start()

    assert not filing.path.exists()
    assert filing.promised == []


def test_a_folder_that_cannot_be_promised_does_not_keep_the_others(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    broken, whole = Filing(cast), Filing(cast)
    with contextlib.closing(broken), contextlib.closing(whole):
        for filing in (broken, whole):
            goes_on_until_the_cut(filing, monkeypatch, cut=NEVER)
        head = json.loads(to_json(broken.head())) | {"petition_ids": []}
        (broken.path / "head.json").write_text(json.dumps(head))

        whole.next_start()

        assert len(whole.promised) == 1
        assert broken.path.exists()
        shutil.rmtree(broken.path)


def test_a_long_log_is_a_handful_of_files(filing: Filing) -> None:
    folder, chain = filing.begin()
    for index in range(200):
        filing.records(folder, chain, index)

    files = folder.log_files()

    assert len(files) <= 200 // 64 + 64
    assert (files[-1].last, files[-1].sha256, files[-1].segments) == (199, chain.stand.head, 200)


def test_the_folder_tells_nobody_what_it_is_about(filing: Filing, monkeypatch: pytest.MonkeyPatch) -> None:
    goes_on_until_the_cut(filing, monkeypatch, cut=NEVER)

    lying = b"".join(path.read_bytes() for path in Path(filing.path).rglob("*") if path.is_file())

    for word in ("李敏", "赵强", "credentials", "ab" * 32):
        assert word.encode() not in lying
