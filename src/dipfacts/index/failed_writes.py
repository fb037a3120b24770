"""The error of the system behind a write that failed in SQLite, whose own errors say less."""

from __future__ import annotations

import errno
import sqlite3


def number_of(error: sqlite3.Error) -> int:
    """Return the error number of the system behind an error of SQLite; 0 where it is not known.

    SQLite calls what a limit on the size of files forbids an I/O error, as it does a broken disk.
    """
    code = getattr(error, "sqlite_errorcode", 0)
    if code == sqlite3.SQLITE_FULL:
        return errno.ENOSPC
    return errno.EFBIG if code == sqlite3.SQLITE_IOERR_WRITE and _is_size_limited() else 0


def _is_size_limited() -> bool:
    """Return whether this process may not write files of any size."""
    try:
        import resource  # lazy: not on Windows, which has no such limit
    except ImportError:
        return False
    return resource.getrlimit(resource.RLIMIT_FSIZE)[0] != resource.RLIM_INFINITY
