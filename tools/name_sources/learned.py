"""Spellings of countries' names that CLDR and our own tables lack, from three more registers.

They are `i18n-iso-countries` (npm, MIT), whose unpacked package is given as a folder; the data set
`country-codes` (PDDL), whose columns of the United Nations' terminology have short and formal names
in six languages, given as a file; and iso-codes in the languages beside those of `iso_codes.py`.
`make_names.py` writes of these what no table has.

A name is left out where it is no name of the country by `slips.py`, where another party is called
so, and where it is nearer to what another country is called in the same language than to its own.
"""

from __future__ import annotations

import csv
import functools
import io
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from gettext import GNUTranslations
from pathlib import Path

import pycountry

from dipfacts.countries.related_words import wholes_of
from dipfacts.model.shared_names import COMMON, TRANSLATION, Name
from dipfacts.text import edits_between, fold, name_keys
from name_sources import cldr, iso_codes, slips

Learned = tuple[str, str, str]
"""A language, the code of a country, and a name of it there."""

_LANGUAGES = {"nb_NO": "nb", "zh_CN": "zh", "zh_TW": "zh_Hant", "zh_HK": "zh_Hant", "no": "nb"}
_LANGUAGES |= {"tl": "fil", "pt_BR": "pt", "bn_IN": "bn"}
_UN = {"Chinese": "zh", "English": "en", "French": "fr", "Spanish": "es", "Russian": "ru"}
_UN |= {"Arabic": "ar", "cn": "zh"}
_COLUMN = re.compile(r"UNTERM (\w+) (?:Short|Formal)|official_name_(\w\w)")
_LIKE = 0.7  # of 1: how like another's name a name may be that is not like its own
_ROOT = 4  # letters of a name that are no accident within another


def i18n(folder: Path) -> Iterator[Learned]:
    """Yield the names of i18n-iso-countries."""
    for file in sorted(folder.glob("langs/*.json")):
        text = json.loads(file.read_text(encoding="utf-8"))
        for code, names in text["countries"].items():
            for name in [names] if isinstance(names, str) else names:
                if not slips.is_slip(slips.I18N_ISO_COUNTRIES, text["locale"], code, name):
                    yield text["locale"], code, name


def un_terms(file: Path) -> Iterator[Learned]:
    """Yield the names in six languages of the data set country-codes, without their articles."""
    with file.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            for column, name in row.items():
                if match := re.fullmatch(
                    r"UNTERM (\w+) (Short|Formal)|official_name_(\w\w)", column
                ):
                    language = match[1] or match[2]
                    name = re.sub(r" *\((the|l[ea]s?|l'|el|las|los)\) *\**$", "", name.strip(" *"))
                    name = re.sub(r"^(the|la|le|les|el|los|las|l') *", "", name)
                    if name and row["ISO3166-1-Alpha-2"]:
                        yield _UN.get(language, language), row["ISO3166-1-Alpha-2"], name


def iso_codes_elsewhere() -> Iterator[Learned]:
    """Yield the names of iso-codes in the languages that are not read with all their names."""
    for file in sorted(Path(pycountry.LOCALES_DIR).glob("*/LC_MESSAGES/iso3166-1.mo")):
        language = file.parts[-3]
        if language not in iso_codes.LANGUAGES:
            catalogue = GNUTranslations(io.BytesIO(file.read_bytes()))
            for code in sorted(cldr.ISO):
                for name in iso_codes.english_names(code):
                    translated = catalogue.gettext(name)
                    slip = slips.is_slip(slips.ISO_CODES, language, code, translated)
                    if translated != name and not slip:
                        yield language, code, translated


class Judge:
    """Tells whether a name is one of its country, by what CLDR calls all of them there."""

    def __init__(self) -> None:
        self._names: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for language, names in cldr.translations().items():
            for code, name in names.items():
                self._names[language][code] |= {fold(each) for each in cldr.variants(name)}
        for language, code, name in cldr.other_names():
            self._names[language][code].add(fold(name))

    def accepts(self, language: str, code: str, name: str) -> bool:
        """Return whether no other country is called so, or more like it, in that language."""
        known = self._names.get(_LANGUAGES.get(language, language), {})
        if code not in known:
            return False
        form = fold(name)
        own = max(_likeness(form, each) for each in known[code])
        if own == 1 or any(each and _stem(each) in form for each in known[code]):
            return True
        others = [each for other, names in known.items() if other != code for each in names]
        if any(len(each) >= _ROOT and each in form for each in others):
            return False
        return max((_likeness(form, each) for each in others), default=0) < max(own, _LIKE)


def _stem(form: str) -> str:
    """Return the beginning of a name that its inflected forms keep, too."""
    return form if len(form) <= _ROOT else form[: max(_ROOT, len(form) * 3 // 4)]


def _likeness(one: str, other: str) -> float:
    if not one or not other or abs(len(one) - len(other)) * 2 > max(len(one), len(other)):
        return 0
    return 1 - edits_between(one, other) / max(len(one), len(other))


def names(found: Iterable[Learned], taken: set[str], judged: bool = True) -> list[Name]:
    """Return the names whose forms are not `taken`, by country; add their forms to `taken`."""
    judge = Judge()
    kept = dict[str, Name]()
    several = set[str]()  # forms of two countries
    for language, code, name in found:
        for variant in sorted(cldr.variants(name)):
            forms = name_keys(variant) - taken
            if not forms or cldr.is_abbreviation(variant) or wholes_of(variant):
                continue
            if judged and not judge.accepts(language, code, variant):
                continue
            weight = COMMON if language == "en" else TRANSLATION
            for form in forms:
                other = kept.setdefault(form, Name(code, weight, form, variant))
                several |= {form} if other.code != code else set()
    taken.update(kept)  # in place, which "|=" with keys is not
    return sorted(name for form, name in kept.items() if form not in several)


# ------------------------------------------------------------- words around a name

LEAST = 3  # countries of a language whose official names have the same words around the common one


@functools.cache
def words_around() -> list[tuple[str, str]]:
    """Return what stands before and after a common name in official ones, by iso-codes.

    Such as ("republikof", "") or ("", "respublikasi"): in one language, of LEAST countries or more.
    """
    found = Counter[tuple[str, str]]()
    for file in sorted(Path(pycountry.LOCALES_DIR).glob("*/LC_MESSAGES/iso3166-1.mo")):
        language = file.parts[-3]
        catalogue = GNUTranslations(io.BytesIO(file.read_bytes()))
        common = cldr.translations().get(_LANGUAGES.get(language, language), {})
        here = Counter[tuple[str, str]]()
        for country in pycountry.countries:
            official = getattr(country, "official_name", None)
            if not official or (translated := catalogue.gettext(official)) == official:
                continue
            names = {catalogue.gettext(country.name), common.get(country.alpha_2, "")}
            whole = fold(translated)
            for name in map(fold, names):
                if len(name) > 2 and whole.count(name) == 1 and name != whole:
                    before, _, after = whole.partition(name)
                    here[before, after] += 1
        found.update({pair: count for pair, count in here.items() if count >= LEAST})
    return sorted(found)
