"""`dipfacts import --map`: a cell of several parties is told as such, and not as unknown."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest

from dipfacts.importing import name_columns
from support.command_line import Run
from support.importing import TO_BASE, map_words

pytestmark = pytest.mark.usefixtures("empty_folder")

SANCTIONS = ("claim=relation", "kind=sanctions", "title=Sanctions", "period={y}/..", "publisher=X")
SOLD = ("measure=oda", "unit=USD", "period={y}", "value=5", "publisher=X")
SENDERS = (
    '"EU, US, Canada"',
    "United States; Canada",
    "US/UK",
    "China-Russia",
    "France and Peru",
    "US-CA",
    '"Germany, Atlantis"',
    "Germany",
    "Guinea-Bissau",
    '"Bahamas, The"',
)


def report(dip: Run, text: str, *given: str) -> list[str]:
    """Return what is left out and noted of a table, each line of it whole."""
    Path("t.csv").write_text(text)
    _, out, _ = dip("import", "t.csv", *TO_BASE, *map_words(*given))
    lines = out.replace("\n    ", " ").splitlines()
    return [it.strip() for it in lines if it.startswith(("  left out", "  note: where"))]


def several(*cells: str) -> list[str]:
    """Return the lines on cells that name several parties."""
    return [f'left out: 1 "{it}", several parties in one cell' for it in cells]


def test_names_of_several_parties_are_told_from_unknown_ones(dip: Run) -> None:
    rows = "".join(f"{it},Iran,{1990 + nth}\n" for nth, it in enumerate(SENDERS))
    left = [
        *several("EU, US, Canada", "United States; Canada", "US/UK", "China-Russia"),
        *several("France and Peru"),
        "left out: 1 US-CA, unknown",
        'left out: 1 "Germany, Atlantis", unknown',
    ]
    row = "note: where a cell has several parties, write one row for each of them"
    text = f"s,t,y\n{rows}"
    assert report(dip, text, *SANCTIONS, "from={s}", "to={t}") == [*left, row]
    of_many = [it for it in left if ";" not in it]
    many = f"{row}, or semicolons between them"
    assert report(dip, text, *SANCTIONS, "parties={s}, {t}") == [*of_many, many]


def test_so_are_codes(dip: Run) -> None:
    text = 's,t,y\n"750, 770",2,2000\n"2; 999",20,2001\n20,2,2002\n'
    assert report(dip, text, *SANCTIONS, "from=gw:{s}", "to=gw:{t}") == [
        *several("750, 770"),
        "left out: 1 no country (2; 999)",
        "note: where a cell has several parties, write one row for each of them",
    ]


MET = ("claim=event", "kind=meeting", "title=Meeting", "period={y}", "publisher=X")


def met(dip: Run) -> dict[str, list[str]]:
    """Return the parties of each event, sorted, by its year."""
    facts = json.loads(dip("timeline", "-f", "base", "--json").out)["facts"]
    return {it["period"]["text"]: sorted(it["parties"]) for it in facts}


def test_semicolons_stand_between_codes_of_a_list(dip: Run) -> None:
    text = 's,y\n"2; 20",2000\n2;20;200,2001\n2; 999,2002\n2; France,2003\n2/20,2004\n'
    assert report(dip, text, *MET, "parties=gw:{s}") == [
        "left out: 1 no country (999)",
        "left out: 1 France",
        *several("2/20"),
        "note: where a cell has several parties, write one row for each of them, or semicolons"
        " between them",
    ]
    of_2001 = ["canada", "united-kingdom", "united-states"]
    assert met(dip) == {"2000": ["canada", "united-states"], "2001": of_2001}


@pytest.mark.parametrize(
    ("who", "cells"),
    [
        ("cow:{who}", ("2; 2", "2; 200", "2; 2; 220", "2")),
        ("{who}", ("USA; United States", "USA; France", "USA; US; Peru", "USA")),
    ],
)
def test_a_cell_that_names_one_party_alone_several_times_is_left_out(
    dip: Run, who: str, cells: tuple[str, ...]
) -> None:
    text = "\n".join(["who,y", *(f"{it},{1990 + nth}" for nth, it in enumerate(cells)), ""])
    given = ("claim=relation", "kind=alliance", "title=T", "period={y}", "publisher=X")
    assert report(dip, text, *given, f"parties={who}") == ["left out: 1 a country with itself"]
    written = list(csv.DictReader(Path("base/t.csv").read_text().splitlines()))
    assert [it["y"] for it in written] == ["1991", "1992", "1993"]


def test_codes_between_semicolons_may_be_of_several_lists(dip: Run) -> None:
    Path("t.csv").write_text("s,y\n2; 20,2000\n2; 710,2001\n")
    maps = map_words(*MET, "parties={s}")
    assert dip("import", "t.csv", *TO_BASE, *maps).err == (
        'dipfacts: the codes in "s" may be of cow or m49\n'
        "  say which, as in --map parties='cow:{s}'\n"
    )
    assert report(dip, "s,y\nDEU; CHE,2000\n", *MET, "parties=iso3:{s}") == []
    assert met(dip) == {"2000": ["germany", "switzerland"]}


def test_a_cell_of_very_many_names_is_refused_before_any_is_looked_up(
    dip: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = "; ".join(f"Name {nth}" for nth in range(501))
    Path("t.csv").write_text(f"s,y\n{names}; Name 1,2000\nPeru; Chile,2001\n")
    monkeypatch.setattr(name_columns, "_NameColumn", lambda *_: pytest.fail("it looks them up"))
    assert dip("import", "t.csv", *TO_BASE, *map_words(*MET, "parties={s}")).err == (
        'dipfacts: a cell of "s" names 501 parties\n'
        "  name at most 500; of more, declare a [[party]] that stands for them\n"
    )


def test_a_number_between_two_has_a_column_for_each(dip: Run) -> None:
    assert report(dip, "s,y\nFRA-DEU,2000\nFRA,2001\nITA,2002\n", *SOLD, "parties={s}") == [
        *several("FRA-DEU"),
        "note: where a cell has several parties, write semicolons between them, if the numbers are"
        " between them",
    ]
    text = "s,y\nFRA; DEU,2000\nITA; FRA,2001\n"
    assert report(dip, text, *SOLD, "parties={s}") == []
    mixed = report(dip, f"{text}ITA,2002\n", *SOLD, "parties={s}")
    assert mixed[:2] == several("FRA; DEU", "ITA; FRA")


AS_MANY = (
    "all numbers of an import are between as many parties: import others from a file of their own"
)


@pytest.mark.parametrize("list_", ["", "gw:"])
def test_numbers_between_two_and_three_are_of_two_files(dip: Run, list_: str) -> None:
    Path("t.csv").write_text("s,y\n2; 20,2000\n2; 200; 220,2001\n")
    maps = map_words(*SOLD, f"parties={list_}{{s}}")
    differ = f'dipfacts: rows have 2 or 3 parties in "s"\n  {AS_MANY}\n'
    assert dip("import", "t.csv", *TO_BASE, *maps).err == differ


def test_a_semicolon_that_is_there_is_not_asked_for(dip: Run) -> None:
    text = "s,y\n2; 20,2000\n2,2001\n"
    assert report(dip, text, *SOLD, "parties=gw:{s}") == several("2; 20")
    maps = map_words(*SOLD, "parties=gw:{s}")
    told = " ".join(dip("import", "t.csv", *TO_BASE, *maps).out.split())
    assert f"note: {AS_MANY}" in told
    assert "semicolons" not in told


SAID = "s,t,y,v,who\nIran,Oman,2001,5,Iran; Oman\nIran,Oman,2002,6,Oman\nIran,Oman,2003,7,\n"
OF_FLOWS = ("measure=exports", "unit=USD", "period={y}", "value={v}", "publisher=X")


def test_semicolons_stand_between_claimants_as_in_our_own_csv(dip: Run) -> None:
    given_ = (*OF_FLOWS, "from={s}", "to={t}", "claimant={who}")
    assert report(dip, SAID, *given_) == []
    asked = ("trade", "iran", "oman", "-f", "base", "--format", "csv", "--fields")
    out = dip(*asked, "from,to,period,value,claimants").out
    by_year = {row["period"]: row["claimants"] for row in csv.DictReader(out.splitlines())}
    assert by_year == {"2003": "", "2002": "oman", "2001": "iran; oman"}
    written = ("measure=exports", "unit=USD", "period={period}", "value={value}", "publisher=X")
    parties = ("from={from}", "to={to}", "claimant={claimants}")
    shutil.rmtree("base")
    assert report(dip, out, *written, *parties) == []
    assert dip(*asked, "from,to,period,value,claimants").out == out


def test_semicolons_stand_between_parties_and_people_as_in_our_own_csv(dip: Run) -> None:
    Path("base").mkdir()
    who = "".join(f'[[party]]\nid = "{it}"\nkind = "person"\nname = "{it}"\n' for it in "ab")
    Path("base/who.toml").write_text(f"format = 1\n{who}")
    text = "title,parties,people,period\nOne,iran; oman; peru,a; b,2001\nTwo,iran; peru,a,2002\n"
    given_ = ("claim=event", "kind=meeting", "title={title}", "period={period}", "publisher=X")
    assert report(dip, text, *given_, "parties={parties}", "people={people}") == []
    asked = ("timeline", "-f", "base", "--format", "csv", "--fields")
    assert dip(*asked, "title,parties,people,period").out == text.replace("\n", "\r\n")


def test_claimants_in_columns_of_their_own_are_several(dip: Run) -> None:
    assert report(dip, SAID, *OF_FLOWS, "from={s}", "to={t}", "claimant={t}, {s}") == []
    out = dip("trade", "iran", "oman", "-f", "base", "--json").out
    assert {tuple(it["claimants"]) for it in json.loads(out)["facts"]} == {("oman", "iran")}


def test_other_signs_between_claimants_are_told_with_what_to_write(dip: Run) -> None:
    text = SAID.replace("Iran; Oman", "Iran and Oman")
    assert report(dip, text, *OF_FLOWS, "from={s}", "to={t}", "claimant={who}") == [
        *several("Iran and Oman"),
        "note: where a cell has several parties, write semicolons between them, if all of them said"
        " it; else a column for each, and --map 'parties={c1}, {c2}', if the numbers are between"
        " them",
    ]


WARS = """war,name,side,from,to
1,Boer War,GBR,1899,1902
1,Boer War,ZAF,1899,1902
2,Gran Chaco,BOL,1932,1935
2,Gran Chaco,PRY,1932,1935
3,Winter War,FIN,1939,1940
4,Winter War,SWE,1940,1941
"""
EVENTS = ("claim=event", "kind=war", "title={name}", "period={from}/{to}", "publisher=X")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("parties=iso3:{side}",), "Boer War in 2 rows, Gran Chaco in 2 rows"),
        (("parties=iso3:{side}", "where={war}=2"), "Gran Chaco in 2 rows"),
        (("parties=iso3:{side}", "where={war}=3"), ""),
        (("parties=germany, iso3:{side}",), ""),
        (("from=iso3:{side}", "to=germany"), ""),
        (("parties=iso3:{side}", "title=War"), ""),
    ],
)
def test_rows_of_one_event_that_name_one_participant_each_are_told(
    dip: Run, given: tuple[str, ...], told: str
) -> None:
    Path("t.csv").write_text(WARS)
    words = {it.partition("=")[0]: it for it in (*EVENTS, *given)}.values()
    status, out, _ = dip("import", "t.csv", *TO_BASE, *map_words(*words))
    assert status == 0
    start = "  note: rows with one title and one period name another party each ("
    hint = "): if they are of one event, write it in one row, with a column for each party, and"
    line = f"{start}{told}{hint} --map 'parties={{c1}}, {{c2}}'\n"
    assert (line in out) if told else (start not in out), out


TREATY = """t,p,in,out
Pact of Aland,Poland,1955,1991
Pact of Aland,Hungary,1956,1991
Other,Italy,1960,
"""


@pytest.mark.parametrize(
    ("given", "is_told"),
    [
        (("parties={p}",), True),
        (("from={p}", "to=germany"), False),
        (("parties={p}", "where={t}=Other"), False),
        (("parties={p}", "title=Pact"), False),
    ],
)
def test_rows_of_one_treaty_that_name_one_party_each_are_told(
    dip: Run, given: tuple[str, ...], is_told: bool
) -> None:
    Path("t.csv").write_text(TREATY)
    said = ("claim=relation", "kind=treaty", "title={t}", "period={in}/{out}", "publisher=X")
    words = {it.partition("=")[0]: it for it in (*said, *given)}.values()
    status, out, _ = dip("import", "t.csv", *TO_BASE, *map_words(*words))
    assert status == 0
    note = (
        "  note: rows with one title name another party each (Pact of Aland in 2 rows): if they are"
        " of one relation, write it in one row, with a column for each party, and --map"
        " 'parties={c1}, {c2}'\n"
    )
    assert (note in out, "another party each" in out) == (is_told, is_told)
