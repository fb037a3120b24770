"""Work folders for what is not finished.

A work folder stands beside the target, so that a rename can put the result in place. Its name
cannot be guessed, and a file in it, the mark, says that it is ours and what was made in it. The
mark stays locked while its process lives: a work folder whose mark can be locked is a dead one's.
"""

from __future__ import annotations

import contextlib
import json
import os
import stat
import tempfile
import threading
import zlib
from collections.abc import Callable, Iterator

from dipfacts.write.rename import exchange, numbered_names, rename_to_free

PREFIX = ".dipfacts-"
MARK = "mark"
UNMARKED = f"{MARK}.new"  # the mark before it is whole and locked
HEADER = "A work folder of dipfacts, which removes it. What is in it is not finished.\n"
MARK_SIZE = 1024  # bytes to which it is padded, so that a longer text leaves nothing behind
SAFELY = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)  # no link, no pipe

Owns = Callable[[str], bool]
"""Return whether a path within a folder is one that an export writes."""

State = list[int]
"""Numbers that differ from those of every other file or folder, and after a change."""


_unfinished = set["Work"]()  # those of this process
_making = threading.Lock()  # held while one is made
_PATIENCE = 1  # seconds: a folder that does not answer keeps nobody from ending the program


class Work:
    """A work folder: `new` is the path to write to, `old` that for what is replaced.

    A `spare` file handle is held till all is written: to list and remove folders takes one.
    `is_stable` says whether a file keeps its number here (inode) when it is renamed.
    """

    def __init__(
        self, path: str, handle: int, spare: int | None = None, is_stable: bool = True
    ) -> None:
        self.path = path
        self._is_stable = is_stable
        self._spare = spare
        self.new = os.path.join(path, "new")
        self.old = os.path.join(path, "old")
        self.handle = handle
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
        os.write(self.handle, (HEADER + json.dumps(noted) + "\n").encode().ljust(MARK_SIZE))

    def holds_ours(self) -> bool:
        """Return whether what stands at `new` was made by this run, and is not what it replaced."""
        if not os.path.lexists(self.new):
            return False
        return not self._is_stable or self._made in (None, identity(self.new))

    def is_same(self, now: State, before: State) -> bool:
        """Return whether a file or folder that was renamed is in the state that it was in."""
        return now == before or (not self._is_stable and now[2:] == before[2:])

    def can_exchange(self) -> bool:
        """Try on files of this folder whether two names can be exchanged at one stroke.

        Some file systems take that for a plain rename, with which the old file would be lost.
        """
        if not self._is_stable or os.path.lexists(self.old):
            return False
        create(self.old)
        does = False
        with contextlib.suppress(OSError):
            does = exchange(self.new, self.old)
        if does and not os.path.lexists(self.new):
            os.rename(self.old, self.new)
            return False
        if does:
            exchange(self.new, self.old)
        os.unlink(self.old)
        return does

    def close(self) -> None:
        """Remove the folder; where something is left in it, it keeps its mark for a later run."""
        self.spare()
        _unfinished.discard(self)
        on_windows = os.name == "nt"  # there an open file cannot be removed
        if on_windows:
            os.close(self.handle)
        is_empty = self._is_empty()
        try:
            with contextlib.suppress(OSError):
                if is_empty:
                    os.unlink(os.path.join(self.path, MARK))
        finally:
            if not on_windows:
                os.close(self.handle)
        # On network file systems an open file stays, under another name, till it is closed.
        with contextlib.suppress(OSError):
            if is_empty:
                os.rmdir(self.path)

    def _is_empty(self) -> bool:
        """Return whether nothing but the mark is in the folder."""
        try:
            return os.listdir(self.path) == [MARK]
        except OSError:  # as where no file handle is left to list it with
            return not any(map(os.path.lexists, (self.new, self.old)))


def make(around: str) -> Work:
    """Make a work folder in that folder. Raises OSError where none can be made."""
    with _making:
        path = tempfile.mkdtemp(prefix=PREFIX, dir=around)
        try:
            spare = os.open(os.devnull, os.O_RDONLY)
            try:
                handle, is_stable = _marked(path)
                _unfinished.add(work := Work(path, handle, spare, is_stable))
            except BaseException:
                os.close(spare)
                raise
        except BaseException:
            os.rmdir(path)
            raise
    return work


def remove_unfinished(*, is_end: bool = True) -> None:
    """Remove the work folders of this process in which nothing is but what it makes.

    For a program that ends while another of its threads makes something: no more are made, unless
    it is not the end of the process.
    """
    is_alone = _making.acquire(timeout=_PATIENCE)
    for work in [*_unfinished]:
        with contextlib.suppress(OSError):  # as where it is closed at this moment
            if not os.path.lexists(work.old):
                remove_made(work.new)
                work.close()
    if is_alone and not is_end:
        _making.release()


def _marked(folder: str) -> tuple[int, bool]:
    """Put a locked mark into a work folder; return its descriptor, and whether it kept its inode.

    It is whole and locked before it has its name, so that it is always known for what it is.
    """
    mark, new = os.path.join(folder, MARK), os.path.join(folder, UNMARKED)
    handle = os.open(new, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
    try:
        lock(handle)
        os.write(handle, (HEADER + "{}\n").encode())
        before = identity(new)
        os.rename(new, mark)
        return handle, identity(mark) == before
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
    """Yield the entries of a folder, however deep: the path, and "file", "empty" or "other".

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


def is_folder(path: str) -> bool:
    """Return whether a path is a folder itself, and no link to one. Raises OSError."""
    return stat.S_ISDIR(os.lstat(path).st_mode)


def remove_made(path: str) -> None:
    """Remove what this run made in its work folder: a file, or a folder with all that is in it.

    One folder is open at a time, of which `shutil.rmtree` opens all that lead to it.
    """
    with contextlib.suppress(OSError):
        if not is_folder(path):
            os.unlink(path)
            return
        _allow_all(path)
        for folder, folders, _ in os.walk(path):
            for name in folders:  # before the walk goes into it
                _allow_all(os.path.join(folder, name))
        for folder, folders, names in os.walk(path, topdown=False):
            for entry in (os.path.join(folder, name) for name in (*names, *folders)):
                with contextlib.suppress(OSError):
                    (os.rmdir if os.path.isdir(entry) else os.unlink)(entry)
        os.rmdir(path)


def _allow_all(folder: str) -> None:
    """Let this user list and change a folder, which may have the rights of an old one.

    Or those of a umask that takes them from its own user.
    """
    with contextlib.suppress(OSError):  # not every file system has rights
        if not os.path.islink(folder):
            os.chmod(folder, 0o700)


def remove_owned(path: str, owns: Owns | None) -> None:
    """Remove a file, or a folder in which there is nothing but what `owns` knows.

    Where anything else is in it, or something cannot be removed, all of it stays. Raises OSError.
    """
    if not is_folder(path):
        os.unlink(path)
        return
    entries = list(below(path))
    folders = [folder for folder, _, _ in os.walk(path, topdown=False)]
    if owns is None or not all(kind != "other" and owns(name) for name, kind in entries):
        return
    if not all(os.access(folder, os.W_OK | os.X_OK) for folder in folders):
        return
    for name, kind in entries:
        if kind == "file":
            os.unlink(os.path.join(path, name))
    for folder in folders:
        os.rmdir(folder)  # only an empty one can be


def put_numbered(old: str, new: str) -> str:
    """Rename to a name, or to the first free one of that name and a number; return which."""
    for name in numbered_names(new):
        with contextlib.suppress(FileExistsError):
            rename_to_free(old, name)
            return name
    raise AssertionError  # there is no end of numbers


def lock(handle: int) -> bool | None:
    """Lock a mark for this process; return False where another has it, None where none can.

    Not by filelock, which takes 40 ms to load, longer than most files to write.
    """
    try:
        import fcntl  # lazy: not on every system, and seldom needed

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except (ImportError, OSError):  # Windows, or a file system without locks
        return None
    return True
