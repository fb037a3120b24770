"""The words of English names, those spelled out that trade tables shorten."""

from __future__ import annotations

import re

from dipfacts.text import fold

# What trade tables shorten, and words that one list has where another has a like one.
_SHORT = """
rep republic, reps republic, republics republic, dem democratic, democratic democratic
fed federal, federated federal, federation federal, federative federal, sts states, state states
st saint, sint saint, ste saint, is islands, isl islands, isls islands, isds islands, isd islands
island islands, isles islands, isle islands, terr territory, territories territory, ter territory
br british, fr french, neth netherlands, n north, no north, northern north, s south, so south
southern south, e east, eastern east, w west, western west, fmr former, ex former, ppl peoples
people peoples, utd united, un united, gt great, arab arab, afr african, cent central, ctr central
eq equatorial, equat equatorial, amer american, am american, pop population, isl islands, mt mount
herz herzegovina, barb barbuda, gren grenadines, dar darussalam, tob tobago, vinc vincent
prin principe, organisation organization, labor labour, programme program
"""
_WHOLE = dict(pair.split() for pair in re.split(r"[,\n]", _SHORT) if pair.split())
_PHRASES = {
    "special administrative region": "sar",
    "united states of america": "us",
    "united states": "us",
    "usa": "us",
    "viet nam": "vietnam",
    "lao pdr": "lao peoples democratic republic",
    "dprk": "democratic peoples republic korea",
    "pdr": "peoples democratic republic",
    "dpr": "democratic peoples republic",
    "fyr": "former yugoslav republic",
    "tfyr": "former yugoslav republic",
    "dr": "democratic republic",
    "d rep": "democratic republic",
    "dp rp": "democratic peoples republic",
    "rp": "republic",
    "pr": "peoples republic",
    "fs": "federated states",
    "rb": "bolivarian republic",
    "ar": "arab republic",
    "ir": "islamic republic",
    "uk": "united kingdom",
    "co operation": "cooperation",
    # What Eurostat says of Germany changes nothing: its figures are of all that it was at the time.
    "until 1990 former territory of the frg": "",
    "including former gdr": "",
    "including ex gdr from 1991": "",
}
_EMPTY = frozenset(("the", "of", "and"))
_ARTICLES = frozenset(("la", "le"))


def words_of(name: str, *, articles: bool = True) -> str:
    """Return the words of an English name, spelled out, in the order of the alphabet.

    A word that stands there twice is returned twice: "Sudan South Sudan" is the name of none.
    Without `articles` those of French are words.

    >>> words_of("Korea, Dem. People's Rep. of"), words_of("Réunion, La")
    ('democratic korea peoples republic', 'reunion')
    >>> words_of("Réunion, La", articles=False)
    'la reunion'
    """
    empty = _EMPTY | _ARTICLES if articles else _EMPTY
    text = re.sub(r"['’ʻ`´]", "", name).replace("&", " and ")
    text = re.sub(r"\b(?:[A-Za-z]\.){2,}", lambda match: match[0].replace(".", "") + " ", text)
    words = [fold(word) for word in re.split(r"[^\w]+|_", text) if word]
    text = f" {' '.join(words)} "
    for phrase, whole in _PHRASES.items():
        text = text.replace(f" {phrase} ", f" {whole} ")
    words = sorted(_WHOLE.get(word, word) for word in text.split() if word not in empty)
    return " ".join(words).replace("islands islands", "islands")  # Heard Island and McDonald …
