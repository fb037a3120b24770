"""The tables of data/world are what the script makes, whole, and refer to what there is."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import make_world
from dipfacts.countries import code_lists, country_names
from factbook import capitals, economy, memberships
from factbook.entries import PARTS, LeftOut, country_of, entries, fields, plain
from support.world import rows

ROOT = Path(__file__).parents[2]
SCO = "shanghai-cooperation-organization"


@cache
def world() -> dict[str, Any]:
    return tomllib.loads((make_world.WORLD / "world.toml").read_text(encoding="utf-8"))


def test_the_script_makes_the_committed_files() -> None:
    made = make_world.files()
    for name, text in made.items():
        assert (make_world.WORLD / name).read_text(encoding="utf-8") == text, name
    assert {path.name for path in make_world.WORLD.iterdir()} == {*made, "world.toml"}


# ---- Nothing is lost ------------------------------------------------------------------------


def said(table: str) -> int:
    """Return how many numbers or standings the entries say, counted in their texts alone."""
    match table:
        case "borders":
            stretches = (
                re.sub(r"km \([^)]*\)", "km", plain(part["text"]))
                for _, field in fields("Geography", "Land boundaries")
                for name, part in field.items()
                if name.startswith("border ") or name == "regional borders"
            )
            return sum(text.count(" km") for text in stretches)
        case "border-totals":
            return len(list(fields("Geography", "Land boundaries")))
        case "export-shares" | "import-shares":
            name = f"{table.partition('-')[0].capitalize()}s - partners"
            shares = (plain(field["text"]) for _, field in fields("Economy", name))
            return sum(text.count("%") or 1 for text in shares)
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
            listed = [field for _, field in fields("Government", name)]
            texts = [re.sub(r"\([^)]*\)|[,;]$", "", plain(field["text"])) for field in listed]
            notes = sum("EU candidate" in field.get("note", "") for field in listed)
            return sum(1 + len(re.findall(r"[,;]", text)) for text in texts) + notes
        case _:
            named = [field.get("name") for _, field in fields("Government", "Capital")]
            text = " | ".join(plain(field["text"]) for field in named if field)
            another = re.findall(r"(?:capital|[Gg]overnment)\)[;,] (?!note)", text)
            return len(named) + len(another)


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
    assert {id_ for id_ in named - parties if country_names.meant(id_) != [id_]} == set()
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


TOTALS = {
    # what the entries say in total less what they say of each neighbour, in km
    "China": "36",  # Hong Kong and Macau
    "France": "1205",  # French Guiana
    "Ireland": "-9",  # a misprint of the total: both entries say 499
    "Israel": "-20",  # the Dead Sea
}


def test_borders_add_up_to_the_totals_of_the_entries() -> None:
    differ = dict[str, str]()
    for entry, field in fields("Geography", "Land boundaries"):
        if "total" not in field or entry.code == "cu" or entry.country in (None, "CY"):
            continue  # of bases without a code
        total = Decimal(field["total"]["text"].split()[0].replace(",", ""))
        by = re.compile(rf"(.* and )?{re.escape(entry.name)}( and .*)?")
        said_by_it = [row for row in rows("borders") if by.fullmatch(row["entries"])]
        if abs(less := total - sum(Decimal(row["km"]) for row in said_by_it)) > Decimal("0.5"):
            differ[entry.name] = str(less)
    assert differ == TOTALS


# ---- The rules, on texts of their own -------------------------------------------------------


def test_both_entries_of_one_country_are_told_apart_by_scope() -> None:
    twice = Counter(entry.country for entry in entries() if entry.country)
    assert {country for country, count in twice.items() if count > 1} == {"PS", "SJ"}
    assert {country_of(code) for code in PARTS} == {"PS", "SJ"}


def test_no_row_contradicts_a_dated_list_of_members() -> None:
    pairs = {(it["country"], it["organisation"]): it["kind"] for it in rows("memberships")}
    assert not any(organisation == "euro-area" for _, organisation in pairs)  # EMU is wider
    of_others = {("IN", "oecd"), ("CL", "oecd"), ("QA", "opec"), ("IN", SCO)}
    assert of_others.isdisjoint(pairs)
    assert pairs["DE", "oecd"] == pairs["EU", "oecd"] == pairs["NG", "opec"] == "membership"
    (entry,) = [it for it in entries() if it.code == "in"]
    why = "contradicted by a dated list of members"
    assert memberships.read(entry, "OECD") == LeftOut(why, "India", "OECD")


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
