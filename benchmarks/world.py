"""The parties, sources and words of a made-up world that generated fact bases are about."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

import pycountry

CORE = ("IS", "MT")
"""The two countries that only the fixed first claims are about, at any size of the base."""

# Those that much is recorded about come first; the others follow by their codes.
_GREAT = (
    "US CN DE JP IN GB FR IT RU BR CA KR MX ES TR SA ID NL CH PL AZ IR GE AM KZ UA BY UZ AE QA"
).split()
_COUNTRIES = 198
_YOUNG = ("ME", "SS", "TL")  # states that began after the first year of the claims

PUBLISHERS = {
    "customs": "Joint Customs Bulletin",
    "yearbook": "Statistical Yearbook",
    "gazette": "The Trade Gazette",
    "wire": "Continental News Wire",
    "herald": "The Evening Herald",
    "ministry": "Foreign Ministry Review",
}
BOOKS = ("customs", "yearbook", "ministry")
PAPERS = ("gazette", "wire", "herald")

DECLARED = """\
[[topic]]
id = "trade"
label = "Trade"
note = "who buys what from whom"

[[topic]]
id = "investment"
label = "Investment"

[[topic]]
id = "diplomacy"
label = "Diplomacy"

[[measure]]
id = "turnover"
topic = "trade"
label = "Trade turnover"
nature = "flow"
sum_of = ["exports", "imports"]

[[measure]]
id = "exports"
topic = "trade"
label = "Exports"
nature = "flow"

[[measure]]
id = "imports"
topic = "trade"
label = "Imports"
nature = "flow"

[[measure]]
id = "invested"
topic = "investment"
label = "Direct investment, stock"
nature = "stock"

"""

_SYLLABLES = "ba do ri mel tan ko vi sha lu nor ge pa zim ter al quin os ha je ur".split()
_OFFICES = ("foreign minister", "minister of economy", "ambassador", "head of customs")


class Country(NamedTuple):
    """A country: its id, its name in English, its ISO code, and that code as ids have it."""

    id: str
    name: str
    iso: str
    code: str


class World(NamedTuple):
    """The parties that claims may be about, the greatest countries first."""

    countries: list[Country]
    core: tuple[Country, Country]
    organisations: list[str]


def slug(name: str) -> str:
    """An id from a name.

    >>> slug("Côte d'Ivoire")
    'cote-d-ivoire'
    """
    bare = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "-".join("".join(c if c.isalnum() else " " for c in bare).split())


def country(iso: str) -> Country:
    """The country of an ISO 3166 alpha-2 code, its id made from the name people use."""
    found = pycountry.countries.get(alpha_2=iso)
    if found is None:
        raise ValueError(f"{iso} is no code of a country")
    name = getattr(found, "common_name", found.name)
    return Country(slug(name), name, iso, iso.lower())


def world(claims: int) -> World:
    """The parties of a base of so many claims: a few of a small one, 200 countries of a large."""
    codes = sorted(c.alpha_2 for c in pycountry.countries if c.alpha_2 not in _YOUNG)
    ranked = [*_GREAT, *(code for code in codes if code not in _GREAT and code not in CORE)]
    many = max(2, min(_COUNTRIES, claims // 60))
    organisations = [f"{word(50 + n)}-union" for n in range(max(1, min(20, claims // 500)))]
    first, second = map(country, CORE)
    return World([country(code) for code in ranked[:many]], (first, second), organisations)


def word(number: int) -> str:
    """A made-up word, another one for each number.

    >>> word(0), word(1), word(20), word(45)
    ('baba', 'doba', 'bado', 'geri')
    """
    made = ""
    while number or len(made) < 2:
        number, digit = divmod(number, len(_SYLLABLES))
        made += _SYLLABLES[digit]
        if not number:
            return made + (_SYLLABLES[0] if made in _SYLLABLES else "")
    return made


def people(of: Country) -> list[str]:
    """The ids of the persons who speak for a country."""
    return [f"{of.code}-{slug(office)}" for office in _OFFICES]


def declarations(found: World) -> Iterator[str]:
    """The tables of every topic, measure and party."""
    yield DECLARED
    for nth, land in enumerate((*found.core, *found.countries)):
        yield (
            f'[[party]]\nid = "{land.id}"\nkind = "country"\nname = "{land.name}"\n'
            f'iso = "{land.iso}"\n\n'
        )
        for person, (id_, office) in enumerate(zip(people(land), _OFFICES, strict=True)):
            given, family = word(nth * 7 + person), word(400 + nth * 4 + person)
            yield (
                f'[[party]]\nid = "{id_}"\nkind = "person"\nname = "{given.title()} '
                f'{family.title()}"\noffice = "{office}"\ncountry = "{land.id}"\n\n'
            )
    for name in found.organisations:
        kind = "bloc" if len(name) % 2 else "organisation"
        shown = name.replace("-", " ").title()
        yield f'[[party]]\nid = "{name}"\nkind = "{kind}"\nname = "{shown}"\n\n'
