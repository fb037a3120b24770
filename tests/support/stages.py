"""Treaties and their stages, and the lines of pages that tell them."""

from __future__ import annotations

from datetime import date

from support.factbase import base, party, relation, source, table

HEAD = base(
    source("s", publisher="Ministry", published=date(2023, 3, 1)),
    source("t", publisher="Paper", published=date(2024, 4, 1)),
    *map(party, "ab"),
    party("ann", kind="person", name="Ann Ek"),
    party("ben", kind="person", name="Ben Ost"),
    table("kind", id="ties", of="relation", label="Ties", unique=True),
)
TREATY = relation("now", period="2010-04-08/..", status="in-force", title="Gas treaty")
DENOUNCED = relation("over", period="2091-01-01/..", status="denounced", same_as="now", source="t")


def row(text: str, words: str) -> str:
    """Return the one line of a page that has these words."""
    (found,) = [line for line in text.splitlines() if words in line]
    return found


def unfolded(calendar: str) -> str:
    return calendar.replace("\r\n ", "")


def of_terms(*periods: str, last: str = "s") -> str:
    sources = ["s"] * (len(periods) - 1) + [last]
    return "".join(
        relation(
            f"t{n}", title="Gas treaty", period=period, source=name, same_as="t0" if n else None
        )
        for n, (period, name) in enumerate(zip(periods, sources, strict=True))
    )


OPEN = relation("open", kind="ties", title="Ties", period="1992-08-27/..", source="t")
ENDED = relation("ended", kind="ties", title="Ties", period="1992-08-27/2010-05-01")


def of_two(first: tuple[str | None, str | None], second: tuple[str | None, str | None]) -> str:
    """Return two claims about one relation: the status and the period of each."""
    return "".join(
        relation(id, title="Rail", source=id, same_as=same, status=status, period=period)
        for id, same, (status, period) in (("s", None, first), ("t", "s", second))
    )
