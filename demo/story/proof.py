"""After the visit: Debian's age opens what the county keeps, and none of it stands in clear anywhere."""

import hashlib
import io
import re
import sqlite3

import av

from demo.errors import Leaked, StepFailed
from demo.evidence import OpenedPetition, needles, opened_petition, search
from demo.slate.check import check_clip
from demo.story.inquiry import measure_inquiry
from demo.story.scene import Scene, Sent
from wire.codec import from_json
from wire.petition.mailbox import ReplyText
from wire.seal.receipt_code import code_keys

_MARKS = re.compile(rb"inquiry=([0-9a-f]{32}) head=([0-9a-f]{64})")
"""In a case document; the terminal tells the county both in a signed word as well."""


def check_the_store(scene: Scene) -> None:
    key, figures = scene.system.place.office_key, scene.report.figures
    with scene.report.step("store"):
        parts = {each: scene.arrivals.parts(each) for each in scene.arrivals.ids}
        opened = {each: opened_petition(key, parts[each]) for each in parts}
        figures["petitions"] = len(opened)
        figures["parts"] = sum(len(each) for each in parts.values())
        figures["sealed_bytes"] = sum(part.stat().st_size for each in parts.values() for part in each)
        _measure_film(scene, opened[scene.video.petition_id])
        _measure_voice(scene, opened[scene.voice.petition_id])
        measure_inquiry(scene, opened[scene.inquiry.petition_id])
        pages = opened[scene.video.petition_id].contents("paper")
        if len(pages) != len(scene.system.cast.elder.sheets):
            raise StepFailed(f"{len(pages)} pages lie with the petition")
        # the address for replies is no secret: the manifest carries it, so that progress can be sealed to it
        # what a log says of pieces stands in the signed manifest as well, and its head is told to the county
        sealed = [content for one in opened.values() for item, content in one.items if item.kind != "log"]
        marks = [mark for content in sealed for found in _MARKS.finditer(content) for mark in found.groups()]
        pieces = [needle for content in sealed for needle in needles(content)]
        scene.secrets = [piece for piece in pieces if not any(piece in mark for mark in marks)]
        scene.secrets += _spoken_answer(scene)


def search_for_plaintext(scene: Scene) -> None:
    """In all that is left on the disk of terminals, county, broker and browser.

    What the picture printer laid down and what the loudspeaker gave is left out: those are the demo's paper and air,
    and whoever came for an answer has it in the hand there.
    """
    cast, place, figures = scene.system.cast, scene.system.place, scene.report.figures
    with scene.report.step("search"):
        elder = cast.elder
        words = [elder.name, elder.telephone, elder.message, cast.reply.text, scene.system.password]
        words += [text for _, text in cast.inquiry.entries] + [cast.inquiry.right]
        codes = [scene.voice.code, scene.video.code]
        told = [text.encode(code) for text in (*words, *codes) for code in ("utf-8", "utf-16-le")]
        wanted = [*scene.secrets, *told]
        figures["needles"] = len(wanted)
        figures["searched_bytes"] = search(place.home, wanted, leave_out=[place.outside])
        if scene.officer.complaints:
            raise Leaked(f"the officer's page complained: {scene.officer.complaints[0]}")


def _measure_film(scene: Scene, petition: OpenedPetition) -> None:
    """The film as Debian's age gives it; the slate is in the demo's own clip only."""
    film = b"".join(petition.contents("video"))
    found, figures = check_clip(io.BytesIO(film)), scene.report.figures
    figures["film_seconds"] = round(found.length_s, 2)
    figures["film_pictures"] = found.pictures
    figures["dropped_frames"] = found.missing_pictures
    figures["film_sha256"] = hashlib.sha256(film).hexdigest()
    if found.worst_offset_ms is not None:
        figures["av_offset_ms"] = round(found.worst_offset_ms, 1)


def _measure_voice(scene: Scene, petition: OpenedPetition) -> None:
    with av.open(io.BytesIO(b"".join(petition.contents("audio"))), "r") as container:
        streams = [stream.type for stream in container.streams]
        samples = sum(frame.samples / frame.sample_rate for frame in container.decode(audio=0))
    scene.report.figures["voice_streams"] = " ".join(streams)
    scene.report.figures["voice_seconds"] = round(float(samples), 2)
    if not petition.meta.items[0].voice_changed:
        raise StepFailed("the voice was not changed")


def _spoken_answer(scene: Scene) -> list[bytes]:
    """Needles of the officer's voice, opened with the digits as the terminal does."""
    reply = _answer(scene, scene.voice)
    if not reply.voice:
        raise StepFailed("no voice lies in the answer")
    return needles(reply.voice)


def _answer(scene: Scene, sent: Sent) -> ReplyText:
    keys = code_keys(sent.code, county=scene.system.cast.county.short)
    database = sqlite3.connect(f"file:{scene.system.place.county / 'db.sqlite3'}?mode=ro", uri=True)
    try:
        found = database.execute("SELECT sealed FROM petition_reply WHERE mailbox = ?", (keys.mailbox,)).fetchone()
    finally:
        database.close()
    if found is None:
        raise StepFailed("the county keeps no answer to this code")
    return from_json(keys.identity.open(found[0]), ReplyText)
