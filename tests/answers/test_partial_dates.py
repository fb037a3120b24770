"""Dates known only in part, ends that are unknown, and stocks at a date, in every output."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dipfacts.cli import app
from dipfacts.model.periods.period import Period
from support.command_line import Pages, Run, pages_of
from support.compiled import shared
from support.factbase import base, event, figure, measure, party, relation, source, topic

HEAD = base(
    source(published="2024"),
    source("memoir", publisher="Old Press", title="A Life", published="/2021-04"),
    source("album", publisher="Old Press", published="[2021-06-02,2021-06-03]"),
    source("diary", publisher="Old Press", published="2021-05-XX"),
    source("scroll", publisher="Old Press", published="199X"),
    source("sign", publisher="Old Press", published="/.."),
    party("a", kind="bloc", name="Aland"),
    party("b", kind="bloc", name="Beland"),
    topic(),
    measure(label="Trade turnover"),
    measure("stock", label="Stock of gold", nature="stock"),
    measure("count", label="Documents", nature="count"),
)


@pytest.fixture
def ask(dip: Run) -> Pages:
    return pages_of(dip, HEAD)


def first_line(page: str) -> str:
    return page.splitlines()[0]


def ids(page: str) -> list[str]:
    return [fact["id"] for fact in json.loads(page)["facts"]]


# ----------------------------------------------------------------------------- unknown ends


def test_an_unknown_end_is_said(ask: Pages) -> None:
    asked = ask(
        relation("left", period="/2021", title="Border treaty")
        + relation("right", period="1992-04-04/", title="Membership")
        + relation("going", period="/..", title="Railway")
        + relation("always", period="../..", title="Border")
    )
    page = asked("relations", "a", "b")
    for shown, title in (
        ("until 2021, start unknown", "Border treaty"),
        ("from 4 Apr 1992, end unknown", "Membership"),
        ("still going, start unknown", "Railway"),
        ("at any time", "Border"),
    ):
        assert re.search(f"\n{shown} +{title} ", page)
    page = asked("timeline", "a", "b")
    assert "treaty, ends; start unknown" in page
    assert "treaty, begins; end unknown" in page
    assert [line for line in page.splitlines() if "unknown  Railway" in line] != []
    assert page.index("\nUndated\n") < page.index("still going") < page.index("at any time")
    html = asked("timeline", "a", "b", "--format", "html").replace("\N{NO-BREAK SPACE}", " ")
    assert "ends; start unknown" in html
    assert "still going, start unknown" in html
    assert asked("show", "left").count("until 2021, start unknown (/2021)") == 1
    assert "still going, start unknown (/..)" in asked("show", "going")


def test_an_end_is_not_unknown_where_another_claim_says_that_it_goes_on(
    ask: Pages,
) -> None:
    unknown = relation("one", period="1992-04-04/", title="Membership")
    goes_on = relation("on", period="1992-04-04/..", title="Membership", claimant="a")
    assert "treaty, begins; end unknown" in ask(unknown)("timeline", "a", "b")
    page = ask(unknown + goes_on)("timeline", "a", "b")
    assert re.search(r"Membership +treaty, begins +\[", page)
    date_alone = relation("one", period="1992", title="Membership")
    assert "treaty, recorded" in ask(date_alone)("timeline", "a", "b")
    still = relation("on", period="/..", title="Membership", claimant="a", same_as="one")
    assert re.search(
        r"1992 +Membership +treaty, begins +\[", ask(date_alone + still)("timeline", "a", "b")
    )


def test_the_timeline_of_all_parties_has_the_same_lines(ask: Pages) -> None:
    """They only say whom it is about, which the other question has said."""
    asked = ask(
        relation("going", period="/..", title="Railway")
        + relation("pact", period="199X/2001")
        + relation("left", period="/2021")
        + event("e", period="[..2020]")
    )
    of_two = [line.split() for line in asked("timeline", "a", "b").splitlines()[1:]]
    text = asked("timeline", "--limit", "10")
    assert text.count(" (Aland and Beland)") == 5
    of_all = [line.split() for line in text.replace(" (Aland and Beland)", "").splitlines()[1:]]
    assert of_two == of_all


@pytest.mark.parametrize(
    ("source_id", "text", "csl", "bibtex"),
    [
        (
            "memoir",
            "until April 2021, start unknown",
            {"literal": "until April 2021, start unknown"},
            ["  date = {/2021-04},", "  year = {until April 2021, start unknown},"],
        ),
        (
            "album",
            "2 or 3 June 2021",
            {"literal": "2 or 3 June 2021"},
            ["  year = {2021},", "  month = jun,"],
        ),
        (
            "diary",
            "some day in May 2021",
            {"date-parts": [[2021, 5]]},
            ["  date = {2021-05-XX},", "  year = {2021},", "  month = may,"],
        ),
        (
            "scroll",
            "some time in the 1990s",
            {"literal": "some time in the 1990s"},
            ["  date = {199X},", "  year = {some time in the 1990s},"],
        ),
        ("sign", "undated", None, ["  year = {n.d.},"]),
    ],
)
def test_a_citation_holds_what_is_known_of_the_date(
    ask: Pages, source_id: str, text: str, csl: Any, bibtex: list[str]
) -> None:
    asked = ask(event("e", period="199X", title="Dinner", source=source_id))
    assert f", {text}: Dinner (Aland and Beland), some time in the 1990s." in asked("cite", "e")
    (item,) = json.loads(asked("cite", "e", "--style", "csl-json"))
    assert item.get("issued") == csl
    lines = asked("cite", "e", "--style", "bibtex").splitlines()
    dates = ("  date =", "  year =", "  month =")
    assert [line for line in lines if line.startswith(dates)] == bibtex


# -------------------------------------------------------------------------- some time within

PARTLY = ["199X", "19XX", "2021-XX", "2021-05-XX", "2021-XX-XX", "[2021-06-02,2021-06-03]"]
PARTLY += ["[2021-06-02..2021-06-05]", "[2019,2021..2023]", "[..2020]", "[2022..]"]


@pytest.mark.parametrize("text", PARTLY)
def test_an_event_is_found_within_its_span_and_shown_in_words(ask: Pages, text: str) -> None:
    period = Period(text)
    asked = ask(event("e", period=text, status="held") + event("x", period="0900"))
    page = asked("timeline", "a", "b", "--since", "1000")
    assert f"\n{period.show()}  Visit e  visit  [1]" in page
    for day in (period.start, period.last):
        if day is not None:
            for option in ("--in", "--since", "--until"):
                assert "e" in ids(asked("timeline", "a", "b", option, str(day), "--json"))
    calendar = asked("timeline", "a", "b", "--since", "1000", "--format", "ics")
    assert "BEGIN:VEVENT" not in calendar
    assert asked("timeline", "a", "b", "--format", "html")


def test_the_years_of_the_headline_and_of_the_lines_are_all_that_it_may_be(
    ask: Pages,
) -> None:
    page = ask(event("e", period="199X"))("timeline", "a", "b")
    assert first_line(page).endswith("1 event and 0 relations on the timeline, 1990 to 1999.")
    assert "\n1990–1999\n" in page


def test_a_decade_may_be_asked_for_as_it_is_written(ask: Pages) -> None:
    asked = ask(event("e", period="1995-05") + event("x", period="2001"))
    found = asked("timeline", "a", "b", "--in", "199X", "--json")
    assert ids(found) == ["e"]
    assert json.loads(found)["query"]["in"] == "1990/1999"


def test_it_is_exported_as_it_is_written_with_the_ends_of_its_span(
    ask: Pages, tmp_path: Path
) -> None:
    asked = ask("".join(event(f"e{nth}", period=text) for nth, text in enumerate(PARTLY)))
    expected = [
        (text, *(str(day) if day else None for day in (Period(text).start, Period(text).last)))
        for text in PARTLY
    ]
    asked("export", str(tmp_path / "out.sqlite"))
    sql = "SELECT period, period_start, period_end, period_unspecified FROM claims ORDER BY id"
    with contextlib.closing(sqlite3.connect(tmp_path / "out.sqlite")) as database:
        assert database.execute(sql).fetchall() == [(*row, 1) for row in expected]
    found = json.loads(asked("timeline", "a", "b", "--json"))["facts"]
    keys = ("text", "start", "end")
    in_json = sorted(tuple(fact["period"][key] for key in keys) for fact in found)
    assert in_json == sorted(expected)
    assert all(fact["period"]["unspecified"] for fact in found)
    rows = csv.DictReader(io.StringIO(asked("timeline", "a", "b", "--format", "csv")))
    assert sorted(row["period"] for row in rows) == sorted(PARTLY)


def test_some_time_in_a_span_is_no_duration(ask: Pages) -> None:
    page = ask(relation("r", period="199X"))("relations", "a", "b")
    assert "\nIn force\n" not in page
    assert "\nsome time in the 1990s  Treaty r" in page


def test_a_number_of_some_year_is_no_sum_of_ten(ask: Pages) -> None:
    asked = ask(
        figure("whole", period="1990/1999", value=100, reporter="a")
        + figure("some", period="199X", value=7, reporter="a")
    )
    page = asked("trade", "a", "b")
    assert "differ" not in page
    assert "\nsome time in the 1990s  $7" in page
    assert "in 1990–1999: $100" in first_line(asked("trade", "a", "b", "--in", "1990/1999"))
    assert "Derived" not in page


def test_a_part_of_a_year_that_is_not_specified_is_no_year(ask: Pages) -> None:
    years = "".join(
        figure(f"f{year}", period=f"{year}-XX", value=year, reporter="a")
        for year in range(2019, 2023)
    )
    page = ask(years)("trade", "a", "b")
    assert first_line(page).startswith(
        "No claim on trade turnover between Aland and Beland is about one full year. "
        "Some time in 2022: $2,022"
    )
    assert "Derived" not in page
    assert json.loads(ask(years)("trade", "a", "b", "--json"))["series"] is None


def test_hostile_periods_are_refused_without_being_obeyed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = shared(HEAD + event("e", period="[2021,\x1b[31m2022]"))
    assert app.run(["timeline", "a", "b", "-f", str(path)]) == 3
    assert "\x1b" not in "".join(capsys.readouterr())


# ------------------------------------------------------------------------- stocks at a date

SPELLINGS = ["/2022-10-31", "../2022-10-31", "2022-10-31", "2022-10-31/2022-10-31"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=12)
@given(
    periods=st.lists(st.sampled_from(SPELLINGS), min_size=1, max_size=4),
    name=st.sampled_from(["stock", "count"]),
)
def test_a_stock_at_one_date_is_one_question_however_that_is_written(
    ask: Pages, periods: list[str], name: str
) -> None:
    asked = ask(
        "".join(
            figure(f"f{nth}", measure=name, period=period, value=9, unit="items")
            for nth, period in enumerate(periods)
        )
    )
    page = asked("trade", "a", "b")
    assert "Aland and Beland as of 31 Oct 2022: 9 items" in first_line(page)
    assert "\n31 Oct 2022 " in page
    assert "other date" not in page
    found = asked("show", "f0", "--json")
    assert sorted(ids(found)) == [f"f{nth}" for nth in range(len(periods))]
    for option in ("--in", "--since", "--until"):
        assert len(ids(asked("trade", "a", "b", option, "2022-10-31", "--json"))) == len(periods)


@pytest.mark.parametrize(
    ("name", "period", "shown"),
    [
        ("turnover", "../2022-10", "Until Oct 2022: $9"),
        ("turnover", "/2022-10-31", "Until 31 Oct 2022, start unknown: $9"),
        ("turnover", "[..2022]", "Some time until 2022: $9"),
        ("stock", "[..2022]", "As of some time until 2022: $9"),
        ("count", "../2022", "Until 2022: 9 items"),
        ("growth", "../2022-10", "Until Oct 2022: 9%"),
    ],
)
def test_a_number_up_to_a_day_is_found_by_the_years_before(
    ask: Pages, name: str, period: str, shown: str
) -> None:
    unit = {"count": "items", "growth": "percent"}.get(name, "USD")
    growth = measure("growth", label="Growth", nature="ratio")
    asked = ask(growth + figure("until", measure=name, period=period, value=9, unit=unit))
    for year in ("2021", "1990"):
        head = first_line(asked("trade", "a", "b", "--in", year))
        assert f" is about {year} alone. {shown}, according to " in head
        assert ids(asked("trade", "a", "b", "--until", year, "--json")) == ["until"]
    assert "there is 1 claim" in asked("trade", "a", "b", "--in", "2023", status=1)


@pytest.mark.parametrize(
    ("name", "period"), [("stock", "/2022"), ("stock", "../202X"), ("count", "/2022-06-30")]
)
def test_what_holds_at_a_date_is_found_by_that_date_alone(
    ask: Pages, name: str, period: str
) -> None:
    unit = "items" if name == "count" else "USD"
    asked = ask(figure("up-to", measure=name, period=period, value=9, unit=unit))
    for dates in ("2022", "2022-06"):
        assert " 9 " in asked("trade", "a", "b", "--in", dates).replace("$9", " 9 ")
    assert "there is 1 claim" in asked("trade", "a", "b", "--in", "2019", status=1)


UNTIL_2022 = figure("sooner", from_="a", to="b", period="/2022-12-31", value=7)
UNTIL_2026 = figure("later", from_="a", to="b", period="/2026-09-13", value=9)
SOONER, LATER = "ntil 31 Dec 2022, start unknown", "ntil 13 Sep 2026, start unknown"
AB = "turnover from Aland to Beland"


@pytest.mark.parametrize(
    "dates", [["--in", "2022"], ["--in", "2021"], ["--since", "2018", "--until", "2022"]]
)
def test_of_numbers_until_a_day_that_until_the_next_answers(ask: Pages, dates: list[str]) -> None:
    asked = ask(UNTIL_2022 + UNTIL_2026)
    head = first_line(asked("trade", "a", "b", *dates))
    assert f" on trade {AB} is about " in head
    assert f"U{SOONER}: $7, according to " in head
    for page in (asked("trade", "a", *dates), asked("trade", *dates)):
        assert f"u{SOONER}" in page
        assert f"u{LATER}" not in page
    assert f"Trade turnover to Beland u{SOONER}" in asked("brief", "a", *dates)
    assert f"U{LATER}: $9" in first_line(asked("trade", "a", "b", "--in", "2023"))


@pytest.mark.parametrize(
    ("period", "shown"),
    [
        ("2021-04/2022-03", "In the fiscal year Apr 2021 – Mar 2022, which reaches into 2022: $7"),
        ("2019/2023", "For the whole of 2019–2023: $7"),
        ("2022-11/2023-02", "Nov 2022 – Feb 2023: $7"),
        ("/2022-06-30", "Until 30 Jun 2022, start unknown: $7"),
        ("2020/", "From 2020, end unknown: $7"),
        ("[..2022]", "Some time until 2022: $7"),
    ],
)
def test_what_is_until_a_later_day_answers_after_all_that_is_of_the_dates(
    ask: Pages, period: str, shown: str
) -> None:
    page = ask(figure("near", from_="a", to="b", period=period, value=7) + UNTIL_2026)
    for dates in (["--in", "2022"], ["--since", "2022", "--until", "2022"]):
        head = first_line(page("trade", "a", "b", *dates))
        assert "$7" in head
        assert "2026" not in head
    assert shown in first_line(page("trade", "a", "b", "--in", "2022"))


@pytest.mark.parametrize("dates", [["--in", "2000"], ["--until", "2000"]])
def test_what_is_until_a_later_day_takes_no_place_of_another_measure(
    ask: Pages, dates: list[str]
) -> None:
    """A measure before that of the year asked for reaches it only as a sum of all until 2022."""
    sold = {"from_": "a", "to": "b", "measure": "sold"}
    asked = ask(
        measure("sold", label="Arms sold") + UNTIL_2022 + figure("s", period="2000", **sold)
    )
    head = "Arms sold from Aland to Beland in 2000: $1, according to S (2024)."
    page = asked("trade", "a", "b", *dates)
    assert first_line(page) == head
    assert f"u{SOONER}" in page
    assert first_line(asked("trade", "a", *dates)) == (
        "Trade of Aland: 2 claims about 1 partner. Arms sold in 2000: from Aland to Beland, $1."
    )
    assert "Arms sold in 2000: from Aland to Beland, $1." in first_line(asked("trade", *dates))
    assert "trade  Arms sold, Aland to Beland in 2000: $1" in asked("a", "b", *dates)
    assert "trade  Arms sold to Beland in 2000: $1" in asked("a", *dates)
    for parties in (["a", "b"], ["a"]):
        rows = asked("brief", *parties, *dates).partition("Headline figures")[2].splitlines()
        assert rows[2].startswith("Arms sold")


def test_a_number_of_all_until_a_later_day_leaves_flows_of_the_year_their_place(
    ask: Pages,
) -> None:
    """Turnover, which is of both directions, tells of neither in the year asked for."""
    sold = measure("sold", label="Arms sold")
    sold += figure("f", from_="norway", to="peru", period="2000", measure="sold")
    asked = ask(sold + figure("t", parties=["norway", "world"], period="/2022", value=90))
    assert "trade  Arms sold to Peru in 2000: $1" in asked("norway", "--in", "2000")
    back = figure("g", from_="peru", to="norway", period="2000-04")
    asked = ask(sold + back + figure("t", parties=["norway", "peru"], period="/2022"))
    page = asked("trade", "norway", "--in", "2000")
    assert first_line(page).endswith(". Arms sold in 2000: from Norway to Peru, $1.")


def test_of_partners_side_by_side_what_is_until_a_later_day_chooses_no_table(
    ask: Pages,
) -> None:
    sold = measure("sold", label="Arms sold")
    sold += figure("f", from_="norway", to="peru", period="2000", measure="sold")
    until = figure("u", from_="norway", to="chile", period="/2022")
    page = ask(sold + until)("trade", "norway", "peru", "chile", "--in", "2000")
    assert first_line(page).startswith("Arms sold from Norway in 2000: to Peru $1. ")
    page = ask(sold + until)("trade", "norway", "chile", "peru", "--in", "2021")
    assert "until 2022, start unknown" in page


def test_what_is_until_a_later_day_brings_no_total_before_a_partner(
    ask: Pages,
) -> None:
    claims = measure("sold", label="Arms sold")
    claims += figure("f", from_="norway", to="peru", period="2000", measure="sold")
    claims += figure("t", from_="norway", to="world", period="2000-10")
    claims += figure("u", from_="peru", to="norway", period="/2022")
    page = ask(claims)("norway", "--in", "2000")
    assert "trade  Arms sold to Peru in 2000: $1" in page


def test_a_total_until_a_later_day_takes_no_place_of_partners_in_a_brief(
    ask: Pages,
) -> None:
    claims = figure("f", from_="norway", to="peru", period="1999/2002")
    claims += figure("t", from_="norway", to="world", period="/2022")
    page = ask(claims)("brief", "norway", "--until", "2000")
    rows = page.partition("Headline figures")[2].splitlines()
    assert rows[2].startswith("Trade turnover to Peru in 1999–2002")


def test_a_flow_until_a_date_is_not_one_of_a_day(ask: Pages) -> None:
    page = ask(
        figure("until", period="/2022-10-31", value=9) + figure("on", period="2022-10-31", value=1)
    )("trade", "a", "b")
    assert "differ" not in page
    assert "until 31 Oct 2022, start unknown" in page


@pytest.mark.parametrize(
    ("period", "shown"), [("../2022", "until 2022"), ("/2022", "until 2022, start unknown")]
)
def test_a_count_up_to_a_year_is_never_shown_as_one_of_that_year(
    ask: Pages, period: str, shown: str
) -> None:
    usual = {"measure": "count", "unit": "items"}
    asked = ask(
        party("c")
        + party("d")
        + figure("until", period=period, value=9, **usual)
        + figure("year", period="2022", value=7, **usual)
        + figure("before", period="2021", value=6, **usual)
        + figure("other", parties=["a", "c"], period=period, value=5, **usual)
        + figure("far", parties=["a", "d"], period="2022", value=4, **usual)
    )
    page = asked("trade", "a", "b")
    assert f"Aland and Beland {shown}: 9 items" in first_line(page)
    assert [re.split(" {2,}", line)[:2] for line in page.splitlines() if " items  " in line] == [
        [shown, "9 items"],
        ["2022", "7 items"],
        ["2021", "6 items"],
    ]
    assert "differ" not in page
    assert "Beland in 2022: 7 items" in first_line(asked("trade", "a", "b", "--in", "2022"))
    assert f"(5 items, {shown})" in asked("trade", "a", "--in", "2022")
    assert f"5 items ({shown})" in asked("trade", "a", "b", "c", "--in", "2022")
    assert re.search(rf"\nuntil +{shown} +", asked("search", "documents"))
    assert f" {shown}, 9 items" in asked("cite", "until")
    assert re.search(rf"\nperiod +{shown} [(]{period}[)]\n", asked("show", "until"))


def test_stocks_of_one_month_or_year_are_one_question_too(ask: Pages) -> None:
    asked = ask(
        figure("u", measure="stock", period="/2022", value=9)
        + figure("in", measure="stock", period="2022", value=9)
        + figure("day", measure="stock", period="2022-12-31", value=8)
    )
    page = asked("trade", "a", "b", "--in", "2022")
    assert "as of 2022: $9" in first_line(page)
    assert "There is another claim about stock of gold between Aland and Beland: $8 as of" in page


def test_the_same_stock_of_one_source_is_recorded_twice(
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = shared(
        HEAD
        + figure("u", measure="stock", period="/2022-10-31", locator="t")
        + figure("on", measure="stock", period="2022-10-31", locator="t")
    )
    app.run(["check", str(path)])
    assert '"on" says the same as "u"' in "".join(capsys.readouterr())


def test_a_stock_that_goes_on_has_a_date_in_words(ask: Pages) -> None:
    page = ask(figure("f", measure="stock", period="/..", value=9))("trade", "a", "b")
    assert first_line(page).startswith(
        "Stock of gold between Aland and Beland up to now, start unknown: $9, according to S"
    )
    assert "\nstill going, start unknown  $9" in page


def test_a_stock_that_is_not_published_is_as_of_its_date_everywhere(
    ask: Pages,
) -> None:
    asked = ask(
        figure("gap", measure="stock", period="../2023", value=None, absent="not-published")
        + figure("f", period="2020", value=9)
    )
    page = asked("trade", "a", "b")
    assert "\nNot published\nPeriod  What" in page
    assert "\n2023    Stock of gold between Aland and Beland: not published" in page
    assert "as of 2023, not published" in asked("cite", "gap")


STOCKS = {
    "after": "2024-04/",
    "by-march": "[..2024-03-01]",
    "new-year": "2023-12-31",
    "nineties": "199X",
    "going": "/..",
}


def test_what_surely_reaches_furthest_is_the_newest(ask: Pages) -> None:
    def stocks(*names: str) -> str:
        return "".join(figure(name, measure="stock", period=STOCKS[name]) for name in names)

    asked = ask(stocks(*STOCKS))
    assert "from Apr 2024, end unknown: $1" in first_line(asked("trade", "a", "b"))
    newest = ids(asked("trade", "a", "b", "--json"))
    assert newest == ["after", "new-year", "nineties", "by-march", "going"]
    for limit in range(1, len(newest)):
        shown = ids(asked("trade", "a", "b", "--limit", str(limit), "--json"))
        assert shown == newest[:limit]
    page = ask(stocks("by-march", "new-year"))("trade", "a", "b")
    assert "as of 31 Dec 2023: $1" in first_line(page)


def test_a_stock_with_an_unknown_end_names_the_others_of_three_years(
    ask: Pages,
) -> None:
    stocks = {"after": ("2024-04/", 9), "before": ("2023-12-31", 5), "long-ago": ("2011", 2)}
    tables = (figure(n, measure="stock", period=p, value=v) for n, (p, v) in stocks.items())
    page = ask("".join(tables))("brief", "a", "b")
    assert "Stock of gold from Apr 2024, end unknown" in page
    assert "31 Dec 2023" in page
    assert "2011" not in page


def test_what_may_be_of_another_date_does_not_answer_for_a_year(ask: Pages) -> None:
    asked = ask(
        figure("some-day", measure="stock", period="[2020-12-31,2021-06-30]", value=8)
        + figure("spring", measure="stock", period="2021-05-XX", value=7)
    )
    assert "as of some day in May 2021: $7" in first_line(asked("trade", "a", "b", "--in", "2021"))


# ----------------------------------------------------------------------------- full years


@pytest.mark.parametrize(
    ("dates", "answer"),
    [
        (["--in", "2020/2023"], "2023"),
        (["--in", "202X"], "2023"),
        (["--in", "[2020..2023]"], "2023"),
        (["--in", "2019/2021"], "2021"),
        (["--in", "../2022"], "2022"),
        (["--in", "/2022"], "2022"),
        (["--in", "2021/"], "2023"),
    ],
)
def test_of_several_years_the_newest_answers_and_not_the_leap_year(
    ask: Pages, dates: list[str], answer: str
) -> None:
    years = "".join(figure(f"f{y}", period=str(y), value=y) for y in range(2020, 2024))
    page = ask(years)("trade", "a", "b", *dates)
    subject = f"in {answer}: ${int(answer):,},"
    assert subject in first_line(page)
    assert "unknown" not in page


def test_of_several_months_the_newest_answers(ask: Pages) -> None:
    months = figure("jan", period="2021-01", value=1) + figure("feb", period="2021-02", value=2)
    assert "in Feb 2021: $2" in first_line(ask(months)("trade", "a", "b", "--in", "2021"))


@pytest.mark.parametrize(
    ("dates", "told"),
    [
        (["--since", "2030/"], "is recorded since 2030; there is 1 claim for 2021."),
        (["--in", "2030/.."], "is recorded since 2030; there is 1 claim for 2021."),
        (["--until", "1990/1995"], "is recorded until 1995; there is 1 claim for 2021."),
        (["--in", "/199X"], "is recorded until 1999; there is 1 claim for 2021."),
    ],
)
def test_of_a_period_only_the_end_that_bounds_is_told(
    ask: Pages, dates: list[str], told: str
) -> None:
    assert told in first_line(ask(figure("f"))("trade", "a", "b", *dates, status=1))


def test_of_known_by_the_last_day_is_told(ask: Pages) -> None:
    asked = ask(figure("f"))
    for text in ("202X", "2020/2029", "/2029", "[2020..2029]"):
        page = asked("trade", "a", "b", "--known-by", text)
        assert first_line(page).endswith(" (As known by 2029.)")
        assert asked("trade", "a", "b", "--known-by", "2029") == page


# ------------------------------------------------------------------------- unknown years


@pytest.mark.parametrize(("one", "other"), [("199X", "199X"), ("[2001,2003]", "[2001..2003]")])
def test_numbers_of_unknown_years_neither_agree_nor_differ(
    ask: Pages, one: str, other: str
) -> None:
    for value in (40, 44):
        asked = ask(
            figure("f", period=one, value=40, locator="p1", reporter="a")
            + figure("g", period=other, value=value, locator="p2", reporter="b", source="memoir")
        )
        page = asked("trade", "a", "b")
        assert not re.search("differ|apart|confirmed|asymmetry", page)
        shown = (Period(one).show(), Period(other).show())
        assert re.findall(r"^(.+?)  +\$(\d+) ", page, re.MULTILINE) == [
            (shown[0], "40"),
            (shown[1], str(value)),
        ]
        found = json.loads(asked("trade", "a", "b", "--json"))
        assert found["answer"]["agreement"] == "single"
        also = f"Also {shown[1]}, which may be another time: ${value}, by the figures of Beland"
        assert also in page
        assert ids(asked("show", "f", "--json")) == ["f"]


def test_a_claim_of_an_unknown_year_that_is_recorded_twice_is_found(
    capsys: pytest.CaptureFixture[str],
) -> None:
    claims = figure("f", period="199X", locator="t") + figure("g", period="199X", locator="t")
    app.run(["check", str(shared(HEAD + claims))])
    assert '"g" says the same as "f"' in "".join(capsys.readouterr())


# --------------------------------------------------------------------- headings by years


def test_each_heading_of_a_timeline_stands_once_and_in_order(ask: Pages) -> None:
    asked = ask(
        event("decade", period="199X")
        + event("spring", period="1992-05")
        + relation("left", period="/199X")
        + event("century", period="20XX")
        + event("aughts", period="200X")
        + event("year", period="2000")
        + event("some-day", period=None)
    )
    headings = ["1990–1999", "1992", "2000", "2000–2009", "2000–2099", "Undated"]
    page = asked("timeline", "a", "b")
    lines = [line for line in page.splitlines() if re.fullmatch(r"\d{4}(–\d{4})?|Undated", line)]
    assert lines == headings
    assert page.index("Visit decade") < page.index("Treaty left") < page.index("\n1992\n")
    html = asked("timeline", "a", "b", "--format", "html")
    assert re.findall(r'"rowgroup" colspan="4">([^<]+)<', html) == headings


# ----------------------------------------------------------------------------- honest empties


@pytest.mark.parametrize(
    ("periods", "extent"),
    [
        (["199X"], "there is 1 claim some time in the 1990s."),
        (["/2021"], "there is 1 claim until 2021, start unknown."),
        (["1995"], "there is 1 claim for 1995."),
        (["[1995-12-31,1997]"], "there is 1 claim for 31 Dec 1995 or 1997."),
        (["[1995-12-30..1996]"], "there is 1 claim some time from 30 Dec 1995 to 1996."),
        (["/2021", "199X"], "there are 2 claims from 1990 to 2021."),
        (["1995-02", "1995-03"], "there are 2 claims for 1995."),
        (["2003/..", "1995"], "there are 2 claims from 1995 to 2003."),
    ],
)
def test_what_is_outside_the_dates_asked_for_is_told(
    ask: Pages, periods: list[str], extent: str
) -> None:
    asked = ask("".join(event(f"e{nth}", period=text) for nth, text in enumerate(periods)))
    dates = ("--since", "2022") if "2003/.." not in periods else ("--until", "1990")
    assert extent in asked("timeline", "a", "b", *dates, status=1)
