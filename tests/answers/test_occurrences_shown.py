"""Where pages show that several claims are one occurrence, or may be."""

from __future__ import annotations

import csv
import io
import json
import random
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from conftest import Write
from dipfacts.answers.answer import LIMITS
from dipfacts.answers.occurrences import possible_duplicates
from dipfacts.answers.show import show
from dipfacts.checks import findings
from dipfacts.cli import app
from dipfacts.cli.registry import COMMANDS
from dipfacts.model.occurrences.occurrence import occurrences
from dipfacts.model.periods.period import Period
from dipfacts.model.query import Query
from dipfacts.query.base import open_base
from dipfacts.read.base import possible_duplicates as duplicates_rule
from dipfacts.read.base.base_reader import BaseReader
from dipfacts.read.files import SourceFile
from support.command_line import Ask, Run, ask_of
from support.factbase import event, party, relation, source, table
from support.occurrences import ALL, HEAD, STAGES, TIES, Together, told_together


@pytest.fixture
def together() -> Together:
    return told_together


@pytest.fixture
def ask(dip: Run) -> Ask:
    return ask_of(dip, HEAD)


VISIT = event("a", title="State visit to B", period="1992-06-02", status="held") + event(
    "b", title="The queen in B", period="1992-06-03", status="held", source="t", same_as="a"
)


def test_one_visit_with_two_dates_is_one_line_of_a_timeline(ask: Ask) -> None:
    for who in ((), ("a", "b"), ("--in", "1992-06-03"), ("--in", "1992-06-02"), ("--limit", "1")):
        _, out = ask(VISIT, "timeline", *who)
        assert "1 event and 0 relations (2 claims) on the timeline, 1992." in out
        assert "2 or 3 Jun 1992  State visit to B" in out
        assert "· sources differ on the date: 2 Jun 1992 [2]; 3 Jun 1992 [1]" in out
    assert ask(VISIT, "timeline", "--in", "1992-06-04")[0] == 1
    _, out = ask(VISIT, "timeline", "--source", "t")
    assert "1 event and 0 relations on the timeline" in out
    assert "differ" not in out


@pytest.mark.parametrize(("dates", "status"), [("2021", 0), ("2024", 0), ("today", 0), ("2019", 1)])
def test_an_event_that_goes_on_by_one_source_is_found_in_later_years(
    ask: Ask, dates: str, status: int
) -> None:
    ended = event("ended", title="Blockade", period="2020-03/2022")
    going = event("going", title="Blockade", period="2020-03/..", source="t", same_as="ended")
    done, out = ask(ended + going, "timeline", "a", "b", "--in", dates)
    assert done == status
    told = "Mar 2020 – 2022 or since Mar 2020  Blockade"
    assert out.count(told) == 1 - status
    done, out = ask(ended, "timeline", "a", "b", "--in", dates)
    assert done == (0 if dates == "2021" else 1)


@pytest.mark.parametrize(
    ("period", "status"),
    [
        ("2016-01-03", "severed"),
        ("1999/", "suspended"),
        ("2000", None),
        ("1993/..", "signed"),
    ],
)
def test_what_begins_nothing_makes_no_relation_of_two(
    together: Together, period: str, status: str | None
) -> None:
    first = relation("a", kind="ties", period="1992/", status="ended")
    then = relation("b", kind="ties", period=period, status=status)
    assert len(together(first, then)) == 1
    assert len(together(first, relation("b", kind="ties", period="1999/.."))) == 2


@pytest.mark.parametrize("type", ["event", "relation"])
def test_of_several_ends_and_a_claim_that_it_goes_on_all_are_told_and_found(
    ask: Ask, type: str
) -> None:
    make = {"event": event, "relation": relation}[type]
    claims = [
        make("one", title="Siege", kind="war", period="1985/2001", source="s"),
        make("two", title="Siege", kind="war", period="1985/2003", source="t", same_as="one"),
        source("late", publisher="Review", published=date(2024, 9, 1)),
        make("on", title="Siege", kind="war", period="1985/..", source="late", same_as="one"),
    ]
    words = ("relations", "a", "b") if type == "relation" else ("timeline", "a", "b")
    told = {
        "relation": "1985 – 2001, 2003 or still going  Siege",
        "event": "1985–2001, 1985–2003 or since 1985  Siege",
    }
    for more in ((), ("--in", "2020"), ("--in", "2002")):
        assert told[type] in ask("".join(claims), *words, *more)[1]
    ended = ask("".join(claims[:2]), *words, "--in", "2020")
    assert ended[0] == 1


def test_an_event_without_a_known_end_has_that_of_another_claim(ask: Ask) -> None:
    claims = event("one", title="Siege", period="1985/")
    claims += event("two", title="Siege", period="1986/1990", source="t", same_as="one")
    for dates, status in (("1989", 0), ("1985", 0), ("1991", 1), ("1984", 1)):
        assert ask(claims, "timeline", "a", "b", "--in", dates)[0] == status


@pytest.mark.parametrize(
    ("date", "period", "told", "years"),
    [
        ("200X", "2007/", "from 2007, end unknown", ["2007", "2009"]),
        ("1995", "1995-03/", "from Mar 1995, end unknown", ["1995"]),
        ("1995-03", "1995-03-05/", "from 5 Mar 1995, end unknown", ["1995"]),
        ("1995", "1995-03/1995-08", "Mar–Aug 1995", ["1995"]),
    ],
)
def test_a_date_alone_that_holds_the_beginning_of_an_event_is_no_end_of_it(
    ask: Ask, date: str, period: str, told: str, years: list[str]
) -> None:
    claims = event("one", title="Siege", period=date)
    claims += event("two", title="Siege", period=period, source="t", same_as="one")
    asked = ("1995", "2001", "2007", "2009", "2011")
    found = [it for it in asked if ask(claims, "timeline", "a", "b", "--in", it)[0] == 0]
    assert found == years
    text = ask(claims, "timeline", "a", "b")[1]
    assert f"\n{told}  Siege " in text
    assert "differ" not in text


@pytest.mark.parametrize(
    ("unknown", "known", "within"),
    [
        ("1985/", "1986/2003", ("1985", "2003")),
        ("/2000", "1985/2003", ("1985", "2003")),
        ("1985/", "1985/2003", ("1985", "2003")),
        ("1985/..", "1986/2003", ("1985", "2003")),
        ("1986/..", "1985/2003", ("1985", "2003")),
    ],
)
def test_where_one_claim_knows_the_end_it_is_that_of_the_others(
    ask: Ask, unknown: str, known: str, within: tuple[str, str]
) -> None:
    early = source("early", published=date(1995, 3, 1))
    keys = {"title": "Pact", "kind": "treaty"}
    claims = early + relation("one", period=unknown, source="early", **keys)
    claims += relation("two", period=known, source="t", same_as="one", **keys)
    for year in within:
        assert ask(claims, "relations", "a", "b", "--in", year)[0] == 0
    for year in ("1984", "2004"):
        assert ask(claims, "relations", "a", "b", "--in", year)[0] == 1


def test_what_may_be_one_is_told_where_nothing_joins_it(ask: Ask) -> None:
    apart = VISIT.replace('same_as = "a"\n', "").replace("The queen in B", "State visit to B")
    remark = "Perhaps the same, though no same_as joins them: a and b."
    for words in (("timeline",), ("timeline", "--format", "html")):
        _, out = ask(apart, *words)
        assert "2 events and 0 relations on the timeline, 1992." in out
        assert remark in out
    once = apart.replace('source = "t"', 'source = "s"')
    assert remark in ask(once, "timeline")[1]
    assert remark not in ask(once.replace("State visit to B", "A visit", 1), "timeline")[1]
    assert remark not in ask(apart.replace("1992-06-03", "1992-08-03"), "timeline")[1]
    assert remark not in ask(apart.replace('kind = "visit"', 'kind = "meeting"', 1), "timeline")[1]


@pytest.mark.parametrize(
    ("status", "period", "is_told"),
    [
        ("terminated", "2018-06-01", True),
        ("suspended", "2018-06-01/..", True),
        ("terminated", "1990-06-01", False),
        ("in-force", "2018-06-01/..", False),
        ("terminated", None, True),
        ("in-force", None, False),
    ],
)
def test_an_end_that_nothing_joins_may_be_that_of_what_goes_on(
    ask: Ask, status: str, period: str | None, is_told: bool
) -> None:
    dates = {"period": period} if period else {}
    claims = relation("one", title="Road", period="2000/..", status="in-force")
    claims += relation("two", title="Road", status=status, source="t", **dates)
    text = ask(claims, "relations", "a", "b")[1]
    assert ("Perhaps the same, though no same_as joins them: one and two." in text) == is_told


PERHAPS = "Perhaps the same, though no same_as joins them"
MAY_BE_ONE = {
    "no neighbours in the list": (
        relation("x", period="1945/..", title="Pact", topic="peace")
        + relation("y", period="1950/..", title="Pact", topic="peace", source="t")
        + relation("z", period="1979", title="Pact", topic="peace", source="copy",
                   status="suspended"),
        ["y and z", "x and z"],
    ),
    "a war without a direction": (
        event("x", kind="war", title="War", topic="peace", period="1973-10")
        + event("y", kind="war", title="War", topic="peace", period="1973-10-06/1973-10-25",
                source="t", from_="a", to="b"),
        ["x and y"],
    ),
    "two titles": (
        event("x", period="1973-10-05", title="Visit", topic="peace")
        + event("y", period="1973-10-06", title="Arrival", topic="peace", source="t"),
        ["x and y"],
    ),
    "parties that differ": (
        relation("x", period="1945/..", title="Pact", topic="peace", parties=["a", "b", "c"])
        + relation("y", period="1945/..", title="pact", topic="peace", source="t"),
        ["x and y"],
    ),
    "an event of fewer": (
        event("y", period="1973-10-05", title="Visit", topic="peace")
        + event("x", period="1973-10-05", title="Visit", topic="peace", parties=["a", "b", "c"],
                source="t"),
        ["x and y"],
    ),
    "said to be two": (
        event("x", period="1973-10-05", title="Visit", topic="peace")
        + event("y", period="1973-10-06", title="Arrival", topic="peace", source="t",
                allow=["possible-duplicate: he came twice"]),
        [],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", MAY_BE_ONE)
def test_what_may_be_one_is_told_on_every_page_that_lists_it_as_two(ask: Ask, case: str) -> None:
    claims, told = MAY_BE_ONE[case]
    claims += table("topic", id="peace", label="Peace")
    remark = f"{PERHAPS}: {'; '.join(told)}."
    listed = "timeline" if "[[event]]" in claims else "relations"
    for words in ((listed,), (listed, "a", "b"), (listed, "a"), ("peace", "a", "b"), ("peace",)):
        text = ask(claims, *words)[1]
        assert (remark in text, PERHAPS in text) == (bool(told), bool(told))
    for one in "xy":
        own = "; ".join(pair for pair in told if one in pair.split())
        text = ask(claims, "show", one)[1]
        assert (f"{PERHAPS}: {own}." in text, PERHAPS in text) == (bool(told), bool(told))
    brief = json.loads(ask(claims, "brief", "a", "b", "--limit", "0", "--json")[1])["brief"]
    doubted = [it["items"] for it in brief["doubts"] if it["kind"] == "possible-duplicate"]
    assert [" and ".join(item["facts"]) for items in doubted for item in items] == told
    assert (PERHAPS in ask(claims, "brief", "a", "b")[1]) == bool(told)
    if listed == "timeline":
        assert (PERHAPS in ask(claims, "a", "b")[1]) == bool(told)


@pytest.mark.parametrize(
    ("kinds", "told"),
    [(10, " and 7 more."), (11, ", and perhaps others, as dipfacts check tells.")],
)
def test_of_very_many_that_may_be_one_the_first_are_named(ask: Ask, kinds: int, told: str) -> None:
    both = [("x", "s", "Visit", "1973-10-05"), ("y", "t", "Arrival", "1973-10-06")]
    claims = [
        event(f"{id}{nth}", kind=f"kind{nth:02}", source=of, title=title, period=period)
        for nth in range(kinds)
        for id, of, title, period in both
    ]
    text = ask("".join(claims), "timeline")[1]
    assert f"{PERHAPS}: x0 and y0; x1 and y1; x2 and y2{told}" in text


def test_what_is_over_later_than_it_was_suspended_may_be_one(ask: Ask) -> None:
    claims = relation("x", period="2021-02-05/2026-02-05", title="Pact")
    claims += relation("y", period="2023-02-21", title="Pact", status="suspended", source="t")
    for words in (("relations", "a", "b"), ("timeline", "a", "b"), ("show", "y")):
        assert f"{PERHAPS}: x and y." in ask(claims, *words)[1]


def test_a_page_of_some_claims_names_no_pair_that_check_does_not(ask: Ask) -> None:
    calls = [
        ("k1", "1", "Weekly call", "s"),
        ("k2", "3", "Other", "t"),
        ("k3", "8", "Weekly call", "s"),
    ]
    claims = "".join(
        event(id, period=f"2023-05-0{day}", title=title, source=source, kind="call")
        for id, day, title, source in calls
    )
    assert f"{PERHAPS}: k1 and k2; k1 and k3." in ask(claims, "timeline", "a", "b")[1]
    for words in (("--since", "2023-05-02"), ("--latest", "2")):
        assert PERHAPS not in ask(claims, "timeline", "a", "b", *words)[1]


def test_a_brief_doubts_what_is_in_force_and_told_as_over_by_another(ask: Ask) -> None:
    claims = relation("x", period="2010-01-01/..", title="Pact")
    claims += relation("y", period=None, title="Pact", status="terminated", source="t")
    text = ask(claims, "brief", "a", "b")[1]
    assert "\nIn force\n" in text
    assert f"\n{PERHAPS}\n" in text
    found = json.loads(ask(claims, "brief", "a", "b", "--json")[1])
    assert {fact["id"] for fact in found["facts"]} == {"x", "y"}


def test_pages_and_check_tell_the_same_pairs(write: Write) -> None:
    rng = random.Random(8)
    tables = list[str]()
    for nth in range(160):
        day = str(date(2000, 1, 1) + timedelta(days=rng.randrange(900)))
        keys: dict[str, Any] = {
            "title": rng.choice(["Visit", "Talks", "Summit"]),
            "source": rng.choice(["s", "t", "copy"]),
            "parties": rng.choice([["a", "b"], ["a", "b"], ["a", "c"], ["a"], ["a", "b", "c"]]),
            "period": rng.choice([day, day, day[:7], f"{day}/..", None]),
        }
        keys |= {"rank": "deprecated", "rank_reason": "wrong"} if nth % 23 == 0 else {}
        keys |= {"allow": ["possible-duplicate: another"]} if nth % 11 == 0 else {}
        if nth % 2:
            keys |= {"status": rng.choice(["in-force", "suspended", "ended", "signed", None])}
            keys |= {"kind": rng.choice(["ties", "pact"])}
            tables.append(relation(f"r{nth}", **keys))
        else:
            keys["period"] = keys["period"] and keys["period"].removesuffix("/..")
            tables.append(event(f"e{nth}", **keys))
    text = HEAD + "".join(tables)
    reader = BaseReader()
    reader.add(SourceFile("a.toml", "a.toml", "a.toml"), text.encode())
    reported = [
        (problem.message.split('"')[1], text.splitlines()[problem.line - 1].split('"')[1])
        for problem in findings.problems(reader, date(2026, 1, 1), COMMANDS)
        if problem.code == "possible-duplicate"
    ]
    assert len(reported) > 50
    with open_base(str(write(text))) as opened:
        facts = opened.find(ALL)
        for _ in range(3):
            rng.shuffle(facts)
            found = possible_duplicates.duplicate_pairs(
                opened, occurrences(facts, opened.origins(facts))
            )
            assert sorted((one.id, other.id) for one, other in found) == sorted(reported)


def test_of_very_many_of_a_kind_those_of_about_its_time_are_read(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    claims = event("one", title="Visit", period="2021-05", source="t")
    claims += event("near", title="Visit", period="2021-05-03")
    claims += "".join(
        event(f"e{nth}", period=f"19{nth}-05-03", kind="visit") for nth in range(60, 80)
    )
    for many in (1000, 5):
        monkeypatch.setattr(LIMITS, "alike", many)
        assert f"{PERHAPS}: one and near." in ask(claims, "show", "one")[1]
        assert f"{PERHAPS}: one and near." in ask(claims, "show", "near")[1]
        assert PERHAPS not in ask(claims, "show", "e70")[1]


def test_what_may_be_one_is_compared_once_for_the_pages_of_all(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a site takes the square of the relations and events of two parties."""
    compared = list[int]()

    def counted(claims: Any, *others: Any) -> Any:
        compared.append(len(claims))
        return duplicates_rule.possible_duplicates(claims, *others)

    module = "dipfacts.answers.occurrences.possible_duplicates"
    monkeypatch.setattr(f"{module}.possible_duplicates", counted)
    every = {f"e{nth}": {"period": f"2021-05-{nth + 1:02}"} for nth in range(30)}
    every |= {f"of-{id_}": {"period": "2021-06-20", "title": id_} for id_ in every}
    claims = event("all", title="Visit", parties=["a", "b", "c"], period="2021-05-03", source="t")
    for nth, (id_, keys) in enumerate(every.items()):
        later: dict[str, Any] = {"rank": "deprecated", "rank_reason": "wrong"} if nth == 9 else {}
        later |= {"same_as": "e3"} if nth == 7 else {}
        parties = ["b", "a"] if nth % 2 else ["a", "b"]
        source = ("s", "t", "copy")[nth % 3]
        claims += event(
            id_, **{"title": "Visit", "parties": parties, "source": source} | keys | later
        )
    path = str(write(HEAD + claims))
    days = [Query(), Query(known_by=Period.parse("2024-04-15"))]
    with open_base(path) as opened:
        pages = [show(opened, asked, id_).remarks for asked in days for id_ in every]
    assert any(PERHAPS in remark.text for page in pages for remark in page)
    assert sum(compared) <= 10 * len(every)
    for nth, (asked, id_) in enumerate((asked, id_) for asked in days for id_ in every):
        with open_base(path) as anew:
            assert show(anew, asked, id_).remarks == pages[nth], id_


def test_one_relation_whose_beginning_differs(ask: Ask) -> None:
    _, out = ask(TIES, "relations", "a", "b")
    assert out.startswith("A and B: 1 relation (2 claims), in force.\n")
    assert "since 27 or 30 Aug 1992  Diplomatic relations" in out
    assert "· sources differ on the beginning: 27 Aug 1992 [2]; 30 Aug 1992 [1]" in out
    assert ask(TIES, "relations", "a", "b", "--known-by", "2023-12")[1].startswith(
        "A and B: 1 relation, in force. (As known by Dec 2023.)"
    )
    assert "since 27 or 30 Aug 1992" in ask(TIES, "brief", "a", "b")[1]


VOICE = VISIT.replace('source = "s"', 'source = "s"\nclaimant = "ann"').replace(
    'source = "t"', 'source = "t"\nclaimant = "ann"'
)


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        (VOICE, "Ann gave different accounts of the date: 2 Jun 1992 {}, then 3 Jun 1992 {}"),
        (
            VOICE.replace("1992-06-02", "1992-06-04"),
            "Ann gave different accounts of the date: 4 Jun 1992 {}, then 3 Jun 1992 {}",
        ),
        (
            VISIT.replace('source = "t"', 'source = "s"'),
            "the Ministry gave different accounts of the date: 2 Jun 1992 {}; 3 Jun 1992 {}",
        ),
        (
            VOICE.replace('claimant = "ann"', 'claimant = "ben"', 1),
            "sources differ on the date: 2 Jun 1992 {}; 3 Jun 1992 {}",
        ),
    ],
)
def test_one_voice_that_gave_different_accounts_is_named(ask: Ask, claims: str, said: str) -> None:
    dates = said.count("then") or said.startswith("sources")
    numbers = ("[2]", "[1]") if dates else ("[1]", "[1]")
    assert f"· {said.format(*numbers)}\n" in ask(claims, "timeline", "a", "b")[1]
    drawn = ask(claims, "timeline", "a", "b", "--format", "html")[1].replace("\u00a0", " ")
    first, _, then = said.partition(" {}")
    assert f'class="told differ">{first} <a' in drawn
    assert then.format(numbers[1]) in _text_of(drawn)
    short = said.partition(":")[0]
    assert f"; {short}.\n" in ask(claims, "show", "b")[1]
    assert f"({short})" in ask(claims, "a", "b")[1]
    assert '"conflict"' in ask(claims, "timeline", "a", "b", "--json")[1]


def test_a_brief_counts_the_claims_of_others_that_it_lists(ask: Ask) -> None:
    three = event("x", title="Summit", period="2021-05-02", parties=["a", "b", "c"], place="Rome")
    three += event("y", title="They met", period="2021-05-02", source="t", same_as="x")
    _, out = ask(three, "brief", "a", "c")
    assert out.startswith("A and C: 2 claims from 2 sources, as of ")
    assert "· sources differ on the parties: " in out
    assert "2 claims from 2 sources" in ask(three, "brief", "a", "c", "--format", "html")[1]
    brief = json.loads(ask(three, "brief", "a", "c", "--json")[1])["brief"]
    assert (brief["claims"], brief["sources"]) == (2, 2)


def test_no_side_is_taken_on_the_parties(ask: Ask) -> None:
    def met(id: str, *parties: str, **keys: Any) -> str:
        same = {} if id == "x" else {"same_as": "x"}
        keys = {"title": "Summit", "period": "2021-05-02", "parties": parties} | same | keys
        return event(id, **keys)

    more = "".join(map(party, "de"))
    two = more + met("x", "a", "b", "c") + met("y", "a", "b", "d", source="t")
    for page in ("timeline", "brief"):
        assert "Summit (with C or D)" in ask(two, page, "a", "b")[1]
    assert "Summit (with B and C or D)" in ask(two, "timeline", "a")[1]
    assert "Summit (with C or D" in ask(two, "a", "b")[1]
    assert "SUMMARY:Summit (with C or D)" in ask(two, "timeline", "a", "b", "--format", "ics")[1]
    alone = two + met("z", "a", "b", source="t")
    assert "Summit (perhaps with C or D)" in ask(alone, "timeline", "a", "b")[1]
    preferred = two + met("z", "a", "b", "e", source="t", rank="preferred")
    assert "Summit (with E)" in ask(preferred, "timeline", "a", "b")[1]
    assert (
        "Summit (with C or C and D)"
        in ask(
            more + met("x", "a", "b", "c") + met("y", "a", "b", "c", "d", source="t"),
            *("timeline", "a", "b"),
        )[1]
    )
    treaties = more + relation("x", title="Pact", period="2001-05-02/..", parties=["a", "b", "c"])
    treaties += relation("y", title="Pact", period="2001/..", parties=["a", "b", "d"], same_as="x")
    assert "Pact (with C or D)" in ask(treaties, "relations", "a", "b")[1]
    brief = ask(treaties.replace("2001-05-02", "2001"), "brief", "a", "b")[1]
    assert brief.count("Pact (with C or D)") == brief.count("Pact (") == 2  # in force, in doubt
    calendar = ask(treaties, "timeline", "a", "b", "--format", "ics")[1]
    assert "SUMMARY:Pact (with C or D\\; since 2001)" in calendar


LONG_NAMES = "".join(
    party(id, name=name)
    for id, name in (
        ("bosnia", "Bosnia and Herzegovina"),
        ("sava", "Bosnia and Sava"),
        ("xu", "Union with X"),
        ("yu", "Union with Y"),
    )
)


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        (["bosnia"], ["bosnia", "c"], "Bosnia and Herzegovina or Bosnia and Herzegovina and C"),
        (["c", "bosnia"], ["c", "sava"], "Bosnia and Herzegovina and C or Bosnia and Sava and C"),
        (["c", "xu"], ["c", "yu"], "C and Union with X or Union with Y"),
        (["b", "c", "xu"], ["b", "c", "yu"], "B, C and Union with X or Union with Y"),
        (["bosnia"], [], "Bosnia and Herzegovina"),
    ],
)
def test_a_name_with_and_in_it_is_never_cut(
    ask: Ask, first: list[str], second: list[str], said: str
) -> None:
    keys = {"title": "Talks", "period": "2021-05-02"}
    claims = LONG_NAMES + event("x", parties=sorted({"a", *first}), **keys)
    claims += event("y", parties=sorted({"a", *second}), same_as="x", source="t", **keys)
    lead = "with" if second else "perhaps with"
    assert f" Talks ({lead} {said}) " in ask(claims, "timeline", "a")[1]


@pytest.mark.parametrize(
    ("places", "told"),
    [
        (("Sochi", "Sochi, Russia", "Baku"), "Baku [1]; Sochi, Russia [2] [3]"),
        (("Kyiv", "Kyiv, Palace", "Kyiv, Airport"), "Kyiv, Airport [1]; Kyiv, Palace [2]"),
        (("Guinea-Bissau", "Port-au-Prince"), "Guinea-Bissau [2]; Port-au-Prince [1]"),
    ],
)
def test_the_less_precise_of_two_places_is_no_side_of_its_own(
    ask: Ask, places: tuple[str, ...], told: str
) -> None:
    claims = zip("xyz", places, ("s", "t", "copy"), strict=False)
    joined = ({} if id == "x" else {"same_as": "x"} for id in "xyz")
    met = "".join(
        event(id, title="They met", period="2021-05-02", place=place, source=source, **more)
        for (id, place, source), more in zip(claims, joined, strict=False)
    )
    _, out = ask(met, "timeline", "a", "b")
    said = out.partition("sources differ on the place: ")[2].partition("\n")[0]
    assert "; ".join(sorted(said.split("; "))) == told


@pytest.mark.parametrize(
    ("place", "other", "is_one"),
    [
        ("York", "New York", False),
        ("Sharm el-Sheikh", "Sharm El Sheikh, Egypt", True),
        ("Sharm el Sheikh", "Sharm El-Sheikh", True),
        ("Sharm-el-Sheikh", "Sharm El Sheikh", True),
        ("al-Qaim", "Al Qaim", True),
        ("al-Qaim", "Baghdad", False),
        ("Salvador", "El Salvador", False),
        ("Guinea", "Equatorial Guinea", False),
        ("Sudan", "South Sudan", False),
        ("Geneva", "Hotel Geneva, Basel", False),
        ("Mexico", "Mexico City", True),
        ("Washington", "Washington, DC", True),
        ("Washington D.C.", "Washington, DC", True),
        ("The Hague", "Hague", True),
        ("Russia", "Sochi, Russia", True),
        ("Geneva", "UN Office in Geneva", True),
        ("Baku", "Port of Baku", True),
        ("Moscow", "central Moscow", True),
        ("Geneva", "Intercontinental Hotel (Geneva)", True),
        ("Beijing", "Peking University – Beijing", True),
        ("Russia", "Sochi / Russia", True),
        ("Гааге", "суд в Гааге", True),
        ("online", "Geneva", False),
        ("London", "Greater London", True),
        ("Port-au-Prince", "Port au Prince", True),
        ("Tel-Aviv", "Tel Aviv, Israel", True),
        ("Tel Aviv", "Tel-Aviv-Yafo", False),
        ("Guinea", "Guinea-Bissau", False),
        ("Guinea", "Bissau, Guinea-Bissau", False),
    ],
)
def test_a_place_is_another_where_a_word_stands_before_it(
    ask: Ask, place: str, other: str, is_one: bool
) -> None:
    met = event("x", title="They met", period="2021-05-02", place=place, source="s")
    met += event("y", title="They met", period="2021-05-02", place=other, source="t", same_as="x")
    (found,) = json.loads(ask(met, "timeline", "a", "b", "--json")[1])["occurrences"]
    assert (found["agreement"], found["differ"]) == (
        ("confirmed", []) if is_one else ("conflict", ["place"])
    )


@pytest.mark.parametrize(("title", "told"), [("Portland talks", ", Port"), ("Talks in Port", "")])
def test_a_place_is_left_out_where_the_title_has_its_words(ask: Ask, title: str, told: str) -> None:
    met = event("x", title=title, period="2021-05-02", place="Port")
    assert f"{title}{told}  " in ask(met, "timeline", "a", "b")[1]


def test_a_place_is_left_out_where_a_title_without_blanks_has_it(ask: Ask) -> None:
    met = event("x", title="北京会议", period="2021-05-02", place="北京")
    assert "北京会议  " in ask(met, "timeline", "a", "b")[1]


def test_what_is_deprecated_stands_beside_it_where_asked_for(ask: Ask) -> None:
    wrong = TIES.replace(
        'source = "t"', 'source = "t"\nrank = "deprecated"\nrank_reason = "a slip"'
    )
    _, out = ask(wrong, "relations", "a", "b")
    assert out.startswith("A and B: 1 relation, in force.\n")
    _, out = ask(wrong, "relations", "a", "b", "--all")
    assert out.startswith("A and B: 1 relation (2 claims), in force.\n")
    assert "since 27 Aug 1992  Diplomatic relations" in out
    assert "· deprecated: since 30 Aug 1992 [2]" in out


def test_the_json_of_an_occurrence(ask: Ask) -> None:
    _, out = ask(TIES, "relations", "a", "b", "--json")
    found = json.loads(out)
    assert found["occurrences"] == [
        {
            "id": "k",
            "type": "relation",
            "title": "Diplomatic relations",
            "facts": ["l", "k"],
            "answering": "k",
            "agreement": "conflict",
            "differ": ["period.start"],
            "stages": [
                {
                    "status": "in-force",
                    "period": "1992-08-27/..",
                    "parties": None,
                    "facts": ["l", "k"],
                }
            ],
        }
    ]
    assert {fact["id"]: fact["occurrence"] for fact in found["facts"]} == {"k": "k", "l": "k"}
    assert found["answer"]["facts"] == ["l", "k"]
    for words in (("timeline",), ("brief", "a", "b"), ("search", "diplomatic"), ("show", "l")):
        told = json.loads(ask(TIES, *words, "--json")[1])
        assert [(one["id"], one["agreement"]) for one in told["occurrences"]] == [("k", "conflict")]


def test_the_column_of_a_table(ask: Ask) -> None:
    _, out = ask(TIES + VISIT, "timeline", "--format", "csv")
    rows = csv.DictReader(io.StringIO(out))
    assert [(row["id"], row["occurrence"], row["same_as"]) for row in rows] == [
        ("b", "a", "a"), ("a", "a", ""), ("l", "k", ""), ("k", "k", ""),
    ]  # fmt: skip


def test_show_names_as_about_the_same_only_what_is_one(ask: Ask) -> None:
    other = event("c", title="Another visit", period="1992-06-02")
    _, out = ask(VISIT + other, "show", "a")
    assert out.startswith(
        "State visit to B (with A); 1 more claim about the same; sources differ on the date.\n"
    )
    assert "Another visit" not in out
    assert "\nb      3 Jun 1992  held    The queen in B  [2]\n" in out


def test_a_claim_is_cited_with_all_sources_of_its_occurrence(ask: Ask) -> None:
    _, out = ask(VISIT, "cite", "b")
    assert [line.split(",")[0] for line in out.splitlines()] == ["Paper", "Ministry"]


def test_a_calendar_has_one_entry_that_names_the_other_dates(ask: Ask) -> None:
    _, out = ask(VISIT + STAGES, "timeline", "--format", "ics")
    assert out.count("BEGIN:VEVENT") == 2
    unfolded = out.replace("\r\n ", "")
    assert "Sources differ on the date: 2 Jun 1992 (Ministry)\\; 3 Jun 1992 (Paper).\\n" in unfolded
    assert "DTSTART;VALUE=DATE:20110205" in unfolded
    assert (
        "Signed 8 Apr 2010 (Ministry)\\; in force from 5 Feb 2011 (Ministry)\\; "
        "suspended since 21 Feb 2023 (Paper)." in unfolded
    )


def test_the_html_timeline_draws_a_disputed_date_with_both_ends_labelled(ask: Ask) -> None:
    wide = VISIT.replace("1992-06-03", "1992-11-03") + event("z", period="2020-01-01")
    wide += event("y", period="1960-01-01")
    _, out = ask(wide, "timeline", "--format", "html")
    assert 'text-anchor="end">2 Jun 1992</text>' in out
    assert 'text-anchor="start">3 Nov 1992</text>' in out
    assert "sources differ on the date: 2 Jun 1992 [1]; 3 Nov 1992 [2]" in _text_of(out)


def test_the_html_timeline_names_the_source_of_each_stage(ask: Ask) -> None:
    claims = event("plan", period="2021-05-10", status="planned", title="Talks", locator="p. 1")
    claims += event("held", period="2021-05-11", status="held", same_as="plan", source="t")
    html = ask(claims, "timeline", "--format", "html")[1]
    assert "planned 10 May 2021 [2] p. 1; held 11 May 2021 [1]" in _text_of(html)
    assert [f'<li id="source-{n}"' in html for n in (1, 2, 3)] == [True, True, False]


def _text_of(html: str) -> str:
    """Return the text that is seen of a page."""
    seen = re.sub(r'<span class="unseen">.*?</span>', "", html)
    return re.sub("<[^>]+>", "", seen).replace("\N{NO-BREAK SPACE}", " ")


def rows_of(path: Path) -> list[dict[str, str]]:
    return [*csv.DictReader(io.StringIO(path.read_text(encoding="utf-8")))]


def test_exports_have_a_table_of_occurrences(write: Write, tmp_path: Path) -> None:
    target = tmp_path / "out"
    path = str(write(HEAD + TIES + VISIT))
    assert app.run(["export", str(target), "--to", "csv", "-f", path]) == 0
    rows = rows_of(target / "occurrences.csv")
    assert [(r["id"], r["agreement"], r["differ"], r["claims"]) for r in rows] == [
        ("k", "conflict", "period.start", "2"),
        ("a", "conflict", "period.start; period.end", "2"),
    ]
    claims = rows_of(target / "claims.csv")
    assert {row["id"]: row["occurrence"] for row in claims} == {
        "k": "k",
        "l": "k",
        "a": "a",
        "b": "a",
    }


@pytest.mark.parametrize("status", [None, "held", "planned", "denied"])
def test_an_event_that_goes_on_is_in_the_json(ask: Ask, status: str | None) -> None:
    period = "2090-02-24/.." if status == "planned" else "2022-02-24/.."
    war = event("war", title="The war", period=period, status=status)
    for words in (("timeline",), ("brief", "a", "b"), ("show", "war"), ("search", "war")):
        found, text = ask(war, *words, "--json")
        assert found == 0
        (one,) = json.loads(text)["occurrences"]
        assert [stage["period"] for stage in one["stages"]] == [period]


def test_a_plan_of_which_nothing_is_known_says_so(ask: Ask) -> None:
    plan = event("p", title="The summit", period="2022-06-03", status="planned")
    for words in (("show", "p"), ("timeline",), ("timeline", "--format", "html")):
        assert "planned for 3 Jun 2022; nothing recorded since" in ask(plan, *words)[1].replace(
            "\u00a0", " "
        )
    held = event("h", title="It met", period="2022-06-04", status="held", same_as="p", source="t")
    _, out = ask(plan + held, "timeline")
    assert out.startswith("1 event and 0 relations (2 claims) on the timeline, 2022.\n")
    assert "nothing recorded" not in out
