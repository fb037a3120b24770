"""The table src/dipfacts/countries/codes.tsv: which party a code of a list means, and when.

    python tools/make_codes.py --country-codes FILE --cow FILE

Codes of ISO are those of the tables of names. The data set country-codes (PDDL) gives GEC (its
column FIPS) and Wikidata's ids, a table of Correlates of War codes beside ISO's the former, and the
package countrycode the codes of Gleditsch and Ward, of the IMF and of the World Bank: facts, of
which none of its texts is copied. What these have not, or have otherwise, stands in
`name_sources/code_variants.tsv` with its reason.
"""

from __future__ import annotations

import argparse
import csv
import pickle
import sys
from importlib.util import find_spec
from pathlib import Path

from dipfacts.countries import country_names
from dipfacts.model.shared_names import CODE, CODE_LISTS, Name
from name_sources.iso_codes import names_of

CODES = Path(__file__).parents[1] / "src" / "dipfacts" / "countries" / "codes.tsv"
VARIANTS = Path(__file__).parent / "name_sources" / "code_variants.tsv"
HEAD = "# Which party a code means: list, code, party, when, License: MIT; docs/names.md"

Row = tuple[str, str, str, str]
"""A list, a code in it, the code or id of the party, and when it means that; empty: always."""


def iso_codes() -> list[Row]:
    """Return the codes of ISO 3166 and M49, as the tables of names have them."""
    rows = list[Row]()
    for code in sorted(country_names.codes()):
        names: list[Name] = [it for it in names_of(code) if it.weight == CODE]
        for name in names:
            of = "m49" if name.spelling.isdigit() else f"iso{len(name.spelling)}"
            if of in CODE_LISTS:
                rows.append((of, name.spelling.lstrip("0"), code, ""))
    return rows


def codes_of_others(country_codes: Path, cow: Path) -> list[Row]:
    """Return the codes of the other lists that today's countries have."""
    rows = list[Row]()
    with country_codes.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            code, gec = row["ISO3166-1-Alpha-2"], row["FIPS"].strip()
            if len(gec) == 2:
                rows.append(("gec", gec, code, ""))
            if row["wikidata_id"]:
                rows.append(("wd", row["wikidata_id"].rpartition("/")[2], code, ""))
    by_iso3 = {code: party for of, code, party, _ in iso_codes() if of == "iso3"}
    with cow.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["iso3"] in by_iso3:
                rows.append(("cow", row["ccode"], by_iso3[row["iso3"]], ""))
    spec = find_spec("countrycode")
    assert spec, "pip install countrycode"
    assert spec.origin
    listed = pickle.loads((Path(spec.origin).parent / "data/codelist.pickle").read_bytes())
    for of, column in (("gw", "gwn"), ("imf", "imf"), ("wb", "wb")):
        for iso, code in zip(listed["iso2c"], listed[column], strict=True):
            if iso and code == code and code:
                rows.append((of, str(code if of == "wb" else int(code)), iso, ""))
    return rows


def variants() -> list[Row]:
    """Return the table of what the others have not, without the reasons."""
    lines = VARIANTS.read_text(encoding="utf-8").splitlines()[1:]
    return [
        (of, code, party, when) for of, code, party, when, _ in (ln.split("\t") for ln in lines)
    ]


def main() -> int:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--country-codes", type=Path, required=True, help="country-codes.csv")
    parser.add_argument("--cow", type=Path, required=True, help="COW codes with a column iso3")
    given = parser.parse_args()
    own = variants()
    known = {(of, code) for of, code, _, _ in own}
    others = [*iso_codes(), *codes_of_others(given.country_codes, given.cow)]
    rows = [*own, *(row for row in others if row[:2] not in known)]
    order = [*CODE_LISTS]
    rows.sort(key=lambda row: (order.index(row[0]), row[1].zfill(4), row[3].replace("..", "")))
    lines = ["\t".join(row) for row in dict.fromkeys(rows)]
    CODES.write_text("\n".join([HEAD, *lines]) + "\n", encoding="utf-8")
    print(f"{CODES}: {len(lines)} codes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
