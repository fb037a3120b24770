"""Words of months, quarters, half-years and counts of months in a text, put as numbers of months.

January is written <1-1>, 5 May <5-5@5>, the second quarter <4-6>, nine months <1-9>, a year that
ends in June <7-6>, and what is a part of a year that is not known <?>.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from dipfacts.importing.own_tables.table.head_words import in_english
from dipfacts.importing.own_tables.times.terms import NOT_BEFORE, NOT_BEHIND, SHORT_TERMS, is_term
from dipfacts.model.periods.calendar import MONTHS

UNKNOWN = "<?>"
_LAST_DAY = 31
_BESIDE = (
    r"(?:(?:the|end|of|in|at|on|de|du|del|le|la|el|des|der|including|einschließlich)(?![^\W_])"
    r"|['’]à)\s*"
)
"""Words that stand between a month and what joins it to another."""
TO = (
    r"\s*(?:[-–—−‒/~]|\.\.+|…|(?:(?:up )?to|until|till|through|thru|à|a|ao|al|au|по|po|do)\b)"
    rf"\s*(?:{_BESIDE})*"
)
AND = rf"\s*(?:[+&]|(?:and|plus|und|et|y|e|и|i|oraz)\b)\s*(?:{_BESIDE})*"
_SHORT = (
    *(
        "janv ene gen stycz янв",
        "févr fev febr lut фев февр",
        "mär mrz marz мар",
        "avr abr kwi апр",
    ),
    *("mag maj май", "giu cze июн", "juil lug lip июл", "ago août sie авг"),
    *("set wrz сен сент", "ott out okt paź окт", "lis ноя нояб", "dic déc dez gru дек"),
)
"""Months as other languages shorten them, which are other words unless two are joined."""
_MONTH_OF = {
    **{short: nth for nth, words in enumerate(_SHORT, 1) for short in words.split()},
    **{name.lower()[:3]: nth for nth, name in enumerate(MONTHS, 1)},
}
_NAMES = "|".join(f"{it[:3]}(?:{it[3:]})?" for it in map(str.lower, MONTHS)).replace(
    "sep(?:tember)?", "sept?(?:ember)?"
)
_SHORTER = "|".join((_NAMES, *sorted(_MONTH_OF, key=len, reverse=True)))
_BELOW = re.compile(
    rf"(?<![^\W_])((?:{_SHORTER}|q[1-4]|[1-4]q))_(?=(?:{_SHORTER}|q[1-4]|[1-4]q)(?![^\W\d_]))"
)
"""Signs between two months or quarters in the name of a column: jan_mar, q1_q3."""
_MAY_BE = re.compile(
    r"(?<![^\W_])(?:may(?= (?!to |till |until |through |and |or )[a-z])"
    r"|May(?= (?:be|contain|differ|have|include|not) ))"
)
_LABEL = re.compile(
    r"\b(?:table|tab|figure|fig|chart|annex|appendix|section|chapter|tabelle|abbildung|tabela|tableau"
    r"|tabla|tavola|tabella|cuadro|quadro|таблица|табл|tablica)\b\.?\s*(?:n[or°]\.? *)?"
    r"(?:[0-9]+(?:[.-][0-9]+)*[a-z]?|[ivx]+)(?![^\W_])\.?|\bjan mayen\b|\bhalf[ -]?yearly\b"
)
"""Numbers of tables, and words that are no months."""
_YEAR = "[12][0-9]{3}"
_SHORT_YEAR = r" ?['’/-]?(?:20)?[0-9]{2}(?![0-9])"
_NTH = (
    r"(?<![^\W_])(?<![0-9][.,])(?:[1-4]|iv|i{1,3}|first|second|third|fourth|last)"
    r"(?:st|nd|rd|th|er|re|eme|ème|e|o|a|º|°|ª|-?(?:й|ый|ой|ий|е|ое|ье|го|м|ом))?(?![^\W_])\.?"
)
_SQUARE = r"(?!\.?\s?(?:[кдсм]?м(?![^\W\d])|[^\W\d_]*метр|мил|фут|ярд|дюйм|верст|саж[её]?н))"
"""Units that are not behind a shortened quarter in Russian, which is square as well: кв. км."""
_UNIT = rf"(?:quarters?|qtrs?|кв(?![^\W_]){_SQUARE}\.?|hal(?:f|ves)(?:[ -]?years?)?|semesters?|hj)"
_MANY = re.compile(r"[2-4] ?(?!hj)[^\W\d_][\w -]*s")
_NUMBER = r"(?:1[0-2]|[2-9]|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_NUMBERS = "two three four five six seven eight nine ten eleven twelve".split()
_ORDERS = {
    **{"i": 1, "ii": 2, "iii": 3, "iv": 4, "last": 0},
    **{"first": 1, "second": 2, "third": 3, "fourth": 4},
}
_ENDED = r"(?:ended|ending|ends?|to|until|till|through)\b[ :]*(?:in |at |on )?(?:the )?(?:end of )?"


def in_months(text: str) -> str:
    """Return a text in English and small letters, with months in the place of their words.

    >>> in_months("Exports, Q1-Q3 2023"), in_months("Jan to 5 May"), in_months("I-III квартал")
    ('exports, <1-3>-<7-9> 2023', '<1-1> to <5-5@5>', '<1-9>')
    >>> in_months("first nine months of 2023"), in_months("2-е полугодие")
    ('<1-9> of 2023', '<7-12>')
    >>> in_months("Table 5 January"), in_months("It may be wrong"), in_months("2023M1-2023M6")
    ('  <1-1>', 'it  be wrong', '2023 <1-1>-2023 <6-6>')
    >>> in_months("Year ended June 2023"), in_months("Nine months to September"), in_months("YTD")
    ('<7-6> 2023', '<1-9>', '<?>')
    """
    result = _BELOW.sub(r"\1-", in_english(_MAY_BE.sub("", text))).translate(
        {95: " ", 60: " ", 62: " "}
    )
    result = _LABEL.sub(" ", result)
    for pattern, months in _PASSES:
        result = pattern.sub(months, result)
    return result


ROMANS = "i ii iii iv v vi vii viii ix x xi xii".split()
"""The months in Roman numerals."""


def _span(first: int, last: int) -> str:
    return f"<{first}-{last}>" if 1 <= first <= last <= len(MONTHS) else UNKNOWN


def _on(month: str, day: str) -> str:
    return f"<{int(month)}-{int(month)}@{int(day)}>"


def _day(match: re.Match[str]) -> str:
    """Return a month with its day."""
    name, day = match["name"] or match["name2"], match["day"] or match["day2"]
    nth = _MONTH_OF[name[:3]]
    return _on(f"{nth}", day) if int(day) <= _LAST_DAY else f"{day} <{nth}-{nth}>"


def _digits(match: re.Match[str]) -> str:
    """Return a day in digits, its day first unless that is no month."""
    if match["iso"]:
        year, month, day = match["iso"], int(match["m"]), int(match["d"])
    else:
        year, day, month = match["y"], int(match["d2"]), int(match["m2"])
    day, month = (month, day) if month > len(MONTHS) else (day, month)
    return f"{_on(f'{month}', f'{day}')} {year}" if month <= len(MONTHS) else match[0]


def _months_of_years(match: re.Match[str]) -> str:
    """Return two months in digits with their years; two years that end in the next as they are."""
    y, m, y2, m2 = match["y"], int(match["m"]), match["y2"], int(match["m2"])
    if (int(y) + 1) % 100 == m and (int(y2) + 1) % 100 == m2:
        return match[0]
    return f"{y} <{m}-{m}>-{y2} <{m2}-{m2}>"


def _two_months(match: re.Match[str]) -> str:
    """Return two months that are joined, shortened or not."""
    first, last = (_MONTH_OF.get(it) or _MONTH_OF[it[:3]] for it in (match["a"], match["b"]))
    return f"<{first}-{first}>-<{last}-{last}>"


def _romans(match: re.Match[str]) -> str:
    """Return months in Roman numerals; up to the fourth they may be quarters as well."""
    first, last = (ROMANS.index(it) + 1 for it in (match["a"], match["b"]))
    year = f"{match['y']} " if match["y"] else ""
    return f"{year}{_span(first, last) if last > 4 else UNKNOWN}"


def _order(word: str) -> int:
    """Return the number that an ordinal is: 3 for third, iii, 3rd; 0 for the last."""
    bare = re.match(r"[1-4]|iv|i+|[a-z]+", word)
    said = bare[0] if bare else ""
    return int(said) if said.isdecimal() else _ORDERS.get(word.strip(". ")) or _ORDERS.get(said, 0)


def _quarters(match: re.Match[str]) -> str:
    """Return the months of one quarter or half-year, or from one to another."""
    parts = match.groupdict()
    length = 3 if parts["unit"][0] in "qк" else 6
    first = _order(parts["a"]) or len(MONTHS) // length
    last = _order(parts["b"]) if parts.get("b") else first
    first, last = sorted((first, last))
    if match.start("a") < match.start("unit") and _MANY.fullmatch(match[0]):
        return UNKNOWN  # 2 quarters
    if last * length > len(MONTHS):
        return match[0]
    is_list = parts.get("joined") and re.fullmatch(AND, parts["joined"]) and last != first + 1
    return UNKNOWN if is_list else _span(length * (first - 1) + 1, length * last)


def _count(word: str) -> int:
    return int(word) if word.isdecimal() else 2 + _NUMBERS.index(word)


def _first_months(match: re.Match[str]) -> str:
    """Return the first months of a year, as many as are said; "3 квартала" may be the third."""
    count, is_of_quarters = match["n"], match["unit"][0] == "q"
    is_third = is_of_quarters and count.isdecimal() and "first" not in match[0]
    if "first" not in match[0] and is_term(match):
        return match[0]
    if "last" in match[0] or is_third:
        return UNKNOWN
    return _span(1, _count(count) * (3 if is_of_quarters else 1))


def _months_until(match: re.Match[str]) -> str:
    """Return as many months as are said until one."""
    last = int(match["last"])
    unit, count = match["unit"], match["n"]
    length = _count(count) if count else {"q": 3, "h": 6, "y": 12}[unit[0]]
    if length == len(MONTHS):
        return f"<{last % 12 + 1}-{last}>"
    return _span(last - length + 1, last)


def _after(match: re.Match[str]) -> str:
    """Return the year that begins with a month."""
    first = int(match["first"])
    return f"<{first}-{(first - 2) % 12 + 1}>"


def _bare(match: re.Match[str]) -> str:
    """Return a quarter or half-year of the Romance languages, T1 or 1S, by its English letter."""
    letter = "q" if "t" in match[0] else "h"
    return f" {letter}{re.sub('[^0-9]', '', match[0])}"


_MONTH = rf"(?<![^\W\d_])(?P<name>{_NAMES})(?![^\W\d_])"
_TH = r"(?:st|nd|rd|th|er|º|°)?"
_DAY = r"[0-3]?[0-9]"
_JOINED = rf"(?P<joined>{TO}|{AND})"
_IS_YEAR = rf"(?:[ '’/-]*{_YEAR}|['’]?[0-9]{{2}}(?![0-9]))"
_ROMANCE = r"(?:[ts][1-4](?![^\W_])|[1-4][ts](?![^\W\d_]))"
_COUNTED = (
    rf"(?P<n>{_NUMBER})(?: first)?(?: |(?=-months?[ -](?:period|total|sum|result|{_YEAR}))-)?"
)
_SUM = (
    r"(?:sums?|totals?|averages?|means?|sum[ae]|somme|summe|total[ei]|moyenne|promedio|media|média"
    r"|mittel|durchschnitt|suma|średnia|сумма|среднее|итого)"
)
_POINT = "<[0-9]+-[0-9]+(?:@[0-9]+)?>"
_OF_A_YEAR = rf"(?: {_YEAR}(?:[-/][0-9]+)?)?\W{{0,3}}"
_OTHER = (
    r"(?!(?:mid|end|early|late|pre|post|year|data|total|(?:re-?)?(?:ex|im)ports?)-)[^\W\d_]{3,}"
)
"""A word before a month that may be one of a language which is not known: leden-listopad."""
_ROMAN = "(?:i{1,3}|i?[vx]|vi{1,3}|xi{1,2})"
_NO_CODES = "".join(
    rf"(?<!\b{re.escape(code)} )"
    for code in (
        *"hs hs2 hs4 hs6 sitc isic nace cpc bec cn naics chapter chapters code codes".split(),
        *"art. article articles vol. volume volumes part parts phase phases sections".split(),
    )
)
_NN = "(?:0?[1-9]|1[0-2])"
_RULES: tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...] = (
    # 1.1.-30.9.2023, 30.09.2023 and 2023-09-30, 2023-01 to 2023-09, 01-09/2023, M1-M9
    (
        rf"(?<![0-9.])({_DAY})\.({_NN})\.?{TO}({_DAY})\.({_NN})\. ?(?={_YEAR})",
        lambda it: f"{_on(it[2], it[1])}-{_on(it[4], it[3])} ",
    ),
    (
        rf"(?<![0-9])(?:(?P<iso>{_YEAR})-(?P<m>[01][0-9])-(?P<d>{_DAY})"
        rf"|(?P<d2>{_DAY})[./](?P<m2>{_DAY})[./](?P<y>{_YEAR}))(?![0-9])",
        _digits,
    ),
    (
        rf"(?<![0-9])(?P<y>{_YEAR})[-/. ]?m?(?P<m>{_NN}){TO}"
        rf"(?P<y2>{_YEAR})[-/. ]?m?(?P<m2>{_NN})(?![0-9])",
        _months_of_years,
    ),
    (
        rf"{_NO_CODES}(?<![0-9])(?<![0-9][./-])({_NN})\.?{TO}({_NN})[/.] ?(?={_YEAR})",
        lambda it: f"{_span(int(it[1]), int(it[2]))} ",
    ),
    (
        rf"(?<![^\W\d_])(?:m|months? )({_NN})(?: ?{TO})(?:m|month )?({_NN})(?![0-9])",
        lambda it: _span(int(it[1]), int(it[2])),
    ),
    # 2021年5月3日, 2021年1-11月, I-IX 2023
    (
        rf"(?:({_YEAR})年)?(?<![0-9])({_NN})月({_DAY})日",
        lambda it: f"{_on(it[2], it[3])} {it[1] or ''} ",
    ),
    (
        rf"(?<![0-9])(?:(?P<y>{_YEAR})年)?({_NN})月?(?:[-–—~～至]({_NN}))?月(?:份)?",
        lambda it: f"{it['y'] or ''} {_span(int(it[2]), int(it[3] or it[2]))} ",
    ),
    (
        rf"{_NO_CODES}(?<![^\W_])(?:(?P<y>{_YEAR}) )?(?P<a>{_ROMAN}) ?[-–—−‒] ?(?P<b>{_ROMAN})"
        rf"(?(y)(?![^\W_]|\.? ?{_UNIT})|(?= {_YEAR}(?![0-9])))",
        _romans,
    ),
    # ene-jun, 5 May and May 5, May
    (rf"(?<![^\W_])(?P<a>{_SHORTER})\.?{TO}(?P<b>{_SHORTER})(?![^\W\d_])\.?", _two_months),
    (
        rf"(?<![^\W_])(?<![0-9][.,])(?P<day>{_DAY}){_TH}\.? ?(?:of |de )?{_MONTH}"
        rf"|{_MONTH.replace('name', 'name2')}\.? (?P<day2>{_DAY}){_TH}(?![^\W_])(?!['’])",
        _day,
    ),
    (rf"(?<![^\W\d_]){_OTHER}[-–]{_MONTH}\.?", lambda _: UNKNOWN),
    (rf"{_MONTH}\.?", lambda it: f"<{_MONTH_OF[it[1][:3]]}-{_MONTH_OF[it[1][:3]]}>"),
    # T1 2023 and 1S 2023, 1.-3. Quartal
    (
        rf"(?<![^\W_0-9]){_ROMANCE}(?=(?:{TO}{_ROMANCE})?{_IS_YEAR})|(?<={_YEAR})[ -]?{_ROMANCE}",
        _bare,
    ),
    (rf"(?P<a>{_NTH}){_JOINED}(?P<b>{_NTH}) ?(?P<unit>{_UNIT})(?![^\W_])", _quarters),
    # nine months, a quarter or a year to September; a year that begins in April
    (
        rf"(?:(?<![^\W_])(?P<n>{_NUMBER}) months?|(?P<unit>quarter|half|year)s?(?:[ -]years?)?)"
        rf"{_OF_A_YEAR}{_ENDED}<[0-9]+-(?P<last>[0-9]+)(?:@[0-9]+)?>(?!{TO}<)",
        _months_until,
    ),
    (
        rf"years?{_OF_A_YEAR}(?:from|starting|starts?|beginning|begins?) (?:in |on )?(?:the )?"
        rf"<(?P<first>[0-9]+)-[0-9]+(?:@[0-9]+)?>(?!{TO}<)",
        _after,
    ),
    # sum of 4 quarters; first nine months, three quarters, 9M 2023
    (
        rf"(?<![^\W_]){_SUM} (?:(?:of|for|over|across|de|des|der|von|dei|di|aus) )?"
        r"(?:(?:the|all|los|les|i|die|last|past|previous|preceding) ){0,2}"
        r"(?:(?:4|four|vier|cuatro|quatre|quattro|quatro) quarters"
        r"|(?:2|two|both|zwei|dos|deux|due|dois) (?:half[ -]years|halves|semesters))(?![^\W_])",
        lambda _: "<1-12>",
    ),
    (
        rf"(?<![^\W_]){NOT_BEFORE}(?:(?:first|last) )?{_COUNTED}(?P<unit>months?|quarters)"
        rf"(?![^\W_]){NOT_BEHIND}",
        _first_months,
    ),
    (
        rf"(?<![^\W_]){NOT_BEFORE}(?P<n>[2-9]|1[0-2])(?P<unit>m)(?={_SHORT_YEAR}|\W*$)",
        _first_months,
    ),
    # second quarter, quarters 1-3, Q1 and Q1-3, 1Q and 1-3Q
    (rf"(?P<a>{_NTH}) ?(?P<unit>{_UNIT})(?![^\W_])", _quarters),
    (
        rf"(?<![^\W_])(?P<unit>{_UNIT}) (?P<a>{_NTH})(?:{_JOINED}(?:{_UNIT} )?(?P<b>{_NTH}))?",
        _quarters,
    ),
    (
        r"(?<![^\W_0-9])(?P<unit>q|hy?) ?(?P<a>[1-4]|iv|i{1,3})(?![^\W_])"
        rf"(?:{_JOINED}(?P<b>[1-4])(?![^\W_]))?",
        _quarters,
    ),
    (
        rf"(?<![^\W_])(?<![0-9][.,])(?:(?P<b>[1-4]){_JOINED})?(?P<a>[1-4]) ?(?P<unit>q|hy?)"
        r"(?![^\W_0-9])",
        _quarters,
    ),
    # year to date, since the start of the year, January to date
    (
        r"year[ -]to[ -]date|(?<![a-z])ytd(?![a-z])"
        r"|(?:from|since|с|od)(?: the| le| jahres?)? ?(?:beginning|start)(?: of)?(?: the| de)?"
        rf" ?(?:l')?(?:year|года|roku)|{_POINT}(?P<year> {_YEAR})? to date",
        lambda it: f"{UNKNOWN}{it['year'] or ''}",
    ),
    # January 2015 = 100
    (rf"{_POINT}(?:[ ,]*{_YEAR})? *= *100(?![0-9])", lambda _: " "),
)
_PASSES = [(re.compile(pattern), months) for pattern, months in (*SHORT_TERMS, *_RULES)]
