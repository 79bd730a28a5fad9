"""The two ways to show the system: by a scripted visit that is reported, or in windows for whoever looks on."""

from pathlib import Path

from county.errors import CountyError
from county.fleet.errors import FleetError
from demo.errors import DemoError
from demo.officer import Officer
from demo.report import Report
from demo.slate.road import photographed
from demo.slate.sheets import laid, sheet
from demo.slate.table import Table
from demo.story.arrivals import Arrivals
from demo.story.scene import Scene
from demo.story.story import Story
from demo.system import System
from demo.visitor import Visitor
from demo.words import said
from demo.written import Written, account, picture, poster, table

_SHEET_S = 20.0
WHY_NOT = (DemoError, CountyError, FleetError, OSError)
"""What ends a demo with a sentence; anything else is a fault of ours and ends it with a traceback."""


def scripted(system: System, table: Table, report_path: Path) -> int:
    report = Report(system.place.home, said)
    failed = ""
    try:
        with system:
            _visit(system, table, report)
    except WHY_NOT as error:
        failed = str(error)
    report.write(report_path, failed=failed)
    print(said("failed", why=failed) if failed else said("done", home=system.place.home, report=report_path))
    return 1 if failed else 0


def _visit(system: System, table: Table, report: Report) -> None:
    cast, sockets = system.cast, system.place.sockets
    sockets.mkdir(exist_ok=True)
    kiosk, wall, other = (sockets / f"{point.id}.sock" for point in (cast.kiosk, cast.wall, cast.other))
    for point, driver in ((cast.kiosk, kiosk), (cast.wall, wall)):
        system.start_edge(point)
        system.start_face(point, driver=driver)
    with (
        Visitor(kiosk, "villager") as villager,
        Visitor(wall, "onlooker") as onlooker,
        Visitor(other, "villager elsewhere") as elsewhere,
        Officer(system.console, system.place.home / "officer-browser") as officer,
    ):
        scene = Scene(
            system=system,
            report=report,
            villager=villager,
            onlooker=onlooker,
            elsewhere=elsewhere,
            driver_elsewhere=other,
            officer=officer,
            table=table,
            arrivals=Arrivals(system),
        )
        Story(scene).runs()


def _publish_first(system: System) -> None:
    """So that there is something to look at."""
    with Officer(system.console, system.place.home / "officer-browser") as officer:
        officer.logs_in(system.cast.officer.login, system.password)
        for notice in _all_notices(system):
            officer.writes(notice)
            officer.publishes()


def _all_notices(system: System) -> list[Written]:
    cast = system.cast
    photograph = picture(cast.picture, photographed(system.place.photograph))
    return [*map(table, cast.notices), account(cast.account), poster(cast.poster), photograph]


def in_windows(system: System, table: Table) -> int:
    """Windows until somebody has seen enough; one sheet after the other lies under the document camera."""
    table.turns([laid(sheet(lines)) for lines in system.cast.elder.sheets], every_s=_SHEET_S)
    try:
        with system:
            for point in (system.cast.kiosk, system.cast.wall):
                system.start_edge(point)
                system.start_face(point)
            _publish_first(system)
            facts = {
                "login": system.cast.officer.login,
                "second": system.cast.colleague.login,
                "office_key": system.place.office_key,
                "slips": system.place.slips,
            }
            print(said("ready", console=system.console, password=system.password, **facts), flush=True)
            system.watch()
    except KeyboardInterrupt:
        pass
    return 0
