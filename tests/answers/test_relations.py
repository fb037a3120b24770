"""Relations in force, paused, not yet in force or over: pages, calendars, checks."""

from __future__ import annotations

import importlib
import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dipfacts.answers.answer import LIMITS
from dipfacts.model.file_format import status as statuses
from dipfacts.model.file_format.status import CLASSES, RelationStatus, class_of, class_on
from dipfacts.model.file_format.tables import FigureStatus
from dipfacts.model.periods.period import Period
from support.calendars import name_of
from support.command_line import Run
from support.compiled import shared
from support.factbase import event, figure, measure, party, source, topic
from support.relation_pages import BASE, DAY, Ask, relation, told

# vobject shares no code with icalendar, which writes the calendars.
vobject: Any = importlib.import_module("vobject")


@pytest.fixture
def ask(dip: Run) -> Ask:
    """Ask a command of these claims beside two parties; "-f" names the file."""

    def run(claims: str, *words: str, errors: str = "") -> tuple[int, str]:
        status, out, err = dip(*words, "-f", str(shared(BASE + claims)))
        assert err.partition(" has ")[2].partition(" (")[0] == errors, err
        assert bool(err) == bool(errors)
        return status, out

    return run


def classes(ask: Ask, claims: str, *words: str) -> dict[str, str]:
    """Return the class of each relation in the order of the answer."""
    _, out = ask(claims, *(words or ("relations",)), "--json")
    return {fact["id"]: fact["status_class"] for fact in json.loads(out)["facts"]}


# ------------------------------------------------------------------------- the class


def test_every_status_has_one_class() -> None:
    listed = [status for names in CLASSES.values() for status in names]
    assert sorted(listed) == sorted({*get_args(RelationStatus)})
    assert {name: list(map(class_of, names)) for name, names in CLASSES.items()} == {
        name: [name] * len(names) for name, names in CLASSES.items()
    }


def test_other_words_mean_statuses_that_there_are() -> None:
    of_figures = get_args(FigureStatus)
    allowed = {*get_args(RelationStatus), *get_args(statuses.EventStatus), *of_figures}
    assert {*statuses.OTHER_WORDS} <= allowed


@pytest.mark.parametrize(
    ("table", "word", "hint"),
    [
        (relation, "no longer in force", 'write "ended"'),
        (relation, "not in force", 'did you mean "ended" or "signed"?'),
        (relation, "Not yet in force", 'did you mean "ratified" or "signed"?'),
        (relation, "entered into force", 'write "in-force"'),
        (relation, "ceased", 'write "ended"'),
        (relation, "completed", 'write "ended"'),
        (relation, "applied provisionally", 'write "provisionally-applied"'),
        (relation, "Frozen", 'write "suspended"'),
        (relation, "draft", 'write "proposed"'),
        (relation, "negotiated", 'write "under-discussion"'),
        (relation, "cancelled", 'write "terminated"'),
        (relation, "repealed", 'write "abrogated"'),
        (relation, "broken off", 'write "severed"'),
        (event, "completed", 'write "held"'),
        (event, "Done", 'write "held"'),
        (event, "scheduled", 'write "planned"'),
        (event, "put-off", 'write "postponed"'),
        (event, "called off", 'write "cancelled"'),
        (figure, "preliminary", 'write "provisional"'),
        (figure, "projected", 'write "forecast"'),
    ],
)
def test_a_word_for_a_status_is_told_which_it_means(
    table: Callable[..., str], word: str, hint: str
) -> None:
    message = f'status cannot be "{word}"; {hint}'
    claims = topic() + measure() + table("r", period="2001", status=word)
    assert told(claims) == [("not-allowed", message)]


@pytest.mark.parametrize(
    ("status", "period", "name"),
    [
        (None, "1992-04-04/..", "standing"),
        (None, "../..", "standing"),
        (None, "/..", "standing"),
        (None, "199X/..", "standing"),
        (None, "1990/201X", "over"),
        (None, "1990/202X", "standing"),  # some time until 2029
        (None, "[2001,2002]", "unknown"),
        (None, "/2021", "over"),
        (None, "1992/2022-03-31", "standing"),  # its last day
        (None, "1992/2022-03-30", "over"),
        (None, "2022-03-31/..", "standing"),  # its first day
        (None, "2022-04-01/..", "not-yet"),
        (None, "1992-04-04/", "unknown"),  # whether it ended is not known
        (None, "1992", "unknown"),
        (None, "2023", "not-yet"),
        (None, None, "unknown"),
        ("in-force", "1992-04-04/", "standing"),
        ("in-force", "1992-04-04", "unknown"),
        ("in-force", None, "standing"),
        ("in-force", "1992/2000", "over"),
        ("provisionally-applied", "2014/..", "standing"),
        ("adopted", "2014/..", "standing"),
        ("adopted", "2023/..", "not-yet"),
        ("suspended", "2011-02-05/..", "paused"),
        ("suspended", "2022-02", "paused"),
        ("suspended", None, "paused"),
        ("suspended", "2011/2020", "unknown"),  # what followed is not said
        ("signed", "2010-04-08", "not-yet"),
        ("signed", "2010-04-08/..", "not-yet"),
        ("signed", "1990/1995", "over"),  # it never came into force
        ("proposed", None, "not-yet"),
        ("ended", "1992/..", "over"),
        ("withdrawn", "1988-06-01/..", "over"),
        ("terminated", "1992/2020", "over"),
        ("terminated", "1992/2030", "standing"),
        ("expired", "2026-06-30", "standing"),
        ("expired", "2022", "over"),
        ("terminated", "2025/2030", "not-yet"),
        ("suspended", "2019/2023", "paused"),
        ("suspended", "2025/..", "standing"),  # from a day to come
        ("suspended", "2025/2030", "standing"),
        ("suspended", "2025", "standing"),
        ("annulled", "2023/..", "over"),
        ("ended", None, "over"),
    ],
)
def test_status_period_and_day_give_the_class(
    status: str | None, period: str | None, name: str, ask: Ask
) -> None:
    claims = relation("r", period, status=status)
    assert classes(ask, claims, "relations", "--known-by", str(DAY)) == {"r": name}
    word = statuses.WORDS[name]  # type: ignore[index]  # a class, as the next line shows
    _, out = ask(claims, "relations", "a", "b", "--known-by", str(DAY))
    headline = f"Aland and Beland: 1 relation, {word}. (As known by 31 Mar 2022.)\n"
    assert out.startswith(f"{headline}\n{word.capitalize()}\n")
    _, out = ask(claims, "show", "r", "--known-by", str(DAY))
    if name == "not-yet" and class_of(status) == "standing":  # it begins in the future
        word = "not yet in force"
    if name == "standing" and class_of(status) == "over":  # it is known to end
        word = "ends 2030" if "/" in str(period) else "ends 30 Jun 2026"
    if name == "unknown" and class_of(status) == "paused":
        word = "suspended until 2020"
    if name == "standing" and class_of(status) == "paused":  # it is known to be suspended
        word = "suspended from 2025"
    known = "(As known by 31 Mar 2022.)"
    assert out.startswith(f"Treaty r (Aland and Beland), {word}. {known}\n")
    assert f"as of 31 Mar 2022  {word}\n" in out


@given(
    st.sampled_from([None, *get_args(RelationStatus)]),
    st.integers(1990, 2040),
    st.integers(0, 40),
    st.integers(1990, 2080),
)
def test_what_is_over_stays_over(status: str | None, first: int, years: int, now: int) -> None:
    """With time the class only moves from not yet to standing to over, or from paused on."""
    order = ["not-yet", "standing", "paused", "over", "unknown"]
    period = Period.parse(f"{first}/{first + years}")
    day = date(now, 6, 1).toordinal()
    found = [order.index(class_on(day + n * 400, status, period)) for n in range(3)]
    assert found == sorted(found)
    if (period.end_day or 0) <= day:
        assert {*found} == {order.index("unknown" if status == "suspended" else "over")}


def test_the_day_is_today_unless_another_is_asked(ask: Ask) -> None:
    today = date.today()
    claims = (
        relation("ends-today", f"2001/{today}")
        + relation("begins-today", f"{today}/..")
        + relation("ended-yesterday", f"2001/{today - timedelta(days=1)}")
        + relation("begins-tomorrow", f"{today + timedelta(days=1)}/..")
    )
    assert classes(ask, claims) == {
        "begins-today": "standing",
        "ends-today": "standing",
        "begins-tomorrow": "not-yet",
        "ended-yesterday": "over",
    }
    assert {*classes(ask, claims, "relations", "--known-by", "2020-06").values()} == {
        "standing",
        "not-yet",
    }


STATUSES = (
    relation("inf", "1988-06-01/..", status="withdrawn", title="INF Treaty")
    + relation("abm", "1972-10-03/..", status="abrogated", title="ABM Treaty")
    + relation("start", "2011-02-05/..", status="suspended", title="New START")
    + relation("ties", "1991-12-30/..", kind="diplomatic-relations", title="Diplomatic relations")
    + relation("paper", "2020-02-01/..", status="signed", title="Treaty on paper")
)


def test_relations_stand_under_the_name_of_their_class(ask: Ask) -> None:
    assert ask(STATUSES, "relations", "a", "b") == (
        0,
        """\
Aland and Beland: 5 relations, 1 in force, 1 paused, 1 not recorded as in force and 2 over.

In force
Period             Relation              Kind                  Source
since 30 Dec 1991  Diplomatic relations  diplomatic relations  [1] p1

Paused
Period            Relation   Kind               Source
since 5 Feb 2011  New START  treaty, suspended  [1] p1

Not recorded as in force
Period      Relation         Kind            Source
1 Feb 2020  Treaty on paper  treaty, signed  [1] p1

Over
Period           Relation    Kind               Source
from 1 Jun 1988  INF Treaty  treaty, withdrawn  [1] p1
from 3 Oct 1972  ABM Treaty  treaty, abrogated  [1] p1

Sources
[1] S, 1 May 2020.
Newest source: S, 1 May 2020, more than 2 years old.
""",
    )


def test_a_limit_shortens_the_list_and_not_the_sentence(ask: Ask) -> None:
    _, whole = ask(STATUSES, "relations", "a", "b")
    _, out = ask(STATUSES, "relations", "a", "b", "--limit", "1")
    assert out.splitlines()[0] == whole.splitlines()[0]
    assert "Paused" not in out
    assert "4 more relations: --limit 0" in out


@pytest.mark.parametrize(("count", "named"), [(LIMITS.named, LIMITS.named), (LIMITS.named + 1, 0)])
def test_very_many_relations_are_counted_and_not_named(ask: Ask, count: int, named: int) -> None:
    _, out = ask("".join(relation(f"r{n}", "1992/..") for n in range(count)), "relations", "--json")
    answer = json.loads(out)["answer"]
    assert answer["text"] == f"{count} relations, all in force."
    assert len(answer["facts"]) == named


def test_a_status_of_before_is_not_repeated_where_the_period_is_over(ask: Ask) -> None:
    claims = relation("r", "1992/2000", status="in-force") + relation(
        "s", "9000/..", status="adopted"
    )
    _, out = ask(claims, "relations", "a", "b")
    assert " treaty  " in out
    assert "in force" not in out.partition("Over")[2]
    assert "from 9000  Treaty s  treaty, not yet in force  [1]" in " ".join(
        out.split("\n")
    ).replace("   ", "  ")


@pytest.mark.parametrize(
    ("period", "shown"),
    [
        ("1992-04-04/..", "from 4 Apr 1992"),
        ("1992-04-04/", "from 4 Apr 1992, end unknown"),
        ("/..", "start unknown"),
        ("/2001", "until 2001, start unknown"),
    ],
)
def test_nothing_that_is_over_is_since_a_day(period: str, shown: str, ask: Ask) -> None:
    _, out = ask(relation("r", period, status="ended"), "relations", "a", "b")
    row = out.splitlines()[4]
    assert row.startswith(f"{shown}  Treaty r  treaty, ended  [1] p1")


def test_other_pages_say_of_what_is_over_the_same(ask: Ask) -> None:
    claims = relation("r", "1992-04-04/..", status="ended") + relation("s", "2011/..")
    _, out = ask(claims, "show", "r")
    rows = [" ".join(line.split()) for line in out.splitlines()]  # "as of" widens them, or not
    assert "period from 4 Apr 1992 (1992-04-04/..)" in rows
    assert "About the same" not in out  # it is another treaty
    _, out = ask(claims, "search", "treaty")
    found = {" ".join(line.split()) for line in out.splitlines()}
    assert "r from 4 Apr 1992 «Treaty» r (Aland and Beland; ended) [1] p1" in found
    assert "s since 2011 «Treaty» s (Aland and Beland; in force) [1] p1" in found


# ------------------------------------------------------------------ parties that are gone


GONE = party("old", name="Old Union", period="1922-12-30/1991-12-26")


def test_with_its_state_a_relation_is_over(ask: Ask) -> None:
    claims = relation("r", "1948-04-06/..", parties=["fi", "su"], title="Treaty of friendship")
    status, out = ask(claims, "brief", "finland", "USSR")
    assert status == 0
    assert out.partition("\n\n")[2].startswith(
        """\
Over
Period           Relation              Kind                                             Source
from 6 Apr 1948  Treaty of friendship  treaty, over with the Soviet Union, 26 Dec 1991  [1] p1
"""
    )
    _, out = ask(claims, "relations", "fi", "su")
    assert out.startswith("Finland and Soviet Union: 1 relation, over.\n\nOver\n")
    _, out = ask(claims, "show", "r")
    assert out.startswith(
        "Treaty of friendship (Finland and the Soviet Union), "
        "over with the Soviet Union, 26 Dec 1991."
    )
    status, out = ask(claims, "timeline", "--upcoming", "2y")
    over = "from 6 Apr 1948, over with the Soviet Union, 26 Dec 1991."
    assert (status, f"there is 1 claim {over}" in out) == (1, True)
    _, out = ask(claims, "brief", "finland", "USSR", "--json")
    brief = json.loads(out)["brief"]
    assert (brief["in_force"], brief["past"], brief["ended"]) == ([], ["r"], 1)


@pytest.mark.parametrize(
    ("day", "name"),
    [("1991-12-25", "standing"), ("1991-12-26", "standing"), ("1991-12-27", "over")],
)
def test_it_is_in_force_to_the_last_day_of_the_state(day: str, name: str, ask: Ask) -> None:
    claims = GONE + source("then", published=date(1990, 1, 1))
    claims += relation("r", "1948/..", parties=["a", "old"], status="in-force", source="then")
    assert classes(ask, claims, "relations", "--known-by", day) == {"r": name}


@pytest.mark.parametrize(
    ("parties", "name"),
    [
        (["a", "b", "old"], "standing"),  # it goes on between the two others
        (["a", "old", "older"], "over"),
        (["a", "pact"], "over"),
        (["a", "b", "pact"], "over"),  # a membership ends with the body
        (["a", "minister"], "standing"),  # the period of a person is a term of office
        (["a", "dateless"], "standing"),
        (["old"], "over"),
    ],
)
def test_who_must_be_gone(parties: list[str], name: str, ask: Ask) -> None:
    gone = GONE + party("older", period="1900/1918") + party("dateless", period="1900/..")
    gone += party("pact", kind="bloc", period="1955/1991-07-01")
    gone += party("minister", kind="person", period="1955/1960")
    claims = relation("r", "1950/..", parties=parties, status="in-force")
    assert classes(ask, gone + claims) == {"r": name}


@pytest.mark.parametrize(
    ("id_", "over"),
    [
        ("league-of-nations", "the League of Nations, 20 Apr 1946"),
        ("warsaw-pact", "the Warsaw Pact, 1 Jul 1991"),
        ("cmea", "the Council for Mutual Economic Assistance, 1991"),
        ("oau", "the Organization of African Unity, 9 Jul 2002"),
        ("weu", "the Western European Union, 30 Jun 2011"),
        ("eurasec", "the Eurasian Economic Community, 1 Jan 2015"),
        ("nafta", "the North American Free Trade Agreement, 1 Jul 2020"),
    ],
)
def test_a_membership_is_over_with_a_known_organisation(id_: str, over: str, ask: Ask) -> None:
    claims = relation("r", "/..", from_="a", to=id_, parties=None, kind="membership")
    assert classes(ask, claims) == {"r": "over"}
    assert f"over with {over}" in " ".join(ask(claims, "show", "r")[1].split())
    assert ask(claims, "timeline", "--upcoming", "2y")[0] == 1  # no anniversary


def test_the_party_that_left_too_few_is_named(ask: Ask) -> None:
    gone = GONE + party("older", name="Older Land", period="1900/1918-11")
    claims = relation("r", "1900/..", parties=["a", "old", "older"])
    _, out = ask(gone + claims, "show", "r")
    shown = "Treaty r (Aland, the Old Union and Older Land), over with the Old Union, 26 Dec 1991."
    assert out.startswith(f"{shown}\n")
    claims = relation("r", "1900/..", from_="a", to="older", parties=None)
    _, out = ask(gone + claims, "show", "r")
    assert out.startswith("Treaty r (Aland → Older Land), over with Older Land, Nov 1918.\n")


OLDER = party("older", name="Older Land", period="1900/1938-03-12")
CLUB = party("club", name="the Club", kind="organisation", period="1900/1946-04-18")


@pytest.mark.parametrize(
    ("keys", "first", "asked"),
    [
        (
            {"from_": "older", "to": "club", "parties": None, "kind": "membership"},
            "Older Land, 12 Mar 1938",
            ["older", "club"],
        ),
        ({"parties": ["older", "old"]}, "Older Land, 12 Mar 1938", ["older", "old"]),
        ({"parties": ["a", "older", "club"]}, "Club, 18 Apr 1946", ["a", "club"]),
        ({"parties": ["a", "older", "club"]}, "Older Land, 12 Mar 1938", ["older"]),
        ({"parties": ["older", "club", "old"]}, "Club, 18 Apr 1946", ["club", "old"]),
    ],
)
def test_of_two_that_are_gone_the_first_ended_it(
    keys: dict[str, Any], first: str, asked: list[str], ask: Ask
) -> None:
    claims = GONE + OLDER + CLUB + relation("r", "1920-12-15/..", **keys)
    for party_ in asked:
        for command in ("relations", "timeline", "brief"):
            out = " ".join(ask(claims, command, party_)[1].split())
            assert re.search(f"over with (the )?{first}", out), (command, party_)
        last = int(first[-4:])
        for year in (last, last + 1):
            assert ask(claims, "relations", party_, "--in", str(year))[0] == year - last
    for words in ("relations",), ("show", "r"):
        out = " ".join(ask(claims, *words)[1].split())
        assert asked == ["older"] or re.search(f"over with (the )?{first}", out), words


_SINCE = relation("r", "1948/..", parties=["a", "old"])
_BY_END = "over with the Old Union, 26 Dec 1991"


def _later(period: str | None, **keys: Any) -> str:
    keys = {"status": "terminated", "parties": ["a", "old"], "same_as": "r", **keys}
    return _SINCE + relation("t", period, source="late", **keys)


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        (relation("r", "1985-03-04", parties=["a", "old"], status="terminated"), "terminated"),
        (relation("r", "1948/1991", parties=["a", "old"], status="expired"), "expired"),
        (relation("r", "1991", parties=["a", "old"], status="severed"), "severed"),
        (relation("r", None, parties=["a", "old"], status="severed"), "severed"),
        (relation("r", "1948/1991", parties=["a", "old"]), _BY_END),
        (relation("r", "1995", parties=["a", "old"], status="terminated"), _BY_END),
        (_SINCE, _BY_END),
        (_later("1985-03-04"), "terminated"),
        (_later("1991"), "terminated"),
        (_later(None), "terminated"),
        (_later("1995"), _BY_END),
        (_later("1985-03-04").replace('"s"', '"early"'), _BY_END),  # which says that it went on
        (_later("1985", status="suspended"), _BY_END),
        (_later("1985/1986", status="suspended"), _BY_END),
    ],
)
def test_the_end_that_came_first_is_the_reason(ask: Ask, claims: str, expected: str) -> None:
    sources = source("late", published=date(2023, 1, 5)) + source(
        "early", published=date(1990, 1, 5)
    )
    claims = GONE + sources + claims
    for words in (["relations"], ["relations", "old"], ["relations", "a", "old"], ["brief", "old"]):
        page = ask(claims, *words)[1]
        assert f"  treaty, {expected}  [" in page, words
    is_by_end = expected == _BY_END
    for words in (["timeline"], ["a"], ["show", "r"]):
        assert (_BY_END in ask(claims, *words)[1]) is is_by_end, words
    assert ask(claims, "timeline", "--upcoming", "9y")[0] == 1


def test_a_treaty_of_three_is_over_for_the_party_that_is_gone(ask: Ask) -> None:
    claims = GONE + relation("r", "1950-01-01/..", parties=["a", "b", "old"], status="in-force")
    over = "over with the Old Union, 26 Dec 1991"
    pages = (("relations", "a", "old"), ("relations", "old"), ("brief", "a", "old"), ("a", "old"))
    for words in pages:
        text = " ".join(ask(claims, *words)[1].split())
        assert over in text, words
        assert "1 in force" not in text, words
    assert over in ask(claims, "timeline", "a", "old")[1]
    calendar = ask(claims, "timeline", "old", "--format", "ics")[1]
    assert over in calendar.replace("\\,", ",").replace("\r\n ", "")
    html = ask(claims, "timeline", "old", "--format", "html")[1]
    assert over in html
    for who in (["a", "b"], ["a"], []):
        assert "1 relation, in force" in ask(claims, "relations", *who)[1], who


def test_a_hostile_name_stays_text(ask: Ask) -> None:
    gone = party("old", name="\x1b[31m<b>Old</b> \u202e", period="1922/1991")
    claims = gone + relation("r", "1950-03-04/..", parties=["a", "old"])
    for words in (["relations"], ["show", "r"], ["brief", "a", "old"], ["timeline"]):
        for form in ("table", "md", "html", "ics", "json"):
            if (words[0], form) in {("relations", "html"), ("show", "html")}:
                continue
            if form == "ics" and words[0] != "timeline":
                continue
            _, out = ask(claims, *words, "--format", form, errors="1 error")
            assert "\x1b" not in out
            assert "\u202e" not in out
            assert form in ("table", "json", "ics") or "<b>Old" not in out


# ---------------------------------------------------------------------------- ahead


def ahead(ask: Ask, claims: str, *words: str) -> list[tuple[str, str, str | None]]:
    _, out = ask(claims, "timeline", "--upcoming", "1y", *words, "--json")
    return [
        (fact["id"], fact["upcoming"]["what"], fact["upcoming"]["on"])
        for fact in json.loads(out)["facts"]
    ]


def test_what_begins_or_ends_today_is_ahead(ask: Ask) -> None:
    day = str(DAY)
    claims = relation("begins", f"{day}/..") + relation("ends", f"2001-01-01/{day}")
    claims += relation("month", "2001/2022-03") + relation("gone", "2001/2022-03-30")
    claims += event("visit", status="planned", period=day)
    assert ahead(ask, claims, "--known-by", day) == [
        ("month", "ends", None),
        ("visit", "planned", day),
        ("ends", "ends", day),
        ("begins", "begins", day),
        ("begins", "anniversary", "2023-03-31"),
    ]


@pytest.mark.parametrize(
    "status", ["signed", "proposed", "ratified", "suspended", "withdrawn", "ended", "abrogated"]
)
def test_only_what_is_in_force_has_an_anniversary(status: str, ask: Ask) -> None:
    claims = relation("r", "2001-06-01/..")
    assert ahead(ask, claims, "--known-by", str(DAY)) == [("r", "anniversary", "2022-06-01")]
    claims = relation("r", "2001-06-01/..", status=status)
    assert ahead(ask, claims, "--known-by", str(DAY)) == []
    _, out = ask(claims, "timeline", "--format", "ics", "--known-by", str(DAY))
    (entry,) = vobject.readOne(out).vevent_list
    assert "rrule" not in entry.contents
    assert entry.summary.value == f"Treaty r (Aland and Beland; 2001, {status})"


def test_of_what_is_over_no_beginning_is_ahead(ask: Ask) -> None:
    """The end of a treaty that was denounced is ahead; one that was annulled never begins."""
    claims = relation("annulled", "2022-06-01/..", status="annulled")
    claims += relation("denounced", "2001-05-01/2022-07-01", status="denounced")
    claims += relation("coming", "2022-08-01/..", status="ratified")
    claims += GONE + relation("gone", "1950-05-05/2022-09-01", parties=["a", "old"])
    assert ahead(ask, claims, "--known-by", str(DAY)) == [
        ("denounced", "ends", "2022-07-01"),
        ("coming", "reached", "2022-08-01"),
    ]


# -------------------------------------------------------------- events that were called off


CALLED_OFF = (
    source("later", publisher="S", published=date(2022, 3, 2))
    + event("held", status="held", period="2022-03-01", title="Talks", source="later")
    + event("planned", status="planned", period="2022-06-01", title="Visit to come")
    + event("postponed", status="postponed", period="2022-06-02", title="Visit put off")
    + event("cancelled", status="cancelled", period="2022-06-03", title="Visit called off")
    + event("denied", status="denied", period="2022-02-04", title="Secret talks")
)


def test_events_that_were_called_off_say_so_on_timelines(ask: Ask) -> None:
    _, out = ask(CALLED_OFF, "timeline", "a", "b")
    assert [" ".join(line.split()) for line in out.splitlines()[:10]] == [
        "Aland and Beland: 5 events (1 once planned for a time now past, 1 postponed, "
        "1 cancelled, 1 denied) and 0 relations on the timeline, 2022.",
        "",
        "When What Kind Source",
        "2022",
        "4 Feb 2022 Secret talks DENIED visit [1]",
        "1 Mar 2022 Talks visit [2]",
        "1 Jun 2022 Visit to come PLANNED visit [1]",
        "· planned for 1 Jun 2022; nothing recorded since",
        "2 Jun 2022 Visit put off POSTPONED visit [1]",
        "3 Jun 2022 Visit called off CANCELLED visit [1]",
    ]
    _, out = ask(CALLED_OFF, "timeline", "a", "b", "--format", "html")
    for status in ("planned", "postponed", "cancelled", "denied"):
        assert out.count(f'<strong class="differ">{status}</strong> visit</span>') == 1


@pytest.mark.parametrize("status", ["cancelled", "postponed", "denied"])
def test_what_is_called_off_without_a_day_stands_on_that_of_its_plan(ask: Ask, status: str) -> None:
    claims = event("plan", status="planned", period="2022-06-03", title="Talks")
    claims += event("off", status=status, title="Talks", same_as="plan")
    _, out = ask(claims, "brief", "a", "b", "--known-by", str(DAY), "--json")
    brief = json.loads(out)["brief"]
    assert (brief["called_off"], brief["latest"], brief["planned"]) == (["off"], [], [])
    assert "date" not in [doubt["kind"] for doubt in brief["doubts"]]
    called = status.upper()
    for words in (("timeline",), ("timeline", "a"), ("timeline", "--in", "2022-06-03")):
        _, out = ask(claims, *words)
        (line,) = (line for line in out.splitlines() if "Talks" in line)
        assert " ".join(line.split()).startswith("3 Jun 2022 Talks (")
        assert f") {called}" in " ".join(line.split())
    assert "STATUS:CANCELLED" in ask(claims, "timeline", "--format", "ics")[1]
    held = claims.replace(f'"{status}"', '"held"')
    assert "undated" in ask(held, "timeline")[1]


def test_a_picture_says_what_was_called_off(ask: Ask) -> None:
    _, out = ask(CALLED_OFF, "timeline", "a", "b", "--format", "html")
    assert "hollow is what was planned or called off" in out
    assert "2 Jun 2022: Visit put off, postponed" in out
    _, out = ask(event("e", status="planned", period="2022"), "timeline", "--format", "html")
    assert "hollow is what was planned." in out


def test_a_relation_is_drawn_only_as_long_as_it_holds(ask: Ask) -> None:
    """A line runs from its first day to its end, or on where it stands or is paused."""
    for status, period, is_drawn in (
        ("in-force", "1992-04-04/..", True),
        ("suspended", "1992-04-04/..", True),
        ("ended", "1992-04-04/2001-04-04", True),
        ("ended", "1992-04-04/..", False),
        ("signed", "1992-04-04/..", False),
        (None, "1992-04-04/", False),
    ):
        claims = relation("r", period, status=status) + event("e", period="2020-02-02")
        _, out = ask(claims, "timeline", "--format", "html")
        assert ('<rect class="holds"' in out) is is_drawn, (status, period)


@pytest.mark.parametrize("period", ["1980-01-01/..", "1980-01-01/2020-01-10", "1980-01-01/"])
def test_what_was_over_with_a_party_is_drawn_as_long_as_that_lasted(ask: Ask, period: str) -> None:
    """A line as long as that of what ended on the same day by its claim."""
    gone = party("gone", period="1920/1991-12-26")
    claims = gone + relation("with-gone", period, parties=["a", "gone"])
    claims += relation("ended", "1980-01-01/1991-12-26") + event("e", period="2020-02-02")
    _, out = ask(claims, "timeline", "--format", "html")
    widths = re.findall(r'<rect class="holds" x="0%" y="6" width="([0-9.]+)%"', out)
    assert (len(widths), len({*widths})) == (2, 1)
    alone = gone + relation("late", "1995-01-01/2001", parties=["a", "gone"])
    assert '<rect class="holds"' not in ask(alone, "timeline", "--format", "html")[1]


def test_they_are_not_ahead(ask: Ask) -> None:
    assert ahead(ask, CALLED_OFF, "--known-by", str(DAY)) == [("planned", "planned", "2022-06-01")]
    _, out = ask(CALLED_OFF, "brief", "a", "b", "--known-by", str(DAY), "--json")
    brief = json.loads(out)["brief"]
    assert brief["planned"] == ["planned"]
    assert brief["latest"] == ["held", "denied"]
    assert brief["called_off"] == ["postponed", "cancelled"]
    assert "overdue" not in [doubt["kind"] for doubt in brief["doubts"]]
    _, out = ask(CALLED_OFF, "brief", "a", "b", "--known-by", str(DAY))
    assert [" ".join(line.split()) for line in out.splitlines()[2:16]] == [
        "Planned",
        "When What Kind Source",
        "1 Jun 2022 Visit to come visit [1]",
        "",
        "Called off",
        "When What Kind Source",
        "2 Jun 2022 Visit put off POSTPONED visit [1]",
        "3 Jun 2022 Visit called off CANCELLED visit [1]",
        "",
        "Latest events",
        "When What Kind Source",
        "1 Mar 2022 Talks visit [2]",
        "4 Feb 2022 Secret talks DENIED visit [1]",
        "",
    ]
    _, out = ask(CALLED_OFF, "brief", "a", "b", "--known-by", str(DAY), "--format", "html")
    _, called_off = out.split("<h3>Called off</h3>")
    assert "Visit put off" in called_off.split("<h3>Latest events</h3>")[0]
    assert "Visit put off" not in called_off.split("<h3>Latest events</h3>")[1].split("<h2")[0]


def test_a_brief_and_a_timeline_have_the_same_events_ahead(ask: Ask) -> None:
    days = {"past": "2022-03-30", "today": str(DAY), "month": "2022-04", "open": "[2022-05..]"}
    claims = "".join(
        event(f"{status}-{name}", status=status, period=day)
        for status in get_args(statuses.EventStatus)
        for name, day in days.items()
    )
    asked = ("a", "b", "--known-by", str(DAY))
    _, out = ask(claims, "brief", *asked, "--limit", "0", "--json", errors="4 errors")
    planned = json.loads(out)["brief"]["planned"]
    _, out = ask(claims, "timeline", *asked, "--upcoming", "2y", "--json", errors="4 errors")
    answer = json.loads(out)
    assert {fact["id"] for fact in answer["facts"]} == {*planned}
    assert {*planned} == {
        *(f"{status}-{day}" for status in ("held", "reported") for day in ("month", "open")),
        "reported-today",
        *(f"planned-{day}" for day in ("today", "month", "open")),
    }
    counted = "Aland and Beland: 3 planned events, 3 reported events and 2 other events from"
    assert answer["answer"]["text"].startswith(counted)


def test_a_reported_event_is_so_where_it_is_ahead(ask: Ask) -> None:
    claims = event("e", status="reported", period="2022-05", title="Summit", kind="summit")
    for words in (("timeline", "a", "b", "--upcoming", "1y"), ("brief", "a", "b")):
        _, out = ask(claims, *words, "--known-by", str(DAY))
        assert "\nMay 2022  Summit  summit, reported  [1]\n" in out


def test_they_are_cancelled_in_a_calendar(ask: Ask) -> None:
    _, out = ask(CALLED_OFF, "timeline", "a", "b", "--format", "ics")
    found = {
        name_of(e.uid.value): (e.status.value, e.summary.value)
        for e in vobject.readOne(out).vevent_list
    }
    assert found == {
        "held": ("CONFIRMED", "Talks"),
        "planned": ("TENTATIVE", "Visit to come (planned, nothing recorded since)"),
        "postponed": ("CANCELLED", "Postponed: Visit put off"),
        "cancelled": ("CANCELLED", "Cancelled: Visit called off"),
        "denied": ("CANCELLED", "Denied: Secret talks"),
    }


def test_they_are_cited_as_what_they_are(ask: Ask) -> None:
    _, out = ask(CALLED_OFF, "cite", "cancelled", "denied", "held")
    assert "cancelled: Visit called off (Aland and Beland), 3 June 2022" in out
    assert "denied: Secret talks" in out
    assert "held: " not in out


# ----------------------------------------------------------------------- the briefing


def test_a_brief_shows_what_is_paused_and_signed_too(ask: Ask) -> None:
    _, out = ask(STATUSES, "brief", "a", "b", "--json")
    brief = json.loads(out)["brief"]
    assert [brief[key] for key in ("in_force", "paused", "not_yet", "past", "ended")] == [
        ["ties"],
        ["start"],
        ["paper"],
        [],
        2,
    ]
    _, out = ask(STATUSES, "brief", "a", "b")
    headings = [
        line for line in out.splitlines() if line in map(str.capitalize, statuses.WORDS.values())
    ]
    assert headings == ["In force", "Paused", "Not recorded as in force"]
    assert "2 relations over or of unknown duration: dipfacts relations a b -f /" in out
    _, out = ask(STATUSES, "brief", "a", "b", "--format", "html")
    assert '<h2 id="relations">In force</h2>' in out
    for heading in ("Paused", "Not recorded as in force"):
        assert f"<h3>{heading}</h3>" in out
    assert "INF Treaty" not in out


def test_a_brief_shows_six_relations_most_of_them_in_force(ask: Ask) -> None:
    def many(status: str | None, count: int) -> str:
        ids = [f"{status or 'stands'}-{n}" for n in range(count)]
        return "".join(relation(id, f"20{n:02}/..", status=status) for n, id in enumerate(ids))

    claims = many(None, 9) + many("suspended", 3) + many("signed", 1) + many("ended", 4)

    def counts(*words: str) -> list[int]:
        _, out = ask(claims, "brief", "a", "b", *words, "--json")
        brief = json.loads(out)["brief"]
        shown = [len(brief[key]) for key in ("in_force", "paused", "not_yet", "past")]
        return [*shown, brief["left_out"]["in_force"], brief["ended"]]

    assert counts() == [3, 2, 1, 0, 7, 4]
    assert counts("--limit", "2") == [2, 2, 1, 0, 8, 4]
    assert counts("--limit", "0") == [9, 3, 1, 0, 0, 4]


# ------------------------------------------------------------------------ what a date tells


@pytest.mark.parametrize(
    ("status", "period", "kind"),
    [
        (None, "1992-06-05", "treaty, recorded"),
        (None, "1992", "treaty, recorded"),
        ("in-force", "1992-06-05", "treaty, in force"),
        ("signed", "1992-06-05", "treaty, signed"),
        ("suspended", "1992/..", "treaty, suspended"),
        ("suspended", "1992-06-05", "treaty, suspended"),
        ("in-force", "1992-06-05/..", "treaty, begins"),
        (None, "1992/..", "treaty, begins"),
    ],
)
def test_only_what_is_known_to_begin_begins(
    status: str | None, period: str, kind: str, ask: Ask
) -> None:
    _, out = ask(relation("r", period, status=status), "timeline", "a", "b")
    row = next(line for line in out.splitlines() if "Treaty r" in line)
    assert row.endswith(f"Treaty r  {kind}  [1] p1")


def test_a_suspension_that_ended_is_no_end_of_what_was_suspended(ask: Ask) -> None:
    _, out = ask(relation("r", "1992/1994", status="suspended"), "timeline", "a", "b")
    assert "treaty, suspended" in out
    assert "treaty, suspension ends" in out


@pytest.mark.parametrize(
    ("status", "shown"),
    [
        ("signed", "5 Feb 1999"),
        ("ratified", "5 Feb 1999"),
        ("proposed", "5 Feb 1999"),
        ("under-discussion", "since 5 Feb 1999"),
        ("suspended", "since 5 Feb 1999"),
    ],
)
def test_what_was_signed_is_not_so_since(status: str, shown: str, ask: Ask) -> None:
    claims = relation("r", "1999-02-05/..", status=status)
    for words in (("relations", "a", "b"), ("brief", "a", "b")):
        _, out = ask(claims, *words)
        assert f"\n{shown}  Treaty r" in out
    _, out = ask(claims, "brief", "a", "b", "--format", "html")
    assert (f"since {shown}" in out) == shown.startswith("from")


def test_what_was_planned_for_a_day_that_is_past_is_not_planned(ask: Ask) -> None:
    claims = "".join(
        event(id, status="planned", period=period)
        for id, period in (("past", "2019"), ("today", "2020-05-01"), ("ahead", "2021-08"))
    )
    _, out = ask(claims, "timeline", "a", "b", "--known-by", "2020-05-01")
    assert out.splitlines()[0] == (
        "Aland and Beland: 3 events (2 planned, 1 once planned for a time now past) "
        "and 0 relations on the timeline, 2019 to 2021. (As known by 1 May 2020.)"
    )
    _, out = ask(event("open", status="planned"), "timeline", "a", "b")
    assert "1 event (1 planned) and" in out


def test_of_very_many_events_it_is_left_open_which_are_planned_still(ask: Ask) -> None:
    claims = "".join(event(f"e{n}", status="held", period="2019") for n in range(500))
    _, out = ask(claims + event("p", status="planned", period="2019"), "timeline", "--limit", "1")
    assert out.startswith("501 events (1 planned or once planned) and 0 relations")


def test_what_no_claim_recorded_said_by_then_may_have_been_known(ask: Ask) -> None:
    _, out = ask(relation("r", "1997/.."), "relations", "a", "b", "--known-by", "2010")
    assert out == (
        "No claim recorded here on relations about Aland and Beland was public by 2010; "
        "1 claim became public later.\n"
    )


def test_a_deprecated_relation_says_so(ask: Ask) -> None:
    claims = relation("r", "1997/..", rank="deprecated", rank_reason="another treaty")
    for words in (("relations", "--all"), ("timeline", "--all")):
        assert "Treaty r (Aland and Beland; deprecated)" in ask(claims, *words)[1]
        assert "Treaty r (deprecated)" in ask(claims, *words, "a", "b")[1]
    assert ask(claims, "show", "r")[1].startswith(
        "Treaty r (Aland and Beland), in force; deprecated: another treaty.\n"
    )


@pytest.mark.parametrize(
    ("period", "status", "is_told"),
    [
        ("../..", None, True),
        ("../..", "in-force", True),
        ("../..", "suspended", True),
        ("/..", None, False),
        ("1992/..", None, False),
        ("../1992", None, False),
    ],
)
def test_a_relation_has_a_beginning(period: str, status: str | None, is_told: bool) -> None:
    assert [code for code, _ in told(relation("r", period, status=status))] == (
        ["at-any-time"] * is_told
    )


def test_a_timeline_marks_what_is_over_with_a_dissolved_state(ask: Ask) -> None:
    claims = (
        party("gone", name="Old Union", period="1922-12-30/1991-12-26")
        + relation("pact", "1950/..", parties=["a", "gone"])
        + relation("sign", "1990", parties=["a", "gone"], status="signed")
        + relation("first", "/..", parties=["a", "gone"])
        + relation("done", "1950/1960", parties=["a", "gone"])
        + relation("long", "1950/2010", parties=["a", "gone"])
    )
    _, out = ask(claims, "timeline", "a", "gone")
    over = "(over with the Old Union, 26 Dec 1991)"
    lines = [" ".join(line.split()) for line in out.splitlines()]
    assert f"1950 Treaty pact treaty {over}, begins [1] p1" in lines
    assert f"1990 Treaty sign treaty {over}, signed [1] p1" in lines
    assert f"start unknown Treaty first treaty {over} [1] p1" in lines
    assert "1960 Treaty done treaty, ends [1] p1" in lines
    assert f"2010 Treaty long treaty {over}, ends [1] p1" in lines


@pytest.mark.parametrize("status", get_args(statuses.EventStatus))
def test_show_and_search_say_what_was_not_held(ask: Ask, status: str) -> None:
    early = source("early", published=date(2022, 1, 1))
    period = "2021-03-01" if status == "held" else "2022-06-01"
    shown = early + event("e", status=status, period=period, title="Visit", source="early")
    said = status in ("planned", "postponed", "cancelled", "denied")
    _, out = ask(shown, "show", "e", "--known-by", str(DAY))
    told = f"Visit (Aland and Beland), {status}." if said else "Visit (Aland and Beland)."
    assert out.splitlines()[0] == f"{told} (As known by 31 Mar 2022.)"
    _, out = ask(shown, "search", "visit")
    marked = "planned, nothing recorded since" if status == "planned" else status
    assert (f"«Visit» (Aland and Beland; {marked})" in out) is (status != "held")
