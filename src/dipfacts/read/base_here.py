"""The fact base in the current folder that may have what another has not."""

from __future__ import annotations

import contextlib
import os

_LARGE = 1 << 20  # characters of a fact base that are looked through for a name


def base_in_folder(holding: str, is_certain: bool) -> str:
    """Return the fact base in the current folder that holds a text; the folder, if several do.

    The text may stand there as an id has it: royal-visit.

    If none does, that is the only one, or the folder of several, unless only a base with the text
    can have what is asked for (`is_certain`). "" where there is none.
    """
    sought = {folded := holding.casefold(), "-".join(folded.split())}
    bases, having = list[str](), list[str]()
    with contextlib.suppress(OSError):
        for name in sorted(os.listdir()):
            if name.endswith(".toml") and os.path.isfile(name):
                with open(name, encoding="utf-8", errors="replace") as stream:
                    text = stream.read(_LARGE)
                if "\n[[source]]" in text:
                    bases.append(name)
                    if any(it in text.casefold() for it in sought):
                        having.append(name)
    results = having if having or is_certain else bases
    return "." if len(results) > 1 else "".join(results)


def in_words(base: str) -> str:
    """Return the name of a base that is in the current folder."""
    return "the fact bases in this folder" if base == "." else "the fact base in this folder"
