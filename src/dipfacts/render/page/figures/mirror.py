"""Both sides of flows laid out: a table for each flow, a row for each period."""

from __future__ import annotations

from dipfacts.answers.answer import Answer, in_sentence, names
from dipfacts.answers.claims.subject_words import lower_label, scope
from dipfacts.answers.claims.timing import when_of
from dipfacts.answers.mirror_data.mirror_pair import MirrorPair
from dipfacts.model import display
from dipfacts.model.figures.agreement import figure_of
from dipfacts.render.page.document import Numbering, Row, Section, note_mark
from dipfacts.render.page.marked_cells import SourceCell
from dipfacts.text import plain

_APART = "Asymmetry"


def sections(answer: Answer, pairs: list[MirrorPair], numbering: Numbering) -> list[Section]:
    """Return each side's statistics per flow and period, and how far they lie apart."""
    tables: dict[tuple[str, ...], list[Row]] = {}
    right = () if any(pair.differ for pair in pairs) else (_APART,)  # texts read from the left
    for pair in pairs:
        rows = tables.setdefault((flow(answer, pair), *names(answer.base, pair.parties)), [])
        marks = ", ".join(dict.fromkeys(map(numbering.mark, pair.facts)))
        sides = reported(pair, numbering)
        cells = (
            period_in_words(answer, pair),
            *sides,
            asymmetry_cell(pair),
            SourceCell.of(marks, pair.facts),
        )
        rows.append(Row(cells, "differ" if pair.asymmetry else ""))
    return [
        Section(
            f"{what}, by each side's own statistics",
            ("Period", *(f"{name} reports" for name in sides), _APART, "Source"),
            rows,
            right=right,
        )
        for (what, *sides), rows in tables.items()
    ]


def flow(answer: Answer, pair: MirrorPair) -> str:
    """Return 'Goods from Ireland to Egypt', 'Trade turnover': what both sides report."""
    figure = pair.figure
    measures = answer.base.measures
    if pair.measure:
        what = plain(measures[pair.measure].label)
    elif {*measures.ways} == {"exports", "imports"}:
        what = "Goods"  # exports of one side, imports of the other
    else:
        first, second = measures[measures.total_of(figure.measure)].sum_of
        what = f"{plain(measures[first].label)} and {lower_label(measures[second])}"
    if figure.from_ and figure.to:
        what += " from {} to {}".format(*in_sentence(answer.base, (figure.from_, figure.to)))
    return what + (scope(figure) if len({*map(scope, pair.figures)}) == 1 else "")


def period_in_words(answer: Answer, pair: MirrorPair) -> str:
    """Return the period of a pair in words."""
    return display.span(pair.period, answer.base.measures[pair.figure.measure].nature)


def flow_in_period(answer: Answer, pair: MirrorPair) -> str:
    """Return 'Goods from Ireland to Egypt in 2022': what both sides report, and of when."""
    nature = answer.base.measures[pair.figure.measure].nature
    return f"{flow(answer, pair)} {when_of(pair.period, nature)}"


def reported(pair: MirrorPair, numbering: Numbering) -> list[str]:
    """Return '$42 million (fob) (note)', what each side reports; 'no figure' where it does not."""
    return [
        pair.amount_of(figure_of(side)) + note_mark(pair.claims_of(side), terse=numbering.terse)
        if side
        else "no figure"
        for side in pair.sides
    ]


def asymmetry_cell(pair: MirrorPair) -> str:
    """Return '147.0%', 'at least 147.0%', or why the two sides are not compared."""
    if pair.differ:
        return f"not compared: {pair.differ}"
    if pair.asymmetry is None:
        return ""
    return f"{'at least ' if pair.at_least else ''}{pair.asymmetry}%"
