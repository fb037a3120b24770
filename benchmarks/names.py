"""How well names of countries are found: in all languages of CLDR, and with a slip of the finger.

Run it where dipfacts and Babel are installed:

    .venv/bin/python benchmarks/names.py [--typos 3000 | --all] [--jobs 2]

It makes a fact base of the 249 countries of ISO 3166, asks for each by its name in every language,
then by single-edit typos of its English names: a random sample of them, or all, by so many
processes. Exits with 1 where a name led to another country, or where too few typos had the right
country first.
"""

from __future__ import annotations

import argparse
import datetime
import functools
import multiprocessing
import os
import random
import string
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import iso_codes
import make_names
import pycountry

from dipfacts.errors import QuestionError
from dipfacts.query.base import Base, open_base
from dipfacts.text import fold

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


class Asked(NamedTuple):
    """What names came to: how many to what, in how many languages; which led elsewhere.

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
    named = dict(list(make_names.translations().items())[::every])
    told = [(code, name) for names in named.values() for code, name in names.items()]
    told += [(code, name) for language, code, name in make_names.other_names() if language in named]
    # Short abbreviations are left out on purpose, and Kosovo is not in the base.
    told = [(c, name) for c, name in told if c != "XK" and not make_names.is_abbreviation(name)]
    told += [(code, name) for code in make_names.ISO for name in iso_codes.translated_names(code)]
    counts, asked = Counter[str](), Counter[str]()
    elsewhere = []
    for code, name in told:
        came_to = outcome(base, name, code)
        counts[came_to] += 1
        asked[code] += came_to == "asked"
        if came_to not in ("right", "asked"):
            elsewhere.append(f"{name} ({code}): {came_to}")
    return Asked(counts, len(named), elsewhere, +asked)


def english_names() -> list[tuple[str, str]]:
    """The English names of each country, by CLDR and by ISO, with its code; each form once."""
    found = [
        (name, code)
        for code, name in make_names.translations()["en"].items()
        if code in make_names.ISO
    ]
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
    """What each typo came to, in their order, found out by so many processes."""
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
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DIPFACTS_CACHE"] = folder
        path = Path(folder, "countries.toml")
        path.write_text(fact_base(), encoding="utf-8")
        began = time.perf_counter()
        with open_base(str(path)) as base:
            print(f"{datetime.date.today()}: 249 countries, {time.perf_counter() - began:.2f} s")
            found = in_all_languages(base)
        counts = found.counts
        print(f"{counts.total()} names in {found.languages} languages: {dict(counts)}")
        print("asked back most:", dict(found.asked.most_common(8)))
        print(*found.elsewhere, sep="\n", flush=True)
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
    came_to = Counter(outcomes)
    astray = [(typo, code, what) for (typo, code), what in zip(tried, outcomes, strict=True)]
    print(f"{len(tried)} of {whole} typos in {taken:.0f} s: {_told(came_to)}")
    if given.astray:
        for typo, code, what in astray:
            if what not in ("found at once", "suggested first"):
                print(f"{typo} ({code}): {what}")
    return int(counts["wrong"] > 0 or _share(came_to) < LEAST)


if __name__ == "__main__":
    sys.exit(main())
