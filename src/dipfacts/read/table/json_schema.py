"""The JSON Schema of the file format, derived from the declared types, for editors and validators.

It is written in draft 7, the newest dialect that Taplo reads, on which the editors' TOML extensions
are built. To them a TOML date is a string of format "date".

The loader also refuses what a schema of this dialect cannot express: dates in quotes and texts
without, the wrong way round; texts that are no period; `parties` beside `from` and `to`, or none of
them; one party named twice; numbers of more than 18 digits; money with a point; `format = 1.0`; and
faults between tables, such as unknown references and ids used twice.
"""

from __future__ import annotations

from typing import Any

from dipfacts.model.file_format.csv_table import FILE_TABLES
from dipfacts.model.file_format.descriptions import description
from dipfacts.model.file_format.tables import LARGEST, Table
from dipfacts.read.table.validation import FORMAT

DIALECT = "http://json-schema.org/draft-07/schema#"

Node = dict[str, Any]

_NUMBER: Node = {"type": "number", "exclusiveMinimum": -LARGEST, "exclusiveMaximum": LARGEST}


def schema() -> Node:
    """Return the schema as JSON values, its keys in the order of the declarations."""
    from msgspec import json  # lazy: only here, since no other command needs it

    _, components = json.schema_components(FILE_TABLES.values(), ref_template="{name}")
    tables = {name: _array(components[kind.__name__], kind) for name, kind in FILE_TABLES.items()}
    tables["figure"]["items"]["oneOf"] = [{"required": [key]} for key in ("value", "absent")]
    about = "The format of this file: there is only one so far."
    return {
        "$schema": DIALECT,
        "title": "A fact base of dipfacts",
        "description": "What is claimed about relations between countries, and by whom.",
        "type": "object",
        "properties": {"format": {"description": about, "type": "integer", "const": FORMAT}}
        | tables,
        "required": ["format"],
        "additionalProperties": False,
    }


def text() -> str:
    """Return the schema as the text of a file, the same to the byte from run to run."""
    import json  # lazy: only for the text of a file

    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def _array(table: Node, kind: type[Table]) -> Node:
    """Return the schema of a [[table]], which may be given any number of times."""
    names = {key.removesuffix("_"): key for key in kind.__struct_fields__}
    keys = {
        key: {"description": description(kind, names[key])} | _key(node)
        for key, node in table["properties"].items()
    }
    row = {
        "type": "object",
        "properties": keys,
        "required": table["required"],
        "additionalProperties": False,
    }
    return {"description": table["description"], "type": "array", "items": row}


def _key(node: Node) -> Node:
    """Return the schema of one key for TOML, which has no null and writes numbers bare."""
    kinds = [kind for kind in node.get("anyOf", [node]) if kind.get("type") != "null"]
    if any(kind.get("format") == "decimal" for kind in kinds):
        kinds = [_NUMBER]
    shape = _kind(kinds[0]) if len(kinds) == 1 else {"anyOf": [*map(_kind, kinds)]}
    return shape | {"default": node["default"]} if node.get("default") else shape


def _kind(node: Node) -> Node:
    """Return the schema of a value with its type first, which msgspec omits for enumerations."""
    rest = {name: value for name, value in node.items() if name not in ("description", "default")}
    if "items" in rest:
        rest["items"] = _kind(rest["items"])
    return {"type": "string", **rest}
