"""Remedies of problems: as data, in the words of TOML and in those of an import."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import dipfacts
from dipfacts.errors import Problem, QuestionError
from dipfacts.importing.inputs import Input
from dipfacts.importing.remedies import in_words_of_import
from dipfacts.mcp.wording import message_for_assistants
from dipfacts.remedy import (
    Allow,
    ByColumn,
    Declare,
    Encoding,
    Instead,
    InTable,
    LeaveKeyOut,
    LeaveRowOut,
    Lists,
    LongerKey,
    Missing,
    Option,
    Part,
    Remedy,
    Search,
    Setting,
    Takes,
)

SOURCE = Path(dipfacts.__file__).parent
SET = re.compile(r'\b[a-z_]+\}? = (?:["{\[]|[0-9])|\{[a-z_.]*\} = |\ballow = ')
"""A key with its value, as TOML has it, or as a text with places has it."""
NO_HINTS = {
    "read/toml/recovery.py": "what is no TOML has no keys yet",
    "read/toml/plain_claims.py": "texts to read, and no messages",
}
NO_REMEDIES = {
    "format = {FORMAT}\n",
    '{ column = ["…"] }',
    '"{figure.measure}" has partners = 0, but this is about several parties',
    'inferred = "{plain(claim.inferred)}" does not say how',
    "inferred = {_short_value(value)} does not say how",
    'iso = "{party.iso}" makes "{party.id}" what claims about {title} are about',
}
"""A line of a file, a value, and what is wrong, which names a key as it stands."""


def texts(path: Path) -> Iterator[str]:
    """Yield the texts of a module but docstrings, the places of f-strings as they are written."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = [*ast.walk(tree)]
    joined = [node for node in nodes if isinstance(node, ast.JoinedStr)]
    inner = {id(part) for node in joined for part in ast.walk(node) if part is not node}
    alone = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    for node in nodes:
        if id(node) in inner | alone:
            continue
        if isinstance(node, ast.JoinedStr):
            yield "".join(
                str(part.value)
                if isinstance(part, ast.Constant)
                else f"{{{ast.unparse(getattr(part, 'value', part))}}}"
                for part in node.values
            )
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


@pytest.mark.parametrize("package", ["read", "checks", "model", "countries"])
def test_a_remedy_that_names_a_key_is_data(package: str) -> None:
    """Else whoever imports a file, and writes no TOML, would be told it in the words of TOML."""
    found = {
        (path.relative_to(SOURCE).as_posix(), text)
        for path in (SOURCE / package).rglob("*.py")
        for text in texts(path)
        if SET.search(text)
    }
    assert sorted(it for it in found if it[0] not in NO_HINTS and it[1] not in NO_REMEDIES) == []


@pytest.mark.parametrize("package", ["query", "countries"])
def test_a_remedy_that_names_a_command_which_lists_names_is_data(package: str) -> None:
    """Else an assistant, who types no commands, and a reader of pages would be told of one."""
    listing = re.compile(r"\bdipfacts [a-z]+\b.* (?:list|find)s ")
    found = [
        (path.name, text)
        for path in (SOURCE / package).rglob("*.py")
        for text in texts(path)
        if listing.search(text)
    ]
    assert found == []


@pytest.mark.parametrize("package", ["query", "render/json"])
def test_a_message_that_names_an_option_or_what_to_type_is_data(package: str) -> None:
    """Else an assistant, and a reader of pages, would be told how to type it."""
    typed = re.compile(r"(?<![\w-])--[a-z]|\btry dipfacts ")
    found = [
        (path.name, text)
        for path in (SOURCE / package).rglob("*.py")
        for text in texts(path)
        if typed.search(text) and path.parent.name != "contract"
    ]
    assert found == []


@pytest.mark.parametrize(
    ("part", "typed", "asked"),
    [
        (
            *(Lists("topics", "them"), "dipfacts topics lists them"),
            'inventory with the list "topics" has them',
        ),
        (Search(), "dipfacts search TEXT finds ids", "search finds ids"),
        (Lists("parties", "codes", "--codes"), *["dipfacts parties --codes lists codes"] * 2),
        (Option("mirror"), "--mirror", "both_sides"),
        (Option("known-by", "../2021"), "--known-by ../2021", "known_by ../2021"),
        (Takes("timeline", "more"), "dipfacts timeline takes more", "timeline takes more"),
        (Instead(("search",), "-a b"), 'try dipfacts search "-a b"', ""),
        (
            *(Instead(("trade", "a b"), options=(Option("measure", "m"),)),),
            *("try dipfacts trade 'a b' --measure m", ""),
        ),
    ],
)
def test_each_way_to_names_is_told_of_commands_and_to_assistants(
    part: Part, typed: str, asked: str
) -> None:
    error = QuestionError("no such name", Remedy.of(part))
    assert (str(error), error.hint) == (f"no such name\n{typed}", typed)
    assert message_for_assistants(error.remedy) == asked


OF_ROW, OF_TABLE = 7, 0  # lines of problems
USD, PERCENT = Setting.of("unit", "USD"), InTable(Setting.of("unit", "percent"))


@pytest.mark.parametrize(
    ("part", "line", "in_toml", "of_import"),
    [
        (USD, OF_TABLE, 'unit = "USD"', "--map unit=USD"),
        (USD, OF_ROW, 'unit = "USD"', '"USD" as its unit'),
        (Setting.of("decimal", ","), OF_ROW, 'decimal = ","', "--map decimal=,"),
        (Setting("scale", ("1_000",)), OF_TABLE, "scale = 1_000", "--map scale=1000"),
        (Setting("value", ("-1_234.5",)), OF_ROW, "value = -1_234.5", "-1234.5 as its value"),
        (Setting.of("to", "{a b}"), OF_ROW, 'to = "{a b}"', "--map to='{a b}'"),
        (
            *(Setting.of("status", "forecast", "target"), OF_ROW),
            *('status = "forecast" or "target"', '"forecast" or "target" as its status'),
        ),
        (
            *(Setting.of("to", "a:{b}", "c:{b}", "d:{b}"), OF_TABLE),
            'to = "a:{b}", "c:{b}" or "d:{b}"',
            '--map to=\'a:{b}\', "c:{b}" or "d:{b}"',
        ),
        (Setting.list_of("parties", "a"), OF_ROW, 'parties = ["a"]', 'parties = ["a"]'),
        (Setting("disputed", ("true",)), OF_ROW, "disputed = true", "disputed = true"),
        (PERCENT, OF_ROW, ', and unit = "percent" in the table', ", and add --map unit=percent"),
        (
            *(Missing("n.a."), OF_ROW, 'name it in missing = ["…"]'),
            "add --map missing=n.a. if that means unknown",
        ),
        (Missing("1,5 or"), OF_ROW, 'name it in missing = ["…"]', "correct the number"),
        (Missing("a very…"), OF_ROW, 'name it in missing = ["…"]', "correct the number"),
        (LeaveRowOut("b"), OF_ROW, "leave the row out: skip = { … } for its b", "remove the row"),
        (
            *(LeaveKeyOut(of_what="a final number"), OF_ROW, "leave it out of a final number"),
            "leave it blank for a final number",
        ),
        (LeaveKeyOut(of_what="it"), OF_TABLE, "leave it out of it", "leave it out of it"),
        (
            *(ByColumn("same_as", "x"), OF_ROW),
            'same_as = "{same_as}" to the [[table]], and "x" in a column same_as',
            "--map same_as='{same_as}' and \"x\" in a column same_as",
        ),
        (Encoding("cp1252"), OF_ROW, 'add encoding = "cp1252"', "save the file as UTF-8"),
        (Encoding(), OF_ROW, "name the encoding that it has", "save the file as UTF-8"),
        (
            *(Declare("party"), OF_ROW, "declare it in a [[party]]"),
            "declare it in a [[party]] of another file of the folder",
        ),
        (Allow("no-rows"), OF_TABLE, 'allow = ["no-rows: …"]', "--map 'allow=no-rows: …'"),
        (
            *(Allow("same-claim", "why", is_of_row=True), OF_ROW),
            *('allow = ["same-claim: why"] to the [[table]]', "leave it"),
        ),
    ],
)
def test_each_part_of_a_remedy_is_told_of_toml_and_of_an_import(
    part: Part, line: int, in_toml: str, of_import: str
) -> None:
    problem = Problem("a.csv", line, 1, "row", "a message", Remedy.of("do: ", part, "!"))
    assert problem.hint == f"do: {in_toml}!"
    assert in_words_of_import(problem, Input("a.csv"), {}).remedy == f"do: {of_import}!"


def test_a_format_that_says_what_its_columns_are_takes_few_options() -> None:
    each: list[tuple[Part, str]] = [(Setting.of("period", "{y}"), 'period = "{y}"')]
    each.append((Setting.of("decimal", ","), "--map decimal=,"))
    each.append((Allow("no-rows"), "--map 'allow=no-rows: …'"))
    for part, told in each:
        problem = Problem("a.csv", OF_TABLE, 1, "row", "a message", Remedy.of(part))
        assert in_words_of_import(problem, Input("a.csv", is_fixed=True), {}).hint == told


def test_a_second_row_with_an_id_is_told_with_the_lines_of_the_file() -> None:
    message, remedy = '"t" is the id of line 2, too', Remedy.of(LongerKey(2))
    problem = Problem("a.csv", 3, 1, "row", message, remedy, subject=("t",))
    assert problem.hint == "add a column to the key of the table"
    told = in_words_of_import(problem, Input("a.csv", heads=("a",)), {2: 8, 3: 9})
    assert str(told) == (
        "a.csv:9: a second row about what line 8 is about; remove one of the two rows"
    )
    given = Input("a.csv", heads=("a",), given={"key": "{a}"})
    assert str(in_words_of_import(problem, given, {2: 8, 3: 9})) == (
        'a.csv:9: "t" is the id of line 8, too; name more columns in --map key=…; keys alike but'
        " for capitals, blanks, accents or marks make one id"
    )


def test_what_is_told_of_places_is_changed_in_the_words_of_a_remedy_alone() -> None:
    remedy = Remedy.of("see x.toml:3, and add ", Setting.of("id", "x.toml:3"))
    changed = remedy.with_words(lambda words: words.replace("x.toml:3", "a.csv:5"))
    assert str(changed) == 'see a.csv:5, and add id = "x.toml:3"'
