"""Names of countries, as each provider has them and with a slip of the finger: how many are found.

Run it where dipfacts and Babel are installed:

    .venv/bin/python benchmarks/names.py [--typos 3000 | --all] [--jobs 2] [--i18n FOLDER]

It makes a fact base of the 249 countries of ISO 3166, asks for each by the names that providers
have (ISO and CLDR in all languages, those of `spellings.tsv`, and those of the unpacked npm package
i18n-iso-countries, where it is given), then by single-edit typos of its English names: a random
sample of them, or all, by so many processes. Exits with 1 where a name led
to another country, where a limit on names not found is passed, or where too few typos had the right
country first.
"""

from __future__ import annotations

import argparse
import datetime
import functools
import io
import multiprocessing
import os
import random
import string
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from gettext import GNUTranslations
from pathlib import Path
from typing import NamedTuple

import pycountry

from dipfacts.countries import country_names
from dipfacts.errors import QuestionError
from dipfacts.query.base import Base, open_base
from dipfacts.text import fold

sys.path.append(str(Path(__file__).parents[1] / "tools"))
from name_sources import cldr, iso_codes, learned, slips

LEAST = 0.989  # of typos that have the right country first


def fact_base() -> str:
    """The text of a fact base that declares every country, each by its ISO name."""
    parties = (
        f'[[party]]\nid = "country-{country.alpha_2.lower()}"\nkind = "country"\n'
        f'name = "{country.name}"\niso = "{country.alpha_2}"\n'
        for country in pycountry.countries
    )
    return "format = 1\n\n" + "\n".join(parties)


def outcome(base: Base, name: str, code: str) -> str:
    """Return the outcome of asking by a name of a country."""
    try:
        return "right" if base.party(name).iso == code else "wrong"
    except QuestionError as error:
        if " may be " not in error.message:
            return "not found"
        return "asked" if f"({code})" in error.message else "asked about others"


SPELLINGS = Path(__file__).with_name("spellings.tsv")
# The languages with the most speakers, by the codes of iso-codes.
LARGEST = (
    "en zh_CN hi es ar fr bn pt pt_BR ru ur id de ja mr te tr ta vi tl fil ko ha sw jv it pa gu fa"
    " kn ps my am ml or uz uk yo pl sd ro nl ne si km so az ku hu zu th el cs sv be sr kk xh af"
    " he fi da sk"
).split()
ENGLISH = ("ISO 3166", "UN Comtrade", "World Bank", "COW", "GW, UCDP", "IMF", "Wikidata")


class Spelling(NamedTuple):
    """A name that a provider has for one of some parties, by their codes or ids."""

    provider: str
    codes: frozenset[str]
    name: str


def spellings(i18n: Path | None = None) -> Iterator[Spelling]:
    """Yield the names of all providers; those of i18n-iso-countries where its folder is given."""
    for _, code, name in learned.i18n(i18n) if i18n else ():
        yield Spelling("i18n-iso-countries: common names", frozenset((code,)), name)
    for line in SPELLINGS.read_text(encoding="utf-8").splitlines()[1:]:
        provider, codes, name = line.split("\t")
        yield Spelling(provider, frozenset(codes.split()), name)
    for country in pycountry.countries:
        code = country.alpha_2
        for name in iso_codes.english_names(code):
            yield Spelling("ISO 3166", frozenset((code,)), name)
    translations = cldr.translations()
    for names in translations.values():
        for code, name in names.items():
            yield Spelling(
                f"CLDR, {len(translations)} languages and scripts", frozenset((code,)), name
            )
    for file in sorted(Path(pycountry.LOCALES_DIR).glob("*/LC_MESSAGES/iso3166-1.mo")):
        if (language := file.parts[-3]) in LARGEST:
            catalogue = GNUTranslations(io.BytesIO(file.read_bytes()))
            for country in pycountry.countries:
                for key, kind in (("name", "common"), ("official_name", "official")):
                    english = getattr(country, key, None) or country.name
                    name = catalogue.gettext(english)
                    slip = slips.is_slip(slips.ISO_CODES, language, country.alpha_2, name)
                    if name != english and not slip:
                        provider = f"iso-codes, the largest languages: {kind} names"
                        yield Spelling(provider, frozenset((country.alpha_2,)), name)


def came_to(base: Base, spelling: Spelling) -> str:
    """Return the outcome of asking by a provider's name; wrong only where another answered."""
    try:
        party = base.party(spelling.name)
    except QuestionError as error:
        return "asked back" if " may be " in error.message else "not found"
    return "right" if country_names.code_of(party) in spelling.codes else "wrong"


def by_provider(base: Base, i18n: Path | None = None) -> tuple[dict[str, Counter[str]], list[str]]:
    """Ask by all names of each provider; also return those that were wrong or not found."""
    counts = defaultdict[str, Counter[str]](Counter)
    astray = []
    for spelling in dict.fromkeys(spellings(i18n)):
        outcome = came_to(base, spelling)
        counts[spelling.provider][outcome] += 1
        if outcome in ("wrong", "not found"):
            astray.append(
                f"{outcome}: {spelling.name} ({spelling.provider}: {set(spelling.codes)})"
            )
    return counts, astray


def within_limits(counts: dict[str, Counter[str]]) -> bool:
    """Return whether no name was wrong, and few enough were not found."""
    good = True
    for provider, found in counts.items():
        missing = found["not found"] / found.total()
        limit = 0.02 if provider.endswith(("common names", "scripts")) else 0.08
        limit = 0.01 if provider in ENGLISH else limit
        good = good and not found["wrong"] and missing <= limit
    return good


class Asked(NamedTuple):
    """The outcomes of names: how many of each, in how many languages; which led elsewhere.

    `asked` counts by country the names that were asked back.
    """

    counts: Counter[str]
    languages: int
    elsewhere: list[str]
    asked: Counter[str]


def in_all_languages(base: Base, every: int = 1) -> Asked:
    """Ask by each country's names in each language; of these only each so manieth is taken.

    These are CLDR's names; of ISO's register all translations are taken.
    """
    named = dict(list(cldr.translations().items())[::every])
    told = [(code, name) for names in named.values() for code, name in names.items()]
    told += [(code, name) for language, code, name in cldr.other_names() if language in named]
    # Short abbreviations are left out on purpose, and Kosovo is not in the base.
    told = [(c, name) for c, name in told if c != "XK" and not cldr.is_abbreviation(name)]
    told += [(code, name) for code in cldr.ISO for name in iso_codes.translated_names(code)]
    counts, asked = Counter[str](), Counter[str]()
    elsewhere = []
    asked_once = functools.cache(functools.partial(outcome, base))  # many languages share a name
    for code, name in told:
        came_to = asked_once(name, code)
        counts[came_to] += 1
        asked[code] += came_to == "asked"
        if came_to not in ("right", "asked"):
            elsewhere.append(f"{name} ({code}): {came_to}")
    return Asked(counts, len(named), elsewhere, +asked)


def english_names() -> list[tuple[str, str]]:
    """The English names of each country, by CLDR and by ISO, with its code; each form once."""
    found = [(name, code) for code, name in cldr.translations()["en"].items() if code in cldr.ISO]
    found += [
        (name, country.alpha_2)
        for country in pycountry.countries
        for key in ("name", "common_name")
        if (name := getattr(country, key, None))
    ]
    return list({(fold(name), code): (name, code) for name, code in reversed(found)}.values())


def typos(name: str) -> Iterator[str]:
    """Every text one edit away: a letter dropped, added or replaced, two neighbours swapped."""
    for at in range(len(name) + 1):
        before, after = name[:at], name[at:]
        if after:
            yield before + after[1:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        for letter in string.ascii_lowercase:
            yield before + letter + after
            if after:
                yield before + letter + after[1:]


def after_a_typo(base: Base, typo: str, code: str) -> str:
    """Return the outcome of a typo: the country itself, its name suggested first, or another."""
    try:
        return "found at once" if base.party(typo).iso == code else "the name of another"
    except QuestionError as error:
        told = error
    if " may be " in told.message:
        return "asked back" if f"({code})" in told.message else "asked about others"
    if not told.hint.startswith('did you mean "'):
        return "no suggestion"
    for nth, suggested in enumerate(told.hint.split('"')[1::2]):
        try:
            if base.party(suggested).iso == code:
                return "suggested later" if nth else "suggested first"
        except QuestionError:  # a name that several countries share
            continue
    return "others suggested"


@functools.cache
def _opened(path: str) -> Base:
    """The base of a process of its own: none of them may use the connection of another."""
    return open_base(path)


def _tried(task: tuple[str, list[tuple[str, str]]]) -> list[str]:
    path, typos_of = task
    return [after_a_typo(_opened(path), typo, code) for typo, code in typos_of]


def _pieces(tried: list[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    for at in range(0, len(tried), 500):
        yield tried[at : at + 500]


def after_typos(path: str, tried: list[tuple[str, str]], jobs: int) -> list[str]:
    """Return the outcome of each typo, in their order, found by so many processes."""
    tasks = [(path, some) for some in _pieces(tried)]
    with multiprocessing.get_context("spawn").Pool(jobs) as pool:
        found = list[str]()
        for some in pool.imap(_tried, tasks):
            found += some
            if len(found) % 10_000 == 0:
                print(f"{len(found)} typos: {_told(Counter(found))}", file=sys.stderr, flush=True)
        return found


def _told(came_to: Counter[str]) -> str:
    return f"{dict(came_to.most_common())}: {_share(came_to):.1%} right"


def _share(came_to: Counter[str]) -> float:
    """The share of typos that have the right country first."""
    good = sum(came_to[key] for key in ("found at once", "suggested first"))
    return good / max(1, came_to.total())


def main() -> int:
    """Measure, print, and tell by the exit status whether it is good enough."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--typos", type=int, default=3000, help="how many typos to try")
    parser.add_argument("--all", action="store_true", help="try every typo (an hour)")
    parser.add_argument("--jobs", type=int, default=1, help="processes that try typos (1)")
    parser.add_argument("--astray", action="store_true", help="list the typos that went wrong")
    parser.add_argument("--i18n", type=Path, help="the unpacked npm package i18n-iso-countries")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DIPFACTS_CACHE"] = folder
        path = Path(folder, "countries.toml")
        path.write_text(fact_base(), encoding="utf-8")
        began = time.perf_counter()
        with open_base(str(path)) as base:
            print(f"{datetime.date.today()}: 249 countries, {time.perf_counter() - began:.2f} s")
            counts, astray_names = by_provider(base, given.i18n)
        for provider, found in counts.items():
            kinds = ("right", "asked back", "not found", "wrong")
            shown = ", ".join(f"{kind} {found[kind]}" for kind in kinds)
            print(f"{provider}: {found.total()} names: {shown}", flush=True)
        if given.astray:
            print(*astray_names, sep="\n", flush=True)
        tried = sorted(
            {(t, code) for name, code in english_names() for t in typos(name)}
            - set(english_names())
        )
        whole = len(tried)
        # The same order every time; what was tried before an end too soon is a sample, too.
        tried = random.Random(6).sample(tried, whole if given.all else min(given.typos, whole))
        began = time.perf_counter()
        outcomes = after_typos(str(path), tried, given.jobs)
        taken = time.perf_counter() - began
    came_to_all = Counter(outcomes)
    astray = [(typo, code, what) for (typo, code), what in zip(tried, outcomes, strict=True)]
    print(f"{len(tried)} of {whole} typos in {taken:.0f} s: {_told(came_to_all)}")
    if given.astray:
        for typo, code, what in astray:
            if what not in ("found at once", "suggested first"):
                print(f"{typo} ({code}): {what}")
    return int(not within_limits(counts) or _share(came_to_all) < LEAST)


if __name__ == "__main__":
    sys.exit(main())
