"""The shape of all records: frozen, closed to unknown fields, told apart by their `type`."""

import msgspec


class Record(msgspec.Struct, frozen=True, tag=True, tag_field="type", forbid_unknown_fields=True):
    """A value that crosses a process boundary."""
