#!/usr/bin/env python3
"""Checks a log of proof of display with Python 3.11, `cryptography` and nothing of Zhitong; README.md tells the format.

    python3 verify.py LOG [--county-key BASE64] [--kept FILE]

Ends with 0 and a table when all of it holds; with 1 and the first line that does not.
"""

import argparse
import base64
import bisect
import contextlib
import hashlib
import json
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

from cryptography import exceptions, x509
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.hashes import SHA256

FIRST = "0" * 64
CLOCK_MS = 2500  # a clock may drift by so much before the log must speak of it
ROOT, SEEN, END = "proof-root/v1", "proof-countersign/v1", "proof-log/v1"


class Wrong(Exception):
    """This line does not hold."""


def need(holds, why):
    if not holds:
        raise Wrong(why)


def read(line):
    """A line of canonical JSON: a value has one spelling only, so that every byte counts."""
    value = json.loads(line)
    again = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"
    need(isinstance(value, dict) and again == line, "is not canonical JSON, or cut")
    return value


def unbase64(text):
    content = base64.b64decode(text, validate=True)
    need(base64.b64encode(content).decode() == text, "holds base64 with stray bits")
    return content


class Log:
    """What was read so far, line by line."""

    def __init__(self, county_key, sealed):
        self.county_key, self.sealed, self.kept = county_key, sealed, {}
        self.terminal, self.over, self.bytes = None, False, hashlib.sha256()
        self.hashes, self.boots, self.stands = [], {}, None
        self.roots, self.rooted, self.unseen, self.seen = [], 0, False, (0, 0)
        self.first, self.before, self.first_root, self.root_before, self.whole = 0, FIRST, 0, FIRST, True
        self.villages, self.gaps, self.steps = defaultdict(Counter), defaultdict(Counter), Counter()

    def add(self, line):
        need(not self.over, "comes after the end")
        value = read(line)
        if self.terminal is None:
            self.head(value)
        elif value["type"] == "ProofEntry":
            need(not self.roots, "is an entry after the roots")
            self.entry(value, line)
        else:
            need(value["type"] == "Signed", "is neither an entry nor signed")
            {ROOT: self.root, SEEN: self.countersigned, END: self.last}[value["context"]](value)
        self.kept.pop(value.get("payload"), None)
        self.bytes.update(line)

    def head(self, head):
        need(head["type"] == "ProofLog" and head["format"] == 1, "is not the head of a log")
        need(self.county_key in (None, head["county_key"]), "names another county's key than the one you trust")
        self.terminal, self.made_by = head["terminal_id"], head["made_by"]
        self.county = ed25519.Ed25519PublicKey.from_public_bytes(unbase64(head["county_key"]))
        certificates = [x509.load_pem_x509_certificate(pem.encode()) for pem in head["certificates"]]
        names = {one.subject.rfc4514_string() for one in certificates}
        need(names <= {f"CN={self.terminal}"}, "holds a certificate of another terminal")
        self.device = [one.public_key() for one in certificates]
        if piece := head.get("piece"):
            self.first, self.before, self.whole = piece["first"], piece["prev"], False
            self.first_root, self.root_before = piece["first_root"], piece["root_before"]
            need(self.first >= 0 and self.first_root >= 0, "begins before the beginning")
            self.rooted = self.first

    @property
    def next(self):
        return self.first + len(self.hashes)

    def hash_below(self, count):
        """Of the last of so many entries."""
        return self.hashes[count - self.first - 1] if count > self.first else self.before

    def entry(self, entry, line):
        began, ended, fact = entry["began"], entry["ended"], entry["fact"]
        need(entry["n"] == self.next, f"is entry {entry['n']}, and {self.next} comes next")
        need(entry["prev"] == self.hash_below(self.next), "does not follow the line before it")
        need(entry["terminal_id"] == self.terminal, "is of another terminal")
        self.hashes.append(hashlib.sha256(line[:-1]).hexdigest())
        if fact["type"] == "Step":
            self.step(began, ended, fact)
        else:
            self.count(entry, fact, self.lasted(began, ended, fact))
        self.clock(began)
        self.clock(ended)

    def step(self, began, ended, fact):
        boot, at, known = began["boot"], began["mono_ms"], self.boots.get(began["boot"])
        need(began == ended, "is a step that takes time")
        need(self.stands is None or (boot == self.stands[0] and at >= self.stands[1]), "is out of its time")
        if fact["what"] in ("clock", "start") and known:
            offset, by = began["wall_ms"] - at, int(fact["about"]) if fact["what"] == "clock" else 0
            need(at >= known[-1][0] and abs(known[-1][1] + by - offset) <= CLOCK_MS, "is not what the clock did")
            known.append((at, offset))
        self.steps[fact["what"]] += 1

    def lasted(self, began, ended, fact):
        """Each begins where the one before it ended; only the gap that lost power leaves goes over a boot."""
        need(self.stands in (None, (began["boot"], began["mono_ms"])), "does not begin where the last one ended")
        self.stands = ended["boot"], ended["mono_ms"]
        if began["boot"] == ended["boot"]:
            need(began["mono_ms"] <= ended["mono_ms"], "ends before it begins")
            return ended["mono_ms"] - began["mono_ms"]
        need(fact["type"] == "Gap" and fact["why"] == "power", "goes over a boot")
        need(ended["boot"] not in self.boots, "goes back to an earlier boot")
        return max(ended["wall_ms"] - began["wall_ms"], 0)

    def clock(self, moment):
        """Within a boot both clocks go together, but where a step says that one was set."""
        at, offset = moment["mono_ms"], moment["wall_ms"] - moment["mono_ms"]
        known = self.boots.setdefault(moment["boot"], [(at, offset)])
        near = [known[max(bisect.bisect(known, (when, float("inf"))) - 1, 0)][1] for when in (at - 1, at)]
        need(any(abs(offset - then) <= CLOCK_MS for then in near), "tells a time that its clocks did not show")

    def count(self, entry, fact, lasted):
        if fact["type"] == "Gap":
            self.gaps[fact["why"]] += Counter(times=1, ms=lasted)
            return
        need(fact["type"] == "Shown", "is nothing that can be proved")
        lit = entry["panel_on"] and entry["brightness_pct"] > 0
        need(0 <= fact["readable_ms"] <= (lasted if lit else 0), "was readable longer than it stood there lit")
        self.villages[fact["village"] or fact["why"]] += Counter(times=1, ms=fact["readable_ms"], cut=int(fact["cut"]))

    def opened(self, envelope, signer):
        """The payload, if `signer` signed it for this context; and its hash."""
        need(set(envelope) == {"type", "alg", "kid", "context", "payload", "signature"}, "is no signed line")
        need((envelope["kid"], envelope["alg"]) == signer, f"is not signed by {signer[0]}")
        payload, signature = unbase64(envelope["payload"]), unbase64(envelope["signature"])
        message = envelope["context"].encode() + b"\0" + payload
        fits = False
        for key, *how in (
            [(self.county,)] if signer[0] == "county" else [(one, ec.ECDSA(SHA256())) for one in self.device]
        ):
            with contextlib.suppress(exceptions.InvalidSignature):
                key.verify(signature, message, *how)
                fits = True
        told = json.loads(payload)
        need(fits and told["terminal_id"] == self.terminal, "has a signature that does not fit")
        return told, hashlib.sha256(payload).hexdigest()

    def root(self, envelope):
        root, sha256 = self.opened(envelope, (self.terminal, "es256"))
        serial = self.first_root + len(self.roots)
        need(root["serial"] == serial, f"is root {root['serial']}, and {serial} comes next")
        before = self.roots[-1] if self.roots else self.root_before
        need(root["previous_sha256"] == before, "does not follow the root before it")
        need(self.rooted <= root["count"] <= self.next, "speaks of entries that are not here")
        need(root["head"] == self.hash_below(root["count"]), "was signed over others")
        self.roots.append(sha256)
        self.rooted, self.unseen = root["count"], True

    def countersigned(self, envelope):
        seen, _ = self.opened(envelope, ("county", "ed25519"))
        need(self.unseen and seen["serial"] == self.first_root + len(self.roots) - 1, "does not stand behind its root")
        need(self.roots[-1] == seen["root_sha256"], "was given for another root")
        self.seen, self.unseen = (self.rooted, seen["at_ms"]), False

    def last(self, envelope):
        signer = ("county", "ed25519") if self.made_by == "county" else (self.terminal, "es256")
        end, _ = self.opened(envelope, signer)
        told = end["entries"], end["roots"], end["sha256"]
        need(told == (len(self.hashes), len(self.roots), self.bytes.hexdigest()) or not self.sealed, "ends another log")
        held = self.first_root + len(self.roots)
        need(self.first == 0 or self.roots, "is a piece that no signed root holds")
        if not self.whole:  # of older roots it has those of its own days only
            self.kept = {one: at for one, at in self.kept.items() if self.first_root <= at < held}
        self.over = True


def older(lines):
    """Roots and countersignatures, by their payloads, that an older log held."""
    try:
        signed = [json.loads(line) for line in lines if b'"type":"Signed"' in line]
        kept = [one["payload"] for one in signed if one["context"] != END]
        return {payload: json.loads(unbase64(payload))["serial"] for payload in kept}
    except Exception as error:
        raise Wrong(f"the older log cannot be read: {error!r}") from error


def verify(lines, county_key=None, kept=(), *, sealed=True):
    """Raises Wrong. Roots and countersignatures in `kept`, lines of older logs, must all be part of this one too.

    Not `sealed`: without the last line, the signature over the file, chain and roots must hold by themselves.
    """
    log = Log(county_key, sealed)
    log.kept = older(kept)
    for number, line in enumerate(lines, 1):
        try:
            log.add(line)
        except Exception as error:  # whatever cannot be read does not hold either
            raise Wrong(f"line {number} {error if isinstance(error, Wrong) else repr(error)}") from error
    need(log.over or not sealed, "the log is cut: its last line is missing")
    need(not log.kept, "a root or countersignature that was kept is not in this log: it has another past")
    return log


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("log", type=argparse.FileType("rb"))
    parser.add_argument("--county-key", metavar="BASE64", help="the county's public key, as the county tells it")
    parser.add_argument("--kept", metavar="FILE", help="an older log, of which this one goes on")
    asked = parser.parse_args()
    try:
        kept = Path(asked.kept).read_bytes().splitlines(keepends=True) if asked.kept else ()
        need(not asked.kept or older(kept), "the older log cannot be read: there is no root in it to go by")
        log = verify(asked.log, asked.county_key, kept)
    except (Wrong, OSError) as wrong:
        print(f"{asked.log.name}: DOES NOT HOLD: {wrong}")
        return 1
    print(
        f"{asked.log.name} holds: {len(log.hashes)} entries of {log.terminal}, "
        f"{log.rooted - log.first} under signed roots."
    )
    if not log.whole:
        print(f"It is a piece: entries {log.first} to {log.next - 1}. Before it {log.before}, at its end")
        print(f"{log.hash_below(log.next)}; both are links of the whole log's chain.")
    when = "on " + time.strftime("%F %R UTC", time.gmtime(log.seen[1] / 1000)) if log.seen[1] else "when it was made"
    print(f"The county had seen {max(log.seen[0] - log.first, 0)} of them {when}.")
    for name, sums in sorted(log.villages.items()):
        print(
            f"  {name}: shown {sums['times']} times, readable {sums['ms'] / 60_000:.1f} minutes, {sums['cut']} cut off"
        )
    for why, sums in sorted(log.gaps.items()):
        print(f"  nothing proved, {why}: {sums['times']} times, {sums['ms'] / 60_000:.1f} minutes")
    print("  steps:", ", ".join(f"{what} {times}" for what, times in sorted(log.steps.items())))
    return 0


if __name__ == "__main__":
    sys.exit(main())
