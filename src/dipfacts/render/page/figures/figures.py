"""Figures laid out: one line a question, those that differ under it; partners; both sides."""

from __future__ import annotations

from collections.abc import Iterator

from dipfacts.answers.answer import Answer, once
from dipfacts.answers.mirror_data.mirror_pair import MirrorPair
from dipfacts.answers.mirror_data.sides import pair_of
from dipfacts.answers.remark import ALL, AS_JSON, BOTH_SIDES, NOT_DERIVED, Remark
from dipfacts.answers.statements.headline import figure_in_words, page_sentence
from dipfacts.model import display
from dipfacts.model.fact import Fact
from dipfacts.model.figures.agreement import Question, figure_of, series_key
from dipfacts.model.file_format.tables import Figure
from dipfacts.model.groups import grouped
from dipfacts.render.page.document import (
    Numbering,
    Row,
    Section,
    differing,
    figure_cells,
    period_mark,
    tone_of,
    value,
    voices,
)
from dipfacts.render.page.draft import Draft
from dipfacts.render.page.figures import mirror
from dipfacts.render.page.figures.measure_notes import as_remarks, measure_notes, with_notes
from dipfacts.text import plain

SHOWN_MAIN = 8  # questions of the main series on a short page, and pairs of both sides
SHOWN_DERIVED = 6
MOST_IDS = 6  # claims whose ids a derived number names
_AGREEMENT = {
    "single": "one statement",
    "confirmed": "confirmed",
    "consistent": "no contradiction",
}


def sections(answer: Answer, draft: Draft) -> list[Section]:
    """Return the tables of a figures answer; what they leave out is added to the remarks."""
    if answer.figures.mirror is not None:
        return _both_sides(answer, answer.figures.mirror, draft)
    remarks = draft.remarks
    last = [remark for remark in remarks if remark.kind == NOT_DERIVED] if draft.is_short else []
    remarks[:] = [remark for remark in remarks if remark not in last]
    if draft.is_short and answer.rankings.first is None and answer.figures.questions:
        tables, listed = _newest(answer, draft)
        draft.leave_out(len(answer.figures.sides[:SHOWN_MAIN]), "mirror figure")
    elif answer.rankings.first is None:
        tables, listed = series(answer, draft), answer.figures.questions
        tables += mirror.sections(answer, answer.figures.sides[:SHOWN_MAIN], draft)
    else:
        tables, listed = _ranked(answer, draft)
    if answer.figures.absent:
        tables.append(absent(answer, draft))
    remarks += _notes(answer, listed, draft)
    if (more := len(answer.figures.sides) - SHOWN_MAIN) > 0 and answer.rankings.first is None:
        text = f"{display.counted(more, 'more pair')} of figures by both sides"
        remarks.append(Remark(text, command=BOTH_SIDES))
    if answer.rankings.first is not None and answer.figures.derived:
        from dipfacts.render.page.figures import ranking  # lazy: most answers rank nobody

        formula = answer.figures.derived[0].formula
        text = f"Share: {formula}, of the total by the same reporter or source."
        remarks.append(Remark(text))
        rankings = answer.rankings.every
        remarks += (Remark(text) for it in rankings for text in ranking.unseen_shares(answer, it))
    remarks += _derived(answer, draft.is_short)
    remarks += last
    return tables


def _both_sides(answer: Answer, pairs: list[MirrorPair], draft: Draft) -> list[Section]:
    """Lay out what both sides report, and say which claims have a note."""
    noted = once(fact for pair in pairs for fact in pair.facts if fact.claim.note)
    draft.remarks += with_notes([fact.id for fact in noted])
    tables = mirror.sections(answer, pairs, draft)
    return tables or [Section("Neither side's own statistics are on record.", (), [])]


def _ranked(answer: Answer, draft: Draft) -> tuple[list[Section], list[Question]]:
    """Lay out rankings: return the tables, and the questions that they show, and count the rest."""
    # lazy: most answers rank nobody
    from dipfacts.answers.rankings.ranking import ahead_by_measure
    from dipfacts.render.page.figures import ranking

    rankings = answer.rankings.every
    tables = ranking.sections(answer, rankings, draft)
    ahead = ahead_by_measure(answer.figures.questions)
    listed = [q for each in rankings for q in (*each.questions(), *ahead.get(each.measure, ()))]
    if not [*answer.figures.main, *rankings[0].totals]:  # but forecasts and targets
        tables += series(answer, draft, listed)
    named = {*listed}
    rest = [question for question in answer.figures.questions if question not in named]
    alone = [question for question in rest if len(question.figure.everyone) == 1]
    # In the rows of others.
    beside = {fact.id for pair in answer.figures.sides for fact in pair.facts}
    pairs = [*{*rest}.difference(alone)]
    if answer.asked.limit is not None:  # which shows all that it leaves
        tables += series(answer, draft, rest)
        pairs = alone = []
    elif answer.left_out and answer.left_of["claim"]:  # one count of all that is not shown
        draft.counted["claim"] = answer.left_of["claim"]
        pairs, alone = rest, []
    unseen = sum(fact.id not in beside for question in pairs for fact in question.facts)
    if more := _more(unseen + draft.counted["claim"]):
        draft.remarks.append(Remark(more, command=ALL, hint="name both sides"))
    draft.remarks += map(Remark, ranking.in_no_table(answer, rankings, listed))
    how = "--in PERIOD" if answer.asked.parties else "name it"
    if alone:
        text = f"{_more(sum(len(question.facts) for question in alone))} about one party alone"
        draft.remarks.append(Remark(text, command=ALL, hint=how))
    return tables, listed


def _newest(answer: Answer, draft: Draft) -> tuple[list[Section], list[Question]]:
    """Return the newest questions of the series that answers, and the newest of each other one.

    They come in tables, and as what these show; the whole page has the others.
    """
    titled = _titled(answer)
    (title, main), *others = titled
    room = min(int(draft.most or SHOWN_MAIN), SHOWN_MAIN)
    chosen = [
        *main[:room],
        *(q for q in main[room:] if any(q is one for one in answer.figures.main)),
    ]
    rows = [_line(answer, question, draft) for question in chosen]
    tables = [Section(title, ("Period", "Value", "Who says so", "Source"), rows)]
    spare = SHOWN_MAIN // 2 if room > SHOWN_MAIN - 2 else 0
    beside = [group[0] for _, group in others[:spare]]
    listed = [*chosen, *beside]
    draft.leave_out(len(answer.figures.questions) - len(listed), "figure")
    rows = []
    for question in beside:
        row = _line(answer, question, draft)
        rows.append(row.replaced(cells=(page_sentence(answer, question.figure), *row.cells)))
    columns = ("What", "Period", "Value", "Who says so", "Source")
    tables += [Section("Other figures, the newest of each", columns, rows)] if rows else []
    return tables, listed


def _line(answer: Answer, question: Question, draft: Draft) -> Row:
    """Return a question on one line, with its spread where sources differ."""
    period = display.span(question.period, question.nature) + period_mark(question.facts)
    who = voices(answer, question, draft)
    count = len(question.facts) if question.agreement == "conflict" else 0
    draft.leave_out(count, "differing claim")
    return Row((period, value(question), who, draft.marks(question.counting)), tone_of(question))


def _more(count: int) -> str:
    """Return '46 more claims'; "" for none."""
    return display.counted(count, "more claim") if count else ""


def absent(answer: Answer, numbering: Numbering) -> Section:
    """Return the figures that a source says are not published."""
    rows = []
    for question in answer.figures.absent:
        amount, who, mark = figure_cells(answer, question.facts[0], numbering)
        what = f"{figure_in_words(answer.base, question.figure)}: {amount}"
        period = display.span(question.period, question.nature)
        rows.append(Row((period, what, who, mark)))
    return Section("Not published", ("Period", "What", "Who says so", "Source"), rows)


def _derived(answer: Answer, is_short: bool) -> list[Remark]:
    """Return the first derived numbers, each with its formula and the claims it is computed from.

    All of them where all was asked for. On a page that `is_short` each stands alone.
    Asymmetries stand in the tables of both sides, and shares of a total in a ranking.
    """
    in_tables = "asymmetry" if answer.rankings.first is None else "share"
    numbers = [number for number in answer.figures.derived if number.kind != in_tables]
    if is_short:
        return [Remark(f"Derived: {number.text}.") for number in numbers]
    texts = [
        f"Derived: {number.text}; computed as {number.formula} from {_claims(number.ids)}."
        for number in numbers[: None if answer.asked.limit == 0 else SHOWN_DERIVED]
    ]
    remarks = [*map(Remark, texts)]
    if more := len(numbers) - len(remarks):
        remarks.append(Remark(display.counted(more, "more derived number"), hint=AS_JSON))
    return remarks


def _claims(ids: list[str]) -> str:
    """Return the claims that a number is computed from: their ids, or how many there are."""
    return display.listed(ids) if len(ids) <= MOST_IDS else display.counted(len(ids), "claim")


def series(
    answer: Answer, numbering: Numbering, questions: list[Question] | None = None
) -> list[Section]:
    """Return a table for each series of some `questions`, or of all of the answer."""
    columns = ("Period", "Value", "Who says so", "Source")
    return [
        Section(title, columns, [row for q in group for row in _question(answer, q, numbering)])
        for title, group in _titled(answer, questions)
    ]


def _titled(
    answer: Answer, questions: list[Question] | None = None
) -> list[tuple[str, list[Question]]]:
    """Return the questions of each series under its title, that which answers first."""
    every = answer.figures.questions if questions is None else questions
    by_key = grouped((series_key(question.figure), question) for question in every)
    named = grouped(
        (_title(answer, group[0]), group) for group in _answering_first(answer, [*by_key.values()])
    )
    return [
        (title + _distinction(group[0].figure, [others[0].figure for others in same]), group)
        for title, same in named.items()
        for group in same
    ]


def _title(answer: Answer, question: Question) -> str:
    """Return 'Exports from A to B', of what has not happened 'Exports from A to B, forecast'."""
    figure = question.figure
    return figure_in_words(answer.base, figure) + (
        f", {figure.status}" if question.is_ahead else ""
    )


def _distinction(figure: Figure, same: list[Figure]) -> str:
    """Return the words that tell a series from those of one title: its unit, or that it is a part.

    A part without a scope is named by its claim. The first has no unit, as the one that answers.
    """
    text = f", claim {plain(figure.id)}" if figure.part_of and not figure.scope else ""
    if figure.part_of and figure.scope and not all(other.part_of for other in same):
        text = ", as a part of the total"
    return text + (f", in {display.unit_name(figure.unit)}" if figure.unit != same[0].unit else "")


def _answering_first(answer: Answer, groups: list[list[Question]]) -> list[list[Question]]:
    """Return the groups with that of the unit that answers before those in other units."""
    titles = [_title(answer, group[0]) for group in groups]
    main = {id(question) for question in answer.figures.main}
    answers = [any(id(question) in main for question in group) for group in groups]
    places = {title: n for n, title in enumerate(dict.fromkeys(titles))}
    order = sorted(range(len(groups)), key=lambda n: (places[titles[n]], not answers[n]))
    return [groups[n] for n in order]


def _question(answer: Answer, question: Question, numbering: Numbering) -> list[Row]:
    """Return a line for the question, and under it one for each claim if there are several."""
    period = display.span(question.period, question.nature)
    if len(question.facts) == 1:
        period += period_mark(question.facts)
        return [Row((period, *figure_cells(answer, question.facts[0], numbering, dated=True)))]
    text = _in_common(answer, question)
    rows = [Row((period, value(question), text, ""), tone_of(question))]
    for fact in question.facts:
        amount, who, mark = figure_cells(answer, fact, numbering, dated=True, question=question)
        rows.append(Row((period_mark([fact]), f"  {amount}", who, mark), "sub"))
    return rows


def _in_common(answer: Answer, question: Question) -> str:
    """Return 'confirmed; 3 claims', '1 claim; 1 deprecated': what claims of a question are."""
    if question.agreement == "conflict":
        return differing(answer, question)
    count = len(question.counting)
    revised = len(question.revised)
    others = (revised, "revised"), (len(question.facts) - count - revised, "deprecated")
    counts = [display.counted(count, "claim"), *(f"{n} {what}" for n, what in others if n)]
    return "; ".join([_AGREEMENT[question.agreement], *counts] if count > 1 else counts)


def _notes(answer: Answer, questions: list[Question], draft: Draft) -> list[Remark]:
    """Return the notes on what the headline of two parties rests on, and which others have one.

    A short page has notes on whatever it shows, and only counts them.
    """
    notes: dict[str, Fact] = {}
    noted = [fact for fact in once(_with_other_sides(answer, questions)) if fact.claim.note]
    main = (fact for question in answer.figures.main for fact in question.counting)
    if draft.is_short or answer.asked.is_of_dyad:
        for fact in noted if draft.is_short else main:
            if fact.claim.note:
                notes.setdefault(fact.claim.note, fact)
    others = [f.id for f in noted if f.claim.note not in notes]
    room = draft.room_for_notes  # what is only counted is marked with no source
    on = [_noted(answer, fact, draft, n < room) for n, fact in enumerate(notes.values())]
    is_among_alike = draft.terse and answer.rankings.first is not None  # where no row is marked
    if is_among_alike or len({*on}) < len(on):  # several of one period and source
        on = [
            f"{_row(answer, fact)}, {what}" for fact, what in zip(notes.values(), on, strict=True)
        ]
    texts = (f"Note on {what}: {plain(note)}" for what, note in zip(on, notes, strict=True))
    remarks = [*map(Remark, texts)]
    rests_on = answer.figures.main if draft.is_short else [*answer.figures.main, *questions]
    remarks += as_remarks(measure_notes(answer, rests_on))
    return [*remarks, *with_notes(others, "Other claims" if notes else "Claims")]


def _with_other_sides(answer: Answer, questions: list[Question]) -> Iterator[Fact]:
    """Yield the claims of questions, and those of the other side."""
    for question in questions:
        yield from question.facts
        if pair := pair_of(answer, question):
            yield from pair.facts


def _row(answer: Answer, fact: Fact) -> str:
    """Return the words that tell the row of a claim from others: its partner, or its measure."""
    if answer.rankings.first is None:
        return page_sentence(answer, figure_of(fact))
    from dipfacts.render.page.figures import ranking  # lazy: most answers rank nobody

    return ranking.partner(answer, figure_of(fact)) or page_sentence(answer, figure_of(fact))


def _noted(answer: Answer, fact: Fact, draft: Draft, is_shown: bool) -> str:
    """Return a claim as a note names it: by its id, or on a short page by its row: '2021 [3]'."""
    if not (draft.is_short and is_shown and fact.period):
        return fact.id
    nature = answer.base.measures[figure_of(fact).measure].nature
    return f"{display.span(fact.period, nature)} {draft.numbers([fact])}"
