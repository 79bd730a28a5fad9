"""What is put into an inbox comes out on the thread that draws."""

import gc
import threading

from kivy.clock import Clock

from kiosk.inbox import Inbox


def test_it_comes_out_in_order_though_nobody_holds_the_inbox_any_more() -> None:
    taken: list[str] = []

    def brings() -> None:
        inbox = Inbox(taken.append)
        inbox.put("first")
        inbox.put("second")

    thread = threading.Thread(target=brings)
    thread.start()
    thread.join()
    gc.collect()
    Clock.tick()

    assert taken == ["first", "second"]
