"""Every problem of a parsed document, in TOML's words, derived from the declared types."""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

import msgspec
from msgspec import inspect

from dipfacts.errors import Problem
from dipfacts.model.file_format.csv_table import FILE_TABLES
from dipfacts.model.file_format.status import OTHER_WORDS
from dipfacts.model.file_format.tables import PARTY_KEYS, PARTY_PATTERN
from dipfacts.model.shared_names import CODE_LISTS, CODE_LISTS_ELSEWHERE
from dipfacts.read.table.fault import Fault
from dipfacts.read.table.ids import as_id, quoted_id
from dipfacts.read.table.key_words import key_hint, near_hint, two_ends
from dipfacts.read.table.number_rules import is_money
from dipfacts.read.table.own_values import HOW_INFERRED, how_to_write
from dipfacts.read.table.positions import Places, key_in
from dipfacts.read.table.rules import (
    IDS,
    NATIVE,
    PERIOD_KEYS,
    bare,
    certainly_valid,
    date_faults,
    keys_of,
    one_or_several,
    rule_faults,
)
from dipfacts.remedy import AnyRemedy, LeaveKeyOut, OtherWord, Remedy, Setting
from dipfacts.text import (
    did_you_mean,
    fold,
    name_key,
    nearest,
    plain,
    quoted_list,
    short,
    suggestion,
)

CodedMessage = tuple[str, str, AnyRemedy]  # code, message, remedy
FORMAT = 1
OF_FORMAT = Setting("format", (str(FORMAT),))
FORMAT_LINE = f"format = {FORMAT}\n".encode()
_PARTY_KEYS = {*PARTY_KEYS, "people", "country"}  # the last of a party
_WITHOUT = {
    "status": (LeaveKeyOut(of_what="a final number"), ", or "),  # of figures
    "valuation": (LeaveKeyOut("where it is neither"), ", or "),
}
"""The remedies for a value that none of the words is right for, by key."""
_TYPES = {
    bool: "true or false",
    str: "a string",
    int: "a whole number",
    Decimal: "a number with a point",
    datetime.datetime: "a date with a time of day",
    datetime.date: "a date",
    datetime.time: "a time of day",
    list: "an array",
    dict: "a table",
}
_EXPECTED = (  # declared type, types of a parsed value, and for messages a noun and an example
    (inspect.VarTupleType, (), "an array", '["…", "…"]'),
    (inspect.DateType, (datetime.date,), "a date", "2022-12-05"),
    (inspect.BoolType, (bool,), "true or false", "true"),
    (inspect.IntType, (int,), "a whole number", "4"),
    (inspect.DictType, (), "a table of arrays", '{ column = ["…"] }'),
    (inspect.Type, (int, Decimal), "a number", "2_900_000_000"),
)


def is_array_of_tables(value: Any) -> bool:
    """Return whether a parsed value is an array that holds nothing but tables."""
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def ids_unread(document: dict[str, Any]) -> list[tuple[str, str]]:
    """Return name and id of each table that is in no array of a known name; "" for no id."""
    return [
        (name, id_ if isinstance(id_, str) else "")
        for name, own in document.items()
        if (
            isinstance(own, (dict, list))
            if name not in FILE_TABLES
            else not is_array_of_tables(own)
        )
        for table in (own if isinstance(own, list) else [own])
        for id_ in [isinstance(table, dict) and table.get("id")]
    ]


def top_level_problems(document: dict[str, Any], file: str, places: Places) -> Iterator[Problem]:
    """Yield the problems of a parsed document outside its tables."""
    if document and all(map(_is_foreign, document)):
        hint = "keep the base in a folder of its own, or name its files instead"
        message = "the file is of another program, no file of a fact base"
        yield Problem(file, 1, 1, "missing-format", message, hint)
        return
    if "format" not in document:
        missing = Remedy.of("write ", OF_FORMAT, " in its first lines")
        yield Problem(file, 1, 1, "missing-format", "the file does not declare its format", missing)
    elif type(given := document["format"]) is not int or given != FORMAT:
        message = f"format {_short_value(given)} is not known"
        if _short_value(given) == _type_words(given):
            message = f"format is {_type_words(given)}, not {FORMAT}"
        unknown = Remedy.of("write ", OF_FORMAT, ", the only one there is so far")
        line, column = places.of_format()
        yield Problem(file, line, column, "unknown-format", message, unknown)
    for key, value in document.items():
        if key in FILE_TABLES and not is_array_of_tables(value):
            message = f"{key} is not an array of tables"
            hint = f"write each as a table of its own, under [[{key}]]"
            yield Problem(file, places.top(key), 1, "wrong-type", message, hint)
        elif key != "format" and key not in FILE_TABLES:
            message = f'unknown table "{plain(key)}"'
            hint = key_hint(key, FILE_TABLES)
            yield Problem(file, places.top(key), 1, "unknown-table", message, hint)


def _is_foreign(key: str) -> bool:
    """Return whether a table or key of a whole file is none of a fact base, nor meant as one."""
    known = ("format", *FILE_TABLES)
    return key not in known and not near_hint(key, known)


def faults_of(name: str, table: dict[str, Any], typed: bool = True) -> list[Fault]:
    """Return all faults of a table; none means that it converts to a valid one.

    `typed` is False for a row of a CSV file.
    """
    shape = [*_shape(name, table)]
    # Of a table of the wrong shape, the keys that are right are still looked into.
    wrong = {key_in(where) for where, *_ in shape}
    rest = {key: value for key, value in table.items() if key not in wrong}
    return [*shape, *rule_faults(name, rest, wrong, typed)]


def are_valid(name: str, tables: Sequence[Any], typed: bool) -> bool:
    """Return whether `faults_of` finds nothing in converted tables.

    False of several means: look at each. For a few hundred this takes little longer than for one.
    """
    if name != "table" and certainly_valid(name, tables, typed):
        return True
    if len(tables) != 1:
        return False
    raw = msgspec.to_builtins(tables[0], builtin_types=NATIVE)
    return not faults_of(name, raw, typed)


def _shape(name: str, table: dict[str, Any]) -> Iterator[Fault]:
    """Yield the unknown, missing and wrongly typed keys of one table."""
    fields = keys_of(name)
    for key in table:
        if key not in fields:
            message = f'unknown key "{plain(key)}" in [[{name}]]'
            period = two_ends(key, fields, table)
            hint = Remedy.of("write ", period) if period else key_hint(key, fields, table)
            yield Fault(key, "unknown-key", message, hint)
    for key, field in fields.items():
        if key in table:
            is_refused = name == "figure" and key == "value" and _is_part_of_money(table)
            given = "" if is_refused else table[key]
            for fault in _wrong_value(key, given, field.type):
                is_needed = fault.code == "empty-text" and field.required
                yield fault._replace(remedy="give it a text") if is_needed else fault
        elif field.required:
            message = f'[[{name}]] {quoted_id(table)}has no key "{key}"'
            yield Fault("", "missing-key", message, Remedy.of("add ", _example(key, field.type)))


def _is_part_of_money(table: dict[str, Any]) -> bool:
    """Return whether a value in quotes would be refused without them, as money with a point."""
    value, unit = table["value"], table.get("unit")
    is_in_words = isinstance(value, str) and any(map(str.isalpha, value))  # 1.5 million is whole
    return isinstance(value, str) and "." in value and not is_in_words and is_money(unit)


def _example(key: str, kind: inspect.Type) -> Setting:
    if isinstance(kind, inspect.LiteralType):
        return Setting.of(key, *sorted(map(str, kind.values)))
    return Setting(key, ({"period": '"2021"', "value": "2_900_000_000"}.get(key, '"…"'),))


def _wrong_value(key: str, value: Any, kind: inspect.Type) -> Iterator[Fault]:
    """Yield the faults of the type of a value, or of the items of an array."""
    if isinstance(kind, inspect.UnionType) and any(_is_array(part) for part in kind.types):
        kind = one_or_several(kind, several=isinstance(value, list | tuple))
    if isinstance(kind, inspect.DictType) and isinstance(value, dict):
        for column, values in value.items():
            name = f"{key}.{plain(column)}"
            for fault in _wrong_value(name, values, kind.value_type):
                yield fault._replace(where=key)
        return
    if not isinstance(kind, inspect.VarTupleType) or not isinstance(value, list | tuple):
        if wrong := _wrong(value, kind, key):
            yield Fault(key, *wrong)
        return
    odd = [nth for nth, item in enumerate(value) if not isinstance(item, str)]
    if odd:
        message = f"{key} holds {_type_words(value[odd[0]])}, not only strings in quotes"
        remedy = Remedy.of("write ", Setting.list_of(key, "…", "…"))
        yield Fault((key, odd[0]), "wrong-type", message, remedy)
    for nth, item in enumerate(value):
        if isinstance(item, str) and (wrong := _wrong(item, kind.item_type, key)):
            yield Fault((key, nth), *wrong)


def _is_array(kind: inspect.Type) -> bool:
    return isinstance(bare(kind), inspect.VarTupleType)


def _wrong(value: Any, kind: inspect.Type, key: str) -> CodedMessage | None:
    """Return the message for a value that is not of its key's type; None if it is."""
    kind = bare(kind)
    if isinstance(kind, inspect.LiteralType):
        allowed = sorted(map(str, kind.values))
        if isinstance(value, str) and value in allowed:
            return None
        other = Remedy.of(OtherWord(key, str(value), _one_of(value, allowed, key)))
        return "not-allowed", f"{key} cannot be {_short_value(value)}", other
    if isinstance(kind, inspect.StrType):
        return _wrong_text(value, kind, key)
    types, noun, example = next(
        given for declared, *given in _EXPECTED if isinstance(kind, declared)
    )
    if type(value) in types:
        return None
    hint = how_to_write(key, value, str(noun), str(example))
    return "wrong-type", f"{key} is {_type_words(value)}, not {noun}", hint


def _one_of(value: Any, allowed: list[str], key: str) -> AnyRemedy:
    """Return a hint with the allowed word that a value is or means, else near ones, else all.

    >>> str(_one_of("final", ["forecast", "target"], "status"))
    'leave it out of a final number, or write "forecast" or "target"'
    """
    without = _WITHOUT.get(key, ()) if key != "status" or "target" in allowed else ()
    otherwise = Remedy.of(*without, f"write {quoted_list(allowed)}")
    if not isinstance(value, str):
        return otherwise
    meant = [word for word in allowed if fold(word) == fold(value)]
    if not meant and key == "status":
        written = {word: map(fold, OTHER_WORDS.get(word, "").split()) for word in allowed}
        meant = [word for word in allowed if fold(value) in written[word]]
    if len(meant) == 1:
        return f'write "{meant[0]}"'
    return suggestion(meant) or did_you_mean(value, allowed, "") or otherwise


def _wrong_text(value: Any, kind: inspect.StrType, key: str) -> CodedMessage | None:
    blank = isinstance(value, str) and not value.strip()
    if key == "inferred" and (blank or isinstance(value, bool)):
        message = f"inferred = {_short_value(value)} does not say how"
        if value is False:
            return "inferred-without-how", message, "leave the key out of what the source states"
        return "inferred-without-how", message, HOW_INFERRED
    if not isinstance(value, str):
        message = f"{key} is {_type_words(value)}, not a string in quotes"
        return "wrong-type", message, _in_quotes(value, kind, key)
    if kind.pattern and (value.endswith("\n") or not re.search(kind.pattern, value)):
        return _misspelled(value, key, kind.pattern)
    # Blank periods are read as periods, and a tab may stand between cells.
    if blank and kind.min_length and not (value and key in (*PERIOD_KEYS, "delimiter")):
        return "empty-text", f"{key} is empty", "give it a text, or leave the key out"
    return None


def _in_quotes(value: Any, kind: inspect.StrType, key: str) -> AnyRemedy:
    """Return the remedy for a value that is to be a text: that text, if its key may have it."""
    is_of_no_time = key in PERIOD_KEYS or kind.pattern is not None
    is_timed = is_of_no_time and isinstance(value, datetime.datetime)
    text = _toml_value(value.date() if is_timed else value)
    if text != "…":
        wrong = _wrong_text(text, kind, key) or next(date_faults({key: text}), None)
        if wrong:
            return wrong[-1]
    without = ", without the time of day" if is_timed else ""
    return Remedy.of("write ", Setting.of(key, text), f", a string in quotes{without}")


# ------------------------------------------------------------------------- messages


def _toml_value(value: Any) -> str:
    """Return a value that is no text as TOML writes it; … if that is too long."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int) and abs(value) >= 10**40:
        return "…"  # str() refuses the longest, which TOML can spell in hexadecimal
    return short(str(value)) if isinstance(value, int | Decimal | datetime.date) else "…"


def _short_value(value: Any) -> str:
    """Return any value as TOML writes it, cut to 40 characters; its type if it is too long."""
    if isinstance(value, str):
        return f'"{short(value)}"'
    return _toml_value(value) if _toml_value(value) != "…" else _type_words(value)


def _type_words(value: Any) -> str:
    """Return the type of a value in TOML's words."""
    return _TYPES[type(value)]


@functools.lru_cache(maxsize=1024)  # often the same few, of which each has one message then
def _misspelled(value: str, key: str, pattern: str) -> CodedMessage:
    """Return the message for a text that does not match the pattern of its key."""
    if pattern not in IDS:
        hint = 'write the two capital letters of ISO 3166, such as "AZ"'
        return "bad-id", f"{key} {_short_value(value)} is not a country code", hint
    hint = "ids are lower-case letters, digits and single hyphens between them"
    list_, colon, code = value.partition(":")
    if pattern == PARTY_PATTERN and colon:
        hint = f"lists of codes are {', '.join(CODE_LISTS)}; write such as cow:373"
        if list_ not in CODE_LISTS and list_.isalnum():
            message = f'no list of codes is called "{short(list_)}"'
            hint = suggestion([f"{it}:{short(code)}" for it in lists_like(list_)], hint)
            return "bad-id", f"{key} {_short_value(value)}: {message}", hint
    elif key in _PARTY_KEYS and (meant := _countries(value)):
        hint = suggestion(meant, hint)
    elif own := as_id(value):
        hint += f', such as "{short(own)}"'
    return "bad-id", f"{key} {_short_value(value)} is not a valid id", hint


def lists_like(name: str) -> list[str]:
    """Return the list of codes that others call so, or those with names that are near."""
    usual = CODE_LISTS_ELSEWHERE.get(name.casefold(), name.casefold())
    return [usual] if usual in CODE_LISTS else nearest(name, CODE_LISTS)


def _countries(name: str) -> list[str]:
    """Return the ids of the countries that a code or name in any language can mean."""
    from dipfacts.countries import country_names, wording  # lazy: most files hold no such name

    if name_key(name).encode() not in country_names.forms():
        return []
    return [*map(country_names.id_of, country_names.meant(name) or wording.known_as(name))]
