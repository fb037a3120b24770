"""Values of data/world, read in the entries of the Factbook by hand."""

from __future__ import annotations

import pytest

from support.world import Row, rows


def found(table: str, **cells: str) -> list[Row]:
    """Return the rows of a table with these cells, without them and without what is empty."""
    return [
        {name: cell for name, cell in row.items() if cell and name not in cells}
        for row in rows(table)
        if all(row[name] == cell for name, cell in cells.items())
    ]


BORDERS = {
    # what the entries of both countries say
    ("AM", "AZ"): {"km": "996", "entries": "Armenia and Azerbaijan"},
    ("AT", "CZ"): {"km": "402", "entries": "Austria and Czechia"},  # "Czech Republic", too
    ("BG", "MK"): {"km": "162", "entries": "Bulgaria and North Macedonia"},  # "Macedonia", too
    ("BW", "ZM"): {"km": "0.15", "entries": "Botswana and Zambia"},
    ("GB", "IE"): {"km": "499", "entries": "Ireland and United Kingdom"},
    ("MF", "SX"): {"km": "16", "entries": "Saint Martin and Sint Maarten"},
    ("BR", "GF"): {
        "km": "649",
        "definition": "as the entry of Brazil alone counts it",  # French Guiana has none
        "entries": "Brazil",
    },
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
        {
            "id": "mx-us-by-mx",
            "km": "3155",
            "entries": "Mexico",
        },
        {
            "id": "mx-us-by-us",
            "km": "3111",
            "entries": "United States",
        },
    ]
    dead_sea = "with 20 km within the Dead Sea"
    assert found("borders", a="IL", b="JO") == [
        {
            "id": "il-jo-by-il",
            "km": "327",
            "definition": dead_sea,
            "entries": "Israel",
        },
        {
            "id": "il-jo-by-jo",
            "km": "307",
            "entries": "Jordan",
        },
    ]
    assert len(found("borders", a="DE", b="PL")) == 2


BORDER_TOTALS = {
    "de": ("3694", ""),
    "is": ("0", ""),  # an island: recorded as none
    "au": ("0", ""),  # Australia, and no Austria
    "at": ("2524", ""),
    "bw": ("4347.15", ""),
    "fr": ("3956", "With French Guiana."),
    "cn": ("22457", "With Hong Kong and Macau."),
    "ie": None,  # a misprint: 490 km, though its one border has 499 km
    "aq": None,  # in words
}


@pytest.mark.parametrize(("id_", "told"), BORDER_TOTALS.items())
def test_all_land_borders_are_as_the_entry_says(id_: str, told: tuple[str, str] | None) -> None:
    of = [(row["km"], row["note"]) for row in rows("border-totals") if row["id"] == id_]
    assert of == ([told] if told else [])


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
    ("CA", "nato"): ("membership", "Membership of Canada in NATO", "", ""),
    ("MT", "nato"): ("partner-status", "Partnership of Malta with NATO", "", ""),
    ("TR", "european-union"): ("candidacy", "Candidacy of Turkey for the European Union", "", ""),
    ("UA", "european-union"): ("candidacy", "Candidacy of Ukraine for the European Union", "", ""),
    ("RU", "organisation-of-islamic-cooperation"): (
        "observer-status",
        "Observer status of Russia in the Organisation of Islamic Cooperation",
        "",
        "",
    ),
    ("EU", "united-nations"): (
        "observer-status",
        "Observer status of the European Union in the United Nations",
        "",
        "",
    ),
    ("CF", "extractive-industries-transparency-initiative"): (
        "membership",
        "Membership of the Central African Republic in the Extractive Industries Transparency"
        " Initiative",
        "suspended",
        "",
    ),
    ("CU", "organization-of-american-states"): (
        "membership",
        "Membership of Cuba in the Organization of American States",
        "suspended",
        "Without a part in its work since 1962.",
    ),
    ("TM", "commonwealth-of-independent-states"): (
        "associate-membership",
        "Associate membership of Turkmenistan in the Commonwealth of Independent States",
        "",
        "The charter of 1993 is not ratified.",
    ),
    ("TW", "apec"): (
        "membership",
        "Membership of Taiwan in Asia-Pacific Economic Cooperation",
        "",
        "As Chinese Taipei.",
    ),
    ("VN", "world-trade-organization"): (  # "WTO (2024)"
        "membership",
        "Membership of Vietnam in the World Trade Organization",
        "",
        "",
    ),
    ("AF", "asian-development-bank"): (
        "membership",
        "Membership of Afghanistan in the Asian Development Bank",
        "",
        "The Taliban take no part.",
    ),
    ("FR", "un-security-council"): (
        "membership",
        "Permanent membership of France in the United Nations Security Council",
        "",
        "",
    ),
    ("CG", "conference-on-disarmament"): None,  # CD stands there for neither Congo
    ("UG", "african-union"): ("membership", "Membership of Uganda in the African Union", "", ""),
    ("KM", "world-trade-organization"): (
        "observer-status",
        "Observer status of the Comoros in the World Trade Organization",
        "",
        "",
    ),
    ("NA", "united-nations"): ("membership", "Membership of Namibia in the United Nations", "", ""),
    ("SE", "euro-area"): None,  # its entry has EMU
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
