"""A power cut at any step of writing: from there on nothing reaches the disk, and nobody tidies up."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest


class PowerCut(BaseException):
    """No code of ours may catch it."""


@dataclass
class Current:
    """Counts the steps of the disk; the one that is numbered `cut` does not happen, nor any after it."""

    cut: int
    steps: int = 0

    def step(self) -> None:
        self.steps += 1
        if self.steps >= self.cut:
            raise PowerCut


@contextmanager
def current(monkeypatch: pytest.MonkeyPatch, *, cut: int) -> Iterator[Current]:
    """Each fsync, each rename and each deletion is a step."""
    flowing = Current(cut)
    fsync, replace, unlink = os.fsync, Path.replace, Path.unlink

    def stepping(real: Any) -> Any:
        def call(*given: Any, **named: Any) -> Any:
            flowing.step()
            return real(*given, **named)

        return call

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", stepping(fsync))
        patch.setattr(Path, "replace", stepping(replace))
        patch.setattr(Path, "unlink", stepping(unlink))
        yield flowing
