"""What devices refuse. They are part of the ports: whoever holds a port may catch them.

HardwareError
├── NoCamera            ├── NoMicrophone         ├── NoSpeaker
├── CameraBusy          ├── MicrophoneBusy       ├── SpeakerBusy
├── CameraStalled       ├── MicrophoneStalled
├── NoPrinter            ├── NoDimmer             ├── NoSensor
├── PrinterBusy          ├── DimmerBusy           └── NoPaper
├── PrinterFailed        ├── DimmerFailed
└── NoConnector
"""


class HardwareError(Exception):
    """A device does not do what was asked."""

    def __init__(self, device: str) -> None:
        super().__init__(f"{type(self).__name__}: {device}")
        self.device = device


class NoCamera(HardwareError):
    """There is no such camera, or it was unplugged."""


class CameraBusy(HardwareError):
    """Another program holds the camera."""


class CameraStalled(HardwareError):
    """The camera is there and gives no pictures."""


class NoMicrophone(HardwareError):
    """There is no such microphone, or it was unplugged."""


class MicrophoneBusy(HardwareError):
    """Another program holds the microphone."""


class MicrophoneStalled(HardwareError):
    """The microphone is there and gives no sound."""


class NoSpeaker(HardwareError):
    """There is no such speaker, or it was unplugged."""


class SpeakerBusy(HardwareError):
    """Another program holds the speaker."""


class NoPrinter(HardwareError):
    """There is no such printer, or it was unplugged."""


class PrinterBusy(HardwareError):
    """Another program holds the printer."""


class NoPaper(HardwareError):
    """The roll has run out."""


class PrinterFailed(HardwareError):
    """The printer is there and does not print: its cover is open, its knife is stuck, or it stopped answering."""


class NoDimmer(HardwareError):
    """There is nothing there that dims a panel, or its cable is out."""


class DimmerBusy(HardwareError):
    """Another program holds the line to it."""


class DimmerFailed(HardwareError):
    """It is there and does not obey: no answer, a wrong one, or another brightness than was asked for."""


class NoSensor(HardwareError):
    """There is no light sensor, or it gives nothing that could be light."""


class NoConnector(HardwareError):
    """No socket for a screen is there, or it does not tell whether one hangs at it."""
