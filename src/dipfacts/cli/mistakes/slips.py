"""Slips in a command line: what is wrong with a word of it, as data."""

from __future__ import annotations

from dipfacts.record import Record

MISSING_ARGUMENT, TOO_MANY_WORDS = "missing-argument", "too-many-words"
NO_SUCH_OPTION, NO_NUMBER = "no-such-option", "no-number"
WRONG_USE = "wrong-use"  # of an option: without a value that it needs, or with one that it has not
OTHER = "other"


class Slip(Record, frozen=True):
    """A fault of a line: its kind, the option, "" for none, and the words of the parser for it.

    `path` is the command as far as it was read, such as "dipfacts trade"; "" where that is not
    known.
    """

    kind: str
    flag: str
    path: str
    message: str
