"""The wire to a printer or a panel: a TCP connection, a serial line or a device file, each with limits in time.

Libraries have connections of their own; they wait for ever, and a device that hangs must not hold up a visit or a wall.
"""

import contextlib
import errno
import os
import select
import socket
import stat
import termios
import tty
from dataclasses import dataclass
from typing import Final

from hardware.errors import HardwareError

_CONNECT_S: Final = 3.0
_STALL_S: Final = 5.0
"""A printer that takes no byte for so long hangs; a head that cools down between two lines takes two."""
_TCP: Final = "tcp://"


@dataclass(frozen=True)
class Kind:
    """Which devices hang at it: where they listen by custom, and what they are said to be when they do not."""

    tcp_port: int
    baud: int
    missing: type[HardwareError]
    busy: type[HardwareError]
    failed: type[HardwareError]


class Line:
    """Open from its making until `close`. `address`: tcp://host[:port], /dev/ttyUSB0[@baud], or a device file."""

    def __init__(self, address: str, kind: Kind) -> None:
        """Raises what the kind calls missing or busy."""
        self._address = address
        self._kind = kind
        self._socket: socket.socket | None = None
        try:
            self._descriptor = self._connected() if address.startswith(_TCP) else self._opened()
        except OSError as error:
            busy = error.errno in {errno.EBUSY, errno.EAGAIN}
            raise (kind.busy if busy else kind.missing)(address) from error

    def send(self, content: bytes) -> None:
        """Returns when the device has taken it. Raises that it is missing, or failed when it stalls."""
        left = content
        while left:
            if not self._ready(select.POLLOUT, _STALL_S):
                raise self._kind.failed(self._address)
            left = left[self._wrote(left[:4096]) :]

    def hear(self, within_s: float) -> int | None:
        """The next byte the device says, None when it is silent. Raises that it is missing."""
        if not self._ready(select.POLLIN, within_s):
            return None
        try:
            heard = os.read(self._descriptor, 1)
        except BlockingIOError:
            return None
        except OSError as error:
            raise self._kind.missing(self._address) from error
        if not heard:
            raise self._kind.missing(self._address)
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
        self._socket = socket.create_connection((host, int(port or self._kind.tcp_port)), timeout=_CONNECT_S)
        self._socket.setblocking(False)
        return self._socket.fileno()

    def _opened(self) -> int:
        path, _, baud = self._address.partition("@")
        descriptor = os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
        try:
            _require_device(descriptor)
            if os.isatty(descriptor):
                _make_raw(descriptor, baud or str(self._kind.baud))
        except OSError:
            os.close(descriptor)
            raise
        return descriptor

    def _ready(self, what: int, within_s: float) -> bool:
        poll = select.poll()
        poll.register(self._descriptor, what)
        found = poll.poll(within_s * 1000)
        if found and not found[0][1] & what:
            raise self._kind.missing(self._address)
        return bool(found)

    def _wrote(self, content: bytes) -> int:
        try:
            return os.write(self._descriptor, content)
        except BlockingIOError:
            return 0
        except OSError as error:
            raise self._kind.missing(self._address) from error


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
