"""A party and the world, of which claims are in other words: of the party alone."""

from __future__ import annotations

import json
import random
import re
from typing import Any

import pytest

from support.command_line import Run
from support.compiled import shared
from support.factbase import base, figure, measure, party, source, topic

HEAD = base(
    source("s", publisher="Gazette", published="2024-06-01"),
    *(party(name, name=f"{name.upper()}land") for name in "ab"),
    party("world", kind="aggregate", name="World"),
    party("total", kind="aggregate", name="All countries"),
    topic(),
    topic("aid", label="Aid"),
    measure("turnover", label="Trade turnover"),
    measure("exports"),
    measure("imports"),
    measure("openness", label="Openness", nature="ratio"),
    measure("grants", topic="aid", label="Grants"),
)


def total(id: str, value: int, period: str = "2023", **more: Any) -> str:
    ends = {} if "from_" in more or "parties" in more else {"parties": ["a"]}
    fields = {"measure": "exports", "value": value, "period": period, "unit": "USD"}
    return figure(id, **(fields | ends | more))


def written(*claims: str) -> str:
    return str(shared(HEAD + "".join(claims)))


def first(dip: Run, words: str, *claims: str) -> str:
    return dip(*words.split(), "-f", written(*claims)).out.partition("\n")[0]


ALONE = total("alone", 90)
SOLD = "Exports from Aland to World in 2023: $90, according to Gazette (1 Jun 2024)."
BESIDE = total("sold", 10, from_="a", to="b")


@pytest.mark.parametrize("others", [[], [BESIDE]])
@pytest.mark.parametrize("words", ["trade a world", "trade world a 2023", "trade a total"])
def test_what_is_claimed_without_a_partner_answers(dip: Run, words: str, others: list[str]) -> None:
    path = written(ALONE, *others)
    result = dip(*words.split(), "-f", path)
    told = SOLD.replace("World", "All countries") if words.endswith("total") else SOLD
    assert (result.page().partition("\n")[0], result.status) == (told, 0)
    answer = json.loads(dip(*words.split(), "--json", "-f", path).out)
    assert (answer["status"], [it["id"] for it in answer["facts"]]) == ("answered", ["alone"])


def test_what_is_claimed_with_another_name_of_the_world_answers(dip: Run) -> None:
    claims = [ALONE, total("all", 80, from_="a", to="total"), BESIDE]
    text = first(dip, "trade a world", *claims)
    assert text.startswith("Exports from Aland to World in 2023: Gazette gave different numbers: ")
    assert ("$80" in text, "$90" in text) == (True, True)


def test_of_other_dates_it_is_counted(dip: Run) -> None:
    old = total("old", 3, "1990", from_="a", to="world")
    assert first(dip, "trade a world 2023", ALONE, old) == SOLD
    nothing = "Nothing on trade between Aland and World is recorded for 1999; there"
    assert first(dip, "trade a world 1999", ALONE) == f"{nothing} is 1 claim for 2023."
    both = f"{nothing} are 2 claims from 1990 to 2023."
    assert first(dip, "trade a world 1999", ALONE, old) == both
    later = "No claim recorded here on trade between Aland and World was public by 2020; 1 claim"
    later += " became public later."
    assert first(dip, "trade a world --known-by 2020", ALONE) == later


@pytest.mark.parametrize("words", ["a world", "brief a world", "a world 2023"])
def test_an_overview_and_a_brief_have_it(dip: Run, words: str) -> None:
    page = dip(*words.split(), "-f", written(ALONE, BESIDE)).page()
    assert page.startswith("Aland and World: 1 ")
    assert ("in other words" in page, "Exports, Aland to World in 2023" in page) == (False, True)


def test_partners_side_by_side_have_it_in_the_column_of_the_world(dip: Run) -> None:
    claims = [
        total("sold", 10, from_="a", to="b"),
        total("old", 3, "1990", from_="a", to="world"),
        total("bought", 70, measure="imports"),
        ALONE,
    ]
    told = "Exports from Aland in 2023: to Bland $10 and to World $90."
    assert first(dip, "trade a b world", *claims) == told
    assert first(dip, "trade a world b", *claims[:1], ALONE) == (
        "Exports from Aland in 2023: to World $90 and to Bland $10."
    )
    bought = "Imports to Aland in 2023: from World $70; no figure for all of 2023 with Bland."
    text = first(dip, "trade a b world --measure imports", claims[2])
    assert text.replace("of the measure imports ", "") == bought
    both = (
        total("both", 100, measure="turnover"),
        total("ab", 9, measure="turnover", parties=["a", "b"]),
    )
    told = "Trade turnover of Aland in 2023: with Bland $9 and with World $100."
    assert first(dip, "trade a b world", *both) == told
    none = "No figure on trade of Aland with Bland or World is recorded for 1999; there is 1 claim"
    assert first(dip, "trade a b world 1999", ALONE) == f"{none} for 2023."


def test_what_no_column_can_have_of_the_world_is_told_beside(dip: Run) -> None:
    decade = total("decade", 7, "202X")
    for beside in (total("goods", 4, parties=["a", "b"], scope="goods"), BESIDE):
        page = dip("trade", "a", "b", "world", "-f", written(decade, beside)).page()
        assert "Some time in the 2020s: $7, according to Gazette (1 Jun 2024)." in page
        assert "No figure on trade of Aland with World" not in page


def test_what_has_no_total_is_none(dip: Run) -> None:
    share = total("share", 9, measure="openness", unit="percent")
    assert first(dip, "trade a world", share).startswith("Nothing on trade between Aland and World")
    assert first(dip, "trade a b", ALONE).startswith("Nothing on trade between Aland and Bland")
    assert first(dip, "aid a world", ALONE).startswith("Nothing on aid between Aland and World")


# --------------------------------------------------------------- beside claims about both of them


GRANTED = total("grant", 5, measure="grants", from_="a", to="world")
BOUGHT = total("bought", 70, measure="imports", from_="world", to="a")


def not_published(id: str, **more: Any) -> str:
    return total(id, 0, absent="confidential", **more).replace("value = 0\n", "")


@pytest.mark.parametrize("other", [GRANTED, BOUGHT])
@pytest.mark.parametrize("words", ["a world", "brief a world"])
def test_claims_about_both_hide_no_other_total(dip: Run, words: str, other: str) -> None:
    page = dip(*words.split(), "-f", written(ALONE, other)).page()
    assert page.startswith("Aland and World: 2 ")
    assert "in other words" not in page
    if other == GRANTED:
        assert ("$5" in page, "Exports, Aland to World in 2023" in page) == (True, True)


def test_of_one_topic_each_measure_is_on_the_page(dip: Run) -> None:
    page = dip("trade", "a", "world", "-f", written(ALONE, BOUGHT)).page()
    assert page.startswith("Exports from Aland to World in 2023: $90")
    assert "\nImports from World to Aland\n" in page
    answer = json.loads(dip("trade", "a", "world", "--json", "-f", written(ALONE, BOUGHT)).out)
    assert {it["id"] for it in answer["facts"]} == {"alone", "bought"}


WITH = {"from_": "a", "to": "world"}


@pytest.mark.parametrize(
    "weaker",
    [
        not_published("n", **WITH),
        total("goods", 7, scope="goods", **WITH),
        total("goods", 7, scope="goods", from_="a", to="total"),
        total("half", 7, "2024-01/2024-06", **WITH),
        total("plan", 7, "2025", status="forecast", **WITH),
    ],
)
@pytest.mark.parametrize("words", ["trade a world", "a world"])
def test_what_answers_less_does_not_stand_for_the_total(dip: Run, words: str, weaker: str) -> None:
    path = written(ALONE, weaker)
    page = dip(*words.split(), "-f", path).page()
    assert (words == "a world" or page.startswith(SOLD), "$90" in page) == (True, True)
    assert "The same total" not in page
    if words.startswith("trade"):
        answer = json.loads(dip(*words.split(), "--json", "-f", path).out)
        assert (answer["status"], answer["answer"]["value"]) == ("answered", 90)
        assert len(answer["facts"]) == 2
        rows = dip(*words.split(), "--format", "csv", "-f", path).out.splitlines()
        assert len(rows) == 3


def test_in_another_unit_or_both_ways_it_is_a_figure_of_its_own(dip: Run) -> None:
    euros = total("euros", 40, unit="EUR", **WITH)
    assert "1 claim is in euros: €40 in 2023." in first(dip, "trade a world", ALONE, euros)
    both = total("both", 40, parties=["a", "world"])
    text = first(dip, "trade a world", ALONE, both)
    assert ("$90" in text, "Exports between Aland and World in 2023: $40" in text) == (True, True)


def test_side_by_side_what_is_not_published_is_in_its_cell(dip: Run) -> None:
    none = not_published("n")
    text = first(dip, "trade a b world", none)
    assert text.startswith("Exports from Aland to World in 2023: not published (confidential)")
    for old in (total("old", 80, "2022"), total("old", 80, "2022", **WITH)):
        page = dip("trade", "a", "b", "world", "-f", written(none, old, BESIDE)).page()
        told = "Exports from Aland in 2023: to Bland $10 and to World not published (confidential)."
        assert page.startswith(f"{told}\n")


def test_side_by_side_what_no_column_has_is_counted(dip: Run) -> None:
    imports = total("bought", 70, measure="imports")
    path = written(ALONE, imports, BESIDE)
    assert (
        "\n1 more claim: dipfacts trade a world " in dip("trade", "a", "b", "world", "-f", path).out
    )
    answer = json.loads(dip("trade", "a", "b", "world", "--json", "-f", path).out)
    assert {it["id"] for it in answer["facts"]} == {"alone", "bought", "sold"}


@pytest.mark.parametrize(
    "words",
    ["aid a world", "relations a world", "timeline a world", "trade a world --measure imports"],
)
def test_where_nothing_is_recorded_it_is_among_the_other_claims(dip: Run, words: str) -> None:
    text = first(dip, words, ALONE)
    assert text.endswith(" is recorded. Other claims there are: 1 figure on trade.")
    assert "no claims about Bland and World" in first(dip, "aid b world", ALONE)


def test_what_is_newer_but_not_published_is_told(dip: Run) -> None:
    claims = [total("old", 80, "2021", **WITH), not_published("n")]
    page = dip("trade", "a", "world", "-f", written(*claims)).page()
    assert page.startswith("Exports from Aland to World in 2021: $80")
    assert "Exports from Aland to World: not published (confidential)" in page
    page = dip("brief", "a", "world", "-f", written(*claims)).page()
    assert page.startswith("Aland and World: 2 claims")
    assert "not published (confidential)" in page


def test_what_was_public_later_is_counted_in_all_words(dip: Run) -> None:
    text = first(dip, "trade a world --known-by 2020", ALONE, BOUGHT)
    assert text.endswith("2 claims became public later.")


def test_what_is_withdrawn_is_told(dip: Run) -> None:
    slip = total("slip", 9, rank="deprecated", rank_reason="a slip")
    text = first(dip, "trade a world", slip)
    assert text.endswith("1 claim for 2023 is deprecated (a slip): --all shows it.")
    assert "$9" in first(dip, "trade a world --all", slip)


def test_diff_takes_all_words_as_one_total(dip: Run) -> None:
    def says(*claims: str) -> list[str]:
        was, now = written(total("old", 90, "2022", **WITH)), written(*claims)
        return [
            f"{it['about']}: {it['was']} → {it['now']}"
            for it in json.loads(dip("diff", was, now, "--json").out)["answers"]
        ]

    alone = total("old", 90, "2022")
    assert not [it for it in says(alone) if it.startswith("Exports") or "World:" in it]
    told = "Exports Aland → World 2022: $90 (one claim) → $95 (one claim)"
    assert told in says(total("old", 95, "2022"))
    newer = [it for it in says(alone, ALONE) if it.startswith("Headline of trade, Aland–World")]
    assert len(newer) == 1


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ([], [("alone", 80)], "Exports Aland 2022: $90 (one claim) → $80 to $90"),
        (
            [("alone", 80)],
            [],
            "Exports Aland 2022: $80 to $90 (one voice, different numbers) → $9",
        ),
        ([("all", 80)], [("all", 85)], "Exports Aland → All countries 2022: $80 to $90"),
    ],
)
def test_diff_says_what_all_words_say_together(
    dip: Run, was: list[tuple[str, int]], now: list[tuple[str, int]], told: str
) -> None:
    ends: dict[str, Any] = {"alone": {}, "all": {"from_": "a", "to": "total"}}
    old, new = (
        written(
            total("with", 90, "2022", **WITH), *(total(id, n, "2022", **ends[id]) for id, n in side)
        )
        for side in (was, now)
    )
    answers = json.loads(dip("diff", old, new, "--json").out)["answers"]
    (said,) = [it for it in answers if it["about"].startswith("Exports ")]
    assert f"{said['about']}: {said['was']} → {said['now']}".startswith(told)


# ------------------------------------------------------------------- of whichever words, one answer


PERIODS = ["2021", "2022", "2022-01/2022-03", "2022-04/2023-03", "202X", "2023-01/2023-06"]
PAGES = ["trade a world", "brief a world", "a world", "trade a b world"]


def in_words(id: str, words: str, measure: str, **more: Any) -> str:
    """Return a claim on a total, without a partner or with one of the names of the world."""
    way = ("a", words) if measure == "exports" else (words, "a")
    ends = {"parties": ["a"]} if words == "alone" else dict(zip(("from_", "to"), way, strict=True))
    return total(id, more.pop("value"), measure=measure, **ends, **more)


@pytest.mark.parametrize("seed", range(8))
def test_claims_in_mixed_words_answer_as_they_do_in_one(dip: Run, seed: int) -> None:
    """Only the words of a claim that is listed by itself may differ."""
    choice = random.Random(seed).choice
    claims: list[dict[str, Any]] = [
        {
            "id": f"f{n}",
            "measure": choice(["exports", "imports"]),
            "value": choice([70, 80, 90]),
            "period": (period := choice([*PERIODS, "2027"])),
            **({"status": choice(["forecast", "target"])} if period == "2027" else {}),
        }
        for n in range(4)
    ]
    mixed = [in_words(words=choice(["alone", "world", "total"]), **it) for it in claims]
    same = [in_words(words="world", **it) for it in claims]
    head = HEAD.replace("All countries", "Total")
    paths = [str(shared(head + "".join(it))) for it in (mixed, same)]
    for words in (f"{page} {dates}" for page in PAGES for dates in ("", f"--in {choice(PERIODS)}")):
        pages = [dip(*words.split(), "-f", path) for path in paths]
        heads = [(it.status, it.out.partition("\n")[0]) for it in pages]
        amounts = [re.findall(r"\$\d+", it.out) for it in pages]
        assert (heads[0], amounts[0]) == (heads[1], amounts[1]), words


TURNOVER = {"label": "Trade turnover"}
FLOWS = HEAD.replace("All countries", "Total").replace(measure("turnover", **TURNOVER), "")
FLOWS += measure("turnover", **TURNOVER, sum_of=["exports", "imports"])


def drawn(seed: int) -> list[dict[str, Any]]:
    """Return claims on totals that differ in measure, unit and scope as well."""
    choice = random.Random(seed).choice
    return [
        {
            "id": f"f{n}",
            "measure": choice(["exports", "exports", "imports", "turnover"]),
            "value": choice([70, 80, 90]),
            "unit": choice(["USD", "USD", "EUR"]),
            "period": choice(PERIODS),
            **choice([{}, {}, {"scope": "goods"}, {"reporter": "a"}, {"reporter": "a"}]),
        }
        for n in range(4)
    ]


def in_any_form(words: str, **it: Any) -> str:
    if it["measure"] == "turnover" and words != "alone":
        return total(it.pop("id"), it.pop("value"), parties=["a", words], **it)
    return in_words(words=words, **it)


def told(dip: Run, words: str, claims: list[str]) -> tuple[int, str, list[str]]:
    """Return the first line, and all amounts and rates of a page."""
    result = dip(*words.split(), "-f", str(shared(FLOWS + "".join(claims))))
    return result.status, result.out.partition("\n")[0], re.findall(r"[$€]\d+|\d+%", result.out)


@pytest.mark.parametrize("seed", range(12))
def test_totals_of_any_measure_and_unit_answer_in_any_form(dip: Run, seed: int) -> None:
    claims, choice = drawn(seed), random.Random(seed).choice
    forms = ["alone", *(choice(["alone", "world", "total"]) for _ in claims[1:])]
    mixed = [in_any_form(form, **it) for form, it in zip(forms, claims, strict=True)]
    for form, pages in (
        ("world", ["trade a world", "trade a world --mirror", "a world", "brief a world"]),
        ("alone", ["trade a", "a", "brief a"]),
    ):
        same = [in_any_form(form, **it) for it in claims]
        for words in pages:
            assert told(dip, words, mixed) == told(dip, words, same), words


def test_what_says_no_way_is_of_the_party_alone_until_a_claim_names_both(dip: Run) -> None:
    alone = total("n", 90, measure="turnover")
    assert first(dip, "trade a world", alone).startswith("Trade turnover of Aland in total in 2023")
    for other in (total("old", 70, "2021"), total("old", 70, "2021", **WITH)):
        page = dip("a", "world", "-f", str(shared(FLOWS + alone + other))).out
        assert "newer: trade turnover, between Aland and World in 2023: $90" in page


@pytest.mark.parametrize("name", ["turnover", "grants"])
@pytest.mark.parametrize("other", [{"parties": ["a"]}, {"parties": ["a", "all"]}])
@pytest.mark.parametrize("period", ["2023", "2022"])
def test_what_says_no_way_is_one_total_under_other_names_of_the_world(
    dip: Run, name: str, other: dict[str, Any], period: str
) -> None:
    head = FLOWS + party("all", kind="aggregate", name="All partners")

    def pages(x: dict[str, Any], y: dict[str, Any]) -> list[str]:
        claims = [total("x", 90, period, measure=name, **x), total("y", 50, measure=name, **y)]
        path = str(shared(head + "".join(claims)))
        topic = "aid" if name == "grants" else "trade"
        asked = ("a world", f"{topic} a world", "brief a world", "a world 2023")
        return [dip(*words.split(), "-f", path).out.replace(path, "") for words in asked]

    both = {"parties": ["a", "world"]}
    assert pages(other, {"parties": ["a", "total"]}) == pages(both, both)


@pytest.mark.parametrize("period", ["2022", "2022-01/2022-06"])
@pytest.mark.parametrize("other", ["imports", "turnover"])
def test_imports_of_a_party_are_no_newer_exports(dip: Run, other: str, period: str) -> None:
    claims = [total("old", 80, period), total("new", 90, "2023", measure=other)]
    path = str(shared(FLOWS + "".join(claims)))
    is_newer = other == "turnover"
    for words in ("brief a", "brief a world", "a", "a world"):
        page = dip(*words.split(), "-f", path).out
        # With the world the turnover of the year answers before a part of exports.
        is_told = is_newer and (words == "brief a" or period == "2022")
        assert (f"newer: {'trade turnover' if is_newer else 'imports'}" in page) == is_told, words


def test_a_claim_is_listed_as_it_is_recorded(dip: Run) -> None:
    path = written(total("with", 80, "2022", **WITH), ALONE)
    for words in ("trade a", "trade a world", "trade a world --mirror"):
        facts = json.loads(dip(*words.split(), "--json", "-f", path).out)["facts"]
        ends = {it["id"]: (it["parties"], it["to"]) for it in facts}
        assert ends == {"alone": (["a"], None), "with": (["a", "world"], "world")}
    for words in ("trade a", "trade a world"):
        cited = dip("cite", *words.split(), "-f", path).out
        assert "xports of Aland in total in 2023, $90" in cited
        assert "xports from Aland to World in 2022, $80" in cited


def test_the_usual_unit_is_that_of_all_forms(dip: Run) -> None:
    euros = [total(f"e{year}", 90, str(year), unit="EUR") for year in (2021, 2022)]
    claims = [*euros, total("e", 90, unit="EUR", **WITH), total("d", 99, **WITH)]
    for words in ("trade a --in 2023", "trade a world --in 2023"):
        assert "2023: €90, according" in first(dip, words, *claims)


@pytest.mark.parametrize(
    ("world", "alone", "asked"),
    [
        ("2022-04/2023-03", "2022", "2022"),
        ("2022", "2022-01/2022-03", "2022-Q1"),
        ("202X", "2022-07", "2022-07"),
        ("2022", "2020/2022", "2020/2022"),
    ],
)
def test_a_claim_about_the_dates_asked_for_answers(
    dip: Run, world: str, alone: str, asked: str
) -> None:
    claims = [total("with", 50, world, **WITH), total("alone", 40, alone)]
    text = first(dip, f"trade a world --in {asked}", *claims)
    assert text.startswith("Exports from Aland to World in ")
    assert text.endswith(": $40, according to Gazette (1 Jun 2024).")


@pytest.mark.parametrize("claims", [[ALONE], [ALONE, BESIDE]])
def test_side_by_side_a_longer_period_answers(dip: Run, claims: list[str]) -> None:
    page = dip("trade", "a", "b", "world", "--in", "2023-Q1", "-f", written(*claims)).page()
    told = "No claim on exports from Aland to World is about Jan–Mar 2023 alone. For the whole of "
    assert f"{told}2023: $90, according to Gazette (1 Jun 2024)." in page
    assert "No figure on trade of Aland with World" not in page


def test_what_is_expected_in_other_words_is_told(dip: Run) -> None:
    claims = [
        total("with", 80, "2022", **WITH),
        total("next", 95, "2027", status="forecast"),
        total("other", 75, "2027", status="forecast", source="t", **WITH),
    ]
    path = written(source("t", publisher="Herald", published="2024-07-01"), *claims)
    page = dip("trade", "a", "world", "-f", path).page()
    assert "\nExpected in 2027: sources differ, from $75 (forecast) (Herald) to $95 " in page
    of_party = dip("trade", "a", "-f", path).page()
    assert ": Aland in total ($75 (forecast) to $95 (forecast), 2027)." in of_party
    assert "\nForecasts and targets\n" in dip("brief", "a", "world", "-f", path).page()


def test_of_three_parties_where_nothing_is_recorded_the_pair_is_named(dip: Run) -> None:
    for words in ("aid a b world", "relations a b world"):
        page = dip(*words.split(), "-f", written(ALONE)).out
        assert "\nOther claims about Aland and World: dipfacts a world " in page
        assert "no claims about Bland in" in page or words.startswith("aid")


# ---------------------------------------------------------------------------- of the world alone


OF_EACH = [
    total("a", 30, "2022", **WITH),
    total("b", 60, "2022", parties=["b"]),
    total("b2", 50, "2021", from_="b", to="world"),
    total("gdp", 90, "2022", measure="openness", unit="percent"),
    total("c", 10, "2022", from_="c", to="total"),
]


def test_the_world_has_the_total_of_each_party_in_any_form(dip: Run) -> None:
    path = written(party("c", name="Cland"), *OF_EACH)
    page = dip("trade", "world", "-f", path).page()
    assert page.startswith("Trade of World: 4 claims about 3 partners. Largest exports in 2022, ")
    rows = [" ".join(line.split()) for line in page.splitlines() if re.match(r"\d  ", line)]
    told = ["from Bland 2022 $60", "from Aland 2022 $30", "from Cland 2022 $10"]
    assert [row[2:].removesuffix(" Gazette [1]") for row in rows] == told
    assert "Exports from Bland in 2022: $60; 2 more partners" in dip("world", "-f", path).page()
    assert "Exports from Bland in 2022  $60" in dip("brief", "world", "-f", path).page()
    facts = json.loads(dip("trade", "world", "--json", "-f", path).out)["facts"]
    assert {it["id"]: it["parties"] for it in facts}["b"] == ["b"]
    page = dip("trade", "world", "--in", "2021", "-f", path).page()
    assert "from Bland to World, $50" in page


def test_what_nobody_has_with_the_world_is_none_of_its_totals(dip: Run) -> None:
    page = dip("trade", "world", "-f", written(*OF_EACH[1:2])).page(1)
    assert page.startswith("Nothing on trade about World is recorded.")
    path = written(*OF_EACH[:2], *OF_EACH[3:4])
    assert "openness" not in dip("trade", "world", "-f", path).page().lower()


@pytest.mark.parametrize("words", ["trade world", "world", "brief world"])
def test_the_world_has_its_own_total_in_one_form(dip: Run, words: str) -> None:
    own = total("own", 90, "2022", parties=["world"])
    path = written(own, total("with", 91, "2022", from_="world", to="total"), *OF_EACH[:3])
    page = dip(*words.split(), "-f", path).page()
    assert "$90 to $91" in page
    assert "All countries" not in page


def test_the_world_has_ratios_of_a_party_alone_beside_one_with_it(dip: Run) -> None:
    ratio = {"measure": "openness", "unit": "percent"}
    b = total("alone", 9, "2022", parties=["b"], **ratio)
    claims = [b, total("with", 5, "2022", **WITH, **ratio)]
    page = dip("trade", "world", "-f", written(*claims)).page()
    assert page.startswith("Trade of World: 1 claim about 1 partner.")
    assert "Bland" not in page
    beside = total("old", 8, "2001", from_="b", to="world", **ratio)
    page = dip("trade", "world", "-f", written(*claims, beside)).page()
    assert page.startswith("Trade of World: 3 claims about 2 partners.")
    assert "Bland" in page
