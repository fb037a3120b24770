"""The keys of an answer about figures: derived numbers, series, rankings, tables of partners."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dipfacts.answers.answer import Answer
from dipfacts.answers.claims.years import Series
from dipfacts.answers.derived.inputs import DerivedNumber
from dipfacts.render.json.encoding import Elements
from dipfacts.render.json.sides import point_record


def keys(answer: Answer) -> Iterator[tuple[str, Any]]:
    """Yield the keys that only the answer about figures has."""
    yield "derived", [*map(_derived, answer.figures.derived)]
    yield "series", _series(answer.figures.series) if answer.figures.series else None
    if answer.rankings.first is None:
        yield from (("ranking", None), ("more_rankings", []))
    else:
        from dipfacts.render.json.ranking import ranking_record  # lazy: dyads have none

        yield "ranking", ranking_record(answer.rankings.first)
        yield "more_rankings", Elements(map(ranking_record, answer.rankings.others))
    if answer.figures.side_by_side:
        from dipfacts.render.json import side_by_side  # lazy: most answers are of fewer parties

        yield (
            "side_by_side",
            Elements(side_by_side.record(answer, table) for table in answer.figures.side_by_side),
        )


def derivation(number: DerivedNumber) -> dict[str, Any]:
    """Return the record of how a number is computed."""
    return {"formula": number.formula, "from": number.ids}


def _derived(number: DerivedNumber) -> dict[str, Any]:
    return {
        "kind": number.kind,
        "measure": number.measure,
        "period": number.period,
        "value": number.value,
        "unit": number.unit,
        "derived": derivation(number),
        "text": number.text,
    }


def _series(series: Series) -> dict[str, Any]:
    """Return a series of full years: a gap has null for its values."""
    points = [{"period": str(point.period), **point_record(point)} for point in series.points]
    return {**series_about(series), "points": points}


def series_about(series: Series) -> dict[str, Any]:
    """Return the values that all numbers of a series share."""
    figure = series.figure
    return {
        "measure": figure.measure,
        "parties": list(figure.everyone),
        "from": figure.from_,
        "to": figure.to,
        "scope": figure.scope,
        "unit": figure.unit,
        "reporter": series.reporter,
        "year_kind": series.year_kind,
        "basis": series.basis,
    }
