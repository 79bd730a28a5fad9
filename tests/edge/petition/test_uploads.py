"""Which chunk goes next: one at a time, asked before sent, never twice what the county has."""

import itertools

from edge.petition.uploads import CHUNK_BYTES, STALL_S, AllArrived, SendChunk, SendOffer, Uploads
from edge.petition.window import SMALLEST_BYTES
from wire.ids import PetitionId, new_id
from wire.petition.upload import Have

FIRST = PetitionId(new_id())
SECOND = PetitionId(new_id())
AT_ONCE = SMALLEST_BYTES // CHUNK_BYTES


def connected(*petitions: PetitionId, chunks: int = 10) -> Uploads:
    uploads = Uploads()
    for petition_id in petitions:
        uploads.add(petition_id, chunks * CHUNK_BYTES)
    uploads.link_changed(up=True)
    uploads.bulk_changed(up=True)
    return uploads


def have(petition_id: PetitionId, serial: int, *indices: int, chunk_bytes: int = CHUNK_BYTES) -> Have:
    bits = sum(1 << index for index in indices)
    return Have(petition_id=petition_id, serial=serial, chunk_bytes=chunk_bytes, received=bits.to_bytes(8, "little"))


def chunks(actions: list[object]) -> list[int]:
    return [action.index for action in actions if isinstance(action, SendChunk)]


def answered(uploads: Uploads, *indices: int, now: float = 0.0) -> list[int]:
    uploads.next_actions(now)
    uploads.offer_taken(FIRST, now)
    uploads.heard_have(have(FIRST, 1, *indices), now)
    return chunks([*uploads.next_actions(now)])


def test_nothing_is_sent_before_the_county_said_what_it_has() -> None:
    uploads = connected(FIRST)

    first, later = uploads.next_actions(0.0), uploads.next_actions(0.1)

    assert first == [SendOffer(FIRST, CHUNK_BYTES)]
    assert later == []


def test_only_what_the_county_lacks_is_sent_and_no_more_than_the_window() -> None:
    uploads = connected(FIRST, chunks=2 * AT_ONCE)

    assert answered(uploads, 0, 1, 3) == [2, *range(4, AT_ONCE + 3)]
    assert len(answered(connected(FIRST, chunks=2 * AT_ONCE))) == AT_ONCE


def test_maps_that_waited_at_the_broker_during_a_cut_do_not_start_the_upload() -> None:
    uploads = connected(FIRST, chunks=2 * AT_ONCE)
    uploads.next_actions(0.0)

    uploads.heard_have(have(FIRST, 1, 0), 0.0)
    before = uploads.next_actions(0.0)
    uploads.heard_have(have(FIRST, 2, 0, 1, 2), 0.0)
    uploads.offer_taken(FIRST, 0.0)

    assert before == []
    assert chunks([*uploads.next_actions(0.0)]) == [*range(3, AT_ONCE + 3)]


def test_an_older_map_that_comes_late_changes_nothing() -> None:
    uploads = connected(FIRST)
    answered(uploads)
    uploads.heard_have(have(FIRST, 5, 0, 1, 2), 0.0)

    uploads.heard_have(have(FIRST, 4, 0), 0.0)

    upload = uploads.find(FIRST)
    assert upload is not None
    assert upload.arrived_bytes == 3 * CHUNK_BYTES


def test_petitions_go_one_after_the_other_oldest_first() -> None:
    uploads = connected(FIRST, SECOND)

    assert uploads.next_actions(0.0) == [SendOffer(FIRST, CHUNK_BYTES)]
    uploads.forget(FIRST)
    assert uploads.next_actions(0.1) == [SendOffer(SECOND, CHUNK_BYTES)]


def test_one_that_the_county_cannot_take_now_lets_the_others_go_first() -> None:
    uploads = connected(FIRST, SECOND)
    uploads.next_actions(0.0)

    uploads.postpone(FIRST, 300.0, 0.0)

    assert uploads.next_actions(0.0) == [SendOffer(SECOND, CHUNK_BYTES)]
    uploads.forget(SECOND)
    assert uploads.next_actions(299.0) == []
    assert uploads.next_actions(300.0) == [SendOffer(FIRST, CHUNK_BYTES)]


def test_an_offer_without_an_answer_is_repeated_more_and_more_slowly() -> None:
    uploads = connected(FIRST)

    asked = [now for now in range(200) if uploads.next_actions(float(now))]

    waits = [later - earlier for earlier, later in itertools.pairwise(asked)]
    assert waits == sorted(waits)
    assert waits[0] < 10
    assert waits[-1] == 60


def test_a_chunk_that_never_arrives_is_sent_again_after_asking() -> None:
    uploads = connected(FIRST, chunks=2 * AT_ONCE)
    sent = answered(uploads)
    for index in sent:
        uploads.chunk_taken(FIRST, index, ok=True, now=0.0)

    asked = uploads.next_actions(STALL_S + 1)
    uploads.offer_taken(FIRST, STALL_S + 1)
    uploads.heard_have(have(FIRST, 2, 1), STALL_S + 1)

    assert asked == [SendOffer(FIRST, CHUNK_BYTES)]
    assert chunks([*uploads.next_actions(STALL_S + 1)]) == [0, *range(2, AT_ONCE + 1)]


def test_a_chunk_in_the_hands_of_the_link_is_never_sent_a_second_time() -> None:
    uploads = connected(FIRST)
    answered(uploads)

    uploads.link_changed(up=False)
    uploads.bulk_changed(up=False)
    uploads.link_changed(up=True)
    uploads.bulk_changed(up=True)
    uploads.next_actions(1.0)
    uploads.offer_taken(FIRST, 1.0)
    uploads.heard_have(have(FIRST, 1), 1.0)

    assert chunks([*uploads.next_actions(1.0)]) == []


def test_a_chunk_that_the_link_does_not_take_goes_with_the_next_opportunity() -> None:
    uploads = connected(FIRST)
    first = answered(uploads)

    uploads.chunk_not_sent(FIRST, first[0])

    assert chunks([*uploads.next_actions(0.0)]) == [first[0]]


def test_a_chunk_that_the_broker_refuses_makes_the_terminal_wait() -> None:
    uploads = connected(FIRST)
    first = answered(uploads)

    uploads.chunk_taken(FIRST, first[0], ok=False, now=0.0)

    assert uploads.next_actions(59.0) == []
    assert uploads.next_actions(60.0) == [SendOffer(FIRST, CHUNK_BYTES)]


def test_the_county_may_cut_otherwise_or_clear_a_part_that_went_bad() -> None:
    uploads = connected(FIRST, chunks=8)
    answered(uploads, *range(8))
    assert uploads.next_actions(0.0) == []

    uploads.heard_have(have(FIRST, 2, 0, 1, 2, 3, 6, 7), 0.0)
    again = chunks([*uploads.next_actions(0.0)])
    uploads.heard_have(have(FIRST, 3, 0, chunk_bytes=2 * CHUNK_BYTES), 0.0)

    assert again == [4, 5]
    assert uploads.next_actions(0.0)[0] == SendChunk(FIRST, 1, 2 * CHUNK_BYTES)


def test_a_map_with_an_impossible_chunk_size_is_ignored() -> None:
    uploads = connected(FIRST)
    answered(uploads)

    for chunk_bytes in (-1, 0, 1, 1 << 40):
        uploads.heard_have(have(FIRST, 9, chunk_bytes=chunk_bytes), 0.0)

    upload = uploads.find(FIRST)
    assert upload is not None
    assert upload.chunk_bytes == CHUNK_BYTES


def test_when_all_arrived_it_is_said_once_and_the_receipt_is_asked_for() -> None:
    uploads = connected(FIRST, chunks=2)
    uploads.next_actions(0.0)
    uploads.offer_taken(FIRST, 0.0)
    uploads.heard_have(have(FIRST, 1, 0, 1), 0.0)

    assert uploads.next_actions(0.0) == [AllArrived(FIRST)]
    assert uploads.next_actions(1.0) == []
    assert uploads.next_actions(STALL_S + 1) == [SendOffer(FIRST, CHUNK_BYTES)]


def test_the_last_chunk_is_counted_by_what_is_in_it() -> None:
    uploads = Uploads()
    uploads.add(FIRST, CHUNK_BYTES + 10)

    uploads.heard_have(have(FIRST, 1, 1), 0.0)

    upload = uploads.find(FIRST)
    assert upload is not None
    assert upload.arrived_bytes == 10


def test_a_county_that_was_set_back_to_an_older_state_is_believed_after_asking() -> None:
    uploads = connected(FIRST)
    answered(uploads)
    uploads.heard_have(have(FIRST, 900, 0, 1, 2, 3), 0.0)
    uploads.next_actions(STALL_S + 1)
    uploads.offer_taken(FIRST, STALL_S + 1)

    uploads.heard_have(have(FIRST, 2, 0), STALL_S + 1)

    upload = uploads.find(FIRST)
    assert upload is not None
    assert upload.arrived_bytes == CHUNK_BYTES
