"""The pieces in which an index holds a claim: what it is about, how it is put, and its own values.

Many claims are about one subject, and many are put in one manner. An index holds each of these
once. Of most claims only an id, a period, a value and a locator remain.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import repeat
from operator import itemgetter
from sys import intern
from typing import Any

import msgspec
from msgspec.structs import astuple

from dipfacts.index.rows.checksum import DamagedError, checksum
from dipfacts.index.rows.schema import SqlValues
from dipfacts.model.fact import TYPES
from dipfacts.model.file_format.tables import AnyClaim, Figure

_RELATION_OR_EVENT = {
    "subject": ("parties", "from_", "to", "people", "topic"),
    "manner": ("kind", "source", "status", "rank", "rank_reason", "allow"),
    "own": (
        *("period", "title", "locator"),
        *("note", "claimant", "said_on", "place", "same_as", "inferred"),
    ),
}
KEYS: dict[str, dict[str, tuple[str, ...]]] = {
    "figure": {
        "subject": ("measure", "parties", "from_", "to", "reporter", "topic"),
        "manner": (
            *("source", "unit", "qualifier", "status", "valuation", "scope"),
            *("rank", "rank_reason", "absent", "parts", "definition", "allow"),
        ),
        "own": (
            *("period", "value", "locator"),
            *("note", "claimant", "said_on", "part_of", "inferred"),
        ),
    },
    "relation": _RELATION_OR_EVENT,
    "event": _RELATION_OR_EVENT,
}
"""The keys of each piece by the type of the claim, as attributes; every claim has an id besides.

The first ones of a subject (measure) and of a manner (kind, source) are columns of their tables.
"""

USUAL = 3
"""The number of own values of most claims; an index holds no more than these of them."""

TYPE_NAMES: dict[type[AnyClaim], str] = {type_: name for name, type_ in TYPES.items()}

_SEVERAL = (list, tuple)
_FIELDS = {type_: type_.__struct_fields__ for type_ in TYPE_NAMES}


def _taking(piece: str) -> dict[type[AnyClaim], Callable[[SqlValues], SqlValues]]:
    """Return, by type, the function that takes the values of a piece from those of a claim."""
    places = {TYPES[name]: keys[piece] for name, keys in KEYS.items()}
    return {type_: itemgetter(*map(_FIELDS[type_].index, keys)) for type_, keys in places.items()}


_ABOUT, _HOW, _OWN = map(_taking, ("subject", "manner", "own"))
_FIGURE = KEYS["figure"]["own"]
_WHOLE = itemgetter(_FIGURE.index("part_of"))
_WORDED = itemgetter(*map(_FIGURE.index, ("note", "claimant")))


def in_pieces(
    claims: Sequence[AnyClaim],
) -> tuple[Iterator[SqlValues], Iterator[SqlValues], list[SqlValues]]:
    """Return the keys of the subjects of claims of one type, of their manners, and own values."""
    type_ = type(claims[0])
    whole, name = [*map(astuple, claims)], TYPE_NAMES[type_]  # in half the time of each attribute
    own, is_figure = [*map(_OWN[type_], whole)], type_ is Figure
    are_parts = [it is not None for it in map(_WHOLE, own)] if is_figure else repeat(False)
    plain = [not any(it) for it in map(_WORDED, own)] if is_figure else repeat(False)
    subjects = zip(repeat(name), are_parts, map(_ABOUT[type_], whole))
    return subjects, zip(repeat(name), map(_HOW[type_], whole), plain), own


def subject_key(claim: AnyClaim) -> SqlValues:
    """Return the key of the subject of a claim."""
    return next(in_pieces([claim])[0])


def manner_key(claim: AnyClaim) -> SqlValues:
    """Return the key of the manner of a claim."""
    return next(in_pieces([claim])[1])


_SCOPE = KEYS["figure"]["manner"].index("scope")


def manner_like(key: SqlValues, scope: str | None, is_noted: bool) -> SqlValues:
    """Return the key of the manner of claims like others, but of this scope or with a note."""
    type_, how, is_plain = key
    if type_ == "figure":
        how, is_plain = (*how[:_SCOPE], scope, *how[_SCOPE + 1 :]), not is_noted
    return type_, how, is_plain


def pairs_of(claim: AnyClaim) -> tuple[tuple[str, str], ...]:
    """Return the links of a party set: each member with "", and every pair of them."""
    return party_pairs({*claim.everyone, *getattr(claim, "people", ())})


def party_pairs(members: Collection[str]) -> tuple[tuple[str, str], ...]:
    """Return each member with "", and every pair of them."""
    if len(members) == 2:  # as of most claims, in a third of the time
        first, second = members
        if second < first:
            first, second = second, first
        return (first, ""), (second, ""), (first, second)
    members = sorted(members)
    return *((member, "") for member in members), *itertools.combinations(members, 2)


_decode = msgspec.msgpack.Decoder().decode


PIECES = (
    "n id first after known file line body sum"
    " type topic measure party_set series subject_body"
    " kind source deprecated manner_body"
).split()
"""The columns of the view `claim`: a claim's own, its subject's, and its manner's."""

_SUBJECT, _MANNER = slice(9, 15), slice(15, 19)


def unpacked(row: SqlValues) -> AnyClaim:
    """Return the claim of a row of `PIECES`; raise DamagedError where that was altered."""
    own, total, subject, manner = row[:8], row[8], row[_SUBJECT], row[_MANNER]
    if checksum((*own, _sum(subject), _sum(manner))) != total:
        raise DamagedError
    type_ = subject[0]
    values = dict(zip(KEYS[type_]["own"], _decode(own[-1]), strict=False))
    if period := values.get("period"):
        values["period"] = intern(period)  # that of very many claims
    if type(values.get("value")) is str:
        values["value"] = Decimal(values["value"])
    if type(values.get("claimant")) is list:
        values["claimant"] = tuple(values["claimant"])
    about = _shared(type_, "subject", subject[2:3], subject[-1])
    how = _shared(type_, "manner", manner[:2], manner[-1])
    return TYPES[type_](id=row[1], **about, **how, **values)


_PARTIES = itemgetter(*map(KEYS["relation"]["subject"].index, ("parties", "from_", "to")))


def parties_of_relation(subject_body: bytes) -> tuple[str, ...]:
    """Return the ids of the parties of a relation by its subject, as `everyone` of a claim does."""
    parties, from_, to = _PARTIES(_decode(subject_body))
    return tuple(parties or filter(None, (from_, to)))


def parties_of_subject(type_: str, subject_body: bytes) -> set[str]:
    """Return the ids of the parties and people that a subject is about."""
    about = _subject_values(type_, subject_body)
    ends = (about["from_"], about["to"])
    return {party for party in (*about["parties"], *ends, *about.get("people", ())) if party}


def named_by_subject(type_: str, subject_body: bytes) -> set[str]:
    """Return the ids of those a subject is about, and of the one who reports its figures."""
    reporter = _subject_values(type_, subject_body).get("reporter")
    return parties_of_subject(type_, subject_body) | ({reporter} if reporter else set())


def _subject_values(type_: str, subject_body: bytes) -> dict[str, Any]:
    """Return the values of a subject by their keys, without its measure."""
    return _shared(type_, "subject", ("",) if type_ == "figure" else (), subject_body)


_sum = lru_cache(maxsize=512)(checksum)


@lru_cache(maxsize=512)
def _shared(type_: str, piece: str, columns: SqlValues, body: bytes) -> dict[str, Any]:
    """Return the values of a subject or a manner by their keys; some of them are columns."""
    given = [value for value in columns if value is not None]
    values = map(once, (*given, *_decode(body)))
    return dict(zip(KEYS[type_][piece], values, strict=True))


def once(value: Any) -> Any:
    """Return a value of which there is one: names stand in very many subjects and manners."""
    if not isinstance(value, _SEVERAL):
        return intern(value) if type(value) is str else value
    return tuple([intern(it) if type(it) is str else once(it) if it else it for it in value])
