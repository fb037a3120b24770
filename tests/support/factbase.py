"""A builder of fact bases: `base(source(), party("a"), figure("f", value=5))` is one, as TOML.

Each function gives the text of one table with what nearly every test needs; a key that is given
replaces it, and None leaves it out. A key that Python keeps for itself ends in an underscore:
`from_="a"`. Each table begins with a blank line, so `base(…) + figure(…)` is a base as well.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest


def base(*tables: str) -> str:
    """Return the text of a file of these tables."""
    return "format = 1\n" + "".join(tables)


def table(name: str, /, **keys: Any) -> str:
    """Return a table of any kind, with these keys alone, in their order."""
    lines = (
        f"{key.removesuffix('_')} = {toml(value)}\n"
        for key, value in keys.items()
        if value is not None
    )
    return f"\n[[{name}]]\n" + "".join(lines)


def source(id: str = "s", **keys: Any) -> str:
    return table("source", **{"id": id, "publisher": id.title(), **keys})


def party(id: str, **keys: Any) -> str:
    return table("party", **{"id": id, "kind": "country", "name": id.title(), **keys})


def topic(id: str = "trade", **keys: Any) -> str:
    return table("topic", **{"id": id, "label": id.title(), **keys})


def measure(id: str = "turnover", **keys: Any) -> str:
    return table(
        "measure", **{"id": id, "topic": "trade", "label": id.title(), "nature": "flow", **keys}
    )


def figure(id: str, **keys: Any) -> str:
    """Return a figure of a and b, of whatever they are called in `parties`, `from_` and `to`."""
    usual = {"measure": "turnover", **_parties(keys), "period": "2021", "value": 1, "unit": "USD"}
    return table("figure", **{"id": id, **usual, "source": "s", **keys})


def relation(id: str, **keys: Any) -> str:
    usual = {"kind": "treaty", "title": f"Treaty {id}", **_parties(keys)}
    return table("relation", **{"id": id, **usual, "source": "s", **keys})


def event(id: str, **keys: Any) -> str:
    usual = {"kind": "visit", "title": f"Visit {id}", **_parties(keys)}
    return table("event", **{"id": id, **usual, "source": "s", **keys})


def _parties(keys: dict[str, Any]) -> dict[str, Any]:
    return {} if {"from_", "to"} & {*keys} else {"parties": ["a", "b"]}


def toml(value: Any) -> str:
    """Return a value as TOML has it; text as a basic string, with escapes for what needs them."""
    match value:
        case bool():
            return str(value).lower()
        case int() | float() | Decimal():
            return str(value)
        case date():
            return value.isoformat()
        case str():
            plain = value.replace("\\", "\\\\").replace('"', '\\"')
            return '"' + "".join(c if c.isprintable() else _escape(c) for c in plain) + '"'
        case list() | tuple():
            return f"[{', '.join(map(toml, value))}]"
        case dict():
            return "{ " + ", ".join(f"{toml(k)} = {toml(it)}" for k, it in value.items()) + " }"
    pytest.fail(f"TOML has no {type(value)}")


def _escape(character: str) -> str:
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
