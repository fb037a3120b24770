"""The texts of a few claims searched again, to show where the words are."""

from __future__ import annotations

import sqlite3

WEIGHTS = "3.0, 1.0, 2.0"  # of title, note and names


def marked(texts: list[tuple[str, str, str]], words: str, rank: bool) -> list[tuple[int, str]]:
    """The place of each text (title, note, names) that holds the words, with the part that does.

    In the order given, or else the best first.
    """
    connection = sqlite3.connect(":memory:")
    connection.execute(
        "CREATE VIRTUAL TABLE words USING fts5(title, note, names,"
        ' tokenize = "unicode61 remove_diacritics 2")'
    )
    connection.executemany(
        "INSERT INTO words(rowid, title, note, names) VALUES (?,?,?,?)",
        ((nth, *text) for nth, text in enumerate(texts)),
    )
    order = f"bm25(words, {WEIGHTS}), rowid" if rank else "rowid"
    found = connection.execute(
        "SELECT rowid, snippet(words, -1, char(2), char(3), '…', 16) FROM words"
        f" WHERE words MATCH ? ORDER BY {order}",
        (words,),
    ).fetchall()
    connection.close()
    return found
