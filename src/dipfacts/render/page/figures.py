"""Figures laid out: one line a question, those that differ under it; partners; both sides."""

from __future__ import annotations

from dipfacts.answers.answer import Answer, names
from dipfacts.answers.headline import about, midway
from dipfacts.answers.ranking import Ranked, Ranking, total_name
from dipfacts.model import display
from dipfacts.model.agreement import Question, series_key
from dipfacts.model.tables import Figure
from dipfacts.render.page.document import (
    Numbering,
    Row,
    Section,
    claimed,
    differing,
    tone_of,
    value,
    voices,
)
from dipfacts.text import plain

SHOWN_MAIN, SHOWN_OTHER = 8, 3  # questions of the main series and of each other one
SHOWN_DERIVED = 6
_AGREEMENT = {"confirmed": "confirmed", "consistent": "no contradiction"}


def sections(answer: Answer, numbering: Numbering, remarks: list[str]) -> list[Section]:
    """Return the tables of a figures answer; what they leave out is added to the remarks."""
    if answer.mirror is not None:
        return _mirror(answer, numbering)
    if answer.ranking is None:
        tables, hidden = _series(answer, numbering)
        remarks += [f"{hidden:,} more: --limit 0"] if hidden else []
    else:
        tables = _rankings(answer, answer.ranking, numbering)
        shown = {*answer.ranking.questions()}
        rest = [question for question in answer.questions if question not in shown]
        totals = rest if answer.ranking.totals else []
        alone = sum(len(question.figure.everyone) == 1 for question in totals)
        pairs = len(rest) - alone
        remarks += [f"{pairs:,} more: name both sides"] if pairs else []
        remarks += [f"{alone:,} more about one party alone: --in PERIOD"] if alone else []
    remarks += _notes(answer)
    if answer.ranking is not None and answer.derived:
        formula = answer.derived[0]["derived"]["formula"]
        remarks.append(f"Share: {formula}, of the total by the same reporter or source.")
    in_tables = "asymmetry" if answer.ranking is None else "share"
    derived = [e["text"] for e in answer.derived if e["kind"] != in_tables]
    remarks += [f"Derived: {text}." for text in derived[:SHOWN_DERIVED]]
    return tables


def _series(answer: Answer, numbering: Numbering) -> tuple[list[Section], int]:
    """Return a table for each series, and how many questions they leave out."""
    series: dict[tuple[object, ...], list[Question]] = {}
    for question in answer.questions:
        series.setdefault(series_key(question.figure), []).append(question)
    tables: list[Section] = []
    hidden = 0
    for nth, group in enumerate(series.values()):
        most = len(group) if "limit" in answer.query else SHOWN_OTHER if nth else SHOWN_MAIN
        # The question that the headline is about is shown wherever it stands.
        chosen = [q for q in group[most:] if any(q is one for one in answer.main)]
        shown = group[:most] + chosen
        hidden += len(group) - len(shown)
        rows = [row for question in shown for row in _question(answer, question, numbering)]
        figure = group[0].figure
        title = about(answer, figure) + (f", {figure.status}" if group[0].is_ahead else "")
        if any(table.title == title for table in tables):
            title += f", in {plain(group[0].figure.unit)}"
        tables.append(Section(title, ("Period", "Value", "Who says so", "Source"), rows, (2,)))
    return tables, hidden


def _question(answer: Answer, question: Question, numbering: Numbering) -> list[Row]:
    """Return a line for the question, and under it one for each claim if there are several."""
    period = display.span(question.period, question.nature)
    if len(question.facts) == 1:
        return [Row((period, *claimed(answer, question.facts[0], numbering)))]
    text = _AGREEMENT.get(question.agreement, "one statement")
    text += f"; {display.counted(len(question.facts), 'claim')}"
    if question.agreement == "conflict":
        text = differing(question)
    rows = [Row((period, value(question), text, ""), tone_of(question))]
    for fact in question.facts:
        shown, who, mark = claimed(answer, fact, numbering)
        rows.append(Row(("", f"  {shown}", who, mark), "sub"))
    return rows


def _mirror(answer: Answer, numbering: Numbering) -> list[Section]:
    """Return each side's statistics per flow and period, and how far they lie apart."""
    facts = {fact.claim.id: fact for fact in answer.facts}
    who = names(answer.base, answer.query["parties"])
    columns = ("Period", *(f"{name} reports" for name in who), ">Asymmetry", "Source")
    flows: dict[str, list[Row]] = {}
    for row in answer.mirror or []:
        measure, start, end = row.flow
        what = plain(answer.base.measures[measure].label) if measure else "Goods"
        if start and end:
            what += " from {} to {}".format(*names(answer.base, (start, end)))
        sides = [display.figure_amount(side) if side else "no figure" for side in row.sides]
        apart = f"{row.asymmetry}%" if row.asymmetry is not None else ""
        marks = dict.fromkeys(numbering.mark(facts[side.id]) for side in row.sides if side)
        cells = (display.span(row.period, "flow"), *sides, apart, ", ".join(marks))
        flows.setdefault(what, []).append(Row(cells, "differ" if row.asymmetry else ""))
    title = "{}, by each side's own statistics".format
    tables = [Section(title(what), columns, rows, (4,)) for what, rows in flows.items()]
    return tables or [Section("Neither side's own statistics are on record.", columns, [])]


def _rankings(answer: Answer, ranking: Ranking, numbering: Numbering) -> list[Section]:
    """Return the partners in order, then aggregates and totals, which are no partners."""
    label = plain(answer.base.measures[ranking.measure].label)
    who = "Partner" if answer.query["parties"] else "Parties"
    return [
        _ranked(answer, numbering, title, column, lines)
        for title, column, lines in (
            (label, who, ranking.partners),
            ("Aggregates, not ranked", who, ranking.aggregates),
            ("In total", "Total", ranking.totals),
        )
        if lines
    ]


def _ranked(
    answer: Answer, numbering: Numbering, title: str, who: str, lines: list[Ranked]
) -> Section:
    """Return lines of a ranking; places and shares have a column where there are any."""
    cells = [
        {
            ">#": str(line.place or ""),
            who: _named(answer, line),
            "Period": display.span(line.question.period, line.question.nature),
            "Value": value(line.question),
            ">Share": _share(line),
            "Who says so": voices(answer, line.question, numbering),
            "Source": _marks(line.question, numbering),
        }
        for line in lines
    ]
    columns = [name for name in cells[0] if name == who or any(row[name] for row in cells)]
    rows = [
        Row(tuple(row[name] for name in columns), tone_of(line.question))
        for row, line in zip(cells, lines, strict=True)
    ]
    folding = [nth for nth, name in enumerate(columns) if name in (who, "Who says so")]
    return Section(title, tuple(columns), rows, tuple(folding))


def _marks(question: Question, numbering: Numbering) -> str:
    return " ".join(dict.fromkeys(f"[{numbering.number(fact)}]" for fact in question.counting))


def _share(line: Ranked) -> str:
    """Return '19.1%', or '19.1% to 20%' where different voices give different shares."""
    ends = sorted({share["value"] for share in line.shares})
    texts = [display.amount(end, "percent") for end in dict.fromkeys((*ends[:1], *ends[-1:]))]
    return " to ".join(texts)


def _named(answer: Answer, line: Ranked) -> str:
    """Return the partner, or whose total it is, with its measure if the ranking has another."""
    figure = line.question.figure
    if not line.is_total:
        return partner(answer, figure)
    name = total_name(answer.base, line)
    if answer.ranking is None or figure.measure == answer.ranking.measure:
        return name
    return f"{name}, {midway(answer.base.measures[figure.measure])}"


def partner(answer: Answer, figure: Figure) -> str:
    """Return the other side, or all where no party was asked about; directions are kept."""
    asked = answer.query["parties"]
    ids = [party for party in figure.everyone if party not in asked]
    others = names(answer.base, ids if figure.from_ else sorted(ids))
    if figure.from_ and asked:
        return f"{'to' if figure.from_ in asked else 'from'} {display.listed(others)}"
    return " → ".join(others) if figure.from_ else display.listed(others)


def _notes(answer: Answer) -> list[str]:
    """Return the notes on the claims that the headline of two parties rests on, each once."""
    if len(answer.query["parties"]) != 2:
        return []
    notes: dict[str, str] = {}
    for fact in (fact for question in answer.main for fact in question.counting):
        if fact.claim.note:
            notes.setdefault(fact.claim.note, fact.claim.id)
    return [f"Note on {claim}: {plain(note)}" for note, claim in notes.items()]
