"""The studio of tests.edge.capture, for papers."""

from tests.edge.capture.conftest import camera, identity, microphone, speaker, stage, stages

__all__ = ["camera", "identity", "microphone", "speaker", "stage", "stages"]
