"""How fast a petition travels: the real edge, broker and gateway against curl's HTTPS PUT on the same bad line.

On the line, time runs from the first packet of either side (connecting and TLS count) to its last word: curl's end,
and for the edge the county's verified receipt. On loopback it runs from the petition's offer. Rounds alternate, and
the median of the pairs counts, because the line loses packets at random.
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

from bench.figures import Figure, arguments, report
from bench.link_emulator import NEAR, Line, LineEmulator, NoEmulator, enter_own_network
from bench.upload_rig import LOOPBACK, WITNESS, Rig, here
from bench.upload_rivals import Bare, HttpsServer, Pinger, Witness, bare_seconds
from wire.ids import TerminalId
from wire.topics import OFFER, pattern

MBIT_10: Final = Line(bits_per_s=10_000_000, round_trip_s=0.060, loss=0.005)
MBIT_2: Final = Line(bits_per_s=2_000_000, round_trip_s=0.200, loss=0.02)
_MB: Final = 1_000_000
_PING_EVERY_S: Final = 0.25


@dataclass(frozen=True)
class Sizes:
    """How much is moved, how often."""

    rounds: int
    at_10_mbit: int
    at_2_mbit: int
    on_loopback: int


FULL: Final = Sizes(rounds=5, at_10_mbit=10 * _MB, at_2_mbit=4 * _MB, on_loopback=100 * _MB)
QUICK: Final = Sizes(rounds=1, at_10_mbit=4 * _MB, at_2_mbit=1 * _MB, on_loopback=50 * _MB)


def measure(home: Path, sizes: Sizes) -> Iterator[tuple[str, Figure]]:
    """Figures as they come."""
    with Rig(home) as rig:
        _upload_on_loopback(rig, _MB)  # the gateway's and the page cache's first time
        yield from _against_paho(rig, sizes)
        with HttpsServer(rig) as server:
            with LineEmulator(MBIT_10) as line:
                yield from _against_https(rig, server, line, name="10mbit", size=sizes.at_10_mbit, rounds=sizes.rounds)
                yield from _killed_half_way(rig, line, sizes.at_10_mbit)
            with LineEmulator(MBIT_2) as line:
                yield from _against_https(rig, server, line, name="2mbit", size=sizes.at_2_mbit, rounds=sizes.rounds)
                yield from _control_while_uploading(rig, line, sizes.at_2_mbit, name="2mbit")


def _against_https(
    rig: Rig, server: HttpsServer, line: LineEmulator, *, name: str, size: int, rounds: int
) -> Iterator[tuple[str, Figure]]:
    pairs = [(_put_seconds(rig, server, line, size), _edge_seconds(rig, line, size)) for _ in range(rounds)]
    yield f"ratio_https_{name}", round(statistics.median(put / edge for put, edge in pairs), 3)
    for who, seconds in (("https", [put for put, _ in pairs]), ("edge", [edge for _, edge in pairs])):
        goodput = size * 8 / statistics.median(seconds) / line.line.bits_per_s
        yield f"{who}_goodput_{name}_pct", round(100 * goodput, 1)


def _put_seconds(rig: Rig, server: HttpsServer, line: LineEmulator, size: int) -> float:
    path = rig.place.home / "put.bin"
    path.write_bytes(rig.sample_bytes(size))
    line.reset()
    server.put(line.far, path, host=NEAR)
    return (time.monotonic_ns() - line.tally().first_packet_ns) / 1e9


def _edge_seconds(rig: Rig, line: LineEmulator, size: int) -> float:
    sample = rig.sample(size)
    edge = rig.edge(line.far, host=NEAR)
    line.reset()
    edge.start()
    ended_ns = edge.wait_until(lambda: sample.arrived)
    took = (ended_ns - line.tally().first_packet_ns) / 1e9
    edge.stop()
    return took


def _against_paho(rig: Rig, sizes: Sizes) -> Iterator[tuple[str, Figure]]:
    pairs = [
        (bare_seconds(rig, sizes.on_loopback, window=4), _upload_on_loopback(rig, sizes.on_loopback))
        for _ in range(max(sizes.rounds, 3))
    ]
    yield "ratio_paho_loopback", round(statistics.median(bare / edge for bare, edge in pairs), 3)
    for who, seconds in (("paho", [bare for bare, _ in pairs]), ("edge", [edge for _, edge in pairs])):
        yield f"{who}_loopback_mbit_s", round(sizes.on_loopback * 8 / statistics.median(seconds) / 1e6)


def _upload_on_loopback(rig: Rig, size: int) -> float:
    offered: list[float] = []
    witness = Bare(rig, WITNESS).subscribe(pattern(OFFER), lambda *_: offered.append(time.monotonic()))
    sample = rig.sample(size)
    edge = rig.edge(here, host=LOOPBACK)
    edge.start()
    took = edge.wait_until(lambda: sample.arrived) / 1e9 - offered[0]
    edge.stop()
    witness.close()
    return took


def _killed_half_way(rig: Rig, line: LineEmulator, size: int) -> Iterator[tuple[str, Figure]]:
    sample = rig.sample(size)
    witness = Witness(rig)
    edge = rig.edge(line.far, host=NEAR)
    edge.start()
    edge.wait_until(lambda: witness.distinct(sample.petition_id) >= size // (64 * 1024) // 2)
    edge.kill()
    edge.start()
    edge.wait_until(lambda: sample.arrived)
    edge.stop()
    witness.close()
    yield "resent_chunks_after_kill", witness.repeated(sample.petition_id)
    yield from _control_while_uploading(rig, line, size, name="10mbit")


def _control_while_uploading(rig: Rig, line: LineEmulator, size: int, *, name: str) -> Iterator[tuple[str, Figure]]:
    sample = rig.sample(size)
    with line.standing_far():
        pinger = Pinger(rig, host=NEAR, terminal=TerminalId(rig.cast.wall.id))
    idle = _pings(pinger, 4)
    witness = Witness(rig)
    edge = rig.edge(line.far, host=NEAR)
    edge.start()
    edge.wait_until(lambda: witness.distinct(sample.petition_id) > 0)
    del pinger.seconds[:]
    while not sample.arrived:
        pinger.ping()
        time.sleep(_PING_EVERY_S)
    busy = list(pinger.seconds)
    edge.wait_until(lambda: sample.arrived)
    edge.stop()
    witness.close()
    pinger.close()
    yield f"control_round_trips_{name}", round(statistics.median(busy) / line.line.round_trip_s, 2)
    yield f"control_worst_round_trips_{name}", round(max(busy) / line.line.round_trip_s, 2)
    yield f"control_idle_round_trips_{name}", round(idle / line.line.round_trip_s, 2)


def _pings(pinger: Pinger, count: int) -> float:
    for _ in range(count):
        pinger.ping()
        time.sleep(2 * _PING_EVERY_S)
    return statistics.median(pinger.seconds)


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
