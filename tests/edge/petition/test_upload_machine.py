"""Any loss, doubling, reordering and restart: every petition arrives exactly once, whole, and is receipted."""

import hashlib
import random
from collections.abc import Iterator

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from edge.petition.uploads import SendChunk, SendOffer, Uploads
from tests.edge.cast import CountyKey
from tests.edge.county_model import CountyModel
from wire import topics
from wire.codec import from_json, to_json, to_msgpack
from wire.ids import PetitionId
from wire.petition.upload import MIN_CHUNK_BYTES, Chunk, Have, PetitionOffer
from wire.seal.signed import Signed

KEY = CountyKey(Ed25519PrivateKey.generate())


class World:
    """A terminal, a county and a bad network between them."""

    def __init__(self, seed: int, sizes: list[int]) -> None:
        self.random = random.Random(seed)  # noqa: S311  # repeatable trouble, no secret
        self.blobs = {PetitionId(f"{at:032x}"): self.random.randbytes(size) for at, size in enumerate(sizes)}
        self.receipted: set[PetitionId] = set()
        self.county = Checkless(KEY)
        self.now = 0.0
        self.up: list[tuple[str, bytes]] = []
        self.down: list[tuple[str, bytes]] = []
        self.boot()

    def boot(self) -> None:
        """The terminal starts: RAM is empty, the spool is not."""
        self.uploads = Uploads(jitter=lambda: self.random.uniform(0.8, 1.2))
        for petition_id, blob in self.blobs.items():
            if petition_id not in self.receipted:
                self.uploads.add(petition_id, len(blob))
        self.uploads.link_changed(up=True)
        self.uploads.bulk_changed(up=True)

    def lose_broker(self) -> None:
        """The broker is killed: all that it held is gone, and both sides see the link go and come."""
        self.up.clear()
        self.down.clear()
        self.uploads.link_changed(up=False)
        self.uploads.link_changed(up=True)

    def act(self) -> None:
        for action in self.uploads.next_actions(self.now):
            if isinstance(action, SendOffer):
                self.up.append(self.offer(action))
                self.uploads.offer_taken(action.petition_id, self.now)
            elif isinstance(action, SendChunk):
                self.up.append(self.chunk(action))
                self.uploads.chunk_taken(action.petition_id, action.index, ok=True, now=self.now)

    def offer(self, action: SendOffer) -> tuple[str, bytes]:
        manifest = Signed(alg="es256", kid="t001", context="x", payload=b"{}", signature=b"")
        offer = PetitionOffer(
            petition_id=action.petition_id,
            manifest=manifest,
            total_bytes=len(self.blobs[action.petition_id]),
            chunk_bytes=action.chunk_bytes,
        )
        return topics.topic(topics.OFFER, "t001", action.petition_id), to_json(offer)

    def chunk(self, action: SendChunk) -> tuple[str, bytes]:
        begin = action.index * action.chunk_bytes
        body = self.blobs[action.petition_id][begin : begin + action.chunk_bytes]
        digest = hashlib.sha256(body).digest()
        chunk = Chunk(petition_id=action.petition_id, index=action.index, sha256=digest, body=body)
        return topics.topic(topics.CHUNK, "t001", action.petition_id), to_msgpack(chunk)

    def carry(self, trouble: float) -> None:
        """The network delivers, drops, doubles and mixes."""
        for topic, payload in self.through(self.up, trouble):
            self.down += self.county.hear(topic, payload)
        for topic, payload in self.through(self.down, trouble):
            self.hear(topic, payload)

    def through(self, queue: list[tuple[str, bytes]], trouble: float) -> Iterator[tuple[str, bytes]]:
        waiting = queue[:]
        queue.clear()
        if self.random.random() < trouble:
            self.random.shuffle(waiting)
        for message in waiting:
            if self.random.random() < trouble / 2:
                queue.append(message)  # late
            if self.random.random() >= trouble:
                yield message
                if self.random.random() < trouble:
                    yield message

    def hear(self, topic: str, payload: bytes) -> None:
        address = topics.parse(topic)
        petition_id = PetitionId(address.subject_id)
        if address.row == topics.HAVE:
            self.uploads.heard_have(from_json(payload, Have), self.now)
        elif address.row == topics.RECEIPT:
            self.receipted.add(petition_id)
            self.uploads.forget(petition_id)


class Checkless(CountyModel):
    """Keeps bytes; there is no manifest behind them here."""

    def _check(self, kept: object) -> None:
        del kept


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    seed=st.integers(0, 2**32),
    sizes=st.lists(st.integers(1, 12 * MIN_CHUNK_BYTES), min_size=1, max_size=3),
    trouble=st.floats(0, 0.6),
)
def test_every_petition_arrives_once_whatever_the_network_does(seed: int, sizes: list[int], trouble: float) -> None:
    world = World(seed, sizes)

    for turn in range(400):
        world.now += world.random.uniform(0.05, 4.0)
        storm = trouble if turn < 200 else 0.0
        if world.random.random() < storm / 4:
            world.boot()
        if world.random.random() < storm / 4:
            world.uploads.link_changed(up=world.random.random() < 0.5)
        if world.random.random() < storm / 8:
            world.lose_broker()
        if turn == 200:
            world.uploads.link_changed(up=True)
        world.act()
        world.carry(storm)

    assert world.receipted == set(world.blobs)
    assert sorted(world.county.finished) == sorted(world.blobs)
    for petition_id, blob in world.blobs.items():
        assert world.county.petitions[petition_id].blob == blob


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 2**32), size=st.integers(1, 40 * MIN_CHUNK_BYTES))
def test_nothing_goes_twice_on_a_good_network_even_after_a_restart_at_half_way(seed: int, size: int) -> None:
    world = World(seed, [size])

    for turn in range(100):
        world.now += 0.1
        world.act()
        world.carry(0.0)
        if turn == 1:
            world.boot()

    assert len(world.receipted) == 1
    assert len(world.county.chunks_heard) == len(set(world.county.chunks_heard))
