"""Files that are not TOML: every mistake of their syntax, and all sound tables."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Write
from dipfacts.read.toml.loader import LoadedFile, load_text
from support.command_line import Run
from support.factbase import base, figure, source

HEAD = "format = 1\n"


def party(name: str, *more: str) -> str:
    lines = (f'id = "{name}"', 'kind = "country"', f'name = "{name.upper()}"', *more)
    return "[[party]]\n" + "".join(f"{line}\n" for line in lines)


def loaded(text: str) -> LoadedFile:
    return load_text(text.encode(), "a.toml")


def told(found: LoadedFile) -> list[str]:
    return [
        f"{p.line}:{p.column}: {p.message}" + (f"; {p.hint}" if p.code != "syntax" else "")
        for p in found.problems
    ]


def ids(found: LoadedFile) -> list[str]:
    return [row.table.id for row in found.rows]


@pytest.mark.parametrize(
    ("text", "problems", "sound"),
    [
        (
            HEAD + party("a", "note = x") + party("b") + party("c", "iso = 'AZ") + party("d"),
            ["6:8: not valid TOML: invalid value", "15:10: not valid TOML: unterminated string"],
            ["b", "d"],
        ),
        (  # what is not closed ends with its table, however much it would swallow
            HEAD + party("a", 'note = """') + party("b") + party("c", 'note = """well"""'),
            ["6:11: not valid TOML: unterminated string"],
            ["b", "c"],
        ),
        (
            HEAD + party("a", 'aliases = ["x"') + party("b"),
            ["7:1: not valid TOML: unclosed array"],
            ["b"],
        ),
        (  # other faults are told with it, in the order of the lines
            HEAD + party("a", "isso = 'AZ'") + party("b", "z"),
            [
                '6:1: unknown key "isso" in [[party]]; did you mean "iso"?',
                '11:2: not valid TOML: expected "=" after a key in a key/value pair',
            ],
            [],
        ),
        (  # the format is read although something beside it is wrong
            "format = 1\nx\n" + party("a"),
            ['2:2: not valid TOML: expected "=" after a key in a key/value pair'],
            ["a"],
        ),
        ("format =\n" + party("a"), ["1:9: not valid TOML: invalid value"], []),
        (
            HEAD + party("a") + "[party]\nid = 1\n",
            ['6:7: not valid TOML: cannot declare "party" twice'],
            [],
        ),
    ],
)
def test_every_mistake_is_told_and_what_is_sound_is_read(
    text: str, problems: list[str], sound: list[str]
) -> None:
    found = loaded(text)
    assert told(found) == problems
    assert ids(found) == sound


def test_what_a_wrong_table_declares_is_not_missing_elsewhere() -> None:
    found = loaded(HEAD + party("a", "note = x") + party("b"))
    assert (found.declared, found.complete) == ([("party", "a")], True)


def test_the_text_is_kept_as_it_was_for_the_excerpts() -> None:
    text = HEAD + party("a", "note = x") + party("b")
    assert loaded(text).text == text


@given(st.lists(st.booleans(), min_size=1, max_size=8))
def test_each_table_stands_or_falls_alone(broken: list[bool]) -> None:
    parts = [party(f"p{n}", *(["note = x"] if bad else [])) for n, bad in enumerate(broken)]
    found = loaded(HEAD + "".join(parts))
    lines = (HEAD + "".join(parts)).split("\n")
    wrong = [n for n, line in enumerate(lines, 1) if line == "note = x"]
    assert [p.line for p in found.problems if p.code == "syntax"] == wrong
    assert ids(found) == [f"p{n}" for n, bad in enumerate(broken) if not bad]
    assert [lines[row.line - 1] for row in found.rows] == ["[[party]]"] * broken.count(False)


@pytest.mark.parametrize(
    ("value", "remedy"),
    [
        ("2024-02", 'write it in quotes: "2024-02"'),
        ("2024-02/..  # and on", 'write it in quotes: "2024-02/.."'),
        ("/1990", 'write it in quotes: "/1990"'),
        ("1984~", 'write it in quotes: "1984~"'),
        (
            "2024-13",
            'write a text in quotes, a quote in it as \\", a date as 2022-12-05, '
            "a number as 2_900_000",
        ),
    ],
)
def test_a_period_without_quotes_is_to_be_quoted(
    dip: Run, write: Write, value: str, remedy: str
) -> None:
    text = base(source()) + figure("f", parties=["gb", "no"], measure="turnover", period="WHEN")
    status, out, _ = dip("check", str(write(text.replace('"WHEN"', value))))
    assert (status, out.rstrip().partition("; ")[2]) == (3, remedy)
