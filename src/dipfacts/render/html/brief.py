"""The view of a brief that its template prints: the tables of its page, with pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from dipfacts.answers.answer import Answer
from dipfacts.answers.briefs.brief_series import Years
from dipfacts.answers.claims.years import Point
from dipfacts.answers.coverage import newest_source
from dipfacts.answers.statements.headline import sentence
from dipfacts.model import display
from dipfacts.model.figures.agreement import Question
from dipfacts.model.file_format.status import WORDS
from dipfacts.model.occurrences.ends import ENDS
from dipfacts.model.occurrences.occurrence import Occurrence
from dipfacts.model.occurrences.occurrence_lines import Line as Beginning
from dipfacts.model.periods.period import Period
from dipfacts.render.html import drawing
from dipfacts.render.html.references import References
from dipfacts.render.html.timeline import strip
from dipfacts.render.page import brief, brief_words, pages
from dipfacts.render.page.document import Row, Section, parties_listed
from dipfacts.render.page.draft import Signed, undated
from dipfacts.render.page.figures import chart as bars_of_text
from dipfacts.render.page.figures.spots import DOWN, NEAR, UP, DrawnEnd, Spot, spot_of, who_by_limit
from dipfacts.render.page.marked_cells import SourceCell

LABELS = 96  # letters that have room above all columns together
SIGNS = {"more than": ">", "at least": "≥", "less than": "<", "at most": "≤"}
SIGNS |= {"about": "≈", "almost": "≲"}
DOTS = 6  # different numbers in one column up to which each has its dot, and not only the ends


def view(answer: Answer, link: Callable[..., str] | None = None) -> dict[str, Any]:
    """Return the values for templates/brief.html; a `link` leads to the pages of claims."""
    parts = answer.brief if answer.is_brief else None
    seen: dict[str, Any] = {
        "title": parties_listed(answer),
        "kicker": "Brief",
        "day": display.day(answer.as_of_date),
        "known": answer.asked.known_by is not None,
        "text": answer.sentence,
        "undated": undated(answer),
        "empty": parts is None,
        "notes": [],
        "newest": newest_source(answer),
    }
    if parts is None:
        return seen
    draft = Signed(answer)
    tables = {section.name: section for section in pages.page(answer, draft=draft).sections}
    refs = References(answer, draft, link)
    titles = brief.TITLES | {name: text.capitalize() for name, text in WORDS.items()}
    standfirst = ""
    if parts.lines:
        first = parts.lines[0]
        standfirst = sentence(answer, first.question, first.partial, answer.asked.within)
    seen |= {
        "dateline": answer.sentence.removeprefix(f"{seen['title']}: "),
        "standfirst": standfirst,
        "titles": titles,
        "tables": dict.fromkeys((*titles, "years"))
        | {name: _table(answer, section, refs) for name, section in tables.items()},
        "classes": [name for name in WORDS if name in tables],
        "years": years_view(parts.years, refs) if parts.years else None,
        "scale": _scale(answer, tables["standing"]) if "standing" in tables else None,
        "belonging": [*map(refs.pieces, brief_words.undated_memberships(answer, draft, None))],
        "remarks": answer.remark_lines,
        "unanswered": [*map(refs.pieces, brief_words.unanswered(parts, draft))],
        "strip": strip(answer, parts.drawn, parts.left_out["drawn"], answer.as_of),
        "empties": dict.fromkeys(titles) | brief_words.empty_parts(answer, parts),
        "more": brief_words.left_out(answer, parts),
    }
    return {**seen, "notes": refs.notes()}


# ------------------------------------------------------------------------------- tables


def _table(answer: Answer, section: Section, refs: References) -> dict[str, Any]:
    """Return a table of the page; its rows, as there may be very many, are made while written."""
    later = refs.set_aside(cell for row in section.rows for cell in row.cells)
    disputed = filter(None, map(_disputed, section.rows))
    return {
        "columns": section.columns,
        "rows": _rows(answer, section, later),
        "has_bounds": any(end.side for question in disputed for end in _ends(answer, question)),
    }


def _rows(answer: Answer, section: Section, refs: References) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table, each with those that belong to it."""
    first = "group" if any(row.tone == "group" for row in section.rows) else ""
    main: dict[str, Any] | None = None
    for row in section.rows:
        seen = _row(answer, row, refs)
        if main and (row.tone == "sub" or (first and row.tone != first)):
            main["below"].append(seen)
            continue
        if main:
            yield main
        main = seen
    if main:
        yield main


def _disputed(row: Row) -> Question | None:
    """Return the question of a row, if its claims differ."""
    about = row.about
    return about if isinstance(about, Question) and about.agreement == "conflict" else None


def _row(answer: Answer, row: Row, refs: References) -> dict[str, Any]:
    disputed = _disputed(row)
    return {
        "about": row.about,
        "cells": [refs.pieces(_without_bullet(cell)) for cell in row.cells],
        "differ": row.tone == "differ" or row.is_doubt,
        "range": _range(answer, disputed) if disputed else None,
        "below": [],
    }


def _without_bullet(cell: str) -> str:
    """Return a cell without a bullet; it knows the same claims as before."""
    text = cell.removeprefix("· ")
    return cell.of(text, cell.claims) if isinstance(cell, SourceCell) else text


def _range(answer: Answer, question: Question) -> dict[str, Any]:
    claims = display.counted(len(question.counting), "claim")
    text = f"{claims} from {display.spread(question)}"
    return {"drawn": drawing.spread(_ends(answer, question)), "text": text}


def _ends(answer: Answer, question: Question) -> list[DrawnEnd]:
    """Return the ends of the numbers of a question that the page shows."""
    some = {fact.id for fact in brief_words.some_claims(answer, question)}
    return [DrawnEnd.of(figure) for figure in question.spread if figure.id in some]


# ------------------------------------------------------------------------------- series


def years_view(years: Years, refs: References, height: int = drawing.HEIGHT) -> dict[str, Any]:
    """Return the values for the chart of a series, `height` pixels high, and its numbers."""
    bars = years.bars
    spots = [spot_of(bar) for bar in bars]
    columns = [_column(bar, spot) for bar, spot in zip(bars, spots, strict=True)]
    chart = drawing.columns(columns, height=height)
    rows = [
        {
            "year": year,
            "part": _within_year(bar.part) if bar.part else "",
            "label": _label(spot, chart.size, LABELS // len(bars)) if spot and not bar.part else "",
            "raised": bool(spot and spot.high.side > 0),
            "column": column,
            "others": bar.note,
            "others_mentions": refs.to(bar.others),
        }
        for (year, bar), spot, column in zip(years.numbered, spots, chart.columns, strict=True)
    ]
    known = [bar for bar in bars if bar.low is not None and bar.part is None]
    return {
        "title": brief_words.years_title(years.series),
        "counted": display.heading(years.series.unit, chart.word),
        "chart": chart,
        "rows": rows,
        "desc": f"{display.counted(len(known), 'full year')} claimed from {known[0].year} to "
        f"{known[-1].year}: "
        + "; ".join(f"{brief_words.year_label(bar)} {bar.text}" for bar in known)
        + (f"; not drawn: {missing}" if (missing := years.series.missing) else ""),
        "missing": f"Not drawn: {missing}." if missing else "",
        "unsure": _unsure(known),
        "limits": _limits(years, spots),
        "has_full": any(it.kind == "full" for it in columns),
        "ranges": _ranges(bars, chart, spots),
        "has_parts": any(bar.part for bar in bars),
        "has_gaps": any(bar.low is None and not bar.others for bar in bars),
    }


def _unsure(bars: list[Point]) -> str:
    """Return 'The claims say about 2013 and 2014 (uncertain)', of an axis that has bare years."""
    labels = [brief_words.year_label(bar) for bar in bars if bar.period.is_qualified]
    return f"The claims say {display.listed(labels)}" if labels else ""


def _within_year(part: Period) -> str:
    """Return 'Jan–Aug', or 'Nov 2022 – Feb 2023' where the years are needed."""
    months = part.show().rpartition(" ")[0]
    return part.show() if " – " in months else months


def _column(bar: Point, spot: Spot | None) -> drawing.Column:
    """Return the column to draw, with a dot for each number, or of very many for the ends alone."""
    if spot is None:
        return drawing.Column("none", None, None, ())
    kind = "part" if bar.part else "upper" if spot.low.side < 0 else "full"
    kind += " open" if spot.statuses else ""
    dots = _dots(bar)
    if not bars_of_text.is_disputed(bar):  # one number, or two bounds with a label for each
        dots = (spot.low,) if spot.low == spot.high else ()
    if len(dots) > DOTS:
        dots = dots[0], dots[-1]
    return drawing.Column(kind, spot.low.number, spot.high.number, dots)


def _dots(bar: Point) -> tuple[DrawnEnd, ...]:
    """Return the different numbers of a year, in ascending order."""
    return tuple({(end.number, end.side): end for end in map(DrawnEnd.of, bar.spread)}.values())


def _limits(years: Years, spots: list[Spot | None]) -> list[dict[str, str]]:
    """Return the years whose numbers are bounds, about so much, or not final, with their kind."""
    known = [("", n, it) for (n, _), it in zip(years.numbered, spots, strict=True) if it]
    return [
        {
            "kind": (kind := kind_of(limit)),
            "text": f"{SIGNS[limit]} {limit}: {who}" if kind == "near" else f"{limit}: {who}",
        }
        for limit, who in who_by_limit(known).items()
    ]


def _ranges(bars: list[Point], chart: drawing.ColumnChart, spots: list[Spot | None]) -> str:
    """Return the key to the spread of a column, and its dots; "" where there is none."""
    if not any(spot and spot.low.number != spot.high.number for spot in spots):
        return ""
    has_many = any(len(_dots(bar)) > DOTS for bar in bars)
    has_bounds = any(side for column in chart.columns for _, side in column.dots)
    text = "from the lowest to the highest claim, a dot for "
    text += "each, or the two ends of many" if has_many else "each"
    return f"{text}, a triangle at a bound" if has_bounds else text


def kind_of(limit: str) -> str:
    """Return the kind of a drawn limit: "up", "down" of bounds, "near" or "open" of numbers."""
    kinds = {"up": UP, "down": DOWN, "near": NEAR}
    return next((kind for kind, words in kinds.items() if limit in words), "open")


def _label(spot: Spot, size: int, room: int) -> str:
    """Return '2.9–3.4' for above a full year's column; "" where that has no room for it."""
    ends = dict.fromkeys((spot.low, spot.high))
    numbers = [drawing.plain_number(end.number, size) for end in ends]
    signs = [SIGNS.get(end.limit, "") for end in ends]
    if len({*signs}) == 1:
        text = signs[0] + "–".join(numbers)
    else:
        text = "–".join(map("".join, zip(signs, numbers, strict=True)))
    return text if len(text) <= room else ""


# ---------------------------------------------------------------------------- relations


def _scale(answer: Answer, section: Section) -> dict[str, Any]:
    """Return a scale for the relations in force, and the function that gives each its bar."""
    mains = (row.about for row in section.rows if row.tone != "sub")
    relations = [about for about in mains if isinstance(about, Occurrence)]
    days = (_line_of(answer, relation).day for relation in relations)
    calendar = drawing.Calendar([*filter(None, days), answer.day])

    def bar(relation: Occurrence) -> dict[str, Any] | None:
        return _lasting(calendar, _line_of(answer, relation), answer.day)

    return {"ticks": calendar.ticks(4), "bar": bar}


def _line_of(answer: Answer, occurrence: Occurrence) -> Beginning:
    """Return the line of the beginning of what a relation is now, else its first line."""
    now = occurrence.stage_on(answer.day)
    lines = [*occurrence.lines()]
    return next((line for line in lines if line.side != ENDS and line.fact in now.facts), lines[0])


def _lasting(calendar: drawing.Calendar, line: Beginning, day: int) -> dict[str, Any] | None:
    """Return a relation's bar: `sure` from the latest day on which it can have begun, to `day`."""
    period = line.fact.period
    if period is None or line.day is None or line.side == ENDS:
        return None
    first = line.periods[0]
    begun = calendar.at(line.day)
    latest = (line.spread or (first.end_day or day) - 1) + 1
    is_sure = line.spread is None and first.days == 1
    sure = begun if is_sure else calendar.at(min(latest, day))
    end = calendar.at(min(period.end_day or day, day))
    return {
        "start": drawing.percent(begun),
        "unsure": drawing.percent(sure - begun) if sure > begun else "",
        "sure": drawing.percent(sure),
        "width": drawing.percent(max(end - sure, 0.6)),
    }
