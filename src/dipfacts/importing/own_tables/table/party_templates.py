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
from dipfacts.record import Record
from dipfacts.text import plain


class PartyTemplate(Record, frozen=True):
    """The template of a party: its list of codes, "" for none, and its column, "" for a fixed one.

    One that is not a column alone, such as "{name} ({code})", counts as fixed.
    """

    text: str
    list_: str
    column: str


def party_template(text: str) -> PartyTemplate:
    """Return the template of a party, divided.

    >>> party_template("iso3:{country: code}")
    PartyTemplate(text='iso3:{country: code}', list_='iso3', column='country: code')
    >>> party_template("cow:220").list_, party_template("france").column
    ('cow', '')
    """
    if match := CODED.fullmatch(text):
        return PartyTemplate(text, match[1] or "", match[2])
    return PartyTemplate(text, text.partition(":")[0] if ":" in text else "", "")


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


def in_columns(*texts: Any) -> list[PartyTemplate]:
    """Return the templates of a column among these, perhaps with its list: iso3:{country}."""
    return [side for side in (party_template(str(text)) for text in texts) if side.column]


def columns_of_sides(table: Keys) -> list[PartyTemplate]:
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
    read = {side.column: side.list_ for side in in_columns(*after) if side.column in columns}
    lists = grouped((list_, plain(column)) for column, list_ in read.items() if list_)
    return [f"read as codes of {list_}: {', '.join(named)}" for list_, named in lists.items()]
