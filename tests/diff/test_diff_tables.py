"""`dipfacts diff` of tables, and of drawn bases."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dipfacts.diff import comparison
from dipfacts.diff.opening import opened
from dipfacts.diff.states import State
from support.command_line import Run
from support.diffs import (
    DECLARED,
    FIRST,
    ONE,
    OTHER,
    TABLE,
    TREATY,
    VISIT,
    as_json,
    repository_of,
    rows,
)
from support.factbase import base, event, figure, party, relation, table
from support.repository import Repository


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return repository_of(tmp_path)


# ---------------------------------------------------------------------------------- tables


KEYED = TABLE + 'key = "{year}"\n'
YEARS = [(2000 + n, 100 + n) for n in range(30)]


@pytest.mark.parametrize("table_", [TABLE, KEYED], ids=["rows by number", "rows by key"])
def test_rows_in_another_order_are_no_change(
    repository: Repository, run_in: Run, table_: str
) -> None:
    repository.write("data.csv", rows(*YEARS))
    repository.commit("a table", facts=base(*DECLARED, table_))
    repository.write("data.csv", rows(*reversed(YEARS)))
    status, out, _ = run_in(repository.folder, "diff", "-f", "facts.toml", "--exit-code")
    assert (status, out.partition(" (")[0]) == (
        0,
        "No difference between HEAD and the working tree",
    )


@pytest.mark.parametrize("table_", [TABLE, KEYED], ids=["rows by number", "rows by key"])
def test_one_row_that_changed_among_others_in_another_order(
    repository: Repository, run_in: Run, table_: str
) -> None:
    repository.write("data.csv", rows(*YEARS))
    repository.commit("a table", facts=base(*DECLARED, table_))
    repository.write("data.csv", rows(*reversed([(2000, 7), *YEARS[1:]])))
    _, out, _ = run_in(repository.folder, "diff", "-f", "facts.toml", "--json")
    (answer,) = (it for it in as_json(out)["answers"] if it["kind"] == "figure")
    assert answer["text"] == "Turnover A–B 2000: was $100 (one claim), now $7 (one claim)"


SOLD = table(
    "table",
    id="t",
    file="data.csv",
    claim="figure",
    source="s",
    measure="exports",
    from_="a",
    to="{to}",
    period="{year}",
    value="{value}",
    unit="USD",
)
SOLD_BY = SOLD.replace('"s"', '"{by}"')
TWO = "to,year,value,by\nb,2020,5,s\nc,2020,7,s\n"
ON_TOP = "to,year,value,by\nd,2020,9,s\nb,2020,5,s\nc,2020,7,s\n"
OTHER_SOURCE = {"source": {"old": "s", "new": "v"}}
NOTED = {"note": {"old": None, "new": "revised"}}


@pytest.mark.parametrize(
    ("was", "now", "rows", "changed"),
    [
        (SOLD, SOLD, ON_TOP, {}),
        (SOLD, SOLD.replace('"s"', '"v"'), ON_TOP, {"t-2": OTHER_SOURCE, "t-3": OTHER_SOURCE}),
        (
            SOLD_BY,
            SOLD_BY,
            ON_TOP.replace("s\n", "v\n"),
            {"t-2": OTHER_SOURCE, "t-3": OTHER_SOURCE},
        ),
        (SOLD, f'{SOLD}note = "revised"\n', ON_TOP, {"t-2": NOTED, "t-3": NOTED}),
        (f'{SOLD}locator = "p. 3"\n', f'{SOLD}locator = "p. 3"\n', ON_TOP, {}),
        (SOLD, SOLD, ON_TOP.replace(",5", ",6"), {"t-2": {"value": {"old": 5, "new": 6}}}),
    ],
    ids=["one on top", "source", "source by a column", "a note", "locator", "a number"],
)
def test_rows_without_a_key_are_known_by_what_they_say(
    repository: Repository, run_in: Run, was: str, now: str, rows: str, changed: dict[str, Any]
) -> None:
    """Another row comes in above them, and something else changes: a source is called v."""
    first = base(*DECLARED, party("d"))
    repository.write("data.csv", TWO)
    repository.commit("a table", facts=first + was)
    repository.write("data.csv", rows)
    is_renamed = OTHER_SOURCE in changed.values()
    repository.write("facts.toml", (first.replace('"s"', '"v"') if is_renamed else first) + now)
    _, out, err = run_in(repository.folder, "diff", "-f", "facts.toml", "--json")
    assert err == ""
    found = as_json(out)
    assert [*found["added"]] == ["t-1"]
    assert found["changed"] == changed
    assert (found["removed"], found["renamed"]) == ({}, {})
    told = [it["text"] for it in found["answers"] if it["kind"] == "figure"]
    assert "Exports A → D 2020: was nothing recorded, now $9 (one claim)" in told
    assert len(told) == 1 + any("value" in keys for keys in changed.values())


def test_very_many_rows_of_a_table_are_only_counted(repository: Repository, run_in: Run) -> None:
    repository.write("data.csv", rows(*YEARS))
    repository.commit("a table", facts=base(*DECLARED, ONE, KEYED))
    repository.write("data.csv", rows(*((year, value + 1) for year, value in YEARS)))
    repository.write("facts.toml", base(*DECLARED, ONE.replace("2900000000", "5"), KEYED))
    _, out, _ = run_in(repository.folder, "diff", "-f", "facts.toml")
    assert "… 30 claims more  value" in out
    assert "t-2005" not in out
    assert "a-b" in out
    _, out, _ = run_in(repository.folder, "diff", "-f", "facts.toml", "--limit", "0")
    assert "t-2005" in out


def test_a_table_that_reads_another_column(repository: Repository, run_in: Run) -> None:
    repository.write("data.csv", "year,value,more\n2021,5,6\n")
    repository.commit("a table", facts=base(*DECLARED, KEYED))
    repository.write("facts.toml", base(*DECLARED, KEYED.replace("{value}", "{more}")))
    _, out, _ = run_in(repository.folder, "diff", "-f", "facts.toml")
    assert "value: {value} → {more}" in out
    assert "was $5 (one claim), now $6 (one claim)" in out


KEYS = KEYED.replace("[[table]]", "").split("\n")
INLINE = f"table = [{{ {', '.join(filter(None, KEYS))} }}]\n"


@pytest.mark.parametrize(
    "text",
    [
        base(*DECLARED, KEYED.replace("[[table]]", "[[ table ]]")),
        base(*DECLARED, KEYED.replace("[[table]]", "[['table']] # rows")),
        base(INLINE, *DECLARED),
    ],
    ids=["spaces", "quotes", "in a line"],
)
def test_a_table_is_seen_however_it_is_written(
    repository: Repository, run_in: Run, text: str
) -> None:
    repository.write("data.csv", rows((2021, 5)))
    repository.commit("a table", facts=text)
    repository.write("data.csv", rows((2021, 6)))
    _, out, _ = run_in(repository.folder, "diff", "-f", "facts.toml", "--json")
    assert [*as_json(out)["changed"]] == ["t-2021"]
    _, out, _ = run_in(repository.folder, "log", "t-2021", "-f", "facts.toml", "--json")
    assert [step["change"] for step in as_json(out)["history"]] == ["changed", "added"]


def test_a_packed_table_of_which_only_the_csv_changed(repository: Repository, run_in: Run) -> None:
    text = base(*DECLARED, KEYED.replace("data.csv", "sub/data.csv.gz"))
    repository.write("sub/data.csv.gz", gzip.compress(rows((2021, 5)).encode()))
    repository.commit("a table", facts=text)
    repository.write("sub/data.csv.gz", gzip.compress(rows((2021, 6)).encode()))
    _, out, _ = run_in(repository.folder, "diff", "-f", "facts.toml")
    assert "was $5 (one claim), now $6 (one claim)" in out


def test_a_table_whose_csv_git_does_not_keep(repository: Repository, run_in: Run) -> None:
    repository.write(".gitignore", "*.csv\n")
    repository.write("data.csv", rows((2021, 5)))
    repository.commit("a table", facts=base(*DECLARED, KEYED))
    repository.write("facts.toml", base(*DECLARED, KEYED, VISIT))
    status, out, _ = run_in(repository.folder, "diff", "-f", "facts.toml")
    assert status == 0
    assert "1 claim added." in out
    assert "data.csv is not kept in git: it is taken as it is now" in out


# ------------------------------------------------------------------------------ properties


CLAIMS = [
    *(figure(f"f-{n}", period=str(2018 + n % 3), value=1 + n % 2) for n in range(6)),
    *(event(f"e-{n}", title=f"Visit {n // 2}", status="held", period="2021") for n in range(4)),
    *(relation(f"r-{n}", status=status) for n, status in enumerate(("signed", "in-force"))),
]
SIZES = st.lists(st.tuples(st.sampled_from(CLAIMS), st.sampled_from(["s", "t"])), max_size=8)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("drawn")
    yield path
    shutil.rmtree(path)


def drawn(folder: Path, name: str, chosen: list[tuple[str, str]]) -> str:
    """Write a base of claims, each once, from a source; return its path."""
    claims = dict(chosen)
    path = folder / f"{name}.toml"
    texts = (text.replace('source = "s"', f'source = "{by}"') for text, by in claims.items())
    path.write_text(base(*DECLARED, *texts), "utf-8")
    return str(path)


def found_between(old: str, new: str) -> comparison.Comparison:
    with opened(State("old", (old,)), State("new", (new,)), None) as sides:
        return comparison.compare(*sides)


@settings(max_examples=12)
@given(SIZES, SIZES)
def test_what_is_compared_backwards_has_sides_swapped(
    folder: Path, one: list[tuple[str, str]], other: list[tuple[str, str]]
) -> None:
    old, new = drawn(folder, "old", one), drawn(folder, "new", other)
    there, back = found_between(old, new), found_between(new, old)
    assert {fact.id for fact in there.claims.added} == {fact.id for fact in back.claims.removed}
    assert {fact.id for fact in there.claims.removed} == {fact.id for fact in back.claims.added}
    swapped = {
        pair.new.id: {key: (b, a) for key, (a, b) in pair.changes.items()}
        for pair in back.claims.changed
    }
    assert {pair.new.id: pair.changes for pair in there.claims.changed} == swapped
    assert {(p.old.id, p.new.id) for p in there.claims.renamed} == {
        (p.new.id, p.old.id) for p in back.claims.renamed
    }
    answers, again = there.effects.answers, back.effects.answers
    assert {(it.kind, it.about, it.texts) for it in answers} == {
        (it.kind, it.about, it.texts[::-1]) for it in again
    }
    assert len(answers) == len(again)
    _adds_up(there, len(dict(one)), len(dict(other)))


def _adds_up(found: comparison.Comparison, before: int, after: int) -> None:
    claims = found.claims
    both = claims.same + len(claims.changed) + len(claims.renamed) + len(claims.moved)
    assert both + len(claims.removed) == before
    assert both + len(claims.added) == after


@settings(max_examples=10)
@given(SIZES)
def test_a_base_does_not_differ_from_itself(folder: Path, one: list[tuple[str, str]]) -> None:
    found = found_between(drawn(folder, "old", one), drawn(folder, "new", one))
    assert not found.differs
    assert not found.effects.answers


def test_a_state_of_git_is_compared_as_a_copy_of_it_would_be(
    repository: Repository, tmp_path: Path, run_in: Run
) -> None:
    """A state made from the index of the files now is what files of its own would give."""
    repository.write("data.csv", rows(*YEARS))
    repository.commit("second", more=base(KEYED, OTHER), facts=FIRST)
    copy = tmp_path / "copy"
    shutil.copytree(repository.folder, copy, ignore=shutil.ignore_patterns(".git"))
    repository.write("data.csv", rows(*YEARS[3:]))
    repository.write("more.toml", base(KEYED, OTHER.replace('"a-b-t"', '"b-a"')))
    repository.write("facts.toml", base(*DECLARED, ONE.replace("2900000000", "7"), TREATY))
    _, of_git, _ = run_in(repository.folder, "diff", "-f", ".", "--json")
    _, of_files, _ = run_in(repository.folder, "diff", str(copy), "-f", ".", "--json")
    one, other = as_json(of_git), as_json(of_files)
    assert len(one["answers"]) > 3
    assert {**one, "query": {}} == {**other, "query": {}}
