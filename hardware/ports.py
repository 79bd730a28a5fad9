"""What a camera, a microphone, a speaker, a printer, a panel and a light sensor are to the rest of the house.

Every driver keeps these promises (tests/hardware holds the one list of them); nothing here knows any driver.
Times are seconds of time.monotonic().
"""

from dataclasses import dataclass
from typing import Final, Protocol

SOUND_RATE_HZ: Final = 48_000
SOUND_BYTES_PER_SAMPLE: Final = 2
"""All sound in the house is mono, signed 16 bit, little endian, at SOUND_RATE_HZ."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture of a camera."""

    bgr: memoryview
    """height x width x 3 bytes, C-contiguous; numpy.asarray(picture.bgr) is free of copying."""
    grabbed_at_s: float
    """When the light fell, as near as the driver can tell."""


@dataclass(frozen=True, slots=True)
class Sound:
    """One block of a microphone's sound, about 20 ms."""

    samples: bytes
    began_at_s: float
    """When the first sample was heard."""


@dataclass(frozen=True, slots=True)
class PictureSize:
    """What a camera is asked to give; a driver scales what its device cannot give."""

    width_px: int
    height_px: int
    rate_hz: int


class Camera(Protocol):
    """Gives pictures one after the other. Opened and closed any number of times, by one thread at a time."""

    def open(self) -> None:
        """Ready the device; raises NoCamera or CameraBusy. A second call changes nothing."""

    def look(self) -> Picture:
        """Wait for the next picture; raises CameraStalled when none comes in time, NoCamera when gone."""

    def close(self) -> None:
        """Let the device go. A second call changes nothing."""


class Microphone(Protocol):
    """Gives sound block by block without gaps while it is open."""

    def open(self) -> None:
        """Ready the device; raises NoMicrophone or MicrophoneBusy. A second call changes nothing."""

    def listen(self) -> Sound:
        """Wait for the next block; raises MicrophoneStalled when none comes in time, NoMicrophone when gone."""

    def close(self) -> None:
        """Let the device go. A second call changes nothing."""


class Speaker(Protocol):
    """Plays sound in real time."""

    def open(self) -> None:
        """Ready the device; raises NoSpeaker or SpeakerBusy. A second call changes nothing."""

    def play(self, samples: bytes) -> None:
        """Hand over sound; returns when accepted, so the device sets the pace. Raises NoSpeaker when gone."""

    def delay_s(self) -> float:
        """How much accepted sound is not yet heard."""

    def close(self) -> None:
        """Fall silent at once and let the device go. A second call changes nothing."""


class Printer(Protocol):
    """Prints slips. Nothing of a slip stays with the driver; each call takes the device and lets it go."""

    def look(self) -> None:
        """Whether it could print now, as far as it tells; raises NoPrinter, PrinterBusy, NoPaper or PrinterFailed."""

    def print_picture(self, png: bytes) -> None:
        """Print and cut; returns when it is printed, as far as the device tells. Raises as `look` does.

        `png` is a good PNG, at most as wide as the paper. A slip that broke off is not printed to its end later.
        """


@dataclass(frozen=True, slots=True)
class PanelState:
    """What a panel says of itself; None for what it does not tell."""

    on: bool | None = None
    brightness_pct: int | None = None


class PanelDimmer(Protocol):
    """Dims a panel and darkens it. Each call takes the device and lets it go; none takes longer than some seconds."""

    def set_brightness(self, pct: int) -> None:
        """0 to 100; returns when the panel has it, as far as it tells. Raises NoDimmer, DimmerBusy or DimmerFailed."""

    def set_power(self, *, on: bool) -> None:
        """Lit, or dark whatever picture it is given. Raises as `set_brightness` does."""

    def look(self) -> PanelState:
        """What it is now. Raises as `set_brightness` does."""


class LightSensor(Protocol):
    """Tells how bright the day is where the wall hangs."""

    def look(self) -> float:
        """Lux; never negative. Raises NoSensor."""


class Connector(Protocol):
    """Tells whether a screen hangs at this machine."""

    def look(self) -> bool:
        """Whether one hangs there now. Raises NoConnector where nothing is told."""
