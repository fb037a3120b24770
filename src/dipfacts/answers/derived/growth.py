"""The growth of flows over a year, and a word on every claim that it leaves out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal

from msgspec.structs import replace

from dipfacts.answers.claims.basis import (
    Key,
    basis_of,
    is_ahead,
    stated_by,
    voice_of,
    why_incomparable,
)
from dipfacts.answers.claims.subject_words import label_within
from dipfacts.answers.derived.inputs import DerivedNumber, Totals, index_key
from dipfacts.answers.derived.precision import percent
from dipfacts.model import display
from dipfacts.model.fact import Fact
from dipfacts.model.figures.agreement import Question, figure_of, part_of, rate_key, series_key
from dipfacts.model.figures.measures import is_growth
from dipfacts.model.figures.rounding import TENTH, growth_between, interval, is_number, rounded
from dipfacts.model.figures.spans import span_of
from dipfacts.model.file_format.tables import Figure
from dipfacts.model.groups import grouped
from dipfacts.model.periods.calendar import SHORTEST_YEAR
from dipfacts.model.periods.period import Period
from dipfacts.query.base import Base


def growth(totals: Totals, questions: list[Question], base: Base) -> list[DerivedNumber]:
    """Return the growth of each flow over the same months a year before, by one voice and basis."""
    index = totals.index
    stated = _stated(questions, base)
    pairs = list[tuple[Fact, Fact]]()
    for later in index.values():
        a = figure_of(later)
        spans = Period.parse(a.period).years_before
        earlier = next(filter(None, (index.get(index_key(a, span)) for span in spans)), None)
        if earlier is not None and figure_of(earlier).number > 0 and a.number >= 0:
            pairs.append((later, earlier))
    several = len({figure_of(later).unit for later, _ in pairs}) > 1
    return [_derived(*pair, totals, stated, base, with_unit=several) for pair in pairs]


def _derived(
    later: Fact,
    earlier: Fact,
    totals: Totals,
    stated: dict[Key, list[Figure]],
    base: Base,
    *,
    with_unit: bool,
) -> DerivedNumber:
    a, b = figure_of(later), figure_of(earlier)
    same = stated.get(_rate_key(a, a.measure), [])
    label = label_within(base, a) + (f" in {display.unit_name(a.unit)}" if with_unit else "")
    rate = (Decimal(a.number) / Decimal(b.number) - 1) * 100
    possible = growth_between(interval(a, "flow"), interval(b, "flow"))
    years = _years(totals, b, a)
    text = f"Growth of {label}, {years}, {stated_by(base, a)}: {percent(rate, possible)}"
    remark, fits = "", [interval(claim, "ratio").meets(possible) for claim in same]
    for word, is_fit in (("and", True), ("though", False)):
        rest = (claim for claim, fit in zip(same, fits, strict=True) if fit == is_fit)
        if rates := dict.fromkeys(map(display.figure_amount, rest)):
            are = display.are(len(rates))
            remark += f", {word} {display.listed(rates)} {are} stated"
    formula = "(later / earlier - 1) * 100"
    value = rounded(rate, TENTH)
    return DerivedNumber(
        kind="growth",
        value=value,
        facts=[later, earlier],
        measure=a.measure,
        unit="percent",
        formula=formula,
        statement=text,
        remark=remark,
    )


def _stated(questions: list[Question], base: Base) -> dict[Key, list[Figure]]:
    """Return the growth that sources state of what happened, by `_rate_key`."""
    results: dict[Key, list[Figure]] = {}
    for question in questions:
        measure = base.measures[question.figure.measure]
        if is_growth(measure):
            for figure in question.figures:
                is_rate = figure.unit == "percent" and figure.rank != "deprecated"
                if is_rate and not is_ahead(figure):
                    results.setdefault(_rate_key(figure, measure.of), []).append(figure)
    return results


def _rate_key(figure: Figure, measure: str | None) -> Key:
    """Return the key that a stated rate shares with the later of the numbers it is about."""
    return (*rate_key(figure, measure), basis_of(figure).definition, span_of(figure))


# ------------------------------------------------------------------------- what is left out


_REASONS = {  # why no growth rate uses a claim: of one, and of several
    "ahead": ("forecast or target", "forecasts or targets"),
    "bound": ("bound", "bounds"),
    "longer": ("of more than a year, or of some time in it",) * 2,
    "unit": ("in another currency or unit", "in other currencies or units"),
    "anonymous": ("by no named reporter or claimant",) * 2,
    "open": ("of a year with several numbers by one reporter or claimant, or beside one",) * 2,
    "repeated": ("repeated or revised by the same reporter or claimant",) * 2,
    "zero": ("beside a year of 0 or less",) * 2,
    "basis": ("beside a year of another unit, definition or valuation",) * 2,
    "alone": ("without a year before or after by the same reporter or claimant",) * 2,
    "part": tuple(
        f"{what} without the same months of another year by the same reporter or claimant"
        for what in ("part of a year", "parts of years")
    ),
}


def left_out(totals: Totals, derived: list[DerivedNumber]) -> list[str]:
    """Return a sentence on the claims that no growth rate uses, by reason.

    It is about what has rates, and what has several periods, so that one may be expected.
    """
    used = {id_ for it in derived if it.kind == "growth" for id_ in it.ids}
    grown = {q.series for q in totals.questions if any(f.id in used for f in q.counting)}
    expected = {_without_unit(q.figure) for q in totals.questions if q.series in grown}
    expected |= _keys_of_several_periods(totals.questions)
    facts = [f for q in totals.questions if _without_unit(q.figure) in expected for f in q.counting]
    counts = _by_reason(facts, used, grown, totals.undecided)
    if not counts:
        return []
    reasons = (f"{n:,} {words[n > 1]}" for kind, words in _REASONS.items() if (n := counts[kind]))
    claims = display.counted(counts.total(), "claim")
    if not used:
        return [f"No growth rate is derived from {claims}: {display.listed(reasons)}."]
    return [f"Derived growth rates leave out {claims}: {display.listed(reasons)}."]


def _by_reason(
    facts: list[Fact], used: set[str], grown: set[Key], open_: Collection[str]
) -> Counter[str]:
    """Return the number of claims that no growth rate uses, by reason; `grown` are series with one.

    `open_` are those beside which the same voice gave another number.
    """
    grown_from = [figure_of(fact) for fact in facts if fact.id in used]
    taken = {_voiced(figure, span_of(figure)) for figure in grown_from}
    like_grown = {_without_unit(figure) for figure in grown_from}
    usable = [fact for fact in facts if _unusable(figure_of(fact)) is None]
    near = _neighbours(usable) if open_ else {}
    spans = _neighbours(fact for fact in usable if fact.id not in open_)
    counts: Counter[str] = Counter()
    for figure in (figure_of(fact) for fact in facts if fact.id not in used):
        is_other = series_key(figure) not in grown and _without_unit(figure) in like_grown
        why = _unusable(figure) or _unmatched(figure, is_other, taken, spans)
        key = _voiced(figure, span_of(figure))
        is_beside = figure.id in open_ or key in near
        if (why in ("alone", "part") and is_beside) or (why == "basis" and near.get(key)):
            why = "open"
        counts[why] += 1
    return counts


def _keys_of_several_periods(questions: list[Question]) -> set[Key]:
    """Return the keys, as `_without_unit` makes them, of what is claimed for several periods."""
    spans: dict[Key, set[object]] = {}
    for question in questions:
        spans.setdefault(_without_unit(question.figure), set()).add(span_of(question.figure))
    return {key for key, periods in spans.items() if len(periods) > 1}


def _unusable(figure: Figure) -> str | None:
    """Return why a claim is none to compute growth over a year with, whatever else there is."""
    if is_ahead(figure):
        return "ahead"
    if not is_number(figure):
        return "bound"
    period = Period.parse(figure.period)
    is_part = bool(period.days and period.days < SHORTEST_YEAR and not period.unspecified)
    return None if period.is_full_year or is_part else "longer"


def _unmatched(figure: Figure, is_other: bool, taken: set[Key], spans: dict[Key, bool]) -> str:
    """Return why a number has none to be compared with."""
    if voice_of(figure) is None:
        return "anonymous"
    if is_other:
        return "unit"
    span = span_of(figure)
    if _voiced(figure, span) in taken:
        return "repeated"
    if (is_alike := spans.get(_voiced(figure, span))) is not None:
        return "zero" if is_alike else "basis"
    return "alone" if Period.parse(figure.period).is_full_year else "part"


def _neighbours(facts: Iterable[Fact]) -> dict[Key, bool]:
    """Return the keys (`_voiced`) of spans with a neighbour, and whether both can be compared.

    A neighbour is the span of a number a year before or a year after.
    """
    known = {_voiced(f, span_of(f)): f for f in map(figure_of, facts)}
    results: dict[Key, bool] = {}
    for key, figure in known.items():
        for before in (_voiced(figure, span) for span in Period.parse(figure.period).years_before):
            results.setdefault(before, False)
            if before in known:
                is_alike = not why_incomparable(known[before], figure)
                results |= {at: is_alike or results.get(at, False) for at in (key, before)}
    return results


def _without_unit(figure: Figure) -> Key:
    return series_key(replace(figure, unit="", status=None))


def _voiced(figure: Figure, span: object) -> Key:
    """Return the key of numbers of which growth may be expected, comparable or not."""
    return voice_of(figure), _without_unit(figure), span


def _years(totals: Totals, first: Figure, second: Figure) -> str:
    return f"{totals.dates(first)} to {totals.dates(second)}"


def no_rates(
    totals: Totals, questions: list[Question], derived: list[DerivedNumber], base: Base
) -> list[str]:
    """Return why adjacent years of one voice have no growth rate: what differs between them."""
    rates = (it.facts for it in derived if it.kind == "growth")
    grown = grouped((later.id, earlier.id) for later, earlier in rates)
    open_ = totals.undecided
    several = (f for question in totals.questions for f in question.counting if f.id in open_)
    facts = [*totals.index.values(), *several]
    by_voice = grouped((_voiced(f := figure_of(fact), span_of(f)), fact) for fact in facts)
    series = {_without_unit(figure_of(fact)) for fact in facts}
    reasons: dict[tuple[str, str], dict[str, None]] = {}

    def what_of(figure: Figure) -> str:
        return f" of {label_within(base, figure)}" if len(series) > 1 else ""

    for laters in by_voice.values():
        a = figure_of(laters[0])
        spans = Period.parse(a.period).years_before
        earliers = next(filter(None, (by_voice.get(_voiced(a, span)) for span in spans)), [])
        if not earliers or _are_compared(laters, earliers, grown):
            continue
        b = figure_of(earliers[0])
        below = "second number is below" if b.number > 0 else "first number is not above"
        two = open_.get(b.id) or open_.get(a.id)
        why = why_incomparable(b, a) or (two.text if two else f"the {below} zero")
        reasons.setdefault((what_of(a), why), {})[_years(totals, b, a)] = None
    for b, a in _years_of_other_scope(map(figure_of, facts), questions):
        reasons.setdefault((what_of(a), why_incomparable(b, a)), {})[_years(totals, b, a)] = None
    return [
        f"No growth rate{what} from {display.some(spans)}: {why}."
        for (what, why), spans in reasons.items()
    ]


def _are_compared(laters: list[Fact], earliers: list[Fact], grown: Mapping[str, list[str]]) -> bool:
    """Return whether a rate is computed from a later and an earlier number; `grown` has which."""
    ids = {fact.id for fact in earliers}
    return any(id in ids for fact in laters for id in grown.get(fact.id, ()))


def _years_of_other_scope(
    figures: Iterable[Figure], questions: Iterable[Question]
) -> list[tuple[Figure, Figure]]:
    """Return adjacent years of each of which a voice has one scope alone, where the two differ.

    Nor has it components of either among all `questions`, which may be alike.
    """
    each = (figure for question in questions for figure in question.figures)
    parts = (replace(it, scope=None, part_of=None) for it in each if it.part_of)
    divided = {_voiced(part, span_of(part)) for part in parts}
    alone: dict[Key, dict[str, Figure]] = {}
    for figure in figures:
        key = _voiced(replace(figure, scope=None), span_of(figure))
        alone.setdefault(key, {})[part_of(figure)] = figure
    results = []
    for of_year in alone.values():
        (later, *others) = of_year.values()
        spans = Period.parse(later.period).years_before
        plain = replace(later, scope=None)
        keys = [_voiced(plain, span) for span in (span_of(later), *spans)]
        earlier = next(filter(None, map(alone.get, keys[1:])), {})
        is_alone = not others and len(earlier) == 1 and divided.isdisjoint(keys)
        if is_alone and earlier.keys() != of_year.keys():
            results += [(only, later) for only in earlier.values()]
    return results
