"""Fact bases for the tests of briefs: one that is hostile, one that is large, and their pages."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from dipfacts import open_base
from dipfacts.answers.answer import Answer
from dipfacts.answers.briefs.brief import brief
from dipfacts.answers.occurrences.timeline import timeline
from dipfacts.model.periods.period import Period
from dipfacts.model.query import Query
from dipfacts.model.request import Request
from dipfacts.render import formats
from support import factbase
from support.factbase import base, measure, party, source, topic

HEAD = base(
    source("paper", published=date(2022, 6, 1), url="https://example.org/paper"),
    source("daily", published=date(2023, 6, 1)),
    party("a", name="Aland"),
    party("b", name="Beland"),
    party("office", kind="organisation", name="Office of Aland", country="a"),
    topic(),
    measure(label="Trade turnover"),
    measure("stock", label="Stock of investment", nature="stock"),
)


# What would run, leave its place or fetch something, were it taken for anything but text.
ATTACKS = (
    '<script>alert("x")</script>',
    "\" onmouseover=\"alert('x')",
    "' onfocus='alert(1)' autofocus='",
    "</style><script>alert(2)</script>",
    "</title><img src=x onerror=alert(3)>",
    "<svg onload=alert(4)>&lt;b&gt;{{ 7 * 7 }}{% raw %}",
    "--><iframe src=https://example.org></iframe>",
    "evil \u202e txt.exe \u2066\u200f",
    "]]><a href=javascript:alert(5)>click</a>",
)


def figure(nth: int, period: str, value: int, **more: str) -> str:
    """A figure of trade between a and b."""
    return factbase.figure(f"f{nth}", period=period, value=value, **{"source": "paper", **more})


def event(nth: int, period: str | None, **more: str) -> str:
    """An event of a and b."""
    usual = {"kind": "meeting", "title": f"Meeting {nth}", "source": "paper"}
    return factbase.event(f"e{nth}", **{**usual, **more}, period=period)


def relation(nth: int, period: str, **more: Any) -> str:
    """A relation of a and b."""
    usual = {"title": f"Treaty {nth}", "source": "paper"}
    return factbase.relation(f"r{nth}", **{**usual, **more}, period=period)


def hostile() -> str:
    """A fact base in which every text is an attack."""
    text = HEAD
    for nth, attack in enumerate(ATTACKS):
        texts = dict.fromkeys(("publisher", "author", "title"), attack)
        url = f"https://example.org/{nth}?{'a' * 150}"
        text += source(f"s{nth}", **texts, published="2022", url=url)
        text += party(f"p{nth}", kind="person", name=attack)
        said = {"source": f"s{nth}", "locator": attack, "note": attack, "inferred": attack}
        said |= {"claimant": f"p{nth}"}
        text += figure(nth, "2021", 10**9 + nth * 10**8, **said)
        text += figure(100 + nth, str(2010 + nth), 10**9, **said)
        text += figure(200 + nth, "2020", 5, **said, scope=attack, unit=attack)
        stated = {**said, "title": attack, "kind": attack, "place": attack}
        text += event(nth, f"20{10 + nth}~", **stated)
        text += relation(nth, f"20{10 + nth}/..", **stated)
    text += topic("odd", label=ATTACKS[0])
    text += measure("odd-count", topic="odd", label=ATTACKS[0], nature="count")
    text += figure(900, "2022-01-01", 7, measure="odd-count", unit=ATTACKS[1], source="s1")
    return text.replace(party("a", name="Aland"), party("a", name=ATTACKS[3]))


def large(claims: int = 2000) -> str:
    """Very many claims about one pair: every question has many answers, every list is long."""
    text = HEAD
    for nth in range(claims // 4):
        paper = f"n{nth}"
        text += source(paper, publisher=f"Paper number {nth}", published=date(2022, 6, 1))
        text += figure(nth, str(2000 + nth % 22), 10**9 + nth * 10**6, source=paper)
        text += figure(9000 + nth, "2021", 10**9 + nth * 10**6, source=paper)
        text += event(nth, f"{2000 + nth % 22}-{1 + nth % 12:02}-{1 + nth % 28:02}", source=paper)
        text += relation(nth, f"{2000 + nth % 22}/..", source=paper)
    return text


def pages(
    path: Path | str,
    *parties: str,
    known_by: str = "2026-11-01",
    kinds: Sequence[str] = ("brief", "timeline"),
) -> dict[str, str]:
    """The HTML of the brief and of the timeline of some parties, or of one of them."""
    query = Query(parties=tuple(sorted(parties)), known_by=Period.parse(known_by))
    makers: dict[str, Callable[..., Answer]] = {"brief": brief, "timeline": timeline}
    with open_base(str(path)) as opened:
        return {kind: printed(makers[kind](opened, query)) for kind in kinds}


def printed(answer: Answer) -> str:
    """An answer as HTML."""
    out = io.StringIO()
    formats.write(answer, Request(command=answer.command, format="html"), out)
    return out.getvalue()


Write = Callable[[str], Path]
