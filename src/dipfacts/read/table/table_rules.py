"""The rules of a `[[table]]` that types cannot express: all that can be told without its CSV file.

What is the same in every row is judged here, once, by the rules of the claims.
"""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from msgspec import inspect

from dipfacts.model.file_format.csv_table import OWN_KEYS
from dipfacts.model.file_format.tables import PARTY_KEYS
from dipfacts.model.shared_names import CODE_LISTS
from dipfacts.read.table.fault import Fault
from dipfacts.read.table.numbers import NumberError, number
from dipfacts.read.table.positions import values_of
from dipfacts.read.table.rules import PERIOD_KEYS, keys_of
from dipfacts.read.table.validation import faults_of, lists_like
from dipfacts.remedy import Remedy, Setting
from dipfacts.text import did_you_mean, listed, plain, short, suggestion

PLACE = re.compile(r"\{([^{}]*)\}")
_LIST = re.compile("[a-z0-9]+")
_ENDINGS = (".csv", ".tsv", ".csv.gz", ".tsv.gz")
_BEYOND = 2**63  # no index holds such a number


def places(text: str) -> list[str]:
    """Return the columns that a template names.

    >>> places("{reporter}-{year}")
    ['reporter', 'year']
    """
    return PLACE.findall(text)


def is_constant(template: Any) -> bool:
    """Return whether a template is the same in every row."""
    return not any(places(str(text)) for _, text in values_of("", template))


def is_csv(file: str) -> bool:
    """Return whether a file is called as one of CSV or TSV."""
    return file.lower().endswith(_ENDINGS)


def is_below(file: str) -> bool:
    """Return whether a file, as a table names it, is beside its TOML or below that.

    >>> is_below("world/a.csv"), is_below("world/../../a.csv"), is_below("/etc/passwd")
    (True, False, False)
    """
    first = os.path.normpath(file).split(os.sep)[0]
    return first not in ("", os.pardir)


def table_faults(table: dict[str, Any]) -> list[Fault]:
    """Return all faults of a table whose keys have the right types."""
    claim = table["claim"]
    given = {key: value for key, value in table.items() if key not in OWN_KEYS}
    unknown = [key for key in given if key not in keys_of(claim)]
    results = [*(_unknown(key, claim) for key in unknown), *_own_faults(table), *_no_lists(given)]
    if claim == "figure" and not {"value", "absent"} & given.keys():
        message = f'[[table]] "{plain(table["id"])}" has no key "value"'
        remedy = Remedy.of("add ", Setting.of("value", "{…}"), ", the column of the numbers")
        results.append(Fault("", "missing-key", message, remedy))
    for key, template in (*given.items(), ("key", table.get("key"))):
        for where, text in values_of(key, template):
            if "{" in PLACE.sub("", text) or "}" in PLACE.sub("", text):
                hint = "write each column as {column}, with both braces"
                results.append(
                    Fault(where, "bad-template", f"{key} has a brace without its other", hint)
                )
    return results or faults_of(claim, _sample(table["id"], claim, given))


def _unknown(key: str, claim: str) -> Fault:
    known = [*OWN_KEYS, *keys_of(claim)]
    message = f'"{plain(key)}" is no key of a table of {claim}s'
    return Fault(key, "unknown-key", message, did_you_mean(key, known, "remove it"))


def _no_lists(given: dict[str, Any]) -> Iterator[Fault]:
    """Yield a fault for each template of a code whose list there is not."""
    for key in (*PARTY_KEYS, "people"):
        for where, text in values_of(key, given.get(key)):
            list_, colon, _ = str(text).partition(":{")
            if colon and _LIST.fullmatch(list_) and list_ not in CODE_LISTS:
                message = f'{key}: no list of codes is called "{list_}"'
                hint = suggestion(lists_like(list_), f"there are {', '.join(CODE_LISTS)}")
                yield Fault(where, "bad-template", message, hint)


def _own_faults(table: dict[str, Any]) -> Iterator[Fault]:
    """Yield the faults of the keys that say how to read the file."""
    file = table["file"]
    if not is_csv(file):
        hint = f"name a file that ends in {listed(_ENDINGS, 'or')}"
        yield Fault("file", "not-allowed", f'file "{short(file, 60)}" is neither CSV nor TSV', hint)
    elif not is_below(file):
        message = f'file "{short(file, 60)}" is not beside this file, nor below it'
        copy = Setting.of("file", plain(os.path.basename(file)))
        yield Fault("file", "not-allowed", message, Remedy.of("put a copy there: ", copy))
    yield from layout_faults(table)
    scale = table.get("scale", 1)
    is_finite = scale.is_finite() if isinstance(scale, Decimal) else abs(scale) < _BEYOND
    if not scale or not is_finite:
        remedy = Remedy.of("write such as ", Setting("scale", ("1_000_000",)), " for millions")
        yield Fault("scale", "not-allowed", "no number can be multiplied by this scale", remedy)
    if "key" in table and not places(table["key"]):
        remedy = Remedy.of("name columns, as in ", Setting.of("key", "{country}-{year}"))
        yield Fault("key", "bad-template", "key is the same in every row", remedy)
    if (value := table.get("value")) and not places(value):
        try:
            number(value, table.get("decimal"), scale or 1)
        except NumberError as error:
            remedy = Remedy.of("name a column, as in ", Setting.of("value", "{value}"))
            yield Fault("value", "bad-template", error.message, remedy)


def layout_faults(table: dict[str, Any]) -> Iterator[Fault]:
    """Yield the faults of the keys that say how the file is written."""
    encoding = table.get("encoding")
    if encoding and not _is_encoding(encoding):
        message = f'"{plain(encoding)}" is no encoding'
        remedy = Remedy.of("write such as ", Setting.of("encoding", "iso-8859-1"))
        yield Fault("encoding", "not-allowed", message, remedy)
    delimiter = table.get("delimiter", ",")
    if len(delimiter) != 1 or delimiter in '"\r\n' or not delimiter.isascii():
        remedy = Remedy.of("write such as ", Setting.of("delimiter", ";"))
        yield Fault("delimiter", "not-allowed", "delimiter is not one character", remedy)
    if (table.get("skip_lines") or 0) < 0:
        yield Fault(
            "skip_lines", "not-allowed", "skip_lines is negative", "write how many lines to skip"
        )
    if (table.get("skip_lines") or 0) >= _BEYOND:
        message, hint = "no file has so many lines", "write how many lines stand above the headers"
        yield Fault("skip_lines", "not-allowed", message, hint)


def _is_encoding(name: str) -> bool:
    """Return whether a name is that of an encoding of texts."""
    try:
        return getattr(codecs.lookup(name), "_is_text_encoding", True)
    except (LookupError, ValueError):
        return False


def _sample(id_: str, claim: str, given: dict[str, Any]) -> dict[str, Any]:
    """Return a claim as a row might make it: what depends on the row is right."""
    sample: dict[str, Any] = {"id": id_}
    for key, template in given.items():
        if key == "value":
            sample[key] = 1
        elif key in PERIOD_KEYS and not is_constant(template):
            sample[key] = "2021"
        elif isinstance(template, str):
            literal = isinstance(keys_of(claim)[key].type, inspect.LiteralType)
            if is_constant(template) or not literal:
                sample[key] = template if is_constant(template) else f"x-{key.replace('_', '-')}"
        else:
            sample[key] = [it if is_constant(it) else f"x{nth}" for nth, it in enumerate(template)]
    if "absent" in given and "value" not in given:
        sample.setdefault("absent", "not-published")
    return sample
