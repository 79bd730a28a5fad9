"""`python -m bench.walls.face --config FILE --notes FILE`: the wall's face; it notes what it tells its edge, and when.

Times are those of CLOCK_MONOTONIC, which all processes of a machine share.
"""

import argparse
import json
import time
from pathlib import Path
from typing import Any

from kiosk.start import prepared
from wire import port


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.walls.face", description=__doc__)
    parser.add_argument("--config", type=Path, required=True)
    parser.add_argument("--notes", type=Path, required=True)
    asked = parser.parse_args()
    config, home = prepared(asked.config)
    # it opens Kivy's window
    from kiosk.wall.app import WallApp

    class NotingApp(WallApp):
        """Writes down each page and emergency as it is reported: after its frame."""

        def tells(self, request: port.Request) -> None:
            super().tells(request)
            if isinstance(request, port.ReportPage | port.ReportEmergency):
                with asked.notes.open("a", encoding="utf-8") as notes:
                    notes.write(json.dumps(_note(request)) + "\n")

    NotingApp(config, home).run()


def _note(request: port.ReportPage | port.ReportEmergency) -> dict[str, Any]:
    at_s = time.monotonic()
    if isinstance(request, port.ReportPage):
        return {"at_s": at_s, "page": request.page.title if request.page else ""}
    return {"at_s": at_s, "emergency": request.emergency_id, "state": request.state}


if __name__ == "__main__":
    main()
