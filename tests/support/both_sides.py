"""Flows that both sides report, and what is told of them."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any
from weakref import WeakKeyDictionary

from dipfacts import open_base
from dipfacts.answers.answer import Answer
from dipfacts.answers.briefs.brief import brief
from dipfacts.answers.briefs.overview import overview
from dipfacts.answers.comparison.side_by_side import side_by_side
from dipfacts.answers.figures import FigureOptions, figures
from dipfacts.answers.show import show
from dipfacts.model.query import Query
from dipfacts.model.request import Request
from dipfacts.render import formats
from support.compiled import shared
from support.factbase import base, figure, measure, party, source, topic

HEAD = base(
    source("paper"),
    party("z", name="Zedland"),
    party("b", name="Beland"),
    party("c", name="Celand"),
    party("z-customs", kind="organisation", name="Customs Service of Zedland", country="z"),
    party("z-statistics", kind="organisation", name="Statistics of Zedland", country="z"),
    topic(),
    measure(label="Trade turnover", sum_of=["exports", "imports"]),
    measure("exports"),
    measure("imports"),
    measure("transit"),
)
Ask = Callable[..., Answer]
PRINTED = WeakKeyDictionary[Answer, dict[str, str]]()
"""The pages of answers by their formats: the base is closed when a test looks at them."""


def exports(value: int, **keys: Any) -> str:
    """Return Zedland's claim of what it sold to Beland, whose name comes first in the alphabet."""
    usual = {"id": "x", "reporter": "z", "valuation": "fob", "value": value}
    return flow("exports", **{**usual, **keys})


def imports(value: int, **keys: Any) -> str:
    """Return Beland's claim of what it bought from Zedland."""
    usual = {"id": "m", "reporter": "b", "valuation": "cif", "value": value}
    return flow("imports", **{**usual, **keys})


def flow(measure: str, **keys: Any) -> str:
    return figure(**{"measure": measure, "from_": "z", "to": "b", "source": "paper", **keys})


def answered(command: str, text: str, parties: tuple[str, ...], **more: Any) -> Answer:
    path = shared(HEAD + text)
    with open_base(str(path)) as opened:
        if command == "show":
            answer = show(opened, Query(), more["id"])
        elif command == "brief":
            answer = brief(opened, Query(parties=parties, **more))
        elif command == "overview":
            answer = overview(opened, Query(parties=parties))
        elif command == "side_by_side":
            in_order, parties = parties, tuple(sorted(parties))
            answer = side_by_side(opened, Query(topic="trade", parties=parties, in_order=in_order))
        else:
            mirror = more.pop("mirror", False)
            query = Query(topic="trade", parties=parties, **more)
            answer = figures(opened, query, FigureOptions(purpose="mirror" if mirror else "alone"))
        forms = ("table", "json", "html") if command == "brief" else ("table", "json")
        texts = {form: printed(answer, form) for form in forms}
        PRINTED[answer] = texts
        return answer


def printed(answer: Answer, form: str) -> str:
    out = io.StringIO()
    formats.write(answer, Request(command=answer.command, format=form), out)
    return out.getvalue()


def page(answer: Answer) -> list[str]:
    """The lines of a page, with the blanks between columns as one."""
    return [" ".join(line.split()) for line in PRINTED[answer]["table"].splitlines()]


def loaded(answer: Answer) -> Any:
    return json.loads(PRINTED[answer]["json"])


def of_trade(*claims: str, **more: Any) -> Answer:
    return answered("trade", "".join(claims), ("b", "z"), **more)
