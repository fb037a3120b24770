"""The agreement of figures as rows: each question, and each flow that both sides report.

`agreement.Question` and `answers.figures.mirror` decide it, as they do for answers, so that no
engine that reads the tables has to compute it again.
"""

from __future__ import annotations

from collections.abc import Iterator
from heapq import merge
from itertools import groupby, product, starmap
from operator import itemgetter

from dipfacts.answers.answer import Answer
from dipfacts.answers.figures import mirror
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
from dipfacts.index.keys import COMPONENT, TOTAL, direction
from dipfacts.model import display
from dipfacts.model.agreement import figure_of, questions
from dipfacts.model.groups import grouped
from dipfacts.model.period import Period
from dipfacts.model.query import Fact, Query
from dipfacts.model.tables import Figure
from dipfacts.query.base import Base

_ABOUT = (
    *as_declared(Figure, "topic measure"),
    PARTIES,
    PARTY_NAMES,
    Column("from_party", "text", "where it starts from, if it is directed", PARTY),
    Column("to_party", "text", "where it goes, if it is directed", PARTY),
    *as_declared(Figure, "scope period"),
    *PERIOD,
    Column("year_kind", "text", "of a full year: calendar, fiscal:04, iranian, …; else null"),
    Column("full_year", "integer", "of a full year: the year of its first day"),
)


def each_series(base: Base) -> Iterator[list[Fact]]:
    """Yield the figures of each measure and direction or dyad."""
    for measure in base.measures:
        yield from base.each_series(Query(deprecated=True), measure)


def _about(base: Base, measure: str | None, figure: Figure, period: Period) -> Values:
    """Return the columns of _ABOUT but the names, which follow from the parties."""
    kind = period.year_kind
    year = period.start.year if kind and period.start else None
    topic = base.measures[figure.measure].topic
    who = "; ".join(figure.everyone)
    ends = figure.from_, figure.to, figure.scope
    return topic, measure, who, *ends, str(period), *days(period), kind, year


def _questions(base: Base) -> Iterator[Values]:
    names = names_of(base)
    for facts in each_series(base):
        for one in questions(facts, base.measures, base.origins(facts)):
            figure = one.figure
            topic, measure, who, *rest = _about(base, figure.measure, figure, one.period)
            yield (
                *(one.facts[0].id, topic, measure, who, names(figure.everyone), *rest),
                *(figure.unit, figure.status if one.is_ahead else None),
                *(figure.part_of is not None, figure.rank == "deprecated"),
                *(one.value, one.low, one.high),
                *(display.value_or_spread(one), one.agreement, "; ".join(one.reasons) or None),
                *(one.voices, len(one.facts)),
            )


def _flows(base: Base) -> Iterator[list[Fact]]:
    """Yield the figures of each direction or dyad that may be two sides of one flow.

    What one side exports the other imports, so the measures of one family come together; so do
    claims in a scope that name its total, which the index has apart, and those that do not.
    """
    family = base.measures.families
    groups = grouped((family.get(measure, measure), measure) for measure in base.measures)

    def keyed(measure: str, kind: str) -> Iterator[tuple[str, list[Fact]]]:
        for facts in base.each_series(Query(), measure, kind):
            yield direction(figure_of(facts[0])), facts

    for measures in groups.values():
        in_order = merge(*starmap(keyed, product(measures, (TOTAL, COMPONENT))), key=itemgetter(0))
        for _, same in groupby(in_order, key=itemgetter(0)):
            yield [fact for _, facts in same for fact in facts]


def _mirrors(base: Base) -> Iterator[Values]:
    names = names_of(base)
    answer = Answer(base, {"command": "figures", "parties": []})
    for facts in _flows(base):
        for pair in mirror.both_sides(answer, questions(facts, base.measures)):
            one, other = pair.figures
            measure = pair.measure or None
            topic, measure, who, *rest = _about(base, measure, pair.figure, pair.period)
            yield (
                *(one.id, other.id, topic, measure, who, names(pair.figure.everyone), *rest),
                *(one.reporter, other.reporter, one.value, one.unit, other.value, other.unit),
                *(pair.asymmetry, pair.at_least, pair.differ or None),
            )


QUESTIONS = ExportTable(
    "questions",
    "What the claims say together that measure the same thing, each question once.",
    (
        Column("id", "text", "the id of its first claim: preferred, else newest", CLAIM),
        *_ABOUT,
        *as_declared(Figure, "unit"),
        Column("status", "text", "forecast or target, where it is no number of what happened"),
        Column("is_component", "flag", "whether it is a part of another figure"),
        Column("is_deprecated", "flag", "whether all of its claims are: it answers nothing"),
        Column("value", "number", "the number that answers; null where sources differ"),
        Column("low", "number", "the smallest number claimed"),
        Column("high", "number", "the largest number claimed"),
        Column("display", "text", "the answer as people write it"),
        Column("agreement", "text", "single, confirmed, consistent or conflict"),
        Column("reasons", "text", "why claims differ, joined like parties"),
        Column("voices", "integer", "how many independent sources give a number or a bound"),
        Column("claims", "integer", "how many claims are about it"),
    ),
    _questions,
    key=("id",),
    indexes=(("topic", "measure"), ("agreement",)),
    has_parts=True,
)

MIRRORS = ExportTable(
    "mirrors",
    "The flows that both sides report: what one exports, and the other imports.",
    (
        Column("claim", "text", "the claim of the side where the flow begins", CLAIM),
        Column("mirror_claim", "text", "that of the other side", CLAIM),
        *_ABOUT,
        Column("reporter", "text", "whose statistics the first is", PARTY),
        Column("mirror_reporter", "text", "whose the other is", PARTY),
        Column("value", "number", "the number of the first"),
        Column("unit", "text", "its unit"),
        Column("mirror_value", "number", "the number of the other"),
        Column("mirror_unit", "text", "its unit"),
        Column("asymmetry", "number", "how far apart, in percent of their mean"),
        Column("at_least", "flag", "whether it is at least that far, as one is a bound"),
        Column("differ", "text", "why the two are not compared"),
    ),
    _mirrors,
    key=("claim", "mirror_claim"),
    indexes=(("full_year",),),
)
