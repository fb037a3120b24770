"""Rankings: totals and aggregates apart, shares, larger partners of other years, JSON and CSV."""

from __future__ import annotations

import csv
import io
import json
import re
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import date
from itertools import cycle, permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dipfacts import open_base
from dipfacts.answers.answer import Answer
from dipfacts.answers.briefs.brief import brief
from dipfacts.answers.claims.partner_roles import role as role_of
from dipfacts.answers.figures import figures
from dipfacts.answers.rankings.ranking import Ranked, Ranking
from dipfacts.answers.statements.question_choice import questions_in_order
from dipfacts.cli import app
from dipfacts.model.figures.agreement import Question
from dipfacts.model.file_format.tables import Party
from dipfacts.model.periods.period import Period
from dipfacts.model.query import Query
from support.command_line import Run
from support.compiled import shared
from support.draws import drawn
from support.factbase import base, figure, measure, party, relation, source, topic

Ask = Callable[..., Answer]

HEAD = base(
    source("s", published=date(2024, 6, 1)),
    source("t", published=date(2024, 7, 1)),
    *(party(id, name=f"{id.upper()}land") for id in "abcdefg"),
    party("world", kind="bloc", name="World"),
    party("areas-nes", kind="organisation", name="Areas, nes"),
    party("union", kind="bloc", name="Union"),
    party("league", kind="organisation", name="League"),
    topic(),
    topic("dependence"),
    measure("turnover", label="Trade turnover"),
    measure("exports"),
    measure("imports"),
    measure("growth", label="Growth of turnover", nature="ratio", of="turnover"),
    measure("stock", label="Investment", nature="stock"),
    measure("share", topic="dependence", label="Share of exports", nature="ratio"),
    measure("oil", topic="dependence", label="Part of the oil", nature="ratio", of="turnover"),
)


@pytest.fixture
def facts() -> Callable[..., str]:
    def written(*tables: str) -> str:
        path = shared(HEAD + "".join(tables))
        return str(path)

    return written


@pytest.fixture
def ask(facts: Callable[..., str]) -> Ask:
    def asked(*tables: str, parties: tuple[str, ...] = ("a",), **query: Any) -> Answer:
        with open_base(facts(*tables)) as opened:
            answer = figures(opened, Query(**({"topic": "trade", "parties": parties} | query)))
            answer.parties()
            return answer

    return asked


@pytest.fixture
def run(facts: Callable[..., str], dip: Run) -> Callable[..., str]:
    """Return what a line prints of a base of these tables."""
    return lambda words, *tables: dip(*words.split(), "-f", facts(*tables)).page()


def test_what_is_held_of_very_many_figures_is_small(facts: Callable[..., str]) -> None:
    """Of those without a place nothing is kept that was computed."""
    ends = [{"from_": a, "to": b} for a, b in permutations("abcdefg", 2)]
    years = [str(year) for year in range(1990, 2020)]
    stocks = [
        figure(f"{end['from_']}-{end['to']}-{year}", measure="stock", period=year, unit=unit, **end)
        for end in ends
        for year, unit in zip(years, cycle(("USD", "EUR")), strict=False)
    ]
    with open_base(facts(*stocks)) as opened:
        asked = Query(topic="trade")
        answer = figures(opened, asked)
        found = opened.find(asked.replaced(types=("figure",)))
        questions_in_order(opened, found)  # which reads sources
        tracemalloc.start()
        try:
            questions = questions_in_order(opened, found)
            held, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert answer.rankings.first is not None
    ranked = {*answer.rankings.first.questions()}
    rest = [question for question in answer.figures.questions if question not in ranked]
    assert len(rest) > len(questions) * 0.9
    usual = {*vars(Question([found[0]], "stock"))}
    assert {name for question in rest for name in {*vars(question)} - usual} == set()
    assert peak < 1.2 * held, "keys are let go before more is made"
    assert len({id(fact.claim.period) for fact in found}) == len(years)


def flow(to: str, value: int, period: str = "2023", **keys: Any) -> str:
    """Exports of a; the id says where to, and when."""
    name = keys.pop("id", f"{to}-{period}")
    usual = {"measure": "exports", "from_": "a", "to": to, "value": value, "period": period}
    return figure(name.replace("/", "-").lower(), **(usual | keys))


def trade(id: str, *parties: str, value: int, period: str = "2023", **keys: Any) -> str:
    return figure(id, parties=list(parties), value=value, period=period, **keys)


def ranking(answer: Answer) -> Ranking:
    assert answer.rankings.first is not None
    return answer.rankings.first


def ids(lines: list[Ranked]) -> list[str]:
    return [line.question.figure.id for line in lines]


def shares(lines: list[Ranked]) -> dict[str, list[str]]:
    return {line.question.figure.id: [str(share.value) for share in line.shares] for line in lines}


# ----------------------------------------------------------------------- totals of one party


TOTAL = trade("total", "a", value=21_000_000_000)
PARTNER = trade("partner", "a", "b", value=3_000_000_000)


def test_a_figure_about_one_party_is_its_total_and_no_partner(run: Callable[..., str]) -> None:
    assert run("trade a", TOTAL, PARTNER) == (
        "Trade of Aland: 2 claims about 1 partner and the total. Trade turnover in 2023: Bland, "
        "$3 billion. Aland in total, in 2023: $21 billion.\n\n"
        "Trade turnover\n"
        "#  Partner  Period  Value       Share  Who says so  Source\n"
        "1  Bland    2023    $3 billion  14.3%  S            [1]\n\n"
        "In total\n"
        "Total           Period  Value        Who says so  Source\n"
        "Aland in total  2023    $21 billion  S            [1]\n\n"
        "Share: part / total * 100, of the total by the same reporter or source.\n\n"
        "Sources\n"
        "[1] S, 1 Jun 2024.\n"
        "Newest source: S, 1 Jun 2024, more than 2 years old.\n"
    )


def test_a_total_alone_answers_with_its_number(ask: Ask) -> None:
    answer = ask(TOTAL)
    assert answer.head.text == (
        "Trade of Aland: 1 claim about the total. "
        "Trade turnover of Aland in total in 2023: $21 billion, according to S (1 Jun 2024)."
    )
    assert (answer.head.value, answer.head.period) == (21_000_000_000, "2023")
    assert answer.head.facts == ["total"]


def test_totals_of_other_measures_are_named_with_them(run: Callable[..., str]) -> None:
    out = run("trade a", PARTNER, trade("x", "a", value=9_000_000_000, measure="exports"))
    assert "\nAland in total, exports  2023    $9 billion  S            [1]\n" in out
    assert "in total, in 2023" not in out


WITH_WORLD = trade("with", "a", "world", value=22_000_000_000, source="t")
BOTH = "from $21 billion (S) to $22 billion (T); 4.8% apart in 2 claims"


def test_sources_that_differ_on_a_total_are_told_whether_they_name_the_world(
    run: Callable[..., str],
) -> None:
    every = (WITH_WORLD, TOTAL, PARTNER)
    assert "Aland in total, in 2023: from $21 billion to $22 billion (sources differ)." in run(
        "trade a", *every
    )
    for words in ("brief a", "a"):
        assert "urnover in total in 2023: $21 billion to $22 billion" in re.sub(
            "2023  +", "2023: ", run(words, *every)
        )
    found = json.loads(run("trade a --json", WITH_WORLD, TOTAL))["answer"]
    assert found["text"].startswith(
        f"Trade of Aland: 2 claims about the total. Trade turnover of Aland in total in 2023: "
        f"sources differ, {BOTH}"
    )
    assert (found["low"], found["high"]) == (21_000_000_000, 22_000_000_000)
    same = trade("with", "a", "world", value=21_000_000_000, source="t")
    assert "Rests on one voice" not in run("brief a", same, TOTAL)
    out = trade("out", "a", value=7, measure="exports")
    assert "sources differ" not in run("trade a", out, flow("world", 8, period="2022"))


def test_a_brief_shows_on_which_total_sources_differ(run: Callable[..., str]) -> None:
    every = (WITH_WORLD, TOTAL, trade("again", "a", value=20_000_000_000, source="t"), PARTNER)
    text = re.sub("  +", ": ", run("brief a", *every))
    _, _, differ = text.partition("\nWhere claims differ\n")
    rows = differ.partition("\n\n")[0].splitlines()
    assert rows[1].startswith("Trade turnover in total in 2023: $20 billion to $22 billion: ")
    assert [row.split(": ")[1] for row in rows[2:]] == [
        "· $20 billion",
        "· $21 billion",
        "· $22 billion",
    ]
    (found,) = json.loads(run("brief a --json", *every))["brief"]["conflicts"]
    assert {*found["facts"]} == {"with", "total", "again"}


def test_a_brief_has_the_totals_of_both_ways(run: Callable[..., str]) -> None:
    back = [
        flow("a", value, when, from_="world", measure="imports", id=f"in-{when}")
        for when, value in (("2021", 5), ("2022", 6), ("2023-01/2023-06", 4))
    ]
    text = re.sub("  +", ": ", run("brief a", trade("out", "a", value=7, measure="exports"), *back))
    assert "\nExports in total in 2023: $7: " in text
    assert "\nImports from World in 2022: $6: " in text
    assert "\n· newer: in Jan–Jun 2023: $4: " in text
    assert "in 2021" not in text
    both = run("brief a", TOTAL, trade("out", "a", value=7, measure="exports"), *back)
    assert "Imports" not in both  # a part of the turnover that is shown


def headlines(page: str) -> list[str]:
    """Return the figures of a brief, each as its label and its value."""
    rows = page.partition("Headline figures\n")[2].partition("\n\n")[0].splitlines()[1:]
    return [": ".join(re.split("  +", row)[:2]) for row in rows]


def test_a_brief_has_the_totals_beside_a_partner_without_a_direction(
    run: Callable[..., str],
) -> None:
    claims = [
        trade("with-b", "a", "b", value=150, measure="exports", period="2024"),
        flow("b", 100, "2022"),
        flow("a", 40, from_="b", id="back"),
        flow("world", 1000),
        flow("a", 900, "2021", from_="world"),
    ]
    assert headlines(run("brief a", *claims)) == [
        "Exports to World in 2023: $1,000",
        "Exports from World in 2021: $900",
        "Exports with Bland in 2024: $150",
        "Exports to Bland in 2022: $100",
        "Exports from Bland in 2023: $40",
    ]
    assert "  Exports to World in 2023: $1,000  " in run("a", *claims)


@pytest.mark.parametrize(
    ("totals", "partner", "told"),
    [
        (
            [trade("both", "a", "world", value=1500, measure="all")],
            flow("b", 100),
            ["All with World in 2023: $1,500", "Exports to Bland in 2023: $100"],
        ),
        (
            [flow("world", 900), flow("a", 700, from_="world", measure="imports", id="in")],
            trade("with-b", "a", "b", value=160, measure="all"),
            [
                "Exports to World in 2023: $900",
                "Imports from World in 2023: $700",
                "All with Bland in 2023: $160",
            ],
        ),
        (
            [trade("both", "a", "world", value=1500, measure="all"), flow("world", 900)],
            flow("b", 100),
            ["Exports to World in 2023: $900", "Exports to Bland in 2023: $100"],
        ),
        (
            [measure("fdi", nature="stock"), flow("world", 900)],
            flow("b", 100, measure="fdi"),
            ["Fdi to Bland as of 2023: $100"],
        ),
    ],
    ids=["turnover", "both ways", "of its own measure", "of no flow alike"],
)
def test_a_brief_has_the_total_of_exports_and_imports_beside_one_of_them_and_so_round(
    run: Callable[..., str], totals: list[str], partner: str, told: list[str]
) -> None:
    claims = [measure("all", sum_of=["exports", "imports"]), *totals, partner]
    assert headlines(run("brief a", *claims)) == told
    assert f"  {told[0]}  " in run("a", *claims)


def test_exports_with_the_world_in_no_direction_are_not_those_of_the_party(
    run: Callable[..., str],
) -> None:
    """They may be the sum of both ways. A turnover is one, with the world or alone."""
    alone = trade("alone", "a", value=120, measure="exports")
    claims = [alone, trade("world", "a", "world", value=160, measure="exports")]
    page = run("trade a", *claims)
    assert re.findall("^Aland in total.*", page, re.M) == [
        "Aland in total               2023    $120   S            [1]",
        "Aland in total (with World)  2023    $160   S            [1]",
    ]
    assert "differ" not in page
    for words in ("show alone", "show world", "trade a world"):
        assert "The same total" not in run(words, *claims)
    turnover = [trade("alone", "a", value=120), trade("world", "a", "world", value=160)]
    assert "Aland in total  2023    $120 to $160" in run("trade a", *turnover)
    assert "The same total, claimed with World: $160" in run("show alone", *turnover)


@pytest.mark.parametrize(
    ("id", "ends"),
    [
        ("sales", {"from_": "a", "to": "world"}),
        ("purchases", {"from_": "world", "to": "a"}),
        ("emigrants", {"from_": "a", "to": "world"}),
        ("refugees-received", {"from_": "world", "to": "a"}),
        ("tourism-in", {"from_": "world", "to": "a"}),
    ],
)
def test_a_measure_whose_id_says_which_way_it_goes_has_one_total(
    run: Callable[..., str], id: str, ends: dict[str, str]
) -> None:
    partner = {end: it if it == "a" else "b" for end, it in ends.items()}
    claims = [
        measure(id, label="Moved"),
        figure("world", measure=id, value=500, source="t", **ends),
        figure("alone", measure=id, value=480, parties=["a"]),
        figure("b", measure=id, value=119, **partner),
    ]
    differ = "from $480 to $500 (sources differ)"
    assert f" Aland in total, in 2021: {differ}." in run("trade a", *claims)
    assert "Moved in total in 2021: $480 to $500 (sources differ)" in run("a", *claims)
    told = "The same total, claimed with World: $500, according to T (1 Jul 2024); sources differ."
    assert told in run("show alone", *claims)


def test_totals_that_may_not_be_one_are_each_told_the_newest_first(run: Callable[..., str]) -> None:
    back = {"from_": "world", "to": "a"}

    def claims(year: str) -> list[str]:
        return [
            measure("remittances", label="Remittances"),
            flow("world", 500, measure="remittances"),
            figure("back", measure="remittances", value=700, period="2023", **back),
            figure("alone", measure="remittances", value=480, period=year, parties=["a"]),
            flow("b", 119, measure="remittances"),
        ]

    alone = "Aland in total, in {}: $480."
    both = "Aland in total (to World), in 2023: $500. Aland in total (from World), in 2023: $700."
    head = "Trade of Aland: 4 claims about 1 partner and the total. "
    head += "Remittances in 2023: from Aland to Bland, $119. "
    for year, told in (
        ("2022", f"{both} {alone}"),
        ("2024", f"{both} {alone}"),
        ("2023", f"{alone} {both}"),
    ):
        page = run("trade a", *claims(year))
        assert page.startswith(f"{head}{told.format(year)}\n"), page
    assert "Remittances to World in 2023: $500" in run("a", *claims("2022"))


@pytest.mark.parametrize(
    ("alone", "world", "total", "newer"),
    [
        ({"2023-01/2023-11": 900}, {"2022": 1000}, ("2022", 1000), ("Jan–Nov 2023", 900)),
        ({"2022": 1000}, {"2023-01/2023-11": 900}, ("2022", 1000), ("Jan–Nov 2023", 900)),
        ({"2022": 1000, "2024": 1200}, {"2021": 900}, ("2022", 1000), ("2024", 1200)),
        ({"2021": 800}, {"2022": 1000}, ("2022", 1000), None),
    ],
)
def test_the_latest_year_of_a_total_answers_in_whichever_words_it_is_told(
    run: Callable[..., str],
    alone: dict[str, int],
    world: dict[str, int],
    total: tuple[str, int],
    newer: tuple[str, int] | None,
) -> None:
    """Alone or with the world it is one total, on every page of the party."""
    claims = [flow("b", 300, "2022")]
    claims += [
        figure(f"alone-{n}", measure="exports", parties=["a"], period=when, value=value)
        for n, (when, value) in enumerate(alone.items())
    ]
    claims += [flow("world", value, when) for when, value in world.items()]
    told = f" (newer: in {newer[0]}, ${newer[1]:,})" if newer else ""
    head = run("trade a", *claims).splitlines()[0]
    assert head.endswith(f" Aland in total, in {total[0]}: ${total[1]:,}{told}.")
    brief = re.sub("  +", ": ", run("brief a", *claims))
    assert f"\nExports in total in {total[0]}: ${total[1]:,}: " in brief
    newest = [f"in {newer[0]}: ${newer[1]:,}"] if newer else []
    assert re.findall("\n· newer: (in .*?: .*?): ", brief) == newest
    assert "no claim covers a full one" not in brief


@pytest.mark.parametrize("who", ["a", "x"])
def test_what_is_with_the_world_in_no_direction_is_a_question_of_its_own_on_all_pages(
    run: Callable[..., str], who: str
) -> None:
    """It is so whatever the party is called: it may be the sum of what goes to and from it."""
    name = f"{who.upper()}land"
    claims = [
        party("x", name="Xland"),
        flow("world", 3000, from_=who, id="to"),
        flow(who, 2000, from_="world", id="from"),
        trade("both", who, "world", value=5000, measure="exports"),
        flow("b", 300, from_=who),
        trade("with-b", who, "b", value=500, measure="exports"),
    ]
    page = run(f"trade {who}", *claims)
    told = [
        f"{name} in total (with World)  2023    $5,000  S            [1]",
        f"{name} in total (to World)    2023    $3,000  S            [1]",
        f"{name} in total (from World)  2023    $2,000  S            [1]",
    ]
    assert sorted(re.findall(rf"^{name} in total.*", page, re.M)) == sorted(told)
    assert sorted(re.findall(r"^\d  .*land.*", page, re.M)) == [
        "1  Bland    2023    $500   10.0%  S            [1]",
        "1  to Bland  2023    $300   10.0%  S            [1]",
    ]
    overall = run("trade", *claims)
    assert sorted(re.findall(rf"^{name} in total.*", overall, re.M)) == sorted(told)
    brief = re.sub("  +", ": ", run(f"brief {who}", *claims))
    assert "\nExports with World in 2023: $5,000: S" in brief
    assert "\nExports to World in 2023: $3,000: S" in brief
    pages = [run(words, *claims) for words in (f"trade {who} world", "show both", "show to")]
    assert not re.findall("differ|The same total|without a partner", page + brief + "".join(pages))


def test_a_total_in_no_direction_leaves_the_imports_on_the_page(run: Callable[..., str]) -> None:
    """Each measure says of its party which way it goes."""
    claims = [trade(it, "a", "world", value=9, measure=it) for it in ("exports", "imports")]
    brief = re.sub("  +", ": ", run("brief a", *claims, flow("b", 3)))
    assert "\nExports with World in 2023: $9: S" in brief
    assert "\nImports with World in 2023: $9: S" in brief


@pytest.mark.parametrize("options", ["", " --limit 1"])
def test_each_total_of_the_sentence_has_a_line_and_a_source(
    run: Callable[..., str], options: str
) -> None:
    newer = figure("newer", measure="exports", parties=["a"], period="2023", value=444, source="t")
    claims = [flow("b", 300, "2022"), flow("c", 200, "2022"), flow("world", 900, "2022"), newer]
    page = run(f"trade a{options}", *claims)
    assert " Aland in total, in 2022: $900 (newer: in 2023, $444).\n" in page
    assert re.findall("^Aland in total .*", page, re.MULTILINE) == [
        "Aland in total  2022    $900   S            [1]",
        "Aland in total  2023    $444   T            [2]",
    ]
    assert "\n[2] T, 1 Jul 2024.\nNewest source: T, 1 Jul 2024" in page
    answer = json.loads(run(f"trade a --json{options}", *claims))
    partners = ["b-2022"] if options else ["b-2022", "c-2022"]
    assert answer["answer"]["facts"] == [*partners, "world-2022", "newer"]
    assert {fact["id"] for fact in answer["facts"]} == {*answer["answer"]["facts"]}


@pytest.mark.parametrize(
    ("others", "told"),
    [
        ({"2023": "EUR"}, "in 2023, €444"),
        ({"2023-01/2023-06": "tonne"}, "in Jan–Jun 2023, 444 tonne"),
        ({"2023": "EUR", "2021": "EUR"}, "in 2023, €444"),
        ({"2023-01/2023-06": "EUR", "2023": "tonne"}, "in 2023, 444 tonne; in Jan–Jun 2023, €444"),
        ({"2024-01/2024-06": "EUR", "2023": "EUR"}, "in Jan–Jun 2024, €444; in 2023, €444"),
        ({"2021": "EUR", "2020/2023": "tonne"}, ""),
    ],
)
def test_what_is_newer_than_a_total_in_any_other_unit_stands_beside_it(
    run: Callable[..., str], others: dict[str, str], told: str
) -> None:
    fields: dict[str, Any] = {"measure": "exports", "from_": "a", "to": "world", "source": "t"}
    newer = [
        figure(f"newer-{n}", period=period, unit=unit, value=444, **fields)
        for n, (period, unit) in enumerate(others.items())
    ]
    claims = [flow("b", 300, "2022"), flow("world", 900, "2022"), *newer]
    first = run("trade a", *claims).partition("\n")[0]
    newer_told = f" (newer: {told})" if told else ""
    assert first.endswith(f" Aland in total (to World), in 2022: $900{newer_told}."), first
    answer = json.loads(run("trade a --json --limit 1", *claims))
    assert {*answer["answer"]["facts"]} <= {fact["id"] for fact in answer["facts"]}


def test_what_is_newer_than_a_total_of_another_measure_has_a_line_too(
    run: Callable[..., str],
) -> None:
    back = {"measure": "imports", "from_": "world", "to": "a", "source": "t"}
    bought = [
        figure("m22", value=80, period="2022", **back),
        figure("m23", value=85, period="2023", **back),
        figure("m23-euros", value=70, period="2023", unit="EUR", **back),
        figure("m21", value=75, period="2021", **back),
    ]
    page = run("trade a", flow("b", 300, "2022"), flow("world", 900, "2022"), *bought)
    assert re.findall("^Aland in total .*", page, re.MULTILINE) == [
        "Aland in total (to World)             2022    $900   S            [1]",
        "Aland in total (from World), imports  2022    $80    T            [2]",
        "Aland in total (from World), imports  2023    $85    T            [2]",
        "Aland in total (from World), imports  2023    €70    T            [2]",
    ]
    assert "1 more claim: " in page


def test_a_total_in_other_words_is_told_of_one_claim_and_compared_on_a_page(
    run: Callable[..., str],
) -> None:
    other = [trade("other", "a", value=9, period="2022"), trade("b", "b", value=8)]
    claims = [WITH_WORLD, TOTAL, PARTNER, *other]
    told = f"Trade turnover between Aland and World in 2023: sources differ, {BOTH}, and nothing "
    assert run("trade a world", *claims).startswith(told)
    answer = json.loads(run("trade a world --json", *claims))["answer"]
    assert (answer["low"], answer["agreement"]) == (21_000_000_000, "conflict")
    told = "The same total, claimed without a partner: $21 billion, according to S (1 Jun 2024)"
    assert f"\n{told}; sources differ. [2]\n" in run("show with", *claims)
    told = "The same total, claimed with World: $22 billion, according to T (1 Jul 2024)"
    assert f"\n{told}; sources differ. [2]\n" in run(
        "show total", WITH_WORLD, TOTAL, PARTNER, *other
    )
    same = trade("with", "a", "world", value=21_000_000_000, source="t")
    assert "claimed with World: $21 billion, according to T (1 Jul 2024). [2]\n" in run(
        "show total", same, TOTAL
    )
    out = flow("world", 7), flow("a", 5, from_="world"), trade("alone", "a", value=6)
    assert "The same total" not in run("show world-2023", *out)
    assert "The same total" not in run("show partner", PARTNER, *out)
    alone = trade("alone", "a", value=6, measure="exports")
    assert "total, claimed without a partner: $6," in run("show world-2023", *out[:2], alone)


def test_what_is_claimed_in_other_words_has_its_source_with_its_note(
    run: Callable[..., str],
) -> None:
    weak = source("weak", note="A mirror.")
    claims = [
        weak,
        flow("world", 7, source="weak"),
        trade("alone", "a", measure="exports", value=6),
    ]
    for words, form in (("show alone", ""), ("show alone", " --format md"), ("trade a world", "")):
        page = run(words + form, *claims)
        assert "Weak, undated" in page.partition("Sources")[2]
        assert "Note: A mirror." in page
    found = json.loads(run("show alone --json", *claims))
    assert [fact["id"] for fact in found["facts"]] == ["alone", "world-2023"]
    assert found["sources"]["weak"]["note"] == "A mirror."
    for limit in ("", " --limit 1"):
        found = json.loads(run("trade a world --json" + limit, *claims))
        assert {fact["id"] for fact in found["facts"]} == {"world-2023", "alone"}
        assert found["left_out"]["limit"] == 0


@pytest.mark.parametrize("words", ["--source s", "--known-by 2024-06-10", "--publisher S"])
def test_a_total_in_other_words_is_told_of_the_sources_asked_for(
    run: Callable[..., str], words: str
) -> None:
    claims = [trade("alone", "a", value=6, source="t"), trade("with", "a", "world", value=7)]
    assert "from $6 (T) to $7 (S)" in run("trade a world", *claims)
    page = run(f"trade a world --format csv {words}", *claims)
    assert [row.partition(",")[0] for row in page.splitlines()] == ["id", "with"]


def test_each_measure_of_a_page_with_the_world_is_told_in_other_words(
    run: Callable[..., str],
) -> None:
    """Not that of the headline alone: what sources differ on would look undisputed."""
    alone = trade("alone", "a", value=95, measure="exports", source="t")
    claims = [trade("with", "a", "world", value=139), flow("world", 78), flow("world", 70, "2022")]
    told = r"\nExports from Aland to World\n.*\n2023 +\$78 to \$95 +sources differ, "
    for words in ("", " --in 2023"):
        page = run(f"trade a world{words}", *claims, alone)
        assert page.startswith("Trade turnover between Aland and World in 2023: $139, ")
        assert re.search(told, page)
    found = json.loads(run("trade a world --json", *claims, alone))
    assert "alone" in [fact["id"] for fact in found["facts"]]
    assert "$95" not in run("trade a world --measure turnover", *claims, alone)


def test_what_covers_the_month_asked_for_is_not_said_to_leave_a_part_of_it(
    run: Callable[..., str],
) -> None:
    claims = [flow("b", 5, "2019"), flow("b", 2, "2019-07/2019-09")]
    why = "Not ranked, as no claim is about the whole of Aug 2019 alone: from Aland to Bland ($5, "
    assert why in run("trade a --in 2019-08", *claims)
    why = "Not ranked, as no claim covers 2019 whole: from Aland to Bland ($2, Jul–Sep 2019)."
    assert why in run("trade a --in 2019", *claims[1:], flow("c", 9, "2019"))


def test_a_balance_of_a_party_alone_and_with_the_world_are_one_total(
    run: Callable[..., str],
) -> None:
    balance = measure("balance", label="Trade balance", difference_of=["exports", "imports"])
    alone = trade("alone", "a", value=-10, measure="balance", source="t")
    world, partner = (flow(to, n, measure="balance") for to, n in (("world", 10), ("b", 3)))
    pages = {
        words: run(words, balance, world, alone, partner)
        for words in ("trade a", "trade a world", "show world-2023", "brief a")
    }
    assert re.search(r"\nAland in total +2023 +-\$10 to \$10 +sources differ", pages["trade a"])
    assert "Share" not in pages["trade a"]  # those of others may take away from it
    told = "The same total, claimed without a partner: -$10, according to T (1 Jul 2024)"
    assert "from -$10 (T) to $10 (S)" in pages["trade a world"].partition("\n")[0]
    assert f"\n{told}; sources differ. [2]\n" in pages["show world-2023"]
    assert "\nWhere claims differ\n" in pages["brief a"]
    of_the_world = flow("a", 7, from_="world", measure="balance", id="away")
    page = run("trade a world", balance, of_the_world, alone)
    assert ("$7" in page, "-$10" in page, "differ" in page) == (True, True, False)


@pytest.mark.parametrize(
    ("alone", "world", "told", "row"),
    [
        ({"2021": 100}, {"2021": 150, "2022": 160}, "in 2022: $160", r"2021 +\$100 to \$150 "),
        ({"2023": 170, "2022": 160}, {"2022": 160}, "in 2023: $170", r"2022 +\$160 "),
        ({"2023-01/2023-06": 80}, {"2022": 160}, "in 2022: $160", r"Jan–Jun 2023 +\$80 "),
        ({"2020": 100}, {"2022": 160}, "in 2022: $160", r"2020 +\$100 "),
    ],
)
def test_of_other_years_too_a_total_in_other_words_is_on_the_page(
    run: Callable[..., str], alone: dict[str, int], world: dict[str, int], told: str, row: str
) -> None:
    page = run("trade a world", *totals(alone, world))
    assert page.startswith(f"Exports from Aland to World {told}, ")
    assert re.search(f"^{row}", page, re.M)


def test_the_year_of_a_part_of_it_is_no_other_year(run: Callable[..., str]) -> None:
    claims = totals({"2021": 170}, {"2021-01/2021-06": 90})
    for words in ("trade a world", "trade a world 2021"):
        page = run(words, *claims)
        assert page.startswith("Exports from Aland to World in 2021: $170, according to S (1 Jun")
        assert "\nJan–Jun 2021  $90 " in page


def test_of_what_is_only_expected_other_words_tell_how_it_turned_out(
    run: Callable[..., str],
) -> None:
    expected = flow("world", 100, "2023", status="forecast")
    actual = trade("alone", "a", value=120, period="2023", measure="exports", source="t")
    told = "Exports from Aland to World in 2023: $120, according to T (1 Jul 2024).\n"
    page = run("trade a world", expected, actual)
    assert page.startswith(told)
    assert "\nExpected in 2023: $100 (forecast), according to S (1 Jun 2024)." in page
    assert "differ" not in page + run("show alone", expected, actual)
    beside = run("trade a world", trade("with", "a", "world", value=300), expected, actual)
    assert "\n2023    $120 " in beside
    later = flow("world", 130, "2027", status="forecast")
    page = run("trade a world", later, actual)
    assert page.startswith(told)
    assert "\nExpected in 2027: $130 (forecast), according to S (1 Jun 2024)." in page
    both_ways = trade("with", "a", "world", value=9, measure="exports", source="t")
    page = run("trade a world", flow("world", 95, id="is"), expected, both_ways)
    assert ("$95" in page, "$9 " in page, "differ" in page) == (True, True, False)


def totals(alone: dict[str, int], world: dict[str, int], **keys: Any) -> list[str]:
    """Return exports by period, without a partner (with keys of their own) and to the world."""
    claims = [
        figure(
            f"alone-{when[:4]}", measure="exports", parties=["a"], period=when, value=value, **keys
        )
        for when, value in alone.items()
    ]
    return claims + [flow("world", value, when) for when, value in world.items()]


@pytest.mark.parametrize(
    ("alone", "world", "told", "is_single"),
    [
        ({"2021": 110}, {"2021": 100, "2020": 90}, "in 2021: $100 to $110", False),
        ({"2021": 100}, {"2021": 100}, "in 2021: $100", False),
        ({"2023": 125, "2022": 120}, {"2021": 100}, "in 2023: $125", True),
        ({"2020": 95}, {"2021": 100}, "in 2021: $100", True),
    ],
)
def test_a_brief_and_an_overview_with_the_world_take_all_words_as_one_total(
    run: Callable[..., str],
    alone: dict[str, int],
    world: dict[str, int],
    told: str,
    is_single: bool,
) -> None:
    """So they do not say that a total rests on one voice, or that nothing newer is recorded."""
    claims = totals(alone, world, source="t")
    brief, overview = brief_and_overview(run, claims)
    assert f"\nExports, Aland to World {told}: " in brief
    assert f"Exports, Aland to World {told}" in overview
    assert "newer: " not in brief
    assert "newest source of 1 Jul 2024" in brief.splitlines()[0]
    number = len(alone) + len(world)
    assert brief.startswith(f"Aland and World: {number} claims from 2 sources, ")
    assert overview.startswith(f"Aland and World: {number} figures on 1 topic, from 2 sources.")
    assert ("Rests on one voice" in brief) == is_single
    assert "$110" not in run("brief a world --source s", *claims)


def test_a_newer_total_in_other_words_of_a_part_of_a_year_has_a_line(
    run: Callable[..., str],
) -> None:
    claims = totals({"2023-01/2023-06": 80}, {"2022": 160}, source="t")
    brief, overview = brief_and_overview(run, claims)
    assert "\nExports, Aland to World in 2022: $160: " in brief
    assert "newer: in Jan–Jun 2023: $80: " in brief
    assert "newest source of 1 Jul 2024" in brief.splitlines()[0]
    assert brief.startswith("Aland and World: 2 claims from 2 sources, ")
    assert "Exports, Aland to World in 2022: $160" in overview
    assert "Rests on one voice" in brief


def brief_and_overview(run: Callable[..., str], claims: list[str]) -> tuple[str, str]:
    """Return both pages, with one space between cells."""
    brief, overview = (re.sub("  +", ": ", run(f"{it}a world", *claims)) for it in ("brief ", ""))
    return brief, overview


def test_of_totals_alone_each_is_told(run: Callable[..., str]) -> None:
    claims = (flow("world", 78), flow("a", 60, from_="world", measure="imports", source="t"))
    assert run("trade a", *claims).startswith(
        "Trade of Aland: 2 claims about the total. Exports from Aland to World in 2023: $78, "
        "according to S (1 Jun 2024). Imports from World to Aland in 2023: $60, according to T "
        "(1 Jul 2024).\n"
    )


def test_a_total_is_shown_once_beside_several_rankings(run: Callable[..., str]) -> None:
    imports = [
        flow(to, 9, from_=start, measure="imports", id=f"{start}-{to}")
        for start, to in (("world", "a"), ("b", "a"), ("a", "c"))
    ]
    assert run("trade a", flow("b", 5), *imports).count("in total (from World), imports") == 1


def test_other_years_of_a_total_are_counted_with_how_to_see_them(run: Callable[..., str]) -> None:
    out = run("trade a", TOTAL, trade("before", "a", value=1, period="2022"))
    assert "\n1 more claim about one party alone: --in PERIOD, or --limit 0\n" in out
    assert "name both sides" not in out


def test_a_total_has_a_name_wherever_it_is_shown(run: Callable[..., str]) -> None:
    assert run("show total", TOTAL).startswith("Trade turnover of Aland in total in 2023: $21")
    assert "Trade «turnover» of Aland in total: $21 billion" in run("search turnover", TOTAL)
    text = run("brief a", TOTAL, PARTNER)
    assert "\nTrade turnover in total in 2023    $21 billion" in text
    assert "\nTrade turnover with Bland in 2023  $3 billion" in text
    growth = trade("rate", "a", value=5, unit="percent", measure="growth")
    assert run("show rate", growth).startswith("Growth of turnover of Aland in 2023: 5%")


def test_without_a_party_totals_are_apart_from_the_pairs(run: Callable[..., str]) -> None:
    out = run("trade", TOTAL, PARTNER)
    assert out.startswith(
        "Trade: 2 claims about 1 pair of parties and 1 total. "
        "Trade turnover in 2023: Aland and Bland, $3 billion.\n"
    )
    assert "\n1  Aland and Bland  2023    $3 billion" in out
    assert "\nAland in total  2023    $21 billion" in out
    exports = trade("x", "a", value=9_000_000_000, measure="exports")
    assert run("trade", TOTAL, PARTNER, exports).count("Aland in total") == 1


def test_where_there_are_only_totals_they_are_ranked(ask: Ask, run: Callable[..., str]) -> None:
    claims = [trade(f"of-{p}", p, value=value) for p, value in zip("abc", (5, 9, 7), strict=True)]
    found = ranking(ask(*claims, parties=()))
    assert [(line.place, line.others) for line in found.partners] == [
        (1, ("b",)),
        (2, ("c",)),
        (3, ("a",)),
    ]
    out = run("trade", *claims)
    assert out.startswith("Trade: 3 claims about 3 parties. Largest trade turnover in 2023")
    assert "Bland in total, $9." in out


def test_the_total_in_the_unit_of_the_ranking_comes_first(ask: Ask) -> None:
    euros = trade("euros", "a", value=19_000_000_000, unit="EUR")
    answer = ask(euros, TOTAL, PARTNER)
    assert ids(ranking(answer).totals) == ["total", "euros"]
    assert answer.head.text.endswith(" Aland in total, in 2023: $21 billion.")


@pytest.mark.parametrize(
    ("more", "euros"),
    [
        ([], False),  # as dollars come before other money
        ([("areas-nes", "EUR", "2023"), ("union", "EUR", "2023")], False),
        ([("f", "EUR", "2023")], True),
        ([("f", "USD", "2023")], False),
        ([("f", "USD", "2023"), ("areas-nes", "EUR", "2023"), ("union", "EUR", "2023")], False),
        ([("f", "USD", "2022"), ("d", "EUR", "2022"), ("e", "EUR", "2022")], False),
        ([("b", "USD", "2022")], False),
        ([("b", "USD", "2022"), ("d", "EUR", "2021"), ("e", "EUR", "2021")], True),
        ([("b", "USD", "2024"), ("d", "EUR", "2022")], False),
        ([("world", "USD", "2023")], False),
        ([("world", "USD", "2023"), ("d", "EUR", "2022")], True),
    ],
)
def test_the_unit_is_that_of_most_partners_else_of_most_numbers_the_newest_or_the_total(
    ask: Ask, more: list[tuple[str, str, str]], euros: bool
) -> None:
    claims = [*((to, "USD", "2023") for to in "bc"), *((to, "EUR", "2023") for to in "de")]
    given = [flow(to, 9, year, unit=unit, id=f"{to}{year}") for to, unit, year in (*claims, *more)]
    answer = ask(*given)
    assert ranking(answer).unit == ("EUR" if euros else "USD")
    others, name = ("$9", "euros") if euros else ("€9", "dollars")
    why = f"Not ranked, as not in {name}"
    remark = "".join(it for it in answer.remark_lines if it.startswith(why))
    assert remark.count(others) == 2


def test_pairs_that_share_a_place_are_told_from_one_another(ask: Ask) -> None:
    pairs = [("b", "c"), ("d", "a"), ("f", "e")]
    firsts = [trade(f"n{nth}", *pair, value=9) for nth, pair in enumerate(pairs)]
    text = ask(firsts[0], trade("last", "a", "b", value=1), parties=()).head.text
    assert text.endswith(": Bland and Cland, $9.")
    parts = [trade(f"p{p}", "g", p, value=20, period="2023-01") for p in "ab"]
    bounds = [trade(f"q{p}", "c", p, value=8, qualifier="more-than") for p in "ad"]
    text = ask(*firsts, *parts, *bounds, parties=()).head.text
    assert ": Aland–Dland, Bland–Cland and Eland–Fland, $9 each; " in text
    assert "; Aland–Cland (more than $8) and Cland–Dland (more than $8) may be larger" in text
    assert "; larger already in Jan 2023: Aland–Gland, $20 and Bland–Gland, $20." in text


def test_a_bound_that_includes_a_number_has_no_place_beside_it(ask: Ask) -> None:
    """At least 5 may be 5, which more than 5 is not."""
    below = [flow("c", 5), flow("d", 3)]
    for qualifier, places, told in (
        (
            "at-least",
            {"b": None, "c": 1, "d": 3},
            "to Cland, $5; from Aland to Bland (at least $5)",
        ),
        ("more-than", {"b": 1, "c": 2, "d": 3}, "to Bland, more than $5."),
        ("less-than", {"b": None, "c": 1, "d": 2}, "to Cland, $5."),
        ("at-most", {"b": None, "c": 1, "d": 2}, "to Cland, $5."),
    ):
        answer = ask(flow("b", 5, qualifier=qualifier), *below)
        assert {line.others[0]: line.place for line in ranking(answer).partners} == places
        assert told in answer.head.text
    lines = ranking(ask(flow("b", 5, qualifier="at-least"), flow("e", 7), *below)).partners
    assert "".join(line.others[0] for line in lines) == "ecbd"
    assert [line.place for line in lines] == [1, 2, None, 4]
    for qualifier, last in (("less-than", 3), ("at-most", None)):
        lines = ranking(ask(flow("b", 3, qualifier=qualifier), *below)).partners
        assert [line.place for line in lines] == [1, 2, last]


def test_numbers_that_agree_have_the_place_of_the_most_precise(ask: Ask) -> None:
    """5,200 and "about 5,000" beside 5,240 are no lower numbers of a dispute."""
    least = flow("b", 5230), flow("c", 5240)
    for coarser in ({"value": 5200}, {"value": 5000, "qualifier": "about"}):
        keys: dict[str, Any] = {"id": "more", "source": "t", **coarser}
        answer = ask(*least, flow("d", 5240), flow("d", **keys))
        assert [(it.others[0], it.place) for it in ranking(answer).partners] == [
            ("c", 1),
            ("d", 1),
            ("b", 3),
        ]
        assert answer.head.text.endswith("to Cland and from Aland to Dland, $5,240 each.")
        alone = ask(least[0], flow("d", 5240), flow("d", **keys)).head.text
        assert alone.endswith("to Dland, $5,240."), "5,230 is not larger"
    differing = flow("d", 5240), flow("d", 4000, id="more", source="t")
    assert [it.place for it in ranking(ask(*least, *differing)).partners] == [1, 2, 3]


def test_pairs_without_the_measure_that_is_ranked_are_counted(ask: Ask) -> None:
    claims = [
        trade("ab", "a", "b", value=1),
        flow("b", 3),
        flow("c", 3),
        flow("d", 3, from_="c"),
        flow("world", 9),
    ]
    told = "Not ranked, as they have no trade turnover: 2 pairs of parties;"
    told += " --measure ranks by another."
    assert ask(*claims, parties=()).remark_lines == [told]
    assert told not in ask(*claims, parties=(), measure=("exports",)).remark_lines
    assert told not in ask(*claims, parties=(), measure=("exports", "turnover")).remark_lines
    assert told not in ask(*claims).remark_lines


def test_aggregates_have_no_place_among_totals(ask: Ask) -> None:
    claims = [trade(f"of-{p}", p, value=5) for p in ("a", "b", "world", "areas-nes", "union")]
    found = ranking(ask(*claims, parties=()))
    assert ids(found.partners) == ["of-a", "of-b"]
    assert sorted(ids(found.aggregates)) == ["of-areas-nes", "of-union", "of-world"]


def test_without_a_party_totals_with_the_world_have_no_place(ask: Ask) -> None:
    claims = (flow("world", 78), flow("world", 99, from_="b", id="b-world"))
    found = ranking(ask(*claims, parties=()))
    assert (found.partners, ids(found.totals)) == ([], ["world-2023", "b-world"])


# --------------------------------------------------------------------------- aggregates


def test_aggregates_and_blocs_stand_apart_with_their_share(ask: Ask) -> None:
    answer = ask(flow("world", 78), flow("union", 31), flow("areas-nes", 8), flow("b", 15))
    found = ranking(answer)
    assert ids(found.partners) == ["b-2023"]
    assert ids(found.aggregates) == ["union-2023", "areas-nes-2023"]
    assert ids(found.totals) == ["world-2023"]
    assert shares(found.partners + found.aggregates) == {
        "b-2023": ["19.2"],
        "union-2023": ["39.7"],
        "areas-nes-2023": ["10.3"],
    }
    assert answer.head.text == (
        "Trade of Aland: 4 claims about 1 partner, 2 aggregates and the total. Exports in 2023: "
        "from Aland to Bland, $15. Aland in total (to World), in 2023: $78."
    )


def test_without_a_party_no_aggregate_has_a_place(ask: Ask) -> None:
    claims = (flow("world", 78), flow("union", 31), flow("b", 15))
    other = flow("world", 99, from_="b", id="b-world")
    found = ranking(ask(*claims, other, parties=()))
    assert ids(found.partners) == ["b-2023"]
    assert ids(found.aggregates) == ["union-2023"]
    assert ids(found.totals) == ["world-2023", "b-world"]


@pytest.mark.parametrize("other", ["armenia", "peru"])  # before and after it in the alphabet
def test_a_pair_with_a_bloc_is_counted_once(dip: Run, other: str) -> None:
    union = "european-union"
    text = base(source("s"), topic(), measure("exports"), measure("turnover"))
    text += figure("x", measure="exports", from_=union, to=other, period="2021", value=4)
    for nth, one in enumerate((union, "zambia")):
        keys = {"value": 5} if one == union else {"absent": "not-published", "value": None}
        text += figure(
            f"t{nth}", measure="turnover", parties=sorted([other, one]), period="2020", **keys
        )
    out = dip("trade", "-f", str(shared(text)))[1]
    assert out.startswith("Trade: 3 claims about 2 pairs of parties. ")


def test_the_partners_of_an_aggregate_are_ranked(ask: Ask) -> None:
    claims = (flow("world", 78), flow("world", 99, from_="b", id="b-world"))
    found = ranking(ask(*claims, parties=("world",)))
    assert [(line.place, line.others) for line in found.partners] == [(1, ("b",)), (2, ("a",))]


def member(of: str, who: str = "b", period: str | None = "2004/..", **keys: Any) -> str:
    usual = {"from_": who, "to": of, "kind": "membership", "title": "Membership"}
    id_ = keys.pop("id", f"{who}-in-{of}")
    return relation(id_, topic="trade", period=period, **(usual | keys))


@pytest.mark.parametrize(("until", "ranked"), [("2010", True), ("..", False)])
def test_of_stocks_who_left_before_their_day_is_no_member(
    ask: Ask, until: str, ranked: bool
) -> None:
    keys = {"measure": "stock", "unit": "USD"}
    stocks = [flow("league", 31, "2022-12-31", **keys), flow("b", 15, "2022-12-31", **keys)]
    found = ranking(ask(*stocks, member("league", period=f"1973/{until}")))
    assert ("league-2022-12-31" in ids(found.partners)) == ranked


@pytest.mark.parametrize("words", ["trade a", "trade", "brief a"])
@pytest.mark.parametrize(("day", "ranked"), [("2024-06-15", True), ("2024-07-15", False)])
def test_as_known_by_a_day_who_was_known_as_a_member_is_one(
    run: Callable[..., str], words: str, day: str, ranked: bool
) -> None:
    claims = flow("league", 31), flow("b", 15), member("league", source="t")
    page = run(f"{words} --known-by {day}", *claims)
    apart = "And 1 more country group" if words == "brief a" else "Aggregates, not ranked"
    assert (" League " in page, apart in page) == (ranked or words != "brief a", not ranked)


@pytest.mark.parametrize("parties", [("a",), ()])
@pytest.mark.parametrize("memberships", [[], [member("union")], [member("union", who="g")]])
def test_a_bloc_is_no_partner_beside_a_country_whoever_its_members_are(
    ask: Ask, memberships: list[str], parties: tuple[str, ...]
) -> None:
    found = ranking(ask(flow("union", 31), flow("b", 15), *memberships, parties=parties))
    assert (ids(found.partners), ids(found.aggregates)) == (["b-2023"], ["union-2023"])


def test_what_a_bloc_is_a_member_of_is_none_of_its_members(ask: Ask) -> None:
    memberships = (member("league", who="union"), member("union", who="c"))
    found = ranking(ask(flow("union", 31), flow("league", 15), *memberships))
    assert (ids(found.partners), ids(found.aggregates)) == (["union-2023"], ["league-2023"])


def test_blocs_alone_are_ranked(ask: Ask) -> None:
    found = ranking(ask(flow("union", 31), flow("league", 15)))
    assert (ids(found.partners), found.aggregates) == (["union-2023", "league-2023"], [])


def test_a_bloc_is_counted_apart_whichever_measure_it_has(run: Callable[..., str]) -> None:
    whole = trade("b", "a", "b", value=42), trade("c", "a", "c", value=4)
    to_union, to_country = flow("union", 30), flow("d", 20)
    counted = " claims about 3 partners and 1 aggregate."
    assert counted in run("trade a", *whole, to_union, to_country)  # of a second ranking
    assert "more partner" not in run("brief a", *whole, to_union, to_country)
    assert " claims about 2 partners and 1 aggregate." in run("trade a", *whole, to_union)
    euros = trade("u", "a", "union", value=9, unit="EUR")
    assert " claims about 2 partners and 1 aggregate." in run("trade a", *whole, euros)
    assert " claims about 3 partners." in run("trade a", *whole, flow("league", 30))


def left(day: str, **keys: Any) -> str:
    """A claim that b left the league on a day."""
    return member("league", id="left", status="withdrawn", period=day, **keys)


IN_FORCE = member("league", status="in-force")
STILL = member("league", id="still", status="in-force", same_as="b-in-league", source="t")


@pytest.mark.parametrize(
    ("memberships", "ranked"),
    [
        ([], True),
        ([member("league")], False),
        ([member("league", period=None)], False),
        ([member("league", parties=["b", "league"], from_=None, to=None)], False),
        ([member("league", who="g")], True),
        ([member("league", period="1973/2020")], True),
        ([member("league", kind="treaty")], True),
        ([member("league", status="signed")], True),
        ([member("league", status="suspended")], False),
        ([member("league", from_="league", to="union"), member("league", who="c")], True),
        ([IN_FORCE, left("2020-02-01", same_as="b-in-league")], True),
        ([IN_FORCE, left("2023-07-01", same_as="b-in-league")], False),
        ([IN_FORCE, left("2020-02-01", same_as="b-in-league"), STILL], False),
        ([left("2023-07-01")], False),
        ([left("2022-07-01")], True),
        ([member("league", period="2023-03/2023-06")], False),
        ([member("league", period="2004", status="in-force")], False),
        ([member("league", period="2024/..")], True),
    ],
    ids=[
        "none",
        "in",
        "undated",
        "undirected",
        "other",
        "left",
        "no membership",
        "signed",
        "suspended",
        "of the bloc",
        "withdrawn",
        "withdrawn within the year",
        "withdrawn, another says not",
        "withdrawn within the year, of unknown beginning",
        "withdrawn, of unknown beginning",
        "a part of the year",
        "on a day, perhaps since",
        "later",
    ],
)
def test_an_organisation_is_a_partner_unless_a_member_stands_beside_it(
    ask: Ask, memberships: list[str], ranked: bool
) -> None:
    found = ranking(ask(flow("league", 31), flow("b", 15), *memberships))
    assert ("league-2023" in ids(found.partners)) is ranked
    assert ("league-2023" in ids(found.aggregates)) is not ranked


NAMES = [
    ("World", "world"),
    ("All countries", "world"),
    ("Total", "world"),
    ("WLD", "world"),
    ("Areas, nes", "aggregate"),
    ("Other Asia, n.e.s.", "aggregate"),
    ("North America and Central America, nes", "aggregate"),
    ("Rest of the World", "aggregate"),
    ("Extra-EU27", "aggregate"),
    ("Sub-Saharan Africa", "aggregate"),
    ("South Asia", "aggregate"),  # of the World Bank
    ("High income", "aggregate"),
    ("Low and Middle Income", "aggregate"),
    ("East Asia & Pacific (excluding high income)", "aggregate"),
    ("Least developed countries: UN classification", "aggregate"),
    ("Middle East, North Africa, Afghanistan & Pakistan", "aggregate"),
    ("Latin America and the Caribbean (LAC)", "aggregate"),  # of the IMF
    ("EMDEs by Source of Export Earnings: Nonfuel", "aggregate"),
    ("Emerging and Developing Asia excl. China and India", "aggregate"),
    ("Other Countries n.i.e.", "aggregate"),
    ("Western Hemisphere not allocated", "aggregate"),
    ("Polynesia", "aggregate"),  # of M49
    ("Small island developing States (SIDS)", "aggregate"),
    ("Intra-EU27_2020", "aggregate"),  # of Eurostat
    ("Extra-euro area – 20 countries (from 2023)", "aggregate"),
    ("Countries and territories not specified for commercial or military reasons", "aggregate"),
    ("Stores and provisions within the framework of intra-Union trade", "aggregate"),
    ("Ship stores and bunkers", "aggregate"),
    ("Rest of Asia", "aggregate"),
    ("Non-EU countries", "aggregate"),
    ("World excluding China", "aggregate"),
    ("Grand total", "world"),
    ("European Union - 27 countries (from 2020)", "bloc"),
    ("G20 countries", "bloc"),
    ("OIC countries", "bloc"),
    ("UNESCO countries", ""),
    ("European Union", "bloc"),
    ("OECD", "bloc"),
    ("South Africa", ""),
    ("Philippines", ""),
    ("Ukraines", ""),
    ("Micronesia", ""),
    ("Total (of France)", ""),
    ("European Investment Bank", ""),
    ("Other Nations", ""),
]


@pytest.mark.parametrize(("name", "role"), NAMES)
@pytest.mark.parametrize("kind", ["country", "organisation"])
def test_an_aggregate_is_known_by_its_name_whatever_its_kind(
    name: str, role: str, kind: Any
) -> None:
    assert role_of(Party(id="x", kind=kind, name=name)) == role
    assert role_of(Party(id="world", kind=kind, name="Mundo")) == "world"


def test_regions_and_income_groups_have_no_place_in_a_sentence(ask: Ask) -> None:
    groups = {"sas": "South Asia", "hic": "High income", "qx": "Countries and areas not specified"}
    parties = [party(id, name=name, kind="organisation") for id, name in groups.items()]
    larger = [flow(id, value) for id, value in zip(groups, (40, 60, 20), strict=True)]
    answer = ask(*parties, *larger, flow("b", 15))
    assert ids(ranking(answer).partners) == ["b-2023"]
    assert answer.head.text == (
        "Trade of Aland: 4 claims about 1 partner and 3 aggregates. Exports in 2023: from Aland to "
        "Bland, $15."
    )


def test_what_is_no_aggregate_in_spite_of_its_name() -> None:
    assert role_of(Party(id="total", kind="person", name="Total")) == ""
    assert role_of(Party(id="t", kind="organisation", name="Total", country="france")) == ""


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Visegrad Group", "bloc"),
        ("SCO", "bloc"),
        ("East African Community", "bloc"),
        ("Gazprom", ""),
        ("Organisation of Islamic Cooperation", "bloc"),  # as statistics name its members
        ("Organisation internationale de la Francophonie", "bloc"),
        ("Council of Europe", "bloc"),
        ("United Nations", "bloc"),
        ("WTO", "bloc"),
        ("UNESCO", ""),  # a body, but no bloc
        ("World Bank", ""),
    ],
)
def test_an_organisation_is_a_bloc_if_it_is_a_known_one(name: str, expected: str) -> None:
    assert role_of(Party(id="t", kind="organisation", name=name)) == expected
    assert role_of(Party(id="asia", kind="territory", name="Asia")) == ""
    assert role_of(Party(id="x", kind="aggregate", name="Neighbours")) == "aggregate"
    assert role_of(Party(id="eu", kind="aggregate", name="European Union")) == "aggregate"
    assert role_of(Party(id="eu", kind="bloc", name="Union", iso="EU")) == "bloc"


# ------------------------------------------------------------------------------- shares


@pytest.mark.parametrize(
    "differing",
    [
        {"reporter": "b"},
        {"claimant": "b"},
        {"source": "t"},
        {"period": "2023-01/2023-11"},
        {"unit": "EUR"},
        {"measure": "imports"},
        {"from_": "world", "to": "a"},
        {"valuation": "fob"},
        {"definition": "without gold"},
        {"qualifier": "more-than"},
        {"value": 14},
    ],
    ids=lambda keys: next(iter(keys)),
)
def test_no_share_of_a_total_that_is_not_alike(ask: Ask, differing: dict[str, Any]) -> None:
    alike = ranking(ask(flow("world", 78), flow("b", 15)))
    assert shares(alike.partners) == {"b-2023": ["19.2"]}
    keys: dict[str, Any] = {"measure": "exports", "from_": "a", "to": "world", "value": 78}
    whole = figure("whole", **(keys | {"period": "2023"} | differing))
    answer = ask(whole, flow("b", 15))
    assert shares(ranking(answer).partners) == {"b-2023": []}
    assert answer.figures.derived == []


def test_a_share_of_what_is_not_final_says_so(ask: Ask) -> None:
    answer = ask(
        flow("world", 100, id="first", status="provisional"),
        flow("b", 15, status="estimate"),
        flow("c", 20),
    )
    assert shares(ranking(answer).partners) == {"b-2023": ["15.0"], "c-2023": ["20.0"]}
    assert [entry.text.partition(": ")[2] for entry in answer.figures.derived] == [
        "20.0% (provisional: first)",
        "15.0% (estimate: b-2023; provisional: first)",
    ]


def test_a_share_is_of_the_final_total_that_took_the_place_of_another(ask: Ask) -> None:
    totals = flow("world", 100, id="first", status="provisional"), flow("world", 200, id="last")
    for status in ("provisional", None, "estimate"):
        answer = ask(*totals, flow("b", 15, status=status))
        assert shares(ranking(answer).partners) == {"b-2023": ["7.5"]}


def test_a_share_is_of_the_reporter_s_own_total(ask: Ask) -> None:
    answer = ask(
        flow("world", 100, reporter="a", id="whole-a"),
        flow("world", 200, reporter="b", id="whole-b", source="t"),
        flow("b", 20, reporter="a", id="part-a"),
        flow("b", 30, reporter="b", id="part-b"),
    )
    assert sorted(shares(ranking(answer).partners).values()) == [["20.0", "15.0"]]
    assert [entry.ids for entry in answer.figures.derived] == [
        ["part-a", "whole-a"],
        ["part-b", "whole-b"],
    ]
    assert answer.figures.derived[0].text == (
        "Share of Bland in exports from Aland to World in 2023, Aland: 20.0%"
    )
    assert answer.figures.derived[0].formula == "part / total * 100"


@pytest.mark.parametrize(("measure", "ends"), [("exports", ["b"]), ("imports", ["c"])])
def test_a_total_of_exports_is_of_what_goes_out(ask: Ask, measure: str, ends: list[str]) -> None:
    total = trade("whole", "a", value=100, measure=measure)
    out = flow("b", 20, measure=measure)
    back = flow("a", 30, from_="c", measure=measure)
    found = ranking(ask(total, out, back))
    assert [line.others[0] for line in found.partners if line.shares] == ends


def test_a_share_of_an_undirected_total(ask: Ask) -> None:
    found = ranking(ask(TOTAL, PARTNER, trade("out", "a", "world", value=30_000_000_000)))
    assert shares(found.partners) == {"partner": ["14.3", "10.0"]}  # of two totals of one voice
    (total,) = found.totals
    assert [fact.id for fact in total.question.facts] == ["out", "total"]
    assert total.question.agreement == "conflict"


# ----------------------------------------------------------------- what has a place at all


def part(to: str, value: int, **keys: Any) -> str:
    return flow(to, value, **({"measure": "share", "unit": "percent"} | keys))


def test_shares_of_one_whole_are_ranked_by_size(ask: Ask) -> None:
    answer = ask(part("b", 4), part("c", 37), part("d", 19), topic="dependence")
    assert [(line.place, line.others[0]) for line in ranking(answer).partners] == [
        (1, "c"),
        (2, "d"),
        (3, "b"),
    ]
    assert "Largest share of exports in 2023" in answer.head.text


def test_a_share_has_no_share_in_a_stated_total_of_shares(ask: Ask) -> None:
    given = {"measure": "share", "period": "2023", "unit": "percent"}
    shares = [figure(id, **given, from_="a", to=id, value=n) for n, id in enumerate("bcd", 8)]
    total = figure("t", **given, from_="a", to="world", value=100)
    answer = ask(*shares, total, topic="dependence")
    assert [line.shares for line in ranking(answer).partners] == [(), (), ()]
    assert answer.figures.derived == []


def test_shares_of_other_wholes_have_no_place(ask: Ask) -> None:
    back = part("a", 90, from_="e", id="back")  # of the exports of e
    found = ranking(ask(part("b", 4), part("c", 37), back, topic="dependence"))
    assert [(line.place, line.question.figure.id) for line in found.partners] == [
        (1, "c-2023"),
        (2, "b-2023"),
        (None, "back"),
    ]
    other = part("f", 8, from_="e", id="e-f")
    found = ranking(ask(part("b", 4), part("c", 37), other, topic="dependence", parties=()))
    assert [line.place for line in found.partners] == [None, None, None]
    of_each = (part("b", 60), part("c", 70))  # more than the whole: of the oil that each uses
    found = ranking(ask(*of_each, topic="dependence"))
    assert [line.place for line in found.partners] == [None, None]


@pytest.mark.parametrize(
    ("measure", "unit", "placed"),
    [("growth", "percent", False), ("oil", "percent", True), ("oil", "per mille", False)],
)
def test_a_ratio_has_places_if_it_is_a_part_and_no_rate(
    ask: Ask, measure: str, unit: str, placed: bool
) -> None:
    topic = "trade" if measure == "growth" else "dependence"
    claims = (trade(f"of-{p}", "a", p, value=5, measure=measure, unit=unit) for p in "cb")
    answer = ask(*claims, topic=topic)
    lines = ranking(answer).partners
    assert [line.place is not None for line in lines] == [placed, placed]
    assert [line.others[0] for line in lines] == ["b", "c"]
    assert ("Largest" in answer.head.text) is placed


def test_what_has_no_place_has_no_column_for_it(run: Callable[..., str]) -> None:
    out = run("trade a", trade("g", "a", "b", value=5, measure="growth", unit="percent"))
    assert "\nPartner  Period  Value  Who says so  Source\nBland    2023    5%" in out


def test_bounds_that_agree_are_no_sources_that_differ(ask: Ask) -> None:
    least = trade("least", "a", "b", value=22, qualifier="at-least")
    most = trade("most", "a", "b", value=25, qualifier="at-most", source="t")
    text = ask(least, most).head.text
    assert text.endswith("Trade turnover in 2023: Bland, at least $22 and at most $25.")
    apart = trade("apart", "a", "b", value=30, source="t")
    assert ask(trade("x", "a", "b", value=22), apart).head.text.endswith(
        "Trade turnover in 2023: Bland, from $22 to $30 (sources differ)."
    )


def test_forecasts_and_targets_are_never_ranked(ask: Ask) -> None:
    ahead = trade("ahead", "a", "c", value=99, period="2023", status="forecast")
    answer = ask(PARTNER, ahead)
    assert ids(ranking(answer).partners) == ["partner"]
    remark = "Forecasts and targets, not ranked: Cland ($99 (forecast), 2023)."
    assert answer.remark_lines == [remark]
    alone = ask(ahead)
    assert (ranking(alone).partners, ranking(alone).others, alone.figures.main) == ([], [], [])


# ------------------------------------------------------------------ larger in other years


def years(partner: str, **values: int) -> list[str]:
    """Turnover with a partner: `y2021=5` for a year, `m2021=5` for its first ten months."""
    return [
        trade(f"{partner}-{key}", "a", partner, value=value, period=_period(key))
        for key, value in values.items()
    ]


def _period(key: str) -> str:
    return key[1:] if key[0] == "y" else f"{key[1:]}-01/{key[1:]}-10"


RANKED = [*years("b", y2023=50), *years("c", y2023=20), *years("g", y2023=60)]


def test_larger_partners_of_other_years_are_named_beside_the_ranking(ask: Ask) -> None:
    answer = ask(
        *RANKED,
        *years("d", y2022=40, y2019=90, m2023=25),
        *years("e", y2018=30, m2021=35, m2020=70),
        *years("f", y2022=10),
    )
    assert [line.others[0] for line in ranking(answer).partners] == ["g", "b", "c"]
    assert ids(ranking(answer).larger) == ["d-y2022", "d-m2023", "e-m2021"]
    assert ids(ranking(answer).others) == ["f-y2022"]
    assert answer.remark_lines == [
        "Larger in other years or parts of years: Dland ($40, 2022); Eland ($35, Jan–Oct 2021), "
        "compared with Cland, the last ranked.",
        "Larger in a part of 2023: Dland ($25, Jan–Oct 2023), "
        "compared with Cland, the last ranked.",
        "Not ranked, as no claim covers 2023 whole: Fland ($10, 2022).",
    ]


def test_what_is_larger_in_a_part_of_the_year_is_in_order(ask: Ask) -> None:
    answer = ask(*RANKED, *years("d", y2022=90, m2023=25), *years("e", m2023=40))
    remark = next(it for it in answer.remark_lines if it.startswith("Larger in a part of 2023"))
    assert remark.index("Eland ($40") < remark.index("Dland ($25")


def test_an_overview_of_one_party_has_the_newest_year(run: Callable[..., str]) -> None:
    claims = [*(trade(id, "a", id, value=9) for id in "bc"), trade("new", "a", "b", value=8)]
    claims[-1] = claims[-1].replace('"2023"', '"2025"')
    assert "Trade turnover with Bland in 2025: $8; 1 more partner " in run("a", *claims)


def test_an_overview_counts_the_partners_beside_the_one_that_it_names(
    run: Callable[..., str],
) -> None:
    claims = [trade(id, "a", id, value=9 - n) for n, id in enumerate("bcd")]
    claims.append(trade("e", "a", "e", value=8, period="2001"))  # of no year that ranks
    assert "Trade turnover with Bland in 2023: $9; 3 more partners " in run("a", *claims)
    assert "Trade turnover with Aland in 2023: $9  " in run("b", *claims)
    assert "more partner" not in run("a", *claims, trade("all", "a", value=30))


OF_TOTALS = "".join(
    measure(f"{way}-{id}", label=f"{name} {way}", nature=nature, **keys)
    for way in ("exports", "imports")
    for id, name, nature, keys in (
        ("total", "Total", "flow", {"partners": 0}),
        ("share", "Share of", "ratio", {"of": f"{way}-total"}),
    )
)
SHARES = [
    figure(
        f"share-{to}",
        measure="exports-share",
        unit="percent",
        value=n,
        period="2023",
        from_="a",
        to=to,
    )
    for n, to in enumerate("cdef", start=2)
]


def test_an_overview_names_a_total_of_another_measure_before_a_lone_partner(
    run: Callable[..., str],
) -> None:
    lone = trade("lone", "a", "b", value=9, period="2018")
    total, bought = (
        figure(id, parties=("a",), measure=f"{id}-total", value=value, period="2022")
        for id, value in (("exports", 900), ("imports", 800))
    )

    def line(*claims: str) -> str:
        page = run("a", OF_TOTALS, *claims)
        return re.search("(?m)^trade +(.*?) +\\[", page)[1]  # type: ignore[index]  # or the test fails

    assert line(lone, *SHARES, total, bought) == "Total exports in 2022: $900"
    share = flow("a", 7, id="share", measure="imports-share", unit="percent", from_="b")
    assert line(lone, share, bought) == "Total imports in 2022: $800"
    assert line(lone, *SHARES) == (
        "Trade turnover with Bland in 2018: $9; 4 more partners by other measures"
    )
    assert line(lone, trade("g", "a", "g", value=3, period="2018"), *SHARES) == (
        "Trade turnover with Bland in 2018: $9; 1 more partner, and 4 by other measures"
    )
    assert line(flow("b", 5), bought) == "Exports to Bland in 2023: $5"  # of the other direction
    assert line(*SHARES) == "Share of exports to Fland in 2023: 5%; 3 more partners"


@pytest.mark.parametrize(
    "claim",
    [
        trade("x", "a", "d", value=90, period="2022", unit="EUR"),
        trade("x", "a", "d", value=90, period="2022", measure="imports"),
        trade("x", "a", "d", value=90, period="2010/2019"),
        trade("x", "a", "d", value=90, period="2022", status="target"),
        trade("x", "a", "d", value=20, period="2022"),
        trade("x", "a", "d", value=90, period="2022", scope="oil"),
        trade("x", "a", "world", value=90, period="2022"),
        trade("x", "a", "d", value=90, period="2022-XX"),
        trade("x", "a", "d", value=90, period="2021-01-01/2022-01-02"),
    ],
    ids=[
        *("unit", "measure", "ten years", "target", "as large", "scope", "aggregate"),
        *("some month", "a year and two days"),
    ],
)
def test_only_what_is_comparable_is_called_larger(ask: Ask, claim: str) -> None:
    assert ranking(ask(*RANKED, claim)).larger == []


def test_a_year_within_the_span_asked_for_is_a_part_of_it(ask: Ask) -> None:
    span = {"period": "2020/2023"}
    claims = [trade(f"with-{p}", "a", p, value=v, **span) for p, v in (("b", 50), ("c", 20))]
    answer = ask(*claims, *years("d", y2022=90), within=Period.parse("2020/2023"))
    assert ids(ranking(answer).larger) == ["d-y2022"]
    assert answer.remark_lines == [
        "Larger in a part of 2020–2023: Dland ($90, 2022), compared with Cland, the last ranked."
    ]


def test_the_preferred_number_decides_the_place(ask: Ask) -> None:
    best = trade("best", "a", "b", value=5, rank="preferred", rank_reason="final")
    claims = [best, trade("other", "a", "b", value=50, source="t"), trade("c", "a", "c", value=10)]
    assert [line.others[0] for line in ranking(ask(*claims)).partners] == ["c", "b"]


def test_of_very_many_the_first_are_named(ask: Ask) -> None:
    more = [trade(f"x{n}", "a", code, value=1) for n, code in enumerate(("de", "fr", "it"))]
    others = [
        trade(f"y{n}", "a", code, value=9, period=f"{2001 + n}")
        for n, code in enumerate("at be bg ch cz dk es fi gb gr hu ie lu nl".split())
    ]
    (remark,) = ask(*RANKED, *more, *others).remark_lines
    assert remark.count("($9, 20") == 12
    assert "; and 2 more, compared with Italy, the last ranked." in remark


def test_a_brief_names_them_too(facts: Callable[..., str]) -> None:
    claims = [*RANKED, *years("d", y2022=40, m2023=45), *years("f", y2022=9)]
    claims += years("e", y2018=30, y2020=10, m2022=35)
    with open_base(facts(*claims)) as opened:
        parts = brief(opened, Query(parties=("a",), known_by=Period.parse("2025"))).brief
        shorter = brief(opened, Query(parties=("a",), limit=1)).brief
    assert [
        [q and q.figure.id for q in (line.question, line.below, line.newer, line.full_year)]
        for line in parts.lines
    ] == [
        ["g-y2023", None, None, None],
        ["b-y2023", None, None, None],
        ["c-y2023", None, None, None],
        ["d-m2023", "c-y2023", None, "d-y2022"],
        ["e-m2022", "c-y2023", None, "e-y2020"],
    ]
    assert [line.partial for line in parts.lines] == [False] * 5
    assert "partial" not in [doubt.kind for doubt in parts.doubts]
    assert (parts.left_out["partners"], parts.more_partners) == (1, {"trade": 1})
    assert [line.below for line in shorter.lines] == [None]
    assert shorter.more_partners == {"trade": 5}


def test_a_brief_counts_the_groups_of_countries_that_it_does_not_show(
    run: Callable[..., str],
) -> None:
    group = trade("three", "a", "b", "c", measure="exports", value=8)
    claims = [flow("b", 5), flow("areas-nes", 9), group]
    page = run("brief a", *claims)
    assert "\nAnd 2 more country groups in trade: dipfacts trade a -f " in page
    assert "nes" not in page.partition("\nAnd ")[0]
    left_out = json.loads(run("brief a --json", *claims))["brief"]["left_out"]
    assert (left_out["apart"], left_out["partners"]) == (2, 0)
    assert "country group" not in run("brief a", flow("b", 5))
    shown = run("brief a --format html", *claims)
    assert "And 2 more country groups in trade" in shown


def test_a_brief_counts_the_measures_of_which_it_shows_no_figure(run: Callable[..., str]) -> None:
    beside = measure("rank", label="Rank as partner", nature="rank")
    beside += measure("hope", label="Hope") + measure("index", nature="ratio")
    ranks = [trade(f"r{to}", "a", to, measure="rank", unit="rank", value=1) for to in "bc"]
    ahead = trade("hope", "a", "b", measure="hope", status="target", value=9)
    claims = [beside, flow("b", 5), *ranks, ahead]
    page = run("brief a", *claims)
    assert "\nAnd 1 more measure in trade: dipfacts trade a --measure rank -f " in page
    assert "And 1 more measure in trade" in run("brief a --format html", *claims)
    left_out = json.loads(run("brief a --json", *claims))["brief"]["left_out"]
    assert left_out["measures"] == 1
    more = [trade(f"m{id}", "a", "b", measure=id, value=1) for id in ("index", "turnover")]
    assert "\nAnd 3 more measures in trade: dipfacts trade a b --limit 0 -f " in run(
        "brief a b", *claims, *more
    )
    page = run("brief a", *claims, *more)
    assert "\nAnd 3 more measures in trade: dipfacts trade a --limit 0 -f " in page
    sides = [measure("both", sum_of=["exports", "imports"]), flow("b", 5, reporter="a")]
    sides.append(flow("b", 7, id="m", measure="imports", reporter="b"))
    assert "more measure" not in run("brief a", *sides)


def test_a_larger_partner_has_its_newest_figure_in_a_brief(run: Callable[..., str]) -> None:
    claims = [*RANKED, *years("d", y2021=9, m2022=35), trade("now", "a", "d", value=8)]
    part = trade("part", "a", "d", value=7, period="2024-01/2024-03")
    out = run("brief a", *claims[:-1], part)
    start = out.index("Trade turnover with Dland")
    assert [line.split("  ")[0] for line in out[start:].splitlines()[:3]] == [
        "Trade turnover with Dland in Jan–Oct 2022 (larger than with Cland)",
        "· newer: in Jan–Mar 2024",
        "· last full year: in 2021",
    ]
    assert "Covers a part of a year" not in out
    assert "Dland in Jan–Oct 2022 (larger" not in run("brief a", *claims)


def test_what_only_a_part_of_a_year_is_known_of_says_so_in_a_brief(run: Callable[..., str]) -> None:
    out = run("brief a", *RANKED, *years("d", m2022=35))
    assert "Covers a part of a year" in out
    assert " (only a part of a year; larger than with Cland)" in out


def test_a_brief_counts_the_partners_that_it_does_not_name(run: Callable[..., str]) -> None:
    people = trade("people", "a", "e", value=9, measure="oil", unit="tonnes")
    waiting = trade("wait", "a", "f", value=9, measure="share", period="2023-01/2023-02")
    out = run("brief a", *RANKED, *years("d", y2022=9), waiting)
    assert "\nShare of exports with Fland in Jan–Feb 2023 (only a part of a year)" in out
    assert "\nAnd 1 more partner in trade: dipfacts trade a -f /" in out
    assert "more partner" not in run("brief a", *RANKED, waiting)
    shorter = run(
        "brief a --limit 1",
        *RANKED,
        people,
        trade("y", "a", "f", value=8, measure="oil", unit="tonnes"),
    )
    assert "\nAnd 2 more partners in trade: dipfacts trade a -f /" in shorter
    assert "\nAnd 1 more partner in dependence: dipfacts dependence a -f /" in shorter
    assert "more partner" not in run("brief a --limit 0", *RANKED, people)


def test_a_brief_names_the_larger_partners_of_each_ranking(run: Callable[..., str]) -> None:
    out = [flow(to, value) for to, value in (("b", 12), ("c", 8))]
    back = [
        flow("a", value, from_=start, measure="imports", id=f"from-{start}")
        for start, value in (("b", 12), ("c", 8))
    ]
    larger = [
        flow("d", 40, "2022"),
        flow("a", 30, "2022", from_="e", measure="imports", id="from-e"),
    ]
    text = re.sub("  +", ": ", run("brief a", *out, *back, *larger))
    assert "\nExports to Dland in 2022 (larger than to Cland): $40: " in text
    assert "\nImports from Eland in 2022 (larger than from Cland): $30: " in text
    assert "more partner" not in text


def test_a_brief_has_one_line_of_who_is_larger_and_has_the_year_in_another_unit(
    run: Callable[..., str],
) -> None:
    larger = [flow("d", 40, "2022"), flow("d", 50, unit="EUR")]
    page = run("brief a", flow("b", 9), flow("c", 8), *larger)
    headlines = page.partition("Open doubts")[0]
    assert re.findall("(?m)^Exports to Dland .*?  ", headlines) == [
        "Exports to Dland in 2022 (larger than to Cland)  "
    ]
    assert re.search(r"(?m)^· in euros, in 2023 +€50 ", headlines)


def test_a_brief_names_who_has_figures_in_other_units_alone(run: Callable[..., str]) -> None:
    claims = [*(flow(to, 5) for to in "bcd"), flow("world", 90)]
    euros = [flow(to, 9, unit="EUR") for to in "ef"]
    pounds = [flow("g", 8, unit="GBP"), flow("league", 7, unit="GBP")]
    page = run("brief a", *claims, *euros, *pounds)
    whys = re.findall(r"Exports to (\w+) in 2023 \(not ranked, as not in dollars\)", page)
    assert whys == ["Eland", "Gland", "Fland"], "of each unit in turn"
    assert "And 1 more partner in trade" in page
    whole = run("brief a --limit 0", *claims, *euros, *pounds)
    assert whole.count("(not ranked, as not in dollars)") == 4
    headlines = json.loads(run("brief a --json", *claims, *euros, *pounds))["brief"]["headlines"]
    assert [line["unit"] for line in headlines] == ["USD"] * 4 + ["EUR", "GBP", "EUR"]
    assert not any(line["larger"] for line in headlines)
    text = run("trade a", *claims, *euros)
    assert "Largest exports among the 3 partners with a figure in dollars for all of 2023" in text
    assert "Exports in dollars in 2023: from" in run("trade a", *claims[2:], euros[0])
    assert "in dollars" not in run("trade a", *claims)


def test_the_pages_of_a_brief_say_when_a_partner_is_larger(run: Callable[..., str]) -> None:
    claims = [*RANKED, *years("d", y2022=40)]
    row = "\nTrade turnover with Dland in 2022 (larger than with Cland)  $40"
    assert row in run("brief a", *claims)
    page = run("brief a --format html", *claims)
    assert "Trade turnover with Dland in 2022 (larger than with Cland)</th>" in page
    whole = json.loads(run("brief a --json", *claims))["brief"]["headlines"]
    assert [(line["facts"], line["larger"]) for line in whole][-1] == (["d-y2022"], True)


def test_the_largest_of_the_bundled_base_are_not_forgotten() -> None:
    with open_base("bundled") as opened:
        answer = figures(opened, Query(topic="trade", parties=("azerbaijan",)))
    assert answer.remark_lines[0].startswith(
        "Trade turnover: larger in other years or parts of years: "
        "Italy ($11 billion, Jan–Jul 2022); Turkey ($5.8 billion, 2022)"
    )


# ----------------------------------------------------------------------------- for programs

CLAIMS = (flow("world", 80), flow("union", 31), flow("b", 16), flow("c", 20), flow("d", 30, "2022"))


def test_the_ranking_in_the_json(run: Callable[..., str]) -> None:
    whole = json.loads(run("trade a --json", *CLAIMS))
    found = whole["ranking"]
    assert (found["measure"], found["unit"], found["period"]) == ("exports", "USD", "2023")
    assert found["partners"][0] == {
        "place": 1,
        "party": "c",
        "parties": ["a", "c"],
        "from": "a",
        "to": "c",
        "measure": "exports",
        "scope": None,
        "period": "2023",
        "value": 20,
        "low": 20,
        "high": 20,
        "unit": "USD",
        "qualifier": "exactly",
        "display": "$20",
        "agreement": "single",
        "share": 25.0,
        "facts": ["c-2023"],
    }
    lists = {
        name: [(line["place"], line["party"], line["share"]) for line in found[name]]
        for name in ("partners", "aggregates", "totals", "larger", "others")
    }
    assert lists == {
        "partners": [(1, "c", 25.0), (2, "b", 20.0)],
        "aggregates": [(None, "union", 38.8)],
        "totals": [(None, "a", None)],
        "larger": [(None, "d", None)],
        "others": [],
    }
    of_claims = {fact["id"]: fact["ranking"] for fact in whole["facts"]}
    assert of_claims["b-2023"] == {"role": "partner", "place": 2, "share": 20.0}
    assert of_claims["world-2023"] == {"role": "total", "place": None, "share": None}
    assert {entry["kind"] for entry in whole["derived"]} == {"share"}


def test_voices_that_differ_have_no_one_share(run: Callable[..., str]) -> None:
    claims = [
        flow("world", 100, reporter="a", id="whole-a"),
        flow("world", 200, reporter="b", id="whole-b"),
        flow("b", 20, reporter="a", id="part-a"),
        flow("b", 30, reporter="b", id="part-b"),
    ]
    whole = json.loads(run("trade a --json", *claims))
    assert whole["ranking"]["partners"][0]["share"] is None
    assert {f["id"]: f["ranking"]["share"] for f in whole["facts"] if f["to"] == "b"} == {
        "part-a": 20.0,
        "part-b": 15.0,
    }
    page = run("trade a", *claims)
    assert "15.0% to 20.0%" in page
    assert "\nShare in $100 (Aland): to Bland ($20).\n" in page
    assert "\nShare in $200 (Bland): to Bland ($30).\n" in page


def test_of_two_totals_of_one_voice_and_day_a_share_is_in_each(run: Callable[..., str]) -> None:
    part = flow("b", 25, reporter="a")
    for one, other in ((100, 125), (125, 100)):
        both = enumerate((one, other))
        totals = [flow("world", value, reporter="a", id=f"w{n}") for n, value in both]
        page = run("trade a", part, *totals)
        assert "20.0% to 25.0%" in page
        assert "\nShare in $100 (Aland): to Bland.\nShare in $125 (Aland): to Bland.\n" in page
        whole = json.loads(run("trade a --json", part, *totals))
        assert whole["ranking"]["partners"][0]["share"] is None
        assert whole["facts"][0]["ranking"]["share"] is None
    later = flow("world", 125, reporter="a", id="w2", said_on=date(2024, 5, 2))
    earlier = flow("world", 100, reporter="a", id="w1", said_on=date(2024, 5, 1))
    page = run("trade a", part, earlier, later)
    assert "20.0%" in page
    assert "25.0%" not in page


def test_a_share_is_of_the_total_of_its_own_source_first(run: Callable[..., str]) -> None:
    claims = [
        flow("b", 50, reporter="a", source="t"),
        flow("c", 10, reporter="a"),
        flow("world", 100, reporter="a", id="w1", said_on=date(2024, 5, 1)),
        flow("world", 125, reporter="a", id="w2", source="t", said_on=date(2024, 5, 2)),
    ]
    page = run("trade a", *claims)
    assert "40.0%" in page
    assert "10.0%" in page
    assert "\nShare in $125 (Aland): to Bland.\nShare in $100 (Aland): to Cland.\n" in page


GAVE_TWO = "Aland gave different numbers, no reason recorded"


@pytest.mark.parametrize(
    ("values", "preferred", "row", "share"),
    [
        ((100, 150), 1, f"$150 (preferred) 30.0% {GAVE_TWO}", 30.0),
        ((100, 150), 0, f"$100 (preferred) 20.0% {GAVE_TWO}", 20.0),
        ((100, 104), None, "$104 20.8% Aland", 20.8),
    ],
    ids=["the second", "the first", "the finer of two that agree"],
)
def test_of_several_numbers_of_one_voice_the_one_that_answers_has_the_share(
    run: Callable[..., str],
    values: tuple[int, int],
    preferred: int | None,
    row: str,
    share: float,
) -> None:
    better = {"rank": "preferred", "rank_reason": "it is complete"}
    parts = [
        flow("b", value, reporter="a", id=f"b{nth}", **(better if nth == preferred else {}))
        for nth, value in enumerate(values)
    ]
    claims = (flow("world", 500, reporter="a"), *parts)
    page = run("trade a", *claims)
    assert f"1 to Bland 2023 {row} [1]" in [" ".join(line.split()) for line in page.splitlines()]
    assert "Share in" not in page
    whole = json.loads(run("trade a --json", *claims))
    assert whole["ranking"]["partners"][0]["share"] == share
    assert [entry["value"] for entry in whole["derived"]] == [share]
    assert {fact["ranking"]["share"] for fact in whole["facts"]} == {share, None}


def test_a_share_names_the_numbers_that_the_tables_do_not_show(run: Callable[..., str]) -> None:
    alike = [flow("world", 100, reporter="a"), flow("b", 20, reporter="a")]
    other_total = flow("world", 95, reporter=None, id="whole-t", source="t")
    other_part = flow("c", 30, reporter="c", id="c-too", source="t")
    assert "Share in" not in run("trade a", *alike)
    part = flow("c", 10, reporter="a")
    page = run("trade a", *alike, part, other_part)
    assert "Share in $100 (Aland): to Cland ($10)." in page
    page = run("trade a", *alike, part, other_part, other_total)
    assert "Share in $100 (Aland): to Cland ($10); to Bland." in page
    page = run("trade a --limit 1", *alike)
    assert ("In total" in page) is ("Share in $100 (Aland): to Bland." not in page)


def test_without_a_party_the_ranking_is_of_pairs(run: Callable[..., str]) -> None:
    other = flow("c", 18, from_="b", id="b-c")
    found = json.loads(run("trade --json", *CLAIMS, other))["ranking"]
    assert [(line["place"], line["party"], line["parties"]) for line in found["partners"]] == [
        (1, None, ["a", "c"]),
        (2, None, ["b", "c"]),
        (3, None, ["a", "b"]),
    ]


def test_two_parties_have_no_ranking(run: Callable[..., str]) -> None:
    whole = json.loads(run("trade a b --json", *CLAIMS))
    assert whole["ranking"] is None
    assert "ranking" not in whole["facts"][0]


def test_the_limit_shortens_the_ranking_and_not_its_headline(run: Callable[..., str]) -> None:
    whole, short = (json.loads(run(f"trade a --json{o}", *CLAIMS)) for o in ("", " --limit 1"))
    assert [line["party"] for line in short["ranking"]["partners"]] == ["c"]
    assert short["answer"] == whole["answer"] | {"facts": ["c-2023", "world-2023"]}
    lists = [lines for lines in short["ranking"].values() if isinstance(lines, list)]
    named = {name for lines in lists for line in lines for name in line["facts"]}
    assert named == {fact["id"] for fact in short["facts"]}


def test_the_limit_keeps_so_many_of_each_direction(run: Callable[..., str]) -> None:
    out = [flow(to, value, id=f"to-{to}") for to, value in (("b", 5), ("c", 4), ("d", 3))]
    back = [flow("a", value, from_=of, id=f"of-{of}") for of, value in (("b", 50), ("c", 40))]
    page = run("trade a --limit 1", *out, *back)
    heads = [line for line in page.splitlines() if line.startswith("Exports,")]
    assert sorted(heads) == ["Exports, from Aland", "Exports, to Aland"]
    assert "1 to Bland" in (rows := " ".join(page.split()))
    assert "1 from Bland" in rows
    assert "3 more claims" in rows
    found = json.loads(run("trade a --json --limit 2", *out, *back))["ranking"]["partners"]
    assert [(line["place"], *line["facts"]) for line in found] == [
        (1, "to-b"),
        (2, "to-c"),
        (1, "of-b"),
        (2, "of-c"),
    ]


@pytest.mark.parametrize(("form", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_the_ranking_in_the_last_columns(
    run: Callable[..., str], form: str, delimiter: str
) -> None:
    out = run(f"trade a --format {form}", *CLAIMS)
    rows = [*csv.DictReader(io.StringIO(out, newline=""), delimiter=delimiter)]
    assert [*rows[0]][-3:] == ["ranking_role", "ranking_place", "ranking_share"]
    assert {row["to"]: [*row.values()][-3:] for row in rows} == {
        "c": ["partner", "1", "25.0"],
        "b": ["partner", "2", "20.0"],
        "union": ["aggregate", "", "38.8"],
        "world": ["total", "", ""],
        "d": ["larger", "", ""],
    }
    assert "ranking_role" not in run(f"trade a b --format {form}", *CLAIMS)
    assert "ranking_role" not in run(
        f"timeline a --format {form}", *CLAIMS, member("union", who="a")
    )


# ------------------------------------------------------------------ one name for one column


def header(run: Callable[..., str]) -> list[str]:
    return run("trade a --format csv", *CLAIMS).splitlines()[0].split(",")


@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_fields_takes_every_column_of_the_header(run: Callable[..., str], form: str) -> None:
    names = header(run)
    assert run(f"trade a --format {form} --fields {','.join(names)}", *CLAIMS) == run(
        f"trade a --format {form}", *CLAIMS
    )


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_fields_of_json_have_the_names_asked_for(run: Callable[..., str], form: str) -> None:
    names = header(run)
    out = run(f"trade a --format {form} --fields {','.join(names)}", *CLAIMS)
    rows = json.loads(out)["facts"] if form == "json" else [*map(json.loads, out.splitlines())]
    assert {tuple(row) for row in rows} == {tuple(names)}
    one = next(row for row in rows if row["id"] == "c-2023")
    assert (one["start"], one["end"], one["precision"]) == ("2023-01-01", "2023-12-31", "year")
    assert (one["source_publisher"], one["ranking_place"], one["ranking_share"]) == ("S", 1, 25.0)


def test_a_path_and_a_column_may_be_asked_for_together(run: Callable[..., str]) -> None:
    words = "trade a --format jsonl --fields start,period.end,source.id,source_publisher"
    assert json.loads(run(words, *CLAIMS).splitlines()[0]) == {
        "start": "2023-01-01",
        "period": {"end": "2023-12-31"},
        "source": {"id": "s"},
        "source_publisher": "S",
    }


def test_an_answer_with_picked_columns_is_replaced_by_none_but_such_a_file(
    run: Callable[..., str], facts: Callable[..., str], tmp_path: Path
) -> None:
    target = tmp_path / "out.jsonl"
    words = f"trade a --fields start,end -o {target}"
    run(words, *CLAIMS)
    run(words, *CLAIMS)
    target.write_text('{"start":"my own","end":"notes"}\n')
    assert app.run([*words.split(), "-f", facts(*CLAIMS)]) == 2
    assert "my own" in target.read_text()


# ------------------------------------------------------------------------------ invariants


def _tables() -> Iterator[str]:
    yield from CLAIMS
    yield trade("whole", "a", value=300)
    yield from years("e", y2023=50, m2024=70)
    yield trade("g", "a", "b", value=5, measure="growth", unit="percent")
    yield member("union", who="g")


@settings(
    max_examples=drawn(20),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.permutations([*_tables()]), st.sampled_from([(), ("a",), ("b",), ("union",)]))
def test_the_order_of_claims_changes_no_ranking(
    tmp_path_factory: pytest.TempPathFactory, tables: list[str], parties: tuple[str, ...]
) -> None:
    def answered(tables: list[str]) -> dict[str, Any]:
        path = tmp_path_factory.mktemp("order") / "facts.toml"
        path.write_text(HEAD + "".join(tables), encoding="utf-8")
        with open_base(str(path)) as opened:
            answer = figures(opened, Query(topic="trade", parties=parties))
            found = ranking(answer)
            lines = {n: [(ids([x]), x.place) for x in v] for n, v in found.lists().items()}
            placed = [line for line in found.partners if line.place is not None]
            assert [line.place for line in placed] == [*range(1, len(placed) + 1)]
            sizes = [line.size for line in placed]
            assert sizes == sorted(sizes, reverse=True)
            assert ": ," not in answer.head.text
            return {"head": answer.head, "remarks": answer.remark_lines, "lines": lines}

    assert answered(tables) == answered([*_tables()])


def test_claims_that_the_page_names_are_not_among_those_to_look_up(run: Callable[..., str]) -> None:
    figures = [
        trade("now", "a", "b", value=5),
        trade("plan", "a", "b", value=9, period="2030", status="target"),
        trade("hope", "a", "c", value=9, period="2031", status="forecast"),
    ]
    assert "name both sides" not in run("trade a", *figures)
    earlier = trade("then", "a", "b", value=4, period="2022")
    assert "\n1 more claim: name both sides, or --limit 0\n" in run("trade a", *figures, earlier)


@pytest.mark.parametrize("partner", ["a", "c"])
def test_a_part_of_one_direction_is_told_beside_a_total_without_one(
    run: Callable[..., str], partner: str
) -> None:
    """It is so whichever of the two comes first in the alphabet."""
    sold = flow(partner, 3, from_="b", scope="by sea")
    total = trade("both", "b", partner, value=9, measure="exports")
    page = run("trade b", total, sold)
    name = f"{partner.upper()}land"
    told = f"Not ranked, as only parts are claimed: from Bland to {name} (by sea) ($3, 2023)."
    assert f"\n{told}\n" in page
    assert "more claim" not in page
    (role,) = [
        fact["ranking"]["role"]
        for fact in json.loads(run("trade b --json", total, sold))["facts"]
        if fact["id"] != "both"
    ]
    assert role == "in_part"


def test_each_measure_asked_for_has_its_ranking(run: Callable[..., str]) -> None:
    sold = [flow("b", 20), flow("c", 10), flow("d", 50, period="2022")]
    back = {"to": "a", "measure": "imports"}
    bought = [
        flow(id=f"m-{party}", value=value, from_=party, period=period, **back)
        for party, value, period in [("b", 3, "2023"), ("c", 7, "2023"), ("e", 9, "2022")]
    ]
    other = trade("t", "a", "b", value=1)
    words = "trade a --measure exports --measure imports"
    page = run(words, *sold, *bought, other)
    first, *rest = page.splitlines()
    assert first.startswith(
        "Trade of Aland: 6 claims about 4 partners. Largest exports among the 2 "
    )
    assert first.endswith(
        " Largest imports among the 2 partners with a figure for all of 2023: "
        "from Cland to Aland, $7."
    )
    assert [line for line in rest if line in ("Exports", "Imports")] == ["Exports", "Imports"]
    assert "Exports: larger in other years: from Aland to Dland ($50, 2022)" in page
    assert "Imports: larger in other years: from Eland to Aland ($9, 2022)" in page
    assert "name both sides" not in page
    whole = json.loads(run(f"{words} --json", *sold, *bought, other))
    (more,) = whole["more_rankings"]
    assert (whole["ranking"]["measure"], more["measure"]) == ("exports", "imports")
    assert [line["party"] for line in more["partners"]] == ["c", "b"]
    assert {f["id"]: f["ranking"]["place"] for f in whole["facts"] if "ranking" in f} == {
        "b-2023": 1,
        "c-2023": 2,
        "d-2022": None,
        "m-c": 1,
        "m-b": 2,
        "m-e": None,
    }
    alone = json.loads(run("trade a --measure exports --json", *sold, *bought, other))
    assert alone["more_rankings"] == []


def test_the_sentence_gives_the_basis_of_the_largest(ask: Ask) -> None:
    fob = flow("b", 20, valuation="fob", status="estimate")
    lesser = [flow("c", 10), flow("world", 90, definition="general trade")]
    assert ask(fob, *lesser).head.text.endswith(
        "from Aland to Bland, $20 (estimate, fob). Aland in total (to World), in 2023: "
        "$90 (general trade)."
    )
    cif = flow("b", 30, id="cif", valuation="cif", reporter="b")
    assert "from $20 (estimate) to $30 (sources differ, as one is fob and one cif)." in (
        ask(fob, cif, *lesser).head.text
    )
    later = flow("b", 40, id="later", valuation="cif", reporter="b", said_on="2026-01-01")
    partly = ask(fob, cif, later, *lesser).head.text
    assert "$40 (sources differ, partly as one is fob and one cif)." in partly
    defined = flow("b", 40, valuation="cif", definition="general trade", id="cif")
    assert (
        "from $20 (estimate) to $40 (S gave different numbers, as one is fob and one cif and the "
        "definitions differ)." in ask(fob, defined, *lesser).head.text
    )
    assert "$20 (S gave different numbers)." in ask(flow("b", 20), flow("b", 10, id="x")).head.text


def test_a_partner_of_another_flow_alone_is_ranked_by_it(run: Callable[..., str]) -> None:
    ranked, sold = [trade("t", "a", "b", value=5)], flow("c", 9)
    page = run("brief a", *ranked, sold, flow("world", 20))
    assert "\nExports to Cland in 2023 " in page
    assert "more partner" not in page
    two = [trade("t2", "a", "c", value=6), *ranked, sold]  # whom turnover tells of
    assert json.loads(run("trade a --json", *two))["more_rankings"] == []


def test_each_direction_of_flows_is_ranked(run: Callable[..., str]) -> None:
    sold = [flow("b", 20), flow("c", 10)]
    back = {"to": "a", "measure": "imports"}
    bought = [flow(id=f"m-{p}", value=n, from_=p, **back) for p, n in (("b", 30), ("d", 70))]
    page = run("trade a", *sold, *bought)
    assert " Largest imports " in page.partition("\n")[0]
    assert "from Dland to Aland, $70." in page.partition("\n")[0]
    assert "name both sides" not in page
    (imports,) = json.loads(run("trade a --json", *sold, *bought))["more_rankings"]
    assert [line["party"] for line in imports["partners"]] == ["d", "b"]
    assert "\nImports from Dland in 2023 " in run("brief a", *sold, *bought)
    other_side = [flow(id=f"x-{p}", to=p, value=9, measure="imports", reporter=p) for p in "bc"]
    assert json.loads(run("trade a --json", *sold, *other_side))["more_rankings"] == []
    same = [flow(id=f"m-{p}", value=n, from_=p, **back) for p, n in (("b", 30), ("c", 70))]
    assert run("trade a", *sold, *same).partition("\n")[0] == (
        "Trade of Aland: 4 claims about 2 partners. Largest exports in 2023, the latest full year "
        "that most of them have: from Aland to Bland, $20. Largest imports in 2023: from Cland to "
        "Aland, $70."
    )


# ----------------------------------------------------------------------- partners in parts alone


PARTS = (
    flow("b", 40),
    flow("c", 20),
    flow("d", 50, id="d-sea", scope="by sea"),
    flow("d", 45, "2022", id="d-sea-before", scope="by sea"),
    flow("d", 5, id="d-air", scope="by air"),
    flow("b", 30, id="b-sea", scope="by sea"),  # of whom there is the whole
)


def both_ways(back: str = "2022", **keys: Any) -> list[str]:
    """Return exports of a in 2021, and those to it in a later year, of one more partner."""
    there = [flow(to, value, "2021") for to, value in zip("bcd", (60, 90, 80), strict=True)]
    sizes = zip("bcde", (7, 8, 9, 1), strict=True)
    ends = [flow("a", value, back, from_=of, id=f"{of}-back", **keys) for of, value in sizes]
    return [*there, *ends]


def test_what_has_no_direction_is_not_told_as_the_other_one(run: Callable[..., str]) -> None:
    neither = [trade(f"{id}-no", "a", id, value=5, measure="exports") for id in "bc"]
    page = run("trade a", *both_ways(), *neither)
    assert "Largest exports without a direction " in page
    assert page.count("in the other direction") == 1
    assert "\nExports, with Aland\n" in page


def test_each_direction_of_one_measure_is_ranked_by_a_year_of_its_own(
    run: Callable[..., str],
) -> None:
    page = run("trade a", *both_ways())
    assert "Largest exports in 2022, the latest full year that most of them have: from D" in page
    assert (
        "Largest exports in the other direction among the 3 partners with a figure for all of 2021:"
        " from Aland to Cland, $90."
    ) in page
    assert "\nExports, from Aland\n#  Partner   Period" in page
    assert "\nExports, to Aland\n#  Partner     Period" in page
    assert "Not ranked" not in page
    assert "trade  Exports to Cland in 2021: $90; 3 more partners  [1]\n" in run("a", *both_ways())
    brief_page = run("brief a", *both_ways())
    assert re.findall("(?m)^Exports (.*?) +\\$", brief_page.split("Open doubts")[0]) == [
        *("from Dland in 2022", "from Cland in 2022", "from Bland in 2022"),
        *("to Cland in 2021", "to Dland in 2021", "to Bland in 2021"),
    ]
    told = json.loads(run("trade a --json", *both_ways()))
    rankings = [told["ranking"], *told["more_rankings"]]
    assert [(it["measure"], it["period"]) for it in rankings] == [
        ("exports", "2022"),
        ("exports", "2021"),
    ]
    places = [[(line["party"], line["place"]) for line in it["partners"]] for it in rankings]
    assert places == [[*zip("dcbe", range(1, 5), strict=True)], [("c", 1), ("d", 2), ("b", 3)]]
    assert all(not it[name] for it in rankings for name in ("larger", "others"))


@pytest.mark.parametrize(
    ("more", "periods"),
    [
        ([], ["2022", "2021"]),
        ([flow(to, 5, "2022") for to in "bcd"], ["2022"]),
        ([flow("areas-nes", 5, "2022")], ["2022", "2021"]),
    ],
    ids=["other years", "one year", "an aggregate has no say"],
)
def test_directions_with_one_year_in_common_are_one_ranking(
    ask: Ask, more: list[str], periods: list[str]
) -> None:
    answer = ask(*both_ways(), *more)
    assert [str(it.period) for it in answer.rankings.every] == periods


def test_a_direction_without_a_full_year_stands_beside_the_other(run: Callable[..., str]) -> None:
    page = run("trade a", *both_ways("2022-01/2022-06"))
    assert "Largest exports among the 3 partners with a figure for all of 2021: from A" in page
    assert "Not ranked, as no claim covers 2021 whole: from Dland to Aland ($9, Jan–Jun" in page


def test_a_total_and_forecasts_stand_beside_the_ranking_of_their_direction(
    run: Callable[..., str],
) -> None:
    totals = [
        flow("world", value, year, id=f"total-{year}")
        for year, value in (("2021", 300), ("2022", 400))
    ]
    expected = flow("b", 70, "2031", status="forecast")
    tables = [*both_ways(), *totals, expected]
    told = json.loads(run("trade a --json", *tables))
    rankings = [told["ranking"], *told["more_rankings"]]
    names = [[line["facts"] for line in it["totals"]] for it in rankings]
    assert names == [[], [["total-2021"], ["total-2022"]]]  # as the sentence tells both
    assert (
        "Aland in total (to World), in 2021: $300 (newer: in 2022, $400)." in told["answer"]["text"]
    )
    shares = [line["share"] for line in rankings[1]["partners"]]
    assert shares == [30.0, 26.7, 20.0]
    page = run("trade a", *tables)
    assert page.count("orecasts and targets, not ranked: from Aland to Bland ($70") == 1


def test_a_partner_of_whom_parts_alone_are_claimed_is_named_beside_the_places(
    run: Callable[..., str],
) -> None:
    page = run("trade a", *PARTS)
    assert page.splitlines()[0] == (
        "Trade of Aland: 6 claims about 3 partners. Largest exports among the 2 partners with a "
        "figure for all of 2023: from Aland to Bland, $40; larger already in part: "
        "from Aland to Dland (by sea), $50."
    )
    assert (
        "\nNot ranked, as only parts are claimed: from Aland to Dland (by sea) ($50, 2023); "
        "from Aland to Dland (by air) ($5, 2023).\n"
    ) in page
    assert "to Bland (by sea)" not in page


def test_the_json_has_them_in_a_list_and_a_role_of_their_own(run: Callable[..., str]) -> None:
    found = json.loads(run("trade a --json", *PARTS))
    lines = found["ranking"]["in_parts"]
    assert [(*line["facts"], line["scope"]) for line in lines] == [
        ("d-sea", "by sea"),
        ("d-air", "by air"),
    ]
    places = ((fact["id"], fact.get("ranking")) for fact in found["facts"])
    roles = {id: place["role"] for id, place in places if place}
    assert roles["d-sea"] == roles["d-air"] == "in_part"


def test_a_brief_has_a_part_that_is_larger_than_what_it_shows(run: Callable[..., str]) -> None:
    page = run("brief a", *PARTS)
    assert "Exports to Dland (by sea) in 2023 (larger than to Cland)" in page
    assert "by air" not in page


def test_different_parts_are_listed_without_places_and_all_their_wholes_told(
    run: Callable[..., str],
) -> None:
    parts = (
        flow("b", 40, id="b-sea", scope="by sea"),
        flow("b", 3, id="b-air", scope="by air"),
        flow("c", 50, id="c-sea", scope="by sea"),
        trade("sea", "a", value=90, measure="exports", scope="by sea"),
        trade("air", "a", value=7, measure="exports", scope="by air"),
    )
    page = run("trade a", *parts)
    assert page.splitlines()[0] == (
        "Trade of Aland: 5 claims about 2 partners and the total. "
        "Aland in total (by air), in 2023: $7. Aland in total (by sea), in 2023: $90."
    )
    assert "\n#" not in page
    assert "\nto Bland (by air)" in page
    same = run("trade a", *(part for part in parts if "by air" not in part))
    assert ": from Aland to Cland (by sea), $50. Aland in total (by sea)" in same


def test_parts_in_another_unit_or_of_shares_are_named_and_not_compared(
    run: Callable[..., str],
) -> None:
    euro = flow("d", 50, id="euro", scope="by sea", unit="EUR")
    both = (
        flow("e", 9, id="both", scope="by air"),
        flow("e", 8, id="same", scope="by air", unit="EUR"),
    )
    shares = {"measure": "growth", "unit": "percent"}
    percent = [trade(f"s{id}", "a", id, value=9, **shares) for id in "bc"]
    part = trade("sd", "a", "d", value=10, scope="by sea", **shares)
    page = run("trade a", flow("b", 40), flow("c", 20), euro, *both)
    assert "larger already in part" not in page
    assert (
        "\nNot ranked, as only parts are claimed: from Aland to Eland (by air) ($9, 2023); "
        "from Aland to Dland (by sea) (€50, 2023).\n"
    ) in page
    assert "by sea" not in run("brief a", flow("b", 40), flow("c", 20), euro)
    assert "only parts are claimed: Dland (by sea) (10%, 2023)." in run("trade a", *percent, part)


def test_an_aggregate_of_which_parts_alone_are_claimed_stands_with_the_others(ask: Ask) -> None:
    goods = flow("union", 50, id="goods", scope="goods")
    sea = flow("areas-nes", 60, id="sea", scope="by sea", unit="EUR")
    whole = flow("world", 200, scope="goods")
    answer = ranking(ask(flow("b", 40), goods, sea, whole))
    assert (ids(answer.aggregates), answer.in_parts) == (["goods", "sea"], [])
    assert shares(answer.aggregates) == {"goods": ["25.0"], "sea": []}
    euro = flow("union", 9, "2022", id="euro", unit="EUR")
    answer = ranking(ask(flow("b", 40), flow("c", 40), goods, euro))
    assert ids(answer.aggregates) == ["euro"]
    answer = ranking(ask(flow("union", 40), goods, sea))  # a bloc is a partner beside no country
    assert (ids(answer.partners), ids(answer.aggregates)) == (["union-2023"], ["sea"])


def test_a_part_of_the_period_asked_for_is_named_where_the_total_is_of_another(
    run: Callable[..., str],
) -> None:
    claims = [
        flow("b", 40),
        flow("c", 90, "202X", id="c"),
        flow("c", 50, id="c-sea", scope="by sea"),
        flow("d", 30, "2023-01/2023-06"),
        flow("d", 20, id="d-sea", scope="by sea"),
        flow("e", 9, "2022/2024", id="e"),
        flow("e", 8, "2022/2024", id="e-sea", scope="by sea"),
    ]
    lines = run("trade a --in 2023", *claims).splitlines()
    assert "; larger already in part: from Aland to Cland (by sea), $50." in lines[0]
    assert [line for line in lines if "only parts" in line] == [
        "Not ranked, as only parts are claimed: from Aland to Cland (by sea) ($50, 2023)."
    ]
    assert "only parts" not in run("trade a", *claims)


def test_parts_of_another_flow_are_ranked_where_nothing_else_names_the_partner(
    run: Callable[..., str],
) -> None:
    came = {"measure": "imports", "value": 7, "period": "2023", "scope": "goods"}
    goods = [figure(f"from-{id}", from_=id, to="a", **came) for id in "cd"]
    first = run("trade a", flow("b", 40), *goods).splitlines()[0]
    assert first.endswith(
        " with a figure for all of 2023: from Cland to Aland (goods) and from Dland to Aland "
        "(goods), $7 each."
    )
    turnover = trade("t", "a", "d", value=90, measure="turnover")
    assert "goods" not in run("trade a", turnover, goods[1]).splitlines()[0]


def test_two_parties_with_many_parts_and_no_total_get_one_line_and_the_largest(
    run: Callable[..., str],
) -> None:
    parts = [
        flow("b", value, id=name, scope=name)
        for name, value in zip("pqrstu", range(6), strict=True)
    ]
    text = (
        "No claim is about all exports from Aland to Bland; 6 are about parts. The largest: "
        "Exports from Aland to Bland (u) in 2023: $5, according to S (1 Jun 2024). "
        "Exports from Aland to Bland (t) in 2023: $4, according to S (1 Jun 2024). "
        "Exports from Aland to Bland (s) in 2023: $3, according to S (1 Jun 2024)."
    )
    assert run("trade a b", *parts).splitlines()[0] == text
    head = json.loads(run("trade a b --json", *parts))["answer"]
    assert (head["value"], head["measure"], head["facts"]) == (None, "exports", ["u", "t", "s"])
    back = figure("back", measure="exports", from_="b", to="a", value=9, period="2023")
    assert run("trade a b", back, *parts).splitlines()[0] == (
        f"{text} Exports from Bland to Aland in 2023: $9, according to S (1 Jun 2024)."
    )


def test_the_json_says_of_a_bound_in_a_ranking_that_it_is_one(run: Callable[..., str]) -> None:
    found = json.loads(run("trade a --json", flow("b", 4), flow("c", 0, qualifier="more-than")))
    lines = found["ranking"]["partners"]
    assert [(line["party"], line["value"], line["qualifier"]) for line in lines] == [
        ("b", 4, "exactly"),
        ("c", 0, "more-than"),
    ]


def test_one_party_with_forecasts_alone_says_who_expects_what(run: Callable[..., str]) -> None:
    page = run(
        "trade a", flow("b", 4, "2030", status="forecast"), flow("b", 5, "2029", status="target")
    )
    assert page.startswith(
        "Trade of Aland: 2 claims about 1 partner. No claim says how exports from Aland to Bland "
        "turned out. Expected in 2030: $4 (forecast), according to S (1 Jun 2024). "
    )
    assert "2030    $4 (forecast)  S            [1]" in page
    assert "[1] S, 1 Jun 2024." in page


def test_what_is_not_published_answers_beside_a_target(
    facts: Callable[..., str], capsys: pytest.CaptureFixture[str]
) -> None:
    gone = flow("b", 1, "2030", id="gone", absent="confidential").replace("value = 1\n", "")
    path = facts(flow("b", 5, "2030", status="target"), gone)
    assert app.run(["trade", "a", "b", "2030", "-f", path]) == 1
    assert capsys.readouterr().out.startswith(
        "Exports from Aland to Bland in 2030: not published (confidential), according to S "
        "(1 Jun 2024). No claim says how exports from Aland to Bland turned out. "
        "Aimed at in 2030: $5 (target), "
    )


def test_an_overview_tells_the_larger_direction_of_what_is_no_flow(run: Callable[..., str]) -> None:
    out = figure("out", measure="stock", from_="a", to="b", value=0, period="/2022-12-31")
    come = figure("come", measure="stock", from_="c", to="a", value=9, period="/2022-12-31")
    assert "Investment from Cland as of 31 Dec 2022: $9" in run("a", out, come)
    assert "Investment to Aland as of 31 Dec 2022: $9" in run("c", out, come)


def test_the_total_of_each_direction_is_told(run: Callable[..., str]) -> None:
    balance = measure("balance", label="Trade balance", difference_of=["exports", "imports"])
    alone = trade("alone", "a", value=50, period="2022", measure="balance")
    one_way = flow("b", 20, "2022", measure="balance")
    both_ways = trade("both", "a", "b", value=21, measure="balance")
    page = run("trade a", balance, alone, one_way, both_ways)
    assert page.split("\n")[0].endswith(
        " Trade balance in 2023: Bland, $21. Trade balance in the other direction in 2022: from "
        "Aland to Bland, $20. Aland in total, in 2022: $50."
    )
