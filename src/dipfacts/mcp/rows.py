"""Rows of tables for an assistant: what is cut together, and the claims and sources in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dipfacts.answers.answer import once
from dipfacts.mcp.fit import cut_to
from dipfacts.model.display import and_more
from dipfacts.model.fact import Fact
from dipfacts.render import markdown
from dipfacts.render.page.document import Row, Section
from dipfacts.render.page.marked_cells import SourceCell

LONGEST_CELL = 1_500  # characters; of a sentence, too
_IDS = 3  # of the claims of one row
_MOST_TOGETHER = 8  # rows of which none is shown without the others


def claims_of_row(row: Row) -> Iterator[Fact]:
    """Yield the claims that a row is about."""
    for cell in row.cells:
        if isinstance(cell, SourceCell):
            yield from cell.claims


def together(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Yield rows that stand together: the head of a group with a row, a row with its details.

    So what sources differ on is not told without what each says, unless these are many.
    """
    part = list[Row]()
    for row in rows:
        is_apart = row.tone != "sub" or len(part) >= _MOST_TOGETHER
        if part and is_apart and part[-1].tone != "group":
            yield part
            part = []
        part.append(row)
    if part:
        yield part


def line_of(row: Row) -> str:
    """Return a row as a line of Markdown, its cells cut."""
    return markdown.row(row.replaced(cells=tuple(cut_to(cell, LONGEST_CELL) for cell in row.cells)))


def numbers_of(row: Row) -> set[int]:
    """Return the numbers of the sources that a row names."""
    return numbers_in("".join(row.cells))


def numbers_in(text: str) -> set[int]:
    """Return the numbers of the sources that a text names: '[1] [3]'."""
    return {int(number) for number in re.findall(r"\[(\d{1,9})\]", text)}


def with_ids(section: Section) -> Section:
    """Return a table with a last column of ids, unless its rows begin with them."""
    if section.head in ("claim", "key") or not any(map(any, map(claims_of_row, section.rows))):
        return section
    rows = []
    for row in section.rows:
        ids = [fact.id for fact in once(claims_of_row(row))]
        named = and_more(" ".join(ids[:_IDS]), len(ids) - _IDS)
        rows.append(row.replaced(cells=(*row.cells, named)))
    return section.replaced(columns=(*section.columns, "Id"), rows=rows)
