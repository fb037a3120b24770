"""Relations of several parties are told alike, whoever is asked about, and on whatever page."""

from __future__ import annotations

import json
from datetime import date
from itertools import combinations
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dipfacts.model.occurrences.occurrence import occurrences
from dipfacts.model.query import Query
from dipfacts.query.base import open_base
from support import draws
from support.command_line import run_of
from support.compiled import shared
from support.factbase import base, event, party, relation, source

PARTIES = ["a", "b", "c", "old"]
HEAD = base(
    source("s", publisher="Ministry", published=date(2016, 1, 5)),
    source("t", publisher="Paper", published=date(2023, 1, 5)),
    *map(party, "abc"),
    party("old", name="Old Union", kind="country", period="1922/1991-12-26"),
)
ONE_FATE = ["withdrawn", "suspended"]
MANY_FATES = ["in-force"] * 6 + ["suspended", "signed"]
Claim = dict[str, Any]


@st.composite
def claims(draw: st.DrawFn) -> list[Claim]:
    """Draw claims about one pact, of which any two name one party, or more than each other."""
    in_turn = draw(st.permutations(PARTIES))
    some = st.integers(2, 4).map(lambda many: in_turn[:many]) | st.sampled_from(
        [[it] for it in PARTIES]
    )
    named = draw(st.lists(some, min_size=1, max_size=3))
    named.insert(draw(st.integers(0, len(named))), PARTIES)
    results = []
    for nth, parties in enumerate(named):
        year = 1972 + 9 * nth
        status = draw(st.sampled_from(ONE_FATE if len(parties) == 1 and nth else MANY_FATES))
        until = draw(st.sampled_from(["/..", "/..", f"/{year + 4}-12-31", "/2990-12-31"]))
        period = f"{year}-01-01" + (until if status in ("in-force", "suspended") else "")
        said = draw(st.sampled_from("ssst"))
        results.append(
            {"parties": sorted(parties), "status": status, "period": period, "source": said}
        )
    return results


def _said(*claims: tuple[str, str, str]) -> list[Claim]:
    return [
        {"parties": parties.split(), "status": status, "period": period, "source": "s"}
        for parties, status, period in claims
    ]


PAUSED_FOR_THE_OTHERS = _said(
    ("a old", "in-force", "1972-01-01/.."),
    ("a b c old", "suspended", "1981-01-01/.."),
    ("a old", "in-force", "1990-01-01/.."),
)


PAUSED_FOR_THE_FIRST = _said(
    ("a", "in-force", "1972-01-01/.."),
    ("a b c old", "suspended", "1981-01-01/.."),
    ("b c", "in-force", "1999-01-01/2003-12-31"),
)


PAUSED_FOR_ONE = _said(
    ("a b c old", "suspended", "1972-01-01/.."),
    ("a c old", "in-force", "1990-01-01/1994-12-31"),
)


@given(claims())
@example(PAUSED_FOR_ONE)
@example(PAUSED_FOR_THE_OTHERS)
@example(PAUSED_FOR_THE_FIRST)
@settings(
    max_examples=draws.drawn(24),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
)
def test_it_stands_for_one_or_none_if_it_does_between_any_two(
    capsys: pytest.CaptureFixture[str], many: list[Claim]
) -> None:
    text = HEAD + "".join(
        relation(f"c{nth}", title="Pact", same_as="c0" if nth else None, **keys)
        for nth, keys in enumerate(many)
    )
    path, run = str(shared(text)), run_of(capsys)

    def class_of(*asked: str) -> str:
        found = json.loads(run("relations", *asked, "--json", "-f", path).page())["facts"]
        (name,) = {fact["status_class"] for fact in found}
        if asked:
            for words, title in ((asked, "\nIn force"), (("brief", *asked), "\nIn force\n")):
                assert (title in run(*words, "-f", path).page()) is (name == "standing"), words
        return str(name)

    between = {pair: class_of(*pair) for pair in combinations(PARTIES, 2)}
    for asked in ([], *([it] for it in PARTIES)):
        classes = {name for pair, name in between.items() if {*asked} <= {*pair}}
        told = next((it for it in ("standing", "paused") if it in classes), None)
        name = class_of(*asked)
        assert (name if name in ("standing", "paused") else None) == told, (asked, between)


ALL = [*"abc"]
SOME = [["a", "b"], ["a"], ALL]
"""Parties of claims, of which all may be of one relation or event."""
LEAVING = [["a", "c"], ["b", "c"], ["c"], *SOME]
"""Parties of claims by which it is over, paused or off, beside one about all."""
RELATION_ENDS = ["suspended", "suspended", "withdrawn", "terminated"]
EVENT_ENDS = ["cancelled", "postponed"]
PERIODS = ["/1992", "1985/1992", "2002/..", "2010-01-01/2029-12-31", "2015", None]


@st.composite
def tables(draw: st.DrawFn) -> str:
    """Draw claims about one pact or one summit, of some of three parties, and one of all."""
    make, on, ends, periods = draw(
        st.sampled_from(
            [
                (relation, ["in-force", "in-force", "signed"], RELATION_ENDS, PERIODS),
                (event, ["planned", "held"], EVENT_ENDS, ["2015", "2016-02-03"]),
            ]
        )
    )
    of_all = st.tuples(st.just(ALL), st.sampled_from(on))
    of_some = st.tuples(st.sampled_from(SOME), st.sampled_from(on))
    of_others = st.tuples(st.sampled_from(LEAVING), st.sampled_from(ends))
    each = draw(st.lists(of_some | of_others, min_size=1, max_size=3))
    several = draw(st.permutations([draw(of_all), *each]))
    return "".join(
        make(
            f"c{nth}",
            title="Pact",
            same_as="c0" if nth else None,
            parties=parties,
            status=status,
            period=draw(st.sampled_from(periods)),
            source=draw(st.sampled_from("st")),
        )
        for nth, (parties, status) in enumerate(several)
    )


SUSPENDED_BEFORE = "".join(
    relation(f"c{nth}", title="Pact", same_as="c0" if nth else None, **keys)
    for nth, keys in enumerate(
        [
            {"parties": ["a", "c"], "status": "suspended", "period": "/1992"},
            {"parties": ["a", "b"], "period": "2002/..", "source": "t"},
            {"parties": ALL, "period": "2010-01-01/2029-12-31", "source": "t"},
        ]
    )
)


@given(tables())
@example(SUSPENDED_BEFORE)
@settings(max_examples=draws.drawn(60), suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_each_claim_that_counts_is_in_one_stage_whoever_is_asked_about(text: str) -> None:
    with open_base(str(shared(HEAD + text))) as opened:
        facts = opened.find(Query(types=("relation", "event")))
    for asked in ([], ["a"], ["c"], *combinations("abc", 2)):
        (one,) = occurrences(facts, asked=asked)
        told = [fact.id for stage in one.all_stages for fact in stage.facts]
        assert sorted(told) == sorted(fact.id for fact in one.counting), asked


def test_a_suspension_of_others_without_a_beginning_is_told(
    capsys: pytest.CaptureFixture[str],
) -> None:
    path, run = str(shared(HEAD + SUSPENDED_BEFORE)), run_of(capsys)
    for asked in ([], ["a", "b"]):
        page = run("timeline", *asked, "-f", path).page()
        assert "1992         Pact (A and C)  treaty, suspension ends  [1]\n" in page
        page = run("relations", *asked, "-f", path).page()
        assert "· suspended until 1992, start unknown (A and C) [2]; in force since" in page
