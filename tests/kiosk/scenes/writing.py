"""Writing with keys and with the finger, and papers under the camera."""

from kiosk.flows.petition.papers import OrderPages, PlacePaper, ReviewPage
from kiosk.flows.petition.writing_steps import WriteByHand, WriteWords
from kiosk.flows.pinyin import Composing
from kiosk.flows.step import Step
from kiosk.flows.surroundings import Limits

_SPELLED = Composing(
    typed="ji geng lu",
    candidates=("机耕路", "几根", "里根", "几个", "集合", "几何", "及格", "离合", "礼盒", "稽核", "李", "里", "及"),
    readings=("ji", "li"),
)
_TEXT = "去年村里收了修路的钱，村北的"
SHEET = (
    ((120, 100), (380, 90)),
    ((250, 40), (245, 180), (120, 300)),
    ((250, 180), (330, 240), (400, 300)),
    ((520, 60), (530, 280)),
    ((480, 140), (620, 130)),
)


def writing_scenes(_limits: Limits) -> dict[str, Step]:
    return {
        "write_words": WriteWords(text=_TEXT, composing=_SPELLED),
        "write_words-more": WriteWords(text=_TEXT, composing=_SPELLED, first=4),
        "write_words-digits": WriteWords(field="recusal", layer="digits", text="3100"),
        "write_words-latin": WriteWords(field="name", layer="latin", composing=Composing(candidates=tuple("pqrsPQRS"))),
        "write_by_hand": WriteByHand(sheets=(SHEET,)),
        "write_by_hand-sheets": WriteByHand(field="name", sheets=(SHEET, SHEET[:2], ()), at=1),
        "place_paper": PlacePaper(ready=True),
        "place_paper-no_camera": PlacePaper(camera_here=False),
        "place_paper-waking": PlacePaper(pages=2),
        "review_page": ReviewPage(),
        "review_page-blurred": ReviewPage(quality="blurred", page=1),
        "order_pages": OrderPages(page=1, pages=3),
        "order_pages-one": OrderPages(),
    }
