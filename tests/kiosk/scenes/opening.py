"""The first questions: which matter, who speaks, and the privacy notice."""

from kiosk.flows.petition.identity import ChooseCallback, ChooseIdentity, EnterPhone
from kiosk.flows.petition.matter import CheckScope, ChooseMatter, ReadElsewhere
from kiosk.flows.petition.privacy import ReadPrivacy
from kiosk.flows.step import Step
from kiosk.flows.surroundings import Limits


def opening_scenes(_limits: Limits) -> dict[str, Step]:
    return {
        "choose_matter": ChooseMatter(),
        "choose_matter-practice": ChooseMatter(practice=True),
        "check_scope": CheckScope("report"),
        "check_scope-two": CheckScope("suggestion"),
        "check_scope-all": CheckScope(),
        "read_elsewhere": ReadElsewhere("court", printer=True),
        "read_elsewhere-no_paper": ReadElsewhere("city", printer=True, paper="no_paper"),
        "read_elsewhere-no_printer": ReadElsewhere("hotline"),
        "choose_identity": ChooseIdentity(),
        "enter_phone": EnterPhone("1380000"),
        "enter_phone-empty": EnterPhone(),
        "choose_callback": ChooseCallback(),
        "read_privacy": ReadPrivacy(),
        "read_privacy-short_of_room": ReadPrivacy(room_s=150),
    }
