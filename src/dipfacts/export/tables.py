"""The tables that are exported, declared once: their columns, and the rows that fill them.

Writers and docs/export.md follow from this. Rows are made one by one, so that a base of any size
passes through little memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, Literal, NamedTuple

from dipfacts.model import display
from dipfacts.model.tables import Figure, Party, Source, Topic
from dipfacts.query.base import Base, Fact

Kind = Literal["text", "date", "integer", "number", "flag"]
Values = tuple[Any, ...]


class Column(NamedTuple):
    """One column; `of` is the table and column that its values are found in."""

    name: str
    kind: Kind
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

    def column(self, name: str) -> int:
        """Where that column stands in a row."""
        return [column.name for column in self.columns].index(name)


PARTY, SOURCE, CLAIM = ("parties", "id"), ("sources", "id"), ("claims", "id")

_CLAIM_COLUMNS = (
    Column("id", "text", "the claim's name, unique in the fact base"),
    Column("type", "text", "figure, relation or event"),
    Column("topic", "text", "the topic's id", ("topics", "id")),
    Column("measure", "text", "figures: what is measured", ("measures", "id")),
    Column("kind", "text", "relations and events: what sort"),
    Column("title", "text", "relations and events: in a few words"),
    Column("parties", "text", "the ids of all parties, joined by a semicolon and a blank"),
    Column("from_party", "text", "where it starts from, if it is directed", PARTY),
    Column("to_party", "text", "where it goes, if it is directed", PARTY),
    Column("period", "text", "when it holds in the world, as EDTF"),
    Column("period_start", "date", "its first day; null where open or unknown"),
    Column("period_end", "date", "its last day, inclusive; null where open or unknown"),
    Column("period_precision", "text", "day, month, year or none: of the coarser end"),
    Column("period_uncertain", "flag", "whether an end is marked as uncertain"),
    Column("period_approximate", "flag", "whether an end is marked as approximate"),
    Column("value", "number", "figures: the number in base units"),
    Column("unit", "text", "figures: a currency code such as USD, percent, rank, …"),
    Column("qualifier", "text", "figures: how the source limits the number"),
    Column("display", "text", "figures: value, unit and qualifier as people write them"),
    Column("reporter", "text", "figures: whose statistics it is", PARTY),
    Column("scope", "text", "figures: what is counted, if not everything"),
    Column("part_of", "text", "figures: the figure that this is a component of", CLAIM),
    Column("valuation", "text", "figures: fob or cif, where stated"),
    Column("definition", "text", "figures: how this source defines what others define otherwise"),
    Column("place", "text", "relations and events: where"),
    Column("status", "text", "relations and events: in-force, held, planned, …"),
    Column("source", "text", "the source's id", SOURCE),
    Column("locator", "text", "where in the source it stands"),
    Column("claimant", "text", "the party who said it", PARTY),
    Column("said_on", "date", "when the claimant said it"),
    Column("known_by", "date", "when it was public: said, else printed"),
    Column("rank", "text", "preferred, normal or deprecated"),
    Column("rank_reason", "text", "why the rank is not normal"),
    Column("inferred", "text", "how it follows, where the source does not state it"),
    Column("note", "text", "what must be known to use it rightly"),
    Column("file", "text", "the file of the fact base where it stands"),
    Column("line", "integer", "the line of that file"),
)


def _claims(base: Base) -> Iterator[Values]:
    for fact in base.walk():
        claim, period = fact.claim, fact.period
        made: dict[str, Any] = {
            **{c.name: getattr(claim, c.name, None) for c in _CLAIM_COLUMNS},
            "type": fact.type,
            "topic": fact.topic or None,
            "parties": "; ".join(claim.everyone),
            "from_party": claim.from_,
            "to_party": claim.to,
            "known_by": date.fromordinal(fact.known_day) if fact.known_day else None,
            "file": fact.file,
            "line": fact.line,
        }
        if period is not None:
            made |= {
                "period_start": period.start,
                "period_end": period.last,
                "period_precision": period.precision,
                "period_uncertain": period.uncertain,
                "period_approximate": period.approximate,
            }
        if isinstance(claim, Figure):
            made["display"] = display.figure_amount(claim)
        yield tuple(made.values())


def _claim_parties(base: Base) -> Iterator[Values]:
    for fact in base.walk():
        for nth, (role, party) in enumerate(_roles(fact)):
            yield fact.id, party, role, nth


def _roles(fact: Fact) -> Iterator[tuple[str, str]]:
    """Everyone whom a claim names, once for each part they have in it."""
    claim = fact.claim
    yield from (("party", party) for party in dict.fromkeys(claim.parties))
    singles = (("from", claim.from_), ("to", claim.to), ("claimant", claim.claimant))
    yield from ((role, party) for role, party in singles if party)
    yield from (("person", person) for person in dict.fromkeys(getattr(claim, "people", ())))
    if reporter := getattr(claim, "reporter", None):
        yield "reporter", reporter


def _parties(base: Base) -> Iterator[Values]:
    for party, claims in base.walk_table("party"):
        assert isinstance(party, Party)
        keys = ("id", "kind", "name", "iso", "office", "country", "period", "note")
        yield *(getattr(party, key) for key in keys), claims


def _names(base: Base) -> Iterator[Values]:
    for party, _ in base.walk_table("party"):
        assert isinstance(party, Party)
        yield party.name, party.id, "name"
        yield from ((name, party.id, "alias") for name in dict.fromkeys(party.aliases))
        if party.iso:
            yield party.iso, party.id, "iso"


def _sources(base: Base) -> Iterator[Values]:
    for source, claims in base.walk_table("source"):
        assert isinstance(source, Source)
        keys = ("id", "publisher", "author", "title", "published", "accessed", "url", "language")
        yield *(getattr(source, key) for key in keys), source.note, claims


def _topics(base: Base) -> Iterator[Values]:
    for topic, claims in base.walk_table("topic"):
        assert isinstance(topic, Topic)
        yield topic.id, topic.label, topic.note, claims


def _measures(base: Base) -> Iterator[Values]:
    for m in base.measures.values():
        sums = "; ".join(m.sum_of) or None
        yield m.id, m.topic, m.label, m.nature, sums, m.of, m.counts, m.note


CLAIMS = ExportTable(
    "claims",
    "Every claim, deprecated ones too: figures, relations and events.",
    _CLAIM_COLUMNS,
    _claims,
    key=("id",),
    indexes=(("topic", "measure"), ("period_start",), ("source",)),
)

TABLES = (
    ExportTable(
        "topics",
        "The fields that claims are about.",
        (
            Column("id", "text", "the topic's name"),
            Column("label", "text", "the topic as people read it"),
            Column("note", "text", "what belongs to it"),
            Column("claims", "integer", "how many claims belong to it"),
        ),
        _topics,
        key=("id",),
    ),
    ExportTable(
        "measures",
        "What figures measure.",
        (
            Column("id", "text", "the measure's name"),
            Column("topic", "text", "the topic it belongs to", ("topics", "id")),
            Column("label", "text", "the measure as people read it"),
            Column("nature", "text", "flow, stock, ratio, rank or count"),
            Column("sum_of", "text", "the measures that add up to it, joined like parties"),
            Column("of", "text", "the measure that a ratio, rank or rise is of"),
            Column("counts", "text", "what is counted, in one line"),
            Column("note", "text", "what must be known"),
        ),
        _measures,
        key=("id",),
    ),
    ExportTable(
        "parties",
        "Countries, organisations, blocs and persons.",
        (
            Column("id", "text", "the party's name in claims"),
            Column("kind", "text", "country, organisation, bloc or person"),
            Column("name", "text", "its name in English"),
            Column("iso", "text", "ISO 3166 alpha-2 code of a country"),
            Column("office", "text", "a person's office"),
            Column("country", "text", "the country a person or service acts for", PARTY),
            Column("period", "text", "lifetime of a state, tenure in office, as EDTF"),
            Column("note", "text", "what must be known"),
            Column("claims", "integer", "how many claims name it"),
        ),
        _parties,
        key=("id",),
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
    ExportTable(
        "sources",
        "The documents that claims are taken from.",
        (
            Column("id", "text", "the source's name in claims"),
            Column("publisher", "text", "who printed it"),
            Column("author", "text", "who wrote it"),
            Column("title", "text", "its title"),
            Column("published", "text", "when it was printed, as EDTF"),
            Column("accessed", "date", "when it was read"),
            Column("url", "text", "where it can be read"),
            Column("language", "text", "the language it is written in"),
            Column("note", "text", "how far it can be trusted"),
            Column("claims", "integer", "how many claims are taken from it"),
        ),
        _sources,
        key=("id",),
    ),
    CLAIMS,
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
