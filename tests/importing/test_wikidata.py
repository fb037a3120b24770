"""`dipfacts import` of what Wikidata answers: statements, and the dates that they have."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from support.command_line import Run
from support.import_files import (
    ITEM,
    adds_up,
    bindings,
    counts,
    import_twice,
)
from support.importing import DAY

pytestmark = pytest.mark.usefixtures("read_anew")

ENTITY = "http://www.wikidata.org/entity/"
STATEMENT = {
    "statement": f"{ENTITY}statement/Q227-ABC", "property": "P530", "from": f"{ENTITY}Q227",
    "to": f"{ENTITY}Q145", "start": "1992-01-01T00:00:00Z", "startPrecision": "9",
}  # fmt: skip


def test_wikidata_takes_statements_once_and_no_date_beyond_its_precision(dip: Run) -> None:
    unknown = {**STATEMENT, "to": "t123", "statement": "x"}
    Path("query.json").write_text(bindings(STATEMENT, STATEMENT, unknown))
    out, found = import_twice(dip, "query.json")
    assert "3 rows: 1 statement, 1992" in out
    assert counts("query.json").left_out == {"the same statement again": 1, "no value": 1}
    (claim,) = found.values()
    assert (claim["kind"], claim["period"]) == ("diplomatic-relations", "1992/")
    assert claim["topic"] == "diplomacy"
    assert claim["parties"] == ["wd:Q227", "wd:Q145"]


def test_each_date_of_a_wikidata_statement_is_a_claim(dip: Run) -> None:
    other = {**STATEMENT, "start": "1993-05-06T00:00:00Z", "startPrecision": "11"}
    Path("query.json").write_text(bindings(STATEMENT, other, STATEMENT))
    out, found = import_twice(dip, "query.json")
    assert sorted(claim["period"] for claim in found.values()) == ["1992/", "1993-05-06/"]
    assert "note: 1 statement with several dates: Q227-ABC; each date is a claim" in out


UNDATED = {**STATEMENT, "start": "", "startPrecision": "", "statement": "Q145-X"}
BACK = {**UNDATED, "from": STATEMENT["to"], "to": STATEMENT["from"]}
LATER = {**STATEMENT, "start": "1999-01-01T00:00:00Z", "statement": "Q227-Later"}
PAST = {**STATEMENT, "end": "1996-01-01T00:00:00Z", "endPrecision": "9"}
ENDED_ABOUT = {"end": "1900-01-01T00:00:00Z", "endPrecision": "7"}
ABOUT = {"start": "1900-01-01T00:00:00Z", "startPrecision": "7"}


@pytest.mark.parametrize("name", [(), ("--id", "relations-of-states")])
@pytest.mark.parametrize(
    ("rows", "relations", "joined"),
    [
        ([STATEMENT, BACK], "1 relation (2 claims), ", 1),
        ([BACK, STATEMENT], "1 relation (2 claims), ", 1),
        ([STATEMENT, UNDATED, {**BACK, "statement": "Q145-Y"}], "1 relation (3 claims), ", 2),
        ([STATEMENT, LATER, BACK], "1 relation (3 claims), ", 1),  # both stand: these are one
        ([LATER, STATEMENT, BACK], "1 relation (3 claims), ", 1),
        ([PAST, BACK], "2 relations, 1 over and 1 of unknown duration", 0),  # that ended
        ([{**PAST, "start": ""}, BACK], "2 relations, 1 over and 1 of unknown duration", 0),
        ([{**STATEMENT, **ENDED_ABOUT}, BACK], "2 relations, ", 0),
        ([PAST, LATER, BACK], "2 relations (3 claims), 1 over and 1 of unknown duration", 1),
        ([BACK, {**UNDATED, "statement": "Q227-Z"}], "1 relation (2 claims), ", 0),
        ([STATEMENT, {**BACK, **ABOUT}], "2 relations, ", 0),  # that is not undated
        ([STATEMENT, {**BACK, "from": f"{ENTITY}Q142"}], "1 relation, ", 0),
        (
            [{**STATEMENT, "property": "P47"}, {**BACK, "property": "P47"}],
            "2 relations, ",
            0,
        ),
    ],
)
def test_a_statement_without_a_date_is_about_the_dated_one_that_has_no_end(
    dip: Run, rows: list[dict[str, str]], relations: str, joined: int, name: tuple[str, ...]
) -> None:
    Path("query.json").write_text(bindings(*rows))
    out, found = import_twice(dip, "query.json", *name)
    same = {claim["same_as"] for claim in found.values() if "same_as" in claim}
    assert len(same) == min(joined, 1)
    assert same <= found.keys()
    are = "statement without a date is" if joined == 1 else "statements without a date are"
    what = "the same as the dated one of the same two that has no end"
    note = f"note: {joined} {are} taken to be about {what}"
    assert (note in out.replace("\n    ", " ")) == bool(joined)
    page = dip("relations", "azerbaijan", "uk", "-f", "base").page()
    assert page.startswith(f"Azerbaijan and United Kingdom: {relations}")


@pytest.mark.parametrize(
    ("start", "precision", "period", "note"),
    [
        ("1990-01-01", "8", "199X/", None),
        ("2000-01-01", "7", None, "begins about 2000, known to 100 years"),
        ("-0044-03-15", "11", None, "begins before the year 1"),
        ("1992-03-02", "14", "1992-03-02/", None),
        ("http://www.wikidata.org/.well-known/genid/0a", "", None, None),
    ],
)
def test_a_date_of_wikidata_is_as_exact_as_it_is_known(
    dip: Run, start: str, precision: str, period: str | None, note: str | None
) -> None:
    row = {**member(1, "Q1065", "United Nations", start), "startPrecision": precision}
    Path("query.json").write_text(bindings(row))
    ((_, claim),) = import_twice(dip, "query.json")[1].items()
    assert (claim.get("period"), claim.get("note")) == (period, note)


@pytest.mark.parametrize(
    ("start", "precision", "told"),
    [
        ("foo", "9", '"foo" as a date; correct its column start'),
        ("1992-01-01", "x", '"x" is no precision of a date; correct its column startPrecision'),
        ("1992-01-01", "", '"" is no precision of a date; correct its column startPrecision'),
        ("1993-02-31", "11", "has no day 31; correct its columns start and end"),
    ],
)
def test_a_date_of_wikidata_that_cannot_be_read_is_told(
    dip: Run, start: str, precision: str, told: str
) -> None:
    row = {**member(1, "Q1065", "United Nations", start), "startPrecision": precision}
    Path("query.json").write_text(bindings(row))
    status, out, _ = dip("import", "query.json", *DAY)
    assert status == 3
    assert "query.json: row 1: " in out
    assert told in out


def member(nth: int, item: str, label: str, start: str = "1992-03-02T00:00:00Z") -> dict[str, str]:
    """Return a statement that Azerbaijan is a member of what an item is, with its label."""
    of = {"statement": f"{ITEM}statement/Q227-{nth}", "property": "P463"}
    sides = {"from": f"{ITEM}Q227", "to": f"{ITEM}{item}"}
    dated = {"start": start, "startPrecision": "11"} if start else {}
    return {**of, **sides, **dated, **({"organisationLabel": label} if label else {})}


def test_a_country_that_wikidata_names_by_an_unknown_item_is_told_as_such(dip: Run) -> None:
    rows = [
        {**member(nth, "Q1065", "United Nations", start), "from": f"{ITEM}{item}"}
        for nth, (item, start) in enumerate(
            [
                ("Q1030", "1990-04-23T00:00:00Z"),
                ("Q55", "1945-12-10T00:00:00Z"),
                ("Q15180", "1945-10-24T00:00:00Z"),
                ("Q888888", "1950-01-01T00:00:00Z"),
            ]
        )
    ]
    Path("query.json").write_text(bindings(*rows))
    out, found = import_twice(dip, "query.json")
    assert "  left out: 1 Q888888, no country that is known by its item\n" in out
    assert "asks for names" not in out
    assert [it["from"] for it in found.values()] == ["wd:Q1030", "wd:Q55", "wd:Q15180"]


def test_organisations_of_wikidata_are_known_by_their_names(dip: Run) -> None:
    assert dip("import", "--query", "membership")[1].startswith(
        "SELECT ?statement ?property ?from ?to ?organisationLabel ?start"
    )
    found = [("Q1065", "United Nations"), ("Q7184", "NATO"), ("Q5", "Club of Fog"), ("Q6", "")]
    rows = [member(nth, *of) for nth, of in enumerate(found)]
    Path("members.json").write_text(bindings(*rows, member(9, "Q1065", "United Nations", "")))
    out, claims_ = import_twice(dip, "members.json")
    assert "  3 claims from 3 rows\n" in out
    assert "  left out: 1 Club of Fog, unknown\n  left out: 1 Q6, without a name\n" in out
    assert "the query of dipfacts import --query asks for names of organisations\n" in out
    told = {(it["from"], it["to"], it["topic"]) for it in claims_.values()}
    assert told == {("wd:Q227", to, "membership") for to in ("united-nations", "nato")}
    assert adds_up(counts("members.json"))
    listed = [{**member(nth, *of), "line": None} for nth, of in enumerate(found)]
    Path("list.json").write_text(json.dumps(listed))  # the other JSON that the site offers
    assert len(import_twice(dip, "list.json", "--id", "list")[1]) == 2 + len(claims_)


def test_json_over_several_lines_is_told_in_words_of_json(dip: Run) -> None:
    text = bindings(member(1, "Q1065", 'Union of "Mist"'), member(2, "Q5", "Fog"))
    Path("members.json").write_text(text.replace("}}, {", "}},\n{"))
    status, out, _ = dip("import", "members.json", *DAY)
    assert status == 1
    assert out.startswith("Wikidata, results of a query, 2 rows\n  0 claims from 0 rows\n")
    assert "cannot be read" not in out


def test_wikidata_without_statements_is_refused_with_the_query_to_run(dip: Run) -> None:
    Path("query.csv").write_text("country,capital\nhttp://www.wikidata.org/entity/Q230,x\n")
    status, _, err = dip("import", "query.csv", *DAY)
    assert (status, err) == (
        2,
        "dipfacts: query.csv holds no statements: their dates, and how exact, are lost\n"
        "  run at query.wikidata.org what dipfacts import --query membership prints\n",
    )
    status, out, _ = dip("import", "--query", "diplomatic-relations")
    assert status == 0
    assert "?from p:P530 ?statement ." in out
    assert dip("import", "--query", "diplomatic-relation")[0] == 2
    Path("none.json").write_text(bindings())
    assert dip("import", "none.json", *DAY)[0] == 1


@pytest.mark.parametrize(
    ("beside", "named"),
    [
        (("no such.json", "--to", "x"), "'no such.json' and --to"),
        (("a.json", "b.json", "--copy", "--all"), "the files, --copy and --all"),
        (("--published", ""), "--published"),
        (("--dry-run", "--map", "a", "--id", "B B"), "--dry-run, --map and --id"),
    ],
)
def test_a_query_is_printed_without_files_and_options(
    dip: Run, beside: Sequence[str], named: str
) -> None:
    """Whoever keeps --query from the first step would import nothing, and never hear of it."""
    assert dip("import", "--query", "membership", *beside) == (
        2,
        "",
        f"dipfacts: --query prints a query, and imports nothing\n  leave {named} out\n",
    )
