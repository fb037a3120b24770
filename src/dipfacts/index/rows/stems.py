"""The stems of English words, as SQLite's tokenizer has them."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Sequence


def stems(words: Sequence[str]) -> list[str]:
    """Return the stem of each English word, by Porter's rules as SQLite has them.

    >>> stems(["treaty", "treaties", "visited", "agreements"])
    ['treati', 'treati', 'visit', 'agreement']
    """
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE VIRTUAL TABLE text USING fts5(word, tokenize = 'porter ascii')")
        connection.execute("CREATE VIRTUAL TABLE stem USING fts5vocab(text, instance)")
        rows = enumerate(words)
        connection.executemany("INSERT INTO text(rowid, word) VALUES (?,?)", rows)
        return [term for (term,) in connection.execute("SELECT term FROM stem ORDER BY doc")]
