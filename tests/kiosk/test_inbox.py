"""What is put from any thread comes out on the one that draws."""

import gc
import threading

import pytest

from tests.kiosk.glass import Glass

pytestmark = pytest.mark.gl


def test_what_a_thread_brings_comes_out_in_order_though_nobody_holds_the_inbox_any_more(glass: Glass) -> None:
    from kivy.clock import Clock

    from kiosk.inbox import Inbox

    taken: list[str] = []

    def brings() -> None:
        inbox = Inbox(taken.append)
        inbox.put("a dictionary")
        inbox.put("another")

    thread = threading.Thread(target=brings)
    thread.start()
    thread.join()
    gc.collect()
    Clock.tick()

    assert taken == ["a dictionary", "another"]
