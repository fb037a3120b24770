"""The README and the pages of docs with examples are true, and the reference of the commands is.

The examples are run; `python tests/project/test_readme.py` pastes what is printed now below each
command.
"""

from __future__ import annotations

import doctest
import re
import shlex
import shutil
import sys
import tempfile
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1]))  # for `support`, where this is run as a program

from support.examples import ELISION, FENCE, commands, consoles, files, fits, tidy
from support.terminal import screen, session

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
REFERENCE = ROOT / "docs" / "commands.md"
TOUR = ROOT / "docs" / "tour.md"
COOKBOOK = ROOT / "docs" / "cookbook.md"
PYTHON = ROOT / "docs" / "python.md"
NAMES = ROOT / "docs" / "names.md"
PAGES = (README, TOUR, COOKBOOK, NAMES)  # whose examples are run

REMEDY = "python tests/project/test_readme.py"
COLUMNS = 96  # of the terminal on which the examples are shown
PLAIN = re.compile(r"dipfacts [^|;&<>$`()*?~#\\{}\[\]!]+")  # a line in which a shell does nothing
MOST_LINES = 200  # of the README: the rest belongs in docs/
MOST_WORDS = 120  # of a paragraph, of an item of a list and of a row of a table
WORDY = {
    *("ARCHITECTURE.md", "check.md", "citing.md", "commands.md", "diff.md", "export.md"),
    *("fact-base.md", "import.md", "mcp.md", "names.md", "serve.md", "speed.md", "writing.md"),
}
"""Pages that still have longer ones."""


def examples() -> list[tuple[Path, str]]:
    pages = ((page, page.read_text(encoding="utf-8")) for page in PAGES)
    return [(page, match["body"]) for page, text in pages for match in consoles(text)]


def here(line: str) -> str:
    """Return what a terminal shows after a line that needs no shell, run in this process."""
    _, *words = shlex.split(line)
    variables = {"COLUMNS": f"{COLUMNS}", "DIPFACTS_PAGER": "", "NO_COLOR": "1"}
    return screen(words, COLUMNS, 50, variables)[0]


def name_of(value: Path | str) -> str:
    return value.name if isinstance(value, Path) else value.partition("\n")[0]


@pytest.mark.parametrize(("page", "body"), examples(), ids=name_of)
def test_the_examples_print_what_is_shown(
    page: Path, body: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = body
    for name, text in files(page.read_text(encoding="utf-8")).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        typed += text * (name in body)
    for program in ("jq", "flock"):
        if re.search(rf"\b{program}\b", typed) and not shutil.which(program):
            pytest.skip(f"{program} is not installed")
    wanted = commands(body)
    typed_lines = [command for command, _ in wanted]
    if all(map(PLAIN.fullmatch, typed_lines)):
        monkeypatch.chdir(tmp_path)
        monkeypatch.delenv("DIPFACTS_FACTS")
        printed = [here(line) for line in typed_lines]
    else:
        printed = session(typed_lines, tmp_path, COLUMNS)
    for (command, text), shown in zip(wanted, printed, strict=True):
        told = f"$ {command}\n{shown}\n({REMEDY} pastes this into {page.name})"
        assert fits(tidy(text), tidy(shown)), told


def test_the_python_of_its_page_does_what_it_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DIPFACTS_FACTS", raising=False)
    text = "\n".join(
        m["body"] for m in FENCE.finditer(PYTHON.read_text("utf-8")) if m["kind"] == "pycon"
    )
    example = doctest.DocTestParser().get_doctest(text, {}, PYTHON.name, str(PYTHON), 0)
    assert len(example.examples) > 2
    told: list[str] = []
    result = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(example, out=told.append)
    assert result.failed == 0, "".join(told)


@pytest.mark.parametrize("name", ["look-up", "test"])
def test_the_readme_gives_each_command_of_the_clean_checkout_on_one_line(name: str) -> None:
    text = README.read_text(encoding="utf-8")
    found = re.findall(rf"<!-- command: {name} -->\n```sh\n(.+)\n```\n", text)
    assert len(found) == 1
    assert found[0].startswith("python3 -m venv .venv && .venv/bin/pip install ")


def test_the_readme_is_short_and_its_links_lead_somewhere() -> None:
    text = README.read_text(encoding="utf-8")
    assert text.count("\n") <= MOST_LINES
    links = re.findall(r"\]\(([^)]+)\)", text)
    assert [link for link in links if not (ROOT / link).exists()] == []


def longest_paragraph(text: str) -> int:
    """Return the words of the longest paragraph, item of a list or row of a table."""
    prose = re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE)
    blocks = re.split(r"\n\s*\n|\n\s*(?=- |\d+\. |\|)", prose)
    return max(len(block.split()) for block in blocks)


def test_paragraphs_are_short() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]
    assert len(pages) > 20
    longest = {page.name: longest_paragraph(page.read_text(encoding="utf-8")) for page in pages}
    assert {name for name, words in longest.items() if words > MOST_WORDS} <= WORDY


def test_every_command_is_documented_with_its_options() -> None:
    from dipfacts.cli.registry import COMMANDS, OVERVIEW, TOPIC

    text = REFERENCE.read_text(encoding="utf-8")
    sections = dict(re.findall(r"^## `dipfacts (\w+)[^\n]*\n(.*?)(?=^## |\Z)", text, re.M | re.S))
    commands = {"A": OVERVIEW, "TOPIC": TOPIC, **COMMANDS}
    assert list(sections) == [*commands]
    shared = text.split("## `dipfacts A ")[0]
    for name, command in commands.items():
        is_alike = command.answers or name in ("cite", "log")  # a query, and what diff has
        for flag in (flag for option in command.options for flag in option.each_flag):
            in_all = is_alike and f"| `{flag}" in shared
            assert in_all or f"`{flag}" in sections[name] or flag in ("-f", "-o"), (name, flag)


def paste(page: Path) -> None:
    """Write what the examples of a page print now into it, as long as they were."""
    text = page.read_text(encoding="utf-8")

    def shown(match: re.Match[str]) -> str:
        if match["kind"] != "console":
            return match[0]
        with tempfile.TemporaryDirectory() as made:
            for name, content in files(text).items():
                (Path(made) / name).write_text(content, encoding="utf-8")
            typed = commands(match["body"])
            printed = session([command for command, _ in typed], Path(made), COLUMNS)
        parts = []
        for (command, old), new in zip(typed, printed, strict=True):
            if "Traceback" in new:
                sys.exit(f"$ {command}\n{new}")
            wanted, lines = tidy(old), tidy(new)
            if ELISION in wanted and len(lines) > len(wanted):
                at = wanted.index(ELISION)
                lines = [*lines[:at], ELISION, *lines[len(lines) - (len(wanted) - at - 1) :]]
            parts.append("\n".join([f"$ {command}", *lines, ""]))
        return match[0].replace(match["body"], "\n".join(parts))

    page.write_text(FENCE.sub(shown, text), encoding="utf-8")


if __name__ == "__main__":
    for page in PAGES:
        paste(page)
