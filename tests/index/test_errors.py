"""Errors that do not keep a base from answering: every look-up says so, and never wrongly."""

from __future__ import annotations

import io
import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import Write
from dipfacts.checks import findings
from dipfacts.checks.contents import CHECKS
from dipfacts.cli.completion import protocol
from dipfacts.cli.registry import COMMANDS
from dipfacts.index import cache
from dipfacts.index.compiling import build
from dipfacts.index.updating import changes
from dipfacts.query.base import open_base
from dipfacts.read.base.base_reader import BaseReader
from dipfacts.read.files import SourceFile
from support import factbase
from support.check_page import SECTIONS, TABLE, example
from support.command_line import Run
from support.draws import drawn
from support.factbase import base, event, measure, party, source, topic

CHECKED = {check.__name__.replace("_", "-") for check in CHECKS} | {"malformed-allow"}
ERRORS = sorted(code for code in SECTIONS if code in CHECKED and TABLE[code] == "error")

DOLLARS = base(
    source(),
    party("a"),
    party("b"),
    topic(),
    measure(),
    factbase.figure("f", value=10, unit="billion dollars", locator="p. 1"),
)
SAID = (
    'dipfacts: {name} has 1 error ({file}:33: unit "billion dollars" is money, but not a currency '
    "code); dipfacts check {path} shows it\n"
)


def by_check(texts: dict[str, str]) -> Counter[str]:
    """Return the number of errors of each code that `check` finds in files."""
    reader = BaseReader()
    for name, text in texts.items():
        reader.add(SourceFile(name, name, name), text.encode())
    found = findings.problems(reader, date.today(), COMMANDS)
    return Counter(problem.code for problem in found if problem.severity == "error")


def known(*paths: Path) -> dict[str, int]:
    """Return the number of errors of each code that the index of a base has."""
    with open_base(*map(str, paths)) as opened:
        return {problem.code: number for problem, number in opened.errors}


# ------------------------------------------------------------------------- what is said


@pytest.mark.parametrize("code", ERRORS)
def test_each_error_of_check_is_said_by_a_look_up(code: str, dip: Run, write: Write) -> None:
    """The example of docs/check.md has this problem and no other."""
    path = write(example(code, "Bad"))
    (problem,) = json.loads(dip("check", str(path), "--json")[1])["problems"]
    for _ in ("cold", "warm"):
        status, out, err = dip("timeline", "-f", str(path), "--json")
        assert status in (0, 1)
        assert json.loads(out)["schema_version"] == 1
        said, end = f"dipfacts: {path} has 1 error (", f"); dipfacts check {path} shows it\n"
        assert (err[: len(said)], err[-len(end) :]) == (said, end)
        at = re.match(r"facts\.toml:(\d+): ", err[len(said) :])
        assert at is None or int(at[1]) == problem["line"]  # some are not known
        # Some messages name the place of another table, which is not known to the line here.
        told, message = (
            re.sub(r"[^ (]*facts\.toml(:\d+)?", "FILE", text)
            for text in (err[len(said) : -len(end)], problem["message"])
        )
        assert told.removeprefix("FILE: ") == message


@pytest.mark.parametrize("code", [code for code in SECTIONS if code not in ERRORS])
def test_of_a_base_without_errors_nothing_is_said(code: str, dip: Run, write: Write) -> None:
    if code not in CHECKED or code in ("same-statement", "no-rows"):  # which take two files
        return
    path = write(example(code, "Bad"))
    assert dip("check", str(path))[0] == 0, "a warning"
    assert dip("timeline", "-f", str(path))[2] == ""


def test_money_in_words(dip: Run, write: Write) -> None:
    path = write(DOLLARS)
    expected = SAID.format(name=path, file="facts.toml", path=path)
    for words in (
        ("trade", "a", "b"),
        ("trade", "a", "b", "--json"),
        ("trade", "a", "b", "--known-by", "2020"),
        ("timeline", "a", "--format", "jsonl"),
        ("parties", "--format", "csv"),
        ("show", "f"),
        ("cite", "f"),
    ):
        assert dip(*words, "-f", str(path))[2] == expected, words
    assert json.loads(dip("trade", "a", "b", "-f", str(path), "--json")[1])["facts"]
    folder = path.parent / "export"
    assert dip("export", str(folder), "--to", "csv", "-f", str(path))[2] == expected


def test_a_wrong_question_is_not_answered_and_nothing_is_said(dip: Run, write: Write) -> None:
    for words in (("trade", "a", "nobody"), ("show", "nothing"), ("cite", "nothing")):
        status, _, err = dip(*words, "-f", str(write(DOLLARS)))
        assert (status, "billion" in err) == (2, False)


def test_by_each_way_of_naming_the_base(
    dip: Run, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(DOLLARS, "of mine/facts.toml")
    quoted = f"'{path}'"
    said = SAID.format(name=path, file="facts.toml", path=quoted)
    assert dip("topics", "-f", str(path))[2] == said
    monkeypatch.chdir(path.parent)  # the same index, under another name
    here = SAID.format(name="facts.toml", file="facts.toml", path="facts.toml")
    assert dip("topics", "-f", "facts.toml")[2] == here
    monkeypatch.setenv("DIPFACTS_FACTS", str(path))
    unnamed = SAID.format(name="the fact base", file="facts.toml", path="").replace("  ", " ")
    assert dip("topics")[2] == unnamed
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(DOLLARS.encode())))
    piped = SAID.format(name="standard input", file="<stdin>", path="-")
    piped = piped.replace(":33:", ":27:")  # it cannot be read again: the line of the table
    assert dip("topics", "-f", "-")[2] == piped


def test_a_folder_with_one_bad_file(dip: Run, write: Write) -> None:
    bad = write(DOLLARS, "base/sub/b.toml")
    folder = bad.parent.parent
    write("format = 1\n" + source("t", url="https://example.org"), "base/a.toml")
    file = os.path.join("sub", "b.toml")
    assert dip("topics", "-f", str(folder))[2] == SAID.format(name=folder, file=file, path=folder)
    two = ("-f", str(bad), "-f", str(folder / "a.toml"))
    path = f"{bad} {folder / 'a.toml'}"
    said = SAID.format(name="the fact base", file="b.toml", path=path)
    assert dip("topics", *two)[2] == said


def test_of_several_errors_the_first_is_said(dip: Run, write: Write) -> None:
    more = factbase.figure("g", unit="dollars", locator="p. 2") + source("t", url="ftp://x")
    path = write(DOLLARS + more)
    _, _, err = dip("topics", "-f", str(path))
    assert err == (
        f'dipfacts: {path} has 3 errors (facts.toml:33: unit "billion dollars" is money, but not a '
        f"currency code; …); dipfacts check {path} lists them\n"
    )


def test_hostile_text_is_said_as_it_is_read(dip: Run, write: Write) -> None:
    path = write(DOLLARS.replace("billion dollars", "\\u001b[31m dollars"))
    _, _, err = dip("topics", "-f", str(path))
    assert err.strip().isprintable()
    assert "U+001B" in err


@pytest.mark.parametrize("command", ["show", "cite"])
def test_tab_says_nothing(
    command: str, write: Write, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DIPFACTS_FACTS", str(write(DOLLARS)))
    for _ in ("cold", "warm"):
        proposed = protocol.answered("zsh", ["dipfacts", command, ""])
        assert proposed.splitlines()[-1] == "f\tTurnover, 2021"
    assert capfd.readouterr() == ("", "")


# ------------------------------------------------------------------- the same as check

IDS = [f"c{n}" for n in range(8)]
UNITS = ["USD", "usd", "billion USD", "mln t", "percent", "rank", "visits", "SEK m", "t"]
NAMES = ["Alder", "alder", "Beech", "!", "?", "Burma", "Swaziland"]


def maybe(*values: Any) -> st.SearchStrategy[Any]:
    """One of these, or nothing, which is likelier."""
    return st.one_of(st.none(), st.none(), st.sampled_from(values))


COMMON = {
    "period": st.sampled_from(["2021", "2021", "2021-05", "2022-06/2022-08"]),
    "locator": st.just("p. 1"),
    "said_on": maybe(date(2021, 3, 4), date(2022, 6, 1), date(2022, 6, 2)),
    "claimant": st.sampled_from(["a", "a", "a", "burma"]),
    "source": st.sampled_from("stu"),
    "rank": maybe("preferred", "preferred", "deprecated"),
    "rank_reason": st.sampled_from(["because", "because", None]),
    "inferred": maybe("yes", "Derived.", "the year: from the page"),
    "allow": maybe(["missing-locator: no"], ["missing-locator"], ["nothing: no"]),
    "note": maybe("a\u202eb", "a\\b", "a\nb", "ə", "\x07"),
}
FIGURES = st.fixed_dictionaries(
    COMMON
    | {
        "measure": st.sampled_from(["m"] * 4 + ["n", "share-of-m", "share-of-m", "place", "heads"]),
        "unit": st.one_of(st.just("t"), st.just("percent"), st.sampled_from(UNITS)),
        "value": st.sampled_from([0, 1, 2, 3, 99, 101, -1]),
        "absent": st.sampled_from([None, None, None, "confidential"]),
        "qualifier": maybe("about", "more-than", "at-most"),
        "scope": maybe("fruit"),
        "part_of": st.one_of(st.none(), st.sampled_from(IDS)),
        "parts": maybe("complete"),
    }
)
ALIKE = {"measure": "m", "unit": "t", "period": "2021", "scope": None, "rank_reason": "because"}
MADE_FROM = maybe(["s"], ["t"], ["v", "t"], ["v"])
OTHERS = st.fixed_dictionaries(COMMON | {"status": st.sampled_from(["held", "planned"])})


@st.composite
def files(draw: st.DrawFn) -> dict[str, str]:
    """Some files of a base that loads, with errors of any kind."""
    texts = dict.fromkeys(("a.toml", "b.toml", "c.toml"), "format = 1\n")
    where, alike = st.sampled_from([*texts]), draw(st.booleans())
    kinds = draw(st.lists(st.sampled_from(["figure", "figure", "event"]), min_size=4, max_size=8))
    ids = IDS[: len(kinds)]
    figures = {id_ for id_, kind in zip(ids, kinds, strict=True) if kind == "figure"}
    for id_, kind in zip(ids, kinds, strict=True):
        keys = draw(FIGURES if kind == "figure" else OTHERS)
        if kind == "figure":
            keys |= ALIKE if alike else {}
            keys["value"] = None if keys["absent"] else keys["value"]
            keys["part_of"] = keys["part_of"] if keys["part_of"] in figures else None
        made = factbase.figure if kind == "figure" else event
        texts[draw(where)] += made(id_, **keys)
    comment = draw(maybe("# a\u202eb\n", "# ə\n"))
    texts[draw(where)] += comment or ""
    urls = maybe("ftp://x", "https://example.org", "example.org")
    texts[draw(where)] += (
        source("s", published="2022-06-01", url=draw(urls), derived_from=draw(MADE_FROM))
        + source("t", published="2021-05", url=draw(urls), derived_from=draw(MADE_FROM))
        + source("u", allow=draw(maybe(["unused-source: it is kept"], ["unused-source"])))
    )
    texts[draw(where)] += source("v", derived_from=draw(MADE_FROM))
    for id_ in "abcd":
        aliases = draw(st.lists(st.sampled_from(NAMES), max_size=1))
        text = party(id_, kind="organisation", aliases=aliases or None)
        texts[draw(where)] += text
    texts[draw(where)] += topic()
    texts[draw(where)] += (
        measure("m", sum_of=draw(maybe(["n", "heads"], ["n", "m"])))
        + measure("n", of=draw(maybe("m", "place")))
        + measure("share-of-m", nature="ratio", of="m")
        + measure("place", nature="rank", of=draw(maybe("n")))
        + measure("heads", nature="count")
    )
    return texts


folders = count()


@settings(max_examples=drawn(50), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(files())
def test_the_index_has_the_errors_that_check_finds(tmp_path: Path, texts: dict[str, str]) -> None:
    folder = tmp_path / str(next(folders))
    folder.mkdir()
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    found = by_check(texts)
    for code in found:
        hypothesis.event(code)
    assert known(folder) == found


def settled(folder: Path, texts: dict[str, str], ticks: Iterator[int]) -> None:
    """Write files as they would be long after; those that are the same are left alone."""
    for name, text in texts.items():
        path = folder / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            now = next(ticks)
            os.utime(path, ns=(now, now))


@settings(max_examples=drawn(25), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(files(), min_size=2, max_size=3), st.sampled_from(["a.toml", "b.toml", "c.toml"]))
def test_a_renewed_index_has_them_too(
    tmp_path: Path, states: list[dict[str, str]], changed: str
) -> None:
    """One file changes to that of another base, where the result still loads."""
    folder = tmp_path / str(next(folders))
    folder.mkdir()
    ticks = count(1_600_000_000_000_000_000, 1_000_000_000)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(changes, "SHARE", 1.0)
        patch.setattr("dipfacts.index.cache.RACY_NS", 0)
        for state in states:
            texts = states[0] | {changed: state[changed]}
            if loads(texts):
                settled(folder, texts, ticks)
                assert known(folder) == by_check(texts)


def loads(texts: dict[str, str]) -> bool:
    reader = BaseReader()
    for name, text in texts.items():
        reader.add(SourceFile(name, name, name), text.encode())
    return not reader.problems()


def test_workers_find_them_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {
        "a.toml": DOLLARS + "# a\u202eb\n",
        "b.toml": "format = 1\n" + factbase.figure("g", rank="deprecated") + source("t", url="x"),
        "c.toml": "format = 1\n"
        + factbase.figure("p", value=3, unit="t", part_of="g")
        + factbase.figure("q", rank="preferred", rank_reason="r", value=5)
        + factbase.figure("r", rank="preferred", rank_reason="r", value=6),
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(cache, "LARGE", 0)
    monkeypatch.setattr(build, "one_by_one", None)  # only the workers read
    assert known(tmp_path) == by_check(texts)
    assert sum(by_check(texts).values()) == 5
