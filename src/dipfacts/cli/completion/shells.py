"""The command line as each shell's script passes it, and candidates as each shell takes them.

bash puts a candidate into the line as it is; zsh and fish quote it themselves.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from dipfacts.query.typed_words.candidates import Candidate

FILES = "\x01files"  # what a script takes for "complete this as the name of a file"
_BARE = re.compile(r"[^\w@%+,./:=^-]")  # what needs a backslash where no quotes stand
_DOUBLE = re.compile(r'[\\"$`!]')  # what needs one between double quotes
_LISTING = "63"  # COMP_TYPE where bash only lists what there is


class Split(NamedTuple):
    """A line split into words, with the open quote and the part of the last word before it.

    `begin` is the place of the last word in the line.
    """

    words: list[str]
    quote: str
    before: str
    begin: int


def split(line: str) -> Split:
    """Split a line into words as a shell does.

    >>> split('a "b c" "d e')
    Split(words=['a', 'b c', 'd e'], quote='"', before='', begin=8)
    >>> split("a O'Br")
    Split(words=['a', 'OBr'], quote="'", before='O', begin=2)
    >>> split("a ")
    Split(words=['a', ''], quote='', before='', begin=2)
    """
    words, word, quote, before, begin, at = list[str](), "", "", "", 0, 0
    began = False
    while at < len(line):
        char = line[at]
        if quote:
            if char == quote:
                quote = ""
            elif char == "\\" and quote == '"' and line[at + 1 : at + 2] in tuple('"\\$`'):
                at += 1
                word += line[at]
            else:
                word += char
        elif char.isspace():
            if began:
                words.append(word)
            word, began = "", False
        else:
            if not began:
                begin, began = at, True
            if char in "'\"":
                quote, before = char, word
            elif char == "\\":
                at += 1
                word += line[at : at + 1]
            else:
                word += char
        at += 1
    if not began:
        begin = len(line)
    return Split([*words, word], quote, before if quote else "", begin)


class Bash:
    """The request of bash: the line up to the cursor, why it asks, and where it breaks words."""

    def __init__(self, words: list[str]) -> None:
        line, self._reason, breaks = words
        typed = split(line)
        self.words, self._quote = typed.words[1:], typed.quote
        self._cut = len(typed.before)  # bash completes what stands after the quote
        if not self._quote:
            raw = line[typed.begin :]
            at = max((raw.rfind(char) for char in breaks if char in ":=@"), default=-1)
            self._cut = at + 1

    def written(self, prefix: str, one: Candidate, count: int) -> str:
        """Return the candidate quoted for its place; with its description where bash only lists."""
        if self._reason == _LISTING and count > 1:
            return f"{one.value}  ({one.description})" if one.description else one.value
        value = prefix + one.value
        if self._quote == '"':
            return _DOUBLE.sub(r"\\\g<0>", value[self._cut :])
        if self._quote == "'":
            return value[self._cut :].replace("'", "'\\''")
        return _BARE.sub(r"\\\g<0>", value)[self._cut :]


class Zsh:
    """The request of zsh: the words up to the cursor without their quotes."""

    def __init__(self, words: list[str]) -> None:
        self.words = words[1:]

    def written(self, prefix: str, one: Candidate, count: int) -> str:
        """Return the whole word that the candidate makes, and its description."""
        return f"{prefix}{one.value}\t{one.description}"


class Fish(Zsh):
    """The request of fish: the words without their quotes, but the last one as it was typed."""

    def __init__(self, words: list[str]) -> None:
        *before, last = words
        super().__init__([*before, split(last).words[0]])


SHELLS: dict[str, type[Bash | Zsh]] = {"bash": Bash, "zsh": Zsh, "fish": Fish}
"""Every shell with completion."""
