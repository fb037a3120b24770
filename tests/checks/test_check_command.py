"""`dipfacts check` as a command: its forms, its status, and how a terminal shows it."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from conftest import Write
from dipfacts.cli import app
from dipfacts.errors import Problem
from dipfacts.read import files
from dipfacts.render import diagnostics as render
from support.check_page import SHARED, example
from support.check_texts import TIES, figure
from support.command_line import Run
from support.compiled import shared
from support.factbase import base, event, party, source
from support.screen import Screen

# ------------------------------------------------------------------ the command


BAD = 'format = 1\n\n[[source]]\nid = "s"\npublisher = "P"\nurl = "ftp://x"  # a long way off\n'


def test_off_a_terminal_one_line_each(dip: Run, write: Write) -> None:
    path = write(BAD)
    assert dip("check", str(path)) == (
        3,
        f'{path}:4:6: warning[unused-source]: no claim uses the source "s"; '
        "remove it, or add the claim that it is for\n"
        f'{path}:6:7: error[bad-url]: url "ftp://x" is not an http or https address; '
        'write it in full, such as "https://example.org/page"\n',
        "1 error, 1 warning in 1 file\n",
    )


def test_a_clean_base(dip: Run, write: Write) -> None:
    write(SHARED, "base/a.toml")
    folder = write("format = 1\n", "base/b.toml").parent
    assert dip("check", str(folder)) == (0, "", "no problems in 2 files, 1 claim\n")


def test_warnings_are_no_errors_unless_strict(dip: Run, write: Write) -> None:
    path = str(write(example("missing-locator", "Bad")))
    status, out, err = dip("check", path)
    assert (status, err) == (0, "1 warning in 1 file\n")
    assert ": warning[missing-locator]: " in out
    status, out, err = dip("check", path, "--strict")
    assert (status, err) == (3, "1 error in 1 file\n")
    assert ": error[missing-locator]: " in out


def without_locators(count: int) -> str:
    """A base whose claims lack a locator, and whose last one has a bad rank besides."""
    ties = TIES.split("[[relation]]")[1].replace('claimant = "russia"\n', "")
    ties = ties.replace('locator = "para 3"\n', "")
    claims = (
        ties.replace('"ties"', f'"ties-{n}"').replace('"Dip', f'"{n} Dip') for n in range(count)
    )
    rank = figure("r", "0", measure="partner-rank").replace('"USD"', '"rank"')
    return SHARED + "".join(f"[[relation]]{claim}" for claim in claims) + rank


def test_of_very_many_problems_of_one_code_the_first_are_shown(dip: Run, write: Write) -> None:
    path = str(write(without_locators(1200)))
    total = "1 error, 1,200 warnings in 1 file\n"
    status, out, err = dip("check", path)
    *first, error, rest = out.splitlines()
    assert (status, err) == (3, total)
    assert [f'"ties-{n}" has no locator' in line for n, line in enumerate(first)] == [True] * 3
    assert ": error[bad-rank]: " in error
    assert rest == "… and 1,197 more missing-locator: --all shows every one"
    status, out, err = dip("check", path, "--format", "human")
    assert (status, err) == (3, total)
    assert out.count("warning[missing-locator]") == 3
    assert out.endswith(f"\n\n{rest}\n")


@pytest.mark.parametrize("words", [["--all"], ["--json"], ["--format", "github"]])
def test_all_problems_are_there_for_programs_and_where_asked(
    dip: Run, write: Write, words: list[str]
) -> None:
    path = str(write(without_locators(1200)))
    status, out, _ = dip("check", path, *words)
    assert (status, out.count("missing-locator")) == (3, 1200)
    assert "more missing-locator" not in out
    if words == ["--json"]:
        assert len(json.loads(out)["problems"]) == 1201


def test_ten_problems_of_one_code_are_all_shown(dip: Run, write: Write) -> None:
    out = dip("check", str(write(without_locators(10))))[1]
    assert (out.count("missing-locator"), "more" in out) == (10, False)
    out = dip("check", str(write(without_locators(11))))[1]
    assert out.endswith("\n… and 8 more missing-locator: --all shows every one\n")


@pytest.mark.parametrize(
    ("names", "way"),
    [
        (("mine.toml",), "To check the fact base in this folder, type dipfacts check mine.toml"),
        (("a.toml", "b.toml"), "To check the fact bases in this folder, type dipfacts check ."),
        ((), "To check another, type dipfacts check FILE"),
    ],
)
def test_that_the_bundled_base_was_checked_is_said_unless_it_was_named(
    dip: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, names: tuple[str, ...], way: str
) -> None:
    monkeypatch.delenv("DIPFACTS_FACTS", raising=False)
    monkeypatch.setattr(files, "bundled_path", lambda: str(shared(base(source(url="no-url")))))
    monkeypatch.chdir(tmp_path)
    for name in names:
        (tmp_path / name).write_text(base(source()), encoding="utf-8")
    assert dip("check").err.splitlines()[-1] == f"That is the bundled fact base. {way}"
    assert "That is" not in dip("check", "bundled").err


def test_the_base_in_use_and_standard_input(
    dip: Run, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIPFACTS_FACTS", str(write(SHARED)))
    assert dip("check") == (0, "", "no problems in 1 file, 1 claim\n")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"x = \n")))
    status, out, _ = dip("check", "-")
    assert (status, out[:24]) == (3, "<stdin>:1:5: error[synta")


def test_json(dip: Run, write: Write) -> None:
    path = write(BAD.replace("ftp://x", "ftp://\u200f\u009b"))
    status, out, err = dip("check", str(path), "--json")
    assert (status, err) == (3, "")
    found = json.loads(out)
    assert list(found) == ["schema_version", "problems", "tables"]
    assert found["schema_version"] == 1
    assert found["problems"][0] == {
        "file": str(path),
        "line": 4,
        "column": 6,
        "severity": "warning",
        "code": "unused-source",
        "message": 'no claim uses the source "s"',
        "hint": "remove it, or add the claim that it is for",
    }
    assert "\x9b" not in out
    assert dip("check", str(path), "--format", "json")[1] == out


def test_an_empty_file_is_told_of_its_first_line(dip: Run, write: Write) -> None:
    path = write("")
    _, out, _ = dip("check", str(path))
    assert out == f"{path}:1:1: error[empty-file]: the file is empty; begin with format = 1\n"
    _, out, _ = dip("check", str(path), "--format", "human")
    assert out == f"error[empty-file]: the file is empty\n  at {path}\n" + (
        "  remedy: begin with format = 1\n\n"
    )


def test_github(dip: Run, write: Write) -> None:
    path = write(BAD)
    _, out, err = dip("check", str(path), "--format", "github")
    assert out.split("\n")[1] == (
        f"::error file={path},line=6,col=7,title=bad-url"
        '::url "ftp://x" is not an http or https address; '
        'write it in full, such as "https://example.org/page"'
    )
    assert err == "1 error, 1 warning in 1 file\n"


def test_github_escapes_what_ends_a_property() -> None:
    out = io.StringIO()
    problem = Problem("a:b,c%.toml", 2, 3, "code", "50%: a,\r\nb", "do", "warning")
    render.write_github([problem], out)
    assert out.getvalue() == (
        "::warning file=a%3Ab%2Cc%25.toml,line=2,col=3,title=code::50%25: a,%0D%0Ab; do\n"
    )


def test_colour_that_is_asked_for_is_of_the_form_for_people(dip: Run, tmp_path: Path) -> None:
    path = tmp_path / "facts.toml"
    path.write_text("format = 2\n")
    told = dip("check", str(path), "--color", "always")
    assert told == dip("check", str(path), "--color", "always", "--format", "human")
    assert "\x1b[1;31merror" in told.out
    plain = dip("check", str(path))
    assert plain == dip("check", str(path), "--color", "always", "--format", "text")


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["--format", "jsn"], 'dipfacts: no format is called "jsn"\n  did you mean "json"?\n'),
        (
            ["--format", "xyzzy"],
            'dipfacts: no format is called "xyzzy"\n  formats are human, text, json, github\n',
        ),
        (
            ["--format", ""],
            'dipfacts: no format is called ""\n  formats are human, text, json, github\n',
        ),
        (
            ["--format", "text", "--json"],
            "dipfacts: --json and --format ask for two formats\n  give only one of them\n",
        ),
    ],
)
def test_formats_that_there_are_not(dip: Run, words: list[str], complaint: str) -> None:
    assert dip("check", *words) == (2, "", complaint)


def test_links_that_lead_nowhere_do_not_hide_the_rest(dip: Run, write: Write) -> None:
    folder = write(BAD, "base/z.toml").parent
    (folder / "a.toml").symlink_to(folder / "a.toml")
    (folder / "b.toml").symlink_to(folder / "none")
    (folder / "c.toml").mkdir()
    status, out, err = dip("check", str(folder))
    assert (status, err) == (3, "3 errors in 3 files\n")
    assert out.split("\n")[:2] == [
        f"{folder}/a.toml:1:1: error[unreadable]: {folder}/a.toml cannot be read: "
        "too many levels of symbolic links; it leads back to itself, or is a link too far: "
        "remove it, or name the file",
        f"{folder}/b.toml:1:1: error[unreadable]: {folder}/b.toml cannot be read: "
        "no such file or directory; "
        "it is a link to a file that is not there: remove it, or restore the file",
    ]
    assert out.split("\n")[2].startswith(f"{folder}/z.toml:6:7: error[bad-url]: ")


@pytest.mark.parametrize(
    "words",
    [
        ["topics", "-f", "{}"],
        ["trade", "azerbaijan", "russia", "-f", "{}"],
        ["diff", "{}", "facts.toml"],
        ["diff", "facts.toml", "{}"],
        ["import", "{}"],
    ],
)
def test_a_link_that_leads_nowhere_is_told_as_one(
    dip: Run, write: Write, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    monkeypatch.chdir(write(BAD, "facts.toml").parent)
    Path("fact.toml").symlink_to("none")
    status, out, err = dip(*(word.format("fact.toml") for word in words))
    assert (status, out) == (2, "")
    assert err == (
        "dipfacts: fact.toml cannot be read: no such file or directory\n"
        "  it is a link to a file that is not there: remove it, or restore the file\n"
    )


def test_no_link_that_leads_nowhere_is_proposed(
    dip: Run, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(write(BAD, "facts.toml").parent)
    Path("fact.toml").symlink_to("none")
    did = 'dipfacts: fact2.toml does not exist\n  did you mean "facts.toml"?\n'
    assert dip("topics", "-f", "fact2.toml") == (2, "", did)


def test_a_folder_that_may_not_be_read_does_not_hide_the_rest(write: Write) -> None:
    folder = write(BAD, "base/z.toml").parent
    (folder / "closed").mkdir(mode=0)
    held_to_rights: list[str] = []
    if os.geteuid() == 0:
        if shutil.which("setpriv") is None:
            pytest.skip("root reads everything, and setpriv, which takes that right, is not here")
        rights = "-dac_override,-dac_read_search"
        held_to_rights = ["setpriv", f"--bounding-set={rights}", f"--inh-caps={rights}"]
    command = [*held_to_rights, sys.executable, "-m", "dipfacts", "check", str(folder)]
    ran = subprocess.run(command, capture_output=True, text=True)
    assert ran.returncode == 3, ran.stderr
    bad, closed = ran.stdout.splitlines()
    assert closed == (
        f"{folder}/closed:1:1: error[unreadable]: {folder}/closed cannot be read: "
        "permission denied; check its permissions"
    )
    assert bad.startswith(f"{folder}/z.toml:6:7: error[bad-url]: ")


def test_the_bundled_base_passes_strict(dip: Run) -> None:
    status, out, err = dip("check", "--strict", "bundled")
    assert (status, out) == (0, "")
    *tables, last = err.splitlines()
    assert last.startswith("no problems in 11 files, ")
    for line in tables:  # every row of each table is a claim, or left out
        numbers = [
            int(text.replace(",", "")) for text in re.findall(r"[0-9,]*[0-9](?= rows?)", line)
        ]
        claims, *left_out = re.findall(r"([0-9,]*[0-9]) (?:claims?|by|without)", line)
        assert numbers[-1] == sum(int(text.replace(",", "")) for text in (claims, *left_out)), line


def test_a_path_that_is_not_there(dip: Run, tmp_path: Path) -> None:
    status, out, err = dip("check", str(tmp_path / "none.toml"))
    assert (status, out) == (2, "")
    assert err == (
        f"dipfacts: {tmp_path}/none.toml does not exist\n"
        "  name a .toml file, or a folder that holds some\n"
    )


# ------------------------------------------------------------------ on a terminal


def human(problem: Problem, text: str, color: str = "auto") -> str:
    out = Screen()
    render.write_human([problem], lambda _: text, out, color)
    return out.getvalue()


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "60")


URL = Problem("a.toml", 6, 1, "bad-url", "it is no address", "write one")


@pytest.mark.usefixtures("terminal")
def test_the_line_a_pointer_and_the_remedy() -> None:
    assert human(URL, BAD, color="never") == (
        "error[bad-url]: it is no address\n"
        "  at a.toml:6:1\n"
        '  6 | url = "ftp://x"  # a long way off\n'
        "    | ^^^\n"
        "  remedy: write one\n\n"
    )


@pytest.mark.usefixtures("terminal")
def test_colours_only_where_they_are_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    colored = human(URL, BAD)
    assert colored.startswith("\x1b[1;31merror[bad-url]\x1b[0m\x1b[1m: it is no address\x1b[0m\n")
    plain = human(URL, BAD, color="never")
    assert re.sub(r"\x1b\[[\d;]*m", "", colored) == plain
    assert "\x1b[1;33m" in human(URL.replaced(severity="warning"), BAD)
    monkeypatch.setenv("TERM", "dumb")
    assert human(URL, BAD) == plain
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1")
    assert human(URL, BAD) == plain


@pytest.mark.usefixtures("terminal")
def test_long_lines_are_cut_around_the_column() -> None:
    line = f'note = "{"a" * 100}", bad = "{"b" * 100}"'
    column = line.index("bad") + 1
    shown = human(URL.replaced(line=1, column=column), line, color="never").split("\n")
    assert shown[2] == f'  1 | …{"a" * 23}", bad = "{"b" * 19}…'
    assert shown[3] == f"    | {' ' * 27}^^^"
    assert len(shown[2]) <= 60


@pytest.mark.usefixtures("terminal")
def test_the_pointer_stands_right_after_wide_tabbed_and_unseen_text() -> None:
    line = '\tx = "日本e\u0301\x1b" !'
    shown = human(URL.replaced(line=1, column=line.index("!") + 1), line, color="never")
    assert shown.split("\n")[2:4] == [
        '  1 |  x = "日本e\u0301\\x1b" !',
        "    |                  ^",
    ]


@pytest.mark.usefixtures("terminal")
def test_a_header_is_pointed_at_as_a_whole_and_the_end_of_a_line_too() -> None:
    shown = human(URL.replaced(line=3), BAD, color="never").split("\n")
    assert shown[2:4] == ["  3 | [[source]]", "    | ^^^^^^^^^^"]
    shown = human(URL.replaced(line=1, column=11), BAD, color="never").split("\n")
    assert shown[2:4] == ["  1 | format = 1", "    |           ^"]


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ({"parties": ["no", "no"]}, ["names one party twice; name each party once"]),
        ({"parties": ["no", "norway"]}, ["names one party twice; name each party once"]),
        ({"parties": ["no", "se"], "title": ""}, ["title is empty; give it a text"]),
        ({"claimant": ["no", "no"]}, ["names one claimant twice; name each claimant once"]),
        ({"claimant": ["no", "norway"]}, ["names one claimant twice; name each claimant once"]),
        ({"people": ["ann", "ann"]}, ["names one person twice; name each person once"]),
        (
            {"parties": ["no", "norway"], "claimant": ["se", "se"]},
            [f"names one {one} twice; name each {one} once" for one in ("party", "claimant")],
        ),
    ],
)
def test_a_fault_is_told_once_with_what_mends_it(
    write: Write, capsys: pytest.CaptureFixture[str], keys: dict[str, Any], told: list[str]
) -> None:
    one = event("e", **{"parties": ["no", "se"], "said_on": "2020-01-01", **keys})
    text = base(source("s"), party("ann", kind="person", name="Ann"), one)
    assert app.run(["check", str(write(text))]) == 3
    out = capsys.readouterr().out
    lines = (line.partition("]: ")[2] for line in out.splitlines())
    assert [line.removeprefix('[[event]] "e" ') for line in lines if line] == told


def test_a_file_on_one_long_line_is_shown_in_a_moment() -> None:
    out = io.StringIO()
    text = "x" * 1_000_000
    render.write_human([URL.replaced(line=1, column=500_000)] * 200, lambda _: text, out, "never")
    assert max(map(len, out.getvalue().split("\n"))) <= render.WIDEST
