"""The dictionary is read beside the drawing: it takes a second that nobody needs before somebody writes."""

import logging
import threading
from collections.abc import Callable

from kiosk.errors import NoDictionary
from kiosk.inbox import Inbox
from kiosk.pinyin.rime import RimePinyin

_log = logging.getLogger(__name__)


def load_later(done: Callable[[RimePinyin], None]) -> threading.Thread:
    """`done` is told on the thread that draws; without a dictionary it never is, and there is the finger."""
    pinyin = RimePinyin()
    tell = Inbox(done).put

    def load() -> None:
        try:
            pinyin.load()
        except NoDictionary as error:
            _log.warning("no pinyin: %s", error)
        else:
            tell(pinyin)

    thread = threading.Thread(target=load, daemon=True, name="dictionary")
    thread.start()
    return thread
