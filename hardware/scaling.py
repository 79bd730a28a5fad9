"""Brings any picture to the asked size: the middle is cut out in the asked shape, then scaled."""

from typing import Any

import cv2

from hardware.ports import PictureSize


def scaled(bgr: Any, size: PictureSize) -> Any:
    """`bgr` itself when it already fits; numpy arrays in and out."""
    height, width = bgr.shape[:2]
    if (width, height) == (size.width_px, size.height_px):
        return bgr
    cut_width = min(width, height * size.width_px // size.height_px)
    cut_height = min(height, width * size.height_px // size.width_px)
    left, top = (width - cut_width) // 2, (height - cut_height) // 2
    middle = bgr[top : top + cut_height, left : left + cut_width]
    return cv2.resize(middle, (size.width_px, size.height_px), interpolation=cv2.INTER_AREA)
