"""The folder where compiled indexes are kept: what is ours in it, how much, and what may go."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
import time
from collections.abc import Callable, Iterator
from typing import NamedTuple

from dipfacts.index import APPLICATION, opened, read_files
from dipfacts.index.schema import MARK
from dipfacts.read.files import CACHE_NAME, Stamp
from dipfacts.write.whole import remove
from dipfacts.write.work import sweep

LIMIT = 2_000_000_000  # bytes that all indexes may take, unless DIPFACTS_CACHE_SIZE says otherwise
_PAGE = 16_384  # bytes of the first page, which holds the header and the text of the tables
_PATIENCE = 120.0  # seconds to wait for another process that compiles

_UNITS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9}


class Kept(NamedTuple):
    """One kept index: its path and size, what it was made of (if it can be read), and when used."""

    path: str
    size: int
    files: list[Stamp]
    claims: int
    used: float


def kept(folder: str) -> Iterator[Kept]:
    """Every index in the folder, the one used last first."""
    found = []
    for path in _indexes(folder):
        with contextlib.suppress(OSError):
            told = os.stat(path)
            found.append((max(told.st_atime, told.st_mtime), path, told.st_size))
    for used, path, size in sorted(found, reverse=True):
        files: list[Stamp] = []
        claims = 0
        if connection := opened(path):
            rows = read_files(connection)
            connection.close()
            files, claims = [row[1] for row in rows], sum(row[3] for row in rows)
        yield Kept(path, size, files, claims, used)


def nearest(folder: str, stamps: list[Stamp]) -> str | None:
    """The index that holds most bytes of these files as they are, made of whichever others too."""
    now = {*stamps}
    found = [
        (sum(file.size for file in one.files if file in now), one.path) for one in kept(folder)
    ]
    shared, path = max(found, default=(0, ""))
    return path if shared else None


def is_fresh(files: list[Stamp]) -> bool:
    """Whether the files that an index was made of are still as they were."""
    for stamp in files:
        try:
            now = os.stat(os.fsencode(stamp.path.partition("\0")[0]))
        except (OSError, ValueError):
            return False
        if (now.st_size, now.st_mtime_ns, now.st_ino, now.st_ctime_ns) != tuple(stamp[1:]):
            return False
    return bool(files)


def clear(folder: str) -> tuple[int, int]:
    """Delete every index and what dead processes left; return how many indexes, and their bytes.

    Other files are left alone, whatever they are called.
    """
    sweep(folder, None, is_index)
    count = size = 0
    for path in _indexes(folder):
        with contextlib.suppress(OSError):
            told = os.stat(path)
            if remove(path, is_index):
                count, size = count + 1, size + told.st_size
    return count, size


def tidy(folder: str, using: str) -> None:
    """Delete the indexes used longest ago beyond the limit, but never the one in use."""
    found = []
    for path in _indexes(folder):
        with contextlib.suppress(OSError):
            told = os.stat(path)
            found.append((path != using, -max(told.st_atime, told.st_mtime), told.st_size, path))
    room = limit()
    for other, _, size, path in sorted(found):
        room -= size
        if room < 0 and other:
            with contextlib.suppress(OSError):
                remove(path, is_index)


def look(name: str, at: str) -> None:
    """Raise OSError unless an index may replace what stands at a path: an index, or nothing yet.

    `name` is that of the index that is to stand there.
    """
    status = os.lstat(at)
    if not is_index(at) and (not stat.S_ISREG(status.st_mode) or status.st_size):
        raise OSError(errno.EEXIST, f"{name} there was not written by dipfacts")


def is_index(path: str) -> bool:
    """Return whether a file is an index that we compiled, be it damaged or of another version.

    One bit that flipped does not make it another's: of three signs two are enough, that it is a
    database, that it has our number in its header, and the text of our first table.
    """
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        handle = os.open(path, flags)
    except OSError:
        return False
    try:
        head = os.read(handle, _PAGE) if stat.S_ISREG(os.fstat(handle).st_mode) else b""
    except OSError:
        return False
    finally:
        os.close(handle)
    signs = (
        head.startswith(b"SQLite format 3\0"),
        head[68:72] == APPLICATION.to_bytes(4, "big"),
        MARK.encode() in head,
    )
    return sum(signs) >= 2


def limit() -> int:
    """The bytes that all indexes may take: DIPFACTS_CACHE_SIZE, such as 500M, or the default."""
    match = re.fullmatch(
        r"\s*([0-9]+)\s*([kmg]?)b?\s*", os.environ.get("DIPFACTS_CACHE_SIZE", "").lower()
    )
    return int(match[1]) * _UNITS[match[2]] if match else LIMIT


@contextlib.contextmanager
def turn(folder: str, is_done: Callable[[], bool]) -> Iterator[None]:
    """Wait until no other process compiles in this folder, or until that made it unnecessary.

    Not for ever: to compile twice is only slow.
    """
    try:
        import fcntl

        handle = os.open(folder, os.O_RDONLY)
    except (ImportError, OSError):  # no such locks on this system
        yield
        return
    try:
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                time.sleep(0.05)
                if is_done():
                    break
            except OSError:  # nor on this file system
                break
        yield
    finally:
        os.close(handle)


def _indexes(folder: str) -> list[str]:
    """Return the paths of all indexes in a folder."""
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return []
    paths = (os.path.join(folder, name) for name in names if CACHE_NAME.fullmatch(name))
    return [path for path in paths if is_index(path)]
