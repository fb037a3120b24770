"""The JSON Schema of the JSON, derived from the declared types (draft 2020-12)."""

import json
from typing import Any

import msgspec

from dipfacts.render.json.contract import answers, brief, check, claims, diff, overview

DIALECT = "https://json-schema.org/draft/2020-12/schema"

WHOLE: tuple[type[claims.Printed], ...] = (
    answers.Figures,
    answers.Answer,
    brief.Brief,
    overview.Overview,
    answers.Parties,
    answers.Topics,
    answers.Measures,
    answers.Kinds,
    answers.Sources,
    answers.Inventory,
    answers.Start,
    answers.Failed,
    check.Check,
    diff.Diff,
    diff.Log,
    answers.Cache,
    answers.Cleared,
)
"""The types of all that `--format json` prints."""

LINES: tuple[type[claims.Printed], ...] = (
    claims.FigureLine,
    claims.RelationLine,
    claims.EventLine,
    claims.PartyLine,
    claims.TopicLine,
    claims.MeasureLine,
    claims.KindLine,
    claims.SourceLine,
)
"""A line of `--format jsonl` is one of these."""

Node = dict[str, Any]

_NULL = {"type": "null"}

_ABOUT = (
    "One of these: the answer of a command (--format json), a line of it (--format jsonl), the "
    "problems that check found, what diff and log tell, the indexes that cache keeps, why a page "
    "of serve cannot be had. Keys are only ever added within a schema_version, so ignore those you "
    "do not know. With --fields a claim or line holds the keys asked for and no others. What cite "
    "prints as csl-json has the schema of the Citation Style Language."
)


def schema(closed: bool = False) -> Node:
    """Return the schema as JSON values; a closed one refuses every key that is not declared.

    The printed one does not, so that a script with an old copy goes on working.
    """
    roots, definitions = msgspec.json.schema_components(
        (*WHOLE, *LINES), ref_template="#/$defs/{name}"
    )
    return {
        "$schema": DIALECT,
        "title": "What dipfacts prints as JSON",
        "description": _ABOUT,
        "anyOf": list(roots),
        "$defs": {name: _tidy(node, closed) for name, node in sorted(definitions.items())},
    }


def text() -> str:
    """Return the schema as a file: the same to the byte from run to run."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def _tidy(node: Any, closed: bool) -> Any:
    """Return a node as plain JSON Schema: decimals are numbers, an object's tag is described."""
    if isinstance(node, list):
        return [_tidy(item, closed) for item in node]
    if not isinstance(node, dict):
        return node
    tidy = {
        key: _tidy(value, closed)
        for key, value in node.items()
        if not (key == "title" and isinstance(value, str))
        and key != "discriminator"
        and (closed or value is not False)
    }
    kinds = tidy.pop("anyOf", None)
    if kinds is not None:
        tidy |= _any_of(kinds)
    tag = tidy.get("properties", {}).get("type")
    if tag and "enum" in tag:
        tag["description"] = "what sort of claim it is"
    return tidy


def _any_of(kinds: list[Node]) -> Node:
    """Return a node for several kinds of value, as short as can be; exact numbers are of two."""
    if {"type": "string", "format": "decimal"} in kinds:
        kinds = [{"type": "number"}, *({"type": "null"} for kind in kinds if kind == _NULL)]
    if len(kinds) == 1:
        return kinds[0]
    first, *others = kinds
    if others == [_NULL] and "enum" in first:
        return {"enum": [*first["enum"], None]}
    if others == [_NULL] and "type" in first:
        return {**first, "type": [first["type"], "null"]}
    return {"anyOf": kinds}
