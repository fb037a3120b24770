"""What stands in a calendar: every property of an entry, and no text of a fact base raw."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from dipfacts.cli import app
from support.factbase import base, event, party, relation, source

Calendars = Callable[..., tuple[Calendar, str]]

HOSTILE = "a\x1b[31m\u202e;b,c\\n"
SHOWN = "a\\x1b[31m\\u202e;b,c\\n"
SOURCE = source(publisher="News", published=date(2020, 5, 1))


@pytest.fixture
def calendar(capsys: pytest.CaptureFixture[str], write: Callable[..., Path]) -> Calendars:
    """The timeline of these claims as a calendar, and what was said on standard error."""

    def run(*claims: str, about: tuple[str, ...] = (), a: str = "A") -> tuple[Calendar, str]:
        parties = (party("a", name=a), party("b", name="B-land"))
        path = write(base(SOURCE, *parties, *claims))
        app.run(["timeline", *about, "--format", "ics", "-f", str(path)])
        out, err = capsys.readouterr()
        return Calendar.from_ical(out), err

    return run


def days(entry: Any) -> tuple[date, date]:
    """Return the first day of an entry, and the one after its last."""
    return entry["DTSTART"].dt, entry["DTEND"].dt


def properties(calendar: Calendar) -> list[dict[str, str]]:
    """Return the text of each property of each entry."""
    return [
        {
            name: value.to_ical().decode() if name == "CATEGORIES" else str(value)
            for name, value in entry.items()
            if name not in ("DTSTART", "DTEND", "DTSTAMP", "RRULE")
        }
        for entry in calendar.walk("VEVENT")
    ]


def test_no_text_of_a_fact_base_is_raw(calendar: Calendars) -> None:
    texts = dict.fromkeys(("title", "kind", "place", "locator", "note"), HOSTILE)
    claim = event("e", period="2022-04-10", status="held", **texts)
    found, err = calendar(claim, about=("a", "b"), a=f"A {HOSTILE}")
    assert "not in the calendar" not in err
    assert "\x1b" not in err
    assert str(found["X-WR-CALNAME"]) == f"A {SHOWN} and B-land"
    assert properties(found) == [
        {
            "UID": "e@dipfacts",
            "SUMMARY": SHOWN,
            "TRANSP": "TRANSPARENT",
            "STATUS": "CONFIRMED",
            "CATEGORIES": "a\\\\x1b[31m\\\\u202e\\;b\\,c\\\\n",
            "LOCATION": SHOWN,
            "DESCRIPTION": f"{SHOWN}\nSource, {SHOWN}: News, 1 May 2020.\nClaim: e",
        }
    ]


def test_what_is_not_recorded_is_not_written(calendar: Calendars) -> None:
    found, _ = calendar(event("e", period="2022-04-10", status="reported"))
    assert {name: str(value) for name, value in found.items()} == {
        "PRODID": "-//dipfacts//timeline//EN",
        "VERSION": "2.0",
        "X-WR-CALNAME": "Timeline",
    }
    assert properties(found) == [
        {
            "UID": "e@dipfacts",
            "SUMMARY": "Visit e (A and B-land)",
            "TRANSP": "TRANSPARENT",
            "CATEGORIES": "visit",
            "DESCRIPTION": "Source: News, 1 May 2020.\nClaim: e",
        }
    ]


@pytest.mark.parametrize(
    ("period", "wanted"),
    [
        ("2022-04-10", (date(2022, 4, 10), date(2022, 4, 11))),
        ("2022-04-10/2022-05-01", (date(2022, 4, 10), date(2022, 5, 2))),
        ("2022-04-10/2022-05", None),
        ("2022-04/2022-05-01", None),
        ("2022-04-10/..", None),
        ("../2022-04-10", None),
        (None, None),
    ],
)
def test_only_an_event_whose_days_are_all_known_has_an_entry(
    period: str | None, wanted: tuple[date, date] | None, calendar: Calendars
) -> None:
    found, err = calendar(event("e", period=period), event("f", period="2021-01-01"))
    entries = {str(entry["UID"]): entry for entry in found.walk("VEVENT")}
    assert ("e@dipfacts" in entries) == bool(wanted)
    if wanted:
        entry = entries["e@dipfacts"]
        assert (days(entry), err) == (wanted, "")
    else:
        assert err == "dipfacts: 1 entry is not in the calendar: not known to the day\n"


@pytest.mark.parametrize(
    ("keys", "stamp"),
    [
        ({"said_on": date(2022, 4, 9)}, "20220409T000000Z"),
        ({}, "20200501T000000Z"),
        ({"source": "undated"}, "19700101T000000Z"),
    ],
)
def test_an_entry_is_stamped_with_the_day_its_claim_was_public(
    keys: dict[str, Any], stamp: str, calendar: Calendars
) -> None:
    undated = source("undated", published=None)
    found, _ = calendar(undated, event("e", period="2022-04-10", **keys))
    entries: list[Any] = found.walk("VEVENT")
    assert [entry["DTSTAMP"].to_ical().decode() for entry in entries] == [stamp]


def test_how_many_entries_are_left_out(calendar: Calendars) -> None:
    months = [event(f"e{n}", period=f"{1000 + n}-04") for n in range(1001)]
    assert calendar(*months)[1] == (
        "dipfacts: 1,001 entries are not in the calendar: not known to the day\n"
    )


@pytest.mark.parametrize(
    ("address", "is_written"),
    [
        ("https://example.org/a?b=1,2", True),
        ("http://example.org", True),
        ("ftp://example.org", False),
        ("https://example.org/a b", False),
        ("https://example.org/\x1b[31m", False),
        ("see https://example.org", False),
    ],
)
def test_only_an_address_is_an_address(address: str, is_written: bool, calendar: Calendars) -> None:
    claims = (source("w", url=address), event("e", period="2022-04-10", source="w"))
    (entry,) = properties(calendar(*claims)[0])
    assert entry.get("URL") == (address if is_written else None)


def test_the_end_of_a_relation_is_a_day_of_its_own(calendar: Calendars) -> None:
    found, _ = calendar(
        relation("t", period="1992-04-04/2001-05-06", title=HOSTILE),
        relation("u", period="1992-04/2001-05-06"),
        relation("v", period="1992-04-04/2001-05"),
    )
    assert {
        str(entry["UID"]): (str(entry["SUMMARY"]), *days(entry)) for entry in found.walk("VEVENT")
    } == {
        "t@dipfacts": (f"{SHOWN} (A and B-land; 1992, over)", date(1992, 4, 4), date(1992, 4, 5)),
        "t-end@dipfacts": (f"Ends: {SHOWN} (A and B-land)", date(2001, 5, 6), date(2001, 5, 7)),
        "u-end@dipfacts": ("Ends: Treaty u (A and B-land)", date(2001, 5, 6), date(2001, 5, 7)),
        "v@dipfacts": ("Treaty v (A and B-land; 1992, over)", date(1992, 4, 4), date(1992, 4, 5)),
    }
