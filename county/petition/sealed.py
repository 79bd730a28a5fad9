"""What the officer's browser fetches and sends: sealed bytes only. Nothing here could be read by this server."""

import base64

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from county.officers.asking import asking
from county.petition.mailbox import MAX_SEALED_BYTES
from county.petition.matter import move
from county.petition.models import Petition, Reply, State
from county.petition.objects import ObjectStore
from wire.ids import is_id

AGE_INTRODUCTION = b"age-encryption.org/v1\n"


@never_cache
@require_GET
def envelope(request: HttpRequest, petition_id: str) -> HttpResponse:
    """The signed manifest and the key that the terminal had when it signed: the browser checks for itself."""
    petition = _visible(request, petition_id)
    signed = petition.envelope
    return JsonResponse(
        {
            "terminal": petition.terminal_id,
            "alg": signed.alg,
            "kid": signed.kid,
            "context": signed.context,
            "payload": base64.b64encode(signed.payload).decode(),
            "signature": base64.b64encode(signed.signature).decode(),
            "key": base64.b64encode(bytes(petition.device_spki)).decode(),
        }
    )


@never_cache
@require_GET
def part(request: HttpRequest, petition_id: str, number: int) -> HttpResponse:
    """One age file, as it lies in the object store."""
    parts = _visible(request, petition_id).contents.parts
    if number >= len(parts):
        raise Http404
    try:
        content = ObjectStore(settings.COUNTY.objects).part(petition_id, number)
    except OSError as error:
        raise Http404("the stored part is gone") from error
    return HttpResponse(content, content_type="application/octet-stream")


@never_cache
@require_POST
def reply(request: HttpRequest, petition_id: str, reply_id: str) -> HttpResponse:
    """Keep a reply that the browser sealed. The id is the browser's: sent twice, it is kept once."""
    sealed = request.body
    if not is_id(reply_id) or not sealed.startswith(AGE_INTRODUCTION):
        return HttpResponse(status=400)
    if len(sealed) > MAX_SEALED_BYTES:
        return HttpResponse(status=413)
    with transaction.atomic():
        petition = _visible(request, petition_id)
        known = Reply.objects.filter(reply_id=reply_id).first()
        if known is not None:
            return HttpResponse(status=200 if known.petition_id == petition_id else 409)
        _keep(request, petition, reply_id=reply_id, sealed=sealed)
    return HttpResponse(status=201)


def _keep(request: HttpRequest, petition: Petition, *, reply_id: str, sealed: bytes) -> None:
    now = timezone.now()
    Reply.objects.create(
        reply_id=reply_id,
        petition=petition,
        mailbox=petition.matter_id,
        sealed=sealed,
        written_at_ms=int(now.timestamp() * 1000),
        officer=asking(request),
    )
    # Every answer is a step of its own: the days in which a review may be asked for run from the last one.
    move(petition.matter, State.ANSWERED, officer=asking(request), now=now)


def _visible(request: HttpRequest, petition_id: str) -> Petition:
    return get_object_or_404(Petition.objects.visible_to(request.user), petition_id=petition_id)


urlpatterns = [
    path("petitions/<str:petition_id>/envelope", envelope, name="petition-envelope"),
    path("petitions/<str:petition_id>/parts/<int:number>", part, name="petition-part"),
    path("petitions/<str:petition_id>/replies/<str:reply_id>", reply, name="petition-reply"),
]
