"""`dipfacts import --map`: what is told of the columns that no key names.

Each is listed. One that says more of the claims than the keys do, and would make them wrong, has a
note with what to do; and what the note says to do is heeded.
"""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

import pytest

from dipfacts.cli import app
from dipfacts.importing.own_tables import contradictions
from dipfacts.importing.own_tables.units_and_parts import parts
from support.importing import COPIED, map_words
from support.notes import SOLD, Told, notes
from support.written import claims

PACT = ("claim=relation", "kind=pact", "topic=law", "title={t}", "parties={a}, {b}")
TALK = ("claim=event", "kind=talk", "topic=law", "title={t}", "parties={a}, {b}", "period={d}")


@pytest.mark.parametrize("word", ["key={a}-{Page}", "locator={Page}", "locator=p. {Page}, line 3"])
def test_a_column_that_only_tells_rows_apart_is_used(told: Told, word: str) -> None:
    given = ("measure=exports", "unit=USD", "from={a}", "to=france", "period=2020", "value={v}")
    text = "a,v,Page,Rest\nChina,1,17,x\nJapan,2,18,y\n"
    assert told(text, *given, word) == ["columns not used: Rest"]
    assert told(text, *given) == ["columns not used: Page, Rest"]


# ----------------------------------------------------------------------- whose, and with whom

WITH = "say with whom, as with --map 'from={{who}}' --map 'to={{{}}}' in place of parties"


@pytest.mark.parametrize(
    ("head", "cells", "note"),
    [
        ("Partner", "China,China", f"Partner (China): {WITH.format('Partner')}"),
        ("Destination", "China,Japan", f"Destination (China, Japan): {WITH.format('Destination')}"),
        ("partner_iso3", "CHN,CHN", f"partner_iso3 (CHN): {WITH.format('partner_iso3')}"),
        ("Counterpart Area Name", "China,", "Counterpart Area Name (China): say with whom, as"),
        ("Nationality", "Syria,Iraq", "Nationality (Syria, Iraq): if it says with whom, add "),
        ("Colonizer", "France,Spain", "Colonizer (France, Spain): if it says with whom, add "),
        (
            "Kunde",
            "CHN,JPN",
            "Kunde (CHN, JPN): if it says with whom, add --map 'from={who}' --map '",
        ),
        ("Origin", "China,Japan", "Origin (China, Japan): say with whom, as with --map 'from={Or"),
        ("Partner", "Africa,Africa", "Partner (Africa): if that is a part, add --map 'scope={Par"),
    ],
)
def test_countries_that_are_no_party_are_told(told: Told, head: str, cells: str, note: str) -> None:
    (found,) = notes_beside_parties(told, head, cells)
    assert found.startswith(note)


@pytest.mark.parametrize(
    ("head", "cells"),
    [
        ("Kunde", "CHN,XYZ"),
        ("Partner", "World,World"),
        ("Partner code", "W00,W00"),
        ("Country", "Germany,France"),
        ("iso", "DE,FR"),
        ("Domain code", "TM,TM"),
        ("Group", "Male,Female"),
        ("Original", "China,China"),
        ("Region", "Western Europe,Western Europe"),
    ],
)
def test_what_names_no_other_party_is_not_told(told: Told, head: str, cells: str) -> None:
    assert notes_beside_parties(told, head, cells) == []


def notes_beside_parties(told: Told, head: str, cells: str) -> list[str]:
    """Return what is told of a column with two cells, beside one that names the parties."""
    one, other = cells.split(",")
    text = f"who,{head},y,v\nGermany,{one},2020,5\nFrance,{other},2020,6\n"
    return notes(told(text, *SOLD, "parties={who}"))


def test_the_other_side_is_named_as_the_note_says(told: Told) -> None:
    text = "who,Partner,Partner ISO,y,v\nDEU,China,CN,2020,5\nFRA,China,CN,2020,6\n"
    (note,) = notes(told(text, *SOLD, "parties=iso3:{who}"))
    options = shlex.split(note.partition("as with ")[2].removesuffix(" in place of parties"))
    assert notes(told(text, *SOLD, *options[1::2])) == []
    ends = {(it["from"], it["to"]) for it in claims(Path("base")).values()}
    assert ends == {("iso3:DEU", "iso2:CN"), ("iso3:FRA", "iso2:CN")}


def test_imports_come_from_the_partner(told: Told) -> None:
    text = "who,Partner,y,v\nDEU,CHN,2020,5\nFRA,JPN,2020,6\n"
    (note,) = notes(told(text, "measure=imports", *SOLD[1:], "parties=iso3:{who}"))
    assert "as with --map 'from=iso3:{Partner}' --map 'to=iso3:{who}' in place" in note


TURNED = "--map 'from={Partner}' --map 'to={Reporter}'"
SEEM = "note: from and to seem to be turned round: what is measured ({}) goes from {}: write "


@pytest.mark.parametrize(
    ("heads", "flow", "given", "note"),
    [
        (
            "Reporter,Partner",
            "Import",
            "measure=exports from={Reporter} to={Partner}",
            "Flow (Import), which is not exports: say what is measured, as with --map "
            f"measure=imports {TURNED}",
        ),
        (
            "Reporter,Partner",
            "Import",
            "measure=exports parties={Reporter}",
            f"Partner (CHN, JPN): say with whom, as with {TURNED} in place of parties",
        ),
        (
            "Reporter,Partner",
            "Import",
            "measure=arms-imports from={Reporter} to={Partner}",
            SEEM.format("arms-imports", "Partner to Reporter") + TURNED,
        ),
        (
            "Reporter,Partner",
            "",
            "measure=immigration from=kenya to={Partner}",
            SEEM.format("immigration", "Partner to kenya")
            + "--map 'from={Partner}' --map to=kenya",
        ),
        (
            "Reporter,Partner",
            "",
            "measure=exports from=iso3:{Partner} to=iso3:{Reporter}",
            SEEM.format("exports", "Reporter to Partner")
            + "--map 'from=iso3:{Reporter}' --map 'to=iso3:{Partner}'",
        ),
        (
            "Importer,Exporter",
            "",
            "measure=imports from={Importer} to={Exporter}",
            SEEM.format("imports", "Exporter to Importer")
            + "--map 'from={Exporter}' --map 'to={Importer}'",
        ),
        ("Reporter,Partner", "Import", "measure=imports from={Partner} to={Reporter}", ""),
        ("Reporter,Partner", "Export", "measure=exports from={Reporter} to={Partner}", ""),
        ("Reporter,Partner", "", "measure=import-tariff from={Reporter} to={Partner}", ""),
        ("Exporter,Importer", "Import", "measure=imports from={Exporter} to={Importer}", ""),
        (
            "Exporter,Importer",
            "Import",
            "measure=exports from={Exporter} to={Importer}",
            "Flow (Import), which is not exports: say what is measured, as with --map "
            "measure=imports",
        ),
        ("a,b", "", "measure=imports from={a} to={b}", ""),
    ],
)
def test_imports_go_from_the_partner_to_the_reporter(
    told: Told, heads: str, flow: str, given: str, note: str
) -> None:
    text = f"{heads},Flow,y,v\nKEN,CHN,{flow},2020,5\nUGA,JPN,{flow},2021,6\n"
    found = notes(told(text, *given.split(), *SOLD[1:]))
    assert (note in found) if note else not found, found


def test_the_other_half_of_two_flows_is_told_which_way_it_goes(told: Told) -> None:
    rows = "{},Flow,y,v\nKEN,CHN,Import,2020,5\nKEN,CHN,Export,2020,6\n"
    imports = ("measure=imports", "where={Flow}=Import", *SOLD[1:])
    known = told(rows.format("Reporter,Partner"), *imports, "from={Reporter}", "to={Partner}")
    assert notes(known) == [SEEM.format("imports", "Partner to Reporter") + TURNED]
    unknown = told(rows.format("a,b"), *imports, "from={a}", "to={b}")
    turned = "--map 'from={b}' --map 'to={a}'"
    assert notes(unknown) == [f"note: imports: if it goes from b to a, write {turned}"]


@pytest.mark.parametrize(
    ("given", "note"),
    [
        (
            "from=germany to={Partner}",
            "a (Germany, France): if it says whose each number is, write --map 'from={a}'",
        ),
        (
            "parties={a} where={Partner}=China",
            "note: only rows whose Partner is China are taken: say with whom, as with --map "
            "'from={a}' --map 'to={Partner}' in place of parties",
        ),
        (
            "parties={a} key={a}-{Partner}",
            "note: only the ids name Partner (China, Japan): say with whom, as with --map "
            "'from={a}' --map 'to={Partner}' in place of parties",
        ),
        ("parties={a} note={Partner}", ""),
        ("from={a} to={Partner}", ""),
    ],
)
def test_a_party_that_no_key_says_of_some_rows_is_told(told: Told, given: str, note: str) -> None:
    text = "a,Partner,y,v\nGermany,China,2020,5\nFrance,Japan,2020,6\n"
    assert notes(told(text, *SOLD, *given.split())) == ([note] if note else [])


def test_a_third_country_of_a_flow_may_be_a_part(told: Told) -> None:
    text = "a,b,Transit country,y,v\nGermany,China,Poland,2020,5\nFrance,Japan,Poland,2020,6\n"
    note = "Transit country (Poland): if that is a part, add --map 'scope={Transit country}'"
    assert notes(told(text, *SOLD, "from={a}", "to={b}")) == [note]


def test_a_colon_in_a_head_is_no_list_of_codes(told: Told) -> None:
    text = "state: 1,state: 2,y,v\nDE,CN,2020,5\nFR,JP,2020,6\n"
    ends = "--map 'from={state: 1}' --map 'to={state: 2}'"
    (found,) = notes(told(text, *SOLD, "parties={state: 1}"))
    assert found == f"state: 2 (CN, JP): if it says with whom, add {ends} in place of parties"


@pytest.mark.parametrize(
    ("words", "head", "cells", "note"),
    [
        (PACT, "Partner", "Poland,Spain", "say with whom, as with --map 'parties={a}, {Partner}'"),
        (TALK, "Host", "Poland,ESP", "if it says with whom, write --map 'parties={a}, {Host}'"),
        (PACT, "Kunde", "POL,ESP", "if it says with whom, write --map 'parties={a}, {Kunde}'"),
        (PACT, "Organisation", "NATO,EU", "if it says with whom, write --map 'parties={a}, {Orga"),
        (
            (*PACT, "kind=membership"),
            "Organisation",
            "NATO,EU",
            "if it says with whom, write --map 'from={a}' --map 'to={Organisation}' in place of",
        ),
        (TALK, "Venue", "Poland,Spain", ""),
        (PACT, "Source", "NATO,EU", ""),
        (PACT, "Country", "Germany,France", ""),
        (PACT, "Partner", ",", ""),
    ],
)
def test_the_other_party_of_relations_and_events_is_told(
    told: Told, words: tuple[str, ...], head: str, cells: str, note: str
) -> None:
    one, other = cells.split(",")
    text = f"t,a,d,{head}\nOne,DEU,1990,{one}\nOther,FRA,1990,{other}\n"
    keys = dict(word.split("=", 1) for word in (*words, "period={d}", "parties={a}"))
    found = notes(told(text, *map("=".join, keys.items())))
    assert [it.partition(": ")[2].startswith(note) for it in found] == [True] * bool(note), found


def test_the_other_party_of_a_relation_is_named_as_the_note_says(told: Told) -> None:
    text = "t,a,d,Partner\nOne,DEU,1990,Poland\nOther,FRA,1990,Spain\n"
    given = (*PACT[:-1], "period={d}")
    (only,) = notes(told(text, *given, "parties={a}", "where={Partner}=Poland"))
    assert only.startswith("note: only rows whose Partner is Poland are taken: say with whom")
    (note,) = notes(told(text, *given, "parties={a}"))
    assert notes(told(text, *given, shlex.split(note.partition("as with ")[2])[1])) == []
    parties = [it["parties"] for it in claims(Path("base")).values()]
    assert parties == [["iso3:DEU", "iso2:PL"], ["iso3:FRA", "iso2:ES"]]


# ----------------------------------------------------------------------- units, and parts


@pytest.mark.parametrize(
    ("unit", "note"),
    [
        ("1000 USD", "if it is right, add --map scale=1000"),
        ("1000 US$", "if it is right, add --map scale=1000"),
        ('"1,000 USD"', "if it is right, add --map scale=1000"),
        ("10^3 USD", "if it is right, add --map scale=1000"),
        ("000s", "if it is right, add --map scale=1000"),
        ("1 000 USD", "if it is right, add --map scale=1000"),
        ("100 USD", "if it is right, add --map scale=100"),
        ("1000 t", "if it is right, write --map unit=t --map scale=1000"),
        ("An", "say in which unit each is, as with --map 'unit={Unit}'"),
        ("100 g/An", "if it is right, write --map unit=g/An --map scale=100"),
        ("Percent of GDP", "say in which unit each is, as with --map 'unit={Unit}'"),
        ("USD per person", "say in which unit each is, as with --map 'unit={Unit}'"),
        ("current US$", ""),
        ("US Dollar", ""),
        ("Value", ""),
        ("5", ""),
    ],
)
def test_another_unit_or_its_scale_is_told_however_it_is_written(
    told: Told, unit: str, note: str
) -> None:
    found = notes(told(f"c,Unit,y,v\nDEU,{unit},2020,500.5\n", *SOLD, "parties=iso3:{c}"))
    unquoted = unit.strip('"')
    assert found == ([f"Unit ({unquoted}): {note}"] if note else [])


@pytest.mark.parametrize(
    ("head", "one", "other", "note"),
    [
        ("UNIT_MULT", "6.0", "6.0", "(6.0): if it is right, add --map scale=1000000"),
        ("Unit multiplier", "1000.0", "1000.0", "(1000.0): if it is right, add --map scale=1000"),
        ("Scale factor", "1e+06", "1e+06", "(1e+06): if it is right, add --map scale=1000000"),
        ("Scaling factor", "1000", "1000", "(1000): if it is right, add --map scale=1000"),
        ("Factor", "1000", "1000", "(1000): if it is right, add --map scale=1000"),
        ("Factor", "6", "6", ""),
        ("Factor", "Cars", "Wine", ""),
        ("UoM", "1000 USD", "1000 USD", "(1000 USD): if it is right, add --map scale=1000"),
        ("UOM_ID", "81", "81", ""),
        ("UNIT_MULT", "0.0", "0.0", ""),
    ],
)
def test_a_multiplier_is_told_however_it_is_written(
    told: Told, head: str, one: str, other: str, note: str
) -> None:
    text = f"c,{head},y,v\nDEU,{one},2020,5\nFRA,{other},2020,6\n"
    found = notes(told(text, *SOLD, "parties=iso3:{c}"))
    assert found == ([f"{head} {note}"] if note else [])


def test_rows_of_one_of_several_multipliers_are_taken_as_the_note_says(told: Told) -> None:
    text = "c,UNIT_MULT,y,v\nDEU,6.0,2020,5\nFRA,3.0,2020,6\n"
    (note,) = notes(told(text, *SOLD, "parties=iso3:{c}"))
    assert note.startswith("UNIT_MULT (6.0, 3.0): take those of one multiplier alone, as with ")
    where, scale = "where={UNIT_MULT}=6.0", "scale=1000000"
    assert f"--map '{where}' --map {scale} --id scale-1000000, and the others" in note
    assert notes(told(text, *SOLD, "parties=iso3:{c}", where, scale)) == []
    assert [it["value"] for it in claims(Path("base")).values()] == [5_000_000]


@pytest.mark.parametrize("head", ["Qty Unit", "United Nations member", "Unit of analysis"])
def test_what_is_no_unit_of_the_numbers_is_not_told(told: Told, head: str) -> None:
    assert notes(told(f"c,{head},y,v\nDEU,kg,2020,5\n", *SOLD, "parties=iso3:{c}")) == []


@pytest.mark.parametrize(
    ("head", "cell", "note"),
    [
        ("Age", "15-24", "if that is a part, add --map 'scope={Age}'"),
        ("Age group", "25+", "if that is a part, add --map 'scope={Age group}'"),
        ("AGE", "15", "if that is a part, add --map 'scope={AGE}'"),
        ("Sex", "1", "if that is a part, add --map 'scope={Sex}'"),
        ("Service", "Transport", "if that is a part, add --map 'scope={Service}'"),
        ("BEC", "41", "if that is a part, add --map 'scope={BEC}'"),
        ("Education", "Tertiary", "if that is a part, add --map 'scope={Education}'"),
        ("Period", "01", "say when each is, as with --map 'period={y}-{Period}'"),
        ("Period", "Jan", "write each in a column such as 2019-03, and map period to that"),
        ("Month", "March 2020", "write each in a column such as 2020-03, and map period to that"),
        ("period", "202003", "write each in a column such as 2020-03, and map period to that"),
        ("Quarter", "2020-Q1", "write each in a column such as 2020-01/2020-03, and map period"),
        ("Quarter", "1Q2020", "write each in a column such as 2020-01/2020-03, and map period"),
        ("Period", "2020S2", "write each in a column such as 2020-07/2020-12, and map period"),
        ("Period", "2020", ""),
        ("Date", "2020-06-30", "if each is of that day and not of the year, add --map 'period={Da"),
        ("historical_date", "2020-12-31", ""),
        ("Date", "31/12/2020", ""),
        ("Date", "2020-01-01", ""),
        ("qualifier", "less-than", "say how exact each number is, as with --map 'qualifier={qual"),
        ("sign", "<", "write less-than in it for <, and add --map 'qualifier={sign}'"),
        ("sign", "=", ""),
        ("Average", "15", ""),
        ("Last update", "2020-05-06", ""),
        ("Services", "5000", ""),
        ("Price", "Constant", ""),
    ],
)
def test_a_part_a_day_or_a_bound_is_told(told: Told, head: str, cell: str, note: str) -> None:
    found = told(f"c,{head},y,v\nDEU,{cell},2020,5\n", *SOLD, "parties=iso3:{c}")
    assert notes(found)[:1] == notes(found)
    assert "".join(notes(found)).startswith(f"{head} ({cell}): {note}" if note else "")
    assert bool(notes(found)) is bool(note)
    assert found[0] == f"columns not used: {head} ({cell})"


def test_every_column_that_no_key_names_is_listed_with_what_all_rows_have(told: Told) -> None:
    heads = ",".join(f"h{nth}" for nth in range(9))
    text = f"c,Price,note,blank,y,v,{heads}\nDEU,Constant,a,,2020,5{',1' * 9}\n"
    text += f"FRA,Constant,,,2020,6{',1' * 9}\n"
    (line,) = told(text, *SOLD, "parties=iso3:{c}")
    assert line == (
        "columns not used: Price (Constant), note, h0 (1), h1 (1), h2 (1), h3 (1), h4 (1), h5 (1) "
        "and 3 more"
    )


# ----------------------------------------------------------------------- ends, and statuses


@pytest.mark.parametrize(
    "head",
    [
        *("End date", "end_year", "EndYear1", "ENDYR", "yrend", "Until", "Terminated", "Expiry"),
        *("Date of termination", "Date out of force", "Lapsed", "Revoked"),
    ],
)
def test_an_end_that_no_key_names_is_told(told: Told, head: str) -> None:
    text = f"t,a,b,s,{head}\nTax,DE,FR,1990,1999\nDebt,DE,IT,1990,\n"
    option = f"'period={{s}}/{{{head}}}'"
    note = f"{head} (1999): say until when, as with --map {option}; a blank is an unknown end: "
    assert notes(told(text, *PACT, "period={s}/..")) == [f"{note}write .. where it still holds"]
    assert notes(told(text.replace("1990,\n", "1990,..\n"), *PACT, option.strip("'"))) == []
    periods = [it["period"] for it in claims(Path("base")).values()]
    assert periods == ["1990/1999", "1990/.."]


@pytest.mark.parametrize(
    ("day", "is_unread"),
    [
        *((it, False) for it in ("1999-12", "1999-12-31", "1999-12-XX", "1999~", "199X", "1999.0")),
        *(
            (it, True)
            for it in ("31 December 1999", "December 31 1999", "31-Dec-1999", "31-Dec-99")
        ),
        *((it, True) for it in ("1999/12/31", "19991231", "12/31/99", "31.12.1999", "c. 1999")),
        *((it, False) for it in ("1999-12-31 00:00:00", "1999-12-31T00:00:00")),
        ("1999-12-31 12:30:00", True),
    ],
)
def test_an_end_is_told_however_it_is_written(told: Told, day: str, is_unread: bool) -> None:
    text = f"t,a,b,s,Until\nTax,DE,FR,1990,{day}\nDebt,DE,IT,1990,present\nToll,DE,PL,1991,n/a\n"
    write = "write each day as 1999-12-31, and " if is_unread else ""
    (note,) = notes(told(text, *PACT, "period={s}/.."))
    say = f"{write}say until when, as with --map 'period={{s}}/{{Until}}'"
    assert note.startswith(f"Until ({day}, present, n/a): {say}")


@pytest.mark.parametrize("cell", ["1990-1999", "12", "present", "after 5 years"])
def test_what_is_no_day_is_no_end(told: Told, cell: str) -> None:
    assert notes(told(f"t,a,b,s,Until\nTax,DE,FR,1990,{cell}\n", *PACT, "period={s}/..")) == []


@pytest.mark.parametrize("head", ["Friend date", "Weekend", "Remark", "Total"])
def test_no_other_year_is_taken_for_an_end(told: Told, head: str) -> None:
    assert notes(told(f"t,a,b,s,{head}\nTax,DE,FR,1990,1999\n", *PACT, "period={s}/..")) == []


@pytest.mark.parametrize(
    ("words", "cells", "is_told"),
    [
        ((*TALK, "status=held"), "cancelled,held", True),
        ((*TALK, "status=held"), "Canceled,held", True),
        ((*TALK, "status=held"), "took place,held", False),
        ((*TALK, "status={state}"), "cancelled,held", False),
        ((*PACT, "status=in-force"), "terminated,In force", True),
        ((*PACT, "status=in-force"), "active,In force", False),
    ],
)
def test_a_status_for_all_hides_no_column_that_says_otherwise(
    told: Told, words: tuple[str, ...], cells: str, is_told: bool
) -> None:
    one, other = cells.split(",")
    text = f"t,a,b,d,state\nOne,DE,FR,2020-01-02,{one}\nOther,DE,IT,2020-01-02,{other}\n"
    note = f"state ({one}, {other}): say how far each is, as with --map 'status={{state}}'"
    assert notes(told(text, *words)) == ([note] if is_told else [])


@pytest.mark.parametrize(
    ("head", "cells", "is_told"),
    [
        ("Scenario", "Forecast,Baseline", True),
        ("Data type", "Projections,Outturn", True),
        ("Method", "Modelled,From a survey", True),
        ("Flag", "(p),", True),
        ("Shop", "Target,Corner", False),
        ("Comment", "Forecast,Baseline", False),
    ],
)
def test_a_forecast_is_told_beside_words_that_are_unknown(
    told: Told, head: str, cells: str, is_told: bool
) -> None:
    one, other = cells.split(",")
    text = f"c,{head},y,v\nDEU,{one},2020,5\nFRA,{other},2020,6\n"
    found = notes(told(text, *SOLD, "parties=iso3:{c}"))
    such = ", ".join(filter(None, (one, other)))
    assert [it.startswith(f"{head} ({such}): say how final each number is") for it in found] == (
        [True] * is_told
    )


@pytest.mark.parametrize(
    ("words", "head", "cells", "is_told"),
    [
        ((*PACT, "period={d}/.."), "state", "terminated,as amended", True),
        ((*PACT, "period={d}/.."), "state", "signed,as amended", False),
        ((*PACT, "period={d}/.."), "notes", "terminated,as amended", False),
        (TALK, "state", "cancelled,by video", True),
        (TALK, "state", "held,by video", False),
    ],
)
def test_what_is_over_is_told_beside_words_that_are_unknown(
    told: Told, words: tuple[str, ...], head: str, cells: str, is_told: bool
) -> None:
    one, other = cells.split(",")
    text = f"t,a,b,d,{head}\nOne,DE,FR,2020-01-02,{one}\nOther,DE,IT,2020-01-02,{other}\n"
    note = f"{head} ({one}, {other}): say how far each is, as with --map 'status={{{head}}}'"
    assert notes(told(text, *words)) == ([note] if is_told else [])


def test_how_final_numbers_are_is_told_beside_another_status(told: Told) -> None:
    text = "c,state,y,v\nDEU,forecast,2020,5\nFRA,provisional,2020,6\n"
    given = (*SOLD, "parties=iso3:{c}", "status=provisional")
    say = "say how final each number is, as with --map 'status={state}'"
    assert notes(told(text, *given)) == [f"state (forecast, provisional): {say}"]
    assert notes(told(text.replace("forecast", "provisional"), *given)) == []
    only = "note: only rows whose state is forecast are taken: "
    assert notes(told(text, *given, "where={state}=forecast")) == [f"{only}{say}"]


def test_rows_chosen_by_a_status_that_is_not_given_are_told(told: Told) -> None:
    text = "t,a,b,s,state\nTax,DE,FR,1990,terminated\nDebt,DE,IT,1990,in force\n"
    only = "note: only rows whose state is terminated are taken: "
    say = "say how far each is, as with --map 'status={state}'"
    given = (*PACT, "period={s}")
    assert notes(told(text, *given, "where={state}=terminated")) == [f"{only}{say}"]
    assert notes(told(text, *given, "where={state}=in force")) == []


@pytest.mark.parametrize(
    ("words", "head", "cells", "note"),
    [
        (
            TALK,
            "cancelled",
            "yes,no",
            "take those with no alone, as with --map 'where={cancelled}=no', and the others with "
            "--map 'where={cancelled}=yes' --map status=cancelled --id cancelled",
        ),
        (
            TALK,
            "cancelled",
            "1,",
            "take those with a blank alone, as with --map 'where={cancelled}=', and the others "
            "with --map 'where={cancelled}=1' --map status=cancelled --id cancelled",
        ),
        (
            TALK,
            "Canceled",
            "x,",
            "take those with a blank alone, as with --map 'where={Canceled}=', and the others "
            "with --map 'where={Canceled}=x' --map status=cancelled --id cancelled",
        ),
        (PACT, "is_active", "1,0", "take those with 1 alone, as with --map 'where={is_active}=1'"),
        (PACT, "terminated", "yes,yes", "if that is so, add --map status=terminated"),
        (PACT, "terminated", "no,no", ""),
        (PACT, "draft", "yes,yes", "if that is so, add --map status=proposed"),
        (PACT, "signed", "yes,yes", ""),
        (TALK, "planned", "3,4", ""),
    ],
)
def test_a_column_of_yes_and_no_is_told(
    told: Told, words: tuple[str, ...], head: str, cells: str, note: str
) -> None:
    one, other = cells.split(",")
    text = f"t,a,b,d,{head}\nOne,DE,FR,2020-01-02,{one}\nOther,DE,IT,2020-01-02,{other}\n"
    such = ", ".join(dict.fromkeys(filter(None, (one, other))))
    assert notes(told(text, *words)) == ([f"{head} ({such}): {note}"] if note else [])


# ----------------------------------------------------------------------- flows


@pytest.mark.parametrize(
    ("head", "cell", "measure"),
    [
        ("Trade flow", "General imports", "imports"),
        ("Trade flow", "M: Imports", "imports"),
        ("Regime", "2 - Imports", "imports"),
        ("Series", "Value of imports", "imports"),
        ("Series", "Total merchandise re-exports", "re-exports"),
        ("Series", "Estimated from imports", ""),
        ("Series", "Domestic exports", ""),
        ("Method", "As the importer tells it", ""),
        ("Reported by", "Importer", ""),
    ],
)
def test_a_flow_is_told_whatever_stands_before_its_word(
    told: Told, head: str, cell: str, measure: str
) -> None:
    text = f"c,{head},y,v\nDEU,{cell},2020,5\nFRA,{cell},2020,6\n"
    what = f"which is not exports: say what is measured, as with --map measure={measure}"
    found = notes(told(text, *SOLD, "parties=iso3:{c}"))
    assert found == ([f"{head} ({cell}), {what}"] if measure else [])


def test_of_several_flows_that_which_is_measured_is_to_be_taken(told: Told) -> None:
    text = "c,Flow,y,v\nDEU,General imports,2020,5\nFRA,Domestic exports,2020,6\n"
    (note,) = notes(told(text, *SOLD, "parties=iso3:{c}"))
    alone = "--map 'where={Flow}=Domestic exports'"
    such = "Flow (General imports, Domestic exports)"
    assert note == f"{such}: take what is measured alone, as with {alone}"


def test_another_flow_is_no_part(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("c,Kind,y,v\nDEU,General imports,2020,5\nDEU,Special imports,2020,6\n")
    given = map_words(*SOLD, "parties=iso3:{c}")
    say = "say what is measured, as with --map measure=imports"
    assert app.run(["import", str(path), *given, *COPIED[:2], "--dry-run"]) == 3
    report = capsys.readouterr().err.replace("\n    ", " ")
    assert f"the rows differ in Kind (General imports, Special imports); {say}\n" in report
    assert app.run(["import", str(path), *given, "--map", "scope={Kind}", *COPIED[:2]]) == 2
    assert capsys.readouterr().err == (
        'dipfacts: --map scope: "Kind" says what is measured, not of what part (General imports, '
        f"Special imports)\n  {say}\n"
    )


def test_the_remedy_of_a_column_is_worked_out_once(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = list[str]()

    def remedy(column: str, *others: Any) -> str:
        calls.append(column)
        return parts.remedy(column, *others)

    monkeypatch.setattr(contradictions, "remedy", remedy)
    rows = [f"DEU,2020,text {nth},{nth}" for nth in range(50)]
    path = tmp_path / "t.csv"
    path.write_text("c,y,Note,v\n" + "\n".join(rows) + "\n")
    given = map_words(*SOLD, "parties=iso3:{c}")
    assert app.run(["import", str(path), *given, *COPIED[:2], "--dry-run"]) == 3
    assert "the rows differ in Note (text 0, text 1)" in capsys.readouterr().err
    assert calls == ["Note"]


def test_what_is_told_of_yes_and_no_loses_no_row_and_passes_the_check(
    told: Told, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "t,a,b,s,Terminated\nTax,DE,FR,1990,yes\nDebt,DE,FR,1991,no\nVisa,DE,FR,1992,\n"
    given = (*PACT, "period={s}/..")
    (note,) = notes(told(text, *given))
    assert "take those with no or a blank alone" in note
    alone, others = (shlex.split(it) for it in note.partition("as with ")[2].split(", and the "))
    told(text, *given, *alone[1::2])
    found = {it["title"] for it in claims(Path("base")).values()}
    assert found == {"Debt", "Visa"}
    keys = dict(it.split("=", 1) for it in (*given, *others[3:-2:2]))
    told(text, *map("=".join, keys.items()))
    (tax,) = claims(Path("base")).values()
    assert (tax["title"], tax["status"], tax["period"]) == ("Tax", "terminated", "1990/")
    assert app.run(["check", "base"]) == 0, capsys.readouterr()


# ----------------------------------------------------------------------- cells that are chosen

EMBASSY = ("claim=relation", "kind=embassy", "topic=law", "title=Embassy", "columns=DE,FR")
EMBASSIES = "c,DE,FR,state\nIT,1,0,terminated\nES,1,1,in force\nPL,0,0,denounced\n"


@pytest.mark.parametrize("cell", ["1", "1.0"])
def test_columns_beside_chosen_cells_are_told_as_without_a_choice(told: Told, cell: str) -> None:
    words = (*EMBASSY, "from={c}", "to={column}", "where={cell}=1")
    assert notes(told(EMBASSIES.replace("1", cell), *words)) == [
        "state (terminated, in force): say how far each is, as with --map 'status={state}'"
    ]


def test_units_beside_a_chosen_column_are_told(told: Told) -> None:
    words = ("measure=exports", "unit=USD", "columns=2019,2020", "value={cell}", "period={column}")
    table = "c,p,2019,2020,unit\nIT,FR,1,2,EUR\nES,FR,3,4,EUR\n"
    found = notes(told(table, *words, "from={c}", "to={p}", "where={column}=2019"))
    assert found == [
        "unit (EUR): say in which unit each is, as with --map 'unit={unit}'",
    ]
