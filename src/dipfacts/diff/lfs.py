"""Pointers of Git LFS that stand in commits for data, and the data that a clone keeps of them."""

from __future__ import annotations

import hashlib
import os
import re

from dipfacts.read.foreign.packed_files import PULL

_POINTER = re.compile(
    rb"version https://git-lfs\.github\.com/spec/v1\r?\n(?:[a-z0-9.-]+ [^\n]*\n)*?"
    rb"oid sha256:(?P<oid>[0-9a-f]{64})\r?\n"
)
FETCH = "git lfs fetch --all"
"""The command that brings the data of all commits, and changes no file of the working tree."""
MOST = 1024  # bytes of a pointer: the specification has it smaller


def data_of(pointer: bytes, storage: str) -> bytes:
    """Return the bytes for which a pointer stands, as `git lfs fetch` keeps them; else the pointer.

    What is no pointer is returned as it is. No program is run, and nothing is fetched. `storage` is
    the folder in which a clone keeps such data.
    """
    if not (found := named_by(pointer)):
        return pointer
    path = os.path.join(storage, "objects", found[:2], found[2:4], found)
    try:
        with open(path, "rb") as stream:
            data = stream.read()
    except OSError:
        return pointer
    return data if is_of(data, found) else pointer


def named_by(pointer: bytes) -> str:
    """Return the SHA-256 of the data that a pointer names; "" for what is no pointer."""
    found = _POINTER.match(pointer) if len(pointer) < MOST else None
    return found["oid"].decode() if found else ""


def lacking(data: bytes, file: str) -> str:
    """Return that a file is a pointer without its data, with the remedy; "" of any other."""
    what = f"is a pointer of Git LFS without its data; {FETCH} brings them"
    return f"{file} {what}" if named_by(data) else ""


def for_commits(remedy: str) -> str:
    """Return a remedy for a file of a commit: `git lfs pull` brings the newest data alone."""
    return remedy.replace(PULL, f"{FETCH} brings it, and changes no file")


def is_of(data: bytes, oid: str) -> bool:
    """Return whether data are those of which a pointer has the SHA-256."""
    return hashlib.sha256(data, usedforsecurity=False).hexdigest() == oid
