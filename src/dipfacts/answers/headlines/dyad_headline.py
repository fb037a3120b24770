"""The headline of figures about two parties: which claims answer, and what is told beside them."""

from __future__ import annotations

from msgspec.structs import replace

from dipfacts.answers.answer import Answer, Head, head_of
from dipfacts.answers.claims import subject_words, timing
from dipfacts.answers.claims.flow_direction import owner
from dipfacts.answers.claims.several_units import Units, place, unit_order
from dipfacts.answers.derived.inputs import totals_of
from dipfacts.answers.derived.sums import stands_in, sums_and_balances
from dipfacts.answers.headlines.headline_choice import choose, lying_in_dates, units_of, with_parts
from dipfacts.answers.headlines.main_measure import (
    beside_mirrors,
    first_figure,
    flows_of_total,
    tell_other_directions,
    totals_of_measure,
)
from dipfacts.answers.remark import Remark
from dipfacts.answers.statements import headline
from dipfacts.answers.statements.absent import answer_absence
from dipfacts.answers.statements.question_choice import lies_in, near_dates
from dipfacts.answers.statements.same_series import (
    in_units,
    is_later,
    later_times,
    newer_in_units,
    newer_measures,
    newer_parts,
    newest_part,
    other_dates,
)
from dipfacts.model import display
from dipfacts.model.figures.agreement import Question
from dipfacts.model.file_format.tables import Figure
from dipfacts.model.groups import grouped
from dipfacts.model.periods.calendar import SHORTEST_YEAR
from dipfacts.model.periods.period import Period
from dipfacts.model.query import Query
from dipfacts.query.base import Base

MOST_AHEAD = 3  # forecasts and targets in remarks
MOST_APART = 12  # directions that have sentences of their own
MOST_PARTS = 3  # parts of a direction whose total is not known that have one each, the largest


def headline_dyad(answer: Answer, query: Query, is_beside: bool = False) -> None:
    """Answer for the main measure in each of its directions, the first being the answer's own.

    If it stands beside other answers, each remark says what it is about.
    """
    asked = query.within
    actual = [q for q in answer.figures.questions if not q.is_ahead]
    near = near_dates(actual, query)
    first = first_figure(answer, near, query)
    both_ways = answer.base.measures.both_ways
    whole = totals_of_measure(actual, first, both_ways(first.measure), query)
    ahead = [
        q for q in answer.figures.questions if q.is_ahead and q.figure.measure == first.measure
    ]
    if not whole:
        tell_ahead(answer, ahead, asked)
        return
    remarks = [(q, Remark(_expected(answer.base, q))) for q in ahead[:MOST_AHEAD]]
    units = units_of(answer.base, query, first.measure, whole)
    chosen = choose(answer, query, whole, units)
    if stated := _stated(answer, query, chosen, whole, units):
        answer.head = stated
    else:
        if flows := flows_of_total(answer.base, near, first, query):
            first = flows[0].figure
            whole = totals_of_measure(actual, first, both_ways(first.measure), query)
            units = units_of(answer.base, query, first.measure, whole)
            chosen = choose(answer, query, whole, units)
        chosen, parts = with_parts(answer, query, actual, whole, chosen, units)
        if chosen:
            remarks += tell(answer, query, chosen, [*whole, *parts])
            if asked is not None:
                tell_other_directions(answer, chosen, lying_in_dates(whole, query), asked)
                remarks += beside_mirrors(answer, chosen, near[0].figure.measure, asked)
        else:
            tell_nearest(answer, lying_in_dates(whole, query), answer.figures.absent, asked)
    answer.remarks += with_subjects(answer.base, remarks, [] if is_beside else chosen or whole[:1])


def about_what(base: Base, texts: list[tuple[Question, str]], main: list[Question]) -> list[str]:
    """Return texts with what they are about, unless the headline is about that alone."""
    labels = {subject_words.label_within(base, question.figure) for question in main}
    return [
        text
        if labels == {label := subject_words.label_within(base, q.figure)} or label in text
        else f"{headline.figure_in_words(base, q.figure)}, {display.midway(text)}"
        for q, text in texts
    ]


def with_subjects(
    base: Base, remarks: list[tuple[Question, Remark]], main: list[Question]
) -> list[Remark]:
    """Return remarks as `about_what` has their texts."""
    texts = about_what(base, [(question, remark.text) for question, remark in remarks], main)
    return [it.replaced(text=text) for (_, it), text in zip(remarks, texts, strict=True)]


def tell_nearest(
    answer: Answer, whole: list[Question], absent: list[Question], asked: Period | None
) -> None:
    """Set the headline to what is nearest to the dates asked for, or what is not published."""
    # lazy: most look-ups find the period that they ask for
    from dipfacts.answers.statements.longer_periods import no_claim_alone

    answer.head = head_of(*no_claim_alone(answer, whole, asked))
    if any(asked and question.period.same_span(asked) for question in absent):
        answer_absence(answer, asked, absent)


def _stated(
    answer: Answer, query: Query, chosen: list[Question], whole: list[Question], units: Units | None
) -> Head | None:
    """Return the sum or balance for the period asked, where claims are about parts of it alone."""
    asked = query.within
    if asked is None or not all(timing.is_partial(question, asked) for question in chosen):
        return None
    sums = sums_and_balances(totals_of(answer.figures.questions, answer.base), answer.base)
    return stands_in(sums, whole[0].figure.measure, asked, units or unit_order(whole))


def tell(
    answer: Answer, query: Query, chosen: list[Question], whole: list[Question]
) -> list[tuple[Question, Remark]]:
    """Set the headline to what answers; return what is told beside it, and of which question."""
    asked, inside = query.within, lying_in_dates(whole, query)
    chosen, of_parts = _largest_parts(answer.base, chosen)
    more, chosen = len(chosen) - MOST_APART, chosen[:MOST_APART]
    partial = [timing.is_partial(question, asked) for question in chosen]
    texts = _sentences(answer, chosen, partial, asked, of_parts)
    texts += about_what(
        answer.base, [(q, line) for q in chosen for line in in_units(q, inside)], chosen
    )
    if more > 0:
        texts.append(f"{display.counted(more, 'more figure')}: see below.")
    answer.figures.main = chosen
    answer.head = headline.head(answer, chosen, partial[0], text := " ".join(texts))
    if chosen[0] in of_parts:  # which is not the answer, nor are the others
        counted_facts = [fact for question in chosen for fact in question.counting]
        answer.head = head_of(text, counted_facts, measure=chosen[0].figure.measure)
    return _remarks_beside(answer, query, chosen, whole)


def _remarks_beside(
    answer: Answer, query: Query, chosen: list[Question], whole: list[Question]
) -> list[tuple[Question, Remark]]:
    """Return the remarks beside the questions that answer, each with the one that it is on."""
    asked = query.within
    remarks = [(q, Remark(line)) for q in chosen for line in other_dates(answer.base, q, whole)]
    if asked is None:
        within = [question for question in answer.figures.questions if lies_in(question, query)]
        remarks += newer_remarks(answer.base, chosen, within or answer.figures.questions)
    if asked is not None and all(timing.is_partial(question, asked) for question in chosen):
        # lazy: most look-ups find the period that they ask for
        from dipfacts.answers.statements.longer_periods import longer_remarks

        for question in chosen:
            same = [q for q in whole if q.figure.measure == question.figure.measure]
            remarks += longer_remarks(answer.base, [question], same, asked)
    return [*{(question, remark.text): (question, remark) for question, remark in remarks}.values()]


def _largest_parts(
    base: Base, chosen: list[Question]
) -> tuple[list[Question], dict[Question, str]]:
    """Return the questions that have a sentence, and what stands before some of these.

    Of many parts only the largest have one; before the first of them stands how many there are.
    Parts are many where a direction has more than a few, and no total.
    """
    answering, of_first = list[Question](), dict[Question, str]()
    for group in grouped((subject_words.measured_way(q), q) for q in chosen).values():
        parts = [question for question in group if question.figure.scope or question.figure.part_of]
        if len(parts) < len(group) or len(parts) <= MOST_PARTS:
            answering += group
            continue
        from dipfacts.answers.claims.sizes import by_size  # lazy: few have many parts

        units = unit_order(parts)
        largest = sorted(by_size(parts), key=lambda q: place(units, q.figure.unit))[:MOST_PARTS]
        label = subject_words.label_within(base, replace(parts[0].figure, scope=None))
        of_first[largest[0]] = (
            f"No claim is about all {label}; {len(parts)} are about parts. The largest:"
        )
        answering += largest
    return (answering, of_first) if of_first else (chosen, {})


def _sentences(
    answer: Answer,
    chosen: list[Question],
    partial: list[bool],
    asked: Period | None,
    of_parts: dict[Question, str],
) -> list[str]:
    """Return a sentence for each question, or one where alike: shares, and totals of a party."""
    is_no_year = [
        asked is None and not of_parts and timing.is_no_year(q) and not q.period.is_of_a_day
        for q in chosen
    ]
    is_alike = len(answer.asked.parties) < 2 or owner(answer.base, chosen[0].figure)
    in_one = headline.joint_sentence(answer, chosen) if is_alike and not of_parts else ""
    if in_one and not any(partial + is_no_year):
        return [in_one]
    each = zip(chosen, partial, is_no_year, strict=True)
    return [
        f"{of_parts.get(q, '')} {headline.sentence(answer, q, is_part or no_year, asked)}".lstrip()
        for q, is_part, no_year in each
    ]


def tell_ahead(answer: Answer, ahead: list[Question], asked: Period | None) -> None:
    """Set the headline to what is expected, after what is not published of the period asked."""
    answer.head = head_of(only_ahead(answer.base, ahead), [f for q in ahead for f in q.counting])
    first = ahead[0].figure
    same = [q for q in answer.figures.absent if q.figure.measure == first.measure]
    absent = [q for q in same if q.figure.party_set == first.party_set]
    if any(asked is None or question.period.same_span(asked) for question in absent):
        answer_absence(answer, asked, absent)


def only_ahead(base: Base, ahead: list[Question]) -> str:
    """Return the sentence on what is expected, where no claim says what happened."""
    expected = [(question, _expected(base, question)) for question in ahead[:MOST_AHEAD]]
    label = subject_words.label_within(base, ahead[0].figure)
    return (
        f"No claim says how {label} turned out. {' '.join(about_what(base, expected, ahead[:1]))}"
    )


def _expected(base: Base, question: Question) -> str:
    """Return 'Expected in 2027: $5 billion (forecast), says ….'."""
    what = "Aimed at" if question.figure.status == "target" else "Expected"
    return f"{what} {timing.when(question)}: {headline.outcome(base, question)}."


def newer_remarks(
    base: Base, main: list[Question], candidates: list[Question]
) -> list[tuple[Question, Remark]]:
    """Return remarks on claims for a part of a later year, each with its main question.

    In any unit. And what is claimed of a part of it alone, such as goods, for a later time still,
    and under another measure of the same flow, such as the imports that the other side reports.
    """
    remarks, total_of = list[tuple[Question, Remark]](), base.measures.total_of
    for question in main:
        newest = newest_part(question, candidates)
        newest_first = [newest, *_some_later(question, newest, candidates)] if newest else []
        newest_first += newer_in_units(question, candidates)
        newer = [(_span_of_what(later), later) for later in newest_first]
        parts = newer_parts(newest or question, candidates)
        newer += [(f", for{_part_in_words(part.figure)}", part) for part in parts]
        for what, later in newer:
            outcome = f"{timing.when(later)}, {headline.outcome(base, later)}"
            remarks.append((question, Remark(f"Newer{what}: {outcome}.")))
        for other in newer_measures(newest or question, candidates, total_of):
            if other not in main:
                what = f"{subject_words.label_within(base, other.figure)} {timing.when(other)}"
                outcome = headline.outcome(base, other)
                remarks.append((other, Remark(f"Newer: {what}, {outcome}.")))
    return remarks


def _some_later(question: Question, newest: Question, candidates: list[Question]) -> list[Question]:
    """Return the questions surely later than a year, which may be later than the newest part."""
    some = later_times(question, newest, candidates)
    return [later for later in some if is_later(question, later)][:MOST_APART]


def _part_in_words(part: Figure) -> str:
    return f" a part{subject_words.scope(part)}" if part.scope else " a part of the total"


def _span_of_what(question: Question) -> str:
    """Return ', for a part of a year', or another full year that reaches beyond the answer's.

    '' of some time, and of a time without a known end.
    """
    if question.period.is_full_year:
        return ", for a year that begins in another month"
    if question.period.days is None:
        return ""
    is_shorter = question.period.days < SHORTEST_YEAR
    return f", for {'a part of a year' if is_shorter else 'a longer time'}"
