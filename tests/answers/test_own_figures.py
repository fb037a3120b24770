"""Figures of each party by itself, in a topic that has figures between parties, too."""

from __future__ import annotations

import json

import pytest

from support.command_line import Run
from support.compiled import shared
from support.factbase import base, figure, measure, party, source, topic

GDP = measure("gdp", topic="economy", label="GDP", partners=0)
OPENNESS = measure("openness", topic="economy", label="Openness", nature="ratio")
HEAD = base(
    source("s", publisher="Almanac", published="2024"),
    *(party(id, name=f"{id.upper()}land") for id in "abc"),
    topic("economy", label="Economy"),
)
FIGURES = [
    *(figure(f"gdp-{id}", measure="gdp", parties=[id], value=5) for id in "ab"),
    figure("open", measure="openness", parties=["a"], value=7, unit="percent"),
]
BETWEEN = figure("between", measure="openness", parties=["a", "b"], value=3, unit="percent")


def path_of(*tables: str) -> str:
    return str(shared(HEAD + "".join(tables)))


def test_what_each_has_is_compared_whatever_else_stands_in_the_topic(dip: Run) -> None:
    path = path_of(GDP, OPENNESS, *FIGURES)
    assert dip("economy", "a", "b", "-f", path).page().partition("\n\nSources")[0] == (
        "GDP in 2021: Aland $5 and Bland $5.\n"
        "\n"
        "GDP\n"
        "Year  Aland  Bland  Source\n"
        "2021  $5     $5     [1]\n"
        "\n"
        "No figure on economy of Aland with Bland is recorded: these are of each by itself.\n"
        f"Aland has figures of other measures: dipfacts economy a -f {path}"
    )
    found = json.loads(dip("economy", "a", "b", "c", "-f", path, "--json").out)
    assert "measure" not in found["query"]
    assert [row["period"] for row in found["side_by_side"][0]["rows"]] == ["2021"]


def test_what_is_between_two_answers_first(dip: Run) -> None:
    path = path_of(GDP, OPENNESS, *FIGURES, BETWEEN)
    page = dip("economy", "a", "b", "-f", path).page()
    assert page.startswith("Openness between Aland and Bland in 2021: 3%")


def test_figures_of_other_dates_are_not_denied(dip: Run) -> None:
    path = path_of(GDP, OPENNESS, *FIGURES)
    page = dip("economy", "a", "b", "--in", "1990", "-f", path).page(1)
    assert "; there are 2 claims for 2021." in page
    assert "by itself" not in page


@pytest.mark.parametrize(
    ("words", "whom", "named"),
    [
        ("a b", "each", "a b"),
        ("b a c", "Bland and Aland, each", "b a"),
        ("a c", "Aland", "a"),
        ("c a", "Aland", "a"),
        ("c", "", ""),
    ],
)
@pytest.mark.parametrize("year", ["", "2021", "1990"])
def test_where_the_topic_is_of_pairs_first_the_command_is_named(
    dip: Run, words: str, whom: str, named: str, year: str
) -> None:
    """Whom nothing is recorded of is not in it, nor dates of which it has nothing."""
    path = path_of(OPENNESS, GDP, *FIGURES)
    asked = ["--in", year] if year else []
    page = dip("economy", *words.split(), *asked, "-f", path).page(1)
    if not whom:
        assert "by itself" not in page
        return
    dates = "--in 2021 " if year == "2021" else ""
    command = f"dipfacts economy {named} {dates}--measure gdp -f {path}"
    assert f"\nGDP of {whom} by itself: {command}\n" in page
    told = dip(*command.split()[1:]).page()
    assert "$5" in told.partition("\n")[0]


ALONE = [
    figure(f"open-{id}", measure="openness", parties=[id], value=7, unit="percent") for id in "ab"
]


def by_itself(name: str, line: str, path: str) -> str:
    """Return the remark with the command for one party's own figures."""
    return f"{name} has figures by itself: dipfacts economy {line} -f {path}\n"


def test_figures_of_a_measure_that_does_not_say_so_are_named(dip: Run) -> None:
    path = path_of(OPENNESS, *ALONE)
    own = by_itself("Aland", "a", path), by_itself("Bland", "b", path)
    nothing = "Nothing on economy between Aland and Bland is recorded.\n\n"
    assert dip("economy", "a", "b", "-f", path).page(1) == nothing + "".join(own)
    page = dip("economy", "b", "a", "c", "-f", path).page(1)
    none = "No figure on economy of Bland with Aland or Cland is recorded."
    assert page.startswith(f"{none}\n\n{own[1]}{own[0]}"), page
    page = dip("economy", "a", "b", "--in", "2021", "-f", path).page(1)
    assert by_itself("Aland", "a --in 2021", path) in page
    assert own[0] in dip("economy", "a", "b", "--in", "1990", "-f", path).page(1)
    assert dip(*own[0].split()[6:]).page().startswith("Economy of Aland: 1 claim")


def test_those_of_a_measure_between_parties_are_not(dip: Run) -> None:
    with_c = figure("ac", measure="openness", parties=["a", "c"], value=3, unit="percent")
    page = dip("economy", "a", "b", "-f", path_of(OPENNESS, *ALONE, with_c)).page(1)
    assert "by itself" not in page
    page = dip("borders", "iceland", "japan", "-f", "bundled").page(
        1
    )  # what each has is told as none
    assert (page.count("in total as of"), "by itself" in page) == (2, False)


def test_of_many_measures_of_each_by_itself_each_party_has_its_command(dip: Run) -> None:
    own = [measure(f"m{n}", topic="economy", partners=0) for n in range(4)]
    has = [figure(f"{id}{n}", measure=f"m{n}", parties=[id]) for id in "ab" for n in range(4)]
    path = path_of(OPENNESS, *own, *has)
    page = dip("economy", "a", "b", "-f", path).page(1)
    for id in "ab":
        name = f"{id.upper()}land"
        assert f"4 measures are of {name} by itself: dipfacts economy {id} -f {path}\n" in page


def test_what_must_be_read_with_numbers_stands_side_by_side_too(dip: Run) -> None:
    """Notes of claims and of every measure, and the definition and valuation that all share."""
    real = measure("real", topic="economy", label="GDP, real", partners=0, note="Not in euros.")
    basis = {"definition": "in dollars of 2021", "valuation": "fob"}
    claims = [
        *(figure(f"gdp-{id}", measure="gdp", parties=[id], value=5) for id in "ab"),
        figure("real-a", measure="real", parties=["a"], value=6, note="Revised.", **basis),
        figure("real-b", measure="real", parties=["b"], value=7, **basis),
    ]
    path = path_of(GDP, real, *claims)
    assert dip("economy", "a", "b", "-f", path).page().partition("\n\nSources")[0] == (
        "GDP in 2021: Aland $5 and Bland $5.\n"
        "\n"
        "GDP\n"
        "Year  Aland  Bland  Source\n"
        "2021  $5     $5     [1]\n"
        "\n"
        "GDP, real, in dollars of 2021, fob\n"
        "Year  Aland      Bland  Source\n"
        "2021  $6 (note)  $7     [1]\n"
        "\n"
        "Note on GDP, real: Not in euros.\n"
        "Claims with a note: real-a: dipfacts show ID"
    )
