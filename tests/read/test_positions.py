"""Lines and columns: those that a reader who knows what was written would point to."""

from __future__ import annotations

from collections import Counter

import pytest
import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from dipfacts.read.table import positions
from dipfacts.read.table.positions import (
    PartPlaces,
    Places,
    cut_at_headers,
    header_lines,
    is_flat,
    places_of,
)
from support.draws import drawn

TEXT = '''\
# [[figure]]
format = 1

[[figure]]  # the first
id = "a"
note = """
[[figure]]
id = "not this one"
"""
parties = [
  "a", # ]
  "[[figure]]",
]
  unit = "USD"
"quoted" = 1
'single' = 2
dotted.key = 3

 [[ "figure" ]]
id = \'\'\'
[[figure]]\'\'\'
value = {a = "}", b = [1]}
note = """a""\\""""
unit = 1
'''


def test_tables_are_counted_where_they_begin() -> None:
    places = Places(TEXT)
    tomli.loads(TEXT)
    assert [places.table("figure", n) for n in (0, 1)] == [4, 19]
    assert places.table("event", 0) == 1


@pytest.mark.parametrize(
    ("nth", "key", "place"),
    [
        (0, "id", (5, 1)),
        (0, "note", (6, 1)),
        (0, "parties", (10, 1)),
        (0, "unit", (14, 3)),
        (0, "quoted", (15, 1)),
        (0, "single", (16, 1)),
        (0, "dotted", (17, 1)),
        (0, "value", (4, 1)),
        (1, "id", (20, 1)),
        (1, "value", (22, 1)),
        (1, "note", (23, 1)),
        (1, "unit", (24, 1)),
        (1, "", (19, 1)),
        (2, "id", (1, 1)),
    ],
)
def test_keys(nth: int, key: str, place: tuple[int, int]) -> None:
    assert Places(TEXT).key("figure", nth, key) == place


def test_a_table_in_a_table_is_a_key_where_its_header_is() -> None:
    text = "[[figure]]\nid = 1\n\n[figure.sub]\nid = 2\n\n[[figure]]\nid = 3\n"
    text += "[[figure.more]]\nx = 1\n[[figure.more]]\n[[event]]\nsub = 1\n[[figure]]\n"
    tomli.loads(text)
    places = Places(text)
    assert [places.key("figure", 0, key) for key in ("id", "sub", "more")] == [
        (2, 1),
        (4, 1),
        (1, 1),
    ]
    assert [places.value("figure", 1, key) for key in ("id", "sub", "more")] == [
        (8, 6),
        (7, 1),
        (9, 1),
    ]
    assert [places.key("event", 0, "sub"), places.key("figure", 2, "more")] == [(13, 1), (14, 1)]


def test_keys_outside_tables() -> None:
    places = Places("# x\n'a' = 1\nb.c = 2\n\nsource = [\n {id = 's'},\n]\n[x.y]\n[x]\nz = 1\n")
    assert [places.top(key) for key in ("a", "b", "source", "x", "z")] == [2, 3, 5, 8, 1]
    assert places.table("source", 1) == 5
    assert places.key("source", 1, "id") == (5, 1)


def test_a_pattern_is_sought_outside_strings_and_comments() -> None:
    places = Places('a = \'12\' # 12\nb = """\n12"""\n c = [\n  12]\n')
    assert places.first("12") == (5, 3)
    assert places.first("13") == (0, 0)


# What stands between the keys that are counted must not change the count.
NOISE = st.sampled_from(
    [
        "",
        "# [[figure]]",
        "  # key = '''",
        'n{} = """\n[[figure]]\nkey1 = 1\n"""',
        'n{} = """a\\\n  "" \\""" b"""',
        'n{} = """"""',
        'n{} = """""two"""""',
        "n{} = '''\n[[event]]\n\"\"\" # '' \n'''",
        "n{} = '''''two'''''",
        "n{} = [\n  '[[figure]]', # ]]\n  [\n1,\n],\n]",
        "n{} = [ # [\n]",
        "n{} = {{a = '}}', b = [1, 2]}}",
        "n{} = \"[[figure]] # \\\" '''\"",
        "n{} = '[[figure]] # \\'",
        "'n{} # [' = 1",
        '"n{} = [" = 1',
        "n{}.a.'b' = 1",
    ]
)
FIELD = st.tuples(st.sampled_from(["", " ", "\t", "  "]), st.sampled_from(["{}", "'{}'", '"{}"']))
TABLE = st.tuples(
    st.sampled_from(["figure", "event"]),
    st.sampled_from(["[[{}]]", "  [[ {} ]] # x", '[["{}"]]', "[['{}']]#[["]),
    st.lists(st.one_of(NOISE, FIELD), max_size=6),
)


FLAT = [
    '["a[b", "]"]',
    '["a"]',
    '[["a"]]',
    '"[\\n"',
    "'[['",
    '[\n"a = [",\n]',
    '["a", # "]"]\n]',
    "1",
]


@given(st.lists(st.sampled_from([*(f"n{{}} = {it}" for it in FLAT), "[[figure]]", "# [["])))
@settings(max_examples=drawn(300), deadline=None)
def test_where_arrays_are_flat_each_line_is_toml_by_itself(lines: list[str]) -> None:
    text = "".join(f"{line.format(nth)}\n" for nth, line in enumerate(lines))
    assert tomli.loads(text) is not None
    if is_flat(text):
        assert all(tomli.loads(line) or line.startswith("#") for line in text.splitlines())
    assert is_flat('[[figure]]\nparties = ["a", "b"]\nid = "c"\n\n[[figure]]\npeople = ["d"]\n')


PLAIN = st.tuples(
    st.sampled_from(["figure", "event", "claim"]),
    st.lists(st.sampled_from([*FLAT[:2], '"[[x"', "7", '["a", "b", "c"]', "'it\"s'"])),
)


@given(st.lists(PLAIN), st.sampled_from(["", "\n"]))
@settings(max_examples=drawn(200), deadline=None)
def test_the_places_of_parts_are_those_of_the_whole(
    tables: list[tuple[str, list[str]]], ending: str
) -> None:
    written = [
        f"[[{name}]]\n" + "".join(f"k{nth} = {value}\n" for nth, value in enumerate(values))
        for name, values in tables
    ]
    text = "\n".join(["format = 1\n", *written]) + ending
    parts = cut_at_headers(text)
    found, whole = PartPlaces(parts, header_lines(parts)), Places(text)
    seen = Counter[str]()
    for name, values in tables:
        nth = seen[name]
        seen[name] += 1
        assert found.table(name, nth) == whole.table(name, nth)
        for key in [f"k{number}" for number in range(len(values) + 1)]:  # and one that is not there
            assert found.key(name, nth, key) == whole.key(name, nth, key)
            for where in (key, (key, 0), (key, 2)):
                assert found.value(name, nth, where) == whole.value(name, nth, where)
    assert type(places_of('[[figure]]\nid = "a"\n')) is PartPlaces
    assert type(places_of('[["figure"]]\nid = "a"\n')) is Places
    assert type(places_of("[[figure]]\nparties = [\n]\n")) is Places


def test_a_part_is_read_once_for_all_that_is_wrong_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    read = list[str]()

    class Counted(Places):
        def __init__(self, text: str) -> None:
            read.append(text)
            super().__init__(text)

    monkeypatch.setattr(positions, "Places", Counted)
    first, second = '[[figure]]\nid = "a"\nx = 1\ny = ["b", "c"]\n', "[[figure]]\nz = 4\n"
    places = places_of(first + second)
    assert [places.key("figure", 0, key) for key in "xyx"] == [(3, 1), (4, 1), (3, 1)]
    assert [places.value("figure", 0, ("y", nth)) for nth in (0, 1)] == [(4, 6), (4, 11)]
    assert places.key("figure", 1, "z") == (6, 1)
    assert read == [first[:-1], second]


@given(st.lists(NOISE, max_size=3), st.lists(TABLE, max_size=5), st.sampled_from(["", "\n"]))
@settings(max_examples=drawn(300), deadline=None)
def test_places_agree_with_what_was_written(
    top: list[str],
    tables: list[tuple[str, str, list[str | tuple[str, str]]]],
    ending: str,
) -> None:
    chunks = ["format = 1"]
    expected: list[tuple[str, int, str, int, int]] = []
    seen: dict[str, int] = {}
    number = 0

    def add(chunk: str) -> int:
        """The line on which the chunk begins."""
        line = "\n".join(chunks).count("\n") + 2
        chunks.append(chunk)
        return line

    for noise in top:
        number += 1
        add(noise.format(number))
    for name, header, parts in tables:
        nth = seen.get(name, 0)
        seen[name] = nth + 1
        expected.append((name, nth, "", add(header.format(name)), 1))
        for part in parts:
            number += 1
            if isinstance(part, str):
                add(part.format(number))
            else:
                indent, quoting = part
                line = add(f"{indent}{quoting.format(f'key{number}')} = 1")
                expected.append((name, nth, f"key{number}", line, len(indent) + 1))
    text = "\n".join(chunks) + ending
    document = tomli.loads(text)  # or the test itself is wrong
    places = Places(text)
    assert places.top("format") == 1
    for name, nth, key, line, column in expected:
        if key:
            assert document[name][nth][key] == 1
            assert places.key(name, nth, key) == (line, column), text
        else:
            assert places.table(name, nth) == line, text
