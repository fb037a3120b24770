"""Write the tables of src/dipfacts/countries/, from Unicode's CLDR, iso-codes and our own tables.

Run it where Babel and pycountry are installed, after an update of either or of the tables here:

    .venv/bin/python benchmarks/make_names.py [FOLDER]

Babel has one name of each country in each language. CLDR's other ones ("США", "Swasiland") stand
in `cldr_other_names.tsv`, which is made anew where FOLDER is the unpacked npm package
`cldr-localenames-full` of the same version of CLDR.

`cldr_names.tsv` holds one name a line: code, weight, folded form, name as written; then, after
"=", every form that several countries share. A form is kept for the countries where its weight is
best, so that a translation never competes with an English name.

`cldr_languages.tsv` holds one language a line: its code, its English name, then every country's
code and its name in that language. `cldr_currencies.tsv` holds one currency code a line.

`iso_names.tsv` holds what only iso-codes has (`iso_codes.py`), apart for its licence.
"""

from __future__ import annotations

import functools
import gc
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import babel
import former_states
import iso_codes
import own_names
from babel import core, localedata

from dipfacts.countries import CODE, COMMON, NAME, TRANSLATION
from dipfacts.text import fold

TABLES = Path(__file__).parents[1] / "src" / "dipfacts" / "countries"
NAMES = TABLES / "cldr_names.tsv"
BY_LANGUAGE = TABLES / "cldr_languages.tsv"
CURRENCIES = TABLES / "cldr_currencies.tsv"
ISO_NAMES = TABLES / "iso_names.tsv"
OTHER_NAMES = Path(__file__).with_name("cldr_other_names.tsv")

HEAD = f"# Unicode CLDR by Babel {babel.__version__}, License: Unicode-3.0; docs/names.md"

# Toki Pona calls Latvia "Malawi"; a language made for play does not outweigh that.
LEFT_OUT = {"tok"}

# Each is called as the other is but for a word or two, which some languages leave out.
NAMESAKES = {"CD": "CG", "CG": "CD", "KP": "KR", "KR": "KP"}

Found = dict[str, dict[str, tuple[int, str]]]  # form -> code -> weight and name


def languages() -> list[str]:
    """The locales that are read: every language, and every script that it is written in."""
    known = localedata.locale_identifiers()
    return sorted(
        name
        for name in known
        if name not in LEFT_OUT | {"root"} and re.fullmatch(r"[a-z]+(_[A-Z][a-z]{3})?", name)
    )


@functools.cache
def translations() -> dict[str, dict[str, str]]:
    """The names of countries in every language that CLDR has some in: language -> code -> name."""
    gc.disable()
    found = {}
    for language in languages():
        names = localedata.load(language, merge_inherited=False).get("territories", {})
        if here := {code: name for code, name in names.items() if code in codes()}:
            found[language] = here
    gc.enable()
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


def is_a_code(name: str) -> bool:
    """Whether a short name looks like a code: "AS" is the USA in Indonesian, and Samoa's code."""
    return name.isascii() and fold(name).upper() in _every_code()


@functools.cache
def _every_code() -> frozenset[str]:
    known = (code for pair in codes().items() for code in (pair[0], *pair[1]))
    return frozenset([*known, *former_states.NAMES])


def variants(name: str) -> set[str]:
    """The name, and what people make of it: without what stands in brackets, "&" as "and"."""
    found = {name, re.sub(r" *[((].*?[))]", "", name)}
    found |= {name.replace("&", "and") for name in found}
    return found | {re.sub(r"\bSt\.?(?= )", "Saint", name) for name in found}


Name = tuple[str, int, str]
"""The code of a country, the weight of a name, and the name."""


def gathered() -> Found:
    """Return every form with the countries that it may mean, each with its best weight."""
    found: Found = defaultdict(dict)

    def add(code: str, weight: int, name: str) -> None:
        form = fold(name)
        if form and weight < found[form].get(code, (9, ""))[0]:
            found[form][code] = weight, name

    for names in (codes_of_countries, names_of_former_states, english_names, names_in_languages):
        for name in names():
            add(*name)
    for code, other in NAMESAKES.items():
        longer = [form for form, by_code in found.items() if other in by_code]
        for form in [form for form, by_code in found.items() if code in by_code]:
            if found[form][code][0] == TRANSLATION and any(form in name for name in longer):
                add(other, TRANSLATION, found[form][code][1])
    return found


def codes_of_countries() -> Iterator[Name]:
    """Yield the codes of ISO 3166."""
    for code, others in codes().items():
        yield from ((code, CODE, other) for other in (code, *others))


def names_of_former_states() -> Iterator[Name]:
    """Yield the names and codes of states that were."""
    for code, text in former_states.NAMES.items():
        name, *rest = text.split("|")
        yield code, NAME, name
        for other in rest:
            coded = len(other) == 3 or other in ("ANHH", "CSHH", "DDDE", "SUHH", "YDYE", "YUCS")
            yield code, CODE if coded and other != "GDR" else COMMON, other
        yield code, CODE, code


def english_names() -> Iterator[Name]:
    """Yield CLDR's English names with their variants, then our own."""
    for code, name in translations()["en"].items():
        for nth, variant in enumerate([name, *sorted(variants(name) - {name})]):
            yield code, COMMON if nth else NAME, variant
    for code, text in own_names.COMMON.items():
        for name in text.split("|"):
            yield code, NAME if name[0] == "=" else COMMON, name.lstrip("=")


def names_in_languages() -> Iterator[Name]:
    """Yield CLDR's names in all languages with their variants, then our own."""
    named = [pair for names in translations().values() for pair in names.items()]
    named += [(code, name) for _, code, name in other_names() if not is_a_code(name)]
    for code, name in named:
        for variant in sorted({name} if code in NAMESAKES else variants(name)):
            yield code, TRANSLATION, variant
        if code == "MM" and (former := re.search(r"[((](.*)[))]", name)):
            yield code, TRANSLATION, former[1]
    for table in (own_names.SPOKEN, former_states.TRANSLATED):
        for code, text in table.items():
            yield from ((code, TRANSLATION, name) for name in text.split("|"))


def written(found: Found) -> str:
    """The text of the file."""
    lines, shared = list[tuple[str, int, str, str]](), list[str]()
    for form, by_code in sorted(found.items()):
        best = min(weight for weight, _ in by_code.values())
        kept = {code: name for code, (weight, name) in by_code.items() if weight == best}
        if best == CODE:  # "Nga" is Russia in Vietnamese, and NGA Nigeria: asked, unless so written
            kept |= {code: name for code, (weight, name) in by_code.items() if weight > best}
        lines += [(code, by_code[code][0], form, name) for code, name in kept.items()]
        if len(kept) > 1:
            shared.append(f"=\t{form}\t{' '.join(sorted(kept))}")
    # The name to show first: the English one of CLDR stands before its variants.
    first = {(code, name) for code, name in translations()["en"].items()}
    lines.sort(key=lambda line: (line[0], line[1], (line[0], line[3]) not in first, line[2]))
    rows = ["\t".join(map(str, line)) for line in lines]
    return "\n".join([HEAD, *rows, *shared]) + "\n"


def by_language() -> str:
    """The text of the file of languages."""
    rows = [HEAD]
    for language, names in sorted(translations().items()):
        title = babel.Locale.parse(language).english_name or language
        pairs = [f"{code}={name}" for code, name in sorted(names.items())]
        rows.append("\t".join([language.replace("_", "-"), title, *pairs]))
    return "\n".join(rows) + "\n"


def currencies() -> str:
    """Return the text of the file of currencies: those in use by CLDR, corrected by ISO 4217."""
    in_use = {
        code
        for used in core.get_global("territory_currencies").values()
        for code, _, end, _ in used
        if end is None
    }
    return "\n".join([HEAD, *sorted(in_use - NOT_IN_ISO_4217 | IN_ISO_4217)]) + "\n"


# Where CLDR and ISO 4217 differ: Bulgaria has had the euro since 2026-01-01; CNH is no code of ISO.
NOT_IN_ISO_4217 = {"BGN", "CNH"}
IN_ISO_4217 = {"SVC", "XAD"}

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


if __name__ == "__main__":
    if sys.argv[1:]:
        make_other_names(Path(sys.argv[1]))
    NAMES.write_text(written(gathered()), encoding="utf-8")
    BY_LANGUAGE.write_text(by_language(), encoding="utf-8")
    CURRENCIES.write_text(currencies(), encoding="utf-8")
    ISO_NAMES.write_text(iso_codes.written(sorted(codes())), encoding="utf-8")
    for file in (OTHER_NAMES, NAMES, BY_LANGUAGE, CURRENCIES, ISO_NAMES):
        print(f"{file}: {file.stat().st_size} bytes")
