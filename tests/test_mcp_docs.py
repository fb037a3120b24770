"""docs/mcp.md is true: its tables are those of the code, its example is run, its settings start it.

`python tests/test_mcp_docs.py` writes them anew.
"""

from __future__ import annotations

import json
import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from dipfacts.cli import fast_parser
from dipfacts.mcp.arguments import ABOUT, LEAST, MOST, USUAL, schema
from dipfacts.mcp.calls import SECONDS, Calls
from dipfacts.mcp.data import FAULT, MEANINGS, WRONG_BASE, WRONG_QUESTION
from dipfacts.mcp.guide import INSTRUCTIONS, PROMPTS
from dipfacts.mcp.reply import MOST_CLAIMS
from dipfacts.mcp.resources import KINDS, SCHEME
from dipfacts.mcp.tools import TOOLS

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "mcp.md"
CALL = re.compile(r"<!-- call: (\w+) (.*) -->\n```markdown\n.*?```\n(.*?)```json\n.*?```\n", re.S)
FENCED = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)


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


@pytest.fixture
def calls() -> Iterator[Calls]:
    found = Calls([str(ROOT / "data" / "facts.toml")], pytest.fail)
    yield found
    found.close()


def test_the_tables_and_the_example_are_what_the_code_says(calls: Calls) -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == written(page, calls)


def test_the_numbers_and_names_on_the_page_are_those_of_the_code() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for number in (USUAL, LEAST, MOST):
        assert f"{number:,}" in page
    assert f"at most {MOST_CLAIMS} claims" in page
    assert f"longer than {SECONDS} seconds" in page
    for name in PROMPTS:
        assert f"`{name}`" in page


def test_the_question_of_the_readme_has_that_answer(calls: Calls) -> None:
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    ((tool, given, answer),) = re.findall(r"^```text\n(\w+) (\{.*\})\n(.*?)```$", page, re.M | re.S)
    _, reply = calls.call(tool, json.loads(given))
    assert reply.answer == " ".join(answer.split())


def commands(page: str) -> Iterator[list[str]]:
    """Yield the words that each setting of the page starts the program with."""
    for kind, body in FENCED.findall(page):
        if kind == "sh" and " -- " in body:
            yield shlex.split(body.partition(" -- ")[2])
        elif kind in ("json", "toml") and "command" in body:
            settings: dict[str, Any] = json.loads(body) if kind == "json" else tomllib.loads(body)
            ((servers),) = settings.values()
            yield [servers["dipfacts"]["command"], *servers["dipfacts"]["args"]]


def test_every_setting_starts_the_program() -> None:
    found = [*commands(PAGE.read_text(encoding="utf-8"))]
    assert len(found) == 4
    for program, *line in found:
        assert program == "dipfacts"
        typed = fast_parser.read(line)
        assert typed
        assert typed[0].name == "mcp"


if __name__ == "__main__":
    asked = Calls([str(ROOT / "data" / "facts.toml")], print)
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8"), asked), encoding="utf-8")
