"""Keys that compare names of persons in any order, script and transliteration.

A name becomes keys, which are equal where one name may be a spelling of the other: Алиев is Aliyev
by BGN/PCGN, Aliev by ISO 9 and in passports (ICAO Doc 9303); Əliyev is Aliyev abroad, and Eliyev on
a keyboard without the letter. Letters of other scripts are those that the library anyascii gives.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, product

from dipfacts.model.words import composed
from dipfacts.text import fold

FAMILY_FIRST = frozenset("CN HK HU JP KH KP KR MN MO SG TW VN".split())
"""Codes of countries where the family name stands first, by CLDR's order of personal names."""

GERMAN_DIFFERS = frozenset("AM AZ BG BY GE KG KZ MD ME MK MN RS RU SU TJ TM UA UZ".split())
"""Codes of countries whose names German writes in Latin letters by rules of its own: Lawrow."""

_MOST = 32  # spellings of one name that are compared
_LEAST = 2  # words of a name that stand before an addition
_ADDITIONS = frozenset("jr jnr junior sr snr senior ii iii iv".split())
_LONGEST = 3  # words of a name that German rules may spell
_SHORT = 4  # letters of a word that is taken as it stands: Li and Ly, Jang and Yang are two names

# What a letter may be in Latin. Cyrillic by BGN/PCGN first, then by ISO 9, ICAO or a press style;
# Latin letters as they are written abroad and without their marks.
_LETTERS = {
    **{"а": "a", "б": "b", "в": "v", "г": "g h", "д": "d", "е": "e", "ё": "yo e", "ж": "zh j"},
    **{"з": "z", "и": "i", "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p"},
    **{"р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh h", "ц": "ts c", "ч": "ch"},
    **{"ш": "sh", "щ": "shch sch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya"},
    **{"ґ": "g", "є": "ye e", "і": "i", "ї": "yi i", "ў": "u o w", "ә": "a e", "ғ": "g gh"},
    **{"қ": "k q", "ң": "n ng", "ө": "o", "ұ": "u", "ү": "u", "һ": "h", "ҳ": "h kh", "ҷ": "j dzh"},
    **{"ҹ": "j", "ҝ": "g", "ӣ": "i", "ӯ": "u", "ј": "j y", "љ": "lj", "њ": "nj", "ћ": "c ch"},
    **{"ђ": "dj", "џ": "dz dzh", "ѓ": "gj", "ќ": "kj", "ѕ": "dz"},
    **{"ə": "a e", "ç": "ch c", "ğ": "gh g", "ş": "sh s", "š": "sh s", "č": "ch c", "ž": "zh z"},
    **{"ć": "c ch", "đ": "d dj", "ä": "a ae", "ö": "o oe", "ü": "u ue", "ø": "o oe", "å": "a aa"},
}
# Azerbaijani letters that are plain ones elsewhere, in a name that has others of that alphabet.
_AZERBAIJANI = {"c": "j c", "x": "kh x", "q": "g q"}
_IS_AZERBAIJANI = re.compile("[əğış]")

# Spellings of one sound in a word that is not short, and the one that stands for them.
_SAME = [
    (re.compile(pattern), spelling)
    for pattern, spelling in (
        ("(?<!^)x", "ks"),
        ("kh", "h"),
        (r"(.)\1", r"\1"),
        ("^ye", "e"),
        ("^[iyj](?=[aou])", "y"),
        ("(?<=[aeiou])[yj](?=ev)", ""),
        ("(?<=[aeiou])[yj](?![aeiou])", "i"),
        ("(?<!^)y", "i"),
        ("i[ji]+$", "i"),
        (r"(.)\1", r"\1"),
        ("(?<=[dt])er$", "r"),
    )
]

# What German letters of such a name are in English; where several fit, the longest.
_GERMAN = {
    **{"schtsch": "shch", "tsch": "ch", "sch": "sh", "dsch": "j", "ch": "kh", "w": "v", "j": "y"},
    **{"s": "s z", "ss": "s", "z": "ts"},
}
_GERMAN_LETTERS = re.compile("schtsch|dsch|tsch|sch|ch|ss|.", re.DOTALL)


def german_keys(name: str) -> set[str]:
    """Return the keys of a name that German rules spell, such as Lawrow; none of other names.

    >>> german_keys("Lawrow") == keys("Lavrov"), german_keys("Selenskyj") >= keys("Zelensky")
    (True, True)
    >>> german_keys("Gorbatschow") >= keys("Gorbachev"), german_keys("Ilham Putin")
    (True, set())
    """
    typed = composed(name).casefold().split()
    if len(typed) > _LONGEST or (len(typed) == 1 and len(typed[0]) <= _SHORT):
        return set()
    words = [_from_german(word) for word in typed]
    results = {key for chosen in _few(words) for key in keys(" ".join(chosen))}
    return results - keys(name)


def _from_german(word: str) -> list[str]:
    """Return the English spellings of a German one."""
    choices = [_GERMAN.get(part, part).split() for part in _GERMAN_LETTERS.findall(word)]
    results = ["".join(chosen) for chosen in _few(choices)]
    return results + [re.sub("(?<=[cs]h)ov(a?)$", r"ev\1", one) for one in results]


def keys(name: str) -> set[str]:
    """Return the keys of a name, whatever the order of its words.

    >>> sorted(keys("Əliyev İlham")), keys("Aliev, Ilham") <= keys("Ilham Aliyev")
    (['aliev ilham', 'eliev ilham'], True)
    >>> keys("Шойгу") & keys("Šojgu") & keys("Shoygu") & keys("Shoigu")
    {'shoigu'}
    """
    spelled = composed(name).casefold().replace("дж", "ҷ")
    is_azerbaijani = bool(_IS_AZERBAIJANI.search(spelled))
    words = [[*_spellings(word, is_azerbaijani)] for word in spelled.split()]
    return {" ".join(sorted(chosen)) for chosen in _few(words) if chosen}


def keys_of_person(name: str, family_first: bool) -> set[str]:
    """Return all keys by which a person is found: those of the whole name, and of a part.

    That is the family's, of a long name the first word and the last, and, where the family name may
    stand first, the first.

    >>> sorted(keys_of_person("Ursula von der Leyen", False))
    ['der leien ursula von', 'der leien von', 'leien', 'leien ursula']
    """
    words = _without_addition(name)
    families = family_names(name)
    parts = {name, " ".join(words), *families, f"{words[0]} {words[-1]}"}
    if family_first:
        # Chinese characters are not parted, nor are the names that they become.
        parts |= {"".join(words), "".join(reversed(words))}
        parts |= {words[0]} if families[0] == words[-1] else set()
    return {key for part in parts for key in keys(part)}


def family_names(name: str) -> list[str]:
    """Return the words that may be the family's: the last, or the capitals of a mixture.

    The last word is one with the small words before it, too.

    >>> family_names("Ursula von der Leyen"), family_names("ALIYEV Ilham"), family_names("XI")
    (['Leyen', 'von der Leyen'], ['ALIYEV'], ['XI'])
    >>> family_names("Martin Luther King, Jr."), family_names("Charles III")
    (['King'], ['III'])
    """
    words = _without_addition(name)
    capital = [word for word in words if len(word) > 1 and word.isupper() and "." not in word]
    if 0 < len(capital) < len(words):
        return [" ".join(capital)]
    small = next((nth for nth, word in enumerate(words) if nth and word.islower()), len(words))
    several = [" ".join(words[small:])] if small < len(words) - 1 else []
    return words[-1:] + several


def _without_addition(name: str) -> list[str]:
    """Return the words of a name without what tells a son from the father: Jr., III."""
    words = name.split()
    if len(words) > _LEAST and fold(words[-1]) in _ADDITIONS:
        return [*words[:-2], words[-2].rstrip(",")]
    return words


def _spellings(word: str, is_azerbaijani: bool) -> Iterator[str]:
    """Yield the words of Latin letters that a word may be, with one spelling of each sound."""
    letters = {**_LETTERS, **_AZERBAIJANI} if is_azerbaijani else _LETTERS
    choices = [letters[char].split(" ") if char in letters else [_latin(char)] for char in word]
    for chosen in _few(choices):
        spelled = "".join(chosen)
        if len(spelled) >= _SHORT:
            spelled = re.sub("(?<=[^aeiouyj])y$", "i", spelled)
        if len(spelled) > _SHORT:
            for pattern, spelling in _SAME:
                spelled = pattern.sub(spelling, spelled)
        if spelled:
            yield spelled


def _few(choices: list[list[str]]) -> Iterator[tuple[str, ...]]:
    """Yield the first ways to take one of each."""
    return islice(product(*choices), _MOST)


def _latin(char: str) -> str:
    """Return the letters of ASCII for one of any script; none for a sign."""
    if (folded := fold(char)).isascii():
        return folded
    try:
        from anyascii import anyascii  # lazy: reads a file for each script: few names need it
    except ImportError:
        return folded  # without it such a name is found as it is written

    return fold(anyascii(char))
