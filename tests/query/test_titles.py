"""Words beside a person's name that are codes, or names of countries: titles and given names."""

from __future__ import annotations

import shlex

import pytest

from dipfacts.errors import QuestionError
from dipfacts.query.base import open_base
from dipfacts.query.names.parties import is_known
from dipfacts.query.typed_words import linking_words
from dipfacts.query.typed_words.typed_names import parties_of
from support import factbase as fb
from support.command_line import Dip, dip_of
from support.opened import base_of, hold_parties

PERSONS = {
    "ada-holm": "Ada Holm",
    "jan-novak": "Jan Novák",
    "al-stone": "Al Stone",
    "ben-hill": "Ben Hill",
    "per-erik-lund": "Per Erik Lund",
    "israel-roth": "Israel Roth",
    "chad-brook": "Chad Brook",
}
TABLES = (
    fb.source(),
    fb.topic(),
    *(fb.party(id_, kind="person", name=name) for id_, name in PERSONS.items()),
    fb.event("e", parties=["ada-holm", "jan-novak"], period="2020"),
)


@pytest.fixture
def dip(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Dip:
    """Ask the base of these tests; return status, output and errors."""
    return dip_of(fb.base(*TABLES), capsys, monkeypatch)


@pytest.mark.parametrize(
    ("words", "title", "whose", "instead"),
    [
        ("Mr Holm", "Mr", "Mauritania", "mauritania"),
        ("mr holm", "mr", "Mauritania", "mauritania"),
        ("Ms Ada Holm", "Ms", "Montserrat", "montserrat"),
        ("FM Holm", "FM", "Micronesia", "micronesia"),
        ("PM Holm", "PM", "St. Pierre & Miquelon", "st-pierre-miquelon"),
        ("SG holm Novak", "SG", "Singapore", "singapore"),
        ("france FM Holm", "FM", "Micronesia", "micronesia"),
        ("Hr Holm and Norway", "Hr", "Croatia", "croatia"),
        ("Sr Holm", "Sr", "Suriname", "suriname"),
        ("Holm Sr", "Sr", "Suriname", "suriname"),
        ("Ada Holm MP", "MP", "the Northern Mariana Islands", "northern mariana islands"),
        ("pan Novák", "pan", "Panama", "panama"),
        ("TT Holm", "TT", "Trinidad & Tobago", "trinidad-tobago"),
        ("Fr Holm", "Fr", "France", "france"),
        ("Col Holm", "Col", "Colombia", "colombia"),
        ("FM ada-holm", "FM", "Micronesia", "micronesia"),
    ],
)
def test_a_code_beside_a_person_that_may_be_a_title_is_asked_back(
    words: str, title: str, whose: str, instead: str, dip: Dip
) -> None:
    told = f'"{title}" may be {whose}, or a title\n  write {instead}, or leave it out\n'
    assert dip(f"timeline {words}") == (2, "", f"dipfacts: {told}")


@pytest.mark.parametrize(
    ("words", "parties"),
    [
        ("FM japan", "FM JP"),  # beside a country
        ("mr fm", "MR FM"),
        ("novak fm", "jan-novak FM"),  # after the name
        ("fr holm", "FR ada-holm"),  # a code that is typed often, and not as a word
        ("RU holm", "RU ada-holm"),
        ("micronesia holm", "FM ada-holm"),
        ("iso2:FM holm", "FM ada-holm"),
    ],
)
def test_a_code_that_is_no_title_is_a_country(words: str, parties: str) -> None:
    with base_of(*TABLES) as base:
        hold_parties(base, words, parties.split())


@pytest.mark.parametrize(
    ("typed", "instead"),
    [
        ("in japan", "in and japan"),
        ("japan es hong kong", "es and 'hong kong'"),
        ("mr holm", "mr and holm"),
        ("holm mp", "holm and mp"),
        ("las japan", "league"),
    ],
)
def test_what_is_to_be_typed_for_such_a_word_is_not_asked_back(typed: str, instead: str) -> None:
    called = {"in": "IN", "mr": "Mr", "mp": "MP", "es": "ES", "las": "League"}
    bodies = (fb.party(id_, kind="organisation", name=name) for id_, name in called.items())
    with base_of(*TABLES, *bodies) as base:
        with pytest.raises(QuestionError) as caught:
            parties_of(base, typed.split())
        assert caught.value.hint == f"write {instead}, or leave it out"
        assert len(parties_of(base, [*shlex.split(instead), "mali"])) == instead.count(" and ") + 2


@pytest.mark.parametrize(
    ("typed", "instead"),
    [
        ("Mr Holm", "ada-holm"),
        ("FM Ada Holm", "ada-holm"),
        ("Mr. Holm", "ada-holm"),
        ("Holm MP", "ada-holm"),
        ("Mr Holm & Ms Novák", "ada-holm jan-novak"),
        ("FM Holm 2020", "ada-holm 2020"),
    ],
)
def test_a_name_in_quotes_with_a_title_suggests_the_person(
    typed: str, instead: str, dip: Dip
) -> None:
    told = f'dipfacts: no party is called "{typed}"\n  try dipfacts timeline {instead}\n'
    assert dip(f"timeline '{typed}'") == (2, "", told)


def test_a_title_before_what_is_no_person_is_not_left_out(dip: Dip) -> None:
    for typed in ("Mr. Japan", "Mr. Atlantis"):
        told = f'dipfacts: no party is called "{typed}"\n  dipfacts parties lists those there are\n'
        assert dip(f"timeline '{typed}'") == (2, "", told)


@pytest.mark.parametrize(
    ("words", "parties"),
    [
        ("al stone", "al-stone"),
        ("Stone Al", "al-stone"),
        ("Ben Hill", "ben-hill"),
        ("BEN HILL", "ben-hill"),
        ("Per Lund", "per-erik-lund"),
        ("al stone ben hill", "al-stone ben-hill"),
        ("Ben Hill and Norway", "ben-hill NO"),
        ("benin hill", "BJ ben-hill"),
        ("ben ben-hill", "BJ ben-hill"),  # an id is nobody's family name
        ("ben stone", "BJ al-stone"),
        ("israel israel-roth", "IL israel-roth"),
    ],
)
def test_a_given_name_that_is_a_code_is_no_country(words: str, parties: str) -> None:
    with base_of(*TABLES) as base:
        hold_parties(base, words, parties.split())


@pytest.mark.parametrize("words", ["Israel Roth", "chad brook", "Roth Israel"])
def test_a_given_name_that_is_a_country_is_asked_back(words: str) -> None:
    with base_of(*TABLES) as base:
        with pytest.raises(QuestionError) as caught:
            parties_of(base, words.split())
        assert caught.value.message == f'"{words}" may be one name or several'
        ids = [base.party(word).id for word in words.split()]
        assert caught.value.hint == f'write "{words}" in quotes, or {" ".join(ids)}'
        assert parties_of(base, ids) == ids
        assert parties_of(base, [words]) == [next(one for one in ids if one in PERSONS)]


def test_titles_are_codes_of_somebody() -> None:
    with open_base("bundled") as base:
        for word in (*linking_words._TITLES, *linking_words._CAPITALISED):
            assert is_known(base.index.all, word), word
    assert linking_words._AFTER_NAMES <= linking_words._TITLES
    assert all(word == word.title() for word in linking_words._CAPITALISED)
