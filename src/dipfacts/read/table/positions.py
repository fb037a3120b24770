"""Lines and columns of the tables and keys of a TOML text, found only when a message needs them."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import accumulate
from typing import Any

# Compiled when first used, since most texts need none of them.
# A letter repeats possessively, no group: before Python 3.11.5 that is matched wrong (gh-106052).
_UNTIL_QUOTE = r'[^"\\\n]*+(?:\\.[^"\\\n]*+)*'
# One token of TOML, as far as is needed to skip strings and comments and to count brackets.
_TOKEN = (
    r'"""(?:\\.|(?!""").)*?"{3,5}'
    r"|'''.*?'{3,5}"
    rf'|"{_UNTIL_QUOTE}"'
    r"|'[^'\n]*'"
    r"|#[^\n]*"
    r"|(?P<open>[\[{])|(?P<close>[\]}])"
)
# The next token that counts, after usual headers and what stands on one line; empty after so many
# that going on would take memory. No attempt fails, since the next one would begin a letter later.
_USUAL_HEADER = r"(?<=\n)\[\[[a-z]+\]\](?=\n)"
_PLAIN = (
    rf"[^\[\]{{}}\"'#]++|\"(?!\"\")(?:{_UNTIL_QUOTE}\")?|'(?!'')(?:[^'\n]*')?|#[^\n]*+"
    rf"|{_USUAL_HEADER}"
)
_NEXT = rf"(?:{_PLAIN}){{0,1000}}(?P<next>(?!{_USUAL_HEADER})(?:{_TOKEN})|)"
_HEADER = r"[ \t]*\[\[?[ \t]*((?:\"(?:\\.|[^\"\\\n])*\"|'[^'\n]*'|[^\]\"'])+)\]"
_KEY = r"[ \t]*(?:\"([^\"\n]+)\"|'([^'\n]+)'|([A-Za-z0-9_-]+))[ \t]*(?:\.|=[ \t]*(?P<value>\S)?)"

# The same tokens, and what stands between them in an array.
_PART = _TOKEN + r"|(?P<comma>,)|[^\s,\[\]{}#\"']+"

# An array of strings on one line, as most are.
_FLAT = r" = \[\"[^\"\\\n]*+\"(?:, \"[^\"\\\n]*+\")*\]\n"

_SHALLOW = 20  # brackets in one another that no reader minds
_DOTS = r"(?m)^[ \t]*\[*(?:[^\s.=\[\]]+[ \t]*\.[ \t]*){20}"

_compiled = cache(partial(re.compile, flags=re.DOTALL))

Where = str | tuple[str, int]
"""A key of a table, or a key and the number (from 0) of an item of its array."""


def key_in(where: Where) -> str:
    """Return the key of a place."""
    return where if isinstance(where, str) else where[0]


def values_of(key: str, value: Any) -> Iterator[tuple[Where, Any]]:
    """Yield the value of a key with its place, or each item of an array; nothing for None."""
    if isinstance(value, tuple | list):
        yield from (((key, nth), item) for nth, item in enumerate(value))
    elif value is not None:
        yield key, value


def cut_at_headers(text: str) -> list[str]:
    """Return a line break and the text, cut at each `[[` at the start of a line, without these.

    Uncut if a string of several lines might hold something that only looks like a header. In any
    other text, what looks like one is one or lies within an array, and then the part before it is
    not TOML: if all parts can be read, they mean the same as the whole.
    """
    if '"""' in text or ("'" in text and "'''" in text):  # one letter is found much sooner
        return [f"\n{text}"]
    return f"\n{text}".split("\n[[")


def header_name(part: str) -> str:
    """Return the name in the header of a part that was cut at it."""
    end = part.find("]]")
    return part[:end] if end >= 0 else part


def is_flat(text: str) -> bool:
    """Return whether no array or string of a text is of several lines, as far as a glance tells."""
    if '"""' in text or "{" in text or ("'" in text and "'''" in text):
        return False
    headers = text.count("\n[[") + text.startswith("[[")
    return text.count("[") - 2 * headers == len(_compiled(_FLAT).findall(text))


def header_lines(parts: Sequence[str]) -> dict[str, list[int]]:
    """Return the lines (from 1) of the headers at which a valid text was cut, by table name.

    Headers spelled in another way are missing or under another name: the caller must count them.
    """
    results: dict[str, list[int]] = {}
    line = parts[0].count("\n") + 1
    for part in parts[1:]:
        results.setdefault(header_name(part), []).append(line)
        line += part.count("\n") + 1
    return results


class Places:
    """Line and column (both from 1) of each `[[table]]` of a text and of the keys in it."""

    def __init__(self, text: str) -> None:
        self._headers: dict[str, list[tuple[int, int]]] = {}
        self._top: dict[str, tuple[int, int]] = {}
        self._first: dict[str, int] = {}  # the first header that begins with a key
        self._keys: tuple[tuple[str, int], dict[str, tuple[int, int, int]]] = ("", 0), {}
        self._parts: dict[int, list[int]] = {}
        lines = text.split("\n")  # which take several times as much memory as the text
        self._text = text
        self._starts = array("q", accumulate(map((1).__add__, map(len, lines)), initial=0))
        self._inside: set[int] = set()
        for start, end, _ in () if is_flat(text) else self._spans():
            if text.find("\n", start, end) >= 0:
                after = bisect_right(self._starts, end - 1)
                self._inside.update(range(bisect_right(self._starts, start), after))
        self._scan(lines)

    def _spans(self) -> Iterator[tuple[int, int, int]]:
        """Yield start, end and depth of the arrays, and of strings of several lines (depth 0).

        Neither headers nor keys are in them. An array that is not closed ends where it starts.
        """
        depth = most = opened = 0
        for token in _compiled(_NEXT).finditer(self._text):
            if token["open"]:
                if depth == 0:
                    opened, most = token.start("open"), 0
                depth += 1
                most = max(most, depth)
            elif token["close"]:
                depth = max(0, depth - 1)
                if depth == 0:
                    yield opened, token.end(), most
            elif "\n" in token["next"]:
                yield *token.span("next"), 0
        if depth:
            yield opened, opened, most

    def _scan(self, lines: Sequence[str]) -> None:
        keys_of, key_of = cache(_header), _compiled(_KEY).match  # most headers are the same few
        inside, current = self._inside, list[tuple[int, int]]()
        for number, line in enumerate(lines):
            if (current and "[" not in line) or number in inside:
                continue
            if keys := keys_of(line):
                if current:
                    current[-1] = (current[-1][0], number)
                self._first.setdefault(keys[0], number)
                current = self._headers.setdefault(".".join(keys), [])
                current.append((number, len(lines)))
            elif not current and (key := key_of(line)):
                self._top.setdefault(key[1] or key[2] or key[3], (number, key.start("value")))

    def table(self, name: str, nth: int) -> int:
        """Return the line of the nth (from 0) table of that name, or of the key that holds it."""
        return self._table(name, nth)[0]

    def key(self, name: str, nth: int, key: str) -> tuple[int, int]:
        """Return line and column of a key of the nth table of that name, or those of the table."""
        results = self._keys_of(name, nth).get(key)
        return (results[0] + 1, results[1] + 1) if results else self._table(name, nth)

    def value(self, name: str, nth: int, where: Where) -> tuple[int, int]:
        """Return line and column of the value of a key, or of one of its items; else as `key`."""
        key, item = where if isinstance(where, tuple) else (where, -1)
        at = self._keys_of(name, nth).get(key)
        if at is None or at[2] < 0:
            return self.key(name, nth, key)
        start = self._starts[at[0]] + at[2]
        items = self._items(start) if item >= 0 else []
        return self._line_and_column(items[item] if 0 <= item < len(items) else start)

    def top(self, key: str) -> int:
        """Return the line of a key outside all tables, or of the table of that name."""
        if key in self._top:
            return self._top[key][0] + 1
        return self._first.get(key, 0) + 1

    def of_format(self) -> tuple[int, int]:
        """Return line and column of the value of `format`, a key outside all tables."""
        line, column = self._top.get("format", (0, 0))
        return line + 1, max(column, 0) + 1

    def _table(self, name: str, nth: int) -> tuple[int, int]:
        results = self._headers.get(name, [])
        if nth < len(results):
            return results[nth][0] + 1, 1
        number, column = self._top.get(name, (0, -1))
        items = self._items(self._starts[number] + column) if column >= 0 else []
        return self._line_and_column(items[nth]) if nth < len(items) else (number + 1, 1)

    def _keys_of(self, name: str, nth: int) -> dict[str, tuple[int, int, int]]:
        """Return every key below the header of a table, with its line, its column, and its value's.

        All count from 0; the last is -1 where there is none, as for a table in the table, which
        is a key with a header. Those of the last table are held.
        """
        headers = self._headers.get(name, [])
        if nth >= len(headers):
            return {}
        if self._keys[0] != (name, nth):
            keys = dict[str, tuple[int, int, int]]()
            self._keys = (name, nth), keys
            match, (first, after) = _compiled(_KEY).match, headers[nth]
            for number in range(first + 1, after):
                line = self._text[self._starts[number] : self._starts[number + 1] - 1]
                if number not in self._inside and (key := match(line)):
                    column = len(line) - len(line.lstrip())
                    place = (number, column, key.start("value"))
                    keys.setdefault(key[1] or key[2] or key[3], place)
            for key_, number in self._tables_in(name, nth):
                keys.setdefault(key_, (number, 0, -1))
        return self._keys[1]

    def _tables_in(self, name: str, nth: int) -> Iterator[tuple[str, int]]:
        """Yield the keys of a table that have a header, as in [figure.key], with its line."""
        numbers = [number for number, _ in self._headers[name][nth : nth + 2]]
        last = numbers[1] if len(numbers) > 1 else len(self._starts)
        for header, places in self._headers.items():
            if header.startswith(f"{name}."):
                inside = (number for number, _ in places if numbers[0] < number < last)
                yield from ((header.split(".")[1], number) for number in inside)

    def _items(self, start: int) -> list[int]:
        """Return the start of each item of the array that starts there, looked for once."""
        if start not in self._parts:
            self._parts[start] = [*_items(self._text, start)]
        return self._parts[start]

    def deepest(self) -> tuple[int, int]:
        """Return line and column of the deepest nesting, by brackets or dots; 0 and 0 if none."""
        start, _, depth = max(self._spans(), key=lambda span: span[2], default=(0, 0, 0))
        if depth > _SHALLOW:
            return self._line_and_column(start)
        dots = _compiled(_DOTS).search(self._text)
        return self._line_and_column(dots.start()) if dots else (0, 0)

    def _line_and_column(self, position: int) -> tuple[int, int]:
        line = bisect_right(self._starts, position)
        return line, position - self._starts[line - 1] + 1

    def first(self, pattern: str) -> tuple[int, int]:
        """Return line and column of the first match outside strings and comments; 0, 0 if none."""
        bare = _compiled(_TOKEN).sub(lambda token: " " * len(token[0]), self._text)
        match = re.search(pattern, bare)
        return self._line_and_column(match.start()) if match else (0, 0)


def comments(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield line, column and text of every comment, its # included."""
    line, start = 1, 0
    for token in _compiled(_TOKEN).finditer(text):
        if token[0].startswith("#"):
            line += text.count("\n", start, token.start())
            start = token.start()
            yield line, start - text.rfind("\n", 0, start), token[0]


class PartPlaces:
    """The same as `Places` of a text that is cut at its headers, of which only a part is read.

    Each part must be TOML by itself, and `lines` those of all headers, each a plain name: what is
    in a table, as [[figure.key]] is, has none of its own.
    """

    def __init__(self, parts: Sequence[str], lines: Mapping[str, Sequence[int]]) -> None:
        self._lines = lines
        self._parts: dict[str, list[str]] = {}
        for part in parts[1:]:
            self._parts.setdefault(header_name(part), []).append(part)
        self._last: tuple[tuple[str, int], Places | None] = ("", 0), None

    def table(self, name: str, nth: int) -> int:
        """Return the line of the nth (from 0) table of that name."""
        return self._lines[name][nth]

    def key(self, name: str, nth: int, key: str) -> tuple[int, int]:
        """Return line and column of a key of the nth table of that name, or those of the table."""
        return self._place_in_file(name, nth, self._own(name, nth).key(name, 0, key))

    def value(self, name: str, nth: int, where: Where) -> tuple[int, int]:
        """Return line and column of the value of a key, or of one of its items; else as `key`."""
        return self._place_in_file(name, nth, self._own(name, nth).value(name, 0, where))

    def _own(self, name: str, nth: int) -> Places:
        """Return the places in the part of a table alone; those of the last table are held."""
        table, places = self._last
        if places is None or table != (name, nth):
            places = Places(f"[[{self._parts[name][nth]}")
            self._last = (name, nth), places
        return places

    def _place_in_file(self, name: str, nth: int, place: tuple[int, int]) -> tuple[int, int]:
        line, column = place
        return self._lines[name][nth] + line - 1, column


AnyPlaces = Places | PartPlaces


def places_of(text: str, parts: Sequence[str] = ()) -> AnyPlaces:
    """Return the places in a text that loads, by its parts if these are plain at a glance.

    `parts` are those at which it is cut, if that was done.
    """
    if is_flat(text):
        parts = parts or cut_at_headers(text)
        lines = header_lines(parts)
        if all(map(str.isalpha, lines)):
            return PartPlaces(parts, lines)
    return Places(text)


def _items(text: str, start: int) -> Iterator[int]:
    depth, fresh = 0, False
    for part in _compiled(_PART).finditer(text, start):
        if depth == 0 and part[0] != "[":
            return
        if depth == 1 and fresh and not (part["close"] or part["comma"] or part[0][0] == "#"):
            fresh = False
            yield part.start()
        if part["open"]:
            depth += 1
            fresh = fresh or depth == 1
        elif part["close"]:
            depth -= 1
            if depth == 0:
                return
        elif part["comma"] and depth == 1:
            fresh = True


def _header(line: str) -> list[str]:
    """Return the keys in the brackets of a header, without quotes and spaces around the dots.

    Empty for another line.
    """
    header = _compiled(_HEADER).match(line)
    if not header:
        return []
    parts = re.findall(r"\"((?:\\.|[^\"\\])*)\"|'([^']*)'|([A-Za-z0-9_-]+)", header[1])
    return ["".join(part) for part in parts] or [""]
