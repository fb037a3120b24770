"""The joined views: claims and questions with the words of what they refer to.

What makes an answer, such as a full year, a mirror or a conflict, stands in the tables; the views
join names to it, in SQL that all these engines share.
"""

from __future__ import annotations

import os
from collections.abc import Iterable

from dipfacts.record import Record

FILE, HEAD = "views.sql", "-- For DuckDB: cd into this folder and run duckdb -init views.sql"

_OF_CLAIMS = """c.id c.topic t.label=topic_label c.parties c.party_names c.from_party c.to_party
 c.period c.period_start c.period_end c.period_before c.period_precision c.period_uncertain
 c.period_approximate c.period_unspecified {} c.status
 c.claimant w.name=claimant_name c.claimants c.said_on c.known_by c.rank c.rank_reason c.inferred
 c.note c.source s.publisher s.author s.published s.url c.locator"""
_FROM_CLAIMS = """claims c JOIN sources s ON s.id = c.source
  LEFT JOIN topics t ON t.id = c.topic LEFT JOIN parties w ON w.id = c.claimant"""
_OF_FIGURES = """c.measure m.label=measure_label m.nature c.value c.value_exact c.unit c.qualifier
 c.absent c.display c.reporter r.name=reporter_name c.scope c.part_of c.parts c.valuation
 c.definition c.question"""
_FROM_FIGURES = " JOIN measures m ON m.id = c.measure LEFT JOIN parties r ON r.id = c.reporter"
_OF_OTHERS = "c.kind c.title c.place c.same_as c.occurrence"
_OF_QUESTIONS = """q.id q.topic q.measure m.label=measure_label m.nature q.parties q.party_names
 q.from_party q.to_party q.scope q.period q.period_start q.period_end q.period_before q.year_kind
 q.full_year q.unit q.status q.is_component q.value q.value_exact q.low q.low_exact q.high
 q.high_exact q.display q.agreement q.reasons q.voices q.claims"""
_FROM_QUESTIONS = "questions q JOIN measures m ON m.id = q.measure"


class View(Record, frozen=True):
    """A view: its columns, as `table.column` or `table.column=name`, and where they come from."""

    columns: str
    rest: str

    def sql(self, exact: bool) -> str:
        """Return its SELECT, with the texts of numbers if the tables have them."""
        columns = [column.partition("=") for column in self.columns.split()]
        named = (
            f"{column} AS {name or column.partition('.')[2]}"
            for column, _, name in columns
            if exact or not column.endswith("_exact")
        )
        return f"SELECT {', '.join(named)}\nFROM {self.rest}"


VIEWS = {
    "figures": View(
        _OF_CLAIMS.format(_OF_FIGURES), f"{_FROM_CLAIMS}{_FROM_FIGURES}\nWHERE c.type = 'figure'"
    ),
    **{
        f"{one}s": View(_OF_CLAIMS.format(_OF_OTHERS), f"{_FROM_CLAIMS}\nWHERE c.type = '{one}'")
        for one in ("relation", "event")
    },
    "full_years": View(
        _OF_QUESTIONS,
        f"{_FROM_QUESTIONS}\n"
        "WHERE q.year_kind IS NOT NULL AND q.status IS NULL AND NOT q.is_component"
        " AND NOT q.is_deprecated",
    ),
    "conflicts": View(
        _OF_QUESTIONS,
        f"{_FROM_QUESTIONS}\nWHERE q.agreement = 'conflict' AND NOT q.is_deprecated",
    ),
}
"""The views by name."""


def statements(exact: bool, create: str = "CREATE VIEW") -> list[str]:
    """Return the SQL of the views; `exact` says whether tables have the texts of numbers."""
    return [f"{create} {name} AS {view.sql(exact)}" for name, view in VIEWS.items()]


def save(folder: str, name: str, sql: Iterable[str]) -> None:
    """Write statements to a file, each with its semicolon; the first is a line of comment."""
    with open(os.path.join(folder, name), "w", encoding="utf-8") as stream:
        stream.writelines(f"{statement};\n" for statement in sql)
