"""All problems of `dipfacts check` at once: no fault hides another, and each is pointed at."""

from __future__ import annotations

import io
import string
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from conftest import Write
from dipfacts import errors
from dipfacts.checks import findings
from dipfacts.cli import app
from dipfacts.cli.registry import COMMANDS
from dipfacts.countries import country_names
from dipfacts.errors import Problem
from dipfacts.read.base.base_reader import BaseReader
from dipfacts.read.files import SourceFile
from dipfacts.render import diagnostics as render
from name_sources import iso_codes
from support.factbase import base, event, measure, party, source, topic
from support.screen import Screen

HEAD = base(
    source("news", publisher="Example News", published=date(2022, 12, 5)),
    party("aa", kind="bloc", name="Aaland"),
    party("bb", kind="bloc", name="Bbland"),
    topic(),
    measure(),
)


def figure(name: str, *more: str) -> str:
    keys = {
        "measure": '"turnover"',
        "parties": '["aa", "bb"]',
        "period": '"2021"',
        "value": "5",
        "unit": '"USD"',
        "source": '"news"',
        "locator": f'"p. {name}"',
    }
    given = dict(line.split(" = ", 1) for line in more)
    lines = "".join(f"{key} = {value}\n" for key, value in {**keys, **given}.items())
    return f'\n[[figure]]\nid = "{name}"\n{lines}'


def problems(*texts: str | bytes) -> list[Problem]:
    reader = BaseReader()
    for name, text in zip("abcd", texts, strict=False):
        file = SourceFile(f"{name}.toml", f"{name}.toml", f"{name}.toml")
        reader.add(file, text if isinstance(text, bytes) else text.encode())
    return [*findings.problems(reader, date(2026, 1, 1), COMMANDS)]


def codes(*texts: str | bytes) -> list[str]:
    return [problem.code for problem in problems(*texts)]


def pointed(text: str) -> list[tuple[str, str]]:
    """The code of each problem, and what is written from where it points to on that line."""
    lines = text.split("\n")
    return [(p.code, lines[p.line - 1][p.column - 1 :]) for p in problems(text)]


# ------------------------------------------------------------------ one does not hide another


def test_a_table_of_the_wrong_shape_has_its_references_and_its_id_checked_too() -> None:
    wrong = figure("one", 'value = "lots"', 'parties = ["aa", "bc"]', 'source = "nws"', "zz = 1")
    text = HEAD + figure("one") + wrong + figure("two", 'value = "lots"', 'part_of = "thre"')
    assert [(p.code, p.message, p.hint) for p in problems(text)] == [
        (
            "duplicate-id",
            'duplicate id "one"',
            "used at a.toml:28; give each table its own",
        ),
        (
            "unknown-reference",
            'unknown party "bc"',
            'did you mean "bb"?',
        ),
        (
            "wrong-type",
            "value is a string, not a number",
            "write a number without quotes, such as value = 2_900_000_000",
        ),
        (
            "unknown-reference",
            'unknown source "nws"',
            'did you mean "news"?',
        ),
        (
            "unknown-key",
            'unknown key "zz" in [[figure]]',
            "known are id, source, topic, parties, from, to, period, locator, claimant, said_on, "
            "rank, rank_reason, inferred, note, allow, measure, value, absent, unit, qualifier, "
            "status, reporter, valuation, scope, part_of, parts, definition",
        ),
        (
            "wrong-type",
            "value is a string, not a number",
            "write a number without quotes, such as value = 2_900_000_000",
        ),
        (
            "unknown-reference",
            'unknown claim "thre"',
            "declare it in a [[figure]]",
        ),
    ]


def test_ids_of_tables_of_the_wrong_shape_are_held_against_each_other_and_other_files() -> None:
    wrong = figure("one", "value = true")
    assert codes(HEAD + wrong + wrong) == ["wrong-type", "duplicate-id", "wrong-type"]
    found = problems(HEAD + wrong, "format = 1\n" + figure("one"))
    assert [(p.file, p.code) for p in found] == [
        ("a.toml", "wrong-type"),
        ("b.toml", "duplicate-id"),
    ]
    assert found[1].hint == "used at a.toml:28; give each table its own"


def test_a_party_or_source_that_another_file_declares_is_to_be_removed() -> None:
    again = "format = 1\n" + party("aa") + source("news") + source("aa") + topic("bb")
    found = [it for it in problems(HEAD, again) if it.code == "duplicate-id"]
    remedy = "if it is the same, else give each table its own"
    assert [(it.message, it.hint) for it in found] == [
        ('duplicate id "aa"', f"used at a.toml:8; remove this [[party]] {remedy}"),
        ('duplicate id "news"', f"used at a.toml:3; remove this [[source]] {remedy}"),
    ]


def test_a_country_that_nobody_declares_may_stand_in_a_table_of_the_wrong_shape() -> None:
    assert codes(HEAD + figure("one", "value = true", 'parties = ["aa", "south-korea"]')) == [
        "wrong-type"
    ]


def test_a_code_is_told_whatever_else_cannot_be_read() -> None:
    codes_of = 'parties = ["aa", "iso3:XYZ"]'
    other = "format = 2\n"
    wrong = figure("two", codes_of, "value = true") + figure("three", 'parties = ["aa", "cow:345"]')
    found = problems(HEAD + figure("one", codes_of, 'source = "nws"') + wrong, other)
    assert [p.message for p in found if p.code == "unknown-reference"] == [
        'iso3 has no code "XYZ"',
        'iso3 has no code "XYZ"',
    ]


def test_a_dated_code_is_no_fault_where_the_period_cannot_be_read() -> None:
    assert codes(HEAD + figure("one", 'parties = ["aa", "cow:345"]', 'period = "2010x"')) == [
        "bad-period"
    ]


@pytest.mark.parametrize("name", ["sources", "[source]"])
def test_what_a_header_that_is_wrong_declares_is_not_unknown(name: str) -> None:
    head = HEAD.replace("[[source]]", name if "[" in name else f"[[{name}]]")
    found = problems(head + figure("one", 'parties = ["aa", "zq"]'))
    assert [p.message for p in found][1:] == ['unknown party "zq"']


def test_the_claims_of_a_table_that_is_wrong_are_not_unknown() -> None:
    wrong = '\n[[table]]\nid = "t"\nclaim = "figure"\n'
    assert codes(HEAD + figure("one", 'part_of = "t-1"') + wrong) == ["missing-key"]


def test_every_wrong_item_of_an_array_is_told() -> None:
    text = HEAD + figure("one", 'parties = ["aa", "B B", "cc-", "zq"]')
    assert pointed(text) == [
        ("bad-id", '"B B", "cc-", "zq"]'),
        ("bad-id", '"cc-", "zq"]'),
        ("unknown-reference", '"zq"]'),
    ]


@pytest.mark.parametrize("wrong", ["value = " + "9" * 5000, "zz = " + "[" * 3000 + "]" * 3000])
def test_a_number_or_a_nest_that_cannot_be_read_hides_only_its_table(wrong: str) -> None:
    text = HEAD + figure("one", wrong) + figure("two", 'unit = "percent"')
    nesting = "zz" in wrong
    line = text.split("\n").index(wrong) + 1
    found = problems(text)
    assert [(p.code, p.line, p.column) for p in found] == [
        ("nesting" if nesting else "number-range", line, 6 if nesting else 9),
        ("unit-of-nature", text.split("\n").index('unit = "percent"') + 1, 8),
    ]


def test_an_encoding_hides_nothing() -> None:
    text = HEAD + figure("one", 'note = "café"', 'unit = "percent"')
    bom = problems(b"\xef\xbb\xbf" + text.encode())
    latin = problems(text.encode("latin-1"))
    assert [(p.code, p.line, p.column) for p in bom] == [
        ("bom", 1, 1),
        ("unit-of-nature", 34, 8),
    ]
    assert [(p.code, p.line, p.column) for p in latin] == [
        ("unit-of-nature", 34, 8),
        ("not-utf8", 37, 12),
    ]
    assert latin[1].message == "byte 0xE9 is not UTF-8 text"
    assert [p.message for p in problems(text.encode("utf-16"))] == ["the file is UTF-16, not UTF-8"]


def test_what_stands_for_a_wrong_byte_is_not_told_as_wrong_syntax() -> None:
    assert codes(HEAD.encode() + b'[[topic]]\nid = "t"\nlabel = \xe9\n') == ["not-utf8"]


def test_places_are_right_below_a_table_that_is_not_toml() -> None:
    text = HEAD + figure("one", "note = x") + figure("two", 'unit = "percent"')
    assert pointed(text) == [("syntax", "x"), ("unit-of-nature", '"percent"')]


def test_paths_that_are_there_and_cannot_be_read_do_not_hide_the_rest(
    tmp_path: Path, write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    empty, loop = tmp_path / "empty", tmp_path / "loop.toml"
    empty.mkdir()
    loop.symlink_to(loop)
    bad = write(HEAD + figure("one", 'unit = "percent"'), "bad.toml")
    assert app.run(["check", str(empty), str(loop), str(bad)]) == 3
    out, err = capsys.readouterr()
    assert [line.split(": ")[1] for line in out.splitlines()] == [
        "error[no-toml]",
        "error[unreadable]",
        "error[unit-of-nature]",
    ]
    assert err == "3 errors in 3 files\n"


# ------------------------------------------------------------------ what is pointed at


def test_the_value_is_pointed_at_or_the_item_or_the_key_that_is_wrong() -> None:
    text = HEAD.replace('name = "Bbland"', 'name = "Bbland"\naliases = [\n  "B", # one\n "Aaland"]')
    text += figure("one", 'period = "Q1 2021"', "nte = 1", 'parties = ["aa", "bb", "aa"]')
    assert pointed(text) == [
        ("shared-name", '"Aaland"]'),
        ("party-twice", '"aa"]'),
        ("bad-period", '"Q1 2021"'),
        ("unknown-key", "nte = 1"),
    ]


def test_a_table_in_an_array_on_one_line_is_pointed_at() -> None:
    text = HEAD + 'topic = [{id = "a", label = "A"}, {id = "b", lable = "B"}]\n'
    text = text.replace('[[topic]]\nid = "trade"\nlabel = "Trade"\n\n', "")
    text = "\n".join([text.split("\n")[0], text.split("\n")[-2], *text.split("\n")[1:-2]])
    assert [where for _, where in pointed(text)][:2] == ['{id = "b", lable = "B"}]'] * 2


@pytest.mark.parametrize(
    ("line", "column", "length"),
    [
        ('period = "a \\" b"  # no', 10, 8),
        ("period = 'a' # no", 10, 3),
        ('parties = ["a", "b"]  # two', 11, 10),
        ("value = -2_900.5e3 # no", 9, 10),
        ("said_on = 2022-12-05 # no", 11, 10),
        ("x = {a = 1, b = '}'} # no", 5, 16),
        ('note = """', 8, 3),
        ("  [[figure]] # no", 3, 10),
        ("parties = [", 11, 1),
    ],
)
def test_as_much_is_underlined_as_the_problem_is_of(line: str, column: int, length: int) -> None:
    out = io.StringIO()
    render.write_human([Problem("a", 1, column, "c", "m", "h")], lambda _: line, out, color="never")
    assert out.getvalue().split("\n")[3] == f"    | {' ' * (column - 1)}{'^' * length}"


def test_messages_are_folded_between_words_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    out = Screen()
    words = "one two three four five six seven eight nine ten"
    render.write_human([Problem("a", 0, 0, "code", words, words)], lambda _: "", out, color="never")
    assert out.getvalue() == (
        "error[code]: one two three four five six\n"
        "  seven eight nine ten\n"
        "  at a\n"
        "  remedy: one two three four five six\n"
        "          seven eight nine ten\n\n"
    )


def test_a_name_of_any_length_is_told_in_few_words() -> None:
    text = HEAD + figure("one", f'source = "{"a" * 100_000}"') + figure("A" * 100_000)
    found = problems(text)
    assert [p.code for p in found] == ["unknown-reference", "bad-id"]
    assert max(len(str(p)) for p in found) < 700


# ------------------------------------------------------------------ single rules


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("true", "inferred = true does not say how"),
        ("false", "inferred = false does not say how"),
        ('""', 'inferred = "" does not say how'),
        ('"  "', 'inferred = "  " does not say how'),
        ('"Yes."', 'inferred = "Yes." does not say how'),
        ('"the total less the exports"', ""),
    ],
)
def test_inferred_says_how(given: str, told: str) -> None:
    found = [p.message for p in problems(HEAD + figure("one", f"inferred = {given}"))]
    assert found == ([told] if told else [])


def test_a_relation_does_not_end_before_it_starts() -> None:
    text = HEAD + (
        '[[relation]]\nid = "r"\nkind = "treaty"\ntitle = "Treaty"\nparties = ["aa", "bb"]\n'
        'period = "2022-05/2021-07"\nsource = "news"\nlocator = "p. 1"\n'
    )
    (problem,) = problems(text)
    assert (problem.code, problem.message, problem.hint) == (
        "bad-period",
        '"2022-05/2021-07" ends before it starts',
        'write "2021-07/2022-05"',
    )


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ('iso = "AZ"', '"AZ" is also a name of "aa" (a.toml:8)'),
        ('aliases = ["aa"]', '"aa" is also a name of "aa" (a.toml:8)'),
        ('aliases = ["x", "AZ"]', '"AZ" is also a name of "aa" (a.toml:8)'),
        ('aliases = ["Áaland"]', '"Áaland" is also a name of "aa" (a.toml:8)'),
        ('aliases = ["x", "B"]', ""),
    ],
)
def test_a_name_of_any_sort_means_one_party(keys: str, told: str) -> None:
    aaland = 'kind = "country"\nname = "Aaland"\niso = "AZ"'
    text = HEAD.replace('kind = "bloc"\nname = "Aaland"', aaland)
    if keys.startswith("iso"):
        text = text.replace('kind = "bloc"', 'kind = "country"')
    text = text.replace('name = "Bbland"', f'name = "Bbland"\n{keys}') + figure("one")
    assert [p.message for p in problems(text)] == ([told] if told else [])


@pytest.mark.parametrize(("kind", "told"), [("bloc", ["outside-lifetime"]), ("person", [])])
def test_a_bloc_has_a_lifetime_and_a_person_an_office(kind: str, told: list[str]) -> None:
    lived = f'kind = "{kind}"\nname = "Bbland"\nperiod = "1990/2000"'
    text = HEAD.replace('kind = "bloc"\nname = "Bbland"', lived) + figure("one")
    assert codes(text) == told


def measures(*names: str, of: str = "sum_of") -> str:
    """Measures of which the turnover is made."""
    listed = ", ".join(f'"{name}"' for name in names)
    made = HEAD.replace('nature = "flow"\n', f'nature = "flow"\n{of} = [{listed}]\n')
    return made + "".join(
        f'[[measure]]\nid = "{n}"\ntopic = "trade"\nlabel = "{n}"\nnature = "flow"\n\n'
        for n in names
    )


BY = 'reporter = "aa"'


def voiced(name: str, measure: str, value: int, *more: str) -> str:
    return figure(name, BY, f'measure = "{measure}"', f"value = {value}_000_000_000", *more)


def test_a_sum_of_three_is_added_up() -> None:
    text = measures("x", "y", "z") + voiced("t", "turnover", 90)
    terms = voiced("fx", "x", 11) + voiced("fy", "y", 12) + voiced("fz", "z", 13)
    (problem,) = problems(text + terms)
    assert problem.message == (
        'turnover is $90 billion, but x + y + z ("fx", "fy", "fz") is $36 billion'
    )
    assert codes(text.replace("90_", "36_") + terms) == []
    assert codes(text + voiced("fx", "x", 11) + voiced("fy", "y", 12)) == []


def directed(text: str) -> str:
    return text.replace('parties = ["aa", "bb"]', 'from = "aa"\nto = "bb"')


def test_a_sum_with_a_direction_is_that_of_terms_with_the_same() -> None:
    text = measures("x", "y") + directed(voiced("t", "turnover", 90) + voiced("fx", "x", 11))
    assert codes(text + directed(voiced("fy", "y", 12))) == ["sum-differs"]
    back = directed(voiced("fy", "y", 12)).replace('"aa"\nto = "bb"', '"bb"\nto = "aa"')
    assert codes(text + back) == []


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ({"name": "Allemagne"}, ['add iso = "DE", or name "germany" in claims']),
        ({"name": "Lands", "aliases": ["Saksa"]}, ['add iso = "DE", or name "germany" in claims']),
        ({"name": "Allemagne", "iso": "DE"}, []),
        ({"name": "Allemagne", "period": "1871/1918"}, []),
        ({"name": "Allemagne", "kind": "territory"}, []),
        ({"name": "Aland"}, []),
        ({"name": "Korea"}, []),  # which of the two?
    ],
    ids=str,
)
def test_a_country_of_two_ids_is_told(keys: dict[str, object], told: list[str]) -> None:
    tables = party("theirs", **{"kind": "country", **keys})
    tables += figure("one", 'parties = ["germany", "france"]')
    tables += figure("two", 'parties = ["theirs", "france"]', 'scope = "grain"')
    found = [it for it in problems(HEAD + tables) if it.code == "country-twice"]
    assert [it.hint for it in found] == told


@pytest.mark.parametrize(
    ("keys", "claimed", "told"),
    [
        ({"aliases": ["Palestine"]}, "palestine", [("Palestine", "palestinian-territories")]),
        ({"aliases": ["PNA", "Burma"]}, "mm", [("Burma", "myanmar-burma")]),
        ({"name": "Burma"}, "mm", [("Burma", "myanmar-burma")]),
        ({"name": "Burma", "kind": "bloc", "period": "1824/"}, "mm", [("Burma", "myanmar-burma")]),
        ({"name": "Burma", "kind": "country", "iso": "MM"}, "mm", []),
        ({"aliases": ["Palestine"]}, "spain", []),  # no claim is about anybody else
        ({"aliases": ["OAS"]}, "organization-of-american-states", []),  # an acronym of both
        ({"aliases": ["Palestinian Authority"], "id": "palestinian-authority"}, "palestine", []),
    ],
    ids=str,
)
def test_a_name_by_which_claims_mean_a_country_is_told(
    keys: dict[str, Any], claimed: str, told: list[tuple[str, str]]
) -> None:
    keys = {"id": "theirs", "kind": "organisation", "name": "Their Body", **keys}
    text = HEAD + party(**keys) + figure("one", f'parties = ["{claimed}", "norway"]')
    found = [(it.message, it.hint) for it in problems(text) if it.code == "shared-name"]
    hint = "claims mean that one by it: write another name here, or leave it out"
    at = f"a.toml:{text[: text.index('[[figure]]')].count(chr(10)) + 1}"
    assert found == [(f'"{name}" is also a name of "{id}" ({at})', hint) for name, id in told]


def test_a_plus_makes_the_name_of_another_party() -> None:
    ends = (f'parties = ["ukraine", "{other}"]' for other in ("opec", "opec-plus"))
    text = HEAD + "".join(map(figure, ("one", "two"), ends))
    assert [it.code for it in problems(text)] == []
    two = party(id="ours", kind="organisation", name="Ours+") * 2
    assert "shared-name" in {it.code for it in problems(HEAD + two.replace('"ours"', '"us"', 1))}


@pytest.mark.parametrize(
    ("kind", "name", "iso", "told"),
    [
        ("person", "Olaf Scholz", "DE", ['write country = "germany" in its place']),
        ("bloc", "Die Länder", "DE", ["leave it out"]),
        ("aggregate", "Europe", "DE", ["leave it out"]),
        ("territory", "Bavaria", "DE", ["leave it out"]),
        ("territory", "Saksa", "DE", []),  # in Finnish
        ("territory", "Kalaallit", "GL", []),
        ("country", "The Republic", "DE", []),
        ("bloc", "The Union", "EU", []),  # of which no country has the code
    ],
)
def test_the_code_of_a_country_makes_nobody_else_a_country(
    kind: str, name: str, iso: str, told: list[str]
) -> None:
    text = HEAD + party("theirs", kind=kind, name=name, iso=iso) + figure("one")
    assert [it.hint for it in problems(text) if it.code == "iso-of-another"] == told


def visit(id_: str, period: str, source_: str, **keys: Any) -> str:
    parties = {} if "from_" in keys else {"parties": ["aa", "bb"]}
    keys = {"title": "Visit", "locator": "p. 1", "status": "held", **parties, **keys}
    return event(id_, period=period, source=source_, **keys)


THREE_SOURCES = HEAD + source("other") + source("third")
TO, BACK = {"from_": "aa", "to": "bb"}, {"from_": "bb", "to": "aa"}


@pytest.mark.parametrize("joined", [False, True])
def test_no_remedies_join_a_visit_and_the_one_back(joined: bool) -> None:
    undirected = visit("b", "2019", "other", **({"same_as": "a"} if joined else {}))
    text = THREE_SOURCES + visit("a", "2019-03-20", "news", **TO) + undirected
    text += visit("c", "2019-03-05", "third", **BACK)
    hints = [it.hint for it in problems(text) if it.code == "possible-duplicate"]
    remedy = 'add same_as = "a", or allow = ["possible-duplicate: why they are two"]'
    assert hints == ([] if joined else [remedy])
    followed = text.replace('id = "b"\n', 'id = "b"\nsame_as = "a"\n') if hints else text
    assert codes(followed) == []


def test_what_names_a_claim_already_is_joined_by_that() -> None:
    text = THREE_SOURCES + visit("a", "2020-01-05", "news")
    text += visit("b", "2020-03-10", "third", title="Talks")
    text += visit("c", "2020-01-09", "other", same_as="b")
    (found,) = problems(text)
    assert found.hint == (
        'add same_as = "a" to "b", with which it is joined, '
        'or allow = ["possible-duplicate: why they are two"]'
    )
    assert codes(text.replace('id = "b"\n', 'id = "b"\nsame_as = "a"\n')) == []


def test_a_single_term_is_not_above_its_sum() -> None:
    text = measures("x", "y") + voiced("t", "turnover", 10)
    (problem,) = problems(text + voiced("fx", "x", 12))
    assert (problem.code, problem.message) == (
        "sum-differs",
        'turnover is $10 billion, but x alone ("fx") is $12 billion',
    )
    assert codes(text + voiced("fx", "x", 10)) == []
    assert codes(text + voiced("fx", "x", 12) + voiced("fx2", "x", 9)) == []  # a revision
    balance = measures("x", "y", of="difference_of") + voiced("t", "turnover", 10)
    assert codes(balance + voiced("fx", "x", 12)) == []


@pytest.mark.parametrize(("claims", "status"), [(2000, 3), (0, 0)])
def test_the_status_stands_when_the_reader_has_seen_enough(
    claims: int, status: int, write: Write
) -> None:
    found = (figure(f"f{n}", 'unit = "percent"', f"value = {n}") for n in range(claims))
    path = write(HEAD + "".join(found))
    words = [sys.executable, "-m", "dipfacts", "check", str(path)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None, "it is a pipe"
        process.stdout.close()
        _, err = process.communicate()
    assert process.returncode == status
    assert err.decode() == ("2,000 errors in 1 file\n" if claims else "1 warning in 1 file\n")


def test_every_warning_that_a_claim_can_have_is_named_as_it_must_be_allowed() -> None:
    text = measures("x", "y") + voiced("t", "turnover", 10) + voiced("fx", "x", 12)
    (problem,) = problems(text)
    code = problem.hint.split('"')[1].split(":")[0]
    assert code in errors.WARNINGS
    allowed = voiced("t", "turnover", 10, f'allow = ["{code}: they say so"]')
    assert codes(text.replace(voiced("t", "turnover", 10), allowed)) == []


def test_codes_of_countries_are_those_that_are_found_one_by_one() -> None:
    pairs = {a + b for a in string.ascii_uppercase for b in string.ascii_uppercase}
    assert {pair for pair in pairs if iso_codes.names_of(pair)} == country_names.codes()


def test_very_many_unknown_names_are_told_without_comparing_each_with_all() -> None:
    known = "".join(f'[[topic]]\nid = "topic-{n}"\nlabel = "T"\n' for n in range(1000))
    named = "".join(
        f'[[measure]]\nid = "m{n}"\ntopic = "topc-{n}"\nlabel = "M"\nnature = "flow"\n'
        for n in range(300)
    )
    hints = [p.hint for p in problems(HEAD + known + named) if p.code == "unknown-reference"]
    assert len(hints) == 300
    assert hints[0] == 'did you mean "topic-0"?'
    assert hints[-1] == "declare it in a [[topic]]"


@pytest.mark.parametrize(
    ("unit", "code"),
    [
        ("milliards d'euros", "EUR"),
        ("milliards d’euros", "EUR"),
        ("billions of euros", "EUR"),
        ("млрд евро", "EUR"),
        ("млрд долларов", "USD"),
        ("Млрд. долл. США", "USD"),
        ("миллиардов рублей", "RUB"),
        ("млрд белорусских рублей", "BYN"),
        ("млрд юаней", "CNY"),
    ],
)
def test_money_in_words_of_other_languages_is_to_have_its_code(unit: str, code: str) -> None:
    (found,) = problems(HEAD + figure("f", f'unit = "{unit}"'))
    assert (found.code, found.hint) == (
        "money-without-currency",
        f'write unit = "{code}" and value = 5_000_000_000',
    )


@pytest.mark.parametrize(
    ("keys", "hints"),
    [
        ('start = "2001"\nend = "2002-05"', ['write period = "2001/2002-05"'] * 2),
        ("start_date = 2001-02-03\nuntil = 2002", ['write period = "2001-02-03/2002"'] * 2),
        ('start = "2001"', ["write period"]),
        ('end = "2001"', ["write period"]),
        ('start = "2003"\nend = "2002-05"', ["write period", "write period"]),
        ('start = "soon"\nend = "2002"', ["write period", "write period"]),
    ],
)
def test_of_two_ends_the_period_is_the_remedy(keys: str, hints: list[str]) -> None:
    found = problems(HEAD + figure("f").replace('period = "2021"', keys))
    assert [it.hint for it in found if it.code == "unknown-key"] == hints


def test_a_table_in_a_table_is_told_where_it_is() -> None:
    text = HEAD + figure("f") + "\n[[figure.sub]]\nx = 1\n"
    (found,) = problems(text + figure("g"))
    assert (found.code, found.line) == (
        "unknown-key",
        text[: text.index("[[figure.sub")].count("\n") + 1,
    )
