"""`dipfacts import`: a country with itself, NA and blanks are no parties."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from support.command_line import Run
from support.import_files import (
    WDI_HEADS,
    import_twice,
)
from support.importing import DAY
from support.written import claims

pytestmark = pytest.mark.usefixtures("read_anew")


@pytest.mark.parametrize(
    ("from_", "rows"),
    [
        ("{a}", "DE,Germany,1\nFR,Germany,2\n"),
        ("{a}", "Germany,DEU,1\nFrance,DEU,2\n"),
        ("{a}", "DE,DEU,1\nFR,DEU,2\n"),
        ("cow:{a}", "255,DEU,1\n220,DEU,2\n"),
    ],
)
def test_a_country_with_itself_is_left_out_however_it_is_written(
    dip: Run, from_: str, rows: str
) -> None:
    Path("pairs.csv").write_text(f"a,b,v\n{rows}")
    words = ("measure=visas", "unit=visas", "value={v}", "period=2019", f"from={from_}", "to={b}")
    out, found = import_twice(dip, "pairs.csv", *words)
    assert "  1 claim from 1 row\n  left out: 1 a country with itself\n" in out
    assert [it["value"] for it in found.values()] == [2]


@pytest.mark.parametrize(
    ("of", "pairs"),
    [
        ("iso2", "FR,IT FR,FX FX,FR"),
        ("iso3", "ROU,ITA ROU,ROM ROM,ROM"),
        ("m49", "840,380 842,841 380,381"),
        ("cow", "255,325 255,260 260,255"),
        ("gw", "816,325 815,816 816,816"),
    ],
)
def test_two_codes_of_one_country_are_itself(dip: Run, of: str, pairs: str) -> None:
    rows = "".join(f"{pair},1985,{nth}\n" for nth, pair in enumerate(pairs.split()))
    Path("pairs.csv").write_text(f"a,b,y,v\n{rows}")
    words = ("measure=visas", "unit=visas", "value={v}", "period={y}", f"from={of}:{{a}}")
    given = (*words, f"to={of}:{{b}}")
    out, found = import_twice(dip, "pairs.csv", *given)
    assert "  1 claim from 1 row\n  left out: 2 a country with itself\n" in out
    assert [it["value"] for it in found.values()] == [0]


def test_two_codes_of_one_country_as_the_heads_of_a_matrix_are_itself(dip: Run) -> None:
    Path("matrix.csv").write_text("of,FR,FX,IT\nFR,1,2,3\nFX,4,5,6\n")
    words = ("measure=visas", "unit=visas", "value={cell}", "period=2019", "columns=FR..IT")
    whom = ("from=iso2:{of}", "to=iso2:{column}", "where={of}=FR")
    given = (*words, *whom)
    out, found = import_twice(dip, "matrix.csv", *given)
    assert "  left out: 2 a country with itself\n" in out
    assert [it["value"] for it in found.values()] == [3]


@pytest.mark.parametrize("cells", ["DE FR XX", "Germany France Atlantis"])
def test_the_one_party_of_all_rows_is_left_out_as_its_own_partner(dip: Run, cells: str) -> None:
    one, other, unknown = cells.split()
    Path("of.csv").write_text(f"to,v\n{one},1\n{other},2\n{unknown},3\n")
    words = ("measure=visas", "unit=visas", "value={v}", "period=2019", "from=germany", "to={to}")
    out, found = import_twice(dip, "of.csv", *words)
    assert "  1 claim from 1 row\n" in out
    assert "  left out: 1 a country with itself\n" in out
    assert [it["value"] for it in found.values()] == [2]


def test_the_diagonal_of_a_matrix_of_names_and_codes_is_left_out(dip: Run) -> None:
    Path("matrix.csv").write_text("of,DE,FR\nGermany,1,2\nFrance,3,4\n")
    words = ("measure=visas", "unit=visas", "value={cell}", "period=2019", "columns=DE,FR")
    given = (*words, "from={of}", "to={column}")
    out, found = import_twice(dip, "matrix.csv", *given)
    assert "  2 claims from 2 cells\n  left out: 2 a country with itself\n" in out
    assert [it["value"] for it in found.values()] == [2, 3]


def test_a_map_of_relations_leaves_out_a_country_with_itself(dip: Run) -> None:
    Path("visas.csv").write_text("who,where,what\nAZ,AZ,-1\nAZ,NA,90\nNA,AZ,visa free\n")
    words = ("claim=relation", "kind=visa", "title=Visa: {what}", "topic=visas")
    whom = ("from=iso2:{where}", "to=iso2:{who}", "period=2025")
    given = (*words, *whom)
    out, found = import_twice(dip, "visas.csv", *given)
    assert "left out: 1 a country with itself" in out
    assert [claim["topic"] for claim in found.values()] == ["visas", "visas"]
    assert "Visa: 90" in dip("visas", "azerbaijan", "namibia", "-f", "base")[1]


@pytest.mark.parametrize(
    ("heads", "row"),
    [
        ("Entity,Code,Year,Shelter", "Kenya,KEN,{year},{value}"),
        (WDI_HEADS, "Kenya,KEN,Shelter index,SH.X,{value}"),
    ],
    ids=["owid", "wdi"],
)
def test_na_among_numbers_is_nothing(dip: Run, heads: str, row: str) -> None:
    for value, taken in (("NA", 0), ("-9", 1)):
        Path("n.csv").write_text(f"{heads}\n{row}\n".format(year=2020, value=value))
        status, out, _ = dip("import", "n.csv", *DAY, "--map", "unit=points", "--to", value)
        assert (status, "cannot be read" in out) == (0 if taken else 1, False)
        assert len(claims(Path(value)) if taken else {}) == taken


@pytest.mark.parametrize(
    ("others", "taken"), [(("Germany", "Kenya"), 2), (("DE", "KE"), 3)], ids=["names", "codes"]
)
def test_na_is_namibia_among_codes_alone(dip: Run, others: tuple[str, str], taken: int) -> None:
    rows = "".join(f"{who},{n}\n" for n, who in enumerate((*others, "NA"), 1))
    Path("fees.csv").write_text(f"who,fee\n{rows}")
    words = ("measure=fee", "unit=EUR", "period=2020", "value={fee}", "parties={who}")
    out, found = import_twice(dip, "fees.csv", *words)
    assert len(found) == taken
    assert ("left out: 1 NA" in out) is (taken == 2)


@pytest.mark.parametrize("blank", ["NA", "", ".."])
def test_a_blank_among_parties_is_nobody(dip: Run, blank: str) -> None:
    rows = ("Pact,24,32,-,-", "League,51,68,84,-", "None,-,-,-,-")
    Path("p.csv").write_text("\n".join(["name,a,b,c,d", *rows]).replace("-", blank))
    words = ["claim=relation", "kind=pact", "topic=law", "title={name}", "parties={a},{b},{c},{d}"]
    words += ["missing=.."] if blank == ".." else []
    out, found = import_twice(dip, "p.csv", *words)
    parties = {tuple(it["parties"]) for it in found.values()}
    assert parties == {("m49:24", "m49:32"), ("m49:51", "m49:68", "m49:84")}
    assert "left out: 1 no country" in out


def test_na_as_who_reports_is_nobody_but_namibia_as_an_end(dip: Run) -> None:
    Path("n.csv").write_text("a,b,r,v\nNA,KE,NA,5\nNA,DE,NA,6\n")
    words = ("measure=fee", "unit=EUR", "period=2020", "value={v}", "from={a}", "to={b}")
    options = (*words, "reporter={r}")
    _, found = import_twice(dip, "n.csv", *options)
    assert {(it["from"], it.get("reporter")) for it in found.values()} == {("iso2:NA", None)}


@pytest.mark.parametrize(
    ("rows", "left_out", "taken"),
    [
        (  # of all that have no code, one is Namibia
            "KE,Kenya NA,Namibia NA,Czechoslovakia NA,Narnia NA, FR,France",
            ["Czechoslovakia (NA)", "Narnia (NA)"],
            ["KE", "NA", "NA", "FR"],
        ),
        ("KE,Kenya NA,Namibië FR,France", [], ["KE", "NA", "FR"]),
        ("KE,Nairobi NA,Windhoek FR,Paris", [], ["KE", "NA", "FR"]),  # no names of countries
        ("KE,AFR NA,AFR FR,EUR", [], ["KE", "NA", "FR"]),  # but of regions
    ],
)
@pytest.mark.parametrize("by_list", ["", "iso2:"])
def test_na_beside_the_name_of_another_state_is_not_namibia(
    dip: Run, rows: str, left_out: list[str], taken: list[str], by_list: str
) -> None:
    lines = [f"{row},{n}\n" for n, row in enumerate(rows.split())]
    Path("votes.csv").write_text("who,called,n\n" + "".join(lines))
    words = ("claim=event", "kind=vote", "topic=un", "title=vote {n}", f"parties={by_list}{{who}}")
    out, found = import_twice(dip, "votes.csv", *words)
    assert [it["parties"] for it in found.values()] == [[f"iso2:{it}"] for it in taken]
    assert re.findall("left out: 1 (.*)", out) == left_out
    assert "are taken, though" not in out


@pytest.mark.parametrize(
    ("rows", "left_out", "taken"),
    [
        (  # codes of a provider for whoever is not named, which are those of states elsewhere
            "UKR,Ukraine UNK,Unknown AND,Other MLI,Various VNM,Vietnam TCD,Stateless",
            ["Unknown (UNK)", "Other (AND)", "Various (MLI)", "Stateless (TCD)"],
            ["UKR", "VNM"],
        ),
        ("UKR,Ukraine UNK,Narnia", [], ["UKR", "UNK"]),  # a name may be misspelt
        ("UKR,Ukraine POL,Poland DEU,Other ITA,Other", [], ["UKR", "POL", "DEU", "ITA"]),
        ("UKR,Kyiv UNK,Unknown", [], ["UKR", "UNK"]),  # no names of countries
        ("UKR,Ukraine UNK,Kosovo", [], ["UKR", "UNK"]),
    ],
)
def test_a_code_beside_the_name_of_nobody_is_no_country(
    dip: Run, rows: str, left_out: list[str], taken: list[str]
) -> None:
    lines = [f"{row},2022,{n}\n" for n, row in enumerate(rows.split())]
    Path("refugees.csv").write_text("who,called,year,n\n" + "".join(lines))
    words = ("measure=refugees", "unit=persons", "parties={who}", "period={year}", "value={n}")
    out, found = import_twice(dip, "refugees.csv", *words)
    assert [it["parties"] for it in found.values()] == [[f"iso3:{it}"] for it in taken]
    assert re.findall("left out: 1 (.*)", out) == left_out
    assert "are taken, though" not in out
    note = "note: UNK in who is taken for Kosovo, as in passports: if it means unknown, remove "
    told = ["its row"] * ("UNK" in taken and "Kosovo" not in rows)
    assert re.findall(f"{note}(.*)", out.replace("\n    ", " ")) == told


@pytest.mark.parametrize("by_list", ["", "iso3:"])
def test_a_code_of_kosovo_that_often_means_unknown_is_told(dip: Run, by_list: str) -> None:
    Path("refugees.csv").write_text("who,year,n\nUNK,2021,5\nSYR,2021,6\nUNK,2022,7\n")
    words = ("measure=refugees", "unit=persons", "period={year}", "value={n}", "publisher=X")
    given = (*words, f"parties={by_list}{{who}}")
    out, _ = import_twice(dip, "refugees.csv", *given)
    note = "UNK in who is taken for Kosovo, as in passports: if it means unknown, remove its 2 rows"
    assert f"  note: {note}\n" in out.replace("\n    ", " ")
