"""Frictionless data packages: datapackage.json says which column is which; the unit is asked."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from dipfacts.errors import QuestionError
from dipfacts.importing import mapped
from dipfacts.importing.codes import list_of, named
from dipfacts.importing.inputs import Input, open_input
from dipfacts.importing.plan import Plan, UnitError
from dipfacts.read.table_templates import as_id

_TIMES = ("year", "date", "time", "period")


def recognise(file: Input) -> bool:
    """Return whether a file is a descriptor with resources."""
    found = file.data.get("resources") if isinstance(file.data, dict) else None
    return isinstance(found, list) and all(isinstance(it, dict) for it in found)


def packaged(files: Iterable[Input]) -> set[str]:
    """Return the paths of the resources of the packages among files."""
    return {
        os.path.realpath(os.path.join(os.path.dirname(file.path), str(resource.get("path", ""))))
        for file in files
        if recognise(file)
        for resource in file.data["resources"]
    }


def plan(file: Input) -> Plan:
    """Return what is to be written for one resource: the one named, else the first with codes."""
    package = file.data
    resources = [it for it in package["resources"] if str(it.get("path", "")).endswith(".csv")]
    wanted = file.given.get("resource")
    if wanted:
        resources = [it for it in resources if it.get("name") == wanted]
    folder = os.path.dirname(file.path)
    tables = [
        (it, open_input(os.path.join(folder, str(it["path"])), file.packed)) for it in resources
    ]
    found = [(it, table, *_countries(table)) for it, table in tables]
    known = [it for it in found if it[2]]
    chosen = next((it for it in known if it[3]), known[0] if known else None)
    if not chosen:
        message = f"{file.shown} has no resource with countries in it"
        raise QuestionError(message, "say what its columns mean: import its CSV with --map")
    resource, table, country, _ = chosen
    given = {**_guessed(package, resource, table, country), **file.given}
    if "unit" not in given:
        hint = "add the unit, as in --map unit=USD, and perhaps --map scale=1000000"
        raise UnitError(file.shown, hint)
    made = mapped.plan(replace(table, given=given), groups=False)
    others = ", ".join(str(it.get("name")) for it in package["resources"] if it is not resource)
    note = f"not taken: {others} (name one with --map resource=NAME)"
    return replace(
        made,
        title="Frictionless data package",
        source={**made.source, **_source(package)},
        notes=(*made.notes, *([note] if others else [])),
        input=replace(table, given=file.given),
    )


def _countries(table: Input) -> tuple[str, bool]:
    """Return the column of codes of countries, else of names; and whether it has codes."""
    rows = [cells for _, cells in table.rows()]
    columns = {head: {cells[head] for cells in rows} for head in table.heads}
    for head, values in columns.items():
        if not any(it.isdigit() for it in values) and list_of(values):
            return head, True
    for head, values in columns.items():
        if sum(bool(named(it)) for it in values if not it[:1].isdigit()) * 2 > len(values):
            return head, False
    return "", False


def _guessed(
    package: dict[str, Any], resource: dict[str, Any], table: Input, country: str
) -> dict[str, str]:
    """Return what the columns of a resource mean, as far as the package and its heads tell."""
    schema = resource.get("schema")
    fields = _objects(schema, "fields") if isinstance(schema, dict) else []
    time = next((head for head in table.heads if head.lower() in _TIMES), "")
    numbers = [
        str(field["name"]) for field in fields
        if field.get("type") in ("number", "integer", "any") and field.get("name") in table.heads
    ]  # fmt: skip
    likeliest = (*reversed(numbers), *reversed(table.heads))
    value = next((name for name in likeliest if name not in (time, country)), "")
    name = str(package.get("name") or resource.get("name") or value)
    given = {"measure": as_id(name)[:60].strip("-")}
    given |= {"parties": f"{{{country}}}", "key": f"{{{country}}}-{{{time}}}"}
    if time:
        given["period"] = f"{{{time}}}"
    return {**given, "value": f"{{{value}}}"}


def _objects(of: dict[str, Any], key: str) -> list[dict[str, Any]]:
    """Return the objects of a list of JSON; none where it is no list."""
    found = of.get(key)
    return [it for it in found if isinstance(it, dict)] if isinstance(found, list) else []


def _source(package: dict[str, Any]) -> dict[str, str]:
    names = [str(it.get("title") or it.get("name") or "") for it in _objects(package, "sources")]
    licences = [it.get("name") or it.get("title") for it in _objects(package, "licenses")]
    updated = str(package.get("last_updated") or "")[:10]
    return {
        "publisher": ", ".join(name for name in names if name)
        or str(package.get("title") or "unknown"),
        "title": str(package.get("title") or package.get("name") or "data package"),
        **({"note": f"licence: {', '.join(map(str, licences))}"} if licences else {}),
        **({"published": updated} if updated else {}),
    }
