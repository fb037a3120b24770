"""A base whose CSV file is in Git LFS: commits hold pointers, and the clone keeps the data."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from dipfacts.diff import lfs
from support.command_line import Result
from support.factbase import base, party, source, table, topic
from support.factbase import measure as measured
from support.repository import Repository

HEAD = base(source("s"), *map(party, "abc"), topic(), measured("exports"))
ROWS = table(
    "table",
    id="t",
    file="t.csv",
    claim="figure",
    source="s",
    topic="trade",
    measure="exports",
    unit="USD",
    from_="{from}",
    to="{to}",
    period="{year}",
    value="{n}",
    key="{to}-{year}",
)
OLD, NEW = b"from,to,year,n\na,b,2020,5\n", b"from,to,year,n\na,b,2020,7\na,c,2020,2\n"
Ask = Callable[..., Result]


def pointer(data: bytes) -> bytes:
    """Return what stands in a commit for data, as Git LFS writes it."""
    oid = hashlib.sha256(data).hexdigest()
    version = "https://git-lfs.github.com/spec/v1"
    return f"version {version}\noid sha256:{oid}\nsize {len(data)}\n".encode()


def keep(found: Repository, data: bytes) -> Path:
    """Write data where `git lfs fetch` keeps them; return the path."""
    oid = hashlib.sha256(data).hexdigest()
    return found.write(f".git/lfs/objects/{oid[:2]}/{oid[2:4]}/{oid}", data)


@pytest.fixture
def found(tmp_path: Path) -> Repository:
    """Two commits of pointers, to OLD and NEW, of which the working tree has NEW."""
    result = Repository(tmp_path)
    for data in (OLD, NEW):
        result.write("t.csv", pointer(data))
        result.commit("a table", base=HEAD, t=f"format = 1\n{ROWS}")
    result.write("t.csv", NEW)
    return result


@pytest.fixture
def ask(found: Repository, dip: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> Ask:
    monkeypatch.chdir(found.folder)
    return lambda *words: dip(*words, "-f", ".")


@pytest.mark.parametrize("is_kept", [True, False])
@pytest.mark.parametrize("words", [("diff",), ("diff", "--staged")])
def test_data_of_a_pointer_are_those_now_where_these_are_the_same(
    found: Repository, ask: Ask, words: tuple[str, ...], is_kept: bool
) -> None:
    if is_kept:
        keep(found, NEW)
    assert ask(*words).page(0).startswith("No difference between HEAD and ")


def test_data_that_the_clone_keeps_are_compared(found: Repository, ask: Ask) -> None:
    keep(found, OLD)
    page = ask("diff", "HEAD~1").page(0)
    assert "value: 5 → 7" in page
    assert "t-c-2020" in page
    lacking = "does not load: t.csv is a pointer of Git LFS without its data; git lfs fetch --all"
    assert lacking in " ".join(ask("log", "t-b-2020").page(0).split())
    keep(found, NEW)
    page = ask("log", "t-b-2020").page(0)
    assert re.findall("(changed|added|withdrawn|does not load)", page) == ["changed", "added"]


STEPS = re.compile("(now|changed|added|withdrawn|does not load)")


def test_a_pointer_in_the_working_tree_is_read_as_commits_are(found: Repository, ask: Ask) -> None:
    keep(found, OLD)
    keep(found, NEW)
    found.write("t.csv", pointer(NEW))
    page = ask("log", "t-b-2020").page(0)
    assert STEPS.findall(page) == ["changed", "added"]
    found.write("t.csv", pointer(OLD))
    page = ask("log", "t-b-2020").page(0)
    assert STEPS.findall(page) == ["now", "now", "changed", "changed", "added"]


def test_a_pointer_without_data_is_no_change_where_it_is_committed(
    found: Repository, ask: Ask
) -> None:
    keep(found, OLD)
    found.write("t.csv", pointer(NEW))
    page = " ".join(ask("log", "t-b-2020").page(0).split())
    assert STEPS.findall(page) == ["does not load", "added"]
    told = "does not load: t.csv is a pointer of Git LFS without its data; git lfs fetch --all"
    assert f"{told} brings them" in page


def test_a_pointer_that_is_not_committed_is_told(found: Repository, ask: Ask) -> None:
    keep(found, OLD)
    keep(found, NEW)
    found.write("t.csv", pointer(b"other"))
    page = " ".join(ask("log", "t-b-2020").page(0).split())
    assert "now — not committed yet does not load: t.csv is a pointer of Git LFS" in page
    assert "withdrawn" not in page


def test_data_are_read_where_a_setting_says_that_they_are_kept(found: Repository, ask: Ask) -> None:
    kept = keep(found, OLD)
    kept.rename(found.write(f"elsewhere/objects/{'/'.join(kept.parts[-3:])}", b""))
    assert ask("diff", "HEAD~1").status == 3
    found.git("config", "lfs.storage", str(found.folder / "elsewhere"))
    assert "value: 5 → 7" in ask("diff", "HEAD~1").page(0)
    found.git("config", "lfs.storage", "../elsewhere")  # from the folder of git
    assert "value: 5 → 7" in ask("diff", "HEAD~1").page(0)


@pytest.mark.parametrize("stands", [b"", NEW])
def test_data_that_the_clone_lacks_are_told(found: Repository, ask: Ask, stands: bytes) -> None:
    if stands:
        keep(found, OLD).write_bytes(stands)  # damaged: they are not those that the pointer names
    status, out, err = ask("diff", "HEAD~1")
    assert (status, out) == (3, "")
    told = "names the data but does not hold it; git lfs fetch --all brings it, and changes no file"
    assert f"t.csv cannot be read: it is a Git LFS pointer, which {told}" in err


@pytest.mark.parametrize("was", ["HEAD", "--staged"])
def test_a_pointer_to_toml_is_told_where_it_stands(found: Repository, ask: Ask, was: str) -> None:
    keep(found, OLD)
    keep(found, NEW)
    found.write("t.toml", pointer(b"other"))
    found.commit("as a pointer")
    found.write("t.toml", f"format = 1\n{ROWS}")
    status, out, err = ask("diff", was)
    assert (status, out) == (3, "")
    what = "the file is a Git LFS pointer, which names the data but does not hold it, not TOML"
    fetch = "git lfs fetch --all brings it, and changes no file"
    assert f"HEAD:t.toml: {what}; {fetch}" in err
    assert (f"\n:t.toml: {what}; {fetch}" in f"\n{err}") == (was == "--staged")
    page = " ".join(ask("log", "t-b-2020").page(0).split())
    assert f"does not load: t.toml: {what}; {fetch}" in page


def test_a_claim_is_not_told_as_new_where_data_of_before_are_not_here(
    found: Repository, ask: Ask
) -> None:
    page = " ".join(ask("log", "t-b-2020").page(0).split())
    assert "now — not committed yet added in t.csv What was before" in page
    assert (
        "What was before is not known: t.csv is a pointer of Git LFS without its data; "
        "git lfs fetch --all brings them."
    ) in page


def test_a_pointer_with_line_ends_of_windows_is_one() -> None:
    windows = pointer(OLD).replace(b"\n", b"\r\n")
    assert lfs.named_by(windows) == lfs.named_by(pointer(OLD)) != ""


@pytest.mark.parametrize(
    "text",
    [
        b"version https://git-lfs.github.com/spec/v1\n",
        b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 5\n",
        b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"../" * 21 + b".\nsize 5\n",
        b"a,b\n1,2\n",
        b"",
    ],
)
def test_what_is_no_pointer_is_left_as_it_is(text: bytes, tmp_path: Path) -> None:
    assert lfs.named_by(text) == ""
    assert lfs.data_of(text, str(tmp_path)) == text
