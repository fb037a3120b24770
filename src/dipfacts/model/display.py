"""Numbers, days and names in words, always exact, never rounded."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import lru_cache

from dipfacts.model.figures.agreement import Question
from dipfacts.model.figures.spans import date_at_end, is_at_date
from dipfacts.model.file_format.tables import Figure, Number
from dipfacts.model.periods.calendar import year_label
from dipfacts.model.periods.dates import ANY_TIME, FROM, GOING, SINCE, SOME, UNTIL
from dipfacts.model.periods.period import Period
from dipfacts.model.plurals import plural, singular
from dipfacts.text import listed as listed
from dipfacts.text import plain, unhyphenated

_SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£"}
_CURRENCIES = {
    "AMD": "drams",
    "AZN": "manats",
    "BYN": "Belarusian roubles",
    "CHF": "Swiss francs",
    "CNY": "yuan",
    "EUR": "euros",
    "GBP": "pounds",
    "GEL": "laris",
    "INR": "Indian rupees",
    "IRR": "Iranian rials",
    "JPY": "yen",
    "KRW": "Korean won",
    "KZT": "tenge",
    "PLN": "zlotys",
    "RUB": "roubles",
    "TRY": "liras",
    "UAH": "hryvnias",
    "USD": "dollars",
}
_PRICES = r"(?i)\b(constant|chained|real)\b"  # other than those of the day
SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
# The last words before a preposition, and the first ones, of names that need an article.
_WITH_ARTICLE = (
    "Administration Agency Agreement Alliance Antilles Area area Arrangement Assembly Association "
    "Authority Bahamas Bank Board Bureau Center Centre Club Commission Committee Commonwealth "
    "Communities Community Comoros Conference Congress Convention Corporation Council Court "
    "Department Dialogue EU Emirates Empire Federation Force Forum Foundation Fund Gambia Group "
    "Initiative Institute Islands Isles Kingdom Lands League Maldives Market Ministry Movement "
    "Nations Netherlands Office Organisation Organization Pact Parliament Partnership Philippines "
    "Plan Program Programme Republic Secretariat See Senate Service Seychelles Sicilies States "
    "Summit System Territories Territory Treasury Tribunal UAE UK UN US USA USSR Union Zone".split()
)
_FIRST = ("Organisation", "Organization")
_WITHOUT = r"\S+ (?:Georgia|Island) (?:&|and) .*Islands"  # their first part takes none
_ARTICLE_TOO = r"G\d+|EU\d+|Union State|Orange Free State"
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}
WITHOUT_IN = (SINCE, UNTIL, FROM, SOME, ANY_TIME, GOING)
"""The beginnings of periods in words that take no "in" or "for" before them."""

_ABSENT = {
    "confidential": "not published (confidential)",
    "not-published": "not published",
    "not-collected": "not collected",
}
_QUALIFIERS = {
    "exactly": "",
    "about": "about ",
    "almost": "almost ",
    "more-than": "more than ",
    "less-than": "less than ",
    "at-least": "at least ",
    "at-most": "at most ",
}


def is_currency(unit: str) -> bool:
    """Return whether a unit has the form of an ISO 4217 currency code."""
    return len(unit) == 3 and unit.isascii() and unit.isalpha() and unit.isupper()


def number(value: Number) -> str:
    """Return a number in full, with commas between thousands: '1,234.5'."""
    return f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"


def digits(value: Decimal) -> str:
    """Return a number with commas, without zeros at the end of its decimals: '2.9'."""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _scaled(value: Number) -> str:
    """Return '2.9 billion' if at most three decimals say it exactly, else every digit."""
    for size, word in SCALES:
        if max(value, -value) >= size:
            scaled = Decimal(value) / size
            if scaled == scaled.quantize(Decimal("0.001")):
                return f"{digits(scaled)} {word}"
    return number(value)


def heading(unit: str, scale: str = "") -> str:
    """Return the heading of a column of numbers: '$ million', 'million roubles', '%'."""
    if sign := _SYMBOLS.get(unit, "%" if unit == "percent" else ""):
        return f"{sign} {scale}".rstrip()
    return f"{scale} {unit_name(unit)}".lstrip()


def amount(value: Number, unit: str) -> str:
    """Return a value with its unit: '$2.9 billion', '300 billion roubles', '4.3%', '3rd'."""
    minus, size = "-" if value < 0 else "", max(value, -value)
    if is_currency(unit) and (unit in _SYMBOLS or unit not in _CURRENCIES):
        return f"{minus}{_SYMBOLS.get(unit, f'{unit} ')}{_scaled(size)}"
    if unit == "percent":
        return f"{number(value)}%"
    if unit == "rank" and isinstance(value, int):
        teens = value % 100 in (11, 12, 13)
        return f"{value}{'th' if teens else _ENDINGS.get(value % 10, 'th')}"
    name = unit_name(unit)
    return f"{minus}{_scaled(size)} {singular(name) if size == 1 else name}"


def unit_name(unit: str) -> str:
    """Return a unit in words: 'roubles', 'tonnes'; of rarer currencies the code."""
    return _CURRENCIES.get(unit) or unhyphenated(unit)


def figure_amount(figure: Figure) -> str:
    """Return a figure's value with its qualifier and status, such as 'more than $1.2 billion'.

    A zero is 'none'; an estimate, a forecast and the like are '$2 billion (estimate)'. A figure
    without a number is 'not published', or why there is none; or 'forecast not published'.
    """
    if figure.absent:
        return " ".join(filter(None, (figure.status, _ABSENT[figure.absent])))
    text = amount(figure.number, figure.unit)
    if figure.number == 0 and figure.qualifier == "exactly" and figure.unit != "percent":
        text = f"none ({text})"
    mark = f" ({figure.status})" if figure.status else ""
    return f"{_QUALIFIERS[figure.qualifier]}{text}{mark}"


def qualifier(figure: Figure) -> str:
    """Return the words that limit a number: 'more than', 'about'; '' of an exact one."""
    return _QUALIFIERS[figure.qualifier].strip()


def marked(text: str, marks: Iterable[str | None], status: str | None = None) -> str:
    """Return '$2 billion (fob)'; of an amount with a status '$2 billion (estimate, fob)'."""
    joined = ", ".join(filter(None, marks))
    if not joined:
        return text
    is_open = status and text.endswith(")")  # as that of a number is; not "forecast not published"
    start = f"{text.removesuffix(')')}, " if is_open else f"{text} ("
    return f"{start}{joined})"


def defined_amount(figure: Figure, nature: str, notes: Iterable[str] = ()) -> str:
    """Return a figure's amount with the definition of a stock: '$4 billion (direct investment)'.

    What counts as invested or owed is a matter of definition more than what is sold in a year. The
    prices of another year are told of any: '$4 trillion (constant 2015 US$)'. Notes follow these.
    """
    definition = plain(figure.definition or "")
    is_told = nature == "stock" or (definition and re.search(_PRICES, definition))
    marks = [definition, *notes] if is_told else notes
    return marked(figure_amount(figure), marks, figure.status)


def spread(question: Question) -> str:
    """Return '$2.9 billion to $3.4 billion': the ends of the numbers claimed.

    Of one number that only some sources give as a bound, 'more than $2 billion and $2 billion'.
    """
    low, high = question.ends
    if low.value != high.value:
        return f"{figure_amount(low)} to {figure_amount(high)}"
    return listed(dict.fromkeys(map(figure_amount, question.spread)))


def value_or_spread(question: Question) -> str:
    """Return the answer of a question: 'about $5 billion', '$2.9 billion to $3.4 billion'.

    It is the finest number where all agree, or those that the base prefers do ("at least $2 billion
    and at most $3 billion" where there are only bounds), and the spread from the lowest to the
    highest where sources differ.
    """
    if question.is_disputed:
        return spread(question)
    return listed(map(figure_amount, question.answering))


@lru_cache(maxsize=4096)  # a page has many rows, and few days and periods
def day(value: date | str | None) -> str:
    """Return '5 Dec 2022', 'undated' for None; a text may be a date of any precision."""
    if value is None:
        return "undated"
    return Period.parse(value if isinstance(value, str) else value.isoformat()).show()


def when(period: Period, nature: str | None) -> str:
    """Return a period for a headline: 'in 2021', 'as of 5 Dec 2022', 'in Jan–Oct 2022'."""
    text = span(period, nature)
    if word := preposition(period, nature):
        return f"{word} {text}"
    return text if nature is None else text.replace(GOING, "up to now")


def preposition(period: Period, nature: str | None) -> str:
    """Return the words before a period in a headline: 'in', 'in the', 'as of' or ''."""
    if nature is not None and _date_of(period, nature):
        return "as of"
    if span(period, nature).startswith(WITHOUT_IN):
        return ""
    return "in the" if year_name(period, nature) else "in"


def dated(period: Period, nature: str) -> str:
    """Return a period after a comma: '2021', but 'as of 5 Dec 2022' of a number at a date."""
    return when(period, nature) if _date_of(period, nature) else span(period, nature)


def dates_in_words(since: Period | None, until: Period | None, within: Period | None = None) -> str:
    """Return ' since Jun 2022 until 2023', ' for 2022': the dates asked for, or nothing."""
    dates = (("for", within), ("since", since), ("until", until))
    return "".join(f" {word} {period.show()}" for word, period in dates if period)


def at_some_time(since: Period | None, until: Period | None, within: Period | None) -> str:
    """Return ' at some time since 2020', ' at some time in 2020': what held then, maybe in part.

    Of one day it is ' on 1 Jan 2010'.
    """
    dates = dates_in_words(since, until)
    if within:
        text = within.show()
        if within.exact_day or text.startswith(WITHOUT_IN):
            return f" {'on ' if within.exact_day else ''}{text}{dates}"
        dates = f" {'' if text.startswith('about ') else 'in '}{text}{dates}"
    return f" at some time{dates}"


@lru_cache(maxsize=4096)
def span(period: Period, nature: str | None) -> str:
    """Return a period by itself: 'Jan–Oct 2022', 'fiscal year Apr 2022 – Mar 2023'.

    A full year of numbers over time is called what it is, unless it is a calendar year. Of a
    number at a date, which has no beginning, it is that date; but 'until 2022' of a count, which
    is another than that of the year.
    """
    if nature is not None and (at := _date_of(period, nature)):
        return at.show()
    name = year_name(period, nature)
    return f"{name} {period.show()}" if name else period.show()


def _date_of(period: Period, nature: str) -> Period | None:
    """Return the date at which a number of that nature holds; None if it is one over a period."""
    if period.last is None or not is_at_date(period, nature):
        return None
    if period.start is None and period.is_interval:
        return date_at_end(period, nature)
    return None if period.is_interval and not period.is_of_a_day else period


def year_name(period: Period, nature: str | None) -> str:
    """Return 'fiscal year' or 'Iranian year' where a number is one of such a full year."""
    is_over_time = nature is not None and not is_at_date(period, nature)
    return year_label(period.year_kind) if is_over_time else ""


def counted(count: int, noun: str) -> str:
    """Return '1 claim', '2 claims', '3 parties'."""
    return f"{count:,} {noun if count == 1 else plural(noun)}"


def are(count: int) -> str:
    """Return 'is' of one, 'are' of several or none: '1 claim is', '2 claims are'."""
    return "is" if count == 1 else "are"


def claim_count(occurrences: int, claims: int) -> str:
    """Return ' (5 claims)' where there are more claims than relations or events; else nothing."""
    return f" ({counted(claims, 'claim')})" if claims != occurrences else ""


def some(parts: Iterable[str], most: int | None = 3, last: str = "and", beyond: int = 0) -> str:
    """Return 'a, b and c' of few parts, and of many 'a, b, c and 6 more'.

    There may be more `beyond` these parts.

    >>> some("abc"), some("abcd", 2, "or"), some("ab", beyond=1_200)
    ('a, b and c', 'a, b or 2 more', 'a, b and 1,200 more')
    """
    texts = [*parts]
    named = texts[:most]
    more = len(texts) - len(named) + beyond
    return listed([*named, *([f"{more:,} more"] if more > 0 else [])], last)


def and_more(text: str, more: int, apart: str = " ") -> str:
    """Return the beginning of a list with how many it leaves out: 'a, b and 6 more'.

    >>> and_more("a, b", 6), and_more("a; b", 6, "; "), and_more("a, b", 0)
    ('a, b and 6 more', 'a; b; and 6 more', 'a, b')
    """
    return apart.join(filter(None, (text, f"and {more:,} more" if more > 0 else "")))


def midway(label: str) -> str:
    """Return a label or a text as it stands within a sentence: its first letter small, not "GDP".

    >>> midway("Trade turnover"), midway("GDP of a year"), midway("US dollars")
    ('trade turnover', 'GDP of a year', 'US dollars')
    """
    first = label.partition(" ")[0]
    is_word = first[1:].islower() or len(first) == 1
    return label[0].lower() + label[1:] if is_word else label


def bracketed(text: str, *added: str) -> str:
    """Return a text with what is added to it: 'Loan (with Belgium; deprecated)'."""
    more = "; ".join(filter(None, added))
    return f"{text} ({more})" if more else text


def with_article(name: str) -> str:
    """Return a name as a sentence needs it: 'the Ministry of Economy', 'the Soviet Union'.

    >>> with_article("Bank for International Settlements"), with_article("G20")
    ('the Bank for International Settlements', 'the G20')
    """
    head = re.split(" (?:for|in|of|on) ", name)[0].split() or [""]
    needed = " of " in name or head[-1] in _WITH_ARTICLE or head[0] in _FIRST
    if re.fullmatch(_WITHOUT if needed else _ARTICLE_TOO, name):
        needed = not needed
    return f"the {name}" if needed and not name.startswith(("The ", "the ")) else name
