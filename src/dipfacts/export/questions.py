"""The agreement of figures as rows: each question, and each flow that both sides report.

`agreement.Question` and `answers.mirror_data.mirror` decide it, as they do for answers, so that no
engine that reads the tables has to compute it again.
"""

from __future__ import annotations

from collections.abc import Iterator
from heapq import merge
from itertools import groupby, product, starmap
from operator import itemgetter
from typing import Any

from dipfacts.answers.mirror_data import mirror
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
from dipfacts.index.rows.keys import COMPONENT, TOTAL, direction
from dipfacts.model import display
from dipfacts.model.fact import Fact
from dipfacts.model.figures.agreement import figure_of, questions
from dipfacts.model.file_format.tables import Figure
from dipfacts.model.groups import grouped
from dipfacts.model.periods.period import Period
from dipfacts.model.query import Query
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


def _subject_columns(
    base: Base, measure: str | None, figure: Figure, period: Period
) -> dict[str, Any]:
    """Return the columns of _ABOUT but the names, which each table remembers."""
    kind = period.year_kind
    return {
        "topic": base.measures[figure.measure].topic,
        "measure": measure,
        "parties": "; ".join(figure.everyone),
        "from_party": figure.from_,
        "to_party": figure.to,
        "scope": figure.scope,
        "period": str(period),
        **dict(zip((column.name for column in PERIOD), days(period), strict=True)),
        "year_kind": kind,
        "full_year": period.start.year if kind and period.start else None,
    }


def _questions(base: Base) -> Iterator[Values]:
    names = names_of(base)
    for facts in each_series(base):
        for one in questions(facts, base.measures, base.origins(facts)):
            figure = one.figure
            row = _subject_columns(base, figure.measure, figure, one.period)
            row |= {
                "id": one.facts[0].id,
                "party_names": names(figure.everyone),
                "unit": figure.unit,
                "status": figure.status if one.is_ahead else None,
                "is_component": figure.part_of is not None,
                "is_deprecated": figure.rank == "deprecated",
                "value": one.value,
                "low": one.low,
                "high": one.high,
                "display": display.value_or_spread(one),
                "agreement": one.agreement,
                "reasons": "; ".join(one.reasons) or None,
                "voices": one.voice_count,
                "claims": len(one.facts),
            }
            yield tuple(row[column.name] for column in QUESTIONS.columns)


def _flows(base: Base) -> Iterator[list[Fact]]:
    """Yield the figures of each direction or dyad that may be two sides of one flow.

    What one side exports the other imports, so the measures of one family come together; so do
    claims in a scope that name its total, which the index has apart, and those that do not.
    """
    groups = grouped((base.measures.total_of(measure), measure) for measure in base.measures)

    def keyed(measure: str, kind: str) -> Iterator[tuple[str, list[Fact]]]:
        for facts in base.each_series(Query(), measure, kind):
            yield direction(figure_of(facts[0])), facts

    for measures in groups.values():
        in_order = merge(*starmap(keyed, product(measures, (TOTAL, COMPONENT))), key=itemgetter(0))
        for _, same in groupby(in_order, key=itemgetter(0)):
            yield [fact for _, facts in same for fact in facts]


def _mirrors(base: Base) -> Iterator[Values]:
    names = names_of(base)
    for facts in _flows(base):
        of_flow = questions(facts, base.measures, base.origins(facts))
        for pair in mirror.both_sides(base, of_flow, ()):
            one, other = pair.figures
            row = _subject_columns(base, pair.measure or None, pair.figure, pair.period)
            row |= {
                "claim": one.id,
                "mirror_claim": other.id,
                "party_names": names(pair.figure.everyone),
                "reporter": one.reporter,
                "mirror_reporter": other.reporter,
                "value": one.value,
                "unit": one.unit,
                "mirror_value": other.value,
                "mirror_unit": other.unit,
                "asymmetry": pair.asymmetry,
                "at_least": pair.at_least,
                "differ": pair.differ or None,
            }
            yield tuple(row[column.name] for column in MIRRORS.columns)


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
