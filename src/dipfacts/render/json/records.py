"""A claim and an answer as the plain objects of the JSON contract (schema_version 1)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from msgspec.structs import asdict

from dipfacts.answers.answer import Answer
from dipfacts.model import display
from dipfacts.model.fact import TYPES, Fact
from dipfacts.model.file_format.tables import Figure, Measure, Party, Source
from dipfacts.model.periods.period import Period
from dipfacts.model.query import any_of
from dipfacts.query.base import Base
from dipfacts.render.columns import SOURCE_KEYS, path_of
from dipfacts.render.json.encoding import SCHEMA_VERSION, Elements, Members
from dipfacts.render.json.fields import Fields, pick
from dipfacts.render.json.sides import mirror_record
from dipfacts.text import plain

if TYPE_CHECKING:
    from dipfacts.model.occurrences.occurrence import Occurrence

_KEYS = (
    "id type topic measure nature kind title parties from to reporter people place status"
    " occurrence same_as period value unit qualifier absent display source locator"
    " claimant claimants said_on known_by rank rank_reason inferred note part_of parts scope"
    " valuation definition file line"
).split()

KEYS_OF_COMMAND = {
    "figures": "figures:keys",
    "brief": "brief:keys",
    "overview": "overview:keys",
}
"""The keys that only the answer to one command has, as "module:function" of this package.

What is listed stands below the name of its command.
"""

_WITH_OCCURRENCES = ("timeline", "relations", "brief", "overview", "search", "show")


_SEVERAL = ("topic", "measure", "kind", "source", "claimant", "publisher")
_DATES = ("since", "until", "within", "known_by", "known_since")
_CONDITIONS = ("in_order", "parties", *_DATES, *_SEVERAL[1:], "text", "limit")


class _MentionedIds:
    """Parties, sources and the newest day that the claims passed on so far name."""

    def __init__(self, answer: Answer) -> None:
        self.parties = {*answer.asked.parties}
        self.sources: dict[str, None] = {}  # in the order in which claims name them
        self.known = 0

    def note(self, fact: Fact) -> None:
        """Note what a claim names."""
        self.parties.update(fact.claim.named)
        self.sources[fact.claim.source] = None
        self.known = max(self.known, fact.known_day or 0)


def document(answer: Answer, fields: Fields = None) -> Members:
    """Return the one object that `--json` prints, of each claim only the fields asked for.

    Its long parts are made as they are written. What claims name comes after them, and is noted
    while they are read.
    """
    return Members(_members(answer, fields))


def _head(answer: Answer) -> dict[str, Any]:
    """Return the headline, with how its number is computed where no claim states one."""
    record = answer.head.as_dict() | {"text": answer.sentence}
    if answer.head.derived:
        from dipfacts.render.json.figures import derivation  # lazy: most numbers are stated

        record["derived"] = derivation(answer.head.derived)
    return record


def _members(answer: Answer, fields: Fields) -> Iterator[tuple[str, Any]]:
    """Yield the keys and values of the one object."""
    yield "schema_version", SCHEMA_VERSION
    yield "query", query_record(answer)
    yield "status", answer.status
    yield "answer", _head(answer)
    named = _MentionedIds(answer)
    yield "facts", Elements(_picked(answer, named, fields))
    listed = Members(_listed(answer, fields))
    if answer.command == "parties":
        yield "parties", listed
    else:
        parties = answer.base.parties_by_id(sorted(named.parties))
        yield "parties", Members((name, party_record(party)) for name, party in parties.items())
    if answer.command == "sources":
        yield "sources", listed
    else:
        sources = answer.base.sources_by_id(named.sources)
        yield "sources", Members((name, source_record(source)) for name, source in sources.items())
    sides = answer.figures.sides if answer.command != "brief" else []
    mirror = (sides or None) if answer.figures.mirror is None else answer.figures.mirror
    if mirror is not None:
        yield "mirror", Elements(map(mirror_record, mirror))
    yield "coverage", date.fromordinal(named.known) if named.known else None
    counts = {noun: count for noun, count in answer.left_of.items() if count and answer.left_out}
    by_dates = {"known_by": answer.undated, "dates": answer.dateless}
    yield "left_out", {"limit": answer.left_out, "of": counts, **by_dates}
    if answer.renamings:
        yield "renamings", answer.renamings
    if answer.hits.ranked is not None:
        yield "ranked", answer.hits.ranked
    if answer.occurrences or answer.unread.occurrences or answer.command in _WITH_OCCURRENCES:
        from dipfacts.render.json.occurrences import occurrence_record  # lazy: figures have none

        results = (
            (occurrence, answer.answering(occurrence)) for occurrence in _each_occurrence(answer)
        )
        yield "occurrences", Elements(occurrence_record(*one) for one in results)
    yield from _command_keys(answer, listed)


def query_record(answer: Answer) -> dict[str, Any]:
    """Return the question: only what was asked, in one order."""
    record: dict[str, Any] = {"command": answer.command}
    is_of_topic = answer.command == "figures"
    for key in ("topic", *_CONDITIONS) if is_of_topic else (*_CONDITIONS, "topic"):
        value = getattr(answer.asked, key)
        if key in _SEVERAL:
            several = any_of(value)
            value = several[0] if len(several) == 1 else list(several) or None
        if value is not None:
            name = "in" if key == "within" else key
            record[name] = str(value) if isinstance(value, Period) else value
    if answer.asked.deprecated:
        record["all"] = True
    return record | {key: value for key, value in answer.options.as_dict().items() if value}


def _command_keys(answer: Answer, listed: Members) -> Iterator[tuple[str, Any]]:
    """Yield the keys that only the answers to one command have."""
    if name := KEYS_OF_COMMAND.get(answer.command):
        module, _, function = name.partition(":")
        yield from getattr(import_module(f"dipfacts.render.json.{module}"), function)(answer)
    elif answer.command in LISTED and answer.command not in ("parties", "sources"):
        yield answer.command, listed


def _each_claim(answer: Answer) -> Iterator[tuple[Fact, Any]]:
    """Yield every claim in order, each with the class of its relation if it is about one."""
    figures = answer.unread.figures
    yield from ((fact, None) for fact in (figures() if figures else ()))
    yield from ((fact, answer.standings.get(fact.id)) for fact in answer.facts)
    for part in answer.unread_batches():
        yield from ((fact, part.standings.get(fact.id)) for fact in part.facts)


def _each_occurrence(answer: Answer) -> Iterator[Occurrence]:
    """Yield every relation and event in order."""
    yield from answer.occurrences
    for part in answer.unread_batches():
        yield from part.occurrences


def _picked(answer: Answer, named: _MentionedIds, fields: Fields) -> Iterator[dict[str, Any]]:
    """Yield the records of claims, or their fields; there a claim's source is its id.

    Unless some of the keys of the source are asked for.
    """
    if fields and any(path_of(path).startswith("source.") for path in fields):
        records = _with_sources(answer, named)
    else:
        records = _claims(answer, named)
    return (pick(record, fields) for record in records) if fields else records


def _claims(answer: Answer, named: _MentionedIds) -> Iterator[dict[str, Any]]:
    """Yield the records of the claims of an answer, one by one."""
    places, occasions = _places(answer), iter(answer.timeline.occasions)
    for in_any_form, standing in _each_claim(answer):
        fact = in_any_form.as_recorded
        named.note(fact)
        record = fact_record(fact, answer.base.measures)
        if standing:
            record["status_class"] = standing.name
        if (occasion := next(occasions, None)) is not None:
            record["upcoming"] = occasion.as_dict()
        yield record | places(fact.id)


def sources_by_id(base: Base) -> Callable[[str], dict[str, Any]]:
    """Return the function that gives the record of a source by its id; many claims name one."""

    @lru_cache(maxsize=256)
    def record(id: str) -> dict[str, Any]:
        return {"id": id, **source_record(base.source(id))}

    return record


def _with_sources(answer: Answer, named: _MentionedIds) -> Iterator[dict[str, Any]]:
    """Yield the records of the claims, each with its source as an object."""
    source = sources_by_id(answer.base)
    for record in _claims(answer, named):
        yield {**record, "source": source(record["source"])}


def _places(answer: Answer) -> Callable[[str], dict[str, Any]]:
    """Return the function that tells where a claim stands in rankings and tables, by its id."""
    places: dict[str, dict[str, Any]] = {}
    if answer.figures.side_by_side:
        from dipfacts.render.json import side_by_side  # lazy: most answers are of fewer parties

        for table in answer.figures.side_by_side:
            of_table = side_by_side.places_of_claims(table)
            places |= {id: {"side_by_side": place} for id, place in of_table.items()}
    if answer.rankings.first is None or answer.command != "figures":
        return lambda claim: places.get(claim, {})
    from dipfacts.render.json.ranking import place_record, roles_of_claims  # lazy: dyads have none

    ranked = roles_of_claims(answer.rankings.first)
    for each in answer.rankings.others:
        ranked |= roles_of_claims(each)

    def place_of(claim: str) -> dict[str, Any]:
        place = ranked.get(claim)
        return {"ranking": place_record(claim, place)} if place else places.get(claim, {})

    return place_of


def _listed(answer: Answer, fields: Fields) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the records of what is listed, by their ids."""
    for row in lines(answer):
        name = row["id"]
        yield name, pick(row, fields) if fields else {k: v for k, v in row.items() if k != "id"}


def lines(answer: Answer) -> Iterator[dict[str, Any]]:
    """Yield the records of an answer one by one; a claim's source is an object in it."""
    if answer.command not in LISTED:
        yield from _with_sources(answer, _MentionedIds(answer))
        return
    record = LISTED[answer.command]
    for table, claims in answer.listing.counts:
        row = {"id": table.id, **record(table), "claims": claims}
        if gone := answer.listing.deprecated.get(table.id):
            row["deprecated"] = gone
        if answer.options.codes and isinstance(table, Party):
            from dipfacts.countries.code_lists import codes_of_party  # lazy: a file of its own

            row["codes"] = codes_of_party(table)
        yield row


def fact_record(fact: Fact, measures: Mapping[str, Measure]) -> dict[str, Any]:
    """Return a claim with every key of the contract; what is not known is null."""
    claim = fact.claim
    values = asdict(claim)
    values |= {
        "type": fact.type,
        "topic": fact.topic or None,
        "parties": list(claim.everyone),
        "claimant": next(iter(claim.claimants), None),
        "claimants": list(claim.claimants),
        "from": claim.from_,
        "period": period_record(fact),
        "known_by": date.fromordinal(fact.known_day) if fact.known_day else None,
        "file": fact.file,
        "line": fact.line,
    }
    if isinstance(claim, Figure):
        values["nature"] = measures[claim.measure].nature
        values["display"] = display.figure_amount(claim)
    else:
        values["people"] = list(claim.people)
        values["occurrence"] = fact.occurrence or fact.id
    return {key: values[key] for key in _KEYS if key in values}


def period_record(fact: Fact) -> dict[str, Any] | None:
    """Return the period as spelled and as days: `start` and `end` inclusive, null where open."""
    period = fact.period
    if period is None:
        return None
    dates = {"text": str(period), "start": period.start, "end": period.last}
    marks = ("precision", "uncertain", "approximate", "unspecified")
    return {**dates, **{key: getattr(period, key) for key in marks}}


def party_record(party: Party) -> dict[str, Any]:
    """Return a party; keys that it does not have are left out."""
    record: dict[str, Any] = {"name": party.name, "kind": party.kind}
    optional = {key: getattr(party, key) for key in ("iso", "office", "country", "note")}
    return record | {key: value for key, value in optional.items() if value is not None}


def source_record(source: Source) -> dict[str, Any]:
    """Return a source without its id."""
    record = {key: getattr(source, key) for key in SOURCE_KEYS}
    return {**record, "derived_from": [*source.derived_from] or None}


def printable(text: str) -> str:
    """Return a text with its line breaks, other unseen characters spelled out."""
    if text.isprintable():
        return text
    return "\n".join(plain(line) for line in text.splitlines())


def measure_record(measure: Measure) -> dict[str, Any]:
    """Return a measure without its id."""
    keys = ("topic", "label", "nature", "of", "partners", "counts", "note")
    record = {key: getattr(measure, key) for key in keys}
    return record | {key: [*getattr(measure, key)] or None for key in ("sum_of", "difference_of")}


LISTED: dict[str, Callable[[Any], dict[str, Any]]] = {
    "parties": party_record,
    "topics": lambda topic: {"label": topic.label, "note": topic.note},
    "measures": measure_record,
    "kinds": lambda kind: {
        "of": kind.of,
        "label": kind.label,
        "declared": kind.label is not None,
        "unique": kind.unique,
        "note": kind.note,
    },
    "sources": source_record,
    "start": lambda page: {"label": page.label, "of": page.of},
    "inventory": lambda extent: {
        "label": extent.label,
        **{f"{type_}s": getattr(extent, type_) for type_ in TYPES},
        "first": extent.first,
        "last": extent.last,
    },
}
"""The commands whose answers list tables instead of claims, and the record of one."""
