"""`dipfacts import`: the Correlates of War and UCDP."""

from __future__ import annotations

import json
import os
from decimal import Decimal
from pathlib import Path

import pytest

from support.command_line import Run
from support.factbase import base, figure, source
from support.import_files import ALLIANCE, GED, adds_up, counts, import_twice
from support.importing import DAY

pytestmark = pytest.mark.usefixtures("read_anew")


def test_cow_trade_is_imports_in_millions_and_minus_nine_is_nothing(dip: Run) -> None:
    Path("Dyadic.csv").write_bytes(
        b"ccode1,ccode2,year,importer1,importer2,flow1,flow2,smoothflow1,smoothflow2\r\n"
        b"2,20,1920,United States,Canada,611.85999,-9,1,2\r\n"
        b"2,20,1921,United States,Canada,-9,-9.0,1,2\r\n"
        b"2,365,1991,United States,Russia,5,6,1,2\r\n"
    )
    out, found = import_twice(dip, "Dyadic.csv")
    assert "  1 claim from 1 row\n  left out: 1 no number (-9)\n" in out
    assert "left out: 1 cow:365 in 1991 may be Soviet Union or Russia" in out
    (claim,) = found.values()
    assert claim["id"] == "cow-trade-1-2-20-1920"
    assert (claim["from"], claim["to"], claim["value"]) == ("cow:20", "cow:2", 611_859_990)
    assert adds_up(counts("Dyadic.csv"))


def test_cow_trade_below_zero_is_told_by_its_line(dip: Run) -> None:
    Path("Dyadic.csv").write_text(
        "ccode1,ccode2,year,flow1,flow2\n2,20,1920,1,-9\n2,20,1921,-5,2\n2,20,1922,-9,-.5\n"
        "2,365,1991,-5,6\n"  # left out
    )
    Path("National.csv").write_text("ccode,statename,year,imports,exports\n2,USA,1920,7,-8\n")
    for name, told in (("Dyadic", (3, 4)), ("National", (2,))):
        found = counts(f"{name}.csv")
        assert ([it.line for it in found.problems], adds_up(found)) == ([*told], True)
    status, out, _ = dip("import", "Dyadic.csv", *DAY)
    assert (status, {*os.listdir()}) == (3, {"Dyadic.csv", "National.csv"})
    assert (
        "column flow1: -5 is less than 0, and only -9 is nothing recorded; "
        "correct it, or add --map missing=-5 if it says nothing\n"
    ) in out
    assert dip("import", "Dyadic.csv", *DAY, "--map", "missing=-5,-.5")[0] == 0


def test_cow_totals_of_goods_are_no_contradiction_of_totals_with_services(dip: Run) -> None:
    Path("National.csv").write_bytes(
        b"ccode,statename,stateabb,year,imports,exports,version\r\n"
        b"373,Azerbaijan,AZE,2022,997.924010201012,38146.5,4\r\n373,Azerbaijan,AZE,1991,,,4\r\n"
    )
    out, found = import_twice(dip, "National.csv")
    assert "  2 claims from 1 row\n  left out: 1 no number (blank)\n" in out
    values = {claim["measure"]: claim["value"] for claim in found.values()}
    assert values["imports-total"] == Decimal("997924010.201012")
    factbook = base(
        source("factbook"),
        figure(
            "services",
            **{"measure": "exports-total", "parties": ["azerbaijan"], "period": "2022"},
            **{"value": 46_717_000_000, "source": "factbook", "locator": "Exports"},
            definition="balance of payments",
        ),
    )
    Path("base/factbook.toml").write_text(factbook)
    _, out, _ = dip("trade", "azerbaijan", "--measure", "exports-total", "-f", "base")
    assert "22.5% apart in 2 claims, and the definitions differ." in out


def test_cow_alliances_follow_their_flags_and_ends_are_unknown(dip: Run) -> None:
    Path("by_dyad.csv").write_text(
        "version4id,ccode1,state_name1,ccode2,state_name2,dyad_st_day,dyad_st_month,dyad_st_year,"
        "dyad_end_day,dyad_end_month,dyad_end_year,left_censor,right_censor,defense,neutrality,"
        "nonaggression,entente,asymmetric,version\n"
        '1,200,"UK",235,"Portugal",1,1,1816,15,2,1911,1,0,1,0,1,0,0,4.1\n'
        '2,371,"Armenia",373,"Azerbaijan",10,2,1995,,,,0,1,1,0,0,0,0,4.1\n'
        '2,371,"Armenia",373,"Azerbaijan",10,2,1995,,,,0,1,1,0,0,0,0,4.1\n'
        '3,2,"USA",666,"Israel",0,0,0,,,,0,1,1,0,0,0,0,4.1\n'
        '4,2,"USA",20,"Canada",1,1,1990,,,,0,1,0,0,0,0,0,4.1\n'
    )
    out, found = import_twice(dip, "by_dyad.csv")
    assert "5 rows: 2 alliances, 1816 to 1995\n" in out
    assert "  3 claims from 2 rows\n" in out
    kinds = {(it["topic"], it["kind"], it["period"]) for it in found.values()}
    assert kinds == {
        ("security", "defence-pact", "/1911-02-15"),
        ("security", "non-aggression-pact", "/1911-02-15"),
        ("security", "defence-pact", "1995-02-10/"),
    }
    left_out = counts("by_dyad.csv").left_out
    assert left_out == {
        "the same as another row": 1, "no year of its beginning": 1, "none of the four flags": 1
    }  # fmt: skip


def test_a_pact_of_directed_dyads_is_one(dip: Run) -> None:
    Path("ally.csv").write_text(
        ALLIANCE
        + "1,2,US,20,Canada,1,1,1940,1,1,1949,0,0,1,0,0,0\n"
        + "1,20,Canada,2,US,1,1,1940,1,1,1949,0,0,1,0,0,0\n"
        + "1,20,Canada,2,US,1,1,1950,1,1,1959,0,0,1,0,0,0\n"
    )
    out, found = import_twice(dip, "ally.csv")
    assert "  left out: 1 the same as another row\n" in out
    assert [it["period"] for it in found.values()] == [
        "1940-01-01/1949-01-01",
        "1950-01-01/1959-01-01",
    ]


def test_impossible_dates_of_alliances_are_told_with_their_lines(dip: Run) -> None:
    rows = ["31,2,1994,1,1,1999", "1,1,1996,1,1,1995", "1,1,1996,31,6,1998", "1,x,1996,,,"]
    Path("ally.csv").write_text(
        ALLIANCE + "".join(f"{n},2,US,20,Canada,{row},0,0,1,1,0,0\n" for n, row in enumerate(rows))
    )
    remedy = "; correct its columns dyad_st_… and dyad_end_…\n"
    status, out, _ = dip("import", "ally.csv", *DAY, "--all")
    assert status == 3
    assert "  0 claims from 0 rows\n  cannot be read: 4 rows\n" in out
    assert f"  ally.csv:2: February 1994 has no day 31{remedy}" in out
    assert f'  ally.csv:3: "1996-01-01/1995-01-01" ends before it starts{remedy}' in out
    assert f"  ally.csv:4: June 1998 has no day 31{remedy}" in out
    assert f'  ally.csv:5: cannot read "1996-0x-01/" as a date or period{remedy}' in out


def test_an_alliance_of_which_no_kind_is_said_is_told_with_its_line(dip: Run) -> None:
    rows = [f"{n},2,US,20,Canada,1,1,1990,1,1,199{n},0,0,{it}\n" for n, it in enumerate(
        [",,,", "0,0,0,0", "0,,0,NA", "1,,,", "-9,-9,-9,-9"], 1
    )]  # fmt: skip
    Path("ally.csv").write_text(ALLIANCE + "".join(rows))
    status, out, _ = dip("import", "ally.csv", *DAY)
    assert status == 3
    assert "  1 claim from 1 row\n  left out: 2 none of the four flags\n" in out
    unsaid = "nothing is said; fill them in, or remove the row\n"
    flags = "defense, neutrality, nonaggression, entente"
    assert f"  ally.csv:2: no flag is 1, and of {flags} {unsaid}" in out
    assert f"  ally.csv:4: no flag is 1, and of neutrality, entente {unsaid}" in out


def test_alliances_of_one_kind_that_follow_one_another_are_two(dip: Run) -> None:
    rows = ["1,1,1990,5,1,1990", "6,1,1990,1,1,1995"]
    Path("ally.csv").write_text(
        ALLIANCE + "".join(f"{n},2,US,20,Canada,{row},0,0,1,0,0,0\n" for n, row in enumerate(rows))
    )
    assert len(import_twice(dip, "ally.csv")[1]) == 2


def test_an_alliance_of_unknown_end_is_of_the_state_that_began_it(dip: Run) -> None:
    rows = ["9,11,1990,,,", "9,11,1992,,,", "1,6,1991,,,", ",,1991,,,"]
    Path("ally.csv").write_text(
        ALLIANCE + "".join(f"{n},2,US,365,x,{row},0,1,1,0,0,0\n" for n, row in enumerate(rows, 1))
    )
    out, found = import_twice(dip, "ally.csv")
    assert "left out: 1 cow:365 in 1991/ may be Soviet Union or Russia\n" in out
    assert len(found) == 3
    _, out, _ = dip("relations", "soviet-union", "-f", "base", "--format", "jsonl")
    periods = {json.loads(line)["period"]["text"] for line in out.splitlines()}
    assert periods == {"1990-11-09/", "1991-06-01/"}


def test_cow_diplomatic_exchange_is_of_single_years(dip: Run) -> None:
    Path("exchange.csv").write_text(
        '"ccode1","ccode2","year","DR_at_1","DR_at_2","DE","version"\n'
        "2,41,1970,3,0,1,2006.0999755859375\n2,40,1965,0,0,0,2006.0999755859375\n"
    )
    out, found = import_twice(dip, "exchange.csv")
    assert "left out: 1 no exchange in that year (DE 0)" in out
    (claim,) = found.values()
    assert (claim["topic"], claim["period"], claim["note"]) == (
        "diplomacy",
        "1970",
        "at the United States: an ambassador; at Haiti: none",
    )


def test_cow_organisations_are_folded_to_spells(dip: Run) -> None:
    years = [
        ("1994", "0,0"),
        ("1995", "0,1"),
        ("1996", "1,1"),
        ("1997", "1,0"),
        ("1998", "1,3"),
        ("1999", "-9,3"),
    ]
    rows = "".join(f"371,{year},Armenia,{cells}\n" for year, cells in years)
    Path("state_year_formatv3.csv").write_text(f"ccode,year,state,UN,ZZTOP\n{rows}")
    out, found = import_twice(dip, "state_year_formatv3.csv")
    assert "  3 claims from 5 rows\n  left out: 1 in no organisation\n" in out
    spells = {(it["to"], it["kind"], it["period"]) for it in found.values()}
    assert spells == {
        ("united-nations", "membership", "1996/"),
        ("igo-zztop", "membership", "1995/1996"),
        ("igo-zztop", "observer-status", "1998/"),
    }
    assert {it["topic"] for it in found.values()} == {"membership"}


def test_a_year_of_cow_that_says_no_ends_a_spell_and_a_missing_one_does_not(dip: Run) -> None:
    years = [("1949", "0,0"), ("1950", "1,1"), ("1951", "0,1"), ("1952", "1,1"), ("1953", "1,-9")]
    rows = "".join(f"220,{year},France,{cells}\n" for year, cells in years)
    Path("state_year_formatv3.csv").write_text(f"ccode,year,state,NATO,UN\n{rows}")
    _, found = import_twice(dip, "state_year_formatv3.csv")
    spells = {(it["to"], it["period"]) for it in found.values()}
    assert spells == {("nato", "1950/1950"), ("nato", "1952/"), ("united-nations", "1950/")}


def test_a_missing_year_of_cow_says_neither_that_a_spell_went_on_nor_that_it_ended(
    dip: Run,
) -> None:
    cells = {
        1969: "0,0,0,0",
        1970: "1,1,1,2",
        1971: "-9,-9,1,-9",
        1972: "1,0,1,1",
        1973: "1,0,-1,1",
    }
    rows = "".join(f"220,{year},France,{it}\n" for year, it in cells.items())
    Path("state_year_formatv3.csv").write_text(f"ccode,year,state,NATO,UN,EU,OECD\n{rows}")
    _, found = import_twice(dip, "state_year_formatv3.csv")
    begin, last = "not in 1970, in force in 1972", "in force in {}, the last year that is known"
    spells = {
        (it["to"], it["kind"], it["period"], it.get("status"), it.get("note"))
        for it in found.values()
    }
    assert spells == {
        ("nato", "membership", "1970/", None, f"not known in 1971; {last.format(1973)}"),
        ("united-nations", "membership", "1970/1970~", "ended", "in force in 1970, not in 1972"),
        ("european-union", "membership", "1970/1972", None, None),
        ("oecd", "associate-membership", "1970/1970~", "ended", "in force in 1970, not in 1972"),
        ("oecd", "membership", "1972~/", None, f"{begin}; {last.format(1973)}"),
    }


def test_a_code_of_cow_that_changes_hands_is_of_either_state_in_its_years(dip: Run) -> None:
    told = {
        1988: "0,0,0,0",
        1989: "1,1,-9,0",
        1990: "1,1,1,0",
        1991: "1,1,-9,1",
        1992: "1,-1,0,2",
        1993: "1,-1,0,1",
    }
    rows = [f"365,{year},Russia,{it}" for year, it in told.items()]
    rows += [f"345,{year},Yugoslavia,1,-1,0,0" for year in (2001, 2002, 2004, 2006, 2007)]
    rows += ["345,2000,Yugoslavia,0,-1,0,0"]
    Path("igo.csv").write_text("\n".join(["ccode,year,state,UN,WARSAWPACT,NAM,CIS", *rows, ""]))
    _, found = import_twice(dip, "igo.csv")
    spells = [
        (it["from"], it["to"], it["period"], it.get("status"), it.get("note"))
        for it in found.values()
        if it["kind"] == "membership"
    ]
    last = "in force in {}, the last year that is known"
    over = "in force in {}, before the state ended in {}"
    un = "united-nations"
    assert sorted(spells) == [
        ("russia", "commonwealth-of-independent-states", "1993/", None, last.format(1993)),
        ("russia", un, "1991/", None, last.format(1993)),
        ("serbia", un, "2006/", None, last.format(2007)),
        (
            "serbia-and-montenegro",
            un,
            "2004~/2006",
            None,
            "not in 2002, in force in 2004; not known in 2005",
        ),
        (
            "soviet-union",
            "non-aligned-movement",
            "1990~/1990~",
            "ended",
            f"not in 1988, in force in 1990; {over.format(1990, 1991)}",
        ),
        ("soviet-union", un, "1989/1991", None, None),
        ("soviet-union", "warsaw-pact", "1989/1991", None, None),
        ("yugoslavia", un, "2001/2002~", "ended", over.format(2002, 2003)),
    ]


def test_whole_numbers_of_cow_with_a_fraction_are_codes_and_years_all_the_same(dip: Run) -> None:
    Path("igo.csv").write_text(
        "ccode,year,state,NATO,UN\n2,1949,US,0,0\n2.0,1950.0,US,1.0,\n2.0,1951.0,US,1.0,-9.0\n2,1952,US,0.0,1.00\n"
    )
    spells = {(it["to"], it["period"]) for it in import_twice(dip, "igo.csv")[1].values()}
    assert spells == {("nato", "1950/1951"), ("united-nations", "1951~/")}
    days = "1.0,2.0,1990,3.0,,1995.0"
    Path("ally.csv").write_text(f"{ALLIANCE}4,2,US,20,Canada,{days},0.0,0,1.0,0,,0.0\n")
    assert counts("ally.csv").claims == 1
    Path("dipl.csv").write_text(f"{EXCHANGE}2,20,1970.0,3.0,,1.0\n")
    assert counts("dipl.csv").claims == 1


def test_a_year_of_cow_that_does_not_exist_is_told_with_its_line(dip: Run) -> None:
    Path("igo.csv").write_text("ccode,year,state,NATO,UN\n365,0000,Russia,0,1\n")
    status, out, _ = dip("import", "igo.csv", *DAY)
    assert status == 3
    assert '  igo.csv:2: cannot read "0000" as a year; correct its column year\n' in out


EXCHANGE = "ccode1,ccode2,year,DR_at_1,DR_at_2,DE\n"


@pytest.mark.parametrize(
    ("heads", "row", "column", "cell", "codes"),
    [
        ("ccode,year,state,NATO,UN\n", "2,1952,US,0,x", "UN", "x", "0, -1, 1, 2, 3 and -9"),
        ("ccode,year,state,NATO,UN\n", "2,1952,US,-5,0", "NATO", "-5", "0, -1, 1, 2, 3 and -9"),
        (ALLIANCE, "4,2,US,20,CA,1,1,1990,,,,0,0,0,y,0,0", "neutrality", "y", "0, 1 and -9"),
        (ALLIANCE, "4,2,US,20,CA,1,1,1990,,,,2,0,1,0,0,0", "left_censor", "2", "0, 1 and -9"),
        (EXCHANGE, "2,20,1970,3,4,1", "DR_at_2", "4", "0, 1, 2, 3, 9 and -9"),
        (EXCHANGE, "2,20,1970,3,3,x", "DE", "x", "0, 1 and -9"),
    ],
)
def test_a_code_that_cow_does_not_have_is_told_with_its_line(
    dip: Run, heads: str, row: str, column: str, cell: str, codes: str
) -> None:
    Path("cow.csv").write_text(f"{heads}{row}\n")
    status, out, _ = dip("import", "cow.csv", *DAY)
    assert status == 3
    assert "cannot be read: 1 row\n" in out
    remedy = f"correct it, or add --map missing={cell} if it says nothing"
    assert f'cow.csv:2: column {column}: "{cell}" is none of {codes}; {remedy}\n' in out
    assert counts("cow.csv", given={"missing": cell}).problems == []


def test_events_of_ucdp_that_look_like_one_are_told_apart_by_their_numbers(dip: Run) -> None:
    rows = ("1999-06-01,1999-06-01,3,3,3", "1999-06-02,1999-06-02,4,4,4") * 2
    events = (f"{n},1999,A - B,750,770,Kargil,1,{row}\n" for n, row in enumerate(rows))
    Path("ged251.csv").write_text(GED + "".join(events))
    assert len(import_twice(dip, "ged251.csv")[1]) == 8
    text = Path("base/ucdp-ged.toml").read_text()
    why = "the data set numbers its events"
    assert "allow" not in text  # their titles have the numbers
    near = (f"{n},1999,A - B,750,770,Kargil,1,{row}\n" for n, row in enumerate(rows[:2]))
    Path("ged251.csv").write_text(GED + "".join(near))
    assert (
        f'allow = ["possible-duplicate: {why}"]\n'
        in dip("import", "ged251.csv", *DAY, "--dry-run")[1]
    )
    Path("ged251.csv").write_text(f"{GED}1,1999,A - B,750,770,Kargil,1,{rows[0]}\n")
    assert "allow" not in dip("import", "ged251.csv", *DAY, "--dry-run")[1]


def test_several_clashes_of_ucdp_on_a_day_are_several_events(dip: Run) -> None:
    clashes = "".join(
        f"{nth},1999,A - B,750,770,Kargil,1,{day},{day},{deaths},{deaths},{deaths}\n"
        for nth, day, deaths in ((1, "1999-05-03", 4), (6, "1999-05-03", 9), (7, "1999-05-04", 2))
    )
    Path("ged.csv").write_text(GED + clashes)
    _, found = import_twice(dip, "ged.csv")
    titles = [it["title"] for id_, it in found.items() if id_.startswith("ucdp-ged-event-")]
    assert titles == ["A - B, event 1", "A - B, event 6", "A - B"]
    asked = "timeline", "india", "pakistan", "--topic", "conflict", "-f", "base"
    assert "3 events" in dip(*asked)[1].splitlines()[0]


def test_events_of_ucdp_that_are_yet_to_be_checked_are_counted(dip: Run) -> None:
    heads = "id,year,dyad_name,gwnoa,gwnob,code_status,date_prec,date_start,date_end,best"
    row = "{},1999,A - B,750,{},{},1,1999-05-03,1999-05-03,4\n"
    rows = [(1, 770, "Clear"), (2, 770, "Check deaths"), (3, 770, ""), (4, "NA", "Check deaths")]
    Path("ged.csv").write_text(f"{heads}\n" + "".join(row.format(*it) for it in rows))
    told = "  note: 1 event is yet to be checked: code_status is not Clear\n"
    assert told in dip("import", "ged.csv", *DAY)[1]
    Path("ged.csv").write_text(f"{heads}\n" + row.format(*rows[0]))
    assert "yet to be checked" not in dip("import", "ged.csv", *DAY, "--dry-run")[1]


def test_states_of_ucdp_with_a_fraction_are_states_all_the_same(dip: Run) -> None:
    heads = "id,year,dyad_name,gwnoa,gwnob,date_prec,date_start,date_end,best,high,low"
    row = "7,1999,India - Pakistan,{},{},{},1999-05-01,1999-05-31,5,9,1"
    Path("ged.csv").write_text("\n".join([heads, row.format("750", "770.0", "4.0"), ""]))
    _, found = import_twice(dip, "ged.csv")
    assert [(it["parties"], it["period"]) for it in found.values()] == [
        (["gw:750", "gw:770"], "1999-05")
    ] * 2


def test_ucdp_as_r_writes_it_has_no_state_called_na(dip: Run) -> None:
    rows = "1,1999,A - B,750,NA,X,1,1999-06-01,1999-06-01,3,3,3\n"
    Path("ged.csv").write_text(GED + rows)
    assert "  left out: 1 not between two states\n" in dip("import", "ged.csv", *DAY)[1]


def test_a_date_of_ucdp_that_cannot_be_read_is_told_with_its_line(dip: Run) -> None:
    Path("ged.csv").write_text(f"{GED}1,1999,A - B,750,770,Kargil,1,1999-02-30,1999-03-01,3,3,3\n")
    status, out, _ = dip("import", "ged.csv", *DAY)
    assert status == 3
    remedy = "correct its columns date_start and date_end"
    assert f"  ged.csv:2: February 1999 has no day 30; {remedy}\n" in out
    row = "1,1999,A - B,750,770,Kargil,1,0000-02-01,0000-02-01,3,3,3\n"
    Path("ged.csv").write_text(GED + row)
    early = "  ged.csv:2: 0000-02-01 is before the year 1, with which periods begin; "
    assert f"{early}{remedy}, or remove the row\n" in dip("import", "ged.csv", *DAY)[1]


@pytest.mark.parametrize(("low", "note"), [("NA", None), ("1", "best estimate; 1 to 9")])
def test_an_estimate_of_ucdp_that_is_not_there_is_not_told(
    dip: Run, low: str, note: str | None
) -> None:
    row = "1,1999,A - B,750,770,Kargil,1,1999-06-01,1999-06-01,3,9"
    Path("ged.csv").write_text(f"{GED}{row},{low}\n")
    assert import_twice(dip, "ged.csv")[1]["ucdp-ged-deaths-1"].get("note") == note
    Path("ged.csv").write_text(f"{GED}{row},few\n")
    remedy = '"few" is no number; correct its column low'
    assert f"  ged.csv:2: low: {remedy}\n" in dip("import", "ged.csv", *DAY)[1]


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ("1,{},-1,9,0", "best: -1 is no number of deaths; correct its column best"),
        ("1,{},5.5,9,0", "best: 5.5 is no number of deaths; correct its column best"),
        ("1,{},5,9,-1", "low: -1 is no number of deaths; correct its column low"),
        ("1,{},5,4,6", "low: 6 is more than 4, which is high; correct its columns low and high"),
        (
            "9,{},5,9,1",
            'date_prec: "9" is none of 1, 2, 3, 4 and 5; correct its column date_prec',
        ),
    ],
)
def test_what_ucdp_cannot_have_is_told_with_its_line(dip: Run, cells: str, problem: str) -> None:
    days = "1999-06-01,1999-06-01"
    Path("ged.csv").write_text(f"{GED}1,1999,A - B,750,770,Kargil,{cells.format(days)}\n")
    status, out, _ = dip("import", "ged.csv", *DAY)
    assert status == 3
    assert f"  ged.csv:2: {problem}\n" in out


def test_an_estimate_of_ucdp_may_be_a_code_for_none(dip: Run) -> None:
    row = "1,1999,A - B,750,770,Kargil,1,1999-06-01,1999-06-01,5.0,-9,-9\n"
    Path("ged.csv").write_text(f"{GED}{row}")
    _, found = import_twice(dip, "ged.csv", "missing=-9")
    assert found["ucdp-ged-deaths-1"]["value"] == 5
    assert "note" not in found["ucdp-ged-deaths-1"]


def test_ucdp_takes_events_between_states_as_exactly_as_they_are_dated(dip: Run) -> None:
    Path("ged251.csv").write_text(
        "id,year,dyad_name,gwnoa,gwnob,where_coordinates,date_prec,date_start,date_end,best,high,low\n"
        '1,2016,"Government of Armenia - Government of ""Azerbaijan""",371,373,"Agdam\ntown",4,'
        "2016-04-01 00:00:00.000,2016-04-30 00:00:00.000,3,9,1\n"
        "2,2016,A - B,371,373,X,2,2016-04-01 00:00:00.000,2016-04-03 00:00:00.000,1,1,1\n"
        "3,2015,Myanmar - rebels,775,,X,1,2015-05-11,2015-05-11,1,1,1\n"
    )
    out, found = import_twice(dip, "ged251.csv")
    assert "  4 claims from 2 rows\n  left out: 1 not between two states\n" in out
    assert found["ucdp-ged-event-1"]["period"] == "2016-04"
    assert found["ucdp-ged-event-2"]["period"] == "[2016-04-01..2016-04-03]"
    assert found["ucdp-ged-deaths-1"]["note"] == "best estimate; 1 to 9"
