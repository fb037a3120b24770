"""The fact base in the current folder that may have what another has not."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterable

_LARGE = 1 << 20  # characters of a fact base that are looked through for a name

# The keys of what a question may name, or a search finds; their values; and texts in these.
_KEYS = """
id name aliases iso office label title note source publisher author topic measure kind of from to
parties people reporter claimant place
"""
_VALUE = r"[ \t]*=[ \t]*(\"{3}.*?\"{3}|\[[^\]]*\]|[^\n]*)"
_VALUES = rf"^[ \t]*(?:{'|'.join(_KEYS.split())}){_VALUE}"
_TEXT = r"\"{3}(.*?)\"{3}|\"((?:[^\"\\\n]|\\.)*)\"|'([^'\n]*)'"


def base_in_folder(holding: str, is_certain: bool) -> str:
    """Return the fact base in the current folder that names a text; the folder, if several do.

    The text is whole words there. It may stand as an id has it: royal-visit.

    If none does, that is the only one, or the folder of several, unless only a base with the text
    can have what is asked for (`is_certain`). "" where there is none.
    """
    sought = {folded := holding.casefold(), "-".join(folded.split())} - {""}
    bases, having = list[str](), list[str]()
    with contextlib.suppress(OSError):
        for name in sorted(os.listdir()):
            if name.endswith(".toml") and os.path.isfile(name):
                with open(name, encoding="utf-8", errors="replace") as stream:
                    text = stream.read(_LARGE)
                if "\n[[source]]" in text:
                    bases.append(name)
                    if _names_any(text, sought):
                        having.append(name)
    results = having if having or is_certain else bases
    return "." if len(results) > 1 else "".join(results)


def _names_any(text: str, sought: Iterable[str]) -> bool:
    """Return whether one of these stands as whole words in a value that names something.

    >>> [_names_any('claimant = "The Sun Daily"', [it]) for it in ("claimant", "sun", "aily")]
    [False, True, False]
    """
    values = (match[1] for match in re.finditer(_VALUES, text, re.MULTILINE | re.DOTALL))
    texts = (match for value in values for match in re.finditer(_TEXT, value, re.DOTALL))
    named = "\n".join("".join(filter(None, match.groups())) for match in texts).casefold()
    return any(re.search(rf"(?<![^\W_]){re.escape(it)}(?![^\W_])", named) for it in sought)


def in_words(base: str) -> str:
    """Return the name of a base that is in the current folder."""
    return "the fact bases in this folder" if base == "." else "the fact base in this folder"
