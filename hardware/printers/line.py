"""The wire to a printer: a TCP connection, a serial line or a device file, with limits on how long each may take.

python-escpos has connections of its own; they wait for ever, and a printer that hangs must not hold up a visit.
"""

import contextlib
import errno
import os
import select
import socket
import stat
import termios
import tty
from typing import Final

from hardware.errors import NoPrinter, PrinterBusy, PrinterFailed

_CONNECT_S: Final = 3.0
_STALL_S: Final = 5.0
"""A printer that takes no byte for so long hangs; a head that cools down between two lines takes two."""
_TCP: Final = "tcp://"
_TCP_PORT: Final = 9100
_BAUD: Final = "9600"


class Line:
    """Open from its making until `close`. `address`: tcp://host[:port], /dev/ttyUSB0[@baud], or a device file."""

    def __init__(self, address: str) -> None:
        """Raises NoPrinter or PrinterBusy."""
        self._address = address
        self._socket: socket.socket | None = None
        try:
            self._descriptor = self._connected() if address.startswith(_TCP) else self._opened()
        except OSError as error:
            busy = error.errno in {errno.EBUSY, errno.EAGAIN}
            raise (PrinterBusy if busy else NoPrinter)(address) from error

    def send(self, content: bytes) -> None:
        """Returns when the device has taken it. Raises NoPrinter, or PrinterFailed when it stalls."""
        left = content
        while left:
            if not self._ready(select.POLLOUT, _STALL_S):
                raise PrinterFailed(self._address)
            left = left[self._wrote(left[:4096]) :]

    def hear(self, within_s: float) -> int | None:
        """The next byte the device says, None when it is silent. Raises NoPrinter."""
        if not self._ready(select.POLLIN, within_s):
            return None
        try:
            heard = os.read(self._descriptor, 1)
        except BlockingIOError:
            return None
        except OSError as error:
            raise NoPrinter(self._address) from error
        if not heard:
            raise NoPrinter(self._address)
        return heard[0]

    def close(self) -> None:
        """What the device has not yet taken is dropped."""
        if self._socket is not None:
            self._socket.close()
            return
        with contextlib.suppress(termios.error):
            termios.tcflush(self._descriptor, termios.TCIOFLUSH)
        os.close(self._descriptor)

    def _connected(self) -> int:
        host, _, port = self._address.removeprefix(_TCP).rstrip("/").partition(":")
        self._socket = socket.create_connection((host, int(port or _TCP_PORT)), timeout=_CONNECT_S)
        self._socket.setblocking(False)
        return self._socket.fileno()

    def _opened(self) -> int:
        path, _, baud = self._address.partition("@")
        descriptor = os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
        try:
            _require_device(descriptor)
            if os.isatty(descriptor):
                _make_raw(descriptor, baud or _BAUD)
        except OSError:
            os.close(descriptor)
            raise
        return descriptor

    def _ready(self, what: int, within_s: float) -> bool:
        poll = select.poll()
        poll.register(self._descriptor, what)
        found = poll.poll(within_s * 1000)
        if found and not found[0][1] & what:
            raise NoPrinter(self._address)
        return bool(found)

    def _wrote(self, content: bytes) -> int:
        try:
            return os.write(self._descriptor, content)
        except BlockingIOError:
            return 0
        except OSError as error:
            raise NoPrinter(self._address) from error


def _require_device(descriptor: int) -> None:
    """A slip must never come to lie in a file."""
    if not stat.S_ISCHR(os.fstat(descriptor).st_mode):
        raise OSError(errno.ENODEV, os.strerror(errno.ENODEV))


def _make_raw(descriptor: int, baud: str) -> None:
    speed = getattr(termios, f"B{baud}", None)
    if speed is None:
        raise OSError(errno.EINVAL, f"no serial line runs at {baud} baud")
    try:
        tty.setraw(descriptor)
        modes = termios.tcgetattr(descriptor)
        modes[4] = modes[5] = speed
        termios.tcsetattr(descriptor, termios.TCSANOW, modes)
    except termios.error as error:
        raise OSError(errno.EIO, "the serial line went away") from error
