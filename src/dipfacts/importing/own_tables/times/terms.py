"""Counts of months: those that something lasts (visas for 3 months), and short words for twelve."""

from __future__ import annotations

import re

from dipfacts.model.periods.calendar import MONTHS

NOT_BEFORE = (
    r"(?<!\bthan )(?<!\bwithin )(?<!\bafter )(?<!\bover )(?<!\bunder )(?<!\bto )(?<!\bleast )"
    r"(?<!\bmost )(?<!\bevery )(?<!\bper )(?<!\bpast )(?<!\bof )(?<![0-9][-–,.])(?<![<>=] )"
)
"""Words that are not before a count of months of a part of a year: loans of under 6 months."""
NOT_BEHIND = (
    r"(?! *-? *(?:or |and (?:over|more)|old|maturit|ago|later|moving|average|rate|libor|euribor"
    r"|notice|deposit|bill|treasury|forward|interbank|stay|visa|earlier|before|ahead|after"
    r"|of (?:import cover|residence|stay)))"
)
"""Words that are not behind it: 3 months old."""
_TERM = re.compile(
    r"\b(?:visas?|stay\w*|cover(?:age)?|valid\w*|lasts|lasting|durations?|terms?|wait\w*"
    r"|unemployed|residen\w*|absen\w*|matur\w*|deposits?|loans?|[a-z]*ibor|rates?|yields?|bills?"
    r"|notice|leave|aged?|infants?|children)\b[^,;:]*$"
)
"""Words before a count of months that last, and are of no year: a visa for 3 months."""
_YEAR_BEHIND = re.compile(r"\W*(?:of |de |в )?(?:[12][0-9]{3}|['’]?[0-9]{2})(?![0-9])")


def is_term(count: re.Match[str]) -> bool:
    """Return whether words before a count of months, and no year behind it, say what lasts.

    >>> [is_term(it) for it in re.finditer("3 months", "visas for 3 months, loans 3 months 2023")]
    [True, False]
    """
    text = count.string
    return bool(_TERM.search(text, 0, count.start()) and not _YEAR_BEHIND.match(text, count.end()))


_MONTH = f"(?:{'|'.join(it[:3].lower() for it in MONTHS)})[a-z]*"
_ENDED = r"(?:(?:ended|ending|to|until|till|through)\b[ :]*)"
_MANY = r"(?:1[0-2]|[2-9]|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
SHORT_TERMS = (
    # y/e Mar 2021, LTM to Mar 2021, yr to March
    (
        r"(?<![^\W_])(?:(?:f?y[./]?e|ltm|ttm|fy)\.?|(?:fiscal )?yrs?\.?)"
        rf"[ :]+{_ENDED}?(?=(?:[0-3]?[0-9] )?{_MONTH}(?![^\W\d_]))",
        "year ended ",
    ),
    # 12m to March, 12-month total to March
    (
        rf"(?<![^\W_])({_MANY})[ -]?(?:m|mths?|mos?|months?)\.? "
        rf"(?:(?:(?:rolling|moving) )?(?:sum|total) )?(?={_ENDED})",
        r"\1 months ",
    ),
    # TTM, rolling 12 months
    (
        r"(?<![^\W_])(?:ltm|ttm|(?:rolling|trailing) (?:12|twelve) months)(?![^\W_])"
        rf"(?! {_ENDED})",
        "<?>",
    ),
)
"""Short words for twelve months, or as many as are said, till one; what they are in full."""
