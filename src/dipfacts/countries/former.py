"""Former states: how long they existed, and which states came after them."""

from __future__ import annotations

from typing import NamedTuple


class Former(NamedTuple):
    """A former state: its lifetime as EDTF, and the codes of its successors."""

    period: str
    successors: tuple[str, ...]


FORMER = {
    "AN": Former("1954-12-15/2010-10-09", ("BQ", "CW", "SX")),
    "CS": Former("1918-10-28/1992-12-31", ("CZ", "SK")),
    "DD": Former("1949-10-07/1990-10-02", ("DE",)),
    "SU": Former(
        "1922-12-30/1991-12-26",
        tuple("AM AZ BY EE GE KZ KG LV LT MD RU TJ TM UA UZ".split()),
    ),
    "YD": Former("1967-11-30/1990-05-21", ("YE",)),
    "YU": Former("1918-12-01/2003-02-03", ("BA", "HR", "ME", "MK", "RS", "SI", "XK", "CSXX")),
    "CSXX": Former("2003-02-04/2006-06-05", ("ME", "RS")),
}


def lifetime(code: str) -> str | None:
    """Return when a former state existed, as EDTF; None for any other country."""
    return FORMER[code].period if code in FORMER else None


def successors(code: str) -> tuple[str, ...]:
    """Return the codes of a former state's successors; none for any other country."""
    return FORMER[code].successors if code in FORMER else ()
