"""Claims decoded from rows of the index, each of which is checked to be as it was written."""

from __future__ import annotations

from operator import itemgetter
from sys import intern
from typing import Any

from dipfacts.index.rows.checksum import DamagedError
from dipfacts.index.rows.pieces import PIECES, unpacked
from dipfacts.model.fact import Fact
from dipfacts.model.file_format.tables import Figure
from dipfacts.model.query import Query
from dipfacts.record import as_msgpack

# A claim whole, and its occurrence if it has one.
OCCURRENCE = """CASE claim.type WHEN 'figure' THEN NULL
    ELSE (SELECT root FROM occurrence WHERE occurrence.claim = claim.n) END"""
CLAIM = ", ".join(f"claim.{column}" for column in PIECES) + f", {OCCURRENCE}"

PARTY_SET = PIECES.index("party_set")
_own_columns = itemgetter(*map(PIECES.index, ("type", "topic", "known", "file", "line")))
_days = dict[int, int]()  # on which claims were known, each once: very many share few


def fact_of(row: tuple[Any, ...]) -> Fact:
    """Decode a row of `CLAIM`; raise DamagedError where it is not as it was written."""
    claim = unpacked(row)
    type_, topic, known, file, line = _own_columns(row)  # of which each row has its own copies
    topic = topic and intern(topic)
    known = known and _days.setdefault(known, known)
    return Fact(claim, intern(type_), topic, known, intern(file), line, row[-1])


def bytes_of_key(key: str, value: str | None = None) -> bytes:
    r"""Return the bytes that a body has for a key, or for a key of this value.

    So SQL finds bodies that have them. The body of what is declared is a map of msgpack: each key
    as it is by itself, then its value.

    >>> bytes_of_key("period"), bytes_of_key("kind", "person")
    (b'\xa6period', b'\xa4kind\xa6person')
    """
    return as_msgpack(key) if value is None else as_msgpack(key) + as_msgpack(value)


def fitting(query: Query, row: tuple[Any, ...]) -> Fact:
    """Decode a row that fits a query; raise DamagedError where it does not."""
    fact = fact_of(row)
    claim = fact.claim
    if query.parties:
        named = {*claim.everyone, *getattr(claim, "people", ())}
        missing = {*query.parties} - named
        # Of two people other claims of one event may each name one, and a third neither.
        if missing and (len(query.people) < 2 or not fact.occurrence):
            raise DamagedError
    if query.claimant and {*claim.claimants}.isdisjoint(query.claimant):
        raise DamagedError
    return fact


def line_of(row: tuple[Any, ...]) -> tuple[Fact, int]:
    """Decode a line of a timeline: the claim, and which end of it; raise DamagedError."""
    from dipfacts.index.rows.lines import line_days  # lazy: of use to timelines only
    from dipfacts.model.occurrences.ends import BEGINS, ENDS

    fact, (day, which) = fact_of(row[:-2]), row[-2:]
    own = {end: at for at, end in line_days(fact.type, fact.claim.period, *row[2:4])}
    # Beside others it may tell an end that it does not tell alone, and on another day.
    if which not in (BEGINS, ENDS) or (fact.occurrence is None and day != own.get(which)):
        raise DamagedError
    return fact, which


def figure_and_series(row: tuple[Any, ...]) -> tuple[Fact, str]:
    """Decode a figure and the key of its series; raise DamagedError where they do not match."""
    # lazy: of use to those who want all figures only
    from dipfacts.index.rows.keys import series_sort_key

    fact = fact_of(row[:-1])
    if not isinstance(fact.claim, Figure) or series_sort_key(fact.claim) != row[-1]:
        raise DamagedError
    return fact, row[-1]
