"""The tables of src/dipfacts/countries/, made of CLDR, iso-codes and our own tables.

Run it where Babel and pycountry are installed, after an update of either or of our tables, which
stand in `name_sources`:

    python tools/make_names.py [--cldr FOLDER] [--i18n FOLDER --country-codes FILE]

`cldr_names.tsv` holds one name a line: code, weight, folded form, name as written; then, after
"=", every form that several countries share. A form is kept for the countries where its weight is
best, so that a translation never competes with an English name. What one country alone is called,
and only in other languages, stands by its form in `cldr_translations.tsv`: form, weight, code and
name.

`cldr_languages.tsv` holds one language a line: its code, its English name, then every country's
code and its name in that language. `cldr_currencies.tsv` holds one currency code a line, and
`cldr_tender.tsv` one country: its code, then each currency it has or had, with first and last day.

`iso_names.tsv` and `iso_translations.tsv` hold what only iso-codes has, apart for its licence, and
`learned_names.tsv` what only two more registers have.
"""

from __future__ import annotations

import argparse
import functools
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from importlib.metadata import version
from itertools import takewhile
from pathlib import Path

import babel
from babel import core, localedata

from dipfacts.countries import related_words
from dipfacts.countries.english_words import words_of
from dipfacts.countries.translations import CLDR
from dipfacts.countries.translations import ISO as ISO_TABLE
from dipfacts.model.shared_names import CODE, COMMON, NAME, SELDOM, TRANSLATION, Name
from dipfacts.text import fold, name_key, name_keys
from name_sources import (
    cldr,
    former_states,
    iso_codes,
    learned,
    organisations,
    own_names,
    slips,
)

TABLES = Path(__file__).parents[1] / "src" / "dipfacts" / "countries"
NAMES = TABLES / "cldr_names.tsv"
BY_LANGUAGE = TABLES / "cldr_languages.tsv"
CURRENCIES = TABLES / "cldr_currencies.tsv"
TENDER = TABLES / "cldr_tender.tsv"
ISO_NAMES = TABLES / "iso_names.tsv"
TRANSLATIONS, ISO_TRANSLATIONS = (TABLES / name for name in (CLDR, ISO_TABLE))
LEARNED = TABLES / "learned_names.tsv"

HEAD = f"# Unicode CLDR by Babel {babel.__version__}, License: Unicode-3.0; docs/names.md"

# Each is called as the other is but for a word or two, which some languages leave out.
NAMESAKES = {"CD": "CG", "CG": "CD", "KP": "KR", "KR": "KP"}

# Of whose name in brackets the rest is the name of more: "Полинезия (франциялык)".
WITH_BRACKETS = {*NAMESAKES, "PF"}

# What one of them is called is a part of what the others are, in nearly all languages.
NAMES_WITHIN = {"GN": "GW GQ PG", "SD": "SS", "WS": "AS", "GY": "GF"}

# What is called alike but for a word, and which is each of them without that.
NAMED_IN_PART = [("CD", "CG"), ("KP", "KR"), ("VG", "VI"), ("MF", "SX")]

# The second is called after the first, with that language's word for republic around it.
NAMED_AFTER = [("DM", "DO")]

Found = dict[str, dict[str, tuple[int, str]]]  # form -> code -> weight and name
Given = tuple[str, int, str]
"""The code of a country or the id of an organisation, the weight of a name, and the name."""


def organisations_in_languages() -> Iterator[Given]:
    """Yield the names of the organisations that CLDR has in its languages."""
    for language in cldr.languages():
        names = localedata.load(language, merge_inherited=False).get("territories", {})
        for key, id_ in organisations.CLDR.items():
            name = names.get(key)
            if name and not slips.is_slip(slips.CLDR, language, key, name):
                yield id_, TRANSLATION, name


def gathered() -> Found:
    """Return every form with the parties that it may mean, each with its best weight and name.

    Names of regions change nothing of what is known without them.
    """
    return _gathered(cldr.translations() | cldr.in_regions()) | _gathered(cldr.translations())


def _gathered(spoken: cldr.Spoken) -> Found:
    found: Found = defaultdict(dict)

    @functools.cache  # many languages share a name
    def add(code: str, weight: int, name: str) -> None:
        if weight > COMMON and related_words.wholes_of(name):
            return  # never a part for the whole; Germany (Prussia) is the Correlates of War's
        for form in name_keys(name):
            if weight < found[form].get(code, (9, ""))[0]:
                found[form][code] = weight, name

    for name in (
        *(*codes_of_countries(), *names_of_former_states(), *english_names()),
        *(*names_in_languages(spoken), *names_of_organisations(), *organisations_in_languages()),
        *(*names_within_others(spoken), *names_in_part(spoken), *names_without_republic(spoken)),
        *(*names_of_several(), *acronyms_with_points()),
    ):
        add(*name)
    for code, other in NAMESAKES.items():
        longer = [form for form, by_code in found.items() if other in by_code]
        for form in [form for form, by_code in found.items() if code in by_code]:
            if found[form][code][0] == TRANSLATION and any(form in name for name in longer):
                add(other, TRANSLATION, found[form][code][1])
    keep_official(found)
    return found


def keep_official(found: Found) -> None:
    """Leave the official name of a country to it alone."""
    for code, text in own_names.OFFICIAL.items():
        for form in map(name_key, text.split("|")):
            found[form] = {code: found[form][code]}


def acronyms_with_points() -> Iterator[Given]:
    """Yield English acronyms of up to three letters with their points, W.T.O., and no codes.

    Whoever has the same in another language has it with points, too. Longer names are found with
    points or without.
    """
    makers = (names_of_former_states, english_names, names_of_organisations)
    names = [it for names in makers for it in names() if re.fullmatch("[A-Z]{2,3}", it[2])]
    english = {name for _, weight, name in names if weight in (NAME, COMMON)}
    for code, weight, name in names:
        if weight in (NAME, COMMON, TRANSLATION) and name in english:
            yield code, weight, ".".join(name) + "."


def names_within_others(spoken: cldr.Spoken) -> Iterator[Given]:
    """Yield names that other countries have as a part of theirs, in the same language, for them."""
    regions = spoken.keys() - cldr.translations().keys()
    for language, names in spoken.items():
        for code, others in NAMES_WITHIN.items():
            name = cldr.without_brackets(names.get(code, ""))
            is_told = fold(name) == fold(cldr.translations()["en"][code]) or language in regions
            if code == "GY" and is_told:
                continue  # English tells Guyana from Guiana, and so do the Chinese of Hong Kong
            for other in others.split() if name else ():
                if fold(name) in fold(names.get(other, "")):
                    yield other, NAME if language == "en" else TRANSLATION, name


def names_in_part(spoken: cldr.Spoken) -> Iterator[Given]:
    """Yield what names of two countries have in common in a language: Korea, Corée, 刚果."""
    for names in spoken.values():
        bare = {code: cldr.without_brackets(name) for code, name in names.items()}
        for one, other in NAMED_IN_PART:
            part = common_part(bare.get(one, ""), bare.get(other, ""))
            others = sum(part in name for name in bare.values()) if part else 0
            if part and others <= 2 and len(fold(part)) > (3 if part.isascii() else 1):
                yield one, TRANSLATION, part
                yield other, TRANSLATION, part
            if one == "MF" and one in bare and not bare[one].startswith("法"):  # the French
                yield other, TRANSLATION, bare[one]


def names_without_republic(spoken: cldr.Spoken) -> Iterator[Given]:
    """Yield what is left of a republic's name without that word: Доминикан, ドミニカ.

    If the language calls the other country so as well, both have the name, unless other languages
    tell the two apart by it: Kyrgyz has "Доминика Республикасы", but Доминика is Dominica.
    """
    for one, other in NAMED_AFTER:
        named = [names for names in spoken.values() if one in names and other in names]
        of_both, apart = list[tuple[str, str]](), set[str]()
        for names in named:
            first, left = fold(names[one]), without_words_around(names[other])
            begins = first[: 1 if first > "\u2e80" else 3]  # a word of Chinese, or letters
            of_one = {first, *without_words_around(names[one])}
            for form in left:
                if form.removeprefix("ال").startswith(begins):
                    of_both += [(each, form) for each in (one, other) if form in of_one]
                    yield from [(other, TRANSLATION, form)] if form not in of_one else ()
            apart |= {first} - left
        yield from ((code, TRANSLATION, form) for code, form in of_both if form not in apart)


def without_words_around(name: str) -> set[str]:
    """Return what may be left of a name, folded, without words for what kind of state it is."""
    form = fold(cldr.without_brackets(name))
    return {
        rest
        for before, after in {*own_names.words_around(), *learned.words_around()}
        if form.startswith(before) and form.endswith(after)
        if len(rest := form[len(before) : len(form) - len(after)]) > 1
    }


def common_part(one: str, other: str) -> str:
    """Return the words that two names begin or end with; of one word, the letters.

    >>> common_part("Corée du Nord", "Corée du Sud"), common_part("刚果（金）", "刚果（布）")
    ('Corée', '刚果（')
    """
    words, others = re.split(r"[\s-]+", one), re.split(r"[\s-]+", other)
    if len(words) == len(others) == 1:
        same = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
        return "" if one.isascii() else "".join(letter for letter, _ in same)
    longest = max(
        (
            words[a:b]
            for a in range(len(words))
            for b in range(a, len(words) + 1)
            if any(words[a:b] == others[n : n + b - a] for n in range(len(others)))
        ),
        key=lambda run: sum(map(len, run)),
        default=[],
    )
    while longest and len(longest[-1]) < 4 and longest[-1].isascii():
        longest.pop()  # "du"
    return " ".join(longest)


def names_of_several() -> Iterator[Given]:
    """Yield the names that several states share by our own table."""
    for shared, text in own_names.SHARED.items():
        for name in text.split("|"):
            weight = TRANSLATION if name[0] != "=" else NAME
            yield from ((code, weight, name.lstrip("=")) for code in shared.split())


def names_of_organisations() -> Iterator[Given]:
    """Yield the names and acronyms of organisations, blocs and aggregates."""
    for id_, (_, english, others) in organisations.listed().items():
        for nth, name in enumerate(english):
            yield id_, COMMON if nth else NAME, name
        yield from ((id_, TRANSLATION, name) for name in others)


def codes_of_countries() -> Iterator[Given]:
    """Yield the codes of ISO 3166."""
    for code, others in cldr.codes().items():
        yield from ((code, CODE, other) for other in (code, *others))


def names_of_former_states() -> Iterator[Given]:
    """Yield the names and codes of states that were."""
    for code, text in former_states.NAMES.items():
        name, *rest = text.split("|")
        yield code, NAME, name
        for other in rest:
            yield code, CODE if other in former_states.CODES else COMMON, other
        if code.isupper():
            yield code, CODE, code


def english_names() -> Iterator[Given]:
    """Yield CLDR's English names with their variants, then our own."""
    for code, name in cldr.translations()["en"].items():
        shown = own_names.SHOWN.get(code, name)
        for nth, variant in enumerate([shown, *sorted(cldr.variants(name) - {shown})]):
            yield code, COMMON if nth else NAME, variant
    for table in (own_names.COMMON, own_names.FORMERLY):
        for code, text in table.items():
            for name in text.split("|"):
                yield code, NAME if name[0] == "=" else COMMON, name.lstrip("=")


def names_in_languages(spoken: cldr.Spoken) -> Iterator[Given]:
    """Yield CLDR's names in all languages with their variants, then our own."""
    named = [pair for names in spoken.values() for pair in names.items()]
    named += [
        (code, name)
        for language, code, name in cldr.other_names()
        if not slips.is_slip(slips.CLDR, language, code, name)
    ]
    for code, name in named:
        if cldr.is_abbreviation(name):
            continue
        for variant in sorted({name} if code in WITH_BRACKETS else cldr.variants(name)):
            yield code, TRANSLATION, variant
        if code == "MM" and (former := re.search(r"[((](.*)[))]", name)):
            yield code, TRANSLATION, former[1]
    own = (own_names.SPOKEN, own_names.FORMAL, own_names.OFFICIAL, former_states.TRANSLATED)
    for table in own:
        for code, text in table.items():
            yield from ((code, TRANSLATION, name) for name in text.split("|"))


def written(found: Found) -> tuple[str, str]:
    """Return the texts of the file of names, and of that of translations."""
    names, shared = list[Name](), list[str]()
    for form, by_code in sorted(found.items()):
        # Codes and acronyms count by how they are written: NGA is Nigeria, and Nga is Russia in
        # Vietnamese. Of other names none outweighs another, so that they are asked back.
        words = [weight for weight, name in by_code.values() if is_word(weight, name)]
        for code, (weight, name) in by_code.items():
            best = min(words) if is_word(weight, name) else weight
            names.append(Name(code, best, form, name))
        if len(by_code) > 1:
            shared.append(f"=\t{form}\t{' '.join(sorted(by_code))}")
    # The name to show first: that of a sentence, by CLDR mostly, stands before its variants.
    first = {*(cldr.translations()["en"] | own_names.SHOWN).items()}
    names.sort(key=lambda it: (it.code, it.weight, (it.code, it.spelling) not in first, it.form))
    rows, others = parted(names)
    kinds = defaultdict[str, list[str]](list)
    for id_, (kind, _, _) in organisations.listed().items():
        kinds[kind].append(id_)
    kinds["territory"] += sorted(TERRITORIES)
    kinds["country"] = [code for code in former_states.NAMES if code.islower()]
    of_kinds = [f"+\t{kind}\t{' '.join(ids)}" for kind, ids in kinds.items()]
    in_words = words_in(names)
    around = of_words(own_names.words_around())
    return text_of(HEAD, *rows, *shared, *of_kinds, *in_words, *around), text_of(HEAD, *others)


def text_of(*lines: str) -> str:
    """Return the text of a file of these lines."""
    return "\n".join(lines) + "\n"


def parted(names: list[Name], shared: Collection[str] = ()) -> tuple[list[str], list[str]]:
    """Return the lines of names that an index holds, and of translations of one country each.

    The latter are sorted by their forms. The former are also those of forms that several share, by
    this table or another one.
    """
    alike = Counter(name.form for name in names)
    ours = {it.form for it in names if it.weight < TRANSLATION or not it.code.isupper()}
    ours |= {*shared} | {form for form, count in alike.items() if count > 1}
    rows = ["\t".join(map(str, name)) for name in names if name.form in ours]
    others = (it for it in names if it.form not in ours)
    return rows, sorted(f"{it.form}\t{it.weight}\t{it.code}\t{it.spelling}" for it in others)


def words_in(names: Iterable[Name]) -> list[str]:
    """Return the lines of the words of English names: where there are two, in any order."""
    found = defaultdict[str, set[str]](set)
    for name in names:
        if CODE < name.weight < TRANSLATION:
            found[words_of(name.spelling)].add(name.code)
    return [
        f"%\t{words}\t{' '.join(sorted(codes))}"
        for words, codes in sorted(found.items())
        if " " in words
    ]


def of_words(around: Iterable[tuple[str, ...]]) -> list[str]:
    """Return the lines of the words that stand before and after a name."""
    return ["\t".join(("~", *pair)) for pair in sorted(around)]


def is_word(weight: int, name: str) -> bool:
    """Return whether a name counts however it is written, as codes and acronyms do not."""
    return weight != CODE and not organisations.is_acronym(name)


def by_language() -> str:
    """The text of the file of languages."""
    rows = [HEAD]
    for language, names in sorted(cldr.translations().items()):
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


def tender() -> str:
    """Return the text of the file of the currencies that each country has or had, by CLDR."""
    rows = [HEAD]
    for country, used in sorted(core.get_global("territory_currencies").items()):
        dated = [
            " ".join([code, *("{:04}-{:02}-{:02}".format(*day) if day else ".." for day in ends)])
            for code, *ends, is_tender in used
            if is_tender
        ]
        if country in cldr.codes() and dated:
            rows.append("\t".join([country, *dated]))
    return "\n".join(rows) + "\n"


# Where CLDR and ISO 4217 differ: Bulgaria has had the euro since 2026-01-01; CNH is no code of ISO.
NOT_IN_ISO_4217 = {"BGN", "CNH"}
IN_ISO_4217 = {"SVC", "XAD"}

# What ISO has and is no state: dependent, associated, a part of another, or nobody's. What others
# claim but governs itself is a country here.
TERRITORIES = frozenset(
    """
AI AQ AS AW AX BL BM BQ BV CC CK CW CX EH FK FO GF GG GI GL GP GS GU HK HM IM IO JE KY MF MO MP MQ
MS NC NF NU PF PM PN PR RE SH SJ SX TC TF TK UM VG VI WF YT""".split()
)


def iso_names() -> tuple[str, str]:
    """Return the texts of the two files of what only iso-codes has."""
    source = f"iso-codes by pycountry {version('pycountry')}"
    head = f"# {source}, License: LGPL-2.1-or-later; docs/names.md"
    whole = iso_codes.lines(sorted(cldr.codes()))
    taken = {*forms()} | {name.form for name in whole}
    seldom = [
        name._replace(weight=SELDOM) for name in learned.names(learned.iso_codes_elsewhere(), taken)
    ]
    lines = NAMES.read_text(encoding="utf-8").split("\n")
    shared = [line.split("\t")[1] for line in lines if line.startswith("=")]
    names = sorted([*whole, *seldom], key=lambda name: (name.code, name.weight, name.form))
    rows, others = parted(names, shared)
    more = (*words_in(whole), *of_words(learned.words_around()))
    return text_of(head, *rows, *more), text_of(head, *others)


def learned_names(i18n: Path, un_terms: Path) -> str:
    """Return the text of the file of what only two more registers have."""
    version = json.loads((i18n / "package.json").read_text(encoding="utf-8"))["version"]
    head = f"# i18n-iso-countries {version}; country-codes (PDDL), License: MIT; docs/names.md"
    taken = {*forms()} | {it.form for it in iso_codes.all_names(ISO_NAMES)}
    found = learned.names(learned.un_terms(un_terms), taken, judged=False)
    found += learned.names(learned.i18n(i18n), taken)
    rows = ["\t".join(map(str, row)) for row in sorted(found)]
    return text_of(head, *rows, *words_in(found))


def forms() -> list[str]:
    """Return the forms of all names in the tables that are written first."""
    return [name.form for name in iso_codes.all_names(NAMES)]


def main() -> int:
    """Write the tables; those that need a folder only where it is given."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--cldr", type=Path, help="the unpacked npm package cldr-localenames-full")
    parser.add_argument("--i18n", type=Path, help="the unpacked npm package i18n-iso-countries")
    parser.add_argument("--country-codes", type=Path, help="country-codes.csv, of that data set")
    given = parser.parse_args()
    if given.cldr:
        cldr.make_other_names(given.cldr)
    for file, text in zip((NAMES, TRANSLATIONS), written(gathered()), strict=True):
        file.write_text(text, encoding="utf-8")
    BY_LANGUAGE.write_text(by_language(), encoding="utf-8")
    CURRENCIES.write_text(currencies(), encoding="utf-8")
    TENDER.write_text(tender(), encoding="utf-8")
    for file, text in zip((ISO_NAMES, ISO_TRANSLATIONS), iso_names(), strict=True):
        file.write_text(text, encoding="utf-8")
    if given.i18n and given.country_codes:
        LEARNED.write_text(learned_names(given.i18n, given.country_codes), encoding="utf-8")
    made = (NAMES, TRANSLATIONS, BY_LANGUAGE, CURRENCIES, TENDER)
    for file in (cldr.OTHER_NAMES, *made, ISO_NAMES, ISO_TRANSLATIONS, LEARNED):
        print(f"{file}: {file.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
