"""Full years that do not begin in January, asked through the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dipfacts.cli import app
from support.command_line import Pages, Run, pages_of
from support.compiled import shared
from support.factbase import base, event, figure, measure, party, source, topic

HEAD = base(
    source(published="2024"),
    party("a", kind="bloc", name="Aland"),
    party("b", kind="bloc", name="Beland"),
    party("c", kind="bloc", name="Celand"),
    party("d", kind="bloc", name="Deland"),
    topic(),
    measure(label="Trade turnover"),
    measure("held", topic="trade", label="Stock held", nature="stock"),
)
BILLION = 10**9
FISCAL = {
    "2019-04/2020-03": 18,
    "2020-04/2021-03": 16,
    "2021-04/2022-03": 20,
    "2022-04/2023-03": 22,
}


def figures(values: dict[str, int], **keys: Any) -> str:
    """Figures in billions by their periods, all by one reporter unless it is said."""
    keys = {"reporter": "b", "locator": "t", **keys}
    return "".join(
        figure(f"{keys['reporter']}-{nth}", period=period, value=value * BILLION, **keys)
        for nth, (period, value) in enumerate(values.items())
    )


@pytest.fixture
def ask(dip: Run) -> Pages:
    return pages_of(dip, HEAD)


def first_line(page: str) -> str:
    return page.splitlines()[0]


# ------------------------------------------------------------------------------- the headline


@pytest.mark.parametrize(
    ("period", "shown"),
    [
        ("2022-04/2023-03", "in the fiscal year Apr 2022 – Mar 2023"),
        ("2022-07-01/2023-06-30", "in the fiscal year 1 Jul 2022 – 30 Jun 2023"),
        ("2022-02/2023-01", "in the twelve months Feb 2022 – Jan 2023"),
        ("2020-03-20/2021-03-20", "in the Iranian year 20 Mar 2020 – 20 Mar 2021"),
        ("2022-09-11/2023-09-11", "in the Ethiopian year 11 Sep 2022 – 11 Sep 2023"),
        ("2022-01-01/2022-12-31", "from 1 Jan to 31 Dec 2022"),
    ],
)
def test_a_full_year_answers_before_a_quarter(ask: Pages, period: str, shown: str) -> None:
    asked = ask(figures({period: 22, "2023-10/2023-12": 5}))
    assert first_line(asked("trade", "a", "b")) == (
        f"Trade turnover between Aland and Beland {shown}: $22 billion, "
        "by the figures of Beland (in S, 2024)."
    )
    assert "\nNewer, for a part of a year: in Oct–Dec 2023, $5 billion" in asked("trade", "a", "b")


FLOWS = HEAD.replace(
    measure(label="Trade turnover"),
    measure("exports")
    + measure("imports")
    + measure(label="Trade turnover", sum_of=["exports", "imports"]),
)
PARTS = [
    figure("ab", measure="exports", from_="a", to="b", period="2022-01/2022-06", value=970),
    figure("ba", measure="exports", from_="b", to="a", period="2022-01/2022-03", value=97),
]
SUM = figure("sum", period="2022", value=5000)


@pytest.mark.parametrize("parts", [PARTS, PARTS[:1]])
@pytest.mark.parametrize("dates", ["", "--in 2022", "--since 2022"])
def test_turnover_of_a_full_year_answers_before_parts_of_exports(
    dip: Run, parts: list[str], dates: str
) -> None:
    def page(words: str, *claims: str) -> str:
        return dip(*f"{words} {dates}".split(), "-f", str(shared(FLOWS + "".join(claims)))).page()

    answer = "Trade turnover between Aland and Beland in 2022: $5,000,"
    for words in ("trade a b", "trade b a"):
        assert first_line(page(words, *parts, SUM)).startswith(answer)
        goods = SUM.replace('id = "sum"', 'id = "sum"\nscope = "goods"')
        assert "in Jan–Jun 2022: $970," in first_line(page(words, *parts, goods))
    assert "Trade turnover in 2022: $5,000 " in page("a b", *parts, SUM)
    whole = figure("whole", measure="exports", from_="a", to="b", period="2022", value=2000)
    assert first_line(page("trade a b", *parts, whole, SUM)).startswith("Exports from Aland")


OF_STATES = base(
    source(published="2024"),
    *(party(it, name=f"{it.upper()}land") for it in "abc"),
    topic(),
    measure(label="Trade turnover", sum_of=["exports", "imports"]),
    measure("exports"),
    measure("imports"),
)


@pytest.mark.parametrize("period", ["2020/2022", "2021-01/2021-06", "2021-04/2022-03", "202X"])
@pytest.mark.parametrize("flow", ["exports", "imports"])
def test_a_flow_of_the_period_asked_answers_before_turnover_of_others(
    dip: Run, flow: str, period: str
) -> None:
    sold = figure("sold", measure=flow, from_="a", to="b", period="2021", value=600)
    both = figure("both", period=period, value=5000)
    path = str(shared(OF_STATES + sold + both))

    def page(words: str) -> str:
        return dip(*words.split(), "-f", path).page()

    label = flow.capitalize()
    assert first_line(page("trade a b 2021")).startswith(f"{label} from Aland to Bland in 2021")
    assert f"{label} from Aland to Bland in 2021: $600" in first_line(page("trade a b c 2021"))
    assert f"{label} in 2021: from Aland to Bland, $600." in first_line(page("trade a 2021"))
    for words in ("a b 2021", "a 2021", "brief a b --in 2021", "brief a --in 2021"):
        assert "$600 " in page(words)
    assert "$5,000" in first_line(page("trade a b"))


def test_totals_of_the_period_asked_answer_before_turnover_of_others(dip: Run) -> None:
    of_party = [
        figure(name, measure=name, parties=["a"], period=period, value=value)
        for name, period, value in (
            *(("exports", "2021", 600), ("imports", "2021", 500)),
            ("turnover", "2020/2022", 5000),
        )
    ]
    path = str(shared(OF_STATES + "".join(of_party)))
    for words in ("a 2021", "brief a --in 2021", "trade a 2021"):
        assert "$600 " in dip(*words.split(), "-f", path).page()


def test_imports_are_told_beside_exports_where_turnover_is_of_other_times(dip: Run) -> None:
    flows = [
        figure("sold", measure="exports", from_="a", to="b", period="2021", value=600),
        figure("bought", measure="imports", from_="b", to="a", period="2021", value=500),
        figure("both", period="2020/2022", value=5000),
    ]
    path = str(shared(OF_STATES + "".join(flows)))
    for words in ("trade a b 2021", "trade a 2021"):
        text = first_line(dip(*words.split(), "-f", path).page())
        assert ("$600" in text, "$500" in text) == (True, True)
    page = dip("trade", "a", "2021", "-f", path).page()
    assert "Trade turnover: not ranked, as no claim is about the whole of 2021 alone" in page


@pytest.mark.parametrize("words", [["economy", "a"], ["a"], ["brief", "a"]])
def test_a_full_year_of_what_has_no_partners_answers_before_newer_parts(
    ask: Pages, words: list[str]
) -> None:
    values = {"2021": 400, "2022-01/2022-03": 100, "2022-04/2022-06": 110, "2022-07/2022-09": 120}
    own = topic("economy") + measure("gdp", topic="economy", label="GDP", partners=0)
    page = ask(own + figures(values, measure="gdp", parties=["a"], reporter="a"))(*words)
    assert "$400 billion" in page
    if words[0] == "economy":
        assert "GDP of Aland in 2021: $400 billion" in first_line(page)
        assert "Newer, for a part of a year: in Jul–Sep 2022, $120 billion" in page


def test_what_has_no_partners_is_of_its_own_latest_year(ask: Pages) -> None:
    own = measure("exports") + measure("exports-total", label="Total exports", partners=0)
    flows = figures({"2021": 4}, measure="exports", from_="a", to="b", reporter="b")
    totals = figures({"2022": 9, "2021": 7}, measure="exports-total", parties=["a"], reporter="a")
    page = ask(own + flows + totals)("trade", "a")
    rows = [line for line in page.splitlines() if line.startswith("Total exports")]
    assert [row.split()[2] for row in rows] == ["2022", "2021"]


def test_several_years_stand_beside_a_part_of_a_year_in_a_brief(ask: Pages) -> None:
    quarters = {"2020-01/2020-03": 2, "2020-01/2020-02": 1}
    for period, said in {
        "202X": "· but some time in the 2020s",
        "2011/2015": "· but in 2011–2015",
        "[2018,2019]": "· but in 2018 or 2019",
    }.items():
        asked = ask(figures({**quarters, period: 10}))
        page = asked("brief", "a", "b")
        assert "in Jan–Mar 2020 (only a part of a year)" in page
        assert f"\n{said}  " in page
        assert page.count("· but ") == 1
        (line,) = json.loads(asked("brief", "a", "b", "--json"))["brief"]["headlines"]
        assert [it["period"] for it in line["other_dates"]] == [period]
        assert "· but " not in ask(figures({"2021": 5, period: 10}))("brief", "a", "b")


@pytest.mark.parametrize(
    ("period", "said", "is_old"),
    [
        ("202X", "· perhaps newer: some time in the 2020s  $10 ", False),
        ("[2019,2022]", "· perhaps newer: in 2019 or 2022  $10 ", True),
        ("[2019,2021]", None, True),
        ("201X", None, True),
    ],
)
def test_some_time_that_may_be_newer_than_a_full_year_says_so_in_a_brief(
    ask: Pages, period: str, said: str | None, is_old: bool
) -> None:
    for years in ({"2021": 5, period: 10}, {"2020": 4, "2021-01/2021-12": 5, period: 10}):
        asked = ask(figures(years))
        page = asked("brief", "a", "b")
        assert " ".join((said or "").split()) in " ".join(page.split())
        assert ("perhaps newer" in page) == (said is not None)
        assert ("Nothing newer is recorded" in page) == is_old
        assert "perhaps" not in asked("brief", "a", "b", "--in", "2021")


@pytest.mark.parametrize("half", [{}, {"2022-01/2022-06": 6}])
@pytest.mark.parametrize(
    ("period", "when"),
    [
        ("2022-XX", "some time in 2022"),
        ("[2022..]", "some time from 2022 on"),
        ("2022/..", "since 2022"),
    ],
)
def test_some_time_that_is_surely_newer_is_newer_whatever_stands_beside_it(
    ask: Pages, half: dict[str, int], period: str, when: str
) -> None:
    asked = ask(figures({"2021": 5, period: 10, **half}))
    page = asked("brief", "a", "b")
    assert f"· newer: {when}" in page
    assert "perhaps newer" not in page
    assert ("· newer: in Jan–Jun 2022" in page) == bool(half)
    remarks = [it for it in asked("trade", "a", "b").splitlines() if it.startswith("Newer")]
    assert [it.partition(", $")[0] for it in remarks] == [
        *["Newer, for a part of a year: in Jan–Jun 2022"] * bool(half),
        f"Newer: {when}",
    ]


def test_some_time_that_is_over_before_the_newest_part_is_no_newer(
    ask: Pages,
) -> None:
    asked = ask(figures({"2021": 5, "2022-01-XX": 1, "2022-01/2022-06": 6}))
    assert asked("brief", "a", "b").count("newer:") == 1
    assert asked("trade", "a", "b").count("\nNewer") == 1


def test_what_is_longer_than_a_year_is_no_full_year(ask: Pages) -> None:
    asked = ask(figures({"2021-01-01/2022-01-15": 22}))
    assert first_line(asked("trade", "a", "b")) == (
        "No claim on trade turnover between Aland and Beland is about one full year. "
        "From 1 Jan 2021 to 15 Jan 2022: $22 billion, by the figures of Beland (in S, 2024)."
    )


def test_a_newer_fiscal_year_answers_where_no_calendar_year_reaches_it(
    ask: Pages,
) -> None:
    page = ask(figures({"2019": 14, "2020": 15, "2022-04/2023-03": 22}))("trade", "a", "b")
    assert "in the fiscal year Apr 2022 – Mar 2023: $22 billion" in first_line(page)
    assert "Newer" not in page


def test_of_years_that_share_days_that_of_the_usual_kind_answers(
    ask: Pages,
) -> None:
    page = ask(figures({"2021": 19, "2022": 21, "2022-04/2023-03": 22}))("trade", "a", "b")
    assert "Trade turnover between Aland and Beland in 2022: $21 billion" in first_line(page)
    newer = "Newer, for a year that begins in another month: in the fiscal year Apr 2022 – Mar 2023"
    assert f"\n{newer}, $22 billion, by the figures of Beland (in S, 2024).\n" in page
    overview = ask(figures({"2021": 19, "2022": 21, "2022-04/2023-03": 22}))("a", "b")
    assert "Trade turnover in 2022: $21 billion" in overview
    page = ask(figures({**FISCAL, "2022": 21}))("trade", "a", "b")
    assert "in the fiscal year Apr 2022 – Mar 2023: $22 billion" in first_line(page)
    assert "Newer" not in page


@pytest.mark.parametrize(
    ("part", "is_newer"),
    [
        ("2023-04/2023-06", True),
        ("2022-10/2023-06", True),  # it ends later, and is not within
        ("2022-04/2022-12", False),
        ("2023-01/2023-03", False),
        ("2023-03-31", False),
        ("2022-01/2022-12", False),  # a calendar year that ends before
        ("2021/2024", False),  # it contains the answer
    ],
)
def test_only_what_ends_later_is_newer(ask: Pages, part: str, is_newer: bool) -> None:
    page = ask(figures({**FISCAL, part: 5}))("trade", "a", "b")
    assert "in the fiscal year Apr 2022 – Mar 2023: $22 billion" in first_line(page)
    assert ("\nNewer" in page) is is_newer


def test_a_newer_part_of_a_total_is_told_beside_it(ask: Pages) -> None:
    goods = figures({"2022-04/2023-03": 6, "2023-04/2024-03": 5}, reporter="c", scope="goods")
    page = ask(figures(FISCAL) + goods)("trade", "a", "b")
    assert "in the fiscal year Apr 2022 – Mar 2023: $22 billion" in first_line(page)
    newer = "Newer, for a part (goods): in the fiscal year Apr 2023 – Mar 2024, $5 billion, by the"
    assert f"\n{newer} figures of Celand (" in page


def test_a_fiscal_year_does_not_answer_for_a_calendar_year(ask: Pages) -> None:
    asked = ask(figures(FISCAL))
    assert first_line(asked("trade", "a", "b", "--in", "2022")) == (
        "No claim on trade turnover between Aland and Beland is about 2022 alone. "
        "In the fiscal year Apr 2022 – Mar 2023, which reaches into 2022: $22 billion, "
        "by the figures of Beland (in S, 2024)."
    )
    found = json.loads(asked("trade", "a", "b", "--in", "2022", "--json"))["answer"]
    assert (found["value"], found["partial"]) == (None, False)
    assert "in the fiscal year Apr 2021 – Mar 2022: $20 billion" in first_line(
        asked("trade", "a", "b", "--in", "2021-04/2022-03")
    )


@pytest.mark.parametrize(
    ("periods", "statuses", "said"),
    [
        (["2021-04/2022-03"], ["forecast"], "is about 2022 alone, but for a forecast."),
        (["2021-04/2022-03"], ["forecast", "target"], "alone, but for a forecast and a target."),
        (["2022-01/2022-06"], ["target"], "covers the whole of 2022, but for a target."),
        (["2022-01/2022-06"], [], "covers the whole of 2022."),
    ],
)
def test_a_forecast_of_the_year_asked_for_is_a_claim_about_it(
    ask: Pages, periods: list[str], statuses: list[str], said: str
) -> None:
    told = figures(dict.fromkeys(periods, 7))
    for status in statuses:
        told += figures({"2022": 8}, status=status, locator=status).replace('"b-0"', f'"{status}"')
    # Of another measure, or another year, it is none.
    told += figure("other", measure="held", period="2022-12-31", status="forecast")
    told += figure("later", period="2023", status="forecast")
    assert said in ask(told)("trade", "a", "b", "--in", "2022")


def test_a_quarter_of_the_year_asked_for_names_the_fiscal_year_beside(
    ask: Pages,
) -> None:
    page = ask(figures({"2022-04/2023-03": 22, "2022-01/2022-03": 5}))(
        "trade", "a", "b", "--in", "2022"
    )
    assert first_line(page).startswith(
        "No claim on trade turnover between Aland and Beland covers the whole of 2022. "
        "In part, in Jan–Mar 2022: $5 billion"
    )
    assert (
        "\nIn the fiscal year Apr 2022 – Mar 2023, which reaches into 2022: $22 billion, by" in page
    )


def test_a_calendar_year_does_not_answer_for_a_fiscal_year(ask: Pages) -> None:
    page = ask(figures({"2022": 22}))("trade", "a", "b", "--in", "2022-04/2023-03")
    assert "is about Apr 2022 – Mar 2023 alone. In the year 2022, which reaches into Apr" in page


# ------------------------------------------------------------------------- growth and series


def growth(page: str) -> list[str]:
    """The periods, the voice and the rate of each line on growth, without the formula."""
    lines = [line for line in page.splitlines() if line.startswith("Derived: Growth")]
    return [line.split(", ", 1)[1].partition(";")[0] for line in lines]


def test_growth_is_between_years_of_one_kind(ask: Pages) -> None:
    page = ask(figures({"2021": 10, "2022-04/2023-03": 22, "2023": 30}))("trade", "a", "b")
    assert growth(page) == []
    page = ask(figures({"2021-04/2022-03": 20, "2022-04/2023-03": 22, "2022": 99}))(
        "trade", "a", "b"
    )
    assert growth(page) == [
        "Apr 2021 – Mar 2022 to Apr 2022 – Mar 2023, Beland: "
        "about 10% (5% to 15% with the rounding of the numbers)"
    ]


def test_iranian_years_grow_from_one_to_the_next_whatever_their_length(
    ask: Pages,
) -> None:
    years = {"2019-03-21/2020-03-19": 16, "2020-03-20/2021-03-20": 20, "2021-03-21/2022-03-20": 22}
    assert growth(ask(figures(years))("trade", "a", "b")) == [
        "20 Mar 2020 – 20 Mar 2021 to 21 Mar 2021 – 20 Mar 2022, Beland: "
        "about 10% (5% to 15% with the rounding of the numbers)",
        "21 Mar 2019 – 19 Mar 2020 to 20 Mar 2020 – 20 Mar 2021, Beland: "
        "about 25% (18% to 32% with the rounding of the numbers)",
    ]


def test_a_stated_rate_is_checked_against_iranian_years(
    capsys: pytest.CaptureFixture[str],
) -> None:
    years = {"2020-03-20/2021-03-20": 20, "2021-03-21/2022-03-20": 22}
    rate = measure("growth", label="Growth", nature="ratio", of="turnover")
    path = shared(
        HEAD
        + rate
        + figures(years)
        + figure(
            "rate", measure="growth", reporter="b", period="2021-03-21/2022-03-20", value=50,
            unit="percent", locator="t",
        )
    )  # fmt: skip
    app.run(["check", str(path)])
    assert "growth-differs" in "".join(capsys.readouterr())


def test_a_series_is_of_one_kind_of_year(ask: Pages) -> None:
    asked = ask(figures({**FISCAL, "2020": 99, "2021": 98, "2022": 97, "2023": 96}))
    # A tie: the newest.
    assert json.loads(asked("trade", "a", "b", "--json"))["series"]["year_kind"] == "calendar"
    asked = ask(figures({**FISCAL, "2020": 99, "2021": 98, "2022": 97}))
    found = json.loads(asked("trade", "a", "b", "--json"))["series"]
    assert found["year_kind"] == "fiscal:04"
    assert {point["period"]: point["low"] for point in found["points"]} == {
        period: value * BILLION for period, value in FISCAL.items()
    }


def test_a_gap_is_a_year_of_the_same_kind(ask: Pages) -> None:
    values = {key: value for key, value in FISCAL.items() if not key.startswith("2020")}
    page = ask(figures(values))("trade", "a", "b", "--chart")
    assert "\nTrade turnover, fiscal years from April, figures of Beland alone\n" in page
    assert "\nApr 2020 – Mar 2021  no claim for all of the year\n" in page
    iranian = {f"{y}-03-21/{y + 1}-03-20": y for y in (2010, 2013, 2014)}
    page = ask(figures(iranian))("trade", "a", "b", "--chart")
    assert "\nTrade turnover, Iranian years, figures of Beland alone\n" in page
    assert "about 21 Mar 2011 – 20 Mar 2012  no claim for all of the year\n" in page


def test_a_brief_draws_fiscal_years_with_parts_of_them(ask: Pages) -> None:
    asked = ask(figures({**FISCAL, "2023-04/2023-06": 5, "2024-01/2024-03": 2, "2023-02": 1}))
    page = asked("brief", "a", "b")
    assert "\nTrade turnover, fiscal years from April, figures of Beland alone (░ a part" in page
    found = json.loads(asked("brief", "a", "b", "--json"))["brief"]["years"]
    assert found["year_kind"] == "fiscal:04"
    assert [(each["year"], each["period"]) for each in found["points"]] == [
        (2019, "2019-04/2020-03"),
        (2020, "2020-04/2021-03"),
        (2021, "2021-04/2022-03"),
        (2022, "2022-04/2023-03"),
        (2023, "2023-04/2023-06"),
    ]
    html = asked("brief", "a", "b", "--format", "html")
    assert "4 full years claimed from 2019 to 2022" in html
    assert "Apr 2022 – Mar 2023" in html.replace("\N{NO-BREAK SPACE}", " ")


def test_years_that_are_not_certain_say_so_wherever_they_stand(ask: Pages) -> None:
    years = {"2019~": 3, "2020?": 4, "2021-01/2021-12": 5, "2022%": 6}
    labels = ["about 2019", "2020 (uncertain)", "2021", "about 2022 (uncertain)"]
    asked = ask(figures(years) + figures({"2022": 7}, parties=["b", "c"], reporter="c"))
    page = asked("brief", "a", "b").split("Trade turnover by year")[1]
    assert [line.split("  ")[0] for line in page.splitlines()[2:6]] == labels
    points = json.loads(asked("brief", "a", "b", "--json"))["brief"]["years"]["points"]
    assert [point["period"] for point in points] == ["2019~", "2020?", "2021", "2022%"]
    unsure = "The claims say about 2019, 2020 (uncertain) and about 2022 (uncertain)"
    for picture in (("brief", "--format", "html"), ("trade", "--format", "svg")):
        text = asked(picture[0], "a", "b", *picture[1:])
        assert unsure in text
        assert "2020 (uncertain) $4 billion; 2021 $5 billion; about 2022 (uncertain)" in text
    beside = asked("trade", "b", "a", "c").splitlines()
    first = "with Aland $6 billion (about 2022, uncertain) and with Celand $7 billion."
    assert beside[0] == f"Trade turnover of Beland in 2022: {first}"
    assert [line.split("  ")[1].strip() for line in beside[4:8]] == [
        "$6 billion (about 2022, uncertain)",
        "$5 billion",
        "$4 billion (2020, uncertain)",
        "$3 billion (about 2019)",
    ]


def test_partners_are_ranked_over_one_fiscal_year(ask: Pages) -> None:
    asked = ask(
        figures(FISCAL)
        + figures({"2022-04/2023-03": 30}, parties=["a", "c"], reporter="c")
        + figures({"2022": 40}, parties=["b", "c"], reporter="a")
    )
    page = asked("trade", "a")
    head = "Largest trade turnover in the fiscal year Apr 2022 – Mar 2023, the latest full year"
    assert f"{head} that most of them have: Celand, $30 billion." in first_line(page)


def test_a_partner_without_a_figure_for_the_fiscal_year_is_named_apart(
    ask: Pages,
) -> None:
    page = ask(
        figures(FISCAL)
        + figures({"2022-04/2023-03": 30}, parties=["a", "c"], reporter="c")
        + figures({"2015": 3}, parties=["a", "d"], reporter="d")
    )("trade", "a")
    year = "the fiscal year Apr 2022 – Mar 2023"
    assert f"among the 2 partners with a figure for all of {year}: Celand" in first_line(page)
    assert f"\nNot ranked, as no claim covers {year} whole: Deland ($3 billion, 2015).\n" in page


def test_a_larger_fiscal_year_is_named_beside_a_ranking_that_it_meets(
    ask: Pages,
) -> None:
    page = ask(
        figures(FISCAL)
        + figures({"2022": 7}, parties=["a", "c"], reporter="c")
        + figures({"2022": 6}, parties=["a", "d"], reporter="a")
    )("trade", "a")
    assert "among the 2 partners with a figure for all of 2022: Celand, $7 billion" in page
    larger = "Larger in other years: Beland ($22 billion, fiscal year Apr 2022 – Mar 2023)"
    assert larger in page


@pytest.mark.parametrize("words", [["trade", "a", "b"], ["trade", "a"], ["trade"], ["brief", "a"]])
@pytest.mark.parametrize(
    ("values", "year", "value"),
    [
        ({"2021": 19, "2022": 21, "2022-04/2023-03": 22}, "2022", 21),
        ({**FISCAL, "2022": 21}, "the fiscal year Apr 2022 – Mar 2023", 22),
        ({**FISCAL, "2023": 21}, "the fiscal year Apr 2022 – Mar 2023", 22),
        ({**FISCAL, "2024": 21}, "2024", 21),
    ],
)
def test_a_ranking_is_of_the_kind_of_year_that_answers_of_two_parties(
    ask: Pages, words: list[str], values: dict[str, int], year: str, value: int
) -> None:
    page = ask(figures(values))(*words)
    line = next(line for line in page.splitlines() if f"in {year}" in line)
    assert f"${value} billion" in line


def test_few_figures_of_another_kind_of_year_change_no_ranking(ask: Pages) -> None:
    page = ask(
        figures({"2020": 4, "2021": 5, "2022-04/2023-03": 7})
        + figures({"2022-04/2023-03": 6}, parties=["a", "c"], reporter="c")
    )("trade", "a")
    assert "Largest trade turnover in the fiscal year Apr 2022 – Mar 2023" in first_line(page)


# ------------------------------------------------------------------------------ other claims


def test_no_event_is_of_a_fiscal_year(ask: Pages) -> None:
    page = ask(event("e", period="2022-04/2023-03"))("timeline", "a", "b")
    assert "Apr 2022 – Mar 2023" in page
    assert "fiscal" not in page


PARTS = ["2022-04/2022-06", "2022-10/2022-12", "2022-04/2022-09", "2022-08", "2023-01-15"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
@given(parts=st.sets(st.sampled_from(PARTS)), order=st.randoms(use_true_random=False))
def test_parts_within_the_year_that_answers_change_no_headline(
    ask: Pages, parts: set[str], order: Any
) -> None:
    values = {**FISCAL, **dict.fromkeys(parts, 3)}
    shuffled = [*values.items()]
    order.shuffle(shuffled)
    page = ask(figures(dict(shuffled)))("trade", "a", "b")
    assert first_line(page) == (
        "Trade turnover between Aland and Beland in the fiscal year Apr 2022 – Mar 2023: "
        "$22 billion, by the figures of Beland (in S, 2024)."
    )
    assert "Newer" not in page


@pytest.mark.parametrize(
    "words", ["trade a b", "trade a", "a b", "a", "brief a b", "brief a", "trade a b c"]
)
def test_a_year_within_the_dates_answers_before_one_that_touches_them(
    ask: Pages, words: str
) -> None:
    """On every page, of two parties and of one, alone and side by side."""
    own = figures({"2021": 19, "2022": 21, "2023": 22})
    other = figures({"2023": 5}, reporter="c", parties=["a", "c"])
    page = ask(own + other)(*words.split(), "--until", "2023-06")
    answers = page if words[0] in "ab" else first_line(page)
    assert "in 2022" in answers
    assert "$21 billion" in answers
    page = ask(figures({"2023": 22}) + other)(*words.split(), "--until", "2023-06")
    assert "in 2023" in page


STOCK_PAGES = ["trade a b", "trade a", "a b", "a", "brief a b", "brief a", "trade a b c"]
STOCK_PAGES = [words.replace("trade", "trade --measure held") for words in STOCK_PAGES]


@pytest.mark.parametrize("words", STOCK_PAGES)
@pytest.mark.parametrize(
    ("other", "latest", "dates"),
    [
        ("2023", "2023-01-01", ["--until", "2023-06"]),
        ("2023", "2022-12-31", ["--until", "2023-06"]),
        ("2022", "2022-12-31", ["--since", "2022-07"]),
        ("2022", "2022-12-31", []),
        ("2022-06-30", "2022", []),
    ],
)
def test_a_stock_is_that_of_its_latest_date_on_every_page(
    ask: Pages, words: str, other: str, latest: str, dates: list[str]
) -> None:
    """The latest within the dates asked for, of two parties and of one, and side by side."""
    page = ask(figures({other: 7, latest: 9}, measure="held"))(*words.split(), *dates)
    is_topic = words.startswith("trade")
    answers = first_line(page) if is_topic else page
    assert "$9 billion" in answers
    assert "$7 billion" not in answers.partition("$9 billion")[0]
    assert not (is_topic and "$7 billion" in answers)


def test_side_by_side_no_stock_is_of_a_date_beyond_those_asked_for(
    ask: Pages,
) -> None:
    own = figures({"2021-12-31": 10, "2022": 15}, measure="held")
    other = figures({"2022-06-30": 7, "2022": 8}, measure="held", reporter="c", parties=["a", "c"])
    page = ask(own + other)(*"trade --measure held a b c --until 2022-06".split())
    assert first_line(page) == (
        "Stock held of Aland in 2022: with Beland $10 billion as of 31 Dec 2021 and with Celand "
        "$7 billion (30 Jun 2022)."
    )
    assert "$15 billion" not in page
    assert "1 more claim: dipfacts trade a b" in page


def test_side_by_side_the_usual_kind_of_year_answers_and_is_drawn(
    ask: Pages, tmp_path: Path
) -> None:
    own = figures({"2016": 10, "2017": 12, "2018": 14, "2018-07/2019-06": 60})
    other = figures({"2016-01/2016-11": 7, "2018-01/2018-11": 8}, reporter="c", parties=["a", "c"])
    asked = ask(own + other)
    page = asked("trade", "a", "b", "c")
    assert first_line(page).startswith("Trade turnover of Aland in 2018: with Beland $14 billion")
    picture = tmp_path / "x.svg"
    asked("trade", "a", "b", "c", "-o", str(picture))
    drawn = picture.read_text(encoding="utf-8")
    assert "2018 $14 billion" in drawn
    assert "$60 billion" not in drawn
    assert "Beland 2018 (fiscal year)" in drawn


def test_a_year_that_covers_the_quarter_asked_for_is_told_once(
    ask: Pages,
) -> None:
    page = ask(figures({"2020": 36, "2020-07": 3}))("trade", "a", "b", "--in", "2020-Q3")
    assert page.count("$36 billion, ") == 1
    assert "\nFor the whole of 2020: $36 billion, " in page
