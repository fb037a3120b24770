"""No room, no right, no memory, no handle, no process, no reader: one line, and nothing harmed.

Every command that writes is tried with every mishap. It fails or not, but what stands there
afterwards is the old or the new, whole, and nothing else; and the next run is right.
"""

from __future__ import annotations

import importlib.util
import os
import random
import shutil
import signal
import stat
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from dipfacts import __main__ as program
from dipfacts.index.compiling import build
from dipfacts.index.compiling.filling import make_tables
from support import mishap
from support.factbase import base, figure, measure, party, source, topic
from support.mishap import Ended

if sys.platform == "win32":
    pytest.skip("there are no forks on Windows", allow_module_level=True)

SAMPLE = str(Path(__file__).parents[1] / "sample.toml")
MOMENTS = 2
DATA = "Entity,Code,Year,Population\nNorway,NOR,2020,5379475\n"
SMALL = base(topic(), measure(), party("a"), party("b"), source(), figure("one", locator="1"))
ASKED = ["-f", SAMPLE]

WRITING = {
    "csv": ["timeline", "--format", "csv", "-o", "out.csv", *ASKED],
    "json": ["timeline", "-o", "out.json", *ASKED],
    "ics": ["timeline", "-o", "out.ics", *ASKED],
    "docx": ["brief", "azerbaijan", "-o", "out.docx", *ASKED],
    "cite": ["cite", "turnover-2021", "-o", "out.bib", *ASKED],
    "schema": ["schema", "-o", "out.json"],
    "diff": ["diff", SAMPLE, "more.toml", "-o", "out.txt"],
    "sqlite": ["export", "out.db", "--force", *ASKED],
    "csv folder": ["export", "out", "--to", "csv", "--force", *ASKED],
    "site": ["export", "out", "--to", "site", "--force", "-f", "small.toml"],
    "init": ["init", "out.toml"],
    "import": ["import", "population.csv", "--published", "2024-05-02", "--to", "out", "--copy",
               "--map", "unit=persons"],
    "bash": ["--install-completion", "bash"],
    "fish": ["--install-completion", "fish"],
    "compile": ["topics", "--json", "-f", "small.toml"],
    "renewal": ["topics", "--json", "-f", "kept"],
    "cache": ["cache", "clear"],
}  # fmt: skip
PARQUET = ["export", "out", "--to", "parquet", "--force", *ASKED]
WRITING |= {"parquet": PARQUET} if importlib.util.find_spec("pyarrow") else {}
SEVERAL = {"bash", "import"}  # they write one file after the other
NOT_REPLACED = {"init", "bash", "cache"}
FROM_SMALL = {"site", "compile"}  # whose index is fresh only where they ran: it is that of one file

# What befalls a run, gently or hard; commands have them in turn.
MISHAPS: dict[str, list[Callable[[], object]]] = {
    "no room": [partial(mishap.file_size, most) for most in (0, 600, 5_000, 40_000)],
    "no memory": [partial(mishap.memory, more) for more in (0, 1 << 20, 1 << 22, 1 << 24)],
    "no handles": [partial(mishap.handles, more) for more in (0, 1, 2, 3, 5)],
    "no processes": [mishap.processes],
    "read-only": [partial(mishap.read_only, ".", "../home", "../cache")],
    "output full": [partial(mishap.output, "/dev/full")],
    "no reader": [mishap.no_reader],
    "output closed": [mishap.closed],
}

Files = dict[str, bytes]


class Place:
    """A folder, a home and a cache, made anew for each run."""

    def __init__(self, top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.top, self._here = top, top / "here"
        monkeypatch.setenv("HOME", str(top / "home"))
        monkeypatch.setenv("DIPFACTS_CACHE", str(top / "cache"))
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME"):
            monkeypatch.delenv(name, raising=False)
        self.again()
        monkeypatch.chdir(self._here)

    def again(self) -> None:
        """Make all as it was at first."""
        self._here.mkdir(exist_ok=True)
        for folder in (self.top, self._here):
            for path in folder.iterdir():
                if path.is_dir() and path != self._here:
                    shutil.rmtree(path)
                elif path != self._here:
                    path.unlink()
        (self._here / "kept").mkdir()
        (self.top / "home").mkdir()
        (self.top / "home" / ".bashrc").write_text("mine\n", encoding="utf-8")
        (self._here / "population.csv").write_text(DATA, encoding="utf-8")
        (self._here / "more.toml").write_text("format = 1\n", encoding="utf-8")
        for path in (self._here / "small.toml", self._here / "kept" / "facts.toml"):
            path.write_text(SMALL, encoding="utf-8")

    def renewable(self) -> None:
        """Keep an index of `kept`, and change what it was made of."""
        assert mishap.run(WRITING["renewal"], lambda: None).status == 0
        with open(self._here / "kept" / "facts.toml", "a", encoding="utf-8") as stream:
            stream.write(figure("two", locator="2", period="2022"))

    def now(self) -> Files:
        """All that is there but the indexes, by path."""
        found = Files()
        for path in self.top.rglob("*"):
            name = path.relative_to(self.top).as_posix()
            if stat.S_ISREG(path.lstat().st_mode) and not name.startswith("cache/"):
                found[name] = path.read_bytes()
        return found

    def left(self) -> list[Path]:
        """Return what an interrupted run would leave."""
        return [*self.top.rglob(".dipfacts-*")]


@pytest.fixture
def every_json_is_as_promised() -> None:
    """Check no output: the library that does aborts the process where it gets no memory."""


@pytest.fixture(autouse=True)
def tables_are_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the tables of an index as the program does: whatever happens may happen then."""
    monkeypatch.setattr(build, "make_tables", make_tables)


@pytest.fixture(scope="module", autouse=True)
def all_is_loaded() -> None:
    mishap.load_all()


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    return Place(tmp_path, monkeypatch)


def is_old_or_new(command: str, now: Files, before: Files, whole: Files) -> bool:
    """Return whether all is as it was, or as it should become; each of several targets alone."""
    if command not in SEVERAL:
        return now in (before, whole)
    names = {*now, *before, *whole}
    return all(now.get(name) in (before.get(name), whole.get(name)) for name in names)


def is_told(ended: Ended, calm: Ended) -> bool:
    """Return whether a run reports one thing more than at all times if it failed, else nothing.

    That no index can be kept is no failure.
    """
    usual = {*calm.err.splitlines()}
    lines = [line for line in ended.err.splitlines() if line not in usual]
    lines = [line for line in lines if "; answering from memory" not in line]
    told = [line for line in lines if line.startswith("dipfacts: ")]
    hints = [line for line in lines if line.startswith("  ")]
    return len(told) == bool(ended.status) and len(hints) <= 1 and len(lines) <= 2


@pytest.mark.parametrize("command", WRITING)
def test_whatever_happens_nothing_is_harmed(
    command: str, place: Place, tmp_path_factory: pytest.TempPathFactory
) -> None:
    words, at = WRITING[command], [*WRITING].index(command)
    old = tmp_path_factory.mktemp("old") / "top"

    def prepare(with_an_old_one: bool) -> None:
        place.again()
        if command == "renewal":
            place.renewable()
        elif with_an_old_one and command in FROM_SMALL:
            mishap.run(words, lambda: None)
        elif with_an_old_one and command not in NOT_REPLACED:
            shutil.copytree(old, place.top, dirs_exist_ok=True)

    prepare(with_an_old_one=False)
    calm = mishap.run(words, lambda: None)
    assert calm.status == 0, calm.err
    shutil.copytree(place.top, old)
    whole = place.now()
    for nth, (what, levels) in enumerate(MISHAPS.items(), at):
        prepare(with_an_old_one=bool(nth % 2))
        before = place.now()
        ended = mishap.run(words, levels[at % len(levels)])
        for folder in (place.top, *place.top.rglob("*")):
            if folder.is_dir():
                folder.chmod(0o700)
        if ended.status == 77:
            continue  # no user without rights can be made here
        assert "Traceback" not in ended.err, (what, ended.err)
        assert ended.status in (0, 2, 70), (what, ended)
        assert is_told(ended, calm), (what, ended.err)
        after = place.now()
        if ended.status:
            assert is_old_or_new(command, after, before, whole), (what, ended)
        else:
            assert after == whole, (what, ended)
        assert place.left() == [], what
        if not ended.status and what not in ("output full", "no reader", "output closed"):
            assert ended.out == calm.out, what
        if command in ("compile", "renewal"):
            again = mishap.run(words, lambda: None)
            assert (again.status, again.out, again.err) == (0, calm.out, ""), what


def test_where_few_handles_are_left_folders_are_removed_all_the_same(
    place: Place, tmp_path_factory: pytest.TempPathFactory
) -> None:
    pytest.importorskip("dipfacts.export.parquet", reason="the extra parquet is not installed")
    assert mishap.run(PARQUET, lambda: None).status == 0
    old = shutil.copytree(place.top, tmp_path_factory.mktemp("old") / "top")
    for more in range(1, 7):
        for is_old in (False, True):
            place.again()
            if is_old:
                shutil.copytree(old, place.top, dirs_exist_ok=True)
            before = place.now()
            ended = mishap.run(PARQUET, partial(mishap.handles, more))
            assert (place.left(), "Traceback" in ended.err) == ([], False), (more, ended)
            assert place.now() == before or not ended.status, (more, ended)


def test_a_table_that_has_no_room_at_its_end_is_told_of_once(place: Place) -> None:
    """Arrow's writers close their files again as they are deleted, and print what fails then."""
    pytest.importorskip("dipfacts.export.parquet", reason="the extra parquet is not installed")
    for most in (4_000, 8_000, 10_000):
        before = place.now()
        ended = mishap.run(PARQUET, partial(mishap.file_size, most))
        lines = [line for line in ended.err.splitlines() if "index cannot be kept" not in line]
        assert (ended.status, len(lines)) == (2, 2), (most, ended.err)
        assert "out cannot be written: file too large" in lines[0]
        assert (place.now(), place.left()) == (before, [])


SIGNALS = {signal.SIGINT: (130, "dipfacts: interrupted\n"), signal.SIGTERM: (-signal.SIGTERM, "")}
"""The status and the words of a run that each ends."""


@pytest.mark.parametrize("command", WRITING)
# Of a program that ends in the moment in which git was started, or a folder made that goes all the
# same; no user has these warnings on.
@pytest.mark.filterwarnings("ignore:subprocess .* is still running:ResourceWarning")
@pytest.mark.filterwarnings("ignore:Implicitly cleaning up <TemporaryDirectory:ResourceWarning")
@pytest.mark.filterwarnings("ignore:unclosed file .*default.docx:ResourceWarning")
def test_a_signal_at_any_moment_leaves_nothing(
    command: str, place: Place, tmp_path_factory: pytest.TempPathFactory
) -> None:
    words, counted = WRITING[command], tmp_path_factory.mktemp("counted") / "calls"
    prepare = place.renewable if command == "renewal" else lambda: None
    prepare()
    before = place.now()
    calm = mishap.run(words, partial(mishap.at_a_call, 0, signal.SIGINT, counted))
    calls, whole = int(counted.read_text()), place.now()
    for number, told in SIGNALS.items():
        drawn = random.Random(f"{command} {number}")  # the same in each run of a suite
        for _ in range(MOMENTS):
            place.again()
            prepare()
            nth = drawn.randint(2, calls)
            ended = mishap.run(words, partial(mishap.at_a_call, nth, number))
            if ended.status:
                said = "".join(set(ended.err.splitlines(True)) - set(calm.err.splitlines(True)))
                assert (ended.status, said) == told, (number, nth)
            assert is_old_or_new(command, place.now(), before, whole), (number, nth)
            assert place.left() == [], (number, nth)


def test_what_nobody_can_be_told_changes_no_status(monkeypatch: pytest.MonkeyPatch) -> None:
    def full() -> None:
        mishap.output("/dev/full", 2)

    for words, status in ((["trade", "atlantis", *ASKED], 2), (["check", SAMPLE], 0)):
        assert mishap.run(words, full).status == status

    def interrupt() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(program, "_run", interrupt)
    assert mishap.run([], full).status == 130


def test_a_folder_that_may_not_be_entered_is_not_told_as_missing(tmp_path: Path) -> None:
    shut = tmp_path / "shut"
    shut.mkdir()

    def enter() -> None:
        os.chdir(shut)
        mishap.read_only()
        shut.chmod(0)

    ended = mishap.run(["init"], enter)
    if ended.status != 77:  # no user without rights can be had here
        assert ended == (
            2,
            "",
            "dipfacts: facts.toml cannot be written: permission denied\n"
            "  check that the folder exists and may be written to\n",
        )


def test_too_little_memory_that_python_ignores_adds_no_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Torn:
        def __init__(self, error: type[Exception]) -> None:
            self.error = error

        def __del__(self) -> None:
            raise self.error

    def fail(error: type[Exception]) -> int:
        Torn(error)
        raise MemoryError

    told = "dipfacts: the program cannot be loaded: there is too little memory\n"
    monkeypatch.setattr(program, "_run", partial(fail, MemoryError))
    assert mishap.run(["topics"], lambda: None) == (70, "", told)
    monkeypatch.setattr(program, "_run", partial(fail, KeyError))
    assert "Exception ignored in: " in mishap.run(["topics"], lambda: None).err


@pytest.mark.parametrize("place", ["_run", "_status"])
def test_a_program_that_cannot_be_loaded_says_so_in_a_line(
    place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(error: Exception) -> None:
        raise error

    for error, why in (
        (MemoryError(), "there is too little memory"),
        (ImportError("x.so: failed to map segment"), "x.so: failed to map segment"),
        (SystemError("<function _find_and_load at 0x7f>"), "there is too little memory"),
    ):
        monkeypatch.setattr(program, place, partial(refuse, error))
        told = f"dipfacts: the program cannot be loaded: {why}\n"
        assert mishap.run(["topics"], lambda: None) == (70, "", told)
