"""The strings beneath a record's fields, brought into its JSON schema. Python itself forgets them."""

import ast
import inspect
import textwrap
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

import msgspec

from wire.record import Record


def documented(schemas: dict[str, Any], records: Iterable[type[Record]]) -> None:
    """Add `description` to the fields of all schemas that these records, or records within them, gave."""
    for record in _with_inner(records):
        fields = schemas[record.__name__]["properties"]
        for name, text in field_docs(record).items():
            fields[name] = _described(fields[name], text)


def field_docs(record: type[Record]) -> dict[str, str]:
    """Field name to the string beneath it, for fields that have one."""
    (definition,) = ast.parse(textwrap.dedent(inspect.getsource(record))).body
    lines = definition.body if isinstance(definition, ast.ClassDef) else []
    return {name: text for field, below in pairwise(lines) if (name := _field(field)) and (text := _string(below))}


def _described(schema: dict[str, Any], text: str) -> dict[str, Any]:
    # In draft 7 everything beside a $ref is ignored, so the reference goes one level down.
    return {"allOf": [schema], "description": text} if "$ref" in schema else schema | {"description": text}


def _with_inner(records: Iterable[type[Record]]) -> Iterator[type[Record]]:
    waiting, seen = list(records), set[type[Record]]()
    while waiting:
        record = waiting.pop()
        if record not in seen:
            seen.add(record)
            waiting += _inside(msgspec.inspect.type_info(record))
            yield record


def _inside(kind: Any) -> list[type[Record]]:
    """Records that are named somewhere within a type."""
    if isinstance(kind, msgspec.inspect.StructType):
        types = [field.type for field in kind.fields]
    else:
        types = [*getattr(kind, "types", ()), *filter(None, [getattr(kind, "item_type", None)])]
    structs = [part.cls for part in types if isinstance(part, msgspec.inspect.StructType)]
    found = [struct for struct in structs if issubclass(struct, Record)]
    deeper = [part for part in types if not isinstance(part, msgspec.inspect.StructType)]
    return found + [record for part in deeper for record in _inside(part)]


def _field(line: ast.stmt) -> str:
    return line.target.id if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name) else ""


def _string(line: ast.stmt) -> str:
    value = line.value if isinstance(line, ast.Expr) else None
    return " ".join(value.value.split()) if isinstance(value, ast.Constant) and isinstance(value.value, str) else ""
