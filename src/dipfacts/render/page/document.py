"""What a page consists of: tables of plain text, remarks, and sources by number."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from dipfacts.answers.answer import Answer, Series, names
from dipfacts.model import display
from dipfacts.model.agreement import figure_of
from dipfacts.model.tables import Source
from dipfacts.query.base import Fact
from dipfacts.text import plain

MOST_MARKS = 4  # sources that are named in one cell


class Row(NamedTuple):
    """One line of a table.

    `tone` is "", "sub" (belongs to the line above), "group" (heads those below), "differ" or
    "planned".
    """

    cells: tuple[str, ...]
    tone: str = ""


class Section(NamedTuple):
    """A table: its title, the columns' names (a leading ">" aligns right), and its rows.

    The `folding` columns may be folded to fit a width; all others stand on one line.
    """

    title: str
    columns: tuple[str, ...]
    rows: list[Row]
    folding: tuple[int, ...] = ()


class Page(NamedTuple):
    """What is printed, top to bottom; the chart only where the reader wants one."""

    headline: str
    sections: list[Section]
    series: Series | None
    remarks: list[str]
    sources: list[str]


class Numbering:
    """Sources by number, in the order in which the page first names them."""

    def __init__(self, answer: Answer) -> None:
        self._sources = answer.sources()
        self._numbers: dict[str, int] = {}

    def number(self, fact: Fact) -> int:
        """The number of a claim's source."""
        return self._numbers.setdefault(fact.claim.source, len(self._numbers) + 1)

    def mark(self, fact: Fact) -> str:
        """'[2] para 14'."""
        locator = f" {plain(fact.claim.locator)}" if fact.claim.locator else ""
        return f"[{self.number(fact)}]{locator}"

    def marks(self, facts: Iterable[Fact]) -> str:
        """'[2] para 14' of one claim, '[2] [3] [5] …' of several."""
        found = list(facts)
        if len(found) == 1:
            return self.mark(found[0])
        numbers = list(dict.fromkeys(f.claim.source for f in found))
        first = [fact for fact in found if fact.claim.source in numbers[:MOST_MARKS]]
        told = dict.fromkeys(f"[{self.number(fact)}]" for fact in first)
        return " ".join([*told, "…"] if len(numbers) > MOST_MARKS else told)

    def sources(self) -> dict[int, Source]:
        """The sources that were named, by number."""
        return {n: self._sources[name] for name, n in self._numbers.items()}

    def lines(self) -> list[str]:
        """'[1] Azernews, F. Hasanova, 5 Dec 2022. https://…'."""
        return [f"[{n}] {citation(self._sources[name])}" for name, n in self._numbers.items()]


def citation(source: Source) -> str:
    """A source on one line."""
    parts = [source.publisher, source.author, f"“{source.title}”" if source.title else None]
    text = ", ".join(plain(part) for part in parts if part)
    text += f", {display.day(source.published)}"
    return f"{text}. {plain(source.url)}" if source.url else f"{text}."


def claimed(
    answer: Answer, fact: Fact, numbering: Numbering, indent: str = ""
) -> tuple[str, str, str]:
    """A figure's value, who says so, and its source, as cells."""
    figure = figure_of(fact)
    who = [p for p in (figure.claimant, figure.reporter) if p]
    source = answer.base.sources_by_id([figure.source])[figure.source]
    told = names(answer.base, who)[0] if who else plain(source.publisher)
    if figure.claimant and figure.said_on:
        told += f", {display.day(figure.said_on)}"
    if figure.valuation:
        told += f", {figure.valuation}"
    if figure.rank != "normal":
        told += f" ({figure.rank})"
    if figure.inferred:
        told += " (inferred)"
    return indent + display.figure_amount(figure), told, numbering.mark(fact)
