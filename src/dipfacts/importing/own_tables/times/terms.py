"""Counts of months that are no part of a year, as something lasts so long: visas for 3 months."""

from __future__ import annotations

import re

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
