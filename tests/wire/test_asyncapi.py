"""The published description of the wire: it is today's, it is well formed, and it speaks of every topic."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from wire.asyncapi import FILE, document, main
from wire.petition.upload import Chunk, Have, PetitionOffer
from wire.record_docs import field_docs
from wire.topics import OFFER, TOPICS, parse
from wire.yaml_text import yaml_text

DOCUMENT = document()


def references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (inner for key, inner in value.items() if key == "$ref")
        for inner in value.values():
            yield from references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from references(inner)


def at(reference: str) -> Any:
    value: Any = DOCUMENT
    for word in reference.removeprefix("#/").split("/"):
        value = value[word]
    return value


def test_the_written_description_is_todays() -> None:
    assert main(["--check"]) == 0, f"{FILE} is stale: run python -m wire.asyncapi"


def test_every_reference_leads_somewhere() -> None:
    assert all(isinstance(at(reference), dict) for reference in references(DOCUMENT))


def test_it_holds_what_asyncapi_3_asks_for_and_nothing_unknown() -> None:
    assert DOCUMENT["asyncapi"] == "3.0.0"
    assert {"title", "version"} <= DOCUMENT["info"].keys()
    known = {"asyncapi", "id", "info", "servers", "defaultContentType", "channels", "operations", "components"}
    assert DOCUMENT.keys() <= known
    for server in DOCUMENT["servers"].values():
        assert {"host", "protocol"} <= server.keys()
    for operation in DOCUMENT["operations"].values():
        assert operation["action"] in {"send", "receive"}
        assert operation["channel"]["$ref"].startswith("#/channels/")


def test_every_topic_is_a_channel_with_one_operation() -> None:
    assert len(DOCUMENT["channels"]) == len(DOCUMENT["operations"]) == len(TOPICS)
    for name, channel in DOCUMENT["channels"].items():
        words = re.findall(r"{(\w+)}", channel["address"])
        filled = channel["address"].format(terminal="t001", site="liuhe", id="0" * 32)
        row = parse(filled).row

        assert words == list(channel["parameters"])
        assert name == f"{row.feature}{row.kind.capitalize()}"


def test_messages_are_the_records_of_the_table() -> None:
    for row in TOPICS:
        message = at(f"#/components/messages/{row.feature}{row.kind.capitalize()}")
        schema = at(message["payload"]["$ref"])

        if row.inner is None:
            assert schema["title"] == row.record.__name__
        else:
            assert schema["allOf"][0] == {"$ref": "#/components/schemas/Signed"}
            (content,) = references(schema["allOf"][1])
            assert at(content)["title"] == row.inner.__name__


def test_fields_are_described_by_the_strings_beneath_them() -> None:
    assert field_docs(Have)["serial"].startswith("Grows with every Have")
    assert "petition_id" not in field_docs(Have)
    described = DOCUMENT["components"]["schemas"]
    assert described["Have"]["properties"]["serial"]["description"] == field_docs(Have)["serial"]
    assert described["Chunk"]["properties"]["sha256"]["description"] == field_docs(Chunk)["sha256"]
    assert field_docs(OFFER.record) == field_docs(PetitionOffer)
    assert "description" in described["Part"]["properties"]["length"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"a": 1, "b-c": True}, "a: 1\nb-c: true\n"),
        ({"a": {"b": ["x", "y z"]}}, 'a:\n  b:\n    - x\n    - "y z"\n'),
        ([{"a": 1, "b": 2}, []], "- a: 1\n  b: 2\n- []\n"),
        ({"no": "yes", "3": "3", "e": ""}, '"no": "yes"\n"3": "3"\ne: ""\n'),
        ({"a": None, "b": {}, "c": "x: y # z\n"}, 'a: null\nb: {}\nc: "x: y # z\\n"\n'),
        ({"a": ["- b", "~", "村"]}, 'a:\n  - "- b"\n  - "~"\n  - "村"\n'),
    ],
)
def test_values_become_yaml(value: Any, text: str) -> None:
    assert yaml_text(value) == text


def test_every_string_that_yaml_could_take_for_something_else_is_quoted() -> None:
    for word in ("true", "No", "NULL", "1e3", "0x1", "2026-11-22", "", " a", "*a", "&a", "!a", "a: b", "{a}"):
        assert yaml_text(word) == json.dumps(word) + "\n"
