"""Search the texts of a few claims once more, to show where the words are."""

from __future__ import annotations

import sqlite3

WEIGHTS = "3.0, 1.0, 2.0"  # of title, note and names


def marked(texts: list[tuple[str, str, str]], words: str, rank: bool) -> list[tuple[int, str]]:
    r"""Return the places of the texts (title, note, names) that hold the words, and what to show.

    In the order given, or with `rank` the best first. What is to be shown is the part of the text
    around the words, each between \x02 and \x03.
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
