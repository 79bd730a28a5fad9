"""A studio with fakes or with the demo's clip, and the facts it told."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from demo.slate.clip import make_clip
from edge.capture.profile import PROFILES
from edge.capture.studio import Devices
from hardware import board
from hardware.camera_fake import FakeCamera
from hardware.microphone_fake import FakeMicrophone
from hardware.speaker_fake import FakeSpeaker
from tests.edge.capture.stage import Stage
from wire.seal.age import DraftIdentity

PROFILE = PROFILES["480p"]


@pytest.fixture(scope="session")
def clip(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Film and sound of the demo's villager."""
    return make_clip(tmp_path_factory.mktemp("clip"))


@pytest.fixture
def identity() -> DraftIdentity:
    return DraftIdentity.generate()


@pytest.fixture
def camera() -> FakeCamera:
    return FakeCamera(PROFILE.size)


@pytest.fixture
def microphone() -> FakeMicrophone:
    return FakeMicrophone()


@pytest.fixture
def speaker() -> FakeSpeaker:
    return FakeSpeaker()


@pytest.fixture
def stages(tmp_path: Path, identity: DraftIdentity) -> Iterator[Callable[[Devices], Stage]]:
    """Makes stages and clears them away, whatever the test left running."""
    made: list[Stage] = []

    def make(devices: Devices) -> Stage:
        made.append(Stage(devices, folder=tmp_path, identity=identity))
        return made[-1]

    yield make
    for stage in made:
        stage.studio.close()


@pytest.fixture
def stage(
    stages: Callable[[Devices], Stage], camera: FakeCamera, microphone: FakeMicrophone, speaker: FakeSpeaker
) -> Stage:
    """With fake devices."""
    return stages(Devices(camera, microphone, speaker))


@pytest.fixture
def clip_stage(stages: Callable[[Devices], Stage], clip: tuple[Path, Path], speaker: FakeSpeaker) -> Stage:
    """With the villager of the clip before camera and microphone."""
    film, sound = clip
    return stages(Devices(board.camera(str(film), PROFILE.size), board.microphone(str(sound)), speaker))
