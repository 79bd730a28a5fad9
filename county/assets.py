"""Serves the console's own files from memory, in front of Django: a fixed list, so no path can leave it."""

import hashlib
import mimetypes
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders

Scope = MutableMapping[str, Any]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[..., Awaitable[None]]


@dataclass(frozen=True)
class Asset:
    """One file as it is sent."""

    content: bytes
    content_type: str
    etag: bytes

    @classmethod
    def of(cls, name: str, content: bytes) -> "Asset":
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        kind = f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
        return cls(content, kind, f'"{hashlib.sha256(content).hexdigest()[:32]}"'.encode())


class Assets:
    """An ASGI application that answers for files and leaves all else to `app`."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._assets = {f"{settings.STATIC_URL}{name}": asset for name, asset in _collected()}

    async def __call__(self, scope: Scope, receive: Callable[[], Awaitable[Any]], send: Send) -> None:
        asset = self._assets.get(scope.get("path", "")) if scope["type"] == "http" else None
        if asset is None or scope["method"] not in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        fresh = dict(scope["headers"]).get(b"if-none-match") == asset.etag
        body = b"" if fresh or scope["method"] == "HEAD" else asset.content
        headers = [
            (b"content-type", asset.content_type.encode()),
            (b"etag", asset.etag),
            (b"cache-control", b"no-cache"),
            (b"x-content-type-options", b"nosniff"),
        ]
        if not fresh:
            headers.append((b"content-length", str(len(asset.content)).encode()))
        await send({"type": "http.response.start", "status": 304 if fresh else 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})


def _collected() -> list[tuple[str, Asset]]:
    found: list[tuple[str, Asset]] = []
    for finder in get_finders():
        for name, storage in finder.list([]):
            with storage.open(name) as file:
                found.append((name, Asset.of(name, file.read())))
    return found
