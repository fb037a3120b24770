"""Columns of a wide table that say something of one column of its numbers, beside which they are.

No key can name them for all of these: 2019, 2019 flag, 2020, 2020 flag.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from dipfacts.importing.inputs import Input
from dipfacts.importing.own_tables.table.given import Given
from dipfacts.importing.own_tables.table.mapped_table import MappedTable
from dipfacts.importing.wording import map_option
from dipfacts.model.groups import grouped
from dipfacts.read.rows.wide_columns import columns_in
from dipfacts.read.table.ids import as_id
from dipfacts.text import plain, short, typed_word

_OF_NUMBERS = ("status", "qualifier", "note", "absent")


def number_beside(column: str, given: Given, heads: Sequence[str]) -> str:
    """Return the column of numbers that another one is of, where several are taken; else nothing.

    Its head names that, or it stands between them, behind it.

    >>> of, heads = Given(columns="2019,2020", value="{cell}"), ["c", "2019", "p", "2020", "q"]
    >>> [number_beside(it, of, heads) for it in ("p", "q", "c")]
    ['2019', '2020', '']
    >>> number_beside("2019 flag", of, ["2019", "2020", "2019 flag", "2020 flag", "remark"])
    '2019'
    >>> number_beside("remark", of, ["2019", "2020", "remark"])
    ''
    """
    texts = [it.strip().strip("{}") for it in given.get("columns", "").split(",")]
    wide = columns_in(texts[0] if len(texts) == 1 else tuple(texts), [*heads])
    if len(wide) < 2 or column in wide or column not in heads:
        return ""
    named = [it for it in wide if re.search(rf"(?<!\w){re.escape(it)}(?!\w)", column)]
    at = [heads.index(it) for it in wide if it in heads]
    before = ["", *heads][heads.index(column)]
    is_between = before in wide and max(at) - min(at) >= len(at)
    return named[0] if len(named) == 1 else before if is_between else ""


def of_its_numbers(key: str, column: str, table: MappedTable) -> tuple[str, str]:
    """Return the numbers that a column is of alone, to begin a remedy, and how a key names it so.

    The former is nothing where it is of all.
    """
    heads = [*table.taken[0]] if table.taken else []
    beside = number_beside(column, table.given, heads)
    option = map_option(f"{key}={{{column}}}")
    if not beside:
        return "", option
    return f"of {plain(short(beside))} alone, ", _option_for_column(beside, option)


def _option_for_column(beside: str, option: str) -> str:
    of_id = typed_word(as_id(f"of-{beside}"))
    return f"{map_option(f'columns={beside}')} {option} --id {of_id}"


def without_refused(notes: Iterable[str], file: Input) -> Iterator[str]:
    """Yield the notes but for those that offer a key a head which several columns share."""
    several = {head for head, count in Counter(file.named_heads).items() if count > 1}
    typed = [typed_word(f"{{{head}}}").strip("$'") for head in several]
    return (note for note in notes if not any(it in note for it in typed))


def beside_notes(table: MappedTable) -> Iterator[str]:
    """Yield a note on each column of one column of numbers that a key names for all of these.

    And on heads that several columns share, of which none can be named.
    """
    file, given = table.file, table.given
    for key in _OF_NUMBERS if given.get("value", "") == "{cell}" else ():
        column = given.column_of(key)
        if column and (beside := number_beside(column, given, file.heads)):
            option = map_option(f"{key}={{{column}}}")
            what = f"{plain(column)} is of {plain(beside)}, and {key} takes it for every column"
            yield f"{what}: take that alone, as with {_option_for_column(beside, option)}"
    named = given.columns_but_of()
    alike = grouped((head, head) for head in file.named_heads if head not in named)
    for head, heads in alike.items():
        if len(heads) > 1:
            what = (
                f'{len(heads)} columns are called "{plain(short(head))}", so that no key can name'
            )
            yield f"{what} one: if they say more of the numbers, give each a header of its own"
