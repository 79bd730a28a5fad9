"""Whoever checks an inquiry without us: the project's own script, Debian's age, and what the county keeps."""

import base64
import json
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

from demo.errors import StepFailed
from demo.evidence import OpenedPetition
from demo.place import Place

_VERIFY = Path(__file__).parents[2] / "docs" / "inquiry" / "verify.py"


def verified(place: Place, petition: OpenedPetition, parts: list[Path]) -> str:
    """What the script says: log, parts, document and signature hold together. Raises StepFailed.

    The head that the county was told of while it ran must be in the log.
    """
    manifest, head = _kept_by_the_county(place, str(petition.meta.petition_id))
    with tempfile.TemporaryDirectory(prefix="zhitong-stranger-") as folder:
        desk = Path(folder)
        (desk / "manifest.json").write_bytes(manifest)
        (desk / "log.jsonl").write_bytes(b"".join(petition.contents("log")))
        command = [sys.executable, str(_VERIFY), "--log", str(desk / "log.jsonl"), "--parts", str(parts[0].parent)]
        command += ["--identity", str(place.office_key), "--head", head]
        for document in petition.contents("document")[:1]:
            (desk / "case.pdf").write_bytes(document)
            command += ["--document", str(desk / "case.pdf")]
        done = subprocess.run([*command, str(desk / "manifest.json")], capture_output=True, text=True, check=False)
    if done.returncode:
        raise StepFailed(f"a stranger does not believe the inquiry: {done.stdout.strip()}{done.stderr.strip()}")
    return done.stdout


def _kept_by_the_county(place: Place, petition_id: str) -> tuple[bytes, str]:
    """The signed manifest, and the head of the log that the terminal told last."""
    database = sqlite3.connect(f"file:{place.county / 'db.sqlite3'}?mode=ro", uri=True)
    try:
        asked = "SELECT manifest, told FROM petition_petition JOIN inquiry_inquiry ON submission_id = petition_id"
        found = database.execute(f"{asked} WHERE petition_id = ?", (petition_id,)).fetchone()
    finally:
        database.close()
    if found is None:
        raise StepFailed("the county does not know that this is an inquiry's recording")
    told = json.loads(base64.b64decode(json.loads(found[1])["payload"]))
    return bytes(found[0]), str(told["head"])
