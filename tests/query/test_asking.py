"""Questions as people ask them: two countries, several partners, dates and words between names."""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dipfacts import countries
from dipfacts.cli import app
from dipfacts.cli.completion.protocol import candidates
from dipfacts.cli.typed_line import TypedLine
from dipfacts.cli.unknown_words import unknown
from dipfacts.errors import QuestionError
from dipfacts.query.base import open_base
from dipfacts.query.names.parties import is_known
from dipfacts.query.typed_words import linking_words
from dipfacts.query.typed_words.typed_names import parties_of
from dipfacts.render.layout import Linked, table
from dipfacts.render.page.document import Row, Section
from dipfacts.render.page.figures.plot import HEIGHT, Plot, draw
from dipfacts.render.page.figures.spots import End, Spot
from dipfacts.render.page.marked_cells import SourceCell
from support import factbase as fb
from support.command_line import Dip, dip_of
from support.compiled import shared
from support.opened import base_of, hold_parties

BASE = fb.base(
    fb.source("s", publisher="The Courier", published="2022-03-01"),
    fb.source("new", publisher="The Courier", published="2026-02-01"),
    fb.source("other", publisher="Daily Bell", published="2024-05-05"),
    fb.source("undated", publisher="Old Print"),
    fb.party("aland"),
    fb.party("beland"),
    fb.party("celand"),
    fb.party("deland"),
    fb.party("ann", kind="person", name="Ann Marie Bell", country="aland", office="Minister"),
    fb.party("ben", kind="person", name="Ben Bell", country="beland", office="Minister"),
    fb.party("carl", kind="person", name="Carl Dee", country="celand", office="President"),
    fb.topic("trade"),
    fb.topic("membership", label="Membership"),
    fb.measure("turnover", label="Trade turnover", sum_of=["exports", "imports"]),
    fb.measure("exports", label="Exports"),
    fb.measure("imports", label="Imports"),
    fb.table("kind", id="treaty", of="relation", label="Treaty"),
    fb.table("kind", id="visit", of="event", label="State visit"),
    fb.figure("ab-2021", parties=["aland", "beland"], value=2_000_000, claimant="ann"),
    fb.figure("ab-2021-other", parties=["aland", "beland"], value=3_000_000, source="other"),
    fb.figure("ab-2022", parties=["aland", "beland"], period="2022", value=4_000_000),
    fb.figure("ac-2021", parties=["aland", "celand"], value=5_000_000, claimant="carl"),
    fb.figure(
        "ac-2022-part", parties=["aland", "celand"], period="2022-01/2022-06", value=1_000_000
    ),
    fb.figure("exports-2021", measure="exports", from_="aland", to="beland", value=700_000),
    fb.relation(
        "pact", parties=["aland", "beland"], topic="membership", period="1990/..", title="A pact"
    ),
    fb.relation(
        "pact-carl",
        same_as="pact",
        parties=["aland", "beland"],
        topic="membership",
        period="1991/..",
        title="A pact",
        source="other",
        claimant="carl",
    ),
    fb.event(
        "joining",
        kind="visit",
        parties=["aland", "celand"],
        topic="membership",
        period="2020-05-02",
        title="Joining",
        source="new",
    ),
    fb.event(
        "visit",
        kind="visit",
        parties=["aland", "beland"],
        topic="trade",
        period="2021-03-04",
        title="A visit",
        source="undated",
        claimant=["ann", "carl"],
    ),
    fb.event(
        "plan",
        kind="visit",
        parties=["aland", "beland"],
        topic="trade",
        period="2090",
        title="A plan",
        status="planned",
    ),
)


@pytest.fixture
def dip(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Dip:
    """Ask the base of these tests; return status, output and errors."""
    return dip_of(BASE, capsys, monkeypatch)


def loaded(dip: Dip, line: str) -> dict[str, Any]:
    status, out, err = dip(f"{line} --json")
    assert (status in (0, 1), err) == (True, "")
    found: dict[str, Any] = json.loads(out)
    return found


def ids(dip: Dip, line: str) -> list[str]:
    return [fact["id"] for fact in loaded(dip, line)["facts"]]


# ---------------------------------------------------------------------------- dates, names


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("trade aland beland 2021", "trade aland beland --in 2021"),
        ("trade aland beland 2021-H1", "trade aland beland --in 2021-01/2021-06"),
        ("trade aland beland Q2-2021", "trade aland beland --in 2021-04/2021-06"),
        ("trade aland beland q2 2021", "trade aland beland --in 2021-04/2021-06"),
        ("trade aland 2021 H1 beland", "trade aland beland --in 2021-01/2021-06"),
        ("trade aland beland 'Q2 2021'", "trade aland beland --in 2021-04/2021-06"),
        ("trade aland beland since Q2 2021", "trade aland beland --since 2021-04"),
        ("trade 2021 aland beland", "trade aland beland --in 2021"),
        ("trade aland beland since-2022", "trade aland beland --since 2022"),
        ("timeline aland until 2021", "timeline aland --until 2021"),
        ("relations aland since-1990 until-2000", "relations aland --since 1990 --until 2000"),
        ("brief aland beland 2021", "brief aland beland --in 2021"),
        ("trade aland beland --in 2021-Q1", "trade aland beland --in 2021-01/2021-03"),
        ("trade aland beland 2020s", "trade aland beland --in 2020/2029"),
        ("aland beland 2021", "aland beland --in 2021"),
        ("trade aland and beland", "trade aland beland"),
        ("trade aland vs beland with celand", "trade aland beland celand"),
        ("trade aland - beland", "trade aland beland"),
        ("timeline aland & beland", "timeline aland beland"),
    ],
)
def test_dates_and_words_between_names_mean_what_people_mean(
    typed: str, same: str, dip: Dip
) -> None:
    assert loaded(dip, typed) == loaded(dip, same)


def test_a_date_in_words_is_that_of_today(dip: Dip, monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import date as real

    from dipfacts.query.typed_words import typed_dates

    class Today(real):
        @classmethod
        def today(cls) -> Today:
            return cls(2022, 3, 1)

    monkeypatch.setattr(typed_dates, "date", Today)
    for words, period in (
        ("last-year", "2021"),
        ("last year", "2021"),
        ("this-month", "2022-03"),
        ("yesterday", "2022-02-28"),
    ):
        assert loaded(dip, f"trade aland beland {words}")["query"]["in"] == period
    assert loaded(dip, "trade aland beland since last year")["query"]["since"] == "2021"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            "trade aland beland 2021-13",
            'month 13 does not exist in "2021-13"\n  months run from 01 to 12\n',
        ),
        (
            "trade aland 2021 2022",
            "2021 and 2022 are two periods\n  give one; all from one to the other is 2021/2022\n",
        ),
        (
            "trade aland from 2021-05 to 2019",
            "2021-05 and 2019 are two periods\n"
            "  give one; all from one to the other is 2019/2021-05\n",
        ),
        (
            "trade aland since-2021 since 2019",
            "2021 and 2019 are two periods\n  give only one of them\n",
        ),
        *(
            (
                f"trade aland {typed}",
                f'cannot read "{text}" as a date or period\n  write "{edtf}"\n',
            )
            for typed, text, edtf in (
                ("'March 2021'", "March 2021", "2021-03"),
                ("march 2021", "march 2021", "2021-03"),
                ("since 3 march 2021", "3 march 2021", "2021-03-03"),
                ("March 3, 2021", "March 3, 2021", "2021-03-03"),
                ("31.12.2021", "31.12.2021", "2021-12-31"),
                ("5/2021", "5/2021", "2021-05"),
                ("20210501", "20210501", "2021-05-01"),
                ("202105", "202105", "2021-05"),
                ("2021M05", "2021M05", "2021-05"),
                ("jan-mar 2021", "jan-mar 2021", "2021-01/2021-03"),
                ("May to June, 2021", "May to June, 2021", "2021-05/2021-06"),
                ("'5 Mar. 2021'", "5 Mar. 2021", "2021-03-05"),
                ("2021年", "2021年", "2021"),
                ("2021 年", "2021 年", "2021"),
                ("2021년5월", "2021년5월", "2021-05"),
                ("2021年5月1日", "2021年5月1日", "2021-05-01"),
            )
        ),
        *(
            (
                f"trade aland {typed}",
                f'"{typed}" is a fiscal year, whose months are not the same everywhere\n'
                f"  write its months: {months}\n",
            )
            for typed, months in (
                (
                    "FY2021",
                    '"2021-04/2022-03" (as in Japan) or "2020-10/2021-09" (as in the United'
                    " States)",
                ),
                (
                    "fiscal year 2021/22",
                    '"2021-04/2022-03" (as in India) or "2021-07/2022-06" (as in Australia)',
                ),
            )
        ),
        (
            "trade aland 'spring 2021'",
            '"spring 2021" is a season, which has no exact dates\n  write its months, such as'
            ' "2021-03/2021-05"; for some time in them "[2021-03..2021-05]"\n',
        ),
        (
            "trade aland FY2021 2022",
            "FY2021 and 2022 are two periods\n  give only one of them\n",
        ),
        *(
            (
                f"trade aland {text}",
                f'cannot read "{text}" as a date or period\n  write {instead}\n',
            )
            for text, instead in (
                ("may 2021", '"2021-05"'),
                ("May 3, 2021", '"2021-05-03"'),
                ("3 sept 2021", '"2021-09-03"'),
                ("dec 2021", '"2021-12"'),
                ("2021 may", '"2021-05"'),
                ("before 2020", "until-2019"),
                ("before 2020-03-01", "until-2020-02"),
                ("Before 2021-Q3", "until-2021-06"),
                ("after 2019", "since-2020"),
                ("after 2019-12-30", "since-2019-12-31"),
                ("after 1990s", "since-2000"),
                ("till 2021", "until-2021"),
                ("through 2021-Q3", "until-2021-Q3"),
            )
        ),
        (
            "trade may 2021 aland",
            'cannot read "may 2021" as a date or period\n  write "2021-05"\n',
        ),
        *(
            (
                f"trade aland {typed}",
                f'"{text}" may be all since then, or the period alone\n'
                f"  write since-{date}, or {date}\n",
            )
            for typed, text, date in (
                ("from 2019", "from 2019", "2019"),
                ("beland From 2019-05", "From 2019-05", "2019-05"),
                ("from last year", "from last-year", "last-year"),
            )
        ),
        (
            "trade aland to 2021",
            '"to 2021" may be Tonga, or the end of a period\n  write tonga 2021, or until-2021\n',
        ),
        (
            "trade aland by 2021",
            '"by 2021" may be Belarus, or the end of a period\n'
            "  write belarus 2021, or until-2021\n",
        ),
        (
            "trade aland at 2021",
            '"at 2021" may be Austria, or the period alone\n  write austria 2021, or 2021\n',
        ),
        (
            "trade aland during 2021",
            'no party is called "during"\n  leave it out: names stand in any order\n',
        ),
        (
            "trade aland from 2019 through 2021",
            "2019 and 2021 are two periods\n  give one; all from one to the other is 2019/2021\n",
        ),
        (
            "trade aland from last year to 2021-Q3",
            "last-year and 2021-Q3 are two periods\n  give only one of them\n",
        ),
        (
            "trade aland 2021 --in 2022",
            "2021 and --in 2022 are two periods\n  give only one of them\n",
        ),
        (
            "brief aland beland celand",
            "a brief is about one party or two, and not about Aland, Beland and Celand\n"
            "  name one or two: dipfacts timeline takes more\n",
        ),
        (
            "aland beland celand",
            "an overview is about one party or two, and not about Aland, Beland and Celand\n"
            "  name one or two: dipfacts timeline takes more\n",
        ),
        (
            "trade serbia and montenegro",
            '"serbia and montenegro" may be one name or several\n'
            '  write "serbia and montenegro" in quotes, or serbia montenegro\n',
        ),
        (
            "trade china hong kong",
            '"china hong kong" may be one name or several\n'
            "  write \"china hong kong\" in quotes, or china 'hong kong'\n",
        ),
        (
            "trade korea south sudan",
            '"korea" may be "north-korea" (KP) or "south-korea" (KR); no claim is about any of '
            "them\n  ask by one of these ids\n",
        ),
        (
            "trade niger republic congo",
            "\"niger republic congo\" may be niger 'republic congo' or 'niger republic' congo\n"
            "  write each name of several words in quotes\n",
        ),
        (
            "trade Congo 'South Korea'",
            '"Congo" may be "congo-kinshasa" (CD) or "congo-brazzaville" (CG); no claim is about '
            "any of them\n  ask by one of these ids\n",
        ),
        (
            "trade Sudan 'South Sudan'",
            '"Sudan" may be "sudan" (SD) or "south-sudan" (SS); no claim is about any of them\n'
            "  ask by one of these ids\n",
        ),
        (
            "trade aland in 2021",
            '"in 2021" may be India, or the period alone\n  write india 2021, or 2021\n',
        ),
        (
            "trade aland to beland",
            '"to" may be Tonga, or a word between names\n  write tonga, or leave it out\n',
        ),
        (
            "timeline to aland",
            '"to" may be Tonga, or a word before a name\n  write tonga, or leave it out\n',
        ),
        (
            "aland in beland",
            '"in" may be India, or a word between names\n  write india, or leave it out\n',
        ),
        *(
            (
                f"trade aland {sign} beland",
                f'no party is called "{sign}"\n  leave it out: names stand in any order\n',
            )
            for sign in "→←+"
        ),
        (
            "trade aland from beland",
            'no party is called "from"\n  leave it out: names stand in any order\n',
        ),
        (
            "trade alland from beland",
            'no party is called "alland"\n  did you mean "aland", "beland" or "celand"?\n',
        ),
        ("timeline aland --latest 0", "--latest must be 1 or more\n  try --latest 10\n"),
        (
            "timeline aland --latest 3 --upcoming 1y",
            "--latest looks back, --upcoming ahead\n  give only one of them\n",
        ),
        (
            "trade aland beland --ids --json",
            "--ids does not apply to the format json\n  leave one of them out\n",
        ),
    ],
)
def test_what_has_two_readings_is_asked_back(line: str, message: str, dip: Dip) -> None:
    assert dip(line) == (2, "", f"dipfacts: {message}")


JOINED = (
    fb.source(),
    fb.topic(),
    *(
        fb.party(id_, kind="aggregate", name=name)
        for id_, name in {
            "anz": "Australia and New Zealand",
            "benelux-of-old": "Belgium, Netherlands and Luxembourg",
            "ch-li": "Schweiz und Liechtenstein",
            "three": "Costa Rica and Panama and El Salvador",
            "ours": "Hill and High Water",
            "islands": "Hong Kong and other places",
        }.items()
    ),
)


@pytest.mark.parametrize(
    ("words", "instead"),
    [
        ("australia and new zealand", "australia 'new zealand'"),
        ("Australia & New Zealand", ""),  # the name has no such sign
        ("schweiz und liechtenstein", "schweiz liechtenstein"),
        ("costa rica and panama and el salvador", "'costa rica' panama 'el salvador'"),
        ("netherlands antilles and aruba", "'netherlands antilles' aruba"),
        ("belgium and luxembourg", "belgium luxembourg"),
    ],
)
def test_two_names_that_are_joined_as_one_name_are_asked_back(words: str, instead: str) -> None:
    with base_of(*JOINED) as base:
        if not instead:
            assert parties_of(base, words.split()) == ["australia", "new-zealand"]
            return
        with pytest.raises(QuestionError) as caught:
            parties_of(base, words.split())
        assert caught.value.message == f'"{words}" may be one name or several'
        assert caught.value.hint == f'write "{words}" in quotes, or {instead}'
        names = shlex.split(instead)
        assert parties_of(base, names) == [base.party(name).id for name in names]
        assert parties_of(base, [words]) == [base.party(words).id]
        with pytest.raises(QuestionError):
            parties_of(base, [*words.split(), "and", "norway"])


@pytest.mark.parametrize(
    ("words", "party"),
    [
        ("hill and high water", "ours"),
        ("hong kong and other places", "islands"),
        ("trinidad and tobago", "trinidad-tobago"),
        ("Saint Kitts and Nevis", "st-kitts-nevis"),
        ("wallis and futuna", "wallis-futuna"),
        ("Bosnien und Herzegowina", "bosnia-herzegovina"),
        ("south georgia and the south sandwich islands", "GS"),
        ("federation of rhodesia and nyasaland", "rhodesia-nyasaland"),
        ("united kingdom of great britain and northern ireland", "GB"),
        ("svalbard and jan mayen", "SJ"),
        ("saint vincent and the grenadines", "VC"),
        ("Anguilla", "AI"),
    ],
)
def test_a_name_with_and_in_it_is_one_where_a_part_is_nobody(words: str, party: str) -> None:
    with base_of(*JOINED) as base:
        assert parties_of(base, words.split()) == [base.party(party).id]


SMALL_WORDS = [
    # what is typed, the word that is asked back, of whom it is a code
    ("trade suecia et norvège", "et", "Ethiopia"),
    ("trade isveç ve norveç", "ve", "Venezuela"),
    ("trade suedia si norvegia", "si", "Slovenia"),
    ("trade zviedrija un norvēģija", "un", "the United Nations"),
    ("trade svédország es norvégia", "es", "Spain"),
    ("trade švedija ir norvegija", "ir", "Iran"),
    ("trade sweden at norway", "at", "Austria"),
    ("trade sweden by norway", "by", "Belarus"),
    ("trade suécia com noruega", "com", "the Comoros"),
    ("timeline united kingdom et norvège", "et", "Ethiopia"),
    ("relations fr et norvège", "et", "Ethiopia"),
    ("suède et norvège", "et", "Ethiopia"),
    ("trade la suède", "la", "Laos"),
    ("trade norvège la suède", "la", "Laos"),
    ("trade united kingdom la suède", "la", "Laos"),
    ("trade de la suède", "de", "Germany"),
]


@pytest.mark.parametrize(("line", "word", "whose"), SMALL_WORDS)
def test_a_small_word_of_another_language_is_no_country(
    line: str, word: str, whose: str, dip: Dip
) -> None:
    """Names are known in every language, and so people write what stands between them."""
    message = f'"{word}" may be {whose}, or a word '
    message += "before a name" if f"trade {word}" in line else "between names"
    hint = f"write {whose.removeprefix('the ').casefold()}, or leave it out"
    assert dip(line) == (2, "", f"dipfacts: {message}\n  {hint}\n")


@pytest.mark.parametrize("word", ["och", "und", "y", "és", "и", "та", "و", "mit", "die"])
def test_a_word_between_names_that_is_nobody_is_left_out(word: str, dip: Dip) -> None:
    told = f'dipfacts: no party is called "{word}"\n  leave it out: names stand in any order\n'
    assert dip(f"timeline sweden {word} norway") == (2, "", told)


@pytest.mark.parametrize(
    ("words", "parties"),
    [
        ("fr et", ["FR", "ET"]),
        ("fr et de", ["FR", "ET", "DE"]),
        ("la ru", ["LA", "RU"]),
        ("az ve", ["AZ", "VE"]),
        ("sweden ET norway", ["SE", "ET", "NO"]),
        ("LA sweden", ["LA", "SE"]),
        ("sweden et", ["SE", "ET"]),  # after the last name
        ("ve sweden", ["VE", "SE"]),  # "and" is before none
        ("iso2:ET sweden", ["ET", "SE"]),
        ("sweden iso2:la norway", ["SE", "LA", "NO"]),
        ("sweden ethiopia norway", ["SE", "ET", "NO"]),
        ("le japon", ["JP"]),
    ],
)
def test_a_small_word_is_a_code_among_codes_in_capitals_or_last(
    words: str, parties: list[str]
) -> None:
    with open_base("bundled") as base:
        hold_parties(base, words, parties)


def test_of_small_words_codes_are_of_somebody_and_the_others_of_nobody() -> None:
    with open_base("bundled") as base:
        for word in (*linking_words._BEFORE_NAMES, *linking_words._BETWEEN_NAMES):
            assert is_known(base.index.all, word), word
        called = {word for word in linking_words._OF_NOBODY if is_known(base.index.all, word)}
    assert called == set()


def test_a_name_in_quotes_keeps_its_article() -> None:
    with open_base("bundled") as base:
        assert parties_of(base, ["la suède", "norvège"]) == ["sweden", "norway"]


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("trade az by 2021", "trade azerbaijan belarus 2021"),  # codes alone
        ("trade to 2021", "trade tonga 2021"),
        ("trade azerbaijan AT 2021", "trade azerbaijan austria 2021"),
    ],
)
def test_a_code_before_a_date_is_one_among_codes_and_in_capitals(
    typed: str, same: str, dip: Dip
) -> None:
    assert loaded(dip, typed)["query"] == loaded(dip, same)["query"]


@pytest.mark.parametrize(
    ("words", "parties"),
    [
        ("trinidad and tobago", ["trinidad-and-tobago"]),
        ("bosnia and herzegovina and united kingdom", ["bosnia-herzegovina", "united-kingdom"]),
        ("guinea-bissau - senegal", ["guinea-bissau", "senegal"]),
        ("united kingdom france", ["united-kingdom", "france"]),
        ("AND fr", ["andorra", "france"]),
        ("fr and AND", ["france", "andorra"]),
        ("antigua and barbuda vs. saint kitts and nevis", ["antigua-barbuda", "saint-kitts-nevis"]),
        ("south korea south sudan", ["south-korea", "south-sudan"]),
        ("new zealand new caledonia", ["new-zealand", "new-caledonia"]),
        ("united arab emirates united states", ["AE", "US"]),
        ("norfolk island norway", ["norfolk-island", "norway"]),
        ("norway island", ["norway", "iceland"]),
        ("guinea-bissau guinea-conakry", ["guinea-bissau", "GN"]),
        ("wallis & futuna cameroon", ["wallis-futuna", "cameroon"]),
        ("Myanmar (Burma) Laos", ["MM", "LA"]),
        ("dominican republic albania", ["dominican-republic", "albania"]),
        ("faroe islands south africa", ["faroe-islands", "south-africa"]),
        ("georgia south sudan", ["georgia", "south-sudan"]),
        ("germany east timor", ["germany", "timor-leste"]),
        ("vietnam south sudan", ["vietnam", "south-sudan"]),
        ("yemen north korea", ["yemen", "north-korea"]),
        ("sudan south africa", ["sudan", "south-africa"]),
        ("niger republic of the congo", ["niger", "CG"]),
        ("korea north japan", ["north-korea", "japan"]),
        ("guinea bissau and guinea", ["guinea-bissau", "GN"]),
    ],
)
def test_words_of_a_name_stay_together(words: str, parties: list[str]) -> None:
    with open_base("bundled") as base:
        hold_parties(base, words, parties)


NAMES = sorted(countries.title(code) for code in countries.codes() if len(code) == 2)


@given(st.sampled_from(NAMES), st.sampled_from(NAMES), st.booleans())
def test_two_names_are_two_parties_or_asked_back(one: str, two: str, is_quoted: bool) -> None:
    """Never one of them alone, or a third, whatever words both have."""
    with open_base("bundled") as base:
        try:
            wanted = [base.party(one).id, base.party(two).id]
            result = parties_of(base, [one, two] if is_quoted else f"{one} {two}".split())
        except QuestionError:
            return
        # A colony has had the name of three islands.
        assert result == wanted or (result == ["st-kitts-nevis"] and "Anguilla" in (one, two))


@given(st.permutations(["azerbaijan", "russia", "turkey"]), st.sampled_from(["and", "vs", "-"]))
def test_words_between_names_change_nothing(names: list[str], word: str) -> None:
    with open_base("bundled") as base:
        assert parties_of(base, f" {word} ".join(names).split()) == parties_of(base, names)


# ------------------------------------------------------------------------- topics, overviews


def test_a_topic_has_its_relations_and_events(dip: Dip) -> None:
    status, page, _ = dip("membership aland")
    assert status == 0
    assert re.sub(" {3,}", "  ", page) == (
        "Membership of Aland: 1 relation (2 claims), in force; 1 event; no figures.\n\n"
        "In force\n"
        "Period  Relation  Kind  Source\n"
        "since 1990 or 1991  A pact (with Beland)  treaty  [1] [2]\n"
        "  · sources differ on the beginning: 1990 [2]; 1991 [1]\n\n"
        "Events\n"
        "When  What  Kind  Source\n"
        "2 May 2020  Joining (with Celand)  state visit, reported  [3]\n\n"
        "Sources\n"
        "[1] Daily Bell, 5 May 2024.\n"
        "[2] The Courier, 1 Mar 2022.\n"
        "[3] The Courier, 1 Feb 2026.\n"
        "Newest source: The Courier, 1 Feb 2026.\n"
    )
    found = loaded(dip, "membership aland")
    assert found["answer"]["facts"] == ["pact-carl", "pact", "joining"]
    assert [one["title"] for one in found["occurrences"]] == ["A pact", "Joining"]
    assert [fact.get("status_class") for fact in found["facts"]] == ["standing", "standing", None]


def test_figures_come_first_and_others_are_counted(dip: Dip) -> None:
    found = loaded(dip, "trade aland beland")
    assert found["answer"]["text"].endswith("Also on trade: 2 events (1 planned).")
    assert found["answer"]["value"] == 4_000_000
    assert [fact["type"] for fact in found["facts"]][-2:] == ["event", "event"]
    only = loaded(dip, "trade aland beland --measure turnover")
    assert {fact["type"] for fact in only["facts"]} == {"figure"}


def test_a_party_called_as_a_topic_is_told_and_can_be_asked_for(
    write: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(
        fb.base(
            fb.source(),
            *(fb.topic(id, label=f"{id.title()} matters") for id in ("nato", "trade")),
            fb.measure(),
            fb.party("nato", name="NATO"),
            *map(fb.party, ("aland", "beland")),
            fb.figure("f", parties=["aland", "nato"], value=5),
            fb.event("e", parties=["aland", "beland"], topic="nato"),
        )
    )

    def told(*words: str, status: int = 0) -> str:
        assert app.run([*words, "-f", str(path)]) == status
        return " ".join(capsys.readouterr().out.split()).replace(f" -f {path}", "")

    for line in ("nato", "NATO"):
        assert "NATO is a party, too: dipfacts brief nato" in told(line)
    assert "dipfacts brief nato --in 2021" in told("nato", "--in", "2021", status=1)
    assert "NATO is a party, too: dipfacts brief nato aland" in told("nato", "aland")
    assert told("aland", "nato").startswith("Aland and NATO: 1 figure on 1 topic")
    assert "a party, too" not in told("trade")
    assert "a party, too" not in told("trade", "nato")
    assert "a party, too" not in told("nato", "nato", status=1)
    assert "a party, too" not in told("nato", "aland", "beland")
    # What shows the other claims is no page of the topic.
    assert "The other claims: dipfacts brief nato" in told("relations", "nato", status=1)
    other = told("relations", "nato", "aland", status=1)
    assert "The other claims: dipfacts aland nato" in other


@pytest.mark.parametrize(
    ("label", "midway"),
    [("EU trade in NATO goods", "EU trade in NATO goods"), ("Trade in LNG", "trade in LNG")],
)
def test_names_in_the_label_of_a_topic_keep_their_capitals(
    label: str, midway: str, write: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    text = fb.base(
        fb.source("s"),
        *(fb.party(name) for name in ("aland", "beland", "celand")),
        fb.topic("trade", label=label),
        fb.measure("turnover", label="Turnover"),
        fb.figure("one", parties=["aland", "beland"], value=1),
        fb.event("visit", topic="trade", parties=["aland", "beland"], period="2020"),
    )
    path = str(write(text))
    for words, told in {
        "aland beland": f" Also on {midway}: 1 event.",
        "celand": f"Nothing on {midway} about Celand is recorded.",
        "celand aland norway": f"No figure on {midway} of Celand with Aland or Norway",
    }.items():
        app.run(["trade", *words.split(), "-f", path])
        assert told in capsys.readouterr().out


def test_lines_of_all_claims_on_a_topic_are_streamed(dip: Dip) -> None:
    lines = dip("trade --format jsonl")[1].splitlines()
    whole = {json.loads(line)["id"] for line in lines}
    assert whole == set(ids(dip, "trade"))
    assert {"visit", "plan", "ab-2021"} <= whole


def test_an_overview_fits_a_screen(dip: Dip) -> None:
    status, page, err = dip("aland beland")
    assert (status, err) == (0, "")
    assert page.startswith(
        "Aland and Beland: 4 figures, 1 relation and 2 events on 2 topics, from 3 sources.\n"
    )
    assert "trade       Trade turnover in 2022: $4 million  [1]\n" in page
    assert "membership  1 relation" in page
    assert "A page for a meeting: dipfacts brief aland beland\n" in page
    assert page.count("\n") < 30
    found = loaded(dip, "aland beland")
    assert found["overview"]["in_force"] == ["pact"]
    assert found["overview"]["latest"] == ["visit"]
    assert found["overview"]["planned"] == ["plan"]
    assert [one["topic"] for one in found["overview"]["topics"]] == ["trade", "membership"]
    assert ids(dip, "beland aland") == ids(dip, "aland beland")


def test_an_overview_of_very_much_shows_the_first_and_counts_all(
    dip: Dip, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    dates = [f"{year}-01-01" for year in range(1990, 2015)]
    pacts = (
        fb.relation(f"p{n}", period=f"{day}/..", parties=["a", "b"]) for n, day in enumerate(dates)
    )
    visits = (fb.event(f"v{n}", period=day, parties=["a", "b"]) for n, day in enumerate(dates))
    declared = (fb.source("s"), fb.party("a", name="Aland"), fb.party("b", name="Beland"))
    Path("much.toml").write_text(fb.base(*declared, *pacts, *visits), "utf-8")
    page = dip("aland beland -f much.toml")[1]
    assert (page.count("\nsince 1 Jan "), page.count("\n1 Jan ")) == (20, 20)
    assert "\n25 relations: dipfacts relations a b -f much.toml\n" in page
    assert "\n25 events: dipfacts timeline a b -f much.toml\n" in page
    every = dip("aland beland -f much.toml --limit 0")[1]
    assert (every.count("\nsince 1 Jan "), every.count("\n1 Jan ")) == (25, 25)


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("exports aland beland", "try dipfacts trade aland beland --measure exports"),
        ("turnovers aland", "try dipfacts trade aland --measure turnover"),
        ("treaties aland", "try dipfacts relations aland --kind treaty"),
        ("visits aland --since 2020", "try dipfacts timeline aland --since 2020 --kind visit"),
        ("aland trade beland", "try dipfacts trade aland beland"),
        ("aland beland --mirror", "try dipfacts trade aland beland --mirror"),
        ("aland beland --kind visit", "try dipfacts timeline aland beland --kind visit"),
        ("alnad", 'did you mean "aland"?'),
        ("trad aland", 'did you mean "trade"?'),
    ],
)
def test_a_first_word_that_is_no_command_is_told_what_to_type(
    line: str, hint: str, dip: Dip
) -> None:
    status, out, err = dip(line)
    assert (status, out) == (2, "")
    assert err.splitlines()[1].strip() == hint
    if hint.startswith("try"):
        assert dip(hint.removeprefix("try dipfacts "))[0] == 0


def test_a_measure_is_named_of_which_there_are_claims(write: Callable[..., Path]) -> None:
    text = fb.base(
        fb.source("s"),
        *(fb.party(name) for name in ("aland", "beland")),
        fb.topic("trade"),
        fb.measure("exports", label="Exports"),
        fb.measure("exports-total", label="Total exports"),
        fb.figure("all", measure="exports-total", parties=["aland"], value=900_000),
    )
    typed = (["exports", "aland"], ["exports", "beland"], ["exports"])
    with open_base(str(write(text))) as base:
        lines = [unknown(base, words).hint for words in typed]
    assert lines == [
        "try dipfacts trade aland --measure exports-total",
        "try dipfacts trade beland --measure exports",
        "try dipfacts trade --measure exports",
    ]


def test_a_topic_in_another_form_is_no_measure(write: Callable[..., Path]) -> None:
    text = fb.base(
        fb.source("s"),
        *(fb.party(name) for name in ("aland", "beland")),
        fb.topic("trade", label="Trade"),
        fb.topic("pacts", label="Pacts"),
        fb.measure("turnover", label="Trade turnover"),
        fb.figure("all", measure="turnover", parties=["aland", "beland"]),
        fb.relation("one", kind="pact", topic="pacts", parties=["aland", "beland"]),
    )
    with open_base(str(write(text))) as base:
        hints = {
            word: unknown(base, [word, "aland", "beland"]).hint
            for word in ("Trades", "tradee", "trading", "trade turnovers", "Pact", "pacted")
        }
    trade = 'did you mean "trade"?'
    assert hints == {
        "Trades": trade,
        "tradee": trade,
        "trading": trade,
        "trade turnovers": "try dipfacts trade aland beland --measure turnover",
        "Pact": "try dipfacts relations aland beland --kind pact or dipfacts pacts aland beland",
        "pacted": 'did you mean "pacts"?',
    }


def test_tab_offers_what_a_first_word_may_be(dip: Dip) -> None:
    dip("topics")  # so that there is an index
    first = {one.value for one in candidates(TypedLine(["al"]), ["en"])}
    assert "aland" in first
    assert {one.value for one in candidates(TypedLine(["tre"]), ["en"])} == {"treaty"}
    assert {one.value for one in candidates(TypedLine(["expor"]), ["en"])} == {"export", "exports"}
    second = {one.value for one in candidates(TypedLine(["aland", ""]), ["en"])}
    assert {"beland", "celand"} <= second
    said = [one.value for one in candidates(TypedLine(["trade", "--claimant", ""]), ["en"])]
    assert said == ["ann", "carl"]
    printed = candidates(TypedLine(["trade", "--publisher", "d"]), ["en"])
    assert [one.value for one in printed] == ["Daily Bell"]
    assert [one.value for one in candidates(TypedLine(["brief", "--topic", "m"]), ["en"])] == [
        "membership"
    ]


# -------------------------------------------------------------------------------- filters

FILTERED = ["trade aland", "timeline aland", "relations aland", "brief aland", "search aland"]


@pytest.mark.parametrize("line", [*FILTERED, "aland"])
@pytest.mark.parametrize(
    ("option", "fits"),
    [
        ("--claimant carl", {"ac-2021", "pact-carl", "visit"}),
        ("--claimant 'Carl Dee' --claimant ann", {"ab-2021", "ac-2021", "pact-carl", "visit"}),
        ("--publisher 'daily bell'", {"ab-2021-other", "pact-carl"}),
        ("--known-since 2026", {"joining"}),
        ("--known-since 2024-05-05", {"ab-2021-other", "pact-carl", "joining"}),
    ],
)
def test_a_filter_leaves_what_fits_and_adds_nothing(
    line: str, option: str, fits: set[str], dip: Dip
) -> None:
    before, after = set(ids(dip, f"{line} --limit 0")), set(ids(dip, f"{line} {option}"))
    if line == "aland":  # of what fits another figure may be the headline
        assert after <= fits
    else:
        assert after == before & fits
    if line == "trade aland":
        name = option.split()[0].strip("-").replace("-", "_")
        assert name in loaded(dip, f"{line} {option}")["query"]


@pytest.mark.parametrize("line", FILTERED[1:])
def test_a_topic_chooses_too(line: str, dip: Dip) -> None:
    every = loaded(dip, f"{line} --limit 0")["facts"]
    found = ids(dip, f"{line} --limit 0 --topic Membership")
    assert sorted(found) == sorted(f["id"] for f in every if f["topic"] == "membership")
    both = f"{line} --limit 0 --topic membership --topic trade"
    assert sorted(ids(dip, both)) == sorted(fact["id"] for fact in every)


def test_a_name_of_several_who_said_something_is_asked_back(dip: Dip) -> None:
    status, _, err = dip("trade aland --claimant bell")
    assert status == 2
    assert err.startswith('dipfacts: "bell" may be "ann"')
    assert dip("trade aland --publisher 'Daly Bell'")[2] == (
        'dipfacts: no publisher is called "Daly Bell"\n  did you mean "Daily Bell"?\n'
    )
    for initials in ("DB", "d.b."):  # and not what differs by a letter or two
        assert dip(f"trade aland --publisher {initials}")[2] == (
            f'dipfacts: no publisher is called "{initials}"\n  did you mean "Daily Bell"?\n'
        )


def test_nothing_new_and_nothing_said_are_told_apart(dip: Dip) -> None:
    said = "Nothing on trade said by Ben Bell between Aland and Beland is recorded."
    assert dip("trade aland beland --claimant ben")[1].startswith(said)
    status, page, _ = dip("trade aland beland --measure turnover --known-since 2025")
    assert (status, page) == (
        1,
        "No claim recorded here on trade of the measure turnover between Aland and Beland became"
        " public since 2025; 3 claims became public before.\n",
    )
    asked = "trade aland beland --measure turnover"
    for line, text in {
        f"{asked} --known-since 2023 --known-by 2023-06": "No claim recorded here on trade of the"
        " measure turnover between Aland and Beland became public from 2023 to Jun 2023; 2 claims"
        " became public before and 1 claim became public later.",
        f"{asked} --known-since 2020 --known-by 2021": "No claim recorded here on trade of the"
        " measure turnover between Aland and Beland became public from 2020 to 2021; 3 claims"
        " became public later.",
        "trade aland celand beland --known-since 2025": "No figure on trade of Aland with Celand"
        " or Beland is recorded; 6 claims became public before. (Public since 2025.)",
    }.items():
        assert dip(line)[:2] == (1, f"{text}\n")
    page = dip("timeline aland beland --known-since 2020")[1]
    assert "1 claim of an undated source is left out by --known-since." in page
    assert loaded(dip, "timeline aland beland --known-since 2020")["left_out"]["known_by"] == 1


# --------------------------------------------------------------------------- side by side


def test_partners_stand_side_by_side(dip: Dip) -> None:
    status, page, _ = dip("trade aland celand beland")
    assert status == 0
    head, table = page.split("\n\n")[:2]
    assert head == (
        "Trade turnover of Aland in 2021: with Celand $5 million and with Beland $2 million to"
        " $3 million (sources differ). Also on trade: 2 events (1 planned)."
    )
    assert [line.split("  ")[0] for line in table.splitlines()] == [
        "Trade turnover of Aland with each (≠ where claims differ)",
        "Year",
        "2022",
        "2021",
    ]
    assert "$1 million (Jan–Jun 2022)" in table
    assert "$2 million to $3 million ≠" in table
    found = loaded(dip, "trade aland celand beland")
    (one,) = found["side_by_side"]
    assert [column["partner"] for column in one["columns"]] == ["celand", "beland"]
    assert [row["period"] for row in one["rows"]] == ["2022", "2021"]
    assert one["rows"][0]["cells"][0]["partial"] is True
    assert found["query"]["in_order"] == ["aland", "celand", "beland"]


def test_what_is_said_of_several_of_them_at_once_is_told_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keys = {"period": "2021", "unit": "USD"}
    pair = fb.figure("pair", parties=["ke", "tz"], value=1_000_000_000, **keys)
    every = fb.figure("every", parties=["ke", "tz", "ug"], value=5_000_000_000, **keys)
    before = fb.figure("before", parties=["ke", "tz", "ug"], value=4, **{**keys, "period": "2020"})
    sentence = "Turnover (Kenya, Tanzania, Uganda) in 2021: $5 billion, according to S (undated)."
    path = tmp_path / "facts.toml"

    def asked(words: str, *claims: str, status: int = 0) -> str:
        path.write_text(fb.base(fb.source("s"), fb.topic(), fb.measure(), *claims))
        assert app.run([*words.split(), "-f", str(path)]) == status
        return capsys.readouterr().out

    for words in ("trade ke tz ug", "trade tz ug ke", "trade ke tz rw ug"):
        page = asked(words, pair, every)
        assert page.split("\n")[0].endswith(f" {sentence}")
        assert "\n\nTurnover (Kenya, Tanzania, Uganda)\n" in page
        assert "more claim" not in page
        found = json.loads(asked(f"{words} --json", pair, every))
        assert {fact["id"] for fact in found["facts"]} == {"pair", "every"}
    found = json.loads(asked("trade ke tz ug --json", every))
    assert found["answer"]["text"] == sentence
    assert (found["answer"]["value"], found["answer"]["facts"]) == (5_000_000_000, ["every"])
    found = json.loads(asked("trade ke tz ug --limit 1 --json", every, before))
    assert ([fact["id"] for fact in found["facts"]], found["left_out"]["limit"]) == (["every"], 1)
    goal = fb.figure("goal", parties=["ke", "tz", "ug"], value=9, status="target", **keys)
    assert "Aimed at in 2021: $9 (target), according to S" in asked("trade ke tz ug", pair, goal)
    none = every.replace("value = 5000000000", 'absent = "not-published"')
    assert none != every
    text = "Turnover (Kenya, Tanzania, Uganda) in 2021: not published, according to S (undated).\n"
    assert text in asked("trade ke tz ug", pair, none)
    assert asked("trade ke tz ug", none, status=1).startswith(text)
    part = asked("trade ke tz ug --in 2021-03", every)
    assert part.startswith(
        "No claim on turnover (Kenya, Tanzania, Uganda) is about Mar 2021 alone. For the whole of "
        "2021: $5 billion, according to S (undated).\n"
    )


PAIR = {"parties": ["mw", "zm"], "value": 1_000_000_000, "period": "2021", "unit": "USD"}


@pytest.mark.parametrize("third", ["ao", "zw"])
@pytest.mark.parametrize(
    ("pair", "text"),
    [
        ({}, "Turnover between Malawi and Zambia in 2021: $1 billion"),
        ({"measure": "transit"}, "Transit between Malawi and Zambia in 2021: $1 billion"),
        ({"scope": "tea"}, "Turnover between Malawi and Zambia (tea) in 2021: $1 billion"),
        (
            {"value": None, "absent": "not-published"},
            "Turnover between Malawi and Zambia in 2021: not published",
        ),
    ],
    ids=str,
)
def test_claims_about_exactly_the_parties_asked_answer_before_those_of_larger_groups(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    third: str,
    pair: dict[str, Any],
    text: str,
) -> None:
    larger = PAIR | {"parties": ["mw", "zm", third], "value": 9, "period": "2022"}
    largest = larger | {"parties": ["mw", "zm", third, "mz"]}
    absent = {key: pair[key] for key in ("value", "absent") if "absent" in pair}
    keys = {"largest": largest, "larger": larger, "pair": PAIR | pair}
    claims = [fb.figure(id, **of | absent) for id, of in keys.items()]
    measures = fb.measure(), fb.measure("transit", label="Transit")
    path = tmp_path / "facts.toml"
    path.write_text(fb.base(fb.source("s"), fb.topic(), *measures, *claims))
    app.run(["trade", "zm", "mw", "--json", "-f", str(path)])
    found = json.loads(capsys.readouterr().out)
    assert found["answer"]["text"].startswith(text)
    assert found["answer"]["facts"][0] == "pair"
    if not absent:
        assert [fact["id"] for fact in found["facts"]] == ["pair", "larger", "largest"]
    app.run(["trade", "zm", "mw", third, "--json", "-f", str(path)])
    beside = [fact["id"] for fact in json.loads(capsys.readouterr().out)["facts"]]
    assert [id for id in beside if id != "pair"] == ["larger", "largest"]


IN_2022 = {"period": "2022", "unit": "USD"}
OF_KENYA = fb.base(  # with Tanzania it has a full year, with no other one in the same words
    fb.source("s"),
    fb.topic(),
    fb.measure(),
    fb.figure("whole", parties=["ke", "tz"], value=7, **IN_2022),
    fb.figure("goods", parties=["ke", "ug"], value=5, scope="goods", **IN_2022),
    fb.figure("before", parties=["ke", "ug"], value=3, **IN_2022 | {"period": "2021"}),
    fb.figure("some", parties=["ke", "rw"], value=4, **IN_2022 | {"period": "202X"}),
    fb.figure("ahead", parties=["ke", "bi"], value=9, status="forecast", **IN_2022),
    fb.figure("goal", parties=["ke", "rw"], value=6, status="target", **IN_2022),
)


def test_partners_in_no_table_have_sentences_of_their_own(dip: Dip) -> None:
    found = json.loads(dip(f"trade ke tz ug rw bi --json -f {shared(OF_KENYA)}").page())
    text = found["answer"]["text"]
    assert text.startswith("Turnover of Kenya in 2022: with Tanzania $7. ")
    assert "Turnover between Kenya and Uganda (goods) in 2022: $5, " in text
    assert (
        "No claim on turnover between Kenya and Rwanda is about one full year. "
        "Some time in the 2020s: $4, "
    ) in text
    assert "Expected in 2022: $9 (forecast), " in text
    assert {"whole", "goods", "some", "ahead"} <= {fact["id"] for fact in found["facts"]}
    assert "no figure" not in text


def test_partners_without_a_full_year_have_what_there_is(dip: Dip) -> None:
    found = json.loads(dip(f"trade ke rw bi --json -f {shared(OF_KENYA)}").page())
    assert "Some time in the 2020s: $4" in found["answer"]["text"]
    assert "No figure" not in found["answer"]["text"]


@pytest.mark.parametrize(
    ("partner", "told"),
    [
        ("ug", "\n\nTurnover between Kenya and Uganda (goods)\n"),
        (
            "rw",
            "\nTurnover between Kenya and Rwanda, aimed at in 2022: $6 (target), according to S",
        ),
    ],
)
def test_a_partner_in_no_table_has_one_or_a_line_of_its_own(
    dip: Dip, partner: str, told: str
) -> None:
    assert told in dip(f"trade ke tz {partner} -f {shared(OF_KENYA)}").page()


def test_partners_of_flows_in_no_table_have_a_sentence(dip: Dip) -> None:
    ways = (
        fb.figure("from", from_="ug", to="ke", value=8, **IN_2022),
        fb.figure("to", from_="ke", to="ug", value=9, scope="goods", **IN_2022),
        fb.figure("tz", from_="ke", to="tz", value=3, **IN_2022),
    )
    path = shared(fb.base(fb.source("s"), fb.topic(), fb.measure(), *ways))
    headline = dip(f"trade ke tz ug -f {path}").page().splitlines()[0]
    begin = "Turnover from and to Kenya in 2022: to Tanzania $3 and from Uganda $8. "
    assert headline.startswith(begin)
    assert "Turnover from Kenya to Uganda (goods) in 2022: $9, " in headline


def test_a_column_is_of_flows_to_a_partner_or_from_it(dip: Dip) -> None:
    ways = (
        fb.figure("to-ug", from_="ke", to="ug", value=9, **IN_2022),
        fb.figure("from-ug", from_="ug", to="ke", value=8, **IN_2022),
        fb.figure("to-tz", from_="ke", to="tz", value=3, **IN_2022),
    )
    asked = f"trade ke tz ug -f {shared(fb.base(fb.source('s'), fb.topic(), fb.measure(), *ways))}"
    headline, _, title, heads = dip(asked).page().splitlines()[:4]
    told = "to Tanzania $3, to Uganda $9 and from Uganda $8"
    assert headline == f"Turnover from and to Kenya in 2022: {told}."
    assert title == "Turnover from and to Kenya"
    assert re.split("  +", heads) == ["Year", "to Tanzania", "to Uganda", "from Uganda", "Source"]
    (table,) = loaded(dip, asked)["side_by_side"]
    columns = {(it["partner"], it["way"]): nth for nth, it in enumerate(table["columns"])}
    cells = table["rows"][0]["cells"]
    facts = {at: cells[nth]["facts"] for at, nth in columns.items()}
    assert facts == {
        ("tanzania", "to"): ["to-tz"],
        ("uganda", "to"): ["to-ug"],
        ("uganda", "from"): ["from-ug"],
    }
    rows = csv.DictReader(io.StringIO(dip(f"{asked} --format csv").page()))
    assert {it["id"]: it["side_by_side_way"] for it in rows} == {
        "to-tz": "to",
        "to-ug": "to",
        "from-ug": "from",
    }


def test_a_stock_at_a_date_that_is_not_known_to_the_year_is_in_no_row(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "facts.toml"
    periods = {"tz": "2021-12-31", "ug": "202X", "rw": "[2018-06-30,2023-06-30]", "bi": "2019-XX"}
    claims = (
        fb.figure(of, parties=["ke", of], value=7, unit="USD", period=period)
        for of, period in periods.items()
    )
    path.write_text(fb.base(fb.source("s"), fb.topic(), fb.measure(nature="stock"), *claims))
    assert app.run(["trade", "ke", *periods, "--json", "-f", str(path)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["answer"]["text"] == (
        "Turnover of Kenya in 2021: with Tanzania $7 (31 Dec 2021) and with Burundi $7 as of some "
        "time in 2019. Turnover between Kenya and Uganda as of some time in the 2020s: $7, "
        "according to S (undated). Turnover between Kenya and Rwanda as of 30 Jun 2018 or 30 Jun "
        "2023: $7, "
        "according to S (undated)."
    )
    assert found["answer"]["period"] == "2021"
    assert [row["period"] for row in found["side_by_side"][0]["rows"]] == ["2021", "2019"]


def test_a_partner_of_whom_only_other_measures_are_claimed_is_told_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "facts.toml"
    keys = {"period": "2021", "unit": "USD"}
    measures = (
        fb.measure(sum_of=["exports", "imports"]),
        *(fb.measure(id, label=id.capitalize()) for id in ("exports", "imports", "transit")),
    )
    claims = (
        fb.figure("both", parties=["ke", "tz"], value=7, **keys),
        fb.figure("old", parties=["ke", "ug"], value=6, **{**keys, "period": "2019"}),
        fb.figure("new", measure="exports", from_="ke", to="ug", value=3, **keys),
        fb.figure("way", measure="transit", from_="ke", to="ug", value=2, **keys),
        fb.figure("part", measure="exports", from_="ug", to="ke", value=1, period="2021-03"),
        fb.figure("out", measure="exports", from_="ke", to="rw", value=5, **keys),
        fb.figure("goal", measure="exports", from_="ke", to="bi", value=9, status="target", **keys),
    )
    path.write_text(fb.base(fb.source("s"), fb.topic(), *measures, *claims))
    assert app.run(["trade", "ke", "tz", "ug", "rw", "bi", "ss", "--json", "-f", str(path)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["answer"]["text"] == (
        "Turnover of Kenya in 2021: with Tanzania $7; no figure for all of 2021 with South Sudan. "
        "Exports from Kenya to Uganda in 2021: $3, according to S (undated). "
        "Exports from Kenya to Rwanda in 2021: $5, according to S (undated). "
        "No claim says how exports from Kenya to Burundi turned out. "
        "Aimed at in 2021: $9 (target), according to S (undated)."
    )
    (one,) = found["side_by_side"]
    assert one["measure"] == "turnover"


def test_without_a_table_too_a_partner_without_a_number_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "facts.toml"
    keys: dict[str, Any] = {"period": "2021", "unit": "USD", "scope": "tea"}
    claims = (
        fb.figure("tea", parties=["ke", "tz"], value=7, **keys),
        fb.figure("none", parties=["ke", "bi"], value=None, absent="confidential", **keys),
        fb.figure("old", parties=["ke", "rw"], value=5, **{**keys, "period": "2019"}),
        fb.figure("whole", parties=["ke", "ug"], value=9, period="2021", unit="USD"),
    )
    path.write_text(
        fb.base(fb.source("s", published="2022-03-01"), fb.topic(), fb.measure(), *claims)
    )
    dates = ["--in", "2021", "--known-by", "2030", "-f", str(path), "--json"]

    def asked(*partners: str) -> str:
        assert app.run(["trade", "ke", *partners, *dates]) == 0
        found = json.loads(capsys.readouterr().out)
        assert found["status"] == "answered"
        return str(found["answer"]["text"])

    tea = "Turnover between Kenya and Tanzania (tea) in 2021: $7, according to S (1 Mar 2022)."
    none = (
        "Turnover between Burundi and Kenya (tea) in 2021: not published (confidential), "
        "according to S (1 Mar 2022)."
    )
    assert asked("bi", "rw", "tz", "ss") == (
        f"{tea} {none} No figure on trade of Kenya with Rwanda or South Sudan is recorded for "
        "2021; there is 1 claim for 2019. (As known by 2030.)"
    )
    assert asked("ug", "bi", "ss") == (
        "Turnover of Kenya in 2021: with Uganda $9; no figure for all of 2021 with South Sudan. "
        f"{none} (As known by 2030.)"
    )


@pytest.mark.parametrize("line", ['trade "" aland', 'brief aland beland " "', 'aland "" beland'])
def test_an_empty_name_is_not_passed_over(line: str, dip: Dip) -> None:
    status, out, err = dip(line)
    assert (status, out) == (2, "")
    assert err.startswith('dipfacts: no party is called "')


def test_a_partner_without_a_figure_has_a_column(dip: Dip) -> None:
    found = loaded(dip, "trade aland beland deland")
    assert found["answer"]["text"].endswith(
        "; no figure for all of 2022 with Deland. Also on trade: 2 events (1 planned)."
    )
    cells = [row["cells"] for row in found["side_by_side"][0]["rows"]]
    assert all(deland is None for _, deland in cells)


def test_of_parts_of_a_year_alone_the_sentence_tells_the_parts(dip: Dip) -> None:
    found = loaded(dip, "trade aland celand deland --in 2022")
    assert found["answer"]["text"] == (
        "Trade turnover of Aland in 2022: with Celand $1 million (Jan–Jun 2022); no figure with"
        " Deland."
    )
    assert found["answer"]["partial"] is True
    assert len(found["answer"]["facts"]) == 1


@pytest.mark.parametrize(
    ("when", "status", "text"),
    [
        ("in 1999", "outside-dates", "is recorded for 1999; there are "),
        ("known-by 1960", "outside-dates", "is recorded; "),
        ("in 1999 --claimant deland", "nothing-recorded", "is recorded for 1999."),
    ],
)
def test_figures_of_other_dates_side_by_side_are_outside_them(
    dip: Dip, when: str, status: str, text: str
) -> None:
    found = loaded(dip, f"trade aland beland celand --{when}")
    assert found["status"] == status
    assert text in found["answer"]["text"]


def test_side_by_side_definitions_and_bounds_stand_with_the_numbers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, keys = tmp_path / "facts.toml", {"period": "2022", "unit": "USD", "from_": "ke"}

    def asked(*claims: str) -> Any:
        path.write_text(fb.base(fb.source("s"), fb.topic(), fb.measure(), *claims))
        assert app.run(["trade", "ke", "tz", "ug", "-f", str(path)]) == 0
        page = capsys.readouterr().out
        assert app.run(["trade", "ke", "tz", "ug", "--json", "-f", str(path)]) == 0
        return page, json.loads(capsys.readouterr().out)["side_by_side"][0]["rows"][0]["cells"]

    fob = fb.figure("a", to="tz", value=7, valuation="fob", **keys)
    defined = {"valuation": "fob", "definition": "special trade"}
    over = fb.figure("b", to="ug", value=3, qualifier="more-than", **defined, **keys)
    page, cells = asked(fob, over)
    assert "to Tanzania $7 (fob) and to Uganda more than $3 (special trade, fob).\n" in page
    assert "\n2022  $7 (fob)     more than $3 (special trade, fob)  [1]\n" in page
    assert [cell["qualifier"] for cell in cells] == ["exactly", "more-than"]
    alike = fb.figure("c", to="ug", value=5, valuation="fob", **keys)
    assert asked(fob, alike)[0].startswith("Turnover from Kenya in 2022: to Tanzania $7 and to U")
    page, cells = asked(fob, alike, fb.figure("d", to="ug", value=9, valuation="cif", **keys))
    assert "to Uganda $5 to $9 (S gave different numbers, as one is fob and one cif)." in page
    assert cells[1]["qualifier"] is None


_NOT_ALONE = "No claim on turnover from Kenya to Uganda is about 2022 alone. In the fiscal year "


@pytest.mark.parametrize(
    ("within", "start", "period", "row"),
    [
        ("2022", "Turnover from Kenya in 2022: to Tanzania $7. " + _NOT_ALONE, "2022", ["a", None]),
        ("2023-02", "Turnover from Kenya in Feb 2023: to Tanzania $2. No", "2023-02", ["b", None]),
        (
            "2021-04/2022-03",
            "Turnover from Kenya in Apr 2021 – Mar 2022: to Uganda $5. No claim on turnover from "
            "Kenya to Tanzania is about Apr 2021 – Mar 2022 alone. In the year 2022, which reaches",
            "2021-04/2022-03",
            [None, "c"],
        ),
        ("2021-05", "No claim on turnover from Kenya to Tanzania is about May 2021 alone.", "", []),
        ("2021-01/2021-06", "Turnover from Kenya in Jan–Jun 2021: to Tanzania $3.", "2021-01", []),
        ("2017/2019", "Turnover from Kenya in 2017–2019: to Uganda $20. No", "2017", [None, "e"]),
        ("2021/2022", "Turnover from Kenya in 2022: to Tanzania $7; no figure for all", "2022", []),
    ],
)
def test_the_period_asked_for_answers_side_by_side(
    within: str,
    start: str,
    period: str,
    row: list[str | None],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / "facts.toml"
    claims = (
        fb.figure(id, from_="ke", to=to, period=period, value=value, unit="USD")
        for id, to, period, value in (
            ("a", "tz", "2022", 7),
            ("b", "tz", "2023-02", 2),
            ("c", "ug", "2021-04/2022-03", 5),
            ("d", "ug", "2022-04/2023-03", 6),
            ("e", "ug", "2017/2019", 20),
            ("g", "tz", "2018", 4),
            ("f", "tz", "2021-01/2021-06", 3),
        )
    )
    path.write_text(fb.base(fb.source("s"), fb.topic(), fb.measure(), *claims))
    assert app.run(["trade", "ke", "tz", "ug", "--in", within, "--json", "-f", str(path)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["answer"]["text"].startswith(start)
    assert (found["answer"]["period"] or "").startswith(period)
    if row:
        of_asked = [r for r in found["side_by_side"][0]["rows"] if r["period"] == within]
        ids = [[cell and cell["facts"][0] for cell in each["cells"]] for each in of_asked]
        assert ids == [row]


def test_a_limit_shortens_the_table_and_not_the_sentence(dip: Dip) -> None:
    whole, short = (loaded(dip, f"trade aland beland celand{x}") for x in ("", " --limit 1"))
    assert whole["answer"] == short["answer"]
    assert len(short["side_by_side"][0]["rows"]) == 1
    assert short["left_out"]["of"] == {"row": 1, "claim": 1, "event": 1}


def test_the_table_can_be_had_as_csv(dip: Dip) -> None:
    out = dip("trade aland beland celand --format csv")[1]
    rows = list(csv.DictReader(io.StringIO(out)))
    cells = {(row["side_by_side_year"], row["side_by_side_partner"], row["value"]) for row in rows}
    assert ("2021", "celand", "5000000") in cells
    header = out.splitlines()[0]
    assert dip(f"trade aland beland celand --format csv --fields {header}")[1] == out


def test_lines_of_several_partners_share_a_frame(dip: Dip) -> None:
    out = dip("trade aland beland celand --chart")[1]
    frame = out.split("\nTrade turnover of Aland with each\n")[1]
    assert "● Beland   ▲ Celand" in frame
    assert frame.count("│") == 10
    assert "2021" in frame


def test_without_figures_the_others_are_told(dip: Dip) -> None:
    status, page, _ = dip("membership aland beland celand")
    head, relations, events = page.split("\n\n")[:3]
    assert (status, head) == (
        0,
        "Membership of Aland, Beland and Celand: 1 relation (2 claims), in force; 1 event; no"
        " figures.",
    )
    assert "A pact (with Beland)" in relations
    assert "Joining (with Celand)" in events


def test_side_by_side_have_the_relations_and_events_of_each_and_all_claims(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def number(id: str, *parties: str, **keys: Any) -> str:
        return fb.figure(id, parties=[*parties], value=1, period="2020", **keys)

    claims = [
        number("fj-to", "fj", "to"),
        number("fj-ws", "fj", "ws"),
        number("to-ws", "to", "ws"),
        number("elsewhere", "fj", "to", "nz"),
        number("port", "fj", "to", measure="transit"),
        fb.relation("all", title="Union", parties=["fj", "to", "ws"], topic="trade"),
        fb.relation("two", title="Pact", parties=["fj", "ws"], topic="trade"),
        fb.relation("others", title="Deal", parties=["to", "ws"], topic="trade"),
        fb.event("summit", title="Summit", parties=["fj", "to", "ws", "nz"], topic="trade"),
    ]
    measures = fb.measure(), fb.measure("transit", label="Transit")
    path = tmp_path / "facts.toml"
    path.write_text(fb.base(fb.source("s"), fb.topic(), *measures, *claims))

    def asked(*words: str) -> str:
        assert app.run(["trade", "fj", "to", "ws", "-f", str(path), *words]) == 0
        return capsys.readouterr().out

    every = {"fj-to", "fj-ws", "elsewhere", "port", "all", "two", "summit"}
    found = json.loads(asked("--json"))
    assert {fact["id"] for fact in found["facts"]} == every
    assert found["left_out"]["limit"] == 0
    assert {one["id"] for one in found["occurrences"]} == {"all", "two", "summit"}
    for form in ("jsonl", "csv"):
        assert all(id in asked("--format", form) for id in every)
    page = asked()
    assert " Also on trade: 2 relations, " in page.split("\n")[0]
    for title in ("Union (with Samoa and Tonga)", "Pact (with Samoa)", "Summit (with New Zealand"):
        assert title in page
    assert "\n2 more claims: dipfacts trade fiji tonga " in page
    of = {"claim": 2, "relation": 1}
    assert json.loads(asked("--limit", "1", "--json"))["left_out"] == {
        "limit": 3,
        "of": of,
        "known_by": 0,
        "dates": 0,
    }
    assert "more relation: --limit 0" in asked("--limit", "1")
    assert "Also on" not in asked("--measure", "turnover")


# ---------------------------------------------------------------- timelines, ids, citations


def test_the_latest_are_what_has_come(dip: Dip) -> None:
    assert ids(dip, "timeline aland --latest 1") == ["visit"]
    assert ids(dip, "timeline aland --latest 2 --reverse") == ["visit", "joining"]
    every = ids(dip, "timeline aland")
    assert sorted(ids(dip, "timeline aland --reverse")) == sorted(every)
    text = loaded(dip, "timeline aland")["answer"]["text"]
    assert loaded(dip, "timeline aland --latest 1")["answer"]["text"] == text
    page = dip("timeline --reverse")[1]
    years = [line for line in page.splitlines() if line.isdigit() or line == "1990–1991"]
    assert years == ["2090", "2021", "2020", "1990–1991"]
    assert dip("timeline --reverse --format jsonl")[1].splitlines()[0].startswith('{"id":"plan"')


@pytest.mark.parametrize("line", [*FILTERED[:4], "aland beland", "trade aland beland celand"])
def test_ids_stand_in_every_table_of_claims(line: str, dip: Dip) -> None:
    page = dip(f"{line} --ids --limit 0")[1]
    named = set(ids(dip, f"{line} --limit 0"))
    told = {word for text in page.splitlines() for word in text.split("  ")[-1].split()}
    assert named & told
    assert dip(f"{line} --ids --format md")[1].count(" Id |") >= 1


def test_ids_of_a_row_are_those_of_its_claims(dip: Dip) -> None:
    rows = dip("trade aland beland --ids")[1].splitlines()
    (row,) = (row for row in rows if "$2 million  " in row and "Ann" in row)
    assert row.endswith("ab-2021")


def test_a_query_is_cited_source_by_source(dip: Dip) -> None:
    status, out, err = dip("cite trade aland beland --in 2021 --measure turnover")
    assert (status, err) == (0, "")
    assert out == (
        "Daily Bell, 5 May 2024.\n"
        "  trade turnover between Aland and Beland in 2021, $3 million [ab-2021-other]\n"
        "The Courier, 1 March 2022.\n"
        "  trade turnover between Aland and Beland in 2021, $2 million, said by Ann Marie Bell"
        " [ab-2021]\n"
    )
    assert dip("cite trade aland beland 2021 --measure turnover")[1] == out
    bib = dip("cite trade aland beland --style bibtex")[1]
    assert bib.count("@misc{") == bib.count("@misc{s,") + 2
    assert "[ab-2022]" in bib
    items = json.loads(dip("cite relations aland --style csl-json")[1])
    assert [item["id"] for item in items] == ["other", "s"]
    marked = dip("cite timeline aland --style markdown")[1]
    assert "\n  - Joining (Aland and Celand), 2 May 2020 `joining`\n" in marked


@pytest.mark.parametrize(
    ("line", "status", "err"),
    [
        (
            "cite trade deland beland",
            1,
            "dipfacts: Nothing on trade between Beland and Deland is recorded. There are no claims"
            " about Deland in this fact base.\n",
        ),
        (
            "cite ab-2021 --in 2021",
            2,
            "dipfacts: --in belongs to a query, not to ids\n"
            "  leave it out, or cite a query, such as TOPIC A B\n",
        ),
        (
            "cite trade aland --kind visit",
            2,
            "dipfacts: trade has no option --kind\n"
            "  try dipfacts cite timeline aland --kind visit\n",
        ),
    ],
)
def test_what_cannot_be_cited_is_said(line: str, status: int, err: str, dip: Dip) -> None:
    assert dip(line) == (status, "", err)


def test_the_source_of_a_row_leads_to_its_claim() -> None:
    path = shared(BASE)
    with open_base(str(path)) as base:
        fact = base.claim("visit")
        address = base.place(fact)
        line = path.read_text("utf-8").splitlines()[fact.line - 1]
        assert address == f"{path.as_uri()}#{fact.line}"
        assert line == "[[event]]"
        row = Row(("4 Mar 2021", "A visit", SourceCell.of("[1] para 3", [fact])))
        section = Section("", ("When", "What", "Source"), [row])
        for width in (30, 80):
            linked = [text for text, _ in table(section, width) if isinstance(text, Linked)]
            shown = [(text[text.start : text.end], text.claim.id) for text in linked]
            assert shown == [("[1] para 3", "visit")]


def at(low: int, high: int) -> Spot:
    """A year of a line."""
    return Spot(End(low), End(high), "")


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_a_frame_fits_its_width(width: int) -> None:
    years = {year: at(year - 1990, year - 1980) for year in range(1991, 2021)}
    lines = draw(Plot("", "USD", {"Aland": years, "Beland": {2000: at(5, 5)}}), width)
    assert max(map(len, lines)) <= max(width, 38)
    assert sum("\u2502" in line for line in lines) == HEIGHT[0]
    assert any("\u25cf" in line for line in lines)


def test_a_frame_has_room_for_what_is_below_nothing() -> None:
    lines = draw(Plot("", "USD", {"Aland": {2020: at(-4, -4), 2021: at(3, 3)}}), 80)
    assert lines[0].lstrip().startswith("$3 ")
    assert lines[HEIGHT[0] - 1].lstrip().startswith("-$4 ")


@pytest.mark.parametrize(
    ("line", "name"),
    [
        *(("aland beland", f"overview.{ending}") for ending in ("json", "csv", "md", "txt")),
        *(("trade aland beland celand", f"beside.{ending}") for ending in ("json", "csv", "tsv")),
        *(("cite trade aland", f"works.{ending}") for ending in ("bib", "json", "md", "txt")),
    ],
)
def test_an_answer_is_written_over_an_earlier_one_of_ours(
    line: str, name: str, dip: Dip, tmp_path: Path
) -> None:
    path = tmp_path / name
    for _ in range(2):
        assert dip(f"{line} -o {shlex.quote(str(path))}") == (0, "", "")
    assert path.stat().st_size > 0


def test_a_query_that_finds_nothing_writes_no_file(dip: Dip, tmp_path: Path) -> None:
    assert dip(f"cite trade deland beland -o {shlex.quote(str(tmp_path / 'none.bib'))}")[0] == 1
    assert not (tmp_path / "none.bib").exists()


def test_a_page_has_at_most_500_rows_and_counts_the_rest(dip: Dip, tmp_path: Path) -> None:
    many = [fb.event(f"e{nth}", parties=["a", "b"], period=f"{1500 + nth}") for nth in range(509)]
    undated = [
        fb.relation(f"r{nth}", parties=["a", "b"], period="/..", title=f"Pact {nth}")
        for nth in range(30)
    ]
    file = tmp_path / "many.toml"
    known = (fb.source("s"), fb.party("a"), fb.party("b"), fb.topic())
    file.write_text(fb.base(*known, *many[:450], *undated), encoding="utf-8")
    _, out, _ = dip(f"timeline a b -f {file}")
    assert out.startswith("A and B: 450 events and 30 relations on the timeline, 1500 to 1949.")
    assert out.count(" Pact ") == 10  # of what has no date only some
    assert "\n20 more lines: --limit 0\n" in out
    assert dip(f"timeline a b -f {file} --limit 0")[1].count(" Pact ") == 30
    file.write_text(fb.base(*known, *many), encoding="utf-8")
    _, out, _ = dip(f"timeline -f {file}")
    assert "\n9 more lines: --limit 0\n" in out
    assert "1508" not in out.partition("\n\n")[2].replace("15080", "")
    facts = json.loads(dip(f"timeline -f {file} --json")[1])["facts"]
    assert len(facts) == 509  # programs get everything


def test_names_after_to_and_for_have_their_articles(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    heads = {"measure": "heads", "unit": "persons", "value": 7}
    claims = [
        fb.source(),
        fb.party("us", name="United States", iso="US"),
        fb.party("nl", name="Netherlands", iso="NL"),
        fb.topic(),
        fb.measure("exports", label="Exports"),
        fb.measure("heads", label="Heads", nature="stock", partners=0),
        fb.figure("one", measure="exports", from_="us", to="nl", period="2021", value=7),
        fb.figure("two", parties=["us"], period="2021", **heads),
        fb.figure("three", parties=["nl"], period="2020", **heads),
    ]
    path = tmp_path / "names.toml"
    path.write_text(fb.base(*claims), encoding="utf-8")
    out = {}
    for words in ("us --measure exports", "us nl --measure heads"):
        assert app.run(["trade", *words.split(), "-f", str(path)]) == 0
        out[words] = capsys.readouterr().out
    assert "to the Netherlands  " in out["us --measure exports"]
    assert ": the Netherlands 7 persons as of 2020 and the " in out["us nl --measure heads"]
