"""The remark that one of two parties is none of the largest partners named for the other."""

from __future__ import annotations

from itertools import permutations

from dipfacts.answers.answer import MEMBERSHIP, Answer, in_sentence
from dipfacts.answers.claims.flow_direction import owner
from dipfacts.answers.claims.sizes import by_size
from dipfacts.answers.claims.subject_words import lower_label, scope
from dipfacts.answers.claims.timing import when
from dipfacts.answers.occurrences.relation_class import standings
from dipfacts.answers.speakers import speaker
from dipfacts.model import display
from dipfacts.model.fact import FAR, Fact
from dipfacts.model.figures.agreement import Question, questions
from dipfacts.model.file_format.tables import Measure
from dipfacts.model.periods.period import Period
from dipfacts.model.query import Query, any_of
from dipfacts.query.base import Base
from dipfacts.text import capitalised

_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def not_among(answer: Answer, query: Query) -> list[str]:
    """Add to `answer.beside`, and return 'Kenya is not among the five largest … names: …'.

    What is added are the claims on the last partners named, on which the sentences rest. Only
    measures that name no more than the largest partners tell that; of a bloc, of one with its own
    members, and of a state with its territories, they tell nothing.
    """
    if "figure" not in query.types:
        return []
    base, measures = answer.base, _measures(answer.base, query)
    results = []
    for whose, other in permutations(query.parties) if measures else ():
        if base.parties_by_id([other])[other].kind not in ("country", "territory"):
            continue
        about = Query(types=("relation",), parties=(whose, other), kind=MEMBERSHIP)
        memberships = base.find(about.replaced(known_by=query.known_by))
        own = query.replaced(parties=(whose,), in_order=None)
        named = [
            (measure, base.remembered(_latest_shares, base, own.replaced(measure=measure.id)))
            for measure in measures
        ]
        without = [
            (measure, partners)
            for measure, partners in named
            if partners and not any(other in q.figure.everyone for q in partners)
            if _is_there(base, other, partners[-1].period)
            if not _is_member(base, memberships, partners[-1].period)
        ]
        if without and not _is_of_other(base, whose, other):
            answer.beside += [partners[-1].counting[0] for _, partners in without]
            results.append(_sentence(base, whose, other, without))
    return results


def _measures(base: Base, query: Query) -> list[Measure]:
    """Return the measures asked about that name no more than the largest partners."""
    topic, named = query.topic, any_of(query.measure)
    every = (measure for measure in base.measures.values() if measure.partners)
    of_topic = [measure for measure in every if not topic or measure.topic == topic]
    return [measure for measure in of_topic if measure.id in named] if named else of_topic


def _is_member(base: Base, memberships: list[Fact], period: Period) -> bool:
    """Return whether one of the memberships may stand at the end of a period."""
    classes = standings(base, memberships, (period.end_day or FAR) - 1).values()
    return any(standing.name not in ("not-yet", "over") for standing in classes)


def _is_of_other(base: Base, party: str, other: str) -> bool:
    """Return whether one party is a territory of the other: their trade may be one state's own."""
    from dipfacts.countries import bodies, country_names  # lazy: of use where nothing is recorded

    parties = base.parties_by_id([party, other])
    code, other_code = (country_names.code_of(parties[id]) or "" for id in (party, other))
    return code in bodies.territories(other_code) or other_code in bodies.territories(code)


def _is_there(base: Base, party: str, period: Period) -> bool:
    """Return whether a party had begun and not ended when a period began, as far as is known."""
    lifetime = base.parties_by_id([party])[party].period
    lived, day = Period.parse(lifetime or "../.."), period.start_day or 0
    return (lived.start_day or 0) < (period.end_day or FAR) and day < (lived.end_day or FAR)


def _latest_shares(base: Base, query: Query) -> list[Question]:
    """Return the latest shares of a party's partners by a measure, the largest first."""
    shares = [
        q
        for q in questions(base.find(query), base.measures)
        if owner(base, q.figure) in query.parties and not q.figure.part_of
    ]
    latest = max((question.period.reached for question in shares), default=None)
    return by_size(question for question in shares if question.period.reached == latest)


def _sentence(
    base: Base, whose: str, other: str, without: list[tuple[Measure, list[Question]]]
) -> str:
    counts = {len(partners) for _, partners in without}
    count = counts.pop() if len(counts) == 1 else 0
    largest = f"{_WORDS[count]} largest" if 1 < count < len(_WORDS) else "largest"
    by = dict.fromkeys(speaker(base, q.figure) for _, partners in without for q in partners)
    missing, partner = in_sentence(base, (other, whose))
    shares = [
        f"{lower_label(measure)}{scope(partners[-1].figure)} {when(partners[-1])}"
        f" (the smallest has {display.value_or_spread(partners[-1])})"
        for measure, partners in without
    ]
    text = f"{capitalised(missing)} is not among the {largest} partners of {partner} that"
    verb = "names" if len(by) == 1 else "name"
    return f"{text} {display.listed(by)} {verb}: {display.listed(shares)}."
