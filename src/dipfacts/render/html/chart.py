"""The chart of a series as a picture of its own (SVG), which runs and fetches nothing."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any, TextIO

from dipfacts.answers.answer import Answer, names
from dipfacts.answers.brief import Years
from dipfacts.errors import QuestionError
from dipfacts.model import display
from dipfacts.model.request import Request
from dipfacts.render.html.brief import years_view
from dipfacts.render.html.references import References
from dipfacts.render.html.writer import template
from dipfacts.render.page.brief import years_title
from dipfacts.text import plain

_WIDTH, _HEIGHT, _MARGIN = 760, 240, 24  # pixels; the height is that of the columns alone
_LINE = 17  # pixels from one line of text to the next
_LETTERS = 104  # of a line of text
_LARGE = 0.68  # of them, on a line of the title


def write(answer: Answer, request: Request, out: TextIO) -> None:
    """Write the chart that the page of the same answer has. Raises QuestionError for none."""
    if answer.series is None:
        hint = "leave -o and --format out to see what is on record"
        raise QuestionError("no chart: it takes three full years of one series", hint)
    out.write(template("chart.svg").render(_view(answer)))


def _view(answer: Answer) -> dict[str, Any]:
    """Return what templates/chart.svg needs: texts, each with its place, and the columns."""
    assert answer.series is not None
    years = Years("", answer.series, [*answer.series.points])
    refs = References(answer)
    seen = years_view(answer, years, refs, _HEIGHT)
    who = display.listed(names(answer.base, answer.query["parties"]))
    title = f"{who}: {years_title(answer, years)}"
    heading = [*_lines(title, _MARGIN + 14, 22, "title", int(_LETTERS * _LARGE))]
    heading += [*_lines(seen["counted"], heading[-1]["y"] + 20)]
    top = heading[-1]["y"] + 4
    y = top + _HEIGHT + 40 + _LINE
    keys = [{**key, "y": y + nth * _LINE} for nth, key in enumerate(_keys(seen))]
    y += len(keys) * _LINE + 6
    notes = [f"{row['year']}: {row['others']}" for row in seen["rows"] if row["others"]]
    publishers = dict.fromkeys(plain(s.publisher) for s in refs.numbering.sources().values())
    noun = "Source" if len(publishers) == 1 else "Sources"
    below: list[dict[str, Any]] = []
    for text in (*notes, f"{noun}: {'; '.join(publishers)}."):
        below += _lines(text, y + len(below) * _LINE)
    height = y + len(below) * _LINE + _MARGIN // 2
    return {
        **{"width": _WIDTH, "height": height, "margin": _MARGIN, "top": top, "title": title},
        **{"years": seen, "heading": heading, "keys": keys, "below": below},
    }


def _keys(seen: dict[str, Any]) -> Iterator[dict[str, str]]:
    """Yield what the kinds of columns mean."""
    yield {"kind": "full", "text": "full year"}
    if seen["has_ranges"]:
        dots = "each, or the two ends of many" if seen["has_many"] else "each"
        text = f"from the lowest to the highest claim, a dot for {dots}"
        yield {"kind": "between", "text": text}
    if seen["has_gaps"]:
        yield {"kind": "gap paper", "text": "no column: no claim"}


def _lines(
    text: str, y: int, step: int = _LINE, tone: str = "", letters: int = _LETTERS
) -> Iterator[dict[str, Any]]:
    """Yield the lines of a text, each with its place; SVG folds none."""
    for nth, line in enumerate(textwrap.wrap(text, letters)):
        yield {"text": line, "y": y + nth * step, "tone": tone}
