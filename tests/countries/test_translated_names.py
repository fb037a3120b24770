"""`--lang` names countries in another language, wherever a party is named."""

from __future__ import annotations

import json

import pytest
from babel.core import get_global
from hypothesis import given
from hypothesis import strategies as st

from dipfacts.cli.app import run
from dipfacts.countries.languages import language, languages


def printed(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert run([*words, "-f", "bundled"]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["trade", "az", "ru", "--lang", "de"], "turnover between Aserbaidschan and Russland in"),
        (["trade", "az", "--lang", "ru"], "Trade of Азербайджан: "),
        (["trade", "az", "ru", "--mirror", "--lang", "fr"], "Azerbaïdjan reports"),
        (["timeline", "az", "ru", "--lang", "uk"], "and Росія: "),
        (["relations", "az", "ru", "--lang", "tr", "--format", "md"], "Azerbaycan and Rusya"),
        (["show", "az-ru-turnover-2021", "--lang", "pl"], "Azerbejdżan, Rosja"),
        (["parties", "--lang", "es"], "Azerbaiyán"),
        (["trade", "az", "--lang", "az_AZ.UTF-8"], "Trade of Azərbaycan: "),
        (["trade", "az", "--lang", "Japanese"], "Trade of アゼルバイジャン: "),
    ],
)
def test_countries_are_named_in_that_language(
    words: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told in printed(capsys, *words)


def test_persons_and_organisations_stay_as_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, "parties", "--lang", "de")
    assert "Eurasian Economic Union" in text
    assert "Ilham Aliyev" in text


def test_the_json_differs_in_names_and_sentences_only(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["trade", "az", "ru", "--json"]
    plain, other = (json.loads(printed(capsys, *asked, *more)) for more in ([], ["--lang", "de"]))
    assert other["query"] == {**plain["query"], "lang": "de"}
    assert other["parties"]["russia"] == {**plain["parties"]["russia"], "name": "Russland"}
    assert plain["facts"] == other["facts"]
    assert list(plain["parties"]) == list(other["parties"])
    assert {**plain["answer"], "text": ""} == {**other["answer"], "text": ""}


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("Germn", 'no language is called "Germn"\n  did you mean "German"?'),
        ("azz", 'no language is called "azz"\n  did you mean "az"'),
        ("q", 'no language is called "q"\n  languages are codes: de, ru, zh-Hant'),
    ],
)
def test_an_unknown_language(typed: str, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["trade", "az", "--lang", typed]) == 2
    assert capsys.readouterr().err.startswith(f"dipfacts: {told}")


def test_the_script_of_a_language_in_a_territory_is_that_of_cldr() -> None:
    known, likely = languages(), get_global("likely_subtags")
    wanted = {}
    for tag, whole in likely.items():
        (own, *others), (_, script, *_) = tag.split("_"), whole.split("_")
        if own in known and len(others) == 1 and len(others[0]) < 4:
            code = f"{own}-{script}"
            wanted[tag] = code if code in known else own
    assert len(wanted) > 30
    assert {tag: language(tag) for tag in wanted} == wanted


@given(st.text())
def test_any_text_is_a_language_or_none(text: str) -> None:
    assert language(text) in {None, *languages()}
