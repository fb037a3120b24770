"""A table of trade becomes the figures that it holds, or is refused with the line that is wrong."""

from __future__ import annotations

import datetime
import subprocess
import sys
from pathlib import Path

import convert_trade
import pytest
from convert_trade import Columns

from dipfacts.checks.findings import problems
from dipfacts.cli.registry import COMMANDS
from dipfacts.model.query import Query
from dipfacts.query.base import open_base
from dipfacts.read.base.base_reader import BaseReader
from dipfacts.read.files import read, source_files

TABLE = """\
exporter,importer,year,trade_musd,rta
ARG,AUS,1986,27.764874,0
AUS,ARG,1986,0.0000004,0
DEU,KOR,1990,1234.5,1
DEU,DEU,1990,99,0
Atlantis,CIV,1990,3,0
KOR,DEU,1991,0,0
"""


def test_each_row_becomes_a_figure_in_base_units(tmp_path: Path) -> None:
    table = tmp_path / "Trade 86.csv"
    table.write_text(TABLE, encoding="utf-8")
    assert convert_trade.convert(table, tmp_path / "made") == 3
    assert sorted(path.name for path in (tmp_path / "made").iterdir()) == [
        "1986.toml",
        "1990.toml",
        "parties.toml",
    ]
    with open_base(str(tmp_path / "made")) as base:
        found = [
            (f.claim.from_, f.claim.to, f.claim.period, getattr(f.claim, "value", None))
            for f in base.find(Query())
        ]
        assert base.party("KR").id == base.party("South Korea").id
        assert base.party("Atlantis").iso is None
        assert base.sources_by_id(["trade-86"])["trade-86"].publisher == "Trade 86.csv"
    assert found == [
        ("argentina", "australia", "1986", 27_764_874),
        ("germany", "south-korea", "1990", 1_234_500_000),
        ("atlantis", "cote-d-ivoire", "1990", 3_000_000),
    ]


def test_what_is_made_has_no_problem(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text(TABLE, encoding="utf-8")
    convert_trade.convert(table, tmp_path / "made")
    reader = BaseReader()
    for file in source_files([str(tmp_path / "made")]):
        reader.add(file, read(file))
    assert problems(reader, datetime.date(2026, 12, 31), COMMANDS) == []


def test_columns_scale_and_unit_are_options(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text('"from","to","when","eur"\n"Fra\\"nce","ESP","1999","5"\n', encoding="utf-8")
    options = "--exporter from --importer to --year when --value eur --scale 1000 --unit EUR"
    script = str(Path(convert_trade.__file__))
    done = subprocess.run(
        [sys.executable, script, str(table), "-o", str(tmp_path / "m"), *options.split()],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "1 claim\n"
    with open_base(str(tmp_path / "m")) as base:
        (fact,) = base.find(Query())
        assert (getattr(fact.claim, "value", 0), getattr(fact.claim, "unit", "")) == (5000, "EUR")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("exporter,importer,year\n", "t.csv has no column trade_musd"),
        ("exporter,importer,year,trade_musd\nARG,AUS,x,1\n", "t.csv:2 is no figure of a year"),
        ("exporter,importer,year,trade_musd\nARG,AUS,1990,\n", "t.csv:2 is no figure of a year"),
        ("exporter,importer,year,trade_musd\nARG,AUS,1990,NaN\n", "t.csv:2 is no figure of a year"),
        ("exporter,importer,year,trade_musd\nARG,AUS\n", "t.csv:2 is no figure of a year"),
        (
            "exporter,importer,year,trade_musd\n!,AUS,1990,1\n",
            'no id can be made from the name "!"',
        ),
    ],
)
def test_what_is_no_table_of_trade_is_refused(text: str, told: str, tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=told):
        convert_trade.convert(table, tmp_path / "made", Columns())
