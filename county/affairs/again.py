"""A published notice back into the form that wrote it, for its correction."""

from typing import Any, Final

from county.affairs.account import chart_text, ledger_text, yuan
from county.affairs.models import Notice
from county.affairs.pieces import content_of
from wire.content import Chart, Content, Ledger, Picture, Poster, Video

_KINDS: Final[dict[type, str]] = {
    Ledger: "ledger",
    Chart: "chart",
    Poster: "poster",
    Picture: "picture",
    Video: "film",
}


def kind_of(notice: Notice) -> str:
    """The form it fits into; empty when it holds more than one form writes."""
    content = content_of(notice)
    if not content:
        return "text"
    return form_of(content[0]) if len(content) == 1 and not notice.table else ""


def form_of(content: Content) -> str:
    """The form that writes such a content; empty for what only an importer makes."""
    return _KINDS.get(type(content), "")


def initial_of(notice: Notice) -> dict[str, Any]:
    """What stands in the form's fields."""
    words: dict[str, Any] = {
        "village": notice.village_id,
        "title": notice.title,
        "period": notice.period,
        "as_of": notice.as_of,
        "body": notice.body,
        "table": _pasteable(notice.table),
    }
    for each in content_of(notice):
        words |= _fields(each)
    return words


def _fields(content: Content) -> dict[str, str]:
    if isinstance(content, Ledger):
        opening, closing = yuan(content.opening_fen), yuan(content.closing_fen)
        return {"opening": opening, "closing": closing, "rows": ledger_text(content)}
    if isinstance(content, Chart):
        return {"unit": content.unit, "bars": chart_text(content)}
    if isinstance(content, Poster):
        return {"headline": content.headline, "lines": "\n".join(content.lines)}
    if isinstance(content, Picture | Video):
        return {"caption": content.caption, "kept": content.media.sha256}
    return {}


def _pasteable(table: dict[str, Any] | None) -> str:
    """The table as it could be pasted again."""
    if table is None:
        return ""
    kinds = [column["kind"] for column in table["columns"]]
    rows = [[column["title"] for column in table["columns"]]]
    rows.extend([_cell(value, kind) for value, kind in zip(row, kinds, strict=True)] for row in table["rows"])
    return "\n".join("\t".join(row) for row in rows)


def _cell(value: str | int, kind: str) -> str:
    return f"{value / 100:.2f}" if kind == "money" and isinstance(value, int) else str(value)
