"""Whether a relation has ended: its last stage, ends that are unknown, periods of all forms."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from typing import get_args
from unittest import mock

import pytest

from dipfacts.cli import app
from dipfacts.model.file_format.status import EventStatus, RelationStatus
from dipfacts.model.occurrences import ends
from dipfacts.model.occurrences.ends import end_told
from dipfacts.model.occurrences.stages.stage import Stage
from dipfacts.model.query import Query
from dipfacts.query.base import open_base
from support.command_line import Ask, Run, ask_of
from support.compiled import shared
from support.factbase import event, party, relation, source, table
from support.stages import DENOUNCED, ENDED, HEAD, OPEN, TREATY, of_terms, row


@pytest.fixture
def ask(dip: Run) -> Ask:
    return ask_of(dip, HEAD)


# ----------------------------------------------------------------------- whether it has ended


@pytest.mark.parametrize("claims", [OPEN + ENDED, ENDED + OPEN])
def test_where_sources_differ_on_whether_it_has_ended_that_is_said(ask: Ask, claims: str) -> None:
    text = ask(claims, "relations")[1]
    assert "in force. Claims differ on whether it has ended." in text
    assert "27 Aug 1992 – 1 May 2010 or still going" in row(text, "ties  ")
    assert "sources differ on the end: 1 May 2010 [2]; still going [1]" in text


@pytest.mark.parametrize("status", [None, "in-force"])
@pytest.mark.parametrize(
    ("period", "dates"),
    [("2015", "since 2015"), ("2015-05/", "since May 2015"), ("[2015,2017]", "2015 or 2017")],
)
def test_what_one_dates_and_another_says_goes_on_is_in_force(
    ask: Ask, status: str | None, period: str, dates: str
) -> None:
    dated = OPEN.replace("1992-08-27/..", period).replace('"t"', '"s"')
    going = relation("go", kind="ties", title="Ties", period="/..", source="t", status=status)
    text = ask(dated + going, "relations", "a", "b")[1]
    assert "1 relation (2 claims), in force." in text
    assert row(text, "  Ties  ").startswith(f"{dates}  ")


@pytest.mark.parametrize(
    ("over", "rough", "dates", "stage"),
    [
        ("1999/2015-06-30", "/2015", "1999 – 30 Jun 2015", "terminated 30 Jun 2015 ["),
        ("/2015-06-30", "/2015", "until 30 Jun 2015, start unknown", "terminated 30 Jun 2015 ["),
        ("1999/2015-06-30", "/..", "1999 – 30 Jun 2015 or still going", "terminated 30 Jun 2015 ["),
        ("1999/2015", "/2015-06-30", "1999 – 30 Jun 2015", "terminated 2015 ["),
    ],
)
def test_a_claim_without_a_beginning_takes_no_date_off_the_page(
    ask: Ask, over: str, rough: str, dates: str, stage: str
) -> None:
    claims = relation("over", period=over, status="terminated", title="Gas treaty") + relation(
        "rough", period=rough, same_as="over", title="Gas treaty", source="t"
    )
    text = ask(claims, "relations", "a", "b")[1]
    assert row(text, "  Gas treaty  ").startswith(f"{dates}  ")
    assert stage in text


@pytest.mark.parametrize(
    ("ended", "is_open"), [("2015", True), ("2011-01", True), ("2009", False), ("2025", False)]
)
def test_what_goes_on_after_a_suspension_contests_a_later_end(
    ask: Ask, ended: str, is_open: bool
) -> None:
    claims = relation("early", period=f"1999/{ended}", status="in-force")
    claims += relation("pause", period="2005", status="suspended", same_as="early", source="t")
    claims += relation("on", period="2010/..", status="in-force", same_as="early", source="t")
    text = ask(claims, "relations", "a", "b")[1]
    assert ("Claims differ on whether it has ended." in text) == is_open
    assert ("; still going [1]" in text) == is_open
    found = json.loads(ask(claims, "relations", "a", "b", "--json")[1])["occurrences"][0]
    assert found["differ"] == ["period.end"] * is_open


@pytest.mark.parametrize("pause", ["2015/..", "2015", "2015/2090", None])
@pytest.mark.parametrize(
    ("of_one", "of_another"),
    [
        (("1999/2020", "in-force"), ("1999/2090", "in-force")),
        (("1999/2020", "terminated"), ("1999/2090", "terminated")),
        (("1999/2020", "in-force"), ("1999/..", "in-force")),
        (("1999/2020", "terminated"), ("1999/..", "in-force")),
        (("2020", "terminated"), ("2090", "terminated")),
    ],
)
def test_what_may_have_ended_is_paused_where_it_was_suspended(
    ask: Ask, of_one: tuple[str, str], of_another: tuple[str, str], pause: str | None
) -> None:
    given = {"title": "Pact", "topic": "pacts"}
    claims = table("topic", id="pacts", label="Pacts")
    claims += relation("one", period=of_one[0], status=of_one[1], **given)
    claims += relation("two", period=of_another[0], status=of_another[1], same_as="one", source="t",
                       **given)  # fmt: skip
    told = None if pause else "2024-05"  # after that it is in force
    claims += relation("off", period=pause, status="suspended", same_as="one", said_on=told,
                       **given)  # fmt: skip
    doubt = "claims differ on whether it has ended"
    assert ask(claims, "relations", "a", "b")[1].startswith(
        f"A and B: 1 relation (3 claims), paused. {doubt.capitalize()}."
    )
    assert f"1 relation (3 claims), paused, though {doubt}; no" in ask(claims, "pacts", "a", "b")[1]
    assert ": whether it has ended  [" in ask(claims, "brief", "a", "b")[1]


@pytest.mark.parametrize(
    ("ranks", "said"), [(("preferred", "normal"), "over"), (("normal", "preferred"), "paused")]
)
def test_the_end_preferred_says_whether_it_has_ended(
    ask: Ask, ranks: tuple[str, str], said: str
) -> None:
    why = {"title": "Pact", "rank_reason": "the depositary"}
    claims = relation("off", period="2015/..", status="suspended", title="Pact")
    for id, rank, end in zip("mn", ranks, ("2020", "2090"), strict=True):
        claims += relation(id, period=f"1999/{end}", same_as="off", rank=rank, source="t", **why)
    assert f"1 relation (3 claims), {said}." in ask(claims, "relations", "a", "b")[1]


@pytest.mark.parametrize(
    ("other", "since", "differ"),
    [("t", "2015", False), ("s", "2015", True), ("s", "2023-03-01", False), ("s", "2023", True)],
)
def test_two_pauses_of_two_sources_are_a_dispute_if_both_were_told_after_both_began(
    ask: Ask, other: str, since: str, differ: bool
) -> None:
    claims = relation("on", period="2000/..", status="in-force", title="Pact")
    for id, period, of in (("early", "2005/2007", other), ("late", f"{since}/2090", "t")):
        claims += relation(
            id, period=period, status="suspended", title="Pact", same_as="on", source=of
        )
    assert "1 relation (3 claims), paused.\n" in ask(claims, "relations", "a", "b")[1]
    text = ask(claims, "brief", "a", "b")[1]
    assert (f"sources differ on the suspension: 2005 [2]; {since} [1]" in text) == differ
    assert (": whether it is still suspended  [" in text) == differ
    stages = r"; suspended 2005–2007 \[\d\]; suspended \S.*2090 \[1\]\n"
    assert bool(re.search(stages, text)) != differ
    assert "it has ended" not in text


@pytest.mark.parametrize("pause", ["2005", "2005/2010"])
def test_what_goes_on_contests_the_end_of_what_another_calls_resumed(ask: Ask, pause: str) -> None:
    claims = relation("pause", period=pause, status="suspended")
    claims += relation("end", period="2010/2015", status="in-force", same_as="pause")
    claims += relation("on", period="1999/..", status="in-force", same_as="pause", source="t")
    text = ask(claims, "relations", "a", "b")[1]
    assert "in force. Claims differ on whether it has ended." in text
    assert "\n1999 – 2015 or still going  " in text
    assert "· sources differ on the end: 2015 [2]; still going [1]" in text


@pytest.mark.parametrize(
    ("ended", "is_open"), [("2090-12-05", True), ("2019-11-20", False), ("2090", True)]
)
def test_days_of_a_termination_between_which_it_is_asked_leave_it_open(
    ask: Ask, ended: str, is_open: bool
) -> None:
    claims = TREATY + relation("was", period="2020-11-20", status="terminated", same_as="now")
    claims += relation("will", period=ended, status="terminated", same_as="now", source="t")
    text = ask(claims, "relations", "a", "b")[1]
    assert ("1 relation (3 claims), in force. Claims differ on whether" in text) == is_open
    assert ("1 relation (3 claims), over.\n" in text) == (not is_open)
    assert "ends" not in text  # of several days none is chosen
    assert ("No relation in force" in ask(claims, "brief", "a", "b")[1]) == (not is_open)


@pytest.mark.parametrize(
    ("status", "over"),
    [
        (None, {"period": "1999", "status": "ended"}),
        ("in-force", {"period": "1992/1999", "status": "ended"}),
        (None, {"period": "1980/1989", "status": "ended"}),
        (None, {"period": "1992/1999", "status": "expired", "source": "t"}),
        ("expired", {"period": "1992/1999", "status": "expired", "source": "t"}),
        ("expired", {"period": "1999", "status": "ended"}),
    ],
)
def test_what_is_over_ended_the_term_that_it_tells(
    ask: Ask, status: str | None, over: dict[str, str]
) -> None:
    terms = {"first": "1980/1989", "next": "1992/1999"}
    claims = "".join(
        relation(id_, period=period, status=status, same_as="first" if id_ == "next" else None)
        for id_, period in terms.items()
    )
    claims += relation("over", same_as="first", **over)
    text = ask(claims, "relations", "a", "b")[1]
    assert "\n1992–1999  " in text
    assert not {"differ", "different"} & {*text.split()}
    assert ask(claims, "relations", "a", "b", "--in", "1991")[0] == 1
    told = re.findall(
        r"^(\d{4})  .*, (begins|ends|ended|expired)  ", ask(claims, "timeline")[1], re.M
    )
    days = [("1980", "begins"), ("1989", "ends"), ("1992", "begins"), ("1999", "ends")]
    assert [(year, how.replace("ended", "ends")) for year, how in told] == days


def test_of_terms_of_two_sources_one_that_has_begun_says_what_it_is(ask: Ask) -> None:
    claims = relation("now", period="2010/2090-12-31") + relation(
        "other", period="2005/2008", same_as="now", source="t"
    )
    text = ask(claims, "relations", "a", "b")[1]
    assert text.startswith("A and B: 1 relation (2 claims), in force.")
    assert "\n2005–2008 or 2010 – 31 Dec 2090  " in text
    assert "sources differ on the beginning" in text


@pytest.mark.parametrize(
    ("terms", "is_renewed"),
    [
        (("2021-02-01/2021-07-31", "2021-08-01/2090-01-31"), True),  # to the day
        (("2021-02-01/2021-07-31", "2021-08-02/2090-01-31"), False),
        (("2021-02-01/2021-07-31", "2021-08/2090-01-31"), False),  # to the month alone
        (("2021-02/2021-07", "2021-08/2090-01"), True),  # each to the month
        (("2021-02/2021-07", "2021-08-01/2090-01"), True),
        (("2021-02/2021-07", "2021-09/2090-01"), False),
        (("2010/2019", "2020/2090"), True),  # each to the year
        (("2010/2019-12", "2020/2090"), False),
        (("2010/2019", "202X/2090"), False),
        (("2010/2019~", "2020/2090"), False),  # about that year
        (("2010/2019?", "2020/2090"), False),
        (("2010/2019", "2020%/2090"), False),
        (("2010~/2019", "2020/2090?"), True),
        (("2010/2085-12-31", "2088/2095"), True),  # told before the first had ended
        (("2005/2008", "2010/2090-12-31"), False),
    ],
)
def test_a_term_told_by_another_source_renews_one_that_cannot_deny_it(
    ask: Ask, terms: tuple[str, str], is_renewed: bool
) -> None:
    for claims in (of_terms(*terms, last="t"), of_terms(*reversed(terms), last="t")):
        text = ask(claims, "relations", "a", "b")[1]
        assert ("· in force " in text) is is_renewed
        assert ("· sources differ on the beginning" in text) is not is_renewed


def test_each_renewal_may_have_a_document_of_its_own(ask: Ask) -> None:
    half_years = ("2021-02-01/2021-07-31", "2021-08-01/2022-01-31", "2022-02-01/2090-07-31")
    claims = of_terms(*half_years, last="t")
    text = ask(claims, "relations", "a", "b")[1]
    assert text.startswith("A and B: 1 relation (3 claims), in force.\n")
    assert "\n1 Feb 2022 – 31 Jul 2090  Gas treaty " in text
    in_one = relation(
        "one", title="Gas treaty", period="2021-02-01/2022-01-31", same_as="t0", source="t"
    )
    assert "\n1 Feb 2022 – 31 Jul 2090  " in ask(claims + in_one, "relations", "a", "b")[1]
    assert "differ" not in ask(claims + in_one, "relations", "a", "b")[1]
    otherwise = relation("no", title="Gas treaty", period="2021-05-01/2021-12-31", same_as="t0")
    assert "· sources differ on" in ask(claims + otherwise, "relations", "a", "b")[1]


@pytest.mark.parametrize("day", ["1985", "1995", "1995-06-02"])
def test_ends_in_dispute_are_found_on_each_of_their_days(ask: Ask, day: str) -> None:
    claims = relation("of-period", period="1960/1990", status="ended")
    claims += relation("day", period=day, status="ended", same_as="of-period", source="t")
    for year in ("1990", day[:4]):
        text = ask(claims, "timeline", "--in", year)[1]
        years = sorted(("1990", day[:4]))
        assert f"\n{years[0]}–{years[1]}\n" in text


@pytest.mark.parametrize(("rough", "until"), [("2000/2006", ""), ("2000/..", " or still going")])
def test_the_day_of_a_beginning_that_a_claim_of_the_end_gives_is_told(
    ask: Ask, rough: str, until: str
) -> None:
    claims = relation("over", period="2000-12-05/2006-12-05", status="expired", title="Pact")
    claims += relation("rough", period=rough, title="Pact", same_as="over", source="t")
    page = ask(claims, "relations", "a", "b")[1]
    assert f"\n5 Dec 2000 – 5 Dec 2006{until}  Pact" in page
    line = row(ask(claims, "timeline", "--in", "2000-12-05")[1], "begins")
    assert re.fullmatch(r"5 Dec 2000  Pact .*, begins  \[1\] \[2\]", line)


def test_a_gap_between_terms_of_two_sources_is_in_no_dates(ask: Ask) -> None:
    claims = relation("was", period="2010/2020-06-30") + relation(
        "will", period="2091-06-01/..", same_as="was", source="t"
    )
    text = ask(claims, "relations", "a", "b")[1]
    assert text.startswith("A and B: 1 relation (2 claims), over.")
    assert "\n2010 – 30 Jun 2020  " in text  # told in 2023, when nobody knew of 2091
    assert "· in force 2010 – 30 Jun 2020 [2]; in force from 1 Jun 2091 [1]\n" in text
    told_later = claims.replace("2091-06-01", "2022-06-01").replace("/..", "/2022-12-31")
    text = ask(told_later, "relations", "a", "b")[1]
    assert "\n2010 – 30 Jun 2020 or 1 Jun – 31 Dec 2022  " in text
    for some, year in ((claims, "2050"), (told_later, "2021")):
        assert ask(some, "relations", "a", "b", "--in", year)[0] == 1


def test_several_of_which_that_is_open_are_counted(ask: Ask) -> None:
    three = OPEN + ENDED + relation("r", period="2000/..", title="Other")
    text = ask(three, "relations")[1]
    assert "all in force. Claims differ on whether 1 of them has ended." in text


def test_a_claim_made_before_the_end_leaves_nothing_open(ask: Ask) -> None:
    late = ENDED.replace("2010-05-01", "2025-05-01")
    text = ask(OPEN + late, "relations")[1]
    assert "whether it has ended" not in text
    assert "1 relation (2 claims), over." in text


@pytest.mark.parametrize(
    ("said_on", "is_open"),
    # In 2010 may be before 1 May; one claim of several that was surely made later is enough.
    [
        (["2010"], False),
        (["2010-05-01"], False),
        (["2010-05-02"], True),
        (["2011"], True),
        (["2012-02-01", "2012"], True),
        (["2010-06-01", "2010"], True),
    ],
)
@pytest.mark.parametrize("status", [None, "ended"])
def test_a_coarse_date_of_a_statement_tells_only_what_is_certain(
    ask: Ask, said_on: list[str], is_open: bool, status: str | None
) -> None:
    parties = {"parties": ["a", "b"], "kind": "ties", "same_as": "over"}
    period = "2010-05-01" if status else "1992-08-27/2010-05-01"
    over = relation("over", period=period, status=status, kind="ties")
    going = [
        relation(f"go{nth}", period="1992-08-27/..", source="t", said_on=day, **parties)
        for nth, day in enumerate(said_on)
    ]
    text = ask(over + "".join(going), "relations")[1]
    assert ("or still going" in text) == is_open
    assert text.startswith(
        f"1 relation ({1 + len(said_on)} claims), {'in force' if is_open else 'over'}."
    )


def test_three_claims_of_which_one_goes_on_are_in_force_and_disputed(ask: Ask) -> None:
    two = relation("early", kind="ties", period="1990/1995") + relation(
        "later", kind="ties", period="1997/2002"
    )
    text = ask(two + OPEN.replace("1992-08-27", "1991"), "relations")[1]
    assert "in force. Claims differ on whether it has ended." in text
    assert "1990, 1991 or 1997 – 1995, 2002 or still going" in text


def test_of_dates_that_no_period_can_have_each_claim_is_shown(ask: Ask) -> None:
    claims = relation("open", period="1999/..") + relation(
        "gone", period="/1980", same_as="open", source="t"
    )
    text = ask(claims, "relations")[1]
    assert "until 1980, or since 1999" in text
    assert "sources differ on the dates: until 1980, start unknown [1]; since 1999 [2]" in text
    found = json.loads(ask(claims, "relations", "--json")[1])["occurrences"][0]
    assert found["differ"] == ["period.start", "period.end"]


# --------------------------------------------------------------------------- ends unknown


def test_what_is_over_with_a_state_has_no_unknown_end(ask: Ask) -> None:
    gone = party("old", period="1910/1922-12-29", name="Old State")
    ties = relation("r", period="1920-XX/", title="Ties", parties=["a", "old"])
    text = ask(gone + ties, "relations")[1]
    assert row(text, "Ties").startswith("from some time in 1920  ")
    assert "over with Old State, 29 Dec 1922" in text
    assert "end unknown" not in ask(gone + ties, "timeline")[1]
    assert "end unknown" in ask(gone + ties.replace('"old"', '"b"'), "relations")[1]


@pytest.mark.parametrize("period", ["1921-03-16/", "1921-03-16/..", "1921-03-16"])
def test_nothing_is_signed_from_a_day_on(ask: Ask, period: str) -> None:
    signed = relation("r", period=period, title="Pact", status="signed")
    assert row(ask(signed, "relations")[1], "Pact").startswith("16 Mar 1921  ")
    later = signed + relation("s", period="1922/..", status="in-force", same_as="r")
    assert "· signed 16 Mar 1921 [1]; in force since 1922 [1]" in ask(later, "relations")[1]


# ------------------------------------------------------------------------ periods of all forms


PERIODS = (
    "2012 2012/.. 2012/ /2012 ../2012 /.. 2012/2015 [2012,2014] [..2012] [2012..] 201X 2012-XX"
    " 2012-05-03 2012~ 2012? 2091 2091/.. 2012/2091 [2012,2091] 2010~/2014? 2012-06-XX/2014"
)


@pytest.mark.parametrize("period", [*PERIODS.split(), None])
def test_every_page_bears_every_status_with_every_form_of_period(
    capsys: pytest.CaptureFixture[str], period: str | None
) -> None:
    claims = source("late")
    for make, statuses in ((relation, RelationStatus), (event, EventStatus)):
        for status in get_args(statuses):
            of = {"status": status, "title": f"A {status}", "source": "late", "period": period}
            claims += make(f"{make.__name__}-{status}", **of)
            since = {"period": "2011/..", "same_as": f"{make.__name__}-{status}"}
            claims += make(f"{make.__name__}-{status}-2", **of | since | {"status": None})
            claims += make(f"{make.__name__}-{status}-3", **of | {"title": f"B {status}"})
    file = str(shared(HEAD + claims))
    for words in ("relations", "timeline", "brief a b", "timeline --upcoming 90y"):
        for form in ("table", "json"):
            assert app.run([*words.split(), "--format", form, "-f", file]) in (0, 1)
    assert "fault" not in capsys.readouterr().err


def test_stages_are_not_sought_among_all_others(ask: Ask) -> None:
    statuses = ("in-force", "suspended", "denounced")
    told = [
        relation(f"r{n}", period=f"{1900 + n}", status=statuses[n % 3], same_as=f"r{max(n - 1, 0)}")
        for n in range(1, 30)
    ]
    looked_at: list[Stage] = []

    def is_equal(stage: Stage, other: object) -> bool:
        looked_at.append(stage)
        return stage is other

    with mock.patch.object(Stage, "__eq__", is_equal):
        assert ask(relation("r0", period="1900") + "".join(told), "timeline", "a", "b")[0] == 0
    assert len(looked_at) < len(told)


def test_the_ends_of_many_days_are_read_once() -> None:
    days = [f"{date(2000, 1, 1) + timedelta(nth)}" for nth in range(6000)]
    ends._end.cache_clear()
    for day in days * 2:
        ends._end(f"{day}/..", ends.BEGINS, False)
    assert ends._end.cache_info().misses == len(days)


@pytest.mark.parametrize("last", ["2018", "2090-12-31"])
def test_what_is_over_since_a_day_does_not_end_again_where_that_was_foreseen(
    ask: Ask, last: str
) -> None:
    claims = source("early", published="2001")
    claims += relation("term", title="Lake", period=f"2000/{last}", source="early")
    claims += relation("over", title="Lake", period="2016-05-05/", status="ended",
                       same_as="term", source="t")  # fmt: skip
    assert row(ask(claims, "relations")[1], "Lake").startswith("2000 – 5 May 2016  ")
    timeline = ask(claims, "timeline", "a", "b")[1]
    assert re.findall(r"^(\S.*?)  +Lake +(.*?)  ", timeline, re.MULTILINE) == [
        ("2000", "treaty, begins"),
        ("5 May 2016", "treaty, ended"),
    ]
    assert ask(claims, "relations", "a", "b", "--in", "2016")[0] == 0
    for dates in (("--in", "2017"), ("--in", "2018"), ("--since", "2017")):
        assert "Nothing on relations" in ask(claims, "relations", "a", "b", *dates)[1]
    later = claims.replace('published = "2001"', 'published = "2024"')  # which contests the end
    assert later != claims
    assert "differ on the end: 5 May 2016" in ask(later, "relations", "a", "b")[1]


@pytest.mark.parametrize("dated", ["/2022-03", "2022-03"])
def test_a_claim_without_a_date_leaves_an_end_contested_that_others_date(
    ask: Ask, dated: str
) -> None:
    claims = relation("on", title="Lake", period="2000/..", status="in-force", source="t")
    for id_, period in (("off", dated), ("over", None)):
        claims += source(f"of-{id_}", published="2022")
        claims += relation(id_, title="Lake", period=period, status="terminated", same_as="on",
                           source=f"of-{id_}")  # fmt: skip
    out = ask(claims, "relations", "a", "b")[1]
    assert "(3 claims), in force. Claims differ on whether it has ended." in out.splitlines()[0]
    assert "\n2000 – Mar 2022 or still going  Lake  " in out
    assert "sources differ on the end: Mar 2022 [2]; still going [1]" in out
    assert ask(claims, "relations", "a", "b", "--in", "2024")[0] == 0


@pytest.mark.parametrize("kept", ["ends_with_rivals", "differ"])
def test_no_claim_of_another_stage_is_added_to_ends_that_are_kept(kept: str) -> None:
    with open_base(str(shared(HEAD + TREATY + DENOUNCED))) as opened:
        now, over = sorted(opened.find(Query(types=("relation",))), key=lambda fact: fact.id)
        stage = Stage([now])
        stage.set_rivals([end_told(over)], [])
        assert [end.fact for end in stage.ends_with_rivals] == [over]
        stage = Stage([now])
        getattr(stage, kept)
        with pytest.raises(AssertionError):
            stage.set_rivals([end_told(over)], [])
