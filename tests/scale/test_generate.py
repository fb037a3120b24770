"""The made-up fact bases that benchmarks ask are sound, the same each time, and as described."""

from __future__ import annotations

import datetime
import subprocess
import sys
from pathlib import Path

import claims
import generate
import pytest
import world

from dipfacts.checks.findings import problems
from dipfacts.cli.registry import COMMANDS
from dipfacts.model.query import Query
from dipfacts.query.base import Base, open_base
from dipfacts.read.base.base_reader import BaseReader
from dipfacts.read.files import read, source_files

PAIR = ("iceland", "malta")


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.mark.parametrize(("count", "files"), [(1, 1), (50, 3), (51, 1), (2500, 7)])
def test_what_is_made_has_no_problem_and_the_claims_asked_for(
    count: int, files: int, tmp_path: Path
) -> None:
    generate.generate(tmp_path, count, files)
    assert len(list(tmp_path.iterdir())) == files
    reader = BaseReader()
    for file in source_files([str(tmp_path)]):
        reader.add(file, read(file))
    assert problems(reader, datetime.date(2026, 12, 31), COMMANDS) == []
    with open_base(str(tmp_path)) as base:
        assert len(base.find(Query(deprecated=True))) == count


def test_the_same_numbers_make_the_same_bytes_and_another_seed_others(tmp_path: Path) -> None:
    for name, seed in (("one", 5), ("two", 5), ("three", 6)):
        generate.generate(tmp_path / name, 300, 2, seed)
    assert bytes_of(tmp_path / "one") == bytes_of(tmp_path / "two")
    assert bytes_of(tmp_path / "one") != bytes_of(tmp_path / "three")


def core_of(base: Base) -> list[tuple[object, ...]]:
    found = base.find(Query(parties=PAIR))
    return [(f.claim.id, f.claim.period, getattr(f.claim, "value", None)) for f in found]


def test_the_pair_that_is_asked_about_has_fifty_claims_in_a_base_of_any_size(
    tmp_path: Path,
) -> None:
    generate.generate(tmp_path / "small", 50)
    generate.generate(tmp_path / "large", 3000, 3)
    with (
        open_base(str(tmp_path / "small")) as small,
        open_base(str(tmp_path / "large")) as large,
    ):
        assert core_of(small) == core_of(large)
        assert len(core_of(large)) == len(large.find(Query(parties=PAIR[:1]))) == 50
        for base in (small, large):
            assert len(base.search(Query(text=claims.RARE)).hits) == 1
        assert len(small.search(Query(text=claims.COMMON)).hits) > 20
        assert len(large.search(Query(text=claims.COMMON)).hits) > 300


def test_what_is_made_is_uneven_and_its_sources_disagree(tmp_path: Path) -> None:
    generate.generate(tmp_path, 6000)
    with open_base(str(tmp_path)) as base:
        figures = base.find(Query(types=("figure",), deprecated=True))
        pairs: dict[tuple[str, ...], int] = {}
        asked: dict[tuple[object, ...], set[object]] = {}
        for fact in figures:
            pair = tuple(sorted(fact.claim.everyone))
            pairs[pair] = pairs.get(pair, 0) + 1
            key = (fact.claim.everyone, fact.claim.period, getattr(fact.claim, "measure", ""))
            asked.setdefault(key, set()).add(getattr(fact.claim, "value", None))
        counts = sorted(pairs.values())
        assert counts[-1] > 4 * counts[len(counts) // 2]
        assert sum(len(values) > 1 for values in asked.values()) > 100
        assert any(str(fact.period).count("-") for fact in figures)
        assert {fact.claim.rank for fact in figures} == {"normal", "preferred", "deprecated"}
        assert base.find(Query(types=("event",), text=None, kind="visit"))


def test_the_command_tells_what_it_wrote(tmp_path: Path) -> None:
    command = [sys.executable, str(Path(generate.__file__)), "--claims", "60", "--files", "2"]
    done = subprocess.run(
        [*command, "-o", str(tmp_path / "made")], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("60 claims, 2 files, 0.0 MB, ")
    refused = subprocess.run([*command, "--files", "61", "-o", str(tmp_path)], capture_output=True)
    assert refused.returncode == 2


def test_names_become_ids() -> None:
    ids = [country.id for country in world.world(1_000_000).countries]
    assert len(ids) == len(set(ids)) == 198
    assert "cote-d-ivoire" in ids
    assert "iceland" not in ids
