"""Every step of docs/first-claim.md and docs/first-import.md, typed in an empty folder.

`PASTE=1 python -m pytest --no-cov -n0 tests/project/test_guides.py` writes what is printed now
into them.
"""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

import pytest

from support.command_line import Run

pytestmark = pytest.mark.usefixtures("empty_folder")

DOCS = Path(__file__).parents[2] / "docs"
GUIDES = [DOCS / "first-claim.md", DOCS / "first-import.md"]

BLOCK = re.compile(
    r"^(?:<!-- (?P<how>file|append): (?P<file>\S+) -->\n)?```(?P<kind>\w+)\n(?P<body>.*?)^```$",
    re.M | re.S,
)
COMMAND = re.compile(r"^\$ ((?:.*\\\n)*.*)$", re.M)  # with the lines that go on with it


def name_of(guide: Path) -> str:
    return guide.stem


def printed(body: str, dip: Run, monkeypatch: pytest.MonkeyPatch) -> str:
    """The commands of an example, each with what it prints now."""
    lines, last = [], 0
    for command in COMMAND.findall(body):
        lines.append(f"$ {command}\n")
        typed = command.replace("\\\n", "").replace("$PWD", os.getcwd())
        program, *words = shlex.split(typed)
        if program == "export":
            name, value = words[0].split("=")
            monkeypatch.setenv(name, value)
        elif command == "echo $?":
            lines.append(f"{last}\n")
        else:
            assert program == "dipfacts"
            last, out, err = dip(*words)
            lines += [out, err]
    return "".join(lines)


@pytest.mark.parametrize("guide", GUIDES, ids=name_of)
def test_every_step_of_a_guide_prints_what_it_shows(
    guide: Path, dip: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def step(match: re.Match[str]) -> str:
        if match["kind"] != "console":
            assert match["how"], "a text to write says into which file"
            mode = "a" if match["how"] == "append" else "w"
            with open(match["file"], mode, encoding="utf-8") as stream:
                stream.write(match["body"])
            return match[0]
        return f"```console\n{printed(match['body'], dip, monkeypatch)}```"

    page = guide.read_text(encoding="utf-8")
    now = BLOCK.sub(step, page)
    if os.environ.get("PASTE"):
        guide.write_text(now, encoding="utf-8")
    assert page == now
    assert now.count("$ dipfacts ") > 4


@pytest.mark.parametrize("guide", GUIDES, ids=name_of)
def test_the_links_of_a_guide_lead_somewhere(guide: Path) -> None:
    names = re.findall(r"\]\(([\w-]+\.md)", guide.read_text(encoding="utf-8"))
    assert names
    for name in names:
        assert (DOCS / name).exists(), name
