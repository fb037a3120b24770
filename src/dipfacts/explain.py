"""Every fault of shape in a parsed document, in TOML's words, derived from the declared types."""

from __future__ import annotations

import datetime
import functools
import itertools
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from operator import attrgetter
from typing import Any, NamedTuple

import msgspec
from msgspec import inspect

from dipfacts.locate import Places
from dipfacts.model import CLAIM_TYPES, ID_PATTERN, TABLES, Table
from dipfacts.names import nearest, plain, quoted_list
from dipfacts.period import FIRST_YEAR, LAST_YEAR, Period, PeriodError
from dipfacts.problem import Problem

FORMAT = 1
LARGEST = 10**18
FINEST = -18  # the exponent of the last digit that a number may have
NATIVE = (datetime.date, datetime.datetime, datetime.time, Decimal)  # never read from a string
_CURRENCY = re.compile(r"[A-Z]{3}")
_OF_IDS = b"abcdefghijklmnopqrstuvwxyz0123456789-\n"  # with what stands between them
_LISTS: dict[str, Any] = {name: list[kind] for name, kind in TABLES.items()}  # type: ignore[valid-type]  # built from data

Keys = list[tuple[str, bool]]
"""Attributes of a table, and whether each holds several values."""


def _those(*keys: str) -> dict[str, Keys]:
    """Which of some keys, that hold one value each, each table has."""
    fields = {name: kind.__struct_fields__ for name, kind in TABLES.items()}
    return {name: [(key, False) for key in keys if key in fields[name]] for name in TABLES}


_KEYS_OF_DAYS = _those("accessed", "said_on")
_KEYS_OF_PERIODS = _those("period", "published")

Fault = tuple[str, str, str, str]  # key, code, message, hint


def faults(document: dict[str, Any], file: str, places: Places) -> list[Problem]:
    """All problems of one document's shape, in file order; an empty list means it converts."""
    found = [*_top_level(document, file, places)]
    for name in TABLES:
        tables = document.get(name, [])
        if not isinstance(tables, list) or not all(isinstance(t, dict) for t in tables):
            hint = f"write each as a table of its own, under [[{name}]]"
            message = f"{name} is not an array of tables"
            found.append(Problem(file, places.top(name), 1, "wrong-type", message, hint))
            continue
        whole = _converts(name, tables)
        for nth, table in enumerate(tables):
            shape = [] if whole else [*_shape(name, table)]
            # Of a table of the wrong shape, the keys that are right are still looked into.
            wrong = {key for key, *_ in shape}
            sound = {key: value for key, value in table.items() if key not in wrong}
            for key, code, message, hint in [*shape, *_meaning(name, sound, wrong)]:
                line, column = places.key(name, nth, key)
                found.append(Problem(file, line, column, code, message, hint))
    return sorted(found, key=lambda problem: (problem.line, problem.column))


def _converts(name: str, tables: list[Any]) -> bool:
    """Whether the fast reader takes them all; what it takes and we do not is told apart here."""
    try:
        return well_spelled(name, msgspec.convert(tables, _LISTS[name], builtin_types=NATIVE))
    except msgspec.ValidationError:
        return False


def well_spelled(name: str, tables: Sequence[Table]) -> bool:
    """Whether every id in these tables is spelled as ids are, which their types do not tell."""
    ids = _distinct(tables, _keys_of_texts(name).ids)
    lines = "\n".join(("", *ids, "")).encode("utf-8", "surrogatepass")
    if lines.count(b"\n") != len(ids) + 1 or lines.translate(None, _OF_IDS):
        return False
    return not ids or not any(pair in lines for pair in (b"\n-", b"--", b"-\n", b"\n\n"))


def evidently_sound(name: str, tables: list[dict[str, Any]], found: Sequence[Table]) -> bool:
    """Whether `_meaning` finds no fault in tables, here as parsed and as `found` converted.

    False means: look closely. All values of a key are taken at once, for there may be millions.
    """
    texts = _distinct(found, _keys_of_texts(name).others)
    if any(map(str.isspace, {text[-1] for text in texts})):  # blank, or ending in a line break
        return False
    if any(day.year > LAST_YEAR for day in _distinct(found, _KEYS_OF_DAYS[name])):
        return False
    if not all(map(_is_period, _distinct(found, _KEYS_OF_PERIODS[name]))):
        return False
    if not well_spelled(name, found):
        return False
    if name in CLAIM_TYPES and not all(map(_is_about, found)):
        return False
    if name == "figure":
        numbers = [*map(attrgetter("value"), found)]
        if {*map(type, numbers)} <= {int}:
            return -LARGEST < min(numbers, default=0) <= max(numbers, default=0) < LARGEST
        return not any(any(_number(table)) for table in tables)
    return True


class _Texts(NamedTuple):
    """The attributes of a table that hold ids, and those that hold texts of any other kind."""

    ids: Keys
    others: Keys


def _distinct(tables: Sequence[Table], keys: Keys) -> set[Any]:
    """All that these tables have under these keys."""
    found = set[Any]()
    for key, many in keys:
        values = map(attrgetter(key), tables)
        found |= {*(itertools.chain.from_iterable(values) if many else values)}
    found.discard(None)
    return found


@functools.cache
def _keys_of_texts(name: str) -> _Texts:
    info = inspect.type_info(TABLES[name])
    assert isinstance(info, inspect.StructType)
    found = _Texts([], [])
    for field in info.fields:
        kind, many = _bare(field.type), False
        if isinstance(kind, inspect.VarTupleType):
            kind, many = _bare(kind.item_type), True
        if isinstance(kind, inspect.StrType):
            those = found.ids if kind.pattern == ID_PATTERN else found.others
            those.append((field.name, many))
    return found


@functools.lru_cache(maxsize=65536)
def _is_period(text: str) -> bool:
    try:
        Period.parse(text)
    except PeriodError:
        return False
    return True


def _is_about(claim: Any) -> bool:
    """Whether `_about` finds no fault in a claim that converts."""
    parties, begin, end = claim.parties, claim.from_, claim.to
    if parties:
        return begin is end is None and len({*parties}) == len(parties)
    return begin is not None and end is not None and begin != end


def is_sound(name: str, table: Table) -> bool:
    """Whether a table that has its type is right in what types cannot tell."""
    return not any(_meaning(name, msgspec.to_builtins(table, builtin_types=NATIVE), set()))


def _top_level(document: dict[str, Any], file: str, places: Places) -> Iterator[Problem]:
    if "format" not in document:
        hint = f"write format = {FORMAT} in its first lines"
        yield Problem(file, 1, 1, "missing-format", "the file does not say its format", hint)
    elif type(document["format"]) is not int or document["format"] != FORMAT:
        hint = f"write format = {FORMAT}, the only one there is so far"
        given = document["format"]
        message = f"format {_shown(given)} is not known"
        if _shown(given) == _told(given):
            message = f"format is {_told(given)}, not {FORMAT}"
        yield Problem(file, places.top("format"), 1, "unknown-format", message, hint)
    for key in document:
        if key != "format" and key not in TABLES:
            message = f'unknown table "{plain(key)}"'
            yield Problem(
                file, places.top(key), 1, "unknown-table", message, _did_you_mean(key, TABLES)
            )


def _did_you_mean(word: str, known: Any) -> str:
    near = nearest(word, known)
    return f"did you mean {quoted_list(near)}?" if near else f"known are {', '.join(known)}"


def _shape(name: str, table: dict[str, Any]) -> Iterator[Fault]:
    """Unknown, missing and wrongly typed keys of one table."""
    info = inspect.type_info(TABLES[name])
    assert isinstance(info, inspect.StructType)
    fields = {field.encode_name: field for field in info.fields}
    for key in table:
        if key not in fields:
            yield (
                key,
                "unknown-key",
                f'unknown key "{plain(key)}" in [[{name}]]',
                _did_you_mean(key, fields),
            )
    for key, field in fields.items():
        if key in table:
            if wrong := _wrong(table[key], field.type, key):
                yield key, *wrong
        elif field.required:
            message = f'[[{name}]] {_named(table)}has no key "{key}"'
            yield "", "missing-key", message, f"add {key} = {_example(key, field.type)}"


def _named(table: dict[str, Any]) -> str:
    name = table.get("id")
    return f'"{plain(name)}" ' if isinstance(name, str) and name else ""


def _example(key: str, kind: inspect.Type) -> str:
    kind = _bare(kind)
    if key == "period":
        return '"2021"'
    if key == "value":
        return "2_900_000_000"
    if isinstance(kind, inspect.LiteralType):
        return " or ".join(f'"{value}"' for value in sorted(map(str, kind.values)))
    return '"…"'


def _bare(kind: inspect.Type) -> inspect.Type:
    """A declared type without its description and without "or nothing", but with its spelling."""
    while isinstance(kind, inspect.Metadata):
        spelled = (kind.extra_json_schema or {}).get("pattern")
        kind = inspect.StrType(pattern=spelled) if spelled else kind.type
    if isinstance(kind, inspect.UnionType):
        given = [part for part in kind.types if not isinstance(part, inspect.NoneType)]
        if len(given) == 1:
            return _bare(given[0])
    return kind


def _wrong(value: Any, kind: inspect.Type, key: str) -> tuple[str, str, str] | None:
    """Code, message and hint where a value is not of its key's type."""
    kind = _bare(kind)
    if isinstance(kind, inspect.LiteralType):
        allowed = sorted(map(str, kind.values))
        if isinstance(value, str) and value in allowed:
            return None
        near = nearest(value, allowed) if isinstance(value, str) else []
        hint = f"did you mean {quoted_list(near)}?" if near else f"write {quoted_list(allowed)}"
        return "not-allowed", f"{key} is {_shown(value)}", hint
    if isinstance(kind, inspect.StrType):
        return _wrong_text(value, kind, key)
    if isinstance(kind, inspect.VarTupleType):
        if not isinstance(value, list):
            hint = f'write {key} = ["…", "…"]'
            return "wrong-type", f"{key} is {_told(value)}, not an array", hint
        if odd := [item for item in value if not isinstance(item, str)]:
            hint = f'write {key} = ["…", "…"]'
            return "wrong-type", f"{key} holds {_told(odd[0])}, not only strings in quotes", hint
        return next((bad for item in value if (bad := _wrong(item, kind.item_type, key))), None)
    if isinstance(kind, inspect.DateType):
        if type(value) is datetime.date:
            return None
        hint = f"write {key} = 2022-12-05, without quotes and without a time of day"
        return "wrong-type", f"{key} is {_told(value)}, not a date", hint
    if type(value) in (int, Decimal):
        return None
    hint = f"write {key} = 2_900_000_000, without quotes"
    return "wrong-type", f"{key} is {_told(value)}, not a number", hint


def _wrong_text(value: Any, kind: inspect.StrType, key: str) -> tuple[str, str, str] | None:
    if not isinstance(value, str):
        hint = f'write {key} = "{_plain_value(value)}", a string in quotes'
        return "wrong-type", f"{key} is {_told(value)}, not a string in quotes", hint
    if kind.min_length and not value.strip():
        return "empty-text", f"{key} is empty", "give it a text, or leave the key out"
    if kind.pattern and (value.endswith("\n") or not re.search(kind.pattern, value)):
        return _misspelled(value, key, kind.pattern)
    return None


def _misspelled(value: str, key: str, pattern: str) -> tuple[str, str, str]:
    if "A-Z" in pattern:
        hint = 'write the two capital letters of ISO 3166, such as "AZ"'
    else:
        hint = "ids are lower-case letters, digits and single hyphens between them"
    return "bad-id", f"{key} {_shown(value)} is not spelled as it must be", hint


def _plain_value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int) and abs(value) >= 10**40:
        return "…"  # str() refuses the longest, which TOML can spell in hexadecimal
    return plain(str(value))[:40] if isinstance(value, int | Decimal | datetime.date) else "…"


def _shown(value: Any) -> str:
    """A value as its TOML file has it, cut to what a message can hold."""
    if isinstance(value, str):
        return f'"{plain(value)[:40]}"'
    return _plain_value(value) if _plain_value(value) != "…" else _told(value)


def _told(value: Any) -> str:
    """The sort of a value, in TOML's words."""
    for kind, words in (
        (bool, "true or false"),
        (str, "a string"),
        (int, "a whole number"),
        (Decimal, "a number with a point"),
        (datetime.datetime, "a date with a time of day"),
        (datetime.date, "a date"),
        (datetime.time, "a time of day"),
        (list, "an array"),
    ):
        if isinstance(value, kind):
            return words
    return "a table"


def _meaning(name: str, table: dict[str, Any], wrong: set[str]) -> Iterator[Fault]:
    """What types cannot tell of the sound keys of a table: periods, whom it is about, money."""
    for key, value in table.items():
        if (broken := _with_break(value)) and (pattern := _patterns(name).get(key)):
            yield key, *_misspelled(broken, key, pattern)
        elif key not in {"period", "published", *wrong} and _blank(value):
            yield key, "empty-text", f"{key} is empty", "give it a text, or leave the key out"
    for key in ("period", "published"):
        if table.get(key) is not None:
            try:
                Period.parse(table[key])
            except PeriodError as error:
                yield key, "bad-period", error.message, error.hint
    for key in ("accessed", "said_on"):
        if isinstance(day := table.get(key), datetime.date) and day.year > LAST_YEAR:
            hint = f"years run from {FIRST_YEAR:04} to {LAST_YEAR}"
            yield key, "bad-period", f"{key} {day} is out of range", hint
    if name in CLAIM_TYPES and not wrong & {"parties", "from", "to"}:
        yield from _about(name, table)
    if name == "figure" and "value" in table:
        yield from _number(table)
    if name == "measure" and len(table.get("difference_of", ("", ""))) != 2:
        message = f"difference_of names {len(table['difference_of'])} measures, not two"
        hint = 'write difference_of = ["exports", "imports"], the second taken from the first'
        yield "difference_of", "not-two", message, hint


def _about(name: str, table: dict[str, Any]) -> Iterator[Fault]:
    parties, ends = table.get("parties"), [k for k in ("from", "to") if k in table]
    if parties and ends:
        message = f'[[{name}]] {_named(table)}has both "parties" and "{ends[0]}"'
        yield ends[0], "about-whom", message, "keep from and to where it has a direction"
    elif not parties and len(ends) != 2:
        message = f"[[{name}]] {_named(table)}does not say whom it is about"
        yield "", "about-whom", message, 'add parties = ["…", "…"], or both from and to'
    given = parties or [table[end] for end in ends]
    if len(set(given)) != len(given):
        message = f"[[{name}]] {_named(table)}names one party twice"
        yield "parties" if parties else "to", "party-twice", message, "name each party once"


def _number(table: dict[str, Any]) -> Iterator[Fault]:
    value = table["value"]
    if isinstance(value, Decimal) and not value.is_finite():
        hint = "write the number, or no claim"
        yield "value", "number-range", "value is not a finite number", hint
    elif _out_of_range(value):
        yield "value", "number-range", "value is out of range", "write at most 18 digits"
    elif isinstance(value, Decimal) and _CURRENCY.fullmatch(table.get("unit", "")):
        hint = f"write the amount in whole {table['unit']}, such as 2_900_000_000"
        yield "value", "inexact-money", f"value {plain(str(value))} of money has a point", hint


def _out_of_range(value: int | Decimal) -> bool:
    """Whether a number is longer than can be stored and shown; its size is read, not computed."""
    if isinstance(value, int):
        return abs(value) >= LARGEST
    _, digits, exponent = value.as_tuple()
    assert isinstance(exponent, int), "a finite number"
    return len(digits) > 18 or exponent < FINEST or len(digits) + exponent > 18


def _blank(value: Any) -> bool:
    """Whether a text, or one in an array, is nothing but spaces, which the types let through."""
    texts = value if isinstance(value, list | tuple) else (value,)
    return any(isinstance(text, str) and not text.strip() for text in texts)


def _with_break(value: Any) -> str | None:
    """The first text that ends in a line break: a pattern's $ matches before it, no id has it."""
    if isinstance(value, str):
        return value if value.endswith("\n") else None
    texts = value if isinstance(value, list) else ()
    return next((text for text in texts if isinstance(text, str) and text.endswith("\n")), None)


@functools.cache
def _patterns(name: str) -> dict[str, str]:
    """The keys of a table whose texts must be spelled in a certain way, and how."""
    info = inspect.type_info(TABLES[name])
    assert isinstance(info, inspect.StructType)
    found = {}
    for field in info.fields:
        kind = _bare(field.type)
        kind = _bare(kind.item_type) if isinstance(kind, inspect.VarTupleType) else kind
        if isinstance(kind, inspect.StrType) and kind.pattern:
            found[field.encode_name] = kind.pattern
    return found
