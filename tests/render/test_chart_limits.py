"""Bounds, and numbers that are about so much or not final, in every picture of figures."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dipfacts.cli import app
from dipfacts.render.page.figures.plot import Plot, draw
from dipfacts.render.page.figures.spots import DrawnEnd, Spot
from support.charts import SVG, texts
from support.command_line import Run
from support.factbase import base, figure, measure, party, source, topic

Ask = Callable[[str], str]


def year(partner: str, period: str, value: int, **keys: Any) -> str:
    """A number of a and a partner for a year, in millions."""
    id = f"{partner}-{period.replace('/', '-')}-{keys.get('source', 's')}"
    return figure(id, parties=["a", partner], period=period, value=value * 1_000_000, **keys)


CLAIMS = [
    year("b", "2016", 90),
    year("b", "2017", 100, qualifier="less-than"),
    year("b", "2018", 110, qualifier="more-than"),
    year("b", "2019", 120, status="provisional"),
    year("b", "2020", 130, qualifier="about"),
    year("b", "2021", 140),
    year("b", "2021", 160, qualifier="more-than", source="t"),
    year("b", "2022", 150, qualifier="at-least"),
    year("b", "2022", 170, qualifier="at-most", source="t"),
    *(year("c", str(n), 2 * (n - 1990)) for n in range(2016, 2020)),
    year("c", "2020", 62, qualifier="about", status="estimate"),
    year("c", "2021-01/2021-11", 50),
    year("c", "2022", 60, unit="EUR"),
]


@pytest.fixture
def run(tmp_path: Path, write: Callable[..., Path], dip: Run) -> Ask:
    """Return what a question of the claims prints, or writes to the file that it names."""
    parties = (party(id, name=f"{id.title()}land") for id in "abc")
    path = write(base(source(), source("t"), topic(), measure(), *parties, *CLAIMS))

    def result(words: str) -> str:
        *line, last = words.split()
        target = tmp_path / last
        line += ["-o", str(target)] if "." in last else [last]
        page = dip(*line, "-f", str(path)).page()
        return target.read_text("utf-8") if "." in last else page

    return result


def drawn(chart: ElementTree.Element, name: str) -> int:
    return sum(name in (part.get("class") or "").split() for part in chart.iter())


def test_columns_show_bounds_and_what_is_not_final(run: Ask) -> None:
    chart = ElementTree.fromstring(run("trade a b x.svg"))
    every = texts(chart)
    for label in ("90", "<100", ">110", "120", "≈130", "140–>160", "≥150–≤170"):
        assert label in every
    begin = every.index("full year")
    assert every[begin : begin + 9] == [
        "full year",
        "more than: 2018, 2021",
        "at least: 2022",
        "less than: 2017",
        "at most: 2022",
        "provisional: 2019",
        "from the lowest to the highest claim, a dot for each, a triangle at a bound",
        "≈ about: 2020",
        "Sources: S; T.",
    ]
    assert drawn(chart, "column") == 7
    assert drawn(chart, "upper") == 2  # and its label
    assert drawn(chart, "open") == 3  # its label, and in the legend
    assert drawn(chart, "arrow") == 3 + 4  # in the legend too
    assert drawn(chart, "claim") == 1  # the number beside which a bound stands


def test_lines_show_bounds_and_what_is_not_final(run: Ask) -> None:
    chart = ElementTree.fromstring(run("trade a b c x.svg"))
    described = chart[1].text or ""
    for text in (
        "Bland: 2016 $90 million, 2017 less than $100 million, 2018 more than $110 million,",
        " 2019 $120 million (provisional), 2020 about $130 million,",
        " 2021 $140 million to more than $160 million,",
        " 2022 at least $150 million and at most $170 million; Cland: ",
        " 2020 about $62 million (estimate).",
    ):
        assert text in described
    every = texts(chart)
    for text in (
        *("$ million", "more than: Bland 2018, 2021", "less than: Bland 2017"),
        *("at least: Bland 2022", "at most: Bland 2022", "about: Bland 2020; Cland 2020"),
        *("estimate: Cland 2020", "provisional: Bland 2019"),
        "Not drawn: Cland 2021 (a part of the year); Cland 2022 (not in dollars).",
    ):
        assert text in every
    assert drawn(chart, "bound") == 5 + 4
    assert drawn(chart, "hollow") == 3 + 3


def test_lines_on_a_terminal_name_what_is_not_drawn(run: Ask) -> None:
    said = " ".join(run("trade a b c --chart").split())
    assert "Not drawn: Cland 2021 (a part of the year); Cland 2022 (not in dollars). Sou" in said


@pytest.mark.parametrize(
    ("is_low", "width", "said"),
    [
        (False, 40, "Not drawn: B 2020 and 2021 (a part of the year)."),
        (True, 80, "Not drawn: B 2020 and 2021 (a part of the year)."),
        (True, 40, "Not drawn: 2 numbers, named with --full."),
    ],
)
def test_a_low_frame_gives_what_is_not_drawn_one_line(is_low: bool, width: int, said: str) -> None:
    end = DrawnEnd(5)
    line = {year: Spot(end, end, "$5") for year in (2018, 2019)}
    missing = "B 2020 and 2021 (a part of the year)"
    plot = Plot("", "USD", {"A": line}, is_low, missing=missing, much=2)
    assert " ".join(" ".join(draw(plot, width)).split()).endswith(said)


@pytest.mark.parametrize("width", [40, 60, 80, 120])
@pytest.mark.parametrize("last", [1961, 1999, 2023, 2099])
def test_a_frame_is_no_wider_than_the_terminal(width: int, last: int) -> None:
    lines = {
        "A": {year: Spot(DrawnEnd(year), DrawnEnd(year), "") for year in range(1960, last)},
        "B": {1960: Spot(DrawnEnd(5), DrawnEnd(5), "")},
    }
    drawn_lines = draw(Plot("", "USD", lines, missing="C 2001", much=1), width)
    assert max(map(len, drawn_lines)) <= width
    below = " ".join(" ".join(drawn_lines).split())
    begin = last - (width - len("$3,000 │ "))
    if begin > 1960:
        assert below.endswith(f"● A Not drawn: 1960–{begin - 1} (no room); C 2001.")
    else:
        assert "no room" not in below
        assert "▲ B" in below


OTHER_KINDS = {
    ("2023-04/2024-03",): "Apr 2023 – Mar 2024 (fiscal year)",
    ("2011-03-21/2012-03-20", "2023-04/2024-03"): (
        "Apr 2023 – Mar 2024 (fiscal year); 21 Mar 2011 – 20 Mar 2012 (Iranian year)"
    ),
    tuple(f"{year}-04/{year + 1}-03" for year in (2004, 2006, 2008, 2010)): (
        "Apr 2010 – Mar 2011, Apr 2008 – Mar 2009, Apr 2006 – Mar 2007 and 1 more (fiscal year)"
    ),
    ("2012-01/2012-11",): "",  # the picture is of full years
}


@pytest.mark.parametrize("periods", OTHER_KINDS)
def test_years_of_another_kind_are_named_below_each_picture_of_a_series(
    periods: tuple[str, ...], tmp_path: Path, write: Callable[..., Path]
) -> None:
    every = [*(str(year) for year in range(2014, 2020)), *periods]
    parties = map(party, "ab")
    path = write(base(source(), topic(), measure(), *parties, *(year("b", it, 9) for it in every)))
    said = f"Not drawn: {OTHER_KINDS[periods]}." if OTHER_KINDS[periods] else ""
    for line in ("trade a b --chart -o x.txt", "trade a b -o x.svg", "brief a b -o x.html"):
        *words, name = line.split()
        target = tmp_path / name
        assert app.run([*words, str(target), "-f", str(path)]) == 0
        text = " ".join(re.sub("<[^>]*>", " ", target.read_text("utf-8")).split())
        assert said in text
        assert ("ot drawn" in text) is bool(said)
    brief = tmp_path / "brief.txt"
    assert app.run(["brief", "a", "b", "-f", str(path), "-o", str(brief)]) == 0
    (row,) = [it for it in brief.read_text("utf-8").splitlines() if it[:9] == "Not drawn"] or [""]
    assert row.removeprefix("Not drawn").strip() == OTHER_KINDS[periods]


FISCAL, CALENDAR = ("{0}-04/{1}-03", "fiscal year"), ("{0}", "calendar year")


@pytest.mark.parametrize(("older", "newer"), [(FISCAL, CALENDAR), (CALENDAR, FISCAL)])
def test_of_two_kinds_with_as_many_years_lines_are_of_the_newest(
    older: tuple[str, str], newer: tuple[str, str], tmp_path: Path, write: Callable[..., Path]
) -> None:
    every = {start: (newer if start > 2015 else older)[0] for start in (2013, 2014, 2017, 2018)}
    periods = [period.format(start, start + 1) for start, period in every.items()]
    claims = (year(partner, it, 9) for partner in "bc" for it in periods)
    path = write(base(source(), topic(), measure(), *map(party, "abc"), *claims))
    for line in ("trade a b c --chart -o x.txt", "trade a b c -o x.svg"):
        *words, name = line.split()
        target = tmp_path / name
        assert app.run([*words, str(target), "-f", str(path)]) == 0
        said = " ".join(re.sub("<[^>]*>", " ", target.read_text("utf-8")).split())
        assert f"Not drawn: B 2013–2014 ({older[1]}); C 2013–2014 ({older[1]})." in said


def test_a_number_of_about_a_year_is_hollow(tmp_path: Path, write: Callable[..., Path]) -> None:
    parties = map(party, "abc")
    years = [
        figure(f"{one}-{nth}", parties=["a", one], period=period, value=5)
        for one in "bc"
        for nth, period in enumerate(("2012", "2013~", "2014"))
    ]
    path = write(base(source(), topic(), measure(), *parties, *years))
    target = tmp_path / "x.svg"
    assert app.run(["trade", "a", "b", "c", "-f", str(path), "-o", str(target)]) == 0
    chart = ElementTree.fromstring(target.read_text("utf-8"))
    assert drawn(chart, "hollow") == 2 + 1  # in the legend, too
    assert drawn(chart, "end") == 6 - 2


def test_no_line_leads_to_a_bound(run: Ask) -> None:
    chart = ElementTree.fromstring(run("trade a b c x.svg"))
    lines = [p.get("d") or "" for p in chart.iter(f"{SVG}path") if p.get("class") == "line l0"]
    assert (lines[0].count("M"), lines[0].count("L")) == (2, 1)  # 2016; 2019 to 2020


def test_lines_on_a_terminal_say_what_is_no_number(run: Ask) -> None:
    page = run("trade a b c --chart")
    frame = page[page.index("│") :]
    assert frame.count("↑") == 2 + 2  # at bounds, and below the frame
    assert "↓ less than: Bland 2017\n" in frame
    assert "↑ more than: Bland 2018, 2021\n" in frame
    assert (
        "\nabout: Bland 2020; Cland 2020\nprovisional: Bland 2019\nestimate: Cland 2020\n" in frame
    )


@pytest.mark.parametrize("text", ["more than: 2018, 2021", "≈ about: 2020", "provisional: 2019"])
def test_a_brief_has_the_same_chart(text: str, run: Ask) -> None:
    page = run("brief a b x.html")
    assert text in re.sub("<[^>]*>", "", page)
    assert page.count('class="arrow"') == 3
    assert "with a dot for each number beside it, a triangle at a bound" in page
    assert 'v8l7 -4z"' in page  # of the claims that differ


def test_the_json_of_a_series_says_what_limits_its_numbers(run: Ask) -> None:
    for series in (
        json.loads(run("trade a b --json"))["series"],
        json.loads(run("brief a b --json"))["brief"]["years"],
    ):
        texts = [point["display"] for point in series["points"]]
        assert texts[:4] == [
            *("$90 million", "less than $100 million", "more than $110 million"),
            "$120 million (provisional)",
        ]


@pytest.mark.parametrize(("words", "value"), [("a b c", 3), ("a", 3)])
def test_a_preferred_bound_is_one_in_the_json(
    words: str, value: int, write: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    parties = (party(id) for id in "abc")
    preferred = year("b", "2020", 3, qualifier="more-than", rank="preferred")
    claims = preferred, year("b", "2020", 4, source="t"), year("c", "2020", 5)
    path = write(base(source(), source("t"), topic(), measure(), *parties, *claims))
    assert app.run(["trade", *words.split(), "--json", "-f", str(path)]) == 0
    answer = json.loads(capsys.readouterr().out)
    if "b" in words:
        cell = answer["side_by_side"][0]["rows"][0]["cells"][0]
    else:
        cell = next(it for it in answer["ranking"]["partners"] if it["party"] == "b")
    assert (cell["value"], cell["qualifier"]) == (value * 1_000_000, "more-than")


def test_bars_below_zero_are_of_another_sign_as_long_as_they_are_far_from_it(
    write: Callable[..., Path], dip: Run
) -> None:
    values = {2016: -8, 2017: -10, 2018: 5, 2019: -5, 2020: -4}
    claims = [year("b", str(n), value) for n, value in values.items()]
    claims += [year("b", "2019", 2, source="t"), year("b", "2020", -8, source="t")]
    parties = (party("a"), party("b"))
    path = str(write(base(source(), source("t"), topic(), measure(), *parties, *claims)))
    page = dip("trade", "a", "b", "--chart", "-f", path).page()
    assert "(▒ where claims differ, ▄ below zero)" in page
    bars = dict(re.findall(r"^(20\d\d)  ([█▄▒]+) ", page, re.MULTILINE))
    assert {bars[n][:1] for n in ("2016", "2017", "2020")} == {"▄"}
    assert {*bars["2018"]} == {"█"}
    assert {*bars["2019"]} == {"▒"}  # from below zero to above
    longest = len(bars["2017"])
    assert [round(len(bars[n]) * 10 / longest) for n in sorted(bars)] == [8, 10, 5, 5, 8]
    assert bars["2020"].count("▄") * 2 == pytest.approx(len(bars["2020"]), abs=1)
    brief = dip("brief", "a", "b", "-f", path).page()
    assert "by year (▒ where claims differ, ▄ below zero)" in brief
    assert re.search(r"2017 +-\$10 million +▄{12} ", brief)


def test_the_frame_of_numbers_below_one_is_no_higher_than_it_must_be(
    write: Callable[..., Path], dip: Run
) -> None:
    claims = [
        figure(f"{of}{n}", parties=["a", of], period=str(n), unit="hours", value=value * n / 10**5)
        for of, value in (("b", 2), ("c", 4))
        for n in range(2017, 2020)
    ]
    path = str(write(base(source(), topic(), measure(), *map(party, "abc"), *claims)))
    page = dip("trade", "a", "b", "c", "--chart", "-f", path).page()
    assert re.search(r"^ *0\.1 hours │", page, re.MULTILINE), page
    assert page.count("▲") >= 3
