"""The pieces in which an index holds a claim: what it is about, how it is put, and its own values.

Many claims are about one subject, and many are put in one manner. An index holds each of these
once. Of most claims only an id, a period, a value and a locator remain.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter
from typing import Any

import msgspec

from dipfacts.index.checksum import DamagedError, checksum, encode
from dipfacts.model.query import TYPES
from dipfacts.model.tables import AnyClaim

_HAPPENING = {
    "subject": ("parties", "from_", "to", "people", "topic"),
    "manner": ("source", "kind", "status", "rank", "rank_reason", "allow"),
    "own": (
        *("period", "title", "locator"),
        *("note", "place", "said_on", "claimant", "same_as", "inferred"),
    ),
}
KEYS: dict[str, dict[str, tuple[str, ...]]] = {
    "figure": {
        "subject": ("parties", "from_", "to", "reporter", "measure", "topic"),
        "manner": (
            *("source", "unit", "qualifier", "status", "valuation", "rank", "rank_reason"),
            *("absent", "parts", "definition", "allow"),
        ),
        "own": (
            *("period", "value", "locator"),
            *("note", "scope", "said_on", "claimant", "part_of", "inferred"),
        ),
    },
    "relation": _HAPPENING,
    "event": _HAPPENING,
}
"""The keys of each piece by the type of the claim, as attributes; every claim has an id besides."""

USUAL = 3
"""How many of a claim's own values most claims have; the others are rare."""

NOTHING_MORE = (None,) * (len(KEYS["figure"]["own"]) - USUAL)

Values = tuple[Any, ...]


def getter(piece: str) -> Callable[[AnyClaim], Values]:
    """Return a function that takes the values of a piece from a claim."""
    by_type = {TYPES[type_]: attrgetter(*keys[piece]) for type_, keys in KEYS.items()}
    return lambda claim: by_type[type(claim)](claim)


def packed(own: Values) -> bytes:
    """Return a claim's own values, as the index holds them."""
    return encode(own[:USUAL] if own[USUAL:] == NOTHING_MORE else own)


_decode = msgspec.msgpack.Decoder().decode


PIECES = (
    "n id first after known line body sum"
    " type topic measure circle series subject_body"
    " kind source deprecated file manner_body"
).split()
"""The columns of the view `claim`: a claim's own, its subject's, and its manner's."""

_SUBJECT, _MANNER = slice(8, 14), slice(14, 19)


def unpacked(row: Values) -> AnyClaim:
    """Return the claim of a row of `PIECES`; raise DamagedError where that was altered."""
    *own, total = row[:8]
    subject, manner = row[_SUBJECT], row[_MANNER]
    if checksum((*own, _sum(subject), _sum(manner))) != total:
        raise DamagedError
    type_ = subject[0]
    values = dict(zip(KEYS[type_]["own"], _decode(own[-1]), strict=False))
    if type(values.get("value")) is str:
        values["value"] = Decimal(values["value"])
    if type(values.get("claimant")) is list:
        values["claimant"] = tuple(values["claimant"])
    about, how = _shared(type_, "subject", subject[-1]), _shared(type_, "manner", manner[-1])
    return TYPES[type_](id=row[1], **about, **how, **values)


def members(type_: str, subject_body: bytes) -> set[str]:
    """Return the ids of the parties and people that a subject is about."""
    about = _shared(type_, "subject", subject_body)
    ends = (about["from_"], about["to"])
    return {party for party in (*about["parties"], *ends, *about.get("people", ())) if party}


_sum = lru_cache(maxsize=4096)(checksum)


@lru_cache(maxsize=4096)
def _shared(type_: str, piece: str, body: bytes) -> dict[str, Any]:
    """Return the values of a subject or a manner by their keys."""
    values = (tuple(v) if isinstance(v, list) else v for v in _decode(body))
    return dict(zip(KEYS[type_][piece], values, strict=True))
