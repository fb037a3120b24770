"""What `dipfacts check` tells of relations."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from dipfacts import countries
from dipfacts.countries import country_names, lifetimes
from dipfacts.model.periods.period import Period
from support.command_line import Run
from support.compiled import shared
from support.factbase import event, figure, measure, party, source, topic
from support.relation_pages import BASE, Ask, checked, relation, told


@pytest.fixture
def ask(dip: Run) -> Ask:
    """Ask a command of these claims beside two parties; "-f" names the file."""

    def run(claims: str, *words: str, errors: str = "") -> tuple[int, str]:
        status, out, err = dip(*words, "-f", str(shared(BASE + claims)))
        assert err.partition(" has ")[2].partition(" (")[0] == errors, err
        assert bool(err) == bool(errors)
        return status, out

    return run


PAST = (
    'status is "{}", but the period 2014/2018 is past; '
    "add a claim that says what it is since, or correct the period"
)
AHEAD = (
    'status is "{}", but the period {} is ahead; '
    "write the status that it has until then, or correct the period"
)
NOT_OVER = (
    'status is "terminated", but the period {} is not over; '
    'write period = "{}" if it is over from then, or correct the period'
)


@pytest.mark.parametrize(
    ("status", "period", "message"),
    [
        ("in-force", "1992/..", None),
        ("in-force", "1992/", None),
        ("in-force", "1992/2023", None),
        ("in-force", "1992", None),
        (
            "in-force",
            "1992/2000",
            'status is "in-force", but the period 1992/2000 is past; '
            'write status = "ended", or correct the period',
        ),
        ("adopted", "2014/2018", None),  # a programme for these years
        ("adopted", "2030/2034", None),
        ("provisionally-applied", "2014/2018", PAST.format("provisionally-applied")),
        ("suspended", "2014/2018", PAST.format("suspended")),
        ("suspended", "2014", None),
        ("in-force", "2030/..", AHEAD.format("in-force", "2030/..")),
        ("in-force", "2030", AHEAD.format("in-force", "2030")),
        ("in-force", "203X", AHEAD.format("in-force", "203X")),
        ("in-force", "2022/..", None),  # the year of the day of the check
        ("suspended", "2030/..", AHEAD.format("suspended", "2030/..")),
        ("provisionally-applied", "2030/", AHEAD.format("provisionally-applied", "2030/")),
        ("proposed", "2030/..", None),  # that for which it is proposed
        ("ratified", "2030-01-01/..", None),
        ("signed", "2014/2018", None),
        ("signed", "2014-02-03", None),
        ("signed", "2014-02-03/..", None),
        (None, "1992/2000", None),
        ("ended", "2001/", None),
        ("ended", "/2001", None),
        ("ended", "1992/2001", None),
        ("ended", "2001", None),
        ("ended", None, None),
        (
            "expired",
            "2001/..",
            'status is "expired", but the period 2001/.. goes on; '
            'write when it ended, or "2001/" where that is not known',
        ),
        (
            "expired",
            "../..",
            'status is "expired", but the period ../.. goes on; '
            "write when it ended, or leave the period out",
        ),
        (
            "terminated",
            "2001/2022-04-01",
            NOT_OVER.format("2001/2022-04-01", "2022-04-01"),
        ),
        ("terminated", "2001/2022-03-30", None),
        ("terminated", "2030", None),  # it takes effect then
        ("denounced", "2022-04-01", None),
        ("terminated", "[2030..]", None),
        ("terminated", "2030/", NOT_OVER.format("2030/", "2030")),
        ("terminated", "/2030", NOT_OVER.format("/2030", "2030")),
        ("terminated", "2030/2031", NOT_OVER.format("2030/2031", "2031")),
        (
            "denounced",
            "2030/..",
            'status is "denounced", but the period 2030/.. goes on; '
            'write period = "2030" if it is over from then, or correct the period',
        ),
        ("terminated", "2022", None),  # which may be before the day of the check
        ("terminated", "2001/2022", None),
    ],
)
def test_a_status_and_a_period_that_contradict_each_other(
    status: str | None, period: str | None, message: str | None
) -> None:
    found = told(relation("r", period, status=status))
    assert found == ([("status-against-period", message)] if message else [])


def test_stages_of_one_treaty_contradict_nothing() -> None:
    stages = (
        relation("signed", "2010-04-08", status="signed", title="New START")
        + relation("in-force", "2011-02-05/2022-02-20", status="in-force", title="New START")
        + relation("paused", "2022-02-21/2022-02-28", status="suspended", title="New START")
        + relation("again", "2030/..", status="in-force", title="New START")
    )
    assert told(stages) == []


def test_what_is_denounced_from_a_day_to_come_is_right() -> None:
    stages = relation("r", "2010-04-08/..", status="in-force", title="Gas treaty")
    assert told(stages + relation("s", "2027-01-01", status="denounced", same_as="r")) == []


FORCE = {"status": "in-force", "title": "Treaty on water"}


@pytest.mark.parametrize(
    ("current", "over", "is_conflict"),
    [
        ("1992/..", None, True),
        ("1992/..", "1992/", True),
        (None, None, True),
        (None, "1992/", True),
        ("1992/..", "1991/", True),
        ("1992/", "1992/", True),
        ("1992/..", "1992/2005", False),  # its end tells when
        ("1992/2004", None, False),
        ("1992/..", "2005-06-01/", False),  # a stage of its own, later
        ("1992/..", "2005-06-01", False),
        ("1992/..", "/2005", False),
    ],
)
def test_in_force_and_over_cannot_both_be(
    current: str | None, over: str | None, is_conflict: bool
) -> None:
    claims = relation("r", current, **FORCE) + relation(
        "s", over, **{**FORCE, "status": "ended", "same_as": "r"}
    )
    found = [problem for problem in checked(claims) if problem.code != "status-against-period"]
    assert [problem.code for problem in found] == ["cannot-be-both"] * is_conflict
    assert {problem.severity for problem in found} <= {"warning"}


@pytest.mark.parametrize(
    ("begun", "over", "resumed", "is_conflict"),
    [
        ("1990/..", "2018-05-04/", "2021/..", False),
        ("1990/2018-05-03", "2018-05-04/", "2021/..", False),
        ("1990", "2018/..", "2018-06/..", False),
        ("1990/..", "1990/", "2021/..", True),  # since when it was in force
        ("1990/..", "1985/", "2021/..", True),
        ("1990/..", "2021/", "2021/..", True),
        ("1990/..", "2018-05-04/", None, True),  # in force, nobody says when
        ("1990/..", None, "2021/..", True),
    ],
)
def test_what_was_over_since_a_day_and_resumed_later_is_no_conflict(
    begun: str, over: str | None, resumed: str | None, is_conflict: bool
) -> None:
    claims = relation("r", begun, **FORCE)
    claims += relation("s", over, **{**FORCE, "status": "ended", "same_as": "r"})
    claims += relation("u", resumed, **FORCE, same_as="r")
    found = [problem.code for problem in checked(claims)]
    assert found.count("cannot-be-both") == is_conflict


@pytest.mark.parametrize(
    "keys",
    [
        {"title": "TREATY on Water"},
        {"parties": ["b", "a"]},
        {"status": "replaced"},
    ],
)
def test_one_treaty_is_known_by_kind_parties_and_title(keys: dict[str, Any]) -> None:
    over = {"status": "ended", "title": "Treaty on water", **keys}
    claims = relation("r", "1992/..", **FORCE) + relation("s", **over)
    assert told(claims) == [
        (
            "cannot-be-both",
            f'"{over["status"]}" here, "in-force" in "r" (a.toml:18), and no date tells when; '
            "write when it ended, or deprecate the claim that no longer holds",
        )
    ]


@pytest.mark.parametrize(
    "keys",
    [
        {"title": "Treaty on fish"},
        {"parties": ["a", "ru"]},
        {"kind": "alliance"},
        {"rank": "deprecated", "rank_reason": "out of date"},
        {"status": "signed"},
    ],
)
def test_other_relations_contradict_nothing(keys: dict[str, Any]) -> None:
    over = {"status": "ended", "title": "Treaty on water", **keys}
    assert told(relation("r", "1992/..", **FORCE) + relation("s", **over)) == []


@pytest.mark.parametrize(
    "keys",
    [{"parties": None, "from_": "a", "to": "b"}, {"status": "suspended"}, {"status": "suspended",
     "parties": ["b", "a"]}],
)  # fmt: skip
def test_a_pause_or_an_end_without_a_date_may_be_of_what_has_its_title(
    keys: dict[str, Any], ask: Ask
) -> None:
    over = {"status": "ended", "title": "Treaty on water", "source": "u", **keys}
    claims = source("u") + relation("r", "1992/..", **FORCE) + relation("s", **over)
    ((code, message),) = told(claims)
    assert code == "possible-duplicate"
    assert "same parties, and one may be a later stage of the other; add same_as" in message
    assert "Perhaps the same, though no same_as joins them: r and s." in ask(claims, "relations")[1]


def test_a_pause_without_a_date_that_was_told_last_contradicts_nothing() -> None:
    of = {"title": "Treaty on water", "same_as": "r"}
    claims = relation("r", status="suspended", title="Treaty on water", said_on="2019-05-01")
    claims += source("u", published="2021") + relation("on", "1992/..", source="u", **of)
    assert [code for code, _ in told(claims)] == ["cannot-be-both"]
    last = source("v", published="2022-02") + relation("s", status="suspended", source="v", **of)
    assert told(claims + last) == []


def test_who_left_nobody_knows_when_contradicts_nothing_between_the_others() -> None:
    of = {"title": "Treaty on water", "same_as": "r", "status": "withdrawn"}
    every = relation("r", "1992/..", **{**FORCE, "parties": ["a", "b", "ru"]})
    assert told(every + relation("s", parties=["b"], **of)) == []
    ((code, _),) = told(every + relation("s", parties=["b", "a", "ru"], **of))
    assert code == "cannot-be-both"


def test_an_end_without_a_date_cannot_be_beside_a_term_told_later() -> None:
    over = relation("r", status="lapsed", title="Treaty on water", said_on="2019-05-01")
    term = source("u", published="2022") + relation(
        "on", "1992/2040", **{**FORCE, "source": "u", "same_as": "r"}
    )
    ((code, message),) = told(over + term)
    assert (code, message[:43]) == ("cannot-be-both", '"lapsed" here, and later in force in "on" (')
    assert message.endswith("write when it ended, or deprecate the claim that no longer holds")
    before = term.replace('published = "2022"', 'published = "2018"')
    assert told(over + before) == []


@pytest.mark.parametrize(
    ("later", "is_told"),
    [
        ({"period": "1992/.."}, True),
        ({"period": None}, True),
        ({"period": "1992/2040"}, True),
        ({"period": "1992/2018"}, False),
        ({"period": "1992/"}, False),  # nobody says that it goes on
        ({"period": "1992/..", "status": "signed"}, False),
        ({"period": "1992/..", "said_on": "2019"}, False),  # perhaps before it was suspended
        ({"period": "2021/.."}, False),  # resumed
        ({"period": "1992/..", "source": "s"}, False),  # by the same source, in force again
        ({"period": "1992/..", "rank": "deprecated", "rank_reason": "out of date"}, False),
    ],
)
def test_a_pause_without_a_date_cannot_be_where_others_say_later_that_it_is_in_force(
    later: dict[str, Any], is_told: bool
) -> None:
    paused = relation("r", status="suspended", title="Treaty on water", said_on="2019-05-01")
    other = source("u", published="2022") + relation(
        "on", **{"status": "in-force", "title": "Treaty on water", "source": "u", "same_as": "r",
                 "said_on": "2022-01-01", **later}
    )  # fmt: skip
    found = [it for it in told(paused + other) if it[0] == "cannot-be-both"]
    where = (BASE + paused + other).splitlines().index('id = "on"')
    message = (
        f'"suspended" here, and later in force in "on" (a.toml:{where}), and no date tells '
        "since when; write when it was suspended, or deprecate the claim that no longer holds"
    )
    assert found == ([("cannot-be-both", message)] if is_told else [])
    dated = paused.replace('"suspended"', '"suspended"\nperiod = "2018/.."')
    assert "cannot-be-both" not in {code for code, _ in told(dated + other)}


def test_without_a_status_only_an_open_end_says_that_it_goes_on() -> None:
    over = relation("s", status="ended", title="Treaty on water")
    ((code, _),) = told(relation("r", "1992/", title="Treaty on water") + over)
    assert code == "possible-duplicate"
    ((code, message),) = told(relation("r", "1992/..", title="Treaty on water") + over)
    assert code == "cannot-be-both"
    assert message.startswith('"ended" here, still going in "r" (a.toml:18), and no date')


NAME_IT = "correct the period, or name the state that there was then"
CROATIA = 'the lifetime of "croatia", 1991-06-25/..'


@pytest.mark.parametrize(
    ("with_", "period", "message"),
    [
        ("hr", "1985", f"1985 is outside {CROATIA}; {NAME_IT}"),
        ("hr", "1991-06-24", f"1991-06-24 is outside {CROATIA}; {NAME_IT}"),
        ("hr", "1991-06-25", None),
        ("hr", "1991", None),
        ("hr", "1985/..", f"1985/.. begins outside {CROATIA}; {NAME_IT}"),
        ("hr", "1991/..", None),
        ("hr", "../..", None),
        ("hr", "/2005", None),
        ("ss", "2010/..", f'2010/.. begins outside the lifetime of "south-sudan", 2011-07-09/..; '
         f"{NAME_IT}"),
        ("ee", "1930", None),
        ("ee", "1985", 'outside the lifetime of "estonia", 1918-02-24/1940-06 and 1991-08-20/..'),
        ("ee", "1920-02-02/..", None),
        ("az", "1919", None),
        ("az", "1950", '1950 is outside the lifetime of "azerbaijan", ../1922-12-29 and'),
        ("ru", "1950", None),
        ("de", "1950", None),
        ("fr", "1700", None),
        ("xk", "2000", '2000 is outside the lifetime of "kosovo", 2008-02-17/..'),
        ("su", "1948-04-06/..", '1948-04-06/.. goes on after the lifetime of "soviet-union", '
         "1922-12-30/1991-12-26; "
         'write when it ended, such as "1948-04-06/1991-12-26", or name the state that followed'),
        ("su", "/..", 'write when it ended, such as "/1991-12-26", or'),
        ("su", "../..", 'write when it ended, such as "../1991-12-26", or'),
        ("su", "1948-04-06/", None),
        ("su", "1948-04-06/1991", None),
        ("su", "1948-04-06/2000", '1948-04-06/2000 ends outside the lifetime of "soviet-union"'),
        ("su", "1910/1950", '1910/1950 begins outside the lifetime of "soviet-union"'),
        ("su", "1992/..", '1992/.. is outside the lifetime of "soviet-union"'),
        ("nafta", "1994/2020-07-01", None),
        ("nafta", "1994/..", '1994/.. goes on after the lifetime of "nafta", '
         "1994-01-01/2020-07-01; "
         'write when it ended, such as "1994/2020-07-01", or name the organisation that followed'),
        ("oau", "1962/1970", 'begins outside the lifetime of "organization-of-african-unity", '
         "1963-05-25/2002-07-09; "
         "correct the period, or name the organisation that there was then"),
    ],
)  # fmt: skip
def test_a_relation_needs_its_parties(with_: str, period: str, message: str | None) -> None:
    found = told(relation("r", period, parties=["a", with_]))
    found = [(code, text) for code, text in found if code != "at-any-time"]
    assert [code for code, _ in found] == ["outside-lifetime"] * (message is not None)
    assert (message or "") in "".join(text for _, text in found)


def test_of_two_that_are_gone_the_end_of_the_first_is_the_remedy() -> None:
    whom = ["su", "oau"]
    both = [text for _, text in told(relation("r", "1970/..", parties=whom))]
    assert [re.findall('such as "(.*?)"', text) for text in both] == [["1970/1991-12-26"]] * 2
    assert told(relation("r", "1970/1991-12-26", parties=whom)) == []


def test_between_others_it_goes_on_after_one_is_gone() -> None:
    three = relation("r", "1980/..", parties=["a", "b", "su"])
    ((code, message),) = told(three)
    assert code == "outside-lifetime"
    assert message == (
        '1980/.. goes on after the lifetime of "soviet-union", 1922-12-30/1991-12-26; say of it '
        'alone that it ended, in a claim with parties = ["soviet-union"], same_as = "r", '
        'status = "ended", period = "1991-12-26", or name the state that followed'
    )

    def then(period: str, **keys: Any) -> str:
        return relation("s", period, same_as="r", **{"parties": ["su"], **keys})

    assert told(three + then("1991-12-26", status="ended")) == []
    assert told(three + then("1980/1991-12-26")) == []
    for other in (
        then("1985/1990", parties=["a"]),
        then("1985-01-01", status="suspended"),
        then("1985-01-01", status="ended", parties=["a"]),
    ):
        assert [code for code, _ in told(three + other)] == ["outside-lifetime"]


def test_a_figure_may_reach_over_the_edge_of_a_lifetime() -> None:
    tables = topic() + measure()
    of = {"parties": ["a", "hr"], "locator": "p1"}
    for period, codes in (("1990", ["outside-lifetime"]), ("1991", []), ("1980/2000", [])):
        found = told(tables + figure("f", period=period, **of))
        assert [code for code, _ in found] == codes
    assert told(event("e", period="1989/1995", **of)) == []


def test_a_period_that_a_base_declares_outweighs_the_table() -> None:
    own = party("hr", name="Croatia", iso="HR", period="1900/..")
    assert told(own + relation("r", "1985/..", parties=["a", "hr"])) == []
    mine = party("croatia", name="Croatia", iso="HR")
    found = told(mine + relation("r", "1985/..", parties=["a", "croatia"]))
    assert [code for code, _ in found] == ["outside-lifetime"]


def test_the_table_of_beginnings_is_sound() -> None:
    path = Path(countries.__file__).with_name("beginnings.tsv")
    lines = path.read_text(encoding="utf-8").splitlines()[1:]
    rows = [line.split("\t") for line in lines]
    codes = [code for code, _, _ in rows]
    assert codes == sorted({*codes})
    assert {*codes} <= country_names.codes()
    for code, spans, how in rows:
        periods = [Period.parse(span) for span in spans.split()]
        *earlier, last = periods
        assert last.text.endswith("/.."), code
        assert last.precision == "day", code
        assert last.start is not None, code
        assert last.start.year >= 1943, code
        assert all(span.end and span.end <= last.start for span in earlier), code
        assert how.strip() == how != "", code
        assert lifetimes.lifetime(code) is None, code
        assert lifetimes.existed(code) == spans.split()
