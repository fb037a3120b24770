"""The kept index of a fact base: where it is, and whether it is as fresh as the files.

A look-up over a fresh index needs no more than this; what compiles, or tidies up, is elsewhere.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import stat
import sys
import zlib
from collections.abc import Callable
from typing import TYPE_CHECKING

from dipfacts.index.rows.schema import APPLICATION, DAMAGED, VERSION, IndexedFile, prepare
from dipfacts.read import files
from dipfacts.read.files import SourceFile, Stamp
from dipfacts.read.sqlite_header import HEADER, application_of, length_of
from dipfacts.record import Record

if TYPE_CHECKING:  # a look-up over a fresh index compiles nothing
    from dipfacts.index.recorded_errors import Rules

RACY_NS = 100_000_000  # a file changed so shortly before it was read may have changed again
LARGE = 4_000_000  # bytes of TOML from which on processes of their own pay
_SECOND = 1_000_000_000
_DAY = 86_400 * _SECOND  # by which a clock may be behind ours, or a time zone be wrong
_TICKS = 60 * _SECOND, 2 * _SECOND, _SECOND  # of file systems: FTP has minutes, FAT two seconds
_SKEW_NS = 600 * _SECOND  # by which the clock of a file server may be ahead of ours
OURS_ALONE = "nolock=1"  # of a file that is not in its place yet; not every file system has locks
INDEX_NAME = r"[0-9a-f]{16}\.sqlite"
"""The pattern of the names that `index_name` returns."""


class BaseFiles(Record, frozen=True):
    """The files of a fact base, the stamp of each, and the path of the index of exactly these.

    There are no stamps where a file can be read only once, and no path where nothing can be kept.
    `rules` find the errors that do not keep it from answering.
    """

    files: list[SourceFile]
    stamps: list[Stamp]
    index_path: str
    rules: Rules


Progress = Callable[[int, int, int], None]
"""Takes the number of files compiled so far, of all files, and of the claims in the former."""


class Listener(Record, frozen=True):
    """Callbacks for the progress of a compile, and for warnings: a line of text each."""

    progress: Progress
    warn: Callable[[str], None]


def cache_folder() -> str | None:
    """Return the folder where indexes are kept, whether or not it exists; None if there is none."""
    folder = os.environ.get("DIPFACTS_CACHE", "")
    if folder:
        return os.path.abspath(folder)
    if sys.platform == "linux":
        # The folder that platformdirs returns there, without the 5 ms of loading it at every start.
        home = os.environ.get("XDG_CACHE_HOME", "").strip()
        if not os.path.isabs(home):  # the XDG standard ignores such a folder
            home = os.path.expanduser("~/.cache")
        folder = os.path.join(home, "dipfacts")
    else:
        from platformdirs import user_cache_dir  # lazy: slow to load: see above

        folder = user_cache_dir("dipfacts", appauthor=False)
    return folder if os.path.isabs(folder) else None  # else there is no home


def index_name(stamps: list[Stamp], what: str = "") -> str:
    """Return the file name of the index of exactly this set of files, or of `what` is kept else.

    Two versions that are used in turns have an index each.
    """
    paths = "\n".join(stamp.path for stamp in stamps)
    key = f"{VERSION}\n{what}{paths}".encode("utf-8", "surrogatepass")
    return f"{zlib.crc32(key):08x}{zlib.adler32(key):08x}.sqlite"


def locate(paths: list[str], rules: Rules) -> BaseFiles:
    """Return the files that these paths stand for, and where their index is to be kept.

    Raises QuestionError for a path that does not exist, cannot be read or holds no TOML.
    """
    result = files.source_files(paths)
    stamps = files.stamps(result) or []
    folder = cache_folder() if stamps else None
    index_path = os.path.join(folder, index_name(stamps)) if folder else ""
    return BaseFiles(result, stamps, index_path, rules)


def is_large(base: BaseFiles) -> bool:
    """Return whether a base is large; one that can be read only once, as a pipe, never is."""
    return sum(stamp.size for stamp in base.stamps) > LARGE


def open_fresh(base: BaseFiles) -> sqlite3.Connection | None:
    """Return the kept index if it is ours, whole and as fresh as the files, else None."""
    connection = open_kept(base.index_path) if base.index_path else None
    if connection is None:
        return None
    indexed = indexed_files(connection)
    if are_current(indexed, base.stamps) and not any(map(is_racy, indexed)):
        return connection
    connection.close()
    return None


def are_current(indexed: list[IndexedFile], stamps: list[Stamp]) -> bool:
    """Return whether the files of an index are those of these stamps, and unchanged.

    The stamps are of files of TOML. Which CSV files are of their tables is known to the index.
    """
    own = [file.stamp for file in indexed if not file.spec]
    tables = [file.stamp for file in indexed if file.spec]
    now = files.stamps([files.known_file(stamp) for stamp in tables if stamp])
    return own == stamps and tables == now


def is_racy(file: IndexedFile) -> bool:
    """Return whether a file may have changed after it was read without a change of its stamp.

    It cannot where the stamp had been there for a tick of the file system when it was read. Where
    the last change fell on a whole second, the file system may know no finer times, and its
    clock may be a server's: then nothing but that, or an age of a day, is certain.
    """
    stamp = file.stamp
    if stamp is None:
        return True
    changed = max(stamp.mtime_ns, stamp.ctime_ns)
    if stamp.mtime_ns > file.read_ns + RACY_NS:  # set by hand: who writes now sets it to now
        changed = stamp.ctime_ns
    tick = next((tick for tick in _TICKS if changed % tick == 0), 0)
    if file.met_ns and file.read_ns - file.met_ns > tick + RACY_NS:
        return False
    if not tick and changed > file.read_ns + _SKEW_NS:  # the clock was set back between the two
        return False
    slack = RACY_NS + (tick + _DAY if tick else 0)
    return changed >= file.read_ns - slack


def with_first_meeting(read: list[IndexedFile], before: list[IndexedFile]) -> list[IndexedFile]:
    """Return files as they were read, with the time at which an index met their stamps first.

    `before` are those of the index that was there. A time that is still to come is of no use.
    """
    met = {file.stamp: file.met_ns or file.read_ns for file in before if file.stamp}
    results = []
    for file in read:
        first = met.get(file.stamp, 0) if file.stamp else 0
        results.append(file.replaced(met_ns=first if first < file.read_ns else 0))
    return results


def indexed_files(connection: sqlite3.Connection) -> list[IndexedFile]:
    """Return the files that an index was made of, in order; none where it is damaged."""
    columns = "slot, read_ns, claims, short, spec, met_ns, path, size, mtime_ns, inode, ctime_ns"
    try:
        rows = connection.execute(f"SELECT {columns} FROM file ORDER BY slot")
        return [
            IndexedFile(slot, Stamp(*stamp) if stamp[0] else None, *rest)
            for slot, *rest, stamp in ((*row[:6], row[6:]) for row in rows)
        ]
    except (*DAMAGED, sqlite3.Error, TypeError, MemoryError):  # a damaged length may be any
        return []


def files_of(path: str) -> list[IndexedFile]:
    """Return the files that a kept index was made of; none where there is no such index."""
    if (connection := open_kept(path)) is None:
        return []
    with contextlib.closing(connection):
        return indexed_files(connection)


def open_kept(path: str) -> sqlite3.Connection | None:
    """Open an index read-only, if it is one of ours, of this version and not cut; else None."""
    if not _is_whole(path):
        return None
    connection = None
    try:
        connection = prepare(connect(path))
        (version,) = connection.execute("PRAGMA user_version").fetchone()
    except (*DAMAGED, sqlite3.Error):
        version = 0
    if version == VERSION or connection is None:
        return connection
    connection.close()
    return None


def _is_whole(path: str) -> bool:
    """Return whether a file is an index of this user's, or root's, and as long as it says.

    What is wrong inside shows in use.
    """
    head, status = beginning(path, HEADER)
    if status and hasattr(os, "getuid") and status.st_uid not in (os.getuid(), 0):
        return False  # it could answer whatever somebody else likes
    if not status or application_of(head) != APPLICATION:
        return False
    return status.st_size == length_of(head)


def beginning(path: str, size: int, flags: int = 0) -> tuple[bytes, os.stat_result | None]:
    """Return the first bytes of a regular file, and its status; None where it cannot be read."""

    def opened(name: str, _: int) -> int:
        # A pipe in the place of an index is not waited for.
        return os.open(name, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | flags)

    with contextlib.suppress(OSError), open(path, "rb", 0, opener=opened) as file:
        status = os.fstat(file.fileno())
        if stat.S_ISREG(status.st_mode):
            return file.read(size), status
    return b"", None


def connect(path: str, options: str = "mode=ro&immutable=1") -> sqlite3.Connection:
    """Open a file of SQLite, by default for reading alone, which nobody writes to."""
    # As urllib.parse quotes it, which is slow to load.
    letters = os.fsencode(path).decode("latin-1")
    is_plain = (c.isascii() and (c.isalnum() or c in "/._-~") for c in letters)
    parts = (c if plain else f"%{ord(c):02X}" for c, plain in zip(letters, is_plain, strict=True))
    return sqlite3.connect(f"file:{''.join(parts)}?{options}", uri=True)
