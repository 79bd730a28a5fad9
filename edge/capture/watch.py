"""Keeps one device open while it is wanted: delivers what it gives, and goes on trying when it fails."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from edge.capture.facts import Fact
from hardware.errors import CameraStalled, HardwareError, MicrophoneStalled

logger = logging.getLogger(__name__)

T = TypeVar("T")
_FIRST_WAIT_S: Final = 0.25
_LONGEST_WAIT_S: Final = 4.0


@dataclass(frozen=True, slots=True)
class Source(Generic[T]):
    """A camera or a microphone, as the watch sees it."""

    name: str
    open: Callable[[], None]
    read: Callable[[], T]
    close: Callable[[], None]
    deliver: Callable[[T], None]
    missing: Callable[[str], Fact]
    lost: Callable[[str], Fact]
    back: Callable[[], Fact]


class Watch(Generic[T]):
    """A thread for the whole life of the studio, idle while the device is not wanted."""

    def __init__(self, source: Source[T], post: Callable[[Fact], None]) -> None:
        self._source = source
        self._post = post
        self._changed = threading.Condition()
        self._wanted = False
        self._closing = False
        self._failed = False
        """The keeper was told of a failure and not yet of its end."""
        self._wait_s = _FIRST_WAIT_S
        self._hurry = False
        self._thread = threading.Thread(target=self._run, name=f"capture.{source.name}", daemon=True)
        self._thread.start()

    def want(self, *, wanted: bool) -> None:
        """A new wish is tried at once and its failure is told anew."""
        with self._changed:
            if wanted and not self._wanted:
                self._failed, self._wait_s, self._hurry = False, _FIRST_WAIT_S, True
            self._wanted = wanted
            self._changed.notify_all()

    def close(self) -> None:
        """Let the device go and wait for the thread."""
        with self._changed:
            self._closing, self._wanted = True, False
            self._changed.notify_all()
        self._thread.join()

    def _run(self) -> None:
        while self._wait_until_wanted():
            delivered = False
            while self._wanted:
                delivered = self._serve(delivered=delivered)

    def _wait_until_wanted(self) -> bool:
        with self._changed:
            self._changed.wait_for(lambda: self._wanted or self._closing)
            return not self._closing

    def _serve(self, *, delivered: bool) -> bool:
        """Deliver until the device fails or is no longer wanted; whether anything was ever delivered."""
        self._hurry = False
        try:
            self._source.open()
            while self._wanted:
                self._source.deliver(self._source.read())
                delivered = True
                self._tell_back()
        except HardwareError as error:
            self._tell_failure(error, delivered=delivered)
        except Exception:  # a driver's surprise must not end the watch
            logger.exception("%s failed in an unknown way", self._source.name)
            self._tell_failure(HardwareError(self._source.name), delivered=delivered)
        self._let_go()
        self._back_off()
        return delivered

    def _let_go(self) -> None:
        try:
            self._source.close()
        except Exception:  # as above
            logger.exception("%s could not be closed", self._source.name)

    def _tell_failure(self, error: HardwareError, *, delivered: bool) -> None:
        if self._failed:
            return
        self._failed = True
        logger.warning("%s", error)
        was_there = delivered or isinstance(error, CameraStalled | MicrophoneStalled)
        self._post((self._source.lost if was_there else self._source.missing)(error.device))

    def _tell_back(self) -> None:
        self._wait_s = _FIRST_WAIT_S
        if self._failed:
            self._failed = False
            self._post(self._source.back())

    def _back_off(self) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._hurry or not self._wanted, timeout=self._wait_s)
            self._hurry = False
            self._wait_s = min(self._wait_s * 2, _LONGEST_WAIT_S)
