"""A ranking as the plain object that the JSON holds beside its claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from dipfacts.answers.derived.inputs import DerivedNumber
from dipfacts.answers.rankings.ranking import Ranked, Ranking
from dipfacts.model import display
from dipfacts.model.file_format.tables import Number
from dipfacts.render.json.encoding import Elements, Members


def ranking_record(ranking: Ranking) -> Members:
    """Return a ranking; each line names its claims by their ids."""
    return Members(_members(ranking))


def _members(ranking: Ranking) -> Iterator[tuple[str, Any]]:
    yield "measure", ranking.measure
    yield "unit", ranking.unit
    yield "period", ranking.period and str(ranking.period)
    for name, lines in ranking.lists().items():
        yield name, Elements(map(_line, lines))


RoleInRanking = tuple[str, Ranked]
"""The role of claims in a ranking, and their line there."""


def roles_of_claims(ranking: Ranking) -> dict[str, RoleInRanking]:
    """Return where each claim stands in a ranking, by its id."""
    places = (
        (name.removesuffix("s"), line) for name, lines in ranking.lists().items() for line in lines
    )
    return {fact.id: place for place in places for fact in place[1].question.counting}


def place_record(claim: str, place: RoleInRanking) -> dict[str, Any]:
    """Return the record of a claim in a ranking: its role, place and share."""
    role, line = place
    own = (share for share in line.shares if share.ids[0] == claim)
    return {"role": role, "place": line.place, "share": _one_share(own)}


def _one_share(shares: Iterable[DerivedNumber]) -> Number | None:
    """Return the share that all of them are; None where they differ."""
    values = {share.value for share in shares}
    return values.pop() if len(values) == 1 else None


def _line(line: Ranked) -> dict[str, Any]:
    question, figure = line.question, line.question.figure
    return {
        "place": line.place,
        "party": line.others[0] if len(line.others) == 1 else None,
        "parties": list(figure.everyone),
        "from": figure.from_,
        "to": figure.to,
        "measure": figure.measure,
        "scope": figure.scope,
        "period": str(question.period),
        "value": question.value,
        "low": question.low,
        "high": question.high,
        "unit": figure.unit,
        "qualifier": question.finest.qualifier if question.value is not None else None,
        "display": display.value_or_spread(question),
        "agreement": question.agreement,
        "share": _one_share(line.shares),
        "facts": [fact.id for fact in question.counting],
    }
