"""Pages on a terminal: what they show and what they count is all that the whole page has."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from dipfacts.answers.answer import Answer
from dipfacts.cli import app, fast_parser, lookup
from dipfacts.query.base import Base, open_base
from dipfacts.render.page import pages
from dipfacts.render.page.document import Page
from support.factbase import base, figure, measure, party, relation, source, topic
from support.opened import base_of

SAMPLE = str(Path(__file__).parents[1] / "sample.toml")
QUESTIONS = {
    "bundled": """
trade
trade azerbaijan
trade germany
trade azerbaijan russia
trade azerbaijan russia 2021
trade azerbaijan russia turkey georgia
economy germany
membership azerbaijan
membership nato
borders germany
timeline
timeline germany
timeline azerbaijan russia
timeline azerbaijan russia --latest 3
relations
relations azerbaijan
parties
topics
sources
""",
    SAMPLE: """
trade
trade azerbaijan
trade azerbaijan russia
trade azerbaijan russia turkey
timeline
timeline azerbaijan russia
relations azerbaijan
kinds
measures
""",
}
_UNCOUNTED = "note detail claim table membership".split()  # not rows of their own


@pytest.fixture(scope="module", params=QUESTIONS)
def opened(request: pytest.FixtureRequest) -> Iterator[tuple[Base, list[str]]]:
    with open_base(request.param) as found:
        yield found, QUESTIONS[request.param].strip().splitlines()


def asked(found: Base, line: str) -> Answer:
    """Return the answer to a command line."""
    typed = fast_parser.read(line.split())
    assert typed
    return lookup.answered(found, *typed)


def rows(page: Page) -> int:
    """Return how many rows a page has: not those that unfold the one above, nor headings."""
    tones = [row.tone for section in page.sections for row in section.rows]
    return len(tones) - tones.count("sub") - tones.count("group")


def counted(page: Page) -> int:
    """Return how many rows a page says that `--full` shows."""
    said = [line for line in page.remark_lines if line.startswith("With --full")]
    found = re.findall(r"([\d,]+) [a-z ]*?(\w+?)s?\b(?=[,.]| and)", " ".join(said))
    return sum(int(n.replace(",", "")) for n, noun in found if noun not in _UNCOUNTED)


def test_what_is_shown_and_what_is_counted_are_the_whole_page(
    opened: tuple[Base, list[str]],
) -> None:
    found, lines = opened
    for line in lines:
        answer = asked(found, line)
        every = rows(pages.page(answer))
        assert every or answer.memberships, line
        for most in (0.5, 1, 3, 8):
            short = pages.page(answer, most, terse=True)
            assert rows(short) + counted(short) == every, (line, most, short.remark_lines)


def test_memberships_do_not_flood_a_timeline() -> None:
    with open_base("bundled") as found:
        answer = asked(found, "timeline germany")
        page = pages.page(answer)
        number = sum(len(one.occurrences) for one in answer.memberships)
        assert number > 50
        text = f"Member of {number} organisations or blocs since an "
        assert page.remark_lines[0].startswith(text)
        shown_by = "dipfacts relations germany --kind membership"
        assert page.remark_lines[1] == f"{number} memberships: {shown_by}"
        said = re.findall(r"^(\d+) more lines?: --limit 0$", "\n".join(page.remark_lines[2:]), re.M)
        everything = rows(pages.page(asked(found, "timeline germany --limit 0")))
        assert number + rows(page) + sum(map(int, said)) == everything
        assert rows(pages.page(asked(found, shown_by.removeprefix("dipfacts ")))) >= number


def test_sources_are_those_that_the_page_points_to(opened: tuple[Base, list[str]]) -> None:
    found, lines = opened
    for line in lines:
        for most in (None, 1, 3):
            answer = asked(found, line)
            page = pages.page(answer, most, terse=most is not None)
            cells = [cell for s in page.sections for row in s.rows for cell in row.cells]
            text = "\n".join((*cells, *page.remark_lines))
            assert all(f"[{source.number}]" in text for source in page.sources), (line, most)
            if page.sources:
                own = page.newest.partition(" Newest on record, not shown: ")[0]
                newest = re.match("Newest source: (.*?)(, more than .*)?\\.$", own)
                publisher, day = newest[1].rsplit(", ", 1) if newest else ("", "")
                ids = {it.claim.source for it in answer.facts if it.id in answer.head.facts}
                told = [of.publisher for of in found.sources_by_id(sorted(ids)).values()]
                of_page = any(publisher in of.text and day in of.text for of in page.sources)
                assert of_page or publisher in told, (line, most)


DECLARED = (
    *(source(), source("t")),
    *(party(name, name={"z": "Zz"}.get(name, name.title())) for name in "abcz"),
    *(topic(), topic("economy"), measure(), measure("gdp", topic="economy")),
)


@pytest.fixture
def facts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "own facts.toml"
    years = (
        figure(f"g{year}", measure="gdp", parties=["a"], period=str(year), value=year)
        for year in range(1990, 2018)
    )
    beside = (
        figure("b", parties=["a", "b"], period="2019", value=7, claimant="c"),
        figure("later", parties=["a", "b"], period="2022-01/2022-06", value=8, claimant="c"),
        figure("latest", parties=["a", "b"], period="2023-01/2023-06", value=8, claimant="c"),
        figure("z", parties=["a", "z"], period="2019", value=9, claimant="c"),
        figure("other", parties=["a", "b"], period="2018", value=9),
        figure("part", parties=["a", "b"], period="2019-01/2019-03", value=2, claimant="c"),
        *(relation(f"r{y}", claimant="c", period=f"{y}/..") for y in (2001, 2005)),
    )
    path.write_text(base(*DECLARED, *years, *beside), encoding="utf-8")
    return path


@pytest.mark.parametrize("words", [[], ["--full"], ["--format", "md"]])
def test_the_whole_page_of_a_pair_has_every_year_of_each_measure(
    facts: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    years = [
        figure(f"{name}{year}", measure=name, period=str(year), value=year)
        for name in ("turnover", "exports", "imports")
        for year in range(2001, 2021)
    ]
    tables = [measure(name, label=name.capitalize()) for name in ("turnover", "exports", "imports")]
    facts.write_text(
        base(source(), party("a"), party("b"), topic(), *tables, *years), encoding="utf-8"
    )
    assert app.run(["trade", "a", "b", *words, "-f", str(facts)]) == 0
    page = capsys.readouterr().out
    assert [page.count(f"${year:,} ") for year in range(2001, 2021)] == [3] * 20
    assert "more claim" not in page


def test_without_a_limit_all_years_of_one_party_are_there(
    facts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    app.run(["economy", "a", "-f", str(facts)])
    more = "\n27 more claims about one party alone: --in PERIOD, or --limit 0\n"
    assert more in capsys.readouterr().out
    app.run(["economy", "a", "-f", str(facts), "--limit", "0"])
    every = capsys.readouterr().out
    assert all(f"${year:,}" in every for year in range(1990, 2018))
    assert "more claim" not in every
    app.run(["economy", "a", "-f", str(facts), "--in", "1993"])
    assert "$1,993 " in capsys.readouterr().out


@pytest.mark.parametrize(
    "line", ["a b", "trade a b z", "brief a b --limit 1 --all", "timeline a b --latest 1"]
)
def test_commands_keep_what_was_asked(
    line: str, facts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    conditions = ["--claimant", "c", "--since", "2000", "--until", "2040", "-f", facts.name]
    app.run([*line.split(), *conditions])
    asked_now = [text for text in capsys.readouterr().out.splitlines() if ": dipfacts " in text]
    assert asked_now
    for text in asked_now:
        assert text.endswith(
            " --since 2000 --until 2040 --claimant c -f 'own facts.toml'".replace(
                " -f", " --all -f" if "--all" in line else " -f"
            )
        ), text
        assert app.run(shlex.split(text.partition(": dipfacts ")[2])) == 0
        assert capsys.readouterr().out


def test_the_year_of_the_headline_is_among_the_rows(facts: Path) -> None:
    with open_base(str(facts)) as found:
        for most in (1, 1.5, 2, 3):
            page = pages.page(asked(found, "trade a b z"), most, terse=True)
            assert " in 2019: " in page.headline
            assert "2019" in [row.cells[0] for row in page.sections[0].rows]


BODIES = [f"o{nth}" for nth in range(9, 4, -1)]
JOINED = (
    source(),
    *(party(id, name=name) for id, name in (("a", "Beland"), ("b", "Aland"), ("c", "Celand"))),
    *(party(id, name=f"Body {id[1:]}", kind="organisation") for id in BODIES),
    *(topic("membership"), topic(), measure(), topic("borders")),
    *(
        relation(
            f"{who}-{body}",
            kind="membership",
            title=f"Membership of {name} in {body}",
            topic="membership",
            period="../..",
            **{"from_": who, "to": body},
        )
        for who, name in (("a", "Beland"), ("b", "Aland"), ("c", "Celand"))
        for body in BODIES
    ),
    relation("pact", parties=["a", "c"], topic="membership", title="A pact", period="2001/.."),
)


def test_shared_organisations_are_few_on_a_short_page() -> None:
    few = "oth belong to 5 organisations or blocs: Body 5, Body 6, Body 7 and 2 more."
    with base_of(*JOINED) as found:
        nothing, pact = (asked(found, f"membership {who}") for who in ("a b", "a c"))
        assert nothing.head.text == f"Membership of Beland and Aland: b{few}"
        short = pages.page(nothing, 3, terse=True)
        assert [row.cells[0] for row in short.sections[0].rows] == ["Body 5", "Body 6", "Body 7"]
        assert short.remark_lines == ["With --full: 2 shared memberships and sources in full."]
        assert f"B{few}" in pages.page(pact).remark_lines
        pacts, shared = pages.page(pact).sections
        assert (pacts.title, len([*pacts.rows])) == ("In force", 1)
        assert (shared.title, len([*shared.rows])) == ("Both belong to", 5)


def test_members_stand_by_their_names() -> None:
    with base_of(*JOINED) as found:
        (table,) = pages.page(asked(found, "relations o7")).sections
        of = [row.cells[1].split(" in ")[0] for row in table.rows]
        assert of == [f"Membership of {name}" for name in ("Aland", "Beland", "Celand")]


def test_notes_of_one_period_and_source_name_their_partner() -> None:
    noted = (
        figure(who, parties=["a", who], note=f"On {who}.", period="2020", value=nth)
        for nth, who in enumerate("bc", 1)
    )
    with base_of(*JOINED, *noted) as found:
        remarks = pages.page(asked(found, "trade a"), 8, terse=True).remark_lines
        assert "Note on Celand, 2020 [1]: On c." in remarks
        assert "Note on Aland, 2020 [1]: On b." in remarks


def test_a_field_is_suggested_as_csv_calls_it(
    facts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = f"trade a b z --format csv --fields partner -f {shlex.quote(str(facts))}"
    assert app.run(shlex.split(line)) == 2
    assert 'did you mean "side_by_side_partner"?' in capsys.readouterr().err
