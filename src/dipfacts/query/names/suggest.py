"""Candidates for a misspelled name, few enough to compare one by one.

In a small base these are all names. In a large one they are the names that begin or end as it does,
or differ by one letter, which the index finds by ranges, however many there are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from operator import itemgetter
from typing import Any

from dipfacts.countries.translations import LAST
from dipfacts.model.groups import batches
from dipfacts.query.sql import Ask, marks
from dipfacts.record import Record
from dipfacts.text import fold, nearest

FEW_NAMES = 3_000  # names that are all compared
_MOST = 1_000  # names compared that share a beginning or an end
_END = 3  # letters of an end, by which an index finds names
_BEGINNING = 2  # letters of a beginning, by which an index finds words of texts
_LONG = 100  # letters of a text of which no typos are tried: they would fill the memory
_ALIKE = 500  # words with one beginning that are compared
_PARAMETERS = 900  # of one statement; older SQLite takes 999
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
_SUGGESTED = 3  # ids that are suggested
_FORMAL = re.compile(
    r"(?:the )?(?:(?:democratic|federal|federated|federative|independent|islamic|people['\u2019]?s"
    r"|popular|socialist|soviet|united) )*(?:commonwealth|empire|kingdom|republic|states?|union)"
    r" of (?:the )?",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+")
# Words that many names share: by themselves they make no name like another.
_SHARED = frozenset(
    "the of and de du des la le republic republique republik republica repubblica people peoples s"
    " democratic federal federated federative federation islamic socialist soviet united union"
    " kingdom empire commonwealth principality emirate sultanate state states territory territories"
    " island islands isle isles".split()
)


class Names(Record, frozen=True):
    """The rows of a table with names to compare, and what is read of each, in SQL.

    The names stand in `column`; `end` is a condition on the end of one, where an index has these.
    """

    columns: str
    table: str
    column: str
    which: str = "TRUE"
    end: str = ""


def names(ask: Ask, form: str, below: int) -> dict[str, str]:
    """Return names that a folded one may mean, each with its party, below a weight."""
    # The weight stands there as a number: else the index of ends would not be used.
    which = f"length(form) > 3 AND weight < {int(below)} AND instr(form, '.') = 0"
    end = f"substr(form, -{_END}) = ?"
    return dict(_near(ask, Names("spelling, party", "name", "form", which, end), form))


def ids(ask: Ask, id_: str) -> list[str]:
    """Return ids of claims that an unknown one may mean, also in capitals or with spaces."""
    id_ = "-".join(_WORD.findall(id_.lower()))
    return [results[0] for results in _near(ask, Names("id", "claim_row", "id"), id_)]


def words(ask: Ask, word: str) -> list[str]:
    """Return words of the texts that an unknown one, folded, may mean.

    They are the first that begin as it does, and those that differ by one letter.
    """
    results = list[str]()
    last = beginning = word[:_BEGINNING]
    while len(results) < _ALIKE and last.startswith(beginning):
        # As an instance of a word is looked for beyond all of the last one, many cost no time.
        rows = ask("SELECT term FROM word WHERE term > ? LIMIT 1", (f"{last}\0",), tuple)
        last = rows[0][0] if rows else ""
        results.append(last)
    return results + known_words(ask, _one_edit_away(word))


def known_words(ask: Ask, folded: list[str]) -> list[str]:
    """Return those of many folded words that texts of the base have."""
    results = list[str]()
    for some in batches(folded, _PARAMETERS):
        sql = f"WITH other(word) AS (VALUES {','.join(['(?)'] * len(some))}) SELECT word FROM other"
        sql += " WHERE EXISTS (SELECT 1 FROM word WHERE term = other.word)"
        results += ask(sql, some, itemgetter(0))
    return results


def with_initials(name: str, known: Iterable[str]) -> list[str]:
    """Return the names whose words begin with these letters, with or without words in small ones.

    >>> with_initials("fao", ["Food and Agriculture Organization", "Fiat"])
    ['Food and Agriculture Organization']
    """
    letters = "".join(filter(str.isalnum, fold(name)))
    if len(letters) < 2:
        return []

    def initials(some: list[str]) -> str:
        return fold("".join(word[0] for word in some))

    results = list[str]()
    for other in known:
        every = re.findall(r"\w+", other)
        large = [word for word in every if not word[0].islower()]
        results += [other] if letters in (initials(every), initials(large)) else []
    return results[:_SUGGESTED]


def without_formal_words(name: str) -> str:
    """Return the rest of a name that begins as official ones do; empty for others.

    >>> without_formal_words("People's Republic of Poland"), without_formal_words("Poland")
    ('Poland', '')
    """
    match = _FORMAL.match(name.strip())
    return name.strip()[match.end() :] if match else ""


def nearest_names(name: str, candidates: Iterable[str], limit: int = 3) -> list[str]:
    """Return the likeliest names, best first, also without words such as "republic" and "islands".

    >>> known = ["Republic of Chile", "Republic of China"]
    >>> nearest_names("Republic of Crimea", known), nearest_names("Republig of Chlie", known)
    ([], ['Republic of Chile'])
    """
    near = nearest(name, candidates, limit)
    return [other for other in near if _is_alike_by_own_words(name, other)]


def _is_alike_by_own_words(name: str, other: str) -> bool:
    """Return whether names are alike without words that many share; also where they have no other.

    A misspelt word of that sort is left out, too.
    """
    own, others = ([fold(word) for word in _WORD.findall(text)] for text in (name, other))
    own = [word for word in own if word not in _SHARED and not nearest(word, _SHARED, 1)]
    others = [word for word in others if word not in _SHARED]
    return not (own and others) or bool(nearest(" ".join(own), [" ".join(others)]))


def labelled(name: str, texts: dict[str, list[str]], by_word: bool) -> list[str]:
    """Return the ids with a text like the name, the likeliest first; `texts` are those of each id.

    Where none is like it, words of the texts may be, `by_word`: "turnover" for the trade turnover.
    What denies a word of the name is not like it.
    """
    from dipfacts.opposites import deny_each_other  # lazy: only for a slip

    forms: dict[str, list[str]] = {}
    denying = {id_ for id_, own in texts.items() if any(deny_each_other(name, it) for it in own)}
    texts = {id_: own for id_, own in texts.items() if id_ not in denying}
    for id_, own in texts.items():
        for form in dict.fromkeys(map(fold, own)):
            forms.setdefault(form, []).append(id_)
    near = list(dict.fromkeys(id_ for form in nearest(name, forms) for id_ in forms[form]))
    if near or not by_word:
        return near[:_SUGGESTED]
    split = {id_: _WORD.findall(" ".join(own)) for id_, own in texts.items()}
    return labelled(name, split, by_word=False)


def _near(ask: Ask, compared: Names, text: str) -> list[tuple[Any, ...]]:
    """Return the rows whose name may be what the text was meant to be."""
    unchecked = f"{compared.table.removesuffix('_row')}_row"  # what is only counted may be damaged

    def few(more: str, *values: object, most: int = _MOST) -> list[tuple[Any, ...]] | None:
        """Return the rows that fit, or None for too many; counting them costs little."""
        where = f"WHERE {compared.which} {more}"
        sql = f"SELECT count(*) FROM (SELECT 1 FROM {unchecked} {where} LIMIT {most + 1})"
        ((count,),) = ask(sql, values, tuple)
        sql = f"SELECT {compared.columns} FROM {compared.table} {where}"
        return ask(sql, values, tuple) if count <= most else None

    if (everything := few("", most=FEW_NAMES)) is not None:
        return everything
    results = (compared.end and few(f"AND {compared.end}", text[-_END:])) or []
    for length in range(1, len(text) + 1):  # the shortest beginning that not too many share
        part = text[:length]
        alike = few(f"AND {compared.column} >= ? AND {compared.column} < ?", part, part + LAST)
        if alike is not None:
            results += alike
            break
    for some in batches(_one_edit_away(text), _PARAMETERS):
        results += few(f"AND {compared.column} IN ({marks(some)})", *some) or []
    return results


def _one_edit_away(text: str) -> list[str]:
    """Return every text that one typo makes of this one, and its beginnings; none of a long one."""
    if len(text) > _LONG:
        return []
    letters = {*text, *(_LETTERS if text.isascii() else "")}
    letters |= {"-"} if "-" in text else set()
    results = {text[:length] for length in range(3, len(text))}
    for at in range(len(text) + 1):
        before, after = text[:at], text[at:]
        results |= {before + letter + after for letter in letters}
        if after:
            results |= {before + letter + after[1:] for letter in ("", *letters)}
        if len(after) > 1:
            results.add(before + after[1] + after[0] + after[2:])
    return sorted(results)
