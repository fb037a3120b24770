"""How well names of countries are found: in all languages of CLDR, and with a slip of the finger.

Run it where dipfacts and Babel are installed:

    .venv/bin/python benchmarks/names.py [--typos 3000 | --all]

It makes a fact base of the 249 countries of ISO 3166, asks for each by its name in every language,
then by single-edit typos of its English names: a random sample of them, or all. Exits with 1 where
a name led to another country, or where too few typos had the right country first.
"""

from __future__ import annotations

import argparse
import datetime
import os
import random
import string
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import make_names
import pycountry

from dipfacts.base import Base, open_base
from dipfacts.names import fold
from dipfacts.problem import QuestionError

LEAST = 0.95  # of typos that have the right country first


def fact_base() -> str:
    """The text of a fact base that declares every country, each by its ISO name."""
    parties = (
        f'[[party]]\nid = "country-{country.alpha_2.lower()}"\nkind = "country"\n'
        f'name = "{country.name}"\niso = "{country.alpha_2}"\n'
        for country in pycountry.countries
    )
    return "format = 1\n\n" + "\n".join(parties)


def outcome(base: Base, name: str, code: str) -> str:
    """What asking by a name of a country came to."""
    try:
        return "right" if base.party(name).iso == code else "wrong"
    except QuestionError as error:
        if " may be " not in error.message:
            return "not found"
        return "asked" if f"({code})" in error.message else "asked about others"


def in_all_languages(base: Base, every: int = 1) -> tuple[Counter[str], int, list[str]]:
    """Counts of what names came to, the number of languages, and the names that led elsewhere.

    Of the languages only each so manieth is taken.
    """
    counts: Counter[str] = Counter()
    elsewhere = []
    named = dict(list(make_names.translations().items())[::every])
    for language, names in named.items():
        for code, name in names.items():
            came_to = outcome(base, name, code)
            counts[came_to] += 1
            if came_to not in ("right", "asked"):
                elsewhere.append(f"{name} ({language}, {code}): {came_to}")
    return counts, len(named), elsewhere


def english_names() -> list[tuple[str, str]]:
    """The English names of each country, by CLDR and by ISO, with its code; each form once."""
    found = [(name, code) for code, name in make_names.translations()["en"].items()]
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
    """What a typo came to: the country itself, its name suggested first, or something else."""
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


def main() -> int:
    """Measure, print, and tell by the exit status whether it is good enough."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--typos", type=int, default=3000, help="how many typos to try")
    parser.add_argument("--all", action="store_true", help="try every typo (hours)")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DIPFACTS_CACHE"] = folder
        path = Path(folder, "countries.toml")
        path.write_text(fact_base(), encoding="utf-8")
        began = time.perf_counter()
        with open_base(str(path)) as base:
            print(f"{datetime.date.today()}: 249 countries, {time.perf_counter() - began:.2f} s")
            counts, languages, elsewhere = in_all_languages(base)
            print(f"{counts.total()} names in {languages} languages: {dict(counts)}")
            print(*elsewhere, sep="\n")
            tried = sorted(
                {(t, code) for name, code in english_names() for t in typos(name)}
                - set(english_names())
            )
            whole = len(tried)
            if not given.all and given.typos < whole:
                tried = random.Random(6).sample(tried, given.typos)  # the same ones every time
            came_to = Counter(after_a_typo(base, typo, code) for typo, code in tried)
    good = sum(came_to[key] for key in ("found at once", "suggested first"))
    share = good / max(1, len(tried))
    print(f"{len(tried)} of {whole} typos: {dict(came_to.most_common())}: {share:.1%} right")
    return int(counts["wrong"] > 0 or share < LEAST)


if __name__ == "__main__":
    sys.exit(main())
