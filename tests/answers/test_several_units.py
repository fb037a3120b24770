"""Claims in several currencies, and stocks of several dates: what answers, and what is named."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dipfacts import open_base
from dipfacts.answers.answer import Answer
from dipfacts.answers.briefs.brief import brief
from dipfacts.answers.figures import figures
from dipfacts.model.periods.period import Period
from dipfacts.model.query import Query
from dipfacts.model.request import Request
from dipfacts.render import formats
from support.compiled import shared
from support.draws import drawn
from support.factbase import base, figure, measure, party, source, topic

HEAD = base(
    source("paper", published=date(2024, 6, 1)),
    party("a", name="Aland"),
    party("b", name="Beland"),
    topic(),
    topic("investment"),
    measure(label="Trade turnover"),
    measure("stock", topic="investment", label="Investment to date", nature="stock"),
    measure("regions", topic="investment", label="Regions cooperating", nature="count"),
)

Ask = Callable[..., Answer]


def turnover(period: str, value: int, unit: str = "USD", **keys: Any) -> str:
    id = f"t-{period}-{unit}".lower().replace("/", "-to-")
    usual = {"id": id, "period": period, "value": value, "unit": unit, "source": "paper"}
    return figure(**{**usual, **keys})


def dollars(*years: int, **keys: Any) -> str:
    return "".join(turnover(str(year), year * 10**6, **keys) for year in years)


def roubles(*years: int, **keys: Any) -> str:
    return "".join(turnover(str(year), year * 10**8, "RUB", **keys) for year in years)


def stock(day: str, value: int, **keys: Any) -> str:
    usual = {"id": f"s-{day}", "measure": "stock", "period": f"../{day}", "value": value}
    return figure(**{**usual, "source": "paper", **keys})


def answered(command: str, text: str, **more: Any) -> tuple[Answer, list[str], Any]:
    """An answer, the lines of its page with the blanks between columns as one, and its JSON."""
    path = shared(HEAD + text)
    query = Query(**{"parties": ("a", "b"), **more})
    with open_base(str(path)) as opened:
        if command == "brief":
            answer = brief(opened, query.replaced(known_by=Period.parse("2024-12-31")))
        else:
            answer = figures(opened, query.replaced(topic=command))
        page, record = io.StringIO(), io.StringIO()
        formats.write(answer, Request(command=answer.command, chart=True), page)
        formats.write(answer, Request(command=answer.command, format="json"), record)
    lines = [" ".join(line.split()) for line in page.getvalue().splitlines()]
    return answer, lines, json.loads(record.getvalue())


@pytest.fixture
def trade() -> Ask:
    return lambda *claims, **more: answered("trade", "".join(claims), **more)[0]


# --------------------------------------------------------------------- the unit that answers


@pytest.mark.parametrize(
    ("claims", "unit", "period"),
    [
        ([dollars(2019, 2020), roubles(2022)], "USD", "2020"),
        ([dollars(2019), roubles(2021, 2022)], "RUB", "2022"),
        ([dollars(2019), roubles(2022)], "RUB", "2022"),
        ([dollars(2022), roubles(2019)], "USD", "2022"),
        ([dollars(2019), turnover("2022-01/2022-10", 5, "RUB")], "USD", "2019"),
        (
            [turnover("2021-01/2021-10", 4), turnover("2022-01/2022-09", 5, "RUB")],
            "RUB",
            "2022-01/2022-09",
        ),
    ],
    ids=["most", "most and newest", "newest", "newest dollars", "a part has no say", "parts"],
)
def test_the_unit_of_most_full_years_answers_then_the_newest(
    trade: Ask, claims: list[str], unit: str, period: str
) -> None:
    answer = trade(*claims)
    assert (answer.head.unit, answer.head.period) == (unit, period)


def test_a_direction_without_the_usual_unit_answers_in_another(trade: Ask) -> None:
    there, back = ({"from_": start, "to": end, "parties": None} for start, end in ("ab", "ba"))
    claims = [dollars(2020, 2021, **there), roubles(2021, **back)]
    assert trade(*claims, since=Period.parse("2020")).head.text == (
        "Trade turnover from Aland to Beland in 2021: $2.021 billion, according to Paper "
        "(1 Jun 2024). Trade turnover from Beland to Aland in 2021: 202.1 billion roubles, "
        "according to Paper (1 Jun 2024)."
    )


@pytest.mark.parametrize(("usual", "unit"), [(roubles, "RUB"), (dollars, "USD")])
def test_of_equal_parts_of_a_year_one_answers_in_the_usual_unit(
    trade: Ask, usual: Callable[..., str], unit: str
) -> None:
    half = "2021-01/2021-06"
    claims = [turnover(half, 5), turnover(half, 9, "RUB"), usual(2019)]
    answer = trade(*claims, within=Period.parse("2021"))
    assert (answer.head.unit, answer.head.period) == (unit, half)


def test_of_the_stocks_of_a_year_the_last_answers_in_one_unit() -> None:
    claims = stock("2021-03-01", 7) + stock("2021-05-01", 5)
    claims += stock("2021-05-01", 9, id="r", unit="RUB")
    answer, _, _ = answered("investment", claims, within=Period.parse("2021"))
    assert (answer.head.value, answer.head.unit) == (5, "USD")


def test_the_unit_of_a_year_asked_for_is_that_of_all_years(trade: Ask) -> None:
    claims = [dollars(2018, 2021), roubles(2019, 2020, 2021)]
    for year, unit in (("2021", "RUB"), ("2018", "USD"), ("2020", "RUB")):
        assert trade(*claims, within=Period.parse(year)).head.unit == unit
    assert trade(*claims, since=Period.parse("2021")).head.unit == "RUB"
    ahead = dollars(2026, 2027, 2028, status="forecast")
    assert trade(*claims, ahead, within=Period.parse("2021")).head.unit == "RUB"


# --------------------------------------------------------------------------- the others named


@pytest.mark.parametrize(
    ("claims", "sentence"),
    [
        ([roubles(2022)], "1 claim is in roubles: 202.2 billion roubles in 2022."),
        (
            [roubles(2019, 2022)],
            "2 claims are in roubles: the newest 202.2 billion roubles in 2022.",
        ),
        (
            [turnover("2022", 5 * 10**9, "KZT")],
            "1 claim is in tenge: 5 billion tenge in 2022.",
        ),
        ([turnover("2022", 5 * 10**9, "XOF")], "1 claim is in XOF: XOF 5 billion in 2022."),
        ([turnover("2022", 5 * 10**9, "EUR")], "1 claim is in euros: €5 billion in 2022."),
        ([turnover("2022", 5000, "tonnes")], "1 claim is in tonnes: 5,000 tonnes in 2022."),
        (
            [turnover("2022", 3 * 10**11, "RUB", qualifier="more-than")],
            "1 claim is in roubles: more than 300 billion roubles in 2022.",
        ),
        (
            [turnover("2022-01/2022-03", 10**9, "RUB")],
            "1 claim is in roubles: 1 billion roubles in Jan–Mar 2022.",
        ),
        (
            [
                turnover("2022", 3 * 10**11, "RUB"),
                turnover("2022", 4 * 10**11, "RUB", id="other", reporter="b"),
            ],
            "2 claims are in roubles: 300 billion roubles to 400 billion roubles in 2022.",
        ),
        (
            [roubles(2021), turnover("2022-01/2022-03", 10**9, "RUB")],
            "2 claims are in roubles: 202.1 billion roubles in 2021, the latest full year.",
        ),
    ],
    ids=lambda value: str(value)[:30],
)
def test_the_headline_counts_claims_in_another_unit(
    trade: Ask, claims: list[str], sentence: str
) -> None:
    answer = trade(dollars(2019, 2020, 2021), *claims)
    assert answer.head.text == (
        "Trade turnover between Aland and Beland in 2021: $2.021 billion, according to Paper "
        f"(1 Jun 2024). {sentence}"
    )


def test_of_several_directions_or_parts_each_is_named_with_its_claims_in_another_unit(
    trade: Ask,
) -> None:
    there, back = {"from_": "a", "to": "b"}, {"from_": "b", "to": "a"}
    claims = [
        turnover(year, value, unit, id=f"{way['from_']}{year}", parties=None, **way)
        for way, year, value, unit in (
            (there, "2021", 9, "USD"),
            (there, "2020", 7, "EUR"),
            (back, "2021", 8, "USD"),
            (back, "2019", 6, "RUB"),
        )
    ]
    one_way = trade(*claims[:2]).head.text
    assert one_way.endswith("(1 Jun 2024). 1 claim is in euros: €7 in 2020.")
    label = "Trade turnover from"
    assert trade(*claims).head.text.endswith(
        f" {label} Aland to Beland, 1 claim is in euros: €7 in 2020. "
        f"{label} Beland to Aland, 1 claim is in roubles: 6 roubles in 2019."
    )
    parts = [turnover("2021", 5, id=f"by-{way}", scope=f"by {way}") for way in ("sea", "air")]
    foreign = turnover("2020", 4, "EUR", scope="by sea")
    assert trade(*parts, foreign).head.text.endswith("(by sea), 1 claim is in euros: €4 in 2020.")


def test_of_very_many_units_only_some_are_named(trade: Ask) -> None:
    claims = [turnover(str(2010 + n), 5, unit) for n, unit in enumerate(("EUR", "t", "kg", "m3"))]
    more = turnover("2009", 5, "barrels"), turnover("2008", 5, "barrels")
    text = trade(dollars(2019, 2020, 2021), *claims, *more).head.text
    assert text.endswith(
        "1 claim is in m3: 5 m3 in 2013. 1 claim is in kg: 5 kg in 2012. "
        "1 claim is in t: 5 t in 2011. 3 more claims in 2 other units."
    )


def test_a_forecast_in_another_currency_is_not_counted_as_a_claim(trade: Ask) -> None:
    answer = trade(dollars(2019), roubles(2025, status="forecast"))
    assert "roubles" not in answer.head.text


def test_the_series_counts_years_in_another_unit() -> None:
    claims = dollars(2016, 2018, 2019, 2021) + roubles(2017, 2020, 2022)
    answer, lines, record = answered("trade", claims)
    assert answer.figures.series is not None
    assert [(point.year, point.low) for point in answer.figures.series.points] == [
        (2016, 2016 * 10**6),
        (2017, None),
        (2018, 2018 * 10**6),
        (2019, 2019 * 10**6),
        (2020, None),
        (2021, 2021 * 10**6),
        (2022, None),
    ]
    for year in (2017, 2020, 2022):
        assert f"{year} {year / 10:g} billion roubles, not in dollars" in lines
    assert "no claim" not in "".join(lines)
    points = record["series"]["points"]
    assert points[4]["others"] == {
        "text": "202 billion roubles, not in dollars",
        "facts": ["t-2020-rub"],
    }
    assert points[2]["others"] is None


def test_a_year_without_any_claim_is_still_a_gap() -> None:
    _, lines, _ = answered("trade", dollars(2018, 2019, 2021) + roubles(2022))
    assert "2020 no claim for all of the year" in lines


def test_the_tables_begin_with_the_unit_that_answers() -> None:
    _, lines, _ = answered("trade", dollars(2019, 2020) + roubles(2022))
    titles = [
        line for line in lines if line.startswith("Trade turnover between") and ":" not in line
    ]
    assert titles == [
        "Trade turnover between Aland and Beland",
        "Trade turnover between Aland and Beland, in roubles",
    ]


def test_tables_of_one_title_say_what_tells_them_apart() -> None:
    part = {"part_of": "t-2021-usd"}
    claims = (
        dollars(2021)
        + roubles(2020)
        + turnover("2021", 9, id="some", **part)
        + turnover("2021", 8, id="more", **part)
        + turnover("2020", 7, id="oil", scope="oil")
        + turnover("2021", 6, id="oil-part", scope="oil", **part)
        + turnover("2020", 5, "RUB", id="oil-roubles", scope="oil")
        + turnover("2021", 4, id="gas-part", scope="gas", **part)
        + turnover("2021", 3, "EUR", id="gas-euros", scope="gas", **part)
    )
    _, lines, _ = answered("trade", claims)
    about = "Trade turnover between Aland and Beland"
    titles = [line.removeprefix(about) for line in lines if line.startswith(about)]
    assert titles[1:] == [
        "",
        ", in roubles",
        " (oil)",
        " (oil), in dollars",
        " (oil), as a part of the total, in dollars",
        " (a part of the total), claim more",
        " (a part of the total), claim some",
        " (gas)",
        " (gas), in dollars",
    ]
    assert not any("more claim" in line for line in lines)


def test_a_brief_names_the_other_currency() -> None:
    claims = (
        dollars(2018, 2019, 2020) + turnover("2022-01/2022-03", 6 * 10**8) + roubles(2021, 2022)
    )
    _, lines, record = answered("brief", claims)
    at = lines.index("Trade turnover in 2020 $2.02 billion Paper [1]")
    assert lines[at + 1 : at + 4] == [
        "· newer: in Jan–Mar 2022 $600 million Paper [1]",
        "· in roubles, in 2022 202.2 billion roubles Paper [1]",
        "",
    ]
    at = lines.index("2021 202.1 billion roubles, not in dollars [1]")
    assert [line.split(" ░")[0] for line in lines[at + 1 : at + 3]] == [
        "Jan–Mar 2022 $600 million",
        "· 2022 202.2 billion roubles, not in dollars [1]",
    ]
    parts = record["brief"]
    assert [head["unit"] for head in parts["headlines"][0]["other_units"]] == ["RUB"]
    assert [p["others"] and p["others"]["facts"] for p in parts["years"]["points"]] == [
        None,
        None,
        None,
        ["t-2021-rub"],
        ["t-2022-rub"],
    ]


def test_a_newer_part_of_a_year_is_told_in_whichever_currency_it_is() -> None:
    parts = turnover("2024-01/2024-06", 2, "USD") + turnover("2024-01/2024-03", 1, "USD")
    years = roubles(2022, 2023) + dollars(2021)
    _, lines, record = answered("brief", years + parts)
    rows = ["Trade turnover in 2023 202.3 billion roubles", "· newer: in Jan–Jun 2024 $2"]
    rows += ["· in dollars, in 2021 $2.021 billion"]
    assert lines[4:7] == [f"{row} Paper [1]" for row in rows]
    (line,) = record["brief"]["headlines"]
    assert [line["newer"], [it["facts"] for it in line["newer_units"]]] == [
        None,
        [["t-2024-01-to-2024-06-usd"]],
    ]
    _, lines, _ = answered("trade", years + parts)
    assert lines[0].endswith(
        " 3 claims are in dollars: $2.021 billion in 2021, the latest full year."
    )
    newer = [line for line in lines if line.startswith("Newer")]
    assert newer == [
        "Newer, for a part of a year: in Jan–Jun 2024, $2, according to Paper (1 Jun 2024)."
    ]


@pytest.mark.parametrize(
    "others",
    [
        dollars(2024) + turnover("2024-01/2024-06", 2),  # a part of what is told
        dollars(2021) + turnover("2023-01/2023-06", 2),  # no newer than the answer
        dollars(2021) + turnover("2020/2024", 2),  # what contains it
        turnover("2024-01/2024-06", 2),  # told as what there is in dollars
    ],
)
def test_what_is_not_newer_in_another_currency_is_not_called_so(others: str) -> None:
    _, lines, record = answered("brief", roubles(2022, 2023) + others)
    assert record["brief"]["headlines"][0]["newer_units"] == []
    assert not [line for line in lines if "newer:" in line]


def test_a_claim_in_another_currency_can_be_newer_than_what_is_called_old() -> None:
    old = "Nothing newer is recorded, for 3 years or more"
    _, lines, _ = answered("brief", dollars(2018, 2019))
    assert old in lines
    _, lines, _ = answered("brief", dollars(2018, 2019) + roubles(2023))
    assert old not in lines


slow = settings(
    max_examples=drawn(30),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@slow
@given(
    st.lists(st.integers(2000, 2012), unique=True, min_size=1, max_size=6),
    st.lists(st.integers(2000, 2012), unique=True, max_size=6),
)
def test_every_year_with_a_claim_is_counted(in_dollars: list[int], in_roubles: list[int]) -> None:
    answer, _, _ = answered("trade", dollars(*in_dollars) + roubles(*in_roubles))
    counts = {"USD": len(in_dollars), "RUB": len(in_roubles)}
    newest = {"USD": max(in_dollars), "RUB": max(in_roubles, default=0)}
    unit = max(counts, key=lambda name: (counts[name], newest[name], name == "USD"))
    assert answer.head.unit == unit
    other = counts["USD" if answer.head.unit == "RUB" else "RUB"]
    assert (f"{other} claim" in answer.head.text) is (other > 0)
    if answer.figures.series is not None:
        years = {
            point.year for point in answer.figures.series.points if point.facts or point.others
        }
        assert years == {*in_dollars, *in_roubles}


# --------------------------------------------------------------------------- stocks and counts


@pytest.mark.parametrize(
    ("name", "period", "shown"),
    [
        ("regions", "2022-03-01", "Regions cooperating between Aland and Beland as of 1 Mar 2022"),
        ("stock", "2022-03", "Investment to date between Aland and Beland as of Mar 2022"),
    ],
)
def test_of_stocks_and_counts_the_newest_answers_and_is_no_part_of_a_year(
    name: str, period: str, shown: str
) -> None:
    keys = {"measure": name, "unit": "things", "source": "paper"}
    claims = figure("old", period="2021", value=100, **keys)
    claims += figure("new", period=period, value=120, **keys)
    answer, _, _ = answered("investment", claims)
    assert answer.head.text == f"{shown}: 120 things, according to Paper (1 Jun 2024)."
    assert (answer.head.value, answer.head.partial) == (120, False)


@pytest.mark.parametrize(
    ("periods", "shown", "remarks"),
    [
        (
            ("2022", "2023-01/2023-02"),
            "Regions cooperating between Aland and Beland in 2022: 1 thing",
            ["Newer, for a part of a year: in Jan–Feb 2023, 2 thing"],
        ),
        (
            ("2022-04/2023-03", "2021-04/2022-03", "2022-10/2022-12"),
            "Regions cooperating between Aland and Beland in the fiscal year Apr 2022 – Mar 2023: "
            "1 thing",
            [],
        ),
        (
            ("2023-01/2023-02", "2022-10/2022-12"),
            "No claim on regions cooperating between Aland and Beland covers a full year. In part, "
            "in Jan–Feb 2023: 1 thing",
            [],
        ),
        (
            ("2022-06-30", "2022-07/2022-12", "/2021-06-30"),
            "Regions cooperating between Aland and Beland as of 30 Jun 2022: 1 thing",
            ["There is another claim about regions cooperating between Aland and Beland: 3 "],
        ),
    ],
    ids=["a later part", "fiscal years", "parts alone", "dates"],
)
def test_a_count_of_more_than_a_day_is_one_over_that_period(
    periods: tuple[str, ...], shown: str, remarks: list[str]
) -> None:
    keys = {"measure": "regions", "unit": "things", "source": "paper"}
    each = (figure(f"c{n}", period=it, value=n, **keys) for n, it in enumerate(periods, 1))
    counts = "".join(each)
    answer, _, _ = answered("investment", counts)
    assert answer.head.text == f"{shown}, according to Paper (1 Jun 2024)."
    told = zip(answer.remark_lines, remarks, strict=True)
    assert all(line.startswith(said) for line, said in told)
    _, lines, _ = answered("brief", counts)
    assert not any("Dec 2022" in line for line in beside(lines))


@pytest.mark.parametrize(
    ("periods", "differ"),
    [(("2022", "../2022"), False), (("2022-06-30", "../2022-06-30"), True)],
    ids=["a year", "a day"],
)
def test_a_count_up_to_a_year_is_none_of_that_year(periods: tuple[str, ...], differ: bool) -> None:
    keys = {"measure": "regions", "unit": "things", "source": "paper"}
    each = (figure(f"c{n}", period=it, value=50 * n, **keys) for n, it in enumerate(periods, 1))
    answer, _, _ = answered("investment", "".join(each))
    assert ("different numbers" in answer.head.text) == differ


# ------------------------------------------------------------------------ stocks in a brief


def beside(lines: list[str]) -> list[str]:
    return [line for line in lines if line.startswith(("· but", "· and"))]


def test_the_newest_stock_names_those_that_differ_by_more_than_a_tenth() -> None:
    claims = [
        stock("2024-03-01", 1000),
        stock("2024-02-01", 1100),  # a tenth more, and no more
        stock("2024-01-01", 1101),
        stock("2023-03-01", 900),
        stock("2023-02-01", 899, reporter="b", definition="direct investment"),
        stock("2021-03-01", 5000),  # three years before
        stock("2021-02-28", 6000),
    ]
    _, lines, record = answered("brief", "".join(claims))
    assert beside(lines) == [
        "· but as of 1 Jan 2024 $1,101 Paper [1]",
        "· but as of 1 Feb 2023 $899 Beland, direct investment [1]",
        "· but as of 1 Mar 2021 $5,000 Paper [1]",
    ]
    dates = record["brief"]["headlines"][0]["other_dates"]
    assert [head["value"] for head in dates] == [1101, 899, 5000]


def test_a_count_at_a_date_names_them_too() -> None:
    count = {"measure": "regions", "unit": "regions", "source": "paper"}
    claims = figure("r1", **count, period="2024-03-01", value=70, qualifier="more-than")
    claims += figure("r2", **count, period="2023-03-01", value=80, qualifier="more-than")
    _, lines, _ = answered("brief", claims)
    assert beside(lines) == ["· but as of 1 Mar 2023 more than 80 regions Paper [1]"]


def test_a_bound_of_another_date_that_fits_is_not_named() -> None:
    claims = [
        stock("2024-03-01", 1000),
        stock("2024-02-01", 500, qualifier="at-least"),
        stock("2024-01-01", 2000, qualifier="less-than"),
        stock("2023-12-01", 1200, qualifier="more-than"),
        stock("2023-11-01", 800, qualifier="at-most"),
    ]
    _, lines, _ = answered("brief", "".join(claims))
    assert beside(lines) == [
        "· but as of 1 Dec 2023 more than $1,200 Paper [1]",
        "· but as of 1 Nov 2023 at most $800 Paper [1]",
    ]


def test_a_flow_names_no_other_years() -> None:
    _, lines, _ = answered("brief", dollars(2020) + turnover("2021", 5))
    assert beside(lines) == []


def test_very_many_dates_are_counted() -> None:
    claims = stock("2024-12-01", 10**6)
    claims += "".join(stock(f"2024-{month:02}-01", month) for month in range(1, 12))
    _, lines, record = answered("brief", claims)
    named = beside(lines)
    assert len(named) == 4
    assert named[-1] == "· and 8 more dates $1 to $8 [1]"
    assert len(record["brief"]["headlines"][0]["other_dates"]) == 11


def test_one_more_date_is_no_range() -> None:
    claims = stock("2024-12-01", 10**6)
    _, lines, _ = answered(
        "brief", claims + "".join(stock(f"2024-0{it}-01", it) for it in range(1, 5))
    )
    assert beside(lines)[-1] == "· and 1 more date $1 [1]"
