"""The nature of what a data set measures, by the unit and the words of its label."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from dipfacts.importing.money import PER_HEAD, is_of_money

_STOCK = re.compile(
    r"\bstocks?\b|\boutstanding\b|\bclosing balance sheet|[,:;(/] positions?\b"
    r"|\b(?:investment|fdi|external|foreign|net|assets?|liabilit(?:y|ies)) positions?\b",
    re.I,
)
_NO_STOCK = re.compile(
    r"\b(?:changes?|flows?|transactions?|growth|variations?|revaluations?|adjust\w*|acquisitions?"
    r"|income|traded|rolling stock|stock (?:exchange|market|price|index)\w*)\b",
    re.I,
)
_OVER_TIME = re.compile(
    r"\b(?:(?:re-?)?(?:ex|im)ports?|(?:in|out)flows?|arrivals?|departures?|(?:net |im|em)migration"
    r"|applica(?:tions?|nts?)|births|deaths|marriages|production|generation|consumption|sales"
    r"|deliver(?:y|ies)|catch(?:es)?|landings|emissions|carried|nights spent|traffic|transported"
    r"|freight|freshwater withdrawals|patents? (?:filed|granted))\b",
    re.I,
)
_NO_SUM = re.compile(
    rf"(?!{PER_HEAD})\b(?:rates?|ratios?|shares?|per|ind(?:ex|ices)|averages?|means?|prices?|growth|cover"
    r"|capacit(?:y|ies)|cumulative(?:ly)?|depend\w+|intensit(?:y|ies))\b",
    re.I,
)

_AMOUNT_AT_A_DATE = re.compile(
    r"\b(?:DOD|UND|reserves|capitali[sz]ation|money|arrears|undisbursed|present value|debt"
    r"|foreign assets|domestic credit|claims on)\b",
    re.I,
)
_FLOWS_OF_MONEY = re.compile(
    r"\b(?:BoP|(?:re)?payments?|service|disbursements?|commitments?|transfers|amorti[sz]ation"
    r"|reschedul\w+|restructur\w+|reductions?|forgive\w+|relief|buy-?backs?|interest on)\b",
    re.I,
)
_OFTEN_STOCK = re.compile(
    r"\b(?:debts?|loans?|reserves?|holdings?|arrears|deposits?|assets?|liabilit(?:y|ies)|stockpiles?"
    r"|refugees?|migrants?|population|inhabitants|residents?|diaspora|students?|pupils|prisoners?"
    r"|troops?|soldiers?|personnel|staff|employ(?:ees|ment)|unemploy(?:ed|ment)|members?|warheads?"
    r"|missiles?|fleet|vehicles?|bases|missions?|embass(?:y|ies)|consulates?|beds|area|distance"
    r"|length|capacit(?:y|ies))\b",
    re.I,
)
_CHANGE = re.compile(
    r"\b(?:new|arriv\w*|resettled|returned|admitted|inflows?|outflows?|service|payments?|repaid"
    r"|(?:dis)?bursed|disbursements?|commitments?|killed|lost)\b",
    re.I,
)
_EXCHANGE_RATE = re.compile(r"[A-Z]{3} per (?:[A-Z]{3}|US\$|US dollar|euro|SDR)s?(?:, .*)?")


def may_be_stock(label: str) -> bool:
    """Return whether a label, of which no more is known, is most often about a stock.

    >>> labels = "external-debt", "Refugees", "debt-service", "FDI stock", "students", "aid"
    >>> [may_be_stock(it) for it in labels]
    [True, True, False, True, True, False]
    """
    label = label.replace("-", " ")
    is_change = is_no_stock(label) or is_over_time(label) or _CHANGE.search(label)
    return not is_change and (is_stock(label) or _OFTEN_STOCK.search(label) is not None)


@lru_cache(maxsize=1024)
def is_no_stock(label: str) -> bool:
    """Return whether a label is about what changes a stock, or about none."""
    return _NO_STOCK.search(label) is not None


@lru_cache(maxsize=1024)
def is_stock(label: str) -> bool:
    """Return whether a label is about a stock.

    >>> labels = "Amounts outstanding / Stocks", "Assets, Positions", "Changes in stocks"
    >>> [is_stock(it) for it in labels]
    [True, True, False]
    """
    return bool(_STOCK.search(label)) and not is_no_stock(label)


def is_amount_at_a_date(label: str) -> bool:
    """Return whether a label of what is counted in money is about an amount at a date.

    >>> labels = "Net foreign assets", "Interest arrears", "Broad money", "Debt service on loans"
    >>> [is_amount_at_a_date(it) for it in (*labels, "Reserves and related items (BoP, US$)")]
    [True, True, True, False, False]
    """
    is_flow = is_no_stock(label) or bool(_FLOWS_OF_MONEY.search(label))
    return not is_flow and (is_stock(label) or bool(_AMOUNT_AT_A_DATE.search(label)))


def is_over_time(*labels: str) -> bool:
    """Return whether what labels are about adds up over a time, whatever its unit.

    >>> labels = "Export quantity of wheat", "Asylum applicants", "Export price index", "Beds"
    >>> [is_over_time(it) for it in (*labels, "Electricity generation capacity")]
    [True, True, False, False, False]
    >>> is_over_time("Container port traffic"), is_over_time("Freight rates")
    (True, False)
    >>> is_over_time("Emissions per capita"), is_over_time("Emissions per kilometre")
    (True, False)
    """
    return any(map(_OVER_TIME.search, labels)) and not any(map(_does_not_add_up, labels))


@lru_cache(maxsize=1024)
def _does_not_add_up(label: str) -> bool:
    return is_stock(label) or _NO_SUM.search(label) is not None


def nature_of(units: Collection[str], is_flow_of_money: bool, is_counted: bool) -> str:
    """Return the nature of a measure by the units of its figures.

    Money, also for each person, is a flow where it is not told to be a stock; of other units a
    flow `is_counted`.

    >>> nature_of(["percent"], False, True), nature_of(["tonnes"], False, True)
    ('ratio', 'flow')
    >>> nature_of(["JPY per USD"], False, False)
    'ratio'
    >>> [nature_of([it], True, False) for it in ("USD", "tonnes", "rank", "USD per person")]
    ['flow', 'stock', 'rank', 'flow']
    """
    if {*units} <= {"percent", "percentage points"} or all(map(_EXCHANGE_RATE.fullmatch, units)):
        return "ratio"
    if {*units} == {"rank"}:
        return "rank"
    is_flow = is_counted or (is_flow_of_money and any(map(is_of_money, units)))
    return "flow" if is_flow else "stock"
