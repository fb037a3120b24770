"""The tables of data/world hold what the entries of the Factbook say: values read by hand."""

from __future__ import annotations

import csv
import re
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import make_world
from dipfacts import countries
from dipfacts.countries import code_lists
from factbook import borders, capitals, economy, memberships
from factbook.entries import PARTS, LeftOut, country_of, entries, fields, plain

ROOT = Path(__file__).parents[1]
Row = dict[str, str]


@cache
def rows(name: str) -> list[Row]:
    with (make_world.WORLD / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@cache
def world() -> dict[str, Any]:
    return tomllib.loads((make_world.WORLD / "world.toml").read_text(encoding="utf-8"))


def found(table: str, **cells: str) -> list[Row]:
    """Return the rows of a table with these cells, without them and without what is empty."""
    return [
        {name: cell for name, cell in row.items() if cell and name not in cells}
        for row in rows(table)
        if all(row[name] == cell for name, cell in cells.items())
    ]


def test_the_script_makes_the_committed_files() -> None:
    made = make_world.files()
    for name, text in made.items():
        assert (make_world.WORLD / name).read_text(encoding="utf-8") == text, name
    assert {path.name for path in make_world.WORLD.iterdir()} == {*made, "world.toml"}


BORDERS = {
    # what the entries of both countries say
    ("AM", "AZ"): {"km": "996", "entries": "Armenia and Azerbaijan"},
    ("AT", "CZ"): {"km": "402", "entries": "Austria and Czechia"},  # "Czech Republic", too
    ("BG", "MK"): {"km": "162", "entries": "Bulgaria and North Macedonia"},  # "Macedonia", too
    ("BW", "ZM"): {"km": "0.15", "entries": "Botswana and Zambia"},
    ("GB", "IE"): {"km": "499", "entries": "Ireland and United Kingdom"},
    ("MF", "SX"): {"km": "16", "entries": "Saint Martin and Sint Maarten"},
    ("BR", "GF"): {"km": "649", "entries": "Brazil"},
    ("CN", "RU"): {
        "km": "4179",
        "note": "The sum of 4133 km (northeast) and 46 km (northwest).",
        "entries": "China and Russia",
    },
    ("ES", "MA"): {
        "km": "18.5",
        "note": "The sum of 8 km (Ceuta) and 10.5 km (Melilla).",
        "entries": "Morocco and Spain",
    },
    ("EG", "PS"): {"km": "13", "scope": "Gaza Strip", "entries": "Egypt and Gaza Strip"},
}


@pytest.mark.parametrize(("pair", "row"), BORDERS.items())
def test_borders_are_as_both_entries_say(pair: tuple[str, str], row: Row) -> None:
    (told,) = found("borders", a=pair[0], b=pair[1])
    del told["id"]
    assert told == row


def test_halves_that_differ_are_two_claims() -> None:
    assert found("borders", a="MX", b="US") == [
        {"id": "mx-us-by-mx", "km": "3155", "entries": "Mexico"},
        {"id": "mx-us-by-us", "km": "3111", "entries": "United States"},
    ]
    dead_sea = "with 20 km within the Dead Sea"
    assert found("borders", a="IL", b="JO") == [
        {"id": "il-jo-by-il", "km": "327", "definition": dead_sea, "entries": "Israel"},
        {"id": "il-jo-by-jo", "km": "307", "entries": "Jordan"},
    ]
    assert len(found("borders", a="DE", b="PL")) == 2


SHARES = {
    ("export", "AZ", "IT"): {"year": "2023", "percent": "37", "entry": "Azerbaijan"},
    ("export", "AT", "DE"): {"year": "2023", "percent": "25", "entry": "Austria"},
    ("export", "AU", "CN"): {"year": "2023", "percent": "37", "entry": "Australia"},
    ("export", "GA", "CG"): {"year": "2023", "percent": "5", "entry": "Gabon"},
    ("export", "GM", "KZ"): {"year": "2023", "percent": "92", "entry": "The Gambia"},
    ("export", "XK", "US"): {"year": "2021", "percent": "16", "entry": "Kosovo"},
    ("export", "FO", "RU"): {"year": "2017", "percent": "26.4", "entry": "Faroe Islands"},
    ("export", "EU", "US"): {
        "year": "2023",
        "percent": "20",
        "scope": "trade with countries outside the European Union",
        "entry": "European Union",
    },
    ("export", "MN", "TH"): {
        "year": "2023",
        "percent": "0",
        "qualifier": "about",
        "entry": "Mongolia",
    },
    ("import", "RU", "AZ"): {"year": "2023", "percent": "17", "entry": "Azerbaijan"},
    ("import", "GM", "GW"): {"year": "2023", "percent": "10", "entry": "Guinea-Bissau"},
    ("import", "TT", "BB"): {"year": "2023", "percent": "19", "entry": "Barbados"},
    ("import", "GB", "FK"): {"year": "2023", "percent": "68", "entry": "Falkland Islands"},
    ("import", "EG", "PS"): {"year": "2023", "percent": "25", "entry": "West Bank"},
}


@pytest.mark.parametrize(("share", "row"), SHARES.items())
def test_shares_of_partners_are_as_the_entries_say(share: tuple[str, str, str], row: Row) -> None:
    assert found(f"{share[0]}-shares", **{"from": share[1], "to": share[2]}) == [row]


NO_SWISS = "without trade with Switzerland"
ECONOMY = {
    # "$34.113 billion (2024 est.)"
    ("exports-total", "AZ", "2024"): ("34113000000", "estimate", "", "balance of payments"),
    ("imports-total", "AZ", "2022"): ("21274000000", "estimate", "", "balance of payments"),
    ("gdp", "AZ", "2024"): ("74316000000", "estimate", "", ""),
    ("exports-total", "BI", "2023"): ("378229000", "estimate", "", "balance of payments"),
    ("exports-total", "TD", "2024"): ("5799000000", "estimate", "", "GDP by expenditure"),
    ("exports-total", "TW", "2023"): ("432432000000", "estimate", "", "general trade system"),
    ("exports-total", "LI", "2015"): ("3217000000", "estimate", "", NO_SWISS),
    ("exports-total", "PS", "2024"): ("2885000000", "estimate", "", "balance of payments"),
    ("gdp-ppp", "EG", "2024"): ("1958000000000", "estimate", "", "in dollars of 2021"),
    ("gdp-ppp", "TK", "2017"): ("7711583", "estimate", "", "in dollars of 2017"),
    ("gdp-ppp", "EH", "2007"): ("906500000", "estimate", "", ""),
    ("gdp", "GG", "2023"): ("12508000000", "estimate", "Guernsey and Jersey together", ""),
    ("gdp", "LS", "2024"): ("2272000000", "estimate", "", ""),
}  # fmt: skip


@pytest.mark.parametrize(("number", "values"), ECONOMY.items())
def test_numbers_of_the_economy_are_as_the_entries_say(
    number: tuple[str, str, str], values: tuple[str, ...]
) -> None:
    measure, country, year = number
    (row,) = [
        row
        for row in rows("economy")
        if (row["measure"], row["country"], row["year"]) == (measure, country, year)
    ]
    assert (row["usd"], row["status"], row["scope"], row["definition"]) == values


POPULATION = {
    "az-2025": ("AZ", "2025", "10694370", "estimate", ""),
    "de-2025": ("DE", "2025", "84012284", "estimate", ""),
    "eh-2020-07": ("EH", "2020-07", "652271", "estimate", ""),  # "(July 2020 est.)"
    "va-2024": ("VA", "2024", "1000", "", ""),  # no estimate
    "fk-2021": ("FK", "2021", "3142", "", ""),
    "ps-gaza-strip-2025": ("PS", "2025", "2184652", "estimate", "Gaza Strip"),
    "ps-west-bank-2025": ("PS", "2025", "3310554", "estimate", "West Bank"),
    "sj-svalbard-2025": ("SJ", "2025", "2556", "estimate", "Svalbard"),
    "eu-2024": ("EU", "2024", "451815312", "estimate", ""),
}


@pytest.mark.parametrize(("id_", "values"), POPULATION.items())
def test_populations_are_as_the_entries_say(id_: str, values: tuple[str, ...]) -> None:
    (row,) = [row for row in rows("population") if row["id"] == id_]
    assert (*list(row.values())[1:6],) == values


MEMBERSHIPS = {
    ("CA", "nato"): ("membership", "Member", "", ""),
    ("MT", "nato"): ("partner-status", "Partner", "", ""),
    ("TR", "european-union"): ("candidacy", "Candidate", "", ""),
    ("RU", "organisation-of-islamic-cooperation"): ("observer-status", "Observer", "", ""),
    ("EU", "united-nations"): ("observer-status", "Observer", "", ""),
    ("CF", "extractive-industries-transparency-initiative"): (
        "membership",
        "Member",
        "suspended",
        "",
    ),
    ("CU", "organization-of-american-states"): (
        "membership",
        "Member",
        "suspended",
        "Without a part in its work since 1962.",
    ),
    ("TM", "commonwealth-of-independent-states"): (
        "associate-membership",
        "Associate member",
        "",
        "The charter of 1993 is not ratified.",
    ),
    ("TW", "apec"): ("membership", "Member", "", "As Chinese Taipei."),
    ("VN", "world-trade-organization"): ("membership", "Member", "", ""),  # "WTO (2024)"
    ("AF", "asian-development-bank"): ("membership", "Member", "", "The Taliban take no part."),
    ("FR", "un-security-council"): ("membership", "Permanent member", "", ""),
    ("CG", "conference-on-disarmament"): None,  # CD stands there for neither Congo
    ("UG", "african-union"): ("membership", "Member", "", ""),
    ("KM", "world-trade-organization"): ("observer-status", "Observer", "", ""),
    ("GB", "european-union"): None,  # its entry lists EU, that of the Union 27 others
    ("GL", "international-criminal-court"): None,  # its ICC is no court
}


@pytest.mark.parametrize(("pair", "values"), MEMBERSHIPS.items())
def test_memberships_are_as_the_entries_say(
    pair: tuple[str, str], values: tuple[str, ...] | None
) -> None:
    of = [row for row in rows("memberships") if (row["country"], row["organisation"]) == pair]
    told = [(row["kind"], row["title"], row["status"], row["note"]) for row in of]
    assert told == ([values] if values else [])


CAPITALS = {
    "AZ": [("Baku", "Capital")],
    "BR": [("Brasília", "Capital")],  # "Bras&iacute;lia"
    "CL": [("Santiago", "Capital")],  # a note follows
    "MD": [("Chisinau", "Capital")],
    "MM": [("Rangoon", "Capital"), ("Nay Pyi Taw", "Administrative capital")],
    "NR": [],  # "no official capital"
    "US": [("Washington, D.C.", "Capital")],
    "ZA": [
        ("Pretoria", "Administrative capital"),
        ("Cape Town", "Legislative capital"),
        ("Bloemfontein", "Judicial capital"),
    ],
}


@pytest.mark.parametrize(("country", "told"), CAPITALS.items())
def test_capitals_are_as_the_entries_say(country: str, told: list[tuple[str, str]]) -> None:
    of = [row for row in rows("capitals") if row["country"] == country]
    assert [(row["capital"], row["title"]) for row in of] == told


# ---- Nothing is lost ------------------------------------------------------------------------


def said(table: str) -> int:
    """Return how many numbers or standings the entries say, counted in their texts alone."""
    match table:
        case "borders":
            texts = (
                re.sub(r"km \([^)]*\)", "km", plain(part["text"]))
                for _, field in fields("Geography", "Land boundaries")
                for name, part in field.items()
                if name.startswith("border ") or name == "regional borders"
            )
            return sum(text.count(" km") for text in texts)
        case "export-shares" | "import-shares":
            name = f"{table.partition('-')[0].capitalize()}s - partners"
            texts = (plain(field["text"]) for _, field in fields("Economy", name))
            return sum(text.count("%") or 1 for text in texts)
        case "economy":
            by_year = ("Exports", "Imports", "Real GDP (purchasing power parity)")
            several = [field for name in by_year for _, field in fields("Economy", name)]
            of_one_year = ("GDP (official exchange rate)", "GDP (purchasing power parity) - real")
            single = [field for name in of_one_year for _, field in fields("Economy", name)]
            return sum(len(field.keys() - {"note"}) or 1 for field in several) + len(single)
        case "population":
            return len(list(fields("People and Society", "Population")))
        case "memberships":
            name = "International organization participation"
            texts = (plain(field["text"]) for _, field in fields("Government", name))
            without = (re.sub(r"\([^)]*\)|[,;]$", "", text) for text in texts)
            return sum(1 + len(re.findall(r"[,;]", text)) for text in without)
        case _:
            listed = [field for _, field in fields("Government", "Capital")]
            text = " | ".join(plain(field.get("name", {"text": ""})["text"]) for field in listed)
            another = re.findall(r"(?:capital|[Gg]overnment)\)[;,] (?!note)", text)
            return len(listed) + len(another)


@pytest.mark.parametrize("table", make_world.TABLES)
def test_what_is_taken_and_left_out_adds_up(table: str) -> None:
    made = make_world.table(table)
    assert made.taken == len(rows(table))
    assert made.taken + len(made.left_out) == said(table)
    assert made.reasons.total() == len(made.left_out)


def test_the_page_tells_the_counts() -> None:
    page = (ROOT / "docs" / "world.md").read_text(encoding="utf-8")
    for name in make_world.TABLES:
        assert make_world.report(name, make_world.table(name)) in page


# ---- What the tables refer to ---------------------------------------------------------------


def test_every_column_that_a_table_names_is_there() -> None:
    files = [table["file"] for table in world()["table"]]
    assert sorted(files) == sorted(f"{name}.csv" for name in make_world.TABLES)
    for table in world()["table"]:
        columns = set(rows(table["file"].removesuffix(".csv"))[0])
        values = [" ".join(it) if isinstance(it, list) else it for it in table.values()]
        assert set(re.findall(r"\{(\w+)\}", " ".join(values))) == columns, table["id"]
        assert table["source"] == world()["source"][0]["id"]


def test_every_claim_has_an_id_of_its_own() -> None:
    for table in world()["table"]:
        keys = Counter(table["key"].format_map(row) for row in rows(table["file"][:-4]))
        assert keys.most_common(1)[0][1] == 1
        assert all(re.fullmatch(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*", key) for key in keys)


def test_what_the_rows_name_is_declared_or_known() -> None:
    declared = tomllib.loads((make_world.WORLD / "organisations.toml").read_text(encoding="utf-8"))
    parties = {party["id"] for party in declared["party"]}
    named = {row["organisation"] for row in rows("memberships")}
    assert parties <= named
    assert {id_ for id_ in named - parties if countries.meant(id_) != [id_]} == set()
    assert {row["measure"] for row in rows("economy")} < {it["id"] for it in world()["measure"]}
    kinds = {row["kind"] for row in rows("memberships")}
    assert kinds - {it["id"] for it in world()["kind"]} == {"membership"}


def test_countries_are_those_of_iso() -> None:
    columns = ("a", "b", "from", "to", "country")
    every = [row for table in make_world.TABLES for row in rows(table)]
    codes = {row[name] for row in every for name in columns if name in row}
    assert all(len(code_lists.resolve("iso2", code)) == 1 for code in codes)
    gec = {"as": "AU", "au": "AT", "ch": "CN", "sz": "CH", "gb": "GA", "ga": "GM", "nl": "NL"}
    assert {code: country_of(code) for code in gec} == gec


def test_names_of_organisations_are_no_codes_of_countries() -> None:
    text = make_world.organisations()
    assert 'aliases = ["CPLP"]' in text
    assert '"CD"' not in text
    assert '"BA"' not in text


# ---- The rules, on texts of their own -------------------------------------------------------


def test_both_entries_of_one_country_are_told_apart_by_scope() -> None:
    twice = Counter(entry.country for entry in entries() if entry.country)
    assert {country for country, count in twice.items() if count > 1} == {"PS", "SJ"}
    assert {country_of(code) for code in PARTS} == {"PS", "SJ"}


def test_partners_are_never_a_whole() -> None:
    for flow, reporter in (("export", "from"), ("import", "to")):
        sums = Counter[str]()
        for row in rows(f"{flow}-shares"):
            sums[row[reporter]] += int(float(row["percent"]))
        assert max(sums.values()) <= 100
        assert len(sums) == 231


def test_an_unknown_note_or_standing_is_never_passed_over() -> None:
    with pytest.raises(ValueError, match="not known: data in euros"):
        economy.meaning("data in euros")
    (entry,) = [entry for entry in entries() if entry.code == "fr"]
    with pytest.raises(KeyError, match="honorary"):
        memberships.read(entry, "UN (honorary)")
    with pytest.raises(KeyError, match="UNX"):
        memberships.read(entry, "UNX")
    assert isinstance(memberships.read(entry, "UNIFIL"), LeftOut)


def test_markup_is_no_part_of_a_text() -> None:
    for table in make_world.TABLES:
        for row in rows(table):
            for cell in row.values():
                assert not re.search(r"[<>&\N{NO-BREAK SPACE}]| $|^ ", cell), row
    assert capitals.capital("Male (island) (2020)") == ("Male", "Capital")
    assert borders.COLUMNS[0] == "id"
