"""The indexes of what is committed (data/, tests/sample.toml), compiled once for all tests.

Each test has a cache of its own, and to compile the bundled base takes longer than most tests. So
are bases that several tests ask, or one asks several questions, as `shared` writes them. Of all
others, which are small, the empty tables are made once by each process.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import sqlite3
from collections.abc import Callable
from functools import cache as kept_for
from pathlib import Path

from dipfacts.index import cache
from dipfacts.index.cache import BaseFiles, Listener
from dipfacts.index.compiling.filling import make_waiting
from support import connections

ROOT = Path(__file__).parents[2]
LINKED = 700_000  # bytes; the index of the sample, which tests damage, has less, all others more

Make = Callable[[BaseFiles, Listener | None], sqlite3.Connection]
MakeTables = Callable[[sqlite3.Connection], None]


@kept_for
def home() -> Path:
    """Return the home of the run, of all workers; before a test is run, which may have another."""
    return Path(os.environ["HOME"])


def shared(text: str) -> Path:
    """Return a file of this text that is for all tests, and compiled once for them.

    It is to be asked alone, by the program as it is: what a test changes, it writes itself.
    """
    found = text.encode("utf-8")
    folder = home() / "bases" / hashlib.blake2b(found, digest_size=8).hexdigest()
    path = folder / "facts.toml"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        beside = folder / f"{os.getpid()}"
        beside.write_bytes(found)
        with contextlib.suppress(FileExistsError):  # another worker was quicker
            os.link(beside, path)
        beside.unlink()
    return path


def once(make: Make) -> Make:
    """Return `make`, but of committed and of shared files each index is made once, and kept.

    A stale one is not opened.
    """
    bases, indexes = home() / "bases", home() / "indexes"

    def made(base: BaseFiles, listener: Listener | None) -> sqlite3.Connection:
        paths = [stamp.path for stamp in base.stamps]
        is_shared = all(Path(path).is_relative_to(bases) for path in paths)
        if not base.index_path or not (is_shared or all(map(_is_committed, paths))):
            return make(base, listener)
        ours = indexes / os.path.basename(base.index_path)
        _put(ours, Path(base.index_path), is_shared)
        connection = cache.open_fresh(base)
        if connection is None:
            connection = make(base, listener)
            _put(Path(base.index_path), ours, is_shared)
            connection = connections.lent(connection, base.index_path)
        return connection

    return made


def tables_once(make_tables: MakeTables, run: contextlib.ExitStack) -> MakeTables:
    """Return `make_tables`, but it is called once, and what it made is copied until the run ends.

    A quarter of the time of compiling a base of a few claims goes into making tables.
    """

    @kept_for
    def made_for(page_size: int) -> sqlite3.Connection:
        connection = sqlite3.connect(":memory:", check_same_thread=False)
        run.callback(connection.close)
        connection.executescript(f"PRAGMA page_size={page_size}; PRAGMA temp_store=MEMORY")
        make_tables(connection)
        return connection

    def made(connection: sqlite3.Connection) -> None:
        (page_size,) = connection.execute("PRAGMA page_size").fetchone()
        made_for(page_size).backup(connection)
        make_waiting(connection)

    return made


def _is_committed(path: str) -> bool:
    return Path(path).is_relative_to(ROOT)


def _put(given: Path, wanted: Path, is_whole: bool) -> None:
    """Put an index in another place: a copy, which may be damaged.

    Of a large one, and of one that stays whole, it is a link.
    """
    with contextlib.suppress(OSError):  # then it is compiled, as anywhere
        wanted.parent.mkdir(parents=True, exist_ok=True)
        if is_whole or given.stat().st_size > LINKED:
            os.link(given, wanted)
        else:
            beside = wanted.with_name(f"{wanted.name}.{os.getpid()}")  # never half of it
            shutil.copy2(given, beside)
            try:
                os.link(beside, wanted)  # in the place of nothing else
            finally:
                beside.unlink()
