"""The parts of an answer: those that name a question are filled by it, and all others are empty."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dipfacts import open_base
from dipfacts.answers import whole_base
from dipfacts.answers.answer import Answer
from dipfacts.answers.handlers import answer
from dipfacts.answers.parts import Figures, Listing, Rankings, SearchHits, Timeline, Unread
from dipfacts.model.request import Request
from dipfacts.query.base import Base
from dipfacts.record import Record
from support import factbase
from support.compiled import shared
from support.factbase import event, figure, measure, party, relation, source, topic

PARTS = (Figures, Rankings, Timeline, Listing, SearchHits, Unread)
ONE, TWO = ("a",), ("a", "b")
TRADE = ("trade",)
BASE = factbase.base(
    source(),
    party("a", name="Aland"),
    party("b", name="Beland"),
    topic(),
    measure(),
    figure("f1"),
    figure("f2", value=2),  # otherwise
    relation("r1", topic="trade", period="1993/..", status="in-force"),
    event("e1", topic="trade", period="2001", status="held"),
    event("e2", topic="trade", period="2002", status="held", same_as="e1"),
)


def filled(answered: Answer) -> set[str]:
    """Return the names of the parts in which anything is set."""
    parts = {name: part for name, part in vars(answered).items() if isinstance(part, PARTS)}
    assert len(parts) == len(PARTS)
    return {name for name, part in parts.items() if _values(part) != _values(type(part)())}


def _values(part: Any) -> dict[str, Any]:
    return part.as_dict() if isinstance(part, Record) else vars(part)


def request(**keys: Any) -> Callable[[Base], Answer]:
    return lambda base: answer(base, Request(**keys))


@pytest.mark.parametrize(
    ("ask", "parts"),
    [
        (request(command="figures", topic=TRADE, parties=TWO), "figures timeline"),
        (request(command="figures", topic=TRADE, parties=ONE), "figures rankings timeline"),
        (request(command="figures", topic=TRADE, measure=("turnover",)), "figures rankings"),
        (request(command="figures", topic=TRADE, parties=TWO, mirror=True), "figures"),
        (request(command="timeline", parties=TWO), "timeline"),
        (request(command="relations", parties=TWO), ""),
        (request(command="overview", parties=TWO), ""),
        (request(command="brief", parties=TWO), ""),
        (request(command="search", text="treaty"), "hits"),
        (request(command="show", claim="f1"), "figures"),
        (request(command="show", claim="r1"), ""),
        (request(command="parties"), "listing"),
        (lambda base: whole_base.start(base, 5), "listing"),
        (whole_base.inventory, "listing"),
        (lambda base: whole_base.claims(base, "s", 5), "hits"),
        (lambda base: whole_base.conflicts(base, "")[0], "figures timeline"),
    ],
)
def test_a_question_fills_no_part_but_its_own(ask: Callable[[Base], Answer], parts: str) -> None:
    with open_base(str(shared(BASE))) as opened:
        assert filled(ask(opened)) == {*parts.split()}
