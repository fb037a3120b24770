"""Partners of whom only a party's other stocks and counts tell: named, with the measures."""

from __future__ import annotations

from support.command_line import Run
from support.compiled import shared
from support.factbase import base, figure, measure, party, source, topic

PATH = str(
    shared(
        base(
            source("s", publisher="Gazette", published="2022-12-05"),
            *(party(name, name=f"{name.upper()}land") for name in "abcde"),
            topic("security", label="Security"),
            measure("troops", topic="security", label="Troops", nature="stock"),
            measure("bases", topic="security", label="Bases", nature="stock"),
            measure("exercises", topic="security", label="Exercises", nature="count"),
            measure("arms", topic="security", label="Arms transfers"),
        )
        + figure("t", measure="troops", from_="a", to="b", period="2021-12-31", unit="troops")
        + figure("b1", measure="bases", from_="a", to="b", period="2021-12-31", unit="bases")
        + figure("b2", measure="bases", from_="a", to="c", period="2021-12-31", unit="bases")
        + figure("e", measure="exercises", parties=["a", "d"], unit="exercises")
        + figure("w", measure="arms", from_="a", to="e")
    )
)
REMARK = "\nIn none of these tables: Cland and Dland; --measure bases --measure exercises\n"


def test_partners_with_a_figure_of_another_measure_alone_are_named(dip: Run) -> None:
    page = dip("security", "a", "-f", PATH).page()
    assert f"\n3 more claims: name both sides, or --limit 0{REMARK}" in page


def test_the_options_that_it_names_rank_them(dip: Run) -> None:
    options = ("--measure", "bases", "--measure", "exercises")
    page = dip("security", "a", *options, "-f", PATH).page()
    assert ("to Cland" in page, "Dland" in page, "In none" in page) == (True, True, False)
    assert "In none" not in dip("security", "a", "--limit", "0", "-f", PATH).page()
