"""Reading what villages make public, told as visits; and the first page."""

from kiosk.flows.affairs import ChooseNotice, ChooseRow, ChooseVillage, ReadNotice
from kiosk.flows.home import Home
from kiosk.flows.petition.flow import PetitionFlow
from kiosk.flows.petition.matter import ChooseMatter
from kiosk.flows.step import EdgeGone
from kiosk.flows.visit import StillThere
from tests.kiosk.cast import NOTICES, VILLAGES
from tests.kiosk.flows.story import Story
from wire import port
from wire.petition.details import SourceRow


def publish(story: Story, *notices: object) -> Story:
    return story.hears(port.NoticesChanged(serial=2, notices=list(notices), checked_at_ms=2))  # type: ignore[arg-type]  # the cast's notices


def test_a_villager_reads_village_after_village() -> None:
    story = Story().does("affairs").sees(ChooseVillage)
    assert {line.name for line in story.step(ChooseVillage).villages} == set(VILLAGES)

    story.does("village", "柳河村").sees(ChooseNotice, village="柳河村")
    story.does("notice", NOTICES[0].notice_id).sees(ReadNotice, page=0)

    pages = story.step(ReadNotice).pages
    for _ in range(pages + 1):
        story.does("next")
    story.sees(ReadNotice, page=pages - 1).does("previous").sees(ReadNotice, page=pages - 2)
    story.does("back").sees(ChooseNotice).does("back").sees(ChooseVillage).does("back").sees(Home)


def test_every_row_of_a_table_stands_on_exactly_one_page() -> None:
    story = Story().does("affairs").does("village", "东书村").does("notice", NOTICES[2].notice_id)

    rows = list(story.step(ReadNotice).content.rows)
    for _ in range(story.step(ReadNotice).pages - 1):
        rows += story.does("next").step(ReadNotice).content.rows

    assert len(rows) == 46


def test_a_notice_on_the_first_page_opens_at_once_and_closes_into_its_village() -> None:
    story = Story()
    line = story.step(Home).notices[0]

    story.does("notice", line.notice_id).sees(ReadNotice, line=line)

    story.does("back").sees(ChooseNotice, village=line.village)


def test_a_new_notice_stands_on_the_first_page_as_soon_as_it_is_heard() -> None:
    story = publish(Story(), *NOTICES[2:])

    assert {line.village for line in story.step(Home).notices} == {"东书村", "石桥村"}


def test_a_notice_withdrawn_while_it_is_read_gives_way_to_its_village() -> None:
    story = Story().does("notice", NOTICES[0].notice_id).sees(ReadNotice)

    publish(story, *NOTICES[1:]).sees(ChooseNotice, village="柳河村")

    publish(story).sees(ChooseVillage, villages=())


def test_the_first_page_says_whether_edge_and_county_are_there() -> None:
    story = Story().sees(Home, link_up=True, edge_here=True)

    story.hears(port.EdgeStatus(link_up=False, waiting_petitions=2)).sees(Home, link_up=False, waiting_petitions=2)

    story.hears(EdgeGone()).sees(Home, edge_here=False).hears(Story.welcome()).sees(Home, edge_here=True)


def test_published_affairs_can_be_read_while_the_edge_is_gone() -> None:
    story = Story().hears(EdgeGone())

    story.does("affairs").does("village", "石桥村").sees(ChooseNotice)


def test_a_reader_who_went_away_is_asked_and_then_forgotten() -> None:
    story = Story().does("affairs")

    story.waits(121).sees(StillThere, private=False).waits(30).sees(Home)

    story.waits(9999).sees(Home)


def speaking_about(story: Story) -> SourceRow | None:
    """What the petition that was begun says it came from."""
    flow = story.sees(ChooseMatter).visit._flow
    assert isinstance(flow, PetitionFlow)
    return flow._case.details.source


def test_a_villager_says_something_about_one_line_of_an_account() -> None:
    story = Story().does("notice", NOTICES[0].notice_id).does("speak").sees(ChooseRow, page=0)
    row = story.step(ChooseRow).rows[2]

    story.does("row", "2")

    source = speaking_about(story)
    assert source == SourceRow(village="柳河村", notice_id=NOTICES[0].notice_id, title=NOTICES[0].title, row=row.whole)
    assert "30,000.00" in row.whole
    assert row.words == "收上级运转经费"


def test_only_lines_of_the_page_that_was_read_can_be_chosen() -> None:
    story = Story().does("notice", NOTICES[0].notice_id).does("next")
    read = [cells[1].replace("\n", "") for cells in story.step(ReadNotice).content.rows]

    story.does("speak")
    offered = [row.words for row in story.step(ChooseRow).rows]
    for _ in range(story.step(ChooseRow).pages - 1):
        offered += [row.words for row in story.does("next").step(ChooseRow).rows]

    assert offered == read
    story.does("row", "9").sees(ChooseRow).does("row", "x").sees(ChooseRow)
    story.does("back").sees(ReadNotice, page=1)


def test_the_whole_notice_can_be_spoken_about_and_words_have_no_lines() -> None:
    story = Story().does("notice", NOTICES[0].notice_id).does("speak").does("whole")
    source = speaking_about(story)
    assert source is not None
    assert (source.title, source.row) == (NOTICES[0].title, "")

    story = Story().does("notice", NOTICES[1].notice_id).does("speak")
    source = speaking_about(story)
    assert source is not None
    assert source.title == NOTICES[1].title


def test_a_notice_withdrawn_while_a_line_is_chosen_gives_way_to_its_village() -> None:
    story = Story().does("notice", NOTICES[0].notice_id).does("speak").sees(ChooseRow)

    publish(story, *NOTICES[1:]).sees(ChooseNotice, village="柳河村")

    story.does("notice", NOTICES[1].notice_id).sees(ReadNotice)
