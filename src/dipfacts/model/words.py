"""The words of a text that a search compares, folded as names are.

In a script without spaces between words, and in Korean, where endings are joined to them, each
letter is a word of its own: any run of letters is found, wherever it stands.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, pairwise, product

from dipfacts.record import Record
from dipfacts.text import fold

# What may be a word: letters and digits of ASCII, and whatever is not ASCII, to be looked at.
_RUN = re.compile(r"(?:[^\W_]|[^\x00-\x7f\s])+")

# Where letters of scripts that do not part words, and of Korean, begin, and other ones after them.
# A regular expression of these would take longer to compile than a search.
_UNSPACED = (
    *(0x0E00, 0x0F00),  # Thai, Lao
    *(0x1000, 0x10A0),  # Burmese and its neighbours
    *(0x1100, 0x1200),  # Korean, in parts
    *(0x1780, 0x1800, 0x1950, 0x19E0, 0x1A20, 0x1AB0),  # Khmer, Tai Le, New Tai Lue, Tai Tham
    *(0x3005, 0x3008, 0x3040, 0x3190, 0x31A0, 0x31C0, 0x31F0, 0x3200),  # Japanese, Bopomofo
    *(0x3400, 0x4DC0, 0x4E00, 0xA4D0),  # Chinese characters, Yi
    *(0xA960, 0xA980, 0xA9E0, 0xAA00, 0xAA60, 0xAA80),  # Korean and Burmese, continued
    *(0xAC00, 0xD800),  # Korean
    *(0xF900, 0xFB00, 0xFF66, 0xFFA0, 0x20000, 0x40000),  # more characters, half-width kana
)
_FIRST_UNSPACED = chr(_UNSPACED[0])
_VOICED = "\uff9e\uff9f"  # marks of half-width kana, which Unicode calls letters

_UNSEEN = "\u00ad\u200d\u2060"  # where a line may be broken or not, and letters joined

# They part an ending from a word (Russia's), or stand within it (O'zbekiston). With the hyphens is
# the sign by which Persian keeps the parts of a word unjoined.
_APOSTROPHES = "'\u2018\u2019`\u00b4"
_HYPHENS = "-\u2010\u2011\u200c"

_SIGNS_WITHIN = _APOSTROPHES + _HYPHENS

# Looked for where a word begins, and no second time within it.
_WITH_APOSTROPHE = re.compile(rf"(?<![^\W_])[^\W_]+(?:[{_APOSTROPHES}][^\W_]+)+")
_WITH_HYPHEN = re.compile(rf"(?<![^\W_])[^\W_]+(?:[{_HYPHENS}][^\W_]+)+")
_POSSESSIVE = re.compile(rf"[^{_APOSTROPHES}]+[{_APOSTROPHES}][sS]")
_ACRONYM = re.compile(r"(?<![^\W_])[^\W\d_](?:\.[^\W\d_](?![^\W_]))+\.?")  # U.N., U.S.A
_SPACED = re.compile(r"(?<![^\W_])[^\W\d_]\.(?: [^\W\d_]\.)+")  # U. N.
_HAS_SPACED = re.compile(r"\. [^\W\d_]\.")
_HAS_ACRONYM = re.compile(r"\.[^\W\d_](?![^\W_])")  # tells so of most texts, in less time
_LETTERS = re.compile(r"(?<![^\W_])[^\W\d_]{2,8}(?![^\W_])")  # UN, MINUSTAH: where all are capitals
_HAS_CAPITALS = re.compile("[A-Z]{2}")
_LETTERS_WITH_POINTS = range(2, 5)  # U.N., U.S.S.R.
_MOST_JOINED = 4  # words of one piece in which acronyms are looked for
_ACRONYM_SIGN = "¦"  # before an acronym in the index of words; no word has it


class Word(Record, frozen=True):
    """A word of a text: folded, and where it begins and ends there."""

    form: str
    start: int
    end: int


def composed(text: str) -> str:
    """Return the text with letters and their accents joined, which looks the same."""
    if text.isascii():
        return text
    from unicodedata import normalize  # lazy: needed too seldom to slow every start

    return normalize("NFC", text)


def words(text: str, at: int = 0) -> Iterator[Word]:
    """Yield the words of a composed text in order, from a place where one begins.

    >>> [word.form for word in words("Łódź 2021年, rail-way")]
    ['lodz', '2021', '年', 'rail', 'way']
    """
    for match in _RUN.finditer(text, at):
        run, start = match[0], match.start()
        if run.isascii():
            yield Word(run.lower(), start, match.end())
        elif run.isalnum() and max(run) < _FIRST_UNSPACED:
            if form := _fold(run):
                yield Word(form, start, match.end())
        else:
            yield from _parts(run, start)


def _parts(run: str, at: int) -> Iterator[Word]:
    """Yield the words of a run of letters that begins at a place; it may hold punctuation."""
    letters = [nth for nth, char in enumerate(run) if not (nth and _is_mark(char))]
    begin = end = 0  # of the word at hand
    for nth, after in pairwise((*letters, len(run))):  # a letter with its marks
        is_unspaced = bisect(_UNSPACED, ord(run[nth])) % 2 == 1
        if (run[nth].isalnum() and not is_unspaced) or run[nth].isdecimal():
            end = after
            continue
        if form := _fold(run[begin:end]):
            yield Word(form, at + begin, at + end)
        begin = end = after
        for letter in _fold(run[nth:after]) if is_unspaced else "":
            yield Word(letter, at + nth, at + after)
    if form := _fold(run[begin:end]):
        yield Word(form, at + begin, at + end)


def _is_mark(char: str) -> bool:
    """Return whether a character belongs to the letter before it, as an accent or a vowel sign."""
    from unicodedata import category  # lazy: most texts have no such letters

    return char in _VOICED or char in _UNSEEN or category(char)[0] == "M"


_fold = lru_cache(maxsize=65536)(fold)


def joined_words(text: str) -> Iterator[Word]:
    """Yield the words with an apostrophe or hyphen within them as one; not those with an 's.

    Nor are numbers joined, as those of a date are. The letters of an acronym are.

    >>> text = "O'zbekiston and Russia's Sana’a: co-operation in 2021-22"
    >>> [word.form for word in joined_words(text)]
    ['ozbekiston', 'sanaa', 'cooperation']
    >>> [word.form for word in joined_words("The U.N. and the U.S.-led force, para. A.")]
    ['un', 'us']
    """
    for signs, pattern in ((_APOSTROPHES, _WITH_APOSTROPHE), (_HYPHENS, _WITH_HYPHEN)):
        if not any(sign in text for sign in signs):
            continue  # in a fraction of the time
        for match in pattern.finditer(text):
            form = "" if _POSSESSIVE.fullmatch(match[0]) else _fold(match[0])
            if form and not form.isdecimal():
                yield Word(form, *match.span())
    if _HAS_ACRONYM.search(text):
        for match in _ACRONYM.finditer(text):
            yield Word(_fold(match[0]), *match.span())


def acronyms(text: str) -> Iterator[Word]:
    """Yield the acronyms, with points or in capitals, each with a sign that tells it from a word.

    >>> [word.form for word in acronyms("The U.N. told us that the US is in.")]
    ['¦un', '¦us']
    >>> [word.form for word in acronyms("U. S. envoy to the U.S.S.R.")]
    ['¦ussr', '¦us']
    """
    for hint, pattern in ((_HAS_ACRONYM, _ACRONYM), (_HAS_SPACED, _SPACED)):
        if hint.search(text):
            for match in pattern.finditer(text):
                yield Word(_ACRONYM_SIGN + _fold(match[0].replace(" ", "")), *match.span())
    if not text.isascii() or _HAS_CAPITALS.search(text):
        for match in _LETTERS.finditer(text):
            if match[0].isupper():
                yield Word(_ACRONYM_SIGN + _fold(match[0]), *match.span())


def is_acronym(piece: str) -> bool:
    """Return whether a piece of a search is an acronym with points.

    >>> is_acronym("U.S."), is_acronym("Nr.1")
    (True, False)
    """
    return bool(_ACRONYM.fullmatch(piece))


def in_one(piece: str) -> str:
    """Return the word that others write for a piece of a search without its signs, else "".

    Of an acronym that is no word of the same letters: who writes W.H.O. does not ask for "who".

    >>> [*map(in_one, ("co-operation", "W.H.O.", "Nr.1", "treaty."))]
    ['cooperation', '¦who', '', '']
    """
    if is_acronym(piece):
        return _ACRONYM_SIGN + _fold(piece)
    return _fold(piece) if any(sign in piece for sign in _SIGNS_WITHIN) else ""


def with_other_points(piece: str) -> Iterator[tuple[str, ...]]:
    """Yield the words of a piece of a search where others write points in acronyms, or none.

    Of several words alone: of an acronym by itself see `in_one`.

    >>> [" ".join(some) for some in with_other_points("us-china")]
    ['u s china']
    >>> [" ".join(some) for some in with_other_points("U.S.-China")]
    ['us china']
    """
    text = _ACRONYM.sub(lambda match: match[0].replace(".", ""), piece)
    plain = [word.form for word in words(text)]
    if not 1 < len(plain) <= _MOST_JOINED:
        return
    as_typed = tuple(word.form for word in words(piece))
    for ways in product(*map(_with_points, plain)):
        result = (*chain.from_iterable(ways),)
        if result != as_typed:
            yield result


def _with_points(word: str) -> list[tuple[str, ...]]:
    """Return a word, and its letters one by one if it may be an acronym."""
    may_be = len(word) in _LETTERS_WITH_POINTS and word.isalpha()
    return [(word,), (*word,)] if may_be else [(word,)]


def indexed(text: str) -> str:
    """Return the words of a text for the index, which itself only parts and folds ASCII.

    Words with an apostrophe or hyphen, and acronyms with points, stand there apart, and at the end
    joined; after these all acronyms with their sign.
    """
    is_plain = text.isascii() and "'" not in text and "-" not in text
    if is_plain and "." in text:
        is_plain = not (_HAS_ACRONYM.search(text) or _HAS_SPACED.search(text))
    return text if is_plain and not _HAS_CAPITALS.search(text) else _indexed(text)


@lru_cache(maxsize=4096)  # labels and publishers come again and again
def _indexed(text: str) -> str:
    text = composed(text)
    whole = [text] if text.isascii() else [word.form for word in words(text)]
    return " ".join([*whole, *(word.form for word in (*joined_words(text), *acronyms(text)))])
