"""The shares of partners in a party's total: of numbers by one voice over one period only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from dipfacts.answers.answer import Answer, in_sentence
from dipfacts.answers.claims.basis import Key, basis_in_words, basis_of
from dipfacts.answers.claims.flow_direction import flow_end
from dipfacts.answers.claims.partner_roles import role
from dipfacts.answers.claims.subject_words import label_within
from dipfacts.answers.claims.usable_numbers import last_ones, numbers
from dipfacts.answers.derived.inputs import DerivedNumber
from dipfacts.answers.speakers import speaker
from dipfacts.model import display
from dipfacts.model.fact import Fact
from dipfacts.model.figures.agreement import Question, figure_of, part_of
from dipfacts.model.figures.measures import SIZED
from dipfacts.model.figures.rounding import TENTH, rounded
from dipfacts.model.figures.spans import dates_of
from dipfacts.model.figures.voices import voices
from dipfacts.model.file_format.tables import WORLD, Figure
from dipfacts.model.groups import grouped
from dipfacts.model.periods.period import Period
from dipfacts.query.base import Base

Shares = dict[str, list[DerivedNumber]]
"""The share of each claim that has one, by the claim's id; one in each total that may answer."""


def shares(answer: Answer, questions: Iterable[Question], totals: Iterable[Question]) -> Shares:
    """Derive the shares that claims about one party's partners are of its total, by claim.

    A claim and its total are by one voice and alike in measure, unit, direction, period, valuation,
    definition and scope. Of several totals, one from the same source comes first; where the voice
    gave several, none surely last, the share in each is told. Of several numbers of a partner by
    one voice the one that answers has a share.
    """
    (party,) = answer.asked.parties
    known = grouped((_key(answer.base, figure_of(fact), party), fact) for fact in _facts(totals))
    results: Shares = {}
    for fact, key in _parts(answer.base, questions, party) if known else ():
        part = figure_of(fact)
        wholes = known.get(key, [])
        wholes = [whole for whole in wholes if whole.claim.source == part.source] or wholes
        wholes = last_ones(wholes, answer.base)
        numbers_of_wholes = [figure_of(whole).number for whole in wholes]
        if wholes and all(0 <= part.number <= number > 0 for number in numbers_of_wholes):
            results[fact.id] = [_derived(answer.base, fact, whole, party) for whole in wholes]
    return results


def _facts(questions: Iterable[Question]) -> Iterator[Fact]:
    for question in questions:
        yield from numbers(question)


def _parts(base: Base, questions: Iterable[Question], party: str) -> Iterator[tuple[Fact, Key]]:
    """Yield the numbers of partners that have a share in a total alike, each with its key.

    What has no size, such as a share itself, has none: it would be that share again. Nor has a
    balance: those of some partners take away from what those of others add up to.
    """
    for question in questions:
        is_balance = base.measures[question.figure.measure].difference_of
        if is_balance or question.nature not in SIZED:
            continue
        answers = () if question.is_disputed else question.answering
        answering = {fact.id for fact in answers}
        voiced = grouped((_key(base, figure_of(fact), party), fact) for fact in numbers(question))
        for key, facts in voiced.items():
            own = [fact for fact in facts if fact.id in answering] or facts
            yield from ((fact, key) for fact in own)


def _key(base: Base, figure: Figure, party: str) -> Key:
    """Return the key shared by a claim about a partner and the total that it is a part of."""
    voice, *_ = voices(figure)
    return voice, *total_key(base, figure, party), basis_of(figure)


def total_key(base: Base, figure: Figure, party: str) -> Key:
    """Return the key shared by figures about one total of a party, with the world or alone."""
    way = stated_way(base, figure, party)
    dates = dates_of(figure, base.measures[figure.measure].nature)
    return figure.measure, figure.unit, way, dates, part_of(figure)


def stated_way(base: Base, figure: Figure, party: str) -> str:
    """Return the way of a total; "" with the world in no direction, as that may be both ways."""
    is_of_both = not figure.from_ and len(figure.everyone) > 1
    return "" if is_of_both else total_way(base, figure, party)


def total_way(base: Base, figure: Figure, party: str) -> str:
    """Return "from" or "to", as a flow goes from or to a party, alone or with all; else ""."""
    if figure.from_:
        return "from" if figure.from_ == party else "to"
    others = base.parties_by_id(id for id in figure.everyone if id != party).values()
    is_total = all(role(other) == WORLD for other in others)
    return flow_end(base, base.measures[figure.measure]) if is_total else ""


def _derived(base: Base, part: Fact, whole: Fact, party: str) -> DerivedNumber:
    """Return the derived share of a claim in its total."""
    claim, total = figure_of(part), figure_of(whole)
    value = rounded(Decimal(claim.number) * 100 / Decimal(total.number), TENTH)
    who = display.listed(in_sentence(base, [p for p in claim.everyone if p != party]))
    nature = base.measures[claim.measure].nature
    text = f"Share of {who} in {label_within(base, total)}"
    who = ", ".join(filter(None, (speaker(base, total), basis_in_words(total))))
    text += f" {display.when(Period.parse(claim.period), nature)}, {who}"
    text += f": {display.amount(value, 'percent')}"
    formula = "part / total * 100"
    return DerivedNumber(
        kind="share",
        value=value,
        facts=[part, whole],
        measure=claim.measure,
        unit="percent",
        formula=formula,
        statement=text,
    )
