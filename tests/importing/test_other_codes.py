"""`dipfacts import` of codes of states or cantons, which are codes of countries as well."""

from __future__ import annotations

import pytest

from support.importing import Import

GIVEN = ("measure=exports", "unit=USD", "publisher=X", "from=japan", "period=2021", "value={V}")
STATES = ("Alabama,AL", "California,CA", "Delaware,DE", "Indiana,IN")
CANTONS = ("Bern,BE", "Genève,GE", "St. Gallen,SG")


def report(imported: Import, head: str, rows: tuple[str, ...], to: str = "{Code}") -> str:
    text = "\n".join((f"{head},Code,V", *(f"{row},{nth}" for nth, row in enumerate(rows, 1)), ""))
    out, _ = imported("t.csv", text, *GIVEN, f"to={to}")
    return out


@pytest.mark.parametrize(
    ("head", "rows"),
    [
        ("State", STATES),
        ("Country name", STATES),
        ("Kanton", CANTONS),
        ("Name", STATES[:2]),
        ("State", ("United States,US", *STATES)),
        ("Kanton", ("Schweiz,CH", *CANTONS)),
        ("State", ("Guam,GU", *STATES)),
        ("Estado", ("Brasil,BR", "Maranhão,MA", "Pernambuco,PE")),
        ("State", tuple(f"State of {it}" for it in STATES)),
        ("State", tuple(f"US-{it}" for it in STATES)),
    ],
)
@pytest.mark.parametrize("to", ["{Code}", "iso2:{Code}"])
def test_codes_that_shorten_names_of_no_country_are_told(
    imported: Import, head: str, rows: tuple[str, ...], to: str
) -> None:
    out = report(imported, head, rows, to)
    assert f"note: the codes in Code are taken, though {head} says otherwise, " in out
    assert f"and the part as --map 'scope={{{head}}}'" in out


@pytest.mark.parametrize(
    ("head", "rows"),
    [
        ("Capital", ("Brasilia,BR", "Luxembourg,LU", "Tokyo,DE")),
        ("Language", ("Danish,DK", "Italian,IT", "Polish,PL")),
        ("Airline", ("Air France,FR", "Fiji Airways,FJ")),
        ("City", ("Paris,FR", "Madrid,ES", "Rio,BR")),
        ("Country", ("Chad,TD", "Mali,ML")),
        ("Company", ("Maersk,DK", "Norsk Hydro,NO", "Deutsche Bahn,DE", "Eni,IT")),
    ],
)
def test_words_of_the_countries_themselves_are_not(
    imported: Import, head: str, rows: tuple[str, ...]
) -> None:
    assert "says otherwise" not in report(imported, head, rows)


@pytest.mark.parametrize(
    ("head", "cells", "taken", "why"),
    [
        ("Destination", "Alabama Georgia Ohio", "Georgia", "most names there are of none"),
        ("State", "Georgia Indiana Texas Utah", "Georgia", "most names there are of none"),
        ("Place", "Antwerp Liège Luxembourg", "Luxembourg", "most names there are of none"),
        ("US state", "Georgia", "Georgia", "its header is of parts of one"),
        ("us_state", "DE TX", "DE (Germany)", "its header is of parts of one"),
        ("Province", "ON PE", "PE (Peru)", "its header is of parts of one"),
        ("state_code", "AL OK", "AL (Albania)", "those of US states are alike"),
    ],
)
def test_countries_among_parts_of_one_are_told(
    imported: Import, head: str, cells: str, taken: str, why: str
) -> None:
    text = "".join(f"{it},{nth}\n" for nth, it in enumerate(cells.split(), 1))
    given = (*GIVEN, f"to={{{head}}}")
    out, _ = imported("t.csv", f"{head},V\n{text}", *given)
    what = f"{taken} in {head} is taken for a country, though {why}"
    assert f"note: {what}: if they are of parts of a country, write that country in" in out


@pytest.mark.parametrize(
    ("head", "cells"),
    [
        ("State", ("DE", "AL", "FR")),
        ("State", ("Germany", "Georgia")),
        ("Country", ("Peru", "Urugay", "Khazakhstan", "Total", "Other Asia", "World")),
        ("Country", ("Peru", "Chile", "Alderaan", "Naboo")),
    ],
)
def test_countries_among_countries_and_slips_are_not(
    imported: Import, head: str, cells: tuple[str, ...]
) -> None:
    text = "".join(f"{it},{nth}\n" for nth, it in enumerate(cells, 1))
    out, _ = imported("t.csv", f"{head},V\n{text}", *GIVEN, f"to={{{head}}}")
    assert "parts of" not in out


FIPS = ("Austria,AU", "Australia,AS", "China,CH", "Germany,GM", "France,FR")


@pytest.mark.parametrize("head", ["Country", "Partner", "Name"])
@pytest.mark.parametrize("rows", [FIPS, FIPS[:3], FIPS[1:]])
def test_codes_that_are_alike_with_names_as_those_of_fips_are_told(
    imported: Import, head: str, rows: tuple[str, ...]
) -> None:
    said = f"though those of FIPS are alike with {head}, "
    out = report(imported, head, rows)
    assert said in out
    assert "AS (American Samoa) beside Australia" in out
    assert ": write --map to='gec:{Code}'" in out
    assert said not in report(imported, head, rows, "gec:{Code}")


@pytest.mark.parametrize(
    "rows", [("Austria,AT", "Australia,AU"), ("Austria,AU", "Peru,DE"), ("Austria,AU", "Italy,IT")]
)
def test_codes_of_iso_and_slips_are_none_of_fips(imported: Import, rows: tuple[str, ...]) -> None:
    assert "FIPS" not in report(imported, "Name", rows)
