"""A command line that is certainly valid is read without Typer, and means the same as with it."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from unittest import mock

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dipfacts.cli import app, build, fast_parser, root
from dipfacts.cli.command import Command
from dipfacts.cli.registry import COMMANDS, find
from dipfacts.errors import QuestionError
from support.draws import drawn

VALUES = ["azerbaijan", "2021", "0", "007", "x=y", "9" * 20, "é", "٣", "", "-", "-1", "--"]
ODD = ["--help", "-fx", "-f=x", "--json=1", "--since=", "--since=2020", "--limit=5", "--no"]


def lines_of(name: str) -> st.SearchStrategy[list[str]]:
    """Command lines of a command, of its own options more than of anything else."""
    options = [
        st.tuples(st.just(flag), st.sampled_from(VALUES))
        if option.takes_value
        else st.just((flag,))
        for flag, option in find(name).by_flag.items()
    ]
    others = st.sampled_from([*VALUES, *ODD]).map(lambda word: (word,))
    parts = st.lists(st.one_of(others, *options), max_size=5)
    return parts.map(lambda found: [name, *itertools.chain.from_iterable(found)])


certain_lines = (
    st.sampled_from(["trade", *COMMANDS])
    .flatmap(lines_of)
    .filter(lambda line: fast_parser.read(line) is not None)
)


def by_typer(line: list[str]) -> Any:
    """Return what Typer gives a command; None where it gives nothing, but helps or refuses."""
    given: list[Any] = []

    def kept(command: Command, values: dict[str, Any]) -> int:
        given.append((command.name, values))
        return 0

    with mock.patch.object(build, "execute", kept):
        try:
            root.run(line)
        except QuestionError:
            return None
    return given[0] if given else None


@settings(max_examples=drawn(100))
@given(certain_lines)
@example(["trade", "a", "b", "--json"])
@example(["trade", "--chart", "--chart", "--all", "-f", "x", "--facts", "y"])
def test_what_is_read_is_what_typer_reads(line: list[str]) -> None:
    command, given = fast_parser.read(line) or pytest.fail("left to Typer")
    assert (command.name, given) == by_typer(line)


@pytest.mark.parametrize(
    "line",
    [
        "trade azerbaijan russia --json",
        "trade azerbaijan --since 2020 --until=2021 --limit 5 --no-chart --measure x --measure y",
        "timeline a b c -o page.html --all",
        "check --strict facts.toml",
        "init",
    ],
)
def test_what_people_type_needs_no_typer(line: str) -> None:
    command, given = fast_parser.read(line.split()) or pytest.fail("left to Typer")
    assert (command.name, given) == by_typer(line.split())


@pytest.mark.parametrize(
    "line",
    [
        *("", "--version", "-h", "trade --help", "brief", "show", "export"),
        *("trade --limit x", "trade --limit -1", "trade --upcoming 1y", "trade --since"),
        *("trade --in 2020 --in 2021", "trade -- -x", "search --json=x a", "show a b"),
        *("search a b --limit 20 --limit 5", "timeline --since 2020 --since 2020"),
        "trade --chart --chart --all -f x --facts y -f=z",
        "trade --chart --no-chart",
    ],
)
def test_what_is_wrong_or_asks_for_help_is_left_to_typer(line: str) -> None:
    assert fast_parser.read(line.split()) is None


def of_program(*lines: str) -> str:
    """Run lines of Python in a process where msgspec is imported as the program imports it."""
    start = "import sys; from dipfacts.__main__ import _import_msgspec; _import_msgspec()"
    command = [sys.executable, "-c", "\n".join([start, *lines])]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return done.stderr


def test_a_look_up_loads_no_typer_and_nothing_that_msgspec_goes_without() -> None:
    assert app.run(["topics", "--json"]) == 0  # so that the next finds an index
    printed = of_program(
        "from dipfacts.cli.app import run",
        "status = run(['topics', '--json'])",
        "slow = {'typer', 'rich', 'typing_extensions', 'urllib.parse', 'platform', 'textwrap'}",
        "print(status, *slow & {*sys.modules}, file=sys.stderr)",
    )
    assert printed == "0\n"


def test_a_page_in_colours_loads_of_rich_what_styles_a_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert app.run(["topics"]) == 0  # so that the next finds an index
    monkeypatch.setenv("TERM", "xterm")
    printed = of_program(
        "from dipfacts.cli.app import run",
        "sys.stdout.isatty = lambda: True",
        "status = run(['topics'])",
        "loaded = {'rich.style', 'rich.console', 'rich.text', 'typer'} & {*sys.modules}",
        "print(status, *loaded, file=sys.stderr)",
    )
    assert printed == "0 rich.style\n"


def test_nothing_is_loaded_before_an_interrupt_is_heeded() -> None:
    lines = (
        "import sys",
        "before = {*sys.modules}",
        "from dipfacts.__main__ import main",
        "print(*sorted({*sys.modules} - before - {'gc', '__future__'}))",
    )
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["dipfacts", "dipfacts.__main__"]


def test_what_msgspec_goes_without_is_there_for_who_needs_it() -> None:
    printed = of_program(
        "import msgspec, platform, textwrap, typing_extensions, uuid",
        "A = msgspec.defstruct('A', ['number'], namespace={'__doc__': '  One.\\n\\n  Two.'})",
        "print(msgspec.json.schema(A)['$defs']['A']['description'], file=sys.stderr)",
        "print(hasattr(typing_extensions, 'TypedDict'), textwrap.dedent(' a'), file=sys.stderr)",
        "print(uuid._LINUX == (platform.system() == 'Linux'), uuid.UUID(int=1), file=sys.stderr)",
        "_import_msgspec()  # a second time changes nothing",
        "print(msgspec.inspect.type_info(int), file=sys.stderr)",
    )
    assert printed.splitlines() == [
        *("One.", "", "Two."),
        "True a",
        "True 00000000-0000-0000-0000-000000000001",
        repr(msgspec.inspect.type_info(int)),
    ]


def test_a_msgspec_that_asks_for_more_is_loaded_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path(msgspec.__file__)
    (tmp_path / "msgspec").mkdir()
    of_tomorrow = (
        f"__path__ = [{str(real.parent)!r}]\n"
        "from typing_extensions import TypedDict\n"
        f"exec({real.read_text(encoding='utf-8')!r})\n"
    )
    (tmp_path / "msgspec/__init__.py").write_text(of_tomorrow, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), *sys.path]))
    printed = of_program(
        "from dipfacts.cli.app import run",
        "status = run(['topics', '--json'])",
        "print(status, sys.modules['msgspec'].__file__, file=sys.stderr)",
    )
    assert printed == f"0 {tmp_path / 'msgspec/__init__.py'}\n"
