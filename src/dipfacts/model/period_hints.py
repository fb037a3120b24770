"""Explain why a text is not a period, and suggest what was probably meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from dipfacts.model.calendar import FIRST_YEAR, LAST_YEAR, MONTHS

Message = tuple[str, str]  # what is wrong, and the remedy
Test = Callable[[str], bool]  # whether a text is a period

_ECHOED = 40  # characters of a refused text that are repeated in a message
_GUESSED = 60  # characters of the longest text worth a guess

# Slips of the pen and what to write instead. All that fit are tried and those that then turn out
# to be periods are suggested, so that 12/05/2022 has two readings but 25/12/2022 one. They are
# written for a text in lower case, with every kind of dash as a hyphen; used only on failure, they
# are left uncompiled to keep the start quick.
_Y, _M, _D = r"(?P<y>[0-9]{4})", r"(?P<m>[0-9]{1,2})", r"(?P<d>[0-9]{1,2})"
_MM, _DD, _NAME = r"(?P<m>[0-9]{2})", r"(?P<d>[0-9]{2})", r"(?P<name>[a-z]{3,9})\.?"
_A, _B = r"(?P<a>[0-9]{4}(?:-[0-9]{2}){0,2})", r"(?P<b>[0-9]{4}(?:-[0-9]{2}){0,2})"
_YMD, _YM = "{y}-{m:0>2}-{d:0>2}", "{y}-{m:0>2}"

_TIME = r"(?<=[0-9]{4}-[0-9]{2}-[0-9]{2})[t ][0-9][0-9:.,h]*(?:z|[-+][0-9:]+)?(?=/|$)"
_SLIPS = (
    # dates in digits
    (rf"{_Y}[-/. ]{_M}[-/. ]{_D}", _YMD),
    (rf"{_Y}{_MM}{_DD}", _YMD),
    (rf"{_D}\. ?{_M}\. ?{_Y}", _YMD),
    (rf"{_D}[-/ ]{_M}[-/ ]{_Y}", _YMD),
    (rf"{_M}[-/ ]{_D}[-/ ]{_Y}", _YMD),
    (rf"{_Y}[-/. ]{_M}", _YM),
    (rf"{_Y}{_MM}", _YM),
    (rf"{_M}[-/. ]{_Y}", _YM),
    # dates in words
    (rf"{_D}(?:st|nd|rd|th|\.)?[- ]{_NAME},?[- ]{_Y}", _YMD),
    (rf"{_NAME} {_D}(?:st|nd|rd|th)?,? {_Y}", _YMD),
    (rf"{_Y}[- ]{_NAME}[- ]{_D}", _YMD),
    (rf"{_NAME},?[- ]?{_Y}", _YM),
    (rf"{_Y}[- ]?{_NAME}", _YM),
    # quarters, decades and digits left open
    (rf"{_Y}[-/ ]?q(?P<q>[1-4])", "{y}-{q_first:0>2}/{y}-{q_last:0>2}"),
    (rf"q(?P<q>[1-4])[-/ ]?{_Y}", "{y}-{q_first:0>2}/{y}-{q_last:0>2}"),
    (r"(?P<decade>[0-9]{3})(?:0'?s|x)", "{decade}0/{decade}9"),
    (r"(?P<century>[0-9]{2})xx", "{century}00/{century}99"),
    (rf"{_Y}-xx(?:-xx)?", "{y}"),
    (rf"{_Y}-{_MM}-xx", "{y}-{m}"),
    # intervals
    (rf"{_A} ?(?:-+|\.\.+|to|until|/) ?{_B}", "{a}/{b}"),
    (r"(?P<century>[0-9]{2})(?P<y>[0-9]{2})[-/](?P<z>[0-9]{2})", "{century}{y}/{century}{z}"),
    (rf"(?:since|from|starting) {_A}", "{a}/.."),
    (rf"(?:until|till|to|up to|through) {_A}", "../{a}"),
    (rf"after {_A}", "{a}/"),
    (rf"before {_A}", "/{a}"),
    (rf"{_A} ?(?:/|-|to) ?(?:now|present|today|open|ongoing|\*|\.|\.\.\.)", "{a}/.."),
    (rf"{_A} ?-", "{a}/.."),
    (rf"{_A}\.\.", "{a}/.."),
    (rf"\.\.{_A}", "../{a}"),
    (r"/|\.\./|/\.\.|\.\.|\*|any ?time|ever|always", "../.."),
    # qualifiers
    (rf"(?:c\.|ca\.?|circa|about|around|approx\.?|~) ?{_A}", "{a}~"),
    (rf"\? ?{_A}", "{a}?"),
    (rf"{_A} ?\(uncertain\)", "{a}?"),
    (rf"% ?{_A}", "{a}%"),
    (rf"{_A} ?(?:\?~|~\?)", "{a}%"),
    (rf"about {_A} \(uncertain\)", "{a}%"),
)


def explain(text: str, is_period: Test) -> Message:
    """Return what is wrong with a text that has not the form of a period, and the remedy."""
    tidy = " ".join(text[: _GUESSED + 1].lower().split())
    tidy = re.sub(r"[\u2010-\u2015\u2212]", "-", tidy)
    if not tidy:
        remedy = 'write a date such as "2021", "2021-03" or "2021-03-14", or "../.." for any time'
        return "the period is empty", remedy
    untimed = re.sub(_TIME, "", tidy)
    if untimed != tidy and is_period(untimed):
        remedy = f'leave the time of day out: write "{untimed}"'
        return f"{_quoted(text)} has a time of day", remedy
    message = f"cannot read {_quoted(text)} as a date or period"
    if len(text) <= _GUESSED and (guesses := _guesses(tidy, is_period)):
        return message, "write " + " or ".join(f'"{guess}"' for guess in guesses)
    if re.match(r"(?:y-?|[-+])[0-9]{4}|[0-9]{5}", tidy):
        return _bad_year(f"the year of {_quoted(text)}")
    return message, "write a date as YYYY, YYYY-MM or YYYY-MM-DD, or a period as START/END"


def _bad_year(named: str) -> Message:
    """Return the message and remedy for a year, named so, that no date can have."""
    remedy = f'years run from {FIRST_YEAR:04} to {LAST_YEAR}; an open end is written ".."'
    return f"{named} is out of range", remedy


def bad_date(year: str, month: str, text: str) -> Message:
    """Return the message and remedy for a year out of range or a number that is no month.

    The number may be a season of EDTF.
    """
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        return _bad_year(f"year {year}")
    seasons = {
        "21": f"{year}-03/{year}-05",
        "22": f"{year}-06/{year}-08",
        "23": f"{year}-09/{year}-11",
        "24": f"{year}-12/{int(year) + 1:04}-02" if int(year) < LAST_YEAR else f"{year}-12",
    }
    if month not in seasons:
        return f"month {month} does not exist in {_quoted(text)}", "months run from 01 to 12"
    remedy = f'write its months, such as "{seasons[month]}"'
    if year[2:] < month:  # 2021-22 is more often two years than a summer
        remedy += f', or the years "{year}/{year[:2]}{month}"'
    return f"{_quoted(text)} is a season, which has no exact dates", remedy


def _guesses(tidy: str, is_period: Test) -> list[str]:
    """Return the periods that a misspelled text may have meant, likeliest first."""
    candidates = [tidy.replace(" ", ""), *_corrections(tidy)]
    ends = [end.strip() for end in tidy.split("/")]
    if len(ends) == 2:
        candidates.append("/".join(_corrected(end) for end in ends))
    return [guess for guess in dict.fromkeys(candidates) if is_period(guess)]


def _corrections(tidy: str) -> Iterator[str]:
    """Yield what each slip that fits the text makes of it, whether or not it is a period."""
    for slip, template in _SLIPS:
        if match := re.fullmatch(slip, tidy):
            parts = match.groupdict(default="")
            if name := parts.get("name"):
                fitting = (n for n, full in enumerate(MONTHS, 1) if full.lower().startswith(name))
                parts["m"] = str(next(fitting, 0))  # month 00 is then refused
            if quarter := parts.get("q"):
                parts["q_first"] = str(3 * int(quarter) - 2)
                parts["q_last"] = str(3 * int(quarter))
            yield template.format(**parts)


def _corrected(end: str) -> str:
    """Return one end of an interval with its likeliest correction, if there is any."""
    return end if end in ("", "..") else next(_corrections(end), end)


def _quoted(text: str) -> str:
    """Return the text in quotes, shortened and safe to print."""
    short = text if len(text) <= _ECHOED else text[: _ECHOED - 1] + "…"
    return '"' + "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in short) + '"'
