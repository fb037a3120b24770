"""The headline of a ranking: who is the largest, and who may be."""

from __future__ import annotations

from itertools import takewhile
from typing import NamedTuple

from dipfacts.answers.answer import Answer, head_of, in_sentence
from dipfacts.answers.claims import subject_words, timing
from dipfacts.answers.claims.sizes import claimed, is_bound
from dipfacts.answers.headlines.dyad_headline import tell_ahead
from dipfacts.answers.headlines.own_headline import choose_own, headline_own, with_first
from dipfacts.answers.rankings.mirrored_ways import without_mirrored
from dipfacts.answers.rankings.not_ranked import not_ranked
from dipfacts.answers.rankings.other_measures import UnplacedFlows, more_rankings
from dipfacts.answers.rankings.partner_words import partner_name, value_in_words
from dipfacts.answers.rankings.partners import rankings
from dipfacts.answers.rankings.ranking import Ranked, Ranking, Roles, first_number, year_in_words
from dipfacts.answers.rankings.ranking_counts import Subjects
from dipfacts.answers.rankings.ranking_totals import add_newer_totals, total_sentences
from dipfacts.answers.remark import Remark
from dipfacts.answers.statements.question_choice import near_dates
from dipfacts.model import display
from dipfacts.model.figures.agreement import Question
from dipfacts.model.figures.measures import SIZED
from dipfacts.model.figures.rounding import INFINITE
from dipfacts.model.query import Query
from dipfacts.query.base import Base
from dipfacts.text import capitalised

_TOLD = 3  # bounds of which a sentence tells, where there is nothing else
_OF_MOST = ", the latest full year that most of them have"


def headline_partners(answer: Answer, query: Query, label: str, *, in_brief: bool) -> None:
    """Rank the dyads by the latest full period that most of them have; say who is left out.

    A brief says nothing of a ranking, but has words of its own.
    """
    roles = Roles(answer.base, query, [*answer.figures.questions, *answer.figures.absent])
    first = rankings(answer, query, roles, answer.figures.questions)
    every = [*first, *more_rankings(answer, query, roles, first)]
    ranking, *others = without_mirrored(answer, query, roles, every)
    ranked = [line.question for lines in ranking.own_by_direction() for line in lines]
    totals = _near_totals(answer, query, ranking)
    answer.figures.main = ranked or [line.question for line in totals]
    if own := None if ranked else choose_own(answer, query, roles, totals):
        answer.figures.main = own.chosen or [it.question for it in _lines_with_place(others)]
        ranking = with_first(ranking, own.chosen, roles)
    answer.rankings.first, answer.rankings.others = ranking, others
    if in_brief and answer.figures.main:
        return
    if query.parties and ranking.partners:
        ranking = add_newer_totals(answer, ranking, roles)
    subjects = Subjects(answer, ranking, roles)
    answer.rankings.tally = _tally(answer, query, label, subjects)
    text = " ".join([answer.rankings.tally, *_sentences(answer, query, ranking, subjects)])
    if own:
        headline_own(answer, query, own, ranking, roles)
    elif ahead := _only_ahead(answer):
        tell_ahead(answer, ahead, query.within)
    else:
        numbers = (*answer.figures.main, *answer.rankings.totals)
        answer.head = head_of(
            "",
            [fact for question in numbers for fact in question.counting],
            measure=ranking.measure,
            period=str(ranking.period) if ranking.period and ranked else None,
            unit=ranking.unit,
        )
    facts = [*answer.head.facts, *_also_told(answer)]
    answer.head = answer.head.replaced(text=f"{text} {answer.head.text}".rstrip(), facts=facts)
    answer.remarks += map(Remark, not_ranked(answer, query, roles))
    answer.remarks += map(Remark, subjects.not_ranked())


def _also_told(answer: Answer) -> list[str]:
    """Return the ids of further claims: of the largest by each further measure, which it tells."""
    ways = (lines for each in answer.rankings.others for lines in _firsts(each))
    named = (line for lines in ways for line in lines if line.place == 1 or line is lines[0])
    ids = dict.fromkeys(fact.id for line in named for fact in line.question.counting)
    return [id_ for id_ in ids if id_ not in {*answer.head.facts}]


def _near_totals(answer: Answer, query: Query, ranking: Ranking) -> list[Ranked]:
    """Return the totals of a ranking that are not until a day after the dates, if anything is."""
    near = {*near_dates([q for q in answer.figures.questions if not q.is_ahead], query)}
    return [line for line in ranking.totals if line.question in near]


def _lines_with_place(several: list[Ranking]) -> list[Ranked]:
    """Return the lines of rankings that have a place."""
    lines = (line for ranking in several for line in ranking.partners)
    return [line for line in lines if line.place is not None]


def _only_ahead(answer: Answer) -> list[Question]:
    """Return the forecasts and targets of a measure of a party of whom there is nothing else."""
    first, *others = answer.figures.questions
    if not answer.asked.parties or not all(q.is_ahead for q in answer.figures.questions):
        return []
    return [first, *(q for q in others if q.figure.measure == first.figure.measure)]


def _sentences(answer: Answer, query: Query, ranking: Ranking, subjects: Subjects) -> list[str]:
    """Return the sentences on each ranking, and on the totals of those by the first measure.

    The period that two have in common is told once.
    """
    sentences, measures, is_explained = list[str](), set[str](), False
    flows = UnplacedFlows(answer)
    for each in (ranking, *answer.rankings.others):
        has_totals = query.parties and ranking.partners and each.measure == ranking.measure
        totals = total_sentences(answer, each) if has_totals else []
        if not _firsts(each):
            sentences += totals
            continue
        is_same_year = each.period == ranking.period
        said = _AlreadySaid(is_explained and is_same_year, each.measure in measures)
        text, explains = _largest(answer.base, query, each, subjects, flows.beside(each), said)
        is_explained = is_explained or explains
        measures.add(each.measure)
        sentences += [text, *totals]
    return sentences


def _tally(answer: Answer, query: Query, label: str, subjects: Subjects) -> str:
    """Return the sentence that counts what is on record."""
    asked = in_sentence(answer.base, query.parties)
    claims = display.counted(answer.claims, "claim")
    text = f"{label}{f' of {display.listed(asked)}' if asked else ''}: {claims}"
    has_parts = any(
        answer.base.measures[q.figure.measure].partners != 0 for q in answer.figures.questions
    )
    text += f" about {display.listed(subjects.counted())}" if has_parts or not asked else ""
    return f"{text}."


def _firsts(ranking: Ranking) -> list[list[Ranked]]:
    """Return the lines of each direction in which a number, or one of bounds, is the largest."""
    return [lines for lines in ranking.by_direction() if lines[0].place == 1 or _is_open(lines[0])]


def _is_open(line: Ranked) -> bool:
    """Return whether it has no place as it is a bound, and not because of what it is."""
    return line.place is None and is_bound(line.question) and line.question.nature in SIZED


class _AlreadySaid(NamedTuple):
    """The content of earlier sentences: why the year is chosen, the measure the other way."""

    why_year: bool
    measure: bool


def _largest(
    base: Base,
    query: Query,
    ranking: Ranking,
    subjects: Subjects,
    flows: list[Ranked],
    said: _AlreadySaid,
) -> tuple[str, bool]:
    """Return 'Largest exports in 2023: from Norway to Germany, $40 billion.', a sentence.

    Of each direction the largest; who is larger already in a part of the period, or may be so, also
    by the flows that the other side alone tells of. Besides, whether it says why it is that year.
    """
    ways = _firsts(ranking)
    several = len(ways) > 1 or len(ways[0]) > 1
    texts = [_first(base, query, lines, ranking.period is None and several) for lines in ways]
    others = zip(ways[1:], texts[1:], strict=True)
    texts[1:] = [f"{_other_way(lines[0])} {text}" for lines, text in others]
    texts += _larger_already(base, query, ranking, flows)
    measure = subject_words.lower_label(base.measures[ranking.measure])
    if said.measure:
        measure += f" {_other_way(ways[0][0])}"
    explains = False
    if len(ways[0]) > 1:
        among, explains = _among(base, query, ranking, subjects, said)
        subject = f"Largest {measure}{among}"
    else:
        subject = capitalised(measure) + ranking.in_unit()
        if ranking.period is not None or not several:
            subject += f" {timing.when(ways[0][0].question)}"
    return f"{subject}: {'; '.join(texts)}.", explains


def _other_way(line: Ranked) -> str:
    """Return the words for a place that follows those of a direction."""
    return "in the other direction" if line.way else "without a direction"


def _among(
    base: Base, query: Query, ranking: Ranking, subjects: Subjects, said: _AlreadySaid
) -> tuple[str, bool]:
    """Return ' in 2023', ' among the 4 partners with a figure for all of 2023'.

    Besides, whether it says why it is that year.
    """
    unread, unit = ranking.unread, ranking.in_unit()
    whose = {frozenset(line.others) for lines in ranking.own_by_direction() for line in lines}
    more = unread.beside(whose) if unread else 0
    if ranking.period is None:
        asked = f" in {query.within.show()}" if query.within else ""
        return f"{unit}, each at its latest date{asked}", False
    first, *_ = _firsts(ranking)[0]
    if timing.holds_at_date(first.question):
        return f"{unit} {display.when(ranking.period, first.question.nature)}", False
    year = year_in_words(ranking.period)
    are_largest = base.measures[ranking.measure].partners
    if are_largest and not ranking.others and not (unread and unread.others):
        return f" in {year}", False
    if len(whose) + more < len(subjects):
        return f" {subjects.among(whose, more)} with a figure{unit} for all of {year}", False
    if query.within or said.why_year:
        return f"{unit} in {year}", False
    return f"{unit} in {year}{_OF_MOST}", True


def _first(base: Base, query: Query, lines: list[Ranked], dated: bool) -> str:
    """Return 'Russia, $4 billion', the largest of a direction, and who may be larger.

    Where only bounds are surely above all numbers, 'China (more than $5 billion) or India (at least
    $4 billion), then Russia, $3 billion', and then who may be larger than the first number.
    """
    above = [*takewhile(lambda line: line.place is None, lines)]
    sure = [line for line in lines if line.place is not None]
    first, *same = [line for line in sure if line.place == sure[0].place] or [lines[0]]
    texts = []
    if above:
        bounds = _bounded(base, query, above[:_TOLD], dated)
        texts.append(display.some(bounds, _TOLD, "or", beyond=len(above) - len(bounds)))
    if sure:
        texts.append(_sharing(base, query, [first, *same], dated))
    least = max(claimed(line.question)[0] for line in ([first] if sure else above))
    maybe = [
        line
        for line in lines[len(above) :]
        if line.place != first.place and claimed(line.question)[1] > least
        if line.place is not None or is_bound(line.question)
    ]
    text, bounds = ", then ".join(texts), _bounded(base, query, maybe)
    return f"{text}; {display.some(bounds)} may be larger" if maybe else text


def _sharing(base: Base, query: Query, lines: list[Ranked], dated: bool) -> str:
    """Return 'Russia and China, $4 billion each' of those who share the first place.

    Where what is said of them differs, as the date does, 'Russia ($4 billion as of 2 May 2021) and
    China ($4 billion as of 3 Jun 2022)'.
    """
    values = [value_in_words(base, line.question) for line in lines]
    dates = [f" {timing.when(line.question)}" if dated else "" for line in lines]
    said = [f"{value}{when}" for value, when in zip(values, dates, strict=True)]
    names = [partner_name(base, query, line, len(lines) > 1) for line in lines]
    if len(set(said)) > 1:
        return display.some(f"{who} ({text})" for who, text in zip(names, said, strict=True))
    each = " each" if len(lines) > 1 else ""
    return f"{display.some(names)}, {values[0]}{each}{dates[0]}"


def _bounded(base: Base, query: Query, lines: list[Ranked], dated: bool = False) -> list[str]:
    """Return 'China (more than $5 billion)' for each line; the spread where sources differ."""
    results = []
    for line in lines:
        is_conflict = line.question.agreement == "conflict"
        in_words = display.spread if is_conflict else display.value_or_spread
        value = in_words(line.question)
        when = f" {timing.when(line.question)}" if dated else ""
        results.append(f"{partner_name(base, query, line, len(lines) > 1)} ({value}{when})")
    return results


def _larger_already(base: Base, query: Query, ranking: Ranking, flows: list[Ranked]) -> list[str]:
    """Return ['larger already in Jan–Oct 2023: Turkey, $6 billion'] of who exceeds the first.

    Of whom parts alone are claimed, 'larger already in part: Mali (by sea), $6 billion'.
    """
    firsts = {it[0].way: first_number(it).question.reach[1] for it in _firsts(ranking)}
    results: dict[str, list[Ranked]] = {}
    lines = [(timing.when(line.question), line) for line in (*ranking.larger, *flows)]
    for when, line in [*lines, *(("in part", line) for line in ranking.sized_parts())]:
        is_within = ranking.period is None or ranking.is_inside(line)
        if is_within and line.question.reach[0] > firsts.get(line.way, INFINITE):
            results.setdefault(when, []).append(line)

    def in_words(lines: list[Ranked]) -> str:
        names = (partner_name(base, query, line, len(lines) > 1) for line in lines)
        values = (f"{by(line)}{value_in_words(base, line.question)}" for line in lines)
        return display.some(f"{who}, {value}" for who, value in zip(names, values, strict=True))

    def by(line: Ranked) -> str:
        measure = base.measures[line.question.figure.measure]
        return "" if measure.id == ranking.measure else f"{subject_words.lower_label(measure)} of "

    return [f"larger already {when}: {in_words(lines)}" for when, lines in results.items()]
