"""Names of countries in ISO 3166, in English and in translation: iso-codes, as pycountry ships it.

`make_names.py` writes of this what CLDR lacks.
"""

from __future__ import annotations

import functools
import io
import re
from gettext import GNUTranslations
from itertools import groupby
from operator import attrgetter
from pathlib import Path

import pycountry

from dipfacts.countries.related_words import wholes_of
from dipfacts.countries.tables import parsed
from dipfacts.model.shared_names import COMMON, NAME, TRANSLATION, Name
from dipfacts.text import name_keys
from name_sources import slips

# The languages whose translations of the register are well kept; those of others have
# names of one country for another. What is wrong in these stands in `slips.py`.
LANGUAGES = (
    "ar az be bg bs ca cs da de el es et fa fi fr gl he hi hr hu hy id is it ja ka kk ko lt lv mk"
    " nb_NO nl nn pl pt ro ru sk sl sq sr sv th tr uk vi zh_CN zh_TW"
).split()

# "Republic of Korea" is also "Korea, Republic of", and the other way round.
_OF = re.compile(r"(?P<kind>(?:\S+ )*?\S+ of(?: the)?) (?P<head>.+)")
_COMMA = re.compile(r"(?P<head>[^,]+), (?P<kind>[^,]* of(?: the)?)")


TABLES = Path(__file__).parents[2] / "src" / "dipfacts" / "countries"


@functools.cache
def all_names(table: Path = TABLES / "cldr_names.tsv") -> list[Name]:
    """Return all names in a table and in that of its translations, by country."""
    lines = table.read_text(encoding="utf-8").split("\n")
    found = [parsed(line) for line in lines if line.count("\t") == 3]
    translated = table.with_name(table.name.replace("names", "translations"))
    for line in translated.read_text(encoding="utf-8").split("\n")[1:-1]:
        form, weight, code, shown = line.split("\t")
        found.append(Name(code, int(weight), form, shown))
    return sorted(found)


@functools.cache
def _by_code(table: Path) -> dict[str, list[Name]]:
    return {code: [*names] for code, names in groupby(all_names(table), key=attrgetter("code"))}


def names_of(code: str, table: Path = TABLES / "cldr_names.tsv") -> list[Name]:
    """Return the codes and names of a country by its alpha-2 code; none if there is none."""
    return _by_code(table).get(code, [])


def english_names(code: str) -> list[str]:
    """Return what the register calls a country: its name, its common and its official one."""
    country = pycountry.countries.get(alpha_2=code)
    known = [getattr(country, key, None) for key in ("name", "common_name", "official_name")]
    return list(dict.fromkeys(name for name in known if name))


def translated_names(code: str) -> list[str]:
    """Return the same names as the register is translated to other languages."""
    names = [
        translated
        for language, catalogue in _catalogues()
        for name in english_names(code)
        if (translated := catalogue.gettext(name)) != name
        and not wholes_of(translated)
        and not slips.is_slip(slips.ISO_CODES, language, code, translated)
    ]
    return [*dict.fromkeys(names)]


@functools.cache
def _catalogues() -> list[tuple[str, GNUTranslations]]:
    folder = Path(pycountry.LOCALES_DIR)
    paths = {lang: folder / lang / "LC_MESSAGES" / "iso3166-1.mo" for lang in LANGUAGES}
    return [(lang, GNUTranslations(io.BytesIO(path.read_bytes()))) for lang, path in paths.items()]


def reordered(name: str) -> str | None:
    """Return "Korea, Republic of" for "Republic of Korea" and the reverse; None for others."""
    if match := _COMMA.fullmatch(name):
        return f"{match['kind']} {match['head']}"
    if match := _OF.fullmatch(name):
        return f"{match['head']}, {match['kind']}"
    return None


def missing_names(code: str) -> list[Name]:
    """Return the names of a country that CLDR has not, or not as English ones.

    Of translations that fold alike, one is enough to find the country by. English names are also
    kept where only their spelling differs, since they are suggested and completed to.
    """
    names = list[tuple[int, str]]()
    for name in english_names(code):
        names.append((NAME, name))
        if other := reordered(name):
            names.append((COMMON, other))
    names += [(TRANSLATION, name) for name in translated_names(code)]
    spellings = {name.spelling for name in names_of(code)}
    best = dict[str, int]()
    for known in names_of(code):
        best[known.form] = min(known.weight, best.get(known.form, known.weight))
    found = list[Name]()
    for weight, name in names:
        respelled = weight < TRANSLATION and name not in spellings
        for form in sorted(name_keys(name)):
            if weight < best.get(form, TRANSLATION + 1) or respelled:
                found.append(Name(code, weight, form, name))
                best[form] = min(weight, best.get(form, weight))
                spellings.add(name)
    return sorted(found, key=lambda name: (name.weight, name.form))


def lines(codes: list[str]) -> list[Name]:
    """Return what the table of these countries holds of the languages that are read whole."""
    return [name for code in codes for name in missing_names(code)]
