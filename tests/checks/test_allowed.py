"""`dipfacts check`: what a base allows, circles, what is known in advance, the unseen."""

from __future__ import annotations

import re

import pytest

from dipfacts.read.base.circles import circles
from support.check_page import SHARED, example
from support.check_texts import AZ, TIES, figure, problems, told
from support.factbase import base, source

PREFERRED = 'rank = "preferred"\nrank_reason = "better"'


@pytest.mark.parametrize(
    ("allow", "told_of"),
    [
        ('"missing-said-on: the page is not dated"', []),
        ('"missing-said-on:the page: not dated", "missing-said-on: again"', []),
        ('"missing-said-on"', ['allow gives no reason for "missing-said-on"']),
        ('"missing-said-on:  "', ['allow gives no reason for "missing-said-on"']),
        (
            '"bad-url: it is a file"',
            ['"russia" is quoted without a date', 'allow: unknown warning "bad-url"'],
        ),
        (
            '"missing-said-on: none", "same-claim: it is"',
            ['allow: this table has no warning "same-claim"'],
        ),
    ],
)
def test_allow(allow: str, told_of: list[str]) -> None:
    assert [p.message for p in problems(f"{TIES}allow = [{allow}]\n")] == told_of


def test_allow_suggests_the_nearest_warning() -> None:
    found = problems(f'{TIES}allow = ["mising-said-on: no date"]\n')
    assert found[1].hint == 'did you mean "missing-said-on"?'


def test_what_a_key_of_a_source_or_a_party_allows() -> None:
    text = example("unused-source", "Bad") + 'allow = ["unused-source: for later"]\n'
    assert problems(text) == []
    text = example("unknown-iso", "Bad") + 'allow = ["unknown-iso: by custom"]\n'
    assert problems(text) == []


def test_the_sound_tables_of_files_that_do_not_load_are_checked_too() -> None:
    bad = '[[event]]\nid = "e"\n\n[[source]]\nid = "unused"\npublisher = "P"\nurl = "x"\n'
    found = problems(SHARED + bad + figure("f", "104", measure="turnover-share"))
    assert [p.code for p in found] == ["missing-key"] * 3 + ["about-whom", "bad-url"] + [
        "unit-of-nature"
    ]


def test_preferred_claims_may_agree() -> None:
    text = SHARED + figure("a", "2_900_000_000", PREFERRED)
    text += figure("b", "2_904_000_000", PREFERRED) + figure("c", "2_900_000_000", AZ, PREFERRED)
    assert problems(text) == []


def test_long_circles_are_cut_and_told_once() -> None:
    links = [
        figure(f"c{n}", "5", f'part_of = "c{(n + 1) % 9}"\nscope = "s{n}"') for n in range(9)
    ] + [figure("tail", "5", 'part_of = "c3"\nscope = "tail"')]
    (problem,) = problems(SHARED + "\n".join(links))
    assert problem.message == 'part_of leads in a circle: "c0", "c1", "c2", "c3", …, "c0"'


@pytest.mark.parametrize(
    ("made_from", "told"),
    [
        ({"s": ["s"]}, {'"s", "s"': "a.toml:6"}),
        ({"s": ["t"], "t": ["t", "t"]}, {'"t", "t"': "a.toml:12"}),
        ({"s": ["t"], "t": ["u"]}, {}),
        ({"s": ["t"], "t": ["u"], "u": ["t"]}, {'"t", "u", "t"': "b.toml:6"}),
        (
            {"s": ["t", "u"], "t": ["u"], "u": ["s"]},
            {'"s", "t", "u", "s"': "b.toml:6"},
        ),
        (
            {"s": ["t", "u"], "t": ["s"], "u": ["s"]},
            {'"s", "t", "s"': "a.toml:12", '"s", "u", "s"': "b.toml:6"},
        ),
    ],
)
def test_circles_of_sources_are_told_once_each(
    made_from: dict[str, list[str]], told: dict[str, str]
) -> None:
    one, other, third = (source(id, derived_from=made_from.get(id)) for id in "stu")
    found = problems(base(one, "# two\n", other), base(third))
    told_of = [it for it in found if it.code == "derived-from-circle"]
    start = "derived_from leads in a circle: "
    assert {it.message.removeprefix(start): f"{it.file}:{it.line}" for it in told_of} == told
    assert {it.severity for it in told_of} <= {"error"}


def test_the_search_for_circles_grows_with_the_links() -> None:
    links = {f"s{n}": [("of", f"s{n + 1}"), ("of", "s0")] for n in range(50_000)}
    found = [circle for _, circle in circles(links)]
    assert len(found) == 50_000
    assert max(map(len, found)) == 7


@pytest.mark.parametrize("status", ["planned", "reported"])
def test_only_what_was_held_is_told_afterwards(status: str) -> None:
    text = example("held-in-advance", "Bad").replace('"held"', f'"{status}"')
    assert problems(text) == []


@pytest.mark.parametrize("status", ["forecast", "target"])
def test_what_is_forecast_is_known_in_advance(status: str) -> None:
    text = example("known-in-advance", "Bad").replace("value", f'status = "{status}"\nvalue')
    assert problems(text) == []


def test_a_coarse_date_of_a_source_is_given_the_benefit_of_the_doubt() -> None:
    for code in ("said-after-published", "held-in-advance"):
        text = example(code, "Bad").replace("published = 2022-12-05", 'published = "2022-12"')
        assert problems(text) == []


@pytest.mark.parametrize(
    ("code", "said_on", "line"),
    [
        (
            "held-in-advance",
            "2022-12-04",
            'error[held-in-advance]: status is "held", but said_on 2022-12-04 is earlier than '
            '2022-12-05; write status = "planned", or correct said_on',
        ),
        (
            "held-in-advance",
            '"2022-11"',
            'error[held-in-advance]: status is "held", but said_on 2022-11 is earlier than '
            '2022-12-05; write status = "planned", or correct said_on',
        ),
        ("held-in-advance", '"2022-12"', None),
        ("held-in-advance", "2022-12-05", None),
        (
            "known-in-advance",
            "2022-12-04",
            "warning[known-in-advance]: the period 2022-12-05 begins after said_on 2022-12-04; "
            'write status = "forecast" or "target", or correct one of the two dates',
        ),
        ("known-in-advance", '"2022-12"', None),
    ],
)
def test_what_was_said_before_it_was_is_known_in_advance(
    code: str, said_on: str, line: str | None
) -> None:
    text = example(code, "Good").replace('"planned"', '"held"')
    text = re.sub('period = "2022-1.*"', 'period = "2022-12-05"', text)
    text += f'claimant = "russia"\nsaid_on = {said_on}\n'
    assert told(text) == ([line] if line else [])


@pytest.mark.parametrize(
    ("measure", "nature", "told"),
    [
        ("exports", "flow", True),
        ("goods-imports", "flow", True),
        ("net-exports", "flow", False),
        ("exports-change", "flow", False),
        ("investment", "flow", False),
        ("exports-growth", "ratio", False),
        ("tourists", "count", True),
    ],
)
@pytest.mark.parametrize("value", ["-4", "0"])
def test_what_is_never_below_zero(measure: str, nature: str, told: bool, value: str) -> None:
    text = example("below-zero", "Bad").replace('"turnover"', f'"{measure}"').replace("-9", value)
    text = text.replace('"USD"', {"ratio": '"percent"', "count": '"visitors"'}.get(nature, '"USD"'))
    label = f'id = "{measure}"\ntopic = "trade"\nlabel = "M"\nnature = "{nature}"\n'
    codes = {it.code for it in problems(f"{text}\n[[measure]]\n{label}")}
    assert ("below-zero" in codes) is (told and value == "-4")


@pytest.mark.parametrize("url", ["http://x.az", "HTTPS://example.org/a?b#c", "https://пример.рф/й"])
def test_addresses(url: str) -> None:
    assert problems(SHARED.replace("https://example.org/news", url)) == []


@pytest.mark.parametrize("url", ["ftp://x.az", "https://", "https:///x", "https://a b", "x.az"])
def test_no_addresses(url: str) -> None:
    found = problems(SHARED.replace("https://example.org/news", url))
    assert [p.code for p in found] == ["bad-url"]


@pytest.mark.parametrize("char", ["\\u0000", "\\u001B", "\\r", "\\u0085", "\\u2028", "\\u2066"])
def test_characters_that_are_not_seen(char: str) -> None:
    found = problems(SHARED.replace('"Turnover"', f'"Turn{char}over"'))
    assert [p.code for p in found] == ["unseen-character"]


def test_breaks_tabs_and_marks_of_direction_are_text() -> None:
    text = SHARED.replace('"Turnover"', '"Turn\\n\\tover \\u200f\\u200d"')
    assert problems(text) == []


def test_the_unseen_in_a_list_is_found() -> None:
    text = SHARED.replace('name = "Russia"', 'name = "Russia"\naliases = ["Ru", "Ros\\u202Dsija"]')
    (problem,) = problems(text)
    assert problem.message == "aliases holds the invisible character U+202D"
