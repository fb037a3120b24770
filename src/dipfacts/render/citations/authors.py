"""Authors as reference managers take them: the given and the family name of those clearly persons.

A name that is taken apart wrongly is printed wrongly in every bibliography ("Bank, W."), and one
that is left whole is right in each. So a name is left whole wherever anything speaks for an office,
an agency, a country, or for a family name that stands first. The words that do are beside this
module: bodies.txt, before_names.txt and family_names.txt.
"""

from __future__ import annotations

import os
import re
from functools import cache

from dipfacts.text import fold, name_key

Person = tuple[str, str]  # given names and family name

_INITIAL = re.compile(r"[^\W\d_]\.")
_NAME = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_PARTS = re.compile(r"[\s.'’-]+")

# Endings of names of bodies.
_OF_BODIES = re.compile(
    ".+(?:bank|banken|banki|bladet|blatt|ministerium|ministeriet|news|posten|presse|press|statistik"
    "|stat|stiftung|tidende|tidningen|zeitung|банк|информ|новости|стат)"
)

# Endings of family names of the Caucasus, Central Asia and the Slavs: "Aliyev Ilham".
_FAMILY_ENDING = re.compile(
    r".{3,}(?:[eo]va?|[eo]vich|sk[iy]|skiy|skyi|skaya|enko|shvili|adze|zade|yan|oglu|"
    r"[еёо]ва?|[сц]кий|[сц]кая|енко|швили|адзе|заде|ян|[оеє]вич)"
)
# A given name of two syllables that stands last: Jae-in, Ing-wen.
_SYLLABLES = re.compile(r"[^\W\d_]+[-'’][a-z][^\W\d_]*")
_INNER_CAPITAL = re.compile(r"(?!(?:D[eiu]|Fitz|L[ae]|Ma?c|Van)[A-Z])[^\W\d_]*[a-z][A-Z].*")


def persons(author: str | None) -> list[Person]:
    """Return given names and family name of each author; empty unless that is clear for all.

    >>> persons("Fatima Hasanova and V. G. Petrov"), persons("World Bank"), persons("Xi Jinping")
    ([('Fatima', 'Hasanova'), ('V. G.', 'Petrov')], [], [])
    """
    results = [_person(name) for name in re.split(r" and | & |; ", author or "")]
    return [it for it in results if it] if all(results) else []


@cache
def _person(name: str) -> Person | None:
    """Return given names and family name of what is clearly a person; else nothing.

    Of three words one is an initial: others end in two family names as often (García Márquez).

    >>> _person("John F. Kennedy"), _person("Gabriel García Márquez"), _person("Al Jazeera")
    (('John F.', 'Kennedy'), None, None)
    """
    *given, family = name.split(" ")
    initials = [word for word in given if _INITIAL.fullmatch(word)]
    if not given or len(given) > 1 + len(initials) or len(given) > 2 or not _is_name(family):
        return None
    if not all(_is_name(word) for word in given if word not in initials):
        return None
    if _is_family_first(given, family) or _is_no_person(name):
        return None
    return " ".join(given), family


def _is_name(word: str) -> bool:
    """Return whether a word has the capitals of a name: 'Fatima', 'Al-Said'; not 'RFE'."""
    if not _NAME.fullmatch(word) or _INNER_CAPITAL.fullmatch(word):
        return False
    return word[0].isupper() and not word.isupper()


def _is_family_first(given: list[str], family: str) -> bool:
    """Return whether the first word of a name may well be the family's.

    >>> _is_family_first(["Nguyễn"], "Trọng"), _is_family_first(["Алиев"], "Ильхам")
    (True, True)
    >>> _is_family_first(["Jae-in"], "Moon"), _is_family_first(["Moon"], "Jae-in")
    (False, True)
    """
    first = given[0].casefold()
    is_common = fold(first) in _words("family_names.txt") or bool(_FAMILY_ENDING.fullmatch(first))
    return is_common or bool(_SYLLABLES.fullmatch(family))


def _is_no_person(name: str) -> bool:
    """Return whether a name, or a word of it, is that of a body, a country or an organisation.

    >>> [*map(_is_no_person, ("Statistics Norway", "Danmarks Energi", "Nordea Bank", "Fay Weldon"))]
    [True, True, True, False]
    """
    words = [word for word in _PARTS.split(name) if word]
    folded = [*map(fold, words)]
    if folded[0] in _words("before_names.txt") or not _words("bodies.txt").isdisjoint(folded):
        return True
    if any(map(_OF_BODIES.fullmatch, folded)):
        return True
    return any(map(_is_party, (name, *words, *(it[:-1] for it in words if it.endswith("s")))))


@cache
def _words(file: str) -> frozenset[str]:
    """Return the words in a file beside this module, but for its lines of comments."""
    with open(os.path.join(os.path.dirname(__file__), file), encoding="utf-8") as stream:
        lines = [line for line in stream if not line.startswith("#")]
    return frozenset(word for line in lines for word in line.split())


def _is_party(name: str) -> bool:
    """Return whether a name, no code, is known in any language as a party's, or of one.

    >>> [*map(_is_party, ("Danmark", "OECD", "French", "England", "World Bank", "Al", "Smith"))]
    [True, True, True, True, True, False, False]
    """
    # lazy: a table of some size, which no other style needs
    from dipfacts.countries import country_names, related_words
    from dipfacts.model.shared_names import CODE

    known = country_names.names_of_form(name_key(name))
    is_called = any(it.weight != CODE for it in known)
    return is_called or bool(
        related_words.codes_of_adjective(name) or related_words.wholes_of(name)
    )
