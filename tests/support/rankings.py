"""Bases of partners to be ranked, what is asked of them, and what a ranking tells."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from dipfacts import open_base
from dipfacts.answers.answer import Answer
from dipfacts.answers.figures import figures
from dipfacts.answers.rankings.ranking import Ranked, Ranking
from dipfacts.model.query import Query
from support.command_line import Run
from support.compiled import shared
from support.factbase import base, figure, measure, party, relation, source, topic

Page = Callable[..., str]  # of a line, asked of a base of some tables
HEAD = base(
    source("s", published=date(2024, 6, 1)),
    source("t", published=date(2024, 7, 1)),
    *(party(id, name=f"{id.upper()}land") for id in "abcdefg"),
    party("world", kind="bloc", name="World"),
    party("areas-nes", kind="organisation", name="Areas, nes"),
    party("union", kind="bloc", name="Union"),
    party("league", kind="organisation", name="League"),
    topic(),
    topic("dependence"),
    measure("turnover", label="Trade turnover"),
    measure("exports"),
    measure("imports"),
    measure("growth", label="Growth of turnover", nature="ratio", of="turnover"),
    measure("stock", label="Investment", nature="stock"),
    measure("share", topic="dependence", label="Share of exports", nature="ratio"),
    measure("oil", topic="dependence", label="Part of the oil", nature="ratio", of="turnover"),
)


def written(*tables: str) -> str:
    """Return the path of a base of these tables."""
    return str(shared(HEAD + "".join(tables)))


def asked(*tables: str, parties: tuple[str, ...] = ("a",), **query: Any) -> Answer:
    """Return what a base of these tables answers."""
    with open_base(written(*tables)) as opened:
        answer = figures(opened, Query(**({"topic": "trade", "parties": parties} | query)))
        answer.parties()
        return answer


def asking(dip: Run) -> Page:
    """Return what prints the page of a line, asked of a base of these tables."""
    return lambda words, *tables: dip(*words.split(), "-f", written(*tables)).page()


def flow(to: str, value: int, period: str = "2023", **keys: Any) -> str:
    """Exports of a; the id says where to, and when."""
    name = keys.pop("id", f"{to}-{period}")
    usual = {"measure": "exports", "from_": "a", "to": to, "value": value, "period": period}
    return figure(name.replace("/", "-").lower(), **(usual | keys))


def trade(id: str, *parties: str, value: int, period: str = "2023", **keys: Any) -> str:
    return figure(id, parties=list(parties), value=value, period=period, **keys)


def ranking(answer: Answer) -> Ranking:
    assert answer.rankings.first is not None
    return answer.rankings.first


def ids(lines: list[Ranked]) -> list[str]:
    return [line.question.figure.id for line in lines]


def shares(lines: list[Ranked]) -> dict[str, list[str]]:
    return {line.question.figure.id: [str(share.value) for share in line.shares] for line in lines}


TOTAL = trade("total", "a", value=21_000_000_000)
PARTNER = trade("partner", "a", "b", value=3_000_000_000)


def member(of: str, who: str = "b", period: str | None = "2004/..", **keys: Any) -> str:
    usual = {"from_": who, "to": of, "kind": "membership", "title": "Membership"}
    id_ = keys.pop("id", f"{who}-in-{of}")
    return relation(id_, topic="trade", period=period, **(usual | keys))


CLAIMS = (flow("world", 80), flow("union", 31), flow("b", 16), flow("c", 20), flow("d", 30, "2022"))
