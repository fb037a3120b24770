"""Searches for parties: articles, flags and aliases beside other words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dipfacts.model.query import Query
from dipfacts.query.base import open_base
from support.command_line import Run
from support.compiled import shared
from support.factbase import base, event, party, source

Found = Callable[..., list[str]]

HEAD = base(
    source(),
    *(party(iso, name=name, iso=iso.upper()) for iso, name in (("jp", "Japan"), ("cn", "China"))),
    party("it", name="Italy", iso="IT"),
    party("eu", kind="bloc", name="European Union"),
)


@pytest.fixture
def found() -> Found:
    """Return the ids of the claims among some that a search finds, in order of the alphabet."""

    def run(text: str, *claims: str) -> list[str]:
        with open_base(str(shared(HEAD + "".join(claims)))) as opened:
            return sorted(fact.id for fact, _ in opened.search(Query(text=text)).hits)

    return run


ASIAN = event("asian", title="A treaty", parties=["jp", "cn"])
EUROPEAN = event("european", title="A treaty", parties=["eu", "jp"])


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("le japon", ["asian", "european"]),
        ("la chine treaty", ["asian"]),
        ("treaty la Chine le Japon", ["asian"]),
        ("Japon, le", ["asian", "european"]),
        ("l'UE", ["european"]),
        ("l’UE", ["european"]),
        ("-l'UE japan", ["asian"]),
        ("l'ue", []),
        ("le treaty", []),
    ],
)
def test_an_article_before_a_name_is_no_word_to_find(
    found: Found, typed: str, ids: list[str]
) -> None:
    assert found(typed, ASIAN, EUROPEAN) == ids


def test_an_article_that_claims_have_is_a_word_to_find(found: Found) -> None:
    french = event("french", title="Visite de la ministre", parties=["jp", "cn"])
    assert found("la chine", ASIAN, french) == ["french"]
    assert found("le japon", ASIAN, french) == ["asian", "french"]


NAMED_IT = event("word", title="A treaty and what it says", parties=["jp", "cn"])
ITALIAN = event("italian", title="A treaty", parties=["it", "jp"])


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("treaty 🇮🇹", ["italian"]),
        ("🇮🇹", ["italian"]),
        ('"🇮🇹"', ["italian"]),
        ("treaty🇮🇹", ["italian"]),
        ("🇨🇳🇯🇵", ["word"]),
        ("🇨🇳 Japan", ["word"]),
        ("🇮🇹 China", []),
        ("treaty -🇮🇹", ["word"]),
        ("treaty -🇨🇳🇮🇹", []),
        ("treaty 🇫🇷", []),
        ("treaty -🇫🇷", ["italian", "word"]),
        ("treaty 🤝 Italy", ["italian"]),
    ],
)
def test_a_flag_is_the_country_of_its_code(found: Found, typed: str, ids: list[str]) -> None:
    assert found(typed, NAMED_IT, ITALIAN) == ids


PEOPLE = [
    party("philip", name="Prince Philip", kind="person", aliases=["Duke of Edinburgh"]),
    party("pope", name="Francis", kind="person", aliases=["Jorge Mario Bergoglio", "Papa"]),
    event("his", title="State visit", parties=["philip", "cn"]),
    event("town", title="Visit to Edinburgh", parties=["jp", "cn"]),
    event("mass", title="A visit", parties=["pope", "jp"]),
]


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("visit -edinburgh", ["his", "mass"]),
        ("visit -duke", ["his", "mass", "town"]),
        ('visit -"Duke of Edinburgh"', ["mass", "town"]),
        ("visit -Францис", ["his", "town"]),
        ("visit -bergoglio", ["his", "mass", "town"]),
        ("visit -papa", ["his", "town"]),
        ("edinburgh", ["his", "town"]),
    ],
)
def test_a_part_of_an_alias_of_a_person_leaves_out_no_claim(
    found: Found, typed: str, ids: list[str]
) -> None:
    assert found(typed, *PEOPLE) == ids


COMPANIES = [
    party("rn", name="NK Oil Company", kind="organisation", aliases=["Rosneft", "WHO", "Nko"]),
    party("gp", name="Gas Company", kind="organisation", aliases=["Gazprom"]),
    party("jv", name="Rosneft Gazprom", kind="organisation"),
    event("two", title="A meeting", parties=["rn", "gp"]),
    event("joint", title="A meeting", parties=["jv", "cn"]),
    event("other", title="A meeting", parties=["jp", "cn"]),
]


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("rosneft", ["joint", "two"]),
        ("rosn*", ["joint", "two"]),
        ("gazp* meeting", ["joint", "two"]),
        ("rosneft gazprom", ["joint", "two"]),
        ("gazprom rosneft", ["joint", "two"]),
        ("gazprom -rosneft", []),
        ("meeting -rosneft", ["other"]),
        ('"rosneft gazprom"', ["joint"]),
        ("WHO", ["two"]),
        ("who", []),
        ("nko", []),
    ],
)
def test_aliases_of_one_word_are_words_to_find(found: Found, typed: str, ids: list[str]) -> None:
    assert found(typed, *COMPANIES) == ids


def test_an_alias_of_one_word_that_was_found_by_its_beginning_tells_why(dip: Run) -> None:
    page = dip("search", "rosn*", "-f", str(shared(HEAD + "".join(COMPANIES)))).page(0)
    assert "«Rosneft»" in page.replace("«Rosneft» Gazprom", "")
