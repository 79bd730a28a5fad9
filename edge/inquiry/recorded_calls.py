"""Records a call that both sides agreed to, as edge.call wants it: no log, no document, and no code to ask by.

What was recorded is on its way to the county however it ends; nobody at the terminal can ask for it.
"""

import asyncio
import logging
import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING

from edge.errors import NoRoom
from edge.inquiry.catalogue import Words
from edge.inquiry.kept.keeping import Ids, Keeping, MakeBoth, Owner, Stores
from edge.inquiry.tape.both import Look
from wire.ids import InquiryId, MailboxId, new_id
from wire.seal.age import DraftIdentity
from wire.seal.receipt_code import CodeKeys

if TYPE_CHECKING:
    from edge.call.recording.recorder import Recorded

_log = logging.getLogger(__name__)
_END_S = 20.0


class RecordedCalls:
    """Keeps the promises of edge.call.recording.recorder.Recorder. Of the loop."""

    def __init__(self, stores: Stores, make_both: MakeBoth, *, utc_offset_min: int) -> None:
        self._stores = stores
        self._make_both = make_both
        self._utc_offset_min = utc_offset_min
        self._keeping: Keeping | None = None
        self._finishing: set[asyncio.Task[None]] = set()

    def start(self, call: "Recorded", ended: Callable[[], None]) -> None:
        """Raises NoRoom: nothing is recorded."""
        if self._keeping:
            raise NoRoom("a call is being recorded")
        name = Words("picture")("call", id=call.call_id)
        look = Look(call.near_path, call.far_path, name, self._stores.stamp, self._utc_offset_min)
        # An id of its own: a call may be recorded twice, with a pause between.
        ids = Ids("call", InquiryId(new_id()), call.call_id)
        owner = Owner(began=_nothing, written=_nothing, ended=lambda _end: self._ended(keeping, ended))
        keeping = Keeping(self._stores, ids, keys=_keys_of_nobody(), look=look, owner=owner, make_both=self._make_both)
        self._keeping = keeping

    def hear_near(self, samples: bytes) -> None:
        if self._keeping:
            self._keeping.both.hear_near(samples)

    def hear_far(self, samples: bytes) -> None:
        if self._keeping:
            self._keeping.both.hear_far(samples)

    def look(self, *, near: bool, far: bool) -> None:
        if self._keeping:
            self._keeping.both.look(near=near, far=far)

    def stop(self) -> None:
        keeping, self._keeping = self._keeping, None
        if keeping:
            keeping.both.stop()
            self._finish(keeping)

    async def close(self) -> None:
        """What is not promised in time is promised by the next start."""
        self.stop()
        if self._finishing:
            await asyncio.wait(self._finishing, timeout=_END_S)

    def _ended(self, keeping: Keeping, ended: Callable[[], None]) -> None:
        if keeping is self._keeping:
            self._keeping = None
            self._finish(keeping)
            ended()

    def _finish(self, keeping: Keeping) -> None:
        task = asyncio.create_task(self._promise(keeping), name="inquiry.call")
        self._finishing.add(task)
        task.add_done_callback(self._finishing.discard)

    async def _promise(self, keeping: Keeping) -> None:
        try:
            await keeping.settled()
            if keeping.duration_ms:
                await keeping.promise((), log=False)
            else:
                await keeping.drop()
        except Exception as error:  # noqa: BLE001  # whatever it is, the folder stays for the next start
            _log.error("a recorded call is not promised yet", exc_info=error)


def _nothing() -> None:
    return


def _keys_of_nobody() -> CodeKeys:
    return CodeKeys(mailbox=MailboxId(secrets.token_hex(32)), identity=DraftIdentity.generate())
