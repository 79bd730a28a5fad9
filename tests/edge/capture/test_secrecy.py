"""No byte of picture, sound, page or face reaches a disk in clear, not even when the terminal dies while it records."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from demo.slate.check import check_clip
from edge.capture.sealed_reader import SealedReader
from wire.seal.age import DraftIdentity

_RECORDER = """
import json, os, sys, time
from pathlib import Path

opened = []

def note(event, arguments):
    if event == "open":
        path, _, flags = arguments
        # a number is a file that was opened, and noted, before
        if isinstance(path, (str, Path)) and flags is not None and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            opened.append(str(path))

from edge.capture.drafts import DraftDirectory
from edge.capture.facts import PageTaken, RecordingEnded
from edge.capture.profile import PAPERS, PROFILES
from edge.capture.studio import Devices, Studio
from hardware import board

folder, recipient, film, sound, seconds, kind = Path(sys.argv[1]), *sys.argv[2:7]
profile = PROFILES["480p"]
papers = board.camera(film, PAPERS)
devices = Devices(board.camera(film, profile.size), board.microphone(sound), board.speaker("none"), papers)
sys.addaudithook(note)
ended = []
studio = Studio(devices, profile=profile, picture_path=folder / "memory", post=lambda fact: ended.append(fact))


def wait_for(kind):
    while not any(isinstance(fact, kind) for fact in ended):
        time.sleep(0.05)


studio.start_preview("face", cover_face=kind == "video")
changed = {"cover_face": kind == "video", "change_voice": kind != "plain"}
changed["kind"] = "audio" if kind == "audio" else "video"
studio.start_recording(DraftDirectory(folder / "draft"), [recipient], max_s=float(seconds), **changed)
print("recording", flush=True)
wait_for(RecordingEnded)
studio.start_preview("papers")
studio.take_page()
wait_for(PageTaken)
studio.close()
print(json.dumps(opened), flush=True)
"""
_PLAIN = (b"ftyp", b"moov", b"moof", b"mdat", b"avcC", b"Lavf", b"x264", b"esds", b"AGE-SECRET-KEY")


def _recorder(
    folder: Path, identity: DraftIdentity, clip: tuple[Path, Path], *, seconds: float, kind: str = "plain"
) -> list[str]:
    """`plain` is a film of what is there; `video` one with covered faces and a changed voice."""
    return [sys.executable, "-c", _RECORDER, str(folder), identity.recipient, *map(str, clip), str(seconds), kind]


@pytest.mark.parametrize("kind", ["plain", "video", "audio"])
def test_only_sealed_segments_are_written_and_nothing_plain_is_in_them(
    tmp_path: Path, identity: DraftIdentity, clip: tuple[Path, Path], *, kind: str
) -> None:
    command = _recorder(tmp_path, identity, clip, seconds=4.5, kind=kind)

    told = subprocess.run(command, capture_output=True, text=True, check=True, timeout=50)

    opened = json.loads(told.stdout.splitlines()[-1])
    memory, draft = str(tmp_path / "memory"), str(tmp_path / "draft")
    segments = {path for path in opened if path.startswith(draft + os.sep)}
    # Only the memory file (under /dev/shm on a terminal) and the parts that become segments.
    assert set(opened) - segments == {memory}
    assert len(segments) == 2
    assert {Path(path).name for path in segments} == {".new-00000.age", ".new-00001.age"}
    _assert_all_sealed(tmp_path / "draft")


def test_a_killed_recorder_leaves_sealed_segments_that_play_and_nothing_else(
    tmp_path: Path, identity: DraftIdentity, clip: tuple[Path, Path]
) -> None:
    process = subprocess.Popen(_recorder(tmp_path, identity, clip, seconds=60), stdout=subprocess.PIPE, cwd=Path.cwd())
    assert process.stdout is not None
    assert process.stdout.readline() == b"recording\n"
    deadline_s = time.monotonic() + 20
    while not list((tmp_path / "draft").glob("00000.age")) and time.monotonic() < deadline_s:
        time.sleep(0.05)

    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()

    _assert_all_sealed(tmp_path / "draft")
    segments = sorted((tmp_path / "draft").glob("[0-9]*.age"))
    movie = tmp_path / "movie.mp4"
    movie.write_bytes(SealedReader(segments, identity).read(1 << 30))
    seen = check_clip(movie)
    assert seen.length_s == pytest.approx(4, abs=0.2)
    assert seen.missing_pictures == 0


def _assert_all_sealed(draft: Path) -> None:
    files = list(draft.iterdir())
    assert files
    for file in files:
        content = file.read_bytes()
        assert file.suffix == ".age"
        assert content.startswith(b"age-encryption.org/v1\n") or file.name.startswith(".new-")
        assert not any(word in content for word in _PLAIN)
