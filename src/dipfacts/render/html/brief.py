"""The view of a brief that its template prints: the tables of its page, with pictures."""

from __future__ import annotations

from typing import Any

from dipfacts.answers.answer import Answer, Point
from dipfacts.answers.brief import Brief, Years, asked_period
from dipfacts.answers.coverage import newest_source
from dipfacts.answers.date_words import unheard_of
from dipfacts.answers.headline import sentence
from dipfacts.answers.occurrences import is_of_difference
from dipfacts.model import display
from dipfacts.model.agreement import Question, figure_of
from dipfacts.model.ends import ENDS
from dipfacts.model.occurrence import Occurrence
from dipfacts.model.occurrence_lines import Line as Beginning
from dipfacts.model.period import Period
from dipfacts.model.status import WORDS
from dipfacts.model.tables import Number
from dipfacts.render.html import drawing
from dipfacts.render.html.references import References
from dipfacts.render.html.timeline import strip
from dipfacts.render.page import brief, brief_words, pages
from dipfacts.render.page import chart as bars_of_text
from dipfacts.render.page.document import Row, Section, parties_listed
from dipfacts.render.page.draft import Signed, undated

LABELS = 96  # letters that have room above all columns together
DOTS = 6  # different numbers in one column up to which each has its dot, and not only the ends


def view(answer: Answer) -> dict[str, Any]:
    """Return what templates/brief.html needs."""
    parts: Brief | None = answer.brief
    seen: dict[str, Any] = {
        "title": parties_listed(answer),
        "kicker": "Brief",
        "day": display.day(answer.as_of_date),
        "known": "known_by" in answer.query,
        "text": answer.head["text"],
        "undated": undated(answer),
        "empty": parts is None,
        "notes": [],
        "newest": newest_source(answer),
    }
    if parts is None:
        return seen
    draft = Signed(answer)
    tables = {section.name: section for section in pages.page(answer, draft=draft).sections}
    refs = References(answer, draft)
    titles = brief.TITLES | {name: text.capitalize() for name, text in WORDS.items()}
    standfirst = ""
    if parts.lines:
        first = parts.lines[0]
        standfirst = sentence(answer, first.question, first.partial, asked_period(answer))
    seen |= {
        "dateline": answer.head["text"].removeprefix(f"{seen['title']}: "),
        "standfirst": standfirst,
        "titles": titles,
        "tables": dict.fromkeys((*titles, "years"))
        | {name: _table(answer, section, refs) for name, section in tables.items()},
        "classes": [name for name in WORDS if name in tables],
        "years": years_view(answer, parts.years, refs) if parts.years else None,
        "scale": _scale(answer, tables["standing"]) if "standing" in tables else None,
        "belonging": [
            *map(
                refs.pieces, brief_words.undated_memberships(answer, parts.memberships, draft, None)
            )
        ],
        "remarks": answer.remarks,
        "unanswered": [*map(refs.pieces, brief_words.unanswered(parts, draft))],
        "strip": strip(answer, parts.drawn, parts.left_out["drawn"], answer.as_of),
        "empties": dict.fromkeys(titles) | brief_words.empty_parts(answer, parts),
        "more": brief_words.left_out(answer, parts),
    }
    return {**seen, "notes": refs.notes()}


# ------------------------------------------------------------------------------- tables


def _table(answer: Answer, section: Section, refs: References) -> dict[str, Any]:
    """Return a table of the page: each row with those that belong to it."""
    first = "group" if any(row.tone == "group" for row in section.rows) else ""
    rows: list[dict[str, Any]] = []
    for row in section.rows:
        seen = _row(answer, row, refs)
        if row.tone == "sub" or (first and row.tone != first):
            rows[-1]["below"].append(seen)
        else:
            rows.append(seen)
    return {"title": section.title, "columns": section.columns, "rows": rows}


def _row(answer: Answer, row: Row, refs: References) -> dict[str, Any]:
    about = row.about
    disputed = about if isinstance(about, Question) and about.agreement == "conflict" else None
    cells = [cell.removeprefix("· ") for cell in row.cells]
    unheard = unheard_of(about, answer.as_of) if isinstance(about, Occurrence) else ""
    is_doubtful = any(is_of_difference(cell) or cell == unheard for cell in cells if cell)
    return {
        "cells": [*map(refs.pieces, cells)],
        "differ": row.tone == "differ" or is_doubtful,
        "range": _range(answer, disputed) if disputed else None,
        "below": [],
    }


def _range(answer: Answer, question: Question) -> dict[str, Any]:
    some = {fact.id for fact in brief_words.some_claims(answer, question)}
    values = [figure.number for figure in question.spread if figure.id in some]
    claims = display.counted(len(question.counting), "claim")
    return {"drawn": drawing.spread(values), "text": f"{claims} from {display.spread(question)}"}


# ------------------------------------------------------------------------------- series


def years_view(
    answer: Answer, years: Years, refs: References, height: int = drawing.HEIGHT
) -> dict[str, Any]:
    """Return what the chart of a series needs, `height` pixels high, and the numbers behind it."""
    bars = years.bars
    chart = drawing.columns([_column(bar) for bar in bars], height=height)
    rows = [
        {
            "year": year,
            "part": _within_year(bar.part) if bar.part else "",
            "label": _label(bar, chart.size, LABELS // len(bars)),
            "column": column,
            "others": bar.note,
            "others_mentions": refs.to(bar.others),
        }
        for (year, bar), column in zip(years.numbered, chart.columns, strict=True)
    ]
    known = [bar for bar in bars if bar.low is not None and bar.part is None]
    return {
        "title": brief_words.years_title(answer, years),
        "counted": display.heading(years.series.unit, chart.word),
        "chart": chart,
        "rows": rows,
        "desc": f"{display.counted(len(known), 'full year')} claimed from {known[0].year} to "
        f"{known[-1].year}: "
        + "; ".join(f"{brief_words.year_label(bar)} {bar.text}" for bar in known),
        "unsure": _unsure(known),
        "has_ranges": any(map(bars_of_text.is_disputed, bars)),
        "has_many": any(len(bar.values) > DOTS for bar in bars),
        "has_parts": any(bar.part for bar in bars),
        "has_gaps": any(bar.low is None and not bar.others for bar in bars),
    }


def _unsure(bars: list[Point]) -> str:
    """Return 'The claims say about 2013 and 2014 (uncertain)', of an axis that has bare years."""
    labels = [brief_words.year_label(bar) for bar in bars if bar.period.qualified]
    return f"The claims say {display.listed(labels)}" if labels else ""


def _within_year(part: Period) -> str:
    """Return 'Jan–Aug', or 'Nov 2022 – Feb 2023' where the years are needed."""
    months = part.show().rpartition(" ")[0]
    return part.show() if " – " in months else months


def _column(bar: Point) -> tuple[str, Number | None, Number | None, tuple[Number, ...]]:
    """Return what to draw, with a dot for each number, or of very many for the ends alone."""
    kind = "none" if bar.low is None else "part" if bar.part is not None else "full"
    dots = bar.values if len(bar.values) <= DOTS else (bar.values[0], bar.values[-1])
    return kind, *bars_of_text.ends(bar), dots


def _label(bar: Point, size: int, room: int) -> str:
    """Return '2.9–3.4' for above a full year's column; "" where that has no room for it."""
    if bar.low is None or bar.high is None or bar.part is not None:
        return ""
    known = [end for end in dict.fromkeys(bars_of_text.ends(bar)) if end is not None]
    ends = [drawing.plain_number(end, size) for end in known]
    limits = {"more-than": ">", "at-least": "≥", "less-than": "<", "at-most": "≤"}
    limits |= {"about": "≈", "almost": "≲"}
    qualifiers = {figure_of(fact).qualifier for fact in bar.facts}
    if not bars_of_text.is_disputed(bar):
        qualifiers = {Question([*bar.facts], "flow").finest.qualifier}
    sign = limits.get(qualifiers.pop(), "") if len(qualifiers) == 1 else ""
    text = sign + "–".join(ends)
    return text if len(text) <= room else ""


# ---------------------------------------------------------------------------- relations


def _scale(answer: Answer, section: Section) -> dict[str, Any]:
    """Return a scale for the relations in force, with a bar for each."""
    mains = (row.about for row in section.rows if row.tone != "sub")
    relations = [about for about in mains if isinstance(about, Occurrence)]
    lines = [_line_of(answer, one) for one in relations]
    calendar = drawing.Calendar([*(line.day for line in lines if line.day), answer.day])
    bars = [_lasting(calendar, line, answer.day) for line in lines]
    return {"ticks": calendar.ticks(4), "bars": bars}


def _line_of(answer: Answer, one: Occurrence) -> Beginning:
    """Return the line of the beginning of what a relation is now, else its first line."""
    now = one.stage_on(answer.day)
    lines = [*one.lines()]
    return next((line for line in lines if line.which != ENDS and line.fact in now.facts), lines[0])


def _lasting(calendar: drawing.Calendar, line: Beginning, day: int) -> dict[str, Any] | None:
    """Return a relation's bar: `sure` from the latest day on which it can have begun, to `day`."""
    period = line.fact.period
    if period is None or line.day is None or line.which == ENDS:
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
