"""A camera behind OpenCV: V4L device number or path, or an RTSP or HTTP address.

OpenCV never says why it refuses; what can be known is asked of the device file.
"""

import time
from pathlib import Path
from typing import Any

import cv2

from hardware.errors import CameraBusy, CameraStalled, NoCamera
from hardware.ports import Picture, PictureSize
from hardware.scaling import scaled


class OpenCvCamera:
    """A device or a stream. A stream that gives nothing for `read_timeout_s` is stalled."""

    def __init__(
        self, source: str, size: PictureSize, *, open_timeout_s: float = 5.0, read_timeout_s: float = 3.0
    ) -> None:
        self._source = source
        self._size = size
        self._timeouts_ms = (round(open_timeout_s * 1000), round(read_timeout_s * 1000))
        self._capture: Any = None

    def open(self) -> None:
        if self._capture is not None:
            return
        capture = self._connected()
        if not capture.isOpened():
            capture.release()
            raise self._refusal()
        self._capture = capture

    def look(self) -> Picture:
        if self._capture is None:
            raise NoCamera(self._source)
        if not self._capture.grab():
            raise self._loss()
        grabbed_at_s = time.monotonic()
        whole, bgr = self._capture.retrieve()
        if not whole:
            raise CameraStalled(self._source)
        return Picture(scaled(bgr, self._size).data, grabbed_at_s)

    def close(self) -> None:
        capture, self._capture = self._capture, None
        if capture is not None:
            capture.release()

    def _connected(self) -> Any:
        if "://" in self._source:
            opening, reading = self._timeouts_ms
            timeouts = [cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, opening, cv2.CAP_PROP_READ_TIMEOUT_MSEC, reading]
            return cv2.VideoCapture(self._source, cv2.CAP_FFMPEG, timeouts)
        if not self._device().exists():
            raise NoCamera(self._source)
        # Uncompressed 720p does not fit USB 2 at 25 Hz; a camera without MJPG ignores the wish.
        wishes = [cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG")]
        wishes += [cv2.CAP_PROP_FRAME_WIDTH, self._size.width_px, cv2.CAP_PROP_FRAME_HEIGHT, self._size.height_px]
        wishes += [cv2.CAP_PROP_FPS, self._size.rate_hz]
        return cv2.VideoCapture(str(self._device().resolve()), cv2.CAP_V4L2, wishes)

    def _device(self) -> Path:
        return Path(f"/dev/video{self._source}") if self._source.isdigit() else Path(self._source)

    def _refusal(self) -> NoCamera | CameraBusy:
        is_device = "://" not in self._source and self._device().exists()
        return CameraBusy(self._source) if is_device else NoCamera(self._source)

    def _loss(self) -> NoCamera | CameraStalled:
        unplugged = "://" not in self._source and not self._device().exists()
        return NoCamera(self._source) if unplugged else CameraStalled(self._source)
