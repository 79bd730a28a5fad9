"""Frames of the EdgePort arrive whole however the stream is cut, and hostile lengths end it."""

import typing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wire.errors import BadMessage
from wire.ids import PetitionId
from wire.port import (
    MAX_FRAME_BYTES,
    Event,
    Frames,
    Hello,
    Request,
    Sorry,
    StartDraft,
    Submitted,
    UploadProgress,
    frame,
)

ID = PetitionId("d" * 32)


@given(st.lists(st.integers(0, 10**9), max_size=8), st.integers(1, 40))
def test_events_arrive_whole_and_in_order_however_they_are_cut(sizes: list[int], step: int) -> None:
    events = [UploadProgress(petition_id=ID, arrived_bytes=size, total_bytes=size) for size in sizes]
    stream = b"".join(frame(event) for event in events)
    frames = Frames(Event)

    heard = [record for at in range(0, len(stream), step) for record in frames.feed(stream[at : at + step])]

    assert heard == events


def test_a_request_is_not_taken_for_an_event() -> None:
    frames = Frames(Event)

    with pytest.raises(BadMessage):
        frames.feed(frame(Hello(face="kiosk")))


def test_a_length_beyond_all_reason_ends_the_stream_before_it_fills_memory() -> None:
    frames = Frames(Request)

    with pytest.raises(BadMessage):
        frames.feed((MAX_FRAME_BYTES + 1).to_bytes(4, "big"))


@given(st.binary(min_size=1, max_size=60))
def test_noise_in_a_frame_is_a_bad_message(noise: bytes) -> None:
    frames = Frames(Request)

    with pytest.raises(BadMessage):
        frames.feed(len(noise).to_bytes(4, "big") + noise)


@pytest.mark.parametrize("union", [Request, Event])
def test_every_record_of_the_port_is_told_apart_by_its_name(union: typing.Any) -> None:
    names = [kind.__name__ for kind in typing.get_args(union)]

    assert len(names) == len(set(names))


def test_the_face_and_the_edge_speak_of_the_same_petition() -> None:
    (request,) = Frames(Request).feed(frame(StartDraft(petition_id=ID)))
    (event,) = Frames(Event).feed(frame(Submitted(petition_id=ID, total_bytes=7)))
    (sorry,) = Frames(Event).feed(frame(Sorry(about="SubmitDraft", reason="disk_full", subject_id=ID)))

    assert request == StartDraft(petition_id=ID)
    assert event == Submitted(petition_id=ID, total_bytes=7)
    assert sorry == Sorry(about="SubmitDraft", reason="disk_full", subject_id=ID)
