"""Broken fact bases by the thousand: no traceback, no hang; what loads can be asked anything."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dipfacts.answers.mirror_data import mirror
from dipfacts.read.toml.loader import load_text
from fuzz import fuzz, growth, large, tables
from support.draws import drawn

SEED = 1
PER_TEST, TESTS = drawn(500), 8
PATIENCE = 30.0  # seconds for one input: the machine may be slow, and coverage is measured
ON = "format = 1\n"


@pytest.mark.parametrize("nth", range(TESTS))
def test_whatever_is_written_is_answered_or_refused(nth: int) -> None:
    numbers = range(nth * PER_TEST, (nth + 1) * PER_TEST)
    found = fuzz.batch(
        SEED, numbers, questions=2, ask_every=6, check_every=61, limit=PATIENCE, memory=None
    )
    if found.failures:
        again = f"python -m tests.fuzz.fuzz --seed {SEED} --only"
        told = [f"{again} {broken.number}\n{broken.told}" for broken in found.failures[:3]]
        pytest.fail(f"{len(found.failures)} inputs of seed {SEED} break\n" + "\n".join(told))
    assert found.loaded + found.refused == PER_TEST
    assert found.loaded > PER_TEST // 40, "too few load for the commands to be tried"


# What Hypothesis adds: it looks for the smallest input that breaks, and tries the odd ones first.

RANDOM = st.randoms(use_true_random=False)


# A document takes many numbers, at times more than Hypothesis draws for one: by the seed, that may
# be so of most of the first thirty.
@settings(max_examples=drawn(60), suppress_health_check=[HealthCheck.data_too_large])
@given(RANDOM)
def test_structures_that_hypothesis_thinks_of(rng: random.Random) -> None:
    fuzz.examine(fuzz.document(rng), rng, questions=2, check=False, limit=PATIENCE)


@settings(max_examples=drawn(150))
@given(st.one_of(st.binary(max_size=400), st.text(max_size=400).map(str.encode)), st.booleans())
def test_bytes_that_hypothesis_thinks_of(data: bytes, headed: bool) -> None:
    head = b"format = 1\n[[source]]\nid = 'a'\n" if headed else b""
    fuzz.examine(head + data, random.Random(0), questions=1, check=True, limit=PATIENCE)


@pytest.mark.parametrize("nth", range(len(fuzz.CORPUS)))
def test_what_is_broken_is_whole_at_first(nth: int, tmp_path: Path) -> None:
    found = fuzz.tried(fuzz.CORPUS[nth], nth, SEED, questions=30, check=True, limit=PATIENCE)
    assert isinstance(found, fuzz.Outcome), found.told
    assert found.loaded


@pytest.mark.parametrize("name", large.LARGE)
def test_large_ones_when_they_are_small(name: str) -> None:
    data = large.LARGE[name](60).encode()
    fuzz.examine(data, random.Random(0), 1, check=True, limit=PATIENCE, weigh=True)


@pytest.mark.parametrize("name", growth.LARGE)
def test_no_answer_takes_more_work_than_its_size(name: str, tmp_path: Path) -> None:
    with growth.beyond_bounds(7):
        assert [*growth.steep(name, 20, tmp_path)] == []


def test_a_loop_within_a_loop_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mirror, "COMPARED", 10**6)
    assert [told.partition(":")[0] for told in growth.steep("both sides", 20, tmp_path)] == [
        "both sides, trade aa bb",
        "both sides, trade aa bb --mirror",
        "both sides, brief aa bb",
    ]


def test_very_many_files_with_a_problem_each_take_no_more_than_their_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make, _ = growth.LARGE["files"]
    monkeypatch.setitem(growth.LARGE, "files", (make, "check"))
    assert [*growth.steep("files", 80, tmp_path)] == []


def test_what_takes_too_much_memory_is_told() -> None:
    told = r"takes more than 1 MiB: '3 MiB'"
    with pytest.raises(fuzz.BrokenError, match=told), fuzz.no_more_than(1024**2):
        bytearray(3 * 1024**2)


def test_an_input_is_made_by_its_seed_and_number_alone() -> None:
    assert [fuzz.made(7, n) for n in range(50)] == [fuzz.made(7, n) for n in range(50)]
    assert fuzz.made(7, 3) != fuzz.made(8, 3)


def test_what_does_not_hold_is_told_and_cut_down(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(data: bytes, *_: object, **__: object) -> fuzz.Outcome:
        fuzz.must(b"bad" not in data, "holds bad")
        return fuzz.Outcome(True, 0.0)

    monkeypatch.setattr(fuzz, "examine", broken)
    found = fuzz.tried(b"one\nbad line\ntwo", 1, SEED, 1, True, 1)
    assert isinstance(found, fuzz.Failure)
    assert found.place == "holds bad"
    assert fuzz.shrunk(found, SEED, 1, 1) == b"bad"


def test_what_takes_too_long_is_stopped() -> None:
    with pytest.raises(fuzz.BrokenError, match=r"takes longer than 0\.05 s"), fuzz.within(0.05):
        sum(number for number in range(10**9))


# What the fuzzer found, each with what came of it.


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("accessed", "accessed 9999-12-31 is out of range; years run from 0001 to 9998"),
        (
            "said_on",
            'year 9999 is out of range; years run from 0001 to 9998; an open end is written ".."',
        ),
    ],
)
def test_a_day_in_a_year_that_no_period_has_is_refused(key: str, message: str) -> None:
    source = '[[source]]\nid = "s"\npublisher = "P"\n'
    event = '[[event]]\nid = "e"\nsource = "s"\nkind = "k"\ntitle = "T"\nparties = ["a", "b"]\n'
    text = ON + (source if key == "accessed" else event) + f"{key} = 9999-12-31\n"
    (problem,) = load_text(text.encode(), "f.toml").problems
    assert str(problem) == f"f.toml:{text.count(chr(10))}: {message}"


@pytest.mark.parametrize("value", ['" "', '"\\u3000"', '"\\n\\t"'])
def test_a_text_of_nothing_but_spaces_is_empty(value: str) -> None:
    text = f'{ON}[[topic]]\nid = "t"\nlabel = {value}\n'
    party = f'[[party]]\nid = "a"\nkind = "bloc"\nname = "A"\naliases = ["B", {value}]\n'
    found = [str(problem) for problem in load_text((text + party).encode(), "f.toml").problems]
    assert found == [
        "f.toml:4: label is empty; give it a text",  # which a topic must have
        "f.toml:9: aliases is empty; give it a text, or leave the key out",
    ]


def test_a_column_is_never_beyond_its_line() -> None:
    (problem,) = load_text(b'format = 1\nx = """\nA \\\n', "f.toml").problems
    assert problem.code == "syntax"
    assert problem.column <= len("A \\") + 1


# Tables: CSV files broken at random.


@pytest.mark.parametrize("nth", range(TESTS))
def test_whatever_a_table_holds_is_a_claim_or_left_out_or_told(nth: int) -> None:
    numbers = range(nth * PER_TEST, (nth + 1) * PER_TEST)
    found = dict(tables.tried(SEED, numbers, quickly_every=5))
    broken = {number: it for number, it in found.items() if isinstance(it, BaseException)}
    if broken:
        again = f"python -m tests.fuzz.tables --seed {SEED} --only"
        told = [f"{again} {number}: {error}" for number, error in [*broken.items()][:3]]
        pytest.fail(f"{len(broken)} inputs of seed {SEED} break\n" + "\n".join(told))
    assert sum(it is True for it in found.values()) > PER_TEST // 10, "too few load"
