"""Many tables over one CSV, of which each takes the rows of its own indicator."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import pytest

from dipfacts.errors import FactBaseError
from dipfacts.index.compiling import build
from dipfacts.index.fast_path import FastPathError
from dipfacts.model.query import Query
from dipfacts.query.base import open_base
from dipfacts.read.files import SourceFile, Stamp
from dipfacts.read.rows import chosen_lines, csv_parts, table_files
from dipfacts.read.rows.csv_files import Layout
from dipfacts.read.toml.loader import load_text
from support.factbase import base, measure, source, table, topic

HEAD = base(topic(), measure("exports"), source(published="2024"))
WHOLE = {"claim": "figure", "source": "s", "measure": "exports", "unit": "USD", "file": "t.csv"}
PLAIN = {"parties": ["iso2:{a}"], "period": "{y}", "value": "{v}", "missing": ["", "-9"]}
WIDE = {
    "parties": ["iso2:{a}"], "columns": ["v", "w"], "period": "{y}", "value": "{cell}",
    "key": "{a}-{y}-{column}", "scope": "{column}",
}  # fmt: skip
ROWS = [f"{a},{k},{1990 + y},{k + y}.5,{7 + y}" for y in range(9) for k in range(12) for a in "DF"]
LINES = ["a,k,y,v,w", *(it.replace("D,", "DE,").replace("F,", "FR,") for it in ROWS)]
FILES = {
    "plain": "\n".join(LINES),
    "with tags, blanks and line ends of Windows": "\r\n".join(
        [LINES[0], "#a,#k,#y,#v,#w", *LINES[1:9], "", ",,,,", *LINES[9:], "", ""]
    ),
    "numbers of a spreadsheet": "\n".join(it.replace(",1,19", ", 1.0 ,19") for it in LINES),
    "a trailing comma": "".join(f"{it},\n" for it in LINES),
    "a cell of two lines": "\n".join([*LINES, 'DE,1,2012,"5",6', '"DE\n",2,2012,5,6']),
    "missing": "\n".join([*LINES, "DE,1,2012,-9,4", "FR,2,2013,,5"]),
}
WRONG = {
    "a narrow row": "\n".join([*LINES, "DE,1"]),
    "a bad period": "\n".join([*LINES, "DE,3,soon,5,6"]),
    "no UTF-8": "\n".join([*LINES, "DE,3,2015,5,6\udce9"]),
}


def _write(folder: Path, text: str, keys: dict[str, Any]) -> None:
    tables = [table("table", id=f"t{k}", where={"k": [str(k)]}, **WHOLE, **keys) for k in range(12)]
    (folder / "b.toml").write_text("\n".join([HEAD, *tables]))
    (folder / "t.csv").write_bytes(text.encode(errors="surrogateescape"))


def _found(folder: Path, monkeypatch: pytest.MonkeyPatch, cache: str) -> object:
    monkeypatch.setenv("DIPFACTS_CACHE", f"{folder}-{cache}")
    try:
        with open_base(str(folder)) as opened:
            return opened.find(Query(deprecated=True))
    except FactBaseError as error:
        return sorted(map(str, error.problems))


def _give_up(*_: object) -> None:
    raise FastPathError


@pytest.mark.parametrize("keys", [PLAIN, WIDE], ids=["long", "wide"])
@pytest.mark.parametrize("text", [*FILES.values(), *WRONG.values()], ids=[*FILES, *WRONG])
def test_each_table_takes_its_own_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, keys: dict[str, Any]
) -> None:
    folder = tmp_path / "base"
    folder.mkdir()
    _write(folder, text, keys)
    with monkeypatch.context() as patch:  # each table reads the whole file by the rules
        patch.setattr(table_files, "chosen_lines", lambda *_: None)
        patch.setattr(build, "in_turn", _give_up)
        right = _found(folder, patch, "by-the-rules")
    for size in (1 << 20, 100):  # of a part that is read at once: here all, or a few lines
        with monkeypatch.context() as patch:
            patch.setattr(csv_parts, "_SMALL", size)
            patch.setattr(csv_parts, "_PART", size)
            assert _found(folder, patch, f"quickly-{size}") == right
            patch.setattr(build, "in_turn", _give_up)
            assert _found(folder, patch, f"of-lines-by-the-rules-{size}") == right


@pytest.mark.parametrize("keys", [PLAIN, WIDE], ids=["long", "wide"])
@pytest.mark.parametrize("text", FILES.values(), ids=FILES)
def test_what_is_left_out_is_counted_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, keys: dict[str, Any]
) -> None:
    _write(tmp_path, text, keys)
    toml = SourceFile(str(tmp_path / "b.toml"), "b.toml", "b.toml")
    origins = [it for it in load_text(Path(toml.path).read_bytes(), "").rows if it.name == "table"]

    def counts() -> list[object]:
        files = [(table_files.csv_file(toml, it.table), it) for it in origins]
        loaded = [table_files.load_table(*it) for it in files]
        return [(it.left_out, it.of, it.wrong, len(it.rows), it.problems) for it in loaded]

    found = counts()
    monkeypatch.setattr(table_files, "chosen_lines", lambda *_: None)
    assert found == counts()


def test_a_csv_of_many_tables_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, times = tmp_path / "base", list[str]()
    folder.mkdir()
    _write(folder, FILES["plain"], PLAIN)
    look = chosen_lines.ChosenLines.look_through

    def counted(self: chosen_lines.ChosenLines, column: int) -> bool:
        times.append("")
        return look(self, column)

    monkeypatch.setattr(chosen_lines.ChosenLines, "look_through", counted)
    monkeypatch.setattr(chosen_lines, "_TICK", 10**15)  # all is of one moment
    found = _found(folder, monkeypatch, "one")
    assert len(times) == 1
    (folder / "t.csv").write_text(FILES["plain"].replace("DE,3,1990,3.5", "DE,3,1990,4.5"))
    os.utime(folder / "t.csv", (1_700_000_000, 1_700_000_000))
    assert _found(folder, monkeypatch, "one") != found
    assert len(times) == 2


@pytest.mark.parametrize(("seconds", "is_seen"), [(0, False), (2, True), (60, True)])
def test_a_csv_written_twice_in_a_tick_is_looked_through_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seconds: int, is_seen: bool
) -> None:
    """With the same stamp it is another file, as on file systems of whole seconds."""
    path, now = tmp_path / "t.csv", 1_700_000_000 * 10**9
    file, layout = SourceFile(str(path), "t.csv", "t.csv"), Layout()
    stamp = Stamp(str(path), 8, now, 1, now), now
    monkeypatch.setattr(chosen_lines, "stamp_of", lambda _: stamp)
    numbers = list[list[int]]()
    for text, later in (("a,b\nx,1\ny,2\n", 0), ("a,b\ny,1\nx,2\n", seconds)):
        path.write_text(text)
        monkeypatch.setattr(time, "time_ns", lambda at=later: now + at * 10**9)
        lines = chosen_lines.chosen_lines(file, layout, 0)
        assert lines
        numbers += [it.numbers for it in lines.of(["x"])]
    assert numbers == [[1], [2 if is_seen else 1]]
