"""Figures that a source says are not published: an answer of their own, never a 0 or a gap."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dipfacts.cli import app
from support.command_line import Run
from support.compiled import shared
from support.factbase import base, figure, measure, party, source, topic

Ask = Callable[..., tuple[int, str]]

TABLES = (
    source("office", published=date(2024, 1, 1)),
    *(party(id, name=name) for id, name in [("a", "Aland"), ("b", "Beland"), ("c", "Celand")]),
    topic(),
    measure(label="Trade turnover"),
    measure("growth", label="Growth of turnover", nature="ratio", of="turnover"),
)
HIDDEN = {"value": None, "source": "office", "locator": "row 1"}
SAID = "according to the Office (1 Jan 2024)"


@pytest.fixture
def run(dip: Run) -> Ask:
    """Ask a base of these claims; return the exit status and what was printed."""

    def asked(words: str, *claims: str) -> tuple[int, str]:
        path = shared(base(*TABLES, *claims))
        status, out, err = dip(*words.split(), "-f", str(path))
        assert err == ""
        return status, out

    return asked


def years(*values: int, **keys: Any) -> list[str]:
    """Return a figure of each year from 2018 on."""
    shared = {"source": "office", "locator": "row 2", **keys}
    return [
        figure(f"y{year}", period=str(year), value=value, **shared)
        for year, value in enumerate(values, 2018)
    ]


def test_beside_other_partners_it_stands_where_their_numbers_do(run: Ask) -> None:
    hidden = figure("h", period="2021", absent="confidential", parties=["a", "c"], **HIDDEN)
    later = figure("l", period="2022", absent="not-published", parties=["a", "c"], **HIDDEN)
    number = figure("n", period="2021", value=5, source="office", locator="row 2")
    status, out = run("trade a b c", number, hidden, later)
    assert status == 0
    assert out.startswith(
        "Trade turnover of Aland in 2021: with Beland $5 and with Celand not published "
        "(confidential).\n"
    )
    assert re.search("\n2022  –  +not published  +", out)
    assert re.search(r"\n2021  \$5  +not published \(confidential\)  +", out)
    found = json.loads(run("trade a b c --json", number, hidden, later)[1])
    cells = [row["cells"] for row in found["side_by_side"][0]["rows"]]
    told = [[cell and (cell["value"], cell["display"]) for cell in row] for row in cells]
    assert told == [
        [None, (None, "not published")],
        [(5, "$5"), (None, "not published (confidential)")],
    ]
    status, out = run("trade a b c --in 2022 --json", number, hidden, later)
    found = json.loads(out)
    assert (status, found["status"], [it["id"] for it in found["facts"]]) == (
        1, "not-published", ["l"]
    )  # fmt: skip
    assert found["answer"]["text"] == (
        f"Trade turnover between Aland and Celand in 2022: not published, {SAID}. "
        "No figure on trade of Aland with Beland is recorded for 2022; there is 1 claim for 2021."
    )


@pytest.mark.parametrize(
    ("absent", "words"),
    [
        ("confidential", "not published (confidential)"),
        ("not-published", "not published"),
        ("not-collected", "not collected"),
    ],
)
def test_it_is_the_answer_where_there_is_nothing_else(absent: str, words: str, run: Ask) -> None:
    hidden = figure("f", period="2023", absent=absent, **HIDDEN)
    sentence = f"Trade turnover between Aland and Beland in 2023: {words}, {SAID}."
    status, page = run("trade a b", hidden)
    assert (status, page.splitlines()[0]) == (1, sentence)
    status, text = run("trade a b --json", hidden)
    found = json.loads(text)
    assert (status, found["status"], found["answer"]["text"]) == (1, "not-published", sentence)
    assert (found["answer"]["value"], found["answer"]["facts"]) == (None, ["f"])
    (fact,) = found["facts"]
    assert (fact["value"], fact["absent"], fact["display"]) == (None, absent, words)
    assert run("show f", hidden)[1].splitlines()[0] == sentence


@pytest.mark.parametrize("words", ["trade a b", "trade a", "a b", "trade a b c"])
def test_what_is_not_published_is_told_as_known_by_then(words: str, run: Ask) -> None:
    hidden = figure("h", period="2021", absent="confidential", **HIDDEN)
    assert "(As known by 30 Jun 2024.)" in run(f"{words} --known-by 2024-06-30", hidden)[1]
    assert "As known by" not in run(words, hidden)[1]


def test_a_number_of_another_year_answers_and_the_year_stands_apart(run: Ask) -> None:
    hidden = figure("f", period="2021", absent="confidential", **HIDDEN)
    status, page = run("trade a b --chart", *years(1000, 2000, 3000), hidden)
    lines = [" ".join(line.split()) for line in page.splitlines()]
    assert (status, lines[0]) == (
        0,
        f"Trade turnover between Aland and Beland in 2020: $3,000, {SAID}.",
    )
    about = "Trade turnover between Aland and Beland"
    assert f"2021 {about}: not published (confidential) Office [1] row 1" in lines
    assert "2021 not published (confidential)" in lines  # of the chart


def test_the_year_itself_is_answered_with_what_is_said_of_it(run: Ask) -> None:
    hidden = figure("f", period="2021", absent="not-published", **HIDDEN)
    around = figure("w", period="2020/2023", value=9000, source="office", locator="row 3")
    status, page = run("trade a b --in 2021", hidden, around)
    assert status == 1
    assert page.startswith(
        f"Trade turnover between Aland and Beland in 2021: not published, {SAID}. "
    )
    assert "For the whole of 2020–2023: $9,000" in page


def lines_of(page: str) -> list[str]:
    return [" ".join(line.split()) for line in page.splitlines()]


def test_a_brief_says_of_what_is_newer_that_it_is_not_published(run: Ask) -> None:
    hidden = figure("f", period="2023", absent="not-published", **HIDDEN)
    status, page = run("brief a b", *years(1000, 2000), hidden)
    lines = lines_of(page)
    at = lines.index("Trade turnover in 2019 $2,000 Office [1] row 2")
    assert (status, lines[at + 1]) == (0, "· newer: in 2023 not published Office [1] row 1")
    assert "Nothing newer is recorded" not in page
    parts = json.loads(run("brief a b --json", *years(1000, 2000), hidden)[1])["brief"]
    assert parts["headlines"][0]["not_published"] == ["f"]
    assert "old" not in [doubt["kind"] for doubt in parts["doubts"]]


@pytest.mark.parametrize("period", ["2018", "201X", "2015/2023"])
def test_what_may_be_older_is_not_told_as_newer(period: str, run: Ask) -> None:
    hidden = figure("f", period=period, absent="not-published", **HIDDEN)
    _, page = run("brief a b", *years(1000, 2000), hidden)
    assert "newer: " not in page
    assert "Nothing newer is recorded, for 3 years or more" in page


def test_a_brief_says_of_what_has_no_number_at_all(run: Ask) -> None:
    hidden = figure("f", period="2030", absent="not-published", status="forecast", **HIDDEN)
    _, page = run("brief a b", *years(1000, 2000), hidden)
    about = "Trade turnover between Aland and Beland in 2030: forecast not published, "
    assert about in page
    assert "Nothing newer is recorded, for 3 years or more" in page


def test_a_brief_gives_each_reason_for_which_there_is_no_number(run: Ask) -> None:
    hidden = figure("h", period="2021", absent="confidential", scope="oil", **HIDDEN)
    never = figure("n", period="2021", absent="not-collected", scope="oil", **HIDDEN)
    older = figure("o", period="2020", absent="not-published", scope="oil", **HIDDEN)
    _, page = run("brief a b", *years(1000, 2000), hidden, never, older)
    assert f"in 2021: not published (confidential), {SAID}. Another claim says: not coll" in page
    assert "2020: not published" not in page


def test_a_brief_of_one_party_names_some_of_what_is_not_published(run: Ask) -> None:
    hidden = [
        figure(f"h{n}", period="2021", absent="confidential", scope=f"part {n}", **HIDDEN)
        for n in range(5)
    ]
    _, page = run("brief a", *years(1000, 2000), *hidden)
    assert page.count("in 2021: not published (confidential), according to the Office") == 3
    assert "2 more figures of which no number is published [1]." in page
    result = json.loads(run("brief a --json", *years(1000, 2000), *hidden)[1])
    assert {f"h{n}" for n in range(5)} <= {fact["id"] for fact in result["facts"]}


@pytest.mark.parametrize(
    ("keys", "row"),
    [
        ({"absent": "confidential"}, "not published (confidential)"),
        ({"status": "forecast", "value": 5}, "$5 (forecast)"),
    ],
)
def test_an_overview_and_a_brief_cite_what_is_no_number_of_the_past(
    keys: dict[str, Any], row: str, run: Ask
) -> None:
    claim = figure("f", period="2023", **(HIDDEN | keys))
    page = lines_of(run("a b", claim)[1])
    assert f"trade Trade turnover in 2023: {row} [1]" in page
    assert "Sources: [1] Office, 1 Jan 2024." in page
    page = lines_of(run("brief a b", claim)[1])
    assert any(line.endswith(f" in 2023: {row}, {SAID} [1].") for line in page)
    assert page[page.index("Sources") + 1] == "[1] Office, 1 Jan 2024."
    for words in ("a b --json", "brief a b --json"):
        found = json.loads(run(words, claim)[1])
        assert ([fact["id"] for fact in found["facts"]], [*found["sources"]]) == (["f"], ["office"])
    html = run("brief a b --format html", claim)[1].replace("\xa0", " ")
    assert f'{row}, {SAID} <a href="#source-1"' in html


def test_an_overview_says_it_only_where_no_number_touches_the_dates(run: Ask) -> None:
    hidden = figure("h", period="2019", absent="confidential", **HIDDEN, parties=["a", "c"])
    for numbers, row in (([], "Trade turnover with Celand in 2019: "), (years(1, 2), "2 figures")):
        page = lines_of(run("a --in 2019-01", hidden, *numbers)[1])
        assert any(line.startswith(f"trade {row}") for line in page), page


@pytest.mark.parametrize(
    ("keys", "row"),
    [
        ({"absent": "confidential", "period": "2022"}, "not published (confidential)"),
        ({"status": "forecast", "value": 5, "period": "2025"}, "in 2025: $5 (forecast)"),
    ],
)
@pytest.mark.parametrize(
    ("other", "what"), [("exports", "Beland to Aland"), ("imports", "imports, Beland to Aland")]
)
def test_an_overview_tells_of_a_direction_that_has_no_number(
    keys: dict[str, Any], row: str, other: str, what: str, run: Ask
) -> None:
    family = measure("all", sum_of=["exports", "imports"]) + measure("exports") + measure("imports")
    back = {"measure": other, "from_": "b", "to": "a", **HIDDEN, **keys}
    there = figure("there", measure="exports", from_="a", to="b", period="2022", value=9)
    claims = family, source(), there, figure("back", **back)
    told = f"{what} {row}" if row.startswith("in ") else f"{what}: {row}"
    page = lines_of(run("a b", *claims)[1])
    assert f"trade Exports, Aland to Beland in 2022: $9; {told} [1] [2]" in page
    found = json.loads(run("a b --json", *claims)[1])
    assert [fact["id"] for fact in found["facts"]] == ["there", "back"]
    both = figure("number", **back | {"value": 7, "period": "2022", "absent": None, "status": None})
    assert f"{what}: $7 [1] [2]" in run("a b", *claims, both)[1].replace("  ", " ")


@pytest.mark.parametrize(
    ("between", "told", "back"),
    [
        (
            "2020",
            "Investment stock, Aland to Beland as of 2022: $5; Beland to Aland as of 2021: $3; "
            "between Aland and Beland as of 2020: $7",
            3,
        ),
        (
            "2024",
            "Investment stock as of 2024: $7; Aland to Beland as of 2022: $5; "
            "Beland to Aland as of 2021: $3",
            None,
        ),
    ],
)
def test_an_overview_tells_of_both_directions_and_of_none(
    between: str, told: str, back: int | None, run: Ask
) -> None:
    stock = measure("stock", label="Investment stock", nature="stock")
    keys = {"measure": "stock", "source": "office", "locator": "row 3"}
    claims = (
        stock,
        figure("between", period=between, value=7, **keys),
        figure("there", from_="a", to="b", period="2022", value=5, **keys),
        figure("back", from_="b", to="a", period="2021", value=3, **keys),
    )
    assert f"trade {told} [1]" in lines_of(run("a b", *claims)[1])
    (topic,) = json.loads(run("a b --json", *claims)[1])["overview"]["topics"]
    heads = [topic["headline"], *topic["other_directions"]]
    assert [str(head["value"]) for head in heads] == re.findall(r"[$]([0-9])", told)
    assert (topic["other_direction"] or {}).get("value") == back
    hidden = figure(
        "back", from_="b", to="a", period="2025", value=None, absent="confidential", **keys
    )
    page = lines_of(run("a b", *claims[:-1], hidden)[1])
    assert any("; Beland to Aland as of 2025: not published (confidential)" in it for it in page)


@pytest.mark.parametrize(
    ("between", "there", "told"),
    [
        ("2023", "2024-05", " in 2023: $7; {there} in May 2024: $5"),
        ("2023-01/2023-06", "2022", ", {there} in 2022: $5; {between} in Jan–Jun 2023: $7"),
        ("2023", "2024", ", {there} in 2024: $5; {between} in 2023: $7"),
        ("2023-05", "2024-05", ", {there} in May 2024: $5; {between} in May 2023: $7"),
    ],
)
def test_an_overview_takes_a_full_year_before_a_newer_part_of_another_direction(
    between: str, there: str, told: str, run: Ask
) -> None:
    keys = {"source": "office", "locator": "row 3"}
    claims = (
        figure("between", period=between, value=7, **keys),
        figure("there", from_="a", to="b", period=there, value=5, **keys),
    )
    words = told.format(there="Aland to Beland", between="between Aland and Beland")
    assert f"trade Trade turnover{words} [1]" in lines_of(run("a b", *claims)[1])


@pytest.mark.parametrize(
    ("keys", "what"),
    [
        ({"measure": "all", "period": "2008", "status": "target"}, "Exports in total in 2007"),
        ({"measure": "all", "period": "2005/2009"}, "Exports in total in 2007"),
    ],
    ids=["target", "no full year"],
)
def test_a_total_beside_what_has_no_place_is_the_headline_of_a_party(
    keys: dict[str, Any], what: str, run: Ask
) -> None:
    family = measure("all", sum_of=["exports", "imports"]) + measure("exports") + measure("imports")
    shared = {"source": "office", "locator": "row 3"}
    claims = (
        family,
        figure("other", reporter="b", scope="services", value=9, **shared, **keys),
        figure("total", measure="exports", parties=["b"], period="2007", value=3, **shared),
    )
    page = lines_of(run("b", *claims)[1])
    assert f"trade {what}: $3 [1]" in page
    page = lines_of(run("brief b", *claims)[1])
    assert page[2:5] == [
        "Headline figures",
        "What Value Who says so Source",
        f"{what} $3 Office [1] row 3",
    ]
    assert not any("No figure" in line for line in page)


def test_a_partner_who_has_a_place_by_another_measure_alone_is_the_headline_of_a_party(
    run: Ask,
) -> None:
    shared = {"source": "office", "locator": "row 3"}
    claims = (
        measure("exports"),
        measure("flights"),
        figure("part", measure="exports", parties=["b", "c"], period="2021-01/2021-06", **shared),
        figure("year", measure="flights", from_="a", to="b", period="2022", value=3, **shared),
    )
    page = lines_of(run("b", *claims)[1])
    assert "trade Flights from Aland in 2022: $3; 1 more partner by other measures [1]" in page
    page = lines_of(run("brief b", *claims)[1])
    assert page[4:6] == [
        "Exports with Celand in Jan–Jun 2021 (only a part of a year) $1 Office [1] row 3",
        "Flights from Aland in 2022 $3 Office [1] row 3",
    ]


def test_no_number_is_computed_from_it_and_none_is_changed_by_it(run: Ask) -> None:
    hidden = figure("f", period="2021", absent="confidential", **HIDDEN)
    numbers = years(1000, 2000, 3000, reporter="a")
    before = json.loads(run("trade a b --json", *numbers)[1])
    after = json.loads(run("trade a b --json", *numbers, hidden)[1])
    assert after["answer"] == before["answer"]
    assert after["derived"] == before["derived"]
    assert [p["low"] for p in after["series"]["points"]] == [1000, 2000, 3000, None]
    assert {fact["id"] for fact in after["facts"]} - {"f"} == {f["id"] for f in before["facts"]}


def test_a_partner_of_whom_it_is_said_is_not_ranked_and_not_missed(run: Ask) -> None:
    hidden = figure("f", period="2020", absent="confidential", **HIDDEN, parties=["a", "c"])
    status, page = run("trade a", *years(1000, 2000, 3000), hidden)
    assert status == 0
    assert "Trade turnover between Aland and Celand: not published (confidential)" in page
    status, page = run("trade a --json", *years(1000, 2000, 3000), hidden)
    ranked = json.loads(page)["ranking"]["partners"]
    assert [line["facts"] for line in ranked] == [["y2020"]]


@pytest.mark.parametrize("form", ["csv", "jsonl"])
@pytest.mark.parametrize("words", ["trade", "trade a", "trade a b"])
def test_programs_get_it_too(words: str, form: str, run: Ask) -> None:
    hidden = figure("f", period="2021", absent="confidential", **HIDDEN)
    out = run(f"{words} --format {form}", *years(1000), hidden)[1]
    if form == "jsonl":
        rows = {row["id"]: row for row in map(json.loads, out.splitlines())}
        assert (rows["f"]["value"], rows["f"]["absent"]) == (None, "confidential")
    else:
        rows = {row["id"]: row for row in csv.DictReader(io.StringIO(out))}
        assert (rows["f"]["value"], rows["f"]["absent"]) == ("", "confidential")
    assert {*rows} == {"f", "y2018"}


def test_it_is_cited_and_briefed(run: Ask) -> None:
    hidden = figure("f", period="2021", absent="confidential", **HIDDEN)
    assert "in 2021, not published (confidential). [f]" in run("cite f", hidden)[1]
    assert "not published (confidential)" in run("brief a b", hidden)[1]


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        (
            {"value": None},
            '[[figure]] "f" has no key "value"; '
            'add value = 2_900_000_000, or absent = "not-published" where the source says so',
        ),
        (
            {"value": 5, "absent": "confidential"},
            '[[figure]] "f" has both value and absent; '
            "keep absent only where the source gives no number",
        ),
        (
            {"value": None, "absent": "secret"},
            'absent cannot be "secret"; write "confidential", "not-collected" or "not-published"',
        ),
    ],
)
def test_a_figure_has_a_value_or_says_why_not(
    keys: dict[str, Any],
    message: str,
    write: Callable[..., Path],
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = write(base(*TABLES, figure("f", source="office", **keys)))
    assert app.run(["trade", "a", "b", "-f", str(path)]) == 3
    first = capsys.readouterr().err.splitlines()[0]
    assert first.partition(": ")[2] == message


def test_checks_of_numbers_pass_over_it(capsys: pytest.CaptureFixture[str]) -> None:
    claims = [
        figure("f", period="2021", absent="confidential", **HIDDEN),
        figure("g", measure="growth", unit="percent", absent="not-published", **HIDDEN),
        figure("p", part_of="f", scope="oil", value=5, source="office", locator="row 4"),
    ]
    path = shared(base(*TABLES, *claims))
    assert app.run(["check", "--strict", str(path)]) == 0, capsys.readouterr()


def test_show_has_both_sides_of_what_one_says_is_not_published(run: Ask) -> None:
    claims = [
        figure("none", absent="confidential", **HIDDEN),
        figure("some", value=5, source="office", locator="row 2", reporter="b"),
        figure("nor", absent="not-collected", **(HIDDEN | {"locator": "row 3"}), reporter="a"),
    ]
    subject = "Trade turnover between Aland and Beland in 2021: "
    number = "$5, by the figures of Beland (in Office, 1 Jan 2024)."
    nor = "not collected, by the figures of Aland (in Office, 1 Jan 2024)."
    none = f"not published (confidential), {SAID}."
    page = run("show none", *claims)[1]
    assert page.splitlines()[0] == (
        f"{subject}{none} Yet a number is claimed: {number} Another claim says: {nor}"
    )
    assert "\nsome   $5     Beland       [1] row 2\n" in page.split("a number is given")[1]
    assert "\nnor    not collected  Aland        [1] row 3\n" in page.split("no number is given")[1]
    page = run("show some", *claims)[1]
    first = page.splitlines()[0]
    assert first.startswith(f"{subject}{number} Another claim says: ")
    assert {none, nor} == {*first.split(" Another claim says: ")[1:]}
    assert "About the same question: no number is given" in page
    alone = run("show some", claims[1])[1]
    assert alone.splitlines()[0] == f"{subject}{number}"
    assert "About the same question" not in alone


def test_partners_side_by_side_have_it_in_place_of_a_gap(run: Ask) -> None:
    claims = [
        *years(5, 6),
        figure("old", period="2018", parties=["a", "c"], absent="confidential", **HIDDEN),
        figure("new", period="2019", parties=["a", "c"], absent="not-published", **HIDDEN),
        figure("gone", period="2019", parties=["a", "d"], rank="deprecated", rank_reason="slip"),
    ]
    status, page = run("trade a c b d", party("d", name="Deland"), source(), *claims)
    lines = [" ".join(line.split()) for line in page.splitlines()]
    assert "Deland: 1 claim for 2019 is deprecated (slip): --all shows it." in lines
    assert (status, lines[:6]) == (
        0,
        [
            "Trade turnover of Aland in 2019: with Celand not published and with Beland $6; "
            "no figure for all of 2019 with Deland.",
            "",
            "Trade turnover of Aland with each",
            "Year Celand Beland Deland Source",
            "2019 not published $6 – [1]",
            "2018 not published (confidential) $5 – [1]",
        ],
    )
    found = json.loads(run("trade a c b --json", *claims[:-1])[1])
    cells = [row["cells"][0] for row in found["side_by_side"][0]["rows"]]
    keys = ("absent", "value", "low", "agreement", "facts")
    assert [[cell[key] for key in keys] for cell in cells] == [
        ["not-published", None, None, None, ["new"]],
        ["confidential", None, None, None, ["old"]],
    ]


@pytest.mark.parametrize("words", ["trade a b c", "trade a b c --in 2019", "trade b a world"])
def test_what_is_not_published_is_no_number_that_is_preferred(words: str, run: Ask) -> None:
    hidden = {"period": "2019", "absent": "confidential", "rank": "preferred", "rank_reason": "why"}
    world = party("world", kind="aggregate", name="World")
    claims = [*years(5, 6), world, figure("c", parties=["a", "c"], **hidden, **HIDDEN)]
    claims += [figure("all", parties=["b", "world"], **hidden, **HIDDEN)]
    status, page = run(words, source(), *claims)
    assert (status, "$6" in page, "not published" in page) == (0, True, True)


def test_show_names_the_measure_and_unit_of_what_has_no_number_as_the_topic_does(run: Ask) -> None:
    hidden = figure("h", period="2021", absent="confidential", parties=["a", "c"], **HIDDEN)
    shown, of_topic = (
        json.loads(run(f"{words} --json", hidden)[1])["answer"] for words in ("show h", "trade a c")
    )
    assert shown["text"] == of_topic["text"]
    assert shown == of_topic
    keys = ("measure", "period", "value", "unit", "agreement", "facts")
    assert [shown[key] for key in keys] == ["turnover", "2021", None, "USD", None, ["h"]]


def test_each_page_has_all_reasons_why_there_is_no_number(run: Ask) -> None:
    to_c = {"period": "2019", "parties": ["a", "c"], **HIDDEN}
    claims = [
        *years(5, 6),
        figure("nor", absent="not-collected", **(to_c | {"locator": "row 3"})),
        figure("kept", absent="confidential", **to_c),
        figure("again", absent="confidential", **(to_c | {"locator": "row 4"})),
    ]
    why = "not collected or not published (confidential)"
    lines = [" ".join(line.split()) for line in run("trade a c b", *claims)[1].splitlines()]
    assert f"Trade turnover of Aland in 2019: with Celand {why} and with Beland $6." == lines[0]
    assert f"2019 {why} $6 [1]" in lines
    found = json.loads(run("trade a c b --json", *claims)[1])
    cell = found["side_by_side"][0]["rows"][0]["cells"][0]
    said = [cell[key] for key in ("absent", "value", "display", "agreement", "facts")]
    assert said == [None, None, why, "conflict", ["again", "kept", "nor"]]
    assert {*found["answer"]["facts"]} >= {"again", "kept", "nor"}
    assert f"Trade turnover in 2019: {why}  [1]\n" in run("a c", *claims)[1]


def test_both_sides_have_it_where_a_side_gives_no_number(run: Ask) -> None:
    sides = {"period": "2021", "source": "office"}
    claims = [
        figure("some", value=5, reporter="a", locator="row 1", **sides),
        figure("none", value=None, absent="confidential", reporter="b", locator="row 2", **sides),
        figure("old", value=None, absent="not-collected", reporter="a", locator="row 3", **sides),
        *years(3, reporter="b"),
    ]
    page = run("trade a b --mirror", *claims)[1]
    lines = [" ".join(line.split()) for line in page.splitlines()]
    assert "2021 $5 not published (confidential) [1] row 1, [1] row 2" in lines
    assert "2018 no figure $3 [1] row 2" in lines
    rows = json.loads(run("trade a b --mirror --json", *claims)[1])["mirror"]
    found = [[side and (side["id"], side["absent"]) for side in row["sides"]] for row in rows]
    assert found == [[("some", None), ("none", "confidential")], [None, ("y2018", None)]]
    assert rows[0]["sides"][1]["value"] is rows[0]["asymmetry_percent"] is None
