"""Keep what is not finished in a folder of its own, and sweep what killed processes left.

A work folder stands beside the target, so that a rename can put the result in place. Its name
cannot be guessed, and a file in it, the mark, says that it is ours and what was made in it. The
mark stays locked while its process lives: a work folder whose mark can be locked is a dead one's.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import stat
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator

from dipfacts.text import plain
from dipfacts.write import signals
from dipfacts.write.rename import put

PREFIX = ".dipfacts-"
MARK = "mark"
_UNMARKED = f"{MARK}.new"  # the mark before it is whole and locked
_HEADER = "A work folder of dipfacts, which removes it. What is in it is not finished.\n"
_MARK_SIZE = 1024  # bytes to which it is padded, so that a longer text leaves nothing behind
_OLD = 86_400  # seconds after which its process is taken for dead, where nothing can be locked
SAFELY = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)  # no link, no pipe

Owns = Callable[[str], bool]
"""Return whether a path within a folder is one that an export writes."""

State = list[int]
"""Numbers that differ from those of every other file or folder, and after a change."""


class Work:
    """A work folder: `new` is the path to write to, `old` that for what is replaced.

    A `spare` file handle is held till all is written: to list and remove folders takes one.
    """

    def __init__(self, path: str, lock: int, spare: int | None = None) -> None:
        self.path = path
        self._spare = spare
        self.new = os.path.join(path, "new")
        self.old = os.path.join(path, "old")
        self.handle = lock
        self._made: State | None = None

    def spare(self) -> None:
        """Give up the spare handle, as nothing more is written."""
        if self._spare is not None:
            os.close(self._spare)
            self._spare = None

    def note(self, target: str, ours: State | None, keep: str | None, done: bool = False) -> None:
        """Note in the mark what a later run must know if this one is killed.

        `new` is whole and goes to `target`, in place of what is in the state `ours`; the old one
        is kept under the name `keep`, if there is one; `done` says that this has happened.
        """
        if self._made is None and os.path.lexists(self.new):
            self._made = identity(self.new)
        noted = {
            "target": os.path.basename(target),
            "keep": keep and os.path.basename(keep),
            "made": self._made,
            "ours": ours,
            "done": done,
        }
        os.lseek(self.handle, 0, os.SEEK_SET)
        os.write(self.handle, (_HEADER + json.dumps(noted) + "\n").encode().ljust(_MARK_SIZE))

    def holds_ours(self) -> bool:
        """Return whether what stands at `new` was made by this run, and is not what it replaced."""
        if not os.path.lexists(self.new):
            return False
        return self._made in (None, identity(self.new))

    def close(self) -> None:
        """Remove the folder; where something is left in it, it keeps its mark for a later run."""
        self.spare()
        if os.name == "nt":  # there an open file cannot be removed
            os.close(self.handle)
        with contextlib.suppress(OSError):
            if self._is_empty():
                os.unlink(os.path.join(self.path, MARK))
                os.rmdir(self.path)
        if os.name != "nt":
            os.close(self.handle)

    def _is_empty(self) -> bool:
        """Return whether nothing but the mark is in the folder."""
        try:
            return os.listdir(self.path) == [MARK]
        except OSError:  # as where no file handle is left to list it with
            return not any(map(os.path.lexists, (self.new, self.old)))


def make(around: str) -> Work:
    """Make a work folder in that folder. Raises OSError where none can be made."""
    path = tempfile.mkdtemp(prefix=PREFIX, dir=around)
    try:
        spare = os.open(os.devnull, os.O_RDONLY)
        try:
            return Work(path, _marked(path), spare)
        except BaseException:
            os.close(spare)
            raise
    except BaseException:
        os.rmdir(path)
        raise


def _marked(folder: str) -> int:
    """Put a locked mark into a work folder; return its descriptor.

    It is whole and locked before it has its name, so that it is always known for what it is.
    """
    mark, new = os.path.join(folder, MARK), os.path.join(folder, _UNMARKED)
    handle = os.open(new, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
    try:
        lock(handle)
        os.write(handle, (_HEADER + "{}\n").encode())
        os.rename(new, mark)
        return handle
    except BaseException:
        os.close(handle)
        os.unlink(new)
        raise


def create(path: str) -> None:
    """Make an empty file that is this user's alone, or empty one."""
    os.close(os.open(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY | SAFELY, 0o600))


def identity(path: str) -> State:
    """Return the device and inode of a file or folder, which no other has."""
    status = os.lstat(path)
    return [status.st_dev, status.st_ino]


def state(path: str) -> State:
    """Return numbers that no other file or folder has, nor this one after a change.

    They are the same after a rename. Raises OSError.
    """
    status = os.lstat(path)
    if not stat.S_ISDIR(status.st_mode):
        return [*identity(path), stat.S_IFMT(status.st_mode), status.st_size, status.st_mtime_ns]
    files = sorted((name, state(os.path.join(path, name))) for name, _ in below(path))
    return [*identity(path), zlib.crc32(repr(files).encode("utf-8", "surrogateescape"))]


def below(folder: str) -> Iterator[tuple[str, str]]:
    """Yield what is in a folder, however deep: the path in there, and "file", "empty" or "other".

    Folders are yielded only if they are empty, with a slash at their end. Raises OSError for what
    cannot be listed.
    """

    def refuse(error: OSError) -> None:
        raise error

    for where, folders, names in os.walk(folder, onerror=refuse):
        links = [name for name in folders if os.path.islink(os.path.join(where, name))]
        for name in [*names, *links]:
            path = os.path.join(where, name)
            kind = "file" if stat.S_ISREG(os.lstat(path).st_mode) else "other"
            yield os.path.relpath(path, folder), kind
        if not names and not folders and where != folder:
            yield os.path.relpath(where, folder) + "/", "empty"


def remove_made(path: str) -> None:
    """Remove what this run made in its work folder: a file, or a folder with all that is in it.

    One folder is open at a time, of which `shutil.rmtree` opens all that lead to it.
    """
    with contextlib.suppress(OSError):
        if not stat.S_ISDIR(os.lstat(path).st_mode):
            os.unlink(path)
            return
        for folder, _, _ in os.walk(path):
            os.chmod(folder, 0o700)  # it may have been given the rights of the old one
        for folder, folders, names in os.walk(path, topdown=False):
            for entry in (os.path.join(folder, name) for name in (*names, *folders)):
                with contextlib.suppress(OSError):
                    (os.rmdir if os.path.isdir(entry) else os.unlink)(entry)
        os.rmdir(path)


def remove_owned(path: str, owns: Owns | None) -> None:
    """Remove a file, or a folder in which there is nothing but what `owns` knows.

    Where anything else is in it, or something cannot be removed, all of it stays. Raises OSError.
    """
    if not stat.S_ISDIR(os.lstat(path).st_mode):
        os.unlink(path)
        return
    results = list(below(path))
    folders = [folder for folder, _, _ in os.walk(path, topdown=False)]
    if owns is None or not all(kind != "other" and owns(name) for name, kind in results):
        return
    if not all(os.access(folder, os.W_OK | os.X_OK) for folder in folders):
        return
    for name, kind in results:
        if kind == "file":
            os.unlink(os.path.join(path, name))
    for folder in folders:
        os.rmdir(folder)  # only an empty one can be


def put_numbered(old: str, new: str) -> str:
    """Rename to a name, or to the first free one of that name and a number; return which."""
    for nth in itertools.count():
        name = f"{new}.{nth}" if nth else new
        with contextlib.suppress(FileExistsError):
            put(old, name)
            return name
    raise AssertionError  # there is no end of numbers


def sweep(around: str, owns: Owns | None, is_ours: Callable[[str], bool] | None = None) -> None:
    """Remove the work folders that dead processes left in that folder.

    What one of them had moved out of its place is put back if that place is free, and kept beside
    it if it is not what that process had seen there; then a line on stderr says so. What `is_ours`
    recognises is removed.
    """
    try:
        names = [name for name in os.listdir(around) if name.startswith(PREFIX)]
    except OSError:
        return
    for name in names:
        with signals.held(), contextlib.suppress(OSError, ValueError, TypeError, KeyError):
            _sweep_one(os.path.join(around, name), owns, is_ours or (lambda path: False))


def _sweep_one(path: str, owns: Owns | None, is_ours: Callable[[str], bool]) -> None:
    if not stat.S_ISDIR(os.lstat(path).st_mode):
        return
    if not {*os.listdir(path)} - {_UNMARKED}:
        _sweep_unmarked(path)
        return
    handle = os.open(os.path.join(path, MARK), os.O_RDWR | SAFELY)
    work, noted = Work(path, handle), None
    try:
        noted = _noted(handle)
        for entry in (work.new, work.old):
            if noted is not None and os.path.lexists(entry):
                if is_ours(entry):
                    os.unlink(entry)
                else:
                    _sweep_entry(work, entry, noted, owns)
    finally:
        if noted is None:
            os.close(handle)
        else:
            work.close()


def _sweep_unmarked(path: str) -> None:
    """Remove a folder of ours that is a day old, of which the process died before it was marked."""
    mark = os.path.join(path, _UNMARKED)
    status = os.lstat(path)
    if time.time() - status.st_mtime < _OLD or not _is_own(status):
        return
    if os.path.lexists(mark):
        with open(os.open(mark, os.O_RDONLY | SAFELY), "rb") as stream:
            is_file = stat.S_ISREG(os.fstat(stream.fileno()).st_mode)
            begun = stream.read(_MARK_SIZE) if is_file else b"?"
        if not f"{_HEADER}{{}}\n".encode().startswith(begun):
            return
        os.unlink(mark)
    os.rmdir(path)


def _is_own(status: os.stat_result) -> bool:
    return not hasattr(os, "getuid") or status.st_uid == os.getuid()


def _sweep_entry(work: Work, entry: str, noted: dict[str, object], owns: Owns | None) -> None:
    """Remove from a dead process's folder what is ours, and put back what is not."""
    if "target" not in noted or identity(entry) == noted["made"]:
        remove_owned(entry, owns)  # not finished, or not in its place
        return
    around = os.path.dirname(work.path)
    target = os.path.join(around, os.path.basename(str(noted["target"])))
    keep, done = noted["keep"], noted["done"]
    as_seen, folder = state(entry) == noted["ours"], os.path.isdir(entry)
    if as_seen and not done and entry == work.old and not os.path.lexists(target):
        put(entry, target)
        return
    if keep and (done or as_seen):
        put_numbered(entry, os.path.join(around, os.path.basename(str(keep))))
        return
    if as_seen or (done and folder):  # of a folder a part may be gone already
        if folder and owns is None:
            return  # the next export removes it
        remove_owned(entry, owns)
    if os.path.lexists(entry):
        name = put_numbered(entry, target)
        if name != target:
            text = f"an interrupted run had moved {plain(target)}: it is kept as {plain(name)}"
            print(f"dipfacts: {text}", file=sys.stderr)


def _noted(handle: int) -> dict[str, object] | None:
    """Return the notes in the mark of a dead process; None if it is alive, or the mark not ours."""
    status = os.fstat(handle)
    if not stat.S_ISREG(status.st_mode):
        return None
    if not _is_own(status):
        return None
    locked = lock(handle)  # before it is read: its process may still write to it
    if locked is False or (locked is None and time.time() - status.st_mtime < _OLD):
        return None
    header, _, rest = os.read(handle, 65_536).decode().partition("\n")
    if f"{header}\n" != _HEADER:
        return None
    noted = json.loads(rest)
    return noted if isinstance(noted, dict) else None


def lock(handle: int) -> bool | None:
    """Lock a mark for this process; return False where another has it, None where none can.

    Not by filelock, which takes 40 ms to load, longer than most files to write.
    """
    try:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except (ImportError, OSError):  # Windows, or a file system without locks
        return None
    return True
