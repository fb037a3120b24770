"""The check of all printed JSON against the schema, with every undeclared key refused."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import jsonschema_rs

from dipfacts.answers.answer import Answer
from dipfacts.render.csv import INVENTORY
from dipfacts.render.json import encoding, records
from dipfacts.render.json.contract.schema import schema
from dipfacts.render.json.fields import Fields

_LINES = {
    "nature": "MeasureLine",
    "declared": "KindLine",
    "label": "TopicLine",
    "name": "PartyLine",
    "id": "SourceLine",
}
"""The lines that are no claims, by a key that those below do not have."""
_WHOLE = {"problems": "Check", "indexes": "Cache", "deleted": "Cleared", "error": "Failed"}
"""The objects that are no answers, by a key that no answer has."""
_DEFS = schema(closed=True)["$defs"]


def held(text: str, fields: Fields = None) -> str:
    """The same text, after it is held against the contract; with fields, all but what they pick."""
    found = json.loads(text)
    if fields:
        if "schema_version" not in found:
            assert {*found} == {path.split(".")[0] for path in fields}
            return text
        found["facts"] = []
        found |= {key: {} for key in INVENTORY if key in found}
    if isinstance(found, dict):  # csl-json is a list, and another's contract
        held_by = validator(name_of(found))
        if not held_by.is_valid(found):
            problems = [f"{e.instance_path}: {e.message}" for e in held_by.iter_errors(found)]
            raise AssertionError(f"not as `dipfacts schema output` says: {problems[:5]}")
    return text


def record_of(answer: Answer) -> dict[str, Any]:
    """Return the object that `--json` prints of an answer, as a reader of it has it."""
    found: dict[str, Any] = json.loads("".join(encoding.blocks(records.document(answer))))
    return found


@cache
def validator(name: str) -> jsonschema_rs.Draft202012Validator:
    """Return the validator of one definition, so that a message names what is wrong."""
    return jsonschema_rs.Draft202012Validator({"$ref": f"#/$defs/{name}", "$defs": _DEFS})


def name_of(found: dict[str, Any]) -> str:
    """Return the name of the one definition that a document is to fit."""
    if "schema_version" not in found:
        if "type" in found:
            return f"{found['type'].capitalize()}Line"
        for key, name in _LINES.items():
            if key in found:
                return name
    for key, name in _WHOLE.items():
        if key in found:
            return name
    command: str = found["query"]["command"]
    named = command in (*INVENTORY, "figures", "overview", "brief", "diff", "log")
    return command.capitalize() if named else "Answer"
