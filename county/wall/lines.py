"""Lines of proof as they lie in the database: pressed against what all have in common, given back byte for byte.

A wall writes some four thousand a day. The common text is part of the format: another one gets another first byte.
"""

import zlib
from typing import Final

_FORMAT: Final = b"\x01"
_MOST: Final = 64 * 1024
_COMMON: Final = (
    b'"fact":{"about":"","type":"Step","what":"settings"}"what":"clock""what":"start""what":"withdrawn""what":"refused"'
    b'"fact":{"type":"Gap","why":"off_hours"}"why":"power""why":"face""why":"panel""why":"nothing_published"'
    b'"kind":"Text""kind":"Listing""kind":"Summary""kind":"Poster""kind":"Chart""kind":"Picture""kind":"Video"'
    b'"why":"called""why":"duty""why":"filler""why":"emergency""cut":true"trusted":false"panel_on":false'
    b'{"began":{"boot":"","mono_ms":0,"trusted":true,"type":"Moment","wall_ms":179},"brightness_pct":80,'
    b'"ended":{"boot":"","mono_ms":0,"trusted":true,"type":"Moment","wall_ms":179},'
    b'"fact":{"content_sha256":"","cut":false,"frames":0,"kind":"Ledger","lowest_ms":0,"notice_id":"","page":0,'
    b'"pages":1,"period":"2026","pixels_sha256":"","readable_ms":20000,"share_ms":0,"title":"","type":"Shown",'
    b'"version":1,"village":"","why":"turn"},"n":0,"panel_on":true,"prev":"","terminal_id":"t","type":"ProofEntry"}'
)


def pressed(line: bytes) -> bytes:
    """A quarter of it, more or less."""
    press = zlib.compressobj(9, zdict=_COMMON)
    return _FORMAT + press.compress(line) + press.flush()


def line_of(content: bytes) -> bytes:
    """The line again; raises ValueError for what was never pressed here."""
    if content[:1] != _FORMAT:
        raise ValueError("no line of proof")
    opened = zlib.decompressobj(zdict=_COMMON)
    return opened.decompress(content[1:], _MOST)
