"""The header of a file of SQLite: what it says of the program that made it."""

from __future__ import annotations

DATABASE = b"SQLite format 3\0"
"""The beginning of each such file."""

HEADER = 72  # bytes of it, up to the number of what made the file


def is_database(head: bytes) -> bool:
    """Return whether a file that begins so is one of SQLite."""
    return head.startswith(DATABASE)


def application_of(head: bytes) -> int:
    """Return the number of the application that made a file of SQLite, by its header."""
    return int.from_bytes(head[68:HEADER], "big")


def version_of(head: bytes) -> int:
    """Return the version of the tables in a file of SQLite, by its header."""
    return int.from_bytes(head[60:64], "big")


def length_of(head: bytes) -> int:
    """Return the bytes of a file of SQLite, by its header: so many pages of one size."""
    size, pages = int.from_bytes(head[16:18], "big"), int.from_bytes(head[28:32], "big")
    return (65536 if size == 1 else size) * pages
