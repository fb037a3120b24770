"""Outcomes of relations and of events where claims of them differ."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest

from dipfacts import open_base
from dipfacts.answers.occurrences.occurrences import differences, occurrences_of
from dipfacts.answers.occurrences.timeline import timeline
from dipfacts.model.query import Query
from dipfacts.query.typed_words.request import MOST_PARTIES
from support.command_line import Run
from support.compiled import shared
from support.draws import drawn
from support.factbase import base, event, figure, measure, party, relation, source, table

HEAD = base(
    source("early", publisher="Herald", published=date(2020, 1, 10)),
    source("middle", publisher="Courier", published=date(2024, 5, 1)),
    source("late", publisher="Monitor", published=date(2026, 6, 1)),
    source("copy", publisher="Digest", published=date(2026, 7, 1), derived_from=["late"]),
    *map(party, "abc"),
    table("topic", id="pacts", label="Pacts"),
)
Ask = Callable[..., str]


@pytest.fixture
def ask(dip: Run) -> Ask:
    def run(claims: str, *words: str) -> str:
        path = str(shared(HEAD + claims))
        return dip(*words, "-f", path).out.replace(path, "facts.toml")  # named after the test

    return run


def pact(id: str, period: str, status: str | None, source: str = "middle", **more: object) -> str:
    same = {} if id == "one" else {"same_as": "one"}
    given = {"status": status} if status else {}
    return relation(id, title="Pact", period=period, source=source, **given, **same, **more)


def talks(id: str, period: str, status: str, source: str = "middle", **more: object) -> str:
    same = {} if id == "one" else {"same_as": "one"}
    title = {"title": "Talks", "topic": "pacts"}
    return event(id, period=period, status=status, source=source, **title, **same, **more)


# --------------------------------------------------------------------- ends that are contested


@pytest.mark.parametrize("status", ["ended", "expired", "terminated"])
@pytest.mark.parametrize("period", ["2001-02-03/2021-12-31", "2021-12-31"])
@pytest.mark.parametrize("going", [None, "in-force"])
def test_who_says_later_that_it_stands_contradicts_an_end(
    ask: Ask, status: str, period: str, going: str | None
) -> None:
    claims = pact("one", period, status) + pact("two", "2001-02-03/..", going, "late")
    text = ask(claims, "relations", "a", "b")
    assert "1 relation (2 claims), in force. Claims differ on whether it has ended." in text
    assert "3 Feb 2001 – 31 Dec 2021 or still going" in text
    assert "differ on the end: 31 Dec 2021 [2]; still going [1]" in text
    assert "sources differ on the end" in ask(claims, "timeline", "a", "b").split("31 Dec 2021")[1]


def test_who_said_before_an_end_that_it_stands_does_not_contradict_it(ask: Ask) -> None:
    claims = pact("one", "2021-12-31", "expired") + pact("two", "2001/..", "in-force", "early")
    text = ask(claims, "relations", "a", "b")
    assert "1 relation (2 claims), over." in text
    assert "differ" not in text


def test_no_source_contradicts_itself_with_its_stages(ask: Ask) -> None:
    claims = pact("one", "2021-12-31", "expired") + pact("two", "2001/..", "in-force")
    assert "1 relation (2 claims), over." in ask(claims, "relations", "a", "b")


def test_an_end_to_come_contradicts_one_that_is_past(ask: Ask) -> None:
    claims = pact("one", "2001/2021", "expired") + pact("two", "2001/2090", "in-force", "late")
    text = ask(claims, "relations", "a", "b")
    assert "in force. Claims differ on whether it has ended." in text
    assert "2001 – 2021 or 2090" in text


def test_what_was_resumed_does_not_contest_the_end(ask: Ask) -> None:
    claims = pact("one", "1990/2005-03-01", "severed", "early") + pact("two", "1990/..", None)
    text = ask(claims + pact("three", "2010-05/..", None, "late"), "relations", "a", "b")
    assert "since May 2010" in text
    assert "in force from 1990 [2]; severed 1 Mar 2005 [3]; in force since May 2010 [1]" in text
    assert "differ" not in text


def test_a_preferred_end_is_not_contested_by_a_claim_that_is_none(ask: Ask) -> None:
    rank = {"rank": "preferred", "rank_reason": "the depositary says so"}
    claims = pact("one", "2021-12-31", "expired", **rank)
    text = ask(claims + pact("two", "2001/..", None, "late"), "relations", "a", "b")
    assert "1 relation (2 claims), over." in text


# What each claim of a relation may say, where a source without a date beside one of 2012 does.
PERIODS = (
    "/..",
    "1990/..",
    "/2021",
    "1995/2021",
    "1990/2012-05",
    "2000/",
    "2000-01",
    "2010",
    "2018",
)
STATUSES = (None, "in-force", "ended", "ended", "terminated", "denounced", "suspended", "signed")
SOURCES = base(
    source("s0"),
    source("s1", published=date(2012, 2, 5)),
    source("s2"),
    source("s3", published=date(2016, 2, 5)),
    *map(party, "abc"),
)


def contested_pacts(draw: Random, count: int) -> str:
    """Return relations of drawn claims, of which some are of fewer parties than the first."""
    tables = []
    for nth in range(count):
        everyone = draw.choice((["a", "b"], ["a", "b", "c"]))
        for claim in range(draw.randint(2, 4)):
            parties = everyone if claim == 0 or draw.random() < 0.7 else everyone[:-1]
            said = {"period": draw.choice(PERIODS), "status": draw.choice(STATUSES)}
            same_as = {"same_as": f"pact-{nth}-0"} if claim else {}
            keys = {**said, **same_as, "source": f"s{draw.randrange(4)}", "parties": parties}
            tables.append(relation(f"pact-{nth}-{claim}", title=f"Pact {nth}", **keys))
    return "".join(tables)


@pytest.mark.parametrize("seed", range(drawn(8)))
def test_each_difference_has_a_line_of_a_timeline(dip: Run, tmp_path: Path, seed: int) -> None:
    """The table ends well, and its lines together tell what the JSON says that claims differ on."""
    path = tmp_path / "facts.toml"
    path.write_text(SOURCES + contested_pacts(Random(seed), 300), encoding="utf-8")
    page = dip("timeline", "--limit", "0", "-f", str(path)).page()
    differ = {it["id"]: it["differ"] for it in occurrences_in_json(dip, path)}
    with open_base(str(path)) as opened:
        answer = timeline(opened, Query())
        told = defaultdict[str, set[str]](set)
        for entry in answer.timeline.entries:
            assert entry.occurrence is not None
            texts = [it.said(lambda _: "") for it in differences(opened, entry.occurrence, entry)]
            told[entry.occurrence.id].update(texts)
        for one in occurrences_of(answer.timeline.entries):
            assert told[one.id] == {it.said(lambda _: "") for it in differences(opened, one)}
            assert bool(told[one.id]) == bool(differ[one.id])
    assert page.count("sources differ on") >= sum(map(bool, differ.values())) > 0


def occurrences_in_json(dip: Run, path: Path) -> list[dict[str, Any]]:
    found = json.loads(dip("timeline", "--limit", "0", "--json", "-f", str(path)).page())
    return list(found["occurrences"])


@pytest.mark.parametrize("going", ["/..", "1990/.."])
@pytest.mark.parametrize("period", ["/2021", "1995/2021", "1990/2021-05-03"])
def test_an_end_told_otherwise_stands_beside_the_one_that_is_contested(
    dip: Run, tmp_path: Path, going: str, period: str
) -> None:
    path = tmp_path / "facts.toml"
    claims = pact("one", going, None, "s1") + pact("two", "2000-01", "ended", "s2")
    path.write_text(SOURCES + claims + pact("three", period, "ended", "s0"), encoding="utf-8")
    until = "3 May 2021" if period.endswith("03") else "2021"
    differ = rf"· sources differ on the end: Jan 2000 .*; {until} .*; still going"
    rows = dip("timeline", "-f", str(path)).page().split(f"Jan 2000 or {until}")
    assert re.match(rf".*ends.*\n +{differ}", rows[1])
    assert re.search(differ, dip("relations", "-f", str(path)).page())


# ------------------------------------------------------------------------------ stages


@pytest.mark.parametrize("status", ["ratified", "signed", "initialled"])
@pytest.mark.parametrize("stands", ["in-force", "provisionally-applied", "suspended"])
def test_a_signature_or_ratification_does_not_undo_what_stands(
    ask: Ask, status: str, stands: str
) -> None:
    claims = pact("one", "2016-09-21/..", stands) + pact("two", "2018-03-01", status, "late")
    text = ask(claims, "relations", "a", "b")
    assert f"1 relation (2 claims), {'paused' if stands == 'suspended' else 'in force'}." in text
    assert "since 21 Sep 2016" in text


def test_what_has_ended_may_be_signed_anew(ask: Ask) -> None:
    claims = pact("one", "2001/2010", "in-force") + pact("two", "2018-03-01", "signed", "late")
    assert "not recorded as in force" in ask(claims, "relations", "a", "b")


def test_what_is_over_is_so_on_its_last_day(ask: Ask) -> None:
    claims = pact("one", "1990-01-01/2005-03-01", "severed") + pact("two", "1990/..", None, "early")
    for command in (("relations", "a", "b"), ("brief", "a", "b"), ("show", "one")):
        text = ask(claims, *command).lower()
        assert text.index("in force: since 1990" if "show" in command else "since 1990") < (
            text.index("severed: 1 mar 2005" if "show" in command else "severed 1 mar 2005")
        )


def test_what_was_cancelled_for_a_day_may_be_held_later(ask: Ask) -> None:
    off = talks("one", "2024-09-05", "cancelled")
    text = ask(off + talks("two", "2024-09-12", "held", "late"), "timeline")
    assert "cancelled 5 Sep 2024 [2]; held 12 Sep 2024 [1]" in text
    assert "differ" not in text
    text = ask(off + talks("two", "2024-09-05", "held", "late"), "timeline")
    assert "sources differ on the status" in text


@pytest.mark.parametrize(
    ("off", "held", "differ"),
    [
        ("2024-09-05", "2024-09", False),  # later in the month
        ("2024-09-05", "2024", False),
        ("[2024-09-05,2024-09-12]", "2024-09-12", False),  # the 5th was called off
        ("2024-09", "2024", False),
        ("2024-09-05/2024-09-07", "2024-09-06", True),
        ("2024-09-05/2024-09-07", "2024-09", False),
        ("2024-09-30", "2024-09", True),  # no day is left
        ("[2024-09-05,2024-09-12]", "2024-09-05", True),
        ("2024-09", "2024-09", True),
    ],
)
def test_what_was_cancelled_may_be_held_on_a_later_day_of_what_is_said(
    ask: Ask, off: str, held: str, differ: bool
) -> None:
    claims = talks("one", off, "cancelled") + talks("two", held, "held", "late")
    (one,) = json.loads(ask(claims, "timeline", "--json"))["occurrences"]
    assert one["differ"] == (["status"] if differ else [])
    assert ("sources differ" in ask(claims, "timeline")) is differ


# ------------------------------------------------------------- one event, said alike everywhere


def test_a_topic_page_marks_and_counts_plans_as_the_timeline_does(ask: Ask) -> None:
    claims = talks("one", "2025-06-03", "planned")
    for words in (("pacts", "a", "b"), ("timeline", "a", "b")):
        text = ask(claims, *words)
        assert "1 event (1 once planned for a time now past)" in text
        assert "PLANNED " in text
        assert "· planned for 3 Jun 2025; nothing recorded since" in text


def test_what_was_reported_and_then_held_was_held_everywhere(ask: Ask) -> None:
    claims = talks("one", "2024-01-03", "reported") + talks("two", "2024-01-04", "held", "late")
    for words in (("pacts", "a", "b"), ("timeline", "a", "b"), ("brief", "a", "b"), ("a", "b")):
        assert "reported" not in ask(claims, *words), words
        (one,) = json.loads(ask(claims, *words, "--json"))["occurrences"]
        assert (one["answering"], [s["status"] for s in one["stages"]]) == ("two", ["held"])
    assert json.loads(ask(claims, "a", "b", "--json"))["overview"]["latest"] == ["two"]
    assert json.loads(ask(claims, "brief", "a", "b", "--json"))["brief"]["latest"] == ["two"]


def test_cancelled_by_one_and_denied_by_another_is_said_of_each(ask: Ask) -> None:
    claims = talks("one", "2024-05", "cancelled") + talks("two", "2024-05-02", "denied", "late")
    page = ask(claims, "timeline", "a", "b")
    assert "CANCELLED OR DENIED " in page
    assert "· cancelled May 2024 [2]; denied 2 May 2024 [1]" in page
    alone = talks("other", "2024-09-02", "denied").replace('same_as = "one"\n', "")
    for words in ("timeline a b", "timeline", "timeline a --limit 1", "pacts a b", "pacts"):
        told = "2 events (1 cancelled or denied, 1 denied)"
        assert told in ask(claims + alone, *words.split()), words
    (one,) = json.loads(ask(claims, "timeline", "a", "b", "--json"))["occurrences"]
    assert [(it["status"], it["period"], it["facts"]) for it in one["stages"]] == [
        ("cancelled", "2024-05", ["one"]),
        ("denied", "2024-05-02", ["two"]),
    ]
    assert one["agreement"] == "single"
    assert "confirmed" not in ask(claims, "show", "one")
    twice = claims + talks("three", "2024-05", "cancelled", "early")
    twice += talks("four", "2024-05-02", "denied", "middle", claimant="b")
    assert "confirmed by 2 independent sources" in ask(twice, "show", "one")
    assert "; cancelled or denied)" in ask(claims, "search", "talks")
    assert ", cancelled or denied; 1 more claim about the same" in ask(claims, "show", "one")
    calendar = ask(claims, "timeline", "a", "b", "--format", "ics")
    assert "Cancelled or denied: Talks" in calendar
    claims += talks("three", "2024-05-02", "held", "copy")
    held = json.loads(ask(claims, "timeline", "a", "b", "--json"))["occurrences"][0]["stages"]
    assert [it["status"] for it in held] == ["cancelled", "denied", "held"]


@pytest.mark.parametrize(
    ("term", "over"),
    [
        ("1990-01-01/2017-05-01", "2016-02-01"),
        ("1990/2017", "1990/2016-02-01"),
    ],
)
def test_what_is_terminated_early_does_not_end_again_with_its_term(
    ask: Ask, term: str, over: str
) -> None:
    claims = pact("one", term, "in-force") + pact("two", over, "terminated")
    page = ask(claims, "relations", "a", "b")
    assert re.search(r"1990 – 1 Feb 2016 +Pact .*terminated", page)
    assert "2017" not in ask(claims, "timeline", "a", "b").split("Sources")[0]
    for when, found in {"2016-01": True, "2016-06": False, "2017-06": False}.items():
        assert ("Pact" in ask(claims, "relations", "a", "b", "--in", when)) == found, when
    ahead = term.replace("2017", "2090"), over.replace("2016", "2025")
    claims = pact("one", ahead[0], "in-force") + pact("two", ahead[1], "terminated")
    assert "Pact" not in ask(claims, "timeline", "a", "b", "--upcoming", "90y")
    claims = pact("one", term, "in-force") + pact("two", over, "terminated", "late")
    assert "differ on the end" in ask(claims, "relations", "a", "b")  # said by two


def test_what_is_over_is_paused_no_more(ask: Ask) -> None:
    claims = pact("one", "1990/2017", "in-force") + pact("two", "2016/2018", "suspended")
    claims += pact("three", "2016-02-01", "severed")
    assert "2018" not in ask(claims, "timeline", "a", "b").split("Sources")[0]
    assert "Pact" not in ask(claims, "relations", "a", "b", "--in", "2017")


def test_what_was_terminated_early_and_resumed_is_in_force(ask: Ask) -> None:
    claims = pact("one", "1990/1999", "in-force") + pact("two", "1995", "terminated")
    claims += pact("three", "1997/..", "in-force")
    assert "1 relation (3 claims), in force" in ask(claims, "relations", "a", "b")


@pytest.mark.parametrize(
    ("postponed", "held", "differ"),
    [
        ("2024-05-02", "2024-05-02", True),
        ("2024-05-02/2024-05-03", "2024-05-02/2024-05-04", True),
        ("2024-05-08", "2024-05-02", True),
        ("2024-05-02", "2024-05-08", False),
        ("2024-05-02", "2024-05", False),
        ("2024-05", "2024-05-20", False),
        ("2024-05", "2024-05", False),
        ("2024-05-02", "2024-05-02~", False),
    ],
)
def test_what_was_postponed_was_not_held_on_that_day(
    ask: Ask, postponed: str, held: str, differ: bool
) -> None:
    claims = talks("one", postponed, "postponed", "late")
    for status in ("held", "reported"):
        page = ask(claims + talks("two", held, status), "timeline", "a", "b")
        assert ("sources differ on the status: postponed" in page) == differ


def test_who_was_only_to_take_part_is_told_apart(ask: Ask) -> None:
    claims = talks("one", "2024-09-05", "planned", parties=["a", "b", "c"])
    claims += talks("two", "2024-09-12", "held", "late")
    said = "planned with C; held by A and B"
    assert f"· {said}" in ask(claims, "timeline", "a", "b")
    for words in (("timeline",), ("pacts",), ("brief",), ()):
        assert f"Talks ({said})" in ask(claims, *words, "c"), words
    assert said in ask(claims, "timeline", "c", "--format", "html")
    assert said in ask(claims, "timeline", "c", "--format", "md")
    claims += talks("three", "2024-09-12", "held", "middle", parties=["a"])
    assert "planned with C; held by A, or by A and B" in ask(claims, "timeline", "a", "b")


def test_a_place_that_sources_differ_on_is_not_chosen(ask: Ask) -> None:
    claims = talks("one", "2024-09-12", "held", "late", place="Gdansk")
    claims += talks("two", "2024-09-12", "held", "copy", place="Sopot")
    for words in (("timeline", "a", "b"), ("pacts", "a", "b"), ("brief", "a", "b"), ("a", "b")):
        assert "Talks, Sopot or Gdansk" in ask(claims, *words)
        assert "Talks, Sopot or Gdansk" in ask(claims, *words, "--format", "md")
    for command in ("timeline", "brief"):
        assert "Talks, Sopot or Gdansk" in ask(claims, command, "a", "b", "--format", "html")


def test_a_place_is_as_precise_as_any_claim_gives_it(ask: Ask) -> None:
    claims = talks("one", "2024-09-12", "held", "late", place="Sochi, Russia")
    claims += talks("two", "2024-09-12", "held", place="Sochi")
    assert "Talks, Sochi, Russia  " in ask(claims, "timeline", "a", "b")


def test_an_overview_has_no_news_of_what_was_called_off(ask: Ask) -> None:
    text = ask(talks("one", "2025-06-03", "postponed"), "a", "b")
    assert "Newest events" not in text
    claims = talks("one", "2023-01-05", "reported") + talks("two", "2023-01-05", "denied", "late")
    assert "Talks (denied or reported)" in ask(claims, "a", "b")
    assert "Talks (reported)" in ask(talks("one", "2023-01-05", "reported"), "a", "b")
    claims = pact("one", "2001-02-03/..", None) + pact("two", "2001-02-05/..", None, "late")
    assert "Pact (sources differ on the beginning)" in ask(claims, "a", "b")


# ------------------------------------------------------------------ counts, spans, calendars


def test_an_overview_lists_what_is_over_where_nothing_stands(ask: Ask) -> None:
    text = ask(pact("one", "2001/2021", "expired"), "a", "b")
    assert text.startswith("A and B: 1 relation, from 1 source.\n\nOver\n")
    assert "2001–2021  Pact" in text
    assert "Sources: [1] Courier, 1 May 2024." in text
    view = json.loads(ask(pact("one", "2001/2021", "expired"), "a", "b", "--json"))["overview"]
    assert (view["in_force"], view["not_in_force"]) == ([], ["one"])


def test_the_latest_lines_are_shown_and_the_others_counted(ask: Ask) -> None:
    held = "".join(
        event(f"e{n}", period=f"2020-0{n}-01", title=f"T{n}", source="late") for n in range(1, 8)
    )
    for limit in ((), ("--limit", "0")):
        text = ask(held, "timeline", "--latest", "3", *limit)
        assert "\n4 more lines of the timeline: dipfacts timeline -f facts.toml\n" in text
        assert "T7" in text
        assert "T4" not in text


def test_of_several_years_ahead_the_next_anniversaries_are_counted(ask: Ask) -> None:
    claims = pact("one", "2001-02-03/..", None, "late")
    text = ask(claims, "timeline", "a", "b", "--upcoming", "5y")
    assert text.startswith("A and B: the next anniversary of 1 relation from ")
    assert ask(claims, "timeline", "--upcoming", "1y").startswith("1 anniversary from ")


def test_a_calendar_says_what_became_of_it(ask: Ask) -> None:
    def calendar(claims: str) -> str:
        return ask(claims, "timeline", "a", "b", "--format", "ics").replace("\n ", "")

    text = calendar(talks("one", "2025-06-03", "planned"))
    assert "SUMMARY:Talks (planned\\, nothing recorded since)" in text
    held = talks("one", "2024-06-03", "held")
    text = calendar(held + talks("two", "2024-06-03", "cancelled", "late"))
    assert "SUMMARY:Talks (cancelled or held)" in text
    assert "STATUS:TENTATIVE" in text
    paused = pact("one", "2011-02-05/..", "in-force") + pact("two", "2023-02-21/..", "suspended")
    assert "SUMMARY:Pact (from 2011\\, now paused)" in calendar(paused)


def test_a_title_with_the_short_name_of_a_body_says_which_way_it_goes(ask: Ask) -> None:
    body = party("body", kind="bloc", name="Organization for Growth – GUAM")
    member = relation(
        "m", title="Membership of Aland in GUAM", from_="aland", to="body", source="late"
    )
    text = ask(party("aland", name="Aland") + body + member, "relations")
    assert "Membership of Aland in GUAM  " in text
    assert "→" not in text


def test_a_search_leads_with_what_came_of_it_and_counts_each_once(ask: Ask) -> None:
    claims = pact("one", "2010-04-08", "signed") + pact("two", "2010-04-09", "signed", "late")
    claims += pact("three", "2023-02-21/..", "suspended", "late")
    claims += pact("four", "2090-01-01", "terminated", "late")
    lines = ask(claims, "search", "pact").splitlines()
    assert lines[0] == '1 relation (4 claims) with "pact", best first.'
    assert re.split("  +", lines[3])[:3] == [
        "three",
        "since 21 Feb 2023",
        "«Pact» (A and B; suspended; sources differ on the signing)",
    ]
    assert all("· about the same: «Pact»" in line for line in lines[4:7])
    text = ask(talks("one", "2024-09-05", "planned"), "search", "talks")
    assert text.startswith('1 claim with "talks", best first.')
    assert "«Talks» (A and B; planned, nothing recorded since)" in text


@pytest.mark.parametrize("period", ["1999-05", "/1999-05"])
def test_an_end_of_what_has_no_beginning_may_be_contested(ask: Ask, period: str) -> None:
    claims = pact("one", "/..", "in-force", "early") + pact("two", period, "ended")
    assert "until May 1999" in ask(claims, "relations")


# ------------------------------------------------------------------------- whose statements


@pytest.mark.parametrize(("publisher", "confirmed"), [("COURIER", False), ("Gazette", True)])
def test_another_edition_by_the_same_publisher_confirms_nothing(
    ask: Ask, publisher: str, confirmed: bool
) -> None:
    edition = source("edition", publisher=publisher, published=date(2025, 5, 1))
    claims = pact("one", "2001/..", None) + pact("two", "2001/..", None, "edition")
    assert ("confirmed by 2" in ask(edition + claims, "show", "one")) is confirmed


# ------------------------------------------------------------------- only deprecated claims


SLIP = {"rank": "deprecated", "rank_reason": "a slip"}
TOLD = " 1 claim for 2021 is deprecated (a slip): --all shows it."


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("pacts a b", "Nothing valid on pacts between A and B is recorded."),
        ("pacts a b --in 2021", "Nothing valid on pacts between A and B is recorded."),
        ("pacts a b c", "No figure on pacts of A with B or C is recorded."),
        ("pacts b", "Nothing valid on pacts about B is recorded."),
        ("a b", "Nothing valid on relations, figures or events about A and B is recorded."),
        ("brief a", "Nothing valid on relations, figures or events about A is recorded."),
        ("search number", 'Nothing valid on "number" is recorded.'),
    ],
)
def test_of_figures_that_are_all_deprecated_an_answer_says_why(
    ask: Ask, words: str, text: str
) -> None:
    counted = measure("count", topic="pacts", label="Number of pacts", nature="count")
    claim = figure("one", measure="count", value=3, unit="pacts", source="late", **SLIP)
    assert ask(counted + claim, *words.split()).startswith(text + TOLD)
    assert "deprecated: a slip" in ask(counted + claim, "pacts", "a", "b", "--all")


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("pacts", "Nothing valid on pacts is recorded."),
        ("pacts b", "Nothing valid on pacts about B is recorded."),
        ("pacts a b", "Nothing valid on pacts between A and B is recorded."),
        ("pacts a b --in 2021", "Nothing valid on pacts between A and B is recorded."),
        ("pacts a b c", "Nothing on pacts of A with B or C is recorded."),
        ("timeline a b", "Nothing valid on the timeline about A and B is recorded."),
    ],
)
@pytest.mark.parametrize("form", [relation, event])
def test_of_relations_and_events_that_are_all_deprecated_a_topic_says_why(
    ask: Ask, form: Callable[..., str], words: str, text: str
) -> None:
    claims = form("one", topic="pacts", period="2021", source="late", **SLIP)
    assert ask(claims, *words.split()).startswith(text + TOLD)
    assert " one (deprecated) " in ask(claims, "pacts", "a", "b", "--all")


@pytest.mark.parametrize(
    "words", ["pacts a b --in 2019", "pacts a b --since 2022", "pacts a b c --in 2019", "a b 2019"]
)
def test_of_those_deprecated_at_other_dates_the_remedy_is_true(ask: Ask, words: str) -> None:
    counted = measure("count", topic="pacts", label="Number of pacts", nature="count")
    claims = counted + figure("one", measure="count", value=3, unit="pacts", source="late", **SLIP)
    told = " 1 claim for 2021 is deprecated (a slip): --all without the dates shows it."
    assert told in ask(claims, *words.split())
    assert "deprecated" in ask(claims, "pacts", "a", "b", "--all")
    other = {"period": "2019", "source": "late", **SLIP}
    claims += figure("x", measure="count", value=4, unit="pacts", **other)
    assert " 1 claim for 2019 is deprecated (a slip): --all shows it." in ask(
        claims, "pacts", "a", "b", "--in", "2019"
    )


@pytest.mark.parametrize("others", [True, False])
def test_of_a_timeline_what_is_deprecated_is_shown_where_it_begins_or_ends(
    ask: Ask, others: bool
) -> None:
    """Between the two it is in force, but no line tells of it."""
    claims = relation("pact", title="Pact", period="1996/2003", source="late", **SLIP)
    claims += talks("one", "1990", "held") if others else ""
    told = "1 claim for 1996–2003 is deprecated (a slip): --all"
    for dates, how in (("1996", ""), ("2000", " without the dates")):
        page = ask(claims, "timeline", "a", "b", "--in", dates)
        assert page.splitlines()[0].endswith(f" {told}{how} shows it.")
        shown = ask(claims, "timeline", "a", "b", "--in", dates, "--all")
        assert ("Pact (deprecated)" in shown) == (how == "")
    assert "Pact (deprecated)" in ask(claims, "timeline", "a", "b", "--all")
    relations = ask(claims, "relations", "a", "b", "--in", "2000")
    assert f" {told} shows it." in relations


def test_of_a_timeline_only_what_is_deprecated_among_the_dates_is_told(ask: Ask) -> None:
    claims = pact("one", "1995/..", None) + pact("two", "2012-02-20", "signed", **SLIP)
    nothing = "Nothing on the timeline about A and B is recorded for"
    there = "there is 1 claim since 1995."
    told = " 1 claim for 20 Feb 2012 is deprecated (a slip): --all without the dates shows it."
    for dates, more in (("2005", ""), ("2012", told)):
        page = ask(claims, "timeline", "a", "b", "--in", dates)
        assert page.splitlines()[0] == f"{nothing} {dates}; {there}{more}"
    assert "deprecated: signed 20 Feb 2012" in ask(claims, "timeline", "a", "b", "--all")


def test_among_dates_only_those_that_are_deprecated_there_are_told(ask: Ask) -> None:
    claims = talks("one", "2021", "held", **SLIP) + talks("two", "2019", "held")
    assert ask(claims, "timeline", "--in", "2021").startswith(
        "Nothing on the timeline is recorded for 2021; there is 1 claim for 2019."
        f"{TOLD.replace('--all', '--all without the dates')}"
    )
    assert "Nothing on the timeline" in ask(claims, "timeline", "--in", "2021", "--all")
    assert "deprecated: 2021" in ask(claims, "timeline", "--all")
    assert "deprecated" not in ask(claims, "timeline", "--in", "2020")


def test_of_other_claims_too_and_of_several_the_reasons(ask: Ask) -> None:
    claims = talks("one", "2021", "held", **SLIP)
    assert ask(claims, "timeline").startswith(f"Nothing valid on the timeline is recorded.{TOLD}")
    claims += talks("two", "2022", "held", **SLIP | {"rank_reason": "another day"})
    told = " 2 claims from 2021 to 2022 are deprecated (a slip; another day): --all shows them."
    assert told in ask(claims, "timeline", "a", "b")
    assert "Nothing on relations is recorded." in ask(claims, "relations")


@pytest.mark.parametrize(
    ("period", "status", "told"),
    [
        ("2010-01-02", "terminated", "terminated 2 Jan 2010"),
        ("2010-01-02", "signed", "signed 2 Jan 2010"),
        ("2010/..", "suspended", "suspended since 2010"),
        ("2001-02-04/..", "in-force", "since 4 Feb 2001"),
        ("2001-02-04/..", None, "since 4 Feb 2001"),
    ],
)
def test_what_is_deprecated_says_what_it_said(
    ask: Ask, period: str, status: str | None, told: str
) -> None:
    claims = pact("one", "2001-02-03/..", "in-force") + pact("two", period, status, "late", **SLIP)
    for words in ("relations a b", "timeline a b"):
        assert re.search(rf"· deprecated: {told} \[\d\]\n", ask(claims, *words.split(), "--all"))


def test_what_is_deprecated_names_the_fewer_parties_that_it_is_of(ask: Ask) -> None:
    left = SLIP | {"parties": ["c"]}
    claims = pact("one", "2001/..", "in-force", parties=["a", "b", "c"])
    text = ask(claims + pact("two", "2010", "withdrawn", "late", **left), "relations", "a", "--all")
    assert "· deprecated: withdrawn 2010 (C) [2]" in text


@pytest.mark.parametrize(
    ("counts", "withdrawn", "told"),
    [
        ("planned", "cancelled", "cancelled 6 May 2020"),
        ("planned", "held", "held 6 May 2020"),
        ("held", "held", "6 May 2020"),
        ("held", "denied", "denied 6 May 2020"),
    ],
)
def test_an_event_that_is_deprecated_says_what_came_of_it(
    ask: Ask, counts: str, withdrawn: str, told: str
) -> None:
    claims = talks("one", "2020-05-05", counts)
    text = ask(claims + talks("two", "2020-05-06", withdrawn, "late", **SLIP), "timeline", "--all")
    assert f"· deprecated: {told} [2]" in text


@pytest.mark.parametrize(
    "words",
    [
        "timeline",
        "timeline --in 2021",
        "timeline --until 2021",
        "timeline --upcoming 1y",
        "relations",
        "relations --in 2021",
        "relations --since 2020",
    ],
)
def test_five_hundred_parties_are_asked_about_at_once(dip: Run, words: str) -> None:
    names = [f"p{nth}" for nth in range(MOST_PARTIES)]
    keys = {"parties": names, "period": "2021-05-02"}
    about = event("e", **keys) + relation("r", **keys)
    path = shared(base(source("s"), *(party(name, kind="bloc") for name in names), about))
    command, *options = words.split()
    status, out, err = dip(command, *names, *options, "--json", "-f", str(path))
    ids = {fact["id"] for fact in json.loads(out)["facts"]}
    expected = {"r"} if command == "relations" else {"e", "r"}
    is_ahead = "--upcoming" in options
    assert (status, err, ids) == (1, "", set()) if is_ahead else (0, "", expected)
