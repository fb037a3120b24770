"""`dipfacts import --map`: rows that are the years of one relation, as in panels of dyads."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.command_line import Run
from support.importing import DAY, map_words

pytestmark = pytest.mark.usefixtures("read_anew")

PANEL = """a,b,year,title,kind
2,20,1949,Pact,defence
2,20,1950,Pact,defence
20,2,1951,Pact,defence
200,220,1949.0,Pact,defence
200,220,1950.0,Pact,defence
200,230,1949,Pact,defence
200,230,1960,Pact,defence
"""
TWO = "(2, 20 from 1949 to 1951, and 1 other)"
GIVEN = (
    "claim=relation",
    "kind={kind}",
    "title={title}",
    "parties=cow:{a}, cow:{b}",
    "period={year}",
    "publisher=X",
)


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ((), TWO),
        (("kind=pact", "title=Treaty"), TWO),
        (("from=cow:{a}", "to=cow:{b}"), "(2, 20 from 1949 to 1950, and 1 other)"),
        (("where={a}=200",), "(200, 220 from 1949 to 1950)"),
        (("where={b}=230",), ""),  # of these years one does not follow the other
        (("title={title} of {year}",), ""),
        (("period={year}/..",), ""),
        (("period={year}/{year}",), TWO),
        (("period={year}-01/{year}-12",), TWO),
        (("period={year}-01-01/{year}-12-31",), TWO),
        (("claim=event", "status=held"), ""),
    ],
)
def test_years_of_one_relation_are_told(dip: Run, given: tuple[str, ...], named: str) -> None:
    Path("t.csv").write_text(PANEL)
    words = {it.partition("=")[0]: it for it in (*GIVEN, *given)}
    if "from" in words:
        del words["parties"]
    options = map_words(*words.values())
    status, out, _ = dip("import", "t.csv", *DAY, *options, "--to", "base")
    assert status == 0, out
    start = "  note: rows name the same parties and title year by year "
    end = (
        ": if these are years of one relation, write one row with its first and its last year, "
        "and --map 'period={first}/{last}'\n"
    )
    assert (f"{start}{named}{end}" in out) if named else (start not in out), out
    assert not named or "may be about the same" not in out  # as which they would be disputed


def test_years_with_gaps_are_spells(dip: Run) -> None:
    Path("t.csv").write_text(PANEL + "2,20,1960,Pact,defence\n")
    options = map_words(*GIVEN)
    out = dip("import", "t.csv", *DAY, *options, "--to", "base")[1]
    told = (
        "  note: rows name the same parties and title year by year (2, 20 in 4 of the years 1949 "
        "to 1960, and 1 other): if these are years of one relation, write one row for each spell "
        "of years in turn, with its first and its last year, and --map 'period={first}/{last}'\n"
    )
    assert told in out, out
