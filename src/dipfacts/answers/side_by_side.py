"""Partners of one party side by side: a column for each partner and direction, a row a year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from dipfacts.answers import headline
from dipfacts.answers.absent import absences, answered
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
from dipfacts.answers.partner_table import Cell, Column, SideBySide, table_of
from dipfacts.answers.sides import mirrored, reported
from dipfacts.model import display
from dipfacts.model.agreement import Question, questions
from dipfacts.model.query import any_of
from dipfacts.query.base import Base, Fact, Query
from dipfacts.text import plain


def side_by_side(base: Base, query: Query) -> Answer:
    """Return the figures of the party named first with each of the others.

    One measure, that with figures for most of them, or each that `query.measure` names. Of what has
    no partners, the figures of each party by itself.
    """
    query = query._replace(types=("figure",))
    answer = begin(base, query, "figures")
    named = _claims(base, query)
    party, several = named.party, named.of_several()
    asked = {other: _questions(base, found, party, other) for other, found in named.of.items()}
    absent = {
        other: [*_own(base, absences(answer, found), party, other)]
        for other, found in named.of.items()
    }
    answer.sides = both_sides(answer, chain(*asked.values()))
    tables = [table_of(party, asked, absent, it) for it in _measures(base, asked, query) if it]
    answer.side_by_side = [table for table in tables if table.rows]
    of_groups = headed(base, query, several)
    answer.absent = absences(answer, once(chain(*named.of.values())))
    if not (answer.side_by_side or several):
        without = [other for other in named.of if not absent[other]]
        answer = _empty(answer, query, party, without) if without else answer
        answer.facts += [fact for question in answer.absent for fact in question.facts]
        return answered(answer, query.within) if answer.absent else answer
    if answer.side_by_side:
        _headline(answer, answer.side_by_side[0])
        answer.head["text"] += f" {of_groups.head['text']}" if several else as_known(query)
    else:
        answer.main, answer.head, answer.status = of_groups.main, of_groups.head, of_groups.status
    answer.remarks += of_groups.remarks
    groups = of_groups.questions
    if query.limit:
        _shorten(answer, groups, query.limit)
    _show(answer, groups[: query.limit or None])
    _add_rest(answer, named, query)
    return answer


class _Claims(NamedTuple):
    """The party named first, "" where there are no partners, and the claims with each other one."""

    party: str
    of: dict[str, list[Fact]]

    def of_several(self) -> list[Fact]:
        """Return the claims that are found with more than one of the others."""
        times = Counter(fact.id for fact in chain(*self.of.values()))
        return once(fact for fact in chain(*self.of.values()) if times[fact.id] > 1)


def _claims(base: Base, query: Query) -> _Claims:
    """Return the claims that are asked for, partner by partner."""
    party, *partners = query.in_order or query.parties
    if base.measures.are_of_each(str(query.topic), any_of(query.measure)):
        party, partners = "", [party, *partners]
    whole = query._replace(limit=None, in_order=None)
    pairs = {other: _pair(party, other) for other in partners}
    return _Claims(party, {o: base.find(whole._replace(parties=pair)) for o, pair in pairs.items()})


def _pair(party: str, other: str) -> tuple[str, ...]:
    return tuple(sorted(filter(None, (party, other))))


def _shorten(answer: Answer, groups: list[Question], limit: int) -> None:
    """Keep the newest rows of each table; count those left out, and the figures of several."""
    tables = answer.side_by_side
    answer.leave_out(sum(max(0, len(table.rows) - limit) for table in tables), "row")
    answer.leave_out(len(groups[limit:]), "figure")
    answer.side_by_side = [table._replace(rows=table.rows[:limit]) for table in tables]


def _show(answer: Answer, groups: list[Question]) -> None:
    """Add what tables and headline show, and its claims, with those of the other sides."""
    shown = [cell.question for table in answer.side_by_side for cell in table.cells] + groups
    answer.questions = shown + [question for question in answer.main if question not in {*shown}]
    every = (*answer.questions, *answer.absent)
    facts = once(fact for question in every for fact in question.facts)
    used = {fact.id for fact in facts}
    answer.sides = [p for p in answer.sides if any(fact.id in used for fact in p.facts)]
    answer.facts = once([*facts, *(fact for pair in answer.sides for fact in pair.facts)])


def _add_rest(answer: Answer, named: _Claims, query: Query) -> None:
    """Add the claims that no table has, up to the limit; say where those of each partner are."""
    told = {fact.id for fact in (*named.of_several(), *answer.facts)}
    for other, found in named.of.items():
        if more := sum(fact.id not in told for fact in found):
            line = command(answer, str(query.topic), *filter(None, (named.party, other)))
            answer.remarks.append(f"{display.counted(more, 'more claim')}: {line}")
    rest = [fact for fact in once(chain(*named.of.values())) if fact.id not in told]
    kept = rest[: max(0, query.limit - len(answer.facts))] if query.limit else rest
    answer.leave_out(len(rest) - len(kept), "claim")
    answer.facts += kept


def _questions(base: Base, facts: list[Fact], party: str, other: str) -> list[Question]:
    """Return the questions that a table may show: what happened, totals, of the pair alone.

    Of shares, those in the exports and imports of the party named first.
    """
    found = questions(facts, base.measures, base.origins(facts))
    return [*_own(base, found, party, other)]


def _own(base: Base, found: list[Question], party: str, other: str) -> Iterator[Question]:
    """Yield those that a table may show."""
    pair = {*_pair(party, other)}
    own = (question for question in found if {*question.figure.everyone} == pair)
    own = (question for question in own if owner(base, question.figure) in (None, party))
    yield from (q for q in own if not (q.is_ahead or q.figure.part_of or q.figure.scope))


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
    is_all_parts = all(cell.is_part for cell in row.values())
    said: list[tuple[Column, Question]] = []
    texts, without = list[str](), list[str]()
    for column in table.columns:
        way = f"{column.way or 'with'} " if table.party else ""
        who = way + in_sentence(base, [column.partner])[0]
        if found := _answering(table, row.get(column), column, is_all_parts):
            said.append((column, found[0]))
            texts.append(f"{who} {_said(answer, *found)}")
        elif unpublished := table.absent.get((year, column)):
            texts.append(f"{who} {display.figure_amount(unpublished.figure)}")
        else:
            without.append(who if table.party else f"for {who}")
    used = [question for column, question in sorted(said, key=lambda it: it[0] not in row)]
    when = display.when(year, None)
    text = f"{label}{whose(base, table)} {when}: {display.listed(texts)}"
    at_date = any(headline.is_at_date(question) for question in used)
    of_year = "" if is_all_parts else f" for {'' if at_date else 'all of '}{year.show()}"
    text += f"; no figure{of_year} {display.listed(without, 'or')}." if without else "."
    facts = [fact for question in used for fact in claims(answer, question)]
    about = {"measure": table.measure, "period": str(year), "unit": table.unit}
    answer.main, answer.head = used, head_of(text, facts, **about, partial=is_all_parts)


def _answering(
    table: SideBySide, cell: Cell | None, column: Column, is_all_parts: bool
) -> tuple[Question, str] | None:
    """Return what answers for a column, and of when it is, if not of the year of the headline."""
    if cell is None:
        newest = table.newest_at_date(column)
        return (newest, f" {headline.when(newest)}") if newest else None
    if not cell.is_part:
        return cell.question, ""
    return (cell.question, f" ({cell.question.period.show()})") if is_all_parts else None


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
    whom = display.listed(in_sentence(base, partners), "or")
    whom = f"{in_sentence(base, [party])[0]} with {whom}" if party else whom
    dates = display.in_dates(query.since, query.until, query.within)
    text = f"No figure on {label} of {whom} is recorded{dates}"
    asked = query._replace(types=("figure",), limit=None, in_order=None)
    pairs = [asked._replace(parties=_pair(party, o)) for o in partners]
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
