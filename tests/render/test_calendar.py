"""Calendars: every property of an entry, and no text of a fact base raw."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from dipfacts.cli import app
from dipfacts.cli.commands.serve import question_options
from dipfacts.query.base import open_base
from dipfacts.serve.address import Address
from dipfacts.serve.pages import reply
from support.calendars import name_of
from support.command_line import Run
from support.compiled import shared
from support.factbase import base, event, party, relation, source

vobject: Any = importlib.import_module("vobject")  # it has no types
Calendars = Callable[..., tuple[Calendar, str]]

HOSTILE = "a\x1b[31m\u202e;b,c\\n"
SHOWN = "a\\x1b[31m\\u202e;b,c\\n"
SOURCE = source(publisher="News", published=date(2020, 5, 1))


@pytest.fixture
def calendar(dip: Run) -> Calendars:
    """The timeline of these claims as a calendar, and what was said on standard error."""

    def run(*claims: str, about: tuple[str, ...] = (), a: str = "A") -> tuple[Calendar, str]:
        parties = (party("a", name=a), party("b", name="B-land"))
        path = shared(base(SOURCE, *parties, *claims))
        _, out, err = dip("timeline", *about, "--format", "ics", "-f", str(path))
        return Calendar.from_ical(out), err

    return run


def days(entry: Any) -> tuple[date, date]:
    """Return the first day of an entry, and the one after its last."""
    return entry["DTSTART"].dt, entry["DTEND"].dt


def properties(calendar: Calendar) -> list[dict[str, str]]:
    """Return the text of each property of each entry."""
    entries: list[Any] = calendar.walk("VEVENT")
    return [
        {
            name: value.to_ical().decode() if name == "CATEGORIES" else str(value)
            for name, value in {**entry, "UID": name_of(entry["UID"])}.items()
            if name not in ("DTSTART", "DTEND", "DTSTAMP", "RRULE", "SEQUENCE", "LAST-MODIFIED")
        }
        for entry in entries
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
            "UID": "e",
            "SUMMARY": SHOWN,
            "TRANSP": "TRANSPARENT",
            "STATUS": "CONFIRMED",
            "CATEGORIES": "a\\\\x1b[31m\\\\u202e\\;b\\,c\\\\n",
            "LOCATION": SHOWN,
            "DESCRIPTION": f"{SHOWN}\nSource, {SHOWN}: News, 1 May 2020.\nClaim: e",
        }
    ]


def test_each_entry_is_written_before_the_next_is_made(
    calendar: Calendars, monkeypatch: pytest.MonkeyPatch
) -> None:
    ics = importlib.import_module("dipfacts.render.ics.writer")
    steps: list[str] = []

    class Noted(ics.CalendarEvent):  # type: ignore[misc, name-defined]  # of a module found by name
        def __init__(self) -> None:
            super().__init__()
            steps.append("made")

        def to_ical(self, sorted: bool = True) -> Any:
            steps.append("written")
            return super().to_ical(sorted)

    monkeypatch.setattr(ics, "CalendarEvent", Noted)
    claims = event("e", period="2022-04-10") + event("f", period="2022-04-11")
    found, _ = calendar(claims, about=("a", "b"), a="END:VCALENDAR")
    assert steps == ["made", "written"] * 2  # of very many none is held
    assert str(found["X-WR-CALNAME"]) == "END:VCALENDAR and B-land"
    assert [one["UID"] for one in properties(found)] == ["e", "f"]


def test_what_is_not_recorded_is_not_written(calendar: Calendars) -> None:
    found, _ = calendar(event("e", period="2022-04-10", status="reported"))
    assert {name: str(value) for name, value in found.items()} == {
        "PRODID": "-//dipfacts//timeline//EN",
        "VERSION": "2.0",
        "X-WR-CALNAME": "Timeline",
    }
    assert properties(found) == [
        {
            "UID": "e",
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
    entries = {name_of(entry["UID"]): entry for entry in found.walk("VEVENT")}
    assert ("e" in entries) == bool(wanted)
    if wanted:
        entry = entries["e"]
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
        name_of(entry["UID"]): (str(entry["SUMMARY"]), *days(entry))
        for entry in found.walk("VEVENT")
    } == {
        "t.begin": (
            f"{SHOWN} (A and B-land; from 1992, now over)",
            date(1992, 4, 4),
            date(1992, 4, 5),
        ),
        "t.end": (f"Ends: {SHOWN} (A and B-land)", date(2001, 5, 6), date(2001, 5, 7)),
        "u.end": ("Ends: Treaty u (A and B-land)", date(2001, 5, 6), date(2001, 5, 7)),
        "v.begin": (
            "Treaty v (A and B-land; from 1992, now over)",
            date(1992, 4, 4),
            date(1992, 4, 5),
        ),
    }


@pytest.mark.parametrize(
    ("period", "said"),
    [
        ("1988-06-01/", "from 1988, now over"),  # it was in force from then on
        ("1988-06-01/..", "1988, withdrawn"),  # it has been withdrawn since
        ("1988-06-01", "1988, withdrawn"),
    ],
)
def test_a_treaty_of_which_nobody_knows_the_end_was_not_ended_as_it_began(
    calendar: Calendars, period: str, said: str
) -> None:
    found, _ = calendar(relation("t", period=period, status="withdrawn"))
    assert [str(entry["SUMMARY"]) for entry in found.walk("VEVENT")] == [
        f"Treaty t (A and B-land; {said})"
    ]


# ------------------------------------------------------------- the same entry, known again


def entries(path: Path, *words: str) -> dict[str, dict[str, str]]:
    """Return the properties of each entry of a calendar that is written to a file, by UID."""
    target = path.with_suffix(".ics")
    assert app.run(["timeline", *words, "-f", str(path), "-o", str(target)]) == 0
    found = Calendar.from_ical(target.read_text(encoding="utf-8")).walk("VEVENT")
    by_uid = {
        str(entry["UID"]): {name: value.to_ical().decode() for name, value in entry.items()}
        for entry in found
    }
    assert len(by_uid) == len(found)
    return by_uid


LEASE = relation("lease", period="2002-01-25/2012-12-24", title="Lease")
HANDOVER = event("lease-end", period="2012-12-10", title="Handover")
PARTIES = (party("a"), party("b"))


def test_no_id_of_a_claim_makes_the_uid_of_another_entry(write: Callable[..., Path]) -> None:
    begin = event("lease-begin", period="2002-01-25", title="Begin")
    found = entries(write(base(SOURCE, *PARTIES, LEASE, HANDOVER, begin)))
    assert {name_of(uid): entry["SUMMARY"] for uid, entry in found.items()} == {
        "lease-begin": "Begin (A and B)",
        "lease.begin": "Lease (A and B\\; from 2002\\, now over)",
        "lease-end": "Handover (A and B)",
        "lease.end": "Ends: Lease (A and B)",
    }


def test_a_uid_tells_the_base_and_is_the_same_where_that_is_moved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    uids: list[str] = []
    for folder in ("one/facts", "two/facts", "one/others"):
        (tmp_path / folder).mkdir(parents=True)
        path = tmp_path / folder / "base.toml"
        path.write_text(base(SOURCE, *PARTIES, HANDOVER), encoding="utf-8")
        uids += entries(path)
    here, moved, other = uids
    assert here == moved
    assert here != other
    monkeypatch.chdir(tmp_path / "one" / "facts")
    assert [*entries(Path("base.toml"))] == [here]


def test_a_calendar_of_a_server_has_the_uids_of_the_command_line(
    write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(base(SOURCE, *PARTIES, LEASE, HANDOVER))
    with open_base(str(path)) as opened:
        served = reply(opened, Address.parse("/timeline.ics", ""), question_options()).text
    expected = [*entries(path)]
    assert [str(one["UID"]) for one in Calendar.from_ical(served).walk("VEVENT")] == expected
    monkeypatch.setenv("DIPFACTS_FACTS", str(path))
    with open_base() as opened:
        in_use = reply(opened, Address.parse("/timeline.ics", ""), question_options()).text
    assert in_use == served


def test_a_calendar_that_is_written_anew_tells_what_changed(write: Callable[..., Path]) -> None:
    """An entry is numbered one higher, and dated, where it says something else than before."""
    path = write(base(SOURCE, *PARTIES, LEASE, HANDOVER))
    first = entries(path)
    assert {(entry["SEQUENCE"], entry["LAST-MODIFIED"]) for entry in first.values()} == {
        ("0", "20200501T000000Z")
    }
    assert entries(path) == first

    before = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    path.write_text(path.read_text(encoding="utf-8").replace("2012-12-10", "2012-12-11"))
    second = entries(path)
    assert second.keys() == first.keys()
    changed = {name_of(uid) for uid, entry in second.items() if entry != first[uid]}
    assert changed == {"lease-end"}
    (entry,) = (entry for uid, entry in second.items() if name_of(uid) == "lease-end")
    assert (entry["SEQUENCE"], entry["DTSTART"]) == ("1", "20121211")
    assert entry["LAST-MODIFIED"] >= before
    assert entries(path) == second


def test_a_claim_that_is_added_makes_a_later_revision(write: Callable[..., Path]) -> None:
    """So it does where no earlier calendar is at hand."""
    news = source("news", published=date(2021, 6, 7))
    later = event("b-later", period="2012-12-11", source="news", same_as="a-first")
    first = event("a-first", period="2012-12-10")
    alone = entries(write(base(SOURCE, *PARTIES, first), "x.toml"))
    both = entries(write(base(SOURCE, news, *PARTIES, first, later), "y.toml"))
    for found, told in (alone, ("0", "20200501T000000Z")), (both, ("1", "20210607T000000Z")):
        ((uid, entry),) = found.items()
        assert name_of(uid) == "a-first"
        assert (entry["SEQUENCE"], entry["LAST-MODIFIED"]) == told


def test_of_very_many_claims_a_day_names_those_of_its_stage_and_counts_the_rest(
    calendar: Calendars,
) -> None:
    def stage(n: int) -> str:
        status = "signed" if n < 3 else "in-force" if n < 24 else "terminated"
        told = {"period": f"{1990 + n}-05-01", "status": status}
        return relation(f"r{n:02}", title="Pact", same_as="r00" if n else None, **told)

    found, _ = calendar(*map(stage, range(25)))
    over, first = (one["DESCRIPTION"].splitlines() for one in properties(found))
    assert [line for line in first if line.startswith("Claim: ")] == [
        f"Claim: r{n:02}" for n in range(3, 23)
    ]
    assert first[-1] == "5 more claims: dipfacts show r03"
    assert [line for line in over if line.startswith("Claim: ")] == [
        f"Claim: r{n:02}" for n in (24, *range(19))
    ]
    assert over[-1] == "5 more claims: dipfacts show r24"


@pytest.mark.parametrize("period", [None, "2012"])
def test_a_calendar_without_an_entry_is_valid_and_said(
    period: str | None, tmp_path: Path, calendar: Calendars
) -> None:
    """It holds a time zone: a calendar must hold something."""
    found, err = calendar(*([event("e", period=period)] if period else []))
    (zone,) = parts = list[Any](found.subcomponents)
    assert [part.name for part in parts] == ["VTIMEZONE"]
    assert zone.to_tz().utcoffset(datetime(2020, 1, 1)) == timedelta(0)
    assert err == (
        "dipfacts: 1 entry is not in the calendar: not known to the day\n"
        if period
        else "dipfacts: the calendar has no entry\n"
    )
    target = tmp_path / "empty.ics"
    for _ in range(2):  # it is recognised, and written again
        assert app.run(["timeline", "--since", "2500", "-o", str(target)]) == 1
    read = vobject.readOne(target.read_text(encoding="utf-8"))
    assert [*read.contents] == ["version", "prodid", "x-wr-calname", "vtimezone"]
