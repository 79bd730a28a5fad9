"""The wish to be called back is said until the county has it, or for a while."""

import asyncio

import pytest

from edge.call.back.wishes import Wishes
from wire.call.signals import AskCallBack, Bye
from wire.ids import CallId
from wire.record import Record

CALL = CallId("c" * 32)


def test_it_is_kept_when_the_county_says_so_and_not_when_it_only_says_that_the_call_is_over() -> None:
    async def story() -> None:
        sent: list[Record] = []
        wishes = Wishes(sent.append)
        first, again = asyncio.create_task(wishes.want(CALL)), asyncio.create_task(wishes.want(CALL))
        await asyncio.sleep(0.01)

        wishes.heard(Bye(call_id=CALL, why="nobody"))
        wishes.heard(Bye(call_id=CallId("d" * 32), why="nobody", rings_back=True))
        await asyncio.sleep(0.01)
        assert not first.done()
        wishes.heard(Bye(call_id=CALL, why="nobody", rings_back=True))
        wishes.heard(Bye(call_id=CALL, why="nobody", rings_back=True))

        await asyncio.gather(first, again)
        assert sent == [AskCallBack(call_id=CALL)]

    asyncio.run(story())


def test_a_county_that_never_answers_is_waited_for_only_so_long() -> None:
    async def story() -> None:
        wishes = Wishes(lambda _: None, patience_s=0.05)

        with pytest.raises(TimeoutError):
            await wishes.want(CALL)

        wishes.heard(Bye(call_id=CALL, why="nobody", rings_back=True))

    asyncio.run(story())
