"""What types cannot tell of a table, such as whom it is about; values in TOML's words."""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import msgspec
from msgspec import inspect

from dipfacts.model.calendar import FIRST_YEAR, LAST_YEAR
from dipfacts.model.period import Period, PeriodError
from dipfacts.model.tables import CLAIM_TYPES, TABLES, Table
from dipfacts.read.positions import Where
from dipfacts.text import fold, plain

LARGEST = 10**18
FINEST = -18  # the exponent of the last digit that a number may have
NATIVE = (datetime.date, datetime.datetime, datetime.time, Decimal)  # never read from a string
_PARTIES = {"parties", "from", "to", "people", "claimant", "reporter", "country"}
_CURRENCY = re.compile(r"[A-Z]{3}")

Fault = tuple[Where, str, str, str]  # where, code, message, hint


# ---------------------------------------------------------------------------- words


def bare(kind: inspect.Type) -> inspect.Type:
    """A declared type without its description and without "or nothing", but with its spelling."""
    while isinstance(kind, inspect.Metadata):
        spelled = (kind.extra_json_schema or {}).get("pattern")
        kind = inspect.StrType(pattern=spelled) if spelled else kind.type
    if isinstance(kind, inspect.UnionType):
        given = [part for part in kind.types if not isinstance(part, inspect.NoneType)]
        if len(given) == 1:
            return bare(given[0])
    return kind


def named(table: dict[str, Any]) -> str:
    """The id of a table in quotes, for a message, if it has one."""
    name = table.get("id")
    return f'"{plain(name)}" ' if isinstance(name, str) and name else ""


def plain_value(value: Any) -> str:
    """A value that is no text as its TOML file has it, or … where that is too long."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int) and abs(value) >= 10**40:
        return "…"  # str() refuses the longest, which TOML can spell in hexadecimal
    return plain(str(value))[:40] if isinstance(value, int | Decimal | datetime.date) else "…"


def shown(value: Any) -> str:
    """A value as its TOML file has it, cut to what a message can hold."""
    if isinstance(value, str):
        return f'"{plain(value)[:40]}"'
    return plain_value(value) if plain_value(value) != "…" else told(value)


def told(value: Any) -> str:
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


def empty_text(key: str, value: str) -> tuple[str, str, str]:
    """Code, message and hint of a text that holds nothing."""
    if key == "inferred":
        return without_how(value)
    return "empty-text", f"{key} is empty", "give it a text, or leave the key out"


def without_how(value: str | bool) -> tuple[str, str, str]:
    """Code, message and hint of a key `inferred` that does not say how."""
    hint = 'say how it follows, such as inferred = "the total less the exports"'
    if value is False:
        hint = "leave the key out of what the source states"
    return "inferred-without-how", f"inferred is {shown(value)}, and nothing says how", hint


def misspelled(value: str, key: str, pattern: str) -> tuple[str, str, str]:
    """Code, message and hint of a text that is not of the pattern it must have."""
    if "A-Z" in pattern:
        hint = 'write the two capital letters of ISO 3166, such as "AZ"'
    else:
        hint = "ids are lower-case letters, digits and single hyphens between them"
        if key in _PARTIES and (country := _country(value)):
            hint = f'did you mean "{country}"?'
    return "bad-id", f"{key} {shown(value)} is not spelled as it must be", hint


def _country(name: str) -> str | None:
    """The id of the one country that a name or code can mean; None for any other text."""
    from dipfacts import countries  # most files hold no such name

    codes = countries.meant(name) if fold(name).encode() in countries.forms() else []
    return countries.id_of(codes[0]) if len(codes) == 1 else None


# -------------------------------------------------------------------------- meaning


def is_sound(name: str, table: Table) -> bool:
    """Whether a table that has its type is right in what types cannot tell."""
    return not any(misfits(name, msgspec.to_builtins(table, builtin_types=NATIVE), set()))


def misfits(name: str, table: dict[str, Any], wrong: set[str]) -> Iterator[Fault]:
    """What types cannot tell of the sound keys of a table: periods, whom it is about, money."""
    for key, value in table.items():
        pattern = patterns_of(name).get(key, "")
        broken = [*_texts(key, value, _with_break)] if pattern else []
        for where, text in broken:
            yield where, *misspelled(text, key, pattern)
        if not broken and key not in {"period", "published", *wrong}:
            for where, text in _texts(key, value, _blank):
                yield where, *empty_text(key, text)
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
        yield from number_misfits(table)
    if name == "measure" and len(table.get("difference_of", ("", ""))) != 2:
        message = f"difference_of names {len(table['difference_of'])} measures, not two"
        hint = 'write difference_of = ["exports", "imports"], the second taken from the first'
        yield "difference_of", "not-two", message, hint


def _about(name: str, table: dict[str, Any]) -> Iterator[Fault]:
    parties, ends = table.get("parties"), [k for k in ("from", "to") if k in table]
    if parties and ends:
        message = f'[[{name}]] {named(table)}has both "parties" and "{ends[0]}"'
        yield ends[0], "about-whom", message, "keep from and to where it has a direction"
    elif not parties and len(ends) != 2:
        message = f"[[{name}]] {named(table)}does not say whom it is about"
        yield "", "about-whom", message, 'add parties = ["…", "…"], or both from and to'
    given = parties or [table[end] for end in ends]
    if len(set(given)) != len(given):
        message = f"[[{name}]] {named(table)}names one party twice"
        first = {party: nth for nth, party in reversed([*enumerate(given)])}
        again = next(nth for nth, party in enumerate(given) if first[party] != nth)
        where: Where = ("parties", again) if parties else "to"
        yield where, "party-twice", message, "name each party once"


def number_misfits(table: dict[str, Any]) -> Iterator[Fault]:
    """What is wrong with the number of a figure."""
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


def _texts(key: str, value: Any, wrong: Callable[[str], bool]) -> Iterator[tuple[Where, str]]:
    """Where a text, or one in an array, is wrong in what the types let through, and the text."""
    if isinstance(value, str):
        if wrong(value):
            yield key, value
    elif isinstance(value, list | tuple):
        for nth, text in enumerate(value):
            if isinstance(text, str) and wrong(text):
                yield (key, nth), text


def _blank(text: str) -> bool:
    """Whether a text is nothing but spaces."""
    return not text.strip()


def _with_break(text: str) -> bool:
    """Whether a text ends in a line break: a pattern's $ matches before it, no id has it."""
    return text.endswith("\n")


@functools.cache
def patterns_of(name: str) -> dict[str, str]:
    """The keys of a table whose texts must be spelled in a certain way, and how."""
    found = {}
    for field in keys_of(name).values():
        kind = bare(field.type)
        kind = bare(kind.item_type) if isinstance(kind, inspect.VarTupleType) else kind
        if isinstance(kind, inspect.StrType) and kind.pattern:
            found[field.encode_name] = kind.pattern
    return found


@functools.cache
def keys_of(name: str) -> dict[str, inspect.Field]:
    """The keys that a table can have, with what is declared of each."""
    info = inspect.type_info(TABLES[name])
    assert isinstance(info, inspect.StructType)
    return {field.encode_name: field for field in info.fields}
