"""Films for benches and tests: each frame has one grey of its own, so that it can be told from every other."""

from pathlib import Path

import av
import numpy as np


def make_film(path: Path, *, frames: int = 20, fps: int = 25, size: tuple[int, int] = (64, 32)) -> Path:
    width, height = size
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mpeg4", rate=fps)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        for number in range(frames):
            grey = np.full((height, width, 3), 40 + number * 8 % 200, np.uint8)
            for packet in stream.encode(av.VideoFrame.from_ndarray(grey, format="rgb24")):
                container.mux(packet)
        for packet in stream.encode():
            container.mux(packet)
    return path
