"""How fast a petition travels: the real edge, broker and gateway against curl's HTTPS PUT on the same bad line.

On the line, time runs from the first call for a connection (connecting and TLS count) to its last word: curl's end,
and for the edge the county's verified receipt. On loopback it runs from the petition's offer, and for bare paho from
the first publish to the fsync of the file that it fills. Rounds alternate and the median of the pairs counts, because
the line loses packets at random. Another terminal on the same line pings the county all the while.
"""

import logging
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.bare_paho import Bare, bare_seconds
from bench.figures import Figure, arguments, report
from bench.link_emulator import NEAR, Line, LineEmulator, NoEmulator, enter_own_network
from bench.upload_rig import LOOPBACK, WITNESS, Rig, here
from bench.upload_rivals import HttpsServer, Pinger, Witness
from edge.petition.uploads import CHUNK_BYTES
from wire.ids import TerminalId
from wire.topics import OFFER, bulk_client, pattern

MBIT_10: Final = Line(bits_per_s=10_000_000, round_trip_s=0.060, loss=0.005)
MBIT_2: Final = Line(bits_per_s=2_000_000, round_trip_s=0.200, loss=0.02)
_MB: Final = 1_000_000


@dataclass(frozen=True)
class Sizes:
    """How much is moved, how often."""

    rounds: int
    """On the bad line; what it loses is drawn by lot."""
    loopback_rounds: int
    """More of them, as they are short and whatever else the machine does weighs on them."""
    at_10_mbit: int
    at_2_mbit: int
    on_loopback: int
    at_kill: int


FULL: Final = Sizes(
    rounds=5,
    loopback_rounds=9,
    at_10_mbit=10 * _MB,
    at_2_mbit=4 * _MB,
    on_loopback=100 * _MB,
    at_kill=10 * _MB,
)
QUICK: Final = Sizes(
    rounds=1,
    loopback_rounds=3,
    at_10_mbit=4 * _MB,
    at_2_mbit=int(1.4 * _MB),
    on_loopback=40 * _MB,
    at_kill=2 * _MB,
)


def measure(home: Path, sizes: Sizes) -> Iterator[tuple[str, Figure]]:
    """Figures as they come."""
    with Rig(home) as rig:
        _upload_on_loopback(rig, _MB)  # the gateway's and the page cache's first time
        yield from _against_paho(rig, sizes)
        with HttpsServer(rig) as server:
            with LineEmulator(MBIT_10) as line:
                yield from _against_https(rig, server, line, name="10mbit", size=sizes.at_10_mbit, rounds=sizes.rounds)
                yield "resent_chunks_after_kill", _resent_after_kill(rig, line, sizes.at_kill)
            with LineEmulator(MBIT_2) as line:
                yield from _against_https(rig, server, line, name="2mbit", size=sizes.at_2_mbit, rounds=sizes.rounds)


def _against_https(
    rig: Rig, server: HttpsServer, line: LineEmulator, *, name: str, size: int, rounds: int
) -> Iterator[tuple[str, Figure]]:
    with line.standing_far():
        pinger = Pinger(rig, host=NEAR, terminal=TerminalId(rig.cast.wall.id))
    pairs = [
        (_put_seconds(rig, server, line=line, size=size), _edge_seconds(rig, line, size=size, pinger=pinger))
        for _ in range(rounds)
    ]
    pinger.close()
    yield f"ratio_https_{name}", round(statistics.median(put / edge for put, edge in pairs), 3)
    for who, seconds in (("https", [put for put, _ in pairs]), ("edge", [edge for _, edge in pairs])):
        goodput = size * 8 / statistics.median(seconds) / line.line.bits_per_s
        yield f"{who}_goodput_{name}_pct", round(100 * goodput, 1)
    answers = [seconds / line.line.round_trip_s for seconds in pinger.seconds]
    yield f"control_round_trips_{name}", round(statistics.median(answers), 2)
    yield f"control_worst_round_trips_{name}", round(max(answers), 2)


def _put_seconds(rig: Rig, server: HttpsServer, *, line: LineEmulator, size: int) -> float:
    path = rig.place.home / "put.bin"
    path.write_bytes(rig.sample_bytes(size))
    line.reset()
    server.put(line.far, path, host=NEAR)
    return (time.monotonic_ns() - line.tally().first_call_ns) / 1e9


def _edge_seconds(rig: Rig, line: LineEmulator, *, size: int, pinger: Pinger) -> float:
    def arrived() -> bool:
        pinger.now_and_then()
        return sample.arrived

    sample = rig.sample(size)
    edge = rig.edge(line.far, host=NEAR)
    line.reset()
    edge.start()
    edge.wait_until(lambda: line.tally().first_call_ns > 0)
    ended_ns = edge.wait_until(arrived)
    took = (ended_ns - line.tally().first_call_ns) / 1e9
    edge.stop()
    return took


def _against_paho(rig: Rig, sizes: Sizes) -> Iterator[tuple[str, Figure]]:
    size = sizes.on_loopback
    pairs = [(_bare_on_loopback(rig, size), _upload_on_loopback(rig, size)) for _ in range(sizes.loopback_rounds)]
    yield "ratio_paho_loopback", round(statistics.median(bare / edge for bare, edge in pairs), 3)
    for who, seconds in (("paho", [bare for bare, _ in pairs]), ("edge", [edge for _, edge in pairs])):
        yield f"{who}_loopback_mbit_s", round(sizes.on_loopback * 8 / statistics.median(seconds) / 1e6)


def _bare_on_loopback(rig: Rig, size: int) -> float:
    # 256 KiB on their way is where bare paho is quickest on small machines.
    source, sink = rig.way(bulk_client(rig.cast.wall.id)), rig.way(WITNESS)
    return bare_seconds(source, sink, size, window=4, to=rig.place.home / "bare.bin")


def _upload_on_loopback(rig: Rig, size: int) -> float:
    offered: list[float] = []
    witness = Bare(rig.way(WITNESS)).subscribe(pattern(OFFER), lambda *_: offered.append(time.monotonic()))
    sample = rig.sample(size)
    edge = rig.edge(here, host=LOOPBACK)
    edge.start()
    took = edge.wait_until(lambda: sample.arrived) / 1e9 - offered[0]
    edge.stop()
    witness.close()
    return took


def _resent_after_kill(rig: Rig, line: LineEmulator, size: int) -> int:
    sample = rig.sample(size)
    witness = Witness(rig)
    edge = rig.edge(line.far, host=NEAR)
    edge.start()
    edge.wait_until(lambda: witness.distinct(sample.petition_id) >= size // CHUNK_BYTES // 2)
    edge.kill()
    edge.start()
    edge.wait_until(lambda: sample.arrived)
    edge.stop()
    witness.close()
    return witness.repeated(sample.petition_id)


def main() -> int:
    given = arguments("Upload of a petition against HTTPS and bare paho on the same line.")
    logging.basicConfig(level=logging.WARNING)
    try:
        enter_own_network()
    except NoEmulator as missing:
        sys.stderr.write(f"NOTHING WAS MEASURED: {missing}\n")
        return 1
    with tempfile.TemporaryDirectory(prefix="zt-upload-") as home:
        figures = dict(measure(Path(home), QUICK if given.quick else FULL))
    controls = [figures["control_round_trips_10mbit"], figures["control_round_trips_2mbit"]]
    figures["control_round_trips"] = max(value for value in controls if isinstance(value, float))
    report("upload", figures, to=given.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
