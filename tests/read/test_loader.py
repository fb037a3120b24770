"""Texts that become claims, or messages: each of them is held to the letter."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from conftest import Write
from dipfacts.model.file_format.csv_table import FILE_TABLES, CsvTable
from dipfacts.model.file_format.descriptions import description
from dipfacts.model.file_format.status import RelationStatus
from dipfacts.model.file_format.tables import TABLES, Table
from dipfacts.query.base import open_base
from dipfacts.read.base.base_reader import BaseReader
from dipfacts.read.files import SourceFile
from dipfacts.read.table import rules
from dipfacts.read.table.key_words import key_hint
from dipfacts.read.table.own_values import how_to_write
from dipfacts.read.table.rules import keys_of
from dipfacts.read.toml import loader
from dipfacts.read.toml.loader import load_text
from dipfacts.text import plain, quoted_list
from support.draws import drawn
from support.loading import FIGURE, HEAD, SAMPLE

KNOWN_TABLES = "known are source, party, topic, measure, kind, figure, relation, event, table"
RANGE = "write at most 18 digits"
FINE = f"{RANGE}, none more than 40 places after the point, if need be in a smaller unit"
TOO_FINE = f"value has a digit more than 40 places after the point; {FINE}"
LARGE = f"{RANGE} before the point, if need be in a larger unit"
SPELLED = "ids are lower-case letters, digits and single hyphens between them"
WHO = 'add parties = ["…", "…"], or both from and to'


def told(*texts: str | bytes, names: tuple[str, ...] = ("f.toml", "g.toml")) -> list[str]:
    """Every problem of the files, as it is printed."""
    reader = BaseReader()
    for name, text in zip(names, texts, strict=False):
        data = text if isinstance(text, bytes) else text.encode("utf-8")
        reader.add(SourceFile(name, name, name), data)
    return [str(problem) for problem in reader.problems()]


# ------------------------------------------------------------------------- the whole file


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("location", "write place"),
        ("where", "write place"),
        ("participants", "write parties or people"),
        ("publisher", "write publisher in its [[source]]"),
        ("name", "write title"),
    ],
)
def test_a_word_for_a_key_of_an_event_is_told_as_that_key(key: str, hint: str) -> None:
    assert key_hint(key, keys_of("event"), ["id"]) == hint


@pytest.mark.parametrize(
    ("key", "value", "own"),
    [
        ("missing", "NA", '["NA"]'),
        ("parties", "germany", '["germany"]'),
        ("parties", "germany, cow:2", '["germany", "cow:2"]'),
        ("aliases", "Korea, Republic of", '["Korea, Republic of"]'),
        ("allow", "no-rows, yet", '["no-rows, yet"]'),
        ("people", 'Ann "A" B', r'["Ann \"A\" B"]'),
        ("missing", " ", '["…", "…"]'),
        ("missing", 5, '["…", "…"]'),
    ],
)
def test_a_text_for_an_array_is_told_as_an_array(key: str, value: object, own: str) -> None:
    remedy = how_to_write(key, value, "an array", '["…", "…"]')
    assert str(remedy) == f"write {key} = {own}"


def test_the_name_of_a_source_may_be_that_of_its_publisher() -> None:
    given = ["id", "name"]
    assert key_hint("name", keys_of("source"), given) == "write publisher or title"
    assert key_hint("name", keys_of("source"), [*given, "title"]) == "write publisher"
    assert key_hint("name", keys_of("source"), [*given, "publisher"]) == "write title"


def test_a_sound_file_has_no_problem() -> None:
    assert told(HEAD + FIGURE) == []
    assert told(SAMPLE) == []
    assert told(SAMPLE.replace("\n", "\r\n")) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"", "f.toml: the file is empty; begin with format = 1"),
        (b" \n\t\n", "f.toml: the file is empty; begin with format = 1"),
        (
            b"\xef\xbb\xbfformat = 1",
            "f.toml:1: begins with a byte order mark; save the file as UTF-8 without a BOM",
        ),
        (b"format = 1\n# \xff", "f.toml:2: byte 0xFF is not UTF-8 text; save the file as UTF-8"),
        (
            "format = 1".encode("utf-16"),
            "f.toml: the file is UTF-16, not UTF-8; save the file as UTF-8",
        ),
        (
            "format = 1".encode("utf-32"),
            "f.toml: the file is UTF-32, not UTF-8; save the file as UTF-8",
        ),
        (
            b"# nothing",
            "f.toml:1: the file does not declare its format; write format = 1 in its first lines",
        ),
        (
            b"\nformat = 2",
            "f.toml:2: format 2 is not known; write format = 1, the only one there is so far",
        ),
        (
            b"format = 1.0",
            "f.toml:1: format 1.0 is not known; write format = 1, the only one there is so far",
        ),
        (
            b"format = true",
            "f.toml:1: format true is not known; write format = 1, the only one there is so far",
        ),
        (
            b'format = "1\\u001b"',
            'f.toml:1: format "1\\x1b" is not known; '
            "write format = 1, the only one there is so far",
        ),
        (
            b"format = [1]",
            "f.toml:1: format is an array, not 1; write format = 1, the only one there is so far",
        ),
        (
            b"format = 0x" + b"f" * 5000,
            "f.toml:1: format is a whole number, not 1; "
            "write format = 1, the only one there is so far",
        ),
        (b"format = 1\n[[figur]]", 'f.toml:2: unknown table "figur"; did you mean "figure"?'),
        (b"format = 1\nx.y.z = 1", f'f.toml:2: unknown table "x"; {KNOWN_TABLES}'),
        (b"format = 1\n\n[zz.y]", f'f.toml:3: unknown table "zz"; {KNOWN_TABLES}'),
        (
            b"format = 1\n[figure]",
            "f.toml:2: figure is not an array of tables; "
            "write each as a table of its own, under [[figure]]",
        ),
        (
            b"format = 1\n\n[[figure.x]]",
            "f.toml:3: figure is not an array of tables; "
            "write each as a table of its own, under [[figure]]",
        ),
        (
            b"format = 1\nsource = [1, {}]",
            "f.toml:2: source is not an array of tables; "
            "write each as a table of its own, under [[source]]",
        ),
        (
            b"format = 1\nsource.id = 's'",
            "f.toml:2: source is not an array of tables; "
            "write each as a table of its own, under [[source]]",
        ),
        (
            b"format = 1\nx = " + b"[" * 3000 + b"]" * 3000,
            "f.toml:2: nested too deep to read; write flat arrays of tables, one claim a table",
        ),
        (
            b"format = 1\n" + b".".join([b"a"] * 5000) + b" = 1",
            "f.toml:2: nested too deep to read; write flat arrays of tables, one claim a table",
        ),
        (
            b"format = 1\n# " + b"9" * 5000 + b"\nx = " + b"9" * 5000,
            "f.toml:3: a number is out of range; write a number of at most 18 digits",
        ),
        (
            b'format = 1\ns = "1e99999999999999999999"\nx = 1e99999999999999999999',
            "f.toml:3: a number is out of range; write a number of at most 18 digits",
        ),
    ],
)
def test_what_is_wrong_with_a_file(text: bytes, message: str) -> None:
    assert told(text) == [message]


VALUE = "write a text in quotes, a date as 2022-12-05, a number as 2_900_000"
CLOSED = 'close it with the quote that it begins with, or write """ around several lines'
QUOTES = "close the string with the quotes that it begins with"
ARRAY = 'write ["one", "two"], with commas and a bracket at the end'
INLINE = 'write {one = "…", two = "…"}, with a brace at the end'
HEADER = "write the name between [[ and ]]"
STATEMENT = "write key = value, or a header such as [[figure]]"
STRAIGHT = 'write straight quotes around the text: "…"'
A_SPACE = "write a plain space, or nothing"
DOUBLED = "write \\\\ for each \\, or 'single quotes' around the text"
SECOND = "remove one of the two, or begin a table of its own with a header such as [[figure]]"
SEVERAL = "write [[ ]] around the names of tables of which there are several"
ONE_PLACE = "write all that belongs to it in one place"
DAY = "write a day that there is, as 2022-12-05"


@pytest.mark.parametrize(
    ("text", "line", "column", "message", "remedy"),
    [
        ("x = 2021-11", 2, 9, "unexpected text after a value", 'write it in quotes: "2021-11"'),
        ("x = ", 2, 5, "invalid value", VALUE),
        ('x = "a\ny = 1', 2, 7, "a string is not closed on its line", CLOSED),
        ("x = 'a\ny = 'b'", 2, 7, "a string is not closed on its line", CLOSED),
        ('x = """a', 2, 9, "unterminated string", QUOTES),
        ("x = '''a", 2, 9, "unterminated string", QUOTES),
        ("x = [1 2]", 2, 8, "unclosed array", ARRAY),
        ("x = {a = 1", 2, 11, "unclosed inline table", INLINE),
        ('[[x"y]]', 2, 4, 'expected "]]" at the end of an array declaration', HEADER),
        ("x", 2, 2, 'expected "=" after a key in a key/value pair', "write key = value"),
        ("= 1", 2, 1, "invalid statement", STATEMENT),
        ("x = '\x1b'", 2, 6, "a control character stands here, \\x1b", "remove it"),
        ('x = "\\q"', 2, 8, 'unescaped "\\" in a string', DOUBLED),
        ("x = 1\nx = 2", 3, 6, "this key or table is defined twice", SECOND),
        ("[x]\n[x]", 3, 3, 'cannot declare "x" twice', SEVERAL),
        ("[x.y]\n[x.y]", 3, 5, 'cannot declare "x.y" twice', SEVERAL),
        ("x = [1]\n[[x]]", 3, 4, 'cannot mutate immutable namespace "x"', ONE_PLACE),
        (
            'x = "\\ud800"',
            2,
            12,
            "escaped character is not a Unicode scalar value",
            "write the character itself",
        ),
        ("x = “a”", 2, 5, "“ is no quote of TOML", STRAIGHT),
        ('x = "a”', 2, 8, "” is no quote of TOML", STRAIGHT),
        ("x = ‘a’", 2, 5, "‘ is no quote of TOML", STRAIGHT),
        ('x = "it’s a\ny = 1', 2, 12, "a string is not closed on its line", CLOSED),
        ("x\u00a0= 1", 2, 2, "no-break space (U+00A0) stands here", A_SPACE),
        ("\u200bx = 1", 2, 1, "zero width space (U+200B) stands here", A_SPACE),
        ('x = "C:\\Users\\x"', 2, 10, "invalid hex value", DOUBLED),
        ("x = {a = 1, a = 2}", 2, 18, 'duplicate inline table key "a"', "remove one of the two"),
        ("x = 0000-01-01", 2, 5, "invalid date or datetime", DAY),
        *(
            (text, 2, column, f"a control character stands here, \\x{ord(at):02x}", remedy)
            for text, column, at, remedy in (
                ("x = 1\ry = 2", 6, "\r", "write LF where the line ends, else remove it"),
                ("\0\0", 1, "\0", "remove it"),
                ("x = \x7f1", 5, "\x7f", "remove it"),
                ("[[x\x02]]", 4, "\x02", "remove it"),
                ("x = '\0'", 6, "\0", "remove it"),
            )
        ),
    ],
)
def test_where_the_syntax_breaks(
    text: str, line: int, column: int, message: str, remedy: str
) -> None:
    (problem,) = load_text(f"format = 1\n{text}".encode(), "f.toml").problems
    assert str(problem) == f"f.toml:{line}: not valid TOML: {message}; {remedy}"
    assert (problem.line, problem.column) == (line, column)


# ------------------------------------------------------------------------ keys and values


A_STRING = "a string in quotes"
NOT_ENUM = {
    "kind": '"aggregate", "bloc", "country", "organisation", "person" or "territory"',
    "nature": '"count", "flow", "rank", "ratio" or "stock"',
    "rank": '"deprecated", "normal" or "preferred"',
    "valuation": '"cif" or "fob"',
    "figure": '"estimate", "forecast", "provisional" or "target"',
    "status": '"cancelled", "denied", "held", "planned", "postponed" or "reported"',
    "qualifier": '"about", "almost", "at-least", "at-most", "exactly", "less-than" or "more-than"',
}
RELATION = "[[relation]]\nid = 'c'\nkind = 'x'\ntitle = 'C'\nsource = 's'\nparties = ['a']\n"
RELATION_STATUSES = quoted_list(sorted(get_args(RelationStatus)))
FORMS = "write a date as YYYY, YYYY-MM or YYYY-MM-DD, or a period as START/END"
BARE = "without quotes and without a time of day"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        # unknown keys
        ("valuatoin = 'x'", '29: unknown key "valuatoin" in [[figure]]; did you mean "valuation"?'),
        ("exporter = 'x'", '29: unknown key "exporter" in [[figure]]; write from'),
        ("page = 'x'", '29: unknown key "page" in [[figure]]; write locator'),
        ("url = 'x'", '29: unknown key "url" in [[figure]]; write url in its [[source]]'),
        ("issued = 1", '29: unknown key "issued" in [[figure]]; write published in its [[source]]'),
        ("location = 'x'", '29: unknown key "location" in [[figure]]; did you mean "locator"?'),
        # strings
        ("note = 1", f'29: note is a whole number, not {A_STRING}; write note = "1", {A_STRING}'),
        ("note = 1.5", f"29: note is a number with a point, not {A_STRING}; "
         f'write note = "1.5", {A_STRING}'),
        ("note = true", f"29: note is true or false, not {A_STRING}; "
         f'write note = "true", {A_STRING}'),
        ("note = 2022-01-02", f"29: note is a date, not {A_STRING}; "
         f'write note = "2022-01-02", {A_STRING}'),
        ("note = 2022-01-02T10:00:00", f"29: note is a date with a time of day, not {A_STRING}; "
         f'write note = "2022-01-02 10:00:00", {A_STRING}'),
        ("note = 10:00:00", f"29: note is a time of day, not {A_STRING}; "
         f'write note = "…", {A_STRING}'),
        ("note = ['x']", f'29: note is an array, not {A_STRING}; write note = "…", {A_STRING}'),
        ("note = {x = 1}", f'29: note is a table, not {A_STRING}; write note = "…", {A_STRING}'),
        ("note = 0x" + "f" * 5000, f"29: note is a whole number, not {A_STRING}; "
         f'write note = "…", {A_STRING}'),
        ("note = ''", "29: note is empty; give it a text, or leave the key out"),
        # when and by whom it was said
        ("said_on = '2022-13'", '29: month 13 does not exist in "2022-13"; '
         "months run from 01 to 12"),
        ("said_on = 2022", f'29: said_on is a whole number, not {A_STRING}; '
         f'write said_on = "2022", {A_STRING}'),
        ("claimant = ['a', 'zzz']", '29: unknown party "zzz"; declare it in a [[party]]'),
        ("claimant = ['a', 1]", '29: claimant holds a whole number, not only strings in quotes; '
         'write claimant = ["…", "…"]'),
        # enumerations
        ("rank = 'prefered'", '29: rank cannot be "prefered"; did you mean "preferred"?'),
        ("rank = 'x'", f'29: rank cannot be "x"; write {NOT_ENUM["rank"]}'),
        ("rank = 1", f"29: rank cannot be 1; write {NOT_ENUM['rank']}"),
        ("rank = []", f"29: rank cannot be an array; write {NOT_ENUM['rank']}"),
        ("rank = '\\u001b[31m'".replace("'", '"'),
         f'29: rank cannot be "\\x1b[31m"; write {NOT_ENUM["rank"]}'),
        ("valuation = 'x'", f'29: valuation cannot be "x"; leave it out where it is neither, '
         f'or write {NOT_ENUM["valuation"]}'),
        ("status = 'final'", '29: status cannot be "final"; leave it out of a final number, '
         f'or write {NOT_ENUM["figure"]}'),
        ("status = 'held'", '29: status cannot be "held"; leave it out of a final number, '
         f'or write {NOT_ENUM["figure"]}'),
        ("qualifier = 'x'", f'29: qualifier cannot be "x"; write {NOT_ENUM["qualifier"]}'),
        # ids
        ("claimant = 'A B'", f'29: claimant "A B" is not a valid id; {SPELLED}, such as "a-b"'),
        ('claimant = "a\\n"', f'29: claimant "a " is not a valid id; {SPELLED}, such as "a"'),
        # whom it is about
        ("from = 'a'", '29: [[figure]] "f" has both "parties" and "from"; '
         "keep from and to where it has a direction"),
        ("to = 'a'", '29: [[figure]] "f" has both "parties" and "to"; '
         "keep from and to where it has a direction"),
        # references
        ("claimant = 'zzz'", '29: unknown party "zzz"; '
         "declare it in a [[party]]"),
        ("reporter = 'zzz'", '29: unknown party "zzz"; '
         "declare it in a [[party]]"),
        ("part_of = 'zzz'", '29: unknown claim "zzz"; '
         "declare it in a [[figure]]"),
        ("topic = 'zzz'", '29: unknown topic "zzz"; '
         "declare it in a [[topic]]"),
    ],
)  # fmt: skip
def test_a_key_too_many_or_wrong(line: str, message: str) -> None:
    assert told(HEAD + FIGURE + line + "\n")[0] == f"f.toml:{message}"


def test_what_is_the_same_as_nothing_is_to_be_declared_as_its_own_type() -> None:
    found = told(HEAD + RELATION + "same_as = 'zzz'\n")
    assert found[0].endswith('unknown claim "zzz"; declare it in a [[relation]]')


NUMBER = "write a number without quotes, such as value = 2_900_000_000"
NO_NUMBER = 'add value = 2_900_000_000, or absent = "not-published" where the source says so'


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("value = 1", "", f'21: [[figure]] "f" has no key "value"; {NO_NUMBER}'),
        ("value = 1", "value = '1'",
         "26: value is a string, not a number; write value = 1, without quotes"),
        ("value = 1", "value = true", f"26: value is true or false, not a number; {NUMBER}"),
        ("value = 1", "value = 2021-01-01", f"26: value is a date, not a number; {NUMBER}"),
        ("value = 1", "value = [1]", f"26: value is an array, not a number; {NUMBER}"),
        ("value = 1", "value = nan",
         "26: value is not a finite number; write the number, or remove the claim"),
        ("value = 1", "value = -inf",
         "26: value is not a finite number; write the number, or remove the claim"),
        ("value = 1", "value = 1_000_000_000_000_000_000", f"26: value is out of range; {RANGE}"),
        ("value = 1", "value = 0x" + "f" * 5000, f"26: value is out of range; {RANGE}"),
        ("value = 1", "value = 1e999999", f"26: value is out of range; {LARGE}"),
        ("value = 1", "value = 1e9999999999"[:-1], f"26: value is out of range; {LARGE}"),
        ("value = 1", "value = 1e19", f"26: value is out of range; {LARGE}"),
        ("value = 1", "value = 1e-999999", f"26: {TOO_FINE}"),
        ("value = 1", "value = 1e-45", f"26: {TOO_FINE}"),
        ("value = 1", f"value = 0.{'0' * 39}12", f"26: {TOO_FINE}"),
        ("value = 1", "value = 0e999999", f"26: value is out of range; {LARGE}"),
        ("value = 1", "value = 1.1234567890123456789", f"26: value is out of range; {RANGE}"),
        ("value = 1", "value = 1.5", "26: value 1.5 of money has a point; "
         "write the amount in whole USD, such as 2_900_000_000"),
        ("value = 1", "value = 1e-7", "26: value 0.0000001 of money has a point; "
         "write the amount in whole USD, such as 2_900_000_000"),
        ("value = 1", "value = 1e3", "26: value 1E+3 of money is written with a power of ten; "
         "write the amount in whole USD: 1_000"),
        ("value = 1", "value = 1.5e9", "26: value 1.5E+9 of money is written with a power of ten; "
         "write the amount in whole USD: 1_500_000_000"),
        ("value = 1", "value = '1.5'", "26: value is a string, not a number; "
         "write a number without quotes, such as value = 2_900_000_000"),
        ('period = "2021"', "", '21: [[figure]] "f" has no key "period"; add period = "2021"'),
        ('period = "2021"', "period = 2021", f"25: period is a whole number, not {A_STRING}; "
         f'write period = "2021", {A_STRING}'),
        ('period = "2021"', "period = 2021-01-02", f"25: period is a date, not {A_STRING}; "
         f'write period = "2021-01-02", {A_STRING}'),
        ('period = "2021"', "period = ''",
         "25: period is empty; give it a text"),
        ('period = "2021"', "period = 'soon'",
         f'25: cannot read "soon" as a date or period; {FORMS}'),
        ('period = "2021"', "period = '2021-13'", '25: month 13 does not exist in "2021-13"; '
         "months run from 01 to 12"),
        ('period = "2021"', "period = '2022/2021'", '25: "2022/2021" ends before it starts; '
         'write "2021/2022"'),
        ('id = "f"', 'id = "F"', f'22: id "F" is not a valid id; {SPELLED}, such as "f"'),
        ('id = "f"', 'id = "f\\n"', f'22: id "f " is not a valid id; {SPELLED}, such as "f"'),
        ('id = "f"', "", '21: [[figure]] has no key "id"; add id = "…"'),
        ('unit = "USD"', "", '21: [[figure]] "f" has no key "unit"; add unit = "…"'),
        ('["a", "b"]', '["a", "a"]',
         '28: [[figure]] "f" names one party twice; name each party once'),
        ('parties = ["a", "b"]', 'from = "a"\nto = "a"',
         '29: [[figure]] "f" names one party twice; name each party once'),
        ('parties = ["a", "b"]', "", f'21: [[figure]] "f" names no parties; {WHO}'),
        ('["a", "b"]', "[]", f'21: [[figure]] "f" names no parties; {WHO}'),
        ('parties = ["a", "b"]', 'from = "a"',
         f'21: [[figure]] "f" names no parties; {WHO}'),
        ('["a", "b"]', '[1, "a"]', "28: parties holds a whole number, not only strings in quotes; "
         'write parties = ["…", "…"]'),
        ('["a", "b"]', '[["a"], ["a"]]', "28: parties holds an array, not only strings in quotes; "
         'write parties = ["…", "…"]'),
        ('["a", "b"]', '"a"', '28: parties is a string, not an array; write parties = ["a"]'),
        ('["a", "b"]', '"a, b"', '28: parties is a string, not an array; '
         'write parties = ["a", "b"]'),
        ('["a", "b"]', '["a", "B"]', f'28: parties "B" is not a valid id; {SPELLED}, such as "b"'),
        ('["a", "b"]', '["a", "zzz"]', '28: unknown party "zzz"; '
         "declare it in a [[party]]"),
        ('parties = ["a", "b"]', 'from = "zzz"\nto = "b"',
         '28: unknown party "zzz"; declare it in a [[party]]'),
        ('parties = ["a", "b"]', 'from = "a"\nto = "zzz"',
         '29: unknown party "zzz"; declare it in a [[party]]'),
        ('source = "s"', 'source = "zzz"', '23: unknown source "zzz"; declare it in a [[source]]'),
        ('measure = "m"', 'measure = "zzz"',
         '24: unknown measure "zzz"; declare it in a [[measure]]'),
    ],
)  # fmt: skip
def test_a_figure_that_is_wrong(old: str, new: str, message: str) -> None:
    assert FIGURE.count(old) == 1
    assert told(HEAD + FIGURE.replace(old, new))[0] == f"f.toml:{message}"


@pytest.mark.parametrize(
    ("tables", "message"),
    [
        ("[[party]]\nid = 'c'\nkind = 'x'\nname = 'C'",
         f'23: kind cannot be "x"; write {NOT_ENUM["kind"]}'),
        ("[[party]]\nid = 'c'\nname = 'C'", '21: [[party]] "c" has no key "kind"; '
         f'add kind = {NOT_ENUM["kind"]}'),
        ("[[party]]\nid = 'c'\nkind = 'country'\nname = 'C'\niso = 'az'",
         '25: iso "az" is not a country code; '
         'write the two capital letters of ISO 3166, such as "AZ"'),
        ("[[party]]\nid = 'c'\nkind = 'person'\nname = 'C'\ncountry = 'zzz'",
         '25: unknown party "zzz"; '
         "declare it in a [[party]]"),
        ("[[party]]\nid = 'c'\nkind = 'person'\nname = 'C'\nperiod = 'x'",
         f'25: cannot read "x" as a date or period; {FORMS}'),
        ("[[source]]\nid = 'c'\npublisher = 'C'\npublished = 'x'",
         f'24: cannot read "x" as a date or period; {FORMS}'),
        ("[[source]]\nid = 'c'\npublisher = 'C'\npublished = 2022-01-02T10:00:00",
         f"24: published is a date with a time of day, not {A_STRING}; "
         f'write published = "2022-01-02", {A_STRING}, without the time of day'),
        ("[[measure]]\nid = 'c'\ntopic = 't'\nlabel = 'C'\nnature = 'x'",
         f'25: nature cannot be "x"; write {NOT_ENUM["nature"]}'),
        ("[[measure]]\nid = 'c'\ntopic = 'zzz'\nlabel = 'C'\nnature = 'flow'",
         '23: unknown topic "zzz"; '
         "declare it in a [[topic]]"),
        ("[[measure]]\nid = 'c'\ntopic = 't'\nlabel = 'C'\nnature = 'flow'\nsum_of = ['zzz']",
         '26: unknown measure "zzz"; '
         "declare it in a [[measure]]"),
        ("[[measure]]\nid = 'c'\ntopic = 't'\nlabel = 'C'\nnature = 'ratio'\nof = 'zzz'",
         '26: unknown measure "zzz"; declare it in a [[measure]]'),
        ("[[event]]\nid = 'c'\nkind = 'x'\ntitle = 'C'\nsource = 's'\nparties = ['a']\n"
         "people = ['zzz']", '27: unknown party "zzz"; '
         "declare it in a [[party]]"),
        ("[[event]]\nid = 'c'\nkind = 'x'\ntitle = 'C'\nsource = 's'\nparties = ['a']\n"
         "status = 'over'", f'27: status cannot be "over"; write {NOT_ENUM["status"]}'),
        (f"{RELATION}status = 'In force'", '27: status cannot be "In force"; write "in-force"'),
        (f"{RELATION}status = 'Under Discussion'",
         '27: status cannot be "Under Discussion"; write "under-discussion"'),
        (f"{RELATION}status = 'active'", '27: status cannot be "active"; write "in-force"'),
        (f"{RELATION}status = 'surrendered'",
         f'27: status cannot be "surrendered"; write {RELATION_STATUSES}'),
        (f"{RELATION}status = 'suspnded'",
         '27: status cannot be "suspnded"; did you mean "suspended"?'),
        (f"{RELATION}status = 'held'", f'27: status cannot be "held"; write {RELATION_STATUSES}'),
        (f"{RELATION}status = ''", f'27: status cannot be ""; write {RELATION_STATUSES}'),
        (f'{RELATION}status = "\\u001b[31m"',
         f'27: status cannot be "\\x1b[31m"; write {RELATION_STATUSES}'),
        ("[[event]]\nid = 'c'\nkind = 'x'\ntitle = 'C'\nsource = 's'\nparties = ['a']\n"
         "status = 'Canceled'", '27: status cannot be "Canceled"; did you mean "cancelled"?'),
        ("[[event]]\nid = 'c'\nkind = 'x'\ntitle = 'C'\nsource = 's'\nparties = ['a']\n"
         "status = 'called off'", '27: status cannot be "called off"; write "cancelled"'),
        ("[[relation]]\nid = 'c'\ntitle = 'C'\nsource = 's'\nparties = ['a']",
         '21: [[relation]] "c" has no key "kind"; add kind = "…"'),
    ],
)  # fmt: skip
def test_another_table_that_is_wrong(tables: str, message: str) -> None:
    assert told(f"{HEAD}{tables}\n") == [f"f.toml:{message}"]


@pytest.mark.parametrize(
    ("key", "right", "wrong", "table"),
    [
        ("claimant", "jeyhun-bayramov", "jeyhun-bayramow", "party"),
        ("parties", "cote-divoire", "cote-divore", "party"),
        ("source", "daily-2022-02", "daily-2022-03", "source"),
        ("measure", "turnover", "turnovr", "measure"),
        ("topic", "trade", "trad", "topic"),
        ("part_of", "exports-2021", "exports-202l", "claim"),
        ("sum_of", "imports", "import", "measure"),
        ("of", "turnover", "turnovre", "measure"),
        ("country", "azerbaijan", "azerbaidjan", "party"),
        ("from", "azerbaijan", "azerbaidjan", "party"),
        ("to", "russia", "rusia", "party"),
        ("reporter", "azerbaijan", "azerbaidjan", "party"),
        ("people", "jeyhun-bayramov", "jeyhun-bairamov", "party"),
    ],
)
def test_a_dangling_reference(key: str, right: str, wrong: str, table: str) -> None:
    lines = SAMPLE.split("\n")
    nth = next(n for n, x in enumerate(lines) if x.startswith(f"{key} = ") and f'"{right}"' in x)
    lines[nth] = lines[nth].replace(f'"{right}"', f'"{wrong}"')
    assert told("\n".join(lines))[0].startswith(
        f'f.toml:{nth + 1}: unknown {table} "{wrong}"; did you mean "{right}"'
    )


@pytest.mark.parametrize(
    ("value", "what", "own"),
    [
        ("'2022-01-02'", "a string", True),
        ("' 2022-01-02T10:00:00Z'", "a string", True),
        ("2022-01-02T10:00:00Z", "a date with a time of day", True),
        ("'2022-02-30'", "a string", False),
        ("'7 December 2022'", "a string", False),
        ("2022", "a whole number", False),
    ],
)
def test_a_date_that_must_be_one(value: str, what: str, own: bool) -> None:
    text = f"format = 1\n[[source]]\nid = 's'\npublisher = 'P'\naccessed = {value}\n"
    remedy = f"write a date {BARE}, such as accessed = 2022-12-05"
    remedy = f"write accessed = 2022-01-02, {BARE}" if own else remedy
    assert told(text) == [f"f.toml:5: accessed is {what}, not a date; {remedy}"]


@pytest.mark.parametrize(
    "given",
    ["2022-12-05T10:00:00", "2022-12-05 10:00:00.5", "2022-12-01T10:00:00Z", "2022", "20221205",
     "202212", "'2022-12-05T10:00:00Z'"],
)  # fmt: skip
@pytest.mark.parametrize(
    ("key", "table"),
    [
        ("published", "[[source]]\nid = 'c'\npublisher = 'C'\n"),
        ("period", "[[party]]\nid = 'c'\nkind = 'bloc'\nname = 'C'\n"),
        ("period", FIGURE.replace('period = "2021"\n', "")),
        ("said_on", FIGURE),
    ],
)
def test_of_a_date_that_is_no_text_the_remedy_is_accepted(key: str, table: str, given: str) -> None:
    text = f"{HEAD}{table}{key} = @\n"
    (problem,) = told(text.replace("@", given))
    remedy = re.search('write (?:[a-z_]+ = )?("[0-9-]+")', problem)
    assert remedy, problem
    assert told(text.replace("@", remedy[1])) == []


@pytest.mark.parametrize("key", ["parties", "people"])
def test_a_claim_names_no_more_than_an_index_has_pairs_of(key: str) -> None:
    ids = [f"p{nth}" for nth in range(501)]
    parties = "".join(f"[[party]]\nid = '{id_}'\nkind = 'bloc'\nname = '{id_}'\n" for id_ in ids)
    claim = RELATION + "people = []\n" + '[[kind]]\nid = "x"\nof = "relation"\nlabel = "X"\n'
    now = "['a']" if key == "parties" else "people = []"
    new = "@" if key == "parties" else "people = @"
    text = HEAD + parties + claim.replace(now, new)
    (problem,) = told(text.replace("@", f"{ids}"))
    hint = "name at most 500; of more, declare a [[party]] that stands for them"
    assert problem.endswith(f'[[relation]] "c" names 501 {key}; {hint}')
    assert told(text.replace("@", f"{ids[1:]}")) == []


def test_a_measure_of_another_topic() -> None:
    other = '[[topic]]\nid = "u"\nlabel = "U"\n'
    assert told(HEAD + other + FIGURE + 'topic = "u"\n') == [
        'f.toml:32: the measure "m" belongs to the topic "t"; write topic = "t", or another measure'
    ]


# ------------------------------------------------------------------- several at a time


def test_ids_are_unique_over_all_files() -> None:
    event = '[[event]]\nid = "f"\nkind = "k"\ntitle = "T"\nsource = "s"\nparties = ["a"]\n'
    duplicate = 'duplicate id "f"; used at f.toml:21; give each table its own'
    assert told(HEAD + FIGURE + FIGURE) == [f"f.toml:30: {duplicate}"]
    assert told(HEAD + FIGURE, "format = 1\n" + event) == [f"g.toml:3: {duplicate}"]


def test_different_tables_may_share_an_id() -> None:
    assert told(HEAD.replace('"m"', '"t"') + FIGURE.replace('"m"', '"t"')) == []


def test_all_problems_in_one_run_in_file_order() -> None:
    text = HEAD.replace('kind = "country"', 'kind = "land"', 1)
    text += FIGURE.replace("value", "valu") + "rank = 1\n[[event]]\nid = 'E'\n"
    event = '[[event]] "E" has no key'
    assert told(text, "format = 2") == [
        f'f.toml:7: kind cannot be "land"; write {NOT_ENUM["kind"]}',
        'f.toml:21: [[figure]] "f" has no key "value"; '
        'add value = 2_900_000_000, or absent = "not-published" where the source says so',
        'f.toml:26: unknown key "valu" in [[figure]]; did you mean "value" or "valuation"?',
        f"f.toml:29: rank cannot be 1; write {NOT_ENUM['rank']}",
        f'f.toml:30: {event} "source"; add source = "…"',
        f'f.toml:30: {event} "kind"; add kind = "…"',
        f'f.toml:30: {event} "title"; add title = "…"',
        'f.toml:30: [[event]] names no parties; add parties = ["…", "…"], or both from and to',
        f'f.toml:31: id "E" is not a valid id; {SPELLED}, such as "e"',
        "g.toml:1: format 2 is not known; write format = 1, the only one there is so far",
    ]


def test_references_are_held_against_what_is_not_sound_too() -> None:
    text = HEAD.replace('kind = "country"', 'kind = "land"', 1)
    text += FIGURE + 'claimant = "nobody"\n'
    land = f'f.toml:7: kind cannot be "land"; write {NOT_ENUM["kind"]}'
    nobody = 'f.toml:29: unknown party "nobody"; '
    assert told(text) == [land, nobody + "declare it in a [[party]]"]


@pytest.mark.parametrize("other", ["", "format = 2", "format = 1\nparty = 1", "[[", "[[partys]]"])
def test_what_may_stand_in_a_file_that_cannot_be_read_is_not_missed(other: str) -> None:
    assert [text[:6] for text in told(HEAD + FIGURE + 'claimant = "x"\n', other)] in (
        ["g.toml"],
        ["g.toml"] * 2,
    )


def test_what_is_right_beside_what_is_wrong_is_let_be() -> None:
    text = HEAD + FIGURE + "note = 1\nsaid_on = 2022-01-02\nrank = 'normal'\n"
    assert [message[:24] for message in told(text)] == ["f.toml:29: note is a who"]


def test_the_columns_are_those_of_the_keys() -> None:
    text = HEAD + FIGURE.replace("value", "   valu")
    places_of = [(p.line, p.column) for p in load_text(text.encode(), "f.toml").problems]
    assert places_of == [(21, 1), (26, 4)]


def test_lines_end_as_they_like() -> None:
    wrong = HEAD + FIGURE.replace("value", "valu")
    assert told(wrong.replace("\n", "\r\n")) == told(wrong)


def test_what_is_said_is_one_line_without_controls() -> None:
    wrong = HEAD + FIGURE + '"\\u001b[31m" = 1\n"x\\ny" = 1\n"" = 1\n'
    messages = told(wrong)
    assert len(messages) == 3
    assert all(message == plain(message) for message in messages)


# ---------------------------------------------------------------------- whatever comes


SCALARS = st.one_of(
    st.text(max_size=5),
    st.sampled_from(["a", "b", "f", "2021", "country", "flow", "held", "normal", "USD", "2021\n"]),
    st.integers(),
    st.integers(10**17, 10**19),
    st.just(1 << 200),
    st.booleans(),
    st.decimals().filter(lambda number: not number.is_snan()),  # TOML has no such
    st.just(Decimal("1e9999999999")),
    st.dates(),
    st.datetimes(),
    st.times(),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=6,
)
KEYS = sorted(
    {field.encode_name for kind in TABLES.values() for field in msgspec.structs.fields(kind)}
)
SOUND: dict[str, dict[str, Any]] = {
    "source": {"id": "s", "publisher": "P"},
    "party": {"id": "a", "kind": "country", "name": "A"},
    "topic": {"id": "t", "label": "T"},
    "measure": {"id": "m", "topic": "t", "label": "M", "nature": "flow"},
    "kind": {"id": "k", "of": "relation", "label": "K"},
    "figure": {
        "id": "f", "source": "s", "measure": "m", "period": "2021", "value": 1, "unit": "USD",
        "parties": ["a", "b"],
    },
    "relation": {"id": "r", "source": "s", "kind": "k", "title": "T", "parties": ["a", "b"]},
    "event": {"id": "e", "source": "s", "kind": "k", "title": "T", "from": "a", "to": "b"},
}  # fmt: skip


@st.composite
def tables(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    """A sound table of some kind in which a few keys were replaced, added or dropped."""
    name = draw(st.sampled_from(sorted(TABLES)))
    table = dict(SOUND[name])
    table.update(draw(st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=2)))
    for key in draw(st.sets(st.sampled_from(sorted(table)), max_size=1)):
        del table[key]
    return name, table


def takes(name: str, table: dict[str, Any]) -> bool:
    """Return whether the declared type takes the table as it is, without dates from strings."""
    if name == "figure" and not {"value", "absent"} & {*table}:
        return False  # it has either of the two
    native = (datetime.date, datetime.datetime, datetime.time, Decimal)
    try:
        msgspec.convert(table, TABLES[name], builtin_types=native)
    except msgspec.ValidationError:
        return False
    return True


@given(tables())
@example(("figure", SOUND["figure"]))
@example(("figure", SOUND["figure"] | {"said_on": "2022-01-01"}))
@example(("figure", SOUND["figure"] | {"value": "12"}))
@example(("event", SOUND["event"] | {"inferred": ""}))
@settings(max_examples=drawn(400), deadline=None)
def test_no_fault_is_found_just_where_the_type_takes_it(given_table: tuple[str, Any]) -> None:
    name, table = given_table
    found = loader.examine({"format": 1, name: [table]}, "", "f.toml").problems
    by_type = {"unknown-key", "missing-key", "wrong-type", "not-allowed", "empty-text", "not-two"}
    assert all(str(problem) == plain(str(problem)) for problem in found)
    if not takes(name, table):
        # Of an id and of `inferred` the remedy says more than that the text is empty.
        by_type |= {"bad-id", "inferred-without-how"}
        assert any(problem.code in by_type for problem in found)
    else:
        assert not any(problem.code in by_type for problem in found)
    if not found:
        assert isinstance(rules.convert(name, [table])[0], Table)


@given(st.dictionaries(st.sampled_from([*TABLES, "format", "x"]), VALUES, max_size=4))
@settings(max_examples=drawn(200), deadline=None)
def test_no_structure_breaks_the_reader(document: dict[str, Any]) -> None:
    loaded = loader.examine(document, "", "f.toml")
    assert all(str(problem) == plain(str(problem)) for problem in loaded.problems)


@given(st.binary(max_size=60))
@example(b"\x00")
@example(b"format = 1\n[[figure]]\n" * 2)
@settings(max_examples=drawn(300), deadline=None)
def test_no_bytes_break_the_reader(data: bytes) -> None:
    for given_bytes in (data, b"format = 1\n" + data):
        for problem in load_text(given_bytes, "f.toml").problems:
            assert str(problem) == plain(str(problem))


@given(st.text("[]{}=\"'\\#\n\t .,-_ab01efigurTZ:\x1bé", max_size=40))
@settings(max_examples=drawn(400), deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_text_breaks_the_reader(text: str) -> None:
    assert all(message == plain(message) for message in told("format = 1\n" + text))


# ------------------------------------------------------------------------------ the docs


DOCS = Path(__file__).parents[2] / "docs" / "fact-base.md"


def described(kind: type[Table]) -> dict[str, str]:
    """Each key of a table with the description it is declared with."""
    return {it.encode_name: description(kind, it.name) for it in msgspec.structs.fields(kind)}


@pytest.mark.parametrize("name", FILE_TABLES)
def test_every_key_is_described(name: str) -> None:
    assert all(described(FILE_TABLES[name]).values())


@pytest.mark.parametrize("name", FILE_TABLES)
def test_the_docs_have_every_key_in_the_words_of_the_declaration(name: str) -> None:
    text = DOCS.read_text(encoding="utf-8")
    section = re.search(rf"^### `\[\[{name}\]\]`\n(.*?)(?=^##)", text, re.M | re.S)
    assert section, name
    lines = re.findall(r"^\| `(\w+)` \| (yes|no) \| (.*?) \|$", section[1], re.M)
    kind = FILE_TABLES[name] if name != "table" else CsvTable  # its others are those of claims
    required = {f.encode_name: f.required for f in msgspec.structs.fields(kind)}
    assert {key: text for key, _, text in lines} == described(kind)
    assert {key: need == "yes" for key, need, _ in lines} == required


def test_the_first_claim_of_the_docs_loads(write: Write) -> None:
    blocks = re.findall(r"^```toml\n(.*?)^```", DOCS.read_text(encoding="utf-8"), re.M | re.S)
    with open_base(str(write(blocks[0]))) as base:
        fact = base.claim("az-ru-turnover-2021")
    assert fact.topic == "trade"
    assert plain(fact.claim.id) == fact.id


NEGATIVE = "partners is negative; write how many partners of a party are named, 0 where it has none"


@pytest.mark.parametrize(
    ("partners", "told"),
    [
        (2**64, [f"partners is out of range; {RANGE}"]),
        (-(2**64), [NEGATIVE]),
        (-1, [NEGATIVE]),
        (0, []),
        (3, []),
    ],
)
def test_a_number_of_partners_that_nothing_can_have_is_refused(
    partners: int, told: list[str]
) -> None:
    keys = f'topic = "t"\nlabel = "M"\nnature = "flow"\npartners = {partners}\n'
    text = f'format = 1\n[[topic]]\nid = "t"\nlabel = "T"\n[[measure]]\nid = "m"\n{keys}'
    found = [str(problem) for problem in load_text(text.encode(), "f.toml").problems]
    assert found == [f"f.toml:10: {one}" for one in told]
