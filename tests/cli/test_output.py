"""`--output`: a file that is whole or as it was, whatever happens, and no other than was named."""

from __future__ import annotations

import errno
import io
import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from conftest import SAMPLE_PATH, Write
from dipfacts.cli import app
from support import factbase as fb

SAMPLE = str(Path(__file__).parents[1] / "sample.toml")
ASK = ["timeline", "-f", SAMPLE, "--json"]
PROGRAM = [sys.executable, "-m", "dipfacts"]

KILLED = {
    "answer": """\
import os, signal, sys
from dipfacts.cli.output import destination
with destination(sys.argv[1], "json") as out:
    out.write("half" * 100_000)
    out.flush()
    os.kill(os.getpid(), signal.SIGKILL)
""",
    "export": """\
import os, signal, sys
from pathlib import Path
from dipfacts.export.target import made_file
with made_file(sys.argv[1], True, None) as new:
    Path(new).write_text("half" * 100_000)
    os.kill(os.getpid(), signal.SIGKILL)
""",
}


@pytest.mark.parametrize("what", KILLED)
def test_who_is_killed_while_writing_leaves_the_file_as_it_was(what: str, tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    if what == "answer":
        assert app.run([*ASK, "-o", str(old)]) == 0
    else:
        assert app.run(["export", str(old), "--to", "sqlite", "-f", SAMPLE]) == 0
    before = old.read_bytes()
    for target in (old, new):
        done = subprocess.run([sys.executable, "-c", KILLED[what], str(target)], check=False)
        assert done.returncode == -9
    assert old.read_bytes() == before
    assert not new.exists()


def test_a_file_that_may_not_grow_is_as_it_was(tmp_path: Path) -> None:
    """As on a full disk: the system refuses what is written."""
    target = tmp_path / "few.json"
    assert app.run([*ASK, "-o", str(target)]) == 0
    before = target.read_bytes()
    assert len(before) > 1024
    line = f'ulimit -f 1 && exec "$0" -m dipfacts {" ".join(ASK)} -o few.json'
    done = subprocess.run(
        ["bash", "-c", line, sys.executable], cwd=tmp_path, capture_output=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr.decode() == (
        "dipfacts: few.json cannot be written: file too large\n"
        "  allow larger files (ulimit -f), or name another place\n"
    )
    assert target.read_bytes() == before
    assert [*tmp_path.iterdir()] == [target]


def test_a_database_that_may_not_grow_is_as_it_was(tmp_path: Path) -> None:
    """SQLite calls it an I/O error, as it does of the index."""
    target = tmp_path / "few.db"
    assert app.run(["export", str(target), "-f", SAMPLE]) == 0
    before = target.read_bytes()
    line = f'ulimit -f 16 && exec "$0" -m dipfacts export few.db --force -f {SAMPLE}'
    done = subprocess.run(
        ["bash", "-c", line, sys.executable],
        cwd=tmp_path,
        env={**os.environ, "DIPFACTS_CACHE": "cache"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 2
    warning, *error = done.stderr.decode().splitlines()
    assert warning == (
        f"dipfacts: the index cannot be kept in {tmp_path}/cache: file too large; answering "
        "from memory (allow larger files (ulimit -f), or set DIPFACTS_CACHE to a folder of yours)"
    )
    assert error == [
        "dipfacts: few.db cannot be written: file too large",
        "  allow larger files (ulimit -f), or name another place",
    ]
    assert target.read_bytes() == before


def test_a_link_stays_one_and_the_file_keeps_its_rights(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    real, link = tmp_path / "far" / "real.json", tmp_path / "link.json"
    assert app.run(["relations", "-f", SAMPLE, "-o", str(real)]) == 0
    before = real.read_bytes()
    real.chmod(0o640)
    link.symlink_to(real)
    assert app.run([*ASK, "-o", str(link)]) == 0
    assert link.is_symlink()
    assert real.read_bytes() != before
    assert json.loads(real.read_text(encoding="utf-8"))["facts"]
    assert real.stat().st_mode & 0o777 == 0o640
    assert [*real.parent.iterdir()] == [real]


def test_a_new_file_has_the_rights_that_new_files_have(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        assert app.run([*ASK, "-o", str(tmp_path / "new.json")]) == 0
    finally:
        os.umask(before)
    assert (tmp_path / "new.json").stat().st_mode & 0o777 == 0o640


def test_a_pipe_is_written_to_and_stays_one(tmp_path: Path) -> None:
    """Replacing it, as a file is replaced, would do away with /dev/null for all."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text(encoding="utf-8")))
    reader.start()
    assert app.run([*ASK, "-o", str(pipe)]) == 0
    reader.join(timeout=30)
    assert json.loads(read[0])["facts"]
    assert pipe.is_fifo()
    assert [*tmp_path.iterdir()] == [pipe]


def test_the_devices_stay_what_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run([*ASK, "-o", "/dev/null"]) == 0
    assert app.run([*ASK, "-o", "/dev/full"]) == 2
    assert Path("/dev/null").is_char_device()
    assert Path("/dev/full").is_char_device()
    assert capsys.readouterr() == (
        "",
        "dipfacts: /dev/full cannot be written: no space left on device\n"
        "  make room there, or name another place\n",
    )


def test_a_shells_own_pipe_is_written_to() -> None:
    line = f'"$0" -m dipfacts {" ".join(ASK)} -o >(cat >&2)'
    done = subprocess.run(
        ["bash", "-c", f"{line}; wait $!", sys.executable], capture_output=True, check=True
    )
    assert done.stdout == b""
    assert json.loads(done.stderr)["facts"]


def test_a_folder_is_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run([*ASK, "-o", str(tmp_path)]) == 2
    assert capsys.readouterr() == (
        "",
        f"dipfacts: {tmp_path} cannot be written: is a directory\n  name a file in it\n",
    )


ACCENTED = fb.base(
    fb.source("s", publisher="Courrier é", published="2022-03-01"),
    fb.party("a", name="Åland"),
    fb.party("b", name="Beland"),
    fb.topic(),
    fb.measure(),
    *(fb.figure(f"f{year}", period=year, value=9) for year in ("2019", "2020", "2021")),
    fb.event("talks", title="Talks 😀 é", period="2021-03-04"),
)
FOR_PROGRAMS = [
    *(f"timeline a b --format {form}" for form in ("json", "jsonl", "csv", "tsv", "md")),
    *(f"timeline a b --format {form}" for form in ("html", "ics")),
    *("trade a b --format svg", "parties --json", "timeline --format jsonl"),
    *("cite talks --style bibtex", "cite talks --style csl-json", "cite talks --style markdown"),
]


def printed(line: str, encoding: str, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """Return the bytes of an answer on a standard output of that encoding."""
    data = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(data, encoding, newline=""))
    assert app.run(line.split()) == 0
    return data.getvalue()


@pytest.mark.parametrize("line", FOR_PROGRAMS)
def test_what_is_for_programs_is_utf8(
    line: str, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIPFACTS_FACTS", str(write(ACCENTED)))
    whole = printed(line, "utf-8", monkeypatch)
    assert any(text in whole.decode() for text in ("é", "Å"))
    for encoding in ("ascii", "cp1252", "utf-16"):
        assert printed(line, encoding, monkeypatch) == whole


def test_what_check_says_to_programs_is_utf8(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(ACCENTED + fb.event("é"))
    for line in (f"check {path} --format json", f"check {path} --format github"):
        texts = set[bytes]()
        for encoding in ("utf-8", "ascii"):
            data = io.BytesIO()
            monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(data, encoding, newline=""))
            assert app.run(line.split()) == 3
            texts.add(data.getvalue())
        assert len(texts) == 1
        assert "é" in texts.pop().decode()


def test_a_page_has_codes_for_what_a_terminal_lacks(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIPFACTS_FACTS", str(write(ACCENTED)))
    page = printed("timeline a b", "cp1252", monkeypatch).decode("cp1252")
    assert r"Talks \U0001f600 é" in page


@pytest.mark.parametrize("line", ["trade {} --chart", "brief {}", "trade {} c --chart"])
def test_charts_are_drawn_where_a_terminal_lacks_their_signs(
    write: Write, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    figures = [
        fb.figure(f"{party}-{year}-{nth}", period=f"{year}", value=nth * year, parties=["a", party])
        for year in range(2001, 2006)
        for party in "bc"
        for nth in ((2, 3) if year > 2003 else (2,))
    ]
    figures.append(fb.figure("below", period="2006", value=-4000))
    sources = fb.source("s"), fb.party("a"), fb.party("b"), fb.party("c"), fb.topic(), fb.measure()
    monkeypatch.setenv("DIPFACTS_FACTS", str(write(fb.base(*sources, *figures))))
    line = line.format("a b")
    whole = printed(line, "utf-8", monkeypatch).decode()
    drawn = printed(line, "ascii", monkeypatch).decode()
    assert any(sign in whole for sign in "\u2588\u2502")
    signs = {"\u2588": "#", "\u2592": "=", "\u2584": "~", "\u2502": "|", "\u25cf": "o"}
    for sign, other in signs.items():
        assert whole.count(sign) <= drawn.count(other)
        assert f"\\u{ord(sign):04x}" not in drawn
    assert len(drawn.splitlines()) == len(whole.splitlines())


def test_too_little_memory_for_a_file_is_no_wrong_question(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.ENOMEM, os.strerror(errno.ENOMEM))

    monkeypatch.setattr("dipfacts.cli.output._file", fail)
    assert app.run(["topics", "-o", str(tmp_path / "x.json"), "-f", str(SAMPLE_PATH)]) == 70
    assert "there is too little memory for this" in capsys.readouterr().err
