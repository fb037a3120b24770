"""What ISO 3166 calls countries, in English and in translation: iso-codes, as pycountry ships it.

`make_names.py` writes of this what CLDR lacks.
"""

from __future__ import annotations

import functools
import io
import re
from gettext import GNUTranslations
from importlib.metadata import version
from pathlib import Path

import pycountry

from dipfacts.countries import COMMON, NAME, TRANSLATION, Name, names_of
from dipfacts.text import fold

# The languages whose translations of the register are well kept; those of others have
# names of one country for another.
LANGUAGES = (
    "ar az be bg bs ca cs da de el es et fa fi fr gl he hi hr hu hy id is it ja ka kk ko lt lv mk"
    " nb_NO nl nn pl pt ro ru sk sl sq sr sv th tr uk vi zh_CN zh_TW"
).split()

# Slips in these translations: what a country is called there is the name of another.
SLIPS = {
    ("ER", "فلسطین"),
    ("GM", "República de Zàmbia"),
    ("GM", "Slovenská republika"),
    ("GM", "جمهوری زامبیا"),
    ("NP", "Орталық Африка Республикасы"),
}

# "Republic of Korea" is also "Korea, Republic of", and the other way round.
_OF = re.compile(r"(?P<kind>(?:\S+ )*?\S+ of(?: the)?) (?P<head>.+)")
_COMMA = re.compile(r"(?P<head>[^,]+), (?P<kind>[^,]* of(?: the)?)")


def english_names(code: str) -> list[str]:
    """Return what the register calls a country: its name, its common and its official one."""
    country = pycountry.countries.get(alpha_2=code)
    known = [getattr(country, key, None) for key in ("name", "common_name", "official_name")]
    return list(dict.fromkeys(name for name in known if name))


def translated_names(code: str) -> list[str]:
    """Return the same names as the register is translated to other languages."""
    names = [
        translated
        for catalogue in _catalogues()
        for name in english_names(code)
        if (translated := catalogue.gettext(name)) != name
    ]
    return [name for name in dict.fromkeys(names) if (code, name) not in SLIPS]


@functools.cache
def _catalogues() -> list[GNUTranslations]:
    folder = Path(pycountry.LOCALES_DIR)
    paths = [folder / language / "LC_MESSAGES" / "iso3166-1.mo" for language in LANGUAGES]
    return [GNUTranslations(io.BytesIO(path.read_bytes())) for path in paths]


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
    spellings = {name.shown for name in names_of(code)}
    best = dict[str, int]()
    for known in names_of(code):
        best[known.form] = min(known.weight, best.get(known.form, known.weight))
    found = list[Name]()
    for weight, name in names:
        form = fold(name)
        respelled = weight < TRANSLATION and name not in spellings
        if weight < best.get(form, TRANSLATION + 1) or respelled:
            found.append(Name(code, weight, form, name))
            best[form] = min(weight, best.get(form, weight))
            spellings.add(name)
    return sorted(found, key=lambda name: (name.weight, name.form))


def written(codes: list[str]) -> str:
    """Return the text of the table of these countries."""
    source = f"iso-codes by pycountry {version('pycountry')}"
    head = f"# {source}, License: LGPL-2.1-or-later; docs/names.md"
    rows = ["\t".join(map(str, name)) for code in codes for name in missing_names(code)]
    return "\n".join([head, *rows]) + "\n"
