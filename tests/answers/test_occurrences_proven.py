"""What proves that claims are one occurrence, or are none."""

from __future__ import annotations

import json
import random
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from dipfacts.answers.occurrences.date_words import date_of
from dipfacts.checks import findings
from dipfacts.cli.registry import COMMANDS
from dipfacts.model.occurrences.ends import BEGINS, ENDS
from dipfacts.model.occurrences.occurrence import occurrences
from dipfacts.query.base import open_base
from dipfacts.read.base.base_reader import BaseReader
from dipfacts.read.files import SourceFile
from support.command_line import Ask, Run, ask_of
from support.factbase import base, event, relation
from support.occurrences import HEAD, TIES, Together, of, told_together


@pytest.fixture
def together() -> Together:
    return told_together


@pytest.fixture
def ask(dip: Run) -> Ask:
    return ask_of(dip, HEAD)


def chained(*periods: str, **keys: Any) -> str:
    """Claims of other sources about one event, each with its date."""
    return "".join(
        event(f"e{n}", period=period, source=source, **keys, **({"same_as": "e0"} if n else {}))
        for n, (period, source) in enumerate(zip(periods, ("s", "t", "copy"), strict=False))
    )


VISITORS = ("President", "Prime minister", "Foreign minister")


def twice(seed: int) -> tuple[str, str, set[int]]:
    """Visits as two sources have them, and the numbers of those that differ by a day."""
    rng = random.Random(seed)
    first, second, moved = [], [], set[int]()
    for nth in range(300):
        day = date(1990, 1, 1) + timedelta(days=rng.randrange(4000))
        who = {"title": f"Visit of the {rng.choice(VISITORS)} {nth}", "from_": rng.choice("bc")}
        usual = {"to": "a", "status": "held", "locator": "p. 1", **who}
        first.append(event(f"s-{nth}", period=str(day), **usual))
        if rng.random() < 0.1:
            moved.add(nth)
            day += timedelta(days=rng.choice((-1, 1)))
        second.append(event(f"t-{nth}", period=str(day), source="t", **usual))
    rng.shuffle(second)
    return HEAD + "".join(first), base(*second), moved


def test_of_visits_read_twice_every_pair_is_joined_or_flagged(tmp_path: Path) -> None:
    first, second, moved = twice(5)
    for name, text in (("a", first), ("b", second)):
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    with open_base(str(tmp_path)) as opened:
        found = occurrences(opened.walk())
    numbers = [{fact.id.partition("-")[2] for fact in one.facts} for one in found]
    assert all(len(visits) == 1 for visits in numbers), "no two visits are one"
    sizes = Counter(len(one.facts) for one in found)
    assert sizes == {2: 300 - len(moved), 1: 2 * len(moved)}
    reader = BaseReader()
    for name, text in (("a", first), ("b", second)):
        reader.add(SourceFile(name, name, name), text.encode())
    problems = findings.problems(reader, date(2026, 1, 1), COMMANDS)
    hints = {
        problem.hint.partition(",")[0]
        for problem in problems
        if problem.code == "possible-duplicate"
    }
    assert {f'add same_as = "s-{nth}"' for nth in moved} <= hints


def test_dates_of_a_set_are_listed_with_the_others_and_a_day_answers(together: Together) -> None:
    one = of(together, event("either", period="[2021-06-02,2021-06-03]"),
             event("third", period="2021-06-03", same_as="either", source="t"),
             event("fourth", period="2021-06-04", same_as="either", source="copy"))  # fmt: skip
    assert (date_of(one), one.fact.id) == ("3 or 4 Jun 2021", "third")


@pytest.mark.parametrize(
    ("periods", "shown"),
    [
        (("[1981-03-04,1981-03-20]", "1981-03-09"), "4, 9 or 20 Mar 1981"),
        (("[1981,1985]", "1983"), "1981, 1983 or 1985"),
        (("[1981,1985..1987]", "1983-05"), "1981 or some time from 1985 to 1987 or May 1983"),
        (("[1981-03-04,1981-03-20]", "[1981-03-05,1981-03-19]"),
         "4 Mar 1981 – 20 Mar 1981 (4 dates)"),
        (("[1981,1985,1981-05]", "1983", "1981-07"), "Jul 1981 or 1983"),
    ],
)  # fmt: skip
def test_a_set_differs_from_what_none_of_its_dates_may_be(
    together: Together, periods: tuple[str, ...], shown: str
) -> None:
    one = of(together, chained(*periods))
    assert (one.agreement, date_of(one)) == ("conflict", shown)


@pytest.mark.parametrize(
    "periods",
    [
        ("[1981-03-04,1981-03-20]", "1981-03-20"),
        ("[1981,1985]", "1985-02-03"),
        ("[1981,1985..1987]", "1986"),
        ("[..1980,1985]", "1972"),
        ("[1981~,1985]", "1982-03"),  # about 1981 reaches further
        ("[1981,1985]", "198X"),
        ("[1981,1985]", "[1985,1989]"),
    ],
)
def test_a_set_agrees_with_what_one_of_its_dates_may_be(
    together: Together, periods: tuple[str, ...]
) -> None:
    assert of(together, chained(*periods)).agreement == "confirmed"


@pytest.mark.parametrize(
    ("periods", "agreement"),
    [
        (("1992-08-27/..", "1992-08-27/2050-05-01"), "single"),  # of the end there is one voice
        (("/2010-05-01", "1992-08-27/2010-05-01"), "single"),
        (("1992-08-27/2010-05-01", "1992/2010"), "confirmed"),
        (("1992/..", "1992/"), "confirmed"),
    ],
)
def test_the_beginning_and_the_end_are_confirmed_apart(
    together: Together, periods: tuple[str, str], agreement: str
) -> None:
    first, second = periods
    claims = relation("a", period=first), relation("b", period=second, same_as="a", source="t")
    assert of(together, *claims).agreement == agreement


@pytest.mark.parametrize(("claimant", "agreement"), [(None, "confirmed"), ("b", "single")])
def test_whom_a_source_quotes_on_the_end_is_no_other_voice_of_the_beginning(
    together: Together, claimant: str | None, agreement: str
) -> None:
    claims = (
        relation("a", period="1992/.."),
        relation("b", period="1992/2050", same_as="a", source="t"),
    )
    quoted = relation(
        "c", period="/2050", same_as="a", **({"claimant": claimant} if claimant else {})
    )
    assert of(together, *claims, quoted).agreement == agreement


@pytest.mark.parametrize("off", ["postponed", "cancelled", "denied"])
def test_what_is_planned_anew_after_it_was_called_off_is_ahead(ask: Ask, off: str) -> None:
    claims = event("plan", period="2090-12-10", status="planned", title="Summit")
    claims += event("off", period="2090-12-10", status=off, same_as="plan", source="t")
    anew = event("anew", period="2091-03-01", status="planned", same_as="plan", source="copy")
    assert "nothing is ahead" in ask(claims, "timeline", "a", "b", "--upcoming", "90y")[1]
    status, text = ask(claims + anew, "timeline", "a", "b", "--upcoming", "90y")
    assert (status, "1 planned event" in text, "1 Mar 2091" in text) == (0, True, True)
    assert "planned 10 Dec 2090" in text
    assert f"{off} 10 Dec 2090" in text
    assert "PLANNED" in ask(claims + anew, "timeline")[1]
    undated = event("undated", status="cancelled", same_as="plan")  # said before it was planned
    assert "PLANNED" in ask(claims + anew + undated, "timeline")[1]
    undated = event("undated", status="cancelled", same_as="plan", said_on="2024-05-02")
    assert "CANCELLED" in ask(claims + anew + undated, "timeline")[1]


@pytest.mark.parametrize(
    ("period", "said_on", "is_anew"),
    [
        ("2091", "2025-02-01", True),
        ("2091-02", "2025-02-01", True),
        ("2091", "2024-12-31", False),  # before it was called off
        ("2091", "2025", False),  # and so may this be
        ("2091-02-08", "2025-02-01", False),
        ("2091-01/2091-02-08", "2025-02-01", False),
    ],
)
def test_a_coarser_plan_made_after_an_event_was_called_off_is_a_new_one(
    ask: Ask, period: str, said_on: str, is_anew: bool
) -> None:
    claims = event("plan", period="2091-02-08", status="planned", place="Rio")
    claims += event("off", period="2091-02-08", status="postponed", said_on="2025-01-15",
                    same_as="plan", source="t")  # fmt: skip
    anew = event("anew", period=period, status="planned", place="Lima", said_on=said_on,
                 same_as="plan", source="copy")  # fmt: skip
    text = ask(claims + anew, "timeline", "a", "b")[1]
    assert ("PLANNED" in text) == ("Visit anew, Lima" in text) == is_anew
    assert ("POSTPONED" in text) == (not is_anew)


@pytest.mark.parametrize(
    ("off", "period", "said_on", "is_anew"),
    [
        ("2091", "2091-10-05", "2025-02-01", True),
        ("2091", "2091-10/2091-12", "2025-02-01", True),
        ("2091-10-05", "2091-10-01", "2025-02-01", True),  # a day before
        ("2091", "2091-10-05", "2025-01", False),  # maybe before it was called off
        ("2091", "2091", "2025-02-01", False),
        ("2091", "2090/2091", "2025-02-01", False),
        (None, "2091-10-05", "2025-02-01", True),  # it was off as it was planned by then
        (None, "2091-10-05", "2025-01", False),
        (None, "2091", "2025-02-01", True),
        (None, None, "2025-02-01", True),
        (None, None, "2025-01-15", False),
        ("2091", None, "2025-02-01", False),  # perhaps for the time for which it is off
    ],
)
def test_a_plan_for_another_time_made_after_an_event_was_called_off_is_a_new_one(
    together: Together, off: str | None, period: str | None, said_on: str, is_anew: bool
) -> None:
    claims = event("off", status="cancelled", said_on="2025-01-15", **_period(off))
    claims += event("plan", period="2091", status="planned", same_as="off", source="t")
    claims += event("anew", status="planned", said_on=said_on, same_as="off", **_period(period))
    stages = [stage.status for stage in of(together, claims).stages]
    assert stages == ["planned", "cancelled", "planned"][: 3 if is_anew else 2]


def _period(text: str | None) -> dict[str, str]:
    return {"period": text} if text else {}


CALLED_OFF_UNDATED = """\
A and B: 1 event (1 planned) and 0 relations (3 claims) on the timeline, 2026. (As known by Nov 2025.)

When         What      Kind           Source
2026
15 Mar 2026  Visit e2  PLANNED visit  [1]
             · planned Mar 2025 [1]; {off} undated [1]; planned 15 Mar 2026 [1]

Sources
[1] Ministry, 1 Mar 2023.
Newest source: Ministry, 1 Mar 2023, more than 2 years old.
"""  # noqa: E501


@pytest.mark.parametrize("status", ["postponed", "cancelled", "denied"])
def test_called_off_without_a_day_is_the_plan_that_was_known_then(
    together: Together, ask: Ask, status: str
) -> None:
    each = [
        ("planned", "2025-03", "2024-01-01"),
        (status, None, "2025-02-01"),
        ("planned", "2026-03-15", "2025-11-01"),
        (status, None, "2025-12-01"),
        ("planned", "2026-08-20", "2026-01-01"),
        ("held", "2026-08-20", "2026-09-01"),
    ]
    claims = [
        event(f"e{n}", status=status, said_on=said_on,
              **_period(period), **({"same_as": "e0"} if n else {}))
        for n, (status, period, said_on) in enumerate(each)
    ]  # fmt: skip
    for count, when in {3: "15 Mar 2026", 5: "20 Aug 2026"}.items():
        one = of(together, *claims[:count])
        assert [stage.status for stage in one.stages] == [it for it, *_ in each[:count]]
        assert (one.main.status, date_of(one), one.differ) == ("planned", when, [])
    page = ask("".join(claims[:3]), "timeline", "a", "b", "--known-by", "2025-11")[1]
    assert page == CALLED_OFF_UNDATED.format(off=status)
    off = of(together, *claims[:4])  # again, for the day planned anew
    assert (off.main.status, [line.day for line in off.lines()]) == (
        status, [date(2026, 3, 15).toordinal()]
    )  # fmt: skip
    held = of(together, *claims)  # of another day than that for which it was called off
    assert (held.main.status, held.differ) == ("held", [])


PUT_OFF_TO_A_DAY = """\
A and B: 1 event (1 planned) and 0 relations (4 claims) on the timeline, 2027. (As known by 2025.)

When      What        Kind           Source
2027
Sep 2027  Visit anew  PLANNED visit  [1]
          · planned May 2026 [2] [3]; {off} undated [1]; planned Sep 2027 [1]

Sources
[1] Ministry, 1 Mar 2023.
[2] Copy, 1 May 2024.
    Made from: the numbers of Paper, 1 Apr 2024.
[3] Paper, 1 Apr 2024.
Newest source: Copy, 1 May 2024.
"""


@pytest.mark.parametrize("off", ["postponed", "cancelled", "denied"])
def test_a_source_that_calls_off_and_gives_a_later_day_calls_off_the_day_before(
    together: Together, ask: Ask, off: str
) -> None:
    claims = event("plan", period="2026-05", status="planned", source="t")
    claims += event("same", period="2026-05", status="planned", same_as="plan", source="copy")
    claims += event("off", status=off, said_on="2025-03-01", same_as="plan")
    anew = {"status": "planned", "said_on": "2025-03-01", "same_as": "plan"}
    page = ask(
        claims + event("anew", period="2027-09", **anew), "timeline", "a", "b", "--known-by", "2025"
    )[1]
    assert page == PUT_OFF_TO_A_DAY.format(off=off)
    for other in (
        event("anew", period="2026-05-20", **anew),  # the day that was known, more precisely
        event("anew", period="2027-09", **anew | {"source": "t"}),  # of another source
        event("anew", period="2027-09", **anew | {"said_on": "2025-02-20"}),  # known before
    ):
        assert of(together, claims + other).main.status == off


@pytest.mark.parametrize(("off", "came"), [("postponed", "planned"), ("cancelled", "cancelled")])
def test_a_source_that_plans_two_days_at_once_puts_off_the_first_of_them(
    together: Together, off: str, came: str
) -> None:
    claims = event("plan", period="2026-05", status="planned")
    claims += event("off", status=off, same_as="plan")
    claims += event("anew", period="2027-09", status="planned", same_as="plan")
    assert of(together, claims).main.status == came


@pytest.mark.parametrize("before", [None, "undated"])
@pytest.mark.parametrize("day", ["2027-09", None])
def test_what_is_planned_after_it_was_called_off_without_any_day_is_planned(
    together: Together, before: str | None, day: str | None
) -> None:
    claims = event("off", status="cancelled", said_on="2025-06-01")
    if before:
        claims += event("plan", status="planned", said_on="2025-01-10", same_as="off")
    stages = ["planned", "cancelled"] if before else ["cancelled"]
    anew = event("anew", status="planned", said_on="2026-03-01", same_as="off", **_period(day))
    one = of(together, claims + anew)
    assert [stage.status for stage in one.stages] == [*stages, "planned"]
    held = event("held", status="held", period="2027-09-04", same_as="off", said_on="2027-10")
    assert of(together, claims + anew + held).differ == []  # what is said before it is planned
    assert of(together, claims + held).differ == ["status"]
    again = event("again", status="cancelled", same_as="off", said_on="2026-05-01")
    assert of(together, claims + anew + again).main.status == "cancelled"
    assert of(together, claims + anew + again + held).differ == ["status"]


@pytest.mark.parametrize(
    ("denied", "said_on", "held", "is_conflict"),
    [
        (None, "2025-03-01", "2025-09-04", False),  # which nobody could deny in March
        (None, "2025-03-01", "2025-05-20", True),
        (None, "2025-10-01", "2025-09-04", True),  # by who knew of it
        ("2025-05", "2025-03-01", "2025-09-04", False),
        ("2025-05", "2025-06-01", "2025-09-04", False),
        ("2025-09", "2025-03-01", "2025-09-04", True),
        ("2025-05", "2025-10-01", "2025-09-04", True),
    ],
)
def test_what_is_denied_before_it_was_held_is_of_the_day_of_the_plan(
    together: Together, denied: str | None, said_on: str, held: str, is_conflict: bool
) -> None:
    claims = event("plan", status="planned", period="2025-05", said_on="2025-01-10")
    claims += event("no", status="denied", said_on=said_on, same_as="plan", **_period(denied))
    claims += event("held", status="held", period=held, said_on="2025-10", same_as="plan")
    one = of(together, claims)
    assert (one.main.status, one.differ) == ("held", ["status"] if is_conflict else [])


def test_cancelled_without_a_day_contradicts_that_it_was_held_on_the_day_of_the_plan(
    together: Together,
) -> None:
    claims = event("plan", status="planned", period="2025-03-01", said_on="2025-01-01")
    claims += event("off", status="cancelled", said_on="2025-02-01", same_as="plan")
    for day, said_on, differ in [
        ("2025-03-01", "2026", ["status"]),
        ("2025-03-02", "2026", []),
        ("2025", "2026", ["status"]),  # perhaps on that day
    ]:
        held = event("held", status="held", period=day, said_on=said_on, same_as="plan")
        assert of(together, claims + held).differ == differ
    later = claims.replace("2025-02-01", "2025-05-01")  # as one who knew of no other day
    held = event("held", status="held", period="2025-03-02", same_as="plan")
    assert of(together, later + held).differ == ["status"]


def test_each_day_for_which_an_event_was_planned_and_called_off_is_told(
    together: Together, ask: Ask
) -> None:
    said = ["planned 2090-12-10", "postponed 2090-12-10", "planned 2091-03-01"]
    said += ["postponed 2091-03-01", "planned 2091-05-20"]
    claims = [
        event(f"e{n}", status=status, period=day, **({"same_as": "e0", "source": "t"} if n else {}))
        for n, (status, day) in enumerate(one.split() for one in said)
    ]
    for count, (status, when) in {4: ("postponed", "1 Mar"), 5: ("planned", "20 May")}.items():
        one = of(together, *claims[:count])
        stages = [f"{stage.status} {stage.fact.claim.period}" for stage in one.stages]
        assert (stages, one.agreement) == (said[:count], "single")
        assert (one.main.status, date_of(one)) == (status, f"{when} 2091")
    assert "Nothing is ahead" in ask("".join(claims[:4]), "timeline", "--upcoming", "90y")[1]


def test_a_relation_has_the_dates_of_the_latest_stage_that_has_begun(ask: Ask) -> None:
    claims = relation("now", period="2010-04-08/..", status="in-force", title="Gas treaty")
    claims += relation("later", period="2091-01-01/..", status="denounced", same_as="now")
    text = ask(claims, "relations", "a", "b")[1]
    assert "\nsince 8 Apr 2010  " in text
    assert "denounced from 1 Jan 2091" in text
    line = next(one for one in ask(claims, "timeline")[1].splitlines() if "1 Jan 2091" in one)
    assert ", denounced" in line
    assert "begins" not in line


@pytest.mark.parametrize(
    ("periods", "shown"),
    [
        (("1992-08-27/..", "1992-08-27/2010-05-01"), "27 Aug 1992 – 1 May 2010 or still going"),
        (("1999/..", "/1980"), "until 1980, or since 1999"),
        (("1999/", "/1980"), "until 1980, or from 1999, end unknown"),
    ],
)
def test_whether_it_has_ended_may_be_open_and_no_period_is_impossible(
    together: Together, periods: tuple[str, str], shown: str
) -> None:
    first, second = periods
    claims = relation("a", period=first), relation("b", period=second, same_as="a", source="t")
    assert date_of(of(together, *claims)).startswith(shown)


@pytest.mark.parametrize("day", ["1967-06-10", "1967-06-12"])
def test_severed_on_a_day_is_the_end_of_what_was_severed(together: Together, day: str) -> None:
    one = of(together, relation("a", period="1960-01-01/1967-06-10", status="severed"),
             relation("b", period=day, status="severed", same_as="a", source="t"))  # fmt: skip
    assert one.differ == ([] if day == "1967-06-10" else ["period.end"])
    shown = "10 Jun 1967" if day == "1967-06-10" else "10 or 12 Jun 1967"
    assert date_of(one) == f"1 Jan 1960 – {shown}"
    assert [(line.fact.id, line.side) for line in one.lines()] == [("a", BEGINS), ("a", ENDS)]


@pytest.mark.parametrize("whom", [("a", "b"), ()])
@pytest.mark.parametrize(
    ("periods", "inside", "outside"),
    [
        (("2021-02-02", "2021-02"), ["2021-02-02"], ["2021-02-20", "2021-03-01"]),
        (("2021-02-02", "2021-02-09", "2021"), ["2021-02-02", "2021-02-09"], ["2021-02-20"]),
        (("2021-02-02/2021-02", "2021-02/2021-02-09"), ["2021-02-02", "2021-02-09"],
         ["2021-02-01", "2021-02-10"]),
        (("[2021-02-02,2021-02-20]", "2021-02-09"), ["2021-02-20"], ["2021-02-21"]),
    ],
)  # fmt: skip
def test_an_event_is_found_by_the_dates_that_answer(
    ask: Ask, whom: tuple[str, ...], periods: tuple[str, ...], inside: list[str], outside: list[str]
) -> None:
    claims = chained(*periods, title="Visit")
    for command in (("timeline", *whom), ("search", "visit"), ("brief", "a")):
        found = [ask(claims, *command, "--in", day)[0] for day in (*inside, *outside)]
        assert found == [0] * len(inside) + [1] * len(outside)
    ahead, behind = ("--since", inside[0]), ("--since", outside[-1])
    assert [ask(claims, "timeline", *whom, *dates)[0] for dates in (ahead, behind)] == [0, 1]


def test_a_plan_for_another_day_finds_what_came_of_it(ask: Ask) -> None:
    claims = event("plan", period="2021-05-10", status="planned", title="Talks")
    claims += event("held", period="2021-05-11", status="held", same_as="plan", source="t")
    for whom in ((), ("a", "b")):
        days = [("--in", f"2021-05-{day}") for day in (10, 11, 12)]
        found = [ask(claims, "timeline", *whom, *day)[0] for day in days]
        assert found == [0, 0, 1]


@pytest.mark.parametrize(
    ("periods", "shown", "after"),
    [
        (("1981-03-02", "1981-03-05", "1981"), "2 or 5 Mar 1981", 3),
        (("1981-03-02", "1981-03-05", "1981~"), "2 or 5 Mar 1981", 3),
        (("1981-03-02", "1982-03-05", "1981"), "2 Mar 1981 or 5 Mar 1982", 3),
        (("1981-03-02/1981-03", "1981-03/1981-03-20"), "2–20 Mar 1981", 21),
        (("1981-03-02/1981-03", "1981-03-02/1981-03-20"), "2–20 Mar 1981", 21),
    ],
)
def test_the_more_precise_dates_answer_on_timelines_and_in_calendars(
    ask: Ask, periods: tuple[str, ...], shown: str, after: int
) -> None:
    claims = chained(*periods, title="March")
    for whom in ((), ("a", "b")):
        assert f"\n{shown}  March" in ask(claims, "timeline", *whom)[1]
    assert f"· March, {shown}" in ask(claims, "brief", "a", "b")[1]
    calendar = ask(claims, "timeline", "--format", "ics")[1]
    assert "DTSTART;VALUE=DATE:19810302\r\n" in calendar
    assert f"DTEND;VALUE=DATE:198103{after:02}\r\n" in calendar
    assert shown in ask(claims, "timeline", "--format", "html")[1]


@pytest.mark.parametrize("periods", [("2023~", "2024"), ("2024", "2023~"), ("2024-02~", "2024")])
def test_what_is_about_a_time_is_coarser_than_that_time(ask: Ask, periods: tuple[str, str]) -> None:
    """Also than the longer one beside it, such as a leap year."""
    about, known = sorted(periods, key=lambda period: "~" not in period)
    shown = "2024" if about == "2023~" else "about Feb 2024"
    assert f"\n{shown}  Talks" in ask(chained(*periods, title="Talks"), "timeline")[1]
    pact = relation("r", period=f"{periods[0]}/..", title="Pact")
    pact += relation("s", period=f"{periods[1]}/..", title="Pact", same_as="r", source="t")
    for claims in (pact, chained(*periods, title="Talks")):
        assert ask(claims, "timeline", "--in", known)[0] == 0
        assert shown in ask(claims, "timeline", "--since", known)[1]


@pytest.mark.parametrize(
    ("periods", "shown"),
    [
        (("[1988..]", "1984"), "1984 or some time from 1988 on"),
        (("[..1984]", "1988"), "some time until 1984 or 1988"),
    ],
)
def test_a_set_without_an_end_is_a_side_of_a_dispute(
    ask: Ask, periods: tuple[str, str], shown: str
) -> None:
    visit = chained(*periods, title="Visit")
    pact = relation("r", period=periods[0], title="Pact")
    pact += relation("s", period=periods[1], title="Pact", same_as="r", source="t")
    for whom in ((), ("a", "b")):
        _, out = ask(visit + pact, "timeline", *whom)
        assert out.count(f"{shown}  ") == 2
        assert "Undated" not in out
        assert ask(visit + pact, "timeline", *whom, "--in", "1984")[0] == 0
    assert ask(visit + pact, "timeline", "--format", "html")[0] == 0


@pytest.mark.parametrize("first", ["2022-01-03", "2022-01"])
def test_a_plan_is_past_with_the_most_precise_end(ask: Ask, first: str) -> None:
    """Be it given by the claim that gives the beginning, or by another."""
    said = {"said_on": date(2021, 5, 1), "claimant": "ann", "status": "planned", "title": "Talks"}
    claims = chained(f"{first}/2022-01-20", "2022-01-03/2022-01", **said)
    for day, shown in (("2022-01-20", "1 planned"), ("2022-01-21", "1 once planned for a time")):
        assert shown in ask(claims, "timeline", "--known-by", day)[1]
    assert ask(claims, "timeline", "--upcoming", "9d", "--known-by", "2022-01-20")[0] == 0
    assert ask(claims, "timeline", "--upcoming", "9d", "--known-by", "2022-01-21")[0] == 1
    _, out = ask(claims, "brief", "a", "b", "--known-by", "2022-01-21")
    assert "\nPlanned\n" not in out
    assert "· Talks, 3–20 Jan 2022" in out


def test_a_plan_is_ahead_until_the_last_day_that_a_source_gives(ask: Ask) -> None:
    said = {"said_on": date(2021, 5, 1), "status": "planned", "title": "Talks"}
    claims = event("a", period="2022-01-03", claimant="ann", **said)
    claims += event("b", period="2022-01-06", claimant="ben", same_as="a", **said)
    for day, is_ahead in (("2022-01-04", True), ("2022-01-06", True), ("2022-01-07", False)):
        known = ("--known-by", day)
        shown = "1 planned" if is_ahead else "1 once planned for a time now past"
        assert f"({shown})" in ask(claims, "timeline", *known)[1]
        assert ask(claims, "timeline", "--upcoming", "9d", *known)[0] == (not is_ahead)
        out = ask(claims, "brief", "a", "b", *known)[1]
        assert ("\nPlanned\n" in out, "day that is past" in out) == (is_ahead, not is_ahead)


def test_only_what_contradicts_is_a_side_of_a_dispute(together: Together) -> None:
    def sides(*periods: str) -> list[str]:
        (dispute,) = of(together, chained(*periods)).disputes
        return [str(said) for said, _ in dispute.sides]

    assert sides("1981", "1981-03-05", "1981-03-02") == ["1981-03-02", "1981-03-05"]
    assert sides("1981", "1982-03-05", "1981-03-02") == ["1981", "1981-03-02", "1982-03-05"]


def test_a_year_takes_no_part_where_sources_differ_on_the_day_of_a_beginning(ask: Ask) -> None:
    claims = TIES + relation("year", kind="ties", title="Ties", period="1992/..", source="copy")
    _, out = ask(claims, "relations", "a", "b")
    assert "\nsince 27 or 30 Aug 1992  " in out
    assert "differ on the beginning: 27 Aug 1992 [3]; 30 Aug 1992 [2]\n" in out
    for command in ("relations", "timeline"):
        found = [ask(claims, command, "--in", f"1992-{month}")[0] for month in ("03", "08")]
        assert found == [1, 0]


def test_two_people_are_asked_about_as_two_parties_are(ask: Ask) -> None:
    """Two people share an event that both took part in, as a person and a party do."""
    claims = event("talks", title="Talks", people=["ben", "ann"], period="2001-05-04")
    claims += event("visit", title="Visit", people=["ann"], period="2002-05-04")
    for command in ([], ["timeline"], ["brief"]):
        status, out = ask(claims, *command, "ben", "ann")
        assert (status, "Talks" in out, "Visit" in out) == (0, True, False)
    assert ask(claims.replace('"ben", ', ""), "timeline", "ann", "ben")[0] == 1


@pytest.mark.parametrize(
    ("statuses", "parties", "differ"),
    [
        (["withdrawn"], ["b"], False),
        (["suspended"], ["ab"], False),  # what is paused is so among themselves
        (["terminated"], ["ab"], True),
        (["withdrawn", "withdrawn"], ["b", "ab"], True),
        (["withdrawn", "terminated"], ["ab", "abc"], False),
        (["suspended", "terminated"], ["abc", "bc"], True),
        (["terminated"], ["abc"], False),
        (["signed"], ["ab"], False),
    ],
)
def test_of_several_parties_nobody_says_whether_each_of_some_has_left(
    together: Together, ask: Ask, statuses: list[str], parties: list[str], differ: bool
) -> None:
    claims = [relation("pact", kind="treaty", title="Pact", parties=[*"abc"], period="2015/..")]
    claims += [
        relation(
            f"then-{n}",
            kind="treaty",
            title="Pact",
            same_as="pact",
            source="t",
            parties=[*of],
            period=f"201{8 + n}-05-08",
            status=status,
        )
        for n, (status, of) in enumerate(zip(statuses, parties, strict=True))
    ]
    assert ("parties" in of(together, "".join(claims)).differ) is differ
    for command in ("relations", "timeline", "brief"):
        page = ask("".join(claims), command, "a", "c")[1]
        assert ("sources differ on the parties: " in page) is differ


def test_of_two_people_a_claim_about_the_same_may_name_neither(ask: Ask) -> None:
    both = event("talks", title="Talks", people=["ben", "ann"], period="2001-05-04")
    each = "".join(
        event(f"talks-{it}", title="Talks", source="t", people=[it], period="2001-05-04")
        for it in ("ben", "ann")
    ).replace('id = "talks-ann"', 'id = "talks-ann"\nsame_as = "talks-ben"')
    for claims, first, number in ((both, "talks", 2), (each, "talks-ben", 3)):
        told = event("neither", title="Talks", source="copy", period="2001-05-04", same_as=first)
        for command in ([], ["timeline"], ["brief"]):
            status, out = ask(claims + told, *command, "ben", "ann")
            assert (status, "Talks" in out) == (0, True)
        assert f"({number} claims)" in ask(claims + told, "timeline", "ben", "ann")[1]


def test_what_else_there_is_counts_all_claims_about_the_same(ask: Ask) -> None:
    """A claim that does not name who took part counts with the one that does, as on each page."""
    claims = relation("a", kind="ties", people=["ann"], period="1992/..")
    claims += relation("b", kind="ties", source="t", period="1992/..")
    assert "1 relation (2 claims)" in ask(claims, "relations", "ann")[1]
    other = "Other claims there are: 1 relation (2 claims)."
    assert other in ask(claims, "relations", "--source", "copy", "ann")[1]
    assert "there are 2 claims" in ask(claims, "relations", "ann", "--in", "1950")[1]


def test_about_a_month_is_no_more_precise_than_an_exact_year_that_it_is_not_in(ask: Ask) -> None:
    for rough in ("2022-12~", "2024-01~", "2022~"):
        claims = chained(rough, "2023", title="Talks")
        assert "\n2023  Talks" in ask(claims, "timeline")[1]
        assert ask(claims, "timeline", "a", "b", "--in", "2023")[0] == 0
    assert (
        "\nabout Dec 2023  Talks" in ask(chained("2023-12~", "2023", title="Talks"), "timeline")[1]
    )


@pytest.mark.parametrize("periods", [("2022~", "2023~"), ("2023~", "2022~", "202X")])
def test_of_dates_about_as_long_a_time_none_is_the_more_precise(
    ask: Ask, periods: tuple[str, ...]
) -> None:
    shown = "about 2022 or about 2023"
    pact = "".join(
        relation(f"r{n}", period=f"{period}/..", title="Talks", same_as="r0" if n else None)
        for n, period in enumerate(periods)
    )
    for claims, since in ((pact, "since "), (chained(*periods, title="Talks"), "")):
        for whom in ((), ("a", "b")):
            for year, status in (("2021", 1), ("2022", 0), ("2023", 0), ("2024", 1)):
                assert ask(claims, "timeline", *whom, "--in", year)[0] == status
            assert f"\n{shown}  Talks" in ask(claims, "timeline", *whom)[1]
        page = ask(claims, "relations" if since else "brief", "a", "b")[1]
        assert f"{since}{shown}" in page
        assert "differ" not in page
    assert ask(pact, "relations", "--in", "2022")[0] == 0
    (talks,) = json.loads(ask(claims, "timeline", "--json")[1])["occurrences"]
    assert talks["stages"][0]["period"] == "[2022~,2023~]"
