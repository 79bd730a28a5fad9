"""`python -m county.gateway --config county.toml`: the county's end of the link, until SIGTERM."""

import argparse
import signal
import sys
from pathlib import Path
from queue import SimpleQueue
from threading import Event as Flag
from typing import TYPE_CHECKING

from county.boot import boot
from county.config import CountyConfig
from county.errors import BadConfig

if TYPE_CHECKING:
    from county.gateway.service import Gateway


def main() -> int:
    arguments = argparse.ArgumentParser(prog="county.gateway", description=__doc__)
    arguments.add_argument("--config", type=Path, required=True)
    try:
        gateway = _gateway(boot(arguments.parse_args().config))
    except BadConfig as error:
        sys.stderr.write(f"{error}\n")
        return 2
    stop = Flag()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    gateway.run(stop)
    return 0


def _gateway(config: CountyConfig) -> "Gateway":
    """Raises BadConfig for keys that cannot be used."""
    # Models can be imported only after boot.
    from county.call.desk import CallDesk
    from county.fleet.models import device_key, point_of, township_of
    from county.gateway.link import Event, MqttLink
    from county.gateway.service import Gateway
    from county.inquiry.desk import InquiryDesk
    from county.keeping.desk import KeepingDesk
    from county.keys import CountySigner
    from county.petition.ingest import Ingest
    from county.petition.objects import ObjectStore

    signer = CountySigner.read(config.keys)
    ingest = Ingest(ObjectStore(config.objects), signer, limits=config.limits, device_key=device_key)
    events: SimpleQueue[Event] = SimpleQueue()
    calls = CallDesk(signer, device_key=device_key, point_of=point_of, township_of=township_of)
    inquiries = InquiryDesk(signer, device_key=device_key)
    return Gateway(MqttLink(config, events), events, ingest, desks=[calls, inquiries, KeepingDesk()])


if __name__ == "__main__":
    sys.exit(main())
