"""The chart of one party's own figures, and why there is none of others."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from support.command_line import Run
from support.compiled import shared
from support.factbase import base, figure, measure, party, source, topic

HEAD = base(
    source("s", publisher="Almanac", published="2024"),
    *(party(id, name=f"{id.upper()}land") for id in "ab"),
    party("world", kind="aggregate", name="World"),
    topic("economy"),
    topic(),
    measure("gdp", topic="economy", label="GDP", partners=0),
    measure("exports"),
)


def gdp(first: int, last: int) -> list[str]:
    return [
        figure(f"gdp-{year}", measure="gdp", parties=["a"], period=str(year), value=year)
        for year in range(first, last + 1)
    ]


def path_of(*tables: str) -> str:
    return str(shared(HEAD + "".join(tables)))


def test_the_years_of_one_party_are_a_series(dip: Run) -> None:
    path = path_of(*gdp(2021, 2023))
    page = dip("economy", "a", "--chart", "-f", path).page()
    assert page.partition("\n\nSources")[0] == (
        "Economy of Aland: 3 claims. GDP of Aland in 2023: $2,023, according to Almanac (2024).\n"
        "\n"
        "Aland\n"
        "What  Period  Value   Who says so  Source\n"
        "GDP   2023    $2,023  Almanac      [1]\n"
        "GDP   2022    $2,022  Almanac      [1]\n"
        "GDP   2021    $2,021  Almanac      [1]\n"
        "\n"
        "GDP, full years, every claim that counts (▒ where claims differ)\n"
        f"2021  {'█' * 67} $2,021\n"
        f"2022  {'█' * 67} $2,022\n"
        f"2023  {'█' * 67} $2,023"
    )
    series = json.loads(dip("economy", "a", "--json", "-f", path).page())["series"]
    assert (series["measure"], series["parties"]) == ("gdp", ["a"])
    assert [point["facts"] for point in series["points"]] == [
        ["gdp-2021"],
        ["gdp-2022"],
        ["gdp-2023"],
    ]
    assert (
        ">Aland: GDP by year</title>" in dip("economy", "a", "--format", "svg", "-f", path).page()
    )


def test_a_total_in_either_words_is_one_series(dip: Run) -> None:
    alone = figure("x-2021", measure="exports", parties=["a"], period="2021", value=1)
    ends = {"from_": "a", "to": "world", "measure": "exports"}
    with_world = (figure(f"x-{n}", **ends, period=str(n), value=n) for n in (2022, 2023))
    told = json.loads(dip("trade", "a", "--json", "-f", path_of(alone, *with_world)).page())
    assert [point["period"] for point in told["series"]["points"]] == ["2021", "2022", "2023"]


def test_of_very_many_years_the_last_are_drawn_and_the_others_counted(dip: Run) -> None:
    path = path_of(*gdp(1960, 2023))
    page = dip("economy", "a", "--chart", "-f", path).page()
    assert "\n1964  █" in page
    assert "\n1963  █" not in page
    assert "\nNot drawn: 4 earlier years, from 1960.\n" in page
    series = json.loads(dip("economy", "a", "--json", "-f", path).page())["series"]
    assert [series["points"][n]["period"] for n in (0, -1)] == ["1964", "2023"]
    picture = dip("economy", "a", "--format", "svg", "-f", path).page()
    assert "4 earlier years, from 1960" in picture


@pytest.mark.parametrize(
    ("tables", "whom", "why", "hint"),
    [
        (gdp(2022, 2023), "economy a", "no chart: it takes three full years of one series", ""),
        (
            [figure("x", measure="exports", from_="a", to="b")],
            "trade a",
            "no chart of a ranking: it takes the full years of one series",
            "name the other side, too",
        ),
        (
            [figure("x", measure="exports", from_="a", to="b")],
            "trade",
            "no chart of a ranking: it takes the full years of one series",
            "name both sides",
        ),
    ],
)
def test_why_there_is_no_chart(
    dip: Run, tmp_path: Path, tables: list[str], whom: str, why: str, hint: str
) -> None:
    path, target = path_of(*tables), tmp_path / "chart.svg"
    hint = hint or "leave -o and --format out to see what is on record"
    status, out, err = dip(*whom.split(), "-o", str(target), "-f", path)
    assert (status, out, err) == (2, "", f"dipfacts: {why}\n  {hint}\n")
    assert not target.exists()
    assert dip(*whom.split(), "--chart", "-f", path).err == f"dipfacts: {why}\n"
