"""What the tests hold all printed JSON against: the schema, with every undeclared key refused."""

from __future__ import annotations

import importlib
import json
from typing import Any

from dipfacts.render.csv import INVENTORY
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
_DEFS = schema(closed=True)["$defs"]

_validator: Any = importlib.import_module("jsonschema").Draft202012Validator  # it has no types
_validators: dict[str, Any] = {}


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
        problems = [f"{e.json_path}: {e.message}" for e in _for(found).iter_errors(found)]
        assert not problems, f"not as `dipfacts schema output` says: {problems[:5]}"
    return text


def _for(found: dict[str, Any]) -> Any:
    """The validator of the one definition that fits, so that a message names what is wrong."""
    name = _name(found)
    if name not in _validators:
        _validators[name] = _validator({"$ref": f"#/$defs/{name}", "$defs": _DEFS})
    return _validators[name]


def _name(found: dict[str, Any]) -> str:
    if "schema_version" not in found:
        if "type" in found:
            return f"{found['type'].capitalize()}Line"
        for key, name in _LINES.items():
            if key in found:
                return name
    for key, name in (("problems", "Check"), ("indexes", "Cache"), ("deleted", "Cleared")):
        if key in found:
            return name
    command: str = found["query"]["command"]
    named = command in (*INVENTORY, "figures", "overview", "brief", "diff", "log")
    return command.capitalize() if named else "Answer"
