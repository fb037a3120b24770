"""One rule for figures between two parties, for those of one by itself, and for its totals."""

from __future__ import annotations

import itertools
import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support.command_line import Run
from support.compiled import shared
from support.draws import drawn
from support.factbase import base, event, figure, measure, party, relation, source, topic

HEAD = base(
    source("alpha", publisher="Alpha Post", published=date(2024, 6, 1)),
    source("beta", publisher="Beta Times", published=date(2024, 7, 1)),
    source("later", publisher="Alpha Post", published=date(2025, 6, 1)),
    *(party(id, name=f"{id.upper()}land") for id in "abc"),
    topic("economy", label="Economy"),
    topic(),
    measure("gdp", topic="economy", label="GDP", partners=0),
    measure(label="Trade turnover"),
)
BILLION = 10**9
SIDES: list[tuple[tuple[str, ...], dict[str, Any], str, str]] = [
    (("trade", "a", "b"), {}, "rade turnover between Aland and Bland", ""),
    (("economy", "a"), {"measure": "gdp", "parties": ["a"]}, "GDP of Aland", "Economy of Aland: "),
    (("trade", "c"), {"parties": ["c"]}, "rade turnover of Cland in total", "Trade of Cland: "),
]
ALIKE = "period value low high unit agreement reasons partial qualifier spread_percent".split()


def of_each(claims: list[dict[str, Any]]) -> str:
    """The same claims as figures between two, as GDP of one and as turnover of one in total."""
    return HEAD + "".join(
        figure(f"{about[-1]}-{nth}", **{**keys, **claim})
        for about, keys, *_ in SIDES
        for nth, claim in enumerate(claims)
    )


def claim(
    period: str, value: float | None = None, unit: str = "USD", source: str = "alpha", **keys: Any
) -> dict[str, Any]:
    absent = "confidential" if value is None else None
    value = None if value is None else int(value * BILLION)
    keys = {"period": period, "value": value, "unit": unit, "source": source, **keys}
    return {**keys, "absent": absent}


def sentence_of(text: str, label: str, tally: str) -> str:
    """A sentence without what it is about, and without how many claims there are."""
    if text.startswith(tally):
        text = text[len(tally) :].partition(".")[2].lstrip() if tally else text
    return text.replace(label, "X").replace("tX", "X").replace("TX", "X")


def answers_of(dip: Run, path: Path, *words: str) -> list[dict[str, Any]]:
    results = []
    for about, _, label, tally in SIDES:
        status, out, err = dip(*about, *words, "--json", "-f", str(path))
        assert out, err
        whole = json.loads(out)
        head = whole["answer"]
        results.append(
            {"exit": status, "status": whole["status"], "text": head["text"]}
            | {key: head[key] for key in ALIKE}
            | {"claims": sorted(id.partition("-")[2] for id in head["facts"])}
        )
        if whole["status"] in ("answered", "not-published"):
            results[-1]["text"] = sentence_of(head["text"], label, tally)
        else:
            del results[-1]["text"]  # which says what else is recorded of whom
    return results


def optional(*values: str, one_in: int) -> st.SearchStrategy[str | None]:
    return st.sampled_from([*values, *[None] * (one_in - 1) * len(values)])


CLAIMS = st.builds(
    claim,
    st.sampled_from(
        "2019 2020 2021 2022 2023 2022-01/2022-06 2023-01/2023-09 2022-04/2023-03 2021-04/2022-03 "
        "[2021,2022] 2021~ 2022? 2020/2022 2022-03 202X".split()
    ),
    st.sampled_from([11, 22, 33, 55, 77, 77, 55, 33, 22, None]),
    st.sampled_from(["USD", "USD", "USD", "EUR"]),
    st.sampled_from(["alpha", "beta", "later"]),
    reporter=optional("a", one_in=2),
    qualifier=optional("about", "more-than", "at-most", one_in=6),
    status=optional("provisional", "forecast", "estimate", "target", one_in=5),
    scope=optional("goods", one_in=6),
    definition=optional("at constant prices", one_in=10),
).map(lambda it: {**it, "qualifier": None, "status": None} if it["absent"] else it)
QUESTIONS: list[list[str]] = [
    [],
    ["--in", "2022"],
    ["--in", "2021/2022"],
    ["--in", "2022-04/2023-03"],
    ["--in", "2022-06"],
    ["--since", "2022"],
    ["--until", "2021"],
    ["--known-by", "2024-06-15"],
]
MOMENTS = itertools.count(1_600_000_000)  # long ago, so that an index is kept


@settings(
    max_examples=drawn(24),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    claims=st.lists(CLAIMS, min_size=2, max_size=5),
    asked=st.lists(st.sampled_from(QUESTIONS), min_size=3, max_size=3, unique_by=tuple),
)
def test_of_one_party_and_of_two_the_same_claims_answer_alike(
    claims: list[dict[str, Any]], asked: list[list[str]], dip: Run, tmp_path: Path
) -> None:
    path = tmp_path / "facts.toml"
    path.write_text(of_each(claims), encoding="utf-8")
    os.utime(path, times=(0, next(MOMENTS)))
    for words in asked:
        of_two, of_one, in_total = answers_of(dip, path, *words)
        assert of_one == of_two
        assert in_total == of_two


YEARS = [claim("2020", 2), claim("2021", 2), claim("2022", 2, "EUR")]
FISCAL = claim("2022-04/2023-03", 500, "JPY")
NO_2022 = "No claim on X is about 2022 alone."
BY = "according to Alpha Post (1 Jun 2024)"


@pytest.mark.parametrize(
    ("claims", "words", "text"),
    [
        # the very year, in another unit than a year that reaches into it
        (
            [FISCAL, claim("2022", 4)],
            ["--in", "2022"],
            f"X in 2022: $4 billion, {BY}. "
            "1 claim is in yen: 500 billion yen in the fiscal year Apr 2022 – Mar 2023.",
        ),
        # of several units that of most years, and the others counted
        (YEARS, [], f"X in 2021: $2 billion, {BY}. 1 claim is in euros: €2 billion in 2022."),
        # a year that only reaches into the one asked for
        (
            [claim("2022-07/2023-06", 5)],
            ["--in", "2022"],
            f"{NO_2022} In the fiscal year Jul 2022 – Jun 2023, which reaches into 2022: "
            f"$5 billion, {BY}.",
        ),
        # longer times, of which the nearest is told
        (
            [claim("2022", 7), claim("2022-01/2022-06", 3)],
            ["--in", "2022-02"],
            "No claim on X is about Feb 2022 alone. For the whole of Jan–Jun 2022: "
            f"$3 billion, {BY}.",
        ),
        (
            [claim("2022/2023", 9)],
            ["--in", "2022"],
            f"{NO_2022} For the whole of 2022–2023: $9 billion, {BY}.",
        ),
        (
            [claim("/2022", 9), claim("2024/", 8)],
            ["--in", "2022"],
            f"{NO_2022} Until 2022, start unknown: $9 billion, {BY}.",
        ),
        (
            [claim("2021/", 9)],
            ["--in", "2022"],
            f"{NO_2022} From 2021, end unknown: $9 billion, {BY}.",
        ),
        (
            [claim("2021-12/2022-01", 1)],
            ["--in", "2022"],
            f"{NO_2022} In Dec 2021 – Jan 2022: $1 billion, {BY}.",
        ),
        (
            [claim("202X", 2)],
            ["--in", "2022"],
            f"{NO_2022} Some time in the 2020s: $2 billion, {BY}.",
        ),
        # parts answer where the total is of other times
        (
            [claim("2020/2022", 9), claim("2021", 5, scope="goods")],
            ["--in", "2021"],
            f"X (goods) in 2021: $5 billion, {BY}.",
        ),
        (
            [claim("202X", 9), claim("2019", 5, scope="goods")],
            ["--until", "2021"],
            f"X (goods) in 2019: $5 billion, {BY}.",
        ),
        # no full year
        (
            [claim("2020/2022", 9)],
            [],
            f"No claim on X is about one full year. In 2020–2022: $9 billion, {BY}.",
        ),
    ],
)
def test_what_answers_for_a_period_is_told_in_the_same_words(
    claims: list[dict[str, Any]], words: list[str], text: str, dip: Run
) -> None:
    for answer in answers_of(dip, shared(of_each(claims)), *words):
        assert (answer["status"], answer["text"]) == ("answered", text)
        assert not answer["partial"]


def test_what_is_not_published_for_a_period_answers_before_what_reaches_into_it(dip: Run) -> None:
    path = shared(
        of_each([claim("2022"), claim("2022/2023", 5), claim("2022", 4, status="target")])
    )
    for answer in answers_of(dip, path, "--in", "2022"):
        assert (answer["exit"], answer["status"]) == (1, "not-published")
        assert answer["text"] == (
            f"X in 2022: not published (confidential), {BY}. No claim on X is about 2022 alone, "
            f"but for a target. For the whole of 2022–2023: $5 billion, {BY}."
        )


def test_what_was_expected_by_a_day_is_told_as_known_then(dip: Run) -> None:
    path = shared(of_each([claim("2030", 5, status="forecast"), claim("2022", 4, source="later")]))
    for answer in answers_of(dip, path, "--known-by", "2024-06-15"):
        assert answer["text"] == (
            f"No claim says how X turned out. Expected in 2030: $5 billion (forecast), {BY}. "
            "(As known by 15 Jun 2024.)"
        )


def test_the_page_has_the_claims_that_the_sentence_tells_first(dip: Run) -> None:
    path = shared(of_each([FISCAL, claim("2022", 4), claim("2021/2022", 3, scope="farms")]))
    page = dip("economy", "a", "--in", "2022", "-f", str(path)).page()
    assert page.partition("\n\nSources")[0] == (
        f"Economy of Aland: 3 claims. GDP of Aland in 2022: $4 billion, {BY}. 1 claim is in yen: "
        "500 billion yen in the fiscal year Apr 2022 – Mar 2023.\n"
        "\n"
        "Aland\n"
        "What  Period                           Value            Who says so  Source\n"
        "GDP   2022                             $4 billion       Alpha Post   [1]\n"
        "GDP   fiscal year Apr 2022 – Mar 2023  500 billion yen  Alpha Post   [1]\n"
        "\n"
        "1 more claim about one party alone: --in PERIOD, or --limit 0"
    )


def test_the_rows_in_the_unit_that_answers_come_before_those_in_others(dip: Run) -> None:
    path = str(shared(of_each(YEARS)))
    whole = json.loads(dip("economy", "a", "--json", "-f", path).page())
    assert whole["ranking"]["unit"] == whole["answer"]["unit"] == "USD"
    rows = [(line["period"], line["unit"]) for line in whole["ranking"]["totals"]]
    assert rows == [("2021", "USD"), ("2020", "USD"), ("2022", "EUR")]


def test_a_brief_and_an_overview_tell_the_claims_that_answer(dip: Run) -> None:
    path = str(shared(of_each(YEARS)))
    assert "\neconomy  GDP in 2021: $2 billion" in dip("a", "-f", path).page()
    page = dip("brief", "a", "--topic", "economy", "-f", path).page()
    assert page.split("\n\n")[1] == (
        "Headline figures\n"
        "What                 Value       Who says so  Source\n"
        "GDP in 2021          $2 billion  Alpha Post   [1]\n"
        "· in euros, in 2022  €2 billion  Alpha Post   [1]"
    )


def test_a_brief_of_a_period_has_parts_of_it_before_a_total_of_a_longer_one(dip: Run) -> None:
    path = str(shared(of_each([claim("2020/2022", 9), claim("2021", 5, scope="goods")])))
    page = dip("brief", "a", "--topic", "economy", "--in", "2021", "-f", path).page()
    assert page.split("\n\n")[1] == (
        "Headline figures\n"
        "What                 Value       Who says so  Source\n"
        "GDP (goods) in 2021  $5 billion  Alpha Post   [1]"
    )
    assert "Covers a part of a year" not in page


def test_a_brief_of_a_period_that_no_claim_is_about_says_so(dip: Run) -> None:
    path = str(shared(of_each([claim("2022/2023", 9)])))
    page = dip("brief", "a", "--topic", "economy", "--in", "2022", "-f", path).page()
    assert page.split("\n\n")[1].splitlines()[0] == (
        "Economy of Aland: 1 claim. No claim on GDP of Aland is about 2022 alone. "
        f"For the whole of 2022–2023: $9 billion, {BY} [1]."
    )
    of_two = dip("brief", "a", "b", "--in", "2022", "-f", path).page()
    assert "more measure" not in page + of_two  # which the sentence is about


def test_a_total_of_a_longer_time_beside_a_partner_is_no_part_of_the_one_asked_for(
    dip: Run,
) -> None:
    total = figure("total", parties=["a"], period="2022/2023", source="alpha")
    with_b = figure("with-b", parties=["a", "b"], period="2022", source="alpha")
    path = str(shared(HEAD + total + with_b))
    page = dip("brief", "a", "--in", "2022", "-f", path).page()
    assert page.split("\n\n")[1] == (
        "Headline figures\n"
        "What                                                         Value  Who says so  Source\n"
        "Trade turnover in total in 2022–2023 (not about 2022 alone)  $1     Alpha Post   [1]\n"
        "Trade turnover with Bland in 2022                            $1     Alpha Post   [1]"
    )
    lines = json.loads(dip("brief", "a", "--in", "2022", "--json", "-f", path).page())["brief"]
    assert [line["partial"] for line in lines["headlines"]] == [False, False]


@pytest.mark.parametrize("asked", [[], ["--in", "2022"]])
def test_a_forecast_is_told_beside_a_total_that_answers_and_one_that_does_not(
    asked: list[str], dip: Run
) -> None:
    ahead = claim("2022", 8, status="forecast")
    path = str(shared(of_each([claim("2021/2022", 5), claim("2020", 4), ahead])))
    assert (
        "\nForecasts and targets, not ranked: Cland in total ($8 billion (forecast), 2022).\n"
        in (dip("trade", "c", *asked, "-f", path).page())
    )


def test_where_another_ranking_has_the_period_the_total_of_another_stands_apart(dip: Run) -> None:
    path = shared(
        HEAD
        + measure("exports", label="Exports")
        + figure("total", parties=["a"], period="2022/2023", value=5, source="alpha")
        + figure("fiscal", parties=["a", "b"], period="2022-04/2023-03", value=6, source="alpha")
        + figure("to-b", measure="exports", from_="a", to="b", period="2022", source="alpha")
    )
    both = "--measure", "turnover", "--measure", "exports"
    page = dip("trade", "a", *both, "--in", "2022", "-f", str(path)).page()
    assert page.partition("\n\nSources")[0] == (
        "Trade of Aland: 3 claims about 1 partner and the total. Exports in 2022: from Aland to "
        "Bland, $1. No claim on trade turnover of Aland in total is about 2022 alone. For the "
        f"whole of 2022–2023: $5, {BY}.\n"
        "\n"
        "Exports\n"
        "#  Partner   Period  Value  Who says so  Source\n"
        "1  to Bland  2022    $1     Alpha Post   [1]\n"
        "\n"
        "In total\n"
        "Total           Period     Value  Who says so  Source\n"
        "Aland in total  2022–2023  $5     Alpha Post   [1]\n"
        "\n"
        "Trade turnover: not ranked, as no claim covers 2022 whole: Bland ($6, fiscal year "
        "Apr 2022 – Mar 2023)."
    )


@pytest.mark.parametrize(
    ("claims", "answering"),
    [
        (["to a 5", "to a less-than 7"], "from Bland as of 31 Dec 2010: $5"),
        (["to a 5", "from a less-than 7"], "from Bland as of 31 Dec 2010: $5"),
        (["from a less-than 7", "to a 5"], "from Cland as of 31 Dec 2010: $5"),
        (["to a 5", "from a 6"], "to Cland as of 31 Dec 2010: $6"),
        (["to a 5", "from a at-least 6"], "to Cland as of 31 Dec 2010: at least $6"),
    ],
)
def test_an_overview_of_what_is_owed_has_no_upper_bound_for_the_largest(
    dip: Run, claims: list[str], answering: str
) -> None:
    text = HEAD + measure("debt", label="Debt owed", nature="stock")
    for other, claim in zip("bc", claims, strict=True):
        way, _, *qualifier, value = claim.split()
        ends = (other, "a") if way == "to" else ("a", other)
        keys: dict[str, Any] = {"from_": ends[0], "to": ends[1], "value": int(value)}
        keys["qualifier"] = qualifier[0] if qualifier else None
        text += figure(f"of-{other}", measure="debt", period="2010-12-31", source="alpha", **keys)
    page = dip("a", "-f", str(shared(text))).page()
    assert f"Debt owed {answering}" in page, page


@pytest.mark.parametrize(
    ("topics", "more"), [("", ""), ("2", ", or one more"), ("23", ", or one of 2 more")]
)
def test_an_overview_says_how_many_more_topics_there_are(dip: Run, topics: str, more: str) -> None:
    text = HEAD
    for nth in ("1", *topics):
        text += topic(f"t{nth}", label=f"Topic {nth}")
        text += measure(f"m{nth}", topic=f"t{nth}", label=f"Measure {nth}")
        text += figure(f"f{nth}", measure=f"m{nth}", source="alpha")
    lines = dip("a", "b", "--limit", "1", "-f", str(shared(text))).page().splitlines()
    assert f"A topic in full{more}: dipfacts t1 a b" in [it.partition(" -f")[0] for it in lines]


def test_an_overview_for_programs_counts_what_is_in_none_of_its_lists(dip: Run) -> None:
    text = HEAD + topic("t1", label="Topic") + measure("m1", topic="t1", label="Measure")
    text += figure("f1", measure="m1", source="alpha")
    for nth in range(5):
        text += relation(f"r{nth}", title=f"Pact {nth}", period=f"200{nth}/..", source="alpha")
        text += event(f"e{nth}", title=f"Visit {nth}", period=f"200{nth}", source="alpha")
    text += relation("over", title="Old pact", period="1990/1995", status="ended", source="alpha")
    path = str(shared(text))
    for limit, left_out in (
        ((), {"topics": 0, "relations": 4, "events": 2}),
        (("--limit", "4"), {"topics": 0, "relations": 2, "events": 1}),
        (("--limit", "0"), {"topics": 0, "relations": 1, "events": 0}),  # what is over
    ):
        parts = json.loads(dip("a", "b", "--json", *limit, "-f", path).out)["overview"]
        assert parts["left_out"] == left_out
        lists = [len(parts[name]) for name in ("in_force", "not_in_force", "latest", "planned")]
        assert parts["relations"] - sum(lists[:2]) == left_out["relations"]
        assert parts["events"] - sum(lists[2:]) == left_out["events"]
