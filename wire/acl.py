"""The broker's access rules, written from the topic table: literal rules for each admitted terminal.

Literal, not patterns: a terminal that is not listed has no rights, whatever certificate it shows, so taking a
name out of the list shuts it out even while a revocation list is on its way.
"""

import sys
from collections.abc import Iterable, Iterator

from wire.ids import TerminalId, is_name
from wire.topics import BULK_SUFFIX, COUNTY_CLIENT, PUBLIC, TOPICS, Connection, Row, bulk_client, pattern

_LONGEST = 64 - len(BULK_SUFFIX)
"""X.509 ends a common name at 64 characters."""


def may_be_a_terminal(name: str) -> bool:
    """Whether `name` can stand in certificates, topics and rules without being taken for something else."""
    taken = name in (PUBLIC, COUNTY_CLIENT) or name.endswith(BULK_SUFFIX)
    return is_name(name) and len(name) <= _LONGEST and not taken


def acl(terminals: Iterable[TerminalId]) -> str:
    """A Mosquitto `acl_file` that admits exactly these terminals; raises ValueError for an impossible name."""
    lines = ["# Written by wire/acl.py from the table in wire/topics.py.", *_county()]
    for terminal in sorted(set(terminals)):
        if not may_be_a_terminal(terminal):
            raise ValueError(f"{terminal!r} cannot be the name of a terminal")
        lines += _terminal(terminal)
    return "\n".join(lines) + "\n"


def _county() -> Iterator[str]:
    yield from ("", f"user {COUNTY_CLIENT}")
    for row in TOPICS:
        yield f"topic {'read' if row.direction == 'up' else 'readwrite'} {pattern(row)}"
    yield "topic read $SYS/broker/#"


def _terminal(terminal: TerminalId) -> Iterator[str]:
    yield from ("", f"user {terminal}", *_rules(terminal, "link"))
    yield from ("", f"user {bulk_client(terminal)}", *_rules(terminal, "bulk"))


def _rules(terminal: TerminalId, connection: Connection) -> list[str]:
    return [_rule(row, terminal) for row in TOPICS if row.connection == connection]


def _rule(row: Row, terminal: TerminalId) -> str:
    if row.direction == "public":
        return f"topic read {pattern(row)}"
    return f"topic {'write' if row.direction == 'up' else 'read'} {pattern(row, terminal)}"


if __name__ == "__main__":
    sys.stdout.write(acl(TerminalId(name) for name in sys.argv[1:]))
