"""A `[[table]]`: claims that are the rows of a CSV file, declared with text templates.

Any key of the claim may be given, as text with `{column}` in it.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, NamedTuple

from msgspec import Struct

from dipfacts.model.tables import Allow, Id, Number, Text, about

Values = dict[str, tuple[str, ...]]


class CsvTable(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The keys of a `[[table]]` that are not keys of its claims."""

    id: Annotated[Id, about("the name of the table, with which the ids of its claims begin")]
    file: Annotated[Text, about("the CSV or TSV file beside this one; .gz too")]
    claim: Annotated[Literal["figure", "relation", "event"], about("what each row claims")]
    key: Annotated[
        Text | None, about("the claim's id after the table's; else the number of the row")
    ] = None
    encoding: Annotated[Text | None, about("how the text is encoded, if not as UTF-8")] = None
    delimiter: Annotated[Text | None, about("what stands between cells, if not a comma")] = None
    decimal: Annotated[
        Literal[".", ","] | None, about("what stands before decimals; the other groups thousands")
    ] = None
    skip_lines: Annotated[int, about("lines before the head")] = 0
    columns: Annotated[
        Text | tuple[Text, ...] | None,
        about('columns that hold a claim each, as "1960..2025": {column} and {cell}'),
    ] = None
    scale: Annotated[Number, about("what the numbers are multiplied by, to be in base units")] = 1
    missing: Annotated[tuple[str, ...], about("cells that hold no number: never 0")] = ("",)
    where: Annotated[Values, about("only rows with these values in these columns")] = {}
    skip: Annotated[Values, about("no rows with these values in these columns")] = {}
    allow: Allow = ()


OWN_KEYS = CsvTable.__struct_fields__


class Declared(NamedTuple):
    """A `[[table]]`: its own keys, and the templates of the keys of its claims."""

    own: CsvTable
    templates: dict[str, Any]
