"""Claims about the same for other periods and in other units."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from dipfacts.answers.claims import subject_words, timing
from dipfacts.answers.claims.several_units import other_units
from dipfacts.answers.statements import headline
from dipfacts.model import display
from dipfacts.model.fact import FAR
from dipfacts.model.figures.agreement import Question, direction_key, part_of
from dipfacts.model.figures.rounding import LOWER_BOUNDS, UPPER_BOUNDS
from dipfacts.model.file_format.tables import Figure, Number
from dipfacts.model.groups import grouped
from dipfacts.query.base import Base
from dipfacts.record import Record

MOST_UNITS = 3  # other units than that of the answer in its sentence
_MOST_PARTS = 3  # newer parts of a total beside it


def same_series(question: Question, candidates: list[Question]) -> list[Question]:
    """Return the questions that differ from one in nothing but their period, and itself."""
    return [other for other in candidates if other.series == question.series]


def newest_part(question: Question, candidates: list[Question]) -> Question | None:
    """Return the latest question that ends after the whole year of one, and does not contain it.

    Of some time in a span the first day counts that it may be.
    """
    whole = question.period
    if not whole.is_full_year:
        return None
    later = [
        q
        for q in same_series(question, candidates)
        if q.period.reached > whole.reached and not q.period.covers(whole)
    ]
    return max(later, key=timing.latest, default=None)


def newer_in_units(question: Question, candidates: list[Question]) -> list[Question]:
    """Return the latest question of each other unit that ends after the whole year that answers.

    Without what `in_other_units` has, and what is older than that.
    """
    if not question.period.is_full_year:
        return []
    by_unit = {
        unit.question.figure.unit: unit.question for unit in in_other_units(question, candidates)
    }
    later = grouped(
        (q.figure.unit, q)
        for q in other_units(question, candidates)
        if _is_after(question, q) and timing.latest(q) > timing.latest(by_unit[q.figure.unit])
    )
    newest = (max(of_unit, key=timing.latest) for of_unit in later.values())
    return sorted(newest, key=timing.latest, reverse=True)


def all_newer_in_units(question: Question, candidates: list[Question]) -> list[Question]:
    """Return the questions newer than a whole year, of `in_other_units` or of the above."""
    if not question.period.is_full_year:
        return []
    years = (unit.question for unit in in_other_units(question, candidates))
    newer = [q for q in years if _is_after(question, q)] + newer_in_units(question, candidates)
    return sorted(newer, key=timing.latest, reverse=True)


def _is_after(question: Question, other: Question) -> bool:
    """Return whether the other surely reaches a later day, and does not hold the whole of one."""
    return is_later(question, other) and not other.period.covers(question.period)


def later_times(question: Question, newest: Question, candidates: list[Question]) -> list[Question]:
    """Return the questions maybe later than the newest of a year that answers, the latest first.

    That is some time in a span, and what is surely later than the year but has no known end.
    """
    others = [q for q in same_series(question, candidates) if q not in (question, newest)]
    later = (q for q in others if (q.period.end_day or FAR) > newest.period.reached)
    some = [q for q in later if q.period.unspecified or _is_open_after(question, q)]
    return sorted(some, key=timing.latest, reverse=True)


def _is_open_after(question: Question, other: Question) -> bool:
    return other.period.end_day is None and is_later(question, other)


def is_later(question: Question, other: Question) -> bool:
    """Return whether the other surely reaches a later day."""
    return other.period.reached > question.period.reached


def is_same_flow(figure: Figure, other: Figure, total_of: Callable[[str], str]) -> bool:
    """Return whether both are about one flow, or a part or the total of it, in any measure.

    Imports of a party alone are the other way than its exports, as each measure says one way.
    """
    if figure.measure == other.measure:
        return direction_key(figure) == direction_key(other)
    total = total_of(figure.measure)
    if total != total_of(other.measure) or figure.party_set != other.party_set:
        return False
    if len(figure.everyone) == 1:
        return total in (figure.measure, other.measure)
    return len({direction_key(it) for it in (figure, other) if it.from_}) < 2


def newer_measures(
    question: Question, others: Iterable[Question], total_of: Callable[[str], str]
) -> list[Question]:
    """Return the newest questions on the same flow under another measure, if they are newer.

    Of turnover these are exports and imports, of exports the imports that the other side reports
    and the turnover.
    """
    figure = question.figure
    newer = [
        other
        for other in others
        if other.period.reached > question.period.reached and not other.is_ahead
        if other.figure.measure != figure.measure and part_of(other.figure) == part_of(figure)
        if is_same_flow(figure, other.figure, total_of)
    ]
    newest: dict[tuple[str, ...], Question] = {}
    for other in sorted(newer, key=timing.latest, reverse=True):
        newest.setdefault(direction_key(other.figure), other)
    return [*newest.values()]


def newer_parts(
    total: Question,
    candidates: list[Question],
    total_of: Callable[[str], str] = str,
    beside: Iterable[Question] = (),
) -> list[Question]:
    """Return the newest of each part of a total, such as goods, that is of a later time.

    Of many the newest, and of these the largest. With the totals of measures, each of which is its
    own otherwise, also what other measures of the same flow have, later than the numbers in these
    that are told `beside` it.
    """
    figure, newest = total.figure, dict[tuple[str, ...], Question]()
    if part_of(figure):
        return []
    since = max((question.period.reached for question in beside), default=0)

    def is_own(question: Question) -> bool:
        return question.figure.measure == figure.measure

    later = (q for q in candidates if q.period.reached > total.period.reached and not q.is_ahead)
    for question in sorted(later, key=lambda q: (timing.latest(q), is_own(q)), reverse=True):
        is_told = is_own(question) or question.period.reached > since
        if is_told and is_same_flow(figure, question.figure, total_of):
            newest.setdefault(question.dyad, question)
    parts = [question for question in newest.values() if part_of(question.figure)]
    if not parts:
        return []
    from dipfacts.answers.claims.sizes import by_size  # lazy: few totals have parts

    return sorted(by_size(parts), key=timing.latest, reverse=True)[:_MOST_PARTS]


class InUnit(Record, frozen=True):
    """Claims in another unit: the question to name, and how many claims and periods there are.

    The question is the newest full year, or of a stock date; a part of a year where there is none.
    """

    question: Question
    claims: int
    periods: int
    is_newest: bool

    def __str__(self) -> str:
        """Return '2 claims are in roubles: the newest 300 billion roubles in 2022.'."""
        newest = f"{display.value_or_spread(self.question)} {timing.when(self.question)}"
        if self.periods > 1:
            newest = f"the newest {newest}" if self.is_newest else f"{newest}, the latest full year"
        name = display.unit_name(self.question.figure.unit)
        claims = f"{display.counted(self.claims, 'claim')} {display.are(self.claims)}"
        return f"{claims} in {name}: {newest}."


def in_units(question: Question, candidates: list[Question]) -> list[str]:
    """Return a sentence on the claims in each other unit; on very many units one on the rest."""
    units = in_other_units(question, candidates)
    texts = [*map(str, units[:MOST_UNITS])]
    if rest := units[MOST_UNITS:]:
        claims = display.counted(sum(unit.claims for unit in rest), "more claim")
        texts.append(f"{claims} in {display.counted(len(rest), 'other unit')}.")
    return texts


def in_other_units(question: Question, candidates: list[Question]) -> list[InUnit]:
    """Return the claims in each other unit than that of a question, the newest first."""
    others = sorted(other_units(question, candidates), key=timing.latest, reverse=True)
    return [*map(_in_unit, grouped((other.figure.unit, other) for other in others).values())]


def _in_unit(newest_first: list[Question]) -> InUnit:
    whole = (q for q in newest_first if q.period.is_full_year or timing.holds_at_date(q))
    best = next(whole, newest_first[0])
    claims = sum(len(question.counting) for question in newest_first)
    return InUnit(best, claims, len(newest_first), best is newest_first[0])


def other_dates(base: Base, question: Question, candidates: list[Question]) -> list[str]:
    """Return the sentences on numbers that are, or may be, about another time than a question.

    That is what a stock is put at for other dates, or a count at a date, and what is claimed of
    some time in the same span.
    """
    own = {fact.id for fact in question.facts}
    others = [q for q in same_series(question, candidates) if q.figure.id not in own]
    if not is_counted_at_date(question):
        span = question.period
        others = [q for q in others if span.unspecified and q.period.same_span(span)]
        text = "Also {}, which may be another time: {}."
        return [text.format(timing.when(q), headline.outcome(base, q)) for q in others]
    others = [other for other in others if timing.holds_at_date(other)]
    return [_spread(base, question, others)] if others else []


def is_counted_at_date(question: Question) -> bool:
    """Return whether it is a number of things at a date, such as a stock, and no rank."""
    return question.nature in ("stock", "count") and timing.holds_at_date(question)


def _spread(base: Base, question: Question, others: list[Question]) -> str:
    """Return the sentence that says from what to what the claims for other dates run."""
    # "More than 4" says nothing of how low a range begins, nor "less than 9" of how high it ends.
    lows = [q for q in others if q.ends[0].qualifier not in LOWER_BOUNDS] or others
    highs = [q for q in others if q.ends[1].qualifier not in UPPER_BOUNDS] or others
    low, high = min(lows, key=lambda q: q.low), max(highs, key=lambda q: q.high)
    smallest, largest = _amount(low, low.low), _amount(high, high.high)
    ends = f"{smallest} {timing.when(low)}", f"{largest} {timing.when(high)}"
    label = subject_words.label_within(base, question.figure)
    if ends[0] == ends[1]:
        return f"There is another claim about {label}: {ends[0]}."
    definitions = {figure.definition for q in (question, *others) for figure in q.figures}
    by = ", by different definitions," if len(definitions) > 1 else ""
    text = f"claims about {label}{by} run from"
    if len({timing.when(other) for other in others}) > 1:
        return f"At other dates, {text} {ends[0]} to {ends[1]}."
    return f"At another date, {text} {smallest} to {ends[1]}."


def _amount(question: Question, value: Number) -> str:
    figure = next(figure for figure in question.figures if figure.value == value)
    return display.defined_amount(figure, question.nature)
