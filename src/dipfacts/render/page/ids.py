"""The ids of claims in the tables of a page."""

from __future__ import annotations

from dipfacts.render.page.document import Section
from dipfacts.render.page.mark import Mark


def with_ids(section: Section) -> Section:
    """Return a table with the ids of the claims of each row; one of no claims as it is."""
    ids = [
        " ".join(fact.id for cell in row.cells if isinstance(cell, Mark) for fact in cell.claims)
        for row in section.rows
    ]
    if not any(ids):
        return section
    rows = [row._replace(cells=(*row.cells, id)) for row, id in zip(section.rows, ids, strict=True)]
    return Section(section.title, (*section.columns, "Id"), rows)
