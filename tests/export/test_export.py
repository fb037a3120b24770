"""A fact base as tables: the same rows in SQLite, Parquet and CSV, opened by others' programs.

`python tools/write_reference.py export` writes the tables of docs/export.md anew.
"""

from __future__ import annotations

import contextlib
import csv
import json
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dipfacts import open_base
from dipfacts.export import sqlite
from dipfacts.export.claims import CLAIMS
from dipfacts.export.engines import NOWHERE
from dipfacts.export.tables import TABLES
from dipfacts.export.views import VIEWS
from dipfacts.model.query import Query
from dipfacts.render.extras import how_to_install
from reference import tables
from support import factbase
from support.command_line import Run
from support.factbase import base, event, figure, measure, party, source, topic

pytest.importorskip("pyarrow", reason="the extra parquet is not installed")

SAMPLE = str(Path(__file__).parents[1] / "sample.toml")
ANOTHER = str(Path(__file__).parents[2] / "data" / "facts.toml")

NUMBERS = [
    "0",
    "999_999_999_999_999_999",
    "-999_999_999_999_999_999",
    "2_900_000_000",
    "4.3",
    "-0.1",
    "0.000000000000000001",
    "0.123456789012345678",
    "123456789.123456789",
    "99999999999999999.9",
    "1e5",
    "12.50",
    "0.00028169014084507044",  # a float to its last digit, as programs write it
]


@pytest.fixture
def export(dip: Run) -> Run:
    """Export the sample, or the fact base that is named."""
    return lambda *words: dip("export", *words, *([] if "-f" in words else ["-f", SAMPLE]))


@pytest.fixture
def lake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """A connection of DuckDB with the views of an exported folder."""

    def opened(folder: Path) -> Any:
        monkeypatch.chdir(folder)
        connection = duckdb.connect()
        connection.execute((folder / "views.sql").read_text(encoding="utf-8"))
        return connection

    return opened


def numbers() -> str:
    """A fact base with numbers that a float or an integer of 32 bits would change."""
    text = Path(SAMPLE).read_text(encoding="utf-8")
    for nth, number in enumerate(NUMBERS):
        text += (
            f'\n[[figure]]\nid = "n-{nth:02}"\nmeasure = "growth"\nperiod = "2021"\n'
            f'unit = "percent"\nparties = ["azerbaijan", "russia"]\nvalue = {number}\n'
            'source = "archive"\n'
        )
    return text


# --------------------------------------------------------------------- the same everywhere


def test_every_format_holds_the_same_rows(
    export: Run, lake: Callable[..., Any], tmp_path: Path
) -> None:
    wrote = {}
    for words in (["a.db"], ["c", "--to", "csv"], ["p", "--to", "parquet"]):
        status, out, err = export(str(tmp_path / words[0]), *words[1:])
        assert (status, err) == (0, "")
        wrote[words[0]] = out.replace(str(tmp_path), "")
    assert {out.split(": ")[1] for out in wrote.values()} == {
        "17 claims, 6 parties, 3 sources\n"
    }, wrote
    connection = sqlite3.connect(tmp_path / "a.db")
    parquet, delimited = lake(tmp_path / "p"), lake(tmp_path / "c")
    with open_base(SAMPLE) as base:
        made = {table.name: [*table.rows(base)] for table in TABLES}
    for table in TABLES:
        names = ", ".join(f'"{column.name}"' for column in table.columns)
        sql = f"SELECT {names} FROM {table.name} ORDER BY ALL"
        os.chdir(tmp_path / "p")
        rows = parquet.execute(sql).fetchall()
        assert {*rows} == {*made[table.name]}
        assert len(rows) == len(made[table.name])
        os.chdir(tmp_path / "c")
        assert delimited.execute(sql).fetchall() == rows
        flat = connection.execute(sql.replace(" ORDER BY ALL", "")).fetchall()
        assert {tuple(map(str, row)) for row in flat} == {
            tuple(str(int(v) if isinstance(v, bool) else v) for v in row)
            for row in made[table.name]
        }
    connection.close()


def test_the_views_are_the_same_in_sqlite_and_duckdb(
    export: Run, lake: Callable[..., Any], tmp_path: Path
) -> None:
    export(str(tmp_path / "a.db"))
    export(str(tmp_path / "p"), "--to", "parquet")
    connection, parquet = sqlite3.connect(tmp_path / "a.db"), lake(tmp_path / "p")
    seen = 0
    for view in VIEWS:
        columns = "measure_label, agreement, display, claims"
        if of_claims := view in ("figures", "relations", "events"):
            columns = "topic_label, claimant_name, publisher"
        sql = f"SELECT id, party_names, {columns} FROM {view} ORDER BY id"
        found = connection.execute(sql).fetchall()
        assert parquet.execute(sql).fetchall() == found
        seen += len(found) * of_claims
    assert connection.execute("SELECT count(*) FROM claims").fetchone() == (seen,)
    sql = "SELECT party_names, claimant_name, publisher FROM figures WHERE id = 'turnover-2021'"
    assert connection.execute(sql).fetchone() == (
        "Azerbaijan; Russia",
        "Jeyhun Bayramov",
        "Example News",
    )
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()


def test_no_number_is_rounded(
    export: Run, lake: Callable[..., Any], write: Callable[..., Path], tmp_path: Path
) -> None:
    path = str(write(numbers()))
    wanted = [Decimal(number.replace("_", "")) for number in NUMBERS]
    for words in (["a.db"], ["c", "--to", "csv"], ["p", "--to", "parquet"]):
        assert export(str(tmp_path / words[0]), *words[1:], "-f", path)[0] == 0
    sql = "SELECT value FROM claims WHERE id LIKE 'n-%' ORDER BY id"
    connection = sqlite3.connect(tmp_path / "a.db")
    exact = connection.execute(sql.replace("value", "value_exact")).fetchall()
    assert [Decimal(text) for (text,) in exact] == wanted
    assert exact[6:8] == [("0.000000000000000001",), ("0.123456789012345678",)]
    values = [value for (value,) in connection.execute(sql)]
    assert values[:4] == [0, 10**18 - 1, 1 - 10**18, 2_900_000_000]
    assert values == [int(w) if w == w.to_integral_value() else float(w) for w in wanted]
    connection.close()
    near = [*wanted[:-1], Decimal("0.000281690140845070")]  # to compute with
    assert [value for (value,) in lake(tmp_path / "p").execute(sql).fetchall()] == near
    in_text = lake(tmp_path / "p").execute(sql.replace("value", "value_exact")).fetchall()
    assert [Decimal(text) for (text,) in in_text] == wanted
    assert [value for (value,) in lake(tmp_path / "c").execute(sql).fetchall()] == near
    with open(tmp_path / "c" / "claims.csv", encoding="utf-8", newline="") as stream:
        found = {row["id"]: row["value"] for row in csv.DictReader(stream)}
    assert [Decimal(found[f"n-{nth:02}"]) for nth in range(len(NUMBERS))] == wanted


def test_who_only_bounds_a_number_is_a_voice_of_its_question(
    export: Run, write: Callable[..., Path], tmp_path: Path
) -> None:
    """Also where sources differ; one who bounds what two others say makes these no one voice."""
    said: dict[str, tuple[dict[str, Any], ...]] = {
        "2011": ({"value": 5}, {"value": 4, "qualifier": "more-than", "source": "t"}),
        "2012": ({"value": 5}, {"value": 4, "qualifier": "less-than", "source": "t"}),
        "2013": ({"value": 5}, {"value": 4}),
        "2014": ({"value": 5}, {"value": 4, "qualifier": "more-than"}),
        "2015": ({"value": 5}, {"value": 5, "source": "t"}, {"value": 4, "qualifier": "at-least"}),
        "2016": (
            *({"value": 5, "claimant": "a"}, {"value": 5, "claimant": "b"}),
            {"value": 4, "qualifier": "more-than", "reporter": "a", "claimant": "b"},
        ),
        "2017": (
            *({"value": 5, "claimant": "a"}, {"value": 5, "claimant": "b"}),
            {"value": 4, "qualifier": "more-than", "source": "t"},
        ),
    }
    claims = [
        figure(f"f{period}-{nth}", period=period, **keys)
        for period, each in said.items()
        for nth, keys in enumerate(each)
    ]
    known = (source(), source("t"), party("a"), party("b"), topic(), measure())
    assert export(str(tmp_path / "a.db"), "-f", str(write(base(*known, *claims))))[0] == 0
    with contextlib.closing(sqlite3.connect(tmp_path / "a.db")) as connection:
        sql = "SELECT period, agreement, voices, claims FROM questions ORDER BY period"
        assert connection.execute(sql).fetchall() == [
            ("2011", "consistent", 2, 2),
            ("2012", "conflict", 2, 2),
            ("2013", "conflict", 1, 2),
            ("2014", "single", 1, 2),
            ("2015", "confirmed", 2, 3),
            ("2016", "confirmed", 2, 3),
            ("2017", "confirmed", 3, 3),
        ]


def test_an_event_of_which_all_claims_are_deprecated_is_marked(
    export: Run, write: Callable[..., Path], tmp_path: Path
) -> None:
    text = Path(SAMPLE).read_text(encoding="utf-8")
    deprecated = 'rank = "deprecated"\nrank_reason = "a slip"\n'
    claims = {"slip": deprecated, "kept": "", "kept-slip": deprecated + 'same_as = "kept"\n'}
    for id_, keys in claims.items():
        text += (
            f'\n[[event]]\nid = "{id_}"\nkind = "visit"\ntitle = "Visit {id_[:4]}"\n{keys}'
            'parties = ["azerbaijan", "russia"]\nperiod = "2021-06-02"\nsource = "archive"\n'
        )
    assert export(str(tmp_path / "a.db"), "-f", str(write(text)))[0] == 0
    connection = sqlite3.connect(tmp_path / "a.db")
    sql = "SELECT id, is_deprecated, claims FROM occurrences WHERE title LIKE 'Visit %' ORDER BY id"
    assert connection.execute(sql).fetchall() == [("kept", 0, 2), ("slip", 1, 1)]
    connection.close()


def test_what_makes_an_answer_of_others_is_exported(
    export: Run, lake: Callable[..., Any], write: Callable[..., Path], tmp_path: Path
) -> None:
    """A balance, the largest partners, and whether the parts of a number are all of them."""
    text = base(
        *(source(), party("a"), party("b"), topic()),
        measure("exports", partners=5),
        measure("imports", partners=0),
        measure("turnover", sum_of=["exports", "imports"]),
        measure("balance", difference_of=["exports", "imports"]),
        measure("share", nature="ratio", of="exports"),
        figure("whole", measure="exports", value=5, parts="complete"),
        figure("oil", measure="exports", value=5, part_of="whole", scope="oil"),
    )
    facts = ("-f", str(write(text)))
    assert export(str(tmp_path / "a.db"), *facts)[0] == 0
    assert export(str(tmp_path / "csv"), "--to", "csv", *facts)[0] == 0
    assert export(str(tmp_path / "lake"), "--to", "parquet", *facts)[0] == 0
    keys = "sum_of, difference_of, of, partners"
    measures = [
        (None, None, None, 5),
        (None, None, None, 0),
        ("exports; imports", None, None, None),
        (None, "exports; imports", None, None),
        (None, None, "exports", None),
    ]
    with contextlib.closing(sqlite3.connect(tmp_path / "a.db")) as connection:
        assert connection.execute(f"SELECT {keys} FROM measures").fetchall() == measures
        found = connection.execute("SELECT parts FROM claims ORDER BY id DESC").fetchall()
        assert found == [("complete",), (None,)]
    assert lake(tmp_path / "lake").execute(f"SELECT {keys} FROM measures").fetchall() == measures
    with (tmp_path / "csv" / "measures.csv").open(encoding="utf-8") as stream:
        rows = [tuple(row[key] for key in keys.split(", ")) for row in csv.DictReader(stream)]
    assert rows == [tuple("" if it is None else str(it) for it in row) for row in measures]


def test_a_relation_has_the_status_that_a_claim_gives_and_both_ends(
    export: Run, write: Callable[..., Path], tmp_path: Path
) -> None:
    text = Path(SAMPLE).read_text(encoding="utf-8")
    claims = {
        "pact": 'period = "1839/1914"\n',
        "rail": 'period = "/2001"\n',
        "rail-begun": 'period = "1980/"\nsame_as = "rail"\n',
        "road": 'period = "1980/.."\nstatus = "in-force"\n',
        "road-end": 'period = "2097-05-01"\nstatus = "terminated"\nsame_as = "road"\n',
        "seas": 'period = "1990/.."\nstatus = "in-force"\n',
        "seas-off": 'period = "2001"\nstatus = "ended"\nsame_as = "seas"\n',
        "wine": 'period = "1991/.."\nstatus = "in-force"\n',
        "wine-off": 'status = "terminated"\nsame_as = "wine"\n',
    }
    for id_, keys in claims.items():
        text += (
            f'\n[[relation]]\nid = "{id_}"\nkind = "pact"\ntitle = "Pact on {id_[:4]}"\n{keys}'
            'parties = ["azerbaijan", "russia"]\nsource = "daily-2022-02"\n'
        )
    text += (
        '\n[[event]]\nid = "plan"\nkind = "visit"\ntitle = "Pact on off"\nperiod = "2027"\n'
        'parties = ["azerbaijan", "russia"]\nsource = "archive"\nstatus = "planned"\n'
        '\n[[event]]\nid = "plan-off"\nkind = "visit"\ntitle = "Pact on off"\nsame_as = "plan"\n'
        'parties = ["azerbaijan", "russia"]\nsource = "archive"\nstatus = "cancelled"\n'
    )
    assert export(str(tmp_path / "a.db"), "-f", str(write(text)))[0] == 0
    connection = sqlite3.connect(tmp_path / "a.db")
    sql = "SELECT id, period, status FROM occurrences WHERE title LIKE 'Pact on %' ORDER BY id"
    assert connection.execute(sql).fetchall() == [
        ("pact", "1839/1914", None),
        ("plan", "2027", "cancelled"),
        ("rail", "1980/2001", None),
        ("road", "1980/..", "in-force"),
        ("seas", "1990/2001", "ended"),
        ("wine", "1991/", "terminated"),
    ]
    connection.close()


def test_the_class_of_a_relation_is_that_of_the_day(
    export: Run, write: Callable[..., Path], tmp_path: Path
) -> None:
    """A relation is over with a party that is gone, whatever status its claim gives."""
    union = {"parties": ["a", "soviet-union"]}
    relations: dict[str, dict[str, Any]] = {
        "border": {**union, "period": "1949-12-05/..", "status": "in-force"},
        "gas": {**union, "period": "1980/..", "status": "suspended"},
        "league": {"from_": "a", "to": "l", "kind": "membership", "period": "1970/.."},
        "road": {"period": "1980/..", "status": "in-force"},
        "sea": {"period": "1980/..", "status": "suspended"},
        "tax": {"period": "1990/1999"},
        "visa": {"status": "signed", "period": "2001"},
    }
    text = factbase.base(
        factbase.source(),
        *map(factbase.party, "ab"),
        factbase.party("l", kind="organisation", period="1960/2010-06-30"),
        factbase.topic(),
        *(factbase.relation(id, topic="trade", **keys) for id, keys in relations.items()),
        factbase.event("visit", topic="trade", period="2001", status="held"),
    )
    assert export(str(tmp_path / "a.db"), "-f", str(write(text)))[0] == 0
    sql = "SELECT id, status, status_class FROM occurrences ORDER BY id"
    with contextlib.closing(sqlite3.connect(tmp_path / "a.db")) as connection:
        assert connection.execute(sql).fetchall() == [
            ("border", "in-force", "over"),
            ("gas", "suspended", "over"),
            ("league", None, "over"),
            ("road", "in-force", "standing"),
            ("sea", "suspended", "paused"),
            ("tax", None, "over"),
            ("visa", "signed", "not-yet"),
            ("visit", "held", None),
        ]


def test_hostile_text_is_text(
    export: Run, write: Callable[..., Path], lake: Callable[..., Any], tmp_path: Path
) -> None:
    """Quotes, breaks and SQL come back as they were; a formula gets its apostrophe in CSV."""
    hostile = '=cmd()\'; DROP TABLE claims; -- "q",\nnext'
    text = Path(SAMPLE).read_text(encoding="utf-8").replace('"Trade grows"', json.dumps(hostile))
    path = str(write(text))
    for words in (["a.db"], ["c", "--to", "csv"], ["p", "--to", "parquet"]):
        assert export(str(tmp_path / words[0]), *words[1:], "-f", path)[0] == 0
    sql = "SELECT title FROM sources WHERE id = 'news-2022-12-05'"
    connection = sqlite3.connect(tmp_path / "a.db")
    assert connection.execute(sql).fetchone() == (hostile,)
    connection.close()
    assert lake(tmp_path / "p").execute(sql).fetchone() == (hostile,)
    assert lake(tmp_path / "c").execute(sql).fetchone() == (f"'{hostile}",)


def test_a_base_without_claims_has_all_tables(
    export: Run, write: Callable[..., Path], lake: Callable[..., Any], tmp_path: Path
) -> None:
    path = str(write("format = 1\n"))
    for words in (["a.db"], ["c", "--to", "csv"], ["p", "--to", "parquet"]):
        status, out, _ = export(str(tmp_path / words[0]), *words[1:], "-f", path)
        assert (status, out.split(": ")[1]) == (0, "0 claims, 0 parties, 0 sources\n")
    for folder in ("c", "p"):
        assert lake(tmp_path / folder).execute("SELECT count(*) FROM figures").fetchone() == (0,)


def test_all_is_walked_one_by_one() -> None:
    """However many there are, one is in memory; none is left out or told twice."""
    with open_base(SAMPLE) as base:
        walked = base.walk()
        assert isinstance(walked, Iterator)
        found = base.find(Query(deprecated=True))
        assert sorted(fact.id for fact in walked) == sorted(fact.id for fact in found)
        for table, counted in (("party", 6), ("source", 3), ("topic", 2)):
            rows = [*base.walk_table(table)]
            assert len(rows) == counted
            assert {*rows} == {*base.counted(table)}


def test_a_walk_sorts_nothing_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    with open_base(SAMPLE) as base:
        asked: list[tuple[str, list[str]]] = []
        each = base._each

        def noted(sql: str, values: list[str], make: Any) -> Iterator[Any]:
            asked.append((sql, values))
            return each(sql, values, make)

        monkeypatch.setattr(base, "_each", noted)
        types = {fact.type for fact in base.walk(("relation", "event"))}
        assert types == {"relation", "event"}
        ((sql, values),) = asked
        plan = base.index.rows(f"EXPLAIN QUERY PLAN {sql}", values)
        assert not any("TEMP B-TREE" in row[3] for row in plan)


# -------------------------------------------------------------------------- other programs


def program(*words: str) -> str:
    """Return what another program prints, run as its users do."""
    done = subprocess.run(
        [sys.executable, "-m", *words], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="it counts threads in /proc")
def test_loading_arrow_starts_no_thread() -> None:
    """OpenBLAS interrupts the process where none can be started; no limit holds for root."""
    load = "import os, dipfacts.export.parquet; print(len(os.listdir('/proc/self/task')))"
    environment = {k: v for k, v in os.environ.items() if "BLAS" not in k and "MALLOC" not in k}
    done = subprocess.run(
        [sys.executable, "-c", load], capture_output=True, text=True, check=True, env=environment
    )
    assert done.stdout == "1\n"


def test_datasette_opens_it(export: Run, tmp_path: Path) -> None:
    pytest.importorskip("datasette", reason="Datasette is not installed")
    export(str(tmp_path / "a.db"))
    url = "/a/figures.json?_shape=array&id=turnover-2021"
    (row,) = json.loads(program("datasette", str(tmp_path / "a.db"), "--get", url))
    assert (row["value"], row["value_exact"], row["publisher"]) == (
        2_900_000_000,
        "2900000000",
        "Example News",
    )


def test_sqlite_utils_opens_it(export: Run, tmp_path: Path) -> None:
    pytest.importorskip("sqlite_utils", reason="sqlite-utils is not installed")
    path = str(tmp_path / "a.db")
    export(path)
    told = json.loads(program("sqlite_utils", "tables", path, "--counts", "--columns"))
    with open_base(SAMPLE) as base:
        counts = {table.name: len([*table.rows(base)]) for table in TABLES}
    assert {row["table"]: row["count"] for row in told} == counts
    keys = json.loads(program("sqlite_utils", "query", path, "PRAGMA foreign_key_list(claims)"))
    assert {key["table"] for key in keys} == {"claims", "measures", "parties", "sources", "topics"}


def test_pandas_opens_it(export: Run, tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    export(str(tmp_path / "p"), "--to", "parquet", "--partition-by", "topic")
    claims = pandas.read_parquet(tmp_path / "p" / "claims").set_index("id")
    row = claims.loc["turnover-2021"]
    assert (row["value"], str(row["said_on"]), row["topic"]) == (
        Decimal(2_900_000_000),
        "2022-12-01",
        "trade",
    )
    assert len(pandas.read_parquet(tmp_path / "p" / "parties")) == 6


def test_pandas_opens_what_has_no_topic_and_no_date_as_documented(
    export: Run, write: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("pandas", reason="pandas is not installed")
    (line,) = re.findall(
        r"```python\n(import pandas\n.*?)```", tables.PAGE.read_text("utf-8"), re.S
    )
    dated, of_topic = {"period": "2020"}, {"topic": "trade"}
    events = (event("all", **dated, **of_topic), event("day", **dated), event("of", **of_topic))
    of_own = write(base(source(), party("a"), party("b"), topic(), *events))
    for name, facts in {"own": str(of_own), "ours": "bundled"}.items():
        (tmp_path / name).mkdir()
        monkeypatch.chdir(tmp_path / name)
        assert export("lake", "--to", "parquet", "-f", facts)[0] == 0
        told: dict[str, Any] = {}
        exec(line, told)
        claims = told["claims"].set_index("id")
        with open_base(facts) as opened:
            found = {fact.id: fact.topic or None for fact in opened.walk()}
        topics = claims["topic"].astype(object).where(claims["topic"].notna(), None)
        assert topics.to_dict() == found
        undated = claims["period_start"].isna() & claims["period_end"].isna()
        assert claims["decade"].isna().equals(undated)
    files = [*(tmp_path / "ours" / "lake" / "claims").rglob("*.parquet")]
    page = " ".join(tables.PAGE.read_text("utf-8").split())
    assert f"ships has its {len(claims):,} claims in {len(files)} files." in page


# ------------------------------------------------------------------------------ partitions


@pytest.mark.parametrize("by", ["topic", "decade", "year"])
def test_parts_hold_all_claims_between_them(
    by: str,
    export: Run,
    lake: Callable[..., Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """However often a file is closed for another, each claim is in the part that is its own."""
    from dipfacts.export import parquet

    for limit, number in (("LOOSE", 3), ("WAITING", 5), ("ROWS", 4), ("MOST_OPEN", 1)):
        monkeypatch.setattr(parquet, limit, number)
    for folder, by_what in (("p", by), ("q", "none")):
        words = ["--partition-by", by_what]
        assert export(str(tmp_path / folder), "--to", "parquet", *words)[0] == 0
    names = ", ".join(column.name for column in CLAIMS.columns)
    found = lake(tmp_path / "p").execute(f"SELECT {names} FROM claims ORDER BY id").fetchall()
    assert (
        found == lake(tmp_path / "q").execute(f"SELECT {names} FROM claims ORDER BY id").fetchall()
    )
    parts = sorted(path.name for path in (tmp_path / "p" / "claims").iterdir())
    year = "year(coalesce(period_start, period_end))"
    own = {"topic": "topic", "year": year, "decade": f"{year} // 10 * 10"}[by]
    named = f"coalesce(CAST({own} AS VARCHAR), '{NOWHERE}')"
    sql = f"SELECT DISTINCT {named} AS part FROM claims ORDER BY part"
    told = lake(tmp_path / "q").execute(sql).fetchall()
    assert parts == sorted(f"{by}={part}" for (part,) in told)


def test_the_documented_queries_run(
    export: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "lake"
    kept = str(tables.PAGE.parents[1] / "data" / "facts.toml")
    assert export(str(folder), "--to", "parquet", "-f", kept)[0] == 0
    views, direct = re.findall(r"```sql\n(.*?)```", tables.PAGE.read_text(encoding="utf-8"), re.S)
    monkeypatch.chdir(folder)
    connection = duckdb.connect()
    connection.execute(Path("views.sql").read_text(encoding="utf-8"))
    assert ("2021", "$2.9 billion", "Azernews") in connection.execute(views).fetchall()
    monkeypatch.chdir(tmp_path)
    rows = connection.execute(direct).fetchall()
    assert rows[0][0] == "turnover"
    plan = connection.execute(f"EXPLAIN ANALYZE {direct}").fetchall()[0][1]
    assert "Files Read: 1" in plan or "File Filters" in plan


# --------------------------------------------------------------------- whole or not at all


def test_a_failed_export_leaves_what_was_there(
    export: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = {"a.db": [], "c": ["--to", "csv"], "p": ["--to", "parquet"]}
    for name, words in paths.items():
        assert export(str(tmp_path / name), *words)[0] == 0
    before = tree(tmp_path)

    def full(*_: object) -> Iterator[Any]:
        yield from ()
        raise OSError(28, "No space left on device")

    broken = tuple(table.replaced(rows=full) for table in TABLES)
    for module in ("sqlite", "csv", "parquet"):
        monkeypatch.setattr(f"dipfacts.export.{module}.TABLES", broken)
    for name, words in paths.items():
        for at, more in ((name, ["--force"]), (f"new-{name}", [])):
            status, out, err = export(str(tmp_path / at), *(words or ["--to", "sqlite"]), *more)
            assert (status, out) == (2, "")
            assert err.endswith(
                " cannot be written: no space left on device\n"
                "  make room there, or name another place\n"
            )
    assert tree(tmp_path) == before


def tree(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "cache" not in path.parts
    }


def test_a_folder_that_cannot_be_put_in_place_leaves_the_old_one(
    export: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "c"
    assert export(str(folder), "--to", "csv")[0] == 0
    before = tree(tmp_path)

    def refuse(*_: object) -> bool:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr("dipfacts.write.whole.exchange", refuse)
    status, out, err = export(str(folder), "--to", "csv", "--force")
    assert (status, out) == (2, "")
    assert "c cannot be written: operation not permitted" in err
    assert tree(tmp_path) == before
    assert [*tmp_path.iterdir()] == [folder]


def test_an_export_is_replaced_by_force_alone_and_nothing_else_is(
    export: Run, tmp_path: Path
) -> None:
    database, folder = str(tmp_path / "a.db"), str(tmp_path / "c")
    assert export(database)[0] == 0
    assert export(folder, "--to", "csv")[0] == 0
    told = "{} exists already\n  add --force to replace it"
    other = tmp_path / "facts.toml"
    other.write_text("format = 1\n")
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "thesis.odt").write_text("")
    alike, papers = tmp_path / "history.db", tmp_path / "papers"
    with contextlib.closing(sqlite3.connect(alike)) as connection:
        connection.execute("CREATE TABLE visits (url TEXT)")
    (papers / "sources").mkdir(parents=True)
    (papers / "sources" / "scan.pdf").write_text("")
    wrong = {
        (str(alike), "--force"): (
            f"{alike} was not written by an export\n  name another place; it is never replaced"
        ),
        ("/dev/null", "--to", "sqlite", "--force"): (
            "/dev/null was not written by an export\n  name another place; it is never replaced"
        ),
        (str(papers), "--to", "csv", "--force"): (
            f"{papers} holds files that no export wrote\n  name another place; it is never replaced"
        ),
        (database,): told.format(database),
        (folder, "--to", "csv"): told.format(folder),
        (str(other), "--to", "sqlite", "--force"): (
            f"{other} was not written by an export\n  name another place; it is never replaced"
        ),
        (str(mine), "--to", "csv", "--force"): (
            f"{mine} holds files that no export wrote\n  name another place; it is never replaced"
        ),
        (database, "--to", "csv"): f"{database} is a file\n  name a folder for the tables",
        (folder, "--to", "sqlite"): f"{folder} is a folder\n  name the file too: {folder}/facts.db",
    }
    before = tree(tmp_path)
    for words, message in wrong.items():
        assert export(*words) == (2, "", f"dipfacts: {message}\n")
    assert tree(tmp_path) == before
    link = tmp_path / "link.db"
    link.symlink_to(database)
    assert export(str(link), "--force", "-f", ANOTHER)[0] == 0
    assert link.is_symlink()
    assert Path(database).read_bytes() != before["a.db"]
    assert export(folder, "--to", "parquet", "--force", "-f", ANOTHER)[0] == 0
    assert not (tmp_path / "c" / "claims.csv").exists()
    assert (tmp_path / "a.db").stat().st_mode & 0o077 == 0o666 & ~current_umask() & 0o077
    (tmp_path / "empty").mkdir()
    assert export(str(tmp_path / "empty"), "--to", "csv")[0] == 0


def current_umask() -> int:
    umask = os.umask(0)
    os.umask(umask)
    return umask


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["x"], "cannot infer a format from x\n  add --to sqlite, parquet, csv or site"),
        (
            ["x", "--to", "xls"],
            'there is no export to "xls"\n  there are sqlite, parquet, csv, site',
        ),
        (["x", "--to", "parket"], 'there is no export to "parket"\n  did you mean "parquet"?'),
        (
            ["x.db", "--partition-by", "topic"],
            "--partition-by is for parquet\n  add --to parquet",
        ),
        (
            ["x", "--to", "parquet", "--partition-by", "party"],
            'claims cannot be divided by "party"\n'
            '  divide them by topic, decade or year, by "topic,decade", or by none',
        ),
        (
            ["/no/such/a.db"],
            "/no/such/a.db cannot be written: no such file or directory\n"
            "  check that the folder exists and may be written to",
        ),
    ],
)
def test_what_cannot_be_exported(words: list[str], message: str, export: Run) -> None:
    assert export(*words) == (2, "", f"dipfacts: {message}\n")


@pytest.mark.parametrize("made", ["TABLE mine (x)", "VIEW mine AS SELECT 1"])
def test_a_database_that_was_changed_is_told_as_one_of_ours(
    export: Run, tmp_path: Path, made: str
) -> None:
    database = tmp_path / "a.db"
    assert export(str(database))[0] == 0
    with contextlib.closing(sqlite3.connect(database)) as connection:
        connection.execute(f"CREATE {made}")
    assert export(str(database), "--force") == (
        2,
        "",
        f"dipfacts: {database} was changed since the export: it holds what no export wrote\n"
        "  move it away to keep the changes, or name another place\n",
    )


def test_a_csv_that_was_changed_is_not_replaced(export: Run, tmp_path: Path) -> None:
    path = tmp_path / "t"
    line = ("--to", "csv", str(path), "--force")
    assert [export(*line).status for _ in range(2)] == [0, 0]
    for name in ("topics.csv", "claims.csv"):
        (path / name).write_bytes((path / name).read_bytes() + b"mine\r\n")
    hint = "away to keep the changes, or name another place\n"
    for form in ("csv", "parquet"):
        status, _, err = export("--to", form, *line[2:])
        names = f"{path}/topics.csv and {path}/claims.csv"
        told = f"dipfacts: {names} were changed since the export\n  move them {hint}"
        assert (status, err) == (2, told)
    (path / "topics.csv").unlink()
    told = f"dipfacts: {path}/claims.csv was changed since the export\n  move it {hint}"
    assert export(*line).err == told
    assert (path / "claims.csv").read_bytes().endswith(b"mine\r\n")
    assert export(*line[:-1]).err.endswith("exists already\n  add --force to replace it\n")
    (path / "claims.csv").rename(tmp_path / "mine.csv")
    assert export(*line).status == 0


def test_without_pyarrow_the_extra_is_named(
    export: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("pyarrow", "dipfacts.export.parquet"):
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.delattr("dipfacts.export.parquet", raising=False)
    assert export(str(tmp_path / "p"), "--to", "parquet") == (
        2,
        "",
        f"dipfacts: Parquet needs the library pyarrow\n  {how_to_install('parquet')}\n",
    )


def test_a_disk_that_is_full_is_told_by_sqlite_as_well(tmp_path: Path) -> None:
    with open_base(SAMPLE) as base, pytest.raises(OSError, match="unable to open database file"):
        sqlite.write(base, str(tmp_path / "no" / "a.db"))


# -------------------------------------------------------------------------------- the docs


def test_the_views_have_all_that_claims_and_questions_say(export: Run, tmp_path: Path) -> None:
    export(str(tmp_path / "a.db"))
    connection = sqlite3.connect(tmp_path / "a.db")

    def columns(name: str) -> set[str]:
        return {row[1] for row in connection.execute(f"PRAGMA table_info({name})")}

    of_figures = {"absent", "definition", "display", "measure", "part_of", "parts", "qualifier"}
    of_figures |= {"question", "reporter", "scope", "unit", "valuation", "value", "value_exact"}
    of_others = {"kind", "occurrence", "place", "same_as", "title"}
    everywhere = columns("claims") - of_figures - of_others - {"type", "file", "line"}
    assert columns("figures") >= everywhere | of_figures
    assert columns("relations") == columns("events") >= everywhere | of_others
    assert columns("conflicts") == columns("full_years")
    assert columns("conflicts") >= columns("questions") - {"is_deprecated"}
    connection.close()


def test_the_docs_tell_every_column() -> None:
    text = tables.PAGE.read_text(encoding="utf-8")
    assert tables.MARKED.search(text), "the tables of docs/export.md have their marks"
    assert text == tables.written(text), "python tools/write_reference.py export"
