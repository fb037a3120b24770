"""The view of a brief that its template prints: texts, mentions of sources, and geometry."""

from __future__ import annotations

from datetime import date
from typing import Any

from dipfacts.answers.answer import Answer, Entry, Point, names
from dipfacts.answers.brief import Brief, Years, asked_period
from dipfacts.answers.caveats import Line, lead
from dipfacts.answers.coverage import newest_source
from dipfacts.answers.differing import apart, explained
from dipfacts.answers.headline import briefly, sentence
from dipfacts.answers.mirror import MirrorPair
from dipfacts.answers.sides import asymmetry
from dipfacts.model import display
from dipfacts.model.agreement import Question, figure_of
from dipfacts.model.line import Line as Beginning
from dipfacts.model.occurrence import Occurrence
from dipfacts.model.period import Period
from dipfacts.model.stage import ENDS
from dipfacts.model.status import WORDS
from dipfacts.model.tables import Number
from dipfacts.query.base import Fact
from dipfacts.render.html import drawing
from dipfacts.render.html.references import References
from dipfacts.render.html.timeline import strip, told
from dipfacts.render.page import brief as page
from dipfacts.render.page import chart as bars_of_text
from dipfacts.render.page import document, figures
from dipfacts.render.page.beside import beside, other_dates
from dipfacts.render.page.stages import marked_kind
from dipfacts.render.page.undated import undated

ITEMS = 2  # examples of one kind of doubt
LABELS = 96  # letters that have room above all columns together
DOTS = 6  # different numbers in one column up to which each has its dot, and not only the ends


def view(answer: Answer) -> dict[str, Any]:
    """Return what templates/brief.html needs."""
    parts: Brief | None = answer.brief
    seen: dict[str, Any] = {
        "title": display.listed(names(answer.base, answer.query["parties"])),
        "kicker": "Brief",
        "day": display.day(date.fromordinal(answer.as_of or 1)),
        "known": "known_by" in answer.query,
        "text": answer.head["text"],
        "undated": undated(answer),
        "empty": parts is None,
        "notes": [],
        "newest": newest_source(answer),
    }
    if parts is None:
        return seen
    refs = References(answer)
    room = page.most(answer, ITEMS)
    standfirst = ""
    if parts.lines:
        first = parts.lines[0]
        standfirst = sentence(answer, first.question, first.partial, asked_period(answer))
    seen |= {
        "dateline": answer.head["text"].removeprefix(f"{seen['title']}: "),
        "standfirst": standfirst,
        "lines": _lines(answer, parts.lines, refs),
        "remarks": page.notes(answer, parts),
        "unanswered": parts.unanswered,
        "years": years_view(answer, parts.years, refs) if parts.years else None,
        "sides": [_sides(answer, pair, refs) for pair in parts.mirror],
        "ahead_title": page.AHEAD,
        "ahead": [_question(answer, question, refs) for question in parts.ahead],
        "conflicts": [_conflict(answer, question, refs) for question in parts.conflicts],
        "relations": _relations(answer, parts, answer.as_of or 1, refs),
        "relations_title": WORDS["standing"].capitalize(),
        "other_relations": _other_relations(answer, parts, refs),
        **{
            name: [_event(answer, entry, refs) for entry in getattr(parts, name)]
            for name in ("planned", "called_off", "latest")
        },
        "strip": strip(answer, parts.drawn, parts.left_out["drawn"], answer.as_of),
        "doubts": [
            {
                "lead": lead(answer, doubt.kind),
                "items": [(text, refs.to(facts)) for text, facts in doubt.items[:room]],
                "more": len(doubt.items[room:]) if room else 0,
            }
            for doubt in parts.doubts
        ],
        "empties": page.empties(answer, parts),
        "more": page.left_out(answer, parts),
    }
    return {**seen, "notes": refs.notes()}


# ------------------------------------------------------------------------------ figures


def _lines(answer: Answer, lines: list[Line], refs: References) -> list[dict[str, Any]]:
    """Return the headline figures; each says whether lines that belong to it follow."""
    rows = [_line(answer, line, refs) for line in lines]
    for row in rows:
        row["followed"] = bool(row["beside"] or row["dates"])
    return rows


def _line(answer: Answer, line: Line, refs: References) -> dict[str, Any]:
    return {
        **_question(answer, line.question, refs),
        "larger": page.larger(answer, line.larger_than) if line.larger_than else "",
        "part": page.part(answer, line),
        "beside": [
            {
                **note._asdict(),
                "label": note.label.rstrip(",:"),
                "mentions": refs.to(note.facts),
            }
            for note in beside(answer, line, refs.numbering)
        ],
        "dates": [
            (f"{note.value} {note.when or note.label}", refs.to(note.facts))
            for note in other_dates(answer, line, refs.numbering)
        ],
    }


def _question(answer: Answer, question: Question, refs: References) -> dict[str, Any]:
    """Return what, when, the answer, who says so, and a range where sources differ."""
    differ = question.agreement == "conflict"
    return {
        "what": briefly(answer, question.figure),
        "when": display.span(question.period, question.nature),
        "value": document.value(question),
        "differ": differ,
        "who": document.voices(answer, question, refs.numbering),
        "range": _range(answer, question) if differ else None,
        "mentions": refs.to(question.counting),
    }


def _range(answer: Answer, question: Question) -> dict[str, Any]:
    some = {fact.id for fact in page.some_claims(answer, question)}
    values = [figure.number for figure in question.spread if figure.id in some]
    claims = display.counted(len(question.counting), "claim")
    return {"drawn": drawing.spread(values), "text": f"{claims} from {display.spread(question)}"}


def _conflict(answer: Answer, question: Question, refs: References) -> dict[str, Any]:
    some = page.some_claims(answer, question)
    claims = []
    for fact in sorted(some, key=lambda fact: figure_of(fact).number):
        shown, who, _ = document.claimed(answer, fact, refs.numbering)
        claims.append({"value": shown, "who": who, "mentions": refs.to([fact])})
    return {
        "what": briefly(answer, question.figure),
        "when": display.span(question.period, question.nature),
        "value": document.value(question),
        "apart": apart(question),
        "reasons": explained(question),
        "range": _range(answer, question),
        "claims": claims,
        "more": page.more_claims(question, some),
    }


def _sides(answer: Answer, pair: MirrorPair, refs: References) -> dict[str, Any]:
    return {
        "what": figures.flow(answer, pair),
        "when": pair.period.show(),
        "sides": [*zip(names(answer.base, pair.parties), figures.reported(pair), strict=True)],
        "apart": asymmetry(pair) or figures.apart(pair),
        "mentions": refs.to(pair.facts),
    }


def years_view(
    answer: Answer, years: Years, refs: References, height: int = drawing.HEIGHT
) -> dict[str, Any]:
    """Return what the chart of a series needs, `height` pixels high, and the numbers behind it."""
    bars = years.bars
    chart = drawing.columns([_column(bar) for bar in bars], height=height)
    rows = [
        {
            "when": page.year_label(bar),
            "year": year,
            "part": _within_year(bar.part) if bar.part else "",
            "label": _label(bar, chart.size, LABELS // len(bars)),
            "value": bar.shown,
            "column": column,
            "mentions": refs.to(bar.facts or bar.others) if bar.facts or bar.others else None,
            "others": bar.note,
            "others_mentions": refs.to(bar.others),
        }
        for (year, bar), column in zip(years.numbered, chart.columns, strict=True)
    ]
    known = [bar for bar in bars if bar.low is not None and bar.part is None]
    return {
        "title": page.years_title(answer, years),
        "counted": display.heading(years.series.unit, chart.word),
        "chart": chart,
        "rows": rows,
        "desc": f"{display.counted(len(known), 'full year')} claimed from {known[0].year} to "
        f"{known[-1].year}: " + "; ".join(f"{bar.year} {bar.shown}" for bar in known),
        "has_ranges": any(map(bars_of_text.is_disputed, bars)),
        "has_many": any(len(bar.values) > DOTS for bar in bars),
        "has_parts": any(bar.part for bar in bars),
        "has_gaps": any(bar.low is None and not bar.others for bar in bars),
    }


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


# ------------------------------------------------------------------ relations and events


def _relations(answer: Answer, parts: Brief, day: int, refs: References) -> dict[str, Any] | None:
    found = parts.relations.get("standing")
    if not found:
        return None
    lines = {one.id: _line_of(answer, one) for one in found}
    calendar = drawing.Calendar([*(line.day for line in lines.values() if line.day), day])
    rows = [
        {**_relation(answer, one, refs), "mark": _lasting(calendar, lines[one.id], day)}
        for one in found
    ]
    return {"ticks": calendar.ticks(4), "rows": rows, "today": drawing.percent(calendar.at(day))}


def _line_of(answer: Answer, one: Occurrence) -> Beginning:
    """Return the line of the beginning of what a relation is now, else its first line."""
    now = one.stage_on(answer.day)
    lines = [*one.lines()]
    return next((line for line in lines if line.which != ENDS and line.fact in now.facts), lines[0])


def _other_relations(answer: Answer, parts: Brief, refs: References) -> list[dict[str, Any]]:
    """Return the relations that are not in force, in a group for each class."""
    return [
        {
            "title": WORDS[name].capitalize(),
            "rows": [_relation(answer, one, refs) for one in found],
        }
        for name, found in (parts.relations | parts.past).items()
        if name != "standing"
    ]


def _relation(answer: Answer, one: Occurrence, refs: References) -> dict[str, Any]:
    standing = answer.standings[one.fact.id]
    fact, shown = document.as_it_is(answer, one)
    return _happening(answer, one, fact, shown, refs, document.kind_of(answer, fact, standing))


def _event(answer: Answer, entry: Entry, refs: References) -> dict[str, Any]:
    assert entry.occurrence is not None
    shown = document.when_of(entry)
    kind = marked_kind(answer, entry._replace(mark="") if entry.mark == "planned" else entry)
    return _happening(answer, entry.occurrence, entry.fact, shown, refs, kind)


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


def _happening(
    answer: Answer,
    one: Occurrence,
    fact: Fact,
    shown: str,
    refs: References,
    kind: str,
) -> dict[str, Any]:
    return {
        "when": shown,
        "title": document.titled(answer, fact),
        "kind": kind,
        "told": told(answer, one),
        "mentions": refs.to(one.counting),
    }
