"""What is typed is obeyed or refused, and help is as the command is."""

from __future__ import annotations

from pathlib import Path

import pytest

from dipfacts.cli.registry import COMMANDS
from support.command_line import Run
from support.compiled import shared
from support.factbase import base, figure, measure, party, source, topic

BASE = base(source(), party("a"), party("b"), topic(), measure(), figure("f"))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


@pytest.fixture(autouse=True)
def base_in_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIPFACTS_FACTS", str(shared(BASE)))


@pytest.mark.parametrize("line", ["--help", "help", "trade --help"])
def test_help_about_a_base_that_does_not_load_says_so(
    dip: Run, line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "facts.toml"
    gone = (
        2,
        "",
        f"dipfacts: {path} does not exist\n  name a .toml file, or a folder that holds some\n",
    )
    wrong = "format 9 is not known; write format = 1, the only one there is so far"
    wrong = f"{path}:1: {wrong}\n"
    assert dip(*line.split(), "-f", str(path)) == gone
    path.write_text("format = 9\n")
    assert dip(*line.split(), "-f", str(path)) == (3, "", wrong)
    monkeypatch.setenv("DIPFACTS_FACTS", str(path))  # help is what one needs then
    status, out, err = dip(*line.split())
    assert (status, err) == (0, f"dipfacts: {wrong}")
    assert "Usage: dipfacts " in out
    path.unlink()
    assert dip(*line.split()).err == gone[2].splitlines(keepends=True)[0]


@pytest.mark.parametrize("line", ["timeline --help", "help timeline", "help dates"])
def test_help_that_is_the_same_over_any_base_needs_none(dip: Run, line: str) -> None:
    assert dip(*line.split(), "-f", "nosuch")[::2] == (0, "")


@pytest.mark.parametrize("options", ["--chart --no-chart", "--no-chart --json --chart"])
def test_an_option_and_its_opposite_are_refused(dip: Run, options: str) -> None:
    assert dip("trade", "a", "b", *options.split()) == (
        2,
        "",
        "dipfacts: --chart and --no-chart differ\n  give only one of them\n",
    )
    assert dip("trade", "a", "b", "--no-chart", "--no-chart").status == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            ("trade", "a", "--lang", ""),
            "the name of the language is empty\n  name one, or leave --lang out",
        ),
        (
            ("trade", "a", "--lang="),
            "the name of the language is empty\n  name one, or leave --lang out",
        ),
        (
            ("serve", "--host", ""),
            "the address of --host is empty\n  name one, or leave --host out",
        ),
        (("help", ""), 'there is no help on ""\n  see dipfacts help'),
        (("help", "", " "), 'there is no help on "  "\n  see dipfacts help'),
    ],
)
def test_what_is_empty_is_refused(dip: Run, words: tuple[str, ...], told: str) -> None:
    assert dip(*words) == (2, "", f"dipfacts: {told}\n")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("--version trade", "--version stands alone\n  try dipfacts --version"),
        ("--version --show-completion", "--version stands alone\n  try dipfacts --version"),
        *(
            (f"{option} {words}", f"{told}\n  try dipfacts {option}{shell}")
            for option in ("--install-completion", "--show-completion")
            for words, told, shell in (
                (
                    "bash extra",
                    f'"extra" is a word too many: {option} takes the name of a shell',
                    " bash",
                ),
                ("--version", f"{option} takes no --version", ""),
                ("bash --json", f"{option} takes no --json", ""),
            )
        ),
        (
            "--install-completion --show-completion",
            "--install-completion takes no --show-completion\n  try dipfacts --install-completion",
        ),
        *(
            (
                f"{option} tcsh",
                f'no completion for the shell "tcsh"\n  name it: dipfacts {option} '
                "bash, zsh or fish",
            )
            for option in ("--install-completion", "--show-completion")
        ),
    ],
)
def test_options_of_the_program_stand_alone(dip: Run, line: str, told: str, home: Path) -> None:
    assert dip(*line.split()) == (2, "", f"dipfacts: {told}\n")
    assert [*home.iterdir()] == []


def test_a_shell_may_be_named(dip: Run, home: Path) -> None:
    assert dip("--version").status == 0
    assert "dipfacts at TAB in zsh" in dip("--show-completion", "zsh").out
    assert [*home.iterdir()] == []


def test_help_names_no_option_that_a_command_lacks() -> None:
    for command in COMMANDS.values():
        for option in command.options:
            if "--format" in option.help:
                assert "--format" in command.by_flag, (command.name, option.flags)
            if "sets the format" in option.help:
                assert "--format" in command.by_flag, (command.name, option.flags)
            if "sets the style" in option.help:
                assert "--style" in command.by_flag, (command.name, option.flags)
