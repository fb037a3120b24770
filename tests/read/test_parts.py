"""A text is read in parts where it can be; that must mean the same as reading all of it."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dipfacts.read.table.positions import cut_at_headers, header_lines
from dipfacts.read.toml import loader, plain_claims
from dipfacts.read.toml.loader import LoadedFile, load_text
from fuzz import fuzz
from support.draws import drawn

ON = "format = 1\n"
TOPIC = '[[topic]]\nid = "{0}"\nlabel = "T"\n'
TOPICS = TOPIC.format("a") + TOPIC.format("b")


def both_ways(data: bytes) -> tuple[LoadedFile, LoadedFile]:
    """Return what is read a table at a time where that can be done, and what is read as a whole."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(loader, "TABLES_AT_ONCE", 1)
        parts = load_text(data, "f.toml")
        patched.setattr(loader, "valid_tables", lambda parts: None)
        return parts, load_text(data, "f.toml")


def same(data: bytes) -> LoadedFile:
    parts, whole = both_ways(data)
    assert parts.rows == whole.rows
    assert [str(problem) for problem in parts.problems] == [str(p) for p in whole.problems]
    assert parts.complete == whole.complete
    return parts


@pytest.mark.parametrize("nth", range(drawn(4)))
def test_broken_texts_mean_the_same_in_parts(nth: int) -> None:
    loaded = 0
    for number in range(nth * 300, (nth + 1) * 300):
        loaded += not same(fuzz.made(3, number)).problems
    assert loaded > 10


@pytest.mark.parametrize("data", fuzz.CORPUS)
def test_sound_texts_mean_the_same_in_parts(data: bytes) -> None:
    assert same(data).rows


PIECES = [
    ON,
    TOPICS,
    TOPIC.format("c"),
    "\n",
    "\r\n",
    "x = [\n[[1]],\n[[topic]]\n]\n",
    '[[topic]] # "]]"\nid = "d"\nlabel = "D"\n',
    '[[ topic ]]\nid = "e"\nlabel = "E"\n',
    '[["topic"]]\nid = "f"\nlabel = "F"\n',
    '  [[topic]]\nid = "g"\nlabel = "G"\n',
    'topic = [{id = "h", label = "H"}]\n',
    "topic = []\n",
    "[topic]\n",
    "[[topic.more]]\n",
    "[topic.more]\n",
    "format = 1\n",
    "# \"\"\" '''\n",
    'note = """\n[[topic]]\n"""\n',
    "[[nothing]]\n",
    "[[topic\n",
    "[[",
]


@settings(max_examples=drawn(300))
@given(st.lists(st.sampled_from(PIECES), max_size=6).map("".join))
@example(f'{ON}topic = [{{id = "h", label = "H"}}]\n{TOPICS}')
@example(f"{ON}{TOPICS}[topic]\n")
@example(f"{ON}{TOPICS}{TOPICS}")
@example(f"{ON}[[topic]]\nid = [\n[[1]],\n]\nlabel = 'x'\n{TOPICS}")
@example(f"[[topic]]\nid = 'a'\nlabel = 'A'\nformat = 1\n{TOPICS}")
def test_any_order_of_headers_means_the_same_in_parts(text: str) -> None:
    same(text.encode())


EVENT = """[[event]]
id = "e"
source = "s"
kind = "visit"
title = "Ça va: [a], 'b' = {c}"
parties = ["a", "b"]
"""
FIGURE = """[[figure]]
id = "f"
source = "s"
measure = "exports"
from = "a"
to = "b"
period = "2021"
unit = "USD"
"""
VALUED = f"{FIGURE}value = 5\n"
LINES = [
    "value = 1",
    "value = 2_900_000_000",
    "value = 1_00_000",
    "value = -0.50",
    "value = 0.1234567890123456789",
    "value = 1234567890123456789",
    "value = 007",
    "value = 1.",
    "value = +1",
    "value = inf",
    'value = "1"',
    "value = 1 # approx.",
    'absent = "not-published"',
    'unit = "percent"',
    "said_on = 2021-02-03",
    "said_on = 2021-02-30",
    "said_on = 0000-01-01",
    'said_on = "2021-02"',
    "period = 2021-02-03",
    'period = "199X"',
    'id = "again"',
    'claimant = "a"',
    'claimant = ["a", "b"]',
    'claimant = ["a", "a"]',
    'people = ["a", "a"]',
    'claimant = ["a" "b"]',
    'claimant = ["a", "b"',
    'claimant = "a", "b"',
    "claimant = []",
    'claimant = ["a",\n  "b"]',
    'note = "\\u00e9 \\" \\\\"',
    "note = 'plain'",
    'note = """long"""',
    'note = "\ttabbed"',
    'note = "\x7f"',
    'note = "\x00"',
    'note = "# [[event]] = "',
    'note = "", topic = "t"',
    'note="t"',
    'note = "t" ',
    '"note" = "t"',
    'rank = "normal"',
    'rank = "best"',
    'inferred = ["period: from the weekday"]',
    "allow = [1]",
    'nothing = "t"',
    "nothing = 1",
    "nothing",
    "# a remark",
    "",
    "[[event]]",
    " [[figure]]",
    '"',
]


@settings(max_examples=drawn(100))
@given(
    st.lists(
        st.tuples(
            st.sampled_from([EVENT, FIGURE, VALUED]), st.lists(st.sampled_from(LINES), max_size=3)
        ),
        min_size=1,
        max_size=3,
    )
)
def test_claims_in_any_writing_mean_the_same_to_both_readers(
    claims: list[tuple[str, list[str]]],
) -> None:
    same(
        "".join([ON, *(part + "".join(f"{it}\n" for it in more) for part, more in claims)]).encode()
    )


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("claim", [EVENT, FIGURE, VALUED])
def test_a_claim_in_any_writing_means_the_same_to_both_readers(claim: str, line: str) -> None:
    same(f"{ON}{claim}{line}\n".encode())
    more = claim.replace('id = "f"', 'id = "g"').replace('id = "e"', 'id = "h"')
    same(f'{ON}{claim}{line}\nlocator = "p. 1"\n\n{more}'.encode())


def test_plain_claims_are_not_read_by_tomli() -> None:
    texts = [
        f'figure]]\n{FIGURE[11:]}value = 2_900_000_000\nclaimant = ["a", "b"]\n\n',
        f"figure]]\n{FIGURE[11:]}value = 0.50\nsaid_on = 2021-02-03\n",
    ]
    text = "".join([ON, *(f"\n[[{text}" for text in texts)])
    found = plain_claims.claims("figure", texts)
    assert found == [row.table for row in both_ways(text.encode())[1].rows]


@given(
    st.lists(st.sampled_from(["\n", "[[a]]", "[[b]]\n", "x = 1\n", "[[", "]]", "a"])).map("".join)
)
def test_a_text_that_is_cut_can_be_put_together_and_tells_its_lines(text: str) -> None:
    parts = cut_at_headers(text)
    assert "\n[[".join(parts) == f"\n{text}"
    told = sorted(line for lines in header_lines(parts).values() for line in lines)
    assert told == [nth for nth, line in enumerate(text.split("\n"), 1) if line.startswith("[[")]


@pytest.mark.parametrize("quotes", ['"""', "'''"])
def test_a_text_with_strings_of_several_lines_is_not_cut(quotes: str) -> None:
    text = f"a = {quotes}\n[[topic]]\n{quotes}"
    assert cut_at_headers(text) == [f"\n{text}"]


@pytest.mark.parametrize("odd", ["A", "a--b", "-a", "a-", "", "a\nb", "é", "a b", "a\n", "a_b"])
@pytest.mark.parametrize("key", ["id", "source"])
def test_an_id_that_is_not_spelled_as_ids_are_is_refused_wherever_it_stands(
    odd: str, key: str
) -> None:
    keys = {"id": "e", "source": "s", key: odd.replace("\n", "\\n")}
    event = "".join(f'{name} = "{value}"\n' for name, value in keys.items())
    text = f'{ON}[[event]]\n{event}kind = "k"\ntitle = "T"\nparties = ["a", "b"]\n'
    loaded = same(text.encode())
    (problem,) = loaded.problems
    assert problem.code == "bad-id"
    assert str(problem).startswith(f"f.toml:{3 if key == 'id' else 4}: {key} ")
    assert loaded.rows == []
