"""A claim and an answer as the plain objects of the JSON contract (schema_version 1)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from dipfacts.answers import mirror
from dipfacts.answers.answer import Answer, Series
from dipfacts.model import display
from dipfacts.model.tables import Figure, Party, Source, Topic
from dipfacts.query.base import Fact
from dipfacts.render.json.brief import brief_record
from dipfacts.render.json.encoding import SCHEMA_VERSION as SCHEMA_VERSION
from dipfacts.render.json.encoding import encoded as encoded
from dipfacts.render.json.encoding import indented as indented
from dipfacts.text import plain


def document(answer: Answer) -> dict[str, Any]:
    """The one object that `--json` prints. Keys are only ever added within a schema_version."""
    natures = {name: measure.nature for name, measure in answer.base.measures.items()}
    found: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "query": answer.query,
        "status": answer.status,
        "answer": answer.head,
        "facts": [fact_record(fact, natures) for fact in answer.facts],
        "parties": {name: party_record(party) for name, party in answer.parties().items()},
        "sources": {name: source_record(source) for name, source in answer.sources().items()},
    }
    for record, occasion in zip(found["facts"], answer.occasions, strict=False):
        record["upcoming"] = occasion._asdict()
    if answer.command == "figures":
        found["derived"] = answer.derived
        if answer.mirror is not None:
            found["mirror"] = [mirror_record(row) for row in answer.mirror]
        found["series"] = series_record(answer.series) if answer.series else None
    if answer.command == "brief":
        found["brief"] = brief_record(answer) if answer.brief else None
    if answer.command == "topics":
        found["topics"] = {}
    for table, claims in answer.counts:
        if isinstance(table, Party):
            found["parties"][table.id] = {**party_record(table), "claims": claims}
        elif isinstance(table, Source):
            found["sources"][table.id] = {**source_record(table), "claims": claims}
        elif isinstance(table, Topic):
            found["topics"][table.id] = {"label": table.label, "note": table.note, "claims": claims}
    return found


def fact_record(fact: Fact, natures: Mapping[str, str]) -> dict[str, Any]:
    """One claim with every key of the contract; what is not known is null."""
    claim = fact.claim
    record: dict[str, Any] = {"id": claim.id, "type": fact.type, "topic": fact.topic or None}
    if isinstance(claim, Figure):
        record |= {"measure": claim.measure, "nature": natures[claim.measure]}
    else:
        record |= {"kind": claim.kind, "title": claim.title}
    record |= {
        "parties": list(claim.everyone),
        "from": claim.from_,
        "to": claim.to,
    }
    if isinstance(claim, Figure):
        record["reporter"] = claim.reporter
    else:
        record |= {"people": list(claim.people), "place": claim.place, "status": claim.status}
    record["period"] = period_record(fact)
    if isinstance(claim, Figure):
        record |= {
            "value": claim.value,
            "unit": claim.unit,
            "qualifier": claim.qualifier,
            "display": display.figure_amount(claim),
        }
    record |= {
        "source": claim.source,
        "locator": claim.locator,
        "claimant": claim.claimant,
        "said_on": claim.said_on,
        "known_by": date.fromordinal(fact.known_day) if fact.known_day else None,
        "rank": claim.rank,
        "rank_reason": claim.rank_reason,
        "inferred": claim.inferred,
        "note": claim.note,
    }
    if isinstance(claim, Figure):
        record |= {
            "part_of": claim.part_of,
            "scope": claim.scope,
            "valuation": claim.valuation,
            "definition": claim.definition,
        }
    return {**record, "file": fact.file, "line": fact.line}


def period_record(fact: Fact) -> dict[str, Any] | None:
    """The period as spelled and as days: `start` and `end` inclusive, null where open."""
    period = fact.period
    if period is None:
        return None
    return {
        "text": str(period),
        "start": period.start,
        "end": period.last,
        "precision": period.precision,
        "uncertain": period.uncertain,
        "approximate": period.approximate,
    }


def mirror_record(row: mirror.MirrorPair) -> dict[str, Any]:
    """One flow and period as both sides report it; null where one of them does not."""
    return {
        "measure": row.flow[0] or None,
        "from": row.flow[1] or None,
        "to": row.flow[2] or None,
        "period": str(row.period),
        "unit": row.unit,
        "sides": [side and {"id": side.id, "value": side.value} for side in row.sides],
        "asymmetry_percent": row.asymmetry,
    }


def series_record(series: Series) -> dict[str, Any]:
    """A series of full years: a gap has null for its values."""
    points = [
        {"period": str(p.period), "low": p.low, "high": p.high, "facts": list(p.facts)}
        for p in series.points
    ]
    return {
        "measure": series.measure,
        "unit": series.unit,
        "reporter": series.reporter,
        "points": points,
    }


def party_record(party: Party) -> dict[str, Any]:
    """A party as answers tell it."""
    record: dict[str, Any] = {"name": party.name, "kind": party.kind}
    for key in ("iso", "office", "country"):
        if (value := getattr(party, key)) is not None:
            record[key] = value
    return record


def source_record(source: Source) -> dict[str, Any]:
    """A source as answers tell it."""
    keys = ("publisher", "author", "title", "published", "url")
    return {key: getattr(source, key) for key in keys}


def printable(text: str) -> str:
    """Text for a cell: line breaks kept, other unseen characters spelled out."""
    if text.isprintable():
        return text
    return "\n".join(plain(line) for line in text.splitlines())
