"""A home and a cache of their own for all tests, no settings, a small fact base."""

from __future__ import annotations

import contextlib
import functools
import gc
import itertools
import os
import random
import re
import shutil
import site
import tempfile
from collections.abc import Callable, Generator, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import core, settings
from hypothesis.internal.conjecture import engine

from support import probes

# As the program has it: see export/parquet. It holds for what a process imports first.
os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")

if probes.WANTED:
    probes.install()  # before the first import of what is measured

from dipfacts.index import cache, make
from dipfacts.index.compiling import build, filling
from dipfacts.read.table import json_schema
from dipfacts.render.json import encoding, fields
from dipfacts.render.json.contract import schema
from dipfacts.render.json.encoding import Members
from dipfacts.render.json.fields import Fields
from support import compiled, connections, import_files, rankings
from support.command_line import Result, Run, run_of
from support.contract import held
from support.draws import drawn
from support.importing import Import, import_of
from support.notes import Told, told_of

# Machines are noisy, so no example is timed; and no example of an earlier run is kept, lest a run
# be red for what git knows nothing of.
settings.register_profile("dipfacts", deadline=None, database=None, max_examples=drawn(100))
settings.load_profile("dipfacts")
# It looks for the smallest example that fails for five minutes in each test, if it is let; where
# each example compiles a base, that looks like a hang, and takes a gigabyte.
engine.MAX_SHRINKING_SECONDS = 20

SEED = "--hypothesis-seed"

KEPT = Path(__file__).parents[1] / "data" / "facts.toml"
SAMPLE_PATH = Path(__file__).with_name("sample.toml")
SAMPLE = SAMPLE_PATH.read_text(encoding="utf-8")

# What takes longest begins first, so that no worker is left alone with it at the end.
LONG = (
    "render/test_widths.py",
    "fuzz/test_fuzz.py",
    "write/test_mishaps.py",
    "render/test_browser.py",
    "serve/test_serve_browser.py",
    "write/test_write_meanwhile.py",
    "write/test_write.py",
    "scale/test_damaged.py",
    "render/test_streaming.py",
    "index/test_update.py",
    "index/test_index.py",
    "index/test_index_kept.py",
    "index/test_quick_tables.py",
    "answers/test_broad.py",
    "project/test_readme.py",
    "countries/test_countries.py",
    "answers/test_stages.py",
    "answers/test_several_ends.py",
    "export/test_export.py",
    "cli/test_shells.py",
    "diff/test_diff.py",
    "diff/test_diff_tables.py",
    "render/test_cite.py",
    "scale/test_signals.py",
    "render/test_screenful.py",
    "diff/test_log.py",
    "scale/test_sequences.py",
    "scale/test_oracle.py",
    "project/test_architecture.py",
    "cli/test_pager.py",
    "scale/test_edited.py",
    "answers/test_invariants.py",
    "mcp/test_mcp.py",
    "scale/test_no_room.py",
    "query/test_search.py",
    "diff/test_diff_states.py",
    "render/test_formats.py",
    "scale/test_killed.py",
    "serve/test_site.py",
    "serve/test_serve.py",
    "serve/test_served_pages.py",
    "answers/test_sides.py",
    "answers/test_sides_of_many.py",
    "scale/test_measuring.py",
    "answers/test_occurrences.py",
    "answers/test_occurrences_proven.py",
    "answers/test_occurrences_shown.py",
    "cli/test_options.py",
    "cli/test_limits.py",
    "read/test_shared_csv.py",
    "answers/test_brief.py",
    "answers/test_in_dates.py",
    "cli/test_cli.py",
)
IN_MEMORY = Path("/dev/shm")  # where files are made and deleted much sooner than on a disk
ROOM = 2 * 1024**3  # bytes: a run leaves some 300 MB

Write = Callable[..., Path]
FOLDERS = itertools.count()
MOMENTS = itertools.count(10**18, 10**6)  # in nanoseconds, long ago


def pytest_configure(config: pytest.Config) -> None:
    """Choose the seed of all examples, and give the run a home of its own.

    In CI the seed is that of the week, so that a red run means a wrong change, but for once a
    week; elsewhere each run looks further. Under xdist the first process does both for all.
    """
    if config.getoption(SEED) is None:
        year, week, _ = date.today().isocalendar()
        seed = year * 100 + week if os.environ.get("CI") else random.SystemRandom().getrandbits(32)
        config.option.hypothesis_seed = str(seed)
    if not hasattr(config, "workerinput"):
        _leave_home(config)
        if probes.WANTED and config.getoption("numprocesses", None):
            probes.share(Path(os.environ["HOME"]))


def pytest_sessionfinish(session: pytest.Session) -> None:
    if not probes.WANTED:
        return
    told: dict[str, object] | None = getattr(session.config, "workeroutput", None)  # in a worker
    if told is None:
        probes.save()
    else:
        told["probes"] = probes.noted()


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Add what ran in a worker of xdist that is done."""
    if probes.WANTED:
        probes.add(getattr(node, "workeroutput", {}).get("probes", {}))


def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    if probes.WANTED and nextitem and nextitem.path != item.path:
        probes.retire()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    places = {Path(__file__).parent / name: nth for nth, name in enumerate(LONG)}
    items.sort(key=lambda item: places.get(item.path, len(places)))


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Keep what is loaded out of the sight of the collector of garbage: it would look in vain.

    It does not look while tests are collected, as next to nothing of them is let go. Of what tests
    make, little lives on, and almost all of it is freed with its last use. So it looks seldom then,
    as it never does in a look-up.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(20_000, 20, 20)
        gc.enable()


def pytest_report_header() -> str:
    return f"examples: {SEED}={core.global_force_seed} draws the same again"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if terminalreporter.stats.get("failed"):
        terminalreporter.line(pytest_report_header())


def _leave_home(config: pytest.Config) -> None:
    """Set HOME and what else tells programs where to write to a folder that goes with the run.

    Where memory can hold all that the tests write, they write there.
    """
    base = site.getuserbase()
    if "TMPDIR" not in os.environ and _takes_files(IN_MEMORY):
        os.environ["TMPDIR"] = str(IN_MEMORY)
        tempfile.tempdir = None  # so that it is looked for again
    home = tempfile.mkdtemp(prefix="dipfacts-home-")
    config.add_cleanup(lambda: shutil.rmtree(home, ignore_errors=True))
    os.environ.setdefault("PYTHONUSERBASE", base)  # packages installed for the user alone
    os.environ["HOME"] = home
    for name in [name for name in os.environ if re.fullmatch("XDG_[A-Z]+_HOME", name)]:
        del os.environ[name]


def _takes_files(folder: Path) -> bool:
    """Return whether a folder has room for all that tests write, and runs programs that they do."""
    if not os.access(folder, os.W_OK):
        return False
    found = os.statvfs(folder)
    return found.f_bavail * found.f_frsize > ROOM and not found.f_flag & os.ST_NOEXEC


@pytest.fixture
def tmp_path(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """A folder of the test's own, as pytest gives.

    Pytest's looks through the folders of all tests before, for a number that is free.
    """
    name = re.sub(r"\W", "_", request.node.name)[:30]
    path = tmp_path_factory.getbasetemp() / f"{name}-{next(FOLDERS)}"
    path.mkdir(mode=0o700)
    return path


@pytest.fixture(autouse=True)
def alone(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test sees another's index, or the settings of whoever runs it.

    Where a test names no base it means the claims kept by hand, without the tables of the world.
    """
    cache = tmp_path_factory.getbasetemp() / f"cache-{next(FOLDERS)}"
    cache.mkdir(mode=0o700)
    monkeypatch.setenv("DIPFACTS_CACHE", str(cache))
    monkeypatch.setenv("DIPFACTS_FACTS", str(KEPT))
    monkeypatch.delenv("NO_COLOR", raising=False)
    return cache


@pytest.fixture(autouse=True)
def written_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """Trust the index of a file that was written just before, as this process wrote it.

    Else each question that follows would compile it again. Programs wait as ever.
    """
    monkeypatch.setattr(cache, "RACY_NS", 0)


@pytest.fixture(scope="session", autouse=True)
def another_moment_each_time() -> Iterator[None]:
    """Give what is written over a file of the same size another time, however the clock ticks."""
    last = 0

    def timed(write: Callable[..., int]) -> Callable[..., int]:
        def written(path: Path, *args: Any, **keys: Any) -> int:
            count = write(path, *args, **keys)
            if path.suffix in (".toml", ".csv") and path.is_file():  # and no pipe
                nonlocal last
                last = max(path.stat().st_mtime_ns, last + 1_000)
                os.utime(path, ns=(last, last))
            return count

        return written

    with pytest.MonkeyPatch.context() as patched:
        for name in ("write_text", "write_bytes"):
            patched.setattr(Path, name, timed(getattr(Path, name)))
        yield


@pytest.fixture(scope="session", autouse=True)
def compiled_once() -> Iterator[None]:
    """Compile what is committed or shared by the first test that asks it, for all others too."""
    with contextlib.ExitStack() as run, pytest.MonkeyPatch.context() as patched:
        patched.setattr(cache, "open_kept", connections.kept_open(cache.open_kept))
        patched.setattr(make, "make", compiled.once(make.make))
        patched.setattr(build, "make_tables", compiled.tables_once(filling.make_tables, run))
        yield


@pytest.fixture(scope="session", autouse=True)
def schemas_written_once() -> Iterator[None]:
    """Write each schema once for all tests that print it; those about its text ask for it anew."""
    with pytest.MonkeyPatch.context() as patched:
        for module in (json_schema, schema):
            patched.setattr(module, "text", functools.cache(module.text))
        yield


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a text, or bytes, to a file of the test's own and tell its path."""

    def written(text: str | bytes, name: str = "facts.toml") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        moment = next(MOMENTS)
        os.utime(path, ns=(moment, moment))
        return path

    return written


@pytest.fixture(autouse=True)
def every_json_is_as_promised(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever JSON a test makes the program print must be what `schema output` says."""

    picked: list[Fields] = [None]

    def asked(text: str | None, form: str) -> Fields:
        picked[0] = None  # of an earlier command line of the same test
        picked[0] = found = fields_asked(text, form)
        return found

    def holding(write: Callable[[Any], str]) -> Callable[[Any], str]:
        return lambda record: write(record) if of_whole else held(write(record), picked[0])

    fields_asked = fields.asked
    monkeypatch.setattr(fields, "asked", asked)
    for name in ("encoded", "indented"):
        monkeypatch.setattr(encoding, name, holding(getattr(encoding, name)))

    of_whole: list[Members] = []  # whose parts are being written

    def whole(record: Members) -> list[str]:
        of_whole.append(record)
        text = "".join(blocks(record))
        of_whole.clear()
        assert text == msgspec.json.format(text, indent=2)
        return [held(text, picked[0])]

    blocks = encoding.blocks
    monkeypatch.setattr(encoding, "blocks", whole)


@pytest.fixture
def dip(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the words of a command line in this process; return its status and what it prints."""
    return run_of(capsys)


@pytest.fixture
def page_of(dip: Run) -> rankings.Page:
    """A function that prints the page of a line, asked of a base of tables about partners."""
    return rankings.asking(dip)


@pytest.fixture
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run in an empty folder, the test's own."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def index(alone: Path, dip: Run) -> Path:
    """The index of the sample, in the folder of the cache."""
    assert dip("topics", "-f", str(Path(__file__).with_name("sample.toml"))).status == 0
    (file,) = alone.iterdir()
    return file


@pytest.fixture
def run_in(dip: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the program in a folder, which stands before the words."""

    def run(folder: Path, *words: str) -> Result:
        monkeypatch.chdir(folder)
        return dip(*words)

    return run


@pytest.fixture
def read_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run in an empty folder, and compare each table imported with what reading it again finds."""
    monkeypatch.chdir(tmp_path)
    import_files.read_anew(monkeypatch)


@pytest.fixture
def imported(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Import:
    """Import a text as a file in an empty folder; return the report and the claims."""
    return import_of(capsys, tmp_path, monkeypatch)


@pytest.fixture
def told(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Told:
    """Import a table in an empty folder; return what is told of its columns, unfolded."""
    return told_of(capsys, tmp_path, monkeypatch)
