"""Resolve the names in a request to what a fact base holds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dipfacts.errors import QuestionError
from dipfacts.model.query import Query
from dipfacts.model.request import Request
from dipfacts.query.base import Base
from dipfacts.query.parties import unknown
from dipfacts.text import fold, plain, quoted_list

_SHORTEST = 5  # letters of a name that a state had: Burma


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
    same = {*Query._fields} - {"types", "parties", "unknown_day"}
    asked: dict[str, Any] = {name: getattr(request, name) for name in same}
    for what in ("measure", "kind", "source"):
        asked[what] = tuple(dict.fromkeys(_id(base, what, name) for name in asked[what]))
    for measure in asked["measure"] if request.topic else ():
        _check_topic(base, request, measure)
    # Nothing asked for is None, as in a query that nobody typed: such a one is counted unread.
    conditions: dict[str, Any] = {
        name: None if value == () else value for name, value in asked.items()
    }
    return Query(parties=tuple(sorted(parties)), **conditions)


def renamings(base: Base, names: Iterable[str]) -> list[str]:
    """Return a sentence for each name that a state no longer has: what it is called since when."""
    told = list[str]()
    for name in names:
        form = fold(name)
        if len(form) < _SHORTEST or base.parties_by_id([form]) or not name.isascii():
            continue  # a code, an id, a name in another language: what most people type
        from dipfacts import countries  # names are seldom others than ids

        code, sentence = countries.renaming(name) or ("", "")
        party = base.party(name)
        # A base may go on with the name that a state no longer has.
        if party.iso == code and form in (
            fold(countries.title(code)),
            *{form} - {fold(party.name)},
        ):
            told.append(sentence)
    return told


def _id(base: Base, what: str, name: str) -> str:
    """Return the id of the measure, kind or source that has this id or label, spelled so or alike.

    Raises QuestionError where none or several have it.
    """
    known = base.measures if what == "measure" else base.values(what)
    if name in known:
        return name
    from dipfacts.query import suggest  # only for a label, or a slip

    tables: dict[str, Any] = {"measure": base.measures, "kind": base.kinds, "source": {}}
    labels = {id: table.label for id, table in tables[what].items()}
    texts = {id: [id, labels[id]] if id in labels else [id] for id in known}
    form = fold(name)
    meant = [id for id, own in texts.items() if form and form in map(fold, own)]
    if len(meant) == 1:
        return meant[0]
    if meant:
        message = f'"{plain(name)}" may be {quoted_list(meant)}'
        raise QuestionError(message, "ask by one of these ids")
    near = suggest.labelled(name, texts, words=what != "source")
    otherwise = f"dipfacts {what}s lists them" if known else f"there is no {what} here"
    raise unknown(what, name, near, otherwise)


def _check_topic(base: Base, request: Request, measure: str) -> None:
    """Raise QuestionError for a measure of another topic than the one asked about."""
    topic = base.measures[measure].topic
    if topic != request.topic:
        import shlex  # only for a slip

        instead = shlex.join(["dipfacts", topic, *request.parties, "--measure", measure])
        message = f"{measure} is a measure of {topic}, not of {request.topic}"
        raise QuestionError(message, f"try {plain(instead)}")
