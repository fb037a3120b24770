"""Targets that must not be written to: empty names, folders in use, and the fact base itself."""

from __future__ import annotations

import contextlib
import os
import re
import stat

from dipfacts.errors import QuestionError
from dipfacts.record import Record
from dipfacts.text import plain

Identity = tuple[int, int]  # device and inode: the same for every spelling, link and case
_DESCRIPTOR = re.compile(r"/dev/(?:(stdout|stderr)|fd/([0-9]{1,9}))|/proc/self/fd/([0-9]{1,9})")


class Inputs(Record, frozen=True):
    """The files that are read, the folders that hold them, and a cache with names of its files."""

    files: frozenset[Identity] = frozenset()
    folders: tuple[str, ...] = ()
    cache: str | None = None
    cached: str | None = None


def resolve(path: str, inputs: Inputs, folder: bool = False) -> str:
    """Return where a path leads once every link is followed, if that may be written to.

    Raises QuestionError for a name that is none, for a folder in use (the current one, home, a
    mount point, and what holds one of these), and for what the fact base is read from.
    """
    label = plain(path)
    check_name(path)
    if not folder and os.path.basename(path) in ("", os.curdir, os.pardir):
        raise QuestionError(f"{label} names a folder", "name a file in it")
    # A shell's own pipe has no other name.
    real = path if is_special(path) else os.path.realpath(path)
    if folder:
        _refuse_in_use(real, label)
    _refuse_input(real, label, inputs)
    return real


def check_name(path: str) -> None:
    """Raise QuestionError for what is no name at all, as a variable of a script that is not set."""
    if not path.strip():
        raise QuestionError("the name of the output is empty", "name a file or a folder")
    if "\0" in path:
        message = f"{plain(path)} cannot be written: it is no name of a file"
        raise QuestionError(message, "name another one")


def descriptor(path: str) -> int | None:
    """Return the number of the open file that a path such as /dev/stdout stands for, if it does.

    The file that standard output goes to is that open file too, whatever its path.
    """
    match = _DESCRIPTOR.fullmatch(path)
    if match:
        return {"stdout": 1, "stderr": 2}[match[1]] if match[1] else int(match[2] or match[3])
    status = _status(path)
    for number in (1, 2):
        now = _status(number)
        if status and now and stat.S_ISREG(now.st_mode) and os.path.samestat(status, now):
            return number
    return None


def is_special(path: str) -> bool:
    """Return whether a path leads to neither file nor folder: to a pipe, a terminal, a device."""
    status = _status(path)
    return status is not None and not (stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode))


def _refuse_in_use(real: str, label: str) -> None:
    """Raise QuestionError for a folder whose loss would be more than that of its files."""
    hint = "name a folder that is for the tables alone"
    in_use = {"your home folder": os.path.realpath(os.path.expanduser("~"))}
    with contextlib.suppress(OSError):  # the current folder may have been deleted
        in_use = {"the current folder": os.path.realpath(os.curdir), **in_use}
    for name, used in in_use.items():
        if _same(real, used):
            raise QuestionError(f"{label} is {name}", hint)
    for name, used in in_use.items():
        if _lies_in(used, real):
            raise QuestionError(f"{label} holds {name}", hint)
    if os.path.ismount(real):
        raise QuestionError(f"{label} is a mount point", hint)


def _refuse_input(real: str, label: str, inputs: Inputs) -> None:
    """Raise QuestionError where the output would become, or replace, what is read."""
    hint = "name another place"
    status = _status(real)
    is_input = status is not None and (status.st_dev, status.st_ino) in inputs.files
    if status is not None and is_input and not stat.S_ISCHR(status.st_mode):  # as a terminal is
        raise QuestionError(f"{label} is a file of the fact base in use", hint)
    for folder in inputs.folders:
        if _same(real, folder) or _lies_in(os.path.realpath(folder), real):
            raise QuestionError(f"{label} holds the fact base in use", hint)
        if real.endswith(".toml") and _lies_in(real, folder):
            message = f"{label} would become a file of the fact base in use"
            raise QuestionError(message, f"name a file outside of {plain(folder)}")
    if inputs.cache and _same(real, inputs.cache):
        raise QuestionError(f"{label} is the folder of the cache", hint)
    around, name = os.path.split(real)
    is_cached = inputs.cached is not None and re.fullmatch(inputs.cached, name)
    if inputs.cache and is_cached and _same(around, inputs.cache):
        raise QuestionError(f"{label} has the name of an index in the cache", hint)


def _lies_in(path: str, folder: str) -> bool:
    """Return whether a path is below a folder, however that is spelled."""
    from pathlib import PurePath  # lazy: slow to load, and most commands write nothing

    return any(_same(str(above), folder) for above in PurePath(path).parents)


def _same(one: str, other: str) -> bool:
    """Return whether two paths lead to one thing."""
    first, second = _status(one), _status(other)
    if first is None or second is None:
        return os.path.realpath(one) == os.path.realpath(other)
    return os.path.samestat(first, second)


def _status(path: str | int) -> os.stat_result | None:
    try:
        return os.stat(path)
    except (OSError, ValueError):
        return None
