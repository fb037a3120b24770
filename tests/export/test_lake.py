"""An export to Parquet as engines for more than one machine read it: parts, views, data package.

benchmarks/engines.py has ClickHouse and Spark read it too; Trino cannot be had here.
"""

from __future__ import annotations

import importlib
import json
import os
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dipfacts import open_base
from dipfacts.answers.figures import figures
from dipfacts.cli import app
from dipfacts.export.engines import ENGINES
from dipfacts.export.tables import TABLES
from dipfacts.export.target import owns
from dipfacts.export.views import VIEWS
from dipfacts.model.query import Query
from support.draws import drawn
from support.factbase import base, figure, measure, party, relation, source, topic

pa = pytest.importorskip("pyarrow", reason="the extra parquet is not installed")
pq = pytest.importorskip("pyarrow.parquet", reason="the extra parquet is not installed")
dataset = pytest.importorskip("pyarrow.dataset", reason="the extra parquet is not installed")


TRADE = {"from_": "a", "to": "b", "measure": "exports"}
BASE = base(
    source(published=date(2022, 1, 1), note="Read in a library."),
    topic("trade"),
    topic("pacts"),
    measure("exports"),
    measure("imports"),
    measure("turnover", sum_of=["exports", "imports"]),
    *map(party, ("a", "b")),
    figure("ours", **TRADE, value=2_900_000, reporter="a"),
    figure("theirs", **TRADE | {"measure": "imports"}, value=4_000_000, reporter="b"),
    figure("second", **TRADE, value=5_100_000, claimant="b"),
    figure("fiscal", **TRADE, value=7, period="2019-04/2020-03"),
    figure("part", **TRADE, value=3, period="2021-01/2021-11"),
    figure("ahead", **TRADE, value=8, period="2030", status="forecast"),
    figure("exact", **TRADE | {"unit": "percent"}, value=Decimal("12.50"), period="1999"),
    relation("old", topic="pacts", period="1648-10-24/.."),
    relation("undated", topic="pacts", title="Another"),
)
"""Both sides of a flow, a conflict, other years and other digits."""


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """An export of that base, and the base."""
    folder = tmp_path_factory.mktemp("lake")
    facts = folder / "facts.toml"
    facts.write_text(BASE, encoding="utf-8")
    words = ["export", str(folder / "lake"), "--to", "parquet", "-f", str(facts)]
    assert app.run(words) == 0
    return folder / "lake", facts


@pytest.fixture
def ask(lake: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> Callable[[str], list[Any]]:
    """Return what DuckDB answers over the views of the export."""
    monkeypatch.chdir(lake[0])
    connection = duckdb.connect()
    connection.execute(Path("views.sql").read_text(encoding="utf-8"))
    return lambda sql: connection.execute(sql).fetchall()


# ------------------------------------------------------------------------------------ parts


def test_claims_and_questions_lie_by_topic_and_decade(lake: tuple[Path, Path]) -> None:
    folder = lake[0]
    parts = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*.parquet"))
    nowhere = "__HIVE_DEFAULT_PARTITION__"
    claims = ("pacts/decade=1640", f"pacts/decade={nowhere}")
    trade = [f"trade/decade={year}" for year in (1990, 2010, 2020, 2030)]
    assert parts == sorted(
        [f"claims/topic={part}/part-0.parquet" for part in (*claims, *trade)]
        + [f"questions/topic={part}/part-0.parquet" for part in trade]
        + [f"{t.name}/part-0.parquet" for t in TABLES if not t.has_parts]
    )


def test_a_question_of_one_part_reads_one_file(ask: Callable[[str], list[Any]]) -> None:
    ((_, plan),) = ask(
        "EXPLAIN ANALYZE SELECT count(*) FROM claims WHERE topic = 'trade' AND decade = 2010"
    )
    assert re.search(r"Files Read: 1|Scanning Files: 1/", plan), plan


def test_numbers_are_decimals_beside_their_text_and_days_are_half_open(
    lake: tuple[Path, Path], ask: Callable[[str], list[Any]]
) -> None:
    sql = "SELECT value, value_exact, period_start, period_end, period_before FROM claims"
    assert ask(f"{sql} WHERE id = 'exact'") == [
        (Decimal("12.5"), "12.50", date(1999, 1, 1), date(1999, 12, 31), date(2000, 1, 1))
    ]
    assert ask(f"{sql} WHERE id = 'old'") == [(None, None, date(1648, 10, 24), None, None)]
    for path in lake[0].rglob("*.parquet"):
        schema = pq.read_schema(path)
        assert not any(str(kind) in ("double", "float") for kind in schema.types), path


@settings(max_examples=drawn(25))  # each writes files
@given(
    name=st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1)
    .filter(lambda text: len(text.encode()) < 60)
    .map(lambda text: f"t{text}")
)
def test_a_topic_of_any_letters_comes_back(
    name: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Escaped in the folder's name as Hive does; by pyarrow and by DuckDB."""
    from dipfacts.export import parquet

    folder = tmp_path_factory.mktemp("part")
    claims = next(table for table in TABLES if table.name == "claims")
    row = tuple({"id": "one", "topic": name}.get(c.name) for c in claims.columns)
    parts = parquet._Parts(str(folder), claims, ("topic", "decade"))
    assert parts.write(iter([row])) == 1
    (path,) = folder.rglob("*.parquet")
    assert path.parent.parent.name == f"topic={parquet.escaped(name)}"
    keys = pa.schema([("topic", pa.string()), ("decade", pa.int64())])
    hive = dataset.partitioning(keys, flavor="hive")
    read = dataset.dataset(folder / "claims", partitioning=hive).to_table(["id", "topic"])
    assert read.to_pylist() == [{"id": "one", "topic": name}]
    hive = "hive_partitioning = true, hive_types = {'topic': VARCHAR, 'decade': BIGINT}"
    sql = f"SELECT id, topic, decade FROM read_parquet(?, {hive})"
    files = str(folder / "claims" / "*" / "*" / "*.parquet")
    assert duckdb.execute(sql, [files]).fetchall() == [("one", name, None)]


def test_what_is_escaped_is_what_hive_escapes() -> None:
    from dipfacts.export.parquet import escaped

    assert escaped("a/b\\c:d=e%f'g\"h#i*j?k{l[m]n^o\x01p\x7f") == (
        "a%2Fb%5Cc%3Ad%3De%25f%27g%22h%23i%2Aj%3Fk%7Bl%5Bm%5Dn%5Eo%01p%7F"
    )
    assert escaped("trade & co. é 中}~+<>|") == "trade & co. é 中}~+<>|"


# ------------------------------------------------------------------------------- what they say


def test_questions_say_what_answers_do(
    lake: tuple[Path, Path], ask: Callable[[str], list[Any]]
) -> None:
    with open_base(str(lake[1])) as opened:
        found = figures(opened, Query(topic="trade", parties=("a", "b"))).figures.questions
    wanted = {(q.facts[0].id, q.value, q.low, q.high, q.agreement, len(q.facts)) for q in found}
    rows = ask("SELECT id, value, low, high, agreement, claims FROM questions")
    assert {*rows} == wanted
    assert ("ours", None, 2_900_000, 5_100_000, "conflict", 2) in wanted
    assert ask("SELECT id, question FROM claims WHERE question <> id") == [("second", "ours")]


def test_a_full_year_is_no_part_of_one_and_no_forecast(ask: Callable[[str], list[Any]]) -> None:
    sql = "SELECT id, year_kind, full_year FROM full_years ORDER BY id"
    assert ask(sql) == [
        ("exact", "calendar", 1999),
        ("fiscal", "fiscal:04", 2019),
        ("ours", "calendar", 2021),
        ("theirs", "calendar", 2021),
    ]
    assert ask("SELECT id, reasons, display FROM conflicts") == [
        ("ours", "unexplained", "$2.9 million to $5.1 million")
    ]


def test_mirrors_are_those_that_answers_show(
    lake: tuple[Path, Path], ask: Callable[[str], list[Any]]
) -> None:
    with open_base(str(lake[1])) as opened:
        (pair,) = figures(opened, Query(topic="trade", parties=("a", "b"))).figures.sides
    rows = ask("SELECT claim, mirror_claim, value, mirror_value, asymmetry, at_least FROM mirrors")
    assert rows == [("ours", "theirs", 2_900_000, 4_000_000, pair.asymmetry, False)]


# ------------------------------------------------------------------------ views and package


@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.file)
def test_each_engine_has_every_table_and_view(engine: Any, lake: tuple[Path, Path]) -> None:
    text = (lake[0] / engine.file).read_text(encoding="utf-8")
    made = re.findall(r"^CREATE (?:OR REPLACE )?(?:TEMPORARY )?(?:TABLE|VIEW) (\w+)", text, re.M)
    assert made == [*(table.name for table in TABLES), *VIEWS]
    # The same words everywhere, so that one question has one answer.
    assert all(view.sql(exact=True) in text for view in VIEWS.values())
    assert text.startswith("-- For ")
    assert str(lake[0].parent) not in text


# The rules of Frictionless that tell a table of files, as its profiles have them.
_FIELD = {
    "type": "object",
    "required": ["name", "type"],
    "properties": {"type": {"enum": ["string", "date", "integer", "number", "boolean"]}},
}
_SCHEMA = {
    "type": "object",
    "required": ["fields", "primaryKey"],
    "properties": {
        "fields": {"type": "array", "minItems": 1, "items": _FIELD},
        "primaryKey": {"type": "array", "minItems": 1, "items": {"type": "string"}},
        "foreignKeys": {
            "type": "array",
            "minItems": 1,
            "items": {"type": "object", "required": ["fields", "reference"]},
        },
    },
}
_PATH = {"type": "string", "pattern": r"^(?=^[^./~])(^((?!\.{2}).)*$).*$"}
_RESOURCE = {
    "type": "object",
    "required": ["name", "path", "schema", "format", "mediatype"],
    "properties": {
        "name": {"type": "string"},
        "path": {"anyOf": [_PATH, {"type": "array", "minItems": 1, "items": _PATH}]},
        "schema": _SCHEMA,
    },
}
PACKAGE = {
    "type": "object",
    "required": ["$schema", "resources"],
    "properties": {
        "$schema": {"const": "https://datapackage.org/profiles/2.0/datapackage.json"},
        "name": {"type": "string", "pattern": "^[-a-z0-9._/]+$"},
        "resources": {"type": "array", "minItems": 1, "items": _RESOURCE},
        "licenses": {
            "type": "array",
            "minItems": 1,
            "items": {"type": "object", "anyOf": [{"required": ["name"]}, {"required": ["path"]}]},
        },
        "sources": {
            "type": "array",
            "minItems": 1,
            "items": {"type": "object", "required": ["title"]},
        },
    },
}


@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_the_data_package_tells_every_file_and_column(
    form: str, lake: tuple[Path, Path], tmp_path: Path
) -> None:
    folder = lake[0]
    if form == "csv":
        folder = tmp_path / "csv"
        assert app.run(["export", str(folder), "--to", "csv", "-f", str(lake[1])]) == 0
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    importlib.import_module("jsonschema").validate(package, PACKAGE)
    assert [resource["name"] for resource in package["resources"]] == [t.name for t in TABLES]
    told = set()
    for resource in package["resources"]:
        paths = resource["path"] if isinstance(resource["path"], list) else [resource["path"]]
        told |= {*paths}
        names = [field["name"] for field in resource["schema"]["fields"]]
        assert {*resource["schema"]["primaryKey"]} <= {*names}
        if form == "parquet":
            inside = pq.read_schema(folder / paths[0]).names
            assert {*names} - {*resource.get("dipfacts:partitionedBy", ())} == {*inside}
    assert told == {p.relative_to(folder).as_posix() for p in folder.rglob(f"*.{form}")}
    assert "licenses" not in package  # the base does not say any
    assert package["sources"] == [
        {"title": "S", "version": "2022-01-01", "note": "Read in a library."}
    ]


def test_what_ships_has_its_licences() -> None:
    from dipfacts.export import datapackage
    from dipfacts.read.files import bundled_path
    from dipfacts.read.stamp_path import StampPath

    class Files:
        shipped = (str(Path(bundled_path(), name)) for name in ("facts.toml", "world/a.csv"))
        files = tuple(map(StampPath, (*shipped, "/home/me/facts.toml", "")))

    names = [licence["name"] for licence in datapackage._licences(Files())]  # type: ignore[arg-type]  # what is asked of a base
    assert names == ["MIT", "CC-PDDC"]


# --------------------------------------------------------------------------------- once more


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("datapackage.json", '"dipfacts-export"', '"mine"'),
        ("views.spark.sql", "CREATE OR REPLACE TEMPORARY VIEW figures", "DROP TABLE figures"),
        ("views.trino.sql", "CALL system", "-- mine\nCALL system"),
        ("views.clickhouse.sql", "-- For ClickHouse", "-- Mine"),
    ],
)
def test_a_file_that_was_changed_is_not_replaced(
    name: str,
    old: str,
    new: str,
    lake: tuple[Path, Path],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    words = ["export", str(tmp_path / "l"), "--to", "parquet", "--force", "-f", str(lake[1])]
    for _ in range(2):
        assert app.run(words) == 0
    path = tmp_path / "l" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    capsys.readouterr()
    assert app.run(words) == 2
    assert f"{path} was changed since the export\n" in capsys.readouterr().err
    assert new in path.read_text(encoding="utf-8")


def test_the_parts_of_an_export_are_recognised() -> None:
    ours = (
        "claims/topic=trade/decade=2020/part-0.parquet",
        "questions/topic=a%2Fb/decade=__HIVE_DEFAULT_PARTITION__/",
        "parties/part-0.parquet",
        "parties.parquet",  # as earlier versions wrote it
        *(engine.file for engine in ENGINES),
        "datapackage.json",
    )
    assert all(map(owns, ours))
    others = (
        *("claims/decade=2020/mine.parquet", "claims/owner=me/part-0.parquet"),
        *("mine/part-0.parquet", "claims/topic=a/x/part-0.parquet", "views/x.sql"),
    )
    assert not any(map(owns, others))


def test_arrow_gets_memory_from_a_pool_that_survives_where_there_is_too_little(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("ARROW_DEFAULT_MEMORY_POOL")
    importlib.reload(importlib.import_module("dipfacts.export.parquet"))
    assert os.environ["ARROW_DEFAULT_MEMORY_POOL"] == "system"
    assert pa.default_memory_pool().backend_name == "system"
