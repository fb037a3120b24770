"""Acronyms in columns of codes or names, which mean another party than they would alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.command_line import Run
from support.importing import DAY, map_words
from support.written import claims

pytestmark = pytest.mark.usefixtures("read_anew")

TABLE = "claim=figure measure=exports unit=USD from={c} to=italy period={y} value={v} publisher=X"
MAP = map_words(*TABLE.split())


def said(dip: Run, text: str) -> list[str]:
    """Return what the report of an import says of rows left out, and its notes on names."""
    Path("t.csv").write_text(text)
    status, out, errors = dip("import", "t.csv", *DAY, *MAP, "--to", "base")
    assert status == 0, errors
    lines = [it.strip() for it in out.splitlines()]
    others = "note: read as", "note: the columns used"
    told = [it for it in lines if it.startswith(("left out", "note"))]
    return [it for it in told if not it.startswith(others)]


CODES = "c,name,y,v\nFRA,France,2020,1\nPOL,Poland,2020,2\n"


def test_an_acronym_among_codes_is_none_beside_the_name_of_a_group(dip: Run) -> None:
    rows = 'OAS,"Other Asia, nes",2020,5\n'
    assert said(dip, CODES + rows) == ["left out: 1 Other Asia, nes (OAS)"]
    assert {it["from"] for it in claims(Path("base")).values()} == {"france", "poland"}


@pytest.mark.parametrize(
    ("row", "pair"),
    [
        ("CIS,Cook Islands", "CIS (Commonwealth of Independent States) beside Cook Islands"),
        ("DEU,GDR", "DEU (Germany) beside GDR"),
    ],
)
def test_an_acronym_or_a_code_beside_another_name_is_told(dip: Run, row: str, pair: str) -> None:
    begin = "note: the codes in c are taken, though name says otherwise"
    option = "if the names are right, write --map from='{name}'"
    assert said(dip, f"{CODES}{row},1980,5\n") == [f"{begin}, {pair}: {option}"]


@pytest.mark.parametrize(
    "row", ["OAS,Organization of American States", "OAS,Org. American St.", "EU,EU27 (from 2020)"]
)
def test_an_acronym_beside_its_own_name_is_right(dip: Run, row: str) -> None:
    assert said(dip, f"{CODES}{row},2020,5\n") == []
    assert len(claims(Path("base"))) == 3


NAMES = "c,y,v\nFinland,1990,1\nJapan,1990,2\nUS,1990,3\nUK,1990,4\nEU,1990,5\n"


def test_a_code_that_may_be_an_acronym_among_names_is_told(dip: Run) -> None:
    assert said(dip, NAMES) == []
    one = "note: SC (Seychelles) in c, among names, is a code: if it is another's acronym"
    assert said(dip, f"{NAMES}SC,1990,6\n") == [f"{one}, write the name in full"]
    two = "note: EG (Egypt), SC (Seychelles) in c, among names, are codes: if any is another's"
    assert said(dip, f"{NAMES}EG,1990,6\nSC,1990,7\n") == [f"{two} acronym, write the name in full"]


def test_a_code_that_is_an_acronym_among_names_is_left_out(dip: Run) -> None:
    assert said(dip, f"{NAMES}EC,1990,6\n") == [
        "left out: 1 EC, which may be Ecuador or European Communities"
    ]
    assert len(claims(Path("base"))) == 5


def test_codes_beside_an_organisation_are_not_told(dip: Run) -> None:
    assert said(dip, "c,y,v\nEC,1990,1\nNATO,1990,2\nDE,1990,3\nJP,1990,4\n") == []


MEMBERS = "claim=relation title=Membership from={c} to={o} period={y}/.. publisher=X".split()
LISTED = "c,o,y\nPeru,OAS,1948\nDenmark,NATO,1949\nNorway,Nordic Council,1952\nPeru,UN,1945\n"


def of_members(dip: Run, text: str, kind: str) -> list[str]:
    """Return what the report of an import of members says of codes in a column."""
    Path("m.csv").write_text(text)
    given = map_words(*MEMBERS, f"kind={kind}")
    status, out, errors = dip("import", "m.csv", *DAY, *given, "--to", "base")
    assert status == 0, errors
    return [it.strip() for it in out.splitlines() if "among" in it]


@pytest.mark.parametrize("kind", ["membership", "seat"])
def test_a_code_of_a_country_among_organisations_is_told(dip: Run, kind: str) -> None:
    assert of_members(dip, LISTED, kind) == []
    one = "note: CAN (Canada) in o, among organisations, is a code: if it is another's acronym"
    assert of_members(dip, f"{LISTED}Peru,CAN,1969\n", kind) == [f"{one}, write the name in full"]
    two = "CAN (Canada), NC (New Caledonia), SC (Seychelles) in o, among organisations, are codes:"
    others = "Peru,CAN,1969\nDenmark,SC,1973\nDenmark,NC,1952\n"
    what = f"note: {two} if any is another's acronym, write the name in full"
    assert of_members(dip, LISTED + others, kind) == [what]


def test_a_membership_in_a_country_is_told_whatever_stands_beside_it(dip: Run) -> None:
    text = "c,o,y\nPeru,CAN,1969\nBolivia,CAN,1969\nKenya,COM,1994\n"
    assert of_members(dip, text, "visa-rule") == []  # codes of one list
    two = "note: CAN (Canada), COM (Comoros) in o, among organisations, are codes: if any is"
    assert of_members(dip, text, "membership") == [
        f"{two} another's acronym, write the name in full"
    ]


def test_codes_of_countries_among_few_organisations_are_not_told(dip: Run) -> None:
    text = "c,o,y\nPeru,CAN,1969\nPeru,FRA,1970\nPeru,EU,1971\nPeru,Chile,1972\n"
    assert of_members(dip, text, "visa-rule") == []
