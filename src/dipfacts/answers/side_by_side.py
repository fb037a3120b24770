"""Partners of one party side by side: a column for each partner and direction, a row a year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from itertools import chain
from typing import NamedTuple

from dipfacts.answers import headline
from dipfacts.answers.answer import (
    NOTHING,
    OUTSIDE,
    Answer,
    as_known,
    begin,
    head_of,
    in_sentence,
    once,
)
from dipfacts.answers.empty import extent, public_later, withdrawn, withdrawn_anywhere
from dipfacts.answers.figures import headed
from dipfacts.answers.flows import owner, with_way
from dipfacts.answers.further import command
from dipfacts.answers.mirror import both_sides
from dipfacts.answers.sides import mirrored, reported
from dipfacts.answers.units import unit_order
from dipfacts.model import display
from dipfacts.model.agreement import Question, questions
from dipfacts.model.period import Period
from dipfacts.model.query import any_of
from dipfacts.query.base import Base, Fact, Query
from dipfacts.text import plain


class Column(NamedTuple):
    """A partner; `way` is "to" or "from" it where figures have a direction, else ""."""

    partner: str
    way: str


class Cell(NamedTuple):
    """The question of a year in a column; `is_part` says that it is about a part of that year."""

    question: Question
    is_part: bool


class SideBySide(NamedTuple):
    """One measure of one party with several partners; `rows` are the years, the newest first.

    Of measures without partners, such as GDP, `party` is empty: each column is a party by itself.
    """

    party: str
    measure: str
    unit: str
    columns: list[Column]
    rows: list[tuple[Period, dict[Column, Cell]]]

    @property
    def cells(self) -> list[Cell]:
        """All cells, row by row."""
        return [cell for _, row in self.rows for cell in row.values()]

    def newest_at_date(self, column: Column) -> Question | None:
        """Return the newest number of a column that holds at a date, such as a stock."""
        found = (row[column].question for _, row in self.rows if column in row)
        newest = next(found, None)
        return newest if newest and headline.is_at_date(newest) else None

    def latest(self) -> tuple[Period, dict[Column, Cell]]:
        """Return the newest of the years for which most columns have a figure in the unit."""

        def whole(row: dict[Column, Cell]) -> int:
            figures = (cell.question.figure for cell in row.values() if not cell.is_part)
            return sum(figure.unit == self.unit for figure in figures)

        return max(self.rows, key=lambda row: (whole(row[1]), row[0].end_day or 0))


def side_by_side(base: Base, query: Query) -> Answer:
    """Return the figures of the party named first with each of the others.

    One measure, that with figures for most of them, or each that `query.measure` names. Of what has
    no partners, the figures of each party by itself.
    """
    answer = begin(base, query._replace(types=("figure",)), "figures")
    party, *partners = query.in_order or query.parties
    if base.measures.are_of_each(str(query.topic), any_of(query.measure)):
        party, partners = "", [party, *partners]
    whole = query._replace(types=("figure",), limit=None, in_order=None)
    pairs = {other: tuple(sorted(filter(None, (party, other)))) for other in partners}
    facts = {other: base.find(whole._replace(parties=pairs[other])) for other in partners}
    asked = {other: _questions(base, facts[other], party, pairs[other]) for other in partners}
    answer.sides = both_sides(answer, (q for found in asked.values() for q in found))
    tables = [
        _table(base, party, asked, measure) for measure in _measures(base, asked, query) if measure
    ]
    answer.side_by_side = [table for table in tables if table.rows]
    times = Counter(fact.id for fact in chain(*facts.values()))
    several = once(fact for fact in chain(*facts.values()) if times[fact.id] > 1)
    of_groups = headed(base, query._replace(types=("figure",)), several)
    groups, answer.absent = of_groups.questions, of_groups.absent
    if not (answer.side_by_side or several):
        return _empty(answer, query, party, partners)
    if answer.side_by_side:
        _headline(answer, answer.side_by_side[0])
        answer.head["text"] += f" {of_groups.head['text']}" if several else as_known(query)
    else:
        answer.main, answer.head, answer.status = of_groups.main, of_groups.head, of_groups.status
    answer.remarks += of_groups.remarks
    told = {fact.id for fact in several}
    if query.limit:
        rows = sum(max(0, len(table.rows) - query.limit) for table in tables)
        answer.leave_out(rows, "row")
        answer.leave_out(len(groups[query.limit :]), "figure")
        groups = groups[: query.limit]
        answer.side_by_side = [t._replace(rows=t.rows[: query.limit]) for t in answer.side_by_side]
    shown = [cell.question for table in answer.side_by_side for cell in table.cells] + groups
    shown += [question for question in answer.main if question not in {*shown}]
    answer.questions = shown
    every = (*shown, *answer.absent)
    answer.facts = once(fact for question in every for fact in question.facts)
    used = {fact.id for fact in answer.facts}
    answer.sides = [p for p in answer.sides if any(fact.id in used for fact in p.facts)]
    answer.facts = once([*answer.facts, *(fact for pair in answer.sides for fact in pair.facts)])
    told.update(fact.id for fact in answer.facts)
    for other in partners:
        if more := sum(fact.id not in told for fact in facts[other]):
            line = command(answer, str(query.topic), *filter(None, (party, other)))
            answer.remarks.append(f"{display.counted(more, 'more claim')}: {line}")
    rest = [fact for fact in once(chain(*facts.values())) if fact.id not in told]
    kept = rest[: max(0, query.limit - len(answer.facts))] if query.limit else rest
    answer.leave_out(len(rest) - len(kept), "claim")
    answer.facts += kept
    return answer


def _questions(base: Base, facts: list[Fact], party: str, pair: tuple[str, ...]) -> list[Question]:
    """Return the questions that a table may show: what happened, totals, of the pair alone.

    Of shares, those in the exports and imports of the party named first.
    """
    found = questions(facts, base.measures, base.origins(facts))
    own = (question for question in found if {*question.figure.everyone} == {*pair})
    own = (question for question in own if owner(base, question.figure) in (None, party))
    return [q for q in own if not (q.is_ahead or q.figure.part_of or q.figure.scope)]


def _measures(base: Base, asked: dict[str, list[Question]], query: Query) -> Iterable[str]:
    """Return the measures that were named, else the one that most partners have figures of.

    Of shares, and of what has no partners, all measures.
    """
    if query.measure:
        return any_of(query.measure)
    counts = Counter(
        measure
        for found in asked.values()
        for measure in dict.fromkeys(question.figure.measure for question in found)
    )
    order = sorted(counts, key=base.measures.places.__getitem__)
    best = max(order, key=lambda measure: counts[measure], default="")
    shares = {q.figure.measure for found in asked.values() for q in found if owner(base, q.figure)}
    if base.measures.are_of_each(str(query.topic), any_of(query.measure)):
        return order
    return [measure for measure in order if measure in shares] if best in shares else [best]


def _table(base: Base, party: str, asked: dict[str, list[Question]], measure: str) -> SideBySide:
    """Return a measure as a table."""
    found = {
        other: [question for question in every if question.figure.measure == measure]
        for other, every in asked.items()
    }
    order = unit_order([question for every in found.values() for question in every])
    unit = max(order, key=lambda unit: (order[unit], unit), default="")
    years: dict[Period, dict[Column, list[Question]]] = {}
    columns = set[Column]()
    for other, every in found.items():
        for question in every:
            if (year := _year(question)) is None:
                continue
            start = question.figure.from_
            column = Column(other, ("to" if start == party else "from") if start else "")
            columns.add(column)
            years.setdefault(year, {}).setdefault(column, []).append(question)
    columns |= {Column(other, "") for other in found if other not in {c.partner for c in columns}}
    in_order = [c for way in ("to", "from", "") for o in found if (c := Column(o, way)) in columns]
    rows = [
        (year, {c: _cell(years[year][c], year, unit) for c in in_order if c in years[year]})
        for year in sorted(years, key=lambda year: year.end_day or 0, reverse=True)
    ]
    return SideBySide(party, measure, unit, in_order, rows)


def _year(question: Question) -> Period | None:
    """Return the full year that a question is about, or lies in; None of several years."""
    period = question.period
    if headline.is_at_date(question):
        day = period.last or period.start
    elif period.is_full_year:
        return period.whole
    else:
        same = period.start and period.last and period.start.year == period.last.year
        day = period.start if same and not period.unspecified else None
    return Period.parse(f"{day.year:04}") if isinstance(day, date) else None


def _cell(candidates: list[Question], year: Period, unit: str) -> Cell:
    """Return what answers for a year: a full one, in the unit of the table, if there is one."""

    def weight(question: Question) -> tuple[object, ...]:
        is_whole = question.period.same_span(year)
        length, reached = question.period.length, question.period.reached
        return is_whole, question.figure.unit == unit, length, reached, question.figure.id

    best = max(candidates, key=weight)
    return Cell(best, not (best.period.same_span(year) or headline.is_at_date(best)))


def named(base: Base, column: Column) -> str:
    """Return 'United States', 'to the United States'."""
    return f"{column.way} {with_way(base, column.way, [column.partner])[0]}".lstrip()


def claims(answer: Answer, question: Question) -> list[Fact]:
    """Return the claims that a cell rests on: those that count, and the other side's."""
    pair = mirrored(answer, question)
    return once([*question.counting, *(pair.facts if pair else ())])


def whose(base: Base, table: SideBySide) -> str:
    """Return ' of Ireland', of directed figures ' from and to Ireland'; '' of no party."""
    ways = {column.way for column in table.columns}
    links = " and ".join(link for link, way in (("from", "to"), ("to", "from")) if way in ways)
    return f" {links or 'of'} {in_sentence(base, [table.party])[0]}" if table.party else ""


def _headline(answer: Answer, table: SideBySide) -> None:
    """Say what each partner has in the newest year for which most have a figure."""
    base = answer.base
    year, row = table.latest()
    label = plain(base.measures[table.measure].label)
    texts, without, others = list[str](), list[str](), list[Question]()
    is_all_parts = all(cell.is_part for cell in row.values())
    for column in table.columns:
        way = f"{column.way or 'with'} " if table.party else ""
        cell, who = row.get(column), way + in_sentence(base, [column.partner])[0]
        if cell is None and (newest := table.newest_at_date(column)):
            texts.append(f"{who} {_said(answer, newest, f' {headline.when(newest)}')}")
            others.append(newest)
            continue
        if cell is None or (cell.is_part and not is_all_parts):
            without.append(who if table.party else f"for {who}")
            continue
        part = f" ({cell.question.period.show()})" if cell.is_part else ""
        texts.append(f"{who} {_said(answer, cell.question, part)}")
    used = [cell.question for cell in row.values() if is_all_parts or not cell.is_part]
    used += others
    when = display.when(year, None)
    text = f"{label}{whose(base, table)} {when}: {display.listed(texts)}"
    at_date = any(headline.is_at_date(question) for question in used)
    missing = f"no figure for {'' if at_date else 'all of '}{year.show()}"
    missing = "no figure" if is_all_parts else missing
    text += f"; {missing} {display.listed(without, 'or')}." if without else "."
    answer.main = used
    answer.head = head_of(
        text,
        [fact for question in used for fact in claims(answer, question)],
        measure=table.measure,
        period=str(year),
        unit=table.unit,
        partial=is_all_parts,
    )


def _said(answer: Answer, question: Question, when: str) -> str:
    """Return a number, when that is, whether sources differ, and what the other side reports."""
    differ = " (sources differ)" if question.agreement == "conflict" else ""
    pair = mirrored(answer, question)
    both = f" ({reported(answer, pair, question)})" if pair else ""
    return display.value_or_spread(question) + when + differ + both


def _empty(answer: Answer, query: Query, party: str, partners: list[str]) -> Answer:
    """Say that there are no figures, or that they are of other dates."""
    base = answer.base
    label = plain(base.topic(str(query.topic)).label).lower()
    others = in_sentence(base, partners)
    whom = display.listed(others, "or")
    whom = f"{in_sentence(base, [party])[0]} with {whom}" if party else whom
    dates = display.in_dates(query.since, query.until, query.within)
    text = f"No figure on {label} of {whom} is recorded{dates}"
    asked = query._replace(types=("figure",), limit=None, in_order=None)
    pairs = [asked._replace(parties=tuple(sorted({party or o, o}))) for o in partners]
    elsewhere = once(fact for pair in pairs for fact in base.find(pair.undated))
    later = sum(public_later(base, pair) for pair in pairs) if query.known_by else 0
    answer.status = OUTSIDE if elsewhere or later else NOTHING
    if elsewhere:
        there = f"there {'is' if len(elsewhere) == 1 else 'are'}"
        text += f"; {there} {display.counted(len(elsewhere), 'claim')} {extent(elsewhere)}"
    elif later:
        text += f"; {display.counted(later, 'claim')} became public later"
    text += "."
    text += withdrawn(base, *pairs) if elsewhere else withdrawn_anywhere(base, *pairs)
    answer.head = head_of(text + as_known(query))
    return answer
