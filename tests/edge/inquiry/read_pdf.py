"""The words of a case document, read out of its PDF by the fonts' own tables."""

import base64
import re
import zlib


def words(pdf: bytes) -> str:
    """Line by line, as they are drawn."""
    objects = dict(re.findall(rb"(?m)^(\d+) 0 obj(.*?)endobj", pdf, re.DOTALL))
    fonts = {
        name: _table(objects, number)
        for body in objects.values()
        for name, number in re.findall(rb"/(F\d+\+\d+) (\d+) 0 R", body)
    }
    drawn = b"\n".join(_stream(body) for body in objects.values() if b"stream" in body and b"/Length1" not in body)
    lines, table = list[str](), dict[int, str]()
    for font, shown in re.findall(rb"/(F\d+\+\d+) [\d.]+ Tf|\(((?:\\.|[^\\)])*)\) Tj", drawn, re.DOTALL):
        if font:
            table = fonts[font]
        else:
            codes = re.sub(rb"\\(\d{3}|.)", _escaped, shown, flags=re.DOTALL)
            lines.append("".join(table.get(code, "") for code in codes))
    return "\n".join(lines)


def _table(objects: dict[bytes, bytes], font: bytes) -> dict[int, str]:
    found = re.search(rb"/ToUnicode (\d+) 0 R", objects[font])
    pairs = re.findall(rb"<([0-9A-Fa-f]{2})> <([0-9A-Fa-f]{4,})>", _stream(objects[found[1]]) if found else b"")
    return {int(code, 16): bytes.fromhex(letters.decode()).decode("utf-16-be") for code, letters in pairs}


def _escaped(found: re.Match[bytes]) -> bytes:
    if found[1].isdigit():
        return bytes([int(found[1], 8)])
    return {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}.get(found[1], found[1])


def _stream(body: bytes) -> bytes:
    found = re.search(rb"stream\r?\n(.*?)endstream", body, re.DOTALL)
    content = found[1] if found else b""
    if b"/ASCII85Decode" in body:
        content = base64.a85decode(content.strip().removesuffix(b"~>"))
    return zlib.decompress(content) if b"/FlateDecode" in body else content
