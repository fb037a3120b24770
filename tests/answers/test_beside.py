"""Remarks beside a figure: that a key is inferred, a definition, other dates, and notes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from dipfacts.cli import app
from dipfacts.model.file_format.inferred_keys import inferred_key
from support.command_line import Run
from support.factbase import base, event, figure, measure, party, relation, source, topic
from support.screen import Screen

Ask = Callable[..., list[str]]

HEAD = base(
    source("gazette", published=date(2024, 3, 1)),
    party("a", name="Aland"),
    party("b", name="Beland"),
    party("minister", kind="person", name="Ada Minister"),
    topic(),
    measure(label="Trade turnover"),
    measure("debt", label="Debt", nature="stock"),
)


@pytest.fixture
def ask(tmp_path: Path, dip: Run, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ask]:
    """Makes a base of these figures and gives a function that asks it, with words in one space."""
    monkeypatch.setenv("COLUMNS", "300")

    def made(*figures: str) -> Ask:
        (tmp_path / "facts.toml").write_text(HEAD + "".join(figures), encoding="utf-8")

        def asked(*words: str) -> list[str]:
            page = dip(*words, "-f", str(tmp_path / "facts.toml")).page()
            return [" ".join(line.split()) for line in page.splitlines()]

        return asked

    return made


def turnover(id: str, value: int, **keys: object) -> str:
    return figure(id, source="gazette", value=value, **keys)


def debt(id: str, period: str, value: int, **keys: object) -> str:
    return figure(id, source="gazette", measure="debt", period=period, value=value, **keys)


# ------------------------------------------------------------------------- what is inferred


@pytest.mark.parametrize(
    ("text", "key", "how"),
    [
        ("period: from the weekday", "period", "from the weekday"),
        ("the period: from the weekday", "period", "from the weekday"),
        ("The year: that of the page: 2021", "period", "that of the page: 2021"),
        ("the month: the next", "period", "the next"),
        ("the day: a Tuesday", "period", "a Tuesday"),
        ("the date: none is stated", "period", "none is stated"),
        ("value: a third of the total", "value", "a third of the total"),
        ("said on: the day of the page", "said_on", "the day of the page"),
        ("the two sides: it names the war", "parties", "it names the war"),
        ("that turnover is meant: by the words", "", "that turnover is meant: by the words"),
        ("the total less the exports", "", "the total less the exports"),
        ("the year:", "", "the year:"),
    ],
)
def test_it_may_begin_with_the_key_it_is_about(text: str, key: str, how: str) -> None:
    assert inferred_key(text) == (key, how)


def test_an_inferred_period_is_marked_at_the_period(ask: Callable[..., Ask]) -> None:
    page = ask(
        turnover("alone", 7, period="2019", inferred="period: he speaks of last year"),
        turnover("one", 8, period="2020", inferred="the year: he speaks of last year"),
        turnover("two", 9, period="2020"),
        turnover("all", 6, period="2018", inferred="half of the total"),
        turnover("third", 5, period="2017", inferred="value: a third of the total"),
    )
    assert page("trade", "a", "b")[2:10] == [
        "Trade turnover between Aland and Beland",
        "Period Value Who says so Source",
        "2020 $8 to $9 Gazette gave different numbers, no reason recorded",
        "(inferred) $8 Gazette [1]",
        "$9 Gazette [1]",
        "2019 (inferred) $7 Gazette [1]",
        "2018 $6 Gazette (inferred) [1]",
        "2017 $5 Gazette (value inferred) [1]",
    ]


def test_show_has_it_at_its_key(ask: Callable[..., Ask]) -> None:
    page = ask(
        turnover("year", 7, period="2019", inferred="the year: he speaks of last year"),
        turnover("all", 6, period="2018", inferred="half of the total"),
    )
    shown = page("show", "year")
    assert "period 2019 (inferred: he speaks of last year)" in shown
    assert not [line for line in shown if line.startswith("inferred")]
    assert "inferred half of the total" in page("show", "all")


def test_an_inferred_date_of_events_and_relations_is_marked(ask: Callable[..., Ask]) -> None:
    how = "the day: a Tuesday"
    page = ask(
        event("met", source="gazette", period="2020-05-05", status="held", inferred=how),
        event("spoke", source="gazette", period="2020-06-06", status="held", inferred="by him"),
        relation("pact", source="gazette", period="2020-07-07/..", inferred=how),
    )
    told = [line for line in page("timeline", "a", "b") if line.startswith(("5 ", "6 ", "7 "))]
    assert told == [
        "5 May 2020 (inferred) Visit met visit [1]",
        "6 Jun 2020 Visit spoke (inferred) visit [1]",
        "7 Jul 2020 (inferred) Treaty pact treaty, begins [1]",
    ]
    assert "since 7 Jul 2020 (inferred) Treaty pact treaty [1]" in page("relations", "a", "b")
    brief = page("brief", "a", "b")
    assert "5 May 2020 (inferred) Visit met visit [1]" in brief
    assert "since 7 Jul 2020 (inferred) Treaty pact treaty [1]" in brief


def test_a_brief_says_what_alone_is_inferred(ask: Callable[..., Ask]) -> None:
    page = ask(turnover("year", 7, period="2019", inferred="the year: he speaks of last year"))
    brief = page("brief", "a", "b")
    assert "Trade turnover in 2019 $7 Gazette (period inferred) [1]" in brief
    assert "· Trade turnover, 2019: $7 (only the period) [1]" in brief


# ----------------------------------------------------- definitions and other dates of stocks


def test_a_stock_names_its_definition_and_other_dates_even_in_show(
    ask: Callable[..., Ask],
) -> None:
    page = ask(
        debt("now", "2023-12-31", 40, definition="public debt"),
        debt("then", "2021-12-31", 90, definition="public and private debt"),
        debt("before", "2020-12-31", 30),
    )
    sentence = (
        "Debt between Aland and Beland as of 31 Dec 2023: $40 (public debt), "
        "according to Gazette (1 Mar 2024)."
    )
    remark = (
        "At other dates, claims about debt between Aland and Beland, by different definitions, "
        "run from $30 as of 31 Dec 2020 to $90 (public and private debt) as of 31 Dec 2021."
    )
    for words in (("trade", "a", "b"), ("show", "now")):
        shown = page(*words)
        assert shown[0] == sentence
        assert remark in shown


def test_a_bound_ends_a_range_only_on_its_own_side(ask: Callable[..., Ask]) -> None:
    page = ask(
        debt("now", "2023-12-31", 40),
        debt("then", "2021-12-31", 30),
        debt("over", "2020-12-31", 20, qualifier="more-than"),
        debt("up", "2019-12-31", 70, qualifier="more-than"),
    )
    remark = (
        "At other dates, claims about debt between Aland and Beland "
        "run from $30 as of 31 Dec 2021 to more than $70 as of 31 Dec 2019."
    )
    assert remark in page("show", "now")
    assert remark in page("trade", "a", "b")


def test_other_dates_of_one_definition_are_not_called_different(ask: Callable[..., Ask]) -> None:
    page = ask(*(debt(f"d{year}", f"{year}-12-31", year) for year in (2019, 2020, 2021)))
    assert (
        "At other dates, claims about debt between Aland and Beland run from "
        "$2,019 as of 31 Dec 2019 to $2,020 as of 31 Dec 2020."
    ) in page("show", "d2021")
    then = [debt(id, "2020-12-31", value) for id, value in (("low", 3), ("high", 4))]
    assert (
        "At another date, claims about debt between Aland and Beland run from $3 to $4 "
        "as of 31 Dec 2020."
    ) in ask(debt("now", "2021-12-31", 5), *then)("show", "now")
    alone = ask(debt("alone", "2021-12-31", 5), turnover("flow", 5))
    for name in ("alone", "flow"):
        assert not [line for line in alone("show", name) if "other date" in line.lower()]


# --------------------------------------------------------------------------------- notes


def test_rows_with_a_note_are_marked_and_those_of_the_headline_printed(
    ask: Callable[..., Ask],
) -> None:
    page = ask(
        turnover("now", 9, period="2021", note="Without oil."),
        turnover("before", 8, period="2020", note="Probably a total."),
        turnover("plain", 7, period="2019"),
    )
    shown = page("trade", "a", "b")
    assert "2020 $8 Gazette (note) [1]" in shown
    assert "2019 $7 Gazette [1]" in shown
    assert "Note on now: Without oil." in shown
    assert "Other claims with a note: before: dipfacts show ID" in shown
    assert "Claims with a note: now: dipfacts show ID" in page("trade", "a")


def test_a_note_in_a_brief_names_the_number_and_who_says_it(ask: Callable[..., Ask]) -> None:
    page = ask(
        turnover("one", 8, period="2020", note="He may mean oil.", claimant="minister"),
        turnover("two", 9, period="2020", note="Without oil."),
    )
    shown = page("brief", "a", "b")
    assert "Trade turnover in 2020, $8, Ada Minister He may mean oil." in shown
    assert "Trade turnover in 2020, $9, Gazette Without oil." in shown


BOTH_SIDES = base(
    source("gazette", published=date(2024, 3, 1)),
    party("a", name="Aland"),
    party("b", name="Beland"),
    party("c", name="Celand"),
    topic(),
    measure("total", label="Trade turnover", sum_of=["exports", "imports"]),
    measure("exports", label="Exports"),
    measure("imports", label="Imports"),
    *(
        figure(id, source="gazette", period="2022", from_="a", to=to, unit="USD", **keys)
        for id, to, keys in (
            ("own", "b", {"measure": "exports", "value": 70, "reporter": "a"}),
            ("z", "b", {"measure": "imports", "value": 75, "reporter": "b", "note": "No gold."}),
            ("other", "c", {"measure": "exports", "value": 80, "reporter": "a"}),
        )
    ),
)


@pytest.mark.parametrize(
    ("line", "marked"),
    [
        (["trade", "a", "b", "c"], "2022 $70 ≠ (note) $80 [1]"),
        (["trade", "a"], "Beland reports $75 (note)"),
        (["trade", "a", "b", "--mirror"], "2022 $70 $75 (note)"),
    ],
    ids=["side by side", "ranking", "mirror"],
)
def test_a_note_of_the_other_side_is_marked_beside_its_number_and_named(
    line: list[str], marked: str, tmp_path: Path, dip: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    (tmp_path / "facts.toml").write_text(BOTH_SIDES, encoding="utf-8")
    page = " ".join(dip(*line, "-f", str(tmp_path / "facts.toml")).page().split())
    assert marked in page
    assert "laims with a note: z: dipfacts show ID" in page
    assert page.count("(note)") == 1


def test_a_brief_gives_the_note_of_the_other_side(
    tmp_path: Path, dip: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    (tmp_path / "facts.toml").write_text(BOTH_SIDES, encoding="utf-8")
    page = dip("brief", "a", "b", "-f", str(tmp_path / "facts.toml")).page()
    assert "Goods from Aland to Beland in 2022, $75, Beland  No gold." in page
    (line,) = (it for it in page.splitlines() if it.startswith("· Beland reports"))
    assert "  asymmetry 6.9% (note)  " in line


def test_a_note_on_one_of_several_numbers_of_the_other_side_is_marked(
    tmp_path: Path, dip: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    keys = {"measure": "imports", "reporter": "b", "unit": "USD", "period": "2022"}
    plain = figure("y", source="gazette", from_="a", to="b", value=80, **keys)
    (tmp_path / "facts.toml").write_text(BOTH_SIDES + plain, encoding="utf-8")
    for line in (["trade", "a"], ["trade", "a", "b", "--mirror"]):
        page = " ".join(dip(*line, "-f", str(tmp_path / "facts.toml")).page().split())
        assert "$75 and $80 (note)" in page


def test_a_note_below_a_narrow_ranking_names_its_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "50")
    monkeypatch.setenv("NO_COLOR", "1")
    keys = {"measure": "exports", "source": "gazette", "unit": "USD", "period": "2022"}
    many = [party(f"p{n}", name=f"Land {n}") for n in range(9)]
    many += [figure(f"f{n}", from_="a", to=f"p{n}", value=n + 1, **keys) for n in range(9)]
    (tmp_path / "facts.toml").write_text(BOTH_SIDES + "".join(many), encoding="utf-8")
    screen = Screen()
    monkeypatch.setattr("sys.stdout", screen)
    assert app.run(["trade", "a", "--no-pager", "-f", str(tmp_path / "facts.toml")]) == 0
    assert "(note)" not in screen.getvalue()
    assert "\nNote on to Beland, 2022 [1]: No gold.\n" in screen.getvalue()
