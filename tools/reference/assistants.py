"""The tables and the example of docs/mcp.md."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from dipfacts.mcp.arguments import ABOUT, schema
from dipfacts.mcp.calls import Calls
from dipfacts.mcp.data import FAULT, MEANINGS, WRONG_BASE, WRONG_QUESTION
from dipfacts.mcp.guide import INSTRUCTIONS
from dipfacts.mcp.resources import KINDS, SCHEME
from dipfacts.mcp.tools import TOOLS

PAGE = Path(__file__).parents[2] / "docs" / "mcp.md"

BASE = PAGE.parents[1] / "data" / "facts.toml"
"""The base that the example asks."""

CALL = re.compile(r"<!-- call: (\w+) (.*) -->\n```markdown\n.*?```\n(.*?)```json\n.*?```\n", re.S)


def known(tool: str) -> list[str]:
    """Return the arguments of a tool."""
    return [*schema(TOOLS[tool].takes, ABOUT)["properties"]]


def tables() -> dict[str, Iterator[str]]:
    """Return the rows of each table of the page that the code decides, by its head."""
    failed = (WRONG_QUESTION, WRONG_BASE, FAULT)
    return {
        "| tool | answers | takes |\n|---|---|---|\n": (
            f"| `{name}` | {tool.about} | {', '.join(map('`{}`'.format, known(name)))} |\n"
            for name, tool in TOOLS.items()
        ),
        "| status | error? | means |\n|---|---|---|\n": (
            f"| `{status}` | {'yes' if status in failed else 'no'} | {means} |\n"
            for status, means in {"answered": "here it is", **MEANINGS}.items()
        ),
        "| address | is |\n|---|---|\n": (
            f"| `{SCHEME}://{kind}/ID` | {about.lower()} |\n" for kind, about in KINDS.items()
        ),
    }


def written(page: str, calls: Calls) -> str:
    """Return the page with its tables and examples as they are now."""
    for head, rows in tables().items():
        before, _, after = page.partition(head)
        rest = after[after.index("\n\n") + 1 :] if not after.startswith("\n") else after
        page = f"{before}{head}{''.join(rows)}{rest}"
    page = re.sub(r"```text\n.*?```", lambda _: f"```text\n{INSTRUCTIONS}```", page, flags=re.S)

    def run(found: re.Match[str]) -> str:
        text, reply = calls.call(found[1], json.loads(found[2]))
        data = json.dumps(msgspec.to_builtins(reply), indent=2, ensure_ascii=False)
        call = f"<!-- call: {found[1]} {found[2]} -->"
        return f"{call}\n```markdown\n{text}```\n{found[3]}```json\n{data}\n```\n"

    return CALL.sub(run, page)
