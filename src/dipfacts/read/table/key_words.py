"""Words that other formats have for the keys and tables of a fact base, to say what to write."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from dipfacts.remedy import Setting
from dipfacts.text import did_you_mean, listed

_OTHER_WORDS = {
    "period": "date day year when on time start start_date since end end_date until",
    "from": "exporter origin sender donor from_country",
    "to": "importer destination receiver recipient target to_country",
    "parties": "party country countries partner partners between members participants",
    "people": "persons participants attendees delegates signatories",
    "place": "location where venue city town site",
    "value": "amount number quantity",
    "unit": "currency units",
    "measure": "indicator variable series",
    "kind": "type category",
    "publisher": "name outlet newspaper agency",
    "title": "name headline subject",
    "name": "title label",
    "label": "title name",
    "note": "comment comments remark description",
    "locator": "page pages paragraph para section",
    "url": "link href website address uri",
    "published": "publication_date issued date",
    "claimant": "speaker said_by claimed_by",
    "source": "sources ref reference",
    "aliases": "alias names aka",
    "accessed": "retrieved access_date",
    # tables
    "party": "country countries actor person organisation organization",
    "figure": "number statistic data fact claim",
    "relation": "treaty agreement membership",
    "event": "visit meeting",
}
_BEGINNINGS, _ENDS = ("start", "start_date", "since"), ("end", "end_date", "until")
_DAY = re.compile(r"\d{4}(-\d\d){,2}")
_OF_SOURCES = {"publisher", "author", "published", "accessed", "url", "language", "derived_from"}


def key_hint(word: str, known: Collection[str], given: Collection[str] = ()) -> str:
    """Return the remedy for an unknown key or table; none of the keys that are there already.

    >>> key_hint("date", ["from", "period"]), key_hint("perod", ["period"])
    ('write period', 'did you mean "period"?')
    >>> key_hint("link", ["source", "locator"])
    'write url in its [[source]]'
    """
    return near_hint(word, known, given) or f"known are {', '.join(known)}"


def near_hint(word: str, known: Collection[str], given: Collection[str] = ()) -> str:
    """Return the remedy as `key_hint` does where the word is near to a key or table; else ""."""
    meant = [
        key
        for key, others in _OTHER_WORDS.items()
        if key == word or (key not in given and word.lower() in others.split())
    ]
    if own := [key for key in meant if key in known]:
        return f"write {listed(own, 'or')}"
    of_source = meant or [word]
    if "locator" in known and {*of_source} <= _OF_SOURCES:
        return f"write {listed(of_source, 'or')} in its [[source]]"
    return did_you_mean(word, known, "")


def two_ends(word: str, known: Collection[str], table: Mapping[str, Any]) -> Setting | None:
    """Return the period to write for a key that is one of its two ends; None of any other.

    >>> str(two_ends("end", ["period"], {"start": "2001", "end": "2002-05"}))
    'period = "2001/2002-05"'
    """
    if word not in (*_BEGINNINGS, *_ENDS) or "period" not in known or "period" in table:
        return None
    first, last = (
        next((str(table[key]) for key in keys if key in table), "") for keys in (_BEGINNINGS, _ENDS)
    )
    if not (_DAY.fullmatch(first) and _DAY.fullmatch(last)):
        return None
    length = min(len(first), len(last))
    return Setting.of("period", f"{first}/{last}") if first[:length] <= last[:length] else None
