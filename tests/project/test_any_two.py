"""The base that ships, as a whole: any two countries have an answer, and kept claims come first."""

from __future__ import annotations

import json
import random
from collections.abc import Callable

import pytest

import make_world
from dipfacts import open_base
from dipfacts.cli import app
from dipfacts.model.occurrences.occurrence import occurrences
from dipfacts.model.query import Query
from support.command_line import Run
from support.terminal import compiled
from support.world import rows

Ask = Callable[..., str]


@pytest.fixture
def ask(dip: Run, monkeypatch: pytest.MonkeyPatch) -> Ask:
    monkeypatch.setenv("DIPFACTS_CACHE", str(compiled()))
    monkeypatch.delenv("DIPFACTS_FACTS")

    return lambda words, status=0: dip(*words.split()).page(status)


def test_each_side_tells_its_share_of_the_other(ask: Ask) -> None:
    assert ask("trade germany france").startswith(
        "Share of exports from France to Germany in 2023: 11%; "
        "share of imports from Germany to France in 2023: 15%; "
        "share of exports from Germany to France in 2023: 8%; "
        "share of imports from France to Germany in 2023: 5%; "
        "all according to the Central Intelligence Agency (4 Feb 2026).\n"
    )


def test_any_two_countries_have_an_answer(ask: Ask, capsys: pytest.CaptureFixture[str]) -> None:
    reporters = {row["from"] for row in rows("export-shares")} - {"EU"}
    reporters &= {row["to"] for row in rows("import-shares")}
    pairs = [random.Random(seed).sample(sorted(reporters), 2) for seed in range(40)]
    for one, other in pairs:
        words = ["trade", f"iso2:{one}", f"iso2:{other}"]
        status = app.run(words)
        told = capsys.readouterr().out
        assert ("Share of" in told) == (status == 0)
        assert status == 0 or "is not among the" in told
    out = ask("trade germany kenya", 1)
    assert out.startswith(
        "Nothing on trade between Germany and Kenya is recorded. Kenya is not among the five "
        "largest partners of Germany that the Central Intelligence Agency names: share of exports "
        "in 2023 (the smallest has 6%) and share of imports in 2023 (the smallest has 5%). Germany"
    )
    assert ask("membership germany kenya").startswith(
        "Membership of Germany and Kenya: both belong to 32 organisations or blocs: "
    )


def test_a_bloc_is_not_compared_with_countries(ask: Ask) -> None:
    assert "not among" not in ask("trade eu china")
    assert "not among" not in ask("trade eu germany", 1)


def test_no_border_is_recorded_as_none(ask: Ask) -> None:
    assert "in total as of 4 Feb 2026: none (0 km)" in ask("borders iceland")
    assert "4 Feb 2026: 996 km, according to" in ask("borders armenia azerbaijan")
    both = ask("borders germany poland")
    assert "447 km" in both
    assert "467 km" in both


def test_claims_kept_by_hand_come_first(ask: Ask) -> None:
    assert ask("trade az ru").startswith("Trade turnover between Azerbaijan and Russia in 2025:")
    ranking = json.loads(ask("trade azerbaijan --json"))
    measures = [ranking["ranking"]["measure"], *(r["measure"] for r in ranking["more_rankings"])]
    assert measures == ["turnover", "cargo", "share-of-exports", "share-of-imports"]
    out = ask("relations armenia collective-security-treaty-organization")
    assert out.partition("\n")[0].endswith("1 relation (2 claims), paused.")


JOINED = {
    "am-csto-membership world-membership-am-collective-security-treaty-organization",
    "am-eaeu-2015 world-membership-am-eurasian-economic-union",
    "az-cis-1993 world-membership-az-commonwealth-of-independent-states",
    "az-eco-member az-eco-member-1992 world-membership-az-economic-cooperation-organization",
    "az-guam-1997 world-membership-az-guam-organization",
    "ge-guam-1997 world-membership-ge-guam-organization",
}


def test_both_are_about_one_membership_and_no_other_relation(ask: Ask) -> None:
    with open_base("bundled") as base:
        found = occurrences(base.find(Query(types=("relation", "event"))))
    ids = {" ".join(sorted(fact.id for fact in each.facts)) for each in found}
    assert {line for line in ids if "world-" in line and not line.startswith("world-")} == JOINED


def test_the_base_passes_strict(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["check", "--strict", "bundled"]) == 0
    out, told = capsys.readouterr()
    assert out == ""
    assert told.endswith("no problems in 11 files, 14,651 claims\n")
    for table in make_world.TABLES:
        count = f"{len(rows(table)):,}"
        assert f"{table}.csv, table " in told
        assert f": {count} rows, {count} claims\n" in told


def test_the_list_of_topics_says_what_the_base_covers_and_how_old_it_is(ask: Ask) -> None:
    covers = "claims about 245 countries from 147 sources, the newest of 3 Mar 2026.\n"
    assert ask("topics").splitlines(keepends=True)[0].endswith(covers)
    assert " ".join(ask("--help").split()).startswith(
        "Facts about relations between countries: what is claimed, and who says otherwise. "
        "The fact base in use: 14,651 claims about 245 countries from 147 sources, "
    )
