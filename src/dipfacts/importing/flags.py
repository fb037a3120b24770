"""Flags of numbers in SDMX, Eurostat and tables of one's own: statuses, absences and notes."""

from __future__ import annotations

import re

from dipfacts.importing.own_tables.table.head_words import in_english
from dipfacts.record import Record

_STATUS = {
    **dict.fromkeys("MLOQHZ", "missing"),
    **dict.fromkeys("EI", "estimate"),
    "s": "estimate",  # of Eurostat; S is a strike, or another special event
    "P": "provisional",
    "F": "forecast",
}
_NOTES = {
    "B": "break in the series",
    "C": "confidential",
    "D": "definition differs",
    "G": "experimental",
    "J": "derogation",
    "K": "included in another category",
    "U": "low reliability",
    "R": "revised",
    "N": "not significant",
    "V": "not validated",
    "W": "includes another category",
}
_ABSENT = {"C": "confidential", "L": "not-collected", "Q": "not-published"}
_ABSENT_WORDS = (
    ("confidential", "(?<!not )confidential|secret"),
    ("not-published", "suppressed|not for publication|not published"),
    ("not-collected", "not collected"),
)
_PUBLIC = re.compile(  # statuses of confidentiality: free
    r"|f|(?:free|public|published|unrestricted|not confidential)\b.*", re.I
)
_SECRET_WORDS = re.compile(r"confidential|secret|(?<!un)restricted")
_KNOWN_NOTES = re.compile(
    r"\b(?:breaks?|definitions?|(?:un)?reliab\w*|experimental|derogation|strikes?|events?"
    r"|revis(?:ed|ions?)|significant|(?:un|non-)?validated|verified|complete|final|not confidential"
    r"|(?:un)?adjusted|comparab\w+|coverage|includ(?:es|ing)\b.*\bcategor\w+|categor\w+ included)\b"
    r"|^(?:(?:true|real|exact|absolute) )?(?:zero|nil)(?: value)?$"
)
"""Words beside which a number is none that stands for one that is not shown."""
_DENIED = re.compile(
    r"\b(?:no|non|not|none|nothing|never|cannot|without|withh\w+|elsewhere|hidden|omitted|removed"
    r"|excluded|unpublished|incomplete|unavailable|longer|instead|too|unknown|insufficient\w*|moved"
    r"|blank\w*|empty|missing|absent|lacking|unlisted|undisclosed|masked|deleted|discontinued|null"
    r"|void|pending|awaited|suppressed|included (?:in|with|under)|n/a)\b"
)
"""Words that may say that there is no number, beside any other."""
_NO_DENIAL = re.compile(
    r"\b(?:not?|non)[ -](?:(?:yet|fully|directly|strictly|entirely|quite) )?(?:confidential|final"
    r"|revis(?:ed|ions?)|significant|validated|verified|comparable|reliable|harmoni[sz]ed|official"
    r"|including|breaks?|(?:seasonally|calendar|working[ -]day)\b(?: adjusted)?|adjusted)\b"
)
"""Words that deny something else."""
_LETTERS = {*_STATUS, *_NOTES, "A", "S"}  # A is a normal value
_WORDS = (
    ("missing", "missing|not available|unavailable|suppressed|not collected|not applicable"),
    ("provisional", "provisional|preliminary"),
    ("estimate", "estimated?|imputed|interpolated|modell?ed|nowcast|eurostat estimate"),
    ("forecast", "forecast|projection|projected"),
    ("", "normal|actual|official|final|reported|observed"),
)
_WORD = 3  # letters at least; fewer are a code
_OF_NUMBERS = "(?: (?:data|figure|number|value)s?)?"


class FlagStatus(Record, frozen=True):
    """The status of a figure by a flag: "missing" for none.

    Letters of the code lists may have a `note`. Words are a `flag` as they stand where they say
    more than a status, or are not known.
    """

    status: str
    note: str = ""
    flag: str = ""

    @property
    def remark(self) -> str:
        """The note on the figure."""
        return f"flag: {self.flag}" if self.flag else self.note


def _letters(flag: str) -> str:
    return re.sub(r"[\s,;|()\[\]]+", "", flag)


def _is_code(letters: str) -> bool:
    """Return whether a flag is letters of the code lists, and no word, nor NA."""
    is_code = letters != "NA" and letters in (letters.upper(), letters.lower()) and len(letters) < 5
    return is_code and {*letters.upper()} <= _LETTERS


def status_of(flag: str, label: str = "") -> FlagStatus:
    """Return the status of a figure with a flag, and what is noted of it.

    A flag is letters of the code lists of SDMX and Eurostat, or words; one that is neither is told.

    >>> [status_of(it).status for it in ("(p)", "[e]", "s", "Estimated value", "Vorläufig")]
    ['provisional', 'estimate', 'estimate', 'estimate', 'provisional']
    >>> status_of("bp"), status_of("X", "Odd").remark
    (FlagStatus(status='provisional', note='break in the series', flag=''), 'flag: Odd')
    """
    if _is_code(letters := _letters(flag)):
        results = [_STATUS.get(it) or _STATUS.get(it.upper(), "") for it in letters]
        results = [it for it in results if it and (it != "missing" or len(letters) == 1)]
        notes = (_NOTES[it] for it in letters.upper() if it in _NOTES)
        return FlagStatus(next(iter(results), ""), note="; ".join(notes))
    words = (label or flag).strip()
    said = in_english(words)
    results = [it for it, pattern in _WORDS if re.search(rf"\b(?:{pattern})s?\b", said)]
    is_plain = any(re.fullmatch(f"(?:{it})s?{_OF_NUMBERS}", said) for _, it in _WORDS)
    return FlagStatus(next(iter(results), ""), flag="" if is_plain else words)


def absence(flag: str, label: str, confidentiality: str) -> str:
    """Return why a figure has no number, in the words of claims; "" where that is not told.

    >>> absence("c", "", ""), absence("L", "", "F"), absence("Missing; suppressed", "", "")
    ('confidential', 'not-collected', 'not-published')
    >>> absence("", "", "C"), absence("", "", "N"), absence("M", "", "")
    ('confidential', 'not-published', '')
    >>> absence("Vertraulich", "", ""), absence("", "", "Free (free for publication)")
    ('confidential', '')
    """
    if _is_code(letters := _letters(flag)):
        results = (_ABSENT[it] for it in letters.upper() if it in _ABSENT)
    else:
        said = in_english((label or flag).strip())
        results = (why for why, words in _ABSENT_WORDS if re.search(rf"\b(?:{words})\b", said))
    return next(results, "") or _secrecy(confidentiality.strip()) or ""


def _secrecy(status: str) -> str | None:
    """Return why a number with a status of confidentiality is not shown: None for unknown words.

    >>> [*map(_secrecy, ("Livre", "Nicht vertraulich", "Geheim", "S", "Soupçonné"))]
    ['', '', 'confidential', 'confidential', None]
    """
    said = in_english(status)
    if _PUBLIC.fullmatch(said):
        return ""
    if status.upper() == "N" or re.search(r"\bnot (?:for publication|published)\b", said):
        return "not-published"
    return "confidential" if len(status) < _WORD or _SECRET_WORDS.search(said) else None


def unknown_flag(flag: str, label: str, confidentiality: str) -> str:
    """Return the words of a flag, or of a status of confidentiality, that are not known.

    A 0 beside them may stand for a number that is not shown.

    >>> unknown_flag("Ei saatavilla", "", ""), unknown_flag("X", "Break in time series", "Ylinen")
    ('Ei saatavilla', 'Ylinen')
    >>> unknown_flag("b", "", ""), unknown_flag("True zero", "", "Öffentlich")
    ('', '')
    """
    known = status_of(flag, label)
    is_odd = known.flag and not _is_of_a_number(known.flag, known.status)
    if is_odd and not absence(flag, label, ""):
        return known.flag
    return confidentiality if _secrecy(confidentiality.strip()) is None else ""


def _is_of_a_number(words: str, status: str) -> bool:
    """Return whether the words of a flag are of a number, and none of them may deny it.

    >>> [_is_of_a_number(it, "") for it in ("Deviating definition", "Not validated", "Revised")]
    [True, True, True]
    >>> [_is_of_a_number(it, "") for it in ("Unreliable, data withheld", "Not complete", "Odd")]
    [False, False, False]
    >>> _is_of_a_number("OECD estimate", "estimate"), _is_of_a_number("No estimate", "estimate")
    (True, False)
    """
    said = in_english(words)
    is_known = bool(status or _KNOWN_NOTES.search(said))
    return is_known and not _DENIED.search(_NO_DENIAL.sub("", said))


def is_elsewhere(flag: str, label: str = "") -> bool:
    """Return whether a flag says that what it stands beside is in another category or is missing.

    >>> is_elsewhere("K"), is_elsewhere("X", "Data included in another category"), is_elsewhere("b")
    (True, True, False)
    """
    if _is_code(letters := _letters(flag)):
        return "K" in letters.upper() or any(_STATUS.get(it) == "missing" for it in letters.upper())
    return bool(re.search("included in (?:an)?other categor", in_english(label or flag)))


def is_nothing(text: str) -> bool:
    """Return whether a number is 0, which with a flag may stand for one that is not shown."""
    return bool(re.fullmatch(r"-?0+(?:[.,]0*)?", text))
