"""The columns and cells of a table of one's own that say that there is none of what is claimed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import product

from dipfacts.importing.own_tables.table.given import Given
from dipfacts.importing.own_tables.table.head_words import NO, YES
from dipfacts.importing.own_tables.table.mapped_table import MappedTable
from dipfacts.importing.wording import first_of
from dipfacts.read.table.ids import as_id
from dipfacts.read.table.table_rules import PLACE
from dipfacts.text import bare_cell, listed, plain, short

_NONE = "it says that there is none: see that what is claimed is so"
_FEW = 4  # different cells up to which each can be named
_CODE = 2  # letters of a code of a country
_ANY = re.compile(
    r"(?:(?:is|has)-)?(?:present|presence|exists?|existing|any|dummy|indicator|value|yes-no|ties?"
    r"|links?|relation(?:ship)?s?|events?)"
)
"""Heads of columns that say whether there is any, as ids."""
_SHORTEST = 5  # letters which begin words that are one


def no_claim_remedy(column: str, table: MappedTable) -> str:
    """Return the remedy for a column that says of some rows that there is none of what is claimed.

    Its head has a word of the kind or the title, or means no more than that there is any; or it is
    all that the rows say besides.

    >>> given = Given(claim="relation", kind="embassy", title="Embassy of {Sender}")
    >>> table = MappedTable(given)
    >>> no_claim_remedy("Embassies", table.holding("Embassies", ["1", "0"]))
    "take those with 1 alone, as with --map 'where={Embassies}=1'"
    >>> no_claim_remedy("Embassy", table.holding("Embassy", ["no"]))
    'it says that there is none: see that what is claimed is so'
    >>> no_claim_remedy("LOR", table.holding("LOR", ["0", "1"]))
    "if 0 says that there is none, take those with 1 alone, as with --map 'where={LOR}=1'"
    >>> no_claim_remedy("Trade", table.holding("Trade", ["0"]))
    ''
    >>> no_claim_remedy("Embassy", table.holding("Embassy", ["1"]))
    ''
    """
    given = table.given
    cells = [*dict.fromkeys(row[column].strip() for row in table.taken)]
    yes, no = _none_among(cells)
    if not no or len(yes) > _FEW:
        return ""
    if _ANY.fullmatch(as_id(column)) or _names(column, given):
        return _option_for_rows(yes, column, given) if yes else _NONE
    if not {*map(_word, yes)} <= {*YES} or not yes or not _is_all(column, table):
        return ""
    return (
        f"if {no[0] or 'a blank'} says that there is none, {_option_for_rows(yes, column, given)}"
    )


def _is_all(column: str, table: MappedTable) -> bool:
    """Return whether no other column that is not used differs from row to row."""
    rows, used = table.taken, {column, *table.given.columns_but_of()}
    others = (it for it in rows[0] if it not in used)
    return not any(len({row.get(it) for row in rows}) > 1 for it in others)


def cell_notes(table: MappedTable) -> Iterator[str]:
    """Yield the note on the cells of a wide table which say that there is none of what is claimed.

    >>> given = Given(claim="relation", to="{column}")
    >>> [*cell_notes(MappedTable(given, [{"DE": "1", "FR": "0"}], wide=["DE", "FR"]))]
    ["no key names cell (1, 0): take those with 1 alone, as with --map 'where={cell}=1'"]
    """
    given = table.given
    if "cell" in given.columns_but_of():
        return
    cells = [*dict.fromkeys(row[column].strip() for row in table.rows for column in table.wide)]
    yes, no = _none_among(cells)
    if not (no or ("" in cells and yes)) or len(yes) > _FEW:
        return
    if not yes:
        yield f"no key names cell ({', '.join(filter(None, no))}): {_NONE}"
        return
    such = plain(first_of([*map(short, filter(None, cells))]))
    yield f"no key names cell ({such}): {_option_for_rows(yes, 'cell', given)}"


def _option_for_rows(yes: Sequence[str], column: str, given: Given) -> str:
    """Return the option for the rows alone in which a column says that there is something."""
    such = plain(listed(yes, "or"))
    return f"take those with {such} alone, as with {given.where_option(column, yes)}"


def _none_among(cells: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the cells that say that there is something, and those that say that there is not.

    >>> _none_among(["1.0", "0.0", ""]), _none_among(["0", "3"]), _none_among(["x", ""])
    ((['1.0'], ['0.0', '']), (['3'], ['0']), (['x'], ['']))
    >>> _none_among(["Type I", "no"]), _none_among(["SE", "NO"]), _none_among(["a", ""])
    ((['Type I'], ['no']), (['SE', 'NO'], []), (['a'], []))
    """
    filled_ = [it for it in cells if it]
    yes = [it for it in filled_ if _word(it) not in NO]
    if all(_word(it) in YES for it in yes):
        return yes, [it for it in cells if it not in yes and (it or yes)]
    if all(_word(it).isdecimal() for it in filled_) or min(map(len, yes)) > _CODE:
        return yes, [it for it in filled_ if it not in yes]
    return filled_, []


def _word(cell: str) -> str:
    """Return a cell in small letters; 1.0, as other programs write it, as 1."""
    return bare_cell(cell.lower())


def _names(column: str, given: Given) -> bool:
    """Return whether a head has a word of the kind, title or topic given for all."""
    texts = (PLACE.sub(" ", given.get(key, "")) for key in ("kind", "title", "topic"))
    words = {word for text in texts for word in as_id(text).split("-")}
    return any(_are_alike(*pair) for pair in product(as_id(column).split("-"), words))


def _are_alike(word: str, other: str) -> bool:
    """Return whether words are one, but for their ends.

    >>> [_are_alike(*it.split()) for it in ("embassy embassies", "defense defence", "war war")]
    [True, True, True]
    >>> _are_alike("visit", "visa"), _are_alike("of", "of")
    (False, False)
    """
    least = max(_SHORTEST, min(len(word), len(other)) - 2)
    return word[:least] == other[:least] and len(word) > _CODE
