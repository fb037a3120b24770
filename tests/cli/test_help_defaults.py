"""The defaults that the help states: each is what the program takes where nothing is typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dipfacts.cli import help as pages
from dipfacts.cli.command import Command
from dipfacts.cli.options import Option, choices
from dipfacts.cli.registry import COMMANDS, OVERVIEW, topic_command
from support.command_line import run_of
from support.factbase import base, figure, measure, party, source, topic
from support.repository import Repository

EVERY = [topic_command("trade"), OVERVIEW, *COMMANDS.values()]

DEFAULT = re.compile(r"Default: (.+?)\.(?= |$)")

IN_WORDS = {
    "--facts": "DIPFACTS_FACTS, else bundled",
    "--chart": "on a terminal",
    "--id": "as the format does",
    "--host": "127.0.0.1",
}
"""Defaults of options without choices that are no value of the option: other tests hold them."""

LINES = {
    "figures": "trade azerbaijan russia",
    "overview": "azerbaijan russia",
    "timeline": "timeline azerbaijan --limit 3",
    "relations": "relations azerbaijan --limit 3",
    "brief": "brief azerbaijan russia --limit 3",
    "search": "search corridor",
    "show": "show az-ru-turnover-2021",
    "cite": "cite az-ru-turnover-2021",
    "check": "check {facts}",
    "diff": "diff {facts} {facts} -f {facts}",
    "log": "log f1 -f {facts}",
    "export --to": "export facts.db -f {facts}",
    "export --partition-by": "export facts --to parquet -f {facts}",
}
"""Lines that are typed with a default and without it; else a command stands alone."""


def explained(command: Command) -> Iterator[tuple[Option, str | None]]:
    """Yield each option of a command with the default that the help states, or None."""
    texts = {
        flag: text
        for _, terms in pages.command_help(command).sections
        for term, text in terms
        for flag in term.replace(",", "").split()
    }
    for option in command.options:
        stated = DEFAULT.search(texts[option.each_flag[0]])
        yield option, stated and stated[1]


@pytest.mark.parametrize("command", EVERY, ids=lambda command: command.answered_as)
def test_the_default_in_the_help_is_what_the_program_takes(
    command: Command,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = base(source(), topic(), measure(), party("a"), party("b"), figure("f1"))
    Repository(tmp_path / "kept").commit("One figure", facts=text)
    facts = tmp_path / "kept" / "facts.toml"
    monkeypatch.delenv("DIPFACTS_FACTS", raising=False)
    run = run_of(capsys)

    def typed(line: str, *more: str) -> object:
        folder = tmp_path / f"run{len([*tmp_path.iterdir()])}"
        folder.mkdir()
        monkeypatch.chdir(folder)
        result = run(*line.format(facts=facts).split(), *more)
        assert result.status in (0, 1), result.err
        return result, sorted(path.relative_to(folder) for path in folder.rglob("*"))

    for option, stated in explained(command):
        flag = option.each_flag[0]
        if option.default is not None and option.default is not False:
            assert stated == str(option.default), flag
        elif stated and (words := choices(option, command.answered_as)):
            default = stated.rpartition("else ")[2].partition(" for ")[0]
            assert default in words, flag
            name = command.answered_as
            line = LINES.get(f"{name} {flag}") or LINES.get(name, name)
            assert typed(line, flag, default) == typed(line), flag
        elif stated:
            assert stated == IN_WORDS[flag]


def test_an_option_without_a_default_has_none_in_the_help() -> None:
    defaults = {option.name: stated for option, stated in explained(COMMANDS["import"])}
    assert (defaults["query"], defaults["id"]) == (None, "as the format does")
