"""Partners of one party side by side: which tables there are, and what they say in a sentence."""

from __future__ import annotations

from collections.abc import Collection
from itertools import chain

from dipfacts.answers import empty, other_claims
from dipfacts.answers.answer import (
    ANSWERED,
    NOTHING,
    OUTSIDE,
    Answer,
    begin,
    dates_in_sentence,
    head_of,
    in_sentence,
    names,
    once,
    topic_in_sentence,
)
from dipfacts.answers.claims import timing
from dipfacts.answers.claims.flow_direction import owner
from dipfacts.answers.claims.flow_keys import by_flow
from dipfacts.answers.comparison.beside_tables import beside_tables, in_no_column
from dipfacts.answers.comparison.cell_words import (
    amount_in_sentence,
    basis_in_common,
    partner_in_words,
    say_in_other_units,
)
from dipfacts.answers.comparison.partner_claims import (
    PartnerClaims,
    is_about,
    pair_with,
    partner_claims,
    questions_of_each,
)
from dipfacts.answers.comparison.partner_table import (
    Cell,
    Column,
    SideBySide,
    are_parts,
    in_brackets,
    is_of_other_time,
    measures_of,
    table_of,
)
from dipfacts.answers.figures import figures_with_head
from dipfacts.answers.further_commands import command
from dipfacts.answers.mirror_data.mirror import beside_others, both_sides
from dipfacts.answers.mirror_data.mirror_pair import pairs_by_claim
from dipfacts.answers.mirror_data.sides import pair_among, pair_of
from dipfacts.answers.remark import Remark
from dipfacts.answers.statements.absent import absences, absent_of_same, answer_absence
from dipfacts.answers.statements.question_choice import near_dates_of_each
from dipfacts.answers.world_totals.world_lookups import same_total_if_world
from dipfacts.model import display
from dipfacts.model.fact import TYPES, Fact
from dipfacts.model.figures.agreement import Question, figure_of, questions
from dipfacts.model.periods.period import Period
from dipfacts.model.query import Query
from dipfacts.query.base import Base
from dipfacts.text import plain


def side_by_side(base: Base, query: Query) -> Answer:
    """Return the figures of the party named first with each of the others.

    One measure, that with figures for most of them, or each that `query.measure` names. Of what has
    no partners, the figures of each party by itself.
    """
    query = query.replaced(types=("figure",))
    answer = begin(base, query, "figures")
    named = partner_claims(base, query)
    party = named.party
    asked = questions_of_each(base, named)
    of_pairs = [
        it for o, every in named.of.items() for it in every if is_about(it, pair_with(party, o))
    ]
    measures = filter(None, measures_of(base, near_dates_of_each(asked, query), query))
    flows = by_flow(asked, base.measures.total_of)
    tables = [table_of(base, party, flows(measure), measure, query) for measure in measures]
    answer.figures.side_by_side = [table for table in tables if table.has_numbers]
    _add_other_sides(answer, of_pairs)
    answer.figures.absent = absences(base, named.every)
    beside = _in_no_table(answer, query, named, asked)
    if not answer.figures.side_by_side:
        named = named.with_larger_groups({it.asked.parties for it in beside if _says_what_was(it)})
        if not (named.of_groups or any(it.figures.questions for it in beside)):
            return _without_numbers(answer, query, party, asked)
    of_groups = figures_with_head(base, query, named.of_groups)
    _tell(answer, query, named, beside, [of_groups] if named.of_groups else [])
    is_next = not [*beside, *named.of_groups]
    say_in_other_units(answer, chain(*asked.values()), is_next=is_next)
    groups = [question for it in (of_groups, *beside) for question in it.figures.questions]
    if query.limit:
        _shorten(answer, query.limit)
    groups = in_no_column(answer.figures.side_by_side, groups)
    if query.limit:
        answer.leave_out(len(groups[query.limit :]), "figure")
    _show(answer, groups[: query.limit or None])
    _add_rest(answer, named, query)
    answer.facts = once(chain(answer.facts, *(remark.facts for remark in answer.remarks)))
    return answer


def _says_what_was(answer: Answer) -> bool:
    """Return whether an answer has a number of what happened: what is expected is none."""
    return any(not question.is_ahead for question in answer.figures.questions)


def _add_other_sides(answer: Answer, facts: list[Fact]) -> None:
    """Add the flows that both sides report, and what a side reports of a number of others."""
    near = questions(facts, answer.base.measures, answer.base.origins(facts))
    both = both_sides(answer.base, near, answer.asked.parties)
    by_claim = pairs_by_claim(both)
    cells = (it for table in answer.figures.side_by_side for it in table.cells if it.has_number)
    alone = [cell.question for cell in cells if not pair_among(by_claim, cell.question)]
    answer.figures.sides = [*both, *beside_others(answer.base, near, alone)]


def _tell(
    answer: Answer,
    query: Query,
    named: PartnerClaims,
    beside: list[Answer],
    of_groups: list[Answer],
) -> None:
    """Set the headline: that of the first table, then what there is in none of them."""
    others = sorted(of_groups + beside, key=lambda it: it.status != ANSWERED)
    tables = answer.figures.side_by_side
    if tables and tables[0].latest[1]:
        _headline(answer, query, tables[0], {it.asked.parties for it in beside})
    else:
        first = others.pop(0)
        answer.head, answer.status = first.head, first.status
        answer.figures.main = first.figures.main
        answer.remarks += first.remarks
        others += _empty_answers(answer.base, query, named, beside)
    for other in others:
        answer.say_also(other.head.text, other.head.facts)
        answer.figures.main = answer.figures.main + other.figures.main
        answer.remarks += other.remarks


def _shorten(answer: Answer, limit: int) -> None:
    """Keep the newest rows of each table; count those left out."""
    tables = answer.figures.side_by_side
    answer.leave_out(sum(max(0, len(table.rows) - limit) for table in tables), "row")
    answer.figures.side_by_side = [table.replaced(rows=table.rows[:limit]) for table in tables]


def _show(answer: Answer, groups: list[Question]) -> None:
    """Add what tables and headline show, and its claims, with those of the other sides."""
    cells = [cell for table in answer.figures.side_by_side for cell in table.cells]
    in_tables = [cell.question for cell in cells if cell.has_number] + groups
    answer.figures.questions = in_tables + [
        question for question in answer.figures.main if question not in {*in_tables}
    ]
    every = (*answer.figures.questions, *answer.figures.absent)
    facts = once(fact for question in every for fact in question.facts)
    used = {fact.id for fact in facts}
    answer.figures.sides = [
        p for p in answer.figures.sides if any(fact.id in used for fact in p.facts)
    ]
    answer.facts = once([*facts, *(fact for pair in answer.figures.sides for fact in pair.facts)])


def _add_rest(answer: Answer, named: PartnerClaims, query: Query) -> None:
    """Add the claims that no table has, up to the limit; say where those of each partner are."""
    every = named.every
    answer.facts = once([*answer.facts, *(f for f in every if f.id in answer.head.facts)])
    table_ids = {fact.id for fact in (*named.of_groups, *answer.facts)}
    for other, own in named.with_each().items():
        if more := sum(fact.id not in table_ids for fact in own):
            line = command(answer, str(query.topic), *filter(None, (named.party, other)))
            answer.remarks.append(Remark(display.counted(more, "more claim"), command=line))
        asked = query.replaced(parties=pair_with(named.party, other), in_order=None, limit=None)
        is_told = own or not answer.figures.side_by_side
        if not is_told and (text := other_claims.withdrawn_anywhere(answer.base, asked)):
            (name,) = names(answer.base, [other])
            answer.remarks.append(Remark(f"{name}: {text}"))
    rest = [fact for fact in every if fact.id not in table_ids]
    kept = rest[: max(0, query.limit - len(answer.facts))] if query.limit else rest
    answer.leave_out(len(rest) - len(kept), "claim")
    answer.facts += kept


def claims(answer: Answer, question: Question) -> list[Fact]:
    """Return the claims that a cell rests on: those that count, and the other side's.

    Where none gives a number, those of each that says why.
    """
    if question.figure.absent:
        return once(
            fact
            for absent in absent_of_same(question, answer.figures.absent)
            for fact in absent.facts
        )
    pair = pair_of(answer, question)
    return once([*question.counting, *(pair.facts if pair else ())])


def party_in_words(base: Base, table: SideBySide) -> str:
    """Return ' of Ireland', of directed figures ' from and to Ireland'; '' of no party."""
    ends = {column.partner_end for column in table.columns}
    links = " and ".join(own for own, other in (("from", "to"), ("to", "from")) if other in ends)
    return f" {links or 'of'} {in_sentence(base, [table.party])[0]}" if table.party else ""


def _in_no_table(
    answer: Answer, query: Query, named: PartnerClaims, asked: dict[str, list[Question]]
) -> list[Answer]:
    """Return an answer of its own for each partner of whom the tables lack a number.

    Of a partner in the table these are parts of the year of the headline, such as goods alone;
    where there is no number, what is not published. Shares of what the partner trades answer where
    there is nothing else, and no table.
    """
    answers = list[Answer]()
    for other, facts in named.of.items():
        pair = pair_with(named.party, other)
        left = [fact for fact in facts if is_about(fact, pair)]
        left += named.on_same_total.get(other, [])
        left = [fact for fact in left if not figure_of(fact).absent] or left
        owners = {None, named.party}  # a share of what the partner trades is not asked for
        of_owners = [fact for fact in left if owner(answer.base, figure_of(fact)) in owners]
        left = of_owners if of_owners or answer.figures.side_by_side else left
        if answer.figures.side_by_side:
            asked_ids = {fact.id for question in asked[other] for fact in question.facts}
            left = beside_tables(answer.base, answer.figures.side_by_side, other, left, asked_ids)
        if left:
            asked_alone = query.replaced(parties=pair, in_order=None)
            answers.append(figures_with_head(answer.base, asked_alone, left))
    return answers


def _headline(
    answer: Answer, query: Query, table: SideBySide, beside: Collection[tuple[str, ...]]
) -> None:
    """Say what each partner has in the newest year for which most have a figure.

    Of pairs that have sentences `beside` it, it does not say that they have none.
    """
    base = answer.base
    year, row = table.latest
    label = plain(base.measures[table.measure].label)
    is_all_parts = are_parts(row.values())
    said: list[tuple[Column, Question]] = []
    texts, without = list[str](), dict[Column, str]()
    for column in table.columns:
        who = partner_in_words(base, table, column)
        if answering := _answering(table, row.get(column), column, year, is_all_parts):
            said.append((column, answering[0]))
            texts.append(f"{who} {amount_in_sentence(answer, table, *answering)}")
        elif pair_with(table.party, column.partner) not in beside:
            without[column] = who if table.party else f"for {who}"
    none = _untold(without, [column for column, _ in said])
    used = [question for column, question in sorted(said, key=lambda it: it[0] not in row)]
    is_in_part = table.is_of_part and not all(map(timing.holds_at_date, used))
    of_asked = f", a part of {table.within.show()}" if is_in_part and table.within else ""
    when = display.when(year, None) + of_asked
    subject = f"{label}{party_in_words(base, table)} {when}{basis_in_common(table, used)}"
    text = f"{subject}: {display.listed(texts)}"
    at_date = any(timing.holds_at_date(question) for question in used)
    of_year = "" if is_all_parts else f" for {'' if at_date else 'all of '}{year.show()}"
    no_figure = f"no figure{empty.narrowed(base, query.replaced(measure=None))}{of_year}"
    text += f"; {no_figure} {display.listed(none, 'or')}." if none else "."
    facts = [fact for question in used for fact in claims(answer, question)]
    about = {"measure": table.measure, "period": str(year), "unit": table.unit}
    answer.figures.main = [question for question in used if not question.figure.absent]
    answer.head = head_of(text, facts, **about, partial=is_all_parts or is_in_part)


def _untold(without: dict[Column, str], said: Collection[Column]) -> list[str]:
    """Return the columns without a number, in words; not a partner told of in one direction."""
    directed = {column.partner for column in said if column.partner_end}
    return [who for it, who in without.items() if it.partner_end or it.partner not in directed]


def _answering(
    table: SideBySide, cell: Cell | None, column: Column, year: Period, is_all_parts: bool
) -> tuple[Question, str] | None:
    """Return the question of a column and its time in words, "" for the year of the headline."""
    newest = table.newest_at_date(column)
    if newest and (cell is None or newest is not cell.question):  # of a stock its latest date
        return newest, f" {timing.when(newest)}"
    if cell is None or (cell.is_part and not is_all_parts):
        return None
    time = display.span(cell.question.period, cell.question.nature)
    return cell.question, in_brackets(time) if is_of_other_time(cell, year) else ""


def _empty_answers(
    base: Base, query: Query, named: PartnerClaims, beside: list[Answer]
) -> list[Answer]:
    """Return that nothing is recorded with partners who are neither `beside` nor in a group."""
    answered = {it.asked.parties for it in beside}
    groups = {fact.id for fact in named.of_groups}
    rest = [
        other
        for other, facts in named.of.items()
        if pair_with(named.party, other) not in answered
        and groups.isdisjoint(fact.id for fact in facts)
    ]
    return [_empty(begin(base, query, "figures"), query, named.party, rest)] if rest else []


def _without_numbers(
    answer: Answer, query: Query, party: str, asked: dict[str, list[Question]]
) -> Answer:
    """Say what is not published, and with whom there is nothing."""
    without = [other for other, every in asked.items() if not every]
    answer = _empty(answer, query, party, without) if without else answer
    answer.facts += [fact for question in answer.figures.absent for fact in question.facts]
    return answer_absence(answer, query.within) if answer.figures.absent else answer


def _empty(answer: Answer, query: Query, party: str, partners: list[str]) -> Answer:
    """Say that there are no figures, or that they are of other dates."""
    base = answer.base
    label = topic_in_sentence(base, str(query.topic))
    whom = display.listed(in_sentence(base, partners), "or")
    whom = f"{in_sentence(base, [party])[0]} with {whom}" if party else whom
    dates = dates_in_sentence(query)
    has_measures = str(query.topic) in base.measures.by_topic
    nothing = "No figure" if has_measures else "Nothing"
    text = f"{nothing}{empty.narrowed(base, query)} on {label} of {whom} is recorded{dates}"
    asked = query.replaced(types=("figure",), limit=None, in_order=None)
    pairs = [asked.replaced(parties=pair_with(party, o)) for o in partners]
    undated = [pair.undated for pair in pairs if pair != pair.undated]
    elsewhere = once(f for it in undated for f in (*base.find(it), *same_total_if_world(base, it)))
    others = (
        other_claims.there_are(elsewhere) if elsewhere else empty.public_otherwise_too(base, *pairs)
    )
    answer.status = OUTSIDE if others else NOTHING
    text += f"; {others}." if others else "."
    if not has_measures:  # then there is no other claim, either
        pairs = [pair.replaced(types=(*TYPES,)) for pair in pairs]
    withdrawn = other_claims.withdrawn if elsewhere else other_claims.withdrawn_anywhere
    sentences = (text, withdrawn(base, *pairs), *empty.succession(base, *pairs))
    answer.head = head_of(" ".join(filter(None, sentences)))
    return answer
