"""The meaning of a question once more in the plainest Python, straight from the parsed TOML.

Nothing of dipfacts is used but its words: this is what the index is held against.
"""

from __future__ import annotations

import calendar
import datetime
import unicodedata
from functools import cache
from typing import Any, NamedTuple

Row = dict[str, Any]
TYPES = ("figure", "relation", "event")


class Question(NamedTuple):
    """A question; dates are as people type them, None is any."""

    types: tuple[str, ...] = TYPES
    topic: str | None = None
    parties: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    within: str | None = None
    known_by: str | None = None
    measure: str | None = None
    kind: str | None = None
    source: str | None = None
    deprecated: bool = False
    text: str | None = None
    limit: int | None = None


@cache
def first_day(date: str) -> datetime.date:
    """The first day of a year, a month or a day."""
    year, month, day = [*map(int, date.strip("?~%").split("-")), 1, 1][:3]
    return datetime.date(year, month, day)


@cache
def last_day(date: str) -> datetime.date:
    """The last day of a year, a month or a day."""
    parts = [*map(int, date.strip("?~%").split("-"))]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    day = parts[2] if len(parts) > 2 else calendar.monthrange(year, month)[1]
    return datetime.date(year, month, day)


def span(row: Row, is_stock: bool) -> tuple[datetime.date, datetime.date] | None:
    """First and last day of a claim, open and unknown ends as far away as can be."""
    if "period" not in row:
        return None
    begin, _, end = row["period"].partition("/") if "/" in row["period"] else [row["period"]] * 3
    final = datetime.date.max if end in ("", "..") else last_day(end)
    if begin not in ("", ".."):
        return first_day(begin), final
    if is_stock and end not in ("", ".."):
        return first_day(end), final  # a stock "up to" a date is one at it
    return datetime.date.min, final


def known(row: Row, sources: dict[str, Row]) -> datetime.date | None:
    """The day on which a claim was public."""
    if "said_on" in row:
        day: datetime.date = row["said_on"]
        return day
    printed = sources[row["source"]].get("published")
    return last_day(str(printed)) if printed else None


@cache
def folded(text: str) -> str:
    """A text without accents and case."""
    bare = unicodedata.normalize("NFKD", text)
    return "".join(c for c in bare if not unicodedata.combining(c)).lower()


@cache
def words(text: str) -> list[str]:
    """The words of a text, of letters and digits."""
    return "".join(c if c.isalnum() else " " for c in folded(text)).split()


class Naive:
    """The rows of a base, in the order of its files and of the tables within one."""

    def __init__(self, files: list[dict[str, list[Row]]]) -> None:
        self.by_id = {
            table: {row["id"]: row for file in files for row in file.get(table, [])}
            for table in ("source", "party", "topic", "measure")
        }
        self.claims = [
            {**row, "type": kind} for file in files for kind in TYPES for row in file.get(kind, [])
        ]

    def ask(self, question: Question) -> list[str]:
        """The ids of the claims that fit: by start, then end, undated last, then as they stand."""
        far = datetime.date.max
        found = [row for row in self.claims if self.fits(row, question)]
        found.sort(key=lambda row: (self.span(row) is None, *(self.span(row) or (far, far))))
        return [row["id"] for row in found][: question.limit]

    def fits(self, row: Row, q: Question) -> bool:
        """Return whether a claim is an answer."""
        return (
            row["type"] in q.types
            and (q.deprecated or row.get("rank") != "deprecated")
            and (q.topic is None or q.topic == self.topic(row))
            and q.measure in (None, row.get("measure"))
            and q.kind in (None, row.get("kind"))
            and q.source in (None, row["source"])
            and self.about(row, q.parties)
            and self.dated(row, q)
            and self.public(row, q.known_by)
            and (q.text is None or self.says(row, q.text))
        )

    def span(self, row: Row) -> tuple[datetime.date, datetime.date] | None:
        """Return the days of a claim, of which a stock has its own where the first is not known."""
        measure = self.by_id["measure"].get(row.get("measure", ""), {})
        return span(row, is_stock=measure.get("nature") == "stock")

    def topic(self, row: Row) -> str | None:
        """The topic of a claim; that of a figure follows from its measure."""
        named: str | None = row.get("topic")
        if row["type"] == "figure":
            named = self.by_id["measure"][row["measure"]]["topic"]
        return named

    def about(self, row: Row, parties: tuple[str, ...]) -> bool:
        """Return whether it is about all of them, be they parties of it or people who took part."""
        sides = set(row.get("parties", ())) | {row[key] for key in ("from", "to") if key in row}
        return set(parties) <= sides | set(row.get("people", ()))

    def dated(self, row: Row, q: Question) -> bool:
        """Return whether its period overlaps what is asked for; an undated one overlaps nothing."""
        begins = [first_day(text) for text in (q.since, q.within) if text]
        ends = [last_day(text) for text in (q.until, q.within) if text]
        if not begins and not ends:
            return True
        lasts = self.span(row)
        return (
            lasts is not None
            and all(lasts[1] >= day for day in begins)
            and all(lasts[0] <= day for day in ends)
        )

    def public(self, row: Row, known_by: str | None) -> bool:
        """Return whether it was known on the last day of that time."""
        if known_by is None:
            return True
        day = known(row, self.by_id["source"])
        return day is not None and day <= last_day(known_by)

    def says(self, row: Row, text: str) -> bool:
        """Return whether its texts hold all of the words, those in quotes side by side.

        A word that is not in quotes may have, or lack, an s at its end. What a hyphen joins, in a
        text or where it is typed, is one word as well.
        """
        title = row.get("title") or self.by_id["measure"][row["measure"]]["label"]
        notes = "; ".join(row[key] for key in ("note", "scope", "place") if key in row)
        who = [*row.get("parties", ()), row.get("from"), row.get("to"), *row.get("people", ())]
        who += [row.get("claimant"), row.get("reporter")]
        names = dict.fromkeys(self.by_id["party"][name]["name"] for name in who if name)
        publisher = self.by_id["source"][row["source"]]["publisher"]
        texts = [title, notes, *names, row.get("kind", ""), publisher]
        texts += [one.replace("-", "") for own in texts for one in own.split() if "-" in one]
        fields = [words(own) for own in texts]
        inflected = [[word.removesuffix("s") for word in field] for field in fields]
        for nth, piece in enumerate(text.split('"')):
            for typed in [piece] if nth % 2 else piece.split():
                forms = [words(typed)]
                if not nth % 2:
                    forms += [words(typed.replace("-", ""))]
                if not any(
                    holds(field, [word.removesuffix("s") for word in form] if alone else form)
                    for form in forms
                    for alone in [not nth % 2 and len(form) == 1]
                    for field in (inflected if alone else fields)
                ):
                    return False
        return True


def holds(field: list[str], phrase: list[str]) -> bool:
    """Return whether words stand side by side in a text."""
    return any(field[at : at + len(phrase)] == phrase for at in range(len(field) + 1))
