"""The fast path of the checks: tables in which a rule may find an error, kept in the index.

While a file is read, `suspects` passes over what is certainly right by the rules of errors. What is
left is seldom anything, and `errors` asks the rules themselves about it. Held equal to the checks
by tests/test_errors.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import Any

from dipfacts.index.rows import Declared, days, series_key
from dipfacts.index.schema import Values
from dipfacts.model.tables import (
    TABLES,
    AnyClaim,
    Claim,
    Event,
    Figure,
    Party,
    Source,
)
from dipfacts.read.doubtful import (
    URL,
    fits,
    may_hide,
    money_in_words,
    says_how,
    unseen_in,
    unseen_in_comments,
)
from dipfacts.read.loader import LoadedTable
from dipfacts.text import fold

# Kinds of suspects, besides the names of the tables that declare something. Their details are the
# question of a preferred claim, and the character that a comment holds.
CLAIMED, PREFERRED, COMMENT = "claim", "preferred", "comment"

_MEASURED = attrgetter("measure", "unit")


def suspects(
    rows: Sequence[LoadedTable], text: str, declared: Declared, slot: int
) -> Iterator[Values]:
    """Yield the rows of the table of suspects for the tables of one file.

    Each has the number of the table in the index, the kind, the line, and a detail. What may be
    wrong only together with tables of other files is among them.
    """
    hiding = may_hide(text)
    if hiding:
        for line, _, char in unseen_in_comments(text):
            yield slot, COMMENT, line, char
    claims = [row.table for row in rows if isinstance(row.table, Claim)]
    for nth, row in enumerate(rows if len(claims) < len(rows) else ()):
        if not isinstance(row.table, Claim) and _may_be_wrong(row, hiding):
            yield slot + max(nth, row.nth), row.name, row.line, ""
    numbers: set[int] = {*_doubtful_claims(claims, declared)}
    numbers.update(_doubtful_figures(claims, declared))
    if hiding:
        names = {type_: name for name, type_ in TABLES.items()}
        numbers.update(n for n, c in enumerate(claims) if any(unseen_in(names[type(c)], c)))
    yield from ((slot + 1 + n, CLAIMED, 0, "") for n in numbers)
    for n, claim in enumerate(claims):
        if claim.rank == "preferred" and isinstance(claim, Figure):
            question = (
                f"{claim.measure} {series_key(claim)} {claim.unit} {days(claim.period, True)[1]}"
            )
            yield slot + 1 + n, PREFERRED, 0, question


def _may_be_wrong(row: LoadedTable, hiding: bool) -> bool:
    """Return whether a rule may find an error in a table that declares something."""
    table: Any = row.table
    names = (table.name, *table.aliases) if isinstance(table, Party) else ()
    return (
        (isinstance(table, Source) and table.url is not None and not URL.fullmatch(table.url))
        or bool(table.allow)
        or not all(map(fold, names))  # not found by any name
        or (hiding and any(unseen_in(row.name, table)))
    )


def _doubtful_claims(claims: Sequence[AnyClaim], declared: Declared) -> Iterator[int]:
    """Yield the places of claims that may be wrong by themselves, or beside their source."""
    for n, claim in enumerate(claims):
        if (
            (claim.rank != "normal" and claim.rank_reason is None)
            or (claim.inferred is not None and not says_how(claim.inferred))
            or claim.allow
        ):
            yield n
        elif claim.said_on or isinstance(claim, Event):
            published = declared.sources[claim.source]
            if published is not None and _latest(claim) > published:
                yield n


def _latest(claim: AnyClaim) -> int:
    """Return the latest day, as an ordinal, that the source of a claim must not be older than."""
    said = claim.said_on.toordinal() if claim.said_on else 0
    if not isinstance(claim, Event) or claim.status != "held" or claim.period is None:
        return said
    return max(said, days(claim.period, False)[0])


def _doubtful_figures(claims: Sequence[AnyClaim], declared: Declared) -> Iterator[int]:
    """Yield the places of figures whose unit, value or parts may be wrong."""
    figures = [(n, claim) for n, claim in enumerate(claims) if isinstance(claim, Figure)]
    doubtful: dict[tuple[str, str], bool] = {}  # else the value is to be looked at
    for measure, unit in {_MEASURED(figure) for _, figure in figures}:
        nature = declared.natures[measure]
        if not fits(nature, unit) or money_in_words(unit):
            doubtful[measure, unit] = True
        elif nature in ("ratio", "rank"):
            doubtful[measure, unit] = False
    if doubtful:
        for n, figure in figures:
            certain = doubtful.get(_MEASURED(figure))
            if certain or (certain is False and _is_odd(figure)):
                yield n
    parts = [(n, figure) for n, figure in figures if figure.part_of]
    yield from (n for n, figure in figures if figure.parts)
    names = {part.part_of for _, part in parts}
    wholes = {figure.id: figure for _, figure in figures if figure.id in names} if parts else {}
    for n, part in parts:
        whole = wholes.get(part.part_of or "")
        if whole is None or whole.part_of or part.value > whole.value:
            yield n


def _is_odd(figure: Figure) -> bool:
    """Return whether the value of a ratio or a rank may be wrong."""
    if figure.unit == "rank":
        return not isinstance(figure.value, int) or figure.value < 1
    return figure.value > 100
