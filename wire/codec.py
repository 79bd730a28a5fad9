"""Records to bytes and back. Whatever cannot be read is a BadMessage, never another exception."""

from typing import Any, TypeVar

import msgspec

from wire.errors import BadMessage
from wire.record import Record

R = TypeVar("R", bound=Record)


def to_json(record: Record) -> bytes:
    """Canonical JSON: sorted keys, no spaces. Equal to RFC 8785 for strings, booleans and integers."""
    return msgspec.json.encode(record, order="sorted")


def from_json(content: bytes, kind: type[R]) -> R:
    """Read one record of `kind`; raises BadMessage."""
    record: R = _read(msgspec.json.decode, content, kind)
    return record


def to_msgpack(record: Record) -> bytes:
    """For what carries bytes or travels often: chunks and frames of the EdgePort."""
    return msgspec.msgpack.encode(record)


def from_msgpack(content: bytes, kind: Any) -> Any:
    """Read one record of `kind`, which may be a union of records; raises BadMessage."""
    return _read(msgspec.msgpack.decode, content, kind)


def _read(decode: Any, content: bytes, kind: Any) -> Any:
    try:
        return decode(content, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadMessage(str(error)) from error
