"""Resolve the names in a request to what a fact base holds."""

from __future__ import annotations

from typing import Any

from dipfacts.errors import QuestionError
from dipfacts.model.query import Query
from dipfacts.model.request import Request
from dipfacts.query.base import Base
from dipfacts.query.parties import unknown
from dipfacts.text import nearest, plain

_LISTED = 12  # names shown where none is near


def resolve(base: Base, request: Request) -> Query:
    """Return the query that a request makes of a base, its parties as sorted ids.

    Raises QuestionError for names that are unknown or ambiguous.
    """
    # The days asked about may tell parties of one name apart.
    dates = Query(since=request.within or request.since, until=request.within or request.until)
    during = dates.days if dates != dates.undated else None
    parties = [base.party(name, during).id for name in request.parties]
    for party in parties:
        if parties.count(party) > 1:
            raise QuestionError(f'"{party}" is named twice', "name each party once")
    for what in ("measure", "kind", "source"):
        if names := getattr(request, what):
            known = base.measures if what == "measure" else base.values(what)
            for name in names:
                if name not in known:
                    there_are = f"there are {', '.join([*known][:_LISTED])}"
                    there_are = there_are if known else f"there is no {what} here"
                    raise unknown(what, name, nearest(name, known), there_are)
                if what == "measure" and request.topic:
                    _check_topic(base, request, name)
    same = {*Query._fields} - {"types", "parties", "unknown_day"}
    asked = ((name, getattr(request, name)) for name in same)
    # Nothing asked for is None, as in a query that nobody typed: such a one is counted unread.
    conditions: dict[str, Any] = {name: None if value == () else value for name, value in asked}
    return Query(parties=tuple(sorted(parties)), **conditions)


def _check_topic(base: Base, request: Request, measure: str) -> None:
    """Raise QuestionError for a measure of another topic than the one asked about."""
    topic = base.measures[measure].topic
    if topic != request.topic:
        import shlex  # only for a slip

        instead = shlex.join(["dipfacts", topic, *request.parties, "--measure", measure])
        message = f"{measure} is a measure of {topic}, not of {request.topic}"
        raise QuestionError(message, f"try {plain(instead)}")
