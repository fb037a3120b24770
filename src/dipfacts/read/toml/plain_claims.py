"""The fast path of tomli: claims that are written plainly, each key on a line of its own.

A string without escapes is written in TOML as in JSON, and msgspec reads JSON straight into types.
So only what stands between strings is looked at here, of which there is little that differs. What
is not known is left to tomli. Held equal by tests/read/test_parts.py.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import msgspec

from dipfacts.model.file_format.csv_table import FILE_TABLES
from dipfacts.read.table.rules import LISTS

_NUMBER = r"-?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,17})?|[1-9][0-9]{0,2}(?:_[0-9]{3}){1,5}"
_VALUE = re.compile(rf"value = ({_NUMBER})")
_FIRST_VALUE = re.compile(rf"\nvalue = ({_NUMBER})(?=\n)")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FIRST = "\0"  # no text has it: it stands before the first key of a table, where no comma may
_REMEMBERED = 10_000

_Written = tuple[str, str]
"""The text between two strings in JSON, and a letter for each key of it."""


class _Between(dict[str, _Written]):
    """The texts that may stand between two strings in claims of one type; KeyError for others."""

    def __init__(self, name: str) -> None:
        super().__init__()
        fields = msgspec.structs.fields(FILE_TABLES[name])
        self._header = f"[[{name}]]"
        self._letters = {field.encode_name: chr(nth) for nth, field in enumerate(fields, ord("A"))}

    def __missing__(self, text: str) -> _Written:
        if value := _FIRST_VALUE.match(text):  # of very many: it is not remembered
            json, letters = self[text[value.end() :]]
            return f"{self._number(value)}{json}", f"{self._letters['value']}{letters}"
        if len(self) > _REMEMBERED:
            self.clear()
        self[text] = written = self._lines(text)
        return written

    def _lines(self, text: str) -> _Written:
        """Return the lines that follow a string, up to the next one."""
        if text == ", ":
            return text, ""
        close, *lines = text.split("\n")
        if close not in ("", "]") or not lines:
            raise KeyError(text)
        written = [(close, ""), *map(self._line, filter(None, lines[:-1]))]
        if last := lines[-1]:
            key, _, value = last.partition(" = ")
            if value not in ("", "[") or key == "value" or not last.endswith((" = ", " = [")):
                raise KeyError(text)
            written.append((f',"{key}":{value}', self._letters[key]))
        both, letters = zip(*written, strict=True)
        return "".join(both).replace(f"{_FIRST},", ""), "".join(letters)

    def _line(self, line: str) -> _Written:
        """Return a line without strings."""
        if line == self._header:
            return f"}},{{{_FIRST}", _FIRST
        if number := _VALUE.fullmatch(line):
            return self._number(number), self._letters["value"]
        key, _, value = line.partition(" = ")
        if key == "said_on" and _DAY.fullmatch(value):
            return f',"said_on":"{value}"', self._letters[key]
        raise KeyError(line)

    @staticmethod
    def _number(match: re.Match[str]) -> str:
        return f',"value":{match[1].replace("_", "")}'


_between = cache(_Between)


def claims(name: str, parts: list[str]) -> list[Any] | None:
    """Return claims as their type, ids unchecked, from the texts after the `[[` of their headers.

    None where they are not all written plainly, or of another type.
    """
    text = "\n[[".join(["", *parts, ""])[:-2]
    if "\\" in text or "\x7f" in text or _FIRST in text:
        return None  # other control characters are none of JSON's
    pieces = text.split('"')
    try:
        pieces[::2], letters = zip(*map(_between(name).__getitem__, pieces[::2]), strict=True)
        if not all(map(_is_once, {*"".join(letters).split(_FIRST)})):
            return None
        written = '"'.join(pieces)
        results: list[Any] = _decoder(name)(f"[{written[2:]}}}]")
    except (KeyError, msgspec.DecodeError):
        return None
    return results


@cache
def _is_once(letters: str) -> bool:
    """Return whether a table has each key only once."""
    return len({*letters}) == len(letters)


@cache
def _decoder(name: str) -> Any:
    return msgspec.json.Decoder(LISTS[name]).decode
