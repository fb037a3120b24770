"""Faults that keep a base from loading: found once, reported again while nothing changes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dipfacts.errors import FactBaseError
from dipfacts.index import cache, make, upkeep
from dipfacts.query.base import open_base
from dipfacts.query.first_errors import first_errors
from dipfacts.text import plain

PARTY = '[[party]]\nid = "{0}"\nkind = "bloc"\nname = "{0}"\n'
WRONG = PARTY.format("zz") + "locatr = 1\n"
TABLE = """format = 1
[[source]]
id = "s"
publisher = "P"
[[topic]]
id = "t"
label = "T"
[[measure]]
id = "m"
topic = "t"
label = "M"
nature = "flow"
[[table]]
id = "rows"
file = "rows.csv"
claim = "figure"
source = "s"
measure = "m"
parties = ["iso2:FR", "iso2:DE"]
period = "{year}"
value = "{value}"
unit = "USD"
"""


@pytest.fixture
def compiled(alone: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The folders of the bases that are compiled; a file just written counts as an old one."""
    found = list[str]()
    monkeypatch.setattr(cache, "RACY_NS", 0)
    make_index = make.make

    def made(base: cache.BaseFiles, listener: cache.Listener | None) -> object:
        found.append(os.path.dirname(base.files[0].path))
        return make_index(base, listener)

    monkeypatch.setattr(make, "make", made)
    return found


def told(*paths: Path | str) -> list[str]:
    """The problems of a base, as they are printed."""
    with pytest.raises(FactBaseError) as refused:
        open_base(*map(str, paths))
    return [*map(str, refused.value.problems)]


def folder(tmp_path: Path, **texts: str) -> Path:
    """A base of these files."""
    (base := tmp_path / "base").mkdir()
    for name, text in texts.items():
        (base / f"{name}.toml").write_text(f"format = 1\n{text}")
    return base


def test_what_is_wrong_is_found_once(compiled: list[str], tmp_path: Path) -> None:
    base = folder(tmp_path, a=PARTY.format("aa"), b=WRONG, c=PARTY.format("cc"))
    first = told(base)
    assert first[0].startswith(f'{plain(str(base))}/b.toml:6: unknown key "locatr"')
    assert told(base) == told(base) == first
    assert len(compiled) == 1


def test_a_file_that_is_mended_or_broken_is_noticed(compiled: list[str], tmp_path: Path) -> None:
    base = folder(tmp_path, a=PARTY.format("aa"), b=WRONG)
    told(base)
    (base / "b.toml").write_text("format = 1\n" + PARTY.format("zz"))
    open_base(str(base)).close()
    (base / "a.toml").write_text("format = 1\n" + WRONG)
    assert "a.toml:6: unknown key" in told(base)[0]
    (base / "c.toml").write_text("format = 1\n" + WRONG)
    assert len([line for line in told(base) if "unknown key" in line]) == 2
    assert len(compiled) == 4


def test_what_loads_leaves_nothing_behind(compiled: list[str], tmp_path: Path, alone: Path) -> None:
    base = folder(tmp_path, a=WRONG)
    told(base)
    assert len([*alone.iterdir()]) == 1
    (base / "a.toml").write_text("format = 1\n" + PARTY.format("zz"))
    open_base(str(base)).close()
    (index,) = alone.iterdir()
    assert index.name == cache.index_name(cache.locate([str(base)], first_errors).stamps)


def test_each_name_of_a_base_has_its_own_messages(
    compiled: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = folder(tmp_path, a=WRONG)
    monkeypatch.chdir(tmp_path)
    assert told("base")[0].startswith("base/a.toml:6: ")
    assert told(base)[0].startswith(f"{base}/a.toml:6: ")
    assert told("base")[0].startswith("base/a.toml:6: ")


def test_a_row_that_is_mended_is_noticed(compiled: list[str], tmp_path: Path) -> None:
    base = folder(tmp_path)
    (base / "a.toml").write_text(TABLE)
    rows = base / "rows.csv"
    rows.write_text("year,value\n2021,5\n2022,x\n")
    first = told(base)
    assert "rows.csv:3: " in first[0]
    assert told(base) == first
    rows.write_text("year,value\n2021,5\n2022,6\n")
    open_base(str(base)).close()
    assert len(compiled) == 2


@pytest.mark.parametrize("header", ["[[ table ]]", '[["table"]]'])
def test_where_files_are_not_known_nothing_is_remembered(
    header: str, compiled: list[str], tmp_path: Path
) -> None:
    base = folder(tmp_path)
    (base / "a.toml").write_text(TABLE.replace("[[table]]", header))
    (base / "rows.csv").write_text("year,value\n2021,x\n")
    told(base)
    (base / "rows.csv").write_text("year,value\n2021,7\n")
    open_base(str(base)).close()


def test_a_file_that_may_have_changed_is_read_again(
    compiled: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = folder(tmp_path, a=WRONG)
    monkeypatch.setattr(cache, "RACY_NS", 10**20)
    assert told(base) == told(base)
    assert len(compiled) == 2


def test_what_is_damaged_or_anothers_is_found_again(
    compiled: list[str], tmp_path: Path, alone: Path
) -> None:
    base = folder(tmp_path, a=WRONG)
    first = told(base)
    (kept,) = alone.iterdir()
    assert upkeep.is_index(str(kept))
    kept.write_bytes(kept.read_bytes()[:-1] + b"x")
    kept.write_bytes(kept.read_bytes().replace(b"unknown", b"\xff\xff\xff\xff\xff\xff\xff"))
    assert told(base) == first
    kept.write_text("mine")
    assert told(base) == first
    assert kept.read_text() == "mine"


def test_it_is_deleted_as_indexes_are(compiled: list[str], tmp_path: Path, alone: Path) -> None:
    told(folder(tmp_path, a=WRONG))
    count = upkeep.clear(str(alone)).count
    assert (count, [*alone.iterdir()]) == (1, [])


def test_all_problems_are_read_only_by_whoever_asks_for_them(
    compiled: list[str], tmp_path: Path
) -> None:
    parties = "".join(PARTY.format(f"p{n}") + "locatr = 1\n" for n in range(12))
    base = folder(tmp_path, a=parties)
    first = told(base)
    with pytest.raises(FactBaseError) as again:
        open_base(str(base))
    found = again.value.problems
    assert len(compiled) == 1
    *shown, rest = again.value.message.splitlines()
    assert shown == first[:3]
    assert rest == "… and 9 more unknown-key: dipfacts check lists them"
    assert (len(found), "_all" in vars(found)) == (12, False)
    assert [*map(str, found)] == first
