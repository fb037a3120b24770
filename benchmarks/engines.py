"""The same four questions by engines for more than one machine, and by dipfacts.

    .venv/bin/python benchmarks/engines.py [--claims 1000000] [--times 10] [--scratch FOLDER]

It needs dipfacts, pyarrow and DuckDB in the environment, and takes ClickHouse (chdb) and Spark
(pyspark, with a JDK) where they are installed. A made-up base is exported by dipfacts, then
multiplied straight as Parquet: each copy is about a world of its own, so that what is asked of the
first has the same answer, and what is asked of all, so many times its number. Each engine runs the
SQL of QUESTIONS over the views that the export wrote for it, in a process of its own. Exits with 1
where an answer is not dipfacts' own.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import generate
import measuring
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from measuring import say

from dipfacts import open_base
from dipfacts.answers.figures import FigureOptions, figures
from dipfacts.export.declared import CLAIM, PARTY
from dipfacts.export.tables import TABLES
from dipfacts.model.figures.agreement import direction_of, figure_of, questions
from dipfacts.model.periods.period import Period
from dipfacts.model.query import Query
from dipfacts.query.base import Base

YEAR, UNIT, PAIR, PARTNERS_OF = "2021", "USD", ("united-states", "china"), "germany"
MOST = 20
TOTAL = f"full_year = {YEAR} AND year_kind = 'calendar' AND scope IS NULL"

QUESTIONS = {
    "one dyad, one year": f"""SELECT measure, unit, value, low, high, agreement FROM full_years
        WHERE topic = 'trade' AND from_party = '{PAIR[0]}' AND to_party = '{PAIR[1]}' AND {TOTAL}
        ORDER BY measure, unit""",
    "partners of a country": f"""SELECT to_party, coalesce(value, high) AS size FROM full_years
        WHERE topic = 'trade' AND measure = 'exports' AND from_party = '{PARTNERS_OF}' AND {TOTAL}
        AND unit = '{UNIT}' ORDER BY size DESC, to_party""",
    "mirror asymmetry of a year": f"""SELECT from_party, to_party, asymmetry FROM mirrors
        WHERE {TOTAL} AND from_party IS NOT NULL AND asymmetry IS NOT NULL
        ORDER BY asymmetry DESC, from_party, to_party LIMIT {MOST}""",
    "conflicts by topic": """SELECT topic, count(*) AS n FROM conflicts
        GROUP BY topic ORDER BY topic""",
}
"""Each question once, in SQL that all engines read, over the views of an export."""

Rows = list[list[Any]]
Ask = Callable[[str], Rows]

# ------------------------------------------------------------------------------ the engines


def statements(file: str) -> Iterator[str]:
    """Yield the statements of a file of views."""
    for statement in Path(file).read_text(encoding="utf-8").split(";\n"):
        if statement and not statement.startswith("--"):
            yield statement


def duckdb() -> Ask:
    """Open the views in the current folder with DuckDB."""
    import duckdb

    connection = duckdb.connect()
    for statement in statements("views.sql"):
        connection.execute(statement)
    return lambda sql: [[*row] for row in connection.execute(sql).fetchall()]


def clickhouse() -> Ask:
    """The same with ClickHouse, inside this process."""
    from chdb.session import Session

    session = Session()
    for statement in statements("views.clickhouse.sql"):
        session.query(statement)
    return lambda sql: [[*row.values()] for row in session.query(sql, "ArrowTable").to_pylist()]


def spark() -> Ask:
    """The same with Spark in local mode, on all processors of the machine."""
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[*]").config("spark.ui.enabled", "false")
    for name in ("spark.driver.host", "spark.driver.bindAddress"):
        builder = builder.config(name, "127.0.0.1")
    builder = builder.config("spark.sql.shuffle.partitions", str(os.cpu_count()))
    session = builder.config("spark.driver.memory", "4g").getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    for statement in statements("views.spark.sql"):
        session.sql(statement)
    return lambda sql: [[*row] for row in session.sql(sql).collect()]


ENGINES = {"duckdb": duckdb, "clickhouse": clickhouse, "spark": spark}
NEEDS = {"duckdb": "duckdb", "clickhouse": "chdb", "spark": "pyspark"}


def run_engine(name: str, lake: Path, runs: int) -> None:
    """Ask one engine everything; print what it answered, and how long it took, as JSON."""
    os.chdir(lake)
    began = time.perf_counter()
    ask = ENGINES[name]()
    found: dict[str, Any] = {"start": time.perf_counter() - began, "rows": {}, "seconds": {}}
    for question, sql in QUESTIONS.items():
        taken = []
        for _ in range(runs):
            began = time.perf_counter()
            rows = ask(sql)
            taken.append(time.perf_counter() - began)
        found["rows"][question] = plain(rows)
        found["seconds"][question] = taken
    found["peak"] = sum(map(peak, measuring.tree(os.getpid())))  # Spark's is in Java's machine
    print(json.dumps(found), flush=True)
    os._exit(0)  # Spark and ClickHouse take their time to end


def peak(process: int) -> int:
    """The most memory in kB that a process has had."""
    text = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    return next((int(line.split()[1]) for line in text.splitlines() if "VmHWM" in line), 0)


def plain(rows: Rows) -> Rows:
    """Numbers as texts without zeros at their end, so that answers can be compared."""
    return [
        [f"{v.normalize():f}" if isinstance(v, Decimal) else v and str(v) for v in row]
        for row in rows
    ]


# ------------------------------------------------------------------------------- the claims


def multiply(lake: Path, into: Path, times: int) -> None:
    """Write an export so many times over, each copy with parties and claims of its own."""
    for table in TABLES:
        renamed = {c.name for c in table.columns if c.of in (PARTY, CLAIM)}
        renamed |= {"parties", "claimants"} & {c.name for c in table.columns}
        if ("id" in renamed) or table.name in ("claims", "parties"):
            renamed.add("id")
        for path in sorted((lake / table.name).rglob("*.parquet")):
            copies = times if renamed else 1
            for nth in range(copies):
                target = into / path.relative_to(lake).with_name(f"part-{nth}-{path.name[5:]}")
                target.parent.mkdir(parents=True, exist_ok=True)
                if nth:
                    copy(path, target, renamed, f"-{nth}")
                else:
                    shutil.copyfile(path, target)
    for path in (*lake.glob("*.sql"), lake / "datapackage.json"):
        shutil.copyfile(path, into / path.name)


def copy(path: Path, target: Path, renamed: set[str], ending: str) -> None:
    """Write a file again, with the ending at each id in these columns."""
    source = pq.ParquetFile(path)
    with pq.ParquetWriter(target, source.schema_arrow, compression="zstd") as writer:
        for nth in range(source.num_row_groups):
            table = source.read_row_group(nth)
            for at, name in enumerate(table.column_names):
                if name in renamed:
                    ids = pc.replace_substring(table.column(at), "; ", f"{ending}; ")
                    ids = pc.binary_join_element_wise(ids, pa.scalar(ending), "")
                    table = table.set_column(at, table.schema.field(at), ids)
            writer.write_table(table)


# --------------------------------------------------------------------------- dipfacts itself


def own_answers(base: Base) -> dict[str, Rows]:
    """Return what dipfacts answers to each question."""
    year = Period.parse(YEAR)
    trade = Query(topic="trade", types=("figure",), within=year)

    def whole(facts: Any) -> Iterator[Any]:
        for q in facts:
            if q.period.same_span(year) and not q.figure.scope and not q.is_ahead:
                yield q

    dyad = figures(base, trade.replaced(parties=PAIR)).figures.questions
    sold = figures(base, trade.replaced(parties=(PARTNERS_OF,), measure="exports")).rankings.first
    assert sold is not None
    assert sold.unit == UNIT
    conflicts: dict[str, int] = {}
    for facts in (facts for one in base.measures for facts in base.each_series(Query(), one)):
        for question in questions(facts, base.measures):
            topic = base.measures[question.figure.measure].topic
            conflicts[topic] = conflicts.get(topic, 0) + (question.agreement == "conflict")
    return {
        "one dyad, one year": sorted(
            [q.figure.measure, q.figure.unit, q.value, q.low, q.high, q.agreement]
            for q in whole(dyad)
            if (q.figure.from_, q.figure.to) == PAIR
        ),
        "partners of a country": [
            [line.others[0], line.size] for line in sold.partners if line.way == "from"
        ],
        "mirror asymmetry of a year": own_mirror(base),
        "conflicts by topic": [[topic, n] for topic, n in sorted(conflicts.items()) if n],
    }


def own_mirror(base: Base) -> Rows:
    """The flows furthest apart by either side's statistics, asked of dipfacts dyad by dyad."""
    year = Period.parse(YEAR)
    query = Query(topic="trade", types=("figure",), within=year)
    flows = {
        direction_of(figure_of(facts[0]))
        for measure in ("exports", "imports")
        for facts in base.each_series(query, measure)
    }
    both_sides = FigureOptions(purpose="mirror")
    found: Rows = [
        [*flow, pair.asymmetry]
        for flow in flows
        for pair in figures(base, query.replaced(parties=flow), both_sides).figures.mirror or ()
        if (pair.figure.from_, pair.figure.to) == flow
        and pair.asymmetry is not None
        and not pair.figure.scope
        and pair.period.same_span(year)
    ]
    return sorted(found, key=lambda row: (-row[2], *row[:2]))[:MOST]


def as_decimals(rows: Rows) -> Rows:
    """Every integer as a decimal, so that it is spelled as engines spell theirs."""
    return [[Decimal(v) if isinstance(v, int) else v for v in row] for row in rows]


# ------------------------------------------------------------------------------- the measure


def main() -> int:
    """Export, multiply, ask every engine, compare, and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--claims", type=int, default=1_000_000, help="of dipfacts (1,000,000)")
    parser.add_argument("--times", type=int, default=10, help="how often for the engines (10)")
    parser.add_argument("--runs", type=int, default=5, help="of each question (5)")
    parser.add_argument("--scratch", type=Path, help="where to put it all, some gigabytes")
    parser.add_argument("--keep", type=Path, help="a folder to leave it in, or where it is")
    parser.add_argument("--engine", choices=[*ENGINES], help=argparse.SUPPRESS)
    parser.add_argument("--lake", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.engine:
        run_engine(given.engine, given.lake, given.runs)
    if given.keep:
        return measure(given.keep.resolve(), given.claims, given.times, given.runs)
    with tempfile.TemporaryDirectory(dir=given.scratch, prefix="dipfacts-bench-") as made:
        return measure(Path(made), given.claims, given.times, given.runs)


def measure(folder: Path, claims: int, times: int, runs: int) -> int:
    """Do all of it in a folder; return the exit status."""
    env = measuring.environment(DIPFACTS_CACHE=str(folder / "cache"))
    os.environ["DIPFACTS_CACHE"] = env["DIPFACTS_CACHE"]
    facts, lake, large = folder / "facts", folder / "lake", folder / "large"
    dipfacts = str(Path(sys.executable).with_name("dipfacts"))
    if not facts.exists():
        say(f"writing {claims:,} claims")
        generate.generate(facts, claims, max(1, min(100, claims // 100)))
    say("compiling")
    asked = [dipfacts, "trade", *PAIR, YEAR, "--json", "-f", str(facts)]
    for _ in range(2):
        measuring.run(asked, env)
    print(f"{measuring.machine()}; medians of {runs} runs; the first run of each in brackets.\n")
    if not lake.exists():
        say("exporting")
        export = [dipfacts, "export", str(lake), "--to", "parquet", "-f", str(facts)]
        done = measuring.run(export, env)
        spent = f"{done.seconds:.0f} s, at most {mb(done.peak)} of memory"
        print(f"Export of {claims:,} claims: {spent}, {size(lake)} of Parquet.")
    if not large.exists():
        say(f"multiplying by {times}")
        began, part = time.perf_counter(), folder / "part"
        shutil.rmtree(part, ignore_errors=True)  # of a run that was interrupted
        multiply(lake, part, times)
        part.rename(large)
        spent = f"{time.perf_counter() - began:.0f} s, {size(large)}"
        print(f"{claims * times:,} claims of it: {spent}.\n")
    results = {}
    for where, of in ((lake, claims), (large, claims * times)):
        for name in ENGINES:
            if find_spec(NEEDS[name]) is None:
                say(f"{name} is not installed, and left out")
                continue
            say(f"{name} over {of:,} claims")
            results[name, of] = asked_of(name, where, runs)
    with open_base(str(facts)) as base:
        say("asking dipfacts")
        began = time.perf_counter()
        own = own_answers(base)
        lasted = time.perf_counter() - began
        print(f"dipfacts itself, asked for every flow and question: {lasted:.0f} s.\n")
    wrong = compare(results, {q: plain(as_decimals(rows)) for q, rows in own.items()}, claims)
    taken = measuring.rounds(
        {
            "one dyad, one year": asked,
            "partners of a country": [
                *(dipfacts, "trade", PARTNERS_OF, YEAR, "--measure", "exports"),
                *("--json", "-f", str(facts)),
            ],
        },
        env,
        runs,
    )
    report(results, {name: measuring.median(of) for name, of in taken.items()}, claims)
    return 1 if wrong else 0


def asked_of(name: str, lake: Path, runs: int) -> dict[str, Any]:
    """Return what an engine answers, in a process of its own."""
    command = [sys.executable, __file__, "--engine", name, "--lake", str(lake)]
    done = subprocess.run(
        [*command, "--runs", str(runs)], stdout=subprocess.PIPE, text=True, check=True
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def compare(results: dict[Any, Any], own: dict[str, Rows], claims: int) -> int:
    """Say where an engine's answer is not dipfacts' own; return how many are not."""
    wrong = 0
    for (name, of), found in results.items():
        for question, rows in found["rows"].items():
            wanted = own[question]
            times = of // claims
            if times > 1 and question == "mirror asymmetry of a year":  # the same in each world
                wanted = [[apart] for *_, apart in wanted for _ in range(times)][:MOST]
                rows = [[apart] for *_, apart in rows]
            elif question == "conflicts by topic":
                wanted = [[topic, str(int(n) * times)] for topic, n in wanted]
            if rows != wanted:
                wrong += 1
                print(f"{name}, {of:,} claims, {question}: {rows[:5]}, and not {wanted[:5]}\n")
    if not wrong:
        print(f"All answers are the same, {', '.join(f'{len(r)} rows' for r in own.values())}.\n")
    return wrong


def report(results: dict[Any, Any], own: dict[str, float], claims: int) -> None:
    """Print the table: a line a question and size, a column an engine."""
    names = list(dict.fromkeys(name for name, _ in results))
    print(f"| question | claims | dipfacts, from the shell | {' | '.join(names)} |")
    print(f"|---|---|---|{'---|' * len(names)}")
    for of in dict.fromkeys(of for _, of in results):
        for question in QUESTIONS:
            mine = f"{own[question] * 1000:.0f} ms" if of == claims and question in own else ""
            cells = []
            for name in names:
                first, *_ = taken = results[name, of]["seconds"][question]
                cells.append(f"{statistics.median(taken) * 1000:.0f} ms ({first * 1000:.0f})")
            print(f"| {question} | {of:,} | {mine} | {' | '.join(cells)} |")
        for what, key, form in (("start, with views", "start", ms), ("memory", "peak", mb)):
            cells = [form(results[name, of][key]) for name in names]
            print(f"| {what} | {of:,} | | {' | '.join(cells)} |")


def ms(seconds: float) -> str:
    """Seconds as milliseconds."""
    return f"{seconds * 1000:.0f} ms"


def mb(kilobytes: float) -> str:
    """Kilobytes as megabytes."""
    return f"{kilobytes / 1024:.0f} MB"


def size(folder: Path) -> str:
    """Return the size of the files of a folder."""
    return f"{sum(p.stat().st_size for p in folder.rglob('*') if p.is_file()) / 1e6:.0f} MB"


if __name__ == "__main__":
    sys.exit(main())
