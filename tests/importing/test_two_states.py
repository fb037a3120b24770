"""`dipfacts import`: a name stays its state's at a time at which its code means another."""

from __future__ import annotations

from typing import Any

import pytest

from dipfacts.countries import code_lists, country_names
from support.importing import Import, page

FIGURES = ("claim=figure", "publisher=X", "unit=USD")
FLOW = (*FIGURES, "measure=exports", "from={a}", "to={b}", "value={v}")
GDP = (*FIGURES, "measure=gdp", "value={v}", "period={d}")
ONE = (*GDP, "parties={a}")
RULE = ("claim=relation", "publisher=X", "kind=visa-rule", "title=Rule", "period={d}")
WIDE = (*FIGURES, "measure=gdp", "period={column}", "value={cell}")
SDMX = "DATAFLOW,Frequency,Reporter,Partner,Indicator,Unit,TIME_PERIOD,OBS_VALUE\n"
LABELLED = "DATAFLOW,REF_AREA: Area,MEASURE: What,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE: Unit\n"


def meant(claims: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Return the period of each claim, and the name of its first party, as a base reads them."""
    results = []
    for it in claims:
        list_, _, code = (it["from"] if "from" in it else it["parties"][0]).rpartition(":")
        parties = code_lists.resolve_in(list_, code, it["period"]) if list_ else [code]
        ids = {country_names.id_of(party): party for party in country_names.codes()}
        results.append((it["period"], *(country_names.title(ids.get(it, it)) for it in parties)))
    return results


@pytest.mark.parametrize("year", ["1985", "2003", "2005", "2019"])
def test_a_name_is_that_of_its_state_in_every_year(imported: Import, year: str) -> None:
    rows = f"a,b,v,d\nGermany,France,1,{year}\nCzechoslovakia,Germany,7,{year}\n"
    for period in ("period={d}", f"period={year}", "period={d}-06", "period={d}/{d}"):
        of_flow = imported("t.csv", rows, *FLOW, period, "--id", "t")[1]
        assert [who for _, who in meant(of_flow)] == ["Germany", "Czechoslovakia"]


def test_codes_are_written_where_they_mean_the_named_state_in_all_rows(imported: Import) -> None:
    rows = "a,v,d\nGermany,1,1985\nCzechoslovakia,7,1985\n"
    parties = [it["parties"] for it in imported("t.csv", rows, *ONE)[1]]
    assert parties == [["iso2:DE"], ["iso2:CS"]]
    later = f"{rows}Czechoslovakia,7,2005\n"
    parties = [it["parties"] for it in imported("t.csv", later, *ONE)[1]]
    assert parties == [["germany"], ["czechoslovakia"], ["czechoslovakia"]]


def test_the_republic_of_china_is_who_it_was_in_each_row(
    imported: Import, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = "a,b,v,d\nRepublic of China,Japan,5,1930\nChina,Japan,6,1931\n"
    rows += '"China, Republic of",Japan,7,1955\nRepublic of China,Japan,8,1949\n'
    out, claims = imported("t.csv", rows, *FLOW, "period={d}")
    assert "left out: 1 Republic of China, which may be China or Taiwan\n" in out
    assert meant(claims) == [("1930", "China"), ("1931", "China"), ("1955", "Taiwan")]
    assert "Exports from China to Japan in 1930: $5" in page(
        capsys, "trade", "china", "japan", "--in", "1930"
    )


def test_the_republic_of_china_in_one_row_of_many_years_is_left_out(imported: Import) -> None:
    options = (*WIDE, "columns=1930..1960", "parties={a}")
    for years, result in (("1930,1931", "China"), ("1955,1960", "Taiwan"), ("1930,1960", "")):
        rows = f"a,{years}\nRepublic of China,1,2\nJapan,3,4\n"
        out, claims = imported("t.csv", rows, *options)
        whom = [who for _, who in meant(claims) if who != "Japan"]
        assert whom == ([result] * 2 if result else [])
        assert ("Republic of China, which may be China or Taiwan" in out) is (not result)


def test_what_is_of_no_time_of_its_state_is_told(
    imported: Import, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = "a,b,v,d\nGermany,France,1,2005\nTschechoslowakei,Germany,7,2005\n"
    out, _ = imported("t.csv", rows, *FLOW, "period={d}")
    assert 't.csv:3: 2005 is outside the lifetime of "czechoslovakia", 1918-10-28/1992-12-31' in out
    assert "Exports from Czechoslovakia to Germany in 2005: $7" in page(
        capsys, "trade", "czechoslovakia", "germany"
    )
    page(capsys, "trade", "serbia-and-montenegro", "germany", status=1)


def test_each_cell_of_a_wide_table_is_of_the_state_that_its_row_names(imported: Import) -> None:
    rows = "a,1980,2003,2005\nGermany,3,2,1\nCzechoslovakia,4,5,7\nSerbia and Montenegro,1,2,3\n"
    options = (*WIDE, "columns=1980..2005", "parties={a}")
    claims = imported("t.csv", rows, *options)[1]
    years = ("1980", "2003", "2005")
    states = ("Germany", "Czechoslovakia", "serbia-and-montenegro")
    assert meant(claims) == [(year, who) for who in states for year in years]


def test_a_cell_of_a_wide_table_whose_code_means_two_states_is_left_out(imported: Import) -> None:
    rows = "a,1990,1991,2005\n2,1,2,3\n220,1,2,3\n365,1,2,3\n"
    options = (*WIDE, "columns=1990..2005", "parties=cow:{a}")
    out, claims = imported("t.csv", rows, *options)
    assert "  left out: 1 cow:365 in 1991 may be Soviet Union or Russia\n" in out
    assert meant(claims)[-2:] == [("1990", "Soviet Union"), ("2005", "Russia")]


def test_a_code_among_names_of_organisations_is_that_of_its_time(imported: Import) -> None:
    rows = "a,b,d\nDE,FR,2005\nNATO,CS,1985\nCS,IT,2005\nCS,IT,1985\nCS,ES,1992/2003\n"
    out, claims = imported("t.csv", rows, *RULE, "parties={a}, {b}")
    told = "left out: 1 iso2:CS in 1992/2003 may be Czechoslovakia or Serbia and Montenegro\n"
    assert told in out
    of_claims = [(it["period"], it["parties"]) for it in claims]
    assert of_claims == [
        ("2005", ["germany", "iso2:FR"]),
        ("1985", ["nato", "iso2:CS"]),
        ("2005", ["serbia-and-montenegro", "iso2:IT"]),
        ("1985", ["czechoslovakia", "iso2:IT"]),
    ]


def test_a_code_beside_the_name_of_the_state_that_it_meant_before_is_told(imported: Import) -> None:
    rows = "a,n,v,d\nDE,Germany,1,2005\nFR,France,2,2005\nCS,Czechoslovakia,7,1985\n"
    assert "says otherwise" not in imported("t.csv", rows, *ONE)[0]
    out, _ = imported("t.csv", f"{rows}CS,Czechoslovakia,7,2005\n", *ONE)
    assert (
        "note: the codes in a are taken, though n says otherwise, CS (Serbia and Montenegro) "
        "beside Czechoslovakia: if the names are right, write --map parties='{n}'" in out
    )


def test_a_code_beside_the_name_of_a_successor_is_not_told(imported: Import) -> None:
    rows = "a,n,v,d\n2,United States,1,1985\n365,Russia,2,1985\n345,Yugoslavia,3,2010\n"
    assert "says otherwise" not in imported("t.csv", rows, *GDP, "parties=cow:{a}")[0]


def test_a_label_of_sdmx_is_that_of_its_state_in_every_year(imported: Import) -> None:
    states = (
        ("Germany", "2005"), ("Czechoslovakia", "1985"), ("Czechoslovakia", "2005"),
        ("Serbia and Montenegro", "1985"), ("Serbia and Montenegro", "2005"),
        ("North Yemen", "1985"), ("North Yemen", "2005"), ("Bavaria", "2005"), ("Atlantis", "2005"),
    )  # fmt: skip
    rows = [f"X:D(1.0),A,{who},France,Exports of goods,US dollar,{year},7" for who, year in states]
    out, claims = imported("t.csv", SDMX + "\n".join(rows) + "\n")
    assert [it["from"] for it in claims] == [
        "iso2:DE", "iso2:CS", "iso3:CSK", "iso3:SCG", "iso3:SCG", "north-yemen",
    ]  # fmt: skip
    lines = {it for it in out.splitlines() if it.startswith("  left out")}
    names = ("North Yemen", "Bavaria", "Atlantis, unknown")
    assert lines == {f"  left out: 1 {it}" for it in names}
    assert "1 claim is of a time after the end of Czechoslovakia" in out


def test_a_label_of_sdmx_says_which_state_a_code_means(imported: Import) -> None:
    states = (
        ("DE: Germany", "2005"), ("CS: Czechoslovakia", "1985"), ("CS: Czechoslovakia", "2005"),
        ("CS: Serbia and Montenegro", "1995"), ("CS: Serbia and Montenegro", "2005"),
    )  # fmt: skip
    rows = [f"X:D(1.0),{who},G: GDP{nth},{year},7,USD: Dollar"
            for nth, (who, year) in enumerate(states)]  # fmt: skip
    claims = imported("t.csv", LABELLED + "\n".join(rows) + "\n")[1]
    assert sorted(it["parties"][0] for it in claims) == [
        "iso2:CS", "iso2:CS", "iso2:DE", "iso3:CSK", "iso3:SCG",
    ]  # fmt: skip


def test_a_code_of_sdmx_beside_the_label_of_a_successor_stays(imported: Import) -> None:
    rows = [f"X:D(1.0),{who},G: GDP,{year},7,USD: Dollar"
            for who, year in (("276: Germany", "1995"), ("250: France", "1995"),
                              ("891: Serbia and Montenegro", "1995"))]  # fmt: skip
    claims = imported("t.csv", LABELLED + "\n".join(rows) + "\n")[1]
    assert [it["parties"] for it in claims] == [["m49:276"], ["m49:250"], ["m49:891"]]
