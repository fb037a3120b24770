"""The claims kept by hand: what they are, and what can be asked of their first article."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator

import pytest

from conftest import KEPT
from dipfacts import open_base
from dipfacts.cli import app
from dipfacts.countries import bodies
from dipfacts.model.file_format.status import class_of
from dipfacts.model.file_format.tables import Event, Figure, Relation
from dipfacts.model.occurrences.occurrence import occurrences
from dipfacts.model.query import Query
from dipfacts.query.base import Base

ARTICLE = "azernews-2022-12-05"
PARAGRAPHS = 19


@pytest.fixture(scope="module")
def kept() -> Iterator[Base]:
    with open_base(str(KEPT)) as base:
        yield base


def relations_and_events(base: Base) -> list[Relation | Event]:
    claims = [fact.claim for fact in base.find(Query(types=("relation", "event")))]
    return [claim for claim in claims if not isinstance(claim, Figure)]


def test_each_kind_is_declared_and_used(kept: Base) -> None:
    used = {(type(claim).__name__.lower(), claim.kind) for claim in relations_and_events(kept)}
    assert {(kind.of, kind.id) for kind in kept.kinds.values()} == used
    unique = {kind.id for kind in kept.kinds.values() if kind.unique}
    assert unique == {"diplomatic-relations", "membership"}


def test_what_is_not_in_force_begins_on_no_day(kept: Base) -> None:
    relations = [claim for claim in relations_and_events(kept) if isinstance(claim, Relation)]
    paused = {claim.id: claim.period for claim in relations if class_of(claim.status) == "paused"}
    assert paused == {"am-csto-membership": "/.."}
    initialled = {claim.id: claim.period for claim in relations if claim.status == "initialled"}
    assert initialled == {"az-am-peace-initialled-2025": "2025-08-08"}
    assert "../.." not in {claim.period for claim in relations}


def test_what_was_said_on_a_day_is_an_event_of_that_day(kept: Base) -> None:
    said = [claim for claim in relations_and_events(kept) if claim.kind == "statement"]
    assert len(said) > 15
    for claim in said:
        assert isinstance(claim, Event), claim.id
        if claim.source == ARTICLE:
            assert (claim.period, str(claim.said_on)) == ("2022-12-05", "2022-12-05"), claim.id


def test_memberships_go_from_a_member_to_a_body(kept: Base) -> None:
    members = [claim for claim in relations_and_events(kept) if claim.kind == "membership"]
    bodies = kept.parties_by_id({claim.to: None for claim in members if claim.to})
    assert len(members) == 7
    assert {party.kind for party in bodies.values()} == {"bloc"}
    assert all(claim.from_ and claim.to in bodies for claim in members)


def test_a_known_organisation_has_the_id_by_which_it_is_known(kept: Base) -> None:
    claims = [fact.claim for fact in kept.find(Query())]
    ids = {id_ for it in claims for id_ in (*it.parties, it.from_, it.to) if id_}
    parties = kept.parties_by_id(ids).values()
    known = {party.id: bodies.organisation(party) for party in parties}
    assert {id_ for id_, by in known.items() if by} == {
        "collective-security-treaty-organization",
        "commonwealth-of-independent-states",
        "economic-cooperation-organization",
        "eurasian-economic-union",
        "guam-organization",
        "organization-of-turkic-states",
        "osce",
    }
    assert all(by in (None, id_) for id_, by in known.items())


def test_relations_of_soviet_russia_are_over_with_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["relations", "soviet-russia"]) == 0
    page = capsys.readouterr().out
    assert page.startswith("Soviet Russia: 2 relations, all over.\n")
    assert re.findall("^(.*?)  .*over with Soviet Russia, 29 Dec 1922", page, re.M) == [
        "16 Mar 1921",
        "from some time in 1920",
    ]


def test_a_visit_and_the_signing_during_it_are_two_events(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert app.run("timeline azerbaijan russia --in 2022 --json".split()) == 0
    events = [each["facts"] for each in json.loads(capsys.readouterr().out)["occurrences"]]
    assert ["az-ru-aliyev-visit-moscow-2022"] in events
    assert ["az-ru-declaration-signing-2022-02-22"] in events


JOINED = {
    "az-am-border-regulation-2024 az-am-border-regulation-ratified-2024": ("single", []),
    "az-am-ru-statement-2020 az-am-ru-statement-signed-2020-11-09": ("single", []),
    "az-am-war-2020 az-am-war-2020-lavrov": ("confirmed", []),
    "az-eco-member az-eco-member-1992": ("single", []),  # one gives the beginning
    "az-kz-diplomatic-1992-08-27 az-kz-diplomatic-1992-08-30": ("conflict", ["period.start"]),
    "az-ru-declaration-2022-02-22 az-ru-declaration-2022-lavrov": ("confirmed", []),
    "az-ru-diplomatic-1992 az-ru-diplomatic-1992-bayramov az-ru-diplomatic-1992-lavrov": (
        "confirmed",
        [],
    ),
    "az-ru-putin-baku-2018-09-27 az-ru-putin-baku-planned-2018-09-25": ("single", []),
    "az-tr-shusha-2021 az-tr-shusha-ratified-2022": ("single", []),
}


def test_claims_about_one_thing_are_joined_and_no_others(kept: Base) -> None:
    found = occurrences(kept.find(Query(types=("relation", "event"))))
    joined = {
        " ".join(sorted(fact.id for fact in occurrence.facts)): occurrence
        for occurrence in found
        if len(occurrence.facts) > 1
    }
    assert {ids: (each.agreement, each.differ) for ids, each in joined.items()} == JOINED


STAGES = {
    "az-am-ru-statement-2020": ["signed", "in-force"],
    "az-am-border-regulation-2024": ["signed", "ratified"],
    "az-ru-putin-baku-planned-2018-09-25": ["planned", "held"],
    "az-tr-shusha-2021": ["signed", "ratified"],
}


def test_stages_and_plans_stand_in_order(kept: Base) -> None:
    found = occurrences(kept.find(Query(types=("relation", "event"))))
    stages = {each.id: [stage.status for stage in each.stages] for each in found}
    assert {id: told for id, told in stages.items() if len(told) > 1} == STAGES


def test_each_paragraph_of_the_article_has_a_claim(kept: Base) -> None:
    facts = kept.find(Query(source=ARTICLE))
    told: Counter[int] = Counter()
    for fact in facts:
        first, *last = (int(number) for number in re.findall("[0-9]+", fact.claim.locator or ""))
        told.update(range(first, (last or [first])[0] + 1))
    assert sorted(told) == [*range(1, PARAGRAPHS + 1)]
    assert len(facts) == 41


SAID = {
    ("jeyhun-bayramov", "security"): ["az-am-ru-agreements-bayramov-2022"],
    ("jeyhun-bayramov", "trade"): ["az-ru-assessment-economy-2022"],
    ("sergey-lavrov", "transport"): ["az-am-ru-transport-lavrov-2022"],
    ("sergey-lavrov", "agreements"): [
        "az-am-ru-border-lavrov-2022",
        "az-ru-declaration-principles-2022",
        "az-ru-declaration-qualities-2022",
    ],
    ("osce", "diplomacy"): ["osce-lavrov-2022"],
}


@pytest.mark.parametrize(("whom", "topic"), SAID)
def test_a_statement_is_found_by_who_said_it_and_its_topic(
    whom: str, topic: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert app.run(["timeline", whom, "--kind", "statement", "--source", ARTICLE, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["facts"]
    said = sorted(claim["id"] for claim in found if claim["topic"] == topic)
    assert said == SAID[whom, topic]


WORDS = {
    "third-largest": "az-ru-partner-rank-2021",
    "MPs": "az-am-ru-confidence-lavrov-2022",
    "UN": "az-ru-cooperation-forums",
    "delimitation": "az-am-ru-border-lavrov-2022",
    "normalization": "az-am-ru-normalisation-2022-12",
    "majority": "az-ru-investment-non-oil-2022-12",
    "230": "az-ru-documents-2022-12",
    "1.2 billion": "az-ru-investment-2022-12",
}


@pytest.mark.parametrize("word", WORDS)
def test_the_words_of_the_article_find_its_claims(
    word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert app.run(["search", word, "--source", ARTICLE, "--json"]) == 0
    assert WORDS[word] in [fact["id"] for fact in json.loads(capsys.readouterr().out)["facts"]]


def test_a_number_up_to_a_date_is_found_at_that_date(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["search", "1.2 billion"]) == 0
    (row,) = re.findall("^az-ru-investment-2022-12 .*", capsys.readouterr().out, re.MULTILINE)
    assert row.split("  ")[1] == "5 Dec 2022"
