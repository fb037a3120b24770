"""The names of parties as people type them: several words a name, "and" between names."""

from __future__ import annotations

from collections.abc import Sequence

from dipfacts.errors import AmbiguousNameError, QuestionError
from dipfacts.model.file_format.tables import Party
from dipfacts.model.periods.dates import Days
from dipfacts.query.base import Base
from dipfacts.query.names.parties import find_parties, is_known
from dipfacts.text import fold, plain

BETWEEN = ("and", "&", "vs", "vs.", "versus", "with", "-", "–", "—")
"""Words and signs that people type between two names."""

_LONGEST = 8  # words of a name
_ENDING = "island"  # which ends a name, as that of Norfolk Island, and is a name of Iceland
_JOINING = {*BETWEEN, "of", "the", _ENDING}
_ARTICLES = ("the", "la", "le")  # which end no name
_SHORTEST = 4  # letters of a name that is no code
_NOBODY = ""  # in place of an id, of what is no name
_SEVERAL = "?"  # in place of an id, of a name of several parties

_Names = tuple[tuple[str, ...], ...]  # of parties, each as its words
_Weight = tuple[int, int, int]  # the least is best: words that are no names, names, those alike


def parties_of(base: Base, words: Sequence[str], during: Days | None = None) -> list[str]:
    """Return the ids of the parties that words name, in their order.

    Words between two names are passed over, unless a name has them: "Trinidad and Tobago"; before
    or after all names they are names: AND is a code of Andorra. Words of which some are no names by
    themselves are one name together: united kingdom. Raises QuestionError for names that are
    unknown, ambiguous or given twice, and for words that may link names: germany to france.
    """
    for word in words:
        if not word.strip():  # beside other words it would be passed over
            base.party(word, during)
    folded = [word.casefold() for word in words]
    if _ENDING in folded[1:] or any(word in BETWEEN for word in folded[1:-1]):
        results = _ids_of_long_names(base, words, during)
    else:
        try:
            parties = [base.party(name, during) for name in words]
        except QuestionError:
            if len(words) < 2:  # one word is no two names
                raise
            parties = []
        results = [party.id for party in parties]
        # Myanmar (Burma); Al Gore
        if len({*results}) < len(words) or _has_given_name(base, words, parties):
            results = _ids_of_long_names(base, words, during)
        elif any(len(word) < _SHORTEST for word in words):
            _refuse_linking(base, [[*words]], during)
    for party in results:
        if results.count(party) > 1:
            raise QuestionError(f'"{party}" is named twice', "name each party once")
    return results


def _has_given_name(base: Base, words: Sequence[str], parties: Sequence[Party]) -> bool:
    """Return whether a word that names a party is, beside a person's name, a part of that one's."""
    for nth, party in enumerate(parties):
        if party.kind != "person" or words[nth] == party.id:
            continue
        for first in (nth - 1, nth):
            two = words[max(first, 0) : first + 2]
            if len(two) > 1 and _id_of_name(base, " ".join(two), None) == party.id:
                return True
    return False


def is_name(base: Base, words: Sequence[str]) -> bool:
    """Return whether words begin with the name of a party, maybe of several words."""
    most = min(len(words), _LONGEST)
    beginnings = (words[:length] for length in range(1, most + 1))
    return any(
        _id_of_name(base, " ".join(some), None)
        for some in beginnings
        if len(some) == 1 or not _has_sign(some)
    )


def _has_sign(words: Sequence[str]) -> bool:
    """Return whether one of several words is signs alone, which are no part of a name: ☃ japan.

    But those may be that people type between two names: bosnia & herzegovina.
    """
    signs = [nth for nth, word in enumerate(words) if not fold(word)]
    ends = 0, len(words) - 1
    return any(nth in ends or words[nth] not in BETWEEN for nth in signs)


def _ids_of_long_names(base: Base, words: Sequence[str], during: Days | None) -> list[str]:
    """Return the ids of parties whose names may be several words each.

    Raises QuestionError where the words may be one name as well as several, or names of others.
    """
    best, *others = _divisions(base, words, during)
    if others:
        whole = " ".join(words)
        message = f'"{plain(whole)}" may be {_quoted(best)} or {_quoted(others[0])}'
        raise AmbiguousNameError(message, "write each name of several words in quotes", whole)
    _refuse_linking(base, _groups(base, words, best, during), during)
    for some in best:
        if several := _several_names(base, some, during):
            whole = plain(" ".join(some))
            if several == [*some]:  # israel katz: of which those words would be typed again
                several = [base.party(name, during).id for name in several]
            hint = f'write "{whole}" in quotes, or {_quoted([(name,) for name in several])}'
            raise AmbiguousNameError(f'"{whole}" may be one name or several', hint, whole)
    return [base.party(" ".join(some), during).id for some in best]


def _groups(
    base: Base, words: Sequence[str], names: _Names, during: Days | None
) -> list[list[str]]:
    """Return the names that stand beside each other, those before a word for "and" apart."""
    results, at = [list[str]()], 0
    for some in names:
        results[-1] += map(" ".join, _parts(base, some, during))
        at += len(some)
        if at < len(words) - 1 and words[at].casefold() in BETWEEN:
            results.append([])
            at += 1
    return results


def _parts(base: Base, words: tuple[str, ...], during: Days | None) -> _Names:
    """Return the words of a name, apart from one before it that may be a code: la russie.

    It may be a word of a person's name: al gore, de vries.
    """
    # lazy: only for names of several words
    from dipfacts.query.typed_words.linking_words import may_link

    first, rest = words[:1], words[1:]
    if not rest or not may_link([*words], 0):
        return (words,)
    id_ = _id_of_name(base, " ".join(words), during)
    party = base.parties_by_id([id_]).get(id_)
    own = party.names if party and party.kind == "person" else ()
    is_own = any(words[0].casefold() in name.casefold().split() for name in own)
    return (words,) if is_own or _id_of_name(base, " ".join(rest), during) != id_ else (first, rest)


def _refuse_linking(base: Base, groups: Sequence[Sequence[str]], during: Days | None) -> None:
    """Raise QuestionError for a word that only links names, or may do that as well as be a code.

    So it may before another name of its group, where not all are codes. A code beside a person's
    name may be a title.
    """
    # lazy: only for names of several words
    from dipfacts.query.typed_words.linking_words import may_link, only_links, titled

    whole = [name for names in groups for name in names]
    for word in whole:  # of one that means nothing else that is said
        if not only_links(word):
            base.party(word, during)
    if len(whole) < 2:
        return
    for word in whole:
        if only_links(word) and not _id_of_name(base, word, during):
            message = f'no party is called "{plain(word)}"'
            raise QuestionError(message, "leave it out: names stand in any order")
    are_codes = all(len(word) < _SHORTEST for word in whole)
    for names in groups:
        for nth, word in enumerate(names):
            beside = [it for it in titled(names, nth) if _is_person(base, it, during)]
            links = may_link(names, nth) and not are_codes
            if (links or beside) and (id_ := _id_of_name(base, word, during)):
                other = "a word between names" if nth else "a word before a name"
                other = "a title" if beside else other
                raise _two_meanings(base, names, nth, id_, other, during)


def _is_person(base: Base, name: str, during: Days | None) -> bool:
    return base.party(name, during).kind == "person"


def _two_meanings(
    base: Base, names: Sequence[str], nth: int, id: str, other: str, during: Days | None
) -> AmbiguousNameError:
    """Return the error for a word that is a code of a party, or else another word.

    The remedy is another name of that party, or the word "and" where it has none.
    """
    from dipfacts.model import display  # lazy: only for a slip

    word = names[nth]
    party = base.parties_by_id([id]).get(id)
    name = plain(party.name) if party else word.upper()
    is_typed = name.replace(" ", "").isalpha()  # not st. pierre & miquelon
    ways = (name.casefold(), id) if is_typed else (id,)
    others = (it for it in ways if it != word.casefold() and _id_of_name(base, it, during) == id)
    pair = names[nth : nth + 2] if nth < len(names) - 1 else names[nth - 1 : nth + 1]
    instead = next(others, "") or " and ".join(_quoted([[it]]) for it in pair)
    message = f'"{word}" may be {display.with_article(name)}, or {other}'
    return AmbiguousNameError(message, f"write {instead}, or leave it out", word)


def _quoted(names: Sequence[Sequence[str]]) -> str:
    import shlex  # lazy: only for a slip

    return plain(shlex.join(" ".join(some) for some in names))


def _divisions(base: Base, words: Sequence[str], during: Days | None) -> list[_Names]:
    """Return the words as names, in the one way that divides them best, or in two.

    The best leaves the fewest words that are no names, then has the fewest names, of which the
    fewest are like a name alone: "Vietnam, South Sudan" comes before "Vietnam South, Sudan".
    """
    best: dict[int, tuple[_Weight, list[_Names]]]  # of the words from a place on
    best = {len(words): ((0, 0, 0), [()])}
    for at in reversed(range(len(words))):
        ways: dict[_Weight, list[_Names]] = {}
        for end in range(at + 1, min(len(words), at + _LONGEST) + 1):
            some = tuple(words[at:end])
            id_ = _one(base, some, during)
            if len(some) > 1 and not id_:
                continue
            is_between = end < len(words) - 1 and words[end].casefold() in BETWEEN
            (unknown, count, alike), rest = best[end + 1 if is_between else end]
            if not id_:
                unknown += 1
            elif _is_alike(base, some, id_):
                alike += 1
            names = ways.setdefault((unknown, count + 1, alike), [])
            names += ((some, *others) for others in rest)
        least = min(ways)
        best[at] = least, ways[least][:2]
    return best[0][1]


def _one(base: Base, words: Sequence[str], during: Days | None) -> str:
    """Return the id of whom words mean as one name, as `_id_of_name` does.

    What was typed with a space in it, in quotes, and is a name, is no part of another; nor are
    words that are names of others by themselves, unless one of them joins them.
    """
    if len(words) > 1 and _has_sign(words):
        return _NOBODY
    here = _id_of_name(base, " ".join(words), during)
    if len(words) == 1 or not here:
        return here
    if words[-1].casefold() in (*BETWEEN, *_ARTICLES, "of") or words[0].casefold() == "of":
        return _NOBODY
    if any(" " in word and _id_of_name(base, word, during) for word in words):
        return _NOBODY
    if len(_words_of_names(words)) < len(words):  # of Serbia and Montenegro see `_several_names`
        return here
    return _NOBODY if _are_names(base, words, here, during) else here


def _is_alike(base: Base, words: Sequence[str], id: str) -> bool:
    """Return whether words are only like a name of the party, or its name in another order."""
    import re  # lazy: only for names of several words

    from dipfacts.countries import wording

    whole = " ".join(words)
    if len(words) > 1 and not (find_parties(base.index.all, whole) or wording.is_spelled_so(whole)):
        return True
    party = base.parties_by_id([id]).get(id)
    name = re.split(r"\W+", party.name.casefold()) if party else []
    own = re.split(r"\W+", " ".join(_words_of_names(words)).casefold())
    return own != name and sorted(own) == sorted(name)


def _are_names(base: Base, words: Sequence[str], whole: str, during: Days | None) -> bool:
    """Return whether each word is the name of a party, none of them that of the `whole`."""
    return {_id_of_name(base, word, during) for word in words}.isdisjoint(
        (_NOBODY, _SEVERAL, whole)
    )


def _words_of_names(words: Sequence[str]) -> list[str]:
    """Return words without those that stand between names."""
    return [word for word in words if word.casefold() not in BETWEEN]


def _several_names(base: Base, words: Sequence[str], during: Days | None) -> list[str]:
    """Return the names of several parties that the words of one name are as well, if they are."""
    if len(words) == 1:
        return []
    alone = _words_of_names(words)
    if _are_names(base, alone, _id_of_name(base, " ".join(words), during), during):
        return alone  # Serbia and Montenegro
    return _at_joints(base, words, during) or _two_in(base, words, during)


def _at_joints(base: Base, words: Sequence[str], during: Days | None) -> list[str]:
    """Return the names of several parties between which words of one name stand that may join them.

    Australia and New Zealand, Belgien und Luxemburg.
    """
    # lazy: only for names of several words
    from dipfacts.query.typed_words.linking_words import joins

    for nth, word in enumerate(words[1:-1], 1):
        if not (word.casefold() in BETWEEN or joins(word)):
            continue
        first, rest = " ".join(words[:nth]), words[nth + 1 :]
        names = [first, *(_at_joints(base, rest, during) or [" ".join(rest)])]
        ids = {_spelled_so(base, name, during) for name in names}
        if len(ids) == len(names) and ids.isdisjoint((_NOBODY, _SEVERAL)):
            return names
    return []


def _spelled_so(base: Base, name: str, during: Days | None) -> str:
    """Return the id for a name as `_id_of_name` does, but none where it is only like one."""
    from dipfacts.countries import wording  # lazy: only for names of several words

    is_spelled_so = find_parties(base.index.all, name) or wording.is_spelled_so(name)
    return _id_of_name(base, name, during) if is_spelled_so else _NOBODY


def _two_in(base: Base, words: Sequence[str], during: Days | None) -> list[str]:
    """Return the names of two parties that the words of one name are as well: hong kong china.

    Only where nothing joins them, as in "Hong Kong, China" and "Aruba, Kingdom of the Netherlands".
    """
    for cut in range(1, len(words)):
        two = [" ".join(words[:cut]), " ".join(words[cut:])]
        if words[cut - 1][-1] in ",:" or min(map(len, two)) < _SHORTEST or two[1][0] == "(":
            continue
        if not _JOINING.isdisjoint(map(str.casefold, words[cut - 1 : cut + 1])):
            continue
        ids = {_id_of_name(base, name, during) for name in two}
        if len(ids) == len(two) and ids.isdisjoint((_NOBODY, _SEVERAL)):
            return two
    return []


def _id_of_name(base: Base, name: str, during: Days | None) -> str:
    """Return the id of whom a name means, or that it is of several, or of nobody."""
    if not is_known(base.index.all, name):  # most are not, and the error would look for near ones
        from dipfacts.countries import related_words  # lazy: only for names of several words

        return _SEVERAL if related_words.wholes_of(name) else _NOBODY
    try:
        return base.party(name, during).id
    except QuestionError as error:
        return _SEVERAL if isinstance(error, AmbiguousNameError) else _NOBODY
