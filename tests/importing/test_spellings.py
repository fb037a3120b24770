"""`dipfacts import --map`: heads and kinds alike but for blanks or case; a unit that is given."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from support.command_line import Run
from support.importing import TO_BASE, Import, map_words
from support.written import claims

pytestmark = pytest.mark.usefixtures("empty_folder")

AID = ("measure=oda", "from={a}", "to={b}", "period={y}", "publisher=X")
PACT = ("claim=relation", "title=T", "parties={a}, {b}", "period={y}/..", "publisher=X")


def reported(dip: Run, text: str, *given: str) -> tuple[int, list[str]]:
    """Import a table; return the status, and the lines of the report and of what is wrong."""
    Path("t.csv").write_text(text)
    words = map_words(*given)
    status, out, err = dip("import", "t.csv", *TO_BASE, *words)
    return status, [it.strip() for it in (out + err).replace("\n    ", " ").splitlines()]


def test_a_break_in_a_head_is_a_blank(dip: Run) -> None:
    text = 'a,b,y,"Value\nin USD"\nFRA,COD,2020,5\n'
    for given in ("{Value in USD}", "{Value  in\tUSD}"):
        assert reported(dip, text, *AID, "unit=USD", f"value={given}")[0] == 0
        assert [it["value"] for it in claims(Path("base")).values()] == [5]
    text = 'a,b,y,"Value\nin USD",Value  in USD\nFRA,COD,2020,5,6\n'
    status, lines = reported(dip, text, *AID, "unit=USD", "value={Value in USD}")
    assert (status, lines[0]) == (2, 'dipfacts: --map value: there is no column "Value in USD"')


def test_kinds_of_a_column_that_differ_in_capitals_are_told(dip: Run) -> None:
    text = "a,b,y,k\nFRA,DEU,1990,Treaty\nITA,FRA,1991,treaty\nITA,DEU,1992,Air pact\n"
    _, lines = reported(dip, f"{text}ESP,FRA,1993,air-pact\n", *PACT, "kind={k}")
    assert [it for it in lines if "kind" in it] == [
        'note: k has the kind "Treaty", which is another than treaty: write both alike',
        'note: k has the kind "air-pact", which is another than Air pact: write both alike',
    ]


@pytest.mark.parametrize(
    ("unit", "remedy"),
    [("percent", "write 1.7"), ("USD", "write 1.7, and add --map unit=percent")],
)
def test_a_unit_that_is_given_is_no_remedy(dip: Run, unit: str, remedy: str) -> None:
    _, lines = reported(dip, "a,b,y,v\nFRA,COD,2020,1.7%\n", *AID, f"unit={unit}", "value={v}")
    assert f't.csv:2: value: "1.7%" is no number; {remedy}' in lines


@pytest.mark.parametrize(
    "head", [unicodedata.normalize("NFD", "Länder"), "\u200bLänder", "Län\u00adder\u2060", "Länder"]
)
@pytest.mark.parametrize("typed", ["Länder", unicodedata.normalize("NFD", "Länder")])
def test_a_head_is_named_as_people_see_it(imported: Import, head: str, typed: str) -> None:
    given = ("claim=figure", "measure=exports", "unit=EUR", "from=poland", f"to={{{typed}}}",
             "period={Jahr}", "value={Wert}")  # fmt: skip
    _, (claim,) = imported("t.csv", f"{head};Jahr;Wert\nÖsterreich;2020;12\n", *given)
    assert (claim["to"], claim["value"]) == ("iso2:AT", 12)
