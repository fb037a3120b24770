"""Partners that are larger in other years, or in parts alone, and what holds of any ranking."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dipfacts import open_base
from dipfacts.answers.briefs.brief import brief
from dipfacts.answers.figures import figures
from dipfacts.cli import app
from dipfacts.model.periods.period import Period
from dipfacts.model.query import Query
from support.draws import drawn
from support.factbase import figure, measure
from support.rankings import (
    CLAIMS,
    HEAD,
    Page,
    asked,
    flow,
    ids,
    member,
    ranking,
    shares,
    trade,
    written,
)

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


def test_larger_partners_of_other_years_are_named_beside_the_ranking() -> None:
    answer = asked(
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


def test_what_is_larger_in_a_part_of_the_year_is_in_order() -> None:
    answer = asked(*RANKED, *years("d", y2022=90, m2023=25), *years("e", m2023=40))
    remark = next(it for it in answer.remark_lines if it.startswith("Larger in a part of 2023"))
    assert remark.index("Eland ($40") < remark.index("Dland ($25")


def test_an_overview_of_one_party_has_the_newest_year(page_of: Page) -> None:
    claims = [*(trade(id, "a", id, value=9) for id in "bc"), trade("new", "a", "b", value=8)]
    claims[-1] = claims[-1].replace('"2023"', '"2025"')
    assert "Trade turnover with Bland in 2025: $8; 1 more partner " in page_of("a", *claims)


def test_an_overview_counts_the_partners_beside_the_one_that_it_names(
    page_of: Page,
) -> None:
    claims = [trade(id, "a", id, value=9 - n) for n, id in enumerate("bcd")]
    claims.append(trade("e", "a", "e", value=8, period="2001"))  # of no year that ranks
    assert "Trade turnover with Bland in 2023: $9; 3 more partners " in page_of("a", *claims)
    assert "Trade turnover with Aland in 2023: $9  " in page_of("b", *claims)
    assert "more partner" not in page_of("a", *claims, trade("all", "a", value=30))


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
    page_of: Page,
) -> None:
    lone = trade("lone", "a", "b", value=9, period="2018")
    total, bought = (
        figure(id, parties=("a",), measure=f"{id}-total", value=value, period="2022")
        for id, value in (("exports", 900), ("imports", 800))
    )

    def line(*claims: str) -> str:
        page = page_of("a", OF_TOTALS, *claims)
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
def test_only_what_is_comparable_is_called_larger(claim: str) -> None:
    assert ranking(asked(*RANKED, claim)).larger == []


def test_a_year_within_the_span_asked_for_is_a_part_of_it() -> None:
    span = {"period": "2020/2023"}
    claims = [trade(f"with-{p}", "a", p, value=v, **span) for p, v in (("b", 50), ("c", 20))]
    answer = asked(*claims, *years("d", y2022=90), within=Period.parse("2020/2023"))
    assert ids(ranking(answer).larger) == ["d-y2022"]
    assert answer.remark_lines == [
        "Larger in a part of 2020–2023: Dland ($90, 2022), compared with Cland, the last ranked."
    ]


def test_the_preferred_number_decides_the_place() -> None:
    best = trade("best", "a", "b", value=5, rank="preferred", rank_reason="final")
    claims = [best, trade("other", "a", "b", value=50, source="t"), trade("c", "a", "c", value=10)]
    assert [line.others[0] for line in ranking(asked(*claims)).partners] == ["c", "b"]


def test_of_very_many_the_first_are_named() -> None:
    more = [trade(f"x{n}", "a", code, value=1) for n, code in enumerate(("de", "fr", "it"))]
    others = [
        trade(f"y{n}", "a", code, value=9, period=f"{2001 + n}")
        for n, code in enumerate("at be bg ch cz dk es fi gb gr hu ie lu nl".split())
    ]
    (remark,) = asked(*RANKED, *more, *others).remark_lines
    assert remark.count("($9, 20") == 12
    assert "; and 2 more, compared with Italy, the last ranked." in remark


def test_a_brief_names_them_too() -> None:
    claims = [*RANKED, *years("d", y2022=40, m2023=45), *years("f", y2022=9)]
    claims += years("e", y2018=30, y2020=10, m2022=35)
    with open_base(written(*claims)) as opened:
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
    page_of: Page,
) -> None:
    group = trade("three", "a", "b", "c", measure="exports", value=8)
    claims = [flow("b", 5), flow("areas-nes", 9), group]
    page = page_of("brief a", *claims)
    assert "\nAnd 2 more country groups in trade: dipfacts trade a -f " in page
    assert "nes" not in page.partition("\nAnd ")[0]
    left_out = json.loads(page_of("brief a --json", *claims))["brief"]["left_out"]
    assert (left_out["apart"], left_out["partners"]) == (2, 0)
    assert "country group" not in page_of("brief a", flow("b", 5))
    shown = page_of("brief a --format html", *claims)
    assert "And 2 more country groups in trade" in shown


def test_a_brief_counts_the_measures_of_which_it_shows_no_figure(page_of: Page) -> None:
    beside = measure("rank", label="Rank as partner", nature="rank")
    beside += measure("hope", label="Hope") + measure("index", nature="ratio")
    ranks = [trade(f"r{to}", "a", to, measure="rank", unit="rank", value=1) for to in "bc"]
    ahead = trade("hope", "a", "b", measure="hope", status="target", value=9)
    claims = [beside, flow("b", 5), *ranks, ahead]
    page = page_of("brief a", *claims)
    assert "\nAnd 1 more measure in trade: dipfacts trade a --measure rank -f " in page
    assert "And 1 more measure in trade" in page_of("brief a --format html", *claims)
    left_out = json.loads(page_of("brief a --json", *claims))["brief"]["left_out"]
    assert left_out["measures"] == 1
    more = [trade(f"m{id}", "a", "b", measure=id, value=1) for id in ("index", "turnover")]
    assert "\nAnd 3 more measures in trade: dipfacts trade a b --limit 0 -f " in page_of(
        "brief a b", *claims, *more
    )
    page = page_of("brief a", *claims, *more)
    assert "\nAnd 3 more measures in trade: dipfacts trade a --limit 0 -f " in page
    sides = [measure("both", sum_of=["exports", "imports"]), flow("b", 5, reporter="a")]
    sides.append(flow("b", 7, id="m", measure="imports", reporter="b"))
    assert "more measure" not in page_of("brief a", *sides)


def test_a_larger_partner_has_its_newest_figure_in_a_brief(page_of: Page) -> None:
    claims = [*RANKED, *years("d", y2021=9, m2022=35), trade("now", "a", "d", value=8)]
    part = trade("part", "a", "d", value=7, period="2024-01/2024-03")
    out = page_of("brief a", *claims[:-1], part)
    start = out.index("Trade turnover with Dland")
    assert [line.split("  ")[0] for line in out[start:].splitlines()[:3]] == [
        "Trade turnover with Dland in Jan–Oct 2022 (larger than with Cland)",
        "· newer: in Jan–Mar 2024",
        "· last full year: in 2021",
    ]
    assert "Covers a part of a year" not in out
    assert "Dland in Jan–Oct 2022 (larger" not in page_of("brief a", *claims)


def test_what_only_a_part_of_a_year_is_known_of_says_so_in_a_brief(page_of: Page) -> None:
    out = page_of("brief a", *RANKED, *years("d", m2022=35))
    assert "Covers a part of a year" in out
    assert " (only a part of a year; larger than with Cland)" in out


def test_a_brief_counts_the_partners_that_it_does_not_name(page_of: Page) -> None:
    people = trade("people", "a", "e", value=9, measure="oil", unit="tonnes")
    waiting = trade("wait", "a", "f", value=9, measure="share", period="2023-01/2023-02")
    out = page_of("brief a", *RANKED, *years("d", y2022=9), waiting)
    assert "\nShare of exports with Fland in Jan–Feb 2023 (only a part of a year)" in out
    assert "\nAnd 1 more partner in trade: dipfacts trade a -f /" in out
    assert "more partner" not in page_of("brief a", *RANKED, waiting)
    shorter = page_of(
        "brief a --limit 1",
        *RANKED,
        people,
        trade("y", "a", "f", value=8, measure="oil", unit="tonnes"),
    )
    assert "\nAnd 2 more partners in trade: dipfacts trade a -f /" in shorter
    assert "\nAnd 1 more partner in dependence: dipfacts dependence a -f /" in shorter
    assert "more partner" not in page_of("brief a --limit 0", *RANKED, people)


def test_a_brief_names_the_larger_partners_of_each_ranking(page_of: Page) -> None:
    out = [flow(to, value) for to, value in (("b", 12), ("c", 8))]
    back = [
        flow("a", value, from_=start, measure="imports", id=f"from-{start}")
        for start, value in (("b", 12), ("c", 8))
    ]
    larger = [
        flow("d", 40, "2022"),
        flow("a", 30, "2022", from_="e", measure="imports", id="from-e"),
    ]
    text = re.sub("  +", ": ", page_of("brief a", *out, *back, *larger))
    assert "\nExports to Dland in 2022 (larger than to Cland): $40: " in text
    assert "\nImports from Eland in 2022 (larger than from Cland): $30: " in text
    assert "more partner" not in text


def test_a_brief_has_one_line_of_who_is_larger_and_has_the_year_in_another_unit(
    page_of: Page,
) -> None:
    larger = [flow("d", 40, "2022"), flow("d", 50, unit="EUR")]
    page = page_of("brief a", flow("b", 9), flow("c", 8), *larger)
    headlines = page.partition("Open doubts")[0]
    assert re.findall("(?m)^Exports to Dland .*?  ", headlines) == [
        "Exports to Dland in 2022 (larger than to Cland)  "
    ]
    assert re.search(r"(?m)^· in euros, in 2023 +€50 ", headlines)


def test_a_brief_names_who_has_figures_in_other_units_alone(page_of: Page) -> None:
    claims = [*(flow(to, 5) for to in "bcd"), flow("world", 90)]
    euros = [flow(to, 9, unit="EUR") for to in "ef"]
    pounds = [flow("g", 8, unit="GBP"), flow("league", 7, unit="GBP")]
    page = page_of("brief a", *claims, *euros, *pounds)
    whys = re.findall(r"Exports to (\w+) in 2023 \(not ranked, as not in dollars\)", page)
    assert whys == ["Eland", "Gland", "Fland"], "of each unit in turn"
    assert "And 1 more partner in trade" in page
    whole = page_of("brief a --limit 0", *claims, *euros, *pounds)
    assert whole.count("(not ranked, as not in dollars)") == 4
    headlines = json.loads(page_of("brief a --json", *claims, *euros, *pounds))["brief"][
        "headlines"
    ]
    assert [line["unit"] for line in headlines] == ["USD"] * 4 + ["EUR", "GBP", "EUR"]
    assert not any(line["larger"] for line in headlines)
    text = page_of("trade a", *claims, *euros)
    assert "Largest exports among the 3 partners with a figure in dollars for all of 2023" in text
    assert "Exports in dollars in 2023: from" in page_of("trade a", *claims[2:], euros[0])
    assert "in dollars" not in page_of("trade a", *claims)


def test_the_pages_of_a_brief_say_when_a_partner_is_larger(page_of: Page) -> None:
    claims = [*RANKED, *years("d", y2022=40)]
    row = "\nTrade turnover with Dland in 2022 (larger than with Cland)  $40"
    assert row in page_of("brief a", *claims)
    page = page_of("brief a --format html", *claims)
    assert "Trade turnover with Dland in 2022 (larger than with Cland)</th>" in page
    whole = json.loads(page_of("brief a --json", *claims))["brief"]["headlines"]
    assert [(line["facts"], line["larger"]) for line in whole][-1] == (["d-y2022"], True)


def test_the_largest_of_the_bundled_base_are_not_forgotten() -> None:
    with open_base("bundled") as opened:
        answer = figures(opened, Query(topic="trade", parties=("azerbaijan",)))
    assert answer.remark_lines[0].startswith(
        "Trade turnover: larger in other years or parts of years: "
        "Italy ($11 billion, Jan–Jul 2022); Turkey ($5.8 billion, 2022)"
    )


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


def test_claims_that_the_page_names_are_not_among_those_to_look_up(page_of: Page) -> None:
    figures = [
        trade("now", "a", "b", value=5),
        trade("plan", "a", "b", value=9, period="2030", status="target"),
        trade("hope", "a", "c", value=9, period="2031", status="forecast"),
    ]
    assert "name both sides" not in page_of("trade a", *figures)
    earlier = trade("then", "a", "b", value=4, period="2022")
    assert "\n1 more claim: name both sides, or --limit 0\n" in page_of(
        "trade a", *figures, earlier
    )


@pytest.mark.parametrize("partner", ["a", "c"])
def test_a_part_of_one_direction_is_told_beside_a_total_without_one(
    page_of: Page, partner: str
) -> None:
    """It is so whichever of the two comes first in the alphabet."""
    sold = flow(partner, 3, from_="b", scope="by sea")
    total = trade("both", "b", partner, value=9, measure="exports")
    page = page_of("trade b", total, sold)
    name = f"{partner.upper()}land"
    told = f"Not ranked, as only parts are claimed: from Bland to {name} (by sea) ($3, 2023)."
    assert f"\n{told}\n" in page
    assert "more claim" not in page
    (role,) = [
        fact["ranking"]["role"]
        for fact in json.loads(page_of("trade b --json", total, sold))["facts"]
        if fact["id"] != "both"
    ]
    assert role == "in_part"


def test_each_measure_asked_for_has_its_ranking(page_of: Page) -> None:
    sold = [flow("b", 20), flow("c", 10), flow("d", 50, period="2022")]
    back = {"to": "a", "measure": "imports"}
    bought = [
        flow(id=f"m-{party}", value=value, from_=party, period=period, **back)
        for party, value, period in [("b", 3, "2023"), ("c", 7, "2023"), ("e", 9, "2022")]
    ]
    other = trade("t", "a", "b", value=1)
    words = "trade a --measure exports --measure imports"
    page = page_of(words, *sold, *bought, other)
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
    whole = json.loads(page_of(f"{words} --json", *sold, *bought, other))
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
    alone = json.loads(page_of("trade a --measure exports --json", *sold, *bought, other))
    assert alone["more_rankings"] == []


def test_the_sentence_gives_the_basis_of_the_largest() -> None:
    fob = flow("b", 20, valuation="fob", status="estimate")
    lesser = [flow("c", 10), flow("world", 90, definition="general trade")]
    assert asked(fob, *lesser).head.text.endswith(
        "from Aland to Bland, $20 (estimate, fob). Aland in total (to World), in 2023: "
        "$90 (general trade)."
    )
    cif = flow("b", 30, id="cif", valuation="cif", reporter="b")
    assert "from $20 (estimate) to $30 (sources differ, as one is fob and one cif)." in (
        asked(fob, cif, *lesser).head.text
    )
    later = flow("b", 40, id="later", valuation="cif", reporter="b", said_on="2026-01-01")
    partly = asked(fob, cif, later, *lesser).head.text
    assert "$40 (sources differ, partly as one is fob and one cif)." in partly
    defined = flow("b", 40, valuation="cif", definition="general trade", id="cif")
    assert (
        "from $20 (estimate) to $40 (S gave different numbers, as one is fob and one cif and the "
        "definitions differ)." in asked(fob, defined, *lesser).head.text
    )
    assert (
        "$20 (S gave different numbers)." in asked(flow("b", 20), flow("b", 10, id="x")).head.text
    )


def test_a_partner_of_another_flow_alone_is_ranked_by_it(page_of: Page) -> None:
    ranked, sold = [trade("t", "a", "b", value=5)], flow("c", 9)
    page = page_of("brief a", *ranked, sold, flow("world", 20))
    assert "\nExports to Cland in 2023 " in page
    assert "more partner" not in page
    two = [trade("t2", "a", "c", value=6), *ranked, sold]  # whom turnover tells of
    assert json.loads(page_of("trade a --json", *two))["more_rankings"] == []


def test_each_direction_of_flows_is_ranked(page_of: Page) -> None:
    sold = [flow("b", 20), flow("c", 10)]
    back = {"to": "a", "measure": "imports"}
    bought = [flow(id=f"m-{p}", value=n, from_=p, **back) for p, n in (("b", 30), ("d", 70))]
    page = page_of("trade a", *sold, *bought)
    assert " Largest imports " in page.partition("\n")[0]
    assert "from Dland to Aland, $70." in page.partition("\n")[0]
    assert "name both sides" not in page
    (imports,) = json.loads(page_of("trade a --json", *sold, *bought))["more_rankings"]
    assert [line["party"] for line in imports["partners"]] == ["d", "b"]
    assert "\nImports from Dland in 2023 " in page_of("brief a", *sold, *bought)
    other_side = [flow(id=f"x-{p}", to=p, value=9, measure="imports", reporter=p) for p in "bc"]
    assert json.loads(page_of("trade a --json", *sold, *other_side))["more_rankings"] == []
    same = [flow(id=f"m-{p}", value=n, from_=p, **back) for p, n in (("b", 30), ("c", 70))]
    assert page_of("trade a", *sold, *same).partition("\n")[0] == (
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


def test_what_has_no_direction_is_not_told_as_the_other_one(page_of: Page) -> None:
    neither = [trade(f"{id}-no", "a", id, value=5, measure="exports") for id in "bc"]
    page = page_of("trade a", *both_ways(), *neither)
    assert "Largest exports without a direction " in page
    assert page.count("in the other direction") == 1
    assert "\nExports, with Aland\n" in page


def test_each_direction_of_one_measure_is_ranked_by_a_year_of_its_own(
    page_of: Page,
) -> None:
    page = page_of("trade a", *both_ways())
    assert "Largest exports in 2022, the latest full year that most of them have: from D" in page
    assert (
        "Largest exports in the other direction among the 3 partners with a figure for all of 2021:"
        " from Aland to Cland, $90."
    ) in page
    assert "\nExports, from Aland\n#  Partner   Period" in page
    assert "\nExports, to Aland\n#  Partner     Period" in page
    assert "Not ranked" not in page
    assert "trade  Exports to Cland in 2021: $90; 3 more partners  [1]\n" in page_of(
        "a", *both_ways()
    )
    brief_page = page_of("brief a", *both_ways())
    assert re.findall("(?m)^Exports (.*?) +\\$", brief_page.split("Open doubts")[0]) == [
        *("from Dland in 2022", "from Cland in 2022", "from Bland in 2022"),
        *("to Cland in 2021", "to Dland in 2021", "to Bland in 2021"),
    ]
    told = json.loads(page_of("trade a --json", *both_ways()))
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
    more: list[str], periods: list[str]
) -> None:
    answer = asked(*both_ways(), *more)
    assert [str(it.period) for it in answer.rankings.every] == periods


def test_a_direction_without_a_full_year_stands_beside_the_other(page_of: Page) -> None:
    page = page_of("trade a", *both_ways("2022-01/2022-06"))
    assert "Largest exports among the 3 partners with a figure for all of 2021: from A" in page
    assert "Not ranked, as no claim covers 2021 whole: from Dland to Aland ($9, Jan–Jun" in page


def test_a_total_and_forecasts_stand_beside_the_ranking_of_their_direction(
    page_of: Page,
) -> None:
    totals = [
        flow("world", value, year, id=f"total-{year}")
        for year, value in (("2021", 300), ("2022", 400))
    ]
    expected = flow("b", 70, "2031", status="forecast")
    tables = [*both_ways(), *totals, expected]
    told = json.loads(page_of("trade a --json", *tables))
    rankings = [told["ranking"], *told["more_rankings"]]
    names = [[line["facts"] for line in it["totals"]] for it in rankings]
    assert names == [[], [["total-2021"], ["total-2022"]]]  # as the sentence tells both
    assert (
        "Aland in total (to World), in 2021: $300 (newer: in 2022, $400)." in told["answer"]["text"]
    )
    shares = [line["share"] for line in rankings[1]["partners"]]
    assert shares == [30.0, 26.7, 20.0]
    page = page_of("trade a", *tables)
    assert page.count("orecasts and targets, not ranked: from Aland to Bland ($70") == 1


def test_a_partner_of_whom_parts_alone_are_claimed_is_named_beside_the_places(
    page_of: Page,
) -> None:
    page = page_of("trade a", *PARTS)
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


def test_the_json_has_them_in_a_list_and_a_role_of_their_own(page_of: Page) -> None:
    found = json.loads(page_of("trade a --json", *PARTS))
    lines = found["ranking"]["in_parts"]
    assert [(*line["facts"], line["scope"]) for line in lines] == [
        ("d-sea", "by sea"),
        ("d-air", "by air"),
    ]
    places = ((fact["id"], fact.get("ranking")) for fact in found["facts"])
    roles = {id: place["role"] for id, place in places if place}
    assert roles["d-sea"] == roles["d-air"] == "in_part"


def test_a_brief_has_a_part_that_is_larger_than_what_it_shows(page_of: Page) -> None:
    page = page_of("brief a", *PARTS)
    assert "Exports to Dland (by sea) in 2023 (larger than to Cland)" in page
    assert "by air" not in page


def test_different_parts_are_listed_without_places_and_all_their_wholes_told(
    page_of: Page,
) -> None:
    parts = (
        flow("b", 40, id="b-sea", scope="by sea"),
        flow("b", 3, id="b-air", scope="by air"),
        flow("c", 50, id="c-sea", scope="by sea"),
        trade("sea", "a", value=90, measure="exports", scope="by sea"),
        trade("air", "a", value=7, measure="exports", scope="by air"),
    )
    page = page_of("trade a", *parts)
    assert page.splitlines()[0] == (
        "Trade of Aland: 5 claims about 2 partners and the total. "
        "Aland in total (by air), in 2023: $7. Aland in total (by sea), in 2023: $90."
    )
    assert "\n#" not in page
    assert "\nto Bland (by air)" in page
    same = page_of("trade a", *(part for part in parts if "by air" not in part))
    assert ": from Aland to Cland (by sea), $50. Aland in total (by sea)" in same


def test_parts_in_another_unit_or_of_shares_are_named_and_not_compared(
    page_of: Page,
) -> None:
    euro = flow("d", 50, id="euro", scope="by sea", unit="EUR")
    both = (
        flow("e", 9, id="both", scope="by air"),
        flow("e", 8, id="same", scope="by air", unit="EUR"),
    )
    shares = {"measure": "growth", "unit": "percent"}
    percent = [trade(f"s{id}", "a", id, value=9, **shares) for id in "bc"]
    part = trade("sd", "a", "d", value=10, scope="by sea", **shares)
    page = page_of("trade a", flow("b", 40), flow("c", 20), euro, *both)
    assert "larger already in part" not in page
    assert (
        "\nNot ranked, as only parts are claimed: from Aland to Eland (by air) ($9, 2023); "
        "from Aland to Dland (by sea) (€50, 2023).\n"
    ) in page
    assert "by sea" not in page_of("brief a", flow("b", 40), flow("c", 20), euro)
    assert "only parts are claimed: Dland (by sea) (10%, 2023)." in page_of(
        "trade a", *percent, part
    )


def test_an_aggregate_of_which_parts_alone_are_claimed_stands_with_the_others() -> None:
    goods = flow("union", 50, id="goods", scope="goods")
    sea = flow("areas-nes", 60, id="sea", scope="by sea", unit="EUR")
    whole = flow("world", 200, scope="goods")
    answer = ranking(asked(flow("b", 40), goods, sea, whole))
    assert (ids(answer.aggregates), answer.in_parts) == (["goods", "sea"], [])
    assert shares(answer.aggregates) == {"goods": ["25.0"], "sea": []}
    euro = flow("union", 9, "2022", id="euro", unit="EUR")
    answer = ranking(asked(flow("b", 40), flow("c", 40), goods, euro))
    assert ids(answer.aggregates) == ["euro"]
    answer = ranking(asked(flow("union", 40), goods, sea))  # a bloc is a partner beside no country
    assert (ids(answer.partners), ids(answer.aggregates)) == (["union-2023"], ["sea"])


def test_a_part_of_the_period_asked_for_is_named_where_the_total_is_of_another(
    page_of: Page,
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
    lines = page_of("trade a --in 2023", *claims).splitlines()
    assert "; larger already in part: from Aland to Cland (by sea), $50." in lines[0]
    assert [line for line in lines if "only parts" in line] == [
        "Not ranked, as only parts are claimed: from Aland to Cland (by sea) ($50, 2023)."
    ]
    assert "only parts" not in page_of("trade a", *claims)


def test_parts_of_another_flow_are_ranked_where_nothing_else_names_the_partner(
    page_of: Page,
) -> None:
    came = {"measure": "imports", "value": 7, "period": "2023", "scope": "goods"}
    goods = [figure(f"from-{id}", from_=id, to="a", **came) for id in "cd"]
    first = page_of("trade a", flow("b", 40), *goods).splitlines()[0]
    assert first.endswith(
        " with a figure for all of 2023: from Cland to Aland (goods) and from Dland to Aland "
        "(goods), $7 each."
    )
    turnover = trade("t", "a", "d", value=90, measure="turnover")
    assert "goods" not in page_of("trade a", turnover, goods[1]).splitlines()[0]


def test_two_parties_with_many_parts_and_no_total_get_one_line_and_the_largest(
    page_of: Page,
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
    assert page_of("trade a b", *parts).splitlines()[0] == text
    head = json.loads(page_of("trade a b --json", *parts))["answer"]
    assert (head["value"], head["measure"], head["facts"]) == (None, "exports", ["u", "t", "s"])
    back = figure("back", measure="exports", from_="b", to="a", value=9, period="2023")
    assert page_of("trade a b", back, *parts).splitlines()[0] == (
        f"{text} Exports from Bland to Aland in 2023: $9, according to S (1 Jun 2024)."
    )


def test_the_json_says_of_a_bound_in_a_ranking_that_it_is_one(page_of: Page) -> None:
    found = json.loads(page_of("trade a --json", flow("b", 4), flow("c", 0, qualifier="more-than")))
    lines = found["ranking"]["partners"]
    assert [(line["party"], line["value"], line["qualifier"]) for line in lines] == [
        ("b", 4, "exactly"),
        ("c", 0, "more-than"),
    ]


def test_one_party_with_forecasts_alone_says_who_expects_what(page_of: Page) -> None:
    page = page_of(
        "trade a", flow("b", 4, "2030", status="forecast"), flow("b", 5, "2029", status="target")
    )
    assert page.startswith(
        "Trade of Aland: 2 claims about 1 partner. No claim says how exports from Aland to Bland "
        "turned out. Expected in 2030: $4 (forecast), according to S (1 Jun 2024). "
    )
    assert "2030    $4 (forecast)  S            [1]" in page
    assert "[1] S, 1 Jun 2024." in page


def test_what_is_not_published_answers_beside_a_target(capsys: pytest.CaptureFixture[str]) -> None:
    gone = flow("b", 1, "2030", id="gone", absent="confidential").replace("value = 1\n", "")
    path = written(flow("b", 5, "2030", status="target"), gone)
    assert app.run(["trade", "a", "b", "2030", "-f", path]) == 1
    assert capsys.readouterr().out.startswith(
        "Exports from Aland to Bland in 2030: not published (confidential), according to S "
        "(1 Jun 2024). No claim says how exports from Aland to Bland turned out. "
        "Aimed at in 2030: $5 (target), "
    )


def test_an_overview_tells_the_larger_direction_of_what_is_no_flow(page_of: Page) -> None:
    out = figure("out", measure="stock", from_="a", to="b", value=0, period="/2022-12-31")
    come = figure("come", measure="stock", from_="c", to="a", value=9, period="/2022-12-31")
    assert "Investment from Cland as of 31 Dec 2022: $9" in page_of("a", out, come)
    assert "Investment to Aland as of 31 Dec 2022: $9" in page_of("c", out, come)


def test_the_total_of_each_direction_is_told(page_of: Page) -> None:
    balance = measure("balance", label="Trade balance", difference_of=["exports", "imports"])
    alone = trade("alone", "a", value=50, period="2022", measure="balance")
    one_way = flow("b", 20, "2022", measure="balance")
    both_ways = trade("both", "a", "b", value=21, measure="balance")
    page = page_of("trade a", balance, alone, one_way, both_ways)
    assert page.split("\n")[0].endswith(
        " Trade balance in 2023: Bland, $21. Trade balance in the other direction in 2022: from "
        "Aland to Bland, $20. Aland in total, in 2022: $50."
    )
