"""The texts and templates, by key, that `--map` says of the claims of a table of one's own."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from dipfacts.importing.wording import map_option
from dipfacts.read.rows.table_templates import one_column
from dipfacts.read.table.table_rules import places

APART = ("key", "locator")
"""Keys whose columns only tell rows apart."""


class Given(Mapping[str, str]):
    """The texts for all rows, and the templates, that `--map` says of the claims of a table.

    Each stands by its key, and each property is nothing where its key is not given; but the claim
    is a figure then.

    >>> given = Given({"from": "{r}"}, measure="exports", period="{y}-{m}", where="{f}=X")
    >>> given.claim, given.measure, given.unit, given.column_of("from"), given.columns_of("period")
    ('figure', 'exports', '', 'r', ['y', 'm'])
    """

    def __init__(self, texts: Mapping[str, str] | None = None, **others: str) -> None:
        """Take texts by key; those of keys that are no words of Python in a mapping."""
        self._texts = {**(texts or {}), **others}

    def __getitem__(self, key: str) -> str:
        return self._texts[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def replaced(self, **texts: str) -> Given:
        """Return the same with other texts of these keys."""
        return Given(self, **texts)

    @property
    def claim(self) -> str:
        """The type of the claims."""
        return self.get("claim", "figure")

    @property
    def is_of_figures(self) -> bool:
        """Return whether the claims are figures."""
        return self.claim == "figure"

    @property
    def measure(self) -> str:
        """The measure."""
        return self.get("measure", "")

    @property
    def unit(self) -> str:
        """The unit."""
        return self.get("unit", "")

    @property
    def period(self) -> str:
        """The period."""
        return self.get("period", "")

    @property
    def parties(self) -> str:
        """The parties of which none is an end of a direction."""
        return self.get("parties", "")

    def column_of(self, key: str) -> str:
        """Return the column that a key is as it stands; nothing where it is not one alone."""
        return one_column(self.get(key)) or ""

    def columns_of(self, *keys: str) -> Sequence[str]:
        """Return the columns that some keys name, as often as they do."""
        return [column for key in keys for column in places(self.get(key, ""))]

    @property
    def named_columns(self) -> set[str]:
        """The columns that keys name, but for those that only tell rows apart."""
        return self.columns_but_of(*APART)

    def columns_but_of(self, *keys: str) -> set[str]:
        """Return the columns that any key names but for some keys."""
        return {*self.columns_of(*(key for key in self if key not in keys))}

    def where_option(self, column: str, cells: Collection[str]) -> str:
        """Return the option that takes those alone of the rows that have any of some cells.

        >>> Given(where="{flow}=X").where_option("sex", ["F", "M"])
        "--map 'where={flow}=X, {sex}=F, {sex}=M'"
        """
        return self._option("where", column, cells)

    def skip_option(self, column: str, cells: Collection[str]) -> str:
        """Return the option that leaves out of the rows those that have any of some cells, too."""
        return self._option("skip", column, cells)

    def _option(self, key: str, column: str, cells: Collection[str]) -> str:
        before = [self[key]] if key in self else []
        return map_option(f"{key}=" + ", ".join([*before, *(f"{{{column}}}={it}" for it in cells)]))
