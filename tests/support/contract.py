"""What the tests hold all printed JSON against: the schema, with every undeclared key refused."""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable
from functools import cache
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
DEFS = schema(closed=True)["$defs"]

_validator: Any = importlib.import_module("jsonschema").Draft202012Validator  # it has no types


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
        name = name_of(found)
        if not fits(found, DEFS[name]):
            problems = [f"{e.json_path}: {e.message}" for e in validator(name).iter_errors(found)]
            assert not problems, f"not as `dipfacts schema output` says: {problems[:5]}"
    return text


@cache
def validator(name: str) -> Any:
    """Return the validator of one definition, so that a message names what is wrong."""
    return _validator({"$ref": f"#/$defs/{name}", "$defs": DEFS})


def name_of(found: dict[str, Any]) -> str:
    """Return the name of the one definition that a document is to fit."""
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
    named = command in (*INVENTORY, "figures", "overview", "brief")
    return command.capitalize() if named else "Answer"


# All that any test prints is held against the schema; jsonschema took a sixth of the tests' time
# for it. So it only says what is wrong; whether something is, is told by these few lines.
# tests/test_contract.py holds that both agree.

Node = dict[str, Any]


def fits(value: Any, node: Node) -> bool:
    """Return whether a value fits a node of the schema."""
    return all(_KEYWORDS[keyword](value, given, node) for keyword, given in node.items())


def _of_type(value: Any, names: str | list[str], _: Node) -> bool:
    found = _TYPES.get(type(value), ())
    return any(name in found for name in ([names] if isinstance(names, str) else names))


def _any_of(value: Any, nodes: list[Node], _: Node) -> bool:
    return any(fits(value, node) for node in nodes)


def _one_of_these(value: Any, values: list[Any], _: Node) -> bool:
    return any(value == one and type(value) is type(one) for one in values)


def _items(value: Any, item: Node, _: Node) -> bool:
    return not isinstance(value, list) or all(fits(one, item) for one in value)


def _required(value: Any, names: list[str], _: Node) -> bool:
    return not isinstance(value, dict) or all(name in value for name in names)


def _properties(value: Any, nodes: dict[str, Node], _: Node) -> bool:
    return not isinstance(value, dict) or all(
        fits(value[name], node) for name, node in nodes.items() if name in value
    )


def _others(value: Any, other: Node | bool, node: Node) -> bool:
    if not isinstance(value, dict) or other is True:
        return True
    found = [one for name, one in value.items() if name not in node.get("properties", {})]
    return not found if other is False else all(fits(one, other) for one in found)


def _referred(value: Any, name: str, _: Node) -> bool:
    return fits(value, DEFS[name.removeprefix("#/$defs/")])


_TYPES: dict[type, tuple[str, ...]] = {
    dict: ("object",),
    list: ("array",),
    str: ("string",),
    bool: ("boolean",),
    int: ("integer", "number"),
    float: ("number",),
    type(None): ("null",),
}
_KEYWORDS: dict[str, Callable[[Any, Any, Node], bool]] = {
    "$ref": _referred,
    "type": _of_type,
    "enum": _one_of_these,
    "anyOf": _any_of,
    "items": _items,
    "required": _required,
    "properties": _properties,
    "additionalProperties": _others,
    "description": lambda *_: True,
    "format": lambda *_: True,  # jsonschema looks at none either, unless it is told to
}
