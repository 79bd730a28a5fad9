"""What the county does meanwhile, without a browser: it publishes, and answers what arrives."""

from demo.place import Place
from demo.station import manage

_PUBLISH = """
from datetime import date
from county.affairs.models import Village
from county.affairs.publishing import Draft, publish
from county.affairs.sheet import read_table
from county.officers.models import Officer

table = read_table("日期\\t摘要\\t支出\\n10-09\\t电费\\t186.40\\n10-12\\t工资\\t4800.00")
village = Village.objects.get(name={village!r})
publish(Draft(village, "收支明细", date(2026, 10, 31), table=table), Officer.objects.first())
"""
_ANSWER = """
import time

from django.utils import timezone
from county.officers.models import Officer
from county.petition.matter import move
from county.petition.models import Petition, Reply, State
from wire.codec import to_json
from wire.ids import new_id
from wire.petition.mailbox import ReplyText
from wire.seal.age import seal
from wire.seal.padding import padded_json

ends = time.monotonic() + 40
while (petition := Petition.objects.last()) is None and time.monotonic() < ends:
    time.sleep(0.1)
officer, now = Officer.objects.first(), timezone.now()
text = ReplyText(text={text!r}, office="柳河镇", written_at_ms=1)
Reply.objects.create(
    reply_id=new_id(),
    petition=petition,
    mailbox=petition.matter_id,
    sealed=seal(padded_json(to_json(text)), [petition.reply_recipient]),
    written_at_ms=1,
    officer=officer,
)
move(petition.matter, State.ANSWERED, officer=officer, now=now)
"""


def publishes(place: Place, village: str) -> None:
    manage(place, ["shell", "-c", _PUBLISH.format(village=village)])


def answers(place: Place, text: str) -> None:
    manage(place, ["shell", "-c", _ANSWER.format(text=text)])
