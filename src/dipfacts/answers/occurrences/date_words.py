"""The dates of relations and events in words, as their claims together tell them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from dipfacts.answers.answer import sorted_in_sentence
from dipfacts.model import display
from dipfacts.model.fact import FAR, Fact
from dipfacts.model.file_format.status import ON_A_DAY, class_of
from dipfacts.model.occurrences.dispute import beginnings
from dipfacts.model.occurrences.ends import BEGINS, ENDS, begin_and_end, goes_on, with_finer_end
from dipfacts.model.occurrences.occurrence import Occurrence
from dipfacts.model.occurrences.stages.stage import Stage
from dipfacts.model.occurrences.stages.stage_order import stages_by_status
from dipfacts.model.periods.date_wording import from_then, on_a_day, to_come
from dipfacts.model.periods.dates import DASH, END_UNKNOWN, FROM, GOING, SINCE, START_UNKNOWN, UNTIL
from dipfacts.model.periods.period import Period
from dipfacts.query.base import Base
from dipfacts.text import unhyphenated

MOST_DATES = 3  # in one cell


def alternatives(periods: Sequence[Period]) -> str:
    """Return '27 or 30 Aug 1992' for dates of which one is right; of many the first and the last.

    >>> alternatives([Period.parse("1992-08-27"), Period.parse("1992-08-30")])
    '27 or 30 Aug 1992'
    >>> alternatives([Period.parse("2021-06-02"), Period.parse("2021-07-03")])
    '2 Jun or 3 Jul 2021'
    >>> alternatives([Period.parse("[2021-06-02,2021-06-09]"), Period.parse("2021-06-05")])
    '2, 5 or 9 Jun 2021'
    >>> alternatives([Period.parse("2021-10-01~"), Period.parse("2021-10-03")])
    'about 1 Oct 2021 or 3 Oct 2021'
    """
    each = [(period,) if ".." in period.text else period.choices for period in periods]
    periods = sorted({period for some in each for period in some}, key=begin_and_end)
    *texts, last = dict.fromkeys(period.show() for period in periods)
    if len(texts) >= MOST_DATES:
        return f"{texts[0]}{DASH}{last} ({len(texts) + 1} dates)"
    if all(it.is_of_a_day and not it.is_interval and not it.approximate for it in periods):
        texts = [_without_end_of(last, text) for text in texts]
    return display.listed([*texts, last], "or")


def _without_end_of(last: str, text: str) -> str:
    """Return a day without the month and the year that the last one has, too.

    >>> _without_end_of("30 Aug 1992", "27 Aug 1992"), _without_end_of("3 Jul 2021", "2 Jun 2021")
    ('27', '2 Jun')
    """
    words, rest = text.split(" "), last.split(" ")
    while len(words) > 1 and len(rest) > 1 and words[-1] == rest[-1]:
        words.pop()
        rest.pop()
    return " ".join(words)


def period_of(stage: Stage) -> Period | None:
    """Return the period of the claim that answers for a stage, with the finest end of any claim.

    It has none where another claim says that it goes on. Of an event, dates of which none is the
    more precise are a set: [2019~,2020~].
    """
    period, end = _set_of(stage) or stage.fact.period, stage.finest_date(ENDS)
    if period and stage.is_going and not stage.is_ending_disputed and not stage.is_over:
        begin = period.ends[0] if period.is_interval else period
        return period if begin is None or begin.text[0] == "[" else Period.parse(f"{begin}/..")
    if period is None or end is None or "period.end" in stage.differ:
        return period
    if stage.facts[0].type == "relation" and class_of(stage.status) == "standing":
        is_date = not period.is_interval and period.text[0] != "["
        period = Period.parse(f"{period}/") if is_date else period
    return with_finer_end(period, end)


def _set_of(stage: Stage) -> Period | None:
    """Return the dates of an event that agree, and of which none is the more precise, as a set."""
    if len(stage.facts) == 1 or stage.facts[0].type != "event" or "period.start" in stage.differ:
        return None
    dates = [choice.text for end in stage.possible_dates(BEGINS) for choice in end.choices]
    is_set = len(stage.possible_dates(BEGINS)) > 1 and not any("/" in text for text in dates)
    return Period.parse(f"[{','.join(dates)}]") if is_set else None


def date_of(occurrence: Occurrence, day: int = FAR, is_over: bool = False) -> str:
    """Return when it was or holds on a day: '2 or 3 Jun 2021', 'since 27 or 30 Aug 1992'.

    What begins later is 'from 1 Jan 2027'. What was paused when it `is_over` with a party has begun
    when it was in force.
    """
    stage = occurrence.stage_on(day)
    first = _paused_since_begun(occurrence, stage) if is_over else None
    if first and (begins := first.possible_dates(BEGINS)):
        return SINCE + alternatives(begins)
    dates = _when(occurrence, stage)
    return from_then(dates) if stage.day > day else dates


def _paused_since_begun(occurrence: Occurrence, stage: Stage) -> Stage | None:
    """Return the stage in which began what is paused in another; None of what is not."""
    return occurrence.begun_before(stage) if class_of(stage.status) == "paused" else None


def _when(occurrence: Occurrence, stage: Stage) -> str:
    if occurrence.is_event:
        (line,) = occurrence.lines()
        return alternatives(line.periods) if line.periods else "undated"
    if by_others := _begun_before(occurrence, stage) or _cut_short(occurrence, stage):
        return by_others
    period, is_contested = period_of(stage), bool(beginnings(occurrence, stage))
    differ = stage.differ & {"period.start", "period.end"}
    if period is None:
        return "undated"
    if not (is_contested or differ or _is_one_of_several(stage)):
        return _as_given(stage, period)
    if terms := _disjoint_terms(stage):
        return display.listed((term.show() for term in terms), "or")
    begins, last = _begins(occurrence, stage, period), stage.possible_dates(ENDS)
    return _dates(stage, period, begins, last) if begins or last else period.show()


def _as_given(stage: Stage, period: Period) -> str:
    """Return a period in words: what no claim gives alone is told by its beginning and its end."""
    begin, end = period.ends
    is_joined = begin and end and all(it.claim.period != period.text for it in stage.facts)
    return _from_to([begin], [end]) if begin and end and is_joined else period.show()


def _begins(occurrence: Occurrence, stage: Stage, period: Period) -> list[Period]:
    """Return the beginnings of a stage: a day on which it was over is none, beside an end."""
    if stage.is_over and stage.ends_with_rivals and (stage.is_over_by_days or not stage.beginnings):
        return [end.period for end in beginnings(occurrence, stage)]
    return begun(occurrence, stage) or [end for end in period.ends[:1] if end]


def _disjoint_terms(stage: Stage) -> list[Period]:
    """Return the times in order that sources give in place of one another, if none meet.

    What is over since a day is no time in which it was in force.
    """
    if stage.is_over and any(map(goes_on, stage.preferred)):
        return []
    given = {fact.period for fact in stage.preferred if fact.period}
    terms = sorted(given, key=begin_and_end)
    have_begun = all(term.is_interval and term.ends[0] for term in terms)
    lie_apart = all((a.end_day or FAR) <= (b.start_day or 0) for a, b in pairwise(terms))
    return terms if 1 < len(terms) <= MOST_DATES and have_begun and lie_apart else []


def _is_one_of_several(stage: Stage) -> bool:
    """Return whether claims that agree give several dates, none of them the more precise."""
    return len(stage.facts) > 1 and any(
        len(stage.possible_dates(end)) > 1 for end in (BEGINS, ENDS)
    )


def _dates(stage: Stage, period: Period, begins: list[Period], last: list[Period]) -> str:
    """Return the dates of a stage by the beginnings and the ends of which one is right."""
    if not last:
        return (SINCE if period.open_end else "") + alternatives(begins)
    given = [it.period for it in stage.preferred if it.period]
    is_mixed = len(given) > 2 and not any(all(it.ends) for it in given)
    if stage.has_impossible_dates and not is_mixed:  # those of each claim, which give one or both
        each = alternatives(given)
        return each.replace(f"{START_UNKNOWN} or ", ", or ")
    if stage.is_ending_disputed:  # whether it has ended is open
        ends = display.listed([*(end.show() for end in last), GOING], "or")
        return _from_to(begins, last, ends) if begins else f"{UNTIL}{ends}{START_UNKNOWN}"
    return _from_to(begins, last) if begins else UNTIL + alternatives(last)


def _from_to(begins: Sequence[Period], last: Sequence[Period], ends: str = "") -> str:
    """Return '1980 or 1981 – 2001', the beginnings and the ends of which one is right, in words.

    Where a beginning may come after all ends, or none surely before each, they are no span: 'from
    1990 or 1995, ended 1990'. The `ends` may be given in other words.
    """
    begin, ended = alternatives(begins), ends or alternatives(last)
    starts, finishes = [*map(begin_and_end, begins)], [*map(begin_and_end, last)]
    may_be_later = max(after for _, after in starts) > max(after for _, after in finishes)
    if may_be_later or min(starts)[0] >= min(finishes)[0]:
        return f"{FROM}{begin}, ended {ended}"
    if ends or len(begins) > 1 or len(last) > 1 or "[" in f"{begins[0]}{last[0]}":
        return f"{begin}{DASH}{ended}"
    return Period.parse(f"{begins[0]}/{last[0]}").show()


def period_on(occurrence: Occurrence, day: int, is_over: bool) -> Period | None:
    """Return the period of a relation as it is on a day, of an event that of its line.

    What is over has the beginning that another stage tells, as has what was paused when it
    `is_over` with a party; an end of which nothing is said is unknown.
    """
    if occurrence.is_event:
        return occurrence.lines()[0].period
    stage = occurrence.stage_on(day)
    if is_over and (first := _paused_since_begun(occurrence, stage)):
        return period_of(first)
    begins, last = _ends_by_others(occurrence, stage)
    is_one = len(begins) == 1 and len(last) < 2
    if not is_one or any(end.text[0] == "[" for end in (*begins, *last)):
        return period_of(stage)
    return Period.parse(f"{begins[0]}/{last[0] if last else ''}")


def _ends_by_others(occurrence: Occurrence, stage: Stage) -> tuple[list[Period], list[Period]]:
    """Return the beginnings by another stage, and the ends, of what is over; none of another."""
    if class_of(stage.status) != "over" or (stage.is_gap and stage.claimed_ends):
        return [], []
    has_own = stage.beginnings and stage.claimed_ends
    first = None if has_own else occurrence.begun_before(stage)
    if first is None:
        return [], []
    return first.possible_dates(BEGINS), stage.possible_dates(ENDS) or stage.possible_dates(BEGINS)


def _begun_before(occurrence: Occurrence, stage: Stage) -> str:
    """Return '1980–2001' of what is over and is known to have begun by another stage, else ""."""
    begins, last = _ends_by_others(occurrence, stage)
    if not begins:
        return ""
    if not last:
        return f"{FROM}{alternatives(begins)}{END_UNKNOWN}"
    is_one_date = len({fact.claim.period for fact in occurrence.deciding}) == 1  # of two statuses
    return alternatives(begins) if is_one_date else _from_to(begins, last)


def _cut_short(occurrence: Occurrence, stage: Stage) -> str:
    """Return 'since 2001' of what is to end before its term, which is told beside it, else ""."""
    begins = begun(occurrence, stage) if stage.is_cut_short and not stage.is_over else []
    return SINCE + alternatives(begins) if begins else ""


def begun(occurrence: Occurrence, stage: Stage) -> list[Period]:
    """Return the beginnings of a stage of which one is right, in order."""
    ends = beginnings(occurrence, stage)
    return [end.period for end in ends] or stage.possible_dates(BEGINS)


def unheard_of(occurrence: Occurrence, day: int | None) -> str:
    """Return 'planned for 3 Jun 2025; nothing recorded since' of a plan for a time past by a day.

    Nothing of what was held, called off or is still to come.
    """
    if not occurrence.is_event or occurrence.main.status != "planned":
        return ""
    periods = [period for _, period in occurrence.main.dating]
    if not periods or max(period.end_day or FAR for period in periods) > (day or 0):
        return ""
    return f"planned for {date_of(occurrence)}; nothing recorded since"


def dated_stages(base: Base, occurrence: Occurrence, day: int) -> list[tuple[str, str, list[Fact]]]:
    """Return the stages of a relation or an event in order: status, when, and the claims.

    Of what some of several parties have ended also for whom: '8 May 2018 (the United States)'. What
    another class has followed is 'from 2001': in force, but now suspended.
    """
    stages = stages_by_status(occurrence.all_stages)
    if len(stages) == 1 or _dispute_says_all(occurrence):
        return []
    followed = _followed(occurrence, stages, day)
    results = []
    for nth, stage in enumerate(stages):
        whom = sorted_in_sentence(base, parties_of(occurrence, stage))
        when = _stage_when(stage, day)
        if not whom and nth in followed:
            when = from_then(when)
        text = display.bracketed(when, display.listed(whom))
        results.append((unhyphenated(stage.status), text, stage.facts))
    return results


def _followed(occurrence: Occurrence, stages: list[Stage], day: int) -> set[int]:
    """Return the places of the stages of a relation that another class has followed by a day.

    What is in force, was over and had been in force before has two that it had followed.
    """
    if occurrence.is_event:
        return set()
    current = occurrence.stage_on(day)
    now = class_of(current.status)
    others = [nth for nth, stage in enumerate(stages) if class_of(stage.status) != now]
    until = stages.index(current) if current in stages else 0
    last = max((nth for nth in others if nth < until), default=0)
    return {*others, *range(last)}


def parties_of(occurrence: Occurrence, stage: Stage) -> list[str]:
    """Return those of more than two parties for which a stage is told; none where it is for all."""
    if not occurrence.is_of_several:
        return []
    known = occurrence.participation.irrelevant | occurrence.participation.of_fewer
    each = [known.get(it.id, frozenset()) for it in stage.facts]
    return sorted({party for own in each for party in own}) if all(each) else []


def _dispute_says_all(occurrence: Occurrence) -> bool:
    """Return whether a dispute over the status, on one day, tells all that stages would."""
    sides = [
        side
        for dispute in occurrence.disputes
        if dispute.aspect == "status"
        for side in dispute.sides
    ]
    dated_facts = [fact for _, facts in sides for fact in facts]
    return (
        len(dated_facts) == len(occurrence.counting)
        and len({f.claim.period for f in dated_facts}) == 1
    )


def _stage_when(stage: Stage, day: int) -> str:
    is_relation = stage.facts[0].type == "relation"
    is_over = is_relation and class_of(stage.status) == "over"
    own = Stage(stage.facts)  # what other claims contest has its own place
    ended = own.possible_dates(ENDS) if is_over and not stage.is_gap else []
    dates = alternatives(ended) if ended else date_of(Occurrence(stage.facts), day)
    is_ahead = is_relation and stage.status_day > day
    if stage.status in ON_A_DAY:
        return f"{on_a_day(dates)} (to come)" if is_ahead else on_a_day(dates)
    if is_ahead:
        return to_come(dates)
    return from_then(dates) if is_over else dates
