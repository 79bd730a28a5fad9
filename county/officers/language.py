"""Chinese first: the officer's own choice decides the language, the browser's never does."""

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from county.config import CountyConfig

_KNOWN: Final = frozenset(code for code, _ in settings.LANGUAGES)


class ChineseFirst:
    """Middleware in place of LocaleMiddleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in _KNOWN else settings.LANGUAGE_CODE
        with translation.override(language):
            response = self._get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


def station(_: HttpRequest) -> dict[str, CountyConfig]:
    """The station's name for the head of every page."""
    return {"county": settings.COUNTY}
