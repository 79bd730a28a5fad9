"""What a test says to the ingest, and how it reads the answers."""

from county.config import CountyConfig, Limits
from county.fleet.models import device_key
from county.keys import CountySigner
from county.petition.ingest import Answer, Ingest
from county.petition.objects import ObjectStore
from tests.county.cast import Sealed
from wire import topics
from wire.petition.upload import Have, Refused


def told(ingest: Ingest) -> Answer:
    """The one answer of a commit."""
    answers = ingest.commit()
    assert len(answers) == 1
    return answers[0]


def offered(ingest: Ingest, petition: Sealed) -> Have:
    ingest.offer(petition.device.terminal_id, petition.offer)
    record = told(ingest).record
    assert isinstance(record, Have)
    return record


def sent(ingest: Ingest, petition: Sealed, *indexes: int) -> Answer:
    """These chunks, or all; what the county says of them."""
    chunks = petition.chunks
    for index in indexes or range(len(chunks)):
        ingest.chunk(petition.device.terminal_id, chunks[index])
    return told(ingest)


def refusal(answer: Answer) -> tuple[str, bool]:
    assert answer.row == topics.REFUSED
    assert isinstance(answer.record, Refused)
    return answer.record.reason, answer.record.permanent


def bits(answer: Answer) -> set[int]:
    assert isinstance(answer.record, Have)
    return {i for i in range(len(answer.record.received) * 8) if answer.record.received[i // 8] >> (i % 8) & 1}


def ingest_on(store: ObjectStore, home: CountyConfig, limits: Limits) -> Ingest:
    return Ingest(store, CountySigner.read(home.keys), limits=limits, device_key=device_key)
