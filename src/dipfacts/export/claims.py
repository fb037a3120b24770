"""The claims as rows, and who has which part in each."""

from __future__ import annotations

from collections.abc import Iterator

from dipfacts.export.declared import (
    CLAIM,
    PARTIES,
    PARTY,
    PARTY_NAMES,
    PERIOD,
    Column,
    ExportTable,
    Values,
    as_declared,
    days,
    names_of,
)
from dipfacts.export.questions import each_series
from dipfacts.model.fact import Fact
from dipfacts.model.figures.agreement import questions
from dipfacts.model.file_format.descriptions import description
from dipfacts.model.file_format.tables import Claim, Figure, Relation
from dipfacts.query.base import Base
from dipfacts.render.json.records import fact_record

_CLAIM_COLUMNS = (
    *as_declared(Claim, "id"),
    Column("type", "text", "figure, relation or event"),
    *as_declared(Claim, "topic"),
    *as_declared(Figure, "measure"),
    Column("kind", "text", "relations and events: what sort"),
    Column("title", "text", "relations and events: in a few words"),
    PARTIES,
    PARTY_NAMES,
    Column("from_party", "text", description(Claim, "from_"), PARTY),
    Column("to_party", "text", description(Claim, "to"), PARTY),
    *as_declared(Claim, "period"),
    *PERIOD,
    Column(
        "period_precision", "text", "day, month, year, decade, century or none: of the coarser end"
    ),
    Column("period_uncertain", "flag", "whether an end is marked as uncertain"),
    Column("period_approximate", "flag", "whether an end is marked as approximate"),
    Column(
        "period_unspecified",
        "flag",
        "whether a part of it is open (199X, a set), its start and end being the widest",
    ),
    *as_declared(Figure, "value unit qualifier absent"),
    Column("display", "text", "figures: value, unit and qualifier as people write them"),
    *as_declared(Figure, "reporter scope part_of parts valuation definition"),
    Column("question", "text", "figures: the first claim about the same; null if absent", CLAIM),
    *as_declared(Relation, "place same_as"),
    Column("occurrence", "text", "relations and events: the first claim about the same", CLAIM),
    Column("status", "text", "in-force, held, planned, …; of figures: provisional, forecast, …"),
    *as_declared(Claim, "source locator"),
    Column("claimant", "text", "the party who said it; of several the first", PARTY),
    Column("claimants", "text", "the ids of all who said it, joined like parties"),
    *as_declared(Claim, "said_on"),
    Column("known_by", "date", "when it was public: said, else printed"),
    *as_declared(Claim, "rank rank_reason inferred note"),
    Column("file", "text", "the file of the fact base where it stands"),
    Column("line", "integer", "the line of that file"),
)


def _claims(base: Base) -> Iterator[Values]:
    """Yield figures by measure and direction or dyad, so that those asked for together are near."""
    names = names_of(base)
    for fact, question in _all(base):
        row = fact_record(fact, base.measures)
        row |= {f"period_{key}": value for key, value in (row["period"] or {}).items()}
        row |= zip((column.name for column in PERIOD), days(fact.period), strict=True)
        row |= {"period": fact.claim.period, "parties": "; ".join(row["parties"])}
        row |= {"party_names": names(fact.claim.everyone), "question": question}
        row |= {"claimants": "; ".join(row["claimants"]) or None}
        row |= {"from_party": row["from"], "to_party": row["to"]}
        yield tuple(row.get(column.name) for column in _CLAIM_COLUMNS)


def _all(base: Base) -> Iterator[tuple[Fact, str | None]]:
    """Yield every claim, a figure with the id of its question."""
    for facts in each_series(base):
        every = questions(facts, base.measures)
        ids = {fact.id: question.facts[0].id for question in every for fact in question.facts}
        yield from ((fact, ids.get(fact.id)) for fact in facts)
    yield from ((fact, None) for fact in base.walk(("relation", "event")))


def claim_parties(base: Base) -> Iterator[Values]:
    """Yield everyone whom a claim names, in the order of the files."""
    for fact in base.walk():
        for nth, (role, party) in enumerate(_roles(fact)):
            yield fact.id, party, role, nth


def _roles(fact: Fact) -> Iterator[tuple[str, str]]:
    """Yield everyone whom a claim names, once for each role in it."""
    claim = fact.claim
    yield from (("party", party) for party in dict.fromkeys(claim.parties))
    singles = (("from", claim.from_), ("to", claim.to))
    yield from ((role, party) for role, party in singles if party)
    yield from (("claimant", party) for party in dict.fromkeys(claim.claimants))
    yield from (("person", person) for person in dict.fromkeys(getattr(claim, "people", ())))
    if reporter := getattr(claim, "reporter", None):
        yield "reporter", reporter


CLAIMS = ExportTable(
    "claims",
    "Every claim, deprecated ones too: figures, relations and events.",
    _CLAIM_COLUMNS,
    _claims,
    key=("id",),
    indexes=(("topic", "measure"), ("period_start",), ("source",)),
    has_parts=True,
)
