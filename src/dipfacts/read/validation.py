"""Every problem of a parsed document, in TOML's words, derived from the declared types."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import msgspec
from msgspec import inspect

from dipfacts.errors import Problem
from dipfacts.model.tables import TABLES, AnyTable
from dipfacts.read.positions import Places
from dipfacts.read.rules import (
    NATIVE,
    PERIOD_KEYS,
    Fault,
    Message,
    bare,
    empty_text,
    keys_of,
    misspelled,
    quoted_id,
    rule_faults,
    short_value,
    toml_value,
    type_words,
    without_how,
)
from dipfacts.text import did_you_mean, plain, quoted_list

FORMAT = 1
_EXPECTED = (  # declared type, types of a parsed value, and for messages a noun and an example
    (inspect.VarTupleType, (), "an array", '["…", "…"]'),
    (
        inspect.DateType,
        (datetime.date,),
        "a date",
        "2022-12-05, without quotes and without a time of day",
    ),
    (inspect.Type, (int, Decimal), "a number", "2_900_000_000, without quotes"),
)


def is_array_of_tables(value: Any) -> bool:
    """Return whether a parsed value is an array that holds nothing but tables."""
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def top_level_problems(document: dict[str, Any], file: str, places: Places) -> Iterator[Problem]:
    """Yield the problems of a parsed document outside its tables."""
    if "format" not in document:
        hint = f"write format = {FORMAT} in its first lines"
        yield Problem(file, 1, 1, "missing-format", "the file does not declare its format", hint)
    elif type(given := document["format"]) is not int or given != FORMAT:
        message = f"format {short_value(given)} is not known"
        if short_value(given) == type_words(given):
            message = f"format is {type_words(given)}, not {FORMAT}"
        hint = f"write format = {FORMAT}, the only one there is so far"
        line, column = places.top_value("format")
        yield Problem(file, line, column, "unknown-format", message, hint)
    for key, value in document.items():
        if key in TABLES and not is_array_of_tables(value):
            message = f"{key} is not an array of tables"
            hint = f"write each as a table of its own, under [[{key}]]"
            yield Problem(file, places.top(key), 1, "wrong-type", message, hint)
        elif key != "format" and key not in TABLES:
            message = f'unknown table "{plain(key)}"'
            yield Problem(file, places.top(key), 1, "unknown-table", message, _nearest(key, TABLES))


def faults_of(name: str, table: dict[str, Any]) -> list[Fault]:
    """Return all faults of a table; none means that it converts to a valid one."""
    shape = [*_shape(name, table)]
    # Of a table of the wrong shape, the keys that are right are still looked into.
    wrong = {where if isinstance(where, str) else where[0] for where, *_ in shape}
    rest = {key: value for key, value in table.items() if key not in wrong}
    return [*shape, *rule_faults(name, rest, wrong)]


def is_valid(name: str, table: AnyTable) -> bool:
    """Return whether `faults_of` finds nothing in a converted table."""
    return not faults_of(name, msgspec.to_builtins(table, builtin_types=NATIVE))


def _nearest(word: str, known: Any) -> str:
    return did_you_mean(word, known, f"known are {', '.join(known)}")


def _shape(name: str, table: dict[str, Any]) -> Iterator[Fault]:
    """Yield the unknown, missing and wrongly typed keys of one table."""
    fields = keys_of(name)
    for key in table:
        if key not in fields:
            message = f'unknown key "{plain(key)}" in [[{name}]]'
            yield key, "unknown-key", message, _nearest(key, fields)
    for key, field in fields.items():
        if key in table:
            yield from _wrong_value(key, table[key], bare(field.type))
        elif field.required:
            message = f'[[{name}]] {quoted_id(table)}has no key "{key}"'
            yield "", "missing-key", message, f"add {key} = {_example(key, field.type)}"


def _example(key: str, kind: inspect.Type) -> str:
    kind = bare(kind)
    if key == "period":
        return '"2021"'
    if key == "value":
        return "2_900_000_000"
    if isinstance(kind, inspect.LiteralType):
        return " or ".join(f'"{value}"' for value in sorted(map(str, kind.values)))
    return '"…"'


def _wrong_value(key: str, value: Any, kind: inspect.Type) -> Iterator[Fault]:
    """Yield what is wrong with the type of a value, or of the items of an array."""
    if not isinstance(kind, inspect.VarTupleType) or not isinstance(value, list | tuple):
        if wrong := _wrong(value, kind, key):
            yield key, *wrong
        return
    odd = [nth for nth, item in enumerate(value) if not isinstance(item, str)]
    if odd:
        message = f"{key} holds {type_words(value[odd[0]])}, not only strings in quotes"
        yield (key, odd[0]), "wrong-type", message, f'write {key} = ["…", "…"]'
    for nth, item in enumerate(value):
        if isinstance(item, str) and (wrong := _wrong(item, kind.item_type, key)):
            yield (key, nth), *wrong


def _wrong(value: Any, kind: inspect.Type, key: str) -> Message | None:
    """Return the message for a value that is not of its key's type; None if it is."""
    kind = bare(kind)
    if isinstance(kind, inspect.LiteralType):
        allowed = sorted(map(str, kind.values))
        if isinstance(value, str) and value in allowed:
            return None
        otherwise = f"write {quoted_list(allowed)}"
        hint = did_you_mean(value, allowed, otherwise) if isinstance(value, str) else otherwise
        return "not-allowed", f"{key} cannot be {short_value(value)}", hint
    if isinstance(kind, inspect.StrType):
        return _wrong_text(value, kind, key)
    types, noun, example = next(
        given for declared, *given in _EXPECTED if isinstance(kind, declared)
    )
    if type(value) in types:
        return None
    return "wrong-type", f"{key} is {type_words(value)}, not {noun}", f"write {key} = {example}"


def _wrong_text(value: Any, kind: inspect.StrType, key: str) -> Message | None:
    if not isinstance(value, str):
        if key == "inferred" and isinstance(value, bool):
            return without_how(value)
        hint = f'write {key} = "{toml_value(value)}", a string in quotes'
        return "wrong-type", f"{key} is {type_words(value)}, not a string in quotes", hint
    if kind.pattern and (value.endswith("\n") or not re.search(kind.pattern, value)):
        return misspelled(value, key, kind.pattern)
    if not value.strip() and not (value and key in PERIOD_KEYS):  # those are read as periods
        return empty_text(key, value)
    return None
