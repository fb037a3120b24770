"""A command line is read by the registry: its command, arguments and options, or what is wrong."""

from __future__ import annotations

import itertools
import subprocess
import sys
from typing import Any

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dipfacts.cli import app, words
from dipfacts.cli.registry import COMMANDS, find

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


lines = st.sampled_from(["trade", *COMMANDS]).flatmap(lines_of)


@settings(max_examples=200)
@given(lines)
@example(["trade", "a", "b", "--json"])
@example(["timeline", "--since", "2020", "--since", "2020"])
@example(["trade", "--chart", "--no-chart", "--all", "-f", "x", "--facts", "y", "-f=z"])
def test_every_line_is_read_or_refused_with_a_message(line: list[str]) -> None:
    try:
        command, given = words.read(line)
    except words.MisuseError as error:
        assert error.message
        return
    names = {argument.name for argument in command.arguments}
    assert given.keys() == names | {option.name for option in command.options}
    for option in command.options:
        value = given[option.name]
        assert value == option.default or (
            value not in (None, []) and (value or not option.repeats)
        )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("trade a b --json", {"parties": ["a", "b"], "json": True}),
        ("trade a --since 2020 --until=2021", {"since": "2020", "until": "2021"}),
        ("trade a --limit 5 --no-chart", {"limit": 5, "chart": False}),
        ("trade --measure x --measure y", {"measure": ["x", "y"], "parties": None}),
        ("trade --limit -1 a", {"limit": -1, "parties": ["a"]}),
        ("trade --limit 3 --limit 3", {"limit": 3}),
        ("trade --since --json", {"since": "--json", "json": False}),
        ("timeline a b c -o page.html --all", {"output": "page.html", "all": True}),
        ("timeline -opage.html -fx -f=y", {"output": "page.html", "facts": ["x", "=y"]}),
        ("check --strict facts.toml", {"paths": ["facts.toml"], "strict": True}),
        ("trade a -- --json -x", {"parties": ["a", "--json", "-x"], "json": False}),
        ("check -", {"paths": ["-"]}),
        ("init", {"file": "facts.toml"}),
        ("schema", {"what": None}),
    ],
)
def test_what_is_typed_is_read(line: str, said: dict[str, Any]) -> None:
    _, given = words.read(line.split())
    assert {name: given[name] for name in said} == said


@pytest.mark.parametrize(
    ("line", "message", "unknown"),
    [
        ("--bogus=1 trade", "no such option: --bogus", "--bogus"),
        ("-xy", "no such option: -x", "-x"),
        ("trade --help", "no such option: --help", "--help"),
        ("trade -99", "no such option: -9", "-9"),
        ("trade --limit x", "invalid value for '--limit': 'x' is not a valid int", ""),
        ("trade --since", "option '--since' requires an argument", ""),
        ("search a --json=x", "option '--json' does not take a value", ""),
        ("trade --in 2020 --in 2021", "--in takes one value, not 2020 and 2021", ""),
        ("trade -f x -o a -ob", "--output takes one value, not a and b", ""),
        ("brief", "brief needs a party or two", ""),
        ("show", "show needs the id of a claim", ""),
        ("show a b c", "got unexpected extra argument(s) (b c)", ""),
    ],
)
def test_what_is_wrong_is_told(line: str, message: str, unknown: str) -> None:
    with pytest.raises(words.MisuseError) as told:
        words.read(line.split())
    assert (told.value.message, told.value.unknown) == (message, unknown)


def of_program(*lines: str) -> str:
    """Run lines of Python in a process where msgspec is imported as the program imports it."""
    start = "import sys; from dipfacts.__main__ import _import_msgspec; _import_msgspec()"
    command = [sys.executable, "-c", "\n".join([start, *lines])]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return done.stderr


def test_a_look_up_loads_nothing_that_msgspec_goes_without() -> None:
    assert app.run(["topics", "--json"]) == 0  # so that the next finds an index
    printed = of_program(
        "from dipfacts.cli.app import run",
        "status = run(['topics', '--json'])",
        "slow = {'rich', 'typing_extensions', 'urllib.parse'}",
        "print(status, *slow & {*sys.modules}, file=sys.stderr)",
    )
    assert printed == "0\n"


def test_what_msgspec_goes_without_is_there_for_who_needs_it() -> None:
    printed = of_program(
        "import msgspec, typing_extensions",
        "found = msgspec.json.schema(list[int])",
        "print(found, hasattr(typing_extensions, 'TypedDict'), file=sys.stderr)",
        "_import_msgspec()  # a second time changes nothing",
        "print(msgspec.inspect.type_info(int), file=sys.stderr)",
    )
    assert (
        printed
        == "{'type': 'array', 'items': {'type': 'integer'}} True\n"
        + repr(msgspec.inspect.type_info(int))
        + "\n"
    )
