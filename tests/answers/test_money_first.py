"""The unit of several that answers: money of what is traded, dollars of what is alike."""

from __future__ import annotations

import io
import json
from datetime import date
from typing import Any

import pytest

from dipfacts import open_base
from dipfacts.answers.answer import LIMITS, Answer
from dipfacts.answers.briefs.brief import brief
from dipfacts.answers.briefs.overview import overview
from dipfacts.answers.comparison.side_by_side import side_by_side
from dipfacts.answers.figures import figures
from dipfacts.importing.known_declarations import trade
from dipfacts.model.figures.measures import TRADE_MEASURES
from dipfacts.model.periods.period import Period
from dipfacts.model.query import Query
from dipfacts.model.request import Request
from dipfacts.render import formats
from support.compiled import shared
from support.factbase import base, figure, measure, party, source, topic

HEAD = base(
    source("paper", published=date(2024, 6, 1)),
    party("a", name="Aland"),
    party("b", name="Beland"),
    party("c", name="Celand"),
    topic(),
    topic("oil"),
    measure("exports", label="Exports"),
    measure("oil-sold", topic="oil", label="Oil sold"),
)
YEAR = Period.parse("2024-12-31")


def sold(value: int, unit: str, *years: int, to: str = "b", name: str = "exports") -> str:
    return "".join(
        figure(
            id=f"{name}-{to}-{year}-{unit}".lower(),
            measure=name,
            from_="a",
            to=to,
            period=str(year),
            value=value,
            unit=unit,
            source="paper",
        )
        for year in years
    )


def asked(text: str, command: str, *parties: str) -> tuple[Answer, list[str], Any]:
    """An answer, the lines of its page with the blanks between columns as one, and its JSON."""
    query = Query(parties=tuple(sorted(parties)))
    with open_base(str(shared(HEAD + text))) as opened:
        if command == "brief":
            answer = brief(opened, query.replaced(known_by=YEAR))
        elif command == "overview":
            answer = overview(opened, query.replaced(known_by=YEAR))
        elif len(parties) > 2:
            answer = side_by_side(opened, query.replaced(topic=command, in_order=parties))
        else:
            answer = figures(opened, query.replaced(topic=command))
        page, record = io.StringIO(), io.StringIO()
        formats.write(answer, Request(command=answer.command), page)
        formats.write(answer, Request(command=answer.command, format="json"), record)
    lines = [" ".join(line.split()) for line in page.getvalue().splitlines()]
    return answer, lines, json.loads(record.getvalue())


@pytest.mark.parametrize("other", ["RUB", "EUR", "AED", "kg", "barrels", "t", "UZS", "ZAR"])
@pytest.mark.parametrize("topic_of", [("exports", "trade"), ("oil-sold", "oil")])
def test_of_units_alike_dollars_answer_at_every_door(topic_of: tuple[str, str], other: str) -> None:
    name, about = topic_of
    claims = sold(9, "USD", 2023, name=name) + sold(7, other, 2023, name=name)
    for parties in (("a", "b"), ("a",), ("b",), ()):
        _, lines, record = asked(claims, about, *parties)
        assert "$9" in lines[0]
        if len(parties) == 2:
            assert (record["answer"]["value"], record["answer"]["unit"]) == (9, "USD")
        else:
            assert record["ranking"]["unit"] == "USD"
    _, _, record = asked(claims, about, "a", "b", "c")
    assert record["side_by_side"][0]["unit"] == "USD"
    for parties in (("a", "b"), ("a",)):
        _, _, record = asked(claims, "overview", *parties)
        (line,) = record["overview"]["topics"]
        assert line["headline"]["unit"] == "USD"
        assert [head["unit"] for head in line["other_units"]] == [other]
        _, _, record = asked(claims, "brief", *parties)
        assert record["brief"]["headlines"][0]["unit"] == "USD"


def test_money_of_what_is_traded_answers_before_more_weights() -> None:
    claims = sold(9, "TRY", 2020) + sold(7, "kg", 2020, 2021, 2022) + sold(8, "kg", 2022, to="c")
    _, lines, _ = asked(claims, "trade", "a", "b")
    assert lines[0] == (
        "Exports from Aland to Beland in 2020: 9 liras, according to Paper (1 Jun 2024). "
        "3 claims are in kg: the newest 7 kg in 2022."
    )
    _, lines, record = asked(claims, "trade", "a")
    assert record["ranking"]["unit"] == "TRY"
    assert "Not ranked, as not in liras: from Aland to Celand (8 kg, 2022)." in lines
    _, lines, record = asked(claims, "trade", "a", "b", "c")
    assert record["side_by_side"][0]["unit"] == "TRY"
    assert lines[0] == (
        "Exports from Aland in 2020: to Beland 9 liras; no figure for all of 2020 to Celand. "
        "In kg: to Beland 7 kg in 2022 and to Celand 8 kg in 2022."
    )


def test_of_many_parts_those_in_money_are_told() -> None:
    claims = "".join(
        figure(
            id=f"of-{nth}",
            measure="exports",
            from_="a",
            to="b",
            period="2022",
            value=900 + nth,
            unit="USD" if nth < 3 else "t",
            scope=f"grain {nth}",
            source="paper",
        )
        for nth in range(8)
    )
    _, lines, _ = asked(claims, "trade", "a", "b")
    assert lines[0].startswith(
        "No claim is about all exports from Aland to Beland; 8 are about parts. The largest: "
        "Exports from Aland to Beland (grain 2) in 2022: $902,"
    )
    assert lines[0].count(": $90") == 3


def test_of_other_measures_the_unit_of_most_years_answers() -> None:
    claims = sold(9, "USD", 2023, name="oil-sold")
    claims += sold(7, "barrels", 2021, 2022, name="oil-sold")
    _, _, record = asked(claims, "oil", "a", "b")
    assert (record["answer"]["unit"], record["answer"]["period"]) == ("barrels", "2022")
    _, _, record = asked(claims, "oil", "a")
    assert record["ranking"]["unit"] == "barrels"


def test_an_overview_has_other_units_in_brackets() -> None:
    claims = sold(9, "USD", 2023) + sold(7, "kg", 2022, 2023) + sold(5, "RUB", 2021)
    line = (
        "trade Exports, Aland to Beland in 2023: $9 (also 7 kg in 2023 and 5 roubles in 2021) [1]"
    )
    assert line in asked(claims, "overview", "a", "b")[1]
    claims += "".join(sold(4, unit, 2020) for unit in ("t", "EUR"))
    _, lines, _ = asked(claims, "overview", "a", "b")
    (line,) = (line for line in lines if line.startswith("trade "))
    assert line.count(" in 2020") == 1
    assert line.endswith("1 other unit) [1]")


def test_partners_side_by_side_have_a_sentence_of_each_other_unit() -> None:
    claims = sold(9, "USD", 2023) + sold(7, "kg", 2023) + sold(8, "USD", 2023, to="c")
    claims += sold(6, "kg", 2022, to="c")
    answer, lines, _ = asked(claims, "trade", "a", "b", "c")
    assert lines[0] == (
        "Exports from Aland in 2023: to Beland $9 and to Celand $8. "
        "In kg: to Beland 7 kg in 2023 and to Celand 6 kg in 2022."
    )
    assert {"exports-b-2023-kg", "exports-c-2022-kg"} < {*answer.head.facts}


def test_what_is_known_as_trade_is_what_an_import_declares() -> None:
    assert {it["id"] for it in trade([*TRADE_MEASURES])["measure"]} == TRADE_MEASURES


FLOWS = measure("imports", label="Imports") + measure("turnover", sum_of=["exports", "imports"])


def flow(name: str, from_: str, to: str, value: int, unit: str, reporter: str) -> str:
    return figure(
        id=f"{name}-{from_}-{to}-{reporter}",
        measure=name,
        from_=from_,
        to=to,
        period="2023",
        value=value,
        unit=unit,
        source="paper",
        reporter=reporter,
    )


def ranked(record: dict[str, Any]) -> list[tuple[str, str, list[float]]]:
    """The measure, the unit and the numbers of each ranking."""
    return [
        (it["measure"], it["unit"], [line["value"] for line in it["partners"]])
        for it in (record["ranking"], *record["more_rankings"])
    ]


@pytest.mark.parametrize("other", ["t", "EUR"])
@pytest.mark.parametrize("most", [300, 1])
def test_what_a_ranking_does_not_show_does_not_choose_its_unit(
    other: str, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(LIMITS, "on_topic", most)
    claims = FLOWS + flow("exports", "a", "b", 100, "USD", "a")
    claims += flow("imports", "a", "b", 102, "USD", "b")  # the other side of that
    claims += flow("imports", "b", "a", 70, other, "a")
    _, lines, record = asked(claims, "trade", "a")
    assert ranked(record) == [("exports", "USD", [100]), ("imports", other, [70])]
    assert lines[0].split("$100. ")[1].startswith("Imports in 2023: from Beland to Aland, ")
    assert not [line for line in lines if "not ranked" in line]
    _, lines, _ = asked(claims, "brief", "a")
    assert [line for line in lines if line.startswith("Imports from ")]


def test_nor_does_it_in_the_first_ranking() -> None:
    claims = FLOWS + flow("exports", "a", "b", 7, "t", "a") + flow("exports", "a", "c", 8, "t", "a")
    claims += flow("exports", "b", "a", 102, "USD", "b")  # the other side of this
    claims += flow("imports", "b", "a", 100, "USD", "a") + flow("imports", "c", "a", 5, "USD", "a")
    _, _, record = asked(claims, "trade", "a")
    assert ranked(record) == [("exports", "t", [8, 7]), ("imports", "USD", [100, 5])]


def test_of_a_number_in_another_unit_the_other_side_tells_once() -> None:
    claims = FLOWS + flow("exports", "a", "b", 100, "USD", "a")
    claims += flow("exports", "a", "b", 50, "t", "b")
    answer, lines, _ = asked(claims, "overview", "a", "b")
    assert [line.count("50 t") for line in lines if line.startswith("trade ")] == [1]
    answer, lines, _ = asked(claims, "trade", "a", "b", "c")
    assert answer.head.text == (
        "Exports from Aland in 2023: to Beland $100 (Beland reports 50 t); no figure for all of "
        "2023 with Celand."
    )


def test_sources_that_differ_in_another_unit_are_told() -> None:
    claims = sold(9, "USD", 2023) + sold(7, "t", 2023)
    claims += sold(700, "t", 2023).replace("exports-b", "more").replace('"paper"', '"daily"')
    claims += source("daily", publisher="Daily", published=date(2024, 7, 1))
    _, lines, _ = asked(claims, "overview", "a", "b")
    assert [line for line in lines if line.startswith("trade ")] == [
        "trade Exports, Aland to Beland in 2023: $9; also 7 t to 700 t (sources differ) [1] [2]"
    ]
    answer, _, _ = asked(claims, "trade", "a", "b", "c")
    assert answer.head.text.endswith(" In t: to Beland 7 t to 700 t (sources differ).")


def test_a_unit_in_rows_below_newer_numbers_has_no_sentence() -> None:
    claims = sold(9, "USD", 2022, 2023) + sold(8, "t", 2021) + sold(6, "USD", 2023, to="c")
    answer, lines, _ = asked(claims, "trade", "a", "b", "c")
    assert answer.head.text == "Exports from Aland in 2023: to Beland $9 and to Celand $6."
    assert any(line.startswith("2021 8 t") for line in lines)
    claims = sold(9, "USD", 2023) + sold(8, "t", 2021, to="c") + sold(7, "t", 2023)
    answer, _, _ = asked(claims + sold(6, "EUR", 2022, to="c"), "trade", "a", "b", "c")
    assert answer.head.text.endswith(
        " In t: to Beland 7 t in 2023 and to Celand 8 t in 2021. In euros: to Celand €6 in 2022."
    )


@pytest.mark.parametrize("most", [300, 0])
@pytest.mark.parametrize("parties", [("a",), ()])
def test_a_ranking_tells_what_is_newer_in_other_units(
    parties: tuple[str, ...], most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(LIMITS, "on_topic", most)
    claims = sold(100, "USD", 1995) + sold(5, "t", 2021) + sold(6, "t", 2022) + sold(4, "t", 1990)
    claims += sold(9, "t", 2022, to="c")
    _, lines, record = asked(claims, "trade", *parties)
    assert record["ranking"]["unit"] == "USD"
    assert "Not ranked, as not in dollars: from Aland to Celand (9 t, 2022)." in lines
    assert "Newer in t, not ranked: from Aland to Beland (6 t, 2022)." in lines


@pytest.mark.parametrize("most", [300, 0])
@pytest.mark.parametrize("parties", [("a",), ()])
def test_a_ranking_tells_what_is_newer_of_who_has_no_place(
    parties: tuple[str, ...], most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of whom older numbers are told, larger ones or others, or one of the year of all places."""
    monkeypatch.setattr(LIMITS, "on_topic", most)
    claims = "".join(party(it, name=f"{it.upper()}eland") for it in "def")
    claims += sold(100, "USD", 2020) + sold(90, "USD", 2020, to="c")
    claims += sold(5, "USD", 2015, to="d") + sold(7, "t", 2023, to="d")
    claims += sold(500, "USD", 2015, to="e") + sold(8, "t", 2018, to="e")
    claims += sold(6, "t", 2020, to="f") + sold(9, "t", 2023, to="f")
    _, lines, record = asked(claims, "trade", *parties)
    assert "Not ranked, as no claim covers 2020 whole: from Aland to Deland ($5, 2015)." in lines
    assert "Not ranked, as not in dollars: from Aland to Feland (6 t, 2020)." in lines
    named = "from Aland to Feland (9 t, 2023); from Aland to Eeland (8 t, 2018); from Aland to "
    assert f"Newer in t, not ranked: {named}Deland (7 t, 2023)." in lines
    assert not any("more claim" in line for line in lines)
    newer = [(line["parties"][-1], line["value"]) for line in record["ranking"]["newer"]]
    assert newer == [("f", 9), ("e", 8), ("d", 7)]
    roles = {fact["id"]: fact["ranking"] for fact in record["facts"]}
    assert [it["role"] for it in roles.values() if it].count("newer") == 3


def test_a_ranking_tells_nothing_of_as_old_numbers_in_other_units() -> None:
    _, lines, _ = asked(sold(9, "USD", 2022) + sold(7, "t", 2021, 2022), "trade", "a")
    assert not [line for line in lines if "Newer" in line]


def test_the_year_of_the_headline_is_said_again_after_another() -> None:
    claims = sold(9, "USD", 2023) + sold(6, "USD", 2023, to="c") + sold(7, "t", 2023)
    claims += sold(8, "t", 2023, to="c")
    answer, _, _ = asked(claims, "trade", "a", "b", "c")
    assert answer.head.text.endswith(" In t: to Beland 7 t and to Celand 8 t.")
    claims += party("d", name="Deland") + measure("turnover", label="Trade turnover")
    claims += figure("with-d", parties=["a", "d"], period="2019", value=5, source="paper")
    answer, _, _ = asked(claims, "trade", "a", "b", "c", "d")
    assert " in 2019: $5, " in answer.head.text
    assert answer.head.text.endswith(" In t: to Beland 7 t in 2023 and to Celand 8 t in 2023.")


@pytest.mark.parametrize(
    ("there", "back", "told"),
    [
        ("", "", "$9; Beland to Aland: $4"),
        (sold(7, "t", 2023), "", "$9 (also 7 t); Beland to Aland: $4"),
        (sold(7, "t", 2021), "", "$9 (also 7 t in 2021); Beland to Aland in 2023: $4"),
        (
            sold(7, "t", 2021),
            sold(6, "t", 2023),
            "$9 (also 7 t in 2021); Beland to Aland in 2023: $4 (also 6 t)",
        ),
    ],
)
def test_an_overview_says_the_year_of_the_other_direction_after_another(
    there: str, back: str, told: str
) -> None:
    turned = (sold(4, "USD", 2023) + back).replace('from = "a"', 'from = "b"')
    turned = turned.replace('to = "b"', 'to = "a"').replace("exports-b-", "back-")
    _, lines, _ = asked(sold(9, "USD", 2023) + there + turned, "overview", "a", "b")
    assert f"trade Exports, Aland to Beland in 2023: {told} [1]" in lines


def test_an_overview_says_the_year_of_what_has_no_direction_after_another() -> None:
    back = sold(4, "USD", 2023).replace('from = "a"', 'from = "b"').replace('to = "b"', 'to = "a"')
    both = figure("both", measure="exports", parties=["a", "b"], period="2023", value=13)
    both = both.replace('"s"', '"paper"')
    _, lines, _ = asked(back + sold(9, "USD", 2021) + both, "overview", "a", "b")
    told = "Exports in 2023: $13; Aland to Beland in 2021: $9; Beland to Aland in 2023: $4"
    assert any(line.startswith(f"trade {told} ") for line in lines), lines
