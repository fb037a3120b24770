"""A file or folder that appears whole or not at all, in place of nothing but our own."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
from collections.abc import Callable, Iterator

from dipfacts.errors import QuestionError
from dipfacts.text import plain
from dipfacts.write import signals
from dipfacts.write import work as working
from dipfacts.write.rename import exchange, rename_to_free
from dipfacts.write.sweep import sweep
from dipfacts.write.work import Owns, State, Work

RefuseForeign = Callable[[str], None]
"""Raise an error unless what stands at a path may be replaced."""

Replaceable = Callable[[str], bool] | None
"""Return whether what stands at a path may be replaced whenever it came."""

_AGAIN = "look at it, and try again"


@contextlib.contextmanager
def whole(
    path: str,
    refuse_foreign: RefuseForeign,
    *,
    label: str = "",
    owns: Owns | None = None,
    replaceable: Replaceable = None,
    keep: str | None = None,
) -> Iterator[str]:
    """Yield a path to write to, and give what was written there its name if all goes well.

    `path` is one that `targets.resolve` returned, `label` the user's name for it. `refuse_foreign`
    is called for what stands there, and again once that has been moved aside, for only then it is
    certain what is replaced. Where that raises, or it has changed or appeared, it is put back.

    `owns` recognises the files of a folder of ours. With `replaceable`, other processes of ours
    write there as well: what it recognises may be replaced whenever it came; the new file is this
    user's alone, whatever the rights of the old one. With `keep`, the old file is kept under that
    name, or under that name and a number.

    Raises QuestionError for what must not be replaced, OSError for what the system refuses.
    """
    before = None
    around, label = os.path.dirname(path), plain(label or path)
    if os.path.lexists(path):
        before = working.state(path)
        refuse_foreign(path)
        if not replaceable:
            _refuse_protected(path, label)
    sweep(around, owns, replaceable)
    with signals.held() as heard:
        work = working.make(around)
        try:
            with heard():
                yield work.new
            between("written")
            work.spare()
            if before is not None and not replaceable:
                with contextlib.suppress(FileNotFoundError):  # somebody has removed it meanwhile
                    keep_rights(path, work.new)
            signals.check()
            placing = _Placing(work, path, before, refuse_foreign, replaceable, label)
            work.note(path, before, keep)
            taken = placing.placed()
            work.note(path, taken, keep, done=True)
            between("placed")
            if taken is not None and keep:
                working.put_numbered(work.old, keep)
            elif taken is not None:
                placing.let_go(taken, owns)
        finally:
            work.spare()
            if work.holds_ours():
                working.remove_made(work.new)
            work.close()


def _refuse_protected(path: str, label: str) -> None:
    """Raise QuestionError for what its owner has protected against writing; for root, too."""
    for name in (path, *_inside(path)):
        if not os.access(name, os.W_OK) or not os.lstat(name).st_mode & 0o222:
            raise QuestionError(f"{label} is protected against writing", "name another place")


def _inside(folder: str) -> list[str]:
    """Return the paths of all files and folders in a folder, the deepest first; [] of a file."""
    walked = os.walk(folder, topdown=False)
    return [os.path.join(at, name) for at, folders, names in walked for name in (*names, *folders)]


def remove(path: str, is_ours: Callable[[str], bool]) -> bool:
    """Remove a file of ours; leave another's as it is, and return False.

    `is_ours` is called again once the file has been moved aside. What the system refuses stays.
    """
    with signals.held(), contextlib.suppress(OSError), contextlib.ExitStack() as stack:
        if not is_ours(path):
            return False
        work = working.make(os.path.dirname(path))
        stack.callback(work.close)
        work.note(path, None, None)
        between("looked")
        os.rename(path, work.old)
        if is_ours(work.old):
            work.note(path, None, None, done=True)
            os.unlink(work.old)
            return True
        rename_to_free(work.old, path)
    return False


def between(step: str) -> None:
    """Do nothing; a test replaces this, to act between two steps."""


class _Placing:
    """A new file of a `work` that gets its name, and what it does to what stands at the path."""

    def __init__(
        self,
        work: Work,
        path: str,
        before: State | None,
        refuse_foreign: RefuseForeign,
        replaceable: Replaceable,
        label: str,
    ) -> None:
        self._work, self._path, self._before = work, path, before
        self._refuse_foreign, self._replaceable, self._label = refuse_foreign, replaceable, label
        # Of what is shared others may have placed theirs meanwhile, where there was none.
        self._swaps = (before is not None or bool(replaceable)) and work.can_exchange()

    def placed(self) -> State | None:
        """Give the new file its name; return the state of what it replaced, None if nothing."""
        if self._before is None or not os.path.lexists(self._path):
            try:
                rename_to_free(self._work.new, self._path)
                return None
            except FileExistsError:
                if not self._replaceable:
                    raise QuestionError(f"{self._label} has appeared meanwhile", _AGAIN) from None
        return self._swapped()

    def _check(self, taken: str) -> State:
        """Return the state of what was moved aside; raise an error if it must not be replaced."""
        between("aside")
        now, before = working.state(taken), self._before
        if not self._replaceable and not (before and self._work.is_same(now, before)):
            raise QuestionError(f"{self._label} has changed meanwhile", _AGAIN)
        self._refuse_foreign(taken)
        return now

    def _swapped(self) -> State:
        """Exchange the new file with what stands at the path, and back again if that is refused.

        Where the system cannot exchange names, the old one is moved aside first. It ends up at
        `work.old`.
        """
        work, path = self._work, self._path
        if self._swaps and exchange(work.new, path):
            try:
                taken = self._check(work.new)
            except BaseException as error:
                if (kept := self._back()) and isinstance(error, QuestionError):
                    hint = f"{_AGAIN}; what has come there since then is kept as {plain(kept)}"
                    raise QuestionError(error.message, hint) from error
                raise
            os.rename(work.new, work.old)
            return taken
        os.rename(path, work.old)
        try:
            taken = self._check(work.old)
            rename_to_free(work.new, path)
        except BaseException as error:
            try:
                rename_to_free(work.old, path)
            except FileExistsError:
                kept = plain(working.put_numbered(work.old, path))
                hint = f"the one that stood there is kept as {kept}"
                raise QuestionError(f"{self._label} has appeared meanwhile", hint) from error
            raise
        return taken

    def _back(self) -> str:
        """Undo an exchange; what has come to the path since then is kept beside it.

        Return the path of what is kept, "" for nothing.
        """
        work, path = self._work, self._path
        if not os.path.lexists(path):
            rename_to_free(work.new, path)
            return ""
        exchange(work.new, path)
        return "" if work.holds_ours() else working.put_numbered(work.new, path)

    def let_go(self, taken: State, owns: Owns | None) -> None:
        """Remove what was replaced, if it is in the state `taken`, or `replaceable` recognises it.

        Else, and where it cannot be removed, keep it beside the new one and raise QuestionError.
        """
        work, old = self._work, self._work.old
        if work.is_same(working.state(old), taken) or (
            self._replaceable and self._replaceable(old)
        ):
            with contextlib.suppress(OSError):
                working.remove_owned(old, owns)
        if os.path.lexists(old):
            kept = plain(working.put_numbered(old, self._path))
            message = f"{self._label} is written; the old one has changed or cannot be removed"
            raise QuestionError(message, f"it is kept as {kept}")


def keep_rights(old: str, new: str) -> None:
    """Give a new file or folder, and all that is in it, the rights and owner of the old one.

    Where the group cannot be given, it gets no rights: they would be another group's.
    """
    for path in _inside(new) if os.path.isdir(old) else ():
        was = os.path.join(old, os.path.relpath(path, new))
        if os.path.lexists(was) and os.path.isdir(was) == os.path.isdir(path):
            _keep_own_rights(was, path)
    _keep_own_rights(old, new)


def _keep_own_rights(old: str, new: str) -> None:
    status = os.lstat(old)
    mode = stat.S_IMODE(status.st_mode) & (0o2777 if stat.S_ISDIR(status.st_mode) else 0o777)
    with contextlib.suppress(OSError):  # the other attributes: access lists, labels
        shutil.copystat(old, new, follow_symlinks=False)
        os.utime(new)
    if hasattr(os, "chown") and not chown(new, status.st_uid, status.st_gid):
        mode &= ~0o2070
    if stat.S_IMODE(os.lstat(new).st_mode) != mode:  # file systems without rights refuse even that
        os.chmod(new, mode)


def chown(path: str, user: int, group: int) -> bool:
    """Give a file its owner and group; return whether it has that group now."""
    for owner in (user, -1):
        with contextlib.suppress(OSError):
            os.chown(path, owner, group)
            return True
    return os.stat(path).st_gid == group
