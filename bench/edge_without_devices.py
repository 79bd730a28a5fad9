"""`python -m bench.edge_without_devices --config FILE --bytes N`: a real edge whose camera is a stand-in.

Everything else is the edge as it runs in a village: keys, spool, link, port.
"""

import argparse
import asyncio
import logging
import signal
from pathlib import Path

from edge.assembly import Equipment, assemble
from edge.keys import load_keys
from edge.petition.studio_fake import FakeStudio
from edge.store.place import Place
from wire.terminal_config import load_terminal_config

SEGMENT_BYTES = 128 * 1024


async def keep(place: Place, total_bytes: int) -> None:
    segments = [SEGMENT_BYTES] * max(1, total_bytes // SEGMENT_BYTES)
    agent = assemble(
        place,
        Equipment(make_studio=lambda path, post: FakeStudio(post, picture_path=path, segment_bytes=segments)),
    )
    stopped = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
    await agent.start()
    await stopped.wait()
    await agent.stop()


def main() -> None:
    parser = argparse.ArgumentParser(description="An edge without camera, microphone and speaker.")
    parser.add_argument("--config", type=Path, required=True)
    parser.add_argument("--bytes", type=int, default=1024 * 1024, help="about how much each recording weighs")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    config = load_terminal_config(arguments.config)
    home = arguments.config.resolve().parent
    place = Place.take(home, config, load_keys(home / "keys", config.terminal.id))
    asyncio.run(keep(place, arguments.bytes))


if __name__ == "__main__":
    main()
