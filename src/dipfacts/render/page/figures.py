"""Figures laid out: one line a question, those that differ under it; partners; both sides."""

from __future__ import annotations

from dipfacts.answers.answer import Answer, names
from dipfacts.answers.figures import series_of
from dipfacts.answers.headline import about
from dipfacts.model import display
from dipfacts.model.agreement import Question, figure_of
from dipfacts.model.tables import Figure
from dipfacts.render.page.document import Numbering, Row, Section, claimed
from dipfacts.text import plain

SHOWN_MAIN, SHOWN_OTHER = 8, 3  # questions of the main series and of each other one


def sections(answer: Answer, numbering: Numbering, remarks: list[str]) -> list[Section]:
    """The tables of a figures answer; what they leave out is added to the remarks."""
    if answer.mirror is not None:
        return _mirror(answer, numbering)
    series: dict[tuple[object, ...], list[Question]] = {}
    if len(answer.query["parties"]) == 2:
        for question in answer.questions:
            series.setdefault(series_of(question), []).append(question)
    found, hidden = [], 0
    if len(answer.query["parties"]) != 2:
        found += [_ranking(answer, numbering)] if answer.main else []
        answered = {id(question) for question in answer.main}
        hidden = sum(id(question) not in answered for question in answer.questions)
    for nth, group in enumerate(series.values()):
        most = len(group) if "limit" in answer.query else SHOWN_OTHER if nth else SHOWN_MAIN
        shown = _with_main(group, answer.main, most)
        hidden += len(group) - len(shown)
        rows = [row for question in shown for row in question_rows(answer, question, numbering)]
        title = about(answer, group[0].figure)
        if any(section.title == title for section in found):
            title += f", in {plain(group[0].figure.unit)}"
        columns = ("Period", "Value", "Who says so", "Source")
        found.append(Section(title, columns, rows, (2,)))
    if hidden:
        claims = display.counted(hidden, "further question")
        how = "--limit 0 shows all" if series else "name both sides to see them"
        remarks.append(f"{claims} on record; {how}, --json always holds them.")
    remarks += _notes(answer)
    others = [e["text"] for e in answer.derived if e["kind"] != "asymmetry"]
    remarks += [f"Derived: {text}." for text in others[:6]]
    return found


def _mirror(answer: Answer, numbering: Numbering) -> list[Section]:
    """Each side's statistics per flow and period, and how far they lie apart."""
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
        cells = (row.period.show(), *sides, apart, ", ".join(marks))
        flows.setdefault(what, []).append(Row(cells, "differ" if row.asymmetry else ""))
    found = [
        Section(f"{what}, by each side's own statistics", columns, rows, (4,))
        for what, rows in flows.items()
    ]
    return found or [Section("Neither side's own statistics are on record.", columns, [])]


def _with_main(group: list[Question], main: list[Question], most: int) -> list[Question]:
    """The newest questions, and the one the headline is about wherever it stands."""
    shown = group[:most]
    return shown + [q for q in group[most:] if any(q is one for one in main)]


def question_rows(
    answer: Answer, question: Question, numbering: Numbering, what: str = ""
) -> list[Row]:
    """A line for the question, by its period unless `what` it is is told; its claims under it."""
    period = what or question.period.show()
    if len(question.facts) == 1:
        fact = question.facts[0]
        return [Row((period, *claimed(answer, fact, numbering)))]
    if question.agreement == "conflict":
        low, high = question.low, question.high
        unit = question.figure.unit
        value = f"{display.amount(low, unit)} to {display.amount(high, unit)}"
        if question.preferred is not None:
            value = f"{display.figure_amount(figure_of(question.preferred))} (preferred)"
        told = f"DIFFER: {', '.join(question.reasons)}"
    else:
        value = display.figure_amount(question.finest)
        told = "confirmed" if question.agreement == "confirmed" else "one statement"
    claims = display.counted(len(question.facts), "claim")
    first = Row((period, value, f"{told}; {claims}", ""), "differ" if "DIFFER" in told else "")
    parts = [("", *claimed(answer, fact, numbering, "  ")) for fact in question.facts]
    return [first, *(Row(cells, "sub") for cells in parts)]


def _ranking(answer: Answer, numbering: Numbering) -> Section:
    asked = answer.query["parties"]
    rows = []
    for place, question in enumerate(answer.main, 1):
        figure = question.figure
        who = _partner(answer, figure)
        value = display.figure_amount(question.finest)
        told = claimed(answer, question.counting[0], numbering)[1]
        if question.agreement == "conflict":
            unit = figure.unit
            value = f"{display.amount(question.low, unit)} to {display.amount(question.high, unit)}"
            told = f"DIFFER: {display.counted(len(question.counting), 'claim')}"
        elif question.agreement == "confirmed":
            told = f"confirmed by {question.statements}"
        marks = " ".join(dict.fromkeys(numbering.mark(f).split()[0] for f in question.counting))
        tone = "differ" if "DIFFER" in told else ""
        rows.append(Row((str(place), who, question.period.show(), value, told, marks), tone))
    title = ""
    if answer.main:
        title = plain(answer.base.measures[answer.main[0].figure.measure].label)
    columns = (">#", "Partner" if asked else "Parties", "Period", "Value", "Who says so", "Source")
    return Section(title, columns, rows, (1, 4))


def _partner(answer: Answer, figure: Figure) -> str:
    """The other side, or all of them where nobody was asked about; directions are kept."""
    asked = answer.query["parties"]
    others = names(answer.base, [party for party in figure.everyone if party not in asked])
    if figure.from_ and asked:
        return f"{'to' if figure.from_ in asked else 'from'} {display.between(others)}"
    return " → ".join(others) if figure.from_ else display.between(others)


def _notes(answer: Answer) -> list[str]:
    """What must be known to use the headline's claims rightly."""
    if len(answer.query["parties"]) != 2:
        return []
    seen = {}
    for question in answer.main:
        for fact in question.counting:
            if fact.claim.note and fact.claim.note not in seen:
                seen[fact.claim.note] = fact.claim.id
    return [f"Note on {claim}: {plain(note)}" for note, claim in seen.items()]
