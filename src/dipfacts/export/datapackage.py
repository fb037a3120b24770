"""The data package of an exported folder, after Frictionless: types, keys, licences, sources."""

from __future__ import annotations

import hashlib
import json
import os
import zlib
from typing import Any

from dipfacts.export.declared import ExportTable
from dipfacts.export.tables import TABLES
from dipfacts.model.file_format.tables import Source
from dipfacts.query.base import Base
from dipfacts.read.files import bundled_path

FILE = "datapackage.json"
_PROFILES = "https://datapackage.org/profiles/2.0"
_TYPES = {
    "text": "string",
    "date": "date",
    "integer": "integer",
    "number": "number",
    "flag": "boolean",
}
_FORMATS = {
    "csv": {"format": "csv", "mediatype": "text/csv", "encoding": "utf-8"},
    "parquet": {"format": "parquet", "mediatype": "application/vnd.apache.parquet"},
}
# Of what ships, by folder. A fact base of the user's says nothing of its licence.
_LICENCES = {
    "facts.toml": {
        "name": "MIT",
        "path": "https://opensource.org/license/mit",
        "title": "MIT License, for the claims of facts.toml",
    },
    "world": {
        "name": "CC-PDDC",
        "path": "https://creativecommons.org/licenses/publicdomain/",
        "title": "Public domain, for the tables from the CIA World Factbook",
    },
}
_CHECKSUM = "dipfacts:checksum"


def write(
    folder: str, base: Base, form: str, files: dict[str, list[str]], by: tuple[str, ...] = ()
) -> None:
    """Describe the files of each table; those with parts are divided by the keys `by`."""
    package: dict[str, Any] = {
        "$schema": f"{_PROFILES}/datapackage.json",
        "name": "dipfacts-export",
        "description": "Claims about relations between countries, each with its source.",
    }
    if licences := _licences(base):
        package["licenses"] = licences
    if sources := [_source(source) for source, _ in base.walk_table("source")]:
        package["sources"] = sources
    package["resources"] = [
        _resource(table, form, files[table.name], by if table.has_parts else ()) for table in TABLES
    ]
    for resource in package["resources"] if form == "csv" else ():
        resource["hash"] = _hash(os.path.join(folder, resource["path"]))
    package[_CHECKSUM] = _checksum(package)
    with open(os.path.join(folder, FILE), "w", encoding="utf-8") as stream:
        json.dump(package, stream, ensure_ascii=False, indent=1)
        stream.write("\n")


def is_ours(path: str) -> bool:
    """Return whether a data package was written here, and not changed since."""
    try:
        with open(path, encoding="utf-8") as stream:
            results = json.load(stream)
        return bool(results.pop(_CHECKSUM) == _checksum(results))
    except (OSError, ValueError, LookupError, AttributeError, RecursionError):
        return False


def changed(folder: str) -> list[str]:
    """Return the tables of a folder that were changed since its data package was written.

    One that is gone is not among them, nor any in a folder whose data package has no hashes.
    """
    try:
        with open(os.path.join(folder, FILE), encoding="utf-8") as stream:
            hashes = {
                it["path"]: it["hash"] for it in json.load(stream)["resources"] if "hash" in it
            }
    except (OSError, ValueError, LookupError, TypeError):
        return []
    paths = {name: os.path.join(folder, name) for name in hashes}
    return [it for it, path in paths.items() if os.path.isfile(path) and _hash(path) != hashes[it]]


def _hash(path: str) -> str:
    """Return the hash of a file as data packages write it."""
    with open(path, "rb") as stream:
        return f"sha256:{hashlib.file_digest(stream, 'sha256').hexdigest()}"


def _checksum(package: dict[str, Any]) -> int:
    return zlib.crc32(json.dumps(package).encode())


def _licences(base: Base) -> list[dict[str, str]]:
    """Return the licences of the files that ship, as far as the base is of them."""
    ours = os.path.realpath(bundled_path())
    paths = (it.target for it in base.files if it.target)
    inside = (os.path.relpath(path, ours).split(os.sep)[0] for path in paths)
    names = dict.fromkeys(name for name in inside if name in _LICENCES)
    return [_LICENCES[name] for name in names]


def _source(source: Any) -> dict[str, str]:
    assert isinstance(source, Source)
    title = ", ".join(part for part in (source.publisher, source.title) if part)
    results = {"title": title, "path": source.url, "version": source.published, "note": source.note}
    return {key: str(value) for key, value in results.items() if value}


def _resource(
    table: ExportTable, form: str, files: list[str], by: tuple[str, ...]
) -> dict[str, Any]:
    fields = [
        {"name": column.name, "type": _TYPES[column.kind], "description": column.about}
        for column in (table.with_exact if form == "parquet" else table.columns)
    ]
    names = {column.name for column in table.columns}
    in_path = {"decade": "that of its first day, else of its last", "year": "likewise"}
    fields += [
        {"name": key, "type": "integer", "description": in_path[key]}
        for key in by
        if key not in names
    ]
    foreign = [
        {"fields": [c.name], "reference": {"resource": c.of[0], "fields": [c.of[1]]}}
        for c in table.columns
        if c.of
    ]
    schema: dict[str, Any] = {
        "$schema": f"{_PROFILES}/tableschema.json",
        "fields": fields,
        "primaryKey": list(table.key),
    }
    if foreign:
        schema["foreignKeys"] = foreign
    described = {"name": table.name, "type": "table", "description": table.about}
    parts = {"dipfacts:partitionedBy": list(by)} if by else {}
    path = files[0] if len(files) == 1 else files
    return {**described, "path": path, **_FORMATS[form], **parts, "schema": schema}
