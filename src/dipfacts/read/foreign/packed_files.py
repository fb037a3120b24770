"""Files that are packed by programs other than gzip, with the line that unpacks each.

And pointers of Git LFS, which stand for files that were not fetched.
"""

from __future__ import annotations

import itertools
import os
import re
from typing import IO

from dipfacts.text import typed_path

BYTES = 300  # at the start of a file, which tell
_BLANK = b"\xef\xbb\xbf\xff\xfe \t\r\n"  # marks of an encoding, and white space
_FILES = (
    (re.compile(rb"\xfd7zXZ\0"), ".xz", "xz"),
    (re.compile(rb"BZh[1-9]1AY&SY"), ".bz2", "bzip2"),
    (re.compile(rb"\x28\xb5\x2f\xfd"), ".zst", "zstd"),
)
_ARCHIVES = (
    (re.compile(rb"7z\xbc\xaf\x27\x1c"), "7z", "7z x"),
    (re.compile(rb"Rar!\x1a\x07"), "RAR", "unrar x"),
    (re.compile(rb"PK\x03\x04"), "ZIP", "unzip"),
    (re.compile(rb".{257}ustar", re.DOTALL), "tar", "tar -xkf"),
)

PULL = "run git lfs pull where you cloned it"
"""The remedy for a pointer of Git LFS in the place of a file."""
_LFS = b"version https://git-lfs.github.com/spec/"


def first_bytes(stream: IO[bytes], size: int) -> bytes:
    """Return bytes from the beginning of a stream, past any number of blank ones; none if empty."""
    start = stream.read(size)
    while start and not start.strip(_BLANK):
        start = stream.read(size)
    return start


def pointer(start: bytes) -> tuple[str, str] | None:
    """Return the words for a pointer of Git LFS, and the remedy; None for any other file."""
    if not start.startswith(_LFS):
        return None
    what = "a Git LFS pointer, which names the data but does not hold it"
    return what, PULL


def free_name(path: str) -> str:
    """Return a path at which nothing is yet: this one, else one with a number before its ending."""
    root, ending = os.path.splitext(path)
    numbered = (f"{root}-{nth}{ending}" for nth in itertools.count(2))
    return next(it for it in itertools.chain([path], numbered) if not os.path.lexists(it))


def packing(start: bytes, path: str) -> tuple[str, str] | None:
    """Return the words for a packed file, or a pointer, and the remedy; None for any other.

    No line writes over a file that is there. Some programs pass links over unless they print.

    >>> packing(b"BZh91AY&SY", "data/a.csv.bz2"), packing(b"a,b", "a.csv")
    (('packed as .bz2', 'unpack it first: bzip2 -dk data/a.csv.bz2'), None)
    """
    if result := pointer(start):
        return result
    folder, name = os.path.split(path)
    for mark, ending, program in _FILES:
        if mark.match(start):
            own = path.removesuffix(ending)
            to = free_name(own if own != path else os.path.join(folder, f"unpacked-{name}"))
            line = f"{program} -dc {typed_path(path)} > {typed_path(to)}"
            if to == own and not os.path.islink(path):
                line = f"{program} -dk {typed_path(path)}"
            return f"packed as {ending}", f"unpack it first: {line}"
    for mark, kind, program in _ARCHIVES:
        if mark.match(start):
            return f"an archive ({kind})", f"unpack it first: {program} {typed_path(path)}"
    return None
