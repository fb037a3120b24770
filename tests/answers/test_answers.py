"""The timeline, relations, both sides and the empty answers, asked through the command line."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dipfacts.cli import app
from support import factbase
from support.compiled import shared
from support.factbase import base, measure, party, source, topic

PAIR = ["a-land", "b-land"]
HEAD = base(
    source(published=date(2022, 1, 1)),
    source("old"),
    party("a-land", name="A-land"),
    party("b-land", name="B-land"),
    party("a-customs", kind="organisation", name="Customs of A-land", country="a-land"),
    topic(note="Goods."),
    measure(label="Trade turnover", sum_of=["exports", "imports"]),
    measure("exports"),
    measure("imports"),
)


def relation(name: str, period: str | None, **keys: str) -> str:
    """A relation between A-land and B-land as TOML."""
    usual = {"title": f"The {name}", "parties": PAIR, "period": period}
    return factbase.relation(name, **usual, **keys)


def event(name: str, period: str | None, **keys: str) -> str:
    """An event between A-land and B-land as TOML."""
    usual = {"title": f"The {name}", "parties": PAIR, "period": period}
    return factbase.event(name, **usual, **keys)


def flow(name: str, measure: str, start: str, end: str, reporter: str, value: int) -> str:
    """A directed flow of 2021 as one side reports it, as TOML."""
    return factbase.figure(
        name, measure=measure, from_=start, to=end, value=value, reporter=reporter
    )


Ask = Callable[..., tuple[int, str]]


@pytest.fixture
def ask(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], Ask]:
    """Makes a base of these tables and gives a function that asks it."""

    def made(text: str) -> Ask:
        path = shared(HEAD + text)
        monkeypatch.setenv("DIPFACTS_FACTS", str(path))

        def asked(*words: str) -> tuple[int, str]:
            status = app.run(list(words))
            return status, capsys.readouterr().out

        return asked

    return made


def loaded(answer: tuple[int, str]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(answer[1])
    return found


def single_spaced(page: str) -> str:
    """A page without what aligns its columns."""
    return re.sub(" +", " ", page)


# -------------------------------------------------------------------------- the timeline


def test_timeline_orders_by_start_with_undated_last(ask: Callable[[str], Ask]) -> None:
    asked = ask(
        event("unknown", None, status="held")
        + event("late", "2021-05-01", status="held")
        + event("early", "2020", status="planned", place="Here")
        + event("before", "/2019", status="reported")
    )
    found = loaded(asked("timeline", "--json"))
    assert [fact["id"] for fact in found["facts"]] == ["before", "early", "late", "unknown"]
    page = single_spaced(asked("timeline")[1])
    assert (
        page.splitlines()[0]
        == "4 events (1 once planned for a time now past) and 0 relations on the timeline, "
        "2019 to 2021."
    )
    assert "until 2019, start unknown The before (A-land and B-land) visit, reported [1]" in page
    assert "2020 The early, Here (A-land and B-land) PLANNED visit [1]" in page
    assert "undated The unknown" in page


def test_a_topic_lists_its_newest_events_first_and_undated_ones_last(
    ask: Callable[[str], Ask],
) -> None:
    days = ("2021-05-01", None, "2020", None, "2022")
    events = (event(f"of-{nth}", day, topic="trade") for nth, day in enumerate(days))
    asked, expected = ask("".join(events)), ["of-4", "of-0", "of-2", "of-1", "of-3"]
    for parties in ((), PAIR[:1], PAIR):
        for kept in range(1, 1 + len(days)):
            question = ("trade", *parties, "--limit", str(kept))
            answered = loaded(asked(*question, "--json"))
            assert [fact["id"] for fact in answered["facts"]] == expected[:kept]
            for others in ([], ["--format", "csv"]):
                titles = re.findall(r"The (of-.)", asked(*question, *others)[1])
                assert titles == expected[:kept]


def test_a_relation_begins_and_ends(ask: Callable[[str], Ask]) -> None:
    asked = ask(relation("pact", "1992-04-04/1999") + relation("bond", "../1995"))
    _, page = asked("timeline")
    assert "4 Apr 1992  The pact (A-land and B-land)  treaty, begins" in page
    assert "1995        The bond (A-land and B-land)  treaty, ends" in page
    assert "1999        The pact (A-land and B-land)  treaty, ends" in page
    found = loaded(asked("timeline", "--json"))
    assert [fact["id"] for fact in found["facts"]] == ["pact", "bond"]


def test_dates_asked_for_hold_for_each_line(ask: Callable[[str], Ask]) -> None:
    """A relation that lasts through the dates neither begins nor ends in them."""
    asked = ask(
        relation("pact", "1992-04-04/1999")
        + relation("forever", "1990/..")
        + relation("once", None)
        + event("visit", "1998", status="held")
    )
    found = loaded(asked("timeline", "--since", "1998", "--json"))
    assert {fact["id"] for fact in found["facts"]} == {"pact", "visit"}
    found = loaded(asked("timeline", "--in", "1992", "--json"))
    assert [fact["id"] for fact in found["facts"]] == ["pact"]
    found = loaded(asked("timeline", "--until", "1991", "--json"))
    assert [fact["id"] for fact in found["facts"]] == ["forever"]
    status, page = asked("timeline", "--in", "2005")
    assert status == 1
    assert page == (
        "Nothing on the timeline is recorded for 2005;"
        " there are 4 claims (3 from 1990 to 1999, 1 without a date).\n"
    )


def test_limits_tell_what_they_leave_out(ask: Callable[[str], Ask]) -> None:
    asked = ask(relation("pact", "1992/..") + relation("bond", "1993/..") + event("visit", "1998"))
    _, page = asked("timeline", "--limit", "1")
    assert "2 more lines: --limit 0" in page
    _, page = asked("relations", "--limit", "1")
    assert "1 more relation: --limit 0" in page
    assert "The bond" in page
    assert "The pact" not in page


# ------------------------------------------------------------------------------ relations


def test_relations_are_listed_by_their_class(ask: Callable[[str], Ask]) -> None:
    asked = ask(
        relation("one-day", "2001-01-01")
        + relation("paused", "1992/..", status="suspended")
        + relation("lasting", "1990/..", status="in-force")
        + relation("signed", "1990-05-01/..", status="signed")
        + relation("ended", "1980/1985")
        + relation("unknown", None)
        + relation("until-later", "1991/9000")
    )
    found = loaded(asked("relations", "--json"))
    assert [(fact["id"], fact["status_class"]) for fact in found["facts"]] == [
        ("until-later", "standing"),
        ("lasting", "standing"),
        ("paused", "paused"),
        ("signed", "not-yet"),
        ("ended", "over"),
        ("one-day", "unknown"),
        ("unknown", "unknown"),
    ]
    assert found["answer"]["text"] == (
        "7 relations, 2 in force, 1 paused, 1 not recorded as in force, 1 over "
        "and 2 of unknown duration."
    )


def test_in_force_is_judged_as_of_the_day_known(ask: Callable[[str], Ask]) -> None:
    asked = ask(relation("pact", "1992/2000") + relation("later", "2023/.."))
    found = loaded(asked("relations", "--known-by", "2022-06", "--json"))
    assert found["answer"]["text"] == (
        "2 relations, 1 not recorded as in force and 1 over. (As known by Jun 2022.)"
    )


# ----------------------------------------------------------------------------- both sides


def test_both_sides_of_the_same_goods(ask: Callable[[str], Ask]) -> None:
    """Exports from A to B stand beside B's imports from A; arguments in any order."""
    asked = ask(
        flow("x", "exports", "a-land", "b-land", "a-customs", 300)
        + flow("m", "imports", "a-land", "b-land", "b-land", 500)
        + flow("y", "exports", "b-land", "a-land", "b-land", 100)
    )
    found = loaded(asked("trade", "b-land", "a-land", "--mirror", "--json"))
    assert found == loaded(asked("trade", "a-land", "b-land", "--mirror", "--json"))
    usual: dict[str, Any] = {"unit": "USD", "qualifier": "exactly"}
    usual |= dict.fromkeys(("absent", "scope", "valuation", "definition"))
    assert found["mirror"] == [
        {
            "measure": None,
            "from": "a-land",
            "to": "b-land",
            "scope": None,
            "period": "2021",
            "unit": "USD",
            "sides": [
                {"id": "x", "value": 300, "reporter": "a-customs", **usual},
                {"id": "m", "value": 500, "reporter": "b-land", **usual},
            ],
            "asymmetry_percent": 50.0,
            "asymmetry_at_least": None,
            "not_compared": None,
        },
        {
            "measure": None,
            "from": "b-land",
            "to": "a-land",
            "scope": None,
            "period": "2021",
            "unit": "USD",
            "sides": [None, {"id": "y", "value": 100, "reporter": "b-land", **usual}],
            "asymmetry_percent": None,
            "asymmetry_at_least": None,
            "not_compared": None,
        },
    ]
    page = single_spaced(asked("trade", "a-land", "b-land", "--mirror")[1])
    assert "Goods from A-land to B-land, by each side's own statistics" in page
    assert "2021 $300 $500 50.0% [1]" in page
    assert "2021 no figure $100 [1]" in page


def test_both_sides_without_statistics(ask: Callable[[str], Ask]) -> None:
    text = flow("x", "exports", "a-land", "b-land", "a-customs", 300)
    asked = ask(text.replace('reporter = "a-customs"\n', ""))
    _, page = asked("trade", "a-land", "b-land", "--mirror")
    assert "Neither side's own statistics are on record." in page


# --------------------------------------------------------------------------------- empties


def test_each_empty_says_what_there_is(ask: Callable[[str], Ask]) -> None:
    asked = ask(
        event("visit", "2020-02", topic="trade", status="held")
        + event("other", "2021", source="old", status="held")
    )
    status, page = asked("trade", "a-land", "b-land")
    assert (status, page) == (
        0,
        "Trade of A-land and B-land: 1 event; no figures.\n\nEvents\n"
        "When      What       Kind   Source\nFeb 2020  The visit  visit  [1]\n\n"
        "Sources\n[1] S, 1 Jan 2022.\n"
        "Newest source: S, 1 Jan 2022, more than 2 years old.\n",
    )
    status, page = asked("relations", "a-land")
    assert (status, page) == (
        1,
        "Nothing on relations about A-land is recorded. Other claims there are: 2 events on trade"
        " or on no topic."
        "\n\nThe other claims: dipfacts a-land\n",
    )
    status, page = asked("relations", "--known-by", "2000")
    assert (status, page) == (1, "Nothing on relations is recorded. (As known by 2000.)\n")
    status, page = asked("timeline", "--since", "2030", "--until", "2031")
    assert (status, page) == (
        1,
        "Nothing on the timeline is recorded since 2030 until 2031; "
        "there are 2 claims from 2020 to 2021.\n",
    )


def test_claims_without_a_known_date_are_not_known_by_any(ask: Callable[[str], Ask]) -> None:
    asked = ask(event("visit", "2020", source="old", status="held"))
    assert loaded(asked("timeline", "--json"))["facts"][0]["known_by"] is None
    assert asked("timeline", "--known-by", "2025")[0] == 1


def test_one_claim_outside_the_dates(ask: Callable[[str], Ask]) -> None:
    asked = ask(event("visit", "2020", status="held"))
    assert asked("timeline", "--in", "2019")[1] == (
        "Nothing on the timeline is recorded for 2019; there is 1 claim for 2020.\n"
    )
    asked = ask(relation("undated", None))
    status, page = asked("relations", "--in", "2019")
    assert status == 1
    assert "there is 1 claim without a date" in page
    several = relation("dated", "1923") + relation("undated", None) + relation("open", "/..")
    page = ask(several)("timeline", "--in", "1919")[1]
    assert page.endswith("; there are 3 claims (1 for 1923, 2 without a date).\n")


def test_no_party_at_all(ask: Callable[[str], Ask], tmp_path: Path) -> None:
    asked = ask("")
    empty = tmp_path / "empty.toml"
    empty.write_text("format = 1\n", encoding="utf-8")
    status, page = asked("parties", "-f", str(empty))
    assert (status, page) == (1, "0 parties.\n")
