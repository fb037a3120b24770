"""The chart of a series as a picture of its own (SVG), which runs and fetches nothing."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any, TextIO

from dipfacts.answers.answer import Answer
from dipfacts.answers.briefs.brief_series import Years
from dipfacts.answers.claims.years import Series
from dipfacts.answers.statements.series import names_parties
from dipfacts.errors import QuestionError
from dipfacts.model import display
from dipfacts.model.request import Request
from dipfacts.remedy import AnyRemedy, AsTable, Remedy
from dipfacts.render.html import drawing
from dipfacts.render.html.brief import kind_of, years_view
from dipfacts.render.html.references import References
from dipfacts.render.html.writer import template
from dipfacts.render.page.brief_words import years_title
from dipfacts.render.page.document import Numbering, parties_listed
from dipfacts.render.page.figures import chart, side_by_side
from dipfacts.render.page.figures.plot import Plot
from dipfacts.text import plain

_WIDTH, _HEIGHT, _MARGIN = 760, 240, 24  # pixels; the height is that of the columns alone
_LINE = 17  # pixels from one line of text to the next
_LETTERS = 104  # of a line of text
_LABELS = 54  # pixels that numbers have beside several lines
_LARGE = 0.68  # of them, on a line of the title


def write(answer: Answer, request: Request, out: TextIO) -> None:
    """Write the chart that the page of the same answer has. Raises QuestionError for none."""
    if answer.figures.series is not None:
        view = _columns_view(answer, answer.figures.series)
    elif answer.figures.side_by_side and (plot := side_by_side.plot(answer)):
        view = _lines_view(answer, plot)
    else:
        remedy: AnyRemedy = Remedy.of(AsTable())
        if answer.rankings.first and answer.rankings.first.partners:
            remedy = f"name {'both sides' if not answer.asked.parties else 'the other side, too'}"
        raise QuestionError(chart.why_none(answer), remedy)
    out.write(template("chart.svg").render(view))


def _columns_view(answer: Answer, series: Series) -> dict[str, Any]:
    """Return the view of one series: a column a year."""
    years, refs = Years("", series, [*series.points]), References(answer)
    seen = years_view(years, refs, _HEIGHT)
    who = "" if names_parties(series.figure) else f"{parties_listed(answer)}: "
    title = f"{who}{years_title(series)}"
    limits = [limit["text"] for limit in seen["limits"] if limit["kind"] == "near"]
    notes = limits + [f"{row['year']}: {row['others']}" for row in seen["rows"] if row["others"]]
    notes = [f"{seen['unsure']}.", *notes] if seen["unsure"] else notes
    notes += [seen["missing"]] if seen["missing"] else []
    for point in series.points:
        refs.numbering.numbers(point.facts)
    notes.append(_sources(refs.numbering))
    framed = _framed(title, seen["counted"], [*_keys(seen)], notes)
    return {**framed, "years": seen, "desc": seen["desc"], "lines": None}


def _lines_view(answer: Answer, plot: Plot) -> dict[str, Any]:
    """Return the view of several partners: a line for each."""
    numbering = Numbering(answer)
    cells = (cell for _, row in answer.figures.side_by_side[0].rows for cell in row.values())
    for fact in (fact for cell in cells for fact in cell.question.counting):
        numbering.number(fact)
    drawn = drawing.lines(plot.lines, _WIDTH - 2 * _MARGIN - _LABELS, _HEIGHT)
    keys = [{"kind": f"l{nth % 8}", "text": name} for nth, name in enumerate(plot.lines)]
    keys += [{"kind": kind_of(it), "text": f"{it}: {who}"} for it, who in plot.limited.items()]
    counted = display.heading(plot.unit, drawn.word)
    notes = [_sources(numbering)]
    if plot.missing:
        notes = [f"Not drawn: {plot.missing}.", *notes]
    spots = [spot for line in plot.lines.values() for spot in line.values()]
    if any(spot.low.number != spot.high.number for spot in spots):
        notes = ["A bar at a year: from the lowest to the highest claim.", *notes]
    texts = (
        f"{name}: " + ", ".join(f"{year} {spot.text}" for year, spot in sorted(line.items()))
        for name, line in plot.lines.items()
    )
    framed = _framed(plot.title, counted, keys, notes)
    return {**framed, "years": None, "desc": "; ".join(texts), "lines": drawn}


def _sources(numbering: Numbering) -> str:
    """Return 'Sources: Azernews; Lenta.ru.'."""
    publishers = dict.fromkeys(plain(s.publisher) for s in numbering.sources().values())
    return f"{'Source' if len(publishers) == 1 else 'Sources'}: {'; '.join(publishers)}."


def _framed(title: str, counted: str, keys: list[Any], notes: list[str]) -> dict[str, Any]:
    """Return the texts above and below a picture, each with its place."""
    heading = [*_lines(title, _MARGIN + 14, 22, "title", int(_LETTERS * _LARGE))]
    heading += [*_lines(counted, heading[-1]["y"] + 20)]
    top = heading[-1]["y"] + 4
    y = top + _HEIGHT + 40 + _LINE
    placed = list[Any]()
    for key in keys:
        first, *rest = textwrap.wrap(key["text"], _LETTERS)
        placed.append({**key, "text": first, "y": y})
        placed += [{"kind": "", "text": text, "y": y + n * _LINE} for n, text in enumerate(rest, 1)]
        y += (1 + len(rest)) * _LINE
    y += 6
    below: list[dict[str, Any]] = []
    for text in notes:
        below += _lines(text, y + len(below) * _LINE)
    height = y + len(below) * _LINE + _MARGIN // 2
    sizes = {"width": _WIDTH, "height": height, "margin": _MARGIN, "top": top, "room": _HEIGHT}
    return {**sizes, "title": title, "heading": heading, "keys": placed, "below": below}


def _keys(seen: dict[str, Any]) -> Iterator[dict[str, str]]:
    """Yield the keys to the kinds of columns."""
    if seen["has_full"]:
        yield {"kind": "full", "text": "full year"}
    for limit in seen["limits"]:
        if limit["kind"] != "near":
            yield limit
    if seen["ranges"]:
        yield {"kind": "between", "text": seen["ranges"]}
    if seen["has_gaps"]:
        yield {"kind": "gap", "text": "no column: no claim for all of it"}


def _lines(
    text: str, y: int, step: int = _LINE, tone: str = "", letters: int = _LETTERS
) -> Iterator[dict[str, Any]]:
    """Yield the lines of a text, each with its place; SVG folds none."""
    for nth, line in enumerate(textwrap.wrap(text, letters)):
        yield {"text": line, "y": y + nth * step, "tone": tone}
