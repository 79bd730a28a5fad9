"""A stranger with docs/inquiry/verify.py: what is whole holds; what was changed, taken out or moved does not."""

import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from edge.inquiry.kept.chain import Moment
from edge.inquiry.kept.delivery import Ending
from tests.edge.cast import Cast, make_cast
from tests.edge.inquiry.filing import T0, Filing, story
from tests.edge.inquiry.parcel import parcel
from tests.edge.inquiry.stranger import SCRIPT, Desk, verify
from wire.inquiry.log import InquiryEnded


@pytest.fixture(scope="module")
def cast() -> Iterator[Cast]:
    with TemporaryDirectory(dir="/dev/shm") as folder:
        yield make_cast(Path(folder))


@pytest.fixture
def desk(cast: Cast, tmp_path: Path) -> Desk:
    """A whole inquiry."""
    filing = Filing(cast)
    folder, chain = filing.begin()
    for happens in story(filing):
        happens(folder, chain)
    chain.append(InquiryEnded(why="done"), Moment(T0 + 18_000, clock_trusted=True, tape_ms=18_000))
    said = (
        f"%PDF-1.4\n(zhitong-inquiry/1 inquiry={filing.inquiry_id} head={chain.stand.head} links={chain.stand.links}"
        f" segments=3 pages=1:1:{'ab' * 32} signature={signature_of(chain.lines)})"
    )
    petition_id = filing.promise(folder, Ending(18_000, tuple(chain.lines), (said.encode(),)))
    sent = parcel(cast, filing.spool, filing.blobs, petition_id)
    filing.close()
    return Desk(tmp_path / "desk", (sent,))


def signature_of(lines: list[bytes]) -> str:
    facts = [json.loads(line)["fact"] for line in lines]
    return next(str(fact["sha256"]) for fact in facts if fact["type"] == "SignatureGiven")


def lines(desk: Desk) -> list[dict[str, Any]]:
    return [json.loads(line) for line in desk.log.splitlines()]


def rewrite(desk: Desk, links: list[dict[str, Any]]) -> None:
    """As a forger who holds no key would: numbers and hashes fit again."""
    head, written = links[0]["prev"], list[bytes]()
    for number, link in enumerate(links):
        link |= {"n": number, "prev": head}
        written.append(json.dumps(link, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode())
        head = hashlib.sha256(written[-1]).hexdigest()
    desk.log = b"".join(line + b"\n" for line in written)


def ran(desk: Desk, folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """The script, as a stranger calls it."""
    command = [sys.executable, "-I", str(SCRIPT), "--log", str(folder / "log.jsonl"), "--parts", str(desk.folder)]
    (folder / "log.jsonl").write_bytes(desk.log)
    (folder / "manifest.json").write_bytes(desk.enveloped())
    if desk.document is not None:
        (folder / "case.pdf").write_bytes(desk.document)
        command += ["--document", str(folder / "case.pdf")]
    command += [*options, str(folder / "manifest.json")]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=30)


def certificate(cast: Cast) -> Path:
    """As the county gave it to the terminal, and holds it."""
    return cast.home / "keys" / "device.crt"


def document_made_anew(desk: Desk) -> None:
    """Its marks fit the log that was rewritten."""
    kept = lines(desk)
    head = hashlib.sha256(desk.log.splitlines()[-1]).hexdigest()
    pieces = sum(link["fact"]["type"] == "SegmentKept" for link in kept)
    assert desk.document is not None
    for mark, value in ((b"head", head), (b"links", len(kept)), (b"segments", pieces)):
        desk.document = re.sub(mark + rb"=\w+", mark + f"={value}".encode(), desk.document)


def at(links: list[dict[str, Any]], kind: str, number: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = [link for link in links if link["fact"]["type"] == kind][number]
    return found


def one_byte_of_a_piece(desk: Desk) -> None:
    content = bytearray(desk.part(1).read_bytes())
    content[200] ^= 1
    desk.part(1).write_bytes(content)


def a_piece_is_gone(desk: Desk) -> None:
    desk.part(1).unlink()


def a_piece_is_not_listed(desk: Desk) -> None:
    del desk.manifests[0]["parts"][1]


def two_pieces_change_places(desk: Desk) -> None:
    parts = desk.manifests[0]["parts"]
    parts[0], parts[1] = parts[1], parts[0]


def a_piece_is_listed_twice(desk: Desk) -> None:
    parts = desk.manifests[0]["parts"]
    parts.insert(1, parts[0])


def a_link_is_edited(desk: Desk) -> None:
    desk.log = desk.log.replace(b'"right":true', b'"right":false')


def a_link_is_taken_out(desk: Desk) -> None:
    desk.log = b"".join(line for n, line in enumerate(desk.log.splitlines(keepends=True)) if n != 4)


def two_links_change_places(desk: Desk) -> None:
    kept = desk.log.splitlines(keepends=True)
    kept[5], kept[6] = kept[6], kept[5]
    desk.log = b"".join(kept)


def the_end_is_cut_off(desk: Desk) -> None:
    desk.log = b"".join(desk.log.splitlines(keepends=True)[:-1])


def a_space_is_added(desk: Desk) -> None:
    desk.log = desk.log.replace(b'"n":3,', b'"n": 3,')


def a_break_of_the_line_is_hidden(desk: Desk) -> None:
    rewrite(desk, [link for link in lines(desk) if not link["fact"]["type"].startswith("Line")])


def a_piece_and_its_link_are_hidden(desk: Desk) -> None:
    links = lines(desk)
    links.remove(at(links, "SegmentKept", 1))
    at(links, "SegmentKept", 1)["fact"]["index"] = 1
    rewrite(desk, links)
    del desk.manifests[0]["parts"][1]


def the_last_piece_and_its_link_are_hidden(desk: Desk) -> None:
    """The document is made anew as well."""
    links = lines(desk)
    links.remove(at(links, "SegmentKept", 2))
    rewrite(desk, links)
    del desk.manifests[0]["parts"][2]
    document_made_anew(desk)


def the_first_seconds_are_hidden(desk: Desk) -> None:
    links = lines(desk)
    at(links, "SegmentKept")["fact"]["from_ms"] = 5_999
    rewrite(desk, links)
    document_made_anew(desk)


def a_step_is_undone(desk: Desk) -> None:
    links = lines(desk)
    at(links, "StepBegun", 2)["fact"]["step"] = "rights"
    rewrite(desk, links)


def a_page_is_confirmed_after_the_signature(desk: Desk) -> None:
    links = lines(desk)
    confirmed = at(links, "PageConfirmed")
    links.remove(confirmed)
    links.insert(links.index(at(links, "SignatureGiven")) + 1, confirmed)
    rewrite(desk, links)


def the_document_shows_another_page(desk: Desk) -> None:
    assert desk.document is not None
    desk.document = desk.document.replace(b"ab" * 32, b"cd" * 32)


def the_document_is_of_another_head(desk: Desk) -> None:
    assert desk.document is not None
    desk.document = desk.document.replace(b"head=", b"head=0")


FORGERIES: tuple[Callable[[Desk], None], ...] = (
    one_byte_of_a_piece,
    a_piece_is_gone,
    a_piece_is_not_listed,
    two_pieces_change_places,
    a_piece_is_listed_twice,
    a_link_is_edited,
    a_link_is_taken_out,
    two_links_change_places,
    the_end_is_cut_off,
    a_space_is_added,
    a_break_of_the_line_is_hidden,
    a_piece_and_its_link_are_hidden,
    the_last_piece_and_its_link_are_hidden,
    the_first_seconds_are_hidden,
    a_step_is_undone,
    a_page_is_confirmed_after_the_signature,
    the_document_shows_another_page,
    the_document_is_of_another_head,
)


@pytest.mark.parametrize("forge", FORGERIES, ids=lambda forge: forge.__name__)
def test_a_forgery_does_not_hold(forge: Callable[[Desk], None], desk: Desk) -> None:
    forge(desk)

    with pytest.raises(verify.Wrong):
        desk.judge()


def test_what_is_whole_holds(desk: Desk) -> None:
    log = desk.judge()

    assert (len(log.pieces), log.why, log.steps) == (3, "done", ["credentials", "read_back", "signature"])


def test_a_log_made_anew_lacks_the_heads_that_the_county_was_told_of(desk: Desk) -> None:
    told = desk.judge().heads[5]
    links = lines(desk)
    links[1]["at_ms"] += 1
    rewrite(desk, links)
    desk.document = None

    desk.judge()
    with pytest.raises(verify.Wrong):
        desk.judge(head=told)


def test_the_office_opens_what_is_sealed_beside(desk: Desk, cast: Cast, tmp_path: Path) -> None:
    key = tmp_path / "office.key"
    key.write_text(str(cast.office._identity))

    whole = ran(desk, tmp_path, "--identity", str(key))
    desk.log = desk.log.replace(b'"right":true', b'"right":false')
    forged = ran(desk, tmp_path, "--identity", str(key))

    assert whole.returncode == 0, whole.stdout + whole.stderr
    assert "3 pieces, 00:00:18, ended: done" in whole.stdout
    assert "from 0.0 s to 0.9 s" in whole.stdout
    assert (forged.returncode, forged.stdout[:14]) == (1, "DOES NOT HOLD:")


def hide_the_last_piece(desk: Desk) -> None:
    """From the log, whose end is moved as well, and from the document."""
    links = lines(desk)
    links.remove(at(links, "SegmentKept", 2))
    at(links, "InquiryEnded")["tape_ms"] = 12_000
    rewrite(desk, links)
    document_made_anew(desk)


def test_what_the_terminal_signed_is_told_to_be_signed(desk: Desk, cast: Cast, tmp_path: Path) -> None:
    with_it = ran(desk, tmp_path, "--certificate", str(certificate(cast)))
    without = ran(desk, tmp_path)

    assert with_it.returncode == 0, with_it.stdout + with_it.stderr
    assert "signed by t001, certificate " in with_it.stdout
    assert "NOT CHECKED" not in with_it.stdout
    assert (without.returncode, "NOT CHECKED, without --certificate" in without.stdout) == (0, True)


def test_an_end_that_is_hidden_everywhere_is_found_by_the_signature(desk: Desk, cast: Cast, tmp_path: Path) -> None:
    hide_the_last_piece(desk)
    del desk.manifests[0]["parts"][2]

    unsigned = ran(desk, tmp_path)
    signed = ran(desk, tmp_path, "--certificate", str(certificate(cast)))

    assert "NOT CHECKED, without --certificate" in unsigned.stdout
    assert signed.returncode == 1
    assert "was not signed with the certificate's key" in signed.stdout


def test_a_piece_that_only_the_log_hides_is_found_by_who_opens_the_parts(
    desk: Desk, cast: Cast, tmp_path: Path
) -> None:
    hide_the_last_piece(desk)
    key = tmp_path / "office.key"
    key.write_text(str(cast.office._identity))

    closed = ran(desk, tmp_path, "--certificate", str(certificate(cast)))
    opened = ran(desk, tmp_path, "--certificate", str(certificate(cast)), "--identity", str(key))

    assert "NOT COMPARED, without --identity: 4 sealed parts" in closed.stdout
    assert opened.returncode == 1
    assert "a sealed part is neither a piece that the log speaks of" in opened.stdout


def test_a_document_with_other_words_is_found_by_who_opens_the_parts(desk: Desk, cast: Cast, tmp_path: Path) -> None:
    assert desk.document is not None
    desk.document += b"\n% other words"
    key = tmp_path / "office.key"
    key.write_text(str(cast.office._identity))

    closed, opened = ran(desk, tmp_path), ran(desk, tmp_path, "--identity", str(key))

    assert "only the marks in its" in closed.stdout.replace("\n    ", " ")
    assert (opened.returncode, "the sealed document is another one" in opened.stdout) == (1, True)


@pytest.mark.parametrize(
    "change", [{"kid": "t002"}, {"context": "proof/v1"}, {"alg": "ed25519"}, {"signature": "MAA="}]
)
def test_a_signature_of_another_or_for_something_else_is_none(
    change: dict[str, str], desk: Desk, cast: Cast, tmp_path: Path
) -> None:
    desk.envelopes[0] |= change

    said = ran(desk, tmp_path, "--certificate", str(certificate(cast)))

    assert said.returncode == 1
    assert "was not signed with the certificate's key" in said.stdout


def test_what_is_not_signed_at_all_does_not_hold_for_who_has_the_certificate(
    desk: Desk, cast: Cast, tmp_path: Path
) -> None:
    desk.envelopes.clear()

    said = ran(desk, tmp_path, "--certificate", str(certificate(cast)))

    assert (said.returncode, "is not signed" in said.stdout) == (1, True)


def test_a_line_that_was_never_mended_is_told(desk: Desk, tmp_path: Path) -> None:
    links = lines(desk)
    links.remove(at(links, "LineBack"))
    at(links, "LineBroke")["tape_ms"] = 7_300
    at(links, "InquiryEnded")["fact"]["why"] = "line_lost"
    rewrite(desk, links)
    desk.document = None

    said = ran(desk, tmp_path)

    assert said.returncode == 0, said.stdout + said.stderr
    assert "the line was broken from 7.3 s to the end" in said.stdout


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [("torn.json", b'{"parts":[', "is no JSON, or cut"), ("gone.json", None, "No such file or directory")],
)
def test_a_manifest_that_cannot_be_read_is_named(tmp_path: Path, name: str, content: bytes | None, told: str) -> None:
    (tmp_path / "log.jsonl").write_bytes(b"")
    if content is not None:
        (tmp_path / name).write_bytes(content)
    command = [sys.executable, str(SCRIPT), "--log", str(tmp_path / "log.jsonl"), "--parts", str(tmp_path)]

    ran = subprocess.run([*command, str(tmp_path / name)], capture_output=True, text=True, check=False, timeout=30)

    assert ran.returncode == 1
    assert name in ran.stdout
    assert told in ran.stdout
    assert "Traceback" not in ran.stderr
