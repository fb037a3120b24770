"""The JSON Schema of the JSON, derived from its declaration (draft 2020-12).

Nothing here is loaded to answer a question, unless `--fields` picks from the answer.
"""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any, get_args

from msgspec.json import schema_components

from dipfacts.model import tables
from dipfacts.render.json.contract import DECLARED

DIALECT = "https://json-schema.org/draft/2020-12/schema"
WHOLE = "Figures Answer Brief Parties Topics Sources Check Cache Cleared".split()
"""What `--format json` prints is one of these."""
LINES = "FigureLine RelationLine EventLine PartyLine TopicLine SourceLine".split()
"""A line of `--format jsonl` is one of these."""

Node = dict[str, Any]

_ABOUT = (
    "One of these: the answer of a command (--format json), a line of it (--format jsonl), the "
    "problems that check found, the indexes that cache keeps. Keys are only ever added within a "
    "schema_version, so ignore those you do not know. With --fields a claim or line holds the keys "
    "asked for and no others. What cite prints as csl-json has the schema of the Citation Style "
    "Language."
)
_KINDS: dict[str, Node] = {
    "text": {"type": "string"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "flag": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
    "1": {"enum": [1]},
    **{name: {"enum": sorted(get_args(getattr(tables, name)))} for name in ("Rank", "Qualifier")},
}


def schema(closed: bool = False) -> Node:
    """Return the schema as JSON values; a closed one refuses every key that is not declared.

    The printed one does not, so that a script with an old copy goes on working.
    """
    more = {"additionalProperties": False} if closed else {}
    return {
        "$schema": DIALECT,
        "title": "What dipfacts prints as JSON",
        "description": _ABOUT,
        "anyOf": [_reference(name) for name in (*WHOLE, *LINES)],
        "$defs": {name: {**node, **more} for name, node in sorted(_objects().items())},
    }


def text() -> str:
    """Return the schema as a file: the same to the byte from run to run."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def keys(name: str) -> list[str]:
    """Return the keys of an object of the JSON."""
    return list(_objects()[name]["properties"])


@cache
def _objects() -> dict[str, Node]:
    """Return the schema of every object that is declared, by its name."""
    properties: dict[str, Node] = {}
    found = {}
    whole = DECLARED.replace("\n        # ", "  # ").replace("\n        ", " ")
    for declared in re.split(r"\n+(?=\w)", whole.strip()):
        head, *lines = declared.split("\n")
        title, _, about = head.partition("  # ")
        name, _, lender = title.rstrip(")").partition("(")
        own = properties[name] = dict(properties.get(lender, {}))
        for line in lines:
            own |= _keys(line.strip())
        if not name.startswith("_"):
            found[name] = {
                "description": about,
                "type": "object",
                "properties": {key.rstrip("?"): node for key, node in own.items()},
                "required": [key for key in own if not key.endswith("?")],
            }
    return found


def _keys(line: str) -> dict[str, Node]:
    """Return the keys that a line declares, each with "?" at its end if it may be absent."""
    key, _, rest = line.partition(": ")
    if key.startswith("tables."):
        return {name: _of_fact_base(key.removeprefix("tables."), name) for name in rest.split()}
    kind, _, about = rest.partition("  # ")
    return {key: {"description": about, **_kind(kind)}}


def _of_fact_base(table: str, key: str) -> Node:
    """Return a key of the fact base without what is of no use to a reader: patterns, defaults."""
    _, declared = schema_components([getattr(tables, table)])
    node = declared[table]["properties"][key.rstrip("?")]
    first, *others = node.get("anyOf", [node])
    kind = {name: first[name] for name in ("type", "format", "enum") if name in first}
    if "items" in first:
        kind["items"] = _KINDS["text"]
    if {"type": "string", "format": "decimal"} in others:
        kind = _KINDS["number"]
    elif others and not key.endswith("?"):
        kind = _nullable(kind)
    return {"description": node["description"], **kind}


def _kind(text: str) -> Node:
    """Return the schema of a kind of value, as `DECLARED` writes it."""
    if text[0] == "[":
        return {"type": "array", "items": _kind(text[1:-1])}
    if text[0] == "{":
        return {"type": "object", "additionalProperties": _kind(text[1:-1])}
    if text.endswith(" | null"):
        return _nullable(_kind(text.removesuffix(" | null")))
    if text in _KINDS:
        return _KINDS[text]
    names = text.split(" | ")
    if text[0].islower():
        return {"enum": sorted(names)}
    return {"anyOf": [*map(_reference, names)]} if len(names) > 1 else _reference(text)


def _nullable(kind: Node) -> Node:
    if "enum" in kind:
        return {"enum": [*kind["enum"], None]}
    if "type" in kind:
        return {**kind, "type": [kind["type"], "null"]}
    return {"anyOf": [kind, {"type": "null"}]}


def _reference(name: str) -> Node:
    return {"$ref": f"#/$defs/{name}"}
