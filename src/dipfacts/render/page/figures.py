"""Figures laid out: one line a question, those that differ under it; partners; both sides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dipfacts.answers.answer import Answer, names
from dipfacts.answers.headline import about, midway, scope
from dipfacts.answers.mirror import MirrorPair, families
from dipfacts.answers.voices import speaker
from dipfacts.model import display
from dipfacts.model.agreement import Question, figure_of, series_key
from dipfacts.model.tables import Figure
from dipfacts.render.page.document import (
    Numbering,
    Row,
    Section,
    claimed,
    differing,
    period_mark,
    tone_of,
    value,
    voices,
)
from dipfacts.text import plain

if TYPE_CHECKING:
    from dipfacts.answers.ranking import Ranked, Ranking

SHOWN_MAIN, SHOWN_OTHER = 8, 3  # questions of the main series and of each other one
SHOWN_OF_OTHERS = 5  # shares of others in a ranking
SHOWN_DERIVED = 6
MOST_IDS = 6  # claims whose ids a derived number names
_AGREEMENT = {"confirmed": "confirmed", "consistent": "no contradiction"}


def sections(answer: Answer, numbering: Numbering, remarks: list[str]) -> list[Section]:
    """Return the tables of a figures answer; what they leave out is added to the remarks."""
    if answer.mirror is not None:
        tables = mirror(answer, answer.mirror, numbering)
        return tables or [Section("Neither side's own statistics are on record.", (), [])]
    if answer.ranking is None:
        tables, shown = _series(answer, numbering)
        hidden = len(answer.questions) - len(shown)
        tables += mirror(answer, answer.sides[:SHOWN_MAIN], numbering)
        remarks += [f"{hidden:,} more: --limit 0"] if hidden else []
    else:
        rankings = [answer.ranking, *answer.more_rankings]
        tables = [table for each in rankings for table in _rankings(answer, each, numbering)]
        tables += _totals(answer, [line for each in rankings for line in each.totals], numbering)
        shown = [q for each in rankings for q in (*each.questions(), *each.ahead(answer.questions))]
        named = {*shown}
        rest = [question for question in answer.questions if question not in named]
        alone = [question for question in rest if len(question.figure.everyone) == 1]
        pairs = [*{*rest}.difference(alone)]
        remarks += [f"{_more(pairs)}: name both sides"] if pairs else []
        how = "--in PERIOD" if answer.query["parties"] else "name it"
        remarks += [f"{_more(alone)} about one party alone: {how}"] if alone else []
    if answer.absent:
        tables.append(_absent(answer, numbering))
    remarks += _notes(answer, shown)
    if (more := len(answer.sides) - SHOWN_MAIN) > 0 and answer.ranking is None:
        remarks.append(f"{display.counted(more, 'more pair')} of figures by both sides: --mirror")
    if answer.ranking is not None and answer.derived:
        formula = answer.derived[0]["derived"]["formula"]
        remarks.append(f"Share: {formula}, of the total by the same reporter or source.")
        remarks += [line for each in rankings for line in _unseen_shares(answer, each)]
    remarks += _derived(answer)
    return tables


def _more(questions: list[Question]) -> str:
    """Return '46 more claims'."""
    return display.counted(sum(len(question.facts) for question in questions), "more claim")


def _absent(answer: Answer, numbering: Numbering) -> Section:
    """Return the figures that a source says are not published."""
    rows = []
    for question in answer.absent:
        shown, who, mark = claimed(answer, question.facts[0], numbering)
        what = f"{about(answer, question.figure)}: {shown}"
        period = display.span(question.period, question.nature)
        rows.append(Row((period, what, who, mark)))
    return Section("Not published", ("Period", "What", "Who says so", "Source"), rows, (1, 2))


def _derived(answer: Answer) -> list[str]:
    """Return the first derived numbers, each with its formula and the claims it is computed from.

    Asymmetries stand in the tables of both sides, and shares of a total in a ranking.
    """
    in_tables = "asymmetry" if answer.ranking is None else "share"
    entries = [entry for entry in answer.derived if entry["kind"] != in_tables]
    lines = [
        f"Derived: {entry['text']}; computed as {entry['derived']['formula']} "
        f"from {_claims(entry['derived']['from'])}."
        for entry in entries[:SHOWN_DERIVED]
    ]
    if more := len(entries) - len(lines):
        lines.append(f"{display.counted(more, 'more derived number')}: --json")
    return lines


def _claims(ids: list[str]) -> str:
    """Return the claims that a number is computed from: their ids, or how many there are."""
    return display.listed(ids) if len(ids) <= MOST_IDS else display.counted(len(ids), "claim")


def _series(answer: Answer, numbering: Numbering) -> tuple[list[Section], list[Question]]:
    """Return a table for each series, and the questions that they show."""
    series: dict[tuple[object, ...], list[Question]] = {}
    for question in answer.questions:
        series.setdefault(series_key(question.figure), []).append(question)
    tables: list[Section] = []
    every: list[Question] = []
    for nth, group in enumerate(_answering_first(answer, [*series.values()])):
        most = len(group) if "limit" in answer.query else SHOWN_OTHER if nth else SHOWN_MAIN
        # The question that the headline is about is shown wherever it stands.
        chosen = [q for q in group[most:] if any(q is one for one in answer.main)]
        shown = group[:most] + chosen
        every += shown
        rows = [row for question in shown for row in _question(answer, question, numbering)]
        figure = group[0].figure
        title = about(answer, figure) + (f", {figure.status}" if group[0].is_ahead else "")
        if any(table.title == title for table in tables):
            title += f", in {display.unit_name(figure.unit)}"
        tables.append(Section(title, ("Period", "Value", "Who says so", "Source"), rows, (2,)))
    return tables, every


def _answering_first(answer: Answer, groups: list[list[Question]]) -> list[list[Question]]:
    """Return the groups with that of the unit that answers before those in other units."""
    titles = [(about(answer, group[0].figure), group[0].is_ahead) for group in groups]
    main = {id(question) for question in answer.main}
    answers = [any(id(question) in main for question in group) for group in groups]
    order = sorted(range(len(groups)), key=lambda n: (titles.index(titles[n]), not answers[n]))
    return [groups[n] for n in order]


def _question(answer: Answer, question: Question, numbering: Numbering) -> list[Row]:
    """Return a line for the question, and under it one for each claim if there are several."""
    period = display.span(question.period, question.nature)
    if len(question.facts) == 1:
        period += period_mark(question.facts)
        return [Row((period, *claimed(answer, question.facts[0], numbering, dated=True)))]
    text = _AGREEMENT.get(question.agreement, "one statement")
    text += f"; {display.counted(len(question.facts), 'claim')}"
    if question.agreement == "conflict":
        text = differing(answer, question)
    rows = [Row((period, value(question), text, ""), tone_of(question))]
    for fact in question.facts:
        shown, who, mark = claimed(answer, fact, numbering, dated=True)
        rows.append(Row((period_mark([fact]), f"  {shown}", who, mark), "sub"))
    return rows


def mirror(answer: Answer, pairs: list[MirrorPair], numbering: Numbering) -> list[Section]:
    """Return each side's statistics per flow and period, and how far they lie apart."""
    tables: dict[tuple[str, ...], list[Row]] = {}
    align = "" if any(pair.differ for pair in pairs) else ">"  # texts read from the left
    for pair in pairs:
        rows = tables.setdefault((flow(answer, pair), *names(answer.base, pair.parties)), [])
        marks = dict.fromkeys(map(numbering.mark, pair.facts))
        sides = reported(pair)
        cells = (when(answer, pair), *sides, apart(pair), ", ".join(marks))
        rows.append(Row(cells, "differ" if pair.asymmetry else ""))
    return [
        Section(
            f"{what}, by each side's own statistics",
            ("Period", *(f"{name} reports" for name in sides), f"{align}Asymmetry", "Source"),
            rows,
            (1, 2, 3, 4),
        )
        for (what, *sides), rows in tables.items()
    ]


def flow(answer: Answer, pair: MirrorPair) -> str:
    """Return 'Goods from Ireland to Egypt', 'Trade turnover': what both sides report."""
    figure = pair.figure
    measures = answer.base.measures
    if pair.measure:
        what = plain(measures[pair.measure].label)
    elif len(family := families(measures)) == 2:
        what = "Goods"  # exports of one side, imports of the other
    else:
        first, second = measures[family[figure.measure]].sum_of
        what = f"{plain(measures[first].label)} and {midway(measures[second])}"
    if figure.from_ and figure.to:
        what += " from {} to {}".format(*names(answer.base, (figure.from_, figure.to)))
    return what + (scope(figure) if len({*map(scope, pair.figures)}) == 1 else "")


def when(answer: Answer, pair: MirrorPair) -> str:
    """Return the period of a pair in words."""
    return display.span(pair.period, answer.base.measures[pair.figure.measure].nature)


def reported(pair: MirrorPair) -> list[str]:
    """Return '$42 million (fob)', what each side reports; 'no figure' where it does not."""
    return [pair.shown(figure_of(side)) if side else "no figure" for side in pair.sides]


def apart(pair: MirrorPair) -> str:
    """Return '147.0%', 'at least 147.0%', or why the two sides are not compared."""
    if pair.differ:
        return f"not compared: {pair.differ}"
    if pair.asymmetry is None:
        return ""
    return f"{'at least ' if pair.at_least else ''}{pair.asymmetry}%"


def _rankings(answer: Answer, ranking: Ranking, numbering: Numbering) -> list[Section]:
    """Return the partners in order, then aggregates, which are no partners."""
    label = plain(answer.base.measures[ranking.measure].label)
    asked = display.listed(names(answer.base, answer.query["parties"]))
    single = "Partner" if asked else "Party"
    who = single if any(len(line.others) == 1 for line in ranking.partners) else "Parties"
    found = []
    for lines in ranking.ways():
        title = f"{label}, {lines[0].way} {asked}" if len(ranking.ways()) > 1 else label
        if lines[0].of_other and "limit" not in answer.query and len(lines) > SHOWN_OF_OTHERS:
            title += f": {SHOWN_OF_OTHERS} of {len(lines):,}, all with --limit 0"
            lines = lines[:SHOWN_OF_OTHERS]
        found.append(_ranked(answer, numbering, title, who, lines))
    if ranking.aggregates:
        found.append(_ranked(answer, numbering, "Aggregates, not ranked", who, ranking.aggregates))
    return found


def _totals(answer: Answer, lines: list[Ranked], numbering: Numbering) -> list[Section]:
    """Return the totals of one party, or of each; what has no partners is no total of them."""
    measures = answer.base.measures
    if any(measures[line.question.figure.measure].partners != 0 for line in lines):
        return [_ranked(answer, numbering, "In total", "Total", lines)]
    asked = names(answer.base, answer.query["parties"])
    return [_ranked(answer, numbering, display.listed(asked), "What", lines)] if lines else []


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


def _unseen_shares(answer: Answer, ranking: Ranking) -> list[str]:
    """Return which numbers shares are taken of, where the tables show others or a spread.

    'Share in $100 billion (Norway): to Denmark ($10 billion); to Sweden.'
    """
    known = {fact.id: fact for fact in answer.facts}
    totals = {total.question.value for total in ranking.totals}
    found: dict[str, list[str]] = {}
    for line in (*ranking.partners, *ranking.aggregates):
        for share in line.shares:
            ids = share["derived"]["from"]
            part, whole = (figure_of(known.get(id) or answer.base.claim(id)) for id in ids)
            is_seen = line.question.value == part.value
            if is_seen and whole.value in totals:
                continue
            name = partner(answer, line.question.figure)
            name += "" if is_seen else f" ({display.figure_amount(part)})"
            total = f"{display.figure_amount(whole)} ({speaker(answer, whole)})"
            found.setdefault(total, []).append(name)
    return [f"Share in {total}: {'; '.join(names)}." for total, names in found.items()]


def _named(answer: Answer, line: Ranked) -> str:
    """Return the partner, or whose total it is, with its measure if the ranking has another."""
    figure = line.question.figure
    if not line.is_total:
        return partner(answer, figure)
    from dipfacts.answers.ranking import total_name  # most answers rank nobody

    name = total_name(answer.base, line)
    measure = answer.base.measures[figure.measure]
    if measure.partners == 0:
        return plain(measure.label) + scope(figure) if answer.query["parties"] else name
    if answer.ranking is None or figure.measure == answer.ranking.measure:
        return name
    return f"{name}, {midway(measure)}"


def partner(answer: Answer, figure: Figure) -> str:
    """Return the other side, or all where no party was asked about; directions are kept."""
    asked = answer.query["parties"]
    ids = [party for party in figure.everyone if party not in asked]
    if len(ids) > 1 and not figure.from_:  # of a group, nobody is the partner of the others
        ids = [*figure.everyone]
    others = names(answer.base, ids if figure.from_ else sorted(ids))
    if figure.from_ and asked:
        return f"{'to' if figure.from_ in asked else 'from'} {display.listed(others)}"
    return " → ".join(others) if figure.from_ else display.listed(others)


def _notes(answer: Answer, shown: list[Question]) -> list[str]:
    """Return the notes on what the headline of two parties rests on, and which others have one."""
    notes: dict[str, str] = {}
    if len(answer.query["parties"]) == 2:
        for fact in (fact for question in answer.main for fact in question.counting):
            if fact.claim.note:
                notes.setdefault(fact.claim.note, fact.id)
    noted = (f for question in shown for f in question.facts if f.claim.note)
    others = [f.id for f in noted if f.claim.note not in notes]
    lines = [f"Note on {claim}: {plain(note)}" for note, claim in notes.items()]
    if others:
        which = "Other claims" if notes else "Claims"
        lines.append(f"{which} with a note: {display.some(others)}: dipfacts show ID")
    return lines
