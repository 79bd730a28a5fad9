"""The document camera through the studio: previewed, photographed, shown again, and blanked."""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from edge.capture.errors import BadPage, NoPapersCamera
from edge.capture.facts import (
    CameraMissing,
    FacesSeen,
    Level,
    PageNotTaken,
    PageTaken,
    PapersBack,
    PapersLost,
    PapersMissing,
    PreviewStarted,
)
from edge.capture.screen import Screen
from edge.capture.studio import Devices
from edge.papers.desk import Desk
from edge.papers.page import decoded
from hardware.camera_fake import FakeCamera
from hardware.microphone_fake import FakeMicrophone
from hardware.ports import PictureSize
from hardware.speaker_fake import FakeSpeaker
from tests.edge.capture.stage import Stage, Told
from tests.edge.papers.photograph import SIZE, Scene, photograph
from wire.picture import HEADER_BYTES, read_header


class PapersCamera(FakeCamera):
    """Sees one page."""

    def __init__(self, scene: Scene) -> None:
        super().__init__(PictureSize(SIZE[1], SIZE[0], 10))
        picture, self.corners = photograph(scene)
        self._page = np.ascontiguousarray(picture).data

    def _painted(self, number: int) -> memoryview:
        return self._page


@pytest.fixture
def papers() -> PapersCamera:
    return PapersCamera(Scene(turn=10))


@pytest.fixture
def desk_stage(
    stages: Callable[[Devices], Stage],
    camera: FakeCamera,
    microphone: FakeMicrophone,
    *,
    speaker: FakeSpeaker,
    papers: PapersCamera,
) -> Stage:
    return stages(Devices(camera, microphone, speaker, papers))


def test_the_preview_shows_the_table_with_the_sheets_edge_and_opens_nothing_else(
    desk_stage: Stage, papers: PapersCamera
) -> None:
    desk_stage.studio.start_preview("papers")

    told = desk_stage.told.wait_for(PreviewStarted)
    time.sleep(0.4)

    seen = _seen(desk_stage)
    assert told.of == "papers"
    assert seen.shape[:2] == (told.height_px, told.width_px) == (720, 1280)
    corner = np.round(papers.corners[0] * 720 / 1080).astype(int)
    around = seen[corner[1] - 8 : corner[1] + 8, corner[0] - 8 : corner[0] + 8].reshape(-1, 3).astype(int)
    assert (np.abs(around - (64, 200, 96)).sum(axis=1) < 30).any()
    assert desk_stage.told.count(Level) == desk_stage.told.count(FacesSeen) == 0


def test_a_page_is_taken_and_stands_in_the_live_picture(desk_stage: Stage) -> None:
    desk_stage.studio.start_preview("papers")
    desk_stage.told.wait_for(PreviewStarted)

    desk_stage.studio.take_page()
    taken = desk_stage.told.wait_for(PageTaken)
    time.sleep(0.4)

    page = decoded(taken.jpeg)
    seen = _seen(desk_stage)
    assert taken.quality == "good"
    assert page.shape[0] > page.shape[1]
    assert seen.shape[0] / seen.shape[1] == pytest.approx(page.shape[0] / page.shape[1], rel=0.02)
    assert np.median(seen) > 180


def test_a_page_can_be_taken_without_a_preview_and_is_taken_once(desk_stage: Stage, papers: PapersCamera) -> None:
    desk_stage.studio.take_page()
    desk_stage.studio.take_page()

    desk_stage.told.wait_for(PageTaken)
    time.sleep(0.3)
    given = papers.given
    time.sleep(0.3)

    assert desk_stage.told.count(PageTaken) == 1
    assert papers.given == given


def test_after_a_page_the_preview_can_go_on(desk_stage: Stage) -> None:
    desk_stage.studio.start_preview("papers")
    desk_stage.studio.take_page()
    desk_stage.told.wait_for(PageTaken)

    desk_stage.studio.start_preview("papers")

    assert desk_stage.told.wait_for(PreviewStarted).of == "papers"
    time.sleep(0.4)
    assert _seen(desk_stage).shape[:2] == (720, 1280)


def test_a_page_that_comes_after_the_villager_has_gone_is_not_shown(desk_stage: Stage) -> None:
    desk_stage.studio.take_page()
    desk_stage.studio.stop_preview()

    desk_stage.told.wait_for(PageTaken)

    assert _is_black(desk_stage)


def test_a_kept_page_is_shown_until_the_preview_is_stopped(desk_stage: Stage) -> None:
    desk_stage.studio.take_page()
    taken = desk_stage.told.wait_for(PageTaken)
    desk_stage.studio.stop_preview()
    assert _is_black(desk_stage)

    desk_stage.studio.show_page(taken.jpeg)
    assert np.median(_seen(desk_stage)) > 180
    desk_stage.studio.stop_preview()

    assert _is_black(desk_stage)


def test_the_face_takes_the_place_of_the_papers_and_back(desk_stage: Stage) -> None:
    desk_stage.studio.start_preview("papers")
    desk_stage.told.wait_for(PreviewStarted)

    desk_stage.studio.start_preview("face")
    assert desk_stage.told.wait_for(PreviewStarted, number=2).of == "face"
    assert _seen(desk_stage).shape[:2] == (480, 640)

    desk_stage.studio.start_preview("papers")
    assert desk_stage.told.wait_for(PreviewStarted, number=3).of == "papers"
    time.sleep(0.3)
    levels = desk_stage.told.count(Level)
    time.sleep(0.3)
    assert desk_stage.told.count(Level) == levels


def test_a_missing_papers_camera_is_a_fact_of_its_own(desk_stage: Stage, papers: PapersCamera) -> None:
    papers.plug.pull()
    desk_stage.studio.start_preview("papers")
    desk_stage.told.wait_for(PapersMissing)

    papers.plug.restore()
    desk_stage.told.wait_for(PapersBack)
    papers.plug.pull()
    desk_stage.told.wait_for(PapersLost)

    assert desk_stage.told.count(CameraMissing) == 0


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    made = Screen(tmp_path / "screen")
    yield made
    made.close()


def test_a_page_that_no_camera_gives_is_not_taken(screen: Screen, papers: PapersCamera) -> None:
    told = Told()
    papers.plug.pull()
    desk = Desk(papers, screen, told.post, patience_s=0.4)

    desk.take()
    told.wait_for(PageNotTaken)
    papers.plug.restore()
    desk.take()

    told.wait_for(PapersMissing)
    desk.close()
    # A thread that has ended may still stand in the list for a moment.
    waiting = [thread for thread in threading.enumerate() if isinstance(thread, threading.Timer) and thread.is_alive()]
    assert not waiting


def test_without_a_papers_camera_papers_are_refused(stage: Stage) -> None:
    assert not stage.studio.has_papers_camera
    with pytest.raises(NoPapersCamera):
        stage.studio.start_preview("papers")
    with pytest.raises(NoPapersCamera):
        stage.studio.take_page()


def test_what_is_no_page_is_not_shown(stage: Stage) -> None:
    with pytest.raises(BadPage):
        stage.studio.show_page(b"a letter")

    assert _is_black(stage)


def _seen(stage: Stage) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """The live picture, RGB."""
    memory = stage.picture_path.read_bytes()
    header = read_header(memory[:HEADER_BYTES])
    assert header is not None
    pixels = np.frombuffer(memory, np.uint8, count=header.length, offset=header.offset)
    return pixels.reshape(header.height, header.width, 3)


def _is_black(stage: Stage) -> bool:
    return not any(stage.picture_path.read_bytes()[HEADER_BYTES:])
