"""Which files a fact base is made of, and where its compiled index is kept."""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
import time
import zlib
from typing import NamedTuple

from dipfacts.errors import QuestionError
from dipfacts.text import plain

BUNDLED = "bundled"
STDIN = "-"
HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


_REMEDIES = {
    errno.ELOOP: "it is a link that leads back to itself: remove it",
    errno.ENOENT: "it is a link to a file that is not there: remove it, or restore the file",
    errno.EISDIR: "name a .toml file, or a folder that holds some",
}


_PATIENCE = 5  # times that a file is read before it is taken as it is


class SourceFile(NamedTuple):
    """One TOML file: where to read it, how messages call it, and how answers call it."""

    path: str
    shown: str
    short: str


class Stamp(NamedTuple):
    """What tells that a file has not changed since it was read, as git's index does."""

    path: str
    size: int
    mtime_ns: int
    inode: int
    ctime_ns: int  # of the last change of the file or of its stamp, which no program can set back


def bundled_path() -> str:
    """The fact base that ships: beside the package, or in the checkout it is installed from."""
    packaged = os.path.join(HERE, "data", "facts.toml")
    if os.path.exists(packaged):
        return packaged
    return os.path.join(os.path.dirname(os.path.dirname(HERE)), "data", "facts.toml")


def base_paths(given: list[str]) -> list[str]:
    """The paths asked for, else those of DIPFACTS_FACTS, else the bundled base."""
    named = given or [p for p in os.environ.get("DIPFACTS_FACTS", "").split(os.pathsep) if p]
    return named or [BUNDLED]


def source_files(paths: list[str], all_there: bool = False) -> list[SourceFile]:
    """Every TOML file that the paths stand for, each once, in the order given.

    Raises QuestionError where a path does not exist, cannot be read or holds no TOML; with
    `all_there` only where it does not exist, and the others are among the files.
    """
    files: dict[str, SourceFile] = {}
    for path in paths:
        if path == STDIN:
            files[STDIN] = SourceFile(STDIN, "<stdin>", "<stdin>")
            continue
        path = bundled_path() if path == BUNDLED else path
        try:
            found = _below(path) if os.path.isdir(path) else [_single(path)]
        except QuestionError:
            if not (all_there and os.path.lexists(path)):
                raise
            found = [SourceFile(path, plain(path), plain(os.path.basename(path)))]
        for file in found:
            files.setdefault(os.path.realpath(file.path), file)
    return list(files.values())


def _single(path: str) -> SourceFile:
    try:
        os.stat(path)
    except FileNotFoundError:
        hint = "name a .toml file, or a folder that holds some"
        raise QuestionError(f"{plain(path)} does not exist", hint) from None
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from None
    return SourceFile(path, plain(path), plain(os.path.basename(path)))


def _below(folder: str) -> list[SourceFile]:
    found = []

    def refuse(error: OSError) -> None:
        path = os.fspath(error.filename or folder)
        if path == folder:
            raise unreadable(path, error) from None
        # Reading it will fail, and tell why: only then is it known what to do about that.
        found.append(SourceFile(path, plain(path), plain(os.path.relpath(path, folder))))

    for where, folders, names in os.walk(folder, onerror=refuse):
        # Hidden folders hold the affairs of programs: .git, .venv.
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.endswith(".toml"):
                path = os.path.join(where, name)
                found.append(SourceFile(path, plain(path), plain(os.path.relpath(path, folder))))
    if not found:
        hint = "name a .toml file, or a folder that holds some"
        raise QuestionError(f"{plain(folder)} holds no TOML file", hint)
    return found


def is_open_folder(path: str) -> bool:
    """Whether a path is a folder that may be looked into."""
    return os.path.isdir(path) and os.access(path, os.R_OK | os.X_OK)


def unreadable(path: str, error: OSError | ValueError) -> QuestionError:
    """The user's view of a file that the system does not let us read."""
    reason = (getattr(error, "strerror", None) or "it cannot be read").lower()
    hint = _REMEDIES.get(getattr(error, "errno", None) or 0, "check its permissions")
    return QuestionError(f"{plain(path)} cannot be read: {reason}", hint)


def read(file: SourceFile) -> bytes:
    """The bytes of one file, or of standard input. Raises QuestionError where that fails."""
    if file.path == STDIN:
        if sys.stdin is None:  # Python's way to tell that the shell closed it
            hint = "pipe a fact base into it, or name a file"
            raise QuestionError("standard input is closed", hint)
        return sys.stdin.buffer.read()
    try:
        with open(file.path, "rb") as stream:
            return stream.read()
    except OSError as error:
        raise unreadable(file.path, error) from None


def read_stamped(file: SourceFile) -> tuple[bytes, Stamp | None, int]:
    """The bytes of one file, the stamp of what was read, and the time just before, in ns.

    A file that is written meanwhile is read again; there is no stamp where that never ends, nor
    for what can be read only once. Raises QuestionError where reading fails.
    """
    if file.path == STDIN:
        return read(file), None, 0
    for _ in range(_PATIENCE):
        started = time.time_ns()
        try:
            with open(file.path, "rb") as stream:
                before = os.fstat(stream.fileno())
                data = stream.read()
                after = os.fstat(stream.fileno())
        except OSError as error:
            raise unreadable(file.path, error) from None
        if not stat.S_ISREG(before.st_mode):
            return data, None, started
        stamp = _stamp(file, before)
        if stamp == _stamp(file, after) and stamp.size == len(data):
            return data, stamp, started
    return data, None, started


def _stamp(file: SourceFile, now: os.stat_result) -> Stamp:
    # A name may be any bytes, whereas the index holds only text.
    real = os.fsencode(os.path.realpath(file.path)).decode("utf-8", "backslashreplace")
    return Stamp(f"{real}\0{file.short}", now.st_size, now.st_mtime_ns, now.st_ino, now.st_ctime_ns)


def stamps(files: list[SourceFile]) -> list[Stamp] | None:
    """How each file stands now; None where that cannot be told (a pipe, a vanished file)."""
    found = []
    for file in files:
        if file.path == STDIN:
            return None
        try:
            now = os.stat(file.path)
        except OSError:
            return None
        if not stat.S_ISREG(now.st_mode):  # a pipe can be read only once
            return None
        found.append(_stamp(file, now))
    return found


def cache_folder() -> str | None:
    """The folder where compiled indexes are kept, whether or not it is there; None if nowhere."""
    folder = os.environ.get("DIPFACTS_CACHE", "")
    if folder:
        return os.path.abspath(folder)
    if sys.platform == "linux":
        # What platformdirs says there, without the 5 ms of loading it at every start.
        home = os.environ.get("XDG_CACHE_HOME", "").strip() or os.path.expanduser("~/.cache")
        folder = os.path.join(home, "dipfacts")
    else:
        from platformdirs import user_cache_dir

        folder = user_cache_dir("dipfacts", appauthor=False)
    return folder if os.path.isabs(folder) else None  # else there is no home


CACHE_NAME = re.compile(r"[0-9a-f]{16}\.sqlite")
"""The names that `cache_name` gives."""


def cache_name(found: list[Stamp]) -> str:
    """The name of the index of exactly this set of files."""
    key = "\n".join(stamp.path for stamp in found).encode("utf-8", "surrogatepass")
    return f"{zlib.crc32(key):08x}{zlib.adler32(key):08x}.sqlite"
