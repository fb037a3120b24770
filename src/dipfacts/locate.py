"""Where in a TOML text its tables and keys stand; run only when that has to be told."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

# One token of TOML, as far as is needed to skip strings and comments and to count brackets.
_TOKEN = re.compile(
    r'"""(?:\\.|(?!""").)*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
    r"|#[^\n]*"
    r"|(?P<open>[\[{])|(?P<close>[\]}])",
    re.DOTALL,
)
_HEADER = re.compile(r"[ \t]*\[\[?[ \t]*((?:\"(?:\\.|[^\"\\\n])*\"|'[^'\n]*'|[^\]\"'])+)\]")
_KEY = re.compile(r"[ \t]*(?:\"([^\"\n]+)\"|'([^'\n]+)'|([A-Za-z0-9_-]+))[ \t]*[=.]")


def cut_at_headers(text: str) -> list[str] | None:
    """A text cut at each `[[` at the start of a line; without these, and with a line break before.

    None where strings of several lines might hold something that only looks like a header. In any
    other text, what looks like one is one or lies within an array, and then the parts before it
    are not TOML: what can be read in parts means the same as the whole.
    """
    if '"""' in text or "'''" in text:
        return None
    return f"\n{text}".split("\n[[")


def header_lines(parts: list[str]) -> dict[str, list[int]]:
    """The lines (from 1) of the headers at which a sound text was cut, by what stands in them.

    What is spelled in another way stands under another name or not at all: the caller counts.
    """
    found: dict[str, list[int]] = {}
    line = parts[0].count("\n") + 1
    for part in parts[1:]:
        found.setdefault(part.partition("]]")[0], []).append(line)
        line += part.count("\n") + 1
    return found


class Places:
    """Line and column (both from 1) of each `[[table]]` of a text and of the keys in it."""

    def __init__(self, text: str) -> None:
        self._headers: dict[str, list[tuple[int, int]]] = {}
        self._top: dict[str, int] = {}
        self._lines: list[str] = text.split("\n")
        self._starts: list[int] = []
        self._text = text
        position = 0
        for line in self._lines:
            self._starts.append(position)
            position += len(line) + 1
        self._inside = self._continued(text)
        self._scan()

    def _continued(self, text: str) -> set[int]:
        """The lines (from 0) that begin inside a string or an array, so hold no header or key."""
        inside: set[int] = set()
        depth, opened = 0, 0
        for token in _TOKEN.finditer(text):
            if token["open"]:
                opened = token.start() if depth == 0 else opened
                depth += 1
            elif token["close"]:
                depth = max(0, depth - 1)
                if depth == 0:
                    self._mark(inside, opened, token.end())
            elif "\n" in token[0]:
                self._mark(inside, token.start(), token.end())
        return inside

    def _mark(self, inside: set[int], start: int, end: int) -> None:
        first = bisect_right(self._starts, start) - 1
        last = bisect_right(self._starts, end - 1) - 1
        inside.update(range(first + 1, last + 1))

    def _scan(self) -> None:
        current: list[tuple[int, int]] | None = None
        for number, line in enumerate(self._lines):
            if number in self._inside:
                continue
            if header := _HEADER.match(line):
                if current:
                    current[-1] = (current[-1][0], number)
                current = self._headers.setdefault(_dotted(header[1]), [])
                current.append((number, len(self._lines)))
            elif current is None and (key := _KEY.match(line)):
                self._top.setdefault(key[1] or key[2] or key[3], number)

    def table(self, name: str, nth: int) -> int:
        """The line of the nth (from 0) table of that name, or of the key that holds it."""
        found = self._headers.get(name, [])
        if nth < len(found):
            return found[nth][0] + 1
        return self._top.get(name, 0) + 1

    def key(self, name: str, nth: int, key: str) -> tuple[int, int]:
        """Line and column of a key of the nth table of that name, or those of the table."""
        found = self._headers.get(name, [])
        if nth < len(found):
            first, after = found[nth]
            for number in range(first + 1, after):
                if number in self._inside:
                    continue
                match = _KEY.match(self._lines[number])
                if match and (match[1] or match[2] or match[3]) == key:
                    column = len(self._lines[number]) - len(self._lines[number].lstrip()) + 1
                    return number + 1, column
        return self.table(name, nth), 1

    def top(self, key: str) -> int:
        """The line of a key outside all tables, or of the table of that name."""
        if key in self._top:
            return self._top[key] + 1
        below = (self._headers[name] for name in self._headers if name.startswith(f"{key}."))
        first = [tables[0][0] for tables in (self._headers.get(key, []), *below) if tables]
        return min(first, default=0) + 1

    def first(self, pattern: re.Pattern[str]) -> tuple[int, int]:
        """Line and column of the first match outside strings and comments; 0 and 0 if none."""
        bare = _TOKEN.sub(lambda token: " " * len(token[0]), self._text)
        match = pattern.search(bare)
        if match is None:
            return 0, 0
        line = bisect_right(self._starts, match.start())
        return line, match.start() - self._starts[line - 1] + 1


def comments(text: str) -> Iterator[tuple[int, int, str]]:
    """Line, column and text of every comment, its # included."""
    line, start = 1, 0
    for token in _TOKEN.finditer(text):
        if token[0].startswith("#"):
            line += text.count("\n", start, token.start())
            start = token.start()
            yield line, start - text.rfind("\n", 0, start), token[0]


def _dotted(header: str) -> str:
    """The name in a header's brackets, without its quotes and the spaces around its dots."""
    parts = re.findall(r"\"((?:\\.|[^\"\\])*)\"|'([^']*)'|([A-Za-z0-9_-]+)", header)
    return ".".join("".join(part) for part in parts)
