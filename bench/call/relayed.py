"""Calls that go by the county's relay and nothing else: a real coturn, as `install.sh county` sets it up."""

import statistics
import tempfile
import time
from pathlib import Path
from typing import Final

from bench.call.kiosk import Kiosk
from bench.call.links import LINKS
from bench.call.measured import seated, touch_to_picture_s
from bench.call.media import counting
from bench.call.relay import relay
from bench.call.rig import How
from bench.figures import Figure
from bench.link_emulator import NEAR, LineEmulator
from county.config import load
from wire import port

_COUNTY: Final = f"""
[calls]
relays = ["turn:{NEAR}:3478?transport=udp"]
relay_secret = "0123456789abcdef0123456789abcdef"
relay_only = true
[relay]
here = true
address = "{NEAR}"
networks = ["10.77.0.0/24"]
"""
_GOES_BY: Final = """async () => {
  const all = await window.lastConnection.getStats();
  for (const one of all.values())
    if (one.type === 'candidate-pair' && one.nominated) return all.get(one.localCandidateId).candidateType;
  return '';
}"""


def relayed(*, quick: bool) -> dict[str, Figure]:
    """Over a line of 2 Mbit/s, at whose near end the relay stands."""
    with (
        tempfile.TemporaryDirectory() as folder,
        LineEmulator(LINKS["2m"]) as emulator,
        seated(Path(folder) / "call", over=emulator, how=How(counting, county=_COUNTY)) as line,
        relay(load(line.system.place.county_config), Path(folder)),
        Kiosk(line.edge_socket) as kiosk,
    ):
        touches = [touch_to_picture_s(line, kiosk) for _ in range(1 if quick else 6)]
        kiosk.calls()
        kiosk.until(lambda: kiosk.when(port.CallConnected) is not None)
        time.sleep(1)
        by = str(line.desk.page.evaluate(_GOES_BY))
        kiosk.hangs_up()
    return {"relayed_touch_to_picture_p50_s": round(statistics.median(touches), 2), "relayed_goes_by": by}
