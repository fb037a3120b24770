"""Searches for years, days and halves, which lead to the claims of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from dipfacts.cli import app
from support.command_line import Run
from support.compiled import shared
from support.factbase import base, event, figure, measure, party, relation, source, topic

Write = Callable[..., Path]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("2019", "of 2019: dipfacts timeline --in 2019, aid --in 2019"),
        ("2019-05", "of May 2019: dipfacts timeline --in 2019-05, aid --in 2019-05"),
        ("2018/2020", "of 2018–2020: dipfacts timeline --in 2018/2020, aid --in 2018/2020"),
        ("2017", "of 2017: dipfacts timeline --in 2017"),
        ("2016", "of 2016: dipfacts pact --in 2016"),
        ("2015", ""),
        ("2019-13", ""),
        ('"2019"', ""),
    ],
)
def test_a_year_that_no_claim_has_as_a_word_leads_to_what_there_is_of_it(
    text: str, sentence: str, write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    tables = (
        *(topic("aid", label="Foreign aid"), topic("pact", label="Pact"), topic("empty")),
        *(measure("grants", topic="aid", label="Grants"), measure("number", topic="pact")),
        *(source(published="2024"), party("a", name="Azerbaijan"), party("b", name="B")),
        figure("f", measure="grants", period="2019"),
        figure("g", measure="grants", period="2020"),
        figure("h", measure="number", period="2016"),
        event("met", title="A meeting", period="2019-05-03", topic="pact"),
        relation("kept", title="A treaty", period="2017/..", topic="pact"),
    )
    path = str(write(base(*tables)))
    assert app.run(["search", "-f", path, "--", text]) == 1
    out = " ".join(capsys.readouterr().out.replace(f" -f {path}", "").split())
    if sentence:
        when, _, commands = sentence.partition(": dipfacts ")
        what = "figures", "relations or events"
        told = [
            f"There are {what['timeline' in it]} {when}: dipfacts {it}"
            for it in commands.split(", ")
        ]
        assert out.startswith(f'No claim has "{text}". {" ".join(told)}')
        line = re.findall(r"dipfacts (\w+ --in [\d/-]+)", out)
        assert [app.run([*words.split(), "-f", path]) for words in line] == [0] * len(line)
    else:
        assert "There are" not in out


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2011", "2011"),
        ("2011-02", "Feb 2011"),
        ("2011/2012", "2011–2012"),
        ("2016", "2016"),
        ("2009", ""),
        ("2010", ""),
        ("2018", ""),
        ("2090", ""),
    ],
)
def test_a_year_in_which_nothing_began_leads_to_the_relations_that_stood(
    text: str, told: str, write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    tables = (
        *(source(published="2024"), party("a", name="Azerbaijan"), party("b", name="B")),
        relation("kept", title="A treaty", period="2010/2017"),
        relation("held", title="A pact", period="/..", kind="alliance"),
    )
    path = str(write(base(*tables)))
    assert app.run(["search", text, "-f", path]) == 1
    out = capsys.readouterr().out
    line = (
        f"There are relations that began before, and may have stood in {told}: dipfacts relations"
    )
    assert ("began before" in out) == bool(told)
    if told:
        assert f"{line} --in {text} -f {path}\n" in out
        assert out.startswith(f'No claim has "{text}".')
        assert app.run(["relations", "--in", text, "-f", path]) == 0
        assert "A treaty" in capsys.readouterr().out


def test_a_year_that_a_claim_has_as_a_word_leads_to_the_others_of_it_too(
    write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    tables = (
        *(topic("aid"), measure("grants", topic="aid"), source(published="2024")),
        *(party("a"), party("b"), figure("f", measure="grants", period="2019")),
        event("met", title="Results of 2019", period="2020-05-03", topic="aid"),
    )
    path = str(write(base(*tables)))
    assert app.run(["search", "2019", "-f", path]) == 0
    out = capsys.readouterr().out
    assert out.startswith('1 claim with "2019"')
    assert f"There are figures of 2019: dipfacts aid --in 2019 -f {path}\n" in out
    assert "relations or events" not in out
    assert app.run(["search", "results", "-f", path]) == 0
    assert "There are" not in capsys.readouterr().out


@pytest.mark.parametrize("text", ["2019-07-15", "2019-Q3", "Q3 2019", "2019-H2"])
def test_a_day_a_quarter_and_a_half_lead_to_what_there_is_of_them(
    write: Write, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    tables = (
        *(topic("aid"), measure("grants", topic="aid"), source(published="2024")),
        *(party("a"), party("b"), figure("f", measure="grants", period="2019-07/2019-09")),
        event("met", title="A meeting", period="2019-07-15", topic="aid"),
    )
    path = str(write(base(*tables)))
    assert app.run(["search", text, "-f", path]) == 1
    out = capsys.readouterr().out
    assert out.startswith(f'No claim has "{text}".\n')
    assert "\nThere are relations or events of " in out
    assert "\nThere are figures of " in out
    if " " not in text:
        assert app.run(["search", "a", text, "-f", path]) == 1
        told = 'with "a" are of 15 Jul' if "15" in text else 'with "a" are of Jul–'
        assert told in capsys.readouterr().out


def test_a_year_among_the_words_leads_to_the_claims_of_it(dip: Run) -> None:
    text = base(
        source("s"),
        topic(),
        measure(),
        party("a", name="Arland"),
        figure("tea", parties=["a"], period="2021-03", note="Leaves of tea"),
        figure("ore", parties=["a"], period="2020", note="The mine of 2021"),
    )
    path = str(shared(text))

    def told(words: str) -> str:
        return dip("search", *words.split(), "-f", path).page(1).replace(path, "FILE")

    start = "is recorded. There are claims with each of these words, but none with all."
    assert told("2021 tea") == (
        f'Nothing on "2021 tea" {start} 1 claim with "tea" is of 2021: dipfacts search tea '
        "--in 2021 -f FILE\n"
    )
    line = "dipfacts search mine --in 2020"
    assert told("2020 mine") == (
        f'Nothing on "2020 mine" is recorded. 1 claim with "mine" is of 2020: {line} -f FILE\n'
    )
    assert '1 claim with "mine" is of 2019–2022: ' in told("mine 2019/2022")
    assert 'No claim has "2019". 1 claim has the rest: ' in told("mine 2019")
    assert told("tea mine") == f'Nothing on "tea mine" {start}\n'
    assert told('tea mine "2021"').endswith(start + "\n")


def test_a_year_that_is_found_as_a_word_leads_to_the_claims_of_it(dip: Run) -> None:
    text = base(
        source("s"),
        *(topic(), measure(), party("a", name="Arland")),
        figure("rise", parties=["a"], period="2022", note="Tea, as in 2021"),
        figure("tea", parties=["a"], period="2021", note="Leaves of tea"),
        figure("ore", parties=["a"], period="2020", note="Ore of 2020"),
    )
    path = str(shared(text))

    def lines(*words: str) -> list[str]:
        page = dip("search", *words, "-f", path).out.replace(path, "FILE")
        return [it for it in page.splitlines() if "dipfacts search" in it]

    line = '1 claim with "tea" is of 2021: dipfacts search tea --in 2021 -f FILE'
    assert lines("tea", "2021") == [line]
    assert lines("ore", "2020") == []  # which is found already
    assert lines("tea", '"2021"') == lines("2021") == lines("tea", "2021", "--in", "2022") == []
