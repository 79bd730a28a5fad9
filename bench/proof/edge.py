"""`python -m bench.proof.edge FOLDER`: a real edge of a wall, with the bench's clocks, and its county at the other end.

Everything else is the edge as it runs in a yard: keys, store, port, roots. It is there to be killed.
"""

import argparse
import asyncio
import logging
import random
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.x509 import load_pem_x509_certificate

from bench.proof.clockwork import Clockwork
from bench.proof.county import ProofCounty
from bench.proof.place import T002, CountySigner, WallPlace
from edge.assembly import Equipment, assemble
from edge.link import Dial, Heard, LinkDown, LinkFact, LinkUp
from edge.petition.studio_fake import FakeStudio
from edge.store.place import Place
from wire import topics
from wire.codec import from_json, from_msgpack, to_json
from wire.record import Record
from wire.seal.signed import Signed
from wire.terminal_config import load_terminal_config
from wire.wall.proof import ProofBatch

_LOST = 0.2
"""So often an answer of the county is lost on its way."""
_LOOK_S = 0.05


@dataclass
class CountyLink:
    """A connection whose other end is the county's proof; it is up while the weather says so."""

    dial: Dial
    put: Callable[[LinkFact], None]
    county: "CountyEnd"
    up: bool = False
    _stopped: threading.Event = field(default_factory=threading.Event)

    def start(self) -> None:
        threading.Thread(target=self._watch, daemon=True).start()

    def stop(self) -> None:
        self._stopped.set()

    def publish(self, topic: str, payload: bytes, *, token: object = None, retain: bool = False) -> bool:
        del token, retain
        if self.up:
            self.county.hear(topic, payload)
        return self.up

    def watch(self, topic: str) -> bool:
        """Nothing is published here."""
        del topic
        return self.up

    def unwatch(self, topic: str) -> None:
        """Nothing was."""

    def hurry(self, *, wanted: bool) -> None:
        """A wall calls nobody."""

    def redial(self) -> None:
        """A wall calls nobody."""

    def follow_address(self) -> bool:
        """Nor does it move."""
        return False

    def _watch(self) -> None:
        while not self._stopped.wait(_LOOK_S):
            wanted = self.county.clockwork.weather.link
            if wanted != self.up:
                self.up = wanted
                self.put(LinkUp() if wanted else LinkDown())


@dataclass
class CountyEnd:
    """Takes what comes up, and answers on the `link` connection."""

    proof: ProofCounty
    device: EllipticCurvePublicKey
    clockwork: Clockwork
    answer: Callable[[LinkFact], None] | None = None

    def hear(self, topic: str, payload: bytes) -> None:
        row = topics.parse(topic).row
        if row == topics.PROOF:
            batch: ProofBatch = from_msgpack(payload, ProofBatch)
            self._say(topics.PROOF_TAKEN, self.proof.hear_batch(batch, sent_bytes=len(payload)))
        elif row == topics.ROOT:
            countersigned = self.proof.hear_root(from_json(payload, Signed), self.device)
            if countersigned:
                self._say(topics.COUNTERSIGNED, countersigned)

    def _say(self, row: topics.Row, record: Record) -> None:
        if self.answer and random.random() >= _LOST:  # noqa: S311  # no secret
            self.answer(Heard(topics.topic(row, T002), to_json(record)))


def equipment(place: WallPlace) -> Equipment:
    clockwork = Clockwork(place.weather)
    device = load_pem_x509_certificate(place.keys.link.certificate_path.read_bytes()).public_key()
    proof = ProofCounty(place.county_store, CountySigner.read(place.county_key), T002)
    end = CountyEnd(proof, cast("EllipticCurvePublicKey", device), clockwork)

    def make_link(dial: Dial, put: Callable[[LinkFact], None]) -> CountyLink:
        if dial.client_id == T002:
            end.answer = put
        return CountyLink(dial, put, end)

    return Equipment(
        make_studio=lambda path, post: FakeStudio(post, picture_path=path),
        make_link=make_link,
        read_clock_ms=clockwork.wall_ms,
        make_moments=lambda _: clockwork.moments(),
    )


async def keep(place: WallPlace) -> None:
    config = load_terminal_config(place.config)
    agent = assemble(Place.take(place.home, config, place.keys), equipment(place))
    await agent.start()
    await asyncio.Event().wait()


def main() -> None:
    parser = argparse.ArgumentParser(description="An edge of a wall, to be killed.")
    parser.add_argument("folder", type=Path)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    asyncio.run(keep(WallPlace(parser.parse_args().folder)))


if __name__ == "__main__":
    main()
