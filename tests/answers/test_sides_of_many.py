"""What both sides report in an overview, in a ranking, and side by side."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from conftest import Write
from dipfacts import open_base
from dipfacts.answers.comparison.side_by_side import side_by_side
from dipfacts.answers.figures import figures
from dipfacts.cli import app
from dipfacts.model.periods.period import Period
from dipfacts.model.query import Query
from support.both_sides import HEAD, Ask, answered, exports, flow, imports, loaded, of_trade, page
from support.command_line import Run
from support.compiled import shared
from support.factbase import figure, measure, party, source


@pytest.fixture
def trade() -> Ask:
    return of_trade


def test_an_overview_gives_both_sides() -> None:
    answer = answered(
        "overview",
        exports(900) + imports(600) + exports(7, id="y", reporter="c"),
        ("b", "z"),
    )
    line = "trade Exports, Zedland to Beland in 2021: Zedland reports $900 (fob), Beland $600 (cif)"
    conflict = line.replace("Zedland reports", "$7 to $900 (sources differ); Zedland reports")
    assert any(text.startswith(conflict) for text in page(answer))
    assert loaded(answer)["mirror"][0]["asymmetry_percent"] == 40.0
    assert "m" in {fact["id"] for fact in loaded(answer)["facts"]}
    answer = answered("overview", exports(900) + imports(600), ("b", "z"))
    assert f"{line}: asymmetry 40.0% [1]" in page(answer)


def test_stocks_side_by_side_have_their_dates() -> None:
    stock = measure("invested", nature="stock")
    for other, day in (("b", "2021-01-15"), ("c", "2021-12-31")):
        ends = {"from_": "z", "to": other, "period": day, "source": "paper"}
        stock += figure(f"to-{other}", measure="invested", value=5, **ends)
    answer = answered("side_by_side", stock, ("z", "b", "c"))
    said = "to Beland $5 (15 Jan 2021) and to Celand $5 (31 Dec 2021)"
    assert said in answer.head.text
    assert any("$5 (15 Jan 2021) $5 (31 Dec 2021)" in line for line in page(answer))
    whole = stock.replace("2021-12-31", "2021")
    assert "to Celand $5." in answered("side_by_side", whole, ("z", "b", "c")).head.text


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (
            {"b": ["2021-12-31", "2022-12-31"], "c": ["2022-06-30", "2023"], "d": ["2022"]},
            "in 2022: to Beland $1 (31 Dec 2022), to Celand $3 as of 2023 and to Deland $4.",
        ),
        (
            {"b": ["2021", "2022"], "c": ["2021", "2023-06-30"], "d": ["2021", "2024"]},
            "in 2024: to Beland $1 as of 2022, to Celand $3 as of 30 Jun 2023 and to Deland $5.",
        ),
    ],
)
def test_stocks_side_by_side_are_each_of_its_latest_date(
    days: dict[str, list[str]], said: str
) -> None:
    every = [(to, day) for to, own in days.items() for day in own]
    stock = party("d", name="Deland") + measure("invested", nature="stock")
    for value, (to, day) in enumerate(every):
        ends = {"from_": "z", "to": to, "period": day, "source": "paper"}
        stock += figure(f"f{value}", measure="invested", value=value, **ends)
    answer = answered("side_by_side", stock, ("z", *days))
    assert answer.head.text == f"Invested from Zedland {said}"
    with open_base(str(shared(HEAD + stock))) as opened:
        for to in days:
            alone = figures(opened, Query(topic="trade", parties=(to, "z"))).head.facts
            assert {*alone} < {*answer.head.facts}
        query = Query(topic="trade", parties=(*days, "z"), in_order=("z", *days))
        within = side_by_side(opened, query.replaced(within=Period.parse("2022")))
        assert " as of 2023" not in within.head.text


def test_a_flow_has_the_names_of_its_measures(run_in: Run, tmp_path: Path) -> None:
    text = HEAD + exports(900) + imports(600)
    for old, new in (("exports", "sent"), ("imports", "received")):
        text = text.replace(f'"{old}"', f'"{new}"')
    (tmp_path / "facts.toml").write_text(text, encoding="utf-8")
    _, out, _ = run_in(tmp_path, "trade", "z", "b", "-f", "facts.toml")
    assert "\nExports and imports from Zedland to Beland, by each side's own statistics\n" in out


def test_an_overview_of_two_gives_both_directions() -> None:
    back = {"id": "back", "from_": "b", "to": "z", "reporter": "b"}
    answer = answered("overview", exports(900) + exports(300, **back), ("b", "z"))
    line = "trade Exports, Beland to Zedland in 2021: $300; Zedland to Beland: $900 [1]"
    assert line in page(answer)
    assert {fact["id"] for fact in loaded(answer)["facts"]} == {"x", "back"}
    (trade,) = loaded(answer)["overview"]["topics"]
    assert (trade["headline"]["value"], trade["other_direction"]["value"]) == (300, 900)
    older = exports(900, period="2019") + exports(300, **back)
    answer = answered("overview", older, ("b", "z"))
    assert "; Zedland to Beland in 2019: $900 [1]" in " ".join(page(answer))
    theirs = flow("imports", id="theirs", reporter="z", value=500, from_="b", to="z")
    answer = answered("overview", exports(900) + exports(300, **back) + theirs, ("b", "z"))
    sides = "Beland to Zedland in 2021: Beland reports $300 (fob), Zedland $500: asymmetry 50.0%; "
    assert f"{sides}Zedland to Beland: $900 [1]" in " ".join(page(answer))
    euros = exports(900, unit="EUR") + imports(600) + exports(300, **back)
    answer = answered("overview", euros, ("b", "z"))
    assert "$300; Zedland to Beland: Zedland reports €900" in " ".join(page(answer))
    alone = flow("imports", id="theirs", reporter="z", value=500, from_="b", to="z")
    answer = answered("overview", exports(900) + alone, ("b", "z"))
    text = "Exports, Zedland to Beland in 2021: $900; imports, Beland to Zedland: $500 [1]"
    assert text in " ".join(page(answer))
    answer = answered("figures", exports(900) + alone, ("b", "z"))
    assert "Imports from Beland to Zedland in 2021: $500, " in answer.head.text
    assert {*loaded(answer)["answer"]["facts"]} == {"x", "theirs"}
    parts = "".join(exports(n, scope=f"part {n}", id=f"of-{n}") for n in (3, 4))
    answer = answered("overview", exports(300, **back) + parts, ("b", "z"))
    assert "in 2021: $300; Zedland to Beland (part 4): $4 [1]" in " ".join(page(answer))


@pytest.mark.parametrize(
    ("by_others", "who"),
    [({"reporter": "c"}, "Celand"), ({}, "the Printing House")],
    ids=["a reporter", "a paper"],
)
def test_what_a_side_reports_stands_beside_what_others_alone_tell(
    by_others: dict[str, str], who: str
) -> None:
    told = source("book", publisher="the Printing House")
    told += flow("exports", id="x", value=900, **by_others | {"source": "book"})
    older: dict[str, Any] = {"period": "2020", "value": 80}
    told += flow("exports", id="x20", **by_others | older | {"source": "book"})
    claims = told + imports(600) + imports(id="m20", **older)
    answer = answered("side_by_side", claims, ("z", "b", "c"))
    assert page(answer)[:6] == [
        "Exports from Zedland in 2021: to Beland $900 (Beland reports $600, cif); "
        "no figure for all of 2021 with Celand.",
        "",
        "Exports from Zedland",
        "Year to Beland Celand Source",
        "2021 $900 (Beland reports $600, cif) – [1] [2]",
        "2020 $80 (Beland reports $80, cif) – [1] [2]",
    ]
    assert not [line for line in page(answer) if "more claim" in line]
    assert {fact["id"] for fact in loaded(answer)["facts"]} == {"x", "m", "x20", "m20"}
    both = f"in 2021: {who} reports $900, Beland $600 (cif)"
    for parties, flow_ in (
        (("b", "z"), "Exports, Zedland to Beland"),
        (("z",), "Exports to Beland"),
    ):
        view = answered("overview", claims, parties)
        assert f"trade {flow_} {both} [1] [2]" in page(view)
        assert loaded(view)["overview"]["topics"][0]["headline"]["value"] == 900


def test_an_overview_gives_the_definition_of_a_stock() -> None:
    stock = measure("debt", label="Debt owed", nature="stock")
    own = {"id": "d", "measure": "debt", "period": "2021-12-31", "definition": "guaranteed only"}
    owed = partial(flow, **own)

    def told(text: str, parties: tuple[str, ...] = ("b", "z")) -> str:
        (line,) = (it for it in page(answered("overview", stock + text, parties)) if "Debt" in it)
        return line

    of_two = "trade Debt owed, Zedland to Beland as of 31 Dec 2021"
    assert told(owed(value=9)) == f"{of_two}: $9 (guaranteed only) [1]"
    assert told(owed(value=9), ("z",)) == (
        "trade Debt owed to Beland as of 31 Dec 2021: $9 (guaranteed only) [1]"
    )
    estimate = owed(value=9, status="estimate")
    assert told(estimate) == f"{of_two}: $9 (estimate, guaranteed only) [1]"
    better = owed(value=9, claimant="z", rank="preferred", rank_reason="it is complete")
    others = flow("debt", id="other", value=5, period="2021-12-31", claimant="c")
    assert told(better + others) == (
        f"{of_two}: $9 (guaranteed only, preferred, sources differ) [1]"
    )
    least = owed(value=9, claimant="z", qualifier="at-least")
    most = flow("debt", id="m", value=12, period="2021-12-31", claimant="c", qualifier="at-most")
    assert told(least + most) == f"{of_two}: at least $9 (guaranteed only) and at most $12 [1]"
    worse = owed(value=9, claimant="z")
    assert told(worse + others) == f"{of_two}: $5 to $9 (sources differ) [1]"
    of_flow = exports(900, definition="special trade")
    assert "$900 [1]" in " ".join(page(answered("overview", of_flow, ("b", "z"))))


def test_partners_side_by_side_say_what_the_other_side_reports() -> None:
    to_c = {"to": "c", "id": "c21", "reporter": None}
    equal = exports(80, id="x20", period="2020") + imports(80, id="m20", period="2020")
    answer = answered(
        "side_by_side",
        exports(900) + imports(600) + exports(50, **to_c) + equal,
        ("z", "b", "c"),
    )
    both = "to Beland $900 (Beland reports $600, cif)"
    assert page(answer)[:6] == [
        f"Exports from Zedland in 2021 (fob): {both} and to Celand $50.",
        "",
        "Exports from Zedland, fob (≠ where claims differ)",
        "Year to Beland to Celand Source",
        "2021 $900 ≠ $50 [1]",
        "2020 $80 – [1]",
    ]
    assert [pair["asymmetry_percent"] for pair in loaded(answer)["mirror"]] == [40.0, 0.0]
    assert loaded(answer)["answer"]["facts"] == ["x", "m", "c21"]


def test_the_claims_of_each_sentence_are_those_of_the_answer(trade: Ask) -> None:
    oil = exports(7, id="oil", to="c", scope="oil")
    answer = answered("side_by_side", exports(900) + oil, ("z", "b", "c"))
    assert "Exports from Zedland to Celand (oil) in 2021: $7, " in answer.head.text
    assert loaded(answer)["answer"]["facts"] == ["x", "oil"]
    back = exports(800, id="back", from_="b", to="z", reporter="b")
    back += imports(700, id="mirror", from_="b", to="z", reporter="z")
    answer = trade(exports(900), imports(600), back)
    assert answer.head.text.count("asymmetry") == 2
    assert sorted(loaded(answer)["answer"]["facts"]) == ["back", "m", "mirror", "x"]


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ({"definition": "general trade"}, "$900, general trade, cif"),
        ({"unit": "EUR"}, "€900, cif"),
        ({"value": 770, "scope": "goods"}, "$770, goods, cif"),
    ],
    ids=["definition", "currency", "scope"],
)
def test_side_by_side_no_difference_is_marked_where_nothing_is_compared(
    keys: dict[str, Any], told: str
) -> None:
    to_c = exports(50, id="c21", to="c")
    claims = exports(900) + imports(**{"value": 900} | keys) + to_c
    answer = answered("side_by_side", claims, ("z", "b", "c"))
    assert page(answer)[:6] == [
        f"Exports from Zedland in 2021 (fob): to Beland $900 (Beland reports {told})"
        " and to Celand $50.",
        "",
        "Exports from Zedland, fob",
        "Year to Beland to Celand Source",
        f"2021 $900 (Beland reports {told}) $50 [1]",
        "",
    ]
    assert loaded(answer)["answer"]["facts"] == ["x", "m", "c21"]


def test_the_basis_that_the_other_side_does_not_give_is_told_as_not_given() -> None:
    claims = exports(900, definition="special trade") + imports(600) + exports(5, id="c", to="c")
    answer = answered("side_by_side", claims, ("z", "b", "c"))
    both = "to Beland $900 (special trade, fob) (Beland reports $600, definition not given, cif)"
    assert page(answer)[0] == f"Exports from Zedland in 2021: {both} and to Celand $5 (fob)."


def test_flows_from_a_partner_are_none_of_the_party() -> None:
    from_c = {"from_": "c", "to": "z", "id": "c21", "reporter": "c"}
    answer = answered("side_by_side", exports(900) + exports(50, **from_c), ("z", "b", "c"))
    sentence = "Exports from and to Zedland in 2021 (fob): to Beland $900 and from Celand $50."
    assert page(answer)[0] == sentence


def test_a_flow_that_the_partner_alone_reports_stands_beside_the_others() -> None:
    to_c = {"to": "c", "valuation": None}
    claims = (
        party("d", name="Deland")
        + exports(1, id="d20", to="d", period="2020")
        + exports(900, period="2021-01/2021-11")
        + imports(600)
        + exports(50, id="x20", period="2020")
        + imports(60, id="c21", reporter="c", **to_c)
        + imports(7, id="c20", reporter="c", period="2020", **(to_c | {"valuation": "cif"}))
        # What Celand sells is another flow, and what others say is not its own statistics.
        + imports(8, id="back", from_="c", to="z", reporter="z")
        + imports(9, id="said", reporter=None, period="2019", **to_c)
        + imports(4, id="by-d", reporter="d", period="2018", **to_c)
        + imports(5, id="by-c", reporter="c", period="2018", **to_c)
    )
    answer = answered("side_by_side", claims, ("z", "b", "c", "d"))
    c20 = "$7 (cif, as Celand reports)"
    assert page(answer)[:9] == [
        f"Exports from Zedland in 2020 (fob): to Beland $50, to Celand {c20} and to Deland $1.",
        "",
        "Exports from Zedland, fob (≠ where claims differ)",
        "Year to Beland to Celand to Deland Source",
        "2021 $600 (cif, as Beland reports) $60 (as Celand reports) – [1]",
        f"2020 $50 {c20} $1 [1]",
        "2019 – $9 (imports, as Paper reports) – [1]",
        "2018 – $4 to $5 (imports, as Celand and Deland report) ≠ – [1]",
        "",
    ]
    rows = loaded(answer)["side_by_side"][0]["rows"]
    measures = [["imports", "imports"], ["exports", "imports"]]
    assert [[cell["measure"] for cell in row["cells"][:2]] for row in rows[:2]] == measures


def test_a_flow_that_the_party_alone_reports_stands_among_its_partners_numbers() -> None:
    to_c = {"to": "c", "id": "c21", "reporter": "c"}
    claims = (
        party("d", name="Deland")
        + imports(600)
        + imports(60, **to_c)
        + exports(900, id="d21", to="d")
    )
    answer = answered("side_by_side", claims, ("z", "d", "b", "c"))
    assert page(answer)[:6] == [
        "Imports from Zedland in 2021 (cif): to Deland $900 (fob, as Zedland reports),"
        " to Beland $600 and to Celand $60.",
        "",
        "Imports from Zedland, cif",
        "Year to Deland to Beland to Celand Source",
        "2021 $900 (fob, as Zedland reports) $600 $60 [1]",
        "",
    ]
    assert loaded(answer)["answer"]["facts"] == ["d21", "m", "c21"]


def test_a_flow_not_published_as_exports_is_none_among_imports() -> None:
    hidden = flow("exports", id="x", to="c", reporter="z", value=None, absent="confidential")
    answer = answered("side_by_side", imports(600) + hidden, ("z", "b", "c"))
    both = "to Beland $600 and to Celand not published (confidential)"
    assert page(answer)[0] == f"Imports from Zedland in 2021 (cif): {both}."


def place(to: str, ours: int, theirs: int | None, **keys: Any) -> str:
    """Return Zedland's claim of what it sold, and what the partner says that it bought."""
    own = flow("exports", id=f"x{to}", to=to, reporter="z", value=ours, locator="p1")
    given = {"id": f"m{to}", "to": to, "reporter": to, "value": theirs, "source": "other"}
    return own + (flow("imports", **{**given, **keys}) if theirs is not None else "")


LARGER = {  # what Zedland says that it sold to Celand, and what it is told by Celand's numbers
    place("c", 80, 190): "Celand reports $190",
    place("c", 80, 190, valuation="cif"): "Celand reports $190, cif",
}
NOT_LARGER = {
    place("c", 80, 106): "Celand reports $106",  # as large as the first's by that side
    place("c", 80, 60): "Celand reports $60",
    place("c", 80, 190, qualifier="at-most"): "Celand reports at most $190",
    place("c", 80, 190, unit="EUR"): "Celand reports €190; not compared, as the currencies",
    place("c", 80, 190, scope="goods"): "$190, goods; not compared, as the scopes",
}
NO_NUMBER = [place("c", 80, 190, period="2022"), place("c", 80, None)]
BY_OTHERS = "By the other side's numbers larger: "
Ranking = Callable[..., str]


@pytest.fixture(params=[("z",), ()], ids=["of one", "of all"])
def ranking(dip: Run, request: pytest.FixtureRequest) -> Ranking:
    """Ask for a ranking where Beland is first with $100, and Celand is as is claimed."""

    def asked(celand: str, *words: str) -> str:
        path = shared(HEAD + source("other") + place("b", 100, 106) + celand)
        return dip("trade", *request.param, *words, "-f", str(path)).page()

    return asked


@pytest.mark.parametrize(("celand", "told"), (LARGER | NOT_LARGER).items())
def test_each_place_of_a_ranking_has_the_number_of_the_other_side(
    ranking: Ranking, celand: str, told: str
) -> None:
    first, last = (it for it in ranking(celand).splitlines() if it.startswith(("1  ", "2  ")))
    assert re.search(r"\$100 .*Beland reports \$106 .*\[1\] \[2\]$", first)
    assert told in last
    assert last.endswith("[1] [2]")
    found = json.loads(ranking(celand, "--json"))
    assert sides_of(found) == [["xb", "mb"], ["xc", "mc"]]
    assert "other" in found["sources"]


@pytest.mark.parametrize("celand", NO_NUMBER)
def test_a_place_without_a_number_of_the_other_side_has_its_own_alone(
    ranking: Ranking, celand: str
) -> None:
    first, last = (it for it in ranking(celand).splitlines() if it.startswith(("1  ", "2  ")))
    assert re.search(r"\$100 .*Beland reports \$106 .*\[1\] \[2\]$", first)
    assert "reports" not in last
    assert not last.endswith("[1] [2]")
    found = json.loads(ranking(celand, "--json"))
    assert sides_of(found) == [["xb", "mb"]]
    assert "other" in found["sources"]


def sides_of(found: dict[str, Any]) -> list[list[str]]:
    """Return the claims of both sides that stand beside each other."""
    return [[side["id"] for side in pair["sides"]] for pair in found["mirror"]]


@pytest.mark.parametrize("form", ["table", "md", "json"])
def test_a_place_that_is_larger_by_the_other_sides_numbers_is_named(
    ranking: Ranking, form: str
) -> None:
    for celand, told in LARGER.items():
        page = ranking(celand, "--format", form).replace("\\$", "$")
        assert f"{BY_OTHERS}from Zedland to Celand ({told})" in page
    for celand in (*NOT_LARGER, *NO_NUMBER):
        assert BY_OTHERS not in ranking(celand, "--format", form)


@pytest.mark.parametrize(
    ("celand", "ids"),
    [
        *((celand, {"xb", "mb", "mc"}) for celand in LARGER),
        *((celand, {"xb", "mb"}) for celand in (*NOT_LARGER, *NO_NUMBER)),
    ],
)
def test_the_headline_of_fewer_places_is_that_of_all_and_its_claims_are_there(
    ranking: Ranking, celand: str, ids: set[str]
) -> None:
    page = ranking(celand, "--limit", "1")
    found, shown = (json.loads(ranking(celand, *it, "--json")) for it in ((), ("--limit", "1")))
    assert page.splitlines()[0] == found["answer"]["text"] == shown["answer"]["text"]
    assert "Beland reports $106" in page
    assert {fact["id"] for fact in shown["facts"]} == ids
    assert {*shown["answer"]["facts"]} <= ids
    left = len(found["facts"]) - len(ids)
    assert f"{left} more claim{'s' * (left > 1)}: --limit 0" in page


@pytest.mark.parametrize("teller", [{"reporter": "c"}, {"reporter": None}, {"claimant": "c"}])
def test_a_place_that_others_tell_has_the_number_of_the_side_that_reports_it(
    write: Write, capsys: pytest.CaptureFixture[str], teller: dict[str, Any]
) -> None:
    by_others = flow("exports", **{"id": "x", "value": 80, "reporter": None} | teller)
    theirs = flow("imports", id="m", reporter="b", value=190, valuation="cif", source="other")
    path = write(HEAD + source("other") + by_others + theirs + place("c", 100, None))

    def run(*words: str) -> str:
        assert app.run([*words, "-f", str(path)]) == 0
        return capsys.readouterr().out

    for words in (("trade", "z"), ("trade",), ("trade", "z", "--limit", "1")):
        page = run(*words)
        said = "By the other side's numbers larger: from Zedland to Beland (Beland reports $190, c"
        assert said in page.splitlines()[0]
        assert "more claim" not in page or "--limit" in words
    (row,) = (line for line in run("trade", "z").splitlines() if line.startswith("2  "))
    assert "$80 " in row
    assert row.endswith("Beland reports $190, cif  [1] [2]")
    brief = run("brief", "z")
    assert re.search(r"Exports to Beland in 2021 +\$80 .*\n· Beland reports +\$190 +cif", brief)
    assert "more measure" not in brief
    (pair,) = json.loads(run("trade", "z", "--json"))["mirror"]
    assert [side["reporter"] for side in pair["sides"]] == [teller.get("reporter"), "b"]
    assert pair["asymmetry_percent"] is pair["asymmetry_at_least"] is None


@pytest.mark.parametrize(
    "theirs",
    [{"reporter": "z"}, {"reporter": None}, {"scope": "goods"}, {"source": "made"}],
    ids=["the same side", "others", "a part", "made from it"],
)
def test_what_is_no_report_of_a_side_stands_beside_no_place_of_others(
    write: Write, capsys: pytest.CaptureFixture[str], theirs: dict[str, Any]
) -> None:
    told = flow("exports", id="x", value=80, reporter="z" if theirs == {"reporter": "z"} else None)
    given = {"id": "m", "reporter": "b", "value": 190, "source": "other"} | theirs
    made = source("other") + source("made", derived_from=["paper"])
    path = write(HEAD + made + told + flow("imports", **given) + place("c", 100, None))
    assert app.run(["trade", "z", "-f", str(path)]) == 0
    assert "Other side" not in capsys.readouterr().out


def test_whom_the_other_side_makes_larger_than_the_first_number_below_bounds_is_named(
    write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    above = "".join(party(id, name=f"{id.upper()}land") for id in "de")
    bound = {"qualifier": "more-than", "value": 500, "reporter": "z"}
    above += "".join(flow("exports", id=f"x{to}", to=to, **bound) for to in "de")
    theirs = flow("imports", id="md", to="d", reporter="d", value=900, source="other")
    path = write(
        HEAD + source("other") + above + theirs + place("b", 100, 106) + place("c", 5, 190)
    )
    assert app.run(["trade", "z", "-f", str(path)]) == 0
    text = capsys.readouterr().out.splitlines()[0]
    assert "Dland (more than $500) or from Zedland to Eland (more than $500), then " in text
    assert text.endswith(
        " By the other side's numbers larger: from Zedland to Celand (Celand reports $190)."
    )


@pytest.mark.parametrize(
    ("partner", "told"),
    [
        (place("c", 80, 95), "perhaps larger: from Zedland to Celand (Celand reports $95"),
        (place("c", 80, 120), "larger: from Zedland to Celand (Celand reports $120"),
        (place("c", 80, 85), ""),
        (place("c", 95, 96), "; from Zedland to Celand ($95) may be larger."),
    ],
)
def test_whom_the_other_side_makes_larger_than_one_of_the_first_numbers_may_be(
    write: Write, capsys: pytest.CaptureFixture[str], partner: str, told: str
) -> None:
    first = exports(100) + exports(90, id="low", source="other")
    path = write(HEAD + source("other") + first + partner)
    for words in ("trade", "z"), ("trade",), ("trade", "z", "--limit", "1"):
        assert app.run([*words, "-f", str(path)]) == 0
        text = capsys.readouterr().out.splitlines()[0]
        assert (told or "from $90 to $100 (Zedland gave different numbers).") in text
        assert text.count("By the other side's numbers") == told.endswith(("95", "120"))


def test_a_part_that_the_other_side_alone_tells_is_larger_already(
    write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    part = {"to": "c", "reporter": "c", "period": "2021-01/2021-09"}

    def run(words: str, *tables: str) -> str:
        path = write(HEAD + "".join((exports(100), *tables)))
        assert app.run([*words.split(), "-f", str(path)]) == 0
        return capsys.readouterr().out

    larger = imports(120, **part)
    page = run("trade z", larger)
    assert (
        "from Zedland to Beland, $100 (fob); larger already in Jan–Sep 2021: from Zedland to "
        "Celand, imports of $120 (cif)." in page
    )
    row = "Imports to Celand in Jan–Sep 2021 (only a part of a year; larger than to Beland)  $120"
    assert row in run("brief z", larger)
    for other in (
        imports(95, **part),
        imports(120, **part, unit="EUR"),
        imports(120, **part, scope="goods"),
        imports(120, **part | {"period": "2020-01/2020-09"}),
        flow("transit", id="m", value=120, **part),
    ):
        assert "larger" not in run("trade z", other)
        assert "larger than" not in run("brief z", other)


def test_whom_the_other_side_makes_larger_is_counted_where_there_are_many(
    write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    ids = "cdefg"
    many = "".join(party(id, name=f"{id.upper()}land") for id in ids[1:])
    many += "".join(place(id, 50 - n, 200 + n) for n, id in enumerate(ids))
    assert app.run(["trade", "z", "-f", str(write(HEAD + source("other") + many))]) == 0
    text = capsys.readouterr().out.splitlines()[0]
    said = text.split("By the other side's numbers larger: ")[1]
    assert said.startswith("from Zedland to Dland (Dland reports $201); from Zedland to Eland")
    assert said.endswith("(Fland reports $203); and 1 more.")
    assert "to Celand, $50." in text


@pytest.mark.parametrize(
    ("teller", "gives"),
    [
        ({"claimant": "c", "said_on": "2022-05"}, "Celand (May 2022) says"),
        ({"claimant": ["b", "c"]}, "Beland and Celand say"),
        ({"claimant": "c", "reporter": "z-customs"}, "the Customs Service of Zedland reports"),
        ({}, "Zedpress reports"),
    ],
    ids=["said", "said by both", "quoted statistics", "printed"],
)
def test_the_number_of_others_is_given_by_who_said_it_and_not_by_its_paper(
    dip: Run, write: Write, teller: dict[str, Any], gives: str
) -> None:
    """ "Reported by Zedpress" was what Celand said to it."""
    told = flow("exports", id="x", value=80, source="press", **teller)
    theirs = flow("imports", id="m", reporter="b", value=190, source="other")
    theirs += flow("imports", id="mc", to="c", reporter="c", value=40, source="other")
    path = write(HEAD + source("press", publisher="Zedpress") + source("other") + told + theirs)
    ranking = dip("trade", "z", "-f", str(path)).page()
    (row,) = (line for line in ranking.splitlines() if line.endswith("[2] [1]"))
    assert f"  {gives} $80  " in row
    rest = "Beland $190" if "reports" in gives else "Beland reports $190"
    assert (
        f"Exports, Zedland to Beland in 2021: {gives} $80, {rest}"
        in dip("z", "b", "-f", str(path)).page()
    )


def test_partners_side_by_side_tell_who_said_it(dip: Run, write: Write) -> None:
    def bought(id: str, to: str, **keys: Any) -> str:
        return flow("imports", id=id, to=to, value=190, **keys)

    more = party("d", name="Deland") + party("e", name="Eland") + source("other")
    sold = flow("exports", id="xd", to="d", value=70) + flow("exports", id="xe", to="e", value=60)
    told = bought("mb", "b", claimant="d") + bought("mc", "c", claimant=["d", "e"])
    also = bought("m2", "b", reporter="e", source="other")
    texts = {"": "Deland says", also: "Eland reports and Deland says"}
    for claims, who in texts.items():
        path = write(HEAD + more + sold + told + claims)
        page = dip("trade", "z", "b", "c", "d", "e", "-f", str(path)).page()
        assert page.splitlines()[0] == (
            f"Exports from Zedland in 2021: to Beland $190 (imports, as {who}), to Celand $190 "
            "(imports, as Deland and Eland say), to Deland $70 and to Eland $60."
        )


SEVERAL_YEARS = figure("set", value=104, period="[2021,2022]", source="paper", parties=["z", "b"])
FISCAL_YEAR = figure("fy", value=140, period="2021-04/2022-03", source="paper", parties=["z", "b"])
TO_B = flow("exports", id="later", value=211, period="2022", status="forecast")
FROM_B = flow("exports", id="half", value=207, from_="b", to="z", period="2022-01/2022-06")
WITH_B = figure("year", value=120, period="2023", source="paper", parties=["z", "b"])
TO_C = flow("exports", id="other", value=215, from_="c", to="b", period="2023")


@pytest.mark.parametrize(
    ("claims", "asked", "last"),
    [
        (SEVERAL_YEARS + FISCAL_YEAR, ["z", "b", "c", "--in", "2022"], "z b --in 2022"),
        (TO_B + FROM_B + WITH_B + TO_C, ["b", "z", "c"], "b z"),
    ],
    ids=["may be of the year asked for", "a forecast of another measure"],
)
@pytest.mark.parametrize("limit", [[], ["--limit", "0"]])
def test_what_neither_a_table_nor_a_sentence_of_partners_tells_is_counted(
    dip: Run, claims: str, asked: list[str], last: str, limit: list[str]
) -> None:
    path = str(shared(HEAD + claims))
    lines = dip("trade", *asked, *limit, "-f", path).page().splitlines()
    assert f"1 more claim: dipfacts trade {last} -f {path}" in lines
    told = json.loads(dip("trade", *asked, "-f", path, "--json").out)
    assert len(told["facts"]) == claims.count("[[figure]]")


def test_partners_side_by_side_tell_a_date_up_to_which_there_is_a_stock_as_elsewhere(
    dip: Run,
) -> None:
    def owed(to: str, **keys: Any) -> str:
        return flow("debt", id=f"d{to}", to=to, value=9, **keys)

    debt = measure("debt", nature="stock")
    path = str(shared(HEAD + debt + owed("b", period="/2023-03-01") + owed("c", period="2023")))
    page = dip("trade", "z", "b", "c", "-f", path).page()
    assert "from Zedland in 2023: to Beland $9 (1 Mar 2023) and to Celand $9." in page
    assert "as of 1 Mar 2023: $9" in dip("trade", "z", "b", "-f", path).page()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["trade", "z", "b"], "Newer: imports from Zedland to Beland in 2022, $21"),
        (["z", "b"], "newer: imports, Zedland to Beland in 2022: $21"),
        (["z"], "newer: imports, Zedland to Beland in 2022: $21"),
        (["b"], "newer: imports, Zedland to Beland in 2022: $21"),
        (["brief", "z", "b"], "newer: imports, Zedland to Beland, in 2022"),
    ],
)
def test_a_newer_year_that_the_other_side_alone_reports_is_told(
    dip: Run, words: list[str], told: str
) -> None:
    newest = exports(15, period="2021") + imports(21, id="m", period="2022")
    path = str(shared(HEAD + newest))
    assert told in dip(*words, "-f", path).page()
    assert told not in dip(*words, "--in", "2021", "-f", path).page()
    assert told not in dip(*words, "--until", "2021", "-f", path).page()
    same = exports(15, period="2022") + imports(21, id="m", period="2021")
    assert "ewer: imports" not in dip(*words, "-f", str(shared(HEAD + same))).page()


def test_of_a_newer_part_of_the_flow_by_another_measure_a_topic_tells_and_an_overview_does_not(
    dip: Run,
) -> None:
    half = exports(15, period="2021") + imports(9, id="half", period="2022-01/2022-06")
    path = str(shared(HEAD + half))
    newer = "\nNewer: imports from Zedland to Beland in Jan–Jun 2022, $9, by the figures of Beland"
    assert newer in dip("trade", "z", "b", "-f", path).page()
    assert "newer" not in dip("z", "b", "-f", path).page()


def test_the_json_of_an_overview_has_what_is_newer_under_another_measure(dip: Run) -> None:
    newest = exports(15, period="2021") + imports(21, id="m", period="2022")
    answer = json.loads(dip("z", "b", "--format", "json", "-f", str(shared(HEAD + newest))).page())
    (line,) = answer["overview"]["topics"]
    assert line["headline"]["facts"] == ["x"]
    assert [newer["facts"] for newer in line["newer_measures"]] == [["m"]]
    assert {fact["id"] for fact in answer["facts"]} == {"x", "m"}


@pytest.mark.parametrize(
    ("asked", "when"),
    [
        ("2021", "in 2021"),
        ("2021-01/2021-12", "in 2021"),
        ("2020/2021", "in 2021, a part of 2020–2021"),
        ("2020/2022", "in 2021, a part of 2020–2022"),
    ],
)
def test_a_year_of_the_time_asked_for_is_told_as_a_part_of_it(asked: str, when: str) -> None:
    claims = exports(900) + exports(50, id="c21", to="c")
    query = Query(topic="trade", parties=("b", "c", "z"), in_order=("z", "b", "c"))
    with open_base(str(shared(HEAD + claims))) as opened:
        head = side_by_side(opened, query.replaced(within=Period.parse(asked))).head
    assert head.text == f"Exports from Zedland {when} (fob): to Beland $900 and to Celand $50."
    assert head.partial == ("part" in when)


def test_a_date_in_the_time_asked_for_is_no_part_of_it() -> None:
    stock = measure("invested", nature="stock")
    for other in ("b", "c"):
        ends = {"from_": "z", "to": other, "period": "2021-12-31", "source": "paper"}
        stock += figure(f"to-{other}", measure="invested", value=5, **ends)
    query = Query(topic="trade", parties=("b", "c", "z"), in_order=("z", "b", "c"))
    with open_base(str(shared(HEAD + stock))) as opened:
        head = side_by_side(opened, query.replaced(within=Period.parse("2020/2021"))).head
    assert "$5" in head.text
    assert "part" not in head.text
    assert not head.partial


@pytest.mark.parametrize("of_dispute", [False, True])
def test_a_number_in_another_unit_has_its_definition_and_its_source(of_dispute: bool) -> None:
    euros = {"unit": "EUR", "reporter": None, "valuation": None}
    claims = source("herald", publisher="Herald") + exports(900, **euros)
    claims += exports(50, id="c21", to="c", **euros)
    dollars = {"reporter": None, "valuation": None, "source": "herald"}
    claims += exports(71, id="real", definition="at constant 2015 prices", **dollars)
    if of_dispute:
        claims += exports(99, id="other", definition="at constant 2015 prices", **dollars)
    answer = answered("side_by_side", claims, ("z", "b", "c"))
    lines = page(answer)
    number = (
        "$71 to $99 (Herald gave different numbers)"
        if of_dispute
        else "$71 (at constant 2015 prices)"
    )
    assert lines[0].startswith("Exports from Zedland in 2021: to Beland €900 and to Celand €50.")
    assert f"In dollars: to Beland {number}" in lines[0]
    assert any("$71 Herald, at constant 2015 prices [2]" in line for line in lines)
    assert any(line.startswith("[2] Herald") for line in lines)
