"""The command line as its users meet it: exit statuses, and errors to the letter."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dipfacts.cli import app
from dipfacts.cli.help_texts import EXAMPLES
from dipfacts.cli.registry import COMMANDS, topic_command
from dipfacts.render import terminal
from dipfacts.render.csv import cell
from dipfacts.render.page.document import Page, SourceLine
from support.command_line import Run
from support.factbase import base, event, figure, measure, party, relation, source, topic
from support.import_files import COMTRADE, web
from support.importing import map_words
from support.repository import Repository
from support.screen import Screen

SAMPLE = str(Path(__file__).parents[1] / "sample.toml")


@pytest.fixture(autouse=True)
def own_base(monkeypatch: pytest.MonkeyPatch) -> None:
    """The small base of the tests stands for the bundled one, which may say more any day."""
    monkeypatch.setenv("DIPFACTS_FACTS", SAMPLE)


def as_json(dip: Run, *words: str) -> dict[str, Any]:
    """The JSON that a command prints."""
    _, out, err = dip(*words, "--json")
    assert err == ""
    found: dict[str, Any] = json.loads(out)
    return found


# ---------------------------------------------------------------------------- terminals


def test_a_source_longer_than_a_terminal_is_folded_between_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    title = "A report on what was said and what was not said about pipelines, volume two"
    sources = [SourceLine(1, f"The Gazette, “{title}”, 15 Mar 1992."), SourceLine(2, "Short.")]
    page = Page("Said.", [], None, [], sources)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "xterm")
    out = Screen()
    terminal.print_page(page, out, color="never")
    shown = [line.rstrip() for line in out.getvalue().splitlines()]
    assert shown[-3:] == [
        "[1] The Gazette, “A report on what was said and what was not said about",
        "    pipelines, volume two”, 15 Mar 1992.",
        "[2] Short.",
    ]
    piped = io.StringIO()
    terminal.print_page(page, piped, color="never")
    assert piped.getvalue().splitlines()[-2:] == [source.line for source in sources]


def test_colour_is_for_terminals_that_want_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """NO_COLOR, TERM=dumb and --color never each turn every escape code off; an option decides."""

    def page(*words: str, terminal: bool = True, **settings: str) -> str:
        out = Screen(terminal)
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", out)
            patch.setenv("TERM", "xterm-256color")
            for name, value in settings.items():
                patch.setenv(name, value)
            app.run(["trade", "azerbaijan", "russia", *words])
        return out.getvalue()

    assert "\x1b[" in page()
    plain_ones = [page("--no-color"), page("--color", "never"), page(NO_COLOR="1")]
    for plain in (*plain_ones, page(TERM="dumb"), page("--color", "never", FORCE_COLOR="1")):
        assert "\x1b" not in plain
        assert "sources differ" in plain
    piped = page(terminal=False)
    assert "\x1b" not in piped
    always = ("--color", "always")
    for colored in (
        page(*always, terminal=False, NO_COLOR="1"),
        page(*always, terminal=False, TERM="dumb"),
        page(terminal=False, FORCE_COLOR="1"),
    ):
        assert re.sub(r"\x1b\[[\d;]*m", "", colored) == piped != colored
    assert page(terminal=False, FORCE_COLOR="0") == piped


def test_when_text_is_coloured_is_one_of_three(capsys: pytest.CaptureFixture[str]) -> None:
    for words, message in (
        (["--color", "alway"], 'no colour is called "alway"\n  did you mean "always"?\n'),
        (["--color", "red"], 'no colour is called "red"\n  colour is auto, always or never\n'),
        (
            ["--color", "always", "--no-color"],
            "--no-color and --color always differ\n  give only one of them\n",
        ),
    ):
        for command in (["trade", "azerbaijan"], ["check"], ["diff"], ["cache"]):
            assert app.run([*command, *words]) == 2
            assert capsys.readouterr() == ("", f"dipfacts: {message}")


# ------------------------------------------------------------------- the bundled base

BUNDLED = {
    "trade": "Azerbaijan",
    "trade azerbaijan": "Azerbaijan",
    "trade azerbaijan russia": "Azerbaijan",
    "trade azerbaijan russia --mirror": "Azerbaijan",
    "investment azerbaijan russia": "Azerbaijan",
    "timeline azerbaijan russia": "Azerbaijan",
    "relations azerbaijan russia": "Azerbaijan",
    "brief azerbaijan russia": "Azerbaijan",
    "search trade": "«Trade» turnover between Azerbaijan and Russia",
    "show az-ru-turnover-2021": "Azerbaijan",
    "cite az-ru-turnover-2021": "Azerbaijan",
    "parties": "Azerbaijan",
    "topics": "Investment",
    "measures": "Trade turnover",
    "kinds": "Diplomatic relations",
    "sources": "Central Intelligence Agency",
}


@pytest.mark.parametrize(("line", "told"), BUNDLED.items(), ids=BUNDLED)
def test_the_bundled_base_answers(
    line: str, told: str, dip: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DIPFACTS_FACTS")
    status, out, err = dip(*line.split())
    assert (status, err) == (0, "")
    assert told in out


# ---------------------------------------------------------------------- exit statuses


def test_a_country_without_claims_is_an_honest_empty(dip: Run) -> None:
    told = "Nothing on trade between Andorra and Azerbaijan is recorded."
    told += " There are no claims about Andorra in this fact base."
    assert dip("trade", "az", "Андорра") == (1, told + "\n", "")
    status, out, err = dip("brief", "AND", "--json")
    found = json.loads(out)
    assert (status, err, found["status"], found["facts"]) == (1, "", "nothing-recorded", [])
    assert found["query"]["parties"] == ["andorra"]
    assert found["parties"] == {"andorra": {"name": "Andorra", "kind": "country", "iso": "AD"}}
    told = "Nothing on the timeline about Österreich is recorded."
    told += " There are no claims about Österreich in this fact base."
    assert dip("timeline", "Austria", "--lang", "de") == (1, told + "\n", "")


@pytest.mark.parametrize(
    ("claims", "told"),
    [
        (1, "1 claim is by Jo Roe: dipfacts show f1"),
        (2, "2 claims are by Jo Roe: dipfacts search jo"),
    ],
)
def test_who_says_something_and_is_told_of_by_nobody(
    dip: Run, tmp_path: Path, claims: int, told: str
) -> None:
    path = tmp_path / "facts.toml"
    said = [figure(f"f{nth}", value=nth, claimant="jo") for nth in range(1, claims + 1)]
    parties = party("a"), party("b"), party("jo", kind="person", name="Jo Roe", country="a")
    path.write_text(base(source(), topic(), measure(), *parties, *said), encoding="utf-8")
    begin = "Nothing on trade between A and Jo Roe is recorded."
    nobody = "There are no claims about Jo Roe in this fact base."
    status, out, _ = dip("trade", "a", "jo", "-f", str(path))
    assert (status, out.splitlines()[0]) == (1, f"{begin} {nobody} {told} -f {path}.")
    _, out, _ = dip("trade", "a", "jo", "-f", str(path), "--json")
    assert json.loads(out)["answer"]["text"] == f"{begin} {nobody} {told} -f {path}."


def test_a_name_of_several_prints_nothing_but_the_question(dip: Run) -> None:
    told = 'dipfacts: "Korea" may be "north-korea" (KP) or "south-korea" (KR); '
    told += "no claim is about any of them\n  ask by one of these ids\n"
    for words in (["trade", "Korea"], ["timeline", "az", "Korea", "--json"]):
        assert dip(*words) == (2, "", told)


def test_the_four_outcomes(dip: Run, write: Callable[..., Path]) -> None:
    """Unknown name, nothing recorded, outside the dates, and recorded as none all differ."""
    status, out, err = dip("trade", "azerbaijan", "atlantis")
    assert (status, out) == (2, "")
    assert err == (
        'dipfacts: no party is called "atlantis"\n  dipfacts parties lists those there are\n'
    )
    status, out, err = dip("diplomacy", "cote-divoire", "russia", "--json")
    found = json.loads(out)
    assert (status, err, found["status"], found["facts"]) == (1, "", "nothing-recorded", [])
    assert found["answer"]["value"] is None
    assert found["answer"]["text"] == (
        "Nothing on diplomacy between Côte d'Ivoire and Russia is recorded."
        " Other claims there are: 1 figure on trade."
    )
    status, out, err = dip("trade", "azerbaijan", "russia", "--in", "1999", "--json")
    found = json.loads(out)
    assert (status, err, found["status"], found["facts"]) == (1, "", "outside-dates", [])
    assert found["query"]["in"] == "1999"
    none = write(ZERO)
    found = as_json(dip, "trade", "a-land", "b-land", "-f", str(none))
    assert (found["status"], found["answer"]["value"]) == ("answered", 0)
    assert "none ($0)" in found["answer"]["text"]


ZERO = base(
    source(published=date(2022, 1, 1)),
    party("a-land", name="A-land"),
    party("b-land", name="B-land"),
    topic(),
    measure(label="Trade turnover"),
    figure("zero", parties=["a-land", "b-land"], value=0, locator="para 1"),
)

ERRORS = {
    "trade azerbaijan azerbaijan": '"azerbaijan" is named twice\n  name each party once',
    "trade azerbaijan AZ": '"azerbaijan" is named twice\n  name each party once',
    "trade azerbaijn russia": 'no party is called "azerbaijn"\n  did you mean "azerbaijan"?',
    "trade azerbaijann russia": 'no party is called "azerbaijann"\n  did you mean "azerbaijan"?',
    "trad azerbaijan": 'no command, topic or party is called "trad"\n  did you mean "trade"?',
    "timelin": 'no command, topic or party is called "timelin"\n  did you mean "timeline"?',
    "trad --help": 'no command, topic or party is called "trad"\n  did you mean "trade"?',
    "timeline --since 2022 --until 2020": (
        "--since 2022 is after --until 2020\n  try --since 2020 --until 2022"
    ),
    "timeline --known-since 2023 --known-by 2022": (
        "--known-since 2023 is after --known-by 2022\n  try --known-since 2022 --known-by 2023"
    ),
    "timeline --since 2021-13": (
        '--since: month 13 does not exist in "2021-13"\n  months run from 01 to 12'
    ),
    "trade --in 2021-02-30": (
        "--in: February 2021 has no day 30\n  February 2021 ends on 2021-02-28"
    ),
    "trade --in 2022/2021": '--in: "2022/2021" ends before it starts\n  write "2021/2022"',
    "trade --since ../2021": '--since: "../2021" has no beginning\n  try --until 2021',
    "trade --since ../..": '--since: "../.." has no beginning\n  try --since 2021',
    "timeline --until 2021/": '--until: "2021/" has no end\n  try --since 2021',
    "trade --known-by 2022/": '--known-by: "2022/" has no end\n  try --known-by 2022',
    "trade --in /..": '--in: "/.." has no date\n  leave it out, or try --in 2021',
    "trade --in ../2021 --until 2020": (
        "--in ../2021 and --until 2020 ask about different dates\n  give only one of them"
    ),
    "trade --in ../2019 --since 2020": (
        "--since 2020 is after --until 2019\n  try --since 2019 --until 2020"
    ),
    "trade --measure turnovr": 'no measure is called "turnovr"\n  did you mean "turnover"?',
    "timeline --kind metting": 'no kind is called "metting"\n  did you mean "meeting"?',
    "trade --format jason": 'no format is called "jason"\n  did you mean "json"?',
    "trade --format xml": (
        'no format is called "xml"\n  formats are table, json, jsonl, csv, tsv, md, svg'
    ),
    "trade --format docs": (
        'no format is called "docs"\n  formats are table, json, jsonl, csv, tsv, md, svg'
    ),
    "parties --format xls": (
        'no format is called "xls"\n  formats are table, json, jsonl, csv, tsv, md'
    ),
    "timeline --format icl": 'no format is called "icl"\n  did you mean "ics"?',
    "trade --json --format csv": (
        "--json and --format ask for two formats\n  give only one of them"
    ),
    "trade -o facts.xlsx": (
        "cannot infer a format from facts.xlsx\n"
        "  add --format, or end it in .txt, .json, .jsonl, .ndjson, .csv, .tsv, .md, .svg"
    ),
    "brief norway -o a/b.pdf": (
        "no answer is written as PDF, as a/b.pdf would be\n"
        "  write -o a/b.html (a browser opens it) or -o a/b.docx (a word processor opens it), and"
        " print that to PDF"
    ),
    "trade --format PDF": (
        "no answer is written as PDF\n"
        "  a browser prints the html of dipfacts brief or dipfacts timeline to PDF"
    ),
    "trade -o page.html": (
        "this answer has no format html\n  it is a format of dipfacts brief and dipfacts timeline"
    ),
    "trade -o /no/such/place.csv": (
        "/no/such/place.csv cannot be written: no such file or directory\n"
        "  check that the folder exists and may be written to"
    ),
    f"timeline{' norway' * 501}": (
        "a question takes at most 500 parties, not 501\n  name fewer, or a bloc that they belong to"
    ),
    "trade --limit -1": "--limit must be 0 or more\n  --limit 0 shows all",
    "trade --in=": "--in: the period is empty\n  leave it out, or try --in 2021",
    "trade --in ..": (
        '--in: cannot read ".." as a date or period\n  leave it out, or try --in 2021'
    ),
    "trade --known-by /": '--known-by: "/" has no date\n  leave it out, or try --known-by 2021',
    "trade --facts=": (
        "the path of the fact base is empty\n  name a .toml file, or a folder that holds some"
    ),
    "trade --limit x": '--limit takes a whole number, not "x"\n  try --limit 10',
    "serve --port=8k": '--port takes a whole number, not "8k"\n  try --port 8321',
    "topics trade --json": (
        '"trade" is a word too many: topics takes none\n'
        "  try dipfacts topics --json, or dipfacts trade"
    ),
    "mcp now": '"now" is a word too many: mcp takes none\n  try dipfacts mcp',
    "show one two -f x.toml": (
        '"two" is a word too many: show takes the id of a claim\n  try dipfacts show one -f x.toml'
    ),
    "trade --measure": (
        "--measure needs a value\n"
        "  write --measure ID: only figures of this measure; repeat it for more"
    ),
    "cite x --style": (
        "--style needs a value\n  write --style NAME: one of text, markdown, bibtex or csl-json"
    ),
    "trade --version": "--version stands alone\n  try dipfacts --version",
    "trade --help=2": "--help stands alone\n  try dipfacts trade --help",
    "--version=2": "--version takes no value\n  write --version alone",
    "-f x.toml trade": (
        "no such option: -f\n  options stand after the command; see dipfacts --help"
    ),
    "--json=x": "no such option: --json\n  options stand after the command; see dipfacts --help",
    "search treaty --json=1": "--json takes no value\n  write --json alone",
    "search treaty -o": (
        "-o needs a value\n  write -o FILE: write to this file; its ending sets the format"
    ),
    "timeline --bogus": ("no such option: --bogus\n  see dipfacts timeline --help"),
    "show -99": "no such option: -9\n  see dipfacts show --help",
    "trade -f /no/such.toml": (
        "/no/such.toml does not exist\n  name a .toml file, or a folder that holds some"
    ),
    "show nosuchclaim": 'no claim is called "nosuchclaim"\n  dipfacts search TEXT finds ids',
    "search ...": ('there is no word to search for\n  try dipfacts search "land border"'),
    "trade azerbaijan --mirror": "--mirror needs two parties\n  name both sides, in any order",
}


@pytest.mark.parametrize("line", ERRORS)
def test_wrong_question(line: str, dip: Run) -> None:
    """Each mistake is told in one line with its remedy, and nothing is half-printed."""
    status, out, err = dip(*line.split())
    assert (status, out) == (2, "")
    assert err == f"dipfacts: {ERRORS[line]}\n"


@pytest.mark.parametrize(
    ("name", "typed"),
    [("côte d'ivoire", "'côte d'\"'\"'ivoire'"), ("north korea", "'north korea'")],
)
def test_a_wrong_question_about_a_name_to_be_quoted(dip: Run, name: str, typed: str) -> None:
    status, out, err = dip(name, "--help=2")
    assert (status, out) == (2, "")
    assert err == f"dipfacts: --help stands alone\n  try dipfacts {typed} --help\n"


def test_wrong_fact_base(dip: Run, write: Callable[..., Path]) -> None:
    """Every problem in one run, with file and line, on standard error; exit status 3."""
    path = write('format = 1\n[[party]]\nid = "x"\nnam = "X"\nkind = "planet"\n')
    status, out, err = dip("parties", "-f", str(path))
    assert (status, out) == (3, "")
    assert err == (
        f'{path}:2: [[party]] "x" has no key "name"; add name = "…"\n'
        f'{path}:4: unknown key "nam" in [[party]]; did you mean "name"?\n'
        f'{path}:5: kind cannot be "planet"; '
        'write "aggregate", "bloc", "country", "organisation", "person" or "territory"\n'
    )


def test_hidden_folders_are_left_alone(dip: Run, write: Callable[..., Path]) -> None:
    """A virtual environment or .git inside a fact base is none of it."""
    path = write(ZERO)
    write("not toml", ".venv/lib/x.toml")
    assert dip("topics", "-f", str(path.parent))[0] == 0


def test_folder_without_toml(dip: Run, tmp_path: Path) -> None:
    """A folder must hold TOML."""
    status, out, err = dip("trade", "-f", str(tmp_path))
    assert (status, out) == (2, "")
    assert err.splitlines()[0] == f"dipfacts: {tmp_path} holds no TOML file"


# ---------------------------------------------------------------------------- contract


def test_json_has_every_key_of_the_contract(dip: Run) -> None:
    """The keys that scripts are written against, in every answer."""
    found = as_json(dip, "trade", "azerbaijan", "russia")
    assert {"schema_version", "query", "status", "answer", "facts", "parties", "sources"} <= {
        *found
    }
    answer = "text measure period value low high unit agreement reasons partial derived facts"
    assert {*answer.split()} <= {*found["answer"]}
    keys = (
        "id type topic measure nature parties from to reporter period value unit qualifier display"
        " source locator claimant said_on known_by rank rank_reason inferred note part_of file line"
    )
    for fact in found["facts"]:
        assert {*keys.split()} <= {*fact}
        assert {*fact["period"]} == {
            *"text start end precision uncertain approximate unspecified".split()
        }
        assert fact["source"] in found["sources"]
        assert {*fact["parties"]} <= {*found["parties"]}
    events = as_json(dip, "timeline", "azerbaijan", "russia")["facts"]
    for fact in events:
        assert {*"kind title people place status".split()} <= {*fact}
    starts = [fact["period"]["start"] for fact in events if fact["period"]]
    dated = [start for start in starts if start]
    assert len(dated) == 4


def test_json_is_the_same_in_every_order_and_run(dip: Run) -> None:
    """Parties in any order give the same bytes, by whatever names."""
    pages = {
        dip("trade", *parties, "--json")[1]
        for parties in (("azerbaijan", "russia"), ("RUS", "AZE"), ("Russian Federation", "az"))
    }
    assert len(pages) == 1


def test_numbers_are_exact(dip: Run, write: Callable[..., Path]) -> None:
    """No number passes through a binary float between the TOML and the JSON."""
    text = ZERO.replace("value = 0", "value = 0.100000000000000005").replace("USD", "percent")
    _, out, _ = dip("trade", "a-land", "b-land", "-f", str(write(text)), "--json")
    assert '"value": 0.100000000000000005,' in out
    big = ZERO.replace("value = 0", "value = 123_456_789_012_345_679")
    _, out, _ = dip("trade", "a-land", "b-land", "-f", str(write(big, "b.toml")), "--json")
    assert '"value": 123456789012345679,' in out


def test_topics_are_data(dip: Run, write: Callable[..., Path]) -> None:
    """A topic in the TOML is a command, in the help as well; no code knows of it."""
    text = ZERO.replace('"trade"', '"fisheries"').replace('"Trade"', '"Fish [bold]caught"')
    path = str(write(text))
    assert dip("fisheries", "a-land", "b-land", "-f", path)[0] == 0
    assert dip("trade", "a-land", "b-land", "-f", path)[0] == 2


def test_topics_are_in_the_help(
    dip: Run, write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """`--help` lists the topics of the base in use, `TOPIC --help` tells of one."""
    path = str(write(ZERO.replace('"trade"', '"fisheries"').replace('"Trade"', '"Fish [bold]"')))
    monkeypatch.setenv("DIPFACTS_FACTS", path)
    assert "  fisheries  Fish [bold]\n" in dip("--help")[1]
    assert "Fish [bold].\n" in dip("fisheries", "--help")[1]
    monkeypatch.setenv("DIPFACTS_FACTS", "/no/such/place")
    assert "the fact base cannot be read" in dip("--help")[1]
    assert "Usage: dipfacts fisheries" in dip("fisheries", "--help")[1]
    for words in (f"--facts={path}", f"-f{path}"), ("-f", path):
        assert "  fisheries  Fish [bold]\n" in dip("--help", *words[-2:])[1]
        assert "Fish [bold].\n" in dip("fisheries", *words[-2:], "-h")[1]


HOSTILE = "[red]x[/red] \\u001b[31m \\u202Eevil \\u009b2J \\n=cmd() |x| <script>"


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv", "tsv", "md"])
def test_hostile_text_stays_text(form: str, dip: Run, write: Callable[..., Path]) -> None:
    """Markup, escape codes and bidi controls of a fact base never reach the terminal."""
    text = ZERO.replace('"Trade turnover"', f'"T {HOSTILE}"').replace('"A-land"', f'"A {HOSTILE}"')
    text = text.replace('"USD"', f'"{HOSTILE}"').replace("value = 0", "value = 3")
    text += f'scope = "{HOSTILE}"\ndefinition = "{HOSTILE}"\ninferred = "{HOSTILE}"\n'
    text += "".join(
        f'[[{table}]]\nid = "{table}-x"\nkind = "k {HOSTILE}"\ntitle = "t {HOSTILE}"\n'
        f'parties = ["a-land", "b-land"]\nplace = "{HOSTILE}"\nsource = "s"\n\n'
        for table in ("event", "relation")
    )
    text = text.replace('locator = "para 1"', f'locator = "p {HOSTILE}"\nnote = "{HOSTILE}"')
    path = str(write(text))
    for words in (
        ["trade", "a-land", "b-land"],
        ["trade"],
        ["show", "zero"],
        ["parties"],
        ["timeline"],
        ["relations"],
        ["search", "evil"],
    ):
        status, out, _ = dip(*words, "-f", path, "--format", form)
        assert status == 0
        controls = {c for c in out if not c.isprintable() and c not in "\n\r\t"}
        assert controls == set()
        if form == "table":
            assert "[red]x[/red]" in out
        if form == "json":
            json.loads(out)


def test_cells_that_a_spreadsheet_would_run(dip: Run, write: Callable[..., Path]) -> None:
    """Text that begins like a formula gets an apostrophe; numbers stay numbers."""
    path = str(write(ZERO.replace('"A-land"', '"A"') + 'note = "=HYPERLINK(1)"\n'))
    _, out, _ = dip("trade", "a-land", "b-land", "-f", path, "--format", "csv")
    (row,) = csv.DictReader(io.StringIO(out))
    assert (row["note"], row["value"], row["start"]) == ("'=HYPERLINK(1)", "0", "2021-01-01")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a\u200fb", "a\u200fb"),
        ("\u200f=1+1", "'\u200f=1+1"),  # what some program may leave out stands before it
        ("\xa0-1", "'\xa0-1"),
        (" =1", " =1"),
        ("a\r\nb\n", "a\nb\n"),
        ("a\t\tb", "a b"),
        ("a\x1b\u2028\x85\u202eb\x00", "a\\x1b\\u2028\\x85\\u202eb\\x00"),
        ("caf\udce9.toml", "caf\\xe9.toml"),  # a name of a file that is no UTF-8
    ],
)
def test_a_cell_holds_a_text_but_for_what_a_terminal_obeys(text: str, written: str) -> None:
    assert cell(text) == written


def test_output_file_is_whole_or_not_there(
    dip: Run, tmp_path: Path, write: Callable[..., Path]
) -> None:
    """The ending sets the format; a failed answer leaves no file behind."""
    target = tmp_path / "out.csv"
    status, out, _ = dip("trade", "azerbaijan", "russia", "-o", str(target))
    assert (status, out) == (0, "")
    assert target.read_text(encoding="utf-8").startswith("id,type,topic,")
    missing = tmp_path / "none.json"
    assert dip("trade", "atlantis", "-o", str(missing))[0] == 2
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out.csv"]


def test_known_by_holds_in_every_command(dip: Run, write: Callable[..., Path]) -> None:
    """Nothing said or printed later than the day asked for."""
    text = ZERO + source("later", published=date(2022, 6, 1))
    for paper in ("s", "later"):
        keys: dict[str, Any] = {"source": paper, "parties": ["a-land", "b-land"]}
        text += figure(f"figure-{paper}", **keys) + event(f"event-{paper}", **keys)
        text += relation(f"relation-{paper}", **keys, period="2020/..")
    path = str(write(text))
    for words in (
        ["trade", "a-land", "b-land"],
        ["trade"],
        ["timeline"],
        ["relations"],
        ["search", "a-land", "--limit", "0"],
    ):
        whole = as_json(dip, *words, "-f", path)["facts"]
        assert {fact["source"] for fact in whole} == {"s", "later"}, words
        found = as_json(dip, *words, "-f", path, "--known-by", "2022-03")["facts"]
        assert {fact["source"] for fact in found} == {"s"}, words


def test_every_command_has_help(dip: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """`COMMAND --help` says what it answers, with examples that work on the base that ships."""
    monkeypatch.delenv("DIPFACTS_FACTS")
    for name, command in COMMANDS.items():
        status, out, _ = dip(name, "--help")
        assert status == 0
        assert f"Usage: dipfacts {name}" in out
        assert len(command.examples) >= 2
        for example in command.examples:
            assert f"\n  {example}\n" in out.partition("Usage:")[0]


EVERY_EXAMPLE = [
    *EXAMPLES,
    *(line for c in (topic_command("trade"), *COMMANDS.values()) for line in c.examples),
]


@pytest.mark.parametrize("line", EVERY_EXAMPLE)
def test_the_examples_of_the_help_work(
    line: str, dip: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DIPFACTS_FACTS")  # they are of the bundled base
    (tmp_path / "TradeData.csv").write_bytes(web(COMTRADE))
    (tmp_path / "my-facts").mkdir()
    (tmp_path / "my-facts" / "facts.toml").write_bytes(Path(SAMPLE).read_bytes())
    # The two that go on until they are interrupted have tests of their own.
    monkeypatch.setattr("dipfacts.mcp.server.serve", lambda facts, complain: print("answers"))
    monkeypatch.setattr("dipfacts.serve.server.serve", lambda app, opened, ready: print("answers"))
    program, *words = shlex.split(line)
    assert program == "dipfacts"
    if words[0] == "export":  # of a base of any size
        monkeypatch.setenv("DIPFACTS_FACTS", "my-facts")
    if words[0] in ("diff", "log"):
        repository = Repository(tmp_path / "my-facts")
        for subject in ("All of it", "A second", "A third", "A fourth"):
            repository.commit(subject)
    status, out, _ = dip(*words)
    assert status == 0
    assert (
        out or words[0] == "check" or len([*tmp_path.iterdir()]) > 2
    )  # which reports what is wrong


def test_the_help_folds_no_example(dip: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DIPFACTS_FACTS")
    status, out, _ = dip("--help")
    assert status == 0
    assert "\\b" not in out
    assert "Examples:\n" + "".join(f"  {line}\n" for line in EXAMPLES) in out
    assert dip() == (2, out, "")
    assert dip("help") == (0, out, "")
    status, out, _ = dip("--version")
    assert (status, out) == (0, "dipfacts 0.1.0\n")


# --------------------------------------------------------------------- real processes

PROGRAM = [sys.executable, "-m", "dipfacts"]


def test_stdin_is_a_fact_base() -> None:
    """`-f -` reads one from standard input."""
    done = subprocess.run(
        [*PROGRAM, "trade", "a-land", "b-land", "-f", "-"],
        input=ZERO.encode(),
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"none ($0)" in done.stdout


def test_reader_that_leaves_early() -> None:
    """`| head -1` ends quietly."""
    line = f"{sys.executable} -m dipfacts timeline --format jsonl | head -1"
    done = subprocess.run(["bash", "-c", line], capture_output=True, check=False)
    assert done.stderr == b""
    assert done.stdout.count(b"\n") == 1


def test_a_reader_that_has_seen_enough_is_no_failure() -> None:
    words = [sys.executable, "-m", "dipfacts", "timeline", "--format", "jsonl"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None, "it is a pipe"
        process.stdout.close()
        _, err = process.communicate()
    assert (process.returncode, err) == (0, b"")


def test_closed_outputs() -> None:
    """A parent that closed standard output and errors gets the exit status alone."""
    for line, status in (("trade azerbaijan russia >&-", 0), ("trade atlantis 2>&- >&-", 2)):
        done = subprocess.run(
            ["bash", "-c", f"{sys.executable} -m dipfacts {line}"], capture_output=True, check=False
        )
        assert (done.returncode, done.stdout, done.stderr) == (status, b"", b"")


def test_full_disk_is_told() -> None:
    """An answer that cannot be written is reported in one line."""
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [*PROGRAM, "timeline"], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 2
    told = b"dipfacts: the answer cannot be written: no space left on device\n"
    told += b"  make room there, or name another place\n"
    assert done.stderr == told


@pytest.mark.parametrize("line", ["trade azerbaijan russia", "check .", "cache"])
def test_a_current_folder_that_is_gone_is_told(
    line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DIPFACTS_CACHE", "beside")
    tmp_path.rmdir()
    assert app.run(line.split()) == 2
    told = "dipfacts: the current folder is gone\n  go to another\n"
    assert capsys.readouterr() == ("", told)


UNBUFFERED = pytest.mark.parametrize(
    "environment", [{}, {"PYTHONUNBUFFERED": "1"}], ids=["", "unbuffered"]
)
"""Python's own buffer for what is printed, and none, as container images have it."""


@UNBUFFERED
def test_an_answer_that_is_cut_is_told(environment: dict[str, str], tmp_path: Path) -> None:
    done = subprocess.run(
        ["bash", "-c", f"ulimit -f 8; {shlex.join(PROGRAM)} schema output > cut"],
        capture_output=True,
        check=False,
        env={**os.environ, **environment},
        cwd=tmp_path,
    )
    assert (done.returncode, done.stderr.decode()) == (
        2,
        "dipfacts: the answer cannot be written: file too large\n"
        "  allow larger files (ulimit -f), or name another place\n",
    )


def test_a_temporary_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    rows = "".join(f"Norway,Sweden,{year},7\n" for year in range(1500, 2000))
    (tmp_path / "t.csv").write_text(f"a,b,y,v\n{rows}")
    words = ["measure=exports", "unit=EUR", "from={a}", "to={b}", "period={y}", "value={v}"]
    line = [*PROGRAM, "import", "t.csv", "--published", "2025-01-31", "--to", "base"]
    line += map_words(*words)
    done = subprocess.run(
        ["bash", "-c", f"ulimit -f 8; {shlex.join(line)}"],
        capture_output=True,
        check=False,
        env={**os.environ, "TMPDIR": str(tmp_path)},
        cwd=tmp_path,
    )
    assert (done.returncode, done.stderr.decode()) == (
        2,
        f"dipfacts: no temporary file can be written in {tmp_path}: file too large\n"
        "  allow larger files (ulimit -f)\n",
    )


def test_a_file_that_the_program_lacks_is_told(tmp_path: Path) -> None:
    package = tmp_path / "in part" / "dipfacts"
    shutil.copytree(Path(app.__file__).parents[1], package)
    (package / "countries" / "cldr_names.tsv").unlink()
    done = subprocess.run(
        [*PROGRAM, "trade", "norge", "sverige"],
        capture_output=True,
        check=False,
        text=True,
        env={**os.environ, "PYTHONPATH": str(package.parent), "DIPFACTS_CACHE": str(tmp_path)},
        cwd=tmp_path,
    )
    assert (done.returncode, done.stderr) == (
        70,
        f"dipfacts: {package}/countries/cldr_names.tsv of the program cannot be read: "
        "no such file or directory\n"
        "  dipfacts is installed in part, or in an archive: install it again\n",
    )


@UNBUFFERED
def test_a_pipe_that_does_not_wait_is_told(environment: dict[str, str]) -> None:
    into, out = os.pipe()
    os.set_blocking(out, False)
    done = subprocess.run(
        [*PROGRAM, "schema", "output"],
        stdout=out,
        stderr=subprocess.PIPE,
        check=False,
        env={**os.environ, **environment},
    )
    os.close(out)
    os.close(into)
    assert done.returncode == 2
    assert done.stderr.endswith(
        b"\n  it goes to a pipe that does not wait (O_NONBLOCK); write it to a file instead\n"
    )


def fail_with(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each command line fail."""

    def fail(line: list[str]) -> None:
        raise error

    monkeypatch.setattr("dipfacts.cli.fast_parser.read", fail)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (MemoryError(), "there is too little memory for this; ask for less (--limit, --in)"),
        (
            OSError(errno.ENOMEM, "Cannot allocate memory"),
            "there is too little memory for this; ask for less (--limit, --in)",
        ),
        (
            ExceptionGroup("tasks", [RuntimeError("can't start new thread")]),
            "the system starts no more threads; close other programs, and try again",
        ),
        (
            KeyError("\x1b[31mof the base"),
            "a fault of the program (KeyError in dipfacts.cli.app:LINE); please report it at"
            " https://github.com/dipfacts/dipfacts/issues, with what DIPFACTS_DEBUG=1 adds",
        ),
    ],
)
def test_a_fault_is_one_line_and_no_wrong_question(
    error: Exception,
    told: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fail_with(error, monkeypatch)
    assert app.run(["topics"]) == 70
    out, err = capsys.readouterr()
    assert (out, re.sub(r":\d+\)", ":LINE)", err)) == ("", f"dipfacts: {told}\n")
    monkeypatch.setenv("DIPFACTS_DEBUG", "1")
    assert app.run(["topics"]) == 70
    out, err = capsys.readouterr()
    traced = r"\n(?:  \+ Exception Group )?Traceback \(most recent call last\):\n"
    assert (out, len(re.findall(traced, err))) == ("", 1)


@pytest.mark.parametrize(
    ("error", "told", "status"),
    [
        (MemoryError(), "too little memory for this; close other programs, or take less", 70),
        (
            FileNotFoundError(errno.ENOENT, "No usable temporary directory found in ['/tmp']"),
            "dipfacts: no folder for temporary files may be written to; set TMPDIR to one",
            2,
        ),
    ],
)
def test_a_remedy_is_one_that_the_command_has(
    error: Exception,
    told: str,
    status: int,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fail_with(error, monkeypatch)
    assert app.run(["import", "a.csv"]) == status
    out, err = capsys.readouterr()
    assert (out, err.count("\n"), err.endswith(f"{told}\n")) == ("", 1, True)


def test_an_interrupt_is_told_in_a_line() -> None:
    """Ctrl-C ends with the status that shells know it by."""
    with subprocess.Popen(
        [*PROGRAM, "trade", "-f", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=heed_interrupts,
    ) as waiting:
        assert waiting.stdin, "it is a pipe"
        # More than a pipe holds: when all is written the program has begun to read, and waits.
        waiting.stdin.write(b"# a comment\n" * 100_000)
        waiting.stdin.flush()
        waiting.send_signal(signal.SIGINT)
        out, err = waiting.communicate(timeout=60)
    assert (waiting.returncode, out, err) == (130, b"", b"dipfacts: interrupted\n")


def heed_interrupts() -> None:
    """Undo in a child what it inherits from a shell's `&` or from nohup: SIGINT ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.parametrize("option", ["--latest", "--limit"])
def test_a_number_larger_than_an_index_holds_asks_for_all(option: str, dip: Run) -> None:
    line = ("timeline", "--format", "jsonl")
    status, out, err = dip(*line, option, str(2**64))
    assert (status, err) == (0, "")
    assert {*dip(*line, option, "99").out.splitlines()} == {*out.splitlines()} != set()
