"""Renames of files and folders that never replace what stands there.

`os.rename` replaces a file without a word. Linux and macOS have calls that do not, which Python
does not offer; where they are missing, hard links serve.
"""

from __future__ import annotations

import errno
import itertools
import os
import stat
import sys
from collections.abc import Callable, Iterator
from functools import cache

# The flags of Linux's renameat2(2) and of macOS's renameatx_np(2).
_FREE, _SWAP = (4, 2) if sys.platform == "darwin" else (1, 2)
_AT_FDCWD = -2 if sys.platform == "darwin" else -100
_UNSUPPORTED = {
    errno.ENOSYS,  # no such call in this kernel
    errno.EINVAL,  # nor on this file system
    errno.ENOTSUP,
    errno.EOPNOTSUPP,
    errno.EPERM,  # kept from us by a sandbox
    errno.EXDEV,  # a folder that an overlay takes from a layer below
}


def numbered_names(name: str) -> Iterator[str]:
    """Yield a name, then that name and a number: a, a.1, a.2, without end."""
    yield name
    for nth in itertools.count(1):
        yield f"{name}.{nth}"


def rename_to_free(old: str, new: str) -> None:
    """Rename a file or folder to a name that is free; raise FileExistsError if it is not.

    Where neither the system nor the file system can do that at one stroke, there is a moment
    between the look and the rename.
    """
    if renamed_by_system(old, new, _FREE):
        return
    if not stat.S_ISDIR(os.lstat(old).st_mode) and os.name != "nt":
        try:
            os.link(old, new, follow_symlinks=False)
        except FileExistsError:
            raise
        except (OSError, NotImplementedError):  # some file systems have no links
            pass
        else:
            os.unlink(old)
            return
    if os.path.lexists(new):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), new)
    os.rename(old, new)


def exchange(one: str, other: str) -> bool:
    """Exchange two names at one stroke; return False where the system cannot do that."""
    return renamed_by_system(one, other, _SWAP)


def renamed_by_system(old: str, new: str, flag: int) -> bool:
    """Call the system's own rename with a flag; return False where there is none.

    Raises OSError for what the system refuses.
    """
    import ctypes  # lazy: slow to load, and most commands write no file

    call = _system_call()
    if call is None:
        return False
    if call(_AT_FDCWD, os.fsencode(old), _AT_FDCWD, os.fsencode(new), flag) == 0:
        return True
    number = ctypes.get_errno()
    if number in _UNSUPPORTED:
        return False
    raise OSError(number, os.strerror(number), old, None, new)


@cache
def _system_call() -> Callable[[int, bytes, int, bytes, int], int] | None:
    """Return the system's own rename that takes flags, or None where there is none."""
    import ctypes  # lazy: not on every system, and seldom needed

    try:
        library = ctypes.CDLL(None, use_errno=True)
        return library.renameatx_np if sys.platform == "darwin" else library.renameat2
    except (OSError, TypeError, AttributeError):
        return None
