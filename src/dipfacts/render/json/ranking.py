"""A ranking as the plain object that the JSON holds beside its claims."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dipfacts.answers.ranking import Ranked, Ranking
from dipfacts.model import display
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


def of_claims(ranking: Ranking) -> dict[str, dict[str, Any]]:
    """Return what each claim is in a ranking, by its id: its role, place and share."""
    share_of = {
        share["derived"]["from"][0]: share["value"]
        for lines in ranking.lists().values()
        for line in lines
        for share in line.shares
    }
    return {
        fact.id: {
            "role": name.removesuffix("s"),
            "place": line.place,
            "share": share_of.get(fact.id),
        }
        for name, lines in ranking.lists().items()
        for line in lines
        for fact in line.question.counting
    }


def _line(line: Ranked) -> dict[str, Any]:
    question, figure = line.question, line.question.figure
    shares = {share["value"] for share in line.shares}
    return {
        "place": line.place,
        "party": line.others[0] if len(line.others) == 1 else None,
        "parties": list(figure.everyone),
        "from": figure.from_,
        "to": figure.to,
        "measure": figure.measure,
        "period": str(question.period),
        "value": question.value,
        "low": question.low,
        "high": question.high,
        "unit": figure.unit,
        "display": display.value_or_spread(question),
        "agreement": question.agreement,
        "share": shares.pop() if len(shares) == 1 else None,
        "facts": [fact.id for fact in question.counting],
    }
