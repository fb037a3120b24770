"""The rules of one table that types cannot express, and the fast path beside them.

`certainly_valid` accepts a batch of tables at once, and only if `validation.faults_of` would find
nothing in any of them: tests/read/test_parts.py holds the two equal.
"""

from __future__ import annotations

import datetime
import functools
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

import msgspec
from msgspec import inspect

from dipfacts.model.file_format.csv_table import FILE_TABLES
from dipfacts.model.file_format.tables import (
    CLAIM_TYPES,
    CODE_PATTERN,
    ID_PATTERN,
    LARGEST,
    PARTY_PATTERN,
    AnyTable,
    Claim,
)
from dipfacts.model.periods.calendar import FIRST_YEAR, LAST_YEAR
from dipfacts.model.periods.period import Period, PeriodError, is_period
from dipfacts.read.table.fault import Fault
from dipfacts.read.table.ids import quoted_id
from dipfacts.read.table.number_rules import number_faults
from dipfacts.read.table.positions import Where
from dipfacts.remedy import Remedy, Setting

MOST_NAMED = 500  # parties of a claim, of which the index keeps each pair; people likewise
FEWER_NAMED = f"name at most {MOST_NAMED}; of more, declare a [[party]] that stands for them"
NATIVE = (datetime.date, datetime.datetime, datetime.time, Decimal)  # never read from a string

LISTS: dict[str, Any] = {name: list[kind] for name, kind in FILE_TABLES.items()}  # type: ignore[valid-type]  # built from data
PERIOD_KEYS = ("period", "published", "said_on")
_ID_BYTES = b"abcdefghijklmnopqrstuvwxyz0123456789-\n"  # the line break separates ids
_CODE = re.compile(CODE_PATTERN)
IDS = (ID_PATTERN, PARTY_PATTERN)
_NAMED = {"claimant": "claimant", "people": "person"}  # keys that name several, beside the parties

TextKey = tuple[str, bool, str | None]  # attribute, whether an array, pattern


# -------------------------------------------------------------------- declared keys


@functools.cache
def keys_of(name: str) -> dict[str, inspect.Field]:
    """Return the keys that a table can have, with what is declared of each, and its bare type."""
    info = inspect.type_info(FILE_TABLES[name])
    assert isinstance(info, inspect.StructType)
    fields = (msgspec.structs.replace(field, type=bare(field.type)) for field in info.fields)
    return {field.encode_name: field for field in fields}


@functools.cache
def _text_keys(name: str) -> dict[str, TextKey]:
    """Return the keys of a table that hold texts."""
    results: dict[str, TextKey] = {}
    for key, field in keys_of(name).items():
        kind, attribute, many = field.type, field.name, False
        if key == "claimant" and isinstance(kind, inspect.UnionType):
            kind = one_or_several(kind, several=True)
        if isinstance(kind, inspect.VarTupleType):
            kind, many = bare(kind.item_type), True
        if isinstance(kind, inspect.StrType):
            results[key] = attribute, many, kind.pattern
    return results


def bare(kind: inspect.Type) -> inspect.Type:
    """Return a declared type without its description and "or nothing", but with its pattern."""
    while isinstance(kind, inspect.Metadata):
        pattern = (kind.extra_json_schema or {}).get("pattern")
        kind = inspect.StrType(pattern=pattern) if pattern else kind.type
    if isinstance(kind, inspect.UnionType):
        given = [part for part in kind.types if not isinstance(part, inspect.NoneType)]
        if len(given) == 1:
            return bare(given[0])
    return kind


def one_or_several(kind: inspect.UnionType, several: bool) -> inspect.Type:
    """Return the part of a type "one or an array of several" that is the array, or the other."""
    parts = [bare(part) for part in kind.types if not isinstance(part, inspect.NoneType)]
    return next(part for part in parts if isinstance(part, inspect.VarTupleType) == several)


def convert(name: str, tables: list[Any]) -> list[AnyTable]:
    """Return parsed tables as their type, ids unchecked; raise ValidationError if one differs."""
    converted: list[AnyTable] = msgspec.convert(tables, LISTS[name], builtin_types=NATIVE)
    return converted


def convert_exactly(name: str, table: dict[str, Any]) -> AnyTable | None:
    """Return a parsed table as its type; None if it is of another shape or has a bad id."""
    try:
        converted = convert(name, [table])
    except msgspec.ValidationError:
        return None
    return converted[0] if _have_valid_ids(_distinct(name, _columns(name, converted))) else None


# ------------------------------------------------------------------------ fast path


def certainly_valid(name: str, converted: Sequence[AnyTable], typed: bool = True) -> bool:
    """Return True for converted tables in which `faults_of` finds no fault.

    False means: look closely. All values of a key are looked at together, each distinct one once.
    """
    if not converted:
        return True
    columns = _columns(name, converted)
    values = _distinct(name, columns)
    texts = _all(own for key, own in values.items() if key[2] not in IDS)
    if any(map(str.isspace, {text[-1] for text in texts})):  # blank, or ending in a line break
        return False
    if not _have_valid_dates(name, columns, values) or not _have_valid_ids(values):
        return False
    if name == "measure":
        return not any(abs(count or 0) >= LARGEST for count in columns["partners"])
    if name not in CLAIM_TYPES:
        return True
    whom = zip(columns["parties"], columns["from_"], columns["to"], strict=True)
    if not all(itertools.starmap(_are_valid_parties, {*whom})) or not _have_valid_names(columns):
        return False
    return name != "figure" or _have_valid_numbers(columns, typed)


def _columns(name: str, tables: Sequence[AnyTable]) -> dict[str, tuple[Any, ...]]:
    """Return the values of tables by attribute."""
    columns = zip(*map(msgspec.structs.astuple, tables), strict=True)
    return dict(zip(FILE_TABLES[name].__struct_fields__, columns, strict=True))


def _have_valid_dates(
    name: str, columns: dict[str, tuple[Any, ...]], values: dict[TextKey, set[str]]
) -> bool:
    """Return whether `date_faults` finds nothing in tables, which have these values."""
    days = {*columns.get("accessed", ())} - {None}
    if any(day.year > LAST_YEAR for day in days):
        return False
    keys = _text_keys(name)
    return all(map(is_period, _all(values[keys[key]] for key in PERIOD_KEYS if key in keys)))


def _have_valid_names(columns: dict[str, tuple[Any, ...]]) -> bool:
    """Return whether claims name few enough people, and each claimant and person once."""
    people = {*columns.get("people", ())}
    several = {it for it in {*columns["claimant"]} if isinstance(it, tuple)}
    if any(len(each) > MOST_NAMED for each in people):
        return False
    return all(len({*each}) == len(each) for each in people | several)


def _have_valid_numbers(columns: dict[str, tuple[Any, ...]], typed: bool) -> bool:
    """Return whether `number_faults` finds nothing in figures."""
    numbers = [*zip(columns["value"], columns["absent"], columns["unit"], strict=True)]
    usual = [value for value, absent, _ in numbers if type(value) is int and not absent]
    if not -LARGEST < min(usual, default=0) <= max(usual, default=0) < LARGEST:
        return False
    others = (it for it in numbers if type(it[0]) is not int or it[1])
    keys = "value", "absent", "unit"
    return not any(any(number_faults(dict(zip(keys, it, strict=True)), typed)) for it in others)


def _have_valid_ids(values: dict[TextKey, set[str]]) -> bool:
    """Return whether all ids among these values have their pattern, which types do not check."""
    ids, parties = (_all(it for key, it in values.items() if key[2] == way) for way in IDS)
    ids |= {party for party in parties if ":" not in party or not _CODE.fullmatch(party)}
    lines = "\n".join(("", *ids, "")).encode("utf-8", "surrogatepass")
    if lines.count(b"\n") != len(ids) + 1 or lines.translate(None, _ID_BYTES):
        return False
    return not ids or not any(pair in lines for pair in (b"\n-", b"--", b"-\n", b"\n\n"))


def _distinct(name: str, columns: dict[str, tuple[Any, ...]]) -> dict[TextKey, set[str]]:
    """Return all values that tables have under each key that holds texts."""
    results = {}
    for key in _text_keys(name).values():
        distinct = {*columns[key[0]]} - {None}
        if key[1]:
            several = (it if isinstance(it, tuple) else (it,) for it in distinct)
            distinct = {*itertools.chain.from_iterable(several)}
        results[key] = distinct
    return results


def _all(sets: Iterable[set[str]]) -> set[str]:
    """Return the union of some sets."""
    return set[str]().union(*sets)


def _are_valid_parties(parties: tuple[str, ...], begin: str | None, end: str | None) -> bool:
    """Return whether `_party_faults` finds nothing in a claim that is about these."""
    if parties:
        return begin is end is None and len({*parties}) == len(parties) <= MOST_NAMED
    return begin is not None and end is not None and begin != end


# ---------------------------------------------------------------------------- rules


def rule_faults(name: str, table: dict[str, Any], wrong: set[str], typed: bool) -> Iterator[Fault]:
    """Yield the faults of the well-typed keys of a table; `wrong` are its other keys.

    `typed` is False for a row of a CSV file, in which statistics give money with a point.
    """
    if name == "table":  # see table_rules
        return
    yield from date_faults(table)
    if name in CLAIM_TYPES and not wrong & {"parties", "from", "to"}:
        yield from _party_faults(name, table)
    for key in sorted({"parties", "people"} & table.keys() - wrong):
        if len(table[key] or ()) > MOST_NAMED:
            message = f"[[{name}]] {quoted_id(table)}names {len(table[key]):,} {key}"
            yield Fault(key, "about-whom", message, FEWER_NAMED)
    if name == "figure" and not wrong & {"value", "absent"}:
        yield from number_faults(table, typed)
    if name == "measure" and len(table.get("difference_of", ("", ""))) != 2:
        message = f"difference_of names {len(table['difference_of'])} measures, not two"
        pair = Setting.list_of("difference_of", "exports", "imports")
        remedy = Remedy.of("write ", pair, ", the second taken from the first")
        yield Fault("difference_of", "not-two", message, remedy)
    for key in sorted(_NAMED.keys() & table.keys() - wrong):
        yield from _named_twice(name, table, key, table[key])
    if name == "measure" and (table.get("partners") or 0) < 0:
        hint = "write how many partners of a party are named, 0 where it has none"
        yield Fault("partners", "number-range", "partners is negative", hint)
    elif name == "measure" and (table.get("partners") or 0) >= LARGEST:
        yield Fault(
            "partners", "number-range", "partners is out of range", "write at most 18 digits"
        )


def date_faults(table: dict[str, Any]) -> Iterator[Fault]:
    """Yield the faults of the dates and periods of a table."""
    for key in PERIOD_KEYS:
        if table.get(key) is not None:
            try:
                Period.parse(table[key])
            except PeriodError as error:
                yield Fault(key, "bad-period", error.message, error.hint)
    if isinstance(day := table.get("accessed"), datetime.date) and day.year > LAST_YEAR:
        hint = f"years run from {FIRST_YEAR:04} to {LAST_YEAR}"
        yield Fault("accessed", "bad-period", f"accessed {day} is out of range", hint)


def _party_faults(name: str, table: dict[str, Any]) -> Iterator[Fault]:
    """Yield a fault unless a claim has either parties or both from and to, all different."""
    parties, ends = table.get("parties"), [k for k in ("from", "to") if k in table]
    if parties and ends:
        message = f'[[{name}]] {quoted_id(table)}has both "parties" and "{ends[0]}"'
        yield Fault(ends[0], "about-whom", message, "keep from and to where it has a direction")
    elif not parties and len(ends) != 2:
        message = f"[[{name}]] {quoted_id(table)}names no parties"
        remedy = Remedy.of("add ", Setting.list_of("parties", "…", "…"), ", or both from and to")
        yield Fault("", "about-whom", message, remedy)
    if parties:
        yield from _named_twice(name, table, "parties", parties)
    else:
        yield from _named_twice(name, table, "to", [table[end] for end in ends])


def named_twice(name: str, table: msgspec.Struct) -> list[Fault]:
    """Return the faults of a claim that names a party twice, by whatever names."""
    if not isinstance(table, Claim):
        return []
    ends = [end for end in (table.from_, table.to) if end]
    given: list[tuple[str, Sequence[str]]] = [("parties", table.parties), ("to", ends)]
    given = given[:1] if table.parties else given[1:]
    given += [(key, getattr(table, key, None) or ()) for key in _NAMED]
    twice = (it for it in given if len({*it[1]}) != len(it[1]))
    return [fault for it in twice for fault in _named_twice(name, {"id": table.id}, *it)]


def _named_twice(
    name: str, table: dict[str, Any], key: str, named: Sequence[str] | None
) -> Iterator[Fault]:
    """Yield a fault if a key of a claim names a party twice; from and to are looked at as one."""
    if named and not isinstance(named, str) and len({*named}) != len(named):
        again = next(nth for nth, party in enumerate(named) if party in named[:nth])
        what = _NAMED.get(key, "party")
        message = f"[[{name}]] {quoted_id(table)}names one {what} twice"
        where: Where = "to" if key == "to" else (key, again)
        yield Fault(where, "party-twice", message, f"name each {what} once")
