"""The beginning and the end of a relation, by several claims."""

from __future__ import annotations

import json
import re

import pytest

from support.command_line import Ask, Run, ask_of
from support.factbase import relation, source
from support.stages import HEAD, of_two, row, unfolded


@pytest.fixture
def ask(dip: Run) -> Ask:
    return ask_of(dip, HEAD)


@pytest.mark.parametrize(
    ("first", "second", "period"),
    [
        (("terminated", "/2001"), ("in-force", "1980/"), "1980–2001"),
        (("lapsed", "2001"), ("in-force", "1980/"), "1980–2001"),
        (
            ("expired", "2001-05"),
            ("provisionally-applied", "1980-02/"),
            "Feb 1980 – May 2001",
        ),
        (("in-force", "1980/.."), ("terminated", None), "from 1980, end unknown"),
        ((None, "/2001"), (None, "1980/"), "1980–2001"),
        (("ended", "1981/2001"), ("in-force", "1980/"), "1980 or 1981 – 2001"),
    ],
)
def test_the_ends_of_a_relation_may_be_told_by_several_claims(
    ask: Ask, first: tuple[str, str | None], second: tuple[str, str | None], period: str
) -> None:
    claims = of_two(first, second)
    assert re.search(rf"^{period}  +Rail", ask(claims, "relations", "a", "b")[1], re.MULTILINE)
    assert "unknown" not in ask(claims, "timeline")[1]


OF_ONE_YEAR = """\
A and B: 1 relation (2 claims), in force. Claims differ on whether it has ended.

In force
Period                                Relation  Kind    Source
from 1990, ended 1990 or still going  Rail      treaty  [1] [2]
                                      · sources differ on the end: 1990 [1]; still going [2]
                                      · in force since 1990 [2]; terminated 1990 [1]

Sources
[1] Paper, 1 Apr 2024.
[2] Ministry, 1 Mar 2023.
Newest source: Paper, 1 Apr 2024, more than 2 years old.
"""


@pytest.mark.parametrize("over", ["1990", "/1990", "1990/", "1990/1990"])
def test_what_ended_in_the_year_since_which_it_goes_on_by_another_is_in_dispute(
    ask: Ask, over: str
) -> None:
    claims = of_two(("in-force", "1990/.."), ("terminated", over))
    page = ask(claims, "relations", "a", "b")
    assert page == (0, OF_ONE_YEAR) or (over == "1990/" and page[0] == 0)
    found = json.loads(ask(claims, "relations", "a", "b", "--json")[1])
    (one,) = found["occurrences"]
    assert (one["agreement"], one["differ"]) == ("conflict", ["period.end"])
    assert found["facts"][0]["status_class"] == "standing"
    for words in (("brief", "a", "b"), ("relations", "--format", "md")):
        assert "from 1990, ended 1990 or still going" in ask(claims, *words)[1]
    assert "sources differ on the end" in ask(claims, "timeline", "a", "b")[1]
    assert "sources differ on the end" in ask(claims, "show", "s")[1]
    by_then = claims.replace('period = "1990/.."', 'period = "1990/.."\nsaid_on = "1990-06"')
    known = ask(by_then, "relations", "a", "b")[1]
    assert ("), over.\n" in known, "differ" in known) == (True, False)


@pytest.mark.parametrize(
    ("first", "second", "period"),
    [
        (("in-force", "1990/"), ("terminated", "1990"), "from 1990, ended 1990"),
        (("in-force", "1990/"), ("terminated", "/1990"), "from 1990, ended 1990"),
        ((None, "1990/"), (None, "/1990"), "from 1990, ended 1990"),
        ((None, "1990/"), (None, "/1990-05"), "from 1990, ended May 1990"),
        (("in-force", "1990/"), ("terminated", "1990-05"), "from 1990, ended May 1990"),
        (("in-force", "1990-05-03/"), ("ended", "1990-05-04"), "3–4 May 1990"),
        (("in-force", "1990-05-03/"), ("ended", "1990-05-03"), "from 3 May 1990, ended 3 May 1990"),
        (("in-force", "[1990,1995]"), ("ended", "1990"), "from 1990 or 1995, ended 1990"),
        (("in-force", "[1990,1995]"), ("ended", "1992"), "from 1990 or 1995, ended 1992"),
        (("in-force", "[1990,1995]"), ("ended", "2000"), "1990 or 1995 – 2000"),
        (("in-force", "199X"), ("ended", "1990"), "from some time in the 1990s, ended 1990"),
        (("in-force", "199X"), ("ended", "1999"), "some time in the 1990s – 1999"),
    ],
)
def test_an_end_that_may_come_before_its_beginning_is_no_span(
    ask: Ask, first: tuple[str, str], second: tuple[str, str], period: str
) -> None:
    page = ask(of_two(first, second), "relations", "a", "b")[1]
    assert "), over.\n" in page
    assert f"\n{period}  Rail" in page


def test_an_end_before_one_of_two_beginnings_is_told_with_both(ask: Ask) -> None:
    claims = of_two((None, "1990/"), (None, "1995/")) + source("u", published="2025")
    claims += relation("u", title="Rail", period="/1992", source="u", same_as="s")
    page = ask(claims, "relations", "a", "b")[1]
    assert "\nfrom 1990 or 1995, ended 1992  Rail" in page
    said = "until 1992, start unknown [1]; from 1990, end unknown [3]; from 1995, end unknown [2]"
    assert f"sources differ on the dates: {said}" in page


def test_an_end_that_only_an_earlier_or_a_later_stage_has_is_unknown(ask: Ask) -> None:
    stages = of_two(("in-force", "1980/"), ("in-force", "1995/")) + relation(
        "pause", title="Rail", same_as="s", status="severed", period="1990/1995"
    )
    text = ask(stages, "timeline", "a", "b")[1]
    assert "treaty, severed  " in row(text, "1990  ")
    assert "begins; end unknown" in row(text, "1995  ")
    assert "unknown" not in row(text, "1980  ")


@pytest.mark.parametrize(
    ("other", "lines"),
    [
        (("suspended", "2017-06-05/.."), ["1972", "5 Jun 2017", "5 Jun 2017"]),
        (("in-force", "2021-01-20/.."), ["1972", "5 Jun 2017", "20 Jan 2021"]),
        (("signed", "1970"), ["1970", "1972", "5 Jun 2017"]),
        (("in-force", "1972/"), ["1972", "5 Jun 2017"]),
    ],
)
def test_what_was_severed_began_before(ask: Ask, other: tuple[str, str], lines: list[str]) -> None:
    claims = of_two(("severed", "1972/2017-06-05"), other)
    text = ask(claims, "timeline", "a", "b")[1]
    rows = [line for line in text.splitlines() if "  Rail  " in line]
    assert [line.split("  ")[0] for line in rows] == lines
    assert re.search(r"^1972  .*, begins  ", text, re.MULTILINE)
    assert re.search(r"^5 Jun 2017  .*, ends  ", text, re.MULTILINE)
    assert ask(claims, "timeline", "--in", "1972")[0] == 0


def test_beginnings_that_contradict_each_other_are_told(ask: Ask) -> None:
    claims = of_two(("ended", "1981/2001"), ("in-force", "1980/"))
    said = "sources differ on the beginning: 1980 [1]; 1981 [2]"
    for command in ("relations", "timeline"):
        assert said in ask(claims, command, "a", "b")[1]
    (found,) = json.loads(ask(claims, "relations", "--json")[1])["occurrences"]
    assert (found["agreement"], found["differ"]) == ("conflict", ["period.start"])
    agreeing = of_two(("ended", "1980-03/2001"), ("in-force", "1980/"))
    assert "differ" not in ask(agreeing, "relations")[1]


def test_a_beginning_on_which_stages_differ_is_shown_once_and_not_chosen(ask: Ask) -> None:
    claims = of_two(("denounced", "1990/2001"), ("in-force", "1991/.."))
    (line,) = [it for it in ask(claims, "timeline", "a", "b")[1].splitlines() if "begins" in it]
    assert re.match(r"1990 or 1991  .*  \[[12]\] \[[12]\]$", line)
    for page in ("relations", "brief"):
        assert "1990 or 1991 – 2001 or still going  Rail" in ask(claims, page, "a", "b")[1], page
    for days in (("1990",), ("1991",)):
        assert " begins  " in ask(claims, "timeline", "--in", *days)[1]
    preferred = of_two(("denounced", "1990/2001"), ("in-force", "1991/..")) + relation(
        "best", title="Rail", same_as="s", status="in-force", period="1992/..", rank="preferred"
    )
    assert re.search("^since 1992  ", ask(preferred, "relations", "a", "b")[1], re.MULTILINE)


def test_an_end_on_which_sources_differ_is_told_once(ask: Ask) -> None:
    third = {"title": "Rail", "status": "denounced", "same_as": "s", "source": "u"}
    claims = of_two(("denounced", "1990/2001"), ("in-force", "1990/.."))
    claims += source("u") + relation("third", period="1990/1999", **third)
    for page in ("relations", "timeline", "brief", "show"):
        words = ["s"] if page == "show" else ["a", "b"]
        out = ask(claims, page, *words)[1].partition("What the claims")[2 * (page == "show")]
        assert len(re.findall("ources differ on the end", out)) == 1, page
        assert "still going" in out, page


@pytest.mark.parametrize(
    ("first", "second", "third"),
    [
        ((None, "2001/2010"), ("expired", "2001/2012"), None),
        ((None, "2001/2010"), ("terminated", "2012"), None),
        (("expired", "2001/2012"), ("terminated", "2010"), None),
        (("terminated", "2001/2010"), (None, "2001/2012"), None),
        (("withdrawn", "2010"), (None, "2001/2012"), ("withdrawn", "2012")),
    ],
)
def test_an_end_on_which_stages_differ_is_one_dispute_and_one_line(
    ask: Ask, first: tuple[str, str], second: tuple[str, str], third: tuple[str, str] | None
) -> None:
    claims = of_two(first, second)
    if third:
        claims += source("u") + relation(
            "u", title="Rail", same_as="s", source="u", status=third[0], period=third[1]
        )
    text = ask(claims, "relations", "a", "b")[1]
    assert "2001 – 2010 or 2012  Rail" in text
    assert text.count("sources differ on the end: 2010 [") == text.count("differ") == 1
    text = ask(claims, "timeline", "a", "b")[1]
    rows = [line for line in text.splitlines() if "  Rail  " in line]
    assert [line.split("  ")[0] for line in rows] == ["2001", "2010 or 2012"]
    assert "ends  " in rows[1]
    assert re.search(r" \[[12]\] \[[123]\]", rows[1])
    assert text.count("sources differ on the end: 2010 [") == text.count("differ") == 1
    for year in ("2010", "2012"):
        assert "2010 or 2012" in ask(claims, "timeline", "--in", year)[1]
    (found,) = json.loads(ask(claims, "relations", "--json")[1])["occurrences"]
    assert (found["agreement"], found["differ"]) == ("conflict", ["period.end"])


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("denounced", "2010"), ("terminated", "2001/2011")),  # a notice
        (("denounced", "2010"), ("terminated", "2011")),
        (("withdrawn", "2010"), (None, "2001/2012")),
        (("expired", "2001/2010"), ("terminated", "2010-06")),
        ((None, "2001/2010"), ("terminated", "2011-01-01")),
        (("provisionally-applied", "2001/2010"), ("terminated", "2012")),
    ],
)
def test_ends_that_follow_one_another_are_no_dispute(
    ask: Ask, first: tuple[str, str], second: tuple[str, str]
) -> None:
    assert "differ" not in ask(of_two(first, second), "relations", "a", "b")[1]


@pytest.mark.parametrize(
    "end", [("terminated", "2091-08-02"), ("expired", "1988-06-01/2091-08-02")]
)
def test_what_notice_was_given_of_stands_until_its_end(ask: Ask, end: tuple[str, str]) -> None:
    claims = of_two(("in-force", "1988-06-01/.."), ("denounced", "2021-02-02"))
    claims += relation("u", title="Rail", same_as="s", source="t", status=end[0], period=end[1])
    text = ask(claims, "relations", "a", "b")[1]
    assert text.startswith("A and B: 1 relation (3 claims), in force.\n")
    assert "since 1 Jun 1988  Rail" in text
    assert "denounced 2 Feb 2021" in text
    assert "from 2 Aug 2091" in text
    assert "In force\n" in ask(claims, "brief", "a", "b")[1]
    ahead = ask(claims, "timeline", "--upcoming", "90y")[1]
    assert "2 Aug 2091  Rail" in ahead
    assert "2 Feb 2021  Rail" not in ahead
    assert ask(claims, "relations", "--in", "2050")[0] == 0
    over = claims.replace("2091-08-02", "2023-08-02")
    assert "1 Jun 1988 – 2 Aug 2023  Rail" in ask(over, "relations", "a", "b")[1]
    (found,) = json.loads(ask(over, "relations", "--json", "--known-by", "2091")[1])["occurrences"]
    assert found["agreement"] == "single"


@pytest.mark.parametrize("notice", ["2021-02-02", None])
@pytest.mark.parametrize("end", [None, ("terminated", "2091-08-02")])
def test_notice_is_no_end_beside_that_of_the_period_and_without_a_date(
    ask: Ask, notice: str | None, end: tuple[str, str] | None
) -> None:
    claims = of_two(("in-force", "1988/.." if end else "1988/2091-08-02"), ("denounced", notice))
    if end:
        claims += relation("u", title="Rail", same_as="s", status=end[0], period=end[1])
    assert "2 Aug 2091  Rail" in ask(claims, "timeline", "--upcoming", "90y")[1]
    assert "In force\n" in ask(claims, "brief", "a", "b")[1]
    over = ask(claims.replace("2091-08-02", "2023-08-02"), "relations", "a", "b")[1]
    assert "1988 – 2 Aug 2023  Rail" in over
    assert "differ" not in over


@pytest.mark.parametrize(
    ("status", "period", "undated", "said"),
    [
        ("terminated", "2010", "in-force", "over"),
        ("terminated", "2010", "suspended", "over"),
        ("terminated", "2010", "ratified", "over"),
        ("in-force", "2010/2015", "suspended", "over"),
        ("suspended", "2010", "in-force", "paused"),
        ("suspended", "2010", "ratified", "paused"),
        ("suspended", "2010", "terminated", "over"),
        ("in-force", "2010/..", "suspended", "paused"),
        ("signed", "2010", "in-force", "in force"),
    ],
)
def test_what_stands_on_no_day_is_later_only_if_it_is_further_on(
    ask: Ask, status: str, period: str, undated: str, said: str
) -> None:
    claims = of_two((status, period), (undated, None))
    for given in (claims, claims.replace('source = "t"', 'source = "s"')):
        assert f"1 relation (2 claims), {said}.\n" in ask(given, "relations", "a", "b")[1]
        assert ask(given, "show", "s")[1].startswith(f"Rail (A and B), {said}; ")
    ahead = claims.replace('"2010"', '"2091"')
    if undated == "in-force":
        assert "1 relation (2 claims), in force.\n" in ask(ahead, "relations", "a", "b")[1]


@pytest.mark.parametrize("over", ["1990", "1990/", "/1990", "1980/1990"])
@pytest.mark.parametrize("anew", ["1990/..", "1991/..", "1995/.."])
def test_what_was_over_until_it_goes_on_anew_is_resumed_however_its_end_is_written(
    ask: Ask, over: str, anew: str
) -> None:
    claims = relation("old", title="Pact", period="1980/..", status="in-force")
    claims += source("u", published="2025")
    claims += relation("off", title="Pact", period=over, status="severed", source="u",
                       same_as="old")  # fmt: skip
    claims += relation("anew", title="Pact", period=anew, status="in-force", source="t",
                       same_as="old")  # fmt: skip
    page = ask(claims, "relations", "a", "b")[1]
    assert page.startswith("A and B: 1 relation (3 claims), in force.\n")
    assert (f"\nsince {anew[:4]}  Pact" in page, "differ" in page) == (True, False)
    assert re.search(rf"severed (from )?1990.* \[1\]; in force since {anew[:4]} \[2\]", page)
    lines = ask(claims, "timeline", "a", "b")[1]
    assert [line[:4] for line in lines.splitlines() if "  Pact  " in line] == [
        "1980", "1990", anew[:4]
    ]  # fmt: skip
    for period, is_in in (("1985", True), ("2000", True), ("1993", anew != "1995/..")):
        assert (ask(claims, "relations", "a", "b", "--in", period)[0] == 0) == is_in


@pytest.mark.parametrize("status", ["suspended", "severed"])
def test_what_was_in_force_until_another_class_followed_is_not_told_as_since(
    ask: Ask, status: str
) -> None:
    claims = "".join(
        relation(
            f"r{nth}", title="Pact", status=status, period=period, same_as="r0" if nth else None
        )
        for nth, (status, period) in enumerate(
            [("in-force", "1980/.."), (status, "1990"), ("in-force", "1995/..")]
        )
    )
    said = f"in force from 1980 [1]; {status} 1990 [1]; in force since 1995 [1]"
    assert said in ask(claims, "relations", "a", "b")[1]
    assert re.search(r"In force: from 1980 .*\n", ask(claims, "show", "r0")[1])


def test_what_ended_before_it_began_again_by_another_is_no_gap_since_an_unknown_day(
    ask: Ask,
) -> None:
    claims = of_two(("terminated", "/1990"), ("in-force", "1991/.."))
    page = ask(claims, "relations", "a", "b")[1]
    assert "· terminated 1990 [2]; in force since 1991 [1]" in page
    assert "1990  Rail  treaty, ends; start unknown  [1]" in ask(claims, "timeline", "a", "b")[1]


RESUMED_UNDATED = """\
A and B: 1 relation (3 claims), in force. (As known by Nov 2026.)

In force
Period          Relation  Kind    Source
since May 2026  Pact      treaty  [1]
                · in force from 2000 [1]; {off} undated [1]; in force since May 2026 [1]

Sources
[1] Ministry, 1 Mar 2023.
Newest source: Ministry, 1 Mar 2023, more than 2 years old.
"""


@pytest.mark.parametrize(
    ("ended", "anew"),
    [
        ("2005/2010", "2010/.."),
        ("2005/2010-06", "2010-06/.."),
        ("2005-01-01/2010-06-04", "2010-06-04/.."),
    ],
)
@pytest.mark.parametrize("status", ["ended", "severed"])
def test_what_goes_on_from_the_day_of_its_end_is_resumed(
    ask: Ask, ended: str, anew: str, status: str
) -> None:
    before = relation("before", period=ended, status=status, title="Deal")
    goes_on = relation("goes-on", period=anew, title="Deal", same_as="before", source="t")
    text = ask(before + goes_on, "relations", "a", "b")[1]
    assert "1 relation (2 claims), in force" in text


@pytest.mark.parametrize("status", ["suspended", "terminated", "denounced"])
def test_what_began_after_an_end_without_a_date_was_told_is_resumed(ask: Ask, status: str) -> None:
    def page(anew: str, said_on: str) -> str:
        claims = relation("old", title="Pact", period="2000/..", said_on="2024", status="in-force")
        claims += relation("off", title="Pact", status=status, said_on="2025-02", same_as="old")
        claims += relation("anew", title="Pact", period=anew, said_on=said_on,
                           status="in-force", same_as="old")  # fmt: skip
        return ask(claims, "relations", "a", "b", "--known-by", "2026-11")[1]

    assert page("2026-05/..", "2026-11") == RESUMED_UNDATED.format(off=status)
    differ = "gave different accounts of the beginning: 2000 [1]"
    assert differ in page("2026-05/..", "2025-02")  # perhaps told before the end was
    assert differ in page("2025-02/..", "2026-11")  # perhaps begun before that
    assert differ not in page("2025-03/..", "2026-11")


UNDATED_END = """\
A and B: 0 events and 1 relation (2 claims) on the timeline, 2000.

When     What  Kind                Source
2000
2000     Rail  treaty, begins      [1]
Undated
undated  Rail  treaty (suspended)  [2]

Sources
[1] Ministry, 1 Mar 2023.
[2] Paper, 1 Apr 2024.
Newest source: Paper, 1 Apr 2024, more than 2 years old.
"""


def test_a_stage_without_a_date_has_its_line_among_what_is_undated(ask: Ask) -> None:
    claims = of_two(("in-force", "2000/.."), ("suspended", None))
    assert ask(claims, "timeline", "a", "b")[1] == UNDATED_END
    status, page = ask(claims, "timeline", "a", "b", "--in", "2000")
    assert (status, "undated" in page) == (0, False)
    assert "Nothing" in ask(claims, "timeline", "a", "b", "--upcoming", "90y")[1]
    for dated, undated, beside in [
        (("in-force", "2000/.."), "terminated", "terminated"),
        (("signed", "2000"), "in-force", "in force"),  # and not only signed
        (("signed", "2000"), None, "in force"),
        (("in-force", "/2000"), "signed", "signed"),
    ]:
        for words in (["timeline"], ["timeline", "a", "b"]):
            page = ask(of_two(dated, (undated, None)), *words)[1]
            assert re.search(rf"\nundated  Rail.*  treaty \({beside}\) ", page)
    neither = ask(of_two(("signed", None), ("in-force", None)), "timeline")[1]
    assert neither.count("\nundated ") == 1
    assert "· signed undated [2]; in force undated [1]" in neither


def test_what_sources_differ_on_stands_by_no_stage_without_a_date(ask: Ask) -> None:
    claims = of_two(("in-force", "2000/.."), ("in-force", "2001/.."))
    claims += relation("off", title="Rail", status="terminated", same_as="s")
    page = ask(claims, "timeline", "a", "b")[1]
    assert page.count("sources differ on the beginning") == 1
    assert row(page, "undated ").startswith("undated       Rail  treaty (terminated) ")


def test_what_is_over_without_a_date_takes_no_end_off_the_page(ask: Ask) -> None:
    without = of_two((None, None), ("terminated", None))
    assert (
        "1 relation (2 claims), over. Claims differ on whether it has ended.\n"
        in ask(without, "relations", "a", "b")[1]
    )
    until = of_two(("in-force", "2010/2015"), ("terminated", None))
    day = of_two(("terminated", "2015"), ("ended", None))
    day += relation("u", title="Rail", same_as="s", status="in-force", period="2010/..")
    for claims in (until, day):
        assert "\n2010–2015  Rail" in ask(claims, "relations", "a", "b")[1]
        assert ask(claims, "relations", "a", "b", "--in", "2016-06")[0] == 1


def test_of_two_notices_the_last_is_the_end(ask: Ask) -> None:
    claims = of_two(("denounced", "2015"), ("withdrawn", "2016-05"))
    assert ", over.\n" in ask(claims, "relations", "a", "b")[1]
    assert "2015 or May 2016  Rail" in ask(claims.replace("withdrawn", "denounced"), "relations")[1]


@pytest.mark.parametrize("status", [None, "expired"])
def test_what_is_terminated_on_the_last_day_of_another_claim_has_its_beginning(
    ask: Ask, status: str | None
) -> None:
    claims = of_two((status, "2001-01-01/2010-12-31"), ("terminated", "2010-12-31"))
    assert "1 Jan 2001 – 31 Dec 2010  Rail" in ask(claims, "relations", "a", "b")[1]
    text = ask(claims, "timeline", "a", "b")[1]
    rows = [line.split("  ")[0] for line in text.splitlines() if "  Rail  " in line]
    assert rows == ["1 Jan 2001", "31 Dec 2010"]


def test_what_was_resumed_and_is_over_again_has_the_dates_since(ask: Ask) -> None:
    claims = of_two((None, "1823/1982-04-02"), ("severed", "1982-04-02"))
    same = {"title": "Rail", "same_as": "s", "source": "t"}
    claims += relation("again", period="1990/..", **same)
    day = relation("day", period="2005", status="terminated", **same)
    assert "1990–2005  Rail" in ask(claims + day, "relations", "a", "b")[1]
    both = relation("both", period="1990/2005", status="expired", **same)
    text = ask(claims + both, "timeline", "a", "b")[1]
    assert re.findall(r"treaty, (\w+)", text) == ["begins", "severed", "begins", "ends"]


def test_a_stage_in_the_json_has_the_end_that_another_claim_tells(ask: Ask) -> None:
    claims = of_two((None, "/2001"), (None, "1980/"))
    (found,) = json.loads(ask(claims, "relations", "--json")[1])["occurrences"]
    assert [stage["period"] for stage in found["stages"]] == ["1980/2001"]


def test_what_is_adopted_or_applied_provisionally_is_not_told_as_entered_into_force(
    ask: Ask,
) -> None:
    claims = of_two(("provisionally-applied", "2012-03-01/.."), ("in-force", "2014-05-01/.."))
    text = ask(claims, "timeline", "a", "b")[1]
    assert "treaty, provisionally applied  " in row(text, "1 Mar 2012")
    assert "treaty, begins  " in row(text, "1 May 2014")
    plan = relation("plan", title="Plan", status="adopted", period="2015/..")
    assert "treaty, adopted  " in row(ask(plan, "timeline", "a", "b")[1], "2015  ")


def test_each_difference_stands_at_its_line_and_once(ask: Ask) -> None:
    claims = of_two(
        ("withdrawn", "1972-05-06/2017-06-05"), ("in-force", "1990-02-03/..")
    ) + relation("third", title="Rail", same_as="s", status="in-force", period="2010-01-20/..")
    lines = ask(claims, "timeline", "a", "b")[1].splitlines()
    of_beginning = "· sources differ on the beginning: 6 May 1972 ["
    at = [nth for nth, line in enumerate(lines) if "sources differ on" in line]
    assert [lines[nth - 1].split("  ")[0] for nth in at] == [
        "6 May 1972, 3 Feb 1990 or 20 Jan 2010",
        "5 Jun 2017",
    ]
    assert of_beginning in lines[at[0]]
    assert "; 20 Jan 2010 [" in lines[at[0]]
    assert "sources differ on the end: 5 Jun 2017 [" in lines[at[1]]
    text = ask(claims, "relations", "a", "b")[1]
    assert text.count("sources differ on the beginning") == text.count(of_beginning) == 1


@pytest.mark.parametrize(
    ("claims", "titles"),
    [
        (
            of_two(("withdrawn", "1972/2017-06-05"), ("in-force", "1990-02-03/..")),
            ["Ends: Rail", "Rail (since 1990)"],
        ),
        (
            of_two(("withdrawn", "1972-05-06/2017-06-05"), ("in-force", "2021-01-20/..")),
            ["Ends: Rail", "Rail (since 2021)"],
        ),
        (
            relation("w", title="Rail", status="withdrawn", period="1972-05-06/2017-06-05"),
            ["Ends: Rail", "Rail (from 1972\\, now over)"],
        ),
    ],
)
def test_in_a_calendar_nothing_was_withdrawn_on_the_day_of_its_beginning(
    ask: Ask, claims: str, titles: list[str]
) -> None:
    calendar = unfolded(ask(claims, "timeline", "a", "b", "--format", "ics")[1])
    assert sorted(re.findall("^SUMMARY:(.*?)\r?$", calendar, re.MULTILINE)) == titles


def test_of_two_claims_that_it_is_over_each_beginning_and_end_is_told(ask: Ask) -> None:
    claims = of_two(("replaced", "1960-11-02/2021-11-07"), ("abrogated", "1991-01/2020"))
    lines = ask(claims, "timeline", "a", "b")[1].splitlines()
    dates = [line.split("  ")[0] for line in lines if "  Rail  " in line]
    assert dates == ["2 Nov 1960 or Jan 1991", "2020 or 7 Nov 2021"]
    said = "sources differ on the beginning: 2 Nov 1960 [1]; Jan 1991 [2]"
    assert sum(said in line for line in lines) == 1
    once = of_two(("replaced", "1960-11-02/2021-11-07"), ("abrogated", "1960/2021"))
    text = ask(once, "timeline", "a", "b")[1]
    assert "differ" not in text
    assert text.count(", ends  ") == 1
    resumed = of_two(("expired", "1960/1990"), ("terminated", "1995/2001")) + relation(
        "again", title="Rail", same_as="s", status="in-force", period="1995/"
    )
    assert "differ" not in ask(resumed, "relations")[1]


@pytest.mark.parametrize("year", range(1971, 1976))
def test_about_a_year_reaches_one_year_either_way_also_by_a_leap_year(ask: Ask, year: int) -> None:
    def beginnings(other: int) -> list[str]:
        claims = relation("one", kind="ties", period=f"{year}~/..", parties=["a", "b"])
        claims += relation(
            "two", kind="ties", period=f"{other}/..", parties=["a", "b"], source="t", same_as="one"
        )
        found = json.loads(ask(claims, "relations", "a", "b", "--json")[1])
        return [one["agreement"] for one in found["occurrences"]]

    assert beginnings(year + 1) == beginnings(year - 1) == ["confirmed"]
    assert beginnings(year + 2) == beginnings(year - 2) == ["conflict"]


def test_the_end_tells_when_it_was_over_where_its_beginning_is_that_of_the_treaty(ask: Ask) -> None:
    whole = {"kind": "ties", "parties": ["a", "b"]}
    claims = relation("over", period="2014-07-16/2022-05-02", status="denounced", **whole)
    same = whole | {"same_as": "over", "status": "in-force", "said_on": "2018"}
    claims += relation("one", period="2014-07-16/..", source="t", claimant="ann", **same)
    claims += relation("two", period="2016/..", claimant="ben", **same)
    assert "sources differ on the beginning: 16 Jul 2014" in ask(claims, "relations", "a", "b")[1]
    begins = [
        line for line in ask(claims, "timeline", "a", "b")[1].splitlines() if "begins" in line
    ]
    assert len(begins) == 1


# The periods of the claims of two sources about one relation, and what the page says of it.
TWO_TERMS: dict[str, tuple[list[str], list[str], list[str], str]] = {
    "of which one source tells one in two": (
        ["2000-05/2008-05", "2012-05/2024-05"],
        ["2012-05/2018-05", "2018-05/2024-05"],
        ["in force May 2000 – May 2008 [1]", "in force May 2012 – May 2024 [1] [2]"],
        "",
    ),
    "of which the second begins otherwise": (
        ["1950/1966", "1992-03-05/.."],
        ["1950/1966", "1993-01-10/.."],
        ["in force 1950–1966 [1] [2]", "in force since 5 Mar 1992 or 10 Jan 1993 [1] [2]"],
        "beginning",
    ),
    "of which one source tells the second alone": (
        ["1950/1966", "1992-03-05/.."],
        ["1993/.."],
        ["in force 1950–1966 [1]", "in force since 5 Mar 1992 or 1993 [1] [2]"],
        "beginning",
    ),
    "of which the first ends otherwise": (
        ["1950/1966", "1992/.."],
        ["1951/1967", "1992/.."],
        ["in force 1950 or 1951 – 1966 or 1967", "in force since 1992 [1] [2]"],
        "beginning",
    ),
}


@pytest.mark.parametrize("order", ["s t", "t s"])
@pytest.mark.parametrize("name", TWO_TERMS)
def test_two_sources_on_two_terms_differ_within_each_alone(ask: Ask, name: str, order: str) -> None:
    one, other, stages, differs = TWO_TERMS[name]
    of: dict[str, list[str]] = {"s": one, "t": other}
    periods = [(paper, period) for paper in order.split() for period in of[paper]]
    claims = "".join(
        relation(
            f"r{nth}", kind="ties", parties=["a", "b"], period=period, status="in-force",
            source=paper, same_as="r0" if nth else None,
        )
        for nth, (paper, period) in enumerate(periods)
    )  # fmt: skip
    out = re.sub(r"\s*para [0-9]+", "", ask(claims, "relations", "a", "b")[1])
    assert all(re.sub(r" \[.*", "", stage) in out for stage in stages), out
    assert "whether it has ended" not in out
    assert ("sources differ on the beginning" in out) == bool(differs)


def test_what_was_suspended_is_not_as_before_by_its_signature(ask: Ask) -> None:
    of = {"kind": "treaty", "parties": ["a", "b"], "source": "t", "title": "Pact"}
    paused = relation("off", period="2012/2020", status="suspended", same_as="made", **of)
    for first, named in ((("signed", "2010"), True), (("in-force", "2011/.."), False)):
        made = relation("made", status=first[0], period=first[1], **of)
        out = ask(made + paused, "relations", "a", "b")[1]
        assert ("of unknown duration" in out.splitlines()[0]) == named
        assert ("suspended until 2020" in out) == named
        assert "not recorded as in force" not in out


@pytest.mark.parametrize("status", ["terminated", "suspended"])
@pytest.mark.parametrize("known", ["2020-03-01", "2023-03-01"])
def test_what_was_over_before_it_began_again_is_not_over(ask: Ask, status: str, known: str) -> None:
    of = {"kind": "treaty", "parties": ["a", "b"], "title": "Halt"}
    claims = source("old", published=known) + source("new", published="2024-05-01")
    claims += relation("off", status=status, period=None, source="old", **of)
    since = relation("on", status="in-force", period="2022-05-01/..", source="new", **of)
    out = ask(claims + since.replace('id = "on"', 'id = "on"\nsame_as = "off"'), "relations")[1]
    is_later = known > "2022"
    assert "), in force." in out.splitlines()[0]
    assert ("sources differ on the status" in out) == is_later
    assert f"{status} undated" in out


@pytest.mark.parametrize("pause", ["2020/..", "2020", "2020~/.."])
@pytest.mark.parametrize(("first", "second"), [("s", "t"), ("t", "s")])
def test_what_goes_on_since_an_unknown_day_is_paused_by_a_pause_of_a_day(
    ask: Ask, pause: str, first: str, second: str
) -> None:
    claims = relation("on", title="Rail", status=None, period="/..", source=first)
    claims += relation("off", title="Rail", status="suspended", period=pause, source=second,
                       same_as="on")  # fmt: skip
    assert "1 relation (2 claims), paused.\n" in ask(claims, "relations", "a", "b")[1]
    assert ask(claims, "relations", "a", "b", "--in", "2015")[0] == 0
    resumed = relation("anew", title="Rail", period="2022/..", source="t", same_as="on")
    assert "\nsince 2022  Rail" in ask(claims + resumed, "relations", "a", "b")[1]


GOES_ON = """\
A and B: 1 relation (2 claims), in force. Claims differ on whether it has ended.

In force
Period      Relation  Kind    Source
since 1980  Rail      treaty  [1] [2]
            · sources differ on the status: in force [1]; terminated [2]
            · in force since 1980 [1]; terminated undated [2]

Sources
[1] Paper, 1 Apr 2024.
[2] Ministry, 1 Mar 2023.
Newest source: Paper, 1 Apr 2024, more than 2 years old.
"""


def test_what_goes_on_by_a_claim_made_after_an_end_without_a_day_is_in_dispute(ask: Ask) -> None:
    claims = of_two(("terminated", None), ("in-force", "1980/.."))
    assert ask(claims, "relations", "a", "b") == (0, GOES_ON)
    unknown = ask(of_two(("terminated", None), ("in-force", "/..")), "relations", "a", "b")[1]
    assert "still going, start unknown  Rail" in unknown
    assert "sources differ on the status" in unknown
    for certain in (
        of_two(("in-force", "1980/.."), ("terminated", None)),  # the end was told last
        of_two(("terminated", None), ("in-force", "1980/")),  # nobody says that it goes on
        claims.replace('source = "t"', 'source = "s"\nsaid_on = 2023-05-01'),  # of one source
    ):
        text = ask(certain, "relations", "a", "b")[1]
        assert "\nfrom 1980, end unknown  Rail" in text
        assert "differ" not in text
    resumed = relation("u", title="Rail", source="t", same_as="s", status="in-force",
                       period="2023-06-01/..")  # fmt: skip
    text = ask(claims + resumed, "relations", "a", "b")[1]
    assert ("\nsince 1 Jun 2023  Rail" in text, "differ" in text) == (True, False)


IN_FORCE_AGAIN = """\
A and B: 1 relation (2 claims), in force.

In force
Period      Relation  Kind    Source
since 1980  Rail      treaty  [1] [2]
            · sources differ on the status: in force [1]; suspended [2]
            · in force since 1980 [1]; suspended undated [2]

Sources
[1] Paper, 1 Apr 2024.
[2] Ministry, 1 Mar 2023.
Newest source: Paper, 1 Apr 2024, more than 2 years old.
"""


def test_what_is_in_force_by_a_claim_made_after_a_pause_without_a_day_is_not_paused(
    ask: Ask,
) -> None:
    claims = of_two(("suspended", None), ("in-force", "1980/.."))
    assert ask(claims, "relations", "a", "b") == (0, IN_FORCE_AGAIN)
    (found,) = json.loads(ask(claims, "relations", "a", "b", "--json")[1])["occurrences"]
    assert (found["answering"], found["differ"]) == ("t", ["status"])
    brief = json.loads(ask(claims, "brief", "a", "b", "--json")[1])["brief"]
    assert (brief["in_force"], brief["paused"]) == (["t"], [])
    assert "in force or suspended" in ask(claims, "brief", "a", "b")[1]
    anew = ask(claims.replace('source = "t"', 'source = "s"\nsaid_on = 2023-05-01'), "relations")[1]
    assert ("), in force.\n" in anew, "differ" in anew) == (True, False)  # its own later word
    for paused in (
        of_two(("in-force", "1980/.."), ("suspended", None)),  # the pause was told last
        of_two(("suspended", None), ("in-force", "1980/")),  # nobody says that it goes on
        of_two(("suspended", "2010/.."), ("in-force", "1980/..")),
        claims.replace('status = "suspended"', 'status = "suspended"\nsaid_on = 2024-04-01'),
    ):
        text = ask(paused, "relations", "a", "b")[1]
        assert ("), paused.\n" in text, "differ" in text) == (True, False)


@pytest.mark.parametrize("status", ["suspended", "terminated"])
@pytest.mark.parametrize("before", ["1980/..", "1980/", None])
def test_in_force_without_a_date_is_told_of_the_day_on_which_it_was_said(
    ask: Ask, status: str, before: str | None
) -> None:
    claims = relation("old", title="Rail", period=before, status="in-force", said_on="2020")
    claims += relation("off", title="Rail", status=status, said_on="2021", same_as="old")
    claims += relation("now", title="Rail", status="in-force", source="t", same_as="old")
    text = ask(claims, "relations", "a", "b")[1]
    assert "1 relation (3 claims), in force." in text.splitlines()[0]
    assert "sources differ on the status: in force [1]" in text
    without = ask(claims.replace('said_on = "2021"', 'said_on = "2024-05"'), "relations")[1]
    assert "), in force" not in without.splitlines()[0]


@pytest.mark.parametrize(("status", "name"), [("lapsed", "over"), ("suspended", "paused")])
def test_a_term_to_come_contests_an_end_without_a_day_told_before_and_not_one_told_later(
    ask: Ask, status: str, name: str
) -> None:
    ahead = "timeline", "--upcoming", "90y"
    later = of_two((status, None), ("in-force", "1980/2090"))
    page = ask(later, "relations", "a", "b")[1]
    assert "1 relation (2 claims), in force." in page
    assert "\n1980–2090  Rail" in page
    assert f"sources differ on the status: in force [1]; {status} [2]" in page
    assert "2090  Rail" in ask(later, *ahead)[1]
    before = of_two(("in-force", "1980/2090"), (status, None))
    assert f"1 relation (2 claims), {name}.\n" in ask(before, "relations", "a", "b")[1]
    assert (ask(before, *ahead)[0] == 0) == (name == "paused")
    assert ("2090" in ask(before, "timeline", "a", "b")[1]) == (name == "paused")
    past = ask(of_two((status, None), ("in-force", "1980/2010")), "relations", "a", "b")[1]
    assert ("), over.\n" in past, "differ" in past) == (True, False)


@pytest.mark.parametrize(
    ("until", "differ", "is_doubt"),
    [("2022-12-31", False, False), ("2024-03-31", True, False), ("2024-06-30", True, True)],
)
def test_a_term_that_is_past_leaves_no_doubt_whether_it_has_ended(
    ask: Ask, until: str, differ: bool, is_doubt: bool
) -> None:
    claims = of_two(("lapsed", None), ("in-force", f"1980/{until}"))
    page = ask(claims, "relations", "a", "b")[1]
    assert "1 relation (2 claims), over.\n" in page
    assert re.search(r"\n1980 – \d+ [A-Z]\w+ 202\d  Rail", page)
    assert ("sources differ on the status" in page) == differ
    known = ask(claims, "relations", "a", "b", "--known-by", "2024-05-01")[1]
    assert ("Claims differ on whether it has ended." in known) == is_doubt


def test_what_ended_nobody_knows_when_by_an_undated_source_has_its_beginning(ask: Ask) -> None:
    claims = relation("s", title="Rail", status="in-force", period="1980/..") + source("none")
    claims += relation("u", title="Rail", status="terminated", source="none", same_as="s")
    assert "\nfrom 1980, end unknown  Rail" in ask(claims, "relations", "a", "b")[1]


@pytest.mark.parametrize(("told", "name"), [("2022", "in force"), ("2024-06", "paused")])
def test_what_may_have_ended_is_not_paused_where_a_later_claim_says_that_it_is_in_force(
    ask: Ask, told: str, name: str
) -> None:
    claims = of_two(("suspended", None), ("in-force", "1980/.."))
    claims = claims.replace('status = "suspended"', f'status = "suspended"\nsaid_on = "{told}"')
    claims += source("u", published="2025")
    claims += relation("u", title="Rail", status="terminated", period="2020", source="u",
                       same_as="s")  # fmt: skip
    first = ask(claims, "relations", "a", "b")[1].splitlines()[0]
    assert (
        first == f"A and B: 1 relation (3 claims), {name}. Claims differ on whether it has ended."
    )


def test_a_relation_lies_in_no_time_after_the_terms_in_which_others_tell_it(ask: Ask) -> None:
    periods = {"r0": "2012-05-07/..", "r1": "2012-05-07/2018-05-07", "r2": "2018-05-07/2024-05-07"}
    claims = "".join(
        relation(
            id_, kind="ties", parties=["a", "b"], period=period, source="s" if id_ == "r0" else "t",
            same_as=None if id_ == "r0" else "r0",
        )
        for id_, period in periods.items()
    )  # fmt: skip
    assert "7 May 2012 – 7 May 2024" in ask(claims, "relations", "a", "b", "--in", "2023")[1]
    for dates in (("--in", "2025"), ("--since", "2025")):
        assert "Nothing on relations" in ask(claims, "relations", "a", "b", *dates)[1]


@pytest.mark.parametrize("status", [None, "in-force"])
def test_in_force_until_a_year_is_no_dispute_with_expired_in_it(
    ask: Ask, status: str | None
) -> None:
    whole = {"kind": "ties", "parties": ["a", "b"], "period": "2014/2022"}
    keys = whole | ({"status": status} if status else {})
    claims = relation("one", status="expired", **whole)
    claims += relation("two", same_as="one", source="t", **keys)
    assert "differ" not in ask(claims, "relations", "a", "b")[1]
    paused = claims.replace("expired", "suspended")
    assert "sources differ on the status" in ask(paused, "relations", "a", "b")[1]


@pytest.mark.parametrize("status", [None, "in-force"])
@pytest.mark.parametrize(
    ("period", "shown"),
    [
        ("/2010", "until 2010, start unknown"),
        ("/2010-05-01", "until 1 May 2010, start unknown"),
        ("/..", "still going, start unknown"),
    ],
)
def test_a_newer_claim_without_a_date_leaves_the_date_that_another_gives(
    ask: Ask, period: str, shown: str, status: str | None
) -> None:
    claims = relation("dated", kind="ties", parties=["a", "b"], period=period, source="s")
    keys = {"status": status} if status else {}
    claims += relation("bare", kind="ties", parties=["a", "b"], same_as="dated", source="t", **keys)
    for command in ("relations", "brief"):
        page = ask(claims, command, "a", "b")[1]
        assert re.search(rf"^{shown}  ", page, re.MULTILINE)
        assert "undated" not in page
