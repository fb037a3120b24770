"""Rows of SDMX-CSV 2 that later rows delete or replace, and rows of several data flows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dipfacts.errors import QuestionError
from dipfacts.importing.formats.sdmx.columns import HEADERS, code_of
from dipfacts.importing.formats.sdmx.observation import Observation
from dipfacts.importing.wording import first_of
from dipfacts.text import plain

_DELETED = "deleted by a later row (ACTION D)"
_REPLACED = "replaced by a later row (ACTION {})"
Key = tuple[str, ...]


def check_flow(rows: Iterable[Observation], label: str) -> None:
    """Raise QuestionError for rows of several data flows, which are as many sources."""
    flows = dict.fromkeys((flow.agency, flow.id) for flow in (row.flow for row in rows))
    names = [f"{plain(agency)} {plain(id_)}" for agency, id_ in flows if agency and id_ != "KEY"]
    if len(names) > 1:
        message = f"{label} holds several data flows: {first_of(names)}"
        raise QuestionError(message, "they are different sources: import a file of each alone")


def undone(rows: Sequence[tuple[int, Observation]]) -> dict[int, str]:
    """Return why rows, by number, are undone by a later one that deletes or replaces them.

    A blank cell of a deletion stands for any: that of a whole series names no period.
    """
    results: dict[int, str] = {}
    if not {row.of("ACTION") for _, row in rows} & {"D", "R", "M"}:
        return results
    keys, others = _heads(rows[0][1])
    standing: dict[Key, int] = {}
    for number, row in rows:
        action, key = row.of("ACTION"), tuple(map(row.code, keys))
        if action == "D":
            if row.of("OBS_VALUE") or not any(map(row.code, others)):  # no attribute alone
                results |= dict.fromkeys(_taken(standing, key), _DELETED)
        elif row.of("OBS_VALUE"):
            if action in ("R", "M") and key in standing:
                results[standing[key]] = _REPLACED.format(action)
            standing[key] = number
    return results


def _heads(row: Observation) -> tuple[list[str], list[str]]:
    """Return the columns that tell observations apart, and those that say more of each."""
    columns = row.columns
    heads = [head for head in row.cells if code_of(head) not in HEADERS]
    value = columns.codes.get("OBS_VALUE", heads[-1])
    named = {columns.area, columns.partner, *columns.indicators, *columns.dimensions}
    before = {*heads[: heads.index(value)], *named, columns.codes["TIME_PERIOD"]}
    keys = [head for head in heads if head in before]
    return keys, [head for head in heads if head not in before and head != value]


def _taken(standing: dict[Key, int], key: Key) -> list[int]:
    """Take out and return the rows that a deletion is about."""
    keys = [key] if all(key) else [it for it in standing if _is_one(it, key)]
    return [standing.pop(it) for it in keys if it in standing]


def _is_one(key: Key, deleted: Key) -> bool:
    return all(one in ("", other) for one, other in zip(deleted, key, strict=True))
