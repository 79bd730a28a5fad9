"""The face's end of the EdgePort against a real socket: it waits, loses, finds again, and never blocks."""

import queue
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.edge_port import EdgePort
from kiosk.flows.step import EdgeGone, Heard
from tests.kiosk.edge_fake import FakeEdge
from wire import port
from wire.record import Record


class Ear:
    """Hears what the port posts."""

    def __init__(self) -> None:
        self.heard: queue.Queue[Heard] = queue.Queue()

    def until(self, kind: type[Heard], timeout_s: float = 10) -> Heard:
        while True:
            event = self.heard.get(timeout=timeout_s)
            if isinstance(event, kind):
                return event


@pytest.fixture
def ear() -> Ear:
    return Ear()


@pytest.fixture
def edge(socket_path: Path) -> Iterator[FakeEdge]:
    edge = FakeEdge(socket_path)
    yield edge
    edge.stop()


@pytest.fixture
def face(socket_path: Path, ear: Ear) -> Iterator[EdgePort]:
    face = EdgePort(socket_path, hello=port.Hello(face="kiosk"), post=ear.heard.put)
    face.start()
    yield face
    face.stop()


def _wait(edge: FakeEdge, kind: type[Record]) -> None:
    ends = time.monotonic() + 10
    while not any(isinstance(one, kind) for one in edge.heard):
        assert time.monotonic() < ends, f"{kind.__name__} never came"
        time.sleep(0.01)


def test_a_face_says_hello_and_is_welcomed(edge: FakeEdge, face: EdgePort, ear: Ear) -> None:
    edge.start()

    ear.until(port.Welcome)
    face.send(port.WatchNotices())

    ear.until(port.NoticesChanged)
    assert isinstance(edge.heard[0], port.Hello)


def test_an_edge_that_is_not_there_is_said_once_and_found_later(edge: FakeEdge, face: EdgePort, ear: Ear) -> None:
    ear.until(EdgeGone)
    time.sleep(1.2)
    assert ear.heard.empty()

    edge.start()

    ear.until(port.Welcome)


def test_an_edge_that_is_killed_is_said_and_joined_again(edge: FakeEdge, face: EdgePort, ear: Ear) -> None:
    for _ in range(3):
        edge.start()
        ear.until(port.Welcome)
        edge.stop()
        ear.until(EdgeGone)

    edge.start()
    ear.until(port.Welcome)
    face.send(port.StartPreview())
    _wait(edge, port.StartPreview)


def test_a_request_to_nobody_is_dropped(edge: FakeEdge, face: EdgePort, ear: Ear) -> None:
    ear.until(EdgeGone)

    face.send(port.StartPreview())
    edge.start()
    ear.until(port.Welcome)

    assert not any(isinstance(one, port.StartPreview) for one in edge.heard)


def test_rubbish_from_the_socket_is_an_edge_gone_not_a_crash(face: EdgePort, ear: Ear, socket_path: Path) -> None:
    ear.until(EdgeGone)
    socket_path.parent.mkdir(exist_ok=True)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as server:
        server.bind(str(socket_path))
        server.listen(1)
        connection, _ = server.accept()
        with connection:
            connection.sendall(b"\x00\x00\x00\x05hello")
            ear.until(EdgeGone)

    assert face._thread.is_alive()


def test_sending_never_waits_for_an_edge_that_does_not_read(face: EdgePort, ear: Ear, socket_path: Path) -> None:
    ear.until(EdgeGone)
    socket_path.parent.mkdir(exist_ok=True)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as server:
        server.bind(str(socket_path))
        server.listen(1)
        connection, _ = server.accept()
        time.sleep(0.1)
        with connection:
            began = time.monotonic()
            for _ in range(20_000):
                face.send(port.ReportShown(shown_sha256="0" * 64))
            assert time.monotonic() - began < 2


def test_the_port_ends_when_it_is_told_to(socket_path: Path) -> None:
    face = EdgePort(socket_path, hello=port.Hello(face="wall"), post=lambda _: None)
    face.start()

    face.stop()

    assert not any(thread is face._thread for thread in threading.enumerate())


def test_a_ring_for_an_edge_that_is_gone_does_not_make_it_spin(socket_path: Path, ear: Ear) -> None:
    face = EdgePort(socket_path, hello=port.Hello(face="kiosk"), post=ear.heard.put)
    face._ring()

    used_s = time.process_time()
    face.start()
    time.sleep(1)
    used_s = time.process_time() - used_s
    face.stop()

    assert used_s < 0.3
