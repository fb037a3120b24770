"""The terms that the text of a search asks for, and their form in the syntax of FTS5.

Words must all occur, in any order; quoted ones as a phrase. `-word` must not occur, and `word*` is
a beginning. English words stand for their other forms too, and names of parties, in any language,
for the claims that name these parties.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from dipfacts.errors import QuestionError
from dipfacts.index.rows.search_texts import whole_names
from dipfacts.index.rows.stems import stems
from dipfacts.model.file_format.tables import Party
from dipfacts.model.words import composed, in_one, is_acronym, with_other_points, words
from dipfacts.query.names import parties as naming
from dipfacts.query.names import persons, suggest
from dipfacts.query.sql import Ask, by_id
from dipfacts.record import Record
from dipfacts.text import fold

SHOWN = "title note names kind_and_publisher"  # what pages show of a claim, as columns of words
MOST = 100  # different words of one search, of which each word of a phrase is one
_LONGEST_NAME = 11  # words of a party's name that are taken together
# Words that may stand beside a name and change nothing, which are words to find all the same; but
# "Rep. of" may end a name of a table.
_BESIDE = frozenset("and of la le republic island islands isle isles".split())
_ARTICLES = ["la", "le"]  # of these; where the base lacks such a word, it is an article
_ELIDED = re.compile("l['’]", re.IGNORECASE)
_SHORTEST_NAME = 4  # letters of a name of ASCII; shorter ones are codes and English words

_KEPT = 500  # words whose inflections are kept for the next search

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
_PIECE = re.compile(r'((?<!\S)-)?(?:"([^"]*)"?|([^\s"]+))')
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
_FLAG_A = 0x1F1E6  # the first of 26 letters that are shown as a flag, two and two

# Endings that English words with one stem may have, with those that inflect a word first.
_ENDINGS = (
    "",
    *"e y s es ed d ing ings ly er ers or ors ies ied al als ally able ably ability".split(),
    *"ion ions ation ations ate ates ated ating ative atives ator ators ately icate".split(),
    *"ication ality ational ional ionally alize ic ical ically ics ism isms ist ists".split(),
    *"ible ibility ity ities ive ives ively ivity ous ously ousness ment ments ement".split(),
    *"ements ent ents ence ences ency encies ant ants ance ances ancy ize izes ized".split(),
    *"izing izer ization ness eness ful fully ely ility ilities".split(),
)


class Phrase(NamedTuple):
    """Words side by side; of a prefix the last is but the beginning of one."""

    words: tuple[str, ...]
    is_prefix: bool = False

    def fts(self) -> str:
        """Return the phrase in FTS5's syntax."""
        text = f'"{" ".join(self.words)}"'
        return f"{text} *" if self.is_prefix else text


class TypedWord(Record, frozen=True):
    """A word or quoted phrase as it was typed, the phrases that it is, and other forms of it."""

    text: str
    is_quoted: bool
    exact: tuple[Phrase, ...]
    forms: tuple[Phrase, ...] = ()

    @property
    def as_typed(self) -> str:
        """Return the word, or the phrase in quotes."""
        return f'"{self.text}"' if self.is_quoted else self.text

    def fts(self, loose: bool) -> str:
        """Return the condition in FTS5's syntax, with `loose` in any form."""
        results = [*self.exact, *(self.forms if loose else ())]
        return f"({' OR '.join(phrase.fts() for phrase in results)})"


class Term(NamedTuple):
    """A condition on a claim: it has all of these words, or the name of one of these parties."""

    words: tuple[TypedWord, ...]
    parties: tuple[Party, ...] = ()

    def fts(self, loose: bool) -> str:
        """Return the condition in FTS5's syntax; with `loose` in any form, or by a name."""
        result = " AND ".join(word.fts(loose) for word in self.words)
        names = (whole_names([party.name]).replace('"', " ") for party in self.parties)
        named = [f'names : "{name}"' for name in names]
        return f"({' OR '.join([f'({result})', *named])})" if loose else f"({result})"


class Terms(NamedTuple):
    """The conditions that a claim must meet, and those that it must not.

    `typed` are all words that are wanted, in their order: in a name one may stand twice.
    """

    wanted: tuple[Term, ...]
    unwanted: tuple[Term, ...] = ()
    typed: tuple[TypedWord, ...] = ()

    @property
    def wanted_text(self) -> str:
        """Return the text to type for the same search with nothing left out."""
        return " ".join(word.as_typed for term in self.wanted for word in term.words)

    @property
    def text(self) -> str:
        """Return the text to type for this search, with what it leaves out."""
        unwanted = [f"-{word.as_typed}" for term in self.unwanted for word in term.words]
        return " ".join([self.wanted_text, *unwanted])

    def fts(self, columns: str, loose: bool) -> str:
        """Return a search in FTS5's syntax: all that is wanted stands in these columns."""
        wanted = " AND ".join(term.fts(loose) for term in self.wanted)
        results = f"({{{columns}}} : ({wanted}))"
        if self.unwanted:
            unwanted = " OR ".join(term.fts(loose=True) for term in self.unwanted)
            results += f" NOT ({{{SHOWN}}} : ({unwanted}))"
        return results


def only_left_out() -> QuestionError:
    """Return the mistake of a search that wants no word."""
    from dipfacts.remedy import Instead, Remedy  # lazy: only for a slip

    message = "there are only words to leave out, none to search for"
    return QuestionError(message, Remedy.of(Instead(("search",), "pipeline -gas")))


def parse(text: str) -> Terms:
    """Return the terms of a text, word by word. Raises QuestionError for too many words."""
    typed, every = dict[tuple[bool, tuple[Phrase, ...]], TypedWord](), list[TypedWord]()
    for is_left_out, is_quoted, piece in _pieces(composed(text.translate(_QUOTES))):
        if exact := tuple(_phrases(piece, is_quoted)):
            word = TypedWord(piece, is_quoted, exact)
            is_new = typed.setdefault((is_left_out, exact), word) is word
            every += [word] if not is_left_out and (is_new or len(every) < MOST) else []
    _refuse_too_many(typed.values())
    wanted, unwanted = (
        tuple(Term((word,)) for (left_out, _), word in typed.items() if left_out == which)
        for which in (False, True)
    )
    return Terms(wanted, unwanted, tuple(every))


def _refuse_too_many(typed: Collection[TypedWord]) -> None:
    """Raise QuestionError for more words than a search takes, each word of a phrase counted."""
    count = sum(max(len(phrase.words) for phrase in word.exact) for word in typed)
    if count > MOST:
        which = "different words" if count == len(typed) else "words, with those of phrases"
        message = f"a search takes at most {MOST} {which}, not {count:,}"
        raise QuestionError(message, "leave out all but the most telling ones")


def _pieces(text: str) -> Iterator[tuple[bool, bool, str]]:
    """Yield the words and quoted phrases, whether to leave out each, and whether it is quoted.

    A flag is a word of its own, without spaces around it, and in quotes by itself.
    """
    for match in _PIECE.finditer(text):
        is_left_out, quoted, piece = bool(match[1]), match[2], match[3] or ""
        if quoted is not None and not _FLAG.fullmatch(quoted.strip()):
            yield is_left_out, True, quoted
            continue
        for one in re.split(f"({_FLAG.pattern})", piece or (quoted or "").strip()):
            yield is_left_out, False, one


def _letters_of_flag(flag: str) -> str:
    """Return the code that a flag is, as an acronym: R.U., which is no word such as "it"."""
    return "".join(f"{chr(ord('A') + ord(letter) - _FLAG_A)}." for letter in flag)


def _phrases(piece: str, is_quoted: bool) -> Iterator[Phrase]:
    """Yield the phrases that a piece of text may be; none if it has no word."""
    if _FLAG.fullmatch(piece):
        piece = _letters_of_flag(piece)
    is_prefix = piece.endswith("*") and not is_quoted
    result = tuple(word.form for word in words(piece))
    if not is_quoted:  # US-China for U.S.-China
        yield from (Phrase(some, is_prefix) for some in with_other_points(piece))
    # The letters of U.S. by themselves stand in U.S.S.R. as well.
    if result and (is_quoted or not is_acronym(piece)):
        yield Phrase(result, is_prefix)
    whole = in_one(piece) if result and not is_quoted else ""
    if whole and not whole.isdecimal():  # 2021-22
        yield Phrase((whole,), is_prefix)


def widened(asked: Terms, ask: Ask) -> Terms:
    """Return the terms with the other forms of their words and the parties they name."""
    left_out = [word for (word,), _ in asked.unwanted]
    english = {_in_one_piece(word) for word in (*asked.typed, *left_out) if _is_english(word)}
    forms = _forms(english, ask) if english else {}

    def inflected(typed: Iterable[TypedWord]) -> list[TypedWord]:
        return [
            word.replaced(forms=forms[_in_one_piece(word)]) if _is_english(word) else word
            for word in typed
        ]

    wanted = {
        tuple(word.exact for word in term.words): term
        for term in _with_parties(inflected(asked.typed), _LONGEST_NAME, ask)
    }
    unwanted = _with_parties(inflected(left_out), 1, ask)  # each word is left out by itself
    return Terms(tuple(wanted.values()), tuple(map(_without_aliases, unwanted)))


def _without_aliases(term: Term) -> Term:
    """Return the term left out, without persons of whose alias it is but a part."""
    (word,), parties = term
    named = (it for it in parties if not persons.is_by_alias_alone(word.text, it))
    return term._replace(parties=tuple(named))


# ------------------------------------------------------------------------ English words


def _is_english(word: TypedWord) -> bool:
    """Return whether a word may have other forms by the rules of English; a quoted one has none."""
    is_one = len(word.exact[-1].words) == 1 and not word.exact[-1].is_prefix
    return (
        is_one
        and not word.is_quoted
        and _in_one_piece(word).isascii()
        and _in_one_piece(word).isalpha()
    )


def _in_one_piece(word: TypedWord) -> str:
    """Return a word in one piece: cooperation for co-operation; of several, the first."""
    return word.exact[-1].words[0]


def _forms(typed: Iterable[str], ask: Ask) -> dict[str, tuple[Phrase, ...]]:
    """Return, for each word, the others of the base with the same stem by Porter's rules."""
    candidates = {word: _inflections(word) for word in typed}
    here = suggest.known_words(ask, sorted({one for some in candidates.values() for one in some}))
    return {
        word: tuple(Phrase((one,)) for one in here if one in some)
        for word, some in candidates.items()
    }


@lru_cache(_KEPT)
def _inflections(word: str) -> frozenset[str]:
    """Return the forms of a word with any ending, of one stem with it; few of these are words."""
    (stem,) = stems([word])
    others = {f"{base}{ending}" for base in _bases(word, stem) for ending in _ENDINGS}
    every = sorted(others - {"", word})
    own = zip(every, stems(every), strict=True)
    return frozenset(other for other, its in own if its == stem)


def _bases(word: str, stem: str) -> set[str]:
    """Return the stems of endings: treaty of treati, mov of move, shipp of ship, possib-."""
    results = {word, stem, word.rstrip("e"), stem.rstrip("e"), stem + stem[-1]}
    results |= {f"{stem[:-1]}y"} if stem.endswith("i") else set()
    return results | ({stem[:-1]} if stem.endswith("bl") else set())


# ---------------------------------------------------------------------- names of parties


def _with_parties(typed: list[TypedWord], longest: int, ask: Ask) -> Iterator[Term]:
    """Yield the words as terms with the parties they name; the longest names of many as one."""
    at = 0
    while at < len(typed):
        for length in range(min(longest, len(typed) - at), 0, -1):
            run = typed[at : at + length]
            is_whole = length == 1 or not any(_FLAG.search(word.text) for word in run)
            is_whole = is_whole and not any(one.is_prefix for word in run for one in word.exact)
            results = _called(" ".join(word.text for word in run), ask) if is_whole else []
            if results or length == 1:
                yield Term(tuple(run), tuple(results))
                at += length
                break


def capitals(word: str, ask: Ask) -> list[str]:
    """Return a short word in capitals where it then is a code of a party: USA for usa."""
    is_code = word != word.upper() and len(word) < _SHORTEST_NAME and _called(word.upper(), ask)
    return [word.upper()] if is_code else []


def _called(name: str, ask: Ask) -> list[Party]:
    """Return the parties of the base that may be meant by a name."""
    whole = _ELIDED.sub("", name, count=1) if _ELIDED.match(name) else name  # UE of l'UE
    if name.isascii() and len(fold(whole)) < _SHORTEST_NAME and not whole.isupper():
        return []  # in, is, us
    return [*by_id(ask, Party, _ids_called(name, ask)).values()]


def _ids_called(name: str, ask: Ask) -> list[str]:
    results = naming.find_parties(ask, name) or persons.find_persons(ask, name)
    return results or _in_other_words(name, ask)


def _in_other_words(name: str, ask: Ask) -> list[str]:
    """Return the parties that tables or official style call so, as in "Jamhuri ya Kenya".

    One English word that the base has is no such name, and in "kenya islands" the second word is to
    be found by itself; so is an article that is a word of the base.
    """
    several = name.split()
    if len(several) == 1 and name.isascii() and suggest.known_words(ask, [fold(name)]):
        return []
    has_article = not suggest.known_words(ask, [_first_word(name)])  # else it is to be found
    result = naming.called_in_other_words(ask, name, articles=has_article)
    unread = {*_ARTICLES}.difference(suggest.known_words(ask, _ARTICLES)) if result else ()
    several = [word for word in several if fold(word) not in unread]
    rest = _without_words_beside(several) if result else several
    is_beside = rest and rest != several and {*result} == {*_ids_called(" ".join(rest), ask)}
    return [] if is_beside else result


def _first_word(name: str) -> str:
    """Return the first word of a name, folded: of l'Allemagne the article."""
    return next((word.form for word in words(composed(name))), "")


def _without_words_beside(several: list[str]) -> list[str]:
    """Return the words of a name without those before and after it that change nothing.

    >>> _without_words_beside(["islands", "of", "Kenya"]), _without_words_beside(["Rep.", "of"])
    (['Kenya'], ['Rep.', 'of'])
    """
    first, after = 0, len(several)
    while first < after and fold(several[first]) in _BESIDE:
        first += 1
    while first < after and fold(several[after - 1]) in _BESIDE - {"of"}:
        after -= 1
    return several[first:after]
