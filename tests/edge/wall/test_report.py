"""The county hears what the wall made of its settings: at once when it matters, a brightness now and then."""

import msgspec

from edge.wall.report import DIMMED_MS, Reporting
from tests.edge.cast import T002, notice
from wire.affairs.notice import Notice
from wire.port_wall import ReportRefused
from wire.wall.settings import WallReport


class Wall:
    """What is reported is what a test says."""

    def __init__(self) -> None:
        self.report = WallReport(terminal_id=T002, version=1, status="working", brightness_pct=80)
        self.up = True
        self.mono_ms = 0
        self.sent: list[WallReport] = []
        self.reporting = Reporting(lambda: self.report, self._send, lambda: self.mono_ms)

    def _send(self, report: WallReport) -> bool:
        if self.up:
            self.sent.append(report)
        return self.up

    def becomes(self, **what: object) -> None:
        self.report = msgspec.structs.replace(self.report, **what)
        self.reporting.go_on()


def test_what_does_not_change_is_told_once() -> None:
    wall = Wall()

    for at_ms in range(5):
        wall.becomes(at_ms=at_ms)

    assert len(wall.sent) == 1


def test_what_matters_is_told_at_once() -> None:
    wall = Wall()
    wall.reporting.go_on()

    wall.becomes(version=2)
    wall.becomes(status="refused", why="it does not fit the canvas")
    wall.becomes(panel_on=False)
    wall.becomes(brightness_by="lost")
    wall.becomes(refused_pages=3)

    assert len(wall.sent) == 6


def test_a_sunset_is_told_now_and_then() -> None:
    wall = Wall()
    wall.reporting.go_on()

    for pct in range(79, 8, -1):
        wall.mono_ms += 30_000
        wall.becomes(brightness_pct=pct)

    assert 2 <= len(wall.sent) <= 2 + 71 * 30_000 // DIMMED_MS


def test_what_the_link_did_not_take_is_told_when_it_is_up() -> None:
    wall = Wall()
    wall.up = False
    wall.becomes(version=2)

    wall.up = True
    wall.reporting.again()

    assert [report.version for report in wall.sent] == [2]


def cannot_read(one: Notice) -> ReportRefused:
    return ReportRefused(notice_id=one.notice_id, version=one.version, village=one.village, why="too_small")


def newer(one: Notice) -> Notice:
    return msgspec.structs.replace(one, version=one.version + 1)


def test_contents_that_cannot_be_read_are_counted_once_until_the_wall_is_built_anew() -> None:
    wall = Wall()
    ledger, poster = notice("十月账目"), notice("防火")
    wall.reporting.published([ledger, poster])

    for one in (ledger, ledger, poster):
        wall.reporting.refused(cannot_read(one))
    counted = wall.reporting.refused_pages
    wall.reporting.profile_changed()

    assert (counted, wall.reporting.refused_pages) == (2, 0)


def test_what_is_withdrawn_or_has_a_newer_version_is_counted_no_more() -> None:
    wall = Wall()
    ledger, poster, news = notice("十月账目"), notice("防火"), notice("通知")
    wall.reporting.published([ledger, poster, news])
    for one in (ledger, poster, news):
        wall.reporting.refused(cannot_read(one))

    wall.reporting.published([newer(ledger), news])

    assert wall.reporting.refused_pages == 1
    wall.reporting.refused(cannot_read(newer(ledger)))
    assert wall.reporting.refused_pages == 2


def test_a_word_of_what_is_no_longer_published_counts_nothing() -> None:
    wall = Wall()
    ledger = notice("十月账目")
    wall.reporting.published([newer(ledger)])

    wall.reporting.refused(cannot_read(ledger))
    wall.reporting.refused(cannot_read(notice("防火")))

    assert wall.reporting.refused_pages == 0
