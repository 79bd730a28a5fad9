"""A covered face through the whole studio: bare neither in the recording nor in the live picture; counted all along."""

import time
from collections.abc import Callable
from typing import Any

import av
import cv2
import numpy as np
import pytest

from edge.capture.errors import CannotCover
from edge.capture.facts import FacesSeen, PreviewStarted, RecordingEnded, RecordingStarted
from edge.capture.profile import PROFILES
from edge.capture.studio import Devices
from edge.faces import detector
from hardware.microphone_fake import FakeMicrophone
from hardware.speaker_fake import FakeSpeaker
from tests.edge.capture.stage import Stage
from tests.edge.faces.film import SKIN, VillagerCamera
from wire.picture import HEADER_BYTES, read_header


@pytest.fixture
def villager() -> VillagerCamera:
    return VillagerCamera(PROFILES["480p"].size)


@pytest.fixture
def face_stage(
    stages: Callable[[Devices], Stage], villager: VillagerCamera, microphone: FakeMicrophone, *, speaker: FakeSpeaker
) -> Stage:
    return stages(Devices(villager, microphone, speaker))


def test_without_a_cover_the_face_is_seen(face_stage: Stage) -> None:
    face_stage.studio.start_preview()
    face_stage.record(max_s=1)
    face_stage.told.wait_for(RecordingEnded)

    assert max(_skin(picture) for picture in _pictures(face_stage)) > 0.01
    assert _skin(_seen(face_stage)) > 0.01


def test_no_skin_is_in_a_covered_recording_or_its_preview_though_the_villager_leaves_and_comes(
    face_stage: Stage, villager: VillagerCamera
) -> None:
    face_stage.studio.start_preview(cover_face=True)
    face_stage.told.wait_for(PreviewStarted)
    face_stage.record(cover_face=True)
    face_stage.told.wait_for(RecordingStarted)
    live: list[float] = []
    for turn in range(60):
        villager.hidden = 20 < turn < 30
        live.append(_skin(_seen(face_stage)))
        time.sleep(0.04)

    face_stage.stop()

    recorded = [_skin(picture) for picture in _pictures(face_stage)]
    assert len(recorded) > 20
    assert max(recorded) == 0.0
    assert max(live) == 0.0


def test_a_recording_that_is_to_be_covered_covers_the_preview_as_well(face_stage: Stage) -> None:
    face_stage.record(max_s=1.2, cover_face=True)
    face_stage.told.wait_for(RecordingStarted)
    face_stage.studio.start_preview()
    face_stage.told.wait_for(PreviewStarted)
    seen: list[float] = []
    for _ in range(5):
        time.sleep(0.05)
        seen.append(_skin(_seen(face_stage)))

    face_stage.told.wait_for(RecordingEnded)

    assert max(seen) == 0.0
    assert max(_skin(picture) for picture in _pictures(face_stage)) == 0.0


def test_who_is_before_the_camera_is_counted(face_stage: Stage, villager: VillagerCamera) -> None:
    assert face_stage.studio.counts_faces
    face_stage.studio.start_preview()

    assert face_stage.told.wait_for(FacesSeen).count == 1
    villager.hidden = True
    assert face_stage.told.wait_for(FacesSeen, number=2).count == 0
    villager.hidden = False
    assert face_stage.told.wait_for(FacesSeen, number=3).count == 1


def test_without_the_models_nobody_is_counted_and_covering_is_refused(
    stages: Callable[[Devices], Stage],
    villager: VillagerCamera,
    microphone: FakeMicrophone,
    *,
    speaker: FakeSpeaker,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(detector, "_NEAR", detector._NEAR.with_name("none.tflite"))
    stage = stages(Devices(villager, microphone, speaker))

    assert not stage.studio.counts_faces
    assert not stage.studio.covers_faces
    with pytest.raises(CannotCover):
        stage.studio.start_preview(cover_face=True)
    with pytest.raises(CannotCover):
        stage.record(cover_face=True)
    assert stage.told.all() == []
    stage.record(max_s=0.5, kind="audio", cover_face=True)
    stage.told.wait_for(RecordingEnded)


def _pictures(stage: Stage) -> list[Any]:
    with av.open(stage.movie(), "r") as movie:
        return [frame.to_ndarray(format="bgr24") for frame in movie.decode(video=0)]


def _seen(stage: Stage) -> Any:
    """The live picture, BGR."""
    memory = stage.picture_path.read_bytes()
    header = read_header(memory[:HEADER_BYTES])
    assert header is not None
    pixels = np.frombuffer(memory, np.uint8, count=header.length, offset=header.offset)
    return cv2.cvtColor(pixels.reshape(header.height, header.width, 3), cv2.COLOR_RGB2BGR)


def _skin(bgr: Any) -> float:
    """Which part of the picture looks like the villager's head: nothing else in the room is as light and warm."""
    lab = cv2.cvtColor(cv2.GaussianBlur(bgr, (9, 9), 0), cv2.COLOR_BGR2LAB).astype(int)
    return float(((lab[..., 0] > SKIN) & (lab[..., 2] > 138)).mean())
