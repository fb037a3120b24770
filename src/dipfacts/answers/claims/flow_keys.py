"""The keys of a flow and period: what claims on it share, whichever side reports them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec.structs import replace

from dipfacts.answers.claims.basis import Key
from dipfacts.model.figures.agreement import Question, series_key
from dipfacts.model.figures.measures import Measures
from dipfacts.model.figures.spans import dates_of
from dipfacts.model.file_format.tables import Figure
from dipfacts.model.groups import grouped


def flow_of(figure: Figure, nature: str, measures: Measures) -> Key:
    """Return the key that figures of one flow and period share, whichever side reports them.

    What one side exports the other imports: one flow under two measures. A scope is the same
    whether a claim names the total that it is a part of or not; a component without a scope is
    comparable with nothing else.
    """
    ways = measures.both_ways(figure.measure) if figure.from_ else (figure.measure,)
    part_of = None if figure.scope else figure.part_of
    of_flow = ways, series_key(replace(figure, measure="", unit="", part_of=part_of))
    return of_flow, dates_of(figure, nature)


def flow_in_any_scope(figure: Figure, nature: str, measures: Measures) -> Key:
    """Return the key that figures of one flow and period share, whatever their scopes are."""
    whole = replace(figure, scope=None, part_of=None) if figure.scope else figure
    return flow_of(whole, nature, measures)


def by_flow(
    asked: Mapping[str, list[Question]], total_of: Callable[[str], str]
) -> Callable[[str], dict[str, list[Question]]]:
    """Return a function from a measure to the questions about its flows both ways, by partner.

    Of what is no such flow these are the questions of the measure.
    """
    flows = grouped(
        ((other, total_of(question.figure.measure)), question)
        for other, every in asked.items()
        for question in every
    )
    return lambda measure: {other: flows.get((other, total_of(measure)), []) for other in asked}
