"""Differences between claims and their reasons, in sentences, tables, `show` and the brief."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from support.command_line import Run
from support.compiled import shared
from support.factbase import base, figure, measure, party, source, topic

Ask = Callable[..., list[str]]

BASE = base(
    source("gazette", publisher="The Gazette", published=date(2024, 5, 1)),
    source("herald", publisher="The Herald", published=date(2024, 6, 1)),
    source("leaflet", publisher="The Leaflet"),
    party("a", name="Aland"),
    party("b", name="Beland"),
    party("c", name="Celand"),
    party("minister", kind="person", name="Maria Minister"),
    party("office", kind="organisation", name="Statistics Office of Aland"),
    topic(),
    measure(label="Trade turnover"),
    measure("growth", label="Growth of turnover", nature="ratio", of="turnover"),
    measure("position", label="Position", nature="rank", of="turnover"),
    measure("guards", label="Border guards", nature="stock"),
)
MINISTER = {"claimant": "minister", "source": "gazette"}


def claim(id: str, value: float, **keys: Any) -> str:
    return figure(id, **{"value": value, "source": "gazette", "locator": "p1", **keys})


@pytest.fixture
def ask(dip: Run) -> Ask:
    """Return the lines of a page, each with single spaces, from a base of these claims."""

    def run(claims: str, *words: str) -> list[str]:
        _, out, err = dip(*words, "-f", str(shared(BASE + claims)))
        assert bool(err) == (
            "\\u001b" in claims
        )  # an error of the base, which answers all the same
        return [" ".join(line.split()) for line in out.splitlines()]

    return run


# ------------------------------------------------------------------- one voice, two numbers

LATER = claim("late", 6, said_on=date(2024, 4, 9), **MINISTER)
EARLIER = claim("early", 7, said_on=date(2024, 3, 9), **MINISTER)


@pytest.mark.parametrize(
    ("first", "second", "link"),
    [
        ("2023-12", "2024", ", then "),
        ("2024-03-09", "2024", " and "),
        ("2024-03", "2024-03-31", " and "),
    ],
)
def test_no_order_is_told_that_dates_do_not_tell(
    first: str, second: str, link: str, ask: Ask
) -> None:
    claims = [
        claim(f"c{value}", value, said_on=said_on, **MINISTER)
        for value, said_on in ((7, first), (6, second))
    ]
    lines = ask("".join(claims), "trade", "a", "b")
    said = lines[0].split("different numbers: ")[1].split(";")[0].split(link)
    assert {text.split()[0] for text in said} == {"$6", "$7"}
    reason = ", no reason recorded" if link == " and " else ""
    assert f"2021 $6 to $7 Maria Minister gave different numbers{reason}" in lines


@pytest.mark.parametrize(
    ("year", "said"),
    [
        (
            "2024",
            "$9, by the figures of the Statistics Office of Aland (in The Gazette, 1 May 2024); "
            "revised from $8 (provisional).",
        ),
        (
            "2025",
            "the Statistics Office of Aland gave different numbers: $9 (1 May 2024), then "
            "$8 (provisional) (2025); 12.5% apart in 2 claims.",
        ),
    ],
)
def test_a_final_number_is_older_only_where_the_dates_of_sources_tell(
    year: str, said: str, ask: Ask
) -> None:
    final = claim("final", 9, reporter="office")
    early = claim("early", 8, reporter="office", status="provisional", source="yearbook")
    lines = ask(source("yearbook", published=year) + final + early, "trade", "a", "b")
    assert lines[0] == f"Trade turnover between Aland and Beland in 2021: {said}"


def test_one_voice_differs_from_itself_in_the_order_of_time(ask: Ask) -> None:
    lines = ask(LATER + EARLIER, "trade", "a", "b")
    assert lines[0] == (
        "Trade turnover between Aland and Beland in 2021: Maria Minister gave different numbers: "
        "$7 (9 Mar 2024), then $6 (9 Apr 2024); 16.7% apart in 2 claims."
    )
    assert "2021 $6 to $7 Maria Minister gave different numbers" in lines
    assert not any("sources differ" in line for line in lines)


@pytest.mark.parametrize("country", ["a", "de"], ids=["declared", "implicit"])
def test_a_country_as_reporter_and_as_claimant_is_one_voice(ask: Ask, country: str) -> None:
    ends = {"parties": [country, "b"]}
    twice = claim("reported", 5, reporter=country, **ends) + claim(
        "said", 5, claimant=country, **ends
    )
    assert "confirmed" not in "".join(ask(twice, "trade", country, "b"))


def test_numbers_that_hardly_differ_are_not_said_to_be_0_percent_apart(dip: Run) -> None:
    near = claim("near", 184_388_404_706) + claim("far", 184_388_432_148, source="herald")
    claims = near + claim("sure", 184_388_404_706, parties=["a", "c"])
    claims += claim("bound", 184_388_432_149, parties=["a", "c"], qualifier="at-least")
    path = str(shared(BASE + claims))
    _, out, _ = dip("trade", "a", "b", "-f", path)
    assert "(The Herald); less than 0.1% apart in 2 claims, and nothing" in " ".join(out.split())
    _, out, _ = dip("trade", "a", "b", "-f", path, "--json")
    assert json.loads(out)["answer"]["spread_percent"] == 0.00001
    _, out, _ = dip("trade", "a", "c", "-f", path)
    assert "(The Gazette); in 2 claims" not in (said := " ".join(out.split()))
    assert "; 2 claims, and nothing recorded explains why." in said


def test_what_was_said_on_one_day_is_in_no_order(ask: Ask) -> None:
    same_day = claim("again", 7, said_on=date(2024, 4, 9), **MINISTER)
    assert ask(LATER + same_day, "trade", "a", "b")[0].endswith(
        "Maria Minister gave different numbers: $7 (9 Apr 2024) and $6 (9 Apr 2024); 16.7% apart "
        "in 2 claims, and nothing recorded explains why."
    )


def test_what_a_claimant_said_some_day_is_dated_by_the_source(ask: Ask) -> None:
    undated = claim("undated", 8, **MINISTER)
    assert ask(EARLIER + undated, "trade", "a", "b")[0].endswith(
        "gave different numbers: $7 (9 Mar 2024), then $8 (1 May 2024); 14.3% apart in 2 claims."
    )


def test_many_numbers_of_one_voice_are_told_by_their_ends(ask: Ask) -> None:
    claims = [claim(f"c{n}", n, said_on=date(2024, 2, n), **MINISTER) for n in (2, 3, 4, 5)]
    assert ask("".join(claims), "trade", "a", "b")[0].endswith(
        "gave different numbers: from $2 (Maria Minister, 2 Feb 2024) to $5 (Maria Minister, "
        "5 Feb 2024); 150.0% apart in 4 claims."
    )


@pytest.mark.parametrize(
    ("high", "apart"),
    [
        (1_099_940, "999.9%"),
        (1_099_950, "1,000%"),
        (1_100_460, "1,000%"),
        (1_100_500, "1,001%"),
        (603_600_000, "603,500%"),
    ],
)
def test_a_spread_of_thousands_of_percent_has_no_tenths(ask: Ask, high: int, apart: str) -> None:
    claims = claim("low", 100_000) + claim("high", high, source="herald")
    for words in (("trade", "a", "b"), ("brief", "a", "b")):
        assert f"{apart} apart" in " ".join(ask(claims, *words))


def test_a_row_counts_what_is_revised_or_deprecated_apart(ask: Ask) -> None:
    office = {"reporter": "office", "source": "gazette"}
    slip = {"rank": "deprecated", "rank_reason": "a slip"}
    claims = [
        claim("slip", 7, **slip),
        claim("early", 8, status="provisional", **office),
        claim("final", 9, **office),
        *(claim(f"again{n}", 9, source="herald", period="2020") for n in (1, 2)),
        *(
            claim(f"slip{n}", n, rank="deprecated", rank_reason="a slip", period="2020")
            for n in (1, 2)
        ),
        *(claim(f"by-{by}", 9, source=by, period="2019") for by in ("gazette", "herald")),
    ]
    lines = ask("".join(claims), "trade", "a", "b", "--all")
    assert "2021 $9 1 claim; 1 revised; 1 deprecated" in lines
    assert "2020 $9 one statement; 2 claims; 2 deprecated" in lines
    assert "2019 $9 confirmed; 2 claims" in lines
    assert "2021 $9 1 claim; 1 revised" in ask("".join(claims), "trade", "a", "b")


def test_a_bound_by_another_voice_leaves_it_one_voice(ask: Ask) -> None:
    bound = claim("bound", 5, qualifier="more-than", source="herald")
    first = ask(LATER + EARLIER + bound, "trade", "a", "b")[0]
    assert "Maria Minister gave different numbers: $7 (9 Mar 2024), then $6 (9 Apr 2024)" in first


def test_a_period_that_is_not_certain_stays_so_beside_one_that_is(ask: Ask) -> None:
    sure, unsure = claim("sure", 6), claim("unsure", 6, period="2021~", source="herald")
    lines = ask(sure + unsure, "trade", "a", "b")
    assert lines[0] == (
        "Trade turnover between Aland and Beland in 2021: $6, confirmed by 2 independent sources "
        "(The Herald and The Gazette); The Herald says about 2021."
    )
    assert "$6 The Herald, about 2021 [1] p1" in lines
    assert "$6 The Gazette [2] p1" in lines
    brief = ask(sure + unsure, "brief", "a", "b")
    assert any("2 independent sources; The Herald says about 2021" in line for line in brief)
    assert "unsure $6 The Herald, about 2021 [2] p1" in ask(sure + unsure, "show", "sure")
    lines = ask(sure + unsure.replace("value = 6", "value = 7"), "trade", "a", "b")
    assert lines[0] == (
        "Trade turnover between Aland and Beland in 2021: sources differ, from $6 (The Gazette) "
        "to $7 (The Herald, about 2021); 16.7% apart in 2 claims, and one is not certain of the "
        "period."
    )
    bound = unsure.replace("value = 6", 'value = 5\nqualifier = "more-than"')
    assert ask(sure + bound, "trade", "a", "b")[0].endswith(
        "“more than $5” (The Herald) fits this; The Herald says about 2021."
    )
    brief = ask(sure + bound, "brief", "a", "b")
    assert any("; no contradiction; The Herald says about 2021" in line for line in brief)
    number = claim("sure", 6, period="2021~") + bound.replace("2021~", "2021")
    assert ask(number, "trade", "a", "b")[0].endswith(
        " in 2021: $6, according to The Gazette (1 May 2024); “more than $5” (The Herald) fits "
        "this; The Gazette says about 2021."
    )


def test_each_period_is_uncertain_in_its_own_way(ask: Ask) -> None:
    about, unsure = (
        claim("about", 6, period="2021~", source="herald"),
        claim("u", 6, period="2021?"),
    )
    lines = ask(about + unsure, "trade", "a", "b")
    assert lines[0].endswith(
        " in about 2021: $6, confirmed by 2 independent sources (The Herald and The Gazette); "
        "The Gazette says 2021 (uncertain)."
    )
    assert "$6 The Gazette, 2021 (uncertain) [2] p1" in lines
    alike = ask(about + unsure.replace("?", "~"), "trade", "a", "b")
    assert alike[0].endswith("(The Herald and The Gazette).")


def test_of_claims_about_no_year_alone_the_nearest_is_told(ask: Ask) -> None:
    alone = "No claim on trade turnover between Aland and Beland is about 1984 alone."
    either = claim("either", 6, period="[1983,1985]")
    first = ask(either, "trade", "a", "b", "--in", "1984")[0]
    assert first.startswith(f"{alone} In 1983 or 1985: $6, according to The Gazette ")
    longer = either + claim("longer", 7, period="1984-05/1986-02")
    page = ask(longer, "trade", "a", "b", "--in", "1984")
    assert page[0].startswith(f"{alone} In May 1984 – Feb 1986: $7, according to ")
    brief = ask(longer, "brief", "a", "b", "--in", "1984")
    assert any(line.startswith(f"{alone} In May 1984") and "[1]" in line for line in brief)


SALES = measure("sales", label="Sales")
SENT = {"measure": "sales", "from_": "a", "to": "b"}
TAKEN = {"measure": "sales", "from_": "b", "to": "a"}


def test_what_covers_a_period_is_told_of_its_own_direction(ask: Ask) -> None:
    claims = SALES + claim("wide", 6, period="2017/2019", **SENT)
    claims += claim("back", 7, period="2017/2018", **TAKEN)
    assert ask(claims, "trade", "a", "b", "--in", "2018")[0] == (
        "No claim on sales from Aland to Beland is about 2018 alone. "
        "For the whole of 2017–2019: $6, according to The Gazette (1 May 2024). "
        "No claim on sales from Beland to Aland is about 2018 alone. "
        "For the whole of 2017–2018: $7, according to The Gazette (1 May 2024)."
    )
    claims += claim("half", 3, period="2018-01/2018-06", **SENT)
    page = ask(claims, "trade", "a", "b", "--in", "2018")
    assert [line for line in page if line.startswith("For the whole")] == [
        "For the whole of 2017–2019: $6, according to The Gazette (1 May 2024)."
    ]
    claims += claim("half-back", 2, period="2018-01/2018-06", **TAKEN)
    page = ask(claims, "trade", "a", "b", "--in", "2018")
    assert [line.partition(":")[0] for line in page if ", for the whole" in line] == [
        "Sales from Aland to Beland, for the whole of 2017–2019",
        "Sales from Beland to Aland, for the whole of 2017–2018",
    ]


@pytest.mark.parametrize("total", ["201X", "2017/2019"])
@pytest.mark.parametrize("dates", [("--in", "2018"), ("--since", "2018", "--until", "2018")])
def test_a_part_answers_where_the_total_is_of_another_time(
    total: str, dates: tuple[str, ...], ask: Ask
) -> None:
    claims = SALES + claim("total", 60, period=total, **SENT)
    claims += claim("back", 9, period="2018", **TAKEN)
    claims += claim("goods", 10, period="2018", scope="goods", **SENT)
    first = ask(claims, "trade", "a", "b", *dates)[0]
    assert first == (
        "Sales from Beland to Aland in 2018: $9, according to The Gazette (1 May 2024). "
        "Sales from Aland to Beland (goods) in 2018: $10, according to The Gazette (1 May 2024)."
    )
    brief = ask(claims, "brief", "a", "b", *dates)
    assert any(line.startswith("Sales, Aland to Beland (goods) in 2018 $10") for line in brief)


def test_a_part_of_a_part_names_the_total_that_covers_it(ask: Ask) -> None:
    claims = SALES + claim("total", 60, period="2017/2019", **SENT)
    claims += claim("goods", 10, period="2018-01/2018-06", scope="goods", **SENT)
    page = ask(claims, "trade", "a", "b", "--in", "2018")
    assert "(goods) covers the whole of 2018. In part, in Jan–Jun 2018: $10" in page[0]
    assert any(
        line.startswith("Sales from Aland to Beland, for the whole of 2017–2019: $60,")
        for line in page
    )


def test_a_total_within_the_dates_answers_before_its_parts(ask: Ask) -> None:
    claims = SALES + claim("total", 60, period="2018-01/2018-06", **SENT)
    claims += claim("goods", 10, period="2018", scope="goods", **SENT)
    first = ask(claims, "trade", "a", "b", "--in", "2018")[0]
    assert "In part, in Jan–Jun 2018: $60" in first
    assert "$10" not in first


def test_two_voices_are_sources_that_differ(ask: Ask) -> None:
    lines = ask(LATER + EARLIER + claim("other", 9, source="herald"), "trade", "a", "b")
    assert "sources differ, from $6 (Maria Minister, 9 Apr 2024) to $9 (The Herald)" not in lines[0]
    assert lines[0].endswith(
        "sources differ, from $6 (Maria Minister, 9 Apr 2024) to $9 (The Herald, 1 Jun 2024); "
        "50.0% apart in 3 claims, partly because the same voice spoke again later; "
        "the rest is unexplained."
    )


def test_further_voices_of_one_end_are_counted(ask: Ask) -> None:
    claims = claim("one", 6) + claim("two", 6, source="herald") + claim("three", 9, **MINISTER)
    assert ask(claims, "trade", "a", "b")[0].endswith(
        "sources differ, from $6 (The Herald and 1 more) to $9 (Maria Minister); 50.0% apart in "
        "3 claims, and nothing recorded explains why."
    )


@pytest.mark.parametrize(
    ("other", "differ"),
    [(MINISTER, "Maria Minister gave different numbers"), ({}, "sources differ")],
)
def test_every_page_says_whether_one_voice_gave_two_numbers(
    other: dict[str, Any], differ: str, ask: Ask
) -> None:
    more = {"source": "herald", "said_on": date(2024, 5, 9)}
    claims = EARLIER + claim("late", 6, **{**other, **more})
    claims += claim("c", 2, parties=["a", "c"])
    claims += claim("w", 9, parties=["a"], said_on=date(2024, 3, 9), **MINISTER)
    claims += claim("v", 8, parties=["a"], **{**other, **more})
    ranking = ask(claims, "trade", "a")[0]
    assert (
        f"Beland, from $6 to $7 ({differ}). Aland in total, in 2021: from $8 to $9 ({differ})."
        in (ranking)
    )
    beside = ask(claims, "trade", "a", "b", "c")
    assert beside[0] == (
        f"Trade turnover of Aland in 2021: with Beland $6 to $7 ({differ}) and with Celand $2."
    )
    assert "Trade turnover of Aland with each (≠ where claims differ)" in beside
    assert any(f" in 2021: $6 to $7 ({differ})" in line for line in (ask(claims, "a", "b")))
    assert "Where claims differ" in ask(claims, "brief", "a")


# ------------------------------------------------------------------------ reasons and distance


def test_a_reason_has_the_same_words_in_sentence_table_and_brief(ask: Ask) -> None:
    claims = claim("with", 24, definition="with oil", source="herald") + claim("without", 20)
    first, *lines = ask(claims, "trade", "a", "b")
    assert first.endswith("20.0% apart in 2 claims, and the definitions differ.")
    assert "2021 $20 to $24 sources differ: the definitions differ" in lines
    assert any("20.0% apart, the definitions differ" in line for line in ask(claims, "brief", "a"))


@pytest.mark.parametrize(
    ("low", "high", "shown"),
    [
        ({"value": 2}, {"value": 4}, "2 percentage points apart in"),
        ({"value": 24}, {"value": 25}, "1 percentage point apart in"),
        ({"value": -0.5}, {"value": 1.0}, "1.5 percentage points apart in"),
        (
            {"value": 4},
            {"value": 10, "qualifier": "more-than"},
            "at least 6 percentage points apart in",
        ),
    ],
)
def test_rates_lie_points_apart(
    low: dict[str, Any], high: dict[str, Any], shown: str, ask: Ask
) -> None:
    rate: dict[str, Any] = {"measure": "growth", "unit": "percent"}
    claims = claim("low", **low, **rate) + claim("high", **high, source="herald", **rate)
    assert f"; {shown} 2 claims, " in ask(claims, "trade", "a", "b")[0]


@pytest.mark.parametrize(
    ("values", "told"),
    [
        (
            [(30, "more-than"), (30, "exactly"), (20, "exactly")],
            "from $20 (Third) to more than $30 (First); at least 50.0% apart in 3 claims",
        ),
        (
            [(20, "at-most"), (20, "exactly"), (30, "exactly")],
            "from at most $20 (First) to $30 (Third); at least 50.0% apart in 3 claims",
        ),
        (
            [(30, "more-than"), (30, "almost"), (33, "exactly")],
            "from almost $30 (Second) to $33 (Third); 10.0% apart in 3 claims",
        ),
        (
            [(30, "exactly"), (30, "exactly"), (20, "exactly")],
            "from $20 (Third) to $30 (First and 1 more); 50.0% apart in 3 claims",
        ),
    ],
)
def test_a_bound_is_no_voice_of_the_number_beside_it(
    values: list[tuple[int, str]], told: str, ask: Ask
) -> None:
    names = ("first", "second", "third")
    claims = "".join(
        source(name, publisher=name.capitalize())
        + claim(name, value, qualifier=qualifier, source=name)
        for name, (value, qualifier) in zip(names, values, strict=True)
    )
    assert f"sources differ, {told}" in ask(claims, "trade", "a", "b")[0]


def test_places_lie_nothing_apart(ask: Ask) -> None:
    rank: dict[str, Any] = {
        "measure": "position",
        "unit": "rank",
        "parties": None,
        "from": "a",
        "to": "b",
    }
    claims = claim("low", 3, **rank) + claim("high", 5, source="herald", **rank)
    assert ask(claims, "trade", "a", "b")[0] == (
        "Position of Aland, held by Beland in 2021: sources differ, from 3rd (The Gazette) to 5th "
        "(The Herald); 2 claims, and nothing recorded explains why."
    )


# -------------------------------------------------------------------------------- deprecated

WRONG = {"rank": "deprecated", "rank_reason": "a slip: \x1b[31mmillions."}


@pytest.mark.parametrize("words", [("show", "wrong"), ("trade", "a", "b", "--all")])
def test_what_is_deprecated_says_so_where_it_answers(words: tuple[str, ...], ask: Ask) -> None:
    assert ask(claim("wrong", 9, **WRONG), *words)[0] == (
        "Trade turnover between Aland and Beland in 2021: $9, according to The Gazette "
        "(1 May 2024); deprecated: a slip: \\x1b[31mmillions."
    )


def test_a_ranking_says_of_whom_only_a_deprecated_claim_is_there(ask: Ask) -> None:
    claims = claim("wrong", 9, **WRONG) + claim("right", 7, parties=["a", "c"])
    lines = ask(claims, "trade", "a", "--all")
    assert "Beland, $9 (deprecated)." in lines[0]
    assert "2 Celand 2021 $7 The Gazette [1]" in lines


def test_where_all_are_deprecated_each_reason_is_given(ask: Ask) -> None:
    other = claim("more", 5, rank="deprecated", rank_reason="a guess", source="herald")
    assert ask(claim("wrong", 9, **WRONG) + other, "trade", "a", "b", "--all")[0].endswith(
        "and nothing recorded explains why; deprecated: a guess; a slip: \\x1b[31mmillions."
    )


def test_a_claim_that_stands_answers_before_a_deprecated_one(ask: Ask) -> None:
    claims = claim("wrong", 9, **WRONG) + claim("right", 7, source="herald")
    right = "in 2021: $7, according to The Herald (1 Jun 2024)."
    assert ask(claims, "trade", "a", "b", "--all")[0].endswith(right)
    assert ask(claims, "show", "right")[0].endswith(right)
    first = ask(claims, "show", "wrong")[0]
    assert first.endswith(f"{right} The claim wrong is deprecated: a slip: \\x1b[31mmillions.")


# ------------------------------------------------------------------------------------- show


def test_show_tells_what_agrees_from_what_differs(ask: Ask) -> None:
    claims = (
        claim("one", 2_500_000_000)
        + claim("same", 2_540_000_000, source="herald")
        + claim("bound", 2_000_000_000, qualifier="more-than", source="leaflet")
        + claim("other", 3_100_000_000, source="leaflet")
        + claim("wrong", 2_500_000_000, **WRONG)
    )
    lines = ask(claims, "show", "one")
    headings = [nth for nth, line in enumerate(lines) if line.startswith("About the same question")]
    assert [(lines[nth], lines[nth + 2].split()[0]) for nth in headings] == [
        ("About the same question: agree with it", "same"),
        ("About the same question: do not contradict it", "bound"),
        ("About the same question: differ from it", "other"),
        ("About the same question: deprecated", "wrong"),
    ]


def test_show_tells_where_all_that_agree_are_one_statement(ask: Ask) -> None:
    said = {"claimant": "minister", "said_on": date(2024, 3, 9)}
    claims = claim("one", 7, **said) + claim("two", 7, source="herald", **said)
    lines = ask(claims + claim("wrong", 9, **WRONG), "show", "one")
    assert [line for line in lines if line.startswith("About the same question")] == [
        "About the same question: agree with it, one statement",
        "About the same question: deprecated",
    ]


@pytest.mark.parametrize(
    ("unit", "value", "shown"),
    [
        ("documents", 16, "value 16 documents"),
        ("USD", 631, "value $631"),
        ("USD", 1_800_000_000, "value $1.8 billion (1,800,000,000 USD)"),
    ],
)
def test_show_gives_a_value_twice_only_in_two_ways(
    unit: str, value: int, shown: str, ask: Ask
) -> None:
    assert shown in ask(claim("one", value, unit=unit), "show", "one")


# -------------------------------------------------------------------- three parties, offices

GUARDS = {"measure": "guards", "unit": "persons", "period": "2021-05-01"}


def test_a_figure_about_three_parties_names_them_beside_what_it_is(ask: Ask) -> None:
    claims = claim("guards", 1960, parties=["c", "a", "b"], **GUARDS)
    assert ask(claims, "trade", "a", "b")[0] == (
        "Border guards (Aland, Beland, Celand) as of 1 May 2021: 1,960 persons, "
        "according to The Gazette (1 May 2024)."
    )
    assert any(
        line.startswith("Border guards (Aland, Beland, Celand) as of 1 May 2021 1,960 persons")
        for line in ask(claims, "brief", "a", "b")
    )
    part = claim("part", 5, parties=["c", "a", "b"], period="2021-01/2021-06")
    assert " trade turnover (Aland, Beland, Celand) " in ask(part, "trade", "a", "b")[0]


@pytest.mark.parametrize(
    ("ends", "shown"),
    [
        ({}, "Trade turnover with Beland"),
        ({"from_": "a", "to": "b", "parties": None}, "Trade turnover to Beland"),
        ({"from_": "b", "to": "a", "parties": None}, "Trade turnover from Beland"),
        ({"parties": ["a"]}, "Trade turnover in total"),
    ],
    ids=str,
)
def test_a_brief_of_one_party_names_the_other_with_the_direction(
    ends: dict[str, Any], shown: str, ask: Ask
) -> None:
    lines = ask(claim("one", 5, **ends), "brief", "a")
    assert f"{shown} in 2021 $5 The Gazette [1] p1" in lines


def test_a_citation_names_an_office_with_its_article(ask: Ask) -> None:
    (line, *_) = ask(claim("one", 5, reporter="office"), "cite", "one")
    assert "by the figures of the Statistics Office of Aland" in line
