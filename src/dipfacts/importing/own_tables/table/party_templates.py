"""The templates of the parties of a table of one's own, and the columns in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from dipfacts.importing.own_tables.table.map_keys import PARTIES_AND_PEOPLE
from dipfacts.importing.plan import Keys
from dipfacts.model.file_format.tables import PARTY_KEYS
from dipfacts.model.groups import grouped
from dipfacts.read.rows.table_templates import CODED, one_column
from dipfacts.read.table.positions import values_of
from dipfacts.read.table.table_rules import places
from dipfacts.text import plain


def split_parties(text: str) -> list[str]:
    """Return the parts of a text that commas list; one in the name of a column divides nothing.

    >>> split_parties("{exporter, or origin}, france")
    ['{exporter, or origin}', 'france']
    """
    return [part.strip() for part in re.split(r",(?![^{}]*\})", text)]


def each_text(value: Any) -> list[Any]:
    """Return the value of a key that takes one text or several as a list."""
    return value if isinstance(value, list) else [value] if value else []


def templates(table: Keys) -> list[str]:
    """Return the templates of the parties of a table."""
    return [text for key in PARTY_KEYS for _, text in values_of(key, table.get(key))]


def sides_of(table: Keys) -> list[str]:
    """Return the templates of the sides of a claim."""
    texts = [table.get("from", ""), table.get("to", ""), *table.get("parties", [])]
    return [str(text) for text in texts]


def in_columns(*texts: Any) -> list[re.Match[str]]:
    """Return which of these are the template of a column, perhaps with its list: iso3:{country}."""
    return [side for text in texts if (side := CODED.fullmatch(str(text)))]


def columns_of_sides(table: Keys) -> list[re.Match[str]]:
    """Return the templates of sides that are a column each, perhaps with its list."""
    return in_columns(*sides_of(table))


def first_column(keys: Keys) -> str:
    """Return the first column that a period is made of; nothing for none."""
    return next(iter(places(keys.get("period", ""))), "")


def prefixed(table: Keys, column: str, with_codes: Sequence[str], given: str = "") -> Keys:
    """Return a table with another template in place of that of a column of parties.

    Of a list of parties, and of claimants, with as many as there are in place of one. That of the
    column may have a list of codes as it is `given`.
    """
    before = f"{given}:{{{column}}}" if given else f"{{{column}}}"

    def changed(value: Any) -> Any:
        texts = [it for one in each_text(value) for it in (with_codes if one == before else [one])]
        return texts if isinstance(value, list) or len(texts) > 1 else texts[0]

    return {
        key: changed(value) if key in PARTIES_AND_PEOPLE else value for key, value in table.items()
    }


def read_by(before: Sequence[str], after: Sequence[str]) -> list[str]:
    """Return a note on the list of codes that each column was taken to be in."""
    columns = {*map(one_column, before)}
    read = {side[2]: side[1] for side in in_columns(*after) if side[1] and side[2] in columns}
    lists = grouped((list_, plain(column)) for column, list_ in read.items() if column)
    return [f"read as codes of {list_}: {', '.join(named)}" for list_, named in lists.items()]
