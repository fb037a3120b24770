"""Characters that are unseen and that a terminal or an editor may obey."""

from __future__ import annotations

import re

# The delete character and later controls, separators, marks that change the direction of the text.
RAW = "".join(
    map(chr, (*range(0x7F, 0xA0), 0x2028, 0x2029, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
)
"""Those that TOML allows without an escape."""

UNSEEN = re.compile(f"[\x00-\x08\x0b-\x1f{RAW}]")
"""Those, and all other controls but tab and line break, which TOML allows only with escapes."""


def hides(text: str) -> bool:
    """Return whether a text holds such a character."""
    return not text.isprintable() and UNSEEN.search(text) is not None  # in a fifth of the time


def whole_characters(text: str) -> str:
    """Return a text with a mark in place of each half of a character.

    A terminal passes one for each byte that is no UTF-8.

    >>> whole_characters("Le" + chr(0xDCE9) + "on"), whole_characters("Léon")
    ('Le�on', 'Léon')
    """
    if text.isascii():
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
