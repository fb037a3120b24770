"""Explanations of texts that are not a period, with what was probably meant.

A suggestion never changes the meaning: where a text has several readings, each is named.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from itertools import product

from dipfacts.model.periods.calendar import FIRST_YEAR, LAST_YEAR, MONTHS
from dipfacts.model.periods.date_hints import bad_date, bad_year, quoted
from dipfacts.model.periods.dates import FORM, Date, PeriodError
from dipfacts.model.periods.digits import with_plain_digits
from dipfacts.text import listed

Test = Callable[[str], bool]  # whether a text is a period
_Slip = tuple[str, ...]  # a pattern, and what to write instead, each with its reading after a "|"

AS_DATE = "write a date as YYYY, YYYY-MM or YYYY-MM-DD"
_GUESSED = 60  # characters of the longest text worth a guess

# Slips of the pen and what to write instead. All that fit are tried and those that then turn out
# to be periods are suggested, so that 12/05/2022 has two readings but 25/12/2022 one. They are
# written for a text in lower case, with every kind of dash as a hyphen; used only on failure, they
# are left uncompiled to keep the start quick.
_Y, _M, _D = r"(?P<y>[0-9]{4})", r"(?P<m>[0-9]{1,2})", r"(?P<d>[0-9]{1,2})"
_MM, _DD, _NAME = r"(?P<m>[0-9]{2})", r"(?P<d>[0-9]{2})", r"(?P<name>[a-z]{3,9})\.?"
_M2, _D2, _NAME2 = r"(?P<m2>[0-9]{1,2})", r"(?P<d2>[0-9]{1,2})", r"(?P<name2>[a-z]{3,9})\.?"
_DAY = r"[0-9]{4}(?:-[0-9]{2}){0,2}"
_YY = r"(?P<yy>[0-9]{2})"
_Z = r"(?P<z>(?:[0-9]{2})?[0-9]{2})"
_YMD, _YM = "{y}-{m:0>2}-{d:0>2}", "{y}-{m:0>2}"
_NTH = r"(?P<nth>first|1st|second|2nd|third|3rd|fourth|last|4th)"
_QUARTER = ("{y}-{q_first}/{y}-{q_last}|all of it", "[{y}-{q_first}..{y}-{q_last}]|some time in it")
_HALF = ("{y}-{h_first}/{y}-{h_last}|all of it", "[{y}-{h_first}..{y}-{h_last}]|some time in it")
_QUARTERS = r"q(?P<q>[1-4]) ?(?:-|/|to) ?q?(?P<until>[1-4])"
_UNTIL = ("/{a}|until then, start unknown", "[..{a}]|some time until then")
_BEFORE = ("/{earlier}|until then, start unknown", "[..{earlier}]|some time until then")
_FROM = ("{a}/|from then, end unknown", "[{a}..]|some time from then on")
_AFTER = ("{later}/|from then, end unknown", "[{later}..]|some time from then on")

_TIME = r"(?<=[0-9]{4}-[0-9]{2}-[0-9]{2})[t ][0-9][0-9:.,h]*(?:z|[-+][0-9:]+)?(?=/|$)"

MAY_BE_OCTOBER = "October, whose last 0 a spreadsheet drops"

_DATES: tuple[_Slip, ...] = (
    (rf"{_Y} ?\(?(?:p|e|f|prov|prelim|est)\.?\)?", "{y}|its mark is a status"),
    # in digits
    (rf"{_Y}(?P<by>[-/. ]){_M}(?P=by){_D}", _YMD),
    (rf"{_Y}{_MM}{_DD}", _YMD),
    (rf"{_D}\. ?{_M}\. ?{_Y}", _YMD),
    (rf"{_D}[-/ ]{_M}[-/ ]{_Y}", _YMD),
    (rf"{_M}[-/ ]{_D}[-/ ]{_Y}", _YMD),
    (rf"{_Y}[-/. ]{_M}", _YM),
    (rf"{_Y}{_MM}", _YM),
    (rf"{_M}[-/. ]{_Y}", _YM),
    (rf"{_Y}[-/ ]?m{_M}", _YM),
    # as in Chinese, Japanese and Korean
    (rf"{_Y} ?[年년]", "{y}"),
    (rf"{_Y} ?[年년] ?{_M} ?[月월]", _YM),
    (rf"{_Y} ?[年년] ?{_M} ?[月월] ?{_D} ?[日일]", _YMD),
    (rf"{_Y}\.1", f"{{y}}-10|{MAY_BE_OCTOBER}"),
    # in words
    (rf"{_D}(?:st|nd|rd|th|\.)?[- ]{_NAME},?[- ]{_Y}", _YMD),
    (rf"{_NAME} {_D}(?:st|nd|rd|th)?,? {_Y}", _YMD),
    (rf"{_Y}[- ]{_NAME}[- ]{_D}", _YMD),
    (rf"{_NAME},?[- ]?{_Y}", _YM),
    (rf"{_Y}[- ]?{_NAME}", _YM),
    # with two digits of the year, as spreadsheets have it
    (rf"{_NAME}(?:[-/]| ?'){_YY}", "20{yy}-{m:0>2}", "19{yy}-{m:0>2}"),
    (rf"{_D}[-/ ]{_NAME}(?:[-/]| ?'){_YY}", "20{yy}-{m:0>2}-{d:0>2}", "19{yy}-{m:0>2}-{d:0>2}"),
    # decades, centuries and digits left open
    (r"(?:the )?(?P<decade>[0-9]{2}[1-9])0(?:'?s|ies)|(?P<same>[0-9]{3})[xu?*]", "{decade}{same}X"),
    (
        r"(?:the )?(?P<century>[0-9]{2})00'?s",
        "{century}0X|the first ten years",
        "{century}XX|the hundred years",
    ),
    (r"(?:the )?'?(?P<decade>[0-9])0'?s", "19{decade}X"),
    (r"(?:the )?'?(?P<decade>[0-2])0'?s", "20{decade}X"),
    (r"(?P<century>[0-9]{2})(?:xx|uu|\?\?|\*\*)", "{century}XX"),
    (r"(?:the )?(?P<count>[0-9]{1,2})(?:st|nd|rd|th) century", "[{century_first}..{century_last}]"),
    (rf"{_Y}-(?:xx|uu|\?\?)", "{y}-XX"),
    (rf"{_Y}-(?:xx-xx|uu-uu|\?\?-\?\?)", "{y}-XX-XX"),
    (rf"{_Y}-{_MM}-(?:xx|uu|\?\?)", "{y}-{m}-XX"),
)
_CIRCA = "(?:c\\.|ca\\.?|circa|about|around|approx\\.?|~) ?"
_ONE = "(?P<a>[^/]+?|[0-9]+/[0-9]+/[0-9]+)"  # one date: of 1950/1990 each end has its own
_QUALIFIERS: tuple[_Slip, ...] = (
    (f"{_CIRCA}{_ONE}", "{a}~"),
    (rf"\? ?{_ONE}", "{a}?"),
    (rf"{_ONE} ?\(uncertain\)", "{a}?"),
    (f"% ?{_ONE}", "{a}%"),
    (rf"{_ONE} ?(?:\?~|~\?)", "{a}%"),
    (rf"about {_ONE} \(uncertain\)", "{a}%"),
)
_SPANS: tuple[_Slip, ...] = (
    # parts of a year
    (rf"{_Y}[-/ ]?q(?P<q>[1-4])|q(?P<q2>[1-4])[-/ ]?(?P<y2>[0-9]{{4}})", *_QUARTER),
    (rf"(?P<q>[1-4])q[-/ ]?{_Y}|{_NTH} quarter (?:of )?(?P<y2>[0-9]{{4}})", *_QUARTER),
    (rf"{_QUARTERS},?[- ]?{_Y}", "{y}-{q_first}/{y}-{until_last}"),
    (rf"{_Y}[- ]?{_QUARTERS}", "{y}-{q_first}/{y}-{until_last}"),
    (rf"{_Y}[-/ ]?[hs](?P<h>[12])|[hs](?P<h2>[12])[-/ ]?(?P<y2>[0-9]{{4}})", *_HALF),
    (rf"(?P<h>[12])[hs][-/ ]?{_Y}|{_NTH} half (?:of )?(?P<y2>[0-9]{{4}})", *_HALF),
    (rf"{_Y}[-/ ]?w(?P<w>[0-9]{{1,2}})(?:-(?P<d>[1-7]))?", "{week}"),
    (rf"(?P<m>[0-9]{{1,2}})m[-/ ]?{_Y}", "{y}-01/{y}-{m:0>2}"),
    # what both ends share is written once
    (rf"{_Y}-{_MM}/{_M2}", "{y}-{m}/{y}-{m2:0>2}"),
    (rf"{_Y}-{_MM}-{_DD}/{_D2}", "{y}-{m}-{d}/{y}-{m}-{d2:0>2}"),
    (rf"{_Y}-{_MM}-{_DD}/{_M2}-{_D2}", "{y}-{m}-{d}/{y}-{m2:0>2}-{d2:0>2}"),
    (rf"{_NAME} ?(?:-|to) ?{_NAME2},? {_Y}", "{y}-{m:0>2}/{y}-{m2:0>2}"),
    (rf"{_D} ?(?:-|to) ?{_D2} {_NAME},? {_Y}", f"{_YMD}/{{y}}-{{m:0>2}}-{{d2:0>2}}"),
    (rf"{_D} {_NAME} ?(?:-|to) ?{_D2} {_NAME2},? {_Y}", f"{_YMD}/{{y}}-{{m2:0>2}}-{{d2:0>2}}"),
    (rf"{_NAME} {_D} ?(?:-|to) ?{_D2},? {_Y}", f"{_YMD}/{{y}}-{{m:0>2}}-{{d2:0>2}}"),
    (rf"{_NAME} {_D} ?(?:-|to) ?{_NAME2} {_D2},? {_Y}", f"{_YMD}/{{y}}-{{m2:0>2}}-{{d2:0>2}}"),
    (rf"{_NAME} {_D} or {_D2},? {_Y}", f"[{_YMD},{{y}}-{{m:0>2}}-{{d2:0>2}}]"),
    (rf"{_D} or {_D2} {_NAME},? {_Y}", f"[{_YMD},{{y}}-{{m:0>2}}-{{d2:0>2}}]"),
    (
        rf"{_Y}[-/]{_Z}",
        "{y}/{z}|all of these years",
        "{y}-04/{y_next}-03|the fiscal year, as in India",
        "{y}-07/{y_next}-06|the fiscal year, as in Australia",
    ),
    # of two dates
    (r"(?P<a>.+?) ?\.\.+ ?(?P<b>.+)", "{a}/{b}|all the time", "[{a}..{b}]|some time"),
    (f"(?P<a>(?:{_CIRCA})?{_DAY}) ?-+ ?(?P<b>(?:{_CIRCA})?{_DAY})", "{a}/{b}"),
    ("(?:from )?(?P<a>.+?)(?: ?(?:\\.\\.+|/) ?| (?:-+|to|until|through) )(?P<b>.+)", "{a}/{b}"),
    ("(?P<a>.+?) or (?P<b>.+)", "[{a},{b}]"),
    ("(?P<a>[^,]+), ?(?P<b>.+)", "[{a},{b}]|one of them; for all of them write a claim for each"),
    ("between (?P<a>.+) and (?P<b>.+)", "[{a}..{b}]|some time", "{a}/{b}|all the time"),
    # of one date, and what is open or unknown
    (rf"(?:x|y|yr|year)[_. ]?(?P<a>{_DAY})", "{a}"),  # as other programs name a column
    ("since (?P<a>.+)", "{a}/.."),
    ("(?:from|starting) (?P<a>.+)", "{a}/..|still going", "{a}/|end unknown"),
    ("(?:until|till|to|up to|through) (?P<a>.+)", "/{a}|start unknown", "../{a}|without a start"),
    ("(?:by|no later than|not later than|not after|<=|\u2264) ?(?P<a>.+)", *_UNTIL),
    ("(?:no earlier than|not earlier than|not before|>=|\u2265) ?(?P<a>.+)", *_FROM),
    ("(?:after |post[- ]|> ?)(?P<a>.+)", *_AFTER),
    ("(?:before |pre[- ]|< ?)(?P<a>.+)", *_BEFORE),
    ("until (?P<a>.+), start unknown|(?:unknown|[?*])/(?P<a2>.+)", "/{a}"),
    ("from (?P<a>.+), end unknown|(?P<a2>.+)/(?:unknown|[?*])", "{a}/"),
    ("(?P<a>.+?) ?(?:/|-|to) ?(?:now|present|today|open|ongoing|\\.\\.\\.)", "{a}/.."),
    ("(?P<a>.+?) ?(?:/|-|to) ?\\.", "{a}/..|still going", "{a}/|end unknown"),
    ("(?P<a>.+?)\\.\\.", "{a}/.."),
    ("(?P<a>.+?) ?-", "{a}/..|still going", "{a}|the rest is not known"),
    ("\\.\\.(?P<a>.+)", "../{a}"),
    ("some (?:day|time) in (?P<a>.+)", "{some_in}"),
    (
        "(?:early|mid|middle of|late|beginning of|start of)[- ](?:in )?(?P<a>.+)",
        "{some_in}|some time in it",
    ),
    ("(?:the )?end of (?P<a>.+)", "{last}|its last day", "{some_in}|some time in it"),
    (r"\[(?P<a>[^,.]+)(?:(?:,|\.\.)(?P=a))*\]", "{a}"),
    (r"\{(?P<all>.+)\}", "[{all}]|one of them; for all of them write a claim for each"),
    (r"\.\.|\*|(?:at )?any ?time|ever|always", "../.."),
    ("still going, start unknown|unknown/(?:open|\\.\\.)", "/.."),
    *_QUALIFIERS,
)

_FISCAL = (
    r"(?:fy|(?:fiscal|financial) year) ?'?(?P<y>(?:[0-9]{2})?[0-9]{2})(?:[-/](?P<z>[0-9]{2,4}))?"
)
_FISCAL_OF_ONE = ("{y}-04/{y_next}-03|as in Japan", "{y_before}-10/{y}-09|as in the United States")
_FISCAL_OF_TWO = ("{y}-04/{y_next}-03|as in India", "{y}-07/{y_next}-06|as in Australia")
_NOTED = r"([12][0-9]{3})(?: (?:[0-9]{1,2}|[a-z])[/)]| ?(?:\[[0-9a-z]{1,2}\]|\*{1,3}|[¹²³]))"
_SEASON = (
    r"(?:(?P<s>spring|summer|autumn|fall|winter)(?: of)?[ -]?(?P<y>[0-9]{4}))"
    r"|(?:(?P<y2>[0-9]{4})[ -]?(?P<s2>spring|summer|autumn|fall|winter))"
)
_SEASONS = {"spring": "21", "summer": "22", "autumn": "23", "fall": "23", "winter": "24"}


def explain(text: str, is_period: Test) -> PeriodError:
    """Return the error of a text that has not the form of a period.

    Of a season or a fiscal year it proposes none: its months are not the same everywhere.
    """
    tidy = " ".join(with_plain_digits(text[: _GUESSED + 1]).lower().split())
    tidy = re.sub(r"[\u2010-\u2015\u2212]", "-", tidy)
    if not tidy:
        remedy = 'write a date such as "2021", "2021-03" or "2021-03-14", or "../.." for any time'
        return PeriodError("the period is empty", remedy, {"../..": "any time"})
    untimed = re.sub(_TIME, "", tidy)
    if untimed != tidy and is_period(untimed):
        remedy = f'leave the time of day out: write "{untimed}"'
        return PeriodError(f"{quoted(text)} has a time of day", remedy, {untimed: "its day"})
    if tidy in ("/", "../"):
        remedy = 'write "/.." if it still goes on, "../.." if it holds at any time, '
        remedy += "or leave it out, but of a figure"
        proposed = {"/..": "still going", "../..": "any time"}
        return PeriodError(f"{quoted(text)} has no date", remedy, proposed)
    if match := re.fullmatch(_SEASON, tidy):
        year, season = match["y"] or match["y2"], match["s"] or match["s2"]
        return PeriodError(*bad_date(year, _SEASONS[season], text))
    if match := re.fullmatch(_FISCAL, re.sub("^([0-9]{4}) ?年度$", r"fy \1", tidy)):
        templates = _FISCAL_OF_TWO if match["z"] else _FISCAL_OF_ONE
        readings = _readings(match, templates, is_period)
        if guesses := {guess: how for guess, how in readings if is_period(guess)}:
            message = f"{quoted(text)} is a fiscal year, whose months are not the same everywhere"
            return PeriodError(message, f"write its months: {_listed(guesses)}")
    message = f"cannot read {quoted(text)} as a date or period"
    if noted := re.fullmatch(_NOTED, tidy):
        return PeriodError(message, f'write "{noted[1]}"', {noted[1]: "its mark is of a note"})
    if len(text) <= _GUESSED and (guesses := _guesses(tidy, is_period)):
        return PeriodError(message, f"write {_listed(guesses)}", guesses)
    if re.match(r"(?:y-?|[-+])[0-9]{4}|[0-9]{5}", tidy):
        return PeriodError(*bad_year(f"the year of {quoted(text)}", tidy))
    return PeriodError(message, f"{AS_DATE}, or a period as START/END")


# ------------------------------------------------------------------------------ suggestions


def _guesses(tidy: str, is_period: Test) -> dict[str, str]:
    """Return the periods that a misspelled text may have meant, likeliest first, each with how."""
    results = dict.fromkeys((tidy.replace(" ", ""), tidy.replace(" ", "").upper()), "")
    for slip in (*_DATES, *_SPANS):
        for guess, reading in _corrections(slip, tidy, is_period):
            results.setdefault(guess, reading)
    ends = [end.strip() for end in tidy.split("/")]
    if len(ends) == 2:
        results.setdefault("/".join(_corrected(end, is_period) for end in ends), "")
    results |= dict.fromkeys(_slashed(tidy, is_period), "")
    return {guess: reading for guess, reading in results.items() if is_period(guess)}


def _slashed(tidy: str, is_period: Test) -> Iterator[str]:
    """Yield the periods that a text may mean with slashes in its dates and between them.

    Both are read alike: of 5/6/2020/7/8/2020 both days stand first, or both months.
    """
    parts = re.sub(" (?:-+|to|until|through) ", "/", tidy).removeprefix("from ").split("/")
    for nth in range(1, len(parts)) if len(parts) > len(("start", "end")) else ():
        ends = "/".join(parts[:nth]).strip(), "/".join(parts[nth:]).strip()
        for slip in _DATES:
            each = (_read_by(slip, end, is_period) for end in ends)
            yield from map("/".join, product(*each))


def _read_by(slip: _Slip, end: str, is_period: Test) -> list[str]:
    """Return the meanings of one date of a period if it was misspelled so, or is right."""
    if end in ("", "..") or FORM.fullmatch(end.upper()):
        return [end.upper()]
    return [guess for guess, _ in _corrections(slip, end, is_period) if is_period(guess)]


def _listed(guesses: dict[str, str]) -> str:
    """Return '"2009-10", "2009/2010" (all of these years) or …'."""
    return listed((f'"{it}"' + (f" ({how})" if how else "") for it, how in guesses.items()), "or")


def _corrections(slip: _Slip, tidy: str, is_period: Test) -> Iterable[tuple[str, str]]:
    """Return the texts that a slip may stand for, periods or not, each with its reading."""
    match = re.fullmatch(slip[0], tidy)
    return _readings(match, slip[1:], is_period) if match else ()


def _readings(match: re.Match[str], templates: _Slip, is_period: Test) -> Iterator[tuple[str, str]]:
    """Yield the texts that templates make of a match, period or not, each with its reading."""
    parts = _parts(match, is_period)
    for template in templates:
        guess, _, reading = template.format(**parts).partition("|")
        yield guess, reading


def _corrected(end: str, is_period: Test) -> str:
    """Return one date with its likeliest correction, if it needs one and there is any."""
    matches = ((re.fullmatch(pattern, end), form) for pattern, form in _QUALIFIERS)
    tries = (form.format(a=_as_date(it["a"], is_period)) for it, form in matches if it)
    return next(filter(is_period, (_as_date(end, is_period), *tries)), end)


def _as_date(end: str, is_period: Test) -> str:
    """Return one date with its likeliest correction, or as it is; but for what qualifies it."""
    if end in ("", "..") or FORM.fullmatch(end.upper()):
        return end.upper()
    tries = (guess for slip in _DATES for guess, _ in _corrections(slip, end, is_period))
    return next((guess for guess in tries if is_period(guess)), end)


def _parts(match: re.Match[str], is_period: Test) -> dict[str, str]:
    """Return the parts that a pattern found, with all that a template needs of them."""
    groups = match.groupdict(default="")
    parts = {key: part.replace(", ", ",") for key, part in groups.items()}
    for key in ("y", "a", "q", "h"):
        parts[key] = parts.get(key) or parts.get(f"{key}2", "")
    for name, month in (("name", "m"), ("name2", "m2")):
        if parts.get(name):
            begun = parts[name]
            fitting = (n for n, full in enumerate(MONTHS, 1) if full.lower().startswith(begun))
            parts[month] = str(next(fitting, 0))  # month 00 is then refused
    nth = parts.get("nth", "")
    order = {"first": 1, "1st": 1, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
    quarter = int(parts["q"] or order.get(nth, 4 if nth == "last" else 2))
    half = int(parts["h"] or {1: 1}.get(order.get(nth, 2), 2))
    parts |= {"q_first": f"{3 * quarter - 2:02}", "q_last": f"{3 * quarter:02}"}
    parts["until_last"] = f"{3 * int(parts.get('until') or 4):02}"
    parts |= {"h_first": f"{6 * half - 5:02}", "h_last": f"{6 * half:02}"}
    parts["week"] = _week(parts)
    if count := int(parts.get("count") or 0):
        parts |= {"century_first": f"{count - 1:02}01", "century_last": f"{count:02}00"}
    return parts | _years(parts) | _around(parts, is_period)


def _week(parts: dict[str, str]) -> str:
    """Return the days of a week, or the one that is named, by ISO 8601; "" if it is none."""
    try:
        first = date.fromisocalendar(int(parts["y"]), int(parts["w"]), int(parts["d"] or 1))
    except (KeyError, ValueError):
        return ""
    return f"{first}" if parts["d"] else f"{first}/{first + timedelta(days=6)}"


def _years(parts: dict[str, str]) -> dict[str, str]:
    """Return the years beside the one found: the next only where a second year is that."""
    year, second = parts["y"], parts.get("z", "")
    if not year:
        return {"y_next": "", "y_before": ""}
    year = year if len(year) == 4 else f"20{year}"
    after = f"{int(year) + 1:04}"
    second = second if len(second) == 4 else year[:2] + second
    second = after if second[2:] == after[2:] else second  # 1999/00
    follows = not parts.get("z") or second[2:] == after[2:]
    results = {"y": year, "z": second, "y_next": after if follows else "none"}
    return results | {"y_before": f"{int(year) - 1:04}"}


def _around(parts: dict[str, str], is_period: Test) -> dict[str, str]:
    """Return the dates found, corrected, with what lies before, after and within the first."""
    both = {key: _corrected(parts[key], is_period) for key in ("a", "b") if parts.get(key)}
    nothing = dict.fromkeys(("earlier", "later", "last", "some_in"), "")
    text = both.get("a", "")
    try:
        given = Date(text) if FORM.fullmatch(text) else None
    except PeriodError:
        given = None
    if given is None or given.start.year <= FIRST_YEAR or given.end.year > LAST_YEAR:
        return nothing | both
    length = len(given.digits) if len(given.digits) > 4 else 4
    day = timedelta(days=1)
    around = {
        "earlier": (given.start - day).isoformat()[:length],
        "later": given.end.isoformat()[:length],
        "last": (given.end - day).isoformat(),
        "some_in": given.text if given.unspecified else f"{given.text}-XX",
    }
    return both | {key: it + given.qualifier for key, it in around.items()}
