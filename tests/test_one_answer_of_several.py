"""Relations of several parties are told alike, whoever is asked about, and on whatever page."""

from __future__ import annotations

import json
from datetime import date
from itertools import combinations
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support import draws
from support.command_line import run_of
from support.compiled import shared
from support.factbase import base, party, relation, source

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


@given(claims())
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
