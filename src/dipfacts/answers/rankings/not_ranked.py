"""Remarks on who is not ranked, and on who is larger than the last of those ranked."""

from __future__ import annotations

from dipfacts.answers.answer import Answer
from dipfacts.answers.claims import timing
from dipfacts.answers.claims.sizes import is_bound, order_of_size
from dipfacts.answers.rankings.partner_words import partner_name, partners_listed
from dipfacts.answers.rankings.ranking import (
    Ranked,
    Ranking,
    Roles,
    ahead_by_measure,
    last_places,
    year_in_words,
)
from dipfacts.model import display
from dipfacts.model.figures.measures import SIZED
from dipfacts.model.groups import grouped
from dipfacts.model.query import Query
from dipfacts.query.base import Base
from dipfacts.text import plain


def not_ranked(answer: Answer, query: Query, roles: Roles) -> list[str]:
    """Return the remarks on who is not ranked, with the measure where there are several rankings.

    Forecasts and targets of a measure are told with the first ranking by it.
    """
    ahead, texts = ahead_by_measure(answer.figures.questions), list[str]()
    for ranking in answer.rankings.every:
        expected = ahead.pop(ranking.measure, [])
        ahead_here = [*map(roles.ranked, expected)] if answer.figures.main or ranking.totals else []
        lines = _not_ranked(answer.base, query, ranking, ahead_here)
        if answer.rankings.others:
            label = plain(answer.base.measures[ranking.measure].label)
            lines = [f"{label}: {display.midway(line)}" for line in lines]
        texts += lines
    return texts


def _not_ranked(base: Base, query: Query, ranking: Ranking, ahead: list[Ranked]) -> list[str]:
    """Return remarks on larger figures of other periods, all other partners, and forecasts."""
    bounds = [line for line in ranking.partners if line.place is None and is_bound(line.question)]
    if not all(line.question.nature in SIZED for line in bounds):
        bounds = []  # it has no place because of what it is
    remarks = (
        ("Not numbered, as a bound leaves the place open", bounds),
        *_not_in_period(query, ranking),
        *_newer(ranking),
        ("Not ranked, as only parts are claimed", ranking.in_parts),
        ("Forecasts and targets, not ranked", ahead),
    )
    texts = _larger(base, query, ranking)
    unread = ranking.unread.others if ranking.unread else 0
    for why, lines in remarks:
        if lines:
            is_own = lines[0] in ranking.others and lines[0].question.figure.unit == ranking.unit
            listed = partners_listed(base, query, lines, unread if is_own else 0)
            texts.append(f"{why}: {listed}.")
    return texts


def _newer(ranking: Ranking) -> list[tuple[str, list[Ranked]]]:
    """Return the lines with newer numbers in other units than those told, by the unit."""
    units = grouped((line.question.figure.unit, line) for line in ranking.newer)
    names = ((display.unit_name(unit), lines) for unit, lines in units.items())
    return [(f"Newer in {name}, not ranked", lines) for name, lines in names]


def _larger(base: Base, query: Query, ranking: Ranking) -> list[str]:
    """Return 'Larger in other years: Italy, …, compared with Spain, the last ranked.'."""
    larger, lasts = dict[tuple[str, str], list[Ranked]](), last_places(ranking.partners)
    for line in ranking.larger:
        year = ranking.period and year_in_words(ranking.period)
        when = f"a part of {year}" if ranking.is_inside(line) else "other years"
        last = lasts[line.way]
        name = ("that " if last.question.figure.from_ else "") + partner_name(base, query, last)
        larger.setdefault((when, name), []).append(line)
    more, texts = ranking.unread.larger if ranking.unread else 0, list[str]()
    for (when, name), lines in larger.items():
        lines.sort(key=lambda line: order_of_size(line.question))
        who = partners_listed(base, query, lines, more * (when == "other years"))
        has_part = when == "other years" and any(map(_is_part_of_year, lines))
        text = f"Larger in {when}{' or parts of years' if has_part else ''}: {who}"
        texts.append(f"{text}, compared with {name}, the last ranked.")
    return texts


def _is_part_of_year(line: Ranked) -> bool:
    """Return whether a line is about a part of a year, or several years."""
    period = line.question.period
    return bool(period.days) and not period.is_full_year


def _not_in_period(query: Query, ranking: Ranking) -> list[tuple[str, list[Ranked]]]:
    """Return the lines that are not ranked: without the period, and in another unit."""
    unit, foreign = display.unit_name(ranking.unit), ranking.in_other_units()
    own = [line for line in ranking.others if line.question.figure.unit == ranking.unit]
    common = ranking.period
    why = "no full year is claimed"
    if common is not None:
        periods = [line.question.period for line in own]
        is_covered = any(period.days and period.covers(common) for period in periods)
        covers = "is about the whole of {} alone" if is_covered else "covers {} whole"
        why = f"no claim {covers.format(year_in_words(common))}"
    lines = [*ranking.partners, *ranking.others]
    if query.within and all(timing.holds_at_date(line.question) for line in lines):
        why = f"no claim is as of {query.within.show()}"
    return [(f"Not ranked, as {why}", own), (f"Not ranked, as not in {unit}", foreign)]
