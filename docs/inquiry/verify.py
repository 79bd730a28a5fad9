#!/usr/bin/env python3
"""Checks what came of a formal inquiry with Python 3.11, age, openssl, and nothing of Zhitong; README.md tells how.

    python3 verify.py --log LOG --parts FOLDER [--document PDF] [--certificate PEM] [--identity FILE] [--head HEX]
                      MANIFEST...

MANIFEST: one for each volume, in order. FOLDER: the sealed parts, under any names.
Ends with 0 and a table when all that was checked holds; with 1 and the first thing that does not. The table says what
was not checked for want of the terminal's certificate or of an identity that opens the parts.
"""

import argparse
import base64
import hashlib
import json
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

GENESIS = "zhitong-inquiry/1"
STEPS = ["credentials", "rights", "identity", "questions", "read_back", "signature", "end"]
CONTEXT = "petition/v1"
OPENED = {"the log": b"{", "a document": b"%PDF-", "the signature": b"\x89PNG"}
PIECE_MS = 6000
CUT_MS = 1000  # after a power cut the time of the last pieces is known by their number only
UNSIGNED = """\
  NOT CHECKED, without --certificate: the terminal's signature. Whoever made log, manifest and document anew, or hid
    the end of the recording and changed all three, is not found out."""
UNOPENED = """\
  NOT COMPARED, without --identity: {parts} sealed parts beside the recording, among them log, document and signature.
    The log given here may be another one, which leaves pieces out. Of a document given here only the marks in its
    subject were compared with the log, not its words."""


class Wrong(Exception):
    """This does not hold."""


def need(holds, why):
    if not holds:
        raise Wrong(why)


def sha256(content):
    return hashlib.sha256(content).hexdigest()


def read(line):
    """A line of canonical JSON: a value has one spelling only, so that every byte counts."""
    value = json.loads(line)
    again = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    need(isinstance(value, dict) and again == line, "is not canonical JSON, or cut")
    return value


def manifest(path, certificate=None):
    """As it is, or out of its signed envelope; with a certificate, only what its key has signed."""
    try:
        value = json.loads(path.read_bytes())
    except ValueError as error:
        raise Wrong(f"{path}: is no JSON, or cut") from error
    need(isinstance(value, dict), f"{path}: is no manifest")
    need(certificate is None or value.get("type") == "Signed", f"{path}: is not signed")
    if value.get("type") == "Signed":
        payload = base64.b64decode(value["payload"], validate=True)
        if certificate is not None:
            need(certificate.has_signed(value, payload), f"{path}: was not signed with the certificate's key")
        value = json.loads(payload)
    need(isinstance(value, dict) and value.get("type") == "Manifest", f"{path}: is no manifest")
    return value


def openssl(*words, content=b""):
    return subprocess.run(["openssl", *map(str, words)], input=content, capture_output=True, check=False)


class Certificate:
    """The terminal's. It comes from the county: one that comes with what is checked shows nothing."""

    def __init__(self, path):
        told = openssl(
            "x509", "-in", path, "-noout", "-subject", "-nameopt", "RFC2253", "-fingerprint", "-sha256", "-pubkey"
        )
        need(told.returncode == 0, f"{path}: is no certificate")
        text = told.stdout.decode(errors="replace")
        named = re.search(r"^subject=\s*(?:.*,)?CN=([^,\n]+)", text, re.MULTILINE)
        printed = re.search(r"Fingerprint=(\S+)", text)
        need(named and printed and "-----BEGIN" in text, f"{path}: names no terminal")
        self.name, self.fingerprint = named[1], printed[1].replace(":", "").lower()
        self.key = text[text.index("-----BEGIN") :]

    def has_signed(self, envelope, payload):
        """ECDSA over P-256 and SHA-256, DER, over the context, a zero byte and the payload."""
        if (envelope["alg"], envelope["context"], envelope["kid"]) != ("es256", CONTEXT, self.name):
            return False
        with tempfile.TemporaryDirectory() as folder:
            key, signature = Path(folder) / "key.pem", Path(folder) / "signature.der"
            key.write_text(self.key)
            signature.write_bytes(base64.b64decode(envelope["signature"], validate=True))
            message = CONTEXT.encode() + b"\0" + payload
            done = openssl("dgst", "-sha256", "-verify", key, "-signature", signature, content=message)
        return done.returncode == 0


class Log:
    """What was read so far, link by link."""

    def __init__(self, content):
        need(content.endswith(b"\n"), "the log is cut: its last line has no end")
        lines = content.split(b"\n")[:-1]
        need(lines, "the log is empty")
        self.inquiry, self.heads, self.pieces, self.pages, self.gaps = None, [], [], {}, []
        self.signature, self.why, self.steps, self.broken_ms = None, None, [], None
        self.terminal, self.ended_ms, self.beside = None, 0, 0
        for number, line in enumerate(lines):
            try:
                self.add(number, line, read(line))
            except Exception as error:  # whatever cannot be read does not hold either
                raise Wrong(
                    f"line {number + 1} of the log {error if isinstance(error, Wrong) else repr(error)}"
                ) from error
        need(self.why, "the log is cut: nothing says how it ended")

    def add(self, number, line, link):
        need(self.why is None, "comes after the end")
        fact = link["fact"]
        if number == 0 and fact["type"] == "InquiryBegun":
            self.inquiry, self.terminal = fact["inquiry_id"], fact["terminal_id"]
        first = link["prev"] if self.inquiry is None else sha256(f"{GENESIS}\n{self.inquiry}".encode())
        need(link["n"] == number, f"is link {link['n']}, and {number} comes next")
        need(link["prev"] == (self.heads[-1] if self.heads else first), "does not follow the line before it")
        self.heads.append(sha256(line))
        getattr(self, fact["type"])(link, fact)

    def InquiryBegun(self, link, fact):
        need(link["n"] == 0, "begins it a second time")
        need(len({one["name"] for one in fact["officers"]}) == 2, "does not name two officers")

    def VillagerAgreed(self, link, fact):
        need(fact["what"] == "recording" or fact["what"] in self.steps or fact["what"] in STEPS, "is no step")

    def StepBegun(self, link, fact):
        at = [STEPS.index(step) for step in [*self.steps, fact["step"]]]
        need(at == sorted(set(at)), "goes back to an earlier step")
        self.steps.append(fact["step"])

    def SegmentKept(self, link, fact):
        need(fact["index"] == len(self.pieces), f"is piece {fact['index']}, and {len(self.pieces)} comes next")
        need(fact["from_ms"] < fact["to_ms"], "takes no time")
        self.pieces.append(fact)

    def LineBroke(self, link, fact):
        need(self.broken_ms is None, "breaks a line that is broken")
        self.broken_ms = link["tape_ms"]

    def LineBack(self, link, fact):
        need(self.broken_ms is not None, "mends a line that was not broken")
        self.gaps.append((self.broken_ms, self.broken_ms + fact["out_ms"]))
        self.broken_ms = None

    def PageConfirmed(self, link, fact):
        need(self.signature is None, "confirms a page after the signature")
        before = self.pages.get(fact["page"])
        need(before is None or before["version"] <= fact["version"], "goes back to an older version of a page")
        self.pages[fact["page"]] = fact

    def SignatureGiven(self, link, fact):
        need(self.signature is None, "signs a second time")
        need(self.pages and all(one["right"] for one in self.pages.values()), "signs what was not confirmed")
        self.signature = fact["sha256"]

    def InquiryEnded(self, link, fact):
        self.why, self.ended_ms = fact["why"], link["tape_ms"]

    def check_times(self):
        need(not self.pieces or self.pieces[0]["from_ms"] == 0, "piece 0 does not begin where the recording began")
        last_ms = self.pieces[-1]["to_ms"] if self.pieces else 0
        need(
            self.ended_ms - last_ms <= (2 * PIECE_MS if self.why == "power_cut" else CUT_MS),
            f"the last piece ends at {last_ms} ms, the recording at {self.ended_ms} ms",
        )
        for before, after in zip(self.pieces, self.pieces[1:], strict=False):
            off = abs(after["from_ms"] - before["to_ms"])
            need(
                off <= (CUT_MS if self.why == "power_cut" else 0),
                f"piece {after['index']} does not begin where the one before ended",
            )


class Parcel:
    """The sealed parts, as the manifests list them."""

    def __init__(self, manifests, folder):
        files = {sha256(path.read_bytes()): path for path in sorted(Path(folder).iterdir()) if path.is_file()}
        self.volumes = [[(part, files.get(part["sha256"])) for part in one["parts"]] for one in manifests]
        listed = [part["sha256"] for one in manifests for part in one["parts"]]
        need(len(set(listed)) == len(listed), "a part is listed twice")
        need(len({one["mailbox"] for one in manifests}) == 1, "the volumes are not of one matter")
        for part, path in (pair for volume in self.volumes for pair in volume):
            need(path, f"the part {part['sha256'][:16]}... is not there, or is not what was listed")
            need(path.stat().st_size == part["length"], f"the part {part['sha256'][:16]}... has another length")

    def beside(self, pieces):
        """The media parts that are no pieces of the recording; all pieces must be there, in their order."""
        left, beside = list(pieces), []
        for number, volume in enumerate(self.volumes):
            need(
                volume and [part["role"] for part, _ in volume] == ["media"] * (len(volume) - 1) + ["meta"],
                "a manifest is out of order",
            )
            media = volume[:-1]
            while media and left and media[0][0]["sha256"] == left[0]["sealed_sha256"]:
                media, left = media[1:], left[1:]
            need(number == 0 or not media, f"volume {number + 1} holds what the log does not speak of")
            beside += media
        need(not left, f"piece {left[0]['index'] if left else ''} of the log is not the next one of the manifest")
        return [path for _, path in beside]


def marks(document):
    """What the document says of itself, out of its subject."""
    found = re.findall(rb"zhitong-inquiry/1 ([^)]*)\)", document.replace(b"\\\r\n", b"").replace(b"\\\n", b""))
    need(len(found) == 1, "the document does not say what it is of")
    return dict(word.split("=", 1) for word in found[0].decode("ascii").split())


def check_document(document, log):
    said = marks(document)
    need(log.inquiry in (None, said["inquiry"]), "the document is of another inquiry")
    need(said["head"] == log.heads[-1], "the document names another last link")
    need(said["links"] == str(len(log.heads)), "the document counts other links")
    need(said["segments"] == str(len(log.pieces)), "the document counts other pieces")
    if said["pages"] == "?":  # after a power cut: it knows no page
        return
    listed = [] if said["pages"] == "-" else [page.split(":") for page in said["pages"].split(",")]
    shown = {page: (version, digest) for page, version, digest in listed}
    for page, fact in log.pages.items():
        version, digest = shown.get(str(page), ("", ""))
        if version == str(fact["version"]):
            need(digest == fact["sha256"], f"page {page} of the document is not the one that was confirmed")
        need(
            version and int(version) >= fact["version"], f"page {page} of the document is older than the confirmed one"
        )
        need(
            log.signature is None or version == str(fact["version"]), f"page {page} was changed after it was confirmed"
        )
    need(said["signature"] == (log.signature or "-"), "the document has another signature")


def opened(path, identity):
    done = subprocess.run(["age", "-d", "-i", identity, str(path)], capture_output=True, check=False)
    need(done.returncode == 0, f"{path.name} cannot be opened: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout


def check_sealed(parts, log, content, document):
    """What lies sealed beside the recording is what was given here."""
    need(
        all(part.startswith(tuple(OPENED.values())) for part in parts),
        f"a sealed part is neither a piece that the log speaks of nor {', '.join(OPENED)}",
    )
    lines = b"".join(part for part in parts if part.startswith(b"{"))
    need(lines == content, "the sealed log is another one")
    documents = [part for part in parts if part.startswith(b"%PDF-")]
    need(document is None or document in documents, "the sealed document is another one")
    for one in documents[:1]:
        check_document(one, log)
    pictures = [sha256(part) for part in parts if part.startswith(b"\x89PNG")]
    need(pictures == ([log.signature] if log.signature else []), "the sealed signature is not the one of the log")


def verify(log, manifests, folder, *, document=None, identity=None, head=None, signer=None):
    """Raises Wrong. `signer`: who has signed the manifests."""
    known = Log(log)
    known.check_times()
    need(head in (None, *known.heads), "a link that the county was told of is not in this log")
    need(signer is None or known.terminal in (None, signer), "another terminal signed than the one of the log")
    beside = Parcel(manifests, folder).beside(known.pieces)
    known.beside = len(beside)
    if document is not None:
        check_document(document, known)
    if identity is not None:
        check_sealed([opened(path, identity) for path in beside], known, log, document)
    return known


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("manifests", metavar="MANIFEST", nargs="+", type=Path)
    parser.add_argument("--log", required=True, type=Path, help="the log, opened")
    parser.add_argument("--parts", required=True, type=Path, help="the folder of the sealed parts")
    parser.add_argument("--document", type=Path, help="the case document, opened")
    parser.add_argument(
        "--identity", help="an age identity that opens the parts: log, document and signature are then compared too"
    )
    parser.add_argument(
        "--certificate",
        type=Path,
        help="the terminal's certificate (PEM), which the county holds: the manifests must be signed",
    )
    parser.add_argument("--head", help="a head that the county was told of while the inquiry ran")
    asked = parser.parse_args()
    try:
        certificate = Certificate(asked.certificate) if asked.certificate else None
        log = verify(
            asked.log.read_bytes(),
            [manifest(path, certificate) for path in asked.manifests],
            asked.parts,
            document=asked.document.read_bytes() if asked.document else None,
            identity=asked.identity,
            head=asked.head,
            signer=certificate.name if certificate else None,
        )
    except OSError as error:
        print(f"CANNOT BE READ: {error.filename}: {error.strerror}")
        return 1
    except (Wrong, ValueError, KeyError, TypeError) as wrong:
        print(f"DOES NOT HOLD: {wrong}")
        return 1
    tell(log)
    print(f"  signed by {certificate.name}, certificate {certificate.fingerprint}" if certificate else UNSIGNED)
    if not asked.identity:
        print(UNOPENED.format(parts=log.beside))
    return 0


def tell(log):
    length = time.strftime("%H:%M:%S", time.gmtime(log.pieces[-1]["to_ms"] / 1000 if log.pieces else 0))
    print(f"Inquiry {log.inquiry} holds: {len(log.heads)} links, {len(log.pieces)} pieces, {length}, ended: {log.why}.")
    print(f"  steps: {', '.join(log.steps) or 'none'}")
    for page, fact in sorted(log.pages.items()):
        print(
            f"  page {page}, version {fact['version']}: {'right' if fact['right'] else 'NOT right'}, {fact['sha256']}"
        )
    for began, ended in log.gaps:
        print(f"  the line was broken from {began / 1000:.1f} s to {ended / 1000:.1f} s")
    if log.broken_ms is not None:
        print(f"  the line was broken from {log.broken_ms / 1000:.1f} s to the end")
    print(f"  signature: {log.signature or 'none'}")


if __name__ == "__main__":
    sys.exit(main())
