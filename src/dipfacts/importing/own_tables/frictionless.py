"""Frictionless data packages: datapackage.json says which column is which; the unit is asked."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from dipfacts.countries import code_lists
from dipfacts.errors import QuestionError
from dipfacts.importing.inputs import Input, open_input
from dipfacts.importing.name_meanings import code_of_name
from dipfacts.importing.own_tables import mapped
from dipfacts.importing.own_tables.heads.head_scales import scale_said
from dipfacts.importing.own_tables.heads.head_units import unit_note
from dipfacts.importing.own_tables.heads.units_lacking import unit_in_names
from dipfacts.importing.own_tables.parties.flow_ends import way_of
from dipfacts.importing.own_tables.parties.party_heads import is_reporter
from dipfacts.importing.own_tables.table.given import Given
from dipfacts.importing.own_tables.units_and_parts.partner_columns import ENDS
from dipfacts.importing.plan import Plan
from dipfacts.importing.units import UnitError
from dipfacts.model.units.unit_words import scale_in
from dipfacts.read.table.ids import as_id
from dipfacts.read.table.numbers import NumberError, number
from dipfacts.text import plain

_DIALECT = {
    "header": True,
    "headerRows": [1],
    "commentRows": [],
    "quoteChar": '"',
    "doubleQuote": True,
}
"""The keys of a dialect with which no file can be read, but for these values."""
_TIMES = ("year", "date", "time", "period")
_SAYING = ("title", "description", "unit")
"""The keys of a field that say more than its name."""


def recognise(file: Input) -> bool:
    """Return whether a file is a descriptor with resources."""
    results = file.data.get("resources") if isinstance(file.data, dict) else None
    return isinstance(results, list) and all(isinstance(it, dict) for it in results)


def packaged(files: Iterable[Input]) -> set[str]:
    """Return the paths of the resources of the packages among files."""
    return {
        os.path.realpath(os.path.join(os.path.dirname(file.path), str(resource.get("path", ""))))
        for file in files
        if recognise(file)
        for resource in file.data["resources"]
    }


def plan(file: Input) -> Plan:
    """Return the plan of one resource: the one named, else the first with codes."""
    package = file.data
    resource, table, countries = _chosen(file)
    source = _source(package)
    publisher = {"publisher": source["publisher"]} if "publisher" in source else {}
    given = {**publisher, **_guessed(file, resource, table, countries), **table.given}
    if "unit" not in given:
        said = unit_in_names(_texts(_field(file, resource, given["value"])))
        raise UnitError(file.label, said, how="{}, and perhaps --map scale=1000000")
    missing = _missing(file, resource, given["value"])
    made = mapped.plan(replace(table, given=given), takes_bodies=False, missing=missing)
    assert made.input is not None  # as of each table of one's own
    others = ", ".join(str(it.get("name")) for it in package["resources"] if it is not resource)
    note = f"not taken: {others} (name one with --map resource=NAME)"
    return replace(
        made,
        title="Frictionless data package",
        source={**made.source, **source, "publisher": given.get("publisher", "unknown")},
        tables=[
            {**it, "missing": [*dict.fromkeys([*it["missing"], *missing])]} for it in made.tables
        ],
        notes=(
            f"the numbers are those of {given['value']}",
            *made.notes,
            *_field_notes(file, resource, given),
            *([note] if others else []),
        ),
        input=replace(made.input, given=file.given),
    )


def _field_notes(file: Input, resource: dict[str, Any], given: Mapping[str, str]) -> Iterator[str]:
    """Yield the notes on what the schema says of the numbers: another unit, or a scale."""
    field = _field(file, resource, given["value"])
    for key, text in zip(_SAYING, _texts(field), strict=True):
        if note := unit_note(text, Given(given), key):
            yield note
        if "scale" not in given and (power := scale_in(text, given["unit"])):
            yield scale_said(text, key, power)


def _texts(field: Mapping[str, Any]) -> list[str]:
    """Return the texts of the schema that say what a column is, blank where there is none."""
    return [str(field.get(key) or "") for key in _SAYING]


def _field(file: Input, resource: dict[str, Any], value: str) -> dict[str, Any]:
    """Return the field of the schema for the column that the numbers are; nothing of any other."""
    fields = _objects(_object(file, resource, "schema"), "fields")
    return next((it for it in fields if f"{{{it.get('name')}}}" == value), {})


def _chosen(file: Input) -> tuple[dict[str, Any], Input, list[str]]:
    """Return the resource to import, its table, and its columns of countries.

    Raises QuestionError where none has countries.
    """
    wanted = file.given.get("resource")
    every = [it for it in file.data["resources"] if not wanted or it.get("name") == wanted]
    elsewhere = [why for it in every if (why := _not_beside(file, it))]
    resources = [it for it in every if str(it.get("path", "")).endswith(".csv")]
    resources = [it for it in resources if not _not_beside(file, it)]
    results = [(it, table, *_countries(table)) for it in resources for table in [_opened(file, it)]]
    known = [it for it in results if it[2]]
    chosen = next((it for it in known if it[3]), known[0] if known else None)
    if not chosen and elsewhere:
        raise elsewhere[0]
    if not chosen:
        message = f"{file.label} has no resource with countries in it"
        raise QuestionError(message, "say what its columns mean: import its CSV with --map")
    return chosen[:3]


def _not_beside(file: Input, resource: dict[str, Any]) -> QuestionError | None:
    """Return the error for a resource whose rows are in no file beside the package; else None."""
    path = resource.get("path")
    if isinstance(path, str) and re.match("[a-z]+://", path):
        name = plain(path.rpartition("/")[2]) or "data.csv"
        message = f"{file.label} has its data at {plain(path)}"
        return QuestionError(message, f'download it beside the package, as "path": "{name}"')
    if isinstance(path, list):
        names = ", ".join(plain(str(it)) for it in path)
        message = f"{file.label} has the rows of one resource in several files: {names}"
        return QuestionError(message, "write them into one file, or import each with --map")
    return None


def _opened(file: Input, resource: dict[str, Any]) -> Input:
    """Return the table of a resource, written as the package says, or `--map`."""
    path = os.path.join(os.path.dirname(file.path), str(resource["path"]))
    dialect = _object(file, resource, "dialect")
    fields = _objects(_object(file, resource, "schema"), "fields")
    _check_dialect(path, dialect, [str(it.get("name")) for it in fields])
    marks = [dialect, *fields]
    points = {str(it["decimalChar"]) for it in marks if it.get("decimalChar")}
    groups = {str(it["groupChar"]) for it in marks if it.get("groupChar")}
    decimal = points or {"," if it == "." else "." for it in groups & {".", ","}}
    layout = {
        "encoding": resource.get("encoding"),
        "delimiter": dialect.get("delimiter"),
        "decimal": next(iter(decimal)) if len(decimal) == 1 else None,
    }
    given = {key: str(value) for key, value in layout.items() if value}
    table = replace(open_input(path, file.packed, file.root), given={**given, **file.given})
    return mapped.with_layout(table)


def _check_dialect(path: str, dialect: dict[str, Any], names: list[str]) -> None:
    """Raise QuestionError for a file that is not written as all are read."""
    for key, usual in _DIALECT.items():
        value = dialect.get(key)
        if value is not None and value != usual:
            said = json.dumps(value, ensure_ascii=False, default=str)
            message = f"{plain(path)} is written with {key} = {plain(said)}"
            head = str(dialect.get("delimiter") or ",").join(names) or "the names of its columns"
            first = f"write {head} above its rows" if "header" in key else "write it anew"
            raise QuestionError(message, plain(f"{first}, and leave {key} out of its dialect"))


def _object(file: Input, resource: dict[str, Any], key: str) -> dict[str, Any]:
    """Return an object that a resource has, or that stands in a file beside the package.

    Raises QuestionError where that is not there.
    """
    result = resource.get(key)
    if isinstance(result, str):
        path = os.path.join(os.path.dirname(file.path), result)
        if not os.path.isfile(path):
            message = f"{file.label} has its {key} in {plain(result)}, which is not there"
            raise QuestionError(message, "put it there, or write it into the package")
        result = open_input(path, file.packed, file.root).data
    return result if isinstance(result, dict) else {}


def _missing(file: Input, resource: dict[str, Any], value: str) -> list[str]:
    """Return the cells that hold no value, as the dialect, the schema or the package says.

    What the field of the numbers says of itself takes the place of what the schema says.
    """
    schema, dialect = (_object(file, resource, key) for key in ("schema", "dialect"))
    result = schema.get("missingValues", file.data.get("missingValues"))
    result = _field(file, resource, value).get("missingValues", result)
    listed = [*result] if isinstance(result, list) else []
    listed += [dialect["nullSequence"]] if "nullSequence" in dialect else []
    return [str(it["value"] if isinstance(it, dict) else it) for it in listed]


def _countries(table: Input) -> tuple[list[str], bool]:
    """Return the columns of codes of countries, else of names; and whether they have codes.

    A column that means the same in every row as one before it is no other side.
    """
    rows = [cells for _, cells in table.rows()]
    meant: dict[str, list[str]] = {}
    coded = dict[str, bool]()
    for head in table.heads:
        column = [cells[head].strip() for cells in rows]
        if any(it.isdigit() for it in column):
            continue
        list_ = code_lists.list_of(column)
        if list_ or 2 * sum(bool(code_of_name(it)) for it in {*column}) > len({*column}):
            meant[head] = [_party(list_, it) for it in column]
            coded[head] = bool(list_)
    order = sorted(meant, key=lambda head: not coded[head])
    sides = [
        head for nth, head in enumerate(order)
        if not any(_never_differ(meant[head], meant[other]) for other in order[:nth])
    ]  # fmt: skip
    return [head for head in meant if head in sides], any(coded[head] for head in sides)


def _party(list_: str, text: str) -> str:
    """Return the code of the country that a code of a list, or a name, means; nothing for none."""
    results = code_lists.resolve(list_, text) if list_ else []
    return results[0] if results else code_of_name(text)


def _never_differ(column: list[str], other: list[str]) -> bool:
    """Return whether two columns never mean two countries in one row."""
    return all(one == two or not (one and two) for one, two in zip(column, other, strict=True))


def _guessed(
    file: Input, resource: dict[str, Any], table: Input, countries: list[str]
) -> dict[str, str]:
    """Return the meanings of the columns of a resource, as far as the package and heads tell.

    Raises QuestionError where several columns may be meant.
    """
    time = next((head for head in table.heads if head.lower() in _TIMES), "")
    named = str(file.data.get("name") or resource.get("name") or "")
    given = _sides(countries, table, table.given.get("measure") or as_id(named))
    if time:
        given["period"] = f"{{{time}}}"
    fields = _objects(_object(file, resource, "schema"), "fields")
    value = table.given.get("value") or f"{{{_value(fields, table, {time, *countries})}}}"
    name = named or value
    return {**given, "measure": as_id(name)[:60].strip("-"), "value": value}


def _sides(countries: list[str], table: Input, measure: str) -> dict[str, str]:
    """Return the keys of the parties: of one column, or of the two ends of a flow."""
    if "parties" in table.given or {"from", "to"} <= table.given.keys():
        return {}
    if len(countries) == 1:
        return {"parties": f"{{{countries[0]}}}"}
    ends = {head: end for head in countries for end in ENDS if ENDS[end].search(head.lower())}
    if len(countries) == 2 and {*ends.values()} == {*ENDS}:
        return {end: f"{{{head}}}" for head, end in ends.items()}
    message = f"{table.label} has several columns of countries: {plain(', '.join(countries))}"
    first, second, *_ = countries
    named = [next((it for it in ends if ends[it] == end), "") for end in ("from", "to")]
    if all(named):
        first, second = named
    elif way_of(measure) == ("in" if is_reporter(first) else "out" if is_reporter(second) else "-"):
        first, second = second, first
    hint = f"add --map from='{{{first}}}' --map to='{{{second}}}', or --map parties='{{{first}}}'"
    raise QuestionError(message, plain(hint))


def _value(fields: list[dict[str, Any]], table: Input, others: set[str]) -> str:
    """Return the column of numbers; raises QuestionError where there is none, or are several."""
    types = {str(it.get("name")): it.get("type", "any") for it in fields}
    rows = [cells for _, cells in table.rows()]
    results = []
    for head in table.heads:
        cells = [row[head] for row in rows]
        is_any = types.get(head, "any") == "any" and any(map(_is_number, cells))
        if head not in others and (types.get(head) in ("number", "integer") or is_any):
            results.append(head)
    if len(results) == 1:
        return results[0]
    if not results:
        hint = "name it: --map value='{…}'"
        raise QuestionError(f"{table.label} has no column of numbers", hint)
    message = f"{table.label} has several columns of numbers: {plain(', '.join(results))}"
    raise QuestionError(message, plain(f"name one: --map value='{{{results[0]}}}'"))


def _is_number(cell: str) -> bool:
    try:
        number(cell, ".")
    except NumberError:
        return False
    return True


def _objects(record: dict[str, Any], key: str) -> list[dict[str, Any]]:
    """Return the objects of a list of JSON; none where it is no list."""
    results = record.get(key)
    return [it for it in results if isinstance(it, dict)] if isinstance(results, list) else []


def _source(package: dict[str, Any]) -> dict[str, str]:
    """Return the keys of the source of a package."""
    names = [str(it.get("title") or it.get("name") or "") for it in _objects(package, "sources")]
    publisher = ", ".join(name for name in names if name)
    licences = [it.get("name") or it.get("title") for it in _objects(package, "licenses")]
    updated = str(package.get("last_updated") or "")[:10]
    return {
        **({"publisher": publisher} if publisher else {}),
        "title": str(package.get("title") or package.get("name") or "data package"),
        **({"note": f"licence: {', '.join(map(str, licences))}"} if licences else {}),
        **({"published": updated} if updated else {}),
    }
