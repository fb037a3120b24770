"""Records: frozen values with named fields. And values as bytes, which msgspec makes of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self, TypeVar

from msgspec import Struct, json, msgpack
from msgspec.structs import asdict, astuple, replace

_pack_into = msgpack.Encoder().encode_into
_json_into = json.Encoder().encode_into

T = TypeVar("T")
"""Any type, for functions that return what they are given."""


class Record(Struct, frozen=True):
    """A frozen value with named fields, equal to another of its type where all fields are equal.

    Python makes such a class in a ninth of the time that a NamedTuple takes, and a look-up loads
    dozens of them. Where a value is taken apart like a tuple, it is a NamedTuple all the same.
    """

    def replaced(self, **fields: Any) -> Self:
        """Return the same record with other values of these fields.

        Raises TypeError for a field that it does not have.
        """
        return replace(self, **fields)

    def as_tuple(self) -> tuple[Any, ...]:
        """Return the values of the fields, in their order."""
        return astuple(self)

    def as_dict(self) -> dict[str, Any]:
        """Return the values of the fields by name, in their order."""
        return asdict(self)


# Each is written into an array of bytes: msgspec 0.23 ends a process that has no memory left where
# it makes one itself (`encode`), and is no quicker.


def as_msgpack(value: Any) -> bytes:
    """Return a value as msgpack. Raises OverflowError for a number that is too large."""
    buffer = bytearray()
    _pack_into(value, buffer)
    return bytes(buffer)


def all_as_msgpack(values: Iterable[Any]) -> list[bytes]:
    """Return values as msgpack each."""
    buffer, results = bytearray(), list[bytes]()
    for value in values:
        _pack_into(value, buffer)
        results.append(bytes(buffer))
    return results


def json_text(value: Any) -> str:
    """Return a value as JSON, decimals as text."""
    buffer = bytearray()
    _json_into(value, buffer)
    return buffer.decode()
