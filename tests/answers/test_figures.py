"""The examples of docs/agreement.md, and whole sentences for what they do not show."""

from __future__ import annotations

import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

sys.path.append(str(Path(__file__).parents[1]))  # for `support`, where this is run as a program

from dipfacts import open_base
from dipfacts.answers.answer import Answer
from dipfacts.answers.figures import figures
from dipfacts.cli import app
from dipfacts.model.periods.period import Period
from dipfacts.model.query import Query
from dipfacts.render.page.figures import chart
from support.command_line import Run
from support.derived import EXPORTS, GROWTH, TURNOVER, Ask, asked, claim, toml

PAGE = Path(__file__).parents[2] / "docs" / "agreement.md"
RULES = PAGE.with_name("rules.toml")
OCCURRENCES = PAGE.with_name("occurrences.toml")
EXAMPLE = re.compile(r"^\$ dipfacts (.+)\n((?:(?!\$ |```).*\n)*)", re.MULTILINE)
WORKED = EXAMPLE.findall(PAGE.read_text(encoding="utf-8"))


@pytest.fixture
def ask() -> Ask:
    return lambda *claims, **query: asked(list(claims), **query)


# ------------------------------------------------------------------- the worked examples


@pytest.mark.parametrize(("words", "expected"), WORKED, ids=[words for words, _ in WORKED])
def test_example_of_the_page(words: str, expected: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The headline is as printed, and each further line stands somewhere below it."""
    assert app.run(on_its_base(words)) == ("not published" in expected)
    printed = capsys.readouterr().out.splitlines()
    headline, *others = expected.splitlines()
    assert headline == printed[0]
    assert [line for line in others if line not in printed] == []


def on_its_base(words: str) -> list[str]:
    """The words of an example, on the invented claims beside the page or on the bundled base."""
    typed = words.split()
    beside = PAGE.parent / typed[-1]
    return (
        [*typed[:-2], "-f", str(beside)] if beside.suffix == ".toml" else [*typed, "-f", "bundled"]
    )


@pytest.mark.parametrize("path", [RULES, OCCURRENCES], ids=lambda path: path.stem)
def test_the_invented_claims_have_no_problem(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert app.run(["check", "--strict", str(path)]) == 0
    assert "no problems" in capsys.readouterr().err


def test_there_are_worked_examples() -> None:
    assert len(WORKED) > 10


# ------------------------------------------------------------------------ whole sentences


def test_a_number_stands_beside_the_bound_that_is_preferred(ask: Ask) -> None:
    answer = ask(
        claim(TURNOVER, "2021", 5000, qualifier="at-least", rank="preferred", rank_reason="r"),
        claim(TURNOVER, "2021", 7000, reporter="b", source="daily"),
    )
    assert text(answer) == (
        "Trade turnover between Aland and Beland in 2021: at least $5,000, by the figures of Aland "
        "(in Paper, 5 Dec 2022); “$7,000” (Beland) fits this."
    )


def test_two_bounds_of_one_voice_name_it_once(ask: Ask) -> None:
    bounds = [("at-least", 5000), ("at-most", 7000)]
    answer = ask(*(claim(TURNOVER, "2021", value, qualifier=name) for name, value in bounds))
    assert text(answer) == (
        "Trade turnover between Aland and Beland in 2021: at least $5,000 and at most $7,000, "
        "by the figures of Aland (in Paper, 5 Dec 2022)."
    )


@pytest.mark.parametrize(
    ("voices", "shown"),
    [
        ([], "."),
        (["b"], "; “more than $1,000” (Beland) fits this."),
        (
            ["b", "a-customs"],
            "; “more than $1,000” (Beland) and “more than $1,001” (the Customs of Aland) fit this.",
        ),
        (["b", "a-customs", "a-statistics"], "; 3 other claims fit this."),
    ],
)
def test_bounds_by_other_voices_are_quoted_or_counted(
    ask: Ask, voices: list[str], shown: str
) -> None:
    answer = ask(
        claim(TURNOVER, "2021", 2000),
        *(
            claim(TURNOVER, "2021", 1000 + nth, qualifier="more-than", reporter=who)
            for nth, who in enumerate(voices)
        ),
    )
    assert text(answer) == (
        "Trade turnover between Aland and Beland in 2021: $2,000, by the figures of Aland "
        f"(in Paper, 5 Dec 2022){shown}"
    )


def test_several_targets_are_sentences(ask: Ask) -> None:
    ahead = [claim(TURNOVER, str(year), year, status="target") for year in (2030, 2035)]
    assert text(ask(*ahead)) == (
        "No claim says how trade turnover between Aland and Beland turned out. "
        "Aimed at in 2035: $2,035 (target), by the figures of Aland (in Paper, 5 Dec 2022). "
        "Aimed at in 2030: $2,030 (target), by the figures of Aland (in Paper, 5 Dec 2022)."
    )


def test_each_sentence_of_two_directions_says_what_it_is_about(ask: Ask) -> None:
    back = EXPORTS | {"from": "b", "to": "a", "reporter": "b"}
    ahead = claim(back, "2024", 6, status="forecast")
    answer = ask(claim(EXPORTS, "2021", 9), claim(back, "202X", 5), ahead)
    paper = "(in Paper, 5 Dec 2022)."
    assert text(answer) == (
        f"Exports from Aland to Beland in 2021: $9, by the figures of Aland {paper} "
        "No claim on exports from Beland to Aland is about one full year. "
        f"Some time in the 2020s: $5, by the figures of Beland {paper}"
    )
    forecast = f"in 2024: $6 (forecast), by the figures of Beland {paper}"
    assert f"Exports from Beland to Aland, expected {forecast}" in answer.remark_lines
    assert f"Expected {forecast}" in ask(claim(back, "2021", 5), ahead).remark_lines
    assert text(ask(claim(EXPORTS, "2025", 8, status="target"), ahead)) == (
        "No claim says how exports from Aland to Beland turned out. "
        f"Aimed at in 2025: $8 (target), by the figures of Aland {paper} "
        f"Exports from Beland to Aland, expected {forecast}"
    )


def text(answer: Answer) -> str:
    return str(answer.head.text)


def test_a_confirmed_number_names_its_voices(ask: Ask) -> None:
    answer = ask(
        claim(TURNOVER, "2021", 2_140_000_000),
        claim(TURNOVER, "2021", 2_100_000_000, reporter=None, claimant="b", source="daily"),
    )
    assert text(answer) == (
        "Trade turnover between Aland and Beland in 2021: $2.14 billion, "
        "confirmed by 2 independent sources (Beland and Aland)."
    )


def test_sources_that_differ_have_both_ends_in_the_json(ask: Ask) -> None:
    answer = ask(claim(TURNOVER, "2021", 2000), claim(TURNOVER, "2021", 3000, reporter="b"))
    expected = {
        "value": None,
        "low": 2000,
        "high": 3000,
        "qualifier": None,
        "spread_percent": Decimal("50.0"),
        "agreement": "conflict",
        "reasons": ["reporter"],
        "partial": False,
        "period": "2021",
        "facts": ["c0", "c1"],
    }
    assert {key: getattr(answer.head, key) for key in expected} == expected


def test_a_part_of_a_whole_does_not_answer_for_it(ask: Ask) -> None:
    whole = claim(TURNOVER, "2021", 2000)
    for part in ({"scope": "oil"}, {"part_of": "c0"}):
        assert text(ask(whole, claim(TURNOVER, "2022", 900, **part))) == (
            "Trade turnover between Aland and Beland in 2021: $2,000, by the figures of Aland "
            "(in Paper, 5 Dec 2022)."
        )
    assert text(ask(claim(TURNOVER, "2022-01/2022-06", 900, scope="oil"))) == (
        "No claim on trade turnover between Aland and Beland (oil) covers a full year. "
        "In part, in Jan–Jun 2022: $900, by the figures of Aland (in Paper, 5 Dec 2022)."
    )


def test_a_part_without_a_scope_says_that_it_is_one(ask: Ask, run_in: Run, tmp_path: Path) -> None:
    claims = [
        claim(EXPORTS, "2021", 2000, source="daily"),
        claim(EXPORTS, "2021", 900, part_of="c0"),
    ]
    (tmp_path / "facts.toml").write_text(toml(claims), encoding="utf-8")
    early = ("--known-by", "2022-12-31")
    about = "from Aland to Beland (a part of the total)"
    for words, said in (
        (("trade", "a", "b", *early), f"Exports {about} in 2021: $900"),
        (("a", "b", *early), "Exports, Aland to Beland (a part of the total) in 2021: $900"),
        (("brief", "a", "b", *early), "Exports, Aland to Beland (a part of the total) in 2021"),
        (("show", "c1"), f"Exports {about} in 2021: $900"),
        (("cite", "c1"), f"exports {about} in 2021, $900"),
        (("search", "exports"), f"«Exports» {about}: $900"),
        (("trade", "a", "b"), f"Exports {about}, claim c1\n"),
    ):
        status, out, err = run_in(tmp_path, *words, "-f", "facts.toml")
        assert (status, err) == (0, "")
        assert said in out, words


@pytest.mark.parametrize(
    ("first", "shown"), [(1900, "; revised from $1,900 (provisional)."), (2000, ".")]
)
def test_a_revision_tells_the_number_of_before_if_it_is_another(
    ask: Ask, first: int, shown: str
) -> None:
    final = claim(TURNOVER, "2021", 2000, source="daily")
    assert text(ask(claim(TURNOVER, "2021", first, status="provisional"), final)) == (
        "Trade turnover between Aland and Beland in 2021: $2,000, by the figures of Aland "
        f"(in Daily, 5 Jan 2023){shown}"
    )


def test_many_voices_of_a_confirmed_number_are_counted(ask: Ask) -> None:
    voices = [("a", "paper"), ("b", "paper"), ("a-customs", "paper"), (None, "daily")]
    answer = ask(
        *(claim(TURNOVER, "2021", 2000, reporter=who, source=source) for who, source in voices)
    )
    assert text(answer).endswith("in 2021: $2,000, confirmed by 3 independent sources.")
    answer = ask(*(claim(TURNOVER, "2021", 2000, reporter=who) for who in ("a", "a-customs")))
    assert answer.head.agreement == "single", "both speak for Aland"


@pytest.mark.parametrize(
    ("one", "other", "though"),
    [
        ({"definition": "at current prices"}, {"definition": "At current prices"}, ""),
        ({"definition": "at current prices"}, {}, ""),
        (
            {"definition": "at current prices"},
            {"definition": "at constant prices"},
            ", though the definitions differ (at current prices and at constant prices)",
        ),
        (
            {"valuation": "fob"},
            {"valuation": "cif"},
            ", though the valuations differ (fob and cif)",
        ),
    ],
)
def test_equal_numbers_of_unlike_definitions_are_named_as_that(
    ask: Ask, one: dict[str, str], other: dict[str, str], though: str
) -> None:
    answer = ask(
        claim(TURNOVER, "2021", 2000, reporter="a", **one),
        claim(TURNOVER, "2021", 2000, reporter="b", **other),
    )
    assert text(answer).startswith("Trade turnover between Aland and Beland in 2021: $2,000, conf")
    assert text(answer).endswith(f" sources (Aland and Beland){though}.")


def test_who_said_both_numbers_is_told_with_the_date(ask: Ask) -> None:
    """In which order is not known: 2022 may be January."""
    answer = ask(
        claim(TURNOVER, "2021", 2000, reporter=None, claimant="b", said_on="2022-02"),
        claim(TURNOVER, "2021", 2000, reporter=None, claimant="a"),
        claim(TURNOVER, "2021", 3000, reporter=None, claimant="b", said_on="2022"),
    )
    assert "to $3,000 (Beland, 2022); 50.0% apart in 3 claims" in text(answer)


def test_a_preferred_number_tells_of_the_others(ask: Ask) -> None:
    answer = ask(
        claim(TURNOVER, "2021", 2000, rank="preferred", rank_reason="the final count"),
        claim(TURNOVER, "2021", 3000, reporter="b"),
        claim(TURNOVER, "2021", 1000, reporter="a-customs", qualifier="more-than"),
    )
    assert text(answer) == (
        "Trade turnover between Aland and Beland in 2021: $2,000, by the figures of Aland "
        "(in Paper, 5 Dec 2022); this claim is preferred, in all the claims run "
        "from $2,000 to $3,000."
    )
    assert (answer.head.value, answer.head.agreement) == (2000, "conflict")
    assert (answer.head.low, answer.head.high) == (2000, 3000)


def test_recorded_as_none_is_no_empty_answer(ask: Ask) -> None:
    answer = ask(claim(EXPORTS, "2021", 0))
    assert text(answer) == (
        "Exports from Aland to Beland in 2021: none ($0), "
        "by the figures of Aland (in Paper, 5 Dec 2022)."
    )
    assert (answer.status, answer.head.value) == ("answered", 0)


def test_each_direction_has_its_sentence(ask: Ask) -> None:
    back = {"from": "b", "to": "a", "reporter": None, "claimant": "b"}
    answer = ask(claim(EXPORTS, "2021", 5000), claim(EXPORTS, "2020", 7000, **back))
    assert text(answer) == (
        "Exports from Aland to Beland in 2021: $5,000, by the figures of Aland "
        "(in Paper, 5 Dec 2022). "
        "Exports from Beland to Aland in 2020: $7,000, says Beland (in Paper, 5 Dec 2022)."
    )


WAYS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("between Aland and Beland", {}),
    ("from Aland to Beland", {"from": "a", "to": "b"}),
    ("from Beland to Aland", {"from": "b", "to": "a"}),
)


@pytest.mark.parametrize("newest", range(3))
def test_what_has_no_direction_is_another_than_what_has_either(ask: Ask, newest: int) -> None:
    """What goes from the first by the alphabet was one with what has no direction."""
    years = [2023 if nth == newest else 2021 - nth for nth in range(3)]
    claims = [
        claim({**TURNOVER, "parties": None if way else TURNOVER["parties"], **way}, str(year), year)
        for (_, way), year in zip(WAYS, years, strict=True)
    ]
    answer, paper = ask(*claims), "(in Paper, 5 Dec 2022)."
    assert text(answer) == " ".join(
        f"Trade turnover {way} in {year}: ${year:,}, by the figures of Aland {paper}"
        for (way, _), year in zip(WAYS, years, strict=True)
    )
    assert len(answer.head.facts) == 3


def test_a_negative_conflict_has_no_percentage(ask: Ask) -> None:
    answer = ask(
        claim(GROWTH, "2015-01/2015-03", -5, reporter="a"),
        claim(GROWTH, "2015-01/2015-03", 6, reporter="b"),
        within=Period.parse("2015"),
    )
    assert text(answer) == (
        "No claim on growth of turnover between Aland and Beland covers the whole of 2015. "
        "In part, in Jan–Mar 2015: sources differ, from -5% (Aland) to 6% (Beland); "
        "11 percentage points apart in 2 claims, and the reporters differ."
    )
    assert answer.head.spread_percent is None
    assert answer.head.partial is True


def test_a_number_of_one_day_is_no_part_of_a_year(ask: Ask) -> None:
    claims = claim(EXPORTS, "2021-03-05", 7), claim(EXPORTS, "2021-03-04", 8)
    day = ask(*claims)
    assert text(day) == (
        "Exports from Aland to Beland on 5 Mar 2021: "
        "$7, by the figures of Aland (in Paper, 5 Dec 2022)."
    )
    assert day.head.partial is False
    asked = ask(*claims, within=Period.parse("2021"))
    assert text(asked).startswith(
        "No claim on exports from Aland to Beland covers the whole of 2021. On 5 Mar 2021: $7"
    )
    assert asked.head.partial is True


def test_a_full_year_that_the_dates_cut_off_is_not_denied(ask: Ask) -> None:
    claims = claim(EXPORTS, "2021", 9000), claim(EXPORTS, "2022-01/2022-03", 7)
    answer = ask(*claims, since=Period.parse("2021-06"), until=Period.parse("2022"))
    assert text(answer) == (
        "No claim on exports from Aland to Beland covers a full year since Jun 2021 until 2022. "
        "In part, in Jan–Mar 2022: $7, by the figures of Aland (in Paper, 5 Dec 2022)."
    )
    wide = ask(claim(EXPORTS, "2020/2021", 9000), claims[0], since=Period.parse("2020-06"))
    assert text(wide).startswith("Exports from Aland to Beland in 2021: $9,000")
    days = ask(claim(EXPORTS, "2021-03/2022-07", 7), claims[0], since=Period.parse("2021-02"))
    assert text(days).startswith(
        "No claim on exports from Aland to Beland is about one full year since Feb 2021. In Mar"
    )


def test_a_longer_time_that_covers_the_one_asked_for_is_not_denied(ask: Ask) -> None:
    claims = claim(EXPORTS, "2020/2021", 9000), claim(EXPORTS, "2021-01/2021-03", 7)
    answer = ask(*claims, within=Period.parse("2021"))
    assert text(answer) == (
        "No claim on exports from Aland to Beland is about the whole of 2021 alone. "
        "In part, in Jan–Mar 2021: $7, by the figures of Aland (in Paper, 5 Dec 2022)."
    )
    wanted = "For the whole of 2020–2021: $9,000, by the figures of Aland (in Paper, 5 Dec 2022)."
    assert wanted in answer.remark_lines
    part = ask(claims[1], within=Period.parse("2021"))
    assert "covers the whole of 2021." in text(part)


def test_a_bound_that_is_not_kept(ask: Ask) -> None:
    answer = ask(
        claim(TURNOVER, "2021", 3000, qualifier="more-than"),
        claim(TURNOVER, "2021", 3000, qualifier="at-most", reporter="b"),
    )
    assert text(answer) == (
        "Trade turnover between Aland and Beland in 2021: sources differ, more than $3,000 and "
        "at most $3,000; 2 claims, and the reporters differ."
    )


def test_the_commoner_unit_answers(ask: Ask) -> None:
    answer = ask(
        claim(TURNOVER, "2021", 5, unit="USD"),
        claim(TURNOVER, "2020", 4, unit="USD"),
        claim(TURNOVER, "2021", 300, unit="RUB"),
    )
    assert (answer.head.value, answer.head.unit) == (5, "USD")


def test_limit_changes_nothing_but_what_is_shown(ask: Ask) -> None:
    claims = [claim(TURNOVER, str(year), year) for year in range(2010, 2022)]
    claims.append(claim(TURNOVER, "2021", 9000, reporter="b"))
    whole, short = ask(*claims), ask(*claims, limit=1)
    assert whole.head == short.head
    assert len(short.figures.questions) == 1
    assert short.left_out == len(whole.figures.questions) - 1
    assert whole.figures.derived == short.figures.derived


def test_partners_of_other_units_and_years_are_not_ranked() -> None:
    with open_base("bundled") as base:
        answer = figures(base, Query(topic="trade", parties=("azerbaijan",)))
    assert {question.period.is_full_year for question in answer.figures.main} == {True}
    assert len({str(question.period) for question in answer.figures.main}) == 1
    assert {question.figure.unit for question in answer.figures.main} == {"USD"}
    sizes = [q.high if q.value is None else q.value for q in answer.figures.main]
    assert sizes == sorted(sizes, reverse=True)


@pytest.mark.parametrize(
    ("values", "drawn"),
    [
        ([(5000, "exactly"), (7000, "exactly")], "█████▒▒"),
        ([(7000, "exactly"), (5000, "more-than")], "███████"),
        ([(5000, "at-least"), (7000, "at-most")], "█████"),
        ([(7000, "about"), (6800, "exactly")], "██████▊"),
    ],
)
def test_a_chart_is_shaded_only_where_sources_differ(
    values: list[tuple[int, str]], drawn: str, ask: Ask
) -> None:
    claims = [
        claim(TURNOVER, "2021", value, qualifier=qualifier, reporter=None, source=source)
        for (value, qualifier), source in zip(values, ("paper", "daily"), strict=True)
    ]
    others = [claim(TURNOVER, year, 7000, reporter=None) for year in ("2019", "2020")]
    series = ask(*claims, *others).figures.series
    assert series is not None
    low, high = chart.ends(series.points[-1])
    assert chart.bar(low, high, 7000, 7) == drawn.replace("▊", "█")
    assert chart.is_disputed(series.points[-1]) == ("▒" in drawn)


def paste() -> None:
    """Write the headlines that the examples of the page print now into it, and how lines stand."""
    page = PAGE.read_text(encoding="utf-8")
    for words, expected in EXAMPLE.findall(page):
        command = [sys.executable, "-m", "dipfacts", *on_its_base(words)]
        # Nothing recorded is status 1.
        ran = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")
        printed = ran.stdout
        first, stands = printed.splitlines()[0], {tuple(x.split()): x for x in printed.splitlines()}
        lines = [stands.get(tuple(line.split()), line) for line in expected.splitlines()[1:]]
        now = "".join(f"{line}\n" for line in [first, *lines])
        page = page.replace(f"$ dipfacts {words}\n{expected}", f"$ dipfacts {words}\n{now}")
    PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    paste()
