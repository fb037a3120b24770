"""Decode rows of the index into claims, checking that each is as it was written."""

from __future__ import annotations

from typing import Any

import msgspec

from dipfacts.index.checksum import DamagedError, checksum
from dipfacts.model.query import TYPES, Fact, Query

# The columns of a claim that its checksum covers, and the checksum.
CLAIM = ", ".join(
    f"claim.{column}"
    for column in "n id type topic measure kind source circle first after known deprecated file"
    " line body sum".split()
)


def fact_of(row: tuple[Any, ...]) -> Fact:
    """The claim of a row of `CLAIM`. Raises DamagedError where it is not as it was written."""
    *values, total = row
    if checksum(tuple(values)) != total:
        raise DamagedError
    kind, topic, known, file, line, body = (values[n] for n in (2, 3, 10, 12, 13, 14))
    return Fact(msgspec.msgpack.decode(body, type=TYPES[kind]), kind, topic, known, file, line)


def fitting(query: Query, row: tuple[Any, ...]) -> Fact:
    """The claim of a row; the index is damaged, too, where it is not about who was asked for."""
    fact = fact_of(row)
    if query.parties:
        claim = fact.claim
        if not {*claim.everyone, *getattr(claim, "people", ())}.issuperset(query.parties):
            raise DamagedError
    return fact
