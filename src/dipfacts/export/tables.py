"""The tables that are exported, declared once: their columns, and the rows that fill them.

Writers and docs/export.md follow from this. Rows are made one by one, so that a base of any size
passes through little memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain

from dipfacts.answers.occurrences.date_words import period_on
from dipfacts.answers.occurrences.relation_class import standings
from dipfacts.export.claims import CLAIMS, claim_parties
from dipfacts.export.declared import CLAIM, PARTY, Column, ExportTable, Values, as_declared
from dipfacts.export.questions import MIRRORS, QUESTIONS
from dipfacts.model.fact import Fact
from dipfacts.model.file_format.descriptions import description
from dipfacts.model.file_format.tables import Kind, Measure, Party, Source, Topic
from dipfacts.model.groups import batches
from dipfacts.model.occurrences.occurrence import Occurrence
from dipfacts.model.occurrences.stages.stage import relation_or_event
from dipfacts.model.query import Query
from dipfacts.query.base import Base
from dipfacts.query.lifetimes import lifetimes_of_several
from dipfacts.query.listed_counts import claims_by_kind


def _occurrences(base: Base) -> Iterator[Values]:
    """Yield the relations and events as they are today, each where its first claim stands."""
    every = base.walk(("relation", "event"))
    first = (fact for fact in every if (fact.occurrence or fact.id) == fact.id)
    for some in batches(first):
        yield from _as_of_today(base, [base.completed(Query(deprecated=True), [it]) for it in some])


def _as_of_today(base: Base, each: list[list[Fact]]) -> Iterator[Values]:
    """Yield the rows of relations and events, given all claims about each."""
    today = date.today().toordinal()
    classes = standings(base, chain.from_iterable(each), today)
    for facts in each:
        lifetimes = lifetimes_of_several(base.parties_by_id, facts, today, ())
        one = Occurrence(facts, base.origins(facts) if len(facts) > 1 else None, (), lifetimes)
        fact = one.stage_on(today).fact
        standing = classes[fact.id].name if fact.id in classes else None
        answering, period = relation_or_event(fact), period_on(one, today, standing == "over")
        status = one.main.status if one.is_event else answering.status  # none is no "in force"
        said = answering.kind, answering.title, period and period.text, status, standing
        is_deprecated = fact.claim.rank == "deprecated"
        together = one.agreement, "; ".join(one.differ) or None, len(facts)
        yield one.id, fact.type, *said, fact.id, is_deprecated, *together


def _names(base: Base) -> Iterator[Values]:
    for party, _ in base.walk_table("party"):
        assert isinstance(party, Party)
        yield party.name, party.id, "name"
        yield from ((name, party.id, "alias") for name in dict.fromkeys(party.aliases))
        if party.iso:
            yield party.iso, party.id, "iso"


def _measures(base: Base) -> Iterator[Values]:
    for m in base.measures.values():
        made_of = (("; ".join(ids) or None) for ids in (m.sum_of, m.difference_of))
        yield m.id, m.topic, m.label, m.nature, *made_of, m.of, m.partners, m.counts, m.note


def _kinds(base: Base) -> Iterator[Values]:
    counts = claims_by_kind(base)
    for k in base.kinds.values():
        yield k.id, k.of, k.label, k.unique, k.note, counts.get(k.id, 0)


def _declared_table(
    name: str, about: str, kind: str, columns: tuple[Column, ...], claims: str
) -> ExportTable:
    """Return the table of all tables of one kind in a fact base, with the number of claims."""

    def rows(base: Base) -> Iterator[Values]:
        for table, count in base.walk_table(kind):
            values = (getattr(table, column.name) for column in columns)
            yield *("; ".join(it) or None if isinstance(it, tuple) else it for it in values), count

    columns_of_all = (*columns, Column("claims", "integer", claims))
    return ExportTable(name, about, columns_of_all, rows, key=("id",))


TABLES = (
    _declared_table(
        "topics",
        "The fields that claims are about.",
        "topic",
        as_declared(Topic, "id label note"),
        "how many claims belong to it",
    ),
    ExportTable(
        "measures",
        "What figures measure.",
        (
            *as_declared(Measure, "id topic label"),
            Column("nature", "text", "flow, stock, ratio, rank or count"),
            Column("sum_of", "text", "the measures that add up to it, joined like parties"),
            Column("difference_of", "text", "two measures: the first less the second is it"),
            *as_declared(Measure, "of partners counts note"),
        ),
        _measures,
        key=("id",),
    ),
    ExportTable(
        "kinds",
        "The kinds of relations and events that are declared.",
        (
            *as_declared(Kind, "id of label"),
            Column("unique_once", "flag", description(Kind, "unique")),
            *as_declared(Kind, "note"),
            Column("claims", "integer", "how many claims are of it"),
        ),
        _kinds,
        key=("id",),
    ),
    _declared_table(
        "parties",
        "Countries, territories, organisations, blocs, aggregates and persons.",
        "party",
        (
            *as_declared(Party, "id"),
            Column("kind", "text", "country, territory, organisation, bloc, aggregate or person"),
            *as_declared(Party, "name iso office country period note"),
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
    _declared_table(
        "sources",
        "The documents that claims are taken from.",
        "source",
        (
            *as_declared(Source, "id publisher author title"),
            Column("published", "text", "when it was printed, as EDTF"),
            *as_declared(Source, "accessed url language note"),
            Column("derived_from", "text", "the sources it is made from, joined like parties"),
        ),
        "how many claims are taken from it",
    ),
    CLAIMS,
    QUESTIONS,
    MIRRORS,
    ExportTable(
        "occurrences",
        "The relations and events that claims are about, each once, as of the day of the export.",
        (
            Column("id", "text", "the id of the first of its claims", CLAIM),
            Column("type", "text", "relation or event"),
            Column("kind", "text", "what sort, by the claim that answers"),
            Column("title", "text", "in a few words, by the claim that answers"),
            Column("period", "text", "when, as EDTF, with the ends that any claim gives"),
            Column("status", "text", "as of the day of the export: in-force, held, …"),
            Column(
                "status_class",
                "text",
                "relations: standing, paused, not-yet, unknown or over, as of that day, by status, "
                "period and the lifetimes of the parties",
            ),
            Column("answering", "text", "the claim that answers", CLAIM),
            Column("is_deprecated", "flag", "whether all of its claims are: it answers nothing"),
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
        claim_parties,
        key=("claim", "nth"),
        indexes=(("party", "role"),),
    ),
)
"""Every table, those that others refer to first."""
