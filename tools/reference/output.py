"""The keys of the JSON as docs/json.md tells them, and its schema."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from dipfacts.render.json.contract.schema import schema

DOCS = Path(__file__).parents[2] / "docs"
SCHEMA, PAGE = DOCS / "output.schema.json", DOCS / "json.md"
MARKED = re.compile(r"(<!-- keys of (\w+(?:, \w+)*) -->\n).*?(<!-- end of keys -->)", re.S)

Node = dict[str, Any]


def kind_of(node: Node) -> str:
    """Return the kind of a value in words."""
    if "anyOf" in node:
        return " or ".join(kind_of(kind) for kind in node["anyOf"])
    if "$ref" in node:
        return "object"
    if "enum" in node:
        return ", ".join("or null" if v is None else f"`{json.dumps(v)}`" for v in node["enum"])
    kinds = node["type"] if isinstance(node["type"], list) else [node["type"]]
    text = "date" if node.get("format") == "date" else "text"
    words = {"string": text, "boolean": "true, false"}
    told = [words[kind] if kind in words else str(kind) for kind in kinds]
    if "array" in kinds:
        item = node["items"]
        of = "objects" if "$ref" in item or "anyOf" in item else f"{kind_of(item)}"
        told = [f"list of {'texts' if of == 'text' else of}"]
    return " or ".join(told)


@cache
def declared() -> dict[str, Any]:
    """Return the objects of the schema, which takes a while to make."""
    found: dict[str, Any] = schema()["$defs"]
    return found


def table(names: list[str]) -> str:
    """Return the keys of some objects, those of several with whose they are."""
    found = {name: declared()[name] for name in names}
    keys = list(dict.fromkeys(key for node in found.values() for key in node["properties"]))
    lines = [
        f"| key | {'in | ' if len(names) > 1 else ''}is | holds |",
        f"|---|{'---|' if len(names) > 1 else ''}---|---|",
    ]
    for key in keys:
        holders = [name for name in names if key in found[name]["properties"]]
        nodes = [found[name]["properties"][key] for name in holders]
        kinds = list(dict.fromkeys(map(kind_of, nodes)))
        told = list(dict.fromkeys(node["description"] for node in nodes))
        missing = key not in found[holders[0]].get("required", ())
        cells = [f"`{key}`"]
        if len(names) > 1:
            cells.append("all" if holders == names else ", ".join(f"{n.lower()}s" for n in holders))
        cells += [" / ".join(kinds) + (", may be absent" if missing else ""), "; ".join(told)]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def written(text: str) -> str:
    """Return the page with its tables as they are now."""
    return MARKED.sub(lambda m: m[1] + table(m[2].split(", ")) + m[3], text)
