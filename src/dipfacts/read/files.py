"""The files of a fact base: found, read, and stamped to tell if they have changed."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
import time
from collections.abc import Mapping
from io import FileIO
from typing import NamedTuple

from dipfacts.errors import QuestionError
from dipfacts.read.stamp_path import StampPath
from dipfacts.text import nearest, plain, suggestion

BUNDLED = "bundled"
STDIN, STDIN_LABEL = "-", "<stdin>"
HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

_NAME_A_FILE = "name a .toml file, or a folder that holds some"
NO_HANDLE = "close some of them, or allow more (ulimit -n)"
DANGLING = "it is a link to a file that is not there: remove it, or restore the file"
_REMEDIES = {
    errno.EMFILE: NO_HANDLE,
    errno.ENFILE: NO_HANDLE,
    errno.ELOOP: "it leads back to itself, or is a link too far: remove it, or name the file",
    errno.ENOENT: DANGLING,
    errno.EISDIR: _NAME_A_FILE,
    errno.ENAMETOOLONG: _NAME_A_FILE,
    errno.ENOTDIR: "leave out what follows the name of the file",
    errno.ENXIO: _NAME_A_FILE,
    errno.EINVAL: 'name a .toml file, or pass its text to "-f -"',
}
MOST_LINKS = 40  # from link to link, as in Linux
_HEAD = 1 << 16  # bytes of a file that is no text that are read, to say so
_UNWRITTEN = b"\0"
_READINGS = 5  # of a file that is written meanwhile, before it is taken without a stamp
_HALF = 1 << 63  # of the numbers that an index holds, those below 0: those of SQLite, of 64 bits


class SourceFile(NamedTuple):
    """A TOML file, or the CSV file of a `[[table]]`.

    A CSV file of several tables is a file of the base for each.
    """

    path: str
    label: str  # its name in messages
    short: str  # its name in answers
    table: str = ""  # the id of the table that a CSV file is of
    spec: bytes = b""  # that table as it is declared, encoded


class Stamp(NamedTuple):
    """The state of a file when it was read; while it is equal, the file has not changed."""

    path: str
    size: int
    mtime_ns: int
    inode: int
    ctime_ns: int  # of the last change of the file or of its stamp, which no program can set back


def shipped(name: str) -> str:
    """Return a folder of ours: in the package, or in the checkout that it runs from."""
    packaged = os.path.join(HERE, name)
    above = os.path.dirname(os.path.dirname(HERE))
    return packaged if os.path.isdir(packaged) else os.path.join(above, name)


def bundled_path() -> str:
    """Return the folder of the bundled base."""
    return shipped("data")


def base_paths(given: list[str]) -> list[str]:
    """Return the given paths, else those of DIPFACTS_FACTS, else the bundled base."""
    named = given or [p for p in os.environ.get("DIPFACTS_FACTS", "").split(os.pathsep) if p]
    return named or [BUNDLED]


class Folders(dict[str, str]):
    """The folders that were met so far, each with its path without links."""


def source_files(paths: list[str], all_there: bool = False) -> list[SourceFile]:
    """Return every TOML file that the paths stand for, each once, in the order given.

    Names in answers that files of several paths share begin with the folder of each. Raise
    QuestionError if a path does not exist, cannot be read or holds no TOML. With `all_there` only
    the first is an error; paths of the other two kinds are among the files.
    """
    files: dict[str, SourceFile] = {}
    folders, bases = Folders(), dict[str, str]()
    for path in paths:
        if path == STDIN:
            files[STDIN] = SourceFile(STDIN, STDIN_LABEL, STDIN_LABEL)
            continue
        is_ours, path = path == BUNDLED, bundled_path() if path == BUNDLED else path
        try:
            named = _toml_files_in(path) if os.path.isdir(path) else [_single(path)]
        except QuestionError:
            if not (all_there and os.path.lexists(path)):
                raise
            named = [_file(path)]
        own = os.path.abspath(path if os.path.isdir(path) else os.path.dirname(path))
        for file in named:
            files.setdefault(real(file.path, folders), file)
            bases.setdefault(file.path, BUNDLED if is_ours else own)
    results = list(files.values())
    return _told_apart(results, bases) if len(paths) > 1 else results


def _told_apart(files: list[SourceFile], bases: Mapping[str, str]) -> list[SourceFile]:
    """Return files of several bases, by path, with names in answers of which none is another's."""
    from dipfacts.read.distinct_names import distinct  # lazy: most questions are put to one base

    names = distinct([(bases.get(file.path, ""), file.short) for file in files])
    return [file._replace(short=plain(name)) for file, name in zip(files, names, strict=True)]


def real(path: str, folders: Folders) -> str:
    """Return the path of a file without links."""
    for _ in range(MOST_LINKS):
        if not os.path.islink(path):
            break
        path = os.path.join(os.path.dirname(path), os.readlink(path))
    return in_real_folder(path, folders)


def in_real_folder(path: str, folders: Folders) -> str:
    """Return the path of a file whose folder is without links."""
    folder, name = os.path.split(path)
    if folder not in folders:
        folders[folder] = os.path.realpath(folder)
    return os.path.join(folders[folder], name)


def _single(path: str) -> SourceFile:
    if not path.strip():  # as a variable of a script that is not set
        raise QuestionError("the path of the fact base is empty", _NAME_A_FILE)
    try:
        os.stat(path)
    except (OSError, ValueError) as error:
        if isinstance(error, FileNotFoundError) and not os.path.islink(path):
            raise absent(path) from None
        raise unreadable(path, error) from None
    return _file(path)


def absent(path: str) -> QuestionError:
    """Return the error for a path that is not there."""
    return QuestionError(f"{plain(path)} does not exist", _instead_of(path))


def _instead_of(path: str) -> str:
    """Return the remedy for a path that is not there: what is there and was meant, if it is."""
    home = os.path.expanduser(path)
    if home != path and os.path.lexists(home):
        return f"write {plain(home)}, as ~ stands for it only where a shell reads it"
    folder, name = os.path.split(path)
    known = [] if folder else [BUNDLED]
    with contextlib.suppress(OSError):
        known += [
            entry.name
            for entry in os.scandir(folder or os.curdir)
            if entry.name[0] != "." and (entry.name.endswith(".toml") or entry.is_dir())
            if os.path.exists(entry.path)  # and is no link to nothing
        ]
    meant = [f"{name}.toml"] if f"{name}.toml" in known else nearest(name, sorted(known))
    return suggestion([plain(os.path.join(folder, it)) for it in meant], _NAME_A_FILE)


def _file(path: str, below: str = "") -> SourceFile:
    """Return a file by its path; its short name begins with its folder below that of the base."""
    return SourceFile(path, plain(path), plain(os.path.join(below, os.path.basename(path))))


def _toml_files_in(folder: str) -> list[SourceFile]:
    """Return the TOML files in a folder and its subfolders, in alphabetical order."""
    files = []

    def refuse(error: OSError) -> None:
        path = os.fspath(error.filename or folder)
        if path == folder:
            raise unreadable(path, error) from None
        # Reading it will fail, and say why.
        files.append(_file(path, _part(os.path.dirname(path), folder)))

    for where, folders, names in os.walk(folder, onerror=refuse):
        # What is hidden belongs to programs: .git, .venv, the locks of editors (.#facts.toml).
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        tomls = (name for name in sorted(names) if name.endswith(".toml") and name[0] != ".")
        below = _part(where, folder)
        files += [_file(os.path.join(where, name), below) for name in tomls]
    if not files:
        others = [it for it in os.listdir(folder) if it[0] != "." and it.lower().endswith(".toml")]
        hint = f"let {plain(min(others))} end in .toml" if others else _NAME_A_FILE
        raise QuestionError(f"{plain(folder)} holds no TOML file", hint)
    return files


def _part(where: str, folder: str) -> str:
    """Return the path of a folder from the folder of the base; empty for that one itself."""
    part = os.curdir if where == folder else os.path.relpath(where, folder)
    return "" if part == os.curdir else part


def is_open_folder(path: str) -> bool:
    """Return whether a path is a folder that may be listed."""
    return os.path.isdir(path) and os.access(path, os.R_OK | os.X_OK)


def unreadable(path: str, error: OSError | ValueError) -> QuestionError:
    """Return the error for a file that the system does not let us read, with a remedy."""
    reason = (getattr(error, "strerror", None) or "it cannot be read").lower()
    hint = _REMEDIES.get(getattr(error, "errno", None) or 0, "check its permissions")
    return QuestionError(f"{plain(path)} cannot be read: {reason}", hint)


def read(file: SourceFile) -> bytes:
    """Return the bytes of one file, or of standard input; raise QuestionError if that fails."""
    return read_stamped(file)[0]


def read_stamped(file: SourceFile) -> tuple[bytes, Stamp | None, int]:
    """Return the bytes of a file, the stamp of what was read, and the time just before, in ns.

    A file that is written meanwhile is read again. The stamp is None if that does not end, and for
    pipes. Of a large file that begins with a byte of zero, which no text does, the first bytes are
    returned. Raise QuestionError if reading fails.
    """
    if file.path == STDIN:
        if sys.stdin is None:  # the shell closed it
            hint = "pipe a fact base into it, or name a file"
            raise QuestionError("standard input is closed", hint)
        return sys.stdin.buffer.read(), None, 0
    for _ in range(_READINGS):
        started = time.time_ns()
        try:
            with open(file.path, "rb", 0, opener=_opened) as stream:
                before = os.fstat(stream.fileno())
                data = content(stream)
                after = os.fstat(stream.fileno())
        except OSError as error:
            raise unreadable(file.path, error) from None
        if not stat.S_ISREG(before.st_mode):
            return data, None, started
        target = os.path.realpath(file.path)
        stamp = _stamp(file, target, before)
        is_as_it_was = stamp == _stamp(file, target, after)
        if is_as_it_was and (stamp.size == len(data) or data.startswith(_UNWRITTEN)):
            return data, stamp, started
    return data, None, started


def content(stream: FileIO) -> bytes:
    """Return the bytes of an open file, of a large one without text the first.

    A byte of zero is at the beginning of no text, but of a file of which only room was made.
    """
    if os.fstat(stream.fileno()).st_size > _HEAD:
        first = stream.read(1)
        stream.seek(0)
        if first == _UNWRITTEN:
            return stream.read(_HEAD)
    data: bytes | None = stream.readall()
    if data is None:  # a regular file by its looks alone, as in /proc
        raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))
    return data


def regular(path: str, flags: int) -> int:
    """Open a file, as `opener` of `open`. Raises OSError for a pipe, socket or device, at once."""
    return _opened(path, flags, pipes=False)


def _opened(path: str, flags: int, pipes: bool = True) -> int:
    """Open a file, or a pipe of the shell's (`<(...)`). Raises OSError for all else, at once."""
    try:
        handle = os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        why = "it is a socket, not a file" if error.errno == errno.ENXIO else error.strerror
        raise OSError(error.errno, why, path) from None
    mode = os.fstat(handle).st_mode
    if stat.S_ISREG(mode) or stat.S_ISDIR(mode):  # of a folder, reading says what is wrong
        return handle
    is_pipe = stat.S_ISFIFO(mode)
    # A pipe without a name can only have been made for us, and what is in it comes to an end.
    is_of_shell = path.startswith("/dev/fd/") or not os.path.exists(os.path.realpath(path))
    if pipes and is_pipe and is_of_shell:
        os.set_blocking(handle, True)
        return handle
    os.close(handle)
    raise OSError(errno.EINVAL, f"it is {'a named pipe' if is_pipe else 'a device'}, not a file")


def _stamp(file: SourceFile, target: str, now: os.stat_result) -> Stamp:
    # A name may be any bytes, but the index holds only text.
    text, own = (os.fsencode(it).decode("utf-8", "backslashreplace") for it in (target, file.path))
    path = StampPath(text, file.short, file.table, own).encoded
    inode = (now.st_ino + _HALF) % (2 * _HALF) - _HALF
    return Stamp(path, now.st_size, _in_index(now.st_mtime_ns), inode, _in_index(now.st_ctime_ns))


def _in_index(time_ns: int) -> int:
    """Return a time as an index holds it: at the most of 64 bits, which are 292 years from 1970."""
    return max(-_HALF, min(time_ns, _HALF - 1))


def stamp_of(file: SourceFile, folders: Folders | None = None) -> tuple[Stamp | None, int]:
    """Return the present stamp of a regular file, and the time just before, in ns."""
    started = time.time_ns()
    results = stamps([file], folders)
    return results[0] if results else None, started


def size_of(file: SourceFile) -> int:
    """Return the size of a file; 0 of one that is not there."""
    try:
        return os.stat(file.path).st_size
    except OSError:
        return 0


def known_file(stamp: Stamp) -> SourceFile:
    """Return the file that a stamp is of; of a table without what is declared of it."""
    of = StampPath.parse(stamp.path)
    return SourceFile(of.link if of.table else of.target, of.short, of.short, of.table)


def real_folder(file: SourceFile) -> str:
    """Return the folder of a file, without links; of standard input the current one."""
    return os.getcwd() if file.path == STDIN else os.path.dirname(os.path.realpath(file.path))


def stamps(files: list[SourceFile], folders: Folders | None = None) -> list[Stamp] | None:
    """Return the present stamp of each file; None if one has none (a pipe, a vanished file)."""
    try:
        states = [(file, os.stat(file.path)) for file in files if file.path != STDIN]
    except OSError:
        return None
    ordinary = [pair for pair in states if stat.S_ISREG(pair[1].st_mode)]
    if len(ordinary) != len(files):
        return None
    folders = Folders() if folders is None else folders
    return [_stamp(file, real(file.path, folders), now) for file, now in ordinary]
