"""docs/mcp.md is true: its tables are the code's, its example is run, its settings start it."""

from __future__ import annotations

import json
import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dipfacts.cli import fast_parser
from dipfacts.mcp.arguments import LEAST, MOST, USUAL
from dipfacts.mcp.calls import SECONDS, Calls
from dipfacts.mcp.guide import PROMPTS
from dipfacts.mcp.reply import MOST_CLAIMS
from reference import assistants

ROOT = Path(__file__).parents[2]
FENCED = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)


@pytest.fixture
def calls() -> Iterator[Calls]:
    found = Calls([str(assistants.BASE)], pytest.fail)
    yield found
    found.close()


def test_the_tables_and_the_example_are_what_the_code_says(calls: Calls) -> None:
    page = assistants.PAGE.read_text(encoding="utf-8")
    assert page == assistants.written(page, calls), "python tools/write_reference.py mcp"


def test_the_numbers_and_names_on_the_page_are_those_of_the_code() -> None:
    page = assistants.PAGE.read_text(encoding="utf-8")
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
    found = [*commands(assistants.PAGE.read_text(encoding="utf-8"))]
    assert len(found) == 4
    for program, *line in found:
        assert program == "dipfacts"
        typed = fast_parser.read(line)
        assert typed
        assert typed[0].name == "mcp"
