"""Organisations and blocs to which two parties both belong, where nothing is said of the two."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest

from support.command_line import Run
from support.compiled import shared
from support.factbase import base, party, relation, source, topic

Page = Callable[..., str]

HEAD = base(
    source("s", publisher="Almanac"),
    source("dated", publisher="Almanac", published="2024"),
    *(party(id, name=f"{id.upper()}land") for id in "abc"),
    *(party(f"o{n}", kind="organisation", name=f"Body {n}") for n in range(1, 9)),
    party("union", kind="bloc", name="Union"),
    topic(),
    topic("membership"),
)


def member(country: str, body: str, **keys: str | None) -> str:
    usual = {"topic": "membership", "kind": "membership", "from_": country, "to": body}
    id = keys.pop("id", None) or f"{country}-{body}"
    return relation(id, **(usual | {"period": "/.."} | keys))


@pytest.fixture
def run(dip: Run) -> Page:
    """Return what a line prints of a base of these tables."""

    def page(words: str, *tables: str, status: int = 1) -> str:
        path = shared(HEAD + "".join(tables))
        return dip(*words.split(), "-f", str(path)).page(status)

    return page


BOTH = [member(country, body) for country in "ab" for body in ("union", "o2")]


@pytest.mark.parametrize("words", ["brief a b", "relations b a"])
def test_both_belong_to_what_each_is_a_member_of(run: Page, words: str) -> None:
    out = run(words, *BOTH, member("a", "o1"), member("b", "o3"))
    assert out.endswith(
        "is recorded. Both belong to 2 organisations or blocs: Body 2 and the Union.\n"
    )


@pytest.mark.parametrize("words", ["membership a b", "relations a b", "brief b a"])
def test_of_dates_after_memberships_that_were_shared_it_is_told_how_many_there_are(
    run: Page, words: str
) -> None:
    """A time at which both were members is on record, though both are no more."""
    over = [member("a", "union", period="1990/.."), member("b", "union", period="1995/2015")]
    first, *_ = run(f"{words} --in 2016", *over).splitlines()
    assert first.endswith("is recorded for 2016; there are 2 claims from 1990 to 2015.")
    assert "Union" in run(f"{words} --in 2010", *over, status="membership" not in words)
    apart = [member("a", "union", period="1990/1994"), over[1]]
    first, *_ = run(f"{words} --in 2016", *apart).splitlines()
    assert "there are" not in first


def test_of_one_without_a_known_beginning_the_duration_is_unknown(run: Page) -> None:
    claims = [member("a", "union", period="1940/2005"), member("b", "union", period="/2012")]
    told = " in one organisation or bloc at some time in 1950, all of unknown duration: the Union."
    assert told in run("membership a b --in 1950", *claims, status=0)
    known = [claims[0], member("b", "union", period="1930/2012")]
    assert "unknown" not in run("membership a b --in 1950", *known, status=0)


SUSPENDED = {"period": "1995/..", "status": "suspended"}


@pytest.mark.parametrize(
    ("other", "cell"),
    [({"period": "1985/1995"}, "1985–1995"), (SUSPENDED, "since 1995 (suspended)")],
)
def test_without_dates_those_are_told_that_both_once_had(
    run: Page, other: dict[str, str], cell: str
) -> None:
    claims = [member("a", "union", period="1990/.."), member("b", "union", **other)]
    told = (
        "oth once had a membership in one organisation or bloc, since over or suspended: the Union."
    )
    for words in ("a b", "brief a b", "relations a b"):
        assert run(words, *claims).partition("\n")[0].endswith(f" is recorded. B{told}")
    for words in ("membership a b", "relations a b --kind membership"):
        page = " ".join(run(words, *claims, status=0).split())
        assert f": b{told} Shared memberships " in page
        assert f"Union since 1990 {cell} " in page
    both = [member(country, "o2") for country in "ab"]
    assert "once" not in run("relations a b", *claims, *both)
    apart = [member("a", "union", period="1990/.."), member("b", "union", period="1980/1985")]
    assert "once" not in run("relations a b", *apart)


WITHDREW = {"period": "2000", "status": "withdrawn"}
ENDED: dict[str, str | None] = {"period": None, "status": "ended"}
AT_NO_KNOWN_TIME = "since over or suspended, all of unknown duration: the Union."


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (WITHDREW, {"period": "1985/.."}),
        (WITHDREW, WITHDREW | {"period": "1990"}),
        (WITHDREW | {"status": "denounced"}, {"period": "/.."}),
        (WITHDREW, {"period": "1980/1990"}),
        ({"period": "/.."}, {"period": "1990/1991"}),
        ({"period": "/2012"}, {"period": "1990/1991"}),
    ],
)
def test_without_dates_it_is_told_that_a_beginning_is_not_known(
    run: Page, one: dict[str, str], other: dict[str, str]
) -> None:
    """Both may have been members at one time; nobody says that they were."""
    claims = [member("a", "union", **one), member("b", "union", **other)]
    once = f"oth once had a membership in one organisation or bloc, {AT_NO_KNOWN_TIME}"
    for words in ("a b", "b a", "brief a b"):
        assert run(words, *claims).partition("\n")[0].endswith(f" is recorded. B{once}")
    page = run("membership a b", *claims, status=0)
    assert page.startswith(f"Membership of Aland and Bland: b{once}\n")
    page = run("membership a b --since 1900", *claims, status=0)
    assert "at some time since 1900, all of unknown duration: the Union." in page
    assert ("(withdrawn)" in page) == (one == WITHDREW)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (ENDED, ENDED),
        (ENDED, ENDED | {"status": "suspended"}),
        (ENDED | {"status": "withdrawn"}, WITHDREW),
        (ENDED, {"period": "1990/.."}),
        (ENDED, {"period": "/.."}),
        ({"period": None}, WITHDREW),
        ({"period": None}, {"period": "1990/1995"}),
        (ENDED | {"status": "suspended"}, ENDED | {"status": "suspended"}),
    ],
)
def test_a_membership_that_is_over_without_a_date_is_told(
    run: Page, one: dict[str, str | None], other: dict[str, str | None]
) -> None:
    claims = [member("a", "union", **one), member("b", "union", **other)]
    once = f"oth once had a membership in one organisation or bloc, {AT_NO_KNOWN_TIME}"
    for words in ("relations a b", "brief b a"):
        assert run(words, *claims).partition("\n")[0].endswith(f" is recorded. B{once}")
    page = run("membership a b", *claims, status=0)
    assert page.startswith(f"Membership of Aland and Bland: b{once}\n")


def test_a_membership_that_never_began_is_not_told_as_one_that_is_over(run: Page) -> None:
    planned = member("a", "union", period=None, status="proposed")
    assert "once" not in run("membership a b", planned, member("b", "union", **ENDED))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (WITHDREW, {"period": "2005/.."}),
        (WITHDREW, {"period": "2001/2003"}),
        ({"period": "/2000"}, {"period": "2005/.."}),
    ],
)
def test_who_left_before_the_other_came_never_shared_a_membership(
    run: Page, one: dict[str, str], other: dict[str, str]
) -> None:
    claims = [member("a", "union", **one), member("b", "union", **other)]
    assert "once" not in run("membership a b", *claims)


def test_an_end_beside_a_beginning_is_of_known_duration(run: Page) -> None:
    left = member("a", "union", **WITHDREW, id="left", same_as="a-union")
    claims = [member("a", "union", period="1980/.."), left, member("b", "union", period="1985/..")]
    page = run("membership a b", *claims, status=0)
    assert "both once had a membership in" in page
    assert "unknown" not in page.partition("\n")[0]


def test_of_many_only_the_topic_has_all(run: Page) -> None:
    many = [member(country, f"o{n}") for country in "ab" for n in range(1, 9)]
    few = "Both belong to 8 organisations or blocs: Body 1, Body 2, Body 3 and 5 more"
    for words in ("relations a b", "brief a b"):
        lines = run(words, *many).splitlines()
        assert lines[0].endswith(f"{few}.")
        assert lines[-1].startswith("8 shared memberships: dipfacts membership a b -f ")
    page = run("membership a b", *many, status=0)
    assert page.startswith(f"Membership of Aland and Bland: b{few[1:]}.\n")
    assert "\nBody 8                still going, start unknown  still going, " in page
    assert "Both belong" not in run("trade a b", *many)


SHARED = (
    member("a", "union", period="1999-05/..", source="dated"),
    member("a", "union", id="other", period="1999-06/..", same_as="a-union"),
    member("b", "union", period="2004/..", source="dated"),
    *(member(country, "o2") for country in "ab"),
)


def test_a_topic_has_each_ones_membership_of_what_both_belong_to(run: Page) -> None:
    page = run("membership b a", *SHARED, member("a", "o1"), member("b", "o3"), status=0)
    assert page.partition("\nSources")[0] == (
        "Membership of Aland and Bland: both belong to 2 organisations or blocs: Body 2 and the "
        "Union.\n"
        "\n"
        "Both belong to\n"
        "Organisation or bloc  Aland                       Bland                       Source\n"
        "Body 2                still going, start unknown  still going, start unknown  [1]\n"
        "Union                 since May 1999 or Jun 1999  since 2004                  [2] [1]\n"
        "                      · Almanac gave different accounts of the beginning: May 1999 [2]; "
        "Jun 1999 [1]\n"
    )


@pytest.mark.parametrize(
    ("dates", "sentence"),
    [
        ("2002", "one organisation or bloc at some time in 2002, all of unknown duration: Body 2."),
        ("2005", "2 organisations or blocs at some time in 2005, 1 of unknown duration: Body 2 an"),
        ("2010-01-01", "2 organisations or blocs on 1 Jan 2010, 1 of unknown duration: Body 2 and"),
        ("2010~", "2 organisations or blocs at some time about 2010, 1 of unknown duration: Body "),
        ("2010-01/2010-03", "2 organisations or blocs at some time in Jan–Mar 2010, 1 of unknown "),
        ("--since 2005", "2 organisations or blocs at some time since 2005: Body 2 and the Union."),
        ("--until 2003", "one organisation or bloc at some time until 2003, all of unknown durati"),
    ],
)
def test_with_dates_they_are_those_that_both_had_then(run: Page, dates: str, sentence: str) -> None:
    known = SHARED[:3]
    those = [member(country, "o2", source="dated") for country in "ab"]
    page = run(f"membership a b {dates}", *known, *those, status=0)
    assert page.startswith(f"Membership of Aland and Bland: both have a membership in {sentence}")
    assert "\n\nShared memberships\nOrganisation or bloc  Aland " in page
    told = run(f"relations a b {dates}", *known, *those)
    assert told.startswith("Nothing on relations about Aland and Bland is recorded. Both have a ")


def test_of_three_parties_the_commands_for_each_pair_are_named(run: Page) -> None:
    claims = [*BOTH, member("c", "o2"), relation("treaty", parties=("a", "c"), topic="trade")]
    page = run("membership b a c", *claims)
    base = re.search(" -f [^ ]+\n", page)[0].strip()  # type: ignore[index]  # or the test fails
    assert page.replace(f" {base}", "").splitlines() == [
        "Nothing on membership of Bland with Aland or Cland is recorded.",
        "",
        "2 shared memberships of Aland and Bland: dipfacts membership a b",
        "1 shared membership of Bland and Cland: dipfacts membership b c",
    ]
    told = run("relations c b a --kind membership", *claims).replace(f" {base}", "").splitlines()
    assert told[2:] == [
        "2 shared memberships of Aland and Bland: dipfacts membership a b",
        "1 shared membership of Aland and Cland: dipfacts membership a c",
        "Other claims about Aland and Cland: dipfacts a c",
        "1 shared membership of Bland and Cland: dipfacts membership b c",
    ]


def test_of_three_parties_memberships_that_are_over_are_shared_no_more(run: Page) -> None:
    over = [member(it, "union", period="1990/2001") for it in "ab"]
    page = run("relations a b c", *over, member("a", "o2"), member("c", "o2"))
    assert "\n1 once-shared membership of Aland and Bland: dipfacts membership a b -f" in page
    assert "\n1 shared membership of Aland and Cland: dipfacts membership a c -f" in page
    many = [member(it, f"o{n}", period="1990/2001") for it in "ab" for n in range(1, 9)]
    assert "\n8 once-shared memberships: dipfacts membership a b -f" in run("relations a b", *many)


def test_of_three_parties_those_that_became_public_later_are_counted_once(run: Page) -> None:
    known = [member(it, "union", period="2004/..", source="dated") for it in "abc"]
    assert run("membership a b c --known-by 2020", *known).splitlines()[0] == (
        "Nothing on membership of Aland with Bland or Cland is recorded; 3 claims became public "
        "later. (As known by 2020.)"
    )


def test_of_three_parties_what_two_are_told_stands_too(dip: Run) -> None:
    page = dip(*"borders iceland norway sweden -f bundled".split()).page(1)
    assert page.startswith(
        "No figure on borders of Iceland with Norway or Sweden is recorded. Land border of Iceland "
        "in total as of 4 Feb 2026: none (0 km), according to the Central Intelligence Agency "
    )
    assert page.count("Land border of Iceland") == 1
    page = dip(*"trade kenya azerbaijan russia -f bundled".split()).page(1)
    for other in ("Azerbaijan", "Russia"):
        assert f"{other} is not among the five largest partners of Kenya that " in page
        assert f"Kenya is not among the five largest partners of {other} that " in page


LEFT = (
    member("a", "o1", period="1990/2000"),
    member("b", "o1", period="1995/2010"),
    member("a", "o3", period="1990/1994"),
    member("b", "o3", period="1995/.."),
    member("a", "o4", period="1990/..", id="in"),
    member("a", "o4", period="2003/", id="out", status="withdrawn", same_as="in"),
    member("b", "o4", period="1990/.."),
)


def test_with_dates_they_have_one_that_was_over_later(run: Page) -> None:
    both = "Membership of Aland and Bland: both have a membership in "
    page = run("membership a b 1997", *LEFT, status=0)
    assert page.startswith(
        f"{both}2 organisations or blocs at some time in 1997: Body 1 and Body 4."
    )
    page = run("membership a b --since 1992", *LEFT, status=0)  # not at one time in Body 3
    assert page.startswith(f"{both}2 organisations or blocs at some time since 1992: Body 1 and ")
    page = run("membership a b 2002", *LEFT, status=0)
    assert page.startswith(f"{both}one organisation or bloc at some time in 2002: Body 4.")
    assert run("membership a b 2005", *LEFT).startswith("Nothing on membership between ")


@pytest.mark.parametrize("dates", ["--until 1999", "1990/1999", "--since 1990"])
@pytest.mark.parametrize("until", ["..", "2000"])
def test_one_after_the_other_is_no_dispute(run: Page, dates: str, until: str) -> None:
    a, b = member("a", "o1", period="1990/1995"), member("b", "o1", period=f"1996/{until}")
    nothing = "Nothing on membership between Aland and Bland is recorded.\n"
    assert run(f"membership a b {dates}", a, b) == nothing


def test_of_an_end_in_dispute_the_days_count_that_all_sources_give(run: Page) -> None:
    b = member("b", "o4", period="1990/..", source="dated")
    out = member("b", "o4", period="2003", id="b-out", status="withdrawn", same_as="b-o4")
    for until in ("1995", ".."):
        claims = (member("a", "o4", period=f"1980/{until}"), b, out)
        page = run("membership a b --since 1985", *claims, status=0)
        told = "both have a membership in one organisation or bloc at some time since 1985: Body 4."
        assert page.startswith(f"Membership of Aland and Bland: {told}\n")
    nothing = "Nothing on membership between Aland and Bland is recorded"
    differ = "Sources differ on whether both belonged to Body 4 at some time in 2010."
    assert run("membership a b 2010", *claims) == f"{nothing}. {differ}\n"
    assert "differ" not in run("membership a b 1985", *claims)


PAUSED = (
    *(member("a", body, period="1980/..") for body in ("o1", "o2", "o3")),
    *(member("b", body, period="1981/..") for body in ("o1", "o2", "o3")),
    member("b", "o1", period="2010-02-02", id="p1", status="suspended", same_as="b-o1"),
    member("b", "o2", period="2010-02-02", id="p2", status="suspended", same_as="b-o2"),
    member("b", "o2", period="2012-02-02/..", id="again", same_as="b-o2"),
    member("b", "o3", period="2010-02-02/2011-02-01", id="p3", status="suspended", same_as="b-o3"),
)


@pytest.mark.parametrize(
    ("dates", "bodies"),
    [
        ("1992", ["Body 1", "Body 2", "Body 3"]),
        ("2010", ["Body 1", "Body 2", "Body 3"]),
        ("2010-06", []),
        ("2011", ["Body 3"]),
        ("2012", ["Body 2", "Body 3"]),
        ("--since 2013", ["Body 2", "Body 3"]),
    ],
)
def test_a_membership_counts_but_while_it_is_suspended(
    run: Page, dates: str, bodies: list[str]
) -> None:
    page = run(f"membership a b {dates}", *PAUSED, status=0 if bodies else 1)
    assert sorted(re.findall(r"^Body \d", page, flags=re.MULTILINE)) == bodies


@pytest.mark.parametrize("status", [None, "in-force"])
@pytest.mark.parametrize("date", ["2010", "2010-05-03"])
def test_a_membership_as_of_one_date_is_shared_then(
    run: Page, date: str, status: str | None
) -> None:
    known = (member("a", "o1", period="1990/.."), member("b", "o1", period=date, status=status))
    both = "both have a membership in one organisation or bloc"
    for dates, when in ((date[:4], "in 2010"), ("--since 2005", "since 2005")):
        page = run(f"membership a b {dates}", *known, status=0)
        told = f"{both} at some time {when}, all of unknown duration: Body 1.\n"
        assert page.startswith(f"Membership of Aland and Bland: {told}")
    for dates in ("2009", "2011", "--since 2011", "--until 2009"):
        assert "oth have a membership" not in run(f"membership a b {dates}", *known)
    had = "both have or had a membership of unknown duration in one organisation or bloc: Body 1."
    page = run("membership a b", *known, status=0)
    assert page.startswith(f"Membership of Aland and Bland: {had}\n")


def test_those_of_other_dates_or_public_later_are_counted(run: Page) -> None:
    known = [member(it, "union", period="2004/..", source="dated") for it in "ab"]
    assert run("membership a b 2001", *known) == (
        "Nothing on membership between Aland and Bland is recorded for 2001; there are 2 claims "
        "since 2004.\n"
    )
    assert run("membership a b --known-by 2020", *known) == (
        "No claim recorded here on membership between Aland and Bland was public by 2020; 2 claims "
        "became public later.\n"
    )
    told = run("membership a b --known-by 2020 --json", *known)
    assert json.loads(told)["status"] == "outside-dates"


def test_programs_get_the_claims_of_both(run: Page) -> None:
    told = json.loads(run("membership a b --json", *SHARED, member("a", "o1"), status=0))
    assert told["status"] == "answered"
    ids = ["a-o2", "b-o2", "a-union", "other", "b-union"]
    assert [fact["id"] for fact in told["facts"]] == ids
    assert told["answer"]["facts"] == ids
    assert [it["facts"] for it in told["occurrences"]][2] == ["a-union", "other"]
    rows = run("membership a b --format csv --fields id", *SHARED, status=0).split()
    assert rows == ["id", *ids]


def test_a_limit_counts_the_memberships_that_it_leaves(run: Page) -> None:
    page = run("membership a b --limit 1", *SHARED, status=0)
    assert "\n1 more shared membership: --limit 0\n" in page
    told = json.loads(run("membership a b --limit 1 --json", *SHARED, status=0))
    assert told["left_out"]["of"] == {"shared membership": 1}
    assert [fact["id"] for fact in told["facts"]] == ["a-o2", "b-o2"]


def test_they_stand_beside_what_is_claimed_of_the_two(run: Page) -> None:
    pact = relation("pact", topic="membership", title="Pact of both", period="2001/..")
    page = run("membership a b", *SHARED, pact, status=0)
    assert page.index("\nIn force\n") < page.index("\nBoth belong to\n")
    assert page.count("Pact of both") == 1
    assert "\nBoth belong to 2 organisations or blocs: Body 2 and the Union.\n" in page


def test_those_of_no_topic_or_of_several_are_shown_by_their_kind(run: Page) -> None:
    many = [member(country, f"o{n}", topic=None) for country in "ab" for n in range(1, 5)]
    for tables in (many, [*many, *SHARED[:3]]):
        line = run("relations a b", *tables).splitlines()[-1]
        assert " shared memberships: dipfacts relations a b --kind membership -f " in line
        page = run("relations a b --kind membership", *tables, status=0)
        count = int(line.split()[0])
        assert page.startswith(f"Aland and Bland: both belong to {count} organisations or blocs: ")
        assert page.count("still going, start unknown  ") >= 8
        assert "--kind" not in page


def test_names_stand_in_the_order_of_a_dictionary(run: Page) -> None:
    named = {"x": "ZETA", "y": "Zebra", "z": "Åbo"}
    bodies = "".join(party(id, kind="organisation", name=name) for id, name in named.items())
    out = run("relations a b", bodies, *(member(one, id) for id in named for one in "ab"))
    assert "blocs: Åbo, Zebra and ZETA.\n" in out


def test_the_smallest_stand_first_and_members_by_their_names(run: Page) -> None:
    pairs = ["ao1", "ao2", "ao3", "ao4", "co1", "co2", "bo3", "co3"]
    tables = [member(pair[0], pair[1:], source="dated") for pair in pairs]
    smallest = "blocs since an unknown date: Body 4, Body 1, Body 2 and 1 more [1]."
    assert smallest in run("a", *tables, status=0)
    assert "3 members on record, since an unknown date: Aland, Bland and Cland [1]." in run(
        "brief o3", *tables, status=0
    )


def test_a_brief_tells_it_beside_what_is_recorded(run: Page) -> None:
    out = run("brief a b", *BOTH, relation("treaty"), status=0)
    assert "\nBoth belong to 2 organisations or blocs: Body 2 and the Union.\n" in out


@pytest.mark.parametrize(
    "other",
    [
        member("b", "union", period="/2001"),
        member("b", "union", status="suspended"),
        member("b", "union", kind="observer-status"),
        member("union", "b"),
        member("c", "union"),
    ],
    ids=["over", "paused", "observer", "the other way", "another"],
)
def test_who_is_no_member_now_does_not_belong(run: Page, other: str) -> None:
    assert "Both belong" not in run("relations a b", member("a", "union"), other)


@pytest.mark.parametrize(
    "end", [{"period": "2020", "status": "withdrawn"}, {"period": "1960/2020"}]
)
@pytest.mark.parametrize("words", ["brief a b", "relations b a", "a b"])
def test_where_sources_differ_on_whether_one_has_left_both_do_not_belong(
    run: Page, words: str, end: dict[str, str]
) -> None:
    since = member("a", "union", period="1960/..", source="dated")
    left = member("a", "union", same_as="a-union", **end)
    out = run(words, since, left.replace('"a-union"', '"left"', 1), *BOTH[1:])
    differ = "Sources differ on whether both still belong to the Union.\n"
    assert out.endswith(f"is recorded. Both belong to one organisation or bloc: Body 2. {differ}")


def test_a_membership_that_has_no_direction_is_that_of_the_country(run: Page) -> None:
    of = {"kind": "membership", "period": "2000/.."}
    both = (relation(f"{id}-in", parties=[id, "union"], **of) for id in "ab")
    assert "Both belong to one organisation or bloc: the Union." in run("relations a b", *both)


@pytest.mark.parametrize(
    "words", ["timeline a b", "relations a b --in 2001", "relations a b --kind treaty"]
)
def test_who_belongs_today_is_not_told_where_else_was_asked(run: Page, words: str) -> None:
    assert "Both belong" not in run(words, *BOTH, relation("c-treaty", parties=["b", "c"]))


def test_that_a_membership_goes_on_is_no_doubt(run: Page) -> None:
    out = run("brief a", *BOTH, relation("old", period="1990/.."), status=0)
    doubts = out.partition("The date is uncertain")[2]
    assert "Treaty old" in doubts
    assert "still going" not in doubts


def test_a_brief_has_memberships_without_a_beginning_in_one_sentence(run: Page) -> None:
    dated = member("a", "union", period="1999-05/..", source="dated")
    many = [dated, *(member("a", f"o{n}", source="dated") for n in range(1, 9))]
    for words in ("brief a", "brief a --limit 0"):
        out = run(words, *many, status=0)
        assert (
            "Member of 8 organisations or blocs since an unknown date: Body 1, Body 2, Body 3, "
            "Body 4, Body 5, Body 6, Body 7 and Body 8 [1]."
        ) in out
        assert "No relation in force" not in out
        assert out.count("still going, start unknown") == 0
        assert "since May 1999" in out
    brief = json.loads(run("brief a --json", *many, status=0))["brief"]
    assert brief["memberships"] == [f"a-o{n}" for n in range(1, 9)]
    assert {*brief["memberships"], "a-union"} == {*brief["in_force"]}
    several = [member(country, "union", source="dated") for country in "cab"]
    out = run("brief union", *several, status=0)
    assert "3 members on record, since an unknown date: Aland, Bland and Cland [1]." in out
    assert "Member of one organisation or bloc since" in run("brief a", several[1], status=0)
    assert "still going, start unknown" in run("brief a union", several[1], status=0)


@pytest.mark.parametrize("form", ["", " --format md", " --format html"])
def test_that_sentence_counts_all_of_which_a_limit_names_some(run: Page, form: str) -> None:
    many = [member("a", f"o{n}", source="dated") for n in range(1, 9)]
    out = run(f"brief a --limit 2{form}", *many, status=0).replace("\\", "")
    text = re.sub("<[^>]+>", "", out)
    assert (
        "Member of 8 organisations or blocs since an unknown date: Body 1, Body 2 and 6 more"
        in text
    )
    assert "And 6 more memberships" in text
    several = [member(country, "union", source="dated") for country in "abc"]
    out = re.sub("<[^>]+>", "", run(f"brief union --limit 1{form}", *several, status=0))
    assert "3 members on record, since an unknown date: Aland and 2 more" in out.replace("\\", "")


def test_of_more_memberships_than_a_brief_names_all_are_counted(run: Page) -> None:
    bodies = [party(f"x{n}", kind="bloc", name=f"Bloc {n:02}") for n in range(70)]
    many = [*bodies, *(member("a", f"x{n}", source="dated") for n in range(70))]
    out = run("brief a", *many, status=0)
    assert "Member of 70 organisations or blocs since an unknown date: Bloc 00, " in out
    assert "Bloc 59 and 10 more [1]." in out
    assert "And 10 more memberships" in out
    assert "and 10 more" not in run("brief a --limit 0", *many, status=0)
    left_out = json.loads(run("brief a --json", *many, status=0))["brief"]["left_out"]
    assert left_out["memberships"] == 10


UNKNOWN = (
    member("a", "o1", period="1900/"),
    member("b", "o1", period="1905/"),
    member("a", "union"),
    member("b", "union"),
    member("a", "o2", period="1950/.."),
    member("b", "o2", period="1960"),
    member("a", "o3", period="1900/", status="ended"),
    member("b", "o3", period="1890/.."),
)


def test_of_memberships_without_a_known_end_it_is_said_that_they_may_be_over(run: Page) -> None:
    unknown = "oth have or had a membership of unknown duration in 2 organisations or blocs"
    assert run("membership a b", *UNKNOWN, status=0).startswith(
        "Membership of Aland and Bland: both belong to one organisation or bloc: the Union. "
        f"B{unknown}: Body 1 and Body 2.\n"
    )
    page = run("membership a b", *UNKNOWN[:2], status=0)
    assert page.splitlines()[:4] == [
        "Membership of Aland and Bland: both have or had a membership of unknown duration in one "
        "organisation or bloc: Body 1.",
        "",
        "Shared memberships",
        "Organisation or bloc  Aland                   Bland                   Source",
    ]
    assert f"B{unknown}: Body 1 and Body 2." in run("brief a b", *UNKNOWN)
    counted = "both have a membership in one organisation or bloc at some time in 1910"
    page = run("membership a b 1910", *UNKNOWN[:2], status=0)
    assert f": {counted}, all of unknown duration: Body 1.\n" in page
    assert "oth have a membership" not in run("membership a b 1903", *UNKNOWN[:2])


@pytest.mark.parametrize("status", ["ended", "withdrawn", "in-force", None])
def test_a_past_membership_is_shared_in_its_years_whatever_says_that_it_is_over(
    run: Page, status: str | None
) -> None:
    a = member("a", "o1", period="1950/1970", status=status)
    claims = (a, member("b", "o1", period="1960/.."))
    told = "both have a membership in one organisation or bloc at some time in 1965: Body 1."
    assert told in run("membership a b 1965", *claims, status=0)
    for year in ("1955", "1975"):
        assert "oth have a membership" not in run(f"membership a b {year}", *claims)


@pytest.mark.parametrize(
    ("one", "other", "sure", "in_dispute"),
    [
        ("1990/1999", "1990/2005", ["1990", "1998"], ["2001", "2005"]),
        ("1990/..", "2000/..", ["2000", "2020"], ["1990", "1999"]),
        ("1990/2005", "1992/1999", ["1992", "1999"], ["1991", "2004"]),
    ],
)
def test_years_on_which_sources_differ_are_told_as_in_dispute(
    run: Page, one: str, other: str, sure: list[str], in_dispute: list[str]
) -> None:
    claims = (
        member("a", "o1", period=one),
        member("a", "o1", period=other, id="other", source="dated", same_as="a-o1"),
        member("b", "o1", period="1980/.."),
    )
    for year in sure:
        page = run(f"membership a b {year}", *claims, status=0)
        assert f"at some time in {year}: Body 1." in page
        assert "differ on whether" not in page
    for year in in_dispute:
        told = f"Sources differ on whether both belonged to Body 1 at some time in {year}."
        assert told in run(f"membership a b {year}", *claims)


def test_a_membership_by_a_deprecated_claim_alone_says_so(run: Page) -> None:
    withdrawn = {"rank": "deprecated", "rank_reason": "misread"}
    claims = (
        member("a", "o1", period="1980/..", **withdrawn),
        member("a", "o2", period="1990/.."),
        *(member("b", body, period="1970/..") for body in ("o1", "o2")),
    )
    page = run("membership a b --all", *claims, status=0)
    assert "\nBody 1                since 1980 (deprecated)  since 1970  [" in page
    assert "\nBody 2                since 1990               since 1970  [" in page
    assert "Body 1" not in run("membership a b", *claims, status=0)


@pytest.mark.parametrize("first", ["../1995", "/1995"])
@pytest.mark.parametrize("source", ["s", "dated"])
def test_a_first_term_without_a_beginning_is_shared_before_its_end(
    run: Page, first: str, source: str
) -> None:
    later = member("a", "o1", id="later", period="2007/..", same_as="a-o1", source=source)
    claims = (member("a", "o1", period=first), later, member("b", "o1", period="1970/.."))
    told = "ources differ on whether both belonged to" if source == "dated" else "oth have a member"
    for year in ("1990", "2008"):
        page = run(f"membership a b {year}", *claims, status=int(source == "dated"))
        assert told in page
        assert ("differ" in page) is (source == "dated")
    page = run("membership a b 2000", *claims)
    assert "oth have" not in page
    assert "differ" not in page


@pytest.mark.parametrize("day", ["2021", "202X", "[2021,2023]", "2021-06-15"])
@pytest.mark.parametrize("status", ["withdrawn", "suspended"])
def test_who_left_some_time_in_a_year_was_a_member_in_it(run: Page, day: str, status: str) -> None:
    out = member("a", "o1", period=day, id="out", status=status, same_as="a-o1")
    claims = (member("a", "o1", period="1980/.."), out, member("b", "o1", period="1970/.."))
    for year in ("2020", "2021"):
        assert "differ" not in run(f"membership a b {year}", *claims, status=0)
    assert "oth have a membership" not in run("membership a b 2030", *claims)


def test_who_is_suspended_since_an_unknown_day_is_in_dispute(run: Page) -> None:
    out = member("a", "o1", period=None, id="out", status="suspended", same_as="a-o1")
    claims = (member("a", "o1", period="1980/.."), out, member("b", "o1", period="1970/.."))
    told = "Sources differ on whether both belonged to Body 1 at some time in 2026."
    assert told in run("membership a b 2026", *claims)


@pytest.mark.parametrize("some_time", ["[..2000]", "[1990,2000]"])
def test_of_some_time_up_to_a_year_that_alone_is_shared(run: Page, some_time: str) -> None:
    claims = (member("a", "o1", period=some_time), member("b", "o1", period="1980/.."))
    told = "both have a membership in one organisation or bloc at some time in 2000"
    assert told in run("membership a b 2000", *claims, status=0)
    for year in ("1985", "1995", "2001"):
        assert "oth have a membership" not in run(f"membership a b {year}", *claims)
