"""A ranking as the plain object that the JSON holds beside its claims."""

from __future__ import annotations

from typing import Any

from dipfacts.answers.ranking import Ranked, Ranking
from dipfacts.model import display


def ranking_record(ranking: Ranking) -> dict[str, Any]:
    """Return a ranking; each line names its claims by their ids."""
    return {
        "measure": ranking.measure,
        "unit": ranking.unit,
        "period": ranking.period and str(ranking.period),
        **{name: [*map(_line, lines)] for name, lines in ranking.lists().items()},
    }


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
