"""A claim and an answer as the plain objects of the JSON contract (schema_version 1)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from msgspec.structs import asdict

from dipfacts.answers.answer import Answer, Series
from dipfacts.model import display
from dipfacts.model.tables import Figure, Measure, Party, Source
from dipfacts.query.base import TYPES, Fact
from dipfacts.render.columns import SOURCE_KEYS
from dipfacts.render.json.encoding import SCHEMA_VERSION as SCHEMA_VERSION
from dipfacts.render.json.encoding import encoded as encoded
from dipfacts.render.json.encoding import indented as indented
from dipfacts.render.json.sides import mirror_record, others_record
from dipfacts.text import plain

_KEYS = (
    "id type topic measure nature kind title parties from to reporter people place status"
    " occurrence same_as period value unit qualifier absent display source locator"
    " claimant claimants said_on known_by rank rank_reason inferred note part_of scope valuation"
    " definition file line"
).split()


_HAPPENING = ("timeline", "relations", "brief", "overview", "search", "show")


def document(answer: Answer) -> dict[str, Any]:
    """Return the one object that `--json` prints."""
    whole: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "query": answer.query,
        "status": answer.status,
        "answer": answer.head,
        "facts": [fact_record(fact, answer.base.measures) for fact in answer.facts],
        "parties": {name: party_record(party) for name, party in answer.parties().items()},
        "sources": {name: source_record(source) for name, source in answer.sources().items()},
    }
    if answer.mirror is not None:
        whole["mirror"] = [mirror_record(pair) for pair in answer.mirror]
    elif answer.sides and answer.command != "brief":
        whole["mirror"] = [mirror_record(pair) for pair in answer.sides]
    known = max((fact.known_day or 0 for fact in answer.facts), default=0)
    whole["coverage"] = date.fromordinal(known) if known else None
    whole["left_out"] = {"limit": answer.left_out, "known_by": answer.undated}
    if answer.renamings:
        whole["renamings"] = answer.renamings
    if answer.ranked is not None:
        whole["ranked"] = answer.ranked
    for record in whole["facts"] if answer.standings else ():
        if standing := answer.standings.get(record["id"]):
            record["status_class"] = standing.name
    for record, occasion in zip(whole["facts"], answer.occasions, strict=False):
        record["upcoming"] = occasion._asdict()
    if answer.occurrences or answer.command in _HAPPENING:
        from dipfacts.render.json.occurrences import occurrence_record  # figures have none

        found = [(one, answer.answering(one)) for one in answer.occurrences]
        whole["occurrences"] = [occurrence_record(*one) for one in found]
    if answer.command == "figures":
        _add_figures(whole, answer)
    elif answer.command == "brief":
        from dipfacts.render.json.brief import brief_record  # most answers are none

        whole["brief"] = brief_record(answer) if answer.brief else None
    elif answer.command == "overview":
        from dipfacts.render.json.overview import overview_record  # most answers are none

        whole["overview"] = overview_record(answer) if answer.overview else None
    elif answer.command in LISTED:
        record = LISTED[answer.command]
        tables: Iterable[tuple[Any, int]] = answer.counts
        whole[answer.command] = {t.id: {**record(t), "claims": claims} for t, claims in tables}
        _add_codes(whole[answer.command], answer)
    return whole


def _add_figures(whole: dict[str, Any], answer: Answer) -> None:
    """Add what is derived from figures, and their places in rankings and tables of partners."""
    whole["derived"] = answer.derived
    whole["series"] = series_record(answer.series) if answer.series else None
    whole["ranking"], whole["more_rankings"] = None, []
    places: dict[str, dict[str, Any]] = {}
    if answer.side_by_side:
        from dipfacts.render.json import side_by_side  # most answers are of fewer parties

        whole["side_by_side"] = [*map(side_by_side.record, answer.side_by_side)]
        for table in answer.side_by_side:
            found = side_by_side.of_claims(table)
            places |= {id: {"side_by_side": place} for id, place in found.items()}
    if answer.ranking is not None:
        from dipfacts.render.json.ranking import of_claims, ranking_record  # dyads have none

        rankings = [answer.ranking, *answer.more_rankings]
        whole["ranking"], *whole["more_rankings"] = map(ranking_record, rankings)
        for each in rankings:
            places |= {id: {"ranking": place} for id, place in of_claims(each).items()}
    for record in whole["facts"] if places else ():
        record |= places.get(record["id"], {})


def _add_codes(records: dict[str, dict[str, Any]], answer: Answer) -> None:
    """Add to the records of parties the codes that each has, if they are asked for."""
    if not answer.query.get("codes"):
        return
    from dipfacts.countries.code_lists import codes_of_party  # a file of its own

    for party, _ in answer.counts:
        if isinstance(party, Party):
            records[party.id]["codes"] = codes_of_party(party)


def lines(answer: Answer) -> Iterator[dict[str, Any]]:
    """Yield the records of an answer one by one; a claim's source is an object in it."""
    whole = document(answer)
    if answer.command in LISTED:
        for name, record in whole[answer.command].items():
            yield {"id": name, **record}
        return
    for fact in whole["facts"]:
        yield {**fact, "source": {"id": fact["source"], **whole["sources"][fact["source"]]}}


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


def series_record(series: Series) -> dict[str, Any]:
    """Return a series of full years: a gap has null for its values."""
    points = [
        {
            "period": str(p.period),
            "low": p.low,
            "high": p.high,
            "facts": [fact.id for fact in p.facts],
            "others": others_record(p),
        }
        for p in series.points
    ]
    return {**series.about, "points": points}


def party_record(party: Party) -> dict[str, Any]:
    """Return a party; keys that it does not have are left out."""
    record: dict[str, Any] = {"name": party.name, "kind": party.kind}
    optional = {key: getattr(party, key) for key in ("iso", "office", "country")}
    return record | {key: value for key, value in optional.items() if value is not None}


def source_record(source: Source) -> dict[str, Any]:
    """Return a source without its id."""
    return {key: getattr(source, key) for key in SOURCE_KEYS}


def printable(text: str) -> str:
    """Return a text for a cell: line breaks kept, other unseen characters spelled out."""
    if text.isprintable():
        return text
    return "\n".join(plain(line) for line in text.splitlines())


LISTED: dict[str, Callable[[Any], dict[str, Any]]] = {
    "parties": party_record,
    "topics": lambda topic: {"label": topic.label, "note": topic.note},
    "measures": lambda measure: {
        key: getattr(measure, key) for key in ("topic", "label", "nature", "counts", "note")
    },
    "kinds": lambda kind: {
        "of": kind.of,
        "label": kind.label,
        "declared": kind.label is not None,
        "unique": kind.unique,
        "note": kind.note,
    },
    "sources": source_record,
    "inventory": lambda extent: {
        "label": extent.label,
        **{f"{type_}s": getattr(extent, type_) for type_ in TYPES},
        "first": extent.first,
        "last": extent.last,
    },
}
"""The commands whose answers list tables instead of claims, and the record of one."""
