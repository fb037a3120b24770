"""The notes of sources, measures and parties reach whoever reads an answer, in every format."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from dipfacts.cli import app
from dipfacts.cli.commands.serve import question_options
from dipfacts.mcp import resources
from dipfacts.mcp.calls import Calls
from dipfacts.query.base import open_base
from dipfacts.serve.address import Address
from dipfacts.serve.pages import reply
from support.command_line import Run
from support.factbase import base, event, figure, measure, party, relation, source, topic
from support.screen import Screen

WEAK = "A mirror <b>that</b> *anyone* could\nedit"  # marks of HTML and Markdown, and a line break
TOLD = "A mirror <b>that</b> *anyone* could edit"
NOTE, NOTE_HTML = f"Note: {TOLD}.", "Note: A mirror &lt;b&gt;that&lt;/b&gt; *anyone* could edit."
NOTE_MD = r"Note: A mirror \<b\>that\</b\> \*anyone\* could edit."
ORIGINS = "the numbers of Customs, “Tables”, 5 Jan 2024; Weak, undated"
MADE = f"Made from: {ORIGINS}."
BASE = base(
    source("weak", note=WEAK, url="https://a.example/1"),
    source("made", publisher="Yearbook", derived_from=["customs", "weak"]),
    source("customs", publisher="Customs", title="Tables", published="2024-01-05"),
    party("a", name="Aland", note="Without its islands."),
    party("b", name="Beland"),
    party("c", name="Celand"),
    topic(),
    topic("diplomacy"),
    measure(note="Goods alone."),
    figure("f", source="weak", locator="para 3"),
    figure("n", source="customs", locator="row 9", parties=["a", "c"]),
    figure("m", source="made", locator="row 1", period="2020"),
    relation("r", topic="diplomacy", source="weak", period="2001/..", status="in-force"),
    event("e", topic="diplomacy", source="weak", period="2020-01-02", status="held"),
)
Ask = Callable[..., str]


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    path = tmp_path / "facts.toml"
    path.write_text(BASE, encoding="utf-8")
    return path


@pytest.fixture
def ask(facts: Path, dip: Run) -> Ask:
    """Return what a command prints of the base above."""
    return lambda words: dip(*words.split(), "-f", str(facts)).page()


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "tsv"])
def test_programs_get_the_note_of_a_source_and_what_it_is_made_from(ask: Ask, form: str) -> None:
    read: dict[str, Callable[[str], Any]] = {
        "json": lambda out: json.loads(out)["sources"],
        "jsonl": lambda out: {it["id"]: it for it in map(json.loads, out.splitlines())},
        "csv": lambda out: {it["id"]: it for it in csv.DictReader(io.StringIO(out))},
        "tsv": lambda out: {
            it["id"]: it for it in csv.DictReader(io.StringIO(out), dialect="excel-tab")
        },
    }
    found = read[form](ask(f"sources --format {form}"))
    is_json = form.startswith("json")
    none, note = (None, WEAK) if is_json else ("", TOLD if form == "tsv" else WEAK)
    assert (found["weak"]["note"], found["weak"]["derived_from"]) == (note, none)
    made = ["customs", "weak"] if is_json else "customs; weak"
    assert (found["made"]["note"], found["made"]["derived_from"]) == (none, made)


@pytest.mark.parametrize("words", ["trade a b", "relations a b", "show f", "brief a b", "a b"])
def test_every_answer_has_the_note_with_its_sources(ask: Ask, words: str) -> None:
    assert json.loads(ask(f"{words} --json"))["sources"]["weak"]["note"] == WEAK
    (row, *_) = csv.DictReader(io.StringIO(ask("trade a b --in 2021 --format csv")))
    assert (row["source_note"], row["source_derived_from"]) == (WEAK, "")


@pytest.mark.parametrize("words", ["trade a b", "relations a b", "timeline a", "brief a b"])
def test_pages_at_length_tell_the_note_below_its_source(ask: Ask, words: str) -> None:
    lines = ask(words).splitlines()
    nth = next(
        n for n, line in enumerate(lines) if line.endswith("Weak, undated. https://a.example/1")
    )
    assert lines[nth + 1] == f"    {NOTE}"
    assert f"Weak, undated. <https://a.example/1> <br>{NOTE_MD}\n" in ask(f"{words} --format md")
    if words.startswith(("brief", "timeline")):
        assert f'<span class="note">{NOTE_HTML}</span>' in ask(f"{words} --format html")


def test_what_the_numbers_of_a_source_are_made_from_is_told(ask: Ask) -> None:
    assert f"Yearbook, undated.\n    {MADE}\n" in ask("trade a b")
    assert f"source made from  {ORIGINS}\n" in ask("show m")
    assert f"· {MADE}\n" in ask("sources")


def test_a_claim_has_the_note_of_its_source_once(ask: Ask) -> None:
    out = ask("show r")
    rows = [line.partition("source note")[2].strip() for line in out.splitlines()]
    assert rows.count(TOLD) == 1  # in a column as wide as the day of today is
    assert out.count(TOLD) == 1


def test_an_overview_tells_the_note_beside_its_source(ask: Ask) -> None:
    assert f"Weak, undated (note: {TOLD})" in ask("a b")


def test_short_pages_mark_what_has_a_note(
    facts: Path, monkeypatch: pytest.MonkeyPatch, ask: Ask
) -> None:
    def on_terminal(*words: str) -> str:
        out = Screen()
        with monkeypatch.context() as patch:
            patch.setenv("NO_COLOR", "1")
            patch.setattr("sys.stdout", out)
            assert app.run([*words, "--no-pager", "-f", str(facts)]) == 0
        return re.sub(" +\n", "\n", out.getvalue())

    short = on_terminal("relations", "a", "b")
    assert "[1] Weak, undated (note). https://a.example/1\n" in short
    assert "With --full: 1 note on sources.\n" in short
    assert TOLD not in short
    assert f"    {NOTE}\n" in on_terminal("relations", "a", "b", "--full")
    assert "Weak, undated (note)" in on_terminal("a", "b")
    assert re.search(r"Weak, undated.* \(note\)", on_terminal("sources"))
    assert "(note)" not in on_terminal("show", "r")  # which has the note itself


def test_a_document_has_the_note_in_the_footnote(ask: Ask, tmp_path: Path) -> None:
    pytest.importorskip("docx", reason="the extra docx is not installed")
    ask(f"brief a b -o {tmp_path}/brief.docx")
    with zipfile.ZipFile(tmp_path / "brief.docx") as document:
        assert NOTE_HTML in document.read("word/footnotes.xml").decode()


def test_a_calendar_has_the_note_with_its_source(ask: Ask) -> None:
    folded = ask("timeline a b --format ics")
    assert TOLD in folded.replace("\r\n ", "").replace("\n ", "")


@pytest.mark.parametrize("words", ["cite f m", "cite trade a b"])
def test_reference_managers_get_the_note_apart_from_what_is_printed(ask: Ask, words: str) -> None:
    items = json.loads(ask(f"{words} --style csl-json"))
    assert sorted(item["annote"] for item in items) == [MADE, NOTE]
    assert not any("Note: " in item["note"] or MADE in item["note"] for item in items)
    assert f"annote = {{{MADE}}}" in ask(f"{words} --style bibtex")
    for style in ("text", "markdown"):
        printed = ask(f"{words} --style {style}")
        assert "Note" not in printed
        assert "Made from" not in printed


def test_a_source_without_a_note_has_no_such_field(ask: Ask) -> None:
    assert "annote" not in ask("cite n --style bibtex") + ask("cite n --style csl-json")


@pytest.mark.parametrize(
    ("words", "note"),
    [
        ("sources", NOTE),
        ("measures", "Goods alone."),
        ("parties", "Without its islands."),
    ],
)
def test_lists_have_the_note_of_what_they_list(ask: Ask, words: str, note: str) -> None:
    assert re.search(rf"^ +· {re.escape(note)}$", ask(words), re.MULTILINE)
    for form in ("json", "jsonl", "csv", "tsv", "md"):
        marks = re.compile(r"[\\]|\n")
        own = note.removeprefix("Note: ").removesuffix(".").replace(" edit", "")
        assert own in marks.sub("", ask(f"{words} --format {form}").replace("\\n", " ")), form


def test_notes_of_measures_are_among_those_of_pages_that_rest_on_them(ask: Ask) -> None:
    for words in ("trade a b", "trade a", "trade", "trade a b c"):
        assert "Note on Turnover: Goods alone.\n" in ask(words), words
    assert re.search(r"^Turnover +Goods alone\.$", ask("brief a b"), re.MULTILINE)


def test_pages_of_a_browser_tell_the_notes(facts: Path) -> None:
    with open_base(str(facts)) as opened:
        options = question_options()
        for address in ("/sources/weak", "/trade/a/b", "/show/f", "/sources"):
            text = reply(opened, Address.parse(address, ""), options).text
            times = 2 if address == "/show/f" else 1  # there in a citation for LaTeX, too
            assert text.count(NOTE_HTML.removeprefix("Note: ").removesuffix(".")) == times, address
        links = re.findall(r'href="[^"]*/sources/(\w+)"', text)
        assert links == ["weak", "customs", "made"]


def test_assistants_get_the_notes(facts: Path) -> None:
    with open_base(str(facts)) as opened:
        assert f"\n  - {NOTE_MD}\n" in resources.read(opened, "dipfacts://source/weak")
        assert f"  - {MADE}\n" in resources.read(opened, "dipfacts://source/made")
    calls = Calls([str(facts)], pytest.fail)
    text, answer = calls.call("look_up", {"parties": ["a", "b"], "topic": "trade"})
    data = msgspec.to_builtins(answer)
    assert NOTE_MD in text
    assert f"Weak, undated. https://a.example/1 {NOTE}" in data["sources"].values()
    assert "Note on Turnover: Goods alone." in data["notes"]
    text, answer = calls.call("inventory", {"list": "sources"})
    assert NOTE_MD in text
    assert {
        it["id"]: it["note"] for it in msgspec.to_builtins(answer)["items"] if "note" in it
    } == {"weak": TOLD}
    calls.close()
