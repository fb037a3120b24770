"""Resolve the names in a request to what a fact base holds."""

from __future__ import annotations

from collections.abc import Collection

from dipfacts.errors import QuestionError
from dipfacts.model.query import Query
from dipfacts.model.request import Request
from dipfacts.query.base import Base
from dipfacts.text import did_you_mean, plain

_LISTED = 12  # names shown where none is near


def resolve(base: Base, request: Request) -> Query:
    """Return the query that a request makes of a base, its parties as sorted ids.

    Raises QuestionError for names that are unknown or ambiguous.
    """
    during = _days(request)
    parties = [base.party(name, during).id for name in request.parties]
    for party in parties:
        if parties.count(party) > 1:
            raise QuestionError(f'"{party}" is named twice', "name each party once")
    if request.measure is not None:
        _check("measure", request.measure, base.measures)
    if request.kind is not None:
        _check("kind", request.kind, base.values("kind"))
    if request.source is not None:
        _check("source", request.source, base.values("source"))
    return Query(
        topic=request.topic,
        parties=tuple(sorted(parties)),
        since=request.since,
        until=request.until,
        within=request.within,
        known_by=request.known_by,
        measure=request.measure,
        kind=request.kind,
        source=request.source,
        deprecated=request.deprecated,
        text=request.text,
        limit=request.limit,
    )


def _check(what: str, name: str, known: Collection[str]) -> None:
    if name not in known:
        hint = did_you_mean(name, known, f"there are {', '.join(list(known)[:_LISTED])}")
        raise QuestionError(f'no {what} is called "{plain(name)[:60]}"', hint)


def _days(request: Request) -> tuple[int, int] | None:
    """Return the days asked about, which may tell parties of one name apart; None for all."""
    begin, end = request.within or request.since, request.within or request.until
    if begin is None and end is None:
        return None
    return (begin and begin.start_day) or 0, (end and end.end_day) or 10**9
