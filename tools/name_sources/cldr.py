"""Names and codes of countries in CLDR: those that Babel has, and its other ones.

Babel has one name of each country in each language, and others in some regions ("Usbequistão" in
Portugal). CLDR's other ones ("США", "Swasiland") stand in `cldr_other_names.tsv`, which is made
anew from the unpacked npm package `cldr-localenames-full` of the same version of CLDR.
"""

from __future__ import annotations

import functools
import gc
import json
import re
from collections import defaultdict
from pathlib import Path

from babel import core, localedata

from dipfacts.text import fold
from name_sources import slips

OTHER_NAMES = Path(__file__).with_name("cldr_other_names.tsv")

Spoken = dict[str, dict[str, str]]  # language or region -> code -> name

# Codes of states that were, and of countries before they were called anew.
NO_CODES = set("230 249 278 280 720 736 886 BUR DDR FXX TMP YMD ZAR".split())
ISO: frozenset[str] = frozenset(
    """
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT
BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH
ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT
HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS
LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI
NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG
SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG
UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW""".split()
)


def languages() -> list[str]:
    """The locales that are read: every language, and every script that it is written in."""
    known = localedata.locale_identifiers()
    return sorted(
        name
        for name in known
        if name not in ("root", "tok") and re.fullmatch(r"[a-z]+(_[A-Z][a-z]{3})?", name)
    )


@functools.cache
def translations() -> dict[str, dict[str, str]]:
    """The names of countries in every language that CLDR has some in: language -> code -> name."""
    gc.disable()
    found = {}
    for language in languages():
        names = localedata.load(language, merge_inherited=False).get("territories", {})
        if here := {
            code: name
            for code, name in names.items()
            if code in codes() and not slips.is_slip(slips.CLDR, language, code, name)
        }:
            found[language] = here
    gc.enable()
    return found


def in_regions() -> Spoken:
    """Return the names of countries in regions, with those of their languages."""
    found = {}
    for locale in localedata.locale_identifiers():
        names = localedata.load(locale, merge_inherited=False).get("territories", {})
        language = locale.rpartition("_")[0]
        while language and language not in translations():
            language = language.rpartition("_")[0]
        own = {
            code: name
            for code, name in names.items()
            if code in codes() and not slips.is_slip(slips.CLDR, locale, code, name)
        }
        if language and locale not in translations() and own:
            found[locale] = translations()[language] | own
    return found


@functools.cache
def codes() -> dict[str, list[str]]:
    """ISO's countries and Kosovo: alpha-2 code -> the other codes, as CLDR lists them."""
    found = defaultdict[str, list[str]](list)
    for alias, replaced in core.get_global("territory_aliases").items():
        if len(alias) == 3 and len(replaced) == 1 and alias not in NO_CODES:
            found[replaced[0]].append(alias)
    known = {code: sorted(both) for code, both in found.items() if code in ISO}
    return {**known, "XK": ["XKK", "XKX"]}  # in use, though ISO has left them to their users


@functools.cache
def other_names() -> list[tuple[str, str, str]]:
    """CLDR's other names of countries: language, code and name."""
    lines = OTHER_NAMES.read_text(encoding="utf-8").splitlines()[1:]
    return [(language, code, name) for language, code, name in (ln.split("\t") for ln in lines)]


def make_other_names(folder: Path) -> None:
    """Write the other names out of CLDR's JSON: those that are short, or otherwise called."""
    version = json.loads((folder / "package.json").read_text(encoding="utf-8"))["version"]
    rows = [f"# Unicode CLDR, cldr-localenames-full {version}, License: Unicode-3.0"]
    for language, named in sorted(translations().items()):
        tag = language.replace("_", "-")
        path = folder / "main" / tag / "territories.json"
        if path.exists():
            found = json.loads(path.read_text(encoding="utf-8"))["main"][tag]
            for key, name in found["localeDisplayNames"]["territories"].items():
                code, _, kind = key.partition("-alt-")
                if code in codes() and kind in ("short", "variant") and named.get(code) != name:
                    rows.append(f"{language}\t{code}\t{name}")
    OTHER_NAMES.write_text("\n".join(rows) + "\n", encoding="utf-8")


def is_abbreviation(name: str) -> bool:
    """Return whether a name is a short abbreviation in plain letters, such as VS or R.-U.

    Such a one is left out of translations: in another language it is short for something else.
    """
    return name.isascii() and len(fold(name)) <= 3 and ("." in name or name.isupper())


def variants(name: str) -> set[str]:
    """The name, and what people make of it: without what stands in brackets, "&" as "and"."""
    found = {name, without_brackets(name)}
    found |= {name.replace("&", "and") for name in found}
    return found | {re.sub(r"\bSt\.?(?= )", "Saint", name) for name in found}


def without_brackets(name: str) -> str:
    """Return a name without what stands in brackets."""
    return re.sub(r" *[((].*?[))]", "", name)
