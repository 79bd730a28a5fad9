"""`python -m county.gateway --config county.toml`: the county's end of the link, until SIGTERM."""

import argparse
import signal
import sys
from pathlib import Path
from queue import SimpleQueue
from threading import Event as Flag

from county.boot import boot
from county.errors import BadConfig


def main() -> int:
    arguments = argparse.ArgumentParser(prog="county.gateway", description=__doc__)
    arguments.add_argument("--config", type=Path, required=True)
    try:
        config = boot(arguments.parse_args().config)
    except BadConfig as error:
        sys.stderr.write(f"{error}\n")
        return 2
    # Models can be imported only after boot.
    from county.fleet.models import device_key
    from county.gateway.link import Event, MqttLink
    from county.gateway.service import Gateway
    from county.keys import CountySigner
    from county.petition.ingest import Ingest
    from county.petition.objects import ObjectStore

    stop = Flag()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    events: SimpleQueue[Event] = SimpleQueue()
    ingest = Ingest(
        ObjectStore(config.objects),
        CountySigner.read(config.keys),
        limits=config.limits,
        device_key=device_key,
    )
    Gateway(MqttLink(config, events), events, ingest).run(stop)
    return 0


if __name__ == "__main__":
    sys.exit(main())
