"""Lines that a refusal names: each asks the same fact base, and is accepted."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from support.command_line import Run
from support.compiled import shared
from support.factbase import base, figure, measure, party, source, topic

BASE = base(
    source(),
    party("a", name="Aland"),
    party("b", name="Beland"),
    topic("catch"),
    measure("cod", topic="catch"),
    figure("of-cod", measure="cod", period="2021", value=7),
)


@pytest.mark.parametrize(
    ("line", "remedy"),
    [
        (
            "trade a b",
            "dipfacts --help -f BASE lists the commands and the topics, "
            "dipfacts parties -f BASE lists the parties",
        ),
        ("catch a b --measure x", "dipfacts measures -f BASE lists them"),
        ("catch a b --source x", "dipfacts sources -f BASE lists them"),
        ("catch a qqq", "dipfacts parties -f BASE lists those there are"),
        ("timeline a b --topic x", "dipfacts topics -f BASE lists them"),
        ("show x", "dipfacts search TEXT -f BASE finds ids"),
        ("cite x", "dipfacts search TEXT -f BASE finds ids"),
        ("show x of-cod", "dipfacts search TEXT -f BASE finds ids"),
        ("search -gas", 'try dipfacts search "pipeline -gas" -f BASE'),
        ("catch a b --nosuch", "see dipfacts catch --help -f BASE"),
        ("a b --nosuch", "see dipfacts a --help -f BASE"),
        ("brief a b --nosuch", "see dipfacts brief --help"),
        ("help nosuch", "see dipfacts help -f BASE"),
        ("parties cow:1", "try dipfacts parties -f BASE"),
        ("export", "try dipfacts export facts.sqlite -f BASE"),
        *(
            (line, f"see dipfacts {line.split()[0]} --help")
            for line in ("show", "cite", "brief", "brief 2021", "search", "log")
        ),
    ],
)
def test_a_refusal_names_lines_about_the_same_base(dip: Run, line: str, remedy: str) -> None:
    path = str(shared(BASE))
    status, _, errors = dip(*shlex.split(line), "-f", path)
    assert status == 2
    told = " ".join(errors.splitlines()[1:]).replace(path, "BASE")
    assert told.strip() == remedy


@pytest.mark.parametrize("line", ["show", "brief", "brief 2021", "search"])
def test_an_example_is_of_the_base_in_use(
    dip: Run, line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = line.split()[0]
    examples = {
        "show": "show az-ru-turnover-2021",
        "brief": "brief azerbaijan russia",
        "search": "search corridor",
    }
    monkeypatch.delenv("DIPFACTS_FACTS", raising=False)
    assert dip(*line.split()).err.endswith(f"\n  try dipfacts {examples[command]}\n")
    typed = dip(*line.split(), "-f", "bundled").err
    assert typed.endswith(f"\n  try dipfacts {examples[command]} -f bundled\n")
    monkeypatch.setenv("DIPFACTS_FACTS", str(shared(BASE)))
    assert dip(*line.split()).err.endswith(f"\n  see dipfacts {command} --help\n")


def test_a_line_to_cite_cites(dip: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DIPFACTS_FACTS", raising=False)
    assert dip("cite", "brief", "2021").err == (
        "dipfacts: brief needs a party or two\n  try dipfacts cite brief azerbaijan russia\n"
    )


@pytest.mark.parametrize(
    ("line", "message", "remedy"),
    [
        *(
            (
                f"timeline a b {form} {option}",
                f"timeline has no option {option.split()[0]}: it applies to {owners}",
                f"leave {option.split()[0]} or html out: "
                "html is a format of dipfacts brief and dipfacts timeline",
            )
            for form in ("--format html", "-o page.html")
            for option, owners in (
                ("--chart", "every topic"),
                ("--measure cod", "every topic, search and cite"),
            )
        ),
        (
            "timeline a b --format ics --mirror",
            "timeline has no option --mirror: it applies to every topic",
            "leave --mirror or ics out: ics is a format of dipfacts timeline",
        ),
        (
            "brief a b --format docx --kind visit",
            "brief has no option --kind: it applies to timeline, relations, search and cite",
            "leave --kind or docx out: docx is a format of dipfacts brief",
        ),
        (
            "brief a b --format html --mirror",
            "brief has no option --mirror: it applies to every topic",
            "leave --mirror or html out: html is a format of dipfacts brief and dipfacts timeline",
        ),
        (
            "catch a b --format svg --kind visit",
            "catch has no option --kind: it applies to timeline, relations, search and cite",
            "leave --kind or svg out: svg is a format of dipfacts TOPIC",
        ),
        (
            "catch a b --format html --upcoming 1y",  # of which both are a timeline's
            "catch has no option --upcoming: it applies to timeline",
            "try dipfacts timeline a b --format html --upcoming 1y -f BASE",
        ),
        (
            "timeline a b --svg",
            "timeline has no option --svg",
            "svg is a format of dipfacts TOPIC",
        ),
        *(
            (
                f"catch a b {form} {option}",
                f"{option} does not apply to the format svg",
                "leave one of them out",
            )
            for form in ("--format svg", "-o chart.svg")
            for option in ("--mirror", "--no-chart", "--chart")
        ),
    ],
)
def test_an_option_and_a_format_of_different_commands(
    dip: Run, line: str, message: str, remedy: str
) -> None:
    path = str(shared(BASE))
    result = dip(*line.split(), "-f", path)
    told = result.err.replace(path, "BASE")
    assert (result.status, told) == (2, f"dipfacts: {message}\n  {remedy}\n")


def test_a_line_to_type_is_never_cut(
    dip: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is cut is another name: it does not exist, or is refused in the same words again."""
    monkeypatch.chdir(tmp_path)
    office = "Office of Sea Fisheries, Whaling and Harbours of the United Isles, Second Section"
    path = f"Catches of {office}.toml"
    text = base(
        source(publisher=office),
        party("a", name="Aland"),
        party("b", name="Beland"),
        topic("catch"),
        measure("herring", topic="catch"),
        figure("of-herring", measure="herring", period="2021", value=7),
    )
    Path(path).write_text(text)
    _, _, told = dip("herring", "-f", path)
    assert f"try dipfacts catch --measure herring --facts '{path}'\n" in told
    _, _, told = dip("catch", "--publisher", f"{office}s", "-f", path)
    assert f'did you mean "{office}"?\n' in told
