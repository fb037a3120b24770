"""The shares of components in their totals, and why some have none.

They use claims of equal periods, of one voice and one basis. The formula is explained in
docs/agreement.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from msgspec.structs import replace

from dipfacts.answers.claims.basis import Key, basis_of, stated_by, voice_of
from dipfacts.answers.claims.subject_words import label_within
from dipfacts.answers.claims.usable_numbers import last_ones, numbers
from dipfacts.answers.derived.inputs import DerivedNumber, what_happened, why_not_computed
from dipfacts.answers.derived.precision import percent
from dipfacts.model import display
from dipfacts.model.fact import Fact
from dipfacts.model.figures.agreement import Question, figure_of, part_of
from dipfacts.model.figures.rounding import TENTH, interval, is_number, rounded, share_between
from dipfacts.model.figures.spans import span_of
from dipfacts.model.file_format.tables import Figure
from dipfacts.model.groups import grouped
from dipfacts.model.periods.period import Period
from dipfacts.query.base import Base
from dipfacts.text import plain


def component_shares(questions: list[Question], base: Base) -> list[DerivedNumber]:
    """Return the share of each component in its total.

    Where a voice gave several numbers of one, the last has a share, or each if none surely is.
    """
    by_id = {fact.id: fact for question in questions for fact in numbers(question)}
    results = []
    for fact in _components(questions, by_id, base):
        part, whole = figure_of(fact), by_id[figure_of(fact).part_of or ""]
        total = figure_of(whole)
        share = Decimal(part.number) * 100 / Decimal(total.number)
        label = label_within(base, total)
        when = display.when(Period.parse(part.period), base.measures[part.measure].nature)
        what = plain(part.scope or part.id)
        who = f", {stated_by(base, part)}" if voice_of(part) else ""
        possible = share_between(interval(part, "flow"), interval(total, "flow"))
        text = f"Share of {what} in {label} {when}{who}: {percent(share, possible)}"
        formula = "part / total * 100"
        value = rounded(share, TENTH)
        results.append(
            DerivedNumber(
                kind="share",
                value=value,
                facts=[fact, whole],
                measure=part.measure,
                unit="percent",
                formula=formula,
                statement=text,
            )
        )
    return results


def _components(questions: list[Question], by_id: Mapping[str, Fact], base: Base) -> Iterator[Fact]:
    """Yield the components to compute a share of, in their order; `by_id` are all numbers."""
    for question in questions:
        some = [fact for fact in numbers(question) if _has_share(figure_of(fact), by_id)]
        voiced = grouped((_stated(figure_of(fact)), fact) for fact in some)
        chosen = {fact.id for facts in voiced.values() for fact in last_ones(facts, base)}
        yield from (fact for fact in some if fact.id in chosen)


def _has_share(part: Figure, by_id: Mapping[str, Fact]) -> bool:
    """Return whether a component's total is among some numbers, alike, and no smaller."""
    if (whole := by_id.get(part.part_of or "")) is None:
        return False
    total = figure_of(whole)
    return _are_alike(part, total) and 0 <= part.number <= total.number != 0


def no_shares(questions: list[Question], base: Base) -> list[str]:
    """Return a sentence on the components that have no share in their total, for each reason.

    Those of the same periods stand in one. Of several claims about one component one may have it.
    """
    claims = {figure.id: figure for figure in what_happened(questions)}
    parts = [(part, claims[part.part_of]) for part in claims.values() if part.part_of in claims]
    have = {
        _component(part)
        for part, total in parts
        if _are_alike(part, total) and is_number(part) and is_number(total)
    }
    without: dict[tuple[str, str, str], list[str]] = {}
    for part, total in parts:
        if _component(part) in have:
            continue
        if why := why_not_computed(replace(part, part_of=None, scope=total.scope), total, base):
            when = display.when(Period.parse(part.period), base.measures[part.measure].nature)
            key = label_within(base, total), display.listed(why), when
            without.setdefault(key, []).append(plain(part.scope or part.id))
    periods = grouped(
        ((f"{display.some(dict.fromkeys(parts))} in {label}", why), when)
        for (label, why, when), parts in without.items()
    )
    return [
        f"No share of {what} {display.some(whens)}: {why}."
        for (what, why), whens in periods.items()
    ]


def _component(part: Figure) -> Key:
    return part.part_of, part_of(part), span_of(part)


def _are_alike(part: Figure, total: Figure) -> bool:
    """Return whether a component and a total are by one voice, and measured alike."""
    keys = {(*_stated(figure), figure.unit, span_of(figure)) for figure in (part, total)}
    return len(keys) == 1


def _stated(figure: Figure) -> Key:
    """Return the voice of a number, or else its source, and its basis."""
    return voice_of(figure) or figure.source, basis_of(figure)
