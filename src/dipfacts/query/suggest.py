"""Find candidates for a misspelled name, few enough to compare one by one.

In a small base these are all names. In a large one they are the names that begin or end as it does,
or differ by one letter, which the index finds by ranges, however many there are.
"""

from __future__ import annotations

from typing import Any

from dipfacts.query.sql import Ask

SMALL = 3_000  # names that are all compared
_MOST = 1_000  # names compared that share a beginning or an end
_END = 3  # letters of an end, by which an index finds names
_PARAMETERS = 900  # of one statement; older SQLite takes 999
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
_LAST = "\U0010ffff"  # sorts after everything that a name may begin with


def names(ask: Ask, form: str, below: int) -> dict[str, str]:
    """Return names that a folded one may mean, each with its party, below a weight."""
    # The weight stands there as a number: else the index of ends would not be used.
    which = f"length(form) > 3 AND weight < {int(below)} AND instr(form, '.') = 0"
    end = f"substr(form, -{_END}) = ?"
    return dict(_near(ask, "shown, party", "name", which, "form", form, end))


def ids(ask: Ask, id_: str) -> list[str]:
    """Return ids of claims that an unknown one may mean."""
    return [found[0] for found in _near(ask, "id", "claim", "1", "id", id_, "")]


def _near(
    ask: Ask, columns: str, table: str, which: str, column: str, text: str, end: str
) -> list[tuple[Any, ...]]:
    """Return the rows whose column may be what the text was meant to be."""
    unchecked = table if table == "claim" else f"{table}_row"  # what is only counted may be damaged

    def few(more: str, *values: object, most: int = _MOST) -> list[tuple[Any, ...]] | None:
        """Return the rows that fit, or None for too many; counting them costs little."""
        where = f"WHERE {which} {more}"
        sql = f"SELECT count(*) FROM (SELECT 1 FROM {unchecked} {where} LIMIT {most + 1})"
        ((count,),) = ask(sql, values, tuple)
        sql = f"SELECT {columns} FROM {table} {where}"
        return ask(sql, values, tuple) if count <= most else None

    if (everything := few("", most=SMALL)) is not None:
        return everything
    found = (end and few(f"AND {end}", text[-_END:])) or []
    for length in range(1, len(text) + 1):  # the shortest beginning that not too many share
        part = text[:length]
        alike = few(f"AND {column} >= ? AND {column} < ?", part, part + _LAST)
        if alike is not None:
            found += alike
            break
    variants = _one_edit_away(text)
    for at in range(0, len(variants), _PARAMETERS):
        some = variants[at : at + _PARAMETERS]
        found += few(f"AND {column} IN ({','.join('?' * len(some))})", *some) or []
    return found


def _one_edit_away(text: str) -> list[str]:
    """Return every text that one typo makes of this one, and its beginnings."""
    letters = {*text, *(_LETTERS if text.isascii() else "")}
    letters |= {"-"} if "-" in text else set()
    found = {text[:length] for length in range(3, len(text))}
    for at in range(len(text) + 1):
        before, after = text[:at], text[at:]
        found |= {before + letter + after for letter in letters}
        if after:
            found |= {before + letter + after[1:] for letter in ("", *letters)}
        if len(after) > 1:
            found.add(before + after[1] + after[0] + after[2:])
    return sorted(found)
