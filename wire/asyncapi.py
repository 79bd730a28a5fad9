"""The wire as an AsyncAPI 3.0 document, from the topic table, the records and the strings beneath their fields.

`python -m wire.asyncapi` writes docs/wire/asyncapi.yaml; with `--check` it only says whether that is what it would
write. It speaks from the side of a terminal: what that sends, what it receives.
"""

import sys
from pathlib import Path
from typing import Any, Final

import msgspec

from wire.petition.mailbox import ReplyText
from wire.petition.manifest import Manifest, PetitionMeta
from wire.record import Record
from wire.record_docs import documented
from wire.topics import MAX_PAYLOAD_BYTES, TOPICS, Row, pattern
from wire.yaml_text import yaml_text

FILE: Final = Path(__file__).parents[1] / "docs" / "wire" / "asyncapi.yaml"
_SCHEMAS: Final = "#/components/schemas/{name}"
_CONTENT_TYPES: Final = {"json": "application/json", "msgpack": "application/vnd.msgpack"}
_MSGPACK: Final = "Travels as msgpack: bytes are bin there, not base64 as the schema says for JSON."
_ABOUT: Final = f"""\
What a petition terminal and the county say to each other through an MQTT 5 broker. Anything may arrive twice, \
late or out of order. A PUBACK promises nothing: what matters is answered by the county, in its own words, after \
its commit. Payloads are at most {MAX_PAYLOAD_BYTES} bytes. JSON is canonical: sorted keys, no spaces. Times are \
Unix milliseconds."""
_SEALED: Final[set[type[Record]]] = {PetitionMeta, ReplyText}
"""Never seen on the wire but within age files; here so that another terminal or office can be written."""
_PARAMETERS: Final = {
    "terminal": "Name of the terminal, as in its certificate.",
    "site": "Site whose village affairs are published.",
    "id": "Id of what the message is about: 32 lower-case hex digits, made where it began.",
}


def document() -> dict[str, Any]:
    """The whole of it, as plain values."""
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Zhitong terminal",
            "version": "1.0.0",
            "description": _ABOUT,
            "license": {"name": "Apache-2.0"},
        },
        "defaultContentType": "application/json",
        "servers": {"county": _server()},
        "channels": {_name(row): _channel(row) for row in TOPICS},
        "operations": {_operation_name(row): _operation(row) for row in TOPICS},
        "components": {
            "schemas": _schemas(),
            "messages": {_name(row): _message(row) for row in TOPICS},
            "parameters": {name: {"description": text} for name, text in _PARAMETERS.items()},
            "securitySchemes": {
                "certificate": {"type": "X509", "description": "The common name is user name and client id."}
            },
        },
    }


def _server() -> dict[str, Any]:
    return {
        "host": "{host}:{port}",
        "protocol": "secure-mqtt",
        "protocolVersion": "5",
        "description": "TLS 1.3, both sides with certificates of the county.",
        "variables": {"host": {"description": "The county's broker."}, "port": {"default": "8883"}},
        "security": [{"$ref": "#/components/securitySchemes/certificate"}],
    }


def _channel(row: Row) -> dict[str, Any]:
    names = ["site" if row.direction == "public" else "terminal", *(["id"] if row.has_id else [])]
    return {
        "address": _address(row, names),
        "description": row.summary,
        "messages": {_name(row): {"$ref": f"#/components/messages/{_name(row)}"}},
        "parameters": {name: {"$ref": f"#/components/parameters/{name}"} for name in names},
    }


def _address(row: Row, names: list[str]) -> str:
    address = pattern(row)
    for name in names:
        address = address.replace("+", f"{{{name}}}", 1)
    return address


def _operation(row: Row) -> dict[str, Any]:
    return {
        "action": "send" if row.direction == "up" else "receive",
        "channel": {"$ref": f"#/channels/{_name(row)}"},
        "summary": row.summary,
        "description": f"On the {row.connection} connection.",
        "bindings": {"mqtt": {"qos": row.qos, "retain": row.retained, "bindingVersion": "0.2.0"}},
    }


def _message(row: Row) -> dict[str, Any]:
    payload = f"Signed{row.inner.__name__}" if row.inner else row.record.__name__
    message = {
        "name": payload,
        "summary": row.summary,
        "contentType": _CONTENT_TYPES[row.encoding],
        "payload": {"$ref": _SCHEMAS.format(name=payload)},
    }
    return message | ({"description": _MSGPACK} if row.encoding == "msgpack" else {})


def _schemas() -> dict[str, Any]:
    inner: set[type[Record]] = {Manifest, *(row.inner for row in TOPICS if row.inner)}
    outer = {row.record for row in TOPICS}
    records = sorted(outer | inner | _SEALED, key=lambda record: record.__name__)
    _, schemas = msgspec.json.schema_components(records, ref_template=_SCHEMAS)
    documented(schemas, records)
    schemas["PetitionOffer"]["properties"]["manifest"] = {"$ref": _SCHEMAS.format(name="SignedManifest")}
    schemas |= {f"Signed{record.__name__}": _signed(record.__name__) for record in inner}
    return dict(sorted(schemas.items()))


def _signed(inner: str) -> dict[str, Any]:
    """A Signed record whose payload is the canonical JSON of one kind of record."""
    payload = {"contentEncoding": "base64", "contentMediaType": "application/json"}
    content = {"x-payload-schema": {"$ref": _SCHEMAS.format(name=inner)}}
    return {
        "title": f"Signed {inner}",
        "allOf": [{"$ref": _SCHEMAS.format(name="Signed")}, {"properties": {"payload": payload | content}}],
    }


def _name(row: Row) -> str:
    return f"{row.feature}{row.kind.capitalize()}"


def _operation_name(row: Row) -> str:
    return f"{'send' if row.direction == 'up' else 'receive'}{row.feature.capitalize()}{row.kind.capitalize()}"


def main(arguments: list[str]) -> int:
    """0 when the file is, or now is, what the table says."""
    text = f"# Written by `python -m wire.asyncapi`. Change wire/, not this.\n{yaml_text(document())}"
    if "--check" not in arguments:
        FILE.parent.mkdir(parents=True, exist_ok=True)
        FILE.write_text(text, encoding="utf-8")
        return 0
    if FILE.is_file() and FILE.read_text(encoding="utf-8") == text:
        return 0
    sys.stderr.write(f"{FILE} is stale: run python -m wire.asyncapi\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
