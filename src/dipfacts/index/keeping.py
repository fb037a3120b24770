"""The folder where compiled indexes are kept: what is ours in it, how much, and what may go."""

from __future__ import annotations

import contextlib
import os
import re
import time
from collections.abc import Callable, Iterator
from typing import NamedTuple

from dipfacts.index import opened, read_files
from dipfacts.places import Stamp

LIMIT = 2_000_000_000  # bytes that all indexes may take, unless DIPFACTS_CACHE_SIZE says otherwise
_DAY = 86_400
_PATIENCE = 120.0  # seconds to wait for another process that compiles

_KEPT = re.compile(r"[0-9a-f]{16}\.sqlite")
_UNFINISHED = re.compile(r"[0-9a-f]{16}\.sqlite\.([0-9]+)-[0-9]+\.new")
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
    for path in _named(folder, _KEPT):
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
    """Delete every index; how many there were, and their bytes. Other files are left alone."""
    count = size = 0
    for path in [*_named(folder, _KEPT), *_named(folder, _UNFINISHED)]:
        with contextlib.suppress(OSError):
            told = os.stat(path)
            os.unlink(path)
            count, size = count + 1, size + told.st_size
    return count, size


def tidy(folder: str, using: str) -> None:
    """Delete what dead processes left, and the indexes used longest ago beyond the limit."""
    for path in _named(folder, _UNFINISHED):
        match = _UNFINISHED.fullmatch(os.path.basename(path))
        with contextlib.suppress(OSError):
            if match and (_dead(int(match[1])) or os.stat(path).st_mtime < time.time() - _DAY):
                os.unlink(path)
    found = []
    for path in _named(folder, _KEPT):
        with contextlib.suppress(OSError):
            told = os.stat(path)
            found.append((path != using, -max(told.st_atime, told.st_mtime), told.st_size, path))
    room = limit()
    for other, _, size, path in sorted(found):
        room -= size
        if room < 0 and other:
            with contextlib.suppress(OSError):
                os.unlink(path)


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


def _named(folder: str, pattern: re.Pattern[str]) -> list[str]:
    """The paths of the files whose names are ours."""
    try:
        names = os.listdir(folder)
    except OSError:
        return []
    paths = [os.path.join(folder, name) for name in sorted(names) if pattern.fullmatch(name)]
    return [path for path in paths if os.path.isfile(path) and not os.path.islink(path)]


def _dead(process: int) -> bool:
    """Whether no process has that number; of those of other users it is not known."""
    if not hasattr(os, "getuid"):
        return False  # to ask is not harmless on every system
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False
