"""The fast path of the checks: tables in which a rule may find an error, kept in the index.

While a file is read, `suspects` passes over what is certainly right by the rules of errors. What is
left is seldom anything, and `errors` asks the rules themselves about it. Held equal to the checks
by tests/index/test_errors.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

from dipfacts.index.rows.declared import Declared
from dipfacts.index.rows.keys import series_sort_key
from dipfacts.index.rows.lines import days
from dipfacts.index.rows.schema import SqlValues
from dipfacts.model.file_format.tables import CLAIM_TYPES, Event, Figure, Number, Party, Source
from dipfacts.model.web_address import web_address
from dipfacts.read.table.possible_faults import (
    allows,
    fits,
    is_money_in_words,
    may_hide,
    says_how,
    unseen_in,
    unseen_in_comments,
)
from dipfacts.read.toml.loader import LoadedTable
from dipfacts.text import fold

# Kinds of suspects, besides the names of the tables that declare something. Their details are the
# question of a preferred claim, and the character that a comment holds. Sources that are made from
# others may be made from themselves.
CLAIMED, PREFERRED, COMMENT, DERIVED = "claim", "preferred", "comment", "derived"

_NAME, _TABLE = attrgetter("name"), attrgetter("table")
_SAID = attrgetter("source", "said_on")
_PUT = attrgetter("rank", "rank_reason", "inferred", "allow")
_MEASURED = attrgetter("measure", "unit")
_PART_OF, _PARTS = attrgetter("part_of"), attrgetter("parts")


def suspects(
    rows: Sequence[LoadedTable], text: str, declared: Declared, slot: int, hiding: bool = False
) -> Iterator[SqlValues]:
    """Yield the rows of the table of suspects for the tables of one file.

    Each has the number of the table in the index, the kind, the line, and a detail. What may be
    wrong only together with tables of other files is among them. `hiding` says that a row of a CSV
    file, which has no text here, may hold an invisible character.
    """
    if may_hide(text):
        hiding = True
        for line, _, char in unseen_in_comments(text):
            yield slot, COMMENT, line, char
    nth, first = 0, 1  # places among all tables, and among claims
    for name, group in groupby(rows, key=_NAME):
        results = [*group]
        if name == "table":
            continue  # what may be wrong in one is wrong in its claims
        tables = [*map(_TABLE, results)]
        if name in CLAIM_TYPES:
            places = (it.nth + 1 if it.origin else n for n, it in enumerate(results, first))
            numbers = [slot + place for place in places]
            yield from doubtful(name, numbers, tables, declared, hiding)
            first += len(results)
        else:
            for n, table in enumerate(tables):
                if _may_be_wrong(table) or (hiding and any(unseen_in(name, table))):
                    yield slot + max(nth + n, results[n].nth), name, results[n].line, ""
                if isinstance(table, Source) and table.derived_from:
                    yield slot + max(nth + n, results[n].nth), DERIVED, results[n].line, ""
        nth += len(results)


def doubtful(
    name: str, numbers: Sequence[int], claims: Sequence[Any], declared: Declared, hiding: bool
) -> Iterator[SqlValues]:
    """Yield the rows of the table of suspects for claims of one type with these numbers."""
    results = {*_doubtful_claims(claims, declared)} if claims else set[int]()  # places
    if hiding:
        results.update(n for n, claim in enumerate(claims) if any(unseen_in(name, claim)))
    yield from ((numbers[n], CLAIMED, 0, "") for n in results)
    if name == "figure":
        yield from ((numbers[n], PREFERRED, 0, key) for n, key in _preferred(claims))


def _may_be_wrong(table: Any) -> bool:
    """Return whether a rule may find an error in a table that declares something."""
    if isinstance(table, Source) and table.url is not None and not web_address(table.url):
        return True
    names = table.names if isinstance(table, Party) else ()
    return not allows(table.allow) or not all(map(fold, names))  # by nothing it is found


def _doubtful_claims(claims: Sequence[Any], declared: Declared) -> Iterator[int]:
    """Yield the places of the claims of one type that may be wrong."""
    said = {*map(_SAID, claims)}
    late = {
        (source, day)
        for source, day in said
        if day and _is_said_after(day, declared.source_last_days[source])
    }
    if late or any(_may_be_wrongly_put(*how) for how in {*map(_PUT, claims)}):
        for n, claim in enumerate(claims):
            if _may_be_wrongly_put(*_PUT(claim)) or _SAID(claim) in late:
                yield n
    if isinstance(claims[0], Event):
        yield from (n for n, event in enumerate(claims) if _is_held_after_source(event, declared))
    if isinstance(claims[0], Figure):
        yield from _doubtful_figures(claims, declared)


def _may_be_wrongly_put(
    rank: str, reason: str | None, inferred: str | None, allow: tuple[str, ...]
) -> bool:
    """Return whether a rule may find an error in one of these keys of a claim."""
    unsaid = bool(inferred) and not says_how(inferred or "")
    return (rank != "normal" and reason is None) or unsaid or not allows(allow)


def _preferred(figures: Sequence[Figure]) -> Iterator[tuple[int, str]]:
    """Yield the places of the preferred figures, and a key of the question that each answers."""
    for n, figure in enumerate(figures):
        if figure.rank == "preferred":
            after = days(figure.period)[1]
            yield n, f"{figure.measure} {series_sort_key(figure)} {figure.unit} {after}"


def _is_said_after(said_on: str, published: int | None) -> bool:
    """Return whether it was said after the last day on which a source may have been published."""
    return published is not None and days(said_on)[0] > published


def _is_held_after_source(event: Event, declared: Declared) -> bool:
    """Return whether an event was held, though it begins after it was printed or said."""
    if event.status != "held" or event.period is None:
        return False
    published, begins = declared.source_last_days[event.source], days(event.period)[0]
    if published is not None and begins > published:
        return True
    return event.said_on is not None and begins >= days(event.said_on)[1]


def _doubtful_figures(figures: Sequence[Figure], declared: Declared) -> Iterator[int]:
    """Yield the places of figures whose unit, value or parts may be wrong."""
    verdicts: dict[tuple[str, str], bool] = {}  # False: the value is to be looked at
    for measure, unit in {*map(_MEASURED, figures)}:
        nature = declared.measure_natures[measure]
        if not fits(nature, unit) or is_money_in_words(unit):
            verdicts[measure, unit] = True
        elif nature in ("ratio", "rank"):
            verdicts[measure, unit] = False
    if verdicts:
        for n, figure in enumerate(figures):
            certain = verdicts.get(_MEASURED(figure))
            if certain or (certain is False and _is_implausible(figure)):
                yield n
    if any(map(_PARTS, figures)):
        yield from (n for n, figure in enumerate(figures) if figure.parts)
    if any(map(_PART_OF, figures)):
        yield from _doubtful_parts(figures)


def _doubtful_parts(figures: Sequence[Figure]) -> Iterator[int]:
    """Yield the places of figures that may exceed their whole, or be parts of themselves."""
    parts = [(n, figure) for n, figure in enumerate(figures) if figure.part_of]
    names = {part.part_of for _, part in parts}
    wholes = {figure.id: figure for figure in figures if figure.id in names}
    for n, part in parts:
        whole = wholes.get(part.part_of or "")
        known = whole is not None and None not in (part.value, whole.value)
        if whole is None or whole.part_of or (known and part.number > whole.number):
            yield n


def _is_implausible(figure: Figure) -> bool:
    """Return whether the value of a ratio or a rank may be wrong."""
    return figure.value is not None and is_implausible(figure.unit, figure.value)


def is_implausible(unit: str, value: Number) -> bool:
    """Return whether the value of a ratio, or of a rank, may be wrong."""
    return (not isinstance(value, int) or value < 1) if unit == "rank" else value > 100


def may_be_implausible(figure: Figure, declared: Declared) -> bool:
    """Return whether figures like this one may be wrong because of their values."""
    return declared.measure_natures[figure.measure] in ("ratio", "rank")
