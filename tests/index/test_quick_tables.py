"""Tables read quickly, by workers, or again after a change: the same index as by the rules."""

from __future__ import annotations

import gzip
import itertools
import os
import random
from collections.abc import Sequence
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dipfacts.errors import FactBaseError
from dipfacts.index import cache, make
from dipfacts.index.compiling import blocks, build, reading
from dipfacts.index.fast_path import FastPathError
from dipfacts.index.updating import changes
from dipfacts.index.updating.changed_rows import ChangedRows, changed_rows
from dipfacts.model.query import Query
from dipfacts.query.base import open_base
from dipfacts.query.first_errors import first_errors
from dipfacts.read.rows import csv_parts
from dipfacts.read.table.numbers import NumberError, number, numbers
from support.draws import drawn
from support.factbase import base, figure, measure, party, relation, source, table, topic

TICKS = itertools.count(1_600_000_000_000_000_000, 1_000_000_000)
HEAD = base(topic(), measure("exports"), measure("share", nature="ratio"), source(published="2024"))
HEAD += party("sum", kind="aggregate", name="All others")
TABLES: list[dict[str, Any]] = [
    {"key": "{a}-{b}-{y}-{k}", "value": "{v}", "scale": 1000, "scope": "{k}",
     "reporter": "iso2:{r}"},
    {"key": "{y}/{k} {a} to {b}", "value": "{v}", "skip": {"k": ["0"]}, "reporter": "iso2:{r}"},
    {"value": "{w}", "where": {"k": ["1", "2"]}, "missing": ["", "-9"], "note": "{n}",
     "claimant": "iso2:{r}"},
    {"columns": ["v", "w"], "value": "{cell}", "key": "{a}{b}{y}-{k}-{column}", "unit": "kg"},
    {"measure": "share", "unit": "percent", "value": "{s}", "status": "{st}"},
    {"from": "cow:{c}", "period": "{y}", "value": "{v}", "key": "{c}-{b}-{y}-{k}"},
    {"claim": "event", "kind": "visit", "title": "Visit of {a} to {b}", "key": "{a}-{b}-{y}-{k}"},
    {"claim": "relation", "kind": "pact", "title": "Pact", "status": "ended",
     "skip": {"k": ["2"], "y": ["1999"]}},
    {"claim": "relation", "kind": "pact", "title": "{k} {n}", "note": "{n}", "from": "cow:{c}"},
    {"key": "{a}-{b}-{y}-{k}", "value": "{v}", "absent": "{ab}", "missing": ["-9", ""],
     "claimant": ["iso2:{r}", "iso2:{o}"], "said_on": "{y}-03"},
    {"key": "{a}-{b}-{y}-{k}", "absent": "{ab}"},
    {"claim": "relation", "kind": "pact", "title": "Pact {k}", "period": "{y}/{st}",
     "missing": ["estimate"]},
    {"value": "{v}", "scope": "{n}", "missing": ["", "-9", "All"]},
    {"value": "{v}", "scope": "{k}, {n}", "missing": ["", "-9", "All", "so"]},
    {"claim": "relation", "kind": "pact", "title": "Pact", "missing": ["1999", "2000"]},
]  # fmt: skip


def spec(nth: int, file: str) -> str:
    keys = {"from": "iso2:{a}", "to": "iso2:{b}", "period": "{y}", "missing": ["-9", ""]} | TABLES[
        nth
    ]
    if keys.get("claim", "figure") == "figure":
        keys = {"claim": "figure", "measure": "exports", "unit": "USD"} | keys
    else:
        keys |= {"topic": "trade", "missing": TABLES[nth].get("missing")}
    return table("table", **{"id": f"t{nth}", "file": file, "source": "s", **keys})


def rows(rng: random.Random, count: int) -> str:
    """Rows in which anything but a problem is found."""
    lines = ["a,b,c,y,k,v,w,s,st,ab,r,o,n"]
    seen = set[tuple[object, ...]]()
    while len(lines) <= count:
        a, b = rng.sample(["AZ", "NA", "RU", "DE", "us", "GE", "XK"], 2)
        c, y, k = rng.choice(["345", "373", "365"]), rng.randrange(1995, 2003), rng.randrange(3)
        if {(a, b, y, k), (c, b, y, k)} & seen or b in ("AZ", "RU"):
            continue
        seen |= {(a, b, y, k), (c, b, y, k)}
        fraction = rng.choice(["", "", ".0"])  # as pandas writes a column with blanks
        row = (a, b, f"{c}{fraction}", f"{y}{fraction}", k)
        v = rng.choice(["5", " 12.5", "0.001", "-9", "", "123456", "1,234,567"])
        w = rng.choice(["-9", "7", "40747792237.9735"])
        s = rng.choice(["5", "99.5", "101", "-9"])
        note = rng.choice(["", "so", "All", '"a, b"', '"a ""b"""'])
        absent = rng.choice(["", "confidential"]) if v in ("-9", "") else ""
        v = f'"{v}"' if "," in v else v
        others = rng.choice(["", "", "FR"]), rng.choice(["", "IT"])
        cells = (*row, v, w, s, rng.choice(["", "estimate"]), absent, *others, note)
        lines.append(",".join(map(str, cells)))
    return "\n".join(lines) + rng.choice(["", "\n", "\n\n"])


class Folder:
    """A base of tables, and of claims in TOML that name countries which nobody declares."""

    def __init__(self, path: Path, seed: int, tables: Sequence[int] = range(len(TABLES))) -> None:
        self.path, self.rng = path, random.Random(seed)
        path.mkdir()
        self.claims()
        for nth in tables:
            self.put(f"t{nth}.toml", base(spec(nth, f"{nth}.csv")))
            self.put(f"{nth}.csv", rows(self.rng, 30))

    def claims(self) -> None:
        whom = self.rng.choice([["az", "sum"], ["jp", "sum"], ["japan", "fr"]])
        keys = {"measure": "exports", "parties": whom, "reporter": whom[0]}
        own = figure("one", **keys) + party("boss", kind="person", country="ke")
        self.put("a.toml", HEAD + own)

    def put(self, name: str, text: str) -> None:
        file = self.path / name
        file.write_text(text)
        now = next(TICKS)
        os.utime(file, ns=(now, now))

    def edit(self) -> str:
        nth = self.rng.randrange(len(TABLES))
        what = self.rng.choice(["row", "rows", "claims", "remove", "again", "touch", "spec"])
        csv = self.path / f"{nth}.csv"
        if what == "row":
            lines = csv.read_text().split("\n")
            del lines[self.rng.randrange(1, len(lines) - 2)]
            self.put(csv.name, "\n".join(lines))
        elif what == "rows":
            self.put(csv.name, rows(self.rng, self.rng.randrange(1, 30)))
        elif what == "claims":
            self.claims()
        elif what == "remove":
            (self.path / f"t{nth}.toml").unlink(missing_ok=True)
        elif what == "spec":
            self.put(f"t{nth}.toml", base(spec(nth, f"{nth}.csv"), source(f"s{nth}")))
        else:
            self.put(f"t{nth}.toml", base(spec(nth, f"{nth}.csv")))
        return f"{what} {nth}"


def everything(path: Path) -> dict[str, object]:
    """Return all that a base answers, in its order."""
    with open_base(str(path)) as opened:
        found: dict[str, object] = {
            "all": opened.find(Query(deprecated=True)),
            **{name: opened.counted(name) for name in ("party", "source", "topic", "kind")},
            "errors": opened.errors,
            "moments": [*opened.moments(Query(types=("event", "relation"), limit=1000))],
        }
        for text in ("azerbaijan", "kosovo", "visit", "so", "2"):
            found[text] = opened.search(Query(text=text)).hits
        for name in ("az", "japan", "namibia", "yugoslavia", "ke"):
            try:
                found[f"party {name}"] = opened.party(name)
            except Exception as error:  # whatever it is, it is the same
                found[f"party {name}"] = str(error)
        return found


def undeclared(path: Path) -> list[tuple[Any, ...]]:
    """Return which files name which countries that none declares, by the kept index."""
    found = cache.locate([str(path)], first_errors)
    connection = cache.open_kept(found.index_path)
    assert connection is not None
    with closing(connection):
        sql = "SELECT path, party FROM implicit JOIN file USING (slot)"
        return sorted(connection.execute(sql))


def by_the_rules(path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[object, object]:
    with monkeypatch.context() as patch:
        patch.setattr(build, "in_turn", give_up)
        patch.setattr(build, "side_by_side", give_up)
        patch.setenv("DIPFACTS_CACHE", f"{path}-cache-{next(TICKS)}")
        return everything(path), undeclared(path)


def give_up(*_: object) -> None:
    raise FastPathError


@pytest.fixture
def only_quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(cache, "RACY_NS", -(10**12))
    monkeypatch.setattr(cache, "LARGE", 1 << 30)
    monkeypatch.setattr(reading, "CHUNK", 7)
    monkeypatch.setattr(blocks, "ROWS", 8)


@pytest.mark.parametrize("seed", range(3))
def test_in_one_process(seed: int, tmp_path: Path, only_quickly: None, monkeypatch: Any) -> None:
    folder = Folder(tmp_path / "base", seed)
    right = by_the_rules(folder.path, monkeypatch)
    monkeypatch.setattr(build, "one_by_one", give_up)
    assert (everything(folder.path), undeclared(folder.path)) == right


def test_an_organisation_that_is_named_by_its_id(
    tmp_path: Path, only_quickly: None, monkeypatch: Any
) -> None:
    """No table declares it, and its name is the very id that it gets."""
    folder = Folder(tmp_path / "base", 1)
    named = relation("m", kind="membership", from_="azerbaijan", to="nato")
    (folder.path / "named.toml").write_text(f"format = 1\n{named}", encoding="utf-8")
    right = by_the_rules(folder.path, monkeypatch)
    monkeypatch.setattr(build, "one_by_one", give_up)
    assert (everything(folder.path), undeclared(folder.path)) == right


def test_by_workers_in_parts(tmp_path: Path, only_quickly: None, monkeypatch: Any) -> None:
    folder = Folder(tmp_path / "base", 7)
    right = by_the_rules(folder.path, monkeypatch)
    monkeypatch.setattr(build, "one_by_one", give_up)
    monkeypatch.setattr(cache, "LARGE", 0)
    monkeypatch.setattr(csv_parts, "_SMALL", 200)
    monkeypatch.setattr(csv_parts, "_PART", 200)
    assert (everything(folder.path), undeclared(folder.path)) == right


def test_files_share_how_claims_are_put_and_their_words(
    tmp_path: Path, only_quickly: None, monkeypatch: Any
) -> None:
    keys = {"claim": "figure", "measure": "exports", "source": "s", "from": "iso2:{a}", "to": "az"}
    keys |= {"period": "{y}", "value": "{v}", "unit": "USD", "scope": "wool"}
    names = ("p", "q", "r")
    tables = (table("table", id=it, file=f"{it}.csv", key="{y}", **keys) for it in names)
    (tmp_path / "base.toml").write_text(HEAD + "".join(tables), encoding="utf-8")

    def write(name: str, year: int) -> None:
        text = f"a,y,v\nKE,{year},{year * 9}\n"
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")

    def hold(*years: int) -> None:
        expected = {f"{it}-{year}": f"{it}.csv" for it, year in zip(names, years, strict=True)}
        with open_base(str(tmp_path)) as opened:
            assert {fact.id: fact.file for fact in opened.find(Query())} == expected
            hits = opened.search(Query(text="wool")).hits
            assert {fact.id for fact, _ in hits} == {*expected}
            for rows_ in ("manner", "word WHERE term = 'wool'"):
                assert opened.index.rows(f"SELECT count(*) FROM {rows_}", ()) == [(1,)]

    for name in names:
        write(name, 2001)
    hold(2001, 2001, 2001)
    monkeypatch.setattr(build, "build", give_up)
    monkeypatch.setattr(changes, "SHARE", 9.0)
    for nth, name in enumerate(names, 1):  # at last none of them is as it was
        write(name, 1002)
        hold(*[1002] * nth, *[2001] * (3 - nth))


@pytest.mark.parametrize("seed", range(drawn(4)))
def test_after_edits(seed: int, tmp_path: Path, only_quickly: None, monkeypatch: Any) -> None:
    folder = Folder(tmp_path / "base", seed)
    monkeypatch.setattr(changes, "SHARE", 9.0)
    renewed = []
    really = make._renewed

    def noted(*args: Any) -> object:
        found = really(*args)
        renewed.append(bool(found))
        return found

    monkeypatch.setattr(make, "_renewed", noted)
    edits = ["made"]
    for _ in range(8):
        try:
            right = by_the_rules(folder.path, monkeypatch)
        except FactBaseError as error:
            raise AssertionError(edits) from error
        assert (everything(folder.path), undeclared(folder.path)) == right, edits
        edits.append(folder.edit())
    assert sum(renewed) > 2


class Lines:
    """A base of one table over a file of several blocks, whose lines change at random."""

    CODES = "AZ RU DE GE AM TR IR FR IT ES PL CZ NR PW TV KI".split()
    SPEC: ClassVar[dict[str, Any]] = {
        "claim": "figure", "measure": "share", "unit": "percent", "value": "{v}", "key": "{id}",
        "from": "iso2:{a}", "to": "iso2:{b}", "period": "{y}", "claimant": "iso2:{r}",
        "note": "{n}", "missing": ["-9", ""], "skip": {"k": ["0"]},
    }  # fmt: skip

    def __init__(self, path: Path, form: str) -> None:
        self.path, self.form, self.rng = path, form, random.Random(form)
        self.ids = itertools.count()
        self.above = ["Shares of trade", ""] if form == "preamble" else []
        self.head = "id,a,b,k,y,v,w,r,n,p"
        self.file = path / f"t.csv{'.gz' * (form == 'packed')}"
        path.mkdir()
        keys = self.SPEC | {"id": "t", "file": self.file.name, "source": "s"}
        if form == "wide":
            keys |= {"columns": ["v", "w"], "value": "{cell}", "key": "{id}-{column}"}
        elif form == "numbered":
            del keys["key"]
        elif form == "parts":
            keys["part_of"] = "{p}"
        elif form == "relations":
            keys = {
                key: it for key, it in keys.items() if key not in ("measure", "unit", "missing")
            }
            keys |= {"claim": "relation", "kind": "pact", "topic": "trade", "title": "Pact {k}"}
            del keys["value"]
        elif form == "latin":
            keys["encoding"] = "iso-8859-1"
        head = base(topic(), measure("share", nature="ratio"), source(published="2024"))
        (path / "t.toml").write_text(head + table("table", **keys), encoding="utf-8")
        self.lines = ["t,AZ,RU,1,2000,50,60,,,", *(self.row() for _ in range(30))]
        self.write()

    def row(self) -> str:
        a, b = self.rng.sample(self.CODES, 2)
        k, year = self.rng.randrange(4), self.rng.randrange(2000, 2004)
        v, w = (self.rng.choice(["5", "99.5", "101", "-9", ""]) for _ in "vw")
        note = self.rng.choice(["", "", "so", '"a, b"', '"""Zoë"" \u202f"'])
        part = self.rng.choice(["", "t-t"])
        cells = (*(a, b, k, year, v, w), self.rng.choice(["", "KI"]), note, part)
        return ",".join([f"r{next(self.ids)}", *map(str, cells)])

    def write(self) -> None:
        text = "\n".join([*self.above, self.head, *self.lines, ""])
        if self.form == "latin":
            text = text.replace("\u202f", "").replace(",", ";").replace("\n", "\r\n")
        data = text.encode("iso-8859-1" if self.form == "latin" else "utf-8")
        self.file.write_bytes(gzip.compress(data, mtime=0) if self.form == "packed" else data)
        os.utime(self.file, ns=(now := next(TICKS), now))

    def edit(self) -> str:
        """Change something; return what."""
        what = self.rng.choice("cell out swap append insert remove blank break head end".split())
        self.lines = [line.replace("\n", " ") for line in self.lines]
        at, last = (self.rng.randrange(1, len(self.lines)) for _ in "ab")
        if what in ("cell", "out", "break"):
            cells = self.row().split(",")
            cells[5:7] = ["-9", ""] if what == "out" else cells[5:7]
            cells[8:] = ['"so,\nand so"', ""] if what == "break" else cells[8:]
            self.lines[at] = ",".join(cells)
        elif what == "swap":
            self.lines[at], self.lines[last] = self.lines[last], self.lines[at]
        elif what == "append":
            self.lines += [self.row() for _ in range(self.rng.randrange(1, 12))]
        elif what in ("insert", "blank"):
            self.lines.insert(at, self.row() if what == "insert" else "")
        elif what == "remove":
            del self.lines[at : at + 3]
        elif what == "head":  # each line stays as it is, and means something else
            self.head = self.head.translate({ord("v"): "w", ord("w"): "v"})
            self.above *= 2
        else:
            del self.lines[len(self.lines) // 2 + 1 :]
        self.write()
        return what


def stored(path: Path) -> dict[str, object]:
    """Return what the kept index has of a table besides its claims."""
    connection = cache.open_kept(cache.locate([str(path)], first_errors).index_path)
    assert connection is not None
    with closing(connection):
        tables = "block", "suspect", "implicit", "party_row", "file"
        return {
            name: [row[:1] + row[7:] if name == "file" else row for row in rows]
            for name in tables
            for rows in [connection.execute(f"SELECT * FROM {name}").fetchall()]
        }


@pytest.mark.parametrize(
    "form",
    ["plain", "numbered", "wide", "latin", "preamble", "packed", "parts", "relations"],
)
def test_blocks_that_changed_are_read_as_all_would_be(
    form: str, tmp_path: Path, only_quickly: None, monkeypatch: Any
) -> None:
    monkeypatch.setattr(changes, "SHARE", 9.0)
    monkeypatch.setattr(build, "one_by_one", give_up)
    monkeypatch.setattr(changes, "load_rows", give_up)
    lines, edits, read = Lines(tmp_path / "base", form), ["made"], list[int]()

    def noted(*args: Any) -> ChangedRows:
        found = changed_rows(*args)
        read.append(len(found.blocks))
        return found

    monkeypatch.setattr("dipfacts.index.updating.changes.changed_rows", noted)
    everything(lines.path)
    for nth in range(8):
        edits.append(lines.edit())
        found = everything(lines.path), stored(lines.path)
        with monkeypatch.context() as patch:
            patch.setenv("DIPFACTS_CACHE", f"{tmp_path}/anew-{nth}")
            assert found == (everything(lines.path), stored(lines.path)), edits
    assert (1 in read) == (form not in ("packed", "parts"))
    assert len(read) == 8


def test_a_large_file_is_compiled_anew_only_if_most_of_its_blocks_changed(
    tmp_path: Path, only_quickly: None, monkeypatch: Any
) -> None:
    lines, built = Lines(tmp_path / "base", "plain"), list[str]()
    lines.lines += [lines.row() for _ in range(90)]
    lines.write()
    really = build.build

    def noted(*args: Any) -> object:
        built.append(args[0])
        return really(*args)

    monkeypatch.setattr(build, "build", noted)
    counts = []
    for at in (None, len(lines.lines), 0):  # after the first compile at the end, then at the top
        if at is not None:
            lines.lines.insert(at, lines.row())
            lines.write()
        with open_base(str(lines.path)):
            counts.append(len(built))
    assert counts == [1, 1, 2]


@pytest.mark.parametrize("nth", range(len(TABLES)))
def test_of_a_changed_file_no_row_is_read_by_the_rules(
    nth: int, tmp_path: Path, only_quickly: None, monkeypatch: Any
) -> None:
    folder = Folder(tmp_path / "base", 3, [nth, (nth + 1) % len(TABLES)])
    monkeypatch.setattr(changes, "SHARE", 9.0)
    everything(folder.path)
    lines = (folder.path / f"{nth}.csv").read_text().rstrip("\n").split("\n")
    folder.put(f"{nth}.csv", "\n".join([*lines[:-1], lines[-1].replace("5", "6")]))
    right = by_the_rules(folder.path, monkeypatch)
    found = []
    really = changes.load_new

    def noted(*args: Any) -> changes.Loaded:
        found.append(really(*args))
        return found[-1]

    monkeypatch.setattr(changes, "load_new", noted)
    monkeypatch.setattr(changes, "load_table", give_up)
    assert (everything(folder.path), undeclared(folder.path)) == right
    ((rows, *_, quickly),) = found
    assert quickly
    assert len(rows) <= 2 < quickly.claims  # a row of the wide table has two claims
    assert len(quickly.blocks) <= 1  # of several


def test_a_party_that_is_no_id_is_told_wherever_it_stands(
    tmp_path: Path, only_quickly: None
) -> None:
    folder = Folder(tmp_path / "base", 1)
    keys = {**TABLES[0], "from": "iso2:{a}", "to": "{b}", "period": "{y}", "claim": "figure"}
    keys |= {"measure": "exports", "unit": "USD", "missing": ["-9", ""]}
    folder.put("t0.toml", base(table("table", id="t0", file="0.csv", source="s", **keys)))
    head = (folder.path / "0.csv").read_text().partition("\n")[0]
    lines = [head, "AZ,germany,373,2020,1,5,7,5,,,,,", "RU,DE,365,2020,1,5,7,5,,,,,"]
    folder.put("0.csv", "\n".join(lines))
    with pytest.raises(FactBaseError) as error:
        everything(folder.path)
    assert [problem.code for problem in error.value.problems] == ["bad-id"]


def test_a_row_without_a_number_is_told_if_it_has_no_period(
    tmp_path: Path, only_quickly: None
) -> None:
    folder = Folder(tmp_path / "base", 1)
    head = (folder.path / "0.csv").read_text().partition("\n")[0]
    folder.put("0.csv", f"{head}\nAZ,NA,373,2020,1,5,7,5,,,,,\nAZ,NA,373,,1,,7,5,,,,,\n")
    with pytest.raises(FactBaseError) as error:
        everything(folder.path)
    assert [problem.message for problem in error.value.problems] == ["period is blank"]


def test_whom_blank_cells_name_is_nobody(tmp_path: Path, only_quickly: None) -> None:
    folder = Folder(tmp_path / "base", 1)
    keys = {"claim": "figure", "measure": "exports", "unit": "USD", "value": "{v}"}
    keys |= {"from": "iso2:{a}", "to": "iso2:{b}", "period": "{y}", "reporter": "{r}"}
    claimants = {"t0": "{o}", "t1": ["{o}", "{n}"]}
    for id_, who in claimants.items():
        more = {"id": id_, "file": "0.csv", "source": "s", "claimant": who}
        folder.put(f"{id_}.toml", base(table("table", **more, **keys)))
    head = (folder.path / "0.csv").read_text().partition("\n")[0]
    folder.put("0.csv", f"{head}\nPE,CL,155,2020,1,5,7,5,,,,,\n")  # none of them is known yet
    with open_base(str(folder.path)) as opened:
        claims: list[Any] = [opened.claim(f"{id_}-1").claim for id_ in claimants]
    assert [(it.reporter, it.claimant) for it in claims] == [(None, None)] * 2


def test_what_is_wrong_is_told_by_the_rules(tmp_path: Path, only_quickly: None) -> None:
    folder = Folder(tmp_path / "base", 1)
    text = (folder.path / "0.csv").read_text().rstrip("\n")
    folder.put("0.csv", f"{text}\nAZ,NA,373,2020,1,x,7,5,,,,,\nAZ,NA\n")
    with pytest.raises(FactBaseError) as error:
        everything(folder.path)
    assert [problem.code for problem in error.value.problems] == ["row", "row"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_in_cells_and_blank_lines(
    end: str, tmp_path: Path, only_quickly: None, monkeypatch: Any
) -> None:
    """Lines are counted as they stand in the file; in a cell each break is one character."""
    folder = Folder(tmp_path / "base", 2)
    text = rows(random.Random(4), 40).rstrip("\n").replace(",so\n", ',"so,\n\nand so"\n', 3)
    text = text.replace("\n", "\n \n", 9).replace("\n", end)
    (folder.path / "2.csv").write_bytes(text.encode())
    right = by_the_rules(folder.path, monkeypatch)
    monkeypatch.setattr(build, "one_by_one", give_up)
    assert (everything(folder.path), undeclared(folder.path)) == right
    with open_base(str(folder.path)) as opened:
        found = {fact.line: fact.claim for fact in opened.find(Query()) if fact.file == "2.csv"}
        assert "unseen-character" not in {problem.code for problem, _ in opened.errors}
    lines = text.replace(end, "\n").split("\n")
    assert len(found) > 5
    whole = [line.replace(".0,", ",") for line in lines]
    assert all(f",{claim.period}," in whole[line - 1] for line, claim in found.items())
    notes = {claim.note for claim in found.values() if claim.note and "\n" in claim.note}
    assert notes == {"so,\n\nand so"}


NUMBER = st.from_regex(r"[-+]?[0-9]{0,17}([.,][0-9]{0,4})?(e5|%)? ?", fullmatch=True)


@given(
    texts=st.lists(NUMBER | st.sampled_from(["", "1.500", "12.250", "٣.٥", "1_0"]), max_size=9),
    decimal=st.sampled_from([None, ".", ","]),
    scale=st.sampled_from([1, 1000, 10**6, -1, Decimal("0.5"), 0]),
)
@example(texts=["1.500", "12.250"], decimal=None, scale=1000)
@example(texts=["1.5", ".15"], decimal=None, scale=10)
@example(texts=["5", ""], decimal=None, scale=1)
def test_many_numbers_are_read_as_each_is(
    texts: list[str], decimal: str | None, scale: int | Decimal
) -> None:
    def one(text: str) -> object:
        try:
            return number(text, decimal, scale)
        except NumberError:
            return None

    assert numbers(texts, decimal, scale) == [one(text) for text in texts]
