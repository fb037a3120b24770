"""The tables that are exported, declared once: their columns, and the rows that fill them.

Writers and docs/export.md follow from this. Rows are made one by one, so that a base of any size
passes through little memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Literal, NamedTuple

from dipfacts.model.occurrence import Occurrence
from dipfacts.model.stage import happening
from dipfacts.model.tables import (
    Claim,
    Figure,
    Kind,
    Measure,
    Party,
    Relation,
    Source,
    Table,
    Topic,
    description,
)
from dipfacts.query.base import Base, Fact, Query
from dipfacts.render.json.records import fact_record

ColumnKind = Literal["text", "date", "integer", "number", "flag"]
Values = tuple[Any, ...]


class Column(NamedTuple):
    """One column; `of` is the table and column that its values are found in."""

    name: str
    kind: ColumnKind
    about: str
    of: tuple[str, str] | None = None


class ExportTable(NamedTuple):
    """One table: `key` are the columns that name a row, `indexes` those that it is asked by."""

    name: str
    about: str
    columns: tuple[Column, ...]
    rows: Callable[[Base], Iterator[Values]]
    key: tuple[str, ...]
    indexes: tuple[tuple[str, ...], ...] = ()


PARTY, CLAIM = ("parties", "id"), ("claims", "id")

_COLUMN_KINDS: dict[str, ColumnKind] = {"value": "number", "accessed": "date"}
_OF = {
    "topic": ("topics", "id"),
    "measure": ("measures", "id"),
    "source": ("sources", "id"),
    **dict.fromkeys(("part_of", "same_as"), CLAIM),
    **dict.fromkeys(("reporter", "country"), PARTY),
}


def _as_declared(table: type[Table], keys: str) -> tuple[Column, ...]:
    """Return columns for keys of the fact base, described as these are declared."""
    whose = {Figure: "figures: ", Relation: "relations and events: "}.get(table, "")
    return tuple(
        Column(key, _COLUMN_KINDS.get(key, "text"), whose + description(table, key), _OF.get(key))
        for key in keys.split()
    )


_CLAIM_COLUMNS = (
    *_as_declared(Claim, "id"),
    Column("type", "text", "figure, relation or event"),
    *_as_declared(Claim, "topic"),
    *_as_declared(Figure, "measure"),
    Column("kind", "text", "relations and events: what sort"),
    Column("title", "text", "relations and events: in a few words"),
    Column("parties", "text", "the ids of all parties, joined by a semicolon and a blank"),
    Column("from_party", "text", description(Claim, "from_"), PARTY),
    Column("to_party", "text", description(Claim, "to"), PARTY),
    *_as_declared(Claim, "period"),
    Column("period_start", "date", "its first day; null where open or unknown"),
    Column("period_end", "date", "its last day, inclusive; null where open or unknown"),
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
    *_as_declared(Figure, "value unit qualifier absent"),
    Column("display", "text", "figures: value, unit and qualifier as people write them"),
    *_as_declared(Figure, "reporter scope part_of valuation definition"),
    *_as_declared(Relation, "place same_as"),
    Column("occurrence", "text", "relations and events: the first claim about the same", CLAIM),
    Column("status", "text", "in-force, held, planned, …; of figures: provisional, forecast, …"),
    *_as_declared(Claim, "source locator"),
    Column("claimant", "text", "the party who said it; of several the first", PARTY),
    *_as_declared(Claim, "said_on"),
    Column("known_by", "date", "when it was public: said, else printed"),
    *_as_declared(Claim, "rank rank_reason inferred note"),
    Column("file", "text", "the file of the fact base where it stands"),
    Column("line", "integer", "the line of that file"),
)


def _claims(base: Base) -> Iterator[Values]:
    natures = {name: measure.nature for name, measure in base.measures.items()}
    for fact in base.walk():
        row = fact_record(fact, natures)
        row |= {f"period_{key}": value for key, value in (row["period"] or {}).items()}
        row |= {"period": fact.claim.period, "parties": "; ".join(row["parties"])}
        row |= {"from_party": row["from"], "to_party": row["to"]}
        yield tuple(row.get(column.name) for column in _CLAIM_COLUMNS)


def _occurrences(base: Base) -> Iterator[Values]:
    """Yield the relations and events, each where the first of its claims stands."""
    for fact in base.walk():
        if fact.type == "figure" or (fact.occurrence or fact.id) != fact.id:
            continue
        facts = base.completed(Query(deprecated=True), [fact])
        one = Occurrence(facts, base.origins(facts) if len(facts) > 1 else None)
        answering = happening(one.fact)
        said = answering.kind, answering.title, answering.period, one.main.status
        differ = "; ".join(one.differ) or None
        yield one.id, one.fact.type, *said, one.fact.id, one.agreement, differ, len(facts)


def _claim_parties(base: Base) -> Iterator[Values]:
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


def _names(base: Base) -> Iterator[Values]:
    for party, _ in base.walk_table("party"):
        assert isinstance(party, Party)
        yield party.name, party.id, "name"
        yield from ((name, party.id, "alias") for name in dict.fromkeys(party.aliases))
        if party.iso:
            yield party.iso, party.id, "iso"


def _measures(base: Base) -> Iterator[Values]:
    for m in base.measures.values():
        yield m.id, m.topic, m.label, m.nature, "; ".join(m.sum_of) or None, m.of, m.counts, m.note


def _kinds(base: Base) -> Iterator[Values]:
    sql = "SELECT kind, sum(claims) FROM kind_count GROUP BY kind"
    counts = dict(base.rows(sql, ()))
    for k in base.kinds.values():
        yield k.id, k.of, k.label, k.unique, k.note, counts.get(k.id, 0)


def _counted(
    name: str, about: str, kind: str, columns: tuple[Column, ...], claims: str
) -> ExportTable:
    """Return the table of all tables of one kind in a fact base, with the number of claims."""

    def rows(base: Base) -> Iterator[Values]:
        for table, count in base.walk_table(kind):
            yield *(getattr(table, column.name) for column in columns), count

    columns_of_all = (*columns, Column("claims", "integer", claims))
    return ExportTable(name, about, columns_of_all, rows, key=("id",))


CLAIMS = ExportTable(
    "claims",
    "Every claim, deprecated ones too: figures, relations and events.",
    _CLAIM_COLUMNS,
    _claims,
    key=("id",),
    indexes=(("topic", "measure"), ("period_start",), ("source",)),
)

TABLES = (
    _counted(
        "topics",
        "The fields that claims are about.",
        "topic",
        _as_declared(Topic, "id label note"),
        "how many claims belong to it",
    ),
    ExportTable(
        "measures",
        "What figures measure.",
        (
            *_as_declared(Measure, "id topic label"),
            Column("nature", "text", "flow, stock, ratio, rank or count"),
            Column("sum_of", "text", "the measures that add up to it, joined like parties"),
            *_as_declared(Measure, "of counts note"),
        ),
        _measures,
        key=("id",),
    ),
    ExportTable(
        "kinds",
        "The kinds of relations and events that are declared.",
        (
            *_as_declared(Kind, "id of label"),
            Column("unique_once", "flag", description(Kind, "unique")),
            *_as_declared(Kind, "note"),
            Column("claims", "integer", "how many claims are of it"),
        ),
        _kinds,
        key=("id",),
    ),
    _counted(
        "parties",
        "Countries, territories, organisations, blocs, aggregates and persons.",
        "party",
        (
            *_as_declared(Party, "id"),
            Column("kind", "text", "country, territory, organisation, bloc, aggregate or person"),
            *_as_declared(Party, "name iso office country period note"),
        ),
        "how many claims name it",
    ),
    ExportTable(
        "names",
        "What the fact base calls each party.",
        (
            Column("name", "text", "the name, as written"),
            Column("party", "text", "the party's id", PARTY),
            Column("kind", "text", "name, alias or iso"),
        ),
        _names,
        key=("party", "kind", "name"),
        indexes=(("name",),),
    ),
    _counted(
        "sources",
        "The documents that claims are taken from.",
        "source",
        (
            *_as_declared(Source, "id publisher author title"),
            Column("published", "text", "when it was printed, as EDTF"),
            *_as_declared(Source, "accessed url language note"),
        ),
        "how many claims are taken from it",
    ),
    CLAIMS,
    ExportTable(
        "occurrences",
        "The relations and events that claims are about, each once.",
        (
            Column("id", "text", "the id of the first of its claims", CLAIM),
            Column("type", "text", "relation or event"),
            Column("kind", "text", "what sort, by the claim that answers"),
            Column("title", "text", "in a few words, by the claim that answers"),
            Column("period", "text", "when, as EDTF, by the claim that answers"),
            Column("status", "text", "the latest: in-force, held, planned, …"),
            Column("answering", "text", "the claim that answers", CLAIM),
            Column("agreement", "text", "single, confirmed or conflict"),
            Column("differ", "text", "on what claims differ, joined like parties"),
            Column("claims", "integer", "how many claims are about it"),
        ),
        _occurrences,
        key=("id",),
        indexes=(("agreement",),),
    ),
    ExportTable(
        "claim_parties",
        "Who has which part in a claim.",
        (
            Column("claim", "text", "the claim's id", CLAIM),
            Column("party", "text", "the party's id", PARTY),
            Column("role", "text", "party, from, to, claimant, person or reporter"),
            Column("nth", "integer", "the order within the claim"),
        ),
        _claim_parties,
        key=("claim", "nth"),
        indexes=(("party", "role"),),
    ),
)
"""Every table, those that others refer to first."""
