"""Names, and codes without a prefix, that one state had until a day, and another has since."""

from __future__ import annotations

from functools import cache

from dipfacts.countries import code_lists
from dipfacts.countries.code_lists import OpenDays, days_of
from dipfacts.model.periods.period import Period
from dipfacts.model.shared_names import is_like_a_code
from dipfacts.text import name_key

# The Republic of China was on the mainland until the People's Republic was declared. The lists of
# the Correlates of War and of Gleditsch and Ward go on with China, and have Taiwan from then.
_TIMES = {"CN": "../1949-09-30", "TW": "1949-10-01/.."}
_NAMES = """
Republic of China|R.O.C.|ROC|Republik China|République de Chine|República de China|Hiina Vabariik
República da China|Repubblica di Cina|Res publica Sinarum|Китайская Республика|Китайська Республіка
Çin Cumhuriyeti|Çin Respublikası|جمهورية الصين|جمہوریۂ چین|د چین جمهوریت
中华民国|中華民國|中華民国|중화민국
"""
_FORMS = frozenset(map(name_key, _NAMES.strip().replace("\n", "|").split("|")))
_WORDS = "china republic"  # as `words_of` has them


@cache
def is_dated(name: str) -> bool:
    """Return whether a name, or an id, means one state until a day and another after it.

    >>> is_dated("China, Rep. of"), is_dated("republic-of-china"), is_dated("Taiwan")
    (True, True, False)
    >>> is_dated("cs"), is_dated("Cs"), is_dated("csk")
    (True, False, False)
    """
    if _is_dated_code(name):
        return True
    if name_key(name) in _FORMS or "china" not in name.casefold():
        return name_key(name) in _FORMS
    from dipfacts.countries.english_words import words_of  # lazy: few names are of China

    return words_of(name) == _WORDS


def _is_dated_code(name: str) -> bool:
    """Return whether a name is a code of ISO 3166 that it has given to two states in turn."""
    code = name.strip()
    return len(code) == 2 and is_like_a_code(code) and code_lists.is_dated("iso2", code)


def ever_holders(name: str) -> list[str]:
    """Return the codes of all states that have had a dated name."""
    return code_lists.resolve("iso2", name.strip()) if _is_dated_code(name) else [*_TIMES]


def holders(name: str, days: OpenDays) -> list[str]:
    """Return the codes of the states that had a name in these days; none for any other name.

    Where no days are given a name means the state of today, and a code any of its states.

    >>> holders("Republic of China", (704371, 704736)), holders("Taiwan", (None, None))
    (['CN'], [])
    >>> holders("Republic of China", (None, None)), holders("Republic of China", (704371, None))
    (['TW'], ['CN', 'TW'])
    >>> holders("CS", (None, None)), holders("CS", (731946, 732312))
    (['CS', 'CSXX'], ['CSXX'])
    """
    if _is_dated_code(name):
        return code_lists.resolve("iso2", name.strip(), days)
    if not is_dated(name):
        return []
    begin, end = days
    if begin is None and end is None:
        return ["TW"]
    spans = {code: Period.parse(period) for code, period in _TIMES.items()}
    return [
        code
        for code, span in spans.items()
        if (begin is None or span.end_day is None or span.end_day > begin)
        and (end is None or span.start_day is None or span.start_day < end)
    ]


def holders_in(name: str, period: str) -> list[str]:
    """Return the codes of the states that had a name in a period, as `holders` does.

    >>> holders_in("republic-of-china", "1937-07-07/"), holders_in("republic-of-china", "")
    (['CN'], ['TW'])
    """
    return holders(name, days_of(period) if period else (None, None))
