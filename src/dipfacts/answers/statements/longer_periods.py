"""Claims that reach into a period where no claim is about all of it, and about nothing else."""

from __future__ import annotations

from dipfacts.answers.answer import Answer
from dipfacts.answers.claims import subject_words, timing
from dipfacts.answers.remark import Remark
from dipfacts.answers.statements import headline
from dipfacts.model import display
from dipfacts.model.fact import Fact
from dipfacts.model.figures.agreement import Question, direction_key, part_of
from dipfacts.model.groups import grouped
from dipfacts.model.periods.period import Period
from dipfacts.query.base import Base
from dipfacts.text import capitalised

MOST = 12  # directions and parts that have sentences of their own

_Dated = tuple[str, Question]  # when something is, in words that begin a sentence


def no_claim_alone(
    answer: Answer, candidates: list[Question], asked: Period | None
) -> tuple[str, list[Fact]]:
    """Return sentences on the nearest to the dates of each direction and part, and the claims.

    'No claim on … is about 2018 alone. For the whole of 2017–2018: $5 million, according to …'.
    """
    texts, facts = list[str](), list[Fact]()
    dates = asked.show() if asked else "the dates asked for"
    of_each = grouped(((q.figure.measure, *q.dyad), q) for q in candidates)
    for same in [*of_each.values()][:MOST]:
        longer = asked and (_covering(same, asked) or _year_beside(same, asked))
        when, best = longer or _nearest(same, asked)
        label = subject_words.label_within(answer.base, best.figure)
        but_for = headline.but_for_plans(answer, best, asked)
        texts.append(f"No claim on {label} is about {dates} alone{but_for}.")
        texts.append(f"{when}: {headline.outcome(answer.base, best)}.")
        facts += best.counting
    return " ".join(texts), facts


def longer_remarks(
    base: Base, parts: list[Question], candidates: list[Question], asked: Period
) -> list[tuple[Question, Remark]]:
    """Return remarks on what covers, or reaches into, the period that claims are a part of.

    That is of the same direction and part, or of the whole.
    """
    remarks = list[tuple[Question, Remark]]()
    for part in parts:
        way, subjects = direction_key(part.figure), (part_of(part.figure), "")
        same = [q for q in candidates if direction_key(q.figure) == way]
        same = [q for q in same if part_of(q.figure) in subjects]
        for when, best in filter(None, (_covering(same, asked), _year_beside(same, asked))):
            remarks.append((best, Remark(f"{when}: {headline.outcome(base, best)}.")))
    return [*dict.fromkeys(remarks)]


def _covering(candidates: list[Question], asked: Period) -> _Dated | None:
    """Return 'For the whole of 2023–2024': the shortest period that covers the one asked for.

    Of one without an end, 'From 2022, end unknown'; of several, what begins or ends next.
    """
    wider = [q for q in candidates if q.period.covers(asked)]
    if not wider:
        return None
    best = min(wider, key=lambda q: (_beyond(q.period, asked), q.figure.unit))
    if not (best.period.start and best.period.end):
        return capitalised(timing.when(best)), best
    return f"For the whole of {display.span(best.period, best.nature)}", best


def _beyond(period: Period, asked: Period) -> tuple[int, int]:
    """Return the number of unknown ends of a longer period, and of the days that it has more."""
    before = (asked.start_day or 0) - period.start_day if period.start_day else None
    after = period.end_day - (asked.end_day or 0) if period.end_day else None
    days = [days for days in (before, after) if days is not None]
    return 2 - len(days), sum(days)


def _year_beside(candidates: list[Question], asked: Period) -> _Dated | None:
    """Return the full year of another kind that shares most days with the period asked for.

    'In the fiscal year Apr 2022 – Mar 2023, which reaches into 2022'.
    """

    def shared(question: Question) -> tuple[int, int, str]:
        first, after = (question.period.start_day or 0), (question.period.end_day or 0)
        days = min(after, asked.end_day or after) - max(first, asked.start_day or first)
        return days, after, question.figure.unit

    years = [q for q in candidates if q.period.is_full_year and q.period.overlaps(asked)]
    years = [q for q in years if not (asked.covers(q.period) or q.period.covers(asked))]
    if not years or timing.holds_at_date(years[0]):
        return None
    best = max(years, key=shared)
    name = display.year_name(best.period, best.nature) or "year"
    reach = "reach" if name.endswith("months") else "reaches"
    return f"In the {name} {best.period.show()}, which {reach} into {asked.show()}", best


def _nearest(candidates: list[Question], asked: Period | None) -> _Dated:
    """Return 'Some time in the 2010s': the newest that may be of these dates, else of any."""
    spans = {question: question.period.choices for question in candidates}
    may_be = [q for q in candidates if asked and any(span.overlaps(asked) for span in spans[q])]
    best = max(may_be or candidates, key=timing.latest)
    when = timing.when(best)
    return capitalised(when), best
