"""The columns of a table of one's own that say how far its relations or events are."""

from __future__ import annotations

import re
from typing import get_args

from dipfacts.importing.own_tables.columns.remark_columns import are_remarks
from dipfacts.importing.own_tables.table.given import Given
from dipfacts.importing.own_tables.table.head_words import NO, YES, in_english
from dipfacts.importing.own_tables.table.mapped_table import MappedTable
from dipfacts.importing.wording import map_option
from dipfacts.model.file_format.status import (
    CALLED_OFF,
    CLASSES,
    OTHER_WORDS,
    EventStatus,
    RelationStatus,
)
from dipfacts.model.groups import grouped
from dipfacts.read.table.ids import as_id
from dipfacts.read.table.table_rules import places
from dipfacts.text import bare_cell, listed, plain, short

_STAGES = ("initialled", "signed", "ratified", "reported")
"""Statuses that say nothing against what has followed."""
_OF: dict[str, tuple[str, ...]] = {
    "relation": get_args(RelationStatus),
    "event": get_args(EventStatus),
}


def matter_status_remedy(column: str, table: MappedTable) -> str:
    """Return the remedy for a column that says otherwise of relations or events how far they are.

    Without a status that is any but one that stands; with the same for all, any other.

    >>> held = MappedTable(Given(claim="event", status="held"))
    >>> matter_status_remedy("s", held.holding("s", ["cancelled", "held"]))
    "say how far each is, as with --map 'status={s}'"
    >>> matter_status_remedy("s", held.holding("s", ["took place", "held"]))
    ''
    >>> relations = MappedTable(Given(claim="relation"))
    >>> matter_status_remedy("s", relations.holding("s", ["terminated", "as amended"]))
    "say how far each is, as with --map 'status={s}'"
    >>> matter_status_remedy("s", relations.holding("s", ["en vigueur", "dénoncé"]))
    "write in-force in it for en vigueur, denounced for dénoncé, and add --map 'status={s}'"
    """
    given, cells, fixed = table.given, table.cells(column), table.given.get("status", "")
    meant, of_word = {it: as_id(in_english(it)) for it in cells}, _by_word(given.claim)
    said, known = {*meant.values()}, of_word.keys()
    if not said <= known:
        said = set() if are_remarks(column, said) else {*filter(_stops, said & known)}
    if not said or places(fixed):
        return ""
    is_alike = said <= {*_words(fixed)} if fixed else given.claim == "relation"
    if is_alike and (fixed or all(map(_stands, said))):
        return ""
    instead = [
        (listed(of_word[word], "or"), plain(short(it)))
        for it, word in meant.items()
        if word in known and as_id(it) not in known
    ]
    if not instead:
        return f"say how far each is, as with {_named(column)}"
    first, *others = instead
    write = [f"{first[0]} in it for {first[1]}", *(f"{it[0]} for {it[1]}" for it in others)]
    return f"write {', '.join(write)}, and add {_named(column)}"


def _by_word(claim: str) -> dict[str, list[str]]:
    """Return the statuses that each word may mean, as an id, of relations or events."""
    return grouped((word, status) for status in _OF[claim] for word in _words(status))


def yes_no_status_remedy(column: str, table: MappedTable) -> str:
    """Return the remedy for a column that says yes or no to a status which is its head.

    >>> relations = MappedTable(Given(claim="relation"))
    >>> yes_no_status_remedy("Is active", relations.holding("Is active", ["1", "0"]))
    "take those with 1 alone, as with --map 'where={Is active}=1'"
    >>> events = MappedTable(Given(claim="event"))
    >>> tables = [events.holding("cancelled", [it]) for it in ("yes", "no")]
    >>> [yes_no_status_remedy("cancelled", it) for it in tables]
    ['if that is so, add --map status=cancelled', '']
    """
    given = table.given
    cells = [*dict.fromkeys(row[column].strip() for row in table.taken)]
    yes = [it for it in cells if bare_cell(it.lower()) in YES]
    no = [it for it in cells if bare_cell(it.lower()) in ("", *NO)]
    status = _status_in(column, given.claim)
    if not status or not any(cells) or len(yes) + len(no) < len(cells):
        return ""
    right, wrong = (yes, no) if _is_usual(status) else (no, yes)
    if not wrong or (not right and given.get("status", "") in _words(status)):
        return ""
    others = f" --map status={status}{_ended(status, given)}" if wrong is yes else ""
    if not right:
        return f"if that is so, add{others}" if others else f"say how far each is: none is {status}"
    such = listed((it or "a blank" for it in right), "or")
    alone = f"take those with {such} alone, as with {given.where_option(column, right)}"
    if not others:
        return alone
    return f"{alone}, and the others with {given.where_option(column, wrong)}{others} --id {status}"


def _ended(status: str, given: Given) -> str:
    """Return the option for the period of relations that are over, where that given goes on."""
    start = given.period.removesuffix("/..")
    if status not in CLASSES["over"] or start in ("", given.period):
        return ""
    return f" {map_option(f'period={start}/')}"


def _status_in(column: str, claim: str) -> str:
    """Return the status that a head names, unless it is a stage that a matter may have left."""
    word = as_id(re.sub("^(?:is|was)[ _-]", "", in_english(column)))
    return next((it for it in _OF[claim] if it not in _STAGES and word in _words(it)), "")


def _is_usual(status: str) -> bool:
    """Return whether a status is what is taken for granted of a matter."""
    return status in ("held", *CLASSES["standing"])


def _words(status: str) -> tuple[str, ...]:
    """Return a status, and what people write for it."""
    american = ["canceled"] if status == "cancelled" else []
    return status, *OTHER_WORDS.get(status, "").split(), *american


def _stands(word: str) -> bool:
    """Return whether a word says of a relation what is taken for granted without a status."""
    return any(word in _words(it) for it in CLASSES["standing"])


def _stops(word: str) -> bool:
    """Return whether a word of a status says that a matter is over, paused, or not taking place."""
    return any(word in _words(it) for it in (*CLASSES["paused"], *CLASSES["over"], *CALLED_OFF))


def _named(column: str) -> str:
    return map_option(f"status={{{column}}}")
