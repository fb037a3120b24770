"""Totals of one party, claimed as such, beside the ranking of its partners."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from support.factbase import figure, measure, party, source
from support.rankings import (
    PARTNER,
    TOTAL,
    Page,
    asked,
    flow,
    ids,
    ranking,
    trade,
)


def test_a_figure_about_one_party_is_its_total_and_no_partner(page_of: Page) -> None:
    assert page_of("trade a", TOTAL, PARTNER) == (
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


def test_a_total_alone_answers_with_its_number() -> None:
    answer = asked(TOTAL)
    assert answer.head.text == (
        "Trade of Aland: 1 claim about the total. "
        "Trade turnover of Aland in total in 2023: $21 billion, according to S (1 Jun 2024)."
    )
    assert (answer.head.value, answer.head.period) == (21_000_000_000, "2023")
    assert answer.head.facts == ["total"]


def test_totals_of_other_measures_are_named_with_them(page_of: Page) -> None:
    out = page_of("trade a", PARTNER, trade("x", "a", value=9_000_000_000, measure="exports"))
    assert "\nAland in total, exports  2023    $9 billion  S            [1]\n" in out
    assert "in total, in 2023" not in out


WITH_WORLD = trade("with", "a", "world", value=22_000_000_000, source="t")
BOTH = "from $21 billion (S) to $22 billion (T); 4.8% apart in 2 claims"


def test_sources_that_differ_on_a_total_are_told_whether_they_name_the_world(
    page_of: Page,
) -> None:
    every = (WITH_WORLD, TOTAL, PARTNER)
    assert "Aland in total, in 2023: from $21 billion to $22 billion (sources differ)." in page_of(
        "trade a", *every
    )
    for words in ("brief a", "a"):
        assert "urnover in total in 2023: $21 billion to $22 billion" in re.sub(
            "2023  +", "2023: ", page_of(words, *every)
        )
    found = json.loads(page_of("trade a --json", WITH_WORLD, TOTAL))["answer"]
    assert found["text"].startswith(
        f"Trade of Aland: 2 claims about the total. Trade turnover of Aland in total in 2023: "
        f"sources differ, {BOTH}"
    )
    assert (found["low"], found["high"]) == (21_000_000_000, 22_000_000_000)
    same = trade("with", "a", "world", value=21_000_000_000, source="t")
    assert "Rests on one voice" not in page_of("brief a", same, TOTAL)
    out = trade("out", "a", value=7, measure="exports")
    assert "sources differ" not in page_of("trade a", out, flow("world", 8, period="2022"))


def test_a_brief_shows_on_which_total_sources_differ(page_of: Page) -> None:
    every = (WITH_WORLD, TOTAL, trade("again", "a", value=20_000_000_000, source="t"), PARTNER)
    text = re.sub("  +", ": ", page_of("brief a", *every))
    _, _, differ = text.partition("\nWhere claims differ\n")
    rows = differ.partition("\n\n")[0].splitlines()
    assert rows[1].startswith("Trade turnover in total in 2023: $20 billion to $22 billion: ")
    assert [row.split(": ")[1] for row in rows[2:]] == [
        "· $20 billion",
        "· $21 billion",
        "· $22 billion",
    ]
    (found,) = json.loads(page_of("brief a --json", *every))["brief"]["conflicts"]
    assert {*found["facts"]} == {"with", "total", "again"}


def test_a_brief_has_the_totals_of_both_ways(page_of: Page) -> None:
    back = [
        flow("a", value, when, from_="world", measure="imports", id=f"in-{when}")
        for when, value in (("2021", 5), ("2022", 6), ("2023-01/2023-06", 4))
    ]
    text = re.sub(
        "  +", ": ", page_of("brief a", trade("out", "a", value=7, measure="exports"), *back)
    )
    assert "\nExports in total in 2023: $7: " in text
    assert "\nImports from World in 2022: $6: " in text
    assert "\n· newer: in Jan–Jun 2023: $4: " in text
    assert "in 2021" not in text
    both = page_of("brief a", TOTAL, trade("out", "a", value=7, measure="exports"), *back)
    assert "Imports" not in both  # a part of the turnover that is shown


def headlines(page: str) -> list[str]:
    """Return the figures of a brief, each as its label and its value."""
    rows = page.partition("Headline figures\n")[2].partition("\n\n")[0].splitlines()[1:]
    return [": ".join(re.split("  +", row)[:2]) for row in rows]


def test_a_brief_has_the_totals_beside_a_partner_without_a_direction(
    page_of: Page,
) -> None:
    claims = [
        trade("with-b", "a", "b", value=150, measure="exports", period="2024"),
        flow("b", 100, "2022"),
        flow("a", 40, from_="b", id="back"),
        flow("world", 1000),
        flow("a", 900, "2021", from_="world"),
    ]
    assert headlines(page_of("brief a", *claims)) == [
        "Exports to World in 2023: $1,000",
        "Exports from World in 2021: $900",
        "Exports with Bland in 2024: $150",
        "Exports to Bland in 2022: $100",
        "Exports from Bland in 2023: $40",
    ]
    assert "  Exports to World in 2023: $1,000  " in page_of("a", *claims)


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
    page_of: Page, totals: list[str], partner: str, told: list[str]
) -> None:
    claims = [measure("all", sum_of=["exports", "imports"]), *totals, partner]
    assert headlines(page_of("brief a", *claims)) == told
    assert f"  {told[0]}  " in page_of("a", *claims)


def test_exports_with_the_world_in_no_direction_are_not_those_of_the_party(
    page_of: Page,
) -> None:
    """They may be the sum of both ways. A turnover is one, with the world or alone."""
    alone = trade("alone", "a", value=120, measure="exports")
    claims = [alone, trade("world", "a", "world", value=160, measure="exports")]
    page = page_of("trade a", *claims)
    assert re.findall("^Aland in total.*", page, re.M) == [
        "Aland in total               2023    $120   S            [1]",
        "Aland in total (with World)  2023    $160   S            [1]",
    ]
    assert "differ" not in page
    for words in ("show alone", "show world", "trade a world"):
        assert "The same total" not in page_of(words, *claims)
    turnover = [trade("alone", "a", value=120), trade("world", "a", "world", value=160)]
    assert "Aland in total  2023    $120 to $160" in page_of("trade a", *turnover)
    assert "The same total, claimed with World: $160" in page_of("show alone", *turnover)


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
    page_of: Page, id: str, ends: dict[str, str]
) -> None:
    partner = {end: it if it == "a" else "b" for end, it in ends.items()}
    claims = [
        measure(id, label="Moved"),
        figure("world", measure=id, value=500, source="t", **ends),
        figure("alone", measure=id, value=480, parties=["a"]),
        figure("b", measure=id, value=119, **partner),
    ]
    differ = "from $480 to $500 (sources differ)"
    assert f" Aland in total, in 2021: {differ}." in page_of("trade a", *claims)
    assert "Moved in total in 2021: $480 to $500 (sources differ)" in page_of("a", *claims)
    told = "The same total, claimed with World: $500, according to T (1 Jul 2024); sources differ."
    assert told in page_of("show alone", *claims)


def test_totals_that_may_not_be_one_are_each_told_the_newest_first(page_of: Page) -> None:
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
        page = page_of("trade a", *claims(year))
        assert page.startswith(f"{head}{told.format(year)}\n"), page
    assert "Remittances to World in 2023: $500" in page_of("a", *claims("2022"))


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
    page_of: Page,
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
    head = page_of("trade a", *claims).splitlines()[0]
    assert head.endswith(f" Aland in total, in {total[0]}: ${total[1]:,}{told}.")
    brief = re.sub("  +", ": ", page_of("brief a", *claims))
    assert f"\nExports in total in {total[0]}: ${total[1]:,}: " in brief
    newest = [f"in {newer[0]}: ${newer[1]:,}"] if newer else []
    assert re.findall("\n· newer: (in .*?: .*?): ", brief) == newest
    assert "no claim covers a full one" not in brief


@pytest.mark.parametrize("who", ["a", "x"])
def test_what_is_with_the_world_in_no_direction_is_a_question_of_its_own_on_all_pages(
    page_of: Page, who: str
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
    page = page_of(f"trade {who}", *claims)
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
    overall = page_of("trade", *claims)
    assert sorted(re.findall(rf"^{name} in total.*", overall, re.M)) == sorted(told)
    brief = re.sub("  +", ": ", page_of(f"brief {who}", *claims))
    assert "\nExports with World in 2023: $5,000: S" in brief
    assert "\nExports to World in 2023: $3,000: S" in brief
    pages = [page_of(words, *claims) for words in (f"trade {who} world", "show both", "show to")]
    assert not re.findall("differ|The same total|without a partner", page + brief + "".join(pages))


def test_a_total_in_no_direction_leaves_the_imports_on_the_page(page_of: Page) -> None:
    """Each measure says of its party which way it goes."""
    claims = [trade(it, "a", "world", value=9, measure=it) for it in ("exports", "imports")]
    brief = re.sub("  +", ": ", page_of("brief a", *claims, flow("b", 3)))
    assert "\nExports with World in 2023: $9: S" in brief
    assert "\nImports with World in 2023: $9: S" in brief


@pytest.mark.parametrize("options", ["", " --limit 1"])
def test_each_total_of_the_sentence_has_a_line_and_a_source(page_of: Page, options: str) -> None:
    newer = figure("newer", measure="exports", parties=["a"], period="2023", value=444, source="t")
    claims = [flow("b", 300, "2022"), flow("c", 200, "2022"), flow("world", 900, "2022"), newer]
    page = page_of(f"trade a{options}", *claims)
    assert " Aland in total, in 2022: $900 (newer: in 2023, $444).\n" in page
    assert re.findall("^Aland in total .*", page, re.MULTILINE) == [
        "Aland in total  2022    $900   S            [1]",
        "Aland in total  2023    $444   T            [2]",
    ]
    assert "\n[2] T, 1 Jul 2024.\nNewest source: T, 1 Jul 2024" in page
    answer = json.loads(page_of(f"trade a --json{options}", *claims))
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
    page_of: Page, others: dict[str, str], told: str
) -> None:
    fields: dict[str, Any] = {"measure": "exports", "from_": "a", "to": "world", "source": "t"}
    newer = [
        figure(f"newer-{n}", period=period, unit=unit, value=444, **fields)
        for n, (period, unit) in enumerate(others.items())
    ]
    claims = [flow("b", 300, "2022"), flow("world", 900, "2022"), *newer]
    first = page_of("trade a", *claims).partition("\n")[0]
    newer_told = f" (newer: {told})" if told else ""
    assert first.endswith(f" Aland in total (to World), in 2022: $900{newer_told}."), first
    answer = json.loads(page_of("trade a --json --limit 1", *claims))
    assert {*answer["answer"]["facts"]} <= {fact["id"] for fact in answer["facts"]}


def test_what_is_newer_than_a_total_of_another_measure_has_a_line_too(
    page_of: Page,
) -> None:
    back = {"measure": "imports", "from_": "world", "to": "a", "source": "t"}
    bought = [
        figure("m22", value=80, period="2022", **back),
        figure("m23", value=85, period="2023", **back),
        figure("m23-euros", value=70, period="2023", unit="EUR", **back),
        figure("m21", value=75, period="2021", **back),
    ]
    page = page_of("trade a", flow("b", 300, "2022"), flow("world", 900, "2022"), *bought)
    assert re.findall("^Aland in total .*", page, re.MULTILINE) == [
        "Aland in total (to World)             2022    $900   S            [1]",
        "Aland in total (from World), imports  2022    $80    T            [2]",
        "Aland in total (from World), imports  2023    $85    T            [2]",
        "Aland in total (from World), imports  2023    €70    T            [2]",
    ]
    assert "1 more claim: " in page


def test_a_total_in_other_words_is_told_of_one_claim_and_compared_on_a_page(
    page_of: Page,
) -> None:
    other = [trade("other", "a", value=9, period="2022"), trade("b", "b", value=8)]
    claims = [WITH_WORLD, TOTAL, PARTNER, *other]
    told = f"Trade turnover between Aland and World in 2023: sources differ, {BOTH}, and nothing "
    assert page_of("trade a world", *claims).startswith(told)
    answer = json.loads(page_of("trade a world --json", *claims))["answer"]
    assert (answer["low"], answer["agreement"]) == (21_000_000_000, "conflict")
    told = "The same total, claimed without a partner: $21 billion, according to S (1 Jun 2024)"
    assert f"\n{told}; sources differ. [2]\n" in page_of("show with", *claims)
    told = "The same total, claimed with World: $22 billion, according to T (1 Jul 2024)"
    assert f"\n{told}; sources differ. [2]\n" in page_of(
        "show total", WITH_WORLD, TOTAL, PARTNER, *other
    )
    same = trade("with", "a", "world", value=21_000_000_000, source="t")
    assert "claimed with World: $21 billion, according to T (1 Jul 2024). [2]\n" in page_of(
        "show total", same, TOTAL
    )
    out = flow("world", 7), flow("a", 5, from_="world"), trade("alone", "a", value=6)
    assert "The same total" not in page_of("show world-2023", *out)
    assert "The same total" not in page_of("show partner", PARTNER, *out)
    alone = trade("alone", "a", value=6, measure="exports")
    assert "total, claimed without a partner: $6," in page_of("show world-2023", *out[:2], alone)


def test_what_is_claimed_in_other_words_has_its_source_with_its_note(
    page_of: Page,
) -> None:
    weak = source("weak", note="A mirror.")
    claims = [
        weak,
        flow("world", 7, source="weak"),
        trade("alone", "a", measure="exports", value=6),
    ]
    for words, form in (("show alone", ""), ("show alone", " --format md"), ("trade a world", "")):
        page = page_of(words + form, *claims)
        assert "Weak, undated" in page.partition("Sources")[2]
        assert "Note: A mirror." in page
    found = json.loads(page_of("show alone --json", *claims))
    assert [fact["id"] for fact in found["facts"]] == ["alone", "world-2023"]
    assert found["sources"]["weak"]["note"] == "A mirror."
    for limit in ("", " --limit 1"):
        found = json.loads(page_of("trade a world --json" + limit, *claims))
        assert {fact["id"] for fact in found["facts"]} == {"world-2023", "alone"}
        assert found["left_out"]["limit"] == 0


@pytest.mark.parametrize("words", ["--source s", "--known-by 2024-06-10", "--publisher S"])
def test_a_total_in_other_words_is_told_of_the_sources_asked_for(page_of: Page, words: str) -> None:
    claims = [trade("alone", "a", value=6, source="t"), trade("with", "a", "world", value=7)]
    assert "from $6 (T) to $7 (S)" in page_of("trade a world", *claims)
    page = page_of(f"trade a world --format csv {words}", *claims)
    assert [row.partition(",")[0] for row in page.splitlines()] == ["id", "with"]


def test_each_measure_of_a_page_with_the_world_is_told_in_other_words(
    page_of: Page,
) -> None:
    """Not that of the headline alone: what sources differ on would look undisputed."""
    alone = trade("alone", "a", value=95, measure="exports", source="t")
    claims = [trade("with", "a", "world", value=139), flow("world", 78), flow("world", 70, "2022")]
    told = r"\nExports from Aland to World\n.*\n2023 +\$78 to \$95 +sources differ, "
    for words in ("", " --in 2023"):
        page = page_of(f"trade a world{words}", *claims, alone)
        assert page.startswith("Trade turnover between Aland and World in 2023: $139, ")
        assert re.search(told, page)
    found = json.loads(page_of("trade a world --json", *claims, alone))
    assert "alone" in [fact["id"] for fact in found["facts"]]
    assert "$95" not in page_of("trade a world --measure turnover", *claims, alone)


def test_what_covers_the_month_asked_for_is_not_said_to_leave_a_part_of_it(
    page_of: Page,
) -> None:
    claims = [flow("b", 5, "2019"), flow("b", 2, "2019-07/2019-09")]
    why = "Not ranked, as no claim is about the whole of Aug 2019 alone: from Aland to Bland ($5, "
    assert why in page_of("trade a --in 2019-08", *claims)
    why = "Not ranked, as no claim covers 2019 whole: from Aland to Bland ($2, Jul–Sep 2019)."
    assert why in page_of("trade a --in 2019", *claims[1:], flow("c", 9, "2019"))


def test_a_balance_of_a_party_alone_and_with_the_world_are_one_total(
    page_of: Page,
) -> None:
    balance = measure("balance", label="Trade balance", difference_of=["exports", "imports"])
    alone = trade("alone", "a", value=-10, measure="balance", source="t")
    world, partner = (flow(to, n, measure="balance") for to, n in (("world", 10), ("b", 3)))
    pages = {
        words: page_of(words, balance, world, alone, partner)
        for words in ("trade a", "trade a world", "show world-2023", "brief a")
    }
    assert re.search(r"\nAland in total +2023 +-\$10 to \$10 +sources differ", pages["trade a"])
    assert "Share" not in pages["trade a"]  # those of others may take away from it
    told = "The same total, claimed without a partner: -$10, according to T (1 Jul 2024)"
    assert "from -$10 (T) to $10 (S)" in pages["trade a world"].partition("\n")[0]
    assert f"\n{told}; sources differ. [2]\n" in pages["show world-2023"]
    assert "\nWhere claims differ\n" in pages["brief a"]
    of_the_world = flow("a", 7, from_="world", measure="balance", id="away")
    page = page_of("trade a world", balance, of_the_world, alone)
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
    page_of: Page, alone: dict[str, int], world: dict[str, int], told: str, row: str
) -> None:
    page = page_of("trade a world", *totals(alone, world))
    assert page.startswith(f"Exports from Aland to World {told}, ")
    assert re.search(f"^{row}", page, re.M)


def test_the_year_of_a_part_of_it_is_no_other_year(page_of: Page) -> None:
    claims = totals({"2021": 170}, {"2021-01/2021-06": 90})
    for words in ("trade a world", "trade a world 2021"):
        page = page_of(words, *claims)
        assert page.startswith("Exports from Aland to World in 2021: $170, according to S (1 Jun")
        assert "\nJan–Jun 2021  $90 " in page


def test_of_what_is_only_expected_other_words_tell_how_it_turned_out(
    page_of: Page,
) -> None:
    expected = flow("world", 100, "2023", status="forecast")
    actual = trade("alone", "a", value=120, period="2023", measure="exports", source="t")
    told = "Exports from Aland to World in 2023: $120, according to T (1 Jul 2024).\n"
    page = page_of("trade a world", expected, actual)
    assert page.startswith(told)
    assert "\nExpected in 2023: $100 (forecast), according to S (1 Jun 2024)." in page
    assert "differ" not in page + page_of("show alone", expected, actual)
    beside = page_of("trade a world", trade("with", "a", "world", value=300), expected, actual)
    assert "\n2023    $120 " in beside
    later = flow("world", 130, "2027", status="forecast")
    page = page_of("trade a world", later, actual)
    assert page.startswith(told)
    assert "\nExpected in 2027: $130 (forecast), according to S (1 Jun 2024)." in page
    both_ways = trade("with", "a", "world", value=9, measure="exports", source="t")
    page = page_of("trade a world", flow("world", 95, id="is"), expected, both_ways)
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
    page_of: Page,
    alone: dict[str, int],
    world: dict[str, int],
    told: str,
    is_single: bool,
) -> None:
    """So they do not say that a total rests on one voice, or that nothing newer is recorded."""
    claims = totals(alone, world, source="t")
    brief, overview = brief_and_overview(page_of, claims)
    assert f"\nExports, Aland to World {told}: " in brief
    assert f"Exports, Aland to World {told}" in overview
    assert "newer: " not in brief
    assert "newest source of 1 Jul 2024" in brief.splitlines()[0]
    number = len(alone) + len(world)
    assert brief.startswith(f"Aland and World: {number} claims from 2 sources, ")
    assert overview.startswith(f"Aland and World: {number} figures on 1 topic, from 2 sources.")
    assert ("Rests on one voice" in brief) == is_single
    assert "$110" not in page_of("brief a world --source s", *claims)


def test_a_newer_total_in_other_words_of_a_part_of_a_year_has_a_line(
    page_of: Page,
) -> None:
    claims = totals({"2023-01/2023-06": 80}, {"2022": 160}, source="t")
    brief, overview = brief_and_overview(page_of, claims)
    assert "\nExports, Aland to World in 2022: $160: " in brief
    assert "newer: in Jan–Jun 2023: $80: " in brief
    assert "newest source of 1 Jul 2024" in brief.splitlines()[0]
    assert brief.startswith("Aland and World: 2 claims from 2 sources, ")
    assert "Exports, Aland to World in 2022: $160" in overview
    assert "Rests on one voice" in brief


def brief_and_overview(page_of: Page, claims: list[str]) -> tuple[str, str]:
    """Return both pages, with one space between cells."""
    brief, overview = (
        re.sub("  +", ": ", page_of(f"{it}a world", *claims)) for it in ("brief ", "")
    )
    return brief, overview


def test_of_totals_alone_each_is_told(page_of: Page) -> None:
    claims = (flow("world", 78), flow("a", 60, from_="world", measure="imports", source="t"))
    assert page_of("trade a", *claims).startswith(
        "Trade of Aland: 2 claims about the total. Exports from Aland to World in 2023: $78, "
        "according to S (1 Jun 2024). Imports from World to Aland in 2023: $60, according to T "
        "(1 Jul 2024).\n"
    )


def test_a_total_is_shown_once_beside_several_rankings(page_of: Page) -> None:
    imports = [
        flow(to, 9, from_=start, measure="imports", id=f"{start}-{to}")
        for start, to in (("world", "a"), ("b", "a"), ("a", "c"))
    ]
    assert page_of("trade a", flow("b", 5), *imports).count("in total (from World), imports") == 1


def test_other_years_of_a_total_are_counted_with_how_to_see_them(page_of: Page) -> None:
    out = page_of("trade a", TOTAL, trade("before", "a", value=1, period="2022"))
    assert "\n1 more claim about one party alone: --in PERIOD, or --limit 0\n" in out
    assert "name both sides" not in out


def test_a_total_has_a_name_wherever_it_is_shown(page_of: Page) -> None:
    assert page_of("show total", TOTAL).startswith("Trade turnover of Aland in total in 2023: $21")
    assert "Trade «turnover» of Aland in total: $21 billion" in page_of("search turnover", TOTAL)
    text = page_of("brief a", TOTAL, PARTNER)
    assert "\nTrade turnover in total in 2023    $21 billion" in text
    assert "\nTrade turnover with Bland in 2023  $3 billion" in text
    growth = trade("rate", "a", value=5, unit="percent", measure="growth")
    assert page_of("show rate", growth).startswith("Growth of turnover of Aland in 2023: 5%")


def test_without_a_party_totals_are_apart_from_the_pairs(page_of: Page) -> None:
    out = page_of("trade", TOTAL, PARTNER)
    assert out.startswith(
        "Trade: 2 claims about 1 pair of parties and 1 total. "
        "Trade turnover in 2023: Aland and Bland, $3 billion.\n"
    )
    assert "\n1  Aland and Bland  2023    $3 billion" in out
    assert "\nAland in total  2023    $21 billion" in out
    exports = trade("x", "a", value=9_000_000_000, measure="exports")
    assert page_of("trade", TOTAL, PARTNER, exports).count("Aland in total") == 1


def test_where_there_are_only_totals_they_are_ranked(page_of: Page) -> None:
    claims = [trade(f"of-{p}", p, value=value) for p, value in zip("abc", (5, 9, 7), strict=True)]
    found = ranking(asked(*claims, parties=()))
    assert [(line.place, line.others) for line in found.partners] == [
        (1, ("b",)),
        (2, ("c",)),
        (3, ("a",)),
    ]
    out = page_of("trade", *claims)
    assert out.startswith("Trade: 3 claims about 3 parties. Largest trade turnover in 2023")
    assert "Bland in total, $9." in out


def test_the_total_in_the_unit_of_the_ranking_comes_first() -> None:
    euros = trade("euros", "a", value=19_000_000_000, unit="EUR")
    answer = asked(euros, TOTAL, PARTNER)
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
    more: list[tuple[str, str, str]], euros: bool
) -> None:
    claims = [*((to, "USD", "2023") for to in "bc"), *((to, "EUR", "2023") for to in "de")]
    given = [flow(to, 9, year, unit=unit, id=f"{to}{year}") for to, unit, year in (*claims, *more)]
    answer = asked(*given)
    assert ranking(answer).unit == ("EUR" if euros else "USD")
    others, name = ("$9", "euros") if euros else ("€9", "dollars")
    why = f"Not ranked, as not in {name}"
    remark = "".join(it for it in answer.remark_lines if it.startswith(why))
    assert remark.count(others) == 2


def test_pairs_that_share_a_place_are_told_from_one_another() -> None:
    pairs = [("b", "c"), ("d", "a"), ("f", "e")]
    firsts = [trade(f"n{nth}", *pair, value=9) for nth, pair in enumerate(pairs)]
    text = asked(firsts[0], trade("last", "a", "b", value=1), parties=()).head.text
    assert text.endswith(": Bland and Cland, $9.")
    parts = [trade(f"p{p}", "g", p, value=20, period="2023-01") for p in "ab"]
    bounds = [trade(f"q{p}", "c", p, value=8, qualifier="more-than") for p in "ad"]
    text = asked(*firsts, *parts, *bounds, parties=()).head.text
    assert ": Aland–Dland, Bland–Cland and Eland–Fland, $9 each; " in text
    assert "; Aland–Cland (more than $8) and Cland–Dland (more than $8) may be larger" in text
    assert "; larger already in Jan 2023: Aland–Gland, $20 and Bland–Gland, $20." in text


def test_a_bound_that_includes_a_number_has_no_place_beside_it() -> None:
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
        answer = asked(flow("b", 5, qualifier=qualifier), *below)
        assert {line.others[0]: line.place for line in ranking(answer).partners} == places
        assert told in answer.head.text
    lines = ranking(asked(flow("b", 5, qualifier="at-least"), flow("e", 7), *below)).partners
    assert "".join(line.others[0] for line in lines) == "ecbd"
    assert [line.place for line in lines] == [1, 2, None, 4]
    for qualifier, last in (("less-than", 3), ("at-most", None)):
        lines = ranking(asked(flow("b", 3, qualifier=qualifier), *below)).partners
        assert [line.place for line in lines] == [1, 2, last]


def test_numbers_that_agree_have_the_place_of_the_most_precise() -> None:
    """5,200 and "about 5,000" beside 5,240 are no lower numbers of a dispute."""
    least = flow("b", 5230), flow("c", 5240)
    for coarser in ({"value": 5200}, {"value": 5000, "qualifier": "about"}):
        keys: dict[str, Any] = {"id": "more", "source": "t", **coarser}
        answer = asked(*least, flow("d", 5240), flow("d", **keys))
        assert [(it.others[0], it.place) for it in ranking(answer).partners] == [
            ("c", 1),
            ("d", 1),
            ("b", 3),
        ]
        assert answer.head.text.endswith("to Cland and from Aland to Dland, $5,240 each.")
        alone = asked(least[0], flow("d", 5240), flow("d", **keys)).head.text
        assert alone.endswith("to Dland, $5,240."), "5,230 is not larger"
    differing = flow("d", 5240), flow("d", 4000, id="more", source="t")
    assert [it.place for it in ranking(asked(*least, *differing)).partners] == [1, 2, 3]


def test_pairs_without_the_measure_that_is_ranked_are_counted() -> None:
    claims = [
        trade("ab", "a", "b", value=1),
        flow("b", 3),
        flow("c", 3),
        flow("d", 3, from_="c"),
        flow("world", 9),
    ]
    told = "Not ranked, as they have no trade turnover: 2 pairs of parties;"
    told += " --measure ranks by another."
    assert asked(*claims, parties=()).remark_lines == [told]
    assert told not in asked(*claims, parties=(), measure=("exports",)).remark_lines
    assert told not in asked(*claims, parties=(), measure=("exports", "turnover")).remark_lines
    assert told not in asked(*claims).remark_lines


def test_aggregates_have_no_place_among_totals() -> None:
    claims = [trade(f"of-{p}", p, value=5) for p in ("a", "b", "world", "areas-nes", "union")]
    found = ranking(asked(*claims, parties=()))
    assert ids(found.partners) == ["of-a", "of-b"]
    assert sorted(ids(found.aggregates)) == ["of-areas-nes", "of-union", "of-world"]


def test_without_a_party_totals_with_the_world_have_no_place() -> None:
    claims = (flow("world", 78), flow("world", 99, from_="b", id="b-world"))
    found = ranking(asked(*claims, parties=()))
    assert (found.partners, ids(found.totals)) == ([], ["world-2023", "b-world"])
