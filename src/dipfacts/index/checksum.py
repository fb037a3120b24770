"""The checksum of a row, which shows whether it is as it was written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from zlib import crc32

import msgspec

encode = msgspec.msgpack.Encoder().encode


_MIDDLE = 1 << 31  # so that SQLite needs but four bytes


class DamagedError(Exception):
    """A row that is not as it was written."""


def checksum(row: tuple[Any, ...]) -> int:
    """Return the checksum of a row: a changed bit changes it, as do most other accidents."""
    return crc32(encode(row)) - _MIDDLE


def checksums(rows: Iterable[tuple[Any, ...]]) -> list[int]:
    """Return the checksums of many rows."""
    return [result - _MIDDLE for result in map(crc32, map(encode, rows))]
