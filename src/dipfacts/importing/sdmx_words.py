"""What codes and words of SDMX mean: periods, statuses, units and multipliers."""

from __future__ import annotations

import re
from datetime import date

from dipfacts.model.display import is_currency
from dipfacts.model.period import is_period

_PARTS = re.compile(r"([0-9]{4})-?([QSHTM])([0-9]{1,2})")
_MONTHS = {"Q": 3, "T": 4, "S": 6, "H": 6, "M": 1}
_WEEK = re.compile(r"([0-9]{4})-?W([0-9]{1,2})")
_STATUS = {
    **dict.fromkeys("MLOQCHZ", "missing"),
    **dict.fromkeys("EIG", "estimate"),
    "P": "provisional",
    "F": "forecast",
}
_NOTES = {
    "B": "break in the series",
    "D": "definition differs",
    "U": "low reliability",
    "R": "revised",
    "N": "not significant",
}
_SCALES = {"unit": 0, "ten": 1, "hundred": 2, "thousand": 3, "million": 6, "billion": 9}
_CURRENCIES = {
    "euro": "EUR",
    "us dollar": "USD",
    "us dollars": "USD",
    "united states dollar": "USD",
}
_LOCAL = ("DOM", "XDC", "NAC")  # the currency of each country
_PERCENT = ("PT", "PC", "PCT", "PERCENT", "PERCENTAGE", "%")


def edtf(text: str) -> str:
    """Return a period of SDMX as EDTF; nothing for one that cannot be read.

    >>> edtf("2020-Q1"), edtf("2020-S2"), edtf("2010-M01"), edtf("2020-W05"), edtf("2020-A1")
    ('2020-01/2020-03', '2020-07/2020-12', '2010-01', '2020-01-27/2020-02-02', '2020')
    """
    text = text.strip().removesuffix("-A1").partition("T")[0]
    if match := _PARTS.fullmatch(text):
        year, months, nth = match[1], _MONTHS[match[2]], int(match[3])
        first, last = months * (nth - 1) + 1, months * nth
        if not 1 <= last <= 12:
            return ""
        return f"{year}-{last:02}" if months == 1 else f"{year}-{first:02}/{year}-{last:02}"
    if match := _WEEK.fullmatch(text):
        try:
            days = [date.fromisocalendar(int(match[1]), int(match[2]), day) for day in (1, 7)]
        except ValueError:
            return ""
        return "/".join(map(str, days))
    return text if is_period(text) else ""


def status_of(flag: str) -> tuple[str, str]:
    """Return the status of a figure with a flag ("missing" for none), and a note on it."""
    letters = flag.partition(":")[0].strip().upper()
    found = [_STATUS.get(letter, "") for letter in letters if letter.isalpha()]
    status = "missing" if "missing" in found else next((it for it in found if it), "")
    return status, "; ".join(_NOTES[letter] for letter in letters if letter in _NOTES)


def multiplier(text: str) -> int:
    """Return what UNIT_MULT multiplies by: a power of ten, or its name; 0 for an unknown one.

    >>> multiplier("6"), multiplier(""), multiplier("Thousands"), multiplier("-2")
    (1000000, 1, 1000, 0)
    """
    word = text.partition(":")[0].strip().lower().rstrip("s")
    if word.isascii() and word.isdigit() and int(word) <= 18:
        return int(10 ** int(word))
    return int(10 ** _SCALES[word or "unit"]) if word in ("", *_SCALES) else 0


def unit_of(unit: str, currency: str, given: str, label: str = "") -> tuple[str, int]:
    """Return the unit of a figure and a scale that its name has; no unit where none is told.

    `label` is that of the code of a unit: a unit that is no currency is named by it.

    >>> unit_of("Million euro", "", ""), unit_of("USD", "DOM", ""), unit_of("", "", "rank")
    (('EUR', 1000000), ('USD', 1), ('rank', 1))
    >>> unit_of("USD_POP", "", "", "USD per person"), unit_of("PS", "", "", "Persons")
    (('USD per person', 1), ('persons', 1))
    """
    for text in (unit, currency):
        word, _, rest = text.partition(" ")
        if rest and word.lower().rstrip("s") in _SCALES:
            name, _ = unit_of(rest.removeprefix("of ").strip(), "", "")
            return name, int(10 ** _SCALES[word.lower().rstrip("s")])
        if text.lower() in _CURRENCIES:
            return _CURRENCIES[text.lower()], 1
        if text.upper() in _PERCENT or text.upper().startswith("PT_"):
            return "percent", 1
        if is_currency(text) and text not in _LOCAL:
            return text, 1
    name = label if label[1:2].isupper() else label[:1].lower() + label[1:]
    return given or ("" if unit in _LOCAL else name or unit.lower()), 1
