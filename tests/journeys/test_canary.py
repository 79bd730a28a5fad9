"""What a villager says is nowhere in clear: not on the terminal, not at the county, not in what the broker carries."""

import io
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from demo.evidence import in_base64, needles, opened_by_age, search
from demo.slate.check import check_clip
from demo.station import stored_parts
from demo.system import System
from tests.journeys.terminal_face import TerminalFace
from wire import port
from wire.ids import PetitionId, new_id

pytestmark = [pytest.mark.broker, pytest.mark.timeout(120)]

OBSERVER = "county-observer"


@pytest.fixture
def capture(system: System, tmp_path: Path) -> Iterator[Path]:
    """Everything the broker carries from now on, in one file, by a client that may read it all."""
    system.authority.issue_client(OBSERVER).write(tmp_path / "observer.key", tmp_path / "observer.crt")
    rules = system.broker.folder / "county.acl"
    rules.write_text(f"{rules.read_text()}\nuser {OBSERVER}\ntopic read #\n")
    assert system.broker.pid is not None
    os.kill(system.broker.pid, signal.SIGHUP)
    command = [
        "mosquitto_sub",
        "-V",
        "mqttv5",
        "-h",
        "127.0.0.1",
        "-p",
        str(system.broker.port),
        "-q",
        "1",
        "-i",
        OBSERVER,
        "-t",
        "#",
    ]
    command += ["--cert", str(tmp_path / "observer.crt"), "--key", str(tmp_path / "observer.key")]
    command += ["--cafile", str(system.authority.server_ca), "-F", "%t %p"]
    with (tmp_path / "capture").open("wb") as file, subprocess.Popen(command, stdout=file) as observer:
        try:
            time.sleep(1)
            yield tmp_path / "capture"
        finally:
            observer.kill()


def test_nothing_that_was_said_is_found_in_clear(system: System, capture: Path) -> None:
    edge = system.start_edge(system.cast.kiosk)
    petition_id = PetitionId(new_id())

    with TerminalFace(system.place.terminal(system.cast.kiosk) / "run" / "edge.sock") as face:
        face.says(port.StartPreview())
        face.hears(port.PreviewStarted)
        face.says(port.StartDraft(petition_id=petition_id))
        code = face.hears(port.DraftStarted).code
        face.says(port.StartRecording(petition_id=petition_id))
        face.hears(port.RecordingStarted)
        time.sleep(6)
        face.says(port.StopRecording(petition_id=petition_id))
        face.hears(port.RecordingStopped)
        face.says(port.SubmitDraft(petition_id=petition_id))
        face.hears(port.Receipted)

    parts = stored_parts(system.place)
    opened = [opened_by_age(system.place.office_key, part) for part in parts]
    film = b"".join(content for content in opened if not content.startswith(b"{"))
    assert check_clip(io.BytesIO(film)).pictures > 100, "what is searched for must be the film itself"
    # the address for replies is no secret: the manifest carries it, so that progress can be sealed to it
    wanted = [*needles(film), code.encode()]
    assert len(wanted) > 200
    assert search(system.place.home, wanted) > 100_000
    carried = capture.read_bytes()
    assert b"/up/petition/chunk/" in carried, "the capture must hold the upload"
    assert len(carried) > len(film)
    assert not [needle for needle in wanted for form in (needle, *in_base64(needle)) if form in carried]
    edge.check()
