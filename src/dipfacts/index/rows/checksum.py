"""The checksum of a row, which shows whether it is as it was written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from zlib import crc32

from msgspec import msgpack

_encode_into = msgpack.Encoder().encode_into  # see `record.as_msgpack`


_MIDDLE = 1 << 31  # so that SQLite needs but four bytes


class DamagedError(Exception):
    """A row that is not as it was written."""


def checksum(row: tuple[Any, ...]) -> int:
    """Return the checksum of a row: a changed bit changes it, as do most other accidents."""
    _encode_into(row, buffer := bytearray())
    return crc32(buffer) - _MIDDLE


def checksums(rows: Iterable[tuple[Any, ...]]) -> list[int]:
    """Return the checksums of many rows."""
    buffer, results = bytearray(), list[int]()
    for row in rows:
        _encode_into(row, buffer)
        results.append(crc32(buffer) - _MIDDLE)
    return results
