"""The names in a request, resolved to what a fact base holds."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import Any

from dipfacts.errors import AmbiguousNameError, QuestionError, UnknownNameError
from dipfacts.model.fact import DYAD
from dipfacts.model.query import Query
from dipfacts.model.request import Request
from dipfacts.query.base import Base
from dipfacts.query.typed_words.typed_names import parties_of
from dipfacts.text import fold, listed, plain, quoted_list

# What no request has.
_OF_NO_DATE = {"unknown_day", "without_date"}
_FOUND_HERE = {"types", "parties", "in_order", "people", "published_by", *_OF_NO_DATE}
OF_SIDES = {"brief": "a brief", "overview": "an overview"}
"""Commands that are about so many parties at most, in words."""
_SHORTEST = 5  # letters of a name that a state had: Burma


def resolve(base: Base, request: Request) -> Query:
    """Return the query that a request makes of a base, its parties as sorted ids.

    Raises QuestionError for names that are unknown or ambiguous, and for too many or too few.
    """
    # The days asked about may tell parties of one name apart.
    dates = Query(since=request.within or request.since, until=request.within or request.until)
    during = dates.days if dates != dates.undated else None
    try:
        parties = parties_of(base, request.parties, during)
    except UnknownNameError as fault:
        from dipfacts.query.typed_words import joined_names  # lazy: only for a slip

        raise joined_names.error_for_joined(base, request.parties, fault) from None
    _check_sides(base, request, parties)
    asked: dict[str, Any] = {
        name: getattr(request, name) for name in {*Query.__struct_fields__} - _FOUND_HERE
    }
    for what in ("topic", "measure", "kind", "source"):
        ids = (_shown_id(base, request, what, name) for name in asked[what])
        asked[what] = tuple(dict.fromkeys(ids))
    asked["claimant"] = tuple(dict.fromkeys(base.party(n, during).id for n in request.claimant))
    if request.command == "figures":
        (asked["topic"],) = request.topic
        asked["in_order"] = tuple(parties) if len(parties) > DYAD else None
    named = base.parties_by_id(parties).values() if len(parties) > 1 else ()
    people = tuple(party.id for party in named if party.kind == "person")
    if request.publisher:
        asked["publisher"], asked["published_by"] = _publishers(base, request.publisher)
    # Nothing asked for is None, as in a query that nobody typed: such a one is counted unread.
    asked = {name: None if value == () else value for name, value in asked.items()}
    return Query(parties=tuple(sorted(parties)), people=people, **asked)


def _check_sides(base: Base, request: Request, parties: list[str]) -> None:
    """Raise QuestionError for a question about more parties than it may have, or fewer."""
    count = len(parties)
    if request.command in OF_SIDES and count > DYAD:
        from dipfacts.remedy import Remedy, Takes  # lazy: only for a slip

        names = listed(plain(party.name) for party in base.parties_by_id(parties).values())
        message = f"{OF_SIDES[request.command]} is about one party or two, and not about {names}"
        raise QuestionError(message, Remedy.of("name one or two: ", Takes("timeline", "more")))
    if request.mirror and count != DYAD:
        from dipfacts.remedy import Option, Remedy  # lazy: only for a slip

        wrong = Remedy.of(Option("mirror"), " needs two parties")
        raise QuestionError(wrong, "name both sides, in any order")


def renamings(base: Base, names: Iterable[str], ids: Iterable[str]) -> list[str]:
    """Return a sentence for each name that a state no longer has: what it is called since when.

    `ids` are those of the parties that the names mean.
    """
    sentences = list[str]()
    for name in names:
        form = fold(name)
        if len(form) < _SHORTEST or base.parties_by_id([form]) or not name.isascii():
            continue  # a code, an id, a name in another language: what most people type
        # lazy: names are seldom others than ids
        from dipfacts.countries import country_names, related_words

        code, sentence = related_words.renaming(name) or ("", "")
        for party in base.parties_by_id(ids).values() if code else ():
            # A base may go on with the name that a state no longer has, and CLDR does.
            is_its_own = fold(party.name) == form != fold(country_names.title(code))
            sentences += [sentence] if party.iso == code and not is_its_own else []
    return sentences


def _shown_id(base: Base, request: Request, what: str, name: str) -> str:
    """Return the id of a topic, measure, kind or source that is asked for.

    Raises UnknownNameError, for a measure of another topic and a name that is near nothing of which
    the command shows claims with the one that does.
    """
    elsewhere = _elsewhere(base, request, what)
    if not elsewhere:
        return id_of(base, what, name)
    try:
        id = id_of(base, what, name, elsewhere)
    except UnknownNameError as fault:
        if not {*fault.candidates} & {*elsewhere}:
            raise
        id, message = fault.candidates[0], fault.message
    else:
        if id not in elsewhere or what == "kind":  # of which relations may be recorded yet
            return id
        message = f"{id} is a measure of {elsewhere[id]}, not of {request.topic[0]}"
    from dipfacts.remedy import Instead, Option, Remedy  # lazy: only for a slip

    words = elsewhere[id], *map(plain, request.parties)
    instead = Instead(words, options=(Option(what, id),))
    raise UnknownNameError(message, Remedy.of(instead), name, what)


def _elsewhere(base: Base, request: Request, what: str) -> dict[str, str]:
    """Return the measures or kinds of which a command shows nothing, each with one that does."""
    if what == "measure" and request.command == "figures":
        others = (one for one in base.measures.values() if one.topic not in request.topic)
        return {measure.id: measure.topic for measure in others}
    if what == "kind" and request.command == "relations":
        return {kind.id: "timeline" for kind, _ in base.counted("kind") if kind.of == "event"}
    return {}


def id_of(base: Base, what: str, name: str, rather_not: Container[str] = ()) -> str:
    """Return the id of the topic, measure, kind or source of this id or label, spelled so or alike.

    Raises QuestionError where none or several have it; some are near ones only if no other is.
    """
    tables: dict[str, Any] = {"topic": base.topics, "measure": base.measures, "kind": base.kinds}
    known = base.values(what) if what in ("kind", "source") else tables[what]
    if name in known:
        return name
    labels = {id: table.label for id, table in tables.get(what, {}).items()}
    texts = {id: [id, labels[id]] if id in labels else [id] for id in known}
    return _spelled_like(what, name, texts, rather_not)


def _spelled_like(
    what: str, name: str, texts: dict[str, list[str]], rather_not: Container[str] = ()
) -> str:
    """Return the key spelled like a name, of those with these texts.

    Raises QuestionError where none or several are.
    """
    from dipfacts.query.names import suggest  # lazy: only for a label, or a slip

    form = fold(name)
    meant = [id for id, own in texts.items() if form and form in map(fold, own)]
    if len(meant) == 1:
        return meant[0]
    if meant:
        message = f'"{plain(name)}" may be {quoted_list(meant)}'
        raise AmbiguousNameError(message, "ask by one of these ids", name, meant)
    near = suggest.with_initials(name, texts) if what == "publisher" else []
    rather = {id: own for id, own in texts.items() if id not in rather_not}
    for some in (rather, texts):
        near = near or suggest.labelled(name, some, by_word=what != "source")
    plural = "sources" if what == "publisher" else f"{what}s"
    from dipfacts.query.names.unknown_names import listed_by, unknown_name  # lazy: only for a slip

    otherwise = listed_by(plural) if texts else f"there is no {what} here"
    raise unknown_name(what, name, near, otherwise)


def _publishers(base: Base, names: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return publishers as the fact base spells them, and the ids of their sources."""
    from dipfacts.query import listed_counts  # lazy: most questions are about no publisher

    printed: dict[str, list[str]] = {}
    for publisher, source in listed_counts.publishers(base.index.all):
        printed.setdefault(publisher, []).append(source)
    texts = {publisher: [publisher] for publisher in printed}
    results = tuple(
        dict.fromkeys(n if n in texts else _spelled_like("publisher", n, texts) for n in names)
    )
    return results, tuple(id for publisher in results for id in printed[publisher])
